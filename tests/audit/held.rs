//! A token held against what is known of it, for the tests of the audit.

use jwt_debugger::audit::{self, Audit, Clock, Subject};
use jwt_debugger::base::text::Text;
use jwt_debugger::claims::{self, profile};
use jwt_debugger::engine::jwa;
use jwt_debugger::engine::verify::VerificationKey;
use jwt_debugger::explain::explained;
use jwt_debugger::extract;
use jwt_debugger::jose::Parsed;
use jwt_debugger::key::{self, Options};

/// What is known beside the token.
pub struct Held<'a> {
    /// All tokens of the text that it was found in.
    pub beside: &'a [Text],
    /// The text of the key field.
    pub key: &'a str,
    /// The algorithm that was chosen.
    pub expected: Option<&'a str>,
    /// The kind of token that was chosen.
    pub profile: Option<&'a str>,
    /// The time for which the claims are judged.
    pub now: i64,
    /// The time of the audit.
    pub instant: i64,
}

/// All tokens of a text.
pub fn beside(text: &str) -> Vec<Text> {
    extract::find(text).into_iter().map(|found| found.text).collect()
}

impl Held<'_> {
    pub fn audit(&self, parsed: &Parsed) -> Audit {
        let token = parsed.token.as_ref().expect("a token");
        let key = key::read(self.key, &Options::default());
        let given = match &key {
            None => VerificationKey::Missing,
            Some(Err(_)) => VerificationKey::Unreadable,
            Some(Ok(held)) => VerificationKey::Parsed(held),
        };
        let payload = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
        audit::audit(&Subject {
            parsed,
            token,
            beside: self.beside,
            key: key.as_ref(),
            verdict: &explained(token, given, self.expected.and_then(jwa::find), None),
            claims: &claims::evaluate_token(parsed, self.now, 0),
            profile: match self.profile {
                Some(id) => profile::named(id).expect("a profile"),
                None => profile::detect(token.header.json.as_ref(), payload),
            },
            clock: Clock::at(self.instant),
            skew: 0,
            compared: &[],
        })
    }
}
