//! EdDSA (RFC 8032) by the crates `ed25519-dalek` and `ed448-goldilocks`: in the pure form, with an empty context on Ed448.
//!
//! The crates read some encodings of points that RFC 8032 §5.1.3 and §5.2.3 forbid; these are refused here.

use ed448_goldilocks::CompressedEdwardsY;
use ed448_goldilocks::elliptic_curve::Group;
use signature::{Signer, Verifier};

/// The curves of `kty` "OKP" that sign (RFC 8037 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdCurve {
    /// Ed25519.
    Ed25519,
    /// Ed448.
    Ed448,
}

impl EdCurve {
    /// Both curves.
    pub const ALL: [EdCurve; 2] = [EdCurve::Ed25519, EdCurve::Ed448];

    /// The name in `crv` (RFC 8037 §3.1): `Ed25519`.
    pub const fn name(self) -> &'static str {
        match self {
            EdCurve::Ed25519 => "Ed25519",
            EdCurve::Ed448 => "Ed448",
        }
    }

    /// The length of a public key, and of a private one, in bytes (RFC 8032 §5.1.5, §5.2.5).
    pub const fn key_bytes(self) -> usize {
        match self {
            EdCurve::Ed25519 => 32,
            EdCurve::Ed448 => 57,
        }
    }

    /// The curve of that name.
    pub fn named(name: &str) -> Option<EdCurve> {
        EdCurve::ALL.into_iter().find(|curve| curve.name() == name)
    }

    /// The prime of the field, 2^255 - 19 or 2^448 - 2^224 - 1, its last byte first.
    pub fn prime(self) -> Vec<u8> {
        let mut prime = vec![0xff; self.key_bytes()];
        let (at, byte, last) = match self {
            EdCurve::Ed25519 => (0, 0xed, 0x7f),
            EdCurve::Ed448 => (28, 0xfe, 0),
        };
        prime.get_mut(at).into_iter().for_each(|to| *to = byte);
        prime.last_mut().into_iter().for_each(|to| *to = last);
        prime
    }

    /// Whether an encoded point writes its y as a number below the prime, so that it is the only encoding of this point.
    pub fn is_canonical(self, point: &[u8]) -> bool {
        let mut y = point.to_vec();
        y.last_mut().into_iter().for_each(|last| *last &= 0x7f);
        y.len() == self.key_bytes() && y.iter().rev().lt(self.prime().iter().rev())
    }
}

/// What octets are as a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicKey {
    /// A key: some private key leads to it.
    Good,
    /// A point of small order, under which anything verifies.
    SmallOrder,
    /// No key, or not its only encoding.
    Invalid,
}

/// What these octets are as a public key of the curve.
pub fn check_public(curve: EdCurve, octets: &[u8]) -> PublicKey {
    let small_order = match curve {
        _ if !curve.is_canonical(octets) => None,
        EdCurve::Ed25519 => ed25519(octets).map(|key| key.is_weak()),
        EdCurve::Ed448 => ed448_point(octets),
    };
    match small_order {
        Some(false) => PublicKey::Good,
        Some(true) => PublicKey::SmallOrder,
        None => PublicKey::Invalid,
    }
}

/// Whether an encoded point of Ed448 has small order; `None` if it is neither that nor a multiple of the base point.
fn ed448_point(octets: &[u8]) -> Option<bool> {
    let encoded = CompressedEdwardsY(octets.try_into().ok()?);
    let point = encoded.decompress_unchecked().into_option().filter(|point| point.is_on_curve().into())?;
    // Where x is 0 it has no sign.
    if point.compress().as_bytes() != encoded.as_bytes() {
        return None;
    }
    let point = point.to_edwards();
    if point.double().double().is_identity().into() {
        return Some(true);
    }
    bool::from(point.is_torsion_free()).then_some(false)
}

/// The public key of a seed; `None` if that has another length.
pub fn public_key(curve: EdCurve, seed: &[u8]) -> Option<Vec<u8>> {
    Some(match curve {
        EdCurve::Ed25519 => {
            ed25519_dalek::SigningKey::from_bytes(seed.try_into().ok()?).verifying_key().to_bytes().to_vec()
        }
        EdCurve::Ed448 => ed448_goldilocks::SigningKey::try_from(seed).ok()?.verifying_key().to_bytes().to_vec(),
    })
}

/// The signature of a message under a seed; `None` if that has another length.
pub fn sign(curve: EdCurve, seed: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    Some(match curve {
        EdCurve::Ed25519 => {
            ed25519_dalek::SigningKey::from_bytes(seed.try_into().ok()?).sign(message).to_bytes().to_vec()
        }
        EdCurve::Ed448 => ed448_goldilocks::SigningKey::try_from(seed).ok()?.sign_raw(message).to_bytes().to_vec(),
    })
}

/// Whether `signature` is one of `message` under a public key, by the equation without the cofactor (RFC 8032 §5.1.7,
/// §5.2.7). `None` if there is no such key.
pub fn verify(curve: EdCurve, public: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    match curve {
        EdCurve::Ed25519 => {
            let key = ed25519(public)?;
            let signature = ed25519_dalek::Signature::from_slice(signature);
            Some(signature.is_ok_and(|signature| key.verify(message, &signature).is_ok()))
        }
        EdCurve::Ed448 => {
            let key = ed448_goldilocks::VerifyingKey::from_bytes(public.try_into().ok()?).ok()?;
            let canonical = signature.get(..curve.key_bytes()).is_some_and(|r| curve.is_canonical(r));
            let signature = ed448_goldilocks::Signature::try_from(signature).ok().filter(|_| canonical);
            Some(signature.is_some_and(|signature| key.verify_raw(&signature, message).is_ok()))
        }
    }
}

/// What a signer of another variant signs in place of the message (RFC 8032 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant<'a> {
    /// Whether it is the hash of the message: Ed25519ph, Ed448ph.
    pub prehashed: bool,
    /// The context; Ed25519ctx has one, and no hash.
    pub context: &'a [u8],
}

/// Whether `signature` is one of `message` in that variant under a public key. `None` if there is no such key.
pub fn verify_variant(
    curve: EdCurve,
    public: &[u8],
    message: &[u8],
    signature: &[u8],
    variant: Variant,
) -> Option<bool> {
    let Variant { prehashed, context } = variant;
    match curve {
        EdCurve::Ed25519 => {
            use curve25519_dalek::{EdwardsPoint, Scalar};
            use sha2::Digest;
            let hash = |parts: &[&[u8]]| -> [u8; 64] {
                parts.iter().fold(sha2::Sha512::new(), |hash, part| hash.chain_update(part)).finalize().into()
            };
            let (key, digest) = (ed25519(public)?.to_edwards(), hash(&[message]));
            let (r, s) = signature.split_at_checked(curve.key_bytes())?;
            let s = Option::<Scalar>::from(Scalar::from_canonical_bytes(s.try_into().ok()?));
            let length = u8::try_from(context.len()).ok()?;
            let domain = [b"SigEd25519 no Ed25519 collisions", &[u8::from(prehashed), length][..], context].concat();
            let text = if prehashed { &digest[..] } else { message };
            let k = Scalar::from_bytes_mod_order_wide(&hash(&[&domain, r, public, text]));
            let is_r = |s| EdwardsPoint::vartime_double_scalar_mul_basepoint(&k, &-key, &s).compress().as_bytes() == r;
            Some(s.is_some_and(is_r))
        }
        EdCurve::Ed448 => {
            use ed448_goldilocks::{PreHasherXof, shake};
            let key = ed448_goldilocks::VerifyingKey::from_bytes(public.try_into().ok()?).ok()?;
            let Ok(signature) = ed448_goldilocks::Signature::try_from(signature) else { return Some(false) };
            if !prehashed {
                return Some(key.verify_ctx(&signature, context, message).is_ok());
            }
            let mut hash = shake::Shake256::default();
            shake::digest::Update::update(&mut hash, message);
            Some(key.verify_prehashed(&signature, Some(context), PreHasherXof::from(hash)).is_ok())
        }
    }
}

fn ed25519(public: &[u8]) -> Option<ed25519_dalek::VerifyingKey> {
    ed25519_dalek::VerifyingKey::from_bytes(public.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order of the base point of Ed448, its last byte first, with a byte more (RFC 8032 §5.2).
    const ORDER: &str = "f34458ab92c27823558fc58d72c26c219036d6ae49db4ec4e923ca7cffffffffffffffffffffffffffffffffffffffffffffffffffffff3f00";

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("digits")).collect()
    }

    #[test]
    fn the_variants_are_those_of_rfc_8032() {
        let check = |curve, public: &str, message: &str, signature: &str, prehashed, context: &[u8]| {
            let (public, message, signature) = (hex(public), hex(message), hex(signature));
            let holds = |prehashed, context| {
                verify_variant(curve, &public, &message, &signature, Variant { prehashed, context })
            };
            assert_eq!(holds(prehashed, context), Some(true), "{curve:?} {prehashed}");
            assert_eq!(holds(!prehashed, context), Some(false));
            assert_eq!(holds(prehashed, b"another"), Some(false));
            assert_eq!(verify(curve, &public, &message, &signature), Some(false));
        };
        // §7.2, "foo".
        check(
            EdCurve::Ed25519,
            "dfc9425e4f968f7f0c29f0259cf5f9aed6851c2bb4ad8bfb860cfee0ab248292",
            "f726936d19c800494e3fdaff20b276a8",
            "55a4cc2f70a54e04288c5f4cd1e45a7bb520b36292911876cada7323198dd87a8b36950b95130022907a7fb7c4e9b2d5f6cca685a587b4b21f4b888e4e7edb0d",
            false,
            b"foo",
        );
        // §7.3.
        check(
            EdCurve::Ed25519,
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "616263",
            "98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae4131f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406",
            true,
            b"",
        );
    }

    #[test]
    fn the_primes_are_those_of_the_fields() {
        assert_eq!(EdCurve::Ed25519.prime(), hex(&format!("ed{}7f", "ff".repeat(30))));
        assert_eq!(EdCurve::Ed448.prime(), hex(&format!("{}fe{}00", "ff".repeat(28), "ff".repeat(27))));
    }

    /// The order added to S gives a signature for the same equation (RFC 8032 §5.2.7, the check of step 1).
    #[test]
    fn a_number_from_the_order_on_is_refused() {
        let seed = [5; 57];
        let key = public_key(EdCurve::Ed448, &seed).expect("a key");
        let signature = sign(EdCurve::Ed448, &seed, b"message").expect("a signature");
        let verifies = |signature: &[u8]| verify(EdCurve::Ed448, &key, b"message", signature);
        assert_eq!(verifies(&signature), Some(true));
        let (mut larger, mut carry) = (signature.clone(), 0u16);
        for (byte, order) in larger[57..].iter_mut().zip(hex(ORDER)) {
            carry += u16::from(*byte) + u16::from(order);
            *byte = carry as u8;
            carry >>= 8;
        }
        assert_eq!(verifies(&larger), Some(false));
        // The byte behind S is always 0, and of the last byte of R only the sign bit is used.
        for (at, bit) in [(113, 1), (113, 0x80), (56, 1), (56, 0x40)] {
            let mut changed = signature.clone();
            changed[at] |= bit;
            assert_eq!(verifies(&changed), Some(false), "{at}");
        }
        assert_eq!((verifies(&signature[1..]), verifies(&[])), (Some(false), Some(false)));
    }

    /// A signer can hash a second encoding of R: the equation holds, and RFC 8032 §5.2.3 forbids the encoding.
    #[test]
    fn a_second_encoding_of_r_is_refused_though_the_equation_holds() {
        use ed448_goldilocks::{EdwardsPoint, EdwardsScalar, SigningKey};
        use shake::{ExtendableOutput, Shake256, Update, XofReader};
        let key = SigningKey::try_from(&[5; 57][..]).expect("a seed");
        let public = key.verifying_key().to_bytes();
        let nonce = EdwardsScalar::from_bytes_mod_order_wide(&[7; 114].into());
        for bit in [0, 1, 0x40] {
            let mut r = (EdwardsPoint::GENERATOR * nonce).to_affine().compress().to_bytes();
            r[56] |= bit;
            let mut hash = Shake256::default();
            [&b"SigEd448\0\0"[..], &r, &public, b"message"].iter().for_each(|part| hash.update(part));
            let mut wide = [0; 114];
            hash.finalize_xof().read(&mut wide);
            let s = nonce + EdwardsScalar::from_bytes_mod_order_wide(&wide.into()) * key.to_scalar();
            let signature = [&r[..], &s.to_bytes_rfc_8032()].concat();
            assert_eq!(verify(EdCurve::Ed448, &public, b"message", &signature), Some(bit == 0), "{bit:#x}");
        }
    }

    #[test]
    fn a_key_of_another_length_is_none() {
        for curve in EdCurve::ALL {
            for length in [0, 31, 33, 56, 58] {
                let key = vec![7; length];
                assert_eq!((public_key(curve, &key), sign(curve, &key, b"")), (None, None));
                assert_eq!(verify(curve, &key, b"", &vec![0; 2 * curve.key_bytes()]), None);
                assert_eq!(check_public(curve, &key), PublicKey::Invalid);
            }
        }
    }

    /// The forgery of everything: with a key and an R of small order and S = 0, the equation holds of every message.
    #[test]
    fn under_a_key_of_small_order_nothing_verifies_on_ed448() {
        let one = [&[1], &[0; 56][..]].concat();
        let forged = [one.clone(), vec![0; 57]].concat();
        assert_eq!(check_public(EdCurve::Ed448, &one), PublicKey::SmallOrder);
        assert_ne!(verify(EdCurve::Ed448, &one, b"anything", &forged), Some(true));
    }
}
