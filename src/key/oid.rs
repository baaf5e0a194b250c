//! The object identifiers that stand in keys and certificates: those we use, and those we can at least name.

use super::{EdCurve, MlDsa, XCurve};

/// What the algorithm identifier of a key means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// rsaEncryption (RFC 3279 §2.3.1).
    Rsa,
    /// id-RSASSA-PSS: an RSA key for PS* only (RFC 4055 §1.2).
    RsaPss,
    /// id-ecPublicKey (RFC 5480 §2.1.1).
    Ec,
    /// id-Ed25519, id-Ed448 (RFC 8410 §3).
    Okp(EdCurve),
    /// id-X25519, id-X448 (RFC 8410 §3).
    X(XCurve),
    /// id-ml-dsa-… (RFC 9881 §2).
    Akp(MlDsa),
    /// Anything else that has a name: with its article.
    Other(&'static str),
}

type OidRow<T> = (&'static str, T);

/// Key algorithms.
static ALGORITHMS: &[OidRow<Algorithm>] = &[
    ("1.2.840.113549.1.1.1", Algorithm::Rsa),
    ("1.2.840.113549.1.1.10", Algorithm::RsaPss),
    ("1.2.840.10045.2.1", Algorithm::Ec),
    ("1.2.840.113549.1.1.7", Algorithm::Other("an RSA key for OAEP encryption")),
    ("1.2.840.113549.1.3.1", Algorithm::Other("a Diffie-Hellman key")),
    ("1.2.840.10046.2.1", Algorithm::Other("a Diffie-Hellman key")),
    ("1.2.840.10040.4.1", Algorithm::Other("a DSA key")),
    ("1.3.132.1.12", Algorithm::Other("an EC key for key agreement (ECDH)")),
    ("1.3.132.1.13", Algorithm::Other("an EC key for key agreement (ECMQV)")),
    ("1.3.101.110", Algorithm::X(XCurve::X25519)),
    ("1.3.101.111", Algorithm::X(XCurve::X448)),
    ("1.3.101.112", Algorithm::Okp(EdCurve::Ed25519)),
    ("1.3.101.113", Algorithm::Okp(EdCurve::Ed448)),
    ("2.16.840.1.101.3.4.3.17", Algorithm::Akp(MlDsa::MlDsa44)),
    ("2.16.840.1.101.3.4.3.18", Algorithm::Akp(MlDsa::MlDsa65)),
    ("2.16.840.1.101.3.4.3.19", Algorithm::Akp(MlDsa::MlDsa87)),
    ("2.16.840.1.101.3.4.4.1", Algorithm::Other("an ML-KEM-512 key")),
    ("2.16.840.1.101.3.4.4.2", Algorithm::Other("an ML-KEM-768 key")),
    ("2.16.840.1.101.3.4.4.3", Algorithm::Other("an ML-KEM-1024 key")),
    ("1.2.643.7.1.1.1.1", Algorithm::Other("a GOST R 34.10-2012 key")),
    ("1.2.643.7.1.1.1.2", Algorithm::Other("a GOST R 34.10-2012 key")),
];

/// Curves: our own four under the names they have in a JWK, the others under the names that OpenSSL prints.
static CURVES: &[OidRow<&str>] = &[
    ("1.2.840.10045.3.1.7", "P-256"),
    ("1.3.132.0.34", "P-384"),
    ("1.3.132.0.35", "P-521"),
    ("1.3.132.0.10", "secp256k1"),
    ("1.2.840.10045.3.1.1", "P-192"),
    ("1.3.132.0.33", "P-224"),
    ("1.3.132.0.8", "secp160r1"),
    ("1.3.132.0.9", "secp160k1"),
    ("1.3.132.0.31", "secp192k1"),
    ("1.3.132.0.32", "secp224k1"),
    ("1.3.36.3.3.2.8.1.1.3", "brainpoolP192r1"),
    ("1.3.36.3.3.2.8.1.1.5", "brainpoolP224r1"),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
    ("1.3.36.3.3.2.8.1.1.8", "brainpoolP256t1"),
    ("1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1"),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"),
    ("1.3.36.3.3.2.8.1.1.12", "brainpoolP384t1"),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"),
    ("1.3.36.3.3.2.8.1.1.14", "brainpoolP512t1"),
    ("1.2.250.1.223.101.256.1", "FRP256v1"),
    ("1.2.156.10197.1.301", "SM2"),
];

fn find<T: Copy>(rows: &[OidRow<T>], dotted: &str) -> Option<T> {
    rows.iter().find(|(oid, _)| *oid == dotted).map(|(_, value)| *value)
}

/// The key algorithm with that identifier.
pub fn algorithm(dotted: &str) -> Option<Algorithm> {
    find(ALGORITHMS, dotted)
}

/// The name of the curve with that identifier.
pub fn curve(dotted: &str) -> Option<&'static str> {
    find(CURVES, dotted)
}

/// The dotted form of the contents of an OBJECT IDENTIFIER (X.690 §8.19); `None` if they are no such thing or an arc
/// does not fit in 64 bits.
pub fn dotted(content: &[u8]) -> Option<String> {
    let mut text = String::new();
    let mut arc: Option<u64> = None;
    for octet in content {
        let high = arc.unwrap_or(0);
        // A first octet of 0x80 would be a leading zero, and seven more bits have to fit.
        if (arc.is_none() && *octet == 0x80) || high >> 57 != 0 {
            return None;
        }
        let value = (high << 7) | u64::from(octet & 0x7f);
        if octet & 0x80 != 0 {
            arc = Some(value);
            continue;
        }
        arc = None;
        if text.is_empty() {
            // The first two arcs share a number: 40 x + y, with x at most 2.
            let first = (value / 40).min(2);
            text = format!("{first}.{}", value - 40 * first);
        } else {
            text.push_str(&format!(".{value}"));
        }
    }
    (arc.is_none() && !text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &[u8], expected: Option<&str>) {
        assert_eq!(dotted(content).as_deref(), expected, "{content:x?}");
    }

    #[test]
    fn identifiers_read_as_dotted_numbers() {
        check(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01], Some("1.2.840.113549.1.1.1"));
        check(&[0x2b, 0x81, 0x04, 0x00, 0x22], Some("1.3.132.0.34"));
        check(&[0x88, 0x37], Some("2.999"));
        check(&[0x55, 0x04, 0x03], Some("2.5.4.3"));
    }

    #[test]
    fn broken_identifiers_are_none() {
        check(&[], None);
        check(&[0x2a, 0x86], None);
        check(&[0x80, 0x01], None);
        check(&[0xff; 20], None);
    }

    #[test]
    fn every_row_is_there_once() {
        for rows in [ALGORITHMS.iter().map(|row| row.0).collect::<Vec<_>>(), CURVES.iter().map(|row| row.0).collect()] {
            let mut unique = rows.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), rows.len());
        }
        assert_eq!(curve("1.2.840.10045.3.1.7"), Some("P-256"));
        assert_eq!(algorithm("1.3.101.112"), Some(Algorithm::Okp(EdCurve::Ed25519)));
    }
}
