//! What a team set for its copy of the page: its name and links, the environment in force, and what is wrong with its settings.

use super::message::Message;
use super::state::State;
use super::state::Team;
use jwt_debugger::engine::verify::embedded;
use jwt_debugger::session::settings::{self, Choice, Link};
use jwt_debugger::session::view::numbered;
use jwt_debugger::words;
use leptos::ev::Event;
use leptos::prelude::*;

/// Name and line of the page: the team's, or its own.
#[component]
pub fn Name(team: Team) -> impl IntoView {
    let name = move || team.settings.with(|all| all.name.clone()).unwrap_or_else(|| "JWT Debugger".to_owned());
    let tagline = move || match team.settings.with(|all| all.tagline.clone()) {
        Some(tagline) => view! { <p>{tagline}</p> }.into_any(),
        None => view! {
            <p>"Decode, verify and understand JSON Web Tokens."<span>" Everything stays in your browser."</span></p>
        }
        .into_any(),
    };
    view! { <div><h1>{name}</h1>{tagline}</div> }
}

/// The links of the team.
#[component]
pub fn TeamLinks(team: Team) -> impl IntoView {
    view! {
        <For each=move || numbered(team.settings.with(|all| all.links.clone())) key=Clone::clone let((Link { title, url }, _))>
            <a href=url target="_blank" rel="noreferrer noopener">{title}</a>
        </For>
    }
}

/// The choice of the environment, where the team has some.
#[component]
pub fn EnvironmentPicker(team: Team) -> impl IntoView {
    const BY_ISSUER: &str = "";
    const NOTHING: &str = "none";
    let names = move || {
        let names = |one: &settings::Environment| one.name.clone();
        team.settings.with(|all| all.environments.iter().map(names).enumerate().collect::<Vec<_>>())
    };
    let value = move || match team.choice.get() {
        Choice::ByIssuer => BY_ISSUER.to_owned(),
        Choice::Nothing => NOTHING.to_owned(),
        Choice::Environment(index) => index.to_string(),
    };
    let choose = move |event: Event| {
        team.choice.set(match event_target_value(&event).as_str() {
            NOTHING => Choice::Nothing,
            chosen => chosen.parse().map_or(Choice::ByIssuer, Choice::Environment),
        });
    };
    let told = move || match (team.choice.get(), team.of_environment(|one| one.name.clone())) {
        (Choice::ByIssuer, Some(name)) => format!("By issuer: {name}"),
        _ => "By issuer".to_owned(),
    };
    view! {
        <Show when=move || !names().is_empty()>
            <select
                class="button environment"
                data-testid="environment"
                aria-label="Environment"
                title="Environment: what is expected of the token"
                prop:value=value
                on:change=choose
            >
                <option value=BY_ISSUER>{told}</option>
                <For each=names key=Clone::clone let((index, name))>
                    <option value=index.to_string()>{name}</option>
                </For>
                <option value=NOTHING>"No environment"</option>
            </select>
        </Show>
    }
}

/// What is wrong with the settings: nothing of them is in force then, and the page is as it is without.
#[component]
pub fn SettingsNotice(team: Team) -> impl IntoView {
    view! {
        <div role="status">
            <Show when=move || !team.faults.with(Vec::is_empty)>
                <div class="link-notice" data-testid="settings-notice">
                    <div>
                        <p data-tone="warn">
                            "The settings of this page have a fault, so none of them is used. Tell whoever runs it:"
                        </p>
                        <For each=move || numbered(team.faults.get()) key=Clone::clone let((fault, _))>
                            <p data-testid="settings-fault"><Message text=fault/></p>
                        </For>
                    </div>
                    <button
                        class="button"
                        type="button"
                        aria-label="Dismiss the notice about the settings"
                        on:click=move |_| team.faults.set(vec![])
                    >
                        "Dismiss"
                    </button>
                </div>
            </Show>
        </div>
    }
    .into_any()
}

/// Whose key the token is verified with, where the team has one for it.
#[component]
pub fn TeamKey(state: State) -> impl IntoView {
    let team = state.team;
    let said = Memo::new(move |_| {
        let held = team.key.get();
        let own = state.key_input.with(|input| !input.text.is_empty());
        state.parsed.with(|parsed| {
            let token = parsed.token.as_ref()?;
            team.of_environment(|one| {
                let is_root = held.as_ref().is_some_and(|held| one.roots.iter().any(|root| root.text == *held));
                match one.key_for(token) {
                    Some(_) if own => words::own_key_goes_first(&one.name),
                    Some(_) => words::verified_with(&one.name, is_root),
                    None if !one.roots.is_empty() && embedded::key(token).is_some_and(|(name, _)| name == "x5c") => {
                        words::leads_to_no_root(&one.name)
                    }
                    None => String::new(),
                }
            })
        })
    });
    let text = move || said.get().unwrap_or_default();
    view! {
        <Show when=move || !text().is_empty()>
            <p class="quiet" data-testid="team-key">{move || view! { <Message text=text()/> }}</p>
        </Show>
    }
}
