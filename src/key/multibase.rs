//! Keys as decentralized identifiers write them: `did:key`, a multibase text alone, `did:jwk`.
//!
//! ```text
//! did:key:z6Mk…[#z6Mk…]     multibase, which is z and base58btc, u and base64url, or f and hexadecimal
//! did:jwk:eyJ…[#0]          the base64url of a JWK
//! ```
//! Inside of multibase stands the number of a multicodec (an unsigned varint), and then the key: a compressed point, the bytes of an
//! Edwards key, PKCS#1 of an RSA key, or a private number or seed. Source: the did:key method of the W3C credentials group, and
//! the multicodec table.

use super::pem::hexadecimal;
use super::{Curve, EdCurve, Key, KeyFault, Material, Pair, Source, ec, fault, okp, pkix};
use crate::base::diagnostic::key::Multibase as Fault;
use crate::format::base64::Alphabet;

/// A text that long holds no key of any kind, and base58 takes the square of its length.
const LONGEST: usize = 1_600;
/// The alphabet of base58btc.
const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// What follows the number of a multicodec.
#[derive(Clone, Copy)]
enum Holds {
    Point(Curve),
    Edwards(EdCurve),
    Pkcs1,
    Private(Pair),
    /// A key for something else.
    Other(&'static str),
}

static CODECS: &[(u32, Holds)] = &[
    (0xed, Holds::Edwards(EdCurve::Ed25519)),
    (0x1203, Holds::Edwards(EdCurve::Ed448)),
    (0xe7, Holds::Point(Curve::Secp256k1)),
    (0x1200, Holds::Point(Curve::P256)),
    (0x1201, Holds::Point(Curve::P384)),
    (0x1202, Holds::Point(Curve::P521)),
    (0x1205, Holds::Pkcs1),
    (0x1300, Holds::Private(Pair::Okp(EdCurve::Ed25519))),
    (0x1301, Holds::Private(Pair::Ec(Curve::Secp256k1))),
    (0x1306, Holds::Private(Pair::Ec(Curve::P256))),
    (0x1307, Holds::Private(Pair::Ec(Curve::P384))),
    (0x1308, Holds::Private(Pair::Ec(Curve::P521))),
    (0xec, Holds::Other("an X25519 key")),
    (0x1204, Holds::Other("an X448 key")),
    (0xeb, Holds::Other("a BLS12-381 key")),
];

/// Reads a `did:key` or a multibase key; `None` if it is neither.
pub fn read(text: &str) -> Option<Result<Key, KeyFault>> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';'));
    let named = text.strip_prefix("did:key:");
    let body = named.unwrap_or(text).split(['#', '?']).next().unwrap_or_default();
    if body.len() > LONGEST || named.is_none() && body.len() != text.len() {
        return None;
    }
    let bytes = match (decode(body), named) {
        (Some(Ok(bytes)), _) => bytes,
        (Some(Err(found)), Some(_)) => return Some(Err(found)),
        (None, Some(_)) => return Some(Err(fault(Fault::Cut))),
        (_, None) => return None,
    };
    let Some((codec, content)) = varint(&bytes) else { return named.map(|_| Err(fault(Fault::Cut))) };
    let Some((_, holds)) = CODECS.iter().find(|(number, _)| *number == codec) else {
        return named.map(|_| Err(fault(Fault::Codec(codec, None))));
    };
    let key = key(codec, *holds, content);
    // Without a mark it is a key only if it is a whole one.
    if named.is_some() || key.is_ok() { Some(key) } else { None }
}

/// The text of the JWK in a `did:jwk`.
pub fn jwk(text: &str) -> Option<String> {
    let body = text.trim().strip_prefix("did:jwk:")?.split(['#', '?']).next()?;
    String::from_utf8(Alphabet::UrlSafe.decode(body).ok()?.bytes).ok()
}

fn key(codec: u32, holds: Holds, content: &[u8]) -> Result<Key, KeyFault> {
    let material = match holds {
        Holds::Point(curve) => Material::Ec(ec::from_point(curve, content)?),
        Holds::Edwards(curve) => Material::Okp(okp::public(curve, content)?),
        Holds::Pkcs1 => pkix::pkcs1::public(content)?.material,
        Holds::Private(pair) => pair.of(content)?.material,
        Holds::Other(name) => return Err(fault(Fault::Codec(codec, Some(name)))),
    };
    Ok(Key::new(material, Source::Multibase, vec![]))
}

/// The bytes of a multibase text; `None` for a base that no key is written in.
fn decode(text: &str) -> Option<Result<Vec<u8>, KeyFault>> {
    let rest = text.get(1..)?;
    match text.chars().next()? {
        'z' => Some(base58(rest)),
        'u' => Some(Alphabet::UrlSafe.decode(rest).map(|decoded| decoded.bytes).map_err(|_| fault(Fault::Cut))),
        'f' => Some(hexadecimal(rest).ok_or_else(|| fault(Fault::Cut))),
        _ => None,
    }
}

/// The bytes of base58btc.
pub fn base58(text: &str) -> Result<Vec<u8>, KeyFault> {
    // The lowest byte first.
    let mut bytes: Vec<u8> = vec![];
    for (index, found) in text.chars().enumerate() {
        let value = BASE58.iter().position(|symbol| char::from(*symbol) == found);
        let value = value.ok_or_else(|| fault(Fault::Base58 { position: index + 2, found }))?;
        let mut carry = value as u32;
        for byte in &mut bytes {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        // A carry is below 58 here, and fits.
        if carry > 0 {
            bytes.push(carry as u8);
        }
    }
    let zeros = text.bytes().take_while(|byte| *byte == b'1').count();
    Ok(core::iter::repeat_n(0, zeros).chain(bytes.into_iter().rev()).collect())
}

/// An unsigned varint of at most three bytes, and what follows.
fn varint(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let mut number = 0;
    for (index, byte) in bytes.iter().take(3).enumerate() {
        number |= u32::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(index + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{read as read_key, refuse};
    use crate::key::{Encoding, detect};

    /// The first examples of the did:key document, section "Test Vectors", and of the did:jwk specification.
    #[test]
    fn published_identifiers_are_read() {
        let check = |text: &str, kind: &str| {
            for written in
                [text.to_owned(), format!("{text}#{}", &text[8..]), format!("\"{text}\""), text[8..].to_owned()]
            {
                let key = read_key(&written).unwrap_or_else(|fault| panic!("{written}: {fault}"));
                assert_eq!((key.kind().as_str(), &key.source), (kind, &Source::Multibase), "{written}");
            }
        };
        check("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp", "an Ed25519 key");
        check("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", "an EC key on secp256k1");
        check("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "an EC key on P-256");
        check("did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9", "an EC key on P-384");
        let jwk = "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9#0";
        assert_eq!(read_key(jwk).map(|key| key.kind()), Ok("an EC key on P-256".into()));
    }

    #[test]
    fn a_key_reads_back_from_each_base_and_codec() {
        let spell = |codec: &[u8], content: &[u8]| {
            let bytes = [codec, content].concat();
            let hex = crate::format::hex::encode(&bytes);
            [format!("did:key:u{}", Alphabet::UrlSafe.encode(&bytes)), format!("did:key:f{hex}")]
        };
        for curve in Curve::ALL {
            let codec: &[u8] = match curve {
                Curve::P256 => &[0x80, 0x24],
                Curve::P384 => &[0x81, 0x24],
                Curve::P521 => &[0x82, 0x24],
                Curve::Secp256k1 => &[0xe7, 0x01],
            };
            let private = [&vec![0; curve.field_bytes() - 1][..], &[9]].concat();
            let pair = Pair::Ec(curve).of(&private).expect("a key");
            let Material::Ec(key) = &pair.material else { panic!("an EC key") };
            let point = [&[2 + (key.y.last().expect("bytes") & 1)], &key.x[..]].concat();
            for text in spell(codec, &point) {
                assert_eq!(read_key(&text).map(|read| read.thumbprint()), Ok(pair.thumbprint()), "{text}");
            }
        }
        for text in spell(&[0x80, 0x26], &[7; 32]) {
            assert!(read_key(&text).is_ok_and(|key| key.is_private()), "{text}");
        }
        let rsa = crate::key::testing::fixture!("rsa2048-pkcs1-public.pem");
        let body: String = rsa.lines().filter(|line| !line.starts_with('-')).collect();
        let der = Alphabet::Standard.decode(&body).expect("base64").bytes;
        for text in spell(&[0x85, 0x24], &der) {
            assert_eq!(read_key(&text).map(|key| key.thumbprint()), read_key(rsa).map(|key| key.thumbprint()));
        }
    }

    #[test]
    fn a_damaged_identifier_is_named() {
        refuse(
            "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooW0",
            "key-multibase",
            "Key(Multibase(Base58 { position: 48, found: '0' }))",
        );
        refuse("did:key:x6Mk", "key-multibase", "Key(Multibase(Cut))");
        refuse("did:key:", "key-multibase", "Key(Multibase(Cut))");
        refuse(
            "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
            "key-multibase",
            "Key(Multibase(Codec(236, Some(\"an X25519 key\"))))",
        );
        refuse(
            "did:key:u7QEBAg",
            "okp-length",
            r#"Key(Okp(Length { curve: "Ed25519", private: false, got: 2, expected: 32 }))"#,
        );
    }

    #[test]
    fn a_text_that_only_begins_like_one_is_a_secret() {
        for text in
            ["z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWq1", "zebra", "useful", "fade", "z", "my did:key:z6Mk"]
        {
            assert!(
                matches!(detect(text, Encoding::Utf8), Some(Ok(key)) if key.source == Source::Text(Encoding::Utf8)),
                "{text}"
            );
        }
    }
}
