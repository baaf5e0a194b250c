//! Samples of why a text is no usable key.

use super::Family;
use jwt_debugger::base::diagnostic::key::{
    Akp, Base64, BrokenJson, Der, DerFault, Ec, Encrypted, Foreign, Guess, Jwk, Lookalike, Member, Multibase, NotAKey,
    OddLine, Okp, OpenSsh, Pem, Place, Rsa, ScryptLimit, Secret, Set, StandIn, Written, X5c,
};
use jwt_debugger::base::diagnostic::{Facts, Json, Key};
use jwt_debugger::base::spec::Spec;

const AT: Place = Place::Position(7);
const LINE: Place = Place::LineColumn(3, 12);

pub fn samples() -> Vec<Family> {
    vec![
        ("The text of a key", None, general().into_iter().map(Facts::Key).collect()),
        ("A secret", None, of(secret())),
        ("A JWK", None, of(jwk())),
        ("The encoding of a member of a JWK", None, of(member().into_iter().map(|fault| Jwk::Member("x", fault)))),
        ("A JWK Set", None, of(set())),
        ("PEM", None, of(pem())),
        ("An encrypted private key", None, of(encrypted())),
        ("A key in OpenSSH format", None, openssh()),
        ("DER", None, of(der())),
        ("An RSA key", None, of(rsa())),
        ("An EC key", None, of(ec())),
        ("An Ed25519 or Ed448 key", None, of(okp())),
        ("An ML-DSA key", None, of(akp())),
    ]
}

fn of<T: Into<Facts>>(faults: impl IntoIterator<Item = T>) -> Vec<Facts> {
    faults.into_iter().map(Into::into).collect()
}

fn general() -> Vec<Key> {
    let form = |private| Key::Form { kind: "an EC key on P-256".into(), private, form: "JWK, private" };
    let formats = [
        Foreign::SshDsa,
        Foreign::SshCertificate,
        Foreign::HardwareToken,
        Foreign::Ssh2,
        Foreign::Putty,
        Foreign::DotNetXml,
        Foreign::Pkcs12,
        Foreign::JavaKeystore,
        Foreign::Minisign,
        Foreign::Age,
    ];
    let mut all = vec![
        Key::TooLarge { bytes: 9_000_000, most: 8, secret: false },
        Key::TooLarge { bytes: 1_048_577, most: 1, secret: true },
        Key::Algorithm("a DSA key"),
        Key::UnknownAlgorithm(Some("1.3.1.1".into())),
        Key::UnknownAlgorithm(None),
        form(true),
        form(false),
        Key::Pkcs8Version,
    ];
    all.extend(formats.map(Key::Format));
    let address = |configuration| Lookalike::Address { address: "https://a.example/keys".into(), configuration };
    let lookalikes = [
        Lookalike::Fingerprint(Some("SHA-256")),
        Lookalike::Fingerprint(None),
        Lookalike::Digest("SHA-1"),
        address(false),
        address(true),
        Lookalike::Hash,
        Lookalike::File,
        Lookalike::KeyService,
        Lookalike::ClientId,
        Lookalike::Token,
        Lookalike::Nothing("undefined"),
        Lookalike::Html,
        Lookalike::ErrorAnswer(Some("invalid_client".into())),
        Lookalike::ErrorAnswer(None),
        Lookalike::StandIn(StandIn::Object("Java")),
        Lookalike::StandIn(StandIn::Stored),
        Lookalike::StandIn(StandIn::Placeholder),
        Lookalike::StandIn(StandIn::Mask),
        Lookalike::StandIn(StandIn::Encrypted("SOPS")),
        Lookalike::StandIn(StandIn::Hashed("bcrypt")),
        Lookalike::ErrorText,
        Lookalike::Host("tenant.eu.auth0.com".into()),
        Lookalike::Credential("a Google API key"),
    ];
    all.extend(lookalikes.map(Key::Lookalike));
    let multibase = [
        Multibase::Base58 { position: 12, found: '0' },
        Multibase::Cut,
        Multibase::Codec(0xec, Some("an X25519 key")),
        Multibase::Codec(0x1234, None),
    ];
    all.extend(multibase.map(Key::Multibase));
    all
}

fn secret() -> Vec<Secret> {
    let base64 = |url, fault, other| Secret::Base64 { url, fault, other };
    let hex = |found, prefix| Secret::HexDigit { position: 2, found, prefix };
    vec![
        Secret::Empty("base64url"),
        base64(false, Base64::Character(AT, '-'), true),
        base64(true, Base64::Character(AT, '+'), false),
        base64(false, Base64::Character(AT, '!'), false),
        base64(false, Base64::AfterPadding(AT), false),
        base64(false, Base64::Padding { got: 1, expected: 2 }, false),
        base64(false, Base64::Padding { got: 2, expected: 1 }, false),
        base64(true, Base64::Length(5), false),
        hex(None, false),
        hex(None, true),
        hex(Some(':'), false),
        hex(Some('ä'), false),
        Secret::HexOdd(1),
        Secret::HexOdd(3),
    ]
}

fn jwk() -> Vec<Jwk> {
    let json = |what| Jwk::Json(Some((3, 12)), what);
    let length = |got, expected| Jwk::MemberLength {
        name: "x",
        got,
        expected,
        curve: "P-256",
        spec: Spec::Rfc(7518, "6.2.1.2"),
    };
    vec![
        json(BrokenJson::Shown(Json::MissingComma { in_array: false, after_quote: false })),
        json(BrokenJson::Name),
        json(BrokenJson::Value),
        json(BrokenJson::Number),
        json(BrokenJson::Escape),
        Jwk::Json(None, BrokenJson::Other),
        Jwk::KtyMissing(Some("RSA")),
        Jwk::KtyMissing(None),
        Jwk::Kty("ec".into(), Some("EC")),
        Jwk::Kty("DSA".into(), None),
        Jwk::Configuration(Some("https://idp.example/jwks".into())),
        Jwk::Configuration(None),
        Jwk::MemberMissing { name: "n", kty: "RSA", spec: Spec::Rfc(7518, "6.3.1") },
        Jwk::MemberType { name: "n", kind: "a number", spec: Some(Spec::Rfc(7518, "6.3.1")) },
        length(1, 32),
        length(33, 32),
        Jwk::Curve("p256".into(), Some("P-256")),
        Jwk::Curve("P-192".into(), None),
        Jwk::OkpCurve("Ed22519".into(), None),
        Jwk::OkpCurve("ed25519".into(), Some("Ed25519")),
        Jwk::CurveType { crv: "Ed25519", kty: "EC", right: "OKP" },
        Jwk::AkpAlg("SLH-DSA-SHA2-128s".into()),
        Jwk::X5c(X5c::NotAnArray),
        Jwk::X5c(X5c::Empty),
        Jwk::X5c(X5c::TooMany(20)),
        Jwk::X5c(X5c::NotBase64),
        Jwk::X5c(X5c::OtherKey),
    ]
}

fn member() -> Vec<Member> {
    use Written::{Decimal, Format, Hex, Length, Point, PrivateNumber, PrivateToo, Reversed, Spaced, Swapped, Twice};
    let written = [Hex, Decimal, Twice, Spaced, Reversed, Format, Point, Swapped, Length, PrivateToo, PrivateNumber]
        .map(Member::Written);
    let others = [
        Member::Empty,
        Member::Space(5),
        Member::Padded,
        Member::Commas(','),
        Member::Standard,
        Member::Hex,
        Member::Decimal,
        Member::Sodium,
        Member::Base64(Base64::Character(AT, '+')),
        Member::Base64(Base64::Character(AT, '…')),
        Member::Base64(Base64::Length(5)),
        Member::Lost { got: 341, whole: 342, bits: 2_048 },
    ];
    others.into_iter().chain(written).collect()
}

fn set() -> [Set; 5] {
    [Set::NotAnArray, Set::Empty, Set::TooLarge { keys: 20_001, most: 20_000 }, Set::Work, Set::SeveralKeys(2)]
}

fn pem() -> Vec<Pem> {
    let label = || "PUBLIC KEY".to_owned();
    let odd = OddLine { line: 3, got: 63, first: 64 };
    let cut = |guess| Pem::Cut { says: 294, have: 246, guess };
    let others = [
        NotAKey::OpenSshPrivate,
        NotAKey::TrustedCertificate,
        NotAKey::Request,
        NotAKey::RevocationList,
        NotAKey::Bundle,
        NotAKey::Dsa,
        NotAKey::DsaParameters,
        NotAKey::DhParameters,
        NotAKey::OpenPgp,
    ];
    let mut all = vec![
        Pem::OddBegin(1),
        Pem::OddEnd(4),
        Pem::Dashes { line: 1, begins: true, dash: '\u{2013}' },
        Pem::Dashes { line: 9, begins: false, dash: '\u{2014}' },
        Pem::OpenBegin(1),
        Pem::OpenEnd(1, label()),
        Pem::BeginMissing("PUBLIC KEY"),
        Pem::BareCut { says: 294, have: 246 },
        Pem::EndMissing(1, label()),
        Pem::Base64Cut(76),
        Pem::Base64Cut(152),
        Pem::LabelMismatch(1, label(), "PRIVATE KEY".into()),
        Pem::Label("MY KEY".into(), None),
        Pem::Label("EC PUBLIC KEY".into(), Some("PUBLIC KEY")),
        Pem::LabelContent { label: "PUBLIC KEY", content: "PRIVATE KEY", spec: Spec::Rfc(7468, "10") },
        Pem::Empty(label()),
        Pem::TooLarge(label(), 1_048_577),
        Pem::Body(Base64::Character(LINE, '-'), None),
        Pem::Body(Base64::Character(LINE, '…'), None),
        Pem::Body(Base64::Character(LINE, '!'), None),
        Pem::Body(Base64::AfterPadding(LINE), None),
        Pem::Body(Base64::Padding { got: 1, expected: 2 }, None),
        Pem::Body(Base64::Length(13), Some(odd)),
        Pem::Start(label()),
        cut(Guess::Line(odd)),
        cut(Guess::Lines(1)),
        cut(Guess::Lines(2)),
        cut(Guess::Unknown),
        Pem::Trailing(1),
        Pem::Trailing(48),
        Pem::Parameters,
    ];
    all.extend(others.map(|what| Pem::NotAKey(what, Spec::Rfc(7468, "4"))));
    all
}

fn encrypted() -> Vec<Encrypted> {
    let scrypt = |limit| Encrypted::Scrypt { parameters: [262_144, 8, 1], limit };
    vec![
        Encrypted::Waiting("AES-256-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-256".into()),
        Encrypted::WrongPassphrase,
        Encrypted::Legacy { cipher: "AES-128-CBC".into(), current: true },
        Encrypted::Legacy { cipher: "DES-CBC".into(), current: false },
        Encrypted::Scheme { name: "Camellia-128-CBC".into(), legacy: false },
        Encrypted::Scheme { name: "PBES1 with MD5 and DES".into(), legacy: true },
        Encrypted::Iv { got: 12, expected: 16 },
        Encrypted::KeyLength { got: 16, expected: 32 },
        Encrypted::Salt { got: 33, most: 32 },
        Encrypted::Rounds { got: 10_000_001, least: 1, most: 10_000_000 },
        scrypt(ScryptLimit::Memory(128)),
        scrypt(ScryptLimit::Work),
        scrypt(ScryptLimit::Impossible),
    ]
}

fn openssh() -> Vec<Facts> {
    let what = "the modulus";
    let all = vec![
        OpenSsh::Type { line: "ssh-ed25519", inside: "ssh-rsa".into() },
        OpenSsh::Curve("P-256"),
        OpenSsh::Base64(Base64::Length(5)),
        OpenSsh::CutLength(what, 1),
        OpenSsh::Cut { what, says: 257, left: 122 },
        OpenSsh::Negative(what),
        OpenSsh::ZeroByte(what),
        OpenSsh::Trailing(1),
        OpenSsh::Trailing(4),
    ];
    let faults = all.into_iter().map(|fault| Facts::Key(Key::OpenSsh(fault, Spec::Rfc(4253, "6.6"))));
    let cut = Key::OpenSsh(OpenSsh::Cut { what, says: 257, left: 47 }, Spec::Rfc(4253, "6.6"));
    faults.chain([Facts::Key(Key::OverLines(Box::new(cut.into())))]).collect()
}

fn der() -> Vec<Der> {
    let faults = [
        DerFault::Missing,
        DerFault::CutHeader,
        DerFault::CutLength,
        DerFault::LongTag,
        DerFault::Indefinite,
        DerFault::HugeLength,
        DerFault::LongForm,
        DerFault::Longer { says: 257, left: 1 },
        DerFault::Longer { says: 1, left: 0 },
        DerFault::Tag { expected: 0x30, found: 0x02 },
        DerFault::NoContent(0x03),
        DerFault::Negative,
        DerFault::ZeroByte,
        DerFault::PartialByte,
        DerFault::LeftOver(1),
        DerFault::LeftOver(2),
    ];
    let at = |what, fault, block| Der { byte: 5, what, fault, block };
    let mut all: Vec<Der> = faults.map(|fault| at("the modulus", fault, None)).into();
    all.push(at("the start of the validity", DerFault::NotATime, None));
    all.push(at("the key itself", DerFault::Missing, Some(Spec::Rfc(7468, "13"))));
    all
}

fn rsa() -> [Rsa; 14] {
    [
        Rsa::ModulusZero,
        Rsa::ModulusLarge { bits: 16_385, most: 16_384 },
        Rsa::ModulusSmall { bits: 1, least: 512 },
        Rsa::ModulusEven,
        Rsa::ModulusText { text: "Error-CouldNotFetch".into(), istio: true },
        Rsa::ModulusText { text: "put your key here".into(), istio: false },
        Rsa::ExponentSmall,
        Rsa::ExponentEven,
        Rsa::ExponentLarge,
        Rsa::PrivateExponent,
        Rsa::PrivatePrimes,
        Rsa::Primes,
        Rsa::PrimesMissing,
        Rsa::Version,
    ]
}

fn ec() -> Vec<Ec> {
    let curve = "P-256";
    let of_both = [false, true].into_iter().flat_map(|jwk| {
        [
            Ec::NotOnCurve { curve, jwk },
            Ec::OtherCurve { says: "secp256k1", is: curve, jwk },
            Ec::PrivateRange { curve, jwk },
            Ec::Mismatch { jwk },
        ]
    });
    let others = [
        Ec::PointEmpty,
        Ec::PointInfinity,
        Ec::PointHybrid,
        Ec::PointForm(5),
        Ec::PointLength { got: 64, expected: 65, curve },
        Ec::PrivateLength { got: 33, expected: 32, curve },
        Ec::Version,
        Ec::CurvesDiffer(curve, "P-384"),
        Ec::CurveMissing,
        Ec::PrivateCurveMissing,
        Ec::ExplicitParameters,
        Ec::Curve("brainpoolP256r1"),
        Ec::UnknownCurve(Some("1.3.1.1".into())),
        Ec::UnknownCurve(None),
    ];
    of_both.chain(others).collect()
}

fn okp() -> Vec<Okp> {
    let length = |private| Okp::Length { curve: "Ed25519", private, got: 31, expected: 32 };
    vec![Okp::SmallOrder("Ed25519"), Okp::Point("Ed448"), Okp::Mismatch("Ed25519"), length(false), length(true)]
}

fn akp() -> Vec<Akp> {
    let length = |seed, got, expected| Akp::Length { set: "ML-DSA-44", seed, got, expected };
    vec![Akp::Mismatch("ML-DSA-44"), Akp::SeedMissing("ML-DSA-44"), length(false, 1_311, 1_312), length(true, 1, 32)]
}
