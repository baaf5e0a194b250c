//! The steps of the signature: a list to choose from, one step at a time, Back and Next.

use super::super::browser::prose::{button, link, tag, text};
use super::super::message::Message;
use super::Faces;
use jwt_debugger::engine::anatomy::{Anatomy, Run, Step, Value};
use jwt_debugger::session::anatomy::take_apart;
use jwt_debugger::words::anatomy as words;
use leptos::prelude::*;
use std::sync::Arc;

/// What the signature comes apart to, or why it does not.
type Taken = Arc<Result<Anatomy, words::Unsigned>>;

/// The view.
pub fn view(faces: Faces) -> AnyView {
    let state = faces.state;
    let taken: Memo<Taken> = Memo::new_with_compare(
        move |_| {
            let (key, choice) = (state.key.get(), state.choice.get());
            Arc::new(state.parsed.with(|parsed| take_apart(parsed, key.as_deref(), choice.as_deref())))
        },
        |_, _| true,
    );
    let count = Memo::new(move |_| taken.with(|taken| steps(taken).len()));
    let at = Memo::new(move |_| faces.step.get().min(count.get().saturating_sub(1)));
    // What was revealed: with another token or key, what is secret is hidden again.
    let revealed = RwSignal::new(None::<Taken>);
    let content = move || {
        if count.get() == 0 {
            let why = taken.with(|taken| taken.as_ref().as_ref().err().copied()).map_or("", words::unsigned);
            return tag("p").class("quiet").add(message(why.to_owned())).view();
        }
        let step = move || {
            let now = taken.get();
            let is_revealed = revealed.with(|seen| seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, &now)));
            let reveal = move || revealed.set(if is_revealed { None } else { Some(taken.get_untracked()) });
            steps(&now).get(at.get()).map_or_else(|| text(""), |step| draw(at.get(), step, is_revealed, reveal))
        };
        let step = tag("div").class("step").changing(step).add(walk(faces, at, count)).view();
        tag("div").class("steps").add(contents(faces, taken, at)).add(step).view()
    };
    let said = move || {
        let now = taken.get();
        let title = steps(&now).get(at.get()).map(|step| words::step(&step.topic).title);
        text(title.map(|title| format!("Step {} of {}: {title}", at.get() + 1, count.get())).unwrap_or_default())
    };
    let said =
        tag("p").class("offscreen").attr("role", "status").attr("data-testid", "step-said").changing(said).view();
    tag("div").changing(content).add(said).view()
}

fn steps(taken: &Taken) -> &[Step] {
    taken.as_ref().as_ref().map_or(&[], |anatomy| &anatomy.steps)
}

fn message(text: String) -> AnyView {
    view! { <Message text/> }.into_any()
}

/// The list of steps.
fn contents(faces: Faces, taken: Memo<Taken>, at: Memo<usize>) -> AnyView {
    let titles = Memo::new(move |_| {
        taken.with(|taken| steps(taken).iter().map(|step| words::step(&step.topic).title).collect::<Vec<_>>())
    });
    let draw = move || {
        let item = |(index, title): (usize, String)| {
            let press = tag("button").attr("type", "button").on("click", move |_| faces.step.set(index));
            let press = press.live("aria-current", move || (at.get() == index).then(|| "step".to_owned()));
            tag("li").add(press.add(tag("span").text(title).view()).view()).view()
        };
        tag("ol").attr("aria-label", "Steps").all(titles.get().into_iter().enumerate().map(item)).view()
    };
    tag("div").class("contents").changing(draw).view()
}

/// Back and Next. They stay where they are when there is nothing more, so that nobody loses the focus.
fn walk(faces: Faces, at: Memo<usize>, count: Memo<usize>) -> AnyView {
    let turn = move |words: &'static str, class: &'static str, by: isize| {
        let last = move || count.get().saturating_sub(1);
        let ends = move || if by < 0 { at.get() == 0 } else { at.get() == last() };
        let press = move |_| faces.step.set(untrack(|| at.get().saturating_add_signed(by).min(last())));
        button(words, press).class(class).live("aria-disabled", move || ends().then(|| "true".to_owned())).view()
    };
    let place = move || text(format!("{} of {}", at.get() + 1, count.get()));
    let place = tag("span").attr("aria-hidden", "true").changing(place).view();
    tag("div").class("walk").all([turn("Back", "button", -1), place, turn("Next", "button primary", 1)]).view()
}

/// One step.
fn draw(index: usize, step: &Step, is_revealed: bool, reveal: impl Fn() + 'static) -> AnyView {
    let told = words::step(&step.topic);
    let heading = tag("h3").text(format!("{}. {}", index + 1, told.title)).view();
    let source = told.spec.map(|spec| tag("p").class("quiet").add(link(&spec.url(), spec)).view());
    let mut parts = vec![heading, tag("p").add(message(told.text)).view()];
    if step.values.iter().any(|value| value.secret) {
        let words = if is_revealed { "Hide the secret" } else { "Show the secret" };
        parts.push(button(words, move |_| reveal()).class("button").attr("data-testid", "reveal").view());
    }
    parts.extend(step.values.iter().map(|one| value("", one, is_revealed)));
    parts.extend(source);
    tag("div").attr("data-testid", "step").all(parts).view()
}

/// A value with its label, and what its colours mean.
pub fn value(prefix: &str, value: &Value, is_revealed: bool) -> AnyView {
    let name = match prefix {
        "" => words::label(value.label).to_owned(),
        _ => format!("{} {prefix}", words::label(value.label)),
    };
    let size = format!("{} {}", value.bytes, if value.bytes == 1 { "byte" } else { "bytes" });
    let caption = tag("p").class("caption").add(tag("b").text(&name).view()).add(tag("span").text(size).view()).view();
    let is_hidden = value.secret && !is_revealed;
    let hex = tag("code").class("hex").attr("data-value", format!("{:?}", value.label));
    let hex = match is_hidden {
        true => hex.attr("data-hidden", "true").text("hidden, because whoever sees it can sign"),
        false => hex.all(value.runs.iter().flat_map(|run| stretch(run, value.text))),
    };
    let mut meanings: Vec<(String, &str)> = vec![];
    for run in value.runs.iter().filter(|_| !is_hidden) {
        if let Some(meaning) = words::ink(run.ink)
            && meanings.iter().all(|(_, seen)| *seen != meaning)
        {
            meanings.push((ink(run), meaning));
        }
    }
    let meanings = meanings.into_iter().map(|(ink, meaning)| tag("li").attr("data-ink", ink).text(meaning).view());
    let legend = tag("ul").class("legend").all(meanings).view();
    tag("div").class("value").all([caption, hex.view(), legend]).view()
}

fn ink(run: &Run) -> String {
    format!("{:?}", run.ink)
}

/// A stretch, and how much behind it is left out.
fn stretch(run: &Run, as_text: bool) -> Vec<AnyView> {
    let shown = match as_text {
        true => String::from_utf8_lossy(&run.bytes).into_owned(),
        false => run.bytes.iter().map(|byte| format!("{byte:02x} ")).collect(),
    };
    let mut parts = vec![tag("span").attr("data-ink", ink(run)).text(shown).view()];
    if run.left_out > 0 {
        parts.push(tag("em").text(format!(" … {} bytes … ", run.left_out)).view());
    }
    parts
}
