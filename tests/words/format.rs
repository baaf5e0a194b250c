//! Samples of what is wrong with the form of a token, and of what was undone to find one.

use super::Family;
use jwt_debugger::base::diagnostic::{
    Again, Base64url, Compression, Dot, Duplicate, Facts, Format, Gone, Header, HealthCard, Letters, Numbers, Octet,
    OtherToken, Paste, Payload, Role,
};
use jwt_debugger::base::span::Part;

pub fn samples() -> Vec<Family> {
    vec![
        ("Encoding of a segment", Some(Part::Encoded), encoding()),
        ("The token as a whole", Some(Part::Encoded), whole()),
        ("The header", Some(Part::Header), header()),
        ("The payload", Some(Part::Payload), payload()),
        ("What was undone to find a token", Some(Part::Encoded), paste()),
    ]
}

fn encoding() -> Vec<Facts> {
    let characters = [' ', '\n', '\t', '%', '~', '*', '…', '“', '—', '\0', '\u{200b}', '$', 'é'];
    let alien = characters.into_iter().map(|c| Base64url::Alphabet(c, 0));
    let others = [
        Base64url::Alphabet('$', 1),
        Base64url::Alphabet('$', 5),
        Base64url::StandardAlphabet('+', 0),
        Base64url::StandardAlphabet('/', 2),
        Base64url::PaddingAtEnd(1),
        Base64url::PaddingAtEnd(2),
        Base64url::PaddingAtEnd(9),
        Base64url::PaddingInside,
        Base64url::Length(1),
        Base64url::Length(41),
        Base64url::TrailingBits(2),
    ];
    let roles = [
        Role::Header,
        Role::Signature,
        Role::EncryptedKey,
        Role::InitializationVector,
        Role::Ciphertext,
        Role::AuthenticationTag,
        Role::Extra,
    ];
    let in_payload = alien.chain(others).map(|fault| Facts::Segment(Role::Payload, fault));
    in_payload.chain(roles.map(|role| Facts::Segment(role, Base64url::TrailingBits(4)))).collect()
}

fn whole() -> Vec<Facts> {
    let all = [
        Format::Empty,
        Format::Pem,
        Format::Jwk,
        Format::JweJson,
        Format::PlainJson,
        Format::NotAToken,
        Format::Opaque,
        Format::OneSegment,
        Format::PayloadAlone,
        Format::TwoSegments { unsecured: false },
        Format::TwoSegments { unsecured: true },
        Format::FourSegments,
        Format::DotAtEnd,
        Format::Shortened("***"),
        Format::NoToken(""),
        Format::NoToken("undefined"),
        Format::Placeholder,
        Format::Other(OtherToken::Opaque("a Google access token")),
        Format::Other(OtherToken::Printed("JJWT")),
        Format::Other(OtherToken::Laravel),
        Format::Other(OtherToken::Iron),
        Format::Other(OtherToken::RailsEncrypted),
        Format::Other(OtherToken::Cose { certificate: true }),
        Format::Other(OtherToken::Cose { certificate: false }),
        Format::Other(OtherToken::Flask),
        Format::Other(OtherToken::Django),
        Format::Other(OtherToken::Paseto { encrypted: false }),
        Format::Other(OtherToken::Paseto { encrypted: true }),
        Format::Other(OtherToken::Fernet),
        Format::Other(OtherToken::Saml),
        Format::Other(OtherToken::Rails),
        Format::Other(OtherToken::Macaroon),
        Format::Other(OtherToken::Basic),
        Format::Passport,
        Format::HealthCard(HealthCard::Digits),
        Format::HealthCard(HealthCard::Parts { have: 1, of: 3 }),
        Format::HealthCard(HealthCard::Parts { have: 2, of: 3 }),
        Format::FiveSegments,
        Format::ManySegments(7),
        Format::Jwe,
        Format::JweCutOff(1),
        Format::JweCutOff(3),
        Format::DotInPayload,
        Format::SignatureEmpty,
    ];
    all.into_iter().map(Facts::Format).collect()
}

fn header() -> Vec<Facts> {
    let all = [
        Header::Empty,
        Header::Utf16,
        Header::NotUtf8(Octet { position: 23, value: 0xe9 }),
        Header::NotObject("an array"),
        Header::AlgMissing,
        Header::AlgNotAString("null"),
        Header::AlgEmpty,
        Header::B64NotCritical,
    ];
    let twice = Duplicate::Name { name: "alg".into(), first: (1, 2), inner: false };
    all.into_iter().map(Facts::Header).chain([Facts::Duplicate(twice)]).collect()
}

fn payload() -> Vec<Facts> {
    let byte = Octet { position: 12, value: 0xfc };
    let all = [
        Payload::Empty,
        Payload::Utf16 { compressed: false },
        Payload::NotUtf8 { byte, compressed: false, claims: true },
        Payload::NotUtf8 { byte, compressed: false, claims: false },
        Payload::NotUtf8 { byte, compressed: true, claims: false },
        Payload::NotObject("a string"),
        Payload::Nested,
        Payload::Encoded(Again::Base64),
        Payload::Encoded(Again::Unencoded),
        Payload::Encoded(Again::Text),
        Payload::NotJson,
        Payload::Compressed(Compression::Deflate),
        Payload::Compressed(Compression::Zlib),
        Payload::Compressed(Compression::Gzip),
        Payload::TooLong(250_000),
    ];
    let twice = |inner| Duplicate::Name { name: "sub".into(), first: (2, 3), inner };
    let twice = [twice(false), twice(true), Duplicate::More(1), Duplicate::More(30)];
    all.into_iter().map(Facts::Payload).chain(twice.map(Facts::Duplicate)).collect()
}

fn paste() -> Vec<Facts> {
    let all = [
        Paste::Curl,
        Paste::Json(Some("id_token".into())),
        Paste::Json(None),
        Paste::Url(Some("token".into())),
        Paste::Cookie(Some("session".into())),
        Paste::Name("TOKEN".into()),
        Paste::Bearer("Authorization: Bearer".into()),
        Paste::Joined("Bearer".into()),
        Paste::Quotes,
        Paste::Base64,
        Paste::Digits(1),
        Paste::Digits(3),
        Paste::Shielded,
        Paste::Numbers(Numbers::Hexadecimal),
        Paste::Numbers(Numbers::List),
        Paste::Numbers(Numbers::Dump),
        Paste::Numbers(Numbers::Binary),
        Paste::Numbers(Numbers::Escapes),
        Paste::Letters(Letters::Wide),
        Paste::Letters(Letters::Styled),
        Paste::Letters(Letters::Capital),
        Paste::Letters(Letters::Alike),
        Paste::Letters(Letters::Spread),
        Paste::Identity,
        Paste::Vapid(None),
        Paste::Vapid(Some("BOMblL7b".into())),
        Paste::TextAround,
        Paste::InvisibleAround,
        Paste::LineBreaks(1),
        Paste::LineBreaks(3),
        Paste::SoftBreaks(1),
        Paste::SoftBreaks(3),
        Paste::Hyphens,
        Paste::Space(1),
        Paste::Space(2),
        Paste::Invisible(1),
        Paste::Invisible(2),
        Paste::Percent(1),
        Paste::Percent(2),
        Paste::Plus(1),
        Paste::Plus(2),
        Paste::Escapes(1),
        Paste::Escapes(2),
        Paste::Literals(3),
        Paste::Repeated(2),
        Paste::Repeated(3),
        Paste::Dots(Dot::Entity, 2),
        Paste::Dots(Dot::Word, 1),
        Paste::Dots(Dot::Space, 2),
        Paste::Dots(Dot::Mark("。"), 2),
        Paste::Dots(Dot::Bytes, 2),
        Paste::Parts,
        Paste::DotLost(Gone::First),
        Paste::DotLost(Gone::Second),
        Paste::DotLost(Gone::Both),
        Paste::PartLost("dir"),
        Paste::StartLost("e"),
        Paste::StartLost("ey"),
        Paste::Swapped,
        Paste::SignedCookie,
        Paste::Cookies(2),
        Paste::Rot13,
    ];
    all.into_iter().map(Facts::Paste).collect()
}
