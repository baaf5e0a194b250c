//! Dots that are gone without a trace.

use super::object::{self, is_header};
use super::{Plan, Take, What};
use crate::base::diagnostic::{Dot, Gone};
use crate::extract::shape::{self, Last};

/// So many places are tried where the header may end.
const TRIES: usize = 8;
/// What is shorter than this behind a payload is no signature.
const SHORTEST: usize = 16;

/// The dots that a text of one or two segments lacks.
pub(super) fn lost(text: &str) -> Option<Plan> {
    let (first, second) = text.split_once('.').map_or((text, None), |(first, second)| (first, Some(second)));
    match second {
        // The dot is there; a payload without a signature has lost more than a dot.
        Some(second) if is_header(first) => {
            let end = first.len() + 1 + payload(first, second)?;
            Some(plan(text, &[end], Gone::Second))
        }
        Some(second) => {
            let end = seam(first).filter(|_| !shape::begins_like_header(second))?;
            object::read(first.get(end..)?)?;
            Some(plan(text, &[end], Gone::First))
        }
        None => {
            let end = seam(first)?;
            let (header, rest) = first.split_at_checked(end)?;
            let payload = payload(header, rest)?;
            Some(plan(text, &[end, end + payload], Gone::Both))
        }
    }
}

/// Each dot twice.
pub(super) fn doubled(text: &str) -> Option<Plan> {
    let (header, rest) = text.split_once("..")?;
    let (payload, signature) = rest.split_once("..")?;
    let shape = shape::of_header(header);
    if shape.segments != 3 || !shape.last.is_length(signature.len()) || !is_header(header) {
        return None;
    }
    object::read(payload)?;
    let (first, second) = (header.len() + 1, header.len() + payload.len() + 3);
    let parts = vec![Take::Old(0..first), Take::Old(first + 1..second), Take::Old(second + 1..text.len())];
    Some(Plan { count: 2, at: header.len(), ..Plan::new(What::Dots(Dot::Mark("..")), parts) })
}

fn plan(text: &str, dots: &[usize], gone: Gone) -> Plan {
    let mut parts = vec![];
    let mut start = 0;
    for dot in dots {
        parts.extend([Take::Old(start..*dot), Take::New(".")]);
        start = *dot;
    }
    parts.push(Take::Old(start..text.len()));
    Plan { at: dots.first().copied().unwrap_or_default(), ..Plan::new(What::DotLost(gone), parts) }
}

/// Where in `segment` a header ends and another object begins.
fn seam(segment: &str) -> Option<usize> {
    let places = segment.match_indices('e').map(|(at, _)| at).filter(|at| {
        let (header, payload) = segment.split_at_checked(*at).unwrap_or_default();
        !header.is_empty() && shape::begins_like_header(payload) && shape::ends_like_object(header)
    });
    places.take(TRIES).find(|at| segment.get(..*at).is_some_and(is_header))
}

/// How long the payload is at the beginning of `rest`, where a signature follows it: as long as the header says, or long enough for one.
fn payload(header: &str, rest: &str) -> Option<usize> {
    if !shape::begins_like_header(rest) {
        return None;
    }
    let shape = shape::of_header(header);
    if shape.segments != 3 || shape.unencoded {
        return None;
    }
    let known = match shape.last {
        Last::Exactly(length) => rest.len().checked_sub(length),
        _ => None,
    };
    let known = known.filter(|end| rest.get(..*end).and_then(object::read).is_some());
    let by_json = || object::length(rest).filter(|end| rest.len() - end >= SHORTEST && shape.last != Last::Empty);
    // What begins like a header is the next token and no signature.
    known.or_else(by_json).filter(|end| rest.get(*end..).is_some_and(|behind| !shape::begins_like_header(behind)))
}
