//! `kid`: text that the sender chose and that verifiers put into file names, queries and commands (RFC 8725 §3.10).
//!
//! It may be any text at all (RFC 7515 §4.1.4), so what counts here are only texts that do something when they are used so.

use super::text;
use crate::audit::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Count, Finding, Named, Plain};
use crate::engine::jwa::names::shown;
use crate::jose::Part;
use crate::spec::Spec;

pub static INJECTION: Check = Check {
    id: "kid-injection",
    title: "Injection through `kid`",
    severity: Severity::Verifier,
    what: "`kid` holds a path, SQL, a command, an LDAP filter, markup or a control character.",
    why: "`kid` is read before the signature is checked, and code that looks the key up with it may execute what it says.",
    example: &[Line::Header(r#"{"alg":"HS256","kid":"../../dev/null"}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256","kid":"2026-11"}"#)],
    fix: "Compare `kid` with the names of known keys, and use it for nothing else.",
    sources: &[Spec::Rfc(8725, "3.10"), Spec::Rfc(7515, "4.1.4")],
    find: Find::Look(injection),
};

pub static UNUSUAL: Check = Check {
    id: "kid-unusual",
    title: "Unusual `kid`",
    severity: Severity::Information,
    what: "`kid` is an address, or has more than 256 characters.",
    why: "A verifier that fetches or stores what the token names can be made to do so by anyone.",
    example: &[Line::Header(r#"{"alg":"HS256","kid":"https://a.example/key"}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256","kid":"a"}"#)],
    fix: "Treat it as a name among known keys, and limit its length.",
    sources: &[Spec::Rfc(8725, "3.10"), Spec::Rfc(7515, "4.1.4")],
    find: Find::Look(unusual),
};

/// In characters; the longest names in use, resource names of cloud services and thumbprint addresses, have about half.
const LONG: usize = 256;

/// Texts in small letters, and what they are.
const SIGNS: [(Named, &[&str]); 5] = [
    (Named::KidPath, &["../", "..\\", "%2e%2e"]),
    (Named::KidSql, &["' or ", "'or'", "\" or ", "' and ", "union select", "union all select", "';", "'--", "' --"]),
    (Named::KidCommand, &["$(", "${", "`", "&&", "||", "{{"]),
    (Named::KidLdap, &["*)", ")(&", ")(|", "(&(", "(|("]),
    (Named::KidMarkup, &["<script", "<!"]),
];
/// Beginnings of paths, which addresses may have further on.
const PATHS: [&str; 5] = ["/dev/", "/etc/", "/proc/", "c:\\", "file:"];

fn injection(subject: &Subject, findings: &mut Findings) {
    let Some((node, kid)) = text(subject, "kid") else { return };
    let small = kid.to_ascii_lowercase();
    let sign = SIGNS.iter().find(|(_, signs)| signs.iter().any(|sign| small.contains(sign))).map(|(what, _)| *what);
    let what = match sign {
        _ if kid.contains(char::is_control) => Some(Named::KidControl),
        None if PATHS.iter().any(|path| small.starts_with(path)) => Some(Named::KidPath),
        sign => sign,
    };
    if let Some(what) = what {
        findings.add_at(Part::Header, &node.span, Finding::Named(what, shown(kid)));
    }
}

fn unusual(subject: &Subject, findings: &mut Findings) {
    let Some((node, kid)) = text(subject, "kid") else { return };
    let length = kid.chars().count();
    if length > LONG {
        findings.add_at(Part::Header, &node.span, Finding::Count(Count::Kid, length, 0));
    } else if ["http://", "https://"].iter().any(|scheme| kid.starts_with(scheme)) {
        findings.add_at(Part::Header, &node.span, Plain::KidAddress);
    }
}
