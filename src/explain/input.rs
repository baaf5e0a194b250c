//! What was signed: other texts that an issuer may have signed instead of the JWS signing input.

use super::{Case, Explanation, LONG, Tried};
use crate::crypto::Hash;
use crate::spec::Spec;
use crate::token::Segment;
use crate::token::json::compact;
use base64::Engine as _;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

/// The signature is right for another text that the same token gives; `covers` tells whether it is for this one.
pub(super) fn other_input(case: &Case, tried: &mut Tried, covers: impl Fn(&[u8]) -> bool) -> Option<Explanation> {
    let [header, payload, _] = case.token.segments.as_slice() else { return None };
    if case.message.len() > LONG {
        return None;
    }
    for (what, text) in texts(case, header, payload) {
        if text != case.message && covers(&text) {
            let message = format!("this key did sign, but not header and payload as they are sent: it signed {what}");
            return Some(
                Explanation::new("other-input", message)
                    .fix("have the issuer sign the encoded header, a dot and the encoded payload, exactly as they are sent")
                    .spec(Spec::Rfc(7515, "5.1")),
            );
        }
    }
    tried.push("over other forms of header and payload".into());
    None
}

fn texts(case: &Case, header: &Segment, payload: &Segment) -> [(&'static str, Vec<u8>); 13] {
    let encoded = |segment: &Segment| case.token.text.get(segment.encoded.clone()).unwrap_or_default().as_bytes();
    let join = |header: &[u8], payload: &[u8]| [header, b".", payload].concat();
    let joined = |engine: GeneralPurpose, header: &[u8], payload: &[u8]| {
        join(engine.encode(header).as_bytes(), engine.encode(payload).as_bytes())
    };
    let digest = case.algorithm.hash.unwrap_or(Hash::Sha256).digest(case.message);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let (head, body) = (header.bytes.as_slice(), payload.bytes.as_slice());
    [
        ("their bytes in base64url with padding", joined(URL_SAFE, head, body)),
        ("their bytes in base64 with padding", joined(STANDARD, head, body)),
        ("their bytes in base64 without padding", joined(STANDARD_NO_PAD, head, body)),
        (
            "their JSON without white space, so it was formatted after signing",
            joined(URL_SAFE_NO_PAD, &compact(head), &compact(body)),
        ),
        ("the encoded payload alone, without the header", encoded(payload).into()),
        ("the decoded payload alone, without the header", body.into()),
        ("the encoded header and the decoded payload", join(encoded(header), body)),
        ("the decoded header and payload", join(head, body)),
        ("the encoded header and payload without the dot between them", [encoded(header), encoded(payload)].concat()),
        ("them with a dot at the end", [case.message, b"."].concat()),
        ("them with a line feed at the end", [case.message, b"\n"].concat()),
        ("their hash, so they were hashed twice", digest),
        ("their hash in hexadecimal", hex.into_bytes()),
    ]
}
