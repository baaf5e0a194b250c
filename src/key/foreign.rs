//! Key formats that are not read here: recognised, so that nobody's key is taken for a secret in silence.

use super::pem::hexadecimal;
use super::{KeyFault, fault};
use crate::base::diagnostic::Key;
use crate::base::diagnostic::key::Foreign;
use crate::format::base64::Alphabet;
use crate::format::der::{INTEGER, OID, Reader, SEQUENCE};

/// Containers of many keys are larger, and so is what is looked at.
const LONGEST: usize = 1 << 20;

/// How a format starts, and what it is.
static FORMATS: &[(&str, Foreign)] = &[
    ("ssh-dss ", Foreign::SshDsa),
    ("ssh-rsa-cert-v01@", Foreign::SshCertificate),
    ("ssh-dss-cert-v01@", Foreign::SshCertificate),
    ("ssh-ed25519-cert-v01@", Foreign::SshCertificate),
    ("ecdsa-sha2-nistp256-cert-v01@", Foreign::SshCertificate),
    ("ecdsa-sha2-nistp384-cert-v01@", Foreign::SshCertificate),
    ("ecdsa-sha2-nistp521-cert-v01@", Foreign::SshCertificate),
    ("sk-ssh-ed25519@openssh.com ", Foreign::HardwareToken),
    ("sk-ecdsa-sha2-nistp256@openssh.com ", Foreign::HardwareToken),
    ("---- BEGIN SSH2 ", Foreign::Ssh2),
    ("PuTTY-User-Key-File-", Foreign::Putty),
    ("<RSAKeyValue", Foreign::DotNetXml),
    ("untrusted comment:", Foreign::Minisign),
    ("AGE-SECRET-KEY-", Foreign::Age),
];

/// The fault that says what `text` is, if it is in one of these formats.
pub fn recognise(text: &str) -> Option<KeyFault> {
    let text = super::content(text);
    // A declaration may stand before the element, and a prefix in its name (RFC 3275 §4.4.2.2).
    let in_xml = || (text.starts_with('<') && text.contains("RSAKeyValue>")).then_some(Foreign::DotNetXml);
    let known = FORMATS.iter().find(|(start, _)| text.starts_with(start)).map(|(_, format)| *format);
    known.or_else(in_xml).or_else(|| container(text)).map(|format| fault(Key::Format(format)))
}

/// A container of keys whose bytes are given in base64 or hexadecimal digits; its beginning tells it, so its end may be missing.
fn container(text: &str) -> Option<Foreign> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';'));
    let begins = |starts: &[&str]| {
        starts.iter().any(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)))
    };
    // A SEQUENCE, and the marks of Java's keystores.
    let bytes = if text.len() > LONGEST {
        return None;
    } else if begins(&["308", "feedfeed", "cececece", "0x308"]) {
        hexadecimal(text)?
    } else if ["MI", "/u3+7Q", "_u3-7Q", "zs7Ozg"].iter().any(|start| text.starts_with(start)) {
        Alphabet::Standard.decode(text).or_else(|_| Alphabet::UrlSafe.decode(text)).ok()?.bytes
    } else {
        return None;
    };
    match bytes.as_slice() {
        // The version, 1 or 2.
        [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 1 | 2, ..] | [0xce, 0xce, 0xce, 0xce, 0, 0, 0, 1 | 2, ..] => {
            Some(Foreign::JavaKeystore)
        }
        bytes => is_pfx(bytes).then_some(Foreign::Pkcs12),
    }
}

/// Whether that begins as a PFX (RFC 7292 §4): version 3, and content whose type is one of PKCS#7.
fn is_pfx(bytes: &[u8]) -> bool {
    /// 1.2.840.113549.1.7, and the last arc of data and signedData.
    const PKCS7: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
    /// The head of a SEQUENCE of unknown, short or long length.
    fn inside(bytes: &[u8]) -> Option<&[u8]> {
        match bytes.strip_prefix(&[SEQUENCE])? {
            [0x82, _, _, rest @ ..] | [0x83, _, _, _, rest @ ..] | [0x81, _, rest @ ..] => Some(rest),
            [0..=0x80, rest @ ..] => Some(rest),
            _ => None,
        }
    }
    let content = || inside(inside(bytes)?.strip_prefix(&[INTEGER, 1, 3])?);
    let kind = content().and_then(|content| Reader::new(content).expect(OID, "").ok());
    kind.is_some_and(|kind| kind.content.strip_prefix(PKCS7).is_some_and(|last| matches!(last, [1 | 2])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_named_with_a_way_out() {
        for (start, format) in FORMATS {
            let found = recognise(&format!("\n{start}AAAAB3NzaC1kc3M= me@here")).expect(start);
            assert_eq!(found.facts, Key::Format(*format).into());
            assert!(crate::words::of(&found).fix.is_some(), "{start}");
        }
    }

    /// The head of a PFX, and some of what follows.
    const PFX: &[u8] =
        b"\x30\x82\x0a\x04\x02\x01\x03\x30\x82\x09\xba\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x82";

    #[test]
    fn a_container_of_keys_is_told_by_its_first_bytes() {
        // openssl writes lengths, and old tools indefinite ones (BER).
        let ber = b"\x30\x80\x02\x01\x03\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80";
        let jks = b"\xfe\xed\xfe\xed\0\0\0\x02\0\0\0\x01\0\0\0\x01";
        let jceks = b"\xce\xce\xce\xce\0\0\0\x02\0\0\0\x01\0\0\0\x01";
        for (bytes, format) in [
            (PFX, Foreign::Pkcs12),
            (ber, Foreign::Pkcs12),
            (jks, Foreign::JavaKeystore),
            (jceks, Foreign::JavaKeystore),
        ] {
            let hex = crate::format::hex::encode(bytes);
            let base64 = Alphabet::Standard.encode(bytes);
            for text in [
                base64.clone(),
                Alphabet::UrlSafe.encode(bytes),
                format!("\"{base64}\"\n"),
                format!("{}\n{}", &base64[..20], &base64[20..]),
                format!("KEYSTORE={base64}"),
                hex.to_uppercase(),
                hex,
            ] {
                let found = crate::key::testing::read(&text).expect_err(&text);
                assert_eq!(found.facts, Key::Format(format).into(), "{text}");
            }
        }
    }

    #[test]
    fn what_only_begins_like_a_container_is_none() {
        let of = |bytes: &[u8]| recognise(&Alphabet::Standard.encode(bytes));
        let with = |at: usize, byte: u8| {
            let mut other = PFX.to_vec();
            other[at] = byte;
            other
        };
        // Another version, another type of content, too short.
        assert_eq!(of(&with(6, 0)), None);
        assert_eq!(of(&with(21, 3)), None);
        assert_eq!(of(PFX.get(..20).expect("long")), None);
        for key in [crate::key::testing::fixture!("rsa2048-pkcs1.pem"), crate::key::testing::fixture!("p256-pkcs8.pem")]
        {
            let body: String = key.lines().filter(|line| !line.starts_with('-')).collect();
            assert_eq!(recognise(&body), None);
        }
    }

    #[test]
    fn a_secret_that_only_mentions_a_format_is_none() {
        assert_eq!(recognise("my ssh-dss "), None);
        assert_eq!(recognise("ssh-dss"), None);
        assert_eq!(recognise(""), None);
    }
}
