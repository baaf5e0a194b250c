//! A key and an algorithm that do not go together, and what to know of a key under which a signature is valid.

use super::super::{Code, Facts};
use super::{AlgName, Unusable};

/// Why a key is not tried, or counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFit {
    /// The header names another algorithm than the person expects.
    Expected {
        /// What the header says.
        header: String,
        /// What is expected.
        expected: &'static str,
        /// Whether the signature is valid all the same; `None` where that was not tried.
        valid: Option<bool>,
    },
    /// It is of another kind.
    Kind {
        /// What the header says.
        algorithm: AlgName,
        /// What that needs.
        needs: KeyKind,
        /// What the key is.
        is: KeyKind,
    },
    /// It is on another curve.
    Curve {
        /// What the header says.
        algorithm: AlgName,
        /// The curve that it needs.
        needs: &'static str,
        /// The curve of the key.
        is: &'static str,
    },
    /// Its `use` is this, and not `sig`.
    Use {
        /// What it says.
        says: String,
        /// Whether the signature is valid all the same; `None` where that was not tried.
        valid: Option<bool>,
    },
    /// Its `key_ops` are these, and not `verify`.
    Ops {
        /// What it says.
        says: Vec<String>,
        /// Whether the signature is valid all the same; `None` where that was not tried.
        valid: Option<bool>,
    },
    /// Its `alg` is another one.
    Alg {
        /// What it says.
        says: String,
        /// What the header says.
        header: &'static str,
        /// Whether the signature is valid all the same; `None` where that was not tried.
        valid: Option<bool>,
    },
    /// It is none that can be calculated with; why.
    Unusable(Unusable),
}

/// The kind of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// A shared secret.
    Secret,
    /// RSA.
    Rsa,
    /// EC, on this curve.
    Ec(&'static str),
    /// A key that is called by its curve or its set of parameters, such as `Ed25519` or `ML-DSA-44`.
    Called(&'static str),
    /// Ed25519 or Ed448.
    Edwards,
    /// A text that is no key in any format.
    Text,
}

/// What to know of a key under which a signature is valid, or of one that came with the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The token brought the key itself.
    SelfAttested {
        /// In this parameter of the header.
        member: &'static str,
        /// What key it is.
        key: String,
        /// It is the private key.
        private: bool,
    },
    /// The key came with a link; what key it is.
    Linked(String),
    /// The person gave a key, and the token brings one as well.
    OwnKey {
        /// In this parameter of the header.
        member: &'static str,
        /// What it is.
        own: OwnKey,
    },
    /// A secret with fewer bytes than the algorithm asks for.
    SecretShort {
        /// How many bytes it has.
        bytes: usize,
        /// How many are advised.
        advised: usize,
        /// By this algorithm.
        algorithm: AlgName,
        /// It is found by trying all of that length.
        guessable: bool,
    },
    /// An RSA modulus of fewer than 2048 bits.
    RsaSmall {
        /// How many bits it has.
        bits: usize,
        /// The algorithm.
        algorithm: AlgName,
        /// It is found by factoring.
        broken: bool,
    },
    /// It is the private key.
    PrivateKey,
    /// A certificate of the chain, counted from 1, was not signed by the next one.
    ChainBroken(usize),
    /// The header and the key have different `kid`s.
    KidDiffers {
        /// That of the header.
        header: String,
        /// That of the key.
        key: String,
    },
    /// The `kid` of the header was made of the key.
    KidNamesKey(Naming),
    /// The text of the key has this fault, and was read anyway.
    KeyRepaired(Box<Facts>),
    /// The key is that of the first of these certificates, which came with the token; the given key signed the last of them.
    ChainTrusted(Vec<Trusted>),
    /// The padding of the segments was signed with them.
    PaddingSigned,
}

/// A certificate between a token and the key that was given for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trusted {
    /// Its subject.
    pub subject: String,
    /// From when on it is valid, in seconds since 1970.
    pub not_before: i64,
    /// Until when.
    pub not_after: i64,
}

/// How a name was made of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The JWK thumbprint with SHA-256 (RFC 7638, RFC 9278).
    Thumbprint,
    /// The SHA-256 of the SubjectPublicKeyInfo, as Kubernetes has it.
    SpkiSha256,
    /// The SHA-1 of the SubjectPublicKeyInfo.
    SpkiSha1,
    /// libtrust: the first 240 bits of the SHA-256 of the SubjectPublicKeyInfo, in base32, as Docker's registry has it.
    Libtrust,
    /// The SHA-1 fingerprint of the certificate, as `x5t`.
    CertificateSha1,
    /// The SHA-256 fingerprint of the certificate, as `x5t#S256`.
    CertificateSha256,
}

/// What the token's own key is, beside the one that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnKey {
    /// The same.
    Same,
    /// Another one; what key it is.
    Other(String),
    /// No usable key; why.
    Unusable(Box<Facts>),
}

impl KeyFit {
    /// The same, with whether the signature is valid all the same, where that can be tried.
    pub fn with_validity(mut self, is_valid: impl FnOnce() -> Option<bool>) -> Self {
        if let KeyFit::Expected { valid, .. }
        | KeyFit::Use { valid, .. }
        | KeyFit::Ops { valid, .. }
        | KeyFit::Alg { valid, .. } = &mut self
        {
            *valid = is_valid();
        }
        self
    }

    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            KeyFit::Expected { .. } => Code::ExpectedAlgorithm,
            KeyFit::Kind { .. } => Code::KeyKind,
            KeyFit::Curve { .. } => Code::KeyCurve,
            KeyFit::Use { .. } => Code::KeyUse,
            KeyFit::Ops { .. } => Code::KeyOps,
            KeyFit::Alg { .. } => Code::KeyAlg,
            KeyFit::Unusable(_) => Code::KeyUnusable,
        }
    }
}

impl Note {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Note::SelfAttested { .. } => Code::SelfAttested,
            Note::Linked(_) => Code::LinkedKey,
            Note::OwnKey { .. } => Code::OwnKey,
            Note::SecretShort { guessable: true, .. } => Code::SecretGuessable,
            Note::SecretShort { guessable: false, .. } => Code::SecretShort,
            Note::RsaSmall { broken: true, .. } => Code::RsaBroken,
            Note::RsaSmall { broken: false, .. } => Code::RsaSmall,
            Note::PrivateKey => Code::PrivateKey,
            Note::ChainBroken(_) => Code::ChainBroken,
            Note::KidDiffers { .. } => Code::KidDiffers,
            Note::KidNamesKey(_) => Code::KidNamesKey,
            Note::KeyRepaired(_) => Code::KeyRepaired,
            Note::ChainTrusted(_) => Code::ChainTrusted,
            Note::PaddingSigned => Code::PaddingSigned,
        }
    }
}
