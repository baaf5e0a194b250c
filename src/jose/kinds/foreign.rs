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
    ("CfDJ8", "a value protected by ASP.NET Core"),
    ("EwB4A8l6", "an access token of a Microsoft account"),
    ("sb_secret_", "a Supabase API key"),
    ("sb_publishable_", "a Supabase API key"),
    ("GOCSPX-", "a Google client secret"),
];

/// A token of another family.
pub fn other(text: &str) -> Option<OtherToken> {
    let spaced = ["SSWS ", "<", "HC1:"];
    if text.contains(char::is_whitespace) && !spaced.iter().any(|start| text.starts_with(start)) {
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
    if let Some(found) = cose(text).or_else(|| sealed(text)).or_else(|| formed(text).map(OtherToken::Opaque)) {
        return Some(found);
    }
    let (start, whose) = OPAQUE.iter().find(|(start, _)| text.starts_with(start))?;
    let like = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '{' | '}' | '"');
    let rest = text.get(start.len()..)?;
    (rest.len() >= 12 && rest.chars().all(like)).then_some(OtherToken::Opaque(whose))
}

/// A COSE message in hexadecimal digits: the tag of one of its structures (RFC 9052 §2), an array, and a header in a byte string; or
/// an EU Digital COVID Certificate, in the 45 characters of its base45 (RFC 9285 §4).
fn cose(text: &str) -> Option<OtherToken> {
    const STRUCTURES: [&str; 7] = ["d28443", "d28444", "d28445", "d83dd284", "d08343", "d18443", "d86284"];
    let base45 = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " $%*+-./:".contains(c);
    if text.strip_prefix("HC1:").is_some_and(|rest| rest.len() >= 40 && rest.chars().all(base45)) {
        return Some(OtherToken::Cose { certificate: true });
    }
    let small = text.to_ascii_lowercase();
    let found = small.len() >= 24 && STRUCTURES.iter().any(|start| small.starts_with(start)) && is_hex(&small);
    found.then_some(OtherToken::Cose { certificate: false })
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What iron seals: eight fields with stars between them; what Rails encrypts: three of base64 with two hyphens between them.
fn sealed(text: &str) -> Option<OtherToken> {
    if text.starts_with("Fe26.") && text.matches('*').count() >= 7 {
        return Some(OtherToken::Iron);
    }
    let parts: Vec<&str> = text.splitn(4, "--").collect();
    let [content, vector, tag] = parts.as_slice() else { return None };
    let length = |part: &str| Alphabet::Standard.decode(&part.replace("%3D", "=")).ok().map(|part| part.bytes.len());
    let encrypted = length(content).is_some() && length(vector) == Some(12) && length(tag) == Some(16);
    encrypted.then_some(OtherToken::RailsEncrypted)
}

/// Tokens that have no mark at their beginning, and a form of their own.
fn formed(text: &str) -> Option<&'static str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let lengths: Vec<usize> = text.split('.').map(str::len).collect();
    if let Some((id, rest)) = text.split_once('|')
        && digits(id)
        && (40..=60).contains(&rest.len())
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return Some("an API token of Laravel Sanctum");
    }
    if let Some((id, rest)) = text.split_once(':') {
        if digits(id) && (8..=10).contains(&id.len()) && rest.len() == 35 && plain(rest) {
            return Some("a Telegram bot token");
        }
        if rest.starts_with("APA91b") && rest.len() > 100 && plain(rest) && plain(id) {
            return Some("a registration token of Firebase Cloud Messaging");
        }
    }
    if ["0.A", "1.A"].iter().any(|start| text.starts_with(start)) && text.len() > 100 {
        return Some("a Microsoft refresh token");
    }
    if ["pk.ey", "sk.ey", "tk.ey"].iter().any(|start| text.starts_with(start)) && matches!(lengths[..], [2, _, 22]) {
        return Some("a Mapbox access token");
    }
    if lengths == [6, 16] && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.')) {
        return Some("a Kubernetes bootstrap token");
    }
    // The first part is the number of the bot's account.
    let account = || String::from_utf8(Alphabet::UrlSafe.decode(text.split('.').next()?).ok()?.bytes).ok();
    let bot = matches!(lengths[..], [24..=26, 6, 27 | 38]) && account().is_some_and(|account| digits(&account));
    bot.then_some("a Discord bot token")
}

/// What libraries print of a token that they have read: the content, and not the token.
pub fn printed(text: &str) -> Option<OtherToken> {
    let text = text.trim();
    let jjwt = text.starts_with("header={") && (text.contains("},body=") || text.contains("},payload="));
    let net = text.starts_with('{') && text.ends_with('}') && text.contains("}.{");
    let python = text.starts_with("{'") && text.ends_with('}') && text.contains("': ");
    let who = [(jjwt, "JJWT"), (net, ".NET"), (python, "Python")].into_iter().find(|(is, _)| *is)?.1;
    Some(OtherToken::Printed(who))
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
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    if groups == [8, 4, 4, 4, 12] && text.split('-').all(is_hex) {
        return Some("a UUID, which may be an opaque token");
    }
    if matches!(text.len(), 32 | 40 | 48 | 64 | 128) && is_hex(text) {
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

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;
    use crate::base::diagnostic::Format;

    #[test]
    fn the_tokens_of_others_are_told_by_their_marks() {
        check("ya29.a0AfB_byDexampleexample", Format::Other(OtherToken::Opaque("a Google access token")));
        check(
            "Authorization: Bearer gho_16C7e42F292c6912E7710c838347Ae178B4a",
            Format::Other(OtherToken::Opaque("a GitHub OAuth token")),
        );
        check("xoxb-0000000000-exampleexample", Format::Other(OtherToken::Opaque("a Slack bot token")));
        check("sk_test_exampleexampleexample", Format::Other(OtherToken::Opaque("a Stripe secret key")));
        check("SG.exampleexample.exampleexampleexample", Format::Other(OtherToken::Opaque("a SendGrid API key")));
        check("v4.public.eyJzdWIiOiJhIn1leGFtcGxl", Format::Other(OtherToken::Paseto { encrypted: false }));
        check("v2.local.97TTOvgwIxNGvV80XKiGZg", Format::Other(OtherToken::Paseto { encrypted: true }));
        check(&format!("gAAAAABhexample{}==", "A".repeat(100)), Format::Other(OtherToken::Fernet));
        check("PHNhbWxwOlJlc3BvbnNlIHhtbG5z", Format::Other(OtherToken::Saml));
        check("eyJ1c2VyX2lkIjoxfQ.ZxYaBg.2Rn7Xc3vJmWQdHqk0b8TzF5LpYs", Format::Other(OtherToken::Flask));
        check(".eJyrVkrLz1eyUkpKLFKqBQAdegQ0.ZxYaBg.2Rn7Xc3vJmWQdHqk0b8TzF5LpYs", Format::Other(OtherToken::Flask));
        let django = "eyJ1c2VyX2lkIjoxfQ:1tDxYz:2Rn7Xc3vJmWQdHqk0b8TzF5LpYs2Rn7Xc3vJmWQdHqk";
        check(django, Format::Other(OtherToken::Django));
        check(&format!("sessionid={django}"), Format::Other(OtherToken::Django));
    }

    #[test]
    fn what_has_no_mark_but_its_form_is_told_by_it() {
        let opaque =
            |text: &str| check(text, Format::Other(OtherToken::Opaque("a UUID, which may be an opaque token")));
        opaque("5b1e2c6e-7f0a-4d0c-9f43-1a2b3c4d5e6f");
        opaque("Bearer 5b1e2c6e-7f0a-4d0c-9f43-1a2b3c4d5e6f");
        let digits = "a row of hexadecimal digits, which may be an opaque token";
        check(&"2fd4e1c6".repeat(8), Format::Other(OtherToken::Opaque(digits)));
        check("AKIAIOSFODNN7EXAMPLE", Format::Other(OtherToken::Opaque("an AWS access key ID")));
        check("eyJfcmFpbHMiOjF9--11f6ad8ec52a2984abaafd7c3b516503785c2072", Format::Other(OtherToken::Rails));
        let rails = "eyJfcmFpbHMiOnsibWVzc2FnZSI6IkFBIiwicHVyIjoibG9naW4ifX0";
        check(&format!("{rails}=--{}", "1f".repeat(32)), Format::Other(OtherToken::Rails));
        check("MDAxY2xvY2F0aW9uIGh0dHBzOi8vYS5leGFtcGxl", Format::Other(OtherToken::Macaroon));
        check("Authorization: Basic dXNlcjpwYXNz", Format::Other(OtherToken::Basic));
        check("basic dXNlcjpwYXNz", Format::Other(OtherToken::Basic));
        check(
            "z7cWoZdkR0IIRByqKLe1yd5/5zXrtA==--3e8urQ+pDFDJpxGc--IbUV9tP3T8+WVXcrt1xNlg==",
            Format::Other(OtherToken::RailsEncrypted),
        );
        check(
            "123456789:AAs7qKr76quJfSfsLJoLxKWVWWVdxTADsyH",
            Format::Other(OtherToken::Opaque("a Telegram bot token")),
        );
        check(
            "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.stQWjTAPTvYopbCwPFxJUwFfZDB",
            Format::Other(OtherToken::Opaque("a Discord bot token")),
        );
        check(
            "12|Kq4l1cGQe9G2WgR1ZcSkTjqfXd0e7j0hKq4l1cGQ",
            Format::Other(OtherToken::Opaque("an API token of Laravel Sanctum")),
        );
        check("abcdef.0123456789abcdef", Format::Other(OtherToken::Opaque("a Kubernetes bootstrap token")));
        check(
            &format!("cXZwuAoxJzao33ApCsvh3J:APA91b{}", "Qj".repeat(60)),
            Format::Other(OtherToken::Opaque("a registration token of Firebase Cloud Messaging")),
        );
        check(
            &format!("0.AXEA{}.AgABAAEAAAD", "hy".repeat(60)),
            Format::Other(OtherToken::Opaque("a Microsoft refresh token")),
        );
        check(
            "pk.eyJ1IjoiYnJvb2ttYXBzIiwiYSI6ImNrdiJ9.fcnehKgdKP4ZjkZQ6K52CW",
            Format::Other(OtherToken::Opaque("a Mapbox access token")),
        );
        check(
            "CfDJ8zPyTZxdqkXZS2oUmHCsH54XXySiC3kmhPR2w4LnsqevmPrz",
            Format::Other(OtherToken::Opaque("a value protected by ASP.NET Core")),
        );
    }

    #[test]
    fn what_others_encrypt_or_print_is_told() {
        use base64::Engine as _;
        let laravel = base64::engine::general_purpose::STANDARD
            .encode(r#"{"iv":"ZmFrZWl2ZmFrZWl2ZmE=","value":"AAAA","mac":"00","tag":""}"#);
        check(&laravel, Format::Other(OtherToken::Laravel));
        check("Fe26.2*1*8e850cbb*MaoHYysc*ad3ePCa4*1795743299000*c5250c36*gR8DiWWz~2", Format::Other(OtherToken::Iron));
        check(
            "HC1:6BFOXN%TSMAHN-H3YS1IK47ES6IXJR4E47X5*T917VF+UOGIS1RYZV:X9",
            Format::Other(OtherToken::Cose { certificate: true }),
        );
        check("d28443a10126a10442313158505da7", Format::Other(OtherToken::Cose { certificate: false }));
        let jjwt = "header={alg=HS256, typ=JWT},body={sub=kim, exp=1795743299},signature=Oe5g_fWA";
        check(jjwt, Format::Other(OtherToken::Printed("JJWT")));
        let net = r#"{"alg":"HS256","typ":"JWT"}.{"sub":"kim","exp":1795743299}"#;
        check(net, Format::Other(OtherToken::Printed(".NET")));
        check("{'sub': 'kim', 'exp': 1795743299}", Format::Other(OtherToken::Printed("Python")));
    }
}
