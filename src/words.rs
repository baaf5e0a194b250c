//! Every sentence about a [`Diagnostic`]: what is wrong, what to do, and by which rule. The sentences of a family stand in its
//! file, a `match` over its facts; nothing else holds prose, and nothing reads it but people.
//!
//! A title and a fix begin in lower case and have no full stop, because the page puts them together. Texts that come from a
//! token or a key stand in backquotes.
//!
//! `tests/words.txt` holds each sentence with sample facts, to be read in one go.

pub mod anatomy;
mod bound;
pub mod carried;
pub mod case;
pub mod chain;
mod claim;
pub mod compare;
mod finding;
mod format;
pub mod issuer;
mod json;
mod jwe;
mod jws;
mod key;
mod link;
mod paste;
mod payload;
mod policy;
mod reason;
mod sd_jwt;
mod settings;
pub mod tabs;
mod time;
pub mod timeline;
pub mod weak;

use crate::base::diagnostic::{Diagnostic, Facts, Json};
use crate::base::span::{Part, Span};
use crate::base::spec::Spec;
use crate::base::unseen::{is_invisible, is_unquotable};
pub use jwe::kind as kind_of_key;
pub use jws::{not_convertible, other_signatures};
pub use key::note;
pub use policy::met;
pub use settings::{
    expectation_phrases, expectations, leads_to_no_root, own_key_goes_first, settings_fault, verified_with,
};
pub use time::duration;

/// What there is to say of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The same as `title` in few words, for the verdict; `None` where the title is short itself.
    pub headline: Option<String>,
    /// What is wrong, or worth knowing.
    pub title: String,
    /// What to do about it, where there is something to do.
    pub fix: Option<String>,
    /// The rule.
    pub spec: Option<Spec>,
}

/// What there is to say of `diagnostic`.
pub fn of(diagnostic: &Diagnostic) -> Wording {
    of_facts(&diagnostic.facts, diagnostic.place().map(|place| place.part))
}

/// The same of its facts, and the part of the token that it points into.
fn of_facts(facts: &Facts, part: Option<Part>) -> Wording {
    match facts {
        Facts::Segment(role, fault) => format::segment(*role, fault),
        Facts::Json { fault, more_follow } => {
            let mut wording = json::wording(fault, part);
            if *more_follow {
                wording.title.push_str("; more faults follow");
            }
            wording
        }
        Facts::Format(fault) => format::of_token(fault),
        Facts::Header(fault) => format::header(fault),
        Facts::Payload(fault) => payload::wording(fault),
        Facts::Duplicate(fault) => format::duplicate(fault, part),
        Facts::Paste(repair) => paste::wording(repair),
        Facts::Key(fault) => key::wording(fault),
        Facts::Note(note) => state(key::note(note)),
        Facts::Claim(fault) => claim::wording(fault),
        Facts::Kind(fault) => claim::kind(fault),
        Facts::Policy(failure) => policy::wording(failure),
        Facts::Link(refusal) => link::wording(refusal),
        Facts::Reason(reason) => reason::wording(reason),
        Facts::Jwe(fault) => jwe::wording(fault),
        Facts::Jws(fault) => jws::wording(fault),
        Facts::Finding(found) => finding::wording(found),
        Facts::SdJwt(fault) => sd_jwt::wording(fault),
        Facts::Bound(fault) => bound::wording(fault, part),
        Facts::StatusList(fault) => bound::status_list(fault),
        Facts::Case(fault) => case::wording(fault),
        Facts::Settings(fault) => settings::wording(fault),
    }
}

/// What `diagnostic` says is wrong.
pub fn title(diagnostic: &Diagnostic) -> String {
    of(diagnostic).title
}

/// What `diagnostic` says is wrong and what to do, as sentences.
pub fn sentences(diagnostic: &Diagnostic) -> String {
    let Wording { title, fix, .. } = of(diagnostic);
    let fix = fix.map_or_else(String::new, |fix| format!(" {}", sentence(&fix)));
    sentence(&title) + &fix
}

/// What is wrong in few words.
pub fn headline(diagnostic: &Diagnostic) -> String {
    let Wording { headline, title, .. } = of(diagnostic);
    headline.unwrap_or(title)
}

/// What there is to say of a fault of JSON that is no part of a token.
pub fn of_json(fault: &Json) -> Wording {
    json::wording(fault, None)
}

/// A place, with line and column where the text has them: `payload, line 2, column 14`, or `byte 37 of the token`. Bytes are
/// counted from 1.
pub fn place(span: &Span, line_column: Option<(usize, usize)>) -> String {
    let byte = span.range.start + 1;
    let part = match span.part {
        Part::Encoded => return format!("byte {byte} of the token"),
        Part::Header => "header",
        Part::Payload => "payload",
    };
    match line_column {
        Some((line, column)) => format!("{part}, line {line}, column {column}"),
        None => format!("{part}, byte {byte}"),
    }
}

/// The message with a capital first letter; one that begins with code keeps its case.
pub fn capital(message: &str) -> String {
    let mut text = message.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The message as a sentence: with a capital first letter and a full stop.
pub fn sentence(message: &str) -> String {
    let mut text = capital(message);
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}

/// `1 byte`, `2 bytes`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        out.push_str(match index {
            0 => "",
            _ if index + 1 == items.len() => " and ",
            _ => ", ",
        });
        out.push_str(item.as_ref());
    }
    out
}

/// A title, and what to do about it.
fn say(title: impl Into<String>, fix: impl Into<String>) -> Wording {
    Wording { headline: None, title: title.into(), fix: Some(fix.into()), spec: None }
}

/// A title alone.
fn state(title: impl Into<String>) -> Wording {
    Wording { headline: None, title: title.into(), fix: None, spec: None }
}

impl Wording {
    fn by(mut self, spec: Spec) -> Wording {
        self.spec = Some(spec);
        self
    }

    fn short(mut self, headline: impl Into<String>) -> Wording {
        self.headline = Some(headline.into());
        self
    }
}

/// What to call a character.
fn character(c: char) -> String {
    let code = u32::from(c);
    match c {
        ' ' => "a space".into(),
        '\n' | '\r' => "a line break".into(),
        '\t' => "a tab".into(),
        '‘' | '’' | '“' | '”' | '„' | '‟' | '«' | '»' => {
            format!("the typographic quote `{c}` (U+{code:04X})")
        }
        '‐' | '‑' | '‒' | '–' | '—' | '−' => format!("the typographic dash `{c}` (U+{code:04X})"),
        c if c.is_control() => format!("the control character U+{code:04X}"),
        c if c.is_whitespace() || is_invisible(c) => format!("the invisible character U+{code:04X}"),
        c if is_unquotable(c) => format!("the character U+{code:04X}"),
        c if c.is_ascii() => format!("`{c}`"),
        c => format!("`{c}` (U+{code:04X})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_every_other_number_is_not() {
        let check = |count, expected: &str| assert_eq!(counted(count, "byte"), expected);
        check(0, "0 bytes");
        check(1, "1 byte");
        check(2, "2 bytes");
        check(101, "101 bytes");
    }

    #[test]
    fn a_sentence_has_a_capital_and_one_full_stop() {
        let check = |message: &str, text: &str| assert_eq!(sentence(message), text);
        check("the key is short", "The key is short.");
        check("`alg` is `none`", "`alg` is `none`.");
        check("is `kid` meant?", "Is `kid` meant?");
        check("Done.", "Done.");
        check("Élan", "Élan.");
    }

    #[test]
    fn characters_have_names_by_which_a_reader_finds_them() {
        for (c, name) in [
            (' ', "a space"),
            ('\n', "a line break"),
            ('…', "`…` (U+2026)"),
            ('“', "the typographic quote `“` (U+201C)"),
            ('\u{200b}', "the invisible character U+200B"),
            ('\u{a0}', "the invisible character U+00A0"),
            ('\0', "the control character U+0000"),
            ('\u{e000}', "the character U+E000"),
            ('$', "`$`"),
            ('é', "`é` (U+00E9)"),
        ] {
            assert_eq!(character(c), name);
        }
    }
}
