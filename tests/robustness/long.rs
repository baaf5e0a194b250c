//! Long texts of any one thing: nothing takes the square of its size.

use jwt_debugger::extract;
use jwt_debugger::format::{base64url, json};
use jwt_debugger::jose::parse;
use jwt_debugger::key::{self, Curve, EdCurve, Needed, Options};
use std::time::{Duration, Instant};

/// Long enough for a square to show, short enough for an unoptimised build to get through all of them.
const LONG: usize = 50_000;
/// What stays in proportion takes a small part of this, unoptimised and on a busy machine, too. A square of [`LONG`] steps
/// that take three nanoseconds each takes longer.
const PATIENCE: Duration = Duration::from_secs(6);

/// Reads what was pasted in time that a square of its length would not fit into; longer texts have as much more.
#[track_caller]
fn finishes(pasted: &str) {
    let begin = Instant::now();
    for found in extract::find(pasted) {
        let parsed = parse(&found.text);
        for document in parsed.token.iter().flat_map(|token| [Some(&token.header), token.payload.as_ref()]).flatten() {
            if let Some(node) = &document.json {
                let _ = json::pretty(&document.text, node);
                let _ = json::pretty_lines(&document.text, node);
            }
        }
    }
    let start: String = pasted.chars().take(40).collect();
    let patience = PATIENCE * (pasted.len() / LONG).max(1) as u32;
    assert!(begin.elapsed() < patience, "{start:?} took {:?}", begin.elapsed());
}

#[test]
fn a_long_text_of_anything_is_read_in_linear_time() {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    for part in [
        ".",
        "eyJ",
        "eyJ.",
        "eyJ.a ",
        "eyJhbGciOiJIUzI1NiJ9 ",
        "eyJhbGciOiJIUzI1NiJ9.\n",
        "\"",
        "\\",
        "'eyJ.a.b'",
        "=",
        "%2E",
        "%",
        "a.b.c ",
        "a.b.c\n",
        "A1b2C3d4E5f6G7h8.A1b2C3.d4E5 ",
        " \u{200b}",
        "\u{200b}",
        "\u{200b}a.b.c",
        "…",
        "\" +\n",
        "eyJ\" +\n\"",
        "é",
        "{",
        "[",
        "{\"a\":",
        "~",
        "eyJ.a.b~",
        "Bearer ",
        "Bearer eyJ.a.b ",
        "name=",
        "name=eyJ.a.b&",
        "\n> ",
        "\u{0}",
        "eyJ\\n",
        "*",
        "+",
        "/",
        "eyJ/",
        token,
        "Bearer a.b.c ",
        "ZXlK",
        "ZXlK ",
        "QmVhcmVy",
        "***",
        "[REDACTED]",
        "vapid t=eyJ.a.b, k=",
        ":",
        ";info=",
    ] {
        let text = part.repeat(LONG / part.len());
        finishes(&text);
        finishes(&format!("{token} {text}"));
        finishes(&format!("\"{text}\" {token}"));
        finishes(&format!("{}{text}", " \u{feff}".repeat(LONG / 2)));
    }
}

#[test]
fn a_megabyte_is_read_in_linear_time() {
    for part in [".", "[", "{\"a\":0,", "\"", "eyJ.", "a.b.c "] {
        finishes(&part.repeat(1_000_000 / part.len()));
    }
    let member = "\"name\":\"value\",\"n\":12345678901234567890,\"list\":[1,2.50,{\"x\":null}],";
    let payload = format!("{{{}\"z\":0}}", member.repeat(1_000_000 / member.len()));
    finishes(&format!("eyJhbGciOiJIUzI1NiJ9.{}.AA", base64url::encode(payload.as_bytes())));
    let mut state = 1u64;
    let random: String = (0..1_000_000)
        .map(|_| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            char::from(b' ' + (state >> 57) as u8 % 95)
        })
        .collect();
    finishes(&random);
}

#[test]
fn a_long_payload_of_anything_is_read_in_linear_time() {
    let finishes_as = |payload: &str| {
        let payload = base64url::encode(payload.as_bytes());
        finishes(&format!("eyJhbGciOiJIUzI1NiJ9.{payload}.AA"));
        finishes(&format!("{payload}.e30.AA"));
    };
    for part in [
        "{",
        "[",
        "{\"a\":",
        "[{\"a\":[",
        "]",
        "}",
        "[}",
        "{]",
        "[[}",
        ",",
        ":",
        "\"",
        "\"a\" ",
        "'",
        "\\",
        "\"\\u",
        "\\ud800",
        "1",
        "-",
        "1 ",
        "a ",
        "/",
        "/*",
        "//\n",
        "\u{feff}",
        "\u{a0}",
        "\n",
        "\r",
        "\u{0}",
        "é",
        "true",
        "{}",
        "[],",
        "{\"a\":1},",
        "\"a\":1,",
        "\"\\ud800\":1,",
        "…",
    ] {
        let text = part.repeat(LONG / part.len());
        finishes_as(&text);
        finishes_as(&format!("[{text}"));
        finishes_as(&format!("{{{text}"));
        finishes_as(&format!("[\"{text}"));
        finishes_as(&format!("{}{text}", "[".repeat(250)));
    }
    let members: Vec<String> = (0..100_000).map(|index| format!("\"name{index}\":{index}")).collect();
    finishes_as(&format!("{{{}}}", members.join(",")));
    let surrogates: Vec<String> =
        (0..60_000).map(|index| format!("\"\\ud800{index}\\udc{:02x}\":0", index % 256)).collect();
    finishes_as(&format!("{{{}}}", surrogates.join(",")));
}

#[test]
fn a_long_key_of_anything_is_read_in_linear_time() {
    let pem = include_str!("../keys/p256-spki.pem");
    for part in [
        "z6Mk",
        "did:key:z",
        "f04",
        "04",
        "0x",
        "aa:",
        "{",
        "[",
        "{\"key\":",
        "{\"a\":{\"kty\":\"EC\"},",
        "\"",
        "\\\"",
        "\\\\\"",
        "{\\\"",
        "eyJ",
        "W3",
        "ZXlK",
        "&quot;",
        "&#xA;",
        "%22",
        "%7B",
        "KEY=",
        "KEY=\"",
        "“",
        "-----BEGIN PUBLIC KEY-----",
        "https://",
        "SHA256:",
        "<html",
        "7",
        "1",
        ".",
        ",",
        "=",
        pem,
    ] {
        for text in [part.repeat(LONG / part.len()), format!("{{\"a\":\"{}\"}}", part.repeat(LONG / part.len()))] {
            for needed in [Needed::Anything, Needed::Public, Needed::Ec(Curve::P256), Needed::Okp(&EdCurve::ALL)] {
                let begin = Instant::now();
                let options = Options { needed, ..Options::default() };
                let _ = key::read(&text, &options);
                assert!(begin.elapsed() < PATIENCE, "{part:?} {needed:?} took {:?}", begin.elapsed());
            }
        }
    }
}
