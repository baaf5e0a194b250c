//! What is wrong with the settings of a team.

use super::{Code, Diagnostic, Is, Json};

/// A fault in `settings.json`, or in a file of keys beside it. Names are excerpts; none of these holds key material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settings {
    /// The server did not give the file.
    NotLoaded,
    /// It is larger than anything that would be read.
    TooLarge {
        /// Bytes.
        most: usize,
    },
    /// It is no JSON.
    Json(Json),
    /// A name stands twice in one object.
    Duplicate(String),
    /// No setting has this name.
    UnknownMember {
        /// The name.
        name: String,
        /// Those that there are.
        known: Vec<&'static str>,
    },
    /// A setting that has to be there is missing.
    Missing(&'static str),
    /// A value of another type.
    Type {
        /// The name of the setting.
        name: &'static str,
        /// What it has to be.
        expected: Shape,
        /// What it is.
        found: Is,
    },
    /// An empty text, or an empty list.
    Empty(&'static str),
    /// A text is too long, or a list is.
    TooLong {
        /// The name of the setting.
        name: &'static str,
        /// Characters of a text, entries of a list.
        most: usize,
    },
    /// Not the name of an algorithm that signs.
    Algorithm(String),
    /// Not the id of a kind of token.
    Profile {
        /// The text.
        name: String,
        /// The ids that there are.
        known: Vec<&'static str>,
    },
    /// Not a length of time.
    Duration(&'static str),
    /// Not an address that begins with `https://` or `http://`.
    Address(String),
    /// Two environments have this name.
    Repeated(String),
    /// The default is the name of no environment.
    Default {
        /// The text.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// Not the name of a file beside the settings.
    FileName(String),
    /// That file is not there, or was not given.
    FileMissing(String),
    /// A key, or a set of keys, that cannot be read; why.
    Key {
        /// The file that it is in, if it is not in the settings.
        file: Option<String>,
        /// What is wrong with it.
        why: Box<Diagnostic>,
    },
    /// No public key in what should hold some.
    NoKeys {
        /// The file that it is in, if it is not in the settings.
        file: Option<String>,
    },
    /// A root that is no certificate.
    NoCertificate {
        /// The file that it is in, if it is not in the settings.
        file: Option<String>,
    },
    /// A secret, or a private key.
    Private {
        /// The file that it is in, if it is not in the settings.
        file: Option<String>,
        /// A secret, and not a private key.
        secret: bool,
    },
}

/// What the value of a setting has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// An object.
    Object,
    /// An array of strings.
    Texts,
    /// An array of objects.
    Objects,
    /// Seconds as a number, or a length of time as a string.
    Duration,
    /// A JWK Set, or the name of a file with one.
    Keys,
    /// An array of certificates, or the name of a file with them.
    Roots,
}

impl Settings {
    pub(super) fn code(&self) -> Code {
        match self {
            Settings::NotLoaded => Code::SettingsNotLoaded,
            Settings::TooLarge { .. } | Settings::TooLong { .. } => Code::SettingsTooLarge,
            Settings::Json(fault) => fault.code(),
            Settings::Duplicate(_) => Code::DuplicateName,
            Settings::UnknownMember { .. } => Code::SettingsMember,
            Settings::Missing(_) => Code::SettingsMissing,
            Settings::Type { .. } => Code::SettingsType,
            Settings::Empty(_)
            | Settings::Algorithm(_)
            | Settings::Profile { .. }
            | Settings::Duration(_)
            | Settings::Address(_) => Code::SettingsValue,
            Settings::Repeated(_) => Code::SettingsRepeated,
            Settings::Default { .. } => Code::SettingsDefault,
            Settings::FileName(_) | Settings::FileMissing(_) => Code::SettingsFile,
            Settings::Key { .. } | Settings::NoKeys { .. } | Settings::NoCertificate { .. } => Code::SettingsKey,
            Settings::Private { .. } => Code::SettingsPrivate,
        }
    }
}
