//! One signature of a token in JSON as everything else looks at it: as a token with a header, a payload and a signature.

use super::{Jws, Member, Signature, problem};
use crate::base::diagnostic::{Facts, Header as HeaderFault};
use crate::base::text::{Bytes, Text};
use crate::format::{base64url, json};
use crate::jose::compact::in_order;
use crate::jose::document::{read_header, read_payload};
use crate::jose::shape::empty_signature;
use crate::jose::{Beside, Diagnostic, Document, Form, Parsed, Part, Role, Segment, Severity, Token};

/// Text that is JSON or is meant to be.
pub(in crate::jose) fn document(text: Text) -> Document {
    let reading = json::read(&text);
    Document { well_formed: reading.well_formed(), json: reading.node, text, utf8: true }
}

impl Signature {
    /// The protected header, decoded.
    pub fn protected_header(&self) -> Document {
        self.read_protected(&Text::default()).1
    }

    fn read_protected(&self, text: &Text) -> (Segment, Document, Vec<Diagnostic>) {
        let (segment, mut problems) = segment(text, Role::Header, self.protected.as_ref(), self.at.start);
        if self.protected.is_none() {
            return (segment, Document { well_formed: true, ..document(Text::default()) }, vec![]);
        }
        let (header, faults) = read_header(&segment);
        problems.extend(faults);
        (segment, header, problems)
    }

    /// The members of both headers: what a verifier goes by (RFC 7515 §4).
    fn joined(&self, protected: &Document) -> Document {
        let Some((own, _)) = &self.unprotected else { return protected.clone() };
        if self.protected.is_none() { own.clone() } else { join(protected, own) }
    }
}

/// The members of one header, and behind them those of another one.
pub(in crate::jose) fn join(first: &Document, second: &Document) -> Document {
    let (Some(head), Some(tail)) = (&first.json, &second.json) else { return first.clone() };
    if !first.well_formed || head.members().is_empty() && tail.members().is_empty() {
        return first.clone();
    }
    let comma = if head.members().is_empty() || tail.members().is_empty() { "" } else { "," };
    let before = first.text.get(head.span.start..head.span.end.saturating_sub(1)).unwrap_or_default();
    let behind = second.text.get(tail.span.start + 1..).unwrap_or_default();
    document(format!("{before}{comma}{behind}").into())
}

impl Jws {
    /// Whether the payload of that signature is base64url, as it is unless its protected header says otherwise.
    pub fn is_encoded(&self, index: usize) -> bool {
        let header = self.signatures.get(index).map(Signature::protected_header);
        !header.is_some_and(|header| header.is_unencoded())
    }

    /// The signature of that index, or the last, with its headers and the payload; and what is wrong with them.
    pub fn view(&self, index: usize) -> Parsed {
        let index = index.min(self.signatures.len().saturating_sub(1));
        let Some(signature) = self.signatures.get(index) else { return Parsed { token: None, problems: vec![] } };
        let mut problems = [&self.problems[..], &signature.problems].concat();
        let refused = problems.iter().find(|problem| problem.severity == Severity::Error).cloned().map(Box::new);
        let (head, protected, faults) = signature.read_protected(&self.text);
        let header = signature.joined(&protected);
        let named = header.json.as_ref().is_some_and(|header| header.get("alg").is_some());
        problems.extend(faults.into_iter().filter(|fault| !named || fault.facts != HeaderFault::AlgMissing.into()));
        if signature.protected.is_none() && signature.unprotected.is_some() && !named {
            let at = vec![crate::jose::Span { part: Part::Header, range: 0..0 }];
            problems.push(Diagnostic { at, ..Diagnostic::error(HeaderFault::AlgMissing) });
        }

        let end = self.text.len();
        let body = match &self.payload {
            Some(payload) if !self.is_encoded(index) => Segment {
                role: Role::Payload,
                encoded: payload.at.clone(),
                bytes: Bytes::Text(payload.value.clone()),
                canonical: true,
            },
            payload => {
                let (body, faults) = segment(&self.text, Role::Payload, payload.as_ref(), end);
                problems.extend(faults);
                body
            }
        };
        let (last, faults) = segment(&self.text, Role::Signature, signature.signature.as_ref(), end);
        problems.extend(faults);
        let (payload, faults) = read_payload(&body, &header);
        problems.extend(faults);
        let value = |member: &Option<Member>| member.as_ref().map_or("", |member| member.value.as_str()).to_owned();
        let input = format!("{}.{}", value(&signature.protected), value(&self.payload));
        let segments = vec![head, body, last];
        if refused.is_none() {
            problems.extend(empty_signature(&segments, &header));
        }
        in_order(&mut problems);
        let beside = Beside {
            serialization: self.serialization,
            unprotected: signature.unprotected.as_ref().map(|(header, _)| header.clone()),
            signing_input: Some(Bytes::Text(input.into())),
            refused,
        };
        let token =
            Token { text: self.text.clone(), form: Form::Jws, segments, header, payload: Some(payload), beside };
        Parsed { token: Some(token), problems }
    }
}

/// A member that is base64url; where there is none, it would stand at `missing`.
fn segment(text: &Text, role: Role, member: Option<&Member>, missing: usize) -> (Segment, Vec<Diagnostic>) {
    let Some(member) = member else {
        let encoded = missing..missing;
        return (Segment { role, encoded, bytes: Bytes::from(vec![]), canonical: true }, vec![]);
    };
    let decoded = base64url::decode(&member.value);
    let canonical = decoded.faults.is_empty();
    let is_verbatim = !canonical && member.is_verbatim(text);
    let named = |fault: base64url::Base64urlFault| {
        let at = member.at.start + fault.at.start..member.at.start + fault.at.end;
        let at = if is_verbatim { at } else { member.at.clone() };
        problem(Severity::Error, at, Facts::Segment(role, fault.facts))
    };
    let problems = decoded.faults.into_iter().map(named).collect();
    (Segment { role, encoded: member.at.clone(), bytes: decoded.bytes.into(), canonical }, problems)
}
