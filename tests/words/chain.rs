//! What may be found to have been done to a token: a sample of each code, and of two things at once.

use super::Family;
use jwt_debugger::base::diagnostic::chain::{Dimension, Fact, Step, Was};
use jwt_debugger::base::diagnostic::{Code, Facts, Reason};

pub fn samples() -> Vec<Family> {
    use Dimension::{Header, Input, Key, Primitive, Secret, Signature, Token};
    let step = |dimension, name, code, fact| Step::new(dimension, name, code).with(fact);
    let change = |part| Fact::Change { part, at: 21, is: Some('A'), was: Some('C') };
    let value = |member: &str, was| Fact::Value { member: member.into(), was };
    let name = Fact::Name;
    let instead = |right, header| Fact::Instead { right, header };
    let singles = [
        step(Token, "token-lower-case", Code::TokenCase, Fact::None),
        step(Token, "token-upper-case", Code::TokenCase, Fact::None),
        step(Header, "alg-xml", Code::AlgOtherName, name("HS256")),
        step(Header, "alg-java", Code::AlgOtherName, name("HS256")),
        step(Header, "alg-case", Code::AlgOtherName, name("RS256")),
        step(Header, "alg-spelling", Code::AlgOtherName, name("RS256")),
        step(Key, "exponent-text", Code::KeyNumber, Fact::None),
        step(Header, "alg-missing", Code::AlgNotNamed, name("HS256")),
        step(Header, "alg-misnamed", Code::AlgNotNamed, Fact::Under { right: "HS256", member: "algo".into() }),
        step(Key, "seed-as-public", Code::KeyNumber, Fact::None),
        step(Key, "seed-given", Code::KeySeed, Fact::None),
        step(Key, "y-opposite", Code::KeyOpposite, Fact::None),
        step(Key, "other-certificate", Code::KeyCertificate, Fact::Count(2)),
        step(Key, "own-key", Code::OwnKeyHolds, name("jwk")),
        step(Secret, "base64url-decoded", Code::SecretEncoding, Fact::None),
        step(Secret, "as-text", Code::SecretEncoding, Fact::None),
        step(Secret, "as-text-of-k", Code::SecretEncoding, Fact::None),
        step(Secret, "as-text-of-jwk", Code::SecretEncoding, Fact::None),
        step(Secret, "trimmed", Code::SecretWhiteSpace, Fact::None),
        step(Secret, "escapes-read", Code::SecretEscapes, Fact::None),
        step(Secret, "empty", Code::SecretEmpty, Fact::None),
        step(Secret, "well-known", Code::SecretDefault, Fact::None),
        step(Secret, "base64-lenient", Code::SecretLenient, Fact::None),
        step(Secret, "first-line", Code::SecretLines, Fact::None),
        step(Secret, "shell-variables", Code::SecretShell, Fact::None),
        step(Secret, "setting", Code::SecretFile, Fact::None),
        step(Secret, "percent-decoded", Code::SecretPercent, Fact::None),
        step(Secret, "html-unescaped", Code::SecretHtml, Fact::None),
        step(Secret, "prefix-removed", Code::SecretPrefix, Fact::None),
        step(Secret, "placeholder", Code::SecretPlaceholder, Fact::None),
        step(Secret, "utf-16", Code::SecretCharset, name("UTF-16 with a byte order mark")),
        step(Secret, "lower-case", Code::SecretCase, Fact::None),
        step(Secret, "first-bytes", Code::SecretCut, Fact::Count(32)),
        step(Secret, "hashed", Code::SecretHashed, name("SHA-256")),
        step(Secret, "reversed", Code::SecretAltered, Fact::None),
        step(Input, "html-escaped", Code::ContentRewritten, name("payload")),
        step(Input, "value-otherwise", Code::ValueChanged, value("exp", Was::Earlier(3_600))),
        step(Input, "value-otherwise", Code::ValueChanged, value("", Was::Earlier(86_400))),
        step(Input, "value-otherwise", Code::ValueChanged, value("role", Was::Word("user"))),
        step(Input, "value-otherwise", Code::ValueChanged, value("admin", Was::Bool(false))),
        step(Input, "value-otherwise", Code::ValueChanged, value("exp", Was::Fraction)),
        step(Input, "value-otherwise", Code::ValueChanged, value("account", Was::Rounded)),
        step(Input, "value-otherwise", Code::ValueChanged, value("iat", Was::There)),
        step(Input, "payload-alone", Code::OtherInput, Fact::None),
        step(Input, "hash-hex", Code::OtherInput, Fact::None),
        step(Input, "alg-changed", Code::AlgChanged, instead("RS256", "HS256")),
        step(Input, "nonce-hashed", Code::NonceHashed, Fact::None),
        step(Input, "members-in-order", Code::MemberOrder, name("header")),
        step(Input, "member-removed", Code::MemberAdded, Fact::Member("kid".into())),
        step(Input, "typ-added", Code::MemberLost, Fact::None),
        step(Input, "members-turned", Code::MemberOrder, Fact::None),
        step(Input, "character-changed", Code::ContentChanged, change("payload")),
        step(Primitive, "arguments-swapped", Code::SignerCall, name("SHA-256")),
        step(Primitive, "other-row", Code::OtherHash, instead("HS512", "HS256")),
        step(Primitive, "other-row", Code::OtherPadding, instead("PS256", "RS256")),
        step(Primitive, "other-row", Code::OtherAlgorithm, instead("ES256", "RS256")),
        step(Primitive, "other-hash", Code::OtherHash, name("SHA-1")),
        step(Primitive, "pkcs1-hash", Code::OtherHash, name("MD5")),
        step(Primitive, "bare-hash", Code::DigestInfo, name("SHA-256")),
        step(Primitive, "salt-length", Code::PssParameters, Fact::Count(20)),
        step(Primitive, "text-hashed-first", Code::OtherAlgorithm, Fact::None),
        step(Primitive, "in-context", Code::OtherAlgorithm, name("JWT")),
        step(Primitive, "no-prefix", Code::OtherAlgorithm, Fact::None),
        step(Primitive, "prehashed", Code::OtherAlgorithm, name("SHA-512")),
        step(Primitive, "mask-hash", Code::PssParameters, name("SHA-1")),
        step(Signature, "utf-8-lossy", Code::SignatureCharset, Fact::Count(101)),
        step(Signature, "hex", Code::SignatureEncoding, Fact::None),
        step(Signature, "hex-in-token", Code::SignatureEncoding, Fact::None),
        step(Signature, "der", Code::SignatureDer, Fact::None),
        step(Signature, "halves-swapped", Code::SignatureSwapped, Fact::None),
        step(Signature, "reversed", Code::SignatureReversed, Fact::None),
        step(Signature, "zeros-in-front", Code::SignatureZeros, Fact::Count(255)),
        step(Signature, "more-behind", Code::SignatureTrailing, Fact::None),
        step(Signature, "cut-bytes", Code::SignatureTruncated, Fact::Part { got: 24, whole: 32 }),
        step(Signature, "utf-8-of-latin-1", Code::SignatureCharset, Fact::None),
        step(Signature, "percent-in-token", Code::SignaturePercent, Fact::None),
        step(Signature, "der-element", Code::SignatureWrapped, Fact::None),
        step(Signature, "changed", Code::SignatureDamaged, change("signature")),
        step(Signature, "case", Code::SignatureCase, Fact::Count(17)),
        step(Signature, "cut", Code::SignatureTruncated, Fact::Count(3)),
    ];
    let base64 = || step(Secret, "base64-decoded", Code::SecretEncoding, Fact::None);
    let pairs = [
        vec![base64(), base64()],
        vec![step(Secret, "unquoted", Code::SecretQuotes, Fact::None), base64()],
        vec![
            step(Input, "line-feed-after", Code::OtherInput, Fact::None),
            step(Signature, "der", Code::SignatureDer, Fact::None),
        ],
    ];
    let all = singles.into_iter().map(|step| vec![step]).chain(pairs);
    vec![("Chains", None, all.map(|steps| Facts::from(Reason::Chain(steps))).collect())]
}
