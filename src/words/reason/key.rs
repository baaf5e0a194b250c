//! A key and an algorithm that do not go together, and what to know of a key under which a signature is valid.

use super::{Wording, counted, kind, list, of_facts, say, short_kind, state, unusable};
use crate::base::diagnostic::reason::{KeyFit, KeyKind, Naming, Note, OwnKey, Trusted};
use crate::base::spec::{Product, Spec};
use crate::key::Day;

const SIGNING_KEY: &str = "use the issuer's signing key; the same set may contain it";

pub(super) fn fit(why: &KeyFit) -> Wording {
    match why {
        KeyFit::Expected { header, expected, valid } => say(
            format!("the header says `{header}`, but {expected} is expected{}", also(*valid)),
            "reject the token; or change the expected algorithm, if the issuer really signs this way",
        )
        .by(Spec::Rfc(8725, "3.1"))
        .short(match valid {
            Some(true) => format!("valid as {header}, but {expected} is expected"),
            _ => format!("wrong algorithm: the header says `{header}`, {expected} is expected"),
        }),
        KeyFit::Kind { algorithm, needs, is } => {
            let name = algorithm.name;
            let told = match needs {
                // RFC 8725 §2.1: the text of a public key is no secret, and a forger can use it as one.
                KeyKind::Secret => say(
                    format!("this is {}; {name} needs {}", kind(*is), kind(*needs)),
                    "if the issuer signs with this key, reject the token: a verifier that uses the public key as an HMAC secret \
                     accepts forged tokens (algorithm confusion)",
                )
                .by(Spec::Rfc(8725, "2.1")),
                _ => say(
                    format!("this is {}; {name} needs {}", kind(*is), kind(*needs)),
                    "verify with the key that the issuer signs with",
                )
                .by(algorithm.spec),
            };
            told.short(format!("wrong kind of key: {name} needs {}, this is {}", kind(*needs), short_kind(*is)))
        }
        KeyFit::Curve { algorithm, needs, is } => {
            let name = algorithm.name;
            say(
                format!("this is an EC key on {is}; {name} needs a key on {needs}"),
                "verify with the key that the issuer signs with; each ES algorithm has its own curve",
            )
            .by(algorithm.spec)
            .short(format!("wrong curve: {name} needs {needs}, this key is on {is}"))
        }
        KeyFit::Use { says, valid } => {
            let title = match says.as_str() {
                "enc" => "this key is declared for encryption (`\"use\":\"enc\"`), not for signatures".to_owned(),
                "x509-svid" => {
                    "this key of a SPIFFE bundle signs certificates (`\"use\":\"x509-svid\"`), not tokens".to_owned()
                }
                says => format!("the `use` of this key is `{says}`, which does not say that it is for signatures"),
            };
            let fix = match says.as_str() {
                "enc" => SIGNING_KEY,
                "x509-svid" => "use the key of the bundle that signs JWT-SVIDs: its `use` is `jwt-svid`",
                _ => {
                    "use the issuer's signing key; if this is it, write `\"use\":\"sig\"` or leave `use` out: few programs know other values"
                }
            };
            let what = if says == "enc" { "encryption".into() } else { format!("`{says}`") };
            say(title + also(*valid), fix).by(Spec::Rfc(7517, "4.2")).short(declared(
                *valid,
                "",
                &format!("{what}, not for signatures"),
            ))
        }
        KeyFit::Ops { says, valid } => {
            let listed: Vec<String> = says.iter().map(|one| format!("`{one}`")).collect();
            let listed = if listed.is_empty() { "no operation".to_owned() } else { list(&listed) };
            say(format!("this key is declared for {listed} (`key_ops`), not for `verify`{}", also(*valid)), SIGNING_KEY)
                .by(Spec::Rfc(7517, "4.3"))
                .short(declared(*valid, "", &format!("{listed}, not for `verify`")))
        }
        KeyFit::Alg { says, header, valid } => say(
            format!("this key is declared for `{says}` (`alg`), but the header says {header}{}", also(*valid)),
            "check which algorithm the issuer signs with: a key is for one algorithm only",
        )
        .by(Spec::Rfc(8725, "3.1"))
        .short(match valid {
            None => format!("wrong algorithm: the header says {header}, this key is declared for {says}"),
            valid => declared(*valid, &format!(" as {header}"), says),
        }),
        KeyFit::Unusable(why) => {
            say(format!("this key cannot be used: {}", unusable(*why)), "get the key from its owner again")
                .by(Spec::Rfc(7515, "5.2"))
        }
    }
}

/// Whether the signature is valid all the same, to follow a title.
fn also(valid: Option<bool>) -> &'static str {
    match valid {
        Some(true) => "; the signature itself is valid",
        Some(false) => "; the signature is also invalid",
        None => "",
    }
}

fn declared(valid: Option<bool>, as_what: &str, declared: &str) -> String {
    match valid {
        Some(true) => format!("valid{as_what}, but this key is declared for {declared}"),
        Some(false) => format!("invalid signature, and this key is declared for {declared}"),
        None => format!("this key is declared for {declared}"),
    }
}

/// Where a `did:key` is said to be a key.
const DID_KEY: Spec = Spec::Product(&DID_KEY_METHOD);
static DID_KEY_METHOD: Product = Product { name: "did:key", url: "https://w3c-ccg.github.io/did-key-spec/" };

pub(super) fn note(note: &Note) -> Wording {
    match note {
        Note::SelfAttested { member: member @ ("kid" | "iss"), key, .. } => say(
            format!("the key is the one that `{member}` itself names ({key}): whoever holds that identifier signed this; who that is, it does not say"),
            format!("accept it only if you know this identifier from elsewhere: anyone can make one, and put it into `{member}`"),
        )
        .by(DID_KEY)
        .short("verifies with the key that its issuer's identifier names; anyone can make such an identifier"),
        Note::SelfAttested { member, key, private } => {
            let also = if *private { "; it is even the private key, which the token gives to everyone" } else { "" };
            say(
                format!("the key came with the token, in `{member}`: {key}; anyone can make such a token{also}"),
                "verify with a key that you got from the issuer; the key inside the token never replaces it",
            )
            .by(Spec::Rfc(7515, if *member == "jwk" { "4.1.3" } else { "4.1.6" }))
            .short("verifies only with the key inside the token, which anyone can put there")
        }
        Note::Linked(key) => say(
            format!("the key came with the link: {key}; whoever made the link chose both token and key"),
            "compare it with the key that the issuer publishes; if it is the same, use it as your own",
        )
        .by(Spec::Rfc(8725, "3.8"))
        .short("verifies only with the key that came with the link, which its sender chose"),
        Note::OwnKey { member, own } => {
            let title = match own {
                OwnKey::Same => format!("the token also contains this key, in `{member}`"),
                OwnKey::Other(key) => {
                    format!("the token contains another key, in `{member}` ({key}); it was not used")
                }
                OwnKey::Unusable(fault) => {
                    format!(
                        "the token contains a key that cannot be used, in `{member}`: {}",
                        of_facts(fault, None).title
                    )
                }
            };
            say(title, "a verifier must not trust a key because the token contains it").by(Spec::Rfc(8725, "3.8"))
        }
        Note::SecretShort { bytes, advised, algorithm, guessable } => {
            let why = match guessable {
                true => "all secrets of that length can be tried",
                false => "a short secret can be guessed",
            };
            let (name, bytes) = (algorithm.name, counted(*bytes, "byte"));
            say(
                format!("the secret has {bytes}; {name} needs at least {advised}: {why}"),
                "use a longer, random secret",
            )
            .by(algorithm.spec)
        }
        Note::RsaSmall { bits, algorithm, broken } => {
            let why = match broken {
                true => "a modulus below 1024 bits can be factored, one of 512 within hours, and then anyone can sign",
                false => "a small modulus may be factored",
            };
            say(format!("the key has {bits} bits; RSA needs at least 2048: {why}"), "use a longer key")
                .by(algorithm.spec)
        }
        Note::PrivateKey => say(
            "this is the private key, which signs; the public key is enough to verify",
            "share the private key with nobody",
        )
        .by(Spec::Rfc(7517, "9.2")),
        Note::ChainBroken(number) => say(
            format!("the next certificate of the chain did not sign certificate {number}"),
            "get the chain again, in order: the key's own certificate first, then each issuer's",
        )
        .by(Spec::Rfc(7515, "4.1.6")),
        Note::KidDiffers { header, key } => say(
            format!("the `kid` of the header is `{header}`, but this key's is `{key}`"),
            "check which key the issuer means",
        )
        .by(Spec::Rfc(7515, "4.1.4")),
        Note::KidNamesKey(naming) => state(format!("the `kid` is {}", name(*naming))).by(Spec::Rfc(7515, "4.1.4")),
        Note::KeyRepaired(fault) => {
            let told = of_facts(fault, None);
            Wording { title: format!("{}; it was read anyway", told.title), ..told }.by(Spec::Rfc(7518, "2"))
        }
        Note::ChainTrusted(path) => {
            let one = |Trusted { subject, not_before, not_after }: &Trusted| {
                format!("the certificate for {subject} (valid from {} to {})", Day(*not_before), Day(*not_after))
            };
            let links: Vec<String> = path.iter().map(one).collect();
            say(
                format!(
                    "the key was found in `x5c`: {}, which the given key signed",
                    links.join(", which was signed by that of ")
                ),
                "check that none of them has expired or was revoked, and that the first one is for the expected issuer",
            )
            .by(Spec::Rfc(5280, "6.1"))
        }
        Note::PaddingSigned => say(
            "the signature covers the padding `=` of header or payload, which RFC 7515 forbids: the issuer signed it so",
            "keep the text as it is: without the `=` the signature is invalid; a strict verifier rejects the token, so verify it as its issuer says (AWS load balancers issue such tokens)",
        )
        .by(Spec::Rfc(7515, "2")),
    }
}

/// What a name is that was made of a key, to follow "is".
fn name(naming: Naming) -> &'static str {
    match naming {
        Naming::Thumbprint => "the thumbprint of this key (RFC 7638)",
        Naming::SpkiSha256 => "the SHA-256 of this key's SubjectPublicKeyInfo, as Kubernetes names its keys",
        Naming::SpkiSha1 => "the SHA-1 of this key's SubjectPublicKeyInfo",
        Naming::Libtrust => "this key's libtrust name, as in Docker's registry",
        Naming::CertificateSha1 => "the SHA-1 fingerprint of this key's certificate (`x5t`)",
        Naming::CertificateSha256 => "the SHA-256 fingerprint of this key's certificate (`x5t#S256`)",
    }
}
