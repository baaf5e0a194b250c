//! ECDSA read backwards: which keys can have made a signature (SEC 1 §4.1.6), and of which hashes it is one. Everything here is
//! public, and may take its time by its values.

use super::{Coordinates, Curve, JoseCurve, coordinates, on_curve};
use ::ecdsa::{RecoveryId, Signature, VerifyingKey};
use p256::elliptic_curve::bigint::{CheckedAdd, Encoding};
use p256::elliptic_curve::ff::PrimeField;
use p256::elliptic_curve::ops::{MulByGeneratorVartime, MulVartime, Reduce};
use p256::elliptic_curve::point::DecompressPoint;
use p256::elliptic_curve::{AffinePoint, FieldBytes, ProjectivePoint, PublicKey, Scalar};

/// The public keys under which `signature` holds of a message with this hash: two, as good as always, or none.
pub fn recover(curve: Curve, digest: &[u8], signature: &[u8]) -> Vec<Coordinates> {
    fn all<C: JoseCurve>(digest: &[u8], signature: &[u8]) -> Vec<Coordinates> {
        let Ok(signature) = Signature::<C>::from_slice(signature) else { return vec![] };
        let ids = (0..=RecoveryId::MAX).filter_map(RecoveryId::from_byte);
        let key = |id| VerifyingKey::recover_from_prehash(digest, &signature, id).ok();
        ids.filter_map(key).filter_map(|key| coordinates::<C>(key.as_affine())).collect()
    }
    on_curve!(curve, all(digest, signature))
}

/// Whether some message under some key has this signature. False of half of all numbers, and told much sooner than
/// [`verify`](super::verify) could.
pub fn is_possible(curve: Curve, signature: &[u8]) -> bool {
    fn check<C: JoseCurve>(signature: &[u8]) -> bool {
        Signature::<C>::from_slice(signature).is_ok_and(|signature| !nonce_points::<C>(&signature).is_empty())
    }
    on_curve!(curve, check(signature))
}

/// The points whose x-coordinate gives r: two, as good as always, or none.
fn nonce_points<C: JoseCurve>(signature: &Signature<C>) -> Vec<ProjectivePoint<C>> {
    let (r, _) = signature.split_bytes();
    let decompress = |x: &FieldBytes<C>| {
        let point = AffinePoint::<C>::decompress(x, 0.into()).into_option().map(ProjectivePoint::<C>::from);
        point.into_iter().flat_map(|point| [point, -point])
    };
    // Where the order is below the prime, x may be larger than r by the order.
    let larger = larger_x::<C>(&r);
    decompress(&r).chain(larger.iter().flat_map(decompress)).collect()
}

/// r and the order together, if that still fits into a coordinate.
fn larger_x<C: JoseCurve>(r: &FieldBytes<C>) -> Option<FieldBytes<C>> {
    let sum = C::Uint::from_be_slice_truncated(r, 8 * r.len() as u32).checked_add(&C::ORDER).into_option()?;
    let octets = sum.to_be_bytes();
    let (front, x) = octets.as_ref().split_at_checked(octets.as_ref().len().checked_sub(r.len())?)?;
    FieldBytes::<C>::try_from(x).ok().filter(|_| front.iter().all(|octet| *octet == 0))
}

/// A number modulo the order from a hash: as many of its leading bits as the order has (FIPS 186-5 §6.4.1).
pub(super) fn scalar<C: JoseCurve>(digest: &[u8]) -> Scalar<C> {
    let octets = digest.get(..Scalar::<C>::NUM_BITS.div_ceil(8) as usize).unwrap_or(digest);
    Scalar::<C>::reduce(&C::Uint::from_be_slice_truncated(octets, Scalar::<C>::NUM_BITS))
}

/// Signatures under a key, prepared to be compared with one hash after another, which takes a part of the time of verifying
/// one of them.
///
/// Verifying asks whether `hash/s * G + r/s * Q` has the x-coordinate r. So `hash * G` has to be what is left of s times a point
/// with that x without `r * Q`. This is worked out once for each signature, and `hash * G` is the same for all of them.
pub struct HashTester(Box<dyn Test + Send + Sync>);

impl core::fmt::Debug for HashTester {
    fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
        f.write_str("HashTester")
    }
}

impl HashTester {
    /// Of signatures under the public key x and y; `None` if these are no point of the curve, or no message has any of the
    /// signatures.
    pub fn new(curve: Curve, [x, y]: [&[u8]; 2], signatures: &[&[u8]]) -> Option<HashTester> {
        fn make<C: JoseCurve>(key: &[u8], signatures: &[&[u8]]) -> Option<HashTester> {
            let key = PublicKey::<C>::from_sec1_bytes(key).ok()?.to_projective();
            let left = |signature: &&[u8]| {
                let Ok(signature) = Signature::<C>::from_slice(signature) else { return vec![] };
                let (r, s) = signature.split_scalars();
                let multiple = key.mul_vartime(&*r);
                nonce_points::<C>(&signature).into_iter().map(|point| point.mul_vartime(&*s) - multiple).collect()
            };
            let left: Vec<Vec<_>> = signatures.iter().map(left).collect();
            left.iter().any(|left| !left.is_empty()).then(|| HashTester(Box::new(Prepared::<C> { left })))
        }
        let key = [&[4], x, y].concat();
        on_curve!(curve, make(&key, signatures))
    }

    /// Which of the signatures, by its place, is one of a message with this hash.
    pub fn of(&self, digest: &[u8]) -> Option<usize> {
        self.0.of(digest)
    }
}

trait Test {
    fn of(&self, digest: &[u8]) -> Option<usize>;
}

struct Prepared<C: JoseCurve> {
    /// What `hash * G` can be, for each signature.
    left: Vec<Vec<ProjectivePoint<C>>>,
}

impl<C: JoseCurve> Test for Prepared<C> {
    fn of(&self, digest: &[u8]) -> Option<usize> {
        let point = ProjectivePoint::<C>::mul_by_generator_vartime(&scalar::<C>(digest));
        self.left.iter().position(|left| left.contains(&point))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{decode_point, public_key, sign, verify};
    use super::*;
    use crate::crypto::Hash;
    use crate::crypto::octets::pad;
    use p256::elliptic_curve::ops::Invert;

    /// The other signature of the same message: n - s in place of s.
    pub fn with_minus_s(curve: Curve, signature: &[u8]) -> Vec<u8> {
        fn turn<C: JoseCurve>(signature: &[u8]) -> Vec<u8> {
            let (r, s) = Signature::<C>::from_slice(signature).expect("in range").split_scalars();
            Signature::<C>::from_scalars(r, -s).expect("in range").to_vec()
        }
        on_curve!(curve, turn(signature))
    }

    /// The key with -y in place of y.
    fn opposite(curve: Curve, [x, y]: &Coordinates) -> Coordinates {
        let odd = y[y.len() - 1] & 1;
        decode_point(curve, &[&[3 - odd], x.as_slice()].concat()).expect("a point")
    }

    #[test]
    fn the_tester_agrees_with_verifying_on_each_curve() {
        for curve in Curve::ALL {
            let length = curve.field_bytes();
            for index in 1..6u8 {
                let secret = pad(&[index, 77, index], length);
                let key = public_key(curve, &secret).expect("a key");
                let [x, y] = [key[0].as_slice(), key[1].as_slice()];
                // A hash of zero asks for no multiple of the generator at all.
                let digest = if index == 1 { vec![0; 32] } else { Hash::Sha256.digest(&[index]) };
                let signature = sign(curve, &secret, &digest).expect("a signature");
                // The signature with its halves swapped is one of another message.
                let swapped = [&signature[length..], &signature[..length]].concat();
                let tester = HashTester::new(curve, [x, y], &[&swapped, &signature]).expect("in range");
                for other in [digest.clone(), Hash::Sha384.digest(&digest), pad(&[1], 32), vec![0xff; 64]] {
                    let holds = verify(curve, [x, y], &other, &signature).expect("a point");
                    assert_eq!(
                        (tester.of(&other), holds),
                        ((other == digest).then_some(1), other == digest),
                        "{curve:?}"
                    );
                }
                let keys = recover(curve, &digest, &signature);
                assert!(keys.len() == 2 && keys.contains(&key), "{curve:?} {index}");
                assert!(is_possible(curve, &signature));
                // -s is as good.
                let turned = with_minus_s(curve, &signature);
                assert!(HashTester::new(curve, [x, y], &[&turned]).is_some_and(|tester| tester.of(&digest) == Some(0)));
                // Under the opposite of the key it is of the opposite of the hash.
                let [x, y] = &opposite(curve, &key);
                let tester = HashTester::new(curve, [x, y], &[&signature]).expect("in range");
                assert_eq!(tester.of(&digest), (index == 1).then_some(0));
            }
        }
    }

    #[test]
    fn what_is_no_signature_gives_no_key_and_no_tester() {
        for curve in Curve::ALL {
            let length = curve.field_bytes();
            let [x, y] = &public_key(curve, &pad(&[1], length)).expect("the generator");
            let zero = [pad(&[], length), pad(&[1], length)].concat();
            let tester = |key| HashTester::new(curve, key, &[&zero]);
            assert!(tester([x, y]).is_none() && tester([y, x]).is_none());
            assert!(recover(curve, &[7; 32], &zero).is_empty() && !is_possible(curve, &zero));
            // Half of all x are on the curve, and each of these r stands for two: r, and r and the order together.
            let small = (1..=255).map(|r| [pad(&[r], length), pad(&[1], length)].concat());
            let possible = small.filter(|signature| is_possible(curve, signature)).count();
            assert!((165..220).contains(&possible), "{curve:?}: {possible}");
        }
    }

    /// r of a point whose x is not below the order, which signing as good as never meets.
    #[test]
    fn an_x_above_the_order_is_found_as_well() {
        fn check<C: JoseCurve>(curve: Curve) {
            let length = curve.field_bytes();
            // A point that nobody knows the multiple of; the key that it fits is worked out from it.
            let (r, nonce) = (1..=255u8)
                .find_map(|r| {
                    let x = larger_x::<C>(&FieldBytes::<C>::try_from(&pad(&[r], length)[..]).expect("the length"))?;
                    Some((r, AffinePoint::<C>::decompress(&x, 0.into()).into_option()?))
                })
                .expect("a point");
            let (s, digest) = (pad(&[5], length), pad(&[9], length));
            let over_r = Scalar::<C>::from(u64::from(r)).invert().expect("not zero");
            let key = ProjectivePoint::<C>::from(nonce) * (Scalar::<C>::from(5u64) * over_r)
                - ProjectivePoint::<C>::mul_by_generator_vartime(&(scalar::<C>(&digest) * over_r));
            let [x, y] = &coordinates::<C>(&key.into()).expect("a point");
            let signature = [pad(&[r], length), s].concat();
            assert_eq!(verify(curve, [x, y], &digest, &signature), Some(true), "{curve:?}");
            assert!(HashTester::new(curve, [x, y], &[&signature]).is_some_and(|tester| tester.of(&digest) == Some(0)));
            assert!(recover(curve, &digest, &signature).contains(&[x.clone(), y.clone()]));
        }
        for curve in Curve::ALL {
            on_curve!(curve, check(curve));
        }
    }
}
