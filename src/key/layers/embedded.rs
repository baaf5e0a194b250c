//! Keys that stand within another text: a JWK after the head of an answer of HTTP, the base64 of a key in XML or SQL, the bytes of one
//! as a program prints them, and a text in UTF-16 that was read as another encoding. What comes out counts only where it is a key.

use crate::format::base64::Alphabet;
use crate::format::json;
use crate::key::file_text;
use crate::key::pem::{block, hexadecimal};

/// Longer texts hold no single key, or one that has marks of its own.
const LONGEST: usize = 1 << 20;
/// The shortest key in base64 has more characters, but for those of the Edwards curves.
const SHORTEST: usize = 80;
/// So many keys of a text are read.
const MOST: usize = 20;

/// The JSON of a key that starts and ends on lines of its own, or whose braces are missing.
pub fn json(text: &str) -> Option<String> {
    if !text.contains("\"kty\"") || text.starts_with(['{', '[']) {
        return None;
    }
    let starts = |line: &&str| line.starts_with(['{', '[']) && !line.trim_end().ends_with("bytes data]");
    let mut at = 0;
    let line = text.split_inclusive('\n').find(|line| {
        let found = starts(line);
        at += if found { 0 } else { line.len() };
        found
    });
    line?;
    let inside = text.get(at..)?;
    let inside = inside.get(..=inside.rfind(['}', ']'])?)?;
    // curl says so even after the answer: `* Connection #0 to host … left intact`.
    whole(inside.to_owned()).or_else(|| whole(inside.get(..=inside.rfind('}')?)?.to_owned()))
}

/// The members of a JWK without the braces around them, or without the first one.
pub fn braced(text: &str) -> Option<String> {
    let bare = text.trim_end_matches([',', ';']);
    let missing = text.starts_with('"') && bare.contains("\"kty\"");
    let is_jwk = |text: &String| {
        json::read(text.as_str()).node.is_some_and(|node| node.get("kty").is_some_and(|kty| kty.as_str().is_some()))
    };
    missing.then(|| whole(format!("{{{bare}}}")).or_else(|| whole(format!("{{{bare}"))))?.filter(is_jwk)
}

fn whole(text: String) -> Option<String> {
    json::read(text.as_str()).well_formed().then_some(text)
}

/// How base64 of PEM begins.
const PEM: &str = "LS0tLS1CRUdJTi";

/// Each key whose base64 stands between other characters than those of base64, in PEM; or PEM in base64, as the values of a secret of
/// Kubernetes are.
pub fn der(text: &str) -> Option<String> {
    if text.len() > LONGEST || !(text.contains("MI") || text.contains(PEM)) {
        return None;
    }
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=') || c.is_ascii_whitespace();
    let mut blocks: Vec<String> = vec![];
    let runs = text.split(|c: char| !is_base64(c)).map(str::trim);
    for run in runs.filter(|run| run.len() > SHORTEST && (run.starts_with("MI") || run.starts_with(PEM))).take(MOST) {
        let found = match run.starts_with(PEM) {
            true => run
                .split_whitespace()
                .next()
                .and_then(|run| Alphabet::Standard.decode(run).ok())
                .map(|pem| file_text(pem.bytes)),
            false => Alphabet::Standard.decode(run).ok().and_then(|decoded| block(&decoded.bytes)),
        };
        // The same certificate may be there for signatures and for encryption.
        blocks.extend(found.filter(|found| !blocks.contains(found)));
    }
    (!blocks.is_empty()).then(|| blocks.concat())
}

/// What the bytes say that a program printed: as numbers between brackets, or as Node.js prints a Buffer.
pub fn bytes(text: &str) -> Option<String> {
    let buffer = || text.strip_prefix("<Buffer ")?.strip_suffix('>').and_then(hexadecimal);
    let bytes = buffer().or_else(|| numbers(text)).filter(|bytes| bytes.len() > 40)?;
    Some(file_text(bytes))
}

fn numbers(text: &str) -> Option<Vec<u8>> {
    let (_, list) = text.rsplit_once('[').filter(|_| text.len() < LONGEST)?;
    let (inside, after) = list.split_once(']')?;
    if !matches!(after.trim_end_matches([';', ',']), "" | "}" | ")") {
        return None;
    }
    let numbers = inside.split([',', ' ', '\n', '\r', '\t']).filter(|number| !number.is_empty());
    // Java prints the bytes from 128 on as negative numbers; both are the same byte.
    let byte = |number: &str| number.parse::<i16>().ok().filter(|number| (-128..256).contains(number));
    numbers.map(|number| byte(number).map(|number| number as u8)).collect()
}

/// A text whose second characters are all NUL, or a space for each of these.
pub fn utf16(text: &str) -> Option<String> {
    // What became of the byte order mark stands in front.
    let text = text.trim_start_matches(['\u{feff}', '\u{fffd}', 'ÿ', 'þ', '\0']).trim_end_matches('\0');
    let is_none = |c: char| matches!(c, '\0' | ' ');
    let seconds = text.chars().skip(1).step_by(2);
    (text.len() > SHORTEST && seconds.clone().all(is_none)).then(|| text.chars().step_by(2).collect())
}

#[cfg(test)]
mod tests {
    use crate::format::base64::Alphabet;
    use crate::key::testing::{fixture, notes, read};
    use crate::key::{Encoding, Options, ParsedKey, Source, detect};

    const JWK: &str = fixture!("rsa2048-public.jwk.json");
    const SPKI: &str = fixture!("rsa2048-spki.pem");
    const CERTIFICATE: &str = fixture!("rsa2048-certificate.pem");
    const OTHER: &str = fixture!("p384-certificate.pem");

    fn base64(text: &str) -> String {
        use ::base64::Engine as _;
        ::base64::engine::general_purpose::STANDARD.encode(text)
    }

    fn body(pem: &str) -> String {
        pem.lines().filter(|line| !line.starts_with('-')).collect()
    }

    /// The text is the key of `right`, with that note.
    #[track_caller]
    fn check(text: &str, right: &str, note: &str) {
        let key = read(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!(Ok(key.material), read(right).map(|key| key.material), "{text}");
        assert!(notes(&key.notes).contains(note), "{text}: {:?}", key.notes);
    }

    #[test]
    fn a_jwk_within_lines_of_another_text_is_read() {
        let note = "stood within another text";
        let set = format!("{{\"keys\": [{JWK}]}}");
        for head in [
            "HTTP/2 200 \r\ncontent-type: application/json\r\n\r\n",
            "content-type: application/json\r\nx: [1]\r\n\r\n",
            "> GET /jwks HTTP/2\n> \n< HTTP/2 200\n< content-type: application/json\n<\n{ [512 bytes data]\n",
            "$ curl https://idp.example/keys\n",
        ] {
            for tail in ["", "\n", "\n* Connection #0 to host left intact", "\n$ "] {
                // A set has notes of its own.
                check(&format!("{head}{set}{tail}"), JWK, "");
                check(&format!("{head}{JWK}{tail}"), JWK, note);
            }
        }
    }

    #[test]
    fn missing_braces_are_put_back() {
        let inside = JWK.trim().trim_start_matches('{').trim_end_matches('}').trim();
        for text in [inside.to_owned(), format!("{inside},"), format!("{inside}\n}}")] {
            check(&text, JWK, "the braces around the members");
        }
    }

    #[test]
    fn a_key_in_xml_and_in_sql_is_taken_out() {
        let note = "stood within another text";
        let element = |body: &str| format!("<ds:X509Certificate>\n{body}\n</ds:X509Certificate>");
        check(&element(&body(CERTIFICATE)), CERTIFICATE, note);
        let lines: String =
            CERTIFICATE.lines().filter(|line| !line.starts_with('-')).map(|l| format!("{l}\n")).collect();
        check(
            &format!("<md:EntityDescriptor entityID=\"https://a.example/\">{}</md:EntityDescriptor>", element(&lines)),
            CERTIFICATE,
            note,
        );
        let value = base64(SPKI);
        check(&format!("apiVersion: v1\nkind: Secret\ndata:\n  jwt.pub: {value}\ntype: Opaque\n"), SPKI, note);
        check(&format!("ALTER USER me SET RSA_PUBLIC_KEY='{}';", body(SPKI)), SPKI, note);
        let twice = [element(&body(CERTIFICATE)), element(&body(CERTIFICATE))].concat();
        check(&twice, CERTIFICATE, note);
        let two = [element(&body(CERTIFICATE)), element(&body(OTHER))].concat();
        assert!(
            matches!(crate::key::read(&two, &Options::default()), Some(Ok(ParsedKey::Set(set))) if set.members.len() == 2)
        );
    }

    #[test]
    fn printed_bytes_are_put_together() {
        let note = "a list of bytes";
        let der = Alphabet::Standard.decode(&body(SPKI)).expect("a fixture").bytes;
        for bytes in [SPKI.as_bytes(), JWK.as_bytes(), &der] {
            let numbers = bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
            let signed = bytes.iter().map(|byte| byte.cast_signed().to_string()).collect::<Vec<_>>().join(", ");
            let digits = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
            for text in [
                format!("{{\"type\": \"Buffer\", \"data\": [{numbers}]}}"),
                format!("Uint8Array(9) [\n  {numbers}\n]"),
                format!("[{signed}]"),
                format!("<Buffer {digits}>"),
            ] {
                check(&text, SPKI, note);
            }
        }
    }

    #[test]
    fn utf_16_is_read() {
        let note = "UTF-16 read as another encoding";
        for (text, right) in [(SPKI, SPKI), (JWK, JWK)] {
            for none in ['\0', ' '] {
                let spread: String = text.chars().flat_map(|c| [c, none]).collect();
                check(&spread, right, note);
                check(&format!("\u{fffd}\u{fffd}{spread}"), right, note);
                let big: String = text.chars().flat_map(|c| [none, c]).collect();
                check(&big, right, note);
            }
        }
    }

    #[test]
    fn what_holds_no_whole_key_is_a_secret() {
        let cut = body(SPKI).get(..200).expect("long").to_owned();
        for text in [
            "my \"kty\" is\n{}\n",
            "\"kty\": 1",
            "HTTP/1.1 200 OK\n\n{\"a\": 1}",
            "[1, 2, 3]",
            "<Buffer 2d 2d 2d ... 401 more bytes>",
            "a b c d",
            &format!("<X509Certificate>{cut}</X509Certificate>"),
            &"a ".repeat(100),
        ] {
            let key = detect(text, Encoding::Utf8);
            assert!(matches!(key, Some(Ok(key)) if key.source == Source::Text(Encoding::Utf8)), "{text}");
        }
    }
}
