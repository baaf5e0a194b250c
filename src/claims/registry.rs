//! What is known of each claim name, as data: one row a claim, in the file of the specifications that define it.
//!
//! Source: the IANA registry "JSON Web Token Claims" (<https://www.iana.org/assignments/jwt>) and the documents it names.
//! What products put into their tokens beside these cites their own documentation.
//! A row cites a section only where it is certain. To add a claim, add its row to one of the lists; [`CLAIMS`] sorts itself.

mod events;
mod jwt;
mod oauth;
mod openid;
mod products;
mod profile;

use super::{Claim, Kind};
use crate::spec::Spec;

const LISTS: [&[Claim]; 6] =
    [jwt::CLAIMS, openid::CLAIMS, profile::CLAIMS, oauth::CLAIMS, events::CLAIMS, products::CLAIMS];

/// Every claim that is explained: the registered ones, and those of widely used products;, sorted by name, each name once.
pub static CLAIMS: [Claim; total()] = sorted();

/// The row of `name`, compared exactly (RFC 7519 §10.1.1: case-sensitive).
pub fn lookup(name: &str) -> Option<&'static Claim> {
    CLAIMS.binary_search_by(|claim| claim.name.cmp(name)).ok().and_then(|index| CLAIMS.get(index))
}

const fn row(name: &'static str, title: &'static str, kind: Kind, spec: Spec, about: &'static str) -> Claim {
    Claim { name, title, about, kind, spec }
}

const fn total() -> usize {
    let (mut sum, mut list) = (0, 0);
    while list < LISTS.len() {
        sum += LISTS[list].len();
        list += 1;
    }
    sum
}

/// All lists in one, by insertion; runs in the compiler, which refuses a name that stands twice.
const fn sorted() -> [Claim; total()] {
    let mut rows = [LISTS[0][0]; total()];
    let (mut filled, mut list) = (0, 0);
    while list < LISTS.len() {
        let mut next = 0;
        while next < LISTS[list].len() {
            let claim = LISTS[list][next];
            let mut at = filled;
            while at > 0 && before(claim.name, rows[at - 1].name) {
                rows[at] = rows[at - 1];
                at -= 1;
            }
            rows[at] = claim;
            filled += 1;
            next += 1;
        }
        list += 1;
    }
    rows
}

/// Whether `a` sorts before `b`, byte by byte as `str` compares; equal names stop the build.
const fn before(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return a[at] < b[at];
        }
        at += 1;
    }
    assert!(a.len() != b.len(), "a claim has two rows");
    a.len() < b.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_claim_is_found_by_its_exact_name() {
        assert_eq!(CLAIMS.len(), LISTS.iter().map(|list| list.len()).sum::<usize>());
        for claim in LISTS.iter().copied().flatten() {
            assert_eq!(lookup(claim.name), Some(claim));
        }
    }

    #[test]
    fn a_name_in_another_case_is_another_name() {
        for name in ["Exp", "EXP", "exp ", "", "zzz", "expires", "4.1.4", "exp\t0"] {
            assert_eq!(lookup(name), None, "{name:?}");
        }
    }
}
