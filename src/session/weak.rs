//! A search for a weak secret through a list of any length: which stretch of the list is read next, what is handed to which worker,
//! and what has come of it. The list goes through twice: as it is, and then with what people make of a word.
//!
//! Of the list there is in memory what is being read and what the workers are at, however long it is.

use super::work::{Answer, Request};
use crate::explain::weak::{Cutter, Part, Target, TrialCount};
use crate::key::Secret;
use core::ops::Range;

/// So many bytes of the list are read at a time.
pub const SLICE: u64 = 256 * 1024;
/// So many workers at most.
pub const WORKERS: usize = 4;
/// How often the list goes through.
pub const TURNS: usize = 2;

/// A search that is under way.
pub struct Hunt {
    target: Target,
    /// How long the list is, in bytes.
    size: u64,
    /// The turn that is being read; [`TURNS`] when all was.
    turn: usize,
    /// Where it goes on, in bytes.
    at: u64,
    cutter: Cutter,
    /// What each worker has tried of the part that it is at; `None` for one without a part.
    workers: Vec<Option<TrialCount>>,
    /// What was tried in the parts that are done: secrets, and lines passed over.
    done: [u64; 2],
}

/// What an answer comes to.
#[derive(Debug, PartialEq)]
pub enum Heard {
    /// The part goes on.
    More,
    /// The part is done, and the secret was not in it.
    Done,
    /// This is the secret.
    Found(Secret),
    /// This is no answer to what was asked.
    Broken,
}

impl Hunt {
    /// For the secret of `target`, in a list of so many bytes, by so many workers.
    pub fn new(target: Target, size: u64, workers: usize) -> Hunt {
        let workers = vec![None; workers.clamp(1, WORKERS)];
        Hunt { target, size, turn: 0, at: 0, cutter: Cutter::default(), workers, done: [0; 2] }
    }

    /// A worker that has nothing to do.
    pub fn free(&self) -> Option<usize> {
        self.workers.iter().position(Option::is_none)
    }

    /// Whether all of the list was tried.
    pub fn is_over(&self) -> bool {
        self.turn == TURNS && self.workers.iter().all(Option::is_none)
    }

    /// The stretch of the list to be read next, in bytes; `None` if all was read.
    pub fn next(&self) -> Option<Range<u64>> {
        (self.turn < TURNS).then(|| self.at..self.size.min(self.at + SLICE))
    }

    /// Takes that stretch for a worker: what it is to do, if lines ended there.
    pub fn take(&mut self, worker: usize, bytes: &[u8]) -> Option<Request> {
        let variants = self.turn > 0;
        self.at += u64::try_from(bytes.len()).unwrap_or_default();
        let mut lines = self.cutter.cut(bytes);
        if self.at >= self.size {
            lines.append(&mut self.cutter.end());
            self.at = 0;
            self.turn += 1;
        }
        let place = self.workers.get_mut(worker).filter(|_| !lines.is_empty())?;
        *place = Some(TrialCount::default());
        Some(Request::Guess(Part { target: self.target.clone(), lines, variants }))
    }

    /// Takes a worker's answer. A secret counts only if it makes the signature here, too.
    pub fn hear(&mut self, worker: usize, answer: Option<Answer>) -> Heard {
        let Some(place) = self.workers.get_mut(worker) else { return Heard::Broken };
        match answer {
            Some(Answer::Guessing(tried)) => {
                *place = Some(tried);
                Heard::More
            }
            Some(Answer::Guessed(tried, found)) => {
                *place = None;
                self.done = added(self.done, tried);
                match found {
                    None => Heard::Done,
                    Some(secret) if self.target.holds(&secret) => Heard::Found(secret),
                    Some(_) => Heard::Broken,
                }
            }
            _ => Heard::Broken,
        }
    }

    /// Secrets that were tried, and lines that were passed over because they are too long.
    pub fn tried(&self) -> [u64; 2] {
        self.workers.iter().flatten().fold(self.done, |sum, tried| added(sum, *tried))
    }

    /// The turn that is being read, from 1, and how much of it was read, in percent.
    pub fn progress(&self) -> (usize, u64) {
        match self.turn {
            TURNS => (TURNS, 100),
            turn => (turn + 1, 100 * self.at / self.size.max(1)),
        }
    }
}

fn added([secrets, long]: [u64; 2], tried: TrialCount) -> [u64; 2] {
    [secrets + u64::from(tried.secrets), long + u64::from(tried.long)]
}

#[cfg(test)]
mod tests {
    use super::super::work::Work;
    use super::*;
    use crate::crypto::hmac;
    use crate::engine::jwa::Hash;
    use crate::engine::jwa::tests::Counter;

    fn target(secret: &[u8]) -> Target {
        let message = b"eyJhbGciOiJIUzM4NCJ9.e30".to_vec();
        Target { hash: Hash::Sha384, tag: hmac::tag(Hash::Sha384, secret, &message), message }
    }

    /// Goes through a list, with workers that answer in turn; the secret and what was tried.
    fn search(secret: &[u8], list: &[u8], workers: usize) -> (Option<Vec<u8>>, [u64; 2]) {
        let mut hunt = Hunt::new(target(secret), list.len() as u64, workers);
        let mut at_work: Vec<(usize, Work)> = vec![];
        loop {
            while let (Some(free), Some(range)) = (hunt.free(), hunt.next()) {
                assert!(range.end - range.start <= SLICE);
                if let Some(request) = hunt.take(free, &list[range.start as usize..range.end as usize]) {
                    assert!(matches!(&request, Request::Guess(part) if part.lines.len() as u64 <= SLICE + 1026));
                    at_work.push((free, Work::new(request)));
                }
            }
            if at_work.is_empty() {
                assert!(hunt.is_over());
                return (None, hunt.tried());
            }
            let (worker, mut work) = at_work.remove(0);
            let answer = work.advance(1000, &mut Counter(1));
            if answer.as_ref().is_none_or(|answer| !answer.is_last()) {
                at_work.push((worker, work));
            }
            let Some(answer) = answer else { continue };
            match hunt.hear(worker, Some(answer)) {
                Heard::Found(secret) => return (Some(secret.0.clone()), hunt.tried()),
                heard => assert!([Heard::Done, Heard::More].contains(&heard)),
            }
        }
    }

    fn line(number: usize) -> String {
        format!("candidate{number:05}{}", "x".repeat(86))
    }

    #[test]
    fn a_secret_is_found_wherever_it_stands_in_a_list_of_several_slices() {
        let list: Vec<u8> = (0..9000).flat_map(|number| (line(number) + "\n").into_bytes()).collect();
        assert!(list.len() as u64 > 3 * SLICE);
        // The line that crosses from one slice into the next, and its neighbours.
        let border = SLICE as usize / 101;
        for number in [0, border - 1, border, border + 1, 2 * border, 8999] {
            for workers in [1, 3] {
                let secret = line(number);
                let (found, [tried, _]) = search(secret.as_bytes(), &list, workers);
                assert_eq!(found.as_deref(), Some(secret.as_bytes()), "{workers}");
                assert!(workers > 1 || tried == number as u64 + 1, "{tried}");
            }
        }
    }

    #[test]
    fn the_list_as_it_is_comes_before_what_people_make_of_it() {
        let (found, [tried, long]) = search(b"Tiger1", b"lion\ntiger\nbear", 2);
        assert_eq!((found.as_deref(), long), (Some(&b"Tiger1"[..]), 0));
        assert!(tried > 3 + 80);
        assert_eq!(search(b"bear", b"lion\ntiger\nbear", 1), (Some(b"bear".to_vec()), [3, 0]));
    }

    #[test]
    fn what_was_not_found_was_tried_to_the_end_and_counted() {
        let long = vec![b'x'; 5000];
        let list = [&b"one\n"[..], &long, b"\n\ntwo"].concat();
        let (found, [tried, passed_over]) = search(b"other", &list, 2);
        assert_eq!((found, passed_over), (None, 1));
        assert!((2 + 2 * 80..2 + 2 * 120).contains(&tried), "{tried}");
        assert_eq!(search(b"other", b"", 2), (None, [0, 0]));
    }

    #[test]
    fn a_secret_that_does_not_make_the_signature_is_no_answer() {
        let mut hunt = Hunt::new(target(b"right"), 3, 1);
        assert!(hunt.take(0, b"abc").is_some());
        assert_eq!((hunt.free(), hunt.progress()), (None, (2, 0)));
        assert_eq!(hunt.hear(0, Some(Answer::Guessing(TrialCount { secrets: 5, long: 0 }))), Heard::More);
        assert_eq!(hunt.tried(), [5, 0]);
        let answer =
            |secret: &[u8]| Some(Answer::Guessed(TrialCount { secrets: 9, long: 0 }, Some(Secret(secret.to_vec()))));
        assert_eq!(hunt.hear(0, answer(b"wrong")), Heard::Broken);
        assert_eq!(hunt.hear(0, answer(b"right")), Heard::Found(Secret(b"right".to_vec())));
        assert_eq!((hunt.hear(0, None), hunt.hear(0, Some(Answer::Nothing))), (Heard::Broken, Heard::Broken));
        assert_eq!(hunt.hear(7, answer(b"right")), Heard::Broken);
    }
}
