//! What can be wrong with a selectively disclosed token (SD-JWT, RFC 9901) and with the proof that its holder has a key.

use super::{Base64url, Code, Json};

/// What is wrong with an SD-JWT. Names and kinds of values are shown as they are; a salt or a claim's value never is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SdJwt {
    /// How its parts are put together, and what a disclosure is.
    Disclosure(Disclosure),
    /// The digests in the payload and in other disclosures.
    Digest(Digest),
    /// Its form in JSON.
    Serialized(Serialized),
    /// The key binding JWT.
    Binding(Binding),
}

/// What is wrong with a disclosure, or with how it stands in the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// The last part is neither empty nor a key binding JWT.
    Unended,
    /// Two `~` with nothing between them.
    Empty,
    /// There are more disclosures than this; the rest was not read.
    TooMany(usize),
    /// It is not base64url.
    Encoding(Base64url),
    /// It is not UTF-8.
    NotUtf8,
    /// It is not JSON.
    NotJson(Json),
    /// A name stands twice in one object of its value.
    Repeats(String),
    /// It is JSON of another kind than an array.
    NotArray(&'static str),
    /// It has so many elements, not two or three.
    Elements(usize),
    /// The salt is of this kind, not a string.
    Salt(&'static str),
    /// The claim name is of this kind, not a string.
    Name(&'static str),
    /// The claim name is `_sd` or `...`.
    Reserved(String),
    /// A claim of that name is in the object already.
    NameTaken(String),
    /// Its digest is in `_sd`, but it has no claim name.
    ForObject,
    /// Its digest stands for an array element, but it has a claim name.
    ForElement(String),
    /// The same disclosure was sent before.
    Repeated,
    /// No digest in the token is its own.
    Unreferenced(Near),
    /// The salt has so many characters.
    SaltShort(usize),
    /// Another disclosure has the same salt.
    SaltRepeated,
    /// A claim that decides whether the token is valid can be left out.
    Validity(String),
    /// A claim that an SD-JWT VC must not make selectively disclosable.
    Credential(String),
}

/// What comes near to being the digest of a disclosure that has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Near {
    /// Nothing does.
    Nothing,
    /// Its digest is in the disclosure with this number, counted from 1, which belongs to nothing itself.
    Parent(usize),
    /// The digest by another hash than `_sd_alg` names.
    Hash {
        /// The hash that fits.
        fits: &'static str,
        /// The one that the token names.
        named: &'static str,
    },
    /// The digest of the decoded JSON instead of its base64url.
    Decoded,
    /// The digest of the same bytes in strict base64url.
    Strict,
    /// Its digest, written in another way than in base64url.
    Written(Written),
    /// The digest of the same array, written with other white space or other escapes: the disclosure was read and written anew.
    Rewritten {
        /// The white space that it had; `None` if that is the same.
        layout: Option<Layout>,
        /// How its characters were written; `None` if that is the same.
        characters: Option<Characters>,
    },
}

/// How a digest is written that is not the base64url of the bytes of a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// In hexadecimal.
    Hex,
    /// As the base64url of that text.
    HexEncoded,
    /// In another base64, with padding or with `+` and `/`.
    Base64,
}

/// The white space of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// None.
    Tight,
    /// A space behind each comma and colon.
    Spaced,
    /// A space behind each comma alone.
    CommaSpaced,
}

/// How JSON writes characters for which there are two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Characters {
    /// What is not ASCII as `\u…`.
    Escaped,
    /// What is not ASCII as it is.
    Plain,
    /// A slash as `\/`.
    SlashesEscaped,
    /// A slash as it is.
    SlashesPlain,
}

/// What is wrong with an SD-JWT in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Serialized {
    /// `disclosures` or `kb_jwt` is in another place than the first unprotected header.
    Place {
        /// The member.
        name: &'static str,
        /// Where it is.
        place: Place,
    },
    /// A member is of another kind than it must be.
    Kind {
        /// The member.
        name: &'static str,
        /// What it is.
        is: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
}

/// A place of a JWS in JSON where neither member belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The unprotected header of the signature with this number, counted from 1.
    Later(usize),
    /// A protected header.
    Protected,
    /// Beside the payload.
    Top,
}

/// What is wrong with the digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Digest {
    /// The payload is not a JSON object; what it is.
    Payload(&'static str),
    /// `alg` is `none`.
    Unsigned,
    /// `_sd_alg` is of this kind, not a string.
    AlgKind(&'static str),
    /// `_sd_alg` names a hash that is not known here.
    AlgUnknown(String),
    /// `_sd_alg` stands inside another object.
    AlgNested,
    /// `_sd` is of this kind, not an array.
    NotArray(&'static str),
    /// An entry of `_sd` is of this kind, not a string.
    Entry(&'static str),
    /// `...` stands beside other members.
    Beside,
    /// The value of `...` is of this kind, not a string.
    Element(&'static str),
    /// `...` is a member of an object that is no array element.
    Misplaced,
    /// The digest stands more than once.
    Repeated,
    /// The digest cannot be one of this hash.
    Form {
        /// The hash.
        hash: &'static str,
        /// How many characters its digests have.
        expected: usize,
        /// How many this one has.
        got: usize,
        /// How it is written, if that shows.
        written: Option<Written>,
    },
}

/// What is wrong with a key binding JWT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binding {
    /// It is not a JWT that can be read.
    Form,
    /// `typ` is not `kb+jwt`; what it is, if it is a string.
    Type(Option<String>),
    /// `alg` is not a signature by a private key; what it is.
    Algorithm(String),
    /// It lacks this claim.
    Missing(&'static str),
    /// This claim is of another kind.
    Kind {
        /// The claim.
        claim: &'static str,
        /// What it is.
        is: &'static str,
        /// What it must be.
        must: &'static str,
    },
    /// `sd_hash` is not the hash of this SD-JWT.
    Hash {
        /// What it says.
        stated: String,
        /// What it must be.
        computed: String,
        /// What it is the hash of, if that was found out.
        fits: Option<Covers>,
    },
    /// The token names no key of its holder.
    NoConfirmation,
    /// It names one in a way that does not give the key.
    Reference(String),
    /// The `jwk` in `cnf` is no usable key.
    Key(Box<super::Facts>),
    /// The key cannot sign; a sentence.
    Unusable(String),
    /// The signature is not valid under that key.
    Signature,
    /// The signature was not checked, for a reason of its own.
    Unchecked,
    /// It was made for another audience.
    Audience {
        /// What it says.
        stated: String,
        /// What was expected.
        expected: String,
    },
    /// It was made for another request.
    Nonce {
        /// What it says.
        stated: String,
        /// What was expected.
        expected: String,
    },
    /// By this time claim it does not hold yet, or no more.
    Time(&'static str),
    /// This key is not the one that `cnf` names, so that it cannot make one.
    OtherKey,
}

/// What `sd_hash` covers where it is not this SD-JWT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covers {
    /// Hashed with this hash.
    Hash(&'static str),
    /// The text without the last `~`.
    Unended,
    /// Without the disclosure with this number, counted from 1.
    Without(usize),
    /// The issuer's JWT alone.
    Issuer,
}

impl SdJwt {
    pub(super) fn code(&self) -> Code {
        match self {
            SdJwt::Disclosure(fault) => match fault {
                Disclosure::Unended => Code::SdJwtUnended,
                Disclosure::Empty => Code::DisclosureEmpty,
                Disclosure::TooMany(_) => Code::DisclosuresTooMany,
                Disclosure::Encoding(_) => Code::DisclosureEncoding,
                Disclosure::NotUtf8 => Code::DisclosureNotUtf8,
                Disclosure::NotJson(_) => Code::DisclosureNotJson,
                Disclosure::Repeats(_) => Code::DisclosureDuplicateName,
                Disclosure::NotArray(_) | Disclosure::Elements(_) => Code::DisclosureNotArray,
                Disclosure::Salt(_) => Code::DisclosureSalt,
                Disclosure::Name(_) => Code::DisclosureName,
                Disclosure::Reserved(_) => Code::DisclosureReservedName,
                Disclosure::NameTaken(_) => Code::DisclosureNameTaken,
                Disclosure::ForObject | Disclosure::ForElement(_) => Code::DisclosureMisplaced,
                Disclosure::Repeated => Code::DisclosureRepeated,
                Disclosure::Unreferenced(_) => Code::DisclosureUnreferenced,
                Disclosure::SaltShort(_) => Code::DisclosureSaltShort,
                Disclosure::SaltRepeated => Code::DisclosureSaltRepeated,
                Disclosure::Validity(_) => Code::DisclosureValidity,
                Disclosure::Credential(_) => Code::DisclosureCredential,
            },
            SdJwt::Digest(fault) => match fault {
                Digest::Payload(_) => Code::SdJwtPayload,
                Digest::Unsigned => Code::SdJwtUnsigned,
                Digest::AlgKind(_) | Digest::AlgUnknown(_) => Code::SdAlg,
                Digest::AlgNested => Code::SdAlgNested,
                Digest::NotArray(_) | Digest::Entry(_) => Code::SdNotStrings,
                Digest::Beside | Digest::Element(_) => Code::SdElement,
                Digest::Misplaced => Code::SdElementMisplaced,
                Digest::Repeated => Code::DigestRepeated,
                Digest::Form { .. } => Code::DigestForm,
            },
            SdJwt::Serialized(Serialized::Place { .. }) => Code::SdJwtJsonPlace,
            SdJwt::Serialized(Serialized::Kind { .. }) => Code::SdJwtJsonKind,
            SdJwt::Binding(fault) => match fault {
                Binding::Form => Code::KeyBindingForm,
                Binding::Type(_) => Code::KeyBindingType,
                Binding::Algorithm(_) => Code::KeyBindingAlgorithm,
                Binding::Missing(_) | Binding::Kind { .. } => Code::KeyBindingClaim,
                Binding::Hash { .. } => Code::KeyBindingHash,
                Binding::NoConfirmation
                | Binding::Reference(_)
                | Binding::Key(_)
                | Binding::Unusable(_)
                | Binding::OtherKey => Code::KeyBindingKey,
                Binding::Signature | Binding::Unchecked => Code::KeyBindingSignature,
                Binding::Audience { .. } => Code::KeyBindingAudience,
                Binding::Nonce { .. } => Code::KeyBindingNonce,
                Binding::Time(_) => Code::KeyBindingTime,
            },
        }
    }
}

macro_rules! from {
    ($($family:ident)*) => {$(
        impl From<$family> for super::Facts {
            fn from(facts: $family) -> Self {
                super::Facts::SdJwt(SdJwt::$family(facts))
            }
        }
    )*};
}

from!(Disclosure Digest Serialized Binding);
