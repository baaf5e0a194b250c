//! What is known of a token that is not on the page: what it is, and what it came to when it was last shown.

use super::named;
use crate::claims::{Evaluation, State};
use crate::extract;
use crate::format::json::Node;
use crate::jose::envelope::Kind;
use crate::jose::{Parsed, Part};
use crate::session::Source;
use crate::session::layers::{Layer, Layers};
use crate::session::report::{Lamp, Report, Tone};
use core::fmt;

/// A token in a few words.
#[derive(Clone, Default, PartialEq)]
pub struct Summary {
    /// What it says of itself.
    pub name: Option<String>,
    /// What it is, if it is a token.
    pub kind: Option<Kind>,
    /// The worst of its lamps; `None` while nobody has looked at it.
    lamp: Option<Lamp>,
    /// From when on, in seconds since the epoch, another lamp is worse: a time in the token has come.
    turns: Option<(i64, Lamp)>,
}

impl Summary {
    /// Of a token that is shown. `clock` is the skew that is allowed, unless the token is judged at an instant of its own.
    pub fn new(outer: &Layer, shown: &Parsed, report: &Report, claims: &Evaluation, clock: Option<i64>) -> Summary {
        let lamp = report.worst();
        let turns = clock.and_then(|skew| {
            let skew = skew.max(0);
            match claims.state {
                State::Ok if lamp.tone() != Tone::Bad => {
                    Some((claims.expires?.seconds.saturating_add(skew), dim("expired", "Expired")))
                }
                State::NotYetValid if *lamp == report.claims => {
                    Some((claims.not_before?.seconds.saturating_sub(skew), dim("none", "Not checked since")))
                }
                _ => None,
            }
        });
        Summary { lamp: Some(lamp.clone()), turns, ..Summary::of(outer, shown) }
    }

    /// Of a token that nobody has looked at.
    pub fn unread(source: &Source) -> Summary {
        let found = extract::find(&source.pasted);
        let layers = Layers::sealed(source.selected_of(&found), source.part);
        let outer = layers.outer();
        Summary::of(outer, &outer.view)
    }

    fn of(outer: &Layer, shown: &Parsed) -> Summary {
        let kind = outer.view.token.as_ref().map(|_| outer.kind());
        Summary { name: name(shown).or_else(|| name(&outer.view)), kind, ..Summary::default() }
    }

    /// The worst lamp at `now`.
    pub fn lamp_at(&self, now: i64) -> Lamp {
        let turned = self.turns.as_ref().filter(|(from, _)| now >= *from).map(|(_, lamp)| lamp);
        turned.or(self.lamp.as_ref()).cloned().unwrap_or_else(|| match self.kind {
            Some(_) => dim("none", "Not checked"),
            None => dim("empty", "No token"),
        })
    }
}

fn dim(state: &'static str, label: &str) -> Lamp {
    Lamp { state, label: label.into(), doubtful: false }
}

/// What a token is best told from others by.
fn name(parsed: &Parsed) -> Option<String> {
    let token = parsed.token.as_ref()?;
    let text = |part, member| {
        let json: &Node = token.document(part)?.json.as_ref()?;
        named(json.get(member)?.as_str()?)
    };
    let claim = |member| text(Part::Payload, member);
    let parameter = |member| text(Part::Header, member);
    let typ = || parameter("typ").filter(|typ| !typ.eq_ignore_ascii_case("JWT"));
    claim("sub").or_else(|| claim("iss")).or_else(typ).or_else(|| parameter("alg"))
}

/// Names are personal data.
impl fmt::Debug for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lamp = self.lamp.as_ref().map(|lamp| lamp.state);
        f.debug_struct("Summary").field("kind", &self.kind).field("lamp", &lamp).finish_non_exhaustive()
    }
}
