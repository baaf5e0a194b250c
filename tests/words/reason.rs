//! Samples of what there is to know about a signature.

use super::Family;
use jwt_debugger::base::diagnostic::chain::{Dimension, Step};
use jwt_debugger::base::diagnostic::key::{Jwk, Lookalike, Member, StandIn};
use jwt_debugger::base::diagnostic::reason::{
    AlgClass, AlgName, Canonical, Crit, KeyFit, KeyKind, Naming, NotEditable, Note, OwnKey, Padding, Private, Proof,
    Reason, SetChoice, SetKey, Signature, Trusted, Unchecked, UnknownAlg, Unsigned, Unusable, Weak, Zero,
};
use jwt_debugger::base::diagnostic::{Code, Facts, Json, Key, Role};
use jwt_debugger::base::span::Part;
use jwt_debugger::base::spec::Spec;

const HS256: AlgName = AlgName { name: "HS256", spec: Spec::Rfc(7518, "3.2") };
const RS256: AlgName = AlgName { name: "RS256", spec: Spec::Rfc(7518, "3.3") };
const ES256: AlgName = AlgName { name: "ES256", spec: Spec::Rfc(7518, "3.4") };
const PKCS1: Padding = Padding::Pkcs1("SHA-512");
const PSS: Padding = Padding::Pss { hash: "SHA-256", mask: Some("SHA-1"), salt: 20 };

pub fn samples() -> Vec<Family> {
    vec![
        ("A signature that cannot be checked", None, of(unchecked())),
        ("A key that does not go with the algorithm", None, of(fit())),
        ("The choice of a key from a set", None, of(set())),
        ("A signature that is valid", None, of(note())),
        ("A signature that is not valid", None, of(signature())),
        ("A signature that has to do with a key of a set", None, of(in_set())),
        ("A draft without a signature", None, of(unsigned())),
        ("A token that cannot be edited", None, of(not_editable())),
        ("A weak signature", None, of(weak())),
    ]
}

fn of<T: Into<Facts>>(faults: impl IntoIterator<Item = T>) -> Vec<Facts> {
    faults.into_iter().map(Into::into).collect()
}

fn fault() -> Box<Facts> {
    Box::new(Facts::Key(Key::Algorithm("a DSA key")))
}

fn unchecked() -> Vec<Unchecked> {
    let registered = |name, about, class, spec| UnknownAlg::Registered { name, about, class, spec };
    let misspelled = |name: &str, meant, space| UnknownAlg::Misspelled { name: name.into(), meant, space };
    let crit = [
        Crit::Repeated("crit"),
        Crit::Empty,
        Crit::NotAnArray,
        Crit::NotAString,
        Crit::NamedTwice("b64".into()),
        Crit::Base("alg".into()),
        Crit::Absent("b64".into()),
    ];
    let unknown = [
        registered("none", "the mark of an unsecured token", AlgClass::Unsecured, Spec::Rfc(7518, "3.6")),
        registered("RS1", "RSASSA-PKCS1-v1_5 with SHA-1", AlgClass::Prohibited, Spec::Iana("jose")),
        registered("RSA-OAEP", "RSAES-OAEP", AlgClass::KeyManagement, Spec::Rfc(7518, "4.3")),
        registered("A256GCM", "AES-GCM", AlgClass::ContentEncryption, Spec::Rfc(7518, "5.3")),
        misspelled("rs256", "RS256", false),
        misspelled("NONE", "none", false),
        misspelled(" HS256", "HS256", true),
        UnknownAlg::Empty,
        UnknownAlg::Unregistered("XS256".into()),
    ];
    let mut all = vec![
        Unchecked::Jwe,
        Unchecked::Segments(1),
        Unchecked::Segments(2),
        Unchecked::Segments(4),
        Unchecked::JweSegments(1),
        Unchecked::JweSegments(4),
        Unchecked::Detached,
        Unchecked::HeaderMalformed,
        Unchecked::AlgMissing,
        Unchecked::AlgNotText("an array"),
        Unchecked::AlgAmbiguous(vec!["HS256".into(), "none".into()]),
    ];
    all.extend(unknown.map(Unchecked::AlgUnknown));
    all.extend(crit.map(Unchecked::Crit));
    all.extend([
        Unchecked::CritUnknown(vec!["exp".into()]),
        Unchecked::CritUnknown(vec!["http://openbanking.org.uk/iat".into(), "exp".into()]),
        Unchecked::CritUnknown(["a", "b", "c", "d", "e", "f"].map(String::from).to_vec()),
        Unchecked::B64NotCritical,
        Unchecked::B64NotBoolean,
        Unchecked::Destroyed,
    ]);
    all
}

fn fit() -> Vec<KeyFit> {
    let expected = |valid| KeyFit::Expected { header: "PS384".into(), expected: "PS256", valid };
    let kind = |algorithm, needs, is| KeyFit::Kind { algorithm, needs, is };
    let r#use = |says: &str, valid| KeyFit::Use { says: says.into(), valid };
    let ops = |says: &[&str], valid| KeyFit::Ops { says: says.iter().map(|one| one.to_string()).collect(), valid };
    let alg = |valid| KeyFit::Alg { says: "PS256".into(), header: "PS384", valid };
    [
        expected(None),
        expected(Some(true)),
        expected(Some(false)),
        kind(RS256, KeyKind::Rsa, KeyKind::Ec("P-256")),
        kind(RS256, KeyKind::Rsa, KeyKind::Secret),
        kind(RS256, KeyKind::Rsa, KeyKind::Text),
        kind(HS256, KeyKind::Secret, KeyKind::Rsa),
        kind(AlgName { name: "EdDSA", ..RS256 }, KeyKind::Edwards, KeyKind::Called("ML-DSA-44")),
        KeyFit::Curve { algorithm: ES256, needs: "P-256", is: "P-384" },
        r#use("enc", None),
        r#use("enc", Some(true)),
        r#use("tls", Some(false)),
        ops(&["encrypt", "wrapKey"], None),
        ops(&[], Some(true)),
        alg(None),
        alg(Some(true)),
        alg(Some(false)),
    ]
    .into_iter()
    .chain(unusable().map(KeyFit::Unusable))
    .collect()
}

fn unusable() -> [Unusable; 19] {
    [
        Unusable::WrongKind,
        Unusable::NoPrivate,
        Unusable::Inconsistent,
        Unusable::OffCurve,
        Unusable::NoPoint,
        Unusable::ScalarRange,
        Unusable::PrivateLength,
        Unusable::SeedLength,
        Unusable::PublicLength(1, 1_312),
        Unusable::ModulusBits(504, 512, 16_384),
        Unusable::ModulusEven,
        Unusable::ModulusSmall,
        Unusable::ExponentSmall,
        Unusable::ExponentBits(264, 256),
        Unusable::Work(256, 16_384, 64),
        Unusable::PrimesMissing,
        Unusable::ManyPrimes,
        Unusable::UnequalPrimes,
        Unusable::Size,
    ]
}

fn set() -> Vec<SetChoice> {
    let (kid, number) = (|| SetKey::Kid("2026-01".into()), || SetKey::Number(3));
    let none = |left, left_out, nameless| SetChoice::NoneOfSeveral { left, left_out, nameless };
    let no_such =
        |member, other, left, unusable| SetChoice::NoSuchKey { member, name: "2025-12".into(), other, left, unusable };
    vec![
        SetChoice::OnlyFit { all: 1, key: kid(), nameless: false },
        SetChoice::OnlyFit { all: 4, key: number(), nameless: false },
        SetChoice::OnlyFit { all: 4, key: number(), nameless: true },
        SetChoice::OneOfSeveral { all: 4, key: kid(), nameless: false },
        SetChoice::OneOfSeveral { all: 4, key: number(), nameless: true },
        none(0, false, false),
        none(1, false, false),
        none(12, false, false),
        none(0, true, false),
        none(0, false, true),
        SetChoice::NoneFits { all: 1, algorithm: "RS256", unusable: None },
        SetChoice::NoneFits { all: 4, algorithm: "RS256", unusable: None },
        SetChoice::NoneFits { all: 4, algorithm: "RS256", unusable: Some(fault()) },
        no_such("kid", None, 0, None),
        no_such("kid", None, 12, None),
        no_such("kid", None, 0, Some(fault())),
        no_such("x5t#S256", None, 0, None),
        no_such("kid", Some(kid()), 0, None),
        SetChoice::Holds(kid()),
        SetChoice::Fails { key: kid(), left: 0 },
        SetChoice::Fails { key: number(), left: 1 },
        SetChoice::Unusable { key: kid(), fault: fault() },
        SetChoice::OtherHolds { named: kid(), other: number() },
    ]
}

fn note() -> Vec<Note> {
    let key = || "RSA public key, 2048 bit".to_owned();
    let own = |own| Note::OwnKey { member: "jwk", own };
    let short = |bytes, guessable| Note::SecretShort { bytes, advised: 32, algorithm: HS256, guessable };
    let trusted = |subject: &str| Trusted { subject: subject.into(), not_before: 0, not_after: 1_795_306_980 };
    let small = |bits, broken| Note::RsaSmall { bits, algorithm: RS256, broken };
    vec![
        Note::SelfAttested { member: "jwk", key: key(), private: false },
        Note::SelfAttested { member: "x5c", key: key(), private: true },
        Note::SelfAttested { member: "iss", key: key(), private: false },
        Note::Linked(key()),
        own(OwnKey::Same),
        own(OwnKey::Other(key())),
        own(OwnKey::Unusable(fault())),
        short(1, true),
        short(16, false),
        small(512, true),
        small(1024, false),
        Note::PrivateKey,
        Note::ChainBroken(2),
        Note::KidDiffers { header: "a".into(), key: "b".into() },
        Note::KidNamesKey(Naming::Thumbprint),
        Note::KidNamesKey(Naming::SpkiSha256),
        Note::KidNamesKey(Naming::SpkiSha1),
        Note::KidNamesKey(Naming::Libtrust),
        Note::KidNamesKey(Naming::CertificateSha1),
        Note::KidNamesKey(Naming::CertificateSha256),
        Note::KeyRepaired(Box::new(Jwk::Member("n", Member::Padded).into())),
        Note::ChainTrusted(vec![trusted("rsa.example")]),
        Note::ChainTrusted(vec![trusted("rsa.example"), trusted("CA")]),
        Note::PaddingSigned,
    ]
}

fn signature() -> Vec<Signature> {
    let open = |tried, left_out, payload_empty| Signature::Open { tried, left_out, payload_empty };
    use Dimension::{Header, Input, Key, Primitive, Secret, Token};
    let tried = vec![Token, Header, Key, Secret, Input, Primitive, Dimension::Signature];
    let length = |algorithm, expected, got, rsa_bits| Signature::Length { algorithm, expected, got, rsa_bits };
    let text = |segments: &[Role], matches| Signature::NotCanonical { segments: segments.into(), matches };
    let es512 = AlgName { name: "ES512", ..ES256 };
    let curve =
        |filled| Signature::OtherCurve { algorithm: es512, needs: "P-521", is: "P-256", right: "ES256", filled };
    let as_secret = |header, der, private| Signature::KeyAsSecret { algorithm: "HS256", header, der, private };
    vec![
        Signature::Mismatch,
        open(vec![], false, false),
        open(vec![Dimension::Signature], false, false),
        open(tried, true, false),
        open(vec![Dimension::Signature], false, true),
        Signature::NoneWithSignature,
        Signature::Empty(HS256),
        length(HS256, 32, 1, None),
        length(HS256, 32, 64, None),
        length(HS256, 32, 33, None),
        length(RS256, 256, 384, Some(2048)),
        text(&[Role::Signature], Canonical::AsSent),
        text(&[Role::Header], Canonical::AsSent),
        text(&[Role::Payload], Canonical::Rewritten),
        text(&[Role::Header, Role::Payload, Role::Signature], Canonical::Neither),
        curve(None),
        curve(Some(66)),
        Signature::Zero(Zero::Both),
        Signature::Zero(Zero::R),
        Signature::Zero(Zero::S),
        Signature::Range("P-256"),
        Signature::ContentChanged { other: None },
        Signature::ContentChanged { other: Some((PKCS1, "RS256")) },
        Signature::ContentMissing { other: None },
        Signature::ContentMissing { other: Some((PSS, "PS256")) },
        Signature::DigestInfo("RS256"),
        Signature::OtherKey { proof: Proof::TooLarge, left_out: false },
        Signature::OtherKey { proof: Proof::NoPadding, left_out: true },
        Signature::KeyDamaged,
        Signature::Word("undefined"),
        Signature::OwnKeyFails("x5c"),
        Signature::OwnKeyFails("kid"),
        as_secret(None, false, false),
        as_secret(None, true, false),
        as_secret(Some("RS256"), false, false),
        as_secret(None, false, true),
        Signature::Identifier("aud".into()),
        Signature::LooksLike(Lookalike::StandIn(StandIn::Placeholder)),
        Signature::LooksLike(Lookalike::Html),
        Signature::Private(Private::MicrosoftNonce),
        Signature::Private(Private::OktaOrg),
        Signature::Private(Private::FirebaseCustom),
        Signature::Private(Private::KeycloakRefresh),
    ]
}

fn in_set() -> Vec<Reason> {
    let inner = || Box::new(Reason::Chain(vec![Step::new(Dimension::Signature, "der", Code::SignatureDer)]));
    vec![Reason::InSet(SetKey::Kid("2026-01".into()), inner()), Reason::InSet(SetKey::Number(3), inner())]
}

fn not_editable() -> [NotEditable; 7] {
    use NotEditable::*;
    [BrokenJson, Encrypted, KeyBinding, NoPayload, NotText, Recipients, SdJwt]
}

fn weak() -> [Weak; 3] {
    let secret = |bytes| Weak::Secret { bytes, needs: 32, algorithm: "HS256" };
    [secret(1), secret(31), Weak::Rsa(1024)]
}

fn unsigned() -> Vec<Unsigned> {
    let json = |part| Unsigned::Json { part, line: 2, column: 3, fault: Json::NotJson };
    vec![
        json(Part::Header),
        json(Part::Payload),
        Unsigned::AlgAmbiguous,
        Unsigned::AlgMissing,
        Unsigned::AlgNone,
        Unsigned::AlgUnknown(UnknownAlg::Unregistered("XS256".into())),
        Unsigned::Crit,
        Unsigned::NoKey { algorithm: "RS256", needs: KeyKind::Rsa },
        Unsigned::KeyUnreadable(fault()),
        Unsigned::KeySet,
        Unsigned::PublicKey,
        Unsigned::KeyLarge(8192),
        Unsigned::KeyUnusable(Unusable::PrivateLength),
    ]
}
