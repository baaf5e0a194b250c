//! The JSON serialization (RFC 7516 §7.2): general with `recipients`, flattened with the members of the one recipient at the top.

use super::read::{Parsed, protected};
use super::{Encoded, Jwe, Recipient, Serialization, shown};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::jwe::JweJson;
use crate::base::span::{Part, Span};
use crate::base::text::Text;
use crate::format::json::{Node, Value};
use crate::format::{base64url, json};
use crate::jose::Document;
use crate::jose::header::kind;

/// So many recipients are read; each costs a private key operation when the token is opened.
const MAX_RECIPIENTS: usize = 100;

/// Reads `text` as a JWE in JSON.
pub(super) fn read(text: &Text) -> Parsed {
    let reading = json::read(text);
    let object = reading.node.as_ref().filter(|node| node.is_object());
    let Some(object) = object.filter(|_| reading.well_formed()) else {
        return Parsed { jwe: None, problems: vec![Diagnostic::error(JweJson::NotAnObject)] };
    };
    let mut reader = Reader { text, problems: vec![] };
    let jwe = reader.jwe(object);
    Parsed { jwe: Some(jwe), problems: reader.problems }
}

struct Reader<'a> {
    text: &'a Text,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn say(&mut self, at: &Node, fault: JweJson) {
        let at = vec![Span { part: Part::Encoded, range: at.span.clone() }];
        self.problems.push(Diagnostic { at, ..Diagnostic::error(fault) });
    }

    fn jwe(&mut self, object: &Node) -> Jwe {
        let sent = self.encoded(object, "protected");
        let header = sent.as_ref().map(|sent| {
            let (document, problems) = protected(&sent.text);
            if !document.json.as_ref().is_some_and(Node::is_object) {
                self.say(object.get("protected").unwrap_or(object), JweJson::Header("protected"));
            }
            self.problems.extend(problems);
            document
        });
        let unprotected = self.header(object, "unprotected");
        let (form, recipients) = self.recipients(object);
        let aad = self.encoded(object, "aad");
        let iv = self.encoded(object, "iv").unwrap_or_default();
        if object.get("ciphertext").is_none() {
            self.say(object, JweJson::Missing("ciphertext"));
        }
        let ciphertext = self.encoded(object, "ciphertext").unwrap_or_default();
        let tag = self.encoded(object, "tag").unwrap_or_default();
        let jwe = Jwe {
            form,
            protected: sent.unwrap_or_default(),
            header,
            unprotected,
            recipients,
            aad,
            iv,
            ciphertext,
            tag,
        };
        // RFC 7516 §7.2.1: the value is the same for all.
        let enc = |index: usize| jwe.parameters(index).get("enc").map(|node| node.value.clone());
        if (1..jwe.recipients.len()).any(|index| enc(index) != enc(0)) {
            self.say(object, JweJson::EncDiffers);
        }
        for index in 0..jwe.recipients.len() {
            if let Some(name) = jwe.parameters(index).repeated() {
                self.say(object, JweJson::Repeated(shown(name)));
                break;
            }
        }
        jwe
    }

    fn recipients(&mut self, object: &Node) -> (Serialization, Vec<Recipient>) {
        let Some(list) = object.get("recipients") else {
            return (Serialization::Flattened, vec![self.recipient(object)]);
        };
        for name in ["header", "encrypted_key"] {
            if let Some(other) = object.get(name) {
                self.say(other, JweJson::Mixed(name));
            }
        }
        let Value::Array(items) = &list.value else {
            self.say(list, JweJson::Type { name: "recipients", kind: kind(list), wanted: "an array" });
            return (Serialization::General, vec![Recipient::default()]);
        };
        let mut recipients = vec![];
        for item in items.iter().take(MAX_RECIPIENTS) {
            if !item.is_object() {
                self.say(item, JweJson::Type { name: "recipients", kind: kind(item), wanted: "an array of objects" });
            }
            recipients.push(self.recipient(item));
        }
        if recipients.is_empty() {
            self.say(list, JweJson::NoRecipients);
            recipients.push(Recipient::default());
        }
        (Serialization::General, recipients)
    }

    fn recipient(&mut self, object: &Node) -> Recipient {
        let header = self.header(object, "header");
        Recipient { header, encrypted_key: self.encoded(object, "encrypted_key").unwrap_or_default() }
    }

    fn header(&mut self, object: &Node, name: &'static str) -> Option<Document> {
        let node = object.get(name)?;
        if !node.is_object() {
            self.say(node, JweJson::Type { name, kind: kind(node), wanted: "an object" });
            return None;
        }
        let text = self.text.slice(node.span.clone());
        let reading = json::read(&text);
        Some(Document { well_formed: reading.well_formed(), json: reading.node, text, utf8: true })
    }

    fn encoded(&mut self, object: &Node, name: &'static str) -> Option<Encoded> {
        let node = object.get(name)?;
        let Value::String(text) = &node.value else {
            self.say(node, JweJson::Type { name, kind: kind(node), wanted: "a string" });
            return None;
        };
        let decoded = base64url::decode(text);
        let fault = decoded.faults.into_iter().next().map(|fault| fault.facts);
        if let Some(fault) = fault {
            self.say(node, JweJson::Encoding(name, fault));
        }
        let at = Some(json::between_quotes(self.text, node));
        Some(Encoded { text: text.clone(), bytes: decoded.bytes.into(), fault, at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url::encode;

    fn codes(text: &str) -> Vec<&'static str> {
        super::super::read(text).problems.iter().map(|problem| problem.code().name()).collect()
    }

    /// A flattened token whose members are these, beside a protected header.
    fn with(members: &str) -> String {
        let header = encode(br#"{"alg":"A128KW","enc":"A128GCM"}"#);
        format!(r#"{{"protected":"{header}",{members}}}"#)
    }

    #[test]
    fn both_forms_are_read() {
        let parsed =
            super::super::read(with(r#""encrypted_key":"AQ","iv":"Ag","ciphertext":"Aw","tag":"BA","aad":"BQ""#));
        let jwe = parsed.jwe.expect("an object");
        assert_eq!((jwe.form, parsed.problems.as_slice()), (Serialization::Flattened, &[][..]));
        assert_eq!((&*jwe.recipients[0].encrypted_key.bytes, &*jwe.ciphertext.bytes), (&[1][..], &[3][..]));
        assert!(jwe.additional_data().ends_with(b".BQ"));
        let general = with(r#""recipients":[{"header":{"kid":"a"}},{"encrypted_key":"AQ"}],"ciphertext":"""#);
        let jwe = super::super::read(general).jwe.expect("an object");
        assert_eq!((jwe.form, jwe.recipients.len()), (Serialization::General, 2));
        assert!(jwe.parameters(0).get("kid").is_some() && jwe.parameters(1).get("kid").is_none());
        assert!(jwe.parameters(0).is_protected("alg") && !jwe.parameters(0).is_protected("kid"));
    }

    #[test]
    fn what_is_wrong_with_the_form_is_named() {
        let check = |members: &str, code: &str| {
            let expected: Vec<&str> = Some(code).filter(|code| !code.is_empty()).into_iter().collect();
            assert_eq!(codes(&with(members)), expected, "{members}");
        };
        check(r#""iv":"AA""#, "jwe-member-missing");
        check(r#""ciphertext":7"#, "jwe-member-type");
        check(r#""ciphertext":"A""#, "jwe-member-encoding");
        check(r#""ciphertext":"","recipients":[]"#, "jwe-recipients-empty");
        check(r#""ciphertext":"","recipients":{}"#, "jwe-member-type");
        check(r#""ciphertext":"","recipients":[1]"#, "jwe-member-type");
        check(r#""ciphertext":"","recipients":[{}],"encrypted_key":"""#, "jwe-forms-mixed");
        check(r#""ciphertext":"","header":{"alg":"dir"}"#, "jwe-name-repeated");
        check(r#""ciphertext":"","unprotected":{"a":1},"header":{"a":1}"#, "jwe-name-repeated");
        check(r#""ciphertext":"","recipients":[{"header":{"kid":"a"}},{"header":{"kid":"b"}}]"#, "");
        check(r#""ciphertext":"","header":[]"#, "jwe-member-type");
        assert_eq!(codes(r#"{"protected":"AAAA","ciphertext":""}"#)[0], "jwe-header-object");
        assert_eq!(codes("{"), ["jwe-json-object"]);
        let differing = r#"{"recipients":[{"header":{"alg":"dir","enc":"A128GCM"}},{"header":{"alg":"dir","enc":"A256GCM"}}],"ciphertext":""}"#;
        assert_eq!(codes(differing), ["jwe-enc-differs"]);
    }
}
