//! What came of looking for a key in a set: outcomes that a person should never mistake for each other.

use super::{LEFT_OUT, Wording, called, counted, of_facts, say, state};
use crate::base::diagnostic::reason::SetChoice;
use crate::base::spec::Spec;

pub(super) fn wording(choice: &SetChoice) -> Wording {
    match choice {
        SetChoice::OnlyFit { all: 1, .. } => state("the header has no `kid`; the set has 1 key, and it fits"),
        SetChoice::OnlyFit { all, key } => {
            state(format!("the header has no `kid`; of the {all} keys in the set, only {} fits", called(key)))
        }
        SetChoice::OneOfSeveral { all, key } => say(
            format!("the header has no `kid`; several of the {all} keys in the set fit, and {} verifies", called(key)),
            "have the issuer add a `kid`, so that verifiers need not try keys",
        ),
        SetChoice::NoneOfSeveral { left, left_out } => say(
            format!(
                "the header has no `kid`, and none of the keys that fit verifies the signature{}{}",
                so_far(*left),
                if *left_out { LEFT_OUT } else { "" }
            ),
            "check that this is the issuer's current set, and that the token is complete and unchanged",
        )
        .short(match left {
            0 => "no key in the set verifies this token",
            _ => "no key that was tried so far verifies this token",
        }),
        SetChoice::NoneFits { all, algorithm } => say(
            format!("none of the {} in the set is for {algorithm}", counted(*all, "key"))
                .replace("the 1 key", "the keys"),
            "check that this is the issuer's set, and that it contains signing keys",
        )
        .short(format!("no key in the set is for {algorithm}")),
        SetChoice::NoSuchKey { member, name, other: None, left } => say(
            format!("no key in the set has the `{member}` of the header, `{name}`{}", so_far(*left)),
            "get the issuer's current set, because keys are rotated; or check that this is the right issuer's set",
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

fn so_far(left: usize) -> String {
    match left {
        0 => String::new(),
        1 => "; 1 key is not tried yet".into(),
        left => format!("; {left} keys are not tried yet"),
    }
}
