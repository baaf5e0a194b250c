//! Whether the certificates of a chain signed one another (RFC 5280 §6.1.3, its signatures alone): what a chain that was put
//! together wrongly fails at. It says nothing about trust, since nobody said which certificates to trust.

use super::{Algorithm, ecdsa, eddsa, rsa};
use crate::key::{Certificate, Key, Material, x509};

/// The signature algorithms of certificates that the table has, by their object identifiers (RFC 8017 §A.2.4, RFC 5758
/// §3.2, RFC 8410 §3).
const ALGORITHMS: [(&str, &Algorithm); 8] = [
    ("1.2.840.113549.1.1.11", &rsa::RS256),
    ("1.2.840.113549.1.1.12", &rsa::RS384),
    ("1.2.840.113549.1.1.13", &rsa::RS512),
    ("1.2.840.10045.4.3.2", &ecdsa::ES256),
    ("1.2.840.10045.4.3.3", &ecdsa::ES384),
    ("1.2.840.10045.4.3.4", &ecdsa::ES512),
    ("1.3.101.112", &eddsa::ED25519),
    ("1.3.101.113", &eddsa::ED448),
];

/// The place (from 0) of the first certificate that the one after it did not sign; `None` if the chain holds together, or
/// where an algorithm is not in the table.
pub fn broken_link(chain: &[Certificate]) -> Option<usize> {
    chain.iter().zip(chain.iter().skip(1)).position(|(certificate, issuer)| {
        x509::certificate(&issuer.der).is_ok_and(|issuer| signed_by(certificate, &issuer) == Some(false))
    })
}

/// Whether `issuer` signed the certificate; `None` where that cannot be told here.
pub(crate) fn signed_by(certificate: &Certificate, issuer: &Key) -> Option<bool> {
    let (signed, algorithm, signature) = certificate.parts()?;
    let (_, row) = ALGORITHMS.iter().find(|(identifier, _)| *identifier == algorithm)?;
    Some(match &issuer.material {
        // Any curve goes with any hash here, and the signature is DER.
        Material::Ec(key) => {
            let raw = ecdsa::from_der(signature, ecdsa::scalar_bytes(key.curve));
            raw.zip(row.hash).is_some_and(|(raw, hash)| ecdsa::verify_digest(key, &hash.digest(signed), &raw).is_ok())
        }
        _ => (row.verify)(issuer, signed, signature).is_ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Encoding, detect};

    fn chain() -> Vec<Certificate> {
        let pem = include_str!("../../../tests/keys/certificate-chain-signed.pem");
        detect(pem, Encoding::Utf8).expect("text").expect("a key").chain
    }

    #[test]
    fn a_chain_holds_if_each_certificate_signed_the_one_before() {
        let chain = chain();
        assert!(chain.len() > 1);
        assert_eq!(broken_link(&chain), None);
        let issuer = x509::certificate(&chain[1].der).expect("a certificate");
        assert_eq!(signed_by(&chain[0], &issuer), Some(true));
    }

    #[test]
    fn a_certificate_that_another_one_signed_is_found() {
        let mut chain = chain();
        chain.reverse();
        assert_eq!(broken_link(&chain), Some(0));
        let mut changed = self::chain();
        // A byte of the serial number.
        changed[0].der[20] ^= 1;
        assert_eq!(broken_link(&changed), Some(0));
    }

    #[test]
    fn one_certificate_is_no_chain() {
        assert_eq!(broken_link(&chain()[..1]), None);
        assert_eq!(broken_link(&[]), None);
    }
}
