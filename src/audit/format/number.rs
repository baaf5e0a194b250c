//! Numbers that readers change. Only exact arithmetic is used, and each finding holds for every such reader.

use crate::audit::{Findings, KEPT_UP_TO, Subject};
use crate::base::diagnostic::finding::{Finding, Named};
use crate::engine::jwa::names::shown;
use crate::format::json::{Node, Value};
use crate::jose::Part;

/// What there is to say of a number.
type Say = fn(&str) -> Option<Named>;

/// Says it of each number of header and claims.
pub fn look(subject: &Subject, findings: &mut Findings, say: Say) {
    let documents = [(Part::Header, Some(&subject.token.header)), (Part::Payload, subject.token.payload.as_ref())];
    for (part, document) in documents {
        if let Some(node) = document.filter(|document| document.well_formed).and_then(|document| document.json.as_ref())
        {
            walk(node, part, findings, say);
        }
    }
}

/// The reader bounds the depth of a tree.
fn walk(node: &Node, part: Part, findings: &mut Findings, say: Say) {
    if findings.list.len() >= KEPT_UP_TO {
        return;
    }
    match &node.value {
        Value::Number(text) => {
            if let Some(what) = say(text) {
                findings.add_at(part, &node.span, Finding::Named(what, shown(text)));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, part, findings, say)),
        Value::Object(members) => members.iter().for_each(|member| walk(&member.node, part, findings, say)),
        _ => {}
    }
}

/// The digits before the point, those behind it, and the exponent as written; empty where there are none.
fn parts(number: &str) -> (&str, &str, &str) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, ""));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    (whole.trim_start_matches('-'), fraction, exponent)
}

/// A number that a double does not hold. Up to 17 digits may come back as written, as those do that JavaScript printed; of
/// integers it is known exactly.
pub fn change(number: &str) -> Option<Named> {
    let (whole, fraction, exponent) = parts(number);
    let bare = exponent.is_empty();
    // Most numbers are like this.
    if bare && number.len() < 16 {
        return None;
    }
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0').trim_end_matches('0').len();
    if let (Ok(integer), true) = (whole.parse::<u64>(), fraction.is_empty() && bare) {
        // Both casts round as IEEE 754 has it, and the second one stops at the largest integer.
        let double = integer as f64;
        let kept = double as u64 == integer && double < 18_446_744_073_709_551_616.0;
        return (!kept).then_some(Named::NumberRounded);
    }
    if digits > 17 {
        return Some(Named::NumberDigits);
    }
    let end = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
    let power = if bare { 0 } else { exponent.parse().unwrap_or(end) }.saturating_add(point(whole, fraction));
    (digits > 0 && !(-330..=310).contains(&power)).then_some(Named::NumberRange)
}

/// How many digits stand before the point, not counting zeros in front; below zero where zeros follow the point.
fn point(whole: &str, fraction: &str) -> i64 {
    let zeros = || fraction.bytes().take_while(|digit| *digit == b'0').count();
    let places = if whole == "0" { zeros() } else { whole.len() };
    let places = i64::try_from(places).unwrap_or(i64::MAX);
    if whole == "0" { -places } else { places }
}

/// A whole number that is not written as one.
pub fn form(number: &str) -> Option<Named> {
    let (_, fraction, exponent) = parts(number);
    let point = number.contains('.') && exponent.is_empty() && fraction.bytes().all(|digit| digit == b'0');
    (point || number == "-0" || !exponent.is_empty() && !exponent.starts_with('-')).then_some(Named::NumberRewritten)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::as_double;

    #[test]
    fn what_is_said_to_change_does_change_in_a_double() {
        for number in [
            "9007199254740993",
            "-9007199254740993",
            "12345678901234567890",
            "123456789012345678901234567890",
            "18446744073709551615",
            "0.1000000000000000055511151231257827",
            "1e400",
            "-1e400",
            "1e99999999999999999999",
            "1e-400",
            "1e-99999999999999999999",
        ] {
            assert!(change(number).is_some() && as_double(number).is_some(), "{number}");
        }
    }

    #[test]
    fn what_a_double_keeps_is_not_said_to_change() {
        for number in [
            "0",
            "1795306980",
            "9007199254740992",
            "9007199254740994",
            "1000000000000000000",
            "0.30000000000000004",
            "0.1",
            "-1.50",
            "1e308",
            "5e-324",
            "0e999",
            "100000000000000000000000",
            "0.00001e312",
            "1000000e-325",
        ] {
            assert_eq!((change(number), as_double(number)), (None, None), "{number}");
        }
    }

    #[test]
    fn a_whole_number_is_written_with_digits_alone() {
        for (number, odd) in [("3.0", true), ("-0", true), ("1e3", true), ("3", false), ("3.5", false), ("5e-1", false)]
        {
            assert_eq!(form(number).is_some(), odd, "{number}");
        }
    }
}
