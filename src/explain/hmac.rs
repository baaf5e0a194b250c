//! HMAC: a tag cut short or followed by more, and the many ways in which a secret's text is misread.

use super::{Case, Explanation, Run, secret};
use crate::jwa::{ALGORITHMS, Family, hmac};
use crate::spec::Spec;

/// Fewer bytes could agree by chance, and a proof must not.
const PROOF: usize = 8;

pub(super) fn explain(case: &Case, bytes: &[u8], run: &mut Run) -> Option<Explanation> {
    secret::other(case, run).or_else(|| cut_off(case, bytes, run))
}

/// The signature is the beginning of a right one, or a right one and more.
fn cut_off(case: &Case, secret: &[u8], run: &mut Run) -> Option<Explanation> {
    let got = case.signature.len();
    for row in ALGORITHMS.iter().filter(|row| row.family == Family::Hmac) {
        let (name, hash) = (row.name, row.hash?);
        let whole = hash.bytes();
        if got < PROOF || got == whole || !run.may(case.cost()) {
            continue;
        }
        let tag = hmac::tag(hash, secret, case.message);
        let (reason, message, fix) = if tag.starts_with(case.signature) {
            (
                "signature-truncated",
                format!("the signature is cut off: it is the first {got} of the {whole} bytes that {name} gives"),
                "paste the whole token, or have the issuer send the whole signature",
            )
        } else if case.signature.starts_with(&tag) {
            (
                "signature-trailing",
                format!(
                    "the signature is right in its first {whole} bytes, all that {name} gives, and {} more follow",
                    got - whole
                ),
                "take off what follows the signature",
            )
        } else {
            continue;
        };
        let found = Explanation::new(reason, message).fix(fix).spec(Spec::Rfc(7518, "3.2"));
        return Some(found.remedy(case.with_signature(&tag)));
    }
    None
}
