//! The labels of PEM as a table: which structure each stands for, and what to do with those that hold no usable key.

use crate::key::{Curve, DecryptedKey, Key, KeyFault, NEEDED, Source, der, encrypted, pkix, x509};
use crate::spec::Spec;

/// What a label stands for.
pub struct Label {
    /// What stands after BEGIN.
    pub name: &'static str,
    /// What is in the block.
    pub holds: Holds,
    /// Where it is defined.
    pub spec: Spec,
}

/// What is in a block.
#[derive(Clone, Copy)]
pub enum Holds {
    /// A key.
    Key(fn(&[u8], &BlockContext) -> Result<Key, KeyFault>),
    /// The name of a curve, for the block after it.
    Curve,
    /// Nothing that is of use here: what it is, with its article, and what to do.
    Other(&'static str, &'static str),
}

/// What some blocks need beside their content.
#[derive(Clone, Copy, Default)]
pub struct BlockContext<'a> {
    /// The curve that an EC PARAMETERS block named.
    pub curve: Option<Curve>,
    /// What a passphrase made of an encrypted private key.
    pub unlocked: Option<&'a DecryptedKey>,
}

/// The label of a private key under a passphrase.
pub const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// Every label that is known here.
pub static LABELS: &[Label] = &[
    row("PUBLIC KEY", Holds::Key(|der, _| pkix::spki(der, Source::Spki)), Spec::Rfc(7468, "13")),
    row("PRIVATE KEY", Holds::Key(|der, _| pkix::pkcs8(der)), Spec::Rfc(7468, "10")),
    row("CERTIFICATE", Holds::Key(|der, _| x509::certificate(der)), Spec::Rfc(7468, "5")),
    row("RSA PRIVATE KEY", Holds::Key(|der, _| pkix::pkcs1::private(der)), Spec::Rfc(8017, "A.1.2")),
    row("RSA PUBLIC KEY", Holds::Key(|der, _| pkix::pkcs1::public(der)), Spec::Rfc(8017, "A.1.1")),
    row("EC PRIVATE KEY", Holds::Key(|der, given| pkix::sec1::private(der, given.curve)), Spec::Rfc(5915, "4")),
    row("X509 CERTIFICATE", Holds::Key(|der, _| x509::certificate(der)), Spec::Rfc(7468, "5")),
    row("EC PARAMETERS", Holds::Curve, Spec::Rfc(5915, "4")),
    row(ENCRYPTED, Holds::Key(|der, given| encrypted::unlock(der, given.unlocked)), Spec::Rfc(7468, "11")),
    row(
        "OPENSSH PRIVATE KEY",
        Holds::Other(
            "a private key in OpenSSH's own format",
            "rewrite a copy of the file as PEM: ssh-keygen -p -N \"\" -m PEM -f copy-of-key",
        ),
        Spec::Rfc(7468, "10"),
    ),
    row(
        "TRUSTED CERTIFICATE",
        Holds::Other(
            "a certificate in OpenSSL's own format",
            "convert it: openssl x509 -in trusted.pem -out certificate.pem",
        ),
        Spec::Rfc(7468, "5"),
    ),
    row(
        "CERTIFICATE REQUEST",
        Holds::Other(
            "a certificate request",
            "take the public key out of it: openssl req -in request.pem -noout -pubkey",
        ),
        Spec::Rfc(7468, "7"),
    ),
    row(
        "NEW CERTIFICATE REQUEST",
        Holds::Other(
            "a certificate request",
            "take the public key out of it: openssl req -in request.pem -noout -pubkey",
        ),
        Spec::Rfc(7468, "7"),
    ),
    row(
        "X509 CRL",
        Holds::Other("a list of revoked certificates, which holds no key", "paste the certificate"),
        Spec::Rfc(7468, "6"),
    ),
    row(
        "PKCS7",
        Holds::Other("a bundle of certificates", "take them out of it: openssl pkcs7 -in bundle.pem -print_certs"),
        Spec::Rfc(7468, "8"),
    ),
    row(
        "CMS",
        Holds::Other("a bundle of certificates", "take them out of it: openssl pkcs7 -in bundle.pem -print_certs"),
        Spec::Rfc(7468, "9"),
    ),
    row(
        "DSA PRIVATE KEY",
        Holds::Other("a DSA key, which none of the algorithms here uses", NEEDED),
        Spec::Rfc(7518, "3.1"),
    ),
    row(
        "DSA PUBLIC KEY",
        Holds::Other("a DSA key, which none of the algorithms here uses", NEEDED),
        Spec::Rfc(7518, "3.1"),
    ),
    row("DSA PARAMETERS", Holds::Other("DSA parameters, which hold no key", NEEDED), Spec::Rfc(7518, "3.1")),
    row("DH PARAMETERS", Holds::Other("Diffie-Hellman parameters, which hold no key", NEEDED), Spec::Rfc(7518, "3.1")),
    row(
        "PGP PUBLIC KEY BLOCK",
        Holds::Other("an OpenPGP key, which JOSE does not use", NEEDED),
        Spec::Rfc(7518, "3.1"),
    ),
    row(
        "PGP PRIVATE KEY BLOCK",
        Holds::Other("an OpenPGP key, which JOSE does not use", NEEDED),
        Spec::Rfc(7518, "3.1"),
    ),
];

/// Whether that is what came of reading the right structure: a key, or a fault in what it says.
pub fn fits(read: &Result<Key, KeyFault>) -> bool {
    // Any two numbers can be read as an RSA key; that they make none says that they were not meant as one.
    read.as_ref().err().is_none_or(|fault| fault.code != der::CODE && !fault.code.starts_with("rsa-"))
}

/// The row of the label `name`.
pub fn label(name: &str) -> Option<&'static Label> {
    LABELS.iter().find(|row| row.name == name)
}

const fn row(name: &'static str, holds: Holds, spec: Spec) -> Label {
    Label { name, holds, spec }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_stands_once_and_in_capital_letters() {
        for (index, row) in LABELS.iter().enumerate() {
            assert_eq!(LABELS.iter().position(|other| other.name == row.name), Some(index), "{}", row.name);
            assert_eq!(row.name, row.name.to_ascii_uppercase());
        }
        assert!(label("PUBLIC KEY").is_some() && label("public key").is_none());
    }
}
