//! What there is to know of a key that can be used.

use super::super::{counted, title};
use crate::base::diagnostic::key::{Inexact, Library, Line, Mended, Note, RawForm, SecretText};
use crate::key::Day;

/// What `note` tells.
pub fn note(note: &Note) -> String {
    match note {
        Note::Secret(text) => secret(*text),
        Note::SpaceSkipped(1) => "1 white space character was skipped; it means nothing in this encoding".into(),
        Note::SpaceSkipped(many) => {
            format!("{many} white space characters were skipped; they mean nothing in this encoding")
        }
        Note::SecretStrayBits { url } => {
            let name = if *url { "base64url" } else { "base64" };
            format!("the last {name} character has bits that belong to no byte; strict readers refuse that")
        }
        Note::LooksLike(what) => format!("{}; it is used as a secret anyway", super::lookalike::wording(what).title),
        Note::LikeJson => "starts like JSON, but has no member of a JWK, so all of the text is the secret".into(),
        Note::LikeCutKey => "starts like a key whose end is missing; all of the text is the secret".into(),
        Note::Unlocked(scheme) => format!("it was encrypted ({scheme}); the passphrase opened it"),
        Note::Mended(mended) => how(*mended).into(),
        Note::Raw(form) => raw(*form).into(),
        Note::Library(library) => of_library(*library).into(),
        Note::TakenFrom(path) => format!("the key was found in `{path}`"),
        Note::FirstKeys(most) => format!("only the first {most} keys were read"),
        Note::Bare { label, digits: true } => {
            format!("the hexadecimal digits were read as DER, which PEM has under the label {label}")
        }
        Note::Bare { label, digits: false } => format!(
            "the BEGIN and END lines are missing; the text was read as what belongs between -----BEGIN {label}----- and -----END {label}-----"
        ),
        Note::Certificates(count) => format!("{}: the key is that of the first one", counted(*count, "certificate")),
        Note::ManyBlocks(count, most) => format!("{}: only the first {most} were read", counted(*count, "block")),
        Note::OneKey(count) => format!("{}, which belong to one key", counted(*count, "block")),
        Note::PassedOver(fault) => format!("a block before it was ignored: {}", title(fault)),
        Note::CertificateLeftOut(number, fault) => format!("certificate {number} was ignored: {}", title(fault)),
        Note::BlockLeftOut(number, fault) => format!("block {number} was ignored: {}", title(fault)),
        Note::Certificate { subject, issuer, not_before, not_after } => format!(
            "certificate for {subject}, issued by {issuer}, valid from {} to {}",
            Day(*not_before),
            Day(*not_after)
        ),
        Note::RsaShort(bits) => format!("{bits} bit; RFC 7518 §3.3 asks for 2048 or more"),
        Note::PssOnly => "this key is for RSASSA-PSS (PS256, PS384, PS512) only: its identifier says so".into(),
        Note::EcPrivateLength { got, expected } => format!(
            "the private number has {}, but RFC 5915 §3 asks for {expected}; it was read anyway",
            counted(*got, "byte")
        ),
        Note::OpenSsh(line) => openssh(line),
        Note::Jwk(inexact) => jwk(inexact),
        Note::PrivateInSet(1) => "1 of these keys is private; a published set should have only public keys".into(),
        Note::PrivateInSet(many) => {
            format!("{many} of these keys are private; a published set should have only public keys")
        }
        Note::SameKid(keys, kid) => format!("{keys} keys have the `kid` {kid}"),
    }
}

fn secret(text: SecretText) -> String {
    let plain = match text {
        SecretText::Blank => "is only white space, all of which counts as the secret",
        SecretText::LineBreakFirst => "starts with a line break, which counts as part of the secret",
        SecretText::SpaceFirst => "starts with white space, which counts as part of the secret",
        SecretText::LineBreakLast => "ends with a line break, which counts as part of the secret",
        SecretText::SpaceLast => "ends with white space, which counts as part of the secret",
        SecretText::Quoted => "is in quotes, which count as part of the secret",
        SecretText::Replacement(position) => {
            return format!(
                "has the replacement character U+FFFD at position {position}: the original bytes are lost; enter a binary secret as base64 or hexadecimal"
            );
        }
        SecretText::Invisible(c, position) => {
            return format!("has the invisible character U+{:04X} at position {position}, which counts", u32::from(c));
        }
    };
    plain.into()
}

fn raw(form: RawForm) -> &'static str {
    match form {
        RawForm::Coordinates => "the bytes are x and y; the 04 that begins an uncompressed point is missing",
        RawForm::Point => "the bytes are an uncompressed point (SEC 1 §2.3.3)",
        RawForm::PointAndPrivate => "the bytes are 04, x, y and the private number, as ANSI X9.63 and Apple write them",
        RawForm::Sodium => "the 64 bytes are the seed and the public key, as libsodium writes them",
    }
}

fn of_library(library: Library) -> &'static str {
    match library {
        Library::DotNet => {
            "these are the parameters of a key in JSON as .NET writes them, which other libraries do not read: a JWK has its numbers in base64url (RFC 7518 §6)"
        }
        Library::Go => {
            "these are the numbers of a key as Go's encoding/json writes its own type, which other libraries do not read: a JWK has its numbers in base64url (RFC 7518 §6)"
        }
        Library::Java => {
            "these are the numbers of a key in JSON as Java names them, which other libraries do not read: a JWK has its numbers in base64url (RFC 7518 §6)"
        }
    }
}

fn how(mended: Mended) -> &'static str {
    match mended {
        Mended::DidJwk => "the text was a did:jwk; the JWK in it was read",
        Mended::JsonString => "the text was a JSON string; its escapes were decoded",
        Mended::EscapedQuotes => "the quotes were escaped (`\\\"`), as in a JSON string; the escapes were decoded",
        Mended::Entities => "the text had XML entities, such as &quot; or &#xA;; they were decoded",
        Mended::JsonBase64 => "the text was base64 of JSON; it was decoded",
        Mended::TypographicQuotes => "the text had typographic quotes (“ ”); they were read as straight ones",
        Mended::Literal => {
            "the text is not JSON as it stands: quotes, names or commas are as a programming language writes them; it was read as meant"
        }
        Mended::JsonLines => "the text was one JSON object after the other; they were read as a set of keys",
        Mended::Hex => "the text was in hexadecimal digits; they were decoded",
        Mended::Markup => "the text had <br> where line breaks belong; they were put back",
        Mended::Quoted => "each line was quoted, or a text of its own in a program; the lines were put together",
        Mended::Percent => "the text was in percent escapes; they were decoded",
        Mended::Base64 => "the text was base64 of a PEM text; it was decoded",
        Mended::NoBreakSpaces => "the text had no-break spaces (U+00A0); they were read as spaces",
        Mended::EscapedLineBreaks => "the text had \\n where line breaks belong; they were put back",
        Mended::EscapedReturns => "the text had \\r where line breaks belong; they were put back",
        Mended::LostBackslashes => {
            "the text had n where line breaks belong: the backslash of \\n was lost or turned round, as in a shell or an env file; they were put back"
        }
        Mended::Invisible => "the text had invisible characters, such as U+200B; they were skipped",
        Mended::Nested => "the block held the base64 of a whole PEM text in place of a key; that was decoded",
        Mended::Utf16 => {
            "the text was UTF-16 read as another encoding, so that every second character is none; those were dropped"
        }
        Mended::Braces => "the braces around the members of the JWK were missing; they were put back",
        Mended::Surrounded => "the key stood within another text; what is around it was passed over",
        Mended::Bytes => "the text was a list of bytes, as a program prints them; they were put together",
        Mended::LineMarks => {
            "each line had a sign or a number before or after it, as a diff, an editor or psql shows it; they were dropped"
        }
        Mended::Continued => {
            "each line ended in a backslash, by which a shell, C or the reader of an env file goes on with the next line; the backslashes were dropped"
        }
        Mended::PlusSigns => {
            "the text had spaces where each `+` belongs, as when it is decoded as a form or a URL without having been encoded; they were put back"
        }
        Mended::Indented => "the lines are indented; the spaces were skipped",
        Mended::LongLines => {
            "the line breaks inside the block are missing; strict readers want lines of 64 characters (RFC 7468 §2)"
        }
        Mended::Padding => "the `=` padding at the end of the body is missing; strict readers refuse that",
    }
}

fn openssh(line: &Line) -> String {
    match line {
        Line::TypeMissing => "the type before the key is missing; the key itself has it".into(),
        Line::Options => "the text before the type was skipped".into(),
        Line::Comment(comment) => format!("its comment is: {comment}"),
    }
}

fn jwk(inexact: &Inexact) -> String {
    match inexact {
        Inexact::Repeated(name, count) => format!("`{name}` occurs {count} times; the last one is used"),
        Inexact::LeadingZeros(name) => format!("`{name}` starts with zero bytes, which RFC 7518 §2 wants left out"),
        Inexact::StrayBits(name) => {
            format!("the last character of `{name}` has bits that belong to no byte; strict readers refuse that")
        }
        Inexact::PrivateWithoutD => "there are members of a private key, but not `d`, so this is a public key".into(),
        Inexact::PrimesIncomplete => {
            "RFC 7518 §6.3.2 asks for all of `p`, `q`, `dp`, `dq` and `qi`, or none of them".into()
        }
        Inexact::Thumbprint(name) => format!("`{name}` is not the thumbprint of the first certificate in `x5c`"),
        Inexact::AzureKty(kty) => format!("`kty` is \"{kty}\", which Azure Key Vault writes for keys kept in hardware"),
        Inexact::AzureCrv(crv) => format!("`crv` is \"{crv}\"; the name of this curve is secp256k1 (RFC 8812 §3.1)"),
        Inexact::ReadAnyway(fault) => format!("{}; it was read anyway", title(fault)),
        Inexact::Ignored(fault) => format!("{}; it is ignored", title(fault)),
        Inexact::KeyOps => "`key_ops` must be an array of strings; it is ignored".into(),
    }
}
