//! Samples of values that do not fit what they are made of, and of status lists.

use super::Family;
use jwt_debugger::base::diagnostic::bound::{Bound, Near, StatusList};
use jwt_debugger::base::diagnostic::{Base64url, Facts};
use jwt_debugger::base::span::Part;

pub fn samples() -> Vec<Family> {
    let differs = |near| Bound::Differs { name: "at_hash", stated: "aaaa".into(), computed: "bbbb".into(), near };
    let near =
        [Near::Whole, Near::Half, Near::Hash("SHA-512"), Near::Hex, Near::Case, Near::Slash, Near::Query].map(Some);
    let bound = [
        Bound::Missing("ath"),
        Bound::Kind("htu", "a number"),
        Bound::Algorithm("Ed448".into()),
        Bound::NoCertificate("x5t#S256"),
        Bound::Certificates,
        differs(None),
    ];
    let lists = [
        StatusList::NotAnObject("an array"),
        StatusList::Bits,
        StatusList::NoList,
        StatusList::Encoding(Base64url::PaddingAtEnd(1)),
        StatusList::Compression,
        StatusList::TooLong(2_097_152),
    ];
    let bound = bound.into_iter().chain(near.map(differs)).map(Facts::from).collect();
    vec![
        ("Values that are made of something else", Some(Part::Payload), bound),
        ("Status lists", None, lists.into_iter().map(Facts::from).collect()),
    ]
}
