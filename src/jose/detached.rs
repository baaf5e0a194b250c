//! Content that was sent apart from its signature (RFC 7515 §F): the token has nothing between its dots, or no `payload`.
//! The signature covers the content in base64url, or as it is where the header says `"b64":false` (RFC 7797 §5).

use super::document::read_payload;
use super::{Parsed, Part, Token, compact};
use crate::base::text::{Bytes, Text};
use crate::format::base64url;
use std::sync::Arc;

/// The same token with its content, if it has none of its own. The text stays as it was sent.
///
/// ```
/// # use jwt_debugger::jose::{detached, parse};
/// let parsed = parse("eyJhbGciOiJIUzI1NiJ9..c2lnbmF0dXJl");
/// let whole = detached::attach(parsed, &b"{}".to_vec().into()).token.expect("a token");
/// assert_eq!(whole.signing_input(), Some(&b"eyJhbGciOiJIUzI1NiJ9.e30"[..]));
/// ```
pub fn attach(parsed: Parsed, content: &Bytes) -> Parsed {
    let Parsed { token: Some(mut token), mut problems } = parsed else { return parsed };
    if !token.is_detached() {
        return Parsed { token: Some(token), problems };
    }
    let head = match &token.beside.signing_input {
        Some(input) => input.strip_suffix(b".").unwrap_or_default().to_vec(),
        None => {
            let head = token.segments.first().and_then(|head| token.text.get(head.encoded.clone()));
            head.unwrap_or_default().as_bytes().to_vec()
        }
    };
    let body = match token.header.is_unencoded() {
        true => content.to_vec(),
        false => base64url::encode(content).into_bytes(),
    };
    token.beside.signing_input = Some([head, body].join(&b'.').into());
    if let Some(segment) = token.segments.get_mut(1) {
        segment.bytes = content.clone();
        segment.canonical = true;
        let (payload, faults) = read_payload(segment, &token.header);
        problems.retain(|problem| problem.place().is_none_or(|place| place.part != Part::Payload));
        problems.extend(faults);
        compact::in_order(&mut problems);
        token.payload = Some(payload);
    }
    Parsed { token: Some(token), problems }
}

/// The view of a token with the content that a person has for it.
pub fn with_content(view: Arc<Parsed>, content: Option<&Bytes>) -> Arc<Parsed> {
    match content {
        Some(content) if view.token.as_ref().is_some_and(Token::is_detached) => {
            Arc::new(attach(Arc::unwrap_or_clone(view), content))
        }
        _ => view,
    }
}

/// A compact token without its content, which is then to be sent apart. `None` for what has no signature, or is not compact.
pub fn without_content(text: &Text) -> Option<String> {
    let (head, rest) = text.split_once('.')?;
    let (_, signature) = rest.rsplit_once('.')?;
    (!head.is_empty() && !signature.is_empty()).then(|| format!("{head}..{signature}"))
}
