//! The dimension *header alg*: names that other standards and libraries have for an algorithm of JOSE. A verifier refuses them all;
//! whether the signature holds once the right name is understood is tried, and said.

use super::{Code, Dimension, Fact, Step};
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family, find};

/// What marks a family in a name of small letters and digits, the most telling first.
const MARKS: [(&[&str], Family); 5] = [
    (&["mgf1", "pss", "ps256", "ps384", "ps512"], Family::RsaPss),
    (&["hmac", "hs256", "hs384", "hs512"], Family::Hmac),
    (&["ecdsa", "es256", "es384", "es512"], Family::Ecdsa),
    (&["rsa", "rs256", "rs384", "rs512"], Family::RsaPkcs1),
    (&["sha256", "sha384", "sha512"], Family::Hmac),
];

/// The algorithm that such a name means; `None` if it is a name of JOSE, or none that is known.
pub fn meant(name: &str) -> Option<(&'static Algorithm, Step)> {
    if name.len() > 100 || find(name).is_some() {
        return None;
    }
    let code = Code::AlgOtherName;
    let kind = match name.trim() {
        bare if ALGORITHMS.iter().any(|row| row.name.eq_ignore_ascii_case(bare)) => "alg-case",
        bare if bare.starts_with("http://www.w3.org/") => "alg-xml",
        bare if bare.to_ascii_lowercase().contains("with") || bare.starts_with("Hmac") => "alg-java",
        _ => "alg-spelling",
    };
    // The name of the standard itself says nothing of the algorithm.
    let last = name.trim().rsplit('#').next().unwrap_or_default();
    let bare: String = last.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let size = ["256", "384", "512"].into_iter().find(|size| bare.contains(size));
    let plain = ["eddsa", "ed25519", "ed448", "es256k"].into_iter().find(|plain| bare == *plain);
    let row = match plain {
        Some(plain) => ALGORITHMS.iter().find(|row| row.name.eq_ignore_ascii_case(plain))?,
        None => {
            let (_, family) = MARKS.into_iter().find(|(marks, _)| marks.iter().any(|mark| bare.contains(mark)))?;
            let size = size?;
            ALGORITHMS.iter().find(|row| row.family == family && row.name.ends_with(size))?
        }
    };
    Some((row, Step::new(Dimension::Header, kind, code).with(Fact::Name(row.name))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_standards_mean_one_algorithm_each() {
        let check = |name: &str, row: Option<&str>, kind: &str| {
            let got = meant(name);
            assert_eq!(got.as_ref().map(|(row, step)| (row.name, step.name)), row.map(|row| (row, kind)), "{name}");
        };
        // The identifiers of RFC 6931 §2.2 and §2.3, as .NET writes them.
        check("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", Some("HS256"), "alg-xml");
        check("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", Some("RS512"), "alg-xml");
        check("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", Some("ES384"), "alg-xml");
        check("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", Some("PS256"), "alg-xml");
        check("HmacSHA256", Some("HS256"), "alg-java");
        check("SHA256withRSA", Some("RS256"), "alg-java");
        check("SHA512withECDSA", Some("ES512"), "alg-java");
        check("SHA256withRSAandMGF1", Some("PS256"), "alg-java");
        check("RSA256", Some("RS256"), "alg-spelling");
        check("HMAC-SHA-384", Some("HS384"), "alg-spelling");
        check("sha256", Some("HS256"), "alg-spelling");
        check("hs256", Some("HS256"), "alg-case");
        check("eddsa", Some("EdDSA"), "alg-case");
        check("HS256", None, "");
        check("none", None, "");
        check("dir", None, "");
        check("RSA-OAEP", None, "");
        check("RSA1_5", None, "");
        check(&"rs256".repeat(50), None, "");
    }
}
