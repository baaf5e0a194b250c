//! PEM that cannot be read as it stands, written as it was meant: with plain boundaries, and with the label of what is in the block.
//!
//! A boundary is found by its words, whatever the dashes, the spaces and the case of its letters are. A block counts if its body
//! is whole DER of a key: nothing is guessed that the content does not prove.

use super::labels::{BlockContext, ENCRYPTED, Holds, LABELS, Label};
use super::recover;
use crate::base::diagnostic::Code;
use crate::base::diagnostic::key::Pem as Fault;
use crate::format::base64::{Alphabet, line_column};
use crate::format::der;
use crate::format::pem::write;
use crate::key::{KeyFault, fault};

/// Longer texts hold no single key, and not everything in them is looked at.
const LONGEST: usize = 1 << 17;
/// No known label has half as many letters.
const LONGEST_LABEL: usize = 64;
/// After so many boundaries the rest is not looked at.
const MAX_BOUNDARIES: usize = 40;

/// What stands for a line break where the backslash of its escape was lost or turned round.
pub const BREAKS: [&str; 4] = ["/r/n", "/n", "rn", "n"];

/// A line that was meant as a boundary.
struct Boundary<'a> {
    start: usize,
    end: usize,
    begins: bool,
    /// The label that is known by these letters; `None` if none is.
    row: Option<&'static Label>,
    written: &'a str,
}

impl Boundary<'_> {
    /// Whether it is none as it stands, but was meant as that of a known label.
    fn is_odd(&self) -> bool {
        let word = if self.begins { "BEGIN" } else { "END" };
        self.row.is_some_and(|row| self.written != format!("-----{word} {}-----", row.name))
    }

    /// What is odd about it.
    fn fault(&self, text: &str) -> KeyFault {
        let line = line_column(text, self.start).0;
        let dash = self.written.chars().find(|c| !c.is_ascii() && is_dash(*c));
        fault(match (dash, self.begins) {
            (Some(dash), begins) => Fault::Dashes { line, begins, dash },
            (None, true) => Fault::OddBegin(line),
            (None, false) => Fault::OddEnd(line),
        })
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// All of them, in order.
fn boundaries(text: &str) -> Vec<Boundary<'_>> {
    if text.len() > LONGEST {
        return vec![];
    }
    let capital = text.to_ascii_uppercase();
    let words =
        |word, begins| capital.match_indices(word).map(move |(at, word): (usize, &str)| (at, word.len(), begins));
    let mut places: Vec<(usize, usize, bool)> = words("BEGIN", true).chain(words("END", false)).collect();
    places.sort_unstable();
    places
        .into_iter()
        .filter_map(|(at, length, begins)| boundary(text, at, length, begins))
        .take(MAX_BOUNDARIES)
        .collect()
}

/// The boundary whose first word has `length` bytes and stands at byte `at`.
fn boundary(text: &str, at: usize, length: usize, begins: bool) -> Option<Boundary<'_>> {
    let before = text.get(..at)?;
    let spaced = before.trim_end_matches([' ', '\t']);
    let bare = spaced.trim_end_matches(is_dash);
    let opened = bare.len() < spaced.len();
    let after = text.get(at + length..)?;
    let words =
        after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ' ' | '\t' | '_'))).unwrap_or(after.len());
    let (label, rest) = after.split_at_checked(words.min(LONGEST_LABEL))?;
    let letters =
        |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '_').collect::<String>().to_ascii_uppercase();
    let name = letters(label);
    let row = LABELS.iter().find(|row| letters(row.name) == name);
    let open = rest.trim_start_matches(is_dash);
    let closed = open.len() < rest.len();
    // Without any dash it is a line of its own, and its label a known one.
    let alone = || (before.is_empty() || before.ends_with('\n')) && (rest.is_empty() || rest.starts_with(['\n', '\r']));
    let is = match (opened, closed) {
        (true, true) => !name.is_empty(),
        (true, false) | (false, true) => row.is_some(),
        (false, false) => row.is_some() && alone(),
    };
    let start = if opened { bare.len() } else { at };
    let end = text.len() - open.len();
    is.then(|| Some(Boundary { start, end, begins, row, written: text.get(start..end)? }))?
}

/// The place of a BEGIN line that is none as it stands.
pub fn odd_begin(text: &str) -> Option<KeyFault> {
    let odd = boundaries(text).into_iter().find(|boundary| boundary.begins && boundary.is_odd())?;
    Some(odd.fault(text))
}

/// What is wrong with a block, where that is the way in which its boundaries are written.
pub fn odd(text: &str, found: KeyFault) -> KeyFault {
    if ![Code::PemCharacter, Code::PemEndMissing, Code::PemLabel, Code::PemLabelMismatch, Code::PemPadding]
        .contains(&found.code())
    {
        return found;
    }
    boundaries(text).into_iter().find(Boundary::is_odd).map_or(found, |odd| odd.fault(text))
}

/// The blocks of `text`, each as it should be written; `None` if one is of no use, or there is none.
pub fn mended(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let undone = recover::plain(text).map(|(plain, _)| plain);
    let text = undone.as_deref().unwrap_or(text);
    let all = boundaries(text);
    let mut blocks = String::new();
    for (index, boundary) in all.iter().enumerate() {
        let next = all.get(index + 1);
        let (body, row) = match boundary.begins {
            true => (text.get(boundary.end..next.map_or(text.len(), |next| next.start))?, boundary.row),
            // An END line whose BEGIN line is lost.
            false if index == 0 => (text.get(..boundary.start)?, boundary.row),
            false => continue,
        };
        if row.is_some_and(|row| !matches!(row.holds, Holds::Key(_))) {
            return None;
        }
        let der = der(body)?;
        blocks.push_str(&write(fitting(&der, row)?.name, &der));
    }
    (!blocks.is_empty()).then_some(blocks)
}

/// The block of a whole key that needs no passphrase.
pub fn block(der: &[u8]) -> Option<String> {
    let whole = der::announced_length(der) == Some(der.len());
    let row = fitting(der, None).filter(|row| whole && row.name != ENCRYPTED)?;
    Some(write(row.name, der))
}

/// The label of what is in `der`: the one that is there, if it is right.
pub fn fitting(der: &[u8], said: Option<&'static Label>) -> Option<&'static Label> {
    let is_right = |row: &&Label| match row.holds {
        Holds::Key(read) => match read(der, &BlockContext::default()) {
            Ok(_) => true,
            Err(fault) => fault.code() == Code::PemEncrypted,
        },
        _ => false,
    };
    said.filter(is_right).or_else(|| LABELS.iter().find(is_right))
}

/// The bytes of a body, if they are one whole element.
fn der(body: &str) -> Option<Vec<u8>> {
    let bare: String = body.replace("\\r", "").replace("\\n", "").split_whitespace().collect();
    let bare = bare.trim_matches(['"', '\'', '`', ',', ';']);
    let joined = BREAKS.iter().filter_map(|mark| unbroken(bare, mark));
    core::iter::once(bare.to_owned()).chain(joined).find_map(|text| {
        let decoded = Alphabet::Standard.decode(&text).or_else(|_| Alphabet::UrlSafe.decode(&text)).ok()?.bytes;
        let whole = decoded.first() == Some(&der::SEQUENCE) && der::announced_length(&decoded) == Some(decoded.len());
        whole.then_some(decoded)
    })
}

/// `text` with line breaks for the mark that stands after each 64 characters, as most programs break lines.
pub fn unbroken(text: &str, mark: &str) -> Option<String> {
    const LINE: usize = 64;
    let mut rest = text.strip_prefix(mark)?;
    let mut joined = String::new();
    while rest.len() > LINE + mark.len() {
        let (line, after) = rest.split_at_checked(LINE)?;
        joined.push_str(line);
        joined.push('\n');
        rest = after.strip_prefix(mark)?;
    }
    joined.push_str(rest.strip_suffix(mark).unwrap_or(rest));
    Some(joined)
}

#[cfg(test)]
mod tests {
    use crate::key::testing::{fixture, offered, read, refuse};
    use crate::key::{Encoding, Options};

    const SPKI: &str = fixture!("p384-spki.pem");
    const RSA: &str = fixture!("rsa2048-pkcs1-public.pem");

    /// `text` is refused with that code, and offered as `right`.
    #[track_caller]
    fn check(text: &str, code: &str, right: &str) {
        assert_eq!(offered(text, code), right.replace("\r\n", "\n"), "{text}");
    }

    fn relabelled(pem: &str, from: &str, to: &str) -> String {
        pem.replace(&format!(" {from}-"), &format!(" {to}-"))
    }

    #[test]
    fn a_label_that_disagrees_with_the_content_is_put_right() {
        let each = [
            (SPKI, "PUBLIC KEY", vec!["RSA PUBLIC KEY", "CERTIFICATE", "PRIVATE KEY", "EC PRIVATE KEY"]),
            (RSA, "RSA PUBLIC KEY", vec!["PUBLIC KEY", "CERTIFICATE", "RSA PRIVATE KEY"]),
            (fixture!("p256-certificate.pem"), "CERTIFICATE", vec!["PUBLIC KEY", "PRIVATE KEY", "RSA PUBLIC KEY"]),
            (fixture!("p521-pkcs8.pem"), "PRIVATE KEY", vec!["EC PRIVATE KEY", "RSA PRIVATE KEY", "PUBLIC KEY"]),
            (fixture!("p384-sec1.pem"), "EC PRIVATE KEY", vec!["PRIVATE KEY", "RSA PRIVATE KEY", "PUBLIC KEY"]),
            (fixture!("rsa2048-pkcs1.pem"), "RSA PRIVATE KEY", vec!["PRIVATE KEY", "EC PRIVATE KEY"]),
            (fixture!("ed25519-spki.pem"), "PUBLIC KEY", vec!["RSA PUBLIC KEY", "PRIVATE KEY"]),
        ];
        for (pem, right, others) in each {
            for other in others {
                check(&relabelled(pem, right, other), "pem-label-content", pem);
                let line = relabelled(pem, right, other).replace('\n', "");
                check(&line, "pem-label-content", pem);
            }
        }
        for label in ["EC PUBLIC KEY", "ECDSA PUBLIC KEY", "MY KEY"] {
            check(&relabelled(SPKI, "PUBLIC KEY", label), "pem-label", SPKI);
        }
        let encrypted = fixture!("p256-pkcs8-aes128-sha256.pem");
        check(&relabelled(encrypted, "ENCRYPTED PRIVATE KEY", "PRIVATE KEY"), "pem-label-content", encrypted);
    }

    #[test]
    fn a_boundary_that_is_written_wrongly_is_put_right() {
        let odd = "pem-boundary";
        for dashes in ["----", "------", "—-", "——-", "–––––", "−−−−−", "---", "-"] {
            check(&SPKI.replace("-----", dashes), odd, SPKI);
        }
        check(&SPKI.replacen("-----BEGIN", "----BEGIN", 1), odd, SPKI);
        check(&SPKI.replacen("KEY-----", "KEY----", 1), odd, SPKI);
        check(&SPKI.replacen("-----END", "----END", 1), odd, SPKI);
        check(&SPKI.replacen("-----END", "------END", 1), odd, SPKI);
        check(&SPKI.replace("-----END", "——END"), odd, SPKI);
        check(SPKI.trim_end().trim_end_matches('-'), odd, SPKI);
        check(&SPKI.replace("BEGIN PUBLIC KEY", " BEGIN  PUBLIC KEY "), odd, SPKI);
        check(&SPKI.replace("BEGIN PUBLIC KEY", "BEGIN PUBLICKEY"), odd, SPKI);
        check(&SPKI.replace("PUBLIC KEY", "PUBLIC_KEY"), odd, SPKI);
        check(&SPKI.replace(' ', "_"), odd, SPKI);
        check(
            &SPKI.replace("BEGIN PUBLIC KEY", "Begin Public Key").replace("END PUBLIC KEY", "End Public Key"),
            odd,
            SPKI,
        );
        check(&SPKI.replace("END PUBLIC KEY", "end public key"), odd, SPKI);
        check(&SPKI.replace("-----", "----").replace('\n', ""), odd, SPKI);
        check(&SPKI.replace("-----", "----").replace('\n', "\\n"), odd, SPKI);
    }

    #[test]
    fn dashes_that_are_no_hyphens_are_named() {
        for (dashes, dash) in [("–––––", "–"), ("——-", "—"), ("−−−−−", "−")] {
            let facts = |line, begins| format!("Key(Pem(Dashes {{ line: {line}, begins: {begins}, dash: '{dash}' }}))");
            refuse(&SPKI.replace("-----", dashes), "pem-boundary", &facts(1, true));
            let end = SPKI.lines().count();
            refuse(&SPKI.replace("-----END", &format!("{dashes}END")), "pem-boundary", &facts(end, false));
        }
    }

    #[test]
    fn a_lost_end_line_and_odd_line_breaks_are_put_right() {
        let without = |line: &str| SPKI.replace(&format!("-----{line} PUBLIC KEY-----\n"), "");
        check(&without("END"), "pem-end-missing", SPKI);
        check(&without("BEGIN"), "pem-begin-missing", SPKI);
        for mark in ["/n", "/r/n", "n", "rn"] {
            for pem in [SPKI, RSA, fixture!("p256-spki.pem")] {
                check(&pem.trim_end().replace("-----", "----").replace('\n', mark), "pem-boundary", pem);
            }
        }
    }

    #[test]
    fn what_is_no_whole_key_is_not_offered_and_what_is_read_has_no_fault() {
        let cut: String = SPKI.lines().take(2).collect::<Vec<_>>().join("\n");
        let damaged = RSA.replacen("-----BEGIN", "----BEGIN", 1).replacen("MII", "MIJ", 1);
        for text in
            [&cut, &damaged, fixture!("p256-request.pem"), fixture!("dsa-spki.pem"), fixture!("p256-parameters.pem")]
        {
            assert_eq!(read(text).expect_err(text).remedy, None, "{text}");
        }
        let changed = SPKI.replace("-----", "----").replacen('A', "", 1);
        assert_eq!(read(&changed).expect_err(&changed).remedy, None);
        for text in ["a secret that will end--- -END-", "BEGIN", "let us BEGIN PUBLIC KEY talks", "the END-"] {
            assert!(
                crate::key::read(text, &Options { encoding: Encoding::Utf8, ..Options::default() })
                    .is_some_and(|read| read.is_ok())
            );
        }
    }

    #[test]
    fn nothing_of_a_private_key_is_printed() {
        let text = relabelled(fixture!("p256-pkcs8.pem"), "PRIVATE KEY", "EC PRIVATE KEY");
        let printed = format!("{:?}", read(&text).expect_err("a wrong label"));
        let line = text.lines().nth(1).expect("a line");
        assert!(!printed.contains(line.get(..16).expect("long")), "{printed}");
    }
}
