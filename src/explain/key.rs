//! The key: the one that the token brings itself, and a public key whose text was taken for a secret.

use super::{Case, Explanation, Run, cost};
use crate::jwa::{Family, hmac};
use crate::key::{Format, Material};
use crate::spec::Spec;
use crate::verify::embedded;

/// The signature holds with the token's own key.
pub(super) fn own(case: &Case, run: &mut Run) -> Option<Explanation> {
    let (name, Ok(own)) = embedded::key(case.token)? else { return None };
    if !run.may(cost(&own, case.message.len()))
        || (case.algorithm.verify)(&own, case.message, case.signature).is_err()
        || own.thumbprint() == case.key.thumbprint()
    {
        return None;
    }
    let message =
        format!("the signature holds with the key that the token brings itself, in `{name}`, which is not this one");
    let fix = "find out whose key it is before you trust it: anyone can make a key and send it along";
    Some(Explanation::new("own-key-holds", message).fix(fix).spec(Spec::Rfc(8725, "3.8")))
}

/// HMAC with the text of a public key as the secret (RFC 8725 §2.1), in the forms in which verifiers hold such keys.
pub(super) fn as_secret(case: &Case, run: &mut Run) -> Option<Explanation> {
    let key = case.key;
    let hash = case.algorithm.hash.filter(|_| case.algorithm.family == Family::Hmac)?;
    if matches!(key.material, Material::Secret(_)) || case.signature.len() != hash.bytes() {
        return None;
    }
    let text = core::str::from_utf8(&key.text.0).unwrap_or_default();
    let forms = [Format::SpkiPem, Format::Pkcs1PublicPem, Format::JwkPublic];
    let written = forms.into_iter().filter_map(|form| key.write(form).ok());
    let texts = [text.to_string(), text.replace('\n', "\r\n")].into_iter().chain(written);
    for (index, text) in texts.enumerate() {
        let bare = text.trim_end();
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        for secret in [text.as_str(), bare, &[bare, end].concat()] {
            if run.may(case.hash_cost()) && hmac::matches(hash, secret.as_bytes(), case.message, case.signature).is_ok()
            {
                // The first two are the text as it was given.
                return Some(confused(case, "text", index < 2 && key.is_private()));
            }
        }
    }
    let der = key.spki_der().unwrap_or_default();
    let holds = run.may(case.hash_cost()) && hmac::matches(hash, &der, case.message, case.signature).is_ok();
    holds.then(|| confused(case, "DER", false))
}

fn confused(case: &Case, form: &str, private: bool) -> Explanation {
    let name = case.algorithm.name;
    let (reason, half, why) = match private {
        true => ("private-key-as-secret", "private", "whoever checks such tokens has to hold the private key"),
        false => ("public-key-as-secret", "public", "it is no secret, so anyone who has it can make such a token"),
    };
    let message = format!("the signature holds as {name} with the {form} of this {half} key for a secret: {why}");
    let fix =
        "reject the token: only a verifier that takes its algorithm from the header accepts it (algorithm confusion)";
    Explanation::new(reason, message).fix(fix).spec(Spec::Rfc(8725, "2.1"))
}
