//! A signature that is valid with other bytes as the secret.

use super::{Wording, say};
use crate::base::diagnostic::reason::Reading;
use crate::base::secret::Encoding;
use crate::base::spec::Spec;

pub(super) fn wording(reading: Reading, other: Option<[&'static str; 2]>, jwk: bool) -> Wording {
    const EXACT: &str = "enter the secret exactly as the issuer has it: every character counts";
    const TEXT: &str = "set the encoding of the secret to UTF-8";
    // Each follows "valid if the secret is".
    let (how, fix) = match reading {
        Reading::Decoded(encoding) => {
            let fix = match encoding {
                Encoding::Utf8 => TEXT,
                Encoding::Base64url => "set the encoding of the secret to base64url",
                Encoding::Base64 => "set the encoding of the secret to base64",
                Encoding::Hex => "set the encoding of the secret to hex",
            };
            (encoding.name(), fix)
        }
        Reading::AsWritten => ("its text as written, not decoded", TEXT),
        Reading::EncodedOnceMore => ("encoded once more, as base64 or hexadecimal", TEXT),
        Reading::TextOfK => ("the text of `k`, not decoded", TEXT),
        Reading::TextOfJwk => ("the whole text of the JWK", EXACT),
        Reading::Trimmed => ("without the white space around it", "remove the white space around the secret"),
        Reading::LineFeed => ("followed by a line feed", "add a line break at the end of the secret"),
        Reading::CarriageReturnLineFeed => ("followed by a carriage return and a line feed", EXACT),
        Reading::Unquoted => ("without the quotes around it", "remove the quotes around the secret"),
        Reading::Unescaped => ("with each `\\n` read as a line break", "write a line break in place of each `\\n`"),
        Reading::Escaped => ("with `\\n` in place of each line break", "write `\\n` in place of each line break"),
        Reading::WithBom => ("preceded by a byte order mark (U+FEFF)", EXACT),
        Reading::WithoutBom => ("without the byte order mark (U+FEFF) at its start", EXACT),
        Reading::Composed => ("composed, with `é` as one character (Unicode NFC)", EXACT),
        Reading::Decomposed => ("decomposed, with `é` as two characters (Unicode NFD)", EXACT),
        Reading::Utf16 => ("encoded as UTF-16", EXACT),
        Reading::Latin1 => ("encoded as Latin-1", EXACT),
        Reading::TwiceEncoded => ("encoded as UTF-8 twice", EXACT),
        Reading::Empty => ("empty", "reject the token: anyone can sign with an empty secret"),
        Reading::WellKnown => (
            "a well-known one from documentation and examples",
            "have the issuer use a long, random secret: anyone can sign with this one",
        ),
    };
    let fix = match jwk && reading != Reading::Empty {
        true => "have `k` contain the exact bytes that the issuer signs with, in base64url",
        false => fix,
    };
    let also = other.map_or(String::new(), |[valid, header]| format!(", as {valid} instead of {header}"));
    say(format!("the signature is valid if the secret is {how}{also}"), fix)
        .by(Spec::Rfc(7518, "3.2"))
        .short(format!("invalid signature; valid if the secret is {how}{also}"))
}
