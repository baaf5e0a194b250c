//! Key formats that JOSE tools do not read: recognised, so that nobody's key is taken for a secret in silence.

use super::KeyFault;

/// How a format starts, what it is, and how to get from it to one that is read here.
static FORMATS: &[(&str, &str, &str)] = &[
    ("ssh-rsa ", "an RSA public key in OpenSSH's format", TO_PEM),
    ("ecdsa-sha2-nistp256 ", "an EC public key in OpenSSH's format", TO_PEM),
    ("ecdsa-sha2-nistp384 ", "an EC public key in OpenSSH's format", TO_PEM),
    ("ecdsa-sha2-nistp521 ", "an EC public key in OpenSSH's format", TO_PEM),
    ("ssh-ed25519 ", "an Ed25519 key in OpenSSH's format, which none of the algorithms here uses", NEEDED),
    ("ssh-dss ", "a DSA key in OpenSSH's format, which none of the algorithms here uses", NEEDED),
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
    (
        "---- BEGIN SSH2 ",
        "a public key in the format of RFC 4716 (SSH2)",
        "convert it: ssh-keygen -i -f key.pub > openssh.pub, then ssh-keygen -e -m PKCS8 -f openssh.pub",
    ),
    ("PuTTY-User-Key-File-", "a private key of PuTTY", "convert it: puttygen key.ppk -O private-openssh -o key.pem"),
    ("<RSAKeyValue", "an RSA key in XML, as .NET writes it", "export it as PEM: RSA.ExportSubjectPublicKeyInfoPem()"),
    ("untrusted comment:", "a minisign key, which JOSE does not use", NEEDED),
    ("AGE-SECRET-KEY-", "a key of the age encryption tool, which JOSE does not use", NEEDED),
];

const TO_PEM: &str = "convert it: ssh-keygen -e -m PKCS8 -f key.pub";
const NEEDED: &str = "RS* and PS* need an RSA key, ES* an EC key on P-256, P-384 or P-521";

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
            let fault = recognise(&format!("\n{start}AAAAB3NzaC1yc2E= me@here")).expect(start);
            assert_eq!((fault.message, fault.hint.as_deref()), (format!("this is {what}"), Some(*hint)));
        }
    }

    #[test]
    fn a_secret_that_only_mentions_a_format_is_none() {
        assert_eq!(recognise("my ssh-rsa "), None);
        assert_eq!(recognise("ssh-rsa"), None);
        assert_eq!(recognise(""), None);
    }
}
