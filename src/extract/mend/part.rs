//! The empty part of an encrypted token that is gone without a trace.

use super::object::header;
use super::{Plan, Take, What};
use crate::format::json::Node;

/// The `alg` that encrypt no content key, so that the second part is empty (RFC 7518 §4.5, §4.6).
const WITHOUT_KEY: [&str; 2] = ["dir", "ECDH-ES"];
/// How many characters an initialization vector of 12 or 16 bytes has, which is all that `enc` can ask for (RFC 7518 §5).
const VECTOR: [usize; 2] = [16, 22];

/// `header.iv.ciphertext.tag`: whoever joins the parts that are not empty leaves out the one between the first two dots.
pub(super) fn lost(text: &str) -> Option<Plan> {
    let [first, vector, ciphertext, tag] = text.split('.').collect::<Vec<_>>().try_into().ok()?;
    if !VECTOR.contains(&vector.trim_end_matches('=').len()) || ciphertext.is_empty() || tag.is_empty() {
        return None;
    }
    let header = header(first)?;
    let named = |name: &str| header.get(name).and_then(Node::as_str);
    let alg = WITHOUT_KEY.into_iter().find(|alg| named("alg") == Some(alg))?;
    named("enc")?;
    let at = first.len() + 1;
    let parts = vec![Take::Old(0..at), Take::New("."), Take::Old(at..text.len())];
    Some(Plan { at, ..Plan::new(What::PartLost(alg), parts) })
}
