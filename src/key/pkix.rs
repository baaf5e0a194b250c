//! The DER structures that hold a key of any kind: an algorithm's identifier, and the key in the form of that algorithm.
//!
//! ```text
//! SubjectPublicKeyInfo  RFC 5280 §4.1.2.7   SEQUENCE { algorithm, BIT STRING }
//! PrivateKeyInfo        RFC 5958 §2         SEQUENCE { version, algorithm, OCTET STRING, [0] attributes?, [1] public? }
//! AlgorithmIdentifier   RFC 5280 §4.1.1.2   SEQUENCE { OBJECT IDENTIFIER, parameters? }
//! ```

pub mod pkcs1;
pub mod sec1;

use super::oid::{self, Algorithm};
use super::{Curve, EdCurve, Key, KeyFault, Material, MlDsa, Source, XCurve, akp, ec, fault, okp, xdh};
use crate::base::diagnostic;
use crate::base::diagnostic::key::Note;
use crate::base::diagnostic::key::{Akp as AkpFault, Ec as EcFault};
use crate::format::der::{self, Element, Reader};

/// What an AlgorithmIdentifier makes of the key beside it.
enum Kind {
    Rsa { pss: bool },
    Ec(Curve),
    Okp(EdCurve),
    X(XCurve),
    Akp(MlDsa),
}

/// SubjectPublicKeyInfo.
pub fn spki(der: &[u8], source: Source) -> Result<Key, KeyFault> {
    let mut whole = Reader::new(der);
    let info = whole.expect(der::SEQUENCE, "the public key")?;
    whole.finish("the public key")?;
    spki_inside(&info, source)
}

/// SubjectPublicKeyInfo as a part of something larger.
pub fn spki_inside(info: &Element, source: Source) -> Result<Key, KeyFault> {
    let mut notes = Vec::new();
    let mut info = info.inside();
    let algorithm = info.expect(der::SEQUENCE, "the key's algorithm")?;
    let bits = info.expect(der::BIT_STRING, "the key itself")?;
    info.finish("the public key")?;
    let kind = kind(&algorithm)?;
    let bits = bits.whole_bytes("the key itself")?;
    let material = match kind {
        Kind::Rsa { pss } => {
            notes.extend(pss.then_some(Note::PssOnly));
            Material::Rsa(pkcs1::public_inside(bits.inside(), &mut notes)?)
        }
        Kind::Ec(curve) => Material::Ec(ec::from_point(curve, bits.content)?),
        Kind::Okp(curve) => Material::Okp(okp::public(curve, bits.content)?),
        Kind::X(curve) => Material::X(xdh::public(curve, bits.content)?),
        Kind::Akp(set) => Material::Akp(akp::public(set, bits.content)?),
    };
    Ok(Key::new(material, source, notes))
}

/// PrivateKeyInfo, also called OneAsymmetricKey.
pub fn pkcs8(der: &[u8]) -> Result<Key, KeyFault> {
    let mut notes = Vec::new();
    let mut whole = Reader::new(der);
    let mut info = whole.sequence("the private key")?;
    whole.finish("the private key")?;
    let version = info.unsigned("the version")?;
    let algorithm = info.expect(der::SEQUENCE, "the key's algorithm")?;
    let inner = info.expect(der::OCTET_STRING, "the key itself")?;
    info.optional(der::context(0), "the attributes")?;
    // [1] IMPLICIT BIT STRING is primitive, so its tag is not the constructed one.
    let public = info.optional(0x81, "the public key")?;
    info.finish("the private key")?;
    if !matches!(version, [] | [1]) {
        return Err(fault(diagnostic::Key::Pkcs8Version));
    }
    let material = match kind(&algorithm)? {
        Kind::Rsa { pss } => {
            notes.extend(pss.then_some(Note::PssOnly));
            Material::Rsa(pkcs1::private_inside(inner.inside(), &mut notes)?)
        }
        Kind::Ec(curve) => Material::Ec(sec1::private_inside(inner.inside(), Some(curve), &mut notes)?),
        Kind::Okp(curve) => {
            let (seed, public) = curve_private(&inner, public)?;
            Material::Okp(okp::private(curve, seed.content, public.as_ref().map(|public| public.content))?)
        }
        Kind::X(curve) => {
            let (d, public) = curve_private(&inner, public)?;
            Material::X(xdh::private(curve, d.content, public.as_ref().map(|public| public.content))?)
        }
        Kind::Akp(set) => {
            let public = public.map(|public| public.whole_bytes("the public key")).transpose()?;
            Material::Akp(ml_dsa(set, inner.inside(), public.as_ref().map(|public| public.content))?)
        }
    };
    Ok(Key::new(material, Source::Pkcs8, notes))
}

/// CurvePrivateKey (RFC 8410 §7), and the public key beside it.
fn curve_private<'a>(
    inner: &Element<'a>,
    public: Option<Element<'a>>,
) -> Result<(Element<'a>, Option<Element<'a>>), KeyFault> {
    let mut inside = inner.inside();
    let private = inside.expect(der::OCTET_STRING, "the private key")?;
    inside.finish("the private key")?;
    Ok((private, public.map(|public| public.whole_bytes("the public key")).transpose()?))
}

/// ML-DSA-PrivateKey (RFC 9881 §6): the seed `[0]`, both seed and expanded key, or the expanded key alone.
fn ml_dsa(set: MlDsa, mut inside: Reader, public: Option<&[u8]>) -> Result<super::Akp, KeyFault> {
    const SEED: u8 = 0x80;
    let seed = match inside.peek() {
        Some(der::SEQUENCE) => {
            let mut both = inside.sequence("the private key")?;
            let seed = both.expect(der::OCTET_STRING, "the seed")?;
            both.expect(der::OCTET_STRING, "the expanded key")?;
            both.finish("the private key")?;
            seed
        }
        Some(der::OCTET_STRING) => {
            return Err(fault(AkpFault::SeedMissing(set.name())));
        }
        _ => inside.expect(SEED, "the seed")?,
    };
    inside.finish("the private key")?;
    akp::private(set, seed.content, public)
}

fn kind(algorithm: &Element) -> Result<Kind, KeyFault> {
    let mut inside = algorithm.inside();
    let identifier = inside.expect(der::OID, "the algorithm's identifier")?;
    let dotted = oid::dotted(identifier.content);
    match dotted.as_deref().and_then(oid::algorithm) {
        Some(Algorithm::Rsa) => Ok(Kind::Rsa { pss: false }),
        Some(Algorithm::RsaPss) => Ok(Kind::Rsa { pss: true }),
        Some(Algorithm::Ec) => curve(&mut inside).map(Kind::Ec),
        Some(Algorithm::Okp(curve)) => Ok(Kind::Okp(curve)),
        Some(Algorithm::X(curve)) => Ok(Kind::X(curve)),
        Some(Algorithm::Akp(set)) => Ok(Kind::Akp(set)),
        Some(Algorithm::Other(name)) => Err(fault(diagnostic::Key::Algorithm(name))),
        None => Err(fault(diagnostic::Key::UnknownAlgorithm(dotted))),
    }
}

/// ECParameters (RFC 5480 §2.1.1): a named curve, or what is wrong with it.
fn curve(reader: &mut Reader) -> Result<Curve, KeyFault> {
    match reader.peek() {
        Some(der::SEQUENCE) => return Err(fault(EcFault::ExplicitParameters)),
        Some(der::NULL) | None => return Err(fault(EcFault::CurveMissing)),
        _ => {}
    }
    let identifier = reader.expect(der::OID, "the curve")?;
    let dotted = oid::dotted(identifier.content);
    let name = dotted.as_deref().and_then(oid::curve);
    name.and_then(Curve::named).ok_or_else(|| match name {
        Some(name) => fault(EcFault::Curve(name)),
        None => fault(EcFault::UnknownCurve(dotted)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::der::encode;
    use crate::key::testing::summary;

    const P256: [u8; 10] = [6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    const EC: [u8; 9] = [6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];

    #[track_caller]
    fn check(result: Result<Key, KeyFault>, expected: &str) {
        let said = match result {
            Ok(key) => format!("{}; {}", key.summary(), crate::key::testing::notes(&key.notes)),
            Err(fault) => summary(&fault),
        };
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn a_private_key_has_version_0_or_1() {
        let algorithm = encode(der::SEQUENCE, &[&EC, &P256]);
        let one = [&[0; 31][..], &[1]].concat();
        let inner = encode(der::SEQUENCE, &[&[2, 1, 1], &encode(der::OCTET_STRING, &[&one])]);
        let info = |version: u8| {
            pkcs8(&encode(der::SEQUENCE, &[&[2, 1, version], &algorithm, &encode(der::OCTET_STRING, &[&inner])]))
        };
        check(info(0), "EC private key on P-256");
        check(info(1), "EC private key on P-256");
        check(info(2), "pkcs8-version: ");
    }

    #[test]
    fn a_public_key_names_algorithm_and_curve() {
        let info = |algorithm: &[&[u8]], point: &[u8]| {
            spki(
                &encode(der::SEQUENCE, &[&encode(der::SEQUENCE, algorithm), &encode(der::BIT_STRING, &[&[0], point])]),
                Source::Spki,
            )
        };
        check(
            info(&[&EC, &P256], &[4, 1, 1]),
            r#"ec-point-length: Key(Ec(PointLength { got: 3, expected: 65, curve: "P-256" }))"#,
        );
        check(info(&[&EC, &P256], &[&[4][..], &[1; 64]].concat()), "ec-point-not-on-curve: ");
        check(info(&[&EC, &P256], &[6; 65]), "ec-point-form: Key(Ec(PointHybrid))");
        check(info(&[&EC], &[4]), "ec-curve-missing: ");
        check(info(&[&EC, &[5, 0]], &[4]), "ec-curve-missing: ");
        check(info(&[&EC, &[6, 3, 0x2b, 1, 1]], &[4]), r#"ec-curve: Key(Ec(UnknownCurve(Some("1.3.1.1"))))"#);
        check(info(&[&[6, 3, 0x2b, 1, 1]], &[4]), r#"key-algorithm: Key(UnknownAlgorithm(Some("1.3.1.1")))"#);
        check(info(&[&[6, 1, 0x80]], &[4]), "key-algorithm: ");
        check(info(&[&EC, &[6, 1, 0x80]], &[4]), "ec-curve: Key(Ec(UnknownCurve(None)))");
    }
}
