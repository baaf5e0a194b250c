//! Samples of what there is to know of keys that can be used.

use super::Family;
use jwt_debugger::base::diagnostic::key::{
    Inexact, Jwk, Library, Line, Lookalike, Member, Mended, Note, Pem, RawForm, SecretText,
};
use jwt_debugger::base::diagnostic::{Diagnostic, Facts};

pub fn samples() -> Vec<Family> {
    let fault = || Box::new(Diagnostic::error(Pem::Label("CAT".into(), None)));
    let name = || "rsa.example".to_owned();
    let secrets = [
        SecretText::Blank,
        SecretText::LineBreakFirst,
        SecretText::SpaceFirst,
        SecretText::LineBreakLast,
        SecretText::SpaceLast,
        SecretText::Quoted,
        SecretText::Replacement(3),
        SecretText::Invisible('\u{200b}', 7),
    ];
    let mended = [
        Mended::DidJwk,
        Mended::JsonString,
        Mended::EscapedQuotes,
        Mended::Entities,
        Mended::JsonBase64,
        Mended::TypographicQuotes,
        Mended::Literal,
        Mended::JsonLines,
        Mended::Hex,
        Mended::Markup,
        Mended::Quoted,
        Mended::Percent,
        Mended::Base64,
        Mended::NoBreakSpaces,
        Mended::EscapedLineBreaks,
        Mended::EscapedReturns,
        Mended::LostBackslashes,
        Mended::Invisible,
        Mended::Nested,
        Mended::Utf16,
        Mended::Braces,
        Mended::Surrounded,
        Mended::Bytes,
        Mended::LineMarks,
        Mended::Continued,
        Mended::PlusSigns,
        Mended::Indented,
        Mended::LongLines,
        Mended::Padding,
    ];
    let lines = [Line::TypeMissing, Line::Options, Line::Comment("me@example".into())];
    let inexact = [
        Inexact::Repeated("n".into(), 2),
        Inexact::LeadingZeros("n"),
        Inexact::StrayBits("x"),
        Inexact::PrivateWithoutD,
        Inexact::PrimesIncomplete,
        Inexact::Thumbprint("x5t"),
        Inexact::AzureKty("RSA-HSM".into()),
        Inexact::AzureCrv("P-256K".into()),
        Inexact::ReadAnyway(Box::new(Diagnostic::error(Jwk::Member("n", Member::Padded)))),
        Inexact::Ignored(fault()),
        Inexact::KeyOps,
    ];
    let others = [
        Note::SpaceSkipped(1),
        Note::SpaceSkipped(2),
        Note::SecretStrayBits { url: false },
        Note::SecretStrayBits { url: true },
        Note::LooksLike(Lookalike::Token),
        Note::LooksLike(Lookalike::Address { address: "https://a.example/jwks".into(), configuration: false }),
        Note::LooksLike(Lookalike::Nothing("undefined")),
        Note::LikeJson,
        Note::LikeCutKey,
        Note::Unlocked("PBES2".into()),
        Note::Bare { label: "PUBLIC KEY", digits: false },
        Note::Bare { label: "PUBLIC KEY", digits: true },
        Note::Certificates(2),
        Note::ManyBlocks(200, 100),
        Note::OneKey(2),
        Note::PassedOver(fault()),
        Note::CertificateLeftOut(2, fault()),
        Note::BlockLeftOut(3, fault()),
        Note::Library(Library::DotNet),
        Note::Library(Library::Go),
        Note::Library(Library::Java),
        Note::Raw(RawForm::Coordinates),
        Note::Raw(RawForm::Point),
        Note::Raw(RawForm::PointAndPrivate),
        Note::Raw(RawForm::Sodium),
        Note::TakenFrom("key.public".into()),
        Note::FirstKeys(500),
        Note::Certificate { subject: name(), issuer: name(), not_before: 0, not_after: 1_795_306_980 },
        Note::RsaShort(1_024),
        Note::PssOnly,
        Note::EcPrivateLength { got: 1, expected: 32 },
        Note::EcPrivateLength { got: 33, expected: 32 },
        Note::PrivateInSet(1),
        Note::PrivateInSet(2),
        Note::SameKid(2, "a1".into()),
    ];
    let notes = secrets.into_iter().map(Note::Secret).chain(mended.into_iter().map(Note::Mended));
    let notes = notes.chain(lines.into_iter().map(Note::OpenSsh)).chain(inexact.into_iter().map(Note::Jwk));
    vec![("Keys that can be used", None, notes.chain(others).map(Facts::Note).collect())]
}
