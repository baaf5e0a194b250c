//! Sentences about a chain that opens an encrypted token. Each step is a clause that follows "the token opens if"; `{}` stands for
//! its fact.

use super::{Clause, Wording, clause_of, condition, secret};
use crate::base::diagnostic::Code;
use crate::base::diagnostic::chain::{Dimension, Fact, Step};
use crate::base::spec::Spec;
use crate::words::say;

const DECRYPTION: Spec = Spec::Rfc(7516, "5.2");

const OTHERS: &[Clause] = &[
    // How it was written.
    ("base64url-slip", "the {} is read despite how it is written, which is not strict base64url"),
    // How the content key travelled.
    ("secret-as-content-key", "the secret itself is the content key, as with `dir`"),
    ("secret-wraps", "the secret unwraps the encrypted key, as with A128KW, A192KW or A256KW"),
    ("content-key-as-text", "the content key is decoded from {}: its text was encrypted, and not its bytes"),
    ("other-key-wrap", "the encrypted key is unwrapped with {}, whatever `alg` says"),
    (
        "wrapped-with-padding",
        "the encrypted key is unwrapped as AES Key Wrap with Padding (RFC 5649), which JOSE does not use",
    ),
    ("salt-bare", "the salt is `p2s` alone, without the name of the algorithm before it"),
    ("salt-text", "`p2s` is not decoded"),
    ("salt-text-bare", "the salt is the text of `p2s`, not decoded and without the name of the algorithm before it"),
    ("password-hash", "PBKDF2 uses {}"),
    ("password-rounds", "PBKDF2 runs for {} rounds, whatever `p2c` says"),
    ("derived-for-alg", "the key is derived for the name in `alg`, not in `enc`"),
    ("derived-for-enc", "the key is derived for the name in `enc`, not in `alg`"),
    ("derived-for-wrapping", "the key is derived for the name of the key wrap alone, without `ECDH-ES+`"),
    ("parties-left-out", "`apu` and `apv` are left out of the key derivation"),
    ("parties-swapped", "`apu` and `apv` are swapped in the key derivation"),
    ("parties-as-text", "`apu` and `apv` go into the key derivation without being decoded"),
    ("key-length-in-bytes", "the key derivation counts the key in bytes, not bits"),
    ("without-lengths", "the key derivation leaves out the lengths of its parts"),
    ("without-info", "the key derivation takes nothing but the agreed secret"),
    ("agreed-trimmed", "the zeros at the start of the agreed secret are left out"),
    ("agreed-itself", "the agreed secret is the key, without any key derivation"),
    ("agreed-hashed", "the key is the plain SHA-256 of the agreed secret"),
    // What was authenticated.
    ("member-removed", "{} is taken out of the header: it was put in after encryption"),
    ("typ-added", "the header has `\"typ\":\"JWT\"`, which was taken out after encryption"),
    ("enc-changed", "`enc` is {}: it was changed after encryption"),
    ("header-encoded", "the header segment is strict base64url, without padding"),
    ("tight", "the header is written without white space"),
    ("spaced", "the header is written with a space after each comma and colon"),
    ("sorted", "the header is sorted by member names"),
    ("indented", "the header is indented by 2 spaces"),
    ("indented-4", "the header is indented by 4 spaces"),
    ("indented-tabs", "the header is indented by tabs"),
    ("slashes-escaped", "the header is written with `\\/` for each `/`"),
    ("slashes-bare", "the header is written with `/` for each `\\/`"),
    ("ascii-escaped", "the header is written with `\\u…` for what is not ASCII"),
    ("escapes-read", "the header is written without its `\\u…` escapes"),
    ("html-escaped", "the header has `\\u0026` for `&`, and the like, as Go writes it"),
    ("net-escaped", "the header is written with `\\u…` escapes as .NET writes them"),
    ("space-after-colon", "the header is written with a space after each colon"),
    ("space-after-comma", "the header is written with a space after each comma"),
    ("space-inside", "the header is written with spaces inside its braces"),
    ("crlf-lines", "the header has CR LF at the end of each line"),
    ("lf-lines", "the header has a line feed alone at the end of each line"),
    ("line-feed-at-end", "a line feed ends the header"),
    ("mark-before", "a byte order mark stands before the header"),
    ("latin-1", "the header is encoded as Latin-1"),
    ("numbers-as-strings", "the header has strings in place of numbers"),
    ("strings-as-numbers", "the header has numbers in place of strings of digits"),
    ("members-turned", "the members of the header stand in reversed order"),
    ("members-in-order", "the members of the header stand in another order"),
    ("nothing-authenticated", "no additional data are authenticated"),
    ("header-decoded", "the decoded header is authenticated in place of its base64url"),
    ("header-base64", "the header is authenticated in another base64, with padding or `+` and `/`"),
    ("aad-left-out", "`aad` is not authenticated"),
    ("aad-alone", "`aad` is authenticated without the header"),
    ("aad-decoded-alone", "`aad` is authenticated decoded and without the header"),
    ("aad-decoded", "`aad` is authenticated decoded"),
    ("one-round", "the key derivation stops after its first round and zeros fill up the key"),
    // How the content was encrypted.
    ("vector-length", "the initialization vector may have {} bytes"),
    ("mac-half-encrypts", "AES uses the half of the content key that is for the HMAC"),
    ("halves-swapped", "the halves of the content key are swapped: the first is for the HMAC, the second for AES"),
    ("length-in-bytes", "the HMAC counts the additional data in bytes, not bits"),
    ("length-left-out", "the HMAC leaves out the length of the additional data"),
    ("vector-left-out", "the HMAC leaves out the initialization vector"),
    ("tag-last-half", "the tag is the second half of the HMAC, not the first"),
    ("tag-whole", "the tag is the whole HMAC, not its first half"),
    ("tag-in-ciphertext", "the end of the ciphertext is taken for the tag"),
    ("vector-in-ciphertext", "the start of the ciphertext is taken for the initialization vector"),
    ("parts-in-order", "the last three parts are read as {}"),
    // What became of it on its way.
    ("character-changed", "{}"),
    ("vector-swapped", "character {} of the initialization vector and the one behind it change places"),
    ("ciphertext-swapped", "character {} of the ciphertext and the one behind it change places"),
    ("header-swapped", "character {} of the header and the one behind it change places"),
    ("tag-swapped", "character {} of the authentication tag and the one behind it change places"),
    ("tag-cut", "the tag is completed"),
    ("tag-cut-or-short", "the tag is completed"),
    ("tag-short", "the tag is completed"),
    ("tag-longer", "the last {} bytes of the tag are taken off"),
];

pub(super) fn clauses(dimension: Dimension) -> &'static [Clause] {
    if dimension == Dimension::Secret { secret::CLAUSES } else { OTHERS }
}

/// What there is to say of a chain that leads to an encrypted token: it opens, or at least its encrypted key does; the key was proved
/// to be right.
pub fn opening(steps: &[Step], opens: bool, proven: bool) -> Wording {
    let (fix, spec) = advice(steps.first().map_or(Code::JweTag, |step| step.code));
    if let [Step { name, fact, .. }] = steps
        && let Some(wording) = alone(name, fact, proven)
    {
        return wording;
    }
    let condition = condition(steps, |dimension, steps| clause_of(dimension, clauses(dimension), steps));
    let title = match (opens, proven) {
        (true, true) => format!("the key is right; the token opens if {condition}"),
        (true, false) => format!("the token opens if {condition}"),
        (false, _) => format!(
            "the encrypted key opens if {condition}; the header, the initialization vector, the ciphertext or the tag is then \
            still not what the sender encrypted"
        ),
    };
    let short = if opens { "does not open; opens if" } else { "does not open; the encrypted key opens if" };
    say(title, fix).by(spec).short(format!("{short} {condition}"))
}

/// What is said in other words than those of its step, where nothing else is wrong.
fn alone(name: &str, fact: &Fact, proven: bool) -> Option<Wording> {
    const ALL_OF_IT: &str = "copy the token again, all of it";
    let key = if proven { "the key is right" } else { "the key and the content are right" };
    Some(match (name, fact) {
        ("tag-cut", Fact::Part { got, whole }) => {
            let title =
                format!("the token is cut off at its end: the authentication tag has {got} bytes, the first of {whole}");
            say(title, ALL_OF_IT).by(DECRYPTION).short("the token is cut off at its end")
        }
        ("tag-cut-or-short", Fact::Part { got, whole }) => say(
            format!(
                "the authentication tag has {got} bytes, the first of {whole}: the sender left the rest out, or the token is \
                 cut off at its end"
            ),
            format!("{ALL_OF_IT}; if it is the same then, have the sender write all {whole} bytes of the tag"),
        )
        .by(DECRYPTION)
        .short(format!("the authentication tag has {got} bytes, the first of {whole}")),
        ("tag-short", Fact::Part { got, whole }) => say(
            format!(
                "{key}, but the sender cut the authentication tag to {got} bytes: they are the first of {whole}, which \
                 `enc` asks for"
            ),
            format!("have the sender write all {whole} bytes of the tag: some old libraries write 16 whatever `enc` is, and others refuse that"),
        )
        .by(Spec::Rfc(7518, if *whole == 24 { "5.2.4" } else { "5.2.5" }))
        .short(format!("the sender cut the authentication tag to {got} of {whole} bytes")),
        ("vector-length", Fact::Count(got)) => say(
            format!(
                "{key}, but the sender used an initialization vector of {got} bytes: AES-GCM opens the token with it, and \
                 `enc` asks for 12"
            ),
            "have the sender use 12 random bytes (96 bits) for each token: other libraries refuse this one",
        )
        .by(Spec::Rfc(7518, "5.3"))
        .short(format!("the sender used an initialization vector of {got} bytes, not 12")),
        ("one-round", _) => say(
            "the token opens if the key derivation stops after its first round and zeros fill up the key: the private key \
             is right, and the sender's Concat KDF is not",
            "have the sender repeat the hash until the key is long enough: the content is encrypted with known zeros in \
             the key, and other libraries cannot read it",
        )
        .by(Spec::Rfc(7518, "4.6.2"))
        .short("does not open; opens if the key derivation stops after its first round and zeros fill up the key"),
        _ => return None,
    })
}

/// What to do, and the rule, by the code of the first step.
fn advice(code: Code) -> (&'static str, Spec) {
    match code {
        Code::JweContentChanged => {
            ("get the token again from whoever issued it: it was changed on its way", Spec::Rfc(7516, "5.2"))
        }
        Code::JweTagLength => ("copy the token again, all of it", Spec::Rfc(7516, "5.2")),
        Code::JweEncoding => {
            ("encode it as base64url without padding: a strict reader refuses the token", Spec::Rfc(7515, "2"))
        }
        Code::JweMethod => {
            ("have the sender encrypt as the standard says: other libraries refuse the token", Spec::Rfc(7516, "5.1"))
        }
        Code::SecretDefault | Code::SecretPlaceholder | Code::SecretEmpty => {
            ("have the sender use a long, random secret: anyone can decrypt with this one", Spec::Rfc(7518, "8.1"))
        }
        _ => ("give both sides the same secret, and read it in the same way", Spec::Rfc(7518, "4.1")),
    }
}
