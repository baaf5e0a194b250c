//! Password-based encryption (PBES2, RFC 8018 §6.2) by the crate `pkcs5`: PBKDF2 or scrypt makes a key of a passphrase, and AES
//! or triple DES in CBC mode decrypts with it.
//!
//! The crate trusts the numbers that it is given. Those that it could not compute with, or not in a bearable time, are refused
//! here, before it is called.

use core::ops::RangeInclusive;
use pkcs5::pbes2::{EncryptionScheme, Kdf as Derivation, Parameters, Pbkdf2Params, Pbkdf2Prf, Salt, ScryptParams};
use zeroize::Zeroizing;

/// How many rounds of PBKDF2 are made: 600,000 are usual, and more than these would keep a page busy for minutes.
pub const ITERATIONS: RangeInclusive<u64> = 1..=10_000_000;
/// The most bytes of memory that scrypt is given: 128 · N · r of them (RFC 7914 §2).
pub const SCRYPT_MEMORY: u64 = 128 << 20;
/// The most work that scrypt is given: N · r · p.
pub const SCRYPT_WORK: u64 = 4 << 20;
/// The longest salt that is handled, in bytes.
pub const SALT_BYTES: usize = Salt::MAX_LEN;

/// The hash of HMAC, the pseudorandom function of PBKDF2 (RFC 8018 §B.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prf {
    /// HMAC-SHA-1.
    Sha1,
    /// HMAC-SHA-224.
    Sha224,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-384.
    Sha384,
    /// HMAC-SHA-512.
    Sha512,
}

impl Prf {
    /// The name in words.
    pub const fn name(self) -> &'static str {
        match self {
            Prf::Sha1 => "HMAC-SHA-1",
            Prf::Sha224 => "HMAC-SHA-224",
            Prf::Sha256 => "HMAC-SHA-256",
            Prf::Sha384 => "HMAC-SHA-384",
            Prf::Sha512 => "HMAC-SHA-512",
        }
    }
}

/// The way from a passphrase to a key, without its salt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kdf {
    /// PBKDF2 (RFC 8018 §5.2).
    Pbkdf2 {
        /// The pseudorandom function.
        prf: Prf,
        /// How often it is called.
        iterations: u64,
    },
    /// scrypt (RFC 7914).
    Scrypt {
        /// N, the cost.
        cost: u64,
        /// r.
        block_size: u64,
        /// p.
        parallelization: u64,
    },
}

/// Why a derivation is not computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The rounds of PBKDF2 are none, or too many.
    Iterations,
    /// The numbers of scrypt are none that it takes (RFC 7914 §2).
    ScryptNumbers,
    /// scrypt asks for too much memory.
    ScryptMemory,
    /// scrypt asks for too much work.
    ScryptWork,
    /// The salt is too long.
    Salt,
}

/// A cipher with its initialization vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cipher {
    /// AES-128-CBC.
    Aes128Cbc([u8; 16]),
    /// AES-192-CBC.
    Aes192Cbc([u8; 16]),
    /// AES-256-CBC.
    Aes256Cbc([u8; 16]),
    /// DES-EDE3-CBC, triple DES with three keys.
    DesEde3Cbc([u8; 8]),
}

impl Cipher {
    /// The length of its key, in bytes.
    pub const fn key_bytes(self) -> usize {
        match self {
            Cipher::Aes128Cbc(_) => 16,
            Cipher::Aes192Cbc(_) | Cipher::DesEde3Cbc(_) => 24,
            Cipher::Aes256Cbc(_) => 32,
        }
    }
}

/// How something is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pbes2(Parameters);

impl Pbes2 {
    /// A scheme whose numbers can be computed with.
    ///
    /// # Errors
    /// What is wrong with the numbers of the derivation.
    pub fn new(kdf: Kdf, salt: &[u8], cipher: Cipher) -> Result<Pbes2, Refusal> {
        let kdf = derivation(kdf, salt)?;
        let encryption = match cipher {
            Cipher::Aes128Cbc(iv) => EncryptionScheme::Aes128Cbc { iv },
            Cipher::Aes192Cbc(iv) => EncryptionScheme::Aes192Cbc { iv },
            Cipher::Aes256Cbc(iv) => EncryptionScheme::Aes256Cbc { iv },
            Cipher::DesEde3Cbc(iv) => EncryptionScheme::DesEde3Cbc { iv },
        };
        Ok(Pbes2(Parameters { kdf, encryption }))
    }

    /// What `data` holds; `None` if the passphrase is wrong, or `data` was not encrypted like this. A wrong passphrase passes as
    /// right once in 256 times: only the padding is there to be checked.
    pub fn decrypt(&self, passphrase: &str, data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut buffer = Zeroizing::new(data.to_vec());
        let length = self.0.decrypt_in_place(passphrase, &mut buffer).ok()?.len();
        buffer.truncate(length);
        Some(buffer)
    }
}

fn derivation(kdf: Kdf, salt: &[u8]) -> Result<Derivation, Refusal> {
    let short = |number: u64| u16::try_from(number).map_err(|_| Refusal::ScryptNumbers);
    // The crate's salt is an array, and panics on a longer one.
    let salt = || if salt.len() > SALT_BYTES { Err(Refusal::Salt) } else { Salt::new(salt).map_err(|_| Refusal::Salt) };
    Ok(match kdf {
        Kdf::Pbkdf2 { prf, iterations } => {
            let rounds = Some(iterations).filter(|rounds| ITERATIONS.contains(rounds));
            let iteration_count = rounds.and_then(|rounds| u32::try_from(rounds).ok()).ok_or(Refusal::Iterations)?;
            let prf = match prf {
                Prf::Sha1 => Pbkdf2Prf::HmacWithSha1,
                Prf::Sha224 => Pbkdf2Prf::HmacWithSha224,
                Prf::Sha256 => Pbkdf2Prf::HmacWithSha256,
                Prf::Sha384 => Pbkdf2Prf::HmacWithSha384,
                Prf::Sha512 => Pbkdf2Prf::HmacWithSha512,
            };
            Pbkdf2Params { salt: salt()?, iteration_count, key_length: None, prf }.into()
        }
        Kdf::Scrypt { cost, block_size, parallelization } => {
            if cost < 2 || !cost.is_power_of_two() || block_size == 0 || parallelization == 0 {
                return Err(Refusal::ScryptNumbers);
            }
            let product = cost.saturating_mul(block_size);
            if product.saturating_mul(128) > SCRYPT_MEMORY {
                return Err(Refusal::ScryptMemory);
            }
            if product.saturating_mul(parallelization) > SCRYPT_WORK {
                return Err(Refusal::ScryptWork);
            }
            let (block_size, parallelization) = (short(block_size)?, short(parallelization)?);
            ScryptParams { salt: salt()?, cost_parameter: cost, block_size, parallelization, key_length: None }.into()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CIPHERS: [Cipher; 4] = [
        Cipher::Aes128Cbc([1; 16]),
        Cipher::Aes192Cbc([2; 16]),
        Cipher::Aes256Cbc([3; 16]),
        Cipher::DesEde3Cbc([4; 8]),
    ];
    const PRFS: [Prf; 5] = [Prf::Sha1, Prf::Sha224, Prf::Sha256, Prf::Sha384, Prf::Sha512];

    fn scrypt(cost: u64, block_size: u64, parallelization: u64) -> Kdf {
        Kdf::Scrypt { cost, block_size, parallelization }
    }

    #[test]
    fn each_scheme_opens_what_it_encrypted_and_nothing_else() {
        let kdfs = PRFS.map(|prf| Kdf::Pbkdf2 { prf, iterations: 3 }).into_iter().chain([scrypt(2, 1, 1)]);
        for (kdf, cipher) in kdfs.flat_map(|kdf| CIPHERS.map(|cipher| (kdf, cipher))) {
            let scheme = Pbes2::new(kdf, b"salt", cipher).expect("numbers that can be computed with");
            let data = scheme.0.encrypt("passphrase", b"a private key").expect("encrypted");
            let opened = scheme.decrypt("passphrase", &data).expect("the passphrase is right");
            assert_eq!(*opened, b"a private key", "{kdf:?} {cipher:?}");
            assert_ne!(scheme.decrypt("Passphrase", &data), Some(opened));
            assert_eq!((scheme.decrypt("passphrase", &data[1..]), scheme.decrypt("passphrase", &[])), (None, None));
            assert_eq!(scheme.0.encryption.key_size(), cipher.key_bytes());
        }
    }

    #[test]
    fn numbers_that_would_take_too_long_or_panic_are_refused() {
        let check = |kdf: Kdf, salt: &[u8], expected: Option<Refusal>| {
            assert_eq!(Pbes2::new(kdf, salt, CIPHERS[0]).err(), expected, "{kdf:?}");
        };
        let pbkdf2 = |iterations: u64| Kdf::Pbkdf2 { prf: Prf::Sha256, iterations };
        check(pbkdf2(1), &[], None);
        check(pbkdf2(10_000_000), &[7; 32], None);
        for iterations in [0, 10_000_001, u64::MAX] {
            check(pbkdf2(iterations), b"salt", Some(Refusal::Iterations));
        }
        check(pbkdf2(1), &[7; 33], Some(Refusal::Salt));
        check(scrypt(16_384, 8, 1), b"salt", None);
        check(scrypt(131_072, 8, 4), b"salt", None);
        check(scrypt(262_144, 8, 1), b"salt", Some(Refusal::ScryptMemory));
        check(scrypt(131_072, 8, 5), b"salt", Some(Refusal::ScryptWork));
        check(scrypt(16_384, 8, 1), &[7; 33], Some(Refusal::Salt));
        for wrong in [scrypt(0, 8, 1), scrypt(1, 8, 1), scrypt(3, 8, 1), scrypt(16_384, 0, 1), scrypt(16_384, 8, 0)] {
            check(wrong, b"salt", Some(Refusal::ScryptNumbers));
        }
        check(scrypt(2, 1, 65_536), b"salt", Some(Refusal::ScryptNumbers));
        check(scrypt(u64::MAX / 2 + 1, u64::MAX, u64::MAX), b"salt", Some(Refusal::ScryptMemory));
    }
}
