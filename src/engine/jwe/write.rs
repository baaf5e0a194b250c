//! Writes a token in each of the three serializations, where it has one (RFC 7516 §7).

use super::{Encoded, Jwe, Recipient, Serialization};
use crate::base::diagnostic::Severity;
use crate::base::text::Text;
use crate::jose::compact::is_part;
use crate::jose::json::NotConvertible;

/// `text`, an encrypted token in whatever serialization, written in the form `to`. Nothing is encrypted anew: what the
/// authentication tag covers is the same in each form.
///
/// # Errors
/// What that form has no place for.
pub fn convert(text: &Text, to: Serialization) -> Result<String, NotConvertible> {
    let parsed = crate::jose::jwe::read(text.clone());
    let faulty = parsed.problems.iter().any(|problem| problem.severity == Severity::Error);
    let jwe = parsed.jwe.filter(|_| !faulty).ok_or(NotConvertible::Faulty)?;
    let count = jwe.recipients.len();
    match to {
        Serialization::General => Ok(jwe.general()),
        _ if count > 1 => Err(NotConvertible::Recipients(count)),
        Serialization::Compact if jwe.aad.is_some() => Err(NotConvertible::Aad),
        Serialization::Compact if jwe.header.is_none() => Err(NotConvertible::NoProtected),
        Serialization::Flattened => jwe.flattened().ok_or(NotConvertible::Faulty),
        Serialization::Compact => jwe.compact().ok_or(NotConvertible::Unprotected),
    }
}

impl Jwe {
    /// The compact form; `None` if the token has what that cannot hold: a header that is not protected, `aad`, or more recipients
    /// than one; or if nobody could tell by its header that it is encrypted, or where one part ends.
    pub fn compact(&self) -> Option<String> {
        let [Recipient { header: None, encrypted_key }] = self.recipients.as_slice() else { return None };
        let is_named = self.header.as_ref().and_then(|header| header.json.as_ref()?.get("enc")).is_some();
        if !is_named || self.unprotected.is_some() || self.aad.is_some() {
            return None;
        }
        let parts = [&self.protected, encrypted_key, &self.iv, &self.ciphertext, &self.tag];
        parts.iter().all(|part| is_part(&part.text)).then(|| parts.map(|part| part.text.as_str()).join("."))
    }

    /// The flattened form; `None` if there are more recipients than one.
    pub fn flattened(&self) -> Option<String> {
        let [recipient] = self.recipients.as_slice() else { return None };
        let mut members = self.shared();
        members.extend(own(recipient));
        members.extend(self.content());
        Some(object(members))
    }

    /// The general form, which every token has.
    pub fn general(&self) -> String {
        let recipients: Vec<String> = self.recipients.iter().map(|recipient| object(own(recipient))).collect();
        let mut members = self.shared();
        members.push(("recipients", format!("[{}]", recipients.join(","))));
        members.extend(self.content());
        object(members)
    }

    fn shared(&self) -> Vec<(&'static str, String)> {
        let mut members = vec![];
        // As it was sent, be it no header at all.
        if !self.protected.text.is_empty() {
            members.push(("protected", quoted(&self.protected)));
        }
        members.extend(self.unprotected.as_ref().map(|header| ("unprotected", header.text.to_string())));
        members
    }

    fn content(&self) -> Vec<(&'static str, String)> {
        let mut members: Vec<_> = self.aad.as_ref().map(|aad| ("aad", quoted(aad))).into_iter().collect();
        let parts = [("iv", &self.iv), ("ciphertext", &self.ciphertext), ("tag", &self.tag)];
        members.extend(parts.map(|(name, part)| (name, quoted(part))));
        members
    }
}

fn own(recipient: &Recipient) -> Vec<(&'static str, String)> {
    let mut members: Vec<_> =
        recipient.header.as_ref().map(|header| ("header", header.text.to_string())).into_iter().collect();
    if !recipient.encrypted_key.text.is_empty() {
        members.push(("encrypted_key", quoted(&recipient.encrypted_key)));
    }
    members
}

/// A text in JSON; what does not belong in base64url is escaped.
fn quoted(part: &Encoded) -> String {
    serde_json::Value::from(part.text.as_str()).to_string()
}

fn object(members: Vec<(&'static str, String)>) -> String {
    let members: Vec<String> = members.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::jwe::{Draft, Limits, To, decrypt, encrypt, read};
    use crate::key::{Encoding, Key, detect};
    use Serialization::{Compact, Flattened, General};

    fn key() -> Key {
        detect("a secret of thirty-two bytes,,,,", Encoding::Utf8).expect("a text").expect("a key")
    }

    /// A token with so many recipients, and whatever else there may be in it.
    fn token(own: &[Option<&str>], unprotected: Option<&str>, aad: Option<&[u8]>) -> Jwe {
        let key = key();
        let protected = r#"{"alg":"A256KW","enc":"A128GCM"}"#;
        let recipients = own.iter().map(|header| To { header: *header, key: &key }).collect();
        encrypt(&Draft { protected, unprotected, recipients, aad, plaintext: b"content" }, &mut Counter(1))
            .expect("made")
    }

    #[test]
    fn each_form_becomes_each_other_and_still_opens() {
        let jwe = token(&[None], None, None);
        let forms = [jwe.compact(), jwe.flattened(), Some(jwe.general())].map(|form| Text::from(form.expect("a form")));
        for from in &forms {
            for (to, expected) in [Compact, Flattened, General].into_iter().zip(&forms) {
                let text = convert(from, to).expect("it has this form");
                assert_eq!(text, expected.as_str());
                let jwe = read(text).jwe.expect("a token");
                let opened = decrypt(&jwe, &key(), &Limits::default(), &mut Counter(3)).expect("it opens");
                assert_eq!(opened.plaintext.0, b"content");
            }
        }
    }

    #[test]
    fn what_a_form_has_no_place_for_stops_the_change() {
        let check = |jwe: &Jwe, to: Serialization, expected: NotConvertible| {
            assert_eq!(convert(&jwe.general().into(), to), Err(expected), "{to:?}");
        };
        let two = token(&[Some(r#"{"kid":"1"}"#), Some(r#"{"kid":"2"}"#)], None, None);
        check(&two, Compact, NotConvertible::Recipients(2));
        check(&two, Flattened, NotConvertible::Recipients(2));
        assert_eq!(convert(&two.general().into(), General), Ok(two.general()));
        check(&token(&[Some(r#"{"kid":"1"}"#)], None, None), Compact, NotConvertible::Unprotected);
        check(&token(&[None], Some(r#"{"kid":"1"}"#), None), Compact, NotConvertible::Unprotected);
        check(&token(&[None], None, Some(b"more")), Compact, NotConvertible::Aad);
        let unprotected = r#"{"header":{"alg":"dir","enc":"A128GCM"},"iv":"AA","ciphertext":"AA","tag":"AA"}"#;
        assert_eq!(convert(&unprotected.into(), Compact), Err(NotConvertible::NoProtected));
        for broken in ["", "{", "eyJhbGciOiJub25lIn0.e30.", r#"{"ciphertext":"A*"}"#] {
            assert_eq!(convert(&broken.into(), General), Err(NotConvertible::Faulty), "{broken}");
        }
    }
}
