//! What a header gives away about the token it begins: how many segments follow, and how long the last one is.
//!
//! It is used for one thing: to tell whether a token goes on after white space, or ends there.

use crate::format::base64url;
use crate::format::json::{self, Node, Value};

/// What to expect of a token, once its header is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shape {
    /// Three, or five if the header has `enc`.
    pub(super) segments: usize,
    /// The last segment.
    pub(super) last: Last,
    /// Whether the payload stands there as it is (RFC 7797).
    pub(super) unencoded: bool,
}

/// What is known about the last segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Last {
    /// It is empty: `alg` is `none`.
    Empty,
    /// So many characters.
    Exactly(usize),
    /// An RSA signature: as long as the modulus.
    Rsa,
    /// Nothing.
    Unknown,
}

impl Last {
    /// Whether a segment of that length is surely too short.
    pub(super) fn wants_more(self, length: usize) -> bool {
        /// As long as the longest signature of RSA.
        const LONGEST: usize = 1366;
        match self {
            Last::Exactly(whole) => length < whole,
            Last::Rsa => length < LONGEST && !is_rsa_length(length),
            Last::Empty | Last::Unknown => false,
        }
    }

    /// Whether that is a length which the header asks for.
    pub(super) fn is_length(self, length: usize) -> bool {
        match self {
            Last::Exactly(wanted) => length == wanted,
            Last::Rsa => is_rsa_length(length),
            Last::Empty | Last::Unknown => false,
        }
    }
}

/// Sizes of signatures and MACs in bytes: RFC 7518 §3, RFC 8812 §3, RFC 9864 §2, RFC 9964.
const SIGNATURES: [(&str, usize); 13] = [
    ("HS256", 32),
    ("HS384", 48),
    ("HS512", 64),
    ("ES256", 64),
    ("ES256K", 64),
    ("ES384", 96),
    ("ES512", 132),
    ("EdDSA", 64),
    ("Ed25519", 64),
    ("Ed448", 114),
    ("ML-DSA-44", 2420),
    ("ML-DSA-65", 3309),
    ("ML-DSA-87", 4627),
];

/// Sizes of authentication tags in bytes (RFC 7518 §5).
const TAGS: [(&str, usize); 6] = [
    ("A128GCM", 16),
    ("A192GCM", 16),
    ("A256GCM", 16),
    ("A128CBC-HS256", 16),
    ("A192CBC-HS384", 24),
    ("A256CBC-HS512", 32),
];

/// Sizes of RSA moduli in bytes that are in use.
const MODULI: [usize; 6] = [128, 192, 256, 384, 512, 1024];

/// The number of characters that `bytes` bytes are in base64url.
const fn characters(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

/// Whether `length` is that of an RSA signature in base64url.
pub(super) fn is_rsa_length(length: usize) -> bool {
    MODULI.iter().any(|bytes| characters(*bytes) == length)
}

/// Reads the first segment of a token.
pub(super) fn of_header(segment: &str) -> Shape {
    let bytes = base64url::decode(segment).bytes;
    let header = core::str::from_utf8(&bytes).ok().and_then(|text| json::read(text).node);
    let parameter = |name: &str| header.as_ref().and_then(|node| node.get(name));
    let alg = parameter("alg").and_then(Node::as_str).unwrap_or_default();
    let exactly = |table: &[(&str, usize)], wanted: &str| {
        let row = table.iter().find(|(name, _)| *name == wanted);
        row.map_or(Last::Unknown, |(_, bytes)| Last::Exactly(characters(*bytes)))
    };
    if let Some(enc) = parameter("enc") {
        return Shape { segments: 5, last: exactly(&TAGS, enc.as_str().unwrap_or_default()), unencoded: false };
    }
    let last = match alg {
        "none" => Last::Empty,
        _ if alg.starts_with("RS") || alg.starts_with("PS") => Last::Rsa,
        _ => exactly(&SIGNATURES, alg),
    };
    let unencoded = parameter("b64").is_some_and(|node| node.value == Value::Bool(false));
    Shape { segments: 3, last, unencoded }
}

/// Whether `text` begins like the base64url of a JSON object: `{` and then a quote, white space or `}`.
pub(super) fn begins_like_header(text: &str) -> bool {
    matches!(
        text.as_bytes(),
        [b'e', b'y', b'I'..=b'L' | b'A'..=b'D', ..] | [b'e', b'w', b'k'..=b'r' | b'0'..=b'3', ..] | [b'e', b'3', b'0'..=b'3', ..]
    )
}

/// Whether a segment decodes to something that ends with `}`.
pub(super) fn ends_like_object(segment: &str) -> bool {
    let whole = segment.len() / 4 * 4;
    let from = if whole == segment.len() { whole.saturating_sub(4) } else { whole };
    let tail = base64url::decode(segment.get(from..).unwrap_or_default());
    segment.len() % 4 != 1 && tail.bytes.last() == Some(&b'}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_and_the_end_of_an_object_show_in_base64url() {
        for text in [r#"{"alg":"HS256"}"#, "{ \"a\":1}", "{\n\"a\":1 }", "{\r\n}", "{\t}", "{}"] {
            let encoded = base64url::encode(text.as_bytes());
            assert!(begins_like_header(&encoded) && ends_like_object(&encoded), "{text:?}");
            assert!(!ends_like_object(encoded.get(..encoded.len() - 1).unwrap_or_default()), "{text:?}");
        }
        assert!(!begins_like_header("example") && !begins_like_header("ey") && !begins_like_header("ewe"));
    }

    #[test]
    fn the_header_says_how_long_the_last_segment_is() {
        let check = |header: &str, segments, last| {
            let shape = of_header(&base64url::encode(header.as_bytes()));
            assert_eq!((shape.segments, shape.last), (segments, last), "{header}");
        };
        check(r#"{"alg":"HS256"}"#, 3, Last::Exactly(43));
        check(r#"{"alg":"ES512"}"#, 3, Last::Exactly(176));
        check(r#"{"alg":"ML-DSA-44"}"#, 3, Last::Exactly(3227));
        check(r#"{"alg":"PS384"}"#, 3, Last::Rsa);
        check(r#"{"alg":"none"}"#, 3, Last::Empty);
        check(r#"{"alg":"dir","enc":"A128GCM"}"#, 5, Last::Exactly(22));
        check("{", 3, Last::Unknown);
        assert!(is_rsa_length(342) && !is_rsa_length(343));
        assert!(of_header("eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2V9").unencoded, "RFC 7797");
    }
}
