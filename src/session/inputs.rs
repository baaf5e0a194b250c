//! The inputs: everything that a person types or chooses, and that all else follows from.
//!
//! What is typed may be a secret anywhere, in the token field, too, so `Debug` of an input prints sizes.

use crate::base::text::{Bytes, Text};
use crate::claims::policy::Policy;
use crate::extract::Found;
use crate::key::{self, DecryptedKey, Encoding, KeyFault, Needed, Options, ParsedKey};
use crate::session::bindings::Counterparts;
use crate::session::case::Opened;
use crate::session::draft::Draft;
use crate::session::layers::Selected;
use crate::session::link::Expectations;
use core::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What was read from the key field; `None` if it is empty.
pub type KeyReading = Option<Arc<Result<ParsedKey, KeyFault>>>;

/// The text in the token field and which of the tokens found in it is looked at: one value, because a new text must never be
/// read with the old choice.
#[derive(Clone, Default, PartialEq)]
pub struct Source {
    /// Exactly what is in the field.
    pub pasted: Text,
    /// An index into what `extract` found.
    pub selected: usize,
    /// What is looked at of that token.
    pub part: Selected,
    /// The content that was sent apart from a token.
    pub content: Option<Bytes>,
    /// The case that the text came with; it leaves with the text.
    pub case: Option<Arc<Opened>>,
}

/// The text in the key field, and what was said about it.
#[derive(Clone, Default, PartialEq)]
pub struct KeyInput {
    /// Exactly what is in the field.
    pub text: Zeroizing<String>,
    /// How a secret is written.
    pub encoding: Encoding,
    /// Whether it came with the sample, and leaves with it.
    pub sample: bool,
    /// The key that came with a link, until the person takes it over. It is kept beside the text: a change that is taken back
    /// does not make it the person's own.
    pub linked: Option<Text>,
    /// What a passphrase opened, and the text of the encrypted key.
    unlocked: Option<(Zeroizing<String>, DecryptedKey)>,
}

/// All inputs.
#[derive(Clone, Default, PartialEq)]
pub struct Inputs {
    /// The token field.
    pub source: Source,
    /// Header and payload while they are edited.
    pub draft: Option<Draft>,
    /// The key field.
    pub key: KeyInput,
    /// The algorithm that the person expects.
    pub expected: Option<&'static str>,
    /// What the person expects of the claims.
    pub policy: Policy,
    /// What of this came with a link.
    pub from_link: Expectations,
    /// What the token is compared with.
    pub given: Counterparts,
}

impl Source {
    /// A text of which the first token is looked at.
    pub fn new(pasted: impl Into<Text>) -> Source {
        Source { pasted: pasted.into(), ..Source::default() }
    }

    /// Another text, with the content that is there.
    pub fn with_text(&self, pasted: impl Into<Text>) -> Source {
        Source { content: self.content.clone(), ..Source::new(pasted) }
    }

    /// The token that is looked at, of those in the text.
    pub fn selected_of<'a>(&self, found: &'a [Found]) -> Option<&'a Found> {
        found.get(self.selected.min(found.len().saturating_sub(1)))
    }
}

impl KeyInput {
    /// The key of a sample.
    pub fn of_sample(text: String) -> KeyInput {
        KeyInput { text: text.into(), sample: true, ..KeyInput::default() }
    }

    /// The public key of a link.
    pub fn of_link(text: String) -> KeyInput {
        let linked = (!text.is_empty()).then(|| text.as_str().into());
        KeyInput { text: text.into(), linked, ..KeyInput::default() }
    }

    /// A key that the team's settings bring along.
    pub fn of_team(text: &Text) -> KeyInput {
        KeyInput::default().with_text(text.to_string())
    }

    /// The same field with another text in it. What is known of the old text counts again when the old text comes back.
    pub fn with_text(&self, text: String) -> KeyInput {
        KeyInput { text: text.into(), sample: false, ..self.clone() }
    }

    /// What the text is, for a token that needs such a key.
    pub fn read(&self, needed: Needed) -> KeyReading {
        let options = Options { encoding: self.encoding, needed, unlocked: self.unlocked() };
        key::read(&self.text, &options).map(Arc::new)
    }

    /// Keeps what a passphrase opened.
    pub fn unlock(&mut self, unlocked: DecryptedKey) {
        self.unlocked = Some((self.text.clone(), unlocked));
    }

    /// What a passphrase made of the encrypted key in the field.
    pub fn unlocked(&self) -> Option<&DecryptedKey> {
        self.unlocked.as_ref().filter(|(text, _)| *text == self.text).map(|(_, unlocked)| unlocked)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({} bytes, token {})", self.pasted.len(), self.selected)
    }
}

impl fmt::Debug for KeyInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [sample, linked, unlocked] = [self.sample, self.linked.is_some(), self.unlocked().is_some()];
        write!(
            f,
            "KeyInput({} bytes, {:?}, sample: {sample}, linked: {linked}, unlocked: {unlocked})",
            self.text.len(),
            self.encoding
        )
    }
}

impl fmt::Debug for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let draft = self.draft.as_ref().map(|draft| (draft.header.len(), draft.payload.len()));
        f.debug_struct("Inputs")
            .field("source", &self.source)
            .field("draft_bytes", &draft)
            .field("key", &self.key)
            .field("expected", &self.expected)
            .field("given", &self.given)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::session::bindings::Input;

    /// What a passphrase made of a key that has nothing to do with the field.
    pub(crate) fn opened() -> DecryptedKey {
        let text = include_str!("../../tests/keys/p256-pkcs8-aes128-sha256.pem");
        key::encrypted(text).expect("it is encrypted").expect("with a known scheme").unlock("test")
    }

    #[test]
    fn no_text_of_an_input_prints() {
        const SECRET: &str = "kangaroo";
        let mut key = KeyInput::default().with_text(SECRET.into());
        key.unlock(opened());
        key.linked = Some(SECRET.into());
        let mut draft = Draft::begin(None, 0);
        draft.payload = SECRET.into();
        let draft = Some(draft);
        let policy = Policy { nonce: SECRET.into(), ..Policy::default() };
        let given = Counterparts::default().with(Input::AccessToken, SECRET);
        let inputs = Inputs { source: Source::new(SECRET), draft, key, policy, given, ..Inputs::default() };
        let printed = format!("{inputs:?} {inputs:#?}");
        assert!(!printed.contains(SECRET), "{printed}");
        assert!(printed.contains("8 bytes"), "{printed}");
    }

    #[test]
    fn what_a_passphrase_opened_counts_for_its_own_text_alone() {
        let mut key = KeyInput::default().with_text("encrypted".into());
        key.unlock(opened());
        assert!(key.unlocked().is_some());
        let changed = key.with_text("encrypted!".into());
        assert_eq!(changed.unlocked(), None);
        assert!(changed.with_text("encrypted".into()).unlocked().is_some());
    }

    #[test]
    fn a_key_from_a_link_stays_one_when_its_text_changes_and_changes_back() {
        let linked = KeyInput::of_link("key".into());
        assert_eq!(linked.with_text("key!".into()).with_text("key".into()), linked);
    }
}
