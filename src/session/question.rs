//! What a longer job is asked about, by value. Its answer is one to this question alone: whoever hears it compares the question
//! with what is on the page by then.

use super::KeyInput;
use super::layers::derivations;
use crate::base::text::{Bytes, Text};
use crate::engine::jwa::{self, Algorithm, KeyRule};
use crate::engine::jwe::{self, Derivation, Management};
use crate::engine::verify::{self, Judgement, Trials, VerificationKey};
use crate::explain::Asked;
use crate::jose::detached::with_content;
use crate::jose::envelope::Envelope;
use crate::jose::header::{Alg, alg};
use crate::jose::{Form, Token};
use crate::key::{self, DecryptedKey, Encoding, KeyFault, Needed, Options, ParsedKey};
use core::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A token, what there is to verify it with, and which keys of a set were tried before.
#[derive(Clone, PartialEq)]
pub struct Question {
    pub(super) token: Text,
    /// Which of its signatures.
    pub(super) signature: u32,
    /// The content that was sent apart from it.
    pub(super) content: Option<Bytes>,
    pub(super) key: Zeroizing<String>,
    pub(super) encoding: Encoding,
    /// Whether the token says what kind of key is needed.
    pub(super) needed: bool,
    pub(super) unlocked: Option<DecryptedKey>,
    pub(super) expected: Option<String>,
    pub(super) tried: Option<Trials>,
}

/// The same, read.
pub(super) struct Subject {
    pub(super) token: Token,
    pub(super) key: Option<Result<ParsedKey, KeyFault>>,
    pub(super) expected: Option<&'static Algorithm>,
    pub(super) tried: Option<Trials>,
}

impl Question {
    /// About the token `text`; `needed` says whether it decides how the key is read, as [`needed`] says.
    pub fn new(text: &Text, key: &KeyInput, needed: bool, expected: Option<&str>) -> Question {
        Question {
            token: text.clone(),
            signature: 0,
            content: None,
            key: key.text.clone(),
            encoding: key.encoding,
            needed,
            unlocked: key.unlocked().cloned(),
            expected: expected.map(str::to_owned),
            tried: None,
        }
    }

    /// About the signature of that index, and the content that was sent apart.
    pub fn looking_at(self, signature: usize, content: Option<&Bytes>) -> Question {
        Question { signature: signature.try_into().unwrap_or(u32::MAX), content: content.cloned(), ..self }
    }

    /// With the keys of a set that were tried before.
    pub fn tried(self, tried: Option<Trials>) -> Question {
        Question { tried, ..self }
    }

    /// `None` if there is no token.
    pub(super) fn read(&self) -> Option<Subject> {
        let index = usize::try_from(self.signature).unwrap_or(usize::MAX);
        let view = Envelope::read(&self.token, &[]).view(index);
        let token = Arc::unwrap_or_clone(with_content(view, self.content.as_ref())).token?;
        let needed = if self.needed { needed(&token) } else { Needed::Anything };
        let options = Options { encoding: self.encoding, needed, unlocked: self.unlocked.as_ref() };
        let key = key::read(&self.key, &options);
        let expected = self.expected.as_deref().and_then(jwa::find);
        Some(Subject { token, key, expected, tried: self.tried.clone() })
    }
}

impl Subject {
    pub(super) fn given(&self) -> VerificationKey<'_> {
        VerificationKey::of(self.key.as_ref())
    }

    /// The keys to be made of passwords, if it is encrypted.
    pub(super) fn derivations(&self) -> Vec<Derivation> {
        match (crate::jose::jwe::of(&self.token), &self.key) {
            (Some(jwe), Some(Ok(held))) => derivations(&jwe, held),
            _ => vec![],
        }
    }

    pub(super) fn judge(&self) -> Judgement {
        verify::check(&self.token, self.given(), self.expected, self.tried.as_ref())
    }

    pub(super) fn asked<'a>(&'a self, judgement: &'a Judgement) -> Asked<'a> {
        Asked { token: &self.token, given: self.given(), expected: self.expected, judgement }
    }
}

/// What kind of key the token's algorithm needs.
pub fn needed(token: &Token) -> Needed {
    let Alg::Named(name) = alg(token) else { return Needed::Anything };
    if token.form == Form::Jwe {
        return jwe::find(&name).map_or(Needed::Anything, |row| match row.management {
            Management::Pkcs1 | Management::Oaep(_) | Management::Agreement(_) => Needed::Public,
            Management::Kw(_) | Management::GcmKw(_) | Management::Direct | Management::Password(..) => Needed::Secret,
        });
    }
    match jwa::find(&name).map(|row| row.key) {
        None => Needed::Anything,
        Some(KeyRule::Secret { .. }) => Needed::Secret,
        Some(KeyRule::Okp(curves)) => Needed::Okp(curves),
        Some(KeyRule::Ec(curve)) => Needed::Ec(curve),
        Some(KeyRule::Rsa | KeyRule::Akp(_)) => Needed::Public,
    }
}

/// What a secret in the key field is, for this token.
pub fn secret_name(token: &Token) -> &'static str {
    match alg(token) {
        Alg::Named(name) if token.form == Form::Jwe => match jwe::find(&name).map(|row| row.management) {
            Some(Management::Password(..)) => "Password",
            Some(Management::Kw(_) | Management::GcmKw(_) | Management::Direct) => "Symmetric key",
            _ => "Secret",
        },
        Alg::Named(name) if jwa::find(&name).is_some_and(|row| matches!(row.key, KeyRule::Secret { .. })) => {
            "HMAC secret"
        }
        _ => "Secret",
    }
}

impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Question({} bytes, key of {} bytes)", self.token.len(), self.key.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url::encode;

    #[test]
    fn a_secret_is_called_what_the_token_asks_for() {
        let check = |header: &str, segments: &str, name: &str| {
            let token = crate::jose::parse(format!("{}{segments}", encode(header.as_bytes()))).token.expect("a token");
            assert_eq!(secret_name(&token), name, "{header}");
        };
        check(r#"{"alg":"HS512"}"#, ".e30.AA", "HMAC secret");
        check(r#"{"alg":"RS256"}"#, ".e30.AA", "Secret");
        check(r#"{"alg":"none"}"#, ".e30.", "Secret");
        check(r#"{}"#, ".e30.AA", "Secret");
        check(r#"{"alg":"dir","enc":"A128GCM"}"#, "..AA.AA.AA", "Symmetric key");
        check(r#"{"alg":"A256KW","enc":"A128GCM"}"#, ".AA.AA.AA.AA", "Symmetric key");
        check(r#"{"alg":"PBES2-HS256+A128KW","enc":"A128GCM"}"#, ".AA.AA.AA.AA", "Password");
        check(r#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#, ".AA.AA.AA.AA", "Secret");
    }
}
