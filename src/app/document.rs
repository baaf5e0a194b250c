//! Header and payload: the same pane twice, as JSON or as a table.

use super::dom::{El, button, el};
use super::encoded::copy_button;
use super::reactive::{Memo, RwSignal};
use super::state::{self, State};
use super::{editor, json, table};
use jwt_debugger::token::json::pretty;
use jwt_debugger::token::{Form, Parsed, Part};

/// The decoded header or payload.
pub fn document(state: State, part: Part) -> El {
    let is_header = part == Part::Header;
    let (name, id, table_name) =
        if is_header { ("Header", "header", "Table") } else { ("Payload", "payload", "Claims") };
    let title = format!("{id}-title");
    let as_table = RwSignal::new(false);
    let editing = Memo::new(move || state.draft.with(Option::is_some));
    let view = |name: &str, table: bool| {
        el("button")
            .attr("type", "button")
            .attr_with("aria-pressed", move || as_table.get() == table)
            .on("click", move |_| as_table.set(table))
            .text(name)
    };
    let views = el("div")
        .class("segmented")
        .attr("role", "group")
        .attr("aria-label", &format!("{name} view"))
        .child(view("JSON", false))
        .child(view(table_name, true));
    let copy = copy_button(id, move || state.parsed.with(|parsed| shown_text(parsed, part)));
    el("section")
        .class(&format!("pane {id}"))
        .attr("data-part", id)
        .attr("aria-labelledby", &title)
        .child(
            el("header")
                .child(el("h2").attr("id", &title).text(name))
                .child(el("small").text_with(move || state.parsed.with(|parsed| size(parsed, part))))
                .child(
                    el("div")
                        .class("tools")
                        .children_with(move || match editing.get() {
                            true => editor::tools(state, part),
                            false => vec![edit(state, name)],
                        })
                        .child(views.attr_with("hidden", move || editing.get().then_some("")))
                        .child(copy),
                ),
        )
        .children_with(move || match (editing.get(), as_table.get()) {
            (true, _) => vec![editor::editor(state, part)],
            (_, true) => vec![table::table(state, part)],
            _ => vec![json::json(state, part)],
        })
}

/// Turns the panes into editors, or says why that cannot be.
fn edit(state: State, name: &str) -> El {
    let refusal = move || state.not_editable();
    button("Edit")
        .attr("aria-label", &format!("Edit {}", name.to_ascii_lowercase()))
        .attr_with("disabled", move || refusal().map(|_| ""))
        .attr_with("title", refusal)
        .on("click", move |_| state.edit())
}

/// What the JSON view shows as text: pretty-printed, or as it is where it is not JSON.
pub fn shown_text(parsed: &Parsed, part: Part) -> String {
    state::document(parsed, part).map_or_else(String::new, |document| match &document.json {
        Some(node) if document.well_formed => pretty(&document.text, node),
        _ => document.text.to_string(),
    })
}

fn size(parsed: &Parsed, part: Part) -> String {
    if part == Part::Payload && parsed.token.as_ref().is_some_and(|token| token.form == Form::Jwe) {
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
