//! The decoded parts of a token.

use jwt_debugger::engine::jwa::{self, Algorithm};
use jwt_debugger::format::json::Node;
use jwt_debugger::jose::header::{Alg, alg};
use jwt_debugger::jose::{Document, Parsed, Part};

/// The payload's JSON, if it has any.
pub fn payload(parsed: &Parsed) -> Option<&Node> {
    document(parsed, Part::Payload)?.json.as_ref()
}

/// The header or payload, decoded.
pub fn document(parsed: &Parsed, part: Part) -> Option<&Document> {
    parsed.token.as_ref()?.document(part)
}

/// The algorithm that the header names.
pub(super) fn named(parsed: &Parsed) -> Option<&'static Algorithm> {
    match alg(parsed.token.as_ref()?) {
        Alg::Named(name) => jwa::find(&name),
        _ => None,
    }
}
