//! What the interface shows, as plain data: the coloured stretches of the pasted text, the characters that an eye would
//! miss, and the notes beside the lines.

mod header;
mod lines;
mod numbered;
mod runs;

use crate::base::unseen;
use crate::claims::time::NumericDate;
use crate::claims::{self, Kind};
use crate::format::json;
use crate::format::json::{Member, Value};
pub use header::header_note;
pub use lines::{json_lines, members_begun};
pub use numbered::numbered;
pub use runs::{Run, encoded_runs, typed_runs};
use std::borrow::Cow;

/// A stretch of text for the eye.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visible<'a> {
    /// Text that looks like what it is.
    Plain(&'a str),
    /// One character that shows nothing, or reorders its neighbours, and its name, such as `U+202E`.
    Unseen(&'a str, String),
}

/// Splits `text` at control, bidirectional and invisible characters, so that each can be shown by its name and none can
/// reorder the rest (Unicode TR 36 §2.5). Line feeds and spaces are left alone.
pub fn visible(text: &str) -> Vec<Visible<'_>> {
    if is_plain(text) {
        return vec![Visible::Plain(text)];
    }
    let mut out = Vec::new();
    let mut plain = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_unseen(*c)) {
        if plain < at {
            out.push(Visible::Plain(&text[plain..at]));
        }
        plain = at + c.len_utf8();
        out.push(Visible::Unseen(&text[at..plain], name(c)));
    }
    if plain < text.len() {
        out.push(Visible::Plain(&text[plain..]));
    }
    out
}

/// `text`, or if it has more than `most` such characters, the text with their names in place of them: an element for each
/// would cost more than such a text is worth.
pub fn legible(text: &str, most: usize) -> Cow<'_, str> {
    if is_plain(text) || text.chars().filter(|c| is_unseen(*c)).count() <= most {
        return text.into();
    }
    let mut out = String::with_capacity(2 * text.len());
    for c in text.chars() {
        match is_unseen(c) {
            true => out.extend(["\u{27e8}", &name(c), "\u{27e9}"]),
            false => out.push(c),
        }
    }
    out.into()
}

/// Where the next block of a long text ends, in bytes: after `lines` lines or what of them goes into `bytes` bytes. A line
/// longer than that is cut, behind a comma or space if there is one.
pub fn block_end(text: &str, lines: usize, bytes: usize) -> usize {
    let most = text.floor_char_boundary(bytes);
    let head = text.get(..most).unwrap_or(text);
    if let Some((at, _)) = head.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').nth(lines.saturating_sub(1)) {
        return at + 1;
    }
    if most == text.len() {
        return most;
    }
    head.rfind('\n').or_else(|| head.rfind([',', ' '])).map_or(most, |at| at + 1)
}

fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Whether there is surely nothing unseen in `text`, which is ASCII and not empty: most texts are, and this is quickly told.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'))
}

/// Line feeds are shown as what they are.
fn is_unseen(c: char) -> bool {
    c != '\n' && unseen::is_unseen(c)
}

/// A note beside a line, and whether it is to be noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// A few words.
    pub text: String,
    /// The same more exactly: for a time, when that is.
    pub more: Option<String>,
    /// Whether it warns.
    pub warns: bool,
}

impl Note {
    fn plain(text: impl Into<String>) -> Option<Self> {
        Some(Self { text: text.into(), ..Self::default() })
    }
}

/// What stands beside a claim: a time in words, a number that other readers change, else what the claim is.
/// `offset` gives the person's minutes east of UTC at an instant.
/// `double` prints a number as JavaScript does after reading it: a browser does that best itself.
pub fn claim_note(
    member: &Member,
    now: i64,
    offset: impl Fn(i64) -> i32,
    double: impl Fn(&str) -> String,
) -> Option<Note> {
    let row = claims::lookup(&member.name);
    if let Value::Number(number) = &member.node.value {
        if row.is_some_and(|row| row.kind == Kind::NumericDate)
            && let Some(date) = NumericDate::read(number)
        {
            let local = date.local(offset(date.seconds));
            // The zone would cost the line; the table names it.
            let local = local.split(" UTC").next().unwrap_or(&local);
            let warns = match member.name.as_str() {
                "exp" => date.has_come(now),
                "nbf" => !date.has_come(now),
                _ => false,
            };
            return Some(Note { text: date.relative(now), more: Some(format!("{local} · {}", date.iso())), warns });
        }
        let double = double(number);
        if claims::is_changed(number, &double) {
            return Note::plain(format!("exact; JavaScript would read {}", shortened(&double)));
        }
    }
    Note::plain(row?.title)
}

/// The end of a long number is where it differs.
fn shortened(number: &str) -> String {
    match number.char_indices().rev().nth(5) {
        Some((at, _)) if number.len() > 24 => format!("…{}", &number[at..]),
        _ => number.to_owned(),
    }
}

/// The text of a value for a table cell: a string without its quotes and escapes, everything else as it stands.
pub fn cell(text: &str, node: &json::Node) -> String {
    match &node.value {
        Value::String(value) => value.to_string(),
        _ => text.get(node.span.clone()).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_deceive_the_eye_are_named() {
        let check = |text: &str, expected: &[Visible]| assert_eq!(visible(text), expected);
        check("admin", &[Visible::Plain("admin")]);
        check(
            "a\u{202e}b\u{200b}",
            &[
                Visible::Plain("a"),
                Visible::Unseen("\u{202e}", "U+202E".into()),
                Visible::Plain("b"),
                Visible::Unseen("\u{200b}", "U+200B".into()),
            ],
        );
        check("é\n漢字 🦀", &[Visible::Plain("é\n漢字 🦀")]);
        for (text, name) in [("\u{fe0f}", "U+FE0F"), ("\u{2800}", "U+2800"), ("\u{e01ef}", "U+E01EF")] {
            check(text, &[Visible::Unseen(text, name.into())]);
        }
    }

    #[test]
    fn a_text_full_of_unseen_characters_shows_their_names() {
        let check = |most, expected| assert_eq!(legible("a\u{0}b\u{202e}", most), expected);
        check(2, "a\u{0}b\u{202e}");
        check(1, "a⟨U+0000⟩b⟨U+202E⟩");
    }

    #[test]
    fn blocks_end_with_lines_and_cut_only_what_is_long() {
        let check = |text: &str, expected: &[&str]| {
            let mut rest = text;
            let mut blocks = vec![];
            while !rest.is_empty() {
                let (block, after) = rest.split_at(block_end(rest, 2, 8));
                blocks.push(block);
                rest = after;
            }
            assert_eq!(blocks, expected);
        };
        check("", &[]);
        check("a\nb\nc", &["a\nb\n", "c"]);
        check("abcd\nefgh\n", &["abcd\n", "efgh\n"]);
        check("123456789", &["12345678", "9"]);
        check("123,567,9 1", &["123,567,", "9 1"]);
        check("123456éé", &["123456é", "é"]);
        check("1234567é", &["1234567", "é"]);
        check("\n\n\n", &["\n\n", "\n"]);
    }

    #[test]
    fn notes_tell_times_meanings_and_lost_digits() {
        let double = |number: &str| claims::double_text(number).unwrap();
        let note = |json: &str| claim_note(&json::read(json).node.unwrap().members()[0], 1_795_304_580, |_| 60, double);
        let exp = note(r#"{"exp":1795305300}"#).unwrap();
        assert_eq!((exp.text.as_str(), exp.warns), ("in 12 minutes", false));
        assert_eq!(exp.more.as_deref(), Some("22 Nov 2026, 00:55:00 · 2026-11-21T23:55:00Z"));
        assert!(note(r#"{"exp":1795304000}"#).unwrap().warns);
        assert_eq!(
            note(r#"{"balance":9007199254740993}"#).unwrap().text,
            "exact; JavaScript would read 9007199254740992"
        );
        assert_eq!(note(r#"{"iss":"x"}"#).unwrap().text, "issuer");
        assert_eq!(note(r#"{"colour":"red"}"#), None);
    }
}
