//! One member of a JWK: its text, and the octets that the text stands for (base64url without padding, RFC 7518 §2).

use crate::key::KeyFault;
use crate::key::base64::{Alphabet, Base64Fault, describe, position};
use crate::spec::Spec;
use crate::token::json::{Node, Value};

/// The text of a member that has to be there.
pub fn text<'a>(node: &'a Node, name: &str, kty: &str, spec: Spec) -> Result<&'a str, KeyFault> {
    let member = node.get(name).ok_or_else(|| {
        KeyFault::new("jwk-member-missing", format!("`{name}` is missing, which an {kty} key has to have"))
            .hint("copy the whole JWK")
            .spec(spec)
    })?;
    member.as_str().ok_or_else(|| not_text(name, member).spec(spec))
}

/// The fault of a member that is no string.
pub fn not_text(name: &str, member: &Node) -> KeyFault {
    let what = match member.value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    KeyFault::new("jwk-member-type", format!("`{name}` has to be a string, and is {what}"))
}

/// The octets of a member that has to be there.
pub fn required(node: &Node, name: &str, kty: &str, spec: Spec, notes: &mut Vec<String>) -> Result<Vec<u8>, KeyFault> {
    octets(name, text(node, name, kty, spec)?, notes)
}

/// The octets of a member that may be missing.
pub fn optional(node: &Node, name: &str, notes: &mut Vec<String>) -> Result<Option<Vec<u8>>, KeyFault> {
    match node.get(name) {
        Some(_) => required(node, name, "RSA", Spec::Rfc(7518, "6.3.2"), notes).map(Some),
        None => Ok(None),
    }
}

/// base64url without padding, as RFC 7518 §2 has it.
fn octets(name: &str, text: &str, notes: &mut Vec<String>) -> Result<Vec<u8>, KeyFault> {
    let fault = |message: String, hint: &str| {
        KeyFault::new("jwk-member-encoding", message).hint(hint).spec(Spec::Rfc(7518, "2"))
    };
    if text.is_empty() {
        return Err(fault(format!("`{name}` is empty"), "copy the whole JWK"));
    }
    if let Some((at, _)) = text.char_indices().find(|(_, c)| matches!(c, ' ' | '\t' | '\r' | '\n')) {
        let message = format!(
            "`{name}` has white space at position {}; members of a JWK are base64url in one piece",
            position(text, at)
        );
        return Err(fault(message, "remove it"));
    }
    let decoded = Alphabet::UrlSafe.decode(text).map_err(|reason| match reason {
        Base64Fault::Character { at, found: found @ ('+' | '/') } => fault(
            format!(
                "`{name}` has `{found}` at position {}: that is base64, and members of a JWK are base64url",
                position(text, at)
            ),
            "write `-` for `+` and `_` for `/`, and leave out the `=` at the end",
        ),
        Base64Fault::Character { at, found } => fault(
            format!(
                "`{name}` has {} at position {}, which base64url does not have",
                describe(found),
                position(text, at)
            ),
            "copy the JWK again",
        ),
        Base64Fault::AfterPadding { .. } | Base64Fault::Padding { .. } => padded(name),
        Base64Fault::Length { characters } => fault(
            format!("`{name}` has {characters} characters, and no content gives that number in base64url"),
            "a character was lost or added: copy the JWK again",
        ),
    })?;
    if decoded.padding > 0 {
        return Err(padded(name));
    }
    if decoded.stray_bits {
        notes.push(format!(
            "the last character of `{name}` carries bits that belong to no byte; strict readers refuse that"
        ));
    }
    Ok(decoded.bytes)
}

fn padded(name: &str) -> KeyFault {
    KeyFault::new(
        "jwk-member-encoding",
        format!("`{name}` has `=` padding, and members of a JWK are base64url without padding"),
    )
    .hint("remove each `=`")
    .spec(Spec::Rfc(7518, "2"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, bytes: &[u8], note: &str) {
        let mut notes = vec![];
        assert_eq!(octets("n", text, &mut notes), Ok(bytes.to_vec()), "{text}");
        let notes = notes.join("; ");
        assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{text}: {notes}");
    }

    #[track_caller]
    fn refuse(text: &str, message: &str, hint: &str) {
        let fault = octets("n", text, &mut vec![]).expect_err(text);
        assert_eq!((fault.code, fault.spec), ("jwk-member-encoding", Some(Spec::Rfc(7518, "2"))));
        assert!(fault.message.contains(message), "{text}: {}", fault.message);
        assert!(fault.hint.as_deref().unwrap_or_default().contains(hint), "{text}: {:?}", fault.hint);
    }

    #[test]
    fn octets_are_base64url_without_padding() {
        check("AQAB", &[1, 0, 1], "");
        check("-_8", &[0xfb, 0xff], "");
        check("Zh", b"f", "the last character of `n` carries bits that belong to no byte");
    }

    #[test]
    fn what_is_not_base64url_is_named_with_its_place() {
        refuse("Zg==", "`n` has `=` padding", "remove each `=`");
        refuse("Zg=", "`n` has `=` padding", "remove each `=`");
        refuse("Zg=Zg", "`n` has `=` padding", "remove each `=`");
        refuse("+Zg", "`n` has `+` at position 1: that is base64", "write `-` for `+`");
        refuse("Zm9vZ/8=", "`n` has `/` at position 6", "`_` for `/`");
        refuse("Zm9v Zg", "`n` has white space at position 5", "remove it");
        refuse("Zm9v\n", "`n` has white space at position 5", "remove it");
        refuse("Zm9v…", "`n` has an ellipsis", "copy the JWK again");
        refuse("Zm9\u{e9}", "`n` has U+00E9 at position 4", "copy the JWK again");
        refuse("Zm9vZ", "`n` has 5 characters", "lost or added");
        refuse("", "`n` is empty", "copy the whole JWK");
    }
}
