//! What a payload should not hold, or not in plain sight: personal data, secrets, rights to everything.
//!
//! What was found is named by its claim and never repeated. Numbers count as cards and social security numbers only where their
//! form leaves little doubt: by a known prefix and the check digit of ISO/IEC 7812-1, or with their hyphens.

use super::{Check, Find, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Count, Finding, Looks, Named};
use crate::engine::jwa::names::shown;
use crate::format::json::{Node, Value};
use crate::jose::Part;
use crate::spec::Spec;

pub(super) static CHECKS: &[&Check] = &[&SECRET_INSIDE, &PERSONAL_DATA, &RIGHTS_WIDE, &CONTENT_LARGE];

/// More claims than this are many.
const CLAIMS: usize = 64;
/// More entries than this are many: issuers send a reference instead of so many groups.
const ENTRIES: usize = 200;

static SECRET_INSIDE: Check = Check {
    id: "secret-inside",
    title: "Secret in the payload",
    severity: Severity::Defect,
    what: "A claim holds what looks like a password, a key or another token.",
    why: "A signature hides nothing.",
    example: &[Line::Payload(r#"{"user":{"password":"correct horse"}}"#)],
    instead: &[Line::Payload(r#"{"user":{"id":"alice"}}"#)],
    fix: "Revoke the secret, and keep such things on the server.",
    sources: &[Spec::Rfc(7519, "12")],
    find: Find::Look(|subject, findings| {
        look(subject, &mut |name, node| {
            let Some(looks) = node.as_str().and_then(|text| secret(name, text)) else { return };
            findings.add_at(Part::Payload, &node.span, Finding::Holds(shown(name), looks));
        });
    }),
};

static PERSONAL_DATA: Check = Check {
    id: "personal-data",
    title: "Personal data in the payload",
    severity: Severity::Information,
    what: "A claim holds what looks like an e-mail address, a telephone, card or social security number.",
    why: "A signature hides nothing, and tokens end up in logs.",
    example: &[Line::Payload(r#"{"sub":"248289","contact":"alice@example.org"}"#)],
    instead: &[Line::Payload(r#"{"sub":"248289"}"#)],
    fix: "Leave it out, or encrypt the token.",
    sources: &[Spec::Rfc(7519, "12")],
    find: Find::Look(|subject, findings| {
        // To carry an address and a telephone number is what an ID token is for.
        let about_a_person = ["nonce", "at_hash", "email_verified", "phone_number_verified"];
        let mut seen = vec![];
        if about_a_person.iter().any(|name| subject.claim(name).is_some()) || subject.profile.id.contains("id-token") {
            seen = vec![Looks::Email, Looks::Phone];
        }
        look(subject, &mut |name, node| {
            let text = match &node.value {
                Value::String(text) | Value::Number(text) if text.len() < 320 => text,
                _ => return,
            };
            let Some(looks) = personal(name, text).filter(|looks| !seen.contains(looks)) else { return };
            seen.push(looks);
            findings.add_at(Part::Payload, &node.span, Finding::Holds(shown(name), looks));
        });
    }),
};

static RIGHTS_WIDE: Check = Check {
    id: "rights-wide",
    title: "Unlimited rights",
    severity: Severity::Information,
    what: "A scope, role or permission grants everything.",
    why: "Anyone who gets hold of the token can do everything.",
    example: &[Line::Payload(r#"{"scope":"read *"}"#)],
    instead: &[Line::Payload(r#"{"scope":"read"}"#)],
    fix: "Ask for no more rights than are needed.",
    sources: &[Spec::Rfc(9700, "2.3")],
    find: Find::Look(|subject, findings| {
        look(subject, &mut |name, node| {
            let rights = ["scope", "scp", "role", "roles", "permissions", "groups", "entitlements"].contains(&name);
            let Some(text) = node.as_str().filter(|_| rights) else { return };
            let wide = |right: &str| {
                let all = right.split([':', '.', '/']).all(|part| matches!(part, "*" | "admin" | "all"));
                matches!(right, "root" | "superuser" | "superadmin") || all && right.contains('*')
            };
            if text.split(' ').any(wide) {
                findings.add_at(Part::Payload, &node.span, Finding::Named(Named::RightsWide, shown(name)));
            }
        });
    }),
};

static CONTENT_LARGE: Check = Check {
    id: "content-large",
    title: "Large payload",
    severity: Severity::Information,
    what: "The token has more than 64 claims, or a list of more than 200 entries.",
    why: "It is sent with each request, and is soon out of date.",
    example: &[Line::Payload(r#"{"groups":["g1","g2","g3","g4",…]}"#)],
    instead: &[Line::Payload(r#"{"groups_url":"https://id.example.org/alice/groups"}"#)],
    fix: "Send a reference, and let services ask.",
    sources: &[Spec::Rfc(7519, "1")],
    find: Find::Look(|subject, findings| {
        let claims = subject.claims().len();
        if claims > CLAIMS {
            findings.add(Finding::Count(Count::Claims, claims, 0));
        }
        look(subject, &mut |name, node| match &node.value {
            Value::Array(entries) if entries.len() > ENTRIES => {
                findings.add_at(Part::Payload, &node.span, Finding::LongList(shown(name), entries.len()));
            }
            _ => {}
        });
    }),
};

/// Shows each value of the payload with the name that it goes by.
fn look(subject: &Subject, see: &mut dyn FnMut(&str, &Node)) {
    if let Some(node) = subject.token.payload.as_ref().and_then(|payload| payload.json.as_ref()) {
        each("", node, see);
    }
}

/// Shows `node` and each value in it. The reader bounds the depth.
pub(super) fn each(name: &str, node: &Node, see: &mut dyn FnMut(&str, &Node)) {
    see(name, node);
    match &node.value {
        Value::Array(entries) => entries.iter().for_each(|entry| each(name, entry, see)),
        Value::Object(members) => members.iter().for_each(|member| each(&member.name, &member.node, see)),
        _ => {}
    }
}

/// What kind of secret `text` looks like, in a claim of that name.
pub fn secret(name: &str, text: &str) -> Option<Looks> {
    /// How a key begins, how many letters and digits follow at least, and whose key it is.
    const KEYS: [(&str, usize, Looks); 14] = [
        ("AKIA", 16, Looks::AwsKey),
        ("ASIA", 16, Looks::AwsKey),
        ("ghp_", 36, Looks::GithubToken),
        ("gho_", 36, Looks::GithubToken),
        ("ghu_", 36, Looks::GithubToken),
        ("ghs_", 36, Looks::GithubToken),
        ("github_pat_", 22, Looks::GithubToken),
        ("sk_live_", 16, Looks::StripeKey),
        ("rk_live_", 16, Looks::StripeKey),
        ("AIza", 35, Looks::GoogleKey),
        ("xoxb-", 10, Looks::SlackToken),
        ("xoxp-", 10, Looks::SlackToken),
        ("glpat-", 20, Looks::GitlabToken),
        ("npm_", 36, Looks::NpmToken),
    ];
    let fits = |(start, length, _): &&(&str, usize, Looks)| {
        let rest = text.strip_prefix(start).unwrap_or_default();
        rest.len() >= *length && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    if let Some((.., looks)) = KEYS.iter().find(fits) {
        return Some(*looks);
    }
    if text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----") {
        return Some(Looks::PrivateKey);
    }
    // `Client_Secret`, `client-secret` and `clientSecret` are one name.
    let is = |wanted: &&str| {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        letters.map(|letter| letter.to_ascii_lowercase()).eq(wanted.bytes())
    };
    if NAMES.iter().any(is) && text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return Some(Looks::Secret);
    }
    let is_token = text.starts_with("eyJ") && text.bytes().filter(|byte| *byte == b'.').count() >= 2;
    (is_token && TOKENS.iter().any(is)).then_some(Looks::Token)
}

/// Names of what nobody else may know.
const NAMES: [&str; 8] =
    ["password", "passwd", "passphrase", "secret", "clientsecret", "apikey", "privatekey", "secretkey"];
/// Names of tokens that give their bearer access. An ID token does not, and is passed on as a hint.
const TOKENS: [&str; 6] = ["token", "accesstoken", "refreshtoken", "authorization", "jwt", "sessiontoken"];

/// What kind of personal data `text` looks like, in a claim of that name.
pub fn personal(name: &str, text: &str) -> Option<Looks> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match () {
        () if is_email(text) => Some(Looks::Email),
        () if text.starts_with('+')
            && (8..16).contains(&digits)
            && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-() .".contains(&byte)) =>
        {
            Some(Looks::Phone)
        }
        () if is_social_security(text) => Some(Looks::SocialSecurity),
        // Identifiers are long numbers, too.
        () if !["id", "sub", "jti"].iter().any(|end| name.ends_with(end)) && is_card(text) => Some(Looks::Card),
        () => None,
    }
}

/// The address of a person: one `@`, and behind it a domain that is not one for programs.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let is_domain = domain.bytes().all(plain) && domain.split('.').count() > 1 && !domain.split('.').any(str::is_empty);
    let is_local = !local.is_empty() && local.bytes().all(|byte| plain(byte) || b"!#$%&'*+/=?^_{|}~`".contains(&byte));
    is_local && is_domain && !domain.ends_with(".gserviceaccount.com")
}

/// `AAA-GG-SSSS`, none of them zeros, and none of the areas that are not given.
fn is_social_security(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| byte != b'0');
    matches!(parts.as_slice(), [area, group, serial]
        if (area.len(), group.len(), serial.len()) == (3, 2, 4)
            && parts.iter().copied().all(digits) && *area != "666" && !area.starts_with('9'))
}

/// A number with the prefix and length of the large networks whose check digit is right; spaces or hyphens may divide it.
fn is_card(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b' ' | b'-')).collect();
    let known = match digits.as_slice() {
        [b'4', ..] | [b'5', b'1'..=b'5', ..] | [b'6', b'5', ..] | [b'6', b'0', b'1', b'1', ..] => digits.len() == 16,
        [b'3', b'4' | b'7', ..] => digits.len() == 15,
        _ => false,
    };
    if !known || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    // Every other digit from the last but one on counts double, and of that the sum of its digits.
    let value = |(at, digit): (usize, &u8)| match usize::from(digit & 15) << (at % 2) {
        double @ 10.. => double - 9,
        value => value,
    };
    digits.iter().rev().enumerate().map(value).sum::<usize>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_is_known_by_its_form() {
        let check = |name: &str, text: &str, looks: Option<Looks>| {
            assert_eq!(personal(name, text), looks, "{name}: {text}");
        };
        check("a", "ada@example.org", Some(Looks::Email));
        check("a", "Ada Lovelace <ada@example.org>", None);
        check("a", "ada@clients", None);
        check("a", "@example.org", None);
        check("a", "robot@project.iam.gserviceaccount.com", None);
        check("a", "+44 20 7946 0958", Some(Looks::Phone));
        check("a", "+1", None);
        check("a", "442079460958", None);
        check("a", "078-05-1120", Some(Looks::SocialSecurity));
        for number in ["666-05-1120", "900-05-1120", "000-05-1120", "078-00-1120", "078-05-0000", "078051120"] {
            check("a", number, None);
        }
        for number in ["4111 1111 1111 1111", "4111111111111111", "5555-5555-5555-4444", "378282246310005"] {
            check("a", number, Some(Looks::Card));
            check("account_id", number, None);
        }
        check("a", "4111111111111112", None);
        check("a", "4111111111111116", None);
        check("a", "41111111111111", None);
        check("a", "9111111111111111", None);
    }

    #[test]
    fn secrets_are_known_by_their_beginning_or_their_name() {
        let check = |name: &str, text: &str, looks: Option<Looks>| {
            assert_eq!(secret(name, text), looks, "{name}: {text}");
        };
        check("a", &["AKIA", "IOSFODNN7EXAMPLE"].concat(), Some(Looks::AwsKey));
        check("a", "AKIA", None);
        check("a", &["ghp_", &"a1".repeat(18)].concat(), Some(Looks::GithubToken));
        check("a", &["ghp_", &"a ".repeat(18)].concat(), None);
        check("a", "-----BEGIN RSA PRIVATE KEY-----\nMIIE", Some(Looks::PrivateKey));
        check("a", "-----BEGIN PUBLIC KEY-----\nMIIE", None);
        check("Client_Secret", "hunter2", Some(Looks::Secret));
        check("password", "***", None);
        check("password_expires", "2027-01-01", None);
        check("refresh_token", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", Some(Looks::Token));
        check("id_token", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", None);
        check("access_token", "opaque", None);
    }
}
