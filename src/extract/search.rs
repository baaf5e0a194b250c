//! Looks for tokens: in a text that is one token, and in one that is more or that is damaged.

use super::context::Paste;
use super::follow::{self, Followed, Piece, core_run, is_core};
use super::gap::{is_word, strip_percents};
use super::undone::{Undone, What};
use super::{MAX_TOKENS, disclosed, mend, shape};
use crate::base::letter_case::strip_prefix;
use crate::base::unseen::is_invisible;
use core::ops::Range;

/// Whether a text is one run of characters that belong to a token, or to one in standard base64.
pub(super) fn is_bare(text: &str) -> bool {
    let bytes = text.as_bytes();
    let belongs = |(index, byte): (usize, &u8)| match byte {
        // A sign of padding ends a segment; one in front of anything else is that of an assignment.
        b'=' => matches!(bytes.get(index + 1), None | Some(b'.' | b'=')),
        b'+' | b'/' => true,
        other => is_core(*other),
    };
    let is_path = !shape::begins_like_header(text) && text.match_indices('/').any(|(at, _)| begins_token(text, at + 1));
    bytes.iter().enumerate().all(belongs) && !is_path && joined_scheme(text).is_none()
}

/// Whether the dots that a text ends with stand behind a whole token, so that they leave nothing out.
pub(super) fn ends_in_dots(text: &str) -> bool {
    let token = text.trim_end_matches('.');
    let mut parts = token.split('.');
    let (header, payload, signature) = (parts.next(), parts.next(), parts.next());
    text.len() - token.len() > 2
        && parts.next().is_none()
        && payload.is_some_and(mend::is_object)
        && header
            .zip(signature)
            .is_some_and(|(header, signature)| shape::of_header(header).last.is_length(signature.len()))
}

fn begins_token(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(shape::begins_like_header)
}

/// Whether a text begins with a header that says that the payload is not encoded (RFC 7797), so that it may hold anything.
pub(super) fn is_unencoded(text: &str) -> bool {
    let header = text.get(..text.find('.').unwrap_or_default()).unwrap_or_default();
    shape::begins_like_header(header) && core_run(header) == header.len() && shape::of_header(header).unencoded
}

/// The tokens in a text that is more than one token, or damaged. Those in JSON that were found before are among them, and nothing
/// within them is looked at.
pub(super) fn search(pasted: &str, paste: &Paste, within: Range<usize>, objects: Vec<Followed>) -> Vec<Followed> {
    let (mut tokens, mut headers, mut others) = (vec![], vec![], vec![]);
    let mut objects = objects.into_iter().peekable();
    let mut at = within.start;
    while at < within.end && tokens.len() < MAX_TOKENS {
        let rest = pasted.get(at..within.end).unwrap_or_default();
        let Some(offset) = rest.bytes().position(is_core) else { break };
        let run = at + offset;
        if let Some(object) = objects.next_if(|object| object.span.start <= run) {
            at = object.span.end;
            tokens.push(object);
            continue;
        }
        let run_end = run + core_run(pasted.get(run..within.end).unwrap_or_default());
        let start = skip_escape(pasted, run, run_end);
        at = run_end;
        if begins_token(pasted, start) {
            let token = mend::mended(pasted, disclosed::extend(pasted, follow::follow(pasted, start)));
            at = at.max(token.span.end);
            if token.dots > 0 {
                tokens.push(token);
            } else if token.text.len() >= 10 && headers.len() < MAX_TOKENS {
                headers.push(token);
            }
        } else if others.len() < MAX_TOKENS && reads_like_token(pasted, paste, start..run_end) {
            others.push(mend::mended(pasted, copied(pasted, start..run_end)));
        }
    }
    match () {
        () if !tokens.is_empty() => tokens,
        () if !headers.is_empty() => headers,
        () => rejoined(pasted, within).map_or(others, |token| vec![token]),
    }
}

/// Where a token may begin in a run: behind the rest of an escape, and behind marks that no token begins with.
fn skip_escape(pasted: &str, run: usize, end: usize) -> usize {
    let text = pasted.get(run..end).unwrap_or_default();
    let before = pasted.get(..run).unwrap_or_default();
    let hex = |range: Range<usize>| text.get(range).is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    let skip = match before.as_bytes().last() {
        Some(b'%') if hex(0..2) => text.len() - strip_percents(text).len() + 2,
        Some(b'=') if text.starts_with("3D") => 2,
        Some(b'\\') if text.starts_with('u') && hex(1..5) => 5,
        Some(b'\\') if text.starts_with(['n', 'r', 't']) => 1,
        _ => 0,
    };
    let rest = text.get(skip..).unwrap_or_default();
    let rest = rest.trim_start_matches(['.', '-', '_']);
    end - joined_scheme(rest).unwrap_or(rest).len()
}

/// The token behind a scheme with nothing between them, or with the sign that forms write for a space.
fn joined_scheme(text: &str) -> Option<&str> {
    let behind = strip_prefix(text, "bearer")?;
    let token = behind.strip_prefix('+').unwrap_or(behind);
    begins_token(token, 0).then_some(token)
}

/// Whether a run that does not begin like a header is a token all the same: the dots of one, and letters that make no name.
fn reads_like_token(pasted: &str, paste: &Paste, range: Range<usize>) -> bool {
    let text = pasted.get(range.clone()).unwrap_or_default().trim_end_matches('.');
    let dots = text.bytes().filter(|b| *b == b'.').count();
    let has = |class: fn(&u8) -> bool| text.as_bytes().iter().any(class);
    let varied = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    let host = pasted.get(..range.start).is_some_and(|before| before.ends_with("//") || before.ends_with('@'));
    (dots == 2 || dots == 4) && !host && (varied && text.len() >= 20 || paste.has_scheme(range.start))
}

/// A run that is taken as it stands, without the full stop of a sentence.
fn copied(pasted: &str, range: Range<usize>) -> Followed {
    let text = pasted.get(range.clone()).unwrap_or_default().trim_end_matches('.').to_string();
    let span = range.start..range.start + text.len();
    let dots = text.bytes().filter(|b| *b == b'.').count();
    let pieces = vec![Piece { length: text.len(), source: span.clone() }];
    Followed { text, pieces, undone: vec![], span, dots }
}

/// A token of which nothing can be read, in a text that is nothing else but white space.
fn rejoined(pasted: &str, within: Range<usize>) -> Option<Followed> {
    let text = pasted.get(within.clone())?;
    let belongs = |c: char| {
        c.is_whitespace() || is_invisible(c) || u8::try_from(c).is_ok_and(|b| is_core(b) || b"+/=".contains(&b))
    };
    if !text.contains('.') || !text.contains(char::is_whitespace) || !text.chars().all(belongs) {
        return None;
    }
    let mut token = Followed { text: String::new(), pieces: vec![], undone: vec![], span: within.clone(), dots: 0 };
    let mut longest = 0;
    let is_gap = |c: char| c.is_whitespace() || is_invisible(c);
    let mut at = within.start;
    for chunk in text.split_inclusive(is_gap) {
        let part = chunk.trim_end_matches(is_gap);
        if !part.is_empty() {
            if is_word(part.trim_end_matches('.')) {
                return None;
            }
            longest = longest.max(part.len());
            token.text.push_str(part);
            token.pieces.push(Piece { length: part.len(), source: at..at + part.len() });
        }
        at += chunk.len();
    }
    let broken = text.contains(['\n', '\r']);
    let (what, count) =
        if broken { (What::LineBreaks, text.lines().count() - 1) } else { (What::Spaces, token.pieces.len() - 1) };
    token.undone.push(Undone { what, at: token.pieces.first()?.length, count });
    token.dots = token.text.bytes().filter(|b| *b == b'.').count();
    (longest >= 16).then_some(token)
}
