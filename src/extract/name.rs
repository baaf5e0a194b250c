//! What the tokens that were found are called, and what was undone to find them.

use super::context::Paste;
use super::follow::{Followed, Piece};
use super::undone::{Undone, What};
use super::{Found, undone};
use crate::base::text::Text;
use core::ops::Range;

/// Gives each token its name and says what was undone; a token that stands there twice is given once.
pub(super) fn name_all(pasted: &Text, paste: &Paste, tokens: Vec<Followed>) -> Vec<Found> {
    let mut unique: Vec<Followed> = vec![];
    let copies = copies(pasted, &tokens);
    for token in tokens {
        // There are few of them: comparing each with each is quick.
        if unique.iter().all(|other| other.text != token.text) {
            unique.push(token);
        }
    }
    let mut tokens = unique;
    if let (Some((count, span)), [token]) = (copies, tokens.as_mut_slice()) {
        token.span = span;
        token.undone.push(Undone { what: What::Repeated, at: 0, count });
    }
    let several = tokens.len() > 1;
    let mut found: Vec<Found> = vec![];
    for (index, token) in tokens.into_iter().enumerate() {
        let context = paste.around(token.span.start, token.span.end);
        let numbered = || if several { format!("token {}", index + 1) } else { "token".to_string() };
        let name = context.name.clone().unwrap_or_else(numbered);
        let alike =
            found.iter().filter(|other| other.name == name || other.name.starts_with(&format!("{name} "))).count();
        let called = |number| if number > 1 { format!("{name} {number}") } else { name.clone() };
        // What is `token 3` by its place may be so by what the text calls it, too.
        let free = |name: &String| found.iter().all(|other| other.name != *name);
        let name = (alike + 1..).map(called).find(free).unwrap_or_default();
        let problems = undone::around(&context, &token)
            .chain(token.undone.iter().map(|undone| undone::inside(undone, &token)))
            .collect();
        let rewritten = token.undone.iter().any(|undone| undone.what.rewrites());
        let verbatim = !rewritten && token.pieces.iter().all(Piece::verbatim);
        let source: Vec<Range<usize>> = token.pieces.into_iter().map(|piece| piece.source).collect();
        let text = match source.as_slice() {
            [all] if pasted.get(all.clone()) == Some(&token.text) => pasted.slice(all.clone()),
            _ => token.text.into(),
        };
        found.push(Found { name, text, source, verbatim, problems });
    }
    found
}

/// How many copies of one token follow each other with nothing but white space between, and what they cover.
fn copies(pasted: &str, tokens: &[Followed]) -> Option<(usize, Range<usize>)> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let apart = tokens.iter().zip(tokens.iter().skip(1)).all(|(one, next)| {
        let between = pasted.get(one.span.end..next.span.start);
        one.text == next.text && between.is_some_and(|between| between.trim().is_empty())
    });
    (tokens.len() > 1 && apart).then_some((tokens.len(), first.span.start..last.span.end))
}
