//! An SD-JWT as everything else looks at it: as a token with the processed payload. And where its parts stand in what was sent.

use super::{Digest, SdJwt, Source};
use crate::jose::compact::in_order;
use crate::jose::{Diagnostic, Parsed, Part, Span, Token};
use core::ops::Range;
use std::sync::Arc;

impl SdJwt {
    /// The token as one token for all that does not know of disclosures: with the processed payload, and with the problems of the
    /// payload as it was signed where they stand in the encoded text. In JSON there may be several signatures; an index that is too
    /// large means the last.
    pub fn view(&self, signature: usize) -> Parsed {
        let signed = Parsed::clone(self.signed(signature));
        let Some(token) = signed.token else { return signed };
        let mut problems: Vec<Diagnostic> = signed.problems.into_iter().chain(self.problems.iter().cloned()).collect();
        for at in problems.iter_mut().flat_map(|problem| &mut problem.at).filter(|at| at.part == Part::Payload) {
            let segment = token.segments.get(1).map_or(0..0, |segment| segment.encoded.clone());
            *at = Span { part: Part::Encoded, range: token.encoded(at).unwrap_or(segment) };
        }
        in_order(&mut problems);
        let payload = self.processed.clone().or_else(|| token.payload.clone());
        Parsed { token: Some(Token { payload, ..token }), problems }
    }

    /// The same with the payload as it was signed, and without what is wrong with disclosures and digests.
    pub fn signed(&self, signature: usize) -> &Arc<Parsed> {
        let views = self.sent.as_ref().map(|sent| sent.views.as_slice()).unwrap_or_default();
        views.get(signature).or(views.last()).unwrap_or(&self.issuer)
    }

    /// How many signatures it has.
    pub fn signatures(&self) -> usize {
        self.sent.as_ref().map_or(1, |sent| sent.jws.signatures.len())
    }

    /// Where a digest stands, in the text that a person sees: the payload, or the encoded text of its disclosure.
    pub fn place(&self, digest: &Digest) -> Span {
        let span = self.span(digest.source, &digest.range);
        match span.part {
            Part::Encoded => Span { part: Part::Encoded, range: self.in_sent(&span.range) },
            _ => span,
        }
    }

    /// Where a stretch of the compact form stands in what was sent.
    pub fn in_sent(&self, range: &Range<usize>) -> Range<usize> {
        self.sent.as_ref().map_or_else(|| range.clone(), |sent| sent.place(range))
    }

    pub(super) fn span(&self, source: Source, range: &Range<usize>) -> Span {
        match source {
            Source::Payload => Span { part: Part::Payload, range: range.clone() },
            Source::Disclosure(index) => self.encoded(index, range),
        }
    }

    /// Where a stretch of the text of a disclosure stands in the compact form: three bytes are four letters.
    fn encoded(&self, index: usize, range: &Range<usize>) -> Span {
        let at = self.disclosures.get(index).map_or(0..0, |disclosure| disclosure.at.clone());
        let letter = |byte: usize| (at.start + byte / 3 * 4 + byte % 3).min(at.end);
        let end = letter(range.end) + usize::from(!range.end.is_multiple_of(3));
        Span { part: Part::Encoded, range: letter(range.start)..end.min(at.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::super::testing::{digest, disclosure, token};
    use crate::jose::Part;

    #[test]
    fn the_view_has_the_processed_payload_and_the_problems_in_the_encoded_text() {
        let city = disclosure(r#"["0123456789012345678901","city","Köln"]"#);
        let payload = format!(r#"{{"_sd":["{0}","{0}"],"a":1,"a":2}}"#, digest(&city));
        let sd_jwt = read(token(&payload, &[&city])).expect("an SD-JWT");
        let view = sd_jwt.view(0);
        let shown = view.token.expect("a token");
        assert_eq!(shown.payload.as_ref().map(|payload| payload.text.as_str()), Some(r#"{"a":1,"a":2,"city":"Köln"}"#));
        let codes: Vec<_> = view.problems.iter().map(|problem| problem.code().name()).collect();
        assert_eq!(codes, ["digest-repeated", "duplicate-name"]);
        for place in view.problems.iter().flat_map(|problem| &problem.at) {
            assert_eq!(place.part, Part::Encoded);
            assert!(shown.segments[1].encoded.contains(&place.range.start), "{place:?}");
        }
        assert_eq!(shown.signing_input(), sd_jwt.issuer.token.as_ref().and_then(|token| token.signing_input()));
    }
}
