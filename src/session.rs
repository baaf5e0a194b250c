//! What a person has put into the page, as plain data, and how an input that was replaced comes back.

pub mod anatomy;
pub mod bindings;
pub mod carried;
pub mod case;
pub mod commands;
pub mod compare;
mod disclosing;
pub mod draft;
pub mod export;
mod grade;
mod inputs;
pub mod issuer;
pub mod judge;
pub mod layers;
pub mod layout;
pub mod link;
mod question;
pub mod report;
pub mod samples;
pub mod settings;
pub mod shelf;
pub mod signatures;
pub mod timeline;
pub mod twins;
mod undo;
pub mod view;
pub mod weak;
pub mod work;

pub use disclosing::Disclosing;
pub use grade::Grade;
pub use inputs::{Inputs, KeyInput, KeyReading, Source};
pub use question::{Question, needed, needed_for, secret_name};
pub use shelf::Shelf;
pub use undo::{Act, Field, History, Offer};
