//! The armour of PEM: finds the blocks of a text, and decodes the base64 between their boundaries. What the content of a block
//! means is for the reader of keys to say.
//!
//! Grammar: RFC 7468 §3, read laxly where the text can mean only one thing (text around the block, indentation, lines of
//! any length, headers of RFC 1421) and strictly where it cannot (boundaries, alphabet, padding).

mod write;

use crate::base::Size;
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::key::{Guess, Mended, Note, OddLine, Pem, Place};
use crate::base::shown;
use crate::format::base64::{Alphabet, Base64Fault, line_column};
use crate::format::der;
use core::fmt;
pub use write::write;

/// Larger bodies are refused unread; the largest RSA keys come to 13 KB.
const MAX_BODY: usize = 1 << 20;
const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const HYPHENS: &str = "-----";
/// No known label has half as many characters.
const LONGEST_LABEL: usize = 64;

/// One block, its boundaries found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Block<'a> {
    /// What stands after BEGIN.
    pub label: &'a str,
    /// The cipher in `DEK-Info`, if a `Proc-Type` header says that the body is encrypted (RFC 1421 §4.6.1).
    pub encrypted: Option<&'a str>,
    /// The lines between the boundaries, without headers.
    body: &'a str,
    /// The whole text, for lines and columns.
    text: &'a str,
    /// Where `body` starts in `text`.
    start: usize,
}

impl fmt::Debug for Block<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("label", &self.label)
            .field("body", &Size(self.body.len()))
            .finish_non_exhaustive()
    }
}

/// What stands in a block, and what had to be overlooked to read it.
pub struct Body {
    /// The decoded bytes.
    pub der: Vec<u8>,
    /// Notes for people.
    pub notes: Vec<Note>,
}

/// Whether `text` has a boundary in it.
pub fn is_marked(text: &str) -> bool {
    text.contains(BEGIN) || text.contains(END)
}

/// How many blocks start in `text`.
pub fn count(text: &str) -> usize {
    text.matches(BEGIN).count()
}

/// The blocks of `text` in order, each found or with what is wrong with its boundaries.
pub fn blocks(text: &str) -> impl Iterator<Item = Result<Block<'_>, Box<Diagnostic>>> {
    let starts = text.match_indices(BEGIN).map(|(start, _)| start);
    let ends = starts.clone().skip(1).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| block(text, start, text.get(start..end).unwrap_or_default()))
}

/// The label at the start of `text`, which has to be closed by hyphens on the same line.
fn label(text: &str) -> Option<&str> {
    let line = text.lines().next()?;
    let label = line.get(..line.find(HYPHENS)?)?;
    (label.len() <= LONGEST_LABEL && !label.contains('-')).then_some(label.trim())
}

fn block<'a>(text: &'a str, start: usize, stretch: &'a str) -> Result<Block<'a>, Box<Diagnostic>> {
    let line = line_column(text, start).0;
    let after = stretch.get(BEGIN.len()..).unwrap_or_default();
    let Some(name) = label(after) else {
        return Err(fault(Pem::OpenBegin(line)));
    };
    let open = after.find(HYPHENS).map_or(0, |at| at + HYPHENS.len());
    let body = after.get(open..).unwrap_or_default();
    let Some(close) = body.find(END) else {
        return Err(fault(Pem::EndMissing(line, shown(name, LONGEST_LABEL))));
    };
    match label(body.get(close + END.len()..).unwrap_or_default()) {
        None => return Err(fault(Pem::OpenEnd(line, shown(name, LONGEST_LABEL)))),
        Some(end) if end != name => {
            return Err(fault(Pem::LabelMismatch(line, shown(name, LONGEST_LABEL), shown(end, LONGEST_LABEL))));
        }
        Some(_) => {}
    }
    let body = body.get(..close).unwrap_or_default();
    let (headers, body) = body.split_at(headers_length(body));
    let cipher =
        || headers.split_once("DEK-Info:").map_or("", |(_, cipher)| cipher.split([',', '\n']).next().unwrap_or(""));
    let encrypted = headers.lines().any(|line| line.contains("Proc-Type") && line.contains("ENCRYPTED"));
    let encrypted = encrypted.then(|| cipher().trim());
    let start = start + BEGIN.len() + open + headers.len();
    Ok(Block { label: name, encrypted, body, text, start })
}

/// How many bytes of headers (RFC 1421 §4.6) stand before the base64: lines with a colon, and what follows up to a blank line.
fn headers_length(body: &str) -> usize {
    let mut length = 0;
    let mut inside = false;
    for line in body.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if inside && blank {
            return length + line.len();
        }
        let continued = inside && line.starts_with([' ', '\t']);
        if line.contains(':') {
            inside = true;
        } else if !blank && !continued {
            break;
        }
        length += line.len();
    }
    if inside { length } else { 0 }
}

fn fault(facts: Pem) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(facts))
}

impl Block<'_> {
    /// The label, fit for a sentence.
    pub fn shown_label(&self) -> String {
        shown(self.label, LONGEST_LABEL)
    }

    /// Decodes the body.
    ///
    /// # Errors
    /// `pem-empty`, `pem-too-large`, `pem-character`, `pem-padding`, `pem-body-cut`.
    pub fn decode(&self) -> Result<Body, Box<Diagnostic>> {
        if self.body.trim().is_empty() {
            return Err(fault(Pem::Empty(self.shown_label())));
        }
        if self.body.len() > MAX_BODY {
            return Err(fault(Pem::TooLarge(self.shown_label(), self.body.len())));
        }
        let decoded = Alphabet::Standard.decode(self.body).map_err(|reason| self.fault(reason))?;
        let mut notes = Vec::new();
        if self.body.lines().any(|line| !line.trim().is_empty() && line.starts_with([' ', '\t']))
            && self.lines().nth(1).is_some()
        {
            notes.push(Note::Mended(Mended::Indented));
        }
        if self.lines().any(|(_, line)| line.chars().filter(|c| !c.is_whitespace()).count() > 76) {
            notes.push(Note::Mended(Mended::LongLines));
        }
        if decoded.padding == 0 && decoded.bytes.len() % 3 != 0 {
            notes.push(Note::Mended(Mended::Padding));
        }
        Ok(Body { der: decoded.bytes, notes })
    }

    /// Compares the length that `der`, the decoded body, announces with the one it has: a lost line shows here before
    /// anything else.
    ///
    /// # Errors
    /// `pem-body-start`, `pem-body-cut`, `pem-trailing-bytes`.
    pub fn expect_complete(&self, der: &[u8]) -> Result<(), Box<Diagnostic>> {
        if der.first() != Some(&der::SEQUENCE) {
            return Err(fault(Pem::Start(self.shown_label())));
        }
        // Where the header cannot be read the DER reader says so better.
        let Some(announced) = der::announced_length(der) else { return Ok(()) };
        let have = der.len();
        if announced > have {
            let missing = announced - have;
            // Three bytes take four characters.
            let line = self.width() / 4 * 3;
            let guess = match self.odd_line() {
                Some(odd) => Guess::Line(odd),
                None if line > 0 && missing.is_multiple_of(line) => Guess::Lines(missing / line),
                None => Guess::Unknown,
            };
            return Err(fault(Pem::Cut { says: announced, have, guess }));
        }
        if announced < have {
            return Err(fault(Pem::Trailing(have - announced)));
        }
        Ok(())
    }

    /// The lines of the body that have something on them, with their line numbers.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> + Clone {
        let first = line_column(self.text, self.start).0;
        (first..)
            .zip(self.body.lines())
            .map(|(number, line)| (number, line.trim()))
            .filter(|(_, line)| !line.is_empty())
    }

    /// How many characters a line has: as many as the first.
    fn width(&self) -> usize {
        self.lines().next().map_or(0, |(_, line)| line.len())
    }

    /// The first line, the last one left aside, that is not as long as the others.
    fn odd_line(&self) -> Option<OddLine> {
        let width = self.width();
        let (number, line) =
            self.lines().zip(self.lines().skip(1)).map(|(line, _)| line).find(|(_, line)| line.len() != width)?;
        Some(OddLine { line: number, got: line.len(), first: width })
    }

    fn fault(&self, reason: Base64Fault) -> Box<Diagnostic> {
        let lost = matches!(reason, Base64Fault::Padding { .. } | Base64Fault::Length { .. });
        let place = |at: usize| {
            let (line, column) = line_column(self.text, self.start + at);
            Place::LineColumn(line, column)
        };
        fault(Pem::Body(reason.at(place), self.odd_line().filter(|_| lost)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the only block of `text` decodes to with its notes, or its fault.
    fn read(text: &str) -> Result<(Vec<u8>, String), Box<Diagnostic>> {
        let block = blocks(text).next().expect("there is a boundary")?;
        block.decode().map(|body| {
            let notes: Vec<_> = body.notes.iter().map(crate::words::note).collect();
            (body.der, notes.join("; "))
        })
    }

    #[track_caller]
    fn check(text: &str, bytes: &[u8], note: &str) {
        let (der, notes) = read(text).unwrap_or_else(|fault| panic!("{text:?}: {fault}"));
        assert_eq!(der, bytes, "{text:?}");
        assert!(if note.is_empty() { notes.is_empty() } else { notes.contains(note) }, "{text:?}: {notes}");
    }

    #[track_caller]
    fn refuse(text: &str, code: &str, facts: &str) {
        let fault = read(text).expect_err(text);
        assert_eq!((fault.code().name(), format!("{:?}", fault.facts).as_str()), (code, facts), "{text:?}");
    }

    #[test]
    fn text_around_a_block_and_headers_in_it_are_passed_over() {
        check("-----BEGIN X-----\nZm9v\n-----END X-----", b"foo", "");
        check("subject: me\n-----BEGIN X-----\nZm9v\n-----END X-----\nmore", b"foo", "");
        check("-----BEGIN X-----\nKey: a\n b\n\nZm9v\n-----END X-----", b"foo", "");
        check("-----BEGIN X-----\n\nZm9v\n\n-----END X-----", b"foo", "");
        check("-----BEGIN X-----\n  Zm9v\n  Zm9v\n  -----END X-----", b"foofoo", "the lines are indented");
        check("-----BEGIN X-----\nZm8\n-----END X-----", b"fo", "padding at the end of the body is missing");
        let one_line = format!("-----BEGIN X----- {} -----END X-----", "Zm9v".repeat(20));
        check(&one_line, &b"foo".repeat(20), "the line breaks inside the block are missing");
    }

    #[test]
    fn boundaries_are_checked_strictly() {
        refuse("-----BEGIN X\nZm9v", "pem-boundary", "Key(Pem(OpenBegin(1)))");
        refuse("\n-----BEGIN X-----\nZm9v", "pem-end-missing", r#"Key(Pem(EndMissing(2, "X")))"#);
        refuse(
            "-----BEGIN X-----\nZm9v\n-----BEGIN X-----\nZm9v\n-----END X-----",
            "pem-end-missing",
            r#"Key(Pem(EndMissing(1, "X")))"#,
        );
        refuse(
            "-----BEGIN X-----\nZm9v\n-----END Y-----",
            "pem-label-mismatch",
            r#"Key(Pem(LabelMismatch(1, "X", "Y")))"#,
        );
        refuse("-----BEGIN X-----\nZm9v\n-----END X---", "pem-boundary", r#"Key(Pem(OpenEnd(1, "X")))"#);
        refuse("-----BEGIN X-----\n\n-----END X-----", "pem-empty", r#"Key(Pem(Empty("X")))"#);
    }

    #[test]
    fn faults_of_the_body_have_line_and_column() {
        refuse(
            "-----BEGIN X-----\nZm9v\nZ-9v\n-----END X-----",
            "pem-character",
            "Key(Pem(Body(Character(LineColumn(3, 2), '-'), None)))",
        );
        refuse(
            "-----BEGIN X-----\nK: v\n\nZm\u{e9}v\n-----END X-----",
            "pem-character",
            "Key(Pem(Body(Character(LineColumn(4, 3), 'é'), None)))",
        );
        refuse(
            "-----BEGIN X-----\nZg==\nZg==\n-----END X-----",
            "pem-padding",
            "Key(Pem(Body(AfterPadding(LineColumn(3, 1)), None)))",
        );
        refuse(
            "-----BEGIN X-----\nZm9v\nZm9\nZm9v\nZm\n-----END X-----",
            "pem-body-cut",
            "Key(Pem(Body(Length(13), Some(OddLine { line: 3, got: 3, first: 4 }))))",
        );
        refuse(
            "-----BEGIN X-----\nZm9v\nZg=\n-----END X-----",
            "pem-body-cut",
            "Key(Pem(Body(Padding { got: 1, expected: 2 }, None)))",
        );
    }

    #[test]
    fn a_body_of_more_than_a_megabyte_is_refused() {
        let text = format!("-----BEGIN X-----\n{}\n-----END X-----", "Zm9v".repeat(300_000));
        refuse(&text, "pem-too-large", r#"Key(Pem(TooLarge("X", 1200002)))"#);
    }
}
