//! How a token stands in time, and the marks of an axis around now.

use super::counted;
use crate::base::time::{DAY, HOUR, MINUTE};

/// How a token stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// There is no token, or it has none of the times.
    NoTimes,
    /// It is encrypted, and nobody opened it.
    Sealed,
    /// A time is malformed, or the payload is.
    Malformed,
    /// `nbf` lies ahead.
    NotYet,
    /// It is in time.
    Valid,
    /// It is in time only because clocks may differ.
    BySkew,
    /// It is in time and has no end.
    NoEnd,
    /// `exp` is past.
    Expired,
}

impl Standing {
    /// The name that scripts and the style sheet know it by.
    pub fn name(self) -> &'static str {
        self.told().0
    }

    /// The sign for it, beside the colour.
    pub fn mark(self) -> &'static str {
        self.told().1
    }

    /// The same in words.
    pub fn words(self) -> &'static str {
        self.told().2
    }

    fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Standing::NoTimes => ("none", "○", "No times"),
            Standing::Sealed => ("sealed", "○", "Encrypted"),
            Standing::Malformed => ("invalid", "✕", "Malformed"),
            Standing::NotYet => ("not-yet-valid", "△", "Not yet valid"),
            Standing::Valid => ("ok", "✓", "In time"),
            Standing::BySkew => ("skew", "△", "In time by skew"),
            Standing::NoEnd => ("no-end", "✓", "Never expires"),
            Standing::Expired => ("expired", "✕", "Expired"),
        }
    }
}

/// A mark of the axis, so many seconds from now: `−10 min`, `now`, `+1 year`.
pub fn tick(seconds: i64) -> String {
    let sign = match seconds {
        0 => return "now".into(),
        ..0 => '−',
        _ => '+',
    };
    let length = seconds.saturating_abs();
    let many = |unit: i64, name| counted(usize::try_from(length / unit).unwrap_or(usize::MAX), name);
    let words = match length {
        _ if length < HOUR => format!("{} min", length / MINUTE),
        _ if length < DAY => format!("{} h", length / HOUR),
        _ if length < 365 * DAY => many(DAY, "day"),
        _ => many(365 * DAY, "year"),
    };
    format!("{sign}{words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_short_and_have_a_sign() {
        let check = |seconds: i64, words: &str| assert_eq!(tick(seconds), words);
        check(0, "now");
        check(60, "+1 min");
        check(-600, "−10 min");
        check(6 * HOUR, "+6 h");
        check(-DAY, "−1 day");
        check(30 * DAY, "+30 days");
        check(-365 * DAY, "−1 year");
        check(3_650 * DAY, "+10 years");
        check(i64::MIN, "−292471208677 years");
    }
}
