//! What a kind of token asks of its tokens.
//!
//! What it *must* be is said by [`profile::faults`] alone, with the id of the kind as the code: the checks of that id take them
//! over, and the policy's lamp counts them. The other checks are of claims that only some kinds have.

use super::{Check, Find, Findings, Severity, Subject};
use crate::claims::profile;
use crate::claims::time::{NumericDate, duration_words};
use crate::jwa::names::shown;
use crate::spec::Spec;
use crate::token::header::kind;
use crate::token::json::{Node, Value};
use crate::token::{Part, base64url};

pub(super) static CHECKS: &[&Check] = &[
    &KIND_MISMATCH,
    &ID_TOKEN,
    &ACCESS_TOKEN,
    &LOGOUT_TOKEN,
    &DPOP_PROOF,
    &CLIENT_ASSERTION,
    &SECURITY_EVENT,
    &TOKEN_HASH,
    &AUTHENTICATION_TIME,
    &CONFIRMATION,
    &CONFIRMATION_KEY,
    &LONG_LIFETIME,
    &OLD_PROOF,
    &HASH_NOT_COMPARED,
    &ID_TOKEN_NONCE,
    &AUTHORIZED_PARTY,
    &EVENT_EXPIRES,
];

static KIND_MISMATCH: Check = check! {
    id: "kind-mismatch",
    severity: Severity::Defect,
    why: "a token of one kind can pass for another where a verifier looks at one sign alone",
    fix: "have the issuer set the `typ` of this kind, and check it",
    spec: Spec::Rfc(8725, "3.12"),
    find: Find::Look(faults_of_kind),
};

/// The check that takes over the faults of one kind.
macro_rules! of_kind {
    ($id:literal, $spec:expr) => {
        check! {
            id: $id,
            severity: Severity::Defect,
            why: "its specification requires it, and a strict verifier refuses the token",
            fix: "have the issuer follow the specification; if this is no such token, choose another kind",
            spec: $spec,
            find: Find::Look(faults_of_kind),
        }
    };
}

static ID_TOKEN: Check = of_kind!("id-token", Spec::OpenIdCore("2"));
static ACCESS_TOKEN: Check = of_kind!("access-token", Spec::Rfc(9068, "2.2"));
static LOGOUT_TOKEN: Check = of_kind!("logout-token", Spec::OpenIdBackChannel("2.4"));
static DPOP_PROOF: Check = of_kind!("dpop-proof", Spec::Rfc(9449, "4.2"));
static CLIENT_ASSERTION: Check = of_kind!("client-assertion", Spec::Rfc(7523, "3"));
static SECURITY_EVENT: Check = of_kind!("security-event", Spec::Rfc(8417, "2.2"));

fn faults_of_kind(subject: &Subject, findings: &mut Findings) {
    let payload = subject.token.payload.as_ref().and_then(|payload| payload.json.as_ref());
    for fault in profile::faults(subject.profile, subject.token.header.json.as_ref(), payload) {
        if fault.code == findings.check.id() {
            findings.push(fault.at, fault.message);
        }
    }
}

static TOKEN_HASH: Check = check! {
    id: "token-hash",
    severity: Severity::Defect,
    why: "it can never match, so a verifier refuses the token or, worse, does not compare",
    fix: "use the hash of `alg`, its left half alone (for `ath` all of SHA-256), and base64url",
    spec: Spec::OpenIdCore("3.1.3.6"),
    find: Find::Look(|subject, findings| hashes(subject, findings, true)),
};

static HASH_NOT_COMPARED: Check = check! {
    id: "hash-not-compared",
    severity: Severity::Information,
    why: "that takes the access token, code or state that it was made of",
    fix: "compare it where both are at hand",
    spec: Spec::OpenIdCore("3.1.3.6"),
    find: Find::Look(|subject, findings| hashes(subject, findings, false)),
};

/// The hashes of other texts (OpenID Connect Core §3.3.2.11, RFC 9449 §4.2): those whose form is wrong, or the others.
fn hashes(subject: &Subject, findings: &mut Findings, wrong: bool) {
    let alg = subject.parameter("alg").and_then(Node::as_str).unwrap_or_default();
    let half = [("256", 16), ("256K", 16), ("384", 24), ("512", 32)];
    let half = half.iter().find(|(end, _)| alg.ends_with(end)).map(|(_, bytes)| *bytes);
    let is_proof = subject.profile.id == "dpop-proof";
    let names: &[&str] = if is_proof { &["ath"] } else { &["at_hash", "c_hash", "s_hash"] };
    for name in names {
        let Some(node) = subject.claim(name) else { continue };
        let decoded = node.as_str().map(base64url::decode).filter(|decoded| decoded.faults.is_empty());
        let size = if is_proof { Some(32) } else { half };
        let fault = match (decoded, size) {
            (None, _) => Some(format!("`{name}` is not base64url")),
            (Some(decoded), Some(size)) if decoded.bytes.len() != size => {
                Some(format!("`{name}` must be {size} bytes in base64url, and is {}", decoded.bytes.len()))
            }
            _ => None,
        };
        match fault {
            Some(message) if wrong => at(findings, node, message),
            None if !wrong => at(findings, node, format!("`{name}` has the right form; its value was not compared")),
            _ => {}
        }
    }
}

static AUTHENTICATION_TIME: Check = check! {
    id: "authentication-time",
    severity: Severity::Defect,
    why: "a client that asks for a recent login compares it with the clock",
    fix: "write the time of the login, in seconds since 1970, as a number",
    spec: Spec::OpenIdCore("2"),
    find: Find::Look(|subject, findings| {
        let Some(node) = subject.claim("auth_time").filter(|_| subject.profile.id == "id-token") else { return };
        let time = if let Value::Number(text) = &node.value { NumericDate::read(text) } else { None };
        let later = |time: NumericDate| {
            let earliest = time.seconds.saturating_sub(A_MINUTE).saturating_sub(subject.skew);
            match subject.claims.issued {
                Some(issued) => issued.seconds < earliest,
                None => !subject.clock.reached(earliest),
            }
        };
        match time {
            None => at(findings, node, format!("`auth_time` must be a time in seconds, and is {}", kind(node))),
            Some(time) if later(time) => {
                at(findings, node, format!("`auth_time` is {}, after the token was issued", time.utc()));
            }
            _ => {}
        }
    }),
};

/// A login and the token it leads to may be stamped by two machines.
const A_MINUTE: i64 = 60;

static CONFIRMATION: Check = check! {
    id: "confirmation",
    severity: Severity::Defect,
    why: "the token is bound to a key, and nobody can tell to which one",
    fix: "put the one key into it, as `jwk`, `jkt`, `x5t#S256` or `kid`",
    spec: Spec::Rfc(7800, "3.1"),
    find: Find::Look(|subject, findings| {
        let Some(cnf) = subject.claim("cnf") else { return };
        let has = |name: &&str| cnf.get(name).is_some();
        if !matches!(cnf.value, Value::Object(_)) {
            at(findings, cnf, format!("`cnf` must be an object, and is {}", kind(cnf)));
        } else if cnf.members().is_empty() {
            at(findings, cnf, "`cnf` is empty");
        } else if ["jwk", "jwe", "jku"].iter().filter(|name| has(name)).count() > 1 {
            at(findings, cnf, "`cnf` must have no more than one of `jwk`, `jwe` and `jku`");
        }
        // RFC 9449 §6.1 and RFC 8705 §3.1: a whole SHA-256 each.
        for name in ["jkt", "x5t#S256"] {
            let Some(node) = cnf.get(name) else { continue };
            let decoded = node.as_str().map(base64url::decode);
            if !decoded.is_some_and(|decoded| decoded.faults.is_empty() && decoded.bytes.len() == 32) {
                at(findings, node, format!("`{name}` must be the 32 bytes of a SHA-256 in base64url, 43 characters"));
            }
        }
    }),
};

static CONFIRMATION_KEY: Check = check! {
    id: "confirmation-key",
    severity: Severity::Defect,
    why: "whoever sees the token can use the key that it is bound to",
    fix: "put the public key there, and replace this one",
    spec: Spec::Rfc(7800, "3.2"),
    find: Find::Look(|subject, findings| {
        let jwk = subject.claim("cnf").and_then(|cnf| cnf.get("jwk"));
        if let Some(jwk) = jwk.filter(|jwk| profile::holds_private_key(jwk)) {
            at(findings, jwk, "`cnf` has a `jwk` with members that only its owner may know");
        }
    }),
};

static LONG_LIFETIME: Check = check! {
    id: "long-lifetime",
    severity: Severity::Information,
    why: "whoever steals it can use it until it expires",
    fix: "issue it for a shorter time, and renew it",
    spec: Spec::Rfc(6750, "5.3"),
    find: Find::Look(|subject, findings| {
        let (Some((most, spec)), Some(begin), Some(end)) =
            (subject.profile.lifetime, subject.claims.issued, subject.claims.expires)
        else {
            return;
        };
        let life = end.seconds.saturating_sub(begin.seconds);
        // In milliseconds it is told already. What is bound to a key is of no use to a thief.
        let told = subject.claims.counts_milliseconds();
        if life > most && !told && subject.claim("cnf").is_none() {
            let most = duration_words(most);
            findings.add(format!("it lives for {}, and {spec} advises no more than {most}", duration_words(life)));
        }
    }),
};

static OLD_PROOF: Check = check! {
    id: "old-proof",
    severity: Severity::Information,
    why: "a server takes a proof for seconds or minutes only, so that a copy is soon worth nothing",
    fix: "make a new proof for each request",
    spec: Spec::Rfc(9449, "11.1"),
    find: Find::Look(|subject, findings| {
        let Some(issued) = subject.claims.issued.filter(|_| subject.profile.id == "dpop-proof") else { return };
        let old = issued.seconds.saturating_add(subject.skew).saturating_add(10 * A_MINUTE).saturating_add(1);
        if subject.clock.reached(old) {
            let age = subject.clock.whole_since(issued.seconds, A_MINUTE).saturating_mul(A_MINUTE);
            findings.add(format!("it was made {}", issued.relative(issued.seconds.saturating_add(age))));
        }
    }),
};

static ID_TOKEN_NONCE: Check = check! {
    id: "id-token-nonce",
    severity: Severity::Information,
    why: "a nonce ties the token to one login, so that a stolen one cannot be slipped into another",
    fix: "send a `nonce` with each request, and then refuse a token without it",
    spec: Spec::OpenIdCore("3.1.3.7"),
    find: Find::Look(|subject, findings| {
        if subject.profile.id == "id-token" && subject.claim("nonce").is_none() {
            findings.add("there is no `nonce`, which is right only if the request had none");
        }
    }),
};

static AUTHORIZED_PARTY: Check = check! {
    id: "authorized-party",
    severity: Severity::Information,
    why: "the audience alone does not say who asked for the token",
    fix: "check that `azp` is a client that you expect",
    spec: Spec::OpenIdCore("3.1.3.7"),
    find: Find::Look(|subject, findings| {
        let Some(audience) = subject.claim("aud").filter(|_| subject.profile.id == "id-token") else { return };
        let entries =
            if let Value::Array(entries) = &audience.value { entries } else { core::slice::from_ref(audience) };
        match subject.claim("azp") {
            None if entries.len() > 1 => {
                at(findings, audience, "`aud` has several entries, and no `azp` says which client asked for it");
            }
            Some(azp) if !entries.iter().any(|entry| entry.value == azp.value) => {
                let name = shown(azp.as_str().unwrap_or(kind(azp)));
                at(findings, azp, format!("`azp` is `{name}`, which is not in `aud`"));
            }
            _ => {}
        }
    }),
};

static EVENT_EXPIRES: Check = check! {
    id: "event-expires",
    severity: Severity::Information,
    why: "what happened does not expire, and with `exp` the token can more easily pass for another kind",
    fix: "leave `exp` out",
    spec: Spec::Rfc(8417, "2.2"),
    find: Find::Look(|subject, findings| {
        if let Some(exp) = subject.claim("exp").filter(|_| subject.profile.id == "security-event") {
            at(findings, exp, "`exp` is not recommended in a security event token");
        }
    }),
};

fn at(findings: &mut Findings, node: &Node, message: impl Into<String>) {
    findings.add_at(Part::Payload, &node.span, message);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_that_asks_for_something_has_a_check_that_cites_the_same_rule() {
        for kind in profile::PROFILES.iter().filter(|kind| kind.id != "jwt") {
            let check = CHECKS.iter().find(|check| check.id() == kind.id);
            assert_eq!(check.map(|check| check.spec), Some(kind.spec), "{}", kind.id);
        }
    }
}
