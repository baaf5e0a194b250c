//! Dots that were written otherwise: for HTML, as a word or in brackets so that nothing makes a link of them, or lost with a space
//! in their place.

use super::super::gap::{Gap, Next};
use super::super::mend::is_object;
use super::super::shape::{self, Last};
use super::{Follower, core_run, is_core};
use crate::base::diagnostic::Dot;
use crate::base::letter_case::strip_prefix;

/// A dot in HTML, and in HTML that was written into HTML.
const ENTITIES: [&str; 7] = ["&#46;", "&#046;", "&#x2e;", "&#x02e;", "&period;", "&amp;#46;", "&amp;#x2e;"];
/// What a keyboard, a dictation or a text processor may make of a dot.
static MARKS: [&str; 10] = ["。", "．", "｡", "·", "•", "․", "‧", "∙", "⋅", ","];
/// So many spaces may stand beside the word.
const SPACES: usize = 3;
/// A shorter run behind the word `dot` may be the next word.
const SHORTEST: usize = 20;

impl Follower<'_> {
    /// The dot that `rest` begins with, if the token needs one, and its length.
    pub(super) fn written_dot(&self, rest: &str) -> Option<(Dot, usize)> {
        let first = rest.chars().next()?;
        if self.token.dots + 1 >= self.shape_or_usual().0
            || !(first.is_whitespace() || "&[({<'\"。．｡·•․‧∙⋅,".contains(first))
        {
            return None;
        }
        let entity = || self.entity(rest).map(|length| (Dot::Entity, length));
        let word = || self.word(rest).map(|length| (Dot::Word, length));
        entity().or_else(word).or_else(|| self.apart(rest))
    }

    fn entity(&self, rest: &str) -> Option<usize> {
        let length = ENTITIES.into_iter().find_map(|entity| strip_prefix(rest, entity).map(|_| entity.len()))?;
        let unsigned = self.token.dots == 1 && self.shape_or_usual().1 == Last::Empty;
        let behind = rest.as_bytes().get(length);
        (unsigned || behind.is_some_and(|byte| is_core(*byte) || *byte == b'&')).then_some(length)
    }

    /// `[.]`, `(dot)`, ` dot ` and the like.
    fn word(&self, rest: &str) -> Option<usize> {
        let inner = spaces(rest);
        let spaced = inner.len() < rest.len();
        let bracketed = [('[', ']'), ('(', ')'), ('{', '}'), ('<', '>')].into_iter().find_map(|(open, close)| {
            let inside = spaces(inner.strip_prefix(open)?);
            let behind = strip_prefix(inside, "dot").or_else(|| inside.strip_prefix('.'))?;
            spaces(behind).strip_prefix(close)
        });
        let behind = match bracketed {
            Some(behind) => behind,
            None if spaced => strip_prefix(inner, "dot").filter(|behind| behind.starts_with(' '))?,
            None => return None,
        };
        let next = spaces(behind);
        let plain = bracketed.is_some() && !spaced && next.len() == behind.len();
        let fits = if self.token.dots == 0 { shape::begins_like_header(next) } else { core_run(next) >= SHORTEST };
        let goes_on = next.bytes().next().is_some_and(|byte| is_core(byte) && byte != b'.');
        (goes_on && (plain || fits)).then_some(rest.len() - next.len())
    }

    /// White space or another mark behind a header or a payload that is whole, where just what is missing stands behind it.
    fn apart(&self, rest: &str) -> Option<(Dot, usize)> {
        let (dot, length) = between(rest).filter(|_| shape::ends_like_object(self.segment_text()))?;
        let behind = rest.get(length..)?;
        let next = Next::read(behind).text;
        let fits = match (self.token.dots, self.shape) {
            (0, _) => {
                let payload = next.split('.').next().unwrap_or_default();
                let behind = behind.get(payload.len()..)?;
                let signature = behind.strip_prefix('.').or_else(|| {
                    let trimmed = behind.trim_start();
                    let marked = || behind.get(between(behind)?.1..);
                    if trimmed.len() < behind.len() { Some(trimmed) } else { marked() }
                })?;
                shape::begins_like_header(payload)
                    && shape::ends_like_object(payload)
                    && is_signature(signature, shape::of_header(&self.token.text).last)
            }
            // In a wrapped token a line may end with a brace and the next be as long as a signature.
            (1, Some(shape)) if shape.segments == 3 => is_signature(behind, shape.last) && self.is_whole_payload(),
            _ => false,
        };
        fits.then_some((dot, length))
    }

    fn is_whole_payload(&self) -> bool {
        let Some(left) = self.tries.get().checked_sub(1) else { return false };
        self.tries.set(left);
        is_object(self.segment_text())
    }
}

/// What stands in the place of a dot at the beginning of `text`, and its length.
fn between(text: &str) -> Option<(Dot, usize)> {
    if let Some(mark) = MARKS.into_iter().find(|mark| text.starts_with(mark)) {
        return Some((Dot::Mark(mark), mark.len()));
    }
    if let Some(bytes) = ["'.b'", "\".b\""].into_iter().find(|bytes| text.starts_with(bytes)) {
        return Some((Dot::Bytes, bytes.len()));
    }
    let gap = Gap::read(text);
    (gap.spaces + gap.breaks > 0 && gap.seams + gap.invisible == 0).then_some((Dot::Space, gap.length))
}

/// Whether `text` begins with a signature of the length that the header gives.
fn is_signature(text: &str, last: Last) -> bool {
    let run = Next::read(text).text;
    // The dot that ends a sentence.
    let length = run.strip_suffix('.').unwrap_or(run).len();
    !run.trim_end_matches('.').contains('.') && last.is_length(length)
}

/// `text` behind a few spaces.
fn spaces(text: &str) -> &str {
    let count = text.bytes().take(SPACES).take_while(|byte| *byte == b' ').count();
    text.get(count..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::extract::find;
    use crate::extract::tests::check_first as check;
    use crate::format::base64url;

    const H: &str = "eyJhbGciOiJIUzI1NiJ9";
    const P: &str = "eyJzdWIiOiJwaW5lIn0";
    const S: &str = "rT4kQ9vXz0-Lm2bN7cW5sYh3_eUjD8fGpAoKiB1xMzE";

    #[test]
    fn dots_that_were_written_otherwise_are_put_back() {
        let token = format!("{H}.{P}.{S}");
        for dot in [
            "&#46;",
            "&#046;",
            "&#x2e;",
            "&#X2E;",
            "&period;",
            "&amp;#46;",
            "[.]",
            "(.)",
            "[dot]",
            "(DOT)",
            "{.}",
            "[ . ]",
            " [.] ",
            " (dot) ",
            " dot ",
            " DOT ",
            " ",
            "  ",
            "\t",
            "\n",
            "\r\n",
        ] {
            check(&format!("{H}{dot}{P}{dot}{S}"), &token, &["pasted-dots"]);
            check(&format!("{H}{dot}{P}.{S}"), &token, &["pasted-dots"]);
            check(&format!("{H}.{P}{dot}{S}"), &token, &["pasted-dots"]);
            check(&format!("Bearer {H}{dot}{P}{dot}{S}\n"), &token, &["pasted-bearer", "pasted-dots"]);
        }
        check(&format!("{H}%2E{P}%2e{S}"), &token, &["pasted-percent"]);
        check("eyJhbGciOiJub25lIn0&#46;e30&#46;", "eyJhbGciOiJub25lIn0.e30.", &["pasted-dots"]);
        let sealed = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";
        check(&sealed.replace('.', "&#46;"), sealed, &["pasted-dots"]);
        check(&sealed.replace("A.A", "A[.]A"), sealed, &["pasted-dots"]);
    }

    #[test]
    fn other_marks_are_dots_where_they_make_a_whole_token() {
        let token = format!("{H}.{P}.{S}");
        for dot in super::MARKS.into_iter().chain(["'.b'"]) {
            check(&format!("{H}{dot}{P}{dot}{S}"), &token, &["pasted-dots"]);
            check(&format!("{H}.{P}{dot}{S}"), &token, &["pasted-dots"]);
        }
        check(&format!("b'{H}'.b'{P}'.b'{S}'"), &token, &["pasted-quotes", "pasted-text-around", "pasted-dots"]);
        check(&format!("{H},{P}"), H, &["pasted-text-around"]);
        check(&format!("{token},{token}"), &token, &["pasted-text-around"]);
        check(&format!("{H}.{P},{}", &S[..20]), &format!("{H}.{P}"), &["pasted-text-around"]);
    }

    #[test]
    fn what_merely_stands_beside_a_token_is_none_of_its_dots() {
        let around = &["pasted-text-around"];
        let token = format!("{H}.{P}.{S}");
        check(&format!("{token} dot com"), &token, around);
        check(&format!("{token}&#46; And more"), &token, around);
        check(&format!("{token} [.] {token}x"), &token, around);
        let cut = format!("{H}.{P}");
        check(&format!("{cut} dot com"), &cut, around);
        check(&format!("{cut} (dot) and so on"), &cut, around);
        check(&format!("{cut} {}", &S[..20]), &cut, around);
        check(&format!("{cut} is my token"), &cut, around);
        // A header and a payload that were written down apart.
        check(&format!("{H} {P}"), H, around);
        check(&format!("{H}\n{P}\n"), H, around);
        check(&format!("{H} {token}"), &token, around);
    }

    #[test]
    fn a_line_that_is_as_long_as_a_signature_is_more_of_the_payload() {
        let claims = format!(r#"{{"a":"{}","b":{{}},"c":"{}"}}"#, "x".repeat(18), "y".repeat(60));
        let payload = base64url::encode(claims.as_bytes());
        let (first, rest) = payload.split_at(S.len());
        let (second, third) = rest.split_at(S.len());
        let wrapped = format!("{H}.{first}\n{second}\n{third}.{S}");
        check(&wrapped, &format!("{H}.{payload}.{S}"), &["pasted-line-breaks"]);
    }

    #[test]
    fn a_token_in_many_words_takes_little_time() {
        let words = format!("{H} dot [.] &#46; ").repeat(20_000);
        assert!(!find(words.as_str()).is_empty());
    }
}
