//! Practices that a token is held against, by the audit's own checks.
//!
//! ```text
//! group    = { title, practices: [practice] }
//! practice = { title, text: [node], needs: "key" / "claims", checks: [id], lesson, source: link }
//! ```

use super::tree::{Link, Node};
use super::value::object;
use crate::audit::{Audit, Finding};
use crate::base::text::Text;
use crate::format::json;

/// Practices that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they are about.
    pub title: Text,
    /// The practices.
    pub practices: Vec<Practice>,
}

/// A practice.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// What is to be so.
    pub title: Text,
    /// Why, or how.
    pub text: Vec<Node>,
    /// What a check has to see to judge it.
    needs: Option<Need>,
    /// The ids of the checks that judge it; none where a token cannot show it.
    pub checks: Vec<Text>,
    /// The address of a lesson about it.
    pub lesson: Text,
    /// The rule.
    pub source: Link,
}

/// What has to be at hand, beside a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Key,
    Claims,
}

/// What is at hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// A token that the audit looked at.
    pub token: bool,
    /// A key that can be read.
    pub key: bool,
    /// Claims that can be read.
    pub claims: bool,
}

/// What can be said of a practice.
#[derive(Clone, Debug)]
pub enum State<'a> {
    /// Checks found something; never empty.
    Fired(Vec<&'a Finding>),
    /// They looked, and found nothing.
    Silent,
    /// It cannot be judged from here: why.
    Unknown(&'static str),
}

impl Group {
    pub(super) fn of(node: &json::Node) -> Option<Group> {
        let group = object(node)?;
        Some(Group { title: group.text("title")?, practices: group.list("practices", Practice::of)? })
    }
}

impl Practice {
    fn of(node: &json::Node) -> Option<Practice> {
        let practice = object(node)?;
        Some(Practice {
            title: practice.text("title")?,
            text: practice.list("text", Node::of)?,
            needs: match practice.any("needs").as_str() {
                "" => None,
                "key" => Some(Need::Key),
                "claims" => Some(Need::Claims),
                _ => return None,
            },
            checks: practice.texts("checks"),
            lesson: practice.text("lesson").filter(|lesson| lesson.starts_with("#/"))?,
            source: Link::of(practice.get("source")?)?,
        })
    }

    /// Holds the token at hand against it.
    pub fn state<'a>(&self, audit: &'a Audit, seen: Seen) -> State<'a> {
        let is_of = |finding: &&Finding| self.checks.iter().any(|id| *id == *finding.check.id);
        let found: Vec<&Finding> = audit.findings.iter().filter(is_of).collect();
        match self.needs {
            _ if self.checks.is_empty() => State::Unknown("A token cannot show this."),
            _ if !seen.token => State::Unknown("There is no token that can be judged."),
            _ if !found.is_empty() => State::Fired(found),
            Some(Need::Key) if !seen.key => State::Unknown("This needs the key in the debugger."),
            Some(Need::Claims) if !seen.claims => State::Unknown("The claims cannot be read."),
            _ => State::Silent,
        }
    }
}

impl State<'_> {
    /// Its name for scripts, and for people.
    pub fn names(&self) -> (&'static str, &'static str) {
        match self {
            State::Fired(_) => ("fired", "Look at this"),
            State::Silent => ("silent", "Nothing found"),
            State::Unknown(_) => ("unknown", "Not judged"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit;
    use crate::base::diagnostic::{Diagnostic, Format};

    fn practice(needs: &str, checks: &str) -> Practice {
        let text = format!(
            r##"{{"title":"t","text":["x"],"needs":"{needs}","checks":[{checks}],"lesson":"#/learn/verify",
                "source":["RFC 8725","https://example.org"]}}"##
        );
        Practice::of(&json::read(text).node.expect("JSON")).expect("a practice")
    }

    fn audit_with(id: &str) -> Audit {
        let check = audit::checks().find(|check| check.id == id).expect("a check");
        let finding = Finding { check, what: Diagnostic::error(Format::Empty), repeats: false };
        Audit { findings: vec![finding], ..Audit::default() }
    }

    fn check(practice: &Practice, audit: &Audit, seen: Seen, name: &str) {
        assert_eq!(practice.state(audit, seen).names().0, name, "{seen:?}");
    }

    const ALL: Seen = Seen { token: true, key: true, claims: true };

    #[test]
    fn a_practice_is_silent_only_if_its_checks_could_look() {
        let nothing = Audit::default();
        let weak = practice("key", "\"secret-short\"");
        check(&weak, &nothing, ALL, "silent");
        check(&weak, &nothing, Seen { key: false, ..ALL }, "unknown");
        check(&weak, &nothing, Seen::default(), "unknown");
        let issuer = practice("claims", "\"issuer-form\"");
        check(&issuer, &nothing, Seen { key: false, ..ALL }, "silent");
        check(&issuer, &nothing, Seen { claims: false, ..ALL }, "unknown");
        check(&practice("", ""), &nothing, ALL, "unknown");
    }

    #[test]
    fn a_practice_fires_with_the_findings_of_its_own_checks() {
        let audit = audit_with("none-algorithm");
        check(&practice("", "\"alg-missing\",\"none-algorithm\""), &audit, ALL, "fired");
        check(&practice("", "\"alg-missing\""), &audit, ALL, "silent");
        // What was found counts, even if there is no key to find more with.
        check(&practice("key", "\"none-algorithm\""), &audit, Seen { key: false, ..ALL }, "fired");
    }
}
