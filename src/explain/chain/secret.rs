//! The dimension *secret*: how the text of the key field may have become the key of an HMAC, in the signer's hands or on the way
//! there. One row each; two rows may follow one another.

mod placeholder;
mod variants;

use super::text::*;
use super::{Code, Dimension, Fact, Rank, Remedy, Step, accents};
use crate::base::letter_case;
use crate::crypto::hash::{md5, sha1, sha224};
use crate::engine::jwa::Hash;
use crate::explain::reads_as;
use crate::format::base64url as canonical;
use crate::key::{Encoding, Format, Key, Material, Secret, Source};
pub(super) use placeholder::{claim, other, others};
use variants::*;

/// A row: what makes another secret of a secret.
pub(super) struct SecretRow {
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
) -> SecretRow {
    let rank = if likely { Rank::Likely } else { Rank::Rare };
    SecretRow { name, code, count, rank, apply, fact: |_| Fact::None }
}

/// One that is tried by itself only.
const fn alone(name: &'static str, code: Code, count: usize, apply: fn(&[u8], usize) -> Option<Vec<u8>>) -> SecretRow {
    SecretRow { rank: Rank::Alone, ..row(name, code, count, false, apply) }
}

const ENCODING: Code = Code::SecretEncoding;
const SPACE: Code = Code::SecretWhiteSpace;
const QUOTES: Code = Code::SecretQuotes;
const ESCAPES: Code = Code::SecretEscapes;
const SHELL: Code = Code::SecretShell;
const FILE: Code = Code::SecretFile;
const CUT: Code = Code::SecretCut;
/// The row of keys that are made of a secret, each of the right length for something.
pub(super) const DERIVED: &str = "derived";
/// What it is if the text counts and not what was decoded of it.
pub(super) const AS_TEXT: Code = ENCODING;

/// The likeliest first.
pub(super) static ROWS: &[SecretRow] = &[
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
    row("base64-as-text", Code::SecretCharset, 2, true, |key, index| {
        let bytes = base64(key)?;
        if index == 0 { Some(String::from_utf8_lossy(&bytes).into_owned().into()) } else { mojibake(&bytes, 0) }
    }),
    row("hex-prefixed", ENCODING, 1, true, |key, _| hex_marked(&string(key)?)),
    row("hex-separated", ENCODING, 1, true, |key, _| hex_separated(&string(key)?)),
    row("byte-list-read", ENCODING, 1, false, |key, _| byte_list(&string(key)?)),
    alone("listed", ENCODING, 2, |key, index| Some(listed(key, index))),
    row("base64-encoded", ENCODING, 4, true, base64_of),
    row("hex-encoded", ENCODING, 2, true, |key, index| Some(hex_of(key, index == 1))),
    SecretRow { fact: hash_fact, ..row("hashed", Code::SecretHashed, 6, true, |key, index| digest(index, key)) },
    SecretRow {
        fact: hash_fact,
        ..row("hashed-hex", Code::SecretHashed, 6, true, |key, index| Some(hex_of(&digest(index, key)?, false)))
    },
    SecretRow {
        fact: hash_fact,
        ..row("hashed-base64", Code::SecretHashed, 6, false, |key, index| base64_of(&digest(index, key)?, 0))
    },
    SecretRow {
        fact: hash_fact,
        ..alone("hashed-base64url", Code::SecretHashed, 6, |key, index| base64_of(&digest(index, key)?, 1))
    },
    SecretRow {
        fact: hash_fact,
        ..alone("hashed-hex-capital", Code::SecretHashed, 6, |key, index| Some(hex_of(&digest(index, key)?, true)))
    },
    // It may be cut at just such a length.
    row("comment-cut", SHELL, 4, true, |key, index| cut_at(&string(key)?, [" #", "#", ";", " //"].get(index)?)),
    SecretRow {
        fact: |index| Fact::Count(LENGTHS.get(index).copied().unwrap_or_default()),
        ..row("first-bytes", CUT, LENGTHS.len(), true, |key, index| {
            key.get(..*LENGTHS.get(index)?).filter(|cut| cut.len() < key.len()).map(<[u8]>::to_vec)
        })
    },
    row("lower-case", Code::SecretCase, 1, true, |key, _| Some(letter_case::lower(&string(key)?).into())),
    row("upper-case", Code::SecretCase, 1, true, |key, _| {
        Some(letter_case::upper(&string(key)?.replace('ß', "SS")).into())
    }),
    alone("capitals-otherwise", Code::SecretCase, 3, |key, index| Some(other_capitals(&string(key)?, index).into())),
    row("double-quoted", QUOTES, 1, true, |key, _| Some(within("\"", key))),
    row("single-quoted", QUOTES, 1, true, |key, _| Some(within("'", key))),
    row("backquoted", QUOTES, 1, false, |key, _| Some(within("`", key))),
    alone("half-quoted", QUOTES, 4, |key, index| {
        let quote: &[u8] = if index % 2 == 0 { b"\"" } else { b"'" };
        Some(if index < 2 { joined(quote, key) } else { joined(key, quote) })
    }),
    alone("curly-quoted", QUOTES, 1, |key, _| Some(["\u{201c}".as_bytes(), key, "\u{201d}".as_bytes()].concat())),
    alone("escaped-quotes", QUOTES, 1, |key, _| Some([b"\\\"", key, b"\\\""].concat())),
    alone("python-bytes", QUOTES, 2, |key, index| {
        Some(within(["'", "\""].get(index)?, key)).map(|text| joined(b"b", &text))
    }),
    row("literal-read", QUOTES, 1, false, |key, _| literal(&string(key)?)),
    alone("half-unquoted", QUOTES, 2, |key, index| {
        let text = string(key)?;
        let marks = ['"', '\'', '`'];
        if index == 0 { text.strip_prefix(marks) } else { text.strip_suffix(marks) }.map(Into::into)
    }),
    row("space-after", SPACE, 1, true, |key, _| Some(joined(key, b" "))),
    row("space-before", SPACE, 1, true, |key, _| Some(joined(b" ", key))),
    row("space-around", SPACE, 1, false, |key, _| Some(within(" ", key))),
    row("crlf-added", SPACE, 1, true, |key, _| Some(joined(key, b"\r\n"))),
    row("cr-added", SPACE, 1, false, |key, _| Some(joined(key, b"\r"))),
    row("tab-added", SPACE, 1, false, |key, _| Some(joined(key, b"\t"))),
    row("nul-added", Code::SecretAltered, 1, false, |key, _| Some(joined(key, b"\0"))),
    row("two-line-feeds-added", SPACE, 1, false, |key, _| Some(joined(key, b"\n\n"))),
    alone("more-space", SPACE, AROUND.len(), |key, index| {
        let [before, after] = AROUND.get(index)?;
        Some([before.as_bytes(), key, after.as_bytes()].concat())
    }),
    alone("spaces-collapsed", SPACE, 1, |key, _| {
        Some(string(key)?.split_whitespace().collect::<Vec<_>>().join(" ").into())
    }),
    row("white-space-removed", SPACE, 1, true, |key, _| {
        Some(string(key)?.split_whitespace().collect::<String>().into())
    }),
    row("first-line", Code::SecretLines, 1, true, |key, _| string(key)?.lines().next().map(Into::into)),
    row("last-line", Code::SecretLines, 1, true, |key, _| string(key)?.lines().last().map(Into::into)),
    alone("one-line", Code::SecretLines, 6, |key, index| {
        string(key)?.lines().filter(|line| !line.trim().is_empty()).nth(index).map(|line| line.trim().into())
    }),
    alone("lines-joined", Code::SecretLines, 1, |key, _| {
        Some(string(key)?.lines().collect::<Vec<_>>().join(" ").into())
    }),
    row("last-word", FILE, 1, false, |key, _| string(key)?.split_whitespace().last().map(Into::into)),
    row("first-word", Code::SecretLines, 1, false, |key, _| string(key)?.split_whitespace().next().map(Into::into)),
    SecretRow {
        fact: |index| Fact::Count(if index < 2 { 64 } else { 76 }),
        ..row("lines-wrapped", Code::SecretLines, 4, false, |key, index| {
            let text = string(key)?;
            let wrapped = lines(&text, if index < 2 { 64 } else { 76 }, "\n");
            let end = if index % 2 == 0 { "\n" } else { "" };
            (wrapped != text).then(|| format!("{wrapped}{end}").into())
        })
    },
    row("lines-crlf", Code::SecretLines, 1, false, |key, _| {
        Some(string(key)?.replace("\r\n", "\n").replace('\n', "\r\n").into())
    }),
    row("lines-lf", Code::SecretLines, 1, false, |key, _| Some(string(key)?.replace("\r\n", "\n").into())),
    row("lines-escaped", ESCAPES, 1, false, |key, _| Some(string(key)?.replace('\n', "\\n").into())),
    row("shell-variables", SHELL, 1, true, |key, _| Some(without_variables(&string(key)?, Reader::Shell).into())),
    alone("other-variables", SHELL, 3, |key, index| {
        let reader = *[Reader::Compose, Reader::Make, Reader::PowerShell].get(index)?;
        Some(without_variables(&string(key)?, reader).into())
    }),
    row("dollars-halved", SHELL, 1, true, |key, _| Some(string(key)?.replace("$$", "$").into())),
    row("dollars-doubled", SHELL, 1, false, |key, _| Some(string(key)?.replace('$', "$$").into())),
    row("dollar-cut", SHELL, 1, false, |key, _| cut_at(&string(key)?, "$")),
    row("escapes-read", ESCAPES, 2, true, |key, index| Some(unescaped(&string(key)?, index)?.into())),
    row("backslashes-removed", SHELL, 1, true, |key, _| Some(without_backslashes(&string(key)?).into())),
    row("backslashes-doubled", ESCAPES, 1, false, |key, _| Some(string(key)?.replace('\\', "\\\\").into())),
    row("exclamation-escaped", SHELL, 1, false, |key, _| Some(string(key)?.replace('!', "\\!").into())),
    row("ampersand-cut", SHELL, 4, false, |key, index| cut_at(&string(key)?, ["&", "|", ">", "<"].get(index)?)),
    alone("carets-removed", SHELL, 1, |key, _| Some(string(key)?.replace('^', "").into())),
    row("percents-halved", SHELL, 1, false, |key, _| Some(string(key)?.replace("%%", "%").into())),
    row("percent-variables", SHELL, 2, false, |key, index| percent_variables(&string(key)?, index)),
    row("quotes-removed", SHELL, 1, false, |key, _| Some(string(key)?.replace(['"', '\'', '`'], "").into())),
    row("exclamation-cut", SHELL, 1, false, |key, _| cut_at(&string(key)?, "!")),
    row("plain-characters", Code::SecretCharset, 1, false, |key, _| Some(plain(&string(key)?).into())),
    row("escaped", ESCAPES, 4, true, |key, index| escaped(&string(key)?, index)),
    row("json-member", FILE, 6, false, |key, index| json_member(&string(key)?, index)),
    row("quoted-part", FILE, 2, true, |key, index| quoted_part(&string(key)?, index)),
    row("element", FILE, 1, false, |key, _| element(&string(key)?)),
    alone("named", FILE, placeholder::VARIABLES.len(), |key, index| {
        Some(joined(placeholder::VARIABLES.get(index)?.as_bytes(), &joined(b"=", key)))
    }),
    row("percent-decoded", Code::SecretPercent, 1, true, |key, _| percent_decoded(key, false)),
    row("form-decoded", Code::SecretPercent, 1, false, |key, _| percent_decoded(key, true)),
    row("percent-encoded", Code::SecretPercent, 4, true, percent_encoded),
    alone("percent-encoded-otherwise", Code::SecretPercent, 10, |key, index| percent_encoded(key, index + 4)),
    row("plus-as-space", Code::SecretPercent, 1, true, |key, _| Some(string(key)?.replace('+', " ").into())),
    row("space-as-plus", Code::SecretPercent, 1, false, |key, _| Some(string(key)?.replace(' ', "+").into())),
    row("html-unescaped", Code::SecretHtml, 1, true, |key, _| Some(html_unescaped(&string(key)?).into())),
    row("html-escaped", Code::SecretHtml, 8, true, |key, index| Some(html_escaped(&string(key)?, index)?.into())),
    SecretRow {
        fact: |index| UTF_16.get(index).map_or(Fact::None, |name| Fact::Name(name)),
        ..row("utf-16", Code::SecretCharset, 4, false, |key, index| Some(utf16(&string(key)?, index)))
    },
    row("latin-1", Code::SecretCharset, 1, false, |key, _| latin1(&string(key)?)),
    row("windows-1252", Code::SecretCharset, 1, false, |key, _| windows1252(&string(key)?)),
    row("question-marks", Code::SecretCharset, 4, false, |key, index| question_marks(&string(key)?, index)),
    SecretRow {
        fact: |index| CHARSETS.get(index).map_or(Fact::None, |name| Fact::Name(name)),
        ..alone("other-charset", Code::SecretCharset, CHARSETS.len(), |key, index| other_charset(&string(key)?, index))
    },
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
    row("prefix-removed", Code::SecretPrefix, 4, true, |key, index| prefix_removed(&string(key)?, index)),
    row("autocorrected", Code::SecretAltered, TYPED.len(), false, |key, index| otherwise_typed(&string(key)?, index)),
    row("as-yaml-number", FILE, 5, false, |key, index| yaml_number(&string(key)?, index)),
    alone("as-yaml-boolean", FILE, 2, |key, index| yaml_boolean(&string(key)?, index)),
    alone("one-of-list", FILE, 6, |key, index| {
        let text = string(key)?;
        let mut parts = text.split([',', ';']).filter(|part| part.len() < text.len());
        parts.nth(index).map(|part| part.trim().into())
    }),
    row("braced", QUOTES, 1, false, |key, _| Some([b"{", key, b"}"].concat())),
    row("first-half", Code::SecretAltered, 1, false, |key, _| {
        key.split_at_checked(key.len() / 2).filter(|(one, two)| one == two).map(|(half, _)| half.into())
    }),
    SecretRow {
        fact: |index| deriving(index).map_or(Fact::None, Fact::Name),
        ..row(DERIVED, Code::SecretHashed, DERIVATIONS, false, derived)
    },
    alone("within-json", FILE, 2 * placeholder::VARIABLES.len(), |key, index| {
        let name = placeholder::VARIABLES.get(index / 2)?;
        within_json(name, &string(key)?, index % 2 == 1)
    }),
    row("dashes-removed", Code::SecretPrefix, 1, false, |key, _| Some(string(key)?.replace('-', "").into())),
    row("brackets-removed", QUOTES, 1, false, |key, _| bracketed(string(key)?.trim())),
    row("base64-sign-swapped", ENCODING, 2, false, |key, index| Some(other_signs(&string(key)?, index).into())),
    alone("app-key", Code::SecretPrefix, 1, |key, _| Some(joined(b"base64:", key))),
    row("padding-removed", ENCODING, 1, false, |key, _| Some(string(key)?.trim_end_matches('=').into())),
    row("padding-added", ENCODING, 1, false, |key, _| padded(&string(key)?)),
    row("without-last", CUT, 1, false, |key, _| key.split_last().map(|(_, rest)| rest.to_vec())),
    row("without-first", CUT, 1, false, |key, _| key.split_first().map(|(_, rest)| rest.to_vec())),
    row("nul-cut", CUT, 1, false, |key, _| {
        key.iter().position(|byte| *byte == 0).and_then(|at| key.get(..at)).map(Into::into)
    }),
    SecretRow {
        fact: |index| Fact::Count([32, 64, 16, 24, 48].get(index / FILLS).copied().unwrap_or_default()),
        ..alone("filled-up", Code::SecretAltered, 5 * FILLS, filled)
    },
    row("repeated", Code::SecretAltered, 1, false, |key, _| Some(joined(key, key))),
    row("reversed", Code::SecretAltered, 1, false, |key, _| Some(key.iter().rev().copied().collect())),
    row("empty", Code::SecretEmpty, 1, false, |_, _| Some(vec![])),
];

/// The texts of a key that may have been taken for the secret as they stand, with the names of their steps.
pub(super) fn as_written(key: &Key) -> Vec<(&'static str, Vec<u8>)> {
    let text = &key.text.0;
    match (&key.source, &key.material) {
        // Of a key of a set there is no text, and what stood in `k` is known all the same.
        (Source::Jwk, Material::Secret(Secret(bytes))) if text.is_empty() => {
            vec![("as-text-of-k", canonical::encode(bytes).into())]
        }
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
    // In a JWK it is `k` that has to be another text, and what it says of itself stays. The whole text of a JWK is no `k`.
    if key.source == Source::Jwk && secret.trim_ascii() != key.text.0.trim_ascii() {
        let other = Key { material: Material::Secret(Secret(secret.into())), notes: vec![], ..key.clone() };
        if let Ok(jwk) = other.write(Format::JwkPrivate) {
            return Remedy::Key(Secret(jwk.into_bytes()));
        }
    }
    let text = core::str::from_utf8(&key.text.0).unwrap_or_default();
    let all = [Encoding::Utf8, Encoding::Base64url, Encoding::Base64, Encoding::Hex];
    let encoding = all.into_iter().find(|encoding| reads_as(text, *encoding, secret));
    encoding.map_or_else(|| Remedy::Secret(Secret(secret.into())), Remedy::Encoding)
}

/// Numbers of bytes at which keys are cut: of ciphers, of hashes, of fields in databases.
const LENGTHS: [usize; 14] = [32, 16, 64, 24, 48, 128, 20, 72, 8, 255, 50, 100, 256, 512];
const UTF_16: [&str; 4] = ["UTF-16LE", "UTF-16BE", "UTF-16LE with a byte order mark", "UTF-16 with a byte order mark"];
const HASHES: [&str; 6] = ["SHA-256", "SHA-512", "SHA-1", "SHA-384", "MD5", "SHA-224"];

fn hash_fact(index: usize) -> Fact {
    HASHES.get(index).map_or(Fact::None, |name| Fact::Name(name))
}

fn digest(index: usize, key: &[u8]) -> Option<Vec<u8>> {
    Some(match *HASHES.get(index)? {
        "SHA-1" => sha1(key),
        "MD5" => md5(key),
        "SHA-224" => sha224(key),
        name => Hash::ALL.into_iter().find(|hash| hash.name() == name)?.digest(key),
    })
}

impl SecretRow {
    /// The step that its variant is.
    pub(super) fn step(&self, index: usize) -> Step {
        Step::new(Dimension::Secret, self.name, self.code).with((self.fact)(index))
    }
}

/// The step of each row.
#[cfg(test)]
pub(super) fn steps() -> impl Iterator<Item = Step> {
    let others = [0, placeholder::PLACEHOLDERS].into_iter().filter_map(|index| Some(other(index)?.0));
    ROWS.iter().map(|row| row.step(0)).chain(others).chain([claim("appKey")])
}
