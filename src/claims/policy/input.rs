//! What a person types for a length of time: a whole number of seconds, or whole numbers with a unit each, such as `15m`,
//! `1 h 30 min`, `2 days`.

/// The seconds of a length of time; `None` if the text is none.
pub fn read_duration(text: &str) -> Option<i64> {
    let mut rest = text.trim();
    let alone = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    let mut sum: i64 = 0;
    loop {
        let number: i64 = take(&mut rest, u8::is_ascii_digit).parse().ok()?;
        rest = rest.trim_start();
        let size = match take(&mut rest, u8::is_ascii_alphabetic).to_ascii_lowercase().as_str() {
            "" if alone => 1,
            "s" | "sec" | "second" | "seconds" => 1,
            "m" | "min" | "minute" | "minutes" => 60,
            "h" | "hour" | "hours" => 3_600,
            "d" | "day" | "days" => 86_400,
            "w" | "week" | "weeks" => 604_800,
            _ => return None,
        };
        sum = number.checked_mul(size).and_then(|part| sum.checked_add(part))?;
        rest = rest.trim_start();
        if rest.is_empty() {
            return Some(sum);
        }
    }
}

/// Takes the bytes that are like this off the start of what is left.
fn take<'a>(rest: &mut &'a str, is: fn(&u8) -> bool) -> &'a str {
    let end = rest.bytes().position(|byte| !is(&byte)).unwrap_or(rest.len());
    let (taken, left) = rest.split_at_checked(end).unwrap_or(("", rest));
    *rest = left;
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_read_as_people_write_it() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(read_duration(text), expected, "{text:?}");
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
}
