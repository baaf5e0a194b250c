//! What the rows share: the right token, and ways to sign something else instead of it.

use super::Forged;
use super::base::Base;
use crate::engine::jwa::{self, Algorithm, KeyRule, hmac};
use crate::engine::sign;
use crate::format::base64url::encode;
use crate::format::json::{quoted, with_member, without_member};
use crate::key::{Curve, Encoding, Key, Material, Secret, Source};
use crate::session::samples;
use rand_core::CryptoRng;

/// The base, and randomness for the signatures that need it.
pub(super) struct Forge<'a> {
    pub(super) base: &'a Base,
    pub(super) rng: &'a mut dyn CryptoRng,
}

/// Why a row that signs was not made: nothing that a person could mend.
const NOT_SIGNED: &str = "The key did not sign it.";
/// Why a row has no attacker's key.
const NO_ATTACKER: &str = "There is no second key of this kind here.";

impl Forge<'_> {
    pub(super) fn algorithm(&self) -> &'static Algorithm {
        self.base.expect.algorithm
    }

    /// Whether the key is a secret that both sides have.
    pub(super) fn is_hmac(&self) -> bool {
        self.algorithm().family == jwa::Family::Hmac
    }

    /// The right token.
    pub(super) fn right(&mut self) -> Forged {
        self.sign(&self.base.header, self.base.payload.as_bytes())
    }

    /// These texts, signed by the right key.
    pub(super) fn sign(&mut self, header: &str, payload: &[u8]) -> Forged {
        self.sign_as(self.algorithm(), &self.base.key, header, payload)
    }

    /// These texts, signed otherwise.
    pub(super) fn sign_as(&mut self, algorithm: &Algorithm, key: &Key, header: &str, payload: &[u8]) -> Forged {
        let input = [encode(header.as_bytes()), encode(payload)].join(".");
        let signature = (algorithm.sign)(key, input.as_bytes(), self.rng).map_err(|_| NOT_SIGNED)?;
        Ok(format!("{input}.{}", encode(&signature)))
    }

    /// The signature of the right key over a message.
    pub(super) fn sign_bytes(&mut self, message: &[u8]) -> Result<Vec<u8>, &'static str> {
        (self.algorithm().sign)(&self.base.key, message, self.rng).map_err(|_| NOT_SIGNED)
    }

    /// A signing input as it is, signed by the right key.
    pub(super) fn sign_input(&mut self, input: &str) -> Forged {
        Ok(format!("{input}.{}", encode(&self.sign_bytes(input.as_bytes())?)))
    }

    /// Another header for the right payload, signed by the right key.
    pub(super) fn header(&mut self, header: &str) -> Forged {
        self.sign(header, self.base.payload.as_bytes())
    }

    /// Another payload under the right header, signed by the right key.
    pub(super) fn payload(&mut self, payload: impl AsRef<[u8]>) -> Forged {
        self.sign(&self.base.header, payload.as_ref())
    }

    /// The right token with one claim (JSON text) put in or replaced.
    pub(super) fn claim(&mut self, name: &str, value: &str) -> Forged {
        let payload = self.with_claim(name, value)?;
        self.payload(payload)
    }

    /// The right token without one claim.
    pub(super) fn no_claim(&mut self, name: &str) -> Forged {
        let payload = without_member(&self.base.payload, name).ok_or(NOT_SIGNED)?;
        self.payload(payload)
    }

    /// The right token with one header parameter (JSON text) put in or replaced.
    pub(super) fn parameter(&mut self, name: &str, value: &str) -> Forged {
        let header = self.with_parameter(name, value)?;
        self.header(&header)
    }

    pub(super) fn with_claim(&self, name: &str, value: &str) -> Forged {
        with_member(&self.base.payload, name, value).ok_or(NOT_SIGNED)
    }

    pub(super) fn with_parameter(&self, name: &str, value: &str) -> Forged {
        with_member(&self.base.header, name, value).ok_or(NOT_SIGNED)
    }

    /// The header with another `alg`, and a parameter more.
    pub(super) fn header_of(&self, alg: &str, more: &str) -> String {
        format!(r#"{{"alg":"{alg}"{}{more}}}"#, self.base.rest)
    }

    /// The right claims under another `alg` without any signature.
    pub(super) fn unsigned(&self, alg: &str) -> Forged {
        Ok(sign::unsigned(&self.header_of(alg, ""), self.base.payload.as_bytes()))
    }

    /// The right claims with `sub` changed: what an attacker is after.
    pub(super) fn tampered(&self) -> Forged {
        self.with_claim("sub", "\"attacker\"")
    }

    /// Tampered claims under HS256 with a secret that the attacker knows. Where the verifier has a secret of its own, its own `alg`.
    pub(super) fn with_secret(&mut self, secret: &[u8], more: &str) -> Forged {
        let row = if self.is_hmac() { self.algorithm() } else { &hmac::HS256 };
        let header = self.header_of(row.name, more);
        let payload = self.tampered()?;
        self.sign_as(row, &secret_key(secret), &header, payload.as_bytes())
    }

    /// Another key of the kind that the verifier has.
    pub(super) fn attacker(&self) -> Result<Key, &'static str> {
        samples::attacker(self.algorithm().key).ok_or(NO_ATTACKER)
    }

    /// Tampered claims that the attacker's key signed, with a parameter that leads to that key.
    pub(super) fn by_attacker(&mut self, more: &str) -> Forged {
        let key = self.attacker()?;
        let header = self.header_of(self.algorithm().name, more);
        let payload = self.tampered()?;
        self.sign_as(self.algorithm(), &key, &header, payload.as_bytes())
    }

    /// The right token with its signature changed; `change` may find that it cannot.
    pub(super) fn signature(&mut self, change: impl FnOnce(Vec<u8>) -> Result<Vec<u8>, &'static str>) -> Forged {
        let input = sign::input(&self.base.header, self.base.payload.as_bytes());
        let signature = self.sign_bytes(&input)?;
        Ok(format!("{}.{}", String::from_utf8_lossy(&input), encode(&change(signature)?)))
    }

    /// The right token in its three segments.
    pub(super) fn segments(&mut self) -> Result<[String; 3], &'static str> {
        let token = self.right()?;
        let mut segments = token.split('.').map(str::to_owned);
        match [segments.next(), segments.next(), segments.next()] {
            [Some(header), Some(payload), Some(signature)] => Ok([header, payload, signature]),
            _ => Err(NOT_SIGNED),
        }
    }

    /// A claim of text that the verifier expects, changed.
    pub(super) fn changed(&mut self, name: &str, text: &str, expected: &str) -> Forged {
        if text == expected {
            return Err("The expected value has no letters to change.");
        }
        self.claim(name, &quoted(text))
    }

    /// The curve of the algorithm, if it is ECDSA.
    pub(super) fn curve(&self) -> Result<Curve, &'static str> {
        match self.algorithm().key {
            KeyRule::Ec(curve) => Ok(curve),
            _ => Err("Only ECDSA signatures have this form."),
        }
    }
}

/// A secret as a key.
pub(super) fn secret_key(secret: &[u8]) -> Key {
    Key::new(Material::Secret(Secret(secret.to_vec())), Source::Text(Encoding::Utf8), vec![])
}
