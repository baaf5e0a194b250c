//! The labels of PEM as a table: which structure each stands for, and what to do with those that hold no usable key.

use crate::base::diagnostic::key::NotAKey;
use crate::base::diagnostic::{Facts, Key as Fault};
use crate::key::{Curve, DecryptedKey, Key, KeyFault, Source, encrypted, pkix, x509};
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
    /// Nothing that is of use here.
    Other(NotAKey),
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
    row("OPENSSH PRIVATE KEY", Holds::Other(NotAKey::OpenSshPrivate), Spec::Rfc(7468, "10")),
    row("TRUSTED CERTIFICATE", Holds::Other(NotAKey::TrustedCertificate), Spec::Rfc(7468, "5")),
    row("CERTIFICATE REQUEST", Holds::Other(NotAKey::Request), Spec::Rfc(7468, "7")),
    row("NEW CERTIFICATE REQUEST", Holds::Other(NotAKey::Request), Spec::Rfc(7468, "7")),
    row("X509 CRL", Holds::Other(NotAKey::RevocationList), Spec::Rfc(7468, "6")),
    row("PKCS7", Holds::Other(NotAKey::Bundle), Spec::Rfc(7468, "8")),
    row("CMS", Holds::Other(NotAKey::Bundle), Spec::Rfc(7468, "9")),
    row("DSA PRIVATE KEY", Holds::Other(NotAKey::Dsa), Spec::Rfc(7518, "3.1")),
    row("DSA PUBLIC KEY", Holds::Other(NotAKey::Dsa), Spec::Rfc(7518, "3.1")),
    row("DSA PARAMETERS", Holds::Other(NotAKey::DsaParameters), Spec::Rfc(7518, "3.1")),
    row("DH PARAMETERS", Holds::Other(NotAKey::DhParameters), Spec::Rfc(7518, "3.1")),
    row("PGP PUBLIC KEY BLOCK", Holds::Other(NotAKey::OpenPgp), Spec::Rfc(7518, "3.1")),
    row("PGP PRIVATE KEY BLOCK", Holds::Other(NotAKey::OpenPgp), Spec::Rfc(7518, "3.1")),
];

/// Whether that is what came of reading the right structure: a key, or a fault in what it says.
pub fn fits(read: &Result<Key, KeyFault>) -> bool {
    // Any two numbers can be read as an RSA key; that they make none says that they were not meant as one.
    read.as_ref().err().is_none_or(|fault| !matches!(&fault.facts, Facts::Key(Fault::Der(_) | Fault::Rsa(_))))
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
