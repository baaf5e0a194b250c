//! What every other module may stand on: places, diagnostics as data, citations, numbers
//! and times. It reads no token and no key.

pub mod diagnostic;
pub mod number;
pub mod secret;
pub mod span;
pub mod spec;
pub mod time;
pub mod unseen;

use core::fmt;

/// Stands in `Debug` output for a text or bytes that must not print: a key, a secret, a token. It shows how many bytes there are.
pub struct Size(pub usize);

impl fmt::Debug for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, if self.0 == 1 { "byte" } else { "bytes" })
    }
}
