//! Samples of what can be wrong with selectively disclosed tokens.

use super::Family;
use jwt_debugger::base::diagnostic::sd_jwt::{
    Binding, Characters, Covers, Digest, Disclosure, Layout, Near, Place, Serialized, Written,
};
use jwt_debugger::base::diagnostic::{Base64url, Facts, Json, Key};
use jwt_debugger::base::span::Part;

pub fn samples() -> Vec<Family> {
    let disclosures = [
        Disclosure::Unended,
        Disclosure::Empty,
        Disclosure::TooMany(5_000),
        Disclosure::Encoding(Base64url::PaddingAtEnd(2)),
        Disclosure::NotUtf8,
        Disclosure::NotJson(Json::NotJson),
        Disclosure::Repeats("city".into()),
        Disclosure::NotArray("an object"),
        Disclosure::Elements(1),
        Disclosure::Elements(4),
        Disclosure::Salt("a number"),
        Disclosure::Name("a number"),
        Disclosure::Reserved("_sd".into()),
        Disclosure::NameTaken("email".into()),
        Disclosure::ForObject,
        Disclosure::ForElement("email".into()),
        Disclosure::Repeated,
        Disclosure::SaltShort(8),
        Disclosure::SaltRepeated,
        Disclosure::Validity("exp".into()),
        Disclosure::Credential("vct".into()),
    ];
    let rewritten = |layout, characters| Near::Rewritten { layout, characters };
    let near = [
        Near::Nothing,
        Near::Parent(2),
        Near::Hash { fits: "SHA-512", named: "SHA-256" },
        Near::Decoded,
        Near::Strict,
        Near::Written(Written::Hex),
        Near::Written(Written::HexEncoded),
        Near::Written(Written::Base64),
        rewritten(Some(Layout::Tight), None),
        rewritten(Some(Layout::Spaced), Some(Characters::Escaped)),
        rewritten(Some(Layout::CommaSpaced), Some(Characters::Plain)),
        rewritten(None, Some(Characters::SlashesEscaped)),
        rewritten(None, Some(Characters::SlashesPlain)),
    ];
    let digests = [
        Digest::Payload("an array"),
        Digest::Unsigned,
        Digest::AlgKind("a number"),
        Digest::AlgUnknown("md5".into()),
        Digest::AlgNested,
        Digest::NotArray("a string"),
        Digest::Entry("a number"),
        Digest::Beside,
        Digest::Element("a number"),
        Digest::Misplaced,
        Digest::Repeated,
        Digest::Form { hash: "SHA-256", expected: 43, got: 6, written: None },
        Digest::Form { hash: "SHA-256", expected: 43, got: 86, written: Some(Written::HexEncoded) },
        Digest::Form { hash: "SHA-256", expected: 43, got: 64, written: Some(Written::Hex) },
        Digest::Form { hash: "SHA-256", expected: 43, got: 44, written: Some(Written::Base64) },
    ];
    let place = |place| Serialized::Place { name: "disclosures", place };
    let serialized = [
        place(Place::Later(2)),
        place(Place::Protected),
        place(Place::Top),
        Serialized::Kind { name: "`disclosures`", is: "a string", wanted: "an array of strings" },
    ];
    let hash = |fits| Binding::Hash { stated: "aaaa".into(), computed: "bbbb".into(), fits };
    let bindings = [
        Binding::Form,
        Binding::Type(Some("JWT".into())),
        Binding::Type(None),
        Binding::Algorithm("HS256".into()),
        Binding::Missing("nonce"),
        Binding::Kind { claim: "aud", is: "an array", must: "a string" },
        hash(None),
        hash(Some(Covers::Hash("SHA-512"))),
        hash(Some(Covers::Unended)),
        hash(Some(Covers::Without(2))),
        hash(Some(Covers::Issuer)),
        Binding::NoConfirmation,
        Binding::Reference("kid".into()),
        Binding::Key(Box::new(Key::Algorithm("a DSA key").into())),
        Binding::Unusable("signing needs the private key, and this is the public one".into()),
        Binding::Signature,
        Binding::Unchecked,
        Binding::Audience { stated: "https://a.example".into(), expected: "https://b.example".into() },
        Binding::Nonce { stated: "1".into(), expected: "2".into() },
        Binding::Time("exp"),
        Binding::Time("iat"),
        Binding::OtherKey,
    ];
    let near = near.map(Disclosure::Unreferenced);
    vec![
        ("Disclosures", Some(Part::Encoded), disclosures.into_iter().chain(near).map(Facts::from).collect()),
        ("Digests of disclosures", Some(Part::Payload), digests.into_iter().map(Facts::from).collect()),
        ("SD-JWT in JSON", Some(Part::Encoded), serialized.into_iter().map(Facts::from).collect()),
        ("Key binding", None, bindings.into_iter().map(Facts::from).collect()),
    ]
}
