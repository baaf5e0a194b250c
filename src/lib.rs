//! A JSON Web Token debugger as a library: it finds tokens in pasted text, reads them without losing a byte, reads the
//! key that a person holds, verifies, and says why when a signature does not hold.
//!
//! # Pipeline
//! ```text
//! pasted text ─ extract ─► token::parse ─► Token, what is wrong ─┐
//! key text ──── key::detect ─► Key ──────────────────────────────┴─ verify ─► Verdict ─ explain
//!                                              Token ─ claims::evaluate ─► Evaluation
//! ```
//!
//! # Layers
//! Each module imports only from those to its left; `tests/layers.rs` reads the `use` lines and holds us to it.
//! ```text
//! base, crypto <- spec <- words <- token, extract <- key <- jwa <- verify, sign <- explain <- audit <- report, view <- app   (claims stands on token)
//! crypto <- key, jwa   (the one module that names crates of cryptography; it imports nothing of ours)
//! ```
//!
//! # Invariants
//! - **Nothing is lost.** Text is kept as it was pasted; numbers, escapes, order and duplicate names survive every view.
//! - **Parsing never fails and never panics**: it returns what could be read *and* what is wrong.
//! - **No clock, no randomness, no storage, no network** in here: `now` and a random source are arguments.
//! - **Secrets do not print**: `Debug` of key material shows its kind and size.
//!
//! # Reading order
//! [`token`], [`extract`], [`key`], [`jwa`], [`verify`], [`explain`], [`claims`], [`audit`], [`report`], [`draft`], [`session`], [`samples`].
//! What is wrong with any of it is a [`base::diagnostic::Diagnostic`], and [`words`] has its sentence.
#![forbid(unsafe_code)]

pub mod audit;
pub mod base;
pub mod claims;
pub mod crypto;
pub mod draft;
pub mod explain;
pub mod extract;
pub mod jwa;
pub mod key;
pub mod link;
pub mod report;
pub mod samples;
pub mod session;
pub mod sign;
pub mod token;
pub mod verify;
pub mod view;
pub mod words;

pub use base::spec;
