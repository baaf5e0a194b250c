//! Disclosures without a digest, by what comes near to being one.

use super::PROCESSING;
use crate::base::diagnostic::sd_jwt::{Characters, Layout, Near, Written};
use crate::base::spec::Spec;
use crate::words::{Wording, list, say};

const HASHING: Spec = Spec::Rfc(9901, "4.2.3");
const BYTES: &str = "have the issuer write digests as base64url, without padding, of the bytes of the hash";

/// What there is to say of a disclosure that has no digest in the token.
pub(super) fn unreferenced(near: &Near) -> Wording {
    const NOT_THERE: &str = "no digest in the token belongs to this disclosure";
    match near {
        Near::Nothing => say(NOT_THERE, "it was changed, or belongs to another token; send only what the issuer sent"),
        Near::Parent(parent) => say(
            format!("this disclosure belongs into disclosure {parent}, which belongs to nothing in the token"),
            "send the disclosure that holds both, too, or leave both out",
        ),
        Near::Hash { fits, named } => say(
            format!("{NOT_THERE}; its {fits} digest is there, but the token uses {named}"),
            "set `_sd_alg` to the hash that makes the digests",
        ),
        Near::Decoded => say(
            format!("{NOT_THERE}; the digest of its decoded JSON is there"),
            "hash the base64url text of the disclosure, not what it decodes to",
        ),
        Near::Strict => say(
            format!("{NOT_THERE}; the digest of the same bytes in plain base64url is there"),
            "send it without padding and other additions",
        ),
        Near::Written(written) => {
            return say(
                format!(
                    "the digest of this disclosure is in the token as {}, which verifiers do not find; the disclosure is \
                     unchanged",
                    form(*written)
                ),
                BYTES,
            )
            .by(HASHING);
        }
        Near::Rewritten { layout, characters } => {
            return say(
                format!(
                    "{NOT_THERE}, but one belongs to the same array {}: it was read and written anew on its way",
                    rewriting(*layout, *characters)
                ),
                "send the text of the disclosure as the issuer made it: whoever stores it must never write its JSON anew",
            )
            .by(HASHING);
        }
    }
    .by(PROCESSING)
}

/// How a digest is written.
fn form(written: Written) -> &'static str {
    match written {
        Written::Hex => "hexadecimal text",
        Written::HexEncoded => "the base64 of the hexadecimal text of the hash",
        Written::Base64 => "base64 with padding or with `+` and `/`",
    }
}

/// How the JSON of a disclosure was written.
fn rewriting(layout: Option<Layout>, characters: Option<Characters>) -> String {
    let layout = layout.map(|layout| match layout {
        Layout::Tight => "without white space",
        Layout::Spaced => "with a space behind each comma and colon",
        Layout::CommaSpaced => "with a space behind each comma",
    });
    let characters = characters.map(|characters| match characters {
        Characters::Escaped => "with `\\u…` for what is not ASCII",
        Characters::Plain => "without `\\u…` escapes",
        Characters::SlashesEscaped => "with `\\/` for each `/`",
        Characters::SlashesPlain => "with `/` for each `\\/`",
    });
    list(&layout.into_iter().chain(characters).collect::<Vec<_>>())
}

/// What there is to say of a digest that is written so.
pub(super) fn otherwise_written(written: Written) -> Wording {
    let title = match written {
        Written::Hex => "this digest is the hexadecimal text of a hash, not its base64url: no disclosure matches it",
        Written::HexEncoded => {
            "this digest is the base64 of the hexadecimal text of a hash, not of its bytes: no disclosure matches it"
        }
        Written::Base64 => {
            "this digest is in base64 with padding or with `+` and `/`, not in base64url: no disclosure matches it"
        }
    };
    say(title, BYTES).by(HASHING)
}
