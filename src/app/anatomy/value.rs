//! A value of a signature: its bytes or text, each stretch in the colour of what it stands for.

use jwt_debugger::engine::anatomy::{Label, Run, Value};
use jwt_debugger::words::{anatomy as words, counted};
use leptos::prelude::*;

/// A value with its label, and what its colours mean.
#[component]
pub fn ValueView<'a>(
    value: &'a Value,
    is_revealed: bool,
    /// Whether somebody presents: then what only the holder of the secret can work out is hidden, too.
    presents: bool,
    #[prop(optional)] prefix: &'static str,
) -> impl IntoView + use<> {
    let name = match prefix {
        "" => words::label(value.label).to_owned(),
        _ => format!("{} {prefix}", words::label(value.label)),
    };
    let is_hidden = match presents {
        true => value.secret || matches!(value.label, Label::InnerHash | Label::Mac),
        false => value.secret && !is_revealed,
    };
    let content = match is_hidden {
        true if presents => "hidden while you present".into_any(),
        true => "hidden, because whoever sees it can sign".into_any(),
        false => value.runs.iter().map(|run| view! { <Stretch run as_text=value.text/> }).collect_view().into_any(),
    };
    let mut meanings: Vec<(String, &str)> = vec![];
    for run in value.runs.iter().filter(|_| !is_hidden) {
        if let Some(meaning) = words::ink(run.ink)
            && meanings.iter().all(|(_, seen)| *seen != meaning)
        {
            meanings.push((ink(run), meaning));
        }
    }
    let meaning = |(ink, meaning)| view! { <li class="swatch" data-ink=ink>{meaning}</li> };
    view! {
        <div class="value">
            <p class="caption"><b>{name}</b><span>{counted(value.bytes, "byte")}</span></p>
            <code
                class="hex"
                data-value=format!("{:?}", value.label)
                data-hidden=is_hidden.then_some("true")
            >
                {content}
            </code>
            <ul class="legend">{meanings.into_iter().map(meaning).collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// A stretch, and how much behind it is left out.
#[component]
fn Stretch<'a>(run: &'a Run, as_text: bool) -> impl IntoView + use<> {
    let shown = match as_text {
        true => String::from_utf8_lossy(&run.bytes).into_owned(),
        false => run.bytes.iter().map(|byte| format!("{byte:02x} ")).collect(),
    };
    let left_out = (run.left_out > 0).then(|| view! { <em>{format!(" … {} bytes … ", run.left_out)}</em> });
    view! { <span data-ink=ink(run)>{shown}</span>{left_out} }
}

fn ink(run: &Run) -> String {
    format!("{:?}", run.ink)
}
