//! The reference: every claim, header parameter, algorithm and type that the page knows, made from the tables that it works with.

use crate::claims;
use crate::claims::CLAIMS;
use crate::claims::profile::PROFILES;
use crate::engine::jwa::{self, Status};
use crate::engine::jwe::{self, ENCRYPTIONS, Requirement};
use crate::jose::Part;
use crate::jose::header::{self, PARAMETERS, types};
use crate::spec::Spec;

/// The kinds of entries: as they stand in an address, and for people.
pub const KINDS: [(&str, &str); 7] = [
    (CLAIM, "Claims"),
    (HEADER, "Header parameters"),
    ("signatures", "Signature algorithms (alg of a JWS)"),
    ("key-management", "Key management algorithms (alg of a JWE)"),
    ("encryption", "Content encryption algorithms (enc of a JWE)"),
    ("types", "Types (typ)"),
    ("kinds", "Kinds of token"),
];

/// The kind of a claim.
pub const CLAIM: &str = "claims";
/// The kind of a header parameter.
pub const HEADER: &str = "header";

/// What is said of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which of [`KINDS`] it is of, as in an address.
    pub kind: &'static str,
    /// The name.
    pub name: &'static str,
    /// A few words.
    pub title: &'static str,
    /// More about it; a backquote marks code.
    pub about: String,
    /// What defines it.
    pub spec: Option<Spec>,
}

/// All entries, in the order of [`KINDS`].
pub fn entries() -> Vec<Entry> {
    let entry = |at: usize, name, title, about: String, spec: Option<Spec>| {
        let kind = KINDS.get(at).map_or("", |(kind, _)| kind);
        Entry { kind, name, title, about, spec }
    };
    let mut all = vec![];
    all.extend(CLAIMS.iter().map(|row| entry(0, row.name, row.title, row.about.to_owned(), Some(row.spec))));
    all.extend(PARAMETERS.iter().map(|row| entry(1, row.name, row.title, row.about.to_owned(), Some(row.spec))));
    all.extend(jwa::ALGORITHMS.iter().map(|row| {
        let status = match row.status {
            Status::Recommended => "Recommended",
            Status::Optional => "Optional",
            Status::Deprecated => "Deprecated",
        };
        entry(2, row.name, row.title, format!("{status}. Needs {}.", row.key), Some(row.spec))
    }));
    all.extend(jwe::ALGORITHMS.iter().map(|row| {
        let status = match row.requirement {
            Requirement::Recommended => "Recommended.",
            Requirement::Optional => "Optional.",
            Requirement::Discouraged => "Discouraged.",
        };
        entry(3, row.name, row.title, status.to_owned(), Some(row.spec))
    }));
    all.extend(ENCRYPTIONS.iter().map(|row| entry(4, row.name, row.title, String::new(), Some(row.spec))));
    all.extend(types().iter().map(|(name, note)| entry(5, name, note, String::new(), None)));
    all.extend(PROFILES.iter().map(|row| {
        let mut about = String::new();
        for (words, names) in [("`typ`", row.types), ("Must have", row.requires), ("Must not have", row.forbids)] {
            if !names.is_empty() {
                about += &format!("{words}: `{}`. ", names.replace(' ', "`, `"));
            }
        }
        entry(6, row.id, row.title, about.trim_end().to_owned(), Some(row.spec))
    }));
    all
}

/// A name as it stands in an address: in small letters, with `-` for what has a meaning there.
pub fn slug(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || "._~+:-".contains(c) { c.to_ascii_lowercase() } else { '-' };
    name.chars().map(safe).collect()
}

/// Where an entry is.
pub fn address(kind: &str, name: &str) -> String {
    format!("#/reference/{kind}/{}", slug(name))
}

/// Where the page says what a header parameter or a claim is, if it knows that.
pub fn of_member(part: Part, name: &str) -> Option<String> {
    let (kind, known) = match part {
        Part::Header => (HEADER, header::parameter(name).is_some()),
        _ => (CLAIM, claims::lookup(name).is_some()),
    };
    known.then(|| address(kind, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::route::Route;
    use std::collections::HashSet;

    #[test]
    fn each_entry_has_an_address_of_its_own_that_leads_to_the_reference() {
        let all = entries();
        let mut addresses = HashSet::new();
        for entry in &all {
            let address = address(entry.kind, entry.name);
            let route = Route::Reference(Some((entry.kind.to_owned(), slug(entry.name))));
            assert_eq!(Route::of(&address), route, "{address}");
            assert!(addresses.insert(address.clone()), "{address} stands twice");
        }
        for (kind, _) in KINDS {
            assert!(all.iter().any(|entry| entry.kind == kind), "{kind} is empty");
        }
    }

    #[test]
    fn a_member_leads_to_its_entry_if_there_is_one() {
        let check = |part, name: &str, expected: Option<&str>| {
            assert_eq!(of_member(part, name).as_deref(), expected, "{name}");
        };
        check(Part::Payload, "iss", Some("#/reference/claims/iss"));
        check(Part::Header, "x5t#S256", Some("#/reference/header/x5t-s256"));
        check(Part::Header, "exp", None);
        check(Part::Payload, "javascript:alert(1)", None);
    }

    #[test]
    fn each_row_of_the_tables_is_there_and_says_something() {
        let all = entries();
        let rows = CLAIMS.len() + PARAMETERS.len() + jwa::ALGORITHMS.len() + jwe::ALGORITHMS.len();
        assert_eq!(all.len(), rows + ENCRYPTIONS.len() + types().len() + PROFILES.len());
        for entry in &all {
            assert!(!entry.name.is_empty() && !entry.title.is_empty(), "{entry:?}");
            assert_eq!(entry.about.matches('`').count() % 2, 0, "{entry:?}");
        }
        let of = |kind: &str, name: &str| all.iter().find(|entry| (entry.kind, entry.name) == (kind, name));
        assert_eq!(of("claims", "iss").expect("it is registered").spec, Some(Spec::Rfc(7519, "4.1.1")));
        assert!(of("signatures", "EdDSA").expect("it is known").about.starts_with("Deprecated."));
    }
}
