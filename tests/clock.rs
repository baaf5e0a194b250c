//! What depends on the time changes with it, at the right second and at no other: findings, faults of claims, expectations,
//! lamps, notes and the sentence. The table names all of them; that it does is checked with the fixtures of the audit.

#[path = "audit/corpus.rs"]
mod corpus;
#[path = "audit/making.rs"]
mod making;

use jwt_debugger::audit::{self, Audit, Clock, Subject};
use jwt_debugger::claims::policy::{self, Outcome, Policy};
use jwt_debugger::claims::{self, Evaluation};
use jwt_debugger::engine::verify::{self, Verdict, VerificationKey};
use jwt_debugger::format::json::Node;
use jwt_debugger::jose::{Parsed, parse};
use jwt_debugger::key::{self, Options, ParsedKey};
use jwt_debugger::session::report::{self, Phrase, Proof};
use jwt_debugger::session::view::claim_note;
use making::{NOW, base64url};
use std::collections::{BTreeMap, BTreeSet};

const DAY: i64 = 86_400;
const HS256: &str = r#"{"alg":"HS256","typ":"JWT"}"#;
const PROOF: &str = r#"{"alg":"ES256","typ":"dpop+jwt","jwk":{"kty":"EC"}}"#;
/// The secret that signs the tokens of the table.
const SECRET: &str = "a secret of some length, for tests alone";

/// A token and what is known of it, whatever the time.
struct Case {
    parsed: Parsed,
    key: Option<Result<ParsedKey, key::KeyFault>>,
    verdict: Verdict,
    policy: Policy,
}

impl Case {
    fn new(parsed: Parsed, key: &str, policy: Policy) -> Self {
        let key = key::read(key, &Options::default());
        let given = match &key {
            None => VerificationKey::Missing,
            Some(Err(_)) => VerificationKey::Unreadable,
            Some(Ok(held)) => VerificationKey::Parsed(held),
        };
        let verdict = verify::check(parsed.token.as_ref().expect("a token"), given, None, None).verdict;
        Self { parsed, key, verdict, policy }
    }

    /// A token of these texts, signed with [`SECRET`].
    fn signed(header: &str, payload: &str, policy: Policy) -> Self {
        let input = format!("{}.{}", base64url(header), base64url(payload));
        let tag = jwt_debugger::engine::jwa::hmac::tag(
            jwt_debugger::engine::jwa::Hash::Sha256,
            SECRET.as_bytes(),
            input.as_bytes(),
        );
        Self::new(parse(format!("{input}.{}", base64url(tag))), SECRET, policy)
    }

    fn payload(&self) -> Option<&Node> {
        self.parsed.token.as_ref()?.payload.as_ref()?.json.as_ref()
    }

    fn claims(&self, now: i64) -> Evaluation {
        claims::evaluate_token(&self.parsed, now, self.policy.skew)
    }

    fn outcome(&self, now: i64) -> Outcome {
        let token = self.parsed.token.as_ref().expect("a token");
        policy::judge(&self.policy, token.header.json.as_ref(), self.payload(), now)
    }

    fn audit(&self, now: i64) -> Audit {
        audit::audit(&Subject {
            parsed: &self.parsed,
            token: self.parsed.token.as_ref().expect("a token"),
            beside: &[],
            key: self.key.as_ref(),
            verdict: &self.verdict,
            claims: &self.claims(now),
            profile: self.outcome(now).profile,
            clock: Clock::at(now),
            skew: self.policy.skew,
            compared: &[],
        })
    }

    fn sentence(&self, now: i64) -> (BTreeSet<String>, Vec<Phrase>) {
        let (claims, outcome) = (self.claims(now), self.outcome(now));
        let proof = Proof::Signature(Some(&self.verdict));
        let (claims, outcome) = (&claims, &outcome);
        let report = report::Subject { parsed: &self.parsed, key_fault: None, proof, claims, outcome, now }.report();
        let lamps = [("claims", report.claims.state), ("policy", report.policy.state)];
        let mut told: BTreeSet<String> = lamps.map(|(lamp, state)| format!("lamp {lamp} {state}")).into();
        if report.claims.doubtful {
            told.insert("lamp claims doubtful".into());
        }
        (told, report.sentence)
    }

    /// The names of everything that is told at that time.
    fn told(&self, now: i64) -> BTreeSet<String> {
        let (mut told, _) = self.sentence(now);
        told.extend(self.audit(now).findings.iter().map(|finding| format!("finding {}", finding.check.id)));
        told.extend(self.claims(now).faults.iter().map(|fault| format!("claim {}", fault.code().name())));
        told.extend(self.outcome(now).failures.iter().map(|failure| format!("policy {}", failure.code().name())));
        for member in self.payload().map(Node::members).unwrap_or_default() {
            if claim_note(member, now, |_| 0, str::to_owned).is_some_and(|note| note.warns) {
                told.insert(format!("note {}", member.name));
            }
        }
        told
    }

    /// What the sentence says but for how far off a time is.
    fn stable_sentence(&self, now: i64) -> Vec<(String, String)> {
        let phrases = self.sentence(now).1.into_iter().filter(|phrase| !phrase.ticking);
        phrases.map(|phrase| (format!("{:?}", phrase.tone), phrase.text)).collect()
    }
}

/// A case, the first second at which it differs from the second before, and how.
struct ClockRow {
    case: Case,
    from: i64,
    /// What is told before it, and not from then on.
    before: &'static [&'static str],
    /// What is told from then on, and not before.
    after: &'static [&'static str],
}

fn row(case: Case, from: i64, before: &'static [&'static str], after: &'static [&'static str]) -> ClockRow {
    ClockRow { case, from, before, after }
}

/// Everything that depends on the time.
fn table() -> Vec<ClockRow> {
    const EARLY: &[&str] = &["lamp claims not-yet-valid", "finding out-of-time"];
    const OLD: &[&str] = &["lamp policy danger", "policy too-old"];
    const OK: &[&str] = &["lamp claims ok"];
    let plain = |payload: String, policy: Policy| Case::signed(HS256, &payload, policy);
    let skew = |skew| Policy { skew, ..Policy::default() };
    let aged = |skew| Policy { max_age: Some(60), skew, ..Policy::default() };
    let kind = |id, max_age| Policy { profile: Some(id), max_age, ..Policy::default() };
    let login = |iat: &str| {
        format!(
            r#"{{"iss":"https://id.example","sub":"alice","aud":"web","exp":{},"nonce":"n"{iat},"auth_time":{NOW}}}"#,
            NOW + DAY
        )
    };
    let begins = format!(r#"{{"nbf":{NOW},"exp":{}}}"#, NOW + DAY);
    let issued = format!(r#"{{"iat":{NOW},"exp":{}}}"#, NOW + DAY);
    let proof = format!(r#"{{"jti":"-BwC3ESc6acc2lTc","htm":"GET","htu":"https://a.example/","iat":{NOW}}}"#);
    let mut rows = vec![
        row(
            plain(format!(r#"{{"exp":{NOW}}}"#), skew(60)),
            NOW + 60,
            &["lamp claims ok", "lamp claims doubtful"],
            &["lamp claims expired", "finding out-of-time"],
        ),
        // It expires at the second of `exp`, and only the skew keeps it in time from then on.
        row(plain(format!(r#"{{"exp":{NOW}}}"#), skew(60)), NOW, &[], &["lamp claims doubtful", "note exp"]),
        row(plain(format!(r#"{{"exp":{NOW}.5}}"#), skew(60)), NOW + 1, &[], &["lamp claims doubtful", "note exp"]),
        row(
            plain(format!(r#"{{"exp":{NOW}.5}}"#), skew(0)),
            NOW + 1,
            OK,
            &["lamp claims expired", "finding out-of-time", "note exp"],
        ),
        // The note beside the value knows no skew: it only says what the time is.
        row(
            plain(format!(r#"{{"exp":{NOW}}}"#), skew(0)),
            NOW,
            OK,
            &["lamp claims expired", "finding out-of-time", "note exp"],
        ),
        row(plain(begins.clone(), skew(0)), NOW, &["lamp claims not-yet-valid", "finding out-of-time", "note nbf"], OK),
        row(
            plain(format!(r#"{{"sub":5,"exp":{NOW}}}"#), skew(0)),
            NOW,
            &["lamp claims invalid"],
            &["lamp claims expired", "finding out-of-time", "note exp"],
        ),
        row(plain(begins, skew(60)), NOW - 60, EARLY, OK),
        row(plain(issued.clone(), skew(0)), NOW, &["claim iat-future", "finding time-order"], &[]),
        row(plain(issued.clone(), skew(60)), NOW - 60, &["claim iat-future", "finding time-order"], &[]),
        row(plain(format!(r#"{{"exp":{NOW}}}"#), skew(0)), NOW - 367 * DAY + 1, &["finding lifetime-long"], &[]),
        row(
            plain(format!(r#"{{"aud":"https://web.push.apple.com","exp":{NOW}}}"#), skew(60)),
            NOW - DAY - 60,
            &["finding vapid-lifetime"],
            &[],
        ),
        row(Case::signed(PROOF, &proof, skew(0)), NOW + 601, &[], &["finding old-proof"]),
        row(Case::signed(HS256, &login(""), kind("id-token", None)), NOW - 60, &["finding authentication-time"], &[]),
        row(plain(issued.clone(), aged(0)), NOW + 61, &["lamp policy info"], OLD),
        row(plain(issued.clone(), aged(30)), NOW + 91, &["lamp policy info"], OLD),
        row(
            plain(issued, aged(30)),
            NOW - 30,
            &["lamp policy danger", "policy age-ahead", "claim iat-future", "finding time-order"],
            &["lamp policy info"],
        ),
        row(
            Case::signed(HS256, &login(&format!(r#","iat":{NOW}"#)), kind("id-token", Some(60))),
            NOW + 61,
            &["lamp policy info"],
            OLD,
        ),
    ];
    let nobody = format!(r#"{{"iss":"https://id.example","aud":"web","iat":{NOW},"exp":{},"nonce":"n"}}"#, NOW + DAY);
    let nobody = Case::signed(HS256, &nobody, kind("id-token", Some(60)));
    rows.push(row(nobody, NOW + 61, &["lamp policy warning"], OLD));
    let certified = corpus::fixtures().into_iter().find(|row| row["check"] == "certificate-time").expect("a fixture");
    let certified = || {
        let parsed = corpus::parsed(&certified["fires"]);
        let key = corpus::key_text(&certified["fires"], parsed.token.as_ref().expect("a token"));
        Case::new(parsed, &key, Policy::default())
    };
    let chain = match &certified().key {
        Some(Ok(ParsedKey::One(key))) => key.chain.clone(),
        other => panic!("a certificate, not {other:?}"),
    };
    rows.push(row(certified(), chain[0].not_before, &["finding certificate-time"], &[]));
    rows.push(row(certified(), chain[0].not_after + 1, &[], &["finding certificate-time"]));
    rows
}

#[test]
fn what_depends_on_the_time_changes_at_its_second_and_at_no_other() {
    for (index, ClockRow { case, from, before, after }) in table().into_iter().enumerate() {
        let [earlier, last, first, later] = [from - 2, from - 1, from, from + 1].map(|now| case.told(now));
        let gone: Vec<&String> = last.difference(&first).collect();
        let new: Vec<&String> = first.difference(&last).collect();
        let sorted = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<BTreeSet<_>>();
        assert_eq!(gone, sorted(before).iter().collect::<Vec<_>>(), "row {index}: what ends");
        assert_eq!(new, sorted(after).iter().collect::<Vec<_>>(), "row {index}: what begins");
        assert_eq!((earlier, later), (last, first), "row {index}: a second further off on either side");
        let said = [from - 2, from - 1, from, from + 1].map(|now| case.stable_sentence(now));
        // It tells what the lamps show.
        let sentence = [before, after].concat().iter().any(|name| name.starts_with("lamp"));
        assert_eq!(said[1] != said[2], sentence, "row {index}: {:?} and {:?}", said[1], said[2]);
        assert_eq!((&said[0], &said[3]), (&said[1], &said[2]), "row {index}");
    }
}

#[test]
fn that_a_token_is_in_time_only_by_the_clock_skew_is_said_as_long_as_it_is_so() {
    let case = Case::signed(HS256, &format!(r#"{{"exp":{NOW}}}"#), Policy { skew: 60, ..Policy::default() });
    let [good, first, last, expired] = [NOW - 1, NOW, NOW + 59, NOW + 60].map(|now| case.stable_sentence(now));
    assert_eq!(first, last);
    assert!(good != first && last != expired, "{good:?} {first:?} {expired:?}");
}

#[test]
fn how_far_off_a_time_is_is_told_anew_with_each_minute() {
    for payload in [
        format!(r#"{{"exp":{}}}"#, NOW + 1_800),
        format!(r#"{{"exp":{}}}"#, NOW - 1_800),
        format!(r#"{{"nbf":{}}}"#, NOW + 1_800),
    ] {
        let case = Case::signed(HS256, &payload, Policy::default());
        let ticking = |now| case.sentence(now).1.into_iter().filter(|phrase| phrase.ticking).collect::<Vec<_>>();
        assert!(!ticking(NOW).is_empty(), "{payload}");
        assert_ne!(ticking(NOW), ticking(NOW + 60), "{payload}");
        assert_eq!(case.stable_sentence(NOW), case.stable_sentence(NOW + 60), "{payload}");
    }
}

/// An instant that the person chose does not go on.
#[test]
fn what_is_checked_as_of_an_instant_does_not_depend_on_the_time() {
    let policy = Policy { at: Some(NOW + 61), max_age: Some(60), ..Policy::default() };
    let case = Case::signed(HS256, &format!(r#"{{"iat":{NOW}}}"#), policy);
    for now in [0, NOW, NOW + DAY] {
        let codes: Vec<_> = case.outcome(now).failures.iter().map(|failure| failure.code().name()).collect();
        assert_eq!(codes, ["too-old"], "{now}");
    }
}

/// A check, a fault or a failure whose result changes with the time and that no row of the table has would not be tested above.
#[test]
fn whatever_changes_with_the_time_has_a_row() {
    const INSTANTS: [i64; 7] = [0, NOW - 3_650 * DAY, NOW - DAY, NOW, NOW + 3_600, NOW + 500 * DAY, NOW + 36_500 * DAY];
    let listed: BTreeSet<String> =
        table().iter().flat_map(|row| [row.before, row.after].concat()).map(str::to_owned).collect();
    let expected = Policy { max_age: Some(3_600), max_lifetime: Some(DAY), ..Policy::default() };
    let mut changed = BTreeSet::new();
    for row in corpus::fixtures() {
        for fixture in [&row["fires"], &row["silent"]] {
            let parsed = corpus::parsed(fixture);
            let key = corpus::key_text(fixture, parsed.token.as_ref().expect("a token"));
            let case = Case::new(parsed, &key, expected.clone());
            let seen = INSTANTS.map(|now| {
                let mut seen: BTreeMap<String, String> =
                    case.told(now).into_iter().map(|name| (name, String::new())).collect();
                for finding in case.audit(now).findings {
                    *seen.entry(format!("finding {}", finding.check.id)).or_default() += &format!("{finding:?}");
                }
                seen
            });
            let names: BTreeSet<&String> = seen.iter().flat_map(BTreeMap::keys).collect();
            let changes = |name: &&String| seen.iter().any(|other| other.get(*name) != seen[0].get(*name));
            changed.extend(names.into_iter().filter(changes).cloned());
        }
    }
    let missing: Vec<_> = changed.difference(&listed).collect();
    assert!(missing.is_empty(), "these change with the time, and no row of the table has them: {missing:?}");
    assert!(changed.len() > 12, "too little changes for the table to be proved complete: {changed:?}");
}
