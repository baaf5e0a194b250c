//! Sentences about a chain that opens an encrypted token. Each step is a clause that follows "the token opens if"; `{}` stands for
//! its fact.

use super::{Clause, Wording, clause_of, condition, secret};
use crate::base::diagnostic::Code;
use crate::base::diagnostic::chain::{Dimension, Fact, Step};
use crate::base::spec::Spec;
use crate::words::say;

const OTHERS: &[Clause] = &[
    // How it was written.
    ("base64url-slip", "the {} is read despite how it is written, which is not strict base64url"),
    // How the content key travelled.
    ("secret-as-content-key", "the secret itself is the content key, as with `dir`"),
    ("secret-wraps", "the secret unwraps the encrypted key, as with A128KW, A192KW or A256KW"),
    ("salt-bare", "the salt is `p2s` alone, without the name of the algorithm before it"),
    ("salt-text", "`p2s` is not decoded"),
    ("salt-text-bare", "the salt is the text of `p2s`, not decoded and without the name of the algorithm before it"),
    ("password-hash", "PBKDF2 uses {}"),
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
    // How the content was encrypted.
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
    ("tag-longer", "the last {} bytes of the tag are taken off"),
];

pub(super) fn clauses(dimension: Dimension) -> &'static [Clause] {
    if dimension == Dimension::Secret { secret::CLAUSES } else { OTHERS }
}

/// What there is to say of a chain that leads to an encrypted token: it opens, or at least its encrypted key does; the key was proved
/// to be right.
pub fn opening(steps: &[Step], opens: bool, proven: bool) -> Wording {
    let (fix, spec) = advice(steps.first().map_or(Code::JweTag, |step| step.code));
    if let [Step { name: "tag-cut", fact: Fact::Part { got, whole }, .. }] = steps {
        let title =
            format!("the token is cut off at its end: the authentication tag has {got} bytes, the first of {whole}");
        return say(title, fix).by(spec).short("the token is cut off at its end");
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
