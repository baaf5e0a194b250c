//! The settings of a team: a file `settings.json` beside the page says what the team's environments expect of a token and with
//! which keys they sign, so that nobody types it. `docs/settings.schema.json` describes the file, `hosting/README.md` explains it.
//!
//! The file is used as a whole or not at all: a mistyped algorithm must not quietly expect less. It is trusted as much as the page
//! itself, which comes from the same server; and everybody who can open the page can read it, so it holds no private key.

mod choose;
mod files;
mod keys;
mod read;

pub use choose::Choice;
pub use files::file_names;
pub use read::{ENVIRONMENT, LINK, SETTINGS, read};

use crate::base::diagnostic;
use crate::base::text::Text;
use crate::format::json::line_column;
use crate::key::Key;
use crate::words;
use core::ops::Range;

/// The name of the file.
pub const FILE: &str = "settings.json";

/// What a team set for its copy of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// What the page is called here.
    pub name: Option<String>,
    /// A line below that name.
    pub tagline: Option<String>,
    /// Links to show.
    pub links: Vec<Link>,
    /// Where tokens come from, and what is expected there.
    pub environments: Vec<Environment>,
    /// The index of the environment for a token whose issuer belongs to none.
    pub default: Option<usize>,
}

/// A link that the team shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// Its text.
    pub title: String,
    /// Its address, which begins with `https://` or `http://`.
    pub url: String,
}

/// What is expected of the tokens of one environment, and the keys that they are signed with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Environment {
    /// Its name, such as `Production`.
    pub name: String,
    /// Values of `iss`: a token with one of them belongs here.
    pub issuers: Vec<String>,
    /// Values of `aud`, one of which a token must have.
    pub audiences: Vec<String>,
    /// Algorithms that may sign.
    pub algorithms: Vec<String>,
    /// So many seconds old a token may be.
    pub max_age: Option<i64>,
    /// So many seconds two clocks may differ.
    pub skew: i64,
    /// The id of the kind of token.
    pub profile: Option<&'static str>,
    /// Claims that must be there.
    pub required: Vec<String>,
    /// The public keys, as a text that the key field would take, too.
    pub keys: Option<Text>,
    /// The certificates that chains in `x5c` have to lead to.
    pub roots: Vec<Root>,
}

/// A certificate that the team trusts.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    /// In PEM.
    pub text: Text,
    /// Its key.
    pub key: Key,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The settings; those of a page without a file where there is any fault.
    pub settings: Settings,
    /// What is wrong, in the order of the text.
    pub faults: Vec<SettingsFault>,
}

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsFault {
    /// What.
    pub what: diagnostic::Settings,
    /// Where in `settings.json`, in bytes; `None` where it is the file itself.
    pub at: Option<Range<usize>>,
}

impl Reading {
    /// Of a file that the server has, and did not give.
    pub fn not_loaded() -> Reading {
        let fault = SettingsFault { what: diagnostic::Settings::NotLoaded, at: None };
        Reading { settings: Settings::default(), faults: vec![fault] }
    }

    /// Each fault as a line for people, with line and column in `text`, which the file `file` held.
    pub fn told(&self, file: &str, text: &str) -> Vec<String> {
        let line = |fault: &SettingsFault| {
            let place = fault.at.as_ref().map(|at| line_column(text, at.start));
            words::settings_fault(file, place, &fault.what)
        };
        self.faults.iter().map(line).collect()
    }
}
