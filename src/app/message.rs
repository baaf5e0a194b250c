//! Messages for people: `code` in them looks like code, and a sentence begins with a capital.

use super::json::TokenText;
use leptos::either::Either;
use leptos::prelude::*;

/// A message whose quoted stretches are code. What a token chose to put in is shown like every text of a token.
#[component]
pub fn Message(#[prop(into)] text: String) -> impl IntoView {
    // An odd number of marks pairs wrongly: then the text stays as it is.
    if !text.matches('`').count().is_multiple_of(2) {
        return Either::Left(view! { <TokenText text/> });
    }
    let stretch = |(index, text): (usize, &str)| match index % 2 {
        0 => Either::Left(view! { <TokenText text/> }),
        _ => Either::Right(view! { <code><TokenText text/></code> }),
    };
    Either::Right(text.split('`').enumerate().map(stretch).collect_view())
}

/// The message with a capital first letter; one that begins with code stays as it is.
pub fn capital(message: &str) -> String {
    let mut text = message.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
