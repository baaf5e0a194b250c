//! A selectively disclosed token (SD-JWT, RFC 9901): what was sent, which claim each disclosure brings, and what is wrong.
//!
//! Grammar (RFC 9901 §4): `issuer-JWT "~" *(disclosure "~") [key-binding-JWT]`. A disclosure is the base64url of a JSON array,
//! `[salt, name, value]` for a member of an object or `[salt, value]` for an element of an array. Its digest stands in a
//! member `_sd` of the object that it belongs to, or as `{"...": digest}` in its array: in the signed payload, or in the value
//! of another disclosure. Digests that no disclosure answers are claims that were left out, or decoys.
//!
//! In JSON (§8) it is a JWS whose first unprotected header holds `disclosures` and `kb_jwt`. It is read as the compact form that
//! these make, because that is what `sd_hash` covers.
//!
//! ```
//! use jwt_debugger::jose::sd_jwt;
//!
//! // {"alg":"ES256"}, {"_sd":["06O1MyoSIB75PiOKBAbeNRIGIivFXfZ7zxg6LwmHUYw"]}, and ["salt","city","Köln"]
//! let token = "eyJhbGciOiJFUzI1NiJ9.\
//!     eyJfc2QiOlsiMDZPMU15b1NJQjc1UGlPS0JBYmVOUklHSWl2RlhmWjd6eGc2THdtSFVZdyJdfQ.c2ln~WyJzYWx0IiwiY2l0eSIsIkvDtmxuIl0~";
//! let sd_jwt = sd_jwt::read(token).expect("it has a `~`");
//! assert_eq!(sd_jwt.disclosures[0].name(), Some("city"));
//! assert_eq!(sd_jwt.processed.expect("a payload").text.as_str(), r#"{"city":"Köln"}"#);
//! ```

mod disclosure;
mod json;
mod near;
mod present;
mod processed;
mod rewritten;
#[cfg(test)]
mod testing;
mod view;
mod walk;

use super::{Diagnostic, Document, Form, Parsed, Part, Severity, Span, compact};
use crate::base::diagnostic::Facts;
use crate::base::diagnostic::sd_jwt::Disclosure as Fault;
use crate::base::text::Text;
use crate::crypto::Hash;
use crate::format::json::{Node, Value};
use core::ops::Range;
pub use json::Sent;
use std::sync::Arc;

/// More disclosures are not read: a text of `~` alone must not become a million of them.
const MAX_DISCLOSURES: usize = 5_000;

/// A selectively disclosed token, or what there is of one.
#[derive(Clone, Debug, PartialEq)]
pub struct SdJwt {
    /// The compact form: the text as it was sent, unless that was JSON.
    pub text: Text,
    /// What was sent, where that is JSON.
    pub sent: Option<Sent>,
    /// The JWT that the issuer signed, which stands at the beginning of `text`, and what is wrong with it.
    pub issuer: Arc<Parsed>,
    /// In the order in which they were sent.
    pub disclosures: Vec<Disclosure>,
    /// The JWT at the end by which the holder proves to have a key.
    pub key_binding: Option<KeyBinding>,
    /// What makes the digests; `None` if `_sd_alg` names no hash that is known here.
    pub hash: Option<Hash>,
    /// Every digest in the payload and in the disclosures that belong to it.
    pub digests: Vec<Digest>,
    /// The payload with the disclosed claims in their places and without digests (RFC 9901 §7.1); `None` where the payload is not a
    /// JSON object. Each lexeme is as it was sent.
    pub processed: Option<Document>,
    /// What is wrong with disclosures and digests, in the order of their places. Those of the encoded text count the bytes of what
    /// was sent, be it JSON.
    pub problems: Vec<Diagnostic>,
}

/// A key binding JWT as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyBinding {
    /// Where it stands.
    pub at: Range<usize>,
    /// What was read.
    pub parsed: Parsed,
}

/// One disclosure.
#[derive(Clone, Debug, PartialEq)]
pub struct Disclosure {
    /// Where it stands in [`SdJwt::text`].
    pub at: Range<usize>,
    /// What it decodes to.
    pub document: Document,
    /// The digest of its text as it was sent (RFC 9901 §4.2.3); empty if the hash is not known.
    pub digest: String,
    /// Whether it belongs to the token.
    pub state: State,
    /// The digest that is its own: an index of [`SdJwt::digests`].
    pub answers: Option<usize>,
    /// Where its claim stands in [`SdJwt::processed`], with its name.
    pub place: Option<Range<usize>>,
}

/// What becomes of a disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its claim is in the processed payload.
    Disclosed,
    /// No digest in the token is its own.
    Unreferenced,
    /// It was sent before, or its digest stands more than once.
    Duplicate,
    /// It is not what RFC 9901 §4.2 asks for, or not in a place where it may be.
    Malformed,
}

/// A digest in the payload or in a disclosure.
#[derive(Clone, Debug, PartialEq)]
pub struct Digest {
    /// As it is written.
    pub value: Text,
    /// The text that holds it.
    pub source: Source,
    /// Where in that text, with its quotes.
    pub range: Range<usize>,
    /// Whether it stands for an element of an array, not for a member of an object.
    pub element: bool,
    /// The disclosure that it is the digest of.
    pub answered: Option<usize>,
}

/// A text that can hold digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The signed payload.
    Payload,
    /// The disclosure with this index.
    Disclosure(usize),
}

/// Reads `text`. `None` if it is neither a JWS with a `~` behind it nor one in JSON with disclosures. Never fails otherwise.
pub fn read(text: impl Into<Text>) -> Option<SdJwt> {
    read_shared(text.into())
}

/// Whether [`read`] would read this, found out from its first segment alone; not for JSON.
pub fn is_sd_jwt(text: &str) -> bool {
    let Some((issuer, _)) = text.split_once('~') else { return false };
    let header = issuer.split('.').next().unwrap_or_default();
    // What is broken JSON is read for its members, and a `~` in it stands anywhere.
    !issuer.trim_start().starts_with('{')
        && issuer.contains('.')
        && compact::parse(header).token.is_some_and(|token| signs(&token.header))
}

/// Whether it is the header of a JWS whose payload is encoded: an unencoded one may hold a `~` itself.
fn signs(header: &Document) -> bool {
    let parameter = |name: &str| header.json.as_ref().and_then(|node| node.get(name));
    header.json.as_ref().is_some_and(Node::is_object)
        && parameter("enc").is_none()
        && parameter("b64").is_none_or(|b64| b64.value != Value::Bool(false))
}

/// Where the parts stand in the compact form.
struct Parts {
    issuer: Range<usize>,
    disclosures: Vec<Range<usize>>,
    key_binding: Option<Range<usize>>,
}

// Once in the program instead of once for each type of text.
fn read_shared(text: Text) -> Option<SdJwt> {
    let Some(first) = text.find('~').filter(|_| is_sd_jwt(&text)) else { return json::read(&text) };
    let (mut disclosures, last) = split(&text, first + 1);
    let mut problems = vec![];
    let mut key_binding = None;
    match text.get(last.clone()).unwrap_or_default() {
        "" => {}
        end if end.contains('.') => key_binding = Some(last),
        _ => {
            problems.push(problem(Severity::Error, last.clone(), Fault::Unended));
            disclosures.push(last);
        }
    }
    assemble(text, Parts { issuer: 0..first, disclosures, key_binding }, problems)
}

/// Reads the parts of the compact form. `None` if the issuer's is encrypted.
fn assemble(text: Text, parts: Parts, mut problems: Vec<Diagnostic>) -> Option<SdJwt> {
    let issuer = Arc::new(compact::parse(text.slice(parts.issuer)));
    if issuer.token.as_ref()?.form == Form::Jwe {
        return None;
    }
    let mut disclosures = parts.disclosures;
    if disclosures.len() > MAX_DISCLOSURES {
        let end = disclosures.last().map_or(0, |part| part.end);
        let rest = disclosures.get(MAX_DISCLOSURES).map_or(0, |part| part.start)..end;
        problems.push(problem(Severity::Error, rest, Fault::TooMany(MAX_DISCLOSURES)));
        disclosures.truncate(MAX_DISCLOSURES);
    }
    let key_binding = parts.key_binding.map(|at| KeyBinding { parsed: compact::parse(text.slice(at.clone())), at });
    let mut sd_jwt = SdJwt {
        text,
        sent: None,
        issuer,
        disclosures: vec![],
        key_binding,
        hash: Some(Hash::Sha256),
        digests: vec![],
        processed: None,
        problems,
    };
    sd_jwt.hash = walk::hash(&sd_jwt);
    for at in disclosures {
        let (disclosure, problems) = disclosure::read(&sd_jwt.text, at, sd_jwt.hash);
        sd_jwt.disclosures.push(disclosure);
        sd_jwt.problems.extend(problems);
    }
    disclosure::compare(&mut sd_jwt);
    walk::link(&mut sd_jwt);
    compact::in_order(&mut sd_jwt.problems);
    Some(sd_jwt)
}

/// The parts between `~` from `start` on, and the last one, which is something else.
fn split(text: &str, start: usize) -> (Vec<Range<usize>>, Range<usize>) {
    let mut parts = vec![];
    let mut at = start;
    for part in text.get(start..).unwrap_or_default().split('~') {
        parts.push(at..at + part.len());
        at += part.len() + 1;
    }
    let last = parts.pop().unwrap_or(start..start);
    (parts, last)
}

/// A problem of the encoded text.
fn problem(severity: Severity, range: Range<usize>, facts: impl Into<Facts>) -> Diagnostic {
    Diagnostic { severity, at: vec![Span { part: Part::Encoded, range }], facts: facts.into(), remedy: None }
}

impl SdJwt {
    /// The text that `sd_hash` of a key binding JWT covers: everything before it, the last `~` included (RFC 9901 §4.3.1).
    pub fn bound(&self) -> &str {
        let end = self.key_binding.as_ref().map_or(self.text.len(), |binding| binding.at.start);
        self.text.get(..end).unwrap_or_default()
    }

    /// The signed payload.
    pub fn payload(&self) -> Option<&Document> {
        self.issuer.token.as_ref()?.payload.as_ref()
    }

    /// How many digests no disclosure answers: claims that were left out, or decoys; nothing tells them apart.
    pub fn unanswered(&self) -> usize {
        self.digests.iter().filter(|digest| digest.answered.is_none()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{ISSUER, digest, disclosure, token};
    use super::*;

    #[test]
    fn the_parts_are_told_apart_by_the_last_tilde() {
        let city = disclosure(r#"["0123456789012345678901","city","Köln"]"#);
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&city));
        let issued = token(&payload, &[&city]);
        let read_whole = read(issued.as_str()).expect("an SD-JWT");
        assert_eq!((read_whole.disclosures.len(), &read_whole.key_binding), (1, &None));
        assert_eq!((read_whole.problems.as_slice(), read_whole.bound()), (&[][..], issued.as_str()));
        let bound = format!("{issued}{ISSUER}");
        let read_bound = read(bound.as_str()).expect("an SD-JWT");
        let binding = read_bound.key_binding.as_ref().expect("a JWT behind the last tilde");
        assert_eq!((binding.at.clone(), read_bound.bound()), (issued.len()..bound.len(), issued.as_str()));
        assert_eq!(read_bound.disclosures, read_whole.disclosures);
        let alone = read(format!("{ISSUER}~")).expect("an SD-JWT without disclosures");
        assert_eq!((alone.disclosures.len(), alone.problems.len()), (0, 0));
    }

    #[test]
    fn what_is_no_sd_jwt_is_left_to_others() {
        for text in ["", "~", "a~b", "hello.world~", ISSUER, "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0....AA~"] {
            assert!(read(text).is_none() && !is_sd_jwt(text), "{text}");
        }
        // An unencoded payload (RFC 7797) may hold a tilde.
        assert!(!is_sd_jwt("eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.a~b.c2ln"));
    }

    #[test]
    fn a_text_of_tildes_is_read_up_to_a_bound() {
        let many = read(format!("{ISSUER}{}", "~".repeat(MAX_DISCLOSURES + 3))).expect("an SD-JWT");
        assert_eq!(many.disclosures.len(), MAX_DISCLOSURES);
        assert!(many.problems.iter().any(|problem| problem.code().name() == "disclosures-too-many"));
    }
}
