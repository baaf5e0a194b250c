//! Why a text is no usable key: the text as a whole, and what a person can do with it. Its formats have files of their own.
//!
//! None of these holds key material: a text from a key is the name of a member, a label, or a mark that does not belong.

mod der;
mod jwk;
mod lookalike;
mod material;
mod note;
mod pem;

use super::{Code, Facts};
use crate::base::spec::Spec;
pub use der::{Der, DerFault, Element};
pub use jwk::{BrokenJson, Jwk, Member, Set, Written, X5c};
pub use lookalike::{Lookalike, Multibase, StandIn};
pub use material::{Akp, Ec, Okp, Rsa};
pub use note::{Inexact, Library, Line, Mended, Note, RawForm, SecretText};
pub use pem::{Guess, NotAKey, OddLine, Pem};

/// Why a text is no usable key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// The text has more bytes than are read.
    TooLarge {
        /// How many.
        bytes: usize,
        /// How many megabytes are read.
        most: usize,
        /// Of a secret, and not of a key in a format.
        secret: bool,
    },
    /// A format that is not read here.
    Format(Foreign),
    /// A key for another algorithm, such as `a DSA key`.
    Algorithm(&'static str),
    /// A key for an algorithm with this identifier, if that can be read.
    UnknownAlgorithm(Option<String>),
    /// A key that cannot be written in that form.
    Form {
        /// What it is, such as `an RSA key`.
        kind: String,
        /// It has its private part.
        private: bool,
        /// The form.
        form: &'static str,
    },
    /// PKCS#8 of another version.
    Pkcs8Version,
    /// The text of a secret.
    Secret(Secret),
    /// A JWK.
    Jwk(Jwk),
    /// A JWK Set.
    Set(Set),
    /// PEM.
    Pem(Pem),
    /// A private key under a passphrase.
    Encrypted(Encrypted),
    /// A line as OpenSSH writes it, with the rule for its type.
    OpenSsh(OpenSsh, Spec),
    /// The same over several lines, with what is wrong with the first.
    OverLines(Box<Facts>),
    /// DER.
    Der(Der),
    /// No key, but something that is taken for one.
    Lookalike(Lookalike),
    /// A `did:key`, or a key in multibase.
    Multibase(Multibase),
    /// The numbers of an RSA key.
    Rsa(Rsa),
    /// The numbers of an EC key.
    Ec(Ec),
    /// The bytes of an Ed25519 or Ed448 key.
    Okp(Okp),
    /// The bytes of an ML-DSA key.
    Akp(Akp),
}

/// A format of keys that is not read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// `ssh-dss`.
    SshDsa,
    /// A certificate of OpenSSH.
    SshCertificate,
    /// A key in a hardware token.
    HardwareToken,
    /// RFC 4716.
    Ssh2,
    /// PuTTY.
    Putty,
    /// XML of .NET.
    DotNetXml,
    /// PKCS#12 (RFC 7292).
    Pkcs12,
    /// A keystore of Java: JKS or JCEKS.
    JavaKeystore,
    /// minisign.
    Minisign,
    /// age.
    Age,
}

/// Where in the text of a key something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A character, counted from 1.
    Position(usize),
    /// Line and column, counted from 1.
    LineColumn(usize, usize),
}

/// Why a text is not base64 or base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64 {
    /// A character that the alphabet does not have.
    Character(Place, char),
    /// The text goes on after its padding.
    AfterPadding(Place),
    /// Padding of the wrong length.
    Padding {
        /// How many `=` there are.
        got: usize,
        /// How many belong there.
        expected: usize,
    },
    /// So many characters, one more than a multiple of four.
    Length(usize),
}

/// Why a text is no secret in that encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// It decodes to nothing. The encoding.
    Empty(&'static str),
    /// It is not base64, or base64url.
    Base64 {
        /// base64url was asked for.
        url: bool,
        /// Why not.
        fault: Base64,
        /// All of it is in the other alphabet.
        other: bool,
    },
    /// A character that is no hexadecimal digit; `None` for a letter, which is not shown.
    HexDigit {
        /// Where.
        position: usize,
        /// Which.
        found: Option<char>,
        /// It is the `x` of `0x` at the beginning.
        prefix: bool,
    },
    /// An odd number of digits.
    HexOdd(usize),
}

/// Why a private key under a passphrase is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encrypted {
    /// The passphrase is missing. How it is encrypted.
    Waiting(String),
    /// The passphrase does not open it.
    WrongPassphrase,
    /// OpenSSL's format before PKCS#8, with this cipher.
    Legacy {
        /// Its name.
        cipher: String,
        /// OpenSSL still has it without its legacy provider.
        current: bool,
    },
    /// A scheme that is not supported.
    Scheme {
        /// Its name, or identifier.
        name: String,
        /// OpenSSL keeps it in its legacy provider.
        legacy: bool,
    },
    /// The initialization vector has the wrong length.
    Iv {
        /// How many bytes there are.
        got: usize,
        /// How many belong there.
        expected: usize,
    },
    /// The key of the cipher has the wrong length.
    KeyLength {
        /// What the parameters say.
        got: u64,
        /// What the cipher needs.
        expected: u64,
    },
    /// The salt is too long.
    Salt {
        /// How many bytes it has.
        got: usize,
        /// How many are handled.
        most: usize,
    },
    /// Too few or too many rounds of PBKDF2.
    Rounds {
        /// How many are asked for.
        got: u64,
        /// How many it has to be.
        least: u64,
        /// How many are made.
        most: u64,
    },
    /// scrypt with numbers that are too large or impossible.
    Scrypt {
        /// N, r, p.
        parameters: [u64; 3],
        /// What is wrong with them.
        limit: ScryptLimit,
    },
}

/// Why scrypt is not computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScryptLimit {
    /// More than so many megabytes.
    Memory(u64),
    /// Too much time.
    Work,
    /// The numbers are not allowed.
    Impossible,
}

/// Why a line of OpenSSH is no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenSsh {
    /// The type of the line and that of the key in it differ.
    Type {
        /// What the line says.
        line: &'static str,
        /// What the key says.
        inside: String,
    },
    /// Another curve than the type says, which is this one.
    Curve(&'static str),
    /// It is not base64.
    Base64(Base64),
    /// It ends inside of the length of a part, of which so many bytes are left.
    CutLength(Element, usize),
    /// It ends inside of a part.
    Cut {
        /// Which.
        what: Element,
        /// How long it says it is.
        says: u32,
        /// How many bytes are left.
        left: usize,
    },
    /// A number is negative.
    Negative(Element),
    /// A number has a zero byte too many.
    ZeroByte(Element),
    /// So many bytes follow.
    Trailing(usize),
}

impl Key {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Key::TooLarge { .. } => Code::KeyTooLarge,
            Key::Format(_) => Code::KeyFormat,
            Key::Algorithm(_) | Key::UnknownAlgorithm(_) => Code::KeyAlgorithm,
            Key::Form { .. } => Code::KeyForm,
            Key::Pkcs8Version => Code::Pkcs8Version,
            Key::Secret(Secret::Empty(_)) => Code::SecretEmpty,
            Key::Secret(Secret::Base64 { .. }) => Code::SecretBase64,
            Key::Secret(_) => Code::SecretHex,
            Key::Jwk(fault) => fault.code(),
            Key::Set(fault) => fault.code(),
            Key::Pem(fault) => fault.code(),
            Key::Encrypted(Encrypted::Waiting(_)) => Code::PemEncrypted,
            Key::Encrypted(Encrypted::WrongPassphrase) => Code::PassphraseWrong,
            Key::Encrypted(_) => Code::PemEncryption,
            Key::OpenSsh(fault, _) => match fault {
                OpenSsh::Type { .. } => Code::OpensshType,
                OpenSsh::Curve(_) => Code::OpensshCurve,
                OpenSsh::Base64(_) => Code::OpensshBase64,
                OpenSsh::CutLength(..) | OpenSsh::Cut { .. } => Code::OpensshCut,
                OpenSsh::Negative(_) | OpenSsh::ZeroByte(_) => Code::OpensshNumber,
                OpenSsh::Trailing(_) => Code::OpensshTrailingBytes,
            },
            Key::OverLines(inner) => inner.code(),
            Key::Der(_) => Code::KeyDer,
            Key::Lookalike(fault) => fault.code(),
            Key::Multibase(_) => Code::KeyMultibase,
            Key::Rsa(fault) => fault.code(),
            Key::Ec(fault) => fault.code(),
            Key::Okp(fault) => fault.code(),
            Key::Akp(fault) => fault.code(),
        }
    }
}

macro_rules! from {
    ($($family:ident)*) => {$(
        impl From<$family> for Key {
            fn from(fault: $family) -> Self {
                Key::$family(fault)
            }
        }

        impl From<$family> for Facts {
            fn from(fault: $family) -> Self {
                Facts::Key(fault.into())
            }
        }
    )*};
}

from!(Secret Jwk Set Pem Encrypted Der Lookalike Multibase Rsa Ec Okp Akp);
