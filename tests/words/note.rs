//! Samples of what there is to know of keys that can be used.

use super::Family;
use jwt_debugger::base::diagnostic::key::{Inexact, Line, Mended, Note, Pem, SecretText};
use jwt_debugger::base::diagnostic::{Diagnostic, Facts};

pub fn samples() -> Vec<Family> {
    let fault = || Box::new(Diagnostic::error(Pem::Label("CAT".into())));
    let name = || "rsa.example".to_owned();
    let secrets = [
        SecretText::Blank,
        SecretText::LineBreakFirst,
        SecretText::SpaceFirst,
        SecretText::LineBreakLast,
        SecretText::SpaceLast,
        SecretText::Quoted,
        SecretText::Token,
        SecretText::Address,
        SecretText::Replacement(3),
        SecretText::Invisible('\u{200b}', 7),
    ];
    let mended = [
        Mended::Percent,
        Mended::Base64,
        Mended::NoBreakSpaces,
        Mended::EscapedLineBreaks,
        Mended::Indented,
        Mended::LongLines,
        Mended::Padding,
    ];
    let lines = [Line::TypeMissing, Line::Options, Line::Comment("me@example".into()), Line::First(2)];
    let inexact = [
        Inexact::Repeated("n".into(), 2),
        Inexact::LeadingZeros("n"),
        Inexact::StrayBits("x"),
        Inexact::PrivateWithoutD,
        Inexact::PrimesIncomplete,
        Inexact::Thumbprint("x5t"),
        Inexact::Ignored(fault()),
        Inexact::KeyOps,
    ];
    let others = [
        Note::SpaceSkipped(1),
        Note::SpaceSkipped(2),
        Note::SecretStrayBits { url: false },
        Note::SecretStrayBits { url: true },
        Note::LikeJson,
        Note::LikeCutKey,
        Note::Unlocked("PBES2".into()),
        Note::Bare { label: "PUBLIC KEY", digits: false },
        Note::Bare { label: "PUBLIC KEY", digits: true },
        Note::Certificates(2),
        Note::ManyBlocks(200, 100),
        Note::FirstUsable(2, "private key".into()),
        Note::PassedOver(fault()),
        Note::CertificateLeftOut(2, fault()),
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
