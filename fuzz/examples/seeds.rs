//! Writes what the fuzzer begins with: `cargo run --release --example seeds` fills `corpus/`, from the keys and published tokens of
//! the tests, and from the inputs in `seeds/` that once showed a fault.

use jwt_debugger_fuzz::rules::{case, jwe, jws_json, sd_jwt, settings, verify};
use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let put = |target: &str, name: &str, text: &str| {
        let folder = here.join("corpus").join(target);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(name), text)
    };
    for (index, pair) in verify::seeds().iter().enumerate() {
        let name = format!("published-{index:03}");
        let (_, token) = pair.rsplit_once('\n').unwrap_or_default();
        put("verify", &name, pair)?;
        put("token", &name, token)?;
        put("extract", &name, &around(index, token))?;
    }
    for folder in ["keys", "keys/pairs"] {
        for file in fs::read_dir(here.join("../tests").join(folder))? {
            let file = file?;
            let name = file.file_name().into_string().unwrap_or_default();
            if name.ends_with(".pem") || name.ends_with(".json") || name.ends_with(".txt") {
                put("key", &name, &fs::read_to_string(file.path())?)?;
            }
            if name.ends_with(".json") {
                put("json", &name, &fs::read_to_string(file.path())?)?;
            }
        }
    }
    for (target, texts) in [("jwe", jwe::seeds()), ("jws_json", jws_json::seeds()), ("sd_jwt", sd_jwt::seeds())] {
        for (index, text) in texts.iter().enumerate() {
            put(target, &format!("published-{index:02}"), text)?;
            put("extract", &format!("{target}-{index:02}"), text)?;
        }
    }
    // Of the draft of status lists, and what is stored in DEFLATE.
    put("status_list", "one-bit", r#"{"status_list":{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}"#)?;
    put("status_list", "two-bits", r#"{"status_list":{"bits":2,"lst":"eNo76fITAAPfAgc"},"status":{"status_list":{"idx":0,"uri":"a"}}}"#)?;
    put("deflate", "stored", "\u{1}\u{1}\0")?;
    put("deflate", "fixed", "\u{3}\0")?;
    put("settings", "whole", settings::SETTINGS)?;
    put("case", "whole", case::CASE)?;
    for (index, text) in JSON.iter().enumerate() {
        put("json", &format!("grammar-{index:02}"), text)?;
    }
    put("key", "secret", "a plain secret")?;
    put("key", "secret-hex", "00 01:02 0a")?;
    put("key", "secret-base64", "+/+/AAECAwQFBgc=")?;
    put("key", "set", r#"{"keys":[{"kty":"oct","k":"AAECAwQFBgc","kid":"a","alg":"HS256"},{"kty":"EC"},1]}"#)?;
    for target in ["extract", "token", "json", "key", "verify", "jwe", "jws_json", "sd_jwt", "status_list", "deflate", "settings", "case"] {
        let Ok(files) = fs::read_dir(here.join("seeds").join(target)) else { continue };
        for file in files {
            let file = file?;
            let name = format!("seed-{}", file.file_name().into_string().unwrap_or_default());
            put(target, &name, &fs::read_to_string(file.path())?)?;
        }
    }
    Ok(())
}

/// The token as it is met: one kind of surroundings after the other.
fn around(index: usize, token: &str) -> String {
    let dotted = |dot: &str| token.replace('.', dot);
    let wrapped = |joint: &str| {
        let lines: Vec<String> =
            token.as_bytes().chunks(60).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        lines.join(joint)
    };
    match index % 12 {
        0 => token.to_owned(),
        1 => format!("Authorization: Bearer {token}\r\n"),
        2 => format!("{{\"access_token\":\"{token}\",\"id_token\":\"{token}a\"}}"),
        3 => format!("https://a.example/cb?state=x#id_token={}&x=1", dotted("%2E")),
        4 => wrapped("\n"),
        5 => format!("> {}", wrapped("\n> ")),
        6 => format!("curl -H 'Authorization: Bearer {}' https://a.example", wrapped("\\\n  ")),
        7 => format!("\"{}\"", wrapped("\" +\n\"")),
        8 => format!("\"{}\"", dotted("\\u002e")),
        9 => wrapped("=\r\n"),
        10 => format!("the token {token}. And another: {token}b, too"),
        _ => wrapped("\u{200b}"),
    }
}

/// Every kind of lexeme, and the usual mistakes.
const JSON: [&str; 14] = [
    r#"{"a":[1,-0,1.50,2e+30,1E-2,true,false,null,"\u00e9\ud83d\ude00\n\"\\\/"],"a":{},"":[[]]}"#,
    " [ 1 , { \"a\" : \"b\" } ]\r\n\t",
    r#"{"a":"\ud800","b":"é😀"}"#,
    "{'a':1,}",
    "[1,,2",
    "{\"a\" 1 \"b\":}",
    "// x\n[1] /* y */",
    "\u{feff}{}",
    "NaN",
    "01",
    "1.",
    "\"a\nb\"",
    "{\"a\":{\"a\":{\"a\":[[[[[[[[{}]]]]]]]]}}}",
    "nul",
];
