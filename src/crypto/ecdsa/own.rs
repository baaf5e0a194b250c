//! ECDSA (FIPS 186-5 §6.4) on the curves of our own arithmetic, with the nonces of RFC 6979.

use super::super::{Hash, hmac};
use crate::key::integer::{Field, add, bits, halved, inverse, less, multiply, remainder, strip, subtract, whole};
use crate::key::points::Point;
use crate::key::points::weierstrass::Weierstrass;

/// Whether `signature`, r and s of full length, is one of a message with this hash under the public key.
pub fn verify(curve: &Weierstrass, key: &Point, digest: &[u8], signature: &[u8]) -> Option<bool> {
    let order = curve.order();
    let (r, s) = signature.split_at_checked(order.len())?;
    if !curve.is_scalar(r) || !curve.is_scalar(s) {
        return Some(false);
    }
    let numbers = Field::new(order)?;
    let inverse = numbers.inverse(&numbers.enter(s)?);
    let over_s =
        |number: &[u8]| Some(whole(&numbers.leave(&numbers.multiply(&numbers.enter(number)?, &inverse)), order.len()));
    let (u, v) = (over_s(&leading(digest, order))?, over_s(r)?);
    let [x, _] = curve.multiple(&u, Some((&v, key)))?;
    Some(remainder(&x, order) == strip(r))
}

/// The signature of a message with this hash under the private number `secret`; `low` is for -s in place of a larger s.
/// `None` if the number is not from 1 to below the order.
pub fn sign(curve: &Weierstrass, secret: &[u8], hash: Hash, digest: &[u8], low: bool) -> Option<Vec<u8>> {
    let order = curve.order();
    if secret.len() != order.len() || !curve.is_scalar(secret) {
        return None;
    }
    let message = remainder(&leading(digest, order), order);
    let mut nonces = Nonces::new(hash, &[secret, &whole(&message, order.len())].concat());
    // The first is as good as certain to do.
    for _ in 0..100 {
        let nonce = nonces.next(order);
        if !curve.is_scalar(&nonce) {
            continue;
        }
        let [x, _] = curve.multiple(&nonce, None)?;
        let r = remainder(&x, order);
        let sum = remainder(&add(&message, &multiply(&r, secret)), order);
        let mut s = remainder(&multiply(&inverse(&nonce, order)?, &sum), order);
        if low && less(&halved(&subtract(order, &[1])), &s) {
            s = subtract(order, &s);
        }
        if !r.is_empty() && !s.is_empty() {
            return Some([whole(&r, order.len()), whole(&s, order.len())].concat());
        }
    }
    None
}

/// As many leading bits of a hash as the order has (RFC 6979 §2.3.2); that may still be the larger number.
fn leading(hash: &[u8], order: &[u8]) -> Vec<u8> {
    let mut number = hash.get(..order.len()).unwrap_or(hash).to_vec();
    for _ in bits(order)..8 * number.len() {
        number = whole(&halved_down(&number), order.len());
    }
    number
}

/// Half of a number, rounded down.
fn halved_down(number: &[u8]) -> Vec<u8> {
    let mut even = number.to_vec();
    even.last_mut().into_iter().for_each(|last| *last &= 0xfe);
    halved(&even)
}

/// The generator of RFC 6979 §3.2: one nonce after the other, from the key and the message alone.
struct Nonces {
    hash: Hash,
    k: Vec<u8>,
    v: Vec<u8>,
}

impl Nonces {
    /// `seed` is the key and the message, each of as many bytes as the order.
    fn new(hash: Hash, seed: &[u8]) -> Nonces {
        let mut nonces = Nonces { hash, k: vec![0; hash.bytes()], v: vec![1; hash.bytes()] };
        nonces.update(0, seed);
        nonces.update(1, seed);
        nonces
    }

    /// Steps d and e, f and g, and those between two nonces.
    fn update(&mut self, separator: u8, seed: &[u8]) {
        self.k = hmac::tag(self.hash, &self.k, &[&self.v, &[separator][..], seed].concat());
        self.v = hmac::tag(self.hash, &self.k, &self.v);
    }

    fn next(&mut self, order: &[u8]) -> Vec<u8> {
        let mut bytes = vec![];
        while bytes.len() < order.len() {
            self.v = hmac::tag(self.hash, &self.k, &self.v);
            bytes.extend(&self.v);
        }
        let nonce = leading(&bytes, order);
        self.update(0, &[]);
        nonce
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Curve;
    use p384::ecdsa::signature::hazmat::PrehashSigner;

    /// The crates of the curves make their nonces by RFC 6979, too.
    #[test]
    fn signatures_are_those_of_other_implementations() {
        for index in 0..20u8 {
            let (curve, secret) = (Weierstrass::of(Curve::P384).expect("a curve"), [index * 12 + 1; 48]);
            let digest = Hash::Sha384.digest(&[index]);
            let signer = p384::ecdsa::SigningKey::from_slice(&secret).expect("a key");
            let expected: p384::ecdsa::Signature = signer.sign_prehash(&digest).expect("a signature");
            let made = sign(&curve, &secret, Hash::Sha384, &digest, false);
            assert_eq!(made, Some(expected.to_vec()), "{index}");
            let [x, y] = curve.multiple(&secret, None).expect("a point");
            let key = curve.point(&x, &y).expect("a point");
            assert_eq!(verify(&curve, &key, &digest, &expected.to_vec()), Some(true));
            assert_eq!(verify(&curve, &key, &digest[1..], &expected.to_vec()), Some(false));

            let (curve, mut secret) = (Weierstrass::of(Curve::P521).expect("a curve"), [index * 12 + 1; 66]);
            secret[0] = 0;
            let digest = Hash::Sha512.digest(&[index]);
            let signer = p521::ecdsa::SigningKey::from_slice(&secret).expect("a key");
            let expected: p521::ecdsa::Signature = signer.sign_prehash(&digest).expect("a signature");
            assert_eq!(sign(&curve, &secret, Hash::Sha512, &digest, false), Some(expected.to_vec()), "{index}");
        }
    }

    #[test]
    fn a_hash_that_is_longer_than_the_order_loses_its_last_bits() {
        assert_eq!(leading(&[0xab, 0xcd, 0xef], &[0x0f, 0xff]), [0x0a, 0xbc]);
        assert_eq!(leading(&[0xab, 0xcd, 0xef], &[0xff, 0xff]), [0xab, 0xcd]);
        assert_eq!(leading(&[0xab], &[0x0f, 0xff]), [0xab]);
    }
}
