//! What was seen, where there is no more to know than that.

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// The signature is valid with a secret of no bytes.
    EmptySecret,
    /// `alg` is `RSA1_5`.
    Rsa1_5,
    /// There is no `exp`.
    ExpMissing,
    /// `exp` is in the header.
    ExpInHeader,
    /// `iss` is an `http` address.
    IssuerHttp,
    /// `iss` is an address with a query or a fragment.
    IssuerQuery,
    /// `iss` ends with a slash.
    IssuerSlash,
    /// `aud` is an empty list.
    AudienceEmpty,
    /// `aud` names a service twice.
    AudienceTwice,
    /// `sub` is `client_id`.
    SubjectClient,
    /// `jti` is empty.
    JtiEmpty,
    /// `b64` is false in a JWT.
    B64Jwt,
    /// The content is compressed.
    Compressed,
    /// A token inside is not signed.
    NestedUnsigned,
    /// Tokens are nested more than four deep.
    NestedDeep,
    /// The payload is a token, and there is no `cty`.
    CtyMissing,
    /// There is no `typ`.
    TypMissing,
    /// `kid` is an address.
    KidAddress,
    /// The `kid` of the key looks like a thumbprint, and is none of this key.
    KidThumbprint,
    /// An ID token has no `nonce`.
    NonceMissing,
    /// `aud` has several entries, and there is no `azp`.
    AuthorizedPartyMissing,
    /// `aud` of a client assertion names several services.
    AssertionAudiences,
    /// A client assertion has no `jti`.
    AssertionJti,
    /// `exp` of a VAPID token is more than a day ahead.
    VapidLifetime,
    /// A security event has `exp`.
    EventExpires,
    /// `cnf` is empty.
    ConfirmationEmpty,
    /// `cnf` has more than one key.
    ConfirmationSeveral,
    /// `cnf` has a private key.
    ConfirmationPrivate,
    /// r or s is zero.
    SignatureZero,
    /// r or s is not below the order.
    ScalarRange,
    /// S is not below the order.
    EdwardsRange,
    /// The signature is not below the modulus.
    ModulusRange,
    /// R has small order.
    SmallOrder,
    /// The signature is DER.
    Der,
    /// s is larger than half of the order.
    HighS,
    /// The secret is on a list of known ones.
    SecretKnown,
    /// The secret is white space.
    SecretBlank,
    /// The secret is a short text over and over.
    SecretRepeats,
    /// The secret has few different characters.
    SecretFewCharacters,
    /// The secret counts up or down.
    SecretCounts,
    /// The secret is the text of a PEM file.
    SecretPem,
    /// The secret is the text of a JWK.
    SecretJwk,
    /// The secret is a token.
    SecretToken,
    /// The secret is an address.
    SecretAddress,
    /// The secret is a UUID.
    SecretUuid,
    /// The token is encrypted with a public key, and not signed.
    EncryptedUnsigned,
    /// `_sd` is not an array of strings.
    DigestsForm,
    /// `_sd_alg` is not at the top of the payload.
    DigestHashInside,
    /// `...` is beside other members, or not in an array.
    EllipsisMisplaced,
    /// `bits` of a status list is not 1, 2, 4 or 8.
    StatusBits,
    /// `lst` of a status list is not base64url.
    StatusEncoding,
    /// `idx` of a status is not a whole number from 0.
    StatusIndex,
    /// `uri` of a status is not a text.
    StatusAddress,
}
