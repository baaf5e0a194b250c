//! NumericDate (RFC 7519 §2) and its date, without a clock and without a time zone database. `words` tells how far off it is.
//!
//! A NumericDate is any JSON number (RFC 8259 §6), fractions and exponents included; it is read from its text, digit by
//! digit, so that nothing is rounded on the way. Dates are those of the Gregorian calendar, also before it was introduced;
//! years are astronomical: 0 is 1 BC.

use super::number::Decimal;

/// Seconds since 1970-01-01T00:00:00Z, ignoring leap seconds; a fraction is allowed by RFC 7519 §2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumericDate {
    /// Whole seconds, rounded down.
    pub seconds: i64,
    /// Nanoseconds on top.
    pub nanos: u32,
}

/// The furthest time that is read, in seconds either way: what an ECMAScript Date can hold (ECMA-262, "Time Values and Time
/// Range"), up to the year 275760. It takes in today's milliseconds mistaken for seconds, which readers do accept.
const FURTHEST: i128 = 8_640_000_000_000;
const NANOS: i128 = 1_000_000_000;
/// Seconds of a minute.
pub(crate) const MINUTE: i64 = 60;
/// Seconds of an hour.
pub(crate) const HOUR: i64 = 60 * MINUTE;
/// Seconds of a day.
pub(crate) const DAY: i64 = 24 * HOUR;

impl NumericDate {
    /// Reads a JSON number's exact text, such as `1795305300`, `1.5e9` or `-1`; what is finer than a nanosecond is rounded
    /// down. `None` if it is not a JSON number, or further from 1970 than 8,640,000,000,000 seconds (the year 275760).
    pub fn read(number: &str) -> Option<Self> {
        let decimal = Decimal::read(number)?;
        // FURTHEST has thirteen digits before the decimal point; nine behind it count.
        if decimal.point > 13 {
            return None;
        }
        let wanted = usize::try_from(decimal.point.saturating_add(9)).unwrap_or(0);
        let digits = decimal.digits.iter().copied().chain(core::iter::repeat(0)).take(wanted);
        let magnitude = digits.fold(0_i128, |value, digit| value * 10 + i128::from(digit));
        let finer = i128::from(decimal.digits.len() > wanted);
        let nanos = if decimal.negative { -magnitude - finer } else { magnitude };
        if nanos.abs() > FURTHEST * NANOS {
            return None;
        }
        Some(Self {
            seconds: i64::try_from(nanos.div_euclid(NANOS)).ok()?,
            nanos: u32::try_from(nanos.rem_euclid(NANOS)).ok()?,
        })
    }

    /// A whole number of seconds.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// Whether this time has come at `now`, in seconds since the epoch: "on or after" it, as RFC 7519 §4.1.4 says of `exp`. A
    /// token expires once its `exp` has come, and is not valid until its `nbf` has.
    pub fn has_come(self, now: i64) -> bool {
        Self::from_seconds(now) >= self
    }

    /// `22 Nov 2026, 00:35:00 UTC`, with as many decimals as the time has.
    pub fn utc(self) -> String {
        format!("{} UTC", self.date_and_time())
    }

    /// `22 Nov 2026, 01:35:00 UTC+01:00`, for an offset in minutes east of UTC.
    pub fn local(self, offset_minutes: i32) -> String {
        let there = Self { seconds: self.seconds.saturating_add(i64::from(offset_minutes) * MINUTE), ..self };
        let (sign, offset) = (if offset_minutes < 0 { '-' } else { '+' }, offset_minutes.unsigned_abs());
        format!("{} UTC{sign}{:02}:{:02}", there.date_and_time(), offset / 60, offset % 60)
    }

    /// `2026-11-22T00:35:00Z`, as ISO 8601 and RFC 3339 write it, with as many decimals as the time has.
    pub fn iso(self) -> String {
        let (year, month, day) = civil(self.seconds.div_euclid(DAY));
        let year = match year {
            0..=9999 => format!("{year:04}"),
            _ => format!("{year:+07}"),
        };
        format!("{year}-{month:02}-{day:02}T{}Z", self.time_of_day())
    }

    fn date_and_time(self) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (year, month, day) = civil(self.seconds.div_euclid(DAY));
        let month = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
        let year = if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") };
        format!("{day} {month} {year}, {}", self.time_of_day())
    }

    fn time_of_day(self) -> String {
        let second = self.seconds.rem_euclid(DAY);
        let (hour, minute, second) = (second / HOUR, second % HOUR / MINUTE, second % MINUTE);
        let fraction = match self.nanos {
            0 => String::new(),
            nanos => format!(".{nanos:09}").trim_end_matches('0').into(),
        };
        format!("{hour:02}:{minute:02}:{second:02}{fraction}")
    }
}

/// The date of the day that is `days` after 1970-01-01: year, month from 1, day from 1.
///
/// Counted in a year that begins on 1 March, so that the leap day is its last; 400 such years are one period of the
/// calendar and have 146,097 days.
pub(crate) fn civil(days: i64) -> (i64, i64, i64) {
    const PERIOD: i64 = 146_097;
    // Days from 0000-03-01 to 1970-01-01.
    let days = days.saturating_add(719_468);
    let (period, day) = (days.div_euclid(PERIOD), days.rem_euclid(PERIOD));
    // Takes out the leap days that lie before `day`: one every 1,460 days, but for the centuries, but for the last of them.
    let year = (day - day / 1_460 + day / 36_524 - day / (PERIOD - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // Months from March have 31, 30, 31, 30, 31 days over and over: 153 in five.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next_year) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (period * 400 + year + next_year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_come_at_its_second_and_not_before() {
        let whole = NumericDate::from_seconds(10);
        assert_eq!([9, 10, 11].map(|now| whole.has_come(now)), [false, true, true]);
        let half = NumericDate { seconds: 10, nanos: 500_000_000 };
        assert_eq!([10, 11].map(|now| half.has_come(now)), [false, true]);
        assert!(whole.has_come(i64::MAX) && !whole.has_come(i64::MIN));
    }

    #[test]
    fn a_numeric_date_is_read_without_rounding() {
        let check = |text: &str, seconds: i64, nanos: u32| {
            assert_eq!(NumericDate::read(text), Some(NumericDate { seconds, nanos }), "{text}");
        };
        check("1795305300", 1_795_305_300, 0);
        check("1.5e9", 1_500_000_000, 0);
        check("17953053E2", 1_795_305_300, 0);
        check("1795305300.25", 1_795_305_300, 250_000_000);
        check("1795305300.9999999999", 1_795_305_300, 999_999_999);
        check("0.000000001", 0, 1);
        check("1e-400", 0, 0);
        check("-0", 0, 0);
        check("-1", -1, 0);
        check("-0.5", -1, 500_000_000);
        check("-1e-12", -1, 999_999_999);
        check("-1.00000000001", -2, 999_999_999);
        check("8640000000000", 8_640_000_000_000, 0);
        check("-8640000000000", -8_640_000_000_000, 0);
    }

    #[test]
    fn a_time_is_written_as_iso_8601_with_its_decimals_and_years_of_more_digits() {
        let check = |text: &str, iso: &str| assert_eq!(NumericDate::read(text).expect("a time").iso(), iso);
        check("1795305300", "2026-11-21T23:55:00Z");
        check("1795305300.25", "2026-11-21T23:55:00.25Z");
        check("-62167219200", "0000-01-01T00:00:00Z");
        check("-62167219201", "-000001-12-31T23:59:59Z");
        check("8640000000000", "+275760-09-13T00:00:00Z");
    }

    #[test]
    fn what_no_calendar_holds_and_what_is_no_number_is_not_read() {
        for text in
            ["8640000000000.1", "-8640000000001", "1e400", "1e99999999999999999999", "", "soon", "1795305300s", "01"]
        {
            assert_eq!(NumericDate::read(text), None, "{text}");
        }
        assert_eq!(NumericDate::read(&"9".repeat(1_000_000)), None);
    }

    #[test]
    fn times_are_written_for_people() {
        let check = |number: &str, words: &str| assert_eq!(NumericDate::read(number).unwrap().utc(), words);
        check("1795307700", "22 Nov 2026, 00:35:00 UTC");
        check("0", "1 Jan 1970, 00:00:00 UTC");
        check("-1", "31 Dec 1969, 23:59:59 UTC");
        check("951782400", "29 Feb 2000, 00:00:00 UTC");
        check("4107542399", "28 Feb 2100, 23:59:59 UTC");
        check("4107542400", "1 Mar 2100, 00:00:00 UTC");
        check("1300819380.5", "22 Mar 2011, 18:43:00.5 UTC");
        check("253402300799", "31 Dec 9999, 23:59:59 UTC");
        check("8640000000000", "13 Sep 275760, 00:00:00 UTC");
        check("-62167219201", "31 Dec -0001, 23:59:59 UTC");
        check("-62135596800", "1 Jan 0001, 00:00:00 UTC");
        check("-8640000000000", "20 Apr -271821, 00:00:00 UTC");
    }

    #[test]
    fn every_day_of_the_calendars_period_follows_the_one_before() {
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let (mut year, mut month, mut day) = (1970, 1, 1);
        for days in 0..146_097 {
            assert_eq!(civil(days), (year, month, day));
            let length = match month {
                2 => 28 + i64::from(leap(year)),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            (year, month, day) = match (month, day) {
                (12, 31) => (year + 1, 1, 1),
                (month, day) if day == length => (year, month + 1, 1),
                (month, day) => (year, month, day + 1),
            };
        }
        assert_eq!((year, month, day), (2370, 1, 1));
    }

    #[test]
    fn local_time_names_its_offset() {
        let check =
            |offset: i32, words: &str| assert_eq!(NumericDate::from_seconds(1_795_307_700).local(offset), words);
        check(60, "22 Nov 2026, 01:35:00 UTC+01:00");
        check(0, "22 Nov 2026, 00:35:00 UTC+00:00");
        check(-210, "21 Nov 2026, 21:05:00 UTC-03:30");
        check(845, "22 Nov 2026, 14:40:00 UTC+14:05");
    }

    #[test]
    fn no_time_and_no_offset_is_too_far_off() {
        let check = |seconds: i64, offset: i32, utc: &str, local: &str| {
            let time = NumericDate::from_seconds(seconds);
            assert_eq!((time.utc().as_str(), time.local(offset).as_str()), (utc, local));
        };
        let end = "4 Dec 292277026596, 15:30:07 UTC";
        check(i64::MAX, i32::MAX, end, &format!("{end}+35791394:07"));
        let start = "27 Jan -292277022657, 08:29:52 UTC";
        check(i64::MIN, i32::MIN, start, &format!("{start}-35791394:08"));
    }
}
