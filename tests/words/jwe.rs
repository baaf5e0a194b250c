//! Samples of what can be wrong with encrypted tokens.

use super::Family;
use jwt_debugger::base::diagnostic::chain::{Dimension, Fact, Step};
use jwt_debugger::base::diagnostic::jwe::{
    Filling, Framing, JweHeader, JweJson, JweKey, Meant, Naming, Needs, Opening, Opens, Wrapping,
};
use jwt_debugger::base::diagnostic::reason::Unusable;
use jwt_debugger::base::diagnostic::{Base64url, Code, Facts, Key, Role};

pub fn samples() -> Vec<Family> {
    let json = [
        JweJson::NotAnObject,
        JweJson::Missing("ciphertext"),
        JweJson::Type { name: "recipients", kind: "an object", wanted: "an array" },
        JweJson::Encoding("tag", Base64url::PaddingAtEnd(2)),
        JweJson::NoRecipients,
        JweJson::Mixed("encrypted_key"),
        JweJson::Repeated("alg".into()),
        JweJson::Header("protected"),
        JweJson::EncDiffers,
        JweJson::Alone("dir"),
    ];
    let meant = |name, naming, opens| Meant { name, naming, opens };
    let alg = |name: &str, meant| JweHeader::Alg { name: name.into(), signs: false, meant: Some(meant) };
    let header = [
        JweHeader::Missing("epk", "ECDH-ES"),
        JweHeader::Type { name: "p2c", kind: "a string", wanted: "a number" },
        JweHeader::Encoding("apu", Base64url::Alphabet(' ', 0)),
        JweHeader::Length { name: "iv", got: 1, expected: 12 },
        JweHeader::Alg { name: "RS256".into(), signs: true, meant: None },
        JweHeader::Alg { name: "custom".into(), signs: false, meant: None },
        JweHeader::Enc { name: "custom".into(), meant: None },
        alg("direct", meant("dir", Naming::Spelling, Some(Opens::Alone))),
        alg("direct", meant("dir", Naming::Spelling, None)),
        alg("RSA/ECB/PKCS1Padding", meant("RSA1_5", Naming::Java, None)),
        alg(
            "http://www.w3.org/2001/04/xmlenc#rsa-oaep",
            meant("RSA-OAEP", Naming::Xml, Some(Opens::With("A256CBC-HS512"))),
        ),
        JweHeader::Enc { name: "A256_GCM".into(), meant: Some(meant("A256GCM", Naming::Spelling, None)) },
        JweHeader::Zip("GZIP".into()),
        JweHeader::Critical("exp".into()),
        JweHeader::Unprotected("zip"),
        JweHeader::Iterations("1000000000".into(), 1_000_000),
        JweHeader::Epk(Box::new(Key::Algorithm("a DSA key"))),
        JweHeader::EpkNotOnCurve("P-256"),
        JweHeader::EpkCurve { epk: "P-384".into(), key: "P-256" },
        JweHeader::EpkSmallOrder("X25519"),
        JweHeader::EpkPrivate,
    ];
    let kind = |needs, held: &str| JweKey::Kind { alg: "RSA-OAEP", needs, held: held.into() };
    let key = [
        JweKey::None { alg: "RSA-OAEP", needs: Needs::Rsa },
        JweKey::None { alg: "dir", needs: Needs::Secret },
        JweKey::NoneOfSet { alg: "RSA-OAEP", tried: 0 },
        JweKey::NoneOfSet { alg: "RSA-OAEP", tried: 3 },
        kind(Needs::Secret, "an RSA key"),
        kind(Needs::Password, "an RSA key"),
        kind(Needs::Rsa, "an EC key on P-256"),
        kind(Needs::Agreement, "a secret"),
        JweKey::Public("RSA-OAEP"),
        JweKey::Length { wanted_by: "A256GCM", got: 16, expected: 32 },
        JweKey::Length { wanted_by: "A128KW", got: 1, expected: 16 },
        JweKey::Curve("secp256k1"),
        JweKey::Unusable(Unusable::Inconsistent),
        JweKey::Size("RSA-OAEP-512", 64),
    ];
    let wrappings = [Wrapping::Rsa, Wrapping::Kw, Wrapping::GcmKw, Wrapping::Password, Wrapping::Agreement];
    let unwrap = wrappings.map(|by| Opening::Unwrap { alg: "RSA-OAEP", by });
    let encoding =
        |opens| Opening::Encoding { role: Role::AuthenticationTag, fault: Base64url::PaddingAtEnd(1), opens };
    let length = |role| Opening::Length { role, enc: "A128GCM", got: 1, expected: 12 };
    let chain = |opens, proven, steps: &[Step]| Opening::Chain { steps: steps.to_vec(), opens, proven };
    let input = |name, fact| Step::new(Dimension::Input, name, Code::JweContentChanged).with(fact);
    let change = input("character-changed", Fact::Change { part: "ciphertext", at: 7, is: Some('a'), was: Some('b') });
    let secret = Step::new(Dimension::Secret, "base64url-decoded", Code::JweSecretEncoding);
    let quotes = Step::new(Dimension::Secret, "unquoted", Code::SecretQuotes);
    let known = Step::new(Dimension::Secret, "well-known", Code::SecretDefault);
    let slip = Step::new(Dimension::Token, "base64url-slip", Code::JweEncoding).with(Fact::Name("ciphertext"));
    let cut = Step::new(Dimension::Signature, "tag-cut", Code::JweTagLength).with(Fact::Part { got: 6, whole: 16 });
    let tag =
        |name, got, whole| Step::new(Dimension::Signature, name, Code::JweTagLength).with(Fact::Part { got, whole });
    let method = |name| Step::new(Dimension::Primitive, name, Code::JweMethod);
    let member = input("member-removed", Fact::Member("kid".into()));
    let chains = [
        chain(true, true, core::slice::from_ref(&change)),
        chain(true, false, &[secret, change.clone()]),
        chain(true, false, &[quotes.clone(), slip]),
        chain(false, true, &[quotes]),
        chain(true, false, &[known]),
        chain(true, true, &[cut]),
        chain(true, true, &[tag("tag-cut-or-short", 12, 16)]),
        chain(true, true, &[tag("tag-short", 16, 24)]),
        chain(true, false, &[tag("tag-short", 16, 32)]),
        chain(true, true, &[method("vector-length").with(Fact::Count(16))]),
        chain(true, false, &[method("vector-length").with(Fact::Count(8)), change.clone()]),
        chain(true, false, &[method("one-round")]),
        chain(true, true, &[method("mac-half-encrypts")]),
        chain(true, false, &[method("halves-swapped"), member]),
        chain(true, false, &[method("parties-swapped")]),
    ];
    let opening = [
        encoding(true),
        encoding(false),
        Opening::Destroyed,
        Opening::AadEncoding(Base64url::TrailingBits(4)),
        length(Role::InitializationVector),
        length(Role::AuthenticationTag),
        Opening::Blocks { enc: "A128CBC-HS256", got: 15, block: 16 },
        Opening::EncryptedKeyPresent("dir"),
        Opening::EncryptedKeyMissing("A128KW"),
        Opening::EncryptedKeyLength { alg: "A128KW", got: 39, expected: 40 },
        Opening::EncryptedKeyTooLarge("RSA-OAEP"),
        Opening::Padding { alg: "RSA-OAEP", found: "OAEP with SHA-256".into(), named: Some("RSA-OAEP-256") },
        Opening::Padding { alg: "RSA-OAEP", found: "OAEP with SHA-256 and MGF1 with SHA-1".into(), named: None },
        Opening::ContentKeyLength { enc: "A256GCM", got: 16, expected: 32 },
        Opening::Tag { alg: "A128KW", proven: true },
        Opening::Tag { alg: "dir", proven: false },
        Opening::ContentPadding { enc: "A128CBC-HS256", filling: Filling::Unknown },
        Opening::ContentPadding { enc: "A128CBC-HS256", filling: Filling::Nothing },
        Opening::ContentPadding { enc: "A128CBC-HS256", filling: Filling::Zeros },
        Opening::Deflate,
        Opening::Framed(Framing::Zlib),
        Opening::Framed(Framing::Gzip),
        Opening::TooLong(250_000),
        Opening::SecretEncoding("base64url"),
    ];
    vec![
        ("Encrypted tokens in JSON", None, json.into_iter().map(Facts::from).collect()),
        ("The header of an encrypted token", None, header.into_iter().map(Facts::from).collect()),
        ("A key for an encrypted token", None, key.into_iter().map(Facts::from).collect()),
        (
            "Opening an encrypted token",
            None,
            unwrap.into_iter().chain(opening).chain(chains).map(Facts::from).collect(),
        ),
    ]
}
