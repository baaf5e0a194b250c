//! Finds tokens in whatever was pasted.
//!
//! A text that is nothing but one run of base64url, dots, `+`, `/` and padding is the token, unchanged, whatever is wrong
//! with it, unless its JSON shows where what is lost or misplaced belongs (`mend`). In any other text a token is what begins like
//! the base64url of a JSON object; it is followed across what transport put into it (`follow`), and named by what stands around it
//! (`context`). Where nothing begins like that, a run with the dots of a token will do, and failing that the whole text is handed
//! on as it is, for [`crate::jose::parse`] to explain.
//!
//! Each thing set aside or undone is a [`Diagnostic`](crate::base::diagnostic::Diagnostic) of severity `Repaired`. Time is
//! in proportion to the length of the text.

mod coded;
mod context;
mod cookies;
mod digits;
mod disclosed;
mod follow;
mod gap;
mod letters;
mod mend;
mod name;
mod numbers;
mod object;
mod parts;
mod place;
mod search;
mod shape;
mod shielded;
mod undone;

use crate::base::text::Text;
use crate::jose::{is_serialization, is_whole};
use context::Paste;
use core::ops::Range;
use follow::Followed;
pub use place::Found;

/// No more tokens than this are offered.
const MAX_TOKENS: usize = 100;

/// The tokens in `pasted` in order of appearance, at most a hundred, each text once. Empty only if there is nothing but
/// white space; a text with no token in it gives itself, so that reading it can say what is wrong.
/// ```
/// let found = jwt_debugger::extract::find(r#"{"access_token": "eyJhbGciOiJub25lIn0.e30.", "expires_in": 60}"#);
/// assert_eq!((found[0].name.as_str(), found[0].text.as_str()), ("access_token", "eyJhbGciOiJub25lIn0.e30."));
/// ```
pub fn find(pasted: impl Into<Text>) -> Vec<Found> {
    find_shared(&pasted.into(), coded::LAYERS)
}

// Once in the program instead of once for each type of text.
fn find_shared(pasted: &Text, layers: usize) -> Vec<Found> {
    let trimmed = pasted.trim();
    if trimmed.is_empty() {
        return vec![];
    }
    let cards = digits::find(pasted);
    if !cards.is_empty() {
        return cards;
    }
    let start = pasted.len() - pasted.trim_start().len();
    let whole = start..start + trimmed.len();
    let numbers = numbers::find(pasted, &whole, layers);
    if !numbers.is_empty() {
        return numbers;
    }
    let shielded = shielded::find(pasted, &whole, layers);
    let spread = if shielded.is_empty() { letters::spread(pasted, &whole, layers) } else { shielded };
    if !spread.is_empty() {
        return spread;
    }
    let coded_or_whole = || {
        let found = coded::find(pasted, whole.clone(), layers);
        let found = if found.is_empty() { letters::find(pasted, &whole, layers) } else { found };
        if found.is_empty() { vec![as_it_is(pasted, whole.clone())] } else { found }
    };
    let is_bare = search::is_bare(trimmed) && !search::ends_in_dots(trimmed);
    if is_bare && let Some(token) = mend::bare(trimmed, start) {
        return name::name_all(pasted, &Paste::new(pasted), vec![token]);
    }
    if is_bare && !trimmed.contains('.') {
        return match parts::joined(pasted, &whole) {
            Some(token) => name::name_all(pasted, &Paste::new(pasted), vec![token]),
            None => coded_or_whole(),
        };
    }
    if is_bare || search::is_unencoded(trimmed) || is_whole(trimmed) {
        return vec![as_it_is(pasted, whole)];
    }
    let paste = Paste::new(pasted);
    if is_serialization(&pasted.slice(whole.clone())) {
        return vec![as_it_is(pasted, whole)];
    }
    let mut tokens = search::search(pasted, &paste, whole.clone(), object::find(pasted, &whole));
    if let Some(joined) = cookies::joined(pasted, whole.clone()) {
        let is_part = |token: &Followed| joined.pieces.iter().any(|piece| piece.source.contains(&token.span.start));
        tokens.retain(|token| !is_part(token));
        tokens.push(joined);
        tokens.sort_by_key(|token| token.span.start);
    }
    // To read each token takes time, and few texts have such lines.
    if letters::has_hyphens(trimmed) && !tokens.iter().any(|token| mend::is_whole(&token.text)) {
        let joined = letters::hyphenated(pasted, &whole, layers);
        if !joined.is_empty() {
            return joined;
        }
    }
    if tokens.iter().all(|token| token.dots == 0) {
        if let Some(token) = parts::joined(pasted, &whole) {
            return name::name_all(pasted, &paste, vec![token]);
        }
        let found = coded::find(pasted, whole.clone(), layers);
        if !found.is_empty() {
            return found;
        }
    }
    match tokens {
        tokens if tokens.is_empty() => coded_or_whole(),
        tokens => name::name_all(pasted, &paste, tokens),
    }
}

/// The text itself, with nothing undone.
fn as_it_is(pasted: &Text, whole: Range<usize>) -> Found {
    let (text, source) = (pasted.slice(whole.clone()), whole);
    Found { name: "token".into(), text, source: vec![source], verbatim: true, problems: vec![] }
}

#[cfg(test)]
mod tests;
