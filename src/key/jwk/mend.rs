//! A JWK that is no key as it stands, written as it was meant: with the names of type and curve that RFC 7518 and RFC 8037 have,
//! and with the public number where the private one stands.

use super::{Fault, guess, shown};
use crate::base::diagnostic::key::{Member, Written};
use crate::base::{replaced, sort_by_place};
use crate::crypto::ecdsa::public_key;
use crate::crypto::octets::{pad, strip};
use crate::format::base64::Alphabet;
use crate::format::json::{self, Node};
use crate::key::{Curve, KeyFault, fault};
use core::ops::Range;

/// Names of the curves elsewhere, in capital letters and digits alone: of SEC 2, X9.62, NIST, and as object identifiers.
const CURVES: [(&[&str], &str, &str); 8] = [
    (&["P256", "SECP256R1", "PRIME256V1", "NISTP256", "ECCP256", "1284010045317"], "P-256", "EC"),
    (&["P384", "SECP384R1", "PRIME384V1", "NISTP384", "ECCP384", "13132034"], "P-384", "EC"),
    (&["P521", "SECP521R1", "PRIME521V1", "NISTP521", "ECCP521", "13132035"], "P-521", "EC"),
    (&["SECP256K1", "P256K", "K256", "13132010"], "secp256k1", "EC"),
    (&["ED25519", "EDWARDS25519", "CURVEED25519", "13101112"], "Ed25519", "OKP"),
    (&["ED448", "EDWARDS448", "13101113"], "Ed448", "OKP"),
    (&["X25519", "CURVE25519"], "X25519", "OKP"),
    (&["X448", "CURVE448"], "X448", "OKP"),
];

/// The name of JOSE for a curve, and the `kty` of its keys.
fn curve(name: &str) -> Option<(&'static str, &'static str)> {
    let bare: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    CURVES.iter().find(|(names, ..)| names.contains(&bare.as_str())).map(|(_, name, kty)| (*name, *kty))
}

/// What is wrong with the `crv` of a key of this type, which is none that such keys have.
pub fn odd_curve(name: &str, kty: &'static str) -> KeyFault {
    let near = match curve(name) {
        Some((crv, right)) if right != kty => return fault(Fault::CurveType { crv, kty, right }),
        near => near.map(|(near, _)| near),
    };
    fault(if kty == "EC" { Fault::Curve(shown(name), near) } else { Fault::OkpCurve(shown(name), near) })
}

/// Other texts for the one of a JWK, the likeliest first; which of them is a key has to be tried.
pub fn candidates(whole: &str) -> Vec<String> {
    let text = crate::key::content(whole).trim_end();
    let reading = json::read(text);
    let Some(node) = reading.node.as_ref().filter(|_| reading.well_formed()) else { return vec![] };
    if !node.is_object() {
        return vec![];
    }
    let said = |name: &str| node.get(name).and_then(Node::as_str);
    let span = |name: &str| node.get(name).map(|found| found.span.clone());
    let meant = said("crv").and_then(curve);
    let kty = meant.map(|(_, kty)| kty).or_else(|| {
        let is = said("kty")?.trim();
        ["RSA", "EC", "OKP", "AKP", "oct"].into_iter().find(|name| name.eq_ignore_ascii_case(is))
    });
    let kty = kty.or_else(|| guess(node).filter(|_| node.get("kty").is_none()));
    let first = node.span.start + 1;
    let write = |crv: Option<&str>, more: Option<(Range<usize>, String)>| {
        let quoted = |name: &str| format!("\"{name}\"");
        let kty = kty.map(|kty| match span("kty") {
            Some(span) => (span, quoted(kty)),
            None => (first..first, format!("\"kty\":\"{kty}\",")),
        });
        let crv = crv.and_then(|crv| Some((span("crv")?, quoted(crv))));
        let mut edits: Vec<_> = [kty, crv, more].into_iter().flatten().collect();
        sort_by_place(&mut edits, |(range, _)| (range.start, 0));
        replaced(text, &edits)
    };
    let name = meant.map(|(name, _)| name);
    let mut all = vec![write(name, None)];
    if kty == Some("EC") {
        // A point lies on one curve alone.
        all.extend(Curve::ALL.iter().map(|curve| write(Some(curve.name()), None)));
        let public = name.and_then(Curve::named).and_then(|curve| private(node, curve));
        all.extend(public.and_then(|(name, number)| {
            let number = format!("\"{}\"", Alphabet::UrlSafe.encode(&number));
            Some(write(meant.map(|(name, _)| name), Some((span(name)?, number))))
        }));
    }
    all.into_iter().flatten().filter(|other| other != text).collect()
}

/// The coordinate in whose place the private number stands, and its right value: the other coordinate proves it.
fn private(node: &Node, curve: Curve) -> Option<(&'static str, Vec<u8>)> {
    let size = curve.field_bytes();
    let number = |name| {
        let bytes = Alphabet::UrlSafe.decode(node.get(name)?.as_str()?).ok()?.bytes;
        Some(pad(strip(&bytes), size)).filter(|number| number.len() == size)
    };
    let (x, y) = (number("x")?, number("y")?);
    let of = |d: &[u8]| public_key(curve, d);
    let in_x = of(&x).filter(|[_, other]| *other == y).map(|[right, _]| ("x", right));
    in_x.or_else(|| of(&y).filter(|[other, _]| *other == x).map(|[_, right]| ("y", right)))
}

/// The fault of a point with the private number in place of a coordinate.
pub fn private_given(node: &Node, curve: Curve) -> Option<KeyFault> {
    private(node, curve).map(|(name, _)| fault(Fault::Member(name, Member::Written(Written::PrivateNumber))))
}

#[cfg(test)]
mod tests {
    use crate::key::testing::{fixture, offered, read};

    const EC: &str = fixture!("p256-public.jwk.json");
    const ED: &str = fixture!("ed25519-public.jwk.json");
    const RSA: &str = fixture!("rsa2048-public.jwk.json");

    /// `text` is refused with that code, and what is offered is the key `right`.
    #[track_caller]
    fn check(text: &str, code: &str, right: &str) {
        let offered = offered(text, code);
        let key = |text: &str| read(text).map(|key| key.thumbprint());
        assert_eq!(key(&offered), key(right), "{text}: {offered}");
    }

    /// `jwk` with another text for that member.
    fn with(jwk: &str, name: &str, value: &str) -> String {
        let mut parsed: serde_json::Value = serde_json::from_str(jwk).expect("JSON");
        parsed[name] = value.into();
        parsed.to_string()
    }

    fn member(jwk: &str, name: &str) -> String {
        let parsed: serde_json::Value = serde_json::from_str(jwk).expect("JSON");
        parsed[name].as_str().expect("a text").into()
    }

    #[test]
    fn the_names_of_type_and_curve_are_put_right() {
        for kty in ["rsa", "Rsa", "RSa"] {
            check(&with(RSA, "kty", kty), "jwk-kty", RSA);
        }
        for kty in ["ec", "Ec", "ECDSA", "elliptic"] {
            check(&with(EC, "kty", kty), "jwk-kty", EC);
        }
        for crv in ["secp256r1", "prime256v1", "P256", "p-256", "NIST P-256", "1.2.840.10045.3.1.7"] {
            check(&with(EC, "crv", crv), "jwk-crv", EC);
            check(&with(&with(EC, "crv", crv), "kty", "ec"), "jwk-kty", EC);
        }
        for crv in ["ed25519", "ED25519", "Ed-25519", "1.3.101.112"] {
            check(&with(ED, "crv", crv), "jwk-crv", ED);
        }
        check(&with(ED, "kty", "EC"), "jwk-crv", ED);
        check(&with(ED, "kty", "okp"), "jwk-kty", ED);
        check(&with(fixture!("p521-public.jwk.json"), "crv", "secp521r1"), "jwk-crv", fixture!("p521-public.jwk.json"));
        check(&with(EC, "crv", "P-384"), "jwk-point-not-on-curve", EC);
        // The point proves the curve, whatever its name.
        check(&with(EC, "crv", "P-192"), "jwk-crv", EC);
        let p384 = fixture!("p384-public.jwk.json");
        check(&with(p384, "crv", "P-256"), "jwk-point-not-on-curve", p384);
        check(&with(EC, "crv", "secp256k1"), "jwk-point-not-on-curve", EC);
        let mut without: serde_json::Value = serde_json::from_str(EC).expect("JSON");
        without.as_object_mut().expect("an object").remove("kty");
        check(&without.to_string(), "jwk-kty-missing", EC);
    }

    #[test]
    fn a_private_number_in_place_of_a_coordinate_is_told_by_the_other_one() {
        let pairs =
            [fixture!("p256-private.jwk.json"), fixture!("p384-private.jwk.json"), fixture!("p521-private.jwk.json")];
        for pair in pairs {
            let mut public: serde_json::Value = serde_json::from_str(pair).expect("JSON");
            let d = member(pair, "d");
            public.as_object_mut().expect("an object").remove("d");
            for name in ["x", "y"] {
                let text = with(&public.to_string(), name, &d);
                check(&text, "jwk-member-encoding", &public.to_string());
                let printed = format!("{:?}", read(&text).expect_err("a private number"));
                assert!(!printed.contains(&d), "{printed}");
            }
        }
    }

    #[test]
    fn what_has_no_one_meaning_is_not_offered() {
        let d = member(fixture!("p384-private.jwk.json"), "d");
        let other = member(fixture!("p256-private.jwk.json"), "d");
        let p384 = fixture!("p384-public.jwk.json");
        for text in [
            with(p384, "crv", "P-192").replace(&member(p384, "y"), &member(p384, "x")),
            with(p384, "x", &member(EC, "x")),
            with(RSA, "kty", "DSA"),
            with(ED, "crv", "Ed22519"),
            with(EC, "x", &d),
            with(&with(EC, "x", &other), "y", &other),
        ] {
            assert_eq!(read(&text).expect_err(&text).remedy, None, "{text}");
        }
    }
}
