//! The tokens inside a token that are not its content: the key binding JWT of an SD-JWT, and each claim whose value is a token, as
//! Apple's App Store, OpenID4VP and OpenID Federation send them.

use super::{Layer, Layers, Opener, Selected};
use crate::base::shown;
use crate::base::text::Text;
use crate::format::json::{Node, Value};
use crate::jose::envelope::Envelope;
use crate::jose::sd_jwt::{self, SdJwt};
use crate::jose::{Part, parse};
use std::sync::Arc;

/// So many tokens inside a token are read, at whatever depth.
const MOST: usize = 16;
/// So deep are tokens followed that stand in claims.
const DEEPEST: usize = 4;
/// Longest path of a claim that is shown, in characters: a token chooses its names.
const SHOWN: usize = 60;

/// Where a layer stands in the one that it was found in.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// It is the token itself, or all of the content of the layer before.
    Content,
    /// It is the value of a claim.
    Claim {
        /// The index of the layer that has the claim.
        layer: usize,
        /// The path of the claim, such as `data.signedTransactionInfo`.
        path: String,
    },
    /// It is the key binding JWT of that SD-JWT, and is verified with the key that the issuer put into `cnf`.
    KeyBinding(Arc<SdJwt>),
}

/// Reads what stands inside the layers that are there, and inside of that.
pub(super) fn read(layers: &mut Layers, selected: Selected, opener: &mut Opener) {
    // Depths of the layers that stand inside claims; those of the chain have none.
    let mut depths = vec![0; layers.inner.len() + 1];
    let mut next = 0;
    while let Some(depth) = depths.get(next).copied() {
        for (text, origin) in found_in(layers, next, depth) {
            let layer = Layer { origin, ..Layer::sealed(Envelope::read(&text, &[]), selected).open(opener) };
            layers.inner.push(layer);
            depths.push(depth + 1);
        }
        next += 1;
    }
}

/// What stands inside one layer.
fn found_in(layers: &Layers, index: usize, depth: usize) -> Vec<(Text, Origin)> {
    let Some(layer) = layers.iter().nth(index) else { return vec![] };
    let mut found = vec![];
    if let Some(sd_jwt) = layer.envelope.sd_jwt()
        && let Some(binding) = &sd_jwt.key_binding
        && let Some(token) = &binding.parsed.token
    {
        found.push((token.text.clone(), Origin::KeyBinding(sd_jwt.clone())));
    }
    if depth < DEEPEST && !holds_next(layers, index) {
        let room = MOST.saturating_sub(1 + layers.inner.len() + found.len());
        let claims = claims(layer, room).into_iter();
        found.extend(claims.map(|(path, text)| (text, Origin::Claim { layer: index, path: shown(&path, SHOWN) })));
    }
    found
}

/// Whether the content of the layer is the next one: then no claim of it is a token of its own.
fn holds_next(layers: &Layers, index: usize) -> bool {
    layers.inner.get(index).is_some_and(|next| next.origin == Origin::Content)
}

/// The claims of a layer that hold a token, and their paths.
fn claims(layer: &Layer, most: usize) -> Vec<(String, Text)> {
    let token = layer.view.token.as_ref();
    let payload = token.and_then(|token| token.document(Part::Payload)?.json.as_ref());
    let mut found = vec![];
    if let Some(payload) = payload.filter(|node| !matches!(node.value, Value::String(_))) {
        walk(payload, &mut String::new(), most, &mut found);
    }
    found
}

/// Looks at every string in a value; the reader bounds how deep values nest.
fn walk(node: &Node, path: &mut String, most: usize, found: &mut Vec<(String, Text)>) {
    let before = path.len();
    match &node.value {
        Value::String(text) if found.len() < most && is_token(text) => found.push((path.clone(), text.clone())),
        Value::Object(members) => {
            for member in members {
                if before > 0 {
                    path.push('.');
                }
                path.push_str(&member.name);
                walk(&member.node, path, most, found);
                path.truncate(before);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                path.push_str(&format!("[{index}]"));
                walk(element, path, most, found);
                path.truncate(before);
            }
        }
        _ => {}
    }
}

/// Whether a string is a token: signed, encrypted, or with disclosures.
fn is_token(text: &Text) -> bool {
    if !text.starts_with("ey") {
        return false;
    }
    if text.contains('~') {
        return sd_jwt::is_sd_jwt(text);
    }
    let dots = text.bytes().filter(|byte| *byte == b'.').count();
    let header = || parse(text.slice(0..text.find('.').unwrap_or_default())).token;
    let names_alg = || header().and_then(|token| token.header.json).is_some_and(|header| header.get("alg").is_some());
    matches!(dots, 2 | 4) && names_alg()
}

#[cfg(test)]
#[path = "inside/tests.rs"]
mod tests;
