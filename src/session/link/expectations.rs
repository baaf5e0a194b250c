//! What a link asks to be expected of its token.

use crate::claims::policy::Policy;
use crate::words;

/// What a link says about the claims and the algorithm to expect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectations {
    /// `iss`.
    pub issuer: Option<String>,
    /// `aud`.
    pub audience: Option<String>,
    /// `alg`: the name of a row of the table of algorithms.
    pub algorithm: Option<&'static str>,
}

impl Expectations {
    /// Whether the link said nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Which of them are expected now, as a sentence; empty if none is.
    pub fn told(&self, policy: &Policy, expected: Option<&str>) -> String {
        let same = |now: &str, link: &Option<String>| link.as_deref() == Some(now);
        let all = [
            (same(&policy.issuer, &self.issuer), "issuer"),
            (same(&policy.audience, &self.audience), "audience"),
            (self.algorithm.is_some() && expected == self.algorithm, "algorithm"),
        ];
        let names: Vec<&str> = all.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name).collect();
        match names.as_slice() {
            [] => String::new(),
            names => format!("The {} to expect came with the link.", words::list(names)),
        }
    }

    /// Puts these expectations in the place of those that an earlier link brought. What the person expects stays, unless this
    /// link says otherwise.
    pub fn replace(&self, earlier: &Expectations, policy: &mut Policy, expected: &mut Option<&'static str>) {
        let text = |now: &mut String, earlier: &Option<String>, new: &Option<String>| {
            if earlier.as_ref() == Some(now) {
                now.clear();
            }
            if let Some(new) = new {
                now.clone_from(new);
            }
        };
        text(&mut policy.issuer, &earlier.issuer, &self.issuer);
        text(&mut policy.audience, &earlier.audience, &self.audience);
        if expected.is_some() && *expected == earlier.algorithm {
            *expected = None;
        }
        *expected = self.algorithm.or(*expected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_with_the_link_is_told_as_long_as_it_is_expected() {
        let link = Expectations { issuer: Some("a".into()), audience: Some("b".into()), algorithm: Some("ES256") };
        let told = |issuer: &str, audience: &str, expected| {
            link.told(&Policy { issuer: issuer.into(), audience: audience.into(), ..Policy::default() }, expected)
        };
        assert_eq!(told("a", "b", Some("ES256")), "The issuer, audience and algorithm to expect came with the link.");
        assert_eq!(told("a", "x", None), "The issuer to expect came with the link.");
        assert_eq!(told("x", "x", Some("RS256")), "");
        assert_eq!(Expectations::default().told(&Policy::default(), None), "");
    }

    #[test]
    fn expectations_of_an_earlier_link_go_and_those_of_the_person_stay() {
        let link = |issuer: Option<&str>, algorithm| Expectations {
            issuer: issuer.map(str::to_owned),
            audience: None,
            algorithm,
        };
        let check = |earlier: &Expectations, new: &Expectations, issuer: &str, expected: Option<&'static str>| {
            let (mut policy, mut algorithm) = (Policy { issuer: "a".into(), ..Policy::default() }, Some("ES256"));
            new.replace(earlier, &mut policy, &mut algorithm);
            assert_eq!((policy.issuer.as_str(), algorithm), (issuer, expected));
        };
        check(&link(Some("a"), Some("ES256")), &link(None, None), "", None);
        check(&link(Some("b"), Some("RS256")), &link(None, None), "a", Some("ES256"));
        check(&link(None, None), &link(Some("c"), Some("HS256")), "c", Some("HS256"));
    }
}
