//! What a person has put into the page, as plain data, and how an input that was replaced comes back.

mod inputs;
mod question;
mod undo;
pub mod work;

pub use inputs::{Inputs, KeyInput, Source};
pub use question::{Question, needed};
pub use undo::{Act, Field, History, Offer};
