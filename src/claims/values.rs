//! The claims of RFC 7519 §4.1, one by one: each value read by its definition, each fault with what to do about it.
//!
//! NumericDate is a number (§2); `iss`, `sub` and `jti` are strings; `aud` is a string or an array of strings (§4.1.3).

use super::ClaimFault;
use super::number::Decimal;
use super::time::NumericDate;
use crate::spec::Spec;
use crate::token::json::{Member, Node, Value};
use crate::token::sort_by_place;

/// Above this many seconds (the year 5138) a time is taken for milliseconds; as such it is 1973 or later.
pub(super) const MILLISECONDS_FROM: NumericDate = NumericDate::from_seconds(100_000_000_000);
const NUMERIC_DATE: Spec = Spec::Rfc(7519, "2");

/// Faults that make the claims invalid come first, each group in the order of the payload.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) invalid: Vec<ClaimFault>,
    pub(super) told: Vec<ClaimFault>,
}

impl Faults {
    pub(super) fn in_order(mut self) -> Vec<ClaimFault> {
        sort_by_place(&mut self.invalid, |fault| (fault.at.start, 0));
        sort_by_place(&mut self.told, |fault| (fault.at.start, 0));
        self.invalid.append(&mut self.told);
        self.invalid
    }
}

/// One of the three times, as far as it is known.
#[derive(Default)]
pub(super) struct Time<'a> {
    /// The value most readers see: the last that can be read.
    pub(super) shown: Option<NumericDate>,
    /// Where it stands.
    node: Option<&'a Node>,
    /// Whether every reader sees this value.
    agreed: bool,
}

impl<'a> Time<'a> {
    pub(super) fn certain(&self) -> Option<(NumericDate, &'a Node)> {
        if self.agreed { self.shown.zip(self.node) } else { None }
    }
}

fn named<'a>(members: &'a [Member], name: &str) -> impl Iterator<Item = &'a Node> {
    members.iter().filter(move |member| member.name == name).map(|member| &member.node)
}

/// Reads the time `name` of `payload`, each time it stands there.
pub(super) fn read_time<'a>(payload: Option<&'a Node>, name: &'static str, faults: &mut Faults) -> Time<'a> {
    let members = payload.map(Node::members).unwrap_or_default();
    let mut time = Time { agreed: true, ..Time::default() };
    for node in named(members, name) {
        let read = match &node.value {
            _ if payload.is_some_and(|payload| payload.span.end <= node.span.end) => {
                faults.invalid.push(cut_off(name, node));
                None
            }
            Value::Number(text) => read_number(text, name, node, faults),
            other => {
                faults.invalid.push(not_a_number(other, name, node));
                None
            }
        };
        let Some(read) = read else {
            time.agreed = false;
            continue;
        };
        if let Some(earlier) = time.shown.filter(|earlier| *earlier != read) {
            time.agreed = false;
            faults.invalid.push(ClaimFault {
                code: "claim-ambiguous",
                claim: name.into(),
                message: format!("{name} stands more than once: {} and {}", earlier.utc(), read.utc()),
                hint: Some("keep one of them: some readers take the first, others the last or none".into()),
                spec: Spec::Rfc(7519, "4"),
                at: node.span.clone(),
            });
        }
        time.shown = Some(read);
        time.node = Some(node);
    }
    time
}

/// The payload ends with this value, without a closing brace: digits may be missing, and with them years.
fn cut_off(name: &str, node: &Node) -> ClaimFault {
    ClaimFault {
        code: "numeric-date-cut-off",
        claim: name.into(),
        message: format!("the payload ends in the middle of {name}, or right after it"),
        hint: Some("copy the whole token: this time may lack its last digits".into()),
        spec: NUMERIC_DATE,
        at: node.span.clone(),
    }
}

fn read_number(text: &str, name: &str, node: &Node, faults: &mut Faults) -> Option<NumericDate> {
    let fault = |code, message, hint| ClaimFault {
        code,
        claim: name.into(),
        message,
        hint,
        spec: NUMERIC_DATE,
        at: node.span.clone(),
    };
    if Decimal::read(text).is_none() {
        let message = format!("{name} must be a number, and {} is none in JSON", shortened(text));
        faults.invalid.push(fault("numeric-date-type", message, None));
        return None;
    }
    let Some(time) = NumericDate::read(text) else {
        let shown = shortened(text);
        let hint = finer_unit(text).unwrap_or("NumericDate counts seconds since 1970-01-01T00:00:00Z").into();
        faults.invalid.push(fault(
            "numeric-date-range",
            format!("{name} is {shown}, which is beyond any calendar"),
            Some(hint),
        ));
        return None;
    };
    if time < NumericDate::from_seconds(0) {
        let message = format!("{name} is negative, which is before 1970 and not defined");
        faults.invalid.push(fault(
            "numeric-date-negative",
            message,
            Some("issue it with the time in seconds since 1970".into()),
        ));
    } else if time > MILLISECONDS_FROM {
        let meant = NumericDate::from_seconds(time.seconds / 1_000);
        let message = format!("{name} is {}, which as seconds is {}", shortened(text), time.utc());
        let hint =
            format!("this looks like milliseconds, and NumericDate is seconds: {} is {}", meant.seconds, meant.utc());
        faults.told.push(fault("numeric-date-milliseconds", message, Some(hint)));
    }
    Some(time)
}

/// The unit that a number far beyond seconds and milliseconds looks like, by the number of its digits today.
fn finer_unit(text: &str) -> Option<&'static str> {
    match text.len() {
        _ if !text.bytes().all(|byte| byte.is_ascii_digit()) => None,
        16 => Some("this looks like microseconds, and NumericDate is seconds: divide it by 1000000"),
        19 => Some("this looks like nanoseconds, and NumericDate is seconds: divide it by 1000000000"),
        _ => None,
    }
}

fn not_a_number(value: &Value, name: &str, node: &Node) -> ClaimFault {
    let (code, hint) = match value {
        Value::String(text) if NumericDate::read(text).is_some() => {
            ("numeric-date-string", format!("write it without quotes: {}", shortened(text)))
        }
        Value::String(_) => (
            "numeric-date-string",
            "write the time as a number of seconds since 1970-01-01T00:00:00Z, without quotes".into(),
        ),
        Value::Null => ("numeric-date-type", format!("leave {name} out if it has no value")),
        _ => ("numeric-date-type", "write the time as a number of seconds since 1970-01-01T00:00:00Z".into()),
    };
    ClaimFault {
        code,
        claim: name.into(),
        message: format!("{name} must be a number, and {}", has(node)),
        hint: Some(hint),
        spec: NUMERIC_DATE,
        at: node.span.clone(),
    }
}

pub(super) fn check_text(members: &[Member], name: &str, spec: Spec, faults: &mut Faults) {
    for node in named(members, name).filter(|node| node.as_str().is_none()) {
        let hint = match &node.value {
            Value::Number(text) => format!("write it in quotes: \"{}\"", shortened(text)),
            Value::Null => format!("leave {name} out if it has no value"),
            _ => "write one string".into(),
        };
        faults.invalid.push(ClaimFault {
            code: "claim-not-text",
            claim: name.into(),
            message: format!("{name} must be a string, and {}", has(node)),
            hint: Some(hint),
            spec,
            at: node.span.clone(),
        });
    }
}

pub(super) fn check_audience(members: &[Member], faults: &mut Faults) {
    for node in named(members, "aud") {
        let wrong = match &node.value {
            Value::String(_) => None,
            Value::Array(entries) => entries.iter().find(|entry| entry.as_str().is_none()),
            _ => Some(node),
        };
        let Some(wrong) = wrong else { continue };
        let message = if core::ptr::eq(wrong, node) {
            format!("aud must be a string or an array of strings, and {}", has(wrong))
        } else {
            format!("every entry of aud must be a string, and one {}", has(wrong))
        };
        faults.invalid.push(ClaimFault {
            code: "audience-not-text",
            claim: "aud".into(),
            message,
            hint: Some("write one string, or an array with nothing but strings".into()),
            spec: Spec::Rfc(7519, "4.1.3"),
            at: wrong.span.clone(),
        });
    }
}

fn has(node: &Node) -> &'static str {
    match node.value {
        _ if node.span.is_empty() => "has no value",
        Value::Null => "is null",
        Value::Bool(true) => "is true",
        Value::Bool(false) => "is false",
        Value::Number(_) => "is a number",
        Value::String(_) => "is a string",
        Value::Array(_) => "is an array",
        Value::Object(_) => "is an object",
    }
}

/// The text of a number as far as a sentence can hold it.
fn shortened(number: &str) -> String {
    match number.char_indices().nth(30) {
        Some((end, _)) => format!("{}… ({} characters)", number.get(..end).unwrap_or_default(), number.chars().count()),
        None => number.into(),
    }
}
