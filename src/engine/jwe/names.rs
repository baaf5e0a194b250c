//! What `alg` and `enc` are called elsewhere: in XML Encryption, in Java, in drafts, and by those who spell them in another way. A name
//! of JWE is compared exactly (RFC 7516 §4.1.1), so that a reader refuses all of these; which row is meant can be said all the same.

use super::{ALGORITHMS, Algorithm, ENCRYPTIONS, Encryption};
use crate::base::diagnostic::jwe::Naming;
use crate::engine::jwa::names::bare;

/// Names are cut off behind so many bytes: none is longer.
const LONGEST: usize = 100;
/// Where the names of XML Encryption stand (XML Encryption 1.1 §5).
const XML: &str = "http://www.w3.org/";

/// Other names of `alg`, in small letters and digits: those of XML Encryption behind their `#`, and those of Java.
const OTHER_ALG: [(&str, &str); 23] = [
    ("aes128kw", "A128KW"),
    ("aes192kw", "A192KW"),
    ("aes256kw", "A256KW"),
    ("aeskw128", "A128KW"),
    ("aeskw192", "A192KW"),
    ("aeskw256", "A256KW"),
    ("direct", "dir"),
    ("directencryption", "dir"),
    ("ecdhesdirect", "ECDH-ES"),
    ("kwaes128", "A128KW"),
    ("kwaes192", "A192KW"),
    ("kwaes256", "A256KW"),
    ("oaepwithsha1andmgf1padding", "RSA-OAEP"),
    ("rsaecboaepwithsha1andmgf1padding", "RSA-OAEP"),
    ("rsaecboaepwithsha256andmgf1padding", "RSA-OAEP-256"),
    ("rsaecbpkcs1padding", "RSA1_5"),
    ("rsaesoaep", "RSA-OAEP"),
    ("rsaespkcs1v15", "RSA1_5"),
    ("rsaoaepmgf1p", "RSA-OAEP"),
    ("rsaoaepsha1", "RSA-OAEP"),
    ("rsaoaepsha256", "RSA-OAEP-256"),
    ("rsapkcs1", "RSA1_5"),
    ("rsapkcs1v15", "RSA1_5"),
];

/// Other names of `enc`. Those of AES-CBC without an HMAC mean the row that has one, if they mean any.
const OTHER_ENC: [(&str, &str); 15] = [
    ("a128cbc", "A128CBC-HS256"),
    ("a192cbc", "A192CBC-HS384"),
    ("a256cbc", "A256CBC-HS512"),
    ("aes128cbc", "A128CBC-HS256"),
    ("aes128cbchmacsha256", "A128CBC-HS256"),
    ("aes128gcm", "A128GCM"),
    ("aes192cbc", "A192CBC-HS384"),
    ("aes192cbchmacsha384", "A192CBC-HS384"),
    ("aes192gcm", "A192GCM"),
    ("aes256cbc", "A256CBC-HS512"),
    ("aes256cbchmacsha512", "A256CBC-HS512"),
    ("aes256gcm", "A256GCM"),
    ("aesgcm128", "A128GCM"),
    ("aesgcm192", "A192GCM"),
    ("aesgcm256", "A256GCM"),
];

/// The `alg` that another name probably means.
pub fn meant_alg(name: &str) -> Option<(&'static Algorithm, Naming)> {
    let row = row(name, &OTHER_ALG, ALGORITHMS, |row| row.name)?;
    Some((row, naming(name)))
}

/// The `enc` that another name probably means.
pub fn meant_enc(name: &str) -> Option<(&'static Encryption, Naming)> {
    let row = row(name, &OTHER_ENC, ENCRYPTIONS, |row| row.name)?;
    Some((row, naming(name)))
}

fn row<T>(
    name: &str,
    others: &[(&str, &'static str)],
    rows: &'static [T],
    named: fn(&T) -> &'static str,
) -> Option<&'static T> {
    let given = bare(name.get(..name.len().min(LONGEST))?);
    let other = others.iter().find(|(other, _)| *other == given).map(|(_, row)| *row);
    rows.iter().find(|row| other == Some(named(row)) || bare(named(row)) == given)
}

fn naming(name: &str) -> Naming {
    match name.trim() {
        name if name.starts_with(XML) => Naming::Xml,
        name if name.contains("Padding") => Naming::Java,
        _ => Naming::Spelling,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_standards_and_other_spellings_mean_one_row_each() {
        let alg = |name: &str, expected: Option<(&str, Naming)>| {
            assert_eq!(meant_alg(name).map(|(row, naming)| (row.name, naming)), expected, "{name}");
        };
        alg("direct", Some(("dir", Naming::Spelling)));
        alg("DIR", Some(("dir", Naming::Spelling)));
        alg("RSA_OAEP", Some(("RSA-OAEP", Naming::Spelling)));
        alg("rsa-oaep-256", Some(("RSA-OAEP-256", Naming::Spelling)));
        alg(" A128KW", Some(("A128KW", Naming::Spelling)));
        alg("ECDH-ES-A256KW", Some(("ECDH-ES+A256KW", Naming::Spelling)));
        alg("RSA1.5", Some(("RSA1_5", Naming::Spelling)));
        // XML Encryption 1.0 §5.4 and 1.1 §5.5; the second is what .NET writes.
        alg("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", Some(("RSA-OAEP", Naming::Xml)));
        alg("http://www.w3.org/2001/04/xmlenc#rsa-oaep", Some(("RSA-OAEP", Naming::Xml)));
        alg("http://www.w3.org/2009/xmlenc11#rsa-oaep", Some(("RSA-OAEP", Naming::Xml)));
        alg("http://www.w3.org/2001/04/xmlenc#rsa-1_5", Some(("RSA1_5", Naming::Xml)));
        alg("http://www.w3.org/2001/04/xmlenc#kw-aes192", Some(("A192KW", Naming::Xml)));
        alg("RSA/ECB/OAEPWithSHA-1AndMGF1Padding", Some(("RSA-OAEP", Naming::Java)));
        alg("RSA/ECB/PKCS1Padding", Some(("RSA1_5", Naming::Java)));
        for other in
            ["", "RS256", "HS256", "none", "RSA", "custom", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]
        {
            alg(other, None);
        }
        alg(&"direct".repeat(100), None);
        let enc = |name: &str, expected: Option<(&str, Naming)>| {
            assert_eq!(meant_enc(name).map(|(row, naming)| (row.name, naming)), expected, "{name}");
        };
        enc("A256_GCM", Some(("A256GCM", Naming::Spelling)));
        enc("a128cbc-hs256", Some(("A128CBC-HS256", Naming::Spelling)));
        enc("A128CBC+HS256", Some(("A128CBC-HS256", Naming::Spelling)));
        enc("http://www.w3.org/2009/xmlenc11#aes256-gcm", Some(("A256GCM", Naming::Xml)));
        enc("http://www.w3.org/2001/04/xmlenc#aes256-cbc", Some(("A256CBC-HS512", Naming::Xml)));
        enc("AES/GCM/NoPadding", None);
        enc("ü", None);
    }

    /// What a name of JWE means is itself, and each other name has its row.
    #[test]
    fn each_other_name_has_a_row() {
        for (other, row) in OTHER_ALG {
            assert_eq!(meant_alg(other).map(|(row, _)| row.name), Some(row));
        }
        for (other, row) in OTHER_ENC {
            assert_eq!(meant_enc(other).map(|(row, _)| row.name), Some(row));
        }
        assert!(ALGORITHMS.iter().all(|row| meant_alg(row.name).map(|(found, _)| found.name) == Some(row.name)));
    }
}
