//! What a person does with a draft.

use super::super::browser;
use super::{Act, Source, State, named};
use jwt_debugger::base::diagnostic::reason::NotEditable;
use jwt_debugger::engine::jwa::Algorithm;
use jwt_debugger::format::json;
use jwt_debugger::key::ParsedKey;
use jwt_debugger::session::draft::{Draft, DraftSignature};
use jwt_debugger::session::samples;
use leptos::prelude::*;

impl State {
    /// Turns header and payload into texts to edit. A sample brings the private half of its key along.
    pub fn edit(self) {
        match self.parsed.with_untracked(|parsed| parsed.token.as_ref().map(Draft::of)) {
            None => self.new_token(),
            Some(Ok(draft)) => {
                self.take_sample_private_key();
                self.draft.set(Some(draft));
            }
            Some(Err(_)) => {}
        }
    }

    /// Begins a new token, for the key that is there. The token before it stays until the new one is done.
    pub fn new_token(self) {
        self.act(Act::Replaced, || {
            self.take_sample_private_key();
            let key = self.key.get_untracked();
            let key = match key.as_deref() {
                Some(Ok(ParsedKey::One(key))) => Some(key),
                _ => None,
            };
            self.draft.set(Some(Draft::begin(key, browser::now())));
        });
    }

    /// A sample brings the private half of its key along.
    fn take_sample_private_key(self) {
        if self.key_input.with_untracked(|input| input.sample)
            && let Some(algorithm) = untrack(|| self.algorithm())
            && let Some(text) = samples::signing_key(algorithm)
        {
            self.key_input.update(|input| input.text = text.into());
        }
    }

    /// Names another algorithm in the header of the draft.
    pub fn set_algorithm(self, name: &str) {
        let value = format!("\"{name}\"");
        self.change(|draft| {
            if let Some(header) = json::with_member(&draft.header, "alg", &value) {
                draft.header = header;
            }
        });
    }

    /// Why header and payload cannot be edited, if so.
    pub fn not_editable(self) -> Option<NotEditable> {
        if self.sd_jwt().is_some() {
            return Some(NotEditable::SdJwt);
        }
        self.parsed.with(|parsed| parsed.token.as_ref().and_then(|token| Draft::editable(token).err()))
    }

    /// Changes the draft.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
    }

    /// Ends editing: what the draft came to is the token now. A broken draft leaves nothing behind but the token before it.
    pub fn end_editing(self, keep: bool) {
        let making = self.making.get_untracked();
        let end = || {
            let made = making.as_ref().filter(|making| keep && !making.token.is_empty());
            if let Some(making) = made {
                let content = making.content.clone().or_else(|| self.source.with_untracked(|old| old.content.clone()));
                self.source.set(Source { content, ..Source::new(making.token.clone()) });
            }
            self.draft.set(None);
        };
        // Of a draft that nobody changed there is nothing to bring back.
        match making.as_ref().is_none_or(|making| making.made == DraftSignature::Untouched) {
            true => end(),
            false => self.act(if keep { Act::Edited } else { Act::Discarded }, end),
        }
    }

    /// The row that the token names.
    pub fn algorithm(self) -> Option<&'static Algorithm> {
        self.parsed.with(|parsed| named(parsed))
    }
}
