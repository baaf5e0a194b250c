//! The stable name of each thing that can be wrong with an encrypted token.

use super::{Jwe, JweHeader, JweJson, JweKey, Opening};
use crate::base::diagnostic::{Code, Role};

impl Jwe {
    pub(in crate::base::diagnostic) fn code(&self) -> Code {
        match self {
            Jwe::Json(fault) => match fault {
                JweJson::NotAnObject => Code::JweJsonObject,
                JweJson::Missing(_) => Code::JweMemberMissing,
                JweJson::Type { .. } => Code::JweMemberType,
                JweJson::Encoding(..) => Code::JweMemberEncoding,
                JweJson::NoRecipients => Code::JweRecipientsEmpty,
                JweJson::Mixed(_) => Code::JweFormsMixed,
                JweJson::Repeated(_) => Code::JweNameRepeated,
                JweJson::Header(_) => Code::JweHeaderObject,
                JweJson::EncDiffers => Code::JweEncDiffers,
                JweJson::Alone(_) => Code::JweAlone,
            },
            Jwe::Header(fault) => match fault {
                JweHeader::Missing(..) => Code::JweParameterMissing,
                JweHeader::Type { .. } => Code::JweParameterType,
                JweHeader::Encoding(..) => Code::JweParameterEncoding,
                JweHeader::Length { .. } => Code::JweParameterLength,
                JweHeader::Alg { .. } => Code::JweAlg,
                JweHeader::Enc { .. } => Code::JweEnc,
                JweHeader::Zip(_) => Code::JweZip,
                JweHeader::Critical(_) => Code::JweCritical,
                JweHeader::Unprotected(_) => Code::JweUnprotected,
                JweHeader::Iterations(..) => Code::JweIterations,
                JweHeader::Epk(_) => Code::JweEpk,
                JweHeader::EpkNotOnCurve(_) => Code::JweEpkNotOnCurve,
                JweHeader::EpkCurve { .. } => Code::JweEpkCurve,
                JweHeader::EpkSmallOrder(_) => Code::JweEpkSmallOrder,
                JweHeader::EpkPrivate => Code::JweEpkPrivate,
            },
            Jwe::Key(fault) => match fault {
                JweKey::None { .. } => Code::NoKey,
                JweKey::Kind { .. } => Code::JweKeyKind,
                JweKey::Public(_) => Code::JweKeyPublic,
                JweKey::Length { .. } => Code::JweKeyLength,
                JweKey::Curve(_) => Code::JweKeyCurve,
                JweKey::Unusable(_) => Code::JweKeyUnusable,
                JweKey::Size(..) => Code::JweKeySize,
                JweKey::NoneOfSet { .. } => Code::JweNoneOfSet,
            },
            Jwe::Opening(fault) => match fault {
                Opening::Destroyed => Code::ContentDestroyed,
                Opening::Encoding { .. } | Opening::AadEncoding(_) => Code::JweEncoding,
                Opening::Length { role: Role::InitializationVector, .. } => Code::JweIvLength,
                Opening::Length { .. } => Code::JweTagLength,
                Opening::Blocks { .. } => Code::JweCiphertextLength,
                Opening::EncryptedKeyPresent(_) => Code::JweEncryptedKeyPresent,
                Opening::EncryptedKeyMissing(_) => Code::JweEncryptedKeyMissing,
                Opening::EncryptedKeyLength { .. } => Code::JweEncryptedKeyLength,
                Opening::EncryptedKeyTooLarge(_) => Code::JweEncryptedKeyTooLarge,
                Opening::Unwrap { .. } => Code::JweUnwrap,
                Opening::Padding { .. } => Code::JwePadding,
                Opening::ContentKeyLength { .. } => Code::JweContentKeyLength,
                Opening::Tag { proven: true, .. } => Code::JweContentChanged,
                Opening::Tag { .. } => Code::JweTag,
                Opening::ContentPadding { .. } => Code::JweContentPadding,
                Opening::Deflate | Opening::Framed(_) => Code::JweDeflate,
                Opening::TooLong(_) => Code::JweTooLong,
                Opening::SecretEncoding(_) => Code::JweSecretEncoding,
                Opening::Chain { steps, .. } => steps.first().map_or(Code::JweTag, |step| step.code),
            },
        }
    }
}
