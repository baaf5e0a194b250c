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
    /// Quotes around it.
    Quotes,
    /// base64 of the whole.
    Base64,
    /// The digits of so many QR codes (SMART Health Cards).
    Digits(usize),
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
            Paste::Bearer(_) => Code::PastedBearer,
            Paste::Quotes | Paste::Literals(_) => Code::PastedQuotes,
            Paste::Base64 => Code::PastedBase64,
            Paste::Digits(_) => Code::PastedDigits,
            Paste::Identity => Code::PastedIdentity,
            Paste::Vapid(_) => Code::PastedVapid,
            Paste::TextAround => Code::PastedTextAround,
            Paste::InvisibleAround | Paste::Invisible(_) => Code::PastedInvisible,
            Paste::LineBreaks(_) => Code::PastedLineBreaks,
            Paste::SoftBreaks(_) => Code::PastedQuotedPrintable,
            Paste::Space(_) => Code::PastedSpace,
            Paste::Percent(_) => Code::PastedPercent,
            Paste::Plus(_) => Code::PastedPlus,
            Paste::Escapes(_) => Code::PastedEscapes,
            Paste::Repeated(_) => Code::PastedRepeated,
            Paste::Dots(..) => Code::PastedDots,
            Paste::DotLost(_) => Code::PastedDotLost,
            Paste::PartLost(_) => Code::PastedPartLost,
            Paste::StartLost(_) => Code::PastedStartLost,
            Paste::Swapped => Code::PastedSwapped,
            Paste::SignedCookie => Code::PastedSignedCookie,
            Paste::Cookies(_) => Code::PastedCookies,
            Paste::Rot13 => Code::PastedRot13,
        }
    }
}
