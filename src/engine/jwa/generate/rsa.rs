//! RSA keys without the browser's help: two random primes, found step by step, so that a page can go on living meanwhile.

use crate::crypto::rsa::{self, Generated};
use crate::key::{Key, Material, Rsa, RsaPrivate, Secret, Source};
use rand_core::CryptoRng;

/// A key that is being looked for.
pub struct Search(rsa::Search);

impl Search {
    /// A search for a key of so many bits, an even number of at least 1024.
    pub fn new(bits: u32) -> Search {
        Search(rsa::Search::new(bits))
    }

    /// How far it is: the prime that is looked for, 1 or 2, and how many numbers were tested.
    pub fn progress(&self) -> (usize, u32) {
        self.0.progress()
    }

    /// Goes one step, which takes about as long as half a signature; the key, once it is there.
    pub fn advance(&mut self, rng: &mut dyn CryptoRng) -> Option<Key> {
        self.0.advance(rng).map(key)
    }
}

/// The key of two primes, with the usual public exponent; `None` if they lead to none.
pub fn from_primes(p: &[u8], q: &[u8]) -> Option<Key> {
    Generated::from_primes(p, q).map(key)
}

fn key(Generated { n, e, d, primes }: Generated) -> Key {
    let primes = primes.iter().map(|prime| Secret(prime.to_vec())).collect();
    let private = Some(RsaPrivate { d: Secret(d.to_vec()), primes });
    Key::new(Material::Rsa(Rsa { n, e, private }), Source::Jwk, vec![])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::rsa::{PS256, RS256};
    use crate::engine::jwa::tests::Counter;
    use crate::key::Format;

    #[test]
    fn a_key_that_was_found_signs_verifies_and_is_written_whole() {
        let mut rng = Counter(3);
        let mut search = Search::new(1024);
        let key = (0..10_000).find_map(|_| search.advance(&mut rng)).expect("a key");
        assert_eq!((key.size_bits(), search.progress().1 > 2), (1024, true));
        for row in [&RS256, &PS256] {
            let signature = (row.sign)(&key, b"message", &mut rng).expect("a signature");
            assert_eq!((row.verify)(&key, b"message", &signature), Ok(()));
            assert!((row.verify)(&key, b"massage", &signature).is_err());
        }
        // Written, all its numbers are computed anew from the primes, and refused if they do not belong together.
        for format in [Format::JwkPrivate, Format::Pkcs8Pem] {
            let text = key.write(format).expect("a form");
            let again = crate::key::detect(&text, crate::key::Encoding::Utf8).expect("a key").expect("a good key");
            assert_eq!(again.material, key.material);
        }
    }
}
