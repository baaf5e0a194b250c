//! Key formats that are not read here: recognised, so that nobody's key is taken for a secret in silence.

use super::{KeyFault, NEEDED};

/// How a format starts, what it is, and how to get from it to one that is read here.
static FORMATS: &[(&str, &str, &str)] = &[
    ("ssh-dss ", "a DSA key in OpenSSH's format", NEEDED),
    ("ssh-rsa-cert-v01@", CERTIFICATE, PLAIN),
    ("ssh-dss-cert-v01@", CERTIFICATE, PLAIN),
    ("ssh-ed25519-cert-v01@", CERTIFICATE, PLAIN),
    ("ecdsa-sha2-nistp256-cert-v01@", CERTIFICATE, PLAIN),
    ("ecdsa-sha2-nistp384-cert-v01@", CERTIFICATE, PLAIN),
    ("ecdsa-sha2-nistp521-cert-v01@", CERTIFICATE, PLAIN),
    (
        "sk-ssh-ed25519@openssh.com ",
        "a key that lives in a hardware token, which none of the algorithms here uses",
        NEEDED,
    ),
    (
        "sk-ecdsa-sha2-nistp256@openssh.com ",
        "a key that lives in a hardware token, which none of the algorithms here uses",
        NEEDED,
    ),
    ("---- BEGIN SSH2 ", "a public key in the format of RFC 4716 (SSH2)", "convert it: ssh-keygen -i -f key.pub"),
    ("PuTTY-User-Key-File-", "a private key of PuTTY", "convert it: puttygen key.ppk -O private-openssh -o key.pem"),
    ("<RSAKeyValue", "an RSA key in XML, as .NET writes it", "export it as PEM: RSA.ExportSubjectPublicKeyInfoPem()"),
    ("untrusted comment:", "a minisign key, which JOSE does not use", NEEDED),
    ("AGE-SECRET-KEY-", "a key of the age encryption tool, which JOSE does not use", NEEDED),
];

const CERTIFICATE: &str = "a certificate of OpenSSH, which is none of X.509";
const PLAIN: &str = "paste the public key it was made for: the file of the same name without -cert";

/// The fault that says what `text` is, if it is in one of these formats.
pub fn recognise(text: &str) -> Option<KeyFault> {
    let text = super::content(text);
    let (_, what, hint) = FORMATS.iter().find(|(start, ..)| text.starts_with(start))?;
    Some(KeyFault::new("key-format", format!("this is {what}")).hint(*hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_named_with_a_way_out() {
        for (start, what, hint) in FORMATS {
            let fault = recognise(&format!("\n{start}AAAAB3NzaC1kc3M= me@here")).expect(start);
            assert_eq!((fault.message.clone(), fault.hint.as_deref()), (format!("this is {what}"), Some(*hint)));
        }
    }

    #[test]
    fn a_secret_that_only_mentions_a_format_is_none() {
        assert_eq!(recognise("my ssh-dss "), None);
        assert_eq!(recognise("ssh-dss"), None);
        assert_eq!(recognise(""), None);
    }
}
