//! A DPoP proof (RFC 9449 §4.3) against the request that it is for, and against the access token that comes with it.

use super::{Compared, exactly, hex};
use crate::base::diagnostic::bound::{Bound, Near};
use crate::crypto::Hash;
use crate::format::base64url::encode;
use crate::format::json::Node;
use crate::key::jwk;

/// The request of a proof; an empty text is not compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// Such as `POST`.
    pub method: &'a str,
    /// The address, with or without query and fragment.
    pub address: &'a str,
    /// The access token that comes with it.
    pub access_token: &'a str,
    /// The nonce that the server gave.
    pub nonce: &'a str,
    /// `jkt` of the access token: the thumbprint of the key that it is bound to.
    pub thumbprint: &'a str,
}

/// Every comparison that `request` gives something for.
pub fn proof(header: &Node, claims: &Node, request: &Request) -> Vec<Compared> {
    let mut all = vec![];
    if !request.method.is_empty() {
        all.push(exactly(claims, "htm", "the method of the request", request.method));
    }
    if !request.address.is_empty() {
        all.push(address(claims, request.address));
    }
    if !request.access_token.is_empty() {
        let digest = Hash::Sha256.digest(request.access_token.as_bytes());
        let input = "SHA-256 of the access token".into();
        all.push(Compared::of(claims.get("ath"), "ath", input, encode(&digest), |stated| {
            let half = digest.get(..digest.len() / 2).is_some_and(|half| encode(half) == stated);
            if half { Some(Near::Half) } else { hex(&digest, stated) }
        }));
    }
    if !request.nonce.is_empty() {
        all.push(exactly(claims, "nonce", "the nonce of the server", request.nonce));
    }
    if !request.thumbprint.is_empty() {
        all.push(key(header, request.thumbprint));
    }
    all
}

/// `htu`, after the normalization of RFC 3986 §6.2.2 and §6.2.3, and without query and fragment.
fn address(claims: &Node, expected: &str) -> Compared {
    let wanted = normalized(expected);
    let node = claims.get("htu");
    let same = node.and_then(Node::as_str).is_some_and(|stated| !has_query(stated) && normalized(stated) == wanted);
    let input = "the address of the request, without query and fragment".to_owned();
    let compared = Compared::of(node, "htu", input, wanted.clone(), |stated| {
        let given = normalized(stated);
        let is = |near, right: bool| right.then_some(near);
        is(Near::Query, given == wanted)
            .or(is(Near::Slash, given.trim_end_matches('/') == wanted.trim_end_matches('/')))
            .or(is(Near::Case, given.eq_ignore_ascii_case(&wanted)))
    });
    if same { Compared { fault: None, ..compared } } else { compared }
}

fn has_query(address: &str) -> bool {
    address.contains(['?', '#'])
}

/// Scheme and host in lower case, no default port, a path at least, percent escapes in upper case, no query and no fragment.
fn normalized(address: &str) -> String {
    let bare = address.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = bare.split_once("://") else { return bare.to_owned() };
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let port = if scheme == "https" { ":443" } else { ":80" };
    let host = host.strip_suffix(port).unwrap_or(&host);
    let mut out = format!("{scheme}://{host}");
    let mut digits = 0;
    for c in if path.is_empty() { "/" } else { path }.chars() {
        out.push(if digits > 0 { c.to_ascii_uppercase() } else { c });
        digits = if c == '%' { 2 } else { digits - i32::from(digits > 0) };
    }
    out
}

/// The key of the proof against the one that the access token is bound to.
fn key(header: &Node, expected: &str) -> Compared {
    let input = "SHA-256 thumbprint of `jwk` (RFC 7638)";
    let own = header.get("jwk").and_then(|node| jwk::single(node).ok()).and_then(|key| key.thumbprint());
    let Some(own) = own else { return Compared::failed("jkt", input, Bound::Missing("jwk")) };
    let fault = (own != expected).then(|| {
        let (stated, computed) = (crate::base::shown(expected, super::SHOWN), own.clone());
        crate::base::diagnostic::Diagnostic::error(Bound::Differs { name: "jkt", stated, computed, near: None })
    });
    Compared { name: "jkt", input: input.into(), stated: Some(expected.into()), computed: own, fault }
}
