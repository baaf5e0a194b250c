//! Follows a token from its first character to its last, across what transport put into it.
//!
//! What a token is made of is copied: letters, digits, `-`, `_`, dots, and also `+`, `/`, padding and the marks of a
//! shortened or re-typed token, which belong to its text and are for the reader to judge. What is passed over: white space
//! and line breaks with indentation, quote marks of e-mail, a backslash before a line break or spelled `\n`, soft line breaks,
//! invisible characters, and the seam of two string literals. Percent escapes and `\u002e` are decoded.

use super::shape::{self, Last, Shape};
use crate::token::base64url::is_invisible;
use core::ops::Range;

/// A token as it was followed.
pub(super) struct Followed {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// What was undone inside, in the order of the first place of each.
    pub(super) undone: Vec<Undone>,
    /// Where it begins in the pasted text, and where the last of it ends.
    pub(super) span: Range<usize>,
    pub(super) dots: usize,
}

/// Some bytes of the token and where they come from.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) length: usize,
    pub(super) source: Range<usize>,
}

impl Piece {
    /// Whether it was copied, not decoded.
    pub(super) fn verbatim(&self) -> bool {
        self.length == self.source.len()
    }
}

/// Something that was undone inside a token.
pub(super) struct Undone {
    pub(super) what: What,
    /// Where in the token's text it was undone first.
    pub(super) at: usize,
    pub(super) count: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    LineBreaks,
    Spaces,
    Invisible,
    Percent,
    Escapes,
    Seams,
}

/// Follows the token that begins at `start`.
pub(super) fn follow(pasted: &str, start: usize) -> Followed {
    let mut follower = Follower {
        pasted,
        at: start,
        in_path: pasted.get(..start).is_some_and(|before| before.ends_with('/')),
        token: Followed { text: String::new(), pieces: vec![], undone: vec![], span: start..start, dots: 0 },
        segment: 0,
        line: 0,
        shape: None,
    };
    while follower.step() {}
    follower.finish()
}

struct Follower<'a> {
    pasted: &'a str,
    at: usize,
    /// Whether the token is a part of a path, so that a slash ends it.
    in_path: bool,
    token: Followed,
    /// Where the segment at hand begins in the token's text.
    segment: usize,
    /// Where in the token's text the last line break was passed over.
    line: usize,
    /// Known from the first dot on.
    shape: Option<Shape>,
}

/// Whether `byte` is base64url or a dot.
pub(super) fn is_core(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// The length of the run of such bytes that `text` begins with.
pub(super) fn core_run(text: &str) -> usize {
    text.bytes().position(|b| !is_core(b)).unwrap_or(text.len())
}

impl<'a> Follower<'a> {
    fn rest(&self) -> &'a str {
        self.pasted.get(self.at..).unwrap_or_default()
    }

    /// Takes the next part of the token; false where it ends.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return false };
        let after = |length: usize| rest.as_bytes().get(length).copied();
        match c {
            c if u8::try_from(c).is_ok_and(is_core) => self.core(rest),
            '/' if self.in_path => return false,
            '+' | '/' if after(1).is_some_and(|b| is_core(b) || matches!(b, b'+' | b'/' | b'=')) => self.copy(1),
            '=' => {
                let length = rest.bytes().position(|b| b != b'=').unwrap_or(rest.len());
                // At the end of a line it may be a soft line break of quoted-printable text (RFC 2045 §6.7).
                if length == 1 && matches!(after(1), Some(b'\r' | b'\n')) && self.gap(rest) {
                    return true;
                }
                if length > 2 || after(length).is_some_and(|b| is_core(b) && b != b'.') {
                    return false;
                }
                self.copy(length);
            }
            '%' => match percent(rest) {
                Some(meant) if is_core(meant) || matches!(meant, b'+' | b'/' | b'=') => {
                    self.decoded(meant, 3, What::Percent)
                }
                _ => return self.gap(rest),
            },
            '\\' => match escape(rest) {
                Some((meant, length)) => self.decoded(meant, length, What::Escapes),
                None => return self.gap(rest),
            },
            '*' | '…' | '‐' | '‑' | '‒' | '–' | '—' | '−' => {
                let length = rest.find(|other| other != c).unwrap_or(rest.len());
                if c != '…' && !after(length).is_some_and(is_core) {
                    return false;
                }
                self.copy(length);
            }
            _ => return self.gap(rest),
        }
        true
    }

    /// Takes a run of plain characters; the first dot tells where the header ends.
    fn core(&mut self, rest: &str) {
        let length = core_run(rest);
        let run = rest.get(..length).unwrap_or_default();
        let first_dot = if self.token.dots == 0 { run.find('.') } else { None };
        let Some(dot) = first_dot else { return self.copy(length) };
        self.copy(dot);
        let shape = shape::of_header(&self.token.text);
        self.shape = Some(shape);
        if shape.unencoded {
            // Such a payload may hold anything: it ends with the quote that the token stands in, or at white space.
            let quote = self.pasted.get(..self.token.span.start).and_then(|before| before.chars().next_back());
            let closes = |c: char| match quote {
                Some(quote @ ('"' | '\'' | '`')) => c == quote,
                _ => c.is_whitespace(),
            };
            self.copy(self.rest().find(closes).unwrap_or(self.rest().len()));
        } else {
            self.copy(length - dot);
        }
    }

    /// Appends the next `length` bytes as they are.
    fn copy(&mut self, length: usize) {
        let taken = self.rest().get(..length).unwrap_or_default();
        let source = self.at..self.at + taken.len();
        self.at = source.end;
        self.append(taken, source);
    }

    /// Appends what the next `length` bytes stand for.
    fn decoded(&mut self, meant: u8, length: usize, what: What) {
        self.note(what, 1);
        let source = self.at..self.at + length;
        self.at = source.end;
        if meant == b'.' && self.token.dots == 0 {
            self.shape = Some(shape::of_header(&self.token.text));
        }
        self.append(char::from(meant).encode_utf8(&mut [0; 4]), source);
    }

    fn append(&mut self, text: &str, source: Range<usize>) {
        if let Some(dot) = text.rfind('.') {
            self.token.dots += text.bytes().filter(|b| *b == b'.').count();
            self.segment = self.token.text.len() + dot + 1;
        }
        self.token.text.push_str(text);
        self.token.span.end = source.end;
        let verbatim = text.len() == source.len();
        match self.token.pieces.last_mut() {
            Some(last) if verbatim && last.verbatim() && last.source.end == source.start => {
                last.length += text.len();
                last.source.end = source.end;
            }
            _ => self.token.pieces.push(Piece { length: text.len(), source }),
        }
    }

    fn note(&mut self, what: What, count: usize) {
        match self.token.undone.iter_mut().find(|undone| undone.what == what) {
            Some(undone) => undone.count += count,
            None => self.token.undone.push(Undone { what, at: self.token.text.len(), count }),
        }
    }

    fn segment_text(&self) -> &str {
        self.token.text.get(self.segment..).unwrap_or_default()
    }

    /// Passes over what does not belong, if the token goes on behind it.
    fn gap(&mut self, rest: &str) -> bool {
        let gap = Gap::read(rest);
        let next = Next::read(rest.get(gap.length..).unwrap_or_default());
        let padding = rest.starts_with('=') && next.text.starts_with('.') && self.segment_text().len() % 4 == 3;
        if gap.length == 0 || padding || !self.goes_on(&gap, &next) {
            return false;
        }
        let whites = gap.breaks + gap.spaces + gap.seams;
        for (what, count) in [
            (What::Seams, gap.seams),
            (What::LineBreaks, if gap.seams == 0 { gap.breaks.min(1) } else { 0 }),
            (What::Spaces, if gap.seams + gap.breaks == 0 { whites.min(1) } else { 0 }),
            (What::Invisible, gap.invisible),
        ] {
            if count > 0 {
                self.note(what, count);
            }
        }
        if gap.breaks > 0 {
            self.line = self.token.text.len();
        }
        self.at += gap.length;
        true
    }

    /// Whether `next`, which stands behind `gap`, is more of the token.
    fn goes_on(&self, gap: &Gap, next: &Next) -> bool {
        let segment = self.segment_text();
        let whites = gap.breaks + gap.spaces + gap.seams;
        if next.text.is_empty() || whites == 0 {
            return !next.text.is_empty();
        }
        // A line of nothing but base64url is hardly ever anything else.
        let long_line = gap.breaks > 0 && next.text.len() >= 32 && !next.header_like();
        if gap.breaks > 1 && next.text.len() < 16 && !segment.is_empty() && !next.text.starts_with('.') {
            return false;
        }
        let wanted = self.shape.map_or(3, |shape| shape.segments);
        let last = self.shape.map_or(Last::Unknown, |shape| shape.last);
        let text = self.token.dots == 0 || (wanted == 3 && self.token.dots == 1);
        let complete = text && shape::ends_like_object(segment);
        // A line that begins like a header is another token, unless what is here needs more and gets no more than it needs.
        let needs_it = text && !complete && next.text.bytes().filter(|b| *b == b'.').count() < 2;
        let another = next.header_like() && !segment.is_empty() && !needs_it;
        let plausible = next.plausible(gap) && !another;
        if self.token.dots + 1 < wanted {
            return match () {
                () if next.text.starts_with('.') => !next.ends_sentence(),
                () if segment.is_empty() || gap.seams > 0 => plausible,
                // A header or payload that looks complete must be followed by its dot, unless only the line is complete.
                () if complete => gap.breaks > 0 && plausible && self.continues(next),
                () => plausible,
            };
        }
        if self.token.dots + 1 > wanted {
            return false;
        }
        let more = next.text.trim_end_matches('.');
        let total = segment.len() + more.len();
        match last {
            Last::Empty => false,
            _ if more.contains('.') => false,
            Last::Exactly(length) => total == length || (total < length && plausible),
            Last::Rsa if shape::is_rsa_length(segment.len()) => long_line,
            Last::Rsa => shape::is_rsa_length(total) || (plausible && total <= 1366),
            Last::Unknown if gap.breaks == 0 => plausible && gap.seams > 0,
            Last::Unknown => plausible && (long_line || (next.at_end && (segment.is_empty() || segment.len() >= 16))),
        }
    }

    /// Whether the next line reads like one of a wrapped token: long, as long as the line before, or with a dot inside.
    fn continues(&self, next: &Next) -> bool {
        let length = next.text.len();
        let line = self.token.text.len() - self.line;
        let dot = next.text.trim_end_matches('.').contains('.');
        if self.token.dots == 0 { dot && length >= 12 } else { length >= 32 || length == line || (dot && length >= 12) }
    }

    /// Leaves the dots of a sentence behind, but not the one that a token without signature ends with.
    fn finish(mut self) -> Followed {
        let token = &mut self.token;
        let trailing = token.text.len() - token.text.trim_end_matches('.').len();
        let keep = if trailing == 1 && token.dots == 2 { 1 } else { 0 };
        for _ in keep..trailing {
            token.text.pop();
            token.dots -= 1;
            match token.pieces.last_mut() {
                Some(piece) if piece.verbatim() && piece.length > 1 => {
                    piece.length -= 1;
                    piece.source.end -= 1;
                }
                _ => drop(token.pieces.pop()),
            }
        }
        token.span.end = token.pieces.last().map_or(token.span.start, |piece| piece.source.end);
        self.token
    }
}

/// What stands between two parts of a token.
#[derive(Default)]
struct Gap {
    length: usize,
    breaks: usize,
    spaces: usize,
    invisible: usize,
    seams: usize,
}

impl Gap {
    fn read(text: &str) -> Gap {
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
                '%' if matches!(percent(rest), Some(b'\n' | b'\r')) => {
                    gap.breaks += 1;
                    3
                }
                '%' if matches!(percent(rest), Some(b' ' | b'\t')) => {
                    gap.spaces += 1;
                    3
                }
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
    let between = inner.get(..inner.len() - next.len())?;
    let joins = behind.len() < joined.len() || between.contains('\n');
    let continued = next.strip_prefix(quote).is_some_and(|rest| rest.bytes().next().is_some_and(is_core));
    (joins && continued).then_some(between.len() + 2)
}

/// The run of token characters behind a gap.
struct Next<'a> {
    text: &'a str,
    /// Whether nothing but white space and closing quotes follows.
    at_end: bool,
    follower: Option<char>,
}

impl<'a> Next<'a> {
    fn read(rest: &'a str) -> Self {
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

    fn header_like(&self) -> bool {
        shape::begins_like_header(self.text)
    }

    /// Whether it is the dots that end a sentence; one dot on a line of its own may stand between two segments.
    fn ends_sentence(&self) -> bool {
        self.text.bytes().all(|b| b == b'.') && (self.text.len() > 1 || self.follower.is_none())
    }

    /// Whether it could be a part of a token, and not the next word of a sentence or the name of the next line.
    fn plausible(&self, gap: &Gap) -> bool {
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

/// The byte that the percent escape at the beginning of `text` stands for.
pub(super) fn percent(text: &str) -> Option<u8> {
    hex_byte(text.strip_prefix('%')?.get(..2)?)
}

/// The character that `\u002e` or `\/` at the beginning of `text` stands for, if a token may hold it, and its length.
fn escape(text: &str) -> Option<(u8, usize)> {
    let slash = text.strip_prefix("\\/").map(|_| (b'/', 2));
    let unicode = || hex_byte(text.strip_prefix("\\u00")?.get(..2)?).map(|meant| (meant, 6));
    slash.or_else(unicode).filter(|(meant, _)| is_core(*meant) || matches!(meant, b'+' | b'/' | b'='))
}

fn hex_byte(digits: &str) -> Option<u8> {
    if digits.bytes().all(|b| b.is_ascii_hexdigit()) { u8::from_str_radix(digits, 16).ok() } else { None }
}
