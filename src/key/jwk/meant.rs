//! What the numbers of a JWK were meant to be, where they are no key as they stand: written in digits, encoded twice, the last byte
//! first, or within another format.
//!
//! Another reading counts only where the one that RFC 7518 §6 has gives no key, and this one gives one that cannot come out by
//! chance: a point of the curve, or an odd modulus of a usual size with a usual exponent.

use super::member::decimal;
use crate::base::diagnostic::key::{Member, Written};
use crate::crypto::octets::{bits, is_even, pad, strip};
use crate::format::base64::Alphabet;
use crate::format::json::Node;
use crate::key::pem::hexadecimal;
use crate::key::{Curve, Ec, EdCurve, Encoding, Key, Material, Okp, detect, ec, okp};

/// Bytes, and how they were written if that is not as it should be.
type Reading = (Vec<u8>, Option<Written>);

/// A key of several members, and how each of them was written.
type Found<T> = (T, Vec<(&'static str, Member)>);

/// Public exponents that are in use.
const EXPONENTS: [&[u8]; 5] = [&[1, 0, 1], &[3], &[5], &[17], &[1, 1]];
/// An exponent and a modulus have at most so many bytes.
const LONGEST: usize = 2_048;

/// Modulus and exponent.
pub fn rsa(node: &Node) -> Option<Found<[Vec<u8>; 2]>> {
    let is_modulus = |n: &[u8]| {
        let size = bits(n);
        (512..=16_384).contains(&size)
            && size.is_multiple_of(8)
            && !is_even(n)
            && !is_text(n)
            && n.first() != Some(&0x30)
    };
    let n = member(node, "n", &|n| is_modulus(n))?;
    let e = member(node, "e", &|e| EXPONENTS.contains(&e))?;
    let (how, n, e) = (noted([("n", n.1), ("e", e.1)]), n.0, e.0);
    (!how.is_empty()).then_some(([n, e], how))
}

/// A point of a curve.
pub fn point(node: &Node, curve: Curve) -> Option<Found<Ec>> {
    let text = |name| node.get(name).and_then(Node::as_str);
    let size = curve.field_bytes();
    let alone = |bytes: &[u8]| ec::from_point(curve, bytes).ok();
    for (bytes, _) in readings(text("x")?) {
        let is_point = bytes.len() == 2 * size + 1 || bytes.len() == size + 1 && matches!(bytes.first(), Some(2 | 3));
        if let Some(key) = alone(&bytes).filter(|_| is_point) {
            return Some((key, vec![("x", Member::Written(Written::Point))]));
        }
    }
    // A coordinate may have a mark in front, of its sign or of a point.
    let number = |bytes: Vec<u8>| match bytes.as_slice() {
        [0 | 4, rest @ ..] if rest.len() == size => Some(rest.to_vec()),
        bytes => Some(pad(strip(bytes), size)).filter(|number| number.len() == size),
    };
    let numbers = |name| {
        let all = readings(text(name).unwrap_or_default()).into_iter();
        all.filter_map(|(bytes, how)| Some((number(bytes)?, how))).collect::<Vec<Reading>>()
    };
    let (xs, ys) = (numbers("x"), numbers("y"));
    let pairs = || xs.iter().flat_map(|x| ys.iter().map(move |y| (x, y)));
    let on_curve = |x: &[u8], y: &[u8]| ec::from_coordinates(curve, x, y).ok();
    if let Some((key, x, y)) = pairs().find_map(|(x, y)| Some((on_curve(&x.0, &y.0)?, x.1, y.1))) {
        let how = noted([("x", x.or(Some(Written::Length))), ("y", y.or(Some(Written::Length)))]);
        return Some((key, how));
    }
    let (x, y) = pairs().find(|(x, y)| x.1.is_none() && y.1.is_none())?;
    let back = |bytes: &[u8]| bytes.iter().rev().copied().collect::<Vec<u8>>();
    let swapped = || Some((on_curve(&y.0, &x.0)?, Written::Swapped));
    let (key, how) = on_curve(&back(&x.0), &back(&y.0)).map(|key| (key, Written::Reversed)).or_else(swapped)?;
    Some((key, noted([("x", Some(how)), ("y", Some(how))])))
}

/// The public key of an Edwards curve.
pub fn edwards(node: &Node, curve: EdCurve) -> Option<Found<Okp>> {
    let all = readings(node.get("x").and_then(Node::as_str)?);
    let plain = all.first().map(|(bytes, _)| bytes.clone()).unwrap_or_default();
    // The blob of OpenSSH (RFC 8709 §4), and multicodec 0xed.
    let marks: [&[u8]; 2] = [b"\0\0\0\x0bssh-ed25519\0\0\0\x20", &[0xed, 1]];
    let inside = all.into_iter().map(|(bytes, how): Reading| {
        let marked = marks.iter().find_map(|mark| bytes.strip_prefix(*mark)).map(<[u8]>::to_vec);
        // libsodium's private key: the seed, and then the public key.
        let behind = bytes.get(32..).filter(|_| bytes.len() == 64 && curve == EdCurve::Ed25519).map(<[u8]>::to_vec);
        match (marked, behind) {
            (Some(key), _) => (key, Some(Written::Format)),
            (None, Some(key)) if !is_text(&bytes) => (key, Some(Written::PrivateToo)),
            _ => (bytes, how),
        }
    });
    let reversed: Vec<u8> = plain.iter().rev().copied().collect();
    let mut usable = inside.filter_map(|(bytes, how): Reading| Some((okp::public(curve, &bytes).ok()?, how?)));
    let found = usable.next().or_else(|| Some((okp::public(curve, &reversed).ok()?, Written::Reversed)));
    found.map(|(key, how)| (key, noted([("x", Some(how))])))
}

fn noted<const N: usize>(all: [(&'static str, Option<Written>); N]) -> Vec<(&'static str, Member)> {
    all.into_iter().filter_map(|(name, how)| Some((name, Member::Written(how?)))).collect()
}

/// The first reading of a member that `accept` takes.
fn member(node: &Node, name: &str, accept: &dyn Fn(&[u8]) -> bool) -> Option<Reading> {
    let all = readings(node.get(name).and_then(Node::as_str)?);
    let whole = |(bytes, how): &Reading| Some((strip(bytes).to_vec(), *how)).filter(|(bytes, _)| accept(bytes));
    all.iter().find_map(whole).or_else(|| {
        let reversed = all.first()?.0.iter().rev().copied().collect();
        whole(&(reversed, Some(Written::Reversed)))
    })
}

fn is_text(bytes: &[u8]) -> bool {
    bytes.len() >= 16 && bytes.iter().all(|byte| matches!(byte, b'\n' | b'\r' | b' '..=b'~'))
}

/// Every way in which a text may stand for bytes, as RFC 7518 §2 has it first.
fn readings(text: &str) -> Vec<Reading> {
    if text.len() > 4 * LONGEST {
        return vec![];
    }
    let plain =
        || Alphabet::UrlSafe.decode(text).or_else(|_| Alphabet::Standard.decode(text)).ok().map(|found| found.bytes);
    let mut all: Vec<Reading> = plain().map(|bytes| (bytes, None)).into_iter().collect();
    if text.contains(char::is_whitespace)
        && let Some((_, how)) = all.first_mut()
    {
        *how = Some(Written::Spaced);
    }
    all.extend(as_text(text));
    // Its bytes may be a text once more.
    let inner =
        all.first().filter(|(bytes, _)| is_text(bytes)).and_then(|(bytes, _)| String::from_utf8(bytes.clone()).ok());
    if let Some(inner) = inner {
        all.extend(as_text(&inner));
        let decoded = Alphabet::UrlSafe.decode(&inner).or_else(|_| Alphabet::Standard.decode(&inner));
        all.extend(decoded.ok().map(|found| (found.bytes, Some(Written::Twice))));
    }
    // Four characters are too few to be told by being text.
    let short = all.first().map(|(bytes, _)| bytes.clone()).filter(|bytes| bytes.len() <= 8);
    if let Some(inner) = short.and_then(|bytes| String::from_utf8(bytes).ok()) {
        all.extend(as_text(&inner));
        all.extend(Alphabet::UrlSafe.decode(&inner).ok().map(|found| (found.bytes, Some(Written::Twice))));
    }
    all
}

/// What a text is that is no base64url of a number: digits, or a key in another format.
fn as_text(text: &str) -> Vec<Reading> {
    let text = text.trim();
    let bare: String = text.strip_prefix("Modulus=").unwrap_or(text).split([':', ' ', '\n']).collect();
    let digits = bare.strip_prefix("0x").unwrap_or(&bare);
    let even = if digits.len().is_multiple_of(2) { digits.to_owned() } else { format!("0{digits}") };
    let mut all = vec![];
    all.extend(hexadecimal(&even).map(|bytes| (bytes, Some(Written::Hex))));
    all.extend(decimal(text).map(|bytes| (bytes, Some(Written::Decimal))));
    let is_format = text.contains("-----BEGIN") || ["MII", "MIG", "MC"].iter().any(|start| text.starts_with(start));
    let standard = || text.replace('-', "+").replace('_', "/");
    let written = if text.contains("-----BEGIN") { text.to_owned() } else { standard() };
    let key = is_format.then(|| detect(&written, Encoding::Utf8)).flatten().and_then(Result::ok);
    all.extend(key.and_then(number_of).map(|bytes| (bytes, Some(Written::Format))));
    all
}

/// The number that is meant where a whole key stands.
fn number_of(key: Key) -> Option<Vec<u8>> {
    match key.material {
        Material::Rsa(rsa) => Some(rsa.n),
        Material::Ec(point) => Some([&[4], &point.x[..], &point.y[..]].concat()),
        Material::Okp(okp) => Some(okp.x),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{check, fixture, read, refuse};

    const RSA: &str = fixture!("rsa2048-public.jwk.json");
    const EC: &str = fixture!("p256-public.jwk.json");
    const ED: &str = fixture!("ed25519-public.jwk.json");

    fn value(jwk: &str, name: &str) -> String {
        let node = crate::format::json::read(jwk).node.expect("JSON");
        node.get(name).and_then(Node::as_str).expect("a string").to_owned()
    }

    fn bytes(jwk: &str, name: &str) -> Vec<u8> {
        Alphabet::UrlSafe.decode(&value(jwk, name)).expect("base64url").bytes
    }

    fn url(bytes: &[u8]) -> String {
        Alphabet::UrlSafe.encode(bytes)
    }

    /// With other texts for some members it is the same key, and the note says this.
    #[track_caller]
    fn same(jwk: &str, members: &[(&str, String)], note: &str) {
        let other = members.iter().fold(jwk.to_owned(), |jwk, (name, new)| jwk.replacen(&value(&jwk, name), new, 1));
        let right = read(jwk).expect("a key");
        let key = check(&other, &right.summary(), note);
        assert_eq!(key.thumbprint(), right.thumbprint(), "{other}");
    }

    #[test]
    fn a_modulus_is_found_in_whatever_form_it_was_written() {
        let n = bytes(RSA, "n");
        let hex = crate::format::hex::encode(&n);
        let pairs: Vec<&str> = (0..n.len()).filter_map(|at| hex.get(2 * at..2 * at + 2)).collect();
        let body: String = fixture!("rsa2048-spki.pem").lines().filter(|line| !line.starts_with('-')).collect();
        let check = |text: String, note: &str| same(RSA, &[("n", text)], note);
        check(pairs.join(":"), "hexadecimal");
        check(format!("Modulus={}", hex.to_uppercase()), "hexadecimal");
        check(url(hex.as_bytes()), "hexadecimal");
        check(url(url(&n).as_bytes()), "encoded in base64 twice");
        check(fixture!("rsa2048-spki.pem").replace('\n', "\\n"), "whole key in another format");
        check(url(fixture!("rsa2048-spki.pem").as_bytes()), "whole key in another format");
        check(body, "whole key in another format");
        check(format!("{} {}", &url(&n)[..64], &url(&n)[64..]), "white space");
        same(RSA, &[("e", url(b"AQAB"))], "encoded in base64 twice");
        same(RSA, &[("e", url(&[1, 0, 1, 0]))], "reverse order");
    }

    #[test]
    fn a_point_counts_if_it_is_on_the_curve() {
        let (x, y) = (bytes(EC, "x"), bytes(EC, "y"));
        let both = |write: &dyn Fn(&[u8]) -> String| [("x", write(&x)), ("y", write(&y))];
        let back = |bytes: &[u8]| bytes.iter().rev().copied().collect::<Vec<u8>>();
        same(EC, &both(&|bytes| crate::format::hex::encode(bytes)), "hexadecimal");
        same(EC, &both(&|bytes| url(&[&[0], bytes].concat())), "another length");
        same(EC, &both(&|bytes| url(&back(bytes))), "reverse order");
        same(EC, &[("x", url(&[&[4], &x[..], &y[..]].concat()))], "the whole point");
        let swapped = EC.replacen(&url(&x), "first", 1).replacen(&url(&y), &url(&x), 1).replacen("first", &url(&y), 1);
        assert_eq!(read(&swapped).map(|key| key.thumbprint()), read(EC).map(|key| key.thumbprint()));
    }

    #[test]
    fn an_edwards_key_is_found_within_what_is_around_it() {
        let x = bytes(ED, "x");
        let check = |text: String, note: &str| same(ED, &[("x", text)], note);
        check(crate::format::hex::encode(&x), "hexadecimal");
        check(url(&[&[0xed, 1], &x[..]].concat()), "whole key in another format");
        check(url(&[b"\0\0\0\x0bssh-ed25519\0\0\0\x20", &x[..]].concat()), "whole key in another format");
        check(url(&[&[7; 32], &x[..]].concat()), "private key and then the public one");
        check(url(url(&x).as_bytes()), "encoded in base64 twice");
    }

    #[test]
    fn what_is_no_key_in_any_reading_keeps_its_fault() {
        let e = |text: &str| RSA.replacen(&value(RSA, "e"), text, 1);
        refuse(&e("AQAA"), "rsa-exponent", "Key(Rsa(ExponentEven))");
        let n = RSA.replacen(&value(RSA, "n"), &url(&[b'a'; 128]), 1);
        assert!(read(&n).is_err());
        let x = ED.replacen(&value(ED, "x"), &url(&[7; 31]), 1);
        assert!(read(&x).is_err_and(|fault| fault.code().name() == "okp-length"));
    }
}
