//! What is said where there are no facts but that it is so.

use crate::base::diagnostic::finding::Plain;

pub(super) fn sentence(seen: Plain) -> &'static str {
    match seen {
        Plain::EmptySecret => "the signature is valid with an empty secret",
        Plain::Rsa1_5 => "`alg` is `RSA1_5`: RSA encryption with PKCS #1 v1.5 padding",
        Plain::ExpMissing => "there is no `exp`",
        Plain::ExpInHeader => "`exp` is in the header, where no verifier looks for it, so the token never expires",
        Plain::IssuerHttp => "`iss` is an `http` address, so anyone on the network path can answer for it",
        Plain::IssuerQuery => "`iss` is an address with a query or a fragment",
        Plain::IssuerSlash => "`iss` ends with a slash, which is part of the name",
        Plain::AudienceEmpty => "`aud` is an empty array",
        Plain::AudienceTwice => "`aud` names the same service twice",
        Plain::SubjectClient => "`sub` and `client_id` are the same",
        Plain::JtiEmpty => "`jti` is empty",
        Plain::B64Jwt => "`b64` is false, but `typ` says that this is a JWT",
        Plain::Compressed => "`zip` is `DEF`: the content was compressed before encryption",
        Plain::NestedUnsigned => "a token inside has no signature",
        Plain::NestedDeep => "more than four tokens are nested",
        Plain::CtyMissing => "the payload is a token, but no `cty` says so",
        Plain::TypMissing => "the header has no `typ`",
        Plain::KidAddress => "`kid` is an address",
        Plain::KidThumbprint => {
            "the `kid` has the form of a thumbprint (RFC 7638), but is no hash of this key or its certificate"
        }
        Plain::NonceMissing => "there is no `nonce`, which is right only if the request had none",
        Plain::AuthorizedPartyMissing => {
            "`aud` has several entries, but no `azp` says which client asked for the token"
        }
        Plain::AssertionAudiences => "`aud` names several services; one must be enough",
        Plain::AssertionJti => "the client assertion has no `jti`",
        Plain::VapidLifetime => "`exp` is more than 24 hours ahead, which push services refuse",
        Plain::EventExpires => "`exp` is not recommended in a security event token",
        Plain::ConfirmationEmpty => "`cnf` is empty",
        Plain::ConfirmationSeveral => "`cnf` must have no more than one of `jwk`, `jwe` and `jku`",
        Plain::ConfirmationPrivate => "the `jwk` in `cnf` has private members",
        Plain::SignatureZero => "r or s is zero",
        Plain::ScalarRange => "r or s is not below the order of the curve",
        Plain::EdwardsRange => "in the signature, S is not below the order of the curve",
        Plain::ModulusRange => "as a number, the signature is not below the modulus of the key",
        Plain::SmallOrder => "in the signature, R is a point of small order",
        Plain::Der => "the signature is ASN.1 DER; a token has r and s one after the other",
        Plain::HighS => "s is larger than half of the order of secp256k1",
        Plain::SecretKnown => "the secret is well known: it is on lists of default secrets",
        Plain::SecretBlank => "the secret is only white space",
        Plain::SecretRepeats => "the secret repeats a short text",
        Plain::SecretFewCharacters => "the secret has very few different characters",
        Plain::SecretCounts => "the secret mostly counts up or down",
        Plain::SecretPem => "the secret is the text of a PEM file",
        Plain::SecretJwk => "the secret is the text of a JWK",
        Plain::SecretToken => "the secret is a token",
        Plain::SecretAddress => "the secret is an address",
        Plain::SecretUuid => "the secret is a UUID, in which at most 122 bits are random",
        Plain::EncryptedUnsigned => "the token is encrypted with a public key, which proves nothing about its sender",
        Plain::DigestsForm => "`_sd` must be an array of strings",
        Plain::DigestHashInside => "`_sd_alg` must be at the top of the payload",
        Plain::EllipsisMisplaced => "`...` must be the only member of an object in an array",
        Plain::StatusBits => "`bits` of `status_list` must be 1, 2, 4 or 8",
        Plain::StatusEncoding => "`lst` of `status_list` must be base64url",
        Plain::StatusIndex => "`idx` of `status_list` must be a whole number, 0 or more",
        Plain::StatusAddress => "`uri` of `status_list` must be the address of a status list token",
    }
}
