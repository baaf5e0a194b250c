//! Sentences about a chain: what would make the signature valid, step by step, and what to do about it. Each step is a clause that
//! follows "the signature is valid if"; `{}` stands for its fact.

mod input;
mod secret;

use super::{Wording, character, list, say};
use crate::base::diagnostic::Code;
use crate::base::diagnostic::chain::{Dimension, Fact, Step};
use crate::base::spec::Spec;
use crate::base::unseen::is_invisible;

/// A clause by the name of its step.
type Clause = (&'static str, &'static str);

/// What there is to say of a chain; the steps are in order, and there is at least one.
pub fn wording(steps: &[Step]) -> Wording {
    let (fix, spec) = advice(steps.first().map_or(Code::SignatureMismatch, |step| step.code));
    match whole(steps) {
        Some(title) => say(title, fix).by(spec),
        None => {
            let condition = condition(steps);
            let said = say(format!("the signature is valid if {condition}"), fix).by(spec);
            said.short(format!("invalid signature; valid if {condition}"))
        }
    }
}

fn condition(steps: &[Step]) -> String {
    let mut clauses: Vec<String> = vec![];
    let mut rest = steps;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|step| step.dimension == first.dimension).count();
        let (now, later) = rest.split_at_checked(same).unwrap_or((rest, &[]));
        clauses.push(clause(first.dimension, now));
        rest = later;
    }
    list(&clauses)
}

/// What was not proved by a signature that holds.
fn whole(steps: &[Step]) -> Option<String> {
    let first = steps.first()?;
    Some(match (first.name, &first.fact) {
        ("token-lower-case", _) => {
            "the token was turned into lower case: all of its letters are small, and base64url tells small from \
            capital letters, so its content is lost"
                .into()
        }
        ("token-upper-case", _) => {
            "the token was turned into upper case: all of its letters are capital, and base64url tells small from \
            capital letters, so its content is lost"
                .into()
        }
        ("utf-8-lossy", Fact::Count(lost)) => format!(
            "the signature's bytes were read as UTF-8 text, and what is no UTF-8 was replaced by U+FFFD in {lost} places: \
            those bytes are lost, so no key can verify it"
        ),
        _ => return None,
    })
}

fn fact(step: &Step) -> String {
    match &step.fact {
        Fact::None => String::new(),
        Fact::Count(number) => number.to_string(),
        Fact::Name(name) => (*name).into(),
        Fact::Member(name) => {
            let seen = name.chars().filter(|c| !is_invisible(*c) && *c != '`').take(40);
            format!("`{}`", seen.collect::<String>())
        }
        Fact::Change { part, at, is, was } => {
            let shown = |c: &Option<char>| c.map_or("nothing".into(), character);
            match (is, was) {
                (None, _) => format!("{} stands before character {at} of the {part}", shown(was)),
                (_, None) => format!("character {at} of the {part}, {}, is taken out", shown(is)),
                _ => format!("character {at} of the {part} is {}, not {}", shown(was), shown(is)),
            }
        }
    }
}

fn clauses(dimension: Dimension) -> &'static [Clause] {
    match dimension {
        Dimension::Secret => secret::CLAUSES,
        Dimension::Input => input::CLAUSES,
        Dimension::Primitive => PRIMITIVES,
        Dimension::Signature => SIGNATURES,
        Dimension::Key => KEYS,
        Dimension::Header | Dimension::Token => HEADERS,
    }
}

/// Whether there is a clause for a step: without one, its name would be shown.
#[cfg(test)]
pub(crate) fn has_clause(step: &Step) -> bool {
    clauses(step.dimension).iter().any(|(name, _)| *name == step.name)
}

fn clause(dimension: Dimension, steps: &[Step]) -> String {
    let said = |step: &Step| {
        let clause =
            clauses(dimension).iter().find(|(name, _)| *name == step.name).map_or(step.name, |(_, clause)| clause);
        clause.replace("{}", &fact(step))
    };
    let parts: Vec<String> = steps.iter().map(said).collect();
    match (dimension, parts.as_slice()) {
        (Dimension::Secret, [one, two]) if one == two => format!("the secret is {one} twice"),
        (Dimension::Secret, [one, two]) => format!("the secret is {one}, and then {two}"),
        (Dimension::Secret, _) => format!("the secret is {}", list(&parts)),
        _ => list(&parts),
    }
}

const HEADERS: &[Clause] = &[
    ("alg-xml", "`alg` is {}, which the name from XML signatures stands for"),
    ("alg-java", "`alg` is {}, which the name from Java stands for"),
    ("alg-case", "`alg` is {}: the names are case-sensitive"),
    ("alg-spelling", "`alg` is {}, which is what the name probably stands for"),
];

const KEYS: &[Clause] = &[
    ("exponent-text", "`e` of the key is the number and not its decimal digits as text"),
    ("exponent-decimal", "`e` of the key is read as decimal digits"),
    ("exponent-hex", "`e` of the key is read as hexadecimal digits"),
    ("exponent-base64", "`e` of the key is decoded once more: it was encoded twice"),
    ("exponent-reversed", "the bytes of `e` are turned round"),
    ("exponent-usual", "`e` of the key is 65537"),
    ("exponent-three", "`e` of the key is 3"),
    ("modulus-reversed", "the bytes of `n` are turned round: the key has the last one first"),
    ("modulus-hex", "`n` of the key is read as hexadecimal digits"),
    ("modulus-decimal", "`n` of the key is read as decimal digits"),
    ("modulus-base64", "`n` of the key is decoded once more: it was encoded twice"),
    ("modulus-pem", "`n` is the modulus of the key, whose PEM stands there"),
    ("seed-as-public", "`x` is the public key: what stands there is the private seed, and has to be kept secret"),
    ("public-reversed", "the bytes of `x` are turned round"),
    ("other-certificate", "the key is that of certificate {}: the first one is not the signer's"),
];

const PRIMITIVES: &[Clause] = &[
    ("other-row", "it is checked as {}, which is how it was made"),
    ("other-hash", "the hash is {}"),
    ("not-hashed", "the text itself is taken for its hash: it was signed without being hashed"),
    ("hmac-sha-1", "the hash is SHA-1"),
    ("pkcs1-sha-1", "it is made with RSASSA-PKCS1-v1_5 and SHA-1"),
    ("arguments-swapped", "key and text change places: they were swapped in the call of HMAC"),
    ("keyed-hash", "it is the {} of the secret and the text, one after the other, and no HMAC"),
    ("hash-of-text-and-key", "it is the {} of the text and the secret, one after the other, and no HMAC"),
    ("hash-of-text-dot-key", "it is the {} of the text, a dot and the secret, and no HMAC"),
    ("hash-of-key-dot-text", "it is the {} of the secret, a dot and the text, and no HMAC"),
    ("hash-alone", "it is the {} of the text alone: no key went into it, so anyone can make it"),
    ("hashed-after", "it is the {} of the HMAC"),
    ("hmac-of-hmac", "HMAC is computed twice, with {}"),
    ("longer-tag-cut", "it is the beginning of the HMAC with {}"),
    ("key-alone", "it is the secret itself, which is now known to everyone who has the token"),
    ("salt-length", "the salt has {} bytes"),
    ("pss-hash", "the hash is {}"),
    ("mask-hash", "MGF1 uses {}"),
    ("bare-hash", "it holds the bare {} of the text, without the DER that names the hash"),
    ("bare-hash-hex", "it holds the {} of the text in hexadecimal"),
    ("bare-hash-base64", "it holds the {} of the text in base64"),
    ("hash-without-padding", "it holds the {} of the text without any padding"),
    ("bare-text", "it holds the text itself and not its hash"),
];

const SIGNATURES: &[Clause] = &[
    ("der", "it is converted from ASN.1 DER to r and s, one after the other"),
    ("hex-in-token", "it is read as hexadecimal: the token has it so in place of base64url"),
    ("hex-prefixed-in-token", "it is read as hexadecimal after `0x`"),
    ("spaces-for-plus", "each space in it is a `+` again"),
    ("percent-in-token", "its percent-encoding is undone"),
    ("hex", "it is decoded from hexadecimal once more: its text was encoded, and not its bytes"),
    ("base64", "it is decoded from base64 once more: it was encoded twice"),
    ("utf-8-of-latin-1", "its bytes are taken back from UTF-8 to Latin-1: they were written as text"),
    ("utf-8-of-windows-1252", "its bytes are taken back from UTF-8 to Windows-1252: they were written as text"),
    ("utf-8-lossy", "its bytes had not been read as UTF-8 text, in which what is no UTF-8 was replaced"),
    ("integers-trimmed", "r and s are written in full length: the signer dropped zeros, so it has {} bytes"),
    ("integers-signed", "r and s are written without a byte for their sign: it has {} bytes"),
    ("zeros-in-front", "it is written in the length of the modulus: it has {} bytes, as zeros were dropped or added"),
    ("recovery-number", "the byte that tells which key may have made it is taken off"),
    ("der-element", "the DER element around it is taken off"),
    ("ssh", "it is taken out of the form that SSH has for it"),
    ("more-behind", "what follows it is taken off"),
    ("more-in-front", "what stands before it is taken off"),
    ("halves-swapped", "r stands before s"),
    ("halves-reversed", "the bytes of r and of s are turned round"),
    ("reversed", "its bytes are turned round"),
    ("case", "its letters have their own case again: {} of them were changed"),
    ("changed", "{}"),
    ("turned", "its characters {} and the next are turned round"),
    ("two-changed", "two characters of it are others, from character {} on"),
    ("cut", "its last characters are there: {} are missing at its end"),
    ("cut-in-front", "its first characters are there: {} are missing at its beginning"),
    ("lost", "what was lost inside of it is there: the length of what is missing is {}"),
    ("added", "what was added to it is taken out: the length of that is {}"),
];

/// What to do, and the rule, by the code of the first step.
fn advice(code: Code) -> (&'static str, Spec) {
    const HMAC: Spec = Spec::Rfc(7518, "3.2");
    const INPUT: Spec = Spec::Rfc(7515, "5.1");
    match code {
        Code::SecretEncoding | Code::SecretLenient => {
            ("read the secret in the same way on both sides, and say in which", HMAC)
        }
        Code::SecretWhiteSpace | Code::SecretLines => {
            ("give both sides the same secret: look for white space and line breaks where it is stored", HMAC)
        }
        Code::SecretQuotes
        | Code::SecretEscapes
        | Code::SecretHtml
        | Code::SecretPercent
        | Code::SecretPrefix
        | Code::SecretFile => {
            ("give both sides the same secret: only its value, as it was before it was put into a file or a form", HMAC)
        }
        Code::SecretShell => ("put the secret into single quotes where a shell or a template reads it", HMAC),
        Code::SecretPlaceholder => (
            "have the issuer put the secret in: its configuration passes the placeholder on, and anyone can sign with that",
            HMAC,
        ),
        Code::SecretCharset => ("have both sides take the UTF-8 bytes of the secret, or use a secret of ASCII", HMAC),
        Code::SecretCase | Code::SecretCut | Code::SecretHashed | Code::SecretAltered => {
            ("have the issuer use the secret as it is, or give this side the one that it really uses", HMAC)
        }
        Code::SignerCall => {
            ("have the issuer call HMAC with the secret as key and header, dot and payload as text", HMAC)
        }
        Code::OtherHash | Code::OtherPadding => (
            "have the issuer name in `alg` what it signs with, or sign with what `alg` names",
            Spec::Rfc(7515, "4.1.1"),
        ),
        Code::PssParameters => {
            ("have the issuer use one hash for the text and MGF1, and a salt of its length", Spec::Rfc(7518, "3.5"))
        }
        Code::DigestInfo => {
            ("have the issuer use a function for signing, which hashes and pads by itself", Spec::Rfc(8017, "9.2"))
        }
        Code::ContentRewritten | Code::MemberAdded | Code::MemberLost | Code::MemberOrder => {
            ("have nothing write the token's JSON anew after it was signed: keep the text as it is", INPUT)
        }
        Code::ContentChanged => ("reject the token: its content is not what was signed", Spec::Rfc(7515, "5.2")),
        Code::OtherInput => {
            ("have the issuer sign the encoded header, a dot and the encoded payload, and nothing else", INPUT)
        }
        Code::AlgOtherName => {
            ("have the issuer write the name that JOSE has for the algorithm", Spec::Rfc(7515, "4.1.1"))
        }
        Code::KeyNumber => ("write the key's numbers in base64url, big-endian", Spec::Rfc(7518, "6.3")),
        Code::KeyCertificate => ("put the signer's certificate first", Spec::Rfc(7515, "4.1.6")),
        Code::TokenCase => ("get the token as it was issued", Spec::Rfc(4648, "5")),
        Code::SignatureDamaged | Code::SignatureCase | Code::SignatureTruncated => {
            ("copy the token again, all of it", Spec::Rfc(7515, "5.2"))
        }
        Code::SignatureDer => (
            "have the issuer convert the signature, such as with `dsaEncoding: 'ieee-p1363'` in Node or \
             `SHA256withECDSAinP1363Format` in Java",
            Spec::Rfc(7518, "3.4"),
        ),
        _ => (
            "have the issuer encode the bytes of the signature, and nothing else, in base64url",
            Spec::Rfc(7515, "7.1"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(dimension: Dimension, name: &'static str, code: Code, fact: Fact) -> Step {
        Step::new(dimension, name, code).with(fact)
    }

    #[test]
    fn a_chain_is_one_sentence() {
        let check = |steps: &[Step], title: &str| assert_eq!(wording(steps).title, title);
        let base64 = || step(Dimension::Secret, "base64-decoded", Code::SecretEncoding, Fact::None);
        let quotes = step(Dimension::Secret, "unquoted", Code::SecretQuotes, Fact::None);
        check(&[base64(), base64()], "the signature is valid if the secret is base64-decoded twice");
        check(
            &[quotes, base64()],
            "the signature is valid if the secret is taken without the quotes around it, and then base64-decoded",
        );
        let line = step(Dimension::Input, "line-feed-after", Code::OtherInput, Fact::None);
        let der = step(Dimension::Signature, "der", Code::SignatureDer, Fact::None);
        check(
            &[line, der],
            "the signature is valid if a line feed follows the signed text and it is converted from ASN.1 DER to r and s, one after the other",
        );
        let change = Fact::Change { part: "payload", at: 7, is: Some('a'), was: Some('b') };
        let changed = step(Dimension::Input, "character-changed", Code::ContentChanged, change);
        check(&[changed], "the signature is valid if character 7 of the payload is `b`, not `a`");
    }
}
