//! Private keys under a passphrase: `-----BEGIN ENCRYPTED PRIVATE KEY-----`.
//!
//! Source: RFC 5958 §3, with PBES2 of RFC 8018 §6.2: PBKDF2 or scrypt makes a key of the passphrase, and AES or triple DES
//! encrypts PKCS#8 with it. Every other scheme is refused by name: most are broken, and the rest is one command away. The
//! passphrase counts byte for byte, in UTF-8.

mod names;
mod read;

use crate::base::Size;
use crate::base::diagnostic::key::Encrypted as Fault;
use crate::base::diagnostic::key::Note;
use crate::crypto::Hash;
use crate::crypto::pbes2::{Cipher, Kdf, Pbes2};
use crate::format::der;
use crate::key::{Key, KeyFault, Secret, fault, pem, pkix};
use core::fmt;

/// A private key under a passphrase, read so far that only the passphrase is missing.
#[derive(Clone, PartialEq, Eq)]
pub struct EncryptedKey {
    kdf: Kdf,
    cipher: Cipher,
    pbes2: Pbes2,
    data: Vec<u8>,
    /// The SHA-256 of all of EncryptedPrivateKeyInfo.
    fingerprint: Vec<u8>,
}

/// What a passphrase made of one encrypted private key: PKCS#8 if it was the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecryptedKey {
    /// Of which key; it opens no other.
    pub(crate) fingerprint: Vec<u8>,
    /// Empty if the passphrase was plainly wrong.
    pub(crate) content: Secret,
}

impl fmt::Debug for EncryptedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncryptedKey")
            .field("scheme", &self.scheme())
            .field("data", &Size(self.data.len()))
            .finish_non_exhaustive()
    }
}

/// The first private key in `text` that is under a passphrase; `None` if there is none. PEM, and DER in base64 or
/// hexadecimal, with all that is overlooked in other keys.
///
/// # Errors
/// It is damaged, or encrypted in another way: `pem-encryption`, and the faults of PEM and DER.
pub fn encrypted(text: &str) -> Option<Result<EncryptedKey, KeyFault>> {
    pem::encrypted(text)
}

/// The private key in EncryptedPrivateKeyInfo, if a passphrase opened it.
///
/// # Errors
/// `pem-encrypted` if none did, and the faults of [`EncryptedKey::read`] and [`EncryptedKey::open`].
pub(super) fn unlock(der: &[u8], unlocked: Option<&DecryptedKey>) -> Result<Key, KeyFault> {
    let encrypted = EncryptedKey::read(der)?;
    match unlocked {
        Some(unlocked) => encrypted.open(unlocked),
        None => Err(encrypted.waiting()),
    }
}

impl EncryptedKey {
    /// Tries a passphrase. This takes the time that whoever encrypted the key asked for, a second or so. Whether it was the
    /// right one, reading the key with the outcome says.
    pub fn unlock(&self, passphrase: &str) -> DecryptedKey {
        let content = self.pbes2.decrypt(passphrase, &self.data);
        let content = Secret(content.map(|mut content| core::mem::take(&mut *content)).unwrap_or_default());
        DecryptedKey { fingerprint: self.fingerprint.clone(), content }
    }

    /// How it is encrypted: `AES-256-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-256`.
    pub fn scheme(&self) -> String {
        let cipher = names::cipher_name(self.cipher);
        match self.kdf {
            Kdf::Pbkdf2 { prf, iterations } => format!("{cipher}, {iterations} rounds of PBKDF2 with {}", prf.name()),
            Kdf::Scrypt { cost, block_size, parallelization } => {
                format!("{cipher}, scrypt with N = {cost}, r = {block_size}, p = {parallelization}")
            }
        }
    }

    /// What to say while the passphrase is missing.
    fn waiting(&self) -> KeyFault {
        fault(Fault::Waiting(self.scheme()))
    }

    /// The private key inside.
    ///
    /// # Errors
    /// `passphrase-wrong`, and the faults of the key inside.
    fn open(&self, unlocked: &DecryptedKey) -> Result<Key, KeyFault> {
        let wrong = || fault(Fault::WrongPassphrase);
        // What is left of another text in the key field says nothing about this one.
        if unlocked.fingerprint != self.fingerprint {
            return Err(wrong());
        }
        let inside = pkix::pkcs8(&unlocked.content.0);
        let mut key = inside.map_err(|fault| if der::is_fault(&fault) { wrong() } else { fault })?;
        key.notes.push(Note::Unlocked(self.scheme().to_string()));
        Ok(key)
    }
}

fn fingerprint(der: &[u8]) -> Vec<u8> {
    Hash::Sha256.digest(der)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Facts;
    use crate::key::testing::{self, fixture};
    use crate::key::{Options, ParsedKey};

    const P256: &str = fixture!("p256-pkcs8-aes128-sha256.pem");

    fn unlock(text: &str, passphrase: &str) -> DecryptedKey {
        let encrypted =
            encrypted(text).expect("it is under a passphrase").unwrap_or_else(|fault| panic!("{text}: {fault}"));
        encrypted.unlock(passphrase)
    }

    fn open(text: &str, unlocked: &DecryptedKey) -> Result<Key, KeyFault> {
        let options = Options { unlocked: Some(unlocked), ..Options::default() };
        match crate::key::read(text, &options).expect("there is text")? {
            ParsedKey::One(key) => Ok(key),
            ParsedKey::Set(_) => panic!("{text} is no set"),
        }
    }

    /// `text` waits for its passphrase and says how it is encrypted; then it is the same key as `plain`, and says so.
    #[track_caller]
    fn check(text: &str, passphrase: &str, scheme: &str, plain: &str) -> Key {
        testing::refuse(text, "pem-encrypted", &format!("{:?}", Facts::from(Fault::Waiting(scheme.into()))));
        let mut key = open(text, &unlock(text, passphrase)).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!(key.notes.first(), Some(&Note::Unlocked(scheme.into())));
        let expected = testing::read(plain).expect("a fixture");
        assert_eq!((&key.material, &key.source), (&expected.material, &expected.source));
        key.notes.remove(0);
        key
    }

    #[test]
    fn each_cipher_and_each_hash_opens() {
        let sha256 = "AES-128-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-256";
        check(P256, "test", sha256, fixture!("p256-pkcs8.pem"));
        let sha1 = "AES-128-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-1";
        check(fixture!("ed25519-pkcs8-aes128-sha1.pem"), "test", sha1, fixture!("ed25519-pkcs8.pem"));
        let sha384 = "AES-192-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-384";
        check(fixture!("p384-pkcs8-aes192-sha384.pem"), "test", sha384, fixture!("p384-pkcs8.pem"));
        let sha512 = "AES-256-CBC, 3 rounds of PBKDF2 with HMAC-SHA-512";
        check(fixture!("rsa2048-pkcs8-aes256-sha512.pem"), "test", sha512, fixture!("rsa2048-pkcs8.pem"));
        let sha224 = "AES-256-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-224";
        check(fixture!("p256-pkcs8-sha224.pem"), "test", sha224, fixture!("p256-pkcs8.pem"));
        let des3 = "DES-EDE3-CBC (triple DES), 2048 rounds of PBKDF2 with HMAC-SHA-256";
        check(fixture!("p256-pkcs8-des3.pem"), "test", des3, fixture!("p256-pkcs8.pem"));
        let scrypt = "AES-256-CBC, scrypt with N = 16384, r = 8, p = 1";
        check(fixture!("p256-pkcs8-scrypt.pem"), "test", scrypt, fixture!("p256-pkcs8.pem"));
    }

    #[test]
    fn a_passphrase_counts_byte_for_byte() {
        let text = fixture!("secp256k1-pkcs8-aes256-sha1.pem");
        let scheme = "AES-256-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-1";
        check(text, "gr\u{fc}n \u{2603} ", scheme, fixture!("secp256k1-pkcs8.pem"));
        for wrong in ["gr\u{fc}n \u{2603}", "gru\u{308}n \u{2603} ", ""] {
            assert_eq!(
                open(text, &unlock(text, wrong)).map_err(|fault| fault.code().name()),
                Err("passphrase-wrong"),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_wrong_passphrase_never_opens() {
        // One in 256 leads to something with the right padding.
        for wrong in 0..1_000 {
            let text = fixture!("rsa2048-pkcs8-aes256-sha512.pem");
            let fault = open(text, &unlock(text, &wrong.to_string())).expect_err("wrong");
            assert_eq!(fault.facts, Fault::WrongPassphrase.into());
        }
    }

    #[test]
    fn what_is_inside_is_judged_like_any_other_key() {
        let text = fixture!("x25519-pkcs8-aes256-sha256.pem");
        let key = open(text, &unlock(text, "test")).expect("a key that agrees on keys");
        assert_eq!(key.summary(), "X25519 private key, from PEM (PRIVATE KEY)");
    }

    #[test]
    fn what_was_unlocked_opens_its_own_key_alone() {
        let unlocked = unlock(P256, "test");
        assert!(open(P256, &unlocked).is_ok());
        let other = fixture!("ed25519-pkcs8-aes128-sha1.pem");
        assert_eq!(open(other, &unlocked).map_err(|fault| fault.code().name()), Err("passphrase-wrong"));
    }

    #[test]
    fn what_was_unlocked_does_not_print() {
        let printed = format!("{:?}", unlock(P256, "test"));
        assert!(printed.contains("content: Secret(138 bytes)"), "{printed}");
    }

    #[test]
    fn other_schemes_are_refused_by_name_with_the_command() {
        let check = |text: &str, name: &str, legacy: bool| {
            let facts = Facts::from(Fault::Scheme { name: name.into(), legacy });
            testing::refuse(text, "pem-encryption", &format!("{facts:?}"));
            assert_eq!(
                encrypted(text).map(|encrypted| encrypted.map_err(|fault| fault.code().name())),
                Some(Err("pem-encryption"))
            );
        };
        check(fixture!("p256-pkcs8-pkcs12-des3.pem"), "PKCS#12's encryption with triple DES", false);
        check(fixture!("p256-pkcs8-pbes1-md5-des.pem"), "PBES1 with MD5 and DES", true);
        testing::refuse(
            fixture!("rsa2048-pkcs1-encrypted.pem"),
            "pem-encryption",
            r#"Key(Encrypted(Legacy { cipher: "AES-128-CBC", current: true }))"#,
        );
    }

    #[test]
    fn the_block_is_found_among_others_and_wins_once_there_is_a_passphrase() {
        let certificate = fixture!("p384-certificate.pem");
        for text in [format!("{certificate}{P256}"), format!("{P256}{certificate}")] {
            assert!(testing::read(&text).is_ok_and(|key| key.kind() == "an EC key on P-384"));
            let key = open(&text, &unlock(&text, "test")).expect("the passphrase is right");
            assert_eq!((key.kind().as_str(), key.can_sign()), ("an EC key on P-256", true));
        }
        assert_eq!(encrypted(certificate), None);
        assert_eq!(encrypted("MySecretThatIsLongEnoughToLookLikeAKeyButIsNone="), None);
        let cut = P256.replacen("MIH", "", 1);
        assert!(encrypted(&cut).is_some_and(|found| found.is_err()));
    }
}
