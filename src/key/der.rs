//! A strict reader for DER, as much of it as keys and certificates use: it names the fault and the byte.
//!
//! Source: ITU-T X.690 §8 and §10. Tags of one byte, definite lengths in their shortest form, integers in their shortest
//! form. BER's freedoms (indefinite lengths, spare length bytes) are faults: a key has one encoding. Nothing here
//! recurses, and nothing is allocated.

use super::KeyFault;

/// The code of every fault in the DER structure itself, as against one in what it says.
pub const CODE: &str = "key-der";

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
fn header(bytes: &[u8]) -> Result<(usize, usize), &'static str> {
    let [tag, first, more @ ..] = bytes else { return Err("the data ends in the middle of a tag and length") };
    if tag & 0x1f == 0x1f {
        return Err("there is a tag of several bytes, which no key has");
    }
    let count = match *first {
        short @ 0..=0x7f => return Ok((2, usize::from(short))),
        0x80 => return Err("the length is indefinite, which is BER and not DER"),
        // Four bytes of length are 4 GB, more than any text here holds.
        long @ 0x81..=0x84 => usize::from(long & 0x7f),
        _ => return Err("the length has more than four bytes"),
    };
    let octets = more.get(..count).ok_or("the data ends in the middle of a length")?;
    let length = octets.iter().fold(0u64, |length, octet| (length << 8) | u64::from(*octet));
    if octets.first() == Some(&0) || length < 0x80 {
        return Err("the length is not in its shortest form");
    }
    let length = usize::try_from(length).map_err(|_| "the length has more than four bytes")?;
    Ok((2 + count, length))
}

fn fault(at: usize, message: impl core::fmt::Display) -> KeyFault {
    KeyFault::new(CODE, format!("at byte {} of the decoded content, {message}", at.saturating_add(1)))
}

fn name(tag: u8) -> String {
    match tag {
        BOOLEAN => "a BOOLEAN".into(),
        INTEGER => "an INTEGER".into(),
        BIT_STRING => "a BIT STRING".into(),
        OCTET_STRING => "an OCTET STRING".into(),
        NULL => "NULL".into(),
        OID => "an OBJECT IDENTIFIER".into(),
        SEQUENCE => "a SEQUENCE".into(),
        SET => "a SET".into(),
        tag if tag & 0xe0 == 0xa0 => format!("[{}]", tag & 0x1f),
        tag => format!("tag {tag:#04x}"),
    }
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
    pub fn any(&mut self, what: &str) -> Result<Element<'a>, KeyFault> {
        let tag = self.peek().ok_or_else(|| fault(self.at, format!("{what} is missing")))?;
        let (header, length) = header(self.rest).map_err(|reason| fault(self.at, format!("in {what}, {reason}")))?;
        let content = header.checked_add(length).and_then(|end| self.rest.get(header..end)).ok_or_else(|| {
            let have = self.rest.len().saturating_sub(header);
            fault(self.at, format!("{what} says it has {length} bytes, and {have} are left"))
        })?;
        let element = Element { tag, content, start: self.at, base: self.at.saturating_add(header) };
        self.rest = self.rest.get(header.saturating_add(length)..).unwrap_or_default();
        self.at = element.base.saturating_add(length);
        Ok(element)
    }

    /// The next element, which has to have `tag`.
    pub fn expect(&mut self, tag: u8, what: &str) -> Result<Element<'a>, KeyFault> {
        match self.peek() {
            Some(found) if found != tag => {
                Err(fault(self.at, format!("{what} has to be {}, and there is {}", name(tag), name(found))))
            }
            _ => self.any(what),
        }
    }

    /// The next element if it has `tag`.
    pub fn optional(&mut self, tag: u8, what: &str) -> Result<Option<Element<'a>>, KeyFault> {
        if self.peek() == Some(tag) { self.any(what).map(Some) } else { Ok(None) }
    }

    /// A reader of the contents of the next element, a SEQUENCE.
    pub fn sequence(&mut self, what: &str) -> Result<Reader<'a>, KeyFault> {
        Ok(self.expect(SEQUENCE, what)?.inside())
    }

    /// A non-negative INTEGER, big-endian, without leading zeros (zero itself is empty).
    pub fn unsigned(&mut self, what: &str) -> Result<&'a [u8], KeyFault> {
        let element = self.expect(INTEGER, what)?;
        match element.content {
            [] => Err(fault(element.start, format!("{what} is an INTEGER without content"))),
            [first, ..] if first & 0x80 != 0 => Err(fault(
                element.start,
                format!("{what} is negative: the zero byte before its first bit was left out"),
            )),
            [0, second, ..] if second & 0x80 == 0 => {
                Err(fault(element.start, format!("{what} starts with a zero byte too many")))
            }
            [0, rest @ ..] => Ok(rest),
            all => Ok(all),
        }
    }

    /// A BIT STRING of whole bytes.
    pub fn bit_string(&mut self, what: &str) -> Result<Element<'a>, KeyFault> {
        self.expect(BIT_STRING, what)?.whole_bytes(what)
    }

    /// An error unless everything was read.
    pub fn finish(&self, what: &str) -> Result<(), KeyFault> {
        match self.rest.len() {
            0 => Ok(()),
            left => Err(fault(self.at, format!("{left} bytes are left over after {what}"))),
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
    pub fn whole_bytes(self, what: &str) -> Result<Element<'a>, KeyFault> {
        match self.content {
            [0, content @ ..] => Ok(Element { content, base: self.base.saturating_add(1), ..self }),
            [] => Err(fault(self.start, format!("{what} is a BIT STRING without content"))),
            _ => Err(fault(self.start, format!("{what} does not end on a whole byte"))),
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

    fn check<T>(bytes: &[u8], read: impl Fn(&mut Reader) -> Result<T, KeyFault>, expected: &str) {
        let message = read(&mut Reader::new(bytes)).err().map(|fault| fault.message.clone()).unwrap_or_default();
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
        check(&[2, 1, 0x80], |r| r.unsigned("n").map(drop), "at byte 1 of the decoded content, n is negative");
        check(&[2, 2, 0, 1], |r| r.unsigned("n").map(drop), "a zero byte too many");
        check(&[2, 0], |r| r.unsigned("n").map(drop), "without content");
    }

    #[test]
    fn lengths_are_definite_short_and_not_longer_than_the_data() {
        check(&[0x30, 0x80, 0, 0], |r| r.any("x").map(drop), "indefinite");
        check(&[0x30, 0x81, 5, 0], |r| r.any("x").map(drop), "shortest form");
        check(&[0x30, 0x82, 0, 0x81], |r| r.any("x").map(drop), "shortest form");
        check(&[0x30, 0x85, 1, 1, 1, 1, 1], |r| r.any("x").map(drop), "more than four bytes");
        check(
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            |r| r.any("x").map(drop),
            "says it has 4294967295 bytes, and 0 are left",
        );
        check(&[0x30, 0x82, 1], |r| r.any("x").map(drop), "in the middle of a length");
        check(&[0x30], |r| r.any("x").map(drop), "in the middle of a tag and length");
        check(&[0x3f, 0x81, 1, 0], |r| r.any("x").map(drop), "several bytes");
        check(&[], |r| r.any("the key").map(drop), "the key is missing");
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
            "at byte 8 of the decoded content, second has to be an INTEGER, and there is an OCTET STRING",
        );
        check(
            &nested,
            |outer| outer.sequence("outer")?.finish("nothing"),
            "at byte 3 of the decoded content, 7 bytes are left",
        );
    }

    #[test]
    fn bit_strings_are_whole_bytes() {
        check(&[3, 2, 0, 7], |r| r.bit_string("key").map(drop), "");
        check(&[3, 2, 1, 6], |r| r.bit_string("key").map(drop), "does not end on a whole byte");
        check(&[3, 0], |r| r.bit_string("key").map(drop), "without content");
    }

    #[test]
    fn the_announced_length_counts_the_header() {
        assert_eq!(announced_length(&[0x30, 0x82, 1, 0]), Some(260));
        assert_eq!(announced_length(&[0x30, 3]), Some(5));
        assert_eq!(announced_length(&[0x30]), None);
    }
}
