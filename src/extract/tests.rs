//! One test for each thing that pasting does to a token.

use super::*;
use crate::base::diagnostic::{Facts, Paste, Severity};

/// Header, payload and signature of a token; HS256, so that the signature has 43 characters.
const H: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9";
const P: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const S: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// `{"alg":"none"}` and `{}`.
const UNSECURED: &str = "eyJhbGciOiJub25lIn0.e30.";

fn token() -> String {
    format!("{H}.{P}.{S}")
}

/// What is found first, and by which codes.
#[track_caller]
pub(super) fn check_first(pasted: &str, expected: &str, codes: &[&str]) {
    let found = find(pasted).remove(0);
    let seen: Vec<_> = found.problems.iter().map(|problem| problem.code().name()).collect();
    assert_eq!((found.text.as_str(), seen.as_slice()), (expected, codes), "{pasted}");
    let joined: String = found.source.iter().map(|range| &pasted[range.clone()]).collect();
    assert_eq!(found.verbatim, found.text == joined, "{pasted}");
    assert!(found.source.is_sorted_by(|a, b| a.end <= b.start), "{pasted}");
    for problem in &found.problems {
        assert!(problem.place().is_some_and(|at| found.text.get(at.range.clone()).is_some()), "{problem:?}");
    }
}

/// Checks names, texts and codes, and that each source is where the text came from.
#[track_caller]
fn check_all(pasted: &str, expected: &[(&str, &str, &[&str])]) {
    let found = find(pasted);
    let codes: Vec<Vec<&str>> =
        found.iter().map(|found| found.problems.iter().map(|p| p.code().name()).collect()).collect();
    let seen: Vec<_> = found.iter().zip(&codes).map(|(found, codes)| (&*found.name, &*found.text, &**codes)).collect();
    assert_eq!(seen, expected, "{pasted:?}");
    for found in found {
        let joined: String = found.source.iter().map(|range| &pasted[range.clone()]).collect();
        assert_eq!(found.verbatim, found.text == joined, "{pasted:?}");
        assert!(found.source.is_sorted_by(|a, b| a.end <= b.start), "{pasted:?}");
        for problem in &found.problems {
            assert_eq!(problem.severity, Severity::Repaired);
            assert!(problem.place().is_some_and(|at| found.text.get(at.range.clone()).is_some()), "{problem:?}");
        }
    }
}

/// `@` stands for the whole token in what is pasted.
#[track_caller]
fn check(pasted: &str, name: &str, codes: &[&str]) {
    check_all(&pasted.replace('@', &token()), &[(name, &token(), codes)]);
}

#[test]
fn a_text_that_is_one_run_is_the_token_unchanged() {
    for text in [
        &token(),
        UNSECURED,
        H,
        "eyJhbGciOiJIUzI1NiJ9..c2ln",
        "a.b.c.d",
        "hello",
        "eyJ.eyJ==.a+b/c=",
        "bm90IGpzb24.e30.AA",
        &format!("{}.", token()),
        &format!("{}.AA", token()),
    ] {
        check_all(text, &[("token", text, &[])]);
        check_all(&format!(" \r\n{text}\t\n"), &[("token", text, &[])]);
    }
    assert_eq!(find(" \n\t"), []);
    assert_eq!(find(" \n a.b.c").swap_remove(0).source.first(), Some(&(3..8)));
}

#[test]
fn a_token_is_shared_where_nothing_in_it_was_undone_and_is_its_own_text_elsewhere() {
    let check = |pasted: String, shares: bool| {
        let pasted = Text::from(pasted);
        let found = find(&pasted).remove(0).text;
        assert_eq!(found, token(), "{pasted:?}");
        assert_eq!(pasted.as_bytes().as_ptr_range().contains(&found.as_ptr()), shares, "{pasted:?}");
    };
    let token = token();
    check(token.clone(), true);
    check(format!("\n {token}\n"), true);
    check(format!("ünd: Bearer {token} — é"), true);
    check(token.replace('.', "%2E"), false);
    check(token.replace('.', ".\n"), false);
    check(format!("a {}.\u{200b}{P}.{S} z", H), false);
}

#[test]
fn a_text_without_a_token_gives_itself() {
    for text in [
        "hello world",
        "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----",
        "{\"a\":1}",
        r#"{"payload":"eyJpc3MiOiJqb2UifQ","protected":"eyJhbGciOiJFUzI1NiJ9","signature":"DtEhU3ljbEg8L38VWAfUAq"}"#,
        "see www.example.com/a.b.c",
        "%%%",
    ] {
        check_all(text, &[("token", text, &[])]);
    }
}

#[test]
fn wrappers_are_set_aside_and_named() {
    check("\"@\"", "token", &["pasted-quotes"]);
    check("'@'", "token", &["pasted-quotes"]);
    check("`@`", "token", &["pasted-quotes"]);
    check("“@”", "token", &["pasted-quotes"]);
    check("Bearer @", "token", &["pasted-bearer"]);
    check("bearer  @\n", "token", &["pasted-bearer"]);
    check("Authorization: Bearer @", "Authorization", &["pasted-bearer"]);
    check("Authorization: Bearer \"@\"", "Authorization", &["pasted-bearer"]);
    check("TOKEN=@", "TOKEN", &["pasted-name"]);
    check("export TOKEN=\"@\"", "TOKEN", &["pasted-name"]);
    check("Token: @", "Token", &["pasted-name"]);
    check("Cookie: theme=dark; session=@; lang=en", "session", &["pasted-cookie"]);
    check("Set-Cookie: session=@; Path=/; HttpOnly", "session", &["pasted-cookie"]);
    check("session=@; Path=/", "session", &["pasted-cookie"]);
    check("https://app.example/cb?token=@&state=1", "token", &["pasted-url"]);
    check("https://app.example/verify/@", "token", &["pasted-url"]);
    check("https://app.example/verify/@/next?x=1", "token", &["pasted-url"]);
    check("{\"access_token\":\"@\",\"token_type\":\"Bearer\"}", "access_token", &["pasted-json"]);
    check("{\\\"id_token\\\":\\\"@\\\"}", "id_token", &["pasted-json"]);
    check("\"id_token\": \"@\",", "id_token", &["pasted-json"]);
}

#[test]
fn text_around_is_set_aside_with_its_punctuation() {
    check("12:01 WARN jwt expired: token @ for alice", "token", &["pasted-text-around"]);
    check("The token is @.", "token", &["pasted-text-around"]);
    check("Use @, please", "token", &["pasted-text-around"]);
    check("<@>", "token", &["pasted-text-around"]);
    check("@;", "token", &["pasted-text-around"]);
    check("INFO Authorization: Bearer @ from 10.0.0.1", "Authorization", &["pasted-bearer", "pasted-text-around"]);
    check_all(&format!("it is {UNSECURED} here"), &[("token", UNSECURED, &["pasted-text-around"])]);
    check_all(&format!("\"{UNSECURED}\""), &[("token", UNSECURED, &["pasted-quotes"])]);
}

#[test]
fn a_curl_command_gives_its_token() {
    check(
        "curl -X GET 'https://api.example/v1/me' \\\n  -H 'Accept: application/json' \\\n  -H 'Authorization: Bearer @' \\\n  --compressed",
        "Authorization",
        &["pasted-curl", "pasted-bearer"],
    );
    check(
        "$ curl -H \"Authorization: Bearer @\" https://api.example",
        "Authorization",
        &["pasted-curl", "pasted-bearer"],
    );
}

#[test]
fn several_tokens_are_offered_by_name() {
    let (a, b) = (token(), UNSECURED);
    let answer = format!("{{\n  \"access_token\": \"{a}\",\n  \"expires_in\": 3600,\n  \"id_token\": \"{b}\"\n}}");
    check_all(&answer, &[("access_token", &a, &["pasted-json"]), ("id_token", b, &["pasted-json"])]);
    let fragment = format!("https://app.example/#access_token={a}&id_token={b}&state=x");
    check_all(&fragment, &[("access_token", &a, &["pasted-url"]), ("id_token", b, &["pasted-url"])]);
    check_all(
        &format!("{a}\n{b}"),
        &[("token 1", &a, &["pasted-text-around"]), ("token 2", b, &["pasted-text-around"])],
    );
    check_all(
        &format!("[\"{a}\",\"{b}\",\"{a}\"]"),
        &[("token 1", &a, &["pasted-json"]), ("token 2", b, &["pasted-json"])],
    );
    let same = format!("id_token={a}&id_token={b}");
    check_all(&same, &[("id_token", &a, &["pasted-url"]), ("id_token 2", b, &["pasted-url"])]);
}

#[test]
fn line_breaks_inside_are_removed() {
    let lines = |width: usize, joint: &str| {
        let text = token();
        let lines: Vec<&str> =
            text.as_bytes().chunks(width).map(|line| core::str::from_utf8(line).expect("ASCII")).collect();
        lines.join(joint)
    };
    for width in [40, 64, 76, 100] {
        for joint in ["\n", "\r\n", "\n    ", "\n\n", " \\\n  ", "\\n", "\\r\\n", "\n> ", "=\r\n", "%0A"] {
            let pasted = lines(width, joint);
            let found = find(&pasted);
            assert_eq!(found.len(), 1, "{pasted:?}");
            assert_eq!(found[0].text, token(), "{width} {joint:?}");
            let code = if joint.starts_with('=') { "pasted-quoted-printable" } else { "pasted-line-breaks" };
            assert_eq!(found[0].problems.iter().map(|p| p.code().name()).collect::<Vec<_>>(), [code], "{joint:?}");
            assert_eq!(
                find(format!("Authorization: Bearer {pasted}\nHost: api.example\n"))[0].text,
                token(),
                "{width} {joint:?}"
            );
        }
    }
    check_all(&format!("{H}.\n{P}.\n{S}"), &[("token", &token(), &["pasted-line-breaks"])]);
    let mailed = format!("https://app.example.org/reset?token=3D{H}.=\r\n{P}.{S}\r\n");
    check_all(&mailed, &[("token", &token(), &["pasted-url", "pasted-quoted-printable"])]);
    check_all(&format!("{H}\n.\n{P}\n.\n{S}"), &[("token", &token(), &["pasted-line-breaks"])]);
    let (first, rest) = H.split_at(11);
    let code = format!("const t = \"{first}\" +\n  \"{rest}.\" +\n  \"{P}.\" +\n  \"{S}\";");
    check_all(&code, &[("t", &token(), &["pasted-name", "pasted-quotes"])]);
}

#[test]
fn spaces_inside_are_removed_and_words_behind_are_not_taken_in() {
    for (at, gap) in [(7, " "), (40, " "), (41, "  "), (60, "   "), (150, " "), (170, " ")] {
        let mut pasted = token();
        pasted.insert_str(at, gap);
        check_all(&pasted, &[("token", &token(), &["pasted-space"])]);
        check_all(&format!("{pasted} is my token"), &[("token", &token(), &["pasted-text-around", "pasted-space"])]);
    }
    let mut pasted = token();
    for at in [120, 60, 20] {
        pasted.insert(at, ' ');
    }
    check_all(&pasted, &[("token", &token(), &["pasted-space"])]);
    assert_eq!(find(&pasted)[0].problems[0].facts, Facts::Paste(Paste::Space(3)));
    let cut = format!("{H}.{P}");
    check_all(&format!("{cut} is my token"), &[("token", &cut, &["pasted-text-around"])]);
    check_all(&format!("Bearer {cut}\nAccept: */*"), &[("token", &cut, &["pasted-bearer", "pasted-text-around"])]);
}

#[test]
fn percent_escapes_and_invisible_characters_are_undone() {
    check_all(&format!("{H}%2E{P}%2e{S}"), &[("token", &token(), &["pasted-percent"])]);
    check_all(
        &format!("https://a.example/?t={H}%2E{P}%2E{S}&x=1"),
        &[("t", &token(), &["pasted-url", "pasted-percent"])],
    );
    check_all(&format!("token%3D{H}.{P}.{S}"), &[("token", &token(), &["pasted-name"])]);
    check_all(&format!("Bearer%20{H}.{P}.{S}"), &[("token", &token(), &["pasted-bearer"])]);
    check_all(&format!("{H}\u{200b}.{P}.\u{feff}{S}"), &[("token", &token(), &["pasted-invisible"])]);
    check("\u{feff}@", "token", &["pasted-invisible"]);
    check_all(
        &format!("{{\"t\":\"{H}\\u002e{P}\\u002E{S}\"}}"),
        &[("t", &token(), &["pasted-json", "pasted-escapes"])],
    );
}

#[test]
fn what_belongs_to_the_text_of_a_token_is_left_in_it() {
    let padded = format!("{H}.{P}==.{S}=");
    check_all(&format!("Bearer {padded}"), &[("token", &padded, &["pasted-bearer"])]);
    let standard = format!("{H}.{P}.ab+/cd/+");
    check_all(&format!("\"{standard}x\""), &[("token", &format!("{standard}x"), &["pasted-quotes"])]);
    let shortened = format!("{H}.eyJpc3Mi….{S}");
    check_all(&format!("t: {shortened}"), &[("t", &shortened, &["pasted-name"])]);
    for odd in ["$", "!", "е", "…", "—"] {
        let damaged = format!("{H}.eyJpc3Mi{odd}iJqb2UifQ.{S}");
        check_all(&damaged, &[("token", &damaged, &[])]);
        check_all(&format!("Bearer {damaged}"), &[("token", &damaged, &["pasted-bearer"])]);
    }
    for mark in ["#", "&", ",", ";", ":", "<", ">", "(", ")", "[", "]", "{", "|", "?", "~", "'", "\""] {
        for at in [7, 60, 150] {
            let mut damaged = token();
            damaged.insert_str(at, mark);
            check_all(&damaged, &[("token", &damaged, &[])]);
            check_all(&format!("Bearer {damaged}\n"), &[("token", &damaged, &["pasted-bearer"])]);
        }
    }
    let detached = format!("{H}..{S}");
    check_all(&format!("x-jws-signature: {detached}"), &[("x-jws-signature", &detached, &["pasted-name"])]);
    let four = format!("{H}.{P}.{S}.AA");
    check_all(&format!("Bearer {four}"), &[("token", &four, &["pasted-bearer"])]);
    // RFC 7797 §4.2.
    let unencoded = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.$.02 or more.A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY";
    check_all(unencoded, &[("token", unencoded, &[])]);
    check_all(&format!("\"{unencoded}\""), &[("token", unencoded, &["pasted-quotes"])]);
}

#[test]
fn a_token_with_a_broken_header_is_found_by_its_dots() {
    let broken = format!("bm90IGpzb24hIQ.{P}.{S}");
    check_all(&format!("Authorization: Bearer {broken}"), &[("Authorization", &broken, &["pasted-bearer"])]);
    check_all(&format!("\"{broken}\""), &[("token", &broken, &["pasted-quotes"])]);
    check_all(&format!("bm90IGpzb24hIQ.{P}\n.{S}"), &[("token", &broken, &["pasted-line-breaks"])]);
    check_all("Bearer eyJhbGciOiJIUzI1NiIs", &[("token", "eyJhbGciOiJIUzI1NiIs", &["pasted-bearer"])]);
}

#[test]
fn the_parts_of_an_sd_jwt_belong_to_it() {
    let pasted = format!("{}~WyJhIiwiYiIsImMiXQ~WyJhIl0~", token());
    check_all(&pasted, &[("token", &pasted, &[])]);
    let bound = format!("{pasted}{UNSECURED}");
    check_all(&bound, &[("token", &bound, &[])]);
}

#[test]
fn what_stands_in_front_of_each_line_or_behind_it_is_passed_over() {
    let (first, rest) = P.split_at(P.len() / 2);
    let joined =
        |lead: [&str; 3], end: &str| format!("{}{H}.{first}{end}\n{}{rest}{end}\n{}.{S}", lead[0], lead[1], lead[2]);
    for lead in [["# "; 3], ["// "; 3], ["   9 ", "  10 ", "  11 "], ["1: ", "2: ", "3: "], ["1 │ ", "2 │ ", "3 │ "]]
    {
        let found = find(joined(lead, "")).remove(0);
        assert_eq!(found.text.as_str(), token(), "{lead:?}");
    }
    check_first(&joined([""; 3], "│"), &token(), &["pasted-line-breaks"]);
    check_first(&joined([""; 3], "^"), &token(), &["pasted-line-breaks"]);
    check_first(&joined([" "; 3], "+"), &token(), &["pasted-line-breaks"]);
    let basic = format!("\"{H}.{first}\" & _\n  \"{rest}.{S}\"");
    check_first(&basic, &token(), &["pasted-quotes", "pasted-quotes"]);
    // The next line of a list is no part of the token, nor is a comment below it.
    check_first(&format!("1 {H}.{first}\n3 {rest}.{S}"), &format!("{H}.{first}"), &["pasted-text-around"]);
    check_first(&format!("{H}.{first}\n# {rest}.{S}"), &format!("{H}.{first}"), &["pasted-text-around"]);
}

#[test]
fn dots_behind_a_whole_token_leave_nothing_out() {
    for dots in ["...", "....", "…", "……"] {
        check(&format!("@{dots}"), "token", &["pasted-text-around"]);
        check(&format!("Bearer @{dots}"), "token", &["pasted-bearer", "pasted-text-around"]);
        let cut = format!("{H}.{P}.{}{dots}", &S[..20]);
        assert_eq!(find(cut.as_str()).remove(0).text, cut);
    }
}
