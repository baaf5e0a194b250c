//! What is wrong with the registered claims, and with a token of a kind.

use super::Code;
use crate::base::time::NumericDate;

/// What a value is, where it should be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// There is no value.
    Nothing,
    /// `null`.
    Null,
    /// `true`.
    True,
    /// `false`.
    False,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A registered claim that is not as its definition asks. Each names its claim; an excerpt is bounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The payload ends in this time, or right after it.
    CutOff(&'static str),
    /// A time as a number that JSON does not have.
    NoNumber(&'static str, String),
    /// A time in quotes, and its number if it is one.
    TimeText(&'static str, Option<String>),
    /// A time that is another value.
    TimeIs(&'static str, Is),
    /// A time beyond every calendar, and the unit that its digits suggest.
    OutOfRange(&'static str, String, Option<Unit>),
    /// A time before 1970.
    Negative(&'static str),
    /// A time that looks like milliseconds.
    Milliseconds {
        /// The claim.
        claim: &'static str,
        /// The number as it is written.
        written: String,
        /// The time that it is in seconds.
        seconds: NumericDate,
        /// The time that it is in milliseconds.
        milliseconds: NumericDate,
    },
    /// A time that occurs twice, with two values.
    Ambiguous(&'static str, NumericDate, NumericDate),
    /// A text that is another value, and its number if it is one.
    NotText(&'static str, Is, Option<String>),
    /// `aud` is another value.
    AudienceIs(Is),
    /// An entry of `aud` is another value.
    AudienceEntryIs(Is),
    /// `nbf` is not before `exp`.
    NeverValid {
        /// `nbf`.
        begins: NumericDate,
        /// `exp`.
        ends: NumericDate,
    },
    /// `iat` is not before `exp`.
    IssuedExpired {
        /// `iat`.
        issued: NumericDate,
        /// `exp`.
        ends: NumericDate,
    },
    /// `exp` is so many seconds after 1970 that it must be how long the token lasts.
    Duration {
        /// `exp`.
        ends: NumericDate,
        /// When the token ends if `exp` was counted from `iat`.
        meant: Option<NumericDate>,
    },
    /// `iat` is in the future.
    IssuedLater {
        /// The time.
        issued: NumericDate,
        /// By more than so many seconds of clock skew.
        skew: i64,
        /// The zone whose time is as far ahead of UTC, in minutes, if there is one.
        zone: Option<i64>,
    },
}

/// A unit finer than seconds and milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Millionths of a second.
    Microseconds,
    /// Billionths of a second.
    Nanoseconds,
    /// Tenths of a microsecond since the year 1, as .NET counts.
    Ticks,
}

impl Claim {
    pub(super) fn code(&self) -> Code {
        match self {
            Claim::CutOff(_) => Code::NumericDateCutOff,
            Claim::NoNumber(..) | Claim::TimeIs(..) => Code::NumericDateType,
            Claim::TimeText(..) => Code::NumericDateString,
            Claim::OutOfRange(..) => Code::NumericDateRange,
            Claim::Negative(_) => Code::NumericDateNegative,
            Claim::Milliseconds { .. } => Code::NumericDateMilliseconds,
            Claim::Ambiguous(..) => Code::ClaimAmbiguous,
            Claim::NotText(..) => Code::ClaimNotText,
            Claim::AudienceIs(_) | Claim::AudienceEntryIs(_) => Code::AudienceNotText,
            Claim::NeverValid { .. } => Code::NbfAfterExp,
            Claim::IssuedExpired { .. } => Code::IatAfterExp,
            Claim::Duration { .. } => Code::ExpDuration,
            Claim::IssuedLater { .. } => Code::IatFuture,
        }
    }
}

/// What the specification of a kind of token requires and a token is not. A kind is named as in `an ID token`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It lacks this claim.
    Missing(&'static str),
    /// It has this claim, and must not.
    Forbidden(&'static str),
    /// `typ` is not this type but another text.
    Type(&'static str, String),
    /// `typ` is not this type but another value.
    TypeIs(&'static str, Is),
    /// `typ` names one kind, and the token is taken for another.
    TypeAgainstChoice(&'static str, &'static str),
    /// `typ` names one kind, and the claims are those of another.
    TypeAgainstClaims(&'static str, &'static str),
    /// A logout token has neither `sub` nor `sid`.
    LogoutNobody,
    /// `events` does not hold the logout event.
    LogoutEventMissing,
    /// The logout event is no object.
    LogoutEventType,
    /// A token of this kind is not signed.
    Unsigned(&'static str),
    /// A DPoP proof brings no key.
    ProofKeyMissing,
    /// A DPoP proof brings a private key.
    ProofKeyPrivate,
    /// A DPoP proof is not signed with a private key.
    ProofAlgorithm,
    /// `htu` has a query or a fragment.
    ProofAddress,
    /// `iss` and `sub` of a client assertion differ.
    ClientsDiffer,
    /// The header lacks this parameter.
    HeaderMissing(&'static str),
    /// The header has this parameter, and must not.
    HeaderForbidden(&'static str),
    /// Of these members, with spaces between them, there are so many instead of one.
    ExactlyOne(&'static str, usize),
    /// What is authenticated with a shared secret is signed with a private key, or not at all.
    NoMac,
    /// `alg` is not the one algorithm that this kind of token has.
    AlgorithmIs(&'static str),
    /// It may be valid for so many seconds at most, from `iat` to `exp`.
    LifetimeMost(i64),
    /// The list of a status list token cannot be read.
    StatusList(Box<super::bound::StatusList>),
    /// `aud` is not the origin of a service.
    AudienceOrigin,
    /// `sub` is no address at which somebody can be asked.
    SubjectContact,
    /// `events` holds no event.
    EventMissing,
    /// An event is no object.
    EventType,
}

impl Kind {
    pub(super) fn code(&self) -> Code {
        match self {
            Kind::Missing(_) | Kind::LogoutNobody => Code::KindClaimMissing,
            Kind::Forbidden(_) => Code::KindClaimForbidden,
            Kind::Type(..) | Kind::TypeIs(..) => Code::KindType,
            Kind::TypeAgainstChoice(..) | Kind::TypeAgainstClaims(..) => Code::KindMismatch,
            Kind::LogoutEventMissing | Kind::LogoutEventType | Kind::EventMissing | Kind::EventType => Code::KindEvent,
            Kind::Unsigned(_) => Code::KindUnsigned,
            Kind::HeaderMissing(_) => Code::KindHeaderMissing,
            Kind::HeaderForbidden(_) => Code::KindHeaderForbidden,
            Kind::ExactlyOne(..) => Code::KindExactlyOne,
            Kind::NoMac => Code::KindMac,
            Kind::ProofKeyMissing | Kind::ProofKeyPrivate => Code::KindProofKey,
            Kind::ProofAlgorithm => Code::KindProofAlgorithm,
            Kind::AlgorithmIs(_) => Code::KindAlgorithm,
            Kind::LifetimeMost(_) => Code::KindLifetime,
            Kind::StatusList(fault) => fault.code(),
            Kind::AudienceOrigin => Code::KindAudience,
            Kind::SubjectContact => Code::KindSubject,
            Kind::ProofAddress => Code::KindProofAddress,
            Kind::ClientsDiffer => Code::KindClientsDiffer,
        }
    }
}
