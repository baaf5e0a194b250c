//! Cases: what to attach to a ticket. A case is a token that nobody can use any more, with personal data masked, and what the page
//! said of the token before; as JSON (`docs/case.schema.json`), or as a page that shows the same and has the JSON in it.
//!
//! - Signatures, and of an encrypted token the encrypted key, content and tag, are destroyed ([`crate::jose::destroyed`]).
//! - What is likely to be personal is masked unless the person says otherwise. A secret, a key or a token inside the token is
//!   always removed, and a case that would still hold one is not made.
//! - Disclosures, and what was decrypted, are left out unless the person says otherwise. So are secrets and private keys, always.
//! - Sentences quote the token, so masked values are masked in them, too.

mod html;
mod mask;
mod picked;
mod read;
mod said;
mod scrub;
mod write;

use crate::key::write_json;
pub use html::html;
pub use mask::Claim;
pub use picked::Picked;
pub use read::{Contents, Opened, read};
pub use said::Page;
use serde::Serialize;
pub use write::{CaseOptions, write};

/// What the member `format` of every case says.
const FORMAT: &str = "jwt-debugger-case";
/// The version of the format.
const VERSION: u32 = 1;

/// A case as it is written.
#[derive(Clone, Serialize)]
pub struct File {
    format: &'static str,
    version: u32,
    program: &'static str,
    /// Seconds since the epoch.
    saved_at: i64,
    /// What was done to the token, in words.
    note: String,
    /// The token, destroyed and masked.
    token: String,
    /// What the token holds, where it was encrypted and this was asked for; masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    decrypted: Option<String>,
    /// A public key in PEM.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// What was masked, such as `payload.sub`.
    masked: Vec<String>,
    /// The settings of a team that were in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<InForce>,
    expected: Expected,
    said: Said,
}

/// Settings of a team that a token was judged by. Everybody who can open the page of the team can read them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InForce {
    /// What the page is called there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The name of the environment.
    pub environment: String,
    /// What that expects, in words: one phrase each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expects: Vec<String>,
}

/// The case as JSON; every character that does not show is escaped.
pub fn json(file: &File) -> String {
    write_json(file)
}

impl File {
    /// What was done to the token, in words.
    pub fn note(&self) -> &str {
        &self.note
    }
}

/// What was expected of the token. What nobody expected is not there.
#[derive(Clone, Default, Serialize)]
struct Expected {
    #[serde(skip_serializing_if = "String::is_empty")]
    issuer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    audience: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    subject: String,
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    token_type: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    nonce: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    required: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_age: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_lifetime: Option<i64>,
    skew: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    algorithm: Option<&'static str>,
}

/// What the page said of the token.
#[derive(Clone, Default, Serialize)]
struct Said {
    /// The instant that the times were compared with, in seconds since the epoch.
    judged_at: i64,
    sentence: String,
    lamps: Lamps,
    reasons: Vec<Statement>,
    findings: Vec<Statement>,
}

/// The states of the lamps.
#[derive(Clone, Serialize)]
struct Lamps {
    format: &'static str,
    signature: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    decryption: Option<&'static str>,
    claims: &'static str,
    policy: &'static str,
}

impl Default for Lamps {
    fn default() -> Lamps {
        Lamps { format: "none", signature: "none", decryption: None, claims: "none", policy: "none" }
    }
}

/// A reason or a finding.
#[derive(Clone, Serialize)]
struct Statement {
    code: &'static str,
    severity: &'static str,
    text: String,
}

#[cfg(test)]
mod tests;
