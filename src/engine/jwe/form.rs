//! What is wrong with an encrypted token that shows without its key.

use super::decrypt::lengths;
use super::unwrap::Question;
use super::{Jwe, Limits};
use crate::base::diagnostic::Diagnostic;

/// What is wrong with the lengths of the parts, with the encrypted key and with `epk`, as far as a recipient is concerned; nothing
/// if its header cannot be read, which its reader says.
pub fn faults(jwe: &Jwe, recipient: usize) -> Vec<Diagnostic> {
    let limits = Limits::default();
    let Ok(question) = Question::of(jwe, recipient, &limits) else { return vec![] };
    let told =
        [lengths(jwe, question.encryption), Question::encrypted_key_fits(&question), question.ephemeral_key_fits()];
    told.into_iter().filter_map(|told| told.err().map(|fault| *fault)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url::encode;
    use crate::jose::jwe::read;

    #[track_caller]
    fn check(header: &str, [key, iv, ciphertext, tag]: [usize; 4], codes: &[&str]) {
        let parts = [key, iv, ciphertext, tag].map(|bytes| encode(&vec![7; bytes]));
        let text = format!("{}.{}", encode(header.as_bytes()), parts.join("."));
        let jwe = read(text).jwe.expect("five segments");
        let found = faults(&jwe, 0);
        assert_eq!(found.iter().map(|fault| fault.code().name()).collect::<Vec<_>>(), codes, "{header}");
    }

    #[test]
    fn the_lengths_that_enc_fixes_are_told_without_a_key() {
        let direct = r#"{"alg":"dir","enc":"A128GCM"}"#;
        check(direct, [0, 12, 5, 16], &[]);
        check(direct, [0, 16, 5, 16], &["jwe-iv-length"]);
        check(direct, [0, 12, 5, 12], &["jwe-tag-length"]);
        check(r#"{"alg":"dir","enc":"A128CBC-HS256"}"#, [0, 16, 5, 16], &["jwe-ciphertext-length"]);
        check(r#"{"alg":"dir","enc":"A999"}"#, [0, 1, 1, 1], &[]);
    }

    #[test]
    fn an_encrypted_key_is_where_alg_puts_one_and_nowhere_else() {
        check(r#"{"alg":"dir","enc":"A128GCM"}"#, [16, 12, 5, 16], &["jwe-encrypted-key-present"]);
        check(r#"{"alg":"A128KW","enc":"A128GCM"}"#, [0, 12, 5, 16], &["jwe-encrypted-key-missing"]);
        check(r#"{"alg":"A128KW","enc":"A128GCM"}"#, [24, 12, 5, 16], &[]);
    }

    #[test]
    fn an_ephemeral_key_is_a_public_point_of_its_curve() {
        let check = |epk: &str, codes: &[&str]| {
            check(&format!(r#"{{"alg":"ECDH-ES","enc":"A128GCM"{epk}}}"#), [0, 12, 5, 16], codes);
        };
        let point = r#""kty":"EC","crv":"P-256","x":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0""#;
        let y = r#""y":"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps""#;
        check(&format!(r#","epk":{{{point},{y}}}"#), &[]);
        check("", &["jwe-parameter-missing"]);
        check(r#","epk":{"kty":"EC"}"#, &["jwe-epk"]);
        check(
            &format!(r#","epk":{{{point},"y":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0"}}"#),
            &["jwe-epk-not-on-curve"],
        );
        let d = r#""d":"0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo""#;
        check(&format!(r#","epk":{{{point},{y},{d}}}"#), &["jwe-epk-private"]);
        let x = |x: &str| format!(r#","epk":{{"kty":"OKP","crv":"X25519","x":"{x}"}}"#);
        check(&x("3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08"), &[]);
        check(&x("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), &["jwe-epk-small-order"]);
        check(&x("AA"), &["jwe-epk"]);
        let edwards = r#","epk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        check(edwards, &["jwe-key-curve"]);
    }
}
