//! The signature itself: its length, and whether it was encoded once too often.

use super::{Case, Explanation, Run};
use crate::jwa::rsa::modulus_bits;
use crate::key::Material;
use crate::words::counted;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_PAD_INDIFFERENT, URL_SAFE_PAD_INDIFFERENT};

/// The signature is right once it is read in another way: as text, from back to front, without what follows it.
pub(super) fn coded_otherwise(case: &Case, run: &mut Run) -> Option<Explanation> {
    const BYTES: &str = "have the issuer encode the bytes of the signature, not their text";
    let text = core::str::from_utf8(case.signature).map(str::trim).unwrap_or_default();
    let twice = |name| format!("its bytes are {name} text that was encoded as base64url once more");
    let mut ways = vec![
        ("signature-encoding", twice("hexadecimal"), BYTES, from_hex(text)),
        ("signature-encoding", twice("base64url"), BYTES, URL_SAFE_PAD_INDIFFERENT.decode(text).ok()),
        ("signature-encoding", twice("base64"), BYTES, STANDARD_PAD_INDIFFERENT.decode(text).ok()),
        (
            "signature-encoding",
            "it stands in the token in hexadecimal, not in base64url".into(),
            "have the issuer encode the signature in base64url",
            from_hex(case.encoded(2)),
        ),
    ];
    if let Some((right, more)) = run.expected.and_then(|length| case.signature.split_at_checked(length)) {
        let words = format!("{} more bytes follow it", more.len());
        ways.push(("signature-trailing", words, "take off what follows the signature", Some(right.to_vec())));
    }
    let reversed = case.signature.iter().rev().copied().collect();
    let words = "its bytes stand in reversed order, the last one first".to_string();
    ways.push(("signature-reversed", words, TURN, Some(reversed)));
    for (reason, words, fix, bytes) in ways {
        let found = bytes.and_then(|bytes| right(case, run, reason, &words, fix, &bytes));
        if found.is_some() {
            return found;
        }
    }
    run.in_vain("in other codings of the signature")
}

/// What to do about a signature from back to front.
pub(super) const TURN: &str =
    "have the issuer turn the bytes round: some libraries, such as CryptoAPI of Windows, put the last one first";

/// The signature is right once it is these bytes.
pub(super) fn right(
    case: &Case,
    run: &mut Run,
    reason: &'static str,
    words: &str,
    fix: &str,
    bytes: &[u8],
) -> Option<Explanation> {
    (run.may(0) && run.holds_with(case, bytes)).then(|| {
        Explanation::new(reason, format!("the signature is right, but {words}"))
            .fix(fix)
            .spec(case.algorithm.spec)
            .remedy(case.with_signature(bytes))
    })
}

/// The bytes that `text` writes in hexadecimal digits; `None` if it is anything else, or nothing.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.len().is_multiple_of(2) {
        return None;
    }
    let digits = text.bytes().map(|digit| char::from(digit).to_digit(16)).collect::<Option<Vec<u32>>>()?;
    digits.chunks_exact(2).map(|pair| u8::try_from(pair.iter().fold(0, |sum, digit| sum * 16 + digit)).ok()).collect()
}

/// Two small hexadecimal digits for each byte.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A signature whose length alone rules it out.
pub(super) fn length(case: &Case, expected: usize, got: usize) -> Explanation {
    let name = case.algorithm.name;
    let (rsa, needs) = match &case.key.material {
        Material::Rsa(key) => (true, format!("{name} with this {}-bit key gives {expected}", modulus_bits(key))),
        _ => (false, format!("{name} gives {expected}")),
    };
    let mut message = format!("the signature has {}, and {needs}", counted(got, "byte"));
    let known = makers(got);
    let fix = match &known {
        Some(makers) if rsa && got >= 64 => {
            message.push_str(&format!("; {got} is the length of {makers}"));
            "verify with the key that the issuer signs with".to_string()
        }
        Some(makers) => {
            message.push_str(&format!("; {got} is the length of {makers}"));
            format!("check which algorithm the issuer signs with; the header says {name}")
        }
        None if got < expected => "paste the whole token: it may have been cut off".to_string(),
        None => "check where the signature comes from: no signature algorithm of JOSE gives this length".to_string(),
    };
    Explanation::new("signature-length", message).fix(fix).spec(case.algorithm.spec)
}

/// Which signatures have this length, in bytes.
fn makers(length: usize) -> Option<String> {
    let name = match length {
        32 => "HS256",
        48 => "HS384",
        64 => "HS512, ES256 and Ed25519",
        96 => "ES384",
        114 => "Ed448",
        132 => "ES512",
        2420 => "ML-DSA-44",
        3309 => "ML-DSA-65",
        4627 => "ML-DSA-87",
        128 | 256 | 384 | 512 | 1024 | 2048 => return Some(format!("an RSA signature with a {}-bit key", length * 8)),
        _ => return None,
    };
    Some(name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_read_in_both_cases_and_nothing_else_is() {
        let check = |text: &str, bytes: Option<&[u8]>| assert_eq!(from_hex(text).as_deref(), bytes, "{text:?}");
        check("00fFA9", Some(&[0, 0xff, 0xa9]));
        check("", None);
        check("0", None);
        check("0g", None);
        check("é", None);
        check("+1", None);
    }
}
