use super::super::{Layers, Opener, Selected};
use super::{DEEPEST, MOST, Origin};
use crate::engine::jwa::tests::Counter;
use crate::engine::verify::{VerificationKey, check};
use crate::format::base64url::encode;
use crate::jose::sd_jwt;
use crate::key::{self, Options};
use crate::session::KeyInput;
use crate::session::samples::disclosed::sample;

const SIGNED: &str = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln";

fn token(payload: &str) -> String {
    format!("eyJhbGciOiJub25lIn0.{}.", encode(payload.as_bytes()))
}

fn read(text: &str) -> Layers {
    let found = crate::extract::find(text);
    let key = KeyInput::default();
    let mut opener = Opener { key: &key, derived: &[], rng: &mut Counter(7) };
    Layers::read(found.first(), Selected::default(), &mut opener)
}

/// What each layer is, and where it was found.
#[track_caller]
fn check_path(text: &str, expected: &[&str]) -> Layers {
    let layers = read(text);
    let origin = |origin: &Origin| match origin {
        Origin::Content => String::new(),
        Origin::Claim { layer, path } => format!(" {layer} {path}"),
        Origin::KeyBinding(_) => " key binding".into(),
    };
    let path: Vec<_> = layers.iter().map(|layer| layer.kind().name().to_owned() + &origin(&layer.origin)).collect();
    assert_eq!(path, expected, "{text}");
    layers
}

#[test]
fn a_key_binding_jwt_is_a_layer_that_is_verified_with_the_key_of_its_holder() {
    let now = 1_795_304_580;
    let sample = sample(now, &mut Counter(0)).expect("a sample");
    let layers = check_path(&sample.token, &["sd-jwt", "kb-jwt key binding"]);
    assert_eq!(layers.shown_index(Selected::default()), 0, "the claims are shown, until somebody asks for the proof");
    let layer = layers.shown(Selected { layer: Some(1), ..Selected::default() });
    let token = layer.view.token.as_ref().expect("a token");
    assert_eq!(token.header.json.as_ref().and_then(|header| header.get("typ")?.as_str()), Some("kb+jwt"));
    let own = key::read(&layer.own_key().expect("it has a key"), &Options::default());
    assert!(check(token, VerificationKey::of(own.as_ref()), None, None).verdict.is_valid());
    let issuer = key::read(&sample.key, &Options::default());
    assert!(!check(token, VerificationKey::of(issuer.as_ref()), None, None).verdict.is_valid());
    // Without a key in `cnf`, there is only the key field.
    let bound = format!("{}~{SIGNED}", "eyJhbGciOiJFUzI1NiJ9.e30.c2ln");
    let layers = check_path(&bound, &["sd-jwt", "kb-jwt key binding"]);
    assert_eq!(layers.iter().last().and_then(|layer| layer.own_key()), None);
    assert!(layers.iter().next().is_some_and(|layer| layer.own_key().is_none()));
}

#[test]
fn a_token_in_a_claim_is_a_layer_with_the_path_of_the_claim() {
    let apple = token(&format!(
        r#"{{"notificationType":"TEST","data":{{"signedTransactionInfo":"{SIGNED}","signedRenewalInfo":"{SIGNED}"}}}}"#
    ));
    let layers = check_path(&apple, &["jws", "jws 0 data.signedTransactionInfo", "jws 0 data.signedRenewalInfo"]);
    assert_eq!(layers.shown_index(Selected::default()), 0);
    let presentation = format!("{SIGNED}~{SIGNED}");
    check_path(
        &token(&format!(r#"{{"vp_token":{{"id":["{presentation}"]}}}}"#)),
        &["jws", "sd-jwt 0 vp_token.id[0]", "kb-jwt key binding"],
    );
    let jwe = format!("{}.AA.AA.AA.AA", encode(br#"{"alg":"dir","enc":"A128GCM"}"#));
    check_path(&token(&format!(r#"{{"a":[1,["{jwe}"]]}}"#)), &["jws", "jwe 0 a[1][0]"]);
    // Of content that is a token as a whole, no claim is one.
    let nested = format!("eyJhbGciOiJub25lIiwiY3R5IjoiSldUIn0.{}.", encode(apple.as_bytes()));
    check_path(&nested, &["jws", "jws", "jws 1 data.signedTransactionInfo", "jws 1 data.signedRenewalInfo"]);
}

#[test]
fn other_text_in_claims_is_no_token() {
    for claim in ["eyes.of.green", "ey..", "a.b.c", "eyJhbGciOiJIUzI1NiJ9", "eyJhIjoxfQ.e30.AA", "hello~", "e30.e30.AA"]
    {
        check_path(&token(&format!(r#"{{"a":"{claim}"}}"#)), &["jws"]);
    }
}

#[test]
fn tokens_in_claims_are_followed_so_deep_and_so_many() {
    let deep = (0..DEEPEST + 3).fold(SIGNED.to_owned(), |inner, _| token(&format!(r#"{{"a":"{inner}"}}"#)));
    assert_eq!(read(&deep).iter().count(), 1 + DEEPEST);
    let many = vec![format!("\"{SIGNED}\""); MOST * 3].join(",");
    assert_eq!(read(&token(&format!(r#"{{"a":[{many}]}}"#))).iter().count(), MOST);
    let wide = token(&format!(r#"{{"a":[{many}]}}"#));
    let wider = vec![format!("\"{wide}\""); MOST * 3].join(",");
    assert_eq!(read(&token(&format!(r#"{{"a":[{wider}]}}"#))).iter().count(), MOST);
}

#[test]
fn disclosed_claims_are_looked_into_too() {
    let one = encode(format!(r#"["0123456789012345678901","attestation","{SIGNED}"]"#).as_bytes());
    let digest = encode(&crate::crypto::Hash::Sha256.digest(one.as_bytes()));
    let text = format!("eyJhbGciOiJFUzI1NiJ9.{}.c2ln~{one}~", encode(format!(r#"{{"_sd":["{digest}"]}}"#).as_bytes()));
    assert!(sd_jwt::read(text.as_str()).is_some());
    check_path(&text, &["sd-jwt", "jws 0 attestation"]);
}
