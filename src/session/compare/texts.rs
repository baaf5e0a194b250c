//! Two tokens compared as texts, byte by byte.

use super::Side;
use super::excerpt::{cut, first_difference};
use crate::base::diagnostic::Role;
use crate::base::text::Text;
use crate::jose::{Segment, Token};

/// So many bytes of each text are shown before the first difference, and in all.
const AROUND: (usize, usize) = (16, 48);

/// The texts of two tokens as they were sent, without what stood around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// Their lengths in bytes.
    pub lengths: [usize; 2],
    /// Where they differ first; `None` if they are one text.
    pub first: Option<Place>,
    /// Segment by segment, where both have the same ones.
    pub segments: Vec<SegmentPair>,
}

/// Where two texts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// How many bytes are the same before it.
    pub offset: usize,
    /// The segment that it lies in, of each text; `None` at a dot, or where a text ends.
    pub segments: [Option<Role>; 2],
    /// What stands around it.
    pub around: [Text; 2],
}

/// A segment of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentPair {
    /// Which it is.
    pub role: Role,
    /// The lengths in bytes, in base64url.
    pub lengths: [usize; 2],
    /// How many bytes are the same before the first difference; `None` if all are.
    pub first: Option<usize>,
}

impl Texts {
    /// `None` where there is no text.
    pub(super) fn of(a: &Side, b: &Side) -> Option<Texts> {
        let [one, two] = [a.outer().envelope.text()?, b.outer().envelope.text()?];
        let tokens = [a.outer().view.token.as_ref()?, b.outer().view.token.as_ref()?];
        let first = first_difference(one.as_bytes(), two.as_bytes()).map(|offset| Place {
            offset,
            segments: tokens.map(|token| role_at(token, offset)),
            around: [&one, &two].map(|text| cut(text, offset.saturating_sub(AROUND.0), AROUND.1)),
        });
        Some(Texts { lengths: [one.len(), two.len()], first, segments: pairs(tokens) })
    }
}

fn role_at(token: &Token, offset: usize) -> Option<Role> {
    token.segments.iter().find(|segment| segment.encoded.contains(&offset)).map(|segment| segment.role)
}

/// Empty where the segments are not the same ones.
fn pairs([a, b]: [&Token; 2]) -> Vec<SegmentPair> {
    let is_alike = a.segments.len() == b.segments.len() && a.beside.serialization == b.beside.serialization;
    let pair = |(one, two): (&Segment, &Segment)| {
        let [x, y] = [(a, one), (b, two)].map(|(token, segment)| token.text.slice(segment.encoded.clone()));
        let first = first_difference(x.as_bytes(), y.as_bytes());
        (one.role == two.role).then(|| SegmentPair { role: one.role, lengths: [x.len(), y.len()], first })
    };
    let pairs = a.segments.iter().zip(&b.segments).filter(|_| is_alike).map(pair);
    pairs.collect::<Option<_>>().unwrap_or_default()
}
