//! What came of looking for a key in a set: outcomes that a person should never mistake for each other, in words.

use super::{Choice, Trial, Wanted};
use crate::explain::{self, EACH_KEY, Explanation, LEFT_OUT, Search};
use crate::jwa::names::shown;
use crate::key::{Key, KeyFault, Member, Set};
use crate::spec::Spec;
use crate::verify::choose::cost;
use crate::verify::{Ready, Verdict, fit};
use crate::words;

/// What came of looking for a key. Numbers are places in the set, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The header names no key, and one key of the set fits.
    OnlyFit(usize),
    /// The header names no key, several fit, and the signature holds under this one.
    OneOfSeveral(usize),
    /// The header names no key, and several fit; the signature holds under none that was tried.
    NoneOfSeveral,
    /// No key of the set fits the algorithm.
    NoneFits,
    /// No key of the set has the name that the header gives.
    NoSuchName {
        /// A key under which the signature holds all the same.
        other: Option<usize>,
    },
    /// The named key is here, and the signature holds.
    Holds(usize),
    /// The named key is here, and the signature does not hold.
    Fails(usize),
    /// The named key is here and does not verify, but another one does.
    OtherHolds {
        /// The key that the header names.
        named: usize,
        /// The key under which the signature holds.
        other: usize,
    },
}

pub(super) fn of(ready: &Ready, wanted: &Wanted, set: &Set, verifies: &[Trial]) -> Outcome {
    let holds = verifies.iter().position(|tried| *tried == Trial::Holds);
    let is_named = |member: &Member| wanted.names(member) == Some(true);
    if set.members.first().is_some_and(|first| wanted.names(first).is_none()) {
        let fits = |member: &Member| member.key.as_ref().is_ok_and(|key| fit::check(ready.algorithm, key).is_ok());
        let fitting: Vec<usize> =
            (0..set.members.len()).filter(|index| set.members.get(*index).is_some_and(fits)).collect();
        let verifying = fitting.iter().find(|index| verifies.get(**index) == Some(&Trial::Holds));
        return match (fitting.as_slice(), verifying) {
            ([], _) => Outcome::NoneFits,
            ([only], _) => Outcome::OnlyFit(*only),
            (_, Some(one)) => Outcome::OneOfSeveral(*one),
            (_, None) => Outcome::NoneOfSeveral,
        };
    }
    // A name may stand twice; then the one that verifies is meant.
    let named = set.members.iter().zip(verifies).position(|(member, tried)| is_named(member) && *tried == Trial::Holds);
    match (named.or_else(|| set.members.iter().position(is_named)), holds) {
        (None, other) => Outcome::NoSuchName { other },
        (Some(named), _) if verifies.get(named) == Some(&Trial::Holds) => Outcome::Holds(named),
        (Some(named), Some(other)) => Outcome::OtherHolds { named, other },
        (Some(named), None) => Outcome::Fails(named),
    }
}

/// The outcome in a sentence, and what to do.
fn describe(choice: &Choice, set: &Set, name: &str, nameless: bool) -> Explanation {
    let call = |index: usize| call(set, index);
    let (name, all, left) = (shown(name), set.members.len(), so_far(choice));
    let none = if nameless { "the keys here have no names" } else { "the header names no key (`kid`)" };
    let (reason, message, fix) = match choice.outcome {
        Outcome::OnlyFit(index) => {
            ("set-only-fit", format!("{none}, and of the {all} here only {} fits", call(index)), "")
        }
        Outcome::OneOfSeveral(index) => (
            "set-one-of-several",
            format!("{none}, several of the {all} here fit, and it holds with {}", call(index)),
            if nameless { "" } else { "have the issuer name the key, so that verifiers need not try" },
        ),
        Outcome::NoneOfSeveral => (
            "set-none-of-several",
            format!("{none}, and it holds with none of the keys here that fit{left}"),
            "check that this is the issuer's current set, and that the token is whole and unchanged",
        ),
        Outcome::NoneFits => (
            "set-none-fits",
            match all {
                1 => "the key here is not one for the algorithm of the header".into(),
                _ => format!("none of the {all} keys here is one for the algorithm of the header"),
            },
            "check that this is the set of the issuer, and of its signing keys",
        ),
        Outcome::NoSuchName { other: None } => (
            "set-no-such-key",
            format!("no key here has the name that the header gives, `{name}`{left}"),
            "get the issuer's set again: keys are replaced from time to time; or it is another issuer's",
        ),
        Outcome::NoSuchName { other: Some(other) } => (
            "set-no-such-key",
            format!(
                "no key here has the name that the header gives, `{name}`, although it would hold with {}",
                call(other)
            ),
            "have the issuer write the same `kid` into tokens and set: verifiers go by it",
        ),
        Outcome::Holds(index) => {
            ("set-key-holds", format!("the header names {}, and with it the signature holds", call(index)), "")
        }
        Outcome::Fails(index) => (
            "set-key-fails",
            format!("the header names {}, and with it the signature does not hold{left}", call(index)),
            "",
        ),
        Outcome::OtherHolds { named, other } => (
            "set-other-holds",
            format!("the header names {}, but the signature holds with {}", call(named), call(other)),
            "have the issuer put the right `kid` into the header: verifiers go by it",
        ),
    };
    let (message, fix): (String, String) = match unusable(set) {
        Some(fault) if matches!(choice.outcome, Outcome::NoneFits | Outcome::NoSuchName { other: None }) => {
            let told = words::of(fault);
            (
                format!("{message}; a key here cannot be used: {}", told.title),
                told.fix.unwrap_or_else(|| fix.to_owned()),
            )
        }
        _ => (message, fix.to_owned()),
    };
    let told = Explanation::new(reason, message).spec(Spec::Rfc(7515, "4.1.4"));
    if fix.is_empty() { told } else { told.fix(fix) }
}

fn so_far(choice: &Choice) -> String {
    match choice.left() {
        0 => String::new(),
        left => format!("; {left} are not tried yet"),
    }
}

/// Why the first key of the set that is none is none.
fn unusable(set: &Set) -> Option<&KeyFault> {
    set.members.iter().find_map(|member| member.key.as_ref().err())
}

/// A key of the set by its name, or by its place where it has none of its own.
fn call(set: &Set, index: usize) -> String {
    let same = |kid: &str| set.members.iter().filter(|member| member.kid.as_deref() == Some(kid)).count();
    match set.members.get(index).and_then(|member| member.kid.as_deref()) {
        Some(kid) if same(kid) == 1 => format!("the key `{}`", shown(kid)),
        _ => format!("key number {}", index + 1),
    }
}

/// The verdict that an outcome comes to.
pub(in crate::verify) fn verdict(ready: &Ready, set: &Set, choice: &Choice) -> Verdict {
    let wanted = Wanted::of(ready, set);
    let told =
        describe(choice, set, wanted.kid.or(wanted.x5t_s256).or(wanted.x5t).unwrap_or_default(), wanted.nameless);
    let verdict = match choice.outcome {
        Outcome::NoneFits | Outcome::NoSuchName { .. } => Verdict::KeyMismatch(told),
        Outcome::NoneOfSeveral | Outcome::OtherHolds { .. } => Verdict::Invalid(vec![told]),
        Outcome::OnlyFit(index) | Outcome::OneOfSeveral(index) | Outcome::Holds(index) | Outcome::Fails(index) => {
            match set.members.get(index).map(|member| &member.key) {
                Some(Ok(key)) => under(ready, key, told),
                Some(Err(fault)) => {
                    let message = format!("the key that the header names cannot be used: {}", words::title(fault));
                    let mut told = told;
                    told.message = message;
                    Verdict::KeyMismatch(told)
                }
                None => Verdict::KeyMismatch(told),
            }
        }
    };
    match verdict {
        Verdict::Invalid(mut reasons) if reasons.first().is_some_and(|first| OPEN.contains(&first.reason)) => {
            match elsewhere(ready, set) {
                Some(found) => reasons.insert(0, found),
                None if ready.searched(|search| search.cut_short()) => {
                    reasons.iter_mut().take(1).for_each(|first| first.message.push_str(LEFT_OUT));
                }
                None => {}
            }
            Verdict::Invalid(reasons)
        }
        Verdict::KeyMismatch(told) if choice.outcome == Outcome::NoneFits => {
            Verdict::KeyMismatch(elsewhere(ready, set).unwrap_or(told))
        }
        verdict => verdict,
    }
}

/// Reasons that leave room for another key of the set.
const OPEN: [&str; 3] = ["key-or-content", "other-key", "set-none-of-several"];

/// A key of the set that has to do with the signature, although it does not hold with any of them.
fn elsewhere(ready: &Ready, set: &Set) -> Option<Explanation> {
    let keys = set.members.iter().enumerate().filter_map(|(index, member)| Some((index, member.key.as_ref().ok()?)));
    for (index, key) in keys {
        let case = ready.case(key);
        if ready.searched(|search| search.may(EACH_KEY.max(cost(key, case.message.len()).saturating_mul(2))))
            && let Some(mut found) = explain::refused(&case, &mut Search::one_of_many())
        {
            found.message = format!("with {}: {}", call(set, index), found.message);
            found.remedy = None;
            return Some(found);
        }
    }
    None
}

/// The verdict under the chosen key, with how it was chosen among what it says.
fn under(ready: &Ready, key: &Key, told: Explanation) -> Verdict {
    match ready.judge(key) {
        Verdict::Valid(mut evidence) => {
            evidence.notes.insert(0, told);
            Verdict::Valid(evidence)
        }
        Verdict::Invalid(mut reasons) => {
            reasons.push(told);
            Verdict::Invalid(reasons)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use crate::key::{Options, ParsedKey, read};
    use crate::verify::choose::Trial;
    use crate::verify::tests::{read as token, said, signed};
    use crate::verify::{Choice, Judgement, VerificationKey, check};

    /// The secret that signs the test tokens, and another one, as members of a set.
    const SIGNS: &str = "YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcywsLCw";
    const OTHER: &str = "YW5vdGhlciBvbmUgb2YgdGhpcnR5LXR3byBieXRlcw";

    fn oct(kid: &str, k: &str) -> String {
        let kid = if kid.is_empty() { String::new() } else { format!(r#""kid":"{kid}","#) };
        format!(r#"{{"kty":"oct",{kid}"k":"{k}"}}"#)
    }

    fn judge(header: &str, keys: &[String]) -> (Judgement, Choice) {
        let held =
            read(&format!(r#"{{"keys":[{}]}}"#, keys.join(",")), &Options::default()).expect("text").expect("a set");
        assert!(matches!(held, ParsedKey::Set(_)));
        let judgement = check(&token(&signed(header)), VerificationKey::Parsed(&held), None, None);
        let choice = judgement.choice.clone().expect("a choice");
        (judgement, choice)
    }

    /// The verdict with its first reason, and what is said of the choice.
    #[track_caller]
    fn outcome(header: &str, keys: &[String], verdict: &str, reason: &str) {
        let (judgement, _) = judge(header, keys);
        assert_eq!(said(&judgement.verdict), verdict);
        assert!(format!("{:?}", judgement.verdict).contains(&format!("\"{reason}\"")), "{:?}", judgement.verdict);
    }

    const NAMED: &str = r#"{"alg":"HS256","kid":"a"}"#;
    const UNNAMED: &str = r#"{"alg":"HS256"}"#;
    const RSA: &str = r#"{"kty":"RSA","e":"AQAB"}"#;

    #[test]
    fn without_a_name_the_only_key_that_fits_is_used() {
        outcome(UNNAMED, &[oct("a", SIGNS), RSA.into()], "valid HS256", "set-only-fit");
        outcome(UNNAMED, &[oct("a", OTHER), RSA.into()], "invalid key-or-content", "set-only-fit");
        outcome(UNNAMED, &[RSA.into()], "key-mismatch set-none-fits", "set-none-fits");
    }

    #[test]
    fn without_a_name_several_that_fit_are_tried() {
        outcome(UNNAMED, &[oct("a", OTHER), oct("b", SIGNS)], "valid HS256", "set-one-of-several");
        outcome(UNNAMED, &[oct("a", OTHER), oct("b", OTHER)], "invalid set-none-of-several", "set-none-of-several");
    }

    #[test]
    fn a_name_that_is_not_in_the_set_is_refused_even_if_a_key_would_do() {
        outcome(NAMED, &[oct("b", OTHER)], "key-mismatch set-no-such-key", "set-no-such-key");
        let (judgement, _) = judge(NAMED, &[oct("b", SIGNS)]);
        assert!(format!("{:?}", judgement.verdict).contains("although it would hold with the key `b`"));
    }

    #[test]
    fn the_named_key_holds_or_fails_and_another_one_never_takes_its_place() {
        outcome(NAMED, &[oct("b", OTHER), oct("a", SIGNS)], "valid HS256", "set-key-holds");
        outcome(NAMED, &[oct("a", OTHER), RSA.into()], "invalid key-or-content", "set-key-fails");
        outcome(NAMED, &[oct("a", OTHER), oct("b", SIGNS)], "invalid set-other-holds", "set-other-holds");
        outcome(NAMED, &[r#"{"kty":"oct","kid":"a"}"#.into()], "key-mismatch set-key-fails", "set-key-fails");
    }

    #[test]
    fn a_name_that_stands_twice_is_tried_with_both_keys() {
        outcome(NAMED, &[oct("a", OTHER), oct("a", SIGNS)], "valid HS256", "set-key-holds");
    }

    #[test]
    fn every_key_of_the_kind_is_tried_and_each_row_says_what_came_of_it() {
        let keys = [oct("a", OTHER), oct("b", SIGNS), RSA.into(), r#"{"kty":"EC"}"#.into()];
        let (_, choice) = judge(NAMED, &keys);
        let tried: Vec<Trial> = choice.rows.iter().map(|row| row.verifies).collect();
        assert_eq!(tried, [Trial::Fails, Trial::Holds, Trial::Unusable, Trial::Unusable]);
        assert_eq!(choice.left(), 0);
        assert_eq!(choice.rows[0].cells[0].text, "a");
    }

    /// What is said under several blocks of PEM, of a token that this header's `kid` names and the P-256 key signed.
    fn among_pem(kid: &str) -> (String, String) {
        let pem = [include_str!("../../samples/rsa.pub.pem"), include_str!("../../samples/p256.pub.pem")].concat();
        let held = read(&pem, &Options::default()).expect("text").expect("a set");
        let key = read(include_str!("../../samples/p256.pem"), &Options::default()).expect("text").expect("a key");
        let ParsedKey::One(key) = key else { panic!("one key") };
        let header = format!(r#"{{"alg":"ES256"{kid}}}"#);
        let mut rng = crate::jwa::tests::Counter(0);
        let text = crate::sign::compact(&header, b"{}", &crate::jwa::ecdsa::ES256, &key, &mut rng).expect("a token");
        let verdict = check(&token(&text), VerificationKey::Parsed(&held), None, None).verdict;
        let first = verdict.reasons().first().map(|reason| format!("{}: {}", reason.reason, reason.message));
        (said(&verdict), first.unwrap_or_default())
    }

    #[test]
    fn keys_without_names_are_tried_whatever_the_header_calls_its_key() {
        let (verdict, told) = among_pem(r#","kid":"a""#);
        assert_eq!(verdict, "valid ES256");
        assert!(told.starts_with("set-only-fit: the keys here have no names, and of the 2 here only"), "{told}");
        let (verdict, told) = among_pem("");
        assert_eq!(verdict, "valid ES256");
        assert!(told.starts_with("set-only-fit: the header names no key"), "{told}");
        let key = read(include_str!("../../samples/p256.pub.pem"), &Options::default()).expect("text").expect("a key");
        let ParsedKey::One(key) = key else { panic!("one key") };
        let (verdict, told) = among_pem(&format!(r#","kid":"{}""#, key.thumbprint().expect("a public key")));
        assert_eq!(verdict, "valid ES256");
        assert!(told.starts_with("set-key-holds"), "{told}");
    }
}
