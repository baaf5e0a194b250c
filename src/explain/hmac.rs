//! HMAC: another hash, a tag cut short, and the many ways in which a secret's text is misread.

use super::{Case, Explanation, Tried, input, list, shape};
use crate::crypto::{ALGORITHMS, Algorithm, Family, hmac};
use crate::key::{Encoding, Material, Source};
use crate::spec::Spec;
use base64::Engine as _;
use base64::engine::general_purpose::{
    STANDARD, STANDARD_NO_PAD, STANDARD_PAD_INDIFFERENT, URL_SAFE, URL_SAFE_NO_PAD, URL_SAFE_PAD_INDIFFERENT,
};

pub(super) fn explain(case: &Case, tried: &mut Tried) -> Option<Explanation> {
    other_hash(case, tried)
        .or_else(|| cut_off(case))
        .or_else(|| other_secret(case, tried))
        .or_else(|| shape::encoded_twice(case, tried))
        .or_else(|| input::other_input(case, tried, |text| case.holds_over(text)))
}

fn secret<'a>(case: &Case<'a>) -> Option<&'a [u8]> {
    match &case.key.material {
        Material::Secret(secret) => Some(&secret.0),
        _ => None,
    }
}

/// The other rows of the family.
fn siblings(case: &Case) -> Vec<&'static Algorithm> {
    ALGORITHMS.iter().copied().filter(|row| row.family == Family::Hmac && *row != case.algorithm).collect()
}

fn other_hash(case: &Case, tried: &mut Tried) -> Option<Explanation> {
    let siblings = siblings(case);
    if let Some(row) = siblings.iter().find(|row| case.holds_as(row)) {
        return Some(other_row(case.algorithm, row));
    }
    tried.push(format!("as {}", list(&siblings.iter().map(|row| row.name).collect::<Vec<_>>())));
    None
}

/// The signature is one of `row`, and the header names another.
pub(super) fn other_row(header: &Algorithm, row: &Algorithm) -> Explanation {
    let message = format!("the signature holds as {}, although the header says {}", row.name, header.name);
    Explanation::new(if row.family == header.family { "other-hash" } else { "other-padding" }, message)
        .fix(format!("have the issuer write `\"alg\":\"{}\"`, or sign with {}", row.name, header.name))
        .spec(Spec::Rfc(7515, "4.1.1"))
}

/// The signature is the beginning of a right one, or a right one and more.
fn cut_off(case: &Case) -> Option<Explanation> {
    // Fewer bytes could agree by chance, and a proof must not.
    const PROOF: usize = 8;
    let (secret, got) = (secret(case)?, case.signature.len());
    for row in ALGORITHMS.iter().filter(|row| row.family == Family::Hmac) {
        let tag = hmac::tag(row.hash?, secret, case.message);
        let (name, whole) = (row.name, tag.len());
        if got >= PROOF && got < whole && tag.starts_with(case.signature) {
            let message =
                format!("the signature is cut off: it is the first {got} of the {whole} bytes that {name} gives");
            let fix = "paste the whole token, or have the issuer send the whole signature";
            return Some(Explanation::new("signature-truncated", message).fix(fix).spec(Spec::Rfc(7518, "3.2")));
        }
        if got > whole && case.signature.starts_with(&tag) {
            let message = format!(
                "the signature is right in its first {whole} bytes, all that {name} gives, and {} more follow",
                got - whole
            );
            let fix = "take off what follows the signature";
            return Some(Explanation::new("signature-trailing", message).fix(fix).spec(Spec::Rfc(7518, "3.2")));
        }
    }
    None
}

/// So many bytes are hashed at most in the search for another reading of the secret, so that a wrong secret on a huge token
/// costs some ten milliseconds in a browser.
const HASHED: usize = 1 << 20;

/// Another reading of the same secret.
struct Reading {
    reason: &'static str,
    /// Follows "the signature holds when the secret is".
    how: &'static str,
    fix: &'static str,
    bytes: Vec<u8>,
}

fn other_secret(case: &Case, tried: &mut Tried) -> Option<Explanation> {
    let readings = readings(secret(case)?, &case.key.source);
    let rows = [vec![case.algorithm], siblings(case)].concat();
    let trials = rows.iter().flat_map(|row| readings.iter().map(move |reading| (*row, reading)));
    let limit = (HASHED / case.message.len().max(1)).max(4);
    for (row, reading) in trials.take(limit) {
        if hmac::matches(row.hash?, &reading.bytes, case.message, case.signature).is_ok() {
            let mut message = format!("the signature holds when the secret is {}", reading.how);
            if row != case.algorithm {
                message.push_str(&format!(", and as {} instead of {}", row.name, case.algorithm.name));
            }
            return Some(Explanation::new(reading.reason, message).fix(reading.fix).spec(Spec::Rfc(7518, "3.2")));
        }
    }
    tried.push(format!("with {} other readings of the secret", readings.len().min(limit)));
    None
}

/// Every other reading of `secret`, the likeliest first.
fn readings(secret: &[u8], source: &Source) -> Vec<Reading> {
    const TEXT: &str = "choose UTF-8 as the encoding of the secret";
    const CONTENT: &str = "give the secret exactly as the issuer has it: every character counts";
    let mut readings: Vec<Reading> = vec![];
    let mut add = |reason, how, fix, bytes: Vec<u8>| {
        if bytes != secret && readings.iter().all(|reading| reading.bytes != bytes) {
            readings.push(Reading { reason, how, fix, bytes });
        }
    };
    if let Ok(text) = core::str::from_utf8(secret) {
        let bare: String = text.chars().filter(|char| !char.is_whitespace()).collect();
        if let Ok(bytes) = URL_SAFE_PAD_INDIFFERENT.decode(&bare) {
            add("secret-encoding", "read as base64url", "choose base64url as the encoding of the secret", bytes);
        }
        if let Ok(bytes) = STANDARD_PAD_INDIFFERENT.decode(&bare) {
            add("secret-encoding", "read as base64", "choose base64 as the encoding of the secret", bytes);
        }
        if let Some(bytes) = shape::from_hex(&bare) {
            add("secret-encoding", "read as hexadecimal", "choose hex as the encoding of the secret", bytes);
        }
        add(
            "secret-white-space",
            "taken without the white space around it",
            "take the white space off",
            text.trim().into(),
        );
        add("secret-white-space", "followed by a line feed", "add a line break at the end", format!("{text}\n").into());
        add(
            "secret-white-space",
            "followed by a carriage return and a line feed",
            CONTENT,
            format!("{text}\r\n").into(),
        );
        add("secret-quotes", "taken without the quotes around it", "take the quotes off", unquoted(text).into());
        add("secret-encoding", "encoded as UTF-16", CONTENT, text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        if let Ok(bytes) = text.chars().map(|char| u8::try_from(u32::from(char))).collect() {
            add("secret-encoding", "encoded as Latin-1", CONTENT, bytes);
        }
    }
    let encoded = match source {
        Source::Text(Encoding::Utf8) => "encoded once more, as base64 or hexadecimal text",
        _ => "its text as written, not what that text decodes to",
    };
    for engine in [URL_SAFE_NO_PAD, URL_SAFE, STANDARD, STANDARD_NO_PAD] {
        add("secret-encoding", encoded, TEXT, engine.encode(secret).into());
    }
    let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    add("secret-encoding", encoded, TEXT, hex.to_ascii_uppercase().into());
    add("secret-encoding", encoded, TEXT, hex.into());
    add("secret-empty", "empty", "reject the token: anyone can sign with an empty secret", vec![]);
    readings
}

fn unquoted(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}
