//! Encrypts a content key to one recipient, and says which header parameters tell how: the other direction of `unwrap`.

use super::unwrap::{GCM_KW, salt};
use super::{Algorithm, Encryption, Failure, Management, Parameters, failure};
use crate::base::diagnostic::jwe::{JweHeader, JweJson, JweKey, Needs};
use crate::crypto::concat_kdf;
use crate::crypto::content_encryption::gcm_encrypt;
use crate::crypto::key_management::{aes_kw, agreement, password};
use crate::crypto::rsa::Public;
use crate::crypto::{Curve, ecdsa};
use crate::engine::jwa::rsa::usable;
use crate::format::base64url;
use crate::key::{Ec, Key, Material, Secret, XKey, xdh};
use rand_core::CryptoRng;

/// Rounds of PBKDF2 where the header asks for none: the most that common libraries take without being told to.
const ITERATIONS: u32 = 10_000;
/// The length of a new `p2s`, in bytes.
const SALT: usize = 16;
/// The most rounds that are computed for a header that asks for them.
const MOST_ITERATIONS: u64 = 10_000_000;

/// What a recipient is given.
pub(super) struct Wrapped {
    pub encrypted_key: Vec<u8>,
    /// Header parameters that tell how: their names, and their values as JSON.
    pub parameters: Vec<(&'static str, String)>,
}

/// What the wrapping stands on.
pub(super) struct Task<'a> {
    pub algorithm: &'static Algorithm,
    pub encryption: &'static Encryption,
    pub parameters: Parameters<'a>,
    pub key: &'a Key,
}

fn random(length: usize, rng: &mut dyn CryptoRng) -> Secret {
    let mut bytes = Secret(vec![0; length]);
    rng.fill_bytes(&mut bytes.0);
    bytes
}

fn quoted(bytes: &[u8]) -> String {
    format!("\"{}\"", base64url::encode(bytes))
}

impl Task<'_> {
    /// The content key, where the algorithm does not let the sender choose it, and what goes into the header for that.
    ///
    /// # Errors
    /// The key is of another kind or length.
    pub fn fixed(&self, rng: &mut dyn CryptoRng) -> Result<Option<(Secret, Wrapped)>, Failure> {
        let size = self.encryption.cipher.key_bytes();
        match self.algorithm.management {
            Management::Direct => {
                let cek = self.secret(Needs::Secret, self.encryption.name, Some(size))?.clone();
                Ok(Some((cek, Wrapped { encrypted_key: vec![], parameters: vec![] })))
            }
            Management::Agreement(None) => {
                let (cek, epk) = self.agreed(self.encryption.name, size, rng)?;
                Ok(Some((cek, Wrapped { encrypted_key: vec![], parameters: vec![("epk", epk)] })))
            }
            _ => Ok(None),
        }
    }

    /// `cek` encrypted to the recipient.
    ///
    /// # Errors
    /// The key is of another kind or length, or a parameter that the header brings is none.
    pub fn wrap(&self, cek: &Secret, rng: &mut dyn CryptoRng) -> Result<Wrapped, Failure> {
        let name = self.algorithm.name;
        let unfit = || failure(JweKey::Size(name, cek.0.len()));
        let (encrypted_key, parameters) = match self.algorithm.management {
            // `fixed` has these; with several recipients none of them can be.
            Management::Direct | Management::Agreement(None) => return Err(failure(JweJson::Alone(name))),
            Management::Pkcs1 => (self.rsa()?.encrypt_pkcs1(&cek.0, rng).ok_or_else(unfit)?, vec![]),
            Management::Oaep(hash) => (self.rsa()?.encrypt_oaep(hash, &cek.0, rng).ok_or_else(unfit)?, vec![]),
            Management::Kw(bytes) => {
                let kek = self.secret(Needs::Secret, name, Some(bytes))?;
                (aes_kw::wrap(&kek.0, &cek.0).ok_or_else(unfit)?, vec![])
            }
            Management::GcmKw(bytes) => {
                let kek = self.secret(Needs::Secret, name, Some(bytes))?;
                let [length, _] = GCM_KW;
                // A vector is never used twice with a key, so one in the header is replaced.
                let iv = random(length, rng);
                let (wrapped, tag) = gcm_encrypt(&kek.0, &iv.0, b"", &cek.0).ok_or_else(unfit)?;
                (wrapped, vec![("iv", quoted(&iv.0)), ("tag", quoted(&tag))])
            }
            Management::Password(hash, bytes) => {
                let secret = self.secret(Needs::Password, name, None)?;
                let given = self.parameters.get("p2c").is_some();
                let count = if given { self.parameters.iterations(name, MOST_ITERATIONS)? } else { ITERATIONS };
                let p2s = match self.parameters.bytes("p2s")? {
                    Some(p2s) => p2s,
                    None => random(SALT, rng).0.clone(),
                };
                let kek = password::derive(hash, &secret.0, &salt(name, &p2s), count, bytes);
                let wrapped = aes_kw::wrap(&kek, &cek.0).ok_or_else(unfit)?;
                (wrapped, vec![("p2s", quoted(&p2s)), ("p2c", count.to_string())])
            }
            Management::Agreement(Some(bytes)) => {
                let (kek, epk) = self.agreed(name, bytes, rng)?;
                (aes_kw::wrap(&kek.0, &cek.0).ok_or_else(unfit)?, vec![("epk", epk)])
            }
        };
        Ok(Wrapped { encrypted_key, parameters })
    }

    /// A key of so many bytes that a new ephemeral key and the recipient's agree upon, and the ephemeral key as JSON.
    fn agreed(&self, used_by: &str, length: usize, rng: &mut dyn CryptoRng) -> Result<(Secret, String), Failure> {
        let (z, epk) = match self.key {
            Key { material: Material::X(XKey { curve, x, .. }), .. } => {
                let pair = xdh::private(*curve, &random(curve.key_bytes(), rng).0, None).ok();
                let pair = pair.and_then(|pair| Some((agreement::on_x(*curve, &pair.d.as_ref()?.0, x)?, pair)));
                let (z, pair) = pair.ok_or_else(|| failure(JweHeader::EpkSmallOrder(curve.name())))?;
                let epk = format!(r#"{{"kty":"OKP","crv":"{}","x":{}}}"#, curve.name(), quoted(&pair.x));
                (z, epk)
            }
            Key { material: Material::Ec(Ec { curve: Curve::Secp256k1, .. }), .. } => {
                return Err(failure(JweKey::Curve(Curve::Secp256k1.name())));
            }
            Key { material: Material::Ec(Ec { curve, x, y, .. }), .. } => {
                let (d, [epk_x, epk_y]) = ephemeral(*curve, rng);
                let z = agreement::on_ec(*curve, &d.0, [x, y]);
                let z = z.ok_or_else(|| failure(JweHeader::EpkNotOnCurve(curve.name())))?;
                let [epk_x, epk_y] = [quoted(&epk_x), quoted(&epk_y)];
                (z, format!(r#"{{"kty":"EC","crv":"{}","x":{epk_x},"y":{epk_y}}}"#, curve.name()))
            }
            _ => return Err(self.wrong_kind(Needs::Agreement)),
        };
        let [apu, apv] = ["apu", "apv"].map(|party| self.parameters.bytes(party));
        let info = concat_kdf::other_info(used_by, &apu?.unwrap_or_default(), &apv?.unwrap_or_default(), length);
        Ok((Secret(concat_kdf::derive(&z, &info, length).to_vec()), epk))
    }

    fn wrong_kind(&self, needs: Needs) -> Failure {
        failure(JweKey::Kind { alg: self.algorithm.name, needs, held: self.key.kind() })
    }

    fn secret(&self, needs: Needs, wanted_by: &'static str, length: Option<usize>) -> Result<&Secret, Failure> {
        match self.key {
            Key { material: Material::Secret(secret), .. } => match length {
                Some(expected) if expected != secret.0.len() => {
                    Err(failure(JweKey::Length { wanted_by, got: secret.0.len(), expected }))
                }
                _ => Ok(secret),
            },
            _ => Err(self.wrong_kind(needs)),
        }
    }

    fn rsa(&self) -> Result<Public, Failure> {
        match self.key {
            Key { material: Material::Rsa(rsa), .. } => usable(rsa).map_err(|why| failure(JweKey::Unusable(why))),
            _ => Err(self.wrong_kind(Needs::Rsa)),
        }
    }
}

/// A new key pair on a curve. Most numbers of the right length are one; those that are none are thrown away.
fn ephemeral(curve: Curve, rng: &mut dyn CryptoRng) -> (Secret, ecdsa::Coordinates) {
    loop {
        let mut d = random(curve.field_bytes(), rng);
        // The first byte of a field of 521 bits holds one of them.
        let unused = curve.field_bytes() * 8 - curve.bits();
        d.0.first_mut().into_iter().for_each(|first| *first &= 0xff >> unused);
        if let Some(public) = ecdsa::public_key(curve, &d.0) {
            return (d, public);
        }
    }
}
