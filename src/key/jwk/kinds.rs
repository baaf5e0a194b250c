//! The members that each kind of key has (RFC 7518 §6), and whether together they are a key.

use super::member::{decimal, lost, not_text, optional, read_anyway, required, text};
use super::{meant, mend};
use crate::base::diagnostic::key::{Inexact, Jwk as Fault, Member, Note, Rsa as RsaFault};
use crate::format::json::{Node, Value};
use crate::key::describe::shown;
use crate::key::{Curve, Ec, EdCurve, KeyFault, Material, MlDsa, Secret, XCurve, akp, ec, fault, okp, rsa, xdh};
use crate::spec::Spec;

/// An RSA key (RFC 7518 §6.3).
pub fn rsa_key(node: &Node, notes: &mut Vec<Note>) -> Result<Material, KeyFault> {
    let spec = Spec::Rfc(7518, "6.3.1");
    let before = notes.len();
    let [n, e] = match rsa_numbers(node, spec, notes) {
        Ok(numbers) => numbers,
        Err(fault) => {
            let lost = || lost("n", node.get("n")?.as_str()?).map(|what| super::fault(Fault::Member("n", what)));
            let (numbers, how) = meant::rsa(node).ok_or_else(|| lost().unwrap_or(fault))?;
            notes.truncate(before);
            notes.extend(how.into_iter().map(|(name, how)| read_anyway(name, how)));
            numbers
        }
    };
    if notes.len() == before
        && let Some(what) = node.get("n").and_then(|n| lost("n", n.as_str()?))
    {
        notes.push(read_anyway("n", what));
    }
    for (name, octets) in [("n", &n), ("e", &e)] {
        if octets.first() == Some(&0) {
            notes.push(Note::Jwk(Inexact::LeadingZeros(name)));
        }
    }
    let public = rsa::public(&n, &e, notes)?;
    let others = ["p", "q", "dp", "dq", "qi"];
    let given = others.iter().filter(|name| node.get(name).is_some()).count();
    let Some(d) = optional(node, "d", notes)? else {
        if given > 0 {
            notes.push(Note::Jwk(Inexact::PrivateWithoutD));
        }
        return Ok(Material::Rsa(public));
    };
    if given > 0 && given < others.len() {
        notes.push(Note::Jwk(Inexact::PrimesIncomplete));
    }
    let mut primes = Vec::new();
    if let (Some(p), Some(q)) = (optional(node, "p", notes)?, optional(node, "q", notes)?) {
        primes.extend([p, q]);
        if let Some(Value::Array(others)) = node.get("oth").map(|oth| &oth.value) {
            for other in others {
                primes.push(required(other, "r", "RSA", Spec::Rfc(7518, "6.3.2.7"), notes)?);
            }
        }
    }
    let primes: Vec<&[u8]> = primes.iter().map(Vec::as_slice).collect();
    rsa::with_private(public, &d, &primes).map(Material::Rsa)
}

/// Modulus and exponent as RFC 7518 §6.3.1 has them, or as they can be read in one way alone; together they are a key.
fn rsa_numbers(node: &Node, spec: Spec, notes: &mut Vec<Note>) -> Result<[Vec<u8>; 2], KeyFault> {
    let n = required(node, "n", "RSA", spec, notes)?;
    let e = match node.get("e").map(|member| &member.value) {
        Some(Value::Number(number)) => {
            notes.push(read_anyway("e", Member::Decimal));
            decimal(number).ok_or_else(|| not_text("e", node, Some(spec)))?
        }
        _ => required(node, "e", "RSA", spec, notes)?,
    };
    if let Some(fault) = text_for_modulus(node, &n) {
        return Err(fault);
    }
    // What has the length that it says is a whole key in DER.
    let is_der = matches!(n.as_slice(), [0x30, 0x82, high, low, rest @ ..] if rest.len() == usize::from(*high) << 8 | usize::from(*low));
    if is_der {
        return Err(fault(RsaFault::ModulusText { text: "DER".into(), istio: false }));
    }
    rsa::public(&n, &e, &mut vec![]).map(|_| [n, e])
}

/// The fault of a modulus that is a message of some program: the text of the member, or what it decodes to.
fn text_for_modulus(node: &Node, n: &[u8]) -> Option<KeyFault> {
    /// No modulus has so many bytes and each of them a letter by chance.
    const LEAST: usize = 16;
    let member = node.get("n").and_then(Node::as_str).filter(|text| text.starts_with("Error-"));
    let decoded = || {
        let printed = n.len() >= LEAST && n.iter().all(|byte| matches!(byte, b' '..=b'~'));
        core::str::from_utf8(n).ok().filter(|_| printed)
    };
    let text = member.or_else(decoded)?;
    let istio = text.starts_with("Error-") || text.contains("Istio");
    Some(fault(RsaFault::ModulusText { text: shown(text), istio }))
}

/// A key on a curve (RFC 7518 §6.2).
pub fn ec_key(node: &Node, notes: &mut Vec<Note>) -> Result<Material, KeyFault> {
    let name = text(node, "crv", "EC", Spec::Rfc(7518, "6.2.1.1"))?;
    // Azure Key Vault's names for the curve.
    let vault = ["P-256K", "SECP256K1"].contains(&name).then_some(Curve::Secp256k1);
    if vault.is_some() {
        notes.push(Note::Jwk(Inexact::AzureCrv(shown(name))));
    }
    let curve = Curve::named(name).or(vault).ok_or_else(|| mend::odd_curve(name, "EC"))?;
    let before = notes.len();
    let public = match point(node, curve, notes) {
        Ok(public) => public,
        Err(fault) => {
            // The coordinates may have the length that another curve asks for.
            let on = |other: &Curve| *other != curve && point(node, *other, &mut vec![]).is_ok();
            let other = || Curve::ALL.into_iter().find(on).map(|other| ec::other_curve(curve, other, ec::Origin::Jwk));
            let (public, how) = meant::point(node, curve)
                .ok_or_else(|| mend::private_given(node, curve).or_else(other).unwrap_or(fault))?;
            notes.truncate(before);
            notes.extend(how.into_iter().map(|(name, how)| read_anyway(name, how)));
            public
        }
    };
    if node.get("d").is_none() {
        return Ok(Material::Ec(public));
    }
    let d = field_element(node, "d", curve, notes, Spec::Rfc(7518, "6.2.2.1"))?;
    ec::from_scalar(curve, &d, Some(public), ec::Origin::Jwk).map(Material::Ec)
}

/// The point of two numbers in full length.
fn point(node: &Node, curve: Curve, notes: &mut Vec<Note>) -> Result<Ec, KeyFault> {
    let x = field_element(node, "x", curve, notes, Spec::Rfc(7518, "6.2.1.2"))?;
    let y = field_element(node, "y", curve, notes, Spec::Rfc(7518, "6.2.1.3"))?;
    ec::from_coordinates(curve, &x, &y)
}

/// A number of the full length of the field.
fn field_element(
    node: &Node,
    name: &'static str,
    curve: Curve,
    notes: &mut Vec<Note>,
    spec: Spec,
) -> Result<Vec<u8>, KeyFault> {
    let octets = required(node, name, "EC", spec, notes)?;
    let (got, expected) = (octets.len(), curve.field_bytes());
    if got == expected {
        return Ok(octets);
    }
    Err(fault(Fault::MemberLength { name, got, expected, curve: curve.name(), spec }))
}

/// A key on an Edwards or a Montgomery curve (RFC 8037 §2).
pub fn okp_key(node: &Node, notes: &mut Vec<Note>) -> Result<Material, KeyFault> {
    let spec = Spec::Rfc(8037, "2");
    let name = text(node, "crv", "OKP", spec)?;
    if let Some(curve) = XCurve::named(name) {
        let x = required(node, "x", "OKP", spec, notes)?;
        let d = node.get("d").map(|_| required(node, "d", "OKP", spec, notes)).transpose()?;
        let key = d.map_or_else(|| xdh::public(curve, &x), |d| xdh::private(curve, &d, Some(&x)));
        return key.map(Material::X);
    }
    let Some(curve) = EdCurve::named(name) else { return Err(mend::odd_curve(name, "OKP")) };
    let x = required(node, "x", "OKP", spec, notes)?;
    if node.get("d").is_none() {
        return okp::public(curve, &x).map(Material::Okp).or_else(|fault| {
            let (key, how) = meant::edwards(node, curve).ok_or(fault)?;
            notes.extend(how.into_iter().map(|(name, how)| read_anyway(name, how)));
            Ok(Material::Okp(key))
        });
    }
    let d = required(node, "d", "OKP", spec, notes)?;
    let seed = okp::sodium_seed(&d).filter(|_| curve == EdCurve::Ed25519 && d.get(32..) == Some(&x[..]));
    if seed.is_some() {
        notes.push(read_anyway("d", Member::Sodium));
    }
    okp::private(curve, seed.unwrap_or(&d), Some(&x)).map(Material::Okp)
}

/// An ML-DSA key (RFC 9964 §4): which one, its `alg` says.
pub fn akp_key(node: &Node, notes: &mut Vec<Note>) -> Result<Material, KeyFault> {
    let spec = Spec::Rfc(9964, "4");
    let name = text(node, "alg", "AKP", spec)?;
    let set = MlDsa::named(name).ok_or_else(|| fault(Fault::AkpAlg(shown(name))))?;
    let public = required(node, "pub", "AKP", spec, notes)?;
    if node.get("priv").is_none() {
        return akp::public(set, &public).map(Material::Akp);
    }
    let seed = required(node, "priv", "AKP", spec, notes)?;
    akp::private(set, &seed, Some(&public)).map(Material::Akp)
}

/// A secret (RFC 7518 §6.4).
pub fn secret(node: &Node, notes: &mut Vec<Note>) -> Result<Material, KeyFault> {
    required(node, "k", "oct", Spec::Rfc(7518, "6.4.1"), notes).map(|octets| Material::Secret(Secret(octets)))
}

#[cfg(test)]
mod tests {
    use crate::base::diagnostic::Facts;
    use crate::base::diagnostic::key::Jwk as Fault;
    use crate::format::base64::Alphabet;
    use crate::key::Material;
    use crate::key::testing::{check, fixture, read, refuse};
    use crate::spec::Spec;

    const RSA: &str = fixture!("rsa2048-private.jwk.json");
    const RSA_PUBLIC: &str = fixture!("rsa2048-public.jwk.json");
    const EC: &str = fixture!("p256-private.jwk.json");
    const OTHER: &str = fixture!("p384-public.jwk.json");

    /// The value of member `name`, quotes included.
    fn value<'a>(jwk: &'a str, name: &str) -> &'a str {
        let (_, after) = jwk.split_once(&format!("\"{name}\": ")).expect("the member is there");
        let (_, end) = after[1..].split_once('"').expect("a string");
        &after[..after.len() - end.len()]
    }

    /// `jwk` with another value for member `name`.
    fn with(jwk: &str, name: &str, new: &str) -> String {
        jwk.replacen(&format!("\"{name}\": {}", value(jwk, name)), &format!("\"{name}\": {new}"), 1)
    }

    /// `jwk` without member `name`.
    fn without(jwk: &str, name: &str) -> String {
        jwk.replacen(&format!("\"{name}\": "), &format!("\"no-{name}\": "), 1)
    }

    #[test]
    fn each_required_member_is_missed_by_name() {
        for (jwk, name, kty, section) in [
            (RSA, "n", "RSA", "6.3.1"),
            (RSA, "e", "RSA", "6.3.1"),
            (EC, "crv", "EC", "6.2.1.1"),
            (EC, "x", "EC", "6.2.1.2"),
            (EC, "y", "EC", "6.2.1.3"),
        ] {
            let facts = Facts::from(Fault::MemberMissing { name, kty, spec: Spec::Rfc(7518, section) });
            refuse(&without(jwk, name), "jwk-member-missing", &format!("{facts:?}"));
        }
        refuse(
            r#"{"kty":"oct"}"#,
            "jwk-member-missing",
            r#"Key(Jwk(MemberMissing { name: "k", kty: "oct", spec: Rfc(7518, "6.4.1") }))"#,
        );
        refuse(
            &with(RSA, "n", "65537"),
            "jwk-member-type",
            r#"Key(Jwk(MemberType { name: "n", kind: "a number", spec: Some(Rfc(7518, "6.3.1")) }))"#,
        );
        refuse(
            &with(EC, "crv", "[]"),
            "jwk-member-type",
            r#"Key(Jwk(MemberType { name: "crv", kind: "an array", spec: Some(Rfc(7518, "6.2.1.1")) }))"#,
        );
    }

    #[test]
    fn numbers_that_are_no_rsa_key_are_refused() {
        refuse(&with(RSA_PUBLIC, "e", "\"AQAA\""), "rsa-exponent", "Key(Rsa(ExponentEven))");
        refuse(&with(RSA_PUBLIC, "n", "\"AQAB\""), "rsa-modulus", "Key(Rsa(ModulusSmall { bits: 17, least: 512 }))");
        refuse(&with(RSA, "p", value(RSA, "q")), "rsa-private", "Key(Rsa(Primes))");
        refuse(&with(RSA, "d", "\"Ag\""), "rsa-private", "Key(Rsa(PrivateExponent))");
        let n = Alphabet::UrlSafe.decode(value(RSA_PUBLIC, "n").trim_matches('"')).expect("base64url").bytes;
        let longer = format!("\"{}\"", Alphabet::UrlSafe.encode(&[&[0], &n[..]].concat()));
        let key = check(
            &with(RSA_PUBLIC, "n", &longer),
            "RSA public key, 2048 bit, from a JWK",
            "`n` starts with zero bytes",
        );
        assert_eq!(Ok(key.thumbprint()), read(RSA).map(|key| key.thumbprint()));
    }

    #[test]
    fn half_a_private_rsa_key_is_read_with_a_note() {
        check(&without(RSA, "d"), "RSA public key, 2048 bit, from a JWK", "but not `d`");
        let key = check(&without(RSA, "p"), "RSA private key, 2048 bit, from a JWK", "or none of them");
        assert!(
            matches!(&key.material, Material::Rsa(key) if key.private.as_ref().is_some_and(|private| private.primes.is_empty()))
        );
    }

    #[test]
    fn points_and_scalars_are_checked() {
        refuse(
            &with(EC, "x", value(EC, "y")),
            "jwk-point-not-on-curve",
            r#"Key(Ec(NotOnCurve { curve: "P-256", jwk: true }))"#,
        );
        refuse(
            &with(&with(EC, "crv", "\"P-384\""), "x", "\"AQ\""),
            "jwk-member-length",
            r#"Key(Jwk(MemberLength { name: "x", got: 1, expected: 48, curve: "P-384", spec: Rfc(7518, "6.2.1.2") }))"#,
        );
        // The point proves which curve it is on, whatever its length is.
        for (jwk, is, says) in [
            (EC, "P-256", "P-384"),
            (EC, "P-256", "P-521"),
            (EC, "P-256", "secp256k1"),
            (OTHER, "P-384", "P-256"),
            (OTHER, "P-384", "secp256k1"),
            (fixture!("secp256k1-public.jwk.json"), "secp256k1", "P-256"),
        ] {
            let text = with(jwk, "crv", &format!("\"{says}\""));
            let facts = Facts::from(crate::base::diagnostic::key::Ec::OtherCurve { says, is, jwk: true });
            refuse(&text, "jwk-point-not-on-curve", &format!("{facts:?}"));
            let right = crate::key::testing::offered(&text, "jwk-point-not-on-curve");
            assert_eq!(read(&right).map(|key| key.thumbprint()), read(jwk).map(|key| key.thumbprint()));
        }
        refuse(
            &with(EC, "d", "\"AQ\""),
            "jwk-member-length",
            r#"Key(Jwk(MemberLength { name: "d", got: 1, expected: 32, curve: "P-256", spec: Rfc(7518, "6.2.2.1") }))"#,
        );
        refuse(&with(EC, "d", value(EC, "x")), "jwk-private-does-not-match", "Key(Ec(Mismatch { jwk: true }))");
        refuse(
            &with(EC, "d", &format!("\"{}\"", "_".repeat(42) + "8")),
            "jwk-private-out-of-range",
            r#"Key(Ec(PrivateRange { curve: "P-256", jwk: true }))"#,
        );
        refuse(&with(EC, "crv", "\"P-192\""), "jwk-crv", r#"Key(Jwk(Curve("P-192", None)))"#);
        refuse(&with(EC, "crv", "\"p256\""), "jwk-crv", r#"Key(Jwk(Curve("p256", Some("P-256"))))"#);
    }
}
