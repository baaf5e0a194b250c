//! Values of a token that are made of something else, held against that: hashes of an access token, a code or a state, the request
//! of a DPoP proof, and thumbprints of keys and certificates.
//!
//! Each comparison says what the value is made of, what the token says, and what it must say.
//!
//! ```
//! use jwt_debugger::claims::bindings::token_hash;
//! use jwt_debugger::format::json;
//!
//! // OpenID Connect Core 1.0, §A.4: the access token of the example and its hash, signed with RS256.
//! let claims = json::read(r#"{"at_hash":"77QmUPtjPfzWtF2AnpK9RQ"}"#).node.expect("JSON");
//! let compared = token_hash(&claims, "at_hash", Some("RS256"), "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y");
//! assert!(compared.fault.is_none());
//! assert_eq!(compared.input, "SHA-256 of the access token, its left half");
//! ```

mod request;

use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::bound::{Bound, Near};
use crate::base::shown;
use crate::crypto::Hash;
use crate::crypto::hash::sha1;
use crate::format::base64url::encode;
use crate::format::json::Node;
use crate::jose::header::kind;
use crate::key::{Certificate, Key, jwk};
pub use request::{Request, proof};

/// Longer texts from a token are cut in what is said of them.
const SHOWN: usize = 200;

/// A value of the token, held against what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The claim or parameter.
    pub name: &'static str,
    /// What it is made of, in words.
    pub input: String,
    /// What the token says; `None` if it says nothing, or no string.
    pub stated: Option<String>,
    /// What it must say; empty if that is not known.
    pub computed: String,
    /// Why it does not hold; `None` if it does.
    pub fault: Option<Diagnostic>,
}

impl Compared {
    /// `near` is asked what the value is instead, where it is another one.
    fn of(
        node: Option<&Node>,
        name: &'static str,
        input: String,
        computed: String,
        near: impl Fn(&str) -> Option<Near>,
    ) -> Compared {
        let stated = node.and_then(Node::as_str);
        let fault = match (node, stated) {
            (None, _) => Some(Bound::Missing(name)),
            (Some(node), None) => Some(Bound::Kind(name, kind(node))),
            (_, Some(stated)) if stated == computed => None,
            (_, Some(stated)) => Some(Bound::Differs {
                name,
                stated: shown(stated, SHOWN),
                computed: shown(&computed, SHOWN),
                near: near(stated),
            }),
        };
        Compared { name, input, stated: stated.map(str::to_owned), computed, fault: fault.map(Diagnostic::error) }
    }

    fn failed(name: &'static str, input: &str, fault: Bound) -> Compared {
        let fault = Some(Diagnostic::error(fault));
        Compared { name, input: input.into(), stated: None, computed: String::new(), fault }
    }
}

/// The hash that belongs to a signature algorithm (OpenID Connect Core §3.1.3.6): that of its name, SHA-512 for Ed25519. None
/// is agreed on for Ed448 and ML-DSA.
fn hash_of(alg: &str) -> Option<Hash> {
    match alg {
        "EdDSA" | "Ed25519" => Some(Hash::Sha512),
        _ if alg.ends_with("256") || alg.ends_with("256K") => Some(Hash::Sha256),
        _ if alg.ends_with("384") => Some(Hash::Sha384),
        _ if alg.ends_with("512") => Some(Hash::Sha512),
        _ => None,
    }
}

fn half(hash: Hash, text: &str) -> String {
    let digest = hash.digest(text.as_bytes());
    encode(digest.get(..digest.len() / 2).unwrap_or_default())
}

/// `rt_hash` of CIBA (§10.3.1), by its full name.
pub const RT_HASH: &str = "urn:openid:params:jwt:claim:rt_hash";
/// `auth_req_id` of CIBA (§10.3.1), by its full name.
pub const AUTH_REQ_ID: &str = "urn:openid:params:jwt:claim:auth_req_id";

/// `at_hash`, `c_hash`, `s_hash` or [`RT_HASH`] (OpenID Connect Core §3.1.3.6, §3.3.2.11; FAPI 1.0 part 2) against the text that it
/// is the hash of; `alg` is that of the token's header.
pub fn token_hash(claims: &Node, name: &'static str, alg: Option<&str>, of: &str) -> Compared {
    let what = match name {
        "at_hash" => "the access token",
        "c_hash" => "the authorization code",
        RT_HASH => "the refresh token",
        _ => "the state",
    };
    let alg = alg.unwrap_or_default();
    let Some(hash) = hash_of(alg) else {
        return Compared::failed(name, what, Bound::Algorithm(shown(alg, SHOWN)));
    };
    let input = format!("{} of {what}, its left half", hash.name());
    Compared::of(claims.get(name), name, input, half(hash, of), |stated| {
        let other = Hash::ALL.into_iter().find(|other| *other != hash && half(*other, of) == stated);
        match other {
            Some(other) => Some(Near::Hash(other.name())),
            None if encode(&hash.digest(of.as_bytes())) == stated => Some(Near::Whole),
            None => hex(&hash.digest(of.as_bytes()), stated),
        }
    })
}

/// Whether `stated` is a digest, or its left half, in hexadecimal.
fn hex(digest: &[u8], stated: &str) -> Option<Near> {
    let text = crate::format::hex::encode(digest);
    let same = |text: &str| text.eq_ignore_ascii_case(stated);
    (same(&text) || text.get(..text.len() / 2).is_some_and(same)).then_some(Near::Hex)
}

/// What `cnf` says of the key that a token is bound to (RFC 7800, RFC 8705 §3.1, RFC 9449 §6.1), against `key`: its JWK, its
/// thumbprint and that of its certificate, as many as there are.
pub fn confirmation(claims: &Node, key: &Key) -> Vec<Compared> {
    let Some(confirmation) = claims.get("cnf") else { return vec![] };
    let mut all = vec![];
    if let Some(node) = confirmation.get("jwk") {
        let input = "thumbprint of the key".into();
        let stated = jwk::single(node).ok().and_then(|own| own.thumbprint()).unwrap_or_default();
        let computed = key.thumbprint().unwrap_or_default();
        let fault = (stated != computed).then(|| {
            let (stated, computed) = (stated.clone(), computed.clone());
            Diagnostic::error(Bound::Differs { name: "jwk", stated, computed, near: None })
        });
        all.push(Compared { name: "jwk", input, stated: Some(stated), computed, fault });
    }
    if let Some(node) = confirmation.get("jkt") {
        let input = "SHA-256 thumbprint of the key (RFC 7638)".into();
        all.push(Compared::of(Some(node), "jkt", input, key.thumbprint().unwrap_or_default(), |_| None));
    }
    if let Some(node) = confirmation.get("x5t#S256") {
        all.push(certificate(Some(node), "x5t#S256", key.chain.first()));
    }
    all
}

/// `x5t` and `x5t#S256` of a header against the first certificate of its `x5c` (RFC 7515 §4.1.7, §4.1.8), or else against the one that
/// is held.
pub fn certificates(header: &Node, held: Option<&Certificate>) -> Vec<Compared> {
    let chain = header.get("x5c").map(|x5c| jwk::chain(x5c).map(|(_, chain)| chain));
    let named = ["x5t", "x5t#S256"].into_iter().filter_map(|name| Some((name, header.get(name)?)));
    named
        .map(|(name, node)| match &chain {
            Some(Ok(chain)) => certificate(Some(node), name, chain.first()),
            Some(Err(_)) => Compared::failed(name, "the first certificate of `x5c`", Bound::Certificates),
            None => certificate(Some(node), name, held),
        })
        .collect()
}

fn certificate(node: Option<&Node>, name: &'static str, certificate: Option<&Certificate>) -> Compared {
    let Some(certificate) = certificate else {
        return Compared::failed(name, "the certificate of the key", Bound::NoCertificate(name));
    };
    let (hash, computed) = match name {
        "x5t" => ("SHA-1", certificate.x5t()),
        _ => ("SHA-256", certificate.x5t_s256()),
    };
    let input = format!("{hash} of the certificate");
    Compared::of(node, name, input, computed, |stated| {
        let digest = if name == "x5t" { sha1(&certificate.der) } else { Hash::Sha256.digest(&certificate.der) };
        let other = if name == "x5t" { certificate.x5t_s256() } else { certificate.x5t() };
        match other == stated {
            true => Some(Near::Hash(if name == "x5t" { "SHA-256" } else { "SHA-1" })),
            // openssl prints it with colons.
            false => hex(&digest, &stated.replace(':', "")),
        }
    })
}

/// A value that must be exactly this text: `nonce` and [`AUTH_REQ_ID`] of claims, `nonce` and `url` of an ACME header.
pub fn exactly(claims: &Node, name: &'static str, input: &str, expected: &str) -> Compared {
    Compared::of(claims.get(name), name, input.into(), expected.into(), |stated| {
        stated.eq_ignore_ascii_case(expected).then_some(Near::Case)
    })
}

#[cfg(test)]
#[path = "bindings/tests.rs"]
mod tests;
