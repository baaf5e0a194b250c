//! A key that is given as root: where the chain of certificates in the token's `x5c` leads to it, link by link, the key of the first
//! certificate is as trusted as the root (RFC 7515 §4.1.6, RFC 5280 §6.1).
//!
//! What is checked is that each certificate was signed with the key of the next one, that those between may issue certificates, and
//! that the root signed the last. Their times are said and not judged: this room has no clock.

use super::{Ready, Verdict};
use crate::base::diagnostic::reason::{Note, Trusted};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::engine::jwa::certificates::signed_by;
use crate::jose::Token;
use crate::key::{Certificate, Key, jwk, x509};

/// The verdict under `key`, or under a key that it certified.
pub(super) fn judge(ready: &Ready, key: &Key) -> Verdict {
    follow(ready, key).unwrap_or_else(|| ready.judge(key))
}

/// The verdict under the key that `root` certified; `None` if the token's chain does not lead to `root`, or the token was signed
/// with `root` itself.
fn follow(ready: &Ready, root: &Key) -> Option<Verdict> {
    let leaf = certified(ready.token, root)?;
    if ready.check(root).is_ok() {
        return None;
    }
    let note = Diagnostic::note(Note::ChainTrusted(leaf.chain.iter().map(trusted).collect()));
    Some(match ready.judge(&leaf) {
        Verdict::Valid(mut evidence) => {
            evidence.notes.retain(|note| note.code() != Code::OwnKey);
            evidence.notes.insert(0, note);
            Verdict::Valid(evidence)
        }
        Verdict::Invalid(mut reasons) => {
            reasons.push(note);
            Verdict::Invalid(reasons)
        }
        other => other,
    })
}

/// The key that the token brings in `x5c`, with the certificates up to the one that `root` signed; `None` if none leads there.
pub fn certified(token: &Token, root: &Key) -> Option<Key> {
    let (leaf, chain) = jwk::chain(token.header.json.as_ref()?.get("x5c")?).ok()?;
    if leaf.thumbprint() == root.thumbprint() {
        return None;
    }
    let chain = path(&chain, root)?.to_vec();
    Some(Key { chain, ..leaf })
}

/// The certificates from the first one to the one that the root signed.
fn path<'a>(chain: &'a [Certificate], root: &Key) -> Option<&'a [Certificate]> {
    for (index, certificate) in chain.iter().enumerate() {
        if index > 0 && !certificate.extensions.is_ca {
            return None;
        }
        if signed_by(certificate, root) == Some(true) {
            return chain.get(..=index);
        }
        let issuer = x509::certificate(&chain.get(index + 1)?.der).ok()?;
        if signed_by(certificate, &issuer) != Some(true) {
            return None;
        }
    }
    None
}

fn trusted(certificate: &Certificate) -> Trusted {
    let Certificate { subject, not_before, not_after, .. } = certificate;
    Trusted { subject: subject.clone(), not_before: *not_before, not_after: *not_after }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::ecdsa::ES256;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::verify::tests::{read, said};
    use crate::engine::verify::verify;
    use crate::key::{Encoding, detect};

    const LEAF: &str = include_str!("../../../tests/keys/trust-leaf.key.pem");
    const ROOT: &str = include_str!("../../../tests/keys/trust-root.pem");
    const BETWEEN: &str = include_str!("../../../tests/keys/trust-between.pem");
    const FIRST: &str = include_str!("../../../tests/keys/trust-leaf.pem");
    const NO_CA: &str = include_str!("../../../tests/keys/trust-by-leaf.pem");

    fn key(text: &str) -> Key {
        detect(text, Encoding::Utf8).expect("text").expect("a key")
    }

    fn body(pem: &str) -> String {
        pem.lines().filter(|line| !line.starts_with('-')).collect()
    }

    /// A token that the leaf's key signed and that brings these certificates.
    fn token(certificates: &[&str]) -> Token {
        let chain: Vec<String> = certificates.iter().map(|pem| format!("\"{}\"", body(pem))).collect();
        let header = format!("{{\"alg\":\"ES256\",\"x5c\":[{}]}}", chain.join(","));
        read(&crate::engine::sign::compact(&header, b"{}", &ES256, &key(LEAF), &mut Counter(0)).expect("a token"))
    }

    /// The verdict and its first note.
    #[track_caller]
    fn check(certificates: &[&str], given: &Key, expected: &str, first: &str) {
        let verdict = verify(&token(certificates), Some(given), None);
        let reason = verdict.reasons().first().map_or("", |note| note.code().name());
        assert_eq!((said(&verdict).as_str(), reason), (expected, first), "{verdict:?}");
    }

    #[test]
    fn a_chain_that_leads_to_the_given_key_makes_its_first_key_trusted() {
        let root = key(ROOT);
        check(&[FIRST, BETWEEN], &root, "valid ES256", "chain-trusted");
        check(&[FIRST, BETWEEN, ROOT], &root, "valid ES256", "chain-trusted");
        // The key of the root without its certificate, and the certificate between as root.
        let bare = Key { chain: vec![], ..root };
        check(&[FIRST, BETWEEN], &bare, "valid ES256", "chain-trusted");
        check(&[FIRST], &key(BETWEEN), "valid ES256", "chain-trusted");
        let verdict = verify(&token(&[FIRST, BETWEEN]), Some(&bare), None);
        let message = crate::words::title(&verdict.reasons()[0]);
        for part in ["leaf.example", "between.example", "valid from 20", " to 20"] {
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn a_chain_that_does_not_is_no_reason_to_trust() {
        let valid = |certificates: &[&str], given: &str| {
            let verdict = verify(&token(certificates), Some(&key(given)), None);
            matches!(verdict, Verdict::Valid(_))
        };
        assert!(!valid(&[FIRST], ROOT), "the one between is missing");
        assert!(!valid(&[FIRST, ROOT], ROOT), "another one signed it");
        assert!(!valid(&[BETWEEN, FIRST], ROOT), "the wrong order");
        assert!(!valid(&[FIRST, BETWEEN], include_str!("../../../tests/keys/p256-certificate.pem")), "another root");
        assert!(!valid(&[FIRST, BETWEEN], include_str!("../../session/samples/rsa.pub.pem")), "another kind of key");
    }

    #[test]
    fn a_certificate_that_may_not_issue_others_does_not() {
        let chain = [NO_CA, FIRST, BETWEEN].map(key).into_iter().flat_map(|key| key.chain).collect::<Vec<_>>();
        assert_eq!(path(&chain, &key(ROOT)), None);
        let issuer = key(FIRST);
        assert_eq!(signed_by(&chain[0], &issuer), Some(true), "it is the authority that is missing, not the signature");
    }

    #[test]
    fn a_changed_token_is_invalid_under_a_trusted_chain() {
        let text = token(&[FIRST, BETWEEN]).text.replace(".e30.", ".e31.");
        let verdict = verify(&read(&text), Some(&key(ROOT)), None);
        assert!(
            matches!(&verdict, Verdict::Invalid(reasons) if reasons.iter().any(|reason| reason.code() == Code::ChainTrusted))
        );
    }
}
