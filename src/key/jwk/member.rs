//! One member of a JWK: its text, and the octets that the text stands for (base64url without padding, RFC 7518 §2).

use crate::base::diagnostic::key::{Inexact, Note};
use crate::base::diagnostic::key::{Jwk as Fault, Member, Place};
use crate::key::base64::{Alphabet, Base64Fault, position};
use crate::key::{KeyFault, fault};
use crate::spec::Spec;
use crate::token::header;
use crate::token::json::{Node, Value};

/// The text of a member that has to be there.
pub fn text<'a>(node: &'a Node, name: &'static str, kty: &'static str, spec: Spec) -> Result<&'a str, KeyFault> {
    let member = node.get(name).ok_or_else(|| fault(Fault::MemberMissing { name, kty, spec }))?;
    member.as_str().ok_or_else(|| not_text(name, member, Some(spec)))
}

/// The fault of a member that is no string.
pub fn not_text(name: &'static str, member: &Node, spec: Option<Spec>) -> KeyFault {
    let kind = match member.value {
        Value::Bool(_) => "true or false",
        _ => header::kind(member),
    };
    fault(Fault::MemberType { name, kind, spec })
}

/// The octets of a member that has to be there.
pub fn required(
    node: &Node,
    name: &'static str,
    kty: &'static str,
    spec: Spec,
    notes: &mut Vec<Note>,
) -> Result<Vec<u8>, KeyFault> {
    octets(name, text(node, name, kty, spec)?, notes)
}

/// The octets of a member that may be missing.
pub fn optional(node: &Node, name: &'static str, notes: &mut Vec<Note>) -> Result<Option<Vec<u8>>, KeyFault> {
    match node.get(name) {
        Some(_) => required(node, name, "RSA", Spec::Rfc(7518, "6.3.2"), notes).map(Some),
        None => Ok(None),
    }
}

/// base64url without padding, as RFC 7518 §2 has it.
fn octets(name: &'static str, text: &str, notes: &mut Vec<Note>) -> Result<Vec<u8>, KeyFault> {
    let wrong = |what| fault(Fault::Member(name, what));
    if text.is_empty() {
        return Err(wrong(Member::Empty));
    }
    if let Some((at, _)) = text.char_indices().find(|(_, c)| matches!(c, ' ' | '\t' | '\r' | '\n')) {
        return Err(wrong(Member::Space(position(text, at))));
    }
    let decoded = Alphabet::UrlSafe.decode(text).map_err(|reason| match reason {
        Base64Fault::AfterPadding { .. } | Base64Fault::Padding { .. } => wrong(Member::Padded),
        other => wrong(Member::Base64(other.at(|at| Place::Position(position(text, at))))),
    })?;
    if decoded.padding > 0 {
        return Err(wrong(Member::Padded));
    }
    if decoded.stray_bits {
        notes.push(Note::Jwk(Inexact::StrayBits(name)));
    }
    Ok(decoded.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, bytes: &[u8], note: &str) {
        let mut notes = vec![];
        assert_eq!(octets("n", text, &mut notes), Ok(bytes.to_vec()), "{text}");
        let notes = crate::key::testing::notes(&notes);
        assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{text}: {notes}");
    }

    #[track_caller]
    fn refuse(text: &str, facts: &str) {
        let fault = octets("n", text, &mut vec![]).expect_err(text);
        assert_eq!(
            (fault.code().name(), format!("{:?}", fault.facts).as_str()),
            ("jwk-member-encoding", facts),
            "{text:?}"
        );
    }

    #[test]
    fn octets_are_base64url_without_padding() {
        check("AQAB", &[1, 0, 1], "");
        check("-_8", &[0xfb, 0xff], "");
        check("Zh", b"f", "the last character of `n` has bits that belong to no byte");
    }

    #[test]
    fn what_is_not_base64url_is_named_with_its_place() {
        refuse("Zg==", r#"Key(Jwk(Member("n", Padded)))"#);
        refuse("Zg=", r#"Key(Jwk(Member("n", Padded)))"#);
        refuse("Zg=Zg", r#"Key(Jwk(Member("n", Padded)))"#);
        refuse("+Zg", r#"Key(Jwk(Member("n", Base64(Character(Position(1), '+')))))"#);
        refuse("Zm9vZ/8=", r#"Key(Jwk(Member("n", Base64(Character(Position(6), '/')))))"#);
        refuse("Zm9v Zg", r#"Key(Jwk(Member("n", Space(5))))"#);
        refuse("Zm9v\n", r#"Key(Jwk(Member("n", Space(5))))"#);
        refuse("Zm9v…", r#"Key(Jwk(Member("n", Base64(Character(Position(5), '…')))))"#);
        refuse("Zm9\u{e9}", r#"Key(Jwk(Member("n", Base64(Character(Position(4), 'é')))))"#);
        refuse("Zm9vZ", r#"Key(Jwk(Member("n", Base64(Length(5)))))"#);
        refuse("", r#"Key(Jwk(Member("n", Empty)))"#);
    }
}
