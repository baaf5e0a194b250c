//! What is wrong with the settings of a team, and what the page says of settings that are in force.

use super::claim::noun;
use super::policy::any;
use super::{Wording, counted, duration, json, list, say, sentence, state, title};
use crate::base::diagnostic::Settings;
use crate::base::diagnostic::settings::Shape;
use crate::claims::policy::Policy;
use crate::claims::profile;

pub(super) fn wording(fault: &Settings) -> Wording {
    match fault {
        Settings::NotLoaded => say(
            "the server did not answer the request for `settings.json` in time, or answered with an error",
            "reload the page; if this stays, look at the server's log",
        ),
        Settings::TooLarge { most } => {
            say(format!("the file is larger than {} KB", most / 1000), "keep large sets of keys in a file of their own")
        }
        Settings::Json(fault) => json::wording(fault, None),
        Settings::Duplicate(name) => say(
            format!("`{name}` appears twice in the same object"),
            "remove one of the two: readers disagree on which counts",
        ),
        Settings::UnknownMember { name, known } => {
            say(format!("there is no setting `{name}` here"), format!("the settings here are {}", quoted(known)))
        }
        Settings::Missing(name) => say(format!("`{name}` is missing"), format!("add `{name}`")),
        Settings::Type { name, expected, found } => {
            state(format!("`{name}` must be {}, but is {}", shape(*expected), noun(*found)))
        }
        Settings::Empty(name) => say(format!("`{name}` is empty"), "give it a value, or remove it"),
        Settings::TooLong { name, most } => state(format!("`{name}` is too long: the limit is {most}")),
        Settings::Algorithm(name) => say(
            format!("`{name}` is not a signature algorithm that this page verifies"),
            "use a registered name, such as `RS256`, `ES256` or `EdDSA`; `none` cannot be expected",
        ),
        Settings::Profile { name, known } => {
            say(format!("there is no kind of token `{name}`"), format!("the kinds are {}", quoted(known)))
        }
        Settings::Duration(name) => say(
            format!("`{name}` is not a length of time"),
            "write a whole number of seconds, such as 90, or a text such as `\"15m\"` or `\"1h 30m\"`",
        ),
        Settings::Address(address) => {
            say(format!("`{address}` is not a web address"), "begin it with `https://` or `http://`")
        }
        Settings::Repeated(name) => {
            say(format!("two environments have the name `{name}`"), "give each environment a name of its own")
        }
        Settings::Default { name, known } => {
            let fix = match known.as_slice() {
                [] => "there are no environments: add one, or remove `default`".to_owned(),
                known => format!("the environments are {}", quoted(known)),
            };
            say(format!("`default` names the environment `{name}`, which does not exist"), fix)
        }
        Settings::FileName(name) => say(
            format!("`{name}` is not the name of a file of keys"),
            "use a file in the same folder, with letters, digits, `-` and `_` in its name, that ends in `.jwks.json` or `.pem`",
        ),
        Settings::FileMissing(name) => {
            say(format!("the file `{name}` was not found"), "put it into the same folder as `settings.json`")
        }
        Settings::Key { file, why } => state(format!("the key{} cannot be read: {}", place(file), title(why))),
        Settings::NoKeys { file } => say(
            format!("there is no public key{}", place(file)),
            "use a JWK Set, `{\"keys\": [...]}`, with the public keys of the issuer",
        ),
        Settings::NoCertificate { file } => say(
            format!("a root{} is not a certificate", place(file)),
            "use X.509 certificates in PEM (`-----BEGIN CERTIFICATE-----`)",
        ),
        Settings::Private { file, secret } => say(
            format!("there is a {}{}", if *secret { "secret" } else { "private key" }, place(file)),
            "remove and replace it: everyone who can open this page can read its settings. Public keys belong here",
        ),
    }
}

/// A fault with its place, as one line of text: `settings.json, line 3, column 7: ...`.
pub fn settings_fault(file: &str, line_column: Option<(usize, usize)>, fault: &Settings) -> String {
    let place = match line_column {
        Some((line, column)) => format!("{file}, line {line}, column {column}"),
        None => file.to_owned(),
    };
    let Wording { title, fix, .. } = wording(fault);
    let fix = fix.map_or_else(String::new, |fix| format!(" {}", sentence(&fix)));
    format!("{place}: {}{fix}", sentence(&title))
}

/// Whose keys the token is verified with, as long as the key field is empty.
pub fn verified_with(environment: &str, roots: bool) -> String {
    let what = if roots { "root certificates" } else { "keys" };
    format!(
        "Checked with the {what} of {environment}, from the settings of this page. A key that you enter is used instead."
    )
}

/// That the key in the field is used, though the team has keys for this token.
pub fn own_key_goes_first(environment: &str) -> String {
    format!("This key is used instead of the keys of {environment}. Clear it to use those.")
}

/// What an environment expects, one phrase each.
pub fn expectation_phrases(policy: &Policy) -> Vec<String> {
    let of = |what: &str, texts: &[String]| (!texts.is_empty()).then(|| format!("{what} {}", any(texts)));
    let parts = [
        of("issuer", &policy.issuers),
        of("audience", &policy.audiences),
        of("algorithm", &policy.algorithms),
        policy.profile.and_then(profile::named).map(|kind| kind.title.to_owned()),
        (!policy.required.is_empty()).then(|| format!("with {}", quoted(&policy.required))),
        policy.max_age.map(|seconds| format!("at most {} old", duration(seconds))),
        (policy.skew > 0).then(|| format!("clocks may differ by {}", duration(policy.skew))),
    ];
    parts.into_iter().flatten().collect()
}

/// All that an environment expects, for people; empty where it expects nothing.
pub fn expectations(environment: &str, policy: &Policy) -> String {
    let parts = expectation_phrases(policy);
    match parts.is_empty() {
        true => String::new(),
        false => format!("{environment} expects: {}. What you enter below is expected instead.", parts.join("; ")),
    }
}

/// That the token's certificates are not those of the team.
pub fn leads_to_no_root(environment: &str) -> String {
    format!("The certificates in `x5c` lead to none of the root certificates of {environment}.")
}

fn place(file: &Option<String>) -> String {
    file.as_ref().map_or_else(String::new, |file| format!(" in `{file}`"))
}

fn quoted<T: AsRef<str>>(names: &[T]) -> String {
    const NAMED: usize = 40;
    let more = names.len().saturating_sub(NAMED);
    let mut quoted: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{}`", name.as_ref())).collect();
    if more > 0 {
        quoted.push(counted(more, "other"));
    }
    list(&quoted)
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "a string",
        Shape::Object => "an object",
        Shape::Texts => "an array of strings",
        Shape::Objects => "an array of objects",
        Shape::Duration => "a number of seconds or a string such as `\"15m\"`",
        Shape::Keys => "a JWK Set or the name of a file",
        Shape::Roots => "an array of certificates in PEM or the name of a file",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_one_line_with_its_place_and_what_to_do() {
        let fault = Settings::FileMissing("a.pem".into());
        let words = "settings.json, line 3, column 7: The file `a.pem` was not found. Put it into the same folder as \
                     `settings.json`.";
        assert_eq!(settings_fault("settings.json", Some((3, 7)), &fault), words);
        assert!(settings_fault("settings.json", None, &Settings::NotLoaded).starts_with("settings.json: The server"));
    }

    #[test]
    fn what_an_environment_expects_is_told_in_full() {
        let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        let policy = Policy {
            issuers: texts(&["https://id.example"]),
            algorithms: texts(&["RS256", "ES256"]),
            required: texts(&["jti", "sub"]),
            max_age: Some(3_600),
            skew: 30,
            profile: Some("access-token"),
            ..Policy::default()
        };
        let words = "Production expects: issuer `https://id.example`; algorithm `RS256` or `ES256`; an OAuth access token; \
                     with `jti` and `sub`; at most 1 hour old; clocks may differ by 30 seconds. What you enter below is \
                     expected instead.";
        assert_eq!(expectations("Production", &policy), words);
        assert_eq!(expectations("Production", &Policy::default()), "");
    }
}
