//! Another key than the one that was read, or another algorithm than the one that is named: the same search under these.

use super::input::{self, Signed};
use super::oracle::{Depth, Oracle};
use super::walk::{UNDER_ITS_OWN, Walk};
use super::{Case, Chain, Rank, Run, Search, header, key, signature};
use crate::base::sort_by_place;
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family};
use crate::engine::verify::fit::kind_fits;
use crate::jose::Token;
use crate::jose::header::{Alg, alg};
use crate::key::Key;

/// The key that was meant, with the texts that are likely.
pub(super) fn key_meant(case: &Case, run: &mut Run) -> Option<Chain> {
    for (step, key) in key::others(case) {
        let case = Case { key: &key, ..*case };
        if !run.may(case.cost().saturating_mul(2)) || !kind_fits(case.algorithm, &key) {
            continue;
        }
        let found = Oracle::of(&case, signature::readings(&case), None).and_then(|oracle| {
            let signed = Signed::of(&case, case.algorithm.name)?;
            let rows = input::ROWS.iter().filter(|row| row.rank == Rank::Likely);
            let others = rows.flat_map(|row| (0..row.count).map(move |variant| (row, variant)));
            let others =
                others.map(|(row, variant)| Some(((row.apply)(&signed, variant)?, Some(row.step(&signed, variant)))));
            let texts = core::iter::once(Some((signed.clone(), None))).chain(others);
            let all = if oracle.is_quick() { usize::MAX } else { 3 };
            texts.take(all).flatten().find_map(|(text, input)| {
                let (after, _) = oracle.ask(&[], &text.text(), Depth::Likely)?;
                Some([vec![step.clone()], input.into_iter().collect(), after].concat())
            })
        });
        if let Some(mut steps) = found {
            sort_by_place(&mut steps, |step| (step.dimension as usize, 0));
            return Some(Chain { steps, remedy: None });
        }
    }
    None
}

/// What a key that cannot be used was meant to be, if the signature is valid with that.
pub(in crate::explain) fn unusable(case: &Case, search: &mut Search) -> Option<Chain> {
    key_meant(case, &mut Run::of(search))
}

/// What the signature is under the algorithms that the key is for, where the header names one that it is not for.
pub(in crate::explain) fn under_own_algorithm(case: &Case, run: &mut Run) -> Option<Chain> {
    let own = ALGORITHMS.iter().filter(|row| kind_fits(row, case.key));
    // The length of an HMAC tells its hash.
    let of_length = |row: &Algorithm| {
        row.family != Family::Hmac || row.hash.is_some_and(|hash| hash.bytes() == case.signature.len())
    };
    let algorithm = own.copied().find(|row| of_length(row))?;
    let own = Case { algorithm, ..*case };
    Walk::of(&own, Some(case.algorithm.name), run)?.go(UNDER_ITS_OWN, run)
}

/// What a signature is under a name in `alg` that JOSE does not have, if it is valid under the right one.
pub(in crate::explain) fn otherwise_named(token: &Token, key: &Key, search: &mut Search) -> Option<Chain> {
    let Alg::Named(name) = alg(token) else { return None };
    let (algorithm, step) = header::meant(&name)?;
    let signature = &token.signature()?.bytes;
    let case = Case { algorithm, key, message: token.signing_input()?, signature, token };
    if !kind_fits(algorithm, key) {
        return None;
    }
    let mut run = Run::of(search);
    let more = match run.may(case.cost()) && (algorithm.verify)(key, case.message, signature).is_ok() {
        true => vec![],
        false => super::search(&case, &mut run)?.steps,
    };
    Some(Chain { steps: core::iter::once(step).chain(more).collect(), remedy: None })
}
