//! What stands around a token: what it is called there, and what kind of text it was taken from.
//!
//! Only the few hundred bytes before a token are looked at, from its beginning backwards: quotes, a scheme such as `Bearer`,
//! a sign such as `:` or `=`, and a name.

use super::follow::{is_core, is_letter};
use super::gap::strip_percents;
use crate::base::unseen::is_invisible;
use core::ops::Range;

/// How far back a name is looked for, in bytes.
const REACH: usize = 300;
/// Longer names are cut: they are shown in a menu.
const LONGEST_NAME: usize = 48;

/// The kind of text that a token was taken from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Curl,
    Json,
    Url,
    Cookie,
    /// A header line or an assignment: the name, its sign, and nothing else.
    Named,
    Plain,
}

/// What stands around one token.
#[derive(Debug, PartialEq)]
pub(super) struct Context {
    pub(super) kind: Kind,
    pub(super) name: Option<String>,
    /// What stands between the name and the token, `:` or `=`.
    pub(super) sign: char,
    /// `Bearer`, as it is written there.
    pub(super) scheme: Option<String>,
    /// Whether nothing stands between that and the token.
    pub(super) joined: bool,
    /// Whether quotes stand directly around it.
    pub(super) quoted: bool,
    /// What else it is known to be a part of.
    pub(super) part: Option<Carrier>,
    /// Whether words, signs or the like remain when all of that is taken away.
    pub(super) words_around: bool,
    /// Whether an invisible character remains.
    pub(super) invisible_around: bool,
}

/// What brings a token along with something that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Carrier {
    /// SIP's `Identity` header, with `;info=` behind the token (RFC 8224 §4).
    Identity,
    /// The credentials of web push, `vapid t=…, k=…`, and their key (RFC 8292 §3).
    Vapid(Option<String>),
}

/// What is true of the whole text, found out once.
pub(super) struct Paste<'a> {
    text: &'a str,
    /// Where the first and the last character stand that are neither white space nor invisible; the last one's end.
    words: Range<usize>,
    /// cURL or JSON, if it begins like that.
    kind: Kind,
}

impl<'a> Paste<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let blank = |c: char| c.is_whitespace() || is_invisible(c);
        let words = text.len() - text.trim_start_matches(blank).len()..text.trim_end_matches(blank).len();
        let beginning = text.get(words.start..).unwrap_or_default();
        let head = beginning.get(..floor(beginning, 200)).unwrap_or_default();
        let kind = if head.starts_with("curl ") || head.contains(" curl ") || head.contains("\ncurl ") {
            Kind::Curl
        } else if beginning.starts_with('{') || beginning.starts_with("\"{") || is_list(beginning) {
            Kind::Json
        } else {
            Kind::Plain
        };
        Paste { text, words, kind }
    }

    /// Whether a scheme such as `Bearer` stands in front of `start`.
    pub(super) fn has_scheme(&self, start: usize) -> bool {
        strip_scheme(strip_quotes(self.near(start))).1.is_some()
    }

    fn near(&self, start: usize) -> &'a str {
        self.text.get(floor(self.text, start.saturating_sub(REACH))..start).unwrap_or_default()
    }

    /// Looks around the token at `start..end`.
    pub(super) fn around(&self, start: usize, end: usize) -> Context {
        let near = self.near(start);
        let behind = self.text.get(end..).unwrap_or_default();

        let inner = strip_quotes(near);
        let (outer, scheme) = strip_scheme(inner);
        let (mut left, mut name, mut kind) = (outer, None, Kind::Plain);
        let mut sign = ':';
        if let Some((written, before)) = strip_sign(strip_quotes(outer)) {
            let bare = strip_quotes(before);
            let found = trailing_name(bare);
            if !found.is_empty() {
                left = bare.get(..bare.len() - found.len()).unwrap_or_default();
                sign = written;
                kind = kind_of(left, sign, bare.len() < before.len(), behind);
                left = strip_quotes(left);
                name = Some(found.chars().take(LONGEST_NAME).collect());
            }
        }
        if kind == Kind::Plain && (near.ends_with('/') || last_word(near).contains("://")) {
            kind = Kind::Url;
        }
        if kind == Kind::Named {
            left = strip_keyword(left);
        }
        match self.kind {
            Kind::Curl => kind = Kind::Curl,
            Kind::Json if kind != Kind::Url => kind = Kind::Json,
            _ => {}
        }

        let quoted = near.get(inner.len()..).is_some_and(|quotes| !quotes.chars().all(is_invisible));
        let mut right = if quoted { behind.trim_start_matches(is_quote) } else { behind };
        if kind == Kind::Named || quoted {
            right = right.strip_prefix([';', ',']).unwrap_or(right);
        }
        let part = carrier(near, behind);
        let left_end = start - near.len() + left.trim_end().len();
        let right_start = self.text.len() - right.len();
        Context {
            kind,
            name,
            sign,
            joined: scheme.is_some_and(|scheme| near.ends_with(scheme)),
            scheme: scheme.map(String::from),
            quoted,
            words_around: part.is_none() && (self.words.start < left_end || right_start < self.words.end),
            part,
            invisible_around: near.ends_with(is_invisible) || behind.starts_with(is_invisible),
        }
    }
}

fn carrier(near: &str, behind: &str) -> Option<Carrier> {
    /// No key of web push is longer.
    const KEY: usize = 100;
    if behind.starts_with(";info=") || behind.starts_with(";alg=") || behind.starts_with(";ppt=") {
        return Some(Carrier::Identity);
    }
    let tail = near.get(floor(near, near.len().saturating_sub(8))..).unwrap_or_default().to_ascii_lowercase();
    if !tail.ends_with("vapid t=") {
        return None;
    }
    let key = behind.trim_start_matches([',', ' ']).strip_prefix("k=").map(|rest| {
        let length = rest.bytes().take(KEY).take_while(|byte| is_core(*byte) && *byte != b'.').count();
        rest.get(..length).unwrap_or_default().to_owned()
    });
    Some(Carrier::Vapid(key.filter(|key| !key.is_empty())))
}

/// Whether `text` begins like an array of strings or objects.
fn is_list(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['"', '\'', '{', '[']))
}

/// The next character boundary at or before `byte`.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '\\' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»') || is_invisible(c)
}

/// `text` without the quotes it ends with, in any of the ways that quotes are written.
fn strip_quotes(text: &str) -> &str {
    let mut text = text;
    loop {
        let stripped = text.trim_end_matches(is_quote);
        let stripped =
            ["%22", "&quot;", "\\u0022"].into_iter().find_map(|quote| stripped.strip_suffix(quote)).unwrap_or(stripped);
        if stripped.len() == text.len() {
            return text;
        }
        text = stripped;
    }
}

/// `text` without the authentication scheme it ends with (RFC 9110 §11.4), and that scheme.
fn strip_scheme(text: &str) -> (&str, Option<&str>) {
    let trimmed = text.trim_end();
    let trimmed = trimmed.strip_suffix("%20").unwrap_or(trimmed);
    let separated = if trimmed.len() < text.len() { trimmed } else { text.trim_end_matches(['+', ':']) };
    // Other schemes are words, too.
    let joined = separated.len() == text.len();
    for scheme in ["Bearer", "DPoP", "Token", "JWT"] {
        let at = separated.len().wrapping_sub(scheme.len());
        let Some((before, word)) = separated.split_at_checked(at) else { continue };
        let alone = !before.ends_with(|c: char| is_letter(c) || c == '_' || c == '-');
        // `Token` and `JWT` are words and names, too: they are a scheme only at the beginning or in the header for it.
        let sign = text.get(separated.len()..).unwrap_or_default().starts_with(':');
        let front = before.trim_end();
        let begins =
            front.is_empty() || front.ends_with(is_quote) || front.to_ascii_lowercase().ends_with("authorization:");
        let fits = if joined { scheme == "Bearer" } else { matches!(scheme, "Bearer" | "DPoP") || begins && !sign };
        if word.eq_ignore_ascii_case(scheme) && alone && fits {
            return (before, Some(word));
        }
    }
    (text, None)
}

/// How the sign of a pair is written: for links, also within other links.
static SIGNS: [(&str, char); 10] = [
    ("=>", ':'),
    (":=", '='),
    ("%3D", '='),
    ("%3d", '='),
    ("%253D", '='),
    ("%25253D", '='),
    ("=3D", '='),
    ("%3A", ':'),
    (":", ':'),
    ("=", '='),
];

/// `text` without the sign of a pair that it ends with, and that sign.
fn strip_sign(text: &str) -> Option<(char, &str)> {
    let trimmed = text.trim_end();
    for (written, sign) in SIGNS {
        if let Some(before) = trimmed.strip_suffix(written) {
            return Some((sign, before.trim_end()));
        }
    }
    None
}

/// The name that `text` ends with; empty if there is none.
fn trailing_name(text: &str) -> &str {
    let belongs = |c: char| is_letter(c) || matches!(c, '_' | '-' | '.' | '$');
    let length: usize = text.chars().rev().take_while(|c| belongs(*c)).map(char::len_utf8).sum();
    let name = text.get(text.len() - length..).unwrap_or_default();
    // What stands behind `%3F` begins with the digits of that.
    let escaped = text.get(..text.len() - length).is_some_and(|before| before.ends_with('%'));
    let name = if escaped { strip_percents(name).get(2..).unwrap_or(name) } else { name };
    name.trim_start_matches(['.', '-', '$'])
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| c.is_whitespace() || is_quote(c)).next().unwrap_or_default()
}

/// What kind of text a pair stands in; `left` is what stands before its name.
fn kind_of(left: &str, sign: char, in_quotes: bool, behind: &str) -> Kind {
    let line = left.rsplit(['\n', '\r']).next().unwrap_or_default();
    let attribute = behind.strip_prefix(';').is_some_and(|rest| rest.trim_start().starts_with(|c: char| is_letter(c)));
    let cookie = line.to_ascii_lowercase().contains("cookie") || (attribute && !in_quotes);
    match sign {
        '=' if left.ends_with(['?', '&', '#']) || left.ends_with("&amp;") || last_word(left).contains("://") => {
            Kind::Url
        }
        '=' if cookie => Kind::Cookie,
        '=' if behind.starts_with('&') => Kind::Url,
        ':' if in_quotes => Kind::Json,
        _ => Kind::Named,
    }
}

/// `left` without the word that begins an assignment.
fn strip_keyword(left: &str) -> &str {
    let trimmed = left.trim_end();
    let word = ["export", "const", "let", "var", "set", "val", "env", "$env:", "$"]
        .into_iter()
        .find(|word| trimmed.ends_with(word));
    word.and_then(|word| trimmed.strip_suffix(word)).unwrap_or(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `@` stands for the token.
    #[track_caller]
    fn check(text: &str, kind: Kind, name: Option<&str>, scheme: Option<&str>) -> Context {
        let at = text.find('@').expect("a place for the token");
        let context = Paste::new(text).around(at, at + 1);
        assert_eq!((context.kind, context.name.as_deref(), context.scheme.as_deref()), (kind, name, scheme), "{text}");
        context
    }

    #[test]
    fn a_name_is_read_in_every_notation() {
        check(r#"{"access_token": "@", "x":1}"#, Kind::Json, Some("access_token"), None);
        check(r#"{\"id_token\":\"@\"}"#, Kind::Json, Some("id_token"), None);
        check("TOKEN=@", Kind::Named, Some("TOKEN"), None);
        check("export TOKEN='@'", Kind::Named, Some("TOKEN"), None);
        check("const token = \"@\";", Kind::Named, Some("token"), None);
        check("Token: @", Kind::Named, Some("Token"), None);
        check("https://a.example/cb#access_token=@&state=x", Kind::Url, Some("access_token"), None);
        check("https://a.example/verify/@?x=1", Kind::Url, None, None);
        check("Cookie: a=b; session=@; c=d", Kind::Cookie, Some("session"), None);
        check("__Host-sid=@; Path=/; Secure", Kind::Cookie, Some("__Host-sid"), None);
        check("'token' => '@'", Kind::Json, Some("token"), None);
        check("https://a.example/?url=https%3A%2F%2Fb.example%3Ftoken%3D@", Kind::Url, Some("token"), None);
        check("https://a.example/?url=%252Freset%253Ftoken%253D@", Kind::Url, Some("token"), None);
    }

    #[test]
    fn a_scheme_is_set_apart_from_a_name() {
        check("Bearer @", Kind::Plain, None, Some("Bearer"));
        check("Authorization: Bearer @", Kind::Named, Some("Authorization"), Some("Bearer"));
        check("authorization:bearer @", Kind::Named, Some("authorization"), Some("bearer"));
        check(r#""Authorization": "Bearer @""#, Kind::Json, Some("Authorization"), Some("Bearer"));
        check("curl -H 'Authorization: Bearer @' https://a.example", Kind::Curl, Some("Authorization"), Some("Bearer"));
        check("?auth=Bearer%20@", Kind::Url, Some("auth"), Some("Bearer"));
        check("forbearer @", Kind::Plain, None, None);
    }

    #[test]
    fn what_remains_around_is_noticed() {
        assert!(!check("Authorization: Bearer @", Kind::Named, Some("Authorization"), Some("Bearer")).words_around);
        assert!(!check(" \"@\" ", Kind::Plain, None, None).words_around);
        assert!(check("12:00 ERROR token @ expired", Kind::Plain, None, None).words_around);
        assert!(check("@,", Kind::Plain, None, None).words_around);
        let context = check("\u{feff}@", Kind::Plain, None, None);
        assert!(context.invisible_around && !context.words_around);
        assert!(!check("export TOKEN=@;", Kind::Named, Some("TOKEN"), None).words_around);
    }
}
