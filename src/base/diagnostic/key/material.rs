//! What can be wrong with the numbers of a key, whatever format they came in.

use super::super::Code;

/// Why numbers are no RSA key (RFC 8017 §3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rsa {
    /// The modulus is zero.
    ModulusZero,
    /// It has more bits than are handled.
    ModulusLarge {
        /// How many.
        bits: usize,
        /// How many are handled.
        most: usize,
    },
    /// It has too few bits for any signature.
    ModulusSmall {
        /// How many.
        bits: usize,
        /// How many it needs.
        least: usize,
    },
    /// It is even.
    ModulusEven,
    /// It is text, and no number.
    ModulusText {
        /// The text, as far as it can be shown.
        text: String,
        /// It is what Istio puts where it could not fetch the keys.
        istio: bool,
    },
    /// The public exponent is 0 or 1.
    ExponentSmall,
    /// It is even.
    ExponentEven,
    /// It is not smaller than the modulus.
    ExponentLarge,
    /// The private exponent does not belong to the modulus.
    PrivateExponent,
    /// The private exponent does not belong to the primes.
    PrivatePrimes,
    /// The primes are not those of the modulus.
    Primes,
    /// The primes are missing, and cannot be computed.
    PrimesMissing,
    /// RSAPrivateKey of another version.
    Version,
}

/// Why numbers are no EC key (RFC 5480, RFC 5915), or none for an algorithm here. A curve is given by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ec {
    /// The public key is empty.
    PointEmpty,
    /// It is the point at infinity.
    PointInfinity,
    /// It is in the hybrid form.
    PointHybrid,
    /// It starts with this byte.
    PointForm(u8),
    /// It has the wrong length.
    PointLength {
        /// How many bytes it has.
        got: usize,
        /// How many it has on this curve.
        expected: usize,
        /// The curve.
        curve: &'static str,
    },
    /// The point is not on the curve.
    NotOnCurve {
        /// The curve.
        curve: &'static str,
        /// It is from a JWK.
        jwk: bool,
    },
    /// The point is on another curve than the one that is named.
    OtherCurve {
        /// The one that is named.
        says: &'static str,
        /// The one that it is on.
        is: &'static str,
        /// It is from a JWK.
        jwk: bool,
    },
    /// The private number is out of range.
    PrivateRange {
        /// The curve.
        curve: &'static str,
        /// It is from a JWK.
        jwk: bool,
    },
    /// The private number is longer than the field.
    PrivateLength {
        /// How many bytes it has.
        got: usize,
        /// How many it has on this curve.
        expected: usize,
        /// The curve.
        curve: &'static str,
    },
    /// The private number leads to another public key.
    Mismatch {
        /// It is from a JWK.
        jwk: bool,
    },
    /// ECPrivateKey of another version.
    Version,
    /// The key names a curve, and the parameters before it another one.
    CurvesDiffer(&'static str, &'static str),
    /// A public key, or PKCS#8, does not name its curve.
    CurveMissing,
    /// ECPrivateKey does not name its curve.
    PrivateCurveMissing,
    /// The curve is spelled out.
    ExplicitParameters,
    /// A known curve that no algorithm here uses.
    Curve(&'static str),
    /// A curve with this identifier, if that can be read.
    UnknownCurve(Option<String>),
}

/// Why bytes are no Ed25519 or Ed448 key (RFC 8032); the first field is the name of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Okp {
    /// The public key is a point of small order.
    SmallOrder(&'static str),
    /// It is no point.
    Point(&'static str),
    /// The private part leads to another public key.
    Mismatch(&'static str),
    /// A part has the wrong length.
    Length {
        /// The curve.
        curve: &'static str,
        /// It is the private part.
        private: bool,
        /// How many bytes it has.
        got: usize,
        /// How many it has to have.
        expected: usize,
    },
}

/// Why bytes are no ML-DSA key (RFC 9964); the first field is the name of the parameter set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Akp {
    /// The seed leads to another public key.
    Mismatch(&'static str),
    /// The seed is missing.
    SeedMissing(&'static str),
    /// A part has the wrong length.
    Length {
        /// The parameter set.
        set: &'static str,
        /// It is the seed.
        seed: bool,
        /// How many bytes it has.
        got: usize,
        /// How many it has to have.
        expected: usize,
    },
}

impl Rsa {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Rsa::ModulusZero | Rsa::ModulusLarge { .. } | Rsa::ModulusSmall { .. } | Rsa::ModulusEven => {
                Code::RsaModulus
            }
            Rsa::ModulusText { .. } => Code::RsaModulusText,
            Rsa::ExponentSmall | Rsa::ExponentEven | Rsa::ExponentLarge => Code::RsaExponent,
            Rsa::PrivateExponent | Rsa::PrivatePrimes | Rsa::Primes => Code::RsaPrivate,
            Rsa::PrimesMissing => Code::RsaPrimesMissing,
            Rsa::Version => Code::RsaVersion,
        }
    }
}

impl Ec {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Ec::PointEmpty | Ec::PointInfinity | Ec::PointHybrid | Ec::PointForm(_) => Code::EcPointForm,
            Ec::PointLength { .. } => Code::EcPointLength,
            Ec::NotOnCurve { jwk: true, .. } | Ec::OtherCurve { jwk: true, .. } => Code::JwkPointNotOnCurve,
            Ec::NotOnCurve { .. } | Ec::OtherCurve { .. } => Code::EcPointNotOnCurve,
            Ec::PrivateRange { jwk: true, .. } => Code::JwkPrivateOutOfRange,
            Ec::PrivateRange { .. } | Ec::PrivateLength { .. } => Code::EcPrivateOutOfRange,
            Ec::Mismatch { jwk: true } => Code::JwkPrivateDoesNotMatch,
            Ec::Mismatch { .. } => Code::EcPrivateDoesNotMatch,
            Ec::Version => Code::EcVersion,
            Ec::CurvesDiffer(..) => Code::EcCurvesDiffer,
            Ec::CurveMissing | Ec::PrivateCurveMissing => Code::EcCurveMissing,
            Ec::ExplicitParameters => Code::EcExplicitParameters,
            Ec::Curve(_) | Ec::UnknownCurve(_) => Code::EcCurve,
        }
    }
}

impl Okp {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Okp::SmallOrder(_) => Code::OkpSmallOrder,
            Okp::Point(_) => Code::OkpPoint,
            Okp::Mismatch(_) => Code::OkpPrivateDoesNotMatch,
            Okp::Length { .. } => Code::OkpLength,
        }
    }
}

impl Akp {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Akp::Mismatch(_) => Code::AkpSeedDoesNotMatch,
            Akp::SeedMissing(_) => Code::AkpSeedMissing,
            Akp::Length { .. } => Code::AkpLength,
        }
    }
}
