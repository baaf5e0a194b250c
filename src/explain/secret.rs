//! A secret: the other bytes that its text may stand for, and those that everybody knows.

use super::{Case, Explanation, Remedy, Run, accents, defaults, reads_as, shape};
use crate::jwa::{ALGORITHMS, Algorithm, Family, hmac};
use crate::key::{Encoding, Key, Material, Secret, Source};
use crate::spec::Spec;
use base64::Engine as _;
use base64::engine::general_purpose::{
    STANDARD, STANDARD_NO_PAD, STANDARD_PAD_INDIFFERENT, URL_SAFE, URL_SAFE_NO_PAD, URL_SAFE_PAD_INDIFFERENT,
};

/// Another reading of the same secret.
struct Reading {
    reason: &'static str,
    /// Follows "the signature holds when the secret is".
    how: &'static str,
    fix: &'static str,
    bytes: Vec<u8>,
    /// The encoding in which the text of the key field reads so.
    encoding: Option<Encoding>,
}

/// The row whose tag has the length of the signature.
fn row(case: &Case) -> Option<&'static Algorithm> {
    let fits = |row: &&&Algorithm| row.hash.is_some_and(|hash| hash.bytes() == case.signature.len());
    ALGORITHMS.iter().filter(|row| row.family == Family::Hmac).find(fits).copied()
}

pub(super) fn other(case: &Case, run: &mut Run) -> Option<Explanation> {
    let row = row(case)?;
    let readings = readings(case.key);
    let count = readings.len();
    for reading in readings {
        if run.may(case.cost()) && holds(case, row, &reading.bytes) {
            return Some(explanation(case, row, reading));
        }
    }
    run.in_vain(format!("with {count} other readings of the secret"))
}

/// Tries the secrets that everybody knows.
pub(super) fn known(case: &Case, run: &mut Run) -> Option<Explanation> {
    let row = row(case)?;
    let mut words = defaults::words();
    if let Some(word) = words.find(|word| run.may(case.cost()) && holds(case, row, word.as_bytes())) {
        let (reason, how) = ("secret-default", "another: a well-known one from documentation and examples");
        let fix = "have the issuer take a long random secret: with this one, anybody can sign tokens";
        return Some(explanation(case, row, Reading { reason, how, fix, bytes: word.into(), encoding: None }));
    }
    run.in_vain("with secrets that are well known")
}

fn holds(case: &Case, row: &Algorithm, secret: &[u8]) -> bool {
    row.hash.is_some_and(|hash| hmac::matches(hash, secret, case.message, case.signature).is_ok())
}

fn explanation(case: &Case, row: &Algorithm, reading: Reading) -> Explanation {
    let mut message = format!("the signature holds when the secret is {}", reading.how);
    if row != case.algorithm {
        message.push_str(&format!(", and as {} instead of {}", row.name, case.algorithm.name));
    }
    let fix = match case.key.source {
        Source::Jwk if !reading.bytes.is_empty() => {
            "have `k` hold the very bytes that the issuer signs with, in base64url"
        }
        _ => reading.fix,
    };
    let text = core::str::from_utf8(&case.key.text.0).unwrap_or_default();
    let encoding = reading.encoding.filter(|encoding| reads_as(text, *encoding, &reading.bytes));
    let remedy = encoding.map_or(Remedy::Secret(Secret(reading.bytes)), Remedy::Encoding);
    Explanation::new(reading.reason, message).fix(fix).spec(Spec::Rfc(7518, "3.2")).remedy(remedy)
}

/// Every other reading of the secret, the likeliest first.
fn readings(key: &Key) -> Vec<Reading> {
    const TEXT: &str = "choose UTF-8 as the encoding of the secret";
    const CONTENT: &str = "give the secret exactly as the issuer has it: every character counts";
    const SPACE: &str = "secret-white-space";
    const ENCODING: &str = "secret-encoding";
    let Material::Secret(Secret(secret)) = &key.material else { return vec![] };
    // What was typed, where that is not the secret itself.
    let typed = match key.source {
        Source::Text(Encoding::Utf8) => secret,
        Source::Text(_) if !key.text.0.is_empty() => &key.text.0,
        _ => secret,
    };
    let mut readings: Vec<Reading> = vec![];
    let mut add = |reason, how, fix, bytes: Vec<u8>, encoding| {
        if bytes != *secret && readings.iter().all(|reading| reading.bytes != bytes) {
            readings.push(Reading { reason, how, fix, bytes, encoding });
        }
    };
    let written = "its text as written, not what that text decodes to";
    if let Ok(text) = core::str::from_utf8(typed) {
        let bare: String = text.chars().filter(|char| !char.is_whitespace()).collect();
        let decoded = [
            (
                URL_SAFE_PAD_INDIFFERENT.decode(&bare).ok(),
                "read as base64url",
                "choose base64url as the encoding of the secret",
                Encoding::Base64url,
            ),
            (
                STANDARD_PAD_INDIFFERENT.decode(&bare).ok(),
                "read as base64",
                "choose base64 as the encoding of the secret",
                Encoding::Base64,
            ),
            (shape::from_hex(&bare), "read as hexadecimal", "choose hex as the encoding of the secret", Encoding::Hex),
        ];
        for (bytes, how, fix, encoding) in decoded {
            if let Some(bytes) = bytes {
                add(ENCODING, how, fix, bytes, Some(encoding));
            }
        }
        if typed != secret {
            add(ENCODING, written, TEXT, typed.clone(), Some(Encoding::Utf8));
        }
        let mut other = |reason, how, fix, text: String| add(reason, how, fix, text.into(), None);
        let trimmed = text.trim();
        other(SPACE, "taken without the white space around it", "take the white space off", trimmed.into());
        other(SPACE, "followed by a line feed", "add a line break at the end", format!("{trimmed}\n"));
        other(SPACE, "followed by a carriage return and a line feed", CONTENT, format!("{trimmed}\r\n"));
        other("secret-quotes", "taken without the quotes around it", "take the quotes off", unquoted(trimmed).into());
        let escapes = text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
        other(
            "secret-escapes",
            "read with `\\n` as a line break",
            "write a line break in place of each `\\n`",
            escapes,
        );
        let one_line = text.replace('\n', "\\n");
        other("secret-escapes", "written with `\\n` for each line break", "write `\\n` for each line break", one_line);
        let bom = "preceded by a byte order mark (U+FEFF)";
        other(ENCODING, bom, CONTENT, format!("\u{feff}{text}"));
        let no_bom = text.strip_prefix('\u{feff}').unwrap_or(text);
        other(ENCODING, "taken without the byte order mark (U+FEFF) before it", CONTENT, no_bom.into());
        let nfc = "written with composed letters, `é` as one character (Unicode NFC)";
        other(ENCODING, nfc, CONTENT, accents::composed(text));
        let nfd = "written with letters and accents apart, `é` as two characters (Unicode NFD)";
        other(ENCODING, nfd, CONTENT, accents::decomposed(text));
        let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        add(ENCODING, "encoded as UTF-16", CONTENT, utf16, None);
        if let Ok(bytes) = text.chars().map(|char| u8::try_from(u32::from(char))).collect() {
            add(ENCODING, "encoded as Latin-1", CONTENT, bytes, None);
        }
    }
    let twice = secret.iter().copied().map(char::from).collect::<String>();
    add(ENCODING, "read as Latin-1 and encoded as UTF-8", CONTENT, twice.into(), None);
    let encoded = match key.source {
        Source::Text(Encoding::Utf8) => "encoded once more, as base64 or hexadecimal text",
        Source::Jwk => "the text of `k`, not what it decodes to",
        _ => written,
    };
    for engine in [URL_SAFE_NO_PAD, URL_SAFE, STANDARD, STANDARD_NO_PAD] {
        add(ENCODING, encoded, TEXT, engine.encode(secret).into(), None);
    }
    if key.source == Source::Jwk {
        let text = &key.text.0;
        add(ENCODING, "all the text of the JWK", CONTENT, text.trim_ascii().to_vec(), None);
        add(ENCODING, "all the text of the JWK", CONTENT, text.clone(), None);
    }
    let hex = shape::to_hex(secret);
    add(ENCODING, encoded, TEXT, hex.to_ascii_uppercase().into(), None);
    add(ENCODING, encoded, TEXT, hex.into(), None);
    add("secret-empty", "empty", "reject the token: anyone can sign with an empty secret", vec![], None);
    readings
}

fn unquoted(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).or_else(|| inner('`')).unwrap_or(text)
}
