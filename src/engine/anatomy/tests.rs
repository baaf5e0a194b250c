//! The values of published tokens, calculated by other programs than ours.

use super::*;
use crate::engine::jwa::find;
use crate::engine::jwa::tests::Counter;
use crate::engine::sign;
use crate::format::hex::encode as hex;
use crate::jose::{detached, json, parse};
use crate::key::{self, Encoding};
use serde_json::Value as Json;

/// The token of that place in RFC 7515 appendix A, taken apart, with its key or without.
fn rfc7515(index: usize, with_key: bool) -> Anatomy {
    let file: Json = serde_json::from_str(include_str!("../../../tests/vectors/rfc7515.json")).expect("JSON");
    let vector = &file["tokens"][index];
    let key = key::detect(&vector["key"].to_string(), Encoding::Utf8).expect("a text").expect("a key");
    let token = parse(vector["token"].as_str().expect("a text")).token.expect("a token");
    let row = find(vector["alg"].as_str().expect("a name")).expect("a row");
    of(&token, row, with_key.then_some(&key)).expect("three parts")
}

fn find_value(anatomy: &Anatomy, label: Label) -> &Value {
    anatomy.steps.iter().flat_map(|step| &step.values).find(|value| value.label == label).expect("a value")
}

#[test]
fn the_first_step_says_where_the_signed_text_stands() {
    const HEAD: &str = "eyJhbGciOiJIUzI1NiJ9";
    let row = find("HS256").expect("a row");
    let check = |token: &Token, origin: Origin, text: &str| {
        let anatomy = of(token, row, None).expect("three parts");
        assert_eq!(anatomy.steps[0].topic, Topic::Input(origin), "{}", token.text);
        let said: Vec<u8> = anatomy.steps[0].values[0].runs.iter().flat_map(|run| run.bytes.iter().copied()).collect();
        assert_eq!(String::from_utf8(said).expect("text"), text);
    };
    let compact = |text: &str| parse(text).token.expect("a token");
    check(&compact(&format!("{HEAD}.e30.AAAA")), Origin::Compact, &format!("{HEAD}.e30"));
    let apart = detached::attach(parse(format!("{HEAD}..AAAA")), &b"{}".to_vec().into()).token.expect("a token");
    check(&apart, Origin::Apart, &format!("{HEAD}.e30"));
    let text = format!(r#"{{"payload":"e30","protected":"{HEAD}","signature":"AAAA"}}"#);
    let json = json::read(&text.into()).expect("a token").view(0).token.expect("a token");
    check(&json, Origin::Json, &format!("{HEAD}.e30"));
}

/// The inks of a value, each with its bytes.
fn inks(anatomy: &Anatomy, label: Label) -> Vec<(Ink, String)> {
    find_value(anatomy, label).runs.iter().map(|run| (run.ink, hex(&run.bytes))).collect()
}

fn kept(anatomy: &Anatomy, label: Label) -> String {
    hex(&find_value(anatomy, label).kept())
}

/// Python: `k = b64(key); block = k + bytes(64 - len(k)); inner = sha256(xor(block, 0x36) + input)`, and so on, with `hashlib`.
#[test]
fn the_two_hashes_of_rfc_7515_a1_are_those_that_hashlib_gives() {
    let anatomy = rfc7515(0, true);
    let outer = "7418dfb49799e0254ffa607dd8adbbba16d4254d69d6bff05b58055853848d79";
    assert!(kept(&anatomy, Label::InnerPad).starts_with("3515037d1d39938a"));
    assert!(kept(&anatomy, Label::OuterPad).starts_with("5f7f69177753f9e0"));
    let inner = "c400435e0074845521f65a040c87dad1d8d156a429b5d216790e5fd5d8fed3c6";
    assert_eq!((kept(&anatomy, Label::InnerHash).as_str(), kept(&anatomy, Label::Mac).as_str()), (inner, outer));
    assert_eq!(kept(&anatomy, Label::Signature), outer);
    let compare = Topic::Compare { family: Family::Hmac, differing: 0, bits: 256 };
    assert_eq!(anatomy.steps.last().map(|step| &step.topic), Some(&compare));
    assert_eq!(anatomy.fingerprint().map(|value| hex(&value.kept())).as_deref(), Some(outer));
}

#[test]
fn what_could_sign_is_hidden_and_nothing_else_is() {
    let anatomy = rfc7515(0, true);
    let hidden: Vec<Label> =
        anatomy.steps.iter().flat_map(|step| &step.values).filter(|value| value.secret).map(|v| v.label).collect();
    assert_eq!(hidden, [Label::Key, Label::KeyBlock, Label::InnerPad, Label::OuterPad]);
    for index in 1..4 {
        assert!(rfc7515(index, true).steps.iter().flat_map(|step| &step.values).all(|value| !value.secret));
    }
}

/// Python: `pow(signature, 65537, n).to_bytes(256, 'big').hex()`
#[test]
fn the_block_of_rfc_7515_a2_is_padding_digest_info_and_hash() {
    let anatomy = rfc7515(1, true);
    let digest = "c88a34847b4ffb12a9326e540f144b3dcc4d5515f18701e7d6e0ee7866c9c705";
    let block = inks(&anatomy, Label::Block);
    let expected = [
        (Ink::Padding, format!("0001{}00", "ff".repeat(202))),
        (Ink::Info, "3031300d060960864801650304020105000420".to_owned()),
        (Ink::Hash, digest.to_owned()),
    ];
    assert_eq!(block, expected);
    assert_eq!(kept(&anatomy, Label::Digest), digest);
    assert_eq!(kept(&anatomy, Label::Inside), digest);
    assert_eq!(kept(&anatomy, Label::Exponent), "010001");
}

/// Python: textbook addition of points on P-256 over integers, `u1 = e * pow(s, -1, n) % n`, and so on.
#[test]
fn the_numbers_of_rfc_7515_a3_are_those_of_textbook_arithmetic() {
    let anatomy = rfc7515(2, true);
    let check = |label, expected: &str| assert_eq!(kept(&anatomy, label), expected, "{label:?}");
    check(Label::E, "21c67368f436577f447f805162ca13b80d046a3fe467247e65ea477aa750fa2e");
    check(Label::S, "c50a07d38c3c70e5d8f12daf084a5480a66590c5f293509a8f3f7f8a83a354d5");
    check(Label::U1, "44ba9ceb1800eb0801f3dcae09e4481aa85532519667385ebf265a4c20ecdecc");
    check(Label::U2, "6ea70d905a2a2d684f794f7010e7771f95ffac9327a05fbcb02e0d0afc045b22");
    check(Label::PointX, "0ed1215379636c483c2f7f155807d402a3b228033af97c7e17819ac3169ea665");
    check(Label::PointY, "b906db6f843c3944597cf51bb804f66bf66690df75f9e046d5d4f548870a2815");
    check(Label::R, "0ed1215379636c483c2f7f155807d402a3b228033af97c7e17819ac3169ea665");
}

#[test]
fn without_a_key_the_last_step_says_which_one_is_needed_and_all_before_it_stand() {
    let expected = [(0, 2), (1, 3), (2, 4), (3, 4)];
    for (index, before) in expected {
        let anatomy = rfc7515(index, false);
        let last = anatomy.steps.last().map(|step| step.topic.clone());
        assert_eq!((anatomy.steps.len(), last), (before + 1, Some(Topic::NeedsKey(anatomy.algorithm.key))), "{index}");
    }
}

#[test]
fn a_block_of_another_key_is_noise_and_a_wrong_kind_of_key_is_said_to_be_one() {
    let file: Json = serde_json::from_str(include_str!("../../../tests/vectors/rfc7515.json")).expect("JSON");
    let token = parse(file["tokens"][1]["token"].as_str().expect("a text")).token.expect("a token");
    let row = find("RS256").expect("a row");
    let last = |key: &str| {
        let key = key::detect(key, Encoding::Utf8).expect("a text").expect("a key");
        let anatomy = of(&token, row, Some(&key)).expect("three parts");
        anatomy.steps.last().map(|step| step.topic.clone())
    };
    let other = last(include_str!("../../../tests/vectors/other-rsa2048.pub.pem"));
    assert!(matches!(other, Some(Topic::Noise | Topic::TooLarge)), "{other:?}");
    let longer = last(include_str!("../../../tests/vectors/other-rsa3072.pub.pem"));
    assert_eq!(longer, Some(Topic::Length { expected: 384, got: 256 }));
    assert_eq!(last(include_str!("../../../tests/vectors/other-p256.pub.pem")), Some(Topic::OtherKey(KeyRule::Rsa)));
}

#[test]
fn a_long_key_is_hashed_before_it_fills_a_block() {
    let row = find("HS256").expect("a row");
    let secret = "x".repeat(65);
    let key = key::detect(&secret, Encoding::Utf8).expect("a text").expect("a key");
    let token = sign::compact(r#"{"alg":"HS256"}"#, b"{}", row, &key, &mut Counter(1)).expect("a token");
    let anatomy = of(&parse(token).token.expect("a token"), row, Some(&key)).expect("three parts");
    let block = inks(&anatomy, Label::KeyBlock);
    assert_eq!(block, [(Ink::Hash, hex(&Hash::Sha256.digest(secret.as_bytes()))), (Ink::Padding, "00".repeat(32))]);
    assert!(matches!(anatomy.steps.last().map(|step| &step.topic), Some(Topic::Compare { differing: 0, .. })));
}
