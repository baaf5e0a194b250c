//! Samples of values that do not fit what they are made of, and of status lists.

use super::Family;
use jwt_debugger::base::diagnostic::bound::{Bound, Input, Near, StatusList};
use jwt_debugger::base::diagnostic::{Base64url, Facts};
use jwt_debugger::base::span::Part;
use jwt_debugger::base::time::NumericDate;

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
        Bound::LoginNonce { stated: "n-1".into(), expected: "n-2".into(), near: None },
        Bound::LoginNonce { stated: "n-a".into(), expected: "n-A".into(), near: Some(Near::Case) },
        Bound::Input(Input::Key),
        Bound::Input(Input::Certificate),
        Bound::Input(Input::Opaque),
        Bound::Input(Input::Unbound),
        Bound::Input(Input::Index),
        differs(None),
    ];
    let lists = [
        StatusList::NotAnObject("an array"),
        StatusList::Bits,
        StatusList::NoList,
        StatusList::Encoding(Base64url::PaddingAtEnd(1)),
        StatusList::Compression,
        StatusList::Gzip,
        StatusList::TooLong(2_097_152),
        StatusList::Reference,
        StatusList::NotAToken,
        StatusList::Type("JWT".into()),
        StatusList::Expired(NumericDate::from_seconds(1_795_310_580)),
        StatusList::Subject { stated: "https://a.example/1".into(), expected: "https://a.example/2".into() },
        StatusList::OutOfRange { index: 16, statuses: 16 },
        StatusList::OutOfRange { index: 1, statuses: 1 },
        StatusList::NotValid { index: 0, status: 1 },
        StatusList::NotValid { index: 1, status: 2 },
    ];
    let bound = bound.into_iter().chain(near.map(differs)).map(Facts::from).collect();
    vec![
        ("Values that are made of something else", Some(Part::Payload), bound),
        ("Status lists", None, lists.into_iter().map(Facts::from).collect()),
    ]
}
