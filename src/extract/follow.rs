//! Follows a token from its first character to its last, across what transport put into it.
//!
//! What a token is made of is copied: letters, digits, `-`, `_`, dots, and also `+`, `/`, padding and the marks of a
//! shortened or re-typed token, which are for the reader to judge. What is passed over: white space and line breaks with
//! indentation, quote marks of e-mail, a backslash before a line break or spelled `\n`, soft line breaks, invisible characters,
//! and the seam of two string literals. Percent escapes and `\u002e` are decoded, and so are dots that were written otherwise.

mod lacking;
mod written;

use super::gap::{Gap, Lead, Next, escape, percent};
use super::shape::{self, Last, Shape};
use super::undone::{Undone, What};
use crate::base::unseen::is_unseen;
use core::cell::Cell;
use core::ops::Range;

/// So often the payload of one token may be read: it may be long.
const TRIES: usize = 4;

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

/// Follows the token that begins at `start`.
pub(super) fn follow(pasted: &str, start: usize) -> Followed {
    let mut follower = Follower {
        pasted,
        at: start,
        in_path: pasted.get(..start).is_some_and(|before| before.ends_with('/')),
        token: Followed { text: String::new(), pieces: vec![], undone: vec![], span: start..start, dots: 0 },
        decoded: false,
        tries: Cell::new(TRIES),
        segment: 0,
        line: 0,
        lead: Lead::before(pasted.get(..start).unwrap_or_default()),
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
    /// Whether the last piece stands for something else, so that nothing is joined to it.
    decoded: bool,
    /// So often the payload may still be read, to tell whether it is whole.
    tries: Cell<usize>,
    /// Where the segment at hand begins in the token's text.
    segment: usize,
    /// Where in the token's text the last line break was passed over.
    line: usize,
    /// What its lines begin with.
    lead: Lead,
    /// Known from the first dot on.
    shape: Option<Shape>,
}

/// Whether `c` is a digit or a letter of some script, or a mark on one.
pub(super) fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')) && !is_unseen(c)
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
        if let Some((dot, length)) = self.written_dot(rest) {
            self.decoded(b'.', length, What::Dots(dot));
            return true;
        }
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
            ' ' if self.is_plus(rest) => self.decoded(b'+', 1, What::Plus),
            '%' => match percent(rest) {
                Some((meant, length)) if is_core(meant) || matches!(meant, b'+' | b'/' | b'=') => {
                    self.decoded(meant, length, What::Percent)
                }
                _ => return self.gap(rest),
            },
            '\\' => match escape(rest) {
                Some((meant, length)) => self.decoded(meant, length, What::Escapes),
                None => return self.gap(rest),
            },
            '*' | '…' | '•' | '●' | '█' | '‐' | '‑' | '‒' | '–' | '—' | '−' => {
                let length = rest.find(|other| other != c).unwrap_or(rest.len());
                // Behind a whole token nothing is left out.
                let (wanted, last) = self.shape_or_usual();
                if c == '…' && self.token.dots + 1 == wanted && last.is_length(self.segment_text().len()) {
                    return false;
                }
                // A row of them stands for what was masked, at the end, too.
                let mask = matches!(c, '…' | '•' | '●' | '█') || c == '*' && length > 2;
                if !mask && !after(length).is_some_and(is_core) {
                    return false;
                }
                self.copy(length);
            }
            // A character that was damaged on the way, not one that ends a word.
            c if (is_letter(c) || matches!(c, '$' | '!' | '@' | '^')) && self.wants_more() => {
                if !after(c.len_utf8()).is_some_and(is_core) {
                    return self.gap(rest);
                }
                self.copy(c.len_utf8());
            }
            // Another mark ends a word, unless just what is missing stands behind it.
            c if c.is_ascii_punctuation() && self.mends(rest.get(1..).unwrap_or_default()) => self.copy(1),
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
        self.decoded = false;
    }

    /// Appends what the next `length` bytes stand for.
    fn decoded(&mut self, meant: u8, length: usize, what: What) {
        self.note(what, 1);
        let source = self.at..self.at + length;
        self.at = source.end;
        if meant == b'.' && self.token.dots == 0 {
            self.shape = Some(shape::of_header(&self.token.text));
        }
        // It may be as long as what stands there.
        self.decoded = true;
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
            Some(last) if !self.decoded && verbatim && last.verbatim() && last.source.end == source.start => {
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

    fn shape_or_usual(&self) -> (usize, Last) {
        self.shape.map_or((3, Last::Unknown), |shape| (shape.segments, shape.last))
    }

    /// Whether the token is surely not complete yet.
    fn wants_more(&self) -> bool {
        let (wanted, last) = self.shape_or_usual();
        let short = last.wants_more(self.segment_text().len());
        self.token.dots + 1 < wanted || (self.token.dots + 1 == wanted && short)
    }

    fn segment_text(&self) -> &str {
        self.token.text.get(self.segment..).unwrap_or_default()
    }

    /// Passes over what does not belong, if the token goes on behind it.
    fn gap(&mut self, rest: &str) -> bool {
        let (gap, lead) = self.lead.skip(Gap::read(rest), rest);
        let next = Next::read(rest.get(gap.length..).unwrap_or_default());
        let padding = rest.starts_with('=') && next.text.starts_with('.') && self.segment_text().len() % 4 == 3;
        if gap.length == 0 || padding || !self.goes_on(&gap, &next) {
            return false;
        }
        let whites = gap.breaks + gap.spaces + gap.seams;
        let breaks = if rest.starts_with('=') { What::SoftBreaks } else { What::LineBreaks };
        for (what, count) in [
            (What::Seams, gap.seams),
            (breaks, if gap.seams == 0 { gap.breaks.min(1) } else { 0 }),
            (What::Spaces, if gap.seams + gap.breaks == 0 { whites.min(1) } else { 0 }),
            (What::Invisible, gap.invisible),
        ] {
            if count > 0 {
                self.note(what, count);
            }
        }
        if gap.breaks > 0 {
            self.line = self.token.text.len();
            self.lead = lead;
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
        let (wanted, last) = self.shape_or_usual();
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
