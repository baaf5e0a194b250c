//! What is said of two tokens, and what becomes of each under the key and the expectations of the other.

use super::*;
use crate::base::diagnostic::Role;
use crate::claims::policy::Policy;
use crate::engine::jwa::tests::Counter;
use crate::engine::jwa::{self, hmac};
use crate::format::base64url::encode;
use crate::session::{Inputs, KeyInput, Source};

const NOW: i64 = 1_795_306_980;
const SECRET: &str = "q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa";
const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

fn signed(header: &str, payload: &str, secret: &str) -> String {
    let input = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
    let tag = hmac::tag(jwa::Hash::Sha256, secret.as_bytes(), input.as_bytes());
    format!("{input}.{}", encode(&tag))
}

fn inputs(token: &str, key: &str) -> Inputs {
    let key = KeyInput::default().with_text(key.into());
    Inputs { source: Source::new(token), key, ..Inputs::default() }
}

fn compared(a: &str, b: &str) -> Comparison {
    let [a, b] = [a, b].map(|token| Side::read(&inputs(token, ""), &[], &mut Counter(1)));
    Comparison::of(&a, &b).expect("two tokens")
}

#[track_caller]
fn check(a: &str, b: &str, answer: &str) {
    assert_eq!(compared(a, b).answer, answer);
}

#[test]
fn a_line_says_how_two_tokens_differ() {
    let token = |payload: &str| signed(HEADER, payload, SECRET);
    let one = token(r#"{"sub":"alice","exp":1795307000}"#);
    check(&one, &format!("Bearer {one}"), "The same token, byte for byte.");
    check(&one, &format!("{one}="), "The same header and claims; only the encoding differs.");
    let other_key = signed(HEADER, r#"{"sub":"alice","exp":1795307000}"#, "another secret of thirty-two byte");
    check(&one, &other_key, "The same header and claims; the signature differs.");
    check(
        &one,
        &token(r#"{"exp":1795307000,"sub":"alice"}"#),
        "The same claims, in another order; the signature differs.",
    );
    check(
        &one,
        &token(r#"{"sub": "alice", "exp": 1795307000}"#),
        "The same claims, with other white space; the signature differs.",
    );
    check(
        &one,
        &token(r#"{"sub":"\u0061lice","exp":1795307000.0}"#),
        "The same claims, written differently; the signature differs.",
    );
    check(&one, &token(r#"{"sub":"alice","exp":1795307001}"#), "Only `exp` and the signature differ.");
    let forged =
        one.replace(&encode(br#"{"sub":"alice","exp":1795307000}"#), &encode(br#"{"sub":"root","exp":1795307000}"#));
    check(&one, &forged, "Only `sub` differs. The signature is the same.");
    let kid = signed(r#"{"alg":"HS256","typ":"JWT","kid":"2"}"#, r#"{"sub":"alice","exp":1795307000}"#, SECRET);
    check(&one, &kid, "Only `kid` in the header and the signature differ.");
    let unsigned = format!("{}.", one.rsplit_once('.').expect("a dot").0);
    check(&one, &unsigned, "The same header and claims; only one is signed.");
    check(&token("hello"), &token("hullo"), "Only the payload and the signature differ.");
    let sealed = format!("{}..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA", encode(br#"{"alg":"dir","enc":"A128GCM"}"#));
    check(
        &sealed,
        &sealed.replace(".AA.", ".AQ."),
        "The same header. The content is encrypted: it can be compared once the key opens both.",
    );
}

#[test]
fn bytes_that_are_no_text_are_not_compared_as_one() {
    let token = |bytes: &[u8]| format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(bytes));
    // Both read as U+FFFD.
    let both = compared(&token(b"{\"a\":\"\xff\"}"), &token(b"{\"a\":\"\xfe\"}"));
    assert_eq!(both.payload.likeness, Likeness::Binary);
    let broken = compared(&token(br#"{"a":1,}"#), &token(br#"{"a":1}"#));
    assert_eq!((broken.payload.likeness, broken.payload.lenient), (Likeness::Written, true));
}

#[test]
fn texts_differ_at_a_byte_of_a_segment() {
    let one = signed(HEADER, r#"{"sub":"alice"}"#, SECRET);
    let two = signed(HEADER, r#"{"sub":"alicf"}"#, SECRET);
    let texts = compared(&one, &two).texts;
    let place = texts.first.expect("a difference");
    assert_eq!(one[..place.offset], two[..place.offset]);
    assert_ne!(one.as_bytes()[place.offset], two.as_bytes()[place.offset]);
    assert_eq!(place.segments, [Some(Role::Payload); 2]);
    assert!(one.contains(place.around[0].trim_matches('…')), "{}", place.around[0].as_str());
    let roles: Vec<_> = texts.segments.iter().map(|pair| (pair.role, pair.first.is_some())).collect();
    assert_eq!(roles, [(Role::Header, false), (Role::Payload, true), (Role::Signature, true)]);
    let longer = compared(&one, &format!("{one}~")).texts;
    assert_eq!(longer.first.map(|place| place.offset), Some(one.len()));
}

#[test]
fn times_and_lifetimes_stand_side_by_side() {
    let one = signed(HEADER, r#"{"iat":100,"exp":200}"#, SECRET);
    let two = signed(HEADER, r#"{"iat":150,"nbf":150,"exp":1e300}"#, SECRET);
    let both = compared(&one, &two);
    let seconds = |at: usize| both.times[at].times.map(|time| time.map(|time| time.seconds));
    assert_eq!([seconds(0), seconds(1), seconds(2)], [[Some(100), Some(150)], [None, Some(150)], [Some(200), None]]);
    assert_eq!(both.lifetimes, [Some(100), None]);
    assert_eq!(both.algorithms, [Some("HS256".into()), Some("HS256".into())]);
}

#[test]
fn each_token_is_judged_under_the_key_and_the_expectations_of_the_other() {
    let payload = format!(r#"{{"iss":"https://a.example","sub":"alice","exp":{}}}"#, NOW - 30);
    let one = inputs(&signed(HEADER, &payload, SECRET), SECRET);
    let mut two =
        inputs(&signed(HEADER, &payload, "another secret of thirty-two byte"), "another secret of thirty-two byte");
    two.policy = Policy { issuer: "https://b.example".into(), skew: 60, ..Policy::default() };
    let judged =
        |token: &Inputs, by: &Inputs| Judged::new(&Side::read(token, &[], &mut Counter(1)), by, &[], &mut Counter(1));
    assert_eq!(judged(&one, &one).lamp().state, "valid");
    assert_eq!(judged(&two, &two).lamp().state, "valid");
    assert_eq!(judged(&one, &two).lamp().state, "invalid");
    let states = |judged: &Judged| {
        let report = judged.report(NOW);
        [report.signature.state, report.claims.state, report.policy.state]
    };
    assert_eq!(states(&judged(&one, &one)), ["valid", "expired", "none"]);
    assert_eq!(states(&judged(&one, &two)), ["invalid", "ok", "danger"]);
    let (own, other) = (judged(&one, &one).noted(NOW).0, judged(&one, &two).noted(NOW).0);
    let [gone, new] = changed(&own, &other);
    assert!(new.iter().any(|noted| noted.text.contains("b.example")), "{new:?}");
    assert!(gone.iter().all(|noted| !other.contains(noted)) && !new.is_empty());
    assert!(other.is_sorted_by_key(|noted| noted.grade));
}

#[test]
fn what_is_noted_holds_until_the_audit_would_say_otherwise() {
    let header = r#"{"alg":"HS256","typ":"dpop+jwt"}"#;
    let token = inputs(&signed(header, &format!(r#"{{"iat":{NOW},"exp":{}}}"#, NOW + 86_400), SECRET), SECRET);
    let judged = Judged::new(&Side::read(&token, &[], &mut Counter(1)), &token, &[], &mut Counter(1));
    let (noted, holds) = judged.noted(NOW);
    assert!(holds.contains(&NOW) && holds.end < i64::MAX, "{holds:?}");
    assert_eq!(judged.noted(holds.end - 1).0, noted);
    // The proof is too old from then on.
    assert_ne!(judged.noted(holds.end).0, noted);
    assert_ne!(judged.state(NOW), judged.state(NOW + 86_400));
}

#[test]
fn an_encrypted_token_is_compared_by_what_its_own_key_opens() {
    use crate::engine::jwe::{Draft, To, encrypt};
    let seal = |secret: &str, content: &str| {
        let key = crate::key::detect(secret, crate::key::Encoding::Utf8).expect("a text").expect("a key");
        let draft = Draft {
            protected: r#"{"alg":"dir","enc":"A256GCM"}"#,
            unprotected: None,
            recipients: vec![To { header: None, key: &key }],
            aad: None,
            plaintext: content.as_bytes(),
        };
        encrypt(&draft, &mut Counter(3)).expect("encrypted").compact().expect("compact")
    };
    let other = "another secret of these 32 bytes";
    let read = |token: &str, key: &str| Side::read(&inputs(token, key), &[], &mut Counter(1));
    let a = read(&seal(SECRET, r#"{"sub":"alice","n":1}"#), SECRET);
    let b = read(&seal(other, r#"{"n":1,"sub":"bob"}"#), other);
    let both = Comparison::of(&a, &b).expect("two tokens");
    assert_eq!(both.answer, "Only `sub` differs.");
    assert!(!both.inner);
    // One text is one token, whoever has the key.
    let text = seal(SECRET, r#"{"sub":"alice"}"#);
    let both = Comparison::of(&read(&text, SECRET), &read(&text, "")).expect("two tokens");
    assert_eq!((both.answer.as_str(), both.payload.likeness), ("The same token, byte for byte.", Likeness::Sealed));
    let nested = seal(SECRET, &signed(HEADER, r#"{"sub":"alice"}"#, SECRET));
    let both = Comparison::of(&read(&nested, SECRET), &read(&nested, "")).expect("two tokens");
    assert_eq!((both.answer.as_str(), both.inner), ("The same token, byte for byte.", false));
    assert_eq!(both.header.likeness, Likeness::Identical);
    // With the key of the other it stays closed.
    assert_eq!(Judged::new(&a, &inputs("", other), &[], &mut Counter(1)).lamp().state, "failed");
}

#[test]
fn a_token_that_is_edited_is_what_its_draft_comes_to() {
    let mut drafted = inputs(&signed(HEADER, r#"{"sub":"alice"}"#, SECRET), SECRET);
    let parsed = crate::jose::parse(drafted.source.pasted.clone());
    let mut draft =
        crate::session::draft::Draft::of(parsed.token.as_ref().expect("a token"), 0, &mut Counter(1)).expect("a draft");
    draft.payload = draft.payload.replace("alice", "bob");
    let before = Side::read(&drafted, &[], &mut Counter(1));
    drafted.draft = Some(draft);
    let after = Side::read(&drafted, &[], &mut Counter(1));
    assert_eq!(Comparison::of(&before, &after).expect("two tokens").answer, "Only `sub` and the signature differ.");
    assert_eq!(Judged::new(&after, &drafted, &[], &mut Counter(1)).lamp().state, "valid");
}

#[test]
fn without_a_text_there_is_nothing_to_compare_and_hostile_texts_end() {
    let read = |text: &str| Side::read(&inputs(text, ""), &[], &mut Counter(1));
    assert_eq!(Comparison::of(&read(""), &read("eyJ")), None);
    let hostile = ["a", "...", "eyJ.eyJ.eyJ", "{\"payload\":1}", &"[".repeat(3_000), "\u{0}\u{202e}"];
    for a in hostile {
        for b in hostile {
            let both = Comparison::of(&read(a), &read(b)).expect("two texts");
            assert_eq!(both.texts.first.is_none(), a == b, "{a} {b}");
        }
    }
}
