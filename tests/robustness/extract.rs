//! Finding tokens: each is made of the text, in its order, and nothing but an escape is decoded on the way, unless it had to be
//! mended.

use jwt_debugger::base::diagnostic::{Facts, Letters, Paste};
use jwt_debugger::extract;
use jwt_debugger::jose::{Part, Severity, parse};
use jwt_debugger::session::view;

/// Finds the tokens in a text, and checks what must hold for any text.
pub fn check(pasted: &str) {
    let all = extract::find(pasted);
    assert_eq!(all.is_empty(), pasted.trim().is_empty());
    assert!(all.len() <= 100);
    for (index, found) in all.iter().enumerate() {
        let pieces: Vec<&str> =
            found.source.iter().map(|range| pasted.get(range.clone()).expect("a stretch of the text")).collect();
        assert_eq!(found.verbatim, found.text == pieces.concat());
        let length = pieces.concat().len();
        let said = |what: fn(&Paste) -> bool| {
            found.problems.iter().any(|problem| matches!(&problem.facts, Facts::Paste(paste) if what(paste)))
        };
        let is_recoded = |paste: &Paste| {
            let letters =
                matches!(paste, Paste::Letters(Letters::Wide | Letters::Styled | Letters::Alike | Letters::Spread));
            letters || matches!(paste, Paste::Base64 | Paste::Numbers(_) | Paste::Shielded | Paste::Hyphens)
        };
        if said(is_recoded) {
            assert!(found.text.len() <= length, "{:?} of {pieces:?}", found.text);
        } else if said(|paste| matches!(paste, Paste::Swapped | Paste::Rot13)) {
            assert_eq!(found.text.len(), length);
        } else {
            assert!(made_of(&found.text, &pieces), "{:?} is not made of {pieces:?}", found.text);
        }
        assert!(found.source.is_sorted_by(|a, b| a.end <= b.start), "in order, none twice");
        assert!(!found.text.is_empty() && !found.name.is_empty());
        assert!(all[..index].iter().all(|other| other.text != found.text && other.name != found.name));
        for problem in &found.problems {
            assert_eq!(problem.severity, Severity::Repaired);
            let place = problem.place().expect("a place");
            assert_eq!(place.part, Part::Encoded);
            assert!(found.text.get(place.range.clone()).is_some(), "{problem:?}");
        }
        let token = parse(&found.text).token.expect("there is text");
        let mut here = 0;
        for (_, run) in view::encoded_runs(pasted, found, &token) {
            assert!(run.start == here && run.end > here && pasted.get(run.clone()).is_some(), "{run:?} after {here}");
            here = run.end;
        }
        assert_eq!(here, pasted.len(), "the stretches are the whole text");
    }
}

/// Whether the pieces, each as it stands or an escape decoded, make up `text`. What was put back is made of nothing.
fn made_of(text: &str, pieces: &[&str]) -> bool {
    let Some((piece, further)) = pieces.split_first() else { return text.is_empty() };
    let after = match *piece {
        // Each of them may be what was lost.
        "" => {
            let mut lost = [".", "eyJ", "ey", "ew", "e"].into_iter().filter_map(|lost| text.strip_prefix(lost));
            return lost.any(|rest| made_of(rest, further));
        }
        // A form makes a space of `+`.
        " " => text.strip_prefix(['.', '+']),
        piece => text.strip_prefix(piece).or_else(|| text.strip_prefix(meant(piece)?)),
    };
    after.is_some_and(|rest| made_of(rest, further))
}

/// What an escape stands for: `%2E`, `\u002e`, `\/`, and a dot that was written otherwise.
fn meant(piece: &str) -> Option<char> {
    if piece == "\\/" {
        return Some('/');
    }
    let is_dot = piece.starts_with(['&', '[', '(', '{', '<']) || piece.starts_with(char::is_whitespace);
    if is_dot {
        return Some('.');
    }
    // It may have been escaped again.
    let percent = piece.strip_prefix('%').map(|digits| digits.get(digits.len().saturating_sub(2)..).unwrap_or(digits));
    let digits = percent.or_else(|| piece.strip_prefix("\\u00"))?;
    let byte = u8::from_str_radix(digits, 16).ok()?;
    (digits.len() == 2 && byte.is_ascii()).then(|| char::from(byte))
}
