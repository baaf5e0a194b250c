//! The four lamps and the sentence.

use super::dom::{El, button, el, icon, svg};
use super::reactive::Memo;
use super::state::State;
use super::words;
use jwt_debugger::report::{Lamp, Phrase, Report, Tone};
use jwt_debugger::verify::Verdict;

/// What the page says at a glance. The sentence is a status: screen readers hear it when the verdict changes, but not
/// each time the clock does.
pub fn verdict(state: State) -> El {
    el("section")
        .class("verdict")
        .attr("aria-label", "Verdict")
        .child(sentence(state))
        .child(
            el("ul")
                .class("lamps")
                .child(lamp(state, "Format", "lamp-format", |report| &report.format))
                .child(lamp(state, "Signature", "lamp-signature", |report| &report.signature))
                .child(lamp(state, "Claims", "lamp-claims", |report| &report.claims))
                .child(lamp(state, "Policy", "lamp-policy", |report| &report.policy)),
        )
        .children_with(move || remedy(state))
}

/// What helps with the verdict, if one press does.
fn remedy(state: State) -> Vec<El> {
    match state.verdict.get().as_deref() {
        Some(Verdict::Linked(_)) => vec![
            el("div").class("remedies").child(el("span").text("Did you get the same key from the issuer? ")).child(
                button("Take over the key").attr("data-testid", "own-key").on("click", move |_| state.own_key()),
            ),
        ],
        _ => vec![],
    }
}

fn sentence(state: State) -> El {
    // What the clock changes is left empty: it is filled in, without drawing the rest anew.
    let standing = Memo::new(move || {
        let mut phrases = state.report.with(|report| report.sentence.clone());
        phrases.iter_mut().filter(|phrase| phrase.ticking).for_each(|phrase| phrase.text.clear());
        phrases
    });
    let ticking =
        move |index| state.report.with(|report| report.sentence.get(index).map(|phrase: &Phrase| phrase.text.clone()));
    el("p").attr("role", "status").attr("data-testid", "verdict-sentence").children_with(move || {
        let draw = |(index, phrase): (usize, Phrase)| {
            let element = el("span").attr("data-tone", tone(phrase.tone));
            match phrase.ticking {
                true => element.attr("aria-live", "off").text_with(move || ticking(index)),
                false => words::draw(element, &phrase.text),
            }
        };
        standing.get().into_iter().enumerate().map(draw).collect()
    })
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
    }
}

fn lamp(state: State, name: &str, id: &str, pick: fn(&Report) -> &Lamp) -> El {
    let lit = move || state.report.with(|report| pick(report).state);
    let circle =
        svg("circle").attrs(&[("cx", "9"), ("cy", "9"), ("r", "9"), ("fill", "currentColor"), ("opacity", ".16")]);
    let stroke = svg("path").attrs(&[("fill", "none"), ("stroke", "currentColor"), ("stroke-width", "1.8")]);
    el("li")
        .attr("data-testid", id)
        .attr_with("data-state", lit)
        .child(icon("18", "18").child(circle).child(stroke.attr_with("d", move || sign(lit()))))
        .child(el("span").text(name))
        .child(el("strong").text_with(move || state.report.with(|report| pick(report).label.clone())))
}
/// The shape inside a lamp, so that colour is never the only signal: a tick, a cross, a dash, an exclamation mark.
fn sign(state: &str) -> &'static str {
    match state {
        "ok" | "valid" => "m5 9.300 2.700 2.700L13 6.500",
        "broken" | "invalid" | "expired" | "key-mismatch" => "m6 6 6 6m0-6-6 6",
        "repaired" | "self-attested" | "unsecured" | "not-yet-valid" | "unsupported" => "M9 4.500v5.500m0 1.700v1.800",
        _ => "M5.500 9h7",
    }
}
