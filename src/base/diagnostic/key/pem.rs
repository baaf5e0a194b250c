//! What can be wrong with PEM (RFC 7468).

use super::super::Code;
use super::Base64;
use crate::base::spec::Spec;

/// Why a text in PEM holds no usable key. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pem {
    /// A line that is nearly a BEGIN line.
    OddBegin(usize),
    /// A line that is nearly an END line.
    OddEnd(usize),
    /// A boundary that has dashes where hyphens belong.
    Dashes {
        /// The line that it is on.
        line: usize,
        /// It is a BEGIN line.
        begins: bool,
        /// The first of them.
        dash: char,
    },
    /// The BEGIN line on this line does not end with five hyphens.
    OpenBegin(usize),
    /// The END line of the block that starts on this line does not end with five hyphens.
    OpenEnd(usize, String),
    /// There is no BEGIN line, for this label.
    BeginMissing(&'static str),
    /// There is neither, and a part is missing.
    BareCut {
        /// How long the key says it is.
        says: usize,
        /// How long it is.
        have: usize,
    },
    /// The block that starts on this line has no END line.
    EndMissing(usize, String),
    /// The base64 of a text in PEM, of which so many characters are there, and no END line.
    Base64Cut(usize),
    /// BEGIN on this line, and END, have other labels.
    LabelMismatch(usize, String, String),
    /// A label that is not known, and the one that belongs to the content, if that is a key.
    Label(String, Option<&'static str>),
    /// The content is what another label stands for.
    LabelContent {
        /// The label that is there.
        label: &'static str,
        /// The one that belongs there.
        content: &'static str,
        /// The rule for that.
        spec: Spec,
    },
    /// There is nothing in a block of this label.
    Empty(String),
    /// A block of this label has so many bytes.
    TooLarge(String, usize),
    /// The body is not base64, and a line that is not as long as the others.
    Body(Base64, Option<OddLine>),
    /// The content of a block of this label does not start like a key.
    Start(String),
    /// The content is shorter than it says.
    Cut {
        /// How long it says it is.
        says: usize,
        /// How long it is.
        have: usize,
        /// What is probably missing.
        guess: Guess,
    },
    /// So many bytes follow after the key.
    Trailing(usize),
    /// A block that holds something else, and the rule for that.
    NotAKey(NotAKey, Spec),
    /// The parameters of an EC key alone.
    Parameters,
}

/// A line that is not as long as the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OddLine {
    /// Its number.
    pub line: usize,
    /// How many characters it has.
    pub got: usize,
    /// How many the first has.
    pub first: usize,
}

/// What is probably missing from a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// A part of this line.
    Line(OddLine),
    /// So many whole lines.
    Lines(usize),
    /// Something.
    Unknown,
}

/// What a block holds that is no key, or none for an algorithm of JOSE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAKey {
    /// A private key in OpenSSH's own format.
    OpenSshPrivate,
    /// A certificate in OpenSSL's own format.
    TrustedCertificate,
    /// A certificate request.
    Request,
    /// A list of revoked certificates.
    RevocationList,
    /// A bundle of certificates.
    Bundle,
    /// A DSA key.
    Dsa,
    /// DSA parameters.
    DsaParameters,
    /// Diffie-Hellman parameters.
    DhParameters,
    /// An OpenPGP key.
    OpenPgp,
}

impl Pem {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Pem::OddBegin(_) | Pem::OddEnd(_) | Pem::Dashes { .. } => Code::PemBoundary,
            Pem::OpenBegin(_) | Pem::OpenEnd(..) => Code::PemBoundary,
            Pem::BeginMissing(_) | Pem::BareCut { .. } => Code::PemBeginMissing,
            Pem::EndMissing(..) | Pem::Base64Cut(_) => Code::PemEndMissing,
            Pem::LabelMismatch(..) => Code::PemLabelMismatch,
            Pem::Label(..) => Code::PemLabel,
            Pem::LabelContent { .. } => Code::PemLabelContent,
            Pem::Empty(_) => Code::PemEmpty,
            Pem::TooLarge(..) => Code::PemTooLarge,
            Pem::Body(Base64::Character(..), _) => Code::PemCharacter,
            Pem::Body(Base64::AfterPadding(_), _) => Code::PemPadding,
            Pem::Body(..) | Pem::Cut { .. } => Code::PemBodyCut,
            Pem::Start(_) => Code::PemBodyStart,
            Pem::Trailing(_) => Code::PemTrailingBytes,
            Pem::NotAKey(..) => Code::PemNotAKey,
            Pem::Parameters => Code::PemParameters,
        }
    }
}
