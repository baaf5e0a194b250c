//! What stands for a character of PEM, or between two lines of it, where it was a text within another one.

/// The lines without the backslash at the end of each, by which a shell, C and the readers of `.env` files go on with the next one.
pub fn uncontinued(text: &str) -> Option<String> {
    let ends = |line: &str| line.trim_end().ends_with('\\');
    let bare =
        |line: &str| if ends(line) { line.trim_end().trim_end_matches('\\').to_owned() } else { line.to_owned() };
    // No line of PEM ends so, and one that stands alone says nothing of the others.
    (text.lines().filter(|line| ends(line)).count() > 1)
        .then(|| text.lines().map(bare).collect::<Vec<String>>().join("\n"))
}

/// The escapes that writers of JSON use for the characters that PEM has: .NET's writes `+` so.
pub fn unescape_json(text: &str) -> String {
    let pairs = [("2B", "+"), ("2F", "/"), ("3D", "="), ("0A", "\n"), ("0D", ""), ("2D", "-"), ("20", " ")];
    pairs.iter().fold(text.to_owned(), |text, (code, character)| {
        text.replace(&format!("\\u00{code}"), character)
            .replace(&format!("\\u00{}", code.to_ascii_lowercase()), character)
    })
}

/// The escapes of the characters that PEM has.
pub fn unescape_percent(text: &str) -> String {
    let pairs = [("0D", ""), ("0A", "\n"), ("2B", "+"), ("2F", "/"), ("3D", "="), ("20", " ")];
    pairs.iter().fold(text.to_owned(), |text, (code, character)| {
        text.replace(&format!("%{code}"), character).replace(&format!("%{}", code.to_ascii_lowercase()), character)
    })
}
