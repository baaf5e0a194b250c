//! What a token lacks, by the length that its header gives to its signature.

use super::super::shape::{self, Last};
use super::{Follower, core_run};

impl Follower<'_> {
    /// Whether what `rest` begins with is exactly what the token lacks.
    pub(super) fn mends(&self, rest: &str) -> bool {
        let next = rest.get(..core_run(rest)).unwrap_or_default().trim_end_matches('.');
        let (wanted, last) = self.shape_or_usual();
        let dots = next.bytes().filter(|b| *b == b'.').count();
        if next.is_empty()
            || shape::begins_like_header(next)
            // How long the signature of an RSA key is, only the lengths below tell.
            || !(self.wants_more() || last == Last::Rsa)
            || self.token.dots + dots + 1 != wanted
        {
            return false;
        }
        let end = next.rsplit('.').next().map_or(0, str::len);
        // The mark was put in, or took the place of another character.
        let lengths = if dots == 0 { [0, 1].map(|mark| self.segment_text().len() + mark + end) } else { [end; 2] };
        match last {
            Last::Exactly(length) => lengths.contains(&length),
            Last::Rsa => lengths.iter().any(|length| shape::is_rsa_length(*length)),
            Last::Unknown => dots > 0 && end >= 20,
            Last::Empty => false,
        }
    }

    /// Whether each space in the rest of a signature in base64 stands for a `+`, as a form makes it: its length tells.
    pub(super) fn is_plus(&self, rest: &str) -> bool {
        let (wanted, last) = self.shape_or_usual();
        let digits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | ' ');
        let run = rest.get(..rest.find(|c| !digits(c)).unwrap_or(rest.len())).unwrap_or_default().trim_end();
        let spaces = run.matches(' ').count();
        let total = self.segment_text().len() + run.len();
        self.token.dots + 1 == wanted
            && wanted == 3
            && spaces > 0
            && match last {
                Last::Exactly(length) => total == length,
                Last::Rsa => shape::is_rsa_length(total) && !shape::is_rsa_length(total - spaces),
                Last::Empty | Last::Unknown => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::diagnostic::{Facts, Paste};
    use crate::extract::find;

    #[test]
    fn spaces_that_make_a_signature_whole_are_plus_signs() {
        let front = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.";
        let found = |signature: &str| {
            let token = find(format!("{front}{signature}")).remove(0);
            let plus = token.problems.iter().find_map(|problem| match problem.facts {
                Facts::Paste(Paste::Plus(count)) => Some(count),
                _ => None,
            });
            (token.text.as_str().trim_start_matches(front).to_owned(), plus)
        };
        let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno12";
        assert_eq!(digits.len(), 43);
        let check = |signature: String, text: String, plus: Option<usize>| {
            assert_eq!(found(&signature), (text, plus), "{signature}")
        };
        check(format!("{} {}", &digits[..9], &digits[10..]), format!("{}+{}", &digits[..9], &digits[10..]), Some(1));
        check(
            format!("{} {} {}=", &digits[..9], &digits[10..20], &digits[21..]),
            format!("{}+{}+{}=", &digits[..9], &digits[10..20], &digits[21..]),
            Some(2),
        );
        check(format!("{} {}", &digits[..9], &digits[9..]), digits.into(), None);
        check(format!("{digits} word"), digits.into(), None);
    }
}
