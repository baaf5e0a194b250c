//! What was undone to find a token in a text.

use super::{Wording, counted, say};
use crate::base::diagnostic::{Dot, Gone, Letters, Numbers, Paste};

const NOTHING_TO_DO: &str = "nothing to do: only the token is read";
const UNLESS_USED: &str = "nothing to do, unless your program uses it in this form";

pub(super) fn wording(repair: &Paste) -> Wording {
    match repair {
        Paste::Curl => say("the cURL command around the token was ignored", NOTHING_TO_DO),
        Paste::Json(name) => around("the JSON", name),
        Paste::Url(name) => around("the URL", name),
        Paste::Cookie(name) => around("the cookie", name),
        Paste::Name(name) | Paste::Bearer(name) => say(format!("`{name}` before the token was ignored"), NOTHING_TO_DO),
        Paste::Joined(scheme) => say(
            format!("`{scheme}` stands before the token with nothing between them; it was ignored"),
            "put a space behind it: a server refuses the header without one",
        ),
        Paste::Quotes => say("the quotes around the token were ignored", NOTHING_TO_DO),
        Paste::Base64 => say(
            "the text was base64 of a token, which was decoded",
            "decode it before you use it: Kubernetes shows the values of a secret in base64",
        ),
        Paste::Shielded => say(
            "the link had been rewritten by Proofpoint's URL Defense; it was turned back",
            "nothing to do here; a program that gets the link from a mail has to open it, or turn it back",
        ),
        Paste::Numbers(numbers) => say(
            match numbers {
                Numbers::Hexadecimal => {
                    "the token was written in hexadecimal, two digits for each character; they were turned back"
                }
                Numbers::List => "the token was written as a list of the numbers of its characters; they were turned back",
                Numbers::Binary => "the token was written in binary digits, eight for each character; they were turned back",
                Numbers::Escapes => "each character of the token was written as an escape; they were turned back",
                Numbers::Dump => "this is a dump of the bytes of a token; they were put together again",
            },
            "decode it before you use it: a program showed bytes where it had text",
        ),
        Paste::Letters(letters) => match letters {
            Letters::Wide => say(
                "the token was written in full-width letters; they were turned into plain ones",
                "send plain ASCII letters: an East Asian keyboard typed or converted these",
            ),
            Letters::Styled => say(
                "the token was written in the bold or slanted letters of mathematics; they were turned into plain ones",
                "send plain ASCII letters: such text looks alike, and no program reads it as the same",
            ),
            Letters::Alike => say(
                "letters or hyphens of the token had been replaced by others that look alike; they were turned back",
                "copy the token as plain text: a PDF, a word processor or another keyboard writes `ﬁ`, `–` or a Cyrillic `а`",
            ),
            Letters::Spread => say(
                "the characters of the token stood apart, as UTF-16 read as another encoding has them; they were joined",
                "read the file that it comes from as UTF-16: PowerShell writes that",
            ),
            Letters::Capital => say(
                "the first letter of the token had become a capital; it was made small again",
                "send the token as it was issued: keyboards of phones begin a text with a capital",
            ),
        },
        Paste::Identity => {
            say("the SIP header and its parameters (`;info=…`) around the token were ignored", NOTHING_TO_DO)
        }
        Paste::Vapid(key) => say(
            "the credentials of web push (`vapid t=…, k=…`) around the token were ignored",
            match key {
                Some(key) => format!("to verify, put their `k` into the key field: {key}"),
                None => "to verify, put the application server's public key into the key field".into(),
            },
        ),
        Paste::TextAround => say("the text around the token was ignored", NOTHING_TO_DO),
        Paste::InvisibleAround => say("an invisible character beside the token was ignored", NOTHING_TO_DO),
        Paste::LineBreaks(count) => say(
            format!("{} inside the token {} removed", counted(*count, "line break"), was(*count)),
            "a token is a single line; something wrapped it on the way",
        ),
        Paste::SoftBreaks(count) => say(
            format!(
                "{} of quoted-printable text {} removed: each stands as `=` at the end of a line",
                counted(*count, "soft line break"),
                was(*count)
            ),
            "copy the token from the mail as it is shown, not from its source",
        ),
        Paste::Hyphens => say(
            "a hyphen at the end of each line of the token was taken out, with the line break",
            "copy the token from where it was made: a program that breaks words into lines added the hyphens",
        ),
        Paste::Space(count) => say(
            format!("white space inside the token was removed in {}", counted(*count, "place")),
            "send the token without spaces: a server refuses it with them",
        ),
        Paste::Invisible(count) => say(
            format!("{} inside the token {} removed", counted(*count, "invisible character"), was(*count)),
            "copy the token as plain text; formatted text adds such characters",
        ),
        Paste::Percent(count) => {
            say(format!("percent-encoding was decoded in {}", counted(*count, "place")), UNLESS_USED)
        }
        Paste::Plus(1) => {
            say("a space in the signature was read as `+`: a form turned one into the other", UNLESS_USED)
        }
        Paste::Plus(count) => say(
            format!("{count} spaces in the signature were read as `+`: a form turned one into the other"),
            UNLESS_USED,
        ),
        Paste::Escapes(count) => {
            say(format!("a backslash escape was decoded in {}", counted(*count, "place")), UNLESS_USED)
        }
        Paste::Repeated(count) => say(
            format!("the token was there {}, one copy after the other; only one is read", times(*count)),
            "nothing to do, unless a program sends it like this: then it adds the token more than once",
        ),
        Paste::Dots(dot, count) => dots(*dot, *count),
        Paste::DotLost(gone) => say(
            match gone {
                Gone::First => {
                    "the dot between header and payload was missing; it was put back where the header's JSON ends"
                }
                Gone::Second => {
                    "the dot between payload and signature was missing; it was put back where the payload's JSON ends"
                }
                Gone::Both => "both dots were missing; they were put back where the JSON of header and payload ends",
            },
            "send the token with its dots: a server refuses it without them",
        ),
        Paste::Parts => say(
            "the three parts of the token stood apart; they were joined with dots",
            "join them as `header.payload.signature` before you use the token",
        ),
        Paste::PartLost(alg) => say(
            format!(
                "the encrypted token (JWE) had 4 parts in place of 5: the second, the encrypted key, was missing, which is \
                 empty with {alg}; it was put back"
            ),
            "send it with two dots behind the header: who joins the parts again must keep the empty one",
        ),
        Paste::StartLost(start) => say(
            match start.len() {
                1 => format!("the first character of the token was missing; `{start}` was put back"),
                count => format!("the first {count} characters of the token were missing; `{start}` was put back"),
            },
            "copy the token from its first character on: a server refuses it without its beginning",
        ),
        Paste::Digits(codes) => say(
            match codes {
                1 => "the token was written in digits, as the QR code of a SMART Health Card; they were turned back into letters".into(),
                _ => format!("the token was spread over {codes} QR codes in digits (SMART Health Card); it was put together"),
            },
            NOTHING_TO_DO,
        ),
        Paste::Swapped => say(
            "payload and header were in the wrong order; they were swapped",
            "join them as `header.payload.signature`: a server refuses any other order",
        ),
        Paste::SignedCookie => say(
            "this is a signed cookie of Express; `s:` before the token, and the signature of the cookie after it, were \
             ignored",
            "to get the token, read the cookie from `req.signedCookies`, which checks and removes both",
        ),
        Paste::Cookies(count) => say(
            format!("the token was spread over {}, and was put together", counted(*count, "cookie")),
            "join the values of these cookies in the same way before you verify the token",
        ),
        Paste::Rot13 => say(
            "the letters of the token had been shifted by 13 places (ROT13); they were shifted back",
            "find out what changed it: some mail scanners do this to the links that they open",
        ),
        Paste::Literals(count) => say(format!("{} were joined", counted(*count, "string literal")), NOTHING_TO_DO),
    }
}

fn around(what: &str, name: &Option<String>) -> Wording {
    let value = name.as_ref().map_or(String::new(), |name| format!("; it is the value of `{name}`"));
    say(format!("{what} around the token was ignored{value}"), NOTHING_TO_DO)
}

/// Dots that were written otherwise.
fn dots(dot: Dot, count: usize) -> Wording {
    let (dots, were) = (counted(count, "dot"), was(count));
    let read = if count == 1 { "it was read as a dot" } else { "they were read as dots" };
    match dot {
        Dot::Entity => say(
            format!("{dots} of the token {were} written for HTML, as in `&#46;`; {read}"),
            "decode the HTML before you use the token",
        ),
        Dot::Word => say(
            format!("{dots} of the token {were} written as a word or in brackets, as in `[.]`; {read}"),
            "write plain dots before you use the token: chats and mail scanners replace them to disable links",
        ),
        Dot::Mark(mark) => say(
            format!("{dots} of the token {were} written as `{mark}`; {read}"),
            "write plain dots before you use the token: a server refuses it without them",
        ),
        Dot::Bytes => say(
            format!(
                "the parts of the token are bytes as Python writes them, `b'…'`; what joins them was read as {dots}"
            ),
            "decode each part before you join them: `part.decode()`",
        ),
        Dot::Space => say(
            format!("white space in the token was read as {dots}"),
            "send the token with its dots: a server refuses it without them",
        ),
    }
}

fn times(count: usize) -> String {
    if count == 2 { "twice".into() } else { format!("{count} times") }
}

fn was(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}
