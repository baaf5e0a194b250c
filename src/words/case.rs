//! Cases: what one says of itself, what is wrong with one, and what keeps one from being saved.

use super::{Wording, list, of_json, say, state};
use crate::base::diagnostic::Case;
use crate::base::diagnostic::case::Place;
use crate::base::span::Part;
use crate::base::time::NumericDate;

pub(super) fn wording(fault: &Case) -> Wording {
    let cannot = |why: &str| format!("this case cannot be opened: {why}");
    match fault {
        Case::TooLarge(most) => state(cannot(&format!("it is larger than {} MB", most >> 20))),
        Case::NoData => say(
            cannot("the page does not contain its data, or only a part of them"),
            "open the file as it was saved, or the JSON file of the same case",
        ),
        Case::Json(fault, at) => {
            let json = of_json(fault);
            Wording { title: cannot(&format!("{} ({})", json.title, place(at))), ..json }
        }
        Case::Missing(name) => say(
            cannot(&format!("`{name}` is missing")),
            "save the case again; `docs/case.schema.json` says what it holds",
        ),
        Case::Member { name, wanted, at } => say(
            cannot(&format!("`{name}` is not {wanted} ({})", place(at))),
            "save the case again; `docs/case.schema.json` says what it holds",
        ),
        Case::Version(version, at) => say(
            cannot(&format!("its version is {version} ({}), and this page reads version 1", place(at))),
            "open it with the version of JWT Debugger that saved it, or a newer one",
        ),
        Case::Unknown { name, value, at } => state(format!(
            "the case expects the unknown `{name}` `{value}` ({}); this expectation was left out",
            place(at)
        )),
        Case::Key(at) => say(
            format!("the case has a key that is not a public key ({}); it was not used", place(at)),
            "if it is a secret or a private key, replace it: cases are passed on",
        ),
        Case::HoldsPrivate(part) => {
            let part = if *part == Part::Header { "header" } else { "payload" };
            say(
                format!("the token's {part} contains a secret or a private key, so no case is saved"),
                "mask the claim that contains it",
            )
        }
    }
}

fn place(at: &Place) -> String {
    format!("line {}, column {}", at.line, at.column)
}

/// What was done to the token of a case, for whoever reads the file.
pub fn note(encrypted: bool, destroyed: bool, masked: &[String], left_out: &[&str]) -> String {
    let first = match (encrypted, destroyed) {
        (true, true) => {
            "The encrypted key, content and tag of the token were destroyed when this case was saved: nobody can decrypt it."
        }
        (true, false) => "The token has nothing in it that could be decrypted.",
        (false, true) => {
            "The signature of the token was destroyed when this case was saved: nobody can use the token, and it cannot be verified again."
        }
        (false, false) => "The token had no signature.",
    };
    let mut text = first.to_owned();
    if !masked.is_empty() {
        let names: Vec<String> = masked.iter().map(|name| format!("`{name}`")).collect();
        text += &format!(" Masked: {}. Masked letters are `x`, masked digits are `0`.", list(&names));
    }
    if !left_out.is_empty() {
        text += &format!(" Left out: {}.", list(left_out));
    }
    text
}

/// What stands for the sentence where the content was decrypted and is not in the case.
pub fn sealed() -> &'static str {
    "Decrypted. What it contains was left out of this case."
}

/// What the page says of a case that it opened, and of what it said when the case was saved.
/// `settings` are the name of the page and of the environment that were in force, and what that expected.
pub fn opened(
    saved_at: i64,
    destroyed: bool,
    settings: Option<(Option<&str>, &str, &[String])>,
    said: &str,
) -> Vec<String> {
    let when = NumericDate::from_seconds(saved_at).utc();
    let what = match destroyed {
        true => "The token was destroyed then: it can be read, but neither verified nor decrypted.",
        false => "The token in it is not destroyed.",
    };
    let mut all = vec![format!("From a case saved at {when}. {what}")];
    all.extend(settings.map(|(instance, environment, expects)| {
        let quoted = |name: &str| format!("`{}`", name.replace('`', "'"));
        let instance = instance.map_or(String::new(), |name| format!(" of {}", quoted(name)));
        let expects =
            if expects.is_empty() { String::new() } else { format!(", which expects: {}", expects.join("; ")) };
        format!("It was checked with the settings{instance}, environment {}{expects}.", quoted(environment))
    }));
    if !said.is_empty() {
        all.push(format!("When it was saved, the page said: {said}"));
    }
    all
}
