//! Keys in PEM (RFC 7468): which label holds which structure, and what is wrong when it does not.
//!
//! Also read, with a note: PEM whose line breaks became `\n`, PEM inside base64 or percent escapes, and the bare base64 of
//! a key without its boundaries.

mod armour;
mod labels;
mod recover;

use super::describe::shown;
use super::{Curve, Key, KeyFault, Source, der, pkix};
use crate::spec::Spec;
use armour::Block;
use labels::{DECRYPT, Holds, LABELS, Label};
pub(super) use recover::looks_cut;

/// After so many blocks without a usable key the rest is not looked at.
const MAX_BLOCKS: usize = 20;

/// The faults of a block that is whole and of no use: another one may be looked for.
const USELESS: [&str; 5] = ["pem-not-a-key", "pem-encrypted", "pem-label", "key-algorithm", "ec-curve"];

/// Reads a key from PEM; `None` if `text` has no sign of it.
pub(super) fn read(text: &str) -> Option<Result<Key, KeyFault>> {
    if armour::is_marked(text) {
        return Some(marked(text));
    }
    recover::unspaced(text)
        .or_else(|| recover::escaped(text))
        .or_else(|| recover::wrapped(text))
        .or_else(|| recover::damaged(text).map(Err))
        .or_else(|| recover::bare(text))
}

/// A text with at least one boundary.
fn marked(text: &str) -> Result<Key, KeyFault> {
    let (text, undone) = recover::unescape(text);
    let total = armour::count(&text);
    if total == 0 {
        return Err(recover::without_begin(&text));
    }
    let mut curve = None;
    let mut passed_over: Option<KeyFault> = None;
    for block in armour::blocks(&text).take(MAX_BLOCKS) {
        match block.and_then(|block| read_block(&block, &mut curve)) {
            Ok(None) => {}
            Ok(Some(mut key)) => {
                key.notes.extend(undone.into_iter().map(str::to_owned));
                key.notes.extend(count_note(&text, total, &key, curve.is_some()));
                key.notes.extend(passed_over.map(|fault| format!("a block before it was passed over: {fault}")));
                return Ok(key);
            }
            Err(fault) if USELESS.contains(&fault.code) => {
                passed_over.get_or_insert(fault);
            }
            // The key that was meant may be in here, so another one must not take its place.
            Err(damaged) => return Err(damaged),
        }
    }
    Err(passed_over.unwrap_or_else(|| {
        KeyFault::new("pem-parameters", "these are EC parameters, which name a curve and hold no key")
            .hint("paste the EC PRIVATE KEY or PUBLIC KEY block")
            .spec(Spec::Rfc(5915, "4"))
    }))
}

/// What several blocks in one text mean for the one that is used.
fn count_note(text: &str, total: usize, key: &Key, parameters: bool) -> Option<String> {
    let total = total - usize::from(parameters);
    let certificates = text.matches("-----BEGIN CERTIFICATE-----").count();
    match &key.source {
        _ if total < 2 => None,
        Source::Certificate(certificate) if certificates == total => {
            Some(format!("{total} certificates: the first one (subject {}) is used", certificate.subject))
        }
        _ => Some(format!("{total} blocks: the first one that can be used is used, which is the {}", key.origin())),
    }
}

/// Reads the key in a block; `None` if it names the `curve` for the next one.
fn read_block(block: &Block, curve: &mut Option<Curve>) -> Result<Option<Key>, KeyFault> {
    let Some(row) = labels::label(block.label) else {
        let message = format!("the label `{}` is none that holds a key here", shown(block.label));
        return Err(KeyFault::new("pem-label", message)
            .hint("known labels are PUBLIC KEY, PRIVATE KEY, RSA PUBLIC KEY, RSA PRIVATE KEY, EC PRIVATE KEY and CERTIFICATE")
            .spec(Spec::Rfc(7468, "4")));
    };
    if block.encrypted {
        let message = "this is an encrypted private key, which is not supported here yet";
        return Err(KeyFault::new("pem-encrypted", message).hint(DECRYPT).spec(Spec::Rfc(7468, "11")));
    }
    let read = match row.holds {
        Holds::Other(what, hint) => {
            let code = if row.name.starts_with("ENCRYPTED") { "pem-encrypted" } else { "pem-not-a-key" };
            return Err(KeyFault::new(code, format!("this is {what}")).hint(hint).spec(row.spec));
        }
        Holds::Curve => {
            *curve = Some(pkix::sec1::parameters(&block.decode()?.der).map_err(|fault| cite(fault, row.spec))?);
            return Ok(None);
        }
        Holds::Key(read) => read,
    };
    let body = block.decode()?;
    whole(block, &body.der)?;
    let mut key = read(&body.der, *curve).map_err(|fault| mislabelled(row, &body.der, *curve, fault))?;
    key.notes.extend(body.notes);
    Ok(Some(key))
}

/// Compares the length that the DER announces with the one it has: a lost line shows here before anything else.
fn whole(block: &Block, der: &[u8]) -> Result<(), KeyFault> {
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
fn mislabelled(row: &Label, der: &[u8], curve: Option<Curve>, fault: KeyFault) -> KeyFault {
    if fault.code != der::CODE {
        return cite(fault, row.spec);
    }
    match LABELS.iter().find(|other| matches!(other.holds, Holds::Key(read) if read(der, curve).is_ok())) {
        Some(other) => {
            let message = format!("the label says {}, and the content is what {} stands for", row.name, other.name);
            KeyFault::new("pem-label-content", message)
                .hint(format!("write -----BEGIN {0}----- and -----END {0}----- around it", other.name))
                .spec(other.spec)
        }
        None => cite(fault.hint("the text was damaged when it was copied: copy the key again"), row.spec),
    }
}

fn cite(fault: KeyFault, spec: Spec) -> KeyFault {
    KeyFault { spec: fault.spec.or(Some(spec)), ..fault }
}

#[cfg(test)]
mod tests {
    use crate::key::testing::{check, fixture, refuse};

    const SPKI: &str = fixture!("p256-spki.pem");
    const RSA: &str = fixture!("rsa2048-spki.pem");

    /// `pem` without its line of that number, counted from 1.
    fn without_line(pem: &str, number: usize) -> String {
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

    #[test]
    fn several_blocks_give_the_first_key_and_a_note() {
        check(
            fixture!("certificate-chain.pem"),
            "RSA public key, 2048 bit, from an X.509 certificate (subject rsa2048.example, expires 20",
            "3 certificates: the first one (subject rsa2048.example) is used",
        );
        let pair = format!("{}{SPKI}", fixture!("rsa2048-pkcs8.pem"));
        check(
            &pair,
            "RSA private key",
            "2 blocks: the first one that can be used is used, which is the PEM (PRIVATE KEY)",
        );
        let request = format!("{}{SPKI}", fixture!("p256-request.pem"));
        check(&request, "EC public key on P-256", "passed over: this is a certificate request");
        check(fixture!("p256-sec1-with-parameters.pem"), "EC private key on P-256", "");
        refuse(&format!("{}{RSA}", without_line(SPKI, 3)), "pem-body-cut", "", "");
    }

    #[test]
    fn what_is_no_key_here_is_named_with_a_way_out() {
        refuse(fixture!("p256-pkcs8-encrypted.pem"), "pem-encrypted", "not supported here yet", "openssl pkey -in");
        refuse(fixture!("rsa2048-pkcs1-encrypted.pem"), "pem-encrypted", "not supported here yet", "openssl pkey -in");
        refuse(fixture!("openssh-private.pem"), "pem-not-a-key", "OpenSSH", "ssh-keygen -p");
        refuse(fixture!("openssh-public.txt"), "key-format", "OpenSSH", "ssh-keygen -e -m PKCS8");
        refuse(fixture!("p256-request.pem"), "pem-not-a-key", "certificate request", "openssl req");
        refuse(fixture!("dsa-parameters.pem"), "pem-not-a-key", "DSA parameters", "");
        refuse(fixture!("p256-parameters.pem"), "pem-parameters", "hold no key", "EC PRIVATE KEY");
        refuse(fixture!("dsa-spki.pem"), "key-algorithm", "this is a DSA key, which none", "");
        refuse(
            fixture!("ed25519-spki.pem"),
            "key-algorithm",
            "this is an Ed25519 key, which none of the algorithms here uses",
            "",
        );
        refuse(fixture!("ed448-pkcs8.pem"), "key-algorithm", "this is an Ed448 key", "");
        refuse(fixture!("x25519-spki.pem"), "key-algorithm", "this is an X25519 key", "");
        refuse(fixture!("secp256k1-spki.pem"), "ec-curve", "on secp256k1", "ES256 needs P-256");
        refuse(fixture!("brainpool256-pkcs8.pem"), "ec-curve", "on brainpoolP256r1", "");
        refuse(
            fixture!("p256-sec1-explicit.pem"),
            "ec-explicit-parameters",
            "spells out the parameters",
            "named_curve",
        );
        refuse(
            fixture!("p256-spki-explicit.pem"),
            "ec-explicit-parameters",
            "spells out the parameters",
            "named_curve",
        );
    }

    #[test]
    fn rsa_keys_out_of_the_ordinary_are_noted() {
        check(fixture!("rsa2048-pss-spki.pem"), "RSA public key, 2048 bit", "RSASSA-PSS (PS256, PS384, PS512) alone");
        check(fixture!("rsa2048-pss-pkcs8.pem"), "RSA private key, 2048 bit", "RSASSA-PSS (PS256, PS384, PS512) alone");
        check(
            fixture!("rsa1024-spki.pem"),
            "RSA public key, 1024 bit",
            "1024 bit; RFC 7518 §3.3 asks for 2048 or more",
        );
        check(fixture!("rsa2048-three-primes-pkcs8.pem"), "RSA private key, 2048 bit", "");
    }
}
