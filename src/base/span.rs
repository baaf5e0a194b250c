//! Where in a token something stands.

use core::ops::Range;

/// A stretch of one of the three texts of a token, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// Which text.
    pub part: Part,
    /// Bytes of that text.
    pub range: Range<usize>,
}

/// The texts a [`Span`] can point into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The token as it was sent.
    Encoded,
    /// The text of the decoded header.
    Header,
    /// The text of the decoded payload.
    Payload,
}
