//! What each row signs, it verifies; with one byte changed, with another key or under another name it never does.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use core::convert::Infallible;
use jwt_debugger::engine::jwa::{ALGORITHMS, Algorithm, Failure, Family, KeyRule, find};
use jwt_debugger::engine::sign::compact;
use jwt_debugger::engine::verify::{Verdict, verify};
use jwt_debugger::jose::parse;
use jwt_debugger::key::{Curve, EdCurve, Encoding, Key, Material, MlDsa, Pair, Rsa, RsaPrivate, detect};
use jwt_debugger::session::samples::sample;
use proptest::prelude::*;
use rand_core::{TryCryptoRng, TryRng};

/// A generator for tests: repeatable, and nothing else.
struct Repeatable(u64);

impl TryRng for Repeatable {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|number| (number >> 32) as u32)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Ok(z ^ (z >> 31))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}
impl TryCryptoRng for Repeatable {}

fn key(text: &str) -> Key {
    detect(text, Encoding::Utf8).expect("a key").expect("a good key")
}

/// The key that signs, the one that verifies, and one of the same kind that has nothing to do with them.
struct Keys {
    signs: Key,
    verifies: Key,
    other: Key,
}

/// One set of keys for each kind of key that `row` takes.
fn keys(row: &Algorithm) -> Vec<Keys> {
    let read = |signs, verifies, other| vec![Keys { signs: key(signs), verifies: key(verifies), other: key(other) }];
    let pairs = match row.key {
        KeyRule::Secret { .. } => return read("a secret for tests", "a secret for tests", "a secret for test"),
        KeyRule::Rsa => {
            return read(
                include_str!("../src/session/samples/rsa.pem"),
                include_str!("../src/session/samples/rsa.pub.pem"),
                include_str!("vectors/other-rsa2048.pub.pem"),
            );
        }
        KeyRule::Ec(Curve::P256) => {
            return read(
                include_str!("../src/session/samples/p256.pem"),
                include_str!("../src/session/samples/p256.pub.pem"),
                include_str!("vectors/other-p256.pub.pem"),
            );
        }
        KeyRule::Ec(Curve::P384) => {
            return read(
                include_str!("../src/session/samples/p384.pem"),
                include_str!("../src/session/samples/p384.pub.pem"),
                include_str!("vectors/other-p384.pub.pem"),
            );
        }
        KeyRule::Ec(Curve::P521) => {
            return read(
                include_str!("../src/session/samples/p521.pem"),
                include_str!("../src/session/samples/p521.pub.pem"),
                include_str!("vectors/other-p521.pub.pem"),
            );
        }
        KeyRule::Ec(curve) => vec![Pair::Ec(curve)],
        KeyRule::Okp(curves) => curves.iter().map(|curve| Pair::Okp(*curve)).collect(),
        KeyRule::Akp(set) => vec![Pair::Akp(set)],
    };
    let made = |pair: Pair, byte: u8| pair.of(&vec![byte; pair.private_bytes()]).expect("a key pair");
    let public = |key: &Key| self::key(&key.public_jwk().expect("a JWK"));
    let all = |pair: Pair| {
        let signs = made(pair, 7);
        Keys { verifies: public(&signs), other: public(&made(pair, 8)), signs }
    };
    pairs.into_iter().map(all).collect()
}

/// A row with one of the kinds of key that it takes.
fn cases() -> Vec<(&'static Algorithm, Keys)> {
    ALGORITHMS.iter().flat_map(|row| keys(row).into_iter().map(|keys| (*row, keys))).collect()
}

fn verdict(text: &str, key: &Key) -> Option<Verdict> {
    Some(verify(&parse(text).token?, Some(key), None))
}

fn holds(text: &str, key: &Key) -> bool {
    matches!(verdict(text, key), Some(Verdict::Valid(_) | Verdict::SelfAttested(_)))
}

fn header(row: &Algorithm) -> String {
    format!(r#"{{"alg":"{}"}}"#, row.name)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_a_row_signs_it_verifies(payload in proptest::collection::vec(any::<u8>(), 0..200), seed in any::<u64>()) {
        for (row, Keys { signs, verifies, other }) in cases() {
            let token = compact(&header(row), &payload, row, &signs, &mut Repeatable(seed)).expect("a token");
            prop_assert!(matches!(verdict(&token, &verifies), Some(Verdict::Valid(evidence)) if evidence.algorithm == row));
            prop_assert!(holds(&token, &signs), "{}: the key that signed", row.name);
            prop_assert!(
                matches!(verdict(&token, &other), Some(Verdict::Invalid(reasons)) if !reasons.is_empty()),
                "{}: another key", row.name
            );
        }
    }

    #[test]
    fn one_changed_byte_is_never_valid(at in any::<proptest::sample::Index>(), to in 0x20_u8..0x7f, seed in any::<u64>()) {
        for (row, Keys { signs, verifies, .. }) in cases() {
            let payload = br#"{"iss":"https://id.example.org","n":12345678901234567890}"#;
            let token = compact(&header(row), payload, row, &signs, &mut Repeatable(seed)).expect("a token");
            // Once anywhere, which in a long signature is hardly ever elsewhere, and once before it.
            for length in [token.len(), token.rfind('.').expect("a dot")] {
                let mut bytes = token.clone().into_bytes();
                let at = at.index(length);
                bytes[at] = to;
                let changed = String::from_utf8(bytes).expect("ASCII");
                prop_assert_eq!(holds(&changed, &verifies), changed == token, "{}, byte {}: {}", row.name, at, changed);
            }
        }
    }

    #[test]
    fn any_bytes_for_a_signature_are_refused_and_explained(
        payload in proptest::collection::vec(any::<u8>(), 0..50),
        signature in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        for (row, Keys { signs, verifies, .. }) in cases() {
            let length = signature_bytes(&compact(&header(row), &payload, row, &signs, &mut Repeatable(1)).expect("a token"));
            // As they are, and as many as there have to be.
            let fitting: Vec<u8> = signature.iter().copied().chain(0..=255).cycle().take(length).collect();
            for signature in [&signature, &fitting] {
                let [header, payload, signature] =
                    [header(row).as_bytes(), &payload, signature].map(|part| URL_SAFE_NO_PAD.encode(part));
                let verdict = verdict(&format!("{header}.{payload}.{signature}"), &verifies);
                prop_assert!(matches!(&verdict, Some(Verdict::Invalid(reasons)) if !reasons.is_empty()), "{verdict:?}");
            }
        }
    }
}

fn signature_bytes(token: &str) -> usize {
    parse(token).token.expect("a token").segments[2].bytes.len()
}

#[test]
fn a_signature_is_as_long_as_its_algorithm_says() {
    for (row, Keys { signs, .. }) in cases() {
        let token = compact(&header(row), b"{}", row, &signs, &mut Repeatable(1)).expect("a token");
        let expected = match &signs.material {
            Material::Secret(_) => row.hash.expect("a hash").bytes(),
            Material::Rsa(_) => 256,
            Material::Ec(key) => 2 * key.curve.field_bytes(),
            Material::Okp(key) => [64, 114][(key.curve == EdCurve::Ed448) as usize],
            Material::X(_) => unreachable!("it signs nothing"),
            Material::Akp(key) => match key.set {
                MlDsa::MlDsa44 => 2420,
                MlDsa::MlDsa65 => 3309,
                MlDsa::MlDsa87 => 4627,
            },
        };
        assert_eq!(signature_bytes(&token), expected, "{}", row.name);
    }
}

#[test]
fn a_signature_under_the_name_of_another_row_is_never_valid() {
    let mut synonyms = 0;
    for (row, Keys { signs, .. }) in cases() {
        for other in ALGORITHMS.iter().filter(|other| **other != row) {
            let token = compact(&header(other), b"{}", row, &signs, &mut Repeatable(1)).expect("a token");
            // EdDSA is on the curve of the key what the newer name says of that curve alone (RFC 9864 §2.2).
            let same = matches!((row.key, other.key, &signs.material),
                (KeyRule::Okp(_), KeyRule::Okp(curves), Material::Okp(key)) if curves.contains(&key.curve));
            assert_eq!(holds(&token, &signs), same, "{} under the name {}", row.name, other.name);
            synonyms += usize::from(same);
        }
    }
    assert_eq!(synonyms, 4, "EdDSA with a key on each curve, and either newer name");
}

#[test]
fn signatures_are_the_same_each_time_unless_the_algorithm_salts_them() {
    for (row, Keys { signs, .. }) in cases() {
        let token = |seed| compact(&header(row), b"{}", row, &signs, &mut Repeatable(seed)).expect("a token");
        assert_eq!(token(1) == token(2), row.family != Family::RsaPss, "{}", row.name);
    }
}

#[test]
fn every_row_has_a_sample_that_verifies_with_its_key() {
    let now = 1_795_305_300;
    for row in ALGORITHMS {
        let sample = sample(row, now, &mut Repeatable(3)).expect("a sample");
        let key = key(&sample.key);
        assert!(!key.is_private(), "{}: the key field gets the public key", row.name);
        match verdict(&sample.token, &key) {
            Some(Verdict::Valid(evidence)) => assert!(evidence.notes.is_empty(), "{}: {:?}", row.name, evidence.notes),
            other => panic!("{}: {other:?}", row.name),
        }
        let payload = parse(&sample.token).token.and_then(|token| token.payload).expect("a payload");
        for words in [r#""balance":9007199254740993"#, r#""iat":1795305120"#, r#""exp":1795308720"#] {
            assert!(payload.text.contains(words), "{}", payload.text);
        }
    }
}

#[test]
fn a_public_key_does_not_sign() {
    for (row, Keys { verifies, .. }) in cases() {
        let answer = compact(&header(row), b"{}", row, &verifies, &mut Repeatable(1));
        match verifies.material {
            Material::Secret(_) => assert!(answer.is_ok(), "{}", row.name),
            _ => assert_eq!(answer, Err(Failure::NeedsPrivateKey), "{}", row.name),
        }
    }
}

#[test]
fn an_rsa_key_without_its_primes_signs_and_one_with_a_wrong_part_does_not() {
    let rs256 = find("RS256").expect("a row");
    let sign = |change: &dyn Fn(&mut RsaPrivate)| {
        let mut signs = key(include_str!("../src/session/samples/rsa.pem"));
        if let Material::Rsa(Rsa { private: Some(private), .. }) = &mut signs.material {
            change(private);
        }
        compact(&header(rs256), b"{}", rs256, &signs, &mut Repeatable(5))
    };
    let whole = sign(&|_| {});
    assert!(whole.is_ok());
    assert_eq!(sign(&|private| private.primes.clear()), whole);
    assert_eq!(sign(&|private| private.primes.reverse()), whole);
    assert!(sign(&|private| private.d.0[100] ^= 1).is_err());
    assert!(sign(&|private| private.primes[0].0[60] ^= 1).is_err());
    assert!(sign(&|private| private.primes.truncate(1)).is_err());
}

#[test]
fn an_rsa_key_of_three_primes_signs() {
    let ps384 = find("PS384").expect("a row");
    let signs = key(include_str!("keys/rsa2048-three-primes-pkcs8.pem"));
    let token = compact(&header(ps384), b"{}", ps384, &signs, &mut Repeatable(5)).expect("a token");
    assert!(holds(&token, &signs));
}
