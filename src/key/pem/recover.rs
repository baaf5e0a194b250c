//! Keys that were PEM once: with escapes where line breaks belong, wrapped in base64, or with boundaries that are damaged.

use super::escapes::{uncontinued, unescape_json, unescape_percent};
use super::labels::LABELS;
use super::{lines, spaces};
use crate::base::diagnostic::Code;
use crate::base::diagnostic::key::Mended;
use crate::base::diagnostic::key::Pem as Fault;
use crate::base::unseen::is_invisible;
use crate::format::base64::Alphabet;
use crate::format::pem;
use crate::key::layers::entities;
use crate::key::{KeyFault, fault};

const NO_BREAK: char = '\u{a0}';
/// base64 of five hyphens.
const WRAPPED: &str = "LS0tLS1";

/// A change of a body that makes a key of it, or nothing.
type Change = fn(&str) -> Option<String>;

/// What a body is read without, where it is whole only so.
const BODIES: [(Change, Mended); 3] = [
    (spaces::body, Mended::PlusSigns),
    (lines::unescaped, Mended::LostBackslashes),
    (lines::unmarked, Mended::LineMarks),
];

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
    let text = text.trim_start_matches('\u{feff}');
    let text = if pem::is_marked(text) || text.contains(NO_BREAK) || text.contains(is_invisible) {
        text.to_owned()
    } else if text.contains("-----BEGIN%20") {
        notes.push(Mended::Percent);
        unescape_percent(text)
    // As a form is sent: `+` is a space, and a plus is an escape.
    } else if text.contains("-----BEGIN+") && text.contains('%') {
        notes.push(Mended::Percent);
        unescape_percent(&text.replace('+', " "))
    } else if text.trim_start().starts_with(WRAPPED) {
        notes.push(Mended::Base64);
        unwrapped(text)?
    } else {
        return None;
    };
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains("&#") || text.contains("&quot;") {
        text = entities(&text);
        notes.push(Mended::Entities);
    }
    if text.contains(is_invisible) {
        text.retain(|c| !is_invisible(c));
        notes.push(Mended::Invisible);
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
    if text.contains("\\u00") {
        text = unescape_json(&text);
        notes.push(Mended::JsonString);
    }
    if let Some(lines) = uncontinued(&text) {
        text = lines;
        notes.push(Mended::Continued);
    }
    if text.contains("\\n") {
        text = text
            .replace("\\\\", "\\")
            .replace("\\r", "")
            .replace("\\n\n", "\n")
            .replace("\\n", "\n")
            .replace("\\/", "/");
        notes.push(Mended::EscapedLineBreaks);
    } else if text.contains("\\r") {
        text = text.replace("\\\\", "\\").replace("\\r\n", "\n").replace("\\r", "\n").replace("\\/", "/");
        notes.push(Mended::EscapedReturns);
    }
    for (mend, note) in BODIES {
        if let Some(restored) = spaces::restored(&text, mend) {
            text = restored;
            notes.push(note);
        }
    }
    if let Some(inner) = nested(&text) {
        text = inner;
        notes.push(Mended::Nested);
    }
    pem::is_marked(&text).then_some((text, notes))
}

/// The text in PEM whose base64 stands in a block.
fn nested(text: &str) -> Option<String> {
    let (_, body) = text.split_once("-----BEGIN ")?.1.split_once("-----")?;
    let body = body.trim_start().starts_with(WRAPPED).then(|| body.split("-----").next())??;
    unwrapped(body).filter(|inner| pem::is_marked(inner))
}

/// The text that base64 stands for, also where its end is missing and with it a part of four characters.
fn unwrapped(text: &str) -> Option<String> {
    let bare: String = text.split_whitespace().collect();
    let whole = bare.get(..bare.len() / 4 * 4)?;
    let decoded = Alphabet::Standard.decode(&bare).or_else(|_| Alphabet::Standard.decode(whole)).ok()?;
    String::from_utf8(decoded.bytes).ok()
}

/// The fault of a block that is never closed, where the base64 that it was wrapped in was cut off.
pub fn cut_base64(text: &str, plain: &str, found: KeyFault) -> KeyFault {
    // Where the boundary itself is cut, there is no BEGIN line that could be read.
    if plain.contains("-----END ") || ![Code::PemEndMissing, Code::PemBoundary].contains(&found.code()) {
        return found;
    }
    fault(Fault::Base64Cut(text.split_whitespace().map(str::len).sum()))
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

/// A boundary that is nearly one: other dashes, another count of them, small letters, no label.
pub fn damaged(text: &str) -> Option<KeyFault> {
    let line = text.lines().take(1_000).position(|line| {
        let line = line.trim();
        let words = line.trim_matches(|c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '*' | ' '));
        let label = words.get(..6).filter(|begin| begin.eq_ignore_ascii_case("begin ")).and_then(|_| words.get(6..));
        let known = |label: &str| LABELS.iter().any(|row| row.name.eq_ignore_ascii_case(label.trim()));
        (words.len() < line.len() && label.is_some_and(known)) || line.eq_ignore_ascii_case("-----BEGIN-----")
    });
    super::mend::odd_begin(text).or_else(|| line.map(|line| fault(Fault::OddBegin(line + 1))))
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
        for (end, note) in [
            ("\\n\\\n", "each line ended in a backslash"),
            ("\\n\\\n", "had \\n where line breaks belong"),
            ("\\\n", "each line ended in a backslash"),
            ("\\ \r\n", "each line ended in a backslash"),
            ("\\r\\n\\\n", "each line ended in a backslash"),
            ("\\r", "had \\r where line breaks belong"),
            ("\\u000A", "its escapes were decoded"),
            ("\\u000d\\u000a", "its escapes were decoded"),
        ] {
            check(&SPKI.replace('\n', end), note);
            check(&format!("KEY=\"{}\"", SPKI.trim_end().replace('\n', end)), note);
        }
        let joined: String = SPKI.lines().map(|line| format!("  \"{line}\\n\" \\\n")).collect();
        check(&joined, "each line was quoted");
        check(&SPKI.replace(' ', "\u{a0}"), "no-break spaces (U+00A0)");
        check(&SPKI.replacen("PUBLIC KEY", "PUBLIC\u{a0}KEY", 2), "no-break spaces (U+00A0)");
    }

    #[test]
    fn a_wrapped_pem_is_unwrapped() {
        check(&Alphabet::Standard.encode(SPKI.as_bytes()), "the text was base64 of a PEM text");
        let escaped =
            SPKI.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D").replace(' ', "%20").replace('\n', "%0A");
        check(&escaped, "percent escapes");
        let wrapped = Alphabet::Standard.encode(SPKI.as_bytes());
        let lines = wrapped.as_bytes().chunks(64).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n");
        for body in [wrapped, lines] {
            let text = format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n");
            check(&text, "the block held the base64 of a whole PEM text");
        }
    }

    #[test]
    fn invisible_characters_are_skipped() {
        for text in [
            SPKI.replace("\n", "\u{200b}\n"),
            SPKI.replace("PUBLIC", "\u{2060}PUBLIC"),
            SPKI.replace("BEGIN", "BEGIN\u{200b}").replace("END", "END\u{200b}"),
            format!("\u{200e}{SPKI}"),
        ] {
            check(&text, "had invisible characters");
        }
        check(&format!("\u{feff}{SPKI}"), "");
    }

    #[test]
    fn base64_of_a_pem_that_is_cut_off_says_so() {
        let wrapped = Alphabet::Standard.encode(SPKI.as_bytes());
        for length in [32, 64, 75, 76, 77, 78, 100, 120] {
            let facts = format!("Key(Pem(Base64Cut({length})))");
            refuse(wrapped.get(..length).expect("long"), "pem-end-missing", &facts);
        }
        let lines = wrapped.as_bytes().chunks(76).take(2).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n");
        refuse(&format!("KEY={lines}\n"), "pem-end-missing", "Key(Pem(Base64Cut(152)))");
    }

    #[test]
    fn a_missing_or_mistyped_begin_line_is_named() {
        let without = SPKI.split_once('\n').map(|(_, rest)| rest).expect("several lines");
        refuse(without, "pem-begin-missing", r#"Key(Pem(BeginMissing("PUBLIC KEY")))"#);
        refuse(&SPKI.replace("-----BEGIN", "----BEGIN"), "pem-boundary", "Key(Pem(OddBegin(1)))");
        let dashes = "Key(Pem(Dashes { line: 1, begins: true, dash: '—' }))";
        refuse(&SPKI.replace("-----", "\u{2014}--"), "pem-boundary", dashes);
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
