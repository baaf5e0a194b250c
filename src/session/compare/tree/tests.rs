//! Differences of two values.

use super::*;
use crate::format::json::read;
use proptest::prelude::*;

fn of(a: &str, b: &str) -> Differences {
    let [x, y] = [a, b].map(|text| read(text).node.expect("JSON"));
    compare([a, b], &x, &y)
}

/// Each difference in a line.
fn lines(differences: &Differences) -> Vec<String> {
    let line = |one: &Difference| match &one.change {
        Change::Added(text) => format!("+ {} {text}", one.path),
        Change::Removed(text) => format!("- {} {text}", one.path),
        Change::Changed(a, b) => format!("~ {} {a} {b}", one.path),
        Change::Rewritten(a, b) => format!("= {} {a} {b}", one.path),
    };
    differences.list.iter().map(line).collect()
}

#[track_caller]
fn check(a: &str, b: &str, expected: &[&str]) {
    assert_eq!(lines(&of(a, b)), expected, "{a} {b}");
}

#[test]
fn members_are_added_removed_and_changed_wherever_they_stand() {
    check(r#"{"a":1,"b":2}"#, r#"{ "b" : 2, "a" : 1 }"#, &[]);
    check(r#"{"a":1,"b":2,"c":3}"#, r#"{"b":5,"d":4,"a":1}"#, &["~ b 2 5", "- c 3", "+ d 4"]);
    check(r#"{"x":{"y":[1,{"z":"q"}]}}"#, r#"{"x":{"y":[1,{"z":"r"}]}}"#, &[r#"~ x.y[1].z "q" "r""#]);
    check("[1,2,3]", "[1,3]", &["~ [1] 2 3", "- [2] 3"]);
    check("[]", "[null]", &["+ [0] null"]);
    check(r#"{"a":{}}"#, r#"{"a":{"b":1}}"#, &["+ a.b 1"]);
    check(r#"{"a":[]}"#, r#"{"a":{}}"#, &["~ a [] {}"]);
    check(r#"{"a":null}"#, "{}", &["- a null"]);
    check(r#"{"a.b":1,"":2}"#, r#"{"a.b":2,"":3}"#, &[r#"~ "a.b" 1 2"#, r#"~ "" 2 3"#]);
}

#[test]
fn order_is_told_and_is_no_difference() {
    let differences = of(r#"{"a":1,"b":{"c":1,"d":2}}"#, r#"{"a":1,"b":{"d":2,"c":1}}"#);
    assert!(differences.reordered && differences.count == 0);
    assert!(!of(r#"{"a":1,"b":2}"#, r#"{"a":1,"x":0,"b":2}"#).reordered);
}

#[test]
fn what_is_written_in_another_way_is_not_changed() {
    check(r#"{"a":1}"#, r#"{"a":1.0}"#, &["= a 1 1.0"]);
    check(r#"{"a":"é"}"#, r#"{"a":"\u00e9"}"#, &[r#"= a "é" "\u00e9""#]);
    check(r#"{"a":1}"#, r#"{"\u0061":1}"#, &[r#"= a "a" "\u0061""#]);
    check(r#"{"a":9007199254740993}"#, r#"{"a":9007199254740992}"#, &["~ a 9007199254740993 9007199254740992"]);
    check(r#"{"a":1}"#, r#"{"a":"1"}"#, &[r#"~ a 1 "1""#]);
    // Both lone surrogates read as U+FFFD.
    check(r#"{"a":"\ud800"}"#, r#"{"a":"\ud801"}"#, &[r#"~ a "\ud800" "\ud801""#]);
    check(r#"{"\ud800":1}"#, r#"{"\ud801":1}"#, &["- \"\u{fffd}\" 1", "+ \"\u{fffd}\" 1"]);
    let rewritten = of(r#"{"a":1}"#, r#"{"a":1.0}"#);
    assert_eq!((rewritten.count, rewritten.meant, rewritten.members), (1, 0, 0));
}

#[test]
fn names_that_stand_twice_keep_their_places() {
    check(r#"{"a":1,"a":2}"#, r#"{"a":2,"a":1}"#, &["~ a #1 1 2", "~ a #2 2 1"]);
    check(r#"{"a":1,"a":2}"#, r#"{"a":1}"#, &["- a #2 2"]);
    check(r#"{"a":1}"#, r#"{"a":1,"b":0,"a":2}"#, &["+ b 0", "+ a #2 2"]);
}

#[test]
fn audiences_and_scopes_are_sets() {
    check(r#"{"aud":"a"}"#, r#"{"aud":["a"]}"#, &[r#"= aud "a" ["a"]"#]);
    check(r#"{"aud":["a","b"]}"#, r#"{"aud":["b", "a"]}"#, &[r#"= aud ["a","b"] ["b", "a"]"#]);
    check(r#"{"aud":["a","b"]}"#, r#"{"aud":["c","a"]}"#, &["- aud[] b", "+ aud[] c"]);
    check(r#"{"scope":"read write"}"#, r#"{"scope":"write admin read"}"#, &["+ scope[] admin"]);
    check(r#"{"scp":"read write"}"#, r#"{"scp":["write","read"]}"#, &[r#"= scp "read write" ["write","read"]"#]);
    check(r#"{"aud":["a", "b"]}"#, r#"{"aud":["a","b"]}"#, &[]);
    check(r#"{"aud":["a","b"]}"#, r#"{"aud":["a","\u0062"]}"#, &[r#"= aud[1] "b" "\u0062""#]);
    // No set: an audience has no spaces to split at, another list has an order, and so has what is deeper.
    check(r#"{"aud":"a b"}"#, r#"{"aud":"b a"}"#, &[r#"- aud[] a b"#, "+ aud[] b a"]);
    check(r#"{"roles":["a","b"]}"#, r#"{"roles":["b","a"]}"#, &[r#"~ roles[0] "a" "b""#, r#"~ roles[1] "b" "a""#]);
    check(r#"{"x":{"aud":["a","b"]}}"#, r#"{"x":{"aud":["b"]}}"#, &[r#"~ x.aud[0] "a" "b""#, r#"- x.aud[1] "b""#]);
    check(r#"{"aud":[1]}"#, r#"{"aud":[2]}"#, &["~ aud[0] 1 2"]);
}

#[test]
fn names_are_summed_up_once_each() {
    let differences = of(r#"{"a":{"x":1,"y":2},"b":1,"c":1.0}"#, r#"{"a":{"x":2,"y":3},"c":1,"d":0}"#);
    assert_eq!((differences.members, differences.names), (3, vec!["a".into(), "b".into(), "d".into()]));
}

#[test]
fn hostile_texts_are_compared_in_time_and_told_in_part() {
    let many = |value: &str| {
        let members: Vec<_> = (0..20_000).map(|at| format!(r#""n{at}":{value}"#)).collect();
        format!("{{{}}}", members.join(","))
    };
    let differences = of(&many("1"), &many("2"));
    assert_eq!((differences.list.len(), differences.count, differences.members), (200, 20_000, 20_000));
    let same = format!("{{{}}}", vec![r#""a":1"#; 20_000].join(","));
    assert_eq!(of(&same, r#"{"a":1}"#).count, 19_999);
    // Deeper than the reader takes apart.
    let deep = |value: &str| "[".repeat(3_000) + value + &"]".repeat(3_000);
    assert_eq!(of(&deep("1"), &deep(" 1 ")).count, 0);
    let deep_change = of(&deep("1"), &deep("2"));
    assert_eq!(deep_change.count, 1);
    assert!(deep_change.list[0].path.len() < 500, "{}", deep_change.list[0].path);
    let long = |end: &str| format!(r#"{{"a":"{}{end}"}}"#, "x".repeat(100_000));
    let Change::Changed(a, b) = &of(&long("1"), &long("2")).list[0].change.clone() else { panic!("a change") };
    assert!(a.len() < 400 && a.contains("x1\"") && b.contains("x2\""), "{a} {b}");
}

/// A JSON value, with object members in the order that `seed` gives.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "[a-c\u{e9}\"\\\\ ]{0,4}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            proptest::collection::btree_map("[a-e]{1,2}|aud|scope", inner, 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// The same value with the members of each object in another order, and other white space.
fn shuffled(value: &serde_json::Value, seed: &mut u32) -> String {
    let mut next = || {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *seed >> 16
    };
    let space = [" ", "\n", "", "\t "][next() as usize % 4];
    match value {
        serde_json::Value::Object(members) => {
            let mut members: Vec<_> = members.iter().map(|member| (next(), member)).collect();
            members.sort_by_key(|(order, _)| *order);
            let texts: Vec<_> = members
                .iter()
                .map(|(_, (name, value))| {
                    format!("{}{space}:{}", serde_json::to_string(name).expect("JSON"), shuffled(value, seed))
                })
                .collect();
            format!("{{{space}{}}}", texts.join(&format!("{space},")))
        }
        serde_json::Value::Array(elements) => {
            let texts: Vec<_> = elements.iter().map(|element| shuffled(element, seed)).collect();
            format!("[{space}{}]", texts.join(&format!(",{space}")))
        }
        _ => value.to_string(),
    }
}

proptest! {
    #[test]
    fn a_value_in_another_order_is_the_same(value in value(), seed: u32) {
        let (one, other) = (value.to_string(), shuffled(&value, &mut seed.clone()));
        let differences = of(&one, &other);
        prop_assert_eq!(lines(&differences), Vec::<String>::new(), "{} {}", one, other);
    }

    #[test]
    fn a_change_of_one_member_is_exactly_that(
        members in proptest::collection::btree_map("[a-e]{1,3}", value(), 1..6),
        at: proptest::sample::Index,
        seed: u32,
    ) {
        let name = at.get(&members.keys().cloned().collect::<Vec<_>>()).clone();
        let one = serde_json::Value::Object(members.into_iter().collect());
        let mut other = one.clone();
        other[&name] = "never so before".into();
        let (one, other) = (one.to_string(), shuffled(&other, &mut seed.clone()));
        let differences = of(&one, &other);
        prop_assert_eq!((differences.count, differences.meant, &differences.names), (1, 1, &vec![name.clone()]));
        prop_assert_eq!(&differences.list[0].path, &name);
        prop_assert!(matches!(differences.list[0].change, Change::Changed(..)));
        // And the other way round.
        prop_assert_eq!(of(&other, &one).count, 1);
    }
}
