//! Messages for people: `code` in them looks like code.

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
