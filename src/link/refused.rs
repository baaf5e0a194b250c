//! What a link carried and this page does not use, with the reason.

use crate::jwa::names::shown;
use crate::key::KeyFault;
use crate::words;

/// Something in a link that was not used. None of these holds a secret or a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A private key.
    PrivateKey,
    /// A secret, or a text that is no key in any format and so could only be one.
    Secret,
    /// A public key that cannot be read; why.
    Unreadable(KeyFault),
    /// A key, and no token that it could verify.
    KeyAlone,
    /// A parameter for a token without a token in it.
    NoToken,
    /// An algorithm to expect that is unknown here; its name.
    Algorithm(String),
}

impl Refused {
    /// What was refused and why, in sentences.
    pub fn message(&self) -> String {
        const READ_BY: &str = "Links can be read by everyone who handles them: in chats, mails, histories and logs";
        match self {
            Refused::PrivateKey => format!(
                "The link carried a private key; it was not used. {READ_BY}. Treat this key as disclosed and replace it."
            ),
            Refused::Secret => format!(
                "The link carried a secret, or a key in no known format; it was not used. {READ_BY}. If it is a secret, treat \
                 it as disclosed and replace it."
            ),
            Refused::Unreadable(why) => {
                format!("The public key in the link cannot be read, so it was not used: {}.", words::title(why))
            }
            Refused::KeyAlone => "The link carried a key without a token, so it was not used.".into(),
            Refused::NoToken => "The link has a place for a token, but there is no token in it.".into(),
            Refused::Algorithm(name) => format!(
                "The link expects the algorithm `{}`, which is unknown here. The expected algorithm was not changed.",
                shown(name)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::{self, Diagnostic};

    #[test]
    fn each_refusal_says_what_was_refused_and_why() {
        let check = |refused: Refused, words: &[&str]| {
            let message = refused.message();
            for word in words {
                assert!(message.contains(word), "{message:?} does not say {word:?}");
            }
            assert!(message.ends_with('.'));
        };
        check(Refused::PrivateKey, &["carried a private key", "not used", "can be read by", "replace it"]);
        check(Refused::Secret, &["carried a secret", "not used", "can be read by"]);
        let why = Box::new(Diagnostic::error(diagnostic::key::Set::Empty));
        check(Refused::Unreadable(why), &["cannot be read", "this JWK Set has no key"]);
        check(Refused::KeyAlone, &["without a token"]);
        check(Refused::NoToken, &["no token in it"]);
        check(Refused::Algorithm("XS\u{202e}1".into()), &["`", "unknown here"]);
        assert!(!Refused::Algorithm("a\u{202e}b".into()).message().contains('\u{202e}'));
    }
}
