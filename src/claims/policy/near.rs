//! What two texts that should be one differ in, where that is little: such a difference is hard to see and yet counts.

use crate::base::diagnostic::policy::Miss;

/// In what the texts differ alone, or what they share; `None` where they have little in common.
pub(super) fn miss(expected: &str, found: &str) -> Option<Miss> {
    let (wanted, other) = (Parts::of(expected), Parts::of(found));
    if wanted.body.is_empty() || other.body.is_empty() {
        return None;
    }
    if wanted.body.eq_ignore_ascii_case(other.body) {
        let same_scheme = wanted.scheme.eq_ignore_ascii_case(other.scheme);
        return Some(Miss::Only {
            space: wanted.space != other.space,
            scheme: !same_scheme,
            case: wanted.body != other.body || same_scheme && wanted.scheme != other.scheme,
            slash: wanted.slashes != other.slashes,
        });
    }
    if !other.scheme.is_empty() && !wanted.scheme.is_empty() && wanted.host().eq_ignore_ascii_case(other.host()) {
        return Some(Miss::Path);
    }
    if expected.contains(found) || found.contains(expected) {
        return Some(Miss::Part);
    }
    let same = expected.chars().zip(found.chars()).take_while(|(one, other)| one == other).count();
    (same >= 8 && same.saturating_mul(2) >= expected.len().max(found.len())).then_some(Miss::Start(same))
}

/// A text, taken apart where people overlook a difference.
struct Parts<'a> {
    /// White space in front and behind.
    space: (&'a str, &'a str),
    /// `http://`, `https://` or nothing.
    scheme: &'a str,
    body: &'a str,
    slashes: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let rest = text.trim_start();
        let inner = rest.trim_end();
        let space = (cut(text, text.len().saturating_sub(rest.len())).0, cut(rest, inner.len()).1);
        let leads = |scheme: &&str| cut(inner, scheme.len()).0.eq_ignore_ascii_case(scheme);
        let scheme = ["http://", "https://"].into_iter().find(leads).unwrap_or_default();
        let (scheme, address) = cut(inner, scheme.len());
        let (body, slashes) = cut(address, address.trim_end_matches('/').len());
        Self { space, scheme, body, slashes }
    }

    fn host(&self) -> &'a str {
        self.body.split('/').next().unwrap_or_default()
    }
}

fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &str, found: &str, shared: Option<Miss>) {
        for (one, other) in [(expected, found), (found, expected)] {
            assert_eq!(miss(one, other), shared, "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_is_hard_to_see_is_named() {
        let check = |expected: &str, found: &str, [space, scheme, case, slash]: [bool; 4]| {
            check(expected, found, Some(Miss::Only { space, scheme, case, slash }));
        };
        check("https://a.example", "https://a.example/", [false, false, false, true]);
        check("https://a.example", "http://a.example", [false, true, false, false]);
        check("https://a.example", "a.example", [false, true, false, false]);
        check("api", "API", [false, false, true, false]);
        check("https://a.example", "HTTPS://a.example", [false, false, true, false]);
        check("api", " api", [true, false, false, false]);
        check("api ", " api", [true, false, false, false]);
        check("api", "api\u{a0}", [true, false, false, false]);
        check("https://A.example ", "http://a.example/", [true; 4]);
    }

    #[test]
    fn what_has_something_in_common_says_what() {
        let [path, part] = [Some(Miss::Path), Some(Miss::Part)];
        check("https://login.example/tenant-a/v2.0", "https://login.example/tenant-b/v2.0", path);
        check("https://login.example/a", "https://LOGIN.example", path);
        check("api://0f2c", "0f2c", part);
        check("api", "my-api-2", part);
        check("https://a.example", "https://a.example.attacker.example", part);
        check("accounts-east-1", "accounts-west-1", Some(Miss::Start(9)));
    }

    #[test]
    fn what_has_little_in_common_is_no_near_miss() {
        check("https://a.example", "https://b.example", None);
        check("https://a.example", "urn:a", None);
        check("alice", "bob", None);
        check("https://a.example", "", None);
        check("a", "https://", None);
        check("é", "è", None);
        check("0123456789abcdefghijklm", "01234567", Some(Miss::Part));
        check("0123456789abcdefghijklm", "01234567x", None);
    }
}
