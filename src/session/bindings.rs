//! What a token is bound to, held against what a person gives: an access token, a code, a request, a key, a status list.
//!
//! A [`Binding`] for each member that binds says what was compared and how it came out. What a person did not give is not compared, and
//! nothing that is given here leaves the page, is stored, or goes into a link.

mod given;
mod row;
mod status;

use crate::base::diagnostic::bound::{Bound, Input as Unusable};
use crate::base::diagnostic::{Diagnostic, Facts, StatusList};
use crate::base::shown;
use crate::claims::bindings::{AUTH_REQ_ID, Compared, RT_HASH, Request};
use crate::claims::bindings::{certificates, confirmation, exactly, proof, token_hash};
use crate::claims::profile::Profile;
use crate::format::json::Node;
use crate::jose::{Parsed, Part, parse};
use crate::key::{Certificate, Encoding, Key, Material, detect, jwk};
pub use given::{Counterparts, Input};
use row::{open, row};

/// Longer texts are cut in what is said of them.
const SHOWN: usize = 200;

/// One member that binds the token to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The member, such as `at_hash` or `cnf.jkt`.
    pub name: &'static str,
    /// What has to be given to compare it; `None` where the token brings it along.
    pub input: Option<Input>,
    /// How it came out.
    pub state: State,
    /// What was compared, in words: `SHA-256 of the access token, its left half`.
    pub compared: String,
    /// What the token says.
    pub stated: Option<String>,
    /// What it must say; `None` where that is not known.
    pub computed: Option<String>,
    /// What there is to say about it.
    pub fault: Option<Diagnostic>,
}

/// The claims that were compared, however that came out.
pub fn compared(rows: &[Binding]) -> Vec<&'static str> {
    let is_done = |row: &&Binding| matches!(row.state, State::Match | State::Differs);
    rows.iter().filter(is_done).map(|row| row.name).collect()
}

/// How a comparison came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nothing was given to compare with.
    Open,
    /// It is as it must be.
    Match,
    /// It is not.
    Differs,
    /// The token lacks what must be there.
    Missing,
    /// It cannot be computed from what was given.
    Unknown,
    /// The status of the token in a list.
    Status(u8),
    /// The list does not reach as far as the index.
    OutOfRange,
}

impl State {
    /// The name that scripts and the style sheet know it by.
    pub fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Match => "match",
            State::Differs => "differs",
            State::Missing => "missing",
            State::Unknown => "unknown",
            State::Status(0) => "valid",
            State::Status(1) => "invalid",
            State::Status(2) => "suspended",
            State::Status(_) => "other-status",
            State::OutOfRange => "out-of-range",
        }
    }
}

impl Binding {
    /// Whether it speaks against the token: what was given is not what the token is bound to.
    pub fn fails(&self) -> bool {
        // A person who looks up an index in a list asks about another token.
        let asked = self.input.is_some_and(|input| input != Input::Index);
        asked && matches!(self.state, State::Differs | State::Missing | State::Status(1 | 2) | State::OutOfRange)
    }
}

/// What a token is held against.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// What the person gave.
    pub given: &'a Counterparts,
    /// The kind of the token.
    pub profile: &'static Profile,
    /// The certificate of the key that it was verified with, if there is one.
    pub certificate: Option<&'a Certificate>,
    /// The time in seconds since the epoch; asked for only where something depends on it.
    pub now: &'a dyn Fn() -> i64,
}

/// Every member of the token that binds it, in the order of the page.
pub fn rows(parsed: &Parsed, beside: &Beside) -> Vec<Binding> {
    let json = |part| parsed.token.as_ref()?.document(part)?.json.as_ref();
    let mut rows = Rows { beside, all: vec![] };
    let (header, payload) = (json(Part::Header), json(Part::Payload));
    if let Some(payload) = payload {
        rows.hashes(header, payload);
        match (beside.profile.id, header) {
            ("dpop-proof", Some(header)) => rows.proof(header, payload),
            // Its nonce is compared among the disclosures.
            ("key-binding", _) => {}
            _ => rows.login(payload),
        }
        rows.confirmation(payload);
    }
    if let Some(header) = header {
        if beside.profile.id == "acme-request" {
            rows.exactly(Part::Header, header, "url", Input::Address, "the address of the request");
            rows.exactly(Part::Header, header, "nonce", Input::Nonce, "the nonce of the server");
        }
        rows.certificates(header);
    }
    if let Some(payload) = payload {
        rows.all.extend(status::referenced(payload, beside));
        rows.all.extend(status::list(payload, beside));
    }
    rows.all
}

/// What speaks against the token, of all that it is bound to.
pub fn failures(rows: &[Binding]) -> Vec<Diagnostic> {
    rows.iter().filter(|row| row.fails()).filter_map(|row| row.fault.clone()).collect()
}

/// The rows so far.
struct Rows<'a> {
    beside: &'a Beside<'a>,
    all: Vec<Binding>,
}

impl Rows<'_> {
    fn text(&self, input: Input) -> &str {
        self.beside.given.get(input)
    }

    /// The row of a comparison with what was given as `input`.
    fn add(&mut self, name: &'static str, place: Option<(Part, &Node)>, input: Option<Input>, compared: Compared) {
        let given = input.is_none_or(|input| !self.text(input).is_empty());
        self.all.push(row(name, place, input, given, compared));
    }

    fn hashes(&mut self, header: Option<&Node>, payload: &Node) {
        let alg = header.and_then(|header| header.get("alg")?.as_str());
        for (name, input) in [
            ("at_hash", Input::AccessToken),
            ("c_hash", Input::Code),
            ("s_hash", Input::State),
            (RT_HASH, Input::RefreshToken),
        ] {
            if let Some(node) = payload.get(name) {
                let compared = token_hash(payload, name, alg, self.text(input));
                self.add(name, Some((Part::Payload, node)), Some(input), compared);
            }
        }
    }

    /// `nonce` and the like of tokens that are no proof.
    fn login(&mut self, payload: &Node) {
        self.exactly(Part::Payload, payload, AUTH_REQ_ID, Input::RequestId, "the ID of the authentication request");
        let Some(node) = payload.get("nonce") else { return };
        let mut compared =
            exactly(payload, "nonce", "the nonce of the authentication request", self.text(Input::Nonce));
        if let Some(Diagnostic { facts, .. }) = &mut compared.fault
            && let Facts::Bound(Bound::Differs { stated, computed, near, .. }) = facts
        {
            let (stated, expected) = (core::mem::take(stated), core::mem::take(computed));
            *facts = Bound::LoginNonce { stated, expected, near: *near }.into();
        }
        self.add("nonce", Some((Part::Payload, node)), Some(Input::Nonce), compared);
    }

    fn exactly(&mut self, part: Part, document: &Node, name: &'static str, input: Input, what: &str) {
        if let Some(node) = document.get(name) {
            let compared = exactly(document, name, what, self.text(input));
            self.add(name, Some((part, node)), Some(input), compared);
        }
    }

    /// A DPoP proof: all that it may be bound to is asked for, so that what it lacks shows.
    fn proof(&mut self, header: &Node, payload: &Node) {
        let token = parse(self.text(Input::AccessToken));
        let claims = token.token.as_ref().and_then(|token| token.payload.as_ref()?.json.as_ref());
        let bound_to = claims.and_then(|claims| claims.get("cnf")?.get("jkt")?.as_str());
        let request = Request {
            method: self.text(Input::Method),
            address: self.text(Input::Address),
            access_token: self.text(Input::AccessToken),
            nonce: self.text(Input::Nonce),
            thumbprint: bound_to.unwrap_or_default(),
        };
        let mut found = proof(header, payload, &request);
        for (name, input) in [
            ("htm", Input::Method),
            ("htu", Input::Address),
            ("ath", Input::AccessToken),
            ("jkt", Input::AccessToken),
            ("nonce", Input::Nonce),
        ] {
            let place = match name {
                "jkt" => header.get("jwk").map(|node| (Part::Header, node)),
                _ => payload.get(name).map(|node| (Part::Payload, node)),
            };
            let shown = if name == "jkt" { "jwk" } else { name };
            if let Some(index) = found.iter().position(|one| one.name == name) {
                let compared = found.swap_remove(index);
                self.add(shown, place, Some(input), compared);
            } else if name == "jkt" && !self.text(input).is_empty() {
                let why = if claims.is_some() { Unusable::Unbound } else { Unusable::Opaque };
                self.add(shown, place, Some(input), unusable(name, "SHA-256 thumbprint of `jwk` (RFC 7638)", why));
            } else {
                self.all.push(open(shown, place, Some(input), expected_of(name)));
            }
        }
    }

    fn confirmation(&mut self, payload: &Node) {
        let Some(cnf) = payload.get("cnf") else { return };
        let text = self.text(Input::Key);
        let held = (!text.is_empty()).then(|| holder(text));
        let mut found = held.as_ref().and_then(Option::as_ref).map(|key| confirmation(payload, key));
        for (name, shown) in [("jwk", "cnf.jwk"), ("jkt", "cnf.jkt"), ("x5t#S256", "cnf.x5t#S256")] {
            let Some(node) = cnf.get(name) else { continue };
            let place = Some((Part::Payload, node));
            let what = if name == "x5t#S256" {
                "SHA-256 of the certificate"
            } else {
                "SHA-256 thumbprint of the key (RFC 7638)"
            };
            let one = found.as_mut().and_then(|all| {
                let index = all.iter().position(|one| one.name == name)?;
                Some(all.swap_remove(index))
            });
            match (one, &held) {
                (Some(compared), _) => self.add(shown, place, Some(Input::Key), compared),
                (None, Some(_)) => self.add(shown, place, Some(Input::Key), unusable(name, what, Unusable::Key)),
                (None, None) => self.all.push(open(shown, place, Some(Input::Key), what)),
            }
        }
    }

    /// `x5t` and `x5t#S256`: against `x5c`, the certificate that was given, or else that of the key.
    fn certificates(&mut self, header: &Node) {
        let text = self.text(Input::Certificate);
        let own = header.get("x5c").is_some();
        let given = (!text.is_empty() && !own).then(|| detect(text, Encoding::Utf8).and_then(Result::ok));
        let pasted = given.as_ref().map(|key| key.as_ref().and_then(|key| key.chain.first()));
        let held = match pasted {
            Some(pasted) => pasted,
            None => self.beside.certificate,
        };
        let input = (!own).then_some(Input::Certificate);
        for compared in certificates(header, held) {
            let name = compared.name;
            let place = header.get(name).map(|node| (Part::Header, node));
            match (pasted, held) {
                (Some(None), _) => self.add(name, place, input, unusable(name, &compared.input, Unusable::Certificate)),
                // The certificate of the key was not given here: it is compared, and the audit judges it.
                (None, Some(_)) if !own => self.all.push(row(name, place, None, true, compared)),
                _ => self.add(name, place, input, compared),
            }
        }
    }
}

/// What a member of a proof is compared with.
fn expected_of(name: &str) -> &'static str {
    match name {
        "htm" => "the method of the request",
        "htu" => "the address of the request, without query and fragment",
        "ath" => "SHA-256 of the access token",
        "jkt" => "SHA-256 thumbprint of `jwk` (RFC 7638)",
        _ => "the nonce of the server",
    }
}

/// The key of a holder: a public key, a certificate, or that of a DPoP proof.
fn holder(text: &str) -> Option<Key> {
    let header = parse(text).token.and_then(|token| token.header.json);
    if let Some(own) = header.as_ref().and_then(|header| header.get("jwk")) {
        return jwk::single(own).ok();
    }
    let key = detect(text, Encoding::Utf8)?.ok()?;
    (!matches!(key.material, Material::Secret(_))).then_some(key)
}

fn unusable(name: &'static str, compared: &str, why: Unusable) -> Compared {
    let fault = Some(Diagnostic::error(Bound::Input(why)));
    Compared { name, input: compared.into(), stated: None, computed: String::new(), fault }
}

/// A token, or a person, may give texts of any length.
fn excerpt(text: &str) -> String {
    shown(text, SHOWN)
}

fn state_of(facts: &Facts) -> State {
    match facts {
        Facts::Bound(Bound::Missing(_) | Bound::Input(Unusable::Unbound)) => State::Missing,
        Facts::Bound(Bound::Differs { .. } | Bound::LoginNonce { .. } | Bound::Kind(..)) => State::Differs,
        Facts::StatusList(StatusList::Subject { .. }) => State::Differs,
        Facts::StatusList(StatusList::OutOfRange { .. }) => State::OutOfRange,
        Facts::StatusList(StatusList::NotValid { status, .. }) => State::Status(*status),
        _ => State::Unknown,
    }
}

#[cfg(test)]
#[path = "bindings/tests.rs"]
mod tests;
