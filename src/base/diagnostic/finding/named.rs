//! What was seen of a name, a text or a key.

/// What was seen of a name or text, which is an excerpt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// `alg` is `none`, written like this.
    NoneAlgorithm,
    /// The secret is the text of a public key; what kind of key, such as `an RSA key`.
    PublicSecret,
    /// `alg`, which is deprecated.
    Deprecated,
    /// `alg`, which FAPI does not allow.
    Fapi,
    /// The claim that has an `exp` inside, where the token itself has none.
    ExpInside,
    /// An entry of `aud` that means everybody.
    AudienceAnybody,
    /// The claim that grants everything.
    RightsWide,
    /// A number that lies between two that a double holds.
    NumberRounded,
    /// A number with more digits than a double holds.
    NumberDigits,
    /// A number beyond the range of a double.
    NumberRange,
    /// A whole number that is not written with digits alone.
    NumberRewritten,
    /// `kid` with a path in it.
    KidPath,
    /// `kid` with SQL in it.
    KidSql,
    /// `kid` with a command or a template in it.
    KidCommand,
    /// `kid` with an LDAP filter in it.
    KidLdap,
    /// `kid` with markup in it.
    KidMarkup,
    /// `kid` with a control character in it.
    KidControl,
    /// `zip` in a signed token.
    ZipSigned,
    /// `zip` that is not `DEF`.
    ZipUnknown,
    /// `cty` announces a token, and the payload holds claims.
    CtyClaims,
    /// `typ` in an unusual spelling.
    TypSpelling,
    /// The private member of a key in the token.
    PrivateMember,
    /// The `kid` of several keys.
    KidTwice,
    /// `azp`, which is not in `aud`.
    AuthorizedParty,
    /// The thumbprint in `cnf` that is no SHA-256.
    ConfirmationThumbprint,
    /// The claim that is not base64url, and should be a hash.
    HashEncoding,
    /// The claim that is a hash in hexadecimal digits.
    HashHexadecimal,
    /// The claim that is a hash, and was not compared.
    HashNotCompared,
    /// The `typ` of a kind that has to be signed, on an encrypted token.
    EncryptedKind,
    /// `p2c`, which is small.
    FewIterations,
    /// `p2c`, which is large.
    ManyIterations,
    /// The claim that the header repeats with another value.
    Replicated,
    /// The digest that stands twice.
    DigestTwice,
    /// `_sd_alg`, which is unknown.
    DigestHash,
}

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A key of AWS.
    AwsKey,
    /// A token of GitHub.
    GithubToken,
    /// A key of Stripe.
    StripeKey,
    /// A key of Google.
    GoogleKey,
    /// A token of Slack.
    SlackToken,
    /// A token of GitLab.
    GitlabToken,
    /// A token of npm.
    NpmToken,
    /// A private key in PEM.
    PrivateKey,
    /// A secret, by its name.
    Secret,
    /// Another token.
    Token,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A social security number.
    SocialSecurity,
    /// The number of a payment card.
    Card,
}

/// What is worst about the address of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// It is no absolute address.
    Relative,
    /// It is not https.
    Insecure,
    /// A name stands before its host.
    UserName,
    /// Its host is internal, or an IP address.
    Internal,
    /// Its host is not that of `iss`.
    OtherHost,
    /// Nothing but that it is there.
    Present,
}

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFlaw {
    /// An RSA modulus of so many bits.
    Factorable(usize),
    /// The modulus is prime.
    Prime,
    /// The modulus has a small factor.
    SmallFactor,
    /// The modulus has the fingerprint of ROCA.
    Roca,
    /// The primes are close together.
    ClosePrimes,
    /// The public exponent has one byte.
    Exponent,
    /// It is for signatures and for encryption.
    TwoPurposes,
}

impl Looks {
    /// Whether it gives somebody access, and is no personal data.
    pub fn is_secret(self) -> bool {
        !matches!(self, Looks::Email | Looks::Phone | Looks::SocialSecurity | Looks::Card)
    }
}
