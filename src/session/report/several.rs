//! One of several signatures: the one that is shown may not be the one that the key is for.

use super::sentence::Sentence;
use super::{Lamp, Report, Tone};

impl Report {
    /// The report on signature number `shown`, counted from 0, of those with these lamps. Where it does not hold and another one
    /// does, the sentence begins with that: whoever has one of the keys has all that is needed.
    pub fn beside<'a>(self, shown: usize, mut lamps: impl Iterator<Item = &'a Lamp>) -> Report {
        if self.decryption.is_some() || self.signature.state == VALID {
            return self;
        }
        let Some(other) = lamps.position(|lamp| lamp.state == VALID).filter(|other| *other != shown) else {
            return self;
        };
        let text =
            format!("Signature {} is valid with this key. Of signature {}, which is shown: ", other + 1, shown + 1);
        let first = Sentence::of(Tone::Plain, text).phrases();
        Report { sentence: [first, self.sentence].concat(), ..self }
    }
}

/// The state of a signature that holds.
const VALID: &str = "valid";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::report::lamps::lamp;

    #[test]
    fn the_sentence_begins_with_the_signature_that_holds() {
        let report = |state| Report { signature: lamp(state, "x"), ..Report::not_evaluated() };
        let check = |state, shown, lamps: &[&'static str], expected: &str| {
            let lamps: Vec<Lamp> = lamps.iter().map(|state| lamp(state, "x")).collect();
            let was = report(state).sentence;
            let now = report(state).beside(shown, lamps.iter()).sentence;
            let before: String = now.iter().take(now.len() - was.len()).map(|phrase| phrase.text.as_str()).collect();
            assert_eq!(before, expected);
        };
        let said = "Signature 2 is valid with this key. Of signature 1, which is shown: ";
        check("key-mismatch", 0, &["key-mismatch", "valid"], said);
        check("invalid", 0, &["invalid", "valid", "valid"], said);
        check("invalid", 1, &["invalid", "invalid"], "");
        check("valid", 0, &["valid", "valid"], "");
        check("none", 0, &[], "");
    }
}
