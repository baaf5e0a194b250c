//! What was sent, in whatever serialization: read once, never repaired.
//!
//! Everything behind it looks at one *view* of it: a compact token, with the header, the content and the signature that were
//! chosen. A serialization with several signatures or recipients has a view for each.

use super::json::{self, Jws};
use super::jwe::{self, Jwe};
use super::sd_jwt::{self, SdJwt};
use super::{Diagnostic, Parsed, parse};
use crate::base::text::Text;
use std::sync::Arc;

/// A token as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Envelope {
    /// Signed, in the compact serialization (RFC 7515 §7.1); and a text that is no token, with what is wrong with it.
    Jws(Arc<Parsed>),
    /// Signed, in JSON: any number of signatures, and what was undone to find it.
    Signatures(Arc<Jws>, Vec<Diagnostic>),
    /// Encrypted. The view has what can be seen without the key (RFC 7516 §7).
    Jwe(Arc<Jwe>, Arc<Parsed>),
    /// Signed, with claims that are disclosed beside it (RFC 9901). There is a view for each signature, with the processed payload.
    SdJwt(Arc<SdJwt>, Vec<Arc<Parsed>>),
}

/// What an envelope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Signed.
    Jws,
    /// Encrypted.
    Jwe,
    /// Signed, with disclosures.
    SdJwt,
    /// Signed, the key binding JWT of a token with disclosures.
    KeyBinding,
}

impl Kind {
    /// The name that scripts know it by.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Jws => "jws",
            Kind::Jwe => "jwe",
            Kind::SdJwt => "sd-jwt",
            Kind::KeyBinding => "kb-jwt",
        }
    }
}

impl Envelope {
    /// Reads a text that was found; `undone` says what was undone to find it, and comes first.
    pub fn read(text: &Text, undone: &[Diagnostic]) -> Envelope {
        if let Some(sd_jwt) = sd_jwt::read(text) {
            let view = |index| {
                let mut view = sd_jwt.view(index);
                view.problems.splice(0..0, undone.iter().cloned());
                Arc::new(view)
            };
            let views = (0..sd_jwt.signatures()).map(view).collect();
            return Envelope::SdJwt(Arc::new(sd_jwt), views);
        }
        if let Some(jws) = json::read(text) {
            return Envelope::Signatures(Arc::new(jws), undone.to_vec());
        }
        let mut parsed = parse(text);
        parsed.problems.splice(0..0, undone.iter().cloned());
        let jwe = parsed.token.as_ref().and_then(jwe::of);
        let parsed = Arc::new(parsed);
        match jwe {
            Some(jwe) => Envelope::Jwe(Arc::new(jwe), parsed),
            None => Envelope::Jws(parsed),
        }
    }

    /// No text at all.
    pub fn none() -> Envelope {
        Envelope::Jws(Arc::new(Parsed { token: None, problems: vec![] }))
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Envelope::Jws(_) | Envelope::Signatures(..) => Kind::Jws,
            Envelope::Jwe(..) => Kind::Jwe,
            Envelope::SdJwt(..) => Kind::SdJwt,
        }
    }

    /// The token with its disclosures, if it is one.
    pub fn sd_jwt(&self) -> Option<&Arc<SdJwt>> {
        match self {
            Envelope::SdJwt(sd_jwt, _) => Some(sd_jwt),
            _ => None,
        }
    }

    /// All of the text that was sent.
    pub fn text(&self) -> Option<Text> {
        match self {
            Envelope::Jws(parsed) | Envelope::Jwe(_, parsed) => Some(parsed.token.as_ref()?.text.clone()),
            Envelope::Signatures(jws, _) => Some(jws.text.clone()),
            Envelope::SdJwt(sd_jwt, _) => {
                Some(sd_jwt.sent.as_ref().map_or(&sd_jwt.text, |sent| &sent.jws.text).clone())
            }
        }
    }

    /// The token with the signature or for the recipient of that index. An index that is too large means the last.
    pub fn view(&self, index: usize) -> Arc<Parsed> {
        match self {
            Envelope::Signatures(jws, undone) => {
                let mut parsed = jws.view(index);
                parsed.problems.splice(0..0, undone.iter().cloned());
                Arc::new(parsed)
            }
            Envelope::Jwe(jwe, parsed) if jwe.recipients.len() > 1 => {
                let token = parsed.token.as_ref().map(|token| jwe.view(&token.text, index));
                Arc::new(Parsed { token, problems: parsed.problems.clone() })
            }
            Envelope::SdJwt(_, views) => {
                let view = views.get(index).or(views.last()).cloned();
                view.unwrap_or_else(|| Arc::new(Parsed { token: None, problems: vec![] }))
            }
            Envelope::Jws(parsed) | Envelope::Jwe(_, parsed) => parsed.clone(),
        }
    }

    /// How many signatures or recipients there are.
    pub fn count(&self) -> usize {
        match self {
            Envelope::Jws(_) => 1,
            Envelope::SdJwt(sd_jwt, _) => sd_jwt.signatures(),
            Envelope::Signatures(jws, _) => jws.signatures.len(),
            Envelope::Jwe(jwe, _) => jwe.recipients.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Format;
    use crate::format::base64url::encode;
    use crate::jose::Severity;

    #[test]
    fn the_form_of_a_text_tells_what_it_is() {
        let check =
            |text: &str, expected: Kind| assert_eq!(Envelope::read(&text.into(), &[]).kind(), expected, "{text}");
        let header = encode(br#"{"alg":"dir","enc":"A128GCM"}"#);
        check(&format!("{header}..AA.AA.AA"), Kind::Jwe);
        check(&format!("{header}..AA.AA"), Kind::Jws);
        check("eyJhbGciOiJIUzI1NiJ9.e30.AA", Kind::Jws);
        check("no token", Kind::Jws);
        check("eyJhbGciOiJIUzI1NiJ9.e30.AA~", Kind::SdJwt);
        assert_eq!(Envelope::none().view(0).token, None);
    }

    #[test]
    fn what_was_undone_comes_first() {
        let undone = Diagnostic { severity: Severity::Repaired, ..Diagnostic::error(Format::Empty) };
        let view = Envelope::read(&"eyJhbGciOiJIUzI1NiJ9.e30=.AA".into(), &[undone]).view(0);
        let codes: Vec<_> = view.problems.iter().map(|problem| problem.code().name()).collect();
        assert_eq!(codes, ["empty", "base64url-padding"]);
    }
}
