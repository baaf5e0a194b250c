//! What is said of a name, a text or a key.

use crate::base::diagnostic::finding::{Address, KeyFlaw, Looks, Named};

pub(super) fn sentence(seen: Named, name: &str) -> String {
    match seen {
        Named::NoneAlgorithm => format!("`alg` is `{name}`, so anyone could have written this token"),
        Named::PublicSecret => format!("the secret is the text of a public key: {name}"),
        Named::Deprecated => format!("`{name}` is registered as deprecated"),
        Named::Fapi => format!("FAPI does not allow `{name}`"),
        Named::ExpInside => format!("`exp` is inside `{name}`, where no verifier looks for it"),
        Named::AudienceAnybody => format!("`aud` is `{name}`, which means anybody"),
        Named::RightsWide => format!("`{name}` grants everything"),
        Named::NumberRounded => format!("JavaScript would round `{name}`"),
        Named::NumberDigits => format!("`{name}` has more digits than a 64-bit floating-point number holds"),
        Named::NumberRange => format!("`{name}` is beyond the range of a 64-bit floating-point number"),
        Named::NumberRewritten => format!("`{name}` is a whole number, but is not written as one"),
        Named::KidPath => format!("`kid` contains a path: `{name}`"),
        Named::KidSql => format!("`kid` contains SQL: `{name}`"),
        Named::KidCommand => format!("`kid` contains a command or a template: `{name}`"),
        Named::KidLdap => format!("`kid` contains an LDAP filter: `{name}`"),
        Named::KidMarkup => format!("`kid` contains markup: `{name}`"),
        Named::KidControl => format!("`kid` contains a control character: `{name}`"),
        Named::ZipSigned => format!("`zip` is `{name}` in a signed token"),
        Named::ZipUnknown => format!("`zip` is `{name}`, but only `DEF` is defined for encrypted tokens"),
        Named::CtyClaims => format!("`cty` is `{name}`, but the payload holds claims"),
        Named::TypSpelling => format!("`typ` is written `{name}`"),
        Named::PrivateMember => format!("a key in the token has the private member `{name}`"),
        Named::KidTwice => format!("several keys have the `kid` `{name}`"),
        Named::AuthorizedParty => format!("`azp` is `{name}`, which is not in `aud`"),
        Named::ConfirmationThumbprint => {
            format!("`{name}` must be the 32 bytes of a SHA-256 in base64url, which has 43 characters")
        }
        Named::HashHexadecimal => format!("`{name}` is in hexadecimal digits; it must be base64url"),
        Named::HashEncoding => format!("`{name}` is not base64url"),
        Named::HashNotCompared => format!("`{name}` has the right form; its value was not compared"),
        Named::EncryptedKind => format!("`typ` is `{name}`, a kind that must be signed, but this token is encrypted"),
        Named::FewIterations => format!("`p2c` is {name}: so few rounds make the password easy to guess"),
        Named::ManyIterations => format!("`p2c` is {name}: so many rounds keep whoever decrypts busy"),
        Named::Replicated => format!("`{name}` in the header is not the `{name}` of the payload"),
        Named::DigestTwice => format!("the digest `{name}` occurs more than once"),
        Named::DigestHash => format!("`_sd_alg` is `{name}`, which is not a known hash"),
    }
}

/// What it looks like, with its article.
pub(super) fn looks(looks: Looks) -> &'static str {
    match looks {
        Looks::AwsKey => "an AWS key",
        Looks::GithubToken => "a GitHub token",
        Looks::StripeKey => "a Stripe key",
        Looks::GoogleKey => "a Google key",
        Looks::SlackToken => "a Slack token",
        Looks::GitlabToken => "a GitLab token",
        Looks::NpmToken => "an npm token",
        Looks::PrivateKey => "a private key",
        Looks::Secret => "a secret",
        Looks::Token => "another token",
        Looks::Email => "an e-mail address",
        Looks::Phone => "a telephone number",
        Looks::SocialSecurity => "a US social security number",
        Looks::Card => "a payment card number",
    }
}

/// What is worst about an address, in words that follow its name.
pub(super) fn address(address: Address) -> &'static str {
    match address {
        Address::Relative => "is not an absolute address",
        Address::Insecure => "is not https",
        Address::UserName => "has a user name before its host, which hides where it leads",
        Address::Internal => "leads to an IP address or an internal host",
        Address::OtherHost => "leads to another host than `iss`",
        Address::Present => "is an address of keys",
    }
}

/// What is wrong with `key`, such as `the key`.
pub(super) fn flaw(key: &str, flaw: KeyFlaw) -> String {
    match flaw {
        KeyFlaw::Factorable(bits) => format!("{key} has {bits} bits, few enough to be factored"),
        KeyFlaw::Prime => format!("the modulus of {key} is a prime"),
        KeyFlaw::SmallFactor => format!("the modulus of {key} has a factor below 1000"),
        KeyFlaw::Roca => format!("the modulus of {key} has the fingerprint of the ROCA generator (CVE-2017-15361)"),
        KeyFlaw::ClosePrimes => format!("the primes of {key} are so close that a square root finds them"),
        KeyFlaw::Exponent => format!("the public exponent of {key} has only one byte"),
        KeyFlaw::TwoPurposes => format!("{key} is for signatures and for encryption"),
    }
}
