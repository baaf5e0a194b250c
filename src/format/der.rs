//! A strict reader for DER, as much of it as keys and certificates use: it names the fault and the byte.
//!
//! Source: ITU-T X.690 §8 and §10. Tags of one byte, definite lengths in their shortest form, integers in their shortest
//! form. BER's freedoms (indefinite lengths, spare length bytes) are faults: a key has one encoding. Nothing here
//! recurses, and nothing is allocated.

use crate::base::diagnostic::key::{Der, DerFault, Element as Name};
use crate::base::diagnostic::{self, Diagnostic, Facts};

/// BOOLEAN.
pub const BOOLEAN: u8 = 0x01;
/// INTEGER.
pub const INTEGER: u8 = 0x02;
/// BIT STRING.
pub const BIT_STRING: u8 = 0x03;
/// OCTET STRING.
pub const OCTET_STRING: u8 = 0x04;
/// NULL.
pub const NULL: u8 = 0x05;
/// OBJECT IDENTIFIER.
pub const OID: u8 = 0x06;
/// SEQUENCE.
pub const SEQUENCE: u8 = 0x30;
/// SET.
pub const SET: u8 = 0x31;

/// The constructed, context-specific tag `[number]`.
pub const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// One element: its tag, its contents, and where the contents start, counted in the whole.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    /// The identifier octet.
    pub tag: u8,
    /// What it holds.
    pub content: &'a [u8],
    /// Where the element starts.
    pub start: usize,
    /// Where `content` starts.
    base: usize,
}

/// Reads elements one after another.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
    /// Where `rest` starts in the whole.
    at: usize,
}

/// How long the element at the start of `bytes` says it is, header included; `None` if the header itself cannot be read.
pub fn announced_length(bytes: &[u8]) -> Option<usize> {
    let (header, content) = header(bytes).ok()?;
    header.checked_add(content)
}

/// Header length and content length of the element at the start of `bytes`, or what is wrong with the header.
fn header(bytes: &[u8]) -> Result<(usize, usize), DerFault> {
    let [tag, first, more @ ..] = bytes else { return Err(DerFault::CutHeader) };
    if tag & 0x1f == 0x1f {
        return Err(DerFault::LongTag);
    }
    let count = match *first {
        short @ 0..=0x7f => return Ok((2, usize::from(short))),
        0x80 => return Err(DerFault::Indefinite),
        // Four bytes of length are 4 GB, more than any text here holds.
        long @ 0x81..=0x84 => usize::from(long & 0x7f),
        _ => return Err(DerFault::HugeLength),
    };
    let octets = more.get(..count).ok_or(DerFault::CutLength)?;
    let length = octets.iter().fold(0u64, |length, octet| (length << 8) | u64::from(*octet));
    if octets.first() == Some(&0) || length < 0x80 {
        return Err(DerFault::LongForm);
    }
    let length = usize::try_from(length).map_err(|_| DerFault::HugeLength)?;
    Ok((2 + count, length))
}

/// A fault of `what`, at this byte of the whole.
pub fn fault(at: usize, what: Name, fault: DerFault) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(Der { byte: at.saturating_add(1), what, fault, block: None }))
}

/// Whether a text is no DER, or another structure than it was read as.
pub fn is_fault(fault: &Diagnostic) -> bool {
    matches!(fault.facts, Facts::Key(diagnostic::Key::Der(_)))
}

impl<'a> Reader<'a> {
    /// A reader of `bytes`, whose first byte is byte 0 in faults.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes, at: 0 }
    }

    /// Whether everything was read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element's tag.
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element, whatever it is; `what` is its name in faults.
    pub fn any(&mut self, what: Name) -> Result<Element<'a>, Box<Diagnostic>> {
        let tag = self.peek().ok_or_else(|| fault(self.at, what, DerFault::Missing))?;
        let (header, length) = header(self.rest).map_err(|reason| fault(self.at, what, reason))?;
        let content = header.checked_add(length).and_then(|end| self.rest.get(header..end)).ok_or_else(|| {
            let left = self.rest.len().saturating_sub(header);
            fault(self.at, what, DerFault::Longer { says: length, left })
        })?;
        let element = Element { tag, content, start: self.at, base: self.at.saturating_add(header) };
        self.rest = self.rest.get(header.saturating_add(length)..).unwrap_or_default();
        self.at = element.base.saturating_add(length);
        Ok(element)
    }

    /// The next element, which has to have `tag`.
    pub fn expect(&mut self, tag: u8, what: Name) -> Result<Element<'a>, Box<Diagnostic>> {
        match self.peek() {
            Some(found) if found != tag => Err(fault(self.at, what, DerFault::Tag { expected: tag, found })),
            _ => self.any(what),
        }
    }

    /// The next element if it has `tag`.
    pub fn optional(&mut self, tag: u8, what: Name) -> Result<Option<Element<'a>>, Box<Diagnostic>> {
        if self.peek() == Some(tag) { self.any(what).map(Some) } else { Ok(None) }
    }

    /// A reader of the contents of the next element, a SEQUENCE.
    pub fn sequence(&mut self, what: Name) -> Result<Reader<'a>, Box<Diagnostic>> {
        Ok(self.expect(SEQUENCE, what)?.inside())
    }

    /// A non-negative INTEGER, big-endian, without leading zeros (zero itself is empty).
    pub fn unsigned(&mut self, what: Name) -> Result<&'a [u8], Box<Diagnostic>> {
        let element = self.expect(INTEGER, what)?;
        match element.content {
            [] => Err(fault(element.start, what, DerFault::NoContent(INTEGER))),
            [first, ..] if first & 0x80 != 0 => Err(fault(element.start, what, DerFault::Negative)),
            [0, second, ..] if second & 0x80 == 0 => Err(fault(element.start, what, DerFault::ZeroByte)),
            [0, rest @ ..] => Ok(rest),
            all => Ok(all),
        }
    }

    /// A BIT STRING of whole bytes.
    pub fn bit_string(&mut self, what: Name) -> Result<Element<'a>, Box<Diagnostic>> {
        self.expect(BIT_STRING, what)?.whole_bytes(what)
    }

    /// An error unless everything was read.
    pub fn finish(&self, what: Name) -> Result<(), Box<Diagnostic>> {
        match self.rest.len() {
            0 => Ok(()),
            left => Err(fault(self.at, what, DerFault::LeftOver(left))),
        }
    }
}

impl<'a> Element<'a> {
    /// Where it stands in the whole, from its tag on.
    pub fn span(&self) -> core::ops::Range<usize> {
        self.start..self.base.saturating_add(self.content.len())
    }

    /// A reader of the contents.
    pub fn inside(&self) -> Reader<'a> {
        Reader { rest: self.content, at: self.base }
    }

    /// The same BIT STRING without the octet that counts its unused bits, which has to be 0.
    pub fn whole_bytes(self, what: Name) -> Result<Element<'a>, Box<Diagnostic>> {
        match self.content {
            [0, content @ ..] => Ok(Element { content, base: self.base.saturating_add(1), ..self }),
            [] => Err(fault(self.start, what, DerFault::NoContent(BIT_STRING))),
            _ => Err(fault(self.start, what, DerFault::PartialByte)),
        }
    }
}

/// The element with these contents, shorter than 256 bytes together: for tests, which need what no tool makes.
#[cfg(test)]
pub fn encode(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len() as u8;
    let header = if length < 0x80 { vec![tag, length] } else { vec![tag, 0x81, length] };
    [header, content].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::summary;

    fn check<T>(bytes: &[u8], read: impl Fn(&mut Reader) -> Result<T, Box<Diagnostic>>, expected: &str) {
        let message = read(&mut Reader::new(bytes)).err().map(|fault| summary(&fault)).unwrap_or_default();
        assert!(
            if expected.is_empty() { message.is_empty() } else { message.contains(expected) },
            "{bytes:x?}: {message}"
        );
    }

    #[test]
    fn integers_lose_their_sign_byte_only() {
        let read = |bytes: &[u8]| Reader::new(bytes).unsigned("n").map(<[u8]>::to_vec).ok();
        assert_eq!(read(&[2, 1, 5]), Some(vec![5]));
        assert_eq!(read(&[2, 2, 0, 0x80]), Some(vec![0x80]));
        assert_eq!(read(&[2, 1, 0]), Some(vec![]));
        check(
            &[2, 1, 0x80],
            |r| r.unsigned("n").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "n", fault: Negative, block: None }))"#,
        );
        check(
            &[2, 2, 0, 1],
            |r| r.unsigned("n").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "n", fault: ZeroByte, block: None }))"#,
        );
        check(&[2, 0], |r| r.unsigned("n").map(drop), "NoContent(2)");
    }

    #[test]
    fn lengths_are_definite_short_and_not_longer_than_the_data() {
        check(
            &[0x30, 0x80, 0, 0],
            |r| r.any("x").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "x", fault: Indefinite, block: None }))"#,
        );
        check(
            &[0x30, 0x81, 5, 0],
            |r| r.any("x").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "x", fault: LongForm, block: None }))"#,
        );
        check(
            &[0x30, 0x82, 0, 0x81],
            |r| r.any("x").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "x", fault: LongForm, block: None }))"#,
        );
        check(
            &[0x30, 0x85, 1, 1, 1, 1, 1],
            |r| r.any("x").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "x", fault: HugeLength, block: None }))"#,
        );
        check(
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            |r| r.any("x").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "x", fault: Longer { says: 4294967295, left: 0 }, block: None }))"#,
        );
        check(
            &[0x30, 0x82, 1],
            |r| r.any("x").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "x", fault: CutLength, block: None }))"#,
        );
        check(
            &[0x30],
            |r| r.any("x").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "x", fault: CutHeader, block: None }))"#,
        );
        check(
            &[0x3f, 0x81, 1, 0],
            |r| r.any("x").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "x", fault: LongTag, block: None }))"#,
        );
        check(
            &[],
            |r| r.any("the key").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "the key", fault: Missing, block: None }))"#,
        );
        check(&[4, 2, 1, 2], |r| r.any("x").map(drop), "");
    }

    #[test]
    fn the_byte_of_a_fault_counts_from_the_start_of_the_whole() {
        let nested = [0x30, 7, 0x30, 5, 0x02, 1, 1, 0x04, 0];
        check(
            &nested,
            |outer| {
                let mut inner = outer.sequence("outer")?.sequence("inner")?;
                inner.unsigned("first")?;
                inner.unsigned("second").map(drop)
            },
            r#"key-der: Key(Der(Der { byte: 8, what: "second", fault: Tag { expected: 2, found: 4 }, block: None }))"#,
        );
        check(
            &nested,
            |outer| outer.sequence("outer")?.finish("nothing"),
            r#"key-der: Key(Der(Der { byte: 3, what: "nothing", fault: LeftOver(7), block: None }))"#,
        );
    }

    #[test]
    fn bit_strings_are_whole_bytes() {
        check(&[3, 2, 0, 7], |r| r.bit_string("key").map(drop), "");
        check(
            &[3, 2, 1, 6],
            |r| r.bit_string("key").map(drop),
            r#"key-der: Key(Der(Der { byte: 1, what: "key", fault: PartialByte, block: None }))"#,
        );
        check(&[3, 0], |r| r.bit_string("key").map(drop), "NoContent(3)");
    }

    #[test]
    fn the_announced_length_counts_the_header() {
        assert_eq!(announced_length(&[0x30, 0x82, 1, 0]), Some(260));
        assert_eq!(announced_length(&[0x30, 3]), Some(5));
        assert_eq!(announced_length(&[0x30]), None);
    }
}
