//! A signature that is valid with other bytes as the secret.

use super::{Wording, say};
use crate::base::diagnostic::reason::Reading;
use crate::base::secret::Encoding;
use crate::base::spec::Spec;

pub(super) fn wording(reading: Reading, other: Option<[&'static str; 2]>, jwk: bool) -> Wording {
    const EXACT: &str = "enter the secret exactly as the issuer has it: every character counts";
    const TEXT: &str = "set the encoding of the secret to UTF-8";
    // Each follows "valid if the secret".
    let (how, fix): (String, &str) = match reading {
        Reading::Decoded(encoding) => {
            let fix = match encoding {
                Encoding::Utf8 => TEXT,
                Encoding::Base64url => "set the encoding of the secret to base64url",
                Encoding::Base64 => "set the encoding of the secret to base64",
                Encoding::Hex => "set the encoding of the secret to hex",
            };
            (format!("is {}", encoding.name()), fix)
        }
        Reading::AsWritten => ("is its text as written, not decoded".into(), TEXT),
        Reading::EncodedOnceMore => ("is encoded once more, as base64 or hexadecimal".into(), TEXT),
        Reading::TextOfK => ("is the text of `k`, not decoded".into(), TEXT),
        Reading::TextOfJwk => ("is the whole text of the JWK".into(), EXACT),
        Reading::Trimmed => ("has no white space around it".into(), "remove the white space around the secret"),
        Reading::LineFeed => ("ends with a line feed".into(), "add a line break at the end of the secret"),
        Reading::CarriageReturnLineFeed => ("ends with a carriage return and a line feed".into(), EXACT),
        Reading::Unquoted => ("has no quotes around it".into(), "remove the quotes around the secret"),
        Reading::Unescaped => {
            ("has a line break in place of each `\\n`".into(), "write a line break in place of each `\\n`")
        }
        Reading::Escaped => ("has `\\n` in place of each line break".into(), "write `\\n` in place of each line break"),
        Reading::WithBom => ("starts with a byte order mark (U+FEFF)".into(), EXACT),
        Reading::WithoutBom => ("does not start with a byte order mark (U+FEFF)".into(), EXACT),
        Reading::Composed => ("is composed, with `é` as one character (Unicode NFC)".into(), EXACT),
        Reading::Decomposed => ("is decomposed, with `é` as two characters (Unicode NFD)".into(), EXACT),
        Reading::Utf16 => ("is encoded as UTF-16".into(), EXACT),
        Reading::Latin1 => ("is encoded as Latin-1".into(), EXACT),
        Reading::TwiceEncoded => ("is encoded as UTF-8 twice".into(), EXACT),
        Reading::Empty => ("is empty".into(), "reject the token: anyone can sign with an empty secret"),
        Reading::WellKnown => (
            "is a well-known one, from documentation and examples".into(),
            "have the issuer use a long, random secret: anyone can sign with this one",
        ),
    };
    let fix = match jwk && reading != Reading::Empty {
        true => "have `k` contain the exact bytes that the issuer signs with, in base64url",
        false => fix,
    };
    let also = other.map_or(String::new(), |[valid, header]| format!(", as {valid} instead of {header}"));
    say(format!("the signature is valid if the secret {how}{also}"), fix)
        .by(Spec::Rfc(7518, "3.2"))
        .short(format!("invalid signature; valid if the secret {how}{also}"))
}
