//! One value of the payload as it may have been when it was signed: a time that was moved, a role that was raised, a number that a
//! reader of JSON rounded. Members are those of the outermost object; the rest of the text stays as it is.

#[cfg(test)]
mod tests;

use super::json::read_object;
use crate::base::diagnostic::chain::Was;
use crate::base::letter_case;
use crate::base::replaced;
use crate::format::json::{Member, Node, Value};
use core::ops::Range;

/// So many values are tried for one payload, at most.
pub(super) const MOST: usize = 1_200;
/// So many of them are tried together with something else: the first ones, which are the likeliest.
pub(super) const WITH_OTHERS: usize = 80;

/// Another text in place of a part of the payload.
#[derive(Clone)]
pub(super) struct Alternative {
    at: Range<usize>,
    text: String,
    /// The member that it is about; empty if it is about all times.
    pub(super) member: String,
    /// How it is described.
    pub(super) was: Was,
}

/// Spans of time that people add to a time, in seconds: the likeliest first.
const SPANS: [i64; 27] = [
    3_600,
    86_400,
    900,
    1_800,
    300,
    600,
    60,
    7_200,
    604_800,
    2_592_000,
    31_536_000,
    43_200,
    28_800,
    21_600,
    14_400,
    10_800,
    172_800,
    259_200,
    432_000,
    1_209_600,
    2_419_200,
    2_678_400,
    7_776_000,
    15_552_000,
    31_622_400,
    315_360_000,
    1,
];

/// The times that RFC 7519 has, and that OpenID Connect adds.
const TIMES: [&str; 4] = ["exp", "iat", "nbf", "auth_time"];

/// What roles, plans and the like are called, from which one is made another. What it is now is one of its list.
const WORDS: [&[&str]; 4] = [
    &[
        "user",
        "admin",
        "guest",
        "member",
        "viewer",
        "editor",
        "owner",
        "staff",
        "moderator",
        "manager",
        "customer",
        "root",
        "superuser",
        "superadmin",
        "administrator",
        "operator",
        "reader",
        "writer",
        "anonymous",
    ],
    &["free", "basic", "pro", "premium", "enterprise", "trial", "plus", "standard", "starter", "business"],
    &["read", "write", "admin", "read write", "read-only", "readonly", "full", "none", "all"],
    &["dev", "development", "test", "staging", "prod", "production"],
];

/// JavaScript counts up to here without a gap.
const EXACT: u64 = 1 << 53;

/// All alternatives of a payload, at most [`MOST`].
pub(super) fn alternatives(json: &[u8]) -> Vec<Alternative> {
    let (Ok(text), Some(node)) = (core::str::from_utf8(json), read_object(json)) else { return vec![] };
    let mut all = moved_together(text, &node);
    all.extend(node.members().iter().flat_map(|member| of_member(text, member)));
    all.extend(taken_out(text, &node));
    all.sort_by_key(|one| !is_likely(&one.was));
    all.truncate(MOST);
    all
}

fn is_likely(was: &Was) -> bool {
    let is_first = |span: &i64| SPANS.iter().take(8).any(|first| first == span);
    let leads = |word: &str| WORDS.iter().any(|list| list.iter().take(4).any(|first| *first == word));
    match was {
        Was::Earlier(span) | Was::Later(span) => is_first(span),
        Was::Word(word) => leads(word),
        Was::Bool(_) | Was::Fraction | Was::Text | Was::Bare | Was::Zeros(1) => true,
        Was::Capital | Was::Slash | Was::NoSlash | Was::WithoutLastWord | Was::WithoutLastItem => true,
        _ => false,
    }
}

/// The payload with one of them.
pub(super) fn with(json: &[u8], alternative: &Alternative) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(json).ok()?;
    replaced(text, &[(alternative.at.clone(), alternative.text.clone())]).map(Into::into)
}

fn lexeme<'a>(text: &'a str, node: &Node) -> &'a str {
    text.get(node.span.clone()).unwrap_or_default()
}

/// A whole number that can be a time.
fn time(lexeme: &str) -> Option<i64> {
    lexeme.parse().ok().filter(|seconds| (100_000_000..100_000_000_000).contains(seconds))
}

fn shifted(seconds: i64) -> impl Iterator<Item = (i64, Was)> {
    SPANS.iter().flat_map(move |span| [(seconds - span, Was::Earlier(*span)), (seconds + span, Was::Later(*span))])
}

/// All times moved by one span, as by somebody who makes a token young again.
fn moved_together(text: &str, node: &Node) -> Vec<Alternative> {
    let times: Vec<(Range<usize>, i64)> = node
        .members()
        .iter()
        .filter(|member| TIMES.contains(&&*member.name))
        .filter_map(|member| Some((member.node.span.clone(), time(lexeme(text, &member.node))?)))
        .collect();
    if times.len() < 2 {
        return vec![];
    }
    let moved = |write: &dyn Fn(i64) -> String, was| {
        let changes: Vec<_> = times.iter().map(|(range, seconds)| (range.clone(), write(*seconds))).collect();
        Some(Alternative { at: 0..text.len(), text: replaced(text, &changes)?, member: String::new(), was })
    };
    let both = |span: &i64| {
        [
            moved(&|seconds| (seconds - span).to_string(), Was::Earlier(*span)),
            moved(&|seconds| (seconds + span).to_string(), Was::Later(*span)),
        ]
    };
    let milliseconds = moved(&|seconds| format!("{seconds}000"), Was::Milliseconds);
    SPANS.iter().flat_map(both).chain([milliseconds]).flatten().collect()
}

fn of_member(text: &str, member: &Member) -> Vec<Alternative> {
    let is = lexeme(text, &member.node);
    let all = match &member.node.value {
        Value::Bool(is) => vec![((!is).to_string(), Was::Bool(!is))],
        Value::Number(_) => numbers(is),
        Value::String(value) => strings(is, value),
        Value::Array(items) => without_last(text, &member.node, items),
        _ => vec![],
    };
    let made =
        |(new, was)| Alternative { at: member.node.span.clone(), text: new, member: member.name.to_string(), was };
    all.into_iter().filter(|(new, _)| new != is).map(made).collect()
}

fn numbers(is: &str) -> Vec<(String, Was)> {
    let mut all = vec![(format!("\"{is}\""), Was::Text)];
    let is_whole = is.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole {
        all.extend([(format!("{is}.0"), Was::Fraction), (format!("{is}000"), Was::Milliseconds)]);
    } else if !is.contains(['e', 'E']) {
        all.extend([(format!("{is}0"), Was::Zeros(1)), (format!("{is}00"), Was::Zeros(2))]);
    }
    if let Some(milliseconds) = is.strip_suffix("000").filter(|_| is_whole && is.len() == 13) {
        all.push((milliseconds.to_owned(), Was::Seconds));
    }
    match (time(is), is.parse::<u64>()) {
        (Some(seconds), _) => all.extend(shifted(seconds).map(|(new, was)| (new.to_string(), was))),
        (None, Ok(number)) if number >= EXACT => all.extend(rounded(number)),
        (None, Ok(number)) => {
            let near = [number.checked_sub(1), number.checked_add(1), (number != 0).then_some(0)];
            let small = near.into_iter().flatten().filter(|_| number < 1_000);
            all.extend(small.map(|other| (other.to_string(), Was::Number(other))));
        }
        _ => {}
    }
    all
}

/// The whole numbers that are no other than this one to JavaScript, which has 53 bits for them, the nearest first.
#[allow(clippy::cast_precision_loss, reason = "the loss is what is looked for")]
fn rounded(number: u64) -> impl Iterator<Item = (String, Was)> {
    let near = (1..=256u64).flat_map(move |by| [number.checked_sub(by), number.checked_add(by)]);
    let same = move |other: &u64| *other as f64 == number as f64;
    near.flatten().filter(same).map(|other| (other.to_string(), Was::Rounded))
}

fn strings(is: &str, value: &str) -> Vec<(String, Was)> {
    let inside = is.get(1..is.len() - 1).unwrap_or_default();
    let quoted = |text: &str| format!("\"{text}\"");
    let mut all = vec![];
    if !value.is_empty() && value.len() <= 18 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        all.push((value.to_owned(), Was::Bare));
    }
    let lower = letter_case::lower(value);
    for list in WORDS.iter().filter(|list| list.contains(&&*lower)) {
        // In the case of what stands there.
        let (is_capital, is_upper) = (value != lower, value == letter_case::upper(value));
        let words = list.iter().map(|word| match (is_capital, is_upper) {
            (_, true) => (quoted(&letter_case::upper(word)), Was::Word(word)),
            (true, _) => (quoted(&capitalised(word, false)), Was::Word(word)),
            _ => (quoted(word), Was::Word(word)),
        });
        all.extend(words);
    }
    // An escape in capitals is another one.
    if inside == value {
        let capitals = [
            (letter_case::lower(inside), Was::LowerCase),
            (letter_case::upper(inside), Was::UpperCase),
            (capitalised(inside, false), Was::Capital),
            (capitalised(inside, true), Was::Capitals),
        ];
        // Before the @ of an address alone.
        let local =
            inside.split_once('@').map(|(local, rest)| (format!("{}@{rest}", capitalised(local, true)), Was::Capitals));
        all.extend(capitals.into_iter().chain(local).map(|(text, was)| (quoted(&text), was)));
    }
    all.push((quoted(&format!("{inside} ")), Was::SpaceAfter));
    if inside.contains("://") {
        match inside.strip_suffix('/') {
            Some(bare) => all.push((quoted(bare), Was::NoSlash)),
            None => all.push((quoted(&format!("{inside}/")), Was::Slash)),
        }
        match (inside.strip_prefix("https://"), inside.strip_prefix("http://")) {
            (Some(rest), _) => all.push((quoted(&format!("http://{rest}")), Was::Word("http://"))),
            (_, Some(rest)) => all.push((quoted(&format!("https://{rest}")), Was::Word("https://"))),
            _ => {}
        }
    } else if let Some((rest, _)) = inside.rsplit_once(' ') {
        all.push((quoted(rest), Was::WithoutLastWord));
    }
    all
}

/// With a capital letter first, or at the start of each word.
fn capitalised(text: &str, each: bool) -> String {
    let mut begins = true;
    let mut out = String::new();
    for c in text.chars() {
        out.push(if begins { c.to_ascii_uppercase() } else { c });
        begins = each && !c.is_alphanumeric();
    }
    out
}

/// The list without its last item, as somebody would have added one.
fn without_last(text: &str, node: &Node, items: &[Node]) -> Vec<(String, Was)> {
    let [.., before, _] = items else { return vec![] };
    let (Some(front), Some(back)) = (text.get(node.span.start..before.span.end), text.get(..node.span.end)) else {
        return vec![];
    };
    // As the list was laid out: what stands between the last item and the bracket stays.
    let end = items.last().and_then(|last| back.get(last.span.end..)).unwrap_or("]");
    vec![(format!("{front}{end}"), Was::WithoutLastItem)]
}

/// A time that was taken out, beside one that is still there: at the end, or beside that one.
fn taken_out(text: &str, node: &Node) -> Vec<Alternative> {
    let mut all = vec![];
    let members = node.members();
    let value = |name: &str| time(lexeme(text, &members.iter().find(|member| *member.name == *name)?.node));
    let has = |name: &str| members.iter().any(|member| *member.name == *name);
    let Some(end) = members.last().map(|member| member.node.span.end) else { return all };
    for (lost, beside, sign) in [("iat", "exp", -1), ("exp", "iat", 1), ("nbf", "iat", 0)] {
        let Some(other) = value(beside).filter(|_| !has(lost)) else { continue };
        let Some(place) = members.iter().find(|member| *member.name == *beside) else { continue };
        let spans: &[i64] = if sign == 0 { &[0] } else { &SPANS };
        for span in spans {
            let new = format!("\"{lost}\":{}", other + sign * span);
            let before = (place.name_span.start, format!("{new},"));
            let behind = [place.node.span.end, end].map(|at| (at, format!(",{new}")));
            for (at, text) in core::iter::once(before).chain(behind) {
                all.push(Alternative { at: at..at, text, member: lost.to_owned(), was: Was::There });
            }
        }
    }
    all
}
