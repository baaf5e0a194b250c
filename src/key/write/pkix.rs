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

use super::der::{bit_string, element, integer};
use super::rsa;
use crate::key::der::{OCTET_STRING, SEQUENCE, context};
use crate::key::{Curve, EdCurve, KeyFault, Material, MlDsa, Rsa, Secret};
use crate::spec::Spec;

/// `[0] IMPLICIT OCTET STRING`, which is primitive.
const SEED: u8 = 0x80;

/// The contents of the AlgorithmIdentifier: an OBJECT IDENTIFIER and what follows it.
fn algorithm(material: &Material) -> [&'static [u8]; 2] {
    match material {
        Material::Rsa(_) => [&[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1], &[5, 0]],
        Material::Ec(key) => [&[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1], curve(key.curve)],
        Material::Okp(key) => match key.curve {
            EdCurve::Ed25519 => [&[6, 3, 0x2b, 0x65, 0x70], &[]],
            EdCurve::Ed448 => [&[6, 3, 0x2b, 0x65, 0x71], &[]],
        },
        Material::Akp(key) => match key.set {
            MlDsa::MlDsa44 => [&[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17], &[]],
            MlDsa::MlDsa65 => [&[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 18], &[]],
            MlDsa::MlDsa87 => [&[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 19], &[]],
        },
        Material::Secret(_) => [&[], &[]],
    }
}

/// The OBJECT IDENTIFIER of a curve.
fn curve(curve: Curve) -> &'static [u8] {
    match curve {
        Curve::P256 => &[6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
        Curve::P384 => &[6, 5, 0x2b, 0x81, 4, 0, 0x22],
        Curve::P521 => &[6, 5, 0x2b, 0x81, 4, 0, 0x23],
        Curve::Secp256k1 => &[6, 5, 0x2b, 0x81, 4, 0, 0x0a],
    }
}

/// The public key in the form of its algorithm; empty for a secret, which has none.
pub fn public(material: &Material) -> Vec<u8> {
    match material {
        Material::Rsa(key) => element(SEQUENCE, &[&integer(&key.n), &integer(&key.e)]),
        Material::Ec(key) => [&[4], &key.x[..], &key.y].concat(),
        Material::Okp(key) => key.x.clone(),
        Material::Akp(key) => key.public.clone(),
        Material::Secret(_) => vec![],
    }
}

/// The private key in the form of its algorithm; `alone` if nothing around it names the curve.
///
/// # Errors
/// `rsa-private`, `rsa-primes-missing`.
pub fn private(material: &Material, alone: bool) -> Result<Vec<u8>, KeyFault> {
    let octets = |secret: &Option<Secret>, tag: u8| {
        let bytes = secret.as_ref().map(|secret| secret.0.as_slice());
        element(tag, &[bytes.unwrap_or_default()])
    };
    Ok(match material {
        Material::Rsa(key) => rsa_private(key)?,
        Material::Ec(key) => {
            let named = if alone { element(context(0), &[curve(key.curve)]) } else { vec![] };
            let point = element(context(1), &[&bit_string(&public(material))]);
            element(SEQUENCE, &[&integer(&[1]), &octets(&key.d, OCTET_STRING), &named, &point])
        }
        Material::Okp(key) => octets(&key.d, OCTET_STRING),
        Material::Akp(key) => octets(&key.seed, SEED),
        Material::Secret(_) => vec![],
    })
}

/// RSAPrivateKey. With more than two primes it is version 1, and the others stand in a list of their own.
fn rsa_private(key: &Rsa) -> Result<Vec<u8>, KeyFault> {
    let numbers = rsa::numbers(key)?;
    let Some((two, others)) = numbers.split_at_checked(rsa::OF_TWO) else {
        let message = "this private key came without `p`, `q`, `dp`, `dq` and `qi`, which this form needs, and they cannot be computed from the rest";
        return Err(KeyFault::new("rsa-primes-missing", message)
            .hint("write it as a JWK, or export it with its primes")
            .spec(Spec::Rfc(8017, "A.1.2")));
    };
    let mut parts = integer(if others.is_empty() { &[] } else { &[1] });
    for public in [&key.n, &key.e] {
        parts.extend(integer(public));
    }
    parts.extend(integers(two));
    if !others.is_empty() {
        let mut list = vec![];
        for other in others.chunks(rsa::OF_OTHER) {
            list.extend(element(SEQUENCE, &[&integers(other)]));
        }
        parts.extend(element(SEQUENCE, &[&list]));
    }
    Ok(element(SEQUENCE, &[&parts]))
}

fn integers(numbers: &[Vec<u8>]) -> Vec<u8> {
    let mut all = vec![];
    for number in numbers {
        all.extend(integer(number));
    }
    all
}

/// The SEQUENCE of what is given and of the key's AlgorithmIdentifier between.
fn info(version: &[u8], material: &Material, key: &[u8]) -> Vec<u8> {
    element(SEQUENCE, &[version, &element(SEQUENCE, &algorithm(material)), key])
}

/// SubjectPublicKeyInfo.
pub fn spki(material: &Material) -> Vec<u8> {
    info(&[], material, &bit_string(&public(material)))
}

/// PrivateKeyInfo.
///
/// # Errors
/// As [`private`].
pub fn pkcs8(material: &Material) -> Result<Vec<u8>, KeyFault> {
    Ok(info(&integer(&[]), material, &element(OCTET_STRING, &[&private(material, false)?])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::base64::Alphabet;
    use crate::key::der::{OID, Reader};
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
            let [first, second] = algorithm(material);
            let dotted = |der: &[u8]| oid::dotted(Reader::new(der).expect(OID, "it").expect("an OID").content);
            (dotted(first).as_deref().and_then(oid::algorithm), second)
        };
        for curve in Curve::ALL {
            let (found, parameters) = read(&one(Pair::Ec(curve)).material);
            assert_eq!(found, Some(oid::Algorithm::Ec));
            let named = Reader::new(parameters).expect(OID, "it").ok().and_then(|named| oid::dotted(named.content));
            assert_eq!(named.as_deref().and_then(oid::curve), Some(curve.name()));
        }
        for curve in EdCurve::ALL {
            assert_eq!(read(&one(Pair::Okp(curve)).material), (Some(oid::Algorithm::Okp(curve)), &[][..]));
        }
        for set in MlDsa::ALL {
            assert_eq!(read(&one(Pair::Akp(set)).material), (Some(oid::Algorithm::Akp(set)), &[][..]));
        }
        let rsa = crate::key::testing::read(crate::key::testing::fixture!("rsa2048-spki.pem")).expect("a key");
        assert_eq!(read(&rsa.material), (Some(oid::Algorithm::Rsa), &[5, 0][..]));
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
            let count = |der: Vec<u8>| der.windows(curve(kind).len()).filter(|window| *window == curve(kind)).count();
            assert_eq!(private(&key, true).map(count), Ok(1));
            assert_eq!(private(&key, false).map(count), Ok(0));
            assert_eq!(pkcs8(&key).map(count), Ok(1));
        }
    }
}
