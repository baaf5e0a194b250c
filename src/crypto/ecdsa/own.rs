//! ECDSA (FIPS 186-5 §6.4) on the curves of our own arithmetic, with the nonces of RFC 6979.

use super::super::{Hash, hmac};
use crate::key::integer::{
    Element, Field, add, bits, halved, inverse, less, multiply, remainder, strip, subtract, whole,
};
use crate::key::points::Point;
use crate::key::points::weierstrass::Weierstrass;

/// Whether `signature`, r and s of full length, is one of a message with this hash under the public key.
pub fn verify(curve: &Weierstrass, key: &Point, digest: &[u8], signature: &[u8]) -> Option<bool> {
    let Some((r, over_s)) = Division::by_last(curve, signature) else { return Some(false) };
    let (u, v) = (over_s.divide(&leading(digest, curve.order()))?, over_s.divide(r)?);
    let [x, _] = curve.multiple(&u, Some((&v, key)))?;
    Some(remainder(&x, curve.order()) == strip(r))
}

/// Divides numbers below the order by one of them.
struct Division {
    numbers: Field,
    inverse: Element,
    bytes: usize,
}

impl Division {
    /// The first of two numbers, and the division by the last; `None` if one of them is not from 1 to below the order.
    fn by_last<'a>(curve: &Weierstrass, two: &'a [u8]) -> Option<(&'a [u8], Division)> {
        let order = curve.order();
        let (first, last) = two.split_at_checked(order.len())?;
        let numbers = Field::new(order).filter(|_| curve.is_scalar(first) && curve.is_scalar(last))?;
        let inverse = numbers.inverse(&numbers.enter(last)?);
        Some((first, Division { numbers, inverse, bytes: order.len() }))
    }

    fn divide(&self, number: &[u8]) -> Option<Vec<u8>> {
        let quotient = self.numbers.multiply(&self.numbers.enter(number)?, &self.inverse);
        Some(whole(&self.numbers.leave(&quotient), self.bytes))
    }
}

/// The multiples of the generator whose x-coordinate gives r: two, as good as always, or none, and then no message under any
/// key has such a signature.
pub fn nonces(curve: &Weierstrass, r: &[u8]) -> Vec<Point> {
    // Where the order is below the prime, x may be larger than r by the order.
    [r.to_vec(), add(r, curve.order())].iter().flat_map(|x| curve.with_x(x)).collect()
}

/// The public keys under which `signature`, r and s of full length, is one of a message with this hash, as x and y without
/// leading zeros (SEC 1 §4.1.6): s/r times a nonce less hash/r times the generator.
pub fn signers(curve: &Weierstrass, digest: &[u8], signature: &[u8]) -> Option<Vec<[Vec<u8>; 2]>> {
    let (r, s) = signature.split_at_checked(curve.order().len())?;
    let turned = [s, r].concat();
    let (s, over_r) = Division::by_last(curve, &turned)?;
    let less = subtract(curve.order(), &over_r.divide(&leading(digest, curve.order()))?);
    let (less, factor) = (whole(&less, r.len()), over_r.divide(s)?);
    Some(nonces(curve, r).iter().filter_map(|nonce| curve.multiple(&less, Some((&factor, nonce)))).collect())
}

/// A signature read backwards: what the hash of the message under it has to be, told of one hash after the other in a tenth
/// of the time of [`verify`].
///
/// That asks whether the sum of hash/s times the generator and r/s times the key has the x-coordinate r. So hash/s times the
/// generator is what is left of a point with that x without the multiple of the key, and this is worked out once. All of it
/// is public.
pub struct Sought {
    curve: Weierstrass,
    over_s: Division,
    of_generator: Vec<Point>,
    of_key: Vec<Point>,
    /// What is left of each point with that x.
    left: Vec<Point>,
}

impl core::fmt::Debug for Sought {
    fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
        f.write_str("Sought")
    }
}

impl Sought {
    /// Of a signature, r and s of full length, under a public key; `None` if r or s is not from 1 to below the order.
    pub fn new(curve: Weierstrass, key: &Point, signature: &[u8]) -> Option<Sought> {
        let (r, over_s) = Division::by_last(&curve, signature)?;
        let [of_generator, of_key] = [curve.generator(), key].map(|point| curve.comb(point));
        let multiple = curve.combed(&of_key, &over_s.divide(r)?);
        let left = nonces(&curve, r).iter().map(|point| curve.difference(point, &multiple)).collect();
        Some(Sought { curve, over_s, of_generator, of_key, left })
    }

    /// Whether the signature is one of a message with this hash.
    pub fn is_of(&self, digest: &[u8]) -> bool {
        let number = self.over_s.divide(&leading(digest, self.curve.order())).filter(|_| !self.left.is_empty());
        number.is_some_and(|number| {
            let point = self.curve.combed(&self.of_generator, &number);
            self.left.iter().any(|one| self.curve.same(one, &point))
        })
    }

    /// What [`verify`] says of another signature under the same key, in a quarter of the time.
    pub fn verify(&self, digest: &[u8], signature: &[u8]) -> Option<bool> {
        let (r, over_s) = Division::by_last(&self.curve, signature)?;
        let one = self.curve.combed(&self.of_generator, &over_s.divide(&leading(digest, self.curve.order()))?);
        let other = self.curve.combed(&self.of_key, &over_s.divide(r)?);
        let [x, _] = self.curve.affine(&self.curve.add(&one, &other))?;
        Some(remainder(&x, self.curve.order()) == strip(r))
    }
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

    /// What is sought is told from other hashes, on each curve, also where s or the hash is an extreme.
    #[test]
    fn a_signature_read_backwards_is_of_the_hashes_that_verify() {
        for name in Curve::ALL {
            let curve = || Weierstrass::any(name).expect("a curve");
            let (own, length) = (curve(), curve().order().len());
            let number = |last: u8| whole(&[last], length);
            for index in 1..6u8 {
                let secret = whole(&[index, 77, index], length);
                let [x, y] = own.multiple(&secret, None).expect("a point");
                let key = own.point(&x, &y).expect("a point");
                // A hash of zero asks for no multiple of the generator at all.
                let digest = if index == 1 { vec![0; 32] } else { Hash::Sha256.digest(&[index]) };
                let signature = sign(&own, &secret, Hash::Sha256, &digest, index % 2 == 0).expect("a signature");
                let sought = Sought::new(curve(), &key, &signature).expect("in range");
                for other in [digest.clone(), Hash::Sha384.digest(&digest), whole(&[1], 32), vec![0xff; 64]] {
                    let expected = verify(&own, &key, &other, &signature);
                    assert_eq!(
                        (sought.is_of(&other), other == digest),
                        (expected == Some(true), expected == Some(true))
                    );
                }
                let signers = signers(&own, &digest, &signature).expect("in range");
                assert!(signers.len() == 2 && signers.contains(&[x, y]), "{name:?} {index}");
                // -s is as good.
                let (r, s) = signature.split_at(length);
                let turned = [r, &whole(&subtract(own.order(), s), length)].concat();
                assert!(Sought::new(curve(), &key, &turned).is_some_and(|sought| sought.is_of(&digest)));
                assert_eq!(sought.verify(&digest, &turned), Some(true));
                // Under the opposite of the key it is of the opposite of the hash.
                let opposite = own.difference(&own.difference(&key, &key), &key);
                let sought = Sought::new(curve(), &opposite, &signature).expect("in range");
                assert_eq!(sought.is_of(&digest), index == 1);
            }
            let [x, _] = own.multiple(&number(1), None).expect("the generator");
            let [key, _] = own.with_x(&x).try_into().expect("two points");
            assert!(Sought::new(curve(), &key, &[number(0), number(1)].concat()).is_none());
        }
    }

    /// r of a point whose x is not below the order, which `sign` will never meet.
    #[test]
    fn an_x_above_the_order_is_found_as_well() {
        for name in Curve::ALL {
            let curve = || Weierstrass::any(name).expect("a curve");
            let (own, length) = (curve(), curve().order().len());
            // A point that nobody knows the multiple of; the key that it fits is worked out from it.
            let (r, nonce) =
                (1..).find_map(|r: u8| Some((r, own.with_x(&add(&[r], own.order())).pop()?))).expect("a point");
            let (r, s, digest) = (whole(&[r], length), whole(&[5], length), whole(&[9], 32));
            let over_r = |number: &[u8]| {
                let scaled = remainder(&multiply(number, &inverse(&r, own.order()).expect("an inverse")), own.order());
                whole(&scaled, length)
            };
            let generator = own.generator();
            let key =
                own.difference(&own.times(&over_r(&s), &nonce), &own.times(&over_r(&whole(&[9], length)), generator));
            let signature = [r.clone(), s].concat();
            assert_eq!(verify(&own, &key, &digest, &signature), Some(true), "{name:?}");
            assert!(Sought::new(curve(), &key, &signature).is_some_and(|sought| sought.is_of(&digest)));
        }
    }
}
