//! What a person types for a length of time and for an instant.
//!
//! A length is a whole number of seconds, or whole numbers with a unit each: `15m`, `1 h 30 min`, `2 days`. An instant is a number
//! of seconds since 1970, or a date with time and zone (RFC 3339 §5.6): `2026-11-22T10:00:00Z`, `2026-11-22 10:00+01:00`.

use crate::claims::values::MILLISECONDS_FROM;

/// The seconds of a length of time; an error for people, without a full stop.
pub fn read_duration(text: &str) -> Result<i64, &'static str> {
    const WRONG: &str = "write a length of time such as `90 s`, `15m` or `1h 30m`";
    let mut rest = Reader(text.trim());
    let alone = rest.0.bytes().all(|byte| byte.is_ascii_digit());
    let mut sum: i64 = 0;
    while !rest.0.is_empty() || text.trim().is_empty() {
        let number: i64 = rest.take(u8::is_ascii_digit).parse().map_err(|_| WRONG)?;
        rest.0 = rest.0.trim_start();
        let size = match rest.take(u8::is_ascii_alphabetic).to_ascii_lowercase().as_str() {
            "" if alone => 1,
            "s" | "sec" | "second" | "seconds" => 1,
            "m" | "min" | "minute" | "minutes" => 60,
            "h" | "hour" | "hours" => 3_600,
            "d" | "day" | "days" => 86_400,
            "w" | "week" | "weeks" => 604_800,
            _ => return Err(WRONG),
        };
        sum = number.checked_mul(size).and_then(|part| sum.checked_add(part)).ok_or(WRONG)?;
        rest.0 = rest.0.trim_start();
    }
    Ok(sum)
}

/// The seconds since the epoch of an instant, a fraction left out; an error for people, without a full stop.
pub fn read_instant(text: &str) -> Result<i64, &'static str> {
    const WRONG: &str = "write an instant such as `2026-11-22T10:00:00Z`, or in seconds since 1970";
    if let Ok(seconds) = text.trim().parse::<i64>() {
        let milliseconds = seconds > MILLISECONDS_FROM.seconds;
        return if milliseconds { Err("these are milliseconds: leave out the last three digits") } else { Ok(seconds) };
    }
    let mut rest = Reader(text.trim());
    let (year, month, day) = rest.date().ok_or(WRONG)?;
    rest.sign(&['T', 't', ' ']).ok_or(WRONG)?;
    let (hour, minute, second) = rest.time().ok_or(WRONG)?;
    if rest.0.is_empty() {
        return Err("say the time zone: end with `Z` for UTC, or such as `+01:00`");
    }
    let offset = rest.offset().filter(|_| rest.0.is_empty()).ok_or(WRONG)?;
    let (first, next) = (first_day(year, month), first_day(year, month + 1));
    let known = (1..=12).contains(&month) && (1..=next - first).contains(&day);
    if !known || hour > 23 || minute > 59 || second > 59 {
        return Err("there is no such date or time");
    }
    Ok((first + day - 1) * 86_400 + hour * 3_600 + minute * 60 + second - offset)
}

/// Days from 1970-01-01 to the first day of a month; 13 is the January that follows.
fn first_day(year: i64, month: i64) -> i64 {
    // Years begin in March here, so that the leap day is the last of a year; months from then have 153 days in five.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * month + 2) / 5 - 719_468
}

/// What is left to read.
struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    fn take(&mut self, is: fn(&u8) -> bool) -> &'a str {
        let end = self.0.bytes().position(|byte| !is(&byte)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at_checked(end).unwrap_or(("", self.0));
        self.0 = rest;
        taken
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        if number.bytes().all(|byte| byte.is_ascii_digit()) { number.parse().ok() } else { None }
    }

    fn sign(&mut self, any: &[char]) -> Option<()> {
        self.0 = self.0.strip_prefix(any)?;
        Some(())
    }

    fn date(&mut self) -> Option<(i64, i64, i64)> {
        let year = self.number(4)?;
        self.sign(&['-'])?;
        let month = self.number(2)?;
        self.sign(&['-'])?;
        Some((year, month, self.number(2)?))
    }

    fn time(&mut self) -> Option<(i64, i64, i64)> {
        let hour = self.number(2)?;
        self.sign(&[':'])?;
        let minute = self.number(2)?;
        if self.sign(&[':']).is_none() {
            return Some((hour, minute, 0));
        }
        let second = self.number(2)?;
        if self.sign(&['.']).is_some() && self.take(u8::is_ascii_digit).is_empty() {
            return None;
        }
        Some((hour, minute, second))
    }

    /// Seconds east of UTC.
    fn offset(&mut self) -> Option<i64> {
        let direction = if self.sign(&['Z', 'z']).is_some() {
            return Some(0);
        } else if self.sign(&['-']).is_some() {
            -60
        } else {
            self.sign(&['+'])?;
            60
        };
        let hours = self.number(2)?;
        self.sign(&[':'])?;
        let minutes = self.number(2)?;
        if hours < 24 && minutes < 60 { Some((hours * 60 + minutes) * direction) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::time::NumericDate;

    #[test]
    fn a_length_of_time_is_read_as_people_write_it() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(read_duration(text).ok(), expected, "{text:?}");
        check("15m", Some(900));
        check("1h", Some(3_600));
        check("90 s", Some(90));
        check("2 d", Some(172_800));
        check(" 1 Hour 30 MIN ", Some(5_400));
        check("1h30m", Some(5_400));
        check("2 weeks", Some(1_209_600));
        check("600", Some(600));
        check("0", Some(0));
        for text in [
            "",
            " ",
            "m",
            "1h 30",
            "30 1h",
            "-5m",
            "1.5h",
            "5 months",
            "5m,",
            "5 é",
            "9223372036854775807 m",
            "99999999999999999999",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn an_instant_is_read_with_its_zone() {
        let check = |text: &str, utc: &str| {
            assert_eq!(
                read_instant(text).map(|seconds| NumericDate::from_seconds(seconds).utc()).as_deref(),
                Ok(utc),
                "{text:?}"
            );
        };
        check("2026-11-22T10:00:00Z", "22 Nov 2026, 10:00:00 UTC");
        check(" 2026-11-22 10:00:59.75+01:00 ", "22 Nov 2026, 09:00:59 UTC");
        check("2026-11-22t10:00-03:30", "22 Nov 2026, 13:30:00 UTC");
        check("1795306980", "22 Nov 2026, 00:23:00 UTC");
        check("-1", "31 Dec 1969, 23:59:59 UTC");
        check("2024-02-29T00:00:00z", "29 Feb 2024, 00:00:00 UTC");
        check("2000-02-29T00:00:00Z", "29 Feb 2000, 00:00:00 UTC");
        check("1970-12-31T23:59:59Z", "31 Dec 1970, 23:59:59 UTC");
        check("0001-01-01T00:00:00Z", "1 Jan 0001, 00:00:00 UTC");
        check("0000-03-01T00:00:00Z", "1 Mar 0000, 00:00:00 UTC");
    }

    #[test]
    fn an_instant_that_is_none_says_why() {
        let check = |text: &str, words: &str| {
            let error = read_instant(text).expect_err(text);
            assert!(error.contains(words), "{text:?}: {error}");
        };
        check("2026-11-22T10:00:00", "say the time zone");
        check("2026-11-22 10:00", "say the time zone");
        check("1795306980000", "milliseconds");
        for text in [
            "",
            "soon",
            "2026-11-22",
            "2026-11-22T10Z",
            "26-11-22T10:00Z",
            "2026-11-22T10:00:00.Z",
            "2026-11-22T10:00Z!",
            "2026-11-22T10:00+25:00",
            "+026-11-22T10:00Z",
            "202é-11-22T10:00Z",
        ] {
            check(text, "write an instant");
        }
        for text in [
            "2026-02-29T00:00Z",
            "1900-02-29T00:00Z",
            "2026-13-01T00:00Z",
            "2026-00-01T00:00Z",
            "2026-04-31T00:00Z",
            "2026-04-00T00:00Z",
            "2026-04-01T24:00Z",
            "2026-04-01T00:60Z",
            "2026-04-01T00:00:60Z",
        ] {
            check(text, "no such date");
        }
    }
}
