//! `jku` and `x5u`: addresses of keys that the sender chose (RFC 7515 §4.1.2, §4.1.5). Each address gives one finding, by
//! what is worst about it.
//!
//! Grammar (RFC 3986 §3): `scheme "://" [ user "@" ] host [ ":" port ]`, up to the first `/`, `?` or `#`, or `\`, which
//! browsers read as `/`.

use super::text;
use crate::audit::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::finding::{self, Finding};
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
        let worst = judge(address, issuer.as_ref());
        if severity(worst) == findings.check.severity {
            findings.add_at(Part::Header, &node.span, Finding::Address(name, worst, shown(address)));
        }
    }
}

/// What is worst about an address.
fn judge(text: &str, issuer: Option<&Address>) -> finding::Address {
    match Address::read(text) {
        None => finding::Address::Relative,
        Some(address) if !address.secure => finding::Address::Insecure,
        Some(address) if address.user => finding::Address::UserName,
        Some(address) if address.is_local() => finding::Address::Internal,
        Some(address) if issuer.is_some_and(|issuer| !issuer.host.eq_ignore_ascii_case(address.host)) => {
            finding::Address::OtherHost
        }
        Some(_) => finding::Address::Present,
    }
}

fn severity(worst: finding::Address) -> Severity {
    match worst {
        finding::Address::Relative | finding::Address::Insecure => Severity::Defect,
        finding::Address::UserName | finding::Address::Internal | finding::Address::OtherHost => Severity::Verifier,
        finding::Address::Present => Severity::Information,
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
    fn check(address: &str, expected: finding::Address) {
        let issuer = Address::read("https://id.example.org/tenant");
        assert_eq!(judge(address, issuer.as_ref()), expected, "{address}");
    }

    #[test]
    fn an_address_is_judged_by_what_is_worst_about_it() {
        use finding::Address::{Insecure, Internal, OtherHost, Present, Relative, UserName};
        check("https://id.example.org/keys", Present);
        check("HTTPS://ID.example.org:8443?a", Present);
        check("http://id.example.org/keys", Insecure);
        check("file:///etc/keys", Relative);
        check("/keys", Relative);
        check("https://id.example.org@evil.example/", UserName);
        check("https://127.0.0.1/keys", Internal);
        check("https://0x7f.1/", Internal);
        check("https://2130706433/", Internal);
        check("https://[::1]:8080/keys", Internal);
        check("https://LOCALHOST:3000", Internal);
        check("https://metadata.google.internal./x", Internal);
        check("https://evil.example/id.example.org", OtherHost);
        check("https://evil.example\\@id.example.org/", OtherHost);
        check("https://keys.id.example.org/", OtherHost);
    }

    #[test]
    fn the_worse_an_address_is_the_graver_is_what_is_said_of_it() {
        use finding::Address::{Insecure, Internal, OtherHost, Present, Relative, UserName};
        for (severity_of, addresses) in [
            (Severity::Defect, &[Relative, Insecure][..]),
            (Severity::Verifier, &[UserName, Internal, OtherHost]),
            (Severity::Information, &[Present]),
        ] {
            assert!(addresses.iter().all(|address| severity(*address) == severity_of), "{severity_of:?}");
        }
    }

    #[test]
    fn without_an_issuer_there_is_nothing_to_compare() {
        assert_eq!(judge("https://a.example/keys", None), finding::Address::Present);
    }
}
