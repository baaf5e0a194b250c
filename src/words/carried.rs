//! What a token is beside a plain signed one of three parts, where that matters to those who verify it with a library.

use crate::base::text::Text;

/// How the token on screen differs from a compact JWS that stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// It is encrypted.
    Encrypted,
    /// It was inside an encrypted one.
    Inside,
    /// It is written as JSON; `unprotected` if some of its header is not signed.
    Json {
        /// Whether some of its header is not signed.
        unprotected: bool,
    },
    /// It is an SD-JWT.
    SdJwt,
    /// Its content was sent apart.
    Detached,
}

/// What a library says of such a token when it expects a plain one: the code of that, and a sentence. `None` where it sees no
/// difference.
pub fn cause(carried: Carried) -> Option<(&'static str, Text)> {
    let (code, text) = match carried {
        Carried::Encrypted => ("form-jwe", "the token is encrypted: it has five parts, and a signed one has three"),
        Carried::Json { .. } => ("form-json", "the token is written as JSON, and a JWT is always in the compact form"),
        Carried::SdJwt => ("form-sd-jwt", "the token is an SD-JWT: `~` and disclosures follow the signed part"),
        Carried::Detached => ("form-detached", "nothing stands between the two dots: the content was sent apart"),
        Carried::Inside => return None,
    };
    Some((code, text.into()))
}

/// What to know before code for a plain signed token is used for this one.
pub fn before_code(carried: Carried) -> &'static str {
    match carried {
        Carried::Encrypted => {
            "This token is encrypted, and the code here verifies signed tokens. Decrypt it with a library that reads JWE, with \
             `alg` and `enc` fixed in your code. If a signed token is inside, enter the key in the debugger, and this page shows \
             the code for that one."
        }
        Carried::Inside => {
            "This token was inside another one. Decrypt or verify the outer token first, with `alg` and `enc` fixed in your code, \
             then verify what comes out with the code below."
        }
        Carried::Json { unprotected: false } => {
            "This token is written as JSON. JWT libraries take the compact form only, and so does the code: write the token as \
             `protected.payload.signature` first. The signature stays the same."
        }
        Carried::Json { unprotected: true } => {
            "This token is written as JSON, with header parameters that are not signed. JWT libraries take the compact form only, \
             which has no place for those, and so does the code. Use a JOSE library that verifies the JSON serialization."
        }
        Carried::SdJwt => {
            "This token is an SD-JWT. The code verifies only what the issuer signed: cut the token at the first `~`. It checks \
             neither disclosures nor key binding; for these use a library for SD-JWT (RFC 9901)."
        }
        Carried::Detached => {
            "The content of this token was sent apart, and the code expects it in the token. Put it between the two dots first, in \
             base64url; where the header has `\"b64\":false`, use a library that takes detached content."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_has_whole_sentences_and_a_code_of_its_own() {
        let all = [
            Carried::Encrypted,
            Carried::Inside,
            Carried::Json { unprotected: false },
            Carried::Json { unprotected: true },
            Carried::SdJwt,
            Carried::Detached,
        ];
        for carried in all {
            let text = before_code(carried);
            assert!(text.ends_with('.') && text.matches('`').count().is_multiple_of(2), "{text}");
            assert!(!text.contains("  "), "{text}");
        }
        let codes: Vec<&str> = all.into_iter().filter_map(cause).map(|(code, _)| code).collect();
        assert_eq!(codes, ["form-jwe", "form-json", "form-json", "form-sd-jwt", "form-detached"]);
    }
}
