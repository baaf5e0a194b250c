//! The dimension *signing input*: what else may have been signed than the text before the last dot. One row each: the documents
//! written in another way, the segments encoded in another way, and the text put together in another way.

mod signed;

use super::json;
use super::text::{base64_of, hex_of, lines, string, utf16};
use super::values::{self, Alternative};
use super::{Code, Dimension, Fact, Rank, Step};
use crate::crypto::hash::{md5, sha1};
use crate::engine::jwa::{ALGORITHMS, Hash};
use crate::format::base64url;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
pub(super) use signed::Signed;

/// A row: what makes another text of a text.
pub(super) struct InputRow {
    pub(super) name: &'static str,
    code: Code,
    pub(super) count: usize,
    pub(super) rank: Rank,
    pub(super) apply: fn(&Signed, usize) -> Option<Signed>,
    fact: fn(&Signed, usize) -> Fact,
}

const OTHER: Code = Code::OtherInput;
const REWRITTEN: Code = Code::ContentRewritten;

const fn row(name: &'static str, count: usize, likely: bool, apply: fn(&Signed, usize) -> Option<Signed>) -> InputRow {
    let rank = if likely { Rank::Likely } else { Rank::Rare };
    InputRow { name, code: OTHER, count, rank, apply, fact: |_, _| Fact::None }
}

/// A way to write JSON, for the payload, for both, and for the header alone.
macro_rules! form {
    ($name:literal, $likely:literal, $write:expr) => {
        InputRow {
            code: REWRITTEN,
            fact: |_, scope| Fact::Name(scope_name(scope)),
            ..row($name, 3, $likely, |signed, scope| rewritten(signed, scope, $write))
        }
    };
}

fn scope_name(scope: usize) -> &'static str {
    ["payload", "JSON of header and payload", "header"].get(scope).copied().unwrap_or_default()
}

fn rewritten(signed: &Signed, scope: usize, write: fn(&[u8]) -> Option<Vec<u8>>) -> Option<Signed> {
    let [header, payload] = &signed.docs;
    match scope {
        0 => signed.with(1, write(payload)?),
        1 => signed.with(1, write(payload)?)?.with(0, write(header)?),
        _ => signed.with(0, write(header)?),
    }
}

/// Another algorithm in the header; the signature may be one of that. There is a variant for each, and it goes with no other row.
pub(super) static ALGORITHM: InputRow = InputRow {
    code: Code::AlgChanged,
    fact: |signed, index| {
        let right = ALGORITHMS.get(index).map_or("", |row| row.name);
        Fact::Instead { right, header: signed.alg }
    },
    ..row("alg-changed", ALGORITHMS.len(), true, |signed, index| signed.with_header("alg", ALGORITHMS.get(index)?.name))
};

/// Another value in the payload; there is a variant for each.
pub(super) static VALUE: InputRow = InputRow {
    code: Code::ValueChanged,
    rank: Rank::Rare,
    fact: |signed, index| {
        let value = |one: &Alternative| Fact::Value { member: one.member.clone(), was: one.was.clone() };
        signed.alternative(index).map_or(Fact::None, value)
    },
    ..row("value-otherwise", values::MOST, false, |signed, index| {
        signed.with(1, values::with(signed.docs.get(1)?, signed.alternative(index)?)?)
    })
};

/// Two of the last five members, each by its distance from the last one, the last one first.
const PAIRS: [[usize; 2]; 10] = [[0, 1], [0, 2], [1, 2], [0, 3], [1, 3], [2, 3], [0, 4], [1, 4], [2, 4], [3, 4]];

/// What is signed where a variable had no value.
const WORDS: [&str; 4] = ["undefined", "null", "[object Object]", "None"];

/// Hashes that signers take beforehand.
type Digest = fn(&[u8]) -> Vec<u8>;
static OTHER_HASHES: [(&str, Digest); 5] = [
    ("SHA-256", |text| Hash::Sha256.digest(text)),
    ("SHA-512", |text| Hash::Sha512.digest(text)),
    ("SHA-384", |text| Hash::Sha384.digest(text)),
    ("SHA-1", sha1),
    ("MD5", md5),
];

/// What issuers write into `typ`.
const TYPES: [&str; 8] = ["JWT", "jwt", "at+jwt", "application/at+jwt", "JWS", "JOSE", "application/jwt", "Bearer"];

/// The likeliest first.
pub(super) static ROWS: &[InputRow] = &[
    row("line-feed-after", 1, true, |signed, _| signed.framed([&signed.text()[..], b"\n"].concat())),
    row("crlf-after", 1, true, |signed, _| signed.framed([&signed.text()[..], b"\r\n"].concat())),
    form!("tight", true, json::tight),
    form!("spaced", true, json::spaced),
    form!("sorted", true, json::sorted),
    form!("slashes-escaped", true, json::slashes_escaped),
    form!("slashes-bare", true, json::slashes_bare),
    form!("ascii-escaped", true, json::ascii_escaped),
    form!("escapes-read", true, json::escapes_read),
    form!("html-escaped", true, json::html_escaped),
    form!("net-escaped", true, json::net_escaped),
    form!("python", true, json::python),
    form!("php", true, json::php),
    form!("javascript", true, json::javascript),
    form!("python-sorted", false, json::python_sorted),
    form!("sorted-spaced", false, json::sorted_spaced),
    form!("gson", false, json::gson),
    form!("indented", true, json::indented),
    form!("indented-4", true, json::indented_4),
    form!("indented-tabs", false, json::indented_tabs),
    form!("sorted-ascii", false, json::sorted_ascii),
    form!("indented-crlf", false, json::indented_crlf),
    form!("ascii-indented", false, json::ascii_indented),
    form!("sorted-indented", false, json::sorted_indented),
    form!("sorted-indented-4", false, json::sorted_indented_4),
    form!("php-pretty", false, json::php_pretty),
    form!("ascii-escaped-capital", false, json::ascii_escaped_capital),
    form!("closing-tags", false, json::closing_tags),
    form!("space-at-end", false, json::space_at_end),
    form!("crlf-lines", true, json::crlf_lines),
    form!("lf-lines", false, json::lf_lines),
    form!("line-feed-at-end", true, json::line_feed_at_end),
    InputRow { code: Code::MemberAdded, count: 24, fact: removed_fact, ..row("member-removed", 24, true, removed) },
    InputRow {
        code: Code::MemberAdded,
        rank: Rank::Alone,
        ..row("two-members-removed", 2 * PAIRS.len(), false, |signed, index| {
            let (which, index) = (usize::from(index >= PAIRS.len()), index % PAIRS.len());
            let [later, sooner] = *PAIRS.get(index)?;
            let document = signed.docs.get(which)?;
            // Counted from the last one, where most are added.
            let last = json::read_object(document)?.members().len().checked_sub(1)?;
            let (rest, _) = json::without(document, last.checked_sub(later)?)?;
            signed.with(which, json::without(&rest, last.checked_sub(sooner)?)?.0)
        })
    },
    InputRow {
        code: Code::MemberLost,
        ..row("typ-added", 2, true, |signed, index| signed.with(0, json::with_typ(signed.docs.first()?, index)?))
    },
    InputRow {
        code: REWRITTEN,
        fact: |_, index| TYPES.get(index).map_or(Fact::None, |name| Fact::Name(name)),
        ..row("typ-otherwise", TYPES.len(), false, |signed, index| {
            let typ = json::read_object(signed.docs.first()?)?;
            typ.get("typ")?;
            signed.with_header("typ", TYPES.get(index)?)
        })
    },
    InputRow {
        code: Code::MemberLost,
        ..row("nulls-added", 1, false, |signed, _| signed.with(1, json::without_nulls(signed.docs.get(1)?)?))
    },
    InputRow {
        code: Code::MemberOrder,
        fact: |signed, index| {
            let name = signed.docs.first().and_then(|header| json::moved_first(header, index + 1));
            name.map_or(Fact::None, |(_, name)| Fact::Member(name))
        },
        ..row("member-first", 5, true, |signed, index| {
            signed.with(0, json::moved_first(signed.docs.first()?, index + 1)?.0)
        })
    },
    InputRow {
        code: Code::NonceHashed,
        ..row("nonce-hashed", 2, true, |signed, index| {
            let json = json::read_object(signed.docs.first()?)?;
            let digest = Hash::Sha256.digest(json.get("nonce")?.as_str()?.as_bytes());
            let hash = if index == 0 { base64url::encode(&digest) } else { string(&hex_of(&digest, false))? };
            signed.with_header("nonce", &hash)
        })
    },
    InputRow {
        code: Code::MemberOrder,
        ..row("members-turned", 3, false, |signed, scope| rewritten(signed, scope, json::reversed))
    },
    form!("space-after-colon", false, json::space_after_colon),
    form!("space-after-comma", false, json::space_after_comma),
    form!("space-inside", false, json::space_inside),
    form!("single-quoted", false, json::single_quoted),
    form!("mark-before", false, json::mark_before),
    form!("latin-1", true, json::latin1),
    form!("utf-16", false, json::utf16),
    form!("question-marks", false, json::question_marks),
    form!("accents-apart", false, json::accents_apart),
    form!("accents-composed", false, json::accents_composed),
    form!("utf-8-twice", false, json::utf8_twice),
    form!("strings-as-numbers", false, json::strings_as_numbers),
    form!("numbers-as-strings", false, json::numbers_as_strings),
    form!("numbers-as-floats", false, json::numbers_as_floats),
    form!("numbers-as-doubles", false, json::numbers_as_doubles),
    form!("booleans-as-strings", false, json::booleans_as_strings),
    form!("strings-as-booleans", false, json::strings_as_booleans),
    form!("words-as-list", false, json::words_as_list),
    form!("list-as-words", false, json::list_as_words),
    form!("floats-as-integers", false, json::floats_as_integers),
    form!("lists-of-one-unwrapped", false, json::unwrapped),
    InputRow {
        code: REWRITTEN,
        ..row("audience-in-list", 1, false, |signed, _| signed.with(1, json::wrapped(signed.docs.get(1)?)?))
    },
    form!("json-twice", false, json::as_string),
    row("base64url-padded", 1, true, |signed, _| signed.encode(|bytes| URL_SAFE.encode(bytes).into())),
    row("base64-padded", 1, true, |signed, _| signed.encode(|bytes| STANDARD.encode(bytes).into())),
    row("base64-unpadded", 1, true, |signed, _| signed.encode(|bytes| STANDARD_NO_PAD.encode(bytes).into())),
    InputRow {
        fact: |_, index| Fact::Count(if index < 4 { 76 } else { 64 }),
        ..row("base64-lines", 8, false, |signed, index| {
            let (width, end) = (if index < 4 { 76 } else { 64 }, if index % 2 == 0 { "\n" } else { "\r\n" });
            // The last line may have its end, too.
            let last = if index % 4 < 2 { "" } else { end };
            signed.encode(|bytes| format!("{}{last}", lines(&STANDARD.encode(bytes), width, end)).into())
        })
    },
    row("segments-hex", 1, false, |signed, _| signed.encode(|bytes| hex_of(bytes, false))),
    row("segments-bare", 1, true, |signed, _| signed.encode(<[u8]>::to_vec)),
    row("payload-bare", 1, true, |signed, _| {
        let [header, _] = &signed.encoded;
        signed.framed([header, &b"."[..], signed.docs.get(1)?].concat())
    }),
    row("payload-encoded-alone", 1, true, |signed, _| signed.framed(signed.encoded.get(1)?.clone())),
    row("payload-alone", 1, true, |signed, _| signed.framed(signed.docs.get(1)?.clone())),
    row("header-encoded-alone", 1, false, |signed, _| signed.framed(signed.encoded.first()?.clone())),
    row("payload-empty", 1, false, |signed, _| signed.framed([signed.encoded.first()?, &b"."[..]].concat())),
    row("header-alone", 1, false, |signed, _| signed.framed(signed.docs.first()?.clone())),
    row("without-dot", 1, true, |signed, _| signed.framed(signed.encoded.concat())),
    row("documents-joined", 1, false, |signed, _| signed.framed(signed.docs.concat())),
    row("turned-round", 1, false, |signed, _| {
        let [header, payload] = &signed.encoded;
        signed.framed([payload, &b"."[..], header].concat())
    }),
    row("dot-after", 1, true, |signed, _| signed.framed([&signed.text()[..], b"."].concat())),
    row("other-separator", 7, false, |signed, index| {
        let [header, payload] = &signed.encoded;
        let separator = *[&b":"[..], b"\n", b" ", b"|", b",", b" . ", b".\n"].get(index)?;
        signed.framed([header, separator, payload].concat())
    }),
    row("dot-before", 1, false, |signed, _| signed.framed([&b"."[..], &signed.text()].concat())),
    row("two-line-feeds-after", 1, false, |signed, _| signed.framed([&signed.text()[..], b"\n\n"].concat())),
    row("space-after", 1, true, |signed, _| signed.framed([&signed.text()[..], b" "].concat())),
    row("space-before", 1, false, |signed, _| signed.framed([&b" "[..], &signed.text()].concat())),
    row("line-feed-before", 1, false, |signed, _| signed.framed([&b"\n"[..], &signed.text()].concat())),
    row("nul-after", 1, false, |signed, _| signed.framed([&signed.text()[..], b"\0"].concat())),
    row("cr-after", 1, false, |signed, _| signed.framed([&signed.text()[..], b"\r"].concat())),
    row("in-quotes", 2, true, |signed, index| {
        let quote = if index == 0 { &b"\""[..] } else { b"'" };
        signed.framed([quote, &signed.text()[..], quote].concat())
    }),
    row("bearer-before", 1, false, |signed, _| signed.framed([&b"Bearer "[..], &signed.text()].concat())),
    row("text-utf-16", 4, true, |signed, index| signed.framed(utf16(&String::from_utf8(signed.text()).ok()?, index))),
    row("hash", 1, true, |signed, _| signed.framed(signed.hash.digest(&signed.text()))),
    row("hash-hex", 2, true, |signed, index| signed.framed(hex_of(&signed.hash.digest(&signed.text()), index == 1))),
    row("hash-base64", 4, true, |signed, index| signed.framed(base64_of(&signed.hash.digest(&signed.text()), index)?)),
    InputRow {
        fact: |_, index| OTHER_HASHES.get(index / 3).map_or(Fact::None, |(name, _)| Fact::Name(name)),
        ..row("other-hash-of-text", 3 * OTHER_HASHES.len(), false, |signed, index| {
            let (name, digest) = OTHER_HASHES.get(index / 3)?;
            let digest = Some(digest(&signed.text())).filter(|_| *name != signed.hash.name())?;
            signed.framed(match index % 3 {
                0 => digest,
                1 => hex_of(&digest, false),
                _ => base64_of(&digest, 0)?,
            })
        })
    },
    // EIP-191, version 0x45: what wallets do with a text.
    row("ethereum-message", 1, true, |signed, _| {
        let text = signed.text();
        let prefix = format!("\u{19}Ethereum Signed Message:\n{}", text.len());
        (signed.alg == "ES256K").then(|| signed.framed([prefix.as_bytes(), &text].concat()))?
    }),
    row("text-base64", 2, false, |signed, index| signed.framed(base64_of(&signed.text(), index)?)),
    row("text-hex", 1, false, |signed, _| signed.framed(hex_of(&signed.text(), false))),
    row("text-lower-case", 1, false, |signed, _| signed.framed(signed.text().to_ascii_lowercase())),
    row("text-upper-case", 1, false, |signed, _| signed.framed(signed.text().to_ascii_uppercase())),
    row("nothing", 1, false, |signed, _| signed.framed(vec![])),
    InputRow {
        fact: |_, index| WORDS.get(index).map_or(Fact::None, |word| Fact::Name(word)),
        ..row("word", WORDS.len(), false, |signed, index| signed.framed((*WORDS.get(index)?).into()))
    },
    row("mark-before-text", 1, false, |signed, _| signed.framed(["\u{feff}".as_bytes(), &signed.text()].concat())),
    InputRow {
        code: Code::MemberOrder,
        rank: Rank::Alone,
        fact: |_, index| Fact::Name(if index < json::ORDERS { "header" } else { "payload" }),
        ..row("members-in-order", 2 * json::ORDERS, false, |signed, index| {
            let which = index / json::ORDERS;
            signed.with(which, json::order(signed.docs.get(which)?, index % json::ORDERS)?)
        })
    },
];

/// The step of each row, of a token that has nothing.
#[cfg(test)]
pub(super) fn steps() -> impl Iterator<Item = Step> {
    ROWS.iter().chain([&ALGORITHM, &VALUE]).map(|row| Step::new(Dimension::Input, row.name, row.code))
}

impl InputRow {
    /// Whether it is about how the text is put together, and not about what stands in a document.
    pub(super) fn is_frame(&self) -> bool {
        self.code == OTHER
    }

    /// The step that its variant is, of this text.
    pub(super) fn step(&self, signed: &Signed, index: usize) -> Step {
        Step::new(Dimension::Input, self.name, self.code).with((self.fact)(signed, index))
    }
}

/// A member of the header, or from the ninth on of the payload, taken out.
fn removed(signed: &Signed, index: usize) -> Option<Signed> {
    let (which, index) = if index < 8 { (0, index) } else { (1, index - 8) };
    signed.with(which, json::without(signed.docs.get(which)?, index)?.0)
}

fn removed_fact(signed: &Signed, index: usize) -> Fact {
    let (which, index) = if index < 8 { (0, index) } else { (1, index - 8) };
    let name = signed.docs.get(which).and_then(|document| json::without(document, index));
    name.map_or(Fact::None, |(_, name)| Fact::Member(name))
}
