//! The tables of the library, held to their promises: sorted where they say so, no name twice, and every row explained and
//! cited.

use jwt_debugger::claims::{self, CLAIMS};
use jwt_debugger::engine::jwa::{self, ALGORITHMS};
use jwt_debugger::jose::header::{self, PARAMETERS};
use jwt_debugger::spec::Spec;

/// What a row shows to people.
struct Row {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    spec: Spec,
}

fn claims() -> Vec<Row> {
    CLAIMS.iter().map(|row| Row { name: row.name, title: row.title, about: row.about, spec: row.spec }).collect()
}

fn parameters() -> Vec<Row> {
    PARAMETERS.iter().map(|row| Row { name: row.name, title: row.title, about: row.about, spec: row.spec }).collect()
}

/// Strictly ascending, which also says that no name stands twice.
fn check_sorted(rows: &[Row]) {
    for pair in rows.windows(2) {
        assert!(pair[0].name < pair[1].name, "{} must stand before {}, and once", pair[1].name, pair[0].name);
    }
}

fn check_texts(rows: &[Row]) {
    for Row { name, title, about, spec } in rows {
        assert!(!name.is_empty() && name.trim() == *name, "{name:?} is no name");
        assert!(
            !title.is_empty() && title.chars().count() <= 28,
            "{name}: its title {title:?} must have 1 to 28 characters"
        );
        assert!(title.trim() == *title && !title.ends_with('.'), "{name}: its title {title:?} is not a few words");
        assert!(about.ends_with('.') && about.len() > 20, "{name}: {about:?} does not say what it is");
        assert!(
            about.starts_with(|c: char| !c.is_whitespace()) && !about.contains("  "),
            "{name}: {about:?} has stray spaces"
        );
        check_citation(name, *spec);
    }
}

/// A citation names its document, links to it, and has a section that looks like one.
fn check_citation(name: &str, spec: Spec) {
    let (text, url) = (spec.to_string(), spec.url());
    assert!(text.len() > 6 && url.starts_with("https://"), "{name} cites {text:?} at {url:?}");
    let (Spec::Rfc(_, section)
    | Spec::OpenIdCore(section)
    | Spec::OpenIdFrontChannel(section)
    | Spec::OpenIdBackChannel(section)
    | Spec::OpenIdIdentityAssurance(section)) = spec
    else {
        return;
    };
    let is_part = |part: &str| {
        !part.is_empty() && part.len() <= 2 && part.bytes().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
    };
    assert!(section.is_empty() || section.split('.').all(is_part), "{name}: {section:?} is no section");
}

#[test]
fn claims_are_sorted_explained_and_cited() {
    assert!(claims().len() >= 64, "claims are missing");
    check_sorted(&claims());
    check_texts(&claims());
}

#[test]
fn header_parameters_are_sorted_explained_and_cited() {
    assert!(parameters().len() >= 31, "parameters are missing");
    check_sorted(&parameters());
    check_texts(&parameters());
}

#[test]
fn every_row_is_found_by_its_name_alone() {
    for row in CLAIMS.iter() {
        assert_eq!(claims::lookup(row.name), Some(row));
        assert_eq!(claims::lookup(&format!("{} ", row.name)), None);
    }
    for row in PARAMETERS.iter() {
        assert_eq!(header::parameter(row.name), Some(row));
        assert_eq!(header::parameter(&row.name.to_uppercase()), None);
    }
    for row in ALGORITHMS {
        assert_eq!(jwa::find(row.name).map(|found| found.name), Some(row.name));
        assert!(jwa::find(&row.name.to_lowercase()).is_none());
    }
}

#[test]
fn the_claims_of_rfc_7519_are_all_there_with_their_sections() {
    for (name, section) in
        [("iss", "1"), ("sub", "2"), ("aud", "3"), ("exp", "4"), ("nbf", "5"), ("iat", "6"), ("jti", "7")]
    {
        let row = claims::lookup(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert_eq!(row.spec.to_string(), format!("RFC 7519 §4.1.{section}"));
    }
}

#[test]
fn the_header_parameters_of_rfc_7515_are_all_there() {
    for name in ["alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit"] {
        assert!(header::parameter(name).is_some(), "{name} is missing");
    }
}

#[test]
fn the_algorithms_are_those_of_rfc_7518_in_its_order_and_the_later_ones() {
    let names: Vec<_> = ALGORITHMS.iter().map(|row| row.name).collect();
    let of_rfc_7518 =
        ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"];
    let later = ["EdDSA", "ES256K", "Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"];
    assert_eq!(names, [&of_rfc_7518[..], &later].concat());
}

#[test]
fn algorithms_are_titled_and_cited() {
    for row in ALGORITHMS {
        assert!(row.title.len() > row.name.len(), "{} is not titled", row.name);
        check_citation(row.name, row.spec);
        assert_eq!(
            ALGORITHMS.iter().filter(|other| other.title == row.title).count(),
            1,
            "{} shares its title",
            row.name
        );
    }
}
