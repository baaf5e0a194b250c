//! Masking: what of a header or a payload is likely to be personal, and the same text without it.
//!
//! A mask keeps what a program would stumble over: the type of a value, the length of a string, where its punctuation is, all white
//! space, the order of members and names that stand twice. What is secret beyond that is replaced by a word.

use crate::audit;
use crate::format::json::{self, Member, Node, Value};
use crate::jose::Part;
use crate::session::link;
use core::net::IpAddr;
use core::ops::Range;

/// A claim or a header parameter, and what becomes of it unless the person says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    /// Header or payload.
    pub part: Part,
    /// Its name; empty for the whole part, where that is no JSON object.
    pub name: String,
    /// Whether it is masked at first.
    pub masked: bool,
    /// Whether it holds a secret, a key or another token, and stays masked.
    pub locked: bool,
}

/// Names of what tells who somebody is, mostly those of OpenID Connect Core §5.1.
const PERSONAL: [&str; 29] = [
    "address",
    "birthdate",
    "cognito:username",
    "email",
    "family_name",
    "given_name",
    "id_token_hint",
    "ip",
    "ipaddr",
    "login_hint",
    "middle_name",
    "name",
    "nickname",
    "oid",
    "onprem_sid",
    "phone",
    "phone_number",
    "picture",
    "preferred_username",
    "profile",
    "puid",
    "sub",
    "uid",
    "unique_name",
    "upn",
    "user_id",
    "username",
    "verified_primary_email",
    "website",
];
/// Names of what is public about a token, whatever it looks like.
const PUBLIC: [&str; 2] = ["iss", "aud"];
/// In the place of a secret.
const REMOVED: &str = "removed";
/// Shorter numbers are in every sentence.
const SHORTEST_NUMBER: usize = 5;

/// How a value is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Letter by letter, so that its form shows.
    Shape,
    /// All of it.
    Remove,
}

/// A text with masks in it.
#[derive(Debug, Default)]
pub(super) struct Masked {
    /// The text.
    pub(super) text: String,
    /// What was masked, each value as it was meant.
    pub(super) values: Vec<String>,
    /// Where masked values stood in the text before.
    pub(super) places: Vec<Range<usize>>,
}

/// What can be masked in a header or a payload, in the order in which it stands there.
pub(super) fn claims(part: Part, text: &str) -> Vec<Claim> {
    let reading = json::read(text);
    let members = reading.node.as_ref().filter(|_| reading.well_formed()).map(|node| (node, node.members()));
    let mut claims: Vec<Claim> = vec![];
    match members {
        Some((node, members)) if node.is_object() => {
            for member in members {
                let locked = is_secret(&member.name, &member.node, text);
                let masked =
                    locked || !PUBLIC.contains(&member.name.as_str()) && is_personal(&member.name, &member.node);
                match claims.iter_mut().find(|claim| member.name == claim.name) {
                    Some(claim) => (claim.masked, claim.locked) = (claim.masked || masked, claim.locked || locked),
                    None => claims.push(Claim { part, name: member.name.to_string(), masked, locked }),
                }
            }
        }
        _ if text.trim().is_empty() => {}
        _ => claims.push(Claim { part, name: String::new(), masked: true, locked: is_secret_text(text) }),
    }
    claims
}

/// `text`, a header or a payload, with the values of those claims masked that `how` says to mask.
pub(super) fn mask(text: &str, how: &dyn Fn(&str) -> Option<How>) -> Masked {
    let reading = json::read(text);
    let object = reading.node.as_ref().filter(|node| reading.well_formed() && node.is_object());
    let mut edits = Edits::default();
    match object {
        Some(object) => {
            for member in object.members() {
                if let Some(how) = how(&member.name) {
                    edits.places.push(member.node.span.clone());
                    edits.value(&member.node, how);
                }
            }
        }
        None => {
            if let Some(how) = how("") {
                edits.places.push(0..text.len());
                edits.values.push(text.to_owned());
                edits.list.push((0..text.len(), word(text, how)));
            }
        }
    }
    edits.applied(text)
}

/// Replacements in the order of their places.
#[derive(Default)]
struct Edits {
    list: Vec<(Range<usize>, String)>,
    values: Vec<String>,
    places: Vec<Range<usize>>,
}

impl Edits {
    /// Masks a value and all that is in it. The reader bounds the depth.
    fn value(&mut self, node: &Node, how: How) {
        let before = self.list.len();
        let masked = match &node.value {
            Value::Null => return,
            Value::Bool(_) => "false".to_owned(),
            Value::Number(number) => {
                if number.len() >= SHORTEST_NUMBER {
                    self.values.push(number.to_string());
                }
                digits(number, how)
            }
            Value::String(text) => {
                self.values.push(text.to_string());
                json::quoted(&word(text, how))
            }
            Value::Array(items) => {
                items.iter().for_each(|item| self.value(item, how));
                "[]".to_owned()
            }
            Value::Object(members) => {
                members.iter().for_each(|member| self.member(member, how));
                "{}".to_owned()
            }
        };
        let is_filled = match &node.value {
            Value::Array(items) => !items.is_empty(),
            Value::Object(members) => !members.is_empty(),
            _ => false,
        };
        if is_filled && how == How::Shape {
            return;
        }
        // Names tell that something is a key, so nothing stays of what holds a secret. Nor of what nests deeper than the reader goes.
        self.list.truncate(before);
        self.list.push((node.span.clone(), masked));
    }

    fn member(&mut self, member: &Member, how: How) {
        if !is_plain(&member.name) {
            self.values.push(member.name.to_string());
            self.list.push((member.name_span.clone(), json::quoted(&word(&member.name, how))));
        }
        self.value(&member.node, how);
    }

    fn applied(self, text: &str) -> Masked {
        let (mut out, mut end) = (String::new(), 0);
        for (at, masked) in self.list {
            out += text.get(end..at.start).unwrap_or_default();
            out += &masked;
            end = at.end;
        }
        out += text.get(end..).unwrap_or_default();
        Masked { text: out, values: self.values, places: self.places }
    }
}

/// Whether a name of a member is that of a program, and no data.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_-:/.".contains(&byte))
}

fn word(text: &str, how: How) -> String {
    match how {
        How::Shape => shape(text),
        How::Remove => REMOVED.to_owned(),
    }
}

/// The letters as `x`, the digits as `0`; all else that is ASCII as it is.
pub(super) fn shape(text: &str) -> String {
    let masked = |c: char| match c {
        c if c.is_uppercase() => 'X',
        c if c.is_numeric() => '0',
        c if c.is_ascii() && !c.is_ascii_alphabetic() => c,
        _ => 'x',
    };
    text.chars().map(masked).collect()
}

/// A number of the same length: JSON allows no zeros in front.
fn digits(number: &str, how: How) -> String {
    if how == How::Remove {
        return "0".to_owned();
    }
    let mut first = true;
    let masked = |c: char| match c {
        '0'..='9' if core::mem::take(&mut first) => '1',
        '0'..='9' => '0',
        c => c,
    };
    number.chars().map(masked).collect()
}

fn is_personal(name: &str, node: &Node) -> bool {
    let leaf = |text: &str| audit::personal(name, text).is_some() || text.parse::<IpAddr>().is_ok();
    PERSONAL.contains(&name)
        || match &node.value {
            Value::String(text) | Value::Number(text) => leaf(text),
            Value::Array(items) => items.iter().any(|item| is_personal(name, item)),
            Value::Object(members) => {
                members.iter().any(|member| leaf(&member.name) || is_personal(&member.name, &member.node))
            }
            _ => false,
        }
}

/// Whether a value is, or holds, what nobody else may know.
fn is_secret(name: &str, node: &Node, text: &str) -> bool {
    let inside = match &node.value {
        Value::String(text) => audit::secret(name, text).is_some() || is_secret_text(text),
        Value::Array(items) => items.iter().any(|item| is_secret(name, item, text)),
        Value::Object(members) => {
            let slice = text.get(node.span.clone()).unwrap_or_default();
            link::holds_private(slice) || members.iter().any(|member| is_secret(&member.name, &member.node, text))
        }
        _ => false,
    };
    // Nested deeper than the reader goes.
    let unread = matches!(&node.value, Value::Array(items) if items.is_empty())
        || matches!(&node.value, Value::Object(members) if members.is_empty());
    inside || unread && node.span.len() > 2
}

/// Whether a string is a private key, or holds a token that may still be valid.
fn is_secret_text(text: &str) -> bool {
    let is_token = text.contains("eyJ") && text.bytes().filter(|byte| *byte == b'.').count() >= 2;
    is_token || link::holds_private(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(payload: &str, expected: &str) {
        let claims = claims(Part::Payload, payload);
        let how = |name: &str| {
            let claim = claims.iter().find(|claim| claim.name == name)?;
            claim.masked.then_some(if claim.locked { How::Remove } else { How::Shape })
        };
        assert_eq!(mask(payload, &how).text, expected);
    }

    #[test]
    fn what_tells_who_somebody_is_is_masked_and_keeps_its_form() {
        check(
            r#"{"sub":"auth0|5f7c8ec7","iss":"https://a.example"}"#,
            r#"{"sub":"xxxx0|0x0x0xx0","iss":"https://a.example"}"#,
        );
        check(r#"{ "name" : "Zoë O'Hara" , "exp":1795306980}"#, r#"{ "name" : "Xxx X'Xxxx" , "exp":1795306980}"#);
        check(r#"{"sub":1234.5e3,"sub":"a\"b"}"#, r#"{"sub":1000.0e0,"sub":"x\"x"}"#);
        check(
            r#"{"address":{"street_address":"1 Main St","ok":true,"no":null}}"#,
            r#"{"address":{"street_address":"0 Xxxx Xx","ok":false,"no":null}}"#,
        );
    }

    #[test]
    fn unknown_claims_are_masked_that_look_like_a_person_or_a_machine() {
        check(r#"{"contact":"bob@example.org","n":7}"#, r#"{"contact":"xxx@xxxxxxx.xxx","n":7}"#);
        check(r#"{"tel":"+44 20 7946 0958"}"#, r#"{"tel":"+00 00 0000 0000"}"#);
        check(r#"{"from":["10.1.2.3"]}"#, r#"{"from":["00.0.0.0"]}"#);
        check(r#"{"from":"2001:db8::1"}"#, r#"{"from":"0000:xx0::0"}"#);
        check(r#"{"a":{"b":[{"email":"x"}]}}"#, r#"{"a":{"b":[{"email":"x"}]}}"#);
        check(r#"{"roles":{"bob@example.org":"admin"}}"#, r#"{"roles":{"xxx@xxxxxxx.xxx":"xxxxx"}}"#);
        check(
            r#"{"scope":"read write","jti":"7c1d","aud":["api"],"iat":1}"#,
            r#"{"scope":"read write","jti":"7c1d","aud":["api"],"iat":1}"#,
        );
    }

    #[test]
    fn a_secret_goes_without_its_form_and_cannot_be_shown() {
        let check_locked = |payload: &str, expected: &str| {
            check(payload, expected);
            assert!(claims(Part::Payload, payload).iter().any(|claim| claim.locked), "{payload}");
        };
        check_locked(r#"{"user":{"password":"Tr0ub4dor&3"}}"#, r#"{"user":{}}"#);
        check_locked(r#"{"act":"eyJhbGciOiJIUzI1NiJ9.e30.AAAA"}"#, r#"{"act":"removed"}"#);
        check_locked(r#"{"k":{"kty":"oct","k":"c2VjcmV0"}}"#, r#"{"k":{}}"#);
        check_locked("eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "removed");
        let deep = format!("{{\"a\":{}\"s\"{}}}", "[".repeat(300), "]".repeat(300));
        assert!(claims(Part::Payload, &deep).iter().all(|claim| claim.locked));
    }

    #[test]
    fn what_is_no_json_object_is_masked_as_a_whole_and_shows_its_faults() {
        check(r#"{"sub":"alice","#, r#"{"xxx":"xxxxx","#);
        check("hello, Bob", "xxxxx, Xxx");
        check("", "");
    }
}
