//! Two structures in DER: an ECDSA signature as others write it, and a certificate that an attacker made.
//!
//! ```text
//! ECDSA-Sig-Value  RFC 3279 §2.2.3  SEQUENCE { INTEGER r, INTEGER s }
//! Certificate      RFC 5280 §4.1    SEQUENCE { tbs, algorithm, BIT STRING signature }
//! ```

use super::Forge;
use crate::crypto::octets::strip;
use crate::engine::jwa::{self, Family};
use crate::key::{EdCurve, Key, Material};

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// An element: its tag, its length, its content.
fn element(tag: u8, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let length = content.len().to_be_bytes();
    let length = strip(&length);
    let mut out = vec![tag];
    match length {
        [] => out.push(0),
        [short @ ..=0x7f] => out.push(*short),
        long => {
            out.push(0x80 | u8::try_from(long.len()).unwrap_or_default());
            out.extend(long);
        }
    }
    out.extend(content);
    out
}

fn integer(number: &[u8]) -> Vec<u8> {
    let number = strip(number);
    // The first bit is the sign.
    let sign: &[u8] = if number.first().is_none_or(|first| *first > 0x7f) { &[0] } else { &[] };
    element(INTEGER, &[sign, number])
}

/// r and s, which stand one after the other, in DER.
pub(super) fn signature(raw: &[u8]) -> Vec<u8> {
    let (r, s) = raw.split_at_checked(raw.len() / 2).unwrap_or_default();
    element(SEQUENCE, &[&integer(r), &integer(s)])
}

/// The object identifier of the algorithm that `key` signs certificates with, and its row.
fn signer(key: &Key) -> Option<(&'static jwa::Algorithm, &'static [u8])> {
    /// `sha256WithRSAEncryption`, with the parameter NULL (RFC 4055 §5).
    const RSA: &[u8] = &[OID, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00];
    /// `ecdsa-with-SHA256`, `-SHA384`, `-SHA512` (RFC 5758 §3.2).
    const ECDSA: [&[u8]; 3] = [
        &[OID, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
        &[OID, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03],
        &[OID, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04],
    ];
    /// Ed25519 (RFC 8410 §3).
    const ED25519: &[u8] = &[OID, 3, 0x2b, 0x65, 0x70];
    let [sha256, sha384, sha512] = ECDSA;
    Some(match &key.material {
        Material::Rsa(_) => (&jwa::rsa::RS256, RSA),
        Material::Ec(ec) => match ec.curve {
            crate::key::Curve::P256 => (&jwa::ecdsa::ES256, sha256),
            crate::key::Curve::P384 => (&jwa::ecdsa::ES384, sha384),
            crate::key::Curve::P521 => (&jwa::ecdsa::ES512, sha512),
            crate::key::Curve::Secp256k1 => (&jwa::ecdsa::ES256K, sha256),
        },
        Material::Okp(okp) if okp.curve == EdCurve::Ed25519 => (&jwa::eddsa::ED25519, ED25519),
        _ => return None,
    })
}

/// A certificate of `key` that it signed itself, valid until 2100; `None` for a kind of key that has none here.
pub(super) fn certificate(key: &Key, forge: &mut Forge) -> Option<Vec<u8>> {
    let (row, algorithm) = signer(key)?;
    let algorithm = element(SEQUENCE, &[algorithm]);
    // commonName (2.5.4.3) = "attacker", as a UTF8String.
    let name = element(SEQUENCE, &[&[OID, 3, 0x55, 0x04, 0x03], &element(0x0c, &[b"attacker"])]);
    let name = element(SEQUENCE, &[&element(0x31, &[&name])]);
    let valid = [element(0x17, &[b"200101000000Z"]), element(0x18, &[b"21000101000000Z"])].concat();
    let version = element(0xa0, &[&integer(&[2])]);
    let parts: [&[u8]; 7] =
        [&version, &integer(&[1]), &algorithm, &name, &element(SEQUENCE, &[&valid]), &name, &key.spki_der()?];
    let signed = element(SEQUENCE, &parts);
    let mut bytes = (row.sign)(key, &signed, forge.rng).ok()?;
    if row.family == Family::Ecdsa {
        bytes = signature(&bytes);
    }
    Some(element(SEQUENCE, &[&signed, &algorithm, &element(BIT_STRING, &[&[0], &bytes])]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::twins::tests::with_forge;

    #[test]
    fn a_signature_becomes_the_der_that_is_read_back() {
        let raw = [[vec![0, 0x80], vec![7; 30]].concat(), [vec![0x90], vec![1; 31]].concat()].concat();
        assert_eq!(jwa::ecdsa::from_der(&signature(&raw), 32), Some(raw));
        assert_eq!(signature(&[0, 1]), [0x30, 6, 2, 1, 0, 2, 1, 1]);
    }

    #[test]
    fn a_long_element_says_its_length_in_several_bytes() {
        assert_eq!(element(4, &[&[1; 127]]).get(..2), Some(&[4, 127][..]));
        assert_eq!(element(4, &[&[1; 128]]).get(..3), Some(&[4, 0x81, 128][..]));
        assert_eq!(element(4, &[&[1; 300]]).get(..4), Some(&[4, 0x82, 1, 44][..]));
    }

    #[test]
    fn a_certificate_reads_as_one_of_its_key() {
        for name in ["RS256", "ES256", "ES384", "ES512", "ES256K", "Ed25519"] {
            with_forge(name, |forge| {
                let key = forge.attacker().expect("a key");
                let der = certificate(&key, forge).expect("a certificate");
                let text = crate::format::pem::write("CERTIFICATE", &der);
                let read = crate::key::detect(&text, Default::default()).expect("a key").expect("a good one");
                assert_eq!(read.spki_der(), key.spki_der(), "{name}");
            });
        }
    }
}
