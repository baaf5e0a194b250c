//! The tokens of other families, by their marks.

use crate::base::diagnostic::OtherToken;
use crate::format::base64::Alphabet;
use crate::format::base64url;

/// How the opaque tokens of well-known services begin.
static OPAQUE: &[(&str, &str)] = &[
    ("ya29.", "a Google access token"),
    ("1//0", "a Google refresh token"),
    ("4/0A", "a Google authorization code"),
    ("AIza", "a Google API key"),
    ("gho_", "a GitHub OAuth token"),
    ("ghp_", "a GitHub personal access token"),
    ("ghs_", "a GitHub installation token"),
    ("ghu_", "a GitHub user token"),
    ("ghr_", "a GitHub refresh token"),
    ("github_pat_", "a GitHub personal access token"),
    ("glpat-", "a GitLab personal access token"),
    ("xoxb-", "a Slack bot token"),
    ("xoxp-", "a Slack user token"),
    ("xoxa-", "a Slack token"),
    ("xapp-", "a Slack app token"),
    ("xoxe", "a Slack refresh token"),
    ("sk_live_", "a Stripe secret key"),
    ("sk_test_", "a Stripe secret key"),
    ("pk_live_", "a Stripe publishable key"),
    ("pk_test_", "a Stripe publishable key"),
    ("rk_live_", "a Stripe restricted key"),
    ("whsec_", "a Stripe webhook secret"),
    ("sk-ant-", "an Anthropic API key"),
    ("sk-proj-", "an OpenAI API key"),
    ("SG.", "a SendGrid API key"),
    ("shpat_", "a Shopify access token"),
    ("npm_", "an npm access token"),
    ("pypi-AgE", "a PyPI token"),
    ("hf_", "a Hugging Face token"),
    ("dop_v1_", "a DigitalOcean token"),
    ("hvs.", "a HashiCorp Vault token"),
    ("hvb.", "a HashiCorp Vault token"),
    ("ATATT3", "an Atlassian API token"),
    ("IQoJb3JpZ2lu", "an AWS session token"),
    ("AQoDYXdz", "an AWS session token"),
    ("FwoGZXIv", "an AWS session token"),
    ("SSWS ", "an Okta API token"),
    ("AKIA", "an AWS access key ID"),
    ("ASIA", "an AWS access key ID"),
    ("EAAC", "a Facebook access token"),
    ("EAAB", "a Facebook access token"),
    ("EAAG", "a Facebook access token"),
    ("EAAI", "a Facebook access token"),
    ("EAAJ", "a Facebook access token"),
    ("glrt-", "a GitLab runner token"),
    ("lin_api_", "a Linear API key"),
    ("pat-na1-", "a HubSpot access token"),
    ("sl.", "a Dropbox access token"),
    ("dckr_pat_", "a Docker access token"),
    ("sbp_", "a Supabase access token"),
    ("tfp_", "a Typeform access token"),
    ("ntn_", "a Notion token"),
    ("secret_", "a Notion token"),
];

/// A token of another family.
pub fn other(text: &str) -> Option<OtherToken> {
    if text.contains(char::is_whitespace) && !text.starts_with("SSWS ") && !text.starts_with('<') {
        return None;
    }
    let paseto = ["v1.", "v2.", "v3.", "v4."].iter().find_map(|version| text.strip_prefix(version));
    if let Some(rest) = paseto.filter(|rest| rest.starts_with("public.") || rest.starts_with("local.")) {
        return Some(OtherToken::Paseto { encrypted: rest.starts_with("local.") });
    }
    if text.starts_with("gAAAAA") && text.len() >= 100 {
        return Some(OtherToken::Fernet);
    }
    // base64 of `<saml` and `<?xml`; and what DEFLATE makes of a document is not told from others.
    let saml = ["PHNhbWw", "PD94bWw", "<saml", "<Assertion", "PEFzc2VydGlvb", "PHNhbWxw"];
    if saml.iter().any(|start| text.starts_with(start)) {
        return Some(OtherToken::Saml);
    }
    if let Some(cookie) = django(text).or_else(|| flask(text)).or_else(|| rails(text)).or_else(|| macaroon(text)) {
        return Some(cookie);
    }
    let (start, whose) = OPAQUE.iter().find(|(start, _)| text.starts_with(start))?;
    let like = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '{' | '}' | '"');
    let rest = text.get(start.len()..)?;
    (rest.len() >= 12 && rest.chars().all(like)).then_some(OtherToken::Opaque(whose))
}

/// A session cookie of Flask and others that sign with itsdangerous: payload, time stamp, signature.
pub fn flask(text: &str) -> Option<OtherToken> {
    let (compressed, rest) = match text.strip_prefix(".eJ") {
        Some(_) => (true, text.get(1..)?),
        None => (false, text),
    };
    let mut parts = rest.split('.');
    let [payload, time, signature] = [parts.next()?, parts.next()?, parts.next()?];
    let length =
        |part: &str| Some(base64url::decode(part)).filter(|part| part.faults.is_empty()).map(|part| part.bytes.len());
    // Seconds since 1970 take four bytes.
    let right = parts.next().is_none()
        && length(time)? == 4
        && matches!(length(signature)?, 20 | 32 | 48 | 64)
        && (compressed || payload.starts_with("ey") || payload.starts_with('I') || payload.starts_with('W'));
    right.then_some(OtherToken::Flask)
}

/// What Django's signing makes: payload, time stamp in base62, signature, with colons.
pub fn django(text: &str) -> Option<OtherToken> {
    let mut parts = text.split(':');
    let [payload, time, signature] = [parts.next()?, parts.next()?, parts.next()?];
    let right = parts.next().is_none()
        && payload.len() >= 4
        && (5..=7).contains(&time.len())
        && time.chars().all(|c| c.is_ascii_alphanumeric())
        && matches!(signature.len(), 27 | 43)
        && base64url::decode(signature).faults.is_empty();
    right.then_some(OtherToken::Django)
}

/// What Rails signs: base64, two hyphens, and a SHA-1 or SHA-256 in hexadecimal digits.
pub fn rails(text: &str) -> Option<OtherToken> {
    let (payload, signature) = text.split_once("--")?;
    let digits = matches!(signature.len(), 40 | 64) && signature.bytes().all(|byte| byte.is_ascii_hexdigit());
    let payload = payload.replace("%3D", "=");
    (digits && payload.len() >= 4 && Alphabet::Standard.decode(&payload).is_ok()).then_some(OtherToken::Rails)
}

/// A macaroon of libmacaroons: packets, each with its length in four hexadecimal digits, of which the first is the location; or the
/// second format, a byte 2 and the field of the location.
fn macaroon(text: &str) -> Option<OtherToken> {
    if !text.starts_with("MD") && !text.starts_with("AgE") {
        return None;
    }
    let bytes = Alphabet::UrlSafe.decode(text).or_else(|_| Alphabet::Standard.decode(text)).ok()?.bytes;
    let first = bytes.get(4..).is_some_and(|rest| rest.starts_with(b"location "));
    let second = bytes.starts_with(&[2, 1]) && bytes.len() > 40;
    (first || second).then_some(OtherToken::Macaroon)
}

/// What has no mark but its form: a UUID, hexadecimal digits, an opaque token of Okta.
pub fn bare(text: &str) -> Option<&'static str> {
    let hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    if groups == [8, 4, 4, 4, 12] && text.split('-').all(hex) {
        return Some("a UUID, which may be an opaque token");
    }
    if matches!(text.len(), 32 | 40 | 48 | 64 | 128) && hex(text) {
        return Some("a row of hexadecimal digits, which may be an opaque token");
    }
    let okta = text.len() == 42 && text.starts_with("00") && base64url::decode(text).faults.len() <= 1;
    okta.then_some("an Okta API token")
}

/// The credentials of HTTP Basic authentication (RFC 7617 §2).
pub fn basic(text: &str) -> bool {
    let rest =
        text.split_at_checked(6).filter(|(head, _)| head.eq_ignore_ascii_case("basic ")).map(|(_, rest)| rest.trim());
    rest.and_then(|rest| Alphabet::Standard.decode(rest).ok()).is_some_and(|decoded| decoded.bytes.contains(&b':'))
}
