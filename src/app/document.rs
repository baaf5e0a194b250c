//! Header and payload: the same pane twice, as JSON or as a table.

use super::encoded::CopyButton;
use super::state::{self, State};
use super::{json, table};
use jwt_debugger::token::json::pretty;
use jwt_debugger::token::{Document as Decoded, Form, Parsed, Part};
use leptos::prelude::*;

/// The decoded header or payload.
#[component]
pub fn Document(state: State, part: Part) -> impl IntoView {
    let is_header = part == Part::Header;
    let (name, id, table_name) =
        if is_header { ("Header", "header", "Table") } else { ("Payload", "payload", "Claims") };
    let as_table = RwSignal::new(false);
    let size = move || state.parsed.with(|parsed| size(parsed, part));
    view! {
        <section class=format!("pane {id}") data-part=id aria-labelledby=format!("{id}-title")>
            <header>
                <h2 id=format!("{id}-title")>{name}</h2>
                <small>{size}</small>
                <div class="tools">
                    <div class="segmented" role="group" aria-label=format!("{name} view")>
                        <button
                            type="button"
                            aria-pressed=move || (!as_table.get()).to_string()
                            on:click=move |_| as_table.set(false)
                        >
                            "JSON"
                        </button>
                        <button
                            type="button"
                            aria-pressed=move || as_table.get().to_string()
                            on:click=move |_| as_table.set(true)
                        >
                            {table_name}
                        </button>
                    </div>
                    <CopyButton what=id text=move || state.parsed.with(|parsed| shown_text(parsed, part)) />
                </div>
            </header>
            <Show when=move || as_table.get() fallback=move || view! { <json::Json state part /> }>
                <table::Table state part />
            </Show>
        </section>
    }
}

/// The decoded text of a part of `parsed`.
pub fn decoded(parsed: &Parsed, part: Part) -> Option<&Decoded> {
    match part {
        Part::Header => state::header_document(parsed),
        _ => state::payload_document(parsed),
    }
}

/// What the JSON view shows as text: pretty-printed, or as it is where it is not JSON.
fn shown_text(parsed: &Parsed, part: Part) -> String {
    decoded(parsed, part).map_or_else(String::new, |document| match &document.json {
        Some(node) if document.well_formed => pretty(&document.text, node),
        _ => document.text.clone(),
    })
}

fn size(parsed: &Parsed, part: Part) -> String {
    if part == Part::Payload && parsed.token.as_ref().is_some_and(|token| token.form == Form::Jwe) {
        return "encrypted".into();
    }
    let Some(document) = decoded(parsed, part) else { return String::new() };
    let members = document.json.as_ref().map_or(0, |node| node.members().len());
    let kind = if part == Part::Header { "parameter" } else { "claim" };
    match members {
        0 => format!("{} bytes", document.text.len()),
        1 => format!("{} bytes, 1 {kind}", document.text.len()),
        _ => format!("{} bytes, {members} {kind}s", document.text.len()),
    }
}
