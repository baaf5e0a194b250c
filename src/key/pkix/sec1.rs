//! EC private keys on their own (SEC 1, RFC 5915 §3), and the block that may stand before one.
//!
//! ```text
//! ECPrivateKey   SEQUENCE { 1, OCTET STRING d, [0] curve?, [1] BIT STRING point? }
//! ```

use super::curve;
use crate::base::diagnostic::key::Ec as Fault;
use crate::base::diagnostic::key::Note;
use crate::format::der::{self, Reader};
use crate::key::{Curve, Ec, Key, KeyFault, Material, Source, ec, fault};

/// ECPrivateKey; `outside` is the curve that an EC PARAMETERS block before it named.
pub fn private(der: &[u8], outside: Option<Curve>) -> Result<Key, KeyFault> {
    let mut notes = Vec::new();
    let material = Material::Ec(private_inside(Reader::new(der), outside, &mut notes)?);
    Ok(Key::new(material, Source::Sec1, notes))
}

/// The same as the contents of something larger.
pub fn private_inside(mut whole: Reader, outside: Option<Curve>, notes: &mut Vec<Note>) -> Result<Ec, KeyFault> {
    let mut key = whole.sequence("the EC private key")?;
    whole.finish("the EC private key")?;
    let version = key.unsigned("the version")?;
    let d = key.expect(der::OCTET_STRING, "the private number")?;
    let parameters = key.optional(der::context(0), "the curve")?;
    let point = key.optional(der::context(1), "the public point")?;
    key.finish("the EC private key")?;
    if version != [1] {
        return Err(fault(Fault::Version));
    }
    let inside = parameters.map(|parameters| curve(&mut parameters.inside())).transpose()?;
    let curve = match (inside, outside) {
        (Some(inside), Some(outside)) if inside != outside => {
            return Err(fault(Fault::CurvesDiffer(inside.name(), outside.name())));
        }
        (Some(curve), _) | (None, Some(curve)) => curve,
        (None, None) => return Err(fault(Fault::PrivateCurveMissing)),
    };
    let public = match point {
        Some(point) => {
            let mut point = point.inside();
            let bits = point.bit_string("the public point")?;
            point.finish("the public point")?;
            Some(ec::from_point(curve, bits.content)?)
        }
        None => None,
    };
    let full = ec::full_length(curve, d.content).ok_or_else(|| {
        fault(Fault::PrivateLength { got: d.content.len(), expected: curve.field_bytes(), curve: curve.name() })
    })?;
    if d.content.len() != full.len() {
        notes.push(Note::EcPrivateLength { got: d.content.len(), expected: full.len() });
    }
    ec::from_scalar(curve, &full, public, ec::Origin::Der)
}

/// The contents of an EC PARAMETERS block: a curve.
pub fn parameters(der: &[u8]) -> Result<Curve, KeyFault> {
    let mut whole = Reader::new(der);
    let curve = curve(&mut whole)?;
    whole.finish("the curve")?;
    Ok(curve)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::der::encode;
    use crate::key::testing::summary;

    const P256: [u8; 10] = [6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];

    /// The ECPrivateKey of the scalar 1 in `length` bytes, with further elements.
    fn scalar_one(length: usize, more: &[&[u8]]) -> Vec<u8> {
        let mut d = vec![0; length];
        d[length - 1] = 1;
        encode(der::SEQUENCE, &[&[2, 1, 1], &encode(der::OCTET_STRING, &[&d]), &more.concat()])
    }

    #[track_caller]
    fn check(result: Result<Key, KeyFault>, expected: &str) {
        let said = match result {
            Ok(key) => format!("{}; {}", key.summary(), crate::key::testing::notes(&key.notes)),
            Err(fault) => summary(&fault),
        };
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn the_curve_of_a_bare_ec_key_may_stand_outside_and_has_to_agree() {
        let named = encode(der::context(0), &[&P256]);
        check(private(&scalar_one(32, &[&named]), None), "EC private key on P-256");
        check(private(&scalar_one(32, &[]), Some(Curve::P256)), "EC private key on P-256");
        check(private(&scalar_one(32, &[]), None), "ec-curve-missing: ");
        check(
            private(&scalar_one(32, &[&named]), Some(Curve::P384)),
            r#"ec-curves-differ: Key(Ec(CurvesDiffer("P-256", "P-384")))"#,
        );
    }

    #[test]
    fn a_private_number_of_another_length_is_read_with_a_note_if_it_fits() {
        check(private(&scalar_one(31, &[]), Some(Curve::P256)), "has 31 bytes, but RFC 5915 §3 asks for 32");
        check(private(&scalar_one(33, &[]), Some(Curve::P256)), "has 33 bytes");
        let large = encode(der::SEQUENCE, &[&[2, 1, 1], &encode(der::OCTET_STRING, &[&[1; 33]])]);
        check(
            private(&large, Some(Curve::P256)),
            r#"ec-private-out-of-range: Key(Ec(PrivateLength { got: 33, expected: 32, curve: "P-256" }))"#,
        );
    }

    #[test]
    fn a_public_part_that_does_not_match_is_refused() {
        let d = ec::full_length(Curve::P256, &[2]).expect("2 fits");
        let two = ec::from_scalar(Curve::P256, &d, None, ec::Origin::Der).expect("2 is in range");
        let point = encode(der::context(1), &[&encode(der::BIT_STRING, &[&[0, 4], &two.x, &two.y])]);
        check(private(&scalar_one(32, &[&point]), Some(Curve::P256)), "ec-private-does-not-match: ");
    }

    #[test]
    fn another_version_is_refused() {
        let mut key = scalar_one(32, &[]);
        key[4] = 2;
        check(private(&key, Some(Curve::P256)), "ec-version: ");
    }
}
