//! Faults of DER.

use crate::base::diagnostic::key::{Der, DerFault};
use crate::words::{Wording, counted, state};

pub fn wording(der: &Der) -> Wording {
    let what = der.what;
    let why = match der.fault {
        DerFault::Missing => format!("{what} is missing"),
        DerFault::CutHeader => format!("{what} is cut off in its tag or length"),
        DerFault::CutLength => format!("{what} is cut off in its length"),
        DerFault::LongTag => format!("{what} has a tag of several bytes, which no key has"),
        DerFault::Indefinite => format!("{what} has an indefinite length, which is BER and not DER"),
        DerFault::HugeLength => format!("{what} has a length of more than 4 bytes"),
        DerFault::LongForm => format!("{what} has a length that is not in its shortest form"),
        DerFault::Longer { says, left } => {
            format!(
                "{what} says it has {}, and {left} {} left",
                counted(says, "byte"),
                if left == 1 { "is" } else { "are" }
            )
        }
        DerFault::Tag { expected, found } => format!("{what} is {}; it must be {}", tag(found), tag(expected)),
        DerFault::NoContent(kind) => format!("{what} is {} without content", tag(kind)),
        DerFault::Negative => format!("{what} is negative: the zero byte before its first bit is missing"),
        DerFault::ZeroByte => format!("{what} starts with an extra zero byte"),
        DerFault::PartialByte => format!("{what} does not end on a whole byte"),
        DerFault::LeftOver(bytes) => format!(
            "there {} after {what}",
            match bytes {
                1 => "is 1 byte".into(),
                bytes => format!("are {bytes} bytes"),
            }
        ),
        DerFault::NotATime => format!("{what} of the certificate is not a time as RFC 5280 §4.1.2.5 defines it"),
    };
    let told = state(format!("byte {} of the decoded key: {why}", der.byte));
    Wording { fix: der.block.map(|_| super::COPY_AGAIN.into()), spec: der.block, ..told }
}

fn tag(tag: u8) -> String {
    match tag {
        0x01 => "a BOOLEAN".into(),
        0x02 => "an INTEGER".into(),
        0x03 => "a BIT STRING".into(),
        0x04 => "an OCTET STRING".into(),
        0x05 => "NULL".into(),
        0x06 => "an OBJECT IDENTIFIER".into(),
        0x30 => "a SEQUENCE".into(),
        0x31 => "a SET".into(),
        tag if tag & 0xe0 == 0xa0 => format!("[{}]", tag & 0x1f),
        tag => format!("tag {tag:#04x}"),
    }
}
