//! One character of header or payload that is not what was signed: every place, and every character that may have stood there.

use super::input::Signed;
use super::{Code, Dimension, Fact, Step};

/// What may have been done at a place.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// This stood there.
    Was(u8),
    /// This was lost in front of it.
    Lost(u8),
    /// What stands there was put in.
    Added,
}

/// A question that takes longer than so many microseconds is not asked at every place.
pub(super) const MOST: u32 = 60;
/// A document that is longer has too many places.
const LONGEST: usize = 1_200;
/// The bytes of text: all that is printed, and a line feed.
const FIRST: u8 = b' ';
const LAST: u8 = b'~';

/// The documents' places, the payload's first.
pub(super) fn places(signed: &Signed) -> impl Iterator<Item = (usize, usize)> + use<> {
    let length = |which: usize| {
        let length = signed.docs.get(which).map_or(0, Vec::len);
        if length > LONGEST { 0 } else { length }
    };
    let (header, payload) = (length(0), length(1));
    (0..payload).map(|at| (1, at)).chain((0..header).map(|at| (0, at)))
}

/// Every change at one place.
pub(super) fn changes() -> impl Iterator<Item = Change> + Clone {
    let bytes = || (FIRST..=LAST).chain(core::iter::once(b'\n'));
    bytes().map(Change::Was).chain(core::iter::once(Change::Added)).chain(bytes().map(Change::Lost))
}

/// The text before the change at that place, and what was done.
pub(super) fn undone(signed: &Signed, (which, at): (usize, usize), change: Change) -> Option<(Signed, Step)> {
    let mut document = signed.docs.get(which)?.clone();
    let byte = *document.get(at)?;
    let is = (!matches!(change, Change::Lost(_))).then(|| char::from(byte));
    let was = match change {
        Change::Was(was) if was == byte => return None,
        Change::Was(was) => {
            *document.get_mut(at)? = was;
            Some(char::from(was))
        }
        Change::Lost(was) => {
            document.insert(at, was);
            Some(char::from(was))
        }
        Change::Added => {
            document.remove(at);
            None
        }
    };
    let part = if which == 0 { "header" } else { "payload" };
    let name = match change {
        Change::Was(_) => "character-changed",
        Change::Lost(_) => "character-lost",
        Change::Added => "character-added",
    };
    let fact = Fact::Change { part, at: at + 1, is: is.filter(char::is_ascii), was };
    let step = Step::new(Dimension::Input, name, Code::ContentChanged).with(fact);
    Some((signed.with(which, document)?, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_text_is_tried_once_in_each_way() {
        assert_eq!(changes().count(), 2 * 96 + 1);
    }
}
