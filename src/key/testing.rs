//! What the tests of this layer share: a key text is either a key with a summary and notes, or a fault.

use crate::base::diagnostic::Remedy;
use crate::base::diagnostic::key::Note;
use crate::key::{Encoding, Key, KeyFault, detect};
use crate::words;

/// The fixture of that name.
macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/", $name))
    };
}
pub(crate) use fixture;

pub fn read(text: &str) -> Result<Key, KeyFault> {
    detect(text, Encoding::Utf8).expect("there is text")
}

/// What `all` tell.
pub fn notes(all: &[Note]) -> String {
    all.iter().map(words::note).collect::<Vec<_>>().join("; ")
}

/// `text` is a key whose summary starts like that, with that note; without any if that is empty.
#[track_caller]
pub fn check(text: &str, summary: &str, note: &str) -> Key {
    let key = read(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    assert!(key.summary().starts_with(summary), "{text}: {}", key.summary());
    let notes = notes(&key.notes);
    assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{text}: {notes}");
    key
}

/// `text` is refused for these reasons: `Debug` of the facts, whose code that is.
#[track_caller]
pub fn refuse(text: &str, code: &str, facts: &str) {
    let fault = read(text).expect_err(text);
    assert_eq!((fault.code().name(), format!("{:?}", fault.facts).as_str()), (code, facts), "{text}");
}

/// A fault as its code and `Debug` of its facts.
pub fn summary(fault: &KeyFault) -> String {
    format!("{}: {:?}", fault.code().name(), fault.facts)
}

/// What one press writes in the place of `text`, which is refused with that code.
#[track_caller]
pub fn offered(text: &str, code: &str) -> String {
    let fault = read(text).expect_err(text);
    assert_eq!(fault.code().name(), code, "{text}");
    let Some(Remedy::Key(offered)) = &fault.remedy else { panic!("{code}, and no remedy: {text}") };
    String::from_utf8(offered.0.clone()).expect("text")
}
