//! The DER structures of each kind of key, as OpenSSL writes them: what `key::pkix` reads, the other way round.
//!
//! ```text
//! SubjectPublicKeyInfo  RFC 5280 §4.1.2.7   SEQUENCE { algorithm, BIT STRING public }
//! PrivateKeyInfo        RFC 5958 §2         SEQUENCE { 0, algorithm, OCTET STRING private }
//!
//!             algorithm             public                 private
//! RSA         rsaEncryption, NULL   RSAPublicKey           RSAPrivateKey                  RFC 8017 §A.1
//! EC          ecPublicKey, curve    uncompressed point     ECPrivateKey, public included  RFC 5480 §2, RFC 5915 §3
//! Ed25519, Ed448                    encoded point          OCTET STRING seed              RFC 8410 §4, §7
//! ML-DSA                            encoded key            [0] seed                       RFC 9881 §4, §6
//! ```

use super::rsa;
use crate::base::diagnostic::key::Rsa as Fault;
use crate::crypto::rsa::Octets;
use crate::key::{Curve, EdCurve, KeyFault, Material, MlDsa, Rsa, Secret, XCurve, fault};
use ::der::asn1::{AnyRef, BitStringRef, ContextSpecific, ObjectIdentifier, OctetStringRef, UintRef};
use ::der::{Encode, Length, Result, TagMode, TagNumber, Writer};
use pkcs8::PrivateKeyInfoRef;
use sec1::{EcParameters, EcPrivateKey};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

const fn oid(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

static P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
static P384: ObjectIdentifier = oid("1.3.132.0.34");
static P521: ObjectIdentifier = oid("1.3.132.0.35");
static SECP256K1: ObjectIdentifier = oid("1.3.132.0.10");

/// The AlgorithmIdentifier; `None` for a secret, which has none.
fn algorithm(material: &Material) -> Option<AlgorithmIdentifierRef<'static>> {
    let (dotted, parameters) = match material {
        Material::Rsa(_) => ("1.2.840.113549.1.1.1", Some(AnyRef::NULL)),
        Material::Ec(key) => ("1.2.840.10045.2.1", Some(curve(key.curve).into())),
        Material::Okp(key) => match key.curve {
            EdCurve::Ed25519 => ("1.3.101.112", None),
            EdCurve::Ed448 => ("1.3.101.113", None),
        },
        Material::X(key) => match key.curve {
            XCurve::X25519 => ("1.3.101.110", None),
            XCurve::X448 => ("1.3.101.111", None),
        },
        Material::Akp(key) => match key.set {
            MlDsa::MlDsa44 => ("2.16.840.1.101.3.4.3.17", None),
            MlDsa::MlDsa65 => ("2.16.840.1.101.3.4.3.18", None),
            MlDsa::MlDsa87 => ("2.16.840.1.101.3.4.3.19", None),
        },
        Material::Secret(_) => return None,
    };
    Some(AlgorithmIdentifierRef { oid: ObjectIdentifier::new(dotted).ok()?, parameters })
}

fn curve(curve: Curve) -> &'static ObjectIdentifier {
    match curve {
        Curve::P256 => &P256,
        Curve::P384 => &P384,
        Curve::P521 => &P521,
        Curve::Secp256k1 => &SECP256K1,
    }
}

/// What was encoded. That fails on contents of more than 256 MB alone, and no key that is read here has a hundredth of that.
fn made(der: Result<Vec<u8>>) -> Vec<u8> {
    der.unwrap_or_default()
}

/// The public key in the form of its algorithm; empty for a secret, which has none.
pub fn public(material: &Material) -> Vec<u8> {
    match material {
        Material::Rsa(key) => made(integers(&[&key.n, &key.e]).and_then(|numbers| numbers.to_der())),
        Material::Ec(key) => [&[4], &key.x[..], &key.y].concat(),
        Material::Okp(key) => key.x.clone(),
        Material::X(key) => key.x.clone(),
        Material::Akp(key) => key.public.clone(),
        Material::Secret(_) => vec![],
    }
}

/// The private key in the form of its algorithm; `alone` if nothing around it names the curve.
///
/// # Errors
/// `rsa-private`, `rsa-primes-missing`.
pub fn private(material: &Material, alone: bool) -> core::result::Result<Octets, KeyFault> {
    fn bytes(secret: &Option<Secret>) -> &[u8] {
        secret.as_ref().map(|secret| secret.0.as_slice()).unwrap_or_default()
    }
    Ok(Octets::new(made(match material {
        Material::Rsa(key) => rsa_private(&rsa_numbers(key)?, key),
        Material::Ec(key) => {
            let parameters = alone.then(|| EcParameters::NamedCurve(*curve(key.curve)));
            let point = public(material);
            EcPrivateKey { private_key: bytes(&key.d), parameters, public_key: Some(&point) }.to_der()
        }
        Material::Okp(key) => OctetStringRef::new(bytes(&key.d)).and_then(|seed| seed.to_der()),
        Material::X(key) => OctetStringRef::new(bytes(&key.d)).and_then(|d| d.to_der()),
        Material::Akp(key) => OctetStringRef::new(bytes(&key.seed)).and_then(|seed| {
            let (tag_number, tag_mode) = (TagNumber(0), TagMode::Implicit);
            ContextSpecific { tag_number, tag_mode, value: seed }.to_der()
        }),
        Material::Secret(_) => Ok(vec![]),
    })))
}

/// What an RSAPrivateKey holds beside `n` and `e`.
fn rsa_numbers(key: &Rsa) -> core::result::Result<Vec<Octets>, KeyFault> {
    let numbers = rsa::numbers(key)?;
    if numbers.len() < rsa::OF_TWO {
        return Err(fault(Fault::PrimesMissing));
    }
    Ok(numbers)
}

/// RSAPrivateKey. With more than two primes it is version 1, and the others stand in a list of their own.
fn rsa_private(numbers: &[Octets], key: &Rsa) -> Result<Vec<u8>> {
    let (two, others) = numbers.split_at_checked(rsa::OF_TWO).unwrap_or_default();
    let version: &[u8] = if others.is_empty() { &[0] } else { &[1] };
    let mut numbers = vec![version, &key.n, &key.e];
    numbers.extend(two.iter().map(|number| number.as_slice()));
    let mut parts: Vec<RsaPart> = integers(&numbers)?.into_iter().map(RsaPart::Number).collect();
    if !others.is_empty() {
        let list: Result<Vec<_>> = others.chunks(rsa::OF_OTHER).map(integers).collect();
        parts.push(RsaPart::OtherPrimes(list?));
    }
    parts.to_der()
}

/// What an RSAPrivateKey is a sequence of. It borrows the numbers, so that no copy of them stays anywhere.
enum RsaPart<'a> {
    Number(UintRef<'a>),
    OtherPrimes(Vec<Vec<UintRef<'a>>>),
}

impl Encode for RsaPart<'_> {
    fn encoded_len(&self) -> Result<Length> {
        match self {
            RsaPart::Number(number) => number.encoded_len(),
            RsaPart::OtherPrimes(others) => others.encoded_len(),
        }
    }

    fn encode(&self, encoder: &mut impl Writer) -> Result<()> {
        match self {
            RsaPart::Number(number) => number.encode(encoder),
            RsaPart::OtherPrimes(others) => others.encode(encoder),
        }
    }
}

fn integers<T: AsRef<[u8]>>(numbers: &[T]) -> Result<Vec<UintRef<'_>>> {
    numbers.iter().map(|number| UintRef::new(number.as_ref())).collect()
}

/// SubjectPublicKeyInfo; empty for a secret, which has none.
pub fn spki(material: &Material) -> Vec<u8> {
    let public = public(material);
    let Some(algorithm) = algorithm(material) else { return vec![] };
    let info = |subject_public_key| SubjectPublicKeyInfoRef { algorithm, subject_public_key }.to_der();
    made(BitStringRef::from_bytes(&public).and_then(info))
}

/// PrivateKeyInfo.
///
/// # Errors
/// As [`private`].
pub fn pkcs8(material: &Material) -> core::result::Result<Octets, KeyFault> {
    let private = private(material, false)?;
    let Some(algorithm) = algorithm(material) else { return Ok(Octets::default()) };
    let info = |key| PrivateKeyInfoRef::new(algorithm, key).to_der();
    Ok(Octets::new(made(OctetStringRef::new(&private).and_then(info))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64::Alphabet;
    use crate::key::oid;
    use crate::key::{Key, Pair};

    fn pair(pair: Pair, private: &[u8]) -> Key {
        pair.of(private).expect("a private part in range")
    }

    /// A private part of the smallest value but zero.
    fn one(kind: Pair) -> Key {
        let mut private = vec![0; kind.private_bytes()];
        private.extend([1]);
        pair(kind, &private[1..])
    }

    fn check(der: &[u8], base64: &str) {
        assert_eq!(Alphabet::Standard.encode(der), base64);
    }

    #[test]
    fn the_identifiers_are_those_that_the_reader_knows() {
        let read = |material: &Material| {
            let algorithm = algorithm(material).expect("it has one");
            (oid::algorithm(&algorithm.oid.to_string()), algorithm.parameters)
        };
        for curve in Curve::ALL {
            let (found, parameters) = read(&one(Pair::Ec(curve)).material);
            assert_eq!(found, Some(oid::Algorithm::Ec));
            let named = parameters.and_then(|named| named.decode_as::<ObjectIdentifier>().ok());
            assert_eq!(named.and_then(|named| oid::curve(&named.to_string())), Some(curve.name()));
        }
        for curve in EdCurve::ALL {
            assert_eq!(read(&one(Pair::Okp(curve)).material), (Some(oid::Algorithm::Okp(curve)), None));
        }
        for set in MlDsa::ALL {
            assert_eq!(read(&one(Pair::Akp(set)).material), (Some(oid::Algorithm::Akp(set)), None));
        }
        let rsa = crate::key::testing::read(crate::key::testing::fixture!("rsa2048-spki.pem")).expect("a key");
        assert_eq!(read(&rsa.material), (Some(oid::Algorithm::Rsa), Some(AnyRef::NULL)));
    }

    #[test]
    fn ed25519_is_written_as_in_rfc_8410() {
        // The private key of §10.3, and the public key of §10.1 that belongs to it.
        let private = "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";
        let public = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";
        let der = Alphabet::Standard.decode(private).map(|decoded| decoded.bytes).unwrap_or_default();
        let key = pair(Pair::Okp(EdCurve::Ed25519), &der[16..]);
        check(&pkcs8(&key.material).unwrap_or_default(), private);
        check(&spki(&key.material), public);
    }

    #[test]
    fn ml_dsa_is_written_as_in_rfc_9881() {
        // The seed form of appendix C.1.
        let seed: Vec<u8> = (0..32).collect();
        let check =
            |set: MlDsa, base64: &str| check(&pkcs8(&pair(Pair::Akp(set), &seed).material).unwrap_or_default(), base64);
        check(MlDsa::MlDsa44, "MDQCAQAwCwYJYIZIAWUDBAMRBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
        check(MlDsa::MlDsa65, "MDQCAQAwCwYJYIZIAWUDBAMSBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
        check(MlDsa::MlDsa87, "MDQCAQAwCwYJYIZIAWUDBAMTBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
    }

    #[test]
    fn a_curve_is_named_once_beside_its_key() {
        for kind in Curve::ALL {
            let key = one(Pair::Ec(kind)).material;
            let name = curve(kind).to_der().expect("an identifier");
            let count = |der: Octets| der.windows(name.len()).filter(|window| *window == name).count();
            assert_eq!(private(&key, true).map(count), Ok(1));
            assert_eq!(private(&key, false).map(count), Ok(0));
            assert_eq!(pkcs8(&key).map(count), Ok(1));
        }
    }

    /// What OpenSSL wrote, read by the crates and by our reader.
    #[test]
    fn the_crates_read_the_same_numbers_as_we_do() {
        use crate::key::testing::{fixture, read};
        use ::der::Decode;
        let der = |pem: &str| {
            let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
            Alphabet::Standard.decode(&body).map(|decoded| decoded.bytes).unwrap_or_default()
        };
        for pem in [fixture!("p256-pkcs8.pem"), fixture!("p384-pkcs8.pem"), fixture!("p521-pkcs8.pem")] {
            let (bytes, key) = (der(pem), read(pem).expect("a key"));
            let info = PrivateKeyInfoRef::from_der(&bytes).expect("PKCS#8");
            assert_eq!(Some(info.algorithm), algorithm(&key.material));
            let inside = EcPrivateKey::from_der(info.private_key.as_bytes()).expect("SEC 1");
            let Material::Ec(ec) = &key.material else { panic!("an EC key") };
            assert_eq!(ec.d, Some(Secret(inside.private_key.to_vec())));
            assert_eq!(inside.public_key, Some(&public(&key.material)[..]));
        }
        for pem in [
            fixture!("rsa2048-spki.pem"),
            fixture!("p256-spki.pem"),
            fixture!("secp256k1-spki.pem"),
            fixture!("ed25519-spki.pem"),
            fixture!("ed448-spki.pem"),
            fixture!("pairs/ml-dsa-65-spki.pem"),
        ] {
            let (bytes, key) = (der(pem), read(pem).expect("a key"));
            let info = SubjectPublicKeyInfoRef::from_der(&bytes).expect("SubjectPublicKeyInfo");
            assert_eq!(Some(info.algorithm), algorithm(&key.material));
            assert_eq!(info.subject_public_key.as_bytes(), Some(&public(&key.material)[..]));
        }
    }
}
