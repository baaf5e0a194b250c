//! What the page says of a token, as a case tells it.

use super::mask::Masked;
use super::scrub::Scrubber;
use super::{Lamps, Said, Statement};
use crate::audit::Finding;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::claims::policy::Outcome;
use crate::jose::Part;
use crate::session::report::Report;
use crate::words;

/// What the page says of the token that is shown.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Lamps and sentence.
    pub report: &'a Report,
    /// Why the signature does not hold, or the token does not open.
    pub reasons: &'a [Diagnostic],
    /// What is wrong with its format.
    pub problems: &'a [Diagnostic],
    /// What is wrong with its claims.
    pub faults: &'a [Diagnostic],
    /// What became of the expectations.
    pub outcome: &'a Outcome,
    /// What the audit found.
    pub findings: &'a [Finding],
    /// The instant that the times were compared with, in seconds since the epoch.
    pub instant: i64,
}

/// What must not be in a sentence.
pub(super) struct Hidden<'a> {
    pub(super) scrubber: &'a Scrubber,
    pub(super) header: &'a Masked,
    pub(super) payload: &'a Masked,
}

impl Hidden<'_> {
    /// Whether something is about a value that was masked. Its sentence may tell what follows from the value without quoting it.
    fn is_about(&self, what: &Diagnostic) -> bool {
        what.at.iter().any(|span| {
            let places = match span.part {
                Part::Encoded => return false,
                Part::Header => &self.header.places,
                Part::Payload => &self.payload.places,
            };
            places.iter().any(|place| span.range.start < place.end && place.start < span.range.end)
        })
    }

    fn told(&self, code: &'static str, severity: &'static str, what: &Diagnostic, instead: Option<&str>) -> Statement {
        let said = match instead.filter(|_| self.is_about(what)) {
            Some(instead) => words::sentence(instead),
            None => words::sentences(what),
        };
        Statement { code, severity, text: self.scrubber.scrub(&said) }
    }
}

impl Page<'_> {
    pub(super) fn said(&self, hidden: &Hidden) -> Said {
        let report = self.report;
        let sentence: String = report.sentence.iter().map(|phrase| phrase.text.as_str()).collect();
        let of = |what: &Diagnostic| hidden.told(what.code().name(), severity(what), what, None);
        let outcome = self.outcome.bindings.iter().chain(&self.outcome.failures);
        let own = self.findings.iter().filter(|finding| !finding.repeats);
        let own = own.map(|one| hidden.told(one.check.id, one.check.severity.name(), &one.what, Some(one.check.title)));
        Said {
            judged_at: self.instant,
            sentence: hidden.scrubber.scrub(&sentence),
            lamps: Lamps {
                format: report.format.state,
                signature: report.signature.state,
                decryption: report.decryption.as_ref().map(|lamp| lamp.state),
                claims: report.claims.state,
                policy: report.policy.state,
            },
            reasons: self.reasons.iter().map(of).collect(),
            findings: outcome.chain(self.problems).chain(self.faults).map(of).chain(own).collect(),
        }
    }
}

fn severity(what: &Diagnostic) -> &'static str {
    match what.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Repaired => "repaired",
        Severity::Note => "note",
    }
}
