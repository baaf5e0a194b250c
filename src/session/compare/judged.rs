//! What becomes of a token under a key and expectations, its own or those of another token.

use super::Side;
use crate::base::text::Text;
use crate::claims::policy::Outcome;
use crate::claims::{self, Evaluation};
use crate::engine::jwa;
use crate::engine::jwe::Derived;
use crate::engine::verify::Verdict;
use crate::jose::Severity;
use crate::key::{self, Options};
use crate::session::bindings;
use crate::session::judge::{self, Known};
use crate::session::layers::Opener;
use crate::session::report::{Lamp, Proof, Report, Subject};
use crate::session::{Grade, Inputs, KeyReading};
use crate::words;
use core::ops::Range;
use rand_core::CryptoRng;
use std::sync::Arc;

/// A token, and what it is judged by. The verdict on the signature does not depend on the time, so it is there already.
#[derive(Clone, Debug)]
pub struct Judged {
    side: Side,
    by: Inputs,
    key: KeyReading,
    verdict: Option<Arc<Verdict>>,
}

/// Something that is reported on a token.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Noted {
    /// How grave it is.
    pub grade: Grade,
    /// What it is, in a sentence.
    pub text: String,
}

impl Judged {
    /// Judges a token by the key, the expectations and the rest of `by`, with the keys that PBKDF2 made before.
    pub fn new(side: &Side, by: &Inputs, derived: &[Derived], rng: &mut dyn CryptoRng) -> Judged {
        let side = side.opened_by(&mut Opener { key: &by.key, derived, rng });
        let key = side.layer().key(&by.key);
        let read = |text: &Text| key::read(text, &Options::default())?.ok();
        let linked = by.key.linked.as_ref().and_then(read);
        let expected = by.expected.and_then(jwa::find);
        // A draft that nobody signed yet has no signature to judge.
        let is_pending = side.draft.as_ref().is_some_and(|draft| draft.unsigned().is_some());
        let verdict = side.view.token.as_ref().filter(|_| !is_pending).map(|token| {
            let with = judge::With { key: key.as_deref(), linked: linked.as_ref(), expected };
            judge::Assessment::new(token, with, None).verdict
        });
        Judged { side, by: by.clone(), key, verdict }
    }

    /// What the signature, or the decryption, comes to.
    pub fn lamp(&self) -> Lamp {
        self.proof().lamp(self.key.as_deref().and_then(|key| key.as_ref().err()))
    }

    /// Lamps and sentence at `now`, in seconds since the epoch, unless an instant was chosen.
    pub fn report(&self, now: i64) -> Report {
        let now = self.instant(now);
        let (claims, outcome) = (self.claims(now), self.outcome(now).0);
        let key_fault = self.key.as_deref().and_then(|key| key.as_ref().err());
        let report = Subject {
            parsed: &self.side.view,
            key_fault,
            proof: self.proof(),
            claims: &claims,
            outcome: &outcome,
            now,
        }
        .report();
        match &self.side.draft {
            Some(draft) => report.of_draft(draft),
            None => report,
        }
    }

    /// All that there is to report at `now`, the gravest first, and the instants for which that stays so, as long as what the claims
    /// come to does not change either.
    pub fn noted(&self, now: i64) -> (Vec<Noted>, Range<i64>) {
        let chosen = self.by.policy.at.is_some();
        let (parsed, now) = (&*self.side.view, self.instant(now));
        let claims = self.claims(now);
        let (outcome, compared) = self.outcome(now);
        let (key, verdict, skew) = (self.key.as_deref(), self.verdict.as_deref(), self.by.policy.skew);
        let found = &self.side.found;
        let kind = outcome.profile.id;
        let known = Known { found, key, verdict, claims: &claims, kind, instant: now, skew, compared: &compared };
        let audit = judge::audited(parsed, known);
        let of = |grade, diagnostic| Noted { grade, text: words::sentence(&words::title(diagnostic)) };
        let problems = parsed.problems.iter().filter(|problem| problem.severity != Severity::Repaired);
        let told = problems.chain(&claims.faults).chain(&outcome.failures).chain(&outcome.bindings);
        let told = told.map(|one| of(one.severity.into(), one));
        let own = audit.findings.iter().filter(|finding| !finding.repeats);
        let own = own.map(|finding| of(finding.check.severity.into(), &finding.what));
        let (grade, reasons) = self.proof().untold(&parsed.problems);
        let reasons = reasons.iter().map(|reason| of(Grade::of_reason(grade, reason), reason));
        let mut all: Vec<Noted> = told.chain(own).chain(reasons).collect();
        crate::base::sort_by_place(&mut all, |noted| (noted.grade as usize, 0));
        (all, if chosen { i64::MIN..i64::MAX } else { audit.holds })
    }

    /// What the claims come to at `now`, unless an instant was chosen.
    pub fn state(&self, now: i64) -> claims::State {
        self.claims(self.instant(now)).state
    }

    fn instant(&self, now: i64) -> i64 {
        self.by.policy.at.unwrap_or(now)
    }

    fn claims(&self, instant: i64) -> Evaluation {
        claims::evaluate_token(&self.side.view, instant, self.by.policy.skew)
    }

    fn outcome(&self, instant: i64) -> (Outcome, Vec<&'static str>) {
        let (parsed, by) = (&*self.side.view, &self.by);
        let rows = judge::bindings(parsed, &by.policy, &by.given, self.key.as_deref(), &|| instant);
        let outcome = judge::outcome(parsed, &by.policy, instant).bound(bindings::failures(&rows));
        (outcome, bindings::compared(&rows))
    }

    fn proof(&self) -> Proof<'_> {
        match self.side.layer().decryption.as_deref() {
            Some(decryption) => Proof::Decryption(decryption),
            None => Proof::Signature(self.verdict.as_deref()),
        }
    }
}

/// What is in the first list alone, and what in the second alone.
pub fn changed<'a>(before: &'a [Noted], after: &'a [Noted]) -> [Vec<&'a Noted>; 2] {
    let lone = |list: &'a [Noted], other: &[Noted]| list.iter().filter(|noted| !other.contains(noted)).collect();
    [lone(before, after), lone(after, before)]
}
