//! `jku` and `x5u`: addresses of keys that the sender chose (RFC 7515 §4.1.2, §4.1.5). Each address gives one finding, by
//! what is worst about it.
//!
//! Grammar (RFC 3986 §3): `scheme "://" [ user "@" ] host [ ":" port ]`, up to the first `/`, `?` or `#`, or `\`, which
//! browsers read as `/`.

use super::text;
use crate::audit::{Check, Find, Findings, Line, Severity, Subject};
use crate::engine::jwa::names::shown;
use crate::jose::{Form, Part};
use crate::spec::Spec;

pub static INSECURE: Check = Check {
    id: "key-address-insecure",
    title: "Insecure key address",
    severity: Severity::Defect,
    what: "`jku` or `x5u` is not an absolute `https` address.",
    why: "An attacker on the network path can answer with other keys, and sign with them.",
    example: &[Line::Header(r#"{"alg":"RS256","jku":"http://id.example.org/keys"}"#)],
    instead: &[Line::Header(r#"{"alg":"RS256","jku":"https://id.example.org/keys"}"#)],
    fix: "Fetch keys over https only.",
    sources: &[Spec::Rfc(7515, "4.1.2"), Spec::Rfc(7515, "4.1.5")],
    find: Find::Look(look),
};

pub static ODD: Check = Check {
    id: "key-address-suspicious",
    title: "Suspicious key address",
    severity: Severity::Verifier,
    what: "`jku` or `x5u` leads to an internal host, to an IP address, or to another host than `iss`, or has a user name before its host.",
    why: "A verifier that follows it fetches an attacker's keys, or reaches into its own network (SSRF).",
    example: &[Line::Header(r#"{"alg":"RS256","jku":"https://169.254.169.254/keys"}"#)],
    instead: &[],
    fix: "Fetch keys only from addresses that you listed beforehand for the issuer.",
    sources: &[Spec::Rfc(8725, "3.10"), Spec::Rfc(8725, "2.9")],
    find: Find::Look(look),
};

pub static PRESENT: Check = Check {
    id: "key-address",
    title: "Key address in the header",
    severity: Severity::Information,
    what: "The header has `jku` or `x5u`, the address of a key.",
    why: "The sender chose the address, so it proves nothing about the keys there.",
    example: &[Line::Header(r#"{"alg":"RS256","jku":"https://id.example.org/keys"}"#)],
    instead: &[Line::Header(r#"{"alg":"RS256","kid":"2026-11"}"#)],
    fix: "Follow it only if it is on your own list for the issuer.",
    sources: &[Spec::Rfc(8725, "3.10"), Spec::Rfc(7515, "4.1.2")],
    find: Find::Look(look),
};

/// Serves the three checks; each takes the addresses of its severity. A JWE names the key of its reader.
fn look(subject: &Subject, findings: &mut Findings) {
    let issuer = subject.claim("iss").and_then(|iss| Address::read(iss.as_str()?));
    for name in ["jku", "x5u"] {
        let Some((node, address)) = text(subject, name).filter(|_| subject.token.form == Form::Jws) else { continue };
        let (severity, what) = judge(address, issuer.as_ref());
        if severity == findings.check.severity {
            findings.add_at(Part::Header, &node.span, format!("`{name}` {what}: {}", shown(address)));
        }
    }
}

/// What is worst about an address, in words that follow its name.
fn judge(text: &str, issuer: Option<&Address>) -> (Severity, &'static str) {
    match Address::read(text) {
        None => (Severity::Defect, "is not a whole address"),
        Some(address) if !address.secure => (Severity::Defect, "is not https"),
        Some(address) if address.user => (Severity::Verifier, "has a name before its host, which hides where it leads"),
        Some(address) if address.is_local() => (Severity::Verifier, "leads to an IP address or an internal host"),
        Some(address) if issuer.is_some_and(|issuer| !issuer.host.eq_ignore_ascii_case(address.host)) => {
            (Severity::Verifier, "leads to another host than `iss`")
        }
        Some(_) => (Severity::Information, "is an address of keys"),
    }
}

/// An address, as far as it says who answers.
struct Address<'a> {
    /// Whether it is https.
    secure: bool,
    /// Whether something stands before an `@`.
    user: bool,
    /// The host without the port; an IPv6 address in its brackets.
    host: &'a str,
}

impl<'a> Address<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let authority = rest.split(['/', '?', '#', '\\']).next()?;
        let (user, host) = authority.rsplit_once('@').map_or((false, authority), |(_, host)| (true, host));
        let port = if host.starts_with('[') { host.find(']').map(|end| end + 1) } else { host.find(':') };
        let host = host.get(..port.unwrap_or(host.len()))?;
        (!host.is_empty()).then(|| Address { secure: scheme.eq_ignore_ascii_case("https"), user, host })
    }

    /// An IP address in any notation (its last part begins with a digit), or a name that only an inner network knows.
    fn is_local(&self) -> bool {
        let last = self.host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
        let inner = ["localhost", "local", "internal"].iter().any(|name| last.eq_ignore_ascii_case(name));
        inner || last.starts_with(|first: char| first == '[' || first.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, severity: Severity, words: &str) {
        let issuer = Address::read("https://id.example.org/tenant");
        let (got, what) = judge(address, issuer.as_ref());
        assert!(got == severity && what.contains(words), "{address}: {what}");
    }

    #[test]
    fn an_address_is_judged_by_what_is_worst_about_it() {
        use Severity::{Defect, Information, Verifier};
        check("https://id.example.org/keys", Information, "address of keys");
        check("HTTPS://ID.example.org:8443?a", Information, "address of keys");
        check("http://id.example.org/keys", Defect, "not https");
        check("file:///etc/keys", Defect, "not a whole address");
        check("/keys", Defect, "not a whole address");
        check("https://id.example.org@evil.example/", Verifier, "before its host");
        check("https://127.0.0.1/keys", Verifier, "IP address");
        check("https://0x7f.1/", Verifier, "IP address");
        check("https://2130706433/", Verifier, "IP address");
        check("https://[::1]:8080/keys", Verifier, "IP address");
        check("https://LOCALHOST:3000", Verifier, "internal host");
        check("https://metadata.google.internal./x", Verifier, "internal host");
        check("https://evil.example/id.example.org", Verifier, "another host");
        check("https://evil.example\\@id.example.org/", Verifier, "another host");
        check("https://keys.id.example.org/", Verifier, "another host");
    }

    #[test]
    fn without_an_issuer_there_is_nothing_to_compare() {
        assert_eq!(judge("https://a.example/keys", None).0, Severity::Information);
    }
}
