//! What came of looking for a key in a set: outcomes that a person should never mistake for each other.

use super::{Choice, Trial, Wanted};
use crate::base::diagnostic::reason::{SetChoice, SetKey};
use crate::base::diagnostic::{Diagnostic, Facts};
use crate::engine::jwa::Family;
use crate::engine::jwa::names::shown;
use crate::engine::verify::{Ready, Verdict, fit};
use crate::key::{Key, Material, Member, Set};

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
    // Nobody checks an HMAC with a public key, whatever it is called.
    let is_secret =
        |member: &Member| member.key.as_ref().map_or(true, |key| matches!(key.material, Material::Secret(_)));
    if ready.algorithm.family == Family::Hmac && !set.members.iter().any(is_secret) {
        return Outcome::NoneFits;
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

impl Outcome {
    /// The key that the verdict is under, by its place; `None` where it is under none.
    pub fn used(self) -> Option<usize> {
        match self {
            Outcome::OnlyFit(index) | Outcome::OneOfSeveral(index) | Outcome::Holds(index) | Outcome::Fails(index) => {
                Some(index)
            }
            Outcome::NoneOfSeveral | Outcome::NoneFits | Outcome::NoSuchName { .. } | Outcome::OtherHolds { .. } => {
                None
            }
        }
    }
}

/// The outcome as facts.
fn told(choice: &Choice, set: &Set, wanted: &Wanted) -> SetChoice {
    let call = |index: usize| call(set, index);
    let (all, left, nameless) = (set.members.len(), choice.left(), wanted.nameless);
    match choice.outcome {
        Outcome::OnlyFit(index) => SetChoice::OnlyFit { all, key: call(index), nameless },
        Outcome::OneOfSeveral(index) => SetChoice::OneOfSeveral { all, key: call(index), nameless },
        Outcome::NoneOfSeveral => SetChoice::NoneOfSeveral { left, left_out: false, nameless },
        Outcome::NoneFits => SetChoice::NoneFits { all, algorithm: wanted.algorithm.name, unusable: unusable(set) },
        Outcome::NoSuchName { other } => {
            let (member, name) = wanted.name().unwrap_or_default();
            let unusable = if other.is_none() { unusable(set) } else { None };
            SetChoice::NoSuchKey { member, name: shown(name), other: other.map(call), left, unusable }
        }
        Outcome::Holds(index) => SetChoice::Holds(call(index)),
        Outcome::Fails(index) => match set.members.get(index).map(|member| &member.key) {
            Some(Err(fault)) => SetChoice::Unusable { key: call(index), fault: Box::new(fault.facts.clone()) },
            _ => SetChoice::Fails { key: call(index), left },
        },
        Outcome::OtherHolds { named, other } => SetChoice::OtherHolds { named: call(named), other: call(other) },
    }
}

/// Why the first key of the set that cannot be used cannot.
fn unusable(set: &Set) -> Option<Box<Facts>> {
    let fault = set.members.iter().find_map(|member| member.key.as_ref().err())?;
    Some(Box::new(fault.facts.clone()))
}

/// A key of the set by its `kid`, or by its place where it has none of its own.
pub(crate) fn call(set: &Set, index: usize) -> SetKey {
    let same = |kid: &str| set.members.iter().filter(|member| member.kid.as_deref() == Some(kid)).count();
    match set.members.get(index).and_then(|member| member.kid.as_deref()) {
        Some(kid) if same(kid) == 1 => SetKey::Kid(shown(kid)),
        _ => SetKey::Number(index + 1),
    }
}

/// The verdict that an outcome comes to.
pub(in crate::engine::verify) fn verdict(ready: &Ready, set: &Set, choice: &Choice) -> Verdict {
    let told = told(choice, set, &Wanted::of(ready, set));
    match choice.outcome.used().and_then(|index| set.members.get(index)) {
        Some(Member { key: Ok(key), .. }) => under(ready, key, told),
        None if matches!(choice.outcome, Outcome::NoneOfSeveral | Outcome::OtherHolds { .. }) => {
            Verdict::Invalid(vec![Diagnostic::error(told)])
        }
        _ => Verdict::KeyMismatch(Diagnostic::error(told)),
    }
}

/// The verdict under the chosen key, with how it was chosen among what it says.
fn under(ready: &Ready, key: &Key, told: SetChoice) -> Verdict {
    let told = Diagnostic::note(told);
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
    use super::*;
    use crate::base::diagnostic::Reason;
    use crate::engine::verify::choose::Trial;
    use crate::engine::verify::tests::{read as token, said, signed};
    use crate::engine::verify::{Choice, Judgement, VerificationKey, check};
    use crate::key::{Options, ParsedKey, read};

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
        let told = judgement.verdict.reasons().iter().any(|told| told.code().name() == reason);
        assert!(told, "{:?}", judgement.verdict);
    }

    const NAMED: &str = r#"{"alg":"HS256","kid":"a"}"#;
    const UNNAMED: &str = r#"{"alg":"HS256"}"#;
    const RSA: &str = r#"{"kty":"RSA","e":"AQAB"}"#;

    #[test]
    fn without_a_name_the_only_key_that_fits_is_used() {
        outcome(UNNAMED, &[oct("a", SIGNS), RSA.into()], "valid HS256", "set-only-fit");
        outcome(UNNAMED, &[oct("a", OTHER), RSA.into()], "invalid signature-mismatch", "set-only-fit");
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
        let other = judgement.verdict.reasons().first().and_then(Diagnostic::reason);
        let Some(Reason::Set(SetChoice::NoSuchKey { other: Some(SetKey::Kid(other)), .. })) = other else {
            panic!("{judgement:?}")
        };
        assert_eq!(other, "b");
    }

    #[test]
    fn the_named_key_holds_or_fails_and_another_one_never_takes_its_place() {
        outcome(NAMED, &[oct("b", OTHER), oct("a", SIGNS)], "valid HS256", "set-key-holds");
        outcome(NAMED, &[oct("a", OTHER), RSA.into()], "invalid signature-mismatch", "set-key-fails");
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
        let pem = [
            include_str!("../../../session/samples/rsa.pub.pem"),
            include_str!("../../../session/samples/p256.pub.pem"),
        ]
        .concat();
        let held = read(&pem, &Options::default()).expect("text").expect("a set");
        let key =
            read(include_str!("../../../session/samples/p256.pem"), &Options::default()).expect("text").expect("a key");
        let ParsedKey::One(key) = key else { panic!("one key") };
        let header = format!(r#"{{"alg":"ES256"{kid}}}"#);
        let mut rng = crate::engine::jwa::tests::Counter(0);
        let text = crate::engine::sign::compact(&header, b"{}", &crate::engine::jwa::ecdsa::ES256, &key, &mut rng)
            .expect("a token");
        let verdict = check(&token(&text), VerificationKey::Parsed(&held), None, None).verdict;
        let first = verdict.reasons().first();
        let first = first.map(|reason| format!("{}: {}", reason.code().name(), crate::words::title(reason)));
        (said(&verdict), first.unwrap_or_default())
    }

    #[test]
    fn keys_without_names_are_tried_whatever_the_header_calls_its_key() {
        let (verdict, told) = among_pem(r#","kid":"a""#);
        assert_eq!(verdict, "valid ES256");
        assert!(
            told.starts_with("set-only-fit: the keys in the set have no `kid`; of the 2 keys in the set, only"),
            "{told}"
        );
        let (verdict, told) = among_pem("");
        assert_eq!(verdict, "valid ES256");
        assert!(told.starts_with("set-only-fit: the header has no `kid`"), "{told}");
        let key = read(include_str!("../../../session/samples/p256.pub.pem"), &Options::default())
            .expect("text")
            .expect("a key");
        let ParsedKey::One(key) = key else { panic!("one key") };
        let (verdict, told) = among_pem(&format!(r#","kid":"{}""#, key.thumbprint().expect("a public key")));
        assert_eq!(verdict, "valid ES256");
        assert!(told.starts_with("set-key-holds"), "{told}");
    }
}
