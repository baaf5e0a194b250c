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
    /// When another lamp is worse.
    turn: Option<Turn>,
}

/// A time has come at which another lamp of a token is the worst.
#[derive(Clone, PartialEq)]
pub struct Turn {
    /// From when on, in seconds since the epoch.
    from: i64,
    /// That lamp.
    lamp: Lamp,
}

impl Turn {
    /// The next one of a token, with so many seconds by which clocks may differ; `too_old` is when it is older than is expected.
    pub fn of(report: &Report, claims: &Evaluation, skew: i64, too_old: Option<i64>) -> Option<Turn> {
        let (lamp, skew) = (report.worst(), skew.max(0));
        match claims.state {
            State::NotYetValid if *lamp == report.claims => {
                let from = claims.not_before?.seconds.saturating_sub(skew);
                Some(Turn { from, lamp: dim("none", "Not checked since") })
            }
            State::NotYetValid | State::Expired => None,
            _ if lamp.tone() == Tone::Bad => None,
            state => {
                let expires = claims.expires.filter(|_| state == State::Ok);
                let expires = expires.map(|time| time.seconds.saturating_add(skew));
                let expired = expires.map(|from| Turn { from, lamp: dim("expired", "Expired") });
                let old = too_old.map(|from| Turn { from, lamp: dim("danger", "Too old") });
                // What comes first stays.
                expired.into_iter().chain(old).min_by_key(|turn| turn.from)
            }
        }
    }
}

impl Summary {
    /// Of a token that is shown. `turn` is none where the token is judged at an instant of its own.
    pub fn new(outer: &Layer, shown: &Parsed, report: &Report, turn: Option<Turn>) -> Summary {
        Summary { lamp: Some(report.worst().clone()), turn, ..Summary::of(outer, shown) }
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
        let turned = self.turn.as_ref().filter(|turn| now >= turn.from).map(|turn| &turn.lamp);
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
