//! The whole data flow: inputs that a person sets, and memos derived from them. No effect writes a signal, so what is on
//! the page always belongs to what is in the fields.

use super::browser;
use jwt_debugger::claims::{self, Evaluation};
use jwt_debugger::crypto::{self, Algorithm};
use jwt_debugger::extract::{self, Found};
use jwt_debugger::key::{self, Encoding, Key, KeyFault};
use jwt_debugger::report::{self, Report};
use jwt_debugger::samples;
use jwt_debugger::token::json::Node;
use jwt_debugger::token::{self, Document, Parsed};
use jwt_debugger::verify::{self, Verdict};
use leptos::prelude::*;
use std::sync::Arc;

/// The text in the token field and which of the tokens found in it is looked at: one signal, because a new text must
/// never be read with the old choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Exactly what is in the field.
    pub pasted: String,
    /// An index into what `extract` found.
    pub chosen: usize,
}

/// The text in the key field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyInput {
    /// Exactly what is in the field.
    pub text: String,
    /// How a secret is written.
    pub encoding: Encoding,
    /// Whether it came with the sample, and leaves with it.
    pub sample: bool,
}

/// Inputs and what follows from them. `Copy`: components take it by value.
#[derive(Clone, Copy)]
pub struct State {
    // Inputs
    /// The token field.
    pub source: RwSignal<Source>,
    /// The key field.
    pub key_input: RwSignal<KeyInput>,
    /// The algorithm that the person expects; `None` takes the token's word.
    pub expected: RwSignal<Option<&'static str>>,
    /// Seconds that two clocks may differ.
    pub skew: RwSignal<i64>,
    /// Now, in seconds since the epoch; ticks while the page is visible.
    pub now: RwSignal<i64>,

    // Derived
    /// The tokens in the pasted text.
    pub found: Memo<Arc<Vec<Found>>>,
    /// The chosen one, read; its problems include what was undone to find it.
    pub parsed: Memo<Arc<Parsed>>,
    /// What the key text was understood as.
    pub key: Memo<Option<Arc<Result<Key, KeyFault>>>>,
    /// The verdict on the signature; `None` without a token.
    pub verdict: Memo<Option<Arc<Verdict>>>,
    /// What the claims say now.
    pub claims: Memo<Evaluation>,
    /// Lamps and sentence.
    pub report: Memo<Report>,
}

impl State {
    /// The state at start-up: a sample token that verifies.
    pub fn new() -> Self {
        let now = RwSignal::new(browser::now());
        let source = RwSignal::new(Source::default());
        let key_input = RwSignal::new(KeyInput::default());
        let expected = RwSignal::new(None::<&'static str>);
        let skew = RwSignal::new(0);

        let found = shared(move || source.with(|source| extract::find(&source.pasted)));
        let parsed = shared(move || {
            let found = found.get();
            let chosen = source.with(|source| source.chosen).min(found.len().saturating_sub(1));
            read(found.get(chosen))
        });
        let key = Memo::new_with_compare(
            move |_| key_input.with(|input| key::detect(&input.text, input.encoding)).map(Arc::new),
            |_, _| true,
        );
        let verdict = Memo::new_with_compare(
            move |_| {
                let (parsed, key) = (parsed.get(), key.get());
                let usable = key.as_deref().and_then(|key| key.as_ref().ok());
                let expected = expected.get().and_then(crypto::find);
                parsed.token.as_ref().map(|token| Arc::new(verify::verify(token, usable, expected)))
            },
            |_, _| true,
        );
        let claims = Memo::new(move |_| parsed.with(|parsed| claims::evaluate(payload(parsed), now.get(), skew.get())));
        let report = Memo::new(move |_| {
            let (parsed, key, verdict) = (parsed.get(), key.get(), verdict.get());
            claims.with(|claims| report::report(&parsed, key.as_deref(), verdict.as_deref(), claims, now.get()))
        });
        let state = Self { source, key_input, expected, skew, now, found, parsed, key, verdict, claims, report };
        if let Some(first) = crypto::ALGORITHMS.first() {
            state.show_sample(first);
        }
        browser::every_second_while_visible(move || state.now.set(browser::now()));
        state
    }

    /// Replaces the token; a sample's key leaves with its token.
    pub fn replace_token(self, pasted: String) {
        self.drop_sample_key();
        self.source.set(Source { pasted, chosen: 0 });
    }

    /// Takes what was typed into the token field, and keeps the key: editing the sample shows what one character does.
    pub fn type_token(self, pasted: String) {
        self.source.set(Source { pasted, chosen: 0 });
    }

    /// Puts in the sample of `algorithm`, and its key.
    pub fn show_sample(self, algorithm: &'static Algorithm) {
        let Some(sample) = samples::sample(algorithm, browser::now(), &mut browser::random()) else { return };
        self.expected.set(None);
        self.key_input.set(KeyInput { text: sample.key, encoding: Encoding::Utf8, sample: true });
        self.source.set(Source { pasted: sample.token, chosen: 0 });
    }

    /// Empties the token field.
    pub fn clear(self) {
        self.replace_token(String::new());
    }

    fn drop_sample_key(self) {
        if self.key_input.with_untracked(|input| input.sample) {
            self.key_input.set(KeyInput::default());
        }
    }
}

/// A memo of something large: shared, and never compared, since its inputs only change when it does.
fn shared<T: Send + Sync + 'static>(derive: impl Fn() -> T + Send + Sync + 'static) -> Memo<Arc<T>> {
    Memo::new_with_compare(move |_| Arc::new(derive()), |_, _| true)
}

fn read(found: Option<&Found>) -> Parsed {
    let Some(found) = found else { return Parsed { token: None, problems: vec![] } };
    let mut parsed = token::parse(&found.text);
    parsed.problems.splice(0..0, found.problems.iter().cloned());
    parsed
}

/// The payload's JSON, if it has any.
pub fn payload(parsed: &Parsed) -> Option<&Node> {
    payload_document(parsed)?.json.as_ref()
}

/// The payload, decoded.
pub fn payload_document(parsed: &Parsed) -> Option<&Document> {
    parsed.token.as_ref()?.payload.as_ref()
}

/// The header, decoded.
pub fn header_document(parsed: &Parsed) -> Option<&Document> {
    parsed.token.as_ref().map(|token| &token.header)
}
