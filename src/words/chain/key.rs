//! Clauses about the key and about the name of the algorithm.

use super::Clause;

pub(super) const HEADERS: &[Clause] = &[
    ("alg-xml", "`alg` is {}, which the name from XML signatures stands for"),
    ("alg-java", "`alg` is {}, which the name from Java stands for"),
    ("alg-case", "`alg` is {}: the names are case-sensitive"),
    ("alg-number", "`alg` is {}, which the number stands for"),
    ("alg-typing-error", "`alg` is {}: one character of the name is wrong"),
    ("alg-list", "`alg` is {}, which has to be a string and not in a list"),
    ("alg-in-typ", "`alg` is {}, which stands in `typ`: the two changed places"),
    ("alg-missing", "`alg` is {}, which the header does not say"),
    ("alg-misnamed", "`alg` is {}, which the header has under another name"),
    ("alg-spelling", "`alg` is {}, which is what the name probably stands for"),
];

pub(super) const KEYS: &[Clause] = &[
    ("exponent-text", "`e` of the key is the number and not its decimal digits as text"),
    ("exponent-decimal", "`e` of the key is read as decimal digits"),
    ("exponent-hex", "`e` of the key is read as hexadecimal digits"),
    ("exponent-base64", "`e` of the key is decoded once more: it was encoded twice"),
    ("exponent-reversed", "the bytes of `e` are reversed"),
    ("exponent-usual", "`e` of the key is 65537"),
    ("exponent-three", "`e` of the key is 3"),
    ("modulus-reversed", "the bytes of `n` are reversed: the key has the last one first"),
    ("modulus-hex", "`n` of the key is read as hexadecimal digits"),
    ("modulus-decimal", "`n` of the key is read as decimal digits"),
    ("modulus-base64", "`n` of the key is decoded once more: it was encoded twice"),
    ("modulus-pem", "`n` is the modulus of the key, whose PEM stands there"),
    ("seed-as-public", "`x` is the public key: what stands there is the private seed, and has to be kept secret"),
    ("seed-given", "the key is the public one: what is given is the private seed, and has to be kept secret"),
    ("y-opposite", "`y` of the key is p − y: it is that of the opposite point, with the other sign"),
    ("public-reversed", "the bytes of `x` are reversed"),
    ("own-key", "the key is the one inside the token, in `{}`"),
    ("other-certificate", "the key is that of certificate {}: the first one is not the signer's"),
];
