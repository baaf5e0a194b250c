//! The header bar: name, what this is, a new token, seal badge, theme, help. And the line at the end of the page: version, source,
//! privacy.

use super::browser;
use super::controls::Icon;
use super::palette::PaletteButton;
use super::settings::{EnvironmentPicker, Name, TeamLinks};
use super::state::{State, Team};
use super::views::{Nav, Views};
use leptos::prelude::*;

/// The id of the button that opens the list of shortcuts.
pub const HELP: &str = "help";
const LOCK: &str = "M2 6V4a4 4 0 0 1 8 0v2h.5c.8 0 1.5.7 1.5 1.5v5c0 .8-.7 1.5-1.5 1.500h-9C.7 14 0 13.300 0 12.500v-5C0 6.700.7 6 1.500 6H2Zm1.600 0h4.800V4a2.400 2.400 0 0 0-4.800 0v2Z";

/// The bar at the top.
#[component]
pub fn Bar(state: State, views: Views) -> impl IntoView {
    view! {
        <header class="bar">
            <div class="brand">
                <Mark/>
                <Name team=state.team/>
            </div>
            <Nav views/>
            <div class="end">
                <EnvironmentPicker team=state.team/>
                <button
                    class="button primary"
                    type="button"
                    id="new-token"
                    data-testid="new-token"
                    on:click=move |_| {
                        state.new_token();
                        views.show_debugger();
                    }
                >
                    "New token"
                </button>
                <SealBadge/>
                <ThemeButton/>
                <PaletteButton class="icon commands" attr:aria-label="Commands">
                    <Icon width="16" height="16">
                        <path fill="none" stroke="currentColor" stroke-width="1.6" d="M2 4l3.500 4L2 12M8 12.500h6"/>
                    </Icon>
                </PaletteButton>
                <button
                    class="icon"
                    type="button"
                    id=HELP
                    aria-label="Keyboard shortcuts"
                    title="Keyboard shortcuts (?)"
                    on:click=|_| browser::open_dialog("shortcuts")
                >
                    "?"
                </button>
            </div>
        </header>
    }
    .into_any()
}

/// The line at the end of the page.
#[component]
pub fn Colophon(team: Team) -> impl IntoView {
    const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");
    let about =
        concat!("Version ", env!("CARGO_PKG_VERSION"), ", open source (", env!("CARGO_PKG_LICENSE"), " licence)");
    view! {
        <footer class="colophon">
            <span>{about}</span>
            {(!SOURCE.is_empty()).then(|| view! {
                <a href=SOURCE target="_blank" rel="noreferrer noopener">"Source"</a>
            })}
            <TeamLinks team/>
            <button class="link" type="button" on:click=|_| browser::open_dialog("seal")>"Privacy and the seal"</button>
            <button class="link" type="button" on:click=|_| browser::open_dialog("shortcuts")>"Keyboard"</button>
            <PaletteButton class="link">"Commands"</PaletteButton>
        </footer>
    }
    .into_any()
}

/// Three bars, as long as the segments of a token.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <Icon width="22" height="22">
            <rect class="mark-header" x="1" y="3" width="12" height="4" rx="2"/>
            <rect class="mark-payload" x="1" y="9" width="20" height="4" rx="2"/>
            <rect class="mark-signature" x="1" y="15" width="15" height="4" rx="2"/>
        </Icon>
    }
}

/// Says whether the page is sealed: true only once the policy that allows no request stands in the page, and only as long
/// as nothing got past it.
#[component]
fn SealBadge() -> impl IntoView {
    let past = RwSignal::new(browser::past_seal());
    browser::on_seal(move || past.set(browser::past_seal()));
    let holds = move || past.get() == Some(0);
    let detail = move || {
        past.get();
        browser::seal_detail().map(|detail| format!(" · {detail}")).unwrap_or_default()
    };
    view! {
        <button
            class="seal"
            type="button"
            data-testid="seal"
            data-state=move || if holds() { "sealed" } else { "open" }
            on:click=|_| browser::open_dialog("seal")
        >
            <Icon width="12" height="14"><path d=LOCK/></Icon>
            <b>{move || if holds() { "Sealed" } else { "Not sealed" }}</b>
            <span class="seal-detail">{detail}</span>
        </button>
    }
}

/// The theme: `light`, `dark`, or `None` for the system's. It is offered to all who show or change it.
#[derive(Clone, Copy)]
pub struct Theme(RwSignal<Option<String>>);

impl Theme {
    /// That of the last visit.
    pub fn new() -> Theme {
        let theme = RwSignal::new(browser::stored_theme());
        Effect::new(move || theme.with(|theme| browser::set_theme(theme.as_deref())));
        Theme(theme)
    }

    /// What it is.
    pub fn get(self) -> Option<String> {
        self.0.get()
    }

    /// Changes it.
    pub fn set(self, theme: Option<&str>) {
        self.0.set(theme.map(str::to_owned));
    }
}

/// Switches between the system's theme, light and dark.
#[component]
fn ThemeButton() -> impl IntoView {
    let theme = expect_context::<Theme>();
    let next = move || match theme.get().as_deref() {
        None => Some("light"),
        Some("light") => Some("dark"),
        _ => None,
    };
    let name = |theme: Option<&str>| match theme {
        None => "system",
        Some("light") => "light",
        _ => "dark",
    };
    let label = move || format!("Theme: {}. Switch to {}", name(theme.get().as_deref()), name(next()));
    let disc = move || match theme.get().as_deref() {
        None => "M8 1.800a6.200 6.200 0 0 1 0 12.400Z",
        Some("light") => "M8 5.500a2.500 2.500 0 1 1 0 5a2.500 2.500 0 0 1 0-5Z",
        _ => "M8 1.800a6.200 6.200 0 1 1 0 12.400a6.200 6.200 0 0 1 0-12.400Z",
    };
    view! {
        <button
            class="icon"
            type="button"
            data-testid="theme"
            aria-label=label
            title=label
            on:click=move |_| theme.set(untrack(next))
        >
            <Icon width="16" height="16">
                <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.5"/>
                <path fill="currentColor" d=disc/>
            </Icon>
        </button>
    }
}
