//! Links that are pasted as a text: what they bring beside their token.

use super::{Expectations, Link, read};
use crate::base::diagnostic::{Diagnostic, Facts, Link as Refused};

/// What `text` brings beside its token, if it is a link with a key: a public key, or why what it has is not used. The fragment is
/// read and, unlike in the address of this page, the query, which is in the hands of the person already. What the link expects is left
/// out, because `iss` stands in answers to a login, too (RFC 9207).
///
/// ```
/// use jwt_debugger::session::link::pasted;
///
/// let link = pasted("https://example.com/?token=eyJhbGciOiJIUzI1NiJ9.e30.AA&secret=hunter2").expect("it has a secret");
/// assert_eq!((link.key, link.refused.len()), (None, 1));
/// assert_eq!(pasted("https://example.com/?token=eyJhbGciOiJIUzI1NiJ9.e30.AA"), None);
/// ```
pub fn pasted(text: &str) -> Option<Link> {
    let text = text.trim();
    let is_link = ["https://", "http://", "#", "?"].iter().any(|start| text.starts_with(start));
    if !is_link || text.contains(char::is_whitespace) {
        return None;
    }
    let behind = |mark| text.split_once(mark).map(|(_, rest)| rest);
    let query = behind('?').map(|query| query.split_once('#').map_or(query, |(query, _)| query));
    [behind('#'), query].into_iter().flatten().find_map(with_key)
}

fn with_key(parameters: &str) -> Option<Link> {
    let is_known = |why: &Diagnostic| !matches!(why.facts, Facts::Link(Refused::Algorithm(_)));
    let mut link = read(parameters).filter(|link| link.token.is_some())?;
    link.refused.retain(is_known);
    link.expectations = Expectations::default();
    (link.key.is_some() || !link.refused.is_empty()).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::super::percent::encoded;
    use super::*;

    const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA";
    const PUBLIC: &str = include_str!("../samples/rsa.pub.pem");
    const PRIVATE: &str = include_str!("../samples/rsa.pem");

    #[test]
    fn the_public_key_of_a_pasted_link_comes_along() {
        let key = encoded(PUBLIC);
        for front in
            ["#", "#/", "?", "https://app.example/#", "https://app.example/?state=x&", "https://jwt.io/#debugger-io?"]
        {
            let link = pasted(&format!(" {front}token={TOKEN}&publicKey={key}&iss=a&alg=XS1\n")).expect(front);
            assert_eq!((link.token.as_deref(), link.key.as_deref()), (Some(TOKEN), Some(PUBLIC)), "{front}");
            assert_eq!((link.refused, link.expectations), (vec![], Expectations::default()), "{front}");
        }
        let link = pasted(&format!("https://a.example/?id_token={TOKEN}&publicKey={key}#top")).expect("a link");
        assert_eq!(link.key.as_deref(), Some(PUBLIC));
    }

    #[test]
    fn what_signs_is_refused_in_a_pasted_link() {
        let check = |parameter: &str, refused: Refused| {
            let link = pasted(&format!("https://app.example/#token={TOKEN}&{parameter}")).expect("a link");
            assert_eq!((link.key, link.refused), (None, vec![Diagnostic::error(refused)]), "{parameter}");
        };
        check(&format!("publicKey={}", encoded(PRIVATE)), Refused::PrivateKey);
        check("publicKey=kangaroo", Refused::Secret);
        check("secret=kangaroo", Refused::Secret);
    }

    #[test]
    fn a_text_that_is_no_link_with_a_key_brings_nothing() {
        let key = encoded(PUBLIC);
        for text in [
            TOKEN.to_owned(),
            format!("https://app.example/#token={TOKEN}&iss=a&alg=XS1"),
            format!("https://app.example/#publicKey={key}"),
            format!("token={TOKEN}&publicKey={key}"),
            format!("see https://app.example/#token={TOKEN}&publicKey={key}"),
            PUBLIC.to_owned(),
            String::new(),
        ] {
            assert_eq!(pasted(&text), None, "{text}");
        }
    }
}
