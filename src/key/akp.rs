//! ML-DSA keys (FIPS 204; as a JWK `AKP`, RFC 9964 §4): a public key of fixed length, and a seed of 32 bytes that leads to it.

use super::{Akp, KeyFault, MlDsa, Secret};
use crate::crypto::ml_dsa::{SEED_BYTES, public_key};
use crate::spec::Spec;

/// The public key of these bytes.
///
/// # Errors
/// `akp-length`: it has another length than keys of this set have. Of the right length, any bytes are a key.
pub fn public(set: MlDsa, bytes: &[u8]) -> Result<Akp, KeyFault> {
    if bytes.len() != set.public_bytes() {
        return Err(length(set, "public key", bytes.len(), set.public_bytes()));
    }
    Ok(Akp { set, public: bytes.to_vec(), seed: None })
}

/// The key pair of a seed. Where the key brings its `public` part, the two have to match.
///
/// # Errors
/// `akp-length`, `akp-seed-does-not-match`.
pub fn private(set: MlDsa, seed: &[u8], public: Option<&[u8]>) -> Result<Akp, KeyFault> {
    let derived = public_key(set, seed).ok_or_else(|| length(set, "seed", seed.len(), SEED_BYTES))?;
    if public.is_some_and(|public| public != derived) {
        let message = format!("the seed of this {} key (`priv`) leads to another public key than `pub`", set.name());
        return Err(KeyFault::new("akp-seed-does-not-match", message)
            .hint("parts of two keys got mixed: export the key again")
            .spec(Spec::Rfc(9964, "4")));
    }
    Ok(Akp { set, public: derived, seed: Some(Secret(seed.to_vec())) })
}

fn length(set: MlDsa, part: &str, got: usize, expected: usize) -> KeyFault {
    let bytes = if got == 1 { "byte" } else { "bytes" };
    let message = format!("the {part} of this {} key has {got} {bytes}, and it has to have {expected}", set.name());
    KeyFault::new("akp-length", message)
        .hint("the key was cut off, or belongs to another parameter set")
        .spec(Spec::Rfc(9964, "4"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::base64::Alphabet;
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
            let message = format!("the seed of this {name} key (`priv`) leads to another public key than `pub`");
            refuse(&jwk(name, &other, &[8; 32]), "akp-seed-does-not-match", &message, "mixed");
            // One bit, in the first part that is random and in the last byte.
            for at in [0, set.public_bytes() - 1] {
                other[at] ^= 1;
                refuse(&jwk(name, &other, &[7; 32]), "akp-seed-does-not-match", &message, "mixed");
                other[at] ^= 1;
            }
            refuse(&jwk(name, &other[1..], &[7; 32]), "akp-seed-does-not-match", &message, "mixed");
            check(&jwk(name, &other, &[7; 32]), &format!("{name} private key, from a JWK"), "");
        }
    }

    #[test]
    fn every_other_length_is_refused() {
        for set in MlDsa::ALL {
            let (name, bytes) = (set.name(), set.public_bytes());
            for length in [31, 32, bytes - 1, bytes + 1, 1312, 1952, 2592].into_iter().filter(|length| *length != bytes)
            {
                let message =
                    format!("the public key of this {name} key has {length} bytes, and it has to have {bytes}");
                refuse(&jwk(name, &vec![7; length], &[7; 32]).replace("priv", "no"), "akp-length", &message, "cut off");
            }
            for length in [31, 33, 2560, 4032, 4896] {
                let message = format!("the seed of this {name} key has {length} bytes, and it has to have 32");
                refuse(&jwk(name, &derived(set), &vec![7; length]), "akp-length", &message, "cut off");
            }
        }
    }

    #[test]
    fn one_byte_is_no_key() {
        refuse(
            &jwk("ML-DSA-65", &[7], &[]).replace("priv", "no"),
            "akp-length",
            "has 1 byte, and it has to have 1952",
            "",
        );
    }

    #[test]
    fn a_key_for_no_known_algorithm_is_refused() {
        refuse(
            &jwk("SLH-DSA-SHA2-128s", &[7; 32], &[7; 64]),
            "jwk-akp-alg",
            "an AKP key for no algorithm here",
            "ML-DSA-44",
        );
        let without = jwk("ML-DSA-44", &derived(MlDsa::MlDsa44), &[7; 32]).replace("alg", "no");
        refuse(&without, "jwk-member-missing", "`alg` is missing", "");
    }
}
