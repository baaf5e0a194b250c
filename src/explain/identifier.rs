//! Identifiers of an application, which people take for its secret: a client id, an API key. They come in pairs, look alike, and
//! one of them stands in the token, mostly as `aud`, `iss` or `azp`.

use super::Case;
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::Signature;
use crate::jose::{Document, Token};
use crate::key::Material;

/// Shorter values are words, and longer ones no identifiers.
const LENGTHS: core::ops::RangeInclusive<usize> = 8..=256;
/// So many values are looked at.
const MOST: usize = 40;

/// The name and value of each member of payload and header that may be one.
pub(super) fn identifiers(token: &Token) -> impl Iterator<Item = (&str, &str)> {
    let documents = [token.payload.as_ref(), Some(&token.header)];
    let members = documents.into_iter().flatten().filter_map(|document: &Document| document.json.as_ref());
    let texts =
        members.flat_map(|json| json.members()).filter_map(|member| Some((&*member.name, member.node.as_str()?)));
    texts.filter(|(_, value)| LENGTHS.contains(&value.len())).take(MOST)
}

/// That what was given for the secret stands in the token.
pub(super) fn note(case: &Case) -> Option<Diagnostic> {
    let Material::Secret(_) = case.key.material else { return None };
    let given = core::str::from_utf8(&case.key.text.0).ok()?.trim();
    let (member, _) = identifiers(case.token).find(|(_, value)| *value == given)?;
    Some(Diagnostic::error(Signature::Identifier(member.into())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url;
    use crate::jose::parse;
    use crate::key::{Encoding, detect};

    #[track_caller]
    fn check(payload: &str, secret: &str, expected: Option<&str>) {
        let header = base64url::encode(br#"{"alg":"HS256","kid":"key-2026-11"}"#);
        let text = format!("{header}.{}.{}", base64url::encode(payload.as_bytes()), base64url::encode(&[7; 32]));
        let token = parse(&text).token.expect("a token");
        let key = detect(secret, Encoding::Utf8).expect("a key").expect("a good key");
        let case = Case::of(&token, &key).expect("a case");
        let expected = expected.map(|member| Diagnostic::error(Signature::Identifier(member.into())));
        assert_eq!(note(&case), expected, "{secret}");
    }

    #[test]
    fn what_stands_in_the_token_is_no_secret() {
        check(r#"{"aud":"1e0376d32a635e48","sub":"42"}"#, "1e0376d32a635e48", Some("aud"));
        check(r#"{"client_id":"my-application"}"#, " my-application\n", Some("client_id"));
        check(r#"{"sub":"42"}"#, "key-2026-11", Some("kid"));
        check(r#"{"aud":"1e0376d32a635e48"}"#, "1e0376d32a635e49", None);
        check(r#"{"aud":["1e0376d32a635e48"],"n":123456789}"#, "123456789", None);
        check(r#"{"role":"admin"}"#, "admin", None);
    }
}
