//! What OAuth access tokens and proofs carry: delegation, rights, and keys the token is bound to.

use super::row;
use crate::claims::{Claim, Kind::*};
use crate::spec::Spec::{Draft, Iana, Rfc};

pub(super) const CLAIMS: &[Claim] = &[
    row(
        "act",
        "actor",
        Object,
        Rfc(8693, "4.1"),
        "Who acts on behalf of the subject. An act inside it is an earlier actor and does not count for access decisions.",
    ),
    row(
        "ath",
        "access token hash",
        Text,
        Rfc(9449, "4.2"),
        "In a DPoP proof: the SHA-256 hash of the access token that is sent with it, as base64url.",
    ),
    row(
        "authorization_details",
        "authorization details",
        List,
        Rfc(9396, "9.1"),
        "Rights in detail, one object each with a type of its own: finer than scope.",
    ),
    row(
        "client_id",
        "client ID",
        Text,
        Rfc(8693, "4.3"),
        "The OAuth client that asked for the token. In an access token of RFC 9068 it is required.",
    ),
    row(
        "cnf",
        "confirmation key",
        Object,
        Rfc(7800, "3.1"),
        "The key whose possession the sender must prove, as jwk, or by its hash as jkt (DPoP) or x5t#S256 (a TLS certificate). \
         Without that proof the token is worth nothing.",
    ),
    row(
        "entitlements",
        "entitlements",
        List,
        Rfc(9068, "2.2.3.1"),
        "Things the subject is entitled to, in the issuer's own terms (SCIM, RFC 7643).",
    ),
    row(
        "groups",
        "groups",
        List,
        Rfc(9068, "2.2.3.1"),
        "The groups the subject belongs to, in the issuer's own terms (SCIM, RFC 7643).",
    ),
    row(
        "htm",
        "HTTP method",
        Text,
        Rfc(9449, "4.2"),
        "In a DPoP proof: the method of the request that it is sent with.",
    ),
    row(
        "htu",
        "HTTP address",
        Text,
        Rfc(9449, "4.2"),
        "In a DPoP proof: the address of the request that it is sent with, without query and fragment.",
    ),
    row(
        "may_act",
        "may act",
        Object,
        Rfc(8693, "4.4"),
        "Who is allowed to become the actor for this subject when the token is exchanged for another.",
    ),
    row(
        "roles",
        "roles",
        List,
        Rfc(9068, "2.2.3.1"),
        "The subject's roles, in the issuer's own terms (SCIM, RFC 7643). They mean nothing at another issuer.",
    ),
    row(
        "scope",
        "scopes",
        Text,
        Rfc(8693, "4.2"),
        "What the token allows, as one string of words with a space between each. Order does not matter.",
    ),
    row(
        "status",
        "status",
        Object,
        Iana("jwt"),
        "Where to find out whether the token has been revoked, usually as an index into a status list.",
    ),
    row(
        "status_list",
        "status list",
        Object,
        Draft("draft-ietf-oauth-status-list"),
        "The statuses of many tokens, compressed: bits says how many bits each takes, lst has them. A token names its place by status.",
    ),
    row(
        "token_introspection",
        "introspection answer",
        Object,
        Rfc(9701, "5"),
        "What the server says about another token: active or not, and its claims.",
    ),
    row(
        "ttl",
        "time to live",
        Number,
        Draft("draft-ietf-oauth-status-list"),
        "For how many seconds a copy of this status list may be used before it is fetched anew.",
    ),
];
