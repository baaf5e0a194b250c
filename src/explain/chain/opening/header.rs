//! What else may have been authenticated than the header as it was sent: the header written in another way, or with another
//! member, or other text in its place.

use super::super::json;
use super::sealed::{Layout, Sealed, SealedRow};
use super::{Code, Dimension, Fact};
use crate::engine::jwe::ENCRYPTIONS;
use crate::format::base64url;
use crate::format::json::with_member;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

/// So many members of a header are taken out, one at a time.
const MEMBERS: usize = 24;

const fn row(name: &'static str, count: usize, likely: bool, apply: fn(&Sealed, usize) -> Option<Sealed>) -> SealedRow {
    let (dimension, code) = (Dimension::Input, Code::JweContentChanged);
    SealedRow { name, dimension, code, count, likely, apply, fact: |_, _| Fact::None }
}

/// What another text was authenticated by is no change on the way, but how the sender encrypts.
const fn method(name: &'static str, apply: fn(&Sealed, usize) -> Option<Sealed>) -> SealedRow {
    SealedRow { code: Code::JweMethod, ..row(name, 1, true, apply) }
}

/// A way to write JSON.
macro_rules! form {
    ($name:literal, $likely:literal, $write:expr) => {
        row($name, 1, $likely, |sealed, _| sealed.with_header($write(&sealed.header)?))
    };
}

fn authenticated(sealed: &Sealed, other: Vec<u8>) -> Option<Sealed> {
    sealed.authenticated.is_none().then(|| Sealed { authenticated: Some(other), ..sealed.clone() })
}

/// The likeliest first.
pub(super) static ROWS: &[SealedRow] = &[
    SealedRow {
        fact: |sealed, index| json::without(&sealed.header, index).map_or(Fact::None, |(_, name)| Fact::Member(name)),
        ..row("member-removed", MEMBERS, true, |sealed, index| {
            sealed.with_header(json::without(&sealed.header, index)?.0)
        })
    },
    row("typ-added", 2, true, |sealed, index| sealed.with_header(json::with_typ(&sealed.header, index)?)),
    SealedRow {
        fact: |_, index| ENCRYPTIONS.get(index).map_or(Fact::None, |row| Fact::Name(row.name)),
        ..row("enc-changed", ENCRYPTIONS.len(), true, |sealed, index| {
            let other = ENCRYPTIONS.get(index).filter(|other| other.cipher != sealed.cipher)?;
            let text = with_member(core::str::from_utf8(&sealed.header).ok()?, "enc", &format!("\"{}\"", other.name))?;
            let sealed = sealed.with_header(text.into())?;
            Some(Sealed { cipher: other.cipher, layout: Layout::Standard, ..sealed })
        })
    },
    SealedRow {
        code: Code::JweEncoding,
        ..row("header-encoded", 1, true, |sealed, _| {
            let protected = base64url::encode(&sealed.header).into_bytes();
            (protected != sealed.protected).then(|| Sealed { protected, ..sealed.clone() })
        })
    },
    form!("tight", true, json::tight),
    form!("spaced", true, json::spaced),
    form!("sorted", true, json::sorted),
    form!("indented", true, json::indented),
    form!("slashes-escaped", true, json::slashes_escaped),
    form!("slashes-bare", false, json::slashes_bare),
    form!("ascii-escaped", false, json::ascii_escaped),
    form!("escapes-read", false, json::escapes_read),
    form!("html-escaped", false, json::html_escaped),
    form!("net-escaped", false, json::net_escaped),
    form!("indented-4", false, json::indented_4),
    form!("indented-tabs", false, json::indented_tabs),
    form!("space-after-colon", false, json::space_after_colon),
    form!("space-after-comma", false, json::space_after_comma),
    form!("space-inside", false, json::space_inside),
    form!("crlf-lines", false, json::crlf_lines),
    form!("lf-lines", false, json::lf_lines),
    form!("line-feed-at-end", false, json::line_feed_at_end),
    form!("mark-before", false, json::mark_before),
    form!("latin-1", false, json::latin1),
    form!("numbers-as-strings", false, json::numbers_as_strings),
    form!("strings-as-numbers", false, json::strings_as_numbers),
    row("members-turned", 1, true, |sealed, _| sealed.with_header(json::reversed(&sealed.header)?)),
    row("members-in-order", json::ORDERS, false, |sealed, index| {
        sealed.with_header(json::order(&sealed.header, index)?)
    }),
    method("nothing-authenticated", |sealed, _| authenticated(sealed, vec![])),
    method("header-decoded", |sealed, _| authenticated(sealed, sealed.header.clone())),
    SealedRow {
        count: 3,
        ..method("header-base64", |sealed, index| {
            let encoded = match index {
                0 => URL_SAFE.encode(&sealed.header),
                1 => STANDARD.encode(&sealed.header),
                _ => STANDARD_NO_PAD.encode(&sealed.header),
            };
            (encoded.as_bytes() != sealed.protected).then(|| Sealed { protected: encoded.into(), ..sealed.clone() })
        })
    },
    method("aad-left-out", |sealed, _| sealed.aad.is_some().then(|| Sealed { aad: None, ..sealed.clone() })),
    method("aad-alone", |sealed, _| authenticated(sealed, sealed.aad.clone()?)),
    method("aad-decoded-alone", |sealed, _| {
        let aad = core::str::from_utf8(sealed.aad.as_ref()?).ok()?;
        authenticated(sealed, base64url::decode(aad).bytes)
    }),
    method("aad-decoded", |sealed, _| {
        let aad = core::str::from_utf8(sealed.aad.as_ref()?).ok()?;
        Some(Sealed { aad: Some(base64url::decode(aad).bytes), ..sealed.clone() })
    }),
];
