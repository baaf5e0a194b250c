//! Mends a token of which a part is lost, stands in another place, or stands there twice, where its header or payload shows by its
//! JSON what belongs where.
//!
//! ```text
//! H.P.SH.P.S          the token twice, without anything between
//! H..P..S             each dot twice
//! HP.S  H.PS  HPS     a dot is lost: JSON ends with its brace
//! yJ….P.S             the first characters are lost: with them the header is an object with `alg`
//! P.H.S               payload and header in the wrong order
//! s:H.P.S.C           a cookie that Express signed (the package cookie-signature)
//! EyJ….P.S            a capital in front
//! eуJ….P.S            letters that look alike, here a Cyrillic one
//! rlW….               ROT13
//! H.iv.c.tag          of an encrypted token without an encrypted key, the empty part
//! ```
//! A token that reads as it stands is never changed. All of it takes time in proportion to the length of the text.

mod alike;
mod dots;
mod object;
mod part;

use super::follow::{Followed, Piece};
use super::shape;
use super::undone::{Undone, What};
use crate::base::diagnostic::Letters;
pub(super) use alike::is_whole;
use core::ops::Range;
use object::header;
pub(super) use object::is_header;

/// What to make of a text.
struct Plan {
    what: What,
    count: usize,
    /// Where in the new text it shows first.
    at: usize,
    parts: Vec<Take>,
}

/// A part of the new text.
enum Take {
    /// What stands there.
    Old(Range<usize>),
    /// What does not.
    New(&'static str),
    /// Another text for all that stands there.
    Instead(String),
}

impl Plan {
    fn new(what: What, parts: Vec<Take>) -> Self {
        Plan { what, count: 1, at: 0, parts }
    }
}

/// The token in a text that is nothing else, if it has to be mended; `start` is where it stands in what was pasted.
pub(super) fn bare(text: &str, start: usize) -> Option<Followed> {
    let plan = plan(text)?;
    let span = start..start + text.len();
    let pieces = vec![Piece { length: text.len(), source: span.clone() }];
    Some(apply(Followed { text: text.into(), pieces, undone: vec![], span, dots: 0 }, plan))
}

/// `token`, mended if it has to be.
pub(super) fn mended(pasted: &str, token: Followed) -> Followed {
    if let Some(prefix) = signs_cookie(pasted, &token) {
        return without_cookie(token, prefix);
    }
    match plan(&token.text) {
        Some(plan) => apply(token, plan),
        None => token,
    }
}

/// Whether `segment` is a JSON object without any fault.
pub(super) fn is_object(segment: &str) -> bool {
    object::read(segment).is_some()
}

fn plan(text: &str) -> Option<Plan> {
    if let Some(plan) = alike::mended(text) {
        return Some(plan);
    }
    let begins = shape::begins_like_header(text);
    match text.bytes().filter(|byte| *byte == b'.').count() {
        0 | 1 if begins => dots::lost(text),
        2 if begins => swapped(text),
        2 | 4 if !begins => start_lost(text).or_else(|| capital(text)).or_else(|| rot13(text)),
        3 if begins => part::lost(text).or_else(|| repeated(text)),
        4.. if begins => repeated(text).or_else(|| dots::doubled(text)),
        _ => None,
    }
}

/// The same token again and again; the last copy may be cut off.
fn repeated(text: &str) -> Option<Plan> {
    /// No header is shorter.
    const SHORTEST: usize = 12;
    let head = text.get(..=text.find('.')?).filter(|head| head.len() >= SHORTEST)?;
    let length = text.get(1..)?.find(head)? + 1;
    let copy = text.get(..length)?;
    let copies = text.as_bytes().chunks(length);
    let count = copies.len();
    let alike = |part: &[u8]| copy.as_bytes().starts_with(part) && part.len() >= head.len();
    if !copies.into_iter().all(alike) {
        return None;
    }
    let one = match copy.bytes().filter(|byte| *byte == b'.').count() {
        2 | 4 => length,
        // A dot stands between them.
        3 | 5 if copy.ends_with('.') => length - 1,
        _ => return None,
    };
    Some(Plan { count, ..Plan::new(What::Repeated, vec![Take::Old(0..one)]) })
}

/// The claims in front of the header.
fn swapped(text: &str) -> Option<Plan> {
    const CLAIMS: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];
    let (first, rest) = text.split_once('.')?;
    let (second, signature) = rest.split_once('.')?;
    if !shape::begins_like_header(second) {
        return None;
    }
    let claims = object::read(first)?;
    let has = |name: &&str| claims.get(name).is_some();
    if ["alg", "enc"].iter().any(has) || !CLAIMS.iter().any(has) {
        return None;
    }
    let other = header(second)?;
    // A key has `alg`, too.
    if CLAIMS.iter().chain(&["kty"]).any(|name| other.get(name).is_some()) {
        return None;
    }
    Some(Plan::new(What::Swapped, vec![Take::Instead(format!("{second}.{first}.{signature}"))]))
}

/// Up to three characters at the beginning.
fn start_lost(text: &str) -> Option<Plan> {
    /// How a header begins: with a quote behind its brace, a space, or a line break. So many characters of that are put back; of the
    /// third, what follows proves only the first.
    const STARTS: [(&str, &[&str]); 4] =
        [("eyJ", &["e", "ey", "eyJ"]), ("eyA", &["e", "ey"]), ("ewo", &["e", "ew"]), ("ew0", &["e", "ew"])];
    let first = text.split('.').next()?;
    let start = STARTS.iter().find_map(|(whole, starts)| {
        starts.iter().find(|start| {
            let rest = whole.get(start.len()..).unwrap_or_default();
            first.starts_with(rest) && is_header(&format!("{start}{first}"))
        })
    })?;
    Some(Plan::new(What::StartLost(start), vec![Take::New(start), Take::Old(0..text.len())]))
}

/// A capital in front, as keyboards of phones write it.
fn capital(text: &str) -> Option<Plan> {
    let rest = text.strip_prefix('E')?;
    let first = rest.split('.').next()?;
    is_header(&format!("e{first}"))
        .then(|| Plan::new(What::Letters(Letters::Capital), vec![Take::New("e"), Take::Old(1..text.len())]))
}

fn rot13(text: &str) -> Option<Plan> {
    let first = text.split('.').next()?;
    let start: String = first.chars().take(4).map(shifted).collect();
    if !shape::begins_like_header(&start) || !is_header(&first.chars().map(shifted).collect::<String>()) {
        return None;
    }
    Some(Plan::new(What::Rot13, vec![Take::Instead(text.chars().map(shifted).collect())]))
}

/// The letter 13 places on.
fn shifted(c: char) -> char {
    let by = |first: u8, c: char| u8::try_from(c).map_or(c, |byte| char::from((byte - first + 13) % 26 + first));
    match c {
        'a'..='z' => by(b'a', c),
        'A'..='Z' => by(b'A', c),
        other => other,
    }
}

/// `token` as `plan` has it.
fn apply(token: Followed, plan: Plan) -> Followed {
    let Followed { text: old, pieces: before, mut undone, span, .. } = token;
    let (mut text, mut pieces) = (String::new(), vec![]);
    let mut place = span.start;
    // What stays, and where it begins in the new text.
    let mut kept: Vec<(Range<usize>, usize)> = vec![];
    for part in plan.parts {
        match part {
            Take::Old(range) => {
                let taken = cut(&before, &range);
                place = taken.last().map_or(place, |piece| piece.source.end);
                pieces.extend(taken);
                kept.push((range.clone(), text.len()));
                text.push_str(old.get(range).unwrap_or_default());
            }
            Take::New(new) => {
                pieces.push(Piece { length: new.len(), source: place..place });
                text.push_str(new);
            }
            Take::Instead(new) => {
                pieces.push(Piece { length: new.len(), source: span.clone() });
                text.push_str(&new);
            }
        }
    }
    for earlier in &mut undone {
        let moved = kept.iter().find(|(range, _)| range.contains(&earlier.at) || range.end == earlier.at);
        earlier.at = moved.map_or(text.len(), |(range, start)| start + (earlier.at - range.start));
    }
    undone.push(Undone { what: plan.what, at: plan.at, count: plan.count });
    let dots = text.bytes().filter(|byte| *byte == b'.').count();
    Followed { text, pieces, undone, span, dots }
}

/// The pieces of a range of the text.
fn cut(pieces: &[Piece], range: &Range<usize>) -> Vec<Piece> {
    let mut taken = vec![];
    let mut at = 0;
    for piece in pieces {
        let (from, to) = (range.start.max(at), range.end.min(at + piece.length));
        if from < to {
            let source = match piece.verbatim() {
                true => piece.source.start + (from - at)..piece.source.start + (to - at),
                false => piece.source.clone(),
            };
            taken.push(Piece { length: to - from, source });
        }
        at += piece.length;
    }
    taken
}

/// The length of the mark in front of a cookie that Express signed, if `token` is one, with the signature as its fourth segment.
fn signs_cookie(pasted: &str, token: &Followed) -> Option<usize> {
    /// HMAC-SHA-256 in base64, whose padding cookie-signature takes off.
    const SIGNATURE: usize = 43;
    if token.dots != 3 {
        return None;
    }
    let before = pasted.get(..token.span.start)?;
    let mark = ["s:", "s%3A", "s%3a"].into_iter().find(|mark| before.ends_with(mark))?;
    let alone = before.strip_suffix(mark)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let signature = token.text.rsplit('.').next()?;
    (alone && signature.len() == SIGNATURE).then_some(mark.len())
}

fn without_cookie(token: Followed, prefix: usize) -> Followed {
    let end = token.text.rfind('.').unwrap_or_default();
    let mut token = apply(token, Plan::new(What::SignedCookie, vec![Take::Old(0..end)]));
    token.span.start -= prefix;
    // What was undone in that signature is no matter of the token.
    let escapes = token.pieces.iter().filter(|piece| (piece.length, piece.source.len()) == (1, 3)).count();
    for undone in token.undone.iter_mut().filter(|undone| undone.what == What::Percent) {
        undone.count = escapes;
    }
    let length = token.text.len();
    token.undone.retain(|undone| undone.count > 0 && undone.at < length);
    token
}

#[cfg(test)]
mod tests;
