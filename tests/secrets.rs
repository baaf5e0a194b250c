//! Nothing that holds a key, a secret or a token prints it: `Debug` shows kind and size alone.

use jwt_debugger::base::diagnostic::Remedy;
use jwt_debugger::base::text::{Bytes, Text};
use jwt_debugger::engine::verify::{self, VerificationKey};
use jwt_debugger::explain;
use jwt_debugger::format::{base64url, json};
use jwt_debugger::key::{self, Encoding, Options, Secret};
use jwt_debugger::session::KeyInput;
use jwt_debugger::session::draft::Draft;
use jwt_debugger::session::link::Link;
use jwt_debugger::session::samples::Sample;
use jwt_debugger::{extract, jose};

/// What is looked for in whatever prints, as text and as the bytes of a list.
const PLANTED: &str = "planted-Zx81-secret";

#[track_caller]
fn check(printed: String) {
    let bytes: Vec<String> = PLANTED.bytes().map(|byte| byte.to_string()).collect();
    for form in [PLANTED.to_owned(), bytes.join(", "), base64url::encode(PLANTED.as_bytes())] {
        assert!(!printed.contains(&form), "{printed}");
    }
}

fn planted() -> String {
    PLANTED.to_owned()
}

#[test]
fn the_key_field_prints_its_size() {
    let mut input = KeyInput::default().with_text(planted());
    input.linked = Some(PLANTED.into());
    assert!(format!("{input:?}").contains("KeyInput(19 bytes"));
    check(format!("{input:?}"));
}

#[test]
fn links_samples_drafts_and_remedies_print_sizes() {
    check(format!("{:?}", Link { token: Some(planted()), key: Some(planted()), ..Link::default() }));
    check(format!("{:?}", Sample { token: planted(), key: planted(), content: Some(planted()) }));
    let mut draft = Draft::default();
    (draft.header, draft.payload) = (planted(), planted());
    check(format!("{draft:?}"));
    let secret = || Secret(PLANTED.into());
    for remedy in [Remedy::Secret(secret()), Remedy::Key(secret()), Remedy::Token(planted())] {
        check(format!("{remedy:?}"));
    }
}

#[test]
fn texts_and_bytes_print_sizes() {
    assert_eq!(format!("{:?} {:?}", Text::from("a"), Text::from(PLANTED)), "1 byte 19 bytes");
    check(format!("{:?}", Bytes::from([PLANTED.as_bytes(), b"\xff"].concat())));
    check(format!("{:?}", Bytes::from(PLANTED.as_bytes().to_vec())));
    let decoded = base64url::decode(&base64url::encode(PLANTED.as_bytes()));
    assert_eq!(decoded.bytes, PLANTED.as_bytes());
    check(format!("{decoded:?}"));
    let text = format!(r#"{{"{PLANTED}":["{PLANTED}",{{"d":"{PLANTED}"}}]}}"#);
    let reading = json::read(text.as_str());
    check(format!("{reading:?}"));
    check(format!("{:?}", json::pretty_lines(&text, &reading.node.expect("JSON"))));
}

#[test]
fn tokens_drafts_of_them_and_verdicts_on_them_print_no_content() {
    let header = format!(r#"{{"alg":"HS256","kid":"a","jwk":{{"kty":"oct","k":"{PLANTED}"}}}}"#);
    let payload = format!(r#"{{"password":"{PLANTED}"}}"#);
    let [header, payload] = [header, payload].map(|text| base64url::encode(text.as_bytes()));
    let pasted = format!("Bearer {header}.{payload}.{}", base64url::encode(PLANTED.as_bytes()));
    let found = extract::find(pasted.as_str());
    check(format!("{found:?}"));
    let parsed = jose::parse(&found[0].text);
    check(format!("{parsed:?}"));
    let token = parsed.token.expect("a token");
    let draft = Draft::of(&token, 0, &mut Zeros).expect("it can be edited");
    check(format!("{draft:?}"));
    let sealed = draft.into_encrypted(None, &mut Zeros);
    check(format!("{sealed:?}"));
    let secret = key::read(PLANTED, &Options::default());
    check(format!("{:?}", sealed.make(secret.as_ref(), &[], &mut Zeros)));
    let held = key::read(PLANTED, &Options::default()).expect("a key").expect("a good key");
    check(format!("{:?}", VerificationKey::Parsed(&held)));
    check(format!("{:?}", verify::check(&token, VerificationKey::Parsed(&held), None, None)));
    check(format!("{:?}", explain::explained(&token, VerificationKey::Parsed(&held), None, None)));
}

#[test]
fn keys_print_nothing_private_in_whatever_form_they_come() {
    let k = base64url::encode(PLANTED.as_bytes());
    let jwk = format!(r#"{{"kty":"oct","k":"{k}"}}"#);
    for text in [planted(), jwk.clone(), format!(r#"{{"keys":[{jwk}]}}"#)] {
        check(format!("{:?}", key::read(&text, &Options::default())));
    }
    for encoding in [Encoding::Base64, Encoding::Base64url, Encoding::Hex] {
        check(format!("{:?}", key::detect(&format!("!{PLANTED}"), encoding)));
    }
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{PLANTED}\n-----END PRIVATE KEY-----\n");
    check(format!("{:?}", key::read(&pem, &Options::default())));
}

/// Stands for a random source where no number matters.
struct Zeros;

impl rand_core::TryRng for Zeros {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.fill(0);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Zeros {}
