//! What the checks of the audit found. What to do, and by which rule, is said by the check itself.

mod named;
mod plain;

use super::claim::{found, noun};
use super::time::duration;
use super::{Wording, counted, key, list, state, title};
use crate::base::diagnostic::finding::{Brought, Count, Finding, Hashed, Moment, Thumbprint, Typed, Validity};
use crate::base::time::NumericDate;

/// What there is to say of it.
pub(super) fn wording(finding: &Finding) -> Wording {
    state(sentence(finding))
}

fn sentence(finding: &Finding) -> String {
    match finding {
        Finding::Plain(seen) => plain::sentence(*seen).into(),
        Finding::Named(seen, name) => named::sentence(*seen, name),
        Finding::Holds(name, looks) => {
            let whose = if name.is_empty() { "the payload".into() } else { format!("`{name}`") };
            format!("{whose} contains what looks like {}", named::looks(*looks))
        }
        Finding::Count(what, count, whole) => counting(*what, *count, *whole),
        Finding::LongList(name, entries) => format!("`{name}` has {entries} entries"),
        Finding::Time(Moment::Expired, time) => format!("the token expired on {}", time.utc()),
        Finding::Time(Moment::Begins, time) => format!("the token is not valid before {}", time.utc()),
        Finding::Time(Moment::Login, time) => format!("`auth_time` is {}, after the token was issued", time.utc()),
        Finding::Type(Typed::Login, name, is, _) => {
            format!("`{name}` must be a time in seconds, but {}", found(*is))
        }
        Finding::Type(_, name, is, wanted) => format!("`{name}` must be {}, but {}", noun(*wanted), found(*is)),
        Finding::Missing(names) => {
            let verb = if names.len() == 1 { "is" } else { "are" };
            format!("{} {verb} missing", quoted(names))
        }
        Finding::Empty(names, more) => {
            let verb = if names.len() == 1 && !more { "is" } else { "are" };
            let names = if *more { format!("{}, among others,", quoted(names)) } else { quoted(names) };
            format!("{names} {verb} empty or null")
        }
        Finding::CaseDiffers(name, other) => {
            format!("`{name}` is not `{other}`, but readers that ignore letter case take one for the other")
        }
        Finding::Misspelt(name, meant) => format!("`{name}` is not registered; did you mean `{meant}`?"),
        Finding::OwnKey(name, brought) => format!("`{name}` contains {}", brings(brought)),
        Finding::Address(name, address, text) => format!("`{name}` {}: `{text}`", named::address(*address)),
        Finding::Key(kid, flaw) => named::flaw(&the_key(kid.as_deref()), *flaw),
        Finding::KeyNote(kid, note) => format!("{}: {}", the_key(kid.as_deref()), key::note(note)),
        Finding::KeyContradicts(alg, why) => format!("the `alg` of the key is {alg}, but {}", title(why)),
        Finding::Thumbprint { name, in_set, fault } => {
            let set = if *in_set { "in the set of keys, " } else { "" };
            format!("{set}`{name}` {}", thumbprint(*fault))
        }
        Finding::Certificate(whose, Validity::Ended, time) => {
            format!("the certificate for `{whose}` expired on {}", day(*time))
        }
        Finding::Certificate(whose, Validity::Begins, time) => {
            format!("the certificate for `{whose}` is not valid before {}", day(*time))
        }
        Finding::HashLength(name, got, expected) => {
            format!("`{name}` must be {} in base64url, but has {got}", counted(*expected, "byte"))
        }
        Finding::SignatureLength(alg, got, expected) => {
            format!("the signature has {}, but {alg} needs {expected}", counted(*got, "byte"))
        }
        Finding::Lifetime(seconds) => format!("the token is valid for {}", duration(*seconds)),
        Finding::LongerThanAdvised(seconds, most, spec) => {
            format!("the token is valid for {}, but {spec} advises at most {}", duration(*seconds), duration(*most))
        }
        Finding::OldProof(made, age) => {
            format!("the proof was made {}", made.relative(made.seconds.saturating_add(*age)))
        }
    }
}

fn counting(what: Count, count: usize, whole: usize) -> String {
    match what {
        Count::PostQuantum => format!("the signature takes {count} of the {whole} characters"),
        Count::JtiDigits => format!("`jti` is a number of only {}", counted(count, "digit")),
        Count::JtiCharacters => format!("`jti` has only {}", counted(count, "character")),
        Count::Claims => format!("the token has {}", counted(count, "claim")),
        Count::Cookie => format!("the token has {count} bytes and does not fit into a cookie of 4096"),
        Count::HeaderLine => format!(
            "the token has {count} bytes and does not fit into a cookie of 4096, nor into a header line of 8 KB"
        ),
        Count::Kid => format!("`kid` has {}", counted(count, "character")),
        Count::Salt => format!("`p2s` has {}; it must have at least 8", counted(count, "byte")),
        Count::NonceReused => format!("r of the signature is also that of token {count} in the text"),
        Count::PrivateKeys if count == 1 => format!("1 of the {whole} keys is a private key or a secret"),
        Count::PrivateKeys => format!("{count} of the {whole} keys are private keys or secrets"),
    }
}

fn brings(brought: &Brought) -> String {
    match brought {
        Brought::Key(kind) => kind.clone(),
        Brought::SelfSigned(subject) => format!("the key of a self-signed certificate for `{subject}`"),
        Brought::Certificate(subject, issuer) => {
            format!("the key of a certificate for `{subject}`, issued by `{issuer}`")
        }
        Brought::Unreadable => "a key that cannot be read".into(),
    }
}

fn thumbprint(fault: Thumbprint) -> String {
    match fault {
        Thumbprint::Hex(bytes) => format!("is the base64url of hexadecimal digits, not of the {bytes} bytes"),
        Thumbprint::Length(got, expected) => format!("has {}, but the hash has {expected}", counted(got, "byte")),
        Thumbprint::Differs => "is not the thumbprint of the first certificate in `x5c`".into(),
        Thumbprint::DiffersFromKey => {
            "is not the thumbprint of the certificate that is given as the key, although its key verifies the token".into()
        }
        Thumbprint::Of(Hashed::Pem) => {
            "is the hash of the certificate's text in PEM, not of its bytes (DER): decode the base64 before it is hashed".into()
        }
        Thumbprint::Of(Hashed::Base64) => {
            "is the hash of the certificate's base64, not of its bytes (DER): decode the base64 before it is hashed".into()
        }
        Thumbprint::Of(Hashed::PublicKey) => {
            "is the hash of the public key (SubjectPublicKeyInfo), not of the whole certificate".into()
        }
        Thumbprint::Of(Hashed::Spelling) => {
            "is the thumbprint of the certificate, but not in base64url without padding".into()
        }
    }
}

fn the_key(kid: Option<&str>) -> String {
    kid.map_or_else(|| "the key".into(), |kid| format!("the key `{kid}`"))
}

fn quoted(names: &[impl AsRef<str>]) -> String {
    list(&names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>())
}

/// The date alone.
fn day(time: NumericDate) -> String {
    let iso = time.iso();
    iso.split_once('T').map_or_else(String::new, |(day, _)| day.to_owned())
}
