//! Tables that weigh little more than their words.
//!
//! In a table of `&'static str` each word costs eight more bytes, which say where it is and compress badly. Here the compiler
//! writes a table into one text, with a tab between the words of a row and a line feed after each row, and the program reads it
//! from front to back.

use super::Spec;

const BETWEEN: char = '\t';
const END: char = '\n';
/// Room for the longest table, in bytes; one that does not fit stops the build.
const ROOM: usize = 16_384;

/// A table that the compiler is writing.
pub struct Draft {
    text: [u8; ROOM],
    len: usize,
}

impl Draft {
    /// A table without rows.
    pub const EMPTY: Draft = Draft { text: [0; ROOM], len: 0 };

    const fn put(&mut self, byte: u8) {
        self.text[self.len] = byte;
        self.len += 1;
    }

    const fn put_all(&mut self, word: &str, end: char) {
        let mut rest = word.as_bytes();
        while let [byte, more @ ..] = rest {
            assert!(*byte != BETWEEN as u8 && *byte != END as u8, "a word has a tab or a line feed in it");
            self.put(*byte);
            rest = more;
        }
        self.put(end as u8);
    }

    /// The table with a word that others of its row follow.
    pub const fn word(mut self, word: &str) -> Self {
        self.put_all(word, BETWEEN);
        self
    }

    /// The table with the last word of a row.
    pub const fn last(mut self, word: &str) -> Self {
        self.put_all(word, END);
        self
    }

    /// The table with a digit that other words of its row follow.
    pub const fn digit(mut self, digit: usize) -> Self {
        assert!(digit < 10, "this is no digit");
        self.put(b'0' + digit as u8);
        self.word("")
    }

    /// The table with a citation that other words of its row follow. It is two words: a number that stands for the document,
    /// and the section.
    pub const fn spec(mut self, spec: Spec) -> Self {
        let (number, section) = match spec {
            Spec::Rfc(number, section) => {
                assert!(number > 5, "the first numbers stand for other documents");
                (number, section)
            }
            Spec::OpenIdCore(section) => (1, section),
            Spec::OpenIdFrontChannel(section) => (2, section),
            Spec::OpenIdBackChannel(section) => (3, section),
            Spec::OpenIdIdentityAssurance(section) => (4, section),
            Spec::Iana(page) => (5, page),
        };
        let mut place = 10_000;
        while place > 0 {
            if number >= place {
                self.put(b'0' + (number / place % 10) as u8);
            }
            place /= 10;
        }
        self.word("").word(section)
    }

    /// The table with these rows of two words.
    pub const fn pairs(mut self, mut rows: &[(&str, &str)]) -> Self {
        while let [(first, second), more @ ..] = rows {
            self = self.word(first).last(second);
            rows = more;
        }
        self
    }

    /// How many bytes the text takes.
    pub const fn size(&self) -> usize {
        self.len
    }

    /// The text without the room behind it; `N` is [`Draft::size`].
    pub const fn text<const N: usize>(&self) -> [u8; N] {
        let (mut text, mut at) = ([0; N], 0);
        while at < N {
            text[at] = self.text[at];
            at += 1;
        }
        text
    }
}

/// The [`Rows`] of a [`Draft`] that is a constant.
macro_rules! packed {
    ($draft:expr) => {{
        const DRAFT: $crate::spec::packed::Draft = $draft;
        static TEXT: [u8; DRAFT.size()] = DRAFT.text();
        $crate::spec::packed::Rows::of(&TEXT)
    }};
}
pub(crate) use packed;

/// What is left to read of a table.
#[derive(Clone, Copy)]
pub struct Rows(&'static str);

impl Rows {
    /// The rows in the text of a [`Draft`].
    pub const fn of(text: &'static [u8]) -> Self {
        match core::str::from_utf8(text) {
            Ok(text) => Self(text),
            Err(_) => panic!("a table is not UTF-8"),
        }
    }

    /// The row whose first word is `name`, that word included.
    fn named(mut self, name: &str) -> Option<Row> {
        self.find(|row| row.clone().word() == name)
    }

    /// The second word of the row whose first word is `name`.
    pub fn value(self, name: &str) -> Option<&'static str> {
        let mut row = self.named(name)?;
        row.word();
        Some(row.word())
    }
}

impl Iterator for Rows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let (row, rest) = self.0.split_once(END)?;
        self.0 = rest;
        Some(Row(row))
    }
}

/// A table of rows that are `T` when they are read.
pub struct Table<T: 'static> {
    rows: Rows,
    read: fn(Row) -> T,
}

impl<T> Table<T> {
    /// The table of these `rows`, of which `read` makes a `T`.
    pub const fn new(rows: Rows, read: fn(Row) -> T) -> Self {
        Self { rows, read }
    }

    /// Each row, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        self.rows.map(self.read)
    }

    /// The row whose first word is `name`.
    pub fn named(&self, name: &str) -> Option<T> {
        self.rows.named(name).map(self.read)
    }
}

/// What is left to read of a row.
#[derive(Clone)]
pub struct Row(&'static str);

impl Row {
    /// The next word; empty behind the last.
    pub fn word(&mut self) -> &'static str {
        let (word, rest) = self.0.split_once(BETWEEN).unwrap_or((self.0, ""));
        self.0 = rest;
        word
    }

    /// The next digit, which [`Draft::digit`] wrote.
    pub fn digit(&mut self) -> usize {
        number(self.word()).into()
    }

    /// The next citation, which [`Draft::spec`] wrote.
    pub fn spec(&mut self) -> Spec {
        let (document, section) = (number(self.word()), self.word());
        match document {
            1 => Spec::OpenIdCore(section),
            2 => Spec::OpenIdFrontChannel(section),
            3 => Spec::OpenIdBackChannel(section),
            4 => Spec::OpenIdIdentityAssurance(section),
            5 => Spec::Iana(section),
            number => Spec::Rfc(number, section),
        }
    }
}

fn number(digits: &str) -> u16 {
    digits.bytes().fold(0, |sum, digit| sum * 10 + u16::from(digit & 15))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPECS: [Spec; 8] = [
        Spec::Rfc(7519, "4.1.1"),
        Spec::Rfc(9068, ""),
        Spec::Rfc(10_000, "A.1"),
        Spec::OpenIdCore("5.1"),
        Spec::OpenIdFrontChannel("3"),
        Spec::OpenIdBackChannel("2.4"),
        Spec::OpenIdIdentityAssurance(""),
        Spec::Iana("jose"),
    ];
    static WORDS: Rows =
        packed!(Draft::EMPTY.word("a").word("b c").digit(7).last("").pairs(&[("b", "\u{fc}"), ("", "d")]));
    static CITED: Rows = packed!({
        let (mut draft, mut rest) = (Draft::EMPTY, SPECS.as_slice());
        while let [spec, more @ ..] = rest {
            draft = draft.spec(*spec).last("end");
            rest = more;
        }
        draft
    });

    fn check(name: &str, expected: Option<&str>) {
        let second = WORDS.named(name).map(|mut row| {
            assert_eq!(row.word(), name);
            row.word()
        });
        assert_eq!(second, WORDS.value(name));
        assert_eq!(second, expected, "{name:?}");
    }

    #[test]
    fn a_row_is_found_by_its_whole_first_word_alone() {
        check("a", Some("b c"));
        check("b", Some("\u{fc}"));
        check("", Some("d"));
        for name in ["b c", "\u{fc}", "d", "A", "7", "a\t", "a\tb c", "\n", "b\t\u{fc}\n"] {
            check(name, None);
        }
    }

    #[test]
    fn words_come_back_as_they_were_written() {
        let mut row = WORDS.named("a").expect("it is there");
        assert_eq!((row.word(), row.word(), row.digit(), row.word(), row.word()), ("a", "b c", 7, "", ""));
        assert_eq!(WORDS.count(), 3);
    }

    #[test]
    fn citations_come_back_as_they_were_written() {
        assert!(CITED.map(|mut row| (row.spec(), row.word())).eq(SPECS.map(|spec| (spec, "end"))));
    }
}
