//! The path of layers: a token may hold another one, and each of them is opened and judged by itself, with the keys of the one key
//! field; a key binding JWT with the key of its holder.

mod inside;
mod judged;
mod opening;

use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::jwe::Opening;
use crate::base::text::Text;
use crate::engine::jwe::Derived;
use crate::engine::key_binding;
use crate::extract::Found;
use crate::format::json::{Node, Value};
use crate::jose::envelope::{Envelope, Kind};
use crate::jose::{Parsed, header};
use crate::key::{self, Needed, Options};
use crate::session::{KeyInput, KeyReading, needed};
pub use inside::Origin;
pub use judged::{LayerVerdict, Tally};
pub use opening::{Decryption, derivations};
use rand_core::CryptoRng;
use std::sync::Arc;

/// So many layers are opened inside of the outermost.
const DEEPEST: usize = 8;

/// Which part of what was found is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    /// The layer, counted from the outermost; `None` is the innermost that can be read.
    pub layer: Option<usize>,
    /// Which of several signatures.
    pub signature: usize,
    /// Which of several recipients.
    pub recipient: usize,
    /// Whether the payload of an SD-JWT is shown as it was signed, with its digests, instead of with its disclosed claims.
    pub signed: bool,
}

/// What opens layers.
pub struct Opener<'a> {
    /// The key field.
    pub key: &'a KeyInput,
    /// The keys that PBKDF2 made before.
    pub derived: &'a [Derived],
    /// A source of random numbers: it blinds RSA.
    pub rng: &'a mut dyn CryptoRng,
}

/// The key of a layer that has one of its own.
pub fn read_own_key(jwk: &str) -> KeyReading {
    key::read(jwk, &Options::default()).map(Arc::new)
}

/// One token of the path.
#[derive(Clone, Debug)]
pub struct Layer {
    /// As it was sent.
    pub envelope: Envelope,
    /// Where it stands in the layer that it was found in.
    pub origin: Origin,
    /// What is looked at of it; with the content, if it was encrypted and opened.
    pub view: Arc<Parsed>,
    /// What became of it, if it is encrypted.
    pub decryption: Option<Arc<Decryption>>,
}

/// All layers, the outermost first; never empty.
#[derive(Clone, Debug)]
pub struct Layers {
    outer: Layer,
    inner: Vec<Layer>,
    /// How many of the inner layers are content of the layer before; the others stand inside of these.
    contents: usize,
}

impl Layer {
    /// A token as it was sent, not opened.
    fn sealed(envelope: Envelope, selected: Selected) -> Layer {
        let index = if matches!(envelope, Envelope::Jwe(..)) { selected.recipient } else { selected.signature };
        Layer { view: envelope.view(index), envelope, origin: Origin::Content, decryption: None }
    }

    fn open(self, opener: &mut Opener) -> Layer {
        let Envelope::Jwe(jwe, _) = &self.envelope else { return self };
        let key = opener.key.read(self.view.token.as_ref().map_or(Needed::Anything, needed));
        let decryption = opening::open(jwe, key.as_deref(), opener.derived, opener.rng);
        let view = match decryption.opened() {
            Some(opened) => {
                let mut view = self.envelope.view(opened.recipient).opened(&opened.plaintext.0);
                view.problems.extend(opened.framing.map(|framing| Diagnostic::error(Opening::Framed(framing))));
                Arc::new(view)
            }
            None => self.view,
        };
        Layer { decryption: Some(Arc::new(decryption)), view, ..self }
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        match self.origin {
            Origin::KeyBinding(_) => Kind::KeyBinding,
            Origin::Content | Origin::Claim { .. } => self.envelope.kind(),
        }
    }

    /// The key that it is verified with: its own, or that of the key field.
    pub fn key(&self, field: &KeyInput) -> KeyReading {
        match self.own_key() {
            Some(jwk) => read_own_key(&jwk),
            None => field.read(self.view.token.as_ref().map_or(Needed::Anything, needed)),
        }
    }

    /// The key that it is verified with, whatever is in the key field: a JWK.
    pub fn own_key(&self) -> Option<Text> {
        match &self.origin {
            Origin::KeyBinding(sd_jwt) => key_binding::holder_jwk(sd_jwt),
            Origin::Content | Origin::Claim { .. } => None,
        }
    }

    /// What becomes of each recipient of an encrypted token in JSON alone, of the first few.
    pub fn recipients(&self, opener: &mut Opener) -> Vec<Decryption> {
        let Envelope::Jwe(jwe, _) = &self.envelope else { return vec![] };
        let key = opener.key;
        let read = |index: usize| key.read(self.envelope.view(index).token.as_ref().map_or(Needed::Anything, needed));
        opening::each(jwe, &read, opener.derived, opener.rng)
    }

    /// The token that is its content.
    fn inner(&self) -> Option<Text> {
        let token = self.view.token.as_ref()?;
        let payload = token.payload.as_ref().filter(|payload| payload.utf8)?;
        let text = match payload.json.as_ref().map(|node| &node.value) {
            None => &payload.text,
            Some(Value::String(text)) if payload.well_formed => text,
            Some(_) => return None,
        };
        let start = text.len() - text.trim_start().len();
        let text = text.slice(start..start + text.trim().len());
        let said = token.header.json.as_ref().and_then(|header| header.get("cty")).and_then(Node::as_str);
        let dots = text.bytes().filter(|byte| *byte == b'.').count();
        let is_one = text.starts_with("ey") && matches!(dots, 2 | 4);
        (is_one || said.is_some_and(header::is_jwt) && !text.is_empty()).then_some(text)
    }
}

impl Layers {
    /// The layers of a token that was found, opened as far as the keys go.
    pub fn read(found: Option<&Found>, selected: Selected, opener: &mut Opener) -> Layers {
        let outer = Layers::outermost(found, selected, opener).outer;
        let (mut inner, mut next) = (vec![], outer.inner());
        while let Some(text) = next.filter(|_| inner.len() < DEEPEST) {
            let layer = Layer::sealed(Envelope::read(&text, &[]), selected).open(opener);
            next = layer.inner();
            inner.push(layer);
        }
        let mut layers = Layers { outer, contents: inner.len(), inner };
        inside::read(&mut layers, selected, opener);
        layers
    }

    /// The outermost layer alone, opened if a key does that.
    pub fn outermost(found: Option<&Found>, selected: Selected, opener: &mut Opener) -> Layers {
        Layers { outer: Layers::sealed(found, selected).outer.open(opener), inner: vec![], contents: 0 }
    }

    /// The outermost layer alone, as it was sent.
    pub fn sealed(found: Option<&Found>, selected: Selected) -> Layers {
        let envelope = found.map_or_else(Envelope::none, |found| Envelope::read(&found.text, &found.problems));
        Layers { outer: Layer::sealed(envelope, selected), inner: vec![], contents: 0 }
    }

    /// From the outermost to the innermost, and behind these what stands inside of them.
    pub fn iter(&self) -> impl Iterator<Item = &Layer> {
        core::iter::once(&self.outer).chain(&self.inner)
    }

    /// Whether another key may open others: where none is encrypted, the key changes nothing.
    pub fn depend_on_key(&self) -> bool {
        self.iter().any(|layer| layer.decryption.is_some())
    }

    /// The outermost: what stands in the token field.
    pub fn outer(&self) -> &Layer {
        &self.outer
    }

    /// The index of the layer that is shown: the innermost content, unless another one was chosen.
    pub fn shown_index(&self, selected: Selected) -> usize {
        selected.layer.unwrap_or(self.contents).min(self.inner.len())
    }

    /// The layer that is shown.
    pub fn shown(&self, selected: Selected) -> &Layer {
        let inner = self.shown_index(selected).checked_sub(1).and_then(|index| self.inner.get(index));
        inner.unwrap_or(&self.outer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::jwe::{Draft, To, encrypt};
    use crate::format::base64url::encode;
    use crate::key::{self, Options};

    const SECRET: &str = "a secret of just thirty-two byte";

    /// A token that holds `content`, encrypted with a key.
    fn sealed(header: &str, key_text: &str, content: &str) -> String {
        let key = key::detect(key_text, key::Encoding::Utf8).expect("a text").expect("a key");
        let to = To { header: None, key: &key };
        let draft = Draft {
            protected: header,
            unprotected: None,
            recipients: vec![to],
            aad: None,
            plaintext: content.as_bytes(),
        };
        encrypt(&draft, &mut Counter(3)).expect("encrypted").compact().expect("compact")
    }

    fn read(text: &str, key_text: &str, derived: &[Derived]) -> Layers {
        let found = crate::extract::find(text);
        let key = KeyInput::default().with_text(key_text.into());
        let mut opener = Opener { key: &key, derived, rng: &mut Counter(7) };
        Layers::read(found.first(), Selected::default(), &mut opener)
    }

    /// What each layer is, and what became of it.
    fn path(layers: &Layers) -> Vec<String> {
        let state = |layer: &Layer| match layer.decryption.as_deref() {
            None => layer.envelope.kind().name().to_owned(),
            Some(Decryption::NoKey(..)) => "no key".into(),
            Some(Decryption::Opened(_)) => "opened".into(),
            Some(Decryption::Derives(rounds)) => format!("derives {rounds}"),
            Some(Decryption::Failed(why)) => format!("failed {}", why.code().name()),
            Some(Decryption::KeyMismatch(why)) => format!("mismatch {}", why.code().name()),
            Some(Decryption::Unsupported(why)) => format!("unsupported {}", why.code().name()),
        };
        layers.iter().map(state).collect()
    }

    fn jwk(secret: &str, more: &str) -> String {
        format!(r#"{{"kty":"oct","k":"{}"{more}}}"#, encode(secret.as_bytes()))
    }

    #[test]
    fn an_encrypted_token_opens_although_its_empty_part_was_lost() {
        let token = sealed(r#"{"alg":"dir","enc":"A256GCM"}"#, SECRET, r#"{"sub":"alice"}"#);
        let lost = token.replacen("..", ".", 1);
        let found = crate::extract::find(lost.as_str());
        assert_eq!(found.first().map(|found| found.text.as_str()), Some(token.as_str()));
        let layers = read(&lost, SECRET, &[]);
        assert_eq!(path(&layers), ["opened"]);
        assert_eq!(layers.outer().view.problems.first().map(|problem| problem.code().name()), Some("pasted-part-lost"));
    }

    /// `zlib.compress` of Python, under a key of its own.
    #[test]
    fn content_with_the_header_of_zlib_is_shown_and_told() {
        let token = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiemlwIjoiREVGIn0..ZLKxJbZoINPSXueM.Kh7LTweI8Lb5FuNwxth7BfesM1CAfGFjmU5oaEGG6huBiitthMCh9wffeu4Bz_Fyx0T9twEU7FDi9H_R4hJNbhs2jGrH569HvZIxWvez-a_Sj8zqzo8Fm8_i0U5UT3v2jo8c.BCBGRlJ_nrW__6NO4TgbWA";
        let layers = read(token, r#"{"kty":"oct","k":"cJKfAkyotDfmzggJEj5Da-Gqx7ZWqw925PdQzAwsdFs"}"#, &[]);
        assert_eq!(path(&layers), ["opened"]);
        let view = &layers.outer().view;
        assert!(view.problems.iter().any(|problem| problem.code().name() == "jwe-deflate"));
        let claims = view.token.as_ref().and_then(|token| token.payload.as_ref()?.json.as_ref());
        assert!(claims.is_some_and(|claims| claims.get("iss").is_some()), "{claims:?}");
    }

    #[test]
    fn an_encrypted_token_opens_with_its_key_and_says_why_not_with_another() {
        let token = sealed(r#"{"alg":"dir","enc":"A256GCM"}"#, SECRET, r#"{"sub":"alice","sub":"bob"}"#);
        let layers = read(&token, SECRET, &[]);
        assert_eq!(path(&layers), ["opened"]);
        let view = &layers.shown(Selected::default()).view;
        let payload = view.token.as_ref().and_then(|token| token.payload.as_ref()).expect("the content");
        assert_eq!(payload.text, r#"{"sub":"alice","sub":"bob"}"#);
        assert!(view.problems.iter().any(|problem| problem.code().name() == "duplicate-name"), "{:?}", view.problems);
        assert_eq!(path(&read(&token, "", &[])), ["no key"]);
        assert_eq!(path(&read(&token, "too short", &[])), ["mismatch jwe-key-length"]);
        assert_eq!(path(&read(&token, "another secret of these 32 bytes", &[])), ["failed jwe-tag"]);
        let unknown = token.replace(token.split('.').next().expect("a header"), &encode(br#"{"alg":"x","enc":"y"}"#));
        assert_eq!(path(&read(&unknown, SECRET, &[])), ["unsupported jwe-alg"]);
    }

    #[test]
    fn each_layer_takes_its_key_from_the_same_set() {
        let header = r#"{"alg":"A256KW","enc":"A128GCM","cty":"JWT"}"#;
        let signed = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln";
        let inner = sealed(header, "another secret of these 32 bytes", signed);
        let token = sealed(header, SECRET, &inner);
        let set = format!(r#"{{"keys":[{},{}]}}"#, jwk(SECRET, ""), jwk("another secret of these 32 bytes", ""));
        let layers = read(&token, &set, &[]);
        assert_eq!(path(&layers), ["opened", "opened", "jws"]);
        let text = |selected| layers.shown(selected).view.token.as_ref().map(|token| token.text.to_string());
        assert_eq!(text(Selected::default()).as_deref(), Some(signed));
        assert_eq!(text(Selected { layer: Some(1), ..Selected::default() }), Some(inner));
        assert_eq!(path(&read(&token, SECRET, &[])), ["opened", "failed jwe-unwrap"]);
    }

    #[test]
    fn a_key_of_a_set_is_found_by_its_name_and_else_by_trying() {
        let token = sealed(r#"{"alg":"A256KW","enc":"A128GCM","kid":"b"}"#, SECRET, "{}");
        let other = |more: &str| jwk("another secret of these 32 bytes", more);
        let opens = |keys: &str, expected: &str| {
            assert_eq!(path(&read(&token, &format!(r#"{{"keys":[{keys}]}}"#), &[])), [expected], "{keys}");
        };
        opens(&[other(r#","kid":"a""#), jwk(SECRET, r#","kid":"b""#)].join(","), "opened");
        opens(&[other(r#","kid":"b""#), jwk(SECRET, r#","kid":"a""#)].join(","), "opened");
        opens(&[other(""), other(r#","kid":"b""#)].join(","), "failed jwe-none-of-set");
        opens(&[jwk("short", ""), jwk("shorter", "")].join(","), "mismatch jwe-none-of-set");
        // It is declared to sign.
        opens(&[other(""), jwk(SECRET, r#","use":"sig""#)].join(","), "failed jwe-unwrap");
    }

    #[test]
    fn many_rounds_of_pbkdf2_are_left_to_somebody_else_and_made_once() {
        let header = |rounds: u32| format!(r#"{{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":{rounds}}}"#);
        assert_eq!(path(&read(&sealed(&header(1_000), "a password", "{}"), "a password", &[])), ["opened"]);
        let token = sealed(&header(20_001), "a password", "{}");
        assert_eq!(path(&read(&token, "a password", &[])), ["derives 20001"]);
        let made = |password: &str| {
            let jwe = crate::engine::jwe::read(token.as_str()).jwe.expect("a token");
            let held = key::read(password, &Options::default()).expect("a text").expect("a secret");
            derivations(&jwe, &held).iter().map(crate::engine::jwe::Derivation::make).collect::<Vec<_>>()
        };
        assert_eq!(path(&read(&token, "a password", &made("a password"))), ["opened"]);
        // What was made of another password answers for nothing else.
        assert_eq!(path(&read(&token, "a password", &made("another"))), ["derives 20001"]);
        assert_eq!(path(&read(&token, "another", &made("another"))), ["failed jwe-unwrap"]);
    }

    #[test]
    fn tokens_in_tokens_end_somewhere() {
        let mut token = "eyJhbGciOiJub25lIn0.e30.".to_owned();
        for _ in 0..20 {
            token = format!("{}.{}.", encode(br#"{"alg":"none","cty":"JWT"}"#), encode(token.as_bytes()));
        }
        assert_eq!(path(&read(&token, "", &[])).len(), 1 + DEEPEST);
    }
}
