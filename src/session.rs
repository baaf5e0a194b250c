//! What a person has put into the page, as plain data, and how an input that was replaced comes back.

pub mod anatomy;
pub mod bindings;
pub mod carried;
pub mod draft;
pub mod export;
mod grade;
mod inputs;
pub mod judge;
pub mod layers;
pub mod link;
mod question;
pub mod report;
pub mod samples;
pub mod signatures;
pub mod twins;
mod undo;
pub mod view;
pub mod work;

pub use grade::Grade;
pub use inputs::{Inputs, KeyInput, KeyReading, Source};
pub use question::{Question, needed, needed_for, secret_name};
pub use undo::{Act, Field, History, Offer};
