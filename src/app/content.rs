//! The content of a token that was sent without it: typed, pasted, or from a file.

use super::browser;
use super::controls::PrivateField;
use super::state::State;
use jwt_debugger::base::text::Bytes;
use jwt_debugger::jose::Token;
use jwt_debugger::words::counted;
use leptos::ev::{ClipboardEvent, Event};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The field below the payload, for a token whose content is apart.
#[component]
pub fn ContentField(state: State) -> impl IntoView {
    let is_apart = Memo::new(move |_| {
        let editing = state.draft.with(Option::is_some);
        !editing && state.parsed.with(|parsed| parsed.token.as_ref().is_some_and(Token::is_detached))
    });
    // The browser writes each line break as one character; what is pasted keeps its own.
    let paste = move |event: ClipboardEvent| {
        if let Some(text) = browser::pasted_into_empty(&event) {
            state.set_content(text.into_bytes());
        }
    };
    let open = move |event: Event| browser::read_chosen_file(&event, move |bytes| state.set_content(bytes));
    let text = move || {
        state.source.with(|source| match &source.content {
            Some(Bytes::Text(text)) => JsValue::from_str(text),
            _ => JsValue::from_str(""),
        })
    };
    let said = move || {
        state.source.with(|source| match &source.content {
            None => "The token was sent without its content. Enter it to check the signature.".to_owned(),
            Some(Bytes::Text(text)) if text.contains('\r') => {
                format!("{}, with the line breaks as they were pasted", counted(text.len(), "byte"))
            }
            Some(Bytes::Text(text)) => counted(text.len(), "byte"),
            Some(Bytes::Other(bytes)) => format!("{} from the file; they are not text", counted(bytes.len(), "byte")),
        })
    };
    view! {
        <Show when=move || is_apart.get()>
            <section class="content-apart" aria-labelledby="content-title">
                <header>
                    <h3 id="content-title">"Detached content"</h3>
                    <div class="tools">
                        <label class="button">
                            "Open"
                            <input type="file" class="offscreen" aria-label="Open a file as the content" on:change=open/>
                        </label>
                        <button
                            class="button"
                            type="button"
                            aria-label="Clear content"
                            on:click=move |_| state.set_content(vec![])
                        >
                            "Clear"
                        </button>
                    </div>
                </header>
                <PrivateField
                    attr:data-testid="content-input"
                    attr:aria-label="Detached content"
                    attr:aria-describedby="content-foot"
                    attr:placeholder="Type or paste the content, or open a file"
                    attr:rows="3"
                    prop:value=text
                    on:paste=paste
                    on:input=move |event| state.set_content(event_target_value(&event).into_bytes())
                />
                <p id="content-foot" class="quiet" role="status">{said}</p>
            </section>
        </Show>
    }
    .into_any()
}
