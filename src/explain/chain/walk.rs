//! The way through the trials with one key: stages, each of which does one thing or two to what is there and asks whether that
//! is what was signed.

use super::edit::{self, Change, Text};
use super::input::{self, Signed};
use super::oracle::{Depth, OTHER_ROW, Oracle};
use super::secret::{self, AS_TEXT};
use super::{Case, Chain, Code, Dimension, Fact, LONG, Rank, Remedy, Run, Step, signature};
use crate::base::sort_by_place;
use crate::key::{Material, Secret};
use std::borrow::Cow;

/// A part of the way: for each of the first moves, each of the second ones.
pub(super) struct Stage {
    /// For which keys it is.
    keys: Keys,
    depth: Depth,
    moves: [Moves; 2],
    /// Whether those that are likely were tried before.
    rest: bool,
}

/// Which keys a stage is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Any,
    Secrets,
    /// Those with which a question takes no longer than a hash.
    Quick,
    /// The others.
    Slow,
}

/// What may be done.
#[derive(Clone, Copy)]
enum Moves {
    /// Nothing.
    No,
    /// The rows of the secret, up to that rank.
    Secrets(Rank),
    /// Those that go with no other.
    SecretsAlone,
    /// A secret that has nothing to do with the one that is there.
    Others,
    /// The rows of the signing input, up to that rank.
    Texts(Rank),
    /// Another algorithm in the header.
    Algorithms,
    /// A place in a text, and what was done there.
    Places(Text),
    Changes(Text),
}

/// One of them.
#[derive(Clone, Copy)]
enum Move {
    No,
    Secret(&'static secret::Row, usize),
    Other(usize),
    Text(&'static input::Row, usize),
    Place((usize, usize)),
    Change(Text, Change),
}

const fn stage(keys: Keys, depth: Depth, first: Moves, second: Moves) -> Stage {
    Stage { keys, depth, moves: [first, second], rest: false }
}

const fn rest(keys: Keys, depth: Depth, first: Moves, second: Moves) -> Stage {
    Stage { rest: true, ..stage(keys, depth, first, second) }
}

use Depth::{All, Call, Form, Likely};
use Keys::{Any, Quick, Secrets as Hmac, Slow};
use Moves::{Algorithms, Changes, No, Others, Places, Secrets, SecretsAlone, Texts};
use Rank::{Alone, Likely as Usual, Rare};

/// The signature alone.
pub(super) static AS_SENT: &[Stage] = &[stage(Any, Form, No, No)];

/// One thing that was done.
pub(super) static ONE: &[Stage] = &[
    stage(Hmac, Likely, Secrets(Rare), No),
    stage(Any, All, No, No),
    stage(Slow, Call, No, No),
    stage(Any, Likely, Algorithms, No),
    stage(Any, Likely, Texts(Usual), No),
    stage(Hmac, Likely, SecretsAlone, No),
    stage(Hmac, Likely, Others, No),
    rest(Any, Likely, Texts(Alone), No),
    stage(Quick, All, Texts(Rare), No),
    stage(Hmac, All, Secrets(Rare), No),
];

/// A character of the content, and two things.
pub(super) static MORE: &[Stage] = &[
    stage(Slow, All, Texts(Rare), No),
    stage(Hmac, Likely, Secrets(Usual), Secrets(Usual)),
    stage(Quick, Likely, Texts(Usual), Texts(Usual)),
    stage(Hmac, Likely, Places(Text::Secret), Changes(Text::Secret)),
    stage(Quick, Likely, Places(Text::Document), Changes(Text::Document)),
    stage(Hmac, Likely, Secrets(Usual), Texts(Usual)),
    stage(Quick, Likely, Places(Text::Encoded), Changes(Text::Encoded)),
    rest(Hmac, Likely, Secrets(Rare), Secrets(Rare)),
    rest(Hmac, Likely, Secrets(Rare), Texts(Usual)),
    rest(Hmac, Likely, Secrets(Usual), Texts(Rare)),
    stage(Hmac, Likely, Others, Texts(Usual)),
    stage(Slow, Likely, Texts(Usual), Texts(Usual)),
    rest(Any, Likely, Texts(Rare), Texts(Rare)),
];

/// What a key of another kind is tried with.
pub(super) static UNDER_ITS_OWN: &[Stage] = &[stage(Any, Likely, No, No), stage(Any, Likely, Algorithms, No)];

/// What is there, or what was made of it.
#[derive(Clone)]
struct Made {
    secret: Vec<u8>,
    signed: Signed,
    place: (usize, usize),
    steps: Vec<Step>,
}

/// The trials with one key.
pub(super) struct Walk<'a> {
    case: &'a Case<'a>,
    oracle: Oracle<'a>,
    /// The secret as it was read, and its text where that is another.
    starts: Vec<Made>,
    /// What the header names, where the key is not for that, and the case is one of another algorithm.
    header: Option<&'static str>,
}

impl Move {
    fn is_likely(&self) -> bool {
        match self {
            Move::No => true,
            Move::Secret(row, _) => row.rank == Usual,
            Move::Text(row, _) => row.rank == Usual,
            Move::Other(_) | Move::Place(_) | Move::Change(..) => false,
        }
    }
}

impl<'a> Walk<'a> {
    /// `None` if no text can be what was signed.
    pub(super) fn of(case: &'a Case<'a>, header: Option<&'static str>, run: &mut Run) -> Option<Self> {
        let signed = Signed::of(case, header.unwrap_or(case.algorithm.name))?;
        let made = |secret: &[u8], steps| Made { secret: secret.into(), signed: signed.clone(), place: (0, 0), steps };
        let starts = match &case.key.material {
            Material::Secret(Secret(bytes)) => {
                let typed = secret::as_written(case.key).into_iter().filter(|(_, text)| text != bytes);
                let typed = typed.map(|(name, text)| made(&text, vec![Step::new(Dimension::Secret, name, AS_TEXT)]));
                core::iter::once(made(bytes, vec![])).chain(typed).collect()
            }
            _ => vec![made(&[], vec![])],
        };
        Some(Self { case, oracle: Oracle::of(case, signature::readings(case), Some(run))?, starts, header })
    }

    /// Every dimension of the single trials.
    pub(super) fn dimensions(&self) -> Vec<Dimension> {
        let all = [Dimension::Secret, Dimension::Input, Dimension::Primitive, Dimension::Signature];
        let is_secret = matches!(self.case.key.material, Material::Secret(_));
        all.into_iter().filter(|dimension| is_secret || *dimension != Dimension::Secret).collect()
    }

    /// What comes of these stages, one after the other.
    pub(super) fn go(&self, stages: &[Stage], run: &mut Run) -> Option<Chain> {
        stages.iter().filter(|stage| self.has(stage.keys)).find_map(|stage| self.stage(stage, run))
    }

    fn has(&self, keys: Keys) -> bool {
        match keys {
            Any => true,
            Hmac => matches!(self.case.key.material, Material::Secret(_)),
            Quick => self.oracle.is_quick(),
            Slow => !self.oracle.is_quick(),
        }
    }

    fn stage(&self, stage: &Stage, run: &mut Run) -> Option<Chain> {
        let [first, second] = stage.moves.map(|moves| self.moves(moves));
        // Another text is made of the secret as it was read alone.
        let all = match stage.moves {
            [No | Secrets(_) | SecretsAlone, No | Secrets(_)] => self.starts.len(),
            _ => 1,
        };
        let count = u32::try_from(second.len()).unwrap_or(u32::MAX);
        for start in self.starts.iter().take(all) {
            for one in &first {
                if run.search.skips(count) {
                    continue;
                }
                let found = second.iter().find_map(|two| self.trial(run, stage, start, [*one, *two]));
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    fn moves(&self, moves: Moves) -> Vec<Move> {
        let is_long = self.case.message.len() > LONG;
        match moves {
            No => vec![Move::No],
            Secrets(rank) => {
                let rows = secret::ROWS.iter().filter(|row| row.rank <= rank);
                rows.flat_map(|row| (0..row.count).map(move |variant| Move::Secret(row, variant))).collect()
            }
            SecretsAlone => {
                let rows = secret::ROWS.iter().filter(|row| row.rank == Alone);
                rows.flat_map(|row| (0..row.count).map(move |variant| Move::Secret(row, variant))).collect()
            }
            Others => (0..secret::others()).map(Move::Other).collect(),
            Texts(_) | Algorithms | Places(_) if is_long => vec![],
            Algorithms => (0..input::ALGORITHM.count).map(|index| Move::Text(&input::ALGORITHM, index)).collect(),
            Texts(rank) => {
                let rows = input::ROWS.iter().filter(|row| row.rank <= rank);
                rows.flat_map(|row| (0..row.count).map(move |variant| Move::Text(row, variant))).collect()
            }
            // A question that takes longer than a hash is not asked so often.
            Places(_) if self.oracle.cost(self.case.message.len(), Likely) > edit::MOST => vec![],
            Places(text) => {
                let places = self.starts.first().into_iter().flat_map(|made| {
                    let lengths = match text {
                        Text::Secret => [0, made.secret.len()],
                        Text::Document => made.signed.docs.each_ref().map(Vec::len),
                        Text::Encoded => made.signed.encoded.each_ref().map(Vec::len),
                    };
                    edit::places(text, lengths)
                });
                places.map(Move::Place).collect()
            }
            Changes(text) => edit::changes(text).map(|change| Move::Change(text, change)).collect(),
        }
    }

    /// One trial: what these make of the start is compared with the signature.
    fn trial(&self, run: &mut Run, stage: &Stage, start: &Made, moves: [Move; 2]) -> Option<Chain> {
        let depth = stage.depth;
        if stage.rest && moves.iter().all(Move::is_likely) {
            run.may(0);
            return None;
        }
        let cost = self.oracle.cost(self.case.message.len(), depth);
        // Another form of the signature is tried at once, however long that takes: it is one check, as the verdict made.
        if !(if depth == Form { run.may(0) } else { run.search.begin(cost) }) {
            return None;
        }
        let made = moves.into_iter().try_fold(Cow::Borrowed(start), |made, step| self.apply(made, step))?;
        let text = made.signed.text();
        if matches!(moves, [Move::Text(..), Move::Text(..)]) && text == self.case.message {
            return None;
        }
        if depth == Form {
            run.search.spend(cost);
        } else {
            run.search.charge(cost);
        }
        let (after, bytes) = self.oracle.ask(&made.secret, &text, depth)?;
        let mut steps = [made.steps.clone(), after].concat();
        if let Some(header) = self.header {
            self.name_algorithm(&mut steps, header);
        }
        sort_by_place(&mut steps, |step| (step.dimension as usize, 0));
        let remedy = self.remedy(&made, &steps, &bytes);
        (!steps.is_empty()).then_some(Chain { steps, remedy })
    }

    /// The algorithm that the signature is of, beside the one that the header names.
    fn name_algorithm(&self, steps: &mut Vec<Step>, header: &'static str) {
        let found = steps.iter().find_map(|step| match step.fact {
            Fact::Instead { right, .. } if step.name == OTHER_ROW => Some(right),
            _ => None,
        });
        let right = found.unwrap_or(self.case.algorithm.name);
        steps.retain(|step| step.name != OTHER_ROW);
        let step = Step::new(Dimension::Primitive, OTHER_ROW, Code::OtherAlgorithm);
        steps.push(step.with(Fact::Instead { right, header }));
    }

    fn apply<'m>(&self, made: Cow<'m, Made>, step: Move) -> Option<Cow<'m, Made>> {
        let secret = |next: Vec<u8>, step: Step| {
            // One that leads back is none.
            let is_new = next != made.secret && self.starts.first().is_none_or(|first| first.secret != next);
            is_new.then(|| Made { secret: next, steps: [&made.steps[..], &[step]].concat(), ..(*made).clone() })
        };
        let text = |signed, step| Made { signed, steps: [&made.steps[..], &[step]].concat(), ..(*made).clone() };
        let next = match step {
            Move::No => return Some(made),
            Move::Secret(row, variant) => secret((row.apply)(&made.secret, variant)?, row.step(variant))?,
            Move::Other(index) => {
                let (step, other) = secret::other(index)?;
                secret(other.into_bytes(), step)?
            }
            Move::Text(row, variant) => text((row.apply)(&made.signed, variant)?, row.step(&made.signed, variant)),
            Move::Place(place) => Made { place, ..made.into_owned() },
            Move::Change(Text::Secret, change) => {
                let (other, step) = edit::other_secret(&made.secret, made.place.1, change)?;
                secret(other, step)?
            }
            Move::Change(which, change) => {
                let (signed, step) = edit::undone(&made.signed, which, made.place, change)?;
                text(signed, step)
            }
        };
        Some(Cow::Owned(next))
    }

    /// What to change so that it holds: the secret, or the token.
    fn remedy(&self, made: &Made, steps: &[Step], bytes: &[u8]) -> Option<Remedy> {
        let has = |dimension| steps.iter().any(|step| step.dimension == dimension);
        match (has(Dimension::Secret), has(Dimension::Input), has(Dimension::Signature)) {
            (true, false, false) => Some(secret::remedy(self.case.key, &made.secret)),
            (false, false, true) => Some(self.case.with_signature(bytes)),
            (false, true, damaged) => {
                let signature =
                    if damaged { crate::format::base64url::encode(bytes) } else { self.case.encoded(2).into() };
                made.signed.segments().map(|text| Remedy::Token(text + "." + &signature))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rare_is_tried_after_what_is_likely() {
        assert!(Usual < Rare && Rare < Alone);
        assert!((0..secret::others()).all(|index| secret::other(index).is_some()));
        assert!(secret::other(secret::others()).is_none());
        assert!(input::ROWS.iter().any(|row| row.rank == Alone) && secret::ROWS.iter().any(|row| row.rank == Alone));
    }
}
