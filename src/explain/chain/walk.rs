//! The way through the trials with one key: stages, each of which does one thing or two to what is there and asks whether that
//! is what was signed.

mod stages;

use super::super::identifier::identifiers;
use super::Rank::{Alone, Likely as Usual};
use super::edit::{self, Change, Text};
use super::input::{self, Signed};
use super::oracle::Depth::{Form, Likely};
use super::oracle::{OTHER_ROW, Oracle};
use super::secret::{self, AS_TEXT};
use super::{Case, Chain, Code, Dimension, Fact, LONG, Remedy, Run, Step, signature, values};
use crate::base::sort_by_place;
use crate::key::{Material, Secret};
use core::cell::OnceCell;
use stages::Keys::{self, Any, Quick, Secrets as Hmac, Slow};
use stages::Moves::{
    self, Algorithms, Changes, Documents, Frames, LikelyValues, No, Others, Places, Secrets, SecretsAlone, Texts,
    TextsAlone, Values,
};
pub(super) use stages::{AS_SENT, MORE, ONE, Stage, UNDER_ITS_OWN};
use std::borrow::Cow;

/// One of them.
#[derive(Clone, Copy)]
enum Move {
    No,
    Secret(&'static secret::SecretRow, usize),
    Other(usize),
    /// The secret is the value of one of the [`identifiers`] in the token.
    Identifier(usize),
    Text(&'static input::InputRow, usize),
    Place((usize, usize)),
    Change(Text, Change),
}

/// What is there, or what was made of it.
#[derive(Clone)]
struct Candidate {
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
    starts: Vec<Candidate>,
    /// What the header names, where the key is not for that, and the case is one of another algorithm.
    header: Option<&'static str>,
    /// Which key it is, among those of one search.
    key: Option<String>,
}

/// The rows of the signing input of which `is` is true, in each variant.
fn texts(is: &dyn Fn(&input::InputRow) -> bool) -> Vec<Move> {
    let rows = input::ROWS.iter().filter(|row| is(row));
    rows.flat_map(|row| (0..row.count).map(move |variant| Move::Text(row, variant))).collect()
}

impl Move {
    fn is_likely(&self) -> bool {
        match self {
            Move::No => true,
            Move::Secret(row, _) => row.rank == Usual,
            Move::Text(row, _) => row.rank == Usual,
            Move::Other(_) | Move::Identifier(_) | Move::Place(_) | Move::Change(..) => false,
        }
    }
}

impl<'a> Walk<'a> {
    /// `None` if no text can be what was signed.
    pub(super) fn of(case: &'a Case<'a>, header: Option<&'static str>, run: &mut Run) -> Option<Self> {
        let signed = Signed::of(case, header.unwrap_or(case.algorithm.name))?;
        let made =
            |secret: &[u8], steps| Candidate { secret: secret.into(), signed: signed.clone(), place: (0, 0), steps };
        let starts = match &case.key.material {
            Material::Secret(Secret(bytes)) => {
                let typed = secret::as_written(case.key).into_iter().filter(|(_, text)| text != bytes);
                let typed = typed.map(|(name, text)| made(&text, vec![Step::new(Dimension::Secret, name, AS_TEXT)]));
                core::iter::once(made(bytes, vec![])).chain(typed).collect()
            }
            _ => vec![made(&[], vec![])],
        };
        let key = if matches!(case.key.material, Material::Secret(_)) { None } else { case.key.thumbprint() };
        Some(Self { case, oracle: Oracle::of(case, signature::readings(case), Some(run))?, starts, header, key })
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
                // What the first move makes is the same for each second one, and is not made for none.
                let made = OnceCell::new();
                let make = || made.get_or_init(|| self.apply(Cow::Borrowed(start), *one)).as_deref();
                let found = second.iter().find_map(|two| self.trial(run, stage, &make, [*one, *two]));
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
            Others => {
                let identifiers = (0..identifiers(self.case.token).count()).map(Move::Identifier);
                identifiers.chain((0..secret::others()).map(Move::Other)).collect()
            }
            Texts(_) | Documents(_) | Frames(_) | TextsAlone | Values | LikelyValues | Algorithms | Places(_)
                if is_long =>
            {
                vec![]
            }
            Algorithms => (0..input::ALGORITHM.count).map(|index| Move::Text(&input::ALGORITHM, index)).collect(),
            Values => (0..input::VALUE.count).map(|index| Move::Text(&input::VALUE, index)).collect(),
            LikelyValues => (0..values::WITH_OTHERS).map(|index| Move::Text(&input::VALUE, index)).collect(),
            Texts(rank) => texts(&|row| row.rank <= rank),
            Documents(rank) => texts(&|row| row.rank <= rank && !row.is_frame()),
            Frames(rank) => texts(&|row| row.rank <= rank && row.is_frame()),
            TextsAlone => texts(&|row| row.rank == Alone),
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

    /// One trial: what the second move makes of what the first one made is compared with the signature.
    fn trial<'m>(
        &self,
        run: &mut Run,
        stage: &Stage,
        first: &dyn Fn() -> Option<&'m Candidate>,
        moves: [Move; 2],
    ) -> Option<Chain> {
        let depth = stage.depth;
        let [_, second] = moves;
        if stage.rest && moves.iter().all(Move::is_likely) {
            run.may(0);
            return None;
        }
        let cost = self.oracle.cost(self.case.message.len(), depth);
        // Another form of the signature is tried at once, however long that takes: it is one check, as the verdict made.
        if !(if depth == Form { run.may(0) } else { run.search.begin(cost) }) {
            return None;
        }
        let made = self.apply(Cow::Borrowed(first()?), second)?;
        let text = made.signed.text();
        if matches!(moves, [Move::Text(..), Move::Text(..)]) && text == self.case.message {
            return None;
        }
        // Two ways often lead to one text.
        if !self.oracle.is_quick()
            && depth == Likely
            && !run.search.is_new((&self.key, self.case.algorithm.name, &text))
        {
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

    fn apply<'m>(&self, made: Cow<'m, Candidate>, step: Move) -> Option<Cow<'m, Candidate>> {
        let secret = |next: Vec<u8>, step: Step| {
            // One that leads back is none.
            let is_new = next != made.secret && self.starts.first().is_none_or(|first| first.secret != next);
            is_new.then(|| Candidate { secret: next, steps: [&made.steps[..], &[step]].concat(), ..(*made).clone() })
        };
        let text = |signed, step| Candidate { signed, steps: [&made.steps[..], &[step]].concat(), ..(*made).clone() };
        let next = match step {
            Move::No => return Some(made),
            Move::Secret(row, variant) => secret((row.apply)(&made.secret, variant)?, row.step(variant))?,
            Move::Other(index) => {
                let (step, other) = secret::other(index)?;
                secret(other.into_bytes(), step)?
            }
            Move::Identifier(index) => {
                let (name, value) = identifiers(self.case.token).nth(index)?;
                secret(value.into(), secret::claim(name))?
            }
            Move::Text(row, variant) => text((row.apply)(&made.signed, variant)?, row.step(&made.signed, variant)),
            Move::Place(place) => Candidate { place, ..made.into_owned() },
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
    fn remedy(&self, made: &Candidate, steps: &[Step], bytes: &[u8]) -> Option<Remedy> {
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
        use crate::explain::chain::Rank::Rare;
        assert!(Usual < Rare && Rare < Alone);
        assert!((0..secret::others()).all(|index| secret::other(index).is_some()));
        assert!(secret::other(secret::others()).is_none());
        assert!(input::ROWS.iter().any(|row| row.rank == Alone) && secret::ROWS.iter().any(|row| row.rank == Alone));
    }
}
