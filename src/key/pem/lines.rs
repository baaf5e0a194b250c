//! PEM whose lines have something between them or around them: an `n` for each line break, the signs of a diff, line numbers. As with
//! plus signs, a body counts as such where it is whole DER without them, and is not with them.

use super::mend::{BREAKS, unbroken};
use super::spaces::{LONGEST, is_whole};

/// A body in which an `n` stands for each line break, because the backslash of `\n` was lost, with the line breaks.
pub fn unescaped(text: &str) -> Option<String> {
    if text.len() > LONGEST || is_whole(text) {
        return None;
    }
    let bare: String = text.split_whitespace().collect();
    let body = BREAKS.iter().filter_map(|mark| unbroken(&bare, mark)).find(|body| is_whole(body))?;
    Some(format!("\n{body}\n"))
}

/// A body without what stands before or after each of its lines.
pub fn unmarked(text: &str) -> Option<String> {
    if text.len() > LONGEST || is_whole(text) {
        return None;
    }
    // The signs of a diff, bullets, line numbers, and the sign by which psql goes on with the next line.
    let marks: [fn(&str) -> Option<&str>; 5] = [
        |line| line.strip_prefix('+'),
        |line| line.strip_prefix('-'),
        |line| line.strip_prefix(['•', '·', '*']),
        unnumbered,
        |line| line.strip_suffix('+'),
    ];
    let without = |mark: fn(&str) -> Option<&str>| {
        let lines = text.lines().map(str::trim).map(|line| if line.is_empty() { Some(line) } else { mark(line) });
        Some(lines.collect::<Option<Vec<&str>>>()?.iter().map(|line| format!("\n{}", line.trim())).collect::<String>())
    };
    let body = marks.into_iter().filter_map(without).find(|body| is_whole(body))?;
    Some(format!("{body}\n"))
}

/// A line without the number before it.
fn unnumbered(line: &str) -> Option<&str> {
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let separates = |c: char| c.is_whitespace() || matches!(c, ':' | '|' | '.' | ')' | '│');
    let rest = after.trim_start_matches(separates);
    // The number is that of the line with the next boundary, which is not part of the body.
    (after.len() < line.len() && (rest.len() < after.len() || after.is_empty())).then_some(rest)
}

#[cfg(test)]
mod tests {
    use crate::key::pem::bare::tests::EACH;
    use crate::key::testing::{fixture, notes, read};

    /// Each key, with that made of it, is read with that note.
    #[track_caller]
    fn check(made: &dyn Fn(&str) -> String, note: &str) {
        for pem in EACH.into_iter().chain([fixture!("p384-spki.pem")]) {
            let text = made(pem);
            let key = read(&text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
            let expected = read(pem).expect("a fixture");
            assert_eq!((&key.material, &key.source), (&expected.material, &expected.source), "{text}");
            let notes = notes(&key.notes);
            assert!(notes.contains(note) && !notes.contains("line breaks inside"), "{text}: {notes}");
        }
    }

    fn each(pem: &str, made: &dyn Fn(usize, &str) -> String) -> String {
        (1..).zip(pem.lines()).map(|(number, line)| made(number, line)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn line_breaks_whose_backslash_was_lost_are_put_back() {
        for mark in ["n", "rn", "/n", "/r/n"] {
            check(&|pem| pem.replace('\n', mark), "where line breaks belong");
            check(&|pem| format!("KEY=\"{}\"", pem.trim_end().replace('\n', mark)), "where line breaks belong");
        }
        // A letter elsewhere is part of a damaged key.
        let pem = fixture!("rsa2048-spki.pem");
        let damaged = pem.trim_end().replace('\n', "n").replacen("MIIB", "MIIBn", 1);
        assert!(read(&damaged).is_err());
    }

    #[test]
    fn what_stands_around_each_line_is_dropped() {
        let note = "each line had a sign or a number";
        check(&|pem| each(pem, &|_, line| format!("+{line}")), note);
        check(&|pem| each(pem, &|_, line| format!("-{line}")), note);
        check(&|pem| format!("@@ -0,0 +1,9 @@\r\n{}", each(pem, &|_, line| format!("+{line}\r"))), note);
        check(&|pem| each(pem, &|number, line| format!("{number:6}\t{line}")), note);
        check(&|pem| each(pem, &|number, line| format!("{number}:{line}")), note);
        check(&|pem| each(pem, &|number, line| format!("{number:3} │ {line}")), note);
        check(&|pem| each(pem, &|_, line| format!(" {line:<64} +")), note);
        check(&|pem| each(pem, &|_, line| format!("{line}+")), note);
        check(&|pem| each(pem, &|_, line| format!("• {line}")), note);
    }

    #[test]
    fn a_damaged_key_stays_damaged() {
        let pem = fixture!("rsa2048-spki.pem");
        for text in [
            each(pem, &|number, line| if number == 4 { String::new() } else { format!("+{line}") }),
            each(pem, &|number, line| if number == 4 { format!("+{line}") } else { line.to_owned() }),
        ] {
            assert!(read(&text).is_err(), "{text}");
        }
    }
}
