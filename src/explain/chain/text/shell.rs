//! Shells, scripts and settings: what they make of a text that stands in them.

use super::unquoted;

/// The value of a line as `.env` files, properties, YAML and JSON have it: as it stands, without quotes, and without a comment.
pub(in super::super) fn setting(text: &str, variant: usize) -> Option<Vec<u8>> {
    let line = text.trim().lines().find(|line| !line.trim_start().starts_with('#'))?;
    let line = line.trim().trim_start_matches("export ").trim_start_matches("set ").trim_start_matches("- ");
    let name = |c: char| c.is_ascii_alphanumeric() || "_.-\"' ".contains(c);
    let at = line.find(|c: char| !name(c)).filter(|at| *at > 0)?;
    let (_, value) = line.split_at_checked(at)?;
    let value = value.strip_prefix([':', '='])?.trim_start_matches(['=', '>']).trim();
    let bare = value.trim_end_matches([',', ';']);
    Some(match variant {
        0 => value.into(),
        1 => unquoted(bare)?.into(),
        _ => bare.split(" #").next()?.trim().into(),
    })
}

/// What stands before this.
pub(in super::super) fn cut_at(text: &str, mark: &str) -> Option<Vec<u8>> {
    let (front, _) = text.split_once(mark)?;
    Some(front.trim_end().into())
}

/// As a shell writes a text in double quotes in which no variable is set.
pub(in super::super) fn without_variables(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((front, name)) = rest.split_once('$') {
        out.push_str(front);
        let first = name.chars().next();
        rest = match first {
            Some('{') => name.split_once('}').map_or("", |(_, rest)| rest),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_')
            }
            // One digit names an argument.
            Some(c) if c.is_ascii_digit() || "@*#?-!".contains(c) => name.get(1..).unwrap_or_default(),
            _ => {
                out.push('$');
                name
            }
        };
    }
    out + rest
}

pub(in super::super) fn percent_variables(text: &str, variant: usize) -> Option<Vec<u8>> {
    if variant == 0 {
        return Some(text.replace("%%", "%").into());
    }
    let (front, rest) = text.split_once('%')?;
    let (_, back) = rest.split_once('%')?;
    Some(format!("{front}{back}").into())
}

pub(in super::super) fn without_backslashes(text: &str) -> String {
    let (mut out, mut escaped) = (String::new(), false);
    for c in text.chars() {
        escaped = c == '\\' && !escaped;
        if !escaped {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{percent_decoded, percent_encoded, unescaped};
    use super::*;

    #[test]
    fn shells_and_files_change_what_they_say() {
        let check = |got: String, expected: &str| assert_eq!(got, expected);
        check(without_variables("a$b-c${d}e$1f$$"), "a-cef$$");
        check(without_variables("é$é$"), "é$é$");
        check(without_backslashes(r"a\\b\c"), r"a\bc");
        let value = |text: &str, variant| setting(text, variant).and_then(|value| String::from_utf8(value).ok());
        assert_eq!(value("JWT_SECRET=a=b", 0).as_deref(), Some("a=b"));
        assert_eq!(value("export JWT_SECRET=\"a b\"\n", 1).as_deref(), Some("a b"));
        assert_eq!(value("  secret: 'x',", 1).as_deref(), Some("x"));
        assert_eq!(value("\"secret\": \"x\",", 1).as_deref(), Some("x"));
        assert_eq!(value("A=b # c", 2).as_deref(), Some("b"));
        assert_eq!(value("=b", 0), None);
        assert_eq!(unescaped(r#"a\"\/\\n\u0041"#).as_deref(), Some("a\"/\\nA"));
        assert_eq!(unescaped("a\\"), None);
        assert_eq!(percent_decoded(b"a%2Bb+%zz", false).as_deref(), Some(&b"a+b+%zz"[..]));
        assert_eq!(percent_encoded(b"a b&=", 1).as_deref(), Some(&b"a+b%26%3D"[..]));
    }
}
