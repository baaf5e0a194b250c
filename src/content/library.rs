//! Libraries, and which of them a person asks for.
//!
//! ```text
//! library = { name, language, repository, install, file, licence, signs, verifies, algorithms: [text], claims: [text], jwe, jwks,
//!             latest, maintained, safe, advisories: [text], branches: [text], reason, note, sources: [text] }
//! ```
//! All but the first two may be missing: then it is not known.

use super::matches;
use super::value::object;
use crate::base::text::Text;
use crate::format::json;

/// What is known of a library. An empty text is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Library {
    /// The package, or owner and repository.
    pub name: Text,
    /// The language or platform.
    pub language: Text,
    /// Where its source is.
    pub repository: Text,
    /// The command, or the line, that installs it.
    pub install: Text,
    /// The file that this line belongs in, if it is none for a shell.
    pub file: Text,
    /// Its licence.
    pub licence: Text,
    /// Whether it makes signatures.
    pub signs: Option<bool>,
    /// Whether it checks them.
    pub verifies: Option<bool>,
    /// Signature algorithms that a source names.
    pub algorithms: Vec<Text>,
    /// Claims that it can check.
    pub claims: Vec<Text>,
    /// Whether it reads encrypted tokens.
    pub jwe: Option<bool>,
    /// Whether it reads JWK Sets.
    pub jwks: Option<bool>,
    /// The newest version seen, with its date if that is known.
    pub latest: Text,
    /// Whether somebody looks after it.
    pub maintained: Option<bool>,
    /// The lowest version without the weaknesses named.
    pub safe: Text,
    /// Their names.
    pub advisories: Vec<Text>,
    /// Versions of older lines that are as safe.
    pub branches: Vec<Text>,
    /// Why that version, where no weakness is named.
    pub reason: Text,
    /// What else to know.
    pub note: Text,
    /// Where each fact is from.
    pub sources: Vec<Text>,
    /// What is searched of it, in small letters.
    searched: String,
}

/// What a person asks for. The default asks for nothing, and everything fits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words that are all in name, language, package or algorithms.
    pub query: String,
    /// The language.
    pub language: String,
    /// An algorithm.
    pub algorithm: String,
    /// Reads encrypted tokens.
    pub jwe: bool,
    /// Reads JWK Sets.
    pub jwks: bool,
    /// Somebody looks after it.
    pub maintained: bool,
}

/// The families of algorithms, as a row shows them: a name, and how the names of algorithms in it begin.
pub const FAMILIES: [(&str, &str); 6] =
    [("HS", "HS"), ("RS", "RS"), ("PS", "PS"), ("ES", "ES"), ("Ed", "Ed"), ("ML", "ML-DSA")];

impl Library {
    pub(super) fn of(node: &json::Node) -> Option<Library> {
        let library = object(node)?;
        let mut searched = String::new();
        for name in ["name", "language", "install", "repository"] {
            searched += &library.any(name);
            searched.push(' ');
        }
        for name in library.texts("algorithms") {
            searched += &name;
            searched.push(' ');
        }
        searched.make_ascii_lowercase();
        Some(Library {
            searched,
            name: library.text("name")?,
            language: library.text("language")?,
            repository: library.any("repository"),
            install: library.any("install"),
            file: library.any("file"),
            licence: library.any("licence"),
            signs: library.flag("signs"),
            verifies: library.flag("verifies"),
            algorithms: library.texts("algorithms"),
            claims: library.texts("claims"),
            jwe: library.flag("jwe"),
            jwks: library.flag("jwks"),
            latest: library.any("latest"),
            maintained: library.flag("maintained"),
            safe: library.any("safe"),
            advisories: library.texts("advisories"),
            branches: library.texts("branches"),
            reason: library.any("reason"),
            note: library.any("note"),
            sources: library.texts("sources"),
        })
    }

    /// Whether it has an algorithm of that family.
    pub fn has_family(&self, start: &str) -> bool {
        self.algorithms.iter().any(|name| name.starts_with(start))
    }
}

impl Filter {
    /// Whether a library is asked for. What is not known of it does not count as there.
    pub fn fits(&self, library: &Library) -> bool {
        let wanted = |wanted: bool, has: Option<bool>| !wanted || has == Some(true);
        let chosen = |chosen: &str, has: &Text| chosen.is_empty() || *has == *chosen;
        wanted(self.jwe, library.jwe)
            && wanted(self.jwks, library.jwks)
            && wanted(self.maintained, library.maintained)
            && chosen(&self.language, &library.language)
            && (self.algorithm.is_empty() || library.algorithms.iter().any(|name| *name == *self.algorithm))
            && (self.query.is_empty() || matches(&self.query, &library.searched))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(text: &str) -> Library {
        Library::of(&json::read(text).node.expect("JSON")).expect("it is a library")
    }

    #[test]
    fn what_is_not_known_does_not_count_as_there() {
        let known = library(r#"{"name":"jose","language":"Go","jwe":true,"maintained":false,"algorithms":["ES256"]}"#);
        let check = |filter: Filter, fits: bool| assert_eq!(filter.fits(&known), fits, "{filter:?}");
        check(Filter::default(), true);
        check(Filter { jwe: true, ..Filter::default() }, true);
        check(Filter { jwks: true, ..Filter::default() }, false);
        check(Filter { maintained: true, ..Filter::default() }, false);
        check(Filter { language: "Go".into(), algorithm: "ES256".into(), ..Filter::default() }, true);
        check(Filter { language: "Java".into(), ..Filter::default() }, false);
        check(Filter { algorithm: "ES25".into(), ..Filter::default() }, false);
        check(Filter { query: "JOSE go".into(), ..Filter::default() }, true);
        check(Filter { query: "jose java".into(), ..Filter::default() }, false);
    }

    #[test]
    fn families_are_told_by_how_names_begin() {
        let known = library(r#"{"name":"x","language":"Go","algorithms":["ES256K","EdDSA","ML-DSA-44"]}"#);
        let has: Vec<&str> =
            FAMILIES.iter().filter(|(_, start)| known.has_family(start)).map(|(name, _)| *name).collect();
        assert_eq!(has, ["ES", "Ed", "ML"]);
    }
}
