//! What people make of a word so that it passes for a secret, one change at a time, or a capital and something behind it.

use crate::explain::chain::text;

/// What stands for a letter, each row at once.
const LEET: [&[(u8, u8)]; 8] = [
    &[(b'a', b'4'), (b'e', b'3'), (b'i', b'1'), (b'o', b'0'), (b's', b'5'), (b't', b'7')],
    &[(b'a', b'4'), (b'e', b'3'), (b'i', b'1'), (b'o', b'0')],
    &[(b'a', b'@'), (b'e', b'3'), (b'i', b'1'), (b'o', b'0'), (b's', b'$')],
    &[(b'a', b'@'), (b'i', b'!'), (b'o', b'0'), (b's', b'$')],
    &[(b'a', b'@')],
    &[(b'e', b'3')],
    &[(b'o', b'0')],
    &[(b's', b'$')],
];
const BEHIND: [&str; 25] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "01", "11", "12", "123", "1234", "12345", "123456", "!", "!!",
    "1!", "123!", "@123", "#", "_secret", "_key",
];
const YEARS: core::ops::RangeInclusive<u16> = 2010..=2030;

/// The one of these variants of `word` that `is` takes. The word itself is none of them.
pub(super) fn find(word: &[u8], is: impl FnMut(&[u8]) -> bool) -> Option<Vec<u8>> {
    let mut all = Variants { word, candidate: Vec::with_capacity(2 * word.len() + 8), is };
    let found = all.codings()
        || all.line_ends()
        || all.letters()
        || all.leet()
        || all.repeated()
        || all.longer(|_| {})
        || all.longer(capital);
    found.then_some(all.candidate)
}

fn capital(word: &mut [u8]) {
    if let Some(first) = word.first_mut() {
        first.make_ascii_uppercase();
    }
}

struct Variants<'a, F> {
    word: &'a [u8],
    /// The one that was tried last.
    candidate: Vec<u8>,
    is: F,
}

impl<F: FnMut(&[u8]) -> bool> Variants<'_, F> {
    fn try_changed(&mut self, change: impl FnOnce(&mut Vec<u8>)) -> bool {
        self.candidate.clear();
        self.candidate.extend_from_slice(self.word);
        change(&mut self.candidate);
        self.candidate != self.word && (self.is)(&self.candidate)
    }

    /// What the word stands for in base64, base64url and hexadecimal.
    fn codings(&mut self) -> bool {
        let hex = |word: &[u8]| text::hex(&text::string(word)?);
        let read: [fn(&[u8]) -> Option<Vec<u8>>; 3] = [text::base64, text::base64url, hex];
        read.into_iter()
            .any(|read| read(self.word).is_some_and(|bytes| self.try_changed(|candidate| *candidate = bytes)))
    }

    /// What a file or a shell leaves behind it.
    fn line_ends(&mut self) -> bool {
        ["\n", "\r\n"].into_iter().any(|end| self.try_changed(|word| word.extend_from_slice(end.as_bytes())))
    }

    fn letters(&mut self) -> bool {
        self.try_changed(|word| word.make_ascii_lowercase())
            || self.try_changed(|word| word.make_ascii_uppercase())
            || self.try_changed(|word| capital(word))
            || self.try_changed(|word| {
                word.make_ascii_lowercase();
                capital(word);
            })
    }

    fn leet(&mut self) -> bool {
        LEET.into_iter().any(|row| {
            self.try_changed(|word| {
                for byte in word {
                    let stands = row.iter().find(|(letter, _)| byte.eq_ignore_ascii_case(letter));
                    *byte = stands.map_or(*byte, |(_, sign)| *sign);
                }
            })
        })
    }

    fn repeated(&mut self) -> bool {
        let word = self.word;
        self.try_changed(|twice| twice.extend_from_slice(word)) || self.try_changed(|word| word.reverse())
    }

    fn longer(&mut self, change: fn(&mut [u8])) -> bool {
        let mut behind = |end: &[u8]| {
            self.try_changed(|word| {
                change(word);
                word.extend_from_slice(end);
            })
        };
        BEHIND.into_iter().any(|end| behind(end.as_bytes()))
            || YEARS.into_iter().any(|year| behind(year.to_string().as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_change_is_among_them() {
        let check = |word: &str, secret: &[u8]| {
            let found = find(word.as_bytes(), |candidate| candidate == secret);
            assert_eq!(found.as_deref(), Some(secret), "{word}");
        };
        check("Secret", b"secret");
        check("secret", b"SECRET");
        check("secret", b"Secret");
        check("sECRET", b"Secret");
        check("toastie", b"7045713");
        check("password", b"p@$$w0rd");
        check("password", b"p@ssword");
        check("secret", b"s3cr3t");
        check("tiger", b"tiger7");
        check("tiger", b"tiger123");
        check("tiger", b"tiger2024");
        check("tiger", b"Tiger2024");
        check("tiger", b"tiger!");
        check("tiger", b"Tiger123!");
        check("tiger", b"tigertiger");
        check("tiger", b"regit");
        check("c2VjcmV0", b"secret");
        check("_-8", &[0xff, 0xef]);
        check("736563726574", b"secret");
        check("tiger", b"tiger\n");
        check("tiger", b"tiger\r\n");
    }

    #[test]
    fn none_of_them_is_the_word_and_their_number_is_small() {
        for word in ["secret", "SECRET", "Secret", "1", "deadbeef", "\u{fc}", "\u{0}"] {
            let mut count = 0;
            let found = find(word.as_bytes(), |candidate| {
                assert_ne!(candidate, word.as_bytes());
                count += 1;
                false
            });
            assert_eq!(found, None);
            assert!((80..=120).contains(&count), "{word}: {count}");
        }
    }
}
