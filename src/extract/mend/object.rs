//! JSON objects in base64url: as a whole, and where one ends that something else follows.

use crate::format::base64url;
use crate::format::json::{self, Node};

/// The object that `segment` is, if it is one without any fault.
pub(super) fn read(segment: &str) -> Option<Node> {
    let decoded = base64url::decode(segment);
    let text = String::from_utf8(decoded.bytes).ok().filter(|_| decoded.faults.is_empty())?;
    let reading = json::read(text);
    let well_formed = reading.well_formed();
    reading.node.filter(|node| well_formed && node.is_object())
}

/// The header that `segment` is: an object with an `alg` of letters.
pub(super) fn header(segment: &str) -> Option<Node> {
    read(segment).filter(|node| node.get("alg").and_then(Node::as_str).is_some_and(|alg| !alg.is_empty()))
}

/// Whether `segment` is one.
pub(in crate::extract) fn is_header(segment: &str) -> bool {
    header(segment).is_some()
}

/// So many characters at the beginning of `segment` are an object.
pub(super) fn length(segment: &str) -> Option<usize> {
    let bytes = base64url::decode(segment).bytes;
    let length = (end(&bytes)? * 4).div_ceil(3);
    read(segment.get(..length)?).map(|_| length)
}

/// Where the object ends that `bytes` begin with.
fn end(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (index > 0).then_some(index + 1);
        }
    }
    None
}
