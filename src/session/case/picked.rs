//! Which token a case is about: the one that is shown, unless it came out of an encrypted one and is to stay in there.

use super::mask::{self, Claim};
use crate::jose::envelope::Envelope;
use crate::jose::sd_jwt::SdJwt;
use crate::jose::{Form, Part, Serialization, Token};
use crate::session::layers::{Layer, Layers, Selected};

/// The token of a case.
#[derive(Clone, Copy, Debug)]
pub struct Picked<'a> {
    /// The token itself; of an SD-JWT that of its issuer.
    pub(super) token: &'a Token,
    /// The SD-JWT, if it is one.
    pub(super) sd_jwt: Option<&'a SdJwt>,
    /// Whether something was decrypted that the case is about, or leaves out.
    pub(super) was_decrypted: bool,
    /// Whether what was decrypted is left out.
    pub(super) sealed: bool,
}

impl<'a> Picked<'a> {
    /// The token of a case about what is shown of `layers`; with what was decrypted if `plaintext`. `None` without a token.
    pub fn new(layers: &'a Layers, selected: Selected, plaintext: bool) -> Option<Picked<'a>> {
        let shown = layers.shown_index(selected);
        let is_opened = |layer: &&Layer| layer.decryption.as_ref().is_some_and(|one| one.opened().is_some());
        let opened = layers.iter().take(shown + 1).find(is_opened);
        let layer = match opened {
            Some(opened) if !plaintext => opened,
            _ => layers.shown(selected),
        };
        let sd_jwt = match &layer.envelope {
            Envelope::SdJwt(..) => layer.envelope.sd_jwt().map(|sd_jwt| &**sd_jwt),
            _ => None,
        };
        let token = match sd_jwt {
            Some(sd_jwt) => sd_jwt.issuer.token.as_ref(),
            None => layer.view.token.as_ref(),
        };
        let was_decrypted = opened.is_some();
        Some(Picked { token: token?, sd_jwt, was_decrypted, sealed: was_decrypted && !plaintext })
    }

    /// Whether something was decrypted, so that there is a choice whether the case has it.
    pub fn was_decrypted(&self) -> bool {
        self.was_decrypted
    }

    /// How many disclosures there are to choose whether the case has them.
    pub fn disclosures(&self) -> usize {
        self.sd_jwt.map_or(0, |sd_jwt| sd_jwt.disclosures.len())
    }

    /// What can be masked in it.
    pub fn claims(&self) -> Vec<Claim> {
        let header = mask::claims(Part::Header, &self.header());
        let payload = self.payload().map(|payload| mask::claims(Part::Payload, payload)).unwrap_or_default();
        header.into_iter().chain(payload).collect()
    }

    /// The text of the protected header: of a token in JSON, [`Token::header`] has the members of the unprotected one, too.
    pub(super) fn header(&self) -> String {
        let segment = self.token.segments.first().filter(|_| self.token.beside.serialization != Serialization::Compact);
        match segment {
            Some(segment) => String::from_utf8_lossy(&segment.bytes).into_owned(),
            None => self.token.header.text.to_string(),
        }
    }

    /// The text of the payload: as it was signed, or as it was decrypted unless that is left out.
    pub(super) fn payload(&self) -> Option<&'a str> {
        let is_sealed = self.sealed && self.token.form == Form::Jwe;
        self.token.payload.as_ref().filter(|_| !is_sealed).map(|payload| payload.text.as_str())
    }
}
