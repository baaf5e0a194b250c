//! What a check of the audit found, where no other module says so already. Checks share a few shapes of facts: nothing but what
//! was seen, a name, a count, a time; a shape of its own has what fits none of these.

mod code;
mod named;
mod plain;

use super::{Diagnostic, Is, key};
use crate::base::spec::Spec;
use crate::base::time::NumericDate;
pub use named::{Address, KeyFlaw, Looks, Named};
pub use plain::Plain;

/// What was found. Names and texts are excerpts that are fit to be shown; no fact holds key material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is so, and there is no more to know.
    Plain(Plain),
    /// It is so of this name or text.
    Named(Named, String),
    /// A claim of this name, or the payload if it is empty, holds what looks like that.
    Holds(String, Looks),
    /// There are so many; the second number is that of the whole, or 0.
    Count(Count, usize, usize),
    /// The list of this name has so many entries.
    LongList(String, usize),
    /// A time.
    Time(Moment, NumericDate),
    /// A parameter or claim of this name has a value of one type, and needs one of another.
    Type(Typed, String, Is, Is),
    /// These claims are missing.
    Missing(Vec<&'static str>),
    /// These claims are empty or null, and others are too.
    Empty(Vec<String>, bool),
    /// One name, and another one that differs only in letter case.
    CaseDiffers(String, String),
    /// An unregistered name, and the registered one that it resembles.
    Misspelt(String, &'static str),
    /// The member of this name brings a key.
    OwnKey(&'static str, Brought),
    /// The parameter of this name is an address.
    Address(&'static str, Address, String),
    /// What is wrong with the key of this `kid`.
    Key(Option<String>, KeyFlaw),
    /// What the reader of keys noted of the key of this `kid`.
    KeyNote(Option<String>, Box<key::Note>),
    /// A key says that it is for this algorithm; why it is not.
    KeyContradicts(&'static str, Box<Diagnostic>),
    /// What is wrong with a thumbprint of a certificate.
    Thumbprint {
        /// `x5t` or `x5t#S256`.
        name: &'static str,
        /// Whether it is that of a key of a set, and not that in the header.
        in_set: bool,
        /// What is wrong.
        fault: Thumbprint,
    },
    /// A certificate for this name: when it ended, or will begin.
    Certificate(String, Validity, NumericDate),
    /// A hash has so many bytes, and its kind another number of them.
    HashLength(&'static str, usize, usize),
    /// The signature has so many bytes, and this algorithm another number of them.
    SignatureLength(&'static str, usize, usize),
    /// A lifetime in seconds.
    Lifetime(i64),
    /// A lifetime in seconds, and the longest that this document advises.
    LongerThanAdvised(i64, i64, Spec),
    /// When a proof was made, and its age in seconds.
    OldProof(NumericDate, i64),
}

impl From<Plain> for Finding {
    fn from(seen: Plain) -> Self {
        Finding::Plain(seen)
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Characters of a post-quantum signature, of those of the token.
    PostQuantum,
    /// Digits of a `jti`.
    JtiDigits,
    /// Characters of a `jti`.
    JtiCharacters,
    /// Claims.
    Claims,
    /// Bytes of a token that is too long for a cookie.
    Cookie,
    /// The same of one that is too long for a header line, too.
    HeaderLine,
    /// Characters of a `kid`.
    Kid,
    /// Private keys and secrets, of all keys of a set.
    PrivateKeys,
    /// Bytes of `p2s`.
    Salt,
    /// The number of the other token that was signed with the same nonce, counted from 1.
    NonceReused,
}

/// What happens at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The token expired.
    Expired,
    /// The token will be valid.
    Begins,
    /// The login, which lies after the issue of the token.
    Login,
}

/// Which check asks for a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// That of header parameters.
    Parameter,
    /// That of `auth_time`.
    Login,
    /// That of `cnf`.
    Confirmation,
    /// That of `azp`.
    AuthorizedParty,
}

/// What a token brings as its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    /// A key of this kind, such as `an RSA key`.
    Key(String),
    /// The key of a certificate for this name, which nobody else signed.
    SelfSigned(String),
    /// The key of a certificate for this name, by this issuer.
    Certificate(String, String),
    /// Something that cannot be read.
    Unreadable,
}

/// What is wrong with the thumbprint of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thumbprint {
    /// It is the base64url of hexadecimal digits, and not of so many bytes.
    Hex(usize),
    /// It has so many bytes, and the hash has another number.
    Length(usize, usize),
    /// It is not that of the first certificate.
    Differs,
    /// It is not that of the certificate that is given as the key.
    DiffersFromKey,
    /// It is the hash of this, and not of the bytes of the certificate.
    Of(Hashed),
}

/// What was hashed in place of a certificate, or how its hash is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hashed {
    /// Its text in PEM, boundaries included.
    Pem,
    /// The base64 between the boundaries.
    Base64,
    /// The public key in it.
    PublicKey,
    /// The right bytes, in padded base64url or in base64.
    Spelling,
}

/// Which end of the validity of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// It is over.
    Ended,
    /// It has not begun.
    Begins,
}
