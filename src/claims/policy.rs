//! What a person expects of the claims, held against what a token says.
//!
//! Texts are compared character by character (RFC 7519 §2 StringOrURI, RFC 8725 §3.8 and §3.9): a near miss is a miss, and is
//! named. `aud` is one string or a list that holds the expected one. Where a claim stands twice, each must be as expected, because
//! readers disagree on which one counts. `typ` alone is compared as a media type (RFC 7515 §4.1.9). Whether the token is in time
//! (`exp`, `nbf`) is told by [`super::evaluate`]; a time in milliseconds is told there, too, and counts here as what was meant. The
//! skew forgives clocks that differ: it adds to the age, and not to the lifetime, in which one clock is compared with itself.
//!
//! How a token stands, the first that applies:
//! 1. **danger**: something that the person expects is not so, or the token is bound to something else than was given.
//! 2. **warning**: the token breaks a rule of its kind. The audit lists those (see [`super::profile::faults`]), this counts them.
//! 3. **ok**: issuer and audience were expected, and are so.
//! 4. **info**: something else was expected, and is so; issuer or audience were not.
//! 5. **none**: nothing was expected.

pub mod input;
mod near;
mod texts;
mod times;

use super::profile::{self, By, Profile};
use crate::base::diagnostic::policy::Expected;
use crate::base::diagnostic::{self, Code, Diagnostic};
use crate::base::shown;
use crate::format::json::{Node, Value};
use crate::jose::{Part, Span};

/// What is expected; an empty text expects nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// `iss`, exactly.
    pub issuer: String,
    /// `aud`, or an entry of it, exactly.
    pub audience: String,
    /// `sub`, exactly.
    pub subject: String,
    /// `typ` of the header, as a media type.
    pub token_type: String,
    /// `nonce`, exactly.
    pub nonce: String,
    /// Names of claims that must be there and not be null.
    pub required: Vec<String>,
    /// So many seconds may have passed since `iat`; since `auth_time` in an ID token that has it (OpenID Connect Core §3.1.2.1).
    pub max_age: Option<i64>,
    /// So many seconds may lie between `iat` and `exp`.
    pub max_lifetime: Option<i64>,
    /// Seconds that two clocks may differ; a negative number counts as none.
    pub skew: i64,
    /// The instant to judge at, in seconds since the epoch, if it is not now.
    pub at: Option<i64>,
    /// The id of the kind of token, if the person chose one.
    pub profile: Option<&'static str>,
    /// `iss` is any of these, where [`issuer`](Self::issuer) expects nothing.
    pub issuers: Vec<String>,
    /// `aud` is, or holds, any of these, where [`audience`](Self::audience) expects nothing.
    pub audiences: Vec<String>,
    /// `alg` of the header is any of these.
    pub algorithms: Vec<String>,
    /// Whose expectations these are, if they are not the person's own: the name of an environment of the team.
    pub team: Option<String>,
}

/// What became of the expectations.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The kind of the token, as chosen or told by the token.
    pub profile: &'static Profile,
    /// What tells the kind.
    pub by: By,
    /// What was expected and is so.
    pub met: Vec<Expected>,
    /// What was expected and is not so, all of it.
    pub failures: Vec<Diagnostic>,
    /// How many rules of its kind the token breaks.
    pub broken: usize,
    /// What the token is bound to and what was given instead, all of it.
    pub bindings: Vec<Diagnostic>,
    /// From when on, in seconds since the epoch, a token is too old that is not yet.
    pub too_old: Option<i64>,
    /// Whose expectations these were, if not the person's own.
    pub team: Option<String>,
}

/// How a token stands to the expectations; the module's text says how that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Something is not as expected, or not what the token is bound to.
    Danger,
    /// The token breaks a rule of its kind.
    Warning,
    /// Issuer and audience are as expected.
    Ok,
    /// Something else is as expected.
    Info,
    /// Nothing was expected.
    None,
}

impl Policy {
    /// The kind of token that is expected: the one that was chosen, or what header and payload tell.
    pub fn kind_of(&self, header: Option<&Node>, payload: Option<&Node>) -> (&'static Profile, By) {
        match self.profile.and_then(profile::named) {
            Some(chosen) => (chosen, By::Choice),
            None => profile::recognise(header, payload),
        }
    }
}

/// Longest text from a token or a person that is kept of it, in characters.
const SHOWN: usize = 100;

/// Holds a token against `policy` at `now`, in seconds since the epoch, unless the policy names another instant.
///
/// ```
/// use jwt_debugger::base::diagnostic::{Code, policy::Expected};
/// use jwt_debugger::claims::policy::{Policy, judge};
/// use jwt_debugger::jose::parse;
///
/// let token = parse("eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ.").token.expect("a token"); // {"iss":"joe"}
/// let payload = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
/// let policy = Policy { issuer: "joe".into(), audience: "api".into(), ..Policy::default() };
///
/// let outcome = judge(&policy, token.header.json.as_ref(), payload, 1_300_819_380);
/// assert_eq!(outcome.met, [Expected::Issuer]);
/// assert_eq!(outcome.failures[0].code(), Code::AudienceMissing);
/// ```
pub fn judge(policy: &Policy, header: Option<&Node>, payload: Option<&Node>, now: i64) -> Outcome {
    let (profile, by) = policy.kind_of(header, payload);
    let broken = profile::faults(profile, header, payload).len();
    let mut outcome = Outcome {
        profile,
        by,
        met: vec![],
        failures: vec![],
        broken,
        bindings: vec![],
        too_old: None,
        team: policy.team.clone(),
    };
    texts::judge(policy, header, payload, &mut outcome);
    outcome.required(&policy.required, payload);
    times::judge(policy, payload, policy.at.unwrap_or(now), &mut outcome);
    outcome.without_claims(payload)
}

impl Outcome {
    /// How the token stands; the module's text says how that is told.
    pub fn standing(&self) -> Standing {
        let met = |what| self.met.contains(&what);
        if !self.failures.is_empty() || !self.bindings.is_empty() {
            Standing::Danger
        } else if self.broken > 0 {
            Standing::Warning
        } else if met(Expected::Issuer) && met(Expected::Audience) {
            Standing::Ok
        } else if self.met.is_empty() {
            Standing::None
        } else {
            Standing::Info
        }
    }

    /// The same with what the token is bound to and what was given instead.
    pub fn bound(self, bindings: Vec<Diagnostic>) -> Outcome {
        Outcome { bindings, ..self }
    }

    fn required(&mut self, names: &[String], payload: Option<&Node>) {
        let failed = self.failures.len();
        for name in names.iter().filter(|name| !name.is_empty()) {
            let excerpt = || shown(name, SHOWN);
            match all(payload, name).find(|node| node.value == Value::Null) {
                Some(null) => self.fail(diagnostic::Policy::RequiredNull(excerpt()), Some((Part::Payload, null))),
                None if all(payload, name).next().is_none() => {
                    self.fail(diagnostic::Policy::RequiredMissing(excerpt()), None);
                }
                None => {}
            }
        }
        if self.failures.len() == failed && names.iter().any(|name| !name.is_empty()) {
            self.met.push(Expected::RequiredClaims);
        }
    }

    /// Where there are no claims none is missing: one failure says so for all of them.
    fn without_claims(mut self, payload: Option<&Node>) -> Self {
        let expected = self.failures.len();
        if !payload.is_some_and(Node::is_object) {
            let of_header = [Code::TypeMissing, Code::TypeMismatch, Code::AlgMissing, Code::AlgorithmMismatch];
            self.failures.retain(|failure| of_header.contains(&failure.code()));
        }
        if self.failures.len() < expected {
            self.fail(diagnostic::Policy::NoClaims, None);
        }
        self
    }

    fn fail(&mut self, failure: diagnostic::Policy, place: Option<(Part, &Node)>) {
        let at = place.map(|(part, node)| Span { part, range: node.span.clone() });
        self.failures.push(Diagnostic { at: at.into_iter().collect(), ..Diagnostic::error(failure) });
    }
}

/// Each value of that name.
fn all<'a>(document: Option<&'a Node>, name: &str) -> impl Iterator<Item = &'a Node> {
    let members = document.map(Node::members).unwrap_or_default();
    members.iter().filter(move |member| member.name == name).map(|member| &member.node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::json;

    /// 22 Nov 2026, 00:23:00 UTC.
    const NOW: i64 = 1_795_306_980;

    pub(super) fn expecting(change: impl FnOnce(&mut Policy)) -> Policy {
        let mut policy = Policy::default();
        change(&mut policy);
        policy
    }

    pub(super) fn outcome(policy: &Policy, header: &str, payload: &str) -> Outcome {
        judge(policy, json::read(header).node.as_ref(), json::read(payload).node.as_ref(), NOW)
    }

    /// The codes of the failures, and the value at which the first one points.
    #[track_caller]
    pub(super) fn check(
        change: impl FnOnce(&mut Policy),
        payload: &str,
        codes: &[&str],
        points: &str,
    ) -> Vec<Diagnostic> {
        let outcome = outcome(&expecting(change), r#"{"alg":"RS256","typ":"JWT"}"#, payload);
        assert_eq!(names(&outcome), codes, "{payload}");
        assert_eq!(outcome.standing() == Standing::Danger, !codes.is_empty());
        let texts = [r#"{"alg":"RS256","typ":"JWT"}"#, payload];
        let place = outcome.failures.first().and_then(Diagnostic::place);
        let pointed = place.map(|at| &texts[usize::from(at.part == Part::Payload)][at.range.clone()]);
        assert_eq!(pointed.unwrap_or_default(), points, "{payload}");
        outcome.failures
    }

    /// The facts of the first failure as well.
    #[track_caller]
    pub(super) fn check_facts(
        change: impl FnOnce(&mut Policy),
        payload: &str,
        points: &str,
        expected: diagnostic::Policy,
    ) {
        let expected = Diagnostic::error(expected);
        let failures = check(change, payload, &[expected.code().name()], points);
        assert_eq!(failures[0].facts, expected.facts, "{payload}");
    }

    fn names(outcome: &Outcome) -> Vec<&'static str> {
        outcome.failures.iter().map(|failure| failure.code().name()).collect()
    }

    #[test]
    fn a_required_claim_is_there_and_not_null() {
        let required = |policy: &mut Policy| policy.required = vec!["email".into(), String::new(), "tid".into()];
        check(required, r#"{"email":"","tid":0}"#, &[], "");
        let failures = check(required, r#"{"email":null}"#, &["claim-missing", "claim-missing"], "null");
        assert_eq!(failures[0].facts, diagnostic::Policy::RequiredNull("email".into()).into());
        check_facts(required, r#"{"email":1}"#, "", diagnostic::Policy::RequiredMissing("tid".into()));
        assert_eq!(outcome(&expecting(required), "{}", r#"{"email":1,"tid":2}"#).met, [Expected::RequiredClaims]);
    }

    #[test]
    fn all_failures_are_told_at_once_and_what_comes_from_outside_is_bounded() {
        let policy = expecting(|policy| {
            policy.issuer = "i".repeat(5_000);
            policy.audience = "a".into();
            policy.token_type = "t".into();
            policy.required = vec!["r".repeat(5_000)];
        });
        let payload = format!(r#"{{"iss":"{}"}}"#, "\u{202e}".repeat(5_000));
        let outcome = outcome(&policy, "{}", &payload);
        assert_eq!(names(&outcome), ["issuer-mismatch", "audience-missing", "type-missing", "claim-missing"]);
        for failure in outcome.failures {
            let facts = format!("{:?}", failure.facts);
            assert!(facts.len() < 1_400 && !facts.contains('\u{202e}'), "{facts}");
        }
    }

    #[test]
    fn without_claims_one_failure_stands_for_all() {
        let all = expecting(|policy| {
            policy.issuer = "a".into();
            policy.max_age = Some(1);
            policy.required = vec!["b".into()];
            policy.token_type = "c".into();
        });
        assert_eq!(names(&judge(&all, None, None, NOW)), ["type-missing", "no-claims"]);
        assert_eq!(names(&outcome(&all, r#"{"typ":"c"}"#, "[]")), ["no-claims"]);
        assert_eq!(names(&judge(&Policy::default(), None, None, NOW)), [""; 0]);
    }

    #[test]
    fn the_standing_follows_its_rule() {
        use Expected::{Audience, Issuer, Subject};
        let check = |change: fn(&mut Policy), header: &str, standing: Standing, met: &[Expected]| {
            let outcome = outcome(&expecting(change), header, r#"{"iss":"a","aud":"b","sub":"c"}"#);
            assert_eq!((outcome.standing(), outcome.met.as_slice()), (standing, met));
        };
        let both = |policy: &mut Policy| (policy.issuer, policy.audience) = ("a".into(), "b".into());
        check(|_| (), "{}", Standing::None, &[]);
        check(both, "{}", Standing::Ok, &[Issuer, Audience]);
        check(|policy| policy.issuer = "a".into(), "{}", Standing::Info, &[Issuer]);
        check(
            |policy| (policy.issuer, policy.audience, policy.subject) = ("a".into(), "b".into(), "c".into()),
            "{}",
            Standing::Ok,
            &[Issuer, Audience, Subject],
        );
        check(|policy| (policy.issuer, policy.audience) = ("a".into(), "x".into()), "{}", Standing::Danger, &[Issuer]);
        check(both, r#"{"typ":"at+jwt"}"#, Standing::Warning, &[Issuer, Audience]);
        check(|policy| policy.issuer = "x".into(), r#"{"typ":"at+jwt"}"#, Standing::Danger, &[]);
        check(|policy| policy.profile = Some("id-token"), "{}", Standing::Warning, &[]);
    }

    #[test]
    fn the_kind_is_chosen_or_told_by_the_token() {
        let told = outcome(&Policy::default(), r#"{"typ":"at+jwt"}"#, "{}");
        assert_eq!((told.profile.id, told.by), ("access-token", By::Type));
        let chosen = outcome(&expecting(|policy| policy.profile = Some("jwt")), r#"{"typ":"at+jwt"}"#, "{}");
        assert_eq!((chosen.profile.id, chosen.by, chosen.standing()), ("jwt", By::Choice, Standing::None));
    }
}
