//! The search for the reason why a signature does not hold, and the remedies: none is offered that does not help.

use super::{Ready, Trials, Verdict, VerificationKey, fit, judgement, prepare, text};
use crate::explain::{self, Case, End, Explanation, Remedy, Search, key_field};
use crate::jwa::{Algorithm, Failure};
use crate::key::{Key, KeyFault, ParsedKey, detect};
use crate::token::{Token, parse};

/// Goes on looking for the reason why a signature does not hold, with so many more trials, and at most for as long as
/// [`Search`] allows in all. `None` as long as there is more to try: call it again with the same `search`, which starts as
/// that of [`check`](super::check), if that [goes on](Search::goes_on), and the same of everything else. In the end the verdict,
/// which is that of [`check`](super::check) with all that was found out.
///
/// `tried` are those keys of a set that [`check`](super::check) came to, so that none is tried again.
pub fn further(
    token: &Token,
    given: VerificationKey,
    expected: Option<&'static Algorithm>,
    tried: Option<&Trials>,
    search: &mut Search,
    trials: u32,
) -> Option<Verdict> {
    let keys = match given {
        VerificationKey::Parsed(ParsedKey::Set(set)) => set.members.len(),
        _ => 1,
    };
    let judgement = judgement(token, given, expected, tried, core::mem::take(search).part(trials, keys));
    *search = judgement.search;
    (!search.goes_on()).then_some(judgement.verdict)
}

/// The verdict that a search came to, if it was made with the same of everything else: of its trials only the last one is
/// made again, so nothing is said that was not found out here.
pub fn conclude(
    token: &Token,
    given: VerificationKey,
    expected: Option<&'static Algorithm>,
    tried: Option<&Trials>,
    end: End,
) -> Verdict {
    judgement(token, given, expected, tried, Search::before(end)).verdict
}

impl<'a> VerificationKey<'a> {
    /// What was read from the key field.
    pub fn of(read: Option<&'a Result<ParsedKey, KeyFault>>) -> Self {
        match read {
            None => VerificationKey::Missing,
            Some(Err(_)) => VerificationKey::Unreadable,
            Some(Ok(held)) => VerificationKey::Parsed(held),
        }
    }
}

impl Ready<'_> {
    /// What `look` finds, with what is left of the search.
    pub(super) fn searched<T>(&self, look: impl FnOnce(&mut Search) -> T) -> T {
        let mut search = self.search.take();
        let found = look(&mut search);
        self.search.set(search);
        found
    }

    /// Whether the signature holds as it stands. A search in parts goes on because it does not, and looks but once.
    pub(super) fn check(&self, case: &Case) -> Result<(), Failure> {
        if self.searched(|search| search.mismatch) {
            return Err(Failure::Mismatch);
        }
        let outcome = (self.algorithm.verify)(case.key, case.message, case.signature);
        self.searched(|search| search.mismatch = outcome == Err(Failure::Mismatch));
        outcome
    }

    pub(super) fn explain(&self, case: &Case, failure: &Failure) -> Vec<Explanation> {
        let reasons = self.searched(|search| explain::explain(case, failure, search));
        reasons.into_iter().map(|reason| self.offering(reason, case.key)).collect()
    }

    /// The reason with its remedy only if the signature is valid after it.
    pub(super) fn offering(&self, mut reason: Explanation, key: &Key) -> Explanation {
        let field = |text: &str, encoding| detect(text, encoding).and_then(Result::ok);
        let cures = match &reason.remedy {
            None => true,
            Some(Remedy::Token(text)) => parse(text).token.is_some_and(|token| is_valid(&token, key, self.expected)),
            Some(remedy) => {
                let key = match remedy {
                    Remedy::Encoding(encoding) => {
                        core::str::from_utf8(&key.text.0).ok().and_then(|text| field(text, *encoding))
                    }
                    Remedy::Secret(secret) => {
                        let (text, encoding) = key_field(secret);
                        field(&text, encoding)
                    }
                    Remedy::Token(_) => None,
                };
                key.is_some_and(|key| is_valid(self.token, &key, self.expected))
            }
        };
        if !cures {
            reason.remedy = None;
        }
        reason
    }
}

/// Whether [`verify`](super::verify) says valid.
fn is_valid(token: &Token, key: &Key, expected: Option<&'static Algorithm>) -> bool {
    prepare(token, expected).is_ok_and(|ready| {
        fit::check(ready.algorithm, key).is_ok()
            && ready.holds(key)
            && text::not_canonical(&ready.case(key), true, ready.encoded_payload).is_none()
    })
}
