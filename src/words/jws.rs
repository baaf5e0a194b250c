//! Signed tokens in JSON: what is wrong with one.

use super::{Wording, counted, say};
use crate::base::diagnostic::Jws;
use crate::base::spec::Spec;
use crate::jose::json::NotConvertible;

const JSON: Spec = Spec::Rfc(7515, "7.2.1");

/// What there is to say of it.
pub(super) fn wording(fault: &Jws) -> Wording {
    match fault {
        Jws::Type { name, kind, wanted } => {
            say(format!("`{name}` is {kind}; it must be {wanted}"), "correct what writes the token").by(JSON)
        }
        Jws::SignatureMissing => {
            say("there is no `signature`", "the token was cut off or copied in part; get the whole of it").by(JSON)
        }
        Jws::NoSignatures => say(
            "`signatures` is empty, so nobody signed this token",
            "reject the token; a library that accepts it checks nothing",
        )
        .by(JSON),
        Jws::ManySignatures { count, read } => say(
            format!("the token has {count} signatures; only the first {read} are read"),
            "check the others by themselves",
        )
        .by(JSON),
        Jws::Mixed(name) => say(
            format!("`signatures` and `{name}` stand side by side, so verifiers differ in which signature they check"),
            format!("move `{name}` into an entry of `signatures`, or leave `signatures` out"),
        )
        .by(Spec::Rfc(7515, "7.2.2"))
        .short(format!("the token mixes both forms: `signatures` and `{name}` stand side by side")),
        Jws::NoHeader => say(
            "the signature has neither a `protected` nor an unprotected `header`, so nothing says how it was made",
            "add a protected header with `alg`",
        )
        .by(JSON)
        .short("the signature has no header"),
        Jws::Repeated(name) => say(
            format!("`{name}` stands in both the protected and the unprotected header"),
            "keep the protected one: anyone can change the other, and verifiers differ in which one they use",
        )
        .by(JSON),
        Jws::Unprotected(name) => say(
            format!("`{name}` is in the unprotected header, where anyone can add or remove it"),
            format!("move `{name}` to the protected header; a verifier must reject the token as it is"),
        )
        .by(if *name == "crit" { Spec::Rfc(7515, "4.1.11") } else { Spec::Rfc(7797, "3") })
        .short(format!("`{name}` is not protected")),
        Jws::AlgUnprotected => say(
            "`alg` is in the unprotected header only: the signature does not cover it, so anyone can change it",
            "move `alg` to the protected header; until then, accept the one algorithm that you expect and no other",
        )
        .by(Spec::Rfc(7515, "10.7")),
        Jws::B64Differs => say(
            "the signatures have different `b64`, but they sign the same payload",
            "use one value of `b64` for all of them",
        )
        .by(Spec::Rfc(7797, "3")),
    }
}

/// What becomes of the other signatures when one is made anew.
pub fn other_signatures(count: usize, hold: bool) -> String {
    let others = if count == 1 { "The other signature".to_owned() } else { format!("The {count} other signatures") };
    match (hold, count) {
        (true, 1) => format!("{others} stays as it is."),
        (true, _) => format!("{others} stay as they are."),
        (false, 1) => format!("{others} no longer verifies: it is of the payload before."),
        (false, _) => format!("{others} no longer verify: they are of the payload before."),
    }
}

/// Why a token cannot be written in another form, as a sentence.
pub fn not_convertible(why: NotConvertible) -> String {
    match why {
        NotConvertible::Signatures(count) => format!(
            "Not copied: this form holds one signature, and the token has {}. Copy it as general JSON.",
            counted(count, "signature")
        ),
        NotConvertible::Unprotected => {
            "Not copied: a compact token has no place for the unprotected header. Copy it as JSON.".into()
        }
        NotConvertible::NoProtected => {
            "Not copied: a compact token needs a protected header, and this token has none. Copy it as JSON.".into()
        }
        NotConvertible::Recipients(count) => format!(
            "Not copied: this form holds one recipient, and the token has {}. Copy it as general JSON.",
            counted(count, "recipient")
        ),
        NotConvertible::Aad => {
            "Not copied: a compact token has no place for `aad`, which the authentication tag covers. Copy it as JSON.".into()
        }
        NotConvertible::Encrypted => "Not copied: an encrypted token has no detached form.".into(),
        NotConvertible::Payload => {
            "Not copied: the payload is not encoded and holds a dot, or what is not printable ASCII. Copy it as detached or as JSON."
                .into()
        }
        NotConvertible::Faulty => "Not copied: this is not a whole token.".into(),
    }
}
