//! What is read and what is said of texts that are not JSON, end to end.

use super::*;

/// The codes and places of the faults, and the text that is left of the value when pretty-printed without white space.
#[track_caller]
fn check(text: &str, kept: &str, faults: &[(&str, usize)]) {
    let reading = read(text);
    let found: Vec<_> = reading.faults.iter().map(|fault| (fault.facts.code().name(), fault.at.start)).collect();
    let lines = reading.node.as_ref().map(|node| pretty_lines(text, node)).unwrap_or_default();
    let pieces: String = lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.text.trim()).collect();
    assert_eq!((pieces.as_str(), found.as_slice()), (kept, faults), "{text:?}");
    for fault in &reading.faults {
        assert!(text.get(fault.at.clone()).is_some(), "{fault:?} points into {text:?}");
    }
}

#[test]
fn well_formed_text_is_kept_lexeme_by_lexeme() {
    let text = r#"{"id":12345678901234567890,"f":1.0,"e":1e400,"n":-0,"a":1,"a":2,"10":1,"2":2}"#;
    check(text, text, &[]);
    check(" [ ] ", "[]", &[]);
    check(r#"["\u00e9\/",true,false,null,{}]"#, r#"["\u00e9\/",true,false,null,{}]"#, &[]);
    check("-1.5E+3", "-1.5E+3", &[]);
}

#[test]
fn a_text_that_ends_early_gives_what_was_there_and_says_what_is_missing() {
    check(r#"{"a":[1,{"b":"c"#, r#"{"a":[1,{"b":"c"#, &[("json-unterminated-string", 13), ("json-truncated", 15)]);
    check(r#"{"a":1"#, r#"{"a":1"#, &[("json-truncated", 6)]);
    check(r#"{"a":1,"#, r#"{"a":1"#, &[("json-truncated", 7)]);
    check(r#"{"a":"#, r#"{"a":"#, &[("json-truncated", 5)]);
    check(r#"{"a""#, r#"{"a":"#, &[("json-truncated", 4)]);
    check("{", "{", &[("json-truncated", 1)]);
    check("[[1],", "[[1]", &[("json-truncated", 5)]);
    let missing = |text: &str| read(text).faults[0].facts.clone();
    assert_eq!(missing(r#"{"a":[1"#), Json::Truncated { closers: "]}".into(), more: 0 });
    assert_eq!(missing("[[[[[{\"a\":[["), Json::Truncated { closers: "]]}]]]".into(), more: 2 });
}

#[test]
fn habits_of_other_notations_are_named_and_read() {
    check("[1,2,]", "[1,2]", &[("json-trailing-comma", 4)]);
    check(r#"{"a":1,}"#, r#"{"a":1}"#, &[("json-trailing-comma", 6)]);
    check("{'a':'b'}", "{'a':'b'}", &[("json-single-quotes", 1), ("json-single-quotes", 5)]);
    check("{“a”:‘b’}", "{“a”:‘b’}", &[("json-typographic-quotes", 1), ("json-typographic-quotes", 9)]);
    check("{a:1}", "{a:1}", &[("json-unquoted-name", 1)]);
    check("[1 /* one */, // two\n2]", "[1,2]", &[("json-comment", 3), ("json-comment", 14)]);
    check(
        "[NaN,-Infinity,undefined,True]",
        "[NaN,-Infinity,undefined,True]",
        &[("json-not-a-value", 1), ("json-number", 5), ("json-not-a-value", 15), ("json-not-a-value", 25)],
    );
    check(
        "[007,+1,.5,1.,0x1F,1_000,1e]",
        "[007,+1,.5,1.,0x1F,1_000,1e]",
        &[
            ("json-number", 1),
            ("json-number", 5),
            ("json-number", 8),
            ("json-number", 11),
            ("json-number", 14),
            ("json-number", 19),
            ("json-number", 25),
        ],
    );
    check("\u{feff}{}", "{}", &[("json-bom", 0)]);
    check("[1\u{a0}]", "[1]", &[("json-white-space", 2)]);
}

#[test]
fn missing_and_stray_signs_are_named_and_bridged() {
    check(r#"{"a" 1 "b":2}"#, r#"{"a":1,"b":2}"#, &[("json-missing-colon", 5), ("json-missing-comma", 7)]);
    check("[1 2]", "[1,2]", &[("json-missing-comma", 3)]);
    check(r#"{"a":,"b":}"#, r#"{"a":,"b":}"#, &[("json-missing-value", 5), ("json-missing-value", 10)]);
    check("[1,,2]", "[1,2]", &[("json-missing-value", 3)]);
    check("[1}]", "[1]", &[("json-unexpected-closer", 2)]);
    check(r#"[{"a":1]"#, r#"[{"a":1]"#, &[("json-missing-closer", 7)]);
    check("[1]]", "[1]", &[("json-trailing-text", 3)]);
    check("{} {}", "{}", &[("json-trailing-text", 3)]);
    check("[1;2]", "[1,2]", &[("json-missing-comma", 2)]);
    check("[1)2]", "[1,2]", &[("json-unexpected-character", 2), ("json-missing-comma", 3)]);
    check("{,}", "{,}", &[("json-missing-member", 1)]);
    check(r#""a":1}"#, "\"a\"", &[("json-trailing-text", 3)]);
    check("[abc]", "[abc]", &[("json-not-a-value", 1)]);
    check(r#"{"a"="b"}"#, r#"{"a":"b"}"#, &[("json-missing-colon", 4)]);
}

#[test]
fn faults_inside_strings_are_located_and_the_string_is_kept() {
    check("[\"a\tb\"]", "[\"a\tb\"]", &[("json-control-character", 3)]);
    check(r#"["\x41\u12"]"#, r#"["\x41\u12"]"#, &[("json-bad-escape", 2), ("json-bad-escape", 6)]);
    check(r#"["\ud83d\ude00"]"#, r#"["\ud83d\ude00"]"#, &[]);
    check(r#"["\ud83d"]"#, r#"["\ud83d"]"#, &[("json-lone-surrogate", 2)]);
    assert!(read(r#"["\ud83d"]"#).well_formed(), "it is in the grammar of RFC 8259");
    let node = read(r#""\ud83d\ude00\u00e9\n\/""#).node;
    assert_eq!(node.as_ref().and_then(Node::as_str), Some("😀é\n/"));
}

#[test]
fn what_is_not_json_at_all_is_not_read() {
    check("It’s a dangerous business", "", &[("json-not-json", 0)]);
    check("hello", "", &[("json-not-json", 0)]);
    check("", "", &[("json-empty", 0)]);
    check(" \n", "", &[("json-empty", 2)]);
}

#[test]
fn duplicates_are_found_in_every_object_whatever_their_spelling() {
    let text = r#"{"a":{"b":1,"b":2},"\u0061":3,"a":4}"#;
    let places: Vec<_> = read(text).duplicates.into_iter().map(|d| (d.name, d.again, d.first)).collect();
    assert_eq!(places, [("b".into(), 12..15, 6..9), ("a".into(), 19..27, 1..4), ("a".into(), 30..33, 1..4)]);
    let surrogates = r#"{"\ud800":1,"\ud801":2,"\ud801":3}"#;
    assert_eq!(read(surrogates).duplicates.len(), 1, "two different lone surrogates are two names");
}

#[test]
fn nesting_of_any_depth_is_read_to_its_end() {
    for depth in [MAX_DEPTH, MAX_DEPTH + 1, 200_000] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        let reading = read(&text);
        assert!(reading.well_formed());
        assert_eq!(reading.faults.is_empty(), depth <= MAX_DEPTH);
        let again = pretty(&text, &reading.node.unwrap()).split_whitespace().collect::<String>();
        assert_eq!(again, text);
    }
    assert!(!read("[{\"a\":".repeat(100_000)).well_formed());
    assert_eq!(
        read(&("[".repeat(300) + "1,]" + &"]".repeat(299))).faults.last().unwrap().facts,
        Json::TrailingComma { in_array: true }
    );
}

#[test]
fn places_are_counted_in_lines_and_characters() {
    let check = |text: &str, byte, expected| assert_eq!(line_column(text, byte), expected, "{text:?} {byte}");
    check("", 0, (1, 1));
    check("ab", 1, (1, 2));
    check("é\n\r\nx\ry", 2, (1, 2));
    check("é\n\r\nx\ry", 3, (2, 1));
    check("é\n\r\nx\ry", 5, (3, 1));
    check("é\n\r\nx\ry", 7, (4, 1));
    check("é", 1, (1, 1));
    check("a", 99, (1, 2));
}
