//! Samples of what is wrong with the settings of a team.

use super::Family;
use jwt_debugger::base::diagnostic::settings::Shape;
use jwt_debugger::base::diagnostic::{Diagnostic, Facts, Is, Json, Settings, key};

pub fn samples() -> Vec<Family> {
    let file = || Some("production.jwks.json".to_owned());
    let why = || Box::new(Diagnostic::error(key::Set::Empty));
    let of_type = |name, expected| Settings::Type { name, expected, found: Is::Number };
    let faults = [
        Settings::NotLoaded,
        Settings::TooLarge { most: 1_000_000 },
        Settings::Json(Json::TrailingComma { in_array: true }),
        Settings::Duplicate("name".into()),
        Settings::UnknownMember { name: "enviroments".into(), known: vec!["name", "environments"] },
        Settings::Missing("name"),
        of_type("name", Shape::Text),
        of_type("environments", Shape::Objects),
        of_type("issuers", Shape::Texts),
        of_type("settings.json", Shape::Object),
        Settings::Type { name: "maxAge", expected: Shape::Duration, found: Is::True },
        of_type("keys", Shape::Keys),
        of_type("roots", Shape::Roots),
        Settings::Empty("issuers"),
        Settings::TooLong { name: "tagline", most: 120 },
        Settings::Algorithm("RSA256".into()),
        Settings::Profile { name: "access".into(), known: vec!["jwt", "access-token"] },
        Settings::Duration("maxAge"),
        Settings::Address("javascript:alert(1)".into()),
        Settings::Repeated("Production".into()),
        Settings::Default { name: "production".into(), known: vec!["Production".into(), "Staging".into()] },
        Settings::Default { name: "Production".into(), known: vec![] },
        Settings::FileName("../keys.json".into()),
        Settings::FileMissing("production.jwks.json".into()),
        Settings::Key { file: file(), why: why() },
        Settings::Key { file: None, why: why() },
        Settings::NoKeys { file: file() },
        Settings::NoCertificate { file: None },
        Settings::Private { file: file(), secret: false },
        Settings::Private { file: None, secret: true },
    ];
    vec![("Settings of a team", None, faults.into_iter().map(Facts::from).collect())]
}
