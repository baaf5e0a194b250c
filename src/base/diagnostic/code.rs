//! The stable names: one table of them. They are public (`data-code` on the page, exports), so one is never changed.

macro_rules! codes {
    ($($variant:ident = $name:literal,)*) => {
        /// The stable name of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// The name in kebab case, such as `base64url-padding`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                }
            }
        }
    };
}

codes! {
    // The encoding of a segment.
    Base64urlAlphabet = "base64url-alphabet", Base64urlStandardAlphabet = "base64url-standard-alphabet",
    Base64urlPadding = "base64url-padding", Base64urlLength = "base64url-length",
    Base64urlTrailingBits = "base64url-trailing-bits",
    // JSON.
    JsonBadEscape = "json-bad-escape", JsonBom = "json-bom", JsonComment = "json-comment",
    JsonControlCharacter = "json-control-character", JsonCutOffWord = "json-cut-off-word", JsonEmpty = "json-empty",
    JsonLoneSurrogate = "json-lone-surrogate", JsonMissingCloser = "json-missing-closer",
    JsonMissingColon = "json-missing-colon", JsonMissingComma = "json-missing-comma",
    JsonMissingMember = "json-missing-member", JsonMissingName = "json-missing-name",
    JsonMissingValue = "json-missing-value", JsonNotAValue = "json-not-a-value", JsonNotJson = "json-not-json",
    JsonNumber = "json-number", JsonPrinted = "json-printed", JsonSingleQuotes = "json-single-quotes", JsonTooDeep = "json-too-deep",
    JsonTrailingComma = "json-trailing-comma", JsonTrailingText = "json-trailing-text",
    JsonTruncated = "json-truncated", JsonTypographicQuotes = "json-typographic-quotes",
    JsonUnexpectedCharacter = "json-unexpected-character", JsonUnexpectedCloser = "json-unexpected-closer",
    JsonUnquotedName = "json-unquoted-name", JsonUnterminatedString = "json-unterminated-string",
    JsonWhiteSpace = "json-white-space",
    // The form of a token, its header and its payload.
    AlgEmpty = "alg-empty", AlgMissing = "alg-missing", AlgNotAString = "alg-not-a-string",
    B64DotInPayload = "b64-dot-in-payload", B64NotCritical = "b64-not-critical", DuplicateName = "duplicate-name",
    Empty = "empty", FourSegments = "four-segments", HeaderEmpty = "header-empty", CardDigits = "card-digits",
    HeaderNotObject = "header-not-object", HeaderNotUtf8 = "header-not-utf8", Jwe = "jwe", JweCutOff = "jwe-cut-off",
    NotAToken = "not-a-token", OneSegment = "one-segment", PayloadCompressed = "payload-compressed", PayloadEmpty = "payload-empty",
    PayloadEncoded = "payload-encoded", PayloadNested = "payload-nested", PayloadNotJson = "payload-not-json", PayloadNotObject = "payload-not-object",
    PayloadNotUtf8 = "payload-not-utf8", PayloadTooLong = "payload-too-long", SignatureEmpty = "signature-empty", TooManySegments = "too-many-segments",
    TwoSegments = "two-segments",
    // Encrypted tokens.
    JweAlg = "jwe-alg", JweAlone = "jwe-alone", JweCiphertextLength = "jwe-ciphertext-length",
    JweContentChanged = "jwe-content-changed", JweContentKeyLength = "jwe-content-key-length",
    JweContentPadding = "jwe-content-padding", JweCritical = "jwe-critical", JweDeflate = "jwe-deflate",
    JweEnc = "jwe-enc", JweEncDiffers = "jwe-enc-differs", JweEncoding = "jwe-encoding",
    JweEncryptedKeyLength = "jwe-encrypted-key-length", JweEncryptedKeyMissing = "jwe-encrypted-key-missing",
    JweEncryptedKeyPresent = "jwe-encrypted-key-present", JweEncryptedKeyTooLarge = "jwe-encrypted-key-too-large",
    JweEpk = "jwe-epk", JweEpkCurve = "jwe-epk-curve", JweEpkNotOnCurve = "jwe-epk-not-on-curve",
    JweEpkPrivate = "jwe-epk-private", JweEpkSmallOrder = "jwe-epk-small-order", JweFormsMixed = "jwe-forms-mixed",
    JweHeaderObject = "jwe-header-object", JweIterations = "jwe-iterations", JweIvLength = "jwe-iv-length",
    JweJsonObject = "jwe-json-object", JweKeyCurve = "jwe-key-curve", JweKeyKind = "jwe-key-kind",
    JweKeyLength = "jwe-key-length", JweKeyPublic = "jwe-key-public", JweKeySize = "jwe-key-size", JweNoneOfSet = "jwe-none-of-set",
    JweKeyUnusable = "jwe-key-unusable", JweMemberEncoding = "jwe-member-encoding",
    JweMemberMissing = "jwe-member-missing", JweMemberType = "jwe-member-type", JweNameRepeated = "jwe-name-repeated",
    JwePadding = "jwe-padding", JweParameterEncoding = "jwe-parameter-encoding",
    JweParameterLength = "jwe-parameter-length", JweParameterMissing = "jwe-parameter-missing",
    JweParameterType = "jwe-parameter-type", JweRecipientsEmpty = "jwe-recipients-empty",
    JweMethod = "jwe-method",
    JweSecretEncoding = "jwe-secret-encoding", JweTag = "jwe-tag", JweTagLength = "jwe-tag-length",
    JweTooLong = "jwe-too-long", JweUnprotected = "jwe-unprotected", JweUnwrap = "jwe-unwrap", JweZip = "jwe-zip",
    // Signed tokens in JSON.
    JwsAlgUnprotected = "jws-alg-unprotected", JwsB64Differs = "jws-b64-differs", JwsFormsMixed = "jws-forms-mixed",
    JwsHeaderMissing = "jws-header-missing", JwsMemberType = "jws-member-type", JwsNameRepeated = "jws-name-repeated",
    JwsSignatureMissing = "jws-signature-missing", JwsSignaturesEmpty = "jws-signatures-empty",
    JwsSignaturesMany = "jws-signatures-many", JwsUnprotected = "jws-unprotected",
    // What was undone to find a token.
    PastedBearer = "pasted-bearer", PastedCookie = "pasted-cookie", PastedCookies = "pasted-cookies", PastedCurl = "pasted-curl",
    PastedDotLost = "pasted-dot-lost", PastedDots = "pasted-dots",
    PastedEscapes = "pasted-escapes", PastedInvisible = "pasted-invisible", PastedJson = "pasted-json",
    PastedLineBreaks = "pasted-line-breaks", PastedName = "pasted-name", PastedPartLost = "pasted-part-lost",
    PastedPercent = "pasted-percent",
    PastedPlus = "pasted-plus",
    PastedQuotedPrintable = "pasted-quoted-printable",
    PastedQuotes = "pasted-quotes", PastedRepeated = "pasted-repeated", PastedRot13 = "pasted-rot13",
    PastedSignedCookie = "pasted-signed-cookie", PastedSpace = "pasted-space", PastedStartLost = "pasted-start-lost",
    PastedSwapped = "pasted-swapped",
    PastedTextAround = "pasted-text-around", PastedUrl = "pasted-url",
    // Selectively disclosed tokens, and their key binding.
    DigestForm = "digest-form", DigestRepeated = "digest-repeated", DisclosureCredential = "disclosure-credential",
    DisclosureDuplicateName = "disclosure-duplicate-name", DisclosureEmpty = "disclosure-empty",
    DisclosureEncoding = "disclosure-encoding", DisclosureMisplaced = "disclosure-misplaced",
    DisclosureName = "disclosure-name", DisclosureNameTaken = "disclosure-name-taken",
    DisclosureNotArray = "disclosure-not-array", DisclosureNotJson = "disclosure-not-json",
    DisclosureNotUtf8 = "disclosure-not-utf8", DisclosureRepeated = "disclosure-repeated",
    DisclosureReservedName = "disclosure-reserved-name", DisclosureSalt = "disclosure-salt",
    DisclosureSaltRepeated = "disclosure-salt-repeated", DisclosureSaltShort = "disclosure-salt-short",
    DisclosureUnreferenced = "disclosure-unreferenced", DisclosureValidity = "disclosure-validity",
    DisclosuresTooMany = "disclosures-too-many", KeyBindingTime = "key-binding-time",
    KeyBindingAlgorithm = "key-binding-algorithm", KeyBindingAudience = "key-binding-audience",
    KeyBindingClaim = "key-binding-claim", KeyBindingForm = "key-binding-form", KeyBindingHash = "key-binding-hash",
    KeyBindingKey = "key-binding-key", KeyBindingNonce = "key-binding-nonce",
    KeyBindingSignature = "key-binding-signature", KeyBindingType = "key-binding-type", SdAlg = "sd-alg",
    SdAlgNested = "sd-alg-nested", SdElement = "sd-element", SdElementMisplaced = "sd-element-misplaced",
    SdJwtJsonKind = "sd-jwt-json-kind", SdJwtJsonPlace = "sd-jwt-json-place",
    SdJwtPayload = "sd-jwt-payload", SdJwtUnended = "sd-jwt-unended", SdJwtUnsigned = "sd-jwt-unsigned",
    SdNotStrings = "sd-not-strings",
    // Values that are made of something else, and status lists.
    BindingAlgorithm = "binding-algorithm", BindingCertificate = "binding-certificate",
    BindingDiffers = "binding-differs", BindingMissing = "binding-missing", BindingType = "binding-type",
    StatusListBits = "status-list-bits", StatusListCompression = "status-list-compression",
    StatusListEncoding = "status-list-encoding", StatusListMissing = "status-list-missing",
    StatusListObject = "status-list-object", StatusListTooLong = "status-list-too-long",
    // What a token is bound to, as it was given, and what a status list says.
    BindingInput = "binding-input", StatusInvalid = "status-invalid", StatusListExpired = "status-list-expired",
    StatusListIndex = "status-list-index", StatusListReference = "status-list-reference",
    StatusListSubject = "status-list-subject", StatusListToken = "status-list-token",
    StatusListType = "status-list-type",
    // Kinds of token of some protocols.
    AssertionAudience = "assertion-audience", AssertionJti = "assertion-jti", KindExactlyOne = "kind-exactly-one",
    KindHeaderForbidden = "kind-header-forbidden", KindHeaderMissing = "kind-header-missing",
    KindLifetime = "kind-lifetime", KindMac = "kind-mac",
    // Keys.
    AkpLength = "akp-length", AkpSeedDoesNotMatch = "akp-seed-does-not-match", AkpSeedMissing = "akp-seed-missing",
    EcCurve = "ec-curve", EcCurveMissing = "ec-curve-missing", EcCurvesDiffer = "ec-curves-differ",
    EcExplicitParameters = "ec-explicit-parameters", EcPointForm = "ec-point-form", EcPointLength = "ec-point-length",
    EcPointNotOnCurve = "ec-point-not-on-curve", EcPrivateDoesNotMatch = "ec-private-does-not-match",
    EcPrivateOutOfRange = "ec-private-out-of-range", EcVersion = "ec-version", JwkAkpAlg = "jwk-akp-alg",
    JwkCrv = "jwk-crv", JwkJson = "jwk-json", JwkKty = "jwk-kty", JwkKtyMissing = "jwk-kty-missing",
    JwkMemberEncoding = "jwk-member-encoding", JwkMemberLength = "jwk-member-length",
    JwkMemberMissing = "jwk-member-missing", JwkMemberType = "jwk-member-type",
    JwkOpenidConfiguration = "jwk-openid-configuration", JwkPointNotOnCurve = "jwk-point-not-on-curve",
    JwkPrivateDoesNotMatch = "jwk-private-does-not-match", JwkPrivateOutOfRange = "jwk-private-out-of-range",
    JwkX5c = "jwk-x5c", JwksEmpty = "jwks-empty", JwksKeys = "jwks-keys", JwksSeveralKeys = "jwks-several-keys",
    JwksTooLarge = "jwks-too-large", JwksWork = "jwks-work", KeyAlgorithm = "key-algorithm", KeyDer = "key-der",
    KeyForm = "key-form", KeyFormat = "key-format", KeyTooLarge = "key-too-large", OkpLength = "okp-length",
    OkpPoint = "okp-point", OkpPrivateDoesNotMatch = "okp-private-does-not-match", OkpSmallOrder = "okp-small-order",
    OpensshBase64 = "openssh-base64", OpensshCurve = "openssh-curve", OpensshCut = "openssh-cut",
    OpensshNumber = "openssh-number", OpensshTrailingBytes = "openssh-trailing-bytes", OpensshType = "openssh-type",
    PassphraseWrong = "passphrase-wrong", PemBeginMissing = "pem-begin-missing", PemBodyCut = "pem-body-cut",
    PemBodyStart = "pem-body-start", PemBoundary = "pem-boundary", PemCharacter = "pem-character",
    PemEmpty = "pem-empty", PemEncrypted = "pem-encrypted", PemEncryption = "pem-encryption",
    PemEndMissing = "pem-end-missing", PemLabel = "pem-label", PemLabelContent = "pem-label-content",
    PemLabelMismatch = "pem-label-mismatch", PemNotAKey = "pem-not-a-key", PemPadding = "pem-padding",
    PemParameters = "pem-parameters", PemTooLarge = "pem-too-large", PemTrailingBytes = "pem-trailing-bytes",
    Pkcs8Version = "pkcs8-version", RsaExponent = "rsa-exponent", RsaModulus = "rsa-modulus",
    RsaPrimesMissing = "rsa-primes-missing", RsaPrivate = "rsa-private", RsaVersion = "rsa-version",
    SecretBase64 = "secret-base64", SecretEmpty = "secret-empty", SecretHex = "secret-hex",
    // What is given for a key and is none, and keys in forms of their own.
    KeyAddress = "key-address", KeyClientId = "key-client-id", KeyErrorAnswer = "key-error-answer",
    KeyFingerprint = "key-fingerprint", KeyHtml = "key-html", KeyMultibase = "key-multibase", KeyNull = "key-null",
    KeyToken = "key-token", RsaModulusText = "rsa-modulus-text",
    // What there is to know of a signature under a key in such a form, and of tokens whose text or content is apart.
    AlgNotNamed = "alg-not-named", ChainTrusted = "chain-trusted", Detached = "detached", KeyOpposite = "key-opposite",
    KeyRepaired = "key-repaired", KeySeed = "key-seed",
    KidNamesKey = "kid-names-key", OtherCurveSigned = "other-curve-signed", PaddingSigned = "padding-signed",
    // What is given for a token and is none.
    NoToken = "no-token", OtherToken = "other-token", TokenShortened = "token-shortened",
    PastedBase64 = "pasted-base64", PastedDigits = "pasted-digits", PastedLetters = "pasted-letters", PastedLinkRewritten = "pasted-link-rewritten", PastedNumbers = "pasted-numbers",
    PastedIdentity = "pasted-identity", PastedVapid = "pasted-vapid",
    Passport = "passport",
    // What there is to know of a key that can be used.
    NoteBlocks = "note-blocks", NoteCertificate = "note-certificate", NoteJwk = "note-jwk",
    NoteMended = "note-mended", NoteNumbers = "note-numbers", NoteOpenssh = "note-openssh",
    NoteSecret = "note-secret", NoteSet = "note-set",
    // Registered claims.
    AudienceNotText = "audience-not-text", ClaimAmbiguous = "claim-ambiguous", ClaimNotText = "claim-not-text",
    ExpDuration = "exp-duration", IatAfterExp = "iat-after-exp", IatFuture = "iat-future", NbfAfterExp = "nbf-after-exp",
    NumericDateCutOff = "numeric-date-cut-off", NumericDateMilliseconds = "numeric-date-milliseconds",
    NumericDateNegative = "numeric-date-negative", NumericDateRange = "numeric-date-range",
    NumericDateString = "numeric-date-string", NumericDateType = "numeric-date-type",
    // What a kind of token asks for.
    KindAlgorithm = "kind-algorithm", KindAudience = "kind-audience",
    KindClaimForbidden = "kind-claim-forbidden", KindClaimMissing = "kind-claim-missing",
    KindClientsDiffer = "kind-clients-differ", KindEvent = "kind-event", KindMismatch = "kind-mismatch",
    KindProofAddress = "kind-proof-address", KindProofAlgorithm = "kind-proof-algorithm",
    KindProofKey = "kind-proof-key", KindSubject = "kind-subject", KindType = "kind-type", KindUnsigned = "kind-unsigned",
    // What a person expects.
    AgeAhead = "age-ahead", AgeUnknown = "age-unknown", AudienceMismatch = "audience-mismatch",
    AudienceMissing = "audience-missing", ClaimMissing = "claim-missing", IssuerMismatch = "issuer-mismatch",
    IssuerMissing = "issuer-missing", LifetimeTooLong = "lifetime-too-long", LifetimeUnknown = "lifetime-unknown",
    NoClaims = "no-claims", NoDuration = "no-duration", NonceMismatch = "nonce-mismatch", NonceMissing = "nonce-missing",
    SubjectMismatch = "subject-mismatch", SubjectMissing = "subject-missing", TooOld = "too-old",
    TypeMismatch = "type-mismatch", TypeMissing = "type-missing",
    // What a link carries.
    LinkAlgorithm = "link-algorithm", LinkHoldsPrivate = "link-holds-private", LinkKeyAlone = "link-key-alone",
    LinkKeyUnreadable = "link-key-unreadable", LinkNoToken = "link-no-token", LinkPrivateKey = "link-private-key",
    LinkSecret = "link-secret",
    LinkQuery = "link-query",
    // A case.
    CaseHoldsPrivate = "case-holds-private", CaseJson = "case-json", CaseKey = "case-key",
    CaseMember = "case-member", CaseMissing = "case-missing", CaseNoData = "case-no-data",
    CaseTooLarge = "case-too-large", CaseUnknown = "case-unknown", CaseVersion = "case-version",
    ContentDestroyed = "content-destroyed", SignatureDestroyed = "signature-destroyed",
    // The settings of a team, and what they expect.
    AlgorithmMismatch = "algorithm-mismatch", SettingsDefault = "settings-default", SettingsFile = "settings-file",
    SettingsKey = "settings-key", SettingsMember = "settings-member", SettingsMissing = "settings-missing",
    SettingsNotLoaded = "settings-not-loaded", SettingsPrivate = "settings-private", SettingsRepeated = "settings-repeated",
    SettingsTooLarge = "settings-too-large", SettingsType = "settings-type", SettingsValue = "settings-value",
    // Editing.
    EditBrokenJson = "edit-broken-json", EditEncrypted = "edit-encrypted", EditKeyBinding = "edit-key-binding",
    EditNoPayload = "edit-no-payload", EditRecipients = "edit-recipients",
    EditNotText = "edit-not-text", EditSdJwt = "edit-sd-jwt", SignedWithShortKey = "signed-with-short-key",
    SignedWithShortSecret = "signed-with-short-secret",
    // Signatures, and why there is none.
    AlgAmbiguous = "alg-ambiguous", AlgChanged = "alg-changed", AlgNone = "alg-none", AlgNotText = "alg-not-text",
    AlgUnknown = "alg-unknown", B64NotBoolean = "b64-not-boolean", ChainBroken = "chain-broken",
    ContentChanged = "content-changed", ContentMissing = "content-missing", Crit = "crit",
    CritUnknown = "crit-unknown", DigestInfo = "digest-info", DraftJson = "draft-json",
    ExpectedAlgorithm = "expected-algorithm", HeaderMalformed = "header-malformed", KeyAlg = "key-alg",
    KeyCurve = "key-curve", KeyKind = "key-kind", KeyLarge = "key-large", KeyOps = "key-ops",
    KeyOrContent = "key-or-content", KeySet = "key-set", KeyUnusable = "key-unusable", KeyUse = "key-use",
    FirebaseCustomToken = "firebase-custom-token",
    KeycloakRefreshToken = "keycloak-refresh-token", OktaOrgToken = "okta-org-token",
    KidDiffers = "kid-differs", LinkedKey = "linked-key", MicrosoftNonce = "microsoft-nonce", NoKey = "no-key",
    NonceHashed = "nonce-hashed", NoneWithSignature = "none-with-signature", NotCanonical = "not-canonical",
    OtherAlgorithm = "other-algorithm", OtherHash = "other-hash", OtherInput = "other-input", OtherKey = "other-key",
    OtherPadding = "other-padding", OwnKey = "own-key", OwnKeyFails = "own-key-fails", OwnKeyHolds = "own-key-holds",
    PrivateKey = "private-key", PrivateKeyAsSecret = "private-key-as-secret", PssParameters = "pss-parameters",
    PublicKey = "public-key", PublicKeyAsSecret = "public-key-as-secret", RsaBroken = "rsa-broken",
    RsaSmall = "rsa-small", SecretDefault = "secret-default", SecretEncoding = "secret-encoding",
    SecretEscapes = "secret-escapes", SecretInToken = "secret-in-token", SecretLookalike = "secret-lookalike",
    SecretGuessable = "secret-guessable", SecretQuotes = "secret-quotes",
    SecretShort = "secret-short", SecretWhiteSpace = "secret-white-space", Segments = "segments",
    SelfAttested = "self-attested", SetKeyFails = "set-key-fails", SetKeyHolds = "set-key-holds",
    SetNoSuchKey = "set-no-such-key", SetNoneFits = "set-none-fits", SetNoneOfSeveral = "set-none-of-several",
    SetOneOfSeveral = "set-one-of-several", SetOnlyFit = "set-only-fit", SetOtherHolds = "set-other-holds",
    SignatureDer = "signature-der", SignatureEncoding = "signature-encoding", SignatureLength = "signature-length",
    SignatureMismatch = "signature-mismatch", SignatureRange = "signature-range",
    SignatureReversed = "signature-reversed", SignatureSwapped = "signature-swapped",
    SignatureTrailing = "signature-trailing", SignatureTruncated = "signature-truncated",
    SignatureZero = "signature-zero", SignatureZeros = "signature-zeros",
    // Signatures that are valid once something is undone.
    AlgOtherName = "alg-other-name", ContentRewritten = "content-rewritten", KeyCertificate = "key-certificate",
    KeyNumber = "key-number", MemberAdded = "member-added", MemberLost = "member-lost", MemberOrder = "member-order",
    SecretAltered = "secret-altered", SecretCase = "secret-case", SecretCharset = "secret-charset",
    SecretCut = "secret-cut", SecretFile = "secret-file", SecretHashed = "secret-hashed", SecretHtml = "secret-html",
    SecretLenient = "secret-lenient", SecretLines = "secret-lines", SecretPercent = "secret-percent",
    SecretPlaceholder = "secret-placeholder", SecretPrefix = "secret-prefix", SecretShell = "secret-shell",
    SignatureCase = "signature-case", SignatureCharset = "signature-charset", SignatureDamaged = "signature-damaged",
    SignaturePercent = "signature-percent", SignatureWrapped = "signature-wrapped", SignerCall = "signer-call",
    TokenCase = "token-case", ValueChanged = "value-changed",
    // What the audit finds, by the ids of its checks.
    AudienceUnclear = "audience-unclear", AuthenticationTime = "authentication-time",
    AuthorizedParty = "authorized-party", B64Misused = "b64-misused", CertificateThumbprint = "certificate-thumbprint",
    CertificateTime = "certificate-time", ClaimCase = "claim-case", ClaimEmpty = "claim-empty",
    CompressedContent = "compressed-content", Confirmation = "confirmation", ConfirmationKey = "confirmation-key",
    ContentLarge = "content-large", CtyMismatch = "cty-mismatch", DeprecatedAlgorithm = "deprecated-algorithm",
    DisclosureDigests = "disclosure-digests", EmptySecret = "empty-secret", EncryptedKind = "encrypted-kind",
    EncryptedUnsigned = "encrypted-unsigned", EventExpires = "event-expires", ExpMissing = "exp-missing",
    FapiAlgorithm = "fapi-algorithm", HashNotCompared = "hash-not-compared", HighS = "high-s",
    IdTokenNonce = "id-token-nonce", IssuerForm = "issuer-form", IssuerSlash = "issuer-slash", JtiWeak = "jti-weak",
    JwkInexact = "jwk-inexact", KeyAddressInHeader = "key-address-in-header",
    KeyAddressInsecure = "key-address-insecure", KeyAddressSuspicious = "key-address-suspicious",
    KeyContradicts = "key-contradicts", KidInjection = "kid-injection", KidThumbprint = "kid-thumbprint",
    KidTwice = "kid-twice", KidUnusual = "kid-unusual", LifetimeLong = "lifetime-long",
    LongLifetime = "long-lifetime", MisspeltParameter = "misspelt-parameter", NestedUnsigned = "nested-unsigned",
    NonceReused = "nonce-reused", NoneAlgorithm = "none-algorithm", NumberChanged = "number-changed", NumberRewritten = "number-rewritten",
    OldProof = "old-proof", OutOfTime = "out-of-time", ParameterType = "parameter-type",
    PartiesMissing = "parties-missing", PasswordCost = "password-cost", PersonalData = "personal-data", PostQuantumSize = "post-quantum-size",
    PrivateInside = "private-inside", PublicSecret = "public-secret", ReplicatedClaim = "replicated-claim", RightsWide = "rights-wide",
    Rsa1_5 = "rsa1-5", RsaExponentSmall = "rsa-exponent-small", RsaFactors = "rsa-factors", RsaPrime = "rsa-prime",
    SecretInside = "secret-inside", SecretNotRandom = "secret-not-random", SetNotPublic = "set-not-public",
    SmallOrder = "small-order", StatusMalformed = "status-malformed", SubjectClient = "subject-client", TokenHash = "token-hash",
    TokenSize = "token-size", TypMissing = "typ-missing", TypSpelling = "typ-spelling",
    VapidLifetime = "vapid-lifetime", ZipMisused = "zip-misused",
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn each_name_is_the_variant_in_kebab_case_and_stands_once() {
        for (index, code) in Code::ALL.iter().enumerate() {
            let mut kebab = String::new();
            for c in format!("{code:?}").chars() {
                if c.is_ascii_uppercase() && !kebab.is_empty() {
                    kebab.push('-');
                }
                // Two numbers of a name are kept apart by an underscore.
                kebab.push(if c == '_' { '-' } else { c.to_ascii_lowercase() });
            }
            assert_eq!(kebab, code.name());
            assert!(Code::ALL.iter().skip(index + 1).all(|other| other.name() != code.name()), "{kebab} twice");
        }
    }
}
