//! Splits and decodes the compact serialization.
//!
//! Grammar (RFC 7515 §7.1): `header "." payload "." signature`, each base64url. With five parts it is a JWE (RFC 7516 §7.1).
//! With `"b64":false` in the header the payload stands there as it is (RFC 7797 §5.2).

use super::kinds::{self, misfit};
use super::shape::{count_problem, empty_signature, is_encrypted, not_a_token, problem, unencoded_payload};
use crate::base::diagnostic::{Facts, Format};
use crate::base::text::{Bytes, Text};
use crate::format::base64url;
use crate::format::json::Node;
use crate::jose::{Beside, Diagnostic, Document, Form, Parsed, Role, Segment, Severity, Token, document};
use core::ops::Range;

/// A text of dots alone must not become a million segments: the last of these keeps the rest.
const MAX_SEGMENTS: usize = 12;

/// Whether `text` stays one part between the dots of a compact token, whatever it decodes to: a dot and a tilde separate.
pub(crate) fn is_part(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && !b".~".contains(&byte))
}

/// Reads `text` as one compact token, or as the first signature of one in JSON. Never fails. A [`Text`] is shared, and not
/// copied.
///
/// ```
/// use jwt_debugger::jose::parse;
///
/// // `{"alg":"HS256"}` and `{"sub":"alice"}`, padded with `=` as base64url in a token never is.
/// let parsed = parse("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9==.c2ln");
/// let token = parsed.token.expect("there is a text");
/// assert_eq!(token.payload.expect("a second segment").text.as_str(), r#"{"sub":"alice"}"#);
/// assert_eq!(parsed.problems[0].code().name(), "base64url-padding");
/// ```
pub fn parse(text: impl Into<Text>) -> Parsed {
    read(text.into())
}

fn read(shared: Text) -> Parsed {
    if let Some(jws) = super::json::read(&shared) {
        return jws.view(0);
    }
    if let Some(parsed) = super::jwe::parse_json(&shared) {
        return parsed;
    }
    let text = shared.as_str();
    if text.trim().is_empty() {
        return Parsed { token: None, problems: vec![problem(Severity::Error, 0..0, Format::Empty)] };
    }
    let first = 0..text.find('.').unwrap_or(text.len());
    let (header_segment, mut encoded) = segment(text, Role::Header, first);
    let (header, mut inner) = document::read_header(&header_segment);
    let readable = header.json.as_ref().is_some_and(Node::is_object);
    if !readable && let Some(problem) = kinds::of_text(text, header.json.as_ref()).or_else(|| not_a_token(text)) {
        return refused(shared, problem);
    }
    let unencoded = header.is_unencoded();
    let ranges = split(text, unencoded);
    let encrypted = is_encrypted(&header);
    let form = if ranges.len() == 5 && (encrypted || !readable) { Form::Jwe } else { Form::Jws };
    encoded.extend(count_problem(text, &ranges, &header, form));
    if unencoded {
        encoded.extend(unencoded_payload(text, &ranges));
    }

    let mut segments = vec![header_segment];
    for (index, range) in ranges.iter().enumerate().skip(1) {
        let role = role(index, form == Form::Jwe || encrypted && ranges.len() < 5);
        if role == Role::Payload && unencoded {
            let bytes = Bytes::Text(shared.slice(range.clone()));
            segments.push(Segment { role, encoded: range.clone(), bytes, canonical: true });
        } else {
            let (segment, problems) = segment(text, role, range.clone());
            segments.push(segment);
            encoded.extend(problems);
        }
    }
    encoded.extend(empty_signature(&segments, &header));
    let typ = header.json.as_ref().and_then(|node| node.get("typ")).and_then(|typ| typ.as_str());
    if typ.is_some_and(|typ| typ.eq_ignore_ascii_case("passport")) {
        encoded.push(problem(Severity::Note, 0..text.len(), Format::Passport));
    }

    let payload_segment = segments.iter().find(|segment| segment.role == Role::Payload);
    let (payload, problems) = payload_segment.map(|segment| document::read_payload(segment, &header)).unzip();
    inner.extend(problems.unwrap_or_default());
    encoded.extend(inner);
    in_order(&mut encoded);
    let token = Token { text: shared, form, segments, header, payload, beside: Beside::default() };
    if let Some(what) = misfit(&token) {
        // All else that is wrong with it follows from that.
        return Parsed { token: Some(token), problems: vec![what] };
    }
    Parsed { token: Some(token), problems: encoded }
}

/// First those of the encoded text, then the header's, then the payload's.
pub(super) fn in_order(problems: &mut Vec<Diagnostic>) {
    crate::base::sort_by_place(problems, |problem| {
        problem.place().map_or((0, 0), |place| (place.part as usize, place.range.start))
    });
}

/// The places of the segments. An unencoded payload may hold dots: then the signature is what follows the last.
fn split(text: &str, unencoded: bool) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = vec![];
    let mut start = 0;
    for part in text.splitn(MAX_SEGMENTS, '.') {
        ranges.push(start..start + part.len());
        start += part.len() + 1;
    }
    let last_dot = text.rfind('.').unwrap_or_default();
    match ranges.as_slice() {
        [header, payload, _, _, ..] if unencoded => {
            vec![header.clone(), payload.start..last_dot, last_dot + 1..text.len()]
        }
        _ => ranges,
    }
}

/// What the segment of that index is for; a JWE may be cut off.
fn role(index: usize, jwe: bool) -> Role {
    match index {
        0 => Role::Header,
        1 if jwe => Role::EncryptedKey,
        2 if jwe => Role::InitializationVector,
        3 if jwe => Role::Ciphertext,
        4 if jwe => Role::AuthenticationTag,
        1 => Role::Payload,
        2 => Role::Signature,
        _ => Role::Extra,
    }
}

/// Decodes one segment and names its faults.
fn segment(text: &str, role: Role, range: Range<usize>) -> (Segment, Vec<Diagnostic>) {
    let encoded = text.get(range.clone()).unwrap_or_default();
    if encoded.contains('.') {
        // The rest of a text of too many segments; that is a problem of its own.
        return (Segment { role, encoded: range, bytes: vec![].into(), canonical: false }, vec![]);
    }
    let decoded = base64url::decode(encoded);
    let canonical = decoded.faults.is_empty();
    let named = |fault: base64url::Base64urlFault| {
        let at = range.start + fault.at.start..range.start + fault.at.end;
        problem(Severity::Error, at, Facts::Segment(role, fault.facts))
    };
    let problems = decoded.faults.into_iter().map(named).collect();
    (Segment { role, encoded: range, bytes: decoded.bytes.into(), canonical }, problems)
}

/// A text that is no token at all: one segment, nothing decoded, and the one problem that says so.
fn refused(text: Text, problem: Diagnostic) -> Parsed {
    let segment = Segment { role: Role::Header, encoded: 0..text.len(), bytes: vec![].into(), canonical: false };
    let header = Document { text: Text::default(), utf8: true, json: None, well_formed: false };
    let token =
        Token { text, form: Form::Jws, segments: vec![segment], header, payload: None, beside: Beside::default() };
    Parsed { token: Some(token), problems: vec![problem] }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HS256, JWT, check, token};
    use super::super::{Part, Span};
    use super::*;
    use crate::base::diagnostic::Duplicate;
    use crate::format::json::pretty;

    /// RFC 7515 A.1.
    const RFC7515_A1: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6\
        Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    use Severity::{Error, Note};

    #[test]
    fn the_first_example_of_rfc_7515_reads_to_the_byte() {
        let token = check(RFC7515_A1, &[]);
        assert_eq!(token.header.text, "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}");
        let payload = token.payload.as_ref().expect("three segments");
        assert_eq!(payload.text, "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");
        assert!(payload.well_formed && token.header.well_formed);
        assert_eq!(token.signing_input(), RFC7515_A1.rsplit_once('.').map(|(input, _)| input.as_bytes()));
        assert_eq!(token.signature().map(|segment| segment.bytes.len()), Some(32));
        assert!(token.segments.iter().all(|segment| segment.canonical));
    }

    #[test]
    fn base64url_faults_are_located_in_the_whole_token_and_the_content_still_shows() {
        let padded =
            check("eyJhbGciOiJIUzI1NiJ9.eyJhIjoiPz8ifQ==.AA", &[("base64url-padding", Error, "byte 36 of the token")]);
        assert_eq!(padded.payload.map(|payload| payload.text).as_deref(), Some(r#"{"a":"??"}"#));
        assert!(padded.segments[0].canonical && !padded.segments[1].canonical);
        check(
            "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiPj4+In0.AB",
            &[
                ("base64url-standard-alphabet", Error, "byte 33 of the token"),
                ("base64url-trailing-bits", Error, "byte 39 of the token"),
            ],
        );
        let spaced =
            check("eyJhbGciOiJIUzI1NiJ9.eyJhIjo xfQ.AA", &[("base64url-alphabet", Error, "byte 29 of the token")]);
        assert_eq!(spaced.payload.map(|payload| payload.text).as_deref(), Some(r#"{"a":1}"#));
    }

    #[test]
    fn a_cut_off_payload_shows_what_is_there() {
        let text = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydW";
        let token = check(
            text,
            &[
                ("two-segments", Error, "byte 87 of the token"),
                ("base64url-trailing-bits", Error, "byte 87 of the token"),
                ("json-cut-off-word", Error, "payload, line 1, column 47"),
            ],
        );
        let payload = token.payload.expect("two segments");
        let shown = pretty(&payload.text, payload.json.as_ref().expect("it begins as JSON"));
        assert_eq!(shown, "{\n  \"sub\": \"1234567890\",\n  \"name\": \"John Doe\",\n  \"admin\": tru");
    }

    #[test]
    fn the_header_must_be_an_object_in_utf8_with_one_alg() {
        let with = |header: &str| token(header, b"{}");
        check(&with(r#"{"typ":"JWT"}"#), &[("alg-missing", Error, "header, line 1, column 1")]);
        check(&with(r#"{"alg":null}"#), &[("alg-not-a-string", Error, "header, line 1, column 8")]);
        check(&with(r#"{"alg":["RS256"]}"#), &[("alg-not-a-string", Error, "header, line 1, column 8")]);
        check(&with(r#"{"alg":""}"#), &[("alg-empty", Error, "header, line 1, column 8")]);
        check(&with(r#"{"alg":"toString"}"#), &[]);
        check(&with(r#"["alg"]"#), &[("header-not-object", Error, "header, line 1, column 1")]);
        check(&with("{\n  \"alg\": \"HS256\",\n}"), &[("json-trailing-comma", Error, "header, line 2, column 17")]);
        check(&with("\u{feff}{\"alg\":\"HS256\"}"), &[("json-bom", Error, "header, line 1, column 1")]);
        check(&with("HS256"), &[("json-not-json", Error, "header, line 1, column 1")]);
        check(".e30.AA", &[("header-empty", Error, "header, line 1, column 1")]);
        let latin1 = [br#"{"alg":"HS256","kid":""#.as_slice(), b"\xe9", br#""}"#].concat();
        check(
            &format!("{}.e30.AA", base64url::encode(&latin1)),
            &[("header-not-utf8", Error, "header, line 1, column 23")],
        );
        let utf16: Vec<u8> = r#"{"alg":"HS256"}"#.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let token = check(
            &format!("{}.e30.AA", base64url::encode(&utf16)),
            &[("header-not-utf8", Error, "header, line 1, column 1")],
        );
        assert_eq!(token.header.text, HS256);
    }

    #[test]
    fn duplicate_names_are_shown_in_both_places() {
        let text = token(JWT, br#"{"id":12345678901234567890,"f":1.0,"e":1e400,"n":-0,"a":1,"a":2,"10":1,"2":2}"#);
        check(&text, &[("duplicate-name", Error, "payload, line 1, column 59")]);
        let problem = &parse(&text).problems[0];
        assert_eq!(problem.at, [58..61, 52..55].map(|range| Span { part: Part::Payload, range }));
        let facts = Duplicate::Name { name: "a".into(), first: (1, 53), inner: false };
        assert_eq!(problem.facts, Facts::Duplicate(facts));
        check(
            &token(r#"{"alg":"none","alg":"HS256"}"#, b"{}"),
            &[("duplicate-name", Error, "header, line 1, column 15")],
        );
        let many = format!("{{{}\"a\":0}}", "\"a\":0,".repeat(100_000));
        assert_eq!(parse(token(HS256, many.as_bytes())).problems.len(), 17);
    }

    #[test]
    fn a_payload_may_be_anything_unless_the_type_says_jwt() {
        let both = |payload: &[u8], code: &'static str, column: usize| {
            let place = format!("payload, line 1, column {column}");
            check(&token(HS256, payload), &[(code, Note, place.as_str())]);
            check(&token(JWT, payload), &[(code, Error, place.as_str())]);
        };
        // RFC 7520 §4 signs a sentence.
        both("It\u{2019}s a dangerous business, Frodo, going out your door.".as_bytes(), "payload-not-json", 1);
        both(br#"["a"]"#, "payload-not-object", 1);
        both(br#""text""#, "payload-not-object", 1);
        both(b"42", "payload-not-object", 1);
        both(b"ab\xff", "payload-not-utf8", 3);
        check(&token(HS256, b""), &[("payload-empty", Note, "payload, line 1, column 1")]);
        check(&token(JWT, b"{\"a\":1,\n \"b\" 2}"), &[("json-missing-colon", Error, "payload, line 2, column 6")]);
        check(&token(HS256, RFC7515_A1.as_bytes()), &[("payload-nested", Note, "payload, line 1, column 1")]);
        // What was encoded once more than it should be; a text that is base64 of something else is a text.
        let twice = |payload: &str| {
            let place = [("payload-encoded", Severity::Warning, "payload, line 1, column 1")];
            check(&token(HS256, payload.as_bytes()), &place);
            check(&token(JWT, payload.as_bytes()), &[(place[0].0, Error, place[0].2)]);
        };
        twice("eyJzdWIiOiJhbGljZSJ9");
        twice("ewogICJzdWIiOiAiYWxpY2UiCn0=");
        twice(r#""{\"sub\":\"alice\"}""#);
        both(b"eyJzdWIiOiJhbGljZSJ", "payload-not-json", 1);
        both(b"ZWxlcGhhbnQ", "payload-not-json", 1);
        both(br#""{sub}""#, "payload-not-object", 1);
        check(&token(HS256, br#"{"a":"\ud800"}"#), &[("json-lone-surrogate", Note, "payload, line 1, column 7")]);
    }

    #[test]
    fn an_unencoded_payload_is_taken_as_it_is() {
        // RFC 7797 §4.2: the payload is "$.02".
        let header = base64url::encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
        let text = format!("{header}.$.02.A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY");
        let token = check(
            &text,
            &[
                ("b64-dot-in-payload", Error, "byte 59 of the token"),
                ("payload-not-json", Note, "payload, line 1, column 1"),
            ],
        );
        assert_eq!(token.payload.as_ref().map(|payload| payload.text.as_str()), Some("$.02"));
        assert_eq!(token.signing_input(), Some(format!("{header}.$.02").as_bytes()));
        let token = check(&format!("{header}.a b+c.AA"), &[("payload-not-json", Note, "payload, line 1, column 1")]);
        assert!(token.segments.iter().all(|segment| segment.canonical));
        let place = "payload, line 1, column 1";
        check(&format!("{header}.eyJzdWIiOiJhbGljZSJ9.AA"), &[("payload-encoded", Severity::Warning, place)]);
        let silent = base64url::encode(br#"{"alg":"HS256","b64":false}"#);
        check(&format!("{silent}.{{}}.AA"), &[("b64-not-critical", Error, "header, line 1, column 22")]);
    }

    #[test]
    fn an_empty_signature_is_worth_a_note_unless_alg_is_none() {
        // RFC 7519 §6.1.
        check("eyJhbGciOiJub25lIn0.e30.", &[]);
        check("eyJhbGciOiJIUzI1NiJ9.e30.", &[("signature-empty", Note, "byte 26 of the token")]);
    }

    #[test]
    fn a_text_of_dots_has_few_segments_and_its_true_count() {
        let text = ".".repeat(1_000_000);
        let parsed = parse(&text);
        assert_eq!(parsed.token.expect("there is text").segments.len(), MAX_SEGMENTS);
        assert!(parsed.problems.iter().any(|problem| problem.facts == Facts::Format(Format::ManySegments(1_000_001))));
    }

    #[test]
    fn a_payload_keeps_its_bytes_and_shares_them_with_its_text_where_both_are_the_same() {
        for (payload, text, shares) in [
            (&b"{\"a\":\"\xc3\xa9\"}"[..], "{\"a\":\"é\"}", true),
            (b"{\0}\0", "{}", false),
            (b"\xff{}", "\u{fffd}{}", false),
        ] {
            let token = parse(token(HS256, payload)).token.expect("a token");
            let (segment, document) = (&token.segments[1], token.payload.as_ref().expect("a payload"));
            assert_eq!((&*segment.bytes, document.text.as_str()), (payload, text));
            assert_eq!(core::ptr::eq(&*segment.bytes, document.text.as_bytes()), shares, "{text}");
            assert_eq!(segment.holds(&document.text), shares, "{text}");
        }
    }
}
