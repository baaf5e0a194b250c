//! secp256k1, the curve of ES256K: the numbers of SEC 2 version 2 §2.4.1, and the types that the generic curve code asks for.
//!
//! The arithmetic is that of P-384: Montgomery multiplication of `primefield`, the complete formulas of `primeorder` (here for
//! a = 0), ECDSA of `ecdsa`. An implementation made for this curve alone, with its endomorphism, would be about four times as
//! fast; nobody feels that on one signature at a time, and everybody would load it.
//!
//! It promises what those crates promise, and no more: what works on a key or a nonce is written to take the same time whatever
//! the secret is, and nobody has assessed whether the compiled program does; checking a signature may take what time it takes.
//! Nobody independent has audited `primeorder` and `ecdsa`.

use ecdsa::{DigestAlgorithm, EcdsaCurve};
use primefield::bigint::{Odd, U256};
use primefield::consts::U32;
use primeorder::elliptic_curve::{Curve, CurveArithmetic, FieldBytes, PrimeCurve, PrimeCurveArithmetic};
use primeorder::mul_backend::VariableOnly;
use primeorder::point_arithmetic::EquationAIsZero;
use primeorder::{AffinePoint, FieldArithmetic, PrimeCurveParams, ProjectivePoint};

/// The integers modulo this prime are the field: 2^256 - 2^32 - 2^9 - 2^8 - 2^7 - 2^6 - 2^4 - 1.
const P: &str = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";
/// The order of the base point, a prime.
const N: &str = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
/// The base point, uncompressed: x and y.
const GX: &str = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
const GY: &str = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

/// The curve y² = x³ + 7. All its points are multiples of the base point (the cofactor is 1).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, PartialOrd, Ord)]
pub struct Secp256k1;

impl Curve for Secp256k1 {
    type FieldBytesSize = U32;
    type Uint = U256;
    const ORDER: Odd<U256> = Odd::<U256>::from_be_hex(N);
}

impl PrimeCurve for Secp256k1 {}

impl CurveArithmetic for Secp256k1 {
    type AffinePoint = AffinePoint<Self>;
    type ProjectivePoint = ProjectivePoint<Self>;
    type Scalar = Scalar;
}

impl PrimeCurveArithmetic for Secp256k1 {
    type CurveGroup = ProjectivePoint<Self>;
}

impl FieldArithmetic for Secp256k1 {
    type FieldElement = FieldElement;
}

impl PrimeCurveParams for Secp256k1 {
    type PointArithmetic = EquationAIsZero;
    /// No table of multiples of the base point, which is kilobytes.
    type Backend = VariableOnly;
    const EQUATION_A: FieldElement = FieldElement::ZERO;
    const EQUATION_B: FieldElement = FieldElement::from_u64(7);
    const GENERATOR: (FieldElement, FieldElement) =
        (FieldElement::from_hex_vartime(GX), FieldElement::from_hex_vartime(GY));
}

impl EcdsaCurve for Secp256k1 {
    /// `true` would also refuse to verify the larger of s and -s, for which RFC 8812 has no rule.
    const NORMALIZE_S: bool = false;
}

/// The hash that nonces are made with (RFC 6979 §3.2).
impl DigestAlgorithm for Secp256k1 {
    type Digest = sha2::Sha256;
}

pub use field::FieldElement;
pub use scalar::Scalar;

mod field {
    use primefield::bigint::U256;
    use primefield::ff::PrimeField;
    use primefield::subtle::{Choice, ConstantTimeEq, CtOption};

    primefield::monty_field_params! {
        name: FieldParams,
        modulus: super::P,
        uint: U256,
        byte_order: primefield::ByteOrder::BigEndian,
        multiplicative_generator: 3,
        doc: "The field's modulus."
    }

    primefield::monty_field_element! {
        name: FieldElement,
        params: FieldParams,
        uint: U256,
        doc: "A coordinate."
    }

    primefield::monty_field_arithmetic! {
        name: FieldElement,
        params: FieldParams,
        uint: U256
    }

    impl primeorder::elliptic_curve::ops::BatchInvert for FieldElement {}
}

mod scalar {
    use super::{FieldBytes, Secp256k1};
    use primefield::MontyFieldElement;
    use primefield::bigint::{ArrayEncoding, U256};
    use primefield::ff::PrimeField;
    use primefield::subtle::{Choice, ConstantTimeEq, ConstantTimeGreater, CtOption};
    use primeorder::elliptic_curve::ops::Reduce;
    use primeorder::elliptic_curve::scalar::{FromUintUnchecked, IsHigh};

    primefield::monty_field_params! {
        name: ScalarParams,
        modulus: super::N,
        uint: U256,
        byte_order: primefield::ByteOrder::BigEndian,
        multiplicative_generator: 7,
        doc: "The scalars' modulus."
    }

    primefield::monty_field_element! {
        name: Scalar,
        params: ScalarParams,
        uint: U256,
        doc: "A number of times to add a point to itself: a private key, or either half of a signature."
    }

    primefield::monty_field_arithmetic! {
        name: Scalar,
        params: ScalarParams,
        uint: U256
    }

    primeorder::elliptic_curve::scalar_impls!(Secp256k1, Scalar);
    primeorder::wnaf::impl_wnaf_size_for_scalar!(Scalar);

    impl AsRef<Scalar> for Scalar {
        fn as_ref(&self) -> &Scalar {
            self
        }
    }

    impl FromUintUnchecked for Scalar {
        type Uint = U256;

        fn from_uint_unchecked(uint: U256) -> Self {
            Self::from_uint_unchecked(uint)
        }
    }

    impl IsHigh for Scalar {
        fn is_high(&self) -> Choice {
            const HALF: U256 = U256::from_be_hex(super::N).shr_vartime(1);
            ConstantTimeGreater::ct_gt(&self.to_canonical(), &HALF)
        }
    }

    impl Reduce<U256> for Scalar {
        fn reduce(uint: &U256) -> Self {
            Self(MontyFieldElement::from_uint_reduced(uint))
        }
    }

    impl Reduce<FieldBytes<Secp256k1>> for Scalar {
        fn reduce(bytes: &FieldBytes<Secp256k1>) -> Self {
            Self::reduce(&U256::from_be_byte_array(*bytes))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use primefield::ff::PrimeField;
    use primeorder::elliptic_curve::ops::Reduce;
    use primeorder::elliptic_curve::scalar::IsHigh;

    mod the_field {
        use super::super::FieldElement;
        use primefield::bigint::U256;
        primefield::test_primefield!(FieldElement, U256);
    }

    mod the_scalars {
        use super::super::Scalar;
        use primefield::bigint::U256;
        primefield::test_primefield!(Scalar, U256);
    }

    #[test]
    fn the_order_is_that_of_the_base_point() {
        let point = ProjectivePoint::<Secp256k1>::GENERATOR;
        assert_eq!(point * -Scalar::ONE, -point);
        assert_eq!(point * -Scalar::ONE + point, ProjectivePoint::<Secp256k1>::IDENTITY);
        assert_eq!(point + point, point * Scalar::from(2u32));
    }

    #[test]
    fn numbers_are_reduced_and_told_high_from_low() {
        let check = |number: U256, reduced: Scalar, high: bool| {
            let scalar = Scalar::reduce(&number);
            assert_eq!((scalar, bool::from(scalar.is_high())), (reduced, high), "{number}");
        };
        let (n, one, half) = (U256::from_be_hex(N), U256::ONE, U256::from_be_hex(N).shr_vartime(1));
        check(n, Scalar::ZERO, false);
        check(n.wrapping_add(&one), Scalar::ONE, false);
        check(n.wrapping_sub(&one), -Scalar::ONE, true);
        check(U256::MAX, Scalar::from_uint(&U256::MAX.wrapping_sub(&n)).expect("below n"), false);
        check(half, -Scalar::TWO_INV, false);
        check(half.wrapping_add(&one), Scalar::TWO_INV, true);
    }
}
