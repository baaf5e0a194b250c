//! What is said while a long text is still being typed: nothing of the text before it.

use super::lamps::lamp;
use super::sentence::Sentence;
use super::{Report, Tone};

impl Report {
    /// The report while the text is still being typed and what follows from it is not known yet: nothing is evaluated.
    pub fn not_evaluated() -> Report {
        let sentence = Sentence::of(Tone::Plain, "Not checked yet: the result follows when you pause typing.");
        let none = || lamp("none", "Not checked");
        Report {
            format: lamp("empty", "Not read yet"),
            signature: none(),
            claims: none(),
            policy: none(),
            sentence: sentence.phrases(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_the_text_is_not_read_nothing_is_evaluated() {
        let report = Report::not_evaluated();
        let states = [report.format.state, report.signature.state, report.claims.state, report.policy.state];
        assert_eq!(states, ["empty", "none", "none", "none"]);
    }
}
