//! What there is to know of a key that can be used: how its text was read, and what is odd about it.
//!
//! As with faults, nothing here holds key material.

use super::Lookalike;
use crate::base::diagnostic::{Code, Diagnostic};

/// Something to know of a key, or of a set of keys. Names and labels are excerpts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The text of a secret has something that is easily overlooked, and counts.
    Secret(SecretText),
    /// So many white space characters were skipped.
    SpaceSkipped(usize),
    /// The last character of a secret in base64 or base64url, which is told, has bits that belong to no byte.
    SecretStrayBits {
        /// It is base64url.
        url: bool,
    },
    /// It is used as a secret, although it looks like this.
    LooksLike(Lookalike),
    /// All of the text is the secret, although it starts like JSON.
    LikeJson,
    /// All of the text is the secret, although it starts like a key.
    LikeCutKey,
    /// It was encrypted in this way, and the passphrase opened it.
    Unlocked(String),
    /// How the text of a key was mended.
    Mended(Mended),
    /// What bytes without a format are.
    Raw(RawForm),
    /// Its numbers stood in JSON as this library writes its own type, and not in a JWK.
    Library(Library),
    /// The key was found in JSON, in this member.
    TakenFrom(String),
    /// Only so many keys of a JSON text were read.
    FirstKeys(usize),
    /// A key without its PEM boundary, which would have this label.
    Bare {
        /// The label.
        label: &'static str,
        /// It was in hexadecimal digits.
        digits: bool,
    },
    /// So many certificates; the first one has the key.
    Certificates(usize),
    /// So many blocks, of which so many were looked at.
    ManyBlocks(usize, usize),
    /// So many blocks, which belong to one key.
    OneKey(usize),
    /// A block before the one that is used has this fault.
    PassedOver(Box<Diagnostic>),
    /// The certificate of that number has this fault.
    CertificateLeftOut(usize, Box<Diagnostic>),
    /// The block of that number has this fault.
    BlockLeftOut(usize, Box<Diagnostic>),
    /// The key is that of a certificate.
    Certificate {
        /// Its subject.
        subject: String,
        /// Its issuer.
        issuer: String,
        /// From when on it is valid, in seconds since 1970.
        not_before: i64,
        /// Until when.
        not_after: i64,
    },
    /// The modulus has so many bits, fewer than 2048.
    RsaShort(usize),
    /// The key is for RSASSA-PSS only.
    PssOnly,
    /// A private number of EC has another length than its curve asks for.
    EcPrivateLength {
        /// Its bytes.
        got: usize,
        /// Those of the curve.
        expected: usize,
    },
    /// A line of OpenSSH.
    OpenSsh(Line),
    /// A member of a JWK.
    Jwk(Inexact),
    /// So many keys of a set are private.
    PrivateInSet(usize),
    /// So many keys of a set have this `kid`.
    SameKid(usize, String),
}

/// What is easily overlooked in the text of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretText {
    /// It is nothing but white space.
    Blank,
    /// It starts with a line break.
    LineBreakFirst,
    /// It starts with white space.
    SpaceFirst,
    /// It ends with a line break.
    LineBreakLast,
    /// It ends with white space.
    SpaceLast,
    /// It is in quotes.
    Quoted,
    /// It has a replacement character at this position.
    Replacement(usize),
    /// It has this invisible character at this position.
    Invisible(char, usize),
}

/// What bytes are that are given for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawForm {
    /// x and y, without the byte 04 before them.
    Coordinates,
    /// An uncompressed point.
    Point,
    /// An uncompressed point and the private number.
    PointAndPrivate,
    /// The seed and the public key, as libsodium writes them.
    Sodium,
}

/// A library that writes the numbers of a key in JSON of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// RSAParameters and ECParameters.
    DotNet,
    /// `rsa.PublicKey`, `ecdsa.PublicKey` and the private ones.
    Go,
    /// RSAPublicKeySpec and what has members of the same names.
    Java,
}

/// How the text of a key was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mended {
    /// It was a did:jwk.
    DidJwk,
    /// It was a string in JSON, with escapes.
    JsonString,
    /// Its quotes were escaped, as in a string in JSON.
    EscapedQuotes,
    /// It had entities of XML.
    Entities,
    /// It was base64 of JSON.
    JsonBase64,
    /// It had typographic quotes.
    TypographicQuotes,
    /// It was a literal of a programming language.
    Literal,
    /// It was one JSON object after the other.
    JsonLines,
    /// It was in hexadecimal digits.
    Hex,
    /// It had `<br>` for line breaks.
    Markup,
    /// Each line had something in front of it or around it.
    Quoted,
    /// It was in percent escapes.
    Percent,
    /// It was base64 of PEM.
    Base64,
    /// It had no-break spaces.
    NoBreakSpaces,
    /// It had `\n` for line breaks.
    EscapedLineBreaks,
    /// It had `\r` for line breaks.
    EscapedReturns,
    /// It had `n` for line breaks, the backslash before which is lost.
    LostBackslashes,
    /// It had invisible characters.
    Invisible,
    /// It was base64 of a whole PEM text, in a block.
    Nested,
    /// It was UTF-16, read as another encoding.
    Utf16,
    /// The braces around it were missing.
    Braces,
    /// It stood within another text.
    Surrounded,
    /// It was a list of its bytes.
    Bytes,
    /// Each line had a sign or a number of a diff, an editor or psql.
    LineMarks,
    /// Its lines ended in a backslash.
    Continued,
    /// It had spaces for plus signs.
    PlusSigns,
    /// Its lines are indented.
    Indented,
    /// Its lines are too long.
    LongLines,
    /// Its padding is missing.
    Padding,
}

/// What there is to know of a line of OpenSSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The type is missing.
    TypeMissing,
    /// Something before the type was skipped.
    Options,
    /// Its comment.
    Comment(String),
}

/// What is inexact about a JWK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inexact {
    /// This member occurs so many times.
    Repeated(String, usize),
    /// This number starts with zero bytes.
    LeadingZeros(&'static str),
    /// The last character of this member has bits that belong to no byte.
    StrayBits(&'static str),
    /// There are private members, but no `d`.
    PrivateWithoutD,
    /// Some of `p`, `q`, `dp`, `dq` and `qi` are missing.
    PrimesIncomplete,
    /// This thumbprint is of another certificate.
    Thumbprint(&'static str),
    /// `kty` is as Azure Key Vault writes it for keys in hardware.
    AzureKty(String),
    /// `crv` is as Azure Key Vault writes secp256k1.
    AzureCrv(String),
    /// A member has this fault, and was read anyway.
    ReadAnyway(Box<Diagnostic>),
    /// A member was ignored because of this fault.
    Ignored(Box<Diagnostic>),
    /// `key_ops` is not an array of strings.
    KeyOps,
}

impl Note {
    /// The stable name of what it tells.
    pub fn code(&self) -> Code {
        match self {
            Note::Secret(_) | Note::SpaceSkipped(_) | Note::SecretStrayBits { .. } => Code::NoteSecret,
            Note::LooksLike(_) | Note::LikeJson | Note::LikeCutKey => Code::NoteSecret,
            Note::Mended(_) | Note::Bare { .. } | Note::Unlocked(_) | Note::Raw(_) | Note::Library(_) => {
                Code::NoteMended
            }
            Note::Certificates(_) | Note::ManyBlocks(..) | Note::OneKey(_) => Code::NoteBlocks,
            Note::PassedOver(_) | Note::CertificateLeftOut(..) | Note::BlockLeftOut(..) => Code::NoteBlocks,
            Note::Certificate { .. } => Code::NoteCertificate,
            Note::RsaShort(_) | Note::PssOnly | Note::EcPrivateLength { .. } => Code::NoteNumbers,
            Note::OpenSsh(_) => Code::NoteOpenssh,
            Note::Jwk(_) => Code::NoteJwk,
            Note::PrivateInSet(_) | Note::SameKid(..) | Note::TakenFrom(_) | Note::FirstKeys(_) => Code::NoteSet,
        }
    }
}
