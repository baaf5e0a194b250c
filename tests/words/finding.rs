//! Samples of what the checks of the audit find.

use super::Family;
use jwt_debugger::base::diagnostic::finding::{
    Address, Brought, Count, Finding, Hashed, KeyFlaw, Looks, Moment, Named, Plain, Thumbprint, Typed, Validity,
};
use jwt_debugger::base::diagnostic::{Diagnostic, Facts, Is, key, reason};
use jwt_debugger::base::spec::Spec;
use jwt_debugger::base::time::NumericDate;

fn plain() -> Vec<Finding> {
    use Plain::*;
    let all = [
        EmptySecret,
        Rsa1_5,
        ExpMissing,
        IssuerHttp,
        IssuerQuery,
        IssuerSlash,
        AudienceEmpty,
        AudienceTwice,
        SubjectClient,
        JtiEmpty,
        B64Jwt,
        Compressed,
        NestedUnsigned,
        NestedDeep,
        CtyMissing,
        TypMissing,
        KidAddress,
        KidThumbprint,
        NonceMissing,
        AuthorizedPartyMissing,
        AssertionAudiences,
        AssertionJti,
        VapidLifetime,
        EventExpires,
        ConfirmationEmpty,
        ConfirmationSeveral,
        ConfirmationPrivate,
        SignatureZero,
        ScalarRange,
        EdwardsRange,
        ModulusRange,
        SmallOrder,
        Der,
        HighS,
        SecretKnown,
        SecretBlank,
        SecretRepeats,
        SecretFewCharacters,
        SecretCounts,
        SecretPem,
        SecretJwk,
        SecretToken,
        SecretAddress,
        SecretUuid,
        EncryptedUnsigned,
        DigestsForm,
        DigestHashInside,
        EllipsisMisplaced,
        StatusBits,
        StatusEncoding,
        StatusIndex,
        StatusAddress,
    ];
    all.map(Finding::Plain).into()
}

fn named() -> Vec<Finding> {
    use Named::*;
    let all = [
        (NoneAlgorithm, "nOnE"),
        (PublicSecret, "an RSA key"),
        (Deprecated, "EdDSA"),
        (Fapi, "RS256"),
        (ExpInside, "data"),
        (AudienceAnybody, "*"),
        (RightsWide, "scope"),
        (NumberRounded, "9007199254740993"),
        (NumberDigits, "0.12345678901234567890"),
        (NumberRange, "1e400"),
        (NumberRewritten, "3.0"),
        (KidPath, "../../dev/null"),
        (KidSql, "' or 1=1"),
        (KidCommand, "$(id)"),
        (KidLdap, "*)(uid=*"),
        (KidMarkup, "<script>"),
        (KidControl, "a\\u{0}"),
        (ZipSigned, "DEF"),
        (ZipUnknown, "GZIP"),
        (CtyClaims, "JWT"),
        (TypSpelling, "application/jwt"),
        (PrivateMember, "d"),
        (KidTwice, "2026-11"),
        (AuthorizedParty, "android"),
        (ConfirmationThumbprint, "jkt"),
        (HashEncoding, "at_hash"),
        (HashHexadecimal, "ath"),
        (HashNotCompared, "at_hash"),
        (EncryptedKind, "at+jwt"),
        (FewIterations, "100"),
        (ManyIterations, "2147483647"),
        (Replicated, "iss"),
        (DigestTwice, "CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI"),
        (DigestHash, "md5"),
    ];
    all.map(|(seen, name)| Finding::Named(seen, name.into())).into()
}

fn looks() -> Vec<Finding> {
    use Looks::*;
    let all = [
        AwsKey,
        GithubToken,
        StripeKey,
        GoogleKey,
        SlackToken,
        GitlabToken,
        NpmToken,
        PrivateKey,
        Secret,
        Token,
        Email,
        Phone,
        SocialSecurity,
        Card,
    ];
    let mut samples: Vec<Finding> = all.map(|looks| Finding::Holds("note".into(), looks)).into();
    samples.push(Finding::Holds(String::new(), Email));
    samples
}

fn keys() -> Vec<Finding> {
    let kid = || Some("2026-11".to_owned());
    let flaws = [
        KeyFlaw::Factorable(512),
        KeyFlaw::Prime,
        KeyFlaw::SmallFactor,
        KeyFlaw::Roca,
        KeyFlaw::ClosePrimes,
        KeyFlaw::Exponent,
        KeyFlaw::TwoPurposes,
    ];
    let mut samples: Vec<Finding> = flaws.map(|flaw| Finding::Key(None, flaw)).into();
    let refusal = reason::KeyFit::Use { says: "enc".into(), valid: None };
    let thumbprint = |in_set, fault| Finding::Thumbprint { name: "x5t", in_set, fault };
    let time = NumericDate::from_seconds(1_795_310_580);
    samples.extend([
        Finding::Key(kid(), KeyFlaw::Factorable(512)),
        Finding::KeyNote(kid(), Box::new(key::Note::SpaceSkipped(1))),
        Finding::KeyContradicts("ES256", Box::new(Diagnostic::error(refusal))),
        thumbprint(false, Thumbprint::Hex(20)),
        thumbprint(false, Thumbprint::Length(1, 20)),
        thumbprint(true, Thumbprint::Length(19, 20)),
        thumbprint(false, Thumbprint::Differs),
        thumbprint(false, Thumbprint::DiffersFromKey),
        thumbprint(false, Thumbprint::Of(Hashed::Pem)),
        thumbprint(false, Thumbprint::Of(Hashed::Base64)),
        thumbprint(false, Thumbprint::Of(Hashed::PublicKey)),
        thumbprint(false, Thumbprint::Of(Hashed::Spelling)),
        Finding::Certificate("id.example.org".into(), Validity::Ended, time),
        Finding::Certificate("id.example.org".into(), Validity::Begins, time),
        Finding::OwnKey("jwk", Brought::Key("an RSA key".into())),
        Finding::OwnKey("x5c", Brought::SelfSigned("id.example.org".into())),
        Finding::OwnKey("x5c", Brought::Certificate("id.example.org".into(), "Example CA".into())),
        Finding::OwnKey("jwk", Brought::Unreadable),
    ]);
    samples
}

fn counts() -> Vec<Finding> {
    let time = NumericDate::from_seconds(1_795_310_580);
    vec![
        Finding::Count(Count::PostQuantum, 3_227, 3_300),
        Finding::Count(Count::JtiDigits, 1, 0),
        Finding::Count(Count::JtiDigits, 6, 0),
        Finding::Count(Count::JtiCharacters, 1, 0),
        Finding::Count(Count::JtiCharacters, 6, 0),
        Finding::Count(Count::Claims, 65, 0),
        Finding::Count(Count::Cookie, 5_000, 0),
        Finding::Count(Count::HeaderLine, 9_000, 0),
        Finding::Count(Count::Kid, 300, 0),
        Finding::Count(Count::PrivateKeys, 1, 2),
        Finding::Count(Count::PrivateKeys, 2, 3),
        Finding::Count(Count::Salt, 1, 0),
        Finding::Count(Count::Salt, 7, 0),
        Finding::Count(Count::NonceReused, 2, 0),
        Finding::LongList("groups".into(), 201),
        Finding::HashLength("at_hash", 15, 16),
        Finding::SignatureLength("ES256", 1, 64),
        Finding::SignatureLength("ES256", 63, 64),
        Finding::Time(Moment::Expired, time),
        Finding::Time(Moment::Begins, time),
        Finding::Time(Moment::Login, time),
        Finding::Lifetime(367 * 86_400),
        Finding::LongerThanAdvised(7_200, 3_600, Spec::Rfc(6750, "5.3")),
        Finding::OldProof(time, 660),
    ]
}

fn others() -> Vec<Finding> {
    let address = |address| Finding::Address("jku", address, "https://id.example.org/keys".into());
    vec![
        Finding::Type(Typed::Parameter, "kid".into(), Is::Number, Is::Text),
        Finding::Type(Typed::Parameter, "jwk".into(), Is::Text, Is::Object),
        Finding::Type(Typed::Parameter, "x5c".into(), Is::Null, Is::Array),
        Finding::Type(Typed::Login, "auth_time".into(), Is::Text, Is::Number),
        Finding::Type(Typed::Confirmation, "cnf".into(), Is::Text, Is::Object),
        Finding::Type(Typed::AuthorizedParty, "azp".into(), Is::Number, Is::Text),
        Finding::Missing(vec!["iss"]),
        Finding::Missing(vec!["iss", "aud"]),
        Finding::Empty(vec!["locale".into()], false),
        Finding::Empty(vec!["locale".into(), "nickname".into()], false),
        Finding::Empty(vec!["a".into(), "b".into(), "c".into(), "d".into()], true),
        Finding::CaseDiffers("Exp".into(), "exp".into()),
        Finding::Misspelt("keyid".into(), "kid"),
        address(Address::Relative),
        address(Address::Insecure),
        address(Address::UserName),
        address(Address::Internal),
        address(Address::OtherHost),
        address(Address::Present),
    ]
}

pub fn samples() -> Vec<Family> {
    let facts = |findings: Vec<Finding>| findings.into_iter().map(Facts::from).collect();
    vec![
        ("Findings without facts", None, facts(plain())),
        ("Findings on a name", None, facts(named())),
        ("Findings on content", None, facts(looks())),
        ("Findings on keys", None, facts(keys())),
        ("Findings on numbers and times", None, facts(counts())),
        ("Other findings", None, facts(others())),
    ]
}
