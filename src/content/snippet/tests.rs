use super::*;
use crate::claims::policy::Policy;
use crate::content::fill::FillContext;
use crate::jose;
use crate::key::{self, Options};
use proptest::prelude::*;

const ESCAPES: [Escape; 5] = [Escape::Braced, Escape::Hexadecimal, Escape::Long, Escape::Units, Escape::Octal];

fn snippet(verify: &str) -> Snippet {
    let text = format!(
        r##"{{"language":"L","library":"l","algorithms":[["HS256","Mac256"],["ES256","ES256"]],"escape":"u{{}}","comment":"#",
            "secret":{{"utf8":"text()","base64":"b64()","base64url":"b64url()","hex":"hex()"}},"runs":true,
            "source":["docs","https://example.org"],"verify":{},"sign":"«sub»"}}"##,
        serde_json::to_string(verify).expect("a string"),
    );
    Snippet::of(&json::read(text).node.expect("JSON")).expect("a snippet")
}

/// A token with this header and payload, and this in the key field.
fn fill(header: &str, payload: &str, key: &str) -> Fill {
    let encode = |text: &str| base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, text);
    let parsed = jose::parse(format!("{}.{}.c2ln", encode(header), encode(payload)));
    let key = key::read(key, &Options::default()).and_then(Result::ok);
    let (policy, encoding) = (Policy::default(), Encoding::Utf8);
    Fill::of(FillContext {
        parsed: &parsed,
        key: key.as_ref(),
        choice: None,
        encoding,
        expected: None,
        policy: &policy,
    })
    .expect("it can be filled")
}

fn code(template: &str, fill: &Fill) -> String {
    snippet(template).verify(fill).expect("it has the algorithm")
}

/// Reads a literal back as its language does; `None` if it ends too early or holds what has a meaning of its own.
fn unescaped(escape: Escape, literal: &str) -> Option<String> {
    let mut units: Vec<u16> = vec![];
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
    while let Some(c) = rest.chars().next() {
        let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok();
        let (code, after) = match (escape, rest.get(..2)) {
            (Escape::Braced | Escape::Hexadecimal, Some("\\u" | "\\x")) => {
                let (digits, after) = rest.get(3..)?.split_once('}')?;
                (number(digits, 16)?, after)
            }
            (Escape::Long, Some("\\U")) => (number(rest.get(2..10)?, 16)?, rest.get(10..)?),
            (Escape::Long | Escape::Units | Escape::Octal, Some("\\u")) => {
                (number(rest.get(2..6)?, 16)?, rest.get(6..)?)
            }
            (Escape::Octal, Some(start)) if start.starts_with('\\') => (number(rest.get(1..4)?, 8)?, rest.get(4..)?),
            _ if "\"'`\\$#{}@%<>\n\r".contains(c) || !c.is_ascii() => return None,
            _ => (c as u32, rest.get(1..)?),
        };
        match u16::try_from(code) {
            Ok(unit) => units.push(unit),
            Err(_) => units.extend_from_slice(char::from_u32(code)?.encode_utf16(&mut [0; 2])),
        }
        rest = after;
    }
    String::from_utf16(&units).ok()
}

proptest! {
    #[test]
    fn a_literal_stands_for_its_text_in_every_language_and_for_nothing_else(text in "\\PC{0,40}|[\"\\\\$#{}@`\n\r\u{0}]{0,12}") {
        for escape in ESCAPES {
            let literal = escape.literal(&text);
            prop_assert!(literal.is_ascii());
            prop_assert_eq!(unescaped(escape, &literal), Some(text.clone()), "{:?} {}", escape, literal);
        }
    }
}

#[test]
fn what_would_end_a_literal_is_escaped_as_each_language_does() {
    let check = |escape: Escape, text: &str, expected: &str| assert_eq!(escape.literal(text), expected);
    check(Escape::Braced, "a\"b", r#""a\u{22}b""#);
    check(Escape::Hexadecimal, "a@b", r#""a\x{40}b""#);
    check(Escape::Long, "\\é😀", r#""\u005c\u00e9\U0001f600""#);
    check(Escape::Units, "$😀", r#""\u0024\ud83d\ude00""#);
    check(Escape::Octal, "\"\n1é€", r#""\042\0121\351\u20ac""#);
    // Java would see a quote before it sees a string.
    for c in (0..0x100).filter_map(char::from_u32) {
        assert!(!Escape::Octal.literal(&c.to_string()).contains("\\u00"), "{c:?}");
    }
    check(Escape::Braced, "https://issuer.example/a_b?c", r#""https://issuer.example/a_b\u{3f}c""#);
}

#[test]
fn a_line_stands_in_the_code_if_all_of_its_conditions_hold() {
    let template = "«?secret»s\n«?public»p\n«?secret typ»st\n«?!typ»nt\n«?kid»k\n«?utf8»u\n«?hex»h\n«?nonsense»n\nend";
    let secret = fill(r#"{"alg":"HS256"}"#, "{}", "a secret");
    assert_eq!(code(template, &secret), "s\nnt\nu\nend\n");
    let typed = fill(r#"{"alg":"HS256","typ":"at+jwt","kid":"1"}"#, "{}", "a secret");
    assert_eq!(code(template, &typed), "s\nst\nk\nu\nend\n");
    let public = fill(r#"{"alg":"ES256"}"#, "{}", "");
    assert_eq!(code(template, &public), "p\nnt\nend\n");
    assert_eq!(
        code("«?secret»a\n\nb\n\n«?secret»c\n\n\nd", &public),
        "b\n\n\nd\n",
        "no gap is left of what is left out"
    );
}

#[test]
fn values_are_put_in_and_those_that_nobody_expects_are_remarked_on() {
    let of = fill(r#"{"alg":"HS256"}"#, r#"{"iss":"joe","iat":10,"exp":70}"#, "a secret");
    assert_eq!(
        code("i(«iss»);«iss?»\na(«aud»)«aud?»\n«alg» «algorithm» «lifetime» «leeway» «secret» «form»", &of),
        "i(\"joe\");  # as in this token: make sure that it is the issuer you trust\n\
         a(\"https://api.example\")  # placeholder: put your audience here\n\
         HS256 Mac256 60 0 text() as text\n"
    );
    assert_eq!(snippet("").verify(&fill(r#"{"alg":"RS256"}"#, "{}", "")), None, "it does not have RS256");
}

#[test]
fn a_secret_is_read_from_the_environment_as_its_text_is_encoded() {
    let check = |key: &str, expected: &str| {
        let fill = fill(r#"{"alg":"HS256"}"#, "{}", key);
        let code = code("«secret» «pem» «spki»", &fill);
        assert!(code.starts_with(expected), "{code}");
        assert!(code.contains("put the public key here") && !code.contains("c2VjcmV0"), "{code}");
    };
    check("c2VjcmV0LXNlY3JldA", "text()");
    check(r#"{"kty":"oct","k":"c2VjcmV0LXNlY3JldA"}"#, "b64url()");
}

#[test]
fn a_file_without_what_a_snippet_needs_is_not_read() {
    assert_eq!(Escape::named("raw"), None);
    assert!(Snippet::of(&json::read("{}").node.expect("JSON")).is_none());
}
