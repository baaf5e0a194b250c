//! A token in the making: the texts of header and payload as they are typed, and the token that they come to.
//!
//! What is signed is exactly the text, or its compact form where the person chose so. A draft that was begun from a token
//! and not changed *is* that token, byte for byte. A text that is not JSON makes no token at all, so that no half-true one
//! can be copied.

use crate::base::Size;
use crate::base::diagnostic::reason::Unsigned;
use crate::base::diagnostic::{Diagnostic, Facts, Json};
use crate::jwa::names::recognise;
use crate::jwa::{self, Algorithm, Family};
use crate::key::{Key, KeyFault, Material, ParsedKey};
use crate::sign;
use crate::token::header::{Alg, alg};
use crate::token::json::{self, line_column};
use crate::token::{Document, Form, Part, Text, Token, parse};
use crate::verify;
use core::fmt;
use rand_core::CryptoRng;

/// Larger RSA keys take longer for a signature than a key stroke may.
const LARGEST_RSA_BITS: usize = 4096;

/// Header and payload as they are typed.
#[derive(Clone, Default, PartialEq)]
pub struct Draft {
    /// The text of the header.
    pub header: String,
    /// The text of the payload.
    pub payload: String,
    /// Whether white space between the lexemes is left out of what is signed.
    pub compact: bool,
    /// What it was begun from.
    origin: Option<Origin>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("header", &Size(self.header.len()))
            .field("payload", &Size(self.payload.len()))
            .field("compact", &self.compact)
            .field("origin", &self.origin)
            .finish()
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Origin {
    token: Text,
    header: Text,
    payload: Text,
    /// A payload that was no JSON need not become any.
    any_payload: bool,
}

/// What a draft comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftOutcome {
    /// The compact token; empty if there is none.
    pub token: Text,
    /// What happened to the signature.
    pub made: DraftSignature,
}

/// What happens to the signature of a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftSignature {
    /// Nothing was changed: it is the token that the draft was begun from, with its signature.
    Untouched,
    /// It was signed with the key at hand.
    Signed(&'static Algorithm),
    /// It has no signature; why.
    Unsigned(Diagnostic),
    /// There is no token; why.
    Broken(Part, Diagnostic),
}

impl Draft {
    /// The payload of `token`, if a draft can be made of it.
    ///
    /// # Errors
    /// What cannot be edited as text, in words: encrypted content, bytes that are not UTF-8, a token without payload.
    pub fn editable(token: &Token) -> Result<&Document, &'static str> {
        if token.form == Form::Jwe {
            return Err("the content of an encrypted token cannot be edited");
        }
        let payload = token.payload.as_ref().ok_or("the token ends before its payload")?;
        let exact = |at: usize, text| token.segments.get(at).is_some_and(|segment| segment.holds(text));
        if !exact(0, &token.header.text) || !exact(1, &payload.text) {
            return Err("header or payload is not text (UTF-8), and would not survive being edited as text");
        }
        Ok(payload)
    }

    /// A draft of `token`.
    ///
    /// # Errors
    /// As [`Draft::editable`].
    pub fn of(token: &Token) -> Result<Draft, &'static str> {
        let payload = Draft::editable(token)?;
        let origin = Origin {
            token: token.text.clone(),
            header: token.header.text.clone(),
            payload: payload.text.clone(),
            any_payload: !payload.well_formed,
        };
        Ok(Draft {
            header: origin.header.to_string(),
            payload: origin.payload.to_string(),
            compact: false,
            origin: Some(origin),
        })
    }

    /// Something to begin with where there is no token: HS256, issued at `now` (seconds) and good for an hour.
    pub fn example(now: i64) -> Draft {
        let payload =
            format!("{{\n  \"sub\": \"alice\",\n  \"iat\": {now},\n  \"exp\": {}\n}}", now.saturating_add(3600));
        Draft { header: "{\n  \"alg\": \"HS256\",\n  \"typ\": \"JWT\"\n}".into(), payload, ..Draft::default() }
    }

    /// The bytes of the payload as it is typed, and in compact form.
    pub fn sizes(&self) -> (usize, usize) {
        (self.payload.len(), json::compact(self.payload.as_bytes()).len())
    }

    /// The token that this comes to with what the key field holds.
    ///
    /// ```
    /// # use jwt_debugger::{draft::{Draft, DraftSignature}, key};
    /// # struct Zeros; // HS256 uses no random numbers.
    /// # impl rand_core::TryRng for Zeros {
    /// #     type Error = core::convert::Infallible;
    /// #     fn try_next_u32(&mut self) -> Result<u32, Self::Error> { Ok(0) }
    /// #     fn try_next_u64(&mut self) -> Result<u64, Self::Error> { Ok(0) }
    /// #     fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> { Ok(bytes.fill(0)) }
    /// # }
    /// # impl rand_core::TryCryptoRng for Zeros {}
    /// let key = key::read("a secret that is thirty-two bytes", &key::Options::default());
    /// let outcome = Draft::example(1_300_819_380).make(key.as_ref(), &mut Zeros);
    /// assert!(matches!(outcome.made, DraftSignature::Signed(row) if row.name == "HS256"));
    /// ```
    pub fn make(&self, held: Option<&Result<ParsedKey, KeyFault>>, rng: &mut dyn CryptoRng) -> DraftOutcome {
        if let Some(origin) = &self.origin
            && origin.header == self.header
            && origin.payload == self.payload
            && !self.compact
        {
            return DraftOutcome { token: origin.token.clone(), made: DraftSignature::Untouched };
        }
        let any_payload = self.origin.as_ref().is_some_and(|origin| origin.any_payload);
        let broken = fault(&self.header, Part::Header).map(|fault| (Part::Header, fault)).or_else(|| {
            fault(&self.payload, Part::Payload).filter(|_| !any_payload).map(|fault| (Part::Payload, fault))
        });
        if let Some((part, fault)) = broken {
            return DraftOutcome { token: Text::default(), made: DraftSignature::Broken(part, fault) };
        }
        let text = |text: &str| if self.compact { json::compact(text.as_bytes()) } else { text.as_bytes().to_vec() };
        let (header, payload) = (text(&self.header), text(&self.payload));
        let header = String::from_utf8_lossy(&header);
        let unsigned = sign::unsigned(&header, &payload);
        let signer = signer(&unsigned, held);
        let signed = signer.and_then(|(algorithm, key)| {
            let token = sign::compact(&header, &payload, algorithm, key, rng);
            token.map(|token| (algorithm, token)).map_err(|failure| Unsigned::KeyUnusable(failure.to_string()).into())
        });
        match signed {
            Ok((algorithm, token)) => DraftOutcome { token: token.into(), made: DraftSignature::Signed(algorithm) },
            Err(why) => DraftOutcome { token: unsigned.into(), made: DraftSignature::Unsigned(Diagnostic::error(why)) },
        }
    }
}

/// What is wrong with the JSON of a text, with its place.
fn fault(text: &str, part: Part) -> Option<Diagnostic> {
    let reading = json::read(text);
    if reading.well_formed() {
        return None;
    }
    let first = reading.faults.iter().find(|fault| fault.is_syntax());
    let (line, column) = line_column(text, first.map_or(0, |fault| fault.at.start));
    let fault = first.map_or(Json::NotJson, |fault| fault.facts.clone());
    Some(Diagnostic::error(Unsigned::Json { part, line, column, fault }))
}

/// The row and the key that sign, or why there is no signature: each reason has its own words.
fn signer<'a>(
    unsigned: &str,
    held: Option<&'a Result<ParsedKey, KeyFault>>,
) -> Result<(&'static Algorithm, &'a Key), Facts> {
    let none = |why: Unsigned| Err(why.into());
    let token = parse(unsigned).token;
    let name = match token.as_ref().map(alg) {
        Some(Alg::Named(name)) => name,
        Some(Alg::Ambiguous(_)) => return none(Unsigned::AlgAmbiguous),
        _ => return none(Unsigned::AlgMissing),
    };
    if name == "none" {
        return none(Unsigned::AlgNone);
    }
    let Some(algorithm) = jwa::find(&name) else { return none(Unsigned::AlgUnknown(recognise(&name))) };
    let header = token.as_ref().and_then(|token| token.header.json.as_ref());
    if header.is_some_and(|header| header.get("crit").is_some() || header.get("b64").is_some()) {
        return none(Unsigned::Crit);
    }
    let key = match held {
        None => return none(Unsigned::NoKey { algorithm: algorithm.name, needs: algorithm.key.into() }),
        Some(Err(fault)) => return none(Unsigned::KeyUnreadable(Box::new(fault.facts.clone()))),
        Some(Ok(ParsedKey::Set(_))) => return none(Unsigned::KeySet),
        Some(Ok(ParsedKey::One(key))) => key,
    };
    if let Some(refusal) = verify::refusal(algorithm, key) {
        return Err(refusal.into());
    }
    if !key.can_sign() {
        return none(Unsigned::PublicKey);
    }
    if matches!(key.material, Material::Rsa(_)) && key.size_bits() > LARGEST_RSA_BITS {
        return none(Unsigned::KeyLarge(key.size_bits()));
    }
    Ok((algorithm, key))
}

/// What to know of a signature that was made: a weak secret signs as well as any other.
pub fn warning(algorithm: &Algorithm, key: &Key) -> Option<String> {
    let bits = key.size_bits();
    match (algorithm.family, &key.material) {
        (Family::Hmac, Material::Secret(secret)) => {
            let wanted = algorithm.hash.map_or(0, jwa::Hash::bytes);
            let short = secret.0.len() < wanted;
            short.then(|| format!("the secret has {} bytes, and {} needs {wanted} or more", bits / 8, algorithm.name))
        }
        (_, Material::Rsa(_)) if bits < 2048 => Some(format!("the key has {bits} bits, and RSA needs 2048 or more")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jwa::tests::Counter;
    use crate::key::{Encoding, Options, read};
    use crate::words;

    const SECRET: &str = "a secret of thirty-two bytes,,,,";
    const HEADER: &str = r#"{"alg":"HS256"}"#;

    fn make(header: &str, payload: &str, compact: bool, key: &str) -> DraftOutcome {
        let draft = Draft { header: header.into(), payload: payload.into(), compact, origin: None };
        draft.make(read(key, &Options { encoding: Encoding::Utf8, ..Options::default() }).as_ref(), &mut Counter(0))
    }

    /// The payload of a token, decoded.
    fn payload(token: &str) -> Text {
        parse(token).token.expect("a token").payload.expect("a payload").text
    }

    #[test]
    fn what_is_typed_is_what_is_signed() {
        let typed = r#"{"id":12345678901234567890,"amount":1.0, "role":"admin","role":"user"}"#;
        let made = make(HEADER, typed, false, SECRET);
        assert!(matches!(made.made, DraftSignature::Signed(_)), "{made:?}");
        assert_eq!(payload(&made.token), typed);
        let compact = make(HEADER, typed, true, SECRET);
        assert_eq!(payload(&compact.token), typed.replace(' ', ""));
    }

    #[test]
    fn a_draft_that_nobody_changed_is_the_token_it_was_begun_from() {
        for text in ["eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "eyJhbGciOiJIUzI1NiJ9.e30=.A", "eyJhbGciOiJub25lIn0.eyJhIjogMX0."]
        {
            let token = parse(text).token.expect("a token");
            let mut draft = Draft::of(&token).expect("text");
            let made = draft.make(None, &mut Counter(0));
            assert_eq!((made.token.as_str(), made.made), (text, DraftSignature::Untouched));
            let before = draft.payload.clone();
            draft.payload.push(' ');
            assert_ne!(draft.make(None, &mut Counter(0)).token, text);
            draft.payload = before;
            assert_eq!(draft.make(None, &mut Counter(0)).token, text);
        }
    }

    #[test]
    fn broken_json_makes_no_token_and_says_where() {
        let check = |header: &str, text: &str, part: Part, words: &str| {
            let made = make(header, text, false, SECRET);
            let DraftSignature::Broken(at, told) = made.made else { panic!("{made:?}") };
            assert_eq!((at, made.token.as_str()), (part, ""));
            let title = words::title(&told);
            assert!(title.contains(words), "{title}");
        };
        check(HEADER, "{\"a\":\n 1,}", Part::Payload, "line 2, column 3");
        check("{", "{}", Part::Header, "the header is not valid JSON at line 1");
        check(HEADER, "", Part::Payload, "empty");
    }

    #[test]
    fn every_reason_for_no_signature_has_its_own_words() {
        let check = |header: &str, key: &str, reason: &str| {
            let made = make(header, "{}", false, key);
            let DraftSignature::Unsigned(told) = made.made else { panic!("{made:?}") };
            assert_eq!(told.code().name(), reason, "{told:?}");
            assert!(made.token.ends_with('.') && made.token.matches('.').count() == 2);
        };
        check(HEADER, "", "no-key");
        check(HEADER, "-----BEGIN PUBLIC KEY-----", "no-key");
        check(HEADER, r#"{"keys":[{"kty":"oct","k":"AAEC"}]}"#, "key-set");
        check(HEADER, include_str!("samples/rsa.pub.pem"), "key-kind");
        check(r#"{"alg":"RS256"}"#, include_str!("samples/rsa.pub.pem"), "public-key");
        check(r#"{"alg":"none"}"#, SECRET, "alg-none");
        check(r#"{"alg":"XS256"}"#, SECRET, "alg-unknown");
        check("{}", SECRET, "alg-missing");
        check(r#"{"alg":"HS256","alg":"HS512"}"#, SECRET, "alg-ambiguous");
        check(r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#, SECRET, "crit");
    }

    #[test]
    fn what_is_no_text_is_not_edited() {
        let token = parse("eyJhbGciOiJIUzI1NiJ9._w.AAAA").token.expect("a token");
        assert!(Draft::of(&token).is_err());
        let jwe = parse("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0....AA").token.expect("a token");
        assert!(Draft::of(&jwe).is_err());
    }

    #[test]
    fn a_short_secret_signs_with_a_warning() {
        let key = crate::key::detect("secret", Encoding::Utf8).expect("text").expect("a key");
        assert!(matches!(make(HEADER, "{}", false, "secret").made, DraftSignature::Signed(_)));
        assert!(warning(&jwa::hmac::HS256, &key).is_some_and(|words| words.contains("6 bytes")));
    }
}
