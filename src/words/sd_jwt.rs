//! Selectively disclosed tokens: what is wrong with disclosures, digests and the key binding JWT.

mod near;

use super::{Wording, counted, format, json, say};
use crate::base::diagnostic::Json;
use crate::base::diagnostic::sd_jwt::{Binding, Covers, Digest, Disclosure, Place, SdJwt, Serialized};
use crate::base::spec::Spec;

const FORMAT: Spec = Spec::Rfc(9901, "4");
const DISCLOSURE: Spec = Spec::Rfc(9901, "4.2.1");
const PROCESSING: Spec = Spec::Rfc(9901, "7.1");
const BINDING: Spec = Spec::Rfc(9901, "4.3");
const VERIFIER: Spec = Spec::Rfc(9901, "7.3");
const ARRAY: &str = "write `[salt, name, value]` for a claim, `[salt, value]` for an array element";
const ISSUER: &str = "correct the issuer: verifiers must reject the token";
const AS_ISSUED: &str = "send the disclosure exactly as the issuer made it";

/// What there is to say of it.
pub(super) fn wording(fault: &SdJwt) -> Wording {
    match fault {
        SdJwt::Disclosure(fault) => disclosure(fault),
        SdJwt::Digest(fault) => digest(fault),
        SdJwt::Serialized(fault) => serialized(fault),
        SdJwt::Binding(fault) => binding(fault),
    }
}

fn disclosure(fault: &Disclosure) -> Wording {
    match fault {
        Disclosure::Unended => say(
            "the SD-JWT does not end with `~`",
            "put `~` behind the last disclosure, or a key binding JWT behind that",
        )
        .by(FORMAT),
        Disclosure::Empty => say("a disclosure is empty: `~~`", "remove one `~`").by(FORMAT),
        Disclosure::TooMany(most) => say(
            format!("there are more than {most} disclosures; the rest was not read"),
            "inspect such a token in parts: present fewer disclosures",
        )
        .by(FORMAT),
        Disclosure::Encoding(fault) => format::encoding("the disclosure", fault),
        Disclosure::NotUtf8 => say("the disclosure is not UTF-8 text", AS_ISSUED).by(DISCLOSURE),
        Disclosure::NotJson(fault) => not_json(fault),
        Disclosure::Repeats(name) => say(
            format!("`{name}` appears twice in one object of the disclosed value; readers disagree on which counts"),
            "issue it with unique names",
        )
        .by(Spec::Rfc(8259, "4")),
        Disclosure::NotArray(kind) => say(format!("the disclosure is {kind}, not an array"), ARRAY).by(DISCLOSURE),
        Disclosure::Elements(count) => {
            say(format!("the disclosure has {}; it must have 2 or 3", counted(*count, "element")), ARRAY).by(DISCLOSURE)
        }
        Disclosure::Salt(kind) => {
            say(format!("the salt of the disclosure is {kind}; it must be a string"), ARRAY).by(DISCLOSURE)
        }
        Disclosure::Name(kind) => {
            say(format!("the claim name in the disclosure is {kind}; it must be a string"), ARRAY).by(DISCLOSURE)
        }
        Disclosure::Reserved(name) => {
            say(format!("the disclosure names its claim `{name}`, which is reserved"), ISSUER).by(PROCESSING)
        }
        Disclosure::NameTaken(name) => {
            say(format!("the disclosure brings `{name}`, but its object already has a claim of that name"), ISSUER)
                .by(PROCESSING)
        }
        Disclosure::ForObject => say(
            "the digest of this disclosure is in `_sd`, but the disclosure has no claim name",
            "write `[salt, name, value]`, or move the digest to an array",
        )
        .by(PROCESSING),
        Disclosure::ForElement(name) => say(
            format!(
                "the digest of this disclosure stands for an array element, but the disclosure names a claim, `{name}`"
            ),
            "write `[salt, value]`, or move the digest to `_sd`",
        )
        .by(PROCESSING),
        Disclosure::Repeated => say("this disclosure was already sent", "send each disclosure once").by(FORMAT),
        Disclosure::Unreferenced(near) => near::unreferenced(near),
        Disclosure::SaltShort(characters) => say(
            format!("the salt has {}; 128 random bits take 22", counted(*characters, "character")),
            "with a short salt, a hidden value can be guessed from its digest: use 16 random bytes in base64url",
        )
        .by(Spec::Rfc(9901, "9.3")),
        Disclosure::SaltRepeated => {
            say("another disclosure has the same salt", "make a new random salt for each disclosure")
                .by(Spec::Rfc(9901, "9.3"))
        }
        Disclosure::Validity(name) => say(
            format!("`{name}` is selectively disclosable, so the holder can leave it out"),
            "put claims that decide on validity into the payload itself, and reject a token without them",
        )
        .by(Spec::Rfc(9901, "9.7")),
        Disclosure::Credential(name) => say(
            format!("`{name}` must not be selectively disclosable in an SD-JWT VC"),
            format!("put `{name}` into the payload itself"),
        )
        .by(Spec::Draft("draft-ietf-oauth-sd-jwt-vc")),
    }
}

fn not_json(fault: &Json) -> Wording {
    let inner = json::wording(fault, None);
    say(format!("the disclosure is not JSON: {}", inner.title), AS_ISSUED).by(DISCLOSURE)
}

fn digest(fault: &Digest) -> Wording {
    match fault {
        Digest::Payload(kind) => say(format!("the payload of an SD-JWT must be a JSON object, but is {kind}"), ISSUER)
            .by(Spec::Rfc(9901, "4.1")),
        Digest::Unsigned => {
            say("an SD-JWT must be signed, but `alg` is `none`", "reject it: anyone can write the digests")
                .by(PROCESSING)
        }
        Digest::AlgKind(kind) => {
            say(format!("`_sd_alg` is {kind}; it must be a string"), "write the name of a hash, such as `sha-256`")
                .by(Spec::Rfc(9901, "4.1.1"))
        }
        Digest::AlgUnknown(name) => say(
            format!("`_sd_alg` is `{name}`, which is not a hash known here"),
            "use `sha-256`, `sha-384` or `sha-512`; the names are case-sensitive",
        )
        .by(Spec::Rfc(9901, "4.1.1")),
        Digest::AlgNested => {
            say("`_sd_alg` is inside another object", "move it to the top of the payload").by(Spec::Rfc(9901, "4.1.1"))
        }
        Digest::NotArray(kind) => {
            say(format!("`_sd` is {kind}; it must be an array of digests"), ISSUER).by(Spec::Rfc(9901, "4.2.4.1"))
        }
        Digest::Entry(kind) => say(format!("an entry of `_sd` is {kind}; it must be a digest, a string"), ISSUER)
            .by(Spec::Rfc(9901, "4.2.4.1")),
        Digest::Beside => say(
            "`...` must be the only member of its object, but others stand beside it",
            "write `{\"...\": digest}` for a hidden array element",
        )
        .by(Spec::Rfc(9901, "4.2.4.2")),
        Digest::Element(kind) => say(format!("the value of `...` is {kind}; it must be a digest, a string"), ISSUER)
            .by(Spec::Rfc(9901, "4.2.4.2")),
        Digest::Misplaced => say(
            "`...` is in an object that is not an array element",
            "use `_sd` for the members of an object, `...` for the elements of an array",
        )
        .by(Spec::Rfc(9901, "4.1")),
        Digest::Repeated => say("the same digest appears more than once", ISSUER).by(PROCESSING),
        Digest::Form { written: Some(written), .. } => near::otherwise_written(*written),
        Digest::Form { hash, expected, got, .. } => say(
            format!("this digest has {}; those of {hash} have {expected}", counted(*got, "character")),
            "no disclosure can match it: make all digests with the hash that `_sd_alg` names, those of decoys, too",
        )
        .by(Spec::Rfc(9901, "4.2.5")),
    }
}

fn serialized(fault: &Serialized) -> Wording {
    match fault {
        Serialized::Kind { name, is, wanted } => {
            say(format!("{name} is {is}; it must be {wanted}"), "correct what makes the token")
                .by(Spec::Rfc(9901, "8.1"))
        }
        Serialized::Place { name, place } => {
            let (place, rule) = match place {
                Place::Later(number) => (format!("the unprotected header of signature {number}"), "8.3"),
                Place::Protected => ("a protected header".to_owned(), "8.1"),
                Place::Top => ("the object itself, as in old drafts".to_owned(), "8.1"),
            };
            say(
                format!("`{name}` is in {place}; other verifiers look for it in the first unprotected header"),
                format!("move `{name}` into `header` of the first signature"),
            )
            .by(Spec::Rfc(9901, rule))
        }
    }
}

fn binding(fault: &Binding) -> Wording {
    match fault {
        Binding::Form => {
            say("the key binding JWT cannot be read", "it is a signed JWT of three parts, as its holder made it")
                .by(BINDING)
        }
        Binding::Type(Some(typ)) => {
            say(format!("`typ` of the key binding JWT must be `kb+jwt`, but is `{typ}`"), "set `typ` to `kb+jwt`")
                .by(BINDING)
        }
        Binding::Type(None) => {
            say("the key binding JWT has no `typ`; it must be `kb+jwt`", "set `typ` to `kb+jwt`").by(BINDING)
        }
        Binding::Algorithm(alg) => say(
            format!("the key binding JWT must be signed with a private key, but `alg` is `{alg}`"),
            "sign it with the holder's private key",
        )
        .by(VERIFIER),
        Binding::Missing(claim) => {
            say(format!("the key binding JWT has no `{claim}`"), format!("add `{claim}`; it is required")).by(BINDING)
        }
        Binding::Kind { claim, is, must } => {
            say(format!("`{claim}` in the key binding JWT is {is}; it must be {must}"), "correct what makes it")
                .by(BINDING)
        }
        Binding::Hash { stated, computed, fits } => {
            covers(stated, computed, fits.as_ref()).by(Spec::Rfc(9901, "4.3.1"))
        }
        Binding::NoConfirmation => say(
            "the token names no key of its holder: there is no `cnf`",
            "without `cnf` from the issuer, a key binding JWT proves nothing",
        )
        .by(Spec::Rfc(9901, "4.1.2")),
        Binding::Reference(member) => say(
            format!("`cnf` refers to the holder's key by `{member}` and does not contain it"),
            "find the key by that reference, and verify the key binding JWT with it as a token of its own",
        )
        .by(Spec::Rfc(7800, "3.1")),
        Binding::Key(why) => {
            let why = super::of_facts(why, None).title;
            say(format!("the holder's key in `cnf` cannot be used: {why}"), ISSUER).by(Spec::Rfc(7800, "3.2"))
        }
        Binding::Unusable(why) => {
            say(format!("this key cannot sign: {why}"), "use the private key of the holder").by(BINDING)
        }
        Binding::Signature => say(
            "the holder's key in `cnf` did not sign this key binding JWT",
            "another key signed it, or it was changed: reject the presentation",
        )
        .by(VERIFIER),
        Binding::Unchecked => {
            say("the signature of the key binding JWT cannot be checked", "reject the presentation").by(VERIFIER)
        }
        Binding::Audience { stated, expected } => say(
            format!("the key binding JWT is for `{stated}`, not for `{expected}`"),
            "it may be a replay from another verifier: reject it",
        )
        .by(VERIFIER),
        Binding::Nonce { stated, expected } => say(
            format!("`nonce` of the key binding JWT is `{stated}`, not `{expected}`"),
            "it may be a replay from another request: reject it",
        )
        .by(VERIFIER),
        Binding::Time("exp") => {
            say("the key binding JWT has expired (`exp`)", "ask the holder for a new presentation").by(VERIFIER)
        }
        Binding::Time(claim) => say(
            format!("`{claim}` of the key binding JWT is in the future"),
            "compare the holder's clock with this one",
        )
        .by(VERIFIER),
        Binding::OtherKey => {
            say("this is not the key that `cnf` of the token names", "use the private key of the holder")
                .by(Spec::Rfc(9901, "4.3.2"))
        }
    }
}

fn covers(stated: &str, computed: &str, fits: Option<&Covers>) -> Wording {
    let differs = format!("`sd_hash` is `{stated}`, but the hash of this SD-JWT is `{computed}`");
    match fits {
        None => say(
            differs,
            "disclosures or the issuer's JWT were changed after the holder signed, or it was made for another token",
        ),
        Some(Covers::Hash(hash)) => say(
            format!("{differs}; it is its {hash} hash"),
            "use the hash that `_sd_alg` names, SHA-256 if there is none",
        ),
        Some(Covers::Unended) => {
            say(format!("{differs}; it is the hash without the last `~`"), "include the last `~` in what is hashed")
        }
        Some(Covers::Without(number)) => say(
            format!("{differs}; it is the hash without disclosure {number}"),
            format!("disclosure {number} was added after the holder signed: reject the presentation"),
        ),
        Some(Covers::Issuer) => say(
            format!("{differs}; it is the hash of the issuer's JWT alone"),
            "hash the issuer's JWT, `~`, and each disclosure with its `~`",
        ),
    }
    .short("`sd_hash` does not match this SD-JWT")
}
