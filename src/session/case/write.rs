//! Making a case.

use super::mask::{self, How, Masked};
use super::said::{Hidden, Page};
use super::scrub::Scrubber;
use super::{Claim, Expected, FORMAT, File, InForce, Lamps, Picked, Said, VERSION};
use crate::base::diagnostic::{Case, Diagnostic};
use crate::claims::policy::Policy;
use crate::format::base64url::encode;
use crate::jose::destroyed::destroy;
use crate::jose::{Form, Part, Role, Serialization};
use crate::key::{Format, Key, Material};
use crate::session::link;
use crate::words;

/// What the person chose, and what else goes into a case.
#[derive(Clone, Copy)]
pub struct CaseOptions<'a> {
    /// Whether a claim is masked. Those that are locked are masked whatever this says.
    pub masked: &'a dyn Fn(&Claim) -> bool,
    /// Whether the disclosures go along, and the key binding JWT.
    pub disclosures: bool,
    /// Its public half goes along.
    pub key: Option<&'a Key>,
    /// A secret or a private key, which no sentence may quote; empty if there is none.
    pub secret: &'a str,
    /// The settings of a team that are in force.
    pub settings: Option<&'a InForce>,
    /// What the person expects of the claims.
    pub policy: &'a Policy,
    /// The algorithm that is expected.
    pub expected: Option<&'static str>,
    /// Now, in seconds since the epoch.
    pub saved_at: i64,
}

/// The case of a token.
///
/// # Errors
/// The token would still hold a private key or a secret; then no case is made.
pub fn write(picked: &Picked, page: &Page, chosen: &CaseOptions) -> Result<File, Box<Diagnostic>> {
    let claims = picked.claims();
    let how = |part: Part| {
        let claims = &claims;
        move |name: &str| {
            let claim = claims.iter().find(|claim| claim.part == part && claim.name == name)?;
            (claim.locked || (chosen.masked)(claim)).then_some(if claim.locked { How::Remove } else { How::Shape })
        }
    };
    let header = mask::mask(&picked.header(), &how(Part::Header));
    let payload = picked.payload().map(|text| mask::mask(text, &how(Part::Payload))).unwrap_or_default();
    for (part, masked) in [(Part::Header, &header), (Part::Payload, &payload)] {
        if link::holds_private(&masked.text) {
            return Err(Box::new(Diagnostic::error(Case::HoldsPrivate(part))));
        }
    }
    let is_masked = |part: Part, name: &str| {
        picked.sealed || claims.iter().any(|one| one.part == part && one.name == name) && how(part)(name).is_some()
    };
    let (expected, unexpected) = expected(chosen, &|part, name| {
        let undisclosed = part == Part::Payload && picked.disclosures() > 0 && !chosen.disclosures;
        // Whom it is about is personal, so that it goes along only with a claim that the case shows.
        let personal = name == "sub" && !claims.iter().any(|one| one.part == part && one.name == name);
        undisclosed || personal || is_masked(part, name) || is_masked(part, "")
    });
    let hidden: Vec<String> = [header.values.clone(), payload.values.clone(), beside(picked, chosen)].concat();
    let scrubber = Scrubber::new(hidden.iter().map(String::as_str).chain(unexpected.iter().map(String::as_str)));
    let text = token(picked, &header, &payload, chosen.disclosures);
    let encrypted = picked.token.form == Form::Jwe;
    let destroyed = picked.token.segments.iter().any(|one| is_lost(one.role) && !one.encoded.is_empty());
    let masked = claims.iter().filter(|claim| how(claim.part)(&claim.name).is_some()).map(path).collect::<Vec<_>>();
    let key = chosen.key.filter(|key| !matches!(key.material, Material::Secret(_)));
    let said = match picked.sealed {
        true => Said {
            judged_at: page.instant,
            sentence: words::case::sealed().to_owned(),
            lamps: Lamps { decryption: Some("opened"), ..Lamps::default() },
            ..Said::default()
        },
        false => page.said(&Hidden { scrubber: &scrubber, header: &header, payload: &payload }),
    };
    let disclosures = picked.disclosures() > 0 && !chosen.disclosures;
    let left_out = [
        (picked.sealed, "what was decrypted"),
        (disclosures, "the disclosures"),
        (!unexpected.is_empty(), "what is expected of masked claims"),
        (picked.token.beside.serialization != Serialization::Compact, "the JSON form and other signatures in it"),
        (picked.token.beside.unprotected.is_some(), "the unprotected header"),
    ];
    let left_out: Vec<&str> = left_out.into_iter().filter(|one| one.0).map(|one| one.1).collect();
    Ok(File {
        format: FORMAT,
        version: VERSION,
        program: concat!("JWT Debugger ", env!("CARGO_PKG_VERSION")),
        saved_at: chosen.saved_at,
        note: words::case::note(encrypted, destroyed, &masked, &left_out),
        token: text,
        decrypted: (encrypted && picked.was_decrypted && !picked.sealed).then_some(payload.text),
        key: key.and_then(|key| key.write(Format::SpkiPem).ok()),
        masked,
        settings: chosen.settings.map(|settings| InForce {
            expects: settings.expects.iter().map(|text| scrubber.scrub(text)).collect(),
            ..settings.clone()
        }),
        expected,
        said,
    })
}

fn path(claim: &Claim) -> String {
    let part = if claim.part == Part::Header { "header" } else { "payload" };
    if claim.name.is_empty() { part.to_owned() } else { format!("{part}.{}", crate::base::shown(&claim.name, 100)) }
}

/// The token, destroyed and masked, in the compact form.
fn token(picked: &Picked, header: &Masked, payload: &Masked, disclosures: bool) -> String {
    let token = picked.token;
    let sent = |masked: &Masked, encoded: &str| {
        if masked.places.is_empty() { encoded.to_owned() } else { encode(masked.text.as_bytes()) }
    };
    let is_raw = token.header.is_unencoded();
    let parts = token.segments.iter().map(|segment| {
        let encoded = token.text.get(segment.encoded.clone()).unwrap_or_default();
        match segment.role {
            Role::Header => sent(header, encoded),
            // The content was sent apart from the token, and stays apart.
            Role::Payload if encoded.is_empty() => String::new(),
            // What was decrypted has masks of its own and is no part of an encrypted token.
            Role::Payload if token.form == Form::Jws && is_raw => payload.text.clone(),
            Role::Payload if token.form == Form::Jws => sent(payload, encoded),
            role if is_lost(role) => destroy(encoded),
            _ => encoded.to_owned(),
        }
    });
    let mut text = parts.collect::<Vec<_>>().join(".");
    let Some(sd_jwt) = picked.sd_jwt else { return text };
    text.push('~');
    if disclosures {
        let part = |at: &core::ops::Range<usize>| sd_jwt.text.get(at.clone()).unwrap_or_default();
        for disclosure in &sd_jwt.disclosures {
            text = text + part(&disclosure.at) + "~";
        }
        if let Some((input, signature)) =
            sd_jwt.key_binding.as_ref().and_then(|binding| part(&binding.at).rsplit_once('.'))
        {
            text += &format!("{input}.{}", destroy(signature));
        }
    }
    text
}

/// Whether a part of a token is destroyed.
fn is_lost(role: Role) -> bool {
    !matches!(role, Role::Header | Role::Payload | Role::InitializationVector)
}

/// Values beside the token that no sentence may quote: disclosures that are left out, and a secret.
fn beside(picked: &Picked, chosen: &CaseOptions) -> Vec<String> {
    let mut values = vec![];
    if !chosen.disclosures
        && let Some(sd_jwt) = picked.sd_jwt
    {
        for disclosure in &sd_jwt.disclosures {
            values.extend(mask::mask(&format!("{{\"\":{}}}", disclosure.document.text), &|_| Some(How::Shape)).values);
        }
    }
    values.push(chosen.secret.to_owned());
    values
}

/// What is expected, but of claims that the case does not show; and the texts that were expected of these.
fn expected(chosen: &CaseOptions, is_hidden: &dyn Fn(Part, &str) -> bool) -> (Expected, Vec<String>) {
    let Policy { issuer, audience, subject, token_type, nonce, required, max_age, max_lifetime, skew, profile, .. } =
        chosen.policy.clone();
    let algorithm = chosen.expected;
    let mut expected = Expected {
        issuer,
        audience,
        subject,
        token_type,
        nonce,
        required,
        max_age,
        max_lifetime,
        skew,
        kind: profile,
        algorithm,
    };
    let texts = [
        (Part::Payload, "iss", &mut expected.issuer),
        (Part::Payload, "aud", &mut expected.audience),
        (Part::Payload, "sub", &mut expected.subject),
        (Part::Payload, "nonce", &mut expected.nonce),
        (Part::Header, "typ", &mut expected.token_type),
    ];
    let hidden = texts.into_iter().filter(|(part, name, text)| !text.is_empty() && is_hidden(*part, name));
    let hidden = hidden.map(|(.., text)| core::mem::take(text)).collect();
    (expected, hidden)
}
