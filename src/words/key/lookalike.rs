//! What is given for a key and is none.

use crate::base::diagnostic::key::{Lookalike, Multibase, StandIn};
use crate::words::{Wording, character, say};

pub fn wording(what: &Lookalike) -> Wording {
    const THE_KEY: &str = "paste the public key itself: PEM, a JWK or a JWK Set";
    match what {
        Lookalike::Fingerprint(hash) => {
            let which = hash.map_or(String::new(), |hash| format!(" ({hash})"));
            say(format!("this is the fingerprint of a key{which}: it names a key, and is none"), THE_KEY)
        }
        Lookalike::Digest(hash) => say(
            format!("this has the length of a {hash} fingerprint in hexadecimal digits, which names a key and is none"),
            THE_KEY,
        ),
        Lookalike::Hash => say(
            "this has the length of a SHA-256 in base64url, such as a JWK thumbprint (RFC 7638), which names a key and is none",
            THE_KEY,
        ),
        Lookalike::File => say(
            "this is the name of a file, not a key, and the page cannot open files by name",
            "drop the file here, or open it yourself and paste what is in it",
        ),
        Lookalike::KeyService => say(
            "this is the name of a key in a key management service, not the key, and nothing is fetched here",
            "ask the service for the public key, with its command-line tool or in its console, and paste the answer",
        ),
        Lookalike::Address { address, configuration: false } => say(
            "this is an address, not a key, and nothing is fetched here",
            format!("open `{address}` yourself and paste what it shows"),
        ),
        Lookalike::Address { address, configuration: true } => say(
            "this is the address of a server's configuration, not a key, and nothing is fetched here",
            format!(
                "open `{address}` yourself, then the address that it gives as `jwks_uri`, and paste what that shows"
            ),
        ),
        Lookalike::ClientId => say("this is the identifier of a client or a key, not a key", THE_KEY),
        Lookalike::Host(name) => say(
            "this is the name of a host, not a key, and nothing is fetched here",
            format!(
                "open `https://{name}/.well-known/openid-configuration` yourself, then the address that it gives as `jwks_uri`, and paste what that shows"
            ),
        ),
        Lookalike::Credential(whose) => say(
            format!("this is {whose}, which signs no tokens and verifies none"),
            "paste what the issuer signs with: the public key, PEM or a JWK Set, or for HS256 the secret for its tokens",
        ),
        Lookalike::Token => {
            say("this is a token, not a key", "paste it into the token field, and the issuer's key here")
        }
        Lookalike::Nothing(word) => say(
            format!("this is the word `{word}`, which a program writes where it has no key"),
            "find out why the program has no key: a variable that is not set, or a file that was not read",
        ),
        Lookalike::Html => say(
            "this is a web page (HTML), not a key: the address that should give keys gave a page",
            "check the address of the keys; a login page or an error page may stand in their place",
        ),
        Lookalike::ErrorAnswer(code) => {
            let which = code.as_ref().map_or(String::new(), |code| format!(" (`{code}`)"));
            say(
                format!("this is an error message{which}, not a key: the request for the keys failed"),
                "correct the request that gave this answer, and paste the keys",
            )
        }
        Lookalike::ErrorText => say(
            "this is the error message of a program, not a key: it could not read the key",
            "correct what failed, and paste the key itself",
        ),
        Lookalike::StandIn(what) => stand_in(*what),
    }
}

fn stand_in(what: StandIn) -> Wording {
    match what {
        StandIn::Object(language) => say(
            format!("this is how {language} prints an object; it does not show the key in it"),
            "export the key in the program as PEM or a JWK, and paste that",
        ),
        StandIn::Stored => say(
            "this is a reference to a value in a store of secrets, not the key, and nothing is fetched here",
            "read the value with the tool of the store, and paste it; a program that has this text in place of the key does not resolve it",
        ),
        StandIn::Placeholder => say(
            "this is the name of a variable that was to be replaced by its value, not the key",
            "paste the value; a program that has this text in place of the key does not fill it in",
        ),
        StandIn::Mask => say(
            "this is what a program shows in place of a value that is not to be seen, not the key",
            "copy the key from where it is kept, not from a log or a list of settings",
        ),
        StandIn::Encrypted(by) => say(
            format!("this is a value that {by} has encrypted, not the key"),
            "decrypt it with that program, and paste what comes out",
        ),
        StandIn::Hashed(method) => say(
            format!("this is what {method} makes of a password; nobody can compute the password from it"),
            "get the value itself from where it was made; programs keep such a hash to compare passwords with",
        ),
    }
}

pub fn multibase(fault: Multibase) -> Wording {
    const AGAIN: &str = "copy the identifier again: one character is enough to change the whole key";
    match fault {
        Multibase::Base58 { position, found } => say(
            format!("{} at position {position} is not in base58btc, which this key is written in", character(found)),
            AGAIN,
        ),
        Multibase::Cut => say("this multibase text does not decode to a key", AGAIN),
        Multibase::Codec(code, name) => {
            let what = name.map_or_else(|| format!("the multicodec 0x{code:x}"), str::to_owned);
            say(format!("this identifier holds {what}, which no algorithm here uses"), super::NEEDED)
        }
    }
}
