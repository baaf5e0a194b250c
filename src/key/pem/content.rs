//! What is wrong with the decoded content of a block: cut off, too long, or not what its label says.

use super::armour::Block;
use super::labels::{BlockContext, Holds, LABELS, Label, fits};
use crate::key::{KeyFault, der};
use crate::spec::Spec;

/// Compares the length that the DER announces with the one it has: a lost line shows here before anything else.
pub fn expect_complete(block: &Block, der: &[u8]) -> Result<(), KeyFault> {
    let fault = |code, message: String| KeyFault::new(code, message).spec(Spec::Rfc(7468, "3"));
    if der.first() != Some(&der::SEQUENCE) {
        let message = format!("the content of the {} does not start like a key, with a SEQUENCE", block.label);
        return Err(
            fault("pem-body-start", message).hint("the first line is probably missing or damaged: copy the key again")
        );
    }
    // Where the header cannot be read the DER reader says so better.
    let Some(announced) = der::announced_length(der) else { return Ok(()) };
    let have = der.len();
    if announced > have {
        let missing = announced - have;
        // Three bytes take four characters.
        let line = block.width() / 4 * 3;
        let guess = match block.odd_line() {
            Some(odd) => odd,
            None if missing == line => "exactly one line is missing".into(),
            None if line > 0 && missing.is_multiple_of(line) => format!("exactly {} lines are missing", missing / line),
            None => "a line, or the end of one, is probably missing".into(),
        };
        let message = format!("the key says it is {announced} bytes long, and there are {have}: {guess}");
        return Err(fault("pem-body-cut", message).hint("a part of the text is missing: copy the key again"));
    }
    if announced < have {
        let more = have - announced;
        let message =
            format!("{more} {} after the end of the key", if more == 1 { "byte follows" } else { "bytes follow" });
        return Err(fault("pem-trailing-bytes", message).hint("a line stands twice, or belongs to another block"));
    }
    Ok(())
}

/// What the content of a block is when it is not what its label says.
pub fn mislabelled(row: &Label, der: &[u8], given: &BlockContext, fault: KeyFault) -> KeyFault {
    if fault.code != der::CODE {
        return cite(fault, row.spec);
    }
    match LABELS.iter().find(|other| matches!(other.holds, Holds::Key(read) if fits(&read(der, given)))) {
        Some(other) => {
            let message = format!("the label says {}, and the content is what {} stands for", row.name, other.name);
            KeyFault::new("pem-label-content", message)
                .hint(format!("write -----BEGIN {0}----- and -----END {0}----- around it", other.name))
                .spec(other.spec)
        }
        None => cite(fault.hint("the text was damaged when it was copied: copy the key again"), row.spec),
    }
}

/// `fault`, citing `spec` unless it cites something already.
pub fn cite(fault: KeyFault, spec: Spec) -> KeyFault {
    match fault.spec {
        Some(_) => fault,
        None => fault.spec(spec),
    }
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
        refuse(&without_line(RSA, 2), "pem-body-start", "does not start like a key", "first line is probably missing");
        refuse(
            &without_line(RSA, 4),
            "pem-body-cut",
            "it is 294 bytes long, and there are 246: exactly one line is missing",
            "",
        );
        refuse(
            &without_line(&without_line(RSA, 5), 4),
            "pem-body-cut",
            "there are 198: exactly 2 lines are missing",
            "",
        );
        refuse(
            &without_line(RSA, 8),
            "pem-body-cut",
            "a line, or the end of one, is probably missing",
            "copy the key again",
        );
        let line = RSA.lines().nth(3).expect("several lines");
        refuse(&RSA.replace(line, &line[4..]), "pem-body-cut", "line 4 has 60 characters where the first has 64", "");
        refuse(&RSA.replace(line, &line[1..]), "pem-body-cut", "line 4 has 63 characters where the first has 64", "");
        let twice = format!("{line}\n{line}");
        refuse(
            &RSA.replace(line, &twice),
            "pem-trailing-bytes",
            "48 bytes follow after the end of the key",
            "stands twice",
        );
    }

    #[test]
    fn a_label_that_does_not_fit_the_content_is_told_with_the_right_one() {
        let pkcs1 = relabelled(fixture!("rsa2048-pkcs1-public.pem"), "RSA PUBLIC KEY", "PUBLIC KEY");
        refuse(
            &pkcs1,
            "pem-label-content",
            "says PUBLIC KEY, and the content is what RSA PUBLIC KEY stands for",
            "-----BEGIN RSA PUBLIC KEY-----",
        );
        let pkcs8 = relabelled(fixture!("p256-pkcs8.pem"), "PRIVATE KEY", "EC PRIVATE KEY");
        refuse(&pkcs8, "pem-label-content", "content is what PRIVATE KEY stands for", "-----BEGIN PRIVATE KEY-----");
        let certificate = relabelled(fixture!("p256-certificate.pem"), "CERTIFICATE", "PUBLIC KEY");
        refuse(&certificate, "pem-label-content", "content is what CERTIFICATE stands for", "");
        let encrypted = relabelled(fixture!("p256-pkcs8-aes128-sha256.pem"), "ENCRYPTED PRIVATE KEY", "PRIVATE KEY");
        refuse(&encrypted, "pem-label-content", "content is what ENCRYPTED PRIVATE KEY stands for", "");
        let open = relabelled(fixture!("p256-pkcs8.pem"), "PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        refuse(&open, "pem-label-content", "content is what PRIVATE KEY stands for", "");
        refuse(&relabelled(SPKI, "PUBLIC KEY", "MY KEY"), "pem-label", "the label `MY KEY` is none", "known labels");
    }

    #[test]
    fn damage_inside_is_named_by_the_der_reader() {
        // The fourth character codes the tag of what follows; the length of the whole stays right.
        let damaged = SPKI.replacen("MFkwEw", "MFkxEw", 1);
        refuse(
            &damaged,
            "key-der",
            "at byte 3 of the decoded content, the key's algorithm has to be a SEQUENCE, and there is a SET",
            "damaged",
        );
    }
}
