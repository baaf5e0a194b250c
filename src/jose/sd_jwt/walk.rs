//! Finds every digest, the disclosure that it is the digest of, and what is wrong with either (RFC 9901 §7.1, steps 2.4 to 5).
//!
//! The walk begins in the payload and goes on in the value of each disclosure that it meets there. A disclosure is entered once,
//! from a list of those still to be entered, so that no nesting of disclosures can exhaust the stack.

use super::disclosure::name_shown;
use super::processed::{Action, Edits, write};
use super::rewritten::hash_of;
use super::{Diagnostic, Digest, SdJwt, Severity, Source, State, near};
use crate::base::diagnostic::Facts;
use crate::base::diagnostic::sd_jwt::{Digest as DigestFault, Disclosure as Fault};
use crate::crypto::Hash;
use crate::format::json::{self, Member, Node, Value};
use crate::jose::header::{self, short_type};
use crate::jose::{Document, Token};
use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

/// Claims without which a verifier accepts too much: they decide whether a token is valid (RFC 9901 §9.7).
const VALIDITY: [&str; 5] = ["iss", "aud", "exp", "nbf", "cnf"];
/// Claims that an SD-JWT VC must show (draft-ietf-oauth-sd-jwt-vc, "Registered JWT Claims").
const CREDENTIAL: [&str; 7] = ["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"];

/// The hash of the token; SHA-256 where it names none (RFC 9901 §4.1.1). The names are those of the IANA registry "Named
/// Information Hash Algorithm".
pub(super) fn hash(sd_jwt: &SdJwt) -> Option<Hash> {
    match top(sd_jwt).and_then(|node| node.get("_sd_alg")).map(Node::as_str) {
        None => Some(Hash::Sha256),
        Some(name) => Hash::ALL.into_iter().find(|hash| Some(registered(*hash)) == name),
    }
}

/// Its name in the registry.
fn registered(hash: Hash) -> &'static str {
    match hash {
        Hash::Sha256 => "sha-256",
        Hash::Sha384 => "sha-384",
        Hash::Sha512 => "sha-512",
    }
}

fn top(sd_jwt: &SdJwt) -> Option<&Node> {
    sd_jwt.payload()?.json.as_ref().filter(|node| node.is_object())
}

/// Connects digests and disclosures, and makes the processed payload.
pub(super) fn link(sd_jwt: &mut SdJwt) {
    let mut walk = Walk {
        sd_jwt,
        by_digest: BTreeMap::new(),
        found: BTreeMap::new(),
        digests: vec![],
        problems: vec![],
        fates: sd_jwt.disclosures.iter().map(|disclosure| (disclosure.state, None)).collect(),
        to_enter: vec![],
        edits: Edits::default(),
        credential: is_credential(sd_jwt.issuer.token.as_ref()),
    };
    for (index, disclosure) in sd_jwt.disclosures.iter().enumerate().filter(|(_, one)| one.state != State::Duplicate) {
        walk.by_digest.entry(&disclosure.digest).or_insert(index);
    }
    walk.by_digest.remove("");
    walk.issuer();
    let mut places = vec![None; sd_jwt.disclosures.len()];
    let document = top(sd_jwt).and_then(|node| {
        walk.object(Source::Payload, node.members(), false, true);
        walk.enter();
        let signed = sd_jwt.payload()?;
        signed.well_formed.then(|| {
            let text = write(sd_jwt, &walk.edits, signed, &mut places).into();
            let json = json::read(&text).node;
            Document { well_formed: json.is_some(), text, utf8: true, json }
        })
    });
    let Walk { found, digests, mut problems, fates, .. } = walk;
    if sd_jwt.hash.is_some() {
        problems.extend(near::unreferenced(sd_jwt, &fates, &found));
    }
    sd_jwt.processed = document;
    sd_jwt.digests = digests;
    sd_jwt.problems.extend(problems);
    for ((disclosure, (state, answers)), place) in sd_jwt.disclosures.iter_mut().zip(fates).zip(places) {
        (disclosure.state, disclosure.answers, disclosure.place) = (state, answers, place);
    }
}

fn is_credential(token: Option<&Token>) -> bool {
    let typ = token.and_then(|token| token.header.json.as_ref()?.get("typ")?.as_str()).map(short_type);
    typ.is_some_and(|typ| ["dc+sd-jwt", "vc+sd-jwt"].iter().any(|name| name.eq_ignore_ascii_case(typ)))
}

struct Walk<'a> {
    sd_jwt: &'a SdJwt,
    /// The disclosures by their digests.
    by_digest: BTreeMap<&'a str, usize>,
    /// The digests by their values.
    found: BTreeMap<&'a str, usize>,
    digests: Vec<Digest>,
    problems: Vec<Diagnostic>,
    /// What becomes of each disclosure, and the digest that it answers.
    fates: Vec<(State, Option<usize>)>,
    to_enter: Vec<usize>,
    edits: Edits,
    credential: bool,
}

impl<'a> Walk<'a> {
    fn problem(&mut self, severity: Severity, source: Source, range: &Range<usize>, facts: impl Into<Facts>) {
        let at = vec![self.sd_jwt.span(source, range)];
        self.problems.push(Diagnostic { severity, at, facts: facts.into(), remedy: None });
    }

    fn error(&mut self, source: Source, range: &Range<usize>, facts: impl Into<Facts>) {
        self.problem(Severity::Error, source, range, facts);
    }

    /// What the payload and the header say about the token as a whole.
    fn issuer(&mut self) {
        let sd_jwt = self.sd_jwt;
        let Some(token) = &sd_jwt.issuer.token else { return };
        let alg = token.header.json.as_ref().and_then(|node| node.get("alg"));
        if let Some(alg) = alg.filter(|alg| alg.as_str() == Some("none")) {
            let mut unsigned = Diagnostic::error(DigestFault::Unsigned);
            unsigned.at.push(super::Span { part: super::Part::Header, range: alg.span.clone() });
            self.problems.push(unsigned);
        }
        if let Some(node) = sd_jwt.payload().and_then(|payload| payload.json.as_ref())
            && !node.is_object()
        {
            self.error(Source::Payload, &node.span, DigestFault::Payload(header::kind(node)));
        }
        if let Some(node) = top(sd_jwt).and_then(|node| node.get("_sd_alg")).filter(|_| sd_jwt.hash.is_none()) {
            let fault = match node.as_str() {
                Some(name) => DigestFault::AlgUnknown(name_shown(name)),
                None => DigestFault::AlgKind(header::kind(node)),
            };
            self.error(Source::Payload, &node.span, fault);
        }
    }

    /// Walks through the values of the disclosures that were met, and of those met in them.
    fn enter(&mut self) {
        let mut next = 0;
        while let Some(index) = self.to_enter.get(next).copied() {
            next += 1;
            let sd_jwt = self.sd_jwt;
            if let Some(value) = sd_jwt.disclosures.get(index).and_then(|disclosure| disclosure.value()) {
                self.value(Source::Disclosure(index), value, false);
            }
        }
    }

    fn value(&mut self, source: Source, node: &'a Node, element: bool) {
        match &node.value {
            Value::Object(members) => self.object(source, members, element, false),
            Value::Array(elements) => self.array(source, elements),
            _ => {}
        }
    }

    /// `element`: it is an element of an array. `top`: it is the payload itself.
    fn object(&mut self, source: Source, members: &'a [Member], element: bool, top: bool) {
        let goes = |member: &Member| member.name == "_sd" || top && member.name == "_sd_alg";
        let mut taken: BTreeSet<&str> =
            members.iter().filter(|member| member.name != "_sd").map(|member| member.name.as_str()).collect();
        let mut inserted = vec![];
        if let Some(sd) = members.iter().rev().find(|member| member.name == "_sd") {
            let entries = if let Value::Array(entries) = &sd.node.value { entries.as_slice() } else { &[] };
            if !matches!(sd.node.value, Value::Array(_)) {
                self.error(source, &sd.node.span, DigestFault::NotArray(header::kind(&sd.node)));
            }
            for entry in entries {
                match entry.as_str() {
                    None => self.error(source, &entry.span, DigestFault::Entry(header::kind(entry))),
                    Some(value) => {
                        let index = self.digest(source, entry, value, false);
                        inserted.extend(index.filter(|index| self.fits(*index, &mut taken, top)));
                    }
                }
            }
        }
        self.edits.object(source, members, goes, &inserted);
        self.to_enter.extend(inserted);
        for member in members.iter().filter(|member| !goes(member)) {
            match member.name.as_str() {
                "..." if !element => self.error(source, &member.name_span, DigestFault::Misplaced),
                "_sd_alg" => self.error(source, &member.name_span, DigestFault::AlgNested),
                _ => {}
            }
            self.value(source, &member.node, false);
        }
    }

    fn array(&mut self, source: Source, elements: &'a [Node]) {
        let mut actions = vec![];
        for element in elements {
            actions.push(match (element.get("..."), element.members().len()) {
                (Some(digest), 1) => match digest.as_str() {
                    Some(value) => match self.digest(source, digest, value, true) {
                        Some(index) => {
                            self.to_enter.push(index);
                            Action::Replace(index)
                        }
                        None => Action::Remove,
                    },
                    None => {
                        self.error(source, &digest.span, DigestFault::Element(header::kind(digest)));
                        Action::Keep
                    }
                },
                (Some(_), _) => {
                    self.error(source, &element.span, DigestFault::Beside);
                    Action::Keep
                }
                (None, _) => Action::Keep,
            });
            if !matches!(actions.last(), Some(Action::Remove | Action::Replace(_))) {
                self.value(source, element, true);
            }
        }
        self.edits.array(source, elements, &actions);
    }

    /// Notes a digest; the disclosure that belongs in its place, if that can be put there.
    fn digest(&mut self, source: Source, node: &Node, value: &'a str, element: bool) -> Option<usize> {
        let range = &node.span;
        if let Some(hash) = self.sd_jwt.hash {
            let (expected, got) = ((hash.bytes() * 4).div_ceil(3), value.chars().count());
            let written = hash_of(value, hash.bytes()).map(|(written, _)| written);
            if expected != got || written.is_some() {
                let form = DigestFault::Form { hash: hash.name(), expected, got, written };
                self.problem(Severity::Warning, source, range, form);
            }
        }
        let here = self.digests.len();
        let first = self.found.get(value).copied();
        let index = self.by_digest.get(value).copied();
        let text = if let Value::String(text) = &node.value { text.clone() } else { value.into() };
        self.digests.push(Digest { value: text, source, range: range.clone(), element, answered: index });
        if let Some(first) = first {
            self.error(source, range, DigestFault::Repeated);
            let place = self.digests.get(first).map(|digest| self.sd_jwt.place(digest));
            if let Some(problem) = self.problems.last_mut() {
                problem.at.extend(place);
            }
            if let Some((state, _)) = index.and_then(|index| self.fates.get_mut(index)) {
                *state = State::Duplicate;
            }
            return None;
        }
        self.found.insert(value, here);
        let index = index?;
        let disclosure = self.sd_jwt.disclosures.get(index)?;
        let fate = self.fates.get_mut(index)?;
        fate.1 = Some(here);
        if !disclosure.is_whole() {
            return None;
        }
        let fault = match disclosure.name() {
            Some(name) if element => Fault::ForElement(name_shown(name)),
            None if !element => Fault::ForObject,
            _ => {
                if fate.0 == State::Unreferenced {
                    fate.0 = State::Disclosed;
                }
                return Some(index);
            }
        };
        self.malformed(index, fault);
        None
    }

    /// Whether a disclosure may become a member of an object with these names.
    fn fits(&mut self, index: usize, taken: &mut BTreeSet<&'a str>, top: bool) -> bool {
        let sd_jwt = self.sd_jwt;
        let Some((disclosure, name)) = sd_jwt.disclosures.get(index).and_then(|one| Some((one, one.name()?))) else {
            return false;
        };
        let fault = match name {
            "_sd" | "..." | "_sd_alg" => Fault::Reserved(name.to_owned()),
            _ if !taken.insert(name) => Fault::NameTaken(name_shown(name)),
            _ => {
                let whole = &(0..disclosure.document.text.len());
                if top && self.credential && CREDENTIAL.contains(&name) {
                    self.error(Source::Disclosure(index), whole, Fault::Credential(name.to_owned()));
                } else if top && VALIDITY.contains(&name) {
                    self.problem(Severity::Warning, Source::Disclosure(index), whole, Fault::Validity(name.to_owned()));
                }
                return true;
            }
        };
        self.malformed(index, fault);
        false
    }

    /// Says what is wrong with a disclosure that was met.
    fn malformed(&mut self, index: usize, fault: Fault) {
        let whole = self.sd_jwt.disclosures.get(index).map_or(0..0, |disclosure| disclosure.at.clone());
        self.problems.push(super::problem(Severity::Error, whole, fault));
        if let Some((state, _)) = self.fates.get_mut(index) {
            *state = State::Malformed;
        }
    }
}

#[cfg(test)]
#[path = "walk/tests.rs"]
mod tests;
