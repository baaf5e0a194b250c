//! Where well-known products keep their keys, by the form of the issuer. Each row holds what its maker documents.

use super::{Holds, Place};
use crate::explain::private::is_okta;

/// A product: its name, and the address of the keys of an issuer that has its form. `host` and `path` are those of the issuer, the
/// path without a slash at its end.
type Product = (&'static str, fn(issuer: &str, host: &str, path: &str) -> Option<String>);

static PRODUCTS: [Product; 10] = [
    ("Apple", |issuer, _, _| (issuer == "https://appleid.apple.com").then(|| format!("{issuer}/auth/keys"))),
    // Older tokens of Google have no scheme in `iss`.
    ("Google", |issuer, _, _| {
        let is = issuer == "https://accounts.google.com" || issuer == "accounts.google.com";
        is.then(|| "https://www.googleapis.com/oauth2/v3/certs".to_owned())
    }),
    ("Microsoft Entra ID (v2.0)", |_, host, path| {
        let tenant = path.strip_suffix("/v2.0").filter(|_| host == "login.microsoftonline.com")?;
        is_one(tenant).then(|| format!("https://login.microsoftonline.com{tenant}/discovery/v2.0/keys"))
    }),
    ("Microsoft Entra ID (v1.0)", |_, host, path| {
        let is = host == "sts.windows.net" && is_one(path);
        is.then(|| format!("https://login.microsoftonline.com{path}/discovery/keys"))
    }),
    ("Auth0", |_, host, path| {
        (host.ends_with(".auth0.com") && path.is_empty()).then(|| format!("https://{host}/.well-known/jwks.json"))
    }),
    ("Okta", |_, host, path| {
        let custom = path.strip_prefix("/oauth2").is_some_and(is_one);
        let keys = if path.is_empty() { "/oauth2/v1/keys" } else { "/v1/keys" };
        (is_okta(host) && (custom || path.is_empty())).then(|| format!("https://{host}{path}{keys}"))
    }),
    ("Amazon Cognito", |_, host, path| {
        let is = host.starts_with("cognito-idp.") && host.ends_with(".amazonaws.com") && is_one(path);
        is.then(|| format!("https://{host}{path}/.well-known/jwks.json"))
    }),
    ("Firebase", |_, host, path| {
        const KEYS: &str = "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com";
        (host == "securetoken.google.com" && is_one(path)).then(|| KEYS.to_owned())
    }),
    // Each service account has its own keys; what it signs has its address in `iss`.
    ("Google service accounts", |issuer, _, _| {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-.@".contains(c);
        let is = issuer.ends_with(".iam.gserviceaccount.com") && issuer.matches('@').count() == 1;
        (is && issuer.chars().all(is_name))
            .then(|| format!("https://www.googleapis.com/service_accounts/v1/jwk/{issuer}"))
    }),
    ("Keycloak", |_, host, path| {
        let realm = path.rfind("/realms/").and_then(|at| path.get(at + "/realms".len()..));
        realm.is_some_and(is_one).then(|| format!("https://{host}{path}/protocol/openid-connect/certs"))
    }),
];

/// The keys of the product whose form `issuer` has.
pub(super) fn of(issuer: &str) -> Vec<Place> {
    let rest = issuer.strip_prefix("https://").unwrap_or_default().trim_end_matches('/');
    if rest.contains(['?', '#', '@']) {
        return vec![];
    }
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let place = |(name, keys): &Product| {
        let address = keys(issuer.trim_end_matches('/'), host, path)?;
        Some(Place { product: Some(name), ..Place::new("iss", address, Holds::Keys) })
    };
    PRODUCTS.iter().find_map(place).into_iter().collect()
}

/// Whether a path is a slash and one name.
fn is_one(path: &str) -> bool {
    path.strip_prefix('/').is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(issuer: &str, product: &str, keys: &str) {
        let found = of(issuer);
        let found: Vec<_> = found.iter().map(|one| (one.product, one.address.as_str(), one.link().is_some())).collect();
        assert_eq!(found, [(Some(product), keys, true)], "{issuer}");
    }

    #[test]
    fn the_keys_of_each_product_are_where_its_maker_says() {
        check("https://appleid.apple.com", "Apple", "https://appleid.apple.com/auth/keys");
        for issuer in ["https://accounts.google.com", "accounts.google.com"] {
            check(issuer, "Google", "https://www.googleapis.com/oauth2/v3/certs");
        }
        let tenant = "9122040d-6c67-4c5b-b112-36a304b66dad";
        check(
            &format!("https://login.microsoftonline.com/{tenant}/v2.0"),
            "Microsoft Entra ID (v2.0)",
            &format!("https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys"),
        );
        check(
            &format!("https://sts.windows.net/{tenant}/"),
            "Microsoft Entra ID (v1.0)",
            &format!("https://login.microsoftonline.com/{tenant}/discovery/keys"),
        );
        check("https://acme.eu.auth0.com/", "Auth0", "https://acme.eu.auth0.com/.well-known/jwks.json");
        check("https://acme.okta.com", "Okta", "https://acme.okta.com/oauth2/v1/keys");
        check("https://acme.okta.com/oauth2/default", "Okta", "https://acme.okta.com/oauth2/default/v1/keys");
        check(
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC",
            "Amazon Cognito",
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC/.well-known/jwks.json",
        );
        check(
            "https://securetoken.google.com/my-app",
            "Firebase",
            "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
        );
        check(
            "ci@my-app.iam.gserviceaccount.com",
            "Google service accounts",
            "https://www.googleapis.com/service_accounts/v1/jwk/ci@my-app.iam.gserviceaccount.com",
        );
        for base in ["https://id.example.org", "https://id.example.org:8443/auth"] {
            check(
                &format!("{base}/realms/acme"),
                "Keycloak",
                &format!("{base}/realms/acme/protocol/openid-connect/certs"),
            );
        }
    }

    #[test]
    fn an_issuer_that_only_resembles_one_of_a_product_is_none() {
        for issuer in [
            "http://appleid.apple.com",
            "https://appleid.apple.com.evil.example",
            "https://accounts.google.com/x",
            "https://login.microsoftonline.com/a/b/v2.0",
            "https://login.microsoftonline.com.evil.example/a/v2.0",
            "https://evil.example/?x=.auth0.com",
            "https://evil.example/#.okta.com",
            "https://acme.auth0.com@evil.example/realms/x",
            "https://auth0.com.evil.example/",
            "https://acme.okta.com/oauth2/a/b",
            "https://securetoken.google.com/",
            "a@b@my-app.iam.gserviceaccount.com",
            "a/../b@my-app.iam.gserviceaccount.com",
            "ci@my-app.iam.gserviceaccount.com.evil.example",
            "https://id.example.org/realms/",
            "https://id.example.org/realms/a/b",
            "",
        ] {
            assert_eq!(of(issuer), [], "{issuer}");
        }
    }
}
