//! What an application proves itself with, or is called by, and the names of hosts: people take them for the key of a token's issuer.

use crate::base::diagnostic::key::Lookalike;

/// By their beginning; so many characters follow at least.
static KINDS: [(&str, &str); 9] = [
    ("AIza", "a Google API key"),
    ("GOCSPX-", "a Google client secret"),
    ("pk_live_", "an API key"),
    ("pk_test_", "an API key"),
    ("sk_live_", "an API key"),
    ("sk_test_", "an API key"),
    ("sb_publishable_", "a Supabase API key"),
    ("sb_secret_", "a Supabase API key"),
    ("whsec_", "a secret for webhooks"),
];
const SHORTEST: usize = 16;

/// The ends of names of hosts that issue tokens.
static DOMAINS: [&str; 12] = ["app", "cloud", "co", "com", "de", "dev", "eu", "example", "io", "net", "org", "uk"];

/// What a text is that names an application or an issuer; `None` if it may be a key.
pub fn recognise(text: &str) -> Option<Lookalike> {
    if text.len() > 200 || text.contains(char::is_whitespace) {
        return None;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_kind = |start: &str| {
        text.strip_prefix(start)
            .is_some_and(|rest| rest.len() >= SHORTEST && rest.trim_end_matches('=').chars().all(plain))
    };
    let kind = KINDS.iter().find(|(start, _)| is_kind(start)).map(|(_, whose)| *whose);
    let kind = kind.or_else(|| entra(text).then_some("a client secret of Microsoft Entra"));
    let kind = kind.or_else(|| cognito(text).then_some("the ID of a Cognito user pool"));
    kind.map(Lookalike::Credential).or_else(|| is_host(text).then(|| Lookalike::Host(text.to_owned())))
}

/// Three characters, a digit, `Q~`, and 34 more.
fn entra(text: &str) -> bool {
    let digit = text.as_bytes().get(3).is_some_and(u8::is_ascii_digit);
    text.len() == 40 && digit && text.get(4..6) == Some("Q~")
}

/// A region of AWS, `_`, and nine letters or digits.
fn cognito(text: &str) -> bool {
    let Some((region, id)) = text.split_once('_') else { return false };
    let parts: Vec<&str> = region.split('-').collect();
    let letters = |part: &&str| part.bytes().all(|byte| byte.is_ascii_lowercase());
    let [area, .., number] = parts.as_slice() else { return false };
    parts.len() >= 3
        && area.len() == 2
        && parts.iter().take(parts.len() - 1).all(letters)
        && number.len() == 1
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && id.len() == 9
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_host(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    labels.len() > 2 && labels.iter().all(is_label) && labels.last().is_some_and(|last| DOMAINS.contains(last))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn what_an_application_has_is_no_key_of_an_issuer() {
        for text in [
            "AIzaSy7X8a2tD9ynz5a6VRts8mwLoQAb9hCdtbZ",
            "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",
            "sk_test_fm3MXJ2mZYpDLcJda4bMC3om",
            "pk_test_cXVpY2stYnJvb2stMTIuY2xlcmsuYWNj=",
            "sb_secret_3TbUKjQyf5Bc7fcbSZ7w9uC6HQVDjq",
            "Abc8Q~KLMJmhjuPnFL8YNMW9pVDdCaZZMGu6onmQ",
            "eu-west-1_Ab12Cd34E",
            "us-gov-west-1_Ab12Cd34E",
        ] {
            check(text, "key-client-id");
        }
        for text in ["tenant.eu.auth0.com", "dev-12.okta.com"] {
            assert_eq!(recognise(text), Some(Lookalike::Host(text.into())));
        }
    }

    #[test]
    fn an_ordinary_secret_is_none_of_these() {
        for text in [
            "AIza",
            "sk_test_short",
            "example.com",
            "my.secret.value",
            "My.Secret.com",
            "a..com",
            "eu-west-1_short",
            "eu_west_1_Ab12Cd34E",
            "Abc8Q~short",
            "hunter2",
        ] {
            assert_eq!(recognise(text), None, "{text}");
        }
    }
}
