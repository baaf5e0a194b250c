//! JSON numbers as they are written, and what readers that keep every number as a double make of them.
//!
//! Grammar (RFC 8259 §6): `-? (0 | [1-9][0-9]*) ("." [0-9]+)? ([eE] [+-]? [0-9]+)?`. JSON sets no limit to size or precision;
//! JavaScript, and with it many servers, keep a number as an IEEE 754 double and print it by ECMA-262, `Number::toString`.

/// A decimal number, exactly: 0.`digits` × 10^`point`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) negative: bool,
    /// From 0 to 9, without zeros at either end; empty for zero.
    pub(crate) digits: Vec<u8>,
    /// How many digits stand before the decimal point; 0 for zero.
    pub(crate) point: i64,
}

impl Decimal {
    /// Reads a JSON number; `None` if `text` is anything else. An exponent beyond the range of `i64` stands at its end,
    /// which is far outside every range that is asked about here.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (rest, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if whole.is_empty() || leading_zero || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let joined = || whole.bytes().chain(fraction.bytes());
        let zeros = joined().take_while(|&byte| byte == b'0').count();
        let mut digits: Vec<u8> = joined().skip(zeros).map(|byte| byte - b'0').collect();
        digits.truncate(digits.iter().rposition(|&digit| digit != 0).map_or(0, |last| last + 1));
        if digits.is_empty() {
            return Some(Self { negative, digits, point: 0 });
        }
        let point = exponent.saturating_add(length(whole.len())).saturating_sub(length(zeros));
        Some(Self { negative, digits, point })
    }

    /// Equal as numbers: zero has no sign.
    fn same_value(&self, other: &Self) -> bool {
        let both_zero = self.digits.is_empty() && other.digits.is_empty();
        both_zero || self == other
    }
}

fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let end = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    Some(text.parse().unwrap_or(end))
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Whether two JSON numbers are the same number, however each is written: `1`, `1.0` and `10e-1`. False for what is not a JSON
/// number, and where an exponent is too large to tell.
pub fn same_number(a: &str, b: &str) -> bool {
    /// An exponent that stands at the end of what is kept may be any larger one.
    const LARGEST: u64 = 1 << 62;
    let (Some(a), Some(b)) = (Decimal::read(a), Decimal::read(b)) else { return false };
    a.same_value(&b) && a.point.unsigned_abs() < LARGEST
}

/// What a reader that keeps numbers as doubles makes of `number`, if that is another number than the one written:
/// `9007199254740992` for `9007199254740993`. `None` if the value survives (`1.0`, `-0` and `1E2` change only their
/// looks, see [`double_text`]), and for what is not a JSON number.
pub fn as_double(number: &str) -> Option<String> {
    let shown = double_text(number)?;
    is_changed(number, &shown).then_some(shown)
}

/// Whether `shown`, which a reader printed for the JSON number `number`, is another number. False for what is not a JSON
/// number.
pub fn is_changed(number: &str, shown: &str) -> bool {
    let Some(written) = Decimal::read(number) else { return false };
    Decimal::read(&shown.replace("e+", "e")).is_none_or(|read| !read.same_value(&written))
}

/// What `JSON.stringify(JSON.parse(number))` prints in JavaScript, but with `Infinity` where that says `null`:
/// `1` for `1.0`, `0` for `-0`, `1e+23` for `1e23`. `None` for what is not a JSON number.
pub fn double_text(number: &str) -> Option<String> {
    Decimal::read(number)?;
    // Rust reads every JSON number, correctly rounded.
    let double: f64 = number.parse().ok()?;
    let sign = if double < 0.0 { "-" } else { "" };
    if double.is_infinite() {
        return Some(format!("{sign}Infinity"));
    }
    let (digits, exponent) = shortest_digits(double.abs())?;
    Some(format!("{sign}{}", ecmascript(&digits, exponent)))
}

/// The fewest digits that give `double` when read, without the point behind the first of them, and their exponent.
fn shortest_digits(double: f64) -> Option<(String, i32)> {
    let shortest = format!("{double:e}");
    // Of two that are equally near, Rust takes the upper one, and JavaScript the even one, as rounding to a precision does.
    let precision = shortest.split_once('e')?.0.len().saturating_sub(2);
    let nearest = format!("{double:.precision$e}");
    let text = if nearest.parse() == Ok(double) { nearest } else { shortest };
    let (mantissa, exponent) = text.split_once('e')?;
    Some((mantissa.replace('.', ""), exponent.parse().ok()?))
}

/// `Number::toString` of ECMA-262 for `d.ddd` × 10^`exponent`: plain from 1e-6 up to below 1e21, else with an exponent.
fn ecmascript(digits: &str, exponent: i32) -> String {
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let split = |at: i32| digits.split_at_checked(usize::try_from(at).unwrap_or(0)).unwrap_or((digits, ""));
    match exponent {
        _ if digits == "0" => digits.into(),
        0..=20 if count <= exponent + 1 => format!("{digits}{}", zeros(exponent + 1 - count)),
        0..=20 => {
            let (whole, fraction) = split(exponent + 1);
            format!("{whole}.{fraction}")
        }
        -6..=-1 => format!("0.{}{digits}", zeros(-exponent - 1)),
        _ => {
            let (first, rest) = split(1);
            let dot = if rest.is_empty() { "" } else { "." };
            format!("{first}{dot}{rest}e{exponent:+}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a double makes of `number`: its value where that changes, and how it is printed.
    fn check(number: &str, value: Option<&str>, text: &str) {
        assert_eq!((as_double(number).as_deref(), double_text(number).as_deref()), (value, Some(text)), "{number}");
    }

    #[test]
    fn a_number_beyond_a_doubles_precision_is_another_number() {
        check("9007199254740993", Some("9007199254740992"), "9007199254740992");
        check("-9007199254740993", Some("-9007199254740992"), "-9007199254740992");
        check("12345678901234567890", Some("12345678901234567000"), "12345678901234567000");
        check("0.1000000000000000055511151231257827", Some("0.1"), "0.1");
        check("1234567890123456789012345", Some("1.2345678901234568e+24"), "1.2345678901234568e+24");
    }

    #[test]
    fn a_number_beyond_a_doubles_range_is_infinite_or_zero() {
        check("1e400", Some("Infinity"), "Infinity");
        check("-1e400", Some("-Infinity"), "-Infinity");
        check("1e-400", Some("0"), "0");
        check("1e99999999999999999999", Some("Infinity"), "Infinity");
        check("-1e-99999999999999999999", Some("0"), "0");
    }

    #[test]
    fn a_number_that_survives_may_still_look_different() {
        check("9007199254740992", None, "9007199254740992");
        check("1.0", None, "1");
        check("-0", None, "0");
        check("0e99", None, "0");
        check("1E2", None, "100");
        check("0.1", None, "0.1");
        check("-1.50", None, "-1.5");
        check("1e23", None, "1e+23");
        check("1.7976931348623157e308", None, "1.7976931348623157e+308");
        check("5e-324", None, "5e-324");
        check("1795305300", None, "1795305300");
    }

    #[test]
    fn numbers_are_printed_as_javascript_prints_them() {
        check("100000000000000000000", None, "100000000000000000000");
        check("1000000000000000000000", None, "1e+21");
        check("123456789.125", None, "123456789.125");
        check("0.000001", None, "0.000001");
        check("0.00000123", None, "0.00000123");
        check("0.0000001", None, "1e-7");
        check("0.000000125", None, "1.25e-7");
        check("1906777820959972.25", Some("1906777820959972.2"), "1906777820959972.2");
        check("1906777820959972.75", Some("1906777820959972.8"), "1906777820959972.8");
        check("900719925474099.3", Some("900719925474099.2"), "900719925474099.2");
    }

    #[test]
    fn what_is_not_a_json_number_is_not_read() {
        for text in
            ["", "-", "01", "+1", "1.", ".5", "1e", "1e+", "NaN", "Infinity", "0x10", "1 ", "1_000", "--1", "1e1.5"]
        {
            assert_eq!((as_double(text), double_text(text), Decimal::read(text)), (None, None, None), "{text}");
        }
    }

    #[test]
    fn a_number_is_read_without_rounding() {
        let read = |text| Decimal::read(text).map(|d| (d.negative, d.digits, d.point));
        assert_eq!(read("0.00120"), Some((false, vec![1, 2], -2)));
        assert_eq!(read("-1200"), Some((true, vec![1, 2], 4)));
        assert_eq!(read("12e-1"), Some((false, vec![1, 2], 1)));
        assert_eq!(read("0.0e5"), Some((false, vec![], 0)));
    }

    #[test]
    fn numbers_are_the_same_by_value_and_not_by_spelling() {
        for (a, b, same) in [
            ("1", "1.0", true),
            ("1", "10e-1", true),
            ("-0", "0.00", true),
            ("9007199254740993", "9007199254740992", false),
            ("1", "-1", false),
            ("01", "1", false),
            ("1e99999999999999999999", "1e99999999999999999998", false),
            ("0e99999999999999999999", "0", true),
        ] {
            assert_eq!((same_number(a, b), same_number(b, a)), (same, same), "{a} {b}");
        }
    }

    #[test]
    fn a_very_long_number_is_read_in_one_go() {
        let long = "1".repeat(1_000_000);
        assert_eq!(as_double(&long).as_deref(), Some("Infinity"));
        assert_eq!(as_double(&format!("0.{long}")).as_deref(), Some("0.1111111111111111"));
    }
}
