//! The same signed token in another serialization. Nothing is signed anew, so each signature holds as before: the protected
//! header, the payload and the signature are carried over letter by letter. What a form has no place for stops the change.

use super::{Jws, Signature, read};
use crate::base::text::Text;
use crate::format::json::{Node, quoted};
use crate::jose::compact::is_part;
use crate::jose::{Serialization, Severity, Token, parse, sd_jwt};

/// Why a token cannot be written in another serialization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotConvertible {
    /// It has so many signatures, and the form has room for one.
    Signatures(usize),
    /// It has an unprotected header.
    Unprotected,
    /// It has no protected header.
    NoProtected,
    /// The payload is not encoded and holds what cannot stand between dots (RFC 7797 §5.2).
    Payload,
    /// It has so many recipients, and the form has room for one.
    Recipients(usize),
    /// It has additional authenticated data.
    Aad,
    /// It is encrypted, and the content of such a token is never apart.
    Encrypted,
    /// It is not a whole token.
    Faulty,
}

/// `text`, a signed token in whatever serialization, with or without disclosures, written in the form `to`.
///
/// ```
/// use jwt_debugger::jose::{Serialization, json};
/// let flattened = json::convert(&"eyJhbGciOiJIUzI1NiJ9.e30.AA".into(), Serialization::Flattened);
/// let expected = r#"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AA"}"#;
/// assert_eq!(flattened.as_deref(), Ok(expected));
/// ```
///
/// # Errors
/// What that form has no place for.
pub fn convert(text: &Text, to: Serialization) -> Result<String, NotConvertible> {
    if let Some(sd_jwt) = sd_jwt::read(text.clone()) {
        return sd_jwt.convert(to);
    }
    match read(text) {
        Some(jws) => jws.convert(to),
        None => match parse(text).token {
            Some(token) => from_compact(&token, to),
            None => Err(NotConvertible::Faulty),
        },
    }
}

fn from_compact(token: &Token, to: Serialization) -> Result<String, NotConvertible> {
    let segment = |index: usize| token.text.get(token.segments.get(index)?.encoded.clone()).map(quoted);
    let (Some(head), Some(body), Some(last)) = (segment(0), segment(1), token.signature().and_then(|_| segment(2)))
    else {
        return Err(NotConvertible::Faulty);
    };
    let payload = if token.is_detached() { String::new() } else { format!("\"payload\":{body},") };
    let signature = format!("\"protected\":{head},\"signature\":{last}");
    Ok(match to {
        Serialization::Compact => token.text.to_string(),
        _ => written(&payload, &[signature], to),
    })
}

fn written(payload: &str, signatures: &[String], to: Serialization) -> String {
    match (to, signatures) {
        (Serialization::Flattened, [signature]) => format!("{{{payload}{signature}}}"),
        _ => format!("{{{payload}\"signatures\":[{{{}}}]}}", signatures.join("},{")),
    }
}

impl Jws {
    pub(in crate::jose) fn convert(&self, to: Serialization) -> Result<String, NotConvertible> {
        let faults = self.signatures.iter().flat_map(|signature| &signature.problems).chain(&self.problems);
        if faults.clone().any(|problem| problem.severity == Severity::Error) {
            return Err(NotConvertible::Faulty);
        }
        let [signature] = self.signatures.as_slice() else {
            let all: Vec<String> = self.signatures.iter().map(|signature| self.members(signature)).collect();
            return match to {
                Serialization::General => Ok(written(&self.payload_member(), &all, to)),
                _ => Err(NotConvertible::Signatures(all.len())),
            };
        };
        if to != Serialization::Compact {
            return Ok(written(&self.payload_member(), &[self.members(signature)], to));
        }
        let protected = signature.protected.as_ref().ok_or(NotConvertible::NoProtected)?;
        let sealed = signature.signature.as_ref().map_or("", |signature| signature.value.as_str());
        // In compact form only the header tells that it is a token, and how the rest is to be read.
        let header = signature.protected_header();
        let is_told = header.json.as_ref().is_some_and(Node::is_object);
        if !is_told || !is_part(&protected.value) || !is_part(sealed) {
            return Err(NotConvertible::Faulty);
        }
        let members = |json: &Node| !json.members().is_empty();
        if signature.unprotected.as_ref().is_some_and(|(own, _)| own.json.as_ref().is_some_and(members)) {
            return Err(NotConvertible::Unprotected);
        }
        let payload = self.payload.as_ref().map_or("", |payload| payload.value.as_str());
        // Space to tilde, without the dot: all that can stand there unambiguously.
        if !payload.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'.') {
            return Err(NotConvertible::Payload);
        }
        Ok(format!("{}.{payload}.{sealed}", protected.value))
    }

    /// `"payload":"…",` as it is written there.
    fn payload_member(&self) -> String {
        self.payload.as_ref().map_or_else(String::new, |payload| format!("\"payload\":{},", quoted(&payload.value)))
    }

    /// The members of a signature.
    fn members(&self, signature: &Signature) -> String {
        let string = |name: &str, member: &Option<super::Member>| {
            Some(format!("\"{name}\":{}", quoted(&member.as_ref()?.value)))
        };
        let header = signature.unprotected.as_ref().map(|(own, _)| format!("\"header\":{}", own.text));
        let members = [string("protected", &signature.protected), header, string("signature", &signature.signature)];
        members.into_iter().flatten().collect::<Vec<_>>().join(",")
    }
}

/// The one signature of a token in JSON without the payload, in compact form.
pub fn apart(text: &Text) -> Option<String> {
    let jws = read(text)?;
    Jws { payload: None, ..jws }.convert(Serialization::Compact).ok()
}

/// What one signature of a token in JSON is to hold; the text of each member as it stands between the quotes, without escapes.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// `protected`.
    pub protected: &'a str,
    /// `payload`; content that is apart stays apart.
    pub payload: &'a str,
    /// `header`, a JSON text.
    pub unprotected: Option<&'a str>,
    /// `signature`.
    pub signature: &'a str,
}

/// The token in JSON with `parts` in place of those of the signature `index`; all else of the text stays. `None` if there is no
/// such signature.
pub fn edited(text: &Text, index: usize, parts: Parts) -> Option<String> {
    let jws = read(text)?;
    let signature = jws.signatures.get(index)?;
    let mut places: Vec<(core::ops::Range<usize>, String)> = vec![];
    let mut new = String::new();
    let inner = |value: &str| {
        let string = quoted(value);
        string.get(1..string.len().saturating_sub(1)).unwrap_or_default().to_owned()
    };
    for (name, member, value) in
        [("protected", &signature.protected, parts.protected), ("signature", &signature.signature, parts.signature)]
    {
        match member {
            Some(member) => places.push((member.at.clone(), inner(value))),
            None if value.is_empty() => {}
            None => new.push_str(&format!("\"{name}\":{},", quoted(value))),
        }
    }
    places.extend(jws.payload.as_ref().map(|payload| (payload.at.clone(), inner(parts.payload))));
    match (&signature.unprotected, parts.unprotected) {
        (Some((_, at)), header) => places.push((at.clone(), header.unwrap_or("{}").to_owned())),
        (None, Some(header)) => new.push_str(&format!("\"header\":{header},")),
        (None, None) => {}
    }
    // Behind the brace that the signature's object begins with; there is a member behind it.
    places.push((signature.at.start + 1..signature.at.start + 1, new));
    places.sort_by_key(|(at, _)| core::cmp::Reverse(at.start));
    let mut out = text.to_string();
    for (at, value) in places {
        out.get(at.clone())?;
        out.replace_range(at, &value);
    }
    Some(out)
}

/// The token in JSON with the parts of `compact` in place of those of the signature `index`; all else of the text stays. `None`
/// if it has no such place for one of them.
pub fn with_parts(text: &Text, index: usize, compact: &str) -> Option<String> {
    let jws = read(text)?;
    let signature = jws.signatures.get(index.min(jws.signatures.len().saturating_sub(1)))?;
    let (head, rest) = compact.split_once('.')?;
    let (body, last) = rest.rsplit_once('.')?;
    let mut places = vec![];
    for (member, new) in [(&signature.protected, head), (&jws.payload, body), (&signature.signature, last)] {
        match member {
            Some(member) => places.push((member.at.clone(), new)),
            // Content that is apart stays apart.
            None if core::ptr::eq(member, &jws.payload) || new.is_empty() => {}
            None => return None,
        }
    }
    let mut out = text.to_string();
    places.sort_by_key(|(at, _)| core::cmp::Reverse(at.start));
    for (at, new) in places {
        let string = quoted(new);
        let inner = string.get(1..string.len() - 1)?;
        out.replace_range(at, inner);
    }
    // Where a string has no quotes, its end may be that of the member.
    read(&out.as_str().into()).map(|_| out)
}
