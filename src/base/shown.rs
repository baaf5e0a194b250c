//! Text from a token, fit for a sentence: bounded, and with nothing unseen in it.

use crate::base::unseen::is_unquotable;

/// `text` with controls and unseen characters escaped, as is the backslash, and cut at `most` characters.
pub fn shown(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for c in text.chars().take(most) {
        match c {
            '\\' => shown.push_str("\\\\"),
            c if is_unquotable(c) => shown.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => shown.push(c),
        }
    }
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}
