//! Opening a case: its JSON, or the page that has the JSON in it. Nothing in it is trusted: it may be by anybody.

use super::html::{CLOSES, OPENS};
use super::{FORMAT, InForce, VERSION};
use crate::base::diagnostic::case::Place;
use crate::base::diagnostic::{Case, Diagnostic};
use crate::base::{Size, shown};
use crate::claims::policy::Policy;
use crate::claims::profile;
use crate::engine::jwa;
use crate::format::json::{self, Node, Value};
use crate::jose;
use crate::jose::destroyed::is_destroyed;
use crate::session::link;
use core::fmt;

/// A case of a token that the page can show is smaller.
const MOST_BYTES: usize = 8 << 20;
/// So much of the beginning says whether a text is a case.
const BEGINNING: usize = 300;
/// The longest name that is shown, in characters.
const NAME: usize = 100;
/// The longest sentence that is shown, in characters.
const SENTENCE: usize = 2_000;

/// A case that was opened.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// When it was saved, in seconds since the epoch.
    pub saved_at: i64,
    /// The instant that the page compared times with then.
    pub judged_at: Option<i64>,
    /// The settings of a team that the token was judged by.
    pub settings: Option<InForce>,
    /// What the page said then.
    pub sentence: String,
    /// Whether the signature is one that was destroyed.
    pub destroyed: bool,
}

/// What a case holds.
#[derive(Clone)]
pub struct Contents {
    /// What it says of itself.
    pub opened: Opened,
    /// The token.
    pub token: String,
    /// A public key, which whoever made the case chose.
    pub key: Option<String>,
    /// What is expected of the claims.
    pub policy: Policy,
    /// The algorithm that is expected.
    pub expected: Option<&'static str>,
    /// What it holds beside these and is not used.
    pub refused: Vec<Diagnostic>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opened(saved at {}, destroyed: {})", self.saved_at, self.destroyed)
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents")
            .field("opened", &self.opened)
            .field("token", &Size(self.token.len()))
            .finish_non_exhaustive()
    }
}

/// Reads `text` as a case; `None` if it is none.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read(text: &str) -> Option<Result<Contents, Box<Diagnostic>>> {
    let text = text.trim_start_matches('\u{feff}');
    let begins = text.trim_start();
    let is_page = begins.starts_with('<') && text.contains("jwt-debugger-case");
    let beginning: String = begins.chars().take(BEGINNING).collect();
    let is_json = begins.starts_with('{') && beginning.contains(&format!("\"{FORMAT}\""));
    let contents = match (is_page, is_json) {
        _ if text.len() > MOST_BYTES && (is_page || is_json) => Err(Case::TooLarge(MOST_BYTES)),
        (true, _) => match embedded(text) {
            Some((start, end)) => Reader::new(text, start, end).contents(),
            None => Err(Case::NoData),
        },
        (false, true) => Reader::new(text, 0, text.len()).contents(),
        (false, false) => return None,
    };
    Some(contents.map_err(|fault| Box::new(Diagnostic::error(fault))))
}

/// Where the JSON of a page stands.
fn embedded(page: &str) -> Option<(usize, usize)> {
    let start = page.find(OPENS)? + OPENS.len();
    let end = page.get(start..)?.find(CLOSES)?;
    Some((start, start + end))
}

/// Reads members of JSON that stands in a file.
struct Reader<'a> {
    file: &'a str,
    /// Where the JSON begins in it.
    start: usize,
    json: &'a str,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, start: usize, end: usize) -> Reader<'a> {
        Reader { file, start, json: file.get(start..end).unwrap_or_default() }
    }

    fn place(&self, at: usize) -> Place {
        let (line, column) = json::line_column(self.file, self.start + at);
        Place { line, column }
    }

    fn contents(&self) -> Result<Contents, Case> {
        let reading = json::read(self.json);
        if let Some(fault) = reading.faults.iter().find(|fault| fault.is_syntax()) {
            return Err(Case::Json(fault.facts.clone(), self.place(fault.at.start)));
        }
        let Some(node) = &reading.node else { return Err(Case::NoData) };
        let version = node.get("version").ok_or(Case::Missing("version"))?;
        let is_known = matches!(&version.value, Value::Number(text) if *text == VERSION.to_string());
        if !is_known {
            let text = self.json.get(version.span.clone()).unwrap_or_default();
            return Err(Case::Version(shown(text, 20), self.place(version.span.start)));
        }
        let mut refused = vec![];
        let token = self.text(node, "token")?.ok_or(Case::Missing("token"))?.to_owned();
        let saved_at = self.number(node, "saved_at")?.ok_or(Case::Missing("saved_at"))?;
        let said = self.object(node, "said")?;
        let sentence = said.map_or(Ok(None), |said| self.text(said, "sentence"))?.unwrap_or_default();
        let judged_at = said.map_or(Ok(None), |said| self.number(said, "judged_at"))?;
        let mut key = self.text(node, "key")?.map(str::to_owned);
        if key.as_deref().is_some_and(|key| !link::is_public_key(key)) {
            let at = node.get("key").map_or(0, |key| key.span.start);
            refused.push(Diagnostic::error(Case::Key(self.place(at))));
            key = None;
        }
        let expectations = self.object(node, "expected")?;
        let policy = expectations.map_or(Ok(Policy::default()), |expected| self.policy(expected))?;
        let mut known = |name: &'static str, find: &dyn Fn(&str) -> Option<&'static str>| {
            let Some(value) = expectations.map_or(Ok(None), |expected| self.text(expected, name))? else {
                return Ok(None);
            };
            let found = find(value);
            if found.is_none() {
                let at = expectations.and_then(|expected| expected.get(name)).map_or(0, |node| node.span.start);
                let unknown = Case::Unknown { name, value: shown(value, 60), at: self.place(at) };
                refused.push(Diagnostic::error(unknown));
            }
            Ok(found)
        };
        let expected = known("algorithm", &|name| jwa::find(name).map(|row| row.name))?;
        let profile = known("kind", &|id| profile::named(id).map(|profile| profile.id))?;
        let settings = self.settings(node)?;
        let (sentence, destroyed) = (shown(sentence, SENTENCE), is_lost(&token));
        let opened = Opened { saved_at, judged_at, settings, sentence, destroyed };
        Ok(Contents { opened, token, key, policy: Policy { profile, ..policy }, expected, refused })
    }

    fn settings(&self, node: &Node) -> Result<Option<InForce>, Case> {
        let Some(settings) = self.object(node, "settings")? else { return Ok(None) };
        let name = |name| Ok(self.text(settings, name)?.map(|text| shown(text, NAME)));
        let (instance, environment) = (name("instance")?, name("environment")?);
        let expects = self.texts(settings, "expects")?.iter().map(|text| shown(text, SENTENCE)).collect();
        Ok(environment.map(|environment| InForce { instance, environment, expects }))
    }

    fn policy(&self, expected: &Node) -> Result<Policy, Case> {
        let text = |name| Ok(self.text(expected, name)?.unwrap_or_default().to_owned());
        Ok(Policy {
            issuer: text("issuer")?,
            audience: text("audience")?,
            subject: text("subject")?,
            token_type: text("type")?,
            nonce: text("nonce")?,
            required: self.texts(expected, "required")?,
            max_age: self.number(expected, "max_age")?,
            max_lifetime: self.number(expected, "max_lifetime")?,
            skew: self.number(expected, "skew")?.unwrap_or_default(),
            ..Policy::default()
        })
    }

    fn wrong(&self, name: &'static str, wanted: &'static str, node: &Node) -> Case {
        Case::Member { name, wanted, at: self.place(node.span.start) }
    }

    fn text<'n>(&self, node: &'n Node, name: &'static str) -> Result<Option<&'n str>, Case> {
        let Some(member) = node.get(name) else { return Ok(None) };
        member.as_str().map(Some).ok_or_else(|| self.wrong(name, "a string", member))
    }

    fn texts(&self, node: &Node, name: &'static str) -> Result<Vec<String>, Case> {
        let Some(member) = node.get(name) else { return Ok(vec![]) };
        let texts = match &member.value {
            Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        texts.ok_or_else(|| self.wrong(name, "a list of strings", member))
    }

    fn object<'n>(&self, node: &'n Node, name: &'static str) -> Result<Option<&'n Node>, Case> {
        let Some(member) = node.get(name) else { return Ok(None) };
        let is_object = member.is_object();
        if is_object { Ok(Some(member)) } else { Err(self.wrong(name, "an object", member)) }
    }

    /// A whole number of seconds that the page can count with.
    fn number(&self, node: &Node, name: &'static str) -> Result<Option<i64>, Case> {
        const MOST: i64 = 8_640_000_000_000;
        let Some(member) = node.get(name) else { return Ok(None) };
        let number = match &member.value {
            Value::Number(text) => text.parse().ok().filter(|number: &i64| (-MOST..=MOST).contains(number)),
            _ => None,
        };
        number.map(Some).ok_or_else(|| self.wrong(name, "a whole number of seconds", member))
    }
}

/// Whether the signature of a token, or the tag of an encrypted one, is destroyed.
fn is_lost(token: &str) -> bool {
    let issued = token.split('~').next().unwrap_or_default();
    jose::parse(issued).token.is_some_and(|token| token.segments.last().is_some_and(|last| is_destroyed(&last.bytes)))
}
