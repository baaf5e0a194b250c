//! What can be wrong with the form of a token.

use super::Code;

/// What a segment of the compact serialization is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The JOSE header.
    Header,
    /// The JWS payload.
    Payload,
    /// The JWS signature.
    Signature,
    /// The JWE encrypted key.
    EncryptedKey,
    /// The JWE initialization vector.
    InitializationVector,
    /// The JWE ciphertext.
    Ciphertext,
    /// The JWE authentication tag.
    AuthenticationTag,
    /// A segment that no serialization has.
    Extra,
}

/// Why a text is not base64url without padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64url {
    /// A character that no base64 has, and how many more there are.
    Alphabet(char, usize),
    /// `+` or `/`, and how many more there are.
    StandardAlphabet(char, usize),
    /// So many `=` at the end.
    PaddingAtEnd(usize),
    /// A `=` that something follows.
    PaddingInside,
    /// So many characters, one too many.
    Length(usize),
    /// So many bits of the last character are not zero.
    TrailingBits(usize),
}

/// What is wrong with a token as a whole, or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// There is no text.
    Empty,
    /// PEM.
    Pem,
    /// A JWK.
    Jwk,
    /// A JWE in the JSON serialization.
    JweJson,
    /// Some other JSON.
    PlainJson,
    /// No part of it can be a header.
    NotAToken,
    /// One segment that cannot be a header.
    Opaque,
    /// A header alone, or something like it.
    OneSegment,
    /// Claims alone.
    PayloadAlone,
    /// Header and payload.
    TwoSegments {
        /// `alg` is `none`, so only a dot is missing.
        unsecured: bool,
    },
    /// Four segments.
    FourSegments,
    /// Four segments, the last of which is empty.
    DotAtEnd,
    /// A part of it is left out, with this mark in its place.
    Shortened(&'static str),
    /// A word that a program writes where it has nothing, or no word at all.
    NoToken(&'static str),
    /// A name in place of a token.
    Placeholder,
    /// A token of another family.
    Other(OtherToken),
    /// A PASSporT.
    Passport,
    /// A SMART Health Card in digits that give no token.
    HealthCard(HealthCard),
    /// Five segments, and no `enc`.
    FiveSegments,
    /// More than five.
    ManySegments(usize),
    /// A whole JWE.
    Jwe,
    /// A JWE with so many segments.
    JweCutOff(usize),
    /// A dot in an unencoded payload.
    DotInPayload,
    /// There is no signature, although `alg` is not `none`.
    SignatureEmpty,
}

/// A token that is none of JOSE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherToken {
    /// One that only its issuer can read; what it is, such as `a Google access token`.
    Opaque(&'static str),
    /// A session cookie of Flask or another user of itsdangerous.
    Flask,
    /// What Django's signing makes.
    Django,
    /// PASETO.
    Paseto {
        /// Its content is encrypted.
        encrypted: bool,
    },
    /// What a program prints of a token that it has read; who prints it.
    Printed(&'static str),
    /// What Laravel encrypts: a cookie or a value.
    Laravel,
    /// What iron-session and hapi seal (`@hapi/iron`).
    Iron,
    /// What Rails encrypts.
    RailsEncrypted,
    /// A CBOR Web Token or another COSE message.
    Cose {
        /// As the QR code of an EU Digital COVID Certificate.
        certificate: bool,
    },
    /// Fernet.
    Fernet,
    /// A SAML response or assertion.
    Saml,
    /// What Rails signs.
    Rails,
    /// A macaroon.
    Macaroon,
    /// User name and password of HTTP Basic authentication.
    Basic,
}

/// Why the digits of a SMART Health Card give no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealthCard {
    /// They do not stand for the characters of a token.
    Digits,
    /// Codes are missing: so many are there, of so many.
    Parts {
        /// How many are there.
        have: usize,
        /// How many there should be.
        of: usize,
    },
}

/// How bytes were compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// DEFLATE (RFC 1951), and nothing around it.
    Deflate,
    /// DEFLATE in ZLIB (RFC 1950).
    Zlib,
    /// DEFLATE in gzip (RFC 1952).
    Gzip,
}

/// What is wrong with a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// There is nothing in its segment.
    Empty,
    /// It is UTF-16.
    Utf16,
    /// A byte of it is not UTF-8.
    NotUtf8(Octet),
    /// It is another value, such as `an array`.
    NotObject(&'static str),
    /// There is no `alg`.
    AlgMissing,
    /// `alg` is another value, such as `null`.
    AlgNotAString(&'static str),
    /// `alg` is `""`.
    AlgEmpty,
    /// `b64` is false and `crit` does not list it.
    B64NotCritical,
}

/// What is wrong with a payload, or worth knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// There is nothing in its segment.
    Empty,
    /// It is UTF-16.
    Utf16 {
        /// The header has `zip`.
        compressed: bool,
    },
    /// A byte of it is not UTF-8.
    NotUtf8 {
        /// Which.
        byte: Octet,
        /// The header has `zip`.
        compressed: bool,
        /// It is meant to be a JSON object.
        claims: bool,
    },
    /// It is another value, such as `an array`.
    NotObject(&'static str),
    /// It is a token.
    Nested,
    /// It is a JSON object that was encoded once more than it should be.
    Encoded(Again),
    /// It is something else.
    NotJson,
    /// It is compressed; what is shown was inflated.
    Compressed(Compression),
    /// It would be longer than so many bytes when it is inflated.
    TooLong(usize),
}

/// How a payload was encoded once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// In base64, within that of its segment.
    Base64,
    /// In base64, where the header says that it is not encoded (RFC 7797 §3).
    Unencoded,
    /// As a JSON string.
    Text,
}

/// A name that an object has more than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Duplicate {
    /// One of them.
    Name {
        /// The name, cut where it is long.
        name: String,
        /// Line and column of the first.
        first: (usize, usize),
        /// Not at the top, but in an inner object.
        inner: bool,
    },
    /// So many more.
    More(usize),
}

/// A byte that is not UTF-8: its position, counted from 1, and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Octet {
    /// Counted from 1.
    pub position: usize,
    /// Its value.
    pub value: u8,
}

impl Base64url {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Base64url::Alphabet(..) => Code::Base64urlAlphabet,
            Base64url::StandardAlphabet(..) => Code::Base64urlStandardAlphabet,
            Base64url::PaddingAtEnd(_) | Base64url::PaddingInside => Code::Base64urlPadding,
            Base64url::Length(_) => Code::Base64urlLength,
            Base64url::TrailingBits(_) => Code::Base64urlTrailingBits,
        }
    }
}

impl Format {
    /// The stable name.
    pub fn code(&self) -> Code {
        use Format::*;
        match self {
            Empty => Code::Empty,
            Pem | Jwk | JweJson | PlainJson | NotAToken => Code::NotAToken,
            Opaque | OneSegment | PayloadAlone => Code::OneSegment,
            TwoSegments { .. } => Code::TwoSegments,
            FourSegments | DotAtEnd => Code::FourSegments,
            Shortened(_) => Code::TokenShortened,
            NoToken(_) | Placeholder => Code::NoToken,
            Other(_) => Code::OtherToken,
            Passport => Code::Passport,
            HealthCard(_) => Code::CardDigits,
            FiveSegments | ManySegments(_) => Code::TooManySegments,
            Jwe => Code::Jwe,
            JweCutOff(_) => Code::JweCutOff,
            DotInPayload => Code::B64DotInPayload,
            SignatureEmpty => Code::SignatureEmpty,
        }
    }
}

impl Header {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Header::Empty => Code::HeaderEmpty,
            Header::Utf16 | Header::NotUtf8(_) => Code::HeaderNotUtf8,
            Header::NotObject(_) => Code::HeaderNotObject,
            Header::AlgMissing => Code::AlgMissing,
            Header::AlgNotAString(_) => Code::AlgNotAString,
            Header::AlgEmpty => Code::AlgEmpty,
            Header::B64NotCritical => Code::B64NotCritical,
        }
    }
}

impl Payload {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Payload::Empty => Code::PayloadEmpty,
            Payload::Utf16 { .. } | Payload::NotUtf8 { .. } => Code::PayloadNotUtf8,
            Payload::NotObject(_) => Code::PayloadNotObject,
            Payload::Nested => Code::PayloadNested,
            Payload::Encoded(_) => Code::PayloadEncoded,
            Payload::NotJson => Code::PayloadNotJson,
            Payload::Compressed(_) => Code::PayloadCompressed,
            Payload::TooLong(_) => Code::PayloadTooLong,
        }
    }
}
