//! A token with disclosures: it, and which of its payloads is drawn.

use super::{Act, State};
use jwt_debugger::jose::Parsed;
use jwt_debugger::jose::sd_jwt::SdJwt;
use jwt_debugger::session::layers::Origin;
use leptos::prelude::*;
use std::sync::Arc;

impl State {
    /// The token that is shown, if it is an SD-JWT.
    pub fn sd_jwt(self) -> Option<Arc<SdJwt>> {
        let part = self.shown.with(|source| source.part);
        self.layers.with(|layers| layers.shown(part).envelope.sd_jwt().cloned())
    }

    /// The same, also while the key binding JWT of an SD-JWT is shown.
    pub fn presentation(self) -> Option<Arc<SdJwt>> {
        let part = self.shown.with(|source| source.part);
        self.layers.with(|layers| {
            let layer = layers.shown(part);
            match &layer.origin {
                Origin::KeyBinding(sd_jwt) => Some(sd_jwt.clone()),
                Origin::Content | Origin::Claim { .. } => layer.envelope.sd_jwt().cloned(),
            }
        })
    }

    /// The same for what only acts.
    pub fn sd_jwt_untracked(self) -> Option<Arc<SdJwt>> {
        untrack(|| self.sd_jwt())
    }

    /// What is drawn of the token: of an SD-JWT, with the payload as it was signed if that was chosen.
    pub fn drawn(self) -> Arc<Parsed> {
        match self.sd_jwt() {
            Some(sd_jwt) if self.shown.with(|source| source.part.signed) => {
                sd_jwt.signed(self.shown.with(|source| source.part.signature)).clone()
            }
            _ => self.parsed.get(),
        }
    }

    /// The same for what only acts.
    pub fn drawn_untracked(self) -> Arc<Parsed> {
        untrack(|| self.drawn())
    }

    /// Shows another presentation of the same token: the key stays.
    pub fn show_presentation(self, text: String) {
        self.act(Act::Replaced, || self.set_token(text.into()));
    }

    /// Whether the payload is drawn as it was signed.
    pub fn shows_signed(self) -> bool {
        untrack(|| self.sd_jwt().is_some() && self.shown.with(|source| source.part.signed))
    }
}
