//! The dimension *key*: the key that was meant, where its numbers or its place were written in another way.

use super::text::{base64, base64url, hex, string};
use super::{Case, Code, Dimension, Fact, Step};
use crate::crypto::{ecdsa, eddsa};
use crate::engine::verify::embedded;
use crate::key::{Ec, Encoding, Key, Material, Okp, Rsa, Source, detect, x509};

/// The key that the token brings itself, and every other one that this one may stand for, with what makes it so; each can be
/// used, or the check says that it cannot.
pub(super) fn others(case: &Case) -> Vec<(Step, Key)> {
    let key = case.key;
    let mut all = vec![];
    if let Some((member, Ok(own))) = embedded::key(case.token)
        && own.thumbprint() != key.thumbprint()
    {
        all.push((Step::new(Dimension::Key, "own-key", Code::OwnKeyHolds).with(Fact::Name(member)), own));
    }
    match &key.material {
        Material::Rsa(rsa) => {
            let with = |n: &[u8], e: &[u8]| Material::Rsa(Rsa { n: trimmed(n), e: trimmed(e), private: None });
            let mut add = |name, material| all.push((Step::new(Dimension::Key, name, Code::KeyNumber), made(material)));
            for (name, e) in exponents(&rsa.e) {
                add(name, with(&rsa.n, &e));
            }
            for (name, n) in moduli(&rsa.n) {
                add(name, with(&n, &rsa.e));
                for (_, e) in exponents(&rsa.e) {
                    add(name, with(&n, &e));
                }
            }
        }
        Material::Okp(okp) => {
            let mut add = |name, code, x: Vec<u8>| {
                let material = Material::Okp(Okp { curve: okp.curve, x, d: None });
                all.push((Step::new(Dimension::Key, name, code), made(material)));
            };
            if let Some(x) = eddsa::public_key(okp.curve, &okp.x) {
                // Bytes alone have no member by whose name they could be called.
                let (name, code) = match key.source {
                    Source::Raw => ("seed-given", Code::KeySeed),
                    _ => ("seed-as-public", Code::KeyNumber),
                };
                add(name, code, x);
            }
            add("public-reversed", Code::KeyNumber, okp.x.iter().rev().copied().collect());
        }
        _ => {}
    }
    for (index, certificate) in key.chain.iter().enumerate().skip(1) {
        if let Ok(other) = x509::certificate(&certificate.der) {
            let step = Step::new(Dimension::Key, "other-certificate", Code::KeyCertificate);
            all.push((step.with(Fact::Count(index + 1)), other));
        }
    }
    all
}

/// The key with the other sign of y, where somebody had to guess it: x alone leaves two points.
pub(super) fn opposite(key: &Key) -> Option<(Step, Key)> {
    let Material::Ec(ec) = &key.material else { return None };
    let other = 3 - (ec.y.last()? & 1);
    let [x, y] = ecdsa::decode_point(ec.curve, &[&[other], &ec.x[..]].concat())?;
    let step = Step::new(Dimension::Key, "y-opposite", Code::KeyOpposite);
    Some((step, made(Material::Ec(Ec { curve: ec.curve, x, y, d: None }))))
}

fn made(material: Material) -> Key {
    Key::new(material, Source::Jwk, vec![])
}

fn trimmed(number: &[u8]) -> Vec<u8> {
    number.iter().copied().skip_while(|byte| *byte == 0).collect()
}

fn exponents(e: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let usual = vec![1, 0, 1];
    let mut all = vec![("exponent-reversed", e.iter().rev().copied().collect::<Vec<u8>>())];
    let text = string(e).unwrap_or_default();
    all.extend(decimal(&text).map(|e| ("exponent-text", e)));
    all.extend(hex(&text).map(|e| ("exponent-hex", e)));
    all.extend(base64url(e).map(|e| ("exponent-base64", e)));
    // Digits that were read as base64url are digits again when they are written so.
    let written = crate::format::base64url::encode(e);
    all.extend(decimal(&written).map(|e| ("exponent-decimal", e)));
    all.extend(hex(&written).map(|e| ("exponent-hex", e)));
    all.push(("exponent-usual", usual));
    all.push(("exponent-three", vec![3]));
    all.retain(|(_, other)| other != e && !other.is_empty());
    all
}

fn moduli(n: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut all = vec![("modulus-reversed", n.iter().rev().copied().collect::<Vec<u8>>())];
    let written = crate::format::base64url::encode(n);
    for text in [string(n).unwrap_or_default(), written] {
        let bare: String = text.split_whitespace().collect::<String>().replace(':', "");
        all.extend(hex(bare.strip_prefix("0x").unwrap_or(&bare)).map(|n| ("modulus-hex", n)));
        all.extend(decimal(&text).map(|n| ("modulus-decimal", n)));
    }
    all.extend(base64(n).or_else(|| base64url(n)).map(|n| ("modulus-base64", n)));
    if let Some(Ok(Key { material: Material::Rsa(inner), .. })) =
        string(n).and_then(|text| detect(&text, Encoding::Utf8))
    {
        all.push(("modulus-pem", inner.n));
    }
    all.retain(|(_, other)| other != n);
    all
}

/// The number that these decimal digits write, its first byte first; of up to 1300 digits.
fn decimal(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || text.len() > 1_300 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The last byte first.
    let mut number: Vec<u8> = vec![];
    for digit in text.bytes() {
        let mut carry = u32::from(digit - b'0');
        for byte in &mut number {
            carry += u32::from(*byte) * 10;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry > 0 {
            number.push((carry & 0xff) as u8);
        }
    }
    number.reverse();
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_their_digits() {
        let check = |text: &str, number: Option<&[u8]>| assert_eq!(decimal(text).as_deref(), number, "{text}");
        check("65537", Some(&[1, 0, 1]));
        check("0", Some(&[]));
        check("256", Some(&[1, 0]));
        check("1f", None);
        check("", None);
    }

    #[test]
    fn an_exponent_as_text_is_found_again() {
        let has = |e: &[u8], name| exponents(e).contains(&(name, vec![1, 0, 1]));
        assert!(has(b"65537", "exponent-text") && has(b"010001", "exponent-hex") && has(b"AQAB", "exponent-base64"));
        assert!(has(&[3], "exponent-usual") && !has(&[1, 0, 1], "exponent-usual"));
    }
}
