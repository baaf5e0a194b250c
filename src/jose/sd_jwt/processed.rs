//! The processed payload (RFC 9901 §7.1, step 3): the signed text without its digests, and disclosed claims in their places.
//!
//! Every lexeme is copied. A disclosed member comes behind the other members of its object, in the order of `_sd`; a disclosed
//! element stands where its digest stood. The text is written from a list of what is still to be written, so that no nesting
//! of disclosures can exhaust the stack, and each disclosure stands in it once.

use super::{SdJwt, Source};
use crate::format::json::{Member, Node};
use crate::jose::Document;
use core::ops::Range;
use std::collections::BTreeMap;

/// What is to be changed in each of the texts.
#[derive(Default)]
pub(super) struct Edits(BTreeMap<Source, Vec<Edit>>);

struct Edit {
    at: Range<usize>,
    fill: Fill,
}

/// What takes the place of a stretch.
enum Fill {
    Nothing,
    /// The value of a disclosure.
    Element(usize),
    /// The names and values of disclosures, behind a member if there is one.
    Members(Vec<usize>, bool),
}

/// What becomes of an element of an array.
pub(super) enum Action {
    /// It stays.
    Keep,
    /// Its digest is not answered.
    Remove,
    /// The value of this disclosure takes its place.
    Replace(usize),
}

impl Edits {
    fn add(&mut self, source: Source, at: Range<usize>, fill: Fill) {
        self.0.entry(source).or_default().push(Edit { at, fill });
    }

    /// Takes members out of an object, and puts disclosures behind the rest.
    pub(super) fn object(
        &mut self,
        source: Source,
        members: &[Member],
        goes: impl Fn(&Member) -> bool,
        inserted: &[usize],
    ) {
        let (Some(first), Some(last)) = (members.first(), members.last()) else { return };
        if !members.iter().any(&goes) {
            return;
        }
        let kept = members.iter().rposition(|member| !goes(member));
        for pair in members.windows(2).take(kept.unwrap_or(0)) {
            if let [member, next] = pair
                && goes(member)
            {
                self.add(source, member.name_span.start..next.name_span.start, Fill::Nothing);
            }
        }
        let behind = kept.and_then(|kept| members.get(kept));
        let start = behind.map_or(first.name_span.start, |member| member.node.span.end);
        self.add(source, start..last.node.span.end, Fill::Members(inserted.to_vec(), behind.is_some()));
    }

    /// Takes elements out of an array, and puts disclosures in the place of others.
    pub(super) fn array(&mut self, source: Source, elements: &[Node], actions: &[Action]) {
        let kept = actions.iter().rposition(|action| !matches!(action, Action::Remove));
        for (index, (element, action)) in elements.iter().zip(actions).enumerate() {
            let next = elements.get(index + 1).filter(|_| kept.is_some_and(|kept| index < kept));
            match (action, next) {
                (Action::Keep, _) => {}
                (Action::Replace(disclosure), _) => {
                    self.add(source, element.span.clone(), Fill::Element(*disclosure));
                }
                (Action::Remove, Some(next)) => self.add(source, element.span.start..next.span.start, Fill::Nothing),
                (Action::Remove, None) => {}
            }
        }
        let tail = kept.map_or(elements.first().map(|first| first.span.start), |kept| {
            elements.get(kept).filter(|_| kept + 1 < elements.len()).map(|last| last.span.end)
        });
        if let (Some(start), Some(last)) = (tail, elements.last()) {
            self.add(source, start..last.span.end, Fill::Nothing);
        }
    }
}

/// Something still to be written.
enum Task<'a> {
    Text(&'a str),
    /// What follows is of this disclosure.
    Begin(usize),
    /// Its end.
    End(usize),
    /// This stretch of a text, from the edit with that index on.
    Copy(Source, Range<usize>, usize),
}

/// Writes the payload with its edits, and notes where each disclosure stands in it.
pub(super) fn write(sd_jwt: &SdJwt, edits: &Edits, payload: &Document, places: &mut [Option<Range<usize>>]) -> String {
    let ordered: BTreeMap<Source, Vec<&Edit>> = edits
        .0
        .iter()
        .map(|(source, edits)| {
            let mut edits: Vec<&Edit> = edits.iter().collect();
            edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
            (*source, edits)
        })
        .collect();
    let text_of = |source| match source {
        Source::Payload => payload.text.as_str(),
        Source::Disclosure(index) => {
            sd_jwt.disclosures.get(index).map_or("", |disclosure| disclosure.document.text.as_str())
        }
    };
    let value_of = |index: usize| {
        let value = sd_jwt.disclosures.get(index).and_then(|disclosure| disclosure.value());
        Task::Copy(Source::Disclosure(index), value.map_or(0..0, |value| value.span.clone()), 0)
    };
    let mut out = String::with_capacity(payload.text.len());
    let mut tasks = vec![Task::Copy(Source::Payload, 0..payload.text.len(), 0)];
    while let Some(task) = tasks.pop() {
        let (source, range, next) = match task {
            Task::Text(text) => {
                out.push_str(text);
                continue;
            }
            Task::Begin(index) => {
                if let Some(place) = places.get_mut(index) {
                    *place = Some(out.len()..out.len());
                }
                continue;
            }
            Task::End(index) => {
                if let Some(Some(place)) = places.get_mut(index) {
                    place.end = out.len();
                }
                continue;
            }
            Task::Copy(source, range, next) => (source, range, next),
        };
        let text = text_of(source);
        let edit = ordered.get(&source).and_then(|edits| edits.get(next)).filter(|edit| edit.at.start < range.end);
        let Some(edit) = edit else {
            out.push_str(text.get(range).unwrap_or_default());
            continue;
        };
        out.push_str(text.get(range.start..edit.at.start).unwrap_or_default());
        tasks.push(Task::Copy(source, edit.at.end..range.end, next + 1));
        match &edit.fill {
            Fill::Nothing => {}
            Fill::Element(index) => tasks.extend([Task::End(*index), value_of(*index), Task::Begin(*index)]),
            Fill::Members(indices, behind) => {
                for (place, index) in indices.iter().enumerate().rev() {
                    let disclosure = sd_jwt.disclosures.get(*index);
                    let name = disclosure
                        .and_then(|one| one.document.text.get(one.name_node()?.span.clone()))
                        .unwrap_or_default();
                    tasks.extend([
                        Task::End(*index),
                        value_of(*index),
                        Task::Text(":"),
                        Task::Text(name),
                        Task::Begin(*index),
                    ]);
                    if *behind || place > 0 {
                        tasks.push(Task::Text(","));
                    }
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, digest, disclosure, token};
    use super::super::{State, read};

    #[test]
    fn members_stay_in_order_and_disclosed_ones_come_last() {
        let one = disclosure("[\"0123456789012345678901\", \"a\\u0062\" , 1.0 ]");
        let two = disclosure(r#"["1123456789012345678901","c",{"d":[]}]"#);
        let sd = format!(r#""_sd":["{}","{}","none"]"#, digest(&two), digest(&one));
        let both = &[one.as_str(), two.as_str()];
        let form = &["digest-form"];
        check(&format!(r#"{{{sd},"x":1}}"#), both, form, r#"{"x":1,"c":{"d":[]},"a\u0062":1.0}"#);
        check(&format!(r#"{{"x":1, {sd} }}"#), both, form, r#"{"x":1,"c":{"d":[]},"a\u0062":1.0 }"#);
        check(&format!(r#"{{"x":1,{sd},"y":2}}"#), both, form, r#"{"x":1,"y":2,"c":{"d":[]},"a\u0062":1.0}"#);
        check(&format!(r#"{{{sd}}}"#), both, form, r#"{"c":{"d":[]},"a\u0062":1.0}"#);
        check(
            &format!(r#"{{"_sd_alg":"sha-256",{sd},"x":1,"_sd_alg":"sha-256"}}"#),
            both,
            form,
            r#"{"x":1,"c":{"d":[]},"a\u0062":1.0}"#,
        );
        check(&format!(r#"{{{sd},"_sd_alg":"sha-256"}}"#), &[], form, "{}");
        check(r#"{"a":{"_sd":[]},"b":[{"_sd":[]}]}"#, &[], &[], r#"{"a":{},"b":[{}]}"#);
    }

    #[test]
    fn elements_take_the_place_of_their_digests() {
        let one = disclosure(r#"["0123456789012345678901","DE"]"#);
        let here = format!(r#"{{"...":"{}"}}"#, digest(&one));
        let away = format!(r#"{{"...":"{}"}}"#, digest("nothing"));
        let gone = format!(r#"{{"...":"{}"}}"#, digest("nothing else"));
        let one = &[one.as_str()];
        check(&format!(r#"{{"n":[{here}]}}"#), one, &[], r#"{"n":["DE"]}"#);
        check(&format!(r#"{{"n":[{away},{here},{gone}]}}"#), one, &[], r#"{"n":["DE"]}"#);
        check(&format!(r#"{{"n":[1, {away}, 2 ,{here} , {gone}]}}"#), one, &[], r#"{"n":[1, 2 ,"DE"]}"#);
        check(&format!(r#"{{"n":[{away},{gone}]}}"#), &[], &[], r#"{"n":[]}"#);
        check(&format!(r#"{{"n":[[{away}],{gone},3]}}"#), &[], &[], r#"{"n":[[],3]}"#);
    }

    #[test]
    fn disclosures_nest_as_deep_as_they_were_sent() {
        let mut disclosures = vec![disclosure(r#"["0123456789012345678901","a",0]"#)];
        for salt in 0..600 {
            let inner = digest(disclosures.last().expect("one"));
            disclosures.push(disclosure(&format!(r#"["{salt:022}","a",{{"_sd":["{inner}"]}}]"#)));
        }
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(disclosures.last().expect("one")));
        let all: Vec<&str> = disclosures.iter().map(String::as_str).collect();
        let sd_jwt = read(token(&payload, &all)).expect("an SD-JWT");
        let text = format!("{}0{}", "{\"a\":".repeat(601), "}".repeat(601));
        assert_eq!(sd_jwt.processed.expect("a payload").text, text);
        assert!(sd_jwt.disclosures.iter().all(|one| one.state == State::Disclosed));
        assert_eq!(sd_jwt.problems, []);
    }
}
