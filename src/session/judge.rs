//! What follows from the inputs, as functions of plain data: the verdict on the signature, what became of the expectations, and
//! the audit. The page binds them to its signals.

use crate::audit::{self, Audit, Clock, Subject};
use crate::claims::Evaluation;
use crate::claims::policy::{self, Outcome, Policy};
use crate::claims::profile;
use crate::engine::jwa::Algorithm;
use crate::engine::verify::{self, Choice, Judgement, Trials, Verdict, VerificationKey};
use crate::explain::{Asked, End};
use crate::extract::Found;
use crate::jose::{Parsed, Part, Token};
use crate::key::{KeyFault, ParsedKey};
use crate::session::bindings::{self, Counterparts};
use crate::session::link;
use std::sync::Arc;

/// What a signature is judged with.
#[derive(Clone, Copy, Debug)]
pub struct With<'a> {
    /// What was read from the key field.
    pub key: Option<&'a Result<ParsedKey, KeyFault>>,
    /// The key that came with a link, as long as nobody has taken it over.
    pub linked: Option<&'a ParsedKey>,
    /// The algorithm that the person expects.
    pub expected: Option<&'static Algorithm>,
}

/// A verdict, and what belongs to it.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The verdict, with the reasons that are found at once.
    pub verdict: Arc<Verdict>,
    /// What it was reached by.
    judgement: Judgement,
    /// Whether a longer search may find more.
    goes_on: bool,
}

impl Assessment {
    /// The verdict on `token`. Of a large set, `tried` says which keys were tried before.
    pub fn new(token: &Token, with: With, tried: Option<&Trials>) -> Assessment {
        let given = VerificationKey::of(with.key);
        let judgement = verify::check(token, given, with.expected, tried);
        let asked = Asked { token, given, expected: with.expected, judgement: &judgement };
        let (verdict, search) = asked.at_once();
        let verdict = match (with.key, with.linked) {
            (Some(Ok(held)), Some(linked)) => link::attest(verdict, held, judgement.choice.as_ref(), linked),
            _ => verdict,
        };
        Assessment { verdict: Arc::new(verdict), judgement, goes_on: search.goes_on() }
    }

    /// How a key was chosen from a set.
    pub fn choice(&self) -> Option<&Choice> {
        self.judgement.choice.as_ref()
    }

    /// Whether more could be tried to find out why the signature does not hold.
    pub fn is_unexplained(&self) -> bool {
        self.goes_on && matches!(*self.verdict, Verdict::Invalid(_) | Verdict::KeyMismatch(_))
    }

    /// The verdict after a longer search that ended there. The token, and what it was judged with, are those of [`Assessment::new`].
    pub fn concluded(&self, token: &Token, with: With, end: End) -> Verdict {
        let given = VerificationKey::of(with.key);
        Asked { token, given, expected: with.expected, judgement: &self.judgement }.conclude(end)
    }
}

/// What became of the expectations at `now`. Nothing can be expected of no token.
pub fn outcome(parsed: &Parsed, policy: &Policy, now: i64) -> Outcome {
    let nothing = Policy::default();
    let policy = if parsed.token.is_some() { policy } else { &nothing };
    let json = |part| parsed.token.as_ref()?.document(part)?.json.as_ref();
    policy::judge(policy, json(Part::Header), json(Part::Payload), now)
}

/// What the token is bound to, and how that stands to what was given. `now` is asked for only where something depends on it.
pub fn bindings(
    parsed: &Parsed,
    policy: &Policy,
    given: &Counterparts,
    key: Option<&Result<ParsedKey, KeyFault>>,
    now: &dyn Fn() -> i64,
) -> Vec<bindings::Binding> {
    let json = |part| parsed.token.as_ref()?.document(part)?.json.as_ref();
    let (profile, _) = policy.kind_of(json(Part::Header), json(Part::Payload));
    let certificate = key.and_then(|key| key.as_ref().ok()?.one()?.chain.first());
    bindings::rows(parsed, &bindings::Beside { given, profile, certificate, now })
}

/// What a token is audited with.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// All tokens of the text.
    pub found: &'a [Found],
    /// What was read from the key field.
    pub key: Option<&'a Result<ParsedKey, KeyFault>>,
    /// The verdict on the signature.
    pub verdict: Option<&'a Verdict>,
    /// What the claims say.
    pub claims: &'a Evaluation,
    /// The id of the kind of token.
    pub kind: &'a str,
    /// The time in seconds since the epoch.
    pub instant: i64,
    /// Seconds that two clocks may differ.
    pub skew: i64,
    /// The claims that were compared with what they are made of: [`bindings::compared`].
    pub compared: &'a [&'static str],
}

/// What the audit finds; nothing where there is no token, or no verdict on one.
pub fn audited(parsed: &Parsed, known: Known) -> Audit {
    let (Some(token), Some(verdict), Some(profile)) = (&parsed.token, known.verdict, profile::named(known.kind)) else {
        return Audit::default();
    };
    let beside: Vec<_> = known.found.iter().map(|found| found.text.clone()).collect();
    audit::audit(&Subject {
        parsed,
        token,
        beside: &beside,
        key: known.key,
        verdict,
        claims: known.claims,
        profile,
        clock: Clock::at(known.instant),
        skew: known.skew,
        compared: known.compared,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Code;
    use crate::claims::evaluate_token;
    use crate::claims::policy::Standing;
    use crate::engine::jwa::{self, hmac};
    use crate::format::base64url::encode;
    use crate::key::{Options, read};
    use crate::{extract, jose};

    const NOW: i64 = 1_795_306_980;
    const SECRET: &str = "q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa";

    fn token(payload: &str) -> Parsed {
        let input = format!("{}.{}", encode(br#"{"alg":"HS256","typ":"JWT"}"#), encode(payload.as_bytes()));
        let tag = hmac::tag(jwa::Hash::Sha256, SECRET.as_bytes(), input.as_bytes());
        jose::parse(format!("{input}.{}", encode(&tag)))
    }

    fn assessed(parsed: &Parsed, key: &str, expected: Option<&str>) -> Assessment {
        let key = read(key, &Options::default());
        let with = With { key: key.as_ref(), linked: None, expected: expected.and_then(jwa::find) };
        Assessment::new(parsed.token.as_ref().expect("a token"), with, None)
    }

    #[test]
    fn the_verdict_follows_from_token_key_and_expected_algorithm() {
        let parsed = token(r#"{"sub":"alice"}"#);
        assert!(assessed(&parsed, SECRET, None).verdict.is_valid());
        assert!(!assessed(&parsed, SECRET, None).is_unexplained());
        assert!(matches!(*assessed(&parsed, "", None).verdict, Verdict::NoKey { .. }));
        assert!(matches!(*assessed(&parsed, SECRET, Some("RS256")).verdict, Verdict::KeyMismatch(_)));
        let other = assessed(&parsed, "another secret of thirty-two byte", None);
        assert!(matches!(*other.verdict, Verdict::Invalid(_)) && other.choice().is_none());
    }

    #[test]
    fn a_key_from_a_link_is_no_key_of_ones_own() {
        let public = include_str!("samples/p256.pub.pem");
        let held = read(public, &Options::default());
        let Some(Ok(linked)) = &held else { panic!("a key") };
        let private = read(include_str!("samples/p256.pem"), &Options::default());
        let Some(Ok(ParsedKey::One(key))) = &private else { panic!("a key") };
        let row = jwa::find("ES256").expect("a row");
        let text = crate::engine::sign::compact(r#"{"alg":"ES256"}"#, b"{}", row, key, &mut jwa::tests::Counter(0));
        let token = jose::parse(text.expect("a token")).token.expect("a token");
        let verdict = |linked| {
            let with = With { key: held.as_ref(), linked, expected: None };
            Assessment::new(&token, with, None).verdict
        };
        assert!(verdict(None).is_valid());
        assert!(matches!(*verdict(Some(linked)), Verdict::Linked(_)));
    }

    #[test]
    fn nothing_is_expected_of_no_token() {
        let policy = Policy { issuer: "a".into(), ..Policy::default() };
        let standing = |parsed: &Parsed| outcome(parsed, &policy, NOW).standing();
        assert_eq!(standing(&token("{}")), Standing::Danger);
        assert_eq!(standing(&token(r#"{"iss":"a"}"#)), Standing::Info);
        assert_eq!(standing(&jose::parse("")), Standing::None);
    }

    #[test]
    fn private_keys_in_a_set_are_needed_where_something_is_encrypted() {
        let public = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let key = read(&format!(r#"{{"keys":[{public},{{"kty":"oct","k":"aGVsbG8"}}]}}"#), &Options::default());
        let encrypted = format!("{}.AA.AA.AA.AA", encode(br#"{"alg":"A128KW","enc":"A128GCM","cty":"JWT"}"#));
        let signed = token("{}").token.expect("a token").text.to_string();
        let warns = |pasted: &str, shown: &str| {
            let (found, parsed) = (extract::find(pasted), jose::parse(shown));
            let claims = evaluate_token(&parsed, NOW, 0);
            let judged = assessed(&parsed, "", None);
            let (key, verdict) = (key.as_ref(), Some(&*judged.verdict));
            let known = Known {
                found: &found,
                key,
                verdict,
                claims: &claims,
                kind: "jwt",
                instant: NOW,
                skew: 0,
                compared: &[],
            };
            audited(&parsed, known).findings.iter().any(|finding| finding.check.id == "set-not-public")
        };
        assert!(warns(&signed, &signed));
        assert!(!warns(&encrypted, &encrypted));
        // It is what the encrypted token holds.
        assert!(!warns(&encrypted, &signed));
    }

    #[test]
    fn a_hash_that_was_compared_is_not_said_to_be_left() {
        let payload = r#"{"at_hash":"77QmUPtjPfzWtF2AnpK9RQ","c_hash":"LDktKdoQak3Pk0cnXxCltA"}"#;
        let parsed = jose::parse(format!("{}.{}.AA", encode(br#"{"alg":"RS256"}"#), encode(payload.as_bytes())));
        let claims = evaluate_token(&parsed, NOW, 0);
        let judged = assessed(&parsed, "", None);
        let left = |text: &str| {
            let given = Counterparts::default().with(bindings::Input::AccessToken, text);
            let rows = bindings(&parsed, &Policy::default(), &given, None, &|| NOW);
            let verdict = Some(&*judged.verdict);
            let known = Known {
                found: &[],
                key: None,
                verdict,
                claims: &claims,
                kind: "id-token",
                instant: NOW,
                skew: 0,
                compared: &bindings::compared(&rows),
            };
            let audit = audited(&parsed, known);
            audit.findings.iter().filter(|finding| finding.what.code() == Code::HashNotCompared).count()
        };
        assert_eq!(left(""), 2);
        assert_eq!(left("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), 1);
        assert_eq!(left("another"), 1);
    }

    #[test]
    fn the_audit_looks_at_all_tokens_of_a_text_and_needs_a_verdict() {
        let one = |payload: &str, s: u8| {
            let signature = [[1; 32], [s; 32]].concat();
            format!("{}.{}.{}", encode(br#"{"alg":"ES256"}"#), encode(payload.as_bytes()), encode(&signature))
        };
        let found = extract::find(format!("{} {}", one("{}", 2), one(r#"{"a":1}"#, 3)));
        let parsed = jose::parse(&found[0].text);
        let claims = evaluate_token(&parsed, NOW, 0);
        let judged = assessed(&parsed, "", None);
        let codes = |found: &[Found], verdict| {
            let known =
                Known { found, key: None, verdict, claims: &claims, kind: "jwt", instant: NOW, skew: 0, compared: &[] };
            audited(&parsed, known).findings.iter().map(|finding| finding.what.code()).collect::<Vec<_>>()
        };
        assert!(codes(&found, Some(&judged.verdict)).contains(&Code::NonceReused));
        assert!(!codes(&found[..1], Some(&judged.verdict)).contains(&Code::NonceReused));
        assert!(codes(&found, None).is_empty());
    }
}
