//! What is said of an encrypted layer. That it opened proves nothing about who made it, so it is never called valid.

use super::sentence::{Headline, Sentence};
use super::{Subject, Tone};
use crate::engine::jwe::{Algorithm, Management};
use crate::session::layers::Decryption;
use crate::words;

/// What there is to say of the decryption itself.
pub(super) fn headline(subject: &Subject, decryption: &Decryption) -> Headline {
    let reason = || decryption.reasons().first().map(words::headline).unwrap_or_default();
    let of = |tone, text: String| Headline::Part(Sentence::of(tone, text));
    match decryption {
        Decryption::Opened(opened) => {
            let (algorithm, encryption) = opened.algorithms;
            let text = format!("Decrypted ({}, {}).", algorithm.name, encryption.name);
            let last = Sentence::of(Tone::Plain, origin(algorithm));
            Headline::Good { alone: text.clone(), beside: text, last }
        }
        Decryption::NoKey(algorithm, encryption) => match subject.key_fault {
            Some(fault) => of(Tone::Warn, format!("The key cannot be read: {}.", words::title(fault))),
            None => {
                let needed = needed(algorithm);
                of(Tone::Plain, format!("Encrypted ({}, {}): enter {needed}.", algorithm.name, encryption.name))
            }
        },
        Decryption::Derives(rounds) => {
            let rounds = words::counted(as_count(*rounds), "round");
            of(Tone::Plain, format!("Encrypted with a password: PBKDF2 has to run for {rounds} first."))
        }
        Decryption::Failed(_) | Decryption::KeyMismatch(_) => of(Tone::Bad, words::sentence(&reason())),
        Decryption::Unsupported(_) => of(subject.tone_of_unsupported(), words::sentence(&reason())),
    }
}

fn as_count(rounds: u32) -> usize {
    usize::try_from(rounds).unwrap_or(usize::MAX)
}

/// What the key that decrypts is.
fn needed(algorithm: &Algorithm) -> &'static str {
    match algorithm.management {
        Management::Pkcs1 | Management::Oaep(_) => "the private RSA key",
        Management::Agreement(_) => "the private key of the recipient",
        Management::Password(..) => "the password",
        Management::Kw(_) | Management::GcmKw(_) | Management::Direct => "the shared secret",
    }
}

/// What the sender must have had.
fn origin(algorithm: &Algorithm) -> &'static str {
    match algorithm.management {
        Management::Pkcs1 | Management::Oaep(_) | Management::Agreement(_) => {
            "Anyone who has the public key can make such a token."
        }
        Management::Password(..) => "Whoever knows the password can make such a token.",
        Management::Kw(_) | Management::GcmKw(_) | Management::Direct => {
            "Whoever has the shared secret can make such a token."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::diagnostic::jwe::{JweHeader, JweKey, Needs, Opening};
    use crate::claims::policy::{self, Policy};
    use crate::engine::jwe::{ALGORITHMS, ENCRYPTIONS, Intermediates, Opened};
    use crate::key::Secret;
    use crate::session::report::Proof;
    use crate::{claims, jose};
    use std::sync::Arc;

    const NOW: i64 = 1_795_304_580;

    fn check(decryption: &Decryption, payload: &str, state: &str, tones: &[Tone], words: &str) {
        let header = crate::format::base64url::encode(br#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#);
        let parsed = jose::parse(format!("{header}.AA.AA.AA.AA")).opened(payload.as_bytes());
        let claims = claims::evaluate_token(&parsed, NOW, 0);
        let node = parsed.token.as_ref().and_then(|token| token.payload.as_ref()?.json.as_ref());
        let outcome = policy::judge(&Policy::default(), None, node, NOW);
        let proof = Proof::Decryption(decryption);
        let subject = Subject { parsed: &parsed, key_fault: None, proof, claims: &claims, outcome: &outcome, now: NOW };
        let report = subject.report();
        assert_eq!(report.decryption.map(|lamp| lamp.state), Some(state));
        let said: String = report.sentence.iter().map(|phrase| phrase.text.as_str()).collect();
        assert_eq!(said, words);
        assert!(!said.to_lowercase().contains("signature"), "{said}");
        assert_eq!(report.sentence.iter().map(|phrase| phrase.tone).collect::<Vec<_>>(), tones, "{said}");
    }

    fn opened(name: &str) -> Decryption {
        let algorithm = ALGORITHMS.iter().find(|row| row.name == name).expect("a row");
        let plaintext = Secret(vec![]);
        let algorithms = (algorithm, &ENCRYPTIONS[3]);
        Decryption::Opened(Arc::new(Opened {
            plaintext,
            framing: None,
            recipient: 0,
            algorithms,
            intermediates: Intermediates::default(),
        }))
    }

    #[test]
    fn what_was_decrypted_is_judged_by_its_claims_and_never_called_valid() {
        use Tone::{Bad, Good, Plain};
        check(
            &opened("RSA-OAEP"),
            r#"{"exp":1795308180}"#,
            "opened",
            &[Good, Plain, Plain, Plain, Plain, Plain],
            "Decrypted (RSA-OAEP, A128GCM). Expires in 1 hour. Issuer and audience not checked. Anyone who has the public key can make such a token.",
        );
        check(
            &opened("A256KW"),
            r#"{"exp":1795304579}"#,
            "opened",
            &[Bad, Bad, Bad, Plain, Plain, Plain],
            "Expired 1 second ago. Decrypted (A256KW, A128GCM). Issuer and audience not checked. Whoever has the shared secret can make such a token.",
        );
    }

    #[test]
    fn what_is_not_open_says_what_is_needed_or_why() {
        let no_key = Decryption::NoKey(&ALGORITHMS[1], &ENCRYPTIONS[3]);
        check(&no_key, "", "no-key", &[Tone::Plain], "Encrypted (RSA-OAEP, A128GCM): enter the private RSA key.");
        let derives = Decryption::Derives(600_000);
        let words = "Encrypted with a password: PBKDF2 has to run for 600000 rounds first.";
        check(&derives, "", "none", &[Tone::Plain], words);
        let key = JweKey::Kind { alg: "RSA-OAEP", needs: Needs::Rsa, held: "a secret".into() };
        let mismatch = Decryption::KeyMismatch(Diagnostic::error(key));
        let words = "Wrong kind of key: RSA-OAEP needs an RSA key, this is a secret.";
        check(&mismatch, "", "key-mismatch", &[Tone::Bad], words);
        let failed = Decryption::Failed(Diagnostic::error(Opening::Tag { alg: "dir", proven: false }));
        let words =
            "The authentication tag does not match; with dir that does not tell a wrong key from a changed token.";
        check(&failed, "", "failed", &[Tone::Bad], words);
        let unsupported = Decryption::Unsupported(Diagnostic::error(JweHeader::Zip("GZIP".into())));
        check(&unsupported, "", "unsupported", &[Tone::Warn], "`zip` is `GZIP`; only `DEF` is defined.");
    }
}
