//! ML-DSA keys (FIPS 204; as a JWK `AKP`, RFC 9964 §4): a public key of fixed length, and a seed of 32 bytes that leads to it.

use super::{Akp, KeyFault, MlDsa, Secret, fault};
use crate::base::diagnostic::key::Akp as Fault;
use crate::crypto::ml_dsa::{SEED_BYTES, public_key};

/// The public key of these bytes.
///
/// # Errors
/// `akp-length`: it has another length than keys of this set have. Of the right length, any bytes are a key.
pub fn public(set: MlDsa, bytes: &[u8]) -> Result<Akp, KeyFault> {
    if bytes.len() != set.public_bytes() {
        return Err(length(set, false, bytes.len(), set.public_bytes()));
    }
    Ok(Akp { set, public: bytes.to_vec(), seed: None })
}

/// The key pair of a seed. Where the key brings its `public` part, the two have to match.
///
/// # Errors
/// `akp-length`, `akp-seed-does-not-match`.
pub fn private(set: MlDsa, seed: &[u8], public: Option<&[u8]>) -> Result<Akp, KeyFault> {
    let derived = public_key(set, seed).ok_or_else(|| length(set, true, seed.len(), SEED_BYTES))?;
    if public.is_some_and(|public| public != derived) {
        return Err(fault(Fault::Mismatch(set.name())));
    }
    Ok(Akp { set, public: derived, seed: Some(Secret(seed.to_vec())) })
}

fn length(set: MlDsa, seed: bool, got: usize, expected: usize) -> KeyFault {
    fault(Fault::Length { set: set.name(), seed, got, expected })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Facts;
    use crate::format::base64::Alphabet;
    use crate::key::testing::{check, refuse};

    fn jwk(alg: &str, public: &[u8], seed: &[u8]) -> String {
        let [public, seed] = [public, seed].map(|part| Alphabet::UrlSafe.encode(part));
        format!(r#"{{"kty":"AKP","alg":"{alg}","pub":"{public}","priv":"{seed}"}}"#)
    }

    /// The public key of a seed of bytes 7. Whether it is the right one is for the vectors to say.
    fn derived(set: MlDsa) -> Vec<u8> {
        private(set, &[7; 32], None).expect("a key pair").public
    }

    #[test]
    fn what_a_seed_leads_to_is_a_public_key() {
        for set in MlDsa::ALL {
            let derived = derived(set);
            assert_eq!(derived.len(), set.public_bytes());
            assert_eq!(public(set, &derived), Ok(Akp { set, public: derived.clone(), seed: None }));
            let pair = Akp { set, public: derived.clone(), seed: Some(Secret(vec![7; 32])) };
            assert_eq!(private(set, &[7; 32], Some(&derived)), Ok(pair));
            assert_eq!(MlDsa::named(set.name()), Some(set));
        }
        assert_eq!(MlDsa::named("ML-DSA"), None);
        assert_eq!(MlDsa::named("ml-dsa-44"), None);
    }

    #[test]
    fn a_seed_that_leads_elsewhere_is_refused() {
        for set in MlDsa::ALL {
            let (name, mut other) = (set.name(), derived(set));
            let facts = format!("{:?}", Facts::from(Fault::Mismatch(name)));
            refuse(&jwk(name, &other, &[8; 32]), "akp-seed-does-not-match", &facts);
            // One bit, in the first part that is random and in the last byte.
            for at in [0, set.public_bytes() - 1] {
                other[at] ^= 1;
                refuse(&jwk(name, &other, &[7; 32]), "akp-seed-does-not-match", &facts);
                other[at] ^= 1;
            }
            refuse(&jwk(name, &other[1..], &[7; 32]), "akp-seed-does-not-match", &facts);
            check(&jwk(name, &other, &[7; 32]), &format!("{name} private key, from a JWK"), "");
        }
    }

    #[test]
    fn every_other_length_is_refused() {
        for set in MlDsa::ALL {
            let (name, bytes) = (set.name(), set.public_bytes());
            for length in [31, 32, bytes - 1, bytes + 1, 1312, 1952, 2592].into_iter().filter(|length| *length != bytes)
            {
                let facts = Facts::from(Fault::Length { set: name, seed: false, got: length, expected: bytes });
                refuse(
                    &jwk(name, &vec![7; length], &[7; 32]).replace("priv", "no"),
                    "akp-length",
                    &format!("{facts:?}"),
                );
            }
            for length in [31, 33, 2560, 4032, 4896] {
                let facts = Facts::from(Fault::Length { set: name, seed: true, got: length, expected: 32 });
                refuse(&jwk(name, &derived(set), &vec![7; length]), "akp-length", &format!("{facts:?}"));
            }
        }
    }

    #[test]
    fn one_byte_is_no_key() {
        refuse(
            &jwk("ML-DSA-65", &[7], &[]).replace("priv", "no"),
            "akp-length",
            r#"Key(Akp(Length { set: "ML-DSA-65", seed: false, got: 1, expected: 1952 }))"#,
        );
    }

    #[test]
    fn a_key_for_no_known_algorithm_is_refused() {
        refuse(
            &jwk("SLH-DSA-SHA2-128s", &[7; 32], &[7; 64]),
            "jwk-akp-alg",
            r#"Key(Jwk(AkpAlg("SLH-DSA-SHA2-128s")))"#,
        );
        let without = jwk("ML-DSA-44", &derived(MlDsa::MlDsa44), &[7; 32]).replace("alg", "no");
        refuse(
            &without,
            "jwk-member-missing",
            r#"Key(Jwk(MemberMissing { name: "alg", kty: "AKP", spec: Rfc(9964, "4") }))"#,
        );
    }
}
