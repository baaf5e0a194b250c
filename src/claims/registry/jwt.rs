//! The registered claims of JSON Web Token itself (RFC 7519 §4.1). None is mandatory; who uses JWT decides.

use super::row;
use crate::claims::{Claim, Kind::*};
use crate::spec::Spec::Rfc;

pub(super) const CLAIMS: &[Claim] = &[
    row(
        "iss",
        "issuer",
        Text,
        Rfc(7519, "4.1.1"),
        "Who made and signed the token. Compare it, character by character, with the issuer whose key you verify with.",
    ),
    row(
        "sub",
        "subject",
        Text,
        Rfc(7519, "4.1.2"),
        "Whom or what the token is about, such as a user's ID. It is unique within the issuer, so keep both together.",
    ),
    row(
        "aud",
        "audience",
        TextOrList,
        Rfc(7519, "4.1.3"),
        "For whom the token is meant. A recipient that does not find its own name in it must reject the token.",
    ),
    row(
        "exp",
        "expires",
        NumericDate,
        Rfc(7519, "4.1.4"),
        "From this second on the token must not be accepted. A verifier may allow a few minutes for clocks that differ.",
    ),
    row("nbf", "not before", NumericDate, Rfc(7519, "4.1.5"), "Before this second the token must not be accepted."),
    row(
        "iat",
        "issued at",
        NumericDate,
        Rfc(7519, "4.1.6"),
        "When the token was made. It tells the token's age; it does not limit its use by itself.",
    ),
    row(
        "jti",
        "token ID",
        Text,
        Rfc(7519, "4.1.7"),
        "A name that no other token has. A recipient that remembers it can tell when a token is used a second time.",
    ),
];
