//! A JSON Web Token debugger as a library: it finds tokens in pasted text, reads them without losing a byte, reads the
//! key that a person holds, verifies, and says why when a signature does not hold.
//!
//! # Pipeline
//! ```text
//! pasted text ─ extract ─► jose::parse ─► Token, what is wrong ─┐
//! key text ──── key::detect ─► Key ──────────────────────────────┴─ verify ─► Verdict ─ explain
//!                                              Token ─ claims::evaluate ─► Evaluation
//! ```
//!
//! From pasted text to a verdict, with the token and the key of RFC 7515 §A.1:
//! ```
//! use jwt_debugger::engine::verify::{self, Verdict, VerificationKey};
//! use jwt_debugger::{claims, extract, jose, key};
//!
//! let pasted = "Authorization: Bearer eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
//!     eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
//!     dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
//! let jwk = r#"{"kty": "oct", "k":
//!     "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;
//!
//! // The token is found in what was pasted, and read without being repaired.
//! let found = extract::find(pasted).remove(0);
//! let parsed = jose::parse(found.text);
//! assert!(parsed.problems.is_empty());
//! let token = parsed.token.as_ref().expect("there is a text");
//! assert!(token.payload.as_ref().expect("a payload").text.starts_with(r#"{"iss":"joe","#));
//!
//! // The key is recognised by its form, and the signature is checked.
//! let key = key::read(jwk, &key::Options::default()).expect("a text").expect("a key");
//! let verdict = verify::check(token, VerificationKey::Parsed(&key), None, None).verdict;
//! assert!(matches!(&verdict, Verdict::Valid(evidence) if evidence.algorithm.name == "HS256"));
//!
//! // A valid signature says nothing of the time, which is an argument here.
//! assert_eq!(claims::evaluate_token(&parsed, 1_300_819_379, 0).state, claims::State::Ok);
//! assert_eq!(claims::evaluate_token(&parsed, 1_400_000_000, 0).state, claims::State::Expired);
//!
//! // With one character changed the signature no longer holds, and there is at least one reason.
//! let forged = jose::parse(token.text.replace("J9.eyJ", "J9.eyK")).token.expect("a text");
//! let verdict = verify::check(&forged, VerificationKey::Parsed(&key), None, None).verdict;
//! assert!(matches!(verdict, Verdict::Invalid(reasons) if !reasons.is_empty()));
//! ```
//!
//! # Layers
//! Each module imports only from those to its left; `tests/layers.rs` reads the `use` lines and holds us to it.
//! ```text
//! base, crypto <- format <- jose <- extract, key <- engine, claims <- explain <- audit <- words <- session <- content <- app
//! (crypto is the one module that names crates of cryptography; it imports nothing of ours)
//! ```
//!
//! # Invariants
//! - **Nothing is lost.** Text is kept as it was pasted; numbers, escapes, order and duplicate names survive every view.
//! - **Parsing never fails and never panics**: it returns what could be read *and* what is wrong.
//! - **No clock, no randomness, no storage, no network** in here: `now` and a random source are arguments.
//! - **Secrets do not print**: `Debug` of key material shows its kind and size.
//!
//! # Reading order
//! [`format`](mod@format), [`jose`], [`extract`], [`key`], [`engine`], [`explain`], [`claims`], [`audit`], [`session`], [`content`].
//! What is wrong with any of it is a [`base::diagnostic::Diagnostic`], and [`words`] has its sentence.
#![forbid(unsafe_code)]

pub mod audit;
pub mod base;
pub mod claims;
pub mod content;
pub mod crypto;
pub mod engine;
pub mod explain;
pub mod extract;
pub mod format;
pub mod jose;
pub mod key;
pub mod session;
pub mod words;

pub use base::spec;
