//! The coloured stretches of the text in the token field: of the one that is read, and of one that is being typed.

use crate::extract::Found;
use crate::jose::{Role, Segment, Token};
use core::ops::Range;

/// A stretch of the pasted text, in bytes, and the segment it belongs to; `None` is everything that is not token.
pub type Run = (Option<Role>, Range<usize>);

/// The stretches of `pasted` in order, without gaps. A token that had to be decoded out of the text (`verbatim` is false)
/// cannot be mapped back letter by letter, so it stays one stretch of its first segment's colour.
pub fn encoded_runs(pasted: &str, found: &Found, token: &Token) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(8);
    let mut push = |role, range: Range<usize>| {
        if !range.is_empty() {
            runs.push((role, range));
        }
    };
    // In JSON the parts stand in any order.
    let mut segments: Vec<&Segment> = token.segments.iter().collect();
    segments.sort_by_key(|segment| segment.encoded.start);
    let mut here = 0;
    let mut read = 0; // bytes of the token text that the stretches so far make up
    for stretch in &found.source {
        push(None, here..stretch.start);
        here = stretch.end;
        if !found.verbatim {
            push(Some(Role::Header), stretch.clone());
            continue;
        }
        let mut at = stretch.start;
        for segment in &segments {
            let start = segment.encoded.start.max(read);
            let end = segment.encoded.end.min(read + stretch.len());
            if start >= end {
                continue;
            }
            push(None, at..stretch.start + (start - read));
            at = stretch.start + (end - read);
            push(Some(segment.role), stretch.start + (start - read)..at);
        }
        push(None, at..stretch.end);
        read += stretch.len();
    }
    push(None, here..pasted.len());
    runs
}

/// The stretches of `typed`, which somebody made of `before` with one key stroke, until it is read itself: what was there
/// keeps its colour, and what is new takes that of the character before it.
pub fn typed_runs(before: &str, runs: &[Run], typed: &str) -> Vec<Run> {
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(|(old, new)| old == new).map(|(old, _)| old.len_utf8()).sum::<usize>()
    };
    let start = length(&mut before.chars().zip(typed.chars()));
    let (old, new) = (before.get(start..).unwrap_or_default(), typed.get(start..).unwrap_or_default());
    let same = length(&mut old.chars().rev().zip(new.chars().rev()));
    let old_end = before.len() - same;
    let moved = |end: usize| match end {
        end if end < start => end,
        end if end < old_end => typed.len() - same,
        end => end - old_end + (typed.len() - same),
    };
    let mut here = 0;
    let mut moved_runs: Vec<Run> = vec![];
    for (role, range) in runs {
        let end = moved(range.end);
        if here < end {
            moved_runs.push((*role, here..end));
            here = end;
        }
    }
    if here < typed.len() {
        moved_runs.push((None, here..typed.len()));
    }
    moved_runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extract, jose};

    fn check_runs(pasted: &str, expected: &[(Option<Role>, &str)]) {
        let found = extract::find(pasted).swap_remove(0);
        let token = jose::parse(&found.text).token.unwrap();
        let runs = encoded_runs(pasted, &found, &token);
        let texts: Vec<_> = runs.iter().map(|(role, range)| (*role, &pasted[range.clone()])).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_bare_token_is_coloured_segment_by_segment() {
        check_runs(
            "eyJhbGciOiJub25lIn0.e30.",
            &[(Some(Role::Header), "eyJhbGciOiJub25lIn0"), (None, "."), (Some(Role::Payload), "e30"), (None, ".")],
        );
    }

    #[test]
    fn what_stands_around_a_token_is_not_coloured() {
        check_runs(
            "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
            &[
                (None, "Bearer "),
                (Some(Role::Header), "eyJhbGciOiJIUzI1NiJ9"),
                (None, "."),
                (Some(Role::Payload), "e30"),
                (None, "."),
                (Some(Role::Signature), "c2ln"),
            ],
        );
    }

    #[test]
    fn a_line_break_inside_a_segment_splits_its_colour() {
        check_runs(
            "eyJhbGciOiJI\nUzI1NiJ9.e30.c2ln",
            &[
                (Some(Role::Header), "eyJhbGciOiJI"),
                (None, "\n"),
                (Some(Role::Header), "UzI1NiJ9"),
                (None, "."),
                (Some(Role::Payload), "e30"),
                (None, "."),
                (Some(Role::Signature), "c2ln"),
            ],
        );
    }

    #[test]
    fn the_parts_of_a_token_in_json_are_coloured_where_they_stand() {
        check_runs(
            r#"{"signature":"AA","payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9"}"#,
            &[
                (None, r#"{"signature":""#),
                (Some(Role::Signature), "AA"),
                (None, r#"","payload":""#),
                (Some(Role::Payload), "e30"),
                (None, r#"","protected":""#),
                (Some(Role::Header), "eyJhbGciOiJIUzI1NiJ9"),
                (None, r#""}"#),
            ],
        );
    }

    #[test]
    fn what_is_typed_takes_the_colour_before_it_and_moves_what_follows() {
        const BEFORE: &str = "Bearer eyJhbGciOiJub25lIn0.e30.c2ln";
        let found = extract::find(BEFORE).swap_remove(0);
        let runs = encoded_runs(BEFORE, &found, &jose::parse(&found.text).token.unwrap());
        let check = |typed: &str, expected: &str| {
            let marked = |(role, range): &Run| {
                let mark = role.map_or("", |role| match role {
                    Role::Header => "h:",
                    Role::Payload => "p:",
                    _ => "s:",
                });
                format!("{mark}{}", &typed[range.clone()])
            };
            let marked: Vec<_> = typed_runs(BEFORE, &runs, typed).iter().map(marked).collect();
            assert_eq!(marked.join("|"), expected);
        };
        check(BEFORE, "Bearer |h:eyJhbGciOiJub25lIn0|.|p:e30|.|s:c2ln");
        check("Bearer eyJhbGciOiJub25lIn0.e3é0.c2ln", "Bearer |h:eyJhbGciOiJub25lIn0|.|p:e3é0|.|s:c2ln");
        check("Bearer eyJhbGciOiJub25lIn0.e30x.c2ln", "Bearer |h:eyJhbGciOiJub25lIn0|.|p:e30x|.|s:c2ln");
        check("Bearer eyJhbGciOiJub25lIn0.xe30.c2ln", "Bearer |h:eyJhbGciOiJub25lIn0|.x|p:e30|.|s:c2ln");
        check("Bearer eyJhbGciOiJub25lIn0.e30.c2lnx", "Bearer |h:eyJhbGciOiJub25lIn0|.|p:e30|.|s:c2lnx");
        check("xBearer eyJhbGciOiJub25lIn0.e30.c2ln", "xBearer |h:eyJhbGciOiJub25lIn0|.|p:e30|.|s:c2ln");
        check("Bearer eyJhbGciOiJub25lIn0.e3.c2ln", "Bearer |h:eyJhbGciOiJub25lIn0|.|p:e3|.|s:c2ln");
        check("Bearer eyJhbGciOiJub25lIn0e30.c2ln", "Bearer |h:eyJhbGciOiJub25lIn0|p:e30|.|s:c2ln");
        // Several characters were selected: what replaces them stands with what is before them.
        check("Bearer eyJhbGciOiJubx.c2ln", "Bearer |h:eyJhbGciOiJubx|.|s:c2ln");
        check("x", "x");
        check("", "");
    }
}
