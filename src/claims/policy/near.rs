//! What two texts that should be one differ in, where that is little: such a difference is hard to see and yet counts.

/// In what the texts differ alone, or what they share; `None` where they have little in common.
pub(super) fn miss(expected: &str, found: &str) -> Option<String> {
    let (wanted, other) = (Parts::of(expected), Parts::of(found));
    if wanted.body.is_empty() || other.body.is_empty() {
        return None;
    }
    if wanted.body.eq_ignore_ascii_case(other.body) {
        let same_scheme = wanted.scheme.eq_ignore_ascii_case(other.scheme);
        let differs = [
            (wanted.space != other.space, "white space"),
            (!same_scheme, "the scheme (`https://`)"),
            (wanted.body != other.body || same_scheme && wanted.scheme != other.scheme, "upper and lower case"),
            (wanted.slashes != other.slashes, "a slash at the end"),
        ];
        let words: Vec<&str> = differs.iter().filter(|(differs, _)| *differs).map(|(_, word)| *word).collect();
        return Some(format!("they differ in {} alone, and every character counts", words.join(" and ")));
    }
    if !other.scheme.is_empty() && !wanted.scheme.is_empty() && wanted.host().eq_ignore_ascii_case(other.host()) {
        return Some("the host is the same and the path is not: is it another tenant, realm or version?".into());
    }
    if expected.contains(found) || found.contains(expected) {
        return Some("one is a part of the other, and only the whole counts".into());
    }
    let same = expected.chars().zip(found.chars()).take_while(|(one, other)| one == other).count();
    (same >= 8 && same.saturating_mul(2) >= expected.len().max(found.len()))
        .then(|| format!("they are the same up to character {same}, and differ from there on"))
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
    fn check(expected: &str, found: &str, words: &str) {
        for (one, other) in [(expected, found), (found, expected)] {
            let hint = miss(one, other).unwrap_or_default();
            assert!(hint.contains(words) && hint.is_empty() == words.is_empty(), "{one:?} {other:?}: {hint}");
        }
    }

    #[test]
    fn what_is_hard_to_see_is_named() {
        let check = |expected: &str, found: &str, words: &str| {
            check(expected, found, &format!("they differ in {words} alone, and every character counts"));
        };
        check("https://a.example", "https://a.example/", "a slash at the end");
        check("https://a.example", "http://a.example", "the scheme (`https://`)");
        check("https://a.example", "a.example", "the scheme (`https://`)");
        check("api", "API", "upper and lower case");
        check("https://a.example", "HTTPS://a.example", "upper and lower case");
        check("api", " api", "white space");
        check("api ", " api", "white space");
        check("api", "api\u{a0}", "white space");
        check(
            "https://A.example ",
            "http://a.example/",
            "white space and the scheme (`https://`) and upper and lower case and a slash at the end",
        );
    }

    #[test]
    fn what_has_something_in_common_says_what() {
        check(
            "https://login.example/tenant-a/v2.0",
            "https://login.example/tenant-b/v2.0",
            "the host is the same and the path is not",
        );
        check("https://login.example/a", "https://LOGIN.example", "the host is the same and the path is not");
        check("api://0f2c", "0f2c", "one is a part of the other");
        check("api", "my-api-2", "one is a part of the other");
        check("https://a.example", "https://a.example.attacker.example", "one is a part of the other");
        check("accounts-east-1", "accounts-west-1", "the same up to character 9");
    }

    #[test]
    fn what_has_little_in_common_is_no_near_miss() {
        check("https://a.example", "https://b.example", "");
        check("https://a.example", "urn:a", "");
        check("alice", "bob", "");
        check("https://a.example", "", "");
        check("a", "https://", "");
        check("é", "è", "");
        check("0123456789abcdefghijklm", "01234567", "one is a part");
        check("0123456789abcdefghijklm", "01234567x", "");
    }
}
