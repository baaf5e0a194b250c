//! What the search for a weak secret says.

use super::counted;
use crate::explain::defaults;
use crate::key::Secret;

/// Why it is there.
pub const WHY: &str = "Anyone who has this token can try secrets against it, as fast as their machine allows, and your server never \
                       notices. Try first, on your own tokens: the secrets that documentation and sample projects publish, or a word \
                       list, one secret a line. Both are tried as they are, then with changes such as capitals, digits and years. \
                       Nothing leaves this page.";
/// What to do about a secret that was found.
pub const REMEDY: &str = "Replace it now with at least 32 random bytes (Generate, under Key, makes one), and reject every token that \
                          was signed with this one.";
/// What the commands for other programs are for.
pub const OTHERS: &str =
    "Programs that use the graphics card try thousands of times more. The command holds the token:";

/// How a search stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// It goes on.
    Searching,
    /// The person stopped it.
    Stopped,
    /// The list was tried to its end.
    Exhausted,
    /// The list could not be read.
    Unreadable,
    /// The program failed on the way.
    Failed,
    /// This is the secret.
    Found(Secret),
}

impl Phase {
    /// For scripts.
    pub fn name(&self) -> &'static str {
        match self {
            Phase::Searching => "searching",
            Phase::Stopped => "stopped",
            Phase::Exhausted => "not-found",
            Phase::Unreadable => "unreadable",
            Phase::Failed => "failed",
            Phase::Found(_) => "found",
        }
    }
}

/// In few words.
pub fn gist(phase: &Phase) -> &'static str {
    match phase {
        Phase::Searching => "searching…",
        Phase::Stopped => "stopped",
        Phase::Exhausted => "not found",
        Phase::Unreadable => "list not readable",
        Phase::Failed => "search failed",
        Phase::Found(_) => "found",
    }
}

/// The turn through the list, from 1.
pub fn turn(turn: usize, turns: usize) -> String {
    let what = if turn < turns { "the list as it is" } else { "with changes" };
    format!("Step {turn} of {turns}, {what}")
}

/// How many were tried, and how fast.
pub fn progress(tried: u64, rate: Option<u64>) -> String {
    let rate = rate.map_or_else(String::new, |rate| format!(", {} a second", grouped(rate)));
    format!("{} tried{rate}", grouped(tried))
}

/// What it means that a secret was found.
pub fn found(secret: &[u8]) -> String {
    let published = defaults::source(secret).map(|source| format!(" It is published: {source}.")).unwrap_or_default();
    format!(
        "Found: the secret of this token can be guessed, so anyone can sign tokens that your service accepts.{published}"
    )
}

/// What it means that none was found.
pub fn ended(phase: &Phase, list: Option<&str>, tried: u64, long: u64, rate: Option<u64>) -> String {
    let list = list.map_or_else(|| "the published secrets".to_owned(), |name| format!("`{}`", name.replace('`', "'")));
    let what = match phase {
        Phase::Exhausted => format!("Not found in {list}"),
        Phase::Stopped => format!("Stopped on the way through {list}, not found so far"),
        Phase::Unreadable => format!("{list} could not be read to its end. Choose it again. Not found so far"),
        _ => format!("The search in {list} failed. Start it again. Not found so far"),
    };
    let passed_over = match usize::try_from(long).unwrap_or(usize::MAX) {
        0 => String::new(),
        1 => " 1 line was longer than 1 KB and was skipped.".to_owned(),
        long => format!(" {} were longer than 1 KB and were skipped.", counted(long, "line")),
    };
    format!(
        "{what}: {}.{passed_over} That is no proof of a strong secret: others try other lists.",
        progress(tried, rate)
    )
}

/// The command for hashcat, whose mode 16500 is for tokens. `token` has letters, digits, `-`, `_` and dots.
pub fn hashcat(token: &str) -> String {
    format!("hashcat -a 0 -m 16500 {token} wordlist.txt")
}

/// The same for John the Ripper; `hash` is a name such as `SHA-256`.
pub fn john(hash: &str, token: &str) -> String {
    let hash = hash.replace('-', "");
    format!("echo {token} > token.txt && john --format=HMAC-{hash} --wordlist=wordlist.txt token.txt")
}

/// With commas between groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        let check = |number, text: &str| assert_eq!(grouped(number), text);
        check(0, "0");
        check(999, "999");
        check(1000, "1,000");
        check(1_234_567, "1,234,567");
        check(u64::MAX, "18,446,744,073,709,551,615");
    }

    #[test]
    fn what_was_not_found_is_never_called_strong() {
        let said = ended(&Phase::Exhausted, Some("rock`you.txt"), 14_344_391, 0, Some(612_000));
        assert_eq!(
            said,
            "Not found in `rock'you.txt`: 14,344,391 tried, 612,000 a second. That is no proof of a strong secret: others try other lists."
        );
        let said = ended(&Phase::Stopped, None, 12, 1, None);
        assert!(
            said.starts_with(
                "Stopped on the way through the published secrets, not found so far: 12 tried. 1 line was "
            )
        );
        assert!(
            ended(&Phase::Exhausted, None, 12, 2, None).contains(" 2 lines were longer than 1 KB and were skipped.")
        );
        assert!(ended(&Phase::Unreadable, Some("a"), 0, 0, None).contains("Choose it again"));
    }

    #[test]
    fn a_published_secret_is_said_to_be_one() {
        assert!(found(b"AllYourBase").ends_with("It is published: the examples of golang-jwt."));
        assert!(found(b"secret").ends_with("accepts."));
    }

    #[test]
    fn other_programs_get_the_token_and_the_hash() {
        assert_eq!(hashcat("a.b.c"), "hashcat -a 0 -m 16500 a.b.c wordlist.txt");
        assert!(john("SHA-384", "a.b.c").contains("echo a.b.c > token.txt && john --format=HMAC-SHA384 "));
    }
}
