//! Security events, selective disclosure and signed calls: claims of tokens that are neither sign-in nor access.

use super::row;
use crate::claims::{Claim, Kind::*};
use crate::spec::Spec::{Iana, Rfc};

pub(super) const CLAIMS: &[Claim] = &[
    row(
        "...",
        "hidden array element",
        Text,
        Rfc(9901, "4.2.4.2"),
        "In an SD-JWT: the digest of an array element that is shown only with its disclosure. It may also be a decoy.",
    ),
    row(
        "_sd",
        "hidden claims",
        List,
        Rfc(9901, "4.2.4.1"),
        "In an SD-JWT: one digest for each claim that is shown only with its disclosure. Some may be decoys.",
    ),
    row(
        "_sd_alg",
        "hash for hidden claims",
        Text,
        Rfc(9901, "4.1.1"),
        "In an SD-JWT: the hash that made the digests. Where it is missing it is sha-256.",
    ),
    row(
        "dest",
        "called party",
        Object,
        Rfc(8225, "5.2.1"),
        "In a PASSporT: whom the call goes to, as telephone numbers or URIs.",
    ),
    row(
        "events",
        "security events",
        Object,
        Rfc(8417, "2.2"),
        "What happened to the subject, one member an event, named by a URI. A logout token has one of them.",
    ),
    row(
        "orig",
        "calling party",
        Object,
        Rfc(8225, "5.2.1"),
        "In a PASSporT: who makes the call, as one telephone number or URI.",
    ),
    row(
        "sd_hash",
        "hash of what is disclosed",
        Text,
        Rfc(9901, "4.3"),
        "In a key binding JWT: the hash of the SD-JWT and the disclosures it is presented with, so that none can be added or \
         dropped.",
    ),
    row(
        "sub_id",
        "subject identifier",
        Object,
        Rfc(9493, "4.1"),
        "The subject as an object whose format says how it is identified: by e-mail address, telephone number, issuer and \
         subject, and others.",
    ),
    row(
        "toe",
        "time of event",
        NumericDate,
        Rfc(8417, "2.2"),
        "When the event happened, which may be before the token was issued.",
    ),
    row(
        "txn",
        "transaction ID",
        Text,
        Rfc(8417, "2.2"),
        "Ties together tokens and log entries that come from one and the same transaction.",
    ),
    row(
        "vc",
        "verifiable credential",
        Object,
        Iana("jwt"),
        "A credential of the W3C data model, version 1: what an issuer states about someone.",
    ),
    row(
        "vp",
        "verifiable presentation",
        Object,
        Iana("jwt"),
        "A presentation of the W3C data model, version 1: credentials that their holder shows to one verifier.",
    ),
];
