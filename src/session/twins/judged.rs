//! What this program itself makes of a twin, as a strict verifier with the expectations of the suite.

use super::base::Expect;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::claims::policy::Policy;
use crate::claims::{self, State};
use crate::engine::verify::{self, Verdict};
use crate::jose::Serialization;
use crate::jose::envelope::Envelope;
use crate::key::Key;
use crate::session::judge;

/// What a strict verifier does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It accepts the token.
    Accepted,
    /// It refuses it: the codes of what it found, in the order in which it looked.
    Refused(Vec<&'static str>),
}

/// Holds a token against the expectations: a compact JWS without a fault, signed by `key`, in time, with the claims as expected.
pub fn judge(token: &str, expect: &Expect, key: &Key, now: i64) -> Ruling {
    let parsed = Envelope::read(&token.into(), &[]).view(0);
    let faulty = |problem: &&Diagnostic| matches!(problem.severity, Severity::Error | Severity::Repaired);
    let mut codes: Vec<_> = parsed.problems.iter().filter(faulty).map(|problem| problem.code().name()).collect();
    match &parsed.token {
        None => codes.push("no-token"),
        Some(token) if token.beside.serialization != Serialization::Compact => codes.push("not-compact"),
        Some(token) => {
            let verdict = verify::verify(token, Some(key), Some(expect.algorithm));
            match &verdict {
                Verdict::Valid(_) => {}
                Verdict::Unsecured => codes.push("unsecured"),
                verdict if verdict.reasons().is_empty() => codes.push("not-verified"),
                verdict => codes.extend(verdict.reasons().iter().map(|reason| reason.code().name())),
            }
        }
    }
    let claims = claims::evaluate_token(&parsed, now, expect.leeway);
    match claims.state {
        State::Ok => {}
        State::None => codes.push("no-times"),
        State::Expired => codes.push("expired"),
        State::NotYetValid => codes.push("not-yet-valid"),
        State::Invalid => codes.extend(claims.faults.iter().map(|fault| fault.code().name())),
    }
    let policy = Policy {
        issuer: expect.issuer.clone(),
        audience: expect.audience.clone(),
        token_type: expect.token_type.clone().unwrap_or_default(),
        required: vec!["exp".into()],
        skew: expect.leeway,
        ..Policy::default()
    };
    codes.extend(judge::outcome(&parsed, &policy, now).failures.iter().map(|failure| failure.code().name()));
    let mut seen = vec![];
    codes.retain(|code| {
        !seen.contains(code) && {
            seen.push(*code);
            true
        }
    });
    if codes.is_empty() { Ruling::Accepted } else { Ruling::Refused(codes) }
}
