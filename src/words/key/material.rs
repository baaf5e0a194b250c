//! What is wrong with the numbers of a key.

use super::COPY_AGAIN;
use crate::base::diagnostic::key::{Akp, Ec, Okp, Rsa};
use crate::base::spec::Spec;
use crate::words::{Wording, counted, say, state};

const MIXED: &str = "parts of two keys were mixed; export the key again";
const OTHER_CURVE: &str = "the key was cut off, or is on another curve";

pub fn rsa(fault: &Rsa) -> Wording {
    let (public, private) = (Spec::Rfc(8017, "3.1"), Spec::Rfc(8017, "3.2"));
    match *fault {
        Rsa::ModulusText { ref text, istio } => say(
            format!("the RSA modulus is text, not a number: `{text}`"),
            match istio {
                true => {
                    "make the address of the issuer's keys reachable for Istio, which puts this where it could not fetch them"
                }
                false => "a program put a message in place of the key; get the key from its owner",
            },
        )
        .by(public),
        Rsa::ModulusZero => say("the RSA modulus is zero", COPY_AGAIN).by(public),
        Rsa::ModulusLarge { bits, most } => {
            state(format!("the RSA modulus has {bits} bits; at most {most} are supported")).by(public)
        }
        Rsa::ModulusSmall { bits, least } => say(
            format!("the RSA modulus has {}; a signature needs at least {least}", counted(bits, "bit")),
            "is the modulus cut off, or are modulus and exponent swapped?",
        )
        .by(public),
        Rsa::ModulusEven => {
            say("the RSA modulus is even, so it is not the product of two large primes", COPY_AGAIN).by(public)
        }
        Rsa::ExponentSmall => state("the RSA public exponent must be greater than 1").by(public),
        Rsa::ExponentEven => {
            say("the RSA public exponent is even; it must be odd", "it is usually 65537 (AQAB in base64url) or 3")
                .by(public)
        }
        Rsa::ExponentLarge => {
            say("the RSA public exponent is not smaller than the modulus", "are modulus and exponent swapped?")
                .by(public)
        }
        Rsa::PrivateExponent => say("the RSA private exponent does not belong to this modulus", COPY_AGAIN).by(private),
        Rsa::PrivatePrimes => say(
            "the private exponent of this RSA key does not belong to its primes",
            "the key is damaged, or parts of two keys were mixed; export it again",
        )
        .by(private),
        Rsa::Primes => say("the product of the RSA primes is not the modulus", COPY_AGAIN).by(private),
        Rsa::PrimesMissing => say(
            "this form needs `p`, `q`, `dp`, `dq` and `qi`, which the key does not have and which cannot be computed",
            "write it as a JWK, or export it with its primes",
        )
        .by(Spec::Rfc(8017, "A.1.2")),
        Rsa::Version => {
            state("the version of this RSA private key is not 0 (two primes) or 1 (more)").by(Spec::Rfc(8017, "A.1.2"))
        }
    }
}

pub fn ec(fault: &Ec) -> Wording {
    let (point, inside) = (Spec::Rfc(5480, "2.2"), Spec::Rfc(5915, "3"));
    let named = Spec::Rfc(5480, "2.1.1");
    let of = |jwk: bool| if jwk { Spec::Rfc(7518, "6.2") } else { point };
    match fault {
        Ec::PointEmpty => state("the EC public key is empty").by(point),
        Ec::PointInfinity => state("the EC public key is the point at infinity, which is not a key").by(point),
        Ec::PointHybrid => {
            state("the EC public key is in hybrid form (first byte 6 or 7), which RFC 5480 forbids").by(point)
        }
        Ec::PointForm(first) => say(
            format!("the EC public key starts with byte {first:#04x}"),
            "the first byte is 04 (uncompressed), 02 or 03 (compressed)",
        )
        .by(point),
        Ec::PointLength { got, expected, curve } => {
            say(format!("the EC public key has {}; on {curve} it has {expected}", counted(*got, "byte")), OTHER_CURVE)
                .by(point)
        }
        Ec::NotOnCurve { curve, jwk } => say(
            format!("the point of this EC key is not on {curve}, so it is not a public key"),
            "a coordinate is damaged, x and y are swapped, or the key is on another curve",
        )
        .by(of(*jwk)),
        Ec::OtherCurve { says, is, jwk: true } => say(
            format!("`crv` is wrong: it says {says}, but the point of this key is on {is}"),
            format!("write `\"crv\":\"{is}\"`"),
        )
        .by(of(true)),
        Ec::OtherCurve { says, is, jwk: false } => say(
            format!("this EC key names the wrong curve: it says {says}, but its point is on {is}"),
            format!("export the key again, from a program that knows that it is on {is}"),
        )
        .by(of(false)),
        Ec::PrivateRange { curve, jwk } => say(
            format!("the private number of this EC key is not between 1 and the order of {curve}"),
            "the key is damaged, or is on another curve",
        )
        .by(of(*jwk)),
        Ec::PrivateLength { got, expected, curve } => {
            say(format!("the private number has {}; on {curve} it has {expected}", counted(*got, "byte")), COPY_AGAIN)
                .by(inside)
        }
        Ec::Mismatch { jwk } => {
            say("the private and the public part of this EC key do not belong together", MIXED).by(of(*jwk))
        }
        Ec::Version => state("the version of this EC private key is not 1").by(inside),
        Ec::CurvesDiffer(key, parameters) => {
            say(format!("the key is on {key}, but its parameters say {parameters}"), MIXED).by(inside)
        }
        Ec::CurveMissing => state("this EC key does not name its curve").by(named),
        Ec::PrivateCurveMissing => say(
            "this EC private key does not name its curve",
            "export it with its parameters: openssl pkey -in key.pem -out named.pem",
        )
        .by(inside),
        Ec::ExplicitParameters => say(
            "this EC key has the parameters of its curve in place of its name, which RFC 5480 forbids",
            "name the curve: openssl pkey -in key.pem -out named.pem -ec_param_enc named_curve",
        )
        .by(named),
        Ec::Curve(name) => say(
            format!("this EC key is on {name}, which no algorithm here uses"),
            "ES256 needs P-256, ES384 P-384, ES512 P-521",
        )
        .by(named),
        Ec::UnknownCurve(identifier) => {
            let which = match identifier {
                Some(identifier) => format!("a curve with the unknown identifier {identifier}"),
                None => "a curve with an identifier that cannot be read".into(),
            };
            say(format!("this EC key is on {which}"), "ES256 needs P-256, ES384 P-384, ES512 P-521").by(named)
        }
    }
}

pub fn okp(fault: &Okp) -> Wording {
    // The key pair of Ed448, or of Ed25519.
    let rule = |curve: &str| Spec::Rfc(8032, if curve == "Ed448" { "5.2.5" } else { "5.1.5" });
    match *fault {
        Okp::SmallOrder(curve) => say(
            format!("this {curve} key is a point of small order: its signatures prove nothing"),
            "no key pair is made like this; get the key from its owner again",
        )
        .by(rule(curve)),
        Okp::Point(curve) => {
            let fix = "if they are the private key (the seed), give the public key that belongs to it; if not, the key is damaged: copy it again";
            say(format!("these bytes are not an {curve} public key: no private key leads to them"), fix).by(rule(curve))
        }
        Okp::Mismatch(curve) => {
            say(format!("the private and the public part of this {curve} key do not belong together"), MIXED)
                .by(Spec::Rfc(8037, "2"))
        }
        Okp::Length { curve, private, got, expected } => {
            let part = if private { "private" } else { "public" };
            say(
                format!("the {part} part of this {curve} key has {}; it must have {expected}", counted(got, "byte")),
                OTHER_CURVE,
            )
            .by(rule(curve))
        }
    }
}

pub fn akp(fault: &Akp) -> Wording {
    let told = match *fault {
        Akp::Mismatch(set) => {
            say(format!("the seed of this {set} key (`priv`) leads to another public key than `pub`"), MIXED)
        }
        Akp::SeedMissing(set) => say(
            format!("this {set} key has the expanded private key without the seed it came from"),
            "export it with its seed: in JOSE a private ML-DSA key is a seed",
        ),
        Akp::Length { set, seed, got, expected } => {
            let part = if seed { "seed" } else { "public key" };
            say(
                format!("the {part} of this {set} key has {}; it must have {expected}", counted(got, "byte")),
                "the key was cut off, or belongs to another parameter set",
            )
        }
    };
    told.by(Spec::Rfc(9964, "4"))
}
