//! The three parts of a token that stand apart: with labels, as members of JSON or as items of a list, with other marks between them.

use super::follow::{Followed, Piece, is_core};
use super::undone::{Undone, What};
use super::{mend, shape};
use core::ops::Range;

/// So many runs are looked at.
const MOST: usize = 60;

/// The token whose parts stand in `pasted` in their order, each by itself.
pub(super) fn joined(pasted: &str, within: &Range<usize>) -> Option<Followed> {
    let text = pasted.get(within.clone())?;
    let is_mark = |c: char| !u8::try_from(c).is_ok_and(is_core) || c == '.';
    let mut found: Vec<(&str, Range<usize>)> = vec![];
    let mut at = within.start;
    for run in text.split_inclusive(is_mark).take(MOST) {
        let start = at;
        at += run.len();
        let run = run.trim_end_matches(is_mark);
        let belongs = match found.as_slice() {
            [] => mend::is_header(run),
            [_] => mend::is_object(run) && !mend::is_header(run),
            [(header, _), _] => shape::of_header(header).last.is_length(run.len()),
            _ => false,
        };
        if belongs {
            found.push((run, start..start + run.len()));
        }
    }
    let [(header, first), (payload, second), (signature, third)] = found.try_into().ok()?;
    let dot = |at: usize| Piece { length: 1, source: at..at };
    let part = |source: &Range<usize>| Piece { length: source.len(), source: source.clone() };
    let pieces = vec![part(&first), dot(first.end), part(&second), dot(second.end), part(&third)];
    let undone = vec![Undone { what: What::Parts, at: header.len(), count: 1 }];
    let text = format!("{header}.{payload}.{signature}");
    Some(Followed { text, pieces, undone, span: first.start..third.end, dots: 2 })
}

#[cfg(test)]
mod tests {
    use crate::extract::find;

    const PARTS: [&str; 3] =
        ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJhbGljZSJ9", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"];

    #[test]
    fn parts_that_stand_apart_are_joined() {
        let [header, payload, signature] = PARTS;
        for pasted in [
            format!("Header: {header}\nPayload: {payload}\nSignature: {signature}"),
            format!(r#"{{"header":"{header}","payload":"{payload}","signature":"{signature}"}}"#),
            format!(r#"["{header}","{payload}","{signature}"]"#),
            format!("{header}/{payload}/{signature}"),
            format!("{header} | {payload} | {signature}"),
        ] {
            let found = find(&*pasted).remove(0);
            assert_eq!(found.text.as_str(), PARTS.join("."), "{pasted}");
            assert!(found.problems.iter().any(|problem| problem.code().name() == "pasted-dot-lost"), "{pasted}");
        }
    }

    #[test]
    fn parts_that_make_no_token_stay() {
        let [header, payload, signature] = PARTS;
        for pasted in [
            format!("{payload} {header} {signature}"),
            format!("{header} and {header} and {signature}"),
            format!("{header} and {payload} and {}", &signature[1..]),
        ] {
            assert!(find(&*pasted).iter().all(|found| !found.text.contains('.')), "{pasted}");
        }
    }
}
