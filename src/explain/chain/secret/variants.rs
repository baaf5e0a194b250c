//! What rows of the secret have many variants of: lengths, white space, capitals, what a word processor or a template made of it.

use super::super::text::joined;
use crate::base::letter_case;
use crate::crypto::hash::md5;
use crate::crypto::hkdf;

/// In how many ways a length is filled.
pub(super) const FILLS: usize = 5;

/// Up to a length: with zeros or spaces behind, with zeros in front, with bytes that are zero, or with the secret again and again.
pub(super) fn filled(key: &[u8], index: usize) -> Option<Vec<u8>> {
    let length = *[32, 64, 16, 24, 48].get(index / FILLS)?;
    let missing = length - Some(key.len()).filter(|is| (1..length).contains(is))?;
    Some(match index % FILLS {
        0 => joined(key, &vec![b'0'; missing]),
        1 => joined(key, &vec![b' '; missing]),
        2 => joined(&vec![b'0'; missing], key),
        3 => joined(key, &vec![0; missing]),
        _ => key.iter().copied().cycle().take(length).collect(),
    })
}

/// White space that people have around a secret without a sight of it: before, and after.
pub(super) const AROUND: [[&str; 2]; 10] = [
    ["", "  "],
    ["", "\u{a0}"],
    ["\u{a0}", ""],
    ["\n", ""],
    ["\r\n", "\r\n"],
    ["\n", "\n"],
    ["  ", ""],
    ["    ", ""],
    ["\t", ""],
    ["", " \n"],
];

pub(super) const CHARSETS: [&str; 7] = [
    "UTF-32LE",
    "UTF-32BE",
    "the low bytes of UTF-16",
    "CESU-8",
    "ISO 8859-15",
    "Windows-1251",
    "code page 850 of DOS",
];

/// The first letter as a capital, as phones have it; the first of each word; and each letter in the other case.
pub(super) fn other_capitals(text: &str, variant: usize) -> String {
    let mut begins = true;
    let mut out = String::new();
    for c in text.chars() {
        let one = c.to_string();
        let (upper, lower) = (letter_case::upper(&one), letter_case::lower(&one));
        out.push_str(match variant {
            0 if begins => &upper,
            0 => &one,
            1 if begins => &upper,
            1 => &lower,
            _ if one == upper => &lower,
            _ => &upper,
        });
        begins = variant == 1 && !c.is_alphabetic();
    }
    out
}

/// What editors and chats make of typed signs, and the other way: what is there, and what it was.
pub(super) const TYPED: [[&str; 2]; 8] =
    [["–", "--"], ["—", "--"], ["—", "---"], ["--", "–"], ["--", "—"], ["…", "..."], ["...", "…"], ["–", "-"]];

/// With signs as they may have been typed.
pub(super) fn otherwise_typed(text: &str, variant: usize) -> Option<Vec<u8>> {
    let [is, was] = TYPED.get(variant)?;
    text.contains(is).then(|| text.replace(is, was).into())
}

/// What a template or a reader of YAML makes of a secret that it takes for a number: as Go writes a float (Helm does), without zeros in
/// front, and read as octal (YAML 1.1); of a number with an exponent or a point, as JavaScript and Python write it.
pub(super) fn yaml_number(text: &str, variant: usize) -> Option<Vec<u8>> {
    let digits = text.trim();
    let like = |byte: u8| byte.is_ascii_digit() || variant > 2 && matches!(byte, b'e' | b'E' | b'.' | b'+' | b'-');
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.bytes().all(like) {
        return None;
    }
    match variant {
        0 => {
            let written = format!("{:e}", digits.parse::<f64>().ok()?);
            let (mantissa, exponent) = written.split_once('e')?;
            Some(format!("{mantissa}e+{exponent:0>2}").into())
        }
        1 => Some(digits.trim_start_matches('0').into()),
        3 => Some(format!("{}", digits.parse::<f64>().ok()?).into()),
        4 => Some(format!("{:?}", digits.parse::<f64>().ok()?).into()),
        _ => u64::from_str_radix(digits.strip_prefix('0')?, 8).ok().map(|number| number.to_string().into()),
    }
}

/// What YAML 1.1 takes for true or false, as Python writes that and as others do.
pub(super) fn yaml_boolean(text: &str, variant: usize) -> Option<Vec<u8>> {
    let text = letter_case::lower(text.trim());
    let words = match text.as_str() {
        "yes" | "on" | "true" | "y" => ["True", "true"],
        "no" | "off" | "false" | "n" => ["False", "false"],
        _ => return None,
    };
    words.get(variant).map(|word| (*word).into())
}

/// How a key is derived from a secret.
enum Derivation {
    /// As OpenSSL and CryptoJS do it from a password without a salt: `EVP_BytesToKey` with MD5, 32 bytes.
    Evp,
    /// HKDF (RFC 5869) with SHA-256: the salt, what is said before it in `info` and after it, and the number of bytes.
    Hkdf(&'static str, [&'static str; 2], usize),
}

/// What stands before and after the name of the cookie.
const AUTH_JS: [&str; 2] = ["Auth.js Generated Encryption Key (", ")"];

/// Who derives a key in which way. The sessions of NextAuth.js and Auth.js are JWEs under `dir`, and what their settings have is no key.
static WAYS: [(&str, Derivation); 12] = [
    ("OpenSSL (EVP_BytesToKey with MD5, as in CryptoJS)", Derivation::Evp),
    ("HKDF with SHA-256", Derivation::Hkdf("", ["", ""], 32)),
    ("NextAuth.js 4", Derivation::Hkdf("", ["NextAuth.js Generated Encryption Key", ""], 32)),
    ("Auth.js (for its cookie authjs.session-token)", Derivation::Hkdf("authjs.session-token", AUTH_JS, 64)),
    (
        "Auth.js (for its cookie __Secure-authjs.session-token)",
        Derivation::Hkdf("__Secure-authjs.session-token", AUTH_JS, 64),
    ),
    ("Auth.js (for its cookie next-auth.session-token)", Derivation::Hkdf("next-auth.session-token", AUTH_JS, 64)),
    (
        "Auth.js (for its cookie __Secure-next-auth.session-token)",
        Derivation::Hkdf("__Secure-next-auth.session-token", AUTH_JS, 64),
    ),
    (
        "Auth.js (for A256GCM and its cookie authjs.session-token)",
        Derivation::Hkdf("authjs.session-token", AUTH_JS, 32),
    ),
    (
        "Auth.js (for A256GCM and its cookie __Secure-authjs.session-token)",
        Derivation::Hkdf("__Secure-authjs.session-token", AUTH_JS, 32),
    ),
    (
        "Auth.js (for A256GCM and its cookie next-auth.session-token)",
        Derivation::Hkdf("next-auth.session-token", AUTH_JS, 32),
    ),
    (
        "Auth.js (for A256GCM and its cookie __Secure-next-auth.session-token)",
        Derivation::Hkdf("__Secure-next-auth.session-token", AUTH_JS, 32),
    ),
    ("an SDK of Auth0 (nextjs-auth0, express-openid-connect)", Derivation::Hkdf("", ["JWE CEK", ""], 32)),
];
pub(super) const DERIVATIONS: usize = WAYS.len();

pub(super) fn deriving(variant: usize) -> Option<&'static str> {
    WAYS.get(variant).map(|(name, _)| *name)
}

/// The key that one of them makes of the secret.
pub(super) fn derived(key: &[u8], variant: usize) -> Option<Vec<u8>> {
    Some(match WAYS.get(variant)?.1 {
        Derivation::Evp => {
            let first = md5(key);
            let second = md5(&[&first[..], key].concat());
            [first, second].concat()
        }
        Derivation::Hkdf(salt, [before, after], length) => {
            // A name in `info` is that of the salt.
            let named = if after.is_empty() { "" } else { salt };
            hkdf::sha256(key, salt.as_bytes(), format!("{before}{named}{after}").as_bytes(), length)?
        }
    })
}

/// As the only member of a JSON object, which a store of secrets gave back as a whole.
pub(super) fn within_json(name: &str, text: &str, spaced: bool) -> Option<Vec<u8>> {
    let value = serde_json::to_string(text).ok()?;
    let space = if spaced { " " } else { "" };
    Some(format!("{{\"{name}\":{space}{value}}}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_templates_write_them() {
        let check = |text: &str, variant, expected: Option<&str>| {
            let got = yaml_number(text, variant).and_then(|bytes| String::from_utf8(bytes).ok());
            assert_eq!(got.as_deref(), expected, "{text} {variant}");
        };
        // helm template with --set secret=1234567890 and {{ .Values.secret }}.
        check("1234567890", 0, Some("1.23456789e+09"));
        check("100000000000", 0, Some("1e+11"));
        check("0012345", 1, Some("12345"));
        check("0755", 2, Some("493"));
        check("0855", 2, None);
        check("12a", 0, None);
        check("", 1, None);
        check("1e10", 3, Some("10000000000"));
        check("1e10", 4, Some("10000000000.0"));
        check("e10", 3, None);
    }

    #[test]
    fn keys_are_derived_as_their_tools_do() {
        let hex = |bytes: Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        // openssl enc -aes-256-cbc -md md5 -nosalt -P -k password
        let evp = derived(b"password", 0).map(hex);
        assert_eq!(evp.as_deref(), Some("5f4dcc3b5aa765d61d8327deb882cf992b95990a9151374abd8ff8c5a7a0fe08"));
        let hkdf = derived(b"password", 1).map(hex);
        let next_auth = derived(b"password", 2).map(hex);
        assert_eq!(next_auth.as_deref(), Some("c0340074f1140b6222a572f2d47e7fe60678dbb27ab12abf88eb7300dd5cffa7"));
        let auth_js = derived(b"password", 3).map(hex).unwrap_or_default();
        assert_eq!(
            auth_js,
            "93b4dfefabc0e1645ec76713de555ddd649f0c821a4c2d08ded120021230f768".to_owned()
                + "2d2372528d8d7f126800886b7f04f5708db325062630826857075b8902c14538"
        );
        // As `hkdf` of Node's crypto: createSecretKey("password"), no salt, info "JWE CEK", 32 bytes.
        let auth0 = derived(b"password", DERIVATIONS - 1).map(hex);
        assert_eq!(auth0.as_deref(), Some("0c285b0fde3925a8cf6c026025b9a7800fc414a87e92133e6deee08ed510d02e"));
        assert_eq!(hkdf.as_deref(), Some("e6f453861fc113d97538bbec1f420cdc1eb901fff35a359558c2189b0bbb17f6"));
    }

    #[test]
    fn signs_are_as_they_may_have_been_typed() {
        assert_eq!(otherwise_typed("a–b", 0), Some(b"a--b".to_vec()));
        assert_eq!(otherwise_typed("a--b", 3), Some("a–b".into()));
        assert_eq!(otherwise_typed("ab", 0), None);
        assert_eq!(within_json("KEY", "a\"b", true), Some(br#"{"KEY": "a\"b"}"#.to_vec()));
    }
}
