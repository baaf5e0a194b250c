//! Drafts of one signature of a token in JSON (RFC 7515 §7.2). Signing again replaces that signature alone. The payload belongs to
//! all of them, so that a change to it takes the others their validity.

use super::{Draft, DraftOutcome, DraftSignature, Origin, SignatureMode, formatted, laid_out, signer};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::NotEditable;
use crate::base::diagnostic::reason::{Unsigned, Unusable};
use crate::base::text::Text;
use crate::engine::sign;
use crate::format::base64url;
use crate::format::json;
use crate::jose::Token;
use crate::jose::json::{Parts, edited, read};
use crate::key::{KeyFault, ParsedKey};
use rand_core::CryptoRng;

/// A signature in a token in JSON.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// Which of them.
    pub(super) index: usize,
    /// Whether it has a protected header.
    pub(super) is_protected: bool,
    /// The unprotected header as its editor first shows it; empty for none.
    pub(super) unprotected: Text,
    /// How many others there are.
    others: usize,
    /// The payload in the form in which it was signed.
    payload: Text,
}

/// The other signatures of a token in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Others {
    /// How many there are.
    pub count: usize,
    /// Whether what they sign is still the same.
    pub hold: bool,
}

impl Draft {
    /// A draft of the signature with that index, or the last, of a token in JSON.
    pub(super) fn of_signature(token: &Token, index: usize) -> Result<Draft, NotEditable> {
        let content = Draft::editable(token)?;
        let jws = read(&token.text).ok_or(NotEditable::NoPayload)?;
        let index = index.min(jws.signatures.len().saturating_sub(1));
        let signature = jws.signatures.get(index).ok_or(NotEditable::NoPayload)?;
        let protected = signature.protected_header();
        if !protected.utf8 || token.segments.first().is_some_and(|header| !header.canonical) {
            return Err(NotEditable::NotText);
        }
        let (header, payload, compact) = match signature.protected {
            Some(_) => laid_out(&protected.text, &content.text),
            None => laid_out("{}", &content.text),
        };
        let header = if signature.protected.is_some() { header } else { String::new() };
        let unprotected = signature.unprotected.as_ref().map_or("", |(header, _)| &header.text);
        let unprotected = formatted(unprotected).unwrap_or_else(|| unprotected.to_owned());
        let value = |member: &Option<crate::jose::json::Member>| member.as_ref().map(|member| member.value.clone());
        let place = Place {
            index,
            is_protected: signature.protected.is_some(),
            unprotected: unprotected.as_str().into(),
            others: jws.signatures.len() - 1,
            payload: value(&jws.payload).unwrap_or_default(),
        };
        let origin = Origin {
            token: token.text.clone(),
            signature: value(&signature.signature).unwrap_or_default(),
            header: header.as_str().into(),
            payload: payload.as_str().into(),
            compact,
            any_payload: !content.well_formed,
            apart: token.is_detached(),
            compression: None,
            place: Some(place),
        };
        Ok(Draft { header, payload, compact, unprotected: Some(unprotected), origin: Some(origin), ..Draft::default() })
    }

    pub(super) fn make_in_json(
        &self,
        origin: &Origin,
        place: &Place,
        header: &str,
        payload: Vec<u8>,
        held: Option<&Result<ParsedKey, KeyFault>>,
        rng: &mut dyn CryptoRng,
    ) -> DraftOutcome {
        let input = sign::input(header, &payload);
        let encoded = input.iter().position(|byte| *byte == b'.').and_then(|dot| input.get(dot + 1..));
        let encoded = String::from_utf8_lossy(encoded.unwrap_or_default()).into_owned();
        let typed = self.unprotected.as_deref().filter(|text| !text.trim().is_empty());
        let unprotected = typed.map(|text| match self.compact {
            true => String::from_utf8_lossy(&json::compact(text.as_bytes())).into_owned(),
            false => text.to_owned(),
        });
        let protected = if header.is_empty() { String::new() } else { base64url::encode(header.as_bytes()) };
        let with = |signature: &str| {
            let parts =
                Parts { protected: &protected, payload: &encoded, unprotected: unprotected.as_deref(), signature };
            edited(&origin.token, place.index, parts).unwrap_or_default()
        };
        let (token, made) = match self.mode {
            SignatureMode::Keep => (with(&origin.signature), DraftSignature::Kept),
            SignatureMode::Omit => (with(""), DraftSignature::Omitted),
            SignatureMode::Sign => {
                let unsigned = with("");
                let view = read(&unsigned.as_str().into()).and_then(|jws| jws.view(place.index).token);
                let signed = signer(view.as_ref(), held).and_then(|(algorithm, key)| {
                    let signature = (algorithm.sign)(key, &input, rng);
                    let why = |failure: crate::engine::jwa::Failure| {
                        Box::new(Unsigned::KeyUnusable(failure.unusable().unwrap_or(Unusable::Inconsistent)).into())
                    };
                    Ok((with(&base64url::encode(&signature.map_err(why)?)), DraftSignature::Signed(algorithm)))
                });
                signed.unwrap_or_else(|why| (unsigned, DraftSignature::Unsigned(Diagnostic::error(*why))))
            }
        };
        let hold = match origin.apart {
            true => origin.payload == self.payload,
            false => place.payload == encoded,
        };
        let others = (place.others > 0).then_some(Others { count: place.others, hold });
        let content = origin.apart.then(|| payload.into());
        DraftOutcome { content, index: place.index, others, ..DraftOutcome::new(token, made) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::verify::verify;
    use crate::jose::envelope::Envelope;
    use crate::key::{Key, Options, detect, read as read_key};

    const SECRET: &str = "a secret of thirty-two bytes,,,,";

    fn key(text: &str) -> Key {
        detect(text, crate::key::Encoding::Utf8).expect("a text").expect("a key")
    }

    /// Two signatures with the same secret: the second names its `alg` in the header that it does not cover.
    fn general() -> String {
        let sign = |header: &str| {
            let row = &crate::engine::jwa::hmac::HS256;
            let token = sign::compact(header, br#"{"a":1}"#, row, &key(SECRET), &mut Counter(0)).expect("signed");
            let parts: Vec<&str> = token.split('.').collect();
            (parts[0].to_owned(), parts[2].to_owned())
        };
        let ((one, first), (two, second)) = (sign(r#"{"alg":"HS256"}"#), sign(r#"{"typ":"x"}"#));
        format!(
            r#"{{ "payload":"{}", "signatures":[{{"protected":"{one}","header":{{"kid":"1"}},"signature":"{first}"}},{{"protected":"{two}","header":{{"alg":"HS256"}},"signature":"{second}"}}], "more":1 }}"#,
            base64url::encode(br#"{"a":1}"#)
        )
    }

    fn token(text: &str, index: usize) -> Token {
        Envelope::read(&text.into(), &[]).view(index).token.clone().expect("a token")
    }

    fn states(text: &str) -> Vec<bool> {
        let count = Envelope::read(&text.into(), &[]).count();
        (0..count).map(|index| verify(&token(text, index), Some(&key(SECRET)), None).is_valid()).collect()
    }

    fn make(draft: &Draft) -> DraftOutcome {
        draft.make(read_key(SECRET, &Options::default()).as_ref(), &[], &mut Counter(0))
    }

    #[test]
    fn a_signature_is_replaced_in_its_place_and_the_others_are_told_of() {
        let text = general();
        assert_eq!(states(&text), [true, true]);
        for index in [0, 1] {
            let mut draft = Draft::of_signature(&token(&text, index), index).expect("it can be edited");
            let untouched = make(&draft);
            assert_eq!((untouched.token.as_str(), untouched.index), (text.as_str(), index));
            draft.payload = draft.payload.replace('1', "2");
            let made = make(&draft);
            assert!(matches!(made.made, DraftSignature::Signed(row) if row.name == "HS256"), "{made:?}");
            assert_eq!(made.others, Some(Others { count: 1, hold: false }));
            assert_eq!(states(&made.token), [index == 0, index == 1]);
            assert!(made.token.ends_with(r#", "more":1 }"#), "{}", made.token.as_str());
        }
    }

    #[test]
    fn a_changed_header_leaves_the_other_signatures_valid() {
        let text = general();
        let mut draft = Draft::of_signature(&token(&text, 0), 0).expect("it can be edited");
        draft.header = draft.header.replace('}', r#","typ":"y"}"#);
        draft.unprotected = Some(r#"{ "kid": "2" }"#.into());
        let made = make(&draft);
        assert_eq!(made.others, Some(Others { count: 1, hold: true }));
        assert_eq!(states(&made.token), [true, true]);
        assert!(made.token.contains(r#""header":{"kid":"2"}"#), "{}", made.token.as_str());
        draft.unprotected = Some(String::new());
        assert!(make(&draft).token.contains(r#""header":{}"#));
        draft.mode = SignatureMode::Keep;
        assert_eq!(states(&make(&draft).token), [false, true]);
    }

    #[test]
    fn a_flattened_token_gets_the_members_that_it_has_not() {
        let text = r#"{"payload":"e30","header":{"alg":"HS256"},"signature":"AA"}"#;
        let mut draft = Draft::of_signature(&token(text, 0), 0).expect("it can be edited");
        assert_eq!((draft.header.as_str(), draft.unprotected.is_some()), ("", true));
        draft.payload = r#"{"a":1}"#.into();
        let made = make(&draft);
        assert_eq!((states(&made.token), made.others), (vec![true], None));
        assert!(!made.token.contains("protected"), "{}", made.token.as_str());
        draft.header = r#"{"typ":"JWT"}"#.into();
        let made = make(&draft);
        assert_eq!(states(&made.token), [true]);
        assert!(made.token.contains("\"protected\""), "{}", made.token.as_str());
        draft.unprotected = Some("{".into());
        assert!(matches!(make(&draft).made, DraftSignature::Broken(..)));
    }

    #[test]
    fn content_that_is_apart_stays_apart() {
        let flattened = format!(r#"{{"protected":"{}","signature":"AA"}}"#, base64url::encode(br#"{"alg":"HS256"}"#));
        let view = Envelope::read(&flattened.as_str().into(), &[]).view(0);
        let content = crate::base::text::Bytes::from(br#"{"a":1}"#.to_vec());
        let view = crate::jose::detached::with_content(view, Some(&content));
        let mut draft = Draft::of_signature(view.token.as_ref().expect("a token"), 0).expect("it can be edited");
        draft.payload = r#"{"a":2}"#.into();
        let made = make(&draft);
        assert_eq!(made.content, Some(br#"{"a":2}"#.to_vec().into()));
        assert!(!made.token.contains("payload"), "{}", made.token.as_str());
    }
}
