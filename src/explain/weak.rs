//! Whether the secret of an HMAC can be guessed: the lines of a list are tried as they are, and then with what people do to a
//! word to make a password of it.
//!
//! A list is handed on in parts that end where a line ends ([`Cutter`]), so that no more than a few of them are in memory at a time.

mod lines;
mod variants;

use crate::crypto::hmac::{self, guess::Guesser};
use crate::engine::jwa::{self, Family, Hash};
use crate::format::base64url;
use crate::jose::Token;
use crate::jose::header::{Alg, alg};
use crate::key::Secret;
use core::fmt;
pub use lines::{Cutter, LONGEST};

/// An HMAC, and what it is of.
#[derive(Clone, PartialEq)]
pub struct Target {
    /// The hash in it.
    pub hash: Hash,
    /// What was signed.
    pub message: Vec<u8>,
    /// The signature.
    pub tag: Vec<u8>,
}

impl Target {
    /// That of a token; `None` where it has none, or one of another length than its algorithm gives, which no secret makes.
    pub fn of(token: &Token) -> Option<Target> {
        let Alg::Named(name) = alg(token) else { return None };
        let row = jwa::find(&name).filter(|row| row.family == Family::Hmac)?;
        let (hash, tag) = (row.hash?, token.signature()?.bytes.to_vec());
        (tag.len() == hash.bytes()).then_some(Target { hash, message: token.signing_input()?.to_vec(), tag })
    }

    /// Whether this secret makes it.
    pub fn holds(&self, secret: &Secret) -> bool {
        hmac::verify(self.hash, &secret.0, &self.message, &self.tag)
    }

    /// Whether it is a token in compact form of which both parts are base64url, so that what is pasted into a shell is one word.
    pub fn is_plain(&self) -> bool {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
        let mut parts = self.message.split(|byte| *byte == b'.');
        let (Some(header), Some(payload), None) = (parts.next(), parts.next(), parts.next()) else { return false };
        !header.is_empty() && header.iter().chain(payload).all(plain)
    }

    /// As other programs take it: a token in compact form, if it [is plain](Self::is_plain).
    pub fn compact(&self) -> Option<String> {
        let token = || format!("{}.{}", String::from_utf8_lossy(&self.message), base64url::encode(&self.tag));
        self.is_plain().then(token)
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({}, {} bytes)", self.hash.name(), self.message.len())
    }
}

/// What was tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrialCount {
    /// Secrets.
    pub secrets: u32,
    /// Lines that were passed over because they are longer than [`LONGEST`].
    pub long: u32,
}

/// A part of a list.
#[derive(Clone, PartialEq)]
pub struct Part {
    /// What the secret of is looked for.
    pub target: Target,
    /// Whole lines.
    pub lines: Vec<u8>,
    /// Whether what people make of a word is tried, and not the word itself.
    pub variants: bool,
}

/// A part of a list that is being tried.
pub struct Attempt {
    part: Part,
    guesser: Option<Guesser>,
    at: usize,
    tried: TrialCount,
}

impl Attempt {
    /// Not yet begun.
    pub fn new(part: Part) -> Attempt {
        let guesser = Guesser::new(part.target.hash, &part.target.message, &part.target.tag);
        Attempt { part, guesser, at: 0, tried: TrialCount::default() }
    }

    /// What was tried so far.
    pub fn tried(&self) -> TrialCount {
        self.tried
    }

    /// Tries so many lines more: the secret, `None` if it was not among all of them, or nothing as long as there are others.
    pub fn advance(&mut self, lines: u32) -> Option<Option<Secret>> {
        let Some(guesser) = &self.guesser else { return Some(None) };
        for _ in 0..lines {
            let rest = self.part.lines.get(self.at..).unwrap_or_default();
            let Some((line, taken)) = lines::first(rest) else { return Some(None) };
            self.at += taken;
            if line.len() > LONGEST {
                self.tried.long += u32::from(!self.part.variants);
                continue;
            }
            let secrets = &mut self.tried.secrets;
            let mut is = |secret: &[u8]| {
                *secrets += 1;
                guesser.is(secret)
            };
            let found = match self.part.variants {
                _ if line.is_empty() => None,
                true => variants::find(line, is),
                false => is(line).then(|| line.to_vec()),
            };
            if let Some(secret) = found {
                return Some(Some(Secret(secret)));
            }
        }
        None
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({} bytes)", self.lines.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::parse;

    fn target(secret: &[u8]) -> Target {
        let message = b"eyJhbGciOiJIUzI1NiJ9.e30".to_vec();
        Target { hash: Hash::Sha256, tag: hmac::tag(Hash::Sha256, secret, &message), message }
    }

    /// Tries a list, so many lines at a time.
    fn tried(secret: &[u8], list: &[u8], variants: bool, step: u32) -> (Option<Vec<u8>>, TrialCount) {
        let mut attempt = Attempt::new(Part { target: target(secret), lines: list.to_vec(), variants });
        for _ in 0..1000 {
            if let Some(found) = attempt.advance(step) {
                return (found.map(|secret| secret.0.clone()), attempt.tried());
            }
        }
        panic!("it has no end")
    }

    #[test]
    fn a_secret_is_found_in_whichever_line_it_stands() {
        let list = b"first\nsecond\r\n\nth\xffrd\nfourth\n\nlast";
        for (secret, count) in [(&b"first"[..], 1), (b"second", 2), (b"th\xffrd", 3), (b"fourth", 4), (b"last", 5)] {
            for step in [1, 3, 100] {
                let (found, tried) = tried(secret, list, false, step);
                assert_eq!((found.as_deref(), tried.secrets), (Some(secret), count), "{secret:?}");
            }
        }
        assert_eq!(tried(b"other", list, false, 2), (None, TrialCount { secrets: 5, long: 0 }));
        assert_eq!(tried(b"", b"\n\n", false, 1), (None, TrialCount::default()));
    }

    #[test]
    fn a_line_that_is_too_long_is_counted_once_and_not_tried() {
        let list = [&vec![b'x'; LONGEST][..], b"\n", &vec![b'y'; LONGEST + 1], b"\nlast\n"].concat();
        assert_eq!(tried(b"other", &list, false, 7), (None, TrialCount { secrets: 2, long: 1 }));
        assert_eq!(tried(b"other", &list, true, 7).1.long, 0);
        assert_eq!(tried(&vec![b'x'; LONGEST], &list, false, 7).0.map(|found| found.len()), Some(LONGEST));
    }

    #[test]
    fn variants_are_tried_in_a_turn_of_their_own() {
        assert_eq!(tried(b"Tiger2024", b"lion\ntiger\n", true, 1).0.as_deref(), Some(&b"Tiger2024"[..]));
        assert_eq!(tried(b"Tiger2024", b"lion\ntiger\n", false, 1).0, None);
        assert_eq!(tried(b"tiger", b"lion\ntiger\n", true, 1).0, None);
    }

    #[test]
    fn only_a_whole_hmac_is_a_target() {
        let of = |text: &str| Target::of(&parse(text.to_owned()).token.expect("a token"));
        let token = |header: &str, tag: &[u8]| {
            format!("{}.e30.{}", base64url::encode(header.as_bytes()), base64url::encode(tag))
        };
        let hs512 = token(r#"{"alg":"HS512"}"#, &[7; 64]);
        let found = of(&hs512).expect("an HMAC");
        assert_eq!((found.hash, found.tag.len()), (Hash::Sha512, 64));
        assert_eq!(found.compact().as_deref(), Some(hs512.as_str()));
        assert_eq!(format!("{found:?}"), "Target(SHA-512, 24 bytes)");
        for (header, length) in [(r#"{"alg":"HS512"}"#, 63), (r#"{"alg":"RS256"}"#, 64), (r#"{"alg":"none"}"#, 0)] {
            assert_eq!(of(&token(header, &vec![1; length])), None, "{header}");
        }
    }

    #[test]
    fn what_is_written_for_a_shell_holds_nothing_that_a_shell_reads() {
        let check = |message: &str, is_written: bool| {
            let target = Target { message: message.as_bytes().to_vec(), ..target(b"x") };
            assert_eq!(target.compact().is_some(), is_written, "{message}");
        };
        check("eyJh.e30", true);
        check("eyJh.", true);
        for message in ["eyJh.e'30", "eyJh.e30.e30", "eyJh.$(id)", "eyJh.e30\n", ".e30", "eyJh", "eyJh.é"] {
            check(message, false);
        }
    }
}
