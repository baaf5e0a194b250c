//! What can be undone to find a token in a text.

use super::Code;

/// What was set aside around a token, or undone inside of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paste {
    /// A cURL command.
    Curl,
    /// JSON, and the name of the member.
    Json(Option<String>),
    /// An address, and the name of the parameter.
    Url(Option<String>),
    /// A cookie, and its name.
    Cookie(Option<String>),
    /// A name in front of it.
    Name(String),
    /// A scheme such as `Bearer`, with what stands in front of that.
    Bearer(String),
    /// The scheme, and nothing between it and the token.
    Joined(String),
    /// Quotes around it.
    Quotes,
    /// base64 of the whole.
    Base64,
    /// The digits of so many QR codes (SMART Health Cards).
    Digits(usize),
    /// A link that a mail scanner wrote anew.
    Shielded,
    /// Its characters, written as numbers.
    Numbers(Numbers),
    /// Its letters, written with other letters.
    Letters(Letters),
    /// A SIP header, with its parameters.
    Identity,
    /// The credentials of web push, with the key in them.
    Vapid(Option<String>),
    /// Other text.
    TextAround,
    /// An invisible character beside it.
    InvisibleAround,
    /// Line breaks inside of it.
    LineBreaks(usize),
    /// Line breaks of quoted-printable text inside of it.
    SoftBreaks(usize),
    /// Hyphens at the ends of its lines.
    Hyphens,
    /// White space inside of it, at so many places.
    Space(usize),
    /// Invisible characters inside of it.
    Invisible(usize),
    /// Percent-encoding, at so many places.
    Percent(usize),
    /// Spaces that were `+`, so many.
    Plus(usize),
    /// Backslash escapes, at so many places.
    Escapes(usize),
    /// String literals that were joined.
    Literals(usize),
    /// The token stood there so many times, one behind the other.
    Repeated(usize),
    /// So many dots that were written in this way.
    Dots(Dot, usize),
    /// One or two dots that were not there.
    DotLost(Gone),
    /// Three parts that stood apart.
    Parts,
    /// The empty part of an encrypted token whose `alg`, this one, encrypts no key.
    PartLost(&'static str),
    /// The beginning that was put back.
    StartLost(&'static str),
    /// Payload and header in the wrong order.
    Swapped,
    /// A signed cookie of Express.
    SignedCookie,
    /// Several cookies, in which the token stood.
    Cookies(usize),
    /// Letters shifted by 13.
    Rot13,
}

/// How a dot was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dot {
    /// As an entity of HTML, such as `&#46;`.
    Entity,
    /// As `[.]`, `(dot)` or the like.
    Word,
    /// As a space or a line break.
    Space,
    /// As this other mark.
    Mark(&'static str),
    /// Between the parts as Python writes bytes, `b'…'.b'…'`.
    Bytes,
}

/// How the characters of a token were written as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Two hexadecimal digits for each.
    Hexadecimal,
    /// A list of decimal numbers.
    List,
    /// The lines of a dump, as `xxd` and `hexdump -C` print them.
    Dump,
    /// Eight binary digits for each.
    Binary,
    /// An escape for each, such as `\u0065`, `&#101;` or `%65`.
    Escapes,
}

/// Which letters stand for those of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// The full-width ones of East Asian keyboards.
    Wide,
    /// The bold or slanted ones of mathematics, which are used as fonts.
    Styled,
    /// A capital at the beginning.
    Capital,
    /// Letters of another alphabet, ligatures and dashes.
    Alike,
    /// Each with a space or a zero behind it.
    Spread,
}

/// Which dot is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The one between header and payload.
    First,
    /// The one between payload and signature.
    Second,
    /// Both.
    Both,
}

impl Paste {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Paste::Curl => Code::PastedCurl,
            Paste::Json(_) => Code::PastedJson,
            Paste::Url(_) => Code::PastedUrl,
            Paste::Cookie(_) => Code::PastedCookie,
            Paste::Name(_) => Code::PastedName,
            Paste::Bearer(_) | Paste::Joined(_) => Code::PastedBearer,
            Paste::Quotes | Paste::Literals(_) => Code::PastedQuotes,
            Paste::Base64 => Code::PastedBase64,
            Paste::Digits(_) => Code::PastedDigits,
            Paste::Shielded => Code::PastedLinkRewritten,
            Paste::Numbers(_) => Code::PastedNumbers,
            Paste::Letters(_) => Code::PastedLetters,
            Paste::Identity => Code::PastedIdentity,
            Paste::Vapid(_) => Code::PastedVapid,
            Paste::TextAround => Code::PastedTextAround,
            Paste::InvisibleAround | Paste::Invisible(_) => Code::PastedInvisible,
            Paste::LineBreaks(_) | Paste::Hyphens => Code::PastedLineBreaks,
            Paste::SoftBreaks(_) => Code::PastedQuotedPrintable,
            Paste::Space(_) => Code::PastedSpace,
            Paste::Percent(_) => Code::PastedPercent,
            Paste::Plus(_) => Code::PastedPlus,
            Paste::Escapes(_) => Code::PastedEscapes,
            Paste::Repeated(_) => Code::PastedRepeated,
            Paste::Dots(..) => Code::PastedDots,
            Paste::DotLost(_) | Paste::Parts => Code::PastedDotLost,
            Paste::PartLost(_) => Code::PastedPartLost,
            Paste::StartLost(_) => Code::PastedStartLost,
            Paste::Swapped => Code::PastedSwapped,
            Paste::SignedCookie => Code::PastedSignedCookie,
            Paste::Cookies(_) => Code::PastedCookies,
            Paste::Rot13 => Code::PastedRot13,
        }
    }
}
