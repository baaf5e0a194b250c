//! Private keys under a passphrase: `-----BEGIN ENCRYPTED PRIVATE KEY-----`.
//!
//! Source: RFC 5958 §3, with PBES2 of RFC 8018 §6.2: PBKDF2 makes a key of the passphrase, and AES-CBC encrypts PKCS#8 with
//! it. Every other scheme is refused by name: most are broken, and the rest is one command away. The passphrase counts byte
//! for byte, in UTF-8. Deriving takes a second or so, which is why it goes in steps that the caller counts out.

mod aes;
mod names;
mod pbkdf2;
mod read;

use super::{Key, KeyFault, Secret, der, pem, pkix};
use crate::base::Size;
use crate::spec::Spec;
use core::fmt;
pub(super) use names::{CONVERT, CONVERT_LEGACY};
pub use pbkdf2::Derivation;
use pbkdf2::Prf;

/// The code of a key that waits for its passphrase.
pub(super) const WAITING: &str = "pem-encrypted";
/// The code of one that no passphrase can open here.
pub(super) const UNSUPPORTED: &str = "pem-encryption";

/// A private key under a passphrase, read so far that only the passphrase is missing.
#[derive(Clone, PartialEq, Eq)]
pub struct Locked {
    prf: Prf,
    salt: Vec<u8>,
    iterations: u32,
    /// The length of the AES key, in bytes.
    key_bytes: usize,
    iv: [u8; aes::BLOCK_BYTES],
    data: Vec<u8>,
}

impl fmt::Debug for Locked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locked")
            .field("iterations", &self.iterations)
            .field("data", &Size(self.data.len()))
            .finish_non_exhaustive()
    }
}

/// The first private key in `text` that is under a passphrase; `None` if there is none. PEM, and DER in base64 or
/// hexadecimal, with all that is overlooked in other keys.
///
/// # Errors
/// It is damaged, or encrypted in another way: `pem-encryption`, and the faults of PEM and DER.
pub fn locked(text: &str) -> Option<Result<Locked, KeyFault>> {
    pem::locked(text)
}

/// The private key in EncryptedPrivateKeyInfo, if the key of its cipher is there.
///
/// # Errors
/// `pem-encrypted` if it is not, and the faults of [`Locked::read`] and [`Locked::open`].
pub(super) fn unlock(der: &[u8], key: Option<&Secret>) -> Result<Key, KeyFault> {
    let locked = Locked::read(der)?;
    match key {
        Some(key) => locked.open(key),
        None => Err(locked.waiting()),
    }
}

impl Locked {
    /// How many rounds of HMAC a derivation takes; with HMAC-SHA-1 a long key takes twice as many.
    pub fn iterations(&self) -> u32 {
        self.iterations
    }

    /// Starts deriving the key of the cipher.
    pub fn derive(&self, passphrase: &str) -> Derivation {
        Derivation::new(self.prf, passphrase, &self.salt, self.iterations, self.key_bytes)
    }

    /// How it is encrypted: `AES-256-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-256`.
    fn scheme(&self) -> String {
        let (bits, rounds) = (self.key_bytes * 8, self.iterations);
        format!("AES-{bits}-CBC, {rounds} rounds of PBKDF2 with {}", names::prf_name(self.prf))
    }

    /// What to say while the passphrase is missing.
    fn waiting(&self) -> KeyFault {
        KeyFault::new(WAITING, format!("this private key is encrypted ({})", self.scheme()))
            .hint("enter its passphrase below; it stays in this page")
            .spec(Spec::Rfc(5958, "3"))
    }

    /// The private key inside, given the key of the cipher.
    ///
    /// # Errors
    /// `passphrase-wrong`, and the faults of the key inside.
    fn open(&self, key: &Secret) -> Result<Key, KeyFault> {
        let wrong = || {
            KeyFault::new("passphrase-wrong", "the passphrase does not open this key")
                .hint("check capital letters and spaces: each counts; if it is right, the text of the key is damaged")
                .spec(Spec::Rfc(5958, "3"))
        };
        // A passphrase that is stale can have led to a key of another length.
        let key = Some(&key.0).filter(|key| key.len() == self.key_bytes);
        let plain = key.and_then(|key| aes::decrypt_cbc(key, &self.iv, &self.data)).ok_or_else(wrong)?;
        let mut key = pkix::pkcs8(&plain).map_err(|fault| if fault.code == der::CODE { wrong() } else { fault })?;
        key.notes.push(format!("it was encrypted ({}); the passphrase opened it", self.scheme()));
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{self, fixture};
    use crate::key::{Held, Options};

    const P256: &str = fixture!("p256-pkcs8-aes128-sha256.pem");

    fn derived(text: &str, passphrase: &str) -> Secret {
        let locked = locked(text).expect("it is under a passphrase").unwrap_or_else(|fault| panic!("{text}: {fault}"));
        locked.derive(passphrase).step(u32::MAX).expect("all iterations are made")
    }

    fn open(text: &str, unlocked: &Secret) -> Result<Key, KeyFault> {
        let options = Options { unlocked: Some(unlocked), ..Options::default() };
        match crate::key::read(text, &options).expect("there is text")? {
            Held::One(key) => Ok(key),
            Held::Set(_) => panic!("{text} is no set"),
        }
    }

    /// `text` waits for its passphrase and says how it is encrypted; then it is the same key as `plain`, and says so.
    #[track_caller]
    fn check(text: &str, passphrase: &str, scheme: &str, plain: &str) -> Key {
        testing::refuse(
            text,
            WAITING,
            &format!("this private key is encrypted ({scheme})"),
            "enter its passphrase below",
        );
        let mut key = open(text, &derived(text, passphrase)).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        let note = format!("it was encrypted ({scheme}); the passphrase opened it");
        assert_eq!(key.notes.first(), Some(&note));
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
    }

    #[test]
    fn a_passphrase_counts_byte_for_byte() {
        let text = fixture!("secp256k1-pkcs8-aes256-sha1.pem");
        let scheme = "AES-256-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-1";
        check(text, "gr\u{fc}n \u{2603} ", scheme, fixture!("secp256k1-pkcs8.pem"));
        for wrong in ["gr\u{fc}n \u{2603}", "gru\u{308}n \u{2603} ", ""] {
            assert_eq!(
                open(text, &derived(text, wrong)).map_err(|fault| fault.code),
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
            let fault = open(text, &derived(text, &wrong.to_string())).expect_err("wrong");
            assert_eq!(
                (fault.code, fault.message.as_str()),
                ("passphrase-wrong", "the passphrase does not open this key")
            );
        }
        assert_eq!(open(P256, &Secret(vec![7; 32])).map_err(|fault| fault.code), Err("passphrase-wrong"));
    }

    #[test]
    fn what_is_inside_is_judged_like_any_other_key() {
        let text = fixture!("x25519-pkcs8-aes256-sha256.pem");
        let fault = open(text, &derived(text, "test")).expect_err("X25519 signs nothing");
        assert_eq!((fault.code, fault.message.starts_with("this is an X25519 key")), ("key-algorithm", true));
    }

    #[test]
    fn the_progress_counts_every_round() {
        let locked = locked(fixture!("secp256k1-pkcs8-aes256-sha1.pem")).expect("locked").expect("readable");
        let mut derivation = locked.derive("test");
        assert_eq!((locked.iterations(), derivation.done()), (2048, (0, 4096)));
        assert_eq!(derivation.step(3000), None);
        assert_eq!(derivation.done(), (3000, 4096));
        assert!(derivation.step(3000).is_some());
        assert_eq!(derivation.done(), (4096, 4096));
    }

    #[test]
    fn other_schemes_are_refused_by_name_with_the_command() {
        let check = |text: &str, name: &str, hint: &str| {
            testing::refuse(text, UNSUPPORTED, &format!("is encrypted, and {name} is not supported here"), hint);
            assert_eq!(locked(text).map(|locked| locked.map_err(|fault| fault.code)), Some(Err(UNSUPPORTED)));
        };
        let convert = "openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem";
        check(fixture!("p256-pkcs8-scrypt.pem"), "scrypt", convert);
        check(fixture!("p256-pkcs8-des3.pem"), "DES-EDE3-CBC (triple DES)", convert);
        check(fixture!("p256-pkcs8-pkcs12-des3.pem"), "PKCS#12's encryption with triple DES", convert);
        check(fixture!("p256-pkcs8-sha224.pem"), "PBKDF2 with HMAC-SHA-224", convert);
        check(fixture!("p256-pkcs8-pbes1-md5-des.pem"), "PBES1 with MD5 and DES", "-provider legacy");
        testing::refuse(
            fixture!("rsa2048-pkcs1-encrypted.pem"),
            UNSUPPORTED,
            "old way (AES-128-CBC, with a key made by MD5)",
            convert,
        );
    }

    #[test]
    fn the_block_is_found_among_others_and_wins_once_there_is_a_passphrase() {
        let certificate = fixture!("p384-certificate.pem");
        for text in [format!("{certificate}{P256}"), format!("{P256}{certificate}")] {
            assert!(testing::read(&text).is_ok_and(|key| key.kind() == "an EC key on P-384"));
            let key = open(&text, &derived(&text, "test")).expect("the passphrase is right");
            assert_eq!((key.kind().as_str(), key.can_sign()), ("an EC key on P-256", true));
        }
        assert_eq!(locked(certificate), None);
        assert_eq!(locked("MySecretThatIsLongEnoughToLookLikeAKeyButIsNone="), None);
        let cut = P256.replacen("MIH", "", 1);
        assert!(locked(&cut).is_some_and(|found| found.is_err()));
    }
}
