//! Code that verifies a token like the one at hand: a template for each library, and what is put into it.
//!
//! ```text
//! snippet  = { language, library, install, algorithms: [[name, spelling]], escape, comment, secret: { encoding: expression },
//!              runs, source: link, verify, sign }
//! template = line*;  line = ["«?" condition* "»"] (text / "«" name ["?"] "»")*
//! condition = ["!"] fact
//! ```
//! A line stands in the code if all of its conditions hold; `«name»` is a value, and `«name?»` the remark on where it comes from.
//! Values that a token chose are string literals here and nothing else: whatever is not plain is written as an escape of the
//! language, so that no text of a token can end its literal. No template puts them anywhere but where an expression stands.

use super::fill::{Fill, Pinned, Said};
use super::tree::Link;
use super::value::object;
use crate::base::text::Text;
use crate::engine::jwa::Family;
use crate::format::json;
use crate::key::Encoding;
use core::fmt::Write;

/// The code for one library.
#[derive(Clone, Debug, PartialEq)]
pub struct Snippet {
    /// The language.
    pub language: Text,
    /// The library.
    pub library: Text,
    /// How it is installed; empty if nothing is to be.
    pub install: Text,
    /// The algorithms that it has, each with its spelling in code.
    algorithms: Vec<(Text, Text)>,
    /// How the language writes characters that are not plain.
    pub(super) escape: Escape,
    /// What a comment begins with.
    pub(super) comment: Text,
    /// The bytes of the secret, by how the text of it is encoded.
    secret: [Text; 4],
    /// Whether the code is executed in the tests of this project.
    pub runs: bool,
    /// The documentation of the function that is called.
    pub source: Link,
    verify: Text,
    sign: Text,
}

/// How a language writes a character in a string between double quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// `\u{1f600}`
    Braced,
    /// `\x{1f600}`
    Hexadecimal,
    /// `\u00e9`, or `\U0001f600` with eight digits.
    Long,
    /// `\ud83d\ude00`: units of UTF-16.
    Units,
    /// Octal up to `\377`, then units. Java reads `\u0022` before it looks for strings, so that it would end one.
    Octal,
}

/// A remark begins so far from the code.
const BEFORE_REMARK: &str = "  ";

impl Snippet {
    pub(super) fn of(node: &json::Node) -> Option<Snippet> {
        let snippet = object(node)?;
        let secret = object(snippet.get("secret")?)?;
        let pair = |node: &json::Node| match super::value::items(node)? {
            [name, spelling] => Some((super::value::text(name)?, super::value::text(spelling)?)),
            _ => None,
        };
        Some(Snippet {
            language: snippet.text("language")?,
            library: snippet.text("library")?,
            install: snippet.any("install"),
            algorithms: snippet.list("algorithms", pair)?,
            escape: Escape::named(&snippet.text("escape")?)?,
            comment: snippet.text("comment")?,
            secret: [secret.text("utf8")?, secret.text("base64")?, secret.text("base64url")?, secret.text("hex")?],
            runs: snippet.flag("runs")?,
            source: Link::of(snippet.get("source")?)?,
            verify: snippet.text("verify")?,
            sign: snippet.text("sign")?,
        })
    }

    /// Whether the library has that algorithm.
    pub fn has(&self, algorithm: &str) -> bool {
        self.spelling(algorithm).is_some()
    }

    fn spelling(&self, algorithm: &str) -> Option<&str> {
        self.algorithms.iter().find(|(name, _)| *name == *algorithm).map(|(_, spelling)| spelling.as_str())
    }

    /// The code that verifies a token like this; `None` if the library does not have its algorithm.
    pub fn verify(&self, fill: &Fill) -> Option<String> {
        self.code(&self.verify, fill)
    }

    /// The code that signs one like it.
    pub fn sign(&self, fill: &Fill) -> Option<String> {
        self.code(&self.sign, fill)
    }

    fn code(&self, template: &str, fill: &Fill) -> Option<String> {
        let spelling = self.spelling(fill.algorithm.name)?;
        let (mut code, mut left_out) = (String::new(), false);
        for line in template.lines() {
            let (conditions, line) = match line.strip_prefix("«?").and_then(|line| line.split_once('»')) {
                Some((conditions, line)) => (conditions, line),
                None => ("", line),
            };
            let stands = conditions.split_whitespace().all(|condition| holds(condition, fill));
            if !stands {
                left_out = true;
                continue;
            }
            // What was left out between two empty lines leaves one of them.
            let gap = line.is_empty() && (code.is_empty() || (left_out && code.ends_with("\n\n")));
            left_out = false;
            if gap {
                continue;
            }
            let mut rest = line;
            while let Some((before, after)) = rest.split_once('«') {
                code.push_str(before);
                let (name, after) = after.split_once('»').unwrap_or((after, ""));
                self.write(&mut code, name, spelling, fill);
                rest = after;
            }
            code.push_str(rest);
            code.push('\n');
        }
        Some(code)
    }

    fn write(&self, code: &mut String, name: &str, spelling: &str, fill: &Fill) {
        match (name.strip_suffix('?'), name) {
            (Some(name), _) => {
                if let Some(remark) = remark(name, fill) {
                    let _ = write!(code, "{BEFORE_REMARK}{} {remark}", self.comment);
                }
            }
            (_, "iss") => code.push_str(&self.escape.literal(&fill.issuer.text)),
            (_, "aud") => code.push_str(&self.escape.literal(&fill.audience.text)),
            (_, "typ") => code.push_str(&self.literal_of(fill.token_type.as_ref().map(|typ| typ.text.as_str()))),
            (_, "kid") => code.push_str(&self.literal_of(fill.kid.as_deref())),
            (_, "alg") => code.push_str(fill.algorithm.name),
            (_, "algorithm") => code.push_str(spelling),
            (_, "kty") => code.push_str(kty(fill.algorithm.family)),
            (_, "pem") => code.push_str(&fill.pem()),
            (_, "spki") => code.push_str(&fill.spki()),
            (_, "secret") => code.push_str(self.secret_read(fill.encoding)),
            (_, "form") => code.push_str(form(fill.encoding)),
            (_, "leeway") => drop(write!(code, "{}", fill.leeway)),
            (_, "lifetime") => drop(write!(code, "{}", fill.lifetime)),
            // The checks of the content refuse any other name.
            _ => {}
        }
    }

    fn literal_of(&self, text: Option<&str>) -> String {
        self.escape.literal(text.unwrap_or_default())
    }

    fn secret_read(&self, encoding: Encoding) -> &str {
        let [utf8, base64, base64url, hex] = &self.secret;
        match encoding {
            Encoding::Utf8 => utf8,
            Encoding::Base64 => base64,
            Encoding::Base64url => base64url,
            Encoding::Hex => hex,
        }
    }
}

fn holds(condition: &str, fill: &Fill) -> bool {
    if let Some(condition) = condition.strip_prefix('!') {
        return !holds(condition, fill);
    }
    let family = fill.algorithm.family;
    let secret = family == Family::Hmac;
    let encoded = |encoding| secret && fill.encoding == encoding;
    match condition {
        "secret" => secret,
        "public" => !secret,
        "utf8" => encoded(Encoding::Utf8),
        "base64" => encoded(Encoding::Base64),
        "base64url" => encoded(Encoding::Base64url),
        "hex" => encoded(Encoding::Hex),
        "rsa" => kty(family) == "RSA",
        "ec" => kty(family) == "EC",
        "ed" => kty(family) == "OKP",
        "typ" => fill.token_type.is_some(),
        "kid" => fill.kid.is_some(),
        _ => false,
    }
}

fn kty(family: Family) -> &'static str {
    match family {
        Family::Hmac => "oct",
        Family::RsaPkcs1 | Family::RsaPss => "RSA",
        Family::Ecdsa => "EC",
        Family::EdDsa => "OKP",
        Family::MlDsa => "AKP",
    }
}

fn form(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "as text",
        Encoding::Base64 => "in base64",
        Encoding::Base64url => "in base64url",
        Encoding::Hex => "in hexadecimal",
    }
}

/// Where a value comes from, unless the person said it.
fn remark(name: &str, fill: &Fill) -> Option<&'static str> {
    let of = |pinned: &Pinned, token, nobody| match pinned.said {
        Said::Expected => None,
        Said::Token => Some(token),
        Said::Nobody => Some(nobody),
    };
    match name {
        "iss" => of(
            &fill.issuer,
            "as in this token: make sure that it is the issuer you trust",
            "placeholder: put your issuer here",
        ),
        "aud" => of(
            &fill.audience,
            "as in this token: make sure that it names your service",
            "placeholder: put your audience here",
        ),
        "alg" if !fill.algorithm_expected => Some("as in this token: make sure that your issuer signs with it"),
        "typ" => of(fill.token_type.as_ref()?, "as in this token", ""),
        _ => None,
    }
}

impl Escape {
    fn named(name: &str) -> Option<Escape> {
        Some(match name {
            "u{}" => Escape::Braced,
            "x{}" => Escape::Hexadecimal,
            "uU" => Escape::Long,
            "u" => Escape::Units,
            "octal" => Escape::Octal,
            _ => return None,
        })
    }

    /// A string literal that stands for `text`, whatever that is.
    pub fn literal(self, text: &str) -> String {
        let mut literal = String::from("\"");
        for c in text.chars() {
            // Nothing of this begins an escape, an interpolation or a comment, or ends a literal, in any of the languages.
            let plain =
                c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | ':' | '/' | '-' | '_' | ',' | '+' | '=' | '~');
            match (self, c as u32) {
                _ if plain => literal.push(c),
                (Escape::Braced, code) => drop(write!(literal, "\\u{{{code:x}}}")),
                (Escape::Hexadecimal, code) => drop(write!(literal, "\\x{{{code:x}}}")),
                (Escape::Long, code @ 0x1_0000..) => drop(write!(literal, "\\U{code:08x}")),
                (Escape::Long, code) => drop(write!(literal, "\\u{code:04x}")),
                (Escape::Octal, code @ ..=0xff) => drop(write!(literal, "\\{code:03o}")),
                (Escape::Units | Escape::Octal, _) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        let _ = write!(literal, "\\u{unit:04x}");
                    }
                }
            }
        }
        literal.push('"');
        literal
    }
}

#[cfg(test)]
mod tests;
