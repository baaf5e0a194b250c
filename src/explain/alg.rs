//! `alg`: the signature is one of another algorithm, or the header named another when it was signed.

use super::{Case, Explanation, Remedy, Run, input, list};
use crate::jwa::{ALGORITHMS, Algorithm, Family};
use crate::spec::Spec;
use crate::verify::fit::kind_fits;

/// Tries the other rows that this key fits, where `alg` leaves a choice: HMAC, and a key of another kind.
pub(super) fn other(case: &Case, run: &mut Run) -> Option<Explanation> {
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
    if names.is_empty() { None } else { run.in_vain(format!("as {}", list(&names))) }
}

/// The signature is one of `row`, and the header names another.
pub(super) fn other_row(header: &Algorithm, row: &Algorithm) -> Explanation {
    let message = format!("the signature holds as {}, although the header says {}", row.name, header.name);
    let reason = match (row.family == header.family && row.family != Family::Ecdsa, row.key == header.key) {
        (true, _) => "other-hash",
        (_, true) => "other-padding",
        _ => "other-algorithm",
    };
    Explanation::new(reason, message)
        .fix(format!("have the issuer write `\"alg\":\"{}\"`, or sign with {}", row.name, header.name))
        .spec(Spec::Rfc(7515, "4.1.1"))
}

/// The signature holds over a header that names `row`; `covers` tells whether it holds over a text.
pub(super) fn changed(case: &Case, row: &Algorithm, covers: &dyn Fn(&[u8]) -> bool) -> Option<Explanation> {
    let (name, now) = (row.name, case.algorithm.name);
    let text = input::with_header(case, "alg", &format!("\"{name}\""))?;
    covers(text.as_bytes()).then(|| {
        let message =
            format!("the signature holds over a header that says {name}: `alg` was changed to {now} after signing");
        let remedy = Remedy::Token(text + "." + case.encoded(2));
        Explanation::new("alg-changed", message)
            .fix("reject the token, and find out who changed it: an attacker does so to have it checked in another way")
            .spec(Spec::Rfc(8725, "2.1"))
            .remedy(remedy)
    })
}
