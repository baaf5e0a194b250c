//! Why a signature is not valid, as far as that was proved.

use super::shape::{length, not_canonical};
use super::{LEFT_OUT, Wording, counted, list, say};
use crate::base::diagnostic::chain::Dimension;
use crate::base::diagnostic::reason::{Padding, Private, Proof, Signature, Zero};
use crate::base::spec::Spec;

/// What to do about content that was sent apart (RFC 7515, appendix F).
const PUT_BACK: &str = "put the content, as base64url, between the two dots before verifying";

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
        Signature::Zero(which) => zero(*which).by(Spec::Rfc(7518, "3.4")),
        Signature::Range(curve) => say(
            format!("r or s is not below the order of {curve}, so no key on that curve made this signature"),
            "check that the token is complete and unchanged, and which algorithm the issuer signs with",
        )
        .by(Spec::Rfc(7518, "3.4"))
        .short(format!("invalid signature; no key on {curve} can have made it")),
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
        Signature::DigestInfo(algorithm) => say(
            "this key did sign, but it signed something other than a hash in the DER that names it",
            format!("have the issuer sign with a function for {algorithm}, not with bare RSA encryption"),
        )
        .by(Spec::Rfc(8017, "9.2"))
        .short("invalid signature; this key signed something that is not a hash in DER"),
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
        Signature::Word(word) => say(
            format!("the word `{word}` stands in the place of the signature: the program that made the token had none to put there"),
            "look at what makes the token: it joined the parts before the signature was there, or in spite of an error",
        )
        .by(check)
        .short(format!("invalid signature; the word `{word}` stands in its place")),
        Signature::KeyDamaged => say(
            "this key is damaged: its modulus has a factor below 1000, which that of no RSA key has, so no signature is valid with it",
            "copy the key again from where it is published: a character or a line of it is not what it was",
        )
        .by(Spec::Rfc(8017, "3.1"))
        .short("invalid signature; this key is damaged, for its modulus has a factor below 1000"),
        Signature::OwnKeyFails(member @ ("kid" | "iss")) => say(
            format!("the signature is not valid with the key that `{member}` itself names"),
            "reject the token",
        )
        .by(check)
        .short("invalid signature, even with the key that its issuer's identifier names"),
        Signature::OwnKeyFails(member) => say(
            format!("the signature is not valid even with the key inside the token, in `{member}`"),
            "reject the token",
        )
        .by(Spec::Rfc(7515, if *member == "jwk" { "4.1.3" } else { "4.1.6" }))
        .short("invalid signature, even with the key inside the token"),
        Signature::KeyAsSecret { algorithm, header, der, private } => key_as_secret(algorithm, *header, *der, *private),
        Signature::Identifier(name) => {
            let name = crate::words::chain::member(name);
            say(
                format!("what is given as the secret is the value of {name}, which stands in the token for everyone to read: an identifier, not the secret"),
                "enter the secret that belongs to this identifier; the issuer shows it once, or keeps it to itself",
            )
            .by(Spec::Rfc(7518, "3.2"))
            .short(format!("invalid signature; what is given as the secret is the value of {name}"))
        }
        Signature::LooksLike(what) => {
            let inner = crate::words::key::lookalike::wording(what);
            say(format!("what is given as the secret is probably none: {}", inner.title), inner.fix.unwrap_or_default())
                .short("invalid signature; what is given as the secret is probably none")
        }
        Signature::Private(kind) => private(*kind).by(check),
    }
}

/// Why nobody but the issuer verifies such a token.
fn private(kind: Private) -> Wording {
    match kind {
        Private::MicrosoftNonce => say(
            "a token with `nonce` in its header from this issuer is for Microsoft's own services, such as Graph, and does not verify as it is sent: another `nonce` was signed",
            "do not verify it: request a token whose audience (`aud`) is your own API",
        ),
        Private::OktaOrg => say(
            "this is an access token of Okta's org authorization server, which is for Okta's own API; only Okta can verify it",
            "do not verify it: request one from a custom authorization server, whose issuer goes on with `/oauth2/`",
        ),
        Private::FirebaseCustom => say(
            "this is a custom token of Firebase: the service account in `iss` signs it, and only the sign-in of Firebase accepts it",
            "on your server, verify the ID token that the client gets in exchange for it",
        ),
        Private::KeycloakRefresh => say(
            "this is a refresh token of Keycloak, for Keycloak itself: it is signed with a secret of the realm, which nobody else has",
            "do not verify it: verify the access token or the ID token",
        ),
    }
}

/// Nothing was proved.
fn open(tried: &[Dimension], left_out: bool, payload_empty: bool) -> Wording {
    let mut title =
        "another key signed this, the token changed after signing, or it was signed in a way that was not tried"
            .to_owned();
    if !tried.is_empty() {
        let tried: Vec<&str> = tried.iter().map(|dimension| excluded(*dimension)).collect();
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

fn excluded(tried: Dimension) -> &'static str {
    match tried {
        Dimension::Token => "other forms of the token",
        Dimension::Header => "other names of the algorithm",
        Dimension::Key => "other forms of the key",
        Dimension::Secret => "other readings of the secret and well-known secrets",
        Dimension::Input => "other forms of header and payload",
        Dimension::Primitive => "other hashes and ways of signing",
        Dimension::Signature => "other encodings of the signature",
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

fn key_as_secret(name: &str, header: Option<&str>, der: bool, private: bool) -> Wording {
    let form = if der { "DER" } else { "text" };
    let (half, why) = match private {
        true => ("private", "whoever checks such tokens must have the private key"),
        false => ("public", "it is not secret, so anyone who has it can make such a token"),
    };
    let fix = match header {
        None => {
            "reject the token: only a verifier that takes the algorithm from the header accepts it (algorithm confusion)"
        }
        Some(_) => {
            "reject the token, and have the issuer sign with the private key: HMAC with the text of a key is what attackers make (algorithm confusion)"
        }
    };
    let not = header.map_or(String::new(), |header| format!(", not {header},"));
    say(format!("the signature is valid as {name}{not} with the {form} of this {half} key as the secret: {why}"), fix)
        .by(Spec::Rfc(8725, "2.1"))
        .short(format!(
            "{}signed as {name} with the {form} of this {half} key as the secret",
            if private { "" } else { "forgeable: " }
        ))
}
