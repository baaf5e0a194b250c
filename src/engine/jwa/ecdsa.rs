//! ES256, ES384, ES512: ECDSA on the NIST curves (RFC 7518 §3.4, FIPS 186-5); ES256K: on secp256k1 (RFC 8812 §3.2).
//!
//! A signature is `r || s`, two big-endian integers of exactly the length of the curve's order: 64, 96 and 132 bytes, and 64 on secp256k1.
//! Signing takes the nonce from key and message (RFC 6979), so that no random source can give the key away.

use super::{Algorithm, Failure, Family, Hash, KeyRule, Status};
use crate::base::diagnostic::reason::Unusable;
use crate::crypto::ecdsa;
pub use crate::crypto::ecdsa::{HashTester, in_range, is_possible, recover};
use crate::key::{Curve, Ec, Key, Material};
use crate::spec::Spec;

/// ECDSA on P-256 with SHA-256.
pub static ES256: Algorithm = Algorithm {
    name: "ES256",
    title: "ECDSA on P-256 with SHA-256",
    family: Family::Ecdsa,
    hash: Some(Hash::Sha256),
    key: KeyRule::Ec(Curve::P256),
    spec: Spec::Rfc(7518, "3.4"),
    status: Status::Recommended,
    sign: |key, message, _| sign(Curve::P256, Hash::Sha256, key, message),
    verify: |key, message, signature| verify(Curve::P256, Hash::Sha256, key, message, signature),
};

/// ECDSA on P-384 with SHA-384.
pub static ES384: Algorithm = Algorithm {
    name: "ES384",
    title: "ECDSA on P-384 with SHA-384",
    hash: Some(Hash::Sha384),
    key: KeyRule::Ec(Curve::P384),
    status: Status::Optional,
    sign: |key, message, _| sign(Curve::P384, Hash::Sha384, key, message),
    verify: |key, message, signature| verify(Curve::P384, Hash::Sha384, key, message, signature),
    ..ES256
};

/// ECDSA on P-521 with SHA-512.
pub static ES512: Algorithm = Algorithm {
    name: "ES512",
    title: "ECDSA on P-521 with SHA-512",
    hash: Some(Hash::Sha512),
    key: KeyRule::Ec(Curve::P521),
    status: Status::Optional,
    sign: |key, message, _| sign(Curve::P521, Hash::Sha512, key, message),
    verify: |key, message, signature| verify(Curve::P521, Hash::Sha512, key, message, signature),
    ..ES256
};

/// ECDSA on secp256k1 with SHA-256.
pub static ES256K: Algorithm = Algorithm {
    name: "ES256K",
    title: "ECDSA on secp256k1 with SHA-256",
    key: KeyRule::Ec(Curve::Secp256k1),
    spec: Spec::Rfc(8812, "3.2"),
    status: Status::Optional,
    sign: |key, message, _| sign(Curve::Secp256k1, Hash::Sha256, key, message),
    verify: |key, message, signature| verify(Curve::Secp256k1, Hash::Sha256, key, message, signature),
    ..ES256
};

/// The length of an integer modulo the order of `curve`, in bytes; a signature is two of them.
pub const fn scalar_bytes(curve: Curve) -> usize {
    curve.field_bytes()
}

/// Checks `signature` over a message that is already hashed, with whatever hash.
pub fn verify_digest(key: &Ec, digest: &[u8], signature: &[u8]) -> Result<(), Failure> {
    let expected = 2 * scalar_bytes(key.curve);
    if signature.len() != expected {
        return Err(Failure::Length { expected, got: signature.len() });
    }
    let holds = ecdsa::verify(key.curve, [&key.x, &key.y], digest, signature).ok_or_else(off_curve)?;
    if holds { Ok(()) } else { Err(Failure::Mismatch) }
}

/// What compares the signatures with one hash after another, in a part of the time of verifying one. `None` if they are of none.
pub fn hash_tester(key: &Ec, signatures: &[&[u8]]) -> Option<HashTester> {
    HashTester::new(key.curve, [&key.x, &key.y], signatures)
}

fn verify(curve: Curve, hash: Hash, key: &Key, message: &[u8], signature: &[u8]) -> Result<(), Failure> {
    verify_digest(ec(key, curve)?, &hash.digest(message), signature)
}

fn sign(curve: Curve, hash: Hash, key: &Key, message: &[u8]) -> Result<Vec<u8>, Failure> {
    let key = ec(key, curve)?;
    let secret = key.d.as_ref().ok_or(Failure::NeedsPrivateKey)?;
    let digest = hash.digest(message);
    let signature = ecdsa::sign(curve, &secret.0, &digest).ok_or_else(bad_scalar)?;
    // A JWK can pair a private scalar with somebody else's point; what was just signed would then not verify.
    verify_digest(key, &digest, &signature).map_err(|failure| match failure {
        Failure::Mismatch => Failure::BadKey(Unusable::Inconsistent),
        other => other,
    })?;
    Ok(signature)
}

/// r and s of an `ECDSA-Sig-Value` (RFC 3279 §2.2.3), each as `bytes` bytes; `None` if `der` is anything else.
pub fn from_der(der: &[u8], bytes: usize) -> Option<Vec<u8>> {
    let (body, rest) = element(0x30, der)?;
    let (r, body) = element(0x02, body)?;
    let (s, body) = element(0x02, body)?;
    let mut raw = vec![];
    for integer in [r, s] {
        let digits: Vec<u8> = integer.iter().copied().skip_while(|byte| *byte == 0).collect();
        raw.resize(raw.len() + bytes.checked_sub(digits.len())?, 0);
        raw.extend(digits);
    }
    (rest.is_empty() && body.is_empty()).then_some(raw)
}

/// Splits off an element with this tag: its content, and what follows.
fn element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = match der {
        [first, 0x81, length, rest @ ..] if *first == tag => (*length, rest),
        [first, length @ ..=0x7f, rest @ ..] if *first == tag => (*length, rest),
        _ => return None,
    };
    rest.split_at_checked(length.into())
}

fn ec(key: &Key, curve: Curve) -> Result<&Ec, Failure> {
    match &key.material {
        Material::Ec(ec) if ec.curve == curve => Ok(ec),
        _ => Err(Failure::WrongKey),
    }
}

fn off_curve() -> Failure {
    Failure::BadKey(Unusable::OffCurve)
}

fn bad_scalar() -> Failure {
    Failure::BadKey(Unusable::ScalarRange)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Secret, Source};

    #[test]
    fn der_is_converted_with_its_zeros_and_broken_der_is_not() {
        let check = |der: &[u8], raw: Option<&[u8]>| assert_eq!(from_der(der, 2).as_deref(), raw, "{der:?}");
        check(&[0x30, 6, 2, 1, 5, 2, 1, 7], Some(&[0, 5, 0, 7]));
        check(&[0x30, 0x81, 9, 2, 3, 0, 0x80, 1, 2, 2, 1, 2], Some(&[0x80, 1, 1, 2]));
        check(&[0x30, 6, 2, 1, 5, 2, 1, 7, 0], None);
        check(&[0x30, 7, 2, 1, 5, 2, 1, 7, 0], None);
        check(&[0x30, 9, 2, 1, 5, 2, 1, 7], None);
        check(&[0x30, 8, 2, 3, 1, 1, 1, 2, 1, 7], None);
        check(&[0x30], None);
        check(&[], None);
    }

    /// RFC 6979 §A.2.5: the P-256 key, and its signature of "sample" with SHA-256.
    const D: &str = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
    const X: &str = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6";
    const Y: &str = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
    const SIGNATURE: &str = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716\
                             F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len() / 2).filter_map(|i| u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()).collect()
    }

    /// The order of secp256k1 less s, for the signature of the bytes 7 as the private number over "sample" (below).
    #[test]
    fn on_secp256k1_either_form_of_s_holds() {
        let key = crate::key::Pair::Ec(Curve::Secp256k1).of(&[7; 32]).expect("a key pair");
        let low = (ES256K.sign)(&key, b"sample", &mut crate::engine::jwa::tests::Counter(0)).expect("a signature");
        let high = [&low[..32], &hex("a72a2c0f1d4997cb80a347c713f0f2cf1a17f29ac0a3d5cfe3503b94c2b8847b")].concat();
        for signature in [low, high] {
            assert_eq!((ES256K.verify)(&key, b"sample", &signature), Ok(()));
            assert_eq!((ES256K.verify)(&key, b"simple", &signature), Err(Failure::Mismatch));
        }
    }

    fn key(d: Option<Vec<u8>>, y: Vec<u8>) -> Key {
        let material = Material::Ec(Ec { curve: Curve::P256, x: hex(X), y, d: d.map(Secret) });
        Key::new(material, Source::Jwk, vec![])
    }

    fn sign(key: &Key) -> Result<Vec<u8>, Failure> {
        (ES256.sign)(key, b"sample", &mut crate::engine::jwa::tests::Counter(0))
    }

    #[test]
    fn the_signature_of_rfc_6979_is_made_and_verified() {
        let key = key(Some(hex(D)), hex(Y));
        assert_eq!(sign(&key), Ok(hex(SIGNATURE)));
        assert_eq!((ES256.verify)(&key, b"sample", &hex(SIGNATURE)), Ok(()));
        assert_eq!((ES256.verify)(&key, b"simple", &hex(SIGNATURE)), Err(Failure::Mismatch));
    }

    #[test]
    fn a_key_that_cannot_be_used_says_why() {
        let says = |answer: Result<Vec<u8>, Failure>, why: Unusable| answer == Err(Failure::BadKey(why));
        assert_eq!(sign(&key(None, hex(Y))), Err(Failure::NeedsPrivateKey));
        assert_eq!((ES384.verify)(&key(None, hex(Y)), b"sample", &[1; 96]), Err(Failure::WrongKey));
        assert!(says(sign(&key(Some(vec![0; 32]), hex(Y))), Unusable::ScalarRange));
        assert!(says(sign(&key(Some(vec![9; 32]), hex(Y))), Unusable::Inconsistent));
        assert!(says(sign(&key(Some(hex(D)), vec![7; 32])), Unusable::OffCurve));
        assert!(says(sign(&key(Some(hex(D)), vec![7; 3])), Unusable::OffCurve));
    }

    #[test]
    fn a_signature_of_zeros_or_of_another_length_is_refused() {
        let key = key(None, hex(Y));
        let check =
            |signature: &[u8], failure: Failure| assert_eq!((ES256.verify)(&key, b"sample", signature), Err(failure));
        check(&[0; 64], Failure::Mismatch);
        check(&[0xff; 64], Failure::Mismatch);
        check(&[1; 63], Failure::Length { expected: 64, got: 63 });
        check(&[], Failure::Length { expected: 64, got: 0 });
        assert!(
            !in_range(Curve::P256, &[0; 64]) && !in_range(Curve::P256, &[0xff; 64]) && in_range(Curve::P256, &[1; 64])
        );
    }

    /// Made with `@noble/curves`, an implementation that shares no code with the crate; the first is widely published.
    #[test]
    fn on_secp256k1_signatures_are_those_of_others() {
        let check = |d: &str, message: &str, signature: &str| {
            let key = crate::key::Pair::Ec(Curve::Secp256k1).of(&hex(d)).expect("a key pair");
            let made = (ES256K.sign)(&key, message.as_bytes(), &mut crate::engine::jwa::tests::Counter(0));
            assert_eq!(made, Ok(hex(signature)), "{d}, {message}");
        };
        let one = "0000000000000000000000000000000000000000000000000000000000000001";
        let largest = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140";
        let sevens = "0707070707070707070707070707070707070707070707070707070707070707";
        check(
            one,
            "Satoshi Nakamoto",
            "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8\
             2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
        );
        check(
            one,
            "",
            "77c8d336572f6f466055b5f70f433851f8f535f6c4fc71133a6cfd71079d03b7\
             0ed9f5eb8aa5b266abac35d416c3207e7a538bf5f37649727d7a9823b1069577",
        );
        check(
            largest,
            "sample",
            "cc7c4b3ead174e1dcc27848877adb23e41df74e365f5a8ac7106b930e061f0d2\
             27916deb83f42167970ab2efab2787323875d5e7fbb033dc1950ec2f4869fdba",
        );
        check(
            largest,
            "test",
            "65b79d53819915fe61f7f57d82134a73386e3f7fd0c791232f26fc1b942991e1\
             093a2c182134be3c4f39ac1f06ada089fcfcdd5d50f116bcfdc9e5e76e22a026",
        );
        check(
            sevens,
            "sample",
            "77909e8c3c4d6baee2e0c922929f9b3cd89a3a6385d36714961a16e01b7d9a99\
             58d5d3f0e2b668347f5cb838ec0f0d2fa096ea4beea4ca6bdc8222f80d7dbcc6",
        );
        check(
            sevens,
            "test",
            "d49f09c9ab727c6d40433a36fc581453ce97808f6c5bdd734c7a25b6883f541f\
             3a7b9c2103c27fd3db9117a17de660ca4a00922ac206e9134af687abe84b663c",
        );
    }
}
