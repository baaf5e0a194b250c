//! Tests that a verifier must pass: broken twins of the token at hand, to be looked at one by one, and as test files.

use super::super::browser;
use super::super::controls::CopyButton;
use super::super::message::Message;
use super::super::state::State;
use super::Views;
use super::code::{NoCode, fill, lacking};
use super::parts::{Lead, Link, Title};
use jwt_debugger::content::Content;
use jwt_debugger::content::fill::Fill;
use jwt_debugger::content::suite::RUNNERS;
use jwt_debugger::jose::Part;
use jwt_debugger::key::{self, Options, ParsedKey};
use jwt_debugger::session::samples;
use jwt_debugger::session::twins::base::{SuiteContext, Unfit};
use jwt_debugger::session::twins::export::{self, Verifying};
use jwt_debugger::session::twins::{LeftOut, Maker, Outcome, Suite, Twin};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// What was made, kept while the page is open. `Copy`, like [`State`].
#[derive(Clone, Copy)]
pub struct Twins {
    /// The last suite.
    made: RwSignal<Option<Arc<MadeSuite>>>,
    /// How many of how many twins are made, while they are.
    progress: RwSignal<Option<(usize, usize)>>,
    /// Whether the person said that the key is for tests.
    agreed: RwSignal<bool>,
}

/// A suite, and what its files are made from. It holds no secret and no private key.
struct MadeSuite {
    suite: Suite,
    from: Basis,
}

/// What else goes into the files.
struct Basis {
    fill: Fill,
    verifying: Verifying,
    /// Whether the key is the published one of a sample.
    sample: bool,
}

impl Twins {
    pub fn new() -> Self {
        Self { made: RwSignal::new(None), progress: RwSignal::new(None), agreed: RwSignal::new(false) }
    }

    /// Makes a suite of what is in the debugger, or says why there is none.
    fn make(self, state: State) -> Result<(), String> {
        self.made.set(None);
        self.agreed.set(false);
        let (maker, from) = untrack(|| begin(state))?;
        self.go_on(maker, from);
        Ok(())
    }

    /// Makes one twin at a time: the page must draw between two signatures.
    fn go_on(self, mut maker: Maker, from: Basis) {
        if maker.step(&mut browser::random()) {
            self.progress.set(Some(maker.progress()));
            set_timeout(move || self.go_on(maker, from), Duration::ZERO);
        } else {
            self.progress.set(None);
            self.made.set(Some(Arc::new(MadeSuite { suite: maker.into_suite(), from })));
        }
    }

    /// Whether files may be taken away: what is valid until 2100 is not to be signed by a key that protects something.
    fn may_take(self) -> bool {
        self.agreed.get() || self.made.with(|made| made.as_ref().is_some_and(|made| made.from.sample))
    }
}

/// The maker for what is in the debugger, and what else goes into the files; or why there is none.
fn begin(state: State) -> Result<(Maker, Basis), String> {
    let fill = fill(state).map_err(|lack| lacking(lack).to_owned())?;
    let sample = state.key_input.with(|input| input.sample);
    let key = match sample {
        // A sample shows the public half, and its private one is published.
        true => {
            samples::signing_key(fill.algorithm).and_then(|text| key::read(&text, &Options::default())).map(Arc::new)
        }
        false => state.key.get(),
    };
    let key = match key.as_deref() {
        Some(Ok(ParsedKey::One(key))) => key,
        Some(Ok(ParsedKey::Set(_))) => return Err("The key field holds a set. Put in the one key that signs.".into()),
        Some(Err(_)) => return Err("The key in the debugger cannot be read.".into()),
        None => {
            return Err(
                "There is no key in the debugger. Put in the key that signs, or make one for tests there.".into()
            );
        }
    };
    let parsed = state.parsed.get();
    let document = parsed.token.as_ref().and_then(|token| token.document(Part::Payload));
    let payload = document.map(|document| &*document.text).unwrap_or_default();
    let (expect, kid, now) = (fill.expect(), fill.kid.clone(), browser::now());
    let maker = Maker::new(SuiteContext { payload, kid, expect, key, now, rng: &mut browser::random() });
    let maker = maker.map_err(|unfit| unfitting(&unfit, fill.algorithm.name))?;
    let verifying = Verifying::of(key, fill.encoding);
    Ok((maker, Basis { fill, verifying, sample }))
}

fn unfitting(unfit: &Unfit, algorithm: &str) -> String {
    match unfit {
        Unfit::Key => format!("The key in the debugger does not sign with {algorithm}."),
        Unfit::PublicKey => "The key in the debugger is a public key. The tokens have to be signed: put in the private key, or make one \
                             for tests there."
            .into(),
        Unfit::LargeKey(bits) => format!("Signing a hundred tokens with an RSA key of {bits} bits takes too long. Use one of 2048 bits."),
        Unfit::Payload => "The payload of this token is no JSON object, so there are no claims to begin with.".into(),
        Unfit::Refused(codes) => format!(
            "Even with the right issuer, audience and times, the claims of this token would be refused: {}. Correct them in the \
             debugger first.",
            codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")
        ),
    }
}

/// The page.
#[component]
pub fn TwinsView(state: State, views: Views, content: Arc<Content>) -> impl IntoView {
    let twins = views.twins;
    let lack = RwSignal::new(None::<String>);
    let why = move || lack.get().map(|why| view! { <NoCode why/> });
    let progress = move || twins.progress.get().map(|(done, all)| format!("{done} of {all}"));
    let made = move || {
        let made = twins.made.get()?;
        Some(view! { <Suited state views content=content.clone() made/> })
    };
    view! {
        <Title text="Tests that a verifier must pass"/>
        <Lead text="Broken twins of the token in the debugger: each differs from a right token in one thing, and a verifier must refuse \
                    it. With them come tokens that it must accept. They are signed with the key in the debugger, which does not get \
                    into any file."/>
        <div class="code">
            <div>
                <p>
                    <button
                        class="button"
                        type="button"
                        data-testid="twins-make"
                        disabled=move || twins.progress.with(Option::is_some)
                        on:click=move |_| lack.set(twins.make(state).err())
                    >
                        "Make the tests"
                    </button>
                    " "
                    <span role="status" data-testid="twins-progress">{progress}</span>
                </p>
                {why}
                {made}
            </div>
        </div>
    }
}

/// What was made: the files, and each twin.
#[component]
fn Suited(state: State, views: Views, content: Arc<Content>, made: Arc<MadeSuite>) -> impl IntoView {
    let expect = &made.suite.expect;
    let refused = made.suite.twins.iter().filter(|twin| twin.row.outcome == Outcome::Refuse).count();
    let summary = format!(
        "{} tokens, {refused} of them to be refused, for a verifier that expects {}, the issuer `{}` and the audience `{}`.",
        made.suite.twins.len(),
        expect.algorithm.name,
        expect.issuer,
        expect.audience,
    );
    let twins = views.twins;
    let agree = (!made.from.sample).then(|| {
        view! {
            <p class="options">
                <label>
                    <input type="checkbox" bind:checked=twins.agreed/>
                    "This key is for tests only. The files hold tokens that it signed and that stay valid until 2100."
                </label>
            </p>
        }
    });
    let json = {
        let made = made.clone();
        move || Some(export::json(&made.suite, &made.from.verifying))
    };
    let files = RUNNERS.iter().map(|runner| {
        let (made, content) = (made.clone(), content.clone());
        let write = move || {
            let snippet = content.snippets.iter().find(|snippet| *snippet.library == *runner.library)?;
            runner.file(&made.suite, snippet, &made.from.fill)
        };
        view! { <File twins name=runner.name about=runner.library file=runner.file write/> }
    });
    let files = files.collect_view();
    let items = made.suite.twins.iter().map(|twin| view! { <Item state views twin/> }).collect_view();
    let left = made.suite.left_out.iter().map(|LeftOut { row, why }| {
        view! { <li><Message text=row.title/>": "<Message text=*why/></li> }
    });
    let left = left.collect_view();
    view! {
        <p data-testid="twins-summary"><Message text=summary/></p>
        {agree}
        <div class="wide" tabindex="0" role="region" aria-label="Files">
            <table>
                <tbody>
                    {files}
                    <File twins name="JSON" about="any test runner" file="twins.json" write=json/>
                </tbody>
            </table>
        </div>
        <ol class="twins">{items}</ol>
        <details>
            <summary>"What could not be made"</summary>
            <ul data-testid="twins-left-out">{left}</ul>
        </details>
    }
    .into_any()
}

/// A file to be copied or saved. What the library lacks has none.
#[component]
fn File(
    twins: Twins,
    name: &'static str,
    about: &'static str,
    file: &'static str,
    write: impl Fn() -> Option<String> + Clone + 'static,
) -> impl IntoView {
    let buttons = match write() {
        Some(_) => {
            let (copied, saved) = (write.clone(), write);
            let disabled = Signal::derive(move || !twins.may_take());
            let save = move |_| {
                if let Some(text) = saved() {
                    browser::save(file, &text);
                }
            };
            let label = format!("Save {file}");
            view! {
                <CopyButton what=file disabled text=move || copied().unwrap_or_default()/>
                <button class="button" type="button" aria-label=label disabled=disabled on:click=save>"Save"</button>
            }
            .into_any()
        }
        None => "The library does not have this algorithm.".into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{about}</td>
            <td><code>{file}</code></td>
            <td>{buttons}</td>
        </tr>
    }
    .into_any()
}

/// One twin, and the way into the debugger.
#[component]
fn Item<'a>(state: State, views: Views, twin: &'a Twin) -> impl IntoView + use<> {
    let Twin { row, token } = twin.clone();
    let open = move |_| {
        state.open_twin(token.as_str().into());
        views.show_debugger();
    };
    let said = match row.outcome {
        Outcome::Refuse => "Must be refused",
        Outcome::Accept => "Must be accepted",
        Outcome::Either(_) => "May be either",
    };
    view! {
        <li data-testid="twin" data-twin=row.id data-outcome=row.outcome.name()>
            <h2>
                <Message text=row.title/>
                <small>{said}</small>
            </h2>
            <p>
                <Message text=row.breaks/>
                {row.outcome.reason().map(|why| view! { " "<Message text=why/> })}
                " "
                <Link href=row.rule.url() text=row.rule.to_string()/>
            </p>
            <button class="button" type="button" aria-label=format!("Open: {}", row.title.replace('`', "")) on:click=open>
                "Open"
            </button>
        </li>
    }
    .into_any()
}
