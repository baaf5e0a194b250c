//! What is dangerous about a token: checks of the token, its claims and the key at hand, each with its reason and its rule.
//!
//! A check says what *this* token shows and no more. Its severity is one of three: the token itself is wrong; nothing is wrong,
//! and a verifier must look out; or it is good to know. What the other modules have found already (a problem of the format, a
//! fault of a claim or a key, a reason of the verdict) is taken over by its code, so that it is said once.
//!
//! To add a check, write one `static` in the file of its subject and one line in the `CHECKS` there. It documents itself, and its
//! example is run; the fixtures in `tests/audit/` hold one token on which it fires and one on which it stays silent.
//!
//! Sources: RFC 8725 and its revision, and the document that each check cites.

mod algorithm;
mod check;
mod claims;
mod clock;
mod content;
mod disclosure;
pub mod docs;
mod encryption;
mod format;
mod header;
mod key;
mod profile;
mod signature;

use crate::base::diagnostic::{self, Diagnostic, Facts};
use crate::base::text::Text;
use crate::claims::Evaluation;
use crate::claims::profile::Profile;
use crate::engine::jwa::{self, Algorithm};
use crate::engine::verify::Verdict;
use crate::format::json::{Member, Node};
use crate::jose::header::{Alg, alg};
use crate::jose::{Form, Parsed, Part, Segment, Span, Token};
use crate::key::{Key, KeyFault, ParsedKey};
pub use check::{Check, Find, Line, Severity, listing};
pub use clock::Clock;
pub use content::{personal, secret};
use core::ops::Range;

/// What is audited: a token and what is known of it.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// The token, and the problems of its format.
    pub parsed: &'a Parsed,
    /// The same token.
    pub token: &'a Token,
    /// All tokens of the text that it was found in, in their order.
    pub beside: &'a [Text],
    /// What the key field holds, if anything.
    pub key: Option<&'a Result<ParsedKey, KeyFault>>,
    /// The verdict on the signature.
    pub verdict: &'a Verdict,
    /// What the claims say.
    pub claims: &'a Evaluation,
    /// What kind of token it is, as detected or chosen.
    pub profile: &'static Profile,
    /// The time.
    pub clock: Clock,
    /// Seconds that two clocks may differ.
    pub skew: i64,
    /// The claims that were compared with what they are made of.
    pub compared: &'a [&'static str],
}

/// Something that a check found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The check.
    pub check: &'static Check,
    /// What this token shows, and where.
    pub what: Diagnostic,
    /// Whether another module has reported it already.
    pub repeats: bool,
}

/// The findings of one check after another.
#[derive(Debug)]
pub struct Findings {
    check: &'static Check,
    list: Vec<Finding>,
}

/// So many findings of one check are kept; a token with more has no use for them.
const KEPT_UP_TO: usize = 8;

/// The checks of one subject.
#[derive(Debug)]
pub struct Topic {
    /// Its name for people.
    pub title: &'static str,
    /// The checks.
    pub checks: &'static [&'static Check],
}

/// All checks, by subject.
pub static CHECKS: [Topic; 9] = [
    Topic { title: "Format", checks: format::CHECKS },
    Topic { title: "Algorithm", checks: algorithm::CHECKS },
    Topic { title: "Signature", checks: signature::CHECKS },
    Topic { title: "Encryption", checks: encryption::CHECKS },
    Topic { title: "Header", checks: header::CHECKS },
    Topic { title: "Key", checks: key::CHECKS },
    Topic { title: "Claims", checks: claims::CHECKS },
    Topic { title: "Content", checks: content::CHECKS },
    Topic { title: "Kind of token", checks: profile::CHECKS },
];

/// All checks, one after the other.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    CHECKS.iter().flat_map(|topic| topic.checks.iter().copied())
}

/// A token of more bytes is not audited, which would take seconds.
pub const LONGEST: usize = 4 << 20;

/// What an audit found.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The findings: the gravest first, and what is as grave in the order of the checks.
    pub findings: Vec<Finding>,
    /// The instants for which they are the same, if nothing but the time changes (and with it no verdict on the claims).
    pub holds: Range<i64>,
}

impl Default for Audit {
    fn default() -> Self {
        Self { findings: vec![], holds: i64::MIN..i64::MAX }
    }
}

/// Everything that [`CHECKS`] find in `subject`.
///
/// ```
/// use jwt_debugger::audit::{Clock, Subject, audit};
/// use jwt_debugger::{claims, jose};
/// use jwt_debugger::engine::verify;
///
/// let parsed = jose::parse("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."); // {"alg":"none"}, {"sub":"alice"}
/// let token = parsed.token.as_ref().expect("a token");
/// let payload = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
/// let audit = audit(&Subject {
///     parsed: &parsed,
///     token,
///     beside: &[],
///     key: None,
///     verdict: &verify::verify(token, None, None),
///     claims: &claims::evaluate_token(&parsed, 1_300_819_380, 0),
///     profile: claims::profile::detect(token.header.json.as_ref(), payload),
///     clock: Clock::at(1_300_819_380),
///     skew: 0,
///     compared: &[],
/// });
/// assert_eq!(audit.findings[0].check.id, "none-algorithm");
/// ```
pub fn audit(subject: &Subject) -> Audit {
    let mut all: Vec<Finding> = vec![];
    if subject.token.text.len() > LONGEST {
        return Audit::default();
    }
    for check in checks() {
        let mut findings = Findings { check, list: vec![] };
        match check.find {
            Find::Codes(codes) => findings.take_over(subject, codes),
            Find::CodesOr(codes, look) => {
                findings.take_over(subject, codes);
                if findings.list.is_empty() {
                    look(subject, &mut findings);
                }
            }
            Find::Look(look) => look(subject, &mut findings),
        }
        findings.list.truncate(KEPT_UP_TO);
        all.append(&mut findings.list);
    }
    crate::base::sort_by_place(&mut all, |finding| (finding.check.severity as usize, 0));
    Audit { findings: all, holds: subject.clock.holds() }
}

/// The check that takes over what has this code.
pub fn about(code: &str) -> Option<&'static Check> {
    checks().find(|check| matches!(check.find, Find::Codes(codes) | Find::CodesOr(codes, _) if codes.contains(&code)))
}

impl Findings {
    /// Adds what concerns the token as a whole, or the key.
    pub fn add(&mut self, found: impl Into<diagnostic::Finding>) {
        self.push(found.into().into(), None, false);
    }

    /// Adds what stands in `part`, at those bytes.
    pub fn add_at(&mut self, part: Part, range: &Range<usize>, found: impl Into<diagnostic::Finding>) {
        self.push(found.into().into(), Some(Span { part, range: range.clone() }), false);
    }

    fn push(&mut self, facts: Facts, at: Option<Span>, repeats: bool) {
        let severity = match self.check.severity {
            Severity::Defect => diagnostic::Severity::Error,
            Severity::Verifier => diagnostic::Severity::Warning,
            Severity::Information => diagnostic::Severity::Note,
        };
        let what = Diagnostic { severity, at: at.into_iter().collect(), facts, remedy: None };
        self.list.push(Finding { check: self.check, what, repeats });
    }

    fn take_over(&mut self, subject: &Subject, codes: &[&'static str]) {
        let is_defect = self.check.severity == Severity::Defect;
        // Each check asks this of everything that was found, so what is not its own must cost nothing.
        let mut take = |found: &Diagnostic, at: Option<&Span>| {
            if codes.contains(&found.code().name()) {
                self.push(found.facts.clone(), at.cloned(), true);
            }
        };
        let problems = &subject.parsed.problems;
        let wrong = |problem: &Diagnostic| problem.severity != diagnostic::Severity::Note;
        for problem in problems.iter().filter(|problem| !is_defect || wrong(problem)) {
            take(problem, problem.place());
        }
        for fault in &subject.claims.faults {
            take(fault, fault.place());
        }
        // A few stand among the problems already, under the same code and with their place.
        let new = |code: &str| !problems.iter().any(|problem| problem.code().name() == code && wrong(problem));
        for reason in subject.verdict.reasons().iter().filter(|reason| new(reason.code().name())) {
            take(reason, None);
        }
        if let Some(Err(fault)) = subject.key {
            take(fault, None);
        }
    }
}

impl<'a> Subject<'a> {
    /// The members of the header.
    pub fn header(&self) -> &'a [Member] {
        self.token.header.json.as_ref().map(Node::members).unwrap_or_default()
    }

    /// A header parameter; the first, where it stands twice.
    pub fn parameter(&self, name: &str) -> Option<&'a Node> {
        self.header().iter().find(|member| member.name == name).map(|member| &member.node)
    }

    /// The claims; none where the payload is no JSON object.
    pub fn claims(&self) -> &'a [Member] {
        let payload = self.token.payload.as_ref().and_then(|payload| payload.json.as_ref());
        payload.map(Node::members).unwrap_or_default()
    }

    /// A claim; the first, where it stands twice.
    pub fn claim(&self, name: &str) -> Option<&'a Node> {
        self.claims().iter().find(|member| member.name == name).map(|member| &member.node)
    }

    /// The row of the token's `alg`, if it names one and signs.
    pub fn algorithm(&self) -> Option<&'static Algorithm> {
        match alg(self.token) {
            Alg::Named(name) if self.token.form == Form::Jws => jwa::find(&name),
            _ => None,
        }
    }

    /// The bytes of the signature and where they stand; `None` where there is no such segment or nothing in it.
    pub fn signature(&self) -> Option<&'a Segment> {
        self.token.signature().filter(|signature| !signature.encoded.is_empty())
    }

    /// The person's keys: one, those of a set that are usable, or none.
    pub fn keys(&self) -> Vec<&'a Key> {
        match self.key {
            Some(Ok(ParsedKey::One(key))) => vec![key],
            Some(Ok(ParsedKey::Set(set))) => set.members.iter().filter_map(|member| member.key.as_ref().ok()).collect(),
            _ => vec![],
        }
    }
}
