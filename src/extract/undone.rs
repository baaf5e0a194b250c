//! Says what was undone to find a token: one problem of grade `Repaired` for each kind.

use super::context::{Context, Kind};
use super::follow::{Followed, Undone, What};
use crate::token::{Grade, Part, Problem, Span};
use core::ops::Range;

/// What was set aside around a token.
pub(super) fn around(context: &Context, token: &Followed) -> impl Iterator<Item = Problem> + use<> {
    let Context { kind, name, sign, scheme, quoted, disclosures, words_around, invisible_around } = context;
    let value = name.as_ref().map_or(String::new(), |name| format!("; it is the value of `{name}`"));
    let structure = match kind {
        Kind::Curl => Some(("pasted-curl", "the cURL command around the token was set aside".to_string())),
        Kind::Json => Some(("pasted-json", format!("the JSON around the token was set aside{value}"))),
        Kind::Url => Some(("pasted-url", format!("the address around the token was set aside{value}"))),
        Kind::Cookie => Some(("pasted-cookie", format!("the cookie around the token was set aside{value}"))),
        Kind::Named if scheme.is_some() => None,
        Kind::Named => Some((
            "pasted-name",
            format!("`{}` in front of the token was set aside", name.as_deref().unwrap_or_default()),
        )),
        Kind::Plain => None,
    };
    let structured = matches!(kind, Kind::Curl | Kind::Json | Kind::Url | Kind::Cookie);
    let bearer = scheme.as_ref().map(|scheme| {
        let front = match (kind, name) {
            (Kind::Named, Some(name)) if *sign == '=' => format!("{name}={scheme}"),
            (Kind::Named, Some(name)) => format!("{name}: {scheme}"),
            _ => scheme.clone(),
        };
        ("pasted-bearer", format!("`{front}` in front of the token was set aside"))
    });
    let plain = |wanted: bool, code, message: &str| wanted.then(|| (code, message.to_string()));
    let bare_quotes = *quoted && !structured && *kind != Kind::Named;
    let all = [
        structure,
        bearer,
        plain(bare_quotes, "pasted-quotes", "the quotes around the token were set aside"),
        plain(*disclosures, "pasted-sd-jwt", "this is a part of an SD-JWT; the disclosures beside it were set aside"),
        plain(*words_around && !structured, "pasted-text-around", "the text around the token was set aside"),
        plain(*invisible_around, "pasted-invisible", "an invisible character beside the token was set aside"),
    ];
    let end = token.text.len();
    all.into_iter().flatten().map(move |(code, message)| {
        let hint = match code {
            "pasted-sd-jwt" => "the token itself is read and verified; the disclosures (RFC 9901) are not",
            _ => "nothing to do: only the token is read",
        };
        repaired(code, 0..end, message, hint)
    })
}

/// What was undone inside a token.
pub(super) fn inside(undone: &Undone, token: &Followed) -> Problem {
    let count = undone.count;
    let (one, many) = if count == 1 { ("was", "") } else { ("were", "s") };
    let (code, message, hint) = match undone.what {
        What::LineBreaks => (
            "pasted-line-breaks",
            format!("{count} line break{many} inside the token {one} removed"),
            "a token is one line; something wrapped it on the way",
        ),
        What::Spaces => (
            "pasted-space",
            format!("white space in {count} place{many} inside the token was removed"),
            "a token holds no spaces; whoever sends it like this will be refused",
        ),
        What::Invisible => (
            "pasted-invisible",
            format!("{count} invisible character{many} inside the token {one} removed"),
            "formatted text brings such characters along; copy from plain text",
        ),
        What::Percent => (
            "pasted-percent",
            format!("percent-encoding was decoded in {count} place{many}"),
            "nothing to do, unless the token is used in this form",
        ),
        What::Escapes => (
            "pasted-escapes",
            format!("a backslash escape was decoded in {count} place{many}"),
            "nothing to do, unless the token is used in this form",
        ),
        What::Seams => (
            "pasted-quotes",
            format!("{} string literals were joined", count + 1),
            "nothing to do: only the token is read",
        ),
    };
    let at = undone.at.min(token.text.len());
    let end = token.text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
    repaired(code, at..end, message, hint)
}

fn repaired(code: &'static str, range: Range<usize>, message: String, hint: &str) -> Problem {
    Problem {
        code,
        grade: Grade::Repaired,
        at: Span { part: Part::Encoded, range },
        line_column: None,
        related: vec![],
        message,
        hint: Some(hint.to_string()),
        spec: None,
    }
}
