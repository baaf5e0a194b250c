//! A public key whose text was taken for a secret.

use super::{Case, Run};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::Signature;
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family, hmac};
use crate::key::{Format, Material};

/// HMAC with the text of a public key as the secret (RFC 8725 §2.1), in the forms in which verifiers hold such keys.
pub(super) fn as_secret(case: &Case, run: &mut Run) -> Option<Diagnostic> {
    let key = case.key;
    let is_hmac = |row: &&&Algorithm| {
        row.family == Family::Hmac && row.hash.is_some_and(|hash| hash.bytes() == case.signature.len())
    };
    // The length of an HMAC tells its hash, whatever the header says.
    let row = *ALGORITHMS.iter().find(is_hmac)?;
    let hash = row.hash.filter(|_| case.algorithm.family != Family::Hmac || row == case.algorithm)?;
    if matches!(key.material, Material::Secret(_)) {
        return None;
    }
    let confused = |der, private| {
        let header = (row != case.algorithm).then_some(case.algorithm.name);
        Diagnostic::error(Signature::KeyAsSecret { algorithm: row.name, header, der, private })
    };
    let text = core::str::from_utf8(&key.text.0).unwrap_or_default();
    let forms = [Format::SpkiPem, Format::Pkcs1PublicPem, Format::JwkPublic];
    let written = forms.into_iter().filter_map(|form| key.write(form).ok());
    let one_line = text.trim_end().replace('\n', "\\n");
    let body = text.lines().filter(|line| !line.starts_with("-----")).collect::<String>();
    let ended = format!("{one_line}\\n");
    let texts = [text.to_string(), text.replace('\n', "\r\n"), one_line, ended, body].into_iter().chain(written);
    for (index, text) in texts.enumerate() {
        let bare = text.trim_end();
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        for secret in [text.as_str(), bare, &[bare, end].concat()] {
            if run.may(case.hash_cost()) && hmac::matches(hash, secret.as_bytes(), case.message, case.signature).is_ok()
            {
                // The first five are the text as it was given.
                return Some(confused(false, index < 5 && key.is_private()));
            }
        }
    }
    let der = key.spki_der().unwrap_or_default();
    let holds = run.may(case.hash_cost()) && hmac::matches(hash, &der, case.message, case.signature).is_ok();
    holds.then(|| confused(true, false))
}
