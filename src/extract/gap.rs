//! What stands between two parts of a token, and what stands behind that.

use super::follow::is_core;
use super::shape;
use crate::base::unseen::is_invisible;

/// What stands between two parts of a token.
#[derive(Default)]
pub(super) struct Gap {
    pub(super) length: usize,
    pub(super) breaks: usize,
    pub(super) spaces: usize,
    pub(super) invisible: usize,
    pub(super) seams: usize,
}

impl Gap {
    pub(super) fn read(text: &str) -> Gap {
        let mut gap = Gap::default();
        loop {
            let rest = text.get(gap.length..).unwrap_or_default();
            let Some(c) = rest.chars().next() else { return gap };
            let next_is_break = |length: usize| matches!(rest.as_bytes().get(length), Some(b'\n' | b'\r'));
            let spelled = if c == '\\' { spelled_white_space(rest) } else { 0 };
            gap.length += match c {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                    gap.breaks += usize::from(!rest.starts_with("\r\n"));
                    c.len_utf8()
                }
                c if c.is_whitespace() => {
                    gap.spaces += 1;
                    c.len_utf8()
                }
                c if is_invisible(c) => {
                    gap.invisible += 1;
                    c.len_utf8()
                }
                '\\' | '^' | '`' | '=' if next_is_break(1) => 1,
                '\\' if spelled > 0 => {
                    gap.breaks += 1;
                    spelled
                }
                '%' => match percent(rest) {
                    Some((b'\n' | b'\r', length)) => {
                        gap.breaks += 1;
                        length
                    }
                    Some((b' ' | b'\t', length)) => {
                        gap.spaces += 1;
                        length
                    }
                    _ => return gap,
                },
                // psql ends a line that goes on with `+`, and begins each with a space; a framed terminal ends it with its frame.
                '+' if rest.starts_with("+\n ") || rest.starts_with("+\r\n ") => 1,
                '│' if next_is_break(c.len_utf8()) => c.len_utf8(),
                // The marks of a quoted e-mail or a framed terminal stand at the beginning of a line.
                '>' | '|' | '│' if gap.breaks > 0 => c.len_utf8(),
                '"' | '\'' => match seam(rest, c) {
                    Some(length) => {
                        gap.seams += 1;
                        length
                    }
                    None => return gap,
                },
                _ => return gap,
            };
        }
    }
}

/// What stands in front of each line that a token was broken into.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lead {
    Nothing,
    /// The mark of a comment.
    Mark(&'static str),
    /// Its number.
    Number(u32),
}

impl Lead {
    /// What the line begins with that `before` ends in.
    pub(super) fn before(before: &str) -> Lead {
        /// A token that stands further from the beginning of its line has none.
        const REACH: usize = 80;
        let line = match before.bytes().rev().take(REACH).position(|byte| byte == b'\n') {
            Some(length) => before.get(before.len() - length..),
            None => Some(before).filter(|before| before.len() < REACH),
        };
        let line = line.unwrap_or_default().trim();
        let mark = ["#", "//"].into_iter().find(|mark| line.starts_with(mark));
        let number = || line.trim_end_matches([':', '|', '│', ' ']).parse().ok();
        mark.map(Lead::Mark).or_else(|| number().map(Lead::Number)).unwrap_or(Lead::Nothing)
    }

    /// `gap` at the beginning of `rest` with the like of it behind its line break, and what stands there.
    pub(super) fn skip(self, gap: Gap, rest: &str) -> (Gap, Lead) {
        let behind = rest.get(gap.length..).unwrap_or_default();
        let (next, inner) = match self {
            Lead::Mark(mark) => (self, behind.strip_prefix(mark)),
            Lead::Number(number) => {
                let next = number.saturating_add(1);
                let inner = behind.strip_prefix(&next.to_string());
                (Lead::Number(next), inner.filter(|inner| inner.starts_with([' ', '\t', ':', '|', '│'])))
            }
            Lead::Nothing => (self, None),
        };
        match inner.filter(|_| gap.breaks == 1) {
            Some(inner) => {
                let inner = inner.trim_start_matches([' ', '\t', ':', '|', '│']);
                (Gap { length: rest.len() - inner.len(), ..gap }, next)
            }
            None => (gap, self),
        }
    }
}

/// The length of `\n`, `\r\n` or `\\n` spelled in characters.
fn spelled_white_space(text: &str) -> usize {
    let backslashes = text.bytes().take_while(|b| *b == b'\\').count();
    let letter = text.as_bytes().get(backslashes);
    if backslashes <= 2 && matches!(letter, Some(b'n' | b'r' | b't')) { backslashes + 1 } else { 0 }
}

/// The length of the seam between two string literals: `" + "`, or `"` line break `"`.
fn seam(text: &str, quote: char) -> Option<usize> {
    let inner = text.strip_prefix(quote)?;
    let joined = inner.trim_start();
    let behind = joined.strip_prefix(['+', '.', '&', '\\']).unwrap_or(joined);
    let next = behind.trim_start();
    // Visual Basic ends a line that goes on with `& _`.
    let next = next.strip_prefix('_').filter(|rest| rest.starts_with(['\n', '\r'])).map_or(next, str::trim_start);
    let between = inner.get(..inner.len() - next.len())?;
    let joins = behind.len() < joined.len() || between.contains('\n');
    let continued = next.strip_prefix(quote).is_some_and(|rest| rest.bytes().next().is_some_and(is_core));
    (joins && continued).then_some(between.len() + 2)
}

/// The run of token characters behind a gap.
pub(super) struct Next<'a> {
    pub(super) text: &'a str,
    /// Whether nothing but white space and closing quotes follows.
    pub(super) at_end: bool,
    follower: Option<char>,
}

impl<'a> Next<'a> {
    pub(super) fn read(rest: &'a str) -> Self {
        let length = rest.bytes().position(|b| !is_core(b) && !matches!(b, b'+' | b'/')).unwrap_or(rest.len());
        let (text, behind) = rest.split_at_checked(length).unwrap_or_default();
        let mut tail = behind.chars();
        let follower = tail.next();
        let at_end = match follower {
            None => true,
            Some(c) => c.is_whitespace() && tail.next().is_none_or(|c| c.is_whitespace()),
        };
        Next { text, at_end, follower }
    }

    pub(super) fn header_like(&self) -> bool {
        shape::begins_like_header(self.text)
    }

    /// Whether it is the dots that end a sentence; one dot on a line of its own may stand between two segments.
    pub(super) fn ends_sentence(&self) -> bool {
        self.text.bytes().all(|b| b == b'.') && (self.text.len() > 1 || self.follower.is_none())
    }

    /// Whether it could be a part of a token, and not the next word of a sentence or the name of the next line.
    pub(super) fn plausible(&self, gap: &Gap) -> bool {
        let core = self.text.trim_end_matches('.');
        let digits_only = core.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'/'));
        let names = matches!(self.follower, Some(':' | '(' | '@')) || core.starts_with("-----");
        let seam = gap.seams > 0;
        !core.is_empty() && (seam || !(names || is_word(core) || (digits_only && core.len() < 20)))
    }
}

/// Whether `text` reads like a word: lower-case letters, perhaps with a capital first, not very long.
pub(super) fn is_word(text: &str) -> bool {
    let rest = text.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(text);
    text.len() <= 14 && rest.bytes().all(|b| b.is_ascii_lowercase())
}

/// The byte that the percent escape at the beginning of `text` stands for, however often it was escaped, and its length.
pub(super) fn percent(text: &str) -> Option<(u8, usize)> {
    let rest = text.strip_prefix('%')?;
    let bare = strip_percents(rest);
    Some((hex_byte(bare.get(..2)?)?, text.len() - bare.len() + 2))
}

/// `text`, which stands behind a percent sign, without what it has of an escape that was escaped again: `2E` of `252E`.
pub(super) fn strip_percents(mut text: &str) -> &str {
    while let Some(inner) =
        text.strip_prefix("25").filter(|inner| inner.get(..2).is_some_and(|two| hex_byte(two).is_some()))
    {
        text = inner;
    }
    text
}

/// The character that `\u002e` or `\/` at the beginning of `text` stands for, if a token may hold it, and its length.
pub(super) fn escape(text: &str) -> Option<(u8, usize)> {
    let slash = text.strip_prefix("\\/").map(|_| (b'/', 2));
    let unicode = || hex_byte(text.strip_prefix("\\u00")?.get(..2)?).map(|meant| (meant, 6));
    slash.or_else(unicode).filter(|(meant, _)| is_core(*meant) || matches!(meant, b'+' | b'/' | b'='))
}

fn hex_byte(digits: &str) -> Option<u8> {
    if digits.bytes().all(|b| b.is_ascii_hexdigit()) { u8::from_str_radix(digits, 16).ok() } else { None }
}
