//! The whole data flow: inputs that a person sets, and memos derived from them. No effect writes a signal, so what is on
//! the page always belongs to what is in the fields.

mod bound;
mod case;
pub mod compared;
mod disclosed;
mod document;
mod drafted;
mod edit;
mod jobs;
mod keys;
mod layers;
mod links;
mod memo;
mod search;
pub mod shelf;
mod signatures;
mod team;
mod token_field;
mod told;
mod undo;
mod verdict;
mod weak;

pub use case::CaseChoices;
use document::named;
pub use document::{document, payload};
use jobs::Jobs;
pub use jwt_debugger::session::{Act, Field, KeyInput, Source};
pub use keys::{KeyJob, Unlocking};
pub use layers::{Judging, LayerState};
pub use memo::put;
use memo::{shared, uncompared};
pub use team::Team;
pub use weak::{WeakProgress, WeakSearch};

use super::browser;
use jwt_debugger::audit::Audit;
use jwt_debugger::base::diagnostic::Diagnostic;
use jwt_debugger::claims::policy::{Outcome, Policy};
use jwt_debugger::claims::{self, Evaluation};
use jwt_debugger::engine::jwe::Derived;
use jwt_debugger::engine::verify::{Choice, Trials, Verdict};
use jwt_debugger::explain::End;
use jwt_debugger::extract::{self, Found};
use jwt_debugger::jose::Parsed;
use jwt_debugger::key::{Needed, ParsedKey};
use jwt_debugger::session::bindings::{self, Counterparts};
use jwt_debugger::session::draft::{Draft, DraftOutcome};
use jwt_debugger::session::judge::{self, Known};
use jwt_debugger::session::layers::{Decryption, LayerVerdict, Layers};
use jwt_debugger::session::link::Expectations;
use jwt_debugger::session::report::{Proof, Report, Subject};
use jwt_debugger::session::signatures::SignatureRow;
use jwt_debugger::session::{Disclosing, History, KeyReading, Offer, Question, needed};
use leptos::prelude::*;
use std::sync::Arc;
use verdict::{VerdictInputs, VerdictMemos};

/// Inputs and what follows from them. `Copy`: components take it by value.
#[derive(Clone, Copy)]
pub struct State {
    // Inputs
    /// The token field.
    pub source: RwSignal<Source>,
    /// Header and payload while they are edited. Then these are the truth, and the token field follows.
    pub draft: RwSignal<Option<Draft>>,
    /// The key field.
    pub key_input: RwSignal<KeyInput>,
    /// The algorithm that the person expects; `None` takes the token's word.
    pub expected: RwSignal<Option<&'static str>>,
    /// The keys of a large set that were tried when the person asked for it, and what they were tried for.
    pub trials: RwSignal<Option<(Question, Trials)>>,
    /// A key that is being made.
    pub key_job: RwSignal<KeyJob>,
    /// The claim whose date and time is being chosen.
    pub choosing_time: RwSignal<Option<&'static str>>,
    /// Where a longer search for a reason ended, and what it was asked about. It counts while that is on the page.
    pub searched: RwSignal<Option<(Question, End)>>,
    /// Whether the rest of a large set is being tried.
    pub trying: RwSignal<bool>,
    /// What PBKDF2 made of passwords, for encrypted tokens. Each says what it was made of.
    derived: RwSignal<Vec<Derived>>,
    /// For what the person, or the browser, stopped it.
    deriving_stopped: RwSignal<Option<Question>>,
    /// Whether an encrypted key is being opened.
    pub unlocking: RwSignal<Unlocking>,
    /// Longer jobs at work.
    jobs: Jobs,
    /// Whether a link is being made: it is as long as the token.
    pub sharing: RwSignal<bool>,
    /// What the person expects of the claims.
    pub policy: RwSignal<Policy>,
    /// What the last link asked to be expected.
    pub from_link: RwSignal<Expectations>,
    /// What the last link carried and was not used.
    pub refused: RwSignal<Vec<Diagnostic>>,
    /// What the person gave to compare the token with.
    pub given: RwSignal<Counterparts>,
    /// What the person chose for a new presentation of an SD-JWT.
    pub disclosing: RwSignal<Disclosing>,
    /// What was replaced and can come back.
    history: RwSignal<History>,
    /// Whether the last act is on offer to be taken back, and the number of the offer.
    offering: RwSignal<(bool, u32)>,
    /// Whether what is typed has waited so long that the verdict on the text before it says nothing any more.
    behind: RwSignal<bool>,
    /// Now, in seconds since the epoch; ticks while the page is visible.
    pub now: RwSignal<i64>,

    // Derived
    /// What the draft comes to.
    pub making: Memo<Option<Arc<DraftOutcome>>>,
    /// What stands in the token field: what was put there, or what the draft comes to.
    pub shown: Memo<Arc<Source>>,
    /// The tokens in that text.
    pub found: Memo<Arc<Vec<Found>>>,
    /// The chosen one, read layer by layer.
    pub layers: Memo<Arc<Layers>>,
    /// The verdict on each layer but the one that is shown.
    judged_layers: Memo<Arc<Vec<Option<LayerVerdict>>>>,
    /// What stands in the token field of it: the outermost layer. Its problems include what was undone to find it.
    pub outer: Memo<Arc<Parsed>>,
    /// What the layer that is shown is verified with.
    pub judging: Judging,
    /// The settings of the team, and what they expect of that layer.
    pub team: Team,
    /// The layer that is shown: all that the page says belongs to this one.
    pub parsed: Memo<Arc<Parsed>>,
    /// Which signature is looked at, and the content that was sent apart, or that a draft keeps apart.
    part: Memo<signatures::LookedAt>,
    /// The signatures or recipients of a token in JSON, each with its verdict.
    pub signatures: Memo<Arc<Vec<SignatureRow>>>,
    /// What became of that layer, if it is encrypted.
    pub decryption: Memo<Option<Arc<Decryption>>>,
    /// What the key text was understood as.
    pub key: Memo<KeyReading>,
    /// The key that came with a link, as long as nobody has taken it over.
    pub linked: Memo<Option<Arc<ParsedKey>>>,
    /// What the page says about the last act that can be taken back.
    pub offer: Memo<Option<Offer>>,
    /// The verdict on the signature; `None` without a token.
    pub verdict: Memo<Option<Arc<Verdict>>>,
    /// Whether more could be tried to find out why the signature does not hold.
    pub unexplained: Memo<bool>,
    /// How a key was chosen from a set.
    pub choice: Memo<Option<Arc<Choice>>>,
    /// What the claims say now, or at the instant that was chosen.
    pub claims: Memo<Evaluation>,
    /// What the token is bound to, and how that stands to what was given.
    pub bindings: Memo<Arc<Vec<bindings::Binding>>>,
    /// What became of the expectations.
    pub outcome: Memo<Outcome>,
    /// The id of the kind of token that the policy is for.
    pub kind: Memo<&'static str>,
    /// Now, or the instant that was chosen.
    pub instant: Memo<i64>,
    /// Lamps and sentence.
    pub report: Memo<Report>,
    /// What the audit finds. It takes longer than a key stroke may, so it is read when the frame has been drawn.
    pub audit: Memo<Arc<Audit>>,
}

impl State {
    /// The state at start-up: a sample token that verifies.
    pub fn new() -> Self {
        let now = RwSignal::new(browser::now());
        let source = RwSignal::new(Source::default());
        let draft = RwSignal::new(None::<Draft>);
        let key_input = RwSignal::new(KeyInput::default());
        let expected = RwSignal::new(None::<&'static str>);
        let policy = RwSignal::new(Policy::default());
        let trials = RwSignal::new(None);
        let [trying, sharing, behind] = [false; 3].map(RwSignal::new);
        let unlocking = RwSignal::new(Unlocking::default());
        let from_link = RwSignal::new(Expectations::default());
        let given = RwSignal::new(Counterparts::default());
        let disclosing = RwSignal::new(Disclosing::default());
        let refused = RwSignal::new(vec![]);
        let history = RwSignal::new(History::default());
        let offering = RwSignal::new((false, 0));
        let searched = RwSignal::new(None);
        let key_job = RwSignal::new(KeyJob::default());
        let choosing_time = RwSignal::new(None);
        let found_there = shared(move || source.with(|source| extract::find(&source.pasted)));
        let derived = RwSignal::new(vec![]);
        let deriving_stopped = RwSignal::new(None);
        let layers_there = layers::opened(source, found_there, key_input, derived);
        let shown_there = uncompared(move || {
            source.with(|source| layers_there.with(|layers| layers.shown(source.part).view.clone()))
        });
        let key_needed = Memo::new(move |_| match draft.with(|draft| draft.as_ref().map(Draft::needed)) {
            Some(needed) => needed,
            None => shown_there.with(|parsed| parsed.token.as_ref().map_or(Needed::Anything, needed)),
        });
        let key = uncompared(move || {
            let needed = key_needed.get();
            key_input.with(|input| input.read(needed))
        });
        let link_text = Memo::new(move |_| key_input.with(|input| input.linked.clone()));
        let linked = uncompared(move || link_text.with(|text| links::read_key(text.as_ref()?)));
        let making = drafted::making(draft, key, derived);
        let shown = uncompared(move || match making.get() {
            Some(making) => Arc::new(Source::new(making.token.clone())),
            None => Arc::new(source.get()),
        });
        let found = uncompared(move || match making.get() {
            Some(making) => Arc::new(extract::find(&making.token)),
            None => found_there.get(),
        });
        let layers = uncompared(move || match making.get() {
            Some(making) => Arc::new(drafted::layers(&making, &found.get(), draft, key_input, derived)),
            None => layers_there.get(),
        });
        let outer = uncompared(move || layers.with(|layers| layers.outer().view.clone()));
        let part = signatures::looked_at(source, making);
        let parsed = signatures::viewed(making, outer, shown_there, part);
        let team = Team::new(parsed, key_input, policy, expected);
        let judging = Judging::new(source, layers, key, team);
        let judged_layers = layers::judged(source, layers, key_input, team);
        let signatures = signatures::judged(source, layers, part, team, derived, linked, expected);
        let from =
            VerdictInputs { parsed, part, judging, linked, draft, making, key_input, expected, trials, searched };
        let VerdictMemos { choice, unexplained, verdict } = VerdictMemos::derive(from);
        let decryption = uncompared(move || {
            source.with(|source| layers.with(|layers| layers.shown(source.part).decryption.clone()))
        });
        let instant = Memo::new(move |_| policy.with(|policy| policy.at).unwrap_or_else(|| now.get()));
        let skew = Memo::new(move |_| team.policy.with(|policy| policy.skew));
        let claims =
            Memo::new(move |_| parsed.with(|parsed| claims::evaluate_token(parsed, instant.get(), skew.get())));
        let bindings = bound::compared(given, parsed, team.policy, key, instant);
        let outcome = uncompared(move || {
            let failures = bindings.with(|rows| bindings::failures(rows));
            // Only the age depends on the time.
            let now = team.policy.with(|policy| policy.max_age).map_or(0, |_| instant.get());
            parsed.with(|parsed| team.policy.with(|policy| judge::outcome(parsed, policy, now))).bound(failures)
        });
        let report = Memo::new(move |_| {
            if behind.get() {
                return Report::not_evaluated();
            }
            let (parsed, key, verdict, decryption) = (parsed.get(), judging.key.get(), verdict.get(), decryption.get());
            let key_fault = key.as_deref().and_then(|key| key.as_ref().err());
            let proof = decryption.as_deref().map_or(Proof::Signature(verdict.as_deref()), Proof::Decryption);
            let report = claims.with(|claims| {
                outcome.with(|outcome| {
                    Subject { parsed: &parsed, key_fault, proof, claims, outcome, now: instant.get() }.report()
                })
            });
            match making.get().as_deref() {
                Some(draft) => report.of_draft(draft),
                None => signatures
                    .with(|rows| report.beside(part.with(|(index, _)| *index), rows.iter().map(|row| &row.lamp))),
            }
        });
        let kind = Memo::new(move |_| outcome.with(|outcome| outcome.profile.id));
        let audit = shared(move || {
            let (found, key, verdict, kind) = (found.get(), judging.key.get(), verdict.get(), kind.get());
            let (key, verdict, instant, skew) = (key.as_deref(), verdict.as_deref(), instant.get(), skew.get());
            let compared = &bindings.with(|rows| bindings::compared(rows));
            claims.with(|claims| {
                let known = Known { found: &found, key, verdict, claims, kind, instant, skew, compared };
                parsed.with(|parsed| judge::audited(parsed, known))
            })
        });
        let offer = Memo::new(move |_| {
            let inputs = || undo::inputs(source, draft, key_input, expected, policy, from_link, given);
            if offering.get().0 { history.with(|history| history.offer(&inputs())) } else { None }
        });
        let state = Self {
            source,
            draft,
            key_input,
            expected,
            trials,
            trying,
            derived,
            deriving_stopped,
            unlocking,
            jobs: Jobs::default(),
            sharing,
            searched,
            key_job,
            choosing_time,
            policy,
            from_link,
            refused,
            given,
            disclosing,
            history,
            offering,
            behind,
            now,
            making,
            shown,
            found,
            layers,
            judged_layers,
            outer,
            judging,
            team,
            parsed,
            part,
            signatures,
            decryption,
            key,
            linked,
            offer,
            verdict,
            unexplained,
            choice,
            claims,
            bindings,
            outcome,
            kind,
            instant,
            report,
            audit,
        };
        state.start();
        state
    }
}
