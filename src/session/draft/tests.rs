//! Drafts, and the tokens that they come to.

use super::*;
use crate::base::diagnostic::reason::Weak;
use crate::engine::jwa;
use crate::engine::jwa::tests::Counter;
use crate::format::base64url;
use crate::jose::parse;
use crate::key::{Encoding, Options, read};
use crate::words;

const SECRET: &str = "a secret of thirty-two bytes,,,,";
const HEADER: &str = r#"{"alg":"HS256"}"#;

fn make(header: &str, payload: &str, compact: bool, key: &str) -> DraftOutcome {
    let draft = Draft { header: header.into(), payload: payload.into(), compact, ..Draft::default() };
    draft.make(read(key, &Options { encoding: Encoding::Utf8, ..Options::default() }).as_ref(), &[], &mut Counter(0))
}

/// The payload of a token, decoded.
fn payload(token: &str) -> Text {
    parse(token).token.expect("a token").payload.expect("a payload").text
}

#[test]
fn what_is_typed_is_what_is_signed() {
    let typed = r#"{"id":12345678901234567890,"amount":1.0, "role":"admin","role":"user"}"#;
    let made = make(HEADER, typed, false, SECRET);
    assert!(matches!(made.made, DraftSignature::Signed(_)), "{made:?}");
    assert_eq!(payload(&made.token), typed);
    let compact = make(HEADER, typed, true, SECRET);
    assert_eq!(payload(&compact.token), typed.replace(' ', ""));
}

#[test]
fn a_draft_that_nobody_changed_is_the_token_it_was_begun_from() {
    for text in ["eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "eyJhbGciOiJIUzI1NiJ9.e30=.A", "eyJhbGciOiJub25lIn0.eyJhIjogMX0."] {
        let token = parse(text).token.expect("a token");
        let mut draft = Draft::of(&token, 0, &mut Counter(0)).expect("text");
        let made = draft.make(None, &[], &mut Counter(0));
        assert_eq!((made.token.as_str(), made.made), (text, DraftSignature::Untouched));
        let before = draft.payload.clone();
        draft.payload.push(' ');
        assert_ne!(draft.make(None, &[], &mut Counter(0)).token, text);
        draft.payload = before;
        assert_eq!(draft.make(None, &[], &mut Counter(0)).token, text);
    }
}

#[test]
fn broken_json_makes_no_token_and_says_where() {
    let check = |header: &str, text: &str, part: Part, words: &str| {
        let made = make(header, text, false, SECRET);
        let DraftSignature::Broken(at, told) = made.made else { panic!("{made:?}") };
        assert_eq!((at, made.token.as_str()), (part, ""));
        let title = words::title(&told);
        assert!(title.contains(words), "{title}");
    };
    check(HEADER, "{\"a\":\n 1,}", Part::Payload, "line 2, column 3");
    check("{", "{}", Part::Header, "the header is not valid JSON at line 1");
    check(HEADER, "", Part::Payload, "empty");
}

#[test]
fn every_reason_for_no_signature_has_its_own_words() {
    let check = |header: &str, key: &str, reason: &str| {
        let made = make(header, "{}", false, key);
        let DraftSignature::Unsigned(told) = made.made else { panic!("{made:?}") };
        assert_eq!(told.code().name(), reason, "{}", words::title(&told));
        assert!(made.token.ends_with('.') && made.token.matches('.').count() == 2);
    };
    check(HEADER, "", "no-key");
    check(HEADER, "-----BEGIN PUBLIC KEY-----", "no-key");
    check(HEADER, r#"{"keys":[{"kty":"oct","k":"AAEC"}]}"#, "key-set");
    check(HEADER, include_str!("../samples/rsa.pub.pem"), "key-kind");
    check(r#"{"alg":"RS256"}"#, include_str!("../samples/rsa.pub.pem"), "public-key");
    check(r#"{"alg":"none"}"#, SECRET, "alg-none");
    check(r#"{"alg":"XS256"}"#, SECRET, "alg-unknown");
    check("{}", SECRET, "alg-missing");
    check(r#"{"alg":"HS256","alg":"HS512"}"#, SECRET, "alg-ambiguous");
    check(r#"{"alg":"HS256","exp":1,"crit":["exp"]}"#, SECRET, "crit");
    check(r#"{"alg":"HS256","b64":false}"#, SECRET, "crit");
}

#[test]
fn a_payload_that_is_not_encoded_is_signed_as_it_is() {
    let unencoded = r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#;
    let head = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19";
    let made = make(unencoded, r#"{"a":1}"#, false, SECRET);
    assert!(matches!(made.made, DraftSignature::Signed(_)) && made.token.starts_with(&format!(r#"{head}.{{"a":1}}."#)));
    // A dot would end it early.
    let made = make(unencoded, r#"{"a":1.5}"#, false, SECRET);
    assert!(made.token.starts_with(&format!("{head}..")), "{:?}", made.token);
    let whole = detached::attach(parse(made.token.as_str()), made.content.as_ref().expect("the payload"));
    let key = crate::key::detect(SECRET, Encoding::Utf8).expect("text").expect("a key");
    assert!(crate::engine::verify::verify(whole.token.as_ref().expect("a token"), Some(&key), None).is_valid());
}

#[test]
fn content_that_was_apart_stays_apart() {
    let token = make(HEADER, "{}", false, SECRET).token;
    let apart = detached::without_content(&token).expect("a token");
    let parsed = detached::attach(parse(apart.as_str()), &b"{}".to_vec().into());
    let mut draft = Draft::of(parsed.token.as_ref().expect("a token"), 0, &mut Counter(0)).expect("text");
    let untouched = draft.make(None, &[], &mut Counter(0));
    assert_eq!((untouched.token.as_str(), untouched.content), (apart.as_str(), None));
    draft.payload = r#"{"a":1}"#.into();
    let held = read(SECRET, &Options::default());
    let made = draft.make(held.as_ref(), &[], &mut Counter(0));
    assert_eq!(made.content.as_deref(), Some(&br#"{"a":1}"#[..]));
    assert!(made.token.contains("..") && made.token != apart);
}

#[test]
fn what_is_no_text_is_not_edited() {
    let token = parse("eyJhbGciOiJIUzI1NiJ9._w.AAAA").token.expect("a token");
    assert!(Draft::of(&token, 0, &mut Counter(0)).is_err());
    let jwe = parse("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0....AA").token.expect("a token");
    assert!(Draft::of(&jwe, 0, &mut Counter(0)).is_err());
    let json = r#"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AA"}"#;
    assert!(Draft::of(&parse(json).token.expect("a token"), 0, &mut Counter(0)).is_ok());
    let broken = json.replace(r#","signature""#, r#","header":{"alg":"HS256"},"signature""#);
    assert!(Draft::of(&parse(broken).token.expect("a token"), 0, &mut Counter(0)).is_err());
}

#[test]
fn a_short_secret_signs_with_a_warning() {
    let key = crate::key::detect("secret", Encoding::Utf8).expect("text").expect("a key");
    assert!(matches!(make(HEADER, "{}", false, "secret").made, DraftSignature::Signed(_)));
    let weak = Weak::Secret { bytes: 6, needs: 32, algorithm: "HS256" };
    assert_eq!(warning(&jwa::hmac::HS256, &key), Some(Diagnostic::note(weak)));
}

/// What stands behind the last dot.
fn signature(outcome: &DraftOutcome) -> &str {
    outcome.token.rsplit('.').next().unwrap_or_default()
}

#[test]
fn one_line_of_json_is_edited_in_lines_and_signed_in_one() {
    let held = read(SECRET, &Options { encoding: Encoding::Utf8, ..Options::default() });
    let first = make(HEADER, r#"{"id":1.0,"id":2,"a":[]}"#, false, SECRET);
    let mut draft = Draft::of(&parse(&first.token).token.expect("a token"), 0, &mut Counter(0)).expect("text");
    assert_eq!(draft.payload, "{\n  \"id\": 1.0,\n  \"id\": 2,\n  \"a\": []\n}");
    draft.payload = draft.payload.replace("1.0", "1.00");
    assert_eq!(payload(&draft.make(held.as_ref(), &[], &mut Counter(0)).token), r#"{"id":1.00,"id":2,"a":[]}"#);
    // Whoever laid it out wants it so.
    let typed = "{\n \"a\": 1 }";
    let first = make(HEADER, typed, false, SECRET);
    let draft = Draft::of(&parse(&first.token).token.expect("a token"), 0, &mut Counter(0)).expect("text");
    assert_eq!((draft.payload.as_str(), draft.compact), (typed, false));
}

#[test]
fn the_old_signature_can_stay_and_there_can_be_none() {
    let held = read(SECRET, &Options { encoding: Encoding::Utf8, ..Options::default() });
    let first = make(HEADER, r#"{"admin":false}"#, false, SECRET);
    let mut draft = Draft::of(&parse(&first.token).token.expect("a token"), 0, &mut Counter(0)).expect("text");
    draft.mode = SignatureMode::Keep;
    assert_eq!(draft.make(held.as_ref(), &[], &mut Counter(0)).made, DraftSignature::Untouched);
    draft.payload = draft.payload.replace("false", "true");
    let kept = draft.make(held.as_ref(), &[], &mut Counter(0));
    assert_eq!((kept.made.clone(), signature(&kept)), (DraftSignature::Kept, signature(&first)));
    assert_eq!(payload(&kept.token), r#"{"admin":true}"#);
    draft.mode = SignatureMode::Omit;
    let omitted = draft.make(held.as_ref(), &[], &mut Counter(0));
    assert_eq!((omitted.made.clone(), signature(&omitted)), (DraftSignature::Omitted, ""));
    draft.mode = SignatureMode::Sign;
    let signed = draft.make(held.as_ref(), &[], &mut Counter(0));
    assert!(matches!(signed.made, DraftSignature::Signed(_)) && signature(&signed) != signature(&first));
    // A new token has no old signature.
    let mut new = Draft::begin(None, 0);
    new.mode = SignatureMode::Keep;
    assert_eq!((new.has_signature(), new.make(None, &[], &mut Counter(0)).made), (false, DraftSignature::Omitted));
}

#[test]
fn a_new_token_is_for_the_key_that_is_there() {
    let check = |key: &str, alg: &str, signs: bool| {
        let held = read(key, &Options { encoding: Encoding::Utf8, ..Options::default() });
        let Some(Ok(ParsedKey::One(key))) = &held else { panic!("a key") };
        let draft = Draft::begin(Some(key), 0);
        assert!(draft.header.contains(&format!("\"alg\": \"{alg}\"")), "{}", draft.header);
        let made = draft.make(held.as_ref(), &[], &mut Counter(0)).made;
        assert_eq!(matches!(made, DraftSignature::Signed(row) if row.name == alg), signs, "{made:?}");
    };
    check(SECRET, "HS256", true);
    check(include_str!("../samples/rsa.pem"), "RS256", true);
    check(include_str!("../samples/rsa.pub.pem"), "RS256", false);
    check(include_str!("../samples/p384.pem"), "ES384", true);
    check(
        r#"{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw","alg":"HS512"}"#,
        "HS512",
        true,
    );
    assert!(Draft::begin(None, 0).header.contains("HS256"));
}

#[test]
fn a_key_that_has_a_name_is_named_in_a_new_token_whatever_is_in_the_name() {
    let key = r#"{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","kid":"a\"b\\"}"#;
    let Some(Ok(ParsedKey::One(key))) = read(key, &Options::default()) else { panic!("a key") };
    let draft = Draft::begin(Some(&key), 0);
    let header = json::read(draft.header.as_str()).node.expect("JSON");
    assert_eq!(header.get("kid").and_then(json::Node::as_str), Some("a\"b\\"));
}

#[test]
fn a_key_of_another_kind_is_told_to_who_signs_and_not_to_who_verifies() {
    let made = make(HEADER, "{}", false, include_str!("../samples/rsa.pem"));
    let why = made.unsigned().expect("unsigned");
    let told = words::of(why);
    assert!(told.title.starts_with("HS256 needs") && told.fix.is_none(), "{}", told.title);
    // A token that says `none` is complete without a signature.
    assert!(make(r#"{"alg":"none"}"#, "{}", false, SECRET).unsigned().is_none());
}

/// A token whose payload is compressed as `how` says, which nobody signed.
fn compressed(how: fn(&[u8]) -> Vec<u8>, payload: &str) -> String {
    let header = base64url::encode(br#"{"alg":"HS256","zip":"DEF"}"#);
    format!("{header}.{}.AAAA", base64url::encode(&how(payload.as_bytes())))
}

#[test]
fn a_compressed_payload_is_edited_as_text_and_compressed_again() {
    let claims = r#"{"sub":"alice","note":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#;
    for (how, compression) in
        [(deflate::deflate as fn(&[u8]) -> Vec<u8>, Compression::Deflate), (deflate::zlib, Compression::Zlib)]
    {
        let text = compressed(how, claims);
        let token = parse(&*text).token.expect("a token");
        let mut draft = Draft::of(&token, 0, &mut Counter(0)).expect("text");
        assert_eq!(draft.make(None, &[], &mut Counter(0)).token, text);
        draft.payload = draft.payload.replace("alice", "bob");
        let key = read(SECRET, &Options::default());
        let made = draft.make(key.as_ref(), &[], &mut Counter(0));
        assert_eq!(payload(&made.token), claims.replace("alice", "bob"));
        let made = parse(made.token).token.expect("a token");
        assert_eq!(made.compression(), Some(compression));
        // Without the parameter it is what a signed token otherwise has.
        draft.header = draft.header.replace("zip", "zap");
        let plain = parse(draft.make(key.as_ref(), &[], &mut Counter(0)).token).token.expect("a token");
        assert_eq!(plain.compression(), None);
        assert_eq!(plain.payload.expect("a payload").text, claims.replace("alice", "bob"));
    }
}

#[test]
fn a_new_token_with_zip_is_compressed_and_one_that_was_not_stays_so() {
    let header = r#"{"alg":"HS256","zip":"DEF"}"#;
    let made = parse(make(header, r#"{"a":1}"#, false, SECRET).token).token.expect("a token");
    assert_eq!(made.compression(), Some(Compression::Deflate));
    let text = format!("{}.eyJhIjogMX0.AAAA", base64url::encode(header.as_bytes()));
    let mut draft = Draft::of(&parse(&*text).token.expect("a token"), 0, &mut Counter(0)).expect("text");
    draft.payload = r#"{"a":2}"#.into();
    let made = draft.make(read(SECRET, &Options::default()).as_ref(), &[], &mut Counter(0));
    assert_eq!(parse(made.token).token.expect("a token").compression(), None);
}
