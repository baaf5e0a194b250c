//! Making an encrypted token: how its key travels, how its content is encrypted, and what came of it.

use super::super::controls::Choices;
use super::super::findings::Citation;
use super::super::message::Message;
use super::super::state::State;
use super::banner::MakeKey;
use jwt_debugger::base::diagnostic::jwe::Needs;
use jwt_debugger::base::diagnostic::{Code, Diagnostic};
use jwt_debugger::engine::jwe::{self, Algorithm, ENCRYPTIONS, Encryption, Requirement, fit, kind_for, suggested};
use jwt_debugger::key::Key;
use jwt_debugger::session::draft::Draft;
use jwt_debugger::session::layers::Decryption;
use jwt_debugger::words::{self, capital, counted};
use leptos::prelude::*;

/// A group of choices: why they are apart, and their names.
type Group = (String, Vec<&'static str>);

/// `alg`, `enc` and `zip` of the draft.
#[component]
pub fn EncryptionOptions(state: State) -> impl IntoView {
    let is_compressed = move || state.draft.with(|draft| draft.as_ref().is_some_and(Draft::is_compressed));
    view! {
        <Picker state label="Key management" parameter="alg" id="encrypt-alg"/>
        <Picker state label="Content encryption" parameter="enc" id="encrypt-enc"/>
        <label class="field">
            <input
                type="checkbox"
                data-testid="encrypt-zip"
                prop:checked=is_compressed
                on:change=move |event| {
                    state.set_parameter("zip", event_target_checked(&event).then_some("DEF"));
                }
            />
            <span>"Compress (zip)"</span>
        </label>
    }
}

/// The algorithms for a parameter: those that fit the key, and the others by what they need.
#[component]
fn Picker(state: State, label: &'static str, parameter: &'static str, id: &'static str) -> impl IntoView {
    let choices = move || {
        let (algorithm, encryption) =
            state.draft.with(|draft| draft.as_ref().map(Draft::algorithms)).unwrap_or_default();
        let key = state.key.get();
        let key = key.as_deref().and_then(|key| key.as_ref().ok()?.one());
        let (fitting, others, chosen) = match parameter {
            "alg" => {
                let (fitting, others) = algorithms(key, encryption);
                (fitting, others, algorithm.map_or("", |row| row.name))
            }
            _ => {
                let (fitting, others) = encryptions(key, algorithm);
                (fitting, others, encryption.map_or("", |row| row.name))
            }
        };
        let list = |names: Vec<&'static str>| {
            view! { <Choices choices=names.into_iter().map(|name| (name, name)).collect()/> }
        };
        let group = |(label, names): Group| view! { <optgroup label=label>{list(names)}</optgroup> };
        // Drawn anew with another choice, so that the select shows it.
        view! {
            <select
                class="button"
                data-testid=id
                prop:value=chosen
                on:change=move |event| state.set_parameter(parameter, Some(&event_target_value(&event)))
            >
                <option value="" disabled hidden selected=chosen.is_empty()>"another"</option>
                {list(fitting)}
                {others.into_iter().map(group).collect_view()}
            </select>
        }
    };
    view! { <label class="field">{label} {choices}</label> }
}

fn algorithms(key: Option<&Key>, encryption: Option<&'static Encryption>) -> (Vec<&'static str>, Vec<Group>) {
    // Only `dir` depends on it.
    let Some(encryption) = encryption.or(ENCRYPTIONS.last()) else { return (vec![], vec![]) };
    let (fitting, others) = jwe::sorted(key, encryption);
    let mut groups: Vec<Group> = vec![];
    for row in others {
        add(&mut groups, format!("Needs {}", needed(row, encryption)), row.name);
    }
    (fitting.into_iter().map(|row| row.name).collect(), groups)
}

fn encryptions(key: Option<&Key>, algorithm: Option<&'static Algorithm>) -> (Vec<&'static str>, Vec<Group>) {
    let direct = algorithm.filter(|row| row.secret_length_depends());
    let (mut fitting, mut groups) = (vec![], vec![]);
    for row in ENCRYPTIONS {
        match (direct, key) {
            (Some(algorithm), Some(key)) if fit(algorithm, row, key).is_err() => {
                add(&mut groups, format!("Needs {}", needed(algorithm, row)), row.name);
            }
            _ => fitting.push(row.name),
        }
    }
    (fitting, groups)
}

fn add(groups: &mut Vec<Group>, label: String, name: &'static str) {
    match groups.iter_mut().find(|group| group.0 == label) {
        Some(group) => group.1.push(name),
        None => groups.push((label, vec![name])),
    }
}

/// The key that is needed, in words.
fn needed(algorithm: &'static Algorithm, encryption: &'static Encryption) -> String {
    let kind = words::kind_of_key(algorithm.needs());
    match (algorithm.needs(), algorithm.secret_length(encryption)) {
        (Needs::Secret, Some((_, bytes))) => format!("{kind} of {}", counted(bytes, "byte")),
        _ => kind.to_owned(),
    }
}

/// That it was encrypted, with what, and who can open it.
#[component]
pub fn Encrypted(
    state: State,
    algorithm: &'static Algorithm,
    encryption: &'static Encryption,
    sealed: bool,
) -> impl IntoView {
    let with = format!("Encrypted as you type ({}, {}).", algorithm.name, encryption.name);
    let opens = move || matches!(state.decryption.get().as_deref(), Some(Decryption::Opened(_)));
    let who = move || match (sealed, opens()) {
        (true, _) => " Only the holder of the private key can open it.",
        (false, true) => " It opens with the key on this page.",
        (false, false) => "",
    };
    let weak = algorithm.requirement == Requirement::Discouraged;
    view! {
        <strong data-tone=if weak { "warn" } else { "good" }><Message text=with/></strong>
        <span>{who}</span>
        {weak.then(|| view! {
            <span>
                {format!(" {} is deprecated: whoever decrypts may give away the content by errors or by time.", algorithm.name)}
            </span>
        })}
    }
}

/// Why there is no token, with what helps: an algorithm that the key is for, or a key for the algorithm.
#[component]
pub fn NotEncrypted(state: State, why: Diagnostic) -> impl IntoView {
    let key = state.key.get_untracked();
    let key = key.as_deref().and_then(|key| key.as_ref().ok()?.one());
    let misfit = matches!(why.code(), Code::JweKeyKind | Code::JweKeyLength | Code::JweKeyCurve | Code::JweKeyUnusable);
    let instead = key.filter(|_| misfit).and_then(|key| suggested(Some(key)));
    let wanted = misfit || matches!(why.code(), Code::NoKey | Code::JweNoneOfSet);
    let named = state.draft.with_untracked(|draft| draft.as_ref().map(Draft::algorithms)).unwrap_or_default();
    let offer = named.0.zip(named.1).filter(|_| wanted).map(|(algorithm, encryption)| kind_for(algorithm, encryption));
    let told = words::of(&why);
    view! {
        <strong data-tone="warn"><Message text=format!("Not encrypted: {}.", told.title)/></strong>
        {told.fix.as_deref().map(capital).map(|text| view! { <span>" "<Message text/></span> })}
        {told.spec.map(|spec| view! { <span>" "<Citation spec/></span> })}
        {instead.map(|(algorithm, encryption)| view! {
            <span>
                " "
                <button
                    class="button"
                    type="button"
                    data-testid="use-algorithm"
                    on:click=move |_| {
                        state.set_algorithm(algorithm.name);
                        state.set_parameter("enc", Some(encryption.name));
                    }
                >
                    {format!("Encrypt with {} and {}, which this key is for", algorithm.name, encryption.name)}
                </button>
            </span>
        })}
        {offer.map(|(name, kind)| view! { <MakeKey state name kind/> })}
    }
}
