//! One letter changed, by a press, and what that does.

use super::super::browser::prose::{button, tag, text};
use super::super::encoded::role_name;
use super::super::message::Message;
use super::signature::value;
use super::{Face, Faces};
use jwt_debugger::base::diagnostic::Remedy;
use jwt_debugger::base::text::Text;
use jwt_debugger::engine::anatomy::{Value, differing_bits};
use jwt_debugger::jose::{self, Parsed, Role};
use jwt_debugger::session::anatomy::{Swap, example, swap, take_apart};
use jwt_debugger::words::anatomy as words;
use leptos::prelude::*;

impl Faces {
    /// Puts the changed token in; Undo brings the other one back.
    fn change_letter(self, swap: Option<Swap>) {
        let before = self.state.parsed.with_untracked(|parsed| parsed.token.as_ref().map(|token| token.text.clone()));
        if let (Some(swap), Some(before)) = (swap, before) {
            self.state.apply(&Remedy::Token(swap.token.to_string()));
            self.swapped.set(Some((before, swap)));
        }
    }

    /// The last change of a letter, as long as the changed token is the one on screen.
    fn last_swap(self) -> Option<(Text, Swap)> {
        let (before, swap) = self.swapped.get()?;
        let stands =
            self.state.parsed.with(|parsed| parsed.token.as_ref().is_some_and(|token| token.text == swap.token));
        stands.then_some((before, swap))
    }
}

/// A button that changes the letter at a place.
pub fn of_letter(faces: Faces, place: impl Fn() -> Option<(usize, usize)> + Copy + Send + Sync + 'static) -> AnyView {
    let swapped = move || {
        let (segment, letter) = place()?;
        faces.state.parsed.with(|parsed| swap(parsed.token.as_ref()?, segment, letter))
    };
    let words = move || {
        text(match swapped() {
            Some(swap) => format!("Change {} to {}", swap.from, swap.to),
            None => "Change this letter".to_owned(),
        })
    };
    let press = move |_| faces.change_letter(untrack(swapped));
    let unable = move || swapped().is_none().then(|| "true".to_owned());
    tag("button")
        .attr("type", "button")
        .class("button")
        .attr("data-testid", "change-letter")
        .on("click", press)
        .live("disabled", unable)
        .changing(words)
        .view()
}

/// What one changed letter does, and a button that changes one of the payload.
pub fn notice(faces: Faces) -> AnyView {
    let draw = move || match faces.last_swap() {
        Some((before, swap)) => done(faces, &before, &swap),
        None if faces.shown() == Face::Signature => offer(faces),
        None => text(""),
    };
    tag("div").class("change").attr("data-testid", "change").changing(draw).view()
}

fn offer(faces: Faces) -> AnyView {
    let of_payload = move || faces.state.parsed.with(|parsed| example(parsed.token.as_ref()?));
    if of_payload().is_none() {
        return text("");
    }
    let press = move |_| faces.change_letter(untrack(of_payload));
    tag("div")
        .all([
            tag("h3").text("What if one letter changes?").view(),
            tag("p")
                .text("Try it on this token: one letter of the payload changes by one bit. Undo brings it back.")
                .view(),
            button("Change one letter", press).class("button primary").attr("data-testid", "change-one").view(),
        ])
        .view()
}

fn done(faces: Faces, before: &str, swap: &Swap) -> AnyView {
    let now = faces.state.parsed.get();
    let before = jose::parse(before);
    let same_bytes = bytes_of(&now, swap.segment) == bytes_of(&before, swap.segment);
    let undo = move |_| {
        faces.state.undo();
    };
    let told = words::swapped(role_name(swap.role), swap.place + 1, swap.from, swap.to);
    let meaning = match (swap.role, same_bytes) {
        (_, true) => words::SAME_BYTES,
        (Role::Signature, _) => words::OTHER_SIGNATURE,
        _ => words::OTHER_TEXT,
    };
    let mut parts = vec![
        tag("h3").text("One letter changed").view(),
        tag("p").add(view! { <Message text=format!("{told} {meaning}")/> }.into_any()).view(),
    ];
    if let Some((old, new)) = fingerprints(faces, &before, &now) {
        let (differing, bits) = differing_bits(&old.kept(), &new.kept());
        let [was, is] =
            [(&old, &new), (&new, &old)].map(|(one, other)| Value::beside(one.label, &one.kept(), &other.kept()));
        parts.push(tag("p").attr("data-testid", "flipped").text(words::changed(differing, bits)).view());
        parts.extend([value("before", &was, true), value("after", &is, true)]);
    }
    parts.push(button("Undo the change", undo).class("button primary").view());
    tag("div").all(parts).view()
}

/// The decisive hash of each token, with the key that is there.
fn fingerprints(faces: Faces, before: &Parsed, now: &Parsed) -> Option<(Value, Value)> {
    let (key, choice) = (faces.state.key.get(), faces.state.choice.get());
    let of = |parsed: &Parsed| take_apart(parsed, key.as_deref(), choice.as_deref()).ok()?.fingerprint().cloned();
    of(before).zip(of(now))
}

fn bytes_of(parsed: &Parsed, segment: usize) -> Option<&[u8]> {
    Some(&parsed.token.as_ref()?.segments.get(segment)?.bytes)
}
