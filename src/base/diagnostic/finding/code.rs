//! The codes of what the audit finds: a finding has the id of its check for a code, or that of the same fault elsewhere.

use super::{Address, Count, Finding, KeyFlaw, Moment, Named, Plain, Typed};
use crate::base::diagnostic::Code;

impl Finding {
    pub(in crate::base::diagnostic) fn code(&self) -> Code {
        match self {
            Finding::Plain(seen) => seen.code(),
            Finding::Named(seen, _) => seen.code(),
            Finding::Holds(_, looks) if looks.is_secret() => Code::SecretInside,
            Finding::Holds(..) => Code::PersonalData,
            Finding::Count(counted, ..) => counted.code(),
            Finding::LongList(..) => Code::ContentLarge,
            Finding::Time(Moment::Expired | Moment::Begins, _) => Code::OutOfTime,
            Finding::Time(Moment::Login, _) | Finding::Type(Typed::Login, ..) => Code::AuthenticationTime,
            Finding::Type(Typed::Parameter, ..) => Code::ParameterType,
            Finding::Type(Typed::Confirmation, ..) => Code::Confirmation,
            Finding::Type(Typed::AuthorizedParty, ..) => Code::AuthorizedParty,
            Finding::Missing(_) => Code::PartiesMissing,
            Finding::Empty(..) => Code::ClaimEmpty,
            Finding::CaseDiffers(..) => Code::ClaimCase,
            Finding::Misspelt(..) => Code::MisspeltParameter,
            Finding::OwnKey(..) => Code::OwnKey,
            Finding::Address(_, address, _) => address.code(),
            Finding::Key(_, flaw) => flaw.code(),
            Finding::KeyNote(..) => Code::JwkInexact,
            Finding::KeyContradicts(..) => Code::KeyContradicts,
            Finding::Thumbprint { .. } => Code::CertificateThumbprint,
            Finding::Certificate(..) => Code::CertificateTime,
            Finding::HashLength(..) => Code::TokenHash,
            Finding::SignatureLength(..) => Code::SignatureLength,
            Finding::Lifetime(_) => Code::LifetimeLong,
            Finding::LongerThanAdvised(..) => Code::LongLifetime,
            Finding::OldProof(..) => Code::OldProof,
        }
    }
}

impl Plain {
    fn code(self) -> Code {
        match self {
            Plain::EmptySecret => Code::EmptySecret,
            Plain::Rsa1_5 => Code::Rsa1_5,
            Plain::ExpMissing | Plain::ExpInHeader => Code::ExpMissing,
            Plain::IssuerHttp | Plain::IssuerQuery => Code::IssuerForm,
            Plain::IssuerSlash => Code::IssuerSlash,
            Plain::AudienceEmpty | Plain::AudienceTwice => Code::AudienceUnclear,
            Plain::SubjectClient => Code::SubjectClient,
            Plain::JtiEmpty => Code::JtiWeak,
            Plain::B64Jwt => Code::B64Misused,
            Plain::Compressed => Code::CompressedContent,
            Plain::NestedUnsigned | Plain::NestedDeep => Code::NestedUnsigned,
            Plain::CtyMissing => Code::CtyMismatch,
            Plain::TypMissing => Code::TypMissing,
            Plain::KidAddress => Code::KidUnusual,
            Plain::KidThumbprint => Code::KidThumbprint,
            Plain::NonceMissing => Code::IdTokenNonce,
            Plain::AuthorizedPartyMissing => Code::AuthorizedParty,
            Plain::AssertionAudiences => Code::AssertionAudience,
            Plain::AssertionJti => Code::AssertionJti,
            Plain::VapidLifetime => Code::VapidLifetime,
            Plain::EventExpires => Code::EventExpires,
            Plain::ConfirmationEmpty | Plain::ConfirmationSeveral => Code::Confirmation,
            Plain::ConfirmationPrivate => Code::ConfirmationKey,
            Plain::SignatureZero => Code::SignatureZero,
            Plain::ScalarRange | Plain::EdwardsRange | Plain::ModulusRange => Code::SignatureRange,
            Plain::SmallOrder => Code::SmallOrder,
            Plain::Der => Code::SignatureDer,
            Plain::HighS => Code::HighS,
            Plain::SecretKnown
            | Plain::SecretBlank
            | Plain::SecretRepeats
            | Plain::SecretFewCharacters
            | Plain::SecretCounts
            | Plain::SecretPem
            | Plain::SecretJwk
            | Plain::SecretToken
            | Plain::SecretAddress
            | Plain::SecretUuid => Code::SecretNotRandom,
            Plain::EncryptedUnsigned => Code::EncryptedUnsigned,
            Plain::DigestsForm | Plain::DigestHashInside | Plain::EllipsisMisplaced => Code::DisclosureDigests,
            Plain::StatusBits | Plain::StatusEncoding | Plain::StatusIndex | Plain::StatusAddress => {
                Code::StatusMalformed
            }
        }
    }
}

impl Named {
    fn code(self) -> Code {
        match self {
            Named::NoneAlgorithm => Code::NoneAlgorithm,
            Named::PublicSecret => Code::PublicSecret,
            Named::Deprecated => Code::DeprecatedAlgorithm,
            Named::Fapi => Code::FapiAlgorithm,
            Named::ExpInside => Code::ExpMissing,
            Named::AudienceAnybody => Code::AudienceUnclear,
            Named::RightsWide => Code::RightsWide,
            Named::NumberRounded | Named::NumberDigits | Named::NumberRange => Code::NumberChanged,
            Named::NumberRewritten => Code::NumberRewritten,
            Named::KidPath
            | Named::KidSql
            | Named::KidCommand
            | Named::KidLdap
            | Named::KidMarkup
            | Named::KidControl => Code::KidInjection,
            Named::ZipSigned | Named::ZipUnknown => Code::ZipMisused,
            Named::CtyClaims => Code::CtyMismatch,
            Named::TypSpelling => Code::TypSpelling,
            Named::PrivateMember => Code::PrivateInside,
            Named::KidTwice => Code::KidTwice,
            Named::AuthorizedParty => Code::AuthorizedParty,
            Named::ConfirmationThumbprint => Code::Confirmation,
            Named::HashEncoding | Named::HashHexadecimal => Code::TokenHash,
            Named::HashNotCompared => Code::HashNotCompared,
            Named::EncryptedKind => Code::EncryptedKind,
            Named::FewIterations | Named::ManyIterations => Code::PasswordCost,
            Named::Replicated => Code::ReplicatedClaim,
            Named::DigestTwice | Named::DigestHash => Code::DisclosureDigests,
        }
    }
}

impl Count {
    fn code(self) -> Code {
        match self {
            Count::PostQuantum => Code::PostQuantumSize,
            Count::JtiDigits | Count::JtiCharacters => Code::JtiWeak,
            Count::Claims => Code::ContentLarge,
            Count::Cookie | Count::HeaderLine => Code::TokenSize,
            Count::Kid => Code::KidUnusual,
            Count::PrivateKeys => Code::SetNotPublic,
            Count::Salt => Code::PasswordCost,
            Count::NonceReused => Code::NonceReused,
        }
    }
}

impl Address {
    fn code(self) -> Code {
        match self {
            Address::Relative | Address::Insecure => Code::KeyAddressInsecure,
            Address::UserName | Address::Internal | Address::OtherHost => Code::KeyAddressSuspicious,
            Address::Present => Code::KeyAddressInHeader,
        }
    }
}

impl KeyFlaw {
    fn code(self) -> Code {
        match self {
            KeyFlaw::Factorable(_) => Code::RsaBroken,
            KeyFlaw::Prime => Code::RsaPrime,
            KeyFlaw::SmallFactor | KeyFlaw::Roca | KeyFlaw::ClosePrimes => Code::RsaFactors,
            KeyFlaw::Exponent => Code::RsaExponentSmall,
            KeyFlaw::TwoPurposes => Code::KeyContradicts,
        }
    }
}
