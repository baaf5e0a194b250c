//! Values that are made of something else and do not fit it, and status lists.

use super::{Wording, format, say};
use crate::base::diagnostic::bound::{Bound, Near, StatusList};
use crate::base::spec::Spec;

const STATUS: Spec = Spec::Draft("draft-ietf-oauth-status-list");

/// What there is to say of a value that does not fit.
pub(super) fn wording(fault: &Bound) -> Wording {
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
                .short(format!("`{name}` does not match"))
                .by(rule(name))
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

fn rule(name: &str) -> Spec {
    match name {
        "at_hash" => Spec::OpenIdCore("3.1.3.6"),
        "c_hash" | "s_hash" => Spec::OpenIdCore("3.3.2.11"),
        "jkt" => Spec::Rfc(9449, "6.1"),
        "jwk" => Spec::Rfc(7800, "3.2"),
        "x5t" => Spec::Rfc(7515, "4.1.7"),
        "x5t#S256" => Spec::Rfc(7515, "4.1.8"),
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
        StatusList::TooLong(most) => say(
            format!("the status list has more than {most} bytes and was not unpacked"),
            "split it into several lists",
        ),
    }
    .by(STATUS)
}
