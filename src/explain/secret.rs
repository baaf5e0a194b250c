//! A secret: the other bytes that its text may stand for, and those that everybody knows.

use super::{Case, Run, accents, defaults, reads_as, shape};
use crate::base::diagnostic::reason::{Reading, Reason, Tried};
use crate::base::diagnostic::{Diagnostic, Remedy};
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family, hmac};
use crate::key::{Encoding, Key, Material, Secret, Source};
use base64::Engine as _;
use base64::engine::general_purpose::{
    STANDARD, STANDARD_NO_PAD, STANDARD_PAD_INDIFFERENT, URL_SAFE, URL_SAFE_NO_PAD, URL_SAFE_PAD_INDIFFERENT,
};

/// The row whose tag has the length of the signature.
fn row(case: &Case) -> Option<&'static Algorithm> {
    let fits = |row: &&&Algorithm| row.hash.is_some_and(|hash| hash.bytes() == case.signature.len());
    ALGORITHMS.iter().filter(|row| row.family == Family::Hmac).find(fits).copied()
}

pub(super) fn other(case: &Case, run: &mut Run) -> Option<Diagnostic> {
    let row = row(case)?;
    let readings = readings(case.key);
    let count = readings.len();
    for (reading, bytes) in readings {
        if run.may(case.cost()) && holds(case, row, &bytes) {
            return Some(found(case, row, reading, bytes));
        }
    }
    run.in_vain(Tried::Readings(count))
}

/// Tries the secrets that everybody knows.
pub(super) fn known(case: &Case, run: &mut Run) -> Option<Diagnostic> {
    let row = row(case)?;
    let mut words = defaults::words();
    if let Some(word) = words.find(|word| run.may(case.cost()) && holds(case, row, word.as_bytes())) {
        return Some(found(case, row, Reading::WellKnown, word.into()));
    }
    run.in_vain(Tried::KnownSecrets)
}

fn holds(case: &Case, row: &Algorithm, secret: &[u8]) -> bool {
    row.hash.is_some_and(|hash| hmac::matches(hash, secret, case.message, case.signature).is_ok())
}

fn found(case: &Case, row: &Algorithm, reading: Reading, bytes: Vec<u8>) -> Diagnostic {
    let other = (row != case.algorithm).then_some([row.name, case.algorithm.name]);
    let text = core::str::from_utf8(&case.key.text.0).unwrap_or_default();
    let encoding = match reading {
        Reading::Decoded(encoding) => Some(encoding),
        Reading::AsWritten => Some(Encoding::Utf8),
        _ => None,
    };
    let encoding = encoding.filter(|encoding| reads_as(text, *encoding, &bytes));
    let remedy = encoding.map_or(Remedy::Secret(Secret(bytes)), Remedy::Encoding);
    let jwk = case.key.source == Source::Jwk;
    Diagnostic::error(Reason::Secret { reading, other, jwk }).with_remedy(remedy)
}

/// Every other reading of the secret with its bytes, the likeliest first.
fn readings(key: &Key) -> Vec<(Reading, Vec<u8>)> {
    let Material::Secret(Secret(secret)) = &key.material else { return vec![] };
    // What was typed, where that is not the secret itself.
    let typed = match key.source {
        Source::Text(Encoding::Utf8) => secret,
        Source::Text(_) if !key.text.0.is_empty() => &key.text.0,
        _ => secret,
    };
    let mut readings: Vec<(Reading, Vec<u8>)> = vec![];
    let mut add = |reading, bytes: Vec<u8>| {
        if bytes != *secret && readings.iter().all(|(_, known)| *known != bytes) {
            readings.push((reading, bytes));
        }
    };
    if let Ok(text) = core::str::from_utf8(typed) {
        let bare: String = text.chars().filter(|char| !char.is_whitespace()).collect();
        let decoded = [
            (Encoding::Base64url, URL_SAFE_PAD_INDIFFERENT.decode(&bare).ok()),
            (Encoding::Base64, STANDARD_PAD_INDIFFERENT.decode(&bare).ok()),
            (Encoding::Hex, shape::from_hex(&bare)),
        ];
        for (encoding, bytes) in decoded {
            if let Some(bytes) = bytes {
                add(Reading::Decoded(encoding), bytes);
            }
        }
        if typed != secret {
            add(Reading::AsWritten, typed.clone());
        }
        let trimmed = text.trim();
        let escapes = text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
        let texts = [
            (Reading::Trimmed, trimmed.into()),
            (Reading::LineFeed, format!("{trimmed}\n")),
            (Reading::CarriageReturnLineFeed, format!("{trimmed}\r\n")),
            (Reading::Unquoted, unquoted(trimmed).into()),
            (Reading::Unescaped, escapes),
            (Reading::Escaped, text.replace('\n', "\\n")),
            (Reading::WithBom, format!("\u{feff}{text}")),
            (Reading::WithoutBom, text.strip_prefix('\u{feff}').unwrap_or(text).into()),
            (Reading::Composed, accents::composed(text)),
            (Reading::Decomposed, accents::decomposed(text)),
        ];
        for (reading, text) in texts {
            add(reading, text.into_bytes());
        }
        add(Reading::Utf16, text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        if let Ok(bytes) = text.chars().map(|char| u8::try_from(u32::from(char))).collect() {
            add(Reading::Latin1, bytes);
        }
    }
    let twice = secret.iter().copied().map(char::from).collect::<String>();
    add(Reading::TwiceEncoded, twice.into());
    let encoded = match key.source {
        Source::Text(Encoding::Utf8) => Reading::EncodedOnceMore,
        Source::Jwk => Reading::TextOfK,
        _ => Reading::AsWritten,
    };
    for engine in [URL_SAFE_NO_PAD, URL_SAFE, STANDARD, STANDARD_NO_PAD] {
        add(encoded, engine.encode(secret).into());
    }
    if key.source == Source::Jwk {
        let text = &key.text.0;
        add(Reading::TextOfJwk, text.trim_ascii().to_vec());
        add(Reading::TextOfJwk, text.clone());
    }
    let hex = shape::to_hex(secret);
    add(encoded, hex.to_ascii_uppercase().into());
    add(encoded, hex.into());
    add(Reading::Empty, vec![]);
    readings
}

fn unquoted(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).or_else(|| inner('`')).unwrap_or(text)
}
