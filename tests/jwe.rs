//! Encrypted tokens: the published examples, tokens of another implementation, each way of not opening, and properties.

#[path = "jwe/chains.rs"]
mod chains;
#[path = "jwe/failures.rs"]
mod failures;
#[path = "jwe/interop.rs"]
mod interop;
#[path = "jwe/properties.rs"]
mod properties;
#[path = "jwe/senders.rs"]
mod senders;
#[path = "wycheproof/tally.rs"]
mod tally;
#[path = "jwe/vectors.rs"]
mod vectors;
#[path = "jwe/wycheproof_sets.rs"]
mod wycheproof_sets;

use core::convert::Infallible;
use jwt_debugger::engine::jwe::{self, Draft, Jwe, Limits, Opened, To};
use jwt_debugger::key::{Encoding, Key, detect};
use jwt_debugger::{explain, words};
use rand_core::{TryCryptoRng, TryRng};

/// A source of numbers that are the same in each run: first those that are given, then of a counter.
struct Numbers {
    given: Vec<u8>,
    counter: u64,
}

impl Numbers {
    fn new(counter: u64) -> Self {
        Numbers { given: vec![], counter }
    }

    fn given(parts: &[&[u8]]) -> Self {
        Numbers { given: parts.concat(), counter: 0 }
    }
}

impl TryRng for Numbers {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|number| (number >> 32) as u32)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.counter = self.counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.counter ^ (self.counter >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        Ok((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            *byte = if self.given.is_empty() { (self.try_next_u64()? >> 56) as u8 } else { self.given.remove(0) };
        }
        Ok(())
    }
}
impl TryCryptoRng for Numbers {}

/// The key of a JWK, or of any other text.
fn key(text: &str) -> Key {
    detect(text, Encoding::Utf8).expect("a key").expect("a good key")
}

fn secret(bytes: &[u8]) -> Key {
    key(&format!(r#"{{"kty":"oct","k":"{}"}}"#, encode(bytes)))
}

fn encode(bytes: &[u8]) -> String {
    jwt_debugger::format::base64url::encode(bytes)
}

fn decode(text: &str) -> Vec<u8> {
    let decoded = jwt_debugger::format::base64url::decode(text);
    assert_eq!(decoded.faults, []);
    decoded.bytes
}

fn read(text: &str) -> Jwe {
    jwe::read(text).jwe.unwrap_or_else(|| panic!("no JWE: {text}"))
}

fn open(text: &str, key: &Key) -> Result<Opened, jwe::Failure> {
    jwe::decrypt(&read(text), key, &Limits::default(), &mut Numbers::new(7))
}

/// What it opened to, or why it did not, explained.
fn explained(jwe: &Jwe, key: &Key) -> Result<Opened, jwe::Failure> {
    let (limits, numbers) = (Limits::default(), &mut Numbers::new(7));
    jwe::decrypt(jwe, key, &limits, numbers).map_err(|why| explain::opening(jwe, key, why, &limits, numbers))
}

/// The plaintext, or the code of what is wrong, and what is said of it.
fn told(text: &str, key: &Key) -> Result<Vec<u8>, (&'static str, String)> {
    explained(&read(text), key)
        .map(|opened| opened.plaintext.0.clone())
        .map_err(|failure| (failure.code().name(), words::title(&failure)))
}

/// A compact token for one key.
fn made(header: &str, plaintext: &[u8], key: &Key, numbers: &mut Numbers) -> Jwe {
    let recipients = vec![To { header: None, key }];
    let draft = Draft { protected: header, unprotected: None, recipients, aad: None, plaintext };
    jwe::encrypt(&draft, numbers).unwrap_or_else(|failure| panic!("{header}: {}", words::title(&failure)))
}

fn compact(header: &str, plaintext: &[u8], key: &Key) -> String {
    made(header, plaintext, key, &mut Numbers::new(1)).compact().expect("a compact form")
}

/// A key that decrypts what an `alg` encrypts, with this `enc`; `curve` decides where there are several.
fn suitable(algorithm: &jwe::Algorithm, encryption: &jwe::Encryption, curve: &str) -> Key {
    use jwe::Management::*;
    let bytes = |length: usize| secret(&(0..length as u8).map(|at| at.wrapping_mul(7) ^ 0x35).collect::<Vec<u8>>());
    match algorithm.management {
        Pkcs1 | Oaep(_) => key(include_str!("keys/rsa2048-private.jwk.json")),
        Kw(length) | GcmKw(length) => bytes(length),
        Direct => bytes(encryption.cipher.key_bytes()),
        Password(..) => key("correct horse battery staple"),
        Agreement(_) => match curve {
            "P-256" => key(include_str!("keys/p256-pkcs8.pem")),
            "P-384" => key(include_str!("keys/p384-pkcs8.pem")),
            "P-521" => key(include_str!("keys/p521-pkcs8.pem")),
            "X25519" => key(X25519),
            _ => key(X448),
        },
    }
}

/// RFC 7748 §6.1, the key of Alice.
const X25519: &str = r#"{"kty":"OKP","crv":"X25519","x":"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo","d":"dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo"}"#;
/// RFC 7748 §6.2, the key of Alice.
const X448: &str = r#"{"kty":"OKP","crv":"X448","x":"mwj3zDG34-Z9ItWuoSEHSic70rg94Jxj-qc9LCLF2bvINmRyQdlT1AxbEtqIEg1TF3-A5TLEH6A","d":"mo9JJdFRn1d1z0awS1gA1O6e6LrovFVl1JjCjdnJuvV0qUGXRIlzkQBjgqbxJ6sdmsLYwKWYcms"}"#;
const CURVES: [&str; 5] = ["P-256", "P-384", "P-521", "X25519", "X448"];

/// Each combination of `alg`, curve and `enc`.
fn combinations() -> Vec<(&'static jwe::Algorithm, &'static jwe::Encryption, &'static str)> {
    let mut all = vec![];
    for algorithm in jwe::ALGORITHMS {
        let agrees = matches!(algorithm.management, jwe::Management::Agreement(_));
        for curve in if agrees { &CURVES[..] } else { &[""] } {
            all.extend(jwe::ENCRYPTIONS.iter().map(|encryption| (algorithm, encryption, *curve)));
        }
    }
    all
}
