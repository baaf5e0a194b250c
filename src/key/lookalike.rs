//! Texts that are given for a key and are none. Any of them could be a secret, so they are refused only where the token needs a key
//! of another kind; elsewhere a note says what the text looks like.

mod credential;
mod stand_in;

use super::describe::shown;
use crate::base::diagnostic::key::{Lookalike, Note};
use crate::format::base64::Alphabet;
use crate::format::json::{self, Node, Value};

/// What programs write where they have nothing.
static NOTHING: [&str; 10] =
    ["null", "undefined", "None", "nil", "NaN", "[object Object]", "false", "true", "NULL", "[object Promise]"];

/// Hashes by the count of their bytes.
static HASHES: [(usize, &str); 4] = [(16, "MD5"), (20, "SHA-1"), (32, "SHA-256"), (64, "SHA-512")];

/// What a text is that is no key; `None` if it may be one.
pub fn recognise(text: &str) -> Option<Lookalike> {
    let text = super::content(text).trim_end();
    let bare = text.trim_matches(|c: char| matches!(c, '"' | '\'' | '`' | ';'));
    // The longest of these are pages and encrypted values, which their beginning tells.
    if bare.len() > 4_096 {
        return page(bare).or_else(|| stand_in::recognise(bare));
    }
    nothing(bare)
        .or_else(|| page(bare))
        .or_else(|| fingerprint(bare))
        .or_else(|| said(text))
        .or_else(|| address(bare))
        .or_else(|| place(bare))
        .or_else(|| client(bare))
        .or_else(|| token(bare))
        .or_else(|| stand_in::recognise(bare))
        .or_else(|| credential::recognise(bare))
        .or_else(|| error(text))
}

/// Where a key is, and not the key: the name of a file, or of a key in a service that keeps keys.
fn place(text: &str) -> Option<Lookalike> {
    const FILES: [&str; 14] = [
        ".pem", ".key", ".pub", ".crt", ".cer", ".cert", ".der", ".p8", ".p12", ".pfx", ".jwk", ".jwks", ".json",
        ".jks",
    ];
    const KMS: [&str; 4] = ["arn:aws:kms:", "alias/", "awskms:", "gcpkms://"];
    if text.len() > 300 || text.contains(['\n', '{', '"']) {
        return None;
    }
    let named = KMS.iter().any(|start| text.starts_with(start))
        || text.starts_with("projects/") && text.contains("/cryptoKeys/");
    if named {
        return Some(Lookalike::KeyService);
    }
    // Where containers and systems keep files, and how an address names one.
    let kept = ["/run/secrets/", "/var/run/secrets/", "/etc/", "/opt/", "/mnt/", "file://"];
    if kept.iter().any(|start| text.starts_with(start)) && !text.contains(' ') {
        return Some(Lookalike::File);
    }
    let end = text.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    FILES.iter().any(|file| end.ends_with(file) && end.len() > file.len()).then_some(Lookalike::File)
}

/// What to say of a secret that looks like something else. A UUID and hexadecimal digits are secrets as often as not.
pub fn note(text: &str) -> Option<Note> {
    recognise(text)
        .filter(|found| !matches!(found, Lookalike::ClientId | Lookalike::Digest(_) | Lookalike::Hash))
        .map(Note::LooksLike)
}

fn nothing(text: &str) -> Option<Lookalike> {
    NOTHING.iter().find(|word| **word == text).map(|word| Lookalike::Nothing(word))
}

fn page(text: &str) -> Option<Lookalike> {
    let begins = |start: &str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    ["<!doctype html", "<html", "<head", "<body"].into_iter().any(begins).then_some(Lookalike::Html)
}

fn fingerprint(text: &str) -> Option<Lookalike> {
    // A line of `ssh-keygen -l`: bits, fingerprint, comment, type.
    let mut words = text.split_whitespace();
    if let (Some(bits), Some(print)) = (words.next(), words.next())
        && bits.bytes().all(|byte| byte.is_ascii_digit())
        && ["SHA256:", "SHA1:", "MD5:"].iter().any(|name| print.starts_with(name))
    {
        return fingerprint(print);
    }
    // A JWK thumbprint (RFC 7638), or another SHA-256 in base64url.
    if text.len() == 43 && Alphabet::UrlSafe.decode(text).is_ok() {
        return Some(Lookalike::Hash);
    }
    // `SHA256:` of OpenSSH, `SHA1 Fingerprint=` and `sha256 Fingerprint=` of OpenSSL.
    let (label, rest) = text.split_once([':', '=']).unwrap_or(("", text));
    let label = label.to_ascii_uppercase();
    let label = label.strip_suffix(" FINGERPRINT").unwrap_or(&label).replace('-', "");
    let named = ["MD5", "SHA1", "SHA256", "SHA384", "SHA512"].into_iter().find(|name| **name == label);
    let name = |bytes: usize| HASHES.iter().find(|(length, _)| *length == bytes).map(|(_, name)| *name);
    let rest = rest.trim();
    let pairs = |text: &str| {
        let mut digits = text.split(':');
        let whole = digits.all(|pair| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit()));
        whole.then(|| text.split(':').count())
    };
    if let Some(label) = named {
        let bytes = pairs(rest).or_else(|| digits(rest)).or_else(|| {
            let decoded = Alphabet::Standard.decode(rest).or_else(|_| Alphabet::UrlSafe.decode(rest));
            decoded.ok().map(|decoded| decoded.bytes.len())
        });
        return bytes.filter(|bytes| (16..=64).contains(bytes)).map(|_| Lookalike::Fingerprint(Some(label)));
    }
    if let Some(name) = pairs(text).and_then(name) {
        return Some(Lookalike::Fingerprint(Some(name)));
    }
    digits(text).and_then(name).filter(|name| *name != "MD5").map(Lookalike::Digest)
}

/// How many bytes a text of hexadecimal digits alone stands for.
fn digits(text: &str) -> Option<usize> {
    (text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(text.len() / 2)
}

fn address(text: &str) -> Option<Lookalike> {
    let begins = |start: &str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    if !(begins("https://") || begins("http://")) {
        // The value of a setting, or an address whose scheme was left out.
        let value = super::layers::assigned(text).map(|value| value.trim_matches(['"', '\'']));
        let bare = text.contains("/.well-known/") && text.find('.') < text.find('/');
        return match value.filter(|value| value.starts_with("http")) {
            Some(value) => address(value),
            None if bare => address(&format!("https://{text}")),
            None => None,
        };
    }
    if text.contains(char::is_whitespace) {
        return None;
    }
    // What follows a question mark may be a secret of its own.
    let address = text.split(['?', '#']).next().unwrap_or_default();
    // A password in front of the host is none of our business.
    let (scheme, rest) = address.split_once("://")?;
    let host =
        rest.split('/').next().and_then(|host| host.rfind('@')).map_or(rest, |at| rest.get(at + 1..).unwrap_or(rest));
    let address = format!("{scheme}://{host}");
    let configuration =
        address.contains("/.well-known/openid-configuration") || address.contains("/.well-known/oauth-");
    Some(Lookalike::Address { address: shown(&address).replace('`', "'"), configuration })
}

fn client(text: &str) -> Option<Lookalike> {
    let hosts = [".apps.googleusercontent.com", ".iam.gserviceaccount.com"];
    let named = !text.contains(char::is_whitespace) && hosts.iter().any(|host| text.ends_with(host));
    let groups: Vec<&str> = text.trim_matches(['{', '}']).split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    (named || lengths == [8, 4, 4, 4, 12] && digits).then_some(Lookalike::ClientId)
}

fn token(text: &str) -> Option<Lookalike> {
    let bare =
        text.get(..7).filter(|head| head.eq_ignore_ascii_case("bearer ")).and(text.get(7..)).unwrap_or(text).trim();
    let like = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '=');
    let is = bare.starts_with("eyJ") && matches!(bare.matches('.').count(), 2 | 4) && bare.chars().all(like);
    is.then_some(Lookalike::Token)
}

/// What a program says that failed to read a key.
fn said(text: &str) -> Option<Lookalike> {
    const SAID: [&str; 9] = [
        "Error: ",
        "error: ",
        "Traceback (most recent call last)",
        "No such file or directory",
        "Permission denied",
        "command not found",
        "Exception in thread",
        "unable to load",
        "Could not read",
    ];
    let words = text.split_whitespace().count() > 2;
    let is_error = |said: &&str| text.starts_with(*said) || !said.ends_with(' ') && text.contains(*said);
    (words && SAID.iter().any(is_error)).then_some(Lookalike::ErrorText)
}

/// An answer of a server in JSON that says what failed.
fn error(text: &str) -> Option<Lookalike> {
    if !text.starts_with('{') {
        return None;
    }
    let reading = json::read(text);
    let node = reading.node.as_ref().filter(|_| reading.well_formed())?;
    // RFC 6749 §5.2, RFC 9457, and what gateways write.
    let name =
        ["error", "error_code", "errorCode", "errors", "title", "detail", "message", "Message", "statusCode", "fault"]
            .into_iter()
            .find(|name| node.get(name).is_some())?;
    let code = node.get(name).and_then(|found| match &found.value {
        Value::Object(_) => found.get("code").or(found.get("status")).or(found.get("message")).and_then(Node::as_str),
        _ => found.as_str(),
    });
    Some(Lookalike::ErrorAnswer(code.map(shown).filter(|code| !code.contains('`'))))
}

#[cfg(test)]
pub(in crate::key::lookalike) mod tests {
    use super::*;
    use crate::key::{Encoding, Needed, Options, ParsedKey, Source, read};

    /// Refused where a public key is needed, and a secret elsewhere.
    #[track_caller]
    pub fn check(text: &str, code: &str) {
        for written in [text.to_owned(), format!(" {text}\n")] {
            let options = |needed| Options { encoding: Encoding::Utf8, needed, unlocked: None };
            let refused = read(&written, &options(Needed::Public)).expect("text").expect_err(&written);
            assert_eq!(refused.code().name(), code, "{written}");
            for needed in [Needed::Anything, Needed::Secret] {
                let Some(Ok(ParsedKey::One(key))) = read(&written, &options(needed)) else { panic!("{written}") };
                assert_eq!(key.source, Source::Text(Encoding::Utf8), "{written}");
                let noted = key.notes.iter().any(|note| matches!(note, Note::LooksLike(_)));
                let silent =
                    matches!(recognise(text), Some(Lookalike::ClientId | Lookalike::Digest(_) | Lookalike::Hash));
                assert_eq!(noted, !silent, "{written}: {:?}", key.notes);
            }
        }
    }

    #[test]
    fn what_names_a_key_is_none() {
        check("SHA256:cRS7Zsw6iVX38TWeH+DOEEUW3YGjywa4R+jLGHrsYmQ=", "key-fingerprint");
        check("SHA256:cRS7Zsw6iVX38TWeH+DOEEUW3YGjywa4R+jLGHrsYmQ", "key-fingerprint");
        check("MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", "key-fingerprint");
        check("16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", "key-fingerprint");
        check("SHA1 Fingerprint=2F:D4:E1:C6:7A:2D:28:FC:ED:84:9E:E1:BB:76:E7:39:1B:93:EB:12", "key-fingerprint");
        check("sha256 Fingerprint=2fd4e1c67a2d28fced849ee1bb76e7391b93eb122fd4e1c67a2d28fced849ee1", "key-fingerprint");
        check("2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", "key-fingerprint");
        check(&"2fd4e1c6".repeat(8), "key-fingerprint");
        check("256 SHA256:cRS7Zsw6iVX38TWeH+DOEEUW3YGjywa4R+jLGHrsYmQ me@host (ED25519)", "key-fingerprint");
        check("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", "key-fingerprint");
        check("5b1e2c6e-7f0a-4d0c-9f43-1a2b3c4d5e6f", "key-client-id");
        check("123456-abc.apps.googleusercontent.com", "key-client-id");
        check("bot@demo.iam.gserviceaccount.com", "key-client-id");
    }

    #[test]
    fn what_says_where_keys_are_is_none() {
        check("https://idp.example/keys", "key-address");
        check("http://localhost:8080/realms/x/protocol/openid-connect/certs?x=secret", "key-address");
        check("https://idp.example/.well-known/openid-configuration", "key-address");
        check("idp.example/.well-known/jwks.json", "key-address");
        check("JWKS_URI=https://idp.example/keys", "key-address");
        check("jwks_uri: 'https://idp.example/keys'", "key-address");
        check("tenant.eu.auth0.com", "key-address");
        check("/run/secrets/jwt_secret", "key-address");
        for file in [
            "file:///etc/jwt/secret.txt",
            "/etc/ssl/keys/public.pem",
            "C:\\My keys\\public.PEM",
            "jwtRS256.key.pub",
            "file:./key.der",
            "~/jwks.json",
        ] {
            check(file, "key-address");
        }
        check("arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab", "key-address");
        check("projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1", "key-address");
        let found = recognise("https://a.example/.well-known/openid-configuration?api=hunter2");
        assert!(format!("{:?}", recognise("https://me:hunter2@a.example/keys")).contains("https://a.example/keys"));
        let address = "https://a.example/.well-known/openid-configuration".to_owned();
        assert_eq!(found, Some(Lookalike::Address { address, configuration: true }));
    }

    #[test]
    fn what_was_sent_in_place_of_a_key_is_none() {
        check("Error: ENOENT: no such file or directory, open 'jwt.key'", "key-error-answer");
        check("cat: jwt.key: No such file or directory", "key-error-answer");
        check("null", "key-null");
        check("\"undefined\"", "key-null");
        check("[object Object]", "key-null");
        check("<!DOCTYPE html>\n<html><body>404</body></html>", "key-html");
        check("<html lang=\"en\"><head>", "key-html");
        check(r#"{"error":"invalid_client","error_description":"no"}"#, "key-error-answer");
        check(r#"{"error":{"code":404,"message":"Not found"}}"#, "key-error-answer");
        check(r#"{"message":"Forbidden"}"#, "key-error-answer");
        check("eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "key-token");
        check("Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "key-token");
    }

    #[test]
    fn an_ordinary_text_is_none_of_these() {
        for text in [
            "",
            "hunter2",
            "my secret: do not tell",
            "nullable",
            "SHA256:",
            "SHA256:no",
            "aa:bb",
            "deadbeef",
            "not-a-uuid-at-all",
            "see https://a.example",
            "ftp://a.example",
            "{\"secret\":1}",
            "a.b.c",
            "eyJ.no token.x",
            "c2VjcmV0",
            ".pem",
            "my key is in key.pem, she said",
            "projects/p",
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9X",
            "title",
            "5b1e2c6e-7f0a-4d0c-9f43-1a2b3c4d5e6",
            "5b1e2c6e-7f0a-4d0c-9f43-1a2b3c4d5e6g",
        ] {
            assert_eq!(recognise(text), None, "{text}");
        }
    }
}
