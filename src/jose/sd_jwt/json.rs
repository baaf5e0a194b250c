//! The JSON serialization of an SD-JWT (RFC 9901 §8): a JWS in JSON whose first unprotected header holds `disclosures`, an array of
//! strings, and for a token that is bound `kb_jwt`, a string.
//!
//! It is read as the compact form that its parts make, which is also what `sd_hash` covers (§8.1). Where the two members stand in
//! another place they are read from there, and the place is told: drafts put them at the top of the object.

use super::{Parts, SdJwt, assemble, is_sd_jwt, problem};
use crate::base::diagnostic::sd_jwt::{Place, Serialized as Fault};
use crate::base::text::Text;
use crate::format::json::{self, Node, Value, between_quotes, quoted};
use crate::jose::compact::in_order;
use crate::jose::header::kind;
use crate::jose::json::{Jws, Member, NotConvertible};
use crate::jose::{Diagnostic, Parsed, Part, Serialization, Severity};
use core::ops::Range;
use std::sync::Arc;

const DISCLOSURES: &str = "disclosures";
const BINDING: &str = "kb_jwt";

/// An SD-JWT in JSON, as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// The JWS. Its text is what was sent.
    pub jws: Jws,
    /// What each of its signatures covers, with the payload as it was signed.
    pub(super) views: Vec<Arc<Parsed>>,
    /// Where the parts of the compact form stand in that text, in their order.
    pieces: Vec<Piece>,
    /// Whether `disclosures` or `kb_jwt` is not what or not where it must be.
    misplaced: bool,
}

/// A part of the compact form.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    compact: Range<usize>,
    sent: Range<usize>,
    /// Whether it stands there letter by letter, without escapes.
    verbatim: bool,
}

impl Sent {
    /// Where a stretch of the compact form stands in the text.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let piece = |at: usize| {
            let behind = self.pieces.partition_point(|piece| piece.compact.start <= at);
            self.pieces.get(behind.saturating_sub(1))
        };
        let inside = |piece: &Piece, at: usize| (piece.sent.start + at - piece.compact.start).min(piece.sent.end);
        let start = piece(range.start).map_or(0, |piece| match piece.verbatim {
            true => inside(piece, range.start),
            false => piece.sent.start,
        });
        let end = piece(range.end).map_or(0, |piece| match piece.verbatim {
            true => inside(piece, range.end),
            false => piece.sent.end,
        });
        start..end.max(start)
    }
}

/// Where one of the two members was found.
struct Source<'a> {
    /// `None` is the first unprotected header, where both belong.
    place: Option<Place>,
    node: &'a Node,
    /// The text that the node counts, and where that begins in what was sent; `None` if it does not stand there as it is.
    text: &'a str,
    start: Option<usize>,
    /// All that holds it, for what has no place of its own.
    whole: Range<usize>,
}

/// What becomes of a JWS in JSON.
struct Reader<'a> {
    text: &'a Text,
    compact: String,
    pieces: Vec<Piece>,
    problems: Vec<Diagnostic>,
}

/// Reads `text`; `None` if it is not a JWS in JSON that has disclosures or a key binding JWT, or not one that has a compact form.
pub(super) fn read(text: &Text) -> Option<SdJwt> {
    let jws = crate::jose::json::read(text)?;
    // Most tokens are spared that.
    let outer = [DISCLOSURES, BINDING].iter().any(|name| text.contains(name)).then(|| json::read(text).node).flatten();
    let protected: Vec<_> = jws.signatures.iter().map(|signature| signature.protected_header()).collect();
    let mut sources: Vec<Source> = vec![];
    for (index, (signature, protected)) in jws.signatures.iter().zip(&protected).enumerate() {
        let unprotected = signature.unprotected.as_ref().map(|(header, at)| (header, Some(at.start), at.clone()));
        let at = signature.protected.as_ref().map_or(signature.at.clone(), |member| member.at.clone());
        for (header, start, whole) in unprotected.into_iter().chain([(protected, None, at)]) {
            let place = match (index, start) {
                (_, None) => Some(Place::Protected),
                (0, _) => None,
                (_, _) => Some(Place::Later(index + 1)),
            };
            let Some(node) = &header.json else { continue };
            sources.push(Source { place, node, text: &header.text, start, whole });
        }
    }
    // The first unprotected header comes first, and what stands at the top last.
    sources.sort_by_key(|source| source.place.is_some());
    if let Some(outer) = &outer {
        sources.push(Source { place: Some(Place::Top), node: outer, text, start: Some(0), whole: outer.span.clone() });
    }

    let mut reader = Reader { text, compact: String::new(), pieces: vec![], problems: vec![] };
    let [disclosures, binding] = [DISCLOSURES, BINDING].map(|name| reader.find(name, &sources));
    if disclosures.is_none() && binding.is_none() {
        return None;
    }
    let first = jws.signatures.first()?;
    for (member, end) in [(&first.protected, "."), (&jws.payload, "."), (&first.signature, "")] {
        let member = member.as_ref()?;
        reader.member(member, end);
    }
    let issuer = 0..reader.compact.len();
    reader.compact.push('~');
    let disclosures = disclosures.map(|source| reader.disclosures(source)).unwrap_or_default();
    let key_binding = binding.and_then(|source| reader.string(source, source.node.get(BINDING)?, "`kb_jwt`"));
    let Reader { compact, pieces, problems, .. } = reader;
    let misplaced = !problems.is_empty();
    let mut sd_jwt = assemble(compact.into(), Parts { issuer, disclosures, key_binding }, vec![])?;
    let views = (0..jws.signatures.len()).map(|index| Arc::new(jws.view(index))).collect();
    let sent = Sent { jws, views, pieces, misplaced };
    for at in sd_jwt.problems.iter_mut().flat_map(|problem| &mut problem.at).filter(|at| at.part == Part::Encoded) {
        at.range = sent.place(&at.range);
    }
    sd_jwt.problems.extend(problems);
    in_order(&mut sd_jwt.problems);
    sd_jwt.sent = Some(sent);
    Some(sd_jwt)
}

impl<'a> Reader<'a> {
    fn say(&mut self, at: Range<usize>, fault: Fault) {
        self.problems.push(problem(Severity::Error, at, fault));
    }

    /// Where the member of that name is read from: the first unprotected header, or wherever else it stands.
    fn find<'s>(&mut self, name: &'static str, sources: &'s [Source<'a>]) -> Option<&'s Source<'a>> {
        let mut found = sources.iter().filter_map(|source| Some((source, source.node.get(name)?)));
        let first = found.next()?;
        for (source, node) in core::iter::once(first).chain(found) {
            if let Some(place) = source.place {
                self.say(source.at(node), Fault::Place { name, place });
            }
        }
        Some(first.0)
    }

    fn member(&mut self, member: &Member, end: &str) {
        self.piece(&member.value, member.at.clone());
        self.compact.push_str(end);
    }

    /// Appends to the compact form what stands at `sent`.
    fn piece(&mut self, value: &str, sent: Range<usize>) -> Range<usize> {
        let start = self.compact.len();
        self.compact.push_str(value);
        let compact = start..self.compact.len();
        let verbatim = self.text.get(sent.clone()) == Some(value);
        self.pieces.push(Piece { compact: compact.clone(), sent, verbatim });
        compact
    }

    fn disclosures(&mut self, source: &Source) -> Vec<Range<usize>> {
        let Some(node) = source.node.get(DISCLOSURES) else { return vec![] };
        let Value::Array(entries) = &node.value else {
            let (name, wanted) = ("`disclosures`", "an array of strings");
            self.say(source.at(node), Fault::Kind { name, is: kind(node), wanted });
            return vec![];
        };
        let mut ranges = vec![];
        for entry in entries {
            if let Some(range) = self.string(source, entry, "an entry of `disclosures`") {
                ranges.push(range);
                self.compact.push('~');
            }
        }
        ranges
    }

    fn string(&mut self, source: &Source, node: &Node, name: &'static str) -> Option<Range<usize>> {
        let Some(value) = node.as_str() else {
            self.say(source.at(node), Fault::Kind { name, is: kind(node), wanted: "a string" });
            return None;
        };
        let inner = between_quotes(source.text, node);
        let at = source.start.map_or(source.whole.clone(), |start| start + inner.start..start + inner.end);
        Some(self.piece(value, at))
    }
}

impl Source<'_> {
    fn at(&self, node: &Node) -> Range<usize> {
        self.start.map_or(self.whole.clone(), |start| start + node.span.start..start + node.span.end)
    }
}

impl SdJwt {
    /// The same token in another serialization. Nothing is signed anew: every part is carried over letter by letter.
    ///
    /// # Errors
    /// What that form has no place for.
    pub fn convert(&self, to: Serialization) -> Result<String, NotConvertible> {
        match (&self.sent, to) {
            (None, Serialization::Compact) => Ok(self.text.to_string()),
            (None, _) => self.in_json(to).ok_or(NotConvertible::Faulty),
            (Some(sent), _) if sent.misplaced => Err(NotConvertible::Faulty),
            (Some(sent), Serialization::Compact) => self.in_compact(&sent.jws),
            (Some(sent), _) => sent.jws.convert(to),
        }
    }

    fn in_compact(&self, jws: &Jws) -> Result<String, NotConvertible> {
        let faults = jws.signatures.iter().flat_map(|signature| &signature.problems).chain(&jws.problems);
        // A part that holds a separator would become two.
        let parts = self.disclosures.iter().map(|one| &one.at).chain(self.key_binding.iter().map(|one| &one.at));
        let split = parts.into_iter().any(|at| self.text.get(at.clone()).is_none_or(|part| part.contains('~')));
        let unread = self.key_binding.as_ref().is_some_and(|one| !self.text.get(one.at.clone()).is_some_and(is_jwt));
        // In compact form only the header tells what it is.
        let untold = !is_sd_jwt(&self.text);
        if split || unread || untold || faults.into_iter().any(|problem| problem.severity == Severity::Error) {
            return Err(NotConvertible::Faulty);
        }
        let [signature] = jws.signatures.as_slice() else {
            return Err(NotConvertible::Signatures(jws.signatures.len()));
        };
        let members = signature.unprotected.as_ref().and_then(|(header, _)| header.json.as_ref()).map(Node::members);
        match members.unwrap_or_default().iter().all(|member| [DISCLOSURES, BINDING].contains(&&*member.name)) {
            true => Ok(self.text.to_string()),
            false => Err(NotConvertible::Unprotected),
        }
    }

    /// `None` unless the issuer's JWT has three segments.
    fn in_json(&self, to: Serialization) -> Option<String> {
        let token = self.issuer.token.as_ref()?;
        token.signature()?;
        let segment = |index: usize| Some(quoted(token.text.get(token.segments.get(index)?.encoded.clone())?));
        let part = |at: &Range<usize>| Some(quoted(self.text.get(at.clone())?));
        let disclosures = self.disclosures.iter().map(|one| part(&one.at)).collect::<Option<Vec<_>>>()?.join(",");
        let binding = self.key_binding.as_ref().and_then(|binding| part(&binding.at));
        let binding = binding.map_or_else(String::new, |binding| format!(",\"kb_jwt\":{binding}"));
        let [protected, payload, signature] = [segment(0)?, segment(1)?, segment(2)?];
        let signature = format!(
            "\"protected\":{protected},\"header\":{{\"disclosures\":[{disclosures}]{binding}}},\"signature\":{signature}"
        );
        Some(match to {
            Serialization::General => format!("{{\"payload\":{payload},\"signatures\":[{{{signature}}}]}}"),
            _ => format!("{{\"payload\":{payload},{signature}}}"),
        })
    }
}

/// Whether the end of a compact SD-JWT is read as a key binding JWT.
fn is_jwt(text: &str) -> bool {
    text.contains('.')
}

#[cfg(test)]
#[path = "json/tests.rs"]
mod tests;
