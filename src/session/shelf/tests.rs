use super::*;
use crate::session::{Act, KeyInput, Source};

fn content(token: &str, key: &str) -> Content {
    let key = KeyInput::default().with_text(key.into());
    Content::of(Inputs { source: Source::new(token), key, ..Inputs::default() })
}

fn ids(shelf: &Shelf) -> Vec<u64> {
    shelf.iter().map(|kept| kept.id).collect()
}

fn token_of(content: Option<Content>) -> Option<String> {
    content.map(|content| content.inputs.source.pasted.to_string())
}

/// A shelf of `a`, `b` and `c` with the numbers 1, 2 and 3, of which `c` is on the page.
fn three() -> Shelf {
    let mut shelf = Shelf::default();
    shelf.open_empty(content("a", "key of a"));
    shelf.open_empty(content("b", ""));
    shelf
}

#[test]
fn what_is_shown_leaves_the_page_whole_and_comes_back_so() {
    let mut shelf = three();
    let mut leaving = content("c", "key of c");
    leaving.history.record(Act::Replaced, content("before", "").inputs, leaving.inputs.clone());
    leaving.inputs.expected = Some("ES256");
    let inputs = leaving.inputs.clone();
    assert_eq!(token_of(shelf.select(1, || leaving)).as_deref(), Some("a"));
    assert_eq!((shelf.shown_id(), ids(&shelf)), (1, vec![1, 2, 3]));
    let mut back = shelf.select(3, || content("a", "")).expect("it is kept");
    assert_eq!(back.inputs, inputs);
    assert_eq!(back.history.undo(&inputs).map(|it| it.source.pasted.to_string()).as_deref(), Some("before"));
}

#[test]
fn what_is_on_the_page_is_kept_nowhere_else() {
    let mut shelf = three();
    shelf.select(1, || content("c", ""));
    let kept: Vec<_> = shelf.iter().map(|kept| kept.inputs().source.pasted.to_string()).collect();
    assert_eq!(kept, ["", "b", "c"]);
}

#[test]
fn one_that_is_there_or_gone_is_not_shown_anew() {
    let mut shelf = three();
    for id in [3, 9] {
        assert!(shelf.select(id, || panic!("nothing leaves the page")).is_none());
    }
}

#[test]
fn the_neighbours_go_round() {
    let mut shelf = three();
    assert_eq!([-3, -1, 0, 1, 2].map(|places| shelf.id_after(places)), [3, 2, 3, 1, 2]);
    shelf.select(1, || content("c", ""));
    assert_eq!([-1, 1].map(|places| shelf.id_after(places)), [3, 2]);
}

#[test]
fn a_closed_one_comes_back_where_it_was() {
    let mut shelf = three();
    // Another one than is shown: what is on the page stays.
    assert!(shelf.close(1, || panic!("nothing leaves the page")).is_none());
    assert_eq!((ids(&shelf), shelf.shown_id()), (vec![2, 3], 3));
    assert_eq!(token_of(shelf.reopen(|| content("c", ""))).as_deref(), Some("a"));
    assert_eq!((ids(&shelf), shelf.shown_id()), (vec![1, 2, 3], 1));
    // The shown one: its neighbour takes its place.
    assert_eq!(token_of(shelf.close(1, || content("a, changed", ""))).as_deref(), Some("b"));
    assert_eq!((ids(&shelf), shelf.shown_id()), (vec![2, 3], 2));
    assert_eq!(token_of(shelf.close(3, || panic!("nothing leaves the page"))), None);
    // The only one stays.
    assert!(shelf.close(2, || panic!("nothing leaves the page")).is_none());
    assert_eq!(token_of(shelf.reopen(|| content("b", ""))).as_deref(), Some("c"));
    assert_eq!(token_of(shelf.reopen(|| content("c", ""))).as_deref(), Some("a, changed"));
    assert!(shelf.reopen(|| panic!("nothing leaves the page")).is_none());
    assert_eq!((ids(&shelf), shelf.shown_id()), (vec![1, 2, 3], 1));
}

#[test]
fn the_last_in_the_row_is_followed_by_the_one_before_it() {
    let mut shelf = three();
    assert_eq!(token_of(shelf.close(3, || content("c", ""))).as_deref(), Some("b"));
    assert_eq!(shelf.shown_id(), 2);
}

#[test]
fn of_the_closed_only_those_with_something_in_them_are_kept_and_not_too_many() {
    let mut shelf = Shelf::default();
    shelf.open_empty(content("a", ""));
    shelf.close(2, Content::default);
    assert!(shelf.closed.is_empty());
    for _ in 0..MOST_CLOSED + 5 {
        shelf.open_empty(content("a", ""));
        shelf.close(shelf.shown_id(), || content("b", ""));
    }
    assert_eq!(shelf.closed.len(), MOST_CLOSED);
}

#[test]
fn tokens_move_and_the_shown_one_stays_shown() {
    let mut shelf = three();
    let mut check = |id, places, expected: [u64; 3]| {
        shelf.shift(id, places);
        assert_eq!((ids(&shelf), shelf.shown_id()), (expected.to_vec(), 3));
    };
    check(1, 1, [2, 1, 3]);
    check(3, -2, [3, 2, 1]);
    check(3, -1, [3, 2, 1]);
    check(2, 9, [3, 1, 2]);
    check(9, 1, [3, 1, 2]);
    shelf.move_to(2, 0);
    assert_eq!(ids(&shelf), [2, 3, 1]);
}

#[test]
fn the_tokens_of_one_text_stand_in_its_order_around_the_one_that_is_shown() {
    let check = |here, expected: [&str; 3]| {
        let mut shelf = Shelf::default();
        shelf.open_empty(content("before", ""));
        let tokens = ["x", "y", "z"].map(|name| (Some(name.to_owned()), content(name, "")));
        shelf.open_around(tokens.into(), here);
        let names: Vec<_> = shelf.iter().filter_map(|kept| kept.name.as_deref()).collect();
        assert_eq!(names, expected);
        assert_eq!(shelf.len(), 4);
        // It was the second, and what is on the page stays there.
        assert_eq!((shelf.shown_id(), shelf.place(2)), (2, Some(1 + here)));
    };
    check(0, ["x", "y", "z"]);
    check(1, ["x", "y", "z"]);
    check(2, ["x", "y", "z"]);
}

#[test]
fn a_name_is_one_short_line_with_nothing_hidden_in_it() {
    let check = |text: &str, expected: Option<&str>| assert_eq!(named(text).as_deref(), expected);
    check("  staging \n  token ", Some("staging token"));
    check(" \n", None);
    check("a\u{202e}b", Some("a⟨U+202E⟩b"));
    let cut = format!("{}…", "x".repeat(LONGEST_NAME));
    check(&"x".repeat(1 << 20), Some(&cut));
    let mut shelf = three();
    shelf.rename(2, "mine");
    assert_eq!(shelf.iter().nth(1).and_then(|kept| kept.name.clone()).as_deref(), Some("mine"));
    shelf.rename(2, " ");
    assert_eq!(shelf.iter().nth(1).and_then(|kept| kept.name.clone()), None);
}

#[test]
fn the_history_of_a_token_that_is_not_shown_is_bounded() {
    let mut shelf = three();
    let mut leaving = content("c", "");
    let long = |letter: &str| content(&letter.repeat(MOST_HISTORY / 4), "").inputs;
    for letter in ["a", "b", "c", "d", "e"] {
        leaving.history.record(Act::Replaced, long(letter), leaving.inputs.clone());
    }
    shelf.select(1, || leaving);
    let mut back = shelf.select(3, Content::default).expect("it is kept");
    let mut acts = 0;
    while back.history.undo(&back.inputs).is_some() {
        acts += 1;
    }
    assert_eq!(acts, 3);
}

#[test]
fn no_text_and_no_name_of_a_token_prints() {
    const SECRET: &str = "kangaroo";
    let mut shelf = three();
    shelf.rename(1, SECRET);
    let payload = crate::format::base64url::encode(format!(r#"{{"sub":"{SECRET}"}}"#).as_bytes());
    let token = format!("eyJhbGciOiJIUzI1NiJ9.{payload}.AA");
    let mut leaving = content(&token, SECRET);
    leaving.history.record(Act::Replaced, content(SECRET, SECRET).inputs, Inputs::default());
    shelf.select(1, || leaving);
    shelf.close(3, || panic!("it is not on the page"));
    let printed = format!("{shelf:?} {shelf:#?} {:?}", shelf.iter().next());
    assert!(!printed.contains(SECRET) && !printed.contains(&payload), "{printed}");
    assert!(printed.contains("8 bytes"), "{printed}");
}

mod tabs {
    use super::*;
    use crate::claims::policy::Policy;
    use crate::claims::{self, Evaluation};
    use crate::format::base64url::encode;
    use crate::jose::Parsed;
    use crate::jose::envelope::Kind;
    use crate::key::Options;
    use crate::session::judge::{self, Assessment, With};
    use crate::session::layers::Layers;
    use crate::session::report::{Proof, Subject};
    use crate::{extract, key};

    const SKEW: i64 = 60;
    const EXP: i64 = 1_300_819_380;
    const SECRET: &str = "q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa";

    /// A token that is signed with [`SECRET`].
    fn signed(payload: &str) -> String {
        use crate::engine::jwa::{Hash, hmac};
        let input = format!("{}.{}", encode(br#"{"alg":"HS256","typ":"JWT"}"#), encode(payload.as_bytes()));
        let tag = hmac::tag(Hash::Sha256, SECRET.as_bytes(), input.as_bytes());
        format!("{input}.{}", encode(&tag))
    }

    /// What the page would keep of it, at `now`.
    fn summary(token: &str, key: &str, now: i64, clock: Option<i64>) -> Summary {
        summary_under(&Policy::default(), token, key, now, clock)
    }

    fn summary_under(policy: &Policy, token: &str, key: &str, now: i64, clock: Option<i64>) -> Summary {
        let (found, source) = (extract::find(token), Source::new(token));
        let layers = Layers::sealed(source.selected_of(&found), source.part);
        let parsed: &Parsed = &layers.outer().view;
        let key = key::read(key, &Options::default());
        let with = With { key: key.as_ref(), linked: None, expected: None };
        let judged = parsed.token.as_ref().map(|token| Assessment::new(token, with, None));
        let claims: Evaluation = claims::evaluate_token(parsed, now, SKEW);
        let outcome = judge::outcome(parsed, policy, now);
        let proof = Proof::Signature(judged.as_ref().map(|judged| &*judged.verdict));
        let subject = Subject { parsed, key_fault: None, proof, claims: &claims, outcome: &outcome, now };
        let report = subject.report();
        let turn = clock.and_then(|skew| Turn::of(&report, &claims, skew, outcome.too_old));
        Summary::new(layers.outer(), parsed, &report, turn)
    }

    #[test]
    fn the_lamp_of_a_tab_is_the_worst_and_a_signature_that_nobody_checked_is_never_green() {
        let check = |token: &str, key: &str, now: i64, expected: &str| {
            let summary = summary(token, key, now, Some(SKEW));
            assert_eq!(summary.lamp_at(now).state, expected, "{token}");
        };
        let token = signed(&format!(r#"{{"sub":"alice","exp":{EXP}}}"#));
        let before = EXP - 1000;
        check(&token, SECRET, before, "valid");
        check(&token, "", before, "no-key");
        check(&token, SECRET, EXP + SKEW, "expired");
        check(&token, "", EXP + SKEW, "expired");
        check(&token, "another secret of thirty-two byte", before, "invalid");
        check(&format!("{token}=="), "", before, "broken");
        check("", SECRET, before, "empty");
    }

    #[test]
    fn a_time_that_comes_while_a_token_is_not_shown_turns_its_lamp() {
        let check = |claim: &str, clock: Option<i64>, now: i64, later: i64, expected: &str| {
            let token = signed(&format!(r#"{{"{claim}":{EXP}}}"#));
            assert_eq!(summary(&token, SECRET, now, clock).lamp_at(later).state, expected, "{claim} at {later}");
        };
        check("exp", Some(SKEW), EXP - 9, EXP + SKEW - 1, "valid");
        check("exp", Some(SKEW), EXP - 9, EXP + SKEW, "expired");
        check("exp", None, EXP - 9, EXP + SKEW, "valid");
        check("nbf", Some(SKEW), EXP - 900, EXP - SKEW - 1, "not-yet-valid");
        check("nbf", Some(SKEW), EXP - 900, EXP - SKEW, "none");
        // What is wrong anyhow stays what it is.
        let token = signed(&format!(r#"{{"exp":{EXP}}}"#));
        let wrong = summary(&token, "another secret of thirty-two byte", EXP - 9, Some(SKEW));
        assert_eq!(wrong.lamp_at(EXP + SKEW).state, "invalid");
    }

    #[test]
    fn a_token_grows_too_old_while_it_is_not_shown() {
        let check = |payload: &str, later: i64, expected: &str| {
            let policy = Policy { max_age: Some(100), skew: SKEW, ..Policy::default() };
            let summary = summary_under(&policy, &signed(payload), SECRET, EXP, Some(SKEW));
            assert_eq!(summary.lamp_at(later).state, expected, "{payload} at {later}");
        };
        let issued = format!(r#"{{"iat":{EXP}}}"#);
        check(&issued, EXP + 100 + SKEW, "valid");
        check(&issued, EXP + 100 + SKEW + 1, "danger");
        // What comes first is what it says from then on.
        check(&format!(r#"{{"iat":{EXP},"exp":{}}}"#, EXP + 1), EXP + 300, "expired");
        check(&format!(r#"{{"iat":{EXP},"exp":{}}}"#, EXP + 200), EXP + 300, "danger");
    }

    #[test]
    fn a_token_is_called_by_what_it_says_of_itself() {
        let check = |token: &str, expected: Option<&str>, kind: Option<Kind>| {
            let summary = Summary::unread(&Source::new(token));
            assert_eq!((summary.name.as_deref(), summary.kind), (expected, kind), "{token}");
        };
        let made =
            |header: &str, payload: &str| format!("{}.{}.AA", encode(header.as_bytes()), encode(payload.as_bytes()));
        let jws = Some(Kind::Jws);
        check(&made(r#"{"alg":"ES256"}"#, r#"{"iss":"me","sub":"alice"}"#), Some("alice"), jws);
        check(&made(r#"{"alg":"ES256"}"#, r#"{"iss":"me","sub":7}"#), Some("me"), jws);
        check(&made(r#"{"alg":"ES256","typ":"at+jwt"}"#, "{}"), Some("at+jwt"), jws);
        check(&made(r#"{"alg":"ES256","typ":"jwt"}"#, r#"{"sub":" "}"#), Some("ES256"), jws);
        let jwe = encode(br#"{"alg":"dir","enc":"A128GCM"}"#) + "..AA.AA.AA";
        check(&jwe, Some("dir"), Some(Kind::Jwe));
        check(&(made(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#, "{}") + "~"), Some("dc+sd-jwt"), Some(Kind::SdJwt));
        check("", None, None);
    }

    #[test]
    fn no_two_tabs_have_the_same_name_and_the_shown_one_is_called_by_what_is_on_the_page() {
        let alice = signed(r#"{"sub":"alice"}"#);
        let mut shelf = Shelf::default();
        shelf.open_empty(content(&alice, ""));
        shelf.open_empty(content(&alice, ""));
        shelf.rename(2, "alice 2");
        let labels = |live: &Summary, shelf: &Shelf| -> Vec<_> {
            shelf.tabs(live, 0).into_iter().map(|tab| (tab.label, tab.lamp.state, tab.is_shown)).collect()
        };
        let expected = |last: &str, state| {
            let [one, two, three] = ["alice", "alice 2", last].map(str::to_owned);
            vec![(one, "none", false), (two, "none", false), (three, state, true)]
        };
        assert_eq!(labels(&Summary::default(), &shelf), expected("Token 3", "empty"));
        assert_eq!(labels(&summary(&alice, SECRET, 0, None), &shelf), expected("alice 3", "valid"));
    }
}
