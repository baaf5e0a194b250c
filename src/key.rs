//! A key as a person holds it: found out from its text, checked member by member, and kept as plain data.

mod akp;
mod describe;
mod ec;
pub mod encrypted;
mod foreign;
pub mod jwk;
mod jwks;
mod layers;
mod literal;
mod lookalike;
mod material;
mod mend;
mod multibase;
mod names;
mod oid;
mod okp;
mod openssh;
mod options;
mod parameters;
pub mod pem;
mod pkix;
mod raw;
mod rsa;
pub mod secret;
mod set;
#[cfg(test)]
pub(crate) mod testing;
pub mod thumbprint;
mod wrapped;
mod write;
pub mod x509;
pub(crate) mod xdh;

use crate::base::diagnostic::key::{Library, Note};
use crate::base::diagnostic::{self, Diagnostic, Facts};
use crate::format::base64::Alphabet;
pub use encrypted::{DecryptedKey, EncryptedKey, encrypted};
pub use material::{Akp, Curve, Ec, EdCurve, Material, MlDsa, Okp, Pair, Rsa, RsaPrivate, XCurve, XKey};
pub use names::Naming;
pub use options::{Needed, Options};
pub use secret::{Encoding, Secret};
pub use set::{Member, Set};
pub use write::Format;
pub(crate) use write::json::write as write_json;
pub use x509::{Certificate, Day};

/// A key and what came with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key itself.
    pub material: Material,
    /// What it was read from.
    pub source: Source,
    /// What a JWK says about its own use.
    pub restrictions: Restrictions,
    /// The certificates that came with it, its own first.
    pub chain: Vec<Certificate>,
    /// Odd, but no reason to refuse: such as a weak size or more certificates than one.
    pub notes: Vec<Note>,
    /// All of the text that it was read from, where that was one key's alone; else empty. It may hold a private key.
    pub text: Secret,
}

/// What a key was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The text of a secret in that encoding.
    Text(Encoding),
    /// `-----BEGIN PUBLIC KEY-----`, SubjectPublicKeyInfo.
    Spki,
    /// `-----BEGIN RSA PUBLIC KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`, PKCS#1.
    Pkcs1,
    /// `-----BEGIN PRIVATE KEY-----`, PKCS#8.
    Pkcs8,
    /// `-----BEGIN EC PRIVATE KEY-----`, SEC1.
    Sec1,
    /// `-----BEGIN CERTIFICATE-----`, X.509; what it says beside the key is in the chain.
    Certificate,
    /// A JWK.
    Jwk,
    /// The bytes of a key alone.
    Raw,
    /// A `did:key`, or the multibase text of one.
    Multibase,
    /// A line as OpenSSH writes it: `ssh-ed25519 AAAA… comment` (RFC 4253 §6.6).
    OpenSsh,
    /// The numbers of a key in JSON, as a library writes its own type.
    Library(Library),
}

/// What a JWK says about its own use (RFC 7517 §4.2-4.5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restrictions {
    /// `kid`.
    pub kid: Option<String>,
    /// `use`.
    pub r#use: Option<String>,
    /// `key_ops`.
    pub key_ops: Option<Vec<String>>,
    /// `alg`.
    pub alg: Option<String>,
}

/// Whether a `use` says that the key is for signatures of tokens: `sig` (RFC 7517 §4.2), or `jwt-svid`, as a SPIFFE bundle has it for
/// the keys that sign JWT-SVIDs (JWT-SVID §6.1). Its other keys are `x509-svid` and sign certificates.
pub fn is_for_signatures(r#use: &str) -> bool {
    ["sig", "jwt-svid"].contains(&r#use)
}

/// Why a text is not a usable key. In a box, because every function of this module may return one, and the program pays for its
/// size each time.
pub type KeyFault = Box<Diagnostic>;

fn fault(facts: impl Into<Facts>) -> KeyFault {
    Box::new(Diagnostic::error(facts))
}

/// `text` from its first visible character on, for recognising what it is; a byte order mark is not one.
fn content(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

impl ParsedKey {
    /// The key, if it is one and no set.
    pub fn one(&self) -> Option<&Key> {
        match self {
            ParsedKey::One(key) => Some(key),
            ParsedKey::Set(_) => None,
        }
    }

    /// With another note on it.
    fn noted(mut self, note: Note) -> ParsedKey {
        match &mut self {
            ParsedKey::One(key) => key.notes.push(note),
            ParsedKey::Set(set) => set.notes.push(note),
        }
        self
    }
}

impl Key {
    /// A key without restrictions.
    pub fn new(material: Material, source: Source, notes: Vec<Note>) -> Key {
        let text = Secret(vec![]);
        Key { material, source, restrictions: Restrictions::default(), chain: vec![], notes, text }
    }
}

/// What a text in the key field holds.
#[derive(Clone, Debug, PartialEq)]
// There is one at a time.
#[allow(clippy::large_enum_variant)]
pub enum ParsedKey {
    /// One key.
    One(Key),
    /// Several: a JWK Set, or several keys in another form.
    Set(Set),
}

/// Longer texts are refused unread; the largest keys come to 20 KB, the largest sets to some megabytes.
const MAX_TEXT: usize = 8 << 20;
/// A longer secret is refused: each check hashes all of it, and finding out why one fails makes dozens of them.
const MAX_SECRET: usize = 1 << 20;

/// Finds out what `text` is. `None` if it is empty. PEM, JWK and the other formats are recognised by their own marks,
/// whatever the encoding of secrets is.
///
/// # Errors
/// The text bears the marks of a key and is not a usable one, it is no secret in that encoding, or it is too long.
///
/// ```
/// use jwt_debugger::key::{Options, ParsedKey, read};
///
/// let set = r#"{"keys": [{"kty": "oct", "kid": "one", "k": "c2VjcmV0"}, {"kty": "oct"}]}"#;
/// let Some(Ok(ParsedKey::Set(set))) = read(set, &Options::default()) else { panic!("this is a JWK Set") };
/// assert_eq!(set.members[0].kid.as_deref(), Some("one"));
/// assert_eq!(set.members[1].key.as_ref().unwrap_err().code().name(), "jwk-member-missing");
/// ```
pub fn read(text: &str, options: &Options) -> Option<Result<ParsedKey, KeyFault>> {
    if text.is_empty() {
        return None;
    }
    let mut found = recognised(text, options).map(|found| found.map_err(|fault| mend::offering(text, fault)));
    if let Some(Ok(ParsedKey::One(key))) = &mut found {
        key.text.0 = text.into();
    }
    found
}

fn recognised(text: &str, options: &Options) -> Option<Result<ParsedKey, KeyFault>> {
    if text.len() > MAX_TEXT {
        let facts = diagnostic::Key::TooLarge { bytes: text.len(), most: MAX_TEXT >> 20, secret: false };
        return Some(Err(fault(facts)));
    }
    // Who says that a secret is base64 or hexadecimal means the bytes, even if they are the text of a key.
    let layers = || layers::read(text, options).filter(|_| options.encoding == Encoding::Utf8);
    if let Some(found) = formatted(text, options).or_else(layers) {
        return Some(found);
    }
    Some(alone(text, options).map(ParsedKey::One))
}

/// What bears the marks of a key in one of the formats.
fn formatted(text: &str, options: &Options) -> Option<Result<ParsedKey, KeyFault>> {
    jwk::read(text).or_else(|| pem::read(text, options)).or_else(|| {
        openssh::read(text).or_else(|| {
            foreign::recognise(text)
                .map(Err)
                .or_else(|| multibase::read(text))
                .or_else(|| raw::read(text, options.needed))
                .map(|found| found.map(ParsedKey::One))
        })
    })
}

/// A text without the marks of a key: a secret, unless the token needs another key and this is plainly none.
fn alone(text: &str, options: &Options) -> Result<Key, KeyFault> {
    if options.needed.is_public()
        && let Some(found) = lookalike::recognise(text)
    {
        return Err(fault(found));
    }
    if text.len() > MAX_SECRET {
        return Err(fault(diagnostic::Key::TooLarge { bytes: text.len(), most: MAX_SECRET >> 20, secret: true }));
    }
    let mut key = secret::read(text, options.encoding)?;
    if let Some(note) = lookalike::note(text) {
        key.notes.push(note);
    } else if content(text).starts_with('{') {
        key.notes.push(Note::LikeJson);
    } else if pem::looks_cut(text) {
        key.notes.push(Note::LikeCutKey);
    }
    Ok(key)
}

/// What to put into the key field for a file: its text, or, if it is none, its bytes in base64, as DER is read.
pub fn file_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| Alphabet::Standard.encode(error.as_bytes()))
}

/// The one key that `text` holds. `None` if it is empty.
///
/// # Errors
/// As [`read`]; `jwks-several-keys` for a set of more than one.
///
/// ```
/// use jwt_debugger::key::{Encoding, detect};
///
/// // The public key of RFC 8037 §A.2.
/// let jwk = r#"{"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// let key = detect(jwk, Encoding::Utf8).expect("a text").expect("a key");
/// assert_eq!(key.thumbprint().as_deref(), Some("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"));
/// ```
pub fn detect(text: &str, encoding: Encoding) -> Option<Result<Key, KeyFault>> {
    let options = Options { encoding, ..Options::default() };
    Some(read(text, &options)?.and_then(|held| match held {
        ParsedKey::One(key) => Ok(key),
        ParsedKey::Set(mut set) => match (set.members.len(), set.members.pop()) {
            (1, Some(only)) => only.key,
            (several, _) => Err(fault(diagnostic::key::Set::SeveralKeys(several))),
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `text` is found to be: a summary, or the code of a fault.
    fn check(text: &str, encoding: Encoding, expected: &str) {
        let found = match detect(text, encoding) {
            None => "nothing".into(),
            Some(Ok(key)) => key.summary(),
            Some(Err(fault)) => fault.code().name().to_owned(),
        };
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn no_text_is_no_key_and_white_space_is_a_secret() {
        check("", Encoding::Utf8, "nothing");
        check("", Encoding::Hex, "nothing");
        check("\n", Encoding::Utf8, "HMAC secret, 1 byte");
        check("\n", Encoding::Base64, "secret-empty");
    }

    #[test]
    fn marks_of_a_key_count_whatever_the_encoding_of_secrets_is() {
        let spki = testing::fixture!("p256-spki.pem");
        let jwk = testing::fixture!("p256-public.jwk.json");
        for encoding in [Encoding::Utf8, Encoding::Base64url, Encoding::Base64, Encoding::Hex] {
            check(spki, encoding, "EC public key on P-256, from PEM (PUBLIC KEY)");
            check(jwk, encoding, "EC public key on P-256, from a JWK");
            check("ssh-rsa AAAAB3NzaC1yc2E=", encoding, "openssh-cut");
            check("ssh-dss AAAAB3NzaC1kc3M=", encoding, "key-format");
        }
        check(r#"{"secret":1}"#, Encoding::Base64, "secret-base64");
        check(r#"{"secret":1}"#, Encoding::Utf8, "HMAC secret, 12 bytes");
    }

    #[test]
    fn a_text_of_no_sensible_length_is_refused() {
        let a = |length: usize| "a".repeat(length);
        check(&a(1 << 20), Encoding::Utf8, "HMAC secret, 1048576 bytes");
        check(&a((1 << 20) + 1), Encoding::Utf8, "key-too-large");
        let jwk = |length: usize| format!("{{\"kty\":\"oct\",\"k\":\"{}\"}}", a(length));
        check(&jwk(8_000_000), Encoding::Utf8, "HMAC secret, 6000000 bytes, from a JWK");
        check(&jwk(8 << 20), Encoding::Utf8, "key-too-large");
    }

    #[test]
    fn a_fault_reads_as_its_code() {
        assert_eq!(fault(diagnostic::key::Set::Empty).to_string(), "jwks-empty");
    }
}
