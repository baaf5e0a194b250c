//! Secrets that have nothing to do with the one in the key field: what stands where one was to be put in, and what everybody knows.

use crate::base::diagnostic::Code;
use crate::explain::chain::{Dimension, Fact, Step};
use crate::explain::defaults;

/// Names of variables that hold secrets, as guides and frameworks call them.
pub(super) const VARIABLES: [&str; 22] = [
    "JWT_SECRET",
    "JWT_SECRET_KEY",
    "SECRET",
    "SECRET_KEY",
    "JWT_KEY",
    "JWT_SIGNING_KEY",
    "ACCESS_TOKEN_SECRET",
    "REFRESH_TOKEN_SECRET",
    "TOKEN_SECRET",
    "AUTH_SECRET",
    "APP_SECRET",
    "APP_KEY",
    "API_SECRET",
    "SESSION_SECRET",
    "NEXTAUTH_SECRET",
    "SIGNING_KEY",
    "jwt.secret",
    "app.jwt.secret",
    "jwt_secret",
    "jwtSecret",
    "your-secret",
    "secret",
];
/// How they stand where nothing put their value in.
const HOLDERS: [[&str; 2]; 24] = [
    ["${", "}"],
    ["$", ""],
    ["{{", "}}"],
    ["{{ ", " }}"],
    ["%", "%"],
    ["<", ">"],
    ["process.env.", ""],
    ["#{", "}"],
    ["$(", ")"],
    ["@", "@"],
    ["env(", ")"],
    ["", ""],
    ["[", "]"],
    ["__", "__"],
    ["%(", ")s"],
    ["#{", "}#"],
    ["${", ":-}"],
    ["${env:", "}"],
    ["${{ secrets.", " }}"],
    ["{{ .Values.", " }}"],
    ["%env(", ")%"],
    ["ENV['", "']"],
    ["var.", ""],
    ["/run/secrets/", ""],
];
/// What languages make of no value.
const NOTHING: [&str; 20] = [
    "undefined",
    "null",
    "None",
    "nil",
    "[object Object]",
    "[object Promise]",
    "[object Uint8Array]",
    "[object CryptoKey]",
    "System.Byte[]",
    "System.String",
    "True",
    "NULL",
    "(null)",
    "<nil>",
    "NaN",
    "false",
    "0",
    "\"undefined\"",
    "\"null\"",
    "\"\"",
];

/// How many secrets there are that have nothing to do with the one that was given.
pub(in super::super) fn others() -> usize {
    PLACEHOLDERS + defaults::words().count()
}

pub(super) const PLACEHOLDERS: usize = VARIABLES.len() * HOLDERS.len() + NOTHING.len();

/// The step of a secret that is the value of a member of the token: an identifier and its secret often change places in a call.
pub(in super::super) fn claim(name: &str) -> Step {
    Step::new(Dimension::Secret, "claim-value", Code::SecretDefault).with(Fact::Member(name.into()))
}

/// A secret that everybody knows, or a text that stands where one was to be put in.
pub(in super::super) fn other(index: usize) -> Option<(Step, String)> {
    let step = |name, code| Step::new(Dimension::Secret, name, code);
    let placeholder = || step("placeholder", Code::SecretPlaceholder);
    if let Some(nothing) = NOTHING.get(index) {
        return Some((placeholder(), (*nothing).to_string()));
    }
    if let Some(index) = index.checked_sub(PLACEHOLDERS) {
        return Some((step("well-known", Code::SecretDefault), defaults::words().nth(index)?.to_string()));
    }
    let index = index.checked_sub(NOTHING.len())?;
    let [before, after] = HOLDERS.get(index / VARIABLES.len())?;
    Some((placeholder(), format!("{before}{}{after}", VARIABLES.get(index % VARIABLES.len())?)))
}
