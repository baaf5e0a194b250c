//! Workers: made from memory after the seal, so that they may load nothing (public/seal.js), one for each job.
//! A job may have several parts, each of which is a request.

use js_sys::Uint8Array;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent, Url};

thread_local! {
    /// The address of the worker's script, which stands in memory; `None` where no worker can be made.
    static SCRIPT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What is heard of a worker.
pub enum WorkerMessage {
    /// An answer.
    Answer(Vec<u8>),
    /// It cannot do anything here: the browser, or a policy of the host, refuses it or the program in it.
    Unable,
    /// It stopped half-way.
    Stopped,
}

/// A worker at its job. It ends, with all that is in its memory, when this is dropped.
pub struct Worker {
    worker: web_sys::Worker,
    _hear: Closure<dyn FnMut(MessageEvent)>,
    _fail: Closure<dyn FnMut(web_sys::Event)>,
}

/// Takes the text of the worker's script (public/program.js).
#[wasm_bindgen]
pub fn take_worker(script: js_sys::JsString) {
    let blob = Blob::new_with_str_sequence(&js_sys::Array::of1(&script));
    let address = blob.and_then(|blob| Url::create_object_url_with_blob(&blob));
    SCRIPT.set(address.ok());
}

/// Whether this is the page, and no worker.
pub fn is_page() -> bool {
    web_sys::window().is_some()
}

/// How many processors the browser says there are.
pub fn processors() -> usize {
    web_sys::window().map_or(1, |window| window.navigator().hardware_concurrency() as usize)
}

/// Posts an answer, in a worker, to the page.
pub fn post(answer: &[u8]) {
    let worker: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let _ = worker.post_message(&Uint8Array::from(answer));
}

impl Worker {
    /// Makes a worker that is given this request; `None` where it is known that none can work.
    pub fn start(request: &[u8], hear: impl Fn(WorkerMessage) + Clone + 'static) -> Option<Worker> {
        let address = SCRIPT.with_borrow(Clone::clone)?;
        let Ok(worker) = web_sys::Worker::new(&address) else {
            SCRIPT.set(None);
            return None;
        };
        let on_fail = hear.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            match data.dyn_ref::<Uint8Array>() {
                Some(answer) => hear(WorkerMessage::Answer(answer.to_vec())),
                None if data.is_null() => hear(unable()),
                None => hear(WorkerMessage::Stopped),
            }
        });
        // What goes wrong in the program is posted; this is a script that was not let in.
        let fail = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            event.prevent_default();
            on_fail(unable());
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        let worker = Worker { worker, _hear: hear, _fail: fail };
        if !worker.ask(request) {
            SCRIPT.set(None);
            return None;
        }
        Some(worker)
    }

    /// Gives it this request; says whether it could be sent.
    pub fn ask(&self, request: &[u8]) -> bool {
        let request = Uint8Array::from(request);
        let message = js_sys::Array::of2(&wasm_bindgen::module(), &request);
        self.worker.post_message_with_transfer(&message, &js_sys::Array::of1(&request.buffer())).is_ok()
    }
}

/// It is not tried again: each attempt may be one that a policy refuses, and says so.
fn unable() -> WorkerMessage {
    SCRIPT.set(None);
    WorkerMessage::Unable
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
