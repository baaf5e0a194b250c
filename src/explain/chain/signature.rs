//! The dimension *signature text*: the bytes that the signature may have been before something was done to them.

use super::text::{byte_list, hex, hex_marked, hex_separated, latin1, mojibake, percent_decoded, string, unquoted};
use super::{Case, Code, Dimension, Fact, Step};
use crate::engine::jwa::ecdsa::{self, is_possible};
use crate::engine::jwa::rsa::modulus_bits;
use crate::engine::jwa::{Algorithm, Family, Hash, eddsa};
use crate::format::json;
use crate::key::{Curve, Key, Material};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_PAD_INDIFFERENT, URL_SAFE_PAD_INDIFFERENT};

/// Another reading of the signature.
pub(super) struct Reading {
    pub(super) steps: Vec<Step>,
    pub(super) bytes: Vec<u8>,
    /// Whether every signature could be read so, and nothing tells that this one should.
    pub(super) guessed: bool,
}

/// What a reading needs to know.
struct Context<'a> {
    /// The bytes as they are so far.
    bytes: &'a [u8],
    /// The text in the token, for the first step alone.
    text: Option<&'a str>,
    curve: Option<Curve>,
    /// The length that the signature should have, if there is one.
    length: Option<usize>,
    /// The length of each of its two halves, if it has such.
    half: Option<usize>,
}

/// A row: what makes other bytes of the signature.
struct SignatureRow {
    name: &'static str,
    code: Code,
    guessed: bool,
    read: fn(&Context) -> Vec<Vec<u8>>,
}

const fn row(name: &'static str, code: Code, guessed: bool, read: fn(&Context) -> Vec<Vec<u8>>) -> SignatureRow {
    SignatureRow { name, code, guessed, read }
}

const ENCODING: Code = Code::SignatureEncoding;
const CHARSET: Code = Code::SignatureCharset;

static ROWS: &[SignatureRow] = &[
    row("der", Code::SignatureDer, false, |given| {
        let n = given.curve.map(ecdsa::scalar_bytes);
        n.and_then(|n| ecdsa::from_der(given.bytes, n)).into_iter().collect()
    }),
    row("hex-in-token", ENCODING, false, |given| given.text.and_then(hex).into_iter().collect()),
    row("hex-prefixed-in-token", ENCODING, false, |given| {
        given.text.and_then(|text| hex(text.strip_prefix("0x")?)).into_iter().collect()
    }),
    row("spaces-for-plus", CHARSET, false, |given| {
        let text = given.text.filter(|text| text.trim().contains(' '));
        text.and_then(|text| decoded(&text.replace([' ', '+'], "-"))).into_iter().collect()
    }),
    row("percent-in-token", Code::SignaturePercent, false, |given| {
        let bytes = given.text.and_then(|text| percent_decoded(text.as_bytes(), false));
        bytes.and_then(|bytes| decoded(&string(&bytes)?)).into_iter().collect()
    }),
    row("hex", ENCODING, false, |given| {
        let text = string(given.bytes);
        text.and_then(|text| hex(&text).or_else(|| hex_marked(&text)).or_else(|| hex_separated(&text)))
            .into_iter()
            .collect()
    }),
    row("digest-printed", ENCODING, false, |given| {
        // `HMAC-SHA2-256(stdin)= ` and digits.
        let digits = string(given.bytes).and_then(|text| Some(text.split_once("= ")?.1.trim().to_owned()));
        digits.and_then(|digits| hex(&digits)).into_iter().collect()
    }),
    row("byte-list", ENCODING, false, |given| {
        string(given.bytes).and_then(|text| byte_list(&text)).into_iter().collect()
    }),
    row("r-and-s-as-text", Code::SignatureWrapped, false, |given| {
        // What looks hexadecimal may be decimal.
        [as_text(given, hex), as_text(given, decimal)].into_iter().flatten().collect()
    }),
    row("text-mode", CHARSET, false, |given| {
        // Each line feed became two bytes where a file was written as text.
        let whole = given.bytes.windows(2).any(|pair| pair == b"\r\n");
        if !whole {
            return vec![];
        }
        let parts: Vec<&[u8]> = given.bytes.split(|byte| *byte == b'\n').collect();
        let last = parts.len() - 1;
        let lines = parts
            .into_iter()
            .enumerate()
            .map(|(at, part)| if at < last { part.strip_suffix(b"\r").unwrap_or(part) } else { part });
        vec![lines.collect::<Vec<_>>().join(&b'\n')]
    }),
    row("base64", ENCODING, false, |given| {
        // Python prints bytes as b'…'.
        let text = string(given.bytes);
        let inside = |text: &str| {
            let text = text.trim();
            let quoted = unquoted(text).or_else(|| unquoted(text.strip_prefix('b')?));
            decoded(quoted.unwrap_or(text))
        };
        text.and_then(|text| inside(&text)).into_iter().collect()
    }),
    row("utf-8-of-latin-1", CHARSET, false, |given| {
        string(given.bytes).filter(|text| !text.is_ascii()).and_then(|text| latin1(&text)).into_iter().collect()
    }),
    row("utf-8-of-windows-1252", CHARSET, false, |given| {
        // Undefined bytes stay as they are, as browsers have it.
        let text = string(given.bytes).filter(|text| !text.is_ascii());
        text.and_then(|text| windows_bytes(&text)).into_iter().collect()
    }),
    row("integers-trimmed", Code::SignatureZeros, false, |given| integers(given, false)),
    row("integers-padded", Code::SignatureZeros, false, |given| padded(given).into_iter().collect()),
    row("integers-signed", Code::SignatureZeros, false, |given| integers(given, true)),
    row("zeros-in-front", Code::SignatureZeros, false, |given| {
        let digits: Vec<u8> = given.bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
        let missing =
            given.length.filter(|_| given.curve.is_none()).and_then(|length| length.checked_sub(digits.len()));
        missing.filter(|missing| *missing <= 8).map(|missing| [vec![0; missing], digits].concat()).into_iter().collect()
    }),
    row("recovery-number", Code::SignatureTrailing, false, |given| {
        let more = given.curve.and(given.length).is_some_and(|length| given.bytes.len() == length + 1);
        let (front, back) = (given.bytes.split_last(), given.bytes.split_first());
        if more { [front, back].into_iter().flatten().map(|(_, rest)| rest.to_vec()).collect() } else { vec![] }
    }),
    row("der-element", Code::SignatureWrapped, false, |given| {
        let inside = match given.bytes {
            [4, length @ ..=0x7f, rest @ ..] | [3, length, 0, rest @ ..] => Some(rest)
                .filter(|rest| usize::from(*length) == rest.len() + usize::from(given.bytes.first() == Some(&3))),
            [4, 0x81, _, rest @ ..] | [4, 0x82, _, _, rest @ ..] | [3, 0x81, _, 0, rest @ ..] => Some(rest),
            _ => None,
        };
        inside.map(<[u8]>::to_vec).into_iter().collect()
    }),
    row("ssh", Code::SignatureWrapped, false, |given| ssh(given).into_iter().collect()),
    row("more-behind", Code::SignatureTrailing, false, |given| {
        let right = given.length.filter(|length| *length < given.bytes.len());
        right.and_then(|length| given.bytes.get(..length)).map(<[u8]>::to_vec).into_iter().collect()
    }),
    row("more-in-front", Code::SignatureTrailing, false, |given| {
        let more = given.length.and_then(|length| given.bytes.len().checked_sub(length)).filter(|more| *more > 0);
        more.and_then(|more| given.bytes.get(more..)).map(<[u8]>::to_vec).into_iter().collect()
    }),
    row("halves-swapped", Code::SignatureSwapped, true, |given| match halves(given) {
        Some((r, s)) => vec![[s, r].concat()],
        None => vec![],
    }),
    row("halves-reversed", Code::SignatureReversed, true, |given| match halves(given) {
        Some((r, s)) => vec![r.iter().rev().chain(s.iter().rev()).copied().collect()],
        None => vec![],
    }),
    row("reversed", Code::SignatureReversed, true, |given| vec![given.bytes.iter().rev().copied().collect()]),
];

fn decoded(text: &str) -> Option<Vec<u8>> {
    let text: String = text.split_whitespace().collect();
    let bytes = URL_SAFE_PAD_INDIFFERENT.decode(&text).or_else(|_| STANDARD_PAD_INDIFFERENT.decode(&text)).ok()?;
    Some(bytes).filter(|bytes| !bytes.is_empty())
}

fn windows_bytes(text: &str) -> Option<Vec<u8>> {
    let byte = |c: char| (0..=u8::MAX).find(|byte| mojibake(&[*byte], 1).as_deref() == Some(c.to_string().as_bytes()));
    text.chars().map(byte).collect()
}

fn halves<'a>(given: &Context<'a>) -> Option<(&'a [u8], &'a [u8])> {
    let bytes = given.half?;
    given.bytes.split_at_checked(bytes).filter(|(_, s)| s.len() == bytes)
}

/// r and s in full length, where one of them, or each, lost zeros in front, or has one that marks it as positive.
fn integers(given: &Context, longer: bool) -> Vec<Vec<u8>> {
    let Some(n) = given.curve.map(ecdsa::scalar_bytes) else { return vec![] };
    if given.bytes.len() == 2 * n || (given.bytes.len() > 2 * n) != longer {
        return vec![];
    }
    let whole = |half: &[u8]| {
        let digits: Vec<u8> = half.iter().copied().skip_while(|byte| *byte == 0).collect();
        Some([vec![0; n.checked_sub(digits.len())?], digits].concat())
    };
    let lengths = n.saturating_sub(2)..=n + 1;
    let split = |length: usize| {
        let (r, s) = given.bytes.split_at_checked(length).filter(|(_, s)| lengths.contains(&s.len()))?;
        Some([whole(r)?, whole(s)?].concat())
    };
    lengths.clone().rev().filter_map(split).collect()
}

/// r and s as long as those of a larger curve, with zeros in front.
fn padded(given: &Context) -> Option<Vec<u8>> {
    let n = given.curve.map(ecdsa::scalar_bytes)?;
    let (r, s) = given.bytes.split_at_checked(given.bytes.len() / 2)?;
    let bare = |half: &[u8]| {
        let (zeros, digits) = half.split_at_checked(half.len().checked_sub(n)?)?;
        (zeros.len() > 1 && zeros.iter().all(|byte| *byte == 0)).then(|| digits.to_vec())
    };
    (r.len() == s.len()).then(|| Some([bare(r)?, bare(s)?].concat()))?
}

/// r and s each written for itself: in JSON, or with a sign between them.
fn as_text(given: &Context, digits: fn(&str) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    let n = given.curve.map(ecdsa::scalar_bytes)?;
    let text = string(given.bytes)?;
    let node = json::read(&text).node;
    let member = |name: &str| node.as_ref()?.get(name)?.as_str().map(str::to_owned);
    let [r, s] = match (member("r"), member("s")) {
        (Some(r), Some(s)) => [r, s],
        _ => text.split_once(['.', ',', ';', '|', '/', '\n']).map(|(r, s)| [r.to_owned(), s.to_owned()])?,
    };
    let number = |text: &str| {
        let text = text.trim();
        let bytes = digits(text).or_else(|| hex_marked(text)).or_else(|| decoded(text))?;
        let digits: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
        Some([vec![0; n.checked_sub(digits.len())?], digits].concat())
    };
    Some([number(&r)?, number(&s)?].concat())
}

/// A number in decimal digits, as bytes, the first the highest.
fn decimal(text: &str) -> Option<Vec<u8>> {
    /// No integer of a signature has more.
    const LONGEST: usize = 160;
    let digits = text.bytes().map(|byte| char::from(byte).to_digit(10)).collect::<Option<Vec<u32>>>()?;
    let mut bytes: Vec<u8> = vec![];
    for digit in Some(digits).filter(|digits| (1..=LONGEST).contains(&digits.len()))? {
        let mut carry = digit;
        for byte in bytes.iter_mut().rev() {
            let number = u32::from(*byte) * 10 + carry;
            [.., *byte] = number.to_be_bytes();
            carry = number >> 8;
        }
        if carry > 0 {
            bytes.insert(0, u8::try_from(carry).ok()?);
        }
    }
    Some(bytes)
}

/// Two integers, each behind its length (RFC 4251 §5, RFC 5656 §3.1.2).
fn ssh(given: &Context) -> Option<Vec<u8>> {
    let n = given.curve.map(ecdsa::scalar_bytes)?;
    let (mut rest, mut out) = (given.bytes, vec![]);
    for _ in 0..2 {
        let (length, more) = rest.split_first_chunk::<4>()?;
        let (integer, more) = more.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        let digits: Vec<u8> = integer.iter().copied().skip_while(|byte| *byte == 0).collect();
        out.resize(out.len() + n.checked_sub(digits.len())?, 0);
        out.extend(digits);
        rest = more;
    }
    rest.is_empty().then_some(out)
}

/// How many bytes a signature of that algorithm with that key has, if the key is one that signs.
pub(super) fn length(row: &Algorithm, key: &Key) -> Option<usize> {
    match &key.material {
        Material::Secret(_) => row.hash.map(Hash::bytes),
        Material::Rsa(rsa) => Some(modulus_bits(rsa).div_ceil(8)),
        Material::Ec(ec) => Some(2 * ecdsa::scalar_bytes(ec.curve)),
        Material::Okp(okp) => Some(eddsa::signature_bytes(okp.curve)),
        Material::X(_) => None,
        Material::Akp(akp) => Some(akp.set.signature_bytes()),
    }
}

/// Every reading that can be a signature of the case's kind, the one as it stands first if it is one: at most two steps each.
pub(super) fn readings(case: &Case) -> Vec<Reading> {
    let curve = match &case.key.material {
        Material::Ec(key) => Some(key.curve),
        _ => None,
    };
    let length = length(case.algorithm, case.key);
    let half = match &case.key.material {
        Material::Okp(_) => length.map(|length| length / 2),
        _ => curve.map(ecdsa::scalar_bytes),
    };
    let fits = |bytes: &[u8]| match (&case.key.material, case.algorithm.family) {
        (Material::Secret(_), Family::Hmac) => [16, 20, 28, 32, 48, 64].contains(&bytes.len()),
        (Material::Ec(key), _) => ecdsa::in_range(key.curve, bytes) && is_possible(key.curve, bytes),
        _ => Some(bytes.len()) == length,
    };
    let mut seen: Vec<Vec<u8>> = vec![case.signature.to_vec()];
    let mut all = vec![Reading { steps: vec![], bytes: case.signature.to_vec(), guessed: false }];
    let mut at = 0;
    while let Some(from) = all.get(at).filter(|from| from.steps.len() < 2 && !(from.guessed && at > 0)) {
        let text = Some(case.encoded(2)).filter(|_| from.steps.is_empty());
        let given = Context { bytes: &from.bytes, text, curve, length, half };
        let mut found = vec![];
        for row in ROWS {
            for bytes in (row.read)(&given) {
                if seen.len() < MOST && !seen.contains(&bytes) {
                    let fact = Fact::Count(case.signature.len());
                    let step = Step::new(Dimension::Signature, row.name, row.code).with(fact);
                    // The last thing that was done to it is undone first.
                    let steps = [&from.steps[..], &[step]].concat();
                    seen.push(bytes.clone());
                    found.push(Reading { steps, bytes, guessed: row.guessed });
                }
            }
        }
        all.extend(found);
        at += 1;
    }
    all.retain(|reading| fits(&reading.bytes));
    all
}

/// So many readings are looked at.
const MOST: usize = 40;

/// Bytes that were read as UTF-8 text, and what was none replaced: how many, if so many cannot be there by chance.
pub(super) fn replaced(signature: &[u8]) -> Option<usize> {
    let marks = string(signature)?.matches('\u{fffd}').count();
    (marks >= 4).then_some(marks)
}

/// Every row's step.
#[cfg(test)]
pub(super) fn steps() -> impl Iterator<Item = Step> {
    ROWS.iter().map(|row| Step::new(Dimension::Signature, row.name, row.code))
}
