//! An encrypted token in JSON as everything else looks at it: as a token with the header of one recipient and five parts.

use super::{Encoded, Jwe, Recipient, json};
use crate::base::text::{Bytes, Text};
use crate::jose::compact::in_order;
use crate::jose::json::view::{document, join};
use crate::jose::{Beside, Document, Form, Parsed, Role, Segment, Token};

/// Reads `text`, if it looks like an encrypted token in JSON; with the header of the first recipient.
pub(in crate::jose) fn parse(text: &Text) -> Option<Parsed> {
    if !text.trim_start().starts_with('{') || !text.contains("\"ciphertext\"") {
        return None;
    }
    let super::Parsed { jwe, mut problems } = json::read(text);
    in_order(&mut problems);
    Some(Parsed { token: Some(jwe?.view(text, 0)), problems })
}

impl Jwe {
    /// What can be seen of it without the key, as the recipient of that index, or the last, sees it. `text` is what it was read
    /// from.
    pub fn view(&self, text: &Text, recipient: usize) -> Token {
        let recipient = self.recipients.get(recipient).or(self.recipients.last());
        let own = recipient.and_then(|recipient| recipient.header.as_ref());
        let unprotected = match (&self.unprotected, own) {
            (Some(shared), Some(own)) => Some(join(shared, own)),
            (shared, own) => shared.as_ref().or(own).cloned(),
        };
        let header = match (&self.header, &unprotected) {
            (Some(protected), Some(others)) => join(protected, others),
            (protected, others) => protected.as_ref().or(others.as_ref()).cloned().unwrap_or_else(nothing),
        };
        let none = Encoded::default();
        let parts = [
            (Role::Header, &self.protected),
            (Role::EncryptedKey, recipient.map_or(&none, |Recipient { encrypted_key, .. }| encrypted_key)),
            (Role::InitializationVector, &self.iv),
            (Role::Ciphertext, &self.ciphertext),
            (Role::AuthenticationTag, &self.tag),
        ];
        let segments = parts.map(|(role, part)| Segment {
            role,
            encoded: part.at.clone().unwrap_or(text.len()..text.len()),
            bytes: Bytes::clone(&part.bytes),
            canonical: part.fault.is_none(),
        });
        let beside = Beside { serialization: self.form, unprotected, ..Beside::default() };
        Token { text: text.clone(), form: Form::Jwe, segments: segments.into(), header, payload: None, beside }
    }
}

/// No header.
fn nothing() -> Document {
    document(Text::default())
}

#[cfg(test)]
mod tests {
    use crate::format::base64url::encode;
    use crate::jose::parse;
    use crate::jose::{Form, Serialization};

    #[test]
    fn each_recipient_sees_its_own_header_and_key() {
        let protected = encode(br#"{"enc":"A128GCM"}"#);
        let text = format!(
            r#"{{"protected":"{protected}","unprotected":{{"jku":"x"}},"recipients":[{{"header":{{"alg":"A128KW"}},"encrypted_key":"AQ"}},{{"header":{{"alg":"dir"}}}}],"iv":"Ag","ciphertext":"Aw","tag":"BA"}}"#
        );
        let token = parse(text.as_str()).token.expect("a token");
        assert_eq!((token.form, token.beside.serialization), (Form::Jwe, Serialization::General));
        assert_eq!(token.header.text, r#"{"enc":"A128GCM","jku":"x","alg":"A128KW"}"#);
        assert!(token.is_unprotected("alg") && token.is_unprotected("jku") && !token.is_unprotected("enc"));
        let parts: Vec<&str> = token.segments.iter().map(|segment| &text[segment.encoded.clone()]).collect();
        assert_eq!(parts, [protected.as_str(), "AQ", "Ag", "Aw", "BA"]);
        let jwe = super::super::read(text.as_str()).jwe.expect("a token");
        let second = jwe.view(&token.text, 1);
        assert_eq!(second.header.text, r#"{"enc":"A128GCM","jku":"x","alg":"dir"}"#);
        assert_eq!((jwe.view(&token.text, 9), second.segments[1].encoded.is_empty()), (second, true));
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let text = r#"{"ciphertext":"A*","recipients":[],"iv":7}"#;
        let parsed = parse(text);
        let found: Vec<_> = parsed
            .problems
            .iter()
            .map(|problem| (problem.code().name(), &text[problem.place().expect("a place").range.clone()]))
            .collect();
        assert_eq!(
            found,
            [("jwe-member-encoding", "\"A*\""), ("jwe-recipients-empty", "[]"), ("jwe-member-type", "7")]
        );
    }
}
