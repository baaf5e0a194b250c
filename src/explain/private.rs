//! Tokens that nobody but their issuer verifies, although they look as if one could: what the makers of well-known products say
//! of them. It is told where no key fits, so that nobody looks for a key that is not to be had.
//!
//! - Microsoft hashes the `nonce` in the header of a token for its own services before it signs.
//! - The keys of Okta's org authorization server for access tokens are not published ("opaque" in its documentation); its ID
//!   tokens are verified as usual.
//! - A custom token of Firebase is signed by a service account, and exchanged for an ID token at once.
//! - Refresh and offline tokens of Keycloak have an HMAC with a secret of the realm.

use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::{Private, Reason, Signature};
use crate::jose::Token;

/// What there is to know of `token`, if it is one of these.
pub fn note(token: &Token) -> Option<Diagnostic> {
    Some(Diagnostic::note(Reason::from(Signature::Private(kind(token)?))))
}

fn kind(token: &Token) -> Option<Private> {
    let header = token.header.json.as_ref()?;
    let payload = token.payload.as_ref()?.json.as_ref()?;
    let text = |name: &str| payload.get(name)?.as_str();
    let issuer = text("iss")?;
    let microsoft = ["https://sts.windows.net/", "https://login.microsoftonline.com/"];
    if microsoft.iter().any(|start| issuer.starts_with(start)) {
        return header.get("nonce").and_then(|nonce| nonce.as_str()).map(|_| Private::MicrosoftNonce);
    }
    let is_hmac = header.get("alg").and_then(|alg| alg.as_str()).is_some_and(|alg| alg.starts_with("HS"));
    if is_hmac && issuer.contains("/realms/") && matches!(text("typ"), Some("Refresh" | "Offline")) {
        return Some(Private::KeycloakRefresh);
    }
    if text("aud") == Some(IDENTITY_TOOLKIT) && text("sub") == Some(issuer) {
        return Some(Private::FirebaseCustom);
    }
    let host = issuer.strip_prefix("https://").unwrap_or_default();
    (is_okta(host) && text("aud") == Some(issuer) && text("cid").is_some()).then_some(Private::OktaOrg)
}

/// Whether an organisation at Okta has this host.
pub fn is_okta(host: &str) -> bool {
    [".okta.com", ".oktapreview.com", ".okta-emea.com"].iter().any(|end| host.ends_with(end))
}

/// The audience of custom tokens.
const IDENTITY_TOOLKIT: &str =
    "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url;
    use crate::jose::parse;

    #[track_caller]
    fn check(header: &str, payload: &str, expected: Option<Private>) {
        let text = format!("{}.{}.AAAA", base64url::encode(header.as_bytes()), base64url::encode(payload.as_bytes()));
        assert_eq!(kind(&parse(&text).token.expect("a token")), expected, "{payload}");
    }

    #[test]
    fn a_token_that_only_its_issuer_verifies_is_told_by_what_its_maker_writes_into_it() {
        const RS256: &str = r#"{"alg":"RS256","kid":"k"}"#;
        const HS512: &str = r#"{"alg":"HS512","kid":"k"}"#;
        let graph = r#"{"aud":"00000003-0000-0000-c000-000000000000","iss":"https://sts.windows.net/t/"}"#;
        check(r#"{"alg":"RS256","nonce":"n"}"#, graph, Some(Private::MicrosoftNonce));
        check(RS256, graph, None);
        let keycloak = r#"{"iss":"https://id.example.org/realms/acme","aud":"https://id.example.org/realms/acme","typ":"Refresh"}"#;
        check(HS512, keycloak, Some(Private::KeycloakRefresh));
        check(HS512, &keycloak.replace("Refresh", "Offline"), Some(Private::KeycloakRefresh));
        check(HS512, &keycloak.replace("Refresh", "Bearer"), None);
        check(RS256, keycloak, None);
        let custom = format!(
            r#"{{"iss":"a@p.iam.gserviceaccount.com","sub":"a@p.iam.gserviceaccount.com","aud":"{IDENTITY_TOOLKIT}","uid":"u"}}"#
        );
        check(RS256, &custom, Some(Private::FirebaseCustom));
        check(RS256, &custom.replace(IDENTITY_TOOLKIT, "https://oauth2.googleapis.com/token"), None);
        let okta = r#"{"ver":1,"iss":"https://acme.okta.com","aud":"https://acme.okta.com","cid":"0oa","sub":"u"}"#;
        check(RS256, okta, Some(Private::OktaOrg));
        check(RS256, &okta.replace("acme.okta.com\"", "acme.okta.com/oauth2/default\""), None);
        // Its ID token has the client for an audience.
        check(RS256, &okta.replace(r#""aud":"https://acme.okta.com""#, r#""aud":"0oa""#), None);
    }
}
