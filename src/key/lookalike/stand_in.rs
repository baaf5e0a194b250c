//! What stands in the place of a key: how a program prints an object, a reference that was not filled in, a mask, an encrypted value.

use crate::base::diagnostic::key::{Lookalike, StandIn};
use crate::format::base64::Alphabet;

/// No reference is longer, and no object that shows nothing of what it holds.
const LONGEST: usize = 500;

/// References by their beginning; what follows names the value in a store of secrets.
static REFERENCES: [&str; 14] = [
    "@Microsoft.KeyVault(",
    "arn:aws:secretsmanager:",
    "arn:aws:ssm:",
    "awssecret://",
    "awsssm://",
    "azkv://",
    "bws://",
    "gcpsecret://",
    "keyring:",
    "op://",
    "ref+",
    "secretsmanager:",
    "vault:secret/",
    "{{resolve:",
];

/// What services put in the place of a value that is not to be seen.
static MASKS: [&str; 8] =
    ["[redacted]", "<redacted>", "redacted", "[masked]", "[filtered]", "[hidden]", "(sensitive value)", "<sensitive>"];

/// What stands in the place of a key; `None` if `text` may be one.
pub fn recognise(text: &str) -> Option<Lookalike> {
    encrypted(text)
        .or_else(|| {
            let short = text.len() <= LONGEST;
            short.then(|| object(text).or_else(|| reference(text)).or_else(|| mask(text)))?
        })
        .map(Lookalike::StandIn)
}

fn encrypted(text: &str) -> Option<StandIn> {
    let hashed =
        [("$2a$", "bcrypt"), ("$2b$", "bcrypt"), ("$2y$", "bcrypt"), ("$argon2", "Argon2"), ("$6$", "SHA-512-crypt")];
    let hashed = hashed.into_iter().chain([("pbkdf2_sha256$", "PBKDF2"), ("scrypt:", "scrypt")]);
    if let Some((_, method)) = hashed.into_iter().find(|(start, _)| text.starts_with(start) && text.len() >= 50) {
        return Some(StandIn::Hashed(method));
    }
    if text.strip_prefix("ENC(").and_then(|rest| rest.strip_suffix(')')).is_some_and(|inner| inner.len() >= 16) {
        return Some(StandIn::Encrypted("Jasypt"));
    }
    if text.starts_with("Ag") && text.len() > 300 && Alphabet::Standard.decode(text).is_ok() {
        return Some(StandIn::Encrypted("Sealed Secrets"));
    }
    let by = [
        ("{cipher}", "Spring Cloud Config"),
        ("ENC[AES256_GCM,data:", "SOPS"),
        ("$ANSIBLE_VAULT;", "Ansible Vault"),
        ("vault:v", "HashiCorp Vault"),
    ];
    let (_, by) = by.into_iter().find(|(start, _)| text.starts_with(start))?;
    // `vault:v1:` and base64.
    let version = || text.get(7..)?.split_once(':').filter(|(version, _)| is_number(version));
    (by != "HashiCorp Vault" || version().is_some()).then_some(StandIn::Encrypted(by))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How languages print an object that does not say what is in it.
fn object(text: &str) -> Option<StandIn> {
    let between = |start: &str, end: &str| text.starts_with(start) && text.ends_with(end);
    let node = ["PublicKeyObject {", "PrivateKeyObject {", "SecretKeyObject {", "CryptoKey {"];
    let language = if between("<Buffer ", ">") || node.iter().any(|start| between(start, "}")) {
        "Node.js"
    } else if between("[object ", "]") {
        "JavaScript"
    } else if between("<", ">") && text.contains(" object at 0x") {
        "Python"
    } else if between("#<OpenSSL::", ">") {
        "Ruby"
    } else if is_java(text) {
        "Java"
    } else if text == "System.Byte[]" || text.starts_with("System.Security.Cryptography.") {
        ".NET"
    } else {
        return None;
    };
    Some(StandIn::Object(language))
}

/// `[B@6d06d69c` of an array, or the name of a class and its hash.
fn is_java(text: &str) -> bool {
    let Some((class, hash)) = text.split_once('@') else { return false };
    let name = class.rsplit('.').next().unwrap_or_default();
    let named = class.contains('.') && name.starts_with(|c: char| c.is_ascii_uppercase());
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '$');
    let is_class = named && class.chars().all(valid) || ["[B", "[C", "[I"].contains(&class);
    is_class && (1..=8).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The name of a value, for something that was to put the value there.
fn reference(text: &str) -> Option<StandIn> {
    if text.contains(['\n', '\r']) {
        return None;
    }
    let stored = REFERENCES.iter().any(|start| text.starts_with(start))
        || text.starts_with("projects/") && text.contains("/secrets/");
    let is_name = |name: &str| {
        let name = name.trim();
        let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
        !name.is_empty()
            && name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '.'))
            && name.chars().all(valid)
    };
    let inside = |start: &str, end: &str| text.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
    // GitHub, Helm and Jinja, a shell.
    let placeholder = [("${{", "}}"), ("{{", "}}"), ("${", "}"), ("$(", ")"), ("<", ">")]
        .iter()
        .any(|(start, end)| inside(start, end).is_some_and(is_name));
    if stored { Some(StandIn::Stored) } else { placeholder.then_some(StandIn::Placeholder) }
}

fn mask(text: &str) -> Option<StandIn> {
    let dots = text.chars().count() > 2 && text.chars().all(|c| matches!(c, '*' | '•' | '●'));
    // The beginning and the end, as lists of keys show them.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*' | '•');
    let part = (text.contains("****") || text.contains("••••")) && text.chars().all(plain);
    (dots || part || MASKS.iter().any(|mask| mask.eq_ignore_ascii_case(text))).then_some(StandIn::Mask)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn what_stands_in_the_place_of_a_key_is_none() {
        for text in [
            "[B@6d06d69c",
            "sun.security.rsa.RSAPublicKeyImpl@ffff8a1c",
            "PublicKeyObject {}",
            "[object CryptoKey]",
            "<Buffer 2d 2d 2d ... 401 more bytes>",
            "<cryptography.hazmat.bindings._rust.openssl.rsa.RSAPublicKey object at 0x7f3a1c0b2d70>",
            "#<OpenSSL::PKey::RSA:0x000078d1>",
            "System.Security.Cryptography.RSACng",
            "***",
            "••••••••",
            "f8a1****************9c2d",
            "[REDACTED]",
        ] {
            check(text, "key-null");
        }
        for text in [
            "${{ secrets.JWT_PUBLIC_KEY }}",
            "{{ .Values.publicKey }}",
            "${PUBLIC_KEY}",
            "<your-secret-here>",
            "@Microsoft.KeyVault(SecretUri=https://kv1.vault.azure.net/secrets/jwt/)",
            "arn:aws:secretsmanager:eu-west-1:123456789012:secret:jwt-AbCdEf",
            "op://Engineering/jwt/public-key",
            "vault:secret/data/jwt#public_key",
            "projects/p/secrets/jwt/versions/latest",
        ] {
            check(text, "key-address");
        }
        for text in [
            "ENC[AES256_GCM,data:8fSKcpVq3mHjyg==,iv:R1Zc,tag:kq4l,type:str]",
            "$ANSIBLE_VAULT;1.1;AES256\n33636234326535343764613038343866\n",
            "ENC(kq4l1cGQe9G2WgR1ZcSkTjqfXd+e7j0h)",
            "{cipher}362e765ff9c6bac122a970e085374d9a",
            "$2b$12$vBgoGirdQNxroCgGqdBFBDxYhfTbkE8NiR1ZcSkTjqfXd0e7j0hKq",
            "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==",
        ] {
            check(text, "key-format");
        }
    }

    #[test]
    fn an_ordinary_secret_stands_for_itself() {
        for text in [
            "**",
            "*a*",
            "John.doe@beefy",
            "me@beef",
            "${",
            "${}",
            "{{a b}}",
            "vault:",
            "vault:version",
            "[object",
            "System",
            "reference",
            "$PATH",
            "<a b>",
            "a***b",
            "$2b$12$short",
            "ENC(a)",
        ] {
            assert_eq!(recognise(text), None, "{text}");
        }
    }
}
