//! Times and durations in words.
//!
//! Words round down and never say more than has passed. [`NumericDate::relative`] names the largest unit, and while there
//! are fewer than three of it the next one, too: `in 2 hours 5 minutes`, `3 hours ago`. From three months on it counts by the
//! calendar, as people do. [`duration`] leaves nothing out.

use crate::base::time::{DAY, HOUR, MINUTE, NumericDate, civil};

impl NumericDate {
    /// `in 12 minutes`, `3 days ago`, `just now`; `now` is in seconds since the epoch.
    pub fn relative(self, now: i64) -> String {
        match self.distance(now) {
            (Side::Past, Distance { seconds: 0, .. }) => "just now".into(),
            (Side::Future, Distance { seconds: 0, .. }) => "in less than a second".into(),
            (Side::Past, distance) => format!("{} ago", distance.words()),
            (Side::Future, distance) => format!("in {}", distance.words()),
        }
    }

    /// The same for a small label: `12 min left`, `3 days ago`, `just now`.
    pub fn short_relative(self, now: i64) -> String {
        match self.distance(now) {
            (Side::Past, Distance { seconds: 0, .. }) => "just now".into(),
            (Side::Past, distance) => format!("{} ago", distance.short_words()),
            (Side::Future, distance) => format!("{} left", distance.short_words()),
        }
    }

    fn distance(self, now: i64) -> (Side, Distance) {
        let now = Self::from_seconds(now);
        let (side, earlier, later) = if self <= now { (Side::Past, self, now) } else { (Side::Future, now, self) };
        (side, Distance { seconds: seconds_between(earlier, later), months: months_between(earlier, later) })
    }
}

/// Whole seconds from one time to a later one, rounded down.
pub(super) fn seconds_between(earlier: NumericDate, later: NumericDate) -> i64 {
    let borrow = i64::from(later.nanos < earlier.nanos);
    later.seconds.saturating_sub(earlier.seconds).saturating_sub(borrow)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Past,
    Future,
}

/// How far two times are apart, both measures rounded down.
#[derive(Clone, Copy)]
struct Distance {
    seconds: i64,
    months: i64,
}

/// A unit with its size in seconds, its name, and its short name with the plural's ending.
type Unit = (i64, &'static str, (&'static str, &'static str));
const UNITS: [Unit; 4] =
    [(DAY, "day", ("day", "s")), (HOUR, "hour", ("h", "")), (MINUTE, "minute", ("min", "")), (1, "second", ("s", ""))];

impl Distance {
    fn words(self) -> String {
        match (self.months / 12, self.months % 12) {
            (0, months) if months >= 3 => count(months, "month"),
            (years @ 1..=2, months @ 1..) => format!("{} {}", count(years, "year"), count(months, "month")),
            (years @ 1.., _) => count(years, "year"),
            _ => self.words_below_months(),
        }
    }

    fn words_below_months(self) -> String {
        let mut units = UNITS.iter().skip_while(|(size, ..)| self.seconds < *size);
        let Some((size, name, _)) = units.next() else { return count(0, "second") };
        let (largest, rest) = (self.seconds / size, self.seconds % size);
        match units.next() {
            Some((next, next_name, _)) if largest < 3 && rest >= *next => {
                format!("{} {}", count(largest, name), count(rest / next, next_name))
            }
            _ => count(largest, name),
        }
    }

    fn short_words(self) -> String {
        match (self.months / 12, self.months % 12) {
            (0, months) if months >= 3 => count(months, "month"),
            (years @ 1.., _) => count(years, "year"),
            _ => {
                let unit = UNITS.iter().find(|(size, ..)| self.seconds >= *size);
                unit.map_or_else(
                    || "0 s".into(),
                    |(size, _, (short, plural))| {
                        let number = self.seconds / size;
                        format!("{number} {short}{}", if number == 1 { "" } else { plural })
                    },
                )
            }
        }
    }
}

/// A length of time in words, with nothing left out and without its sign: `1 hour 1 minute 40 seconds`, `90 days`.
pub fn duration(seconds: i64) -> String {
    let mut rest = seconds.unsigned_abs();
    let mut words = vec![];
    for (size, name, _) in UNITS {
        let size = size.unsigned_abs();
        if rest >= size {
            words.push(count(rest / size, name));
            rest %= size;
        }
    }
    if words.is_empty() { count(0, "second") } else { words.join(" ") }
}

fn count(number: impl Into<i128>, unit: &str) -> String {
    let number = number.into();
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// Whole calendar months from `earlier` to `later`, in UTC.
fn months_between(earlier: NumericDate, later: NumericDate) -> i64 {
    let parts = |time: NumericDate| {
        let (year, month, day) = civil(time.seconds.div_euclid(DAY));
        (year * 12 + month, (day, time.seconds.rem_euclid(DAY), time.nanos))
    };
    let ((from, within_from), (to, within_to)) = (parts(earlier), parts(later));
    to - from - i64::from(within_to < within_from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 22 Nov 2026, 00:23:00 UTC.
    const NOW: i64 = 1_795_306_980;

    fn at(seconds: i64) -> NumericDate {
        NumericDate::from_seconds(seconds)
    }

    #[test]
    fn the_distance_from_now_is_said_in_words() {
        let check = |after: i64, words: &str| assert_eq!(at(NOW + after).relative(NOW), words, "{after}");
        check(0, "just now");
        check(1, "in 1 second");
        check(-1, "1 second ago");
        check(-59, "59 seconds ago");
        check(60, "in 1 minute");
        check(125, "in 2 minutes 5 seconds");
        check(12 * MINUTE + 59, "in 12 minutes");
        check(HOUR + 5 * MINUTE, "in 1 hour 5 minutes");
        check(HOUR + 59, "in 1 hour");
        check(-(3 * DAY + 2 * HOUR), "3 days ago");
        check(-(DAY + 30 * MINUTE), "1 day ago");
        check(90 * DAY, "in 90 days");
        check(-120 * DAY, "3 months ago");
        check(365 * DAY, "in 1 year");
        check(400 * DAY, "in 1 year 1 month");
        check(-3651 * DAY, "9 years ago");
        check(-3652 * DAY, "10 years ago");
    }

    #[test]
    fn a_part_of_a_second_is_not_rounded_up() {
        let half = NumericDate { seconds: NOW, nanos: 500_000_000 };
        assert_eq!(half.relative(NOW), "in less than a second");
        assert_eq!(half.relative(NOW + 1), "just now");
        assert_eq!(half.relative(NOW + 2), "1 second ago");
    }

    #[test]
    fn a_label_names_one_unit() {
        let check = |after: i64, words: &str| assert_eq!(at(NOW + after).short_relative(NOW), words, "{after}");
        check(0, "just now");
        check(45, "45 s left");
        check(12 * MINUTE, "12 min left");
        check(2 * HOUR + 59 * MINUTE, "2 h left");
        check(DAY, "1 day left");
        check(-3 * DAY, "3 days ago");
        check(200 * DAY, "6 months left");
        check(400 * DAY, "1 year left");
        assert_eq!(NumericDate { seconds: NOW, nanos: 1 }.short_relative(NOW), "0 s left");
    }

    #[test]
    fn a_duration_leaves_nothing_out() {
        let check = |seconds: i64, words: &str| assert_eq!(duration(seconds), words);
        check(0, "0 seconds");
        check(1, "1 second");
        check(3600, "1 hour");
        check(3700, "1 hour 1 minute 40 seconds");
        check(-90 * DAY, "90 days");
        check(i64::MIN, "106751991167300 days 15 hours 30 minutes 8 seconds");
    }

    #[test]
    fn no_clock_is_too_far_off() {
        let check = |now: i64, words: &str| {
            let furthest = NumericDate::read("8640000000000").unwrap();
            assert_eq!((furthest.relative(now), furthest.short_relative(now)), (words.into(), words.into()));
        };
        check(i64::MAX, "292276750836 years ago");
        assert_eq!(at(i64::MAX).relative(i64::MIN), "in 584554049253 years");
    }
}
