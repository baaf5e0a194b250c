//! The rows: of what waits to be compared, and of what was.

use super::{Binding, Input, State, excerpt, state_of};
use crate::base::diagnostic::bound::Bound;
use crate::base::diagnostic::{Diagnostic, Facts};
use crate::claims::bindings::Compared;
use crate::format::json::Node;
use crate::jose::{Part, Span};

/// A row that waits for what it is compared with.
pub(super) fn open(name: &'static str, place: Option<(Part, &Node)>, input: Option<Input>, compared: &str) -> Binding {
    let stated = place.and_then(|(_, node)| node.as_str()).map(excerpt);
    Binding { name, input, state: State::Open, compared: compared.into(), stated, computed: None, fault: None }
}

/// The row of what was compared.
pub(super) fn row(
    name: &'static str,
    place: Option<(Part, &Node)>,
    input: Option<Input>,
    given: bool,
    compared: Compared,
) -> Binding {
    let Compared { input: what, computed, fault, stated, .. } = compared;
    let state = fault.as_ref().map_or(State::Match, |fault| state_of(&fault.facts));
    // What speaks against it whatever is given is told at once; a key that a proof lacks is missed by its kind.
    let at_once = matches!(&fault, Some(Diagnostic { facts: Facts::Bound(Bound::Algorithm(_) | Bound::Kind(..)), .. }));
    if !given && !at_once {
        return open(name, place, input, &what);
    }
    let at = place.map(|(part, node)| Span { part, range: node.span.clone() });
    let fault = fault.map(|fault| Diagnostic { at: at.into_iter().collect(), ..fault });
    let stated = stated.as_deref().or_else(|| place.and_then(|(_, node)| node.as_str())).map(excerpt);
    let computed = (given && !computed.is_empty() && state != State::Unknown).then(|| excerpt(&computed));
    Binding { name, input, state, compared: what, stated, computed, fault }
}
