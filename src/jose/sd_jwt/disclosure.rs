//! One disclosure: decoded, read as the array that it is, and compared with the others.

use super::{Disclosure, SdJwt, State, problem};
use crate::base::diagnostic::sd_jwt::Disclosure as Fault;
use crate::base::shown;
use crate::base::text::{Bytes, Text};
use crate::crypto::Hash;
use crate::format::json::{self, Node, Value};
use crate::format::{base64url, json::JsonFault};
use crate::jose::{Diagnostic, Document, Severity, header};
use core::ops::Range;
use std::collections::BTreeMap;

/// 128 bits in base64url, the least that RFC 9901 §9.3 recommends for a salt.
const SALT: usize = 22;
/// Longer names are cut in what is said of them.
const NAME: usize = 60;

/// Reads what stands at `at`, and says what is wrong with it.
pub(super) fn read(text: &Text, at: Range<usize>, hash: Option<Hash>) -> (Disclosure, Vec<Diagnostic>) {
    let encoded = text.get(at.clone()).unwrap_or_default();
    let decoded = base64url::decode(encoded);
    let bytes = Bytes::from(decoded.bytes);
    let utf8 = matches!(bytes, Bytes::Text(_));
    let text = match bytes {
        Bytes::Text(text) => text,
        Bytes::Other(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
    };
    let reading = json::read(&text);
    let well_formed = utf8 && reading.well_formed();
    let error = |facts| problem(Severity::Error, at.clone(), facts);
    let mut problems = vec![];
    let canonical = decoded.faults.is_empty();
    for fault in decoded.faults {
        let range = at.start + fault.at.start..at.start + fault.at.end;
        problems.push(problem(Severity::Error, range, Fault::Encoding(fault.facts)));
    }
    if encoded.is_empty() {
        problems.push(error(Fault::Empty));
    } else if !utf8 {
        problems.push(error(Fault::NotUtf8));
    } else if let Some(fault) = reading.faults.into_iter().find(JsonFault::is_syntax) {
        problems.push(error(Fault::NotJson(fault.facts)));
    } else if let Some(node) = &reading.node {
        problems.extend(shape(node).map(error));
        problems.extend(reading.duplicates.first().map(|twice| error(Fault::Repeats(name_shown(&twice.name)))));
    }
    let digest = hash.map_or_else(String::new, |hash| base64url::encode(&hash.digest(encoded.as_bytes())));
    let state = if canonical && problems.is_empty() { State::Unreferenced } else { State::Malformed };
    let document = Document { text, utf8, json: reading.node, well_formed };
    (Disclosure { at, document, digest, state, answers: None, place: None }, problems)
}

/// What is wrong with the array (RFC 9901 §4.2.1, §4.2.2).
fn shape(node: &Node) -> Option<Fault> {
    let Value::Array(elements) = &node.value else { return Some(Fault::NotArray(header::kind(node))) };
    match elements.as_slice() {
        [salt, ..] if elements.len() < 4 && elements.len() > 1 && salt.as_str().is_none() => {
            Some(Fault::Salt(header::kind(salt)))
        }
        [_, _] => None,
        [_, name, _] if name.as_str().is_none() => Some(Fault::Name(header::kind(name))),
        [_, _, _] => None,
        _ => Some(Fault::Elements(elements.len())),
    }
}

/// A claim name, fit for a sentence.
pub(super) fn name_shown(name: &str) -> String {
    shown(name, NAME)
}

/// What shows only beside the others: a disclosure that was sent twice, and salts that are short or not new.
pub(super) fn compare(sd_jwt: &mut SdJwt) {
    let mut texts = BTreeMap::new();
    let mut salts = BTreeMap::new();
    for (index, disclosure) in sd_jwt.disclosures.iter_mut().enumerate() {
        let text = sd_jwt.text.slice(disclosure.at.clone());
        let before = |first: &Range<usize>, severity, fault: Fault| {
            let mut repeated = problem(severity, disclosure.at.clone(), fault);
            repeated.at.extend(problem(severity, first.clone(), Fault::Repeated).at);
            repeated
        };
        if text.is_empty() {
            continue;
        }
        if let Some(first) = texts.get(text.as_str()) {
            sd_jwt.problems.push(before(first, Severity::Error, Fault::Repeated));
            disclosure.state = State::Duplicate;
            continue;
        }
        texts.insert(text.as_str().to_owned(), disclosure.at.clone());
        let Some(salt) = disclosure.salt().map(str::to_owned) else { continue };
        let length = salt.chars().count();
        if let Some((_, first)) = salts.get(&salt) {
            sd_jwt.problems.push(before(first, Severity::Warning, Fault::SaltRepeated));
        } else if length < SALT {
            sd_jwt.problems.push(problem(Severity::Note, disclosure.at.clone(), Fault::SaltShort(length)));
        }
        salts.entry(salt).or_insert((index, disclosure.at.clone()));
    }
}

impl Disclosure {
    /// The array.
    fn elements(&self) -> &[Node] {
        match self.document.json.as_ref().map(|node| &node.value) {
            Some(Value::Array(elements)) if self.document.well_formed && (2..=3).contains(&elements.len()) => elements,
            _ => &[],
        }
    }

    /// The salt, if there is one.
    pub fn salt(&self) -> Option<&str> {
        self.elements().first()?.as_str()
    }

    /// The name of the claim; `None` for an element of an array.
    pub fn name(&self) -> Option<&str> {
        self.name_node()?.as_str()
    }

    pub(super) fn name_node(&self) -> Option<&Node> {
        match self.elements() {
            [_, name, _] => Some(name),
            _ => None,
        }
    }

    /// The value.
    pub fn value(&self) -> Option<&Node> {
        self.elements().last()
    }

    /// The text of the value, as it was sent.
    pub fn value_text(&self) -> Option<&str> {
        self.document.text.get(self.value()?.span.clone())
    }

    /// Whether it is an array as RFC 9901 §4.2 asks for.
    pub(super) fn is_whole(&self) -> bool {
        self.document.json.as_ref().is_some_and(|node| shape(node).is_none()) && !self.elements().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, digest, disclosure};
    use super::*;

    const SALTED: &str = r#"["0123456789012345678901","city","Köln"]"#;

    /// What is wrong with a disclosure of this JSON that the payload refers to.
    #[track_caller]
    fn refers(json: &str, codes: &[&str]) {
        let one = disclosure(json);
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&one));
        let sd_jwt = check(&payload, &[&one], codes, "{}");
        assert_eq!(sd_jwt.disclosures.first().map(|one| one.state), Some(State::Malformed));
    }

    #[test]
    fn a_disclosure_is_an_array_of_salt_name_and_value() {
        let one = disclosure(SALTED);
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&one));
        let sd_jwt = check(&payload, &[&one], &[], r#"{"city":"Köln"}"#);
        let read = sd_jwt.disclosures.first().expect("one");
        assert_eq!((read.salt(), read.name()), (Some("0123456789012345678901"), Some("city")));
        assert_eq!((read.value_text(), read.state), (Some("\"Köln\""), State::Disclosed));
    }

    #[test]
    fn what_is_not_such_an_array_is_told_by_what_it_is() {
        refers("{}", &["disclosure-not-array"]);
        refers("\"a\"", &["disclosure-not-array"]);
        refers("[]", &["disclosure-not-array"]);
        refers(r#"["0123456789012345678901"]"#, &["disclosure-not-array"]);
        refers(r#"["0123456789012345678901","a",1,2]"#, &["disclosure-not-array"]);
        refers(r#"[1,"a",1]"#, &["disclosure-salt"]);
        refers(r#"["0123456789012345678901",7,1]"#, &["disclosure-name"]);
        refers(r#"["0123456789012345678901","a",1"#, &["disclosure-not-json"]);
        refers("hello", &["disclosure-not-json"]);
    }

    #[test]
    fn bytes_and_letters_that_are_none_are_located() {
        let binary = base64url::encode(b"[\"\xff\",\"a\",1]");
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&binary));
        check(&payload, &[&binary], &["disclosure-not-utf8"], "{}");
        let padded = format!("{}==", disclosure(SALTED));
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&padded));
        let sd_jwt = check(&payload, &[&padded], &["disclosure-encoding"], r#"{"city":"Köln"}"#);
        let place = sd_jwt.problems.first().and_then(Diagnostic::place).expect("a place");
        assert_eq!(sd_jwt.text.get(place.range.clone()), Some("=="));
        check("{}", &[""], &["disclosure-empty"], "{}");
    }

    #[test]
    fn a_salt_is_long_and_used_once() {
        let short = disclosure(r#"["abc","a",1]"#);
        let (one, two) =
            (disclosure(r#"["0123456789012345678901","b",1]"#), disclosure(r#"["0123456789012345678901","c",1]"#));
        let payload = format!(r#"{{"_sd":["{}","{}","{}"]}}"#, digest(&short), digest(&one), digest(&two));
        check(
            &payload,
            &[&short, &one, &two],
            &["disclosure-salt-short", "disclosure-salt-repeated"],
            r#"{"a":1,"b":1,"c":1}"#,
        );
    }

    #[test]
    fn the_same_disclosure_twice_is_one_too_many() {
        let one = disclosure(SALTED);
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&one));
        let sd_jwt = check(&payload, &[&one, &one], &["disclosure-repeated"], r#"{"city":"Köln"}"#);
        let states: Vec<_> = sd_jwt.disclosures.iter().map(|one| one.state).collect();
        assert_eq!(states, [State::Disclosed, State::Duplicate]);
    }

    #[test]
    fn a_name_twice_in_the_value_is_told() {
        let one = disclosure(r#"["0123456789012345678901","a",{"b":1,"b":2}]"#);
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&one));
        check(&payload, &[&one], &["disclosure-duplicate-name"], r#"{"a":{"b":1,"b":2}}"#);
    }
}
