//! Messages for people: `code` in them looks like code, and a sentence begins with a capital.

use super::json::draw_text;
use leptos::prelude::*;

/// A message with its quoted stretches as code. What a token chose to put in is shown like every text of a token.
pub fn draw(message: &str) -> AnyView {
    // An odd number of marks pairs wrongly: then the text stays as it is.
    if !message.matches('`').count().is_multiple_of(2) {
        return draw_text(message);
    }
    message
        .split('`')
        .enumerate()
        .map(|(index, text)| match index % 2 {
            0 => draw_text(text),
            _ => view! { <code>{draw_text(text)}</code> }.into_any(),
        })
        .collect_view()
        .into_any()
}

/// The message with a capital first letter; one that begins with code stays as it is.
pub fn capital(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
