//! The signatures or recipients of a token in JSON side by side: what each says of itself, in what they differ, and its verdict.

use super::report::{Lamp, Proof};
use super::{KeyInput, link, needed};
use crate::base::text::Bytes;
use crate::engine::jwa::Algorithm;
use crate::engine::verify::{self, VerificationKey};
use crate::format::json::Node;
use crate::jose::detached::with_content;
use crate::jose::envelope::Envelope;
use crate::jose::{Parsed, Serialization, Token};
use crate::key::ParsedKey;
use crate::session::layers::Decryption;
use crate::session::view;
use std::sync::Arc;

/// So many parameters of a header are shown in a row.
const SHOWN: usize = 6;
/// A longer value is cut.
const LONGEST: usize = 48;

/// One signature or recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureRow {
    /// Its verdict, as the lamp says it.
    pub lamp: Lamp,
    /// What its header says: `alg` and `kid`, and all in which the signatures differ.
    pub parameters: Vec<Parameter>,
}

/// A header parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value, or the beginning of it.
    pub value: String,
    /// Whether the signature covers it.
    pub protected: bool,
}

/// What the signatures are judged by.
pub struct Judge<'a> {
    /// The key field.
    pub key: &'a KeyInput,
    /// The key that came with a link.
    pub linked: Option<&'a ParsedKey>,
    /// The algorithm that the person expects.
    pub expected: Option<&'static Algorithm>,
    /// The content that was sent apart.
    pub content: Option<&'a Bytes>,
}

impl Judge<'_> {
    fn lamp(&self, token: &Token) -> Lamp {
        let key = self.key.read(needed(token));
        let judgement = verify::check(token, VerificationKey::of(key.as_deref()), self.expected, None);
        let verdict = match (key.as_deref(), self.linked) {
            (Some(Ok(held)), Some(linked)) => link::attest(judgement.verdict, held, judgement.choice.as_ref(), linked),
            _ => judgement.verdict,
        };
        Proof::Signature(Some(&verdict)).lamp(key.as_deref().and_then(|key| key.as_ref().err()))
    }
}

/// A row for each signature; none for what is not signed, or is a compact token.
pub fn rows(envelope: &Envelope, judge: &Judge) -> Vec<SignatureRow> {
    let count = match envelope {
        Envelope::Signatures(jws, _) => jws.signatures.len(),
        Envelope::SdJwt(sd_jwt, _) if sd_jwt.sent.is_some() => sd_jwt.signatures(),
        _ => return vec![],
    };
    let views = (0..count).map(|index| with_content(envelope.view(index), judge.content));
    compared(&views.collect::<Vec<_>>(), |_, token| judge.lamp(token))
}

/// A row for each recipient of an encrypted token in JSON; `tried` says what became of each, as far as they were tried.
pub fn recipients(envelope: &Envelope, tried: &[Decryption]) -> Vec<SignatureRow> {
    let views: Vec<_> = match envelope {
        Envelope::Jwe(jwe, _) if jwe.form != Serialization::Compact => {
            (0..jwe.recipients.len()).map(|index| envelope.view(index)).collect()
        }
        _ => return vec![],
    };
    let untried = || Lamp { state: "none", label: "Not tried".into(), doubtful: false };
    let lamp = |decryption| Proof::Decryption(decryption).lamp(None);
    compared(&views, |index, _| tried.get(index).map_or_else(untried, lamp))
}

fn compared(views: &[Arc<Parsed>], lamp: impl Fn(usize, &Token) -> Lamp) -> Vec<SignatureRow> {
    let tokens: Vec<&Token> = views.iter().filter_map(|view| view.token.as_ref()).collect();
    let names = names(&tokens);
    let row = |(index, token): (usize, &&Token)| SignatureRow {
        lamp: lamp(index, token),
        parameters: parameters(token, &names),
    };
    tokens.iter().enumerate().map(row).collect()
}

/// `alg` and `kid`, and the names of what differs.
fn names(tokens: &[&Token]) -> Vec<String> {
    let text = |token: &Token, name: &str| value(token, name).map(|node| view::cell(&token.header.text, node));
    let mut names: Vec<String> = vec!["alg".into(), "kid".into()];
    for member in tokens.iter().filter_map(|token| token.header.json.as_ref()).flat_map(Node::members) {
        let differs = || {
            let mut all = tokens.iter().map(|token| text(token, &member.name));
            let first = all.next();
            all.any(|other| Some(other) != first)
        };
        if names.len() < SHOWN && names.iter().all(|name| member.name != *name) && differs() {
            names.push(member.name.to_string());
        }
    }
    names
}

fn value<'a>(token: &'a Token, name: &str) -> Option<&'a Node> {
    token.header.json.as_ref()?.get(name)
}

fn parameters(token: &Token, names: &[String]) -> Vec<Parameter> {
    let one = |name: &String| {
        let value = view::cell(&token.header.text, value(token, name)?);
        let value = crate::base::shown(&value, LONGEST);
        Some(Parameter { name: name.clone(), value, protected: !token.is_unprotected(name) })
    };
    names.iter().filter_map(one).collect()
}

/// The names of the parameters that the signature does not cover.
pub fn unprotected(token: &Token) -> Vec<String> {
    let json = token.beside.unprotected.as_ref().and_then(|header| header.json.as_ref());
    let names =
        json.map(Node::members).unwrap_or_default().iter().map(|member| crate::base::shown(&member.name, LONGEST));
    names.take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7520 §4.8.
    fn example() -> (String, String) {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/vectors/jws-json.json")).expect("JSON");
        let rows = file["tokens"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["source"] == "RFC 7520 §4.8, general").expect("the example");
        (row["token"].to_string(), format!(r#"{{"keys":{}}}"#, row["keys"]))
    }

    fn read(text: &str, key_text: &str) -> Vec<SignatureRow> {
        let key = KeyInput::default().with_text(key_text.into());
        let judge = Judge { key: &key, linked: None, expected: None, content: None };
        rows(&Envelope::read(&text.into(), &[]), &judge)
    }

    #[test]
    fn each_signature_has_its_verdict_and_says_in_what_it_differs() {
        let (token, keys) = example();
        let states = |key: &str| read(&token, key).iter().map(|row| row.lamp.state).collect::<Vec<_>>();
        assert_eq!(states(&keys), ["valid"; 3]);
        assert_eq!(states(""), ["no-key"; 3]);
        let hmac = r#"{"kty":"oct","k":"hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg"}"#;
        assert_eq!(states(hmac), ["key-mismatch", "key-mismatch", "valid"]);
        let rows = read(&token, &keys);
        let said = |row: &SignatureRow| {
            row.parameters.iter().map(|one| format!("{} {} {}", one.name, one.value, one.protected)).collect::<Vec<_>>()
        };
        assert_eq!(said(&rows[0]), ["alg RS256 true", "kid bilbo.baggins@hobbiton.example false"]);
        assert_eq!(said(&rows[1]), ["alg ES512 false", "kid bilbo.baggins@hobbiton.example false"]);
        let differing = token.replacen(r#""header":{"#, r#""header":{"x":1,"#, 1);
        assert!(read(&differing, "")[0].parameters.iter().any(|one| one.name == "x" && one.value == "1"));
        assert_eq!(read("eyJhbGciOiJIUzI1NiJ9.e30.AA", ""), []);
    }

    #[test]
    fn each_recipient_is_tried_with_the_key_and_has_a_state_of_its_own() {
        use crate::engine::jwa::tests::Counter;
        use crate::session::layers::{Layers, Opener, Selected};
        let sample = crate::session::samples::forms::sample("JWE, general JSON", 0, &mut Counter(1)).expect("a sample");
        let states = |text: &str, key_text: &str| {
            let key = KeyInput::default().with_text(key_text.into());
            let mut opener = Opener { key: &key, derived: &[], rng: &mut Counter(7) };
            let found = crate::extract::find(text);
            let layers = Layers::read(found.first(), Selected::default(), &mut opener);
            let tried = layers.outer().recipients(&mut opener);
            recipients(&layers.outer().envelope, &tried).into_iter().map(|row| row.lamp.state).collect::<Vec<_>>()
        };
        let rsa = crate::session::samples::signing_key(&crate::engine::jwa::rsa::RS256).expect("a key");
        assert_eq!(states(&sample.token, &sample.key), ["key-mismatch", "opened"]);
        assert_eq!(states(&sample.token, &rsa), ["opened", "key-mismatch"]);
        assert_eq!(states(&sample.token, &format!(r#"{{"keys":[{rsa},{}]}}"#, sample.key)), ["opened", "opened"]);
        assert_eq!(states(&sample.token, ""), ["no-key", "no-key"]);
        let other = include_str!("../../tests/keys/p256-pkcs8.pem");
        assert_eq!(states(&sample.token, other), ["key-mismatch", "failed"]);
        assert_eq!(recipients(&Envelope::none(), &[]), []);
    }

    #[test]
    fn a_recipient_that_was_not_tried_says_so_and_what_its_header_says() {
        let text = r#"{"protected":"eyJlbmMiOiJBMTI4R0NNIn0","recipients":[{"header":{"alg":"A128KW","kid":"1"}},{"header":{"alg":"dir","kid":"2"}}],"iv":"AA","ciphertext":"AA","tag":"AA"}"#;
        let rows = recipients(&Envelope::read(&text.into(), &[]), &[]);
        assert_eq!(rows.iter().map(|row| row.lamp.state).collect::<Vec<_>>(), ["none", "none"]);
        assert_eq!((rows[1].parameters[0].value.as_str(), rows[1].parameters[0].protected), ("dir", false));
    }

    #[test]
    fn what_is_not_protected_is_named() {
        let view = Envelope::read(&example().0.as_str().into(), &[]).view(1);
        assert_eq!(unprotected(view.token.as_ref().expect("a token")), ["alg", "kid"]);
    }
}
