//! `crit` (RFC 7515 §4.1.11) and the one extension that is understood, `b64` (RFC 7797).

use crate::base::diagnostic::reason::{Crit, Unchecked};
use crate::engine::jwa::names::shown;
use crate::format::json::{Node, Value};
use crate::jose::Token;

/// Header parameters of the base specifications, which may not stand in `crit` (RFC 7515, RFC 7516 and RFC 7518 §4).
const BASE: [&str; 20] = [
    "alg", "enc", "zip", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit", "epk", "apu",
    "apv", "iv", "tag", "p2s", "p2c",
];

/// Whether the payload segment is base64url, as it is unless `b64` says otherwise; or why the token has to be refused.
pub(super) fn check(token: &Token) -> Result<bool, Unchecked> {
    let Some(header) = &token.header.json else { return Ok(true) };
    let crit = match one(header, "crit")? {
        Some(node) => names(header, node)?,
        None => vec![],
    };
    match one(header, "b64")?.map(|node| &node.value) {
        None | Some(Value::Bool(true)) => Ok(true),
        Some(Value::Bool(false)) if crit.contains(&"b64") => Ok(false),
        Some(Value::Bool(false)) => Err(Unchecked::B64NotCritical),
        Some(_) => Err(Unchecked::B64NotBoolean),
    }
}

/// The one member of that name.
fn one<'a>(header: &'a Node, name: &'static str) -> Result<Option<&'a Node>, Unchecked> {
    match header.members().iter().filter(|member| member.name == name).count() {
        0 | 1 => Ok(header.get(name)),
        _ => Err(Unchecked::Crit(Crit::Repeated(name))),
    }
}

/// The names in `crit`, all of them understood.
fn names<'a>(header: &Node, node: &'a Node) -> Result<Vec<&'a str>, Unchecked> {
    let crit = |fault| Err(Unchecked::Crit(fault));
    let items = match &node.value {
        Value::Array(items) if !items.is_empty() => items,
        Value::Array(_) => return crit(Crit::Empty),
        _ => return crit(Crit::NotAnArray),
    };
    let mut names: Vec<&str> = vec![];
    for item in items {
        let Some(name) = item.as_str() else { return crit(Crit::NotAString) };
        if names.contains(&name) {
            return crit(Crit::NamedTwice(shown(name)));
        }
        if BASE.contains(&name) {
            return crit(Crit::Base(shown(name)));
        }
        if header.get(name).is_none() {
            return crit(Crit::Absent(shown(name)));
        }
        names.push(name);
    }
    let unknown: Vec<String> = names.iter().filter(|name| **name != "b64").map(|name| shown(name)).collect();
    if unknown.is_empty() { Ok(names) } else { Err(Unchecked::CritUnknown(unknown)) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, said, secret, signed};
    use super::super::verify;

    /// The verdict on a token that is signed as it should be, with these members beside `alg`.
    fn check(members: &str, verdict: &str) {
        let token = read(&signed(&format!(r#"{{"alg":"HS256",{members}}}"#)));
        assert_eq!(said(&verify(&token, Some(&secret()), None)), verdict, "{members}");
    }

    #[test]
    fn crit_is_obeyed_and_has_to_be_well_formed() {
        check(r#""crit":["b64"],"b64":true"#, "valid HS256");
        check(r#""crit":["exp"],"exp":1"#, "unsupported crit-unknown");
        check(r#""crit":["b64","exp"],"b64":true,"exp":1"#, "unsupported crit-unknown");
        check(r#""crit":[]"#, "unsupported crit");
        check(r#""crit":"b64","b64":true"#, "unsupported crit");
        check(r#""crit":null"#, "unsupported crit");
        check(r#""crit":[1]"#, "unsupported crit");
        check(r#""crit":["b64"]"#, "unsupported crit");
        check(r#""crit":["b64","b64"],"b64":true"#, "unsupported crit");
        check(r#""crit":["alg"]"#, "unsupported crit");
        check(r#""crit":["b64"],"crit":["b64"],"b64":true"#, "unsupported crit");
    }

    #[test]
    fn b64_counts_only_when_it_is_critical() {
        check(r#""b64":true"#, "valid HS256");
        check(r#""b64":false"#, "unsupported b64-not-critical");
        check(r#""b64":0"#, "unsupported b64-not-boolean");
        check(r#""b64":false,"b64":true"#, "unsupported crit");
        // The payload segment is the payload itself here, and the signature covers the segment either way (RFC 7797 §3).
        check(r#""crit":["b64"],"b64":false"#, "valid HS256");
    }
}
