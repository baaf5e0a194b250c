//! The dimension *header alg*: names that other standards and libraries have for an algorithm of JOSE. A verifier refuses them all;
//! whether the signature holds once the right name is understood is tried, and said.

use super::{Code, Dimension, Fact, Step};
use crate::engine::jwa::names::{REGISTERED, bare};
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family, find};

/// What marks a family in a name of small letters and digits, the most telling first.
const MARKS: [(&[&str], Family); 5] = [
    (&["mgf1", "pss", "ps256", "ps384", "ps512"], Family::RsaPss),
    (&["hmac", "hs256", "hs384", "hs512"], Family::Hmac),
    (&["ecdsa", "es256", "es384", "es512", "ecsign", "p256", "p384", "p521"], Family::Ecdsa),
    (&["rsa", "rs256", "rs384", "rs512"], Family::RsaPkcs1),
    (&["sha256", "sha384", "sha512"], Family::Hmac),
];

/// Names of standards that are numbers: object identifiers (RFC 8017 §A.2, RFC 5758 §3.2, RFC 4231 §3.1, RFC 8410 §3), and those
/// of COSE (RFC 9053, RFC 8812).
const NUMBERS: [(&str, &str); 26] = [
    ("1.2.840.113549.2.9", "HS256"),
    ("1.2.840.113549.2.10", "HS384"),
    ("1.2.840.113549.2.11", "HS512"),
    ("1.2.840.113549.1.1.11", "RS256"),
    ("1.2.840.113549.1.1.12", "RS384"),
    ("1.2.840.113549.1.1.13", "RS512"),
    ("1.2.840.10045.4.3.2", "ES256"),
    ("1.2.840.10045.4.3.3", "ES384"),
    ("1.2.840.10045.4.3.4", "ES512"),
    ("1.3.101.112", "EdDSA"),
    ("1.3.101.113", "EdDSA"),
    ("5", "HS256"),
    ("6", "HS384"),
    ("7", "HS512"),
    ("-7", "ES256"),
    ("-35", "ES384"),
    ("-36", "ES512"),
    ("-47", "ES256K"),
    ("-8", "EdDSA"),
    ("-37", "PS256"),
    ("-38", "PS384"),
    ("-39", "PS512"),
    ("-257", "RS256"),
    ("-258", "RS384"),
    ("-259", "RS512"),
    ("-19", "Ed25519"),
];

/// What marks a family without a size, in a name of small letters and digits.
const FAMILIES: [(&[&str], Family); 5] = [
    (&["pss", "mgf1"], Family::RsaPss),
    (&["hmac", "hsa", "h256", "h384", "h512"], Family::Hmac),
    (&["eddsa", "ed25519", "ed448", "okp", "edwards"], Family::EdDsa),
    (&["ecdsa", "ecsign", "p256", "p384", "p521", "secp", "nistp", "ec"], Family::Ecdsa),
    (&["rsa", "rsassa"], Family::RsaPkcs1),
];

/// The algorithms that such a name may mean, the likeliest first; none if it is a name of JOSE, or none that is known.
pub fn meant(name: &str) -> Vec<(&'static Algorithm, Step)> {
    if name.len() > 100 || find(name).is_some() || jose(name) {
        return vec![];
    }
    let named = |name: &str, kind| find(name).map(|row| (row, Step::new(Dimension::Header, kind, Code::AlgOtherName)));
    let number = NUMBERS.iter().find(|(known, _)| *known == name.trim()).and_then(|(_, row)| named(row, "alg-number"));
    let like = || {
        let near = ALGORITHMS.iter().filter(|row| is_near(row.name, name.trim()));
        near.filter_map(|row| named(row.name, "alg-typing-error")).collect()
    };
    let all: Vec<(&'static Algorithm, Step)> = match number.or_else(|| by_marks(name)) {
        Some(one) => vec![one],
        None => match by_family(name) {
            all if all.is_empty() => like(),
            all => all,
        },
    };
    all.into_iter().map(|(row, step)| (row, step.with(Fact::Name(row.name)))).collect()
}

/// Names that mean something else: encryption, and no signature at all.
fn jose(name: &str) -> bool {
    REGISTERED.iter().any(|row| row.name == name)
}

fn by_marks(name: &str) -> Option<(&'static Algorithm, Step)> {
    let kind = match name.trim() {
        bare if ALGORITHMS.iter().any(|row| row.name.eq_ignore_ascii_case(bare)) => "alg-case",
        bare if bare.starts_with("http://www.w3.org/") => "alg-xml",
        bare if bare.to_ascii_lowercase().contains("with") || bare.starts_with("Hmac") => "alg-java",
        _ => "alg-spelling",
    };
    let bare = bare(name);
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
    Some((row, Step::new(Dimension::Header, kind, Code::AlgOtherName)))
}

/// Those of a family, where the name says no more.
fn by_family(name: &str) -> Vec<(&'static Algorithm, Step)> {
    let bare = bare(name);
    let family = FAMILIES.iter().find(|(marks, _)| marks.iter().any(|mark| bare.contains(mark)));
    let Some((_, family)) = family.filter(|_| !bare.contains("oaep") && !bare.contains("ecdh")) else { return vec![] };
    let rows = ALGORITHMS.iter().filter(|row| row.family == *family);
    rows.map(|row| (*row, Step::new(Dimension::Header, "alg-spelling", Code::AlgOtherName))).collect()
}

/// Whether one character was changed, lost, put in, or changed its place with the next.
fn is_near(right: &str, given: &str) -> bool {
    let (right, given) = (right.to_ascii_uppercase(), given.to_ascii_uppercase());
    let front = right.bytes().zip(given.bytes()).take_while(|(a, b)| a == b).count();
    let rests = (right.get(front..), given.get(front..));
    let (Some(a), Some(b)) = rests else { return false };
    let behind = |text: &str, count: usize| text.get(count..).map(str::to_owned);
    let turned = a.len() >= 2 && a.get(2..) == b.get(2..) && a.bytes().take(2).eq(b.bytes().take(2).rev());
    right.len() > 3
        && (turned
            || behind(a, 1) == behind(b, 1)
            || behind(a, 1).as_deref() == Some(b)
            || behind(b, 1).as_deref() == Some(a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_standards_mean_one_algorithm_each() {
        let check = |name: &str, row: Option<&str>, kind: &str| {
            let got = meant(name);
            assert_eq!(got.first().map(|(row, step)| (row.name, step.name)), row.map(|row| (row, kind)), "{name}");
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
        check("-257", Some("RS256"), "alg-number");
        check("1.2.840.10045.4.3.2", Some("ES256"), "alg-number");
        check("HS265", Some("HS256"), "alg-typing-error");
        check("RS25", Some("RS256"), "alg-typing-error");
        check("ES2S6", Some("ES256"), "alg-typing-error");
        check("RSA", Some("RS256"), "alg-spelling");
        check("ECDSA", Some("ES256"), "alg-spelling");
        check("ssh-ed25519", Some("EdDSA"), "alg-spelling");
        check("ECDH-ES+A128KW", None, "");
        check("JWT", None, "");
        check("custom", None, "");
    }
}
