//! What the strip of tabs shows of each token.

use super::{Shelf, Summary};
use crate::jose::envelope::Kind;
use crate::session::report::Lamp;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// The number of its token.
    pub id: u64,
    /// Its name; no two are the same.
    pub label: String,
    /// What kind of token it is, if it is one.
    pub kind: Option<Kind>,
    /// The worst of its lamps.
    pub lamp: Lamp,
    /// Whether it is the one on the page.
    pub is_shown: bool,
}

impl Shelf {
    /// The tabs at `now`; `live` is the summary of the token on the page.
    pub fn tabs(&self, live: &Summary, now: i64) -> Vec<Tab> {
        let mut tabs: Vec<Tab> = vec![];
        for kept in self.iter() {
            let is_shown = kept.id == self.shown_id();
            let summary = if is_shown { live } else { &kept.content.summary };
            let name = kept.name_beside(summary);
            let called = |number: usize| if number > 1 { format!("{name} {number}") } else { name.clone() };
            let free = |name: &String| tabs.iter().all(|other| other.label != *name);
            let label = (1..).map(called).find(free).unwrap_or_default();
            tabs.push(Tab { id: kept.id, label, kind: summary.kind, lamp: summary.lamp_at(now), is_shown });
        }
        tabs
    }
}
