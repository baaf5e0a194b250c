//! Ed448: the points of x² + y² = 1 - 39081 x² y², their encoding, and EdDSA on them (RFC 8032 §5.2).
//!
//! Encodings have the lowest byte first: 56 bytes of y, and a byte with nothing but the lowest bit of x, in its highest. As
//! -39081 is no square, the formula of §5.2.4 holds for all pairs of points.

use super::{Point, affine, coordinates, hex, multiples, point};
use crate::key::integer::{Field, add, less, multiply, remainder, strip, whole};
use shake::{ExtendableOutput, Shake256, Update, XofReader};

/// Bytes of a point, of a seed, and of a number in a signature.
const BYTES: usize = 57;

/// 2^448 - 2^224 - 1, big-endian.
pub const PRIME: [u8; 56] = {
    let mut prime = [0xff; 56];
    prime[27] = 0xfe;
    prime
};

/// The order of the base point, big-endian.
static ORDER: [u8; 56] = hex(
    "3fffffffffffffffffffffffffffffffffffffffffffffffffffffff7cca23e9c44edb49aed63690216cc2728dc58f552378c292ab5844f3",
);
/// The base point.
static BASE: [[u8; 56]; 2] = [
    hex(
        "4f1970c66bed0ded221d15a622bf36da9e146570470f1767ea6de324a3d3a46412ae1af72ab66511433b80e18b00938e2626a82bc70cc05e",
    ),
    hex(
        "693f46716eb6bc248876203756c9c7624bea73736ca3984087789c1e05a0c2d73ad3ff1ce67c39c4fdbd132c4ed7c8ad9808795bf230fa14",
    ),
];
/// What -d is: 39081.
const MINUS_D: [u8; 2] = [0x98, 0xa9];
/// Before all that is hashed for a signature: the name, no pre-hash, no context (§2, dom4).
const DOMAIN: &[u8] = b"SigEd448\0\0";

/// The curve with its field.
struct Edwards {
    field: Field,
    minus_d: Vec<u32>,
}

/// Whether these bytes are a public key: they encode a multiple of the base point. `Some(false)` is one of the four points of
/// small order, under which anything verifies.
pub fn is_public(bytes: &[u8]) -> Option<bool> {
    let curve = Edwards::new()?;
    let key = curve.decode(bytes)?;
    if curve.is_neutral(&curve.twice(&curve.twice(&key))) {
        return Some(false);
    }
    curve.is_neutral(&curve.multiples(vec![(&ORDER, &key)])).then_some(true)
}

/// The public key of a seed of 57 bytes (§5.2.5).
pub fn public(seed: &[u8]) -> Option<Vec<u8>> {
    let (number, _) = expanded(seed)?;
    let curve = Edwards::new()?;
    Some(curve.encode(&curve.multiple(&number, None)?))
}

/// The signature of a message under a seed (§5.2.6).
pub fn sign(seed: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    let (number, prefix) = expanded(seed)?;
    let curve = Edwards::new()?;
    let public = curve.encode(&curve.multiple(&number, None)?);
    let nonce = scalar(&[DOMAIN, &prefix, message]);
    let mut signature = curve.encode(&curve.multiple(&nonce, None)?);
    let challenge = scalar(&[DOMAIN, &signature, &public, message]);
    let sum = remainder(&add(&nonce, &multiply(&challenge, &number)), &ORDER);
    signature.extend(whole(&sum, BYTES).iter().rev());
    Some(signature)
}

/// Whether `signature` is one of `message` under the public key (§5.2.7), by the stricter equation, without the cofactor.
pub fn verify(public: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    let curve = Edwards::new()?;
    let [x, y, z] = coordinates(&curve.decode(public)?).map(<[u32]>::to_vec);
    let minus = point([curve.field.subtract(&curve.field.zero(), &x), y, z]);
    let (r, s) = signature.split_at_checked(BYTES)?;
    let s: Vec<u8> = s.iter().rev().copied().collect();
    if s.len() != BYTES || !less(&s, &ORDER) {
        return Some(false);
    }
    let challenge = scalar(&[DOMAIN, r, public, message]);
    Some(curve.encode(&curve.multiple(&s, Some((&challenge, &minus)))?) == r)
}

/// The number of a private key, and what its nonces are made from.
fn expanded(seed: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let hash = shake(&[seed]);
    let (number, prefix) = hash.split_at_checked(BYTES)?;
    let mut number: Vec<u8> = number.iter().rev().copied().collect();
    if let [nothing, highest, .., lowest] = number.as_mut_slice() {
        (*nothing, *highest, *lowest) = (0, *highest | 0x80, *lowest & 0xfc);
    }
    (seed.len() == BYTES).then(|| (number, prefix.to_vec()))
}

/// The hash of these texts in a row as a number below the order, in full length.
fn scalar(texts: &[&[u8]]) -> Vec<u8> {
    let number: Vec<u8> = shake(texts).into_iter().rev().collect();
    whole(&remainder(&number, &ORDER), BYTES)
}

fn shake(texts: &[&[u8]]) -> Vec<u8> {
    let mut hash = Shake256::default();
    texts.iter().for_each(|text| hash.update(text));
    let mut bytes = vec![0; 2 * BYTES];
    hash.finalize_xof().read(&mut bytes);
    bytes
}

impl Edwards {
    fn new() -> Option<Edwards> {
        let field = Field::new(&PRIME)?;
        Some(Edwards { minus_d: field.enter(&MINUS_D)?, field })
    }

    /// `number` times the base point; with `other`, plus a multiple of that.
    fn multiple(&self, number: &[u8], other: Option<(&[u8], &Point)>) -> Option<Point> {
        let [x, y] = BASE.each_ref().map(|number| self.field.enter(number));
        let base = point([x?, y?, self.field.one()]);
        Some(self.multiples([(number, &base)].into_iter().chain(other).collect()))
    }

    fn multiples(&self, terms: Vec<(&[u8], &Point)>) -> Point {
        let neutral = point([self.field.zero(), self.field.one(), self.field.one()]);
        multiples(&neutral, &|a, b| self.add(a, b), &|a| self.twice(a), &terms)
    }

    /// Whether x is 0 and y is 1.
    fn is_neutral(&self, point: &Point) -> bool {
        let [x, y, z] = coordinates(point);
        x.iter().all(|word| *word == 0) && y == z
    }

    /// §5.2.4.
    fn add(&self, one: &Point, other: &Point) -> Point {
        let f = &self.field;
        let [x1, y1, z1] = coordinates(one);
        let [x2, y2, z2] = coordinates(other);
        let [c, d, a] = [(x1, x2), (y1, y2), (z1, z2)].map(|(one, other)| f.multiply(one, other));
        let b = f.multiply(&a, &a);
        let minus_e = f.multiply(&self.minus_d, &f.multiply(&c, &d));
        let (less, more) = (f.subtract(&b, &minus_e), f.add(&b, &minus_e));
        let h = f.multiply(&f.add(x1, y1), &f.add(x2, y2));
        point([
            f.multiply(&f.multiply(&a, &more), &f.subtract(&h, &f.add(&c, &d))),
            f.multiply(&f.multiply(&a, &less), &f.subtract(&d, &c)),
            f.multiply(&more, &less),
        ])
    }

    /// §5.2.4, too.
    fn twice(&self, one: &Point) -> Point {
        let f = &self.field;
        let [x, y, z] = coordinates(one);
        let [c, d, h] = [x, y, z].map(|one| f.multiply(one, one));
        let sum = f.add(x, y);
        let e = f.add(&c, &d);
        let j = f.subtract(&e, &f.add(&h, &h));
        point([
            f.multiply(&f.subtract(&f.multiply(&sum, &sum), &e), &j),
            f.multiply(&e, &f.subtract(&c, &d)),
            f.multiply(&e, &j),
        ])
    }

    /// §5.2.2.
    fn encode(&self, point: &Point) -> Vec<u8> {
        let [x, y] = affine(&self.field, point);
        let mut bytes: Vec<u8> = whole(&y, BYTES).into_iter().rev().collect();
        if let Some(last) = bytes.last_mut() {
            *last = x.last().map_or(0, |byte| byte << 7);
        }
        bytes
    }

    /// §5.2.3.
    fn decode(&self, bytes: &[u8]) -> Option<Point> {
        let f = &self.field;
        let (last, y) = bytes.split_last()?;
        let y: Vec<u8> = y.iter().rev().copied().collect();
        if bytes.len() != BYTES || last & 0x7f != 0 || !less(&y, &PRIME) {
            return None;
        }
        let y = f.enter(&y)?;
        let square = f.multiply(&y, &y);
        // x² = (1 - y²) / (1 - d y²)
        let (up, down) = (f.subtract(&f.one(), &square), f.add(&f.one(), &f.multiply(&self.minus_d, &square)));
        let square = f.multiply(&up, &f.inverse(&down));
        let x = f.root(&square);
        if f.multiply(&x, &x) != square {
            return None;
        }
        let (number, odd) = (f.leave(&x), last >> 7);
        if strip(&number).is_empty() {
            return (odd == 0).then(|| point([x, y, f.one()]));
        }
        let right = number.last().is_some_and(|byte| byte & 1 == odd);
        Some(point([if right { x } else { f.subtract(&f.zero(), &x) }, y, f.one()]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::numbers;
    use super::*;

    #[test]
    fn keys_and_signatures_are_those_of_another_implementation() {
        for (index, number) in numbers(12).enumerate() {
            let (seed, message) = (&number[..BYTES], &number[..index]);
            let other = ed448_goldilocks::SigningKey::try_from(seed).expect("a seed");
            let key = other.verifying_key().to_bytes();
            assert_eq!(public(seed).as_deref(), Some(&key[..]));
            let signature = other.sign_raw(message).to_bytes();
            assert_eq!(sign(seed, message).as_deref(), Some(&signature[..]));
            assert_eq!((is_public(&key), verify(&key, message, &signature)), (Some(true), Some(true)));
            assert_eq!(verify(&key, b"other", &signature), Some(false));
        }
    }

    /// The order added to S gives a signature for the same equation (RFC 8032 §5.2.7, the check of step 1).
    #[test]
    fn a_number_from_the_order_on_is_refused() {
        let seed = [5; BYTES];
        let (key, signature) = (public(&seed).expect("a key"), sign(&seed, b"message").expect("a signature"));
        let (r, s) = signature.split_at(BYTES);
        let s: Vec<u8> = s.iter().rev().copied().collect();
        let larger: Vec<u8> = whole(&add(&s, &ORDER), BYTES).into_iter().rev().collect();
        assert_eq!(verify(&key, b"message", &signature), Some(true));
        assert_eq!(verify(&key, b"message", &[r, &larger].concat()), Some(false));
        assert_eq!((sign(&seed[1..], b""), public(&[]), verify(&key[1..], b"", &signature)), (None, None, None));
    }
}
