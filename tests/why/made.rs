//! Tokens to which one thing or two were done, by a signer that shares nothing with the search: what is in the key field, what was
//! signed with what, and what became of the signature. Each row says which codes are true of it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use jwt_debugger::base::diagnostic::Code;
use jwt_debugger::crypto::hash::{keccak_256, md5, sha1, sha3_256};
use jwt_debugger::crypto::hmac::{tag, tag_sha3_256};
use jwt_debugger::engine::jwa::{Algorithm, Family, Hash, find};
use jwt_debugger::key::{Curve, EdCurve, Encoding, Key, Material, MlDsa, Needed, Options, Pair, ParsedKey, read};
use std::convert::Infallible;

/// Numbers that are the same in every run (SplitMix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }
    fn text(&mut self, length: usize) -> String {
        let all = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        (0..length).map(|_| char::from(all[self.below(all.len())])).collect()
    }
}

impl rand_core::TryRng for Random {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.next() as u32)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next())
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.iter_mut().for_each(|byte| *byte = self.next() as u8);
        Ok(())
    }
}
impl rand_core::TryCryptoRng for Random {}

/// How a text is signed by hand.
type Sign = fn(&Making, &[u8]) -> Vec<u8>;

/// A token in the making.
#[derive(Clone)]
pub struct Making {
    pub alg: &'static str,
    /// What is in the key field.
    given: String,
    /// What an HMAC is made with.
    secret: Vec<u8>,
    /// Header and payload as they are sent.
    sent: [String; 2],
    /// The same as they were signed.
    signed: [Vec<u8>; 2],
    encode: fn(&[u8]) -> String,
    frame: fn(&[String; 2], Hash) -> Vec<u8>,
    sign: Option<Sign>,
    /// What becomes of the signature's bytes, and of its text.
    bytes: fn(&[u8]) -> Option<Vec<u8>>,
    text: fn(String) -> Option<String>,
}

/// What is done.
pub struct Row {
    pub name: &'static str,
    pub stage: Stage,
    pub codes: &'static [Code],
    /// Whether it is done to tokens of this algorithm.
    pub of: fn(&Algorithm) -> bool,
    apply: fn(&mut Making, &mut Random) -> Option<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Secret,
    Document,
    Text,
    Primitive,
    Bytes,
    Signature,
}

fn hash(row: &Algorithm) -> Hash {
    row.hash.unwrap_or(Hash::Sha512)
}

/// The private key of an algorithm, and what is put into the key field.
pub fn keys(alg: &'static str) -> (Option<Key>, String) {
    let row = find(alg).expect("a row");
    let parsed = |text: &str| match read(
        text,
        &Options { encoding: Encoding::Utf8, needed: Needed::Anything, unlocked: None },
    ) {
        Some(Ok(ParsedKey::One(key))) => key,
        other => panic!("{other:?}"),
    };
    let pair = match row.family {
        Family::Hmac => return (None, String::new()),
        Family::RsaPkcs1 | Family::RsaPss => {
            let text = include_str!("../keys/rsa2048-private.jwk.json");
            return (Some(parsed(text)), parsed(text).public_jwk().expect("a public key"));
        }
        Family::Ecdsa => Pair::Ec(match alg {
            "ES256" => Curve::P256,
            "ES384" => Curve::P384,
            "ES512" => Curve::P521,
            _ => Curve::Secp256k1,
        }),
        Family::EdDsa => Pair::Okp(if alg == "Ed448" { EdCurve::Ed448 } else { EdCurve::Ed25519 }),
        Family::MlDsa => Pair::Akp(MlDsa::MlDsa44),
    };
    let mut private = vec![7; pair.private_bytes()];
    private[0] = 0;
    let key = pair.of(&private).expect("a key");
    let public = key.public_jwk().expect("a public key");
    (Some(key), public)
}

impl Making {
    pub fn new(alg: &'static str, public: &str, random: &mut Random) -> Self {
        let secret = random.text(40);
        let id = random.text(10);
        let header = format!(r#"{{"alg":"{alg}","typ":"JWT","kid":"{}"}}"#, random.text(4));
        let payload = format!(
            r#"{{"sub":"user-{}","iss":"https://login.example/{id}","name":"Zoë <a&b>","exp":{},"aud":"api"}}"#,
            random.below(100_000),
            1_795_000_000 + random.below(1_000_000)
        );
        let given = if public.is_empty() { secret.clone() } else { public.into() };
        Self {
            alg,
            given,
            secret: secret.into(),
            signed: [header.clone().into(), payload.clone().into()],
            sent: [header, payload],
            encode: |bytes| URL_SAFE_NO_PAD.encode(bytes),
            frame: |segments, _| segments.join(".").into(),
            sign: None,
            bytes: |bytes| Some(bytes.to_vec()),
            text: Some,
        }
    }

    /// The token, and what is in the key field.
    pub fn finish(&self, key: Option<&Key>, random: &mut Random) -> Option<(String, String)> {
        let row = find(self.alg)?;
        let signed = self.signed.each_ref().map(|document| (self.encode)(document));
        let message = (self.frame)(&signed, hash(row));
        let signature = match (self.sign, key) {
            (Some(sign), _) => sign(self, &message),
            (None, None) => tag(hash(row), &self.secret, &message),
            (None, Some(key)) => (row.sign)(key, &message, random).ok()?,
        };
        let text = (self.text)(URL_SAFE_NO_PAD.encode((self.bytes)(&signature)?))?;
        let [header, payload] = self.sent.each_ref().map(|document| URL_SAFE_NO_PAD.encode(document));
        Some((format!("{header}.{payload}.{text}"), self.given.clone()))
    }

    fn documents(&mut self, write: impl Fn(&str) -> String) -> Option<()> {
        let was = self.signed.clone();
        for document in &mut self.signed {
            *document = write(core::str::from_utf8(document).ok()?).into();
        }
        (was != self.signed).then_some(())
    }
}

pub fn apply(row: &Row, making: &mut Making, random: &mut Random) -> Option<()> {
    (row.apply)(making, random)
}

fn hmac(row: &Algorithm) -> bool {
    row.family == Family::Hmac
}
fn any(_: &Algorithm) -> bool {
    true
}
fn ecdsa(row: &Algorithm) -> bool {
    row.family == Family::Ecdsa
}
fn ed25519(row: &Algorithm) -> bool {
    row.family == Family::EdDsa
}
fn ml_dsa(row: &Algorithm) -> bool {
    row.family == Family::MlDsa
}
fn read_back(row: &Algorithm) -> bool {
    matches!(row.family, Family::Hmac | Family::RsaPkcs1 | Family::RsaPss)
}

fn given(making: &mut Making, write: impl Fn(&str) -> String) -> Option<()> {
    making.given = write(&making.given);
    Some(())
}

/// The time at which the token expires.
fn exp_of(making: &Making) -> Option<u64> {
    let (_, rest) = making.sent[1].split_once("\"exp\":")?;
    rest.get(..10)?.parse().ok()
}

/// Puts a claim into the payload that was another one when it was signed.
fn claim(making: &mut Making, sent: &str, signed: &str) -> Option<()> {
    let with = |claim: &str| making.sent[1].replacen('{', &format!("{{{claim},"), 1);
    making.signed[1] = with(signed).into();
    making.sent[1] = with(sent);
    Some(())
}

/// The signer's secret becomes something else than what is in the key field.
fn signer(making: &mut Making, write: impl Fn(&[u8]) -> Vec<u8>) -> Option<()> {
    let secret = write(&making.secret);
    (secret != making.secret).then(|| making.secret = secret)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Puts something in the middle of what both have.
fn both(making: &mut Making, put: &str) {
    making.given.insert_str(11, put);
    making.secret = making.given.clone().into();
}

macro_rules! rows {
    ($($stage:ident $name:literal $of:ident [$($code:ident)*] $apply:expr;)*) => {
        &[$(Row { name: $name, stage: Stage::$stage, codes: &[$(Code::$code),*], of: $of, apply: $apply }),*]
    };
}

pub static ROWS: &[Row] = rows! {
    Secret "given base64" hmac [SecretEncoding] |m, _| given(m, |text| STANDARD.encode(text));
    Secret "given base64url" hmac [SecretEncoding] |m, _| given(m, |text| URL_SAFE_NO_PAD.encode(text));
    Secret "given hex" hmac [SecretEncoding] |m, _| given(m, |text| hex(text.as_bytes()));
    Secret "given 0x hex" hmac [SecretEncoding] |m, _| given(m, |text| format!("0x{}", hex(text.as_bytes())));
    Secret "given hex with colons" hmac [SecretEncoding] |m, _| given(m, |text| text.bytes().map(|b| format!("{b:02X}")).collect::<Vec<_>>().join(":"));
    Secret "given base64 twice" hmac [SecretEncoding] |m, _| given(m, |text| STANDARD.encode(STANDARD.encode(text)));
    Secret "given with a line feed" hmac [SecretWhiteSpace] |m, _| given(m, |text| format!("{text}\n"));
    Secret "given in quotes" hmac [SecretQuotes] |m, _| given(m, |text| format!("\"{text}\""));
    Secret "given in single quotes" hmac [SecretQuotes] |m, _| given(m, |text| format!("'{text}'"));
    Secret "given as a line of .env" hmac [SecretFile] |m, _| given(m, |text| format!("JWT_SECRET={text}"));
    Secret "given as an exported line" hmac [SecretFile] |m, _| given(m, |text| format!("export TOKEN_KEY=\"{text}\""));
    Secret "given as YAML" hmac [SecretFile] |m, _| given(m, |text| format!("jwt-secret: {text}"));
    Secret "given with JSON escapes" hmac [SecretEscapes] |m, _| {
        both(m, "\"x/y\\z");
        given(m, |text| text.replace('\\', "\\\\").replace('"', "\\\"").replace('/', "\\/"))
    };
    Secret "given percent-encoded" hmac [SecretPercent] |m, _| {
        both(m, "+/&=");
        given(m, |text| text.replace('+', "%2B").replace('/', "%2F").replace('&', "%26").replace('=', "%3D"))
    };
    Secret "given in HTML" hmac [SecretHtml] |m, _| {
        both(m, "<&>");
        given(m, |text| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
    };
    Secret "given with Laravel's prefix" hmac [SecretPrefix SecretEncoding] |m, _| given(m, |text| format!("base64:{}", STANDARD.encode(text)));
    Secret "signer adds a line feed" hmac [SecretWhiteSpace] |m, _| signer(m, |key| [key, b"\n"].concat());
    Secret "signer adds CR LF" hmac [SecretWhiteSpace] |m, _| signer(m, |key| [key, b"\r\n"].concat());
    Secret "signer adds a space" hmac [SecretWhiteSpace] |m, _| signer(m, |key| [key, b" "].concat());
    Secret "signer has a space in front" hmac [SecretWhiteSpace] |m, _| signer(m, |key| [b" ", key].concat());
    Secret "signer keeps the quotes" hmac [SecretQuotes] |m, _| signer(m, |key| [b"\"", key, b"\""].concat());
    Secret "signer keeps the single quotes" hmac [SecretQuotes] |m, _| signer(m, |key| [b"'", key, b"'"].concat());
    Secret "signer encodes in base64" hmac [SecretEncoding] |m, _| signer(m, |key| STANDARD.encode(key).into());
    Secret "signer encodes in hex" hmac [SecretEncoding] |m, _| signer(m, |key| hex(key).into());
    Secret "signer decodes base64" hmac [SecretEncoding SecretLenient] |m, _| signer(m, |key| STANDARD_NO_PAD.decode(key).unwrap_or_default());
    Secret "signer passes over hyphens" hmac [SecretLenient] |m, r| {
        m.given = format!("{}-{}-{}", r.text(7), r.text(6), r.text(12));
        m.secret = STANDARD_NO_PAD.decode(m.given.replace('-', "").get(..24)?).ok()?;
        Some(())
    };
    Secret "signer hashes with SHA-256" hmac [SecretHashed] |m, _| signer(m, |key| Hash::Sha256.digest(key));
    Secret "signer hashes with SHA-512" hmac [SecretHashed] |m, _| signer(m, |key| Hash::Sha512.digest(key));
    Secret "signer hashes with SHA-256 in hex" hmac [SecretHashed] |m, _| signer(m, |key| hex(&Hash::Sha256.digest(key)).into());
    Secret "signer hashes with SHA-1" hmac [SecretHashed] |m, _| signer(m, sha1);
    Secret "signer takes 32 bytes" hmac [SecretCut] |m, _| signer(m, |key| key[..32].to_vec());
    Secret "signer takes 16 bytes" hmac [SecretCut] |m, _| signer(m, |key| key[..16].to_vec());
    Secret "signer has it in lower case" hmac [SecretCase] |m, _| signer(m, |key| key.to_ascii_lowercase());
    Secret "signer has it in upper case" hmac [SecretCase] |m, _| signer(m, |key| key.to_ascii_uppercase());
    Secret "signer's shell reads $name" hmac [SecretShell] |m, _| {
        m.secret = format!("{}-tail", &m.given[..11]).into();
        m.given = format!("{}$a{}-tail", &m.given[..11], &m.given[11..]);
        Some(())
    };
    Secret "signer's compose file reads $$" hmac [SecretShell] |m, _| {
        both(m, "$$");
        signer(m, |key| String::from_utf8_lossy(key).replace("$$", "$").into())
    };
    Secret "signer's shell reads backslashes" hmac [SecretShell] |m, _| {
        both(m, "\\k");
        signer(m, |key| String::from_utf8_lossy(key).replace('\\', "").into())
    };
    Secret "signer cuts at #" hmac [SecretShell] |m, _| {
        both(m, "#");
        signer(m, |key| key[..11].to_vec())
    };
    Secret "signer has a placeholder" hmac [SecretPlaceholder] |m, _| signer(m, |_| b"${JWT_SECRET}".to_vec());
    Secret "signer has undefined" hmac [SecretPlaceholder SecretDefault] |m, _| signer(m, |_| b"undefined".to_vec());
    Secret "signer has the value of a claim" hmac [SecretDefault] |m, _| {
        let payload = m.sent[1].clone();
        let issuer = payload.split(r#""iss":""#).nth(1)?.split('"').next()?;
        signer(m, |_| issuer.as_bytes().to_vec())
    };
    Secret "signer has the whole of APP_KEY" hmac [SecretPrefix] |m, _| {
        signer(m, |key| [b"base64:", key].concat())
    };
    Secret "signer percent-encodes" hmac [SecretPercent] |m, _| {
        both(m, "@/+");
        signer(m, |key| String::from_utf8_lossy(key).replace('@', "%40").replace('/', "%2F").replace('+', "%2B").into())
    };
    Secret "signer has UTF-16" hmac [SecretCharset SecretEncoding] |m, _| signer(m, |key| String::from_utf8_lossy(key).encode_utf16().flat_map(u16::to_le_bytes).collect());
    Secret "signer has UTF-16BE with a mark" hmac [SecretCharset] |m, _| signer(m, |key| {
        let text = format!("\u{feff}{}", String::from_utf8_lossy(key));
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    });
    Secret "signer has Latin-1" hmac [SecretCharset SecretEncoding] |m, _| {
        both(m, "é");
        signer(m, |key| String::from_utf8_lossy(key).chars().map(|c| c as u8).collect())
    };
    Secret "signer has a question mark for a letter" hmac [SecretCharset] |m, _| {
        both(m, "ž");
        signer(m, |key| String::from_utf8_lossy(key).replace('ž', "?").into())
    };
    Secret "signer has two hyphens for a dash" hmac [SecretAltered] |m, _| {
        given(m, |text| format!("{}–{}", &text[..9], &text[9..]));
        signer(m, |key| [&key[..9], b"--", &key[9..]].concat())
    };
    Secret "signer has dots for an ellipsis" hmac [SecretAltered SecretCharset] |m, _| {
        given(m, |text| format!("{text}…"));
        signer(m, |key| [key, b"..."].concat())
    };
    Secret "signer has a number as Go writes a float" hmac [SecretFile] |m, r| {
        let number = 1_000_000_000 + r.below(9_000_000);
        given(m, |_| number.to_string());
        signer(m, |_| {
            let digits = number.to_string();
            format!("{}.{}e+09", &digits[..1], digits[1..].trim_end_matches('0')).into()
        })
    };
    Secret "signer dropped zeros in front" hmac [SecretFile] |m, _| {
        given(m, |text| format!("00{}", text.len() * 123_457));
        signer(m, |key| (key.len() * 123_457).to_string().into())
    };
    Secret "signer has it in braces" hmac [SecretQuotes] |m, _| signer(m, |key| [b"{", key, b"}"].concat());
    Secret "it was pasted twice" hmac [SecretAltered SecretCut] |m, _| given(m, |text| text.repeat(2));
    Secret "signer has the JSON around it" hmac [SecretFile] |m, _| signer(m, |key| format!("{{\"JWT_SECRET\":\"{}\"}}", String::from_utf8_lossy(key)).into());
    Secret "signer read its bytes as UTF-8" hmac [SecretCharset] |m, r| {
        let bytes: Vec<u8> = (0..33).map(|_| r.next() as u8 | 0x80).collect();
        given(m, |_| STANDARD.encode(&bytes));
        signer(m, |_| String::from_utf8_lossy(&bytes).into_owned().into())
    };
    Secret "signer used atob" hmac [SecretCharset] |m, r| {
        let bytes: Vec<u8> = (0..33).map(|_| r.next() as u8 | 0x80).collect();
        given(m, |_| STANDARD.encode(&bytes));
        signer(m, |_| bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into())
    };
    Secret "signer decoded what follows a prefix" hmac [SecretPrefix] |m, _| {
        given(m, |text| format!("whsec_{}", STANDARD.encode(text)));
        signer(m, |_| vec![]);
        m.secret = STANDARD.decode(m.given.trim_start_matches("whsec_")).ok()?;
        Some(())
    };
    Secret "signer derived a key as OpenSSL does" hmac [SecretHashed] |m, _| signer(m, |key| {
        let first = md5(key);
        [first.clone(), md5(&[first, key.to_vec()].concat())].concat()
    });
    Secret "signer derived a key with HKDF" hmac [SecretHashed] |m, _| signer(m, |key| tag(Hash::Sha256, &tag(Hash::Sha256, &[0; 32], key), &[1]));
    Secret "signer has the first of two lines" hmac [SecretLines] |m, _| given(m, |text| format!("{text}\nsecond line"));

    Document "signed with spaces" any [OtherInput ContentRewritten] |m, _| m.documents(|text| text.replace(":", ": ").replace(",\"", ", \"").replace("https: ", "https:"));
    Document "signed with escaped slashes" any [OtherInput ContentRewritten] |m, _| m.documents(|text| text.replace('/', "\\/"));
    Document "signed as Go writes it" any [ContentRewritten] |m, _| m.documents(|text| text.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e"));
    Document "signed as .NET writes it" any [ContentRewritten] |m, _| m.documents(|text| text.replace('&', "\\u0026").replace('<', "\\u003C").replace('>', "\\u003E").replace('ë', "\\u00EB"));
    Document "signed in ASCII" any [OtherInput ContentRewritten] |m, _| m.documents(|text| text.replace('ë', "\\u00eb"));
    Document "signed sorted" any [OtherInput ContentRewritten MemberOrder] |m, _| m.documents(|text| {
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let mut all: Vec<String> = value.as_object().expect("an object").iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        all.sort();
        format!("{{{}}}", all.join(","))
    });
    Document "signed with a line feed at its end" any [ContentRewritten] |m, _| m.documents(|text| format!("{text}\n"));
    Document "signed in Latin-1" any [ContentRewritten] |m, _| {
        let payload = String::from_utf8(m.signed[1].clone()).ok()?;
        m.signed[1] = payload.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect::<Option<_>>()?;
        Some(())
    };
    Document "kid was added" any [MemberAdded] |m, _| {
        m.signed[0] = format!(r#"{{"alg":"{}","typ":"JWT"}}"#, m.alg).into();
        Some(())
    };
    Document "a claim was added" any [MemberAdded] |m, _| {
        m.sent[1] = m.sent[1].replacen('{', r#"{"role":"admin","#, 1);
        Some(())
    };
    Document "typ was lost" any [MemberLost] |m, _| {
        m.sent[0] = m.sent[0].replace(r#""typ":"JWT","#, "");
        m.signed[0] = m.sent[0].replacen('}', r#","typ":"JWT"}"#, 1).into();
        Some(())
    };
    Document "the header in another order" any [MemberOrder] |m, _| {
        m.sent[0] = m.sent[0].replacen('{', r#"{"cty":"JWT","#, 1);
        m.signed[0] = format!(r#"{{"typ":"JWT",{}"#, m.sent[0].replacen(r#""typ":"JWT","#, "", 1).trim_start_matches('{')).into();
        Some(())
    };
    Document "a digit was changed" read_back [ContentChanged] |m, _| {
        m.sent[1] = m.sent[1].replacen("\"exp\":1795", "\"exp\":1895", 1);
        Some(())
    };

    Document "exp an hour later" any [ValueChanged] |m, _| {
        let exp = exp_of(m)?;
        m.sent[1] = m.sent[1].replace(&exp.to_string(), &(exp + 3_600).to_string());
        Some(())
    };
    Document "exp signed with .0" any [ValueChanged ContentRewritten] |m, _| {
        let exp = exp_of(m)?;
        m.signed[1] = m.sent[1].replace(&exp.to_string(), &format!("{exp}.0")).into();
        Some(())
    };
    Document "exp signed in quotes" any [ValueChanged ContentRewritten] |m, _| {
        let exp = exp_of(m)?;
        m.signed[1] = m.sent[1].replace(&exp.to_string(), &format!("\"{exp}\"")).into();
        Some(())
    };
    Document "the role was raised" any [ValueChanged] |m, _| claim(m, r#""role":"admin""#, r#""role":"member""#);
    Document "the plan was raised" any [ValueChanged] |m, _| claim(m, r#""plan":"premium""#, r#""plan":"free""#);
    Document "a flag was set" any [ValueChanged] |m, _| claim(m, r#""admin":true"#, r#""admin":false"#);
    Document "a role was added" any [ValueChanged] |m, _| claim(m, r#""roles":["read","write","owner"]"#, r#""roles":["read","write"]"#);
    Document "a scope was added" any [ValueChanged] |m, _| claim(m, r#""scope":"read write delete""#, r#""scope":"read write""#);
    Document "JavaScript rounded a number" any [ValueChanged] |m, _| claim(m, r#""account":1234567890123456800"#, r#""account":1234567890123456789"#);
    Document "a price lost its zero" any [ValueChanged] |m, _| claim(m, r#""price":49.9"#, r#""price":49.90"#);
    Document "a name is in small letters" any [ValueChanged] |m, _| claim(m, r#""email":"grace@example.net""#, r#""email":"Grace@example.net""#);
    Document "the issuer lost its slash" any [ValueChanged] |m, _| claim(m, r#""azp":"https://app.example""#, r#""azp":"https://app.example/""#);
    Document "iat was taken out" any [ValueChanged MemberLost] |m, _| {
        let exp = exp_of(m)?;
        m.signed[1] = m.sent[1].replacen("\"exp\"", &format!("\"iat\":{},\"exp\"", exp - 7_200), 1).into();
        Some(())
    };
    Document "the token was made young again" any [ValueChanged] |m, _| {
        let exp = exp_of(m)?;
        let times = |by: u64| format!("\"iat\":{},\"exp\":{}", exp - 900 + by, exp + by);
        let was = format!("\"exp\":{exp}");
        m.signed[1] = m.sent[1].replace(&was, &times(0)).into();
        m.sent[1] = m.sent[1].replace(&was, &times(86_400));
        Some(())
    };

    Text "no payload" any [OtherInput] |m, _| { m.frame = |s, _| format!("{}.", s[0]).into(); Some(()) };
    Text "with a line feed" any [OtherInput] |m, _| { m.frame = |s, _| format!("{}\n", s.join(".")).into(); Some(()) };
    Text "with CR LF" any [OtherInput] |m, _| { m.frame = |s, _| format!("{}\r\n", s.join(".")).into(); Some(()) };
    Text "with padding" any [OtherInput] |m, _| { m.encode = |bytes| URL_SAFE.encode(bytes); (m.signed.iter().any(|d| d.len() % 3 != 0)).then_some(()) };
    Text "in standard base64" any [OtherInput] |m, _| { m.encode = |bytes| STANDARD.encode(bytes); (m.signed.iter().any(|d| d.len() % 3 != 0)).then_some(()) };
    Text "without the dot" any [OtherInput] |m, _| { m.frame = |s, _| s.concat().into(); Some(()) };
    Text "the payload alone" any [OtherInput] |m, _| { m.frame = |s, _| s[1].clone().into(); Some(()) };
    Text "a dot more" any [OtherInput] |m, _| { m.frame = |s, _| format!("{}.", s.join(".")).into(); Some(()) };
    Text "the hash" any [OtherInput] |m, _| { m.frame = |s, hash| hash.digest(s.join(".").as_bytes()); Some(()) };
    Text "the hash in hex" any [OtherInput] |m, _| { m.frame = |s, hash| hex(&hash.digest(s.join(".").as_bytes())).into(); Some(()) };
    Text "the hash in base64" any [OtherInput] |m, _| { m.frame = |s, hash| STANDARD.encode(hash.digest(s.join(".").as_bytes())).into(); Some(()) };
    Text "in quotes" any [OtherInput] |m, _| { m.frame = |s, _| format!("\"{}\"", s.join(".")).into(); Some(()) };
    Text "in UTF-16" any [OtherInput] |m, _| { m.frame = |s, _| s.join(".").encode_utf16().flat_map(u16::to_le_bytes).collect(); Some(()) };

    Primitive "arguments swapped" hmac [SignerCall] |m, _| { m.sign = Some(|m, text| tag(hash(find(m.alg).expect("a row")), text, &m.secret)); Some(()) };
    // A space between text and key belongs to either.
    Primitive "keyed hash" hmac [SignerCall OtherInput] |m, _| { m.sign = Some(|m, text| hash(find(m.alg).expect("a row")).digest(&[&m.secret, text].concat())); Some(()) };
    Primitive "hash of text and key" hmac [SignerCall OtherInput] |m, _| { m.sign = Some(|m, text| hash(find(m.alg).expect("a row")).digest(&[text, &m.secret].concat())); Some(()) };
    Primitive "hash alone" hmac [SignerCall] |m, _| { m.sign = Some(|m, text| hash(find(m.alg).expect("a row")).digest(text)); Some(()) };

    Primitive "SHA-1" ecdsa [OtherHash] |m, _| { m.sign = Some(|m, text| ecdsa_of(m.alg, &sha1(text))); Some(()) };
    Primitive "SHA3-256" ecdsa [OtherHash] |m, _| { m.sign = Some(|m, text| ecdsa_of(m.alg, &sha3_256(text))); Some(()) };
    Primitive "Keccak-256" ecdsa [OtherHash] |m, _| { m.sign = Some(|m, text| ecdsa_of(m.alg, &keccak_256(text))); Some(()) };
    Primitive "the hash turned round" ecdsa [DigestInfo] |m, _| {
        m.sign = Some(|m, text| ecdsa_of(m.alg, &hash(find(m.alg).expect("a row")).digest(text).into_iter().rev().collect::<Vec<_>>()));
        Some(())
    };
    Primitive "HMAC with SHA3-256" hmac [OtherHash] |m, _| { m.sign = Some(|m, text| tag_sha3_256(&m.secret, text)); Some(()) };
    Primitive "no hash" ecdsa [DigestInfo OtherInput] |m, _| { m.sign = Some(|m, text| ecdsa_of(m.alg, text)); Some(()) };
    Primitive "Ed25519ph" ed25519 [OtherAlgorithm] |m, _| { m.sign = Some(|m, text| in_domain(m.alg, true, b"", &Hash::Sha512.digest(text))); Some(()) };
    Primitive "Ed25519ph with a context" ed25519 [OtherAlgorithm] |m, _| { m.sign = Some(|m, text| in_domain(m.alg, true, b"JWT", &Hash::Sha512.digest(text))); Some(()) };
    Primitive "Ed25519ctx" ed25519 [OtherAlgorithm] |m, _| { m.sign = Some(|m, text| in_domain(m.alg, false, b"jose", text)); Some(()) };
    Primitive "a context" ml_dsa [OtherAlgorithm] |m, _| { m.sign = Some(|m, text| ml_dsa_of(m.alg, &[b"\x00\x03JWT", text].concat())); Some(()) };
    Primitive "no prefix" ml_dsa [OtherAlgorithm] |m, _| { m.sign = Some(|m, text| ml_dsa_of(m.alg, text)); Some(()) };
    Primitive "HashML-DSA" ml_dsa [OtherAlgorithm] |m, _| {
        m.sign = Some(|m, text| ml_dsa_of(m.alg, &[&b"\x01\x00\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03"[..], &Hash::Sha512.digest(text)].concat()));
        Some(())
    };

    Bytes "hex text" any [SignatureEncoding] |m, _| { m.bytes = |bytes| Some(hex(bytes).into()); Some(()) };
    Bytes "base64 text" any [SignatureEncoding] |m, _| { m.bytes = |bytes| Some(STANDARD.encode(bytes).into()); Some(()) };
    Bytes "reversed" any [SignatureReversed] |m, _| { m.bytes = |bytes| Some(bytes.iter().rev().copied().collect()); Some(()) };
    Bytes "as text in UTF-8" any [SignatureCharset] |m, _| { m.bytes = |bytes| Some(bytes.iter().map(|b| char::from(*b)).collect::<String>().into()); Some(()) };
    Bytes "DER" ecdsa [SignatureDer] |m, _| { m.bytes = |bytes| Some(der(bytes)); Some(()) };
    Bytes "r and s with zeros in front" ecdsa [SignatureZeros] |m, _| {
        m.bytes = |bytes| {
            let (r, s) = bytes.split_at_checked(bytes.len() / 2)?;
            Some([&[0; 16][..], r, &[0; 16], s].concat())
        };
        Some(())
    };
    Bytes "S before R" ed25519 [SignatureSwapped] |m, _| { m.bytes = |bytes| Some([&bytes[bytes.len() / 2..], &bytes[..bytes.len() / 2]].concat()); Some(()) };
    Bytes "as Python prints it" any [SignatureEncoding] |m, _| { m.bytes = |bytes| Some(format!("b'{}'", STANDARD.encode(bytes)).into()); Some(()) };
    Bytes "s before r" ecdsa [SignatureSwapped] |m, _| { m.bytes = |bytes| Some([&bytes[bytes.len() / 2..], &bytes[..bytes.len() / 2]].concat()); Some(()) };

    Signature "hex" any [SignatureEncoding] |m, _| { m.text = |text| Some(hex(&URL_SAFE_NO_PAD.decode(text).ok()?)); Some(()) };
    Signature "one character" hmac [SignatureDamaged NotCanonical] |m, _| { m.text = |text| Some(format!("{}{}{}", &text[..9], if &text[9..10] == "A" { "B" } else { "A" }, &text[10..])); Some(()) };
    Signature "cut" hmac [SignatureTruncated NotCanonical] |m, _| { m.text = |text| Some(text[..text.len() - 3].into()); Some(()) };
    Signature "one lost" hmac [SignatureDamaged SignatureTruncated NotCanonical] |m, _| { m.text = |text| Some(format!("{}{}", &text[..9], &text[10..])); Some(()) };
    Signature "in lower case" hmac [SignatureCase NotCanonical] |m, _| { m.text = |text| Some(text.to_lowercase()); Some(()) };
};

/// What no search tries: of these, nothing is to be said but what is excluded.
pub static UNTRIED: &[Row] = rows! {
    Secret "secret and salt" hmac [] |m, r| { let salt = r.text(6); signer(m, |key| [key, salt.as_bytes()].concat()) };
    Secret "secret with other bits" hmac [] |m, _| signer(m, |key| key.iter().map(|byte| byte ^ 0x5a).collect());
    Secret "every second character" hmac [] |m, _| signer(m, |key| key.iter().copied().step_by(2).collect());
    Document "two claims changed" any [] |m, _| m.documents(|text| text.replace("user-", "admin-").replace("\"api\"", "\"root\""));
    Document "a claim that is gone" any [] |m, r| { let id = r.text(20); m.documents(|text| text.replacen('{', &format!("{{\"jti\":\"{id}\","), 1)) };
    Text "text backwards" any [] |m, _| { m.frame = |segments, _| segments.join(".").bytes().rev().collect(); Some(()) };
    Text "text twice" any [] |m, _| { m.frame = |segments, _| [segments.join("."), segments.join(".")].concat().into(); Some(()) };
    Text "text with a prefix" any [] |m, _| { m.frame = |segments, _| format!("v7:{}:{}", segments[1], segments[0]).into(); Some(()) };
    Bytes "other bits" any [] |m, _| { m.bytes = |bytes| Some(bytes.iter().map(|byte| byte ^ 0x5a).collect()); Some(()) };
    Bytes "every byte by its neighbour" any [] |m, _| { m.bytes = |bytes| Some(bytes.chunks(2).flat_map(|pair| pair.iter().rev().copied()).collect()); Some(()) };
    Signature "turned by seven characters" any [] |m, _| { m.text = |text| Some(format!("{}{}", &text[7..], &text[..7])); Some(()) };
};

fn private(alg: &'static str) -> Material {
    keys(alg).0.expect("a key pair").material.clone()
}

fn ecdsa_of(alg: &'static str, digest: &[u8]) -> Vec<u8> {
    let Material::Ec(key) = private(alg) else { panic!("{alg}") };
    jwt_debugger::crypto::ecdsa::sign(key.curve, &key.d.expect("private").0, digest).expect("a signature")
}

/// RFC 8032 §5.1.6 with a domain.
fn in_domain(alg: &'static str, prehashed: bool, context: &[u8], text: &[u8]) -> Vec<u8> {
    use curve25519_dalek::{EdwardsPoint, Scalar};
    let Material::Okp(key) = private(alg) else { panic!("{alg}") };
    let wide = |parts: &[&[u8]]| -> [u8; 64] { Hash::Sha512.digest(&parts.concat()).try_into().expect("64 bytes") };
    let domain =
        [b"SigEd25519 no Ed25519 collisions", &[u8::from(prehashed), context.len() as u8][..], context].concat();
    let expanded = wide(&[&key.d.expect("private").0]);
    let mut bytes: [u8; 32] = expanded[..32].try_into().expect("32 bytes");
    (bytes[0], bytes[31]) = (bytes[0] & 248, bytes[31] & 63 | 64);
    let secret = Scalar::from_bytes_mod_order(bytes);
    let nonce = Scalar::from_bytes_mod_order_wide(&wide(&[&domain, &expanded[32..], text]));
    let r = EdwardsPoint::mul_base(&nonce).compress().to_bytes();
    let k = Scalar::from_bytes_mod_order_wide(&wide(&[&domain, &r, &key.x, text]));
    [r, (nonce + k * secret).to_bytes()].concat()
}

/// FIPS 204 §6.2: the text with whatever stands before it.
fn ml_dsa_of(alg: &'static str, text: &[u8]) -> Vec<u8> {
    let Material::Akp(key) = private(alg) else { panic!("{alg}") };
    let seed = key.seed.expect("private").0.as_slice().try_into().expect("32 bytes");
    let signing = ::ml_dsa::SigningKey::<::ml_dsa::MlDsa44>::from_seed(&seed);
    signing.expanded_key().sign_internal(&[text], &Default::default()).encode().to_vec()
}

/// r and s as an `ECDSA-Sig-Value` (RFC 3279 §2.2.3).
fn der(raw: &[u8]) -> Vec<u8> {
    let integer = |half: &[u8]| {
        let mut digits: Vec<u8> = half.iter().copied().skip_while(|byte| *byte == 0).collect();
        if digits.first().is_none_or(|byte| *byte >= 0x80) {
            digits.insert(0, 0);
        }
        [vec![2, digits.len() as u8], digits].concat()
    };
    let (r, s) = raw.split_at(raw.len() / 2);
    let body = [integer(r), integer(s)].concat();
    let length = if body.len() < 0x80 { vec![body.len() as u8] } else { vec![0x81, body.len() as u8] };
    [vec![0x30], length, body].concat()
}

/// As many bytes that nobody signed.
pub fn noise(signature: &str, random: &mut Random) -> String {
    let bytes = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
    URL_SAFE_NO_PAD.encode(bytes.iter().map(|_| random.next() as u8).collect::<Vec<_>>())
}
