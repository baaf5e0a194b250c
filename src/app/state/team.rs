//! The settings of a team: which environment is in force, what it expects, and the keys that it brings along.

use super::KeyInput;
use jwt_debugger::base::text::Text;
use jwt_debugger::claims::policy::Policy;
use jwt_debugger::jose::Parsed;
use jwt_debugger::session::Inputs;
use jwt_debugger::session::settings::{self, Choice, Environment, Reading, Settings};
use leptos::prelude::*;
use std::cell::Cell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// What the team set, and what follows from it for the token on screen. `Copy`, like [`State`].
#[derive(Clone, Copy)]
pub struct Team {
    /// What `settings.json` says; that of a page without one where it is faulty.
    pub settings: RwSignal<Arc<Settings>>,
    /// What is wrong with it, for people.
    pub faults: RwSignal<Vec<String>>,
    /// How the environment is chosen.
    pub choice: RwSignal<Choice>,
    /// The index of the environment in force.
    pub chosen: Memo<Option<usize>>,
    /// What is expected of the token: by the person, and by the environment.
    pub policy: Memo<Policy>,
    /// The text of the environment's key for the token, as long as the key field is empty.
    pub key: Memo<Option<Text>>,
    /// The key field.
    key_input: RwSignal<KeyInput>,
}

thread_local! {
    /// Where the settings go that the page was loaded with.
    static TAKE: Cell<Option<Team>> = const { Cell::new(None) };
}

/// The names of the files beside `settings.json` that it takes keys from: `public/settings.js` fetches these and no others.
#[wasm_bindgen]
pub fn settings_files(text: &str) -> Vec<String> {
    settings::file_names(text)
}

/// Takes the text of `settings.json`, and those of the files that it names: `public/settings.js` calls this once, before the page
/// is sealed. Without a text, the server has the file and did not give it.
#[wasm_bindgen]
pub fn take_settings(text: Option<String>, names: Vec<String>, texts: Vec<String>) {
    let Some(team) = TAKE.take() else { return };
    let file = |name: &str| {
        let mut files = names.iter().zip(&texts);
        files.find_map(|(other, text)| (other == name).then(|| Text::from(text)))
    };
    let reading = match &text {
        Some(text) => settings::read(text, &file),
        None => Reading::not_loaded(),
    };
    team.faults.set(reading.told(settings::FILE, text.as_deref().unwrap_or_default()));
    team.settings.set(Arc::new(reading.settings));
}

impl Team {
    /// Without settings, until they come.
    pub(super) fn new(
        parsed: Memo<Arc<Parsed>>,
        key_input: RwSignal<KeyInput>,
        policy: RwSignal<Policy>,
        expected: RwSignal<Option<&'static str>>,
    ) -> Team {
        let settings = RwSignal::new(Arc::new(Settings::default()));
        let faults = RwSignal::new(vec![]);
        let choice = RwSignal::new(Choice::default());
        let chosen = Memo::new(move |_| {
            let is_sample = key_input.with(|key| key.sample);
            settings.with(|settings| parsed.with(|parsed| settings.chosen(choice.get(), parsed, is_sample)))
        });
        let effective = Memo::new(move |_| {
            let with = |environment: &Environment| policy.with(|policy| environment.expects(policy, expected.get()));
            settings
                .with(|all| chosen.get().and_then(|index| all.environments.get(index)).map(with))
                .unwrap_or_else(|| policy.get())
        });
        let key = Memo::new(move |_| {
            if key_input.with(|key| !key.text.is_empty()) {
                return None;
            }
            settings.with(|all| {
                let environment = all.environments.get(chosen.get()?)?;
                parsed.with(|parsed| environment.key_for(parsed.token.as_ref()?).cloned())
            })
        });
        let team = Team { settings, faults, choice, chosen, policy: effective, key, key_input };
        TAKE.set(Some(team));
        team
    }

    /// What the environment in force is asked, if there is one.
    pub fn of_environment<T>(self, ask: impl FnOnce(&Environment) -> T) -> Option<T> {
        self.settings.with(|all| self.chosen.get().and_then(|index| all.environments.get(index)).map(ask))
    }

    /// Hands over what the token is verified with: the environment's key, or the key field.
    pub(super) fn with_key<T>(self, ask: impl FnOnce(&KeyInput) -> T) -> T {
        match self.key.get() {
            Some(text) => ask(&KeyInput::of_team(&text)),
            None => self.key_input.with(ask),
        }
    }

    /// What was typed for the token `shown`, with what its environment expects and brings along.
    pub(super) fn in_force(self, typed: &Inputs, shown: &Parsed) -> Inputs {
        self.settings.with(|settings| settings.in_force(self.choice.get(), typed, shown))
    }

    /// What another layer than the one that is shown is verified with: `key`, or the key of its own environment.
    pub(super) fn of_layer(self, layer: &Parsed, key: &KeyInput) -> Option<KeyInput> {
        if !key.text.is_empty() {
            return None;
        }
        self.settings.with(|all| {
            let environment = all.environment(self.choice.get(), layer, key.sample)?;
            environment.key_for(layer.token.as_ref()?).map(KeyInput::of_team)
        })
    }
}
