//! A key given as its bytes alone, in hexadecimal, base64url or base64, or as a list of numbers.
//!
//! ```text
//! 04 x y      a point (SEC 1 §2.3.3); where it lies on a curve it is a key, since no other text does that by chance
//! x y         the same without its first byte
//! 04 x y d    a private key (ANSI X9.63), as Apple writes it
//! 02|03 x     a compressed point: every second text of this length is one, so only where the token needs such a key
//! seed x      a private Ed25519 key, as libsodium writes it
//! x           a public Ed25519 or Ed448 key, only where the token needs one
//! ```

use super::pem::hexadecimal;
use super::{Curve, Key, KeyFault, Material, Needed, Source, ec, multibase, okp};
use crate::base::diagnostic::key::{Note, RawForm};
use crate::format::base64::Alphabet;

/// Longer texts hold more than one key of any of these forms.
const LONGEST: usize = 1_000;

/// Reads the bytes of a key; `None` if the text may be something else.
pub fn read(text: &str, needed: Needed) -> Option<Result<Key, KeyFault>> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';'));
    if text.len() > LONGEST {
        return None;
    }
    let digits = list(text).or_else(|| hexadecimal(text));
    let base64 = || Alphabet::UrlSafe.decode(text).or_else(|_| Alphabet::Standard.decode(text));
    let spelled = match digits {
        Some(bytes) => vec![bytes],
        None => vec![],
    };
    let found = spelled
        .into_iter()
        .chain(base64().ok().map(|decoded| decoded.bytes))
        .find_map(|bytes| of_bytes(&bytes, needed));
    // base58 has no mark of its own: only where 32 bytes are needed, and no other reading gives them.
    let base58 = || multibase::base58(text).ok().filter(|bytes| bytes.len() == 32);
    let last = matches!(needed, Needed::Okp(_)) && (43..=44).contains(&text.len());
    found.or_else(|| if last { of_bytes(&base58()?, needed) } else { None })
}

/// The bytes of a list of numbers, as JavaScript, Python, Go and Rust print them.
fn list(text: &str) -> Option<Vec<u8>> {
    let (_, inside) = text.strip_suffix([']', '}'])?.split_once(['[', '{'])?;
    let numbers = inside.split([',', ' ', '\n']).map(str::trim).filter(|number| !number.is_empty());
    numbers.map(|number| number.parse().ok()).collect()
}

fn of_bytes(bytes: &[u8], needed: Needed) -> Option<Result<Key, KeyFault>> {
    let made = |material, form| Some(Ok(Key::new(material, Source::Raw, vec![Note::Raw(form)])));
    if let Some((key, form)) = point(bytes) {
        return made(Material::Ec(key), form);
    }
    if let Some(seed) = okp::sodium_seed(bytes) {
        let key = okp::private(super::EdCurve::Ed25519, seed, None).ok()?;
        return made(Material::Okp(key), RawForm::Sodium);
    }
    match needed {
        Needed::Ec(curve) if bytes.len() == curve.field_bytes() + 1 && matches!(bytes.first(), Some(2 | 3)) => {
            Some(ec::from_point(curve, bytes).map(|key| Key::new(Material::Ec(key), Source::Raw, vec![])))
        }
        Needed::Okp(curves) => {
            let curve = curves.iter().find(|curve| bytes.len() == curve.key_bytes())?;
            Some(okp::public(*curve, bytes).map(|key| Key::new(Material::Okp(key), Source::Raw, vec![])))
        }
        _ => None,
    }
}

/// A point that lies on a curve, with its private number where it brings one.
fn point(bytes: &[u8]) -> Option<(super::Ec, RawForm)> {
    let marked = bytes.strip_prefix(&[4]);
    for curve in Curve::ALL {
        let field = curve.field_bytes();
        if bytes.len() == 2 * field
            && let Some((x, y)) = bytes.split_at_checked(field)
            && let Ok(key) = ec::from_coordinates(curve, x, y)
        {
            return Some((key, RawForm::Coordinates));
        }
        let Some((x, rest)) = marked.and_then(|rest| rest.split_at_checked(field)) else { continue };
        let Some((y, d)) = rest.split_at_checked(field).filter(|(_, d)| d.is_empty() || d.len() == field) else {
            continue;
        };
        let Ok(public) = ec::from_coordinates(curve, x, y) else { continue };
        if d.is_empty() {
            return Some((public, RawForm::Point));
        }
        if let Ok(pair) = ec::from_scalar(curve, d, Some(public), ec::Origin::Der) {
            return Some((pair, RawForm::PointAndPrivate));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::hex::encode as hex;
    use crate::key::{EdCurve, Encoding, Options, Pair, ParsedKey, Secret};

    fn spelled(bytes: &[u8]) -> [String; 6] {
        let digits = hex(bytes);
        let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        [
            Alphabet::UrlSafe.encode(bytes),
            Alphabet::Standard.encode(bytes),
            format!("0x{digits}"),
            digits,
            pairs.join(":"),
            format!(" \"{}\"\n", Alphabet::Standard.encode(bytes)),
        ]
    }

    /// The key of the private bytes 7, and its material without and with them.
    fn ec_pair(curve: Curve) -> super::super::Ec {
        match Pair::Ec(curve).of(&[&vec![0; curve.field_bytes() - 1][..], &[7]].concat()).expect("a key").material {
            Material::Ec(key) => key,
            _ => panic!("an EC key"),
        }
    }

    #[track_caller]
    fn check(bytes: &[u8], needed: Needed, expected: &Material) {
        for text in spelled(bytes) {
            let options = Options { encoding: Encoding::Utf8, needed, unlocked: None };
            let Some(Ok(ParsedKey::One(key))) = crate::key::read(&text, &options) else { panic!("{text}") };
            assert_eq!((&key.material, &key.source), (expected, &Source::Raw), "{text}");
        }
    }

    #[track_caller]
    fn is_secret(bytes: &[u8], needed: Needed) {
        for text in spelled(bytes) {
            let options = Options { encoding: Encoding::Utf8, needed, unlocked: None };
            let Some(Ok(ParsedKey::One(key))) = crate::key::read(&text, &options) else { panic!("{text}") };
            assert_eq!(key.source, Source::Text(Encoding::Utf8), "{text}");
        }
    }

    #[test]
    fn a_point_of_a_curve_is_a_key_whatever_the_token_says() {
        for curve in Curve::ALL {
            let pair = ec_pair(curve);
            let public = Material::Ec(super::super::Ec { d: None, ..pair.clone() });
            let Some(Secret(d)) = &pair.d else { panic!("a private key") };
            for needed in [Needed::Anything, Needed::Secret, Needed::Public, Needed::Ec(curve)] {
                check(&[&[4], &pair.x[..], &pair.y].concat(), needed, &public);
                check(&[&pair.x[..], &pair.y].concat(), needed, &public);
                check(&[&[4], &pair.x[..], &pair.y, d].concat(), needed, &Material::Ec(pair.clone()));
            }
            let mut off = [&[4], &pair.x[..], &pair.y].concat();
            off[5] ^= 1;
            is_secret(&off, Needed::Anything);
            off.truncate(off.len() - 1);
            is_secret(&off, Needed::Anything);
        }
    }

    #[test]
    fn a_compressed_point_is_a_key_only_where_one_is_needed() {
        for curve in Curve::ALL {
            let pair = ec_pair(curve);
            let sign = 2 + (pair.y.last().expect("a coordinate") & 1);
            let bytes = [&[sign], &pair.x[..]].concat();
            check(&bytes, Needed::Ec(curve), &Material::Ec(super::super::Ec { d: None, ..pair }));
            is_secret(&bytes, Needed::Anything);
            is_secret(&bytes, Needed::Secret);
        }
    }

    #[test]
    fn a_seed_and_its_public_key_are_a_private_key() {
        let Material::Okp(pair) = Pair::Okp(EdCurve::Ed25519).of(&[7; 32]).expect("a key").material else {
            panic!("an Ed25519 key")
        };
        let bytes = [&[7; 32][..], &pair.x].concat();
        check(&bytes, Needed::Anything, &Material::Okp(pair.clone()));
        check(&bytes, Needed::Okp(&EdCurve::ALL), &Material::Okp(pair.clone()));
        is_secret(&[&[8; 32][..], &pair.x].concat(), Needed::Anything);
        is_secret(&[&[7; 31][..], &pair.x].concat(), Needed::Anything);
    }

    #[test]
    fn the_bytes_of_an_edwards_point_are_a_key_where_one_is_needed() {
        for curve in EdCurve::ALL {
            let Material::Okp(pair) = Pair::Okp(curve).of(&vec![7; curve.key_bytes()]).expect("a key").material else {
                panic!("an Edwards key")
            };
            check(&pair.x, Needed::Okp(&EdCurve::ALL), &Material::Okp(super::super::Okp { d: None, ..pair.clone() }));
            is_secret(&pair.x, Needed::Anything);
            is_secret(&pair.x, Needed::Secret);
        }
        let zeros = "00".repeat(32);
        let fault = read(&zeros, Needed::Okp(&[EdCurve::Ed25519])).expect("as long as a key").expect_err("no key");
        assert_eq!(fault.code().name(), "okp-small-order");
        assert_eq!(read(&zeros, Needed::Okp(&[EdCurve::Ed448])), None);
        assert_eq!(read("a secret", Needed::Okp(&EdCurve::ALL)), None);
    }
}
