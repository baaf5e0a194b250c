//! The form of a token: its segments, its header, its payload.

use super::payload::octet;
use super::{Wording, character, counted, say};
use crate::base::diagnostic::{Base64url, Duplicate, Format, Header, HealthCard as Card, OtherToken, Role};
use crate::base::span::Part;
use crate::base::spec::Spec;
use crate::base::unseen::is_invisible;
use crate::claims::profile;

const JWS_COMPACT: Spec = Spec::Rfc(7515, "7.1");
const JWE_COMPACT: Spec = Spec::Rfc(7516, "7.1");
const HEADER: Spec = Spec::Rfc(7515, "4");
const HEALTH_CARDS: Spec = Spec::Product(&profile::HEALTH_CARDS);
const NAME_THE_ALGORITHM: &str = "name the algorithm in the header, such as \"alg\":\"RS256\"";

/// The encoding of a segment.
pub(super) fn segment(role: Role, fault: &Base64url) -> Wording {
    encoding(&format!("the {}", name(role)), fault)
}

/// The encoding of a part that is named like this, with its article.
pub(super) fn encoding(part: &str, fault: &Base64url) -> Wording {
    match *fault {
        Base64url::Alphabet(c, more) => {
            let title = format!("{} in {part} is not base64url{}", character(c), and_more(more));
            say(title, origin(c)).by(Spec::Rfc(4648, "5"))
        }
        Base64url::StandardAlphabet(c, more) => {
            let meant = if c == '+' { '-' } else { '_' };
            say(
                format!("`{c}` in {part} is standard base64; base64url uses `{meant}`{}", and_more(more)),
                "encode with the URL-safe alphabet: `-` for `+`, `_` for `/`",
            )
            .by(Spec::Rfc(4648, "5"))
        }
        Base64url::PaddingAtEnd(count) => {
            let padding = if count > 4 { "====…".into() } else { "=".repeat(count) };
            padded(format!("{part} ends with padding `{padding}`; a token has none"))
        }
        Base64url::PaddingInside => padded(format!("there is padding `=` inside {part}; a token has none")),
        Base64url::Length(characters) => say(
            format!("{part} has {}; base64url never has 1 more than a multiple of 4", counted(characters, "character")),
            "a character is missing or one is extra; the text was probably cut off",
        )
        .by(Spec::Rfc(4648, "4")),
        Base64url::TrailingBits(bits) => say(
            format!("the last {} of {part} must be zero and are not", counted(bits, "bit")),
            "the last character was changed, or the text was cut off",
        )
        .by(Spec::Rfc(4648, "3.5")),
    }
}

fn padded(title: String) -> Wording {
    say(title, "encode without padding").by(Spec::Rfc(7515, "2"))
}

fn and_more(more: usize) -> String {
    match more {
        0 => String::new(),
        more => format!(" (and {})", counted(more, "more character")),
    }
}

/// Where a character that does not belong probably comes from, and what to do about it.
fn origin(c: char) -> &'static str {
    match c {
        ' ' => "remove the space; there may have been a `+`, or a line was wrapped",
        '\n' | '\r' => "remove the line breaks inside the token",
        '\t' => "remove the tab",
        '%' => "decode the percent-encoding first: `%3D` is `=`, `%2B` is `+`, `%2E` is `.`",
        '~' => "`~` separates the parts of an SD-JWT (RFC 9901) and has no place inside one of them",
        '*' => "part of the token was masked; get the whole token",
        '…' => "the token was shortened for display; get the whole token",
        '‘' | '’' | '“' | '”' | '„' | '«' | '»' => "remove it; a word processor put it there",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "write `-`; a word processor replaced it",
        c if c.is_control() => "remove it; it was added on the way",
        c if c.is_whitespace() || is_invisible(c) => "remove it; it was copied along from formatted text",
        c if c.is_ascii() => "compare with the token as it was issued; this character was added on the way",
        _ => "use only ASCII letters, digits, `-` and `_`; look-alikes of other scripts are not allowed",
    }
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Header => "header segment",
        Role::Payload => "payload segment",
        Role::Signature => "signature segment",
        Role::EncryptedKey => "encrypted key segment",
        Role::InitializationVector => "initialization vector segment",
        Role::Ciphertext => "ciphertext segment",
        Role::AuthenticationTag => "authentication tag segment",
        Role::Extra => "extra segment",
    }
}

/// A name that stands twice in `part`.
pub(super) fn duplicate(fault: &Duplicate, part: Option<Part>) -> Wording {
    match fault {
        Duplicate::Name { name, first: (line, column), inner } => say(
            format!("duplicate name `{name}`; the first is at line {line}, column {column}"),
            "keep one of them: some readers use the first value, most the last, strict ones refuse the token",
        )
        .by(if *inner { Spec::Rfc(8259, "4") } else { unique(part) }),
        Duplicate::More(more) => {
            say(format!("and {}", counted(*more, "more duplicate name")), "keep one of each").by(unique(part))
        }
    }
}

/// The rule that names at the top are unique.
fn unique(part: Option<Part>) -> Spec {
    if part == Some(Part::Header) { HEADER } else { Spec::Rfc(7519, "4") }
}

/// The token as a whole.
pub(super) fn of_token(fault: &Format) -> Wording {
    use Format::*;
    match fault {
        Empty => say("there is no token here", "paste a token: 3 segments separated by dots"),
        Pem => say("this is a key or a certificate in PEM, not a token", "paste it into the key field"),
        Jwk => say("this is a key (JWK), not a token", "paste it into the key field").by(Spec::Rfc(7517, "4")),
        JweJson => say(
            "this looks like an encrypted token in JSON, but it is not valid JSON",
            "get the whole of it; it is one object, from `{` to `}`",
        )
        .by(Spec::Rfc(7516, "7.2")),
        PlainJson => say(
            "this is JSON, not an encoded token",
            "encode header and payload as base64url, and join them and the signature with dots",
        )
        .by(JWS_COMPACT),
        NotAToken => say(
            "this is not a token: no part of it can be a header",
            "a token has letters, digits, `-` and `_`, in 3 segments separated by dots",
        )
        .by(JWS_COMPACT),
        Opaque => say(ONE_SEGMENT, "if this is an opaque access or refresh token, only its issuer can read it")
            .by(JWS_COMPACT),
        OneSegment => say(ONE_SEGMENT, "the token was cut off or copied in part; get the whole of it").by(JWS_COMPACT),
        PayloadAlone => {
            say(ONE_SEGMENT, "this looks like a payload; add the header before it and the signature after it")
                .by(JWS_COMPACT)
        }
        TwoSegments { unsecured } => say(
            "the signature is missing: a signed token has 3 segments, this has 2",
            match unsecured {
                true => "an unsecured token ends with a dot: `header.payload.`",
                false => "the token was cut off; get the whole of it, including the signature",
            },
        )
        .by(JWS_COMPACT),
        DotAtEnd => say(
            "there is an extra dot at the end, which makes an empty fourth segment",
            "remove the dot; it may be the full stop of a sentence",
        )
        .by(JWS_COMPACT),
        FourSegments => {
            say(count_segments(4), "something was appended, a dot was added, or two tokens were joined").by(JWS_COMPACT)
        }
        Shortened(mark) => say(
            format!("part of the token was left out, with `{mark}` in its place"),
            "get the whole token: the view or log that it was copied from shortened or masked it",
        )
        .by(JWS_COMPACT),
        NoToken("") => {
            say("there is no token after the scheme", "the client had no token when it sent this: find out why")
        }
        NoToken(word) => say(
            format!("this is the word `{word}`, not a token: the client had no token and sent that word"),
            "look at the client: a variable was empty, or a token was read before it was there",
        ),
        Placeholder => say(
            "this is a placeholder, and the token that belongs there was never put in",
            "look at the client: the template or the variable was sent as it stands",
        ),
        Other(what) => other(*what),
        HealthCard(Card::Digits) => say(
            "`shc:/` begins a SMART Health Card, but these digits are not those of a token: two of them are one character",
            "scan the QR code anew, and paste all that it holds",
        )
        .by(HEALTH_CARDS),
        HealthCard(Card::Parts { have, of }) => say(
            format!("this is a SMART Health Card in {}, of which {have} {}", counted(*of, "QR code"), if *have == 1 { "is here" } else { "are here" }),
            "scan all of its QR codes, and paste what they hold one after the other",
        )
        .by(HEALTH_CARDS),
        Passport => say(
            "this is a PASSporT, the identity of a telephone call: it is meant to be fresh",
            "compare `iat` with the time of the call: 60 seconds is the usual limit; it has no `exp`",
        )
        .by(Spec::Rfc(8224, "4.1")),
        FiveSegments => say(
            "5 segments make an encrypted token (JWE), but the header has no `enc`",
            "several tokens were joined, or the header belongs to another token",
        )
        .by(JWS_COMPACT),
        ManySegments(count) => {
            say(count_segments(*count), "several tokens were joined, or this is not a token").by(JWS_COMPACT)
        }
        Jwe => say(
            "this is an encrypted token (JWE): it has 5 segments",
            "the header can be read; the content needs the decryption key",
        )
        .by(JWE_COMPACT),
        JweCutOff(count) => say(
            format!("the header belongs to an encrypted token (JWE) of 5 segments, but there {}", there_are(*count)),
            "the token was cut off, or a part of it was left out where it was put together; get the whole of it",
        )
        .by(JWE_COMPACT),
        DotInPayload => say(
            "the unencoded payload (`\"b64\":false`) contains a dot, so a reader cannot find the signature",
            "send this payload detached from the token, or encode it",
        )
        .by(Spec::Rfc(7797, "5.2")),
        SignatureEmpty => {
            say("the signature is empty", "the token was cut off, or its signature was removed").by(JWS_COMPACT)
        }
    }
}

/// A token of another family.
fn other(what: OtherToken) -> Wording {
    match what {
        OtherToken::Opaque(name) => say(
            format!("this is {name}, not a JWT"),
            "only its issuer can read it; ask the issuer about it (introspection, RFC 7662, or its own interface)",
        ),
        OtherToken::Printed(who) => say(
            format!("this is how {who} prints a token that it has read; the token itself is not in it"),
            "paste the encoded token: three parts of base64url with dots between them, mostly beginning with `eyJ`",
        ),
        OtherToken::Laravel => say(
            "this is a value that Laravel has encrypted, such as a cookie, not a JWT: `iv`, `value` and `mac` in base64",
            "decrypt it with the application's `APP_KEY`",
        ),
        OtherToken::Iron => say(
            "this is a sealed value of iron (iron-session, hapi), not a JWT; its content is encrypted",
            "unseal it with @hapi/iron or iron-session and the application's password",
        ),
        OtherToken::RailsEncrypted => say(
            "this is an encrypted cookie or message of Rails, not a JWT: content, initialization vector and tag in base64",
            "decrypt it with ActiveSupport::MessageEncryptor and the application's secret key base",
        ),
        OtherToken::Cose { certificate: true } => say(
            "this is the QR code of an EU Digital COVID Certificate, not a JWT: a CBOR Web Token (RFC 8392) in base45",
            "use a reader of such certificates; none of JOSE is in them",
        ),
        OtherToken::Cose { certificate: false } => say(
            "this is a COSE message in CBOR, such as a CBOR Web Token (RFC 8392), not a JWT",
            "use a COSE library and the issuer's key",
        ),
        OtherToken::Flask => say(
            "this is a signed cookie of Flask (itsdangerous), not a JWT: payload, time and signature",
            "check it with itsdangerous and the application's secret key",
        ),
        OtherToken::Django => say(
            "this was signed by Django, not as a JWT: payload, time and signature, with colons",
            "check it with django.core.signing and the application's secret key",
        ),
        OtherToken::Paseto { encrypted } => say(
            format!("this is a PASETO, not a JWT; its content is {}", if encrypted { "encrypted" } else { "signed" }),
            "use a PASETO library and the issuer's key",
        ),
        OtherToken::Fernet => say(
            "this is a Fernet token, not a JWT; its content is encrypted",
            "use a Fernet library and the secret key",
        ),
        OtherToken::Saml => say(
            "this is a SAML message (XML), not a JWT",
            "use a SAML tool; an identity provider may issue a JWT as well, by OpenID Connect",
        ),
        OtherToken::Rails => say(
            "this is a signed cookie or message of Rails, not a JWT: base64, two hyphens, and a signature",
            "check it with ActiveSupport::MessageVerifier and the application's secret key base",
        ),
        OtherToken::Macaroon => {
            say("this is a macaroon, not a JWT", "use a macaroon library and the secret of the service that made it")
        }
        OtherToken::Basic => say(
            "these are a user name and a password in base64 (HTTP Basic authentication, RFC 7617), not a token",
            "request a token with them; nobody should see them who may not know the password",
        ),
    }
}

const ONE_SEGMENT: &str =
    "this is a single segment; a signed token has 3, separated by dots: header, payload, signature";

fn count_segments(count: usize) -> String {
    format!("this has {}; a signed token has 3, an encrypted one has 5", counted(count, "segment"))
}

fn there_are(count: usize) -> String {
    if count == 1 { "is only 1".into() } else { format!("are only {count}") }
}

/// The header.
pub(super) fn header(fault: &Header) -> Wording {
    let algorithm = Spec::Rfc(7515, "4.1.1");
    match fault {
        Header::Utf16 => {
            say("the header is UTF-16; it must be UTF-8", "encode the header as UTF-8").by(Spec::Rfc(7515, "5.2"))
        }
        Header::NotUtf8(byte) => say(octet(*byte, "header"), "encode the header as UTF-8").by(Spec::Rfc(7515, "5.2")),
        Header::NotObject(kind) => say(
            format!("the header is {kind}; it must be an object"),
            "put the parameters in braces: {\"alg\":\"HS256\"}",
        )
        .by(HEADER),
        Header::AlgMissing => say("the header has no `alg`", NAME_THE_ALGORITHM).by(algorithm),
        Header::AlgNotAString(kind) => {
            say(format!("`alg` is {kind}; it must be a string"), NAME_THE_ALGORITHM).by(algorithm)
        }
        Header::AlgEmpty => say("`alg` is an empty string", NAME_THE_ALGORITHM).by(algorithm),
        Header::B64NotCritical => {
            say("`b64` is false, but `crit` does not list it", "add \"crit\":[\"b64\"]").by(Spec::Rfc(7797, "6"))
        }
        Header::Empty => {
            say("the header is empty", "a token starts with its header, such as {\"alg\":\"HS256\"} in base64url")
                .by(HEADER)
        }
    }
}
