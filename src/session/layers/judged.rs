//! A layer judged by itself, whether it is shown or not: what became of it, and all that there is to report on it.

use super::Layer;
use crate::claims::evaluate_token;
use crate::claims::policy::Policy;
use crate::engine::verify::Verdict;
use crate::extract::Found;
use crate::session::judge::{self, Known};
use crate::session::report::{Lamp, Proof};
use crate::session::{Grade, KeyInput, KeyReading};
use std::sync::Arc;

/// What a layer was judged with, and the verdict on its signature.
#[derive(Clone, Debug)]
pub struct LayerVerdict {
    /// What was read from the key field.
    pub key: KeyReading,
    /// The verdict; `None` without a token.
    pub verdict: Option<Arc<Verdict>>,
}

/// What there is to report on a layer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// How many findings there are.
    pub count: usize,
    /// How grave the worst is.
    pub worst: Option<Grade>,
}

impl Tally {
    /// With so many errors more.
    pub fn with_errors(self, errors: usize) -> Tally {
        let worst = if errors > 0 { Some(Grade::Error) } else { self.worst };
        Tally { count: self.count + errors, worst }
    }

    fn of(grades: impl Iterator<Item = Grade>) -> Tally {
        // The gravest comes first.
        let add = |tally: Tally, grade: Grade| Tally {
            count: tally.count + 1,
            worst: Some(tally.worst.map_or(grade, |worst| worst.min(grade))),
        };
        grades.fold(Tally::default(), add)
    }
}

impl LayerVerdict {
    /// Judges `layer` with what the key field holds.
    pub fn new(layer: &Layer, key: &KeyInput) -> LayerVerdict {
        let token = layer.view.token.as_ref();
        let key = layer.key(key);
        let with = judge::With { key: key.as_deref(), linked: None, expected: None };
        let verdict = token.map(|token| judge::Assessment::new(token, with, None).verdict);
        LayerVerdict { key, verdict }
    }

    /// The lamp of the layer's signature, or of its decryption.
    pub fn lamp(&self, layer: &Layer) -> Lamp {
        self.proof(layer).lamp(self.key.as_deref().and_then(|key| key.as_ref().err()))
    }

    fn proof<'a>(&'a self, layer: &'a Layer) -> Proof<'a> {
        layer.decryption.as_deref().map_or(Proof::Signature(self.verdict.as_deref()), Proof::Decryption)
    }

    /// What there is to report on the layer if nothing is expected of it: `found` are the tokens of the text, `instant` is the time in
    /// seconds since the epoch, `skew` how many seconds two clocks may differ.
    pub fn tally(&self, layer: &Layer, found: &[Found], instant: i64, skew: i64) -> Tally {
        let parsed = &*layer.view;
        let claims = &evaluate_token(parsed, instant, skew);
        let kind = judge::outcome(parsed, &Policy::default(), instant).profile.id;
        let (key, verdict) = (self.key.as_deref(), self.verdict.as_deref());
        let audit = judge::audited(parsed, Known { found, key, verdict, claims, kind, instant, skew, compared: &[] });
        let problems = parsed.problems.iter().chain(&claims.faults).map(|one| one.severity.into());
        let own = audit.findings.iter().filter(|finding| !finding.repeats).map(|one| one.check.severity.into());
        let (grade, reasons) = self.proof(layer).untold(&parsed.problems);
        let reasons = reasons.iter().map(|reason| Grade::of_reason(grade, reason));
        Tally::of(problems.chain(own).chain(reasons))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Layers, Opener, Selected};
    use super::*;
    use crate::engine::jwa::tests::Counter;
    use crate::extract;
    use crate::format::base64url::encode;

    const NOW: i64 = 1_795_306_980;

    /// What there is to report on each layer at `now`, the outermost first.
    fn tallies(text: &str, key: &str, now: i64) -> Vec<Tally> {
        let (found, key) = (extract::find(text), KeyInput::default().with_text(key.into()));
        let mut opener = Opener { key: &key, derived: &[], rng: &mut Counter(1) };
        let layers = Layers::read(found.first(), Selected::default(), &mut opener);
        layers.iter().map(|layer| LayerVerdict::new(layer, &key).tally(layer, &found, now, 0)).collect()
    }

    fn unsecured(header: &str, payload: &str) -> String {
        format!("{}.{}.", encode(header.as_bytes()), encode(payload.as_bytes()))
    }

    fn worst(tallies: &[Tally]) -> Vec<Option<Grade>> {
        tallies.iter().map(|tally| tally.worst).collect()
    }

    #[test]
    fn each_layer_has_its_own_findings() {
        let inner = unsecured(r#"{"alg":"none"}"#, r#"{"sub":"a"}"#);
        let outer = |inner: &str| unsecured(r#"{"alg":"none","cty":"JWT"}"#, inner);
        let sound = tallies(&outer(&inner), "", NOW);
        assert_eq!(worst(&sound), [Some(Grade::Defect); 2]);
        let twice = unsecured(r#"{"alg":"none"}"#, r#"{"sub":"a","sub":"b"}"#);
        let broken = tallies(&outer(&twice), "", NOW);
        assert_eq!(worst(&broken), [Some(Grade::Defect), Some(Grade::Error)]);
        assert_eq!(broken[0], sound[0]);
        assert!(broken[1].count > sound[1].count, "{broken:?}");
    }

    #[test]
    fn findings_of_a_layer_follow_the_time() {
        let inner = unsecured(r#"{"alg":"none"}"#, &format!(r#"{{"iat":{},"exp":{}}}"#, NOW, NOW + 60));
        let outer = unsecured(r#"{"alg":"none","cty":"JWT"}"#, &inner);
        let [good, early] = [NOW, NOW - 1_000].map(|now| tallies(&outer, "", now));
        assert_eq!(good[0], early[0]);
        assert!(early[1].count > good[1].count, "{early:?} {good:?}");
    }

    #[test]
    fn what_does_not_open_is_an_error_and_is_not_told_where_no_key_is() {
        let sealed =
            format!("{}..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA", encode(br#"{"alg":"dir","enc":"A128GCM"}"#));
        let wrong = tallies(&sealed, "sixteen letters!", NOW);
        assert_eq!(worst(&wrong), [Some(Grade::Error)]);
        let without = tallies(&sealed, "", NOW);
        assert_eq!(without[0].count + 1, wrong[0].count);
        assert_ne!(without[0].worst, Some(Grade::Error));
    }

    #[test]
    fn the_gravest_of_a_tally_is_the_worst() {
        let tally = Tally::of([Grade::Note, Grade::Defect, Grade::Warning].into_iter());
        assert_eq!(tally, Tally { count: 3, worst: Some(Grade::Defect) });
        assert_eq!(tally.with_errors(0), tally);
        assert_eq!(tally.with_errors(2), Tally { count: 5, worst: Some(Grade::Error) });
        assert_eq!(Tally::of(core::iter::empty()), Tally::default());
    }
}
