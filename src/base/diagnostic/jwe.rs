//! What can be wrong with an encrypted token, and why one does not open.

mod code;
mod otherwise;

use super::chain::Step;
use super::reason::Unusable;
use super::{Base64url, Key, Role};
pub use otherwise::{Filling, Framing, Meant, Naming, Opens};

/// What is wrong with a JWE, or why it does not open. Names of algorithms and curves are those of the standards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Jwe {
    /// What is wrong with the JSON serialization.
    Json(JweJson),
    /// What is wrong with a header parameter.
    Header(JweHeader),
    /// Why the key does not do.
    Key(JweKey),
    /// Why a key that does did not open it.
    Opening(Opening),
}

/// What is wrong with a JWE in the JSON serialization (RFC 7516 §7.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JweJson {
    /// It is not JSON, or no object.
    NotAnObject,
    /// A member is missing.
    Missing(&'static str),
    /// A member is another value, such as `a number`, than it must be, such as `a string`.
    Type {
        /// Which.
        name: &'static str,
        /// What it is.
        kind: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
    /// A member is not base64url.
    Encoding(&'static str, Base64url),
    /// `recipients` is empty.
    NoRecipients,
    /// `recipients`, and this member of the flattened form beside it.
    Mixed(&'static str),
    /// A name stands in more than one of the headers that belong together.
    Repeated(String),
    /// The header of this member is no JSON object in UTF-8.
    Header(&'static str),
    /// Recipients name another `enc` than the first.
    EncDiffers,
    /// This `alg` fixes the content key, so that there can be one recipient only.
    Alone(&'static str),
}

/// What is wrong with a header parameter of a JWE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JweHeader {
    /// It is missing; who needs it.
    Missing(&'static str, &'static str),
    /// It is another value, such as `a number`, than it must be, such as `a string`.
    Type {
        /// Which.
        name: &'static str,
        /// What it is.
        kind: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
    /// It is not base64url.
    Encoding(&'static str, Base64url),
    /// It has another length, in bytes.
    Length {
        /// Which.
        name: &'static str,
        /// What it has.
        got: usize,
        /// What it must have.
        expected: usize,
    },
    /// There is no such `alg`; it may be one for signatures.
    Alg {
        /// The name.
        name: String,
        /// It signs.
        signs: bool,
        /// The name that it probably stands for.
        meant: Option<Meant>,
    },
    /// There is no such `enc`.
    Enc {
        /// The name.
        name: String,
        /// The name that it probably stands for.
        meant: Option<Meant>,
    },
    /// There is no such `zip`.
    Zip(String),
    /// `crit` names a parameter that is not understood here.
    Critical(String),
    /// It must be protected, and is not.
    Unprotected(&'static str),
    /// `p2c` asks for no round, or for more than so many; the number as it is written.
    Iterations(String, u64),
    /// `epk` is no usable key.
    Epk(Box<Key>),
    /// `epk` has coordinates that are no point of this curve.
    EpkNotOnCurve(&'static str),
    /// `epk` is on one curve, the key on another.
    EpkCurve {
        /// That of `epk`.
        epk: String,
        /// That of the key.
        key: &'static str,
    },
    /// `epk` is a point of small order, which agrees on nothing.
    EpkSmallOrder(&'static str),
    /// `epk` has a private key.
    EpkPrivate,
}

/// Why a key does not do for an algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JweKey {
    /// There is none to encrypt to.
    None {
        /// The `alg`.
        alg: &'static str,
        /// What that needs.
        needs: Needs,
    },
    /// It is of another kind.
    Kind {
        /// The `alg`.
        alg: &'static str,
        /// What that needs.
        needs: Needs,
        /// What the key is, such as `an EC key on P-256`.
        held: String,
    },
    /// It is a public key.
    Public(&'static str),
    /// It has another length, in bytes.
    Length {
        /// The `alg` or the `enc` that wants it.
        wanted_by: &'static str,
        /// What it has.
        got: usize,
        /// What is wanted.
        expected: usize,
    },
    /// No algorithm of JWE agrees on keys on this curve.
    Curve(&'static str),
    /// It is a set, of which so many keys were tried with this `alg`.
    NoneOfSet {
        /// The `alg`.
        alg: &'static str,
        /// How many; the others are of another kind or length.
        tried: usize,
    },
    /// It cannot be computed with; why.
    Unusable(Unusable),
    /// It is too small an RSA key to encrypt so many bytes with this `alg`, or too large a one.
    Size(&'static str, usize),
}

/// A kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// A shared secret.
    Secret,
    /// A password.
    Password,
    /// An RSA key.
    Rsa,
    /// A key on a curve that agrees on keys.
    Agreement,
}

/// What was seen when a JWE was opened with a key of the right kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It was destroyed when the token was put into a case.
    Destroyed,
    /// A part is not base64url.
    Encoding {
        /// Which.
        role: Role,
        /// The fault.
        fault: Base64url,
        /// Read leniently, the token opened.
        opens: bool,
    },
    /// The additional authenticated data are not base64url.
    AadEncoding(Base64url),
    /// A part has another length than `enc` gives it, in bytes.
    Length {
        /// Which.
        role: Role,
        /// The `enc`.
        enc: &'static str,
        /// What it has.
        got: usize,
        /// What it must have.
        expected: usize,
    },
    /// A ciphertext of so many bytes is not made of whole blocks.
    Blocks {
        /// The `enc`.
        enc: &'static str,
        /// What it has.
        got: usize,
        /// The size of a block.
        block: usize,
    },
    /// There is an encrypted key, and this `alg` has none.
    EncryptedKeyPresent(&'static str),
    /// There is no encrypted key, and this `alg` has one.
    EncryptedKeyMissing(&'static str),
    /// The encrypted key has another length.
    EncryptedKeyLength {
        /// The `alg`.
        alg: &'static str,
        /// What it has.
        got: usize,
        /// What it must have.
        expected: usize,
    },
    /// As a number the encrypted key is not below the modulus.
    EncryptedKeyTooLarge(&'static str),
    /// The encrypted key did not open.
    Unwrap {
        /// The `alg`.
        alg: &'static str,
        /// What it opens with.
        by: Wrapping,
    },
    /// The encrypted key opened with another padding than `alg` names.
    Padding {
        /// The `alg`.
        alg: &'static str,
        /// The padding it opened with, such as `OAEP with SHA-256 and MGF1 with SHA-1`.
        found: String,
        /// The `alg` that means this padding, if there is one.
        named: Option<&'static str>,
    },
    /// The encrypted key opened, and the key in it has another length than `enc` wants, in bytes.
    ContentKeyLength {
        /// The `enc`.
        enc: &'static str,
        /// What it has.
        got: usize,
        /// What it must have.
        expected: usize,
    },
    /// The tag does not match.
    Tag {
        /// The `alg`.
        alg: &'static str,
        /// Opening the encrypted key proved that the key is the right one.
        proven: bool,
    },
    /// The tag matches, and the padding of the content is wrong.
    ContentPadding {
        /// The `enc`.
        enc: &'static str,
        /// What stands in its place.
        filling: Filling,
    },
    /// The content is not DEFLATE.
    Deflate,
    /// The content is DEFLATE with this around it.
    Framed(Framing),
    /// The content would be longer than so many bytes when it is inflated.
    TooLong(usize),
    /// It opened with the secret read in another encoding.
    SecretEncoding(&'static str),
    /// What has to be so for it to open.
    Chain {
        /// What that is; never empty.
        steps: Vec<Step>,
        /// Then it opens; otherwise only the encrypted key does.
        opens: bool,
        /// The key proved itself, and so is right.
        proven: bool,
    },
}

/// What an encrypted key opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// RSA.
    Rsa,
    /// AES Key Wrap with the key itself.
    Kw,
    /// AES-GCM with the key itself.
    GcmKw,
    /// AES Key Wrap with a key made of a password.
    Password,
    /// AES Key Wrap with a key that was agreed upon.
    Agreement,
}

macro_rules! from {
    ($($family:ident => $variant:ident,)*) => {$(
        impl From<$family> for super::Facts {
            fn from(facts: $family) -> Self {
                super::Facts::Jwe(Jwe::$variant(facts))
            }
        }
    )*};
}

from! {
    JweJson => Json,
    JweHeader => Header,
    JweKey => Key,
    Opening => Opening,
}
