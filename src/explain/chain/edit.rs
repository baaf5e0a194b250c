//! One character that is not what it was: of header or payload, of their encoded text, or of the secret. Every place, and every
//! character that may have stood there.

use super::input::Signed;
use super::{Code, Dimension, Fact, Step};
use core::ops::RangeInclusive;

/// What may have been done at a place.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// This stood there.
    Was(u8),
    /// This was lost in front of it.
    Lost(u8),
    /// What stands there was put in.
    Added,
    /// What stands there and the next have changed places.
    Turned,
    /// It ended there.
    Ended,
    /// It began there.
    Began,
}

/// Where a change is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// The secret.
    Secret,
    /// Header and payload.
    Document,
    /// The segments in base64url.
    Encoded,
}

/// A question that takes longer than so many microseconds is not asked at every place.
pub(super) const MOST: u32 = 60;
/// A document that is longer has too many places.
const LONGEST: usize = 1_200;
/// A longer encoded text has.
const LONGEST_ENCODED: usize = 800;
/// A longer secret has.
const LONGEST_SECRET: usize = 64;
/// The bytes of text: all that is printed.
const PRINTED: RangeInclusive<u8> = b' '..=b'~';

/// The places in two documents of these lengths, the payload's first.
pub(super) fn places(text: Text, lengths: [usize; 2]) -> impl Iterator<Item = (usize, usize)> + use<> {
    let longest = match text {
        Text::Secret => LONGEST_SECRET,
        Text::Document => LONGEST,
        Text::Encoded => LONGEST_ENCODED,
    };
    // Behind the last one something may have been lost, too.
    let [header, payload] = lengths.map(|length| if length > longest || length == 0 { 0 } else { length + 1 });
    (0..payload).map(|at| (1, at)).chain((0..header).map(|at| (0, at)))
}

/// Every change at one place.
pub(super) fn changes(text: Text) -> impl Iterator<Item = Change> + Clone {
    let bytes = move || {
        let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let printed = PRINTED.filter(move |byte| text != Text::Encoded || is_digit(*byte));
        printed.chain(core::iter::once(b'\n').filter(move |_| text != Text::Encoded))
    };
    let parts = [Change::Ended, Change::Began].into_iter().filter(move |_| text == Text::Secret);
    let whole = [Change::Added, Change::Turned].into_iter();
    bytes().map(Change::Was).chain(whole).chain(bytes().map(Change::Lost)).chain(parts)
}

/// The bytes before the change at that place.
pub(super) fn before(bytes: &[u8], at: usize, change: Change) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let byte = match change {
        Change::Lost(_) if at == bytes.len() => 0,
        _ => *bytes.get(at)?,
    };
    match change {
        Change::Was(was) if was == byte => return None,
        Change::Was(was) => *out.get_mut(at)? = was,
        Change::Lost(was) => out.insert(at, was),
        Change::Added => drop(out.remove(at)),
        Change::Turned if out.get(at + 1).is_none_or(|next| *next == byte) => return None,
        Change::Turned => out.swap(at, at + 1),
        Change::Ended if at == 0 => return None,
        Change::Ended => out.truncate(at),
        Change::Began if at == 0 => return None,
        Change::Began => drop(out.drain(..at)),
    }
    Some(out)
}

/// The text before the change at that place of a document, or of its encoded text, and what was done.
pub(super) fn undone(
    signed: &Signed,
    text: Text,
    (which, at): (usize, usize),
    change: Change,
) -> Option<(Signed, Step)> {
    let is_encoded = text == Text::Encoded;
    let given = if is_encoded { signed.encoded.get(which)? } else { signed.docs.get(which)? };
    let is = given.get(at).copied().map(char::from).filter(char::is_ascii);
    let part = match (which, is_encoded) {
        (0, false) => "header",
        (_, false) => "payload",
        (0, true) => "encoded header",
        (_, true) => "encoded payload",
    };
    let (name, is, was) = match change {
        Change::Was(was) => ("character-changed", is, Some(char::from(was))),
        Change::Lost(was) => ("character-lost", None, Some(char::from(was))),
        Change::Added => ("character-added", is, None),
        Change::Turned => ("characters-turned", is, None),
        Change::Ended | Change::Began => return None,
    };
    let fact = if name == "characters-turned" {
        Fact::Place { part, at: at + 1 }
    } else {
        Fact::Change { part, at: at + 1, is, was }
    };
    let step = Step::new(Dimension::Input, name, Code::ContentChanged).with(fact);
    let was = before(given, at, change)?;
    Some((if is_encoded { signed.with_encoded(which, was)? } else { signed.with(which, was)? }, step))
}

/// The secret before the change at that place, and what was done. What stands there is told to nobody.
pub(super) fn other_secret(secret: &[u8], at: usize, change: Change) -> Option<(Vec<u8>, Step)> {
    let (name, code, count) = match change {
        Change::Was(_) => ("one-changed", Code::SecretAltered, at + 1),
        Change::Lost(_) => ("one-lost", Code::SecretAltered, at + 1),
        Change::Added => ("one-added", Code::SecretAltered, at + 1),
        Change::Turned => ("one-turned", Code::SecretAltered, at + 1),
        Change::Ended => ("first-bytes", Code::SecretCut, at),
        Change::Began => ("without-first-bytes", Code::SecretCut, at),
    };
    let step = Step::new(Dimension::Secret, name, code).with(Fact::Count(count));
    Some((before(secret, at, change)?, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_text_is_tried_once_in_each_way() {
        assert_eq!(changes(Text::Document).count(), 2 * 96 + 2);
        assert_eq!(changes(Text::Encoded).count(), 2 * 64 + 2);
        assert_eq!(changes(Text::Secret).count(), 2 * 96 + 4);
    }

    #[test]
    fn each_change_is_undone_where_it_was_made() {
        let check = |change, expected: Option<&[u8]>| assert_eq!(before(b"abc", 1, change).as_deref(), expected);
        check(Change::Was(b'x'), Some(b"axc"));
        check(Change::Was(b'b'), None);
        check(Change::Lost(b'x'), Some(b"axbc"));
        check(Change::Added, Some(b"ac"));
        check(Change::Turned, Some(b"acb"));
        check(Change::Ended, Some(b"a"));
        check(Change::Began, Some(b"bc"));
        assert_eq!(before(b"ab", 1, Change::Turned), None);
        assert_eq!(before(b"aa", 0, Change::Turned), None);
        assert_eq!(before(b"ab", 2, Change::Added), None);
        assert_eq!(before(b"ab", 2, Change::Lost(b'c')).as_deref(), Some(&b"abc"[..]));
        assert_eq!(before(b"ab", 3, Change::Lost(b'c')), None);
    }

    #[test]
    fn what_is_said_of_a_secret_has_nothing_of_it() {
        for change in changes(Text::Secret) {
            let step = other_secret(b"hunter2", 3, change).map(|(_, step)| step.fact);
            assert!(step.is_none_or(|fact| matches!(fact, Fact::Count(3 | 4))));
        }
    }
}
