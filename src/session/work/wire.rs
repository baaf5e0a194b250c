//! Jobs and answers as bytes, between two copies of this very program: there is no version to be kept.
//!
//! ```text
//! request = %x00 question / %x01 question / %x02 bytes bytes / %x03 number / %x04 question
//!         / %x05 hash bytes bytes flag bytes
//! answer  = %x00 number flag / %x01 trials / %x02 trials / %x03 bytes bytes / %x04 number number / %x05 bytes / %x06 / %x07 number *derived
//!         / %x08 number number / %x09 number number optional(bytes)
//! hash    = OCTET           ; its place in Hash::ALL
//! derived = bytes bytes number bytes
//! question = bytes number optional(bytes) bytes encoding flag optional(bytes bytes) optional(bytes) optional(trials)
//! trials  = bytes           ; one for each key: 0 fails, 1 holds, 2 not tried
//! bytes   = number *OCTET   ; the number says how many
//! number  = 4OCTET          ; little-endian
//! ```
//!
//! Written by hand because serde's reader of JSON, which nothing else here uses, is twenty kilobytes to load.

use super::{Answer, Question, Request};
use crate::engine::jwa::Hash;
use crate::engine::jwe::Derived;
use crate::engine::verify::Trials;
use crate::explain::End;
use crate::explain::weak::{Part, Target, TrialCount};
use crate::key::{DecryptedKey, Encoding, Secret};
use zeroize::Zeroizing;

const ENCODINGS: [Encoding; 4] = [Encoding::Utf8, Encoding::Base64url, Encoding::Base64, Encoding::Hex];

impl Request {
    /// As bytes, for whoever does it elsewhere.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Writer::default();
        match self {
            Request::Explain(question) => out.tag(0).question(question),
            Request::TryKeys(question) => out.tag(1).question(question),
            Request::Unlock { key, passphrase } => out.tag(2).bytes(key.as_bytes()).bytes(passphrase.as_bytes()),
            Request::MakeRsa(bits) => out.tag(3).number(*bits),
            Request::Derive(question) => out.tag(4).question(question),
            Request::Guess(Part { target, lines, variants }) => {
                let hash = Hash::ALL.iter().position(|hash| *hash == target.hash).unwrap_or_default();
                out.tag(5).tag(u8::try_from(hash).unwrap_or_default()).bytes(&target.message).bytes(&target.tag);
                out.flag(*variants).bytes(lines)
            }
        };
        out.0
    }

    /// What [`Self::to_bytes`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Request> {
        let mut from = Reader(bytes);
        let request = match from.tag()? {
            0 => Request::Explain(from.question()?),
            1 => Request::TryKeys(from.question()?),
            2 => Request::Unlock { key: from.text()?.into(), passphrase: from.text()?.into() },
            3 => Request::MakeRsa(from.number()?),
            4 => Request::Derive(from.question()?),
            5 => {
                let hash = *Hash::ALL.get(usize::from(from.tag()?))?;
                let target = Target { hash, message: from.bytes()?.to_vec(), tag: from.bytes()?.to_vec() };
                let variants = from.flag()?;
                Request::Guess(Part { target, variants, lines: from.bytes()?.to_vec() })
            }
            _ => return None,
        };
        from.0.is_empty().then_some(request)
    }
}

impl Answer {
    /// As bytes, for whoever asked.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Writer::default();
        match self {
            Answer::Explained(end) => out.tag(0).number(end.made).flag(end.cut_short),
            Answer::Trying(trials) => out.tag(1).trials(trials),
            Answer::Tried(trials) => out.tag(2).trials(trials),
            Answer::Unlocked(key) => out.tag(3).bytes(&key.fingerprint).bytes(&key.content.0),
            Answer::Looking(prime, tested) => out.tag(4).number(*prime).number(*tested),
            Answer::Made(jwk) => out.tag(5).bytes(jwk.as_bytes()),
            Answer::Nothing => out.tag(6),
            Answer::Derived(keys) => {
                out.tag(7).number(u32::try_from(keys.len()).unwrap_or_default());
                for Derived { password, salt, iterations, kek } in keys {
                    out.bytes(&password.0).bytes(salt).number(*iterations).bytes(&kek.0);
                }
                &mut out
            }
            Answer::Guessing(tried) => out.tag(8).tried(*tried),
            Answer::Guessed(tried, found) => out.tag(9).tried(*tried).optional(found.as_ref(), |out, secret| {
                out.bytes(&secret.0);
            }),
        };
        out.0
    }

    /// What [`Self::to_bytes`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Answer> {
        let mut from = Reader(bytes);
        let answer = match from.tag()? {
            0 => Answer::Explained(End { made: from.number()?, cut_short: from.flag()? }),
            1 => Answer::Trying(from.trials()?),
            2 => Answer::Tried(from.trials()?),
            3 => Answer::Unlocked(from.decrypted()?),
            4 => Answer::Looking(from.number()?, from.number()?),
            5 => Answer::Made(from.text()?.into()),
            6 => Answer::Nothing,
            7 => Answer::Derived((0..from.number()?).map(|_| from.derived()).collect::<Option<_>>()?),
            8 => Answer::Guessing(from.tried()?),
            9 => Answer::Guessed(from.tried()?, if from.flag()? { Some(Secret(from.bytes()?.to_vec())) } else { None }),
            _ => return None,
        };
        from.0.is_empty().then_some(answer)
    }
}

#[derive(Default)]
struct Writer(Zeroizing<Vec<u8>>);

impl Writer {
    fn tag(&mut self, tag: u8) -> &mut Self {
        self.0.push(tag);
        self
    }

    fn flag(&mut self, flag: bool) -> &mut Self {
        self.tag(flag.into())
    }

    fn number(&mut self, number: u32) -> &mut Self {
        self.append(&number.to_le_bytes())
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        // No text comes near four gigabytes, which is all the memory there is.
        self.number(u32::try_from(bytes.len()).unwrap_or(u32::MAX)).append(bytes)
    }

    /// A vector that grows leaves what it held behind in memory; this one overwrites it.
    fn append(&mut self, bytes: &[u8]) -> &mut Self {
        let length = self.0.len() + bytes.len();
        if length > self.0.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(length.max(2 * self.0.len())));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
        self
    }

    fn optional<T>(&mut self, value: Option<&T>, write: fn(&mut Self, &T)) -> &mut Self {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
        self
    }

    fn tried(&mut self, tried: TrialCount) -> &mut Self {
        self.number(tried.secrets).number(tried.long)
    }

    fn trials(&mut self, trials: &Trials) -> &mut Self {
        let bytes: Vec<u8> = trials.0.iter().map(|tried| tried.map_or(2, u8::from)).collect();
        self.bytes(&bytes)
    }

    fn question(&mut self, question: &Question) -> &mut Self {
        let encoding = ENCODINGS.iter().position(|encoding| *encoding == question.encoding);
        self.bytes(question.token.as_bytes())
            .number(question.signature)
            .optional(question.content.as_ref(), |out, content| {
                out.bytes(content);
            })
            .bytes(question.key.as_bytes())
            .tag(encoding.and_then(|place| u8::try_from(place).ok()).unwrap_or_default())
            .flag(question.needed)
            .optional(question.unlocked.as_ref(), |out, key| {
                out.bytes(&key.fingerprint).bytes(&key.content.0);
            })
            .optional(question.expected.as_ref(), |out, name| {
                out.bytes(name.as_bytes());
            })
            .optional(question.tried.as_ref(), |out, trials| {
                out.trials(trials);
            })
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn tag(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn flag(&mut self) -> Option<bool> {
        match self.tag()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*number))
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<String> {
        core::str::from_utf8(self.bytes()?).ok().map(str::to_owned)
    }

    fn tried(&mut self) -> Option<TrialCount> {
        Some(TrialCount { secrets: self.number()?, long: self.number()? })
    }

    fn trials(&mut self) -> Option<Trials> {
        let tried = |byte: &u8| match byte {
            0 => Some(Some(false)),
            1 => Some(Some(true)),
            2 => Some(None),
            _ => None,
        };
        self.bytes()?.iter().map(tried).collect::<Option<_>>().map(Trials)
    }

    fn derived(&mut self) -> Option<Derived> {
        Some(Derived {
            password: Secret(self.bytes()?.to_vec()),
            salt: self.bytes()?.to_vec(),
            iterations: self.number()?,
            kek: Secret(self.bytes()?.to_vec()),
        })
    }

    fn decrypted(&mut self) -> Option<DecryptedKey> {
        Some(DecryptedKey { fingerprint: self.bytes()?.to_vec(), content: Secret(self.bytes()?.to_vec()) })
    }

    fn question(&mut self) -> Option<Question> {
        Some(Question {
            token: self.text()?.into(),
            signature: self.number()?,
            content: if self.flag()? { Some(self.bytes()?.to_vec().into()) } else { None },
            key: self.text()?.into(),
            encoding: *ENCODINGS.get(usize::from(self.tag()?))?,
            needed: self.flag()?,
            unlocked: if self.flag()? { Some(self.decrypted()?) } else { None },
            expected: if self.flag()? { Some(self.text()?) } else { None },
            tried: if self.flag()? { Some(self.trials()?) } else { None },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Bytes;
    use crate::session::KeyInput;

    #[test]
    fn a_request_comes_out_as_it_went_in_and_nothing_else_is_one() {
        let mut key = KeyInput::default().with_text("a key \u{1f511}".into());
        key.unlock(DecryptedKey { fingerprint: vec![7; 32], content: Secret(vec![1, 2, 3]) });
        for encoding in ENCODINGS {
            key.encoding = encoding;
            for (expected, tried) in [(None, None), (Some("ES256"), Some(Trials(vec![None, Some(true), Some(false)])))]
            {
                let question = Question::new(&"a.b.c".into(), &key, expected.is_none(), expected).tried(tried);
                let question = question.looking_at(3, expected.map(|_| Bytes::from(vec![0xff])).as_ref());
                let bytes = Request::Explain(question.clone()).to_bytes();
                let Some(Request::Explain(again)) = Request::from_bytes(&bytes) else { panic!("it is a request") };
                assert!(again == question);
                for end in 0..bytes.len() {
                    assert!(Request::from_bytes(&bytes[..end]).is_none(), "{end}");
                }
                assert!(Request::from_bytes(&[&bytes[..], &[0]].concat()).is_none());
            }
        }
        let bytes = Request::Unlock { key: "k".to_owned().into(), passphrase: "p".to_owned().into() }.to_bytes();
        let Some(Request::Unlock { key, passphrase }) = Request::from_bytes(&bytes) else { panic!("it is a request") };
        assert_eq!((key.as_str(), passphrase.as_str()), ("k", "p"));
        assert!(matches!(Request::from_bytes(&Request::MakeRsa(4096).to_bytes()), Some(Request::MakeRsa(4096))));
        let target = Target { hash: Hash::Sha512, message: vec![1, 2], tag: vec![3; 64] };
        let part = Part { target, lines: b"one\ntw\xff".to_vec(), variants: true };
        let bytes = Request::Guess(part.clone()).to_bytes();
        let Some(Request::Guess(again)) = Request::from_bytes(&bytes) else { panic!("it is a request") };
        assert!(again == part && (0..bytes.len()).all(|end| Request::from_bytes(&bytes[..end]).is_none()));
        assert!(Request::from_bytes(&[6]).is_none() && Request::from_bytes(&[5, 3]).is_none());
        assert!(Request::from_bytes(&[5]).is_none() && Request::from_bytes(&[2, 0xff, 0xff, 0xff, 0xff]).is_none());
    }

    #[test]
    fn an_answer_comes_out_as_it_went_in_and_nothing_else_is_one() {
        let trials = Trials(vec![Some(true), None, Some(false)]);
        let answers = [
            Answer::Explained(End { made: 70_000, cut_short: true }),
            Answer::Trying(trials.clone()),
            Answer::Tried(trials),
            Answer::Unlocked(DecryptedKey { fingerprint: vec![1], content: Secret(vec![]) }),
            Answer::Looking(2, 99),
            Answer::Made("{}".to_owned().into()),
            Answer::Nothing,
            Answer::Derived(vec![Derived {
                password: Secret(vec![1, 2]),
                salt: vec![3],
                iterations: 600_000,
                kek: Secret(vec![4; 16]),
            }]),
            Answer::Guessing(TrialCount { secrets: 100_000, long: 3 }),
            Answer::Guessed(TrialCount { secrets: 7, long: 0 }, Some(Secret(vec![1, 0xff]))),
            Answer::Guessed(TrialCount::default(), None),
        ];
        for answer in answers {
            let bytes = answer.to_bytes();
            assert!(Answer::from_bytes(&bytes).as_ref() == Some(&answer), "{answer:?}");
            assert!((0..bytes.len()).all(|end| Answer::from_bytes(&bytes[..end]).is_none()), "{answer:?}");
            assert!(Answer::from_bytes(&[&bytes[..], &[0]].concat()).is_none(), "{answer:?}");
        }
        assert!(Answer::from_bytes(&[0, 1, 0, 0, 0, 2]).is_none() && Answer::from_bytes(&[1, 1, 0, 0, 0, 3]).is_none());
    }
}
