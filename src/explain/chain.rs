//! The search over chains of transformations: a broken token is a right one to which something was done, and then something else.
//!
//! What can be done stands in tables, one for each dimension: how a text became a secret, what was signed, how, with which key,
//! and what became of the signature. First every single row is tried, then pairs that are likely, then the others. Whatever was
//! done to the signature alone is undone beforehand and costs nothing, as each text is compared with every reading of it: an RSA
//! signature is opened once, one of ECDSA is read backwards once. What is reported was computed and compared.
//!
//! The trials come in one order, and each takes its number, whether there is anything to try in it or not: with the number of the
//! last one a chain can be made again ([`super::Search`]).

mod block;
mod damage;
mod edit;
pub mod header;
mod input;
mod json;
mod key;
mod oracle;
mod other;
mod secret;
mod signature;
mod text;
pub mod token;

use super::{Case, LONG, Remedy, Run, Search, accents};
pub use crate::base::diagnostic::chain::{Dimension, Fact, Step};
use crate::base::diagnostic::reason::Reason;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::sort_by_place;
use crate::engine::jwa::Family;
use crate::engine::verify::fit::kind_fits;
use crate::key::{Material, Secret, Source};
use input::Signed;
use oracle::{Depth, Oracle};

pub(super) use other::{otherwise_named, unusable};

/// What was done, from the text of the key field to that of the signature, and what one click can do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// By dimension, and within one as they were done. Never empty.
    pub steps: Vec<Step>,
    /// A change after which the signature holds.
    pub remedy: Option<Remedy>,
}

impl From<Chain> for Diagnostic {
    fn from(chain: Chain) -> Self {
        let error = Diagnostic::error(Reason::Chain(chain.steps));
        Diagnostic { remedy: chain.remedy, ..error }
    }
}

/// A row of the signing input and its variant.
type Input = (&'static input::Row, usize);
/// A row of the secret and its variant.
type Reading = (&'static secret::Row, usize);

/// Every variant of every row, or of those that are likely.
fn inputs(likely: bool) -> impl Iterator<Item = Input> + Clone {
    let rows = input::ROWS.iter().filter(move |row| !likely || row.likely);
    rows.flat_map(|row| (0..row.count).map(move |variant| (row, variant)))
}

fn secrets(likely: bool) -> impl Iterator<Item = Reading> + Clone {
    let rows = secret::ROWS.iter().filter(move |row| !likely || row.likely);
    rows.flat_map(|row| (0..row.count).map(move |variant| (row, variant)))
}

/// The chain that leads to the signature of `case`, as far as there is time to look; `None` if nothing is proved.
pub(super) fn search(case: &Case, run: &mut Run) -> Option<Chain> {
    if !kind_fits(case.algorithm, case.key) || case.message.len() > LONG {
        return None;
    }
    let readings = signature::readings(case);
    let walk = Oracle::of(case, case.key, readings, run).map(|oracle| Walk { case, oracle });
    let found = walk.as_ref().and_then(|walk| walk.first(run)).or_else(|| other::key_meant(case, run));
    found.or_else(|| walk.as_ref()?.then(run)).or_else(|| {
        let lost = signature::replaced(case.signature)?;
        let step = Step::new(Dimension::Signature, "utf-8-lossy", Code::SignatureCharset).with(Fact::Count(lost));
        Some(Chain { steps: vec![step], remedy: None })
    })
}

/// The trials with one key.
struct Walk<'a> {
    case: &'a Case<'a>,
    oracle: Oracle<'a>,
}

impl Walk<'_> {
    /// The secret as it was read, where there is one.
    fn secret(&self) -> &[u8] {
        match &self.case.key.material {
            Material::Secret(Secret(bytes)) => bytes,
            _ => &[],
        }
    }

    /// One thing, or two that are likely.
    fn first(&self, run: &mut Run) -> Option<Chain> {
        let (signed, secret) = (Signed::of(self.case)?, self.secret());
        let as_is = self.trial(run, Depth::All, || Some((secret.to_vec(), signed.clone(), vec![])));
        as_is.or_else(|| match self.case.algorithm.family {
            Family::Hmac => self.hmac(run, &signed, secret),
            _ => self.singles(run, &signed, secret),
        })
    }

    /// Everything else.
    fn then(&self, run: &mut Run) -> Option<Chain> {
        let (signed, secret) = (Signed::of(self.case)?, self.secret());
        let less_likely = match self.oracle.is_quick() {
            true => None,
            false => self.texts(run, true, Depth::All, &signed, secret),
        };
        less_likely.or_else(|| self.pairs(run, &signed, secret)).or_else(|| self.edited(run, &signed, secret))
    }

    /// One trial: `make` gives the secret, the text, and how they came about.
    fn trial(
        &self,
        run: &mut Run,
        depth: Depth,
        make: impl FnOnce() -> Option<(Vec<u8>, Signed, Vec<Step>)>,
    ) -> Option<Chain> {
        let cost = self.oracle.cost(self.case.message.len(), depth);
        if !run.search.begin(cost) {
            return None;
        }
        let (secret, signed, before) = make()?;
        run.search.charge(cost);
        let text = signed.text();
        let (after, bytes) = self.oracle.ask(&secret, &text, depth)?;
        let mut steps = [before, after].concat();
        sort_by_place(&mut steps, |step| (step.dimension as usize, 0));
        if steps.is_empty() {
            return None;
        }
        let only = |dimension| steps.iter().all(|step| step.dimension == dimension);
        let remedy = if only(Dimension::Secret) {
            Some(Remedy::Secret(Secret(secret)))
        } else if only(Dimension::Signature) {
            Some(self.case.with_signature(&bytes))
        } else if only(Dimension::Input) {
            signed.segments().map(|text| Remedy::Token(text + "." + self.case.encoded(2)))
        } else {
            None
        };
        Some(Chain { steps, remedy })
    }

    fn hmac(&self, run: &mut Run, signed: &Signed, bytes: &[u8]) -> Option<Chain> {
        let written = self.case.key.text.0.as_slice();
        let typed = matches!(self.case.key.source, Source::Text(_)) && !written.is_empty() && written != bytes;
        // The secret as it was read, and its text where that is another.
        let as_text = Step::new(Dimension::Secret, "as-text", Code::SecretEncoding);
        let starts = [(Some(bytes), vec![]), (typed.then_some(written), vec![as_text])];
        let changed = |start: &(Option<&[u8]>, Vec<Step>), rows: &[Reading]| {
            let mut secret = start.0?.to_vec();
            let mut steps = start.1.clone();
            for (row, variant) in rows {
                let next = (row.apply)(&secret, *variant).filter(|next| *next != secret && next != bytes)?;
                steps.push(row.step(*variant));
                secret = next;
            }
            Some((secret, signed.clone(), steps))
        };
        let first = starts.first()?;
        for reading in secrets(false) {
            let found = self.trial(run, Depth::Likely, || changed(first, &[reading]));
            if found.is_some() {
                return found;
            }
        }
        self.singles(run, signed, bytes)
            .or_else(|| {
                (0..secret::PLACEHOLDERS).find_map(|index| {
                    self.trial(run, Depth::Likely, || {
                        let (step, text) = secret::placeholder(index)?;
                        Some((text.into(), signed.clone(), vec![step]))
                    })
                })
            })
            .or_else(|| {
                starts
                    .iter()
                    .flat_map(|start| secrets(false).map(move |reading| (start, reading)))
                    .find_map(|(start, reading)| self.trial(run, Depth::All, || changed(start, &[reading])))
            })
            .or_else(|| {
                starts.iter().find_map(|start| {
                    // All of the text of a key that is none of its own is no start.
                    start.0?;
                    [true, false].into_iter().find_map(|likely| {
                        secrets(likely).find_map(|one| {
                            self.group(run, secrets(likely), |walk, run, two| {
                                walk.trial(run, Depth::Likely, || changed(start, &[one, two]))
                            })
                        })
                    })
                })
            })
            .or_else(|| {
                [[true, true], [false, true], [true, false]].into_iter().find_map(|[likely, as_likely]| {
                    secrets(likely).find_map(|one| {
                        self.with_text(run, as_likely, || {
                            let (secret, _, steps) = changed(first, &[one])?;
                            Some((secret, steps))
                        })
                    })
                })
            })
            .or_else(|| {
                (0..secret::PLACEHOLDERS).find_map(|index| {
                    self.with_text(run, true, || {
                        let (step, text) = secret::placeholder(index)?;
                        Some((text.into(), vec![step]))
                    })
                })
            })
    }

    /// The first that is found with one of these; none is looked at where all were tried before.
    fn group<T>(
        &self,
        run: &mut Run,
        rows: impl Iterator<Item = T> + Clone,
        look: impl Fn(&Self, &mut Run, T) -> Option<Chain>,
    ) -> Option<Chain> {
        let count = u32::try_from(rows.clone().count()).unwrap_or(u32::MAX);
        if run.search.skips(count) {
            return None;
        }
        for row in rows {
            let found = look(self, run, row);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Another secret and another text.
    fn with_text(
        &self,
        run: &mut Run,
        likely: bool,
        secret: impl Fn() -> Option<(Vec<u8>, Vec<Step>)>,
    ) -> Option<Chain> {
        self.group(run, inputs(likely), |walk, run, (row, variant)| {
            walk.trial(run, Depth::Likely, || {
                let (secret, steps) = secret()?;
                let signed = Signed::of(walk.case)?;
                let step = row.step(&signed, variant);
                Some((secret, (row.apply)(&signed, variant)?, [steps, vec![step]].concat()))
            })
        })
    }

    /// One other text.
    fn singles(&self, run: &mut Run, signed: &Signed, secret: &[u8]) -> Option<Chain> {
        // Where a question takes longer, what is less likely waits.
        let depth = if self.oracle.is_quick() { Depth::All } else { Depth::Likely };
        self.texts(run, false, depth, signed, secret)
    }

    fn texts(&self, run: &mut Run, likely: bool, depth: Depth, signed: &Signed, secret: &[u8]) -> Option<Chain> {
        self.group(run, inputs(likely), |walk, run, (row, variant)| {
            walk.trial(run, depth, || {
                let other = (row.apply)(signed, variant)?;
                Some((secret.to_vec(), other, vec![row.step(signed, variant)]))
            })
        })
    }

    /// Two things done to the text.
    fn pairs(&self, run: &mut Run, signed: &Signed, secret: &[u8]) -> Option<Chain> {
        [true, false].into_iter().find_map(|likely| {
            inputs(likely).find_map(|(one, first)| {
                self.group(run, inputs(likely), |walk, run, (two, second)| {
                    walk.trial(run, Depth::Likely, || {
                        let between = (one.apply)(signed, first)?;
                        let other = (two.apply)(&between, second).filter(|other| other.text() != signed.text())?;
                        Some((secret.to_vec(), other, vec![one.step(signed, first), two.step(&between, second)]))
                    })
                })
            })
        })
    }

    /// One character of header or payload that was another.
    fn edited(&self, run: &mut Run, signed: &Signed, secret: &[u8]) -> Option<Chain> {
        // A question that takes longer than a hash is not asked so often.
        if self.oracle.cost(self.case.message.len(), Depth::Likely) > edit::MOST {
            return None;
        }
        edit::places(signed).find_map(|place| {
            self.group(run, edit::changes(), |walk, run, change| {
                walk.trial(run, Depth::Likely, || {
                    let (other, step) = edit::undone(signed, place, change)?;
                    Some((secret.to_vec(), other, vec![step]))
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    #[test]
    fn each_row_has_a_name_of_its_own_and_a_clause() {
        let steps = secret::ROWS.iter().map(|row| row.step(0)).chain(signature::steps());
        let texts = input::ROWS.iter().map(|row| Step::new(Dimension::Input, row.name, Code::OtherInput));
        let steps: Vec<Step> = steps.chain(texts).collect();
        for (index, step) in steps.iter().enumerate() {
            assert!(words::chain::has_clause(step), "{}", step.name);
            let twin =
                steps.iter().skip(index + 1).find(|other| (other.dimension, other.name) == (step.dimension, step.name));
            assert_eq!(twin, None);
        }
    }

    #[test]
    fn a_variant_that_is_none_is_no_trial() {
        assert!(
            secrets(false).all(|(row, variant)| variant < row.count) && secrets(true).count() < secrets(false).count()
        );
        assert!(inputs(true).count() < inputs(false).count());
        assert!((0..secret::PLACEHOLDERS).all(|index| secret::placeholder(index).is_some()));
        assert!(secret::placeholder(secret::PLACEHOLDERS).is_none());
    }
}
