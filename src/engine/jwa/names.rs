//! What is known of `alg` values that are not in the table: registered elsewhere, written wrongly, or not at all.
//!
//! Source: the IANA registry "JSON Web Signature and Encryption Algorithms" and the RFCs its rows cite.

use super::ALGORITHMS;
pub use crate::base::diagnostic::reason::AlgClass as Class;
use crate::base::diagnostic::reason::UnknownAlg;
use crate::spec::Spec;

/// A registered name that is not a row of [`ALGORITHMS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The value of `alg`.
    pub name: &'static str,
    /// What it is, in a few words that follow "is".
    pub about: &'static str,
    /// What kind of name it is.
    pub class: Class,
    /// Where it is defined.
    pub spec: Spec,
}

const fn row(class: Class, name: &'static str, about: &'static str, spec: Spec) -> Registered {
    Registered { name, about, class, spec }
}

/// Registered names without a row, by class.
pub static REGISTERED: &[Registered] = {
    use Class::*;
    &[
        row(Unsecured, "none", "the mark of an unsecured token, one without a signature", Spec::Rfc(7518, "3.6")),
        row(Prohibited, "RS1", "RSASSA-PKCS1-v1_5 with SHA-1", Spec::Iana("jose")),
        row(Prohibited, "HS1", "HMAC with SHA-1", Spec::Iana("jose")),
        row(KeyManagement, "RSA1_5", "RSAES-PKCS1-v1_5", Spec::Rfc(7518, "4.2")),
        row(KeyManagement, "RSA-OAEP", "RSAES-OAEP", Spec::Rfc(7518, "4.3")),
        row(KeyManagement, "RSA-OAEP-256", "RSAES-OAEP with SHA-256", Spec::Rfc(7518, "4.3")),
        row(KeyManagement, "RSA-OAEP-384", "RSAES-OAEP with SHA-384", Spec::Iana("jose")),
        row(KeyManagement, "RSA-OAEP-512", "RSAES-OAEP with SHA-512", Spec::Iana("jose")),
        row(KeyManagement, "A128KW", "AES key wrap", Spec::Rfc(7518, "4.4")),
        row(KeyManagement, "A192KW", "AES key wrap", Spec::Rfc(7518, "4.4")),
        row(KeyManagement, "A256KW", "AES key wrap", Spec::Rfc(7518, "4.4")),
        row(KeyManagement, "dir", "direct use of a shared key", Spec::Rfc(7518, "4.5")),
        row(KeyManagement, "ECDH-ES", "ECDH key agreement", Spec::Rfc(7518, "4.6")),
        row(KeyManagement, "ECDH-ES+A128KW", "ECDH key agreement with AES key wrap", Spec::Rfc(7518, "4.6")),
        row(KeyManagement, "ECDH-ES+A192KW", "ECDH key agreement with AES key wrap", Spec::Rfc(7518, "4.6")),
        row(KeyManagement, "ECDH-ES+A256KW", "ECDH key agreement with AES key wrap", Spec::Rfc(7518, "4.6")),
        row(KeyManagement, "A128GCMKW", "key wrap with AES-GCM", Spec::Rfc(7518, "4.7")),
        row(KeyManagement, "A192GCMKW", "key wrap with AES-GCM", Spec::Rfc(7518, "4.7")),
        row(KeyManagement, "A256GCMKW", "key wrap with AES-GCM", Spec::Rfc(7518, "4.7")),
        row(KeyManagement, "PBES2-HS256+A128KW", "key wrap under a password", Spec::Rfc(7518, "4.8")),
        row(KeyManagement, "PBES2-HS384+A192KW", "key wrap under a password", Spec::Rfc(7518, "4.8")),
        row(KeyManagement, "PBES2-HS512+A256KW", "key wrap under a password", Spec::Rfc(7518, "4.8")),
        row(ContentEncryption, "A128CBC-HS256", "AES-CBC with HMAC", Spec::Rfc(7518, "5.2.3")),
        row(ContentEncryption, "A192CBC-HS384", "AES-CBC with HMAC", Spec::Rfc(7518, "5.2.4")),
        row(ContentEncryption, "A256CBC-HS512", "AES-CBC with HMAC", Spec::Rfc(7518, "5.2.5")),
        row(ContentEncryption, "A128GCM", "AES-GCM", Spec::Rfc(7518, "5.3")),
        row(ContentEncryption, "A192GCM", "AES-GCM", Spec::Rfc(7518, "5.3")),
        row(ContentEncryption, "A256GCM", "AES-GCM", Spec::Rfc(7518, "5.3")),
    ]
};

/// What is known of `name`, which is not the name of a row.
pub fn recognise(name: &str) -> UnknownAlg {
    if let Some(known) = REGISTERED.iter().find(|known| known.name == name) {
        let Registered { name, about, class, spec } = *known;
        return UnknownAlg::Registered { name, about, class, spec };
    }
    match meant(name) {
        Some(meant) => UnknownAlg::Misspelled { name: shown(name), meant, space: name.trim() == meant },
        None if name.is_empty() => UnknownAlg::Empty,
        None => UnknownAlg::Unregistered(shown(name)),
    }
}

/// The name that differs from `name` in case or surrounding white space alone.
fn meant(name: &str) -> Option<&'static str> {
    let rows = ALGORITHMS.iter().map(|row| row.name);
    rows.chain(REGISTERED.iter().map(|known| known.name)).find(|known| known.eq_ignore_ascii_case(name.trim()))
}

/// The letters and digits of a name, in small letters; of a URI those behind its `#`, because the name of the standard itself says
/// nothing of the algorithm.
pub fn bare(name: &str) -> String {
    let last = name.rsplit('#').next().unwrap_or_default();
    last.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// A name from a token, fit for a sentence, cut at 40 characters.
pub fn shown(name: &str) -> String {
    crate::base::shown(name, 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_spelling_names_the_right_one() {
        let check = |name: &str, meant: &'static str, space: bool| {
            assert_eq!(recognise(name), UnknownAlg::Misspelled { name: shown(name), meant, space });
        };
        check("rs256", "RS256", false);
        check("NONE", "none", false);
        check("nOnE", "none", false);
        check("eddsa", "EdDSA", false);
        check(" HS256\n", "HS256", true);
    }

    #[test]
    fn a_registered_name_says_what_it_is() {
        let check = |wanted: &str, expected: Class| {
            let known = recognise(wanted);
            assert!(
                matches!(known, UnknownAlg::Registered { name, class, .. } if name == wanted && class == expected),
                "{known:?}"
            );
        };
        check("none", Class::Unsecured);
        check("RS1", Class::Prohibited);
        check("RSA-OAEP", Class::KeyManagement);
        check("dir", Class::KeyManagement);
        check("A256GCM", Class::ContentEncryption);
    }

    #[test]
    fn any_other_text_is_unknown_and_shown_without_its_tricks() {
        let check =
            |name: &str, shown: &str| assert_eq!(recognise(name), UnknownAlg::Unregistered(shown.into()), "{name:?}");
        assert_eq!(recognise(""), UnknownAlg::Empty);
        check("toString", "toString");
        check("\u{202e}SR", "\\u{202e}SR");
        check("a\0b\n", "a\\u{0}b\\u{a}");
        check("\u{34f}\u{e0041}\u{fe0f}", "\\u{34f}\\u{e0041}\\u{fe0f}");
        check("\\u{0}", "\\\\u{0}");
        check("ключ 'é'", "ключ 'é'");
        check(&"x".repeat(1000), &format!("{}…", "x".repeat(40)));
    }

    #[test]
    fn no_name_stands_twice_or_in_both_tables() {
        for (at, known) in REGISTERED.iter().enumerate() {
            assert!(crate::engine::jwa::find(known.name).is_none(), "{}", known.name);
            assert!(
                REGISTERED.iter().skip(at + 1).all(|other| !other.name.eq_ignore_ascii_case(known.name)),
                "{}",
                known.name
            );
        }
    }
}
