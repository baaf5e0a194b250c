//! What can be wrong with DER (ITU-T X.690).

/// The name of a part of a key in a format, with its article, such as `the modulus`.
pub type Element = &'static str;

/// Where DER departs from what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Der {
    /// At which byte of the decoded content, counted from 1.
    pub byte: usize,
    /// In which part.
    pub what: Element,
    /// What is wrong.
    pub fault: DerFault,
    /// It is the content of a PEM block, of this kind.
    pub block: Option<crate::base::spec::Spec>,
}

/// What is wrong with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerFault {
    /// It is missing.
    Missing,
    /// The data ends in the middle of its tag and length.
    CutHeader,
    /// The data ends in the middle of its length.
    CutLength,
    /// Its tag has several bytes.
    LongTag,
    /// Its length is indefinite.
    Indefinite,
    /// Its length has more than four bytes.
    HugeLength,
    /// Its length is not in the shortest form.
    LongForm,
    /// It says it is longer than what is left.
    Longer {
        /// How long it says it is.
        says: usize,
        /// How many bytes are left.
        left: usize,
    },
    /// It has another tag.
    Tag {
        /// The tag that it has to have.
        expected: u8,
        /// The one that it has.
        found: u8,
    },
    /// An INTEGER or a BIT STRING (by its tag) without content.
    NoContent(u8),
    /// A negative number.
    Negative,
    /// A zero byte too many.
    ZeroByte,
    /// A BIT STRING that does not end on a whole byte.
    PartialByte,
    /// So many bytes are left over after it.
    LeftOver(usize),
    /// It is not a time as certificates have it.
    NotATime,
}
