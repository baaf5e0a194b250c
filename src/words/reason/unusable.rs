//! Why a key that was read cannot be used.

use crate::base::diagnostic::reason::Unusable;
use crate::words::counted;

pub(in crate::words) fn unusable(why: Unusable) -> String {
    match why {
        Unusable::WrongKind => "it is not of the kind that the algorithm needs".into(),
        Unusable::NoPrivate => "it is the public key, and signing needs the private one".into(),
        Unusable::Inconsistent => "the private part of the key does not belong to its public part".into(),
        Unusable::OffCurve => "the point of the key is not on its curve".into(),
        Unusable::NoPoint => "the key is not a point of its curve".into(),
        Unusable::ScalarRange => {
            "the private part of the key is not a number from 1 to below the order of its curve".into()
        }
        Unusable::PrivateLength => "the private part of the key has the wrong length".into(),
        Unusable::SeedLength => "the seed of the key does not have 32 bytes".into(),
        Unusable::PublicLength(got, expected) => {
            format!("the public key has {}, not {expected}", counted(got, "byte"))
        }
        Unusable::ModulusBits(bits, least, most) => {
            format!("the modulus has {}; {least} to {most} can be used", counted(bits, "bit"))
        }
        Unusable::ModulusEven => "the modulus is even, so it is not a product of two odd primes".into(),
        Unusable::ModulusSmall => "the modulus is too small for a signature with this algorithm".into(),
        Unusable::ExponentSmall => "the public exponent is not an odd number of 3 or more".into(),
        Unusable::ExponentBits(bits, most) => {
            format!("the public exponent has {}; up to {most} can be used", counted(bits, "bit"))
        }
        Unusable::Work(exponent, modulus, most) => format!(
            "a public exponent of {exponent} bits with a modulus of {modulus} would keep the page busy for too long; up to {most} bits can be used"
        ),
        Unusable::PrimesMissing => {
            "this RSA key has more than two primes and came without them: export it with its primes".into()
        }
        Unusable::ManyPrimes => "RSA keys of more than 16 primes are not supported".into(),
        Unusable::UnequalPrimes => {
            "RSA keys of unequal primes with a public exponent of more than 33 bits are not supported".into()
        }
        Unusable::Size => "RSA keys of this size are not supported for decryption".into(),
    }
}
