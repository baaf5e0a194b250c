//! What can be wrong with a JWK or a JWK Set (RFC 7517).

use super::super::{Code, Json};
use super::Base64;
use crate::base::spec::Spec;

/// Why a JWK is no usable key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Jwk {
    /// It is not JSON: where, by line and column, if that is known, and what is wrong.
    Json(Option<(usize, usize)>, BrokenJson),
    /// There is no `kty`. What it probably is, by its other members.
    KtyMissing(Option<&'static str>),
    /// A `kty` that is not known, and a known one that differs in case alone.
    Kty(String, Option<&'static str>),
    /// A server's configuration, with the address of its keys.
    Configuration(Option<String>),
    /// A member is missing that keys of this `kty` have.
    MemberMissing {
        /// Which.
        name: &'static str,
        /// The `kty`.
        kty: &'static str,
        /// The rule.
        spec: Spec,
    },
    /// A member is no string, but this.
    MemberType {
        /// Which.
        name: &'static str,
        /// What it is, such as `a number`.
        kind: &'static str,
        /// The rule.
        spec: Option<Spec>,
    },
    /// The text of a member is not base64url.
    Member(&'static str, Member),
    /// A coordinate or a number of the wrong length.
    MemberLength {
        /// Which.
        name: &'static str,
        /// How many bytes it has.
        got: usize,
        /// How many it has on this curve.
        expected: usize,
        /// The curve.
        curve: &'static str,
        /// The rule.
        spec: Spec,
    },
    /// A curve that no algorithm of EC keys uses, and one with a name that differs in spelling alone.
    Curve(String, Option<&'static str>),
    /// A curve that no algorithm of OKP keys uses, and one with a name that differs in spelling alone.
    OkpCurve(String, Option<&'static str>),
    /// A curve of keys of another type.
    CurveType {
        /// The curve.
        crv: &'static str,
        /// The `kty` that is there.
        kty: &'static str,
        /// The `kty` of keys on that curve.
        right: &'static str,
    },
    /// An AKP key for another algorithm.
    AkpAlg(String),
    /// Its certificates.
    X5c(X5c),
}

/// How the JSON of a JWK is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenJson {
    /// A fault that shows nothing of the text.
    Shown(Json),
    /// A name without quotes.
    Name,
    /// A value without quotes.
    Value,
    /// Something like a number.
    Number,
    /// An escape that JSON does not have.
    Escape,
    /// Something else.
    Other,
}

/// Why the text of a member is not base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// It is empty.
    Empty,
    /// White space, at this position.
    Space(usize),
    /// `=` at its end.
    Padded,
    /// Commas or dots at its end, in place of padding.
    Commas(char),
    /// It is in standard base64.
    Standard,
    /// It is in hexadecimal digits.
    Hex,
    /// It is a decimal number.
    Decimal,
    /// 64 bytes as libsodium writes them: the seed, and the public key.
    Sodium,
    /// It is written in another way, in which it gives a key.
    Written(Written),
    /// One character short of a usual size.
    Lost {
        /// How many characters it has.
        got: usize,
        /// How many it has at that size.
        whole: usize,
        /// The size, in bits.
        bits: usize,
    },
    /// Anything else.
    Base64(Base64),
}

/// How a number of a key was written that is none as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// In hexadecimal digits.
    Hex,
    /// In decimal digits.
    Decimal,
    /// Encoded twice.
    Twice,
    /// With white space in it.
    Spaced,
    /// The last byte first.
    Reversed,
    /// Within a key of another format: PEM, DER, a multicodec.
    Format,
    /// The whole point stands in one member.
    Point,
    /// x and y changed places.
    Swapped,
    /// Longer or shorter than the field.
    Length,
    /// The private key stands before the public one.
    PrivateToo,
    /// The private number stands in place of a coordinate.
    PrivateNumber,
}

/// What is wrong with `x5c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum X5c {
    /// It is no array.
    NotAnArray,
    /// It is empty.
    Empty,
    /// More certificates than this.
    TooMany(usize),
    /// One is not base64.
    NotBase64,
    /// The first one is for another key.
    OtherKey,
}

/// What is wrong with a JWK Set, or with a member of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// `keys` is no array.
    NotAnArray,
    /// It is empty.
    Empty,
    /// It has more keys than are read.
    TooLarge {
        /// How many.
        keys: usize,
        /// How many are read.
        most: usize,
    },
    /// So many of its keys take time to read that this one was not.
    Work,
    /// So many keys where one is needed.
    SeveralKeys(usize),
}

impl Jwk {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Jwk::Json(..) => Code::JwkJson,
            Jwk::KtyMissing(_) => Code::JwkKtyMissing,
            Jwk::Kty(..) => Code::JwkKty,
            Jwk::Configuration(_) => Code::JwkOpenidConfiguration,
            Jwk::MemberMissing { .. } => Code::JwkMemberMissing,
            Jwk::MemberType { .. } => Code::JwkMemberType,
            Jwk::Member(..) => Code::JwkMemberEncoding,
            Jwk::MemberLength { .. } => Code::JwkMemberLength,
            Jwk::Curve(..) | Jwk::OkpCurve(..) | Jwk::CurveType { .. } => Code::JwkCrv,
            Jwk::AkpAlg(_) => Code::JwkAkpAlg,
            Jwk::X5c(_) => Code::JwkX5c,
        }
    }
}

impl Set {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Set::NotAnArray => Code::JwksKeys,
            Set::Empty => Code::JwksEmpty,
            Set::TooLarge { .. } => Code::JwksTooLarge,
            Set::Work => Code::JwksWork,
            Set::SeveralKeys(_) => Code::JwksSeveralKeys,
        }
    }
}
