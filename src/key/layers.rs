//! Keys that something is wrapped around: a name and quotes of an `.env` file, the escapes of a string in JSON, a percent-encoding,
//! the entities of XML, base64 once more. One layer after the other is taken off until a format shows; a secret is never unwrapped.

mod embedded;

use super::pem::hexadecimal;
use super::{KeyFault, Options, ParsedKey, content, formatted, multibase};
use crate::base::diagnostic::key::{Mended, Note};
use crate::format::base64::Alphabet;
use crate::format::json;

/// More layers than these are none that anybody made on purpose.
const MOST: usize = 4;

/// Reads a key out of its layers; `None` where there is none.
pub fn read(text: &str, options: &Options) -> Option<Result<ParsedKey, KeyFault>> {
    let mut notes: Vec<Mended> = vec![];
    let mut inner = text.to_owned();
    for _ in 0..MOST {
        let (next, note) = peel(content(&inner).trim_end())?;
        notes.extend(note);
        inner = next;
        if let Some(found) = formatted(&inner, options) {
            return Some(found.map(|found| notes.into_iter().map(Note::Mended).fold(found, ParsedKey::noted)));
        }
    }
    None
}

/// What reads a key that stands within a text, if it finds it.
type Reader = fn(&str) -> Option<String>;

/// `text` without its outermost layer, and what that was if it is worth a note.
fn peel(text: &str) -> Option<(String, Option<Mended>)> {
    let mended = |inner: String, note| Some((inner, Some(note)));
    if let Some(jwk) = multibase::jwk(text) {
        return mended(jwk, Mended::DidJwk);
    }
    let embedded: [(Reader, Mended); 3] =
        [(embedded::utf16, Mended::Utf16), (embedded::json, Mended::Surrounded), (embedded::braced, Mended::Braces)];
    if let Some((inner, note)) = embedded.into_iter().find_map(|(read, note)| Some((read(text)?, note))) {
        return mended(inner, note);
    }
    if let Some(string) = string(text) {
        let escaped = string.len() + 2 < text.len();
        return Some((string, escaped.then_some(Mended::JsonString)));
    }
    if text.starts_with(['{', '[']) && text.contains("\\\"") {
        return mended(string(&format!("\"{text}\""))?, Mended::EscapedQuotes);
    }
    if let Some(value) = assigned(text) {
        return Some((value.to_owned(), None));
    }
    if let Some(value) = quoted(text) {
        return Some((value.to_owned(), None));
    }
    if text.contains("&quot;") || text.contains("&#34;") || text.contains("&#x22;") {
        return mended(entities(text), Mended::Entities);
    }
    if ["%7B", "%7b", "%5B", "%22"].iter().any(|escape| text.contains(escape)) {
        return mended(percent(text)?, Mended::Percent);
    }
    // base64 of an object or an array in JSON, and base64 of that, or of the base64 of PEM.
    if ["ey", "ew", "W", "ZX", "V", "TFMwdExT"].iter().any(|start| text.starts_with(start)) {
        let decoded = Alphabet::Standard.decode(text).or_else(|_| Alphabet::UrlSafe.decode(text)).ok()?;
        let inner = String::from_utf8(decoded.bytes).ok()?;
        let json = content(&inner).starts_with(['{', '[']);
        let again = ["ey", "ew", "W", "LS0tLS1"].iter().any(|start| inner.starts_with(start));
        return if json { mended(inner, Mended::JsonBase64) } else { again.then_some((inner, None)) };
    }
    if let Some(bytes) = embedded::bytes(text) {
        return mended(bytes, Mended::Bytes);
    }
    if let Some(blocks) = embedded::der(text) {
        return mended(blocks, Mended::Surrounded);
    }
    // Hexadecimal digits of JSON or of PEM.
    let digits = text.strip_prefix("0x").unwrap_or(text);
    if ["7b", "7B", "5b", "5B", "2d2d2d2d2d", "2D2D2D2D2D"].iter().any(|start| digits.starts_with(start)) {
        return mended(String::from_utf8(hexadecimal(digits)?).ok()?, Mended::Hex);
    }
    None
}

/// The text that a string in JSON stands for.
fn string(text: &str) -> Option<String> {
    let reading = text.starts_with('"').then(|| json::read(text)).filter(json::Reading::well_formed)?;
    reading.node?.as_str().map(str::to_owned)
}

/// The value of `export NAME=value` and of `name: value`.
pub(super) fn assigned(text: &str) -> Option<&str> {
    /// No name of a variable or a member is longer.
    const LONGEST: usize = 80;
    let head = text.get(..text.len().min(LONGEST)).or_else(|| text.split_whitespace().next())?;
    let at = head.find(['=', ':'])?;
    let name = text.get(..at)?.trim_end();
    let name = ["export ", "set ", "const ", "let ", "var ", "- "]
        .iter()
        .find_map(|word| name.strip_prefix(word))
        .unwrap_or(name);
    let name = name.trim().trim_matches(['"', '\'', '`']);
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') || !name.chars().all(valid) {
        return None;
    }
    let value = text.get(at + 1..)?.trim().trim_end_matches([';', ',']);
    (!value.is_empty()).then_some(value)
}

/// What stands between two quotes of one kind.
fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_end_matches([';', ',']);
    [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
}

/// The characters that XML and HTML write as entities, where they matter to a key.
pub fn entities(text: &str) -> String {
    let pairs = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#x22;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&#xA;", "\n"),
        ("&#xa;", "\n"),
        ("&#10;", "\n"),
        ("&#xD;", ""),
        ("&#xd;", ""),
        ("&#13;", ""),
        ("&#x2B;", "+"),
        ("&#43;", "+"),
        ("&#61;", "="),
        ("&#x3D;", "="),
        ("&#x2F;", "/"),
        ("&#47;", "/"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    pairs.iter().fold(
        text.to_owned(),
        |text, (entity, meant)| if text.contains(entity) { text.replace(entity, meant) } else { text },
    )
}

/// The bytes that percent escapes stand for; `None` if they are no text.
fn percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                // Two hexadecimal digits are a byte.
                bytes.push((16 * high + low) as u8);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{fixture, notes, read as read_key};
    use crate::key::{Encoding, Source, detect};

    const JWK: &str = fixture!("p256-public.jwk.json");
    const SPKI: &str = fixture!("p256-spki.pem");

    fn escaped(text: &str) -> String {
        text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
    }

    /// The text is the key of `JWK`, with that note.
    #[track_caller]
    fn check(text: &str, note: &str) {
        let key = read_key(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!(Ok(key.thumbprint()), read_key(JWK).map(|key| key.thumbprint()), "{text}");
        assert!(notes(&key.notes).contains(note), "{text}: {:?}", key.notes);
    }

    #[test]
    fn each_layer_is_taken_off() {
        check(&format!("\"{}\"", escaped(JWK)), "a JSON string");
        check(&escaped(JWK), "the quotes were escaped");
        check(&format!("\"{}\"", escaped(&escaped(JWK))), "a JSON string");
        check(&format!("JWK='{}'", JWK.replace('\n', "")), "");
        check(&format!("export PUBLIC_JWK={}", JWK.replace('\n', "")), "");
        check(&format!("jwk: \"{}\",", escaped(JWK)), "a JSON string");
        check(&Alphabet::Standard.encode(JWK.as_bytes()), "base64 of JSON");
        check(&Alphabet::UrlSafe.encode(JWK.as_bytes()), "base64 of JSON");
        check(&format!("KEY={}", Alphabet::Standard.encode(JWK.as_bytes())), "base64 of JSON");
        check(&Alphabet::Standard.encode(Alphabet::Standard.encode(JWK.as_bytes()).as_bytes()), "base64 of JSON");
        let pem = Alphabet::Standard.encode(SPKI.as_bytes());
        check(&Alphabet::Standard.encode(pem.as_bytes()), "base64 of a PEM text");
        check(&crate::format::hex::encode(JWK.as_bytes()), "in hexadecimal digits");
        check(&crate::format::hex::encode(SPKI.as_bytes()).to_uppercase(), "in hexadecimal digits");
        check(&JWK.replace('"', "&quot;"), "XML entities");
        check(&JWK.replace('"', "%22").replace('{', "%7B").replace('}', "%7D").replace('\n', "%0A"), "percent escapes");
        let body: String = SPKI.lines().filter(|line| !line.starts_with('-')).collect();
        check(&format!("PUBLIC_KEY={body}"), "BEGIN and END lines are missing");
        check(&format!("PUBLIC_KEY=\"{}\"", SPKI.replace('\n', "\\n")), "had \\n where line breaks belong");
    }

    #[test]
    fn a_set_in_layers_is_a_set() {
        let set = format!("{{\"keys\":[{JWK},{}]}}", fixture!("rsa2048-public.jwk.json"));
        for text in [format!("\"{}\"", escaped(&set)), escaped(&set), Alphabet::Standard.encode(set.as_bytes())] {
            let fault = read_key(&text).expect_err("two keys");
            assert_eq!(fault.code().name(), "jwks-several-keys", "{text}");
        }
    }

    #[test]
    fn a_secret_keeps_its_layers() {
        for text in
            ["\"secret\"", "SECRET=abc", "eyJhIjoxfQ", "a%22b", "x: y", "'quoted'", "&quot;", "{\\\"a\\\":1}", "W10"]
        {
            let key = detect(text, Encoding::Utf8);
            assert!(matches!(key, Some(Ok(key)) if key.source == Source::Text(Encoding::Utf8)), "{text}");
        }
    }

    #[test]
    fn layers_without_end_are_left_alone() {
        let mut text = JWK.to_owned();
        for _ in 0..6 {
            text = Alphabet::Standard.encode(format!("\"{}\"", escaped(&text)).as_bytes());
        }
        assert!(matches!(detect(&text, Encoding::Utf8), Some(Ok(key)) if key.source == Source::Text(Encoding::Utf8)));
    }
}
