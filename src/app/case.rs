//! Cases: the dialog that saves one, with a look at all that will be in the file, and the notice over one that was opened.

use super::browser;
use super::dialogs::CloseButton;
use super::json::TokenText;
use super::message::Message;
use super::share::Check;
use super::state::{CaseChoices, State};
use jwt_debugger::base::diagnostic::Diagnostic;
use jwt_debugger::jose::Part;
use jwt_debugger::session::case::{self, Claim, File, Picked};
use jwt_debugger::words;
use leptos::prelude::*;

/// So many bytes of a file are shown before it is saved.
const SHOWN: usize = 200_000;

/// The dialog: whether it is open, and what was chosen in it.
#[derive(Clone, Copy)]
pub struct Saving {
    open: RwSignal<bool>,
    /// The claims of which the person wants the other thing than what is proposed.
    turned: RwSignal<Vec<Claim>>,
    disclosures: RwSignal<bool>,
    plaintext: RwSignal<bool>,
    key: RwSignal<bool>,
}

impl Saving {
    /// Closed.
    pub fn new() -> Saving {
        let [open, disclosures, plaintext, key] = [false; 4].map(RwSignal::new);
        Saving { open, turned: RwSignal::new(vec![]), disclosures, plaintext, key }
    }

    /// Opens it, with what is proposed: what was chosen for another token must not count for this one.
    pub fn open(self) {
        self.turned.set(vec![]);
        for chosen in [self.disclosures, self.plaintext, self.key] {
            chosen.set(false);
        }
        self.open.set(true);
        browser::open_dialog("case");
    }

    fn is_masked(self, claim: &Claim) -> bool {
        claim.locked || claim.masked != self.turned.with(|turned| turned.contains(claim))
    }

    fn turn(self, claim: &Claim) {
        self.turned.update(|turned| match turned.iter().position(|one| one == claim) {
            Some(index) => drop(turned.remove(index)),
            None => turned.push(claim.clone()),
        });
    }

    /// The case as it is chosen; `None` while the dialog is closed, or without a token.
    fn file(self, state: State) -> Option<Result<File, Box<Diagnostic>>> {
        if !self.open.get() {
            return None;
        }
        state.case(&CaseChoices {
            masked: &|claim| self.is_masked(claim),
            disclosures: self.disclosures.get(),
            plaintext: self.plaintext.get(),
            key: self.key.get(),
        })
    }
}

/// The dialog that saves a case.
#[component]
pub fn CaseDialog(state: State) -> impl IntoView {
    let saving = expect_context::<Saving>();
    let of_picked = move |read: fn(&Picked) -> bool| {
        Signal::derive(move || saving.open.get() && state.with_picked(false, read).unwrap_or_default())
    };
    let (has_disclosures, was_decrypted) =
        (of_picked(|one| one.disclosures() > 0), of_picked(|one| one.was_decrypted()));
    let has_key = move || saving.open.get() && state.has_public_key();
    let claims = Memo::new(move |_| match saving.open.get() {
        true => state.with_picked(saving.plaintext.get(), |picked| picked.claims()).unwrap_or_default(),
        false => vec![],
    });
    // What it says of itself, and the file in full, which is as long as the token.
    let made =
        Memo::new(move |_| saving.file(state).map(|file| file.map(|file| (file.note().to_owned(), case::json(&file)))));
    let refused = Signal::derive(move || made.with(|made| !matches!(made, Some(Ok(_)))));
    let holds = move || match made.get() {
        Some(Ok((note, _))) => note,
        Some(Err(why)) => words::sentences(&why),
        None => String::new(),
    };
    let preview = move || {
        made.with(|made| match made {
            Some(Ok((_, text))) => shown(text),
            _ => String::new(),
        })
    };
    let save = move |name: &'static str, write: fn(&File) -> String| {
        if let Some(Ok(file)) = untrack(|| saving.file(state)) {
            browser::save(name, &write(&file));
        }
    };
    view! {
        <dialog id="case" class="dialog" aria-labelledby="case-title" on:close=move |_| saving.open.set(false)>
            <h2 id="case-title">"Save a case"</h2>
            <p>"One file for a ticket: the token, and what this page says of it. It opens again when you drop it here."</p>
            <p data-testid="case-holds" role="status" data-tone=move || refused.get().then_some("warn")>
                <span>{move || view! { <Message text=holds()/> }}</span>
            </p>
            <fieldset class="case-claims" hidden=move || claims.with(Vec::is_empty)>
                <legend>"Masked"</legend>
                <For each=move || claims.get() key=Clone::clone let(claim)><MaskItem saving claim/></For>
            </fieldset>
            <Show when=move || has_disclosures.get()>
                <Check id="case-disclosures" words="with the disclosures, unmasked" checked=saving.disclosures disabled=never()/>
            </Show>
            <Show when=move || was_decrypted.get()>
                <Check id="case-plaintext" words="with what was decrypted" checked=saving.plaintext disabled=never()/>
            </Show>
            <Show when=has_key>
                <Check id="case-key" words="with the public key" checked=saving.key disabled=never()/>
            </Show>
            // JSON escapes what an eye would not see.
            <h3 id="case-preview">"What will be in the file"</h3>
            <pre tabindex="0" data-testid="case-preview" aria-labelledby="case-preview">{preview}</pre>
            <div class="dialog-actions">
                <button class="button" type="button" disabled=move || refused.get() on:click=move |_| save("jwt-case.html", case::html)>
                    "Save HTML"
                </button>
                <button class="button" type="button" disabled=move || refused.get() on:click=move |_| save("jwt-case.json", case::json)>
                    "Save JSON"
                </button>
                <CloseButton/>
            </div>
        </dialog>
    }
    .into_any()
}

fn never() -> Signal<bool> {
    Signal::derive(|| false)
}

fn shown(text: &str) -> String {
    match text.char_indices().map(|(at, _)| at).take_while(|at| *at <= SHOWN).last() {
        Some(end) if text.len() > SHOWN => {
            let rest = words::counted(text.len() - end, "byte");
            format!("{}\n… and {rest} more", text.get(..end).unwrap_or_default())
        }
        _ => text.to_owned(),
    }
}

/// One claim that can be masked.
#[component]
fn MaskItem(saving: Saving, claim: Claim) -> impl IntoView {
    let name = match (claim.part, claim.name.is_empty()) {
        (Part::Header, true) => "the header".to_owned(),
        (_, true) => "the payload".to_owned(),
        (_, false) => claim.name.clone(),
    };
    let part = (claim.part == Part::Header && !claim.name.is_empty()).then_some(" (header)");
    let why = claim.locked.then_some(" (always: it holds a secret, a key or a token)");
    let (locked, shown, turned) = (claim.locked, claim.clone(), claim);
    view! {
        <label>
            <input
                type="checkbox"
                disabled=locked
                prop:checked=move || saving.is_masked(&shown)
                on:change=move |_| saving.turn(&turned)
            />
            " "
            <code><TokenText text=name/></code>
            {part}
            {why}
        </label>
    }
}

/// What there is to know of a case that was opened, as long as its token is in the field and nobody has dismissed the notice.
#[component]
pub fn CaseNotice(state: State) -> impl IntoView {
    let opened = Memo::new(move |_| state.source.with(|source| source.case.clone()));
    let said = move || {
        opened.with(|case| {
            case.as_ref()
                .map(|case| {
                    let settings = case.settings.as_ref();
                    let settings = settings.map(|one| (one.instance.as_deref(), &*one.environment, &*one.expects));
                    words::case::opened(case.saved_at, case.destroyed, settings, &case.sentence)
                })
                .unwrap_or_default()
        })
    };
    let has_instant = move || opened.with(|case| case.as_ref().is_some_and(|case| case.judged_at.is_some()));
    view! {
        <div role="status">
            <Show when=move || opened.with(Option::is_some)>
                <div class="link-notice" data-testid="case-notice">
                    <div>{move || said().into_iter().map(|text| view! { <p><Message text/></p> }).collect_view()}</div>
                    <Show when=has_instant>
                        <button class="button" type="button" on:click=move |_| state.judge_as_then()>"Check as of then"</button>
                    </Show>
                    <button
                        class="button"
                        type="button"
                        aria-label="Dismiss the notice about the case"
                        on:click=move |_| state.source.update(|source| source.case = None)
                    >
                        "Dismiss"
                    </button>
                </div>
            </Show>
        </div>
    }
    .into_any()
}
