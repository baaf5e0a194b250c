//! Drafts of encrypted tokens (RFC 7516 §5.1). What encrypting writes into the header is not in the text that is edited: it comes
//! with each token that is made.

use super::{Draft, DraftOutcome, DraftSignature, Origin, laid_out};
use crate::base::diagnostic::jwe::{JweHeader, JweJson, JweKey};
use crate::base::diagnostic::reason::NotEditable;
use crate::base::diagnostic::{Diagnostic, Facts, reason::Unsigned};
use crate::base::text::Text;
use crate::engine::jwe::{
    self, Algorithm, Derivation, Derived, Encryption, Failure, Management, To, fit, suggested, with_password_parameters,
};
use crate::format::base64url;
use crate::format::json::{self, Node};
use crate::jose::jwe::{Jwe, Recipient};
use crate::jose::{Document, Serialization, Token};
use crate::key::{Key, KeyFault, Needed, ParsedKey};
use crate::session::needed_for;
use rand_core::CryptoRng;

/// What encrypting writes into the header.
const WRITTEN: [&str; 4] = ["epk", "iv", "tag", "p2s"];
/// The most rounds of PBKDF2 that are made for a draft.
const MOST_ROUNDS: u64 = 10_000_000;
/// The length of a salt, in bytes (RFC 7518 §4.8.1.1 asks for 8 or more).
const SALT: usize = 16;

/// What a draft is encrypted with, beside the key.
#[derive(Clone, PartialEq)]
pub(super) struct Encrypting {
    /// The salt of a password: new for each draft, and the same while it is typed, because the key takes long to make.
    salt: [u8; SALT],
    /// The token in JSON that it was begun from, with what is not edited.
    sent: Option<Jwe>,
}

/// The decrypted content of a token, if it can be edited.
pub(super) fn editable(token: &Token) -> Result<&Document, NotEditable> {
    let content = token.payload.as_ref().ok_or(NotEditable::Encrypted)?;
    let jwe = crate::jose::jwe::of(token).ok_or(NotEditable::NoPayload)?;
    if jwe.recipients.len() > 1 {
        return Err(NotEditable::Recipients);
    }
    let header = jwe.header.as_ref().is_none_or(|header| header.utf8);
    if !content.utf8 || !header || token.segments.first().is_some_and(|header| !header.canonical) {
        return Err(NotEditable::NotText);
    }
    Ok(content)
}

/// Whether a key signs nothing and can be encrypted to.
pub fn encrypts_only(key: &Key) -> bool {
    super::algorithm_for(key).is_none() && suggested(Some(key)).is_some()
}

fn salt(rng: &mut dyn CryptoRng) -> [u8; SALT] {
    let mut salt = [0; SALT];
    rng.fill_bytes(&mut salt);
    salt
}

impl Draft {
    /// A draft of an encrypted token that was opened.
    pub(super) fn of_encrypted(token: &Token, rng: &mut dyn CryptoRng) -> Result<Draft, NotEditable> {
        let content = editable(token)?;
        let jwe = crate::jose::jwe::of(token).ok_or(NotEditable::NoPayload)?;
        let protected = jwe.header.as_ref().map_or("", |header| &header.text);
        let without = |text: String, name: &&str| json::without_member(&text, name).unwrap_or(text);
        let protected = WRITTEN.iter().fold(protected.to_owned(), without);
        let (header, payload, compact) = laid_out(&protected, &content.text);
        let origin = Origin {
            token: token.text.clone(),
            signature: Text::default(),
            header: header.as_str().into(),
            payload: payload.as_str().into(),
            compact,
            any_payload: !content.well_formed,
            apart: false,
            compression: None,
            place: None,
        };
        let sent = Some(jwe).filter(|jwe| jwe.form != Serialization::Compact);
        let encrypting = Some(Encrypting { salt: salt(rng), sent });
        Ok(Draft { header, payload, compact, encrypting, origin: Some(origin), ..Draft::default() })
    }

    /// A new token, encrypted with what is usual for `key`; issued at `now` (seconds) and good for an hour.
    pub fn begin_encrypted(key: Option<&Key>, now: i64, rng: &mut dyn CryptoRng) -> Draft {
        Draft::begin(None, now).into_encrypted(key, rng)
    }

    /// The same draft, to be encrypted instead of signed.
    pub fn into_encrypted(self, key: Option<&Key>, rng: &mut dyn CryptoRng) -> Draft {
        let [alg, enc] = suggested(key).or_else(|| suggested(None)).map_or(["", ""], |(alg, enc)| [alg.name, enc.name]);
        let header = format!("{{\n  \"alg\": \"{alg}\",\n  \"enc\": \"{enc}\",\n  \"typ\": \"JWT\"\n}}");
        let kid = key.and_then(|key| key.restrictions.kid.as_deref()).map(json::quoted);
        let named = kid.and_then(|kid| json::with_member(&header, "kid", &kid));
        let encrypting = Some(Encrypting { salt: salt(rng), sent: None });
        Draft { header: named.unwrap_or(header), encrypting, ..self }
    }

    /// The same draft, to be signed with the algorithm that `key` is for.
    pub fn into_signed(self, key: Option<&Key>) -> Draft {
        Draft { header: Draft::begin(key, 0).header, encrypting: None, ..self }
    }

    /// The algorithms that the header of an encrypted draft names, as far as they are known.
    pub fn algorithms(&self) -> (Option<&'static Algorithm>, Option<&'static Encryption>) {
        let header = json::read(&self.header).node;
        let sent = self.encrypting.as_ref().and_then(|encrypting| encrypting.sent.as_ref());
        let text = |name: &str| {
            let own = header.as_ref().and_then(|header| header.get(name)?.as_str());
            own.or_else(|| sent?.parameters(0).get(name).and_then(Node::as_str)).map(str::to_owned)
        };
        let encryption = text("enc").and_then(|name| jwe::ENCRYPTIONS.iter().find(|row| row.name == name));
        (text("alg").and_then(|name| jwe::find(&name)), encryption)
    }

    /// Whether the header asks for compressed content.
    pub fn is_compressed(&self) -> bool {
        json::read(&self.header).node.is_some_and(|header| header.get("zip").is_some())
    }

    /// What kind of key it needs. A signed draft is signed with whatever key there is, and says so where it does not fit.
    pub fn needed(&self) -> Needed {
        match self.encrypting {
            Some(_) => self.algorithms().0.map_or(Needed::Anything, needed_for),
            None => Needed::Anything,
        }
    }
}

impl Encrypting {
    pub(super) fn make(
        &self,
        header: &str,
        content: Vec<u8>,
        held: Option<&Result<ParsedKey, KeyFault>>,
        derived: &[Derived],
        rng: &mut dyn CryptoRng,
    ) -> DraftOutcome {
        match self.encrypted(header, &content, held, derived, rng) {
            Ok((token, key, (algorithm, encryption))) => {
                let plaintext = (!key.can_sign()).then(|| content.into());
                let made = DraftSignature::Encrypted(algorithm, encryption);
                DraftOutcome { plaintext, ..DraftOutcome::new(token, made) }
            }
            Err(Stopped::Failed(why)) => DraftOutcome::new("", DraftSignature::NotEncrypted(*why)),
            Err(Stopped::Derives(asked)) => DraftOutcome::new("", DraftSignature::Deriving(asked)),
        }
    }

    /// The token, the key that it is encrypted to, and its algorithms.
    fn encrypted<'a>(
        &self,
        header: &str,
        content: &[u8],
        held: Option<&'a Result<ParsedKey, KeyFault>>,
        derived: &[Derived],
        rng: &mut dyn CryptoRng,
    ) -> Result<(String, &'a Key, (&'static Algorithm, &'static Encryption)), Stopped> {
        let skeleton = self.with_header(header)?;
        let (algorithm, encryption, _) = skeleton.parameters(0).algorithms()?;
        let key = recipient_key(algorithm, encryption, held)?;
        fit(algorithm, encryption, key)?;
        let mut protected = header.to_owned();
        if matches!(algorithm.management, Management::Password(..)) {
            protected = with_password_parameters(header, &self.salt).unwrap_or(protected);
            let jwe = self.with_header(&protected)?;
            // A broken or excessive `p2c` is refused here, before anything is made with it.
            jwe.parameters(0).iterations(algorithm.name, MOST_ROUNDS)?;
            if Derivation::of(&jwe, 0, key, MOST_ROUNDS).is_some_and(|derivation| !derivation.is_in(derived)) {
                return Err(Stopped::Derives(format!("{}....", base64url::encode(protected.as_bytes())).into()));
            }
        }
        let sent = self.sent.as_ref();
        let own = sent.and_then(|sent| sent.recipients.first()).and_then(|one| one.header.as_ref());
        let draft = jwe::Draft {
            protected: if sent.is_some_and(|sent| sent.header.is_none()) { "" } else { &protected },
            unprotected: sent.and_then(|sent| sent.unprotected.as_ref()).map(|header| &*header.text),
            recipients: vec![To { header: own.map(|header| &*header.text), key }],
            aad: sent.and_then(|sent| sent.aad.as_ref()).map(|aad| &*aad.bytes),
            plaintext: content,
        };
        let jwe = jwe::encrypt_with(&draft, derived, rng)?;
        let token = match sent.map_or(Serialization::Compact, |sent| sent.form) {
            Serialization::Compact => jwe.compact(),
            Serialization::Flattened => jwe.flattened(),
            Serialization::General => Some(jwe.general()),
        };
        let token = token.ok_or(Stopped::Failed(Box::new(Diagnostic::error(JweJson::Header("protected")))))?;
        Ok((token, key, (algorithm, encryption)))
    }

    /// A token with these headers, and nothing in it.
    fn with_header(&self, header: &str) -> Result<Jwe, Stopped> {
        let parsed = crate::jose::jwe::read(format!("{}....", base64url::encode(header.as_bytes())));
        let read = parsed.jwe.ok_or_else(|| Box::new(Diagnostic::error(JweHeader::Missing("alg", "a JWE"))))?;
        let Some(sent) = &self.sent else { return Ok(read) };
        let recipients =
            sent.recipients.iter().map(|one| Recipient { header: one.header.clone(), ..Recipient::default() });
        let header = read.header.filter(|_| sent.header.is_some());
        Ok(Jwe { header, protected: read.protected, recipients: recipients.collect(), ..sent.clone() })
    }
}

/// The key to encrypt to: of a set the first that fits, of those that are declared for encryption before the others.
fn recipient_key<'a>(
    algorithm: &'static Algorithm,
    encryption: &'static Encryption,
    held: Option<&'a Result<ParsedKey, KeyFault>>,
) -> Result<&'a Key, Failure> {
    let failure = |facts: Facts| Box::new(Diagnostic::error(facts));
    let none = || failure(JweKey::None { alg: algorithm.name, needs: algorithm.needs() }.into());
    match held.ok_or_else(none)? {
        Err(fault) => Err(failure(Unsigned::KeyUnreadable(Box::new(fault.facts.clone())).into())),
        Ok(ParsedKey::One(key)) => Ok(key),
        Ok(ParsedKey::Set(set)) => {
            let keys = || set.members.iter().filter_map(|member| member.key.as_ref().ok());
            let declared = |wanted: Option<&str>| {
                keys()
                    .find(|key| key.restrictions.r#use.as_deref() == wanted && fit(algorithm, encryption, key).is_ok())
            };
            let first = declared(Some("enc")).or_else(|| declared(None));
            first.ok_or_else(|| failure(JweKey::NoneOfSet { alg: algorithm.name, tried: 0 }.into()))
        }
    }
}

/// Why there is no token.
enum Stopped {
    Failed(Failure),
    /// PBKDF2 has to make the key first that this token asks for.
    Derives(Text),
}

impl From<Failure> for Stopped {
    fn from(why: Failure) -> Self {
        Stopped::Failed(why)
    }
}

#[cfg(test)]
mod tests;
