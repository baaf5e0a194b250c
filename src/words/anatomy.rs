//! What the views of a token's bytes and of its signature say.

mod bytes;
mod steps;
mod unsigned;
mod values;

pub use bytes::{NOT_ENCODED, empty, ignored, letter, position, trailing, unit};
pub use steps::{Telling, step};
pub use unsigned::{Unsigned, unsigned};
pub use values::{OTHER_SIGNATURE, OTHER_TEXT, SAME_BYTES, changed, ink, label, swapped};

use std::fmt::Display;

/// A count with its noun: `1 bit`, `2 bits`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `a, b and c`.
fn list(items: impl IntoIterator<Item = impl Display>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}
