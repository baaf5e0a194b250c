//! ML-DSA-44, ML-DSA-65 and ML-DSA-87, the post-quantum signatures of FIPS 204, as RFC 9964 §3 uses them: the pure form,
//! with an empty context.
//!
//! Signatures have 2420, 3309 and 4627 bytes (FIPS 204, table 2). Signing here is the deterministic variant (FIPS 204 §3.4),
//! which needs no random source and gives the same token again for the same content.

use super::{Algorithm, Failure, Family, KeyRule, Status};
use crate::base::diagnostic::reason::Unusable;
use crate::crypto::ml_dsa;
use crate::key::{Akp, Key, Material, MlDsa};
use crate::spec::Spec;

/// ML-DSA-44, security category 2.
pub static ML_DSA_44: Algorithm = Algorithm {
    name: "ML-DSA-44",
    title: "ML-DSA-44, a post-quantum signature",
    family: Family::MlDsa,
    hash: None,
    key: KeyRule::Akp(MlDsa::MlDsa44),
    spec: Spec::Rfc(9964, "3"),
    status: Status::Optional,
    sign: |key, message, _| sign(MlDsa::MlDsa44, key, message),
    verify: |key, message, signature| verify(MlDsa::MlDsa44, key, message, signature),
};

/// ML-DSA-65, security category 3.
pub static ML_DSA_65: Algorithm = Algorithm {
    name: "ML-DSA-65",
    title: "ML-DSA-65, a post-quantum signature",
    key: KeyRule::Akp(MlDsa::MlDsa65),
    sign: |key, message, _| sign(MlDsa::MlDsa65, key, message),
    verify: |key, message, signature| verify(MlDsa::MlDsa65, key, message, signature),
    ..ML_DSA_44
};

/// ML-DSA-87, security category 5.
pub static ML_DSA_87: Algorithm = Algorithm {
    name: "ML-DSA-87",
    title: "ML-DSA-87, a post-quantum signature",
    key: KeyRule::Akp(MlDsa::MlDsa87),
    sign: |key, message, _| sign(MlDsa::MlDsa87, key, message),
    verify: |key, message, signature| verify(MlDsa::MlDsa87, key, message, signature),
    ..ML_DSA_44
};

fn verify(set: MlDsa, key: &Key, message: &[u8], signature: &[u8]) -> Result<(), Failure> {
    let key = akp(set, key)?;
    let expected = set.signature_bytes();
    if signature.len() != expected {
        return Err(Failure::Length { expected, got: signature.len() });
    }
    match ml_dsa::verify(set, &key.public, message, signature) {
        Some(true) => Ok(()),
        Some(false) => Err(Failure::Mismatch),
        None => Err(Failure::BadKey(Unusable::PublicLength(key.public.len(), set.public_bytes()))),
    }
}

fn sign(set: MlDsa, key: &Key, message: &[u8]) -> Result<Vec<u8>, Failure> {
    let seed = akp(set, key)?.seed.as_ref().ok_or(Failure::NeedsPrivateKey)?.0.as_slice();
    ml_dsa::sign(set, seed, message).ok_or(Failure::BadKey(Unusable::SeedLength))
}

fn akp(set: MlDsa, key: &Key) -> Result<&Akp, Failure> {
    match &key.material {
        Material::Akp(akp) if akp.set == set => Ok(akp),
        _ => Err(Failure::WrongKey),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::tests::Counter;
    use crate::key::{Pair, Secret, Source};

    const ROWS: [(&Algorithm, MlDsa); 3] =
        [(&ML_DSA_44, MlDsa::MlDsa44), (&ML_DSA_65, MlDsa::MlDsa65), (&ML_DSA_87, MlDsa::MlDsa87)];

    fn key(set: MlDsa) -> Key {
        Pair::Akp(set).of(&[7; 32]).expect("a key pair")
    }

    /// A key as nobody can read one in.
    fn raw(set: MlDsa, public: Vec<u8>, seed: Option<Vec<u8>>) -> Key {
        Key::new(Material::Akp(Akp { set, public, seed: seed.map(Secret) }), Source::Jwk, vec![])
    }

    fn signed(row: &Algorithm, key: &Key) -> Result<Vec<u8>, Failure> {
        (row.sign)(key, b"message", &mut Counter(0))
    }

    #[test]
    fn each_row_takes_the_keys_of_its_name_alone() {
        for (row, set) in ROWS {
            let signature = signed(row, &key(set)).expect("a signature");
            assert_eq!(signature.len(), set.signature_bytes());
            for (other, _) in ROWS {
                let holds = if other == row { Ok(()) } else { Err(Failure::WrongKey) };
                assert_eq!((other.verify)(&key(set), b"message", &signature), holds);
                assert_eq!(signed(other, &key(set)).is_ok(), other == row);
            }
            assert_eq!((row.verify)(&key(set), b"massage", &signature), Err(Failure::Mismatch));
        }
    }

    #[test]
    fn a_changed_bit_and_every_other_length_is_refused() {
        for (row, set) in ROWS {
            let key = key(set);
            let signature = signed(row, &key).expect("a signature");
            // Some in the challenge and in the response, one in each of the last hundred bytes: the hint and its padding.
            let bits = (0..8 * signature.len())
                .filter(|bit| bit % 1999 == 0 || bit % 8 == 0 && *bit >= 8 * (signature.len() - 100));
            for bit in bits {
                let mut changed = signature.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                assert_eq!((row.verify)(&key, b"message", &changed), Err(Failure::Mismatch), "{}, bit {bit}", row.name);
            }
            let expected = signature.len();
            for got in [0, 64, expected - 1, expected + 1] {
                let other: Vec<u8> = signature.iter().copied().cycle().take(got).collect();
                assert_eq!((row.verify)(&key, b"message", &other), Err(Failure::Length { expected, got }));
            }
            for byte in [0, 0xff] {
                assert_eq!((row.verify)(&key, b"message", &vec![byte; expected]), Err(Failure::Mismatch));
            }
        }
    }

    #[test]
    fn a_key_that_cannot_be_used_says_why() {
        for (row, set) in ROWS {
            let Material::Akp(Akp { public, .. }) = key(set).material else { panic!("an ML-DSA key") };
            let says = |answer: Result<Vec<u8>, Failure>, why: Unusable| {
                assert_eq!(answer, Err(Failure::BadKey(why)));
            };
            assert_eq!(signed(row, &raw(set, public.clone(), None)), Err(Failure::NeedsPrivateKey));
            says(signed(row, &raw(set, public, Some(vec![7; 31]))), Unusable::SeedLength);
            let short = (row.verify)(&raw(set, vec![7; 5], None), b"", &vec![0; set.signature_bytes()]);
            says(short.map(|()| vec![]), Unusable::PublicLength(5, set.public_bytes()));
        }
    }
}
