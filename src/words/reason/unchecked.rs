//! Why a signature cannot be checked.

use super::{Wording, list, say, state};
use crate::base::diagnostic::reason::{AlgClass, Crit, Unchecked, UnknownAlg};
use crate::base::spec::Spec;
use crate::words::counted;

pub(super) fn wording(why: &Unchecked) -> Wording {
    let alg = Spec::Rfc(7515, "4.1.1");
    let cannot = |why: &str| format!("the signature cannot be checked: {why}");
    match why {
        Unchecked::Jwe => state(
            "this token is encrypted (JWE): it has no signature, and its content cannot be read without decrypting it",
        )
        .by(Spec::Rfc(7516, "3.1"))
        .short("this token is encrypted (JWE), not signed"),
        Unchecked::Segments(count) => match count {
            1 => say(
                "the token has 1 segment; a signed token has 3: header, payload and signature",
                "paste the whole token: it has two dots",
            )
            .short(cannot("the token has 1 segment instead of 3")),
            2 => say(
                "the token has 2 segments; the signature and the dot before it are missing",
                "paste the whole token; an unsecured one ends with a dot",
            )
            .short(cannot("it is missing")),
            more => say(
                format!("the token has {more} segments; a signed token has 3"),
                "remove what does not belong to the token",
            )
            .short(cannot(&format!("the token has {more} segments instead of 3"))),
        }
        .by(Spec::Rfc(7515, "7.1")),
        Unchecked::JweSegments(count) => say(
            format!("the header is that of an encrypted token (JWE), which has 5 segments; there {} {count}", are(*count)),
            "get the whole token: a part of it is missing, or does not belong to it",
        )
        .by(Spec::Rfc(7516, "7.1"))
        .short(format!("this encrypted token (JWE) has {} instead of 5", counted(*count, "segment"))),
        Unchecked::Detached => say(
            "the content was sent apart from the token and is not encoded (`b64` is false), so the signature cannot be checked without it",
            "verify it where the document is; in a linked-data proof, the `type` of the proof defines what was signed",
        )
        .by(Spec::Rfc(7797, "5"))
        .short(cannot("the content was sent apart from the token")),
        Unchecked::HeaderMalformed => say(
            "the header is not valid JSON, so `alg` cannot be read",
            "have the issuer fix the header; the signature covers it, so it cannot be repaired here",
        )
        .by(alg)
        .short(cannot("the header is not valid JSON")),
        Unchecked::AlgMissing => say(
            "the header has no `alg`, so it does not say how the token is signed",
            "have the issuer add the algorithm to the header, such as `\"alg\":\"RS256\"`",
        )
        .by(alg)
        .short(cannot("the header has no `alg`")),
        Unchecked::AlgNotText(what) => {
            say(format!("`alg` is {what}; it must be a string"), "reject the token: no signing library writes this")
                .by(alg)
                .short(cannot(&format!("`alg` is {what}, not a string")))
        }
        Unchecked::AlgAmbiguous(names) => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            say(
                format!("the header has more than one `alg`: {}; verifiers differ in which one they use", list(&names)),
                "reject the token: two verifiers can be made to use two algorithms",
            )
            .by(alg)
            .short(cannot("the header has more than one `alg`"))
        }
        Unchecked::AlgUnknown(unknown) => {
            let told = unknown_alg(unknown);
            let short = match unknown {
                UnknownAlg::Registered { name, class: AlgClass::Prohibited, .. } => format!("`{name}` is prohibited"),
                UnknownAlg::Registered { name, .. } => format!("`{name}` is not a signature algorithm"),
                UnknownAlg::Misspelled { meant, space: true, .. } => {
                    format!("`alg` has white space around `{meant}`")
                }
                UnknownAlg::Misspelled { name, meant, .. } => format!("`alg` must be written `{meant}`, not `{name}`"),
                UnknownAlg::Empty => "`alg` is an empty string".into(),
                UnknownAlg::Unregistered(name) => format!("the algorithm `{name}` is unknown"),
            };
            told.short(cannot(&short))
        }
        Unchecked::Crit(fault) => crit(fault),
        Unchecked::CritUnknown(names) => {
            // A hostile header can require any number of them.
            let named: Vec<String> = names.iter().take(4).map(|name| format!("`{name}`")).collect();
            let named: Vec<&str> = named.iter().map(String::as_str).collect();
            let more = names.len().saturating_sub(named.len());
            let all = if more > 0 { format!("{}, and {more} more", named.join(", ")) } else { list(&named) };
            let (what, which, are) = match names.len() {
                1 => ("an extension", "extension", "is"),
                _ => ("extensions", "extensions", "are"),
            };
            let their = if names.len() == 1 { "its" } else { "their" };
            say(
                format!("the header requires {what} that {are} not supported here: {all}"),
                format!("verify it with a library that was told of the {which} and follows {their} rules; reject it anywhere else"),
            )
            .by(Spec::Rfc(7515, "4.1.11"))
            .short(cannot(&format!("the {which} {all} {are} not supported")))
        }
        Unchecked::B64NotCritical => say(
            "the header says that the payload is not encoded (`b64` is false), but `crit` does not list `b64`, so verifiers differ in what they check",
            "have the issuer add `\"crit\":[\"b64\"]`",
        )
        .by(Spec::Rfc(7797, "6"))
        .short(cannot("`b64` is false, but `crit` does not list it")),
        Unchecked::B64NotBoolean => {
            say("`b64` must be true or false", "have the issuer write `true` or `false`, or leave `b64` out")
                .by(Spec::Rfc(7797, "3"))
                .short(cannot("`b64` is neither true nor false"))
        }
        Unchecked::Destroyed => say(
            "the signature cannot be checked: it was destroyed when the token was put into a case",
            "see the case for what the page said of the token before; only the original token can be verified",
        ),
    }
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// What there is to say of a value of `alg` that is not in the table.
pub fn unknown_alg(unknown: &UnknownAlg) -> Wording {
    const SIGNATURE: &str = "set `alg` to a signature algorithm, such as RS256 or ES256";
    match unknown {
        UnknownAlg::Registered { name, about, class, spec } => match class {
            AlgClass::Unsecured => state(format!("`{name}` is {about}")),
            AlgClass::Prohibited => say(
                format!("`{name}` is {about}, which the registry prohibits: SHA-1 is broken"),
                "sign with an algorithm that uses SHA-2",
            ),
            AlgClass::KeyManagement => say(
                format!("`{name}` is {about}: it protects the key of an encrypted token (JWE) and signs nothing"),
                SIGNATURE,
            ),
            AlgClass::ContentEncryption => say(
                format!("`{name}` is {about}: it encrypts the content of a JWE, belongs in `enc`, and signs nothing"),
                SIGNATURE,
            ),
        }
        .by(*spec),
        UnknownAlg::Misspelled { name, meant, space } => {
            let title = match space {
                true => format!(
                    "`{name}` is not `{meant}`: there is white space around the name, and names are compared exactly"
                ),
                false => format!("`{name}` is not `{meant}`: algorithm names are case-sensitive"),
            };
            let fix = match *meant {
                // Readers that lowered the case took such tokens for unsecured ones, and so as needing no signature.
                "none" => "reject the token: attackers use this spelling to get past a filter for `none`".into(),
                meant => format!("have the issuer write `{meant}`"),
            };
            say(title, fix).by(Spec::Rfc(7515, "4.1.1"))
        }
        UnknownAlg::Empty => say("`alg` is an empty string", LOOK).by(Spec::Iana("jose")),
        UnknownAlg::Unregistered(name) => {
            say(format!("`{name}` is not a registered algorithm"), LOOK).by(Spec::Iana("jose"))
        }
    }
}

const LOOK: &str = "check what the issuer writes into `alg`; the IANA registry lists the names";

fn crit(fault: &Crit) -> Wording {
    let title = match fault {
        Crit::Repeated(name) => {
            format!("the header has more than one `{name}`; verifiers differ in which one they use")
        }
        Crit::Empty => "`crit` is an empty array; it must name at least one extension".into(),
        Crit::NotAnArray => "`crit` must be an array of names".into(),
        Crit::NotAString => "`crit` contains something that is not a string".into(),
        Crit::NamedTwice(name) => format!("`crit` names `{name}` twice"),
        Crit::Base(name) => format!("`crit` names `{name}`, which is not an extension: every verifier supports it"),
        Crit::Absent(name) => format!("`crit` names `{name}`, which is not in the header"),
    };
    say(title, "have the issuer fix the header; a verifier must reject the token as it is")
        .by(Spec::Rfc(7515, "4.1.11"))
        .short("the signature cannot be checked: `crit` is malformed")
}
