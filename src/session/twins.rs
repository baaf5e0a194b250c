//! Broken twins of a token: what a verifier must refuse, beside what it must accept, as input for a test suite.
//!
//! ```text
//! claims and header parameters of the open token ─┐
//! what the verifier expects ──────────────────────┼─ Maker ─ one row after another ─► Suite
//! the key that signs ─────────────────────────────┘
//! ```
//! Each twin differs from a token that is right (the [`base`]) in one thing, which its [`TwinKind`] names with the rule behind it. A row
//! that needs what is not there (another algorithm, a `typ`) says so, and stands in [`Suite::left_out`]. The keys of the attackers
//! in it are published ([`samples::attacker`]); the signing key of the person signs, and is never part of the result.
//!
//! To add a twin, add one row to the file of its subject. `tests/twins.rs` holds each against the verdict of this program.

mod algorithm;
pub mod base;
mod claims;
mod controls;
mod der;
mod encoding;
pub mod export;
mod forge;
mod header;
mod json;
pub mod judged;
mod key;
mod signature;

use crate::spec::Spec;
use base::{Base, Expect, SuiteContext, Unfit};
use core::fmt;
use forge::Forge;
use rand_core::CryptoRng;

/// What a verifier has to do with a twin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It must refuse it.
    Refuse,
    /// It must accept it.
    Accept,
    /// It may do either: why.
    Either(&'static str),
}

impl Outcome {
    /// The name in one word: `refuse`, `accept`, `either`.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Refuse => "refuse",
            Outcome::Accept => "accept",
            Outcome::Either(_) => "either",
        }
    }

    /// Why it may do either.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Outcome::Either(why) => Some(why),
            Outcome::Refuse | Outcome::Accept => None,
        }
    }
}

/// How a twin is made, and what is to be said of it.
pub struct TwinKind {
    /// Stable name, in kebab case.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What is broken, or what is unusual and right: one sentence.
    pub breaks: &'static str,
    /// The rule that decides.
    pub rule: Spec,
    /// What a verifier has to do.
    pub outcome: Outcome,
    /// Makes the token, or says why it cannot be made of what is there.
    make: fn(&mut Forge) -> Forged,
}

/// A token, or why there is none.
type Forged = Result<String, &'static str>;

/// A twin that was made.
#[derive(Clone)]
pub struct Twin {
    /// What there is to say of it.
    pub row: &'static TwinKind,
    /// The token.
    pub token: String,
}

/// A row that has no twin here.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut {
    /// The row.
    pub row: &'static TwinKind,
    /// Why there is none.
    pub why: &'static str,
}

/// All that was made.
#[derive(Clone, Debug)]
pub struct Suite {
    /// What the verifier has to be configured with.
    pub expect: Expect,
    /// When it was made, in seconds since the epoch.
    pub made: i64,
    /// The twins, in the order of the rows.
    pub twins: Vec<Twin>,
    /// What could not be made.
    pub left_out: Vec<LeftOut>,
}

/// All rows, by subject: those that are to be accepted first.
static ROWS: [&[TwinKind]; 8] = [
    controls::ROWS,
    algorithm::ROWS,
    signature::ROWS,
    key::ROWS,
    claims::ROWS,
    header::ROWS,
    json::ROWS,
    encoding::ROWS,
];

/// All rows, one after the other.
pub fn rows() -> impl Iterator<Item = &'static TwinKind> {
    ROWS.iter().copied().flatten()
}

/// Makes one twin after another, so that a page can draw between two RSA signatures.
pub struct Maker {
    base: Base,
    next: usize,
    suite: Suite,
}

impl Maker {
    /// Begins with the token that a verifier has to accept.
    ///
    /// # Errors
    /// Nothing to be accepted can be made of what is there.
    pub fn new(mut given: SuiteContext) -> Result<Maker, Unfit> {
        let base = Base::of(&mut given)?;
        let suite = Suite { expect: given.expect, made: given.now, twins: vec![], left_out: vec![] };
        Ok(Maker { base, next: 0, suite })
    }

    /// How many rows are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.next, rows().count())
    }

    /// Makes the next one; whether there was one left.
    pub fn step(&mut self, rng: &mut dyn CryptoRng) -> bool {
        let Some(row) = rows().nth(self.next) else { return false };
        self.next += 1;
        match (row.make)(&mut Forge { base: &self.base, rng }) {
            Ok(token) => self.suite.twins.push(Twin { row, token }),
            Err(why) => self.suite.left_out.push(LeftOut { row, why }),
        }
        true
    }

    /// What was made.
    pub fn into_suite(self) -> Suite {
        self.suite
    }
}

impl fmt::Debug for TwinKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TwinKind({}, {})", self.id, self.outcome.name())
    }
}

/// A twin may be a token that somebody accepts, so it does not print.
impl fmt::Debug for Twin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Twin({}, {} bytes)", self.row.id, self.token.len())
    }
}

impl fmt::Debug for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Maker({} of {})", self.next, self.progress().1)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::engine::jwa::{self, tests::Counter};
    use crate::key::{Encoding, detect};
    use crate::session::samples;

    pub(crate) const NOW: i64 = 1_795_306_980;

    /// Makes twins of a small token for this algorithm, with the key of its sample.
    pub(crate) fn maker(name: &str) -> Result<Maker, Unfit> {
        let algorithm = jwa::find(name).expect("a row");
        let text = samples::signing_key(algorithm).expect("a key");
        let key = detect(&text, Encoding::Utf8).expect("a key").expect("a good one");
        let expect = Expect {
            algorithm,
            issuer: "https://issuer.example".into(),
            audience: "https://api.example".into(),
            token_type: Some("JWT".into()),
            leeway: 60,
        };
        let payload = r#"{"sub":"alice"}"#;
        Maker::new(SuiteContext { payload, kid: Some("k1".into()), expect, key: &key, now: NOW, rng: &mut Counter(1) })
    }

    /// Hands over what the rows of an algorithm are made with.
    pub(super) fn with_forge(name: &str, go_on: impl FnOnce(&mut Forge)) {
        let maker = maker(name).expect("a maker");
        go_on(&mut Forge { base: &maker.base, rng: &mut Counter(1) });
    }

    #[test]
    fn each_row_has_a_name_of_its_own_and_says_what_it_breaks() {
        let mut ids: Vec<_> = rows().map(|row| row.id).collect();
        let count = ids.len();
        assert!(count >= 60, "{count} rows");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for row in rows() {
            let kebab = row.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
            assert!(kebab, "{}", row.id);
            // Java reads `\u` in a comment, too.
            assert!(![row.breaks, row.outcome.reason().unwrap_or_default()].concat().contains('\\'), "{}", row.id);
            assert!(row.breaks.ends_with('.') && !row.title.ends_with('.'), "{}", row.id);
            assert!(row.outcome.reason().is_none_or(|why| why.ends_with('.')), "{}", row.id);
        }
    }

    #[test]
    fn there_are_at_least_forty_ways_to_be_refused() {
        assert!(rows().filter(|row| row.outcome == Outcome::Refuse).count() >= 40);
    }
}
