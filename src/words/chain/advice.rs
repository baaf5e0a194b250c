//! What to do about a chain, and the rule.

use crate::base::diagnostic::Code;
use crate::base::spec::Spec;

/// What to do, and the rule, by the code of the first step.
pub(super) fn advice(code: Code) -> (&'static str, Spec) {
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
        Code::SecretEmpty => ("reject the token: anyone can sign with an empty secret", HMAC),
        Code::SecretDefault => ("have the issuer use a long, random secret: anyone can sign with this one", HMAC),
        Code::SecretCase | Code::SecretCut | Code::SecretHashed | Code::SecretAltered => {
            ("have the issuer use the secret as it is, or give this side the one that it really uses", HMAC)
        }
        Code::SignerCall => {
            ("have the issuer call HMAC with the secret as key and header, dot and payload as text", HMAC)
        }
        Code::AlgChanged => (
            "reject the token, and find out who changed it: attackers do so to have it checked in another way",
            Spec::Rfc(8725, "2.1"),
        ),
        Code::NonceHashed => (
            "do not verify this token, it is not for you: request one whose audience (`aud`) is your own API",
            Spec::Rfc(7515, "5.2"),
        ),
        Code::OwnKeyHolds => (
            "find out whose key it is before you trust it: anyone can make a key and put it into a token",
            Spec::Rfc(8725, "3.8"),
        ),
        Code::OtherHash | Code::OtherPadding | Code::OtherAlgorithm => (
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
        Code::ValueChanged => (
            "reject the token, and find out what changed it on its way: only the issuer can make a token with other claims",
            Spec::Rfc(7515, "5.2"),
        ),
        Code::ContentChanged => ("reject the token: its content is not what was signed", Spec::Rfc(7515, "5.2")),
        Code::OtherInput => {
            ("have the issuer sign the encoded header, a dot and the encoded payload, and nothing else", INPUT)
        }
        Code::AlgOtherName => {
            ("have the issuer write the name that JOSE has for the algorithm", Spec::Rfc(7515, "4.1.1"))
        }
        Code::AlgNotNamed => (
            "have the issuer name the algorithm in `alg`, which each header must have, in small letters",
            Spec::Rfc(7515, "4.1.1"),
        ),
        Code::KeySeed => {
            ("give the public key instead, and replace the key pair if others saw the seed", Spec::Rfc(8032, "5.1.5"))
        }
        Code::KeyOpposite => (
            "take both coordinates from the key; where `y` is worked out from `x`, its sign has to be known",
            Spec::Rfc(7518, "6.2.1.3"),
        ),
        Code::KeyNumber => ("write the key's numbers in base64url, big-endian", Spec::Rfc(7518, "6.3")),
        Code::KeyCertificate => ("put the signer's certificate first", Spec::Rfc(7515, "4.1.6")),
        Code::TokenCase => ("get the token as it was issued", Spec::Rfc(4648, "5")),
        Code::SignatureDamaged | Code::SignatureCase | Code::SignatureTruncated => {
            ("copy the token again, all of it", Spec::Rfc(7515, "5.2"))
        }
        Code::SignatureSwapped => ("have the issuer put r before s", Spec::Rfc(7518, "3.4")),
        Code::SignatureReversed => (
            "have the issuer reverse the bytes: some libraries, such as CryptoAPI of Windows, put the last one first",
            Spec::Rfc(7515, "5.2"),
        ),
        Code::SignatureZeros => {
            ("have the issuer write numbers in exactly the length that they have here", Spec::Rfc(7518, "3.4"))
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
