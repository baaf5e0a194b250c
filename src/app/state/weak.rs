//! The search for a weak secret of the token that is shown. What was found belongs to that token alone: with another one the search
//! ends, and nothing of it shows.

use super::super::browser;
use super::super::weak::search::{List, Running};
use super::State;
use jwt_debugger::base::diagnostic::Remedy;
use jwt_debugger::explain::weak::Target;
use jwt_debugger::session::weak::{Hunt, WORKERS};
use jwt_debugger::words::weak::Phase;
use leptos::prelude::*;

/// How far a search is.
#[derive(Clone, Debug, PartialEq)]
pub struct WeakProgress {
    /// How it stands.
    pub phase: Phase,
    /// The file that is searched; `None` for the published secrets.
    pub list: Option<String>,
    /// Secrets that were tried, and lines that were passed over because they are too long.
    pub tried: [u64; 2],
    /// The turn through the list, and how much of it was read, in percent.
    pub progress: (usize, u64),
    /// Secrets a second; `None` as long as it is too early to say.
    pub rate: Option<u64>,
}

/// The search, and what the page says of it.
#[derive(Clone, Copy)]
pub struct WeakSearch {
    state: State,
    /// The HMAC of the token that is shown, and a number that no other token before or after it has.
    target: Memo<(u32, Option<Target>)>,
    /// How far the search is, and the number of the token that it is about.
    told: RwSignal<Option<(u32, WeakProgress)>>,
    running: StoredValue<Option<(u32, Running)>, LocalStorage>,
}

impl WeakSearch {
    /// None has begun.
    pub fn new(state: State) -> Self {
        let target = Memo::new(move |before: Option<&(u32, Option<Target>)>| {
            let target = state.parsed.with(|parsed| Target::of(parsed.token.as_ref()?));
            match before {
                Some((number, same)) if *same == target => (*number, target),
                before => (before.map_or(0, |(number, _)| number + 1), target),
            }
        });
        let running = StoredValue::new_local(None::<(u32, Running)>);
        Effect::new(move || {
            let number = target.with(|(number, _)| *number);
            running.update_value(|running| drop(running.take_if(|(of, _)| *of != number)));
        });
        Self { state, target, told: RwSignal::new(None), running }
    }

    /// Whether the token that is shown has a secret that could be guessed.
    pub fn applies(self) -> bool {
        self.target.with(|(_, target)| target.is_some())
    }

    /// What the search of this token came to, so far.
    pub fn told(self) -> Option<WeakProgress> {
        let number = self.target.with(|(number, _)| *number);
        self.told.get().filter(|(of, _)| *of == number).map(|(_, told)| told)
    }

    /// Whether other programs can be given it.
    pub fn is_for_others(self) -> bool {
        self.target.with(|(_, target)| target.as_ref().is_some_and(Target::is_plain))
    }

    /// What other programs are given: the hash by its name, and the token.
    pub fn for_others(self) -> Option<(&'static str, String)> {
        self.target.with(|(_, target)| target.as_ref().and_then(|target| Some((target.hash.name(), target.compact()?))))
    }

    /// Searches a list.
    pub fn begin(self, list: List) {
        let (number, Some(target)) = self.target.get_untracked() else { return };
        // One processor is left to the page.
        let workers = browser::processors().saturating_sub(1).clamp(1, WORKERS);
        let hunt = Hunt::new(target, list.size(), workers);
        let told = move |told| self.told.set(Some((number, told)));
        self.running.set_value(None);
        self.running.set_value(Some((number, Running::begin(list, hunt, told))));
    }

    /// Ends the search, and says how far it came.
    pub fn stop(self) {
        self.running.set_value(None);
        self.told.update(|told| {
            if let Some((_, told)) = told {
                told.phase = Phase::Stopped;
            }
        });
    }

    /// Puts the secret that was found into the key field.
    pub fn use_as_key(self) {
        if let Some(WeakProgress { phase: Phase::Found(secret), .. }) = untrack(|| self.told()) {
            self.state.apply(&Remedy::Secret(secret));
        }
    }
}
