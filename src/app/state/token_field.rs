//! What a person does with the token field.

use super::super::browser;
use super::{Act, KeyInput, Source, State};
use jwt_debugger::base::text::{Bytes, Text};
use jwt_debugger::engine::jwa::Algorithm;
use jwt_debugger::session::bindings::Counterparts;
use jwt_debugger::session::draft::Draft;
use jwt_debugger::session::link;
use jwt_debugger::session::samples::bound::BoundSample;
use jwt_debugger::session::samples::{self, Sample};
use leptos::prelude::*;

impl State {
    /// Puts another text into the token field; a sample's key leaves with its token.
    pub fn replace_token(self, pasted: Text) {
        self.act(Act::Replaced, || self.put_token(pasted));
    }

    /// Takes what was put into the token field by other means than typing. The browser's undo knows that text; what else went
    /// with the old one is kept here.
    pub fn enter_token(self, pasted: Text) {
        self.act_beside_field(|| self.put_token(pasted));
    }

    /// Takes what was typed into the token field, and keeps the key: editing the sample shows what one character does.
    pub fn type_token(self, pasted: Text) {
        self.act_beside_field(|| self.set_token(pasted));
    }

    /// Puts in the sample of `algorithm`, and its key.
    pub fn show_sample(self, algorithm: &'static Algorithm) {
        self.act(Act::Replaced, || self.put_sample(algorithm));
    }

    /// Puts in the sample of a token with disclosures, and the key of its issuer.
    pub fn show_disclosed_sample(self) {
        let sample = samples::disclosed::sample(browser::now(), &mut browser::random());
        self.act(Act::Replaced, || self.put(sample));
    }

    /// Puts in the sample of another form, and its key.
    pub fn show_form_sample(self, name: &str) {
        let sample = samples::forms::sample(name, browser::now(), &mut browser::random());
        self.act(Act::Replaced, || self.put(sample));
    }

    /// Puts in the sample of a DPoP proof or of a status list token, and what it is compared with.
    pub fn show_bound_sample(self, make: BoundSample) {
        let Some((sample, given)) = make(browser::now(), &mut browser::random()) else { return };
        self.act(Act::Replaced, || {
            self.put(Some(sample));
            self.given.set(given);
        });
    }

    /// Puts in a broken twin of the token, which is judged by the key that is there.
    pub fn open_twin(self, token: Text) {
        self.act(Act::Replaced, || self.set_token(token));
    }

    /// Looks at another one of the tokens that were found.
    pub fn choose_found(self, selected: usize) {
        self.source.update(|source| *source = Source { selected, ..source.with_text(source.pasted.clone()) });
    }

    /// Takes the content that was sent apart from the token; nothing at all is none.
    pub fn set_content(self, bytes: Vec<u8>) {
        let content = Some(bytes).filter(|bytes| !bytes.is_empty()).map(Bytes::from);
        self.source.update(|source| source.content = content);
    }

    /// Empties the token field.
    pub fn clear(self) {
        self.replace_token(Text::default());
    }

    pub(super) fn put_token(self, pasted: Text) {
        if self.open_case(&pasted) {
            return;
        }
        self.drop_sample_key();
        match Draft::of_pair(&pasted) {
            Some(draft) => {
                browser::forget();
                self.draft.set(Some(draft));
            }
            None => {
                let brought = link::pasted(&pasted);
                self.set_token(pasted);
                if let Some(link) = brought {
                    self.take_key_of(link);
                }
            }
        }
    }

    pub(super) fn set_token(self, pasted: Text) {
        browser::forget();
        self.draft.set(None);
        self.source.update(|source| *source = source.with_text(pasted));
    }

    pub(super) fn put_sample(self, algorithm: &'static Algorithm) {
        self.put(samples::sample(algorithm, browser::now(), &mut browser::random()));
    }

    fn put(self, sample: Option<Sample>) {
        let Some(sample) = sample else { return };
        self.drop_sample_key();
        self.expected.set(None);
        self.stop_key_jobs();
        self.key_input.set(KeyInput::of_sample(sample.key));
        self.set_token(sample.token.into());
        if let Some(content) = sample.content {
            self.set_content(content.into_bytes());
        }
    }

    /// A sample's key leaves with its token, and so does what it was compared with.
    fn drop_sample_key(self) {
        if self.key_input.with_untracked(|input| input.sample) {
            self.key_input.set(KeyInput::default());
            self.given.set(Counterparts::default());
        }
    }
}
