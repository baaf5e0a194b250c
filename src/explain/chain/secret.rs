//! The dimension *secret*: how the text of the key field may have become the key of an HMAC, in the signer's hands or on the way
//! there. One row each; two rows may follow one another.

use super::text::*;
use super::{Code, Dimension, Fact, Rank, Remedy, Step, accents};
use crate::base::letter_case;
use crate::crypto::hash::sha1;
use crate::engine::jwa::Hash;
use crate::explain::{defaults, reads_as};
use crate::format::base64url as canonical;
use crate::key::{Encoding, Key, Material, Secret, Source};

/// A row: what makes another secret of a secret.
pub(super) struct Row {
    pub(super) name: &'static str,
    code: Code,
    /// How many variants it has.
    pub(super) count: usize,
    pub(super) rank: Rank,
    pub(super) apply: fn(&[u8], usize) -> Option<Vec<u8>>,
    fact: fn(usize) -> Fact,
}

const fn row(
    name: &'static str,
    code: Code,
    count: usize,
    likely: bool,
    apply: fn(&[u8], usize) -> Option<Vec<u8>>,
) -> Row {
    let rank = if likely { Rank::Likely } else { Rank::Rare };
    Row { name, code, count, rank, apply, fact: |_| Fact::None }
}

const ENCODING: Code = Code::SecretEncoding;
const SPACE: Code = Code::SecretWhiteSpace;
const QUOTES: Code = Code::SecretQuotes;
const ESCAPES: Code = Code::SecretEscapes;
const SHELL: Code = Code::SecretShell;
const FILE: Code = Code::SecretFile;
const CUT: Code = Code::SecretCut;
/// What it is if the text counts and not what was decoded of it.
pub(super) const AS_TEXT: Code = ENCODING;

/// The likeliest first.
pub(super) static ROWS: &[Row] = &[
    row("base64url-decoded", ENCODING, 1, true, |key, _| base64url(key)),
    row("base64-decoded", ENCODING, 1, true, |key, _| base64(key)),
    row("base64-decoded-twice", ENCODING, 2, true, |key, index| {
        let once = base64(key)?;
        if index == 0 { base64(&once) } else { base64url(&once) }
    }),
    row("hex-decoded", ENCODING, 1, true, |key, _| hex(&string(key)?)),
    row("trimmed", SPACE, 1, true, |key, _| Some(string(key)?.trim().into())),
    row("unquoted", QUOTES, 1, true, |key, _| Some(unquoted(string(key)?.trim())?.into())),
    row("setting", FILE, 3, true, |key, index| setting(&string(key)?, index)),
    row("line-feed-added", SPACE, 1, true, |key, _| Some(joined(key, b"\n"))),
    row("base64-lenient", Code::SecretLenient, 4, true, lenient),
    row("hex-prefixed", ENCODING, 1, true, |key, _| {
        hex(string(key)?.trim().strip_prefix("0x").or(string(key)?.trim().strip_prefix("0X"))?)
    }),
    row("hex-separated", ENCODING, 1, true, |key, _| hex_separated(&string(key)?)),
    row("base64-encoded", ENCODING, 4, true, base64_of),
    row("hex-encoded", ENCODING, 2, true, |key, index| Some(hex_of(key, index == 1))),
    Row { fact: hash_fact, ..row("hashed", Code::SecretHashed, 4, true, |key, index| digest(index, key)) },
    Row {
        fact: hash_fact,
        ..row("hashed-hex", Code::SecretHashed, 4, true, |key, index| Some(hex_of(&digest(index, key)?, false)))
    },
    Row {
        fact: hash_fact,
        ..row("hashed-base64", Code::SecretHashed, 4, false, |key, index| base64_of(&digest(index, key)?, 0))
    },
    Row {
        fact: |index| Fact::Count(LENGTHS.get(index).copied().unwrap_or_default()),
        ..row("first-bytes", CUT, 10, true, |key, index| {
            key.get(..*LENGTHS.get(index)?).filter(|cut| cut.len() < key.len()).map(<[u8]>::to_vec)
        })
    },
    row("lower-case", Code::SecretCase, 1, true, |key, _| Some(letter_case::lower(&string(key)?).into())),
    row("upper-case", Code::SecretCase, 1, true, |key, _| Some(letter_case::upper(&string(key)?).into())),
    row("double-quoted", QUOTES, 1, true, |key, _| Some(within("\"", key))),
    row("single-quoted", QUOTES, 1, true, |key, _| Some(within("'", key))),
    row("backquoted", QUOTES, 1, false, |key, _| Some(within("`", key))),
    row("space-after", SPACE, 1, true, |key, _| Some(joined(key, b" "))),
    row("space-before", SPACE, 1, true, |key, _| Some(joined(b" ", key))),
    row("space-around", SPACE, 1, false, |key, _| Some(within(" ", key))),
    row("crlf-added", SPACE, 1, true, |key, _| Some(joined(key, b"\r\n"))),
    row("cr-added", SPACE, 1, false, |key, _| Some(joined(key, b"\r"))),
    row("tab-added", SPACE, 1, false, |key, _| Some(joined(key, b"\t"))),
    row("nul-added", Code::SecretAltered, 1, false, |key, _| Some(joined(key, b"\0"))),
    row("two-line-feeds-added", SPACE, 1, false, |key, _| Some(joined(key, b"\n\n"))),
    row("white-space-removed", SPACE, 1, true, |key, _| {
        Some(string(key)?.split_whitespace().collect::<String>().into())
    }),
    row("first-line", Code::SecretLines, 1, true, |key, _| string(key)?.lines().next().map(Into::into)),
    row("last-line", Code::SecretLines, 1, false, |key, _| string(key)?.lines().last().map(Into::into)),
    row("first-word", Code::SecretLines, 1, false, |key, _| string(key)?.split_whitespace().next().map(Into::into)),
    row("lines-crlf", Code::SecretLines, 1, false, |key, _| {
        Some(string(key)?.replace("\r\n", "\n").replace('\n', "\r\n").into())
    }),
    row("lines-lf", Code::SecretLines, 1, false, |key, _| Some(string(key)?.replace("\r\n", "\n").into())),
    row("lines-escaped", ESCAPES, 1, false, |key, _| Some(string(key)?.replace('\n', "\\n").into())),
    row("shell-variables", SHELL, 1, true, |key, _| Some(without_variables(&string(key)?).into())),
    row("dollars-halved", SHELL, 1, true, |key, _| Some(string(key)?.replace("$$", "$").into())),
    row("dollars-doubled", SHELL, 1, false, |key, _| Some(string(key)?.replace('$', "$$").into())),
    row("dollar-cut", SHELL, 1, false, |key, _| cut_at(&string(key)?, "$")),
    row("escapes-read", ESCAPES, 1, true, |key, _| Some(unescaped(&string(key)?)?.into())),
    row("backslashes-removed", SHELL, 1, true, |key, _| Some(without_backslashes(&string(key)?).into())),
    row("backslashes-doubled", ESCAPES, 1, false, |key, _| Some(string(key)?.replace('\\', "\\\\").into())),
    row("comment-cut", SHELL, 3, true, |key, index| cut_at(&string(key)?, [" #", "#", ";"].get(index)?)),
    row("ampersand-cut", SHELL, 2, false, |key, index| cut_at(&string(key)?, ["&", "|"].get(index)?)),
    row("percent-variables", SHELL, 2, false, |key, index| percent_variables(&string(key)?, index)),
    row("quotes-removed", SHELL, 1, false, |key, _| Some(string(key)?.replace(['"', '\'', '`'], "").into())),
    row("exclamation-cut", SHELL, 1, false, |key, _| cut_at(&string(key)?, "!")),
    row("straight-quotes", QUOTES, 1, false, |key, _| Some(straight(&string(key)?).into())),
    row("escaped", ESCAPES, 2, true, |key, index| escaped(&string(key)?, index)),
    row("json-member", FILE, 6, false, |key, index| json_member(&string(key)?, index)),
    row("percent-decoded", Code::SecretPercent, 1, true, |key, _| percent_decoded(key, false)),
    row("form-decoded", Code::SecretPercent, 1, false, |key, _| percent_decoded(key, true)),
    row("percent-encoded", Code::SecretPercent, 4, true, percent_encoded),
    row("plus-as-space", Code::SecretPercent, 1, true, |key, _| Some(string(key)?.replace('+', " ").into())),
    row("space-as-plus", Code::SecretPercent, 1, false, |key, _| Some(string(key)?.replace(' ', "+").into())),
    row("html-unescaped", Code::SecretHtml, 1, true, |key, _| Some(html_unescaped(&string(key)?).into())),
    row("html-escaped", Code::SecretHtml, 3, true, |key, index| Some(html_escaped(&string(key)?, index).into())),
    Row {
        fact: |index| UTF_16.get(index).map_or(Fact::None, |name| Fact::Name(name)),
        ..row("utf-16", Code::SecretCharset, 4, false, |key, index| Some(utf16(&string(key)?, index)))
    },
    row("latin-1", Code::SecretCharset, 1, false, |key, _| latin1(&string(key)?)),
    row("windows-1252", Code::SecretCharset, 1, false, |key, _| windows1252(&string(key)?)),
    row("question-marks", Code::SecretCharset, 2, false, |key, index| question_marks(&string(key)?, index)),
    row("utf-8-twice", Code::SecretCharset, 2, false, mojibake),
    row("replacement", Code::SecretCharset, 1, false, |key, _| Some(String::from_utf8_lossy(key).into_owned().into())),
    row("mark-removed", Code::SecretCharset, 1, false, |key, _| {
        key.strip_prefix("\u{feff}".as_bytes()).map(Into::into)
    }),
    row("ascii-only", Code::SecretCharset, 1, false, |key, _| Some(key.iter().copied().filter(u8::is_ascii).collect())),
    row("accents-composed", Code::SecretCharset, 1, false, |key, _| Some(accents::composed(&string(key)?).into())),
    row("accents-apart", Code::SecretCharset, 1, false, |key, _| Some(accents::decomposed(&string(key)?).into())),
    row("mark-added", Code::SecretCharset, 1, false, |key, _| Some(joined("\u{feff}".as_bytes(), key))),
    row("unseen-removed", Code::SecretCharset, 1, false, |key, _| Some(seen(&string(key)?).into())),
    row("base32-decoded", ENCODING, 1, false, |key, _| base32(&string(key)?)),
    row("guid-bytes", ENCODING, 1, false, |key, _| guid(&string(key)?)),
    row("prefix-removed", Code::SecretPrefix, 2, true, |key, index| prefix_removed(&string(key)?, index)),
    row("dashes-removed", Code::SecretPrefix, 1, false, |key, _| Some(string(key)?.replace('-', "").into())),
    row("brackets-removed", QUOTES, 1, false, |key, _| bracketed(string(key)?.trim())),
    row("base64-sign-swapped", ENCODING, 2, false, |key, index| Some(other_signs(&string(key)?, index).into())),
    row("padding-removed", ENCODING, 1, false, |key, _| Some(string(key)?.trim_end_matches('=').into())),
    row("padding-added", ENCODING, 1, false, |key, _| padded(&string(key)?)),
    row("without-last", CUT, 1, false, |key, _| key.split_last().map(|(_, rest)| rest.to_vec())),
    row("without-first", CUT, 1, false, |key, _| key.split_first().map(|(_, rest)| rest.to_vec())),
    row("nul-cut", CUT, 1, false, |key, _| {
        key.iter().position(|byte| *byte == 0).and_then(|at| key.get(..at)).map(Into::into)
    }),
    Row {
        fact: |index| Fact::Count([32, 64, 32, 64].get(index).copied().unwrap_or_default()),
        ..row("filled-up", Code::SecretAltered, 4, false, filled)
    },
    row("repeated", Code::SecretAltered, 1, false, |key, _| Some(joined(key, key))),
    row("reversed", Code::SecretAltered, 1, false, |key, _| Some(key.iter().rev().copied().collect())),
    row("empty", Code::SecretEmpty, 1, false, |_, _| Some(vec![])),
];

/// The texts of a key that may have been taken for the secret as they stand, with the names of their steps.
pub(super) fn as_written(key: &Key) -> Vec<(&'static str, Vec<u8>)> {
    let text = &key.text.0;
    match (&key.source, &key.material) {
        (_, _) if text.is_empty() => vec![],
        (Source::Text(_), _) => vec![("as-text", text.clone())],
        (Source::Jwk, Material::Secret(Secret(bytes))) => vec![
            ("as-text-of-k", canonical::encode(bytes).into()),
            ("as-text-of-jwk", text.trim_ascii().into()),
            ("as-text-of-jwk", text.clone()),
        ],
        _ => vec![],
    }
}

/// What to do in the key field to have these bytes for the secret: to read its text in another encoding, or to put another text in.
pub(super) fn remedy(key: &Key, secret: &[u8]) -> Remedy {
    let text = core::str::from_utf8(&key.text.0).unwrap_or_default();
    let all = [Encoding::Utf8, Encoding::Base64url, Encoding::Base64, Encoding::Hex];
    let encoding = all.into_iter().find(|encoding| reads_as(text, *encoding, secret));
    encoding.map_or_else(|| Remedy::Secret(Secret(secret.into())), Remedy::Encoding)
}

/// Numbers of bytes at which keys are cut: of ciphers, of hashes, of fields in databases.
const LENGTHS: [usize; 10] = [32, 16, 64, 24, 48, 128, 20, 72, 8, 255];
const UTF_16: [&str; 4] = ["UTF-16LE", "UTF-16BE", "UTF-16LE with a byte order mark", "UTF-16 with a byte order mark"];
const HASHES: [&str; 4] = ["SHA-256", "SHA-512", "SHA-1", "SHA-384"];

fn hash_fact(index: usize) -> Fact {
    HASHES.get(index).map_or(Fact::None, |name| Fact::Name(name))
}

fn digest(index: usize, key: &[u8]) -> Option<Vec<u8>> {
    Some(match *HASHES.get(index)? {
        "SHA-1" => sha1(key),
        name => Hash::ALL.into_iter().find(|hash| hash.name() == name)?.digest(key),
    })
}

fn filled(key: &[u8], index: usize) -> Option<Vec<u8>> {
    let (length, byte) = *[(32, b'0'), (64, b'0'), (32, b' '), (64, b' ')].get(index)?;
    (key.len() < length).then(|| key.iter().copied().chain(core::iter::repeat(byte)).take(length).collect())
}

impl Row {
    /// The step that its variant is.
    pub(super) fn step(&self, index: usize) -> Step {
        Step::new(Dimension::Secret, self.name, self.code).with((self.fact)(index))
    }
}

/// Names of variables that hold secrets, as guides and frameworks call them.
const VARIABLES: [&str; 20] = [
    "JWT_SECRET",
    "JWT_SECRET_KEY",
    "SECRET",
    "SECRET_KEY",
    "JWT_KEY",
    "JWT_SIGNING_KEY",
    "ACCESS_TOKEN_SECRET",
    "REFRESH_TOKEN_SECRET",
    "TOKEN_SECRET",
    "AUTH_SECRET",
    "APP_SECRET",
    "APP_KEY",
    "API_SECRET",
    "SESSION_SECRET",
    "NEXTAUTH_SECRET",
    "SIGNING_KEY",
    "jwt.secret",
    "app.jwt.secret",
    "jwt_secret",
    "jwtSecret",
];
/// How they stand where nothing put their value in.
const HOLDERS: [[&str; 2]; 11] = [
    ["${", "}"],
    ["$", ""],
    ["{{", "}}"],
    ["{{ ", " }}"],
    ["%", "%"],
    ["<", ">"],
    ["process.env.", ""],
    ["#{", "}"],
    ["$(", ")"],
    ["@", "@"],
    ["env(", ")"],
];
/// What languages make of no value.
const NOTHING: [&str; 9] = ["undefined", "null", "None", "nil", "[object Object]", "NULL", "(null)", "NaN", "false"];

/// How many secrets there are that have nothing to do with the one that was given.
pub(super) fn others() -> usize {
    PLACEHOLDERS + defaults::words().count()
}

const PLACEHOLDERS: usize = VARIABLES.len() * HOLDERS.len() + NOTHING.len();

/// A secret that everybody knows, or a text that stands where one was to be put in.
pub(super) fn other(index: usize) -> Option<(Step, String)> {
    let step = |name, code| Step::new(Dimension::Secret, name, code);
    let placeholder = || step("placeholder", Code::SecretPlaceholder);
    if let Some(nothing) = NOTHING.get(index) {
        return Some((placeholder(), (*nothing).to_string()));
    }
    if let Some(index) = index.checked_sub(PLACEHOLDERS) {
        return Some((step("well-known", Code::SecretDefault), defaults::words().nth(index)?.to_string()));
    }
    let index = index.checked_sub(NOTHING.len())?;
    let [before, after] = HOLDERS.get(index / VARIABLES.len())?;
    Some((placeholder(), format!("{before}{}{after}", VARIABLES.get(index % VARIABLES.len())?)))
}

/// The step of each row.
#[cfg(test)]
pub(super) fn steps() -> impl Iterator<Item = Step> {
    let others = [0, PLACEHOLDERS].into_iter().filter_map(|index| Some(other(index)?.0));
    ROWS.iter().map(|row| row.step(0)).chain(others)
}
