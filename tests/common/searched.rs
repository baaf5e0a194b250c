//! The search for a reason, to its end.

use jwt_debugger::engine::verify::{Verdict, VerificationKey, check};
use jwt_debugger::explain::Asked;
use jwt_debugger::jose::Token;

/// The verdict at the end of the search.
pub fn searched(token: &Token, given: VerificationKey) -> Verdict {
    let judgement = check(token, given, None, None);
    let asked = Asked { token, given, expected: None, judgement: &judgement };
    let (mut verdict, mut search) = asked.at_once();
    while search.goes_on() {
        verdict = asked.further(&mut search, 20_000).unwrap_or(verdict);
    }
    verdict
}
