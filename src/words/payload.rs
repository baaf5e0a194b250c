//! The payload: what is wrong with it, or worth knowing.

use super::{Wording, say};
use crate::base::diagnostic::{Again, Compression, Octet, Payload};
use crate::base::spec::Spec;

const JWT: Spec = Spec::Rfc(7519, "7.2");

/// The payload.
pub(super) fn wording(fault: &Payload) -> Wording {
    match fault {
        Payload::Utf16 { compressed } => {
            say("the payload is UTF-16; it must be UTF-8", charset(*compressed, true)).by(JWT)
        }
        Payload::NotUtf8 { byte, compressed, claims } => {
            say(octet(*byte, "payload"), charset(*compressed, *claims)).by(JWT)
        }
        Payload::NotObject(kind) => say(
            format!("the payload is {kind}; the claims of a JWT are an object"),
            "a JWS may carry any content; a JWT must carry a JSON object such as {\"sub\":\"alice\"}",
        )
        .by(JWT),
        Payload::Nested => {
            say("the payload is a token itself (a nested JWT)", "paste the payload alone to read the inner token")
                .by(Spec::Rfc(7519, "5.2"))
        }
        Payload::Encoded(Again::Base64) => say(
            "the payload is a JSON object that was encoded in base64 twice",
            "have the sender encode the JSON itself, once",
        )
        .by(JWT),
        Payload::Encoded(Again::Unencoded) => say(
            "the payload stands here in base64url, but `\"b64\":false` says that it is not encoded: a reader that follows it \
             takes the letters themselves for the content",
            "have the sender write the payload as it is, or leave out `b64` and its entry in `crit`",
        )
        .by(Spec::Rfc(7797, "3")),
        Payload::Encoded(Again::Text) => say(
            "the payload is a JSON object in a JSON string: it was turned into JSON twice",
            "have the sender turn the object into JSON once; its library probably does so itself",
        )
        .by(JWT),
        Payload::NotJson => {
            say("the payload is not JSON", "a JWS may carry any content; a JWT must carry a JSON object").by(JWT)
        }
        Payload::Compressed(how) => say(
            format!("the payload is compressed{}; it is shown decompressed", as_what(*how)),
            "only readers that know `zip` in a signed token can read it: SMART Health Cards and JJWT have it there; it is \
             defined for encrypted tokens",
        )
        .by(Spec::Rfc(7516, "4.1.3")),
        Payload::TooLong(most) => say(
            format!("the payload is compressed, and would be longer than {most} bytes; it is not shown"),
            "have the sender leave out `zip`: a small token that decompresses to gigabytes brings a reader down",
        )
        .by(Spec::Rfc(8725, "3.6")),
        Payload::Empty => say(
            "the payload is empty",
            "if the content was sent apart from the token (detached), enter it as the content; else it was lost",
        )
        .by(Spec::Rfc(7515, "F")),
    }
}

pub(super) fn octet(byte: Octet, part: &str) -> String {
    format!("byte {} of the decoded {part}, 0x{:02X}, is not UTF-8", byte.position, byte.value)
}

fn as_what(how: Compression) -> &'static str {
    match how {
        Compression::Deflate => "",
        Compression::Zlib => " as ZLIB",
        Compression::Gzip => " as gzip",
    }
}

fn charset(compressed: bool, claims: bool) -> &'static str {
    match (compressed, claims) {
        (true, _) => "the payload is probably compressed: the header has `zip`, which is for encrypted tokens only",
        (false, true) => {
            "encode the text as UTF-8 before base64url: JSON is UTF-8 (RFC 8259 §8.1), and so are the claims of a JWT"
        }
        (false, false) => "a JWS may carry any bytes; only a JWT must carry JSON in UTF-8",
    }
}
