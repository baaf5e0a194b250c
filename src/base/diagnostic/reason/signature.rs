//! Why a signature is not valid, as far as that was proved.

use super::super::{Code, Role};
use super::AlgName;

/// Why a signature is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// It does not match the key; why was not looked for.
    Mismatch,
    /// Nothing was proved.
    Open {
        /// What was excluded.
        tried: Vec<Tried>,
        /// Not everything was tried.
        left_out: bool,
        /// There is nothing between the two dots.
        payload_empty: bool,
    },
    /// The header says `none`, and there is a signature.
    NoneWithSignature,
    /// There is none.
    Empty(AlgName),
    /// Its length alone rules it out.
    Length {
        /// What the header says.
        algorithm: AlgName,
        /// How many bytes that gives.
        expected: usize,
        /// How many there are.
        got: usize,
        /// The bits of the RSA key, if it is one.
        rsa_bits: Option<usize>,
    },
    /// A segment is not the base64url that stands for its bytes.
    NotCanonical {
        /// Which segments.
        segments: Vec<Role>,
        /// What it matches.
        matches: Canonical,
    },
    /// It is valid as another algorithm.
    OtherAlgorithm {
        /// The one that it is valid as.
        valid: &'static str,
        /// What the header says.
        header: &'static str,
        /// How they differ.
        relation: Relation,
    },
    /// It is valid with another hash, for which there is no algorithm.
    OtherHash {
        /// The hash.
        found: HashFound,
        /// What the header says.
        algorithm: AlgName,
    },
    /// A key on another curve than the algorithm's made it.
    OtherCurve {
        /// What the header says.
        algorithm: AlgName,
        /// The curve that it needs.
        needs: &'static str,
        /// The curve of the key.
        is: &'static str,
        /// The algorithm of that curve.
        right: &'static str,
        /// How many bytes r and s each were filled up to, if they were.
        filled: Option<usize>,
    },
    /// It is valid for a header that names another algorithm.
    AlgChanged {
        /// What was signed.
        was: &'static str,
        /// What the header says.
        now: &'static str,
    },
    /// It is the beginning of a right one.
    Truncated {
        /// How many bytes there are.
        got: usize,
        /// How many there should be.
        whole: usize,
        /// By this algorithm.
        algorithm: &'static str,
    },
    /// It is right, and followed by more.
    Trailing {
        /// How many bytes are right.
        whole: usize,
        /// How many follow.
        more: usize,
    },
    /// It is right once it is decoded in another way.
    Encoding(Coding),
    /// It is right once its bytes are reversed: all of them, or those of r and s.
    Reversed(Half),
    /// It is right with r and s exchanged.
    Swapped,
    /// It is right as r and s of so many bytes in all, instead of DER.
    Der(usize),
    /// It is right with the zeros that a number of that length has in front.
    Zeros {
        /// How many bytes there are.
        got: usize,
        /// How many there should be.
        expected: usize,
    },
    /// r or s is zero.
    Zero(Zero),
    /// r or s is too large for this curve.
    Range(&'static str),
    /// It is valid with these parameters of RSA.
    Parameters {
        /// What was found.
        found: Padding,
        /// What the header says.
        header: &'static str,
        /// The hash that this takes.
        hash: &'static str,
        /// The salt that this takes, in bytes; `None` without one.
        salt: Option<usize>,
    },
    /// This key made it, for other content.
    ContentChanged {
        /// How it was padded, and what the header says, where they differ.
        other: Option<(Padding, &'static str)>,
    },
    /// The same, and the payload is empty.
    ContentMissing {
        /// How it was padded, and what the header says, where they differ.
        other: Option<(Padding, &'static str)>,
    },
    /// This key signed something that is no DER with the hash.
    DigestInfo {
        /// The bare hash of header and payload, if it is that.
        bare: Option<&'static str>,
        /// What the header says.
        algorithm: &'static str,
    },
    /// This key did not make it.
    OtherKey {
        /// What shows it.
        proof: Proof,
        /// Not everything was tried.
        left_out: bool,
    },
    /// It is valid with the key that the token brings.
    OwnKeyHolds(&'static str),
    /// It is not valid even with the key that the token brings.
    OwnKeyFails(&'static str),
    /// The text of a key that is no secret was taken for one.
    KeyAsSecret {
        /// What the header says.
        algorithm: &'static str,
        /// As DER, and not as text.
        der: bool,
        /// It is the private key.
        private: bool,
    },
    /// It is valid with the hash of the nonce in the header.
    NonceHashed,
    /// The token looks like one of Microsoft whose nonce was hashed before it was signed.
    MicrosoftNonce,
}

/// What was tried and excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// These algorithms.
    Algorithms(Vec<&'static str>),
    /// These hashes.
    Hashes(Vec<&'static str>),
    /// So many other readings of the secret.
    Readings(usize),
    /// Secrets that everybody knows.
    KnownSecrets,
    /// Other encodings of the signature.
    Codings,
    /// DER.
    Der,
    /// r and s exchanged, or reversed.
    Halves,
    /// Other texts made of header and payload.
    Inputs,
    /// The members of the header in every order.
    HeaderOrders,
    /// Every other hash, padding and salt of RSA.
    Paddings,
}

/// What the signature matches where the text is not canonical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Canonical {
    /// The text as it is.
    AsSent,
    /// The text as it should be.
    Rewritten,
    /// Neither.
    Neither,
}

/// How the right algorithm and that of the header differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// In the hash.
    Hash,
    /// In the padding.
    Padding,
    /// In more.
    Algorithm,
}

/// A hash that a signature is valid with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashFound {
    /// One that no RSA algorithm of JOSE takes, such as SHA-1.
    Old(&'static str),
    /// One that this curve does not go with; and the one that does.
    Instead {
        /// The hash.
        hash: &'static str,
        /// The right one.
        expected: &'static str,
    },
}

/// How a signature was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// As hexadecimal text that was encoded once more.
    HexTwice,
    /// As base64url text that was encoded once more.
    Base64urlTwice,
    /// As base64 text that was encoded once more.
    Base64Twice,
    /// As hexadecimal.
    Hex,
}

/// What is reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// All of the signature.
    All,
    /// r and s, each by itself.
    Each,
}

/// Which of the two numbers is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zero {
    /// r.
    R,
    /// s.
    S,
    /// Both.
    Both,
}

/// How a hash was padded for RSA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Padding {
    /// RSASSA-PKCS1-v1_5 with this hash.
    Pkcs1(&'static str),
    /// RSASSA-PSS.
    Pss {
        /// The hash.
        hash: &'static str,
        /// The hash of MGF1, where it is another one.
        mask: Option<&'static str>,
        /// How many bytes of salt.
        salt: usize,
    },
}

/// What shows that a key did not make an RSA signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It is not below the modulus.
    TooLarge,
    /// No padding comes out.
    NoPadding,
}

impl Signature {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Signature::Mismatch => Code::SignatureMismatch,
            Signature::Open { .. } => Code::KeyOrContent,
            Signature::NoneWithSignature => Code::NoneWithSignature,
            Signature::Empty(_) => Code::SignatureEmpty,
            Signature::Length { .. } => Code::SignatureLength,
            Signature::NotCanonical { .. } => Code::NotCanonical,
            Signature::OtherAlgorithm { relation, .. } => match relation {
                Relation::Hash => Code::OtherHash,
                Relation::Padding => Code::OtherPadding,
                Relation::Algorithm => Code::OtherAlgorithm,
            },
            Signature::OtherHash { .. } => Code::OtherHash,
            Signature::OtherCurve { .. } => Code::OtherCurveSigned,
            Signature::AlgChanged { .. } => Code::AlgChanged,
            Signature::Truncated { .. } => Code::SignatureTruncated,
            Signature::Trailing { .. } => Code::SignatureTrailing,
            Signature::Encoding(_) => Code::SignatureEncoding,
            Signature::Reversed(_) => Code::SignatureReversed,
            Signature::Swapped => Code::SignatureSwapped,
            Signature::Der(_) => Code::SignatureDer,
            Signature::Zeros { .. } => Code::SignatureZeros,
            Signature::Zero(_) => Code::SignatureZero,
            Signature::Range(_) => Code::SignatureRange,
            Signature::Parameters { .. } => Code::PssParameters,
            Signature::ContentChanged { .. } => Code::ContentChanged,
            Signature::ContentMissing { .. } => Code::ContentMissing,
            Signature::DigestInfo { .. } => Code::DigestInfo,
            Signature::OtherKey { .. } => Code::OtherKey,
            Signature::OwnKeyHolds(_) => Code::OwnKeyHolds,
            Signature::OwnKeyFails(_) => Code::OwnKeyFails,
            Signature::KeyAsSecret { private: true, .. } => Code::PrivateKeyAsSecret,
            Signature::KeyAsSecret { private: false, .. } => Code::PublicKeyAsSecret,
            Signature::NonceHashed => Code::NonceHashed,
            Signature::MicrosoftNonce => Code::MicrosoftNonce,
        }
    }
}
