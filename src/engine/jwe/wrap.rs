//! Encrypts a content key to one recipient, and says which header parameters tell how: the other direction of `unwrap`.

use super::fit::{agrees, rsa, secret, wrong_kind};
use super::unwrap::{GCM_KW, salt};
use super::{Algorithm, Derived, Encryption, Failure, Management, Parameters, failure};
use crate::base::diagnostic::jwe::{JweHeader, JweJson, JweKey};
use crate::crypto::concat_kdf;
use crate::crypto::content_encryption::gcm_encrypt;
use crate::crypto::key_management::{aes_kw, agreement};
use crate::crypto::{Curve, ecdsa};
use crate::format::{base64url, json};
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
    /// What PBKDF2 made before, for which nothing has to be done again.
    pub derived: &'a [Derived],
}

fn random(length: usize, rng: &mut dyn CryptoRng) -> Secret {
    let mut bytes = Secret(vec![0; length]);
    rng.fill_bytes(&mut bytes.0);
    bytes
}

fn quoted(bytes: &[u8]) -> String {
    format!("\"{}\"", base64url::encode(bytes))
}

/// `header` with the salt and the count of rounds that a password is made into a key with, where it names none.
pub fn with_password_parameters(header: &str, salt: &[u8]) -> Option<String> {
    let has = |name| json::read(header).node.is_some_and(|node| node.get(name).is_some());
    let (salt, count) = (quoted(salt), ITERATIONS.to_string());
    let header = if has("p2s") { header.to_owned() } else { json::with_member(header, "p2s", &salt)? };
    if has("p2c") { Some(header) } else { json::with_member(&header, "p2c", &count) }
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
                let cek = secret(self.algorithm, self.key, Some((self.encryption.name, size)))?.clone();
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
            Management::Pkcs1 => (rsa(self.algorithm, self.key)?.encrypt_pkcs1(&cek.0, rng).ok_or_else(unfit)?, vec![]),
            Management::Oaep(hash) => {
                (rsa(self.algorithm, self.key)?.encrypt_oaep(hash, &cek.0, rng).ok_or_else(unfit)?, vec![])
            }
            Management::Kw(bytes) => {
                let kek = secret(self.algorithm, self.key, Some((name, bytes)))?;
                (aes_kw::wrap(&kek.0, &cek.0).ok_or_else(unfit)?, vec![])
            }
            Management::GcmKw(bytes) => {
                let kek = secret(self.algorithm, self.key, Some((name, bytes)))?;
                let [length, _] = GCM_KW;
                // A vector is never used twice with a key, so one in the header is replaced.
                let iv = random(length, rng);
                let (wrapped, tag) = gcm_encrypt(&kek.0, &iv.0, b"", &cek.0).ok_or_else(unfit)?;
                (wrapped, vec![("iv", quoted(&iv.0)), ("tag", quoted(&tag))])
            }
            Management::Password(hash, bytes) => {
                let password = secret(self.algorithm, self.key, None)?;
                let given = self.parameters.get("p2c").is_some();
                let count = if given { self.parameters.iterations(name, MOST_ITERATIONS)? } else { ITERATIONS };
                let p2s = match self.parameters.bytes("p2s")? {
                    Some(p2s) => p2s,
                    None => random(SALT, rng).0.clone(),
                };
                let salt = salt(name, &p2s);
                let made = self.derived.iter().find(|made| made.is_of(password, &salt, count)).cloned();
                let made = made.unwrap_or_else(|| Derived::make(hash, password, &salt, count, bytes));
                let wrapped = aes_kw::wrap(&made.kek.0, &cek.0).ok_or_else(unfit)?;
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
            Key { material: Material::Ec(Ec { curve, x, y, .. }), .. } => {
                agrees(*curve)?;
                let (d, [epk_x, epk_y]) = ephemeral(*curve, rng);
                let z = agreement::on_ec(*curve, &d.0, [x, y]);
                let z = z.ok_or_else(|| failure(JweHeader::EpkNotOnCurve(curve.name())))?;
                let [epk_x, epk_y] = [quoted(&epk_x), quoted(&epk_y)];
                (z, format!(r#"{{"kty":"EC","crv":"{}","x":{epk_x},"y":{epk_y}}}"#, curve.name()))
            }
            _ => return Err(wrong_kind(self.algorithm, self.key)),
        };
        let [apu, apv] = ["apu", "apv"].map(|party| self.parameters.bytes(party));
        let info = concat_kdf::other_info(used_by, &apu?.unwrap_or_default(), &apv?.unwrap_or_default(), length);
        Ok((Secret(concat_kdf::derive(&z, &info, length).to_vec()), epk))
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
