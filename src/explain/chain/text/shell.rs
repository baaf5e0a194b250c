//! Shells, scripts and settings: what they make of a text that stands in them.

use super::unquoted;

/// The value of a line as `.env` files, properties, YAML and JSON have it: as it stands, without quotes, and without a comment.
pub(in super::super) fn setting(text: &str, variant: usize) -> Option<Vec<u8>> {
    let line = text.trim().lines().find(|line| !line.trim_start().starts_with('#'))?;
    let line = line.trim().trim_start_matches("$env:").trim_start_matches("- ");
    let name = |c: char| c.is_ascii_alphanumeric() || "_.-\"' $[]".contains(c);
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

/// What reads a text and puts variables in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Reader {
    /// A shell, in double quotes.
    Shell,
    /// A compose file, where `$$` is a dollar sign.
    Compose,
    /// `make`, where a name has one letter unless it is in brackets.
    Make,
    /// PowerShell, which has its variables of the environment behind `env:`.
    PowerShell,
}

/// As that writes a text in which no variable is set and no command has a result. One with a default has that.
pub(in super::super) fn without_variables(text: &str, reader: Reader) -> String {
    let text = if reader == Reader::Shell { without_commands(text) } else { text.into() };
    let (mut out, mut rest) = (String::new(), text.as_str());
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    while let Some((front, name)) = rest.split_once('$') {
        out.push_str(front);
        rest = match name.chars().next() {
            Some('{') => {
                let (inside, behind) = name.get(1..).unwrap_or_default().split_once('}').unwrap_or_default();
                let default = inside.find(|c: char| !is_name(c)).and_then(|at| inside.get(at..));
                let marks = [":-", ":=", "-", "="];
                out.push_str(
                    default.and_then(|text| marks.iter().find_map(|mark| text.strip_prefix(mark))).unwrap_or(""),
                );
                behind
            }
            Some('(') => name.split_once(')').map_or("", |(_, behind)| behind),
            Some('$') if reader == Reader::Compose || reader == Reader::Make => {
                out.push('$');
                name.get(1..).unwrap_or_default()
            }
            Some(c) if reader == Reader::Make => name.get(c.len_utf8()..).unwrap_or_default(),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                let name = if reader == Reader::PowerShell { name.trim_start_matches("env:") } else { name };
                name.trim_start_matches(is_name)
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

/// Without what stands in backquotes: the result of a command that there is not.
fn without_commands(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let whole = parts.len() % 2 == 1;
    parts.iter().enumerate().filter(|(at, _)| !whole || at % 2 == 0).map(|(_, part)| *part).collect()
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
    use super::*;

    #[test]
    fn shells_and_files_change_what_they_say() {
        let check = |got: String, expected: &str| assert_eq!(got, expected);
        use Reader::{Compose, Make, PowerShell, Shell};
        check(without_variables("a$b-c${d}e$1f$$", Shell), "a-cef$$");
        check(without_variables("é$é$", Shell), "é$é$");
        check(without_variables("a${B:-c}d${E-f}g$(date)h`id`i", Shell), "acdfghi");
        check(without_variables("a$$b$c-d", Compose), "a$b-d");
        check(without_variables("pa$word$(x)$$", Make), "paord$");
        check(without_variables("a$env:b c", PowerShell), "a c");
        check(without_backslashes(r"a\\b\c"), r"a\bc");
        let value = |text: &str, variant| setting(text, variant).and_then(|value| String::from_utf8(value).ok());
        assert_eq!(value("JWT_SECRET=a=b", 0).as_deref(), Some("a=b"));
        assert_eq!(value("export JWT_SECRET=\"a b\"\n", 1).as_deref(), Some("a b"));
        assert_eq!(value("  secret: 'x',", 1).as_deref(), Some("x"));
        assert_eq!(value("\"secret\": \"x\",", 1).as_deref(), Some("x"));
        assert_eq!(value("A=b # c", 2).as_deref(), Some("b"));
        assert_eq!(value("=b", 0), None);
    }
}
