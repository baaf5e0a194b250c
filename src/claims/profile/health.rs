//! A SMART Health Card: a verifiable credential with health data, small enough for a QR code
//! (<https://spec.smarthealth.cards/>, *Health Cards are Small*).

use super::Profile;
use super::protocols::{algorithm_is, header_has};
use crate::base::spec::Product;
use crate::format::json::{Node, Value};
use crate::spec::Spec;

/// Where it is specified.
pub static CARDS: Product = Product { name: "SMART Health Cards", url: "https://spec.smarthealth.cards/" };

/// The type that every card has.
const TYPE: &str = "https://smarthealth.cards#health-card";

pub(super) static CARD: Profile = Profile {
    id: "health-card",
    title: "a SMART Health Card",
    spec: Spec::Product(&CARDS),
    types: "",
    typed: false,
    requires: "iss nbf vc",
    forbids: "",
    lifetime: None,
    looks: |facts| is_card(facts.payload),
    header_rules: |facts, faults| {
        algorithm_is("ES256", facts, faults);
        header_has("zip", facts, faults);
        header_has("kid", facts, faults);
    },
    rules: |_, _| (),
};

/// Whether these are the claims of a card.
pub fn is_card(claims: Option<&Node>) -> bool {
    let types = claims.and_then(|claims| claims.get("vc")?.get("type")).map(|types| &types.value);
    matches!(types, Some(Value::Array(types)) if types.iter().any(|one| one.as_str() == Some(TYPE)))
}

#[cfg(test)]
mod tests {
    use super::super::recognise;
    use super::super::testing::check_kind;
    use crate::base::diagnostic::Kind;
    use crate::claims::profile::By;
    use crate::format::json;

    const CLAIMS: &str = r#"{"iss":"https://health.example","nbf":1620992383.218,"vc":{"type":["https://smarthealth.cards#health-card","https://smarthealth.cards#covid19"]}}"#;

    #[test]
    fn a_card_is_told_by_its_type() {
        let told = |payload: &str| {
            let (profile, by) = recognise(None, json::read(payload).node.as_ref());
            (profile.id, by)
        };
        assert_eq!(told(CLAIMS), ("health-card", By::Claims));
        assert_eq!(told(&CLAIMS.replace("#health-card", "#other")).0, "jwt");
        assert_eq!(told(r#"{"vc":{"type":"https://smarthealth.cards#health-card"}}"#).0, "jwt");
    }

    #[test]
    fn a_card_is_compressed_and_names_its_key() {
        let check =
            |header: &str, payload: &str, expected: &[Kind]| check_kind("health-card", [header, payload], expected);
        check(r#"{"zip":"DEF","alg":"ES256","kid":"k"}"#, CLAIMS, &[]);
        let wrong = [Kind::AlgorithmIs("ES256"), Kind::HeaderMissing("zip"), Kind::HeaderMissing("kid")];
        check(r#"{"alg":"RS256"}"#, CLAIMS, &wrong);
        check(r#"{"zip":"DEF","alg":"ES256","kid":"k"}"#, &CLAIMS.replace("nbf", "exp"), &[Kind::Missing("nbf")]);
    }
}
