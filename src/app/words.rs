//! Messages for people: `code` in them looks like code, and a sentence begins with a capital.

use super::dom::{El, el};
use super::json::draw_text;

/// `element` with a message in it, whose quoted stretches are code. What a token chose to put in is shown like every text
/// of a token.
pub fn draw(element: El, message: &str) -> El {
    // An odd number of marks pairs wrongly: then the text stays as it is.
    if !message.matches('`').count().is_multiple_of(2) {
        return draw_text(element, message);
    }
    message.split('`').enumerate().fold(element, |element, (index, text)| match index % 2 {
        0 => draw_text(element, text),
        _ => element.child(draw_text(el("code"), text)),
    })
}

/// The message with a capital first letter; one that begins with code stays as it is.
pub fn capital(message: &str) -> String {
    let mut text = message.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
