//! Tokens that are right but for the name of their algorithm or their key: what the verdict says, which is never that they are valid.

#[path = "common/counter.rs"]
mod counter;
#[path = "common/searched.rs"]
mod searched;

use counter::Counter;
use jwt_debugger::base::diagnostic::{Code, Remedy};
use jwt_debugger::engine::jwa::{Algorithm, find};
use jwt_debugger::engine::sign::compact;
use jwt_debugger::engine::verify::{Verdict, VerificationKey, verify};
use jwt_debugger::jose::{Token, parse};
use jwt_debugger::key::{
    Curve, EdCurve, Encoding, Format, Key, Material, Needed, Options, Pair, ParsedKey, Secret, Source, detect, read,
};
use jwt_debugger::session::needed;
use jwt_debugger::words;

const RSA: &str = include_str!("keys/rsa2048-pkcs8.pem");

fn row(name: &str) -> &'static Algorithm {
    find(name).expect("a row")
}

fn key(text: &str) -> Key {
    detect(text, Encoding::Utf8).expect("text").expect("a key")
}

fn pair(curve: Curve) -> Key {
    Pair::Ec(curve).of(&[&vec![0; curve.field_bytes() - 1][..], &[9]].concat()).expect("a key")
}

fn token(header: &str, algorithm: &Algorithm, key: &Key) -> String {
    compact(header, br#"{"sub":"kim"}"#, algorithm, key, &mut Counter(0)).expect("a token")
}

/// The verdict at the end of the search with that text in the key field.
fn searched(token: &Token, field: &str) -> Verdict {
    let key = read(field, &Options { needed: needed(token), ..Options::default() });
    searched::searched(token, VerificationKey::of(key.as_ref()))
}

/// What is said of the token with that text in the key field: code and sentence.
#[track_caller]
fn told(token: &str, field: &str, code: Code, says: &str) -> Option<Remedy> {
    let verdict = searched(&parse(token).token.expect("a token"), field);
    assert!(!verdict.is_valid(), "{verdict:?}");
    let first = verdict.reasons().first().expect("a reason");
    let title = words::title(first);
    assert_eq!(first.code(), code, "{title}");
    assert!(title.contains(says), "{title}");
    first.remedy.clone()
}

#[test]
fn a_header_without_alg_is_told_what_the_signature_is() {
    let (secret, rsa) = ("kim-and-the-secret-of-the-lake-at-night", key(RSA));
    let hmac = |header: &str, name: &str| token(header, row(name), &key(secret));
    let tell = |token: &str, field: &str, says: &str| {
        assert_eq!(told(token, field, Code::AlgNotNamed, says), None);
    };
    for name in ["HS256", "HS384", "HS512"] {
        tell(
            &hmac("{}", name),
            secret,
            &format!("no `alg`, so a verifier refuses the token; the signature holds as {name}"),
        );
    }
    let public = rsa.write(Format::SpkiPem).expect("PEM");
    for name in ["RS256", "RS512", "PS256", "PS384"] {
        tell(&token(r#"{"typ":"JWT"}"#, row(name), &rsa), &public, &format!("holds as {name}"));
    }
    for (curve, name) in [(Curve::P256, "ES256"), (Curve::Secp256k1, "ES256K")] {
        let public = pair(curve).write(Format::JwkPublic).expect("a JWK");
        tell(&token("{}", row(name), &pair(curve)), &public, &format!("holds as {name}"));
    }
    let ed = Pair::Okp(EdCurve::Ed25519).of(&[3; 32]).expect("a key");
    tell(&token("{}", row("EdDSA"), &ed), &ed.write(Format::SpkiPem).expect("PEM"), "holds as EdDSA");
    for (header, member) in [
        (r#"{"algo":"HS256"}"#, "`algo`"),
        (r#"{"Alg":"HS256"}"#, "`Alg`"),
        (r#"{"ALG":"hs256","typ":"JWT"}"#, "`ALG`"),
        (r#"{"algorithm":"HmacSHA256"}"#, "`algorithm`"),
        (r#"{"signing_alg":"HS256"}"#, "`signing_alg`"),
    ] {
        tell(&hmac(header, "HS256"), secret, &format!("has {member} in place of `alg`"));
    }
    // What it says is not what it is.
    tell(
        &hmac(r#"{"algo":"HS256"}"#, "HS512"),
        secret,
        "no `alg`, so a verifier refuses the token; the signature holds as HS512",
    );
}

#[test]
fn nothing_is_said_of_a_signature_that_does_not_hold() {
    let secret = "kim-and-the-secret-of-the-lake-at-night";
    let without = token("{}", row("HS256"), &key(secret));
    told(&without, "another secret", Code::AlgMissing, "has no `alg`");
    told(&without, &key(RSA).write(Format::SpkiPem).expect("PEM"), Code::AlgMissing, "has no `alg`");
    told(&without.replacen(".eyJ", ".eyK", 1), secret, Code::AlgMissing, "has no `alg`");
    let named = token(r#"{"alg":"HS256","algo":"HS512"}"#, row("HS256"), &key(secret));
    assert!(verify(&parse(&named).token.expect("a token"), Some(&key(secret)), None).is_valid());
}

#[test]
fn an_hmac_with_the_text_of_the_public_key_is_told_whatever_the_header_says() {
    let rsa = key(RSA);
    let pem = rsa.write(Format::SpkiPem).expect("PEM");
    let pkcs1 = rsa.write(Format::Pkcs1PublicPem).expect("PEM");
    let ec = pair(Curve::P256).write(Format::SpkiPem).expect("PEM");
    let as_secret = |text: &str| Key::new(Material::Secret(Secret(text.into())), Source::Text(Encoding::Utf8), vec![]);
    let signed = |header: &str, name: &str, text: &str| token(header, row(name), &as_secret(text));
    let tell = |token: &str, field: &str, says: &str| {
        assert_eq!(told(token, field, Code::PublicKeyAsSecret, says), None);
    };
    tell(&signed(r#"{"alg":"RS256"}"#, "HS256", &pem), &pem, "as HS256, not RS256, with the text of this public key");
    tell(&signed(r#"{"alg":"RS512"}"#, "HS512", pem.trim_end()), &pem, "as HS512, not RS512,");
    tell(&signed(r#"{"alg":"PS256"}"#, "HS256", &pkcs1), &pem, "as HS256, not PS256,");
    tell(&signed(r#"{"alg":"ES256"}"#, "HS256", &ec), &ec, "as HS256, not ES256,");
    tell(&signed(r#"{"alg":"HS256"}"#, "HS256", &pem), &pem, "as HS256 with the text");
    let ec_as_512 = signed(r#"{"alg":"ES256"}"#, "HS512", &ec);
    let parsed = parse(&ec_as_512).token.expect("a token");
    assert!(!verify(&parsed, Some(&key(&ec)), None).is_valid());
    // Another text is none of this.
    let other = parse(signed(r#"{"alg":"RS256"}"#, "HS256", "another text")).token.expect("a token");
    let verdict = searched(&other, &pem);
    assert!(verdict.reasons().iter().all(|reason| reason.code() != Code::PublicKeyAsSecret), "{verdict:?}");
}

#[test]
fn the_opposite_point_is_told_and_put_right() {
    for (curve, name) in [(Curve::P256, "ES256"), (Curve::Secp256k1, "ES256K"), (Curve::P384, "ES384")] {
        let right = pair(curve);
        let text = token(&format!("{{\"alg\":\"{name}\"}}"), row(name), &right);
        let Material::Ec(ec) = &right.material else { panic!("an EC key") };
        let point = [&[3 - (ec.y[ec.y.len() - 1] & 1)], &ec.x[..]].concat();
        let compressed = jwt_debugger::format::hex::encode(&point);
        let options = Options { needed: Needed::Ec(curve), ..Options::default() };
        let Some(Ok(ParsedKey::One(wrong))) = read(&compressed, &options) else { panic!("{compressed}") };
        let field = wrong.write(Format::JwkPublic).expect("a JWK");
        let parsed = parse(&text).token.expect("a token");
        let verdict = searched(&parsed, &field);
        let Verdict::Invalid(reasons) = &verdict else { panic!("{verdict:?}") };
        let first = reasons.first().expect("a reason");
        assert_eq!(first.code(), Code::KeyOpposite, "{}", words::title(first));
        let Some(Remedy::Key(mended)) = &first.remedy else { panic!("no remedy") };
        let mended = key(core::str::from_utf8(&mended.0).expect("text"));
        assert!(verify(&parsed, Some(&mended), None).is_valid());
        // The point itself has no opposite that would hold.
        let good = right.write(Format::JwkPublic).expect("a JWK");
        assert!(searched(&parsed, &good).is_valid());
    }
}

#[test]
fn a_seed_in_place_of_a_public_key_is_told() {
    let mut told_of = 0;
    for first in 0..24 {
        let seed: Vec<u8> = (0..32).map(|at| first * 7 + at * 3).collect();
        let pair = Pair::Okp(EdCurve::Ed25519).of(&seed).expect("a key");
        let text = token(r#"{"alg":"EdDSA"}"#, row("EdDSA"), &pair);
        let field = jwt_debugger::format::hex::encode(&seed);
        let parsed = parse(&text).token.expect("a token");
        assert!(matches!(needed(&parsed), Needed::Okp(_)));
        match read(&field, &Options { needed: needed(&parsed), ..Options::default() }).expect("text") {
            Ok(_) => {
                told_of += 1;
                told(&text, &field, Code::KeySeed, "as a private key (the seed)");
                let url = jwt_debugger::format::base64url::encode(&seed);
                told(&text, &url, Code::KeySeed, "have to be kept secret");
                let other = text.replacen(".eyJ", ".eyK", 1);
                let verdict = searched(&parse(&other).token.expect("a token"), &field);
                assert!(verdict.reasons().iter().all(|reason| reason.code() != Code::KeySeed), "{verdict:?}");
            }
            Err(fault) => {
                assert_eq!(fault.code(), Code::OkpPoint);
                assert!(words::of(&fault).fix.is_some_and(|fix| fix.contains("the seed")));
            }
        }
        let right = pair.write(Format::SpkiPem).expect("PEM");
        assert!(verify(&parsed, Some(&key(&right)), None).is_valid());
    }
    assert!((5..20).contains(&told_of), "{told_of}: about half of them are points");
}
