//! Encrypted tokens: what is wrong with one, and why it does not open.

mod header;

use super::reason::unusable;
use super::{Wording, chain, counted, format, say, state};
use crate::base::diagnostic::jwe::{Filling, Framing, Jwe, JweJson, JweKey, Needs, Opening, Wrapping};
use crate::base::diagnostic::{Base64url, Role};
use crate::base::spec::Spec;

const JSON: Spec = Spec::Rfc(7516, "7.2");
const DECRYPTION: Spec = Spec::Rfc(7516, "5.2");
const ONE_BYTE: &str = "compare with the token as it was issued";

/// What there is to say of it.
pub(super) fn wording(fault: &Jwe) -> Wording {
    match fault {
        Jwe::Json(fault) => json(fault),
        Jwe::Header(fault) => header::wording(fault),
        Jwe::Key(fault) => held(fault),
        Jwe::Opening(fault) => opening(fault),
    }
}

fn json(fault: &JweJson) -> Wording {
    match fault {
        JweJson::NotAnObject => say("this is not a JSON object", "an encrypted token in JSON starts with `{`"),
        JweJson::Missing(name) => say(format!("there is no `{name}`"), "the token was cut off or copied in part"),
        JweJson::Type { name, kind, wanted } => {
            say(format!("`{name}` is {kind}; it must be {wanted}"), "correct what writes the token")
        }
        JweJson::Encoding(name, fault) => member(name, fault),
        JweJson::NoRecipients => say("`recipients` is empty", "an encrypted token has at least one recipient"),
        JweJson::Mixed(name) => say(
            format!("`recipients` and `{name}` stand side by side"),
            format!("put `{name}` into a recipient, or leave `recipients` out"),
        ),
        JweJson::Repeated(name) => say(
            format!("`{name}` stands in more than one header of the same recipient"),
            "keep one of them: the names of the protected, the shared and the recipient's header must differ",
        ),
        JweJson::Header(name) => say(format!("`{name}` does not hold a JSON object in UTF-8"), ONE_BYTE),
        JweJson::EncDiffers => say(
            "the recipients name different `enc`",
            "the content is encrypted once, so put one `enc` into the protected header",
        ),
        JweJson::Alone(alg) => say(
            format!("{alg} fixes the content key, so there can be one recipient only"),
            "wrap the content key for each recipient, such as with ECDH-ES+A256KW or A256KW",
        ),
    }
    .by(JSON)
}

fn held(fault: &JweKey) -> Wording {
    match fault {
        JweKey::None { alg, needs } => {
            let fix = match needs {
                Needs::Rsa | Needs::Agreement => "enter the public key of the recipient",
                Needs::Secret | Needs::Password => "enter the one that you share with the recipient",
            };
            say(format!("there is no key to encrypt to; {alg} needs {}", kind(*needs)), fix).by(Spec::Rfc(7518, "4.1"))
        }
        JweKey::Kind { alg, needs, held } => {
            let needs = kind(*needs);
            say(format!("wrong kind of key: {alg} needs {needs}, this is {held}"), format!("enter {needs}"))
                .by(Spec::Rfc(7518, "4.1"))
        }
        JweKey::Public(alg) => say(
            format!("{alg} decrypts with the private key, and this is the public one"),
            "enter the private key of the recipient",
        ),
        JweKey::Length { wanted_by, got, expected } => say(
            format!("the key has {}; {wanted_by} needs {expected}", counted(*got, "byte")),
            "check how the text of the key is encoded, or use another key",
        )
        .by(Spec::Rfc(7518, if wanted_by.ends_with("KW") { "4.1" } else { "5.1" })),
        JweKey::Curve(curve) => say(
            format!("keys on {curve} are not defined for ECDH-ES"),
            "use a key on P-256, P-384, P-521, X25519 or X448",
        )
        .by(Spec::Rfc(7518, "4.6")),
        JweKey::NoneOfSet { alg, tried: 0 } => say(
            format!("no key of the set fits {alg}"),
            "add the private key or the secret that the token was encrypted to",
        )
        .by(Spec::Rfc(7518, "4.1")),
        JweKey::NoneOfSet { alg, tried } => say(
            format!("of the set, {} tried with {alg}, and the token did not open", were(*tried)),
            "add the private key or the secret that the token was encrypted to",
        )
        .by(DECRYPTION),
        JweKey::Unusable(why) => state(unusable(*why)),
        JweKey::Size(alg, bytes) => say(
            format!("an RSA key of this size cannot encrypt {} with {alg}", counted(*bytes, "byte")),
            "use a key of 2048 bits or more",
        )
        .by(Spec::Rfc(7518, "4.2")),
    }
}

/// A kind of key.
pub fn kind(needs: Needs) -> &'static str {
    match needs {
        Needs::Secret => "a shared secret",
        Needs::Password => "a password",
        Needs::Rsa => "an RSA key",
        Needs::Agreement => "a key on P-256, P-384, P-521, X25519 or X448",
    }
}

fn opening(fault: &Opening) -> Wording {
    match fault {
        Opening::Destroyed => say(
            "the content cannot be decrypted: it was destroyed when the token was put into a case",
            "see the case for what the page said of the token before",
        ),
        Opening::Encoding { role, fault, opens } => {
            let wording = format::segment(*role, fault);
            let title = wording.title;
            match opens {
                true => say(
                    format!("{title}; apart from that the token opens with this key"),
                    "encode it as base64url without padding: a strict reader refuses the token",
                ),
                false => Wording { title, ..wording },
            }
            .by(Spec::Rfc(7515, "2"))
        }
        Opening::AadEncoding(fault) => member("aad", fault),
        Opening::Length { role, enc, got, expected } => {
            let part = match role {
                Role::InitializationVector => "initialization vector",
                _ => "authentication tag",
            };
            let fix = match got < expected || *role == Role::InitializationVector {
                true => "the sender made it so, or it was cut off or changed on its way: compare with the token as it was issued",
                false => ONE_BYTE,
            };
            say(format!("the {part} has {}; {enc} needs {expected}", counted(*got, "byte")), fix)
                .by(Spec::Rfc(7518, "5.1"))
        }
        Opening::Blocks { enc, got, block } => say(
            format!("the ciphertext has {}; {enc} gives a multiple of {block}, and at least {block}", counted(*got, "byte")),
            "the token was cut off or changed",
        )
        .by(Spec::Rfc(7518, "5.2")),
        Opening::EncryptedKeyPresent(alg) => say(
            format!("there is an encrypted key, but {alg} does not encrypt one"),
            "leave the second segment empty, or name the algorithm that made it",
        )
        .by(DECRYPTION),
        Opening::EncryptedKeyMissing(alg) => say(
            format!("there is no encrypted key, but {alg} needs one"),
            "the second segment was lost, or `alg` is wrong",
        )
        .by(DECRYPTION),
        Opening::EncryptedKeyLength { alg, got, expected } => say(
            format!("the encrypted key has {}; with {alg} and this key it has {expected}", counted(*got, "byte")),
            "the sender used another key, or the segment was cut off",
        )
        .by(DECRYPTION),
        Opening::EncryptedKeyTooLarge(alg) => say(
            format!("the encrypted key is too large a number for this RSA key: the sender used another key, or it was changed ({alg})"),
            "use the private key that the token was encrypted to",
        )
        .by(Spec::Rfc(8017, "5.1.2")),
        Opening::Unwrap { alg, by } => {
            let (held, other, fix) = match by {
                Wrapping::Rsa => ("this RSA key", "key", "use the private key that belongs to the public key of the sender"),
                Wrapping::Kw | Wrapping::GcmKw => {
                    ("this secret", "secret", "check the secret and how its text is encoded")
                }
                Wrapping::Password => ("this password", "password", "check the password, to the space"),
                Wrapping::Agreement => (
                    "the key agreed upon",
                    "public key",
                    "use the private key that belongs to the public key of the sender",
                ),
            };
            let or = if *by == Wrapping::Password { ", or other rounds than `p2c` says" } else { "" };
            let title = format!(
                "{held} does not open the encrypted key: the sender used another {other}{or}, the header or the encrypted key was changed, or it was encrypted in a way that was not tried ({alg})"
            );
            say(title, fix).by(DECRYPTION)
        }
        Opening::Padding { alg, found, named } => say(
            format!("this key opens the encrypted key, but its padding is {found}; `alg` is `{alg}`"),
            match named {
                Some(name) => format!("name it in the header, \"alg\":\"{name}\", or encrypt with what {alg} means"),
                None => format!("encrypt with what {alg} means: no `alg` stands for this combination"),
            },
        )
        .by(Spec::Rfc(7518, "4.1")),
        Opening::ContentKeyLength { enc, got, expected } => say(
            format!("the key is right, but the content key in it has {}; {enc} needs {expected}", counted(*got, "byte")),
            "the sender made a content key of another length, or `enc` was changed afterwards",
        )
        .by(Spec::Rfc(7518, "5.1")),
        Opening::Tag { proven: true, .. } => say(
            "the key is right, for it opened the content key; the header, the initialization vector, the ciphertext or the tag is not what the sender encrypted, or the content was encrypted in a way that was not tried",
            "get the token again from whoever issued it; if each of its tokens fails so, look at what encrypts them",
        )
        .by(DECRYPTION),
        Opening::Tag { alg, .. } => say(
            format!("the authentication tag does not match; with {alg} that does not tell a wrong key from a changed token"),
            "try the key on another token of the same sender: if that opens, this one was changed",
        )
        .by(DECRYPTION),
        Opening::ContentPadding { enc, filling } => {
            let unpadded = |what: &str| {
                format!("the key is right and nothing was changed, but the content ends with {what}, where {enc} asks for PKCS #7 padding")
            };
            let pad = "have the sender pad the content as in PKCS #7 before AES encrypts it";
            match filling {
                Filling::Unknown => say(
                    format!("the authentication tag matches, but what AES makes of the content is not padded as {enc} asks for"),
                    "the sender encrypted with another key than the second half of the content key, or padded in another way",
                ),
                Filling::Nothing => say(unpadded("its text"), pad).short("the content was encrypted without padding"),
                Filling::Zeros => say(unpadded("zeros"), pad).short("the content was padded with zeros"),
            }
            .by(Spec::Rfc(7518, "5.2.2.1"))
        }
        Opening::Framed(framing) => {
            let (name, first) = match framing {
                Framing::Zlib => ("ZLIB (RFC 1950)", "it begins with 78"),
                Framing::Gzip => ("gzip (RFC 1952)", "it begins with 1F 8B"),
            };
            say(
                format!("the decrypted content is {name}, for {first}; `\"zip\":\"DEF\"` means raw DEFLATE, which other readers expect"),
                "have the sender compress without a header: in zlib, with a negative window size",
            )
            .short(format!("its content is compressed as {name}, not as raw DEFLATE"))
            .by(Spec::Rfc(7516, "4.1.3"))
        }
        Opening::Deflate => say(
            "the token opened, but its content is not DEFLATE, although `zip` is `DEF`",
            "the sender compressed it in another way, or not at all, or a part of it is missing",
        )
        .by(Spec::Rfc(7516, "4.1.3")),
        Opening::TooLong(most) => say(
            format!("the token opened, but its content inflates to more than {most} bytes"),
            "a small token that becomes large can exhaust a server; raise the limit only if you trust the sender",
        )
        .by(Spec::Rfc(8725, "3.6")),
        Opening::Chain { steps, opens, proven } => chain::opening(steps, *opens, *proven),
        Opening::SecretEncoding(name) => say(
            format!("the token opens if the secret is read as {name}"),
            format!("read the secret as {name}"),
        ),
    }
}

fn were(count: usize) -> String {
    format!("{} {}", counted(count, "key"), if count == 1 { "was" } else { "were" })
}

/// A member or parameter that is not base64url.
fn member(name: &str, fault: &Base64url) -> Wording {
    format::encoding(&format!("`{name}`"), fault)
}
