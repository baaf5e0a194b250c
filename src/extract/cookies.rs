//! A token that is spread over several cookies.
//!
//! ```text
//! name.0=H.P; name.1=P.S   pieces with numbers, because a cookie holds 4 KB (RFC 6265 §6.1): Auth.js
//! name=H.P; name-1=P.S     the same, and the first has none: Louketo and other proxies
//! name.0⇥H.P⇥domain        the rows of a table, as the tools of a browser copy them
//! a=H.P; b=S               the signature in a cookie that scripts cannot read: Lexik, and many guides
//! ```

use super::follow::{Followed, Piece, is_core};
use super::shape::{self, Last};
use super::undone::{Undone, What};
use core::ops::Range;

/// So many cookies are looked at.
const MOST: usize = 200;

/// A cookie whose value may be a part of a token.
struct Cookie<'a> {
    name: &'a str,
    value: &'a str,
    at: usize,
}

/// The token in `within` that is put together from cookies, if there is one.
pub(super) fn joined(pasted: &str, within: Range<usize>) -> Option<Followed> {
    let cookies = read(pasted, within);
    let (parts, dot) = numbered(&cookies).map(|parts| (parts, "")).or_else(|| Some((halves(&cookies)?, ".")))?;
    let text = parts.iter().map(|part| part.value).collect::<Vec<_>>().join(dot);
    let dots = text.bytes().filter(|byte| *byte == b'.').count();
    let (first, last) = (parts.iter().map(|part| part.at).min()?, parts.iter().map(|part| part.end()).max()?);
    let mut pieces: Vec<Piece> =
        parts.iter().map(|part| Piece { length: part.value.len(), source: part.at..part.end() }).collect();
    let is_moved = !dot.is_empty() || !pieces.is_sorted_by_key(|piece| piece.source.start);
    pieces.sort_by_key(|piece| piece.source.start);
    let undone = vec![Undone { what: What::Cookies { is_moved }, at: 0, count: parts.len() }];
    (matches!(dots, 2 | 4)).then_some(Followed { text, pieces, undone, span: first..last, dots })
}

impl<'a> Cookie<'a> {
    fn end(&self) -> usize {
        self.at + self.value.len()
    }

    /// The name of which it is a piece, and its number; the first may have none.
    fn piece(&self) -> (&'a str, usize) {
        self.numbered().unwrap_or((self.name, 0))
    }

    fn numbered(&self) -> Option<(&'a str, usize)> {
        let (stem, number) = self.name.rsplit_once(['.', '-', '_'])?;
        Some((stem, number.parse().ok().filter(|number| *number < MOST)?))
    }
}

/// The cookies in a text that may be parts of a token: between semicolons or on lines of their own, after `Cookie:` or not.
fn read(pasted: &str, within: Range<usize>) -> Vec<Cookie<'_>> {
    let text = pasted.get(within.clone()).unwrap_or_default();
    let mut at = within.start;
    let mut cookies = vec![];
    for pair in text.split_inclusive([';', '\n']) {
        let start = at;
        at += pair.len();
        let Some((name, value)) = pair.split_once(['=', '\t']) else { continue };
        let rest = value.trim_start_matches(['"', ' ']);
        let value = rest.split('\t').next().unwrap_or_default();
        let value = value.trim_end_matches([';', '\n', '\r', ' ', '"', '\'']);
        if value.is_empty() || !value.bytes().all(is_core) {
            continue;
        }
        let value_at = start + pair.len() - rest.len();
        let is_end = |c: char| c.is_whitespace() || matches!(c, ':' | '\'' | '"');
        let name = name.trim_end().rsplit(is_end).next().unwrap_or_default();
        cookies.push(Cookie { name, value, at: value_at });
        if cookies.len() == MOST {
            break;
        }
    }
    cookies
}

/// The pieces of one cookie, in the order of their numbers.
fn numbered<'a>(cookies: &'a [Cookie<'a>]) -> Option<Vec<&'a Cookie<'a>>> {
    let begins = |cookie: &Cookie| shape::begins_like_header(cookie.value);
    let is_first = |cookie: &&Cookie| {
        begins(cookie) && cookies.iter().any(|other| other.numbered().is_some_and(|(stem, _)| stem == cookie.piece().0))
    };
    let first = cookies.iter().find(is_first)?.piece();
    let pieces = cookies.iter().map(|cookie| (cookie.piece(), cookie));
    let mut parts: Vec<(usize, &Cookie)> =
        pieces.filter(|((stem, _), _)| *stem == first.0).map(|((_, number), cookie)| (number, cookie)).collect();
    parts.sort_by_key(|(number, _)| *number);
    let follow = parts.iter().enumerate().all(|(index, (number, _))| *number == first.1 + index);
    (parts.len() > 1 && follow).then(|| parts.into_iter().map(|(_, cookie)| cookie).collect())
}

/// A cookie of header and payload, and the only one whose length is that of the signature.
fn halves<'a>(cookies: &'a [Cookie<'a>]) -> Option<Vec<&'a Cookie<'a>>> {
    let is_front = |cookie: &&Cookie| {
        let value = cookie.value.trim_end_matches('.');
        shape::begins_like_header(value) && value.bytes().filter(|byte| *byte == b'.').count() == 1
    };
    let front = cookies.iter().find(is_front)?;
    let last = shape::of_header(front.value.split('.').next()?).last;
    let fits = |cookie: &&Cookie| {
        let length = cookie.value.len();
        !cookie.value.contains('.')
            && cookie.numbered().is_none()
            && match last {
                Last::Exactly(wanted) => length == wanted,
                Last::Rsa => shape::is_rsa_length(length),
                Last::Empty | Last::Unknown => false,
            }
    };
    let mut ends = cookies.iter().filter(fits);
    let end = ends.next().filter(|_| !front.value.ends_with('.'))?;
    ends.next().is_none().then(|| vec![front, end])
}

#[cfg(test)]
mod tests {
    use crate::extract::find;

    const HEADER: &str = "eyJhbGciOiJIUzI1NiJ9";
    const PAYLOAD: &str = "eyJzdWIiOiIxMjM0NTY3ODkwIn0";
    const SIGNATURE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno12";

    /// What is found, and whether it was put together.
    #[track_caller]
    fn check(pasted: &str, expected: &str, is_joined: bool) {
        let found = find(pasted);
        let whole = format!("{HEADER}.{PAYLOAD}.{SIGNATURE}");
        let expected = if expected.is_empty() { whole.as_str() } else { expected };
        assert_eq!(found.first().map(|found| found.text.as_str()), Some(expected), "{pasted}");
        let codes: Vec<_> = found[0].problems.iter().map(|problem| problem.code().name()).collect();
        assert_eq!(codes.contains(&"pasted-cookies"), is_joined, "{pasted}: {codes:?}");
        assert!(found[0].source.is_sorted_by_key(|stretch| stretch.start));
        if found[0].verbatim {
            let source: String = found[0].source.iter().map(|stretch| &pasted[stretch.clone()]).collect();
            assert_eq!(source, expected);
        }
    }

    #[test]
    fn a_token_in_several_cookies_is_put_together() {
        let front = format!("{HEADER}.{PAYLOAD}");
        check(&format!("jwt_hp={front}; jwt_s={SIGNATURE}"), "", true);
        check(&format!("Cookie: lang=en; sig={SIGNATURE}; theme=dark; token={front}"), "", true);
        check(&format!("curl -H 'Cookie: jwt_hp={front}; jwt_s={SIGNATURE}' https://api.example"), &front, false);
        let (one, two) = (format!("{HEADER}.eyJzdWIi"), format!("OiIxMjM0NTY3ODkwIn0.{SIGNATURE}"));
        check(&format!("session-token.0={one}; session-token.1={two}"), "", true);
        check(&format!("Cookie: session-token.1={two}; a=b; session-token.0={one}"), "", true);
        check(&format!("session-token.0={one}\nsession-token.1={two}\n"), "", true);
        check(&format!("kc-access={one}; kc-access-1={two}"), "", true);
        check(&format!("session.0\t{one}\tapp.example\t/\nsession.1\t{two}\tapp.example\t/"), "", true);
        let (three, four) = two.split_at(30);
        check(&format!("__Secure-a.b.2={four}; __Secure-a.b.0={one}; __Secure-a.b.1={three}"), "", true);
    }

    #[test]
    fn cookies_that_do_not_belong_together_stay_apart() {
        let front = format!("{HEADER}.{PAYLOAD}");
        // Two have the length of the signature; none has; the second piece is missing.
        check(&format!("a={front}; b={SIGNATURE}; c={}", SIGNATURE.replace('A', "B")), &front, false);
        check(&format!("a={front}; b={SIGNATURE}12"), &front, false);
        check(&format!("a.0={front}; a.2={SIGNATURE}"), &front, false);
        check(&format!("session={front}.{SIGNATURE}; id={SIGNATURE}"), "", false);
    }
}
