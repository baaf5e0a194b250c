//! Why a signature is not valid, as far as that was proved.

use super::shape::{length, not_canonical};
use super::{LEFT_OUT, Wording, counted, list, say};
use crate::base::diagnostic::reason::{Coding, Half, HashFound, Padding, Proof, Signature, Tried, Zero};
use crate::base::spec::Spec;

/// What to do about content that was sent apart (RFC 7515, appendix F).
const PUT_BACK: &str = "put the content, as base64url, between the two dots before verifying";
const TURN: &str =
    "have the issuer reverse the bytes: some libraries, such as CryptoAPI of Windows, put the last one first";
const BYTES: &str = "have the issuer encode the bytes of the signature, not their text";

pub(super) fn wording(why: &Signature) -> Wording {
    let check = Spec::Rfc(7515, "5.2");
    match why {
        Signature::Mismatch => say(
            "the signature does not match this key and this token",
            "check that the key is the issuer's, and that the token is complete and unchanged",
        )
        .by(check)
        .short("invalid signature"),
        Signature::Open { tried, left_out, payload_empty } => open(tried, *left_out, *payload_empty).by(check),
        Signature::NoneWithSignature => say(
            "the header says `none`, so the signature must be empty, but it is not",
            "reject the token: somebody may have changed `alg` to `none` and kept the signature",
        )
        .by(Spec::Rfc(7518, "3.6"))
        .short("invalid: the header says `none`, but there is a signature"),
        Signature::Empty(algorithm) => say(
            format!("the signature is empty, but the header says {}", algorithm.name),
            "reject the token: removing the signature is the simplest forgery; or paste all of it, if it was cut off",
        )
        .by(check)
        .short("the signature is missing"),
        Signature::Length { algorithm, expected, got, rsa_bits } => {
            length(algorithm.name, *expected, *got, *rsa_bits).by(algorithm.spec)
        }
        Signature::NotCanonical { segments, matches } => not_canonical(segments, *matches).by(Spec::Rfc(7515, "2")),
        Signature::OtherAlgorithm { valid, header, .. } => say(
            format!("the signature is valid as {valid}, but the header says {header}"),
            format!("have the issuer write `\"alg\":\"{valid}\"`, or sign with {header}"),
        )
        .by(Spec::Rfc(7515, "4.1.1"))
        .short(format!("invalid signature; valid as {valid}, but the header says {header}")),
        Signature::OtherHash { found, algorithm } => other_hash(*found, algorithm.name).by(algorithm.spec),
        Signature::OtherCurve { algorithm, needs, is, right, filled } => {
            let name = algorithm.name;
            let filled = filled.map_or(String::new(), |bytes| format!(", with r and s padded to {bytes} bytes each"));
            say(
                format!("this key on {is} signed as {name}, which needs a key on {needs}{filled}"),
                format!("reject the token: {name} promises more than {is} gives; have the issuer sign as {right}"),
            )
            .by(algorithm.spec)
            .short(format!("wrong curve: signed as {name} with this key on {is}"))
        }
        Signature::AlgChanged { was, now } => say(
            format!("the signature is valid for a header that says {was}: `alg` was changed to {now} after signing"),
            "reject the token, and find out who changed it: attackers do so to have it checked in another way",
        )
        .by(Spec::Rfc(8725, "2.1"))
        .short(format!("invalid signature; `alg` was changed from {was} to {now} after signing")),
        Signature::Truncated { got, whole, algorithm } => say(
            format!("the signature is cut off: it is the first {got} of the {whole} bytes of {algorithm}"),
            "paste the whole token, or have the issuer send the whole signature",
        )
        .by(Spec::Rfc(7518, "3.2"))
        .short(format!("invalid signature; it is cut off after {got} of {whole} bytes")),
        Signature::Trailing { whole, more } => {
            let extra = counted(*more, "extra byte");
            right(
                &format!("its {whole} bytes are followed by {extra}"),
                "remove what follows the signature",
                &format!("without the {extra} at its end"),
            )
        }
        Signature::Encoding(coding) => {
            let twice = |name: &str| {
                (format!("its bytes are {name} text that was encoded as base64url again"), BYTES, format!("if decoded from {name} once more"))
            };
            let (how, fix, short) = match coding {
                Coding::HexTwice => twice("hexadecimal"),
                Coding::Base64urlTwice => twice("base64url"),
                Coding::Base64Twice => twice("base64"),
                Coding::Hex => (
                    "it is written in hexadecimal, not in base64url".to_owned(),
                    "have the issuer encode the signature in base64url",
                    "if read as hexadecimal".to_owned(),
                ),
            };
            right(&how, fix, &short)
        }
        Signature::Reversed(Half::All) => right("its bytes are in reverse order", TURN, "if its bytes are reversed"),
        Signature::Reversed(Half::Each) => {
            right("r and s each have their bytes in reverse order", TURN, "if the bytes of r and s are reversed")
        }
        Signature::Swapped => {
            right("s comes before r", "have the issuer put r before s", "if r and s are swapped").by(Spec::Rfc(7518, "3.4"))
        }
        Signature::Der(bytes) => right(
            &format!("it is in ASN.1 DER format; a token has r and s as {bytes} bytes, one after the other"),
            "have the issuer convert the signature, such as with `dsaEncoding: 'ieee-p1363'` in Node or `SHA256withECDSAinP1363Format` in Java",
            "if converted from DER",
        )
        .by(Spec::Rfc(7518, "3.4")),
        Signature::Zeros { got, expected } => say(
            format!("the signature is right, but it has {got} bytes instead of {expected}: leading zeros were removed or added"),
            "have the issuer write the signature in exactly the length of the modulus",
        )
        .by(Spec::Rfc(8017, "8.2.1"))
        .short("invalid signature; valid if its leading zeros are corrected"),
        Signature::Zero(which) => zero(*which).by(Spec::Rfc(7518, "3.4")),
        Signature::Range(curve) => say(
            format!("r or s is not below the order of {curve}, so no key on that curve made this signature"),
            "check that the token is complete and unchanged, and which algorithm the issuer signs with",
        )
        .by(Spec::Rfc(7518, "3.4"))
        .short(format!("invalid signature; no key on {curve} can have made it")),
        Signature::Parameters { found, header, hash, salt } => {
            let found = padding(*found);
            let fix = match salt {
                Some(salt) => {
                    format!("have the issuer use {hash} for the content and in MGF1, and a salt of {salt} bytes")
                }
                None => format!("have the issuer sign with {header}: RSASSA-PKCS1-v1_5 and {hash}"),
            };
            say(format!("the signature is valid with {found}, but the header says {header}"), fix)
                .by(Spec::Rfc(7518, "3.5"))
                .short(format!("invalid signature; valid with {found}, not as {header}"))
        }
        Signature::ContentChanged { other } => say(
            format!(
                "this key made the signature, but for another content: header or payload was changed after signing, or signed in a way that was not tried{}",
                padded(*other)
            ),
            "compare the token with what the issuer sent: one character is enough, and so is reformatted JSON",
        )
        .by(check)
        .short("invalid signature; this key signed another header or payload"),
        Signature::ContentMissing { other } => say(
            format!(
                "this key made the signature, but for a content that is not in the token: the payload is empty{}",
                padded(*other)
            ),
            PUT_BACK,
        )
        .by(Spec::Rfc(7515, "F"))
        .short("invalid signature; this key signed a payload that is not in the token"),
        Signature::DigestInfo { bare, algorithm } => {
            let what = match bare {
                Some(hash) => format!("the bare {hash} hash of header and payload, without the DER that names the hash"),
                None => "something other than a hash in the DER that names it".into(),
            };
            say(
                format!("this key did sign, but it signed {what}"),
                format!("have the issuer sign with a function for {algorithm}, not with bare RSA encryption"),
            )
            .by(Spec::Rfc(8017, "9.2"))
            .short(match bare {
                Some(hash) => format!("invalid signature; this key signed the bare {hash} hash, without DER"),
                None => "invalid signature; this key signed something that is not a hash in DER".into(),
            })
        }
        Signature::OtherKey { proof, left_out } => {
            let proof = match proof {
                Proof::TooLarge => "as a number it is larger than the modulus of this key",
                Proof::NoPadding => "this key finds no padding in it",
            };
            let left_out = if *left_out { LEFT_OUT } else { "" };
            say(
                format!("another key signed this, or the signature is damaged: {proof}{left_out}"),
                "get the key that the issuer signs with; if it publishes several, `kid` in the header tells which",
            )
            .by(check)
            .short("another key signed this, or the signature is damaged")
        }
        Signature::OwnKeyHolds(member) => say(
            format!("the signature is valid with the key inside the token, in `{member}`, which is not this one"),
            "find out whose key it is before you trust it: anyone can make a key and put it into a token",
        )
        .by(Spec::Rfc(8725, "3.8"))
        .short("verifies only with the key inside the token, which anyone can put there"),
        Signature::OwnKeyFails(member) => say(
            format!("the signature is not valid even with the key inside the token, in `{member}`"),
            "reject the token",
        )
        .by(Spec::Rfc(7515, if *member == "jwk" { "4.1.3" } else { "4.1.6" }))
        .short("invalid signature, even with the key inside the token"),
        Signature::KeyAsSecret { algorithm, der, private } => key_as_secret(algorithm, *der, *private),
        Signature::NonceHashed => say(
            "the signature is valid once the `nonce` in the header is replaced by its SHA-256: the token is unchanged, but only Microsoft's own services verify this form",
            "do not verify this token, it is not for you: request one whose audience (`aud`) is your own API",
        )
        .by(check)
        .short("invalid as sent; this token is for Microsoft's own services"),
        Signature::MicrosoftNonce => say(
            "a token with `nonce` in its header from this issuer is for Microsoft's own services, such as Graph, and does not verify as it is sent: another `nonce` was signed",
            "do not verify it: request a token whose audience (`aud`) is your own API",
        )
        .by(check),
    }
}

/// Nothing was proved.
fn open(tried: &[Tried], left_out: bool, payload_empty: bool) -> Wording {
    let mut title =
        "another key signed this, the token changed after signing, or it was signed in a way that was not tried"
            .to_owned();
    if !tried.is_empty() {
        let tried: Vec<String> = tried.iter().map(excluded).collect();
        title.push_str(&format!("; also tried: {}", list(&tried)));
    }
    if left_out {
        title.push_str(LEFT_OUT);
    }
    let fix = match payload_empty {
        true => {
            title.push_str("; the payload is empty, so the content may have been sent separately");
            PUT_BACK
        }
        false => "check that the key is the one the issuer signs with, and that the token is complete and unchanged",
    };
    say(title, fix).short("invalid signature; another key, a changed token, or a way of signing that was not tried")
}

fn excluded(tried: &Tried) -> String {
    match tried {
        Tried::Algorithms(names) | Tried::Hashes(names) => list(names),
        Tried::Readings(count) => counted(*count, "other reading") + " of the secret",
        Tried::KnownSecrets => "well-known secrets".into(),
        Tried::Codings => "other encodings of the signature".into(),
        Tried::Der => "ASN.1 DER".into(),
        Tried::Halves => "r and s swapped or reversed".into(),
        Tried::Inputs => "other forms of header and payload".into(),
        Tried::HeaderOrders => "every order of the header".into(),
        Tried::Paddings => "every other hash, padding and salt".into(),
    }
}

fn right(how: &str, fix: &str, short: &str) -> Wording {
    say(format!("the signature is right, but {how}"), fix)
        .by(Spec::Rfc(7515, "5.2"))
        .short(format!("invalid signature; valid {short}"))
}

fn other_hash(found: HashFound, name: &str) -> Wording {
    match found {
        HashFound::Old(hash) => say(
            format!("this key did sign, but with {hash}; the header says {name}"),
            format!("have the issuer sign with {name}"),
        )
        .short(format!("invalid signature; this key signed with {hash}, not as {name}")),
        HashFound::Instead { hash, expected } => say(
            format!("the signature is valid with {hash}, but {name} uses {expected}"),
            format!("have the issuer hash with {expected} before signing"),
        )
        .short(format!("invalid signature; valid with {hash}, but {name} uses {expected}")),
    }
}

fn zero(which: Zero) -> Wording {
    let title = match which {
        Zero::Both => "r and s are both zero, which broken verifiers accept for any content (CVE-2022-21449)",
        Zero::R => "r is zero, which no signer makes",
        Zero::S => "s is zero, which no signer makes",
    };
    say(format!("{title}: this is a forgery or a placeholder"), "reject the token; update any verifier that accepts it")
        .short("invalid signature; a forgery or a placeholder with zeros in it")
}

fn padding(padding: Padding) -> String {
    match padding {
        Padding::Pkcs1(hash) => format!("RSASSA-PKCS1-v1_5 and {hash}"),
        Padding::Pss { hash, mask, salt } => {
            let mask = mask.map_or(String::new(), |mask| format!(", {mask} in MGF1"));
            format!("RSASSA-PSS, {hash}{mask} and a salt of {}", counted(salt, "byte"))
        }
    }
}

fn padded(other: Option<(Padding, &str)>) -> String {
    other.map_or(String::new(), |(found, header)| {
        format!("; it signed with {}, but the header says {header}", padding(found))
    })
}

fn key_as_secret(name: &str, der: bool, private: bool) -> Wording {
    let form = if der { "DER" } else { "text" };
    let (half, why) = match private {
        true => ("private", "whoever checks such tokens must have the private key"),
        false => ("public", "it is not secret, so anyone who has it can make such a token"),
    };
    say(
        format!("the signature is valid as {name} with the {form} of this {half} key as the secret: {why}"),
        "reject the token: only a verifier that takes the algorithm from the header accepts it (algorithm confusion)",
    )
    .by(Spec::Rfc(8725, "2.1"))
    .short(format!(
        "{}signed as {name} with the {form} of this {half} key as the secret",
        if private { "" } else { "forgeable: " }
    ))
}
