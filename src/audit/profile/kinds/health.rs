//! What a SMART Health Card must be.

use super::faults_of_kind;
use crate::audit::{Check, Find, Line, Severity};
use crate::claims::profile;
use crate::spec::Spec;

pub(in crate::audit) static HEALTH_CARD: Check = Check {
    id: "health-card",
    title: "SMART Health Card that breaks its rules",
    severity: Severity::Defect,
    what: "A SMART Health Card is not signed with ES256, is not compressed, or lacks `kid` or a claim.",
    why: "Wallets and verifiers reject the card, most of them without a reason.",
    example: &[
        Line::Header(r#"{"alg":"ES256","kid":"3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s"}"#),
        Line::Payload(
            r#"{"iss":"https://health.example","nbf":1795306920,"vc":{"type":["https://smarthealth.cards#health-card"]}}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"zip":"DEF","alg":"ES256","kid":"3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s"}"#),
        Line::Payload(
            r#"{"iss":"https://health.example","nbf":1795306920,"vc":{"type":["https://smarthealth.cards#health-card"]}}"#,
        ),
    ],
    fix: "Compress the payload with raw DEFLATE, sign with ES256, and name the key by its thumbprint. If this is no such card, choose another kind.",
    sources: &[Spec::Product(&profile::HEALTH_CARDS)],
    find: Find::Look(faults_of_kind),
};
