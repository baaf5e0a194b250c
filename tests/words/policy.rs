//! Samples of expectations that are not met, and of what a link carries.

use super::Family;
use jwt_debugger::base::diagnostic::policy::{Expected, Found, Miss, Near, Since};
use jwt_debugger::base::diagnostic::{Diagnostic, Facts, Is, Link, Policy, key};
use jwt_debugger::base::span::Part;
use jwt_debugger::base::time::NumericDate;

pub fn samples() -> Vec<Family> {
    use Expected::{Audience, Issuer, Nonce, Subject, Type};
    let at = NumericDate::from_seconds(1_795_310_580);
    let url = || vec!["https://id.example/".to_owned()];
    let another = |of, found, near| Policy::Mismatch { of, found, expected: url(), near };
    let text = || Found::Text("https://id.example".into());
    let near = |miss| Some(Near { entry: None, miss });
    let only = |space, scheme, case, slash| near(Miss::Only { space, scheme, case, slash });
    let two = || Found::Two("web".into(), "https://id.example".into());
    let entry = Some(Near { entry: Some("https://id.example".into()), miss: Miss::Part });
    let mut failures: Vec<Policy> =
        [Issuer, Audience, Subject, Nonce, Type].into_iter().map(|of| Policy::Missing(of, url())).collect();
    failures.extend([Issuer, Audience, Subject, Nonce, Type].into_iter().map(|of| another(of, text(), None)));
    failures.extend([
        another(Issuer, Found::Value(Is::Number), None),
        another(Audience, Found::Value(Is::Array), None),
        another(Audience, two(), entry),
        another(Audience, Found::More("web".into(), "app".into(), 1), None),
        another(Issuer, text(), only(true, false, false, false)),
        another(Issuer, text(), only(false, true, true, true)),
        another(Issuer, text(), near(Miss::Path)),
        another(Issuer, text(), near(Miss::Part)),
        another(Issuer, text(), near(Miss::Start(12))),
        Policy::Mismatch {
            of: Expected::Algorithm,
            found: Found::Text("HS256".into()),
            expected: ["RS256", "ES256"].map(str::to_owned).to_vec(),
            near: None,
        },
        Policy::RequiredMissing("email".into()),
        Policy::RequiredNull("email".into()),
        Policy::NoClaims,
        Policy::AgeUnknown(Since::Issued),
        Policy::AgeUnknown(Since::Login),
        Policy::AgeAhead(Since::Issued, at),
        Policy::TooOld { since: Since::Issued, time: at, most: 60 },
        Policy::TooOld { since: Since::Login, time: at, most: 3_600 },
        Policy::NoDuration,
        Policy::LifetimeUnknown,
        Policy::LifetimeTooLong { life: 86_400, most: 3_600 },
    ]);
    let links = [
        Link::PrivateKey,
        Link::Secret,
        Link::Unreadable(Box::new(Diagnostic::error(key::Set::Empty))),
        Link::KeyAlone,
        Link::NoToken,
        Link::InQuery,
        Link::Algorithm("XS1".into()),
        Link::Holds { secret: false, part: Part::Header, path: "jwk.d".into() },
        Link::Holds { secret: true, part: Part::Payload, path: String::new() },
        Link::HoldsBeside,
    ];
    vec![
        ("Expectations", Some(Part::Payload), failures.into_iter().map(Facts::from).collect()),
        ("Links", None, links.into_iter().map(Facts::from).collect()),
    ]
}
