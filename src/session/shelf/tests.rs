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
        assert_eq!(shelf.iter().len(), 4);
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
