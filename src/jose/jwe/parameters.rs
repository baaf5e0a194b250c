//! The header parameters of one recipient: those of the protected, the shared and its own header together (RFC 7516 §4).

use super::{Failure, Jwe, Recipient, Serialization, failure_at, shown};
use crate::base::diagnostic::jwe::JweHeader;
use crate::base::span::{Part, Span};
use crate::format::base64url;
use crate::format::json::{Member, Node, Value};
use crate::jose::header::kind;

/// The header parameters of one recipient.
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'a> {
    compact: bool,
    protected: Option<&'a Node>,
    shared: Option<&'a Node>,
    own: Option<&'a Node>,
}

/// A parameter, and where it stands.
struct Found<'a> {
    node: &'a Node,
    at: Vec<Span>,
}

impl<'a> Parameters<'a> {
    pub(super) fn new(jwe: &'a Jwe, recipient: Option<&'a Recipient>) -> Self {
        Parameters {
            compact: jwe.form == Serialization::Compact,
            protected: jwe.header.as_ref().and_then(|header| header.json.as_ref()),
            shared: jwe.unprotected.as_ref().and_then(|header| header.json.as_ref()),
            own: recipient.and_then(|own| own.header.as_ref()).and_then(|header| header.json.as_ref()),
        }
    }

    /// The value of the parameter of that name.
    pub fn get(&self, name: &str) -> Option<&'a Node> {
        self.found(name).map(|found| found.node)
    }

    /// Whether the parameter is in the protected header.
    pub fn is_protected(&self, name: &str) -> bool {
        self.protected.is_some_and(|header| header.get(name).is_some())
    }

    /// A name that stands in more than one of the headers, which RFC 7516 §7.2.1 forbids.
    pub fn repeated(&self) -> Option<&'a str> {
        let headers = [self.protected, self.shared, self.own].map(|header| header.map_or(&[][..], Node::members));
        let [protected, shared, own] = headers;
        let stands = |members: &[Member], name: &str| members.iter().any(|member| member.name == name);
        let twice = shared.iter().find(|member| stands(protected, &member.name));
        let twice =
            twice.or_else(|| own.iter().find(|member| stands(protected, &member.name) || stands(shared, &member.name)));
        twice.map(|member| member.name.as_str())
    }

    fn found(&self, name: &str) -> Option<Found<'a>> {
        if let Some(node) = self.protected.and_then(|header| header.get(name)) {
            let at = if self.compact { vec![Span { part: Part::Header, range: node.span.clone() }] } else { vec![] };
            return Some(Found { node, at });
        }
        let node = [self.shared, self.own].into_iter().flatten().find_map(|header| header.get(name))?;
        Some(Found { node, at: vec![] })
    }

    /// A failure that points to the parameter.
    pub(crate) fn fault(&self, name: &str, facts: JweHeader) -> Failure {
        failure_at(facts, self.found(name).map(|found| found.at).unwrap_or_default())
    }

    /// The text of a parameter.
    pub(crate) fn text(&self, name: &'static str) -> Result<Option<&'a str>, Failure> {
        let Some(found) = self.found(name) else { return Ok(None) };
        match found.node.as_str() {
            Some(text) => Ok(Some(text)),
            None => Err(self.wrong_type(name, found.node, "a string")),
        }
    }

    pub(crate) fn wrong_type(&self, name: &'static str, node: &Node, wanted: &'static str) -> Failure {
        self.fault(name, JweHeader::Type { name, kind: kind(node), wanted })
    }

    /// The bytes of a parameter in base64url.
    pub(crate) fn bytes(&self, name: &'static str) -> Result<Option<Vec<u8>>, Failure> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let decoded = base64url::decode(text);
        match decoded.faults.into_iter().next() {
            None => Ok(Some(decoded.bytes)),
            Some(fault) => Err(self.fault(name, JweHeader::Encoding(name, fault.facts))),
        }
    }

    /// The bytes of a parameter that `user` needs.
    pub(crate) fn required(&self, name: &'static str, user: &'static str) -> Result<Vec<u8>, Failure> {
        self.bytes(name)?.ok_or_else(|| self.fault("alg", JweHeader::Missing(name, user)))
    }

    /// The bytes of a parameter that has this length.
    pub(crate) fn of_length(
        &self,
        name: &'static str,
        user: &'static str,
        expected: usize,
    ) -> Result<Vec<u8>, Failure> {
        let bytes = self.required(name, user)?;
        match bytes.len() {
            got if got == expected => Ok(bytes),
            got => Err(self.fault(name, JweHeader::Length { name, got, expected })),
        }
    }

    /// `p2c`, from 1 to `most`.
    pub(crate) fn iterations(&self, user: &'static str, most: u64) -> Result<u32, Failure> {
        let Some(node) = self.get("p2c") else {
            return Err(self.fault("alg", JweHeader::Missing("p2c", user)));
        };
        let Value::Number(number) = &node.value else { return Err(self.wrong_type("p2c", node, "a number")) };
        let count = number.parse::<u64>().ok().filter(|count| (1..=most).contains(count));
        count
            .and_then(|count| u32::try_from(count).ok())
            .ok_or_else(|| self.fault("p2c", JweHeader::Iterations(shown(number), most)))
    }
}
