//! The values of a step and a changed letter, in words.

use crate::engine::anatomy::{Ink, Label};

/// What became of a hash when a letter was changed.
pub fn changed(differing: usize, bits: usize) -> String {
    match differing {
        0 => "Nothing changes: the hash is the same.".to_owned(),
        _ => format!("{differing} of {bits} bits of it changed."),
    }
}

/// What a value is.
pub fn label(label: Label) -> &'static str {
    match label {
        Label::Text => "Signing input",
        Label::Bytes => "As bytes",
        Label::Digest => "Hash of what is signed",
        Label::Signature => "Signature in the token",
        Label::Key => "Secret",
        Label::KeyBlock => "Key block",
        Label::InnerPad => "Inner padded key, block ⊕ 36",
        Label::OuterPad => "Outer padded key, block ⊕ 5c",
        Label::InnerHash => "Inner hash",
        Label::Mac => "HMAC",
        Label::Exponent => "Public exponent e",
        Label::Modulus => "Modulus n",
        Label::Block => "Signature to the power e, modulo n",
        Label::Inside => "Hash inside the signature",
        Label::Mask => "Mask",
        Label::DataBlock => "Data block without the mask",
        Label::SaltedInput => "What is hashed",
        Label::SaltedHash => "Salted hash",
        Label::R => "r",
        Label::S => "s",
        Label::E => "e",
        Label::U1 => "u1",
        Label::U2 => "u2",
        Label::PublicKey => "Public key Q: x and y",
        Label::PointX => "x of the point",
        Label::PointY => "y of the point",
        Label::Reduced => "x of the point, modulo n",
        Label::CommitmentR => "R",
        Label::NumberS => "S",
        Label::ChallengeInput => "What is hashed",
        Label::Challenge => "Hash of R, A and the message",
        Label::CTilde => "c̃",
        Label::Z => "z",
        Label::Hints => "h",
        Label::Tr => "tr",
        Label::Mu => "μ",
    }
}

/// What a stretch stands for, where that needs saying.
pub fn ink(ink: Ink) -> Option<&'static str> {
    Some(match ink {
        Ink::Plain | Ink::First | Ink::Second | Ink::Third => return None,
        Ink::Header => "header",
        Ink::Payload => "payload",
        Ink::Key => "key",
        Ink::Padding => "padding",
        Ink::Info => "DigestInfo: the name of the hash",
        Ink::Hash => "hash",
        Ink::Salt => "salt",
        Ink::Masked => "masked",
        Ink::Message => "what is signed",
        Ink::Differs => "differs",
    })
}

/// That a letter changed: of a part of the token, at a place from 1.
pub fn swapped(part: &str, place: usize, from: char, to: char) -> String {
    format!("Letter {place} of the {part} changed from `{from}` to `{to}`.")
}

/// What a changed letter means, where it stands in what is signed.
pub const OTHER_TEXT: &str =
    "The signature was made for the text before the change, so it no longer matches. See the verdict above.";
/// Where it stands in the signature.
pub const OTHER_SIGNATURE: &str =
    "What is signed is still the same, but the signature is another one, and no longer the right one.";
/// Where the bytes stay the same.
pub const SAME_BYTES: &str =
    "It decodes to the same bytes as before. Only bits changed that belong to no byte; a strict reader refuses them.";
