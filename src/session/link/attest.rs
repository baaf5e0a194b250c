//! What a signature is worth that holds under a key from a link: whoever made the link chose token and key.

use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::Note;
use crate::engine::verify::choose::Trial;
use crate::engine::verify::{Choice, Verdict};
use crate::key::{Key, ParsedKey};

/// The verdict, with a valid signature called what it is if `held`, from the key field, is the key that came with the link.
/// Of a set, the keys under which the signature holds count; `choice` tells which.
pub fn attest(verdict: Verdict, held: &ParsedKey, choice: Option<&Choice>, linked: &ParsedKey) -> Verdict {
    let Verdict::Valid(mut evidence) = verdict else { return verdict };
    let is_linked = match (held, choice) {
        (ParsedKey::One(key), _) => is_of(key, linked),
        (ParsedKey::Set(set), Some(choice)) => {
            let pairs = set.members.iter().zip(&choice.rows);
            let mut used = pairs
                .filter(|(_, row)| row.verifies == Trial::Holds)
                .filter_map(|(member, _)| member.key.as_ref().ok());
            used.any(|key| is_of(key, linked))
        }
        (ParsedKey::Set(_), None) => holds_linked(held, linked),
    };
    if !is_linked {
        return Verdict::Valid(evidence);
    }
    evidence.notes.insert(0, Diagnostic::note(Note::Linked(evidence.key.clone())));
    Verdict::Linked(evidence)
}

/// Whether a key of the key field is one that came with the link, however its text is written now.
pub fn holds_linked(held: &ParsedKey, linked: &ParsedKey) -> bool {
    keys(held).any(|key| is_of(key, linked))
}

/// A private key is not from a link: those are never taken from there.
fn is_of(key: &Key, linked: &ParsedKey) -> bool {
    !key.can_sign() && keys(linked).any(|one| one.thumbprint() == key.thumbprint())
}

fn keys(held: &ParsedKey) -> impl Iterator<Item = &Key> {
    let (one, set) = match held {
        ParsedKey::One(key) => (Some(key), None),
        ParsedKey::Set(set) => (None, Some(set)),
    };
    one.into_iter().chain(set.into_iter().flat_map(|set| &set.members).filter_map(|member| member.key.as_ref().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Code;
    use crate::engine::jwa;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::sign;
    use crate::engine::verify::{VerificationKey, check as verdict_of};
    use crate::jose::{Token, parse};
    use crate::key::{Encoding, Options, detect, read};

    const PUBLIC: &str = include_str!("../samples/p256.pub.pem");
    const PRIVATE: &str = include_str!("../samples/p256.pem");

    fn held(text: &str) -> ParsedKey {
        read(text, &Options::default()).expect("a text").expect("a key")
    }

    fn token() -> Token {
        let key = detect(PRIVATE, Encoding::Utf8).expect("a text").expect("a key");
        let row = jwa::find("ES256").expect("a row");
        let text = sign::compact(r#"{"alg":"ES256","kid":"b"}"#, b"{}", row, &key, &mut Counter(0)).expect("a token");
        parse(text).token.expect("a token")
    }

    fn jwk(pem: &str, more: &str) -> String {
        let key = detect(pem, Encoding::Utf8).expect("a text").expect("a key");
        key.public_jwk().expect("a public key").replacen('{', &format!("{{{more}"), 1)
    }

    #[track_caller]
    fn check(field: &str, linked: &str, is_linked: bool) {
        let held = held(field);
        let judgement = verdict_of(&token(), VerificationKey::Parsed(&held), None, None);
        let verdict = attest(judgement.verdict, &held, judgement.choice.as_ref(), &self::held(linked));
        match &verdict {
            Verdict::Linked(evidence) => {
                assert!(is_linked && evidence.notes.iter().any(|note| note.code() == Code::LinkedKey))
            }
            Verdict::Valid(_) => assert!(!is_linked, "{field} is a key of one's own"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_linked_key_is_the_linked_key_however_it_is_written() {
        check(PUBLIC, PUBLIC, true);
        check(&format!("\n\n{} \n", PUBLIC.trim()), PUBLIC, true);
        check(&jwk(PUBLIC, r#""use":"sig","#), PUBLIC, true);
        check(PUBLIC, &jwk(PUBLIC, ""), true);
    }

    #[test]
    fn another_key_and_the_private_one_are_the_persons_own() {
        check(PUBLIC, include_str!("../samples/rsa.pub.pem"), false);
        check(PRIVATE, PUBLIC, false);
    }

    #[test]
    fn of_a_set_the_key_that_verifies_counts() {
        let other = jwk(include_str!("../samples/rsa.pub.pem"), r#""kid":"a","#);
        let right = jwk(PUBLIC, r#""kid":"b","#);
        let set = format!(r#"{{"keys":[{other},{right}]}}"#);
        check(&set, PUBLIC, true);
        check(&set, &other, false);
        check(PUBLIC, &set, true);
    }

    #[test]
    fn a_signature_that_does_not_hold_stays_what_it_is() {
        let held = held(PUBLIC);
        let text = token().text.replace(".e30.", ".e30x.");
        let judgement = verdict_of(&parse(text).token.expect("a token"), VerificationKey::Parsed(&held), None, None);
        assert!(matches!(attest(judgement.verdict, &held, None, &held), Verdict::Invalid(_)));
    }
}
