//! What came of looking for a key in a set: outcomes that a person should never mistake for each other.

use super::{LEFT_OUT, Wording, called, counted, of_facts, say, state};
use crate::base::diagnostic::Facts;
use crate::base::diagnostic::reason::SetChoice;
use crate::base::spec::Spec;

pub(super) fn wording(choice: &SetChoice) -> Wording {
    match choice {
        SetChoice::OnlyFit { all: 1, nameless, .. } => {
            state(format!("{}; the set has 1 key, and it fits", unnamed(*nameless)))
        }
        SetChoice::OnlyFit { all, key, nameless } => {
            state(format!("{}; of the {all} keys in the set, only {} fits", unnamed(*nameless), called(key)))
        }
        SetChoice::OneOfSeveral { all, key, nameless } => {
            let title = format!(
                "{}; several of the {all} keys in the set fit, and {} verifies",
                unnamed(*nameless),
                called(key)
            );
            match nameless {
                true => state(title),
                false => say(title, "have the issuer add a `kid`, so that verifiers need not try keys"),
            }
        }
        SetChoice::NoneOfSeveral { left, left_out, nameless } => say(
            format!(
                "{}, and none of the keys that fit verifies the signature{}{}",
                unnamed(*nameless),
                so_far(*left),
                if *left_out { LEFT_OUT } else { "" }
            ),
            "check that this is the issuer's current set, and that the token is complete and unchanged",
        )
        .short(match left {
            0 => "no key in the set verifies this token",
            _ => "no key that was tried so far verifies this token",
        }),
        SetChoice::NoneFits { all, algorithm, unusable } => with_unusable(
            format!("none of the {} in the set is for {algorithm}", counted(*all, "key"))
                .replace("the 1 key", "the keys"),
            match algorithm.starts_with("HS") {
                true => "enter the secret that the issuer shares with those who verify: a set of public keys, however new, cannot check an HMAC",
                false => "check that this is the issuer's set, and that it contains signing keys",
            },
            unusable.as_deref(),
        )
        .short(format!("no key in the set is for {algorithm}")),
        SetChoice::NoSuchKey { member, name, other: None, left, unusable } => with_unusable(
            format!("no key in the set has the `{member}` of the header, `{name}`{}", so_far(*left)),
            "get the issuer's current set, because keys are rotated; or check that this is the right issuer's set",
            unusable.as_deref(),
        )
        .short(format!("no key in the set has this `{member}`")),
        SetChoice::NoSuchKey { member, name, other: Some(other), .. } => say(
            format!("no key in the set has the `{member}` of the header, `{name}`, but {} verifies", called(other)),
            format!("have the issuer use the same `{member}` in tokens and set: verifiers select the key by it"),
        )
        .short(format!("no key in the set has this `{member}`, but {} verifies", called(other))),
        SetChoice::Holds(key) => state(format!("the header names {}, and it verifies the signature", called(key))),
        SetChoice::Fails { key, left } => {
            state(format!("the header names {}, and it does not verify the signature{}", called(key), so_far(*left)))
        }
        SetChoice::Unusable { key, fault } => say(
            format!("the header names {}, which cannot be used: {}", called(key), of_facts(fault, None).title),
            "get the issuer's set again",
        )
        .short(format!("{} of the set, which the header names, cannot be used", called(key))),
        SetChoice::OtherHolds { named, other } => say(
            format!("the header names {}, but {} verifies the signature", called(named), called(other)),
            "have the issuer write the right `kid` into the header: verifiers select the key by it",
        )
        .short(format!("invalid with {}, which the header names; {} verifies", called(named), called(other))),
    }
    .by(Spec::Rfc(7515, "4.1.4"))
}

/// Why no key was looked for by its name.
fn unnamed(nameless: bool) -> &'static str {
    if nameless { "the keys in the set have no `kid`" } else { "the header has no `kid`" }
}

/// What is wrong with a key of the set may be why there is none for the token.
fn with_unusable(title: String, fix: &str, unusable: Option<&Facts>) -> Wording {
    let Some(told) = unusable.map(|fault| of_facts(fault, None)) else { return say(title, fix) };
    let fix = told.fix.unwrap_or_else(|| fix.into());
    say(format!("{title}; a key in the set cannot be used: {}", told.title), fix)
}

fn so_far(left: usize) -> String {
    match left {
        0 => String::new(),
        1 => "; 1 key is not tried yet".into(),
        left => format!("; {left} keys are not tried yet"),
    }
}
