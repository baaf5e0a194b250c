use crate::base::diagnostic::{Facts, Gone, Paste};
use crate::extract::find;
use crate::extract::tests::check_first as check;
use crate::format::base64url;

const H: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const P: &str = "eyJzdWIiOiJwaW5lIiwiaWF0IjoxNzk1ODYwMDAwfQ";
const S: &str = "rT4kQ9vXz0-Lm2bN7cW5sYh3_eUjD8fGpAoKiB1xMzE";

fn token() -> String {
    format!("{H}.{P}.{S}")
}

/// The same of the text alone and in what people paste it with.
#[track_caller]
fn check_everywhere(pasted: &str, expected: &str, code: &str) {
    check(pasted, expected, &[code]);
    check(&format!(" {pasted}\n"), expected, &[code]);
    check(&format!("\"{pasted}\""), expected, &["pasted-quotes", code]);
    check(&format!("Authorization: Bearer {pasted}"), expected, &["pasted-bearer", code]);
    check(&format!("https://app.example/cb?token={pasted}&x=1"), expected, &["pasted-url", code]);
}

/// A text that nothing is done to.
#[track_caller]
fn check_untouched(text: &str) {
    check(text, text, &[]);
    let quoted = find(format!("\"{text}\"")).remove(0);
    assert!(quoted.problems.iter().all(|problem| problem.code().name() == "pasted-quotes"), "{:?}", quoted.problems);
}

fn encoded(text: &str) -> String {
    base64url::encode(text.as_bytes())
}

#[test]
fn a_token_that_stands_there_several_times_is_read_once() {
    let token = token();
    for count in 2..5 {
        check_everywhere(&token.repeat(count), &token, "pasted-repeated");
    }
    let count = |pasted: &str| find(pasted).remove(0).problems.remove(0).facts;
    assert_eq!(count(&token.repeat(3)), Facts::Paste(Paste::Repeated(3)));
    for between in [".", " ", "\n", "\r\n\r\n", "\t"] {
        check(&[token.as_str(); 2].join(between), &token, &["pasted-repeated"]);
        check(&[token.as_str(); 3].join(between), &token, &["pasted-repeated"]);
    }
    check(&format!("{token}{}", &token[..60]), &token, &["pasted-repeated"]);
    check(&"eyJhbGciOiJub25lIn0.e30.".repeat(2), "eyJhbGciOiJub25lIn0.e30.", &["pasted-repeated"]);
    let rsa = format!("{}.{P}.{}", encoded(r#"{"alg":"RS256"}"#), "Ab0_".repeat(86).get(..342).expect("ASCII"));
    check_everywhere(&rsa.repeat(2), &rsa, "pasted-repeated");
    let sealed = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";
    check(&sealed.repeat(2), sealed, &["pasted-repeated"]);

    check_untouched(sealed);
    check_untouched(&format!("{token}{}", token.replace("rT4k", "rT4l")));
    check_untouched(&format!("{token}{token}AA").replace("eyJz", "eyJ0"));
    check_untouched(&format!("{token}.{H}"));
    // Not one behind the other.
    check(&format!("[\"{token}\",\"{token}\"]"), &token, &["pasted-json"]);
    check(&format!("{token} and {token}"), &token, &["pasted-text-around"]);
}

#[test]
fn a_dot_that_is_gone_is_put_back_where_the_json_ends() {
    for header in [
        r#"{"alg":"HS256"}"#,
        r#"{"typ":"JWT","alg":"HS256"}"#,
        r#"{"alg":"HS256","kid":"a}b"}"#,
        r#"{"alg":"HS256","jwk":{}}"#,
    ] {
        for claims in [r#"{"a":1}"#, r#"{"a":"}"}"#, r#"{"a":{"b":[{}]}}"#, r#"{"a":"\"}"}"#, "{ \"a\": 1 }"] {
            let (h, p) = (encoded(header), encoded(claims));
            let token = format!("{h}.{p}.{S}");
            check_everywhere(&format!("{h}.{p}{S}"), &token, "pasted-dot-lost");
            check_everywhere(&format!("{h}{p}.{S}"), &token, "pasted-dot-lost");
            check_everywhere(&format!("{h}{p}{S}"), &token, "pasted-dot-lost");
        }
    }
    let long = "Ab0_".repeat(86).get(..342).expect("ASCII").to_owned();
    for (alg, signature) in [("RS256", long.as_str()), ("ES256", &long[..86]), ("EdDSA", &long[..86]), ("odd", S)] {
        let h = encoded(&format!(r#"{{"alg":"{alg}"}}"#));
        check_everywhere(&format!("{h}.{P}{signature}"), &format!("{h}.{P}.{signature}"), "pasted-dot-lost");
    }
    // The end of the signature is gone, too.
    check(&format!("{H}.{P}{}", &S[..30]), &format!("{H}.{P}.{}", &S[..30]), &["pasted-dot-lost"]);
    let gone = |pasted: &str| find(pasted).remove(0).problems.remove(0).facts;
    assert_eq!(gone(&format!("{H}{P}.{S}")), Facts::Paste(Paste::DotLost(Gone::First)));
    assert_eq!(gone(&format!("{H}.{P}{S}")), Facts::Paste(Paste::DotLost(Gone::Second)));
    assert_eq!(gone(&format!("{H}{P}{S}")), Facts::Paste(Paste::DotLost(Gone::Both)));

    for text in [
        format!("{H}.{P}"),
        format!("{H}.{P}AAAA"),
        format!("{H}.{}", encoded("{} and more")),
        format!("{H}.{S}"),
        format!("{H}{P}"),
        H.into(),
        P.into(),
        format!("{}.{P}{S}", encoded(r#"{"alg":"dir","enc":"A128GCM"}"#)),
        format!("{}.{P}{S}", encoded(r#"{"typ":"JWT"}"#)),
        format!("{}{P}.{S}", encoded(r#"{"typ":"JWT"}"#)),
        format!("{}.{P}", encoded(r#"{"alg":"none"}"#)),
        format!("{H}.{}", &P[..20]),
        format!("{H}{P}{H}"),
        format!("{H}.{P}{H}"),
        format!("{H}{P}.{H}"),
    ] {
        check_untouched(&text);
    }
}

#[test]
fn a_beginning_that_is_lost_is_put_back() {
    for header in [
        r#"{"alg":"HS256"}"#,
        "{ \"alg\": \"HS256\" }",
        "{\n\"alg\":\"x\"}",
        "{\r\n\"alg\":\"x\"}",
        r#"{"typ":"JWT","alg":"x"}"#,
    ] {
        let token = format!("{}.{P}.{S}", encoded(header));
        // What the third character was is known where a quote and a letter follow the brace.
        let known = if header.starts_with("{\"") { 3 } else { 2 };
        for lost in 1..=known {
            check_everywhere(&token[lost..], &token, "pasted-start-lost");
        }
        check_untouched(&token[4..]);
    }
    check_untouched(&format!("{}.{P}.{S}", &encoded(r#"{"typ":"JWT"}"#)[1..]));
    check_untouched(&format!("yJhbGciOiJ.{P}.{S}"));
    check_untouched("bm90IGpzb24.e30.AA");
}

#[test]
fn payload_and_header_in_the_wrong_order_are_swapped() {
    check_everywhere(&format!("{P}.{H}.{S}"), &token(), "pasted-swapped");

    let part = |header: &str, payload: &str| check_untouched(&format!("{}.{}.{S}", encoded(header), encoded(payload)));
    part(r#"{"alg":"HS256","iss":"a"}"#, r#"{"alg":"HS256"}"#);
    part(r#"{"typ":"JWT"}"#, r#"{"alg":"HS256"}"#);
    part(r#"{"typ":"JWT","iss":"a"}"#, r#"{"alg":"HS256","sub":"b"}"#);
    part(r#"{"iss":"a"}"#, r#"{"kty":"oct","alg":"HS256"}"#);
    part(r#"{"iss":"a"}"#, r#"{"a":1}"#);
    check_untouched(&format!("{P}.{P}.{S}"));
}

#[test]
fn the_signature_of_a_cookie_is_set_aside() {
    let signature = "Ab+d/fGhIjKlMnOpQrStUvWxYz0123456789abcdefg";
    let escaped = signature.replace('+', "%2B").replace('/', "%2F");
    for cookie in [
        format!("s:{}.{signature}", token()),
        format!("s%3A{}.{escaped}", token()),
        format!("s%3a{}.{escaped}", token()),
    ] {
        check(&cookie, &token(), &["pasted-signed-cookie"]);
        for pasted in [
            format!("session={cookie}; Path=/; HttpOnly"),
            format!("Cookie: a=b; session={cookie}; c=d"),
            format!("Set-Cookie: session={cookie}"),
        ] {
            check(&pasted, &token(), &["pasted-cookie", "pasted-signed-cookie"]);
            assert_eq!(find(pasted.as_str()).remove(0).name, "session");
        }
    }
    let dots = format!("s%3A{}.{escaped}", token().replace('.', "%2E"));
    check(&dots, &token(), &["pasted-percent", "pasted-signed-cookie"]);

    let four = format!("{}.{signature}", token());
    check_untouched(&four);
    check(&format!("session={four}"), &four, &["pasted-name"]);
    check(&format!("kiss:{four}"), &four, &["pasted-name"]);
    check(&format!("s:{}.AAAA", token()), &format!("{}.AAAA", token()), &["pasted-name"]);
    check(&format!("s:{}", token()), &token(), &["pasted-name"]);
}

#[test]
fn the_empty_part_of_an_encrypted_token_is_put_back_where_alg_leaves_it_empty() {
    let (short, long) = ("AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA");
    let with = |header: &str, rest: &str| format!("{}.{rest}", encoded(header));
    let lost = |header: &str, iv: &str| {
        check_everywhere(
            &with(header, &format!("{iv}.AAAA.{long}")),
            &with(header, &format!(".{iv}.AAAA.{long}")),
            "pasted-part-lost",
        );
    };
    lost(r#"{"alg":"dir","enc":"A256GCM"}"#, short);
    lost(r#"{"alg":"dir","enc":"A128CBC-HS256"}"#, long);
    lost(r#"{"alg":"ECDH-ES","enc":"A128GCM","epk":{"kty":"EC"}}"#, short);
    // With these the second part is not empty, so the token may be cut off, and here it is, or it was never one.
    check_untouched(&with(r#"{"alg":"A128KW","enc":"A128GCM"}"#, &format!("{short}.AAAA.{long}")));
    check_untouched(&with(r#"{"alg":"ECDH-ES+A128KW","enc":"A128GCM"}"#, &format!("{short}.AAAA.{long}")));
    check_untouched(&with(r#"{"alg":"dir","enc":"A128GCM"}"#, &format!(".{short}.{long}")));
    check_untouched(&with(r#"{"alg":"dir","enc":"A128GCM"}"#, &format!("AAAA.{short}.{long}")));
    check_untouched(&with(r#"{"alg":"dir"}"#, &format!("{short}.AAAA.{long}")));
    check_untouched(&with(r#"{"alg":"HS256"}"#, &format!("{short}.AAAA.{long}")));
}

#[test]
fn letters_that_were_shifted_are_shifted_back() {
    let rot = |text: &str| text.chars().map(super::shifted).collect::<String>();
    check_everywhere(&rot(&token()), &token(), "pasted-rot13");
    check(&format!("https://app.example/reset/{}", rot(&token())), &token(), &["pasted-url", "pasted-rot13"]);
    check_untouched(&rot(&format!("{P}.{P}.{S}")));
    check_untouched(&rot(H));
    // What is a token as it stands stays one.
    check(&format!("{} {}", rot(&token()), token()), &token(), &["pasted-text-around"]);
}

#[test]
fn good_tokens_are_never_changed() {
    let long = "Ab0_".repeat(200);
    for header in [
        r#"{"alg":"HS256"}"#,
        r#"{"alg":"none"}"#,
        r#"{"alg":"RS256","typ":"JWT"}"#,
        r#"{"alg":"x"}"#,
        r#"{"iss":"a"}"#,
    ] {
        for payload in
            [encoded("{}"), P.into(), encoded(&token()), H.into(), String::new(), encoded("text"), long.clone()]
        {
            for signature in ["", S, "AA", &long] {
                check_untouched(&format!("{}.{payload}.{signature}x", encoded(&header.replace("iss", "typ"))));
            }
        }
    }
}

#[test]
fn long_texts_take_little_time() {
    for text in
        ["eyJ9".repeat(250_000), format!("{H}{}", "eyJ9".repeat(250_000)), format!("{H}.{}", "eyJ9".repeat(250_000))]
    {
        assert_eq!(find(text.as_str()).len(), 1);
    }
    assert_eq!(find(format!("{H}.").repeat(30_000)).len(), 1);
    assert!(!find("yJ9.a.b ".repeat(100_000)).is_empty());
}

#[test]
fn dots_that_stand_there_twice_are_read_once() {
    check_everywhere(&token().replace('.', ".."), &token(), "pasted-dots");
    // The empty part of an encrypted token, and a payload that was sent apart.
    for whole in [
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA..AAAAAAAAAAAAAAAAAAAAAA".into(),
        token().replace(&token()[token().find('.').unwrap_or(0)..token().rfind('.').unwrap_or(0)], "."),
    ] {
        assert_eq!(find(whole.as_str()).remove(0).text, whole);
    }
}
