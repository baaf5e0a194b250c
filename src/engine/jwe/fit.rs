//! Which algorithms a key can be used with, which of them to begin with, and which kind of key an algorithm needs: told before
//! anything is computed.

use super::{ALGORITHMS, Algorithm, ENCRYPTIONS, Encryption, Failure, Management, alg, failure};
use crate::base::diagnostic::jwe::{JweKey, Needs};
use crate::crypto::rsa::Public;
use crate::engine::jwa::generate::{KINDS, Kind};
use crate::engine::jwa::rsa::usable;
use crate::key::{Curve, Ec, Key, Material, Pair, Secret};

impl Algorithm {
    /// The kind of key that it needs.
    pub fn needs(&self) -> Needs {
        match self.management {
            Management::Pkcs1 | Management::Oaep(_) => Needs::Rsa,
            Management::Kw(_) | Management::GcmKw(_) | Management::Direct => Needs::Secret,
            Management::Agreement(_) => Needs::Agreement,
            Management::Password(..) => Needs::Password,
        }
    }

    /// Whether the length of its secret depends on how the content is encrypted.
    pub fn secret_length_depends(&self) -> bool {
        self.management == Management::Direct
    }

    /// The length of the secret that it needs under `encryption`, in bytes, and who asks for it.
    pub fn secret_length(&self, encryption: &'static Encryption) -> Option<(&'static str, usize)> {
        match self.management {
            Management::Kw(bytes) | Management::GcmKw(bytes) => Some((self.name, bytes)),
            Management::Direct => Some((encryption.name, encryption.cipher.key_bytes())),
            _ => None,
        }
    }
}

/// Whether `key` can be encrypted to with these algorithms; the public key is enough.
///
/// # Errors
/// It is of another kind, length or curve, or cannot be computed with.
pub fn fit(algorithm: &'static Algorithm, encryption: &'static Encryption, key: &Key) -> Result<(), Failure> {
    match algorithm.needs() {
        Needs::Rsa => rsa(algorithm, key).map(drop),
        Needs::Secret | Needs::Password => secret(algorithm, key, algorithm.secret_length(encryption)).map(drop),
        Needs::Agreement => match &key.material {
            Material::X(_) => Ok(()),
            Material::Ec(Ec { curve, .. }) => agrees(*curve),
            _ => Err(wrong_kind(algorithm, key)),
        },
    }
}

/// The RSA key that it is.
pub(super) fn rsa(algorithm: &Algorithm, key: &Key) -> Result<Public, Failure> {
    match &key.material {
        Material::Rsa(rsa) => usable(rsa).map_err(|why| failure(JweKey::Unusable(why))),
        _ => Err(wrong_kind(algorithm, key)),
    }
}

/// The secret that it is, of the length that somebody asks for.
pub(super) fn secret<'a>(
    algorithm: &Algorithm,
    key: &'a Key,
    length: Option<(&'static str, usize)>,
) -> Result<&'a Secret, Failure> {
    let Material::Secret(secret) = &key.material else { return Err(wrong_kind(algorithm, key)) };
    match length {
        Some((wanted_by, expected)) if expected != secret.0.len() => {
            Err(failure(JweKey::Length { wanted_by, got: secret.0.len(), expected }))
        }
        _ => Ok(secret),
    }
}

/// No algorithm of JWE agrees on keys on secp256k1.
pub(super) fn agrees(curve: Curve) -> Result<(), Failure> {
    match curve {
        Curve::Secp256k1 => Err(failure(JweKey::Curve(curve.name()))),
        _ => Ok(()),
    }
}

pub(super) fn wrong_kind(algorithm: &Algorithm, key: &Key) -> Failure {
    failure(JweKey::Kind { alg: algorithm.name, needs: algorithm.needs(), held: key.kind() })
}

/// The algorithms to begin with: for `key`, the `alg` that it names itself, or else what is usual for its kind; without a key, a
/// shared secret. `None` for a key that cannot be encrypted to.
pub fn suggested(key: Option<&Key>) -> Option<(&'static Algorithm, &'static Encryption)> {
    let Some(key) = key else { return named("dir", "A256GCM") };
    let bytes = match &key.material {
        Material::Secret(secret) => Some(secret.0.len()),
        _ => None,
    };
    let direct = bytes.and_then(|bytes| {
        // In GCM where the length leaves the choice: its text is shorter.
        ENCRYPTIONS.iter().rev().find(|row| row.cipher.key_bytes() == bytes)
    });
    let own = key.restrictions.alg.as_deref().and_then(alg::find);
    let own = own.and_then(|algorithm| {
        let encryption = direct.filter(|_| algorithm.management == Management::Direct);
        let encryption = encryption.or(named("dir", "A256GCM").map(|(_, encryption)| encryption))?;
        fit(algorithm, encryption, key).ok().map(|()| (algorithm, encryption))
    });
    let usual = || match (&key.material, direct) {
        (Material::Rsa(_), _) => named("RSA-OAEP-256", "A256GCM"),
        (Material::Ec(_) | Material::X(_), _) => named("ECDH-ES", "A256GCM"),
        (Material::Secret(_), Some(encryption)) => Some((alg::find("dir")?, encryption)),
        (Material::Secret(_), None) => named("PBES2-HS256+A128KW", "A128GCM"),
        _ => None,
    };
    own.or_else(|| usual().filter(|(algorithm, encryption)| fit(algorithm, encryption, key).is_ok()))
}

fn named(algorithm: &str, encryption: &str) -> Option<(&'static Algorithm, &'static Encryption)> {
    Some((alg::find(algorithm)?, super::enc::find(encryption)?))
}

/// The kind of key that is made for these algorithms, and what it is called.
pub fn kind_for(algorithm: &'static Algorithm, encryption: &'static Encryption) -> (&'static str, Kind) {
    let kind = match (algorithm.needs(), algorithm.secret_length(encryption)) {
        (Needs::Rsa, _) => Kind::Rsa(2048),
        (Needs::Agreement, _) => Kind::Pair(Pair::Ec(Curve::P256)),
        (Needs::Secret, Some((_, bytes))) => Kind::Secret(bytes),
        (Needs::Secret | Needs::Password, _) => Kind::Password,
    };
    KINDS.iter().copied().find(|row| row.1 == kind).unwrap_or(("", kind))
}

/// Every algorithm with how it goes with `key`: those that fit, and those that need another key. Without a key all fit.
pub fn sorted(
    key: Option<&Key>,
    encryption: &'static Encryption,
) -> (Vec<&'static Algorithm>, Vec<&'static Algorithm>) {
    ALGORITHMS.iter().partition(|row| key.is_none_or(|key| fit(row, encryption, key).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::generate::generate;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::jwe::{Draft, Limits, To, decrypt, encrypt};
    use crate::key::{Encoding, XCurve, detect};

    fn key(text: &str) -> Key {
        detect(text, Encoding::Utf8).expect("a text").expect("a key")
    }

    fn made(kind: Kind) -> Key {
        key(&generate(kind, &mut Counter(9)).expect("a key that is made at once"))
    }

    fn rsa_key() -> Key {
        key(include_str!("../../../tests/keys/rsa2048-pkcs8.pem"))
    }

    #[test]
    fn the_key_that_is_made_for_each_algorithm_encrypts_and_opens() {
        for algorithm in ALGORITHMS {
            for encryption in ENCRYPTIONS {
                let (name, kind) = kind_for(algorithm, encryption);
                assert!(!name.is_empty(), "{} {}", algorithm.name, encryption.name);
                let key = if matches!(kind, Kind::Rsa(_)) { rsa_key() } else { made(kind) };
                assert!(fit(algorithm, encryption, &key).is_ok(), "{} {}", algorithm.name, encryption.name);
                let header = format!(r#"{{"alg":"{}","enc":"{}","p2c":1}}"#, algorithm.name, encryption.name);
                let recipients = vec![To { header: None, key: &key }];
                let draft =
                    Draft { protected: &header, unprotected: None, recipients, aad: None, plaintext: b"content" };
                let jwe = encrypt(&draft, &mut Counter(3)).expect("an encrypted token");
                let opened = decrypt(&jwe, &key, &Limits::default(), &mut Counter(5)).expect("it opens");
                assert_eq!(opened.plaintext.0, b"content", "{header}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_what_encrypting_refuses() {
        let keys = [
            rsa_key(),
            made(Kind::Secret(16)),
            made(Kind::Secret(32)),
            made(Kind::Pair(Pair::X(XCurve::X25519))),
            made(Kind::Pair(Pair::Ec(Curve::P384))),
            made(Kind::Pair(Pair::Ec(Curve::Secp256k1))),
            made(Kind::Pair(Pair::Okp(crate::key::EdCurve::Ed25519))),
            made(Kind::Password),
        ];
        let (mut fits, mut refused) = (0, 0);
        for key in &keys {
            for algorithm in ALGORITHMS {
                for encryption in ENCRYPTIONS {
                    let header = format!(r#"{{"alg":"{}","enc":"{}","p2c":1}}"#, algorithm.name, encryption.name);
                    let recipients = vec![To { header: None, key }];
                    let draft = Draft { protected: &header, unprotected: None, recipients, aad: None, plaintext: b"" };
                    let encrypted = encrypt(&draft, &mut Counter(3)).map(drop).map_err(|why| why.facts);
                    let told = fit(algorithm, encryption, key).map_err(|why| why.facts);
                    assert_eq!(told, encrypted, "{header} {}", key.kind());
                    *(if told.is_ok() { &mut fits } else { &mut refused }) += 1;
                }
            }
        }
        assert!(fits > 100 && refused > 300, "{fits} {refused}");
    }

    #[test]
    fn a_key_is_begun_with_what_it_is_for() {
        let check = |key: Option<&Key>, expected: Option<(&str, &str)>| {
            let found = suggested(key).map(|(algorithm, encryption)| (algorithm.name, encryption.name));
            assert_eq!(found, expected, "{:?}", key.map(Key::kind));
        };
        check(None, Some(("dir", "A256GCM")));
        check(Some(&rsa_key()), Some(("RSA-OAEP-256", "A256GCM")));
        check(Some(&made(Kind::Pair(Pair::X(XCurve::X448)))), Some(("ECDH-ES", "A256GCM")));
        check(Some(&made(Kind::Pair(Pair::Ec(Curve::P521)))), Some(("ECDH-ES", "A256GCM")));
        check(Some(&made(Kind::Pair(Pair::Ec(Curve::Secp256k1)))), None);
        check(Some(&made(Kind::Pair(Pair::Okp(crate::key::EdCurve::Ed25519)))), None);
        for (bytes, enc) in [(16, "A128GCM"), (24, "A192GCM"), (32, "A256GCM"), (48, "A192CBC-HS384")] {
            check(Some(&made(Kind::Secret(bytes))), Some(("dir", enc)));
        }
        check(Some(&key("a password")), Some(("PBES2-HS256+A128KW", "A128GCM")));
        let says = |alg: &str| key(&format!(r#"{{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw","alg":"{alg}"}}"#));
        check(Some(&says("A128GCMKW")), Some(("A128GCMKW", "A256GCM")));
        check(Some(&says("dir")), Some(("dir", "A128GCM")));
        // It has another length than the algorithm that it names.
        check(Some(&says("A256KW")), Some(("dir", "A128GCM")));
    }

    #[test]
    fn the_algorithms_that_fit_a_key_come_apart_from_the_others() {
        let Some((_, encryption)) = named("dir", "A256GCM") else { panic!("rows of the tables") };
        let (fits, others) = sorted(Some(&rsa_key()), encryption);
        let names: Vec<_> = fits.iter().map(|row| row.name).collect();
        assert_eq!(names, ["RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"]);
        assert_eq!(fits.len() + others.len(), ALGORITHMS.len());
        assert_eq!(sorted(None, encryption).1.len(), 0);
    }
}
