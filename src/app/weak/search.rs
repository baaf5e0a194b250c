//! A search at work: reads the list stretch by stretch and hands each to a worker that is free (`session::weak` says which).

use super::super::browser::{self, ListFile};
use super::super::state::WeakProgress;
use super::super::worker::Job;
use jwt_debugger::explain::defaults;
use jwt_debugger::session::weak::{Heard, Hunt};
use jwt_debugger::session::work::{Answer, Request};
use jwt_debugger::words::weak::Phase;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::{Rc, Weak};

/// The page tells how far it is after so many milliseconds.
const TOLD_EVERY: f64 = 100.0;
/// A rate is told after so many: before, most of the time went into making workers.
const RATED_AFTER: f64 = 300.0;

/// What is searched.
pub enum List {
    /// The secrets that everybody knows.
    Published(Vec<u8>),
    /// A file of the person's.
    File(ListFile),
}

impl List {
    /// The secrets that everybody knows.
    pub fn published() -> List {
        List::Published(defaults::list().into_bytes())
    }

    /// How long it is, in bytes.
    pub fn size(&self) -> u64 {
        match self {
            List::Published(words) => words.len() as u64,
            List::File(file) => file.size(),
        }
    }

    fn name(&self) -> Option<String> {
        match self {
            List::Published(_) => None,
            List::File(file) => Some(file.name()),
        }
    }

    async fn read(&self, range: Range<u64>) -> Option<Vec<u8>> {
        let length = range.end - range.start;
        let bytes = match self {
            List::Published(words) => words.get(range.start as usize..range.end as usize).map(<[u8]>::to_vec),
            List::File(file) => file.read(range).await,
        };
        // A file that became shorter is another one.
        bytes.filter(|bytes| bytes.len() as u64 == length)
    }
}

/// A search that goes on until this is dropped.
pub struct Running(Rc<Inner>);

struct Inner {
    list: List,
    hunt: RefCell<Hunt>,
    jobs: RefCell<Vec<Job>>,
    /// Whether a stretch is being read: they come one after the other.
    reads: Cell<bool>,
    stopped: Cell<bool>,
    begun: f64,
    told_at: Cell<f64>,
    tell: Box<dyn Fn(WeakProgress)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl Running {
    /// Begins it. `tell` hears how far it is, a few times a second, and how it ended.
    pub fn begin(list: List, hunt: Hunt, tell: impl Fn(WeakProgress) + 'static) -> Running {
        let now = browser::milliseconds();
        let inner = Rc::new(Inner {
            list,
            hunt: RefCell::new(hunt),
            jobs: RefCell::default(),
            reads: Cell::new(false),
            stopped: Cell::new(false),
            begun: now,
            told_at: Cell::new(now),
            tell: Box::new(tell),
        });
        inner.say(Phase::Searching);
        feed(&inner);
        Running(inner)
    }
}

impl Inner {
    fn stop(&self) {
        self.stopped.set(true);
        self.jobs.take();
    }

    fn end(&self, phase: Phase) {
        self.stop();
        self.say(phase);
    }

    fn say(&self, phase: Phase) {
        let now = browser::milliseconds();
        self.told_at.set(now);
        let hunt = self.hunt.borrow();
        let (tried, took) = (hunt.tried(), now - self.begun);
        let rate = (took > RATED_AFTER).then(|| (1000.0 * tried[0] as f64 / took) as u64);
        let told = WeakProgress { phase, list: self.list.name(), tried, progress: hunt.progress(), rate };
        drop(hunt);
        (self.tell)(told);
    }
}

/// Reads on for a worker that has nothing to do.
fn feed(inner: &Rc<Inner>) {
    let (free, next, is_over) = {
        let hunt = inner.hunt.borrow();
        (hunt.free(), hunt.next(), hunt.is_over())
    };
    if inner.stopped.get() || inner.reads.get() {
        return;
    }
    if is_over {
        return inner.end(Phase::Exhausted);
    }
    let (Some(worker), Some(range)) = (free, next) else { return };
    inner.reads.set(true);
    let inner = inner.clone();
    spawn_local(async move {
        let bytes = inner.list.read(range).await;
        inner.reads.set(false);
        if inner.stopped.get() {
            return;
        }
        let Some(bytes) = bytes else { return inner.end(Phase::Unreadable) };
        let request = inner.hunt.borrow_mut().take(worker, &bytes);
        if let Some(request) = request {
            hand(&inner, worker, request);
        }
        feed(&inner);
    });
}

/// The first part makes a worker, each other goes to one that is there: `worker` is the first that is free, so they are made in turn.
fn hand(inner: &Rc<Inner>, worker: usize, request: Request) {
    if let Some(job) = inner.jobs.borrow().get(worker) {
        return job.go_on(request);
    }
    let weak = Rc::downgrade(inner);
    let job = Job::begin_in_parts(request, move |answer| hear(&weak, worker, answer));
    inner.jobs.borrow_mut().push(job);
}

fn hear(inner: &Weak<Inner>, worker: usize, answer: Option<Answer>) {
    let Some(inner) = inner.upgrade().filter(|inner| !inner.stopped.get()) else { return };
    let heard = inner.hunt.borrow_mut().hear(worker, answer);
    match heard {
        Heard::Found(secret) => return inner.end(Phase::Found(secret)),
        Heard::Broken => return inner.end(Phase::Failed),
        Heard::More | Heard::Done => {}
    }
    if browser::milliseconds() - inner.told_at.get() >= TOLD_EVERY {
        inner.say(Phase::Searching);
    }
    feed(&inner);
}
