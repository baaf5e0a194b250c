//! A signed token in JSON (RFC 7515 §7.2): several signatures over one payload, each with a header that it covers and one that
//! it does not.
//!
//! ```text
//! general   = { "payload": B64U, "signatures": [ 1* signature ] }
//! flattened = { "payload": B64U, signature's members }
//! signature = { "protected": B64U of an object, "header": object, "signature": B64U }   one of the headers may be missing
//! ```
//! With `"b64":false` the payload is a string that stands for itself (RFC 7797 §5); without `payload` it was sent apart
//! (RFC 7515 §F). Reading never fails and repairs nothing: a fault is a [`Diagnostic`] with its place in the text, and a
//! [view](Jws::view) of one signature refuses what a strict reader refuses.

mod convert;
pub(super) mod view;

use crate::base::diagnostic::{Duplicate as Repeated, Facts, Jws as Fault};
use crate::base::text::Text;
use crate::format::json::{self, Node, Reading, Value};
use crate::jose::header::kind;
use crate::jose::{Diagnostic, Document, Part, Serialization, Severity, Span};
pub use convert::{NotConvertible, Parts, apart, convert, edited, with_parts};
use core::ops::Range;

/// So many signatures are read: each costs work with a key, and the payload is read with each.
pub const MAX_SIGNATURES: usize = 20;
/// So many duplicate names are told.
const MAX_DUPLICATES: usize = 4;

/// A signed token in JSON, as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Jws {
    /// The text, exactly; every range counts its bytes.
    pub text: Text,
    /// Flattened or general.
    pub serialization: Serialization,
    /// The payload; `None` if it was sent apart.
    pub payload: Option<Member>,
    /// The signatures; never empty, because a token without any is shown as well.
    pub signatures: Vec<Signature>,
    /// What is wrong with the whole.
    pub problems: Vec<Diagnostic>,
}

/// One signature and its headers.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// The protected header, in base64url.
    pub protected: Option<Member>,
    /// The unprotected header, and where it stands.
    pub unprotected: Option<(Document, Range<usize>)>,
    /// The signature, in base64url.
    pub signature: Option<Member>,
    /// Where the object stands that holds it.
    pub at: Range<usize>,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

/// The string that a member holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// What it says, without escapes.
    pub value: Text,
    /// Where it stands, between its quotes.
    pub at: Range<usize>,
}

/// Reads `text`; `None` if it does not look like a signed token in JSON.
///
/// ```
/// # use jwt_debugger::jose::json;
/// // RFC 7515 §A.7, with an HMAC.
/// let text = r#"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","header":{"kid":"1"},"signature":"AA"}"#;
/// let jws = json::read(&text.into()).expect("it looks like one");
/// assert_eq!((jws.signatures.len(), jws.problems.len()), (1, 0));
/// ```
pub fn read(text: &Text) -> Option<Jws> {
    if !text.trim_start().starts_with('{') || !text.contains("\"signature") {
        return None;
    }
    let reading = json::read(text);
    let object = reading.node.as_ref()?;
    if !looks_like(object) {
        return None;
    }
    let mut reader = Reader { text, problems: vec![] };
    reader.json(&reading);
    Some(reader.jws(object))
}

/// Whether an object is meant to be one. Much other JSON has a signature of some kind.
fn looks_like(object: &Node) -> bool {
    let has = |name: &str| object.get(name).is_some();
    let text = |node: &Node, name: &str| node.get(name).is_some_and(|node| node.as_str().is_some());
    // JWE, and DSSE.
    if has("ciphertext") || has("payloadType") {
        return false;
    }
    let is_entry = |node: &Node| text(node, "protected");
    match object.get("signatures").map(|list| &list.value) {
        Some(Value::Array(items)) => text(object, "payload") || items.iter().any(is_entry),
        Some(_) => text(object, "payload"),
        None => {
            let unprotected = object.get("header").is_some_and(|header| !header.members().is_empty());
            has("signature") && (text(object, "protected") || text(object, "payload") && unprotected)
        }
    }
}

struct Reader<'a> {
    text: &'a Text,
    problems: Vec<Diagnostic>,
}

/// A fault at a place of the text.
fn problem(severity: Severity, at: Range<usize>, facts: impl Into<Facts>) -> Diagnostic {
    Diagnostic { severity, at: vec![Span { part: Part::Encoded, range: at }], facts: facts.into(), remedy: None }
}

impl Reader<'_> {
    fn say(&mut self, at: &Range<usize>, fault: Fault) {
        self.problems.push(problem(Severity::Error, at.clone(), fault));
    }

    /// What is wrong with the text as JSON: readers would differ in what they take from it.
    fn json(&mut self, reading: &Reading) {
        if let Some(fault) = reading.faults.iter().find(|fault| fault.is_syntax()) {
            let more_follow = reading.faults.iter().filter(|fault| fault.is_syntax()).count() > 1;
            let facts = Facts::Json { fault: fault.facts.clone(), more_follow };
            self.problems.push(problem(Severity::Error, fault.at.clone(), facts));
        }
        for duplicate in reading.duplicates.iter().take(MAX_DUPLICATES) {
            let first = json::line_column(self.text, duplicate.first.start);
            let name = crate::base::shown(&duplicate.name, 40);
            let fault = Repeated::Name { name, first, inner: true };
            self.problems.push(problem(Severity::Error, duplicate.again.clone(), fault));
        }
    }

    fn jws(mut self, object: &Node) -> Jws {
        let payload = self.string(object, "payload");
        let (serialization, signatures) = match object.get("signatures") {
            None => (Serialization::Flattened, vec![self.signature(object)]),
            Some(list) => (Serialization::General, self.signatures(object, list)),
        };
        let mut jws = Jws { text: self.text.clone(), serialization, payload, signatures, problems: self.problems };
        // RFC 7797 §3: the value is the same for all.
        let mut kinds = (0..jws.signatures.len()).map(|index| jws.is_encoded(index));
        let first = kinds.next();
        if kinds.any(|other| Some(other) != first) {
            jws.problems.push(problem(Severity::Error, object.span.clone(), Fault::B64Differs));
        }
        jws
    }

    fn signatures(&mut self, object: &Node, list: &Node) -> Vec<Signature> {
        for name in ["signature", "protected", "header"] {
            if let Some(other) = object.get(name) {
                self.say(&other.span, Fault::Mixed(name));
            }
        }
        let items = match &list.value {
            Value::Array(items) => items.as_slice(),
            _ => {
                self.say(&list.span, Fault::Type { name: "signatures", kind: kind(list), wanted: "an array" });
                &[]
            }
        };
        if items.is_empty() && matches!(list.value, Value::Array(_)) {
            self.say(&list.span, Fault::NoSignatures);
        }
        if items.len() > MAX_SIGNATURES {
            let fault = Fault::ManySignatures { count: items.len(), read: MAX_SIGNATURES };
            self.problems.push(problem(Severity::Warning, list.span.clone(), fault));
        }
        let signatures: Vec<Signature> = items.iter().take(MAX_SIGNATURES).map(|item| self.signature(item)).collect();
        if !signatures.is_empty() {
            return signatures;
        }
        let at = list.span.clone();
        vec![Signature { protected: None, unprotected: None, signature: None, at, problems: vec![] }]
    }

    fn signature(&mut self, object: &Node) -> Signature {
        let outer = core::mem::take(&mut self.problems);
        if !object.is_object() {
            let wanted = "an array of objects";
            self.say(&object.span, Fault::Type { name: "signatures", kind: kind(object), wanted });
        }
        let protected = self.string(object, "protected");
        let unprotected = self.header(object);
        let signature = self.string(object, "signature");
        if object.get("signature").is_none() && !object.members().is_empty() {
            self.say(&object.span, Fault::SignatureMissing);
        }
        if object.get("protected").is_none() && object.get("header").is_none() && !object.members().is_empty() {
            self.say(&object.span, Fault::NoHeader);
        }
        for name in ["crit", "b64"] {
            if let Some(node) = object.get("header").and_then(|header| header.get(name)) {
                self.say(&node.span, Fault::Unprotected(name));
            }
        }
        let problems = core::mem::replace(&mut self.problems, outer);
        let mut signature = Signature { protected, unprotected, signature, at: object.span.clone(), problems };
        signature.compare_headers(object);
        signature
    }

    fn header(&mut self, object: &Node) -> Option<(Document, Range<usize>)> {
        let node = object.get("header")?;
        if !node.is_object() {
            self.say(&node.span, Fault::Type { name: "header", kind: kind(node), wanted: "an object" });
            return None;
        }
        Some((view::document(self.text.slice(node.span.clone())), node.span.clone()))
    }

    fn string(&mut self, object: &Node, name: &'static str) -> Option<Member> {
        let node = object.get(name)?;
        let Value::String(value) = &node.value else {
            self.say(&node.span, Fault::Type { name, kind: kind(node), wanted: "a string" });
            return None;
        };
        Some(Member { value: value.clone(), at: json::between_quotes(self.text, node) })
    }
}

impl Signature {
    /// What can be said of the two headers together.
    fn compare_headers(&mut self, object: &Node) {
        let protected = self.protected_header();
        let is_protected = |name: &str| protected.json.as_ref().is_some_and(|header| header.get(name).is_some());
        for member in object.get("header").map(Node::members).unwrap_or_default() {
            if is_protected(&member.name) {
                let fault = Fault::Repeated(crate::base::shown(&member.name, 40));
                self.problems.push(problem(Severity::Error, member.name_span.clone(), fault));
            } else if member.name == "alg" {
                self.problems.push(problem(Severity::Warning, member.node.span.clone(), Fault::AlgUnprotected));
            }
        }
    }
}

impl Member {
    /// Whether it stands in `text` letter by letter.
    fn is_verbatim(&self, text: &Text) -> bool {
        text.get(self.at.clone()) == Some(&self.value)
    }
}

#[cfg(test)]
mod tests;
