//! What was undone to find a token: one diagnostic for each kind.

use super::context::{Carrier, Context, Kind};
use super::follow::Followed;
use crate::base::diagnostic::{Diagnostic, Dot, Facts, Gone, Letters, Paste, Severity};
use crate::base::span::{Part, Span};
use core::ops::Range;

/// Something that was undone inside a token.
pub(super) struct Undone {
    pub(super) what: What,
    /// Where in the token's text it was undone first.
    pub(super) at: usize,
    pub(super) count: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    LineBreaks,
    SoftBreaks,
    Spaces,
    Invisible,
    Percent,
    Plus,
    Escapes,
    Seams,
    Repeated,
    Dots(Dot),
    DotLost(Gone),
    Parts,
    PartLost(&'static str),
    StartLost(&'static str),
    Letters(Letters),
    Swapped,
    SignedCookie,
    /// It stood in several cookies; whether in another order, or without a dot between them.
    Cookies {
        is_moved: bool,
    },
    Rot13,
}

impl What {
    /// Whether the text of the token is not what stands in its places, although it may be as long.
    pub(super) fn rewrites(self) -> bool {
        let added = matches!(self, What::DotLost(_) | What::Parts | What::PartLost(_) | What::StartLost(_));
        let moved = matches!(self, What::Swapped | What::Cookies { is_moved: true });
        // Of dots that stand there twice, one of each is left out.
        let dots = matches!(self, What::Dots(dot) if dot != Dot::Mark(".."));
        added || moved || dots || matches!(self, What::Plus | What::Rot13 | What::Letters(_))
    }
}

/// What was set aside around a token.
pub(super) fn around(context: &Context, token: &Followed) -> impl Iterator<Item = Diagnostic> + use<> {
    let Context { kind, name, sign, scheme, joined, quoted, part, words_around, invisible_around } = context;
    let structure = match kind {
        _ if part.is_some() => part.as_ref().map(|part| match part {
            Carrier::Identity => Paste::Identity,
            Carrier::Vapid(key) => Paste::Vapid(key.clone()),
        }),
        Kind::Curl => Some(Paste::Curl),
        Kind::Json => Some(Paste::Json(name.clone())),
        Kind::Url => Some(Paste::Url(name.clone())),
        Kind::Cookie => Some(Paste::Cookie(name.clone())),
        Kind::Named if scheme.is_some() && !joined => None,
        Kind::Named => Some(Paste::Name(name.clone().unwrap_or_default())),
        Kind::Plain => None,
    };
    let structured = matches!(kind, Kind::Curl | Kind::Json | Kind::Url | Kind::Cookie);
    let bearer = scheme.as_ref().map(|scheme| match joined {
        true => Paste::Joined(scheme.clone()),
        false => Paste::Bearer(match (kind, name) {
            (Kind::Named, Some(name)) if *sign == '=' => format!("{name}={scheme}"),
            (Kind::Named, Some(name)) => format!("{name}: {scheme}"),
            _ => scheme.clone(),
        }),
    });
    let all = [
        structure,
        bearer,
        (*quoted && !structured && *kind != Kind::Named).then_some(Paste::Quotes),
        (*words_around && !structured).then_some(Paste::TextAround),
        invisible_around.then_some(Paste::InvisibleAround),
    ];
    let end = token.text.len();
    all.into_iter().flatten().map(move |repair| repaired(0..end, repair))
}

/// What was undone inside a token.
pub(super) fn inside(undone: &Undone, token: &Followed) -> Diagnostic {
    let count = undone.count;
    let repair = match undone.what {
        What::LineBreaks => Paste::LineBreaks(count),
        What::SoftBreaks => Paste::SoftBreaks(count),
        What::Spaces => Paste::Space(count),
        What::Invisible => Paste::Invisible(count),
        What::Percent => Paste::Percent(count),
        What::Plus => Paste::Plus(count),
        What::Escapes => Paste::Escapes(count),
        What::Seams => Paste::Literals(count + 1),
        What::Repeated => Paste::Repeated(count),
        What::Dots(dot) => Paste::Dots(dot, count),
        What::DotLost(gone) => Paste::DotLost(gone),
        What::Parts => Paste::Parts,
        What::PartLost(alg) => Paste::PartLost(alg),
        What::StartLost(start) => Paste::StartLost(start),
        What::Letters(letters) => Paste::Letters(letters),
        What::Swapped => Paste::Swapped,
        What::SignedCookie => Paste::SignedCookie,
        What::Cookies { .. } => Paste::Cookies(count),
        What::Rot13 => Paste::Rot13,
    };
    let is_all =
        matches!(undone.what, What::Repeated | What::Swapped | What::SignedCookie | What::Rot13 | What::Cookies { .. });
    if is_all {
        return repaired(0..token.text.len(), repair);
    }
    let at = undone.at.min(token.text.len());
    let end = token.text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
    repaired(at..end, repair)
}

fn repaired(range: Range<usize>, repair: Paste) -> Diagnostic {
    Diagnostic {
        severity: Severity::Repaired,
        at: vec![Span { part: Part::Encoded, range }],
        facts: Facts::Paste(repair),
        remedy: None,
    }
}
