//! The claims of RFC 7519 §4.1, one by one: each value read by its definition, each fault with what to do about it.
//!
//! NumericDate is a number (§2); `iss`, `sub` and `jti` are strings; `aud` is a string or an array of strings (§4.1.3).

use super::time::NumericDate;
use crate::base::diagnostic::claim::Unit;
use crate::base::diagnostic::{Claim, Diagnostic, Is, Severity};
use crate::base::number::Decimal;
use crate::base::sort_by_place;
use crate::format::json::{Member, Node, Value};
use crate::jose::{Part, Span};

/// Above this many seconds (the year 5138) a time is taken for milliseconds; as such it is 1973 or later.
pub(super) const MILLISECONDS_FROM: NumericDate = NumericDate::from_seconds(100_000_000_000);

/// Faults that make the claims invalid come first, each group in the order of the payload.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) invalid: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
}

impl Faults {
    /// Adds what makes the claims invalid.
    pub(super) fn invalid(&mut self, node: &Node, fault: Claim) {
        self.invalid.push(of(Severity::Error, node, fault));
    }

    /// Adds what changes no verdict.
    pub(super) fn warn(&mut self, node: &Node, fault: Claim) {
        self.warnings.push(of(Severity::Warning, node, fault));
    }

    pub(super) fn in_order(mut self) -> Vec<Diagnostic> {
        sort_by_place(&mut self.invalid, |fault| (start(fault), 0));
        sort_by_place(&mut self.warnings, |fault| (start(fault), 0));
        self.invalid.append(&mut self.warnings);
        self.invalid
    }
}

fn of(severity: Severity, node: &Node, fault: Claim) -> Diagnostic {
    let at = vec![Span { part: Part::Payload, range: node.span.clone() }];
    Diagnostic { severity, at, facts: fault.into(), remedy: None }
}

fn start(fault: &Diagnostic) -> usize {
    fault.place().map_or(0, |place| place.range.start)
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
                faults.invalid(node, Claim::CutOff(name));
                None
            }
            Value::Number(text) => read_number(text, name, node, faults),
            other => {
                faults.invalid(node, not_a_number(other, name, node));
                None
            }
        };
        let Some(read) = read else {
            time.agreed = false;
            continue;
        };
        if let Some(earlier) = time.shown.filter(|earlier| *earlier != read) {
            time.agreed = false;
            faults.invalid(node, Claim::Ambiguous(name, earlier, read));
        }
        time.shown = Some(read);
        time.node = Some(node);
    }
    time
}

fn read_number(text: &str, name: &'static str, node: &Node, faults: &mut Faults) -> Option<NumericDate> {
    if Decimal::read(text).is_none() {
        faults.invalid(node, Claim::NoNumber(name, shortened(text)));
        return None;
    }
    let Some(time) = NumericDate::read(text) else {
        faults.invalid(node, Claim::OutOfRange(name, shortened(text), finer_unit(text)));
        return None;
    };
    if time < NumericDate::from_seconds(0) {
        faults.invalid(node, Claim::Negative(name));
    } else if time > MILLISECONDS_FROM {
        let milliseconds = NumericDate::from_seconds(time.seconds / 1_000);
        let written = shortened(text);
        faults.warn(node, Claim::Milliseconds { claim: name, written, seconds: time, milliseconds });
    }
    Some(time)
}

/// The unit that a number far beyond seconds and milliseconds looks like, by the number of its digits today.
fn finer_unit(text: &str) -> Option<Unit> {
    match text.len() {
        _ if !text.bytes().all(|byte| byte.is_ascii_digit()) => None,
        16 => Some(Unit::Microseconds),
        // 1970 is at 621,355,968 thousand million ticks; these are the years from 1902 to 2218.
        18 if ("6"..="699").contains(&text.get(..3)?) => Some(Unit::Ticks),
        19 => Some(Unit::Nanoseconds),
        _ => None,
    }
}

fn not_a_number(value: &Value, name: &'static str, node: &Node) -> Claim {
    match value {
        Value::String(text) => Claim::TimeText(name, NumericDate::read(text).map(|_| shortened(text))),
        _ => Claim::TimeIs(name, what_is(node)),
    }
}

pub(super) fn check_text(members: &[Member], name: &'static str, faults: &mut Faults) {
    for node in named(members, name).filter(|node| node.as_str().is_none()) {
        let number = if let Value::Number(text) = &node.value { Some(shortened(text)) } else { None };
        faults.invalid(node, Claim::NotText(name, what_is(node), number));
    }
}

pub(super) fn check_audience(members: &[Member], faults: &mut Faults) {
    for node in named(members, "aud") {
        match &node.value {
            Value::String(_) => {}
            Value::Array(entries) => {
                if let Some(entry) = entries.iter().find(|entry| entry.as_str().is_none()) {
                    faults.invalid(entry, Claim::AudienceEntryIs(what_is(entry)));
                }
            }
            _ => faults.invalid(node, Claim::AudienceIs(what_is(node))),
        }
    }
}

/// What a value is.
pub(crate) fn what_is(node: &Node) -> Is {
    match node.value {
        _ if node.span.is_empty() => Is::Nothing,
        Value::Null => Is::Null,
        Value::Bool(true) => Is::True,
        Value::Bool(false) => Is::False,
        Value::Number(_) => Is::Number,
        Value::String(_) => Is::Text,
        Value::Array(_) => Is::Array,
        Value::Object(_) => Is::Object,
    }
}

/// The text of a number as far as a sentence can hold it.
fn shortened(number: &str) -> String {
    match number.char_indices().nth(30) {
        Some((end, _)) => format!("{}… ({} characters)", number.get(..end).unwrap_or_default(), number.chars().count()),
        None => number.into(),
    }
}
