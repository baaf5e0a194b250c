//! What OpenID Connect says about a sign-in: ID Tokens, hashes that bind them, logout, and identity assurance.

use super::row;
use crate::claims::{Claim, Kind::*};
use crate::spec::Spec::{Iana, OpenIdCiba, OpenIdCore, OpenIdFrontChannel, OpenIdIdentityAssurance};

pub(super) const CLAIMS: &[Claim] = &[
    row(
        "_claim_names",
        "claims kept elsewhere",
        Object,
        OpenIdCore("5.6.2"),
        "Names claims that other parties vouch for, each with the entry of _claim_sources where it is found.",
    ),
    row(
        "_claim_sources",
        "sources of claims",
        Object,
        OpenIdCore("5.6.2"),
        "Where the claims of _claim_names come from: a token of the other party, or an address that gives one.",
    ),
    row(
        "acr",
        "authentication class",
        Text,
        OpenIdCore("2"),
        "Which level of authentication was met, as a name that issuer and client agreed on. The value 0 is no sign-in by the \
         person, such as a cookie that lasted.",
    ),
    row(
        "amr",
        "authentication methods",
        List,
        OpenIdCore("2"),
        "How the person signed in, such as pwd, otp or mfa. RFC 8176 lists the common values.",
    ),
    row(
        "at_hash",
        "access token hash",
        Text,
        OpenIdCore("3.1.3.6"),
        "Half of the hash of the access token that was issued with this ID Token, so that neither can be swapped alone.",
    ),
    row(
        "auth_time",
        "signed in at",
        NumericDate,
        OpenIdCore("2"),
        "When the person really signed in, which may be long before the token was issued.",
    ),
    row(
        "azp",
        "authorized party",
        Text,
        OpenIdCore("2"),
        "The client ID of the party that the ID Token was issued to.",
    ),
    row(
        "c_hash",
        "code hash",
        Text,
        OpenIdCore("3.3.2.11"),
        "Half of the hash of the authorization code that was issued with this ID Token.",
    ),
    row(
        "nonce",
        "nonce",
        Text,
        OpenIdCore("2"),
        "The value the client sent with its request, unchanged. Finding it here proves that the token answers that request and \
         is not replayed; a DPoP proof (RFC 9449) carries the server's nonce under the same name.",
    ),
    row(
        "sid",
        "session ID",
        Text,
        OpenIdFrontChannel("3"),
        "The session at the issuer that the token belongs to. A logout message names it to end just that session.",
    ),
    row(
        "sub_jwk",
        "subject's public key",
        Object,
        OpenIdCore("7.4"),
        "The key that verifies a self-issued ID Token. It comes with the token, so it proves only who holds the key.",
    ),
    row(
        "verified_claims",
        "verified claims",
        Any,
        OpenIdIdentityAssurance(""),
        "Claims about the person together with how, when and by which rules they were verified.",
    ),
    row(
        "s_hash",
        "state hash",
        Text,
        Iana("jwt"),
        "Half of the hash of the state of the authorization request, so that the answer to one request cannot be used for another.",
    ),
    row(
        "urn:openid:params:jwt:claim:auth_req_id",
        "authentication request ID",
        Text,
        OpenIdCiba("10.3.1"),
        "The auth_req_id of the CIBA request that this ID Token answers, where it was pushed to the client.",
    ),
    row(
        "urn:openid:params:jwt:claim:rt_hash",
        "refresh token hash",
        Text,
        OpenIdCiba("10.3.1"),
        "Half of the hash of the refresh token that was pushed to the client with this ID Token.",
    ),
];
