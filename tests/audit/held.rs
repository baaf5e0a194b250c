//! A token held against what is known of it, for the tests of the audit.

use jwt_debugger::audit::{self, Audit, Clock, Subject};
use jwt_debugger::claims::{self, profile};
use jwt_debugger::explain::explained;
use jwt_debugger::jwa;
use jwt_debugger::key::{self, Options};
use jwt_debugger::token::Parsed;
use jwt_debugger::verify::VerificationKey;

/// 22 Nov 2026, 00:23:00 UTC.
pub const NOW: i64 = 1_795_306_980;

/// Numbers for signatures that need no secrecy.
pub struct Counter(pub u64);

impl rand_core::TryRng for Counter {
    type Error = core::convert::Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.try_next_u64().map(|number| (number >> 32) as u32)
    }
    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        self.0 = self.0.wrapping_add(1);
        Ok(self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        for byte in bytes {
            *byte = (self.try_next_u64()? >> 56) as u8;
        }
        Ok(())
    }
}
impl rand_core::TryCryptoRng for Counter {}

pub fn base64url(bytes: impl AsRef<[u8]>) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// What is known beside the token.
pub struct Held<'a> {
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
            key: key.as_ref(),
            verdict: &explained(token, given, self.expected.and_then(jwa::find), None),
            claims: &claims::evaluate_token(parsed, self.now, 0),
            profile: match self.profile {
                Some(id) => profile::named(id).expect("a profile"),
                None => profile::detect(token.header.json.as_ref(), payload),
            },
            clock: Clock::at(self.instant),
            skew: 0,
        })
    }
}
