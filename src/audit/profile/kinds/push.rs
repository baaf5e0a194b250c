//! What a VAPID token must be, and how long it may last (RFC 8292 §2).

use super::faults_of_kind;
use crate::audit::profile::at;
use crate::audit::{Check, Find, Line, Severity};
use crate::base::diagnostic::finding::Plain;
use crate::spec::Spec;

pub(in crate::audit) static VAPID: Check = Check {
    id: "vapid",
    title: "VAPID token that breaks its rules",
    severity: Severity::Defect,
    what: "A token for a push service is not signed with ES256, lacks `aud` or `exp`, or has an `aud` that is no origin or a `sub` that is no address.",
    why: "The push service rejects the message, often with nothing but 403.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"JWT"}"#),
        Line::Payload(
            r#"{"aud":"https://fcm.googleapis.com/fcm/send/dpH5lCsTSSM","exp":1795350180,"sub":"mailto:admin@example.org"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"JWT"}"#),
        Line::Payload(r#"{"aud":"https://fcm.googleapis.com","exp":1795350180,"sub":"mailto:admin@example.org"}"#),
    ],
    fix: "Write scheme and host of the subscription's `endpoint` as `aud`, without a slash after them, and `mailto:` or `https:` before the contact. If this is no such token, choose another kind.",
    sources: &[Spec::Rfc(8292, "2"), Spec::Rfc(8292, "2.1")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static VAPID_LIFETIME: Check = Check {
    id: "vapid-lifetime",
    title: "VAPID token for more than a day",
    severity: Severity::Defect,
    what: "`exp` of a VAPID token is more than 24 hours ahead.",
    why: "The push service rejects it.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"JWT"}"#),
        Line::Payload(r#"{"aud":"https://web.push.apple.com","exp":1795479780,"sub":"mailto:admin@example.org"}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"JWT"}"#),
        Line::Payload(r#"{"aud":"https://web.push.apple.com","exp":1795350180,"sub":"mailto:admin@example.org"}"#),
    ],
    fix: "Set `exp` to 12 hours from now, so that a clock that is wrong does no harm.",
    sources: &[Spec::Rfc(8292, "2")],
    find: Find::Look(|subject, findings| {
        const DAY: i64 = 86_400;
        let Some((end, node)) = subject.claims.expires.zip(subject.claim("exp")) else { return };
        let earliest = end.seconds.saturating_sub(DAY).saturating_sub(subject.skew);
        // In milliseconds it is told already.
        let told = subject.claims.counts_milliseconds();
        if subject.profile.id == "vapid" && !told && !subject.clock.reached(earliest) {
            at(findings, node, Plain::VapidLifetime);
        }
    }),
};
