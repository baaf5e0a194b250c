//! PEM in which each `+` became a space: what is decoded as a form or a URL without having been encoded as one. A body counts as such
//! where it is whole DER with plus signs in the places of its spaces, by the length that it announces, and is not without them.

use crate::format::base64::Alphabet;
use crate::format::der;
use core::ops::Range;

/// Characters on a line of PEM.
const LINE: usize = 64;
/// Longer bodies hold no key.
pub const LONGEST: usize = 1 << 17;

/// `text` with each body in it that `mend` changes; `None` if it changes none.
pub fn restored(text: &str, mend: fn(&str) -> Option<String>) -> Option<String> {
    let bodies = bodies(text);
    let mended: Vec<(Range<usize>, String)> =
        bodies.into_iter().filter_map(|at| Some((at.clone(), mend(text.get(at)?)?))).collect();
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for (at, body) in &mended {
        out.push_str(text.get(last..at.start)?);
        out.push_str(body);
        last = at.end;
    }
    out.push_str(text.get(last..)?);
    (!mended.is_empty()).then_some(out)
}

/// What stands between an END line and the last BEGIN line before it. Each part of the text is looked through once.
fn bodies(text: &str) -> Vec<Range<usize>> {
    const HYPHENS: &str = "-----";
    const BEGIN: &str = "-----BEGIN ";
    let (mut bodies, mut at) = (vec![], 0);
    while let Some(end) = text.get(at..).and_then(|rest| rest.find("-----END ")).map(|offset| at + offset) {
        let block = text.get(at..end).unwrap_or_default();
        let label = block.rfind(BEGIN).map(|begin| at + begin + BEGIN.len());
        let start = label.and_then(|label| Some(label + text.get(label..end)?.find(HYPHENS)? + HYPHENS.len()));
        bodies.extend(start.map(|start| start..end));
        at = end + HYPHENS.len();
    }
    bodies
}

/// A body with its plus signs, if it lost them.
pub fn body(text: &str) -> Option<String> {
    let inside = text.trim().contains(' ');
    if !inside || text.len() > LONGEST || is_whole(text) {
        return None;
    }
    let filled = |lines: &mut dyn Iterator<Item = &str>| lines.map(|line| line.replace(' ', "+")).collect::<Vec<_>>();
    // A sign may have stood at either end of a line, or what is there be white space that means nothing.
    let lines = || text.trim_matches('\n').lines().map(|line| line.trim_end_matches('\r'));
    let whole_lines = filled(&mut lines()).join("\n");
    let trimmed = filled(&mut lines().map(str::trim)).join("\n");
    let readings = [whole_lines, trimmed].into_iter().chain(unbroken(text));
    readings.map(|body| format!("\n{body}\n")).find(|body| is_whole(body))
}

/// A body on one line, in which a space stands after each 64 characters for a line break, too.
fn unbroken(text: &str) -> Option<String> {
    let text = text.trim();
    let lines: Vec<&[u8]> = text.as_bytes().chunks(LINE + 1).collect();
    let broken = lines.len() > 1 && lines.iter().all(|line| line.len() <= LINE || line.get(LINE) == Some(&b' '));
    let line = |line: &&[u8]| {
        let line = line.get(..LINE.min(line.len())).unwrap_or_default();
        String::from_utf8_lossy(line).replace(' ', "+")
    };
    (broken && text.is_ascii()).then(|| lines.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Whether it decodes to as many bytes as these say.
pub fn is_whole(body: &str) -> bool {
    let Ok(decoded) = Alphabet::Standard.decode(body) else { return false };
    decoded.bytes.first() == Some(&der::SEQUENCE) && der::announced_length(&decoded.bytes) == Some(decoded.bytes.len())
}

#[cfg(test)]
mod tests {
    use crate::key::pem::bare::tests::{EACH, body};
    use crate::key::testing::{fixture, notes, read};

    const NOTE: &str = "the text had spaces where each `+` belongs";

    /// What becomes of a text where a form is decoded.
    fn decoded(text: &str) -> String {
        text.replace('+', " ")
    }

    #[test]
    fn each_plus_that_became_a_space_is_put_back() {
        let mut some = 0;
        for pem in EACH.into_iter().filter(|pem| body(pem).contains('+')) {
            let expected = read(pem).expect("a fixture").material;
            for text in [
                decoded(pem),
                decoded(&pem.replace('\n', "\r\n")),
                decoded(&pem.replace('\n', "\\n")),
                decoded(&pem.trim_end().replace('\n', " ")),
                decoded(&body(pem)),
                decoded(&body(pem).replace('\n', "")),
                format!("here:\n{}", decoded(pem)),
            ] {
                let key = read(&text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
                assert_eq!(key.material, expected, "{text}");
                assert!(notes(&key.notes).contains(NOTE), "{text}: {:?}", key.notes);
            }
            some += 1;
        }
        assert!(some > 3, "{some}");
    }

    #[test]
    fn an_encrypted_key_asks_for_its_passphrase_without_its_plus_signs() {
        let pem = fixture!("p256-pkcs8-aes128-sha256.pem");
        assert!(body(pem).contains('+'));
        assert_eq!(read(&decoded(pem)).expect_err("encrypted").code().name(), "pem-encrypted");
    }

    #[test]
    fn spaces_that_mean_nothing_and_damage_stay_what_they_are() {
        for pem in EACH {
            let line = pem.trim_end().replace('\n', " ");
            for text in [pem.to_owned(), pem.replace('\n', "\n  "), pem.replace('\n', " \n"), line] {
                let key = read(&text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
                assert!(!notes(&key.notes).contains(NOTE), "{text}");
            }
        }
        let pem = fixture!("rsa2048-spki.pem");
        let lost =
            pem.lines().enumerate().filter(|(at, _)| *at != 3).map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        assert_eq!(read(&decoded(&lost)).expect_err("a line is missing").code().name(), "pem-body-cut");
        assert!(read("MySecret has spaces in it, and is MIIB no key at all").is_ok_and(|key| key.kind() == "a secret"));
    }
}
