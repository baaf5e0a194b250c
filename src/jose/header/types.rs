//! Media types of tokens: what `typ` and `cty` say (RFC 7515 §4.1.9, §4.1.10). Letter case does not matter, and neither does a
//! leading `application/`.

/// What `typ` says the token is, for the well-known media types. Letter case and a leading `application/` do not matter
/// (RFC 7515 §4.1.9).
pub fn typ_note(typ: &str) -> Option<&'static str> {
    let short = short_type(typ);
    TYPES.iter().find(|(name, _)| name.eq_ignore_ascii_case(short)).map(|(_, note)| *note)
}

/// The well-known media types without `application/`, each with what it says.
pub fn types() -> &'static [(&'static str, &'static str)] {
    TYPES
}

/// Whether `typ` says that the payload is a JWT claims set: `JWT`, or any media type that ends in `+jwt` (RFC 8725 §3.11).
pub fn is_jwt(typ: &str) -> bool {
    let short = short_type(typ).to_ascii_lowercase();
    short == "jwt" || short.ends_with("+jwt")
}

/// `typ` without a leading `application/`, which may be left out where no other `/` follows (RFC 7515 §4.1.9).
pub fn short_type(typ: &str) -> &str {
    match typ.split_once('/') {
        Some((kind, rest)) if kind.eq_ignore_ascii_case("application") && !rest.contains('/') => rest,
        _ => typ,
    }
}

/// Media types without `application/`, in small letters, sorted, each with its definition.
static TYPES: &[(&str, &str)] = &[
    ("at+jwt", "an OAuth 2.0 access token (RFC 9068)"),
    (
        "client-authentication+jwt",
        "a client's proof of its identity to the token endpoint (draft-ietf-oauth-rfc7523bis)",
    ),
    ("dc+sd-jwt", "a digital credential with selective disclosure (SD-JWT VC)"),
    ("dpop+jwt", "a DPoP proof: the sender holds the key that the access token is bound to (RFC 9449)"),
    ("eat+jwt", "an entity attestation token: what a device says about itself (RFC 9711, RFC 9782)"),
    ("entity-statement+jwt", "a statement about a member of a federation (OpenID Federation)"),
    ("explicit-registration-response+jwt", "the answer to a registration in a federation (OpenID Federation)"),
    ("jose", "a JWS or JWE in the compact serialization (RFC 7515 §9.2.1)"),
    ("jose+json", "a JWS or JWE in the JSON serialization (RFC 7515 §9.2.1)"),
    ("jwk-set+jwt", "a signed set of keys (OpenID Federation)"),
    ("jwt", "a JSON Web Token, of no particular kind (RFC 7519 §5.1)"),
    ("kb+jwt", "a key binding: the holder of an SD-JWT shows that it has the key (RFC 9901)"),
    ("key-attestation+jwt", "a statement about how a key is stored (OpenID4VCI)"),
    ("logout+jwt", "a logout token (OpenID Connect Back-Channel Logout)"),
    ("oauth-authz-req+jwt", "an OAuth 2.0 authorization request (RFC 9101)"),
    (
        "oauth-client-attestation+jwt",
        "a statement about a client instance (OAuth attestation-based client authentication)",
    ),
    (
        "oauth-client-attestation-pop+jwt",
        "a client instance's proof of its key (OAuth attestation-based client authentication)",
    ),
    ("oauth-id-jag+jwt", "an identity assertion for another domain's authorization server (OAuth ID-JAG)"),
    ("openid4vci-proof+jwt", "a wallet's proof of the key that a credential is to be bound to (OpenID4VCI)"),
    ("passport", "a PASSporT: who makes this telephone call (RFC 8225)"),
    ("resolve-response+jwt", "resolved metadata of a member of a federation (OpenID Federation)"),
    ("sd-jwt", "a JWT with selective disclosure (RFC 9901)"),
    ("secevent+jwt", "a security event token (RFC 8417)"),
    ("statuslist+jwt", "a list of the states of many tokens (Token Status List)"),
    ("token-introspection+jwt", "a signed answer about a token (RFC 9701)"),
    ("trust-mark+jwt", "a trust mark of a member of a federation (OpenID Federation)"),
    ("trust-mark-delegation+jwt", "leave to issue a trust mark (OpenID Federation)"),
    ("txntoken+jwt", "a transaction token (OAuth Transaction Tokens)"),
    ("vc+jwt", "a verifiable credential (W3C VC-JOSE-COSE)"),
    ("vc+sd-jwt", "a verifiable credential with selective disclosure; `dc+sd-jwt` is today's name for an SD-JWT VC"),
    ("verifier-attestation+jwt", "a statement about a verifier of credentials (OpenID4VP)"),
    ("vp+jwt", "a verifiable presentation (W3C VC-JOSE-COSE)"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_each_row_found_in_any_case() {
        assert!(TYPES.is_sorted_by(|a, b| a.0 < b.0));
        for (name, note) in TYPES {
            assert_eq!((typ_note(name), typ_note(&name.to_ascii_uppercase())), (Some(*note), Some(*note)));
        }
    }

    #[test]
    fn a_type_is_known_in_any_case_and_with_its_prefix() {
        assert_eq!(typ_note("JWT"), typ_note("application/jwt"));
        assert!(typ_note("AT+JWT").is_some_and(|note| note.contains("access token")));
        assert_eq!(typ_note("application/x/jwt"), None);
        assert!(is_jwt("application/at+jwt") && is_jwt("jwt") && !is_jwt("JOSE") && !is_jwt("kb-jwt"));
    }
}
