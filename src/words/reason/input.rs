//! A signature that is valid for another text than the JWS signing input.

use super::{Wording, say};
use crate::base::diagnostic::reason::{Input, JsonForm, Whose};
use crate::base::spec::Spec;

pub(super) fn wording(input: Input) -> Wording {
    let what = match input {
        Input::Base64urlPadded => "header and payload in base64url with padding".to_owned(),
        Input::Base64Padded => "header and payload in base64 with padding".into(),
        Input::Base64 => "header and payload in base64 without padding".into(),
        Input::PayloadEncoded => "the encoded payload alone, without the header".into(),
        Input::PayloadDecoded => "the decoded payload alone, without the header".into(),
        Input::HeaderEncodedPayloadDecoded => "the encoded header and the decoded payload".into(),
        Input::Decoded => "the decoded header and payload".into(),
        Input::WithoutDot => "the encoded header and payload without the dot between them".into(),
        Input::DotAtEnd => "header and payload with a dot at the end".into(),
        Input::LineFeedAtEnd => "header and payload with a line feed at the end".into(),
        Input::HashHex => "the hash of header and payload, in hexadecimal".into(),
        Input::HashedTwice => "the hash of header and payload, so they were hashed twice".into(),
        Input::Rewritten(whose, form) => {
            let whose = match whose {
                Whose::Payload => "the payload",
                Whose::Both => "header and payload",
                Whose::Header => "the header",
            };
            return told(
                format!("{whose} as JSON {}, which was rewritten after signing", written(form)),
                format!("{whose} as JSON {}", written(form)),
            );
        }
        Input::HeaderOrder => "the header with its members in another order".into(),
    };
    told(what.clone(), what)
}

fn told(what: String, short: String) -> Wording {
    say(
        format!("this key did sign, but not header and payload as they were sent: it signed {what}"),
        "have the issuer sign the encoded header, a dot and the encoded payload, exactly as they are sent",
    )
    .by(Spec::Rfc(7515, "5.1"))
    .short(format!("invalid signature; this key signed {short}"))
}

fn written(form: JsonForm) -> String {
    match form {
        JsonForm::Tight => "without white space".into(),
        JsonForm::Spaced => "with a space after each comma and colon".into(),
        JsonForm::Indented(spaces) => format!("indented by {spaces} spaces"),
        JsonForm::Tabs => "indented by tabs".into(),
        JsonForm::Sorted => "sorted by member names".into(),
        JsonForm::SlashEscaped => "with each `/` escaped as `\\/`".into(),
        JsonForm::SlashUnescaped => "without the backslash in `\\/`".into(),
        JsonForm::NonAsciiEscaped => "with non-ASCII characters escaped as `\\u…`".into(),
        JsonForm::NonAsciiUnescaped => "without `\\u…` escapes".into(),
    }
}
