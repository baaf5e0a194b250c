//! Samples of what is wrong with a case.

use super::Family;
use jwt_debugger::base::diagnostic::case::Place;
use jwt_debugger::base::diagnostic::{Case, Json};
use jwt_debugger::base::span::Part;

pub fn samples() -> Vec<Family> {
    let at = Place { line: 3, column: 14 };
    let all = [
        Case::TooLarge(8 << 20),
        Case::NoData,
        Case::Json(Json::MissingColon, at),
        Case::Missing("token"),
        Case::Member { name: "saved_at", wanted: "a whole number of seconds", at },
        Case::Version("2".into(), at),
        Case::Unknown { name: "algorithm", value: "HS257".into(), at },
        Case::Key(at),
        Case::HoldsPrivate(Part::Header),
        Case::HoldsPrivate(Part::Payload),
    ];
    vec![("A case", None, all.into_iter().map(Into::into).collect())]
}
