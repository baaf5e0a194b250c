//! From decoded bytes to a document: UTF-8, JSON, and what a header and a payload must hold.
//!
//! A header is a JSON object in UTF-8 with unique names (RFC 7515 §4, §5.2). A payload may be anything at all (RFC 7515 §3),
//! unless `typ` says that it is a JWT: then it is a JSON object in UTF-8, too (RFC 7519 §7.2).

use super::json::{self, Duplicate, Node, Reading, Value};
use super::{Bytes, Document, Grade, Part, Problem, Segment, Span, Text, header};
use crate::spec::Spec;
use core::ops::Range;

/// How many duplicate names are reported one by one.
const MAX_DUPLICATES: usize = 16;
/// How many JSON faults are reported one by one: later ones are mostly consequences of earlier ones.
const MAX_FAULTS: usize = 6;

/// Reads the header and says everything that is wrong with it.
pub(super) fn read_header(segment: &Segment) -> (Document, Vec<Problem>) {
    let (text, encoding) = decode_text(&segment.bytes);
    let reading = json::read(&text);
    let damaged = encoding.is_some() || !segment.canonical;
    let mut faults = Faults { part: Part::Header, text: &text, damaged, problems: vec![] };
    if let Some(encoding) = &encoding {
        faults.not_utf8(encoding, Grade::Broken, "encode the header text as UTF-8", Spec::Rfc(7515, "5.2"));
    }
    if segment.encoded.is_empty() {
        let hint = "a token begins with its header, such as {\"alg\":\"HS256\"} in base64url";
        faults.add("header-empty", 0..0, "the header is empty", hint, Spec::Rfc(7515, "4"));
    } else if !segment.bytes.is_empty() && (encoding.is_none() || reading.node.is_some()) {
        faults.json(&reading, Spec::Rfc(7515, "4"), Grade::Broken);
    }
    let object = reading.node.as_ref().filter(|node| matches!(node.value, Value::Object(_)));
    match (&reading.node, object) {
        (Some(node), None) if reading.well_formed() => {
            let message = format!("the header is {}; it must be an object", header::kind(node));
            let hint = "put the parameters into braces: {\"alg\":\"HS256\"}";
            faults.add("header-not-object", node.span.clone(), &message, hint, Spec::Rfc(7515, "4"));
        }
        (_, Some(object)) => {
            faults.alg(object, reading.well_formed());
            faults.b64(object);
        }
        _ => {}
    }
    let problems = faults.problems;
    (document(text, encoding.is_none(), reading), problems)
}

/// Reads the payload and says what is wrong with it, or what is worth knowing, given what the header says it is.
pub(super) fn read_payload(segment: &Segment, header: &Document) -> (Document, Vec<Problem>) {
    let (text, encoding) = decode_text(&segment.bytes);
    let parameter = |name: &str| header.json.as_ref().and_then(|node| node.get(name)).and_then(Node::as_str);
    let is_jwt = parameter("typ").is_some_and(header::is_jwt);
    let mut reading = json::read(&text);
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    // Bytes that are no text at all may begin with a brace by chance, and hardly with the quote of a name behind it.
    let is_object = || trimmed.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'));
    let is_claims = is_jwt || encoding.is_some() && (is_object() || reading.well_formed());
    let grade = if is_jwt { Grade::Broken } else { Grade::Note };
    let damaged = encoding.is_some() || !segment.canonical;
    let mut faults = Faults { part: Part::Payload, text: &text, damaged, problems: vec![] };
    if let Some(encoding) = &encoding {
        let hint = if parameter("zip").is_some() {
            "the header has `zip`, so this is probably compressed; `zip` is defined for encrypted tokens only"
        } else if is_claims {
            "JSON is UTF-8 (RFC 8259 §8.1), and so are the claims of a JWT: encode the text as UTF-8 before base64url"
        } else {
            "a JWS may carry any bytes; only a JWT must carry JSON in UTF-8"
        };
        let grade = if is_claims { Grade::Broken } else { grade };
        faults.not_utf8(encoding, grade, hint, Spec::Rfc(7519, "7.2"));
    }
    if segment.encoded.is_empty() {
        let hint = "either the content is sent apart from the token (RFC 7515 appendix F), or it was lost";
        faults.add_graded(Grade::Note, "payload-empty", 0..0, "the payload is empty", hint, Spec::Rfc(7515, "F"));
        reading.node = None;
    } else if trimmed.starts_with(['{', '[']) || reading.well_formed() {
        // Bytes that are no text at all may begin with a bracket by chance.
        let binary = matches!(encoding, Some(Encoding::Byte(..)));
        faults.json(&reading, Spec::Rfc(7519, "4"), if binary { grade } else { Grade::Broken });
        if let Some(node) = reading.node.as_ref().filter(|node| !matches!(node.value, Value::Object(_))) {
            let message = format!("the payload is {}; the claims of a JWT are an object", header::kind(node));
            let hint = "a JWS may carry any content; a JWT must carry a JSON object such as {\"sub\":\"alice\"}";
            faults.add_graded(grade, "payload-not-object", node.span.clone(), &message, hint, Spec::Rfc(7519, "7.2"));
        }
    } else {
        reading.node = None;
        let end = text.len();
        if parameter("cty").is_some_and(header::is_jwt) || looks_like_token(&text) {
            let hint = "paste the payload by itself to read the token inside";
            let message = "the payload is a token itself (a nested JWT)";
            faults.add_graded(Grade::Note, "payload-nested", 0..end, message, hint, Spec::Rfc(7519, "5.2"));
        } else if !damaged {
            let hint = "a JWS may carry anything; a JWT must carry a JSON object";
            faults.add_graded(
                grade,
                "payload-not-json",
                0..end,
                "the payload is not JSON",
                hint,
                Spec::Rfc(7519, "7.2"),
            );
        }
    }
    let problems = faults.problems;
    (document(text, encoding.is_none(), reading), problems)
}

fn document(text: Text, utf8: bool, reading: Reading) -> Document {
    Document { well_formed: utf8 && reading.well_formed(), json: reading.node, text, utf8 }
}

/// Why bytes are not UTF-8.
enum Encoding {
    /// They are UTF-16, and were read as that.
    Utf16,
    /// The first byte that does not fit, and its offset, which is the same in the text made of it.
    Byte(usize, u8),
}

/// The bytes as text, with what is wrong with them. UTF-16 is recognised by its mark, or by the bracket that JSON objects
/// and arrays begin with.
fn decode_text(bytes: &Bytes) -> (Text, Option<Encoding>) {
    let big_endian = match &**bytes {
        [0xfe, 0xff, ..] | [0, b'{' | b'[', 0, ..] if bytes.len().is_multiple_of(2) => Some(true),
        [0xff, 0xfe, ..] | [b'{' | b'[', 0, _, 0, ..] if bytes.len().is_multiple_of(2) => Some(false),
        _ => None,
    };
    if let Some(big_endian) = big_endian {
        let unit = |pair: &[u8]| match *pair {
            [a, b] if big_endian => u16::from_be_bytes([a, b]),
            [a, b] => u16::from_le_bytes([a, b]),
            _ => 0xfffd,
        };
        let units: Vec<u16> = bytes.chunks(2).map(unit).skip_while(|unit| *unit == 0xfeff).collect();
        return (String::from_utf16_lossy(&units).into(), Some(Encoding::Utf16));
    }
    match bytes {
        Bytes::Text(text) => (text.clone(), None),
        Bytes::Other(bytes) => {
            let at = core::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            let byte = bytes.get(at).copied().unwrap_or_default();
            (String::from_utf8_lossy(bytes).into_owned().into(), Some(Encoding::Byte(at, byte)))
        }
    }
}

/// Whether a payload is a compact token: a header that begins with `{"` and the right number of dots.
fn looks_like_token(text: &str) -> bool {
    let dots = text.bytes().filter(|b| *b == b'.').count();
    text.starts_with("eyJ") && (dots == 2 || dots == 4)
}

/// Collects the problems of one document.
struct Faults<'a> {
    part: Part,
    text: &'a str,
    /// Whether the bytes themselves are damaged, so that faults of the text made of them say little.
    damaged: bool,
    problems: Vec<Problem>,
}

impl Faults<'_> {
    fn add(&mut self, code: &'static str, at: Range<usize>, message: &str, hint: &str, spec: Spec) {
        self.add_graded(Grade::Broken, code, at, message, hint, spec);
    }

    fn add_graded(
        &mut self,
        grade: Grade,
        code: &'static str,
        at: Range<usize>,
        message: &str,
        hint: &str,
        spec: Spec,
    ) {
        self.problems.push(Problem {
            code,
            grade,
            line_column: Some(json::line_column(self.text, at.start)),
            at: Span { part: self.part, range: at },
            related: vec![],
            message: message.to_string(),
            hint: Some(hint.to_string()),
            spec: Some(spec),
        });
    }

    fn name(&self) -> &'static str {
        if self.part == Part::Header { "header" } else { "payload" }
    }

    fn not_utf8(&mut self, encoding: &Encoding, grade: Grade, hint: &str, spec: Spec) {
        let code = if self.part == Part::Header { "header-not-utf8" } else { "payload-not-utf8" };
        let name = self.name();
        match encoding {
            Encoding::Utf16 => {
                let message = format!("the {name} is encoded as UTF-16; it must be UTF-8");
                self.add_graded(grade, code, 0..0, &message, hint, spec);
            }
            Encoding::Byte(at, byte) => {
                let message = format!("byte {} of the decoded {name}, 0x{byte:02X}, is not UTF-8", at + 1);
                // The replacement character that stands in its place is three bytes long.
                self.add_graded(grade, code, *at..at + 3, &message, hint, spec);
            }
        }
    }

    /// The faults of a text that is meant to be JSON, and its duplicate names; `unique` is the rule against those at the top,
    /// `grade` that of a syntax fault.
    fn json(&mut self, reading: &Reading, unique: Spec, grade: Grade) {
        let shown = if self.damaged { 1 } else { MAX_FAULTS };
        for (index, fault) in reading.faults.iter().enumerate().take(shown) {
            let grade = if fault.is_syntax() { grade } else { Grade::Note };
            let mut message = match fault.code {
                "json-not-json" => format!("the {} is not JSON", self.name()),
                _ => fault.message.clone(),
            };
            if index + 1 == shown && reading.faults.len() > shown {
                message.push_str("; more faults follow");
            }
            let hint = fault.hint.as_deref().unwrap_or_default();
            self.add_graded(grade, fault.code, fault.at.clone(), &message, hint, json_rule(fault.code));
        }
        let top = reading.node.as_ref().map(Node::members).unwrap_or_default();
        for Duplicate { name, again, first } in reading.duplicates.iter().take(MAX_DUPLICATES) {
            let at_top = top.binary_search_by_key(&again.start, |member| member.name_span.start).is_ok();
            let (line, column) = json::line_column(self.text, first.start);
            let message = format!(
                "the name `{}` stands here again; it stood first at line {line}, column {column}",
                shorten(name)
            );
            let hint =
                "keep one of them: some readers take the first value, most the last, strict ones refuse the token";
            self.add(
                "duplicate-name",
                again.clone(),
                &message,
                hint,
                if at_top { unique } else { Spec::Rfc(8259, "4") },
            );
            if let Some(problem) = self.problems.last_mut() {
                problem.related = vec![Span { part: self.part, range: first.clone() }];
            }
        }
        if let Some(next) = reading.duplicates.get(MAX_DUPLICATES) {
            let message = format!("and {} more names stand here again", reading.duplicates.len() - MAX_DUPLICATES);
            self.add("duplicate-name", next.again.clone(), &message, "keep one of each", unique);
        }
    }

    /// `alg` must be there and be a string that is not empty.
    fn alg(&mut self, object: &Node, whole: bool) {
        let spec = Spec::Rfc(7515, "4.1.1");
        let hint = "the header must name the algorithm, such as \"alg\":\"RS256\"";
        match object.get("alg") {
            None if !whole => {}
            None => self.add("alg-missing", object.span.clone(), "the header has no `alg`", hint, spec),
            Some(node) => match node.as_str() {
                None => {
                    let message = format!("`alg` is {}; it must be a string", header::kind(node));
                    self.add("alg-not-a-string", node.span.clone(), &message, hint, spec);
                }
                Some("") => self.add("alg-empty", node.span.clone(), "`alg` is an empty string", hint, spec),
                Some(_) => {}
            },
        }
    }

    /// A payload that is not base64url must be announced as critical, or readers that do not know `b64` misread it.
    fn b64(&mut self, object: &Node) {
        let Some(b64) = object.get("b64").filter(|node| node.value == Value::Bool(false)) else { return };
        let critical = match object.get("crit").map(|node| &node.value) {
            Some(Value::Array(names)) => names.iter().any(|name| name.as_str() == Some("b64")),
            _ => false,
        };
        if !critical {
            let message = "`b64` is false, but `crit` does not name it";
            self.add("b64-not-critical", b64.span.clone(), message, "add \"crit\":[\"b64\"]", Spec::Rfc(7797, "6"));
        }
    }
}

/// The section of RFC 8259 that a fault of the JSON reader breaks.
fn json_rule(code: &str) -> Spec {
    let section = match code {
        "json-number" => "6",
        "json-control-character" | "json-bad-escape" | "json-unterminated-string" | "json-single-quotes" => "7",
        "json-bom" => "8.1",
        "json-lone-surrogate" => "8.2",
        "json-too-deep" => "9",
        "json-not-a-value" => "3",
        "json-unquoted-name" | "json-missing-colon" | "json-missing-name" | "json-missing-member" => "4",
        _ => "2",
    };
    Spec::Rfc(8259, section)
}

/// A name, where it is long, cut to its start.
fn shorten(name: &str) -> String {
    match name.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_string(),
    }
}
