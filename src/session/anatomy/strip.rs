//! One segment of a token as letters, bits, bytes and characters, and what of these belongs together.
//!
//! A letter of base64url stands for six bits, a byte has eight: four letters are three bytes (RFC 4648 §4). Places count from 0.

use crate::base::text::Text;
use crate::base::unseen::is_unquotable;
use crate::format::base64url::{self, Letter};
use crate::jose::{Role, Token};
use crate::words::anatomy as words;
use core::ops::Range;

/// So many letters are shown at a time: 40 groups of four, 120 bytes.
pub const PAGE: usize = 160;

/// A segment that is base64url.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// What it is for.
    pub role: Role,
    encoded: Text,
    letters: Vec<Letter>,
    /// How many bits stand before each letter, in sixes.
    before: Vec<usize>,
    bytes: Vec<u8>,
    /// Whether the bytes are text, and shown as characters.
    pub is_text: bool,
}

/// A letter, or a character or byte by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A letter.
    Letter(usize),
    /// What begins with this byte.
    Byte(usize),
}

/// What belongs to a spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The spot itself.
    pub spot: Spot,
    /// The letters.
    pub letters: Range<usize>,
    /// The bits, in the order of the segment.
    pub bits: Range<usize>,
    /// The bytes; whole characters, if it is text.
    pub bytes: Range<usize>,
}

/// A letter, a character or a byte to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// Which.
    pub spot: Spot,
    /// What is shown of it.
    pub glyph: String,
}

/// Four letters and the three bytes that they are, or the rest at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The letters with their values.
    pub letters: Vec<(Cell, u8)>,
    /// The bits.
    pub bits: Vec<Bit>,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The characters, each with how many of these bytes it takes; empty if the bytes are no text.
    pub characters: Vec<(Cell, usize)>,
}

/// One bit of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bit {
    /// Whether it is 1.
    pub one: bool,
    /// Whether it belongs to the spot.
    pub linked: bool,
    /// Whether it belongs to no byte.
    pub unused: bool,
}

/// Where an arrow key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One back.
    Left,
    /// One on.
    Right,
    /// From what is decoded to the letters.
    Up,
    /// From the letters to what is decoded.
    Down,
    /// To the first.
    Home,
    /// To the last.
    End,
}

impl Strip {
    /// The segment of that index. `None` if there is none, or it is not base64url: an unencoded payload (RFC 7797), or no token.
    pub fn of(token: &Token, index: usize) -> Option<Strip> {
        let segment = token.segments.get(index)?;
        let encoded = token.text.slice(segment.encoded.clone());
        let letters = base64url::letters(&encoded);
        let mut before = Vec::with_capacity(letters.len());
        let mut count = 0;
        for letter in &letters {
            before.push(count);
            count += usize::from(letter.value.is_some());
        }
        let bytes = segment.bytes.to_vec();
        let is_text = !matches!(segment.role, Role::Signature) && core::str::from_utf8(&bytes).is_ok();
        (bytes.len() == 6 * count / 8).then_some(Strip { role: segment.role, encoded, letters, before, bytes, is_text })
    }

    /// How many letters there are.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// How many bytes there are.
    pub fn byte_count(&self) -> usize {
        self.bytes.len()
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.letters.len().div_ceil(PAGE).max(1)
    }

    /// The page that a spot is on.
    pub fn page_of(&self, spot: Spot) -> usize {
        let letter = match spot {
            Spot::Letter(at) => at,
            Spot::Byte(at) => self.letter_of_bit(8 * at),
        };
        letter.min(self.letters.len().saturating_sub(1)) / PAGE
    }

    /// The spot, or the nearest that there is: the token may have changed since it was chosen.
    pub fn near(&self, spot: Spot) -> Spot {
        match spot {
            Spot::Byte(at) if !self.bytes.is_empty() => Spot::Byte(self.start_of(at.min(self.bytes.len() - 1))),
            Spot::Byte(_) => Spot::Letter(0),
            Spot::Letter(at) => Spot::Letter(at.min(self.letters.len().saturating_sub(1))),
        }
    }

    /// The letters of a page.
    pub fn letters(&self, page: usize) -> Vec<Cell> {
        (page * PAGE..self.letters.len().min((page + 1) * PAGE)).map(|at| self.letter_cell(at)).collect()
    }

    /// The characters or bytes that begin on a page.
    pub fn units(&self, page: usize) -> Vec<Cell> {
        let first =
            |page: usize| self.before.get(page * PAGE).map_or(self.bytes.len(), |before| (6 * before).div_ceil(8));
        let mut at = self.end_of_straddling(first(page));
        let end = first(page + 1).min(self.bytes.len());
        let mut cells = vec![];
        while at < end {
            cells.push(self.unit_cell(at));
            at = self.end_of(at);
        }
        cells
    }

    /// What belongs to a spot.
    pub fn link(&self, spot: Spot) -> Link {
        let all = 8 * self.bytes.len();
        match spot {
            Spot::Letter(at) => {
                let value = self.letters.get(at).and_then(|letter| letter.value);
                let first = 6 * self.before.get(at).copied().unwrap_or_default();
                let bits = first..first + if value.is_some() { 6 } else { 0 };
                let (from, to) = (bits.start.min(all), bits.end.min(all));
                let bytes = match from < to {
                    true => self.start_of(from / 8)..self.end_of((to - 1) / 8),
                    false => self.bytes.len()..self.bytes.len(),
                };
                Link { spot, letters: at..at + 1, bits, bytes }
            }
            Spot::Byte(at) => {
                let bytes = self.start_of(at)..self.end_of(at);
                let bits = 8 * bytes.start..8 * bytes.end;
                let letters = self.letter_of_bit(bits.start)..self.letter_of_bit(bits.end.saturating_sub(1)) + 1;
                Link { spot, letters, bits, bytes }
            }
        }
    }

    /// The groups that the bits of a link are in.
    pub fn groups(&self, link: &Link) -> Vec<Group> {
        let (first, last) = (link.bits.start / 24, link.bits.end.saturating_sub(1).max(link.bits.start) / 24);
        (first..=last).map(|index| self.group(index, link)).filter(|group| !group.letters.is_empty()).collect()
    }

    /// Where a key leads from a spot.
    pub fn go(&self, spot: Spot, to: Move) -> Spot {
        let last_letter = self.letters.len().saturating_sub(1);
        match (spot, to) {
            (Spot::Letter(at), Move::Left) => Spot::Letter(at.saturating_sub(1)),
            (Spot::Letter(at), Move::Right) => Spot::Letter((at + 1).min(last_letter)),
            (Spot::Letter(_), Move::Home) => Spot::Letter(0),
            (Spot::Letter(_), Move::End) => Spot::Letter(last_letter),
            (Spot::Letter(_), Move::Down) => match self.link(spot).bytes {
                bytes if bytes.is_empty() => spot,
                bytes => Spot::Byte(bytes.start),
            },
            (Spot::Byte(at), Move::Left) => Spot::Byte(self.start_of(at.saturating_sub(1))),
            (Spot::Byte(at), Move::Right) => match self.end_of(at) {
                end if end < self.bytes.len() => Spot::Byte(end),
                _ => spot,
            },
            (Spot::Byte(_), Move::Home) => Spot::Byte(0),
            (Spot::Byte(_), Move::End) => Spot::Byte(self.start_of(self.bytes.len().saturating_sub(1))),
            (Spot::Byte(_), Move::Up) => Spot::Letter(self.link(spot).letters.start),
            (Spot::Letter(_), Move::Up) | (Spot::Byte(_), Move::Down) => spot,
        }
    }

    /// A spot in words.
    pub fn tell(&self, spot: Spot) -> String {
        let link = self.link(spot);
        match spot {
            Spot::Letter(at) => {
                let Some(letter) = self.letters.get(at) else { return String::new() };
                let Some(value) = letter.value else { return words::ignored(at + 1, &self.letter_cell(at).glyph) };
                let used = link.bits.start.min(8 * self.bytes.len())..link.bits.end.min(8 * self.bytes.len());
                let unused = link.bits.len() - used.len();
                words::letter(base64url::symbol(value), at + 1, value, used, unused)
            }
            Spot::Byte(_) => {
                let letters = self.letters.get(link.letters.clone()).unwrap_or_default();
                let letters: String = letters.iter().filter_map(|letter| letter.value).map(base64url::symbol).collect();
                let bytes = self.bytes.get(link.bytes.clone()).unwrap_or_default();
                words::unit(self.character(link.bytes.start), link.bytes.start + 1, bytes, &letters)
            }
        }
    }

    /// Bits at the end that belong to no byte: the last letter, and what there is to say of it. `None` where all bits are used.
    pub fn trailing(&self) -> Option<(usize, String)> {
        let at = self.letters.iter().rposition(|letter| letter.value.is_some())?;
        let value = self.letters.get(at)?.value?;
        let unused =
            (6 * (self.before.get(at)? + 1)).checked_sub(8 * self.bytes.len()).filter(|bits| [2, 4].contains(bits))?;
        let strict = value >> unused << unused;
        let same: Vec<char> = (strict..strict + (1 << unused)).map(base64url::symbol).collect();
        Some((at, words::trailing(unused, base64url::symbol(value), &same, base64url::symbol(strict))))
    }

    fn group(&self, index: usize, link: &Link) -> Group {
        let letters: Vec<(Cell, u8)> = (4 * index..4 * index + 4)
            .filter_map(|nth| {
                let at = self.letter_of_bit(6 * nth);
                let exists = self.before.get(at) == Some(&nth);
                Some((self.letter_cell(at), self.letters.get(at).filter(|_| exists)?.value?))
            })
            .collect();
        let end = self.bytes.len().min(3 * (index + 1));
        let start = (3 * index).min(end);
        let bits = letters.iter().flat_map(|(_, value)| (0..6).rev().map(move |bit| value >> bit & 1 == 1));
        let bit = |(at, one)| Bit { one, linked: link.bits.contains(&at), unused: at >= 8 * self.bytes.len() };
        let bits = (24 * index..).zip(bits).map(bit).collect();
        let mut characters = vec![];
        let mut at = start;
        while self.is_text && at < end {
            let next = self.end_of(at).min(end);
            characters.push((self.unit_cell(self.start_of(at)), next - at));
            at = next;
        }
        Group { letters, bits, bytes: self.bytes.get(start..end).unwrap_or_default().to_vec(), characters }
    }

    /// The letter that holds a bit; the number of letters, if none does.
    fn letter_of_bit(&self, bit: usize) -> usize {
        let nth = bit / 6;
        let at = self.before.partition_point(|before| *before < nth);
        // What stands for nothing may stand before it.
        let skipped = self.letters.iter().skip(at).take_while(|letter| letter.value.is_none()).count();
        at + skipped
    }

    fn letter_cell(&self, at: usize) -> Cell {
        let text = self.letters.get(at).and_then(|letter| self.encoded.get(letter.at.clone())).unwrap_or_default();
        let glyph =
            if text.len() == 1 || !text.starts_with('%') { text.chars().map(glyph).collect() } else { text.into() };
        Cell { spot: Spot::Letter(at), glyph }
    }

    fn unit_cell(&self, at: usize) -> Cell {
        let glyph = match self.character(at) {
            Some(c) => glyph(c),
            None => self.bytes.get(at).map(|byte| format!("{byte:02X}")).unwrap_or_default(),
        };
        Cell { spot: Spot::Byte(at), glyph }
    }

    /// The character that begins with this byte, if the bytes are text.
    fn character(&self, at: usize) -> Option<char> {
        let bytes = self.bytes.get(at..self.bytes.len().min(at + 4)).filter(|_| self.is_text)?;
        // The last bytes may be a part of the next character.
        bytes.utf8_chunks().next()?.valid().chars().next()
    }

    /// Where the character or byte begins that this byte belongs to.
    fn start_of(&self, at: usize) -> usize {
        let continues = |at: usize| self.bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
        (at.saturating_sub(3)..=at).rev().find(|at| !self.is_text || !continues(*at)).unwrap_or(at)
    }

    /// Where it ends.
    fn end_of(&self, at: usize) -> usize {
        self.end_of_straddling(at + 1)
    }

    /// This place, or where the character ends that it is inside of.
    fn end_of_straddling(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let inside = rest.iter().take_while(|byte| self.is_text && **byte & 0xc0 == 0x80).count();
        at + inside
    }
}

/// A character to be shown alone: white space by its sign, what cannot be seen or stand alone by its name.
fn glyph(c: char) -> String {
    match c {
        ' ' => "␣".into(),
        '\n' => "↵".into(),
        '\r' => "␍".into(),
        '\t' => "⇥".into(),
        c if is_unquotable(c) => format!("U+{:04X}", u32::from(c)),
        c => c.into(),
    }
}

#[cfg(test)]
mod tests;
