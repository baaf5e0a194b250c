//! The lamps: each outcome as a state that scripts know, and a word or two.

use super::Lamp;
use crate::claims::policy::{Outcome, Standing};
use crate::claims::{Evaluation, State};
use crate::engine::verify::Verdict;
use crate::jose::{Parsed, Severity};
use crate::key::KeyFault;
use crate::session::layers::Decryption;

pub(super) fn lamp(state: &'static str, label: impl Into<String>) -> Lamp {
    Lamp { state, label: label.into(), doubtful: false }
}

fn doubtful(state: &'static str, label: &str) -> Lamp {
    Lamp { doubtful: true, ..lamp(state, label) }
}

pub(super) fn format(parsed: &Parsed) -> Lamp {
    if parsed.token.is_none() {
        return lamp("empty", "No token");
    }
    let broken = parsed.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    match (broken, parsed.problems.iter().any(|problem| problem.severity == Severity::Repaired)) {
        (0, false) => lamp("ok", "Well formed"),
        (0, true) => lamp("repaired", "Cleaned up"),
        (1, _) => lamp("broken", "1 problem"),
        (many, _) => lamp("broken", format!("{many} problems")),
    }
}

/// The lamp of a signature.
pub(super) fn signature(key_fault: Option<&KeyFault>, verdict: Option<&Verdict>) -> Lamp {
    match verdict {
        None => lamp("none", "Not checked"),
        Some(Verdict::NoKey { .. }) if key_fault.is_some() => lamp("no-key", "Key unreadable"),
        Some(Verdict::NoKey { .. }) => lamp("no-key", "No key"),
        Some(Verdict::Unsecured) => lamp("unsecured", "Not signed"),
        Some(Verdict::Valid(_)) => lamp("valid", "Valid"),
        Some(Verdict::SelfAttested(_) | Verdict::Linked(_)) => lamp("self-attested", "Self-attested"),
        Some(Verdict::Invalid(_)) => lamp("invalid", "Invalid"),
        Some(Verdict::KeyMismatch(_)) => lamp("key-mismatch", "Key mismatch"),
        Some(Verdict::Unsupported(_)) => lamp("unsupported", "Cannot check"),
    }
}

/// The lamp of an encrypted layer.
pub(super) fn decryption(key_fault: Option<&KeyFault>, decryption: &Decryption) -> Lamp {
    match decryption {
        Decryption::NoKey(..) if key_fault.is_some() => lamp("no-key", "Key unreadable"),
        Decryption::NoKey(..) => lamp("no-key", "No key"),
        Decryption::Opened(_) => lamp("opened", "Decrypted"),
        Decryption::Derives(_) => lamp("none", "Waiting"),
        Decryption::Failed(_) => lamp("failed", "Not decrypted"),
        Decryption::KeyMismatch(_) => lamp("key-mismatch", "Key mismatch"),
        Decryption::Unsupported(_) => lamp("unsupported", "Cannot decrypt"),
    }
}

pub(super) fn claims(claims: &Evaluation, now: i64) -> Lamp {
    match claims.state {
        State::None => lamp("none", "No times"),
        State::Invalid => lamp("invalid", "Malformed"),
        State::Expired => lamp("expired", "Expired"),
        State::NotYetValid => lamp("not-yet-valid", "Not yet valid"),
        State::Ok if claims.counts_milliseconds() => doubtful("ok", "Milliseconds?"),
        State::Ok if claims.is_past(now) => doubtful("ok", "In time by skew"),
        State::Ok => lamp("ok", claims.expires.map_or("Never expires".into(), |expires| expires.short_relative(now))),
    }
}

pub(super) fn policy(parsed: &Parsed, outcome: &Outcome) -> Lamp {
    // Nothing can be expected of no token.
    let standing = if parsed.token.is_some() { outcome.standing() } else { Standing::None };
    match standing {
        Standing::Danger if outcome.failures.is_empty() => lamp("danger", "Binding differs"),
        Standing::Danger => lamp("danger", "Not as expected"),
        Standing::Warning => lamp("warning", "Breaks its rules"),
        Standing::Ok => lamp("ok", "As expected"),
        Standing::Info => lamp("info", "Checked in part"),
        Standing::None => lamp("none", "Not checked"),
    }
}
