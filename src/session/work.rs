//! Jobs that take longer than a page may be busy: plain data in, plain data out, and steps in between. Where they run, and how
//! many steps are made at a time, is not known here.

mod wire;

use super::question::{Question, Subject};
use crate::engine::jwa::generate::{self, rsa};
use crate::engine::jwe::{Derivation, Derived};
use crate::engine::verify::{self, Judgement, Trials};
use crate::explain::weak::{Attempt, Part, TrialCount};
use crate::explain::{End, Search};
use crate::key::{DecryptedKey, EncryptedKey, ParsedKey, Secret, encrypted};
use core::{fmt, mem};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// After so many more secrets it is told how far a part of a list is: a few times a second.
const GUESSES_TOLD: u32 = 100_000;

/// What is to be done.
#[derive(Clone)]
pub enum Request {
    /// Look for the reason why a signature does not hold.
    Explain(Question),
    /// Try the keys of a set that are left.
    TryKeys(Question),
    /// Open the encrypted private key in this text.
    Unlock {
        /// What the key field holds.
        key: Zeroizing<String>,
        /// What the person entered.
        passphrase: Zeroizing<String>,
    },
    /// Make an RSA key of so many bits.
    MakeRsa(u32),
    /// Make the keys of the passwords that open an encrypted token (PBKDF2).
    Derive(Question),
    /// Try the secrets of a part of a list.
    Guess(Part),
}

/// What came of it, or how far it is.
#[derive(Clone, PartialEq)]
pub enum Answer {
    /// The search is over. [`Asked::conclude`](crate::explain::Asked::conclude) says what was found.
    Explained(End),
    /// These keys were tried, and others are left.
    Trying(Trials),
    /// All keys were tried.
    Tried(Trials),
    /// What the passphrase made of the key.
    Unlocked(DecryptedKey),
    /// Which prime is being looked for, 1 or 2, and how many numbers were tested.
    Looking(u32, u32),
    /// A new private key, as a JWK.
    Made(Zeroizing<String>),
    /// The keys that were made.
    Derived(Vec<Derived>),
    /// So many secrets of the part were tried, and others are left.
    Guessing(TrialCount),
    /// The part is done: what was tried, and the secret if it was found.
    Guessed(TrialCount, Option<Secret>),
    /// There was nothing to do.
    Nothing,
}

/// A job at work.
pub struct Work(Kind);

enum Kind {
    Explain(Box<(Subject, Judgement, Search)>),
    TryKeys(Box<(Subject, Trials)>),
    Unlock(Box<EncryptedKey>, Zeroizing<String>),
    MakeRsa(Box<rsa::Search>),
    Derive(Vec<Derivation>, Vec<Derived>),
    /// With how much of it was told.
    Guess(Box<Attempt>, u32),
    /// There is nothing to do.
    Nothing,
}

impl Answer {
    /// Whether no other follows.
    pub fn is_last(&self) -> bool {
        !matches!(self, Answer::Trying(_) | Answer::Looking(..) | Answer::Guessing(_))
    }
}

impl Work {
    /// The job, not yet begun.
    pub fn new(request: Request) -> Work {
        let kind = match request {
            Request::Explain(question) => question.read().map(|subject| {
                let judgement = subject.judge();
                let (_, search) = subject.asked(&judgement).at_once();
                Kind::Explain(Box::new((subject, judgement, search)))
            }),
            Request::TryKeys(question) => question.read().map(|mut subject| {
                let tried = subject.tried.take().unwrap_or_default();
                Kind::TryKeys(Box::new((subject, tried)))
            }),
            Request::Unlock { key, passphrase } => match encrypted(&key) {
                Some(Ok(encrypted)) => Some(Kind::Unlock(Box::new(encrypted), passphrase)),
                _ => None,
            },
            Request::Derive(question) => {
                let mut left = question.read().map(|subject| subject.derivations()).unwrap_or_default();
                left.reverse();
                Some(Kind::Derive(left, vec![]))
            }
            Request::MakeRsa(bits) => Some(Kind::MakeRsa(Box::new(rsa::Search::new(bits)))),
            Request::Guess(part) => Some(Kind::Guess(Box::new(Attempt::new(part)), 0)),
        };
        Work(kind.unwrap_or(Kind::Nothing))
    }

    /// Goes on with so many steps: trials, keys, numbers or lines. What came of it, if there is anything to say.
    pub fn advance(&mut self, steps: u32, rng: &mut dyn CryptoRng) -> Option<Answer> {
        match &mut self.0 {
            Kind::Explain(at_work) => {
                let (subject, judgement, search) = &mut **at_work;
                if !search.goes_on() {
                    return Some(Answer::Explained(search.end()));
                }
                let over = subject.asked(judgement).further(search, steps);
                over.map(|_| Answer::Explained(search.end()))
            }
            Kind::TryKeys(at_work) => {
                let (subject, tried) = &mut **at_work;
                let Some(Ok(ParsedKey::Set(set))) = &subject.key else { return Some(Answer::Nothing) };
                let keys = usize::try_from(steps).unwrap_or(usize::MAX);
                let over = verify::advance(&subject.token, set, subject.expected, tried, keys);
                Some(if over { Answer::Tried(tried.clone()) } else { Answer::Trying(tried.clone()) })
            }
            Kind::Unlock(encrypted, passphrase) => Some(Answer::Unlocked(encrypted.unlock(passphrase))),
            Kind::MakeRsa(search) => {
                let key = (0..steps).find_map(|_| search.advance(rng));
                let made =
                    key.map(|key| generate::written(key).map_or(Answer::Nothing, |jwk| Answer::Made(jwk.into())));
                let (prime, tested) = search.progress();
                Some(made.unwrap_or(Answer::Looking(u32::try_from(prime).unwrap_or_default(), tested)))
            }
            Kind::Derive(left, made) => {
                made.extend(left.pop().map(|next| next.make()));
                left.is_empty().then(|| Answer::Derived(mem::take(made)))
            }
            Kind::Guess(attempt, told) => {
                if let Some(found) = attempt.advance(steps) {
                    return Some(Answer::Guessed(attempt.tried(), found));
                }
                let tried = attempt.tried();
                let is_news = tried.secrets - *told >= GUESSES_TOLD;
                is_news.then(|| {
                    *told = tried.secrets;
                    Answer::Guessing(tried)
                })
            }
            Kind::Nothing => Some(Answer::Nothing),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Request::Explain(_) => "Explain",
            Request::TryKeys(_) => "TryKeys",
            Request::Unlock { .. } => "Unlock",
            Request::MakeRsa(_) => "MakeRsa",
            Request::Derive(_) => "Derive",
            Request::Guess(_) => "Guess",
        })
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Answer::Explained(_) => "Explained",
            Answer::Trying(_) => "Trying",
            Answer::Tried(_) => "Tried",
            Answer::Unlocked(_) => "Unlocked",
            Answer::Looking(..) => "Looking",
            Answer::Made(_) => "Made",
            Answer::Derived(_) => "Derived",
            Answer::Guessing(_) => "Guessing",
            Answer::Guessed(..) => "Guessed",
            Answer::Nothing => "Nothing",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::KeyInput;
    use super::*;
    use crate::base::diagnostic::Code;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::verify::VerificationKey;
    use crate::format::base64url;
    use crate::key::{self, Options};

    /// Does it in steps, as it came out of bytes: all answers, and the last one.
    fn done(request: &Request, steps: u32) -> Vec<Answer> {
        let mut work = Work::new(Request::from_bytes(&request.to_bytes()).expect("what was written can be read"));
        let (mut answers, mut rng) = (vec![], Counter(5));
        for _ in 0..20_000 {
            if let Some(answer) = work.advance(steps, &mut rng) {
                answers.push(Answer::from_bytes(&answer.to_bytes()).expect("what was written can be read"));
            }
            if answers.last().is_some_and(Answer::is_last) {
                return answers;
            }
        }
        panic!("{request:?} has no end")
    }

    fn field(text: &str) -> KeyInput {
        KeyInput::default().with_text(text.into())
    }

    /// A token that is signed with this secret.
    fn signed(secret: &str) -> String {
        let input = format!("{}.{}", base64url::encode(br#"{"alg":"HS256"}"#), base64url::encode(b"{}"));
        let key = key::detect(secret, key::Encoding::Utf8).expect("a secret").expect("a good one");
        let signature =
            (crate::engine::jwa::hmac::HS256.sign)(&key, input.as_bytes(), &mut Counter(1)).expect("signed");
        format!("{input}.{}", base64url::encode(&signature))
    }

    #[test]
    fn a_search_elsewhere_ends_where_the_reason_is_found_here() {
        let token = signed("correct horse battery staple");
        let question =
            Question::new(&token.as_str().into(), &field("a secret of more than thirty-two bytes"), true, None);
        for steps in [1, 17, u32::MAX] {
            let answers = done(&Request::Explain(question.clone()), steps);
            let [Answer::Explained(end)] = answers.as_slice() else { panic!("{answers:?}") };
            let subject = question.read().expect("a token");
            let verdict = subject.asked(&subject.judge()).conclude(*end);
            assert_eq!(verdict.reasons()[0].code(), Code::SecretDefault, "{steps}");
        }
    }

    #[test]
    fn the_keys_of_a_set_are_tried_in_steps_and_those_that_were_tried_are_not_tried_again() {
        let jwk = |number: usize| {
            let secret = format!("a secret of thirty-two bytes{number:04}");
            format!(r#"{{"kty":"oct","k":"{}"}}"#, base64url::encode(secret.as_bytes()))
        };
        let set = format!(r#"{{"keys":[{}]}}"#, (0..20).map(jwk).collect::<Vec<_>>().join(","));
        let token = signed("a secret of thirty-two bytes0013");
        let question = Question::new(&token.as_str().into(), &field(&set), true, None);
        let answers = done(&Request::TryKeys(question.clone()), 6);
        let [.., Answer::Trying(last_but_one), Answer::Tried(all)] = answers.as_slice() else { panic!("{answers:?}") };
        assert_eq!(answers.len(), 4);
        let rest = done(&Request::TryKeys(question.clone().tried(Some(last_but_one.clone()))), 6);
        assert_eq!(rest, [Answer::Tried(all.clone())]);
        let subject = question.read().expect("a token");
        let judgement = verify::check(&subject.token, subject.given(), None, Some(all));
        let choice = judgement.choice.expect("a set");
        assert_eq!((choice.left(), choice.trials() == *all), (0, true));
        assert!(matches!(judgement.verdict, verify::Verdict::Valid(_)), "{:?}", judgement.verdict);
    }

    #[test]
    fn an_encrypted_key_is_opened_by_its_passphrase() {
        let text = include_str!("../../tests/keys/p256-pkcs8-aes128-sha256.pem");
        let request = Request::Unlock { key: text.to_owned().into(), passphrase: "test".to_owned().into() };
        let [Answer::Unlocked(opened)] = &done(&request, 1)[..] else { panic!("it is opened") };
        let options = Options { unlocked: Some(opened), ..Options::default() };
        assert!(key::read(text, &options).expect("text").is_ok());
        // What is about the key goes along, too: a question with the opened key is one with a key.
        let mut input = field(text);
        input.unlock(opened.clone());
        let question = Question::new(&signed("x").as_str().into(), &input, true, None);
        let Some(Request::Explain(again)) = Request::from_bytes(&Request::Explain(question.clone()).to_bytes()) else {
            panic!("a question")
        };
        assert!(again == question);
        assert!(matches!(again.read().expect("a token").given(), VerificationKey::Parsed(_)));
    }

    #[test]
    fn a_key_is_made_and_says_how_far_it_is() {
        let answers = done(&Request::MakeRsa(1024), 10);
        let [Answer::Looking(first, 1..), .., Answer::Made(jwk)] = answers.as_slice() else { panic!("{answers:?}") };
        assert!([1, 2].contains(first));
        assert!(key::detect(jwk, key::Encoding::Utf8).expect("a key").is_ok_and(|key| key.size_bits() == 1024));
    }

    #[test]
    fn what_cannot_be_done_ends_at_once() {
        let nothing = [Answer::Nothing];
        let question = Question::new(&"".into(), &field("x"), true, None);
        assert_eq!(done(&Request::Explain(question.clone()), 1), nothing);
        assert_eq!(
            done(&Request::TryKeys(Question::new(&signed("x").as_str().into(), &field("x"), true, None)), 1),
            nothing
        );
        assert_eq!(
            done(&Request::Unlock { key: "x".to_owned().into(), passphrase: "x".to_owned().into() }, 1),
            nothing
        );
        assert!(Request::from_bytes(b"{").is_none() && Answer::from_bytes(&[0xff]).is_none());
    }

    #[test]
    fn a_question_with_anything_else_in_it_is_another_one() {
        let ask = |token: &str, key: &str| Question::new(&token.into(), &field(key), true, None);
        let one = ask("a.b.c", "key");
        assert!(one == ask("a.b.c", "key"));
        let mut base64 = field("key");
        base64.encoding = key::Encoding::Base64;
        let others = [
            ask("a.b.d", "key"),
            ask("a.b.c", "yek"),
            Question::new(&"a.b.c".into(), &base64, true, None),
            Question::new(&"a.b.c".into(), &field("key"), false, None),
            Question::new(&"a.b.c".into(), &field("key"), true, Some("HS256")),
            ask("a.b.c", "key").tried(Some(Trials::default())),
        ];
        assert!(others.iter().all(|other| *other != one));
    }

    #[test]
    fn nothing_of_what_is_asked_or_answered_prints() {
        let request = Request::Unlock { key: "secret".to_owned().into(), passphrase: "secret".to_owned().into() };
        let question = Question::new(&"secret".into(), &field("secret"), true, None);
        let printed = format!("{request:?} {question:?} {:?}", Answer::Made("secret".to_owned().into()));
        assert_eq!(printed, "Unlock Question(6 bytes, key of 6 bytes) Made");
    }
}
