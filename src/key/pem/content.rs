//! The content of a block that is not what its label says.

use super::labels::{BlockContext, Holds, LABELS, Label, fits};
use super::mend;
use crate::base::diagnostic::Code;
use crate::base::diagnostic::key::Pem as Fault;
use crate::base::diagnostic::{self, Facts};
use crate::format::der;
use crate::key::{KeyFault, fault};
use crate::spec::Spec;

/// What the content of a block is when it is not what its label says.
pub fn mislabelled(row: &Label, der: &[u8], given: &BlockContext, found: KeyFault) -> KeyFault {
    // The number at the beginning of another structure reads as a version.
    let versions = [Code::RsaVersion, Code::EcVersion, Code::Pkcs8Version];
    if !der::is_fault(&found) {
        let other = versions.contains(&found.code()).then(|| mend::fitting(der, None)).flatten();
        let told = |other: &Label| Fault::LabelContent { label: row.name, content: other.name, spec: other.spec };
        return other.map_or(found, |other| fault(told(other)));
    }
    match LABELS.iter().find(|other| matches!(other.holds, Holds::Key(read) if fits(&read(der, given)))) {
        Some(other) => fault(Fault::LabelContent { label: row.name, content: other.name, spec: other.spec }),
        None => of_block(found, row.spec),
    }
}

/// The same, if it is one of DER, as a fault of the content of a block.
pub fn of_block(mut found: KeyFault, spec: Spec) -> KeyFault {
    if let Facts::Key(diagnostic::Key::Der(der)) = &mut found.facts {
        der.block = Some(spec);
    }
    found
}

#[cfg(test)]
pub(in crate::key::pem) mod tests {
    use crate::key::testing::{fixture, refuse};

    const SPKI: &str = fixture!("p256-spki.pem");
    const RSA: &str = fixture!("rsa2048-spki.pem");

    /// `pem` without its line of that number, counted from 1.
    pub fn without_line(pem: &str, number: usize) -> String {
        (1..).zip(pem.lines()).filter(|(n, _)| *n != number).map(|(_, line)| format!("{line}\n")).collect()
    }

    fn relabelled(pem: &str, from: &str, to: &str) -> String {
        pem.replace(&format!("-{from}-"), &format!("-{to}-")).replace(&format!(" {from}-"), &format!(" {to}-"))
    }

    #[test]
    fn a_missing_line_is_told_by_the_length_that_the_key_announces() {
        refuse(&without_line(RSA, 2), "pem-body-start", r#"Key(Pem(Start("PUBLIC KEY")))"#);
        refuse(&without_line(RSA, 4), "pem-body-cut", "Key(Pem(Cut { says: 294, have: 246, guess: Lines(1) }))");
        refuse(
            &without_line(&without_line(RSA, 5), 4),
            "pem-body-cut",
            "Key(Pem(Cut { says: 294, have: 198, guess: Lines(2) }))",
        );
        refuse(&without_line(RSA, 8), "pem-body-cut", "Key(Pem(Cut { says: 294, have: 288, guess: Unknown }))");
        let line = RSA.lines().nth(3).expect("several lines");
        refuse(
            &RSA.replace(line, &line[4..]),
            "pem-body-cut",
            "Key(Pem(Cut { says: 294, have: 291, guess: Line(OddLine { line: 4, got: 60, first: 64 }) }))",
        );
        refuse(
            &RSA.replace(line, &line[1..]),
            "pem-body-cut",
            "Key(Pem(Cut { says: 294, have: 293, guess: Line(OddLine { line: 4, got: 63, first: 64 }) }))",
        );
        let twice = format!("{line}\n{line}");
        refuse(&RSA.replace(line, &twice), "pem-trailing-bytes", "Key(Pem(Trailing(48)))");
    }

    #[test]
    fn a_label_that_does_not_fit_the_content_is_told_with_the_right_one() {
        let pkcs1 = relabelled(fixture!("rsa2048-pkcs1-public.pem"), "RSA PUBLIC KEY", "PUBLIC KEY");
        refuse(
            &pkcs1,
            "pem-label-content",
            r#"Key(Pem(LabelContent { label: "PUBLIC KEY", content: "RSA PUBLIC KEY", spec: Rfc(8017, "A.1.1") }))"#,
        );
        let pkcs8 = relabelled(fixture!("p256-pkcs8.pem"), "PRIVATE KEY", "EC PRIVATE KEY");
        refuse(
            &pkcs8,
            "pem-label-content",
            r#"Key(Pem(LabelContent { label: "EC PRIVATE KEY", content: "PRIVATE KEY", spec: Rfc(7468, "10") }))"#,
        );
        let certificate = relabelled(fixture!("p256-certificate.pem"), "CERTIFICATE", "PUBLIC KEY");
        refuse(
            &certificate,
            "pem-label-content",
            r#"Key(Pem(LabelContent { label: "PUBLIC KEY", content: "CERTIFICATE", spec: Rfc(7468, "5") }))"#,
        );
        let encrypted = relabelled(fixture!("p256-pkcs8-aes128-sha256.pem"), "ENCRYPTED PRIVATE KEY", "PRIVATE KEY");
        refuse(
            &encrypted,
            "pem-label-content",
            r#"Key(Pem(LabelContent { label: "PRIVATE KEY", content: "ENCRYPTED PRIVATE KEY", spec: Rfc(7468, "11") }))"#,
        );
        let open = relabelled(fixture!("p256-pkcs8.pem"), "PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        refuse(
            &open,
            "pem-label-content",
            r#"Key(Pem(LabelContent { label: "ENCRYPTED PRIVATE KEY", content: "PRIVATE KEY", spec: Rfc(7468, "10") }))"#,
        );
        refuse(
            &relabelled(SPKI, "PUBLIC KEY", "MY KEY"),
            "pem-label",
            r#"Key(Pem(Label("MY KEY", Some("PUBLIC KEY"))))"#,
        );
    }

    #[test]
    fn damage_inside_is_named_by_the_der_reader() {
        // The fourth character codes the tag of what follows; the length of the whole stays right.
        let damaged = SPKI.replacen("MFkwEw", "MFkxEw", 1);
        refuse(
            &damaged,
            "key-der",
            r#"Key(Der(Der { byte: 3, what: "the key's algorithm", fault: Tag { expected: 48, found: 49 }, block: Some(Rfc(7468, "13")) }))"#,
        );
    }
}
