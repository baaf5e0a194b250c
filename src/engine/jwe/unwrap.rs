//! The content key of one recipient: what each kind of `alg` does with the key that a person holds (RFC 7518 §4).

use super::{Algorithm, Encryption, Failure, Intermediates, Jwe, Limits, Management, Parameters, Recipient};
use super::{Derived, failure, failure_at, shown};
use crate::base::diagnostic::jwe::{JweHeader, JweJson, JweKey, Needs, Opening, Wrapping};
use crate::base::diagnostic::key::Ec as EcFault;
use crate::base::diagnostic::{Facts, Key as KeyFacts};
use crate::base::span::{Part, Span};
use crate::crypto::Curve;
use crate::crypto::concat_kdf;
use crate::crypto::content_encryption::{Cipher, gcm_decrypt};
use crate::crypto::key_management::{aes_kw, agreement};
use crate::crypto::rsa::{Blocked, Private, Public, SignError, oaep_message};
use crate::engine::jwa::rsa::{private_unusable, usable};
use crate::format::json::Node;
use crate::key::{Ec, Key, Material, Rsa, Secret, XKey, jwk};
use rand_core::CryptoRng;

/// The length of the initialization vector and of the tag of AES-GCM key encryption (RFC 7518 §4.7.1), in bytes.
pub(super) const GCM_KW: [usize; 2] = [12, 16];

/// What the content key is computed from.
pub struct Question<'a> {
    pub algorithm: &'static Algorithm,
    pub encryption: &'static Encryption,
    pub parameters: Parameters<'a>,
    pub recipient: &'a Recipient,
    pub limits: &'a Limits<'a>,
}

/// A content key.
pub struct ContentKey {
    pub bytes: Secret,
    /// Whether it proved itself when it was unwrapped.
    pub proven: bool,
}

impl<'a> Question<'a> {
    /// What the header of a recipient asks for.
    ///
    /// # Errors
    /// The header names no algorithm that is known, or there is no such recipient.
    pub fn of(jwe: &'a Jwe, recipient: usize, limits: &'a Limits<'a>) -> Result<Self, Failure> {
        let parameters = jwe.parameters(recipient);
        let (algorithm, encryption, _) = parameters.algorithms()?;
        let recipient = jwe.recipients.get(recipient);
        let recipient = recipient.ok_or_else(|| failure(JweJson::NoRecipients))?;
        Ok(Question { algorithm, encryption, parameters, recipient, limits })
    }
}

impl Question<'_> {
    fn name(&self) -> &'static str {
        self.algorithm.name
    }

    fn encrypted_key(&self) -> &[u8] {
        &self.recipient.encrypted_key.bytes
    }

    /// A failure that points to the encrypted key.
    pub fn fault(&self, facts: Opening) -> Failure {
        let at = self.recipient.encrypted_key.at.clone();
        failure_at(facts, at.map(|range| Span { part: Part::Encoded, range }).into_iter().collect())
    }

    /// The content key; what is computed on the way goes into `seen`.
    pub fn content_key(
        &self,
        key: &Key,
        rng: &mut dyn CryptoRng,
        seen: &mut Intermediates,
    ) -> Result<ContentKey, Failure> {
        self.encrypted_key_fits()?;
        let content_key = self.unwrap(key, rng, seen)?;
        let (got, expected) = (content_key.bytes.0.len(), self.encryption.cipher.key_bytes());
        if got != expected {
            let enc = self.encryption.name;
            return Err(self.fault(Opening::ContentKeyLength { enc, got, expected }));
        }
        Ok(content_key)
    }

    /// The same of whatever length, and although there is an encrypted key where none belongs.
    pub fn unwrap(&self, key: &Key, rng: &mut dyn CryptoRng, seen: &mut Intermediates) -> Result<ContentKey, Failure> {
        let (name, size) = (self.name(), self.encryption.cipher.key_bytes());
        Ok(match self.algorithm.management {
            Management::Direct => {
                let secret = self.secret(key, Needs::Secret)?;
                self.sized(secret, self.encryption.name, size)?;
                ContentKey { bytes: secret.clone(), proven: false }
            }
            Management::Kw(bytes) => {
                let kek = self.sized(self.secret(key, Needs::Secret)?, name, bytes)?;
                seen.kek = Some(kek.clone());
                self.unwrapped(kek, Wrapping::Kw)?
            }
            Management::GcmKw(bytes) => {
                let kek = self.sized(self.secret(key, Needs::Secret)?, name, bytes)?;
                seen.kek = Some(kek.clone());
                let [iv, tag] = GCM_KW;
                let iv = self.parameters.of_length("iv", name, iv)?;
                let tag = self.parameters.of_length("tag", name, tag)?;
                let bytes = gcm_decrypt(&kek.0, &iv, b"", self.encrypted_key(), &tag)
                    .ok_or_else(|| self.fault(Opening::Unwrap { alg: name, by: Wrapping::GcmKw }))?;
                ContentKey { bytes: Secret(bytes.to_vec()), proven: true }
            }
            Management::Password(hash, bytes) => {
                let secret = self.secret(key, Needs::Password)?;
                let rounds = |most| self.parameters.iterations(name, most);
                let salt = salt(name, &self.parameters.required("p2s", name)?);
                // What is made already takes no time.
                let made = rounds(u32::MAX.into())
                    .ok()
                    .and_then(|rounds| self.limits.derived.iter().find(|made| made.is_of(secret, &salt, rounds)));
                let kek = match made {
                    Some(made) => made.kek.clone(),
                    None => Derived::make(hash, secret, &salt, rounds(self.limits.iterations)?, bytes).kek,
                };
                seen.salt = Some(salt);
                seen.kek = Some(kek.clone());
                self.unwrapped(&kek, Wrapping::Password)?
            }
            Management::Agreement(wrapping) => {
                let z = self.agreed(key)?;
                let [apu, apv] = ["apu", "apv"].map(|party| self.parameters.bytes(party));
                let (used_by, length) = match wrapping {
                    None => (self.encryption.name, size),
                    Some(bytes) => (name, bytes),
                };
                let info =
                    concat_kdf::other_info(used_by, &apu?.unwrap_or_default(), &apv?.unwrap_or_default(), length);
                let derived = Secret(concat_kdf::derive(&z.0, &info, length).to_vec());
                seen.z = Some(z);
                seen.other_info = Some(info);
                match wrapping {
                    None => ContentKey { bytes: derived, proven: false },
                    Some(_) => {
                        seen.kek = Some(derived.clone());
                        self.unwrapped(&derived, Wrapping::Agreement)?
                    }
                }
            }
            Management::Pkcs1 => {
                let (rsa, public) = self.rsa(key)?;
                let found = with_private(rsa, |private| public.decrypt_pkcs1(private, self.encrypted_key(), rng));
                let mut bytes = Secret(found.map_err(|blocked| self.blocked(blocked, public.size()))?.to_vec());
                // Whatever is wrong with it, the content is decrypted, and fails like any other (RFC 7516 §11.5).
                if bytes.0.len() != size {
                    bytes = Secret(vec![0; size]);
                    rng.fill_bytes(&mut bytes.0);
                }
                ContentKey { bytes, proven: false }
            }
            Management::Oaep(hash) => {
                let block = self.opened_block(key, rng)?;
                let bytes = oaep_message(&block.0, hash, hash)
                    .ok_or_else(|| self.fault(Opening::Unwrap { alg: name, by: Wrapping::Rsa }))?;
                ContentKey { bytes: Secret(bytes.to_vec()), proven: true }
            }
        })
    }

    /// Whether there is an encrypted key exactly where `alg` makes one (RFC 7516 §5.2, step 10).
    pub fn encrypted_key_fits(&self) -> Result<(), Failure> {
        let has_none = matches!(self.algorithm.management, Management::Direct | Management::Agreement(None));
        match (has_none, self.encrypted_key().is_empty()) {
            (true, false) => Err(self.fault(Opening::EncryptedKeyPresent(self.name()))),
            (false, true) => Err(self.fault(Opening::EncryptedKeyMissing(self.name()))),
            _ => Ok(()),
        }
    }

    /// Whether `epk`, where `alg` needs one, is a public key that secrets are agreed upon with, on whatever curve.
    pub fn ephemeral_key_fits(&self) -> Result<(), Failure> {
        if !matches!(self.algorithm.management, Management::Agreement(_)) {
            return Ok(());
        }
        let epk = self.epk()?;
        let fault = |facts| self.parameters.fault("epk", facts);
        if epk.get("d").is_some() {
            return Err(fault(JweHeader::EpkPrivate));
        }
        let curve = match jwk::single(epk).map_err(|why| fault(epk_fault(why.facts)))?.material {
            Material::Ec(Ec { curve: Curve::Secp256k1, .. }) => Curve::Secp256k1.name(),
            Material::Ec(_) => return Ok(()),
            Material::X(XKey { curve, x, .. }) => {
                // What any private key makes of a point of small order is zero (RFC 7748 §6).
                let any = vec![7; curve.key_bytes()];
                return match agreement::on_x(curve, &any, &x) {
                    Some(_) => Ok(()),
                    None => Err(fault(JweHeader::EpkSmallOrder(curve.name()))),
                };
            }
            Material::Okp(key) => key.curve.name(),
            _ => return Err(self.parameters.wrong_type("epk", epk, "a public key on a curve")),
        };
        Err(failure_at(JweKey::Curve(curve), fault(JweHeader::EpkPrivate).at))
    }

    fn epk(&self) -> Result<&Node, Failure> {
        let missing = || self.parameters.fault("alg", JweHeader::Missing("epk", self.name()));
        self.parameters.get("epk").ok_or_else(missing)
    }

    /// The block that RSA opens, before its padding is looked at.
    pub fn opened_block(&self, key: &Key, rng: &mut dyn CryptoRng) -> Result<Secret, Failure> {
        let (rsa, public) = self.rsa(key)?;
        let block = with_private(rsa, |private| public.decrypt_block(private, self.encrypted_key(), rng));
        Ok(Secret(block.map_err(|blocked| self.blocked(blocked, public.size()))?.to_vec()))
    }

    fn unwrapped(&self, kek: &Secret, by: Wrapping) -> Result<ContentKey, Failure> {
        let alg = self.name();
        if let Some(bytes) = aes_kw::unwrap(&kek.0, self.encrypted_key()) {
            return Ok(ContentKey { bytes: Secret(bytes.to_vec()), proven: true });
        }
        let (got, expected) = (self.encrypted_key().len(), self.encryption.cipher.key_bytes() + aes_kw::OVERHEAD);
        Err(self.fault(match got == expected {
            true => Opening::Unwrap { alg, by },
            false => Opening::EncryptedKeyLength { alg, got, expected },
        }))
    }

    fn blocked(&self, blocked: Blocked, expected: usize) -> Failure {
        let alg = self.name();
        match blocked {
            Blocked::Length => {
                self.fault(Opening::EncryptedKeyLength { alg, got: self.encrypted_key().len(), expected })
            }
            Blocked::TooLarge => self.fault(Opening::EncryptedKeyTooLarge(alg)),
            Blocked::Key(error) => failure(JweKey::Unusable(private_unusable(error))),
        }
    }

    fn sized<'k>(&self, secret: &'k Secret, wanted_by: &'static str, expected: usize) -> Result<&'k Secret, Failure> {
        match secret.0.len() {
            got if got == expected => Ok(secret),
            got => Err(failure(JweKey::Length { wanted_by, got, expected })),
        }
    }

    fn wrong_kind(&self, needs: Needs, key: &Key) -> Failure {
        failure(JweKey::Kind { alg: self.name(), needs, held: key.kind() })
    }

    fn secret<'k>(&self, key: &'k Key, needs: Needs) -> Result<&'k Secret, Failure> {
        match key {
            Key { material: Material::Secret(secret), .. } => Ok(secret),
            _ => Err(self.wrong_kind(needs, key)),
        }
    }

    fn rsa<'k>(&self, key: &'k Key) -> Result<(&'k Rsa, Public), Failure> {
        let Key { material: Material::Rsa(rsa), .. } = key else {
            return Err(self.wrong_kind(Needs::Rsa, key));
        };
        if rsa.private.is_none() {
            return Err(failure(JweKey::Public(self.name())));
        }
        Ok((rsa, usable(rsa).map_err(|why| failure(JweKey::Unusable(why)))?))
    }

    /// The secret that `epk` and the private key agree upon.
    pub fn agreed(&self, key: &Key) -> Result<Secret, Failure> {
        let name = self.name();
        let epk = self.epk()?;
        let fault = |facts| self.parameters.fault("epk", facts);
        let elsewhere = |key| {
            let crv = epk.get("crv").and_then(Node::as_str).unwrap_or("another curve");
            fault(JweHeader::EpkCurve { epk: shown(crv), key })
        };
        match key {
            Key { material: Material::X(XKey { curve, d, .. }), .. } => {
                let d = d.as_ref().ok_or_else(|| failure(JweKey::Public(name)))?;
                if epk.get("crv").and_then(Node::as_str).is_some_and(|crv| crv != curve.name()) {
                    return Err(elsewhere(curve.name()));
                }
                let public = jwk::single(epk).map_err(|why| fault(epk_fault(why.facts)))?;
                let Material::X(public) = &public.material else { return Err(elsewhere(curve.name())) };
                let z = agreement::on_x(*curve, &d.0, &public.x);
                z.map(|z| Secret(z.to_vec())).ok_or_else(|| fault(JweHeader::EpkSmallOrder(curve.name())))
            }
            Key { material: Material::Ec(Ec { curve: Curve::Secp256k1, .. }), .. } => {
                Err(failure(JweKey::Curve(Curve::Secp256k1.name())))
            }
            Key { material: Material::Ec(Ec { curve, d, .. }), .. } => {
                let d = d.as_ref().ok_or_else(|| failure(JweKey::Public(name)))?;
                if epk.get("crv").and_then(Node::as_str).is_some_and(|crv| crv != curve.name()) {
                    return Err(elsewhere(curve.name()));
                }
                let public = jwk::single(epk).map_err(|why| fault(epk_fault(why.facts)))?;
                let Material::Ec(public) = &public.material else { return Err(elsewhere(curve.name())) };
                let z = agreement::on_ec(*curve, &d.0, [&public.x, &public.y]);
                z.map(|z| Secret(z.to_vec())).ok_or_else(|| fault(JweHeader::EpkNotOnCurve(curve.name())))
            }
            _ => Err(self.wrong_kind(Needs::Agreement, key)),
        }
    }
}

/// The salt of PBKDF2: `alg`, a zero byte, `p2s` (RFC 7518 §4.8.1.1).
pub(super) fn salt(alg: &str, p2s: &[u8]) -> Vec<u8> {
    [alg.as_bytes(), &[0], p2s].concat()
}

fn epk_fault(facts: Facts) -> JweHeader {
    match facts {
        Facts::Key(KeyFacts::Ec(EcFault::NotOnCurve { curve, .. } | EcFault::OtherCurve { says: curve, .. })) => {
            JweHeader::EpkNotOnCurve(curve)
        }
        Facts::Key(fault) => JweHeader::Epk(Box::new(fault)),
        _ => JweHeader::Type { name: "epk", kind: "an object", wanted: "a public key as a JWK" },
    }
}

fn with_private<T>(rsa: &Rsa, open: impl FnOnce(Private) -> Result<T, Blocked>) -> Result<T, Blocked> {
    let Some(private) = &rsa.private else { return Err(Blocked::Key(SignError::Inconsistent)) };
    let primes: Vec<&[u8]> = private.primes.iter().map(|prime| prime.0.as_slice()).collect();
    open(Private { d: &private.d.0, primes: &primes })
}

/// The two halves of a content key, where the first authenticates.
pub(super) fn halves(cipher: Cipher, cek: &[u8]) -> (Option<&[u8]>, &[u8]) {
    match cipher {
        Cipher::CbcHmac(_) => {
            let (mac, encryption) = cek.split_at_checked(cek.len() / 2).unwrap_or_default();
            (Some(mac), encryption)
        }
        Cipher::Gcm(_) => (None, cek),
    }
}
