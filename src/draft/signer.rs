//! Who signs a draft: the algorithm that its header names and the key at hand, or why these two do not sign.

use crate::explain::Explanation;
use crate::jwa::names::recognise;
use crate::jwa::{self, ALGORITHMS, Algorithm, Failure, Family};
use crate::key::{Key, KeyFault, Material, ParsedKey};
use crate::token::header::{Alg, alg};
use crate::token::parse;
use crate::verify;

/// Larger RSA keys take longer for a signature than a key stroke may.
const LARGEST_RSA_BITS: usize = 4096;

/// Whether `key` is for `algorithm`: of its kind, on its curve, and not declared for anything else.
pub fn fits(algorithm: &Algorithm, key: &Key) -> bool {
    verify::refusal(algorithm, key).is_none()
}

/// The algorithm that `key` is for: the one that it names itself, or else the first that it fits.
pub fn algorithm_for(key: &Key) -> Option<&'static Algorithm> {
    let named = key.restrictions.alg.as_deref().and_then(jwa::find).filter(|row| fits(row, key));
    named.or_else(|| ALGORITHMS.iter().copied().find(|row| fits(row, key)))
}

/// A refusal tells a verifier what to do about a token. Whoever signs has made no token yet: either the algorithm or the key is
/// to be changed.
fn for_signer(algorithm: &Algorithm, key: &Key, refusal: Explanation) -> Explanation {
    if !matches!(refusal.reason, "key-kind" | "key-curve") {
        return refusal;
    }
    let message = format!("{} needs {}, and this is {}", algorithm.name, algorithm.key, key.kind());
    Explanation::new(refusal.reason, message).spec(algorithm.spec)
}

/// The row and the key that sign, or why there is no signature: each reason has its own words.
pub(super) fn signer<'a>(
    unsigned: &str,
    held: Option<&'a Result<ParsedKey, KeyFault>>,
) -> Result<(&'static Algorithm, &'a Key), Explanation> {
    let none = |reason, message: String| Err(Explanation::new(reason, message));
    let token = parse(unsigned).token;
    let name = match token.as_ref().map(alg) {
        Some(Alg::Named(name)) => name,
        Some(Alg::Ambiguous(_)) => return none("alg-ambiguous", "the header names more than one `alg`".into()),
        _ => {
            return none(
                "alg-missing",
                "the header names no algorithm (`alg`), so there is nothing to sign with".into(),
            );
        }
    };
    if name == "none" {
        return none("alg-none", "the header says `none`: an unsecured token has no signature".into());
    }
    let Some(algorithm) = jwa::find(&name) else { return none("alg-unknown", recognise(&name).message) };
    let header = token.as_ref().and_then(|token| token.header.json.as_ref());
    if header.is_some_and(|header| header.get("crit").is_some() || header.get("b64").is_some()) {
        return none("crit", "the header asks for an extension (`crit`, `b64`), and none is signed here".into());
    }
    let key = match held {
        None => return none("no-key", format!("there is no key to sign with; {name} needs {}", algorithm.key)),
        Some(Err(fault)) => return none("no-key", format!("the key cannot be read: {fault}")),
        Some(Ok(ParsedKey::Set(_))) => {
            return none("key-set", "a set of keys verifies; paste the one private key that signs".into());
        }
        Some(Ok(ParsedKey::One(key))) => key,
    };
    if let Some(refusal) = verify::refusal(algorithm, key) {
        return Err(for_signer(algorithm, key, refusal));
    }
    if !key.can_sign() {
        return none("public-key", "this is the public key, which verifies; signing needs the private one".into());
    }
    if matches!(key.material, Material::Rsa(_)) && key.size_bits() > LARGEST_RSA_BITS {
        return none("key-large", format!("signing with {} bits takes too long to do it as you type", key.size_bits()));
    }
    Ok((algorithm, key))
}

pub(super) fn refused(failure: &Failure) -> Explanation {
    Explanation::new("key-unusable", format!("this key cannot sign: {failure}"))
}

/// What to know of a signature that was made: a weak secret signs as well as any other.
pub fn warning(algorithm: &Algorithm, key: &Key) -> Option<String> {
    let bits = key.size_bits();
    match (algorithm.family, &key.material) {
        (Family::Hmac, Material::Secret(secret)) => {
            let wanted = algorithm.hash.map_or(0, jwa::Hash::bytes);
            let short = secret.0.len() < wanted;
            short.then(|| format!("the secret has {} bytes, and {} needs {wanted} or more", bits / 8, algorithm.name))
        }
        (_, Material::Rsa(_)) if bits < 2048 => Some(format!("the key has {bits} bits, and RSA needs 2048 or more")),
        _ => None,
    }
}
