//! From decoded bytes to a document: UTF-8, JSON, and what a header and a payload must hold.
//!
//! A header is a JSON object in UTF-8 with unique names (RFC 7515 §4, §5.2). A payload may be anything at all (RFC 7515 §3),
//! unless `typ` says that it is a JWT: then it is a JSON object in UTF-8, too (RFC 7519 §7.2).

use crate::base::diagnostic::{
    Again, Compression, Duplicate as Repeated, Facts, Header as HeaderFault, Octet, Payload as PayloadFault,
};
use crate::base::text::{Bytes, Text};
use crate::format::base64::Alphabet;
use crate::format::deflate;
use crate::format::json::{self, Duplicate, Node, Reading, Value};
use crate::jose::{Diagnostic, Document, Form, Parsed, Part, Role, Segment, Severity, Span, Token, header};
use core::ops::Range;

/// How many duplicate names are reported one by one.
const MAX_DUPLICATES: usize = 16;
/// How many JSON faults are reported one by one: later ones are mostly consequences of earlier ones.
const MAX_FAULTS: usize = 6;
/// How many bytes the replacement character is long that stands in the place of a byte that is not UTF-8.
const REPLACED: usize = '\u{fffd}'.len_utf8();

/// Reads the header and says everything that is wrong with it.
pub(super) fn read_header(segment: &Segment) -> (Document, Vec<Diagnostic>) {
    let (text, encoding) = decode_text(&segment.bytes);
    let reading = json::read(&text);
    let damaged = encoding.is_some() || !segment.canonical;
    let mut faults = Faults { part: Part::Header, text: &text, damaged, problems: vec![] };
    match encoding {
        Some(Encoding::Utf16) => faults.add(Severity::Error, 0..0, HeaderFault::Utf16),
        Some(Encoding::Byte(at, value)) => {
            let byte = Octet { position: at + 1, value };
            faults.add(Severity::Error, at..at + REPLACED, HeaderFault::NotUtf8(byte));
        }
        None => {}
    }
    if segment.encoded.is_empty() {
        faults.add(Severity::Error, 0..0, HeaderFault::Empty);
    } else if !segment.bytes.is_empty() && (encoding.is_none() || reading.node.is_some()) {
        faults.json(&reading, Severity::Error);
    }
    let object = reading.node.as_ref().filter(|node| node.is_object());
    match (&reading.node, object) {
        (Some(node), None) if reading.well_formed() => {
            faults.add(Severity::Error, node.span.clone(), HeaderFault::NotObject(header::kind(node)));
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
pub(super) fn read_payload(segment: &Segment, header: &Document) -> (Document, Vec<Diagnostic>) {
    let parameter = |name: &str| header.json.as_ref().and_then(|node| node.get(name)).and_then(Node::as_str);
    let unpacked = unpack(segment, header);
    let inflated = unpacked.as_ref().and_then(|unpacked| unpacked.as_ref().ok());
    let (text, encoding) = decode_text(inflated.map_or(&segment.bytes, |(content, _)| content));
    let is_jwt = parameter("typ").is_some_and(header::is_jwt);
    let mut reading = json::read(&text);
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    let begins = trimmed.starts_with(['{', '[']);
    // Bytes that are no text at all may begin with a brace by chance, and hardly with the quote of a name behind it.
    let begins_object = || trimmed.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'));
    let is_claims = is_jwt || encoding.is_some() && (begins_object() || reading.well_formed());
    let severity = if is_jwt { Severity::Error } else { Severity::Note };
    let damaged = encoding.is_some() || !segment.canonical;
    // A JWS may hold any text; yet nobody means to sign one that holds claims in another form.
    let wrong = if is_jwt { Severity::Error } else { Severity::Warning };
    let mut faults = Faults { part: Part::Payload, text: &text, damaged, problems: vec![] };
    // What was decrypted is inflated already.
    let compressed = segment.role == Role::Payload && parameter("zip").is_some() && inflated.is_none();
    match &unpacked {
        Some(Ok((_, how))) => faults.add(Severity::Note, 0..text.len(), PayloadFault::Compressed(*how)),
        Some(Err(deflate::Fault::TooLong)) => faults.add(Severity::Error, 0..0, PayloadFault::TooLong(deflate::MOST)),
        Some(Err(deflate::Fault::Broken)) | None => {}
    }
    let of_bytes = if is_claims { Severity::Error } else { severity };
    match encoding {
        // It begins like an object or an array.
        Some(Encoding::Utf16) => faults.add(of_bytes, 0..0, PayloadFault::Utf16 { compressed }),
        Some(Encoding::Byte(at, value)) => {
            let byte = Octet { position: at + 1, value };
            let fault = PayloadFault::NotUtf8 { byte, compressed, claims: is_claims };
            faults.add(of_bytes, at..at + REPLACED, fault);
        }
        None => {}
    }
    if segment.bytes.is_empty() && (segment.encoded.is_empty() || segment.role == Role::Ciphertext) {
        faults.add(Severity::Note, 0..0, PayloadFault::Empty);
        reading.node = None;
    } else if begins || reading.well_formed() || reading.is_printed() {
        // Bytes that are no text at all may begin with a bracket by chance, and any text may be the content of a JWS.
        let other = matches!(encoding, Some(Encoding::Byte(..))) || !begins;
        faults.json(&reading, if other { severity } else { Severity::Error });
        if let Some(node) = reading.node.as_ref().filter(|node| !node.is_object()) {
            let in_text = node.as_str().is_some_and(is_object);
            let fault =
                if in_text { PayloadFault::Encoded(Again::Text) } else { PayloadFault::NotObject(header::kind(node)) };
            faults.add(if in_text { wrong } else { severity }, node.span.clone(), fault);
        }
    } else {
        reading.node = None;
        let end = text.len();
        if parameter("cty").is_some_and(header::is_jwt) || looks_like_token(&text) {
            faults.add(Severity::Note, 0..end, PayloadFault::Nested);
        } else if is_encoded_object(&text) {
            let again = if header.is_unencoded() { Again::Unencoded } else { Again::Base64 };
            faults.add(wrong, 0..end, PayloadFault::Encoded(again));
        } else if !damaged {
            faults.add(severity, 0..end, PayloadFault::NotJson);
        }
    }
    let problems = faults.problems;
    (document(text, encoding.is_none(), reading), problems)
}

impl Parsed {
    /// The token with its content, once that is decrypted, and with what is wrong with the content.
    pub fn opened(&self, plaintext: &[u8]) -> Parsed {
        let mut parsed = self.clone();
        let Some(token) = &mut parsed.token else { return parsed };
        let bytes = plaintext.to_vec().into();
        // The encrypted text is the place of all of it, and of no letter of it.
        let encoded = 0..token.text.len();
        let segment = Segment { role: Role::Ciphertext, encoded, bytes, canonical: true };
        let (payload, problems) = read_payload(&segment, &token.header);
        token.payload = Some(payload);
        parsed.problems.extend(problems);
        parsed
    }
}

impl Token {
    /// How the payload of a signed token is compressed, where it is: then [`Token::payload`] has what it inflates to.
    pub fn compression(&self) -> Option<Compression> {
        let payload = self.segments.get(1).filter(|segment| segment.role == Role::Payload)?;
        unpack(payload, &self.header)?.ok().map(|(_, how)| how)
    }

    /// Whether there is content that nobody decrypted yet.
    pub fn is_sealed(&self) -> bool {
        self.form == Form::Jwe && self.payload.is_none()
    }
}

/// What the payload of a signed token inflates to, and how it was compressed, where the header has `zip`. That is defined for
/// encrypted tokens alone (RFC 7516 §4.1.3); SMART Health Cards and JJWT compress signed ones all the same.
fn unpack(segment: &Segment, header: &Document) -> Option<Result<(Bytes, Compression), deflate::Fault>> {
    let zip = header.json.as_ref().and_then(|node| node.get("zip")).and_then(Node::as_str);
    if segment.role != Role::Payload || zip.is_none() || segment.bytes.is_empty() || header.is_unencoded() {
        return None;
    }
    let inflated = deflate::inflate(&segment.bytes, deflate::MOST);
    // What was signed is no secret, so it is taken out of what would be overwritten.
    Some(inflated.map(|(mut content, how)| (core::mem::take(&mut content.0).into(), how)))
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

/// Whether a text is base64 of a JSON object. All that begin with a brace begin with this letter then.
fn is_encoded_object(text: &str) -> bool {
    let is_object = |alphabet: Alphabet| {
        alphabet.decode(text).is_ok_and(|decoded| String::from_utf8(decoded.bytes).is_ok_and(|json| is_object(&json)))
    };
    text.starts_with('e') && [Alphabet::UrlSafe, Alphabet::Standard].into_iter().any(is_object)
}

/// Whether a text is a JSON object.
fn is_object(text: &str) -> bool {
    let reading = json::read(text);
    reading.well_formed() && reading.node.is_some_and(|node| node.is_object())
}

/// Collects the problems of one document.
struct Faults<'a> {
    part: Part,
    text: &'a str,
    /// Whether the bytes themselves are damaged, so that faults of the text made of them say little.
    damaged: bool,
    problems: Vec<Diagnostic>,
}

impl Faults<'_> {
    fn add(&mut self, severity: Severity, at: Range<usize>, facts: impl Into<Facts>) {
        let at = vec![Span { part: self.part, range: at }];
        self.problems.push(Diagnostic { severity, at, facts: facts.into(), remedy: None });
    }

    /// The faults of a text that is meant to be JSON, and its duplicate names; `severity` is that of a syntax fault.
    fn json(&mut self, reading: &Reading, severity: Severity) {
        let shown = if self.damaged { 1 } else { MAX_FAULTS };
        for (index, fault) in reading.faults.iter().enumerate().take(shown) {
            let severity = if fault.is_syntax() { severity } else { Severity::Note };
            let more_follow = index + 1 == shown && reading.faults.len() > shown;
            self.add(severity, fault.at.clone(), Facts::Json { fault: fault.facts.clone(), more_follow });
        }
        let top = reading.node.as_ref().map(Node::members).unwrap_or_default();
        for Duplicate { name, again, first } in reading.duplicates.iter().take(MAX_DUPLICATES) {
            let inner = top.binary_search_by_key(&again.start, |member| member.name_span.start).is_err();
            let place = json::line_column(self.text, first.start);
            let fault = Repeated::Name { name: shorten(name), first: place, inner };
            self.add(Severity::Error, again.clone(), fault);
            if let Some(problem) = self.problems.last_mut() {
                problem.at.push(Span { part: self.part, range: first.clone() });
            }
        }
        if let Some(next) = reading.duplicates.get(MAX_DUPLICATES) {
            let more = reading.duplicates.len() - MAX_DUPLICATES;
            self.add(Severity::Error, next.again.clone(), Repeated::More(more));
        }
    }

    /// `alg` must be there and be a string that is not empty.
    fn alg(&mut self, object: &Node, whole: bool) {
        match object.get("alg") {
            None if !whole => {}
            None => self.add(Severity::Error, object.span.clone(), HeaderFault::AlgMissing),
            Some(node) => match node.as_str() {
                None => self.add(Severity::Error, node.span.clone(), HeaderFault::AlgNotAString(header::kind(node))),
                Some("") => self.add(Severity::Error, node.span.clone(), HeaderFault::AlgEmpty),
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
            self.add(Severity::Error, b64.span.clone(), HeaderFault::B64NotCritical);
        }
    }
}

/// A name, where it is long, cut to its start.
fn shorten(name: &str) -> String {
    match name.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::parse;
    use crate::jose::testing::token;

    const ZIP: &str = r#"{"alg":"HS256","zip":"DEF"}"#;

    fn codes(header: &str, payload: &[u8]) -> Vec<(&'static str, Severity)> {
        let problems = parse(token(header, payload)).problems;
        problems.iter().map(|problem| (problem.code().name(), problem.severity)).collect()
    }

    #[test]
    fn a_compressed_payload_is_read_decompressed() {
        let payload = br#"{"sub":"alice","sub":"bob"}"#;
        let expected = [("payload-compressed", Severity::Note), ("duplicate-name", Severity::Error)];
        for compressed in [deflate::deflate(payload), deflate::zlib(payload)] {
            assert_eq!(codes(ZIP, &compressed), expected);
            let read = parse(token(ZIP, &compressed)).token.expect("a token");
            assert_eq!(read.payload.as_ref().expect("a payload").text.as_bytes(), payload);
            // Its bytes stay those that were signed.
            assert_eq!(&*read.segments[1].bytes, &*compressed);
        }
        // The parameter alone is not enough, and neither are the bytes.
        assert_eq!(codes(ZIP, payload), [("duplicate-name", Severity::Error)]);
        assert_eq!(codes(r#"{"alg":"HS256"}"#, &deflate::deflate(payload)), [("payload-not-utf8", Severity::Note)]);
    }

    #[test]
    fn a_payload_that_would_be_too_long_is_not_decompressed() {
        let found = codes(ZIP, &deflate::deflate(&[b' '; deflate::MOST + 1]));
        assert_eq!(found.first(), Some(&("payload-too-long", Severity::Error)), "{found:?}");
        assert_eq!(
            codes(ZIP, &deflate::deflate(&[b' '; deflate::MOST])).first().map(|one| one.0),
            Some("payload-compressed")
        );
    }
}
