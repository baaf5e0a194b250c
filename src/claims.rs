//! Claims: what each name means and who says so, and what the times in a token make of it right now.

pub mod bindings;
mod evaluate;
pub mod policy;
pub mod profile;
mod registry;
pub mod status_list;
mod values;

use crate::base::diagnostic::{Code, Diagnostic};
pub use crate::base::number::{as_double, double_text, is_changed};
pub use crate::base::time;
use crate::spec::Spec;
pub use evaluate::{evaluate, evaluate_token};
pub use registry::{CLAIMS, lookup};
use time::NumericDate;
pub(crate) use values::what_is;

/// One registered claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// The name as it stands in the token.
    pub name: &'static str,
    /// A few words that stand beside the value, such as `issuer`.
    pub title: &'static str,
    /// One or two sentences for a learner.
    pub about: &'static str,
    /// What the value must be.
    pub kind: Kind,
    /// Where it is defined.
    pub spec: Spec,
}

/// What the value of a claim must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Seconds since 1970-01-01T00:00:00Z (RFC 7519 §2).
    NumericDate,
    /// A string.
    Text,
    /// A string or an array of strings.
    TextOrList,
    /// true or false.
    Flag,
    /// A number that is not a time.
    Number,
    /// An object.
    Object,
    /// An array.
    List,
    /// Whatever its specification allows.
    Any,
}

/// What the claims say at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The verdict.
    pub state: State,
    /// Everything that is wrong with the registered claims, all at once.
    pub faults: Vec<Diagnostic>,
    /// The times the token holds, whatever their verdict.
    pub expires: Option<NumericDate>,
    /// From when on the token may be used.
    pub not_before: Option<NumericDate>,
    /// When it was issued.
    pub issued: Option<NumericDate>,
    /// Why the payload is not exactly the JSON of a claims set, so that readers disagree on its claims or refuse it: the first
    /// such problem of its format.
    pub malformed: Option<Diagnostic>,
}

impl Evaluation {
    /// Whether `exp` has come at `now`: such a token is in time only as far as clocks may differ.
    pub fn is_past(&self, now: i64) -> bool {
        self.expires.is_some_and(|expires| expires.has_come(now))
    }

    /// Whether `exp` is so small that it must be how long the token lasts (RFC 7519 §4.1.4 has the time at which it ends).
    pub fn exp_is_duration(&self) -> bool {
        self.has(Code::ExpDuration)
    }

    /// Whether a time is so far away that it must be milliseconds where RFC 7519 §2 has seconds.
    pub fn counts_milliseconds(&self) -> bool {
        self.has(Code::NumericDateMilliseconds)
    }

    fn has(&self, code: Code) -> bool {
        self.faults.iter().any(|fault| fault.code() == code)
    }
}

/// The verdict on the claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There are no claims to judge: no payload, not an object, or none of the times.
    None,
    /// In time.
    Ok,
    /// `exp` is past.
    Expired,
    /// `nbf` lies ahead.
    NotYetValid,
    /// A registered claim has a value its definition does not allow, or the payload is malformed.
    Invalid,
}
