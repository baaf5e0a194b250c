//! Header and payload: the same pane twice, as JSON or as a table.

use super::content::ContentField;
use super::controls::CopyButton;
use super::disclosures::PayloadChoice;
use super::editor::{Editor, EditorTools};
use super::json::Json;
use super::panes::{PaneTitle, Panes, WholePage};
use super::state::{self, State};
use super::table::Table;
use jwt_debugger::base::diagnostic::Diagnostic;
use jwt_debugger::format::json::pretty;
use jwt_debugger::jose::{Parsed, Part, Token};
use jwt_debugger::session::layout::Pane;
use jwt_debugger::words;
use leptos::prelude::*;

/// The decoded header or payload.
#[component]
pub fn DocumentPanel(state: State, part: Part) -> impl IntoView {
    let (name, pane, title, table_name) = match part {
        Part::Header => ("Header", Pane::Header, "header-title", "Table"),
        _ => ("Payload", Pane::Payload, "payload-title", "Claims"),
    };
    let id = pane.name();
    let panes = expect_context::<Panes>();
    let [as_table, no_wrap] = [false; 2].map(RwSignal::new);
    let editing = Memo::new(move |_| state.draft.with(Option::is_some));
    let content = move || match (editing.get(), as_table.get()) {
        (true, _) => view! { <Editor state part/> }.into_any(),
        (_, true) => view! { <Table state part/> }.into_any(),
        _ => view! { <Json state part/> }.into_any(),
    };
    view! {
        <section
            class=format!("pane {id}")
            data-part=id
            data-whole=move || panes.is_whole(pane).then_some("true")
            data-folded=move || panes.is_folded(pane).then_some("true")
            data-no-wrap=move || no_wrap.get().then_some("true")
            aria-labelledby=title
        >
            <header>
                <PaneTitle pane id=title name/>
                <small hidden=move || editing.get()>{move || size(&state.drawn(), part)}</small>
                <div class="tools">
                    <Show when=move || editing.get() fallback=move || view! { <EditButton state name/> }>
                        <EditorTools state part/>
                    </Show>
                    {(part == Part::Payload).then(|| view! { <PayloadChoice state/> })}
                    <div
                        class="segmented"
                        role="group"
                        aria-label=format!("{name} view")
                        hidden=move || editing.get()
                    >
                        <ViewButton name="JSON" table=false as_table/>
                        <ViewButton name=table_name table=true as_table/>
                    </div>
                    <button
                        class="button"
                        type="button"
                        aria-label=format!("{name}: wrap long lines")
                        aria-pressed=move || if no_wrap.get() { "false" } else { "true" }
                        on:click=move |_| no_wrap.update(|no_wrap| *no_wrap = !*no_wrap)
                    >
                        "Wrap"
                    </button>
                    <CopyButton
                        what=id
                        disabled=Signal::derive(move || state.parsed.with(|parsed| state::document(parsed, part).is_none()))
                        text=move || shown_text(&state.drawn(), part)
                    />
                    <WholePage pane name/>
                </div>
            </header>
            {content}
            {(part == Part::Payload).then(|| view! { <ContentField state/> })}
        </section>
    }
    .into_any()
}

/// Chooses between JSON and table.
#[component]
fn ViewButton(name: &'static str, table: bool, as_table: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            aria-pressed=move || if as_table.get() == table { "true" } else { "false" }
            on:click=move |_| as_table.set(table)
        >
            {name}
        </button>
    }
}

/// Turns the panes into editors, or says why that cannot be.
#[component]
fn EditButton(state: State, name: &'static str) -> impl IntoView {
    view! {
        <button
            class="button"
            type="button"
            aria-label=format!("Edit {}", name.to_ascii_lowercase())
            disabled=move || state.not_editable().is_some()
            title=move || state.not_editable().map(|why| words::sentences(&Diagnostic::note(why)))
            on:click=move |_| state.edit()
        >
            "Edit"
        </button>
    }
}

/// What the JSON view shows as text: pretty-printed, or as it is where it is not JSON.
pub fn shown_text(parsed: &Parsed, part: Part) -> String {
    state::document(parsed, part).map_or_else(String::new, |document| match &document.json {
        Some(node) if document.well_formed => pretty(&document.text, node),
        _ => document.text.to_string(),
    })
}

fn size(parsed: &Parsed, part: Part) -> String {
    if part == Part::Payload && parsed.token.as_ref().is_some_and(Token::is_sealed) {
        return "encrypted".into();
    }
    let Some(document) = state::document(parsed, part) else { return String::new() };
    let members = document.json.as_ref().map_or(0, |node| node.members().len());
    let kind = if part == Part::Header { "parameter" } else { "claim" };
    match members {
        0 => format!("{} bytes", document.text.len()),
        1 => format!("{} bytes, 1 {kind}", document.text.len()),
        _ => format!("{} bytes, {members} {kind}s", document.text.len()),
    }
}
