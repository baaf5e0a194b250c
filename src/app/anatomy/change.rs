//! One letter changed, by a press, and what that does.

use super::super::encoded::role_name;
use super::super::message::Message;
use super::super::presenting::Presenting;
use super::value::ValueView;
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

/// A button that changes the letter at a place: the segment, and the letter in it.
#[component]
pub fn ChangeLetter(faces: Faces, place: Signal<Option<(usize, usize)>>) -> impl IntoView {
    let swapped = move || {
        let (segment, letter) = place.get()?;
        faces.state.parsed.with(|parsed| swap(parsed.token.as_ref()?, segment, letter))
    };
    let words = move || match swapped() {
        Some(swap) => format!("Change {} to {}", swap.from, swap.to),
        None => "Change this letter".to_owned(),
    };
    view! {
        <button
            class="button"
            type="button"
            data-testid="change-letter"
            disabled=move || swapped().is_none()
            on:click=move |_| faces.change_letter(untrack(swapped))
        >
            {words}
        </button>
    }
    .into_any()
}

/// What one changed letter does, and a button that changes one of the payload.
#[component]
pub fn ChangeNotice(faces: Faces) -> impl IntoView {
    let presenting = expect_context::<Presenting>();
    let content = move || match faces.last_swap() {
        Some((before, swap)) => Some(view! { <Changed faces before swap presents=presenting.is_on()/> }.into_any()),
        None if faces.shown() == Face::Signature => Some(view! { <Offer faces/> }.into_any()),
        None => None,
    };
    view! { <div class="change" data-testid="change">{content}</div> }.into_any()
}

/// Offers to change one letter of the payload, if there is one that can be changed.
#[component]
fn Offer(faces: Faces) -> impl IntoView {
    let of_payload = move || faces.state.parsed.with(|parsed| example(parsed.token.as_ref()?));
    view! {
        <Show when=move || of_payload().is_some()>
            <div>
                <h3>"What if one letter changes?"</h3>
                <p>"Try it on this token: one letter of the payload changes by one bit. Undo brings it back."</p>
                <button
                    class="button primary"
                    type="button"
                    data-testid="change-one"
                    on:click=move |_| faces.change_letter(untrack(of_payload))
                >
                    "Change one letter"
                </button>
            </div>
        </Show>
    }
}

/// What the change did.
#[component]
fn Changed(faces: Faces, before: Text, swap: Swap, presents: bool) -> impl IntoView {
    let now = faces.state.parsed.get();
    let before = jose::parse(&before);
    let same_bytes = bytes_of(&now, swap.segment) == bytes_of(&before, swap.segment);
    let told = words::swapped(role_name(swap.role), swap.place + 1, swap.from, swap.to);
    let meaning = match (swap.role, same_bytes) {
        (_, true) => words::SAME_BYTES,
        (Role::Signature, _) => words::OTHER_SIGNATURE,
        _ => words::OTHER_TEXT,
    };
    let hashes = fingerprints(faces, &before, &now).map(|(old, new)| {
        let (differing, bits) = differing_bits(&old.kept(), &new.kept());
        let [was, is] =
            [(&old, &new), (&new, &old)].map(|(one, other)| Value::beside(one.label, &one.kept(), &other.kept()));
        view! {
            <p data-testid="flipped">{words::changed(differing, bits)}</p>
            <ValueView prefix="before" value=&was is_revealed=true presents/>
            <ValueView prefix="after" value=&is is_revealed=true presents/>
        }
    });
    let undo = move |_| {
        faces.state.undo();
    };
    view! {
        <div>
            <h3>"One letter changed"</h3>
            <p><Message text=format!("{told} {meaning}")/></p>
            {hashes}
            <button class="button primary" type="button" on:click=undo>"Undo the change"</button>
        </div>
    }
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
