//! Causes that are tried when a token does not open. Each is named only after it was carried out.

use super::alg::oaep;
use super::decrypt::{Limits, content, lenient, question};
use super::unwrap::{ContentKey, Question};
use super::{Failure, Jwe, Management};
use crate::base::diagnostic::jwe::Opening;
use crate::base::diagnostic::{Diagnostic, Remedy};
use crate::crypto::rsa::{OaepHash, oaep_message};
use crate::key::{Encoding, Key, Material, Options, ParsedKey, Secret, Source, read};
use rand_core::CryptoRng;

/// A password is read in other encodings only where PBKDF2 is quick.
const FEW_ITERATIONS: u64 = 20_000;

/// A cause that explains it, if there is one that was carried out.
pub(super) fn better(
    jwe: &Jwe,
    recipient: usize,
    key: &Key,
    limits: &Limits,
    rng: &mut dyn CryptoRng,
) -> Option<Failure> {
    let asked = question(jwe, recipient, limits).ok()?;
    match asked.algorithm.management {
        Management::Oaep(_) | Management::Pkcs1 => padding(jwe, &asked, key, rng),
        Management::Password(..) | Management::Direct | Management::Kw(_) | Management::GcmKw(_) => {
            encoding(jwe, recipient, key, limits, rng)
        }
        Management::Agreement(_) => None,
    }
}

/// The content key was padded in another way than `alg` says.
fn padding(jwe: &Jwe, asked: &Question, key: &Key, rng: &mut dyn CryptoRng) -> Option<Failure> {
    let alg = asked.algorithm.name;
    let block = asked.opened_block(key, rng).ok()?;
    let opens = |bytes: &[u8]| {
        let key = ContentKey { bytes: Secret(bytes.to_vec()), proven: true };
        bytes.len() == asked.encryption.cipher.key_bytes() && content(jwe, asked, &key).is_ok()
    };
    for hash in OaepHash::ALL {
        for mask in OaepHash::ALL {
            let own = asked.algorithm.management == Management::Oaep(hash) && hash == mask;
            // The padding holds a hash, so that it proves itself.
            if !own && oaep_message(&block.0, hash, mask).is_some() {
                let mut found = format!("OAEP with {}", hash.name());
                if hash != mask {
                    found.push_str(&format!(" and MGF1 with {}", mask.name()));
                }
                let named = oaep(hash).filter(|_| hash == mask).map(|row| row.name);
                return Some(asked.fault(Opening::Padding { alg, found, named }));
            }
        }
    }
    if asked.algorithm.management == Management::Pkcs1 {
        return None;
    }
    // This padding proves nothing, so the content has to open.
    let [0, 2, rest @ ..] = block.0.as_slice() else { return None };
    let end = rest.iter().position(|byte| *byte == 0)?;
    let found = || Opening::Padding { alg, found: "RSAES-PKCS1-v1_5".into(), named: Some("RSA1_5") };
    opens(rest.get(end + 1..)?).then(|| asked.fault(found()))
}

/// The secret's text stands for other bytes.
fn encoding(jwe: &Jwe, recipient: usize, key: &Key, limits: &Limits, rng: &mut dyn CryptoRng) -> Option<Failure> {
    let held @ Key { material: Material::Secret(secret), source: Source::Text(_), .. } = key else {
        return None;
    };
    let text = core::str::from_utf8(&held.text.0).ok().filter(|text| !text.is_empty())?;
    let limits = Limits { iterations: limits.iterations.min(FEW_ITERATIONS), ..*limits };
    for encoding in [Encoding::Base64url, Encoding::Base64, Encoding::Hex, Encoding::Utf8] {
        let Some(Ok(ParsedKey::One(other))) = read(text, &Options { encoding, ..Options::default() }) else { continue };
        let differs = matches!(&other.material, Material::Secret(bytes) if bytes != secret);
        if differs && lenient(jwe, recipient, &other, &limits, rng).is_ok() {
            let remedy = Some(Remedy::Encoding(encoding));
            return Some(Box::new(Diagnostic {
                remedy,
                ..Diagnostic::error(Opening::SecretEncoding(encoding.name()))
            }));
        }
    }
    None
}
