//! Reads `settings.json`: by the exact reader of JSON, so that each fault has its place.

use super::files::is_file_name;
use super::{Environment, Link, Reading, Root, Settings, SettingsFault, keys};
use crate::base::diagnostic::Settings as What;
use crate::base::diagnostic::settings::Shape;
use crate::base::shown;
use crate::base::text::Text;
use crate::claims::policy::input::read_duration;
use crate::claims::profile::PROFILES;
use crate::claims::what_is;
use crate::engine::jwa;
use crate::format::json::{self, Node, Value};
use core::ops::Range;

/// The settings of the file.
pub const SETTINGS: &[&str] = &["$schema", "name", "tagline", "links", "default", "environments"];
/// The settings of an environment.
pub const ENVIRONMENT: &[&str] = &[
    "name",
    "issuers",
    "audiences",
    "algorithms",
    "maxAge",
    "clockSkew",
    "profile",
    "requiredClaims",
    "keys",
    "roots",
];
/// The settings of a link.
pub const LINK: &[&str] = &["title", "url"];

/// A larger file is refused unread, in bytes.
pub(super) const MAX_FILE: usize = 1_000_000;
/// Entries of a list.
pub(super) const MAX_ENTRIES: usize = 100;
/// Characters of a text that is compared.
const MAX_TEXT: usize = 2_000;
/// Characters of a name.
pub(super) const MAX_NAME: usize = 60;
/// Characters of the line below the name.
const MAX_TAGLINE: usize = 120;
/// Characters of a text in a message.
const SHOWN: usize = 60;

/// Reads the text of the file. `file` gives the text of a file beside it, of those that [`file_names`](super::file_names) lists.
pub fn read(text: &str, file: &dyn Fn(&str) -> Option<Text>) -> Reading {
    let mut reader = Reader { text, file, faults: vec![] };
    let settings = reader.run().unwrap_or_default();
    let mut faults = reader.faults;
    crate::base::sort_by_place(&mut faults, |fault| (fault.at.as_ref().map_or(0, |at| at.start), 0));
    match faults.is_empty() {
        true => Reading { settings, faults },
        false => Reading { settings: Settings::default(), faults },
    }
}

/// The entries of an array.
pub(super) fn entries(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(entries) => entries,
        _ => &[],
    }
}

struct Reader<'a> {
    text: &'a str,
    file: &'a dyn Fn(&str) -> Option<Text>,
    faults: Vec<SettingsFault>,
}

impl Reader<'_> {
    fn run(&mut self) -> Option<Settings> {
        if self.text.len() > MAX_FILE {
            self.faults.push(SettingsFault { what: What::TooLarge { most: MAX_FILE }, at: None });
            return None;
        }
        let reading = json::read(self.text);
        for fault in reading.faults {
            self.fault(What::Json(fault.facts), fault.at);
        }
        for double in reading.duplicates {
            self.fault(What::Duplicate(shown(&double.name, SHOWN)), double.again);
        }
        // What was made of broken JSON may be something else than was meant.
        let root = reading.node.filter(|_| self.faults.is_empty())?;
        self.settings(&root)
    }

    fn settings(&mut self, root: &Node) -> Option<Settings> {
        self.object(root, super::FILE, SETTINGS)?;
        let name = self.line(root, "name", MAX_NAME);
        let tagline = self.line(root, "tagline", MAX_TAGLINE);
        let links = self.objects(root, "links").into_iter().filter_map(|node| self.link(node)).collect();
        let environments: Vec<Environment> =
            self.objects(root, "environments").into_iter().filter_map(|node| self.environment(node)).collect();
        self.names_differ(root);
        let default = self.default(root, &environments);
        Some(Settings { name, tagline, links, environments, default })
    }

    fn link(&mut self, node: &Node) -> Option<Link> {
        self.object(node, "links", LINK)?;
        let title = self.needed(node, "title");
        let url = self.needed(node, "url");
        let (title, url) = (title?, url?);
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if rest.is_none_or(str::is_empty) || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
            self.fault(What::Address(shown(&url, SHOWN)), place(node, "url"));
        }
        Some(Link { title, url })
    }

    fn environment(&mut self, node: &Node) -> Option<Environment> {
        self.object(node, "environments", ENVIRONMENT)?;
        let name = self.needed(node, "name").unwrap_or_default();
        Some(Environment {
            name,
            issuers: self.texts(node, "issuers"),
            audiences: self.texts(node, "audiences"),
            algorithms: self.algorithms(node),
            max_age: self.duration(node, "maxAge"),
            skew: self.duration(node, "clockSkew").unwrap_or_default(),
            profile: self.profile(node),
            required: self.texts(node, "requiredClaims"),
            keys: self.keys(node),
            roots: self.roots(node),
        })
    }

    fn algorithms(&mut self, node: &Node) -> Vec<String> {
        let names = self.texts(node, "algorithms");
        let places: Vec<Range<usize>> =
            node.get("algorithms").map(entries).unwrap_or_default().iter().map(|entry| entry.span.clone()).collect();
        for (name, at) in names.iter().zip(places).filter(|(name, _)| jwa::find(name).is_none()) {
            self.fault(What::Algorithm(shown(name, SHOWN)), at);
        }
        names
    }

    fn profile(&mut self, node: &Node) -> Option<&'static str> {
        let name = self.line(node, "profile", MAX_NAME)?;
        let known = || PROFILES.iter().map(|profile| profile.id);
        let found = known().find(|id| *id == name);
        if found.is_none() {
            let fault = What::Profile { name: shown(&name, SHOWN), known: known().collect() };
            self.fault(fault, place(node, "profile"));
        }
        found
    }

    fn keys(&mut self, node: &Node) -> Option<Text> {
        let value = node.get("keys")?;
        let (text, file): (Text, Option<&str>) = match &value.value {
            Value::Object(_) => (self.text.get(value.span.clone())?.into(), None),
            Value::String(name) => (self.beside(name, value)?, Some(name)),
            _ => return self.wrong_type("keys", Shape::Keys, value),
        };
        if let Err(fault) = keys::public(&text, file) {
            self.fault(fault, value.span.clone());
        }
        Some(text)
    }

    fn roots(&mut self, node: &Node) -> Vec<Root> {
        let Some(value) = node.get("roots") else { return vec![] };
        let texts: Vec<(Text, Option<&str>, Range<usize>)> = match &value.value {
            Value::String(name) => match self.beside(name, value) {
                Some(text) => vec![(text, Some(name.as_str()), value.span.clone())],
                None => vec![],
            },
            Value::Array(list) if list.iter().all(|entry| entry.as_str().is_some()) => {
                let text = |entry: &Node| Some((entry.as_str()?.into(), None, entry.span.clone()));
                list.iter().filter_map(text).collect()
            }
            _ => return self.wrong_type("roots", Shape::Roots, value).unwrap_or_default(),
        };
        let mut roots = vec![];
        for (text, file, at) in texts {
            match keys::certificates(&text, file) {
                Ok(found) => roots.extend(found),
                Err(fault) => self.fault(fault, at),
            }
        }
        // Each is tried on each token that brings certificates along.
        const MAX_ROOTS: usize = 20;
        if roots.len() > MAX_ROOTS {
            self.fault(What::TooLong { name: "roots", most: MAX_ROOTS }, value.span.clone());
        }
        roots
    }

    /// The text of a file in the same folder.
    fn beside(&mut self, name: &str, value: &Node) -> Option<Text> {
        let fault = match is_file_name(name) {
            true => match (self.file)(name) {
                Some(text) => return Some(text),
                None => What::FileMissing(name.to_owned()),
            },
            false => What::FileName(shown(name, SHOWN)),
        };
        self.fault(fault, value.span.clone());
        None
    }

    fn names_differ(&mut self, root: &Node) {
        let mut names: Vec<&str> = vec![];
        for environment in root.get("environments").map(entries).unwrap_or_default() {
            let Some(name) = environment.get("name") else { continue };
            match name.as_str() {
                Some(text) if names.contains(&text) => {
                    self.fault(What::Repeated(shown(text, SHOWN)), name.span.clone());
                }
                Some(text) => names.push(text),
                None => {}
            }
        }
    }

    fn default(&mut self, root: &Node, environments: &[Environment]) -> Option<usize> {
        let name = self.line(root, "default", MAX_NAME)?;
        let index = environments.iter().position(|environment| environment.name == name);
        if index.is_none() {
            let known = environments.iter().map(|one| one.name.clone()).collect();
            self.fault(What::Default { name: shown(&name, SHOWN), known }, place(root, "default"));
        }
        index
    }

    /// Whether `node` is an object, and has no members but these.
    fn object(&mut self, node: &Node, name: &'static str, known: &[&'static str]) -> Option<()> {
        let Value::Object(members) = &node.value else {
            return self.wrong_type(name, Shape::Object, node);
        };
        for member in members.iter().filter(|member| !known.iter().any(|known| member.name == *known)) {
            let known = known.iter().copied().filter(|name| *name != "$schema").collect();
            let fault = What::UnknownMember { name: shown(&member.name, SHOWN), known };
            self.fault(fault, member.name_span.clone());
        }
        Some(())
    }

    /// The entries of a list of objects.
    fn objects<'n>(&mut self, node: &'n Node, name: &'static str) -> Vec<&'n Node> {
        let Some(value) = node.get(name) else { return vec![] };
        let Value::Array(list) = &value.value else {
            return self.wrong_type(name, Shape::Objects, value).unwrap_or_default();
        };
        self.at_most(list, name, value);
        list.iter().collect()
    }

    /// A list of texts that are compared. An empty one would expect nothing, which is not what it looks like.
    fn texts(&mut self, node: &Node, name: &'static str) -> Vec<String> {
        let Some(value) = node.get(name) else { return vec![] };
        let Value::Array(list) = &value.value else {
            return self.wrong_type(name, Shape::Texts, value).unwrap_or_default();
        };
        if list.is_empty() {
            self.fault(What::Empty(name), value.span.clone());
        }
        self.at_most(list, name, value);
        let mut texts = vec![];
        for entry in list {
            match entry.as_str() {
                None => {
                    self.wrong_type::<()>(name, Shape::Texts, entry);
                }
                Some(text) => {
                    self.fits(text, name, MAX_TEXT, entry);
                    texts.push(text.to_owned());
                }
            }
        }
        texts
    }

    /// A short text for people, with nothing unseen in it.
    fn line(&mut self, node: &Node, name: &'static str, most: usize) -> Option<String> {
        let value = node.get(name)?;
        let Some(text) = value.as_str() else { return self.wrong_type(name, Shape::Text, value) };
        self.fits(text, name, most, value);
        Some(shown(text, most))
    }

    fn needed(&mut self, node: &Node, name: &'static str) -> Option<String> {
        if node.get(name).is_none() {
            self.fault(What::Missing(name), node.span.start..node.span.start);
        }
        self.line(node, name, if name == "url" { MAX_TEXT } else { MAX_NAME })
    }

    fn duration(&mut self, node: &Node, name: &'static str) -> Option<i64> {
        let value = node.get(name)?;
        let text = match &value.value {
            Value::Number(text) | Value::String(text) => text,
            _ => return self.wrong_type(name, Shape::Duration, value),
        };
        let seconds = read_duration(text);
        if seconds.is_none() {
            self.fault(What::Duration(name), value.span.clone());
        }
        seconds
    }

    fn at_most(&mut self, list: &[Node], name: &'static str, value: &Node) {
        if list.len() > MAX_ENTRIES {
            self.fault(What::TooLong { name, most: MAX_ENTRIES }, value.span.clone());
        }
    }

    fn fits(&mut self, text: &str, name: &'static str, most: usize, value: &Node) {
        if text.trim().is_empty() {
            self.fault(What::Empty(name), value.span.clone());
        } else if text.chars().count() > most {
            self.fault(What::TooLong { name, most }, value.span.clone());
        }
    }

    fn wrong_type<T>(&mut self, name: &'static str, expected: Shape, value: &Node) -> Option<T> {
        self.fault(What::Type { name, expected, found: what_is(value) }, value.span.clone());
        None
    }

    fn fault(&mut self, what: What, at: Range<usize>) {
        /// More are told when these are mended.
        const MAX_FAULTS: usize = 20;
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(SettingsFault { what, at: Some(at) });
        }
    }
}

/// Where a setting's value stands, or the object that should hold it.
fn place(node: &Node, name: &str) -> Range<usize> {
    node.get(name).map_or_else(|| node.span.clone(), |value| value.span.clone())
}

#[cfg(test)]
mod tests;
