//! Tokens on one axis of time: when each was issued, from when to when it is valid, against now and the skew of clocks.
//!
//! The axis is stretched around now: each step is longer than the one before (a minute, ten minutes, an hour, ... a year, ...) and as
//! wide. So a token of five minutes and one of five years are both seen, and a time that no calendar needs takes one step and no
//! more. It is as long as the times that are there ask for. All of it is counted in whole numbers.

use crate::base::time::{DAY, HOUR, MINUTE};
use crate::claims::time::NumericDate;
use crate::claims::{Evaluation, State};
use crate::words::timeline::Standing;

/// The ends of the steps, in seconds from now. The last one takes in everything.
const STEPS: [i64; 12] = [
    MINUTE,
    10 * MINUTE,
    HOUR,
    6 * HOUR,
    DAY,
    7 * DAY,
    30 * DAY,
    365 * DAY,
    10 * 365 * DAY,
    100 * 365 * DAY,
    10_000 * 365 * DAY,
    i64::MAX,
];
/// How wide the whole axis is.
pub const WIDTH: i64 = 10_000;

/// The times of one token.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRow {
    /// How it stands.
    pub standing: Standing,
    /// `iat`, `nbf` and `exp`.
    pub times: [Option<NumericDate>; 3],
    /// Where these stand on the axis.
    pub marks: [Option<i64>; 3],
    /// From where to where it is valid: to an end of the axis where nothing limits it. `None` if it never is, or if that is unknown.
    pub valid: Option<(i64, i64)>,
    /// Around now, as far as clocks may differ for this token.
    pub skew: Option<(i64, i64)>,
}

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// One for each token, in their order.
    pub rows: Vec<TimelineRow>,
    /// Where now stands.
    pub now: i64,
    /// The ends of the steps: the place, and how many seconds from now that is.
    pub ticks: Vec<(i64, i64)>,
}

/// What is known of a token.
#[derive(Clone, Debug)]
pub struct Timed {
    /// What its claims say now.
    pub claims: Evaluation,
    /// Whether it is encrypted, and not opened.
    pub sealed: bool,
    /// So many seconds two clocks may differ for it.
    pub skew: i64,
}

/// The tokens on one axis around `now`, in seconds since the epoch.
pub fn timeline(tokens: &[Timed], now: i64) -> Timeline {
    let axis = Axis::around(now, tokens.iter().flat_map(|token| times(&token.claims)).flatten());
    let row = |token: &Timed| {
        let times = times(&token.claims);
        let marks = times.map(|time| Some(axis.place(time?.seconds)));
        let skew = token.skew.max(0);
        let around = (axis.place(now.saturating_sub(skew)), axis.place(now.saturating_add(skew)));
        TimelineRow {
            standing: standing(token, now),
            times,
            marks,
            valid: valid(&token.claims, marks),
            skew: (around.0 < around.1).then_some(around),
        }
    };
    Timeline { rows: tokens.iter().map(row).collect(), now: axis.place(now), ticks: axis.ticks() }
}

fn times(claims: &Evaluation) -> [Option<NumericDate>; 3] {
    [claims.issued, claims.not_before, claims.expires]
}

fn standing(token: &Timed, now: i64) -> Standing {
    match token.claims.state {
        _ if token.sealed => Standing::Sealed,
        State::None => Standing::NoTimes,
        State::Invalid => Standing::Malformed,
        State::Expired => Standing::Expired,
        State::NotYetValid => Standing::NotYet,
        State::Ok if token.claims.is_past(now) => Standing::BySkew,
        State::Ok if token.claims.expires.is_none() => Standing::NoEnd,
        State::Ok => Standing::Valid,
    }
}

/// A token is valid from `nbf`, or else from when it was issued, to `exp`.
fn valid(claims: &Evaluation, [issued, not_before, expires]: [Option<i64>; 3]) -> Option<(i64, i64)> {
    let begins = claims.not_before.or(claims.issued);
    let is_never = begins.zip(claims.expires).is_some_and(|(begins, ends)| begins >= ends);
    let has_times = begins.is_some() || claims.expires.is_some();
    let (from, to) = (not_before.or(issued).unwrap_or(0), expires.unwrap_or(WIDTH));
    (has_times && !is_never && claims.state != State::Invalid).then_some((from, to))
}

/// An axis around an instant.
struct Axis {
    now: i64,
    /// The first step that is used, and how many of them on each side.
    first: usize,
    before: usize,
    after: usize,
}

impl Axis {
    fn around(now: i64, times: impl Iterator<Item = NumericDate>) -> Axis {
        let (mut nearest, mut past, mut future) = (u64::MAX, 0, 0);
        for time in times {
            let distance = time.seconds.abs_diff(now);
            nearest = if distance > 0 { nearest.min(distance) } else { nearest };
            let side = if time.seconds < now { &mut past } else { &mut future };
            *side = distance.max(*side);
        }
        let step_of =
            |distance: u64| STEPS.iter().position(|end| distance <= end.unsigned_abs()).unwrap_or(STEPS.len() - 1);
        // Steps that nothing ends in are left out, but for one before the nearest time.
        let first = if nearest == u64::MAX { 2 } else { step_of(nearest).saturating_sub(1) };
        // A time does not stand at the very edge.
        let steps = |furthest: u64| {
            let further = furthest.saturating_add(furthest / 20);
            (step_of(further).max(first) - first + 1).min(STEPS.len() - first)
        };
        Axis { now, first, before: steps(past), after: steps(future) }
    }

    fn steps(&self) -> impl Iterator<Item = i64> {
        STEPS.iter().copied().skip(self.first)
    }

    fn count(&self) -> i64 {
        i64::try_from(self.before + self.after).unwrap_or(i64::MAX).max(1)
    }

    /// How many units one step is divided into. A whole number of steps makes up the axis but for less than a unit a step.
    fn width(&self) -> i64 {
        WIDTH / self.count()
    }

    fn middle(&self) -> i64 {
        i64::try_from(self.before).unwrap_or_default() * self.width()
    }

    /// Where an instant stands, from 0 to [`WIDTH`].
    fn place(&self, instant: i64) -> i64 {
        let distance = i128::from(instant) - i128::from(self.now);
        let (steps, sign) = if distance < 0 { (self.before, -1) } else { (self.after, 1) };
        let (mut begin, mut offset) = (0_i128, 0_i64);
        for end in self.steps().take(steps).map(i128::from) {
            if distance.abs() < end {
                let within = (distance.abs() - begin) * i128::from(self.width()) / (end - begin);
                offset += i64::try_from(within).unwrap_or_default();
                break;
            }
            begin = end;
            offset += self.width();
        }
        (self.middle() + sign * offset).clamp(0, WIDTH)
    }

    /// The ends of the steps but the outermost, which are the edges.
    fn ticks(&self) -> Vec<(i64, i64)> {
        let side = |count: usize, sign: i64| {
            let ends = self.steps().take(count.saturating_sub(1)).enumerate();
            ends.map(move |(index, end)| {
                let offset = (i64::try_from(index).unwrap_or_default() + 1) * self.width();
                (self.middle() + sign * offset, sign * end)
            })
        };
        let mut ticks: Vec<(i64, i64)> = side(self.before, -1).collect();
        ticks.reverse();
        ticks.push((self.middle(), 0));
        ticks.extend(side(self.after, 1));
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::evaluate_token;
    use crate::format::base64url::encode;
    use crate::jose::parse;
    use proptest::prelude::*;

    const NOW: i64 = 1_795_306_980;

    fn timed(payload: &str, now: i64, skew: i64) -> Timed {
        let parsed = parse(format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(payload.as_bytes())));
        Timed { claims: evaluate_token(&parsed, now, skew), sealed: false, skew }
    }

    fn one(payload: &str, now: i64, skew: i64) -> TimelineRow {
        timeline(&[timed(payload, now, skew)], now).rows.remove(0)
    }

    #[test]
    fn each_token_says_how_it_stands() {
        let check = |payload: &str, skew, standing| assert_eq!(one(payload, NOW, skew).standing, standing, "{payload}");
        check("{}", 0, Standing::NoTimes);
        check(r#"{"exp":"soon"}"#, 0, Standing::Malformed);
        check(&format!(r#"{{"exp":{}}}"#, NOW + 60), 0, Standing::Valid);
        check(&format!(r#"{{"exp":{}}}"#, NOW - 30), 60, Standing::BySkew);
        check(&format!(r#"{{"exp":{}}}"#, NOW - 30), 0, Standing::Expired);
        check(&format!(r#"{{"iat":{}}}"#, NOW - 30), 0, Standing::NoEnd);
        check(&format!(r#"{{"nbf":{}}}"#, NOW + 30), 0, Standing::NotYet);
        let sealed = Timed { sealed: true, ..timed("{}", NOW, 0) };
        assert_eq!(timeline(&[sealed], NOW).rows[0].standing, Standing::Sealed);
    }

    #[test]
    fn bars_begin_and_end_where_the_times_stand() {
        let row = one(&format!(r#"{{"iat":{},"nbf":{},"exp":{}}}"#, NOW - 300, NOW - 60, NOW + 3_000), NOW, 60);
        let [Some(issued), Some(begins), Some(ends)] = row.marks else { panic!("{row:?}") };
        assert!(0 < issued && issued < begins && begins < ends && ends < WIDTH, "{row:?}");
        assert_eq!(row.valid, Some((begins, ends)));
        let (from, to) = row.skew.expect("a skew");
        assert_eq!(from, begins);
        assert!(to > from && to < ends);
        let open = one(&format!(r#"{{"iat":{}}}"#, NOW - 300), NOW, 0);
        assert_eq!((open.valid, open.skew), (Some((open.marks[0].unwrap(), WIDTH)), None));
        assert_eq!(one(&format!(r#"{{"exp":{}}}"#, NOW + 9), NOW, 0).valid.map(|bar| bar.0), Some(0));
        let never = one(&format!(r#"{{"nbf":{},"exp":{}}}"#, NOW + 60, NOW), NOW, 0);
        assert_eq!(never.valid, None);
        assert_eq!(one("{}", NOW, 0).valid, None);
    }

    #[test]
    fn the_axis_has_the_steps_that_its_times_need_and_now_among_them() {
        let ticks = |payloads: &[String]| {
            let tokens: Vec<_> = payloads.iter().map(|payload| timed(payload, NOW, 0)).collect();
            let line = timeline(&tokens, NOW);
            assert!(line.ticks.is_sorted() && line.ticks.contains(&(line.now, 0)), "{line:?}");
            line.ticks.into_iter().map(|(_, distance)| distance).collect::<Vec<_>>()
        };
        let token = |before: i64, after: i64| format!(r#"{{"iat":{},"exp":{}}}"#, NOW - before, NOW + after);
        assert_eq!(ticks(&[token(300, 3_000)]), [-MINUTE, 0, MINUTE, 10 * MINUTE]);
        assert_eq!(ticks(&[token(300, 3_000), token(2 * DAY, -DAY)])[0], -DAY);
        assert_eq!(ticks(&[]), [0]);
        // A year is in the midst of larger steps: those of minutes are left out.
        assert_eq!(ticks(&[token(400 * DAY, 20 * DAY)]), [-365 * DAY, -30 * DAY, -7 * DAY, 0, 7 * DAY]);
    }

    #[test]
    fn no_time_and_no_clock_is_too_far_off() {
        for payload in [
            r#"{"exp":8640000000000,"nbf":-8640000000000}"#,
            r#"{"exp":1e300}"#,
            r#"{"exp":-1e300,"iat":9223372036854775807}"#,
            r#"{"iat":-9223372036854775808,"exp":1}"#,
        ] {
            for now in [NOW, 0, i64::MIN, i64::MAX] {
                let row = one(payload, now, i64::MAX);
                assert!(row.marks.iter().flatten().all(|mark| (0..=WIDTH).contains(mark)), "{row:?}");
            }
        }
        // A time at the end of the calendar leaves the near ones apart.
        let far = r#"{"exp":8640000000000}"#;
        let near = format!(r#"{{"iat":{},"exp":{}}}"#, NOW - 600, NOW + 600);
        let line = timeline(&[timed(far, NOW, 0), timed(&near, NOW, 0)], NOW);
        let (from, to) = line.rows[1].valid.expect("a bar");
        assert!(to - from > WIDTH / 20, "{line:?}");
    }

    proptest! {
        #[test]
        fn later_is_never_further_left(now: i64, times in proptest::collection::vec(any::<i64>(), 0..6)) {
            let mut times = times;
            let axis = Axis::around(now, times.iter().map(|seconds| NumericDate::from_seconds(*seconds)));
            times.push(now);
            times.sort_unstable();
            let places: Vec<i64> = times.iter().map(|time| axis.place(*time)).collect();
            prop_assert!(places.is_sorted() && places.iter().all(|place| (0..=WIDTH).contains(place)), "{places:?}");
        }
    }
}
