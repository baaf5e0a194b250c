//! What the fuzz targets assert: the rules of the property tests, from the same files.

#[path = "../../tests/robustness/rules.rs"]
pub mod rules;
