//! Keys that were PEM once: with escapes where line breaks belong, wrapped in base64, or with boundaries that are damaged.

use super::labels::LABELS;
use crate::base::diagnostic::key::Mended;
use crate::base::diagnostic::key::Pem as Fault;
use crate::format::base64::Alphabet;
use crate::format::pem;
use crate::key::layers::entities;
use crate::key::{KeyFault, fault};

const NO_BREAK: char = '\u{a0}';

/// A text with an END line and no BEGIN line.
pub fn without_begin(text: &str) -> KeyFault {
    let label = text.split_once("-----END ").and_then(|(_, after)| after.split_once("-----")).map(|(label, _)| label);
    let label =
        label.and_then(|label| LABELS.iter().find(|row| row.name == label)).map_or("PUBLIC KEY", |row| row.name);
    if let Some(found) = damaged(text) {
        return found;
    }
    fault(Fault::BeginMissing(label))
}

/// The PEM text that `text` is or was made from, with a note on each change that was undone; `None` if it has no boundary.
/// Undone is what word processors, JSON, shells and proxies do to PEM, and the base64 that Kubernetes secrets and
/// environment variables wrap it in.
pub fn plain(text: &str) -> Option<(String, Vec<Mended>)> {
    let mut notes = Vec::new();
    let text = if pem::is_marked(text) || text.contains(NO_BREAK) {
        text.to_owned()
    } else if text.contains("-----BEGIN%20") {
        notes.push(Mended::Percent);
        unescape_percent(text)
    // base64 of five hyphens.
    } else if text.trim_start().starts_with("LS0tLS1") {
        notes.push(Mended::Base64);
        Alphabet::Standard.decode(text).ok().and_then(|decoded| String::from_utf8(decoded.bytes).ok())?
    } else {
        return None;
    };
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains("&#") || text.contains("&quot;") {
        text = entities(&text);
        notes.push(Mended::Entities);
    }
    if text.contains(NO_BREAK) {
        text = text.replace(NO_BREAK, " ");
        notes.push(Mended::NoBreakSpaces);
    }
    if text.contains("<br") {
        text = ["<br>", "<br/>", "<br />"].iter().fold(text, |text, mark| text.replace(mark, "\n"));
        notes.push(Mended::Markup);
    }
    if let Some(lines) = unquoted(&text) {
        text = lines;
        notes.push(Mended::Quoted);
    }
    if text.contains("\\n") || text.contains("\\r") {
        text = text.replace("\\\\", "\\").replace("\\r", "").replace("\\n", "\n").replace("\\/", "/");
        notes.push(Mended::EscapedLineBreaks);
    }
    pem::is_marked(&text).then_some((text, notes))
}

/// The lines without what stands in front of each, as mail, comments and tables have it, or around each, as a program has texts that
/// it joins. Which that is, the line with the boundary tells.
fn unquoted(text: &str) -> Option<String> {
    const BOUNDARY: &str = "-----BEGIN ";
    let line = text.lines().find(|line| line.contains(BOUNDARY))?;
    let before = line.get(..line.find(BOUNDARY)?)?;
    let sign = before.trim();
    let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'));
    // A text in quotes that goes on over the lines is one text.
    if let Some(quote) = quote.filter(|quote| line.matches(*quote).count() == 2) {
        let inside = |line: &str| line.split(quote).nth(1).unwrap_or(line).to_owned();
        return Some(text.lines().map(inside).collect::<Vec<String>>().join("\n").replace("\\n\n", "\n"));
    }
    let mark = !sign.is_empty() && sign.chars().all(|c| matches!(c, '>' | '|' | '#' | '*' | '/' | ';' | ' '));
    let bare = |line: &str| {
        line.trim_start()
            .strip_prefix(sign)
            .map_or(line, |line| line.trim().trim_end_matches(sign).trim_end())
            .to_owned()
    };
    mark.then(|| text.lines().map(bare).collect::<Vec<String>>().join("\n"))
}

/// The escapes of the characters that PEM has.
fn unescape_percent(text: &str) -> String {
    let pairs = [("0D", ""), ("0A", "\n"), ("2B", "+"), ("2F", "/"), ("3D", "="), ("20", " ")];
    pairs.iter().fold(text.to_owned(), |text, (code, character)| {
        text.replace(&format!("%{code}"), character).replace(&format!("%{}", code.to_ascii_lowercase()), character)
    })
}

/// A boundary that is nearly one: other dashes, another count of them, small letters, no label.
pub fn damaged(text: &str) -> Option<KeyFault> {
    let line = text.lines().take(1_000).position(|line| {
        let line = line.trim();
        let words = line.trim_matches(|c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '*' | ' '));
        let label = words.get(..6).filter(|begin| begin.eq_ignore_ascii_case("begin ")).and_then(|_| words.get(6..));
        let known = |label: &str| LABELS.iter().any(|row| row.name.eq_ignore_ascii_case(label.trim()));
        (words.len() < line.len() && label.is_some_and(known)) || line.eq_ignore_ascii_case("-----BEGIN-----")
    });
    line.map(|line| fault(Fault::OddBegin(line + 1))).or_else(|| super::mend::odd_begin(text))
}

#[cfg(test)]
mod tests {
    use crate::format::base64::Alphabet;
    use crate::key::pem::bare::tests::{EACH, SPKI, body};
    use crate::key::testing::{fixture, read, refuse};

    /// The text is the key of `SPKI`, with that note.
    #[track_caller]
    fn check(text: &str, note: &str) {
        let key = read(text).unwrap_or_else(|fault| panic!("{text:?}: {fault}"));
        assert_eq!(Ok(key.thumbprint()), read(SPKI).map(|key| key.thumbprint()), "{text:?}");
        let notes = crate::key::testing::notes(&key.notes);
        assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{text:?}: {notes}");
    }

    #[test]
    fn lost_line_breaks_are_put_back() {
        check(SPKI, "");
        check(&SPKI.replace('\n', "\r\n"), "");
        check(&SPKI.replace('\n', "\r"), "");
        check(&SPKI.replace('\n', "\\n"), "had \\n where line breaks belong");
        check(&SPKI.replace('\n', "\\\\n"), "had \\n where line breaks belong");
        check(&format!("\"{}\"", SPKI.replace('\n', "\\r\\n").replace('/', "\\/")), "had \\n where line breaks belong");
        check(&SPKI.replace('\n', "&#xA;"), "the text had XML entities");
        check(&SPKI.replace('\n', "&#13;&#10;"), "the text had XML entities");
        check(&format!("<add value=\"{}\" />", SPKI.replace('\n', "&#10;")), "the text had XML entities");
        check(&format!("<Key>{}</Key>", SPKI.replace('\n', "&#xD;&#xA;")), "the text had XML entities");
        check(&SPKI.replace('\n', "<br>"), "the text had <br>");
        check(&SPKI.replace('\n', "<br />\n"), "the text had <br>");
        let each = |before: &str, after: &str| -> String {
            SPKI.lines().map(|line| format!("{before}{line}{after}\n")).collect()
        };
        for (before, after) in [
            ("> ", ""),
            (">> ", ""),
            ("> > ", ""),
            ("# ", ""),
            ("  // ", ""),
            (" * ", ""),
            ("| ", " |"),
            ("\"", "\\n\" +"),
            ("  '", "\\n',"),
            ("\"", "\""),
            ("    + \"", "\\n\""),
        ] {
            check(&each(before, after), "each line was quoted");
        }
        check(&SPKI.replace('\n', " "), "the line breaks inside the block are missing");
        check(&SPKI.replace('\n', "\n    "), "the lines are indented");
        check(&SPKI.replace(' ', "\u{a0}"), "no-break spaces (U+00A0)");
        check(&SPKI.replacen("PUBLIC KEY", "PUBLIC\u{a0}KEY", 2), "no-break spaces (U+00A0)");
    }

    #[test]
    fn a_wrapped_pem_is_unwrapped() {
        check(&Alphabet::Standard.encode(SPKI.as_bytes()), "the text was base64 of a PEM text");
        let escaped =
            SPKI.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D").replace(' ', "%20").replace('\n', "%0A");
        check(&escaped, "percent escapes");
    }

    #[test]
    fn a_missing_or_mistyped_begin_line_is_named() {
        let without = SPKI.split_once('\n').map(|(_, rest)| rest).expect("several lines");
        refuse(without, "pem-begin-missing", r#"Key(Pem(BeginMissing("PUBLIC KEY")))"#);
        refuse(&SPKI.replace("-----BEGIN", "----BEGIN"), "pem-boundary", "Key(Pem(OddBegin(1)))");
        refuse(&SPKI.replace("-----", "\u{2014}--"), "pem-boundary", "Key(Pem(OddBegin(1)))");
        refuse(&SPKI.replace(" PUBLIC KEY", ""), "pem-boundary", "Key(Pem(OddBegin(1)))");
        refuse(&SPKI.to_ascii_lowercase(), "pem-boundary", "Key(Pem(OddBegin(1)))");
    }

    #[test]
    fn an_encrypted_key_asks_for_its_passphrase_in_any_of_these_forms() {
        let pem = fixture!("p256-pkcs8-aes128-sha256.pem");
        let der = Alphabet::Standard.decode(&body(pem)).expect("a fixture").bytes;
        let digits = crate::format::hex::encode(&der);
        for text in [
            body(pem),
            Alphabet::UrlSafe.encode(&der),
            digits,
            Alphabet::Standard.encode(pem.as_bytes()),
            pem.replace('\n', "\r\n"),
            pem.replace('\n', "\\n"),
            format!("Bag Attributes\n    friendlyName: me\n\"{pem}\""),
            pem.replace(' ', "\u{a0}"),
            pem.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D").replace(' ', "%20").replace('\n', "%0A"),
        ] {
            refuse(
                &text,
                "pem-encrypted",
                r#"Key(Encrypted(Waiting("AES-128-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-256")))"#,
            );
            assert_eq!(super::super::encrypted(&text), super::super::encrypted(pem), "{text}");
        }
    }

    #[test]
    fn what_is_lost_on_the_way_is_put_back_for_each_structure() {
        for pem in EACH {
            let expected = read(pem).expect("a fixture");
            for text in [
                pem.replace('\n', "\r\n"),
                pem.replace('\n', "\r"),
                pem.replace('\n', "\\n"),
                format!("KEY=\"{}\"", pem.replace('\n', "\\n")),
                format!("'{pem}'"),
                format!("here it is:\n{pem}\nregards"),
                pem.replace('\n', "\n\t"),
                Alphabet::Standard.encode(pem.as_bytes()),
            ] {
                let key = read(&text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
                assert_eq!((&key.material, &key.source), (&expected.material, &expected.source), "{text}");
            }
        }
    }
}
