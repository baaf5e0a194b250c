//! PBKDF2 (RFC 8018 §5.2), in steps: between two of them the page can draw and be typed into.

use crate::key::Secret;
use ::hmac::{Hmac, KeyInit, Mac};

/// The pseudorandom function: HMAC with one of these hashes (RFC 8018 §B.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prf {
    /// HMAC-SHA-1.
    Sha1,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-384.
    Sha384,
    /// HMAC-SHA-512.
    Sha512,
}

/// A key on its way from a passphrase.
#[derive(Clone, Debug)]
pub struct Derivation {
    prf: Prf,
    passphrase: Secret,
    salt: Vec<u8>,
    iterations: u32,
    /// How many bytes the key has.
    wanted: usize,
    /// What is derived of the key.
    key: Secret,
    /// The number of the block being derived, from 1.
    block: u32,
    /// How many iterations this block still needs; never 0.
    left: u32,
    /// U_i: the last output of the function, or what it is first called with.
    output: Secret,
    /// The sum of all outputs of this block.
    sum: Secret,
}

impl Derivation {
    /// At least one iteration is made.
    pub fn new(prf: Prf, passphrase: &str, salt: &[u8], iterations: u32, wanted: usize) -> Derivation {
        let mut derivation = Derivation {
            prf,
            passphrase: Secret(passphrase.as_bytes().to_vec()),
            salt: salt.to_vec(),
            iterations: iterations.max(1),
            wanted,
            key: Secret(vec![]),
            block: 0,
            left: 0,
            output: Secret(vec![]),
            sum: Secret(vec![]),
        };
        derivation.next_block();
        derivation
    }

    /// Makes as many iterations. The key of the cipher once it is there, in this call or in an earlier one.
    pub fn step(&mut self, iterations: u32) -> Option<Secret> {
        let mut budget = iterations;
        while budget > 0 && self.key.0.len() < self.wanted {
            let now = budget.min(self.left);
            self.iterate(now);
            budget -= now;
            self.left -= now;
            if self.left == 0 {
                self.key.0.append(&mut self.sum.0);
                self.next_block();
            }
        }
        self.key.0.get(..self.wanted).map(|key| Secret(key.to_vec()))
    }

    /// How many iterations are made, and how many there are in all.
    pub fn done(&self) -> (u32, u32) {
        let blocks = self.wanted.div_ceil(self.prf.bytes()) as u32;
        let begun = (self.block - 1).saturating_mul(self.iterations);
        (begun.saturating_add(self.iterations - self.left), blocks.saturating_mul(self.iterations))
    }

    fn next_block(&mut self) {
        self.block += 1;
        self.left = self.iterations;
        self.output.0 = [self.salt.as_slice(), &self.block.to_be_bytes()].concat();
        self.sum.0 = vec![0; self.prf.bytes()];
    }

    fn iterate(&mut self, times: u32) {
        fn run<M: Mac + KeyInit + Clone>(key: &[u8], output: &mut Vec<u8>, sum: &mut [u8], times: u32) {
            // HMAC takes a key of any length; the error cannot occur.
            let Ok(keyed) = M::new_from_slice(key) else { return };
            for _ in 0..times {
                let tag = keyed.clone().chain_update(&output).finalize().into_bytes();
                output.clear();
                output.extend_from_slice(&tag);
                for (sum, byte) in sum.iter_mut().zip(&tag) {
                    *sum ^= byte;
                }
            }
        }
        let run = match self.prf {
            Prf::Sha1 => run::<Hmac<sha1::Sha1>>,
            Prf::Sha256 => run::<Hmac<sha2::Sha256>>,
            Prf::Sha384 => run::<Hmac<sha2::Sha384>>,
            Prf::Sha512 => run::<Hmac<sha2::Sha512>>,
        };
        run(&self.passphrase.0, &mut self.output.0, &mut self.sum.0, times);
    }
}

impl Prf {
    /// The length of its output, in bytes.
    fn bytes(self) -> usize {
        match self {
            Prf::Sha1 => 20,
            Prf::Sha256 => 32,
            Prf::Sha384 => 48,
            Prf::Sha512 => 64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(prf: Prf, (passphrase, salt): (&str, &str), iterations: u32, expected: &str) {
        let wanted = expected.len() / 2;
        let hex = |key: Secret| key.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let start = Derivation::new(prf, passphrase, salt.as_bytes(), iterations, wanted);
        let total = start.done().1;
        assert_eq!(start.done().0, 0);
        let mut whole = start.clone();
        assert_eq!(whole.step(u32::MAX).map(hex).as_deref(), Some(expected), "{prf:?} at once");
        assert_eq!(whole.done(), (total, total));
        // One step short of the end, then the last one; further ones change nothing.
        let mut parts = start;
        assert_eq!(parts.step(0), None);
        for made in 1..total.min(5_000) {
            assert_eq!(parts.step(1), None);
            assert_eq!(parts.done(), (made, total));
        }
        let (made, _) = parts.done();
        assert_eq!(parts.step(total - made).map(hex).as_deref(), Some(expected), "{prf:?} in steps");
        assert_eq!(parts.step(7).map(hex).as_deref(), Some(expected));
        assert_eq!(parts.done(), (total, total));
    }

    const LONG: (&str, &str) = ("passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt");

    #[test]
    fn keys_come_out_as_in_rfc_6070() {
        check(Prf::Sha1, ("password", "salt"), 1, "0c60c80f961f0e71f3a9b524af6012062fe037a6");
        check(Prf::Sha1, ("password", "salt"), 2, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
        check(Prf::Sha1, ("password", "salt"), 4096, "4b007901b765489abead49d926f721d065a429c1");
        check(Prf::Sha1, LONG, 4096, "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
        check(Prf::Sha1, ("pass\0word", "sa\0lt"), 4096, "56fa6aa75548099dcc37d7f03425e0c3");
    }

    #[test]
    fn keys_come_out_as_in_rfc_7914() {
        // Section 11.
        let expected = "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc\
                        49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783";
        check(Prf::Sha256, ("passwd", "salt"), 1, expected);
    }

    #[test]
    fn keys_come_out_as_from_openssl_in_python() {
        // hashlib.pbkdf2_hmac of the passphrase and salt that RFC 6070 has.
        let expected = "4ead12bc0677849d57ea9343ad48f11865f6737d8338b0aa63ace945d3719b4d\
                        409225e3d6856edd7494becf453cfc5a16142254dae60e4abbf2c405";
        check(Prf::Sha384, LONG, 1000, expected);
        let expected = "0e28f3efa802a2f0cd3b4ace5e3d9afadb7c2dccc5ef10eedb8a6564dfb0c9a63b6f46b1e150587b9fe7875cfaf999d0\
                        0b454bb7d74295c60df1bbe5f8f36da188271db22110efda5cc9eeafb0ab2969";
        check(Prf::Sha512, LONG, 1000, expected);
    }

    #[test]
    fn nothing_secret_prints() {
        let mut derivation = Derivation::new(Prf::Sha256, "hunter2", b"salt", 3, 32);
        derivation.step(2);
        let printed = format!("{derivation:?}");
        assert!(
            printed.contains("passphrase: Secret(7 bytes)") && printed.contains("output: Secret(32 bytes)"),
            "{printed}"
        );
        assert!(printed.contains("sum: Secret(32 bytes)") && printed.contains("key: Secret(0 bytes)"), "{printed}");
    }
}
