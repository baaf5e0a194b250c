//! The steps of a signature, in words.

use super::count;
use crate::base::spec::Spec;
use crate::engine::anatomy::{Origin, Topic};
use crate::engine::jwa::Family;

/// A step in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// In a few words.
    pub title: String,
    /// What happens, and why.
    pub text: String,
    /// Where it is written.
    pub spec: Option<Spec>,
}

fn tell(title: &str, text: impl Into<String>, spec: Option<Spec>) -> Telling {
    Telling { title: title.to_owned(), text: text.into(), spec }
}

/// A step in words.
pub fn step(topic: &Topic) -> Telling {
    let rfc = |number, section| Some(Spec::Rfc(number, section));
    match topic {
        Topic::Input(origin) => {
            let what = match origin {
                Origin::Compact => {
                    "The first two segments with the dot between them: everything before the second dot, letter by letter."
                }
                Origin::Json => {
                    "The texts of `protected` and `payload` with a dot between them, letter by letter. An unprotected `header` \
                     is not signed."
                }
                Origin::Apart => {
                    "The encoded header, a dot, and the content that was sent apart: in base64url, unless the header has \
                     `\"b64\":false`."
                }
            };
            let why = "So the signature covers the text that was sent, not the JSON in it: a space more in the JSON is another signature.";
            tell("What is signed", format!("{what} {why}"), rfc(7515, "5.1"))
        }
        Topic::Octets(bytes) => tell(
            "Its bytes",
            format!(
                "All of these letters are ASCII, so each is one byte: {}. The algorithm sees only these.",
                count(*bytes, "byte")
            ),
            rfc(7515, "5.1"),
        ),
        Topic::Hash(hash) => tell(
            "The hash",
            format!(
                "{} makes {} of them, however long the token is. Change one letter of the token and about half of these {} \
                 bits change. Anyone can work out a hash: it is not a signature yet.",
                hash.name(),
                count(hash.bytes(), "byte"),
                8 * hash.bytes()
            ),
            None,
        ),
        Topic::KeyBlock(hash, bytes) => {
            let (size, name) = (hash.block_bytes(), hash.name());
            let how = match bytes.cmp(&size) {
                core::cmp::Ordering::Greater => {
                    format!("is longer than that, so its {name} hash takes its place, and zeros fill the rest")
                }
                core::cmp::Ordering::Equal => "is exactly as long".to_owned(),
                core::cmp::Ordering::Less => "is shorter, so zeros fill the rest".to_owned(),
            };
            tell(
                "The secret as one block",
                format!(
                    "{name} reads its input in blocks of {size} bytes. The secret, {}, {how}.",
                    count(*bytes, "byte")
                ),
                rfc(2104, "2"),
            )
        }
        Topic::Pads => tell(
            "Two keys out of one",
            "The block is combined by exclusive or with `36` in every byte (the inner padding) and with `5c` in every byte (the \
             outer padding): two different keys, each one block long.",
            rfc(2104, "2"),
        ),
        Topic::Inner(hash) => tell(
            "The inner hash",
            format!("{} of the inner padded key, followed by what is signed.", hash.name()),
            rfc(2104, "2"),
        ),
        Topic::Outer(hash) => tell(
            "The outer hash",
            format!(
                "{} of the outer padded key, followed by the inner hash. This is the HMAC. Without the second hash, anyone could \
                 append to a token and continue the first one.",
                hash.name()
            ),
            rfc(2104, "2"),
        ),
        Topic::Power(bits) => tell(
            "Open the signature",
            format!(
                "The signature is a number below the modulus n of the public key, which has {bits} bits. Raised to the power e modulo n, \
                 it turns back into the block that was signed. Only the private key leads the other way."
            ),
            rfc(8017, "5.2.2"),
        ),
        Topic::Pkcs1(hash) => tell(
            "The block inside",
            format!(
                "What comes out is no noise: `00 01`, a padding of `ff`, `00`, then DER that names {}, and a hash. That this form \
                 comes out by chance is as good as impossible: the private half of this key signed.",
                hash.name()
            ),
            rfc(8017, "9.2"),
        ),
        Topic::Pkcs1Other => tell(
            "The block inside",
            "What comes out has the padding of PKCS#1 v1.5, so the private half of this key made it. But behind it stands no name \
             and hash as RS256, RS384 and RS512 have them.",
            rfc(8017, "9.2"),
        ),
        Topic::Pss(hash) => tell(
            "The block inside",
            format!("Three parts come out: a masked data block, a {} hash H, and `bc` as the last byte.", hash.name()),
            rfc(8017, "9.1.2"),
        ),
        Topic::Noise => tell(
            "Noise",
            "What comes out has no form that this algorithm gives: another key signed, or the signature is damaged, or it was made \
             by another algorithm. There is no hash in it to compare.",
            rfc(8017, "8.2.2"),
        ),
        Topic::TooLarge => tell(
            "The signature is too large a number",
            "It is not below the modulus of this key, so another key made it, or it is damaged.",
            rfc(8017, "5.2.2"),
        ),
        Topic::Unmask(hash) => tell(
            "Take the mask off",
            format!(
                "MGF1 stretches H into a mask, by hashing it with a counter ({}). Exclusive or takes the mask off the data block: zeros, \
                 `01`, and the random salt of this signature. Because of the salt, no two signatures of one token are alike.",
                hash.name()
            ),
            rfc(8017, "9.1.2"),
        ),
        Topic::Unpadded => tell(
            "Take the mask off",
            "Zeros, `01` and a salt should come out from under the mask, and they do not: another key signed, the signature is damaged, \
             or other parameters were used.",
            rfc(8017, "9.1.2"),
        ),
        Topic::Salted(hash) => tell(
            "Hash with the salt",
            format!(
                "{} of eight zeros, the hash of what is signed, and the salt. If the token is the one that was signed, this is H.",
                hash.name()
            ),
            rfc(8017, "9.1.2"),
        ),
        Topic::Numbers(curve) => tell(
            "Two numbers",
            format!(
                "The signature is two numbers side by side, each as long as the order n of {curve}. For each signature the signer takes a new \
                 point that nobody can guess: r is its x, and s ties it to the hash and the private key."
            ),
            rfc(7518, "3.4"),
        ),
        Topic::OutOfRange(curve) => tell(
            "A number out of range",
            format!(
                "r and s must be from 1 to below the order of {curve}. One of them is not, so no signer made this."
            ),
            rfc(7518, "3.4"),
        ),
        Topic::Quotients => tell(
            "Hash and r, divided by s",
            "The hash is read as the number e. Two divisions by s, modulo n, give u1 = e / s and u2 = r / s.",
            rfc(7518, "3.4"),
        ),
        Topic::Point(curve) => tell(
            "Back to the point",
            format!(
                "u1 times the generator G of {curve} plus u2 times the public key Q is a point. If the private half of this key \
                 signed this hash, it is the point that the signer took."
            ),
            rfc(7518, "3.4"),
        ),
        Topic::PointAndNumber(curve) => tell(
            "A point and a number",
            format!(
                "The signature is R, a point of the curve of {curve} that the signer made from a secret and the message, and S, a number that \
                 answers for it. Both are written with their lowest byte first."
            ),
            rfc(8032, "5.1.6"),
        ),
        Topic::Challenge(hash) => tell(
            "The hash that binds all three",
            format!(
                "{hash} of R, the public key A, and what is signed. Unlike RSA and ECDSA, EdDSA hashes the point and the key along \
                 with the message. Modulo the order of the curve this is the number k."
            ),
            rfc(8032, "5.1.7"),
        ),
        Topic::ThreeParts => tell(
            "Three parts",
            "The signature is a hash, c̃, a vector of polynomials z, and hints h, which say where rounding has to be corrected. It \
             is so long because lattices, not curves, protect it from quantum computers.",
            rfc(9964, ""),
        ),
        Topic::Representative => tell(
            "The hash of key and message",
            "tr is SHAKE256 of the public key. μ is SHAKE256 of tr, two zero bytes (no context), and what is signed.",
            rfc(9964, ""),
        ),
        Topic::Equation(family, holds) => {
            let rule = match family {
                Family::MlDsa => {
                    "With the public key, z, the hints and c̃ a verifier works out what the signer committed to, and hashes it with μ: \
                     c̃ must come out. These are polynomials with thousands of numbers, so they are not shown."
                }
                _ => {
                    "The signature is right if S times the base point B is the same point as R plus k times the public key A."
                }
            };
            let outcome = if *holds { "It holds." } else { "It does not hold." };
            tell(
                "The equation",
                format!("{rule} {outcome}"),
                if *family == Family::MlDsa { rfc(9964, "") } else { rfc(8032, "5.1.7") },
            )
        }
        Topic::Compare { family, differing, bits } => tell("Compare", compared(*family, *differing, *bits), None),
        Topic::Length { expected, got } => tell(
            "Another length",
            format!("This algorithm and key give signatures of {}, and this one has {got}.", count(*expected, "byte")),
            None,
        ),
        Topic::NeedsKey(rule) => tell(
            "The key is needed here",
            format!("Up to here everyone can follow. The next steps need {rule}: enter it in the key field."),
            None,
        ),
        Topic::OtherKey(rule) => tell(
            "Another kind of key",
            format!("The next steps need {rule}, and the key field holds another kind of key."),
            None,
        ),
    }
}

fn compared(family: Family, differing: usize, bits: usize) -> String {
    let what = match family {
        Family::Hmac => "The HMAC that this secret gives, and the signature in the token",
        Family::RsaPkcs1 => "The hash of this token, and the hash inside the signature",
        Family::RsaPss => "The salted hash of this token, and H inside the signature",
        Family::Ecdsa => "The x of that point modulo n, and r of the signature",
        Family::EdDsa | Family::MlDsa => "What was worked out, and what the signature says",
    };
    match differing {
        0 => format!("{what}, are the same: the signature is valid for this token and this key."),
        _ => format!(
            "{what}, differ in {differing} of {bits} bits. Equal or not is all that counts; nearly right does not exist."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::{ALGORITHMS, Hash};

    #[test]
    fn each_step_has_a_title_and_whole_sentences() {
        let of_row = ALGORITHMS.iter().flat_map(|row| {
            let compare = |differing| Topic::Compare { family: row.family, differing, bits: 256 };
            let equation = |holds| Topic::Equation(row.family, holds);
            [
                compare(0),
                compare(1),
                equation(true),
                equation(false),
                Topic::NeedsKey(row.key),
                Topic::OtherKey(row.key),
            ]
        });
        let of_hash = Hash::ALL.into_iter().flat_map(|hash| {
            let blocks = [0, 1, 63, 64, 65, 128, 129].map(|bytes| Topic::KeyBlock(hash, bytes));
            let others =
                [Topic::Hash(hash), Topic::Inner(hash), Topic::Outer(hash), Topic::Pkcs1(hash), Topic::Pss(hash)];
            blocks.into_iter().chain(others).chain([Topic::Unmask(hash), Topic::Salted(hash)])
        });
        let named = ["Ed25519", "P-256"].into_iter().flat_map(|name| {
            let curves =
                [Topic::Numbers(name), Topic::OutOfRange(name), Topic::Point(name), Topic::PointAndNumber(name)];
            curves.into_iter().chain([Topic::Challenge(name)])
        });
        let others = [
            Topic::Input(Origin::Compact),
            Topic::Input(Origin::Json),
            Topic::Input(Origin::Apart),
            Topic::Octets(1),
            Topic::Pads,
            Topic::Power(2048),
            Topic::Pkcs1Other,
            Topic::Noise,
            Topic::TooLarge,
            Topic::Unpadded,
            Topic::Quotients,
            Topic::ThreeParts,
            Topic::Representative,
            Topic::Length { expected: 256, got: 1 },
        ];
        for topic in of_row.chain(of_hash).chain(named).chain(others) {
            let Telling { title, text, .. } = step(&topic);
            assert!(!title.is_empty() && !title.ends_with('.'), "{title}");
            assert!(text.ends_with('.') && text.matches('`').count().is_multiple_of(2), "{text}");
            assert!(!text.contains("  ") && !text.contains("1 bytes"), "{text}");
            assert!(text.starts_with(char::is_uppercase) || text.starts_with(['u', 'r', 't']), "{text}");
        }
    }
}
