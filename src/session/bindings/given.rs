//! What a person gives to compare a token with. It may be a credential, so nothing of it prints.

use core::fmt;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Something that a token can be bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// The access token that came or goes with it.
    AccessToken,
    /// The authorization code.
    Code,
    /// `state` of the authorization request.
    State,
    /// The refresh token.
    RefreshToken,
    /// `auth_req_id` of a CIBA request.
    RequestId,
    /// The method of the HTTP request.
    Method,
    /// Its address.
    Address,
    /// The nonce of the request or of the server.
    Nonce,
    /// The key of the holder: a public key, a certificate, or a DPoP proof.
    Key,
    /// The certificate of the signer.
    Certificate,
    /// A status list token.
    StatusList,
    /// An index into a status list.
    Index,
}

impl Input {
    /// All of them, in the order of the page.
    pub const ALL: [Input; 12] = [
        Input::AccessToken,
        Input::Code,
        Input::State,
        Input::RefreshToken,
        Input::RequestId,
        Input::Method,
        Input::Address,
        Input::Nonce,
        Input::Key,
        Input::Certificate,
        Input::StatusList,
        Input::Index,
    ];

    /// The name that scripts know its field by.
    pub fn name(self) -> &'static str {
        match self {
            Input::AccessToken => "access-token",
            Input::Code => "code",
            Input::State => "state",
            Input::RefreshToken => "refresh-token",
            Input::RequestId => "request-id",
            Input::Method => "method",
            Input::Address => "address",
            Input::Nonce => "nonce",
            Input::Key => "key",
            Input::Certificate => "certificate",
            Input::StatusList => "status-list",
            Input::Index => "index",
        }
    }
}

/// What was given, as it stands in the fields.
#[derive(Clone, Default, PartialEq)]
pub struct Counterparts(BTreeMap<Input, Zeroizing<String>>);

impl Counterparts {
    /// The text to compare with: that of the field, without what surrounds it when it is copied. Empty if there is none.
    pub fn get(&self, input: Input) -> &str {
        let text = self.text(input);
        match input {
            // Spaces may belong to these (RFC 6749, appendix A.5 and A.11).
            Input::State | Input::Code => text.trim_matches(['\r', '\n']),
            Input::AccessToken => {
                let text = text.trim();
                let scheme = |name: &str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
                let scheme = ["Bearer ", "DPoP "].into_iter().find(|name| scheme(name));
                scheme.and_then(|name| text.get(name.len()..)).unwrap_or(text).trim_start()
            }
            _ => text.trim(),
        }
    }

    /// The text of the field.
    pub fn text(&self, input: Input) -> &str {
        self.0.get(&input).map_or("", |text| text.as_str())
    }

    /// Puts a text into a field.
    pub fn set(&mut self, input: Input, text: String) {
        match text.is_empty() {
            true => self.0.remove(&input),
            false => self.0.insert(input, text.into()),
        };
    }

    /// The same with a text in a field.
    pub fn with(mut self, input: Input, text: impl Into<String>) -> Counterparts {
        self.set(input, text.into());
        self
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes of all texts.
    pub fn size(&self) -> usize {
        self.0.values().map(|text| text.len()).sum()
    }
}

impl fmt::Debug for Counterparts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(input, text)| (input, text.len()))).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_surrounds_a_copied_text_is_not_compared() {
        let check = |input, text: &str, expected: &str| {
            let given = Counterparts::default().with(input, text);
            assert_eq!((given.get(input), given.text(input)), (expected, text));
        };
        check(Input::AccessToken, " Bearer abc\n", "abc");
        check(Input::AccessToken, "dpop  abc", "abc");
        check(Input::AccessToken, "Bearerabc", "Bearerabc");
        check(Input::AccessToken, "é", "é");
        check(Input::State, " a b \r\n", " a b ");
        check(Input::Nonce, " n\n", "n");
    }

    #[test]
    fn an_emptied_field_is_as_if_nothing_was_given_and_no_text_prints() {
        let mut given = Counterparts::default().with(Input::Code, "kangaroo");
        let printed = format!("{given:?} {given:#?}");
        assert!(!printed.contains("kangaroo") && printed.contains('8'), "{printed}");
        assert_eq!((given.is_empty(), given.size()), (false, 8));
        given.set(Input::Code, String::new());
        assert_eq!(given, Counterparts::default());
    }

    #[test]
    fn every_input_is_listed_once_and_in_order() {
        assert!(Input::ALL.is_sorted());
        let mut names: Vec<_> = Input::ALL.iter().map(|input| input.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Input::ALL.len());
    }
}
