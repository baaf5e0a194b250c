//! A selectively disclosed token (SD-JWT, RFC 9901): what was sent, which claim each disclosure brings, and what is wrong.
//!
//! Grammar (RFC 9901 §4): `issuer-JWT "~" *(disclosure "~") [key-binding-JWT]`. A disclosure is the base64url of a JSON array,
//! `[salt, name, value]` for a member of an object or `[salt, value]` for an element of an array. Its digest stands in a
//! member `_sd` of the object that it belongs to, or as `{"...": digest}` in its array: in the signed payload, or in the value
//! of another disclosure. Digests that no disclosure answers are claims that were left out, or decoys.
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
#[cfg(test)]
mod testing;
mod walk;

use super::{Diagnostic, Document, Form, Parsed, Part, Severity, Span, Token, compact};
use crate::base::diagnostic::Facts;
use crate::base::diagnostic::sd_jwt::Disclosure as Fault;
use crate::base::text::Text;
use crate::crypto::Hash;
use crate::format::json::Value;
use core::ops::Range;
pub use json::{compact_of, flattened};
use std::sync::Arc;

/// More disclosures are not read: a text of `~` alone must not become a million of them.
const MAX_DISCLOSURES: usize = 5_000;

/// A selectively disclosed token, or what there is of one.
#[derive(Clone, Debug, PartialEq)]
pub struct SdJwt {
    /// The text as it was sent; spans of the encoded text count its bytes.
    pub text: Text,
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
    /// What is wrong with disclosures and digests, in the order of their places.
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

/// Reads `text`. `None` if it has no `~` behind something that begins like a JWS. Never fails otherwise.
pub fn read(text: impl Into<Text>) -> Option<SdJwt> {
    read_shared(text.into())
}

/// Whether [`read`] would read this, found out from its first segment alone.
pub fn is_sd_jwt(text: &str) -> bool {
    let Some((issuer, _)) = text.split_once('~') else { return false };
    let header = issuer.split('.').next().unwrap_or_default();
    issuer.contains('.') && compact::parse(header).token.is_some_and(|token| signs(&token.header))
}

/// Whether it is the header of a JWS whose payload is encoded: an unencoded one may hold a `~` itself.
fn signs(header: &Document) -> bool {
    let parameter = |name: &str| header.json.as_ref().and_then(|node| node.get(name));
    header.json.as_ref().is_some_and(|node| matches!(node.value, Value::Object(_)))
        && parameter("enc").is_none()
        && parameter("b64").is_none_or(|b64| b64.value != Value::Bool(false))
}

// Once in the program instead of once for each type of text.
fn read_shared(text: Text) -> Option<SdJwt> {
    let first = text.find('~').filter(|_| is_sd_jwt(&text))?;
    let issuer = Arc::new(compact::parse(text.slice(0..first)));
    if issuer.token.as_ref()?.form == Form::Jwe {
        return None;
    }
    let mut problems = vec![];
    let (parts, last) = split(&text, first + 1);
    let mut disclosures = parts;
    let mut key_binding = None;
    match text.get(last.clone()).unwrap_or_default() {
        "" => {}
        end if end.contains('.') => {
            let parsed = compact::parse(text.slice(last.clone()));
            key_binding = Some(KeyBinding { at: last, parsed });
        }
        _ => {
            problems.push(problem(Severity::Error, last.clone(), Fault::Unended));
            disclosures.push(last);
        }
    }
    if disclosures.len() > MAX_DISCLOSURES {
        let rest = disclosures.get(MAX_DISCLOSURES).map_or(0, |part| part.start)..text.len();
        problems.push(problem(Severity::Error, rest, Fault::TooMany(MAX_DISCLOSURES)));
        disclosures.truncate(MAX_DISCLOSURES);
    }
    let mut sd_jwt = SdJwt {
        text,
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
    crate::base::sort_by_place(&mut sd_jwt.problems, |problem| {
        problem.place().map_or((0, 0), |place| (place.part as usize, place.range.start))
    });
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

    /// The token as one compact token for all that does not know of disclosures: with the processed payload, and with the problems
    /// of the payload as it was signed where they stand in the encoded text.
    pub fn view(&self) -> Parsed {
        let Some(token) = &self.issuer.token else { return Parsed::clone(&self.issuer) };
        let mut problems: Vec<Diagnostic> = self.issuer.problems.iter().chain(&self.problems).cloned().collect();
        for at in problems.iter_mut().flat_map(|problem| &mut problem.at).filter(|at| at.part == Part::Payload) {
            let segment = token.segments.get(1).map_or(0..0, |segment| segment.encoded.clone());
            *at = Span { part: Part::Encoded, range: token.encoded(at).unwrap_or(segment) };
        }
        crate::base::sort_by_place(&mut problems, |problem| {
            problem.place().map_or((0, 0), |place| (place.part as usize, place.range.start))
        });
        let payload = self.processed.clone().or_else(|| token.payload.clone());
        Parsed { token: Some(Token { payload, ..token.clone() }), problems }
    }

    /// How many digests no disclosure answers: claims that were left out, or decoys; nothing tells them apart.
    pub fn unanswered(&self) -> usize {
        self.digests.iter().filter(|digest| digest.answered.is_none()).count()
    }

    /// Where a digest stands, in the text that a person sees: the payload, or the encoded text of its disclosure.
    pub fn place(&self, digest: &Digest) -> Span {
        self.span(digest.source, &digest.range)
    }

    fn span(&self, source: Source, range: &Range<usize>) -> Span {
        match source {
            Source::Payload => Span { part: Part::Payload, range: range.clone() },
            Source::Disclosure(index) => self.encoded(index, range),
        }
    }

    /// Where a stretch of the text of a disclosure stands in the encoded text: three bytes are four letters.
    fn encoded(&self, index: usize, range: &Range<usize>) -> Span {
        let at = self.disclosures.get(index).map_or(0..0, |disclosure| disclosure.at.clone());
        let letter = |byte: usize| (at.start + byte / 3 * 4 + byte % 3).min(at.end);
        let end = letter(range.end) + usize::from(!range.end.is_multiple_of(3));
        Span { part: Part::Encoded, range: letter(range.start)..end.min(at.end) }
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
    fn the_view_has_the_processed_payload_and_the_problems_in_the_encoded_text() {
        let city = disclosure(r#"["0123456789012345678901","city","Köln"]"#);
        let payload = format!(r#"{{"_sd":["{0}","{0}"],"a":1,"a":2}}"#, digest(&city));
        let sd_jwt = read(token(&payload, &[&city])).expect("an SD-JWT");
        let view = sd_jwt.view();
        let shown = view.token.expect("a token");
        assert_eq!(shown.payload.as_ref().map(|payload| payload.text.as_str()), Some(r#"{"a":1,"a":2,"city":"Köln"}"#));
        let codes: Vec<_> = view.problems.iter().map(|problem| problem.code().name()).collect();
        assert_eq!(codes, ["digest-repeated", "duplicate-name"]);
        for place in view.problems.iter().flat_map(|problem| &problem.at) {
            assert_eq!(place.part, Part::Encoded);
            assert!(shown.segments[1].encoded.contains(&place.range.start), "{place:?}");
        }
        assert_eq!(shown.signing_input(), sd_jwt.issuer.token.as_ref().and_then(|token| token.signing_input()));
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
