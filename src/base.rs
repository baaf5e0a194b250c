//! What every other module may stand on: places, diagnostics as data, citations, numbers
//! and times. It reads no token and no key.

pub mod diagnostic;
pub mod letter_case;
pub mod number;
pub mod secret;
mod shown;
pub mod span;
pub mod spec;
pub mod text;
pub mod time;
pub mod unseen;

use core::fmt;
use core::ops::Range;
pub use shown::shown;

/// Stands in `Debug` output for a text or bytes that must not print: a key, a secret, a token. It shows how many bytes there are.
pub struct Size(pub usize);

impl fmt::Debug for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, if self.0 == 1 { "byte" } else { "bytes" })
    }
}

/// Puts a list in order of place; what shares a place stays in its order. One sort serves every type, because each copy
/// of the standard library's would cost kilobytes of the page.
pub fn sort_by_place<T>(list: &mut Vec<T>, place: impl Fn(&T) -> (usize, usize)) {
    let mut order: Vec<((usize, usize), usize)> = list.iter().map(place).zip(0..).collect();
    order.sort_unstable();
    let mut items: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(order.into_iter().filter_map(|(_, index)| items.get_mut(index)?.take()));
}

/// `text` with these ranges, which are in order, replaced; `None` if one is not within it.
pub fn replaced(text: &str, changes: &[(Range<usize>, String)]) -> Option<String> {
    let (mut out, mut at) = (String::new(), 0);
    for (range, new) in changes {
        out.push_str(text.get(at..range.start)?);
        out.push_str(new);
        at = range.end;
    }
    Some(out + text.get(at..)?)
}
