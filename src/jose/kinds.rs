//! Texts that are given for a JOSE token and are none: nothing at all, a placeholder, a token that was masked or shortened for display,
//! and the tokens of other families, which their marks tell.

mod foreign;

use crate::base::diagnostic::{Format, OtherToken};
use crate::format::json::{self, Node};
use crate::jose::{Diagnostic, Form, Serialization, Severity, Token, health_card, shape};
use core::ops::Range;
use foreign::{bare, basic, django, flask, other, printed, rails};

/// What programs write where they have nothing.
static NOTHING: [&str; 9] =
    ["null", "undefined", "None", "nil", "NaN", "[object Object]", "[object Promise]", "false", "true"];

/// What views and logs put in the place of what they leave out. Three dots stand in whole tokens, too, and are not among them.
static MARKS: [&str; 23] = [
    "…",
    "***",
    "•••",
    "●●●",
    "███",
    "###",
    "[...]",
    "[…]",
    "[REDACTED]",
    "[redacted]",
    "[FILTERED]",
    "[Filtered]",
    "[MASKED]",
    "[removed]",
    "<redacted>",
    "<REDACTED>",
    "<signature>",
    "<truncated>",
    "[signature]",
    "[truncated]",
    "(truncated)",
    "(redacted)",
    "<snip>",
];

/// Words that stand in the place of a whole segment.
static STAND_INS: [&str; 8] =
    ["REDACTED", "SIGNATURE_REMOVED_BY_GOOGLE", "SIGNATURE", "REMOVED", "MASKED", "HIDDEN", "FILTERED", "TRUNCATED"];

/// What `token` is, if it is none of this field, or not the whole of one.
pub fn misfit(token: &Token) -> Option<Diagnostic> {
    if token.beside.serialization != Serialization::Compact {
        return None;
    }
    let dots = token.text.find("...").filter(|_| {
        let readable = token.header.json.as_ref().is_some_and(|header| !header.members().is_empty());
        readable && token.form == Form::Jws && !shape::is_encrypted(&token.header) && token.segments.len() > 3
    });
    if let Some(at) = dots {
        return Some(shape::problem(Severity::Error, at..at + 3, Format::Shortened("...")));
    }
    if let Some((at, word)) = stand_in(token) {
        return Some(shape::problem(Severity::Error, at..at + word.len(), Format::Shortened(word)));
    }
    let named = token.header.json.as_ref().is_some_and(|header| header.get("alg").is_some());
    if named && matches!(token.segments.len(), 3 | 5) && token.segments.iter().all(|segment| segment.canonical) {
        return None;
    }
    of_text(&token.text, token.header.json.as_ref())
}

/// The word that stands in the place of the signature, as it is or encoded, where a program had nothing to put there.
pub fn signature_word(token: &Token) -> Option<&'static str> {
    let signature = token.signature()?;
    let text = token.text.get(signature.encoded.clone())?;
    NOTHING.iter().find(|word| text == **word || *signature.bytes == *word.as_bytes()).copied()
}

/// The first segment behind the header that is a word in the place of what was left out: a row of `x` is one, too.
fn stand_in(token: &Token) -> Option<(usize, &'static str)> {
    token.header.json.as_ref().filter(|header| !header.members().is_empty())?;
    let mut at = token.text.find('.')? + 1;
    for segment in token.text.get(at..)?.split('.') {
        if let Some(word) = STAND_INS.iter().find(|word| word.eq_ignore_ascii_case(segment)) {
            return Some((at, word));
        }
        if segment.len() >= 5 && segment.bytes().all(|byte| matches!(byte, b'x' | b'X')) {
            return Some((at, "xxxxx"));
        }
        at += segment.len() + 1;
    }
    None
}

/// The same of its text and what was read of its header.
pub(super) fn of_text(text: &str, header: Option<&Node>) -> Option<Diagnostic> {
    let told = |at, format| Some(shape::problem(Severity::Error, at, format));
    if let Some(fault) = health_card::fault(text) {
        return told(0..text.len(), fault);
    }
    let readable = header.is_some_and(|header| !header.members().is_empty());
    let (inner, scheme) = unwrapped(text);
    if let Some((at, mark)) = mark(text).filter(|_| readable || is_masked(inner)) {
        return told(at..at + mark.len(), Format::Shortened(mark));
    }
    // Digits alone may decode to what looks like the start of a header.
    if let Some(whose) = bare(inner) {
        return told(0..text.len(), Format::Other(OtherToken::Opaque(whose)));
    }
    if let Some(printed) = printed(text) {
        return told(0..text.len(), Format::Other(printed));
    }
    if readable {
        let has = |name: &str| header.is_some_and(|header| header.get(name).is_some());
        let alg = has("alg");
        let laravel = (has("iv") && has("value") && has("mac")).then_some(OtherToken::Laravel);
        return laravel
            .or_else(|| flask(text))
            .or_else(|| django(inner))
            .or_else(|| rails(inner))
            .filter(|_| !alg)
            .and_then(|cookie| told(0..text.len(), Format::Other(cookie)));
    }
    if let Some(at) = text.find("...").filter(|_| inner.starts_with("ey")) {
        return told(at..at + 3, Format::Shortened("..."));
    }
    let basic = || basic(inner).then_some(OtherToken::Basic);
    if let Some((at, what)) = in_json(text) {
        return told(at, what);
    }
    let what = nothing(inner, scheme).or_else(|| other(inner).or_else(basic).map(Format::Other))?;
    told(0..text.len(), what)
}

/// `text` without a name, a scheme and quotes in front of it, and whether there was a scheme.
fn unwrapped(text: &str) -> (&str, bool) {
    let quotes = |c: char| matches!(c, '"' | '\'' | '`');
    let mut text = text.trim().trim_matches(quotes).trim();
    if let Some((name, value)) = text.split_once([':', '=']) {
        let named = !name.is_empty()
            && name.len() <= 40
            && name.trim_end().trim_matches(quotes).chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'));
        if named && !value.is_empty() && !value.starts_with('=') {
            text = value.trim().trim_matches(quotes).trim();
        }
    }
    for scheme in ["Bearer", "Token", "JWT", "DPoP"] {
        if let Some((head, rest)) = text.split_at_checked(scheme.len())
            && head.eq_ignore_ascii_case(scheme)
            && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        {
            return (rest.trim().trim_matches(quotes), true);
        }
    }
    (text, false)
}

fn nothing(text: &str, scheme: bool) -> Option<Format> {
    if text.is_empty() {
        return scheme.then_some(Format::NoToken(""));
    }
    if let Some(word) = NOTHING.iter().find(|word| **word == text) {
        return Some(Format::NoToken(word));
    }
    let between = |open: &str, close: &str| {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| inner.contains(|c: char| c.is_ascii_alphabetic()))
    };
    let variable = text
        .strip_prefix('$')
        .is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
    let pairs = [("{{", "}}"), ("${", "}"), ("$(", ")"), ("<%", "%>"), ("<", ">"), ("%", "%"), ("{", "}")];
    let short = text.len() <= 80 && !text.contains(['\n', '"', ':']);
    let plain = text.to_ascii_lowercase();
    let spoken = ["your_token", "your-token", "your token", "your_jwt", "your-jwt", "access_token", "<token>", "token"]
        .contains(&plain.as_str());
    (short && (variable || spoken || pairs.iter().any(|(open, close)| between(open, close))))
        .then_some(Format::Placeholder)
}

/// Where in JSON, such as the body of a request, something stands in the place of a token.
fn in_json(text: &str) -> Option<(Range<usize>, Format)> {
    if !text.starts_with('{') {
        return None;
    }
    let node = json::read(text).node?;
    let names = ["token", "jwt", "assertion", "authorization"];
    node.members().iter().find_map(|member| {
        let name = member.name.to_ascii_lowercase();
        let (inner, scheme) = unwrapped(member.node.as_str().filter(|_| names.iter().any(|one| name.contains(one)))?);
        Some((member.node.span.clone(), nothing(inner, scheme)?))
    })
}

/// Where the first mark of something left out stands, and which it is.
fn mark(text: &str) -> Option<(usize, &'static str)> {
    MARKS.iter().filter_map(|mark| Some((text.find(mark)?, *mark))).min()
}

/// Whether `text` is a token with marks in it, or marks alone.
pub(super) fn is_masked(text: &str) -> bool {
    let rest = MARKS
        .iter()
        .fold(text.to_owned(), |rest, mark| if rest.contains(mark) { rest.replace(mark, "") } else { rest });
    let left = rest.trim_matches(['*', '•', '●', '█', '#', '.', '…']);
    let like = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '=' | '+' | '/' | '*' | '•' | '#');
    rest.len() < text.len() && (left.is_empty() || left.starts_with("ey") && left.chars().all(like))
}

/// Whether `text` is to be taken as it is, because its signs of a token are those of another family or of what was left out.
pub fn is_whole(text: &str) -> bool {
    let (inner, _) = unwrapped(text);
    let bracketed = |mark: &str| mark.starts_with(['[', '<', '(']) && inner.contains(mark);
    django(inner).or_else(|| rails(inner)).is_some()
        || MARKS.iter().any(|mark| bracketed(mark)) && !inner.contains(char::is_whitespace) && is_masked(inner)
}

#[cfg(test)]
pub(in crate::jose) mod tests {
    use super::super::parse;
    use super::*;
    use crate::base::diagnostic::Facts;

    const HEADER: &str = "eyJhbGciOiJIUzI1NiJ9";

    /// The first thing that is said, and that it is the same for a verifier.
    #[track_caller]
    pub(super) fn check(text: &str, expected: Format) {
        let found = crate::extract::find(text).remove(0).text;
        let parsed = parse(&found);
        assert_eq!(parsed.problems.first().map(|first| &first.facts), Some(&Facts::Format(expected.clone())), "{text}");
        let token = parsed.token.expect("a text");
        assert_eq!(misfit(&token).map(|found| found.facts), Some(Facts::Format(expected)), "{text}");
    }

    #[test]
    fn nothing_where_a_token_should_be_is_named() {
        for text in
            ["null", "Bearer null", "authorization: Bearer null", "Authorization: Bearer \"null\"", "token=null"]
        {
            check(text, Format::NoToken("null"));
        }
        check("Bearer undefined", Format::NoToken("undefined"));
        check("Bearer [object Object]", Format::NoToken("[object Object]"));
        check("Authorization: Bearer", Format::NoToken(""));
        check("Bearer None", Format::NoToken("None"));
        for text in [
            "Bearer {{access_token}}",
            "Bearer ${TOKEN}",
            "Bearer $TOKEN",
            "Authorization: Bearer <token>",
            "Bearer YOUR_TOKEN",
        ] {
            check(text, Format::Placeholder);
        }
        // In the body of a request, which a shell sent as it stood.
        check(r#"{"role": "test", "jwt": "$TOKEN"}"#, Format::Placeholder);
        check(r#"{"access_token":"${TOKEN}"}"#, Format::Placeholder);
        check(r#"{"Authorization": "Bearer undefined"}"#, Format::NoToken("undefined"));
        assert_eq!(in_json(r#"{"price": "$12", "name": "null", "tokens": 3}"#), None);
    }

    #[test]
    fn a_token_that_was_masked_or_shortened_is_named_first() {
        check(&format!("{HEADER}.eyJzdWIiOiI…lBpvKt2RnQoW9DUORQ"), Format::Shortened("…"));
        check(&format!("{HEADER}.***.***"), Format::Shortened("***"));
        check(&format!("Authorization: Bearer {HEADER}.eyJzdWIi.[REDACTED]"), Format::Shortened("[REDACTED]"));
        check(&format!("{HEADER}.[Filtered]"), Format::Shortened("[Filtered]"));
        check("Bearer [REDACTED]", Format::Shortened("[REDACTED]"));
        check("Authorization: Bearer ********", Format::Shortened("***"));
        check("Bearer eyJhbGci…", Format::Shortened("…"));
        check(&format!("{HEADER}.e30.••••••"), Format::Shortened("•••"));
        check(&format!("{HEADER}.e30...AA"), Format::Shortened("..."));
        check(&format!("{HEADER}.eyJzdWIi[...]dBjftJeZ4CVP"), Format::Shortened("..."));
        check(&format!("{HEADER}.e30.SIGNATURE_REMOVED_BY_GOOGLE"), Format::Shortened("SIGNATURE_REMOVED_BY_GOOGLE"));
        check(&format!("{HEADER}.e30.redacted"), Format::Shortened("REDACTED"));
        check(&format!("{HEADER}.e30.xxxxxxxx"), Format::Shortened("xxxxx"));
        check(&format!("{HEADER}.e30.<signature>"), Format::Shortened("<signature>"));
        check(&format!("{HEADER}.eyJzdWIi...(truncated)"), Format::Shortened("..."));
    }

    #[test]
    fn a_word_in_the_place_of_the_signature_is_told() {
        use crate::format::base64url::encode;
        let check = |signature: &str, word: Option<&str>| {
            let token = parse(format!("{HEADER}.e30.{signature}")).token.expect("a text");
            assert_eq!(signature_word(&token), word, "{signature}");
        };
        for word in ["undefined", "null", "None", "[object Promise]"] {
            check(&encode(word.as_bytes()), Some(word));
        }
        check("undefined", Some("undefined"));
        check("null", Some("null"));
        check("", None);
        // What guides and tests write there.
        check(&encode(b"signature"), None);
    }

    #[test]
    fn a_jose_token_is_none_of_these() {
        for text in [
            format!("{HEADER}.e30.AAAA"),
            format!("{HEADER}.e30.AAA="),
            format!("{HEADER}.e30"),
            format!("{HEADER}..AAAA"),
            "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0....AA".into(),
            "eyJzdWIiOiJhIn0.e30.AAAA".into(),
            "hello".into(),
            "some words ... and more".into(),
            "nullable".into(),
            "ghost_writer".into(),
            "EAAsy".into(),
        ] {
            let token = parse(text.as_str()).token.expect("a text");
            assert_eq!(misfit(&token), None, "{text}");
        }
    }
}
