//! Values that are made of something else and do not fit it, and status lists.

use super::{Wording, counted, format, say, state};
use crate::base::diagnostic::bound::{Bound, Input, Near, StatusList};
use crate::base::span::Part;
use crate::base::spec::Spec;

const STATUS: Spec = Spec::Draft("draft-ietf-oauth-status-list");

/// What there is to say of a value in `part` that does not fit.
pub(super) fn wording(fault: &Bound, part: Option<Part>) -> Wording {
    let rule = |name| rule(name, part);
    match fault {
        Bound::Missing(name) => {
            say(format!("`{name}` is missing"), format!("without `{name}`, nothing binds the token")).by(rule(name))
        }
        Bound::Kind(name, kind) => {
            say(format!("`{name}` is {kind}; it must be a string"), "correct what issues the token").by(rule(name))
        }
        Bound::Differs { name, stated, computed, near } => {
            let title = format!("`{name}` is `{stated}`, but must be `{computed}`");
            say(title, near.map_or("this token belongs to something else: reject it".into(), advice))
                .short(format!("{} does not match `{name}`", subject(name)))
                .by(rule(name))
        }
        Bound::LoginNonce { stated, expected, near } => {
            let title = format!("`nonce` is `{stated}`, but the request had `{expected}`");
            say(title, near.map_or("the token answers another request, or was used before: reject it".into(), advice))
                .short("the nonce of the request does not match `nonce`")
                .by(Spec::OpenIdCore("3.1.3.7"))
        }
        Bound::Algorithm(alg) => say(
            format!("no hash is defined for tokens signed with `{alg}`"),
            "the hash is that of `alg`: SHA-256 for RS256, SHA-512 for Ed25519",
        )
        .by(Spec::OpenIdCore("3.1.3.6")),
        Bound::NoCertificate(name) => say(
            format!("`{name}` names a certificate, but there is none to compare"),
            "paste the certificate as the key",
        )
        .by(rule(name)),
        Bound::Certificates => {
            say("`x5c` holds no readable certificate", "put base64 DER into it, not base64url or PEM")
                .by(Spec::Rfc(7515, "4.1.6"))
        }
        Bound::Input(input) => given(*input),
    }
}

/// What there is to say of what was given to compare with.
fn given(input: Input) -> Wording {
    match input {
        Input::Key => say(
            "this is no public key, no certificate and no DPoP proof",
            "paste a PEM file, a JWK, or the whole proof",
        ),
        Input::Certificate => say("this is no certificate", "paste it as a PEM file or as base64 DER"),
        Input::Opaque => say(
            "the access token is not a JWT, so it does not show which key it is bound to",
            "ask the authorization server: introspection returns its `cnf`",
        )
        .by(Spec::Rfc(9449, "6.2")),
        Input::Unbound => say(
            "the access token has no `cnf.jkt`, so it is bound to no key",
            "request an access token with a DPoP proof; without one it is a bearer token",
        )
        .by(Spec::Rfc(9449, "6.1")),
        Input::Index => state("write the index as a whole number, 0 or more"),
    }
}

/// What a value is made of, or compared with.
fn subject(name: &str) -> &'static str {
    match name {
        "at_hash" | "ath" => "the access token",
        "c_hash" => "the authorization code",
        "s_hash" => "the state",
        "urn:openid:params:jwt:claim:rt_hash" => "the refresh token",
        "urn:openid:params:jwt:claim:auth_req_id" => "the authentication request",
        "htm" => "the method of the request",
        "htu" | "url" => "the address of the request",
        "nonce" => "the nonce of the server",
        "x5t" | "x5t#S256" => "the certificate",
        _ => "the key",
    }
}

fn advice(near: Near) -> String {
    match near {
        Near::Whole => "it is the whole hash: take the left half of its bytes".into(),
        Near::Half => "it is the left half of the hash: take all of it".into(),
        Near::Hash(hash) => format!("it was made with {hash}"),
        Near::Hex => "it is the hash in hexadecimal: encode the bytes in base64url".into(),
        Near::Case => "it differs in upper and lower case only, and is compared exactly".into(),
        Near::Slash => "it differs in the slash at its end only, and is compared exactly".into(),
        Near::Query => "leave query and fragment out of it".into(),
    }
}

fn rule(name: &str, part: Option<Part>) -> Spec {
    match name {
        "at_hash" => Spec::OpenIdCore("3.1.3.6"),
        "c_hash" | "s_hash" => Spec::OpenIdCore("3.3.2.11"),
        "urn:openid:params:jwt:claim:rt_hash" | "urn:openid:params:jwt:claim:auth_req_id" => Spec::OpenIdCiba("10.3.1"),
        "jkt" => Spec::Rfc(9449, "6.1"),
        "jwk" => Spec::Rfc(7800, "3.2"),
        "x5t" => Spec::Rfc(7515, "4.1.7"),
        "x5t#S256" if part == Some(Part::Payload) => Spec::Rfc(8705, "3.1"),
        "x5t#S256" => Spec::Rfc(7515, "4.1.8"),
        "url" => Spec::Rfc(8555, "6.4"),
        "nonce" if part == Some(Part::Header) => Spec::Rfc(8555, "6.5"),
        _ => Spec::Rfc(9449, "4.3"),
    }
}

/// What there is to say of a status list.
pub(super) fn status_list(fault: &StatusList) -> Wording {
    match fault {
        StatusList::NotAnObject(kind) => {
            say(format!("`status_list` is {kind}; it must be an object"), "write `bits` and `lst` into it")
        }
        StatusList::Bits => say("`bits` of the status list must be 1, 2, 4 or 8", "name how many bits a status takes"),
        StatusList::NoList => say("the status list has no `lst`", "put the compressed list into `lst`, in base64url"),
        StatusList::Encoding(fault) => return format::encoding("`lst`", fault),
        StatusList::Compression => {
            say("`lst` is not compressed in the ZLIB format", "compress with DEFLATE in the ZLIB format (RFC 1950)")
        }
        StatusList::Gzip => say(
            "`lst` is compressed in the format of gzip; it must be ZLIB",
            "compress with DEFLATE in the ZLIB format (RFC 1950): `zlib` or `deflate`, not `gzip`",
        ),
        StatusList::TooLong(most) => say(
            format!("the status list has more than {most} bytes and was not unpacked"),
            "split it into several lists",
        ),
        StatusList::Reference => say(
            "`status.status_list` must have `idx`, a whole number, and `uri`, an address",
            "correct what issues the token",
        ),
        StatusList::NotAToken => {
            say("this is no JWT with a `status_list`", "paste the answer from the address in `uri`, in its JWT form")
        }
        StatusList::Type(typ) => say(
            format!("`typ` of the status list token is `{typ}`; it must be `statuslist+jwt`"),
            "do not use another kind of token as a status list",
        ),
        StatusList::Expired(time) => {
            say(format!("the status list token expired on {}", time.utc()), "fetch the list anew")
        }
        StatusList::Subject { stated, expected } => say(
            format!("the list is that of `{stated}`, but the token refers to `{expected}`"),
            "fetch the list from the address in `uri`",
        )
        .short("the status list is not the one that the token refers to"),
        StatusList::OutOfRange { index, statuses } => say(
            format!("the index is {index}, but the list has {}, counted from 0", statuses_in(*statuses)),
            "reject the token: its status is unknown",
        )
        .short(format!("the status list has no index {index}")),
        StatusList::NotValid { index, status } => {
            let (meaning, fix) = match status {
                1 => ("INVALID", "reject the token: it was revoked"),
                _ => ("SUSPENDED", "reject the token for now: it may become valid again"),
            };
            say(format!("the status list says {meaning} ({status}) at index {index}"), fix)
                .short(format!("the status of the token is {meaning}"))
        }
    }
    .by(STATUS)
}

fn statuses_in(count: usize) -> String {
    if count == 1 { counted(1, "status") } else { format!("{count} statuses") }
}
