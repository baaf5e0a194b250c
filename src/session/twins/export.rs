//! A suite as JSON, for test runners of one's own. `docs/twins.md` says what each member means.

use super::Suite;
use crate::key::{Encoding, Format, Key, write_json};
use serde::Serialize;

/// The version of the format. It goes up when what is there changes its meaning, and not when members are added.
const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Exported<'a> {
    format: &'static str,
    version: u32,
    made: i64,
    expect: Expected<'a>,
    key: &'a Verifying,
    twins: Vec<Twin<'a>>,
    left_out: Vec<LeftOut>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Expected<'a> {
    algorithm: &'a str,
    issuer: &'a str,
    audience: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_type: Option<&'a str>,
    leeway: i64,
    required: [&'static str; 1],
}

/// What verifies: of a key pair the public half, of a secret only how it is written.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Verifying {
    /// A key pair.
    #[serde(rename_all = "camelCase")]
    Public {
        /// Its public half in PEM (SubjectPublicKeyInfo).
        public_key: String,
    },
    /// A secret.
    Secret {
        /// The environment variable that holds it.
        environment: &'static str,
        /// How it is written there.
        encoding: &'static str,
    },
}

impl Verifying {
    /// What verifies what `key` signed; `encoding` says how the text of a secret is.
    pub fn of(key: &Key, encoding: Encoding) -> Verifying {
        match key.write(Format::SpkiPem) {
            Ok(public_key) => Verifying::Public { public_key },
            Err(_) => Verifying::Secret { environment: "JWT_SECRET", encoding: name(encoding) },
        }
    }
}

#[derive(Serialize)]
struct Twin<'a> {
    id: &'static str,
    title: &'static str,
    breaks: &'static str,
    rule: String,
    link: String,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    token: &'a str,
}

#[derive(Serialize)]
struct LeftOut {
    id: &'static str,
    title: &'static str,
    why: &'static str,
}

impl<'a> From<&'a super::Twin> for Twin<'a> {
    fn from(super::Twin { row, token }: &'a super::Twin) -> Self {
        Twin {
            id: row.id,
            title: row.title,
            breaks: row.breaks,
            rule: row.rule.to_string(),
            link: row.rule.url(),
            outcome: row.outcome.name(),
            reason: row.outcome.reason(),
            token,
        }
    }
}

impl From<&super::LeftOut> for LeftOut {
    fn from(super::LeftOut { row, why }: &super::LeftOut) -> Self {
        LeftOut { id: row.id, title: row.title, why }
    }
}

/// The suite as JSON.
pub fn json(suite: &Suite, key: &Verifying) -> String {
    let expect = &suite.expect;
    write_json(&Exported {
        format: "jwt-debugger-twins",
        version: VERSION,
        made: suite.made,
        expect: Expected {
            algorithm: expect.algorithm.name,
            issuer: &expect.issuer,
            audience: &expect.audience,
            token_type: expect.token_type.as_deref(),
            leeway: expect.leeway,
            required: ["exp"],
        },
        key,
        twins: suite.twins.iter().map(Twin::from).collect(),
        left_out: suite.left_out.iter().map(LeftOut::from).collect(),
    })
}

fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "utf8",
        Encoding::Base64 => "base64",
        Encoding::Base64url => "base64url",
        Encoding::Hex => "hex",
    }
}
