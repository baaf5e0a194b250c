//! The JOSE header: its registered parameters and types as data, and a typed view of `alg`.
//!
//! Names and values are case-sensitive (RFC 7515 §4, §4.1.1), those of `typ` and `cty` are not (RFC 2045 §5.1).

mod types;

pub use types::{is_jwt, short_type, typ_note, types};

use super::Token;
use crate::format::json::{Node, Value};
use crate::spec::Spec;

/// What the header says about the algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alg {
    /// There is no header object, or no `alg` in it.
    Missing,
    /// `alg` is there and is not a string; what it is instead: `null`, `an array`.
    NotText(&'static str),
    /// `alg` stands more than once with different values; readers disagree on which counts.
    Ambiguous(Vec<String>),
    /// The one value.
    Named(String),
}

/// What the header of `token` says about the algorithm (RFC 7515 §4.1.1).
pub fn alg(token: &Token) -> Alg {
    let Some(header) = &token.header.json else { return Alg::Missing };
    let mut values: Vec<&Node> = vec![];
    for member in header.members().iter().filter(|member| member.name == "alg") {
        if !values.iter().any(|value| value.value == member.node.value) {
            values.push(&member.node);
        }
    }
    match values.as_slice() {
        [] => Alg::Missing,
        [one] => one.as_str().map_or_else(|| Alg::NotText(kind(one)), |name| Alg::Named(name.to_string())),
        several => Alg::Ambiguous(several.iter().map(|node| node.as_str().unwrap_or(kind(node)).to_string()).collect()),
    }
}

/// Whether a header says that the payload is not encoded: `"b64":false` (RFC 7797 §3).
pub fn is_unencoded(header: &Node) -> bool {
    header.get("b64").is_some_and(|b64| b64.value == Value::Bool(false))
}

/// What kind of value `node` is, with its article: `null`, `a number`, `an array`.
pub fn kind(node: &Node) -> &'static str {
    match node.value {
        Value::Null => "null",
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// One registered header parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// The name as it stands in the header.
    pub name: &'static str,
    /// A few words that stand beside the value, such as `key ID`.
    pub title: &'static str,
    /// One or two sentences for a learner.
    pub about: &'static str,
    /// Where it is defined.
    pub spec: Spec,
}

/// The row of `name`, compared exactly (names are case-sensitive, RFC 7515 §4).
pub fn parameter(name: &str) -> Option<&'static Parameter> {
    PARAMETERS.iter().find(|row| row.name == name)
}

const fn row(name: &'static str, title: &'static str, spec: Spec, about: &'static str) -> Parameter {
    Parameter { name, title, about, spec }
}

/// Every registered parameter, sorted by name.
pub static PARAMETERS: &[Parameter] = &[
    row(
        "alg",
        "algorithm",
        Spec::Rfc(7515, "4.1.1"),
        "How the token is signed; in a JWE, how its content key is encrypted. The sender wrote it: a verifier compares it with what it expects.",
    ),
    row(
        "apu",
        "agreement PartyUInfo",
        Spec::Rfc(7518, "4.6.1.2"),
        "Information about the sender that goes into deriving the key (ECDH-ES), in base64url.",
    ),
    row(
        "apv",
        "agreement PartyVInfo",
        Spec::Rfc(7518, "4.6.1.3"),
        "Information about the recipient that goes into deriving the key (ECDH-ES), in base64url.",
    ),
    row(
        "aud",
        "audience",
        Spec::Rfc(7519, "5.3"),
        "A copy of the claim, readable before an encrypted token is decrypted. It must equal the claim inside.",
    ),
    row(
        "b64",
        "payload is base64url",
        Spec::Rfc(7797, "3"),
        "With `false` the payload stands in the token as it is, not in base64url. `crit` must name it then.",
    ),
    row(
        "crit",
        "critical parameters",
        Spec::Rfc(7515, "4.1.11"),
        "Names of header parameters that a verifier must understand; if it does not know one of them, it must refuse the token.",
    ),
    row(
        "cty",
        "content type",
        Spec::Rfc(7515, "4.1.10"),
        "What the payload is. `JWT` says that the payload is a token itself.",
    ),
    row(
        "enc",
        "content encryption",
        Spec::Rfc(7516, "4.1.2"),
        "The algorithm that encrypts the content of a JWE, such as `A256GCM`.",
    ),
    row(
        "epk",
        "ephemeral public key",
        Spec::Rfc(7518, "4.6.1.1"),
        "The public key that the sender made for this one token, for key agreement (ECDH-ES).",
    ),
    row(
        "iss",
        "issuer",
        Spec::Rfc(7519, "5.3"),
        "A copy of the claim, readable before an encrypted token is decrypted. It must equal the claim inside.",
    ),
    row(
        "iv",
        "initialization vector",
        Spec::Rfc(7518, "4.7.1.1"),
        "The value of 96 bits that was used once to encrypt the content key with AES-GCM.",
    ),
    row(
        "jku",
        "JWK Set URL",
        Spec::Rfc(7515, "4.1.2"),
        "An address of the keys. The sender chose it: following it without a list of allowed addresses lets anyone sign.",
    ),
    row(
        "jwk",
        "JSON Web Key",
        Spec::Rfc(7515, "4.1.3"),
        "The public key itself. The sender chose it: a signature under it shows only that the sender holds that key.",
    ),
    row(
        "key_attestation",
        "key attestation",
        Spec::Iana("jose"),
        "A statement, itself a JWT, about how the key that signed this proof is stored (OpenID for Verifiable Credential Issuance).",
    ),
    row(
        "kid",
        "key ID",
        Spec::Rfc(7515, "4.1.4"),
        "Which of the issuer's keys signed the token. Treat it as a hint: it is not checked before the signature is.",
    ),
    row(
        "nonce",
        "replay nonce",
        Spec::Rfc(8555, "6.5.2"),
        "A value from the ACME server that makes each request good for one time only.",
    ),
    row(
        "p2c",
        "PBES2 count",
        Spec::Rfc(7518, "4.8.1.2"),
        "How many rounds turn the password into a key. A reader should set a limit: a large count is a way to keep it busy.",
    ),
    row("p2s", "PBES2 salt", Spec::Rfc(7518, "4.8.1.1"), "The salt that is mixed with the password, in base64url."),
    row(
        "peer_trust_chain",
        "peer trust chain",
        Spec::Iana("jose"),
        "Statements that lead from the other party to a trust anchor (OpenID Federation).",
    ),
    row(
        "ppt",
        "PASSporT extension",
        Spec::Rfc(8225, "8.1"),
        "Which extension of PASSporT, the token of telephone calls, the claims follow.",
    ),
    row(
        "sub",
        "subject",
        Spec::Rfc(7519, "5.3"),
        "A copy of the claim, readable before an encrypted token is decrypted. It must equal the claim inside.",
    ),
    row(
        "svt",
        "signature validation token",
        Spec::Rfc(9321, ""),
        "Tokens that record an earlier validation of this signature, so that it can be trusted after the certificates expired.",
    ),
    row(
        "tag",
        "authentication tag",
        Spec::Rfc(7518, "4.7.1.2"),
        "Shows that the content key was not changed after it was encrypted with AES-GCM.",
    ),
    row(
        "trust_chain",
        "trust chain",
        Spec::Iana("jose"),
        "Statements that lead from the sender to a trust anchor (OpenID Federation).",
    ),
    row(
        "typ",
        "type",
        Spec::Rfc(7515, "4.1.9"),
        "What kind of token this is, as a media type without `application/`. Checking it keeps one kind from passing for another.",
    ),
    row("url", "request URL", Spec::Rfc(8555, "6.4.1"), "The address that this ACME request is meant for."),
    row(
        "x5c",
        "X.509 certificate chain",
        Spec::Rfc(7515, "4.1.6"),
        "The certificate of the key and those that vouch for it, in standard base64. The sender chose it: it must lead to a root that you trust.",
    ),
    row(
        "x5t",
        "X.509 SHA-1 thumbprint",
        Spec::Rfc(7515, "4.1.7"),
        "The SHA-1 of the certificate of the key, in base64url. Prefer `x5t#S256`.",
    ),
    row(
        "x5t#S256",
        "X.509 SHA-256 thumbprint",
        Spec::Rfc(7515, "4.1.8"),
        "The SHA-256 of the certificate of the key, in base64url.",
    ),
    row(
        "x5u",
        "X.509 URL",
        Spec::Rfc(7515, "4.1.5"),
        "An address of the certificate of the key. The sender chose it: following it without a list of allowed addresses lets anyone sign.",
    ),
    row(
        "zip",
        "compression",
        Spec::Rfc(7516, "4.1.3"),
        "How the content of a JWE was compressed before it was encrypted; `DEF` is DEFLATE.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url;
    use crate::jose::parse;

    #[track_caller]
    fn check(header: &str, expected: Alg) {
        let token = parse(format!("{}.e30.", base64url::encode(header.as_bytes()))).token.expect("there is text");
        assert_eq!(alg(&token), expected, "{header}");
    }

    #[test]
    fn alg_is_exactly_what_the_header_says() {
        check(r#"{"alg":"HS256"}"#, Alg::Named("HS256".into()));
        check(r#"{"alg":"NONE"}"#, Alg::Named("NONE".into()));
        check(r#"{"alg":"toString"}"#, Alg::Named("toString".into()));
        check(r#"{"alg":""}"#, Alg::Named(String::new()));
        check(r#"{"Alg":"HS256"}"#, Alg::Missing);
        check(r#"["alg"]"#, Alg::Missing);
        check("not JSON", Alg::Missing);
        check(r#"{"alg":null}"#, Alg::NotText("null"));
        check(r#"{"alg":["RS256"]}"#, Alg::NotText("an array"));
    }

    #[test]
    fn alg_twice_is_ambiguous_unless_both_are_the_same() {
        check(r#"{"alg":"none","alg":"HS256"}"#, Alg::Ambiguous(vec!["none".into(), "HS256".into()]));
        check(r#"{"alg":"HS256","\u0061lg":null}"#, Alg::Ambiguous(vec!["HS256".into(), "null".into()]));
        check(r#"{"alg":"HS256","alg":"HS256"}"#, Alg::Named("HS256".into()));
    }

    #[test]
    fn the_table_is_sorted_and_says_something_in_each_row() {
        assert!(PARAMETERS.is_sorted_by(|a, b| a.name < b.name));
        for row in PARAMETERS {
            assert!(row.about.ends_with('.') && !row.title.is_empty(), "{}", row.name);
            assert_eq!(parameter(row.name), Some(row));
        }
        assert_eq!(parameter("Alg"), None);
    }
}
