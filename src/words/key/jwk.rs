//! Faults of a JWK and of a JWK Set.

use super::base64;
use crate::base::diagnostic::key::{Base64, BrokenJson, Jwk, Member, Set, Written, X5c};
use crate::base::spec::Spec;
use crate::words::{Wording, counted, json, say, state};

const COPY_AGAIN: &str = "copy the JWK again";

pub fn wording(fault: &Jwk) -> Wording {
    match fault {
        Jwk::Json(place, what) => broken(*place, what).by(Spec::Rfc(8259, "")),
        Jwk::KtyMissing(kty) => {
            let fix = match kty {
                Some(kty) => format!("its members are those of a key of this type: add \"kty\":\"{kty}\""),
                None => "add \"kty\": \"RSA\", \"EC\", \"OKP\", \"AKP\" or \"oct\"".into(),
            };
            say("this JWK has no `kty`, the key type", fix).by(Spec::Rfc(7517, "4.1"))
        }
        Jwk::Kty(kty, near) => {
            let fix = match near {
                Some(near) => format!("`kty` is case-sensitive: write \"{near}\""),
                None => "use \"RSA\", \"EC\", \"OKP\", \"AKP\" or \"oct\"".into(),
            };
            say(format!("`kty` is \"{kty}\", an unknown key type"), fix).by(Spec::Rfc(7518, "6.1"))
        }
        Jwk::Configuration(address) => {
            let fix = match address {
                Some(address) => format!("nothing is fetched here: open {address} yourself and paste the key from it"),
                None => "paste the key itself".into(),
            };
            say("this is a server's configuration: it says where its keys are, and has none", fix)
                .by(Spec::Rfc(8414, "2"))
        }
        Jwk::MemberMissing { name, kty, spec } => {
            say(format!("`{name}` is missing; every {kty} key has it"), "copy the whole JWK").by(*spec)
        }
        Jwk::MemberType { name, kind, spec } => {
            Wording { spec: *spec, ..state(format!("`{name}` is {kind}; it must be a string")) }
        }
        Jwk::Member(name, fault) => member(name, *fault).by(Spec::Rfc(7518, "2")),
        Jwk::MemberLength { name, got, expected, curve, spec } => {
            let fix = match got < expected {
                true => {
                    "leading zero bytes must stay, so that the length is always the same; or the key is on another curve"
                }
                false => "remove the extra zero byte at the start; or the key is on another curve",
            };
            say(format!("`{name}` has {}; on {curve} it has {expected}", counted(*got, "byte")), fix).by(*spec)
        }
        Jwk::Curve(name, near) => {
            let fix = match near {
                Some(near) => format!("write \"{near}\""),
                None => "ES256 needs P-256, ES384 P-384, ES512 P-521, ES256K secp256k1".into(),
            };
            say(format!("`crv` is \"{name}\", a curve that no algorithm here uses"), fix).by(Spec::Rfc(7518, "6.2.1.1"))
        }
        Jwk::OkpCurve(name, near) => {
            let fix = match near {
                Some(near) => format!("write \"{near}\""),
                None => "EdDSA needs Ed25519 or Ed448, ECDH-ES X25519 or X448".into(),
            };
            say(format!("`crv` is \"{name}\", a curve that no algorithm here uses"), fix).by(Spec::Rfc(8037, "2"))
        }
        Jwk::CurveType { crv, kty, right } => say(
            format!("`crv` is \"{crv}\", and `kty` is \"{kty}\"; keys on this curve have \"{right}\""),
            format!("write \"kty\":\"{right}\""),
        )
        .by(if *right == "OKP" { Spec::Rfc(8037, "2") } else { Spec::Rfc(7518, "6.2.1") }),
        Jwk::AkpAlg(name) => {
            say(format!("`alg` is \"{name}\", which no AKP key here is for"), "use ML-DSA-44, ML-DSA-65 or ML-DSA-87")
                .by(Spec::Rfc(9964, "4"))
        }
        Jwk::X5c(fault) => x5c(*fault).by(Spec::Rfc(7517, "4.7")),
    }
}

fn broken(place: Option<(usize, usize)>, what: &BrokenJson) -> Wording {
    let at = place.map_or(String::new(), |(line, column)| format!(" at line {line}, column {column}"));
    let (what, fix) = match what {
        BrokenJson::Shown(fault) => {
            let told = json::wording(fault, None);
            (told.title, told.fix)
        }
        BrokenJson::Name => ("a name has no quotes".into(), Some("write names in double quotes".into())),
        BrokenJson::Value => {
            ("a value has no quotes, or is not a JSON value".into(), Some("write strings in double quotes".into()))
        }
        BrokenJson::Number => ("a number is not a JSON number".into(), None),
        BrokenJson::Escape => ("an escape is not a JSON escape".into(), None),
        BrokenJson::Other => ("this is not JSON".into(), None),
    };
    Wording { fix, ..state(format!("the JSON of this JWK is broken{at}: {what}")) }
}

fn written(member: &str, how: Written) -> Wording {
    let number = "encode the bytes of the number, the highest first, in base64url";
    match how {
        Written::Hex => {
            say(format!("{member} is in hexadecimal digits; a JWK uses the base64url of its bytes"), number)
        }
        Written::Decimal => say(format!("{member} is a decimal number; a JWK uses the base64url of its bytes"), number),
        Written::Twice => say(format!("{member} is encoded in base64 twice"), "encode it once"),
        Written::Spaced => say(format!("{member} has white space in it, which base64url does not allow"), "remove it"),
        Written::Reversed => say(format!("{member} has its bytes in reverse order, the lowest first"), number),
        Written::Format => say(
            format!("{member} holds a whole key in another format; a JWK has one number there"),
            "paste that key by itself, or write its numbers into the JWK",
        ),
        Written::Point => say(
            format!("{member} holds the whole point; a JWK has one coordinate there"),
            "write the first half into `x` and the second into `y`",
        ),
        Written::Swapped => say(format!("{member} is the other coordinate: `x` and `y` are swapped"), "swap them"),
        Written::Length => say(
            format!("{member} has another length than the numbers of this curve"),
            "write each number with exactly as many bytes as the curve has",
        ),
        Written::PrivateToo => say(
            format!("{member} holds the private key and then the public one, as libsodium writes them"),
            "keep the last 32 bytes, and replace the key if others saw it",
        ),
        Written::PrivateNumber => say(
            format!(
                "{member} holds the private number `d`, not a coordinate: the other coordinate is that of its public key"
            ),
            "write the coordinate there, and replace the key if others saw it",
        ),
    }
}

fn member(name: &str, fault: Member) -> Wording {
    let quoted = format!("`{name}`");
    match fault {
        Member::Empty => say(format!("{quoted} is empty"), "copy the whole JWK"),
        Member::Space(position) => {
            say(format!("{quoted} has white space at position {position}, which base64url does not allow"), "remove it")
        }
        Member::Padded => {
            say(format!("{quoted} has padding `=`; a JWK uses base64url without padding"), "remove each `=`")
        }
        Member::Commas(c) => say(
            format!("{quoted} ends with `{c}` in place of padding; a JWK uses base64url without padding"),
            format!("remove each `{c}`"),
        ),
        Member::Standard => say(
            format!("{quoted} is standard base64; a JWK uses base64url without padding"),
            "write `-` for `+` and `_` for `/`, and remove each `=`",
        ),
        Member::Hex => say(
            format!("{quoted} is in hexadecimal digits; a JWK uses base64url"),
            "encode the bytes of the number in base64url",
        ),
        Member::Decimal => say(
            format!("{quoted} is a decimal number; a JWK uses the base64url of its bytes"),
            "encode the bytes of the number in base64url: 65537 is \"AQAB\"",
        ),
        Member::Sodium => say(
            format!(
                "{quoted} has 64 bytes, the seed and the public key, as libsodium writes them; a JWK has the seed alone"
            ),
            "keep the first 32 bytes",
        ),
        Member::Written(how) => written(&quoted, how),
        Member::Lost { got, whole, bits } => say(
            format!("{quoted} has {}; for {bits} bits it has {whole}", counted(got, "character")),
            "a character is missing; copy the JWK again",
        ),
        Member::Base64(fault @ Base64::Character(_, '+' | '/')) => say(
            format!("{}; it is base64", base64(&quoted, true, fault)),
            "write `-` for `+` and `_` for `/`, and remove each `=`",
        ),
        Member::Base64(fault @ Base64::Length(_)) => {
            say(base64(&quoted, true, fault), "a character is missing or extra; copy the JWK again")
        }
        Member::Base64(fault) => say(base64(&quoted, true, fault), COPY_AGAIN),
    }
}

fn x5c(fault: X5c) -> Wording {
    match fault {
        X5c::NotAnArray => state("`x5c` must be an array of certificates"),
        X5c::Empty => state("`x5c` has no certificate"),
        X5c::TooMany(most) => state(format!("`x5c` has more than {}", counted(most, "certificate"))),
        X5c::NotBase64 => {
            say("a certificate in `x5c` is not base64", "`x5c` is base64, not base64url, and has no line breaks")
        }
        X5c::OtherKey => say("the first certificate in `x5c` is for another key than this JWK", "export the key again"),
    }
}

pub fn set(fault: &Set) -> Wording {
    let rule = Spec::Rfc(7517, "5.1");
    match *fault {
        Set::NotAnArray => state("`keys` must be an array of keys").by(rule),
        Set::Empty => state("this JWK Set has no key").by(rule),
        Set::TooLarge { keys, most } => {
            state(format!("this JWK Set has {}; at most {most} are read", counted(keys, "key"))).by(rule)
        }
        Set::Work => say("not read: this set has too many private and Ed448 keys", "paste this key alone"),
        Set::SeveralKeys(keys) => state(format!("this JWK Set has {}; one is needed", counted(keys, "key"))),
    }
}
