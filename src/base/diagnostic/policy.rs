//! What a person expects of a token, and it is not so.

use super::{Code, Is};
use crate::base::time::NumericDate;

/// What may be expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `iss`.
    Issuer,
    /// `aud`.
    Audience,
    /// `sub`.
    Subject,
    /// `nonce`.
    Nonce,
    /// `typ` of the header.
    Type,
    /// `alg` of the header.
    Algorithm,
    /// Claims that must be there.
    RequiredClaims,
    /// The time since `iat` or `auth_time`.
    Age,
    /// The time from `iat` to `exp`.
    Lifetime,
}

/// An expectation that is not met. Texts of the token and of the person are excerpts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy {
    /// There is none, and one of these texts was expected.
    Missing(Expected, Vec<String>),
    /// It is another.
    Mismatch {
        /// What.
        of: Expected,
        /// What the token says.
        found: Found,
        /// What was expected: one of these.
        expected: Vec<String>,
        /// What the nearest text of the token has in common with it.
        near: Option<Near>,
    },
    /// A required claim of this name is missing.
    RequiredMissing(String),
    /// A required claim of this name is null.
    RequiredNull(String),
    /// There are no claims at all.
    NoClaims,
    /// The time from which the age counts is missing, or no time.
    AgeUnknown(Since),
    /// The time from which the age counts is in the future.
    AgeAhead(Since, NumericDate),
    /// The token is too old. Its age is no fact, or each second would make another failure.
    TooOld {
        /// From when on it counts.
        since: Since,
        /// That time.
        time: NumericDate,
        /// The maximum in seconds.
        most: i64,
    },
    /// What was typed is no length of time.
    NoDuration,
    /// `iat` or `exp` is missing, or no time.
    LifetimeUnknown,
    /// From `iat` to `exp` it is too long.
    LifetimeTooLong {
        /// Seconds.
        life: i64,
        /// The maximum in seconds.
        most: i64,
    },
}

/// What a token has in the place of a text that was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A value that holds no text.
    Value(Is),
    /// One text.
    Text(String),
    /// Two entries.
    Two(String, String),
    /// Two entries, and so many more.
    More(String, String, usize),
}

/// A text that is nearly the one that was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The text, where the token has several.
    pub entry: Option<String>,
    /// What is between the two.
    pub miss: Miss,
}

/// What two texts that should be one differ in, or have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// They differ in no more than these.
    Only {
        /// White space in front or behind.
        space: bool,
        /// `http://`, `https://` or nothing.
        scheme: bool,
        /// Upper and lower case.
        case: bool,
        /// Slashes at the end.
        slash: bool,
    },
    /// The host is the same.
    Path,
    /// One is a part of the other.
    Part,
    /// So many characters from the start are the same.
    Start(usize),
}

/// From when on the age of a token counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// `iat`.
    Issued,
    /// `auth_time`.
    Login,
}

impl Policy {
    pub(super) fn code(&self) -> Code {
        match self {
            Policy::Missing(of, _) => of.codes().0,
            Policy::Mismatch { of, .. } => of.codes().1,
            Policy::RequiredMissing(_) | Policy::RequiredNull(_) => Code::ClaimMissing,
            Policy::NoClaims => Code::NoClaims,
            Policy::AgeUnknown(_) => Code::AgeUnknown,
            Policy::AgeAhead(..) => Code::AgeAhead,
            Policy::TooOld { .. } => Code::TooOld,
            Policy::NoDuration => Code::NoDuration,
            Policy::LifetimeUnknown => Code::LifetimeUnknown,
            Policy::LifetimeTooLong { .. } => Code::LifetimeTooLong,
        }
    }
}

impl Expected {
    /// The codes of what is missing and of what is another.
    fn codes(self) -> (Code, Code) {
        match self {
            Expected::Issuer => (Code::IssuerMissing, Code::IssuerMismatch),
            Expected::Audience => (Code::AudienceMissing, Code::AudienceMismatch),
            Expected::Subject => (Code::SubjectMissing, Code::SubjectMismatch),
            Expected::Nonce => (Code::NonceMissing, Code::NonceMismatch),
            Expected::Type => (Code::TypeMissing, Code::TypeMismatch),
            Expected::Algorithm => (Code::AlgMissing, Code::AlgorithmMismatch),
            Expected::RequiredClaims => (Code::ClaimMissing, Code::ClaimMissing),
            Expected::Age => (Code::AgeUnknown, Code::TooOld),
            Expected::Lifetime => (Code::LifetimeUnknown, Code::LifetimeTooLong),
        }
    }
}
