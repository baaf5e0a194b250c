//! The curves y² = x³ + ax + b of prime order: P-256, P-384 and P-521 (FIPS 186-5, SP 800-186 §3.2.1), secp256k1
//! (SEC 2 §2.4.1).
//!
//! Sums are by the complete formulas of Renes, Costello and Batina (Complete addition formulas for prime order elliptic curves,
//! 2016, algorithm 1).

use super::{Point, affine, comb, combed, coordinates, hex, multiples, point};
use crate::key::Curve;
use crate::key::integer::{Element, Field, less, strip};

/// A curve with its field.
pub struct Weierstrass {
    field: Field,
    numbers: &'static Numbers,
    b: Element,
    b3: Element,
    generator: Point,
}

/// What a curve is, as big-endian numbers.
struct Numbers {
    prime: &'static [u8],
    order: &'static [u8],
    /// Whether a is -3; otherwise it is 0.
    minus_three: bool,
    b: &'static [u8],
    generator: [&'static [u8]; 2],
}

static P256: Numbers = Numbers {
    prime: &hex::<32>("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
    order: &hex::<32>("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    minus_three: true,
    b: &hex::<32>("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    generator: [
        &hex::<32>("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        &hex::<32>("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
    ],
};

static P384: Numbers = Numbers {
    prime: &hex::<48>(
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
    ),
    order: &hex::<48>(
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    ),
    minus_three: true,
    b: &hex::<48>("b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
    generator: [
        &hex::<48>("aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
        &hex::<48>("3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"),
    ],
};

static P521: Numbers = Numbers {
    prime: &hex::<66>(
        "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
         ffffffffffffffffffffffffffffff",
    ),
    order: &hex::<66>(
        "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5\
         c9b8899c47aebb6fb71e91386409",
    ),
    minus_three: true,
    b: &hex::<66>(
        "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf07357\
         3df883d2c34f1ef451fd46b503f00",
    ),
    generator: [
        &hex::<66>(
            "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de33\
             48b3c1856a429bf97e7e31c2e5bd66",
        ),
        &hex::<66>(
            "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353\
             c7086a272c24088be94769fd16650",
        ),
    ],
};

static SECP256K1: Numbers = Numbers {
    prime: &hex::<32>("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"),
    order: &hex::<32>("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"),
    minus_three: false,
    b: &[7],
    generator: [
        &hex::<32>("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
        &hex::<32>("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"),
    ],
};

impl Weierstrass {
    /// The curve; `None` of P-256, which has a crate of its own.
    pub fn of(curve: Curve) -> Option<Weierstrass> {
        if curve == Curve::P256 { None } else { Weierstrass::any(curve) }
    }

    /// The curve, P-256 as well.
    pub fn any(curve: Curve) -> Option<Weierstrass> {
        Weierstrass::new(match curve {
            Curve::P256 => &P256,
            Curve::P384 => &P384,
            Curve::P521 => &P521,
            Curve::Secp256k1 => &SECP256K1,
        })
    }

    fn new(numbers: &'static Numbers) -> Option<Weierstrass> {
        let field = Field::new(numbers.prime)?;
        let b = field.enter(numbers.b)?;
        let b3 = field.add(&b, &field.add(&b, &b));
        let [x, y] = numbers.generator.map(|number| field.enter(number));
        let generator = point([x?, y?, field.one()]);
        Some(Weierstrass { field, numbers, b, b3, generator })
    }

    /// The order of the generator and of every other point but the neutral one, big-endian.
    pub fn order(&self) -> &'static [u8] {
        self.numbers.order
    }

    /// The point with these coordinates, if it lies on the curve.
    pub fn point(&self, x: &[u8], y: &[u8]) -> Option<Point> {
        let known = |number| less(number, self.numbers.prime).then(|| self.field.enter(number))?;
        let (x, y) = (known(x)?, known(y)?);
        (self.field.multiply(&y, &y) == self.right_side(&x)).then(|| point([x, y, self.field.one()]))
    }

    /// The y of the point with this x that is odd or not (SEC 1 §2.3.4), without leading zeros.
    pub fn y(&self, x: &[u8], odd: bool) -> Option<Vec<u8>> {
        let element = self.field.enter(x)?;
        let root = self.field.root(&self.right_side(&element));
        let mut y = self.field.leave(&root);
        if y.last().is_some_and(|last| last % 2 == 1) != odd {
            y = self.field.leave(&self.field.subtract(&self.field.zero(), &root));
        }
        self.point(x, &y).map(|_| y)
    }

    /// The points with this x: two, or none.
    pub fn with_x(&self, x: &[u8]) -> Vec<Point> {
        let one = self.y(x, false).and_then(|y| self.point(x, &y));
        one.map_or(vec![], |one| vec![self.difference(&self.neutral(), &one), one])
    }

    /// x³ + ax + b.
    fn right_side(&self, x: &Element) -> Element {
        let square = self.field.multiply(x, x);
        let sum = self.field.add(&square, &self.times_a(&self.field.one()));
        self.field.add(&self.field.multiply(&sum, x), &self.b)
    }

    /// Whether a number, whatever its length, is from 1 to below the order.
    pub fn is_scalar(&self, number: &[u8]) -> bool {
        !strip(number).is_empty() && less(number, self.numbers.order)
    }

    /// `number` times the generator, as x and y without leading zeros; with `other`, plus a multiple of that point. Nothing
    /// if the sum is the neutral point. Numbers have the length of the order.
    pub fn multiple(&self, number: &[u8], other: Option<(&[u8], &Point)>) -> Option<[Vec<u8>; 2]> {
        let terms: Vec<_> = [(number, &self.generator)].into_iter().chain(other).collect();
        self.affine(&self.multiples(&terms))
    }

    /// x and y of a point without leading zeros; nothing of the neutral one.
    pub fn affine(&self, point: &Point) -> Option<[Vec<u8>; 2]> {
        let [_, _, z] = coordinates(point);
        z.iter().any(|word| *word != 0).then(|| affine(&self.field, point))
    }

    fn multiples(&self, terms: &[(&[u8], &Point)]) -> Point {
        multiples(&self.neutral(), &|a, b| self.add(a, b), &|a| self.add(a, a), terms)
    }

    fn neutral(&self) -> Point {
        point([self.field.zero(), self.field.one(), self.field.zero()])
    }

    /// `number` times a point.
    pub fn times(&self, number: &[u8], point: &Point) -> Point {
        self.multiples(&[(number, point)])
    }

    /// The generator.
    pub fn generator(&self) -> &Point {
        &self.generator
    }

    /// What [`combed`](Self::combed) needs of a point, worth its time from some ten multiples on.
    pub fn comb(&self, point: &Point) -> Vec<Point> {
        comb(&self.neutral(), &|a, b| self.add(a, b), point, self.order().len())
    }

    /// `number`, which has to be public, times the point that `comb` is of.
    pub fn combed(&self, comb: &[Point], number: &[u8]) -> Point {
        combed(&self.neutral(), &|a, b| self.add(a, b), comb, number)
    }

    /// `a - b`.
    pub fn difference(&self, a: &Point, b: &Point) -> Point {
        let [x, y, z] = coordinates(b);
        self.add(a, &point([x.to_vec(), self.field.subtract(&self.field.zero(), y), z.to_vec()]))
    }

    /// Whether the two are the same point.
    pub fn same(&self, a: &Point, b: &Point) -> bool {
        let ([x1, y1, z1], [x2, y2, z2]) = (coordinates(a), coordinates(b));
        let equal = |one: &[u32], other: &[u32]| self.field.multiply(one, z2) == self.field.multiply(other, z1);
        equal(x1, x2) && equal(y1, y2)
    }

    /// The sum of two points.
    pub fn add(&self, a: &Point, b: &Point) -> Point {
        let f = &self.field;
        let [x1, y1, z1] = coordinates(a);
        let [x2, y2, z2] = coordinates(b);
        let [x, y, z] = [(x1, x2), (y1, y2), (z1, z2)].map(|(one, other)| f.multiply(one, other));
        // The sum of the products crosswise.
        let crossed = |(a1, b1, a): (&[u32], &[u32], &Element), (a2, b2, b): (&[u32], &[u32], &Element)| {
            f.subtract(&f.multiply(&f.add(a1, b1), &f.add(a2, b2)), &f.add(a, b))
        };
        let xy = crossed((x1, y1, &x), (x2, y2, &y));
        let xz = crossed((x1, z1, &x), (x2, z2, &z));
        let yz = crossed((y1, z1, &y), (y2, z2, &z));
        let az = self.times_a(&z);
        let mixed = f.add(&self.times_a(&xz), &f.multiply(&self.b3, &z));
        let (less, more) = (f.subtract(&y, &mixed), f.add(&y, &mixed));
        let slope = f.add(&f.add(&x, &f.add(&x, &x)), &az);
        let rest = f.add(&self.times_a(&f.subtract(&x, &az)), &f.multiply(&self.b3, &xz));
        point([
            f.subtract(&f.multiply(&xy, &less), &f.multiply(&yz, &rest)),
            f.add(&f.multiply(&less, &more), &f.multiply(&slope, &rest)),
            f.add(&f.multiply(&yz, &more), &f.multiply(&xy, &slope)),
        ])
    }

    fn times_a(&self, number: &Element) -> Element {
        let zero = self.field.zero();
        match self.numbers.minus_three {
            true => self.field.subtract(&zero, &self.field.add(number, &self.field.add(number, number))),
            false => zero,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{numbers, strip_both};
    use super::*;
    use crate::key::integer::subtract;
    use p384::elliptic_curve::sec1::ToSec1Point;

    fn curve(curve: Curve) -> Weierstrass {
        Weierstrass::any(curve).expect("a curve")
    }

    /// `number` with all bytes of the order.
    fn full(curve: &Weierstrass, number: &[u8]) -> Vec<u8> {
        [vec![0; curve.order().len() - number.len()], number.to_vec()].concat()
    }

    /// What the crates of the curves make of a number; `@noble/curves` stands for secp256k1, in the tests of ES256K.
    #[test]
    fn multiples_are_those_of_other_implementations() {
        for (name, number) in
            [Curve::P256, Curve::P384, Curve::P521].into_iter().flat_map(|name| numbers(40).map(move |n| (name, n)))
        {
            let own = curve(name);
            let number = full(&own, strip(&number[..own.order().len() - 2]));
            let expected = match name {
                Curve::P256 => {
                    p256::SecretKey::from_slice(&number).map(|key| key.public_key().to_sec1_point(false).to_bytes())
                }
                Curve::P384 => {
                    p384::SecretKey::from_slice(&number).map(|key| key.public_key().to_sec1_point(false).to_bytes())
                }
                _ => p521::SecretKey::from_slice(&number).map(|key| key.public_key().to_sec1_point(false).to_bytes()),
            };
            let expected = expected.expect("a number in range");
            assert_eq!(own.multiple(&number, None), Some(strip_both(&expected[1..])), "{name:?}");
        }
    }

    #[test]
    fn sums_hold_for_equal_and_opposite_points_and_for_the_neutral_one() {
        for name in Curve::ALL {
            let own = curve(name);
            let multiple = |number: &[u8]| own.multiple(&full(&own, number), None);
            let [x, y] = multiple(&[1]).expect("the generator");
            let generator = own.point(&x, &y).expect("a point");
            let with =
                |number: &[u8], other: &[u8]| own.multiple(&full(&own, number), Some((&full(&own, other), &generator)));
            let before = |less: u8| subtract(own.order(), &[less]);
            assert_eq!(with(&[1], &[1]), multiple(&[2]));
            assert_eq!(with(&[2], &[3]), multiple(&[5]));
            assert_eq!(with(&[0], &[7]), multiple(&[7]));
            assert_eq!(with(&before(1), &[3]), multiple(&[2]));
            assert_eq!((with(&before(1), &[1]), with(&[0], &[0]), multiple(own.order())), (None, None, None));
            let [same, opposite] = multiple(&before(1)).expect("the opposite of the generator");
            assert_eq!((same, own.y(&x, opposite[opposite.len() - 1] % 2 == 1)), (x.clone(), Some(opposite)));
            assert!(own.is_scalar(&before(1)) && !own.is_scalar(own.order()) && !own.is_scalar(&[0, 0]));
            assert!(own.point(&y, &x).is_none() && own.point(own.numbers.prime, &y).is_none());
        }
    }

    #[test]
    fn a_comb_gives_the_same_multiples() {
        for name in Curve::ALL {
            let own = curve(name);
            let comb = own.comb(own.generator());
            let length = own.order().len();
            let some = numbers(12).map(|number| number[..length].to_vec()).chain([vec![0; length], vec![0xff; length]]);
            for number in some {
                let (one, other) = (own.combed(&comb, &number), own.times(&number, &own.generator));
                assert!(own.same(&one, &other), "{name:?}: {number:?}");
                let next = own.add(&one, &own.generator);
                assert!(!own.same(&one, &next) && own.same(&own.difference(&next, &own.generator), &one));
            }
        }
    }
}
