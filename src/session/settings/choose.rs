//! Which environment a token belongs to, what is expected of it there, and the key that it is verified with.

use super::{Environment, Settings};
use crate::base::text::Text;
use crate::claims::policy::Policy;
use crate::engine::verify;
use crate::format::json::{Node, Value};
use crate::jose::{Form, Parsed, Part, Token};
use crate::session::{Inputs, KeyInput};

/// How the environment is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// By the token's issuer; where that belongs to none, the default.
    #[default]
    ByIssuer,
    /// By hand: the index of an environment.
    Environment(usize),
    /// None of them, by hand.
    Nothing,
}

impl Settings {
    /// The index of the environment whose expectations are in force for a token. Nobody expects anything of a sample of the page,
    /// so the default does not count for one.
    pub fn chosen(&self, choice: Choice, parsed: &Parsed, is_sample: bool) -> Option<usize> {
        match choice {
            Choice::Nothing => None,
            Choice::Environment(index) => Some(index).filter(|index| *index < self.environments.len()),
            Choice::ByIssuer => self.of_issuer(parsed.token.as_ref()).or(if is_sample { None } else { self.default }),
        }
    }

    /// The environment of the token's issuer. Of several the one with the token's audience counts, or else the first.
    fn of_issuer(&self, token: Option<&Token>) -> Option<usize> {
        let payload = payload(token?)?;
        let issuer = issuer(payload)?;
        let of_issuer = || self.environments.iter().enumerate().filter(|(_, one)| one.has_issuer(issuer));
        let with_audience = of_issuer().find(|(_, one)| {
            let entries = payload.get("aud").map(entries).unwrap_or_default();
            entries.iter().filter_map(Node::as_str).any(|entry| one.audiences.iter().any(|own| own == entry))
        });
        with_audience.or_else(|| of_issuer().next()).map(|(index, _)| index)
    }

    /// The environment itself.
    pub fn environment(&self, choice: Choice, parsed: &Parsed, is_sample: bool) -> Option<&Environment> {
        self.environments.get(self.chosen(choice, parsed, is_sample)?)
    }

    /// What was typed for the token `shown`, with what its environment expects of it and the key that it brings along.
    pub fn in_force(&self, choice: Choice, typed: &Inputs, shown: &Parsed) -> Inputs {
        let Some(environment) = self.environment(choice, shown, typed.key.sample) else { return typed.clone() };
        let token = shown.token.as_ref().filter(|_| typed.key.text.is_empty());
        let key = token.and_then(|token| environment.key_for(token));
        Inputs {
            policy: environment.expects(&typed.policy, typed.expected),
            key: key.map_or_else(|| typed.key.clone(), KeyInput::of_team),
            ..typed.clone()
        }
    }
}

impl Environment {
    /// What is expected where a person expects `own` beside, and the algorithm `expected`: what a person says goes first.
    pub fn expects(&self, own: &Policy, expected: Option<&str>) -> Policy {
        let theirs = |texts: &[String], is_free: bool| if is_free { texts.to_vec() } else { vec![] };
        let untouched = Policy { at: None, skew: 0, ..own.clone() } == Policy::default() && expected.is_none();
        let mut required = self.required.clone();
        required.extend(own.required.iter().filter(|name| !self.required.contains(name)).cloned());
        Policy {
            issuers: theirs(&self.issuers, own.issuer.is_empty()),
            audiences: theirs(&self.audiences, own.audience.is_empty()),
            algorithms: theirs(&self.algorithms, expected.is_none()),
            required,
            max_age: own.max_age.or(self.max_age),
            skew: if own.skew == 0 { self.skew } else { own.skew },
            profile: own.profile.or(self.profile),
            team: untouched.then(|| self.name.clone()),
            ..own.clone()
        }
    }

    /// The text of the key that `token` is verified with: the root that its chain of certificates leads to, or else the keys. They
    /// answer for tokens of their issuers only, and open no encrypted one.
    pub fn key_for(&self, token: &Token) -> Option<&Text> {
        if token.form == Form::Jwe {
            return None;
        }
        if !self.issuers.is_empty() && !payload(token).and_then(issuer).is_some_and(|issuer| self.has_issuer(issuer)) {
            return None;
        }
        let root = self.roots.iter().find(|root| verify::certified(token, &root.key).is_some());
        root.map(|root| &root.text).or(self.keys.as_ref())
    }

    fn has_issuer(&self, issuer: &str) -> bool {
        self.issuers.iter().any(|own| own == issuer)
    }
}

fn payload(token: &Token) -> Option<&Node> {
    token.document(Part::Payload)?.json.as_ref()
}

/// The issuer. Where it stands twice readers disagree on it, so it counts as none.
fn issuer(payload: &Node) -> Option<&str> {
    let mut all = payload.members().iter().filter(|member| member.name == "iss");
    let one = all.next()?;
    if all.next().is_some() { None } else { one.node.as_str() }
}

/// The entries of an audience: of an array, or itself.
fn entries(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(entries) => entries,
        _ => core::slice::from_ref(node),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url::encode;
    use crate::jose;
    use crate::session::settings::read;

    const SETTINGS: &str = r#"{
        "default": "Staging",
        "environments": [
            {"name": "Production", "issuers": ["https://id.example"], "audiences": ["api"]},
            {"name": "Mobile", "issuers": ["https://id.example"], "audiences": ["app", "web"], "clockSkew": 30},
            {"name": "Staging", "issuers": ["https://staging.example"], "algorithms": ["RS256"], "maxAge": "1h",
             "requiredClaims": ["jti"], "profile": "access-token"}
        ]
    }"#;

    fn settings() -> Settings {
        let reading = read(SETTINGS, &|_| None);
        assert_eq!(reading.faults, []);
        reading.settings
    }

    fn token(payload: &str) -> Parsed {
        jose::parse(format!("{}.{}.AA", encode(br#"{"alg":"RS256"}"#), encode(payload.as_bytes())))
    }

    #[test]
    fn the_issuer_chooses_then_the_audience_and_then_the_default() {
        let settings = settings();
        let check = |payload: &str, name: &str| {
            let index = settings.chosen(Choice::ByIssuer, &token(payload), false).expect("one");
            assert_eq!(settings.environments[index].name, name, "{payload}");
        };
        check(r#"{"iss":"https://id.example"}"#, "Production");
        check(r#"{"iss":"https://id.example","aud":"api"}"#, "Production");
        check(r#"{"iss":"https://id.example","aud":"web"}"#, "Mobile");
        check(r#"{"iss":"https://id.example","aud":["x","app"]}"#, "Mobile");
        check(r#"{"iss":"https://id.example/","aud":"web"}"#, "Staging");
        check(r#"{"iss":"https://staging.example"}"#, "Staging");
        check("{}", "Staging");
        // Which of the two would count?
        check(r#"{"iss":"https://id.example","iss":"https://id.example"}"#, "Staging");
    }

    #[test]
    fn a_choice_by_hand_goes_first_and_a_sample_has_no_default() {
        let settings = settings();
        let ours = token(r#"{"iss":"https://id.example"}"#);
        assert_eq!(settings.chosen(Choice::Environment(2), &ours, false), Some(2));
        assert_eq!(settings.chosen(Choice::Environment(3), &ours, false), None);
        assert_eq!(settings.chosen(Choice::Nothing, &ours, false), None);
        assert_eq!(settings.chosen(Choice::ByIssuer, &token("{}"), true), None);
        assert_eq!(settings.chosen(Choice::ByIssuer, &ours, true), Some(0));
    }

    #[test]
    fn what_a_person_expects_goes_before_what_the_environment_does() {
        let settings = settings();
        let staging = &settings.environments[2];
        let theirs = staging.expects(&Policy { skew: 5, at: Some(1), ..Policy::default() }, None);
        assert_eq!(theirs.team.as_deref(), Some("Staging"));
        assert_eq!((theirs.issuers.as_slice(), theirs.skew, theirs.at), (staging.issuers.as_slice(), 5, Some(1)));
        assert_eq!((theirs.max_age, theirs.profile), (Some(3_600), Some("access-token")));
        let own = Policy { issuer: "a".into(), max_age: Some(1), required: vec!["sub".into()], ..Policy::default() };
        let mixed = staging.expects(&own, Some("ES256"));
        assert_eq!((mixed.issuer.as_str(), mixed.issuers.len(), mixed.algorithms.len()), ("a", 0, 0));
        assert_eq!((mixed.max_age, mixed.required.join(" ").as_str()), (Some(1), "jti sub"));
        assert_eq!(mixed.team, None);
        assert_eq!(settings.environments[1].expects(&Policy::default(), None).skew, 30);
    }

    #[test]
    fn what_is_in_force_for_a_token_is_typed_or_comes_from_its_environment() {
        let mut settings = settings();
        settings.environments[0].keys = Some("keys of production".into());
        let shown = token(r#"{"iss":"https://id.example"}"#);
        let typed = Inputs::default();
        let in_force = settings.in_force(Choice::ByIssuer, &typed, &shown);
        assert_eq!(*in_force.key.text, "keys of production");
        assert_eq!(in_force.policy.team.as_deref(), Some("Production"));
        assert_eq!(settings.in_force(Choice::Nothing, &typed, &shown), typed);
        let own = Inputs { key: KeyInput::default().with_text("mine".into()), ..Inputs::default() };
        let mixed = settings.in_force(Choice::ByIssuer, &own, &shown);
        assert_eq!((&mixed.key, mixed.policy.issuers.len()), (&own.key, 1));
        let elsewhere = settings.in_force(Choice::ByIssuer, &typed, &token(r#"{"iss":"https://staging.example"}"#));
        assert_eq!((elsewhere.key, elsewhere.policy.max_age), (typed.key, Some(3_600)));
    }

    #[test]
    fn keys_answer_for_tokens_of_their_issuers_only() {
        let keys: Text = "keys".into();
        let with = |issuers: &[&str]| Environment {
            issuers: issuers.iter().map(ToString::to_string).collect(),
            keys: Some(keys.clone()),
            ..Environment::default()
        };
        let answers = |environment: Environment, payload: &str| {
            environment.key_for(token(payload).token.as_ref().expect("a token")).is_some()
        };
        assert!(answers(with(&["a"]), r#"{"iss":"a"}"#));
        assert!(!answers(with(&["a"]), r#"{"iss":"b"}"#));
        assert!(!answers(with(&["a"]), r#"{"iss":"a","iss":"a"}"#));
        assert!(!answers(with(&["a"]), "{}"));
        assert!(answers(with(&[]), r#"{"iss":"b"}"#));
    }

    #[test]
    fn a_root_answers_where_the_tokens_certificates_lead_to_it_and_else_the_keys_do() {
        const FIRST: &str = include_str!("../../../tests/keys/trust-leaf.pem");
        const BETWEEN: &str = include_str!("../../../tests/keys/trust-between.pem");
        const ROOT: &str = include_str!("../../../tests/keys/trust-root.pem");
        const OTHER: &str = include_str!("../../../tests/keys/p256-certificate.pem");
        let body = |pem: &str| pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
        let token = |chain: &[&str]| {
            let chain: Vec<String> = chain.iter().map(|pem| format!("\"{}\"", body(pem))).collect();
            let header = format!(r#"{{"alg":"ES256","x5c":[{}]}}"#, chain.join(","));
            jose::parse(format!("{}.e30.AA", encode(header.as_bytes()))).token.expect("a token")
        };
        let [other, root] = [OTHER, ROOT].map(crate::format::json::quoted);
        let with = |keys: &str| {
            let text = format!(r#"{{"environments":[{{"name":"a","roots":[{other},{root}]{keys}}}]}}"#);
            let mut settings = read(&text, &|_| None);
            assert_eq!(settings.faults, []);
            settings.settings.environments.remove(0)
        };
        let alone = with("");
        let key = alone.key_for(&token(&[FIRST, BETWEEN])).expect("the root");
        assert_eq!(key.trim(), ROOT.trim());
        assert_eq!(alone.key_for(&token(&[FIRST])), None);
        assert_eq!(alone.key_for(&token(&[])), None);
        let public = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let both = with(&format!(r#","keys":{public}"#));
        assert_eq!(both.key_for(&token(&[FIRST, BETWEEN])).map(|key| key.trim()), Some(ROOT.trim()));
        assert_eq!(both.key_for(&token(&[FIRST])).map(Text::as_str), Some(public));
    }

    #[test]
    fn no_key_of_a_team_opens_an_encrypted_token() {
        let all = Environment { keys: Some("keys".into()), ..Environment::default() };
        let encrypted = format!("{}.AA.AA.AA.AA", encode(br#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#));
        assert_eq!(all.key_for(jose::parse(encrypted).token.as_ref().expect("a token")), None);
    }
}
