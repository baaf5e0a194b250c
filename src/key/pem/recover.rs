//! Keys that were PEM once: with escapes where line breaks belong, wrapped in base64, or without their boundaries.

use super::armour;
use super::labels::{Holds, LABELS};
use super::marked;
use crate::key::base64::Alphabet;
use crate::key::{Key, KeyFault, der};
use crate::spec::Spec;

const NO_BREAK: char = '\u{a0}';

/// A text with an END line and no BEGIN line.
pub fn without_begin(text: &str) -> KeyFault {
    let label = text.split_once("-----END ").and_then(|(_, after)| after.split_once("-----")).map(|(label, _)| label);
    let label = label.filter(|label| LABELS.iter().any(|row| row.name == *label)).unwrap_or("PUBLIC KEY");
    if let Some(fault) = damaged(text) {
        return fault;
    }
    KeyFault::new("pem-begin-missing", "the BEGIN line is missing: there is an END line only")
        .hint(format!("copy the whole text, from the line -----BEGIN {label}----- on"))
        .spec(Spec::Rfc(7468, "3"))
}

/// The text with what word processors, JSON and shells do to it undone, and a note on each.
pub fn unescape(text: &str) -> (String, Vec<&'static str>) {
    let mut notes = Vec::new();
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains(NO_BREAK) {
        text = text.replace(NO_BREAK, " ");
        notes.push("the text had no-break spaces (U+00A0); they were read as spaces");
    }
    if text.contains("\\n") || text.contains("\\r") {
        text = text.replace("\\\\", "\\").replace("\\r", "").replace("\\n", "\n").replace("\\/", "/");
        notes.push("the text had \\n where line breaks belong; they were put back");
    }
    (text, notes)
}

/// PEM whose very boundaries have no-break spaces, as web pages and word processors write them.
pub fn unspaced(text: &str) -> Option<Result<Key, KeyFault>> {
    (text.contains(NO_BREAK) && armour::is_marked(&text.replace(NO_BREAK, " "))).then(|| marked(text))
}

/// PEM in percent escapes, as proxies put certificates into headers.
pub fn escaped(text: &str) -> Option<Result<Key, KeyFault>> {
    if !text.contains("-----BEGIN%20") {
        return None;
    }
    let pairs = [
        ("%0D", ""),
        ("%0d", ""),
        ("%0A", "\n"),
        ("%0a", "\n"),
        ("%2B", "+"),
        ("%2b", "+"),
        ("%2F", "/"),
        ("%2f", "/"),
    ];
    let text = pairs
        .iter()
        .chain(&[("%3D", "="), ("%3d", "="), ("%20", " ")])
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    Some(noting(marked(&text), "the text was in percent escapes; they were undone"))
}

/// PEM inside base64, as Kubernetes secrets and environment variables hold it.
pub fn wrapped(text: &str) -> Option<Result<Key, KeyFault>> {
    // base64 of five hyphens.
    if !text.trim_start().starts_with("LS0tLS1") {
        return None;
    }
    let inner = Alphabet::Standard.decode(text).ok().and_then(|decoded| String::from_utf8(decoded.bytes).ok())?;
    armour::is_marked(&inner).then(|| noting(marked(&inner), "the text was base64 of a PEM text; it was decoded"))
}

fn noting(key: Result<Key, KeyFault>, note: &str) -> Result<Key, KeyFault> {
    key.map(|mut key| {
        key.notes.push(note.to_owned());
        key
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
    })?;
    let message = format!("the BEGIN line (line {}) is not written as it has to be", line + 1);
    let hint = "a boundary reads -----BEGIN PUBLIC KEY-----: five plain hyphens on each side, capital letters, no spaces around";
    Some(KeyFault::new("pem-boundary", message).hint(hint).spec(Spec::Rfc(7468, "3")))
}

/// The base64 of a key without any boundary. Only what is a key from its first byte to its last is taken for one, for the
/// same text could be a secret; several full lines of base64 that start like a key are called a damaged one.
pub fn bare(text: &str) -> Option<Result<Key, KeyFault>> {
    let (der, announced) = beginning(text)?;
    if announced == der.len() {
        let (row, mut key) = LABELS.iter().find_map(|row| match row.holds {
            Holds::Key(read) => read(&der, None).ok().map(|key| (row, key)),
            _ => None,
        })?;
        key.notes.push(format!(
            "the BEGIN and END lines are missing; the text was read as what belongs between -----BEGIN {0}----- and -----END {0}-----",
            row.name
        ));
        return Some(Ok(key));
    }
    let mut lines = text.trim().lines().map(|line| line.trim().len());
    let block = lines.next().is_some_and(|first| first == 64 || first == 76) && lines.next().is_some();
    block.then(|| {
        let message = format!(
            "the BEGIN and END lines are missing, and so is a part of the key: it says it is {announced} bytes long, and there are {}",
            der.len()
        );
        Err(KeyFault::new("pem-begin-missing", message)
            .hint("copy the whole text, from the BEGIN line up to and with the END line")
            .spec(Spec::Rfc(7468, "3")))
    })
}

/// Whether `text` is probably the start of a key in base64. That can be chance, so it is worth a note and no more.
pub fn looks_cut(text: &str) -> bool {
    // A long SEQUENCE whose first element is the algorithm of a key, the signed part of a certificate, a version, or a
    // modulus: 1 in 2^28 of random texts are.
    let is_start = |der: &[u8]| match der {
        [der::SEQUENCE, 0x82, _, _, der::SEQUENCE, length, ..] => matches!(length, 0x0d | 0x10 | 0x13 | 0x82),
        [der::SEQUENCE, 0x82, _, _, der::INTEGER, length, ..] => matches!(length, 0x01 | 0x81 | 0x82),
        _ => false,
    };
    beginning(text).is_some_and(|(der, announced)| announced > der.len() && is_start(&der))
}

/// What `text` decodes to and how long that says it is, if it is base64 of something that starts like a key.
fn beginning(text: &str) -> Option<(Vec<u8>, usize)> {
    let body = text.trim();
    // Every DER SEQUENCE starts with an M in base64; 40 characters are too few for any key.
    if !body.starts_with('M') || body.len() < 40 || body.len() > 1 << 20 {
        return None;
    }
    let der = Alphabet::Standard.decode(body).ok()?.bytes;
    let announced = der::announced_length(&der).filter(|_| der.first() == Some(&der::SEQUENCE))?;
    Some((der, announced))
}

#[cfg(test)]
mod tests {
    use crate::key::base64::Alphabet;
    use crate::key::testing::{fixture, read, refuse};
    use crate::key::{Encoding, Source};

    const SPKI: &str = fixture!("p256-spki.pem");
    const RSA: &str = fixture!("rsa2048-spki.pem");

    /// The text is the key of `SPKI`, with that note.
    #[track_caller]
    fn check(text: &str, note: &str) {
        let key = read(text).unwrap_or_else(|fault| panic!("{text:?}: {fault}"));
        assert_eq!(Ok(key.thumbprint()), read(SPKI).map(|key| key.thumbprint()), "{text:?}");
        let notes = key.notes.join("; ");
        assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{text:?}: {notes}");
    }

    fn body(pem: &str) -> String {
        pem.lines().filter(|line| !line.starts_with("-----")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn lost_line_breaks_are_put_back() {
        check(SPKI, "");
        check(&SPKI.replace('\n', "\r\n"), "");
        check(&SPKI.replace('\n', "\r"), "");
        check(&SPKI.replace('\n', "\\n"), "had \\n where line breaks belong");
        check(&SPKI.replace('\n', "\\\\n"), "had \\n where line breaks belong");
        check(&format!("\"{}\"", SPKI.replace('\n', "\\r\\n").replace('/', "\\/")), "had \\n where line breaks belong");
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
    fn a_body_without_boundaries_is_a_key_only_if_it_is_whole() {
        check(
            &body(SPKI),
            "the BEGIN and END lines are missing; the text was read as what belongs between -----BEGIN PUBLIC KEY-----",
        );
        check(&body(SPKI).replace('\n', ""), "the BEGIN and END lines are missing");
        let (first, rest) =
            body(RSA).split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("several lines");
        let cut: Vec<&str> = rest.lines().skip(1).collect();
        refuse(
            &format!("{first}\n{}", cut.join("\n")),
            "pem-begin-missing",
            "says it is 294 bytes long, and there are 246",
            "whole text",
        );
        let start = body(RSA).replace('\n', "")[..300].to_owned();
        assert!(read(&start).is_ok_and(|key| key.notes.join("; ").contains("starts like a key in base64")));
        let secret = "MySecretThatIsLongEnoughToLookLikeAKeyButIsNone=";
        assert_eq!(read(secret).map(|key| (key.source, key.notes)), Ok((Source::Text(Encoding::Utf8), vec![])));
    }

    #[test]
    fn a_missing_or_mistyped_begin_line_is_named() {
        let without = SPKI.split_once('\n').map(|(_, rest)| rest).expect("several lines");
        refuse(
            without,
            "pem-begin-missing",
            "there is an END line only",
            "from the line -----BEGIN PUBLIC KEY----- on",
        );
        refuse(&SPKI.replace("-----BEGIN", "----BEGIN"), "pem-boundary", "BEGIN line (line 1)", "five plain hyphens");
        refuse(&SPKI.replace("-----", "\u{2014}--"), "pem-boundary", "BEGIN line (line 1)", "five plain hyphens");
        refuse(&SPKI.replace(" PUBLIC KEY", ""), "pem-boundary", "BEGIN line (line 1)", "-----BEGIN PUBLIC KEY-----");
        refuse(&SPKI.to_ascii_lowercase(), "pem-boundary", "BEGIN line (line 1)", "capital letters");
    }
}
