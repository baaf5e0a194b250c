//! Key formats that are not read here: recognised, so that nobody's key is taken for a secret in silence.

use super::{KeyFault, fault};
use crate::base::diagnostic::Key;
use crate::base::diagnostic::key::Foreign;

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
    known.or_else(in_xml).map(|format| fault(Key::Format(format)))
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

    #[test]
    fn a_secret_that_only_mentions_a_format_is_none() {
        assert_eq!(recognise("my ssh-dss "), None);
        assert_eq!(recognise("ssh-dss"), None);
        assert_eq!(recognise(""), None);
    }
}
