//! Other bytes that the text of a secret may stand for.

use super::super::Code;
use crate::base::secret::Encoding;

/// What a secret was, other than what was read from the key field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Its text, decoded.
    Decoded(Encoding),
    /// Its text as written, which was decoded here.
    AsWritten,
    /// The text, or bytes, encoded once more as base64 or hexadecimal.
    EncodedOnceMore,
    /// The text of `k` in a JWK, not decoded.
    TextOfK,
    /// All the text of the JWK.
    TextOfJwk,
    /// Without the white space around it.
    Trimmed,
    /// With a line feed behind it.
    LineFeed,
    /// With a carriage return and a line feed behind it.
    CarriageReturnLineFeed,
    /// Without the quotes around it.
    Unquoted,
    /// With each `\n` as a line break.
    Unescaped,
    /// With each line break as `\n`.
    Escaped,
    /// With a byte order mark before it.
    WithBom,
    /// Without the byte order mark before it.
    WithoutBom,
    /// Composed (Unicode NFC).
    Composed,
    /// Decomposed (Unicode NFD).
    Decomposed,
    /// As UTF-16.
    Utf16,
    /// As Latin-1.
    Latin1,
    /// Read as Latin-1 and then encoded as UTF-8.
    TwiceEncoded,
    /// No byte at all.
    Empty,
    /// Another one, which everybody knows.
    WellKnown,
}

impl Reading {
    /// The stable name.
    pub fn code(self) -> Code {
        match self {
            Reading::Trimmed | Reading::LineFeed | Reading::CarriageReturnLineFeed => Code::SecretWhiteSpace,
            Reading::Unquoted => Code::SecretQuotes,
            Reading::Unescaped | Reading::Escaped => Code::SecretEscapes,
            Reading::Empty => Code::SecretEmpty,
            Reading::WellKnown => Code::SecretDefault,
            _ => Code::SecretEncoding,
        }
    }
}
