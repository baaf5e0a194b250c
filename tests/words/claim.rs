//! Samples of what is wrong with registered claims and with kinds of token.

use super::Family;
use jwt_debugger::base::diagnostic::claim::Unit;
use jwt_debugger::base::diagnostic::{Claim, Facts, Is, Kind};
use jwt_debugger::base::span::Part;
use jwt_debugger::base::time::NumericDate;

pub fn samples() -> Vec<Family> {
    let at = NumericDate::from_seconds;
    let [now, later] = [at(1_795_306_980), at(1_795_310_580)];
    let claims = [
        Claim::CutOff("exp"),
        Claim::NoNumber("exp", "+1".into()),
        Claim::TimeText("exp", Some("1795306980".into())),
        Claim::TimeText("exp", None),
        Claim::TimeIs("nbf", Is::Null),
        Claim::TimeIs("nbf", Is::Nothing),
        Claim::TimeIs("nbf", Is::True),
        Claim::TimeIs("nbf", Is::False),
        Claim::TimeIs("nbf", Is::Array),
        Claim::OutOfRange("exp", "1795306980000000".into(), Some(Unit::Microseconds)),
        Claim::OutOfRange("exp", "1795306980000000000".into(), Some(Unit::Nanoseconds)),
        Claim::OutOfRange("exp", "1e400".into(), None),
        Claim::Negative("nbf"),
        Claim::Milliseconds {
            claim: "exp",
            written: "1795306980000".into(),
            seconds: at(1_795_306_980_000),
            milliseconds: now,
        },
        Claim::Ambiguous("exp", now, later),
        Claim::NotText("iss", Is::Number, Some("42".into())),
        Claim::NotText("sub", Is::Null, None),
        Claim::NotText("jti", Is::Object, None),
        Claim::AudienceIs(Is::Object),
        Claim::AudienceEntryIs(Is::Number),
        Claim::NeverValid { begins: later, ends: now },
        Claim::IssuedExpired { issued: later, ends: now },
        Claim::Duration { ends: at(3_600), meant: Some(later) },
        Claim::Duration { ends: at(2_592_000), meant: None },
        Claim::OutOfRange("exp", "639314604000000000".into(), Some(Unit::Ticks)),
        Claim::IssuedLater { issued: later, skew: 0, zone: None },
        Claim::IssuedLater { issued: later, skew: 60, zone: None },
        Claim::IssuedLater { issued: later, skew: 0, zone: Some(330) },
        Claim::IssuedLater { issued: later, skew: 60, zone: Some(120) },
    ];
    let kinds = [
        Kind::Missing("client_id"),
        Kind::Forbidden("nonce"),
        Kind::Type("at+jwt", "JWT".into()),
        Kind::TypeIs("at+jwt", Is::Nothing),
        Kind::TypeIs("at+jwt", Is::Number),
        Kind::TypeAgainstChoice("an OAuth access token", "an OpenID Connect ID token"),
        Kind::TypeAgainstClaims("an OAuth access token", "an OpenID Connect ID token"),
        Kind::LogoutNobody,
        Kind::LogoutEventMissing,
        Kind::LogoutEventType,
        Kind::Unsigned("a logout token"),
        Kind::HeaderMissing("url"),
        Kind::HeaderForbidden("nonce"),
        Kind::ExactlyOne("jwk kid", 0),
        Kind::ExactlyOne("login_hint_token id_token_hint login_hint", 2),
        Kind::NoMac,
        Kind::ProofKeyMissing,
        Kind::ProofKeyPrivate,
        Kind::ProofAlgorithm,
        Kind::ProofAddress,
        Kind::ClientsDiffer,
        Kind::AlgorithmIs("ES256"),
        Kind::LifetimeMost(15_777_000),
        Kind::AudienceOrigin,
        Kind::SubjectContact,
        Kind::EventMissing,
        Kind::EventType,
    ];
    vec![
        ("Registered claims", Some(Part::Payload), claims.into_iter().map(Facts::from).collect()),
        ("Kinds of token", Some(Part::Payload), kinds.into_iter().map(Facts::from).collect()),
    ]
}
