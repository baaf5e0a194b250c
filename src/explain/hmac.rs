//! HMAC: a tag cut short or followed by more, and the many ways in which a secret's text is misread.

use super::{Case, Run, secret};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::Signature;
use crate::engine::jwa::{ALGORITHMS, Family, hmac};

/// Fewer bytes could agree by chance, and a proof must not.
const PROOF: usize = 8;

pub(super) fn explain(case: &Case, bytes: &[u8], run: &mut Run) -> Option<Diagnostic> {
    secret::other(case, run).or_else(|| cut_off(case, bytes, run))
}

/// The signature is the beginning of a right one, or a right one and more.
fn cut_off(case: &Case, secret: &[u8], run: &mut Run) -> Option<Diagnostic> {
    let got = case.signature.len();
    for row in ALGORITHMS.iter().filter(|row| row.family == Family::Hmac) {
        let hash = row.hash?;
        let whole = hash.bytes();
        if got < PROOF || got == whole || !run.may(case.cost()) {
            continue;
        }
        let tag = hmac::tag(hash, secret, case.message);
        let found = if tag.starts_with(case.signature) {
            Signature::Truncated { got, whole, algorithm: row.name }
        } else if case.signature.starts_with(&tag) {
            Signature::Trailing { whole, more: got - whole }
        } else {
            continue;
        };
        return Some(Diagnostic::error(found).with_remedy(case.with_signature(&tag)));
    }
    None
}
