//! The status of a token in a status list, and a look-up in a list.

use super::{Beside, Binding, Input, SHOWN, State, excerpt, state_of};
use crate::base::diagnostic::bound::{Bound, Input as Unusable, StatusList as Fault};
use crate::base::diagnostic::{Diagnostic, Facts};
use crate::base::shown;
use crate::base::time::NumericDate;
use crate::claims::status_list::{List, Status, reference};
use crate::format::json::{Node, Value};
use crate::jose::header::short_type;
use crate::jose::{Part, Span, parse};

const REFERENCE: &str = "status.status_list";
const LIST: &str = "status_list";

/// The status of a token that refers to a list.
pub(super) fn referenced(payload: &Node, beside: &Beside) -> Option<Binding> {
    let node = payload.get("status")?.get("status_list")?;
    let at = Span { part: Part::Payload, range: node.span.clone() };
    let row = |state, compared: String, stated, computed, fault: Option<Diagnostic>| Binding {
        name: REFERENCE,
        input: Some(Input::StatusList),
        state,
        compared,
        stated,
        computed,
        fault: fault.map(|fault| Diagnostic { at: vec![at.clone()], ..fault }),
    };
    let Some((index, uri)) = reference(payload) else {
        let fault = Diagnostic::error(Fault::Reference);
        return Some(row(State::Unknown, "the status of the token in a list".into(), None, None, Some(fault)));
    };
    let compared = format!("the status at index {index} of the list");
    let stated = Some(format!("{}, index {index}", excerpt(uri)));
    let text = beside.given.get(Input::StatusList);
    if text.is_empty() {
        return Some(row(State::Open, compared, stated, None, None));
    }
    let found = look_up(text, index, uri, beside.now);
    let (state, status, fault) = match found {
        Ok(status @ Status(1 | 2)) => {
            let fault = Diagnostic::error(Fault::NotValid { index, status: status.0 });
            (State::Status(status.0), Some(status), Some(fault))
        }
        Ok(status) => (State::Status(status.0), Some(status), None),
        Err(fault) => (state_of(&fault.facts), None, Some(*fault)),
    };
    Some(row(state, compared, stated, status.map(named), fault))
}

/// A list, and the status at the index that was given.
pub(super) fn list(payload: &Node, beside: &Beside) -> Option<Binding> {
    let read = List::of(payload)?;
    let text = beside.given.get(Input::Index);
    let row = |state, compared: String, computed, fault: Option<Diagnostic>| Binding {
        name: LIST,
        input: Some(Input::Index),
        state,
        compared,
        stated: None,
        computed,
        fault,
    };
    let list = match read {
        Ok(list) => list,
        Err(fault) => return Some(row(State::Unknown, "the statuses of many tokens".into(), None, Some(*fault))),
    };
    let size = format!("a list of {} with {} each", statuses(list.len()), bits(list.bits()));
    if text.is_empty() {
        return Some(row(State::Open, size, None, None));
    }
    let Ok(index) = text.parse::<u64>() else {
        let fault = Diagnostic::error(Bound::Input(Unusable::Index));
        return Some(row(State::Unknown, size, None, Some(fault)));
    };
    let compared = format!("the status at index {index} of {size}");
    Some(match at(&list, index) {
        Ok(status) => row(State::Status(status.0), compared, Some(named(status)), None),
        Err(fault) => row(State::OutOfRange, compared, None, Some(Diagnostic::error(fault))),
    })
}

/// The status at `index` of the list in `text`, which must be the one at `uri` and not expired.
fn look_up(text: &str, index: u64, uri: &str, now: &dyn Fn() -> i64) -> Result<Status, Box<Diagnostic>> {
    let fault = |fault: Fault| Box::new(Diagnostic::error(Facts::from(fault)));
    let token = parse(text).token.ok_or_else(|| fault(Fault::NotAToken))?;
    let claims =
        token.payload.as_ref().and_then(|payload| payload.json.as_ref()).ok_or_else(|| fault(Fault::NotAToken))?;
    let list = List::of(claims).ok_or_else(|| fault(Fault::NotAToken))??;
    let typ = token.header.json.as_ref().and_then(|header| header.get("typ")?.as_str()).unwrap_or_default();
    if !short_type(typ).eq_ignore_ascii_case("statuslist+jwt") {
        return Err(fault(Fault::Type(shown(typ, SHOWN))));
    }
    let subject = claims.get("sub").and_then(Node::as_str).unwrap_or_default();
    if subject != uri {
        return Err(fault(Fault::Subject { stated: shown(subject, SHOWN), expected: shown(uri, SHOWN) }));
    }
    if let Some(Value::Number(text)) = claims.get("exp").map(|node| &node.value)
        && let Some(expires) = NumericDate::read(text)
        && expires.has_come(now())
    {
        return Err(fault(Fault::Expired(expires)));
    }
    at(&list, index).map_err(fault)
}

fn at(list: &List, index: u64) -> Result<Status, Fault> {
    let status = usize::try_from(index).ok().and_then(|index| list.get(index));
    status.ok_or(Fault::OutOfRange { index, statuses: list.len() })
}

/// A status by its name and number.
fn named(status: Status) -> String {
    format!("{} ({})", status.name(), status.0)
}

fn statuses(count: usize) -> String {
    if count == 1 { "1 status".into() } else { format!("{count} statuses") }
}

fn bits(count: u8) -> String {
    if count == 1 { "1 bit".into() } else { format!("{count} bits") }
}
