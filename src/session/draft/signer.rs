//! Who signs a draft: the algorithm that its header names and the key at hand, or why these two do not sign.

use crate::base::diagnostic::reason::{KeyFit, KeyKind, Unsigned, Weak};
use crate::base::diagnostic::{Diagnostic, Facts};
use crate::engine::jwa::names::recognise;
use crate::engine::jwa::{self, ALGORITHMS, Algorithm, Family};
use crate::engine::verify;
use crate::jose::header::{Alg, alg};
use crate::jose::parse;
use crate::key::{Key, KeyFault, Material, ParsedKey};

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

/// A refusal tells a verifier what to do about a token; here it is told to whoever signs.
fn for_signer(refusal: KeyFit) -> Facts {
    match refusal {
        KeyFit::Kind { algorithm, needs, is } => Unsigned::OtherKey { algorithm, needs, is }.into(),
        KeyFit::Curve { algorithm, needs, is } => {
            Unsigned::OtherKey { algorithm, needs: KeyKind::Ec(needs), is: KeyKind::Ec(is) }.into()
        }
        refusal => refusal.into(),
    }
}

/// The row and the key that sign, or why there is no signature: each reason has its own words.
pub(super) fn signer<'a>(
    unsigned: &str,
    held: Option<&'a Result<ParsedKey, KeyFault>>,
) -> Result<(&'static Algorithm, &'a Key), Box<Facts>> {
    let none = |why: Unsigned| Err(Box::new(Facts::from(why)));
    let token = parse(unsigned).token;
    let name = match token.as_ref().map(alg) {
        Some(Alg::Named(name)) => name,
        Some(Alg::Ambiguous(_)) => return none(Unsigned::AlgAmbiguous),
        _ => return none(Unsigned::AlgMissing),
    };
    if name == "none" {
        return none(Unsigned::AlgNone);
    }
    let Some(algorithm) = jwa::find(&name) else { return none(Unsigned::AlgUnknown(recognise(&name))) };
    if !token.as_ref().is_some_and(verify::understands) {
        return none(Unsigned::Crit);
    }
    let key = match held {
        None => return none(Unsigned::NoKey { algorithm: algorithm.name, needs: algorithm.key.into() }),
        Some(Err(fault)) => return none(Unsigned::KeyUnreadable(Box::new(fault.facts.clone()))),
        Some(Ok(ParsedKey::Set(_))) => return none(Unsigned::KeySet),
        Some(Ok(ParsedKey::One(key))) => key,
    };
    if let Some(refusal) = verify::refusal(algorithm, key) {
        return Err(Box::new(for_signer(refusal)));
    }
    if !key.can_sign() {
        return none(Unsigned::PublicKey);
    }
    if matches!(key.material, Material::Rsa(_)) && key.size_bits() > LARGEST_RSA_BITS {
        return none(Unsigned::KeyLarge(key.size_bits()));
    }
    Ok((algorithm, key))
}

/// What to know of a signature that was made: a weak secret signs as well as any other.
pub fn warning(algorithm: &Algorithm, key: &Key) -> Option<Diagnostic> {
    let bits = key.size_bits();
    let weak = match (algorithm.family, &key.material) {
        (Family::Hmac, Material::Secret(secret)) => {
            let (bytes, needs) = (secret.0.len(), algorithm.hash.map_or(0, jwa::Hash::bytes));
            (bytes < needs).then_some(Weak::Secret { bytes, needs, algorithm: algorithm.name })
        }
        (_, Material::Rsa(_)) => (bits < 2048).then_some(Weak::Rsa(bits)),
        _ => None,
    };
    weak.map(Diagnostic::note)
}
