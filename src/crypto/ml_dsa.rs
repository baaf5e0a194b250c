//! ML-DSA (FIPS 204) by the crate `ml-dsa`: the pure form with an empty context, and its deterministic variant of signing.

use ::ml_dsa::{EncodedVerifyingKey, MlDsaParams, Signature, SigningKey, VerifyingKey};
use signature::Keypair;

/// The parameter sets of ML-DSA (FIPS 204 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MlDsa {
    /// ML-DSA-44.
    MlDsa44,
    /// ML-DSA-65.
    MlDsa65,
    /// ML-DSA-87.
    MlDsa87,
}

/// The length of a seed, in bytes.
pub const SEED_BYTES: usize = 32;

impl MlDsa {
    /// The three parameter sets.
    pub const ALL: [MlDsa; 3] = [MlDsa::MlDsa44, MlDsa::MlDsa65, MlDsa::MlDsa87];

    /// The name in `alg` (RFC 9964 §3): `ML-DSA-44`.
    pub const fn name(self) -> &'static str {
        match self {
            MlDsa::MlDsa44 => "ML-DSA-44",
            MlDsa::MlDsa65 => "ML-DSA-65",
            MlDsa::MlDsa87 => "ML-DSA-87",
        }
    }

    /// The length of a public key, in bytes (FIPS 204, table 2).
    pub const fn public_bytes(self) -> usize {
        match self {
            MlDsa::MlDsa44 => 1312,
            MlDsa::MlDsa65 => 1952,
            MlDsa::MlDsa87 => 2592,
        }
    }

    /// The length of a signature, in bytes (FIPS 204, table 2).
    pub const fn signature_bytes(self) -> usize {
        match self {
            MlDsa::MlDsa44 => 2420,
            MlDsa::MlDsa65 => 3309,
            MlDsa::MlDsa87 => 4627,
        }
    }

    /// The set of that name.
    pub fn named(name: &str) -> Option<MlDsa> {
        MlDsa::ALL.into_iter().find(|set| set.name() == name)
    }
}

/// Calls a generic function for the parameter set that a value names.
macro_rules! of_set {
    ($set:expr, $function:ident($($argument:expr),*)) => {
        match $set {
            MlDsa::MlDsa44 => $function::<::ml_dsa::MlDsa44>($($argument),*),
            MlDsa::MlDsa65 => $function::<::ml_dsa::MlDsa65>($($argument),*),
            MlDsa::MlDsa87 => $function::<::ml_dsa::MlDsa87>($($argument),*),
        }
    };
}

/// The public key of a seed; `None` if that has another length.
pub fn public_key(set: MlDsa, seed: &[u8]) -> Option<Vec<u8>> {
    fn derive<P: MlDsaParams>(seed: &[u8]) -> Option<Vec<u8>> {
        Some(SigningKey::<P>::from_seed(&seed.try_into().ok()?).verifying_key().encode().to_vec())
    }
    of_set!(set, derive(seed))
}

/// The signature of a message under a seed; `None` if that has another length.
pub fn sign(set: MlDsa, seed: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    fn make<P: MlDsaParams>(seed: &[u8], message: &[u8]) -> Option<Vec<u8>> {
        let key = SigningKey::<P>::from_seed(&seed.try_into().ok()?);
        key.expanded_key().sign_deterministic(message, &[]).ok().map(|signature| signature.encode().to_vec())
    }
    of_set!(set, make(seed, message))
}

/// The same for a message that nothing is put before (FIPS 204 §6.3): what else a signer put there is part of it.
pub fn verify_internal(set: MlDsa, public: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    fn check<P: MlDsaParams>(public: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
        let public = VerifyingKey::<P>::decode(&EncodedVerifyingKey::<P>::try_from(public).ok()?);
        let signature = Signature::<P>::try_from(signature);
        Some(signature.is_ok_and(|signature| public.verify_internal(message, &signature)))
    }
    of_set!(set, check(public, message, signature))
}

/// Whether `signature` is one of `message` under a public key; `None` if that has another length.
pub fn verify(set: MlDsa, public: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    fn check<P: MlDsaParams>(public: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
        let public = VerifyingKey::<P>::decode(&EncodedVerifyingKey::<P>::try_from(public).ok()?);
        let signature = Signature::<P>::try_from(signature);
        Some(signature.is_ok_and(|signature| public.verify_with_context(message, &[], &signature)))
    }
    of_set!(set, check(public, message, signature))
}
