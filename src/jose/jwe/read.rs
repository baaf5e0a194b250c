//! Reads an encrypted token, compact or JSON.
//!
//! Grammar (RFC 7516 §7.1): `header "." encrypted-key "." iv "." ciphertext "." tag`, each base64url without padding. Each
//! fault has its place; nothing is repaired.

use super::{Encoded, Jwe, Recipient, Serialization, json};
use crate::base::diagnostic::{Base64url, Facts, Header};
use crate::base::span::Part;
use crate::base::text::Text;
use crate::jose::{self, Diagnostic, Form, Role, Severity, Token};

/// What a text holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The token; `None` if the text is none.
    pub jwe: Option<Jwe>,
    /// What is wrong with it, and what is worth knowing.
    pub problems: Vec<Diagnostic>,
}

/// Reads `text` as an encrypted token. Never fails.
pub fn read(text: impl Into<Text>) -> Parsed {
    let text = text.into();
    if text.trim_start().starts_with('{') {
        return json::read(&text);
    }
    let parsed = jose::parse(text);
    Parsed { jwe: parsed.token.as_ref().and_then(compact), problems: parsed.problems }
}

/// The encrypted token that `token` is, in whatever serialization; `None` if it is none, or a part of it is missing.
pub fn of(token: &Token) -> Option<Jwe> {
    match token.beside.serialization {
        Serialization::Compact => compact(token),
        _ => json::read(&token.text).jwe.filter(|_| token.form == Form::Jwe),
    }
}

/// The encrypted token that a compact one is; `None` if it is none, or a part of it is missing.
fn compact(token: &Token) -> Option<Jwe> {
    let [_, encrypted_key, iv, ciphertext, tag] = token.segments.as_slice() else { return None };
    if token.form != Form::Jwe {
        return None;
    }
    let part = |segment: &jose::Segment| Encoded {
        text: token.text.slice(segment.encoded.clone()),
        bytes: segment.bytes.clone(),
        fault: fault(&token.text, segment),
        at: Some(segment.encoded.clone()),
    };
    Some(Jwe {
        form: Serialization::Compact,
        protected: token.segments.first().map(part)?,
        header: Some(token.header.clone()),
        unprotected: None,
        recipients: vec![Recipient { header: None, encrypted_key: part(encrypted_key) }],
        aad: None,
        iv: part(iv),
        ciphertext: part(ciphertext),
        tag: part(tag),
    })
}

fn fault(text: &Text, segment: &jose::Segment) -> Option<Base64url> {
    if segment.canonical {
        return None;
    }
    let encoded = text.get(segment.encoded.clone()).unwrap_or_default();
    crate::format::base64url::decode(encoded).faults.into_iter().next().map(|fault| fault.facts)
}

/// The protected header of a token in JSON, and what is wrong with it.
pub(super) fn protected(encoded: &str) -> (jose::Document, Vec<Diagnostic>) {
    // A header is read as that of a token in the compact form; what is said of the rest of that is left out.
    let parsed = jose::parse(format!("{encoded}...."));
    let problems = parsed.problems.into_iter().filter(|problem| {
        problem.place().is_some_and(|place| place.part == Part::Header)
            && problem.severity == Severity::Error
            && !matches!(&problem.facts, Facts::Segment(Role::Header, _))
            // It may stand in one of the other headers.
            && !matches!(problem.facts, Facts::Header(Header::AlgMissing))
    });
    let problems = problems.map(|problem| Diagnostic { at: vec![], ..problem }).collect();
    let header = parsed.token.map(|token| token.header);
    let none = || jose::Document { text: Text::default(), utf8: true, json: None, well_formed: false };
    (header.unwrap_or_else(none), problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url::encode;

    fn codes(text: &str) -> Vec<&'static str> {
        read(text).problems.iter().map(|problem| problem.code().name()).collect()
    }

    fn with(header: &str) -> String {
        format!("{}.AA.AA.AA.AA", encode(header.as_bytes()))
    }

    #[test]
    fn five_segments_are_read_with_their_places() {
        let text = with(r#"{"alg":"A128KW","enc":"A128GCM"}"#);
        let parsed = read(text.as_str());
        let jwe = parsed.jwe.expect("five segments");
        assert_eq!((jwe.form, jwe.recipients.len(), &*jwe.tag.bytes), (Serialization::Compact, 1, &[0][..]));
        assert_eq!(jwe.tag.at, Some(text.len() - 2..text.len()));
        assert_eq!(jwe.additional_data(), text.split('.').next().expect("a header").as_bytes());
        assert_eq!(codes(&text), ["jwe"]);
        assert_eq!(codes(&format!("{text}=")), ["jwe", "base64url-padding"]);
        assert!(read(&*text.replace(".AA.AA", "")).jwe.is_none());
        assert!(read("").jwe.is_none() && read("a.b.c").jwe.is_none());
    }
}
