//! Jobs that take longer (`session::work`): in a worker that is made for one job, of one part or several, and ended with it, or,
//! where the browser has none or the host refuses it, in steps on the page, between which the page lives on.

use super::browser::{self, WorkerMessage};
use jwt_debugger::session::work::{Answer, Request, Work};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::*;

/// Milliseconds after which a worker says how far it is.
const REPORT_EVERY: f64 = 100.0;
/// Milliseconds at a time on the page: between two frames.
const ON_PAGE: f64 = 8.0;
/// Time to draw what is said of a job that may hold up the page: two frames.
const DRAWN: Duration = Duration::from_millis(34);

/// A job that is being done, until this is dropped.
pub struct Job {
    state: Rc<State>,
    hear: Hear,
}

#[derive(Default)]
struct State {
    stopped: Cell<bool>,
    /// Whether another part may follow the last answer.
    in_parts: bool,
    worker: RefCell<Option<browser::Worker>>,
}

impl Drop for Job {
    fn drop(&mut self) {
        self.state.stop();
    }
}

impl State {
    fn stop(&self) {
        self.stopped.set(true);
        drop(self.worker.take());
    }
}

impl Job {
    /// Has the job done when whoever types has paused: a worker takes milliseconds of the page to make, and a processor to run, and the
    /// next key stroke would end it.
    pub fn begin_after_typing(request: Request, hear: impl Fn(Option<Answer>) + 'static) -> Job {
        let job = Job { state: Rc::new(State::default()), hear: Rc::new(hear) };
        start_at_pause(job.state.clone(), request, job.hear.clone());
        job
    }

    /// Has the job done. `hear` is told each answer, and `None` if nothing will come of it.
    pub fn begin(request: Request, hear: impl Fn(Option<Answer>) + 'static) -> Job {
        Job::begin_with(State::default(), request, hear)
    }

    /// The same for a job that is handed on in parts: it goes on ([`Job::go_on`]) when a part is done.
    pub fn begin_in_parts(request: Request, hear: impl Fn(Option<Answer>) + 'static) -> Job {
        Job::begin_with(State { in_parts: true, ..State::default() }, request, hear)
    }

    fn begin_with(state: State, request: Request, hear: impl Fn(Option<Answer>) + 'static) -> Job {
        let job = Job { state: Rc::new(state), hear: Rc::new(hear) };
        start(job.state.clone(), request, job.hear.clone());
        job
    }

    /// The next part, for whoever did the one before.
    pub fn go_on(&self, request: Request) {
        let sent = self.state.worker.borrow().as_ref().map(|worker| worker.ask(&request.to_bytes()));
        if sent != Some(true) {
            drop(self.state.worker.take());
            on_page(self.state.clone(), self.hear.clone(), request);
        }
    }
}

/// Who is told each answer.
type Hear = Rc<dyn Fn(Option<Answer>)>;

fn start_at_pause(state: Rc<State>, request: Request, hear: Hear) {
    let pause = browser::until_pause();
    if pause.is_zero() {
        return start(state, request, hear);
    }
    set_timeout(
        move || {
            if !state.stopped.get() {
                start_at_pause(state, request, hear);
            }
        },
        pause,
    );
}

fn start(state: Rc<State>, request: Request, hear: Hear) {
    let bytes = request.to_bytes();
    let on_message = {
        let (state, hear) = (state.clone(), hear.clone());
        // It is needed once more if the worker cannot do it.
        let request = Rc::new(Cell::new(Some(request.clone())));
        move |message| {
            let kept = request.take();
            match message {
                WorkerMessage::Answer(bytes) => tell(&state, &*hear, Answer::from_bytes(&bytes)),
                WorkerMessage::Stopped => tell(&state, &*hear, None),
                WorkerMessage::Unable => match kept {
                    Some(request) => {
                        drop(state.worker.take());
                        on_page(state.clone(), hear.clone(), request);
                    }
                    None => tell(&state, &*hear, None),
                },
            }
        }
    };
    match browser::Worker::start(&bytes, on_message) {
        Some(worker) => drop(state.worker.replace(Some(worker))),
        None => on_page(state, hear, request),
    }
}

fn tell(state: &Rc<State>, hear: &dyn Fn(Option<Answer>), answer: Option<Answer>) {
    if state.stopped.get() {
        return;
    }
    if answer.as_ref().is_none_or(|answer| answer.is_last() && !state.in_parts) {
        state.stop();
    }
    hear(answer);
}

fn on_page(state: Rc<State>, hear: Hear, request: Request) {
    set_timeout(
        move || {
            if !state.stopped.get() {
                go_on(state, hear, Work::new(request), Pace::new(ON_PAGE));
            }
        },
        DRAWN,
    );
}

fn go_on(state: Rc<State>, hear: Hear, mut work: Work, mut pace: Pace) {
    if state.stopped.get() {
        return;
    }
    if let Some(answer) = pace.step(&mut work) {
        let is_last = answer.is_last();
        tell(&state, &*hear, Some(answer));
        if is_last {
            return;
        }
    }
    set_timeout(move || go_on(state, hear, work, pace), Duration::ZERO);
}

/// How many steps fit into a stretch of time, as the last ones showed.
struct Pace {
    steps: u32,
    milliseconds: f64,
}

impl Pace {
    fn new(milliseconds: f64) -> Pace {
        Pace { steps: 1, milliseconds }
    }

    /// Makes that many steps.
    fn step(&mut self, work: &mut Work) -> Option<Answer> {
        let begun = browser::milliseconds();
        let answer = work.advance(self.steps, &mut browser::random());
        let took = browser::milliseconds() - begun;
        if took > self.milliseconds {
            self.steps = (self.steps / 2).max(1);
        } else if took < self.milliseconds / 2.0 {
            self.steps = self.steps.saturating_mul(2);
        }
        answer
    }
}

/// Does one job, in a worker, and posts its answers to the page.
#[wasm_bindgen]
pub fn work(request: js_sys::Uint8Array) {
    let request = Request::from_bytes(&request.to_vec());
    let Some(mut work) = request.map(Work::new) else { return browser::post(&Answer::Nothing.to_bytes()) };
    let mut pace = Pace::new(REPORT_EVERY);
    loop {
        if let Some(answer) = pace.step(&mut work) {
            browser::post(&answer.to_bytes());
            if answer.is_last() {
                return;
            }
        }
    }
}
