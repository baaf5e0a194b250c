//! What the content key may be: the secret read in another way, or the encrypted key padded or wrapped in another way than `alg` says.

use super::super::Rank;
use super::super::secret::{self, AS_TEXT, DERIVED};
use super::super::text::{base64, base64url as base64url_read, hex};
use super::{Candidate, Code, Depth, Dimension, Fact, Found, Search, Step, Work, encoded, step};
use crate::base::diagnostic::jwe::Opening;
use crate::crypto::Hash;
use crate::crypto::key_management::{aes_kw, password};
use crate::crypto::rsa::{OaepHash, oaep_message};
use crate::engine::jwe::{Failure, Intermediates, Limits, Management, lenient, oaep};
use crate::format::base64url;
use crate::format::json::Node;
use crate::key::{Encoding, Key, Material, Options, ParsedKey, Secret, Source, read};
use rand_core::CryptoRng;

/// A password is read in other ways only where PBKDF2 is quick.
const FEW_ITERATIONS: u64 = 20_000;
/// What libraries take for the number of rounds where nobody says another; as many of them as there is time for.
const USUAL_ROUNDS: [u32; 6] = [8192, 4096, 1000, 2048, 1024, 10_000];
pub(super) const BASE64URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// What an unwrapping costs, in microseconds.
const UNWRAPPING: u32 = 6;

/// What is asked of each content key.
pub(super) type Visit<'v> = &'v mut dyn FnMut(Candidate, &mut Work) -> Found;

pub(super) const fn sender(name: &'static str) -> Step {
    step(Dimension::Primitive, name, Code::JweMethod)
}

impl Search<'_> {
    /// The content key was padded in another way than `alg` says.
    pub(super) fn padding(&self, block: &Secret) -> Option<Failure> {
        let asked = &self.asked;
        let (alg, management) = (asked.algorithm.name, asked.algorithm.management);
        for hash in OaepHash::ALL {
            for mask in OaepHash::ALL {
                let own = management == Management::Oaep(hash) && hash == mask;
                // The padding holds a hash, so that it proves itself.
                if !own && oaep_message(&block.0, hash, mask).is_some() {
                    let mut found = format!("OAEP with {}", hash.name());
                    if hash != mask {
                        found.push_str(&format!(" and MGF1 with {}", mask.name()));
                    }
                    let named = oaep(hash).filter(|_| hash == mask).map(|row| row.name);
                    return Some(asked.fault(Opening::Padding { alg, found, named }));
                }
            }
        }
        if management == Management::Pkcs1 {
            return None;
        }
        // This padding proves nothing, so the content has to open.
        let [0, 2, rest @ ..] = block.0.as_slice() else { return None };
        let key = rest.get(rest.iter().position(|byte| *byte == 0)? + 1..)?;
        let candidate = Candidate::of(Secret(key.to_vec()));
        let found = || Opening::Padding { alg, found: "RSAES-PKCS1-v1_5".into(), named: Some("RSA1_5") };
        self.holds_as_sent(&candidate).then(|| asked.fault(found()))
    }

    /// The secret's text stands for other bytes, and nothing else is wrong.
    pub(super) fn encoding(&self, rng: &mut dyn CryptoRng) -> Option<Failure> {
        let held @ Key { material: Material::Secret(secret), source: Source::Text(_), .. } = self.key else {
            return None;
        };
        let text = core::str::from_utf8(&held.text.0).ok().filter(|text| !text.is_empty())?;
        let limits = Limits { iterations: self.limits.iterations.min(FEW_ITERATIONS), ..*self.limits };
        for encoding in [Encoding::Base64url, Encoding::Base64, Encoding::Hex, Encoding::Utf8] {
            let Some(Ok(ParsedKey::One(other))) = read(text, &Options { encoding, ..Options::default() }) else {
                continue;
            };
            let differs = matches!(&other.material, Material::Secret(bytes) if bytes != secret);
            if differs && lenient(self.jwe, self.recipient, &other, &limits, rng).is_ok() {
                return Some(encoded(encoding));
            }
        }
        None
    }

    /// Asks `visit` of one content key after another, the likeliest first, until it has found what it looks for. `block` is what
    /// RSA made of the encrypted key.
    pub(super) fn candidates(
        &self,
        block: Option<&Secret>,
        work: &mut Work,
        rng: &mut dyn CryptoRng,
        visit: Visit,
    ) -> Found {
        if let Management::Password(..) = self.asked.algorithm.management
            && (self.rounds() == u32::MAX || !work.pay(self.rounds()))
        {
            return self.derivations(work, visit);
        }
        let sent = match (self.asked.algorithm.management, block) {
            // The padding proves it.
            (Management::Oaep(hash), Some(block)) => {
                oaep_message(&block.0, hash, hash).map(|key| (Secret(key.to_vec()), true))
            }
            _ => {
                let sent = self.asked.unwrap(self.key, rng, &mut Intermediates::default()).ok();
                sent.map(|sent| (sent.bytes, sent.proven))
            }
        };
        let as_text = sent.as_ref().filter(|(_, proven)| *proven).and_then(|(key, _)| self.content_key_as_text(key));
        if let Some(found) = as_text.map(|candidate| visit(candidate, work))
            && matches!(found, Found::This(_))
        {
            return found;
        }
        let as_sent = |depth| {
            let (key, proven) = sent.as_ref()?;
            Some(Candidate { proven: *proven, depth, ..Candidate::of(key.clone()) })
        };
        // A key that proved itself is the one; with another, everything else is likelier than a character here or there.
        let depth = if sent.as_ref().is_some_and(|(_, proven)| *proven) { Depth::All } else { Depth::Rows };
        match as_sent(depth).map_or(Found::Not, |candidate| visit(candidate, work)) {
            Found::Not => {}
            found => return found,
        }
        match self.others(work, rng, visit) {
            Found::Not | Found::Over => as_sent(Depth::Places).map_or(Found::Not, |candidate| visit(candidate, work)),
            found => found,
        }
    }

    /// The same of all others than the one as it was sent.
    fn others(&self, work: &mut Work, rng: &mut dyn CryptoRng, visit: Visit) -> Found {
        match self.asked.algorithm.management {
            Management::Agreement(wrapping) => self.agreements(wrapping, work, visit),
            Management::Password(..) => match self.derivations(work, visit) {
                Found::Not => self.secrets(work, rng, visit),
                found => found,
            },
            Management::Kw(_) | Management::GcmKw(_) | Management::Direct => self.secrets(work, rng, visit),
            Management::Pkcs1 | Management::Oaep(_) => Found::Not,
        }
    }

    /// How many rounds of PBKDF2 the header asks for, which is about how many microseconds they take.
    fn rounds(&self) -> u32 {
        self.asked.parameters.iterations(self.asked.algorithm.name, FEW_ITERATIONS).unwrap_or(u32::MAX)
    }

    fn encrypted_key(&self) -> &[u8] {
        &self.asked.recipient.encrypted_key.bytes
    }

    /// The secret became other bytes on its way, or it was used in another way than `alg` says.
    fn secrets(&self, work: &mut Work, rng: &mut dyn CryptoRng, visit: Visit) -> Found {
        let Material::Secret(held) = &self.key.material else { return Found::Not };
        let size = self.asked.encryption.cipher.key_bytes();
        let (wanted, cost) = match self.asked.algorithm.management {
            Management::Kw(bytes) | Management::GcmKw(bytes) => (Some(bytes), UNWRAPPING),
            Management::Direct => (Some(size), 1),
            _ => (None, self.rounds()),
        };
        if let Some(candidate) = self.otherwise_used(held) {
            match visit(candidate, work) {
                Found::Not => {}
                found => return found,
            }
        }
        let mut ask = |bytes: Vec<u8>, steps: &[&Step], work: &mut Work| {
            if wanted.is_some_and(|wanted| wanted != bytes.len()) || bytes == held.0 {
                return Found::Not;
            }
            if !work.pay(cost) {
                return Found::Over;
            }
            let secret = Secret(bytes);
            let key = Key::new(Material::Secret(secret.clone()), Source::Jwk, vec![]);
            let Ok(found) = self.asked.unwrap(&key, rng, &mut Intermediates::default()) else { return Found::Not };
            let depth = match found.proven {
                true => Depth::All,
                // These fit whatever the secret is, so that a look for more would cost what is likelier.
                false if steps.iter().any(|step| step.name == DERIVED) => Depth::AsSent,
                false => Depth::Likely,
            };
            let steps = steps.iter().map(|step| of_jwe(step)).collect();
            let secret = Some(secret);
            visit(Candidate { key: found.bytes, proven: found.proven, depth, steps, secret, header: None }, work)
        };
        let mut starts = vec![(held.0.clone(), None)];
        for (name, bytes) in secret::as_written(self.key).into_iter().filter(|(_, bytes)| *bytes != held.0) {
            let step = Step::new(Dimension::Secret, name, AS_TEXT);
            match ask(bytes.clone(), &[&step], work) {
                Found::Not => starts.push((bytes, Some(step))),
                found => return found,
            }
        }
        let mut once = vec![];
        for (start, first) in &starts {
            for row in secret::ROWS {
                for index in 0..row.count {
                    if !work.pay(1) {
                        return Found::Over;
                    }
                    let Some(bytes) = (row.apply)(start, index) else { continue };
                    let step = row.step(index);
                    let steps: Vec<&Step> = first.iter().chain([&step]).collect();
                    match ask(bytes.clone(), &steps, work) {
                        Found::Not => {}
                        found => return found,
                    }
                    if first.is_none() && row.rank == Rank::Likely && bytes != *start {
                        once.push((bytes, step));
                    }
                }
            }
        }
        for index in 0..secret::others() {
            let Some((step, text)) = secret::other(index).filter(|_| wanted.is_some()) else { break };
            match ask(text.into(), &[&step], work) {
                Found::Not => {}
                found => return found,
            }
        }
        for (start, first) in &once {
            for row in secret::ROWS.iter().filter(|row| row.rank == Rank::Likely) {
                for index in 0..row.count {
                    if !work.pay(1) {
                        return Found::Over;
                    }
                    let Some(bytes) = (row.apply)(start, index) else { continue };
                    match ask(bytes, &[first, &row.step(index)], work) {
                        Found::Not => {}
                        found => return found,
                    }
                }
            }
        }
        Found::Not
    }

    /// The content key, where its text was encrypted in place of its bytes.
    fn content_key_as_text(&self, key: &Secret) -> Option<Candidate> {
        let size = self.asked.encryption.cipher.key_bytes();
        let text = core::str::from_utf8(&key.0).ok().filter(|text| text.len() > size)?;
        let readings = [("hexadecimal", hex(text)), ("base64", base64(&key.0)), ("base64url", base64url_read(&key.0))];
        let (name, bytes) = readings
            .into_iter()
            .find_map(|(name, bytes)| Some((name, bytes?)).filter(|(_, bytes)| bytes.len() == size))?;
        let steps = vec![sender("content-key-as-text").with(Fact::Name(name))];
        Some(Candidate { proven: true, steps, ..Candidate::of(Secret(bytes)) })
    }

    /// The secret taken for the content key where it should encrypt that, or the other way round; or for another key wrap than `alg`
    /// says, which its length tells.
    fn otherwise_used(&self, held: &Secret) -> Option<Candidate> {
        if let Management::Kw(bytes) = self.asked.algorithm.management
            && bytes != held.0.len()
            && let Some(key) = aes_kw::unwrap(&held.0, self.encrypted_key())
        {
            let name = ["A128KW", "A192KW", "A256KW"].get((held.0.len() / 8).checked_sub(2)?)?;
            let steps = vec![sender("other-key-wrap").with(Fact::Name(name))];
            let key = Secret(key.to_vec());
            return Some(Candidate { proven: true, depth: Depth::All, steps, ..Candidate::of(key) });
        }
        if let Management::Kw(_) = self.asked.algorithm.management
            && let Some(key) = aes_kw::unwrap_padded(&held.0, self.encrypted_key())
        {
            let (key, steps) = (Secret(key.to_vec()), vec![sender("wrapped-with-padding")]);
            return Some(Candidate { proven: true, depth: Depth::All, steps, ..Candidate::of(key) });
        }
        if self.asked.algorithm.management != Management::Direct {
            let steps = vec![sender("secret-as-content-key")];
            return Some(Candidate { depth: Depth::Likely, steps, ..Candidate::of(held.clone()) });
        }
        let key = Secret(aes_kw::unwrap(&held.0, self.encrypted_key())?.to_vec());
        Some(Candidate { proven: true, depth: Depth::All, steps: vec![sender("secret-wraps")], ..Candidate::of(key) })
    }

    /// PBKDF2 ran for another number of rounds than `p2c` says, its salt was put together in another way, or it had another hash.
    fn derivations(&self, work: &mut Work, visit: Visit) -> Found {
        let (Material::Secret(held), Management::Password(own, length)) =
            (&self.key.material, self.asked.algorithm.management)
        else {
            return Found::Not;
        };
        let Some(text) = self.asked.parameters.get("p2s").and_then(Node::as_str) else { return Found::Not };
        let name = self.asked.algorithm.name;
        let bytes = base64url::decode(text).bytes;
        let whole = |salt: &[u8]| [name.as_bytes(), &[0], salt].concat();
        let said = self.asked.parameters.iterations(name, u64::MAX).ok();
        let counts = USUAL_ROUNDS.into_iter().filter(|rounds| Some(*rounds) != said).map(|rounds| {
            let count = Fact::Count(usize::try_from(rounds).unwrap_or_default());
            (sender("password-rounds").with(count), own, whole(&bytes), rounds)
        });
        let rounds = self.rounds();
        let salts = [
            (sender("salt-bare"), own, bytes.clone(), rounds),
            (sender("salt-text"), own, whole(text.as_bytes()), rounds),
            (sender("salt-text-bare"), own, text.as_bytes().to_vec(), rounds),
        ];
        let hashes = Hash::ALL.into_iter().filter(|hash| *hash != own);
        let hashes =
            hashes.map(|hash| (sender("password-hash").with(Fact::Name(hash.name())), hash, whole(&bytes), rounds));
        for (step, hash, salt, rounds) in counts.chain(salts).chain(hashes) {
            if !work.pay(rounds) {
                return Found::Not;
            }
            let kek = password::derive(hash, &held.0, &salt, rounds, length);
            let Some(key) = aes_kw::unwrap(&kek, self.encrypted_key()) else { continue };
            let candidate = Candidate::of(Secret(key.to_vec()));
            let found = visit(Candidate { proven: true, depth: Depth::All, steps: vec![step], ..candidate }, work);
            if !matches!(found, Found::Not) {
                return found;
            }
        }
        Found::Not
    }
}

/// What a step about the secret is called where it opens a token.
fn of_jwe(step: &Step) -> Step {
    let code = if step.code == Code::SecretEncoding { Code::JweSecretEncoding } else { step.code };
    Step { code, ..step.clone() }
}

/// The step of each way to make a key.
#[cfg(test)]
pub(super) fn steps() -> impl Iterator<Item = Step> {
    let others = [
        "secret-as-content-key",
        "secret-wraps",
        "content-key-as-text",
        "other-key-wrap",
        "wrapped-with-padding",
        "salt-bare",
        "salt-text",
        "salt-text-bare",
        "password-hash",
        "password-rounds",
    ];
    let others = others.into_iter().chain(["one-round", "mac-half-encrypts"]);
    super::agreement::names().chain(others).map(sender)
}
