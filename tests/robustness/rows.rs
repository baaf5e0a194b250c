//! Keys of any numbers, as no reader would let them in: what comes after reading must stand them, too.

use super::rules::verify::Counter;
use jwt_debugger::engine::jwa::{ALGORITHMS, KeyRule};
use jwt_debugger::key::{Akp, Ec, Key, Material, Okp, Rsa, RsaPrivate, Secret, Source};
use proptest::prelude::*;

/// `length` bytes that begin with these, one more or one less by `odd`.
fn bytes(from: &[u8], length: usize, odd: usize) -> Vec<u8> {
    from.iter().copied().chain([0xff, 0x00, 0x80]).cycle().take((length + odd).saturating_sub(1)).collect()
}

/// A key of the kind that `rule` asks for, made of any numbers: what reading would refuse must not disturb what comes after.
fn any_key(rule: KeyRule, public: &[u8], private: &[u8], odd: usize) -> Key {
    let secret = |length| Some(Secret(bytes(private, length, odd)));
    let material = match rule {
        KeyRule::Secret { .. } => Material::Secret(Secret(private.to_vec())),
        KeyRule::Rsa => Material::Rsa(Rsa {
            n: bytes(public, 64, odd),
            e: bytes(private, 3, odd),
            private: Some(RsaPrivate { d: Secret(private.to_vec()), primes: vec![Secret(private.to_vec()); odd] }),
        }),
        KeyRule::Ec(curve) => {
            let (x, y) = (bytes(public, curve.field_bytes(), odd), bytes(private, curve.field_bytes(), 1));
            Material::Ec(Ec { curve, x, y, d: secret(curve.field_bytes()) })
        }
        KeyRule::Okp(curves) => {
            let curve = curves[public.len() % curves.len()];
            Material::Okp(Okp { curve, x: bytes(public, curve.key_bytes(), odd), d: secret(curve.key_bytes()) })
        }
        KeyRule::Akp(set) => {
            Material::Akp(Akp { set, public: bytes(public, set.public_bytes(), odd), seed: secret(32) })
        }
    };
    Key::new(material, Source::Jwk, vec![])
}

/// Every rule that leads [`any_key`] to another kind of key.
fn rules() -> Vec<KeyRule> {
    let mut rules: Vec<KeyRule> = vec![];
    for row in ALGORITHMS {
        let alike = |rule: &KeyRule| {
            *rule == row.key || matches!((rule, row.key), (KeyRule::Secret { .. }, KeyRule::Secret { .. }))
        };
        if !rules.iter().any(alike) {
            rules.push(row.key);
        }
    }
    rules
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_key_of_any_numbers_makes_a_row_panic_or_verify(
        public in prop::collection::vec(any::<u8>(), 1..70),
        private in prop::collection::vec(any::<u8>(), 1..70),
        odd in 0..3usize,
    ) {
        for row in ALGORITHMS {
            for rule in rules() {
                let key = any_key(rule, &public, &private, odd);
                let signed = (row.sign)(&key, &private, &mut Counter(0));
                for length in [64, 96, 114, 132, 2420, 3309, 4627] {
                    let answer = (row.verify)(&key, &private, &bytes(&public, length, odd));
                    prop_assert!(answer.is_err(), "{}: {key:?}", row.name);
                }
                if let Ok(signature) = signed {
                    // What is signed with a key that was not read in may fail to verify, but has to be looked at.
                    let _ = (row.verify)(&key, &private, &signature);
                }
            }
        }
    }
}
