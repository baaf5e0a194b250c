//! What was signed: other texts that an issuer may have signed instead of the JWS signing input.

use super::form::{FORMS, order};
use super::shape::to_hex;
use super::{Case, LONG, Run};
use crate::base::diagnostic::reason::{Input, Signature, Tried, Whose};
use crate::base::diagnostic::{Diagnostic, Remedy};
use crate::engine::jwa::Hash;
use crate::format::base64url;
use crate::format::json::with_member;
use crate::jose::{Document, Segment};
use base64::Engine as _;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

/// A header of more members has too many orders to try: six have 720.
const MEMBERS: usize = 5;

/// Tells whether the signature is right for a text.
pub(super) type Covers<'a> = &'a dyn Fn(&[u8]) -> bool;

/// The signature is right for another text that the same token gives; `covers` tells whether it is for one, which takes
/// `check` microseconds.
pub(super) fn other(case: &Case, run: &mut Run, check: u32, covers: Covers) -> Option<Diagnostic> {
    let [header, payload, _] = case.token.segments.as_slice() else { return None };
    if case.message.len() > LONG {
        return None;
    }
    let found = nonce(case, run, check, covers)
        .or_else(|| bytes(case, run, check, covers, header, payload))
        .or_else(|| rewritten(case, run, check, covers));
    found.or_else(|| run.in_vain(Tried::Inputs))
}

fn bytes(
    case: &Case,
    run: &mut Run,
    check: u32,
    covers: Covers,
    header: &Segment,
    payload: &Segment,
) -> Option<Diagnostic> {
    if run.search.skips(12) {
        return None;
    }
    let join = |header: &[u8], payload: &[u8]| [header, b".", payload].concat();
    let joined = |engine: GeneralPurpose, header: &[u8], payload: &[u8]| {
        join(engine.encode(header).as_bytes(), engine.encode(payload).as_bytes())
    };
    let digest = case.algorithm.hash.unwrap_or(Hash::Sha256).digest(case.message);
    let (head, body) = (&*header.bytes, &*payload.bytes);
    let (encoded_head, encoded_body) = (case.encoded(0).as_bytes(), case.encoded(1).as_bytes());
    let texts = [
        (Input::Base64urlPadded, joined(URL_SAFE, head, body)),
        (Input::Base64Padded, joined(STANDARD, head, body)),
        (Input::Base64, joined(STANDARD_NO_PAD, head, body)),
        (Input::PayloadEncoded, encoded_body.into()),
        (Input::PayloadDecoded, body.into()),
        (Input::HeaderEncodedPayloadDecoded, join(encoded_head, body)),
        (Input::Decoded, join(head, body)),
        (Input::WithoutDot, [encoded_head, encoded_body].concat()),
        (Input::DotAtEnd, [case.message, b"."].concat()),
        (Input::LineFeedAtEnd, [case.message, b"\n"].concat()),
        (Input::HashHex, to_hex(&digest).into_bytes()),
        (Input::HashedTwice, digest),
    ];
    for (what, text) in texts {
        if run.may(check) && text != case.message && covers(&text) {
            return Some(Diagnostic::error(what));
        }
    }
    None
}

/// The same JSON in another form: header and payload, or one of them.
fn rewritten(case: &Case, run: &mut Run, check: u32, covers: Covers) -> Option<Diagnostic> {
    for (form, write) in FORMS {
        if run.search.skips(3) {
            continue;
        }
        let rewrite = |document: Option<&Document>, segment: usize| {
            let node = document.filter(|document| document.utf8 && document.well_formed);
            let text = node.and_then(|document| Some(write(&document.text, document.json.as_ref()?)));
            text.map_or_else(|| case.encoded(segment).to_string(), |text| base64url::encode(text.as_bytes()))
        };
        let (header, payload) = (rewrite(Some(&case.token.header), 0), rewrite(case.token.payload.as_ref(), 1));
        let texts = [
            (Whose::Payload, case.encoded(0), payload.as_str()),
            (Whose::Both, &header, &payload),
            (Whose::Header, &header, case.encoded(1)),
        ];
        for (index, (whose, header, payload)) in texts.into_iter().enumerate() {
            // Both, where one of them is the same in this form, were tried before.
            let new = [payload != case.encoded(1), header != case.encoded(0)];
            let other = match index {
                0 => new[0],
                1 => new[0] && new[1],
                _ => new[1],
            };
            if run.may(if other { check } else { 0 }) && other {
                let text = format!("{header}.{payload}");
                if covers(text.as_bytes()) {
                    let found = Diagnostic::error(Input::Rewritten(whose, form));
                    return Some(found.with_remedy(Remedy::Token(text + "." + case.encoded(2))));
                }
            }
        }
    }
    None
}

/// The members of the header were signed in another order.
pub(super) fn reordered(case: &Case, run: &mut Run, check: u32, covers: Covers) -> Option<Diagnostic> {
    let header = Some(&case.token.header).filter(|header| header.utf8 && header.well_formed)?;
    let node = header.json.as_ref().filter(|node| (2..=MEMBERS).contains(&node.members().len()))?;
    if case.message.len() > LONG {
        return None;
    }
    let orders: usize = (1..=node.members().len()).product();
    for number in 0..orders {
        if run.may(check) {
            let text = base64url::encode(order(&header.text, node, number)?.as_bytes()) + "." + case.encoded(1);
            if covers(text.as_bytes()) {
                let found = Diagnostic::error(Input::HeaderOrder);
                return Some(found.with_remedy(Remedy::Token(text + "." + case.encoded(2))));
            }
        }
    }
    run.in_vain(Tried::HeaderOrders)
}

/// The signing input with `name` as this JSON in the header.
pub(super) fn with_header(case: &Case, name: &str, json: &str) -> Option<String> {
    let header = Some(&case.token.header).filter(|header| header.utf8)?;
    let header = with_member(&header.text, name, json)?;
    Some(base64url::encode(header.as_bytes()) + "." + case.encoded(1))
}

/// The nonce in the header.
fn nonce_of<'a>(case: &'a Case) -> Option<&'a str> {
    case.token.header.json.as_ref()?.get("nonce")?.as_str()
}

/// The header that was signed holds the hash of the nonce.
fn nonce(case: &Case, run: &mut Run, check: u32, covers: Covers) -> Option<Diagnostic> {
    let digest = Hash::Sha256.digest(nonce_of(case)?.as_bytes());
    for hash in [base64url::encode(&digest), to_hex(&digest)] {
        let text = with_header(case, "nonce", &format!("\"{hash}\""))?;
        if run.may(check) && covers(text.as_bytes()) {
            let found = Diagnostic::error(Signature::NonceHashed);
            return Some(found.with_remedy(Remedy::Token(text + "." + case.encoded(2))));
        }
    }
    None
}

/// What to know of a token that Microsoft issues for its own services.
pub(super) fn microsoft(case: &Case) -> Option<Diagnostic> {
    nonce_of(case)?;
    let issuer = case.token.payload.as_ref()?.json.as_ref()?.get("iss")?.as_str()?;
    let issuers = ["https://sts.windows.net/", "https://login.microsoftonline.com/"];
    issuers.iter().any(|start| issuer.starts_with(start)).then(|| Diagnostic::note(Signature::MicrosoftNonce))
}
