//! Tokens in digits: what is in the QR code of a SMART Health Card, or in several.

use super::Found;
use crate::base::diagnostic::{Diagnostic, Facts, Paste, Severity};
use crate::base::span::{Part, Span};
use crate::jose::health_card;

/// The tokens of the cards in `pasted` that are whole.
pub(super) fn find(pasted: &str) -> Vec<Found> {
    let found = |card: health_card::Card| {
        let text = card.token.ok()?;
        let at = vec![Span { part: Part::Encoded, range: 0..text.len() }];
        let facts = Facts::Paste(Paste::Digits(card.source.len()));
        let undone = Diagnostic { severity: Severity::Repaired, at, facts, remedy: None };
        let (text, problems) = (text.into(), vec![undone]);
        Some(Found { name: "health card".into(), text, source: card.source, verbatim: false, problems })
    };
    health_card::find(pasted).into_iter().filter_map(found).collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::find;

    #[test]
    fn the_codes_of_a_card_become_its_token() {
        let digits = |text: &str| text.bytes().map(|byte| format!("{:02}", byte - 45)).collect::<String>();
        let (one, two) = ("eyJhbGciOiJFUzI1NiJ9.e30", ".c2ln");
        let check = |pasted: &str, code: &str| {
            let found = find(pasted).remove(0);
            assert_eq!(
                (found.text.as_str(), found.name.as_str()),
                (&*format!("{one}{two}"), "health card"),
                "{pasted}"
            );
            assert_eq!(found.problems.first().map(|problem| problem.code().name()), Some(code));
        };
        check(&format!("shc:/{}{}", digits(one), digits(two)), "pasted-digits");
        check(&format!("shc:/2/2/{}\nshc:/1/2/{}\n", digits(two), digits(one)), "pasted-digits");
        let part = format!("shc:/1/2/{}", digits(one));
        assert_eq!(find(&*part).remove(0).text, part);
    }
}
