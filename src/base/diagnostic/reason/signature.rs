//! Why a signature is not valid, as far as that was proved.

use super::super::chain::Dimension;
use super::super::key::Lookalike;
use super::super::{Code, Role};
use super::AlgName;

/// Why a signature is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// It does not match the key; why was not looked for.
    Mismatch,
    /// Nothing was proved.
    Open {
        /// The dimensions in which every single thing that may have been done was excluded.
        tried: Vec<Dimension>,
        /// Not everything was tried.
        left_out: bool,
        /// There is nothing between the two dots.
        payload_empty: bool,
    },
    /// The header says `none`, and there is a signature.
    NoneWithSignature,
    /// There is none.
    Empty(AlgName),
    /// This word stands in its place.
    Word(&'static str),
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
    /// r or s is zero.
    Zero(Zero),
    /// r or s is too large for this curve.
    Range(&'static str),
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
    /// This key signed something that is no DER with the hash; what the header says.
    DigestInfo(&'static str),
    /// This key did not make it.
    OtherKey {
        /// What shows it.
        proof: Proof,
        /// Not everything was tried.
        left_out: bool,
    },
    /// The RSA key is damaged: its modulus has a small factor.
    KeyDamaged,
    /// It is not valid even with the key that the token brings.
    OwnKeyFails(&'static str),
    /// The text of a key that is no secret was taken for one.
    KeyAsSecret {
        /// What it is.
        algorithm: &'static str,
        /// What the header says, where that is another one.
        header: Option<&'static str>,
        /// As DER, and not as text.
        der: bool,
        /// It is the private key.
        private: bool,
    },
    /// What was given for the secret is the value of this member of the token.
    Identifier(String),
    /// What was given for the secret looks like something else.
    LooksLike(Lookalike),
    /// It is of a kind that nobody but its issuer verifies.
    Private(Private),
}

/// A token that only its issuer verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Private {
    /// One of Microsoft whose nonce was hashed before it was signed.
    MicrosoftNonce,
    /// An access token of Okta's org authorization server.
    OktaOrg,
    /// A custom token of Firebase.
    FirebaseCustom,
    /// A refresh token of Keycloak.
    KeycloakRefresh,
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
            Signature::Empty(_) | Signature::Word(_) => Code::SignatureEmpty,
            Signature::Length { .. } => Code::SignatureLength,
            Signature::NotCanonical { .. } => Code::NotCanonical,
            Signature::OtherCurve { .. } => Code::OtherCurveSigned,
            Signature::Zero(_) => Code::SignatureZero,
            Signature::Range(_) => Code::SignatureRange,
            Signature::ContentChanged { .. } => Code::ContentChanged,
            Signature::ContentMissing { .. } => Code::ContentMissing,
            Signature::DigestInfo(_) => Code::DigestInfo,
            Signature::OtherKey { .. } => Code::OtherKey,
            Signature::KeyDamaged => Code::RsaFactors,
            Signature::OwnKeyFails(_) => Code::OwnKeyFails,
            Signature::KeyAsSecret { private: true, .. } => Code::PrivateKeyAsSecret,
            Signature::KeyAsSecret { private: false, .. } => Code::PublicKeyAsSecret,
            Signature::Identifier(_) => Code::SecretInToken,
            Signature::LooksLike(_) => Code::SecretLookalike,
            Signature::Private(Private::MicrosoftNonce) => Code::MicrosoftNonce,
            Signature::Private(Private::OktaOrg) => Code::OktaOrgToken,
            Signature::Private(Private::FirebaseCustom) => Code::FirebaseCustomToken,
            Signature::Private(Private::KeycloakRefresh) => Code::KeycloakRefreshToken,
        }
    }
}
