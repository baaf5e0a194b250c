//! The search over chains of transformations: a broken token is a right one to which something was done, and then something else.
//!
//! What can be done stands in tables, one for each dimension: how a text became a secret, what was signed, how, with which key,
//! and what became of the signature. First every single row is tried, then pairs that are likely, then the others
//! (`walk`). Whatever was done to the signature alone is undone beforehand and costs nothing, as each text is compared with
//! every reading of it: an RSA signature is opened once, one of ECDSA is read backwards once. What is reported was computed and
//! compared.
//!
//! The trials come in one order, and each takes its number, whether there is anything to try in it or not: with the number of the
//! last one a chain can be made again ([`super::Search`]).

mod accents;
pub(super) mod block;
mod call;
mod damage;
mod edit;
pub mod header;
mod input;
mod json;
mod key;
pub(super) mod opening;
mod oracle;
mod other;
mod secret;
mod signature;
pub(super) mod text;
pub mod token;
mod values;
mod walk;

use super::{Case, LONG, Run, Search};
pub use crate::base::diagnostic::chain::{Dimension, Fact, Step};
use crate::base::diagnostic::reason::Reason;
use crate::base::diagnostic::{Code, Diagnostic, Remedy};
use crate::engine::verify::fit::kind_fits;
use walk::{AS_SENT, MORE, ONE, Walk};

pub(super) use other::{damaged_header, otherwise_named, under_own_algorithm, unusable};

/// What was done, from the text of the key field to that of the signature, and what one click can do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// By dimension, and within one as they were done. Never empty.
    pub steps: Vec<Step>,
    /// A change after which the signature may hold; whoever offers it has to try it.
    pub remedy: Option<Remedy>,
}

impl From<Chain> for Diagnostic {
    fn from(chain: Chain) -> Self {
        let error = Diagnostic::error(Reason::Chain(chain.steps));
        Diagnostic { remedy: chain.remedy, ..error }
    }
}

/// How likely a row is, and so where it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// First, and with others of its kind first.
    Likely,
    /// After those.
    Rare,
    /// Never with another: it has too many variants.
    Alone,
}

/// The chain that leads to the signature of `case`, as far as there is time to look; `None` if nothing is proved.
pub(super) fn search(case: &Case, run: &mut Run) -> Option<Chain> {
    if !kind_fits(case.algorithm, case.key) {
        return None;
    }
    let walk = Walk::of(case, None, run);
    let tries = |stages, run: &mut Run| walk.as_ref().and_then(|walk| walk.go(stages, run));
    let found = tries(AS_SENT, run).or_else(|| tries(ONE, run)).or_else(|| other::key_meant(case, run));
    let found = found.or_else(|| other::opposite(case, run)).or_else(|| damage::known(case, run));
    if found.is_none() {
        // Where no text can be what was signed, no reading of the signature has a padding.
        let none = || vec![Dimension::Primitive, Dimension::Signature];
        run.tried = if run.search.is_stopped() { vec![] } else { walk.as_ref().map_or_else(none, Walk::dimensions) };
    }
    found.or_else(|| tries(MORE, run)).or_else(|| {
        let lost = signature::replaced(case.signature)?;
        let step = Step::new(Dimension::Signature, "utf-8-lossy", Code::SignatureCharset).with(Fact::Count(lost));
        Some(Chain { steps: vec![step], remedy: None })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    #[test]
    fn each_row_has_a_name_of_its_own_and_a_clause() {
        let steps: Vec<Step> = secret::steps().chain(input::steps()).chain(signature::steps()).collect();
        for (index, step) in steps.iter().enumerate() {
            assert!(words::chain::has_clause(step), "{}", step.name);
            let twin =
                steps.iter().skip(index + 1).find(|other| (other.dimension, other.name) == (step.dimension, step.name));
            assert_eq!(twin, None);
        }
    }

    #[test]
    fn each_row_about_an_encrypted_token_has_a_name_of_its_own_and_a_clause() {
        let steps = opening::steps();
        for (index, step) in steps.iter().enumerate() {
            assert!(words::chain::has_clause_of_opening(step), "{}", step.name);
            let twin = steps.iter().skip(index + 1).find(|other| other.name == step.name);
            assert_eq!(twin, None);
        }
    }
}
