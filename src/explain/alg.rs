//! `alg`: the signature is one of another algorithm, or the header named another when it was signed.

use super::{Case, Run, input};
use crate::base::diagnostic::reason::{Relation, Signature, Tried};
use crate::base::diagnostic::{Diagnostic, Remedy};
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family};
use crate::engine::verify::fit::kind_fits;

/// Tries the other rows that this key fits, where `alg` leaves a choice: HMAC, and a key of another kind.
pub(super) fn other(case: &Case, run: &mut Run) -> Option<Diagnostic> {
    let hmac = case.algorithm.family == Family::Hmac;
    if !hmac && kind_fits(case.algorithm, case.key) {
        return None;
    }
    let mut names = vec![];
    for row in ALGORITHMS.iter().filter(|row| **row != case.algorithm && kind_fits(row, case.key)) {
        names.push(row.name);
        // The length of a tag tells the hash, and saves the work.
        if row.family == Family::Hmac && row.hash.is_none_or(|hash| hash.bytes() != case.signature.len()) {
            continue;
        }
        if run.may(case.cost()) && case.holds_as(row, case.message) {
            return Some(other_row(case.algorithm, row));
        }
        if run.may(case.cost()) {
            let found = changed(case, row, &|text| case.holds_as(row, text));
            if found.is_some() {
                return found;
            }
        }
    }
    if names.is_empty() { None } else { run.in_vain(Tried::Algorithms(names)) }
}

/// The signature is one of `row`, and the header names another.
pub(super) fn other_row(header: &Algorithm, row: &Algorithm) -> Diagnostic {
    let relation = match (row.family == header.family && row.family != Family::Ecdsa, row.key == header.key) {
        (true, _) => Relation::Hash,
        (_, true) => Relation::Padding,
        _ => Relation::Algorithm,
    };
    Diagnostic::error(Signature::OtherAlgorithm { valid: row.name, header: header.name, relation })
}

/// The signature is valid for a header that names `row`; `covers` tells whether it is for a text.
pub(super) fn changed(case: &Case, row: &Algorithm, covers: &dyn Fn(&[u8]) -> bool) -> Option<Diagnostic> {
    let text = input::with_header(case, "alg", &format!("\"{}\"", row.name))?;
    covers(text.as_bytes()).then(|| {
        let changed = Signature::AlgChanged { was: row.name, now: case.algorithm.name };
        Diagnostic::error(changed).with_remedy(Remedy::Token(text + "." + case.encoded(2)))
    })
}
