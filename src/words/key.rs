//! Why a text is no usable key. No sentence here shows key material, because no fact holds any.

mod der;
mod jwk;
pub(super) mod lookalike;
mod material;
mod note;
mod pem;

use super::{Wording, counted, of_facts, say, state};
use crate::base::diagnostic::Key;
use crate::base::diagnostic::key::{Base64, Encrypted, Foreign, OpenSsh, Place, ScryptLimit, Secret};
use crate::base::spec::Spec;
pub use note::note;

/// What to do about a key that no algorithm takes.
const NEEDED: &str = "RS* and PS* need an RSA key, ES* an EC key, EdDSA an Ed25519 or Ed448 key, ML-DSA an ML-DSA key";
const COPY_AGAIN: &str = "the key is damaged; copy it again";
const CONVERT: &str = "convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out converted.pem";
/// The same for ciphers that OpenSSL has put away.
const CONVERT_LEGACY: &str = "convert it: openssl pkcs8 -provider default -provider legacy -topk8 -v2 aes-256-cbc -in key.pem -out converted.pem";

pub(super) fn wording(fault: &Key) -> Wording {
    match fault {
        Key::TooLarge { bytes, most, secret } => {
            let what = if *secret { "secrets" } else { "keys" };
            state(format!("this text has {}; {what} of up to {most} MB are read", counted(*bytes, "byte")))
        }
        Key::Format(format) => foreign(*format),
        Key::Algorithm(name) => {
            say(format!("this is {name}, which no algorithm here uses"), NEEDED).by(Spec::Rfc(7518, "3.1"))
        }
        Key::UnknownAlgorithm(identifier) => {
            let which = match identifier {
                Some(identifier) => format!("the unknown identifier {identifier}"),
                None => "an identifier that cannot be read".into(),
            };
            say(format!("the algorithm of this key has {which}"), NEEDED).by(Spec::Rfc(7518, "3.1"))
        }
        Key::Form { kind, private: true, form } => state(format!("{kind} cannot be written as {form}")),
        Key::Form { kind, private: false, form } => {
            state(format!("{kind} without its private part cannot be written as {form}"))
        }
        Key::Pkcs8Version => state("the version of this PKCS#8 private key is not 0 or 1").by(Spec::Rfc(5958, "2")),
        Key::Secret(fault) => secret(fault),
        Key::Jwk(fault) => jwk::wording(fault),
        Key::Set(fault) => jwk::set(fault),
        Key::Pem(fault) => pem::wording(fault),
        Key::Encrypted(fault) => encrypted(fault),
        Key::OpenSsh(fault, spec) => openssh(fault).by(*spec),
        Key::OverLines(first) => {
            let fix = "put the key on one line: remove the line breaks, or copy it again";
            Wording { fix: Some(fix.into()), ..of_facts(first, None) }
        }
        Key::Der(fault) => der::wording(fault),
        Key::Lookalike(what) => lookalike::wording(what),
        Key::Multibase(fault) => lookalike::multibase(*fault),
        Key::Rsa(fault) => material::rsa(fault),
        Key::Ec(fault) => material::ec(fault),
        Key::Okp(fault) => material::okp(fault),
        Key::Akp(fault) => material::akp(fault),
    }
}

fn foreign(format: Foreign) -> Wording {
    match format {
        Foreign::SshDsa => say("this is a DSA key in OpenSSH format", NEEDED),
        Foreign::SshCertificate => say(
            "this is an OpenSSH certificate, not an X.509 certificate",
            "paste the public key it was made for: the file of the same name without -cert",
        ),
        Foreign::HardwareToken => say("this key is in a hardware token; no algorithm here uses such a key", NEEDED),
        Foreign::Ssh2 => say("this is a public key in SSH2 format (RFC 4716)", "convert it: ssh-keygen -i -f key.pub"),
        Foreign::Putty => {
            say("this is a PuTTY private key", "convert it: puttygen key.ppk -O private-openssh -o key.pem")
        }
        Foreign::DotNetXml => {
            say("this is an RSA key in XML, as .NET writes it", "export it as PEM: RSA.ExportSubjectPublicKeyInfoPem()")
        }
        Foreign::Pkcs12 => say(
            "this is a PKCS#12 container (.p12, .pfx): the keys in it are under a password, and are not read here",
            "take the key out and paste that: openssl pkcs12 -in key.p12 -nodes -out key.pem, with -legacy for old files; if this is its base64, decode it first: base64 -d",
        )
        .by(Spec::Rfc(7292, "4")),
        Foreign::JavaKeystore => say(
            "this is a keystore of Java (JKS), which is not read here",
            "take the certificate out and paste that: keytool -exportcert -rfc -alias name -keystore keys.jks",
        ),
        Foreign::Minisign => say("this is a minisign key, which JOSE does not use", NEEDED),
        Foreign::Age => say("this is an age encryption key, which JOSE does not use", NEEDED),
    }
}

/// What to call a character of a key: only marks, white space and code points are named, no letter and no digit.
fn mark(c: char) -> String {
    match c {
        ' ' => "a space".into(),
        '\n' | '\r' => "a line break".into(),
        '\t' => "a tab".into(),
        '…' => "an ellipsis (…)".into(),
        c if c.is_ascii_punctuation() => format!("`{c}`"),
        c if c.is_ascii_alphanumeric() => "a letter or digit".into(),
        c => format!("U+{:04X}", u32::from(c)),
    }
}

fn place(place: Place) -> String {
    match place {
        Place::Position(position) => format!("position {position}"),
        Place::LineColumn(line, column) => format!("line {line}, column {column}"),
    }
}

/// Why `what` is not base64, or base64url.
fn base64(what: &str, url: bool, fault: Base64) -> String {
    let name = if url { "base64url" } else { "base64" };
    match fault {
        Base64::Character(at, c) => format!("{what} has {} at {}, which {name} does not have", mark(c), place(at)),
        Base64::AfterPadding(at) => format!("{what} continues after its padding, at {}", place(at)),
        Base64::Padding { got, expected } => {
            format!("{what} ends with {}; its length needs {expected}", counted(got, "padding character"))
        }
        Base64::Length(characters) => {
            format!("{what} has {}; {name} never has 1 more than a multiple of 4", counted(characters, "character"))
        }
    }
}

fn secret(fault: &Secret) -> Wording {
    const AS_TEXT: &str = "if this is the secret itself, choose UTF-8 as its encoding";
    match *fault {
        Secret::Empty(encoding) => say(format!("this {encoding} text decodes to zero bytes"), "enter the secret"),
        Secret::Base64 { url, fault, other } => {
            let (name, theirs) = if url { ("base64url", "base64") } else { ("base64", "base64url") };
            let fix = match fault {
                Base64::Character(..) if other => format!("the text is {theirs}: choose {theirs} as the encoding"),
                Base64::Character(_, c) if if url { "+/".contains(c) } else { "-_".contains(c) } => {
                    format!("`{c}` belongs to {theirs}, but other characters do not; check where the text comes from")
                }
                Base64::Character(..) => AS_TEXT.into(),
                Base64::AfterPadding(_) => format!("padding ends a {name} text; are these two texts?"),
                Base64::Padding { .. } => "a character is missing or extra; padding may be left out".into(),
                Base64::Length(_) => format!("a character is missing or extra; {AS_TEXT}"),
            };
            say(base64("the secret", url, fault), fix).by(Spec::Rfc(4648, if url { "5" } else { "4" }))
        }
        Secret::HexDigit { position, found, prefix } => {
            let what = found.map_or("a letter".into(), mark);
            let fix = match found {
                _ if prefix => "remove the leading 0x".into(),
                Some(':') => "remove the colons: only 0-9 and a-f count".into(),
                _ => format!("only 0-9 and a-f count; {AS_TEXT}"),
            };
            say(format!("the secret has {what} at position {position}, not a hexadecimal digit"), fix)
                .by(Spec::Rfc(4648, "8"))
        }
        Secret::HexOdd(digits) => say(
            format!("the secret has {}, an odd number; each byte takes 2", counted(digits, "hexadecimal digit")),
            "a digit is missing or extra",
        )
        .by(Spec::Rfc(4648, "8")),
    }
}

fn encrypted(fault: &Encrypted) -> Wording {
    let scheme = Spec::Rfc(8018, "A");
    let unsupported = |why: String| {
        say(format!("this private key is encrypted in a way that is not supported: {why}"), CONVERT).by(scheme)
    };
    match fault {
        Encrypted::Waiting(how) => {
            say(format!("this private key is encrypted ({how})"), "enter its passphrase below; it stays in this page")
                .by(Spec::Rfc(5958, "3"))
        }
        Encrypted::WrongPassphrase => say(
            "the passphrase does not open this key",
            "check capital letters and spaces; if the passphrase is right, the key is damaged",
        )
        .by(Spec::Rfc(5958, "3")),
        Encrypted::Legacy { cipher, current } => say(
            format!("this private key is encrypted in a way that is not supported: OpenSSL's old format ({cipher}, with a key made by MD5)"),
            if *current { CONVERT } else { CONVERT_LEGACY },
        )
        .by(Spec::Rfc(7468, "11")),
        Encrypted::Scheme { name, legacy } => {
            let told = unsupported(name.clone());
            if *legacy { Wording { fix: Some(CONVERT_LEGACY.into()), ..told } } else { told }
        }
        Encrypted::Iv { got, expected } => {
            unsupported(format!("the initialization vector has {}; the cipher needs {expected}", counted(*got, "byte")))
        }
        Encrypted::KeyLength { got, expected } => {
            unsupported(format!("its key is said to have {got} bytes; the cipher needs {expected}"))
        }
        Encrypted::Salt { got, most } => {
            unsupported(format!("the salt has {}; at most {most} are supported", counted(*got, "byte")))
        }
        Encrypted::Rounds { got, least, most } => {
            unsupported(format!("it asks for {got} rounds of PBKDF2; {least} to {most} are supported"))
        }
        Encrypted::Scrypt { parameters: [n, r, p], limit } => {
            let limit = match limit {
                ScryptLimit::Memory(most) => format!("needs more than {most} MB of memory"),
                ScryptLimit::Work => "takes too long".into(),
                ScryptLimit::Impossible => "is not possible".into(),
            };
            unsupported(format!("scrypt with N = {n}, r = {r}, p = {p} {limit}"))
        }
    }
}

fn openssh(fault: &OpenSsh) -> Wording {
    const WHOLE_LINE: &str = "copy the whole line again";
    match fault {
        OpenSsh::Type { line, inside } => say(
            format!("the line says {line}, but the key in it says {inside}"),
            "parts of two keys were mixed, or the key is damaged; copy it again",
        ),
        OpenSsh::Curve(name) => say(format!("the line says {name}, but the key in it names another curve"), COPY_AGAIN),
        OpenSsh::Base64(fault) => say(base64("the key", false, *fault), WHOLE_LINE),
        OpenSsh::CutLength(what, left) => say(
            format!("the key is cut off: the length of {what} takes 4 bytes, and {} left", left_over(*left)),
            WHOLE_LINE,
        ),
        OpenSsh::Cut { what, says, left } => say(
            format!("the key is cut off: {what} says it has {says} bytes, and {} left", left_over(*left)),
            WHOLE_LINE,
        ),
        OpenSsh::Negative(what) => {
            say(format!("{what} is negative: the zero byte before its first bit is missing"), COPY_AGAIN)
        }
        OpenSsh::ZeroByte(what) => say(format!("{what} starts with an extra zero byte"), COPY_AGAIN),
        OpenSsh::Trailing(bytes) => say(
            format!(
                "there {} after the key",
                if *bytes == 1 { "is 1 byte".into() } else { format!("are {bytes} bytes") }
            ),
            "are these two keys?",
        ),
    }
}

/// `1 is`, `2 are`.
fn left_over(count: usize) -> String {
    format!("{count} {}", if count == 1 { "is" } else { "are" })
}
