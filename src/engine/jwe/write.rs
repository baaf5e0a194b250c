//! Writes a token in each of the three serializations, where it has one (RFC 7516 §7).

use super::{Encoded, Jwe, Recipient};

impl Jwe {
    /// The compact form; `None` if the token has what that cannot hold: a header that is not protected, `aad`, or more recipients
    /// than one.
    pub fn compact(&self) -> Option<String> {
        let [Recipient { header: None, encrypted_key }] = self.recipients.as_slice() else { return None };
        if self.header.is_none() || self.unprotected.is_some() || self.aad.is_some() {
            return None;
        }
        let parts = [&self.protected, encrypted_key, &self.iv, &self.ciphertext, &self.tag];
        Some(parts.map(|part| part.text.as_str()).join("."))
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
        if self.header.is_some() {
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
