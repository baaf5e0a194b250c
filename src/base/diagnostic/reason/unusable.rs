//! Why a key that was read cannot be used.

/// Why an algorithm cannot use a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is of another kind.
    WrongKind,
    /// There is no private key.
    NoPrivate,
    /// The private key does not belong to the public one.
    Inconsistent,
    /// The point is not on its curve.
    OffCurve,
    /// The bytes are no point of the curve.
    NoPoint,
    /// The private number is 0, or not below the order of the curve.
    ScalarRange,
    /// The private key has another length than its curve asks for.
    PrivateLength,
    /// The seed does not have 32 bytes.
    SeedLength,
    /// The public key has so many bytes, and its algorithm another number of them.
    PublicLength(usize, usize),
    /// The modulus has so many bits, where these numbers are the least and the most.
    ModulusBits(usize, usize, usize),
    /// The modulus is even.
    ModulusEven,
    /// The modulus has no room for what is to be signed.
    ModulusSmall,
    /// The public exponent is even, or below 3.
    ExponentSmall,
    /// The public exponent has so many bits, and there can be this many.
    ExponentBits(usize, usize),
    /// The public exponent has so many bits, the modulus so many; with this modulus, the exponent can have this many.
    Work(usize, usize, usize),
    /// An RSA key of more than two primes came without them.
    PrimesMissing,
    /// An RSA key has more primes than are computed with.
    ManyPrimes,
    /// An RSA key has two primes of different lengths, and a long public exponent.
    UnequalPrimes,
    /// An RSA key of this size is not decrypted with.
    Size,
}
