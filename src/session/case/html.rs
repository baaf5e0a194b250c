//! A case as a page: one file without a script, which loads nothing, with the JSON in an element that browsers do not show.
//!
//! Everything in it may come from a hostile token, so it is escaped as text; and the page has a policy of its own that allows nothing
//! but its style.

use super::{File, InForce, Statement};
use crate::base::time::NumericDate;
use crate::base::unseen::is_unquotable;
use crate::crypto::hash::Hash;
use crate::format::base64::Alphabet;
use crate::format::json;
use crate::jose;

/// What stands before the JSON, and behind it.
pub(super) const OPENS: &str = "<template id=\"jwt-debugger-case\">";
pub(super) const CLOSES: &str = "</template>";

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
body{max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}\
pre,code{font:.875rem/1.5 ui-monospace,monospace}\
pre{margin:0;padding:.75rem;border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:.4rem;\
white-space:pre-wrap;overflow-wrap:anywhere}\
.sentence{font-size:1.1rem;font-weight:600;overflow-wrap:anywhere}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}\
li{margin:.4rem 0;overflow-wrap:anywhere}\
@media print{body{margin:0;max-width:none}pre{break-inside:avoid}}";

/// The page. [`super::read`] reads it back.
pub fn html(file: &File) -> String {
    let policy = Alphabet::Standard.encode(&Hash::Sha256.digest(STYLE.as_bytes()));
    let parsed = jose::parse(file.token.as_str());
    let said = &file.said;
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{policy}'; base-uri 'none'; \
         form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>JWT case</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>JWT case</h1>\n<p>Saved {} by {}. Drop this file on JWT Debugger to open it again.</p>\n<p>{}</p>\n",
        NumericDate::from_seconds(file.saved_at).utc(),
        escaped(file.program),
        rich(&file.note),
    );
    let mut section = |title: &str, body: String| {
        if !body.is_empty() {
            page += &format!("<h2>{title}</h2>\n{body}\n");
        }
    };
    let lamps = [
        ("Format", Some(said.lamps.format)),
        ("Signature", Some(said.lamps.signature)),
        ("Decryption", said.lamps.decryption),
        ("Claims", Some(said.lamps.claims)),
        ("Policy", Some(said.lamps.policy)),
    ];
    let lamps = lamps.into_iter().filter_map(|(name, state)| Some((name, state?.to_owned())));
    let checked = NumericDate::from_seconds(said.judged_at).utc();
    let verdict = format!(
        "<p class=\"sentence\">{}</p>\n{}",
        rich(&said.sentence),
        pairs(lamps.chain([("Checked as of", checked)]))
    );
    section("Verdict", verdict);
    section("Reasons", told(&said.reasons));
    section("Findings", told(&said.findings));
    section("Token", block(&file.token));
    if let Some(token) = &parsed.token {
        section("Header", document(&token.header.text));
        section("Payload", token.payload.as_ref().map_or_else(String::new, |payload| document(&payload.text)));
    }
    section("Decrypted content", file.decrypted.as_deref().map_or_else(String::new, document));
    let settings = file.settings.as_ref().map(|InForce { instance, environment, expects }| {
        let instance = instance.as_ref().map(|name| ("Instance", name.clone()));
        let expects = (!expects.is_empty()).then(|| ("Expects", expects.join("; ")));
        pairs(instance.into_iter().chain([("Environment", environment.clone())]).chain(expects))
    });
    section("Settings", settings.unwrap_or_default());
    section("Expectations", pairs(file.expected.told()));
    section("Public key", file.key.as_deref().map_or_else(String::new, block));
    page + "</main>\n" + OPENS + "\n" + &inert(&super::json(file)) + CLOSES + "\n</body>\n</html>\n"
}

/// JSON in which no character begins a tag or a character reference: all of these stand in strings, where JSON can escape them.
fn inert(json: &str) -> String {
    json.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e")
}

/// Text as HTML shows it; what an eye would not see, by its number.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            c if is_unquotable(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// A sentence whose quoted stretches are code.
fn rich(text: &str) -> String {
    if !text.matches('`').count().is_multiple_of(2) {
        return escaped(text);
    }
    let stretch = |(index, text): (usize, &str)| match index % 2 {
        0 => escaped(text),
        _ => format!("<code>{}</code>", escaped(text)),
    };
    text.split('`').enumerate().map(stretch).collect()
}

fn block(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<pre>{}</pre>", escaped(text)) }
}

/// A header or a payload, pretty-printed if it is JSON.
fn document(text: &str) -> String {
    let reading = json::read(text);
    match reading.node.as_ref().filter(|_| reading.well_formed()) {
        Some(node) => block(&json::pretty(text, node)),
        None => block(text),
    }
}

fn told(all: &[Statement]) -> String {
    let item = |one: &Statement| {
        format!("<li>{} <small>({}, <code>{}</code>)</small></li>\n", rich(&one.text), one.severity, escaped(one.code))
    };
    if all.is_empty() { String::new() } else { format!("<ul>\n{}</ul>", all.iter().map(item).collect::<String>()) }
}

fn pairs(all: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let item = |(name, value): (&str, String)| format!("<dt>{name}</dt><dd>{}</dd>\n", escaped(&value));
    format!("<dl>\n{}</dl>", all.into_iter().map(item).collect::<String>())
}

impl super::Expected {
    /// What there is of it, by the names of the page.
    fn told(&self) -> Vec<(&'static str, String)> {
        let seconds = |seconds: Option<i64>| seconds.map(crate::words::duration).unwrap_or_default();
        let all = [
            ("Issuer", self.issuer.clone()),
            ("Audience", self.audience.clone()),
            ("Subject", self.subject.clone()),
            ("Type", self.token_type.clone()),
            ("Nonce", self.nonce.clone()),
            ("Required claims", self.required.join(", ")),
            ("Maximum age", seconds(self.max_age)),
            ("Maximum lifetime", seconds(self.max_lifetime)),
            ("Clock skew", seconds(Some(self.skew))),
            ("Kind of token", self.kind.unwrap_or_default().to_owned()),
            ("Algorithm", self.algorithm.unwrap_or_default().to_owned()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}
