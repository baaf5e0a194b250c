//! Public keys as OpenSSH writes them: one line with the type, the key in base64, and a comment.
//!
//! ```text
//! line           [options SP] type SP base64 [SP comment]      sshd(8), authorized_keys
//! ssh-rsa        string type, mpint e, mpint n                 RFC 4253 §6.6
//! ecdsa-sha2-…   string type, string curve, string point       RFC 5656 §3.1
//! ssh-ed25519    string type, string key                       RFC 8709 §4, ssh-ed448 alike
//! ```
//! A string has its length before it, in four bytes; an mpint is a string that holds a number in its shortest form, with a
//! sign bit (RFC 4251 §5).

use super::describe::shown;
use super::{Curve, EdCurve, Key, KeyFault, Material, Member, ParsedKey, Set, Source, ec, fault, jwks, okp, rsa};
use crate::base::diagnostic;
use crate::base::diagnostic::key::{Element as Name, OpenSsh as Fault, Place};
use crate::base::diagnostic::key::{Line as OpenSshLine, Note};
use crate::format::base64::{Alphabet, Base64Fault, position};
use crate::spec::Spec;

/// What a type of key holds.
#[derive(Clone, Copy)]
enum Holds {
    Rsa,
    Ec(Curve),
    Okp(EdCurve),
}

/// The types that are read, and where each is defined.
static TYPES: &[(&str, Holds, Spec)] = &[
    ("ssh-rsa", Holds::Rsa, Spec::Rfc(4253, "6.6")),
    ("ecdsa-sha2-nistp256", Holds::Ec(Curve::P256), Spec::Rfc(5656, "3.1")),
    ("ecdsa-sha2-nistp384", Holds::Ec(Curve::P384), Spec::Rfc(5656, "3.1")),
    ("ecdsa-sha2-nistp521", Holds::Ec(Curve::P521), Spec::Rfc(5656, "3.1")),
    ("ssh-ed25519", Holds::Okp(EdCurve::Ed25519), Spec::Rfc(8709, "4")),
    ("ssh-ed448", Holds::Okp(EdCurve::Ed448), Spec::Rfc(8709, "4")),
];

type Type = &'static (&'static str, Holds, Spec);

/// A line with a key.
struct Line<'a> {
    /// Its type; `None` if only the base64 is there.
    kind: Option<Type>,
    data: &'a str,
    comment: &'a str,
    /// Whether something stands before the type.
    options: bool,
}

/// Reads the keys of OpenSSH in `text`, one a line; `None` if it starts with none.
///
/// # Errors
/// `openssh-…`, and the faults of RSA keys and points.
pub(super) fn read(text: &str) -> Option<Result<ParsedKey, KeyFault>> {
    let text = text.replace("\\n", "\n").replace('\u{a0}', " ");
    let mut lines = text
        .lines()
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\u{feff}')))
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let line = find(lines.next()?)?;
    let others: Vec<Line> = lines.clone().filter_map(find).take(jwks::MAX_KEYS).collect();
    if !others.is_empty() {
        let members = [line].iter().chain(&others).map(|line| Member::of(noted(line), None)).collect();
        return Set::gathered(members, vec![]).map(|set| Ok(ParsedKey::Set(set)));
    }
    let broken = lines.next().is_some();
    let over_lines = |first: KeyFault| match broken {
        true => fault(diagnostic::Key::OverLines(Box::new(first.facts))),
        false => first,
    };
    Some(noted(&line).map_err(over_lines).map(ParsedKey::One))
}

/// The key of `line`, with what there is to know of the line.
fn noted(line: &Line) -> Result<Key, KeyFault> {
    let mut key = key(line)?;
    let mut note = |applies: bool, note: OpenSshLine| key.notes.extend(applies.then_some(Note::OpenSsh(note)));
    note(line.kind.is_none(), OpenSshLine::TypeMissing);
    note(line.options, OpenSshLine::Options);
    note(!line.comment.is_empty(), OpenSshLine::Comment(shown(line.comment)));
    Ok(key)
}

/// The parts of `line`, if it is one with a key. A secret can start with the name of a type, but not go on like this.
fn find(line: &str) -> Option<Line<'_>> {
    let mut rest = line;
    for skipped in 0..3 {
        let (word, after) = split(rest);
        let (data, comment) = split(after);
        let kind = TYPES.iter().find(|(name, ..)| *name == word);
        if kind.is_some() && if skipped == 0 { !data.is_empty() } else { data.starts_with("AAAA") } {
            return Some(Line { kind, data, comment, options: skipped > 0 });
        }
        rest = after;
    }
    // All keys start with a length below 2^8, in four bytes.
    let (data, comment) = split(line);
    let bare = data.starts_with("AAAA")
        && Alphabet::Standard.decode(data).is_ok_and(|decoded| kind_of(&decoded.bytes).is_some());
    bare.then_some(Line { kind: None, data, comment, options: false })
}

/// The first word of `line`, in which white space may stand between double quotes, and what follows it.
fn split(line: &str) -> (&str, &str) {
    let (mut quoted, mut escaped) = (false, false);
    let end = line.find(|c: char| {
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\';
        c.is_whitespace() && !quoted
    });
    let (word, rest) = line.split_at(end.unwrap_or(line.len()));
    (word, rest.trim_start())
}

/// The type that `blob` starts with.
fn kind_of(blob: &[u8]) -> Option<Type> {
    let name = Reader { rest: blob, spec: Spec::Rfc(4251, "5") }.string("the type").ok()?;
    TYPES.iter().find(|(kind, ..)| kind.as_bytes() == name)
}

fn key(line: &Line) -> Result<Key, KeyFault> {
    let spec = line.kind.map_or(Spec::Rfc(4253, "6.6"), |kind| kind.2);
    let place = |at| Place::Position(position(line.data, at));
    let not_base64 = |reason: Base64Fault| fault(diagnostic::Key::OpenSsh(Fault::Base64(reason.at(place)), spec));
    let blob = Alphabet::Standard.decode(line.data).map_err(not_base64)?.bytes;
    let mut reader = Reader { rest: &blob, spec };
    let inside = reader.string("the type")?;
    let found = TYPES.iter().find(|(name, ..)| name.as_bytes() == inside);
    let said = line.kind.or(found);
    let (Some((_, holds, _)), true) = (found, said.map(|kind| kind.0) == found.map(|kind| kind.0)) else {
        let (said, inside) = (said.map_or("", |kind| kind.0), String::from_utf8_lossy(inside));
        return Err(reader.fault(Fault::Type { line: said, inside: shown(&inside) }));
    };
    let mut notes = vec![];
    let material = match *holds {
        Holds::Rsa => {
            let (e, n) = (reader.number("the public exponent")?, reader.number("the modulus")?);
            reader.finish()?;
            Material::Rsa(rsa::public(n, e, &mut notes)?)
        }
        Holds::Ec(curve) => {
            let (name, point) = (reader.string("the curve")?, reader.string("the point")?);
            reader.finish()?;
            // `nistp256` of `ecdsa-sha2-nistp256`.
            if !inside.ends_with(name) || name.len() != 8 {
                return Err(reader.fault(Fault::Curve(curve.name())));
            }
            Material::Ec(ec::from_point(curve, point)?)
        }
        Holds::Okp(curve) => {
            let x = reader.string("the key itself")?;
            reader.finish()?;
            Material::Okp(okp::public(curve, x)?)
        }
    };
    Ok(Key::new(material, Source::OpenSsh, notes))
}

/// Reads strings one after another.
struct Reader<'a> {
    rest: &'a [u8],
    spec: Spec,
}

impl<'a> Reader<'a> {
    fn fault(&self, what: Fault) -> KeyFault {
        fault(diagnostic::Key::OpenSsh(what, self.spec))
    }

    fn string(&mut self, what: Name) -> Result<&'a [u8], KeyFault> {
        let (length, rest) = self.rest.split_first_chunk().unwrap_or((&[0xff; 4], &[]));
        let length = u32::from_be_bytes(*length);
        let Some((string, rest)) = usize::try_from(length).ok().and_then(|length| rest.split_at_checked(length)) else {
            return Err(self.fault(match self.rest.len() {
                left @ 0..4 => Fault::CutLength(what, left),
                left => Fault::Cut { what, says: length, left: left - 4 },
            }));
        };
        self.rest = rest;
        Ok(string)
    }

    /// A positive number, big-endian, without the byte for its sign.
    fn number(&mut self, what: Name) -> Result<&'a [u8], KeyFault> {
        match self.string(what)? {
            [first, ..] if first & 0x80 != 0 => Err(self.fault(Fault::Negative(what))),
            [0, rest @ ..] if rest.first().is_none_or(|next| next & 0x80 == 0) => {
                Err(self.fault(Fault::ZeroByte(what)))
            }
            [0, rest @ ..] => Ok(rest),
            all => Ok(all),
        }
    }

    fn finish(&self) -> Result<(), KeyFault> {
        match self.rest.len() {
            0 => Ok(()),
            more => Err(self.fault(Fault::Trailing(more))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{check, fixture, refuse};

    const ED25519: &str = fixture!("ed25519-openssh.txt");
    const RSA: &str = fixture!("openssh-public.txt");
    const P256: &str = fixture!("p256-openssh.txt");

    /// A line of `kind` whose blob has these strings.
    fn line(kind: &str, strings: &[&[u8]]) -> String {
        let blob: Vec<u8> =
            strings.iter().flat_map(|string| [&(string.len() as u32).to_be_bytes(), *string].concat()).collect();
        format!("{kind} {}", Alphabet::Standard.encode(&blob))
    }

    #[test]
    fn a_line_is_a_key_with_its_comment() {
        let summary = "Ed25519 public key, from a line of OpenSSH";
        let key = check(ED25519, summary, "its comment is: me@example, with a comment");
        assert_eq!(key.notes.len(), 1);
        check(RSA, "RSA public key, 2048 bit, from a line of OpenSSH", "its comment is: test");
        check(P256, "EC public key on P-256, from a line of OpenSSH", "");
        check(fixture!("p521-openssh.txt"), "EC public key on P-521", "");
        let words: Vec<&str> = ED25519.split(' ').collect();
        check(&words[..2].join("\u{a0} "), summary, "");
        check(&format!("\"{}\\n\"", words[..2].join(" ")), summary, "");
        check(words[1], summary, "the type before the key is missing");
        let ed448 = crate::key::testing::read(fixture!("ed448-spki.pem")).expect("a fixture").material;
        let Material::Okp(ed448) = ed448 else { panic!("{ed448:?}") };
        check(&line("ssh-ed448", &[b"ssh-ed448", &ed448.x]), "Ed448 public key, from a line of OpenSSH", "");
    }

    #[test]
    fn a_file_of_lines_is_a_set() {
        let authorized = format!(
            "# mine\n\nno-pty,command=\"say \\\"hi ssh-rsa\\\" now\" {ED25519}\r\n{RSA}\nssh-rsa AAAAB3NzaC1yc2E="
        );
        let Some(Ok(ParsedKey::Set(set))) = read(&authorized) else { panic!("several keys") };
        let told = |member: &Member| match &member.key {
            Ok(key) => (key.kind(), crate::key::testing::notes(&key.notes)),
            Err(fault) => (fault.code().name().to_owned(), String::new()),
        };
        let [ed25519, rsa, cut] = [0, 1, 2].map(|at| told(&set.members[at]));
        assert_eq!(ed25519.0, "an Ed25519 key");
        assert!(ed25519.1.starts_with("the text before the type was skipped"), "{ed25519:?}");
        assert_eq!(rsa, ("an RSA key".into(), "its comment is: test".into()));
        assert_eq!(cut.0, "openssh-cut");
        let known = format!("@cert-authority *.example {ED25519}");
        check(&known, "Ed25519 public key", "the text before the type was skipped");
    }

    #[test]
    fn a_secret_that_mentions_a_type_is_none() {
        for text in ["my ssh-rsa key", "ssh-rsa", "correct ssh-ed25519 horse", "AAAAAAAA", "a b c d ssh-rsa AAAA"] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn every_fault_has_its_name() {
        let refuse = |text: &str, code: &str, facts: &str| refuse(text, code, &format!("Key({facts})"));
        refuse("ssh-rsa hello", "openssh-base64", r#"OpenSsh(Base64(Length(5)), Rfc(4253, "6.6"))"#);
        refuse("ssh-rsa AA-A", "openssh-base64", r#"OpenSsh(Base64(Character(Position(3), '-')), Rfc(4253, "6.6"))"#);
        refuse("ssh-rsa AA==AA==", "openssh-base64", r#"OpenSsh(Base64(AfterPadding(Position(5))), Rfc(4253, "6.6"))"#);
        refuse(
            "ssh-rsa AA=",
            "openssh-base64",
            r#"OpenSsh(Base64(Padding { got: 1, expected: 2 }), Rfc(4253, "6.6"))"#,
        );
        refuse("AAAAC3NzaC1lZDI1NTE5", "openssh-cut", r#"OpenSsh(CutLength("the key itself", 0), Rfc(4253, "6.6"))"#);
        refuse("ssh-rsa AAAA", "openssh-cut", r#"OpenSsh(CutLength("the type", 3), Rfc(4253, "6.6"))"#);
        refuse(
            &RSA[..200],
            "openssh-cut",
            r#"OpenSsh(Cut { what: "the modulus", says: 257, left: 122 }, Rfc(4253, "6.6"))"#,
        );
        let mixed = RSA.replace("ssh-rsa", "ssh-ed25519");
        refuse(&mixed, "openssh-type", r#"OpenSsh(Type { line: "ssh-ed25519", inside: "ssh-rsa" }, Rfc(8709, "4"))"#);
        refuse(
            &line("ssh-rsa", &[b"a\nb"]),
            "openssh-type",
            r#"OpenSsh(Type { line: "ssh-rsa", inside: "a�b" }, Rfc(4253, "6.6"))"#,
        );
        refuse(
            &line("ssh-ed25519", &[b"ssh-ed25519", &[1; 32], &[]]),
            "openssh-trailing-bytes",
            r#"OpenSsh(Trailing(4), Rfc(8709, "4"))"#,
        );
        refuse(
            &line("ssh-ed25519", &[b"ssh-ed25519", &[1; 31]]),
            "okp-length",
            r#"Okp(Length { curve: "Ed25519", private: false, got: 31, expected: 32 })"#,
        );
        let ec = |curve: &[u8]| line("ecdsa-sha2-nistp256", &[b"ecdsa-sha2-nistp256", curve, &[4; 65]]);
        refuse(&ec(b"nistp384"), "openssh-curve", r#"OpenSsh(Curve("P-256"), Rfc(5656, "3.1"))"#);
        refuse(&ec(b"p256"), "openssh-curve", r#"OpenSsh(Curve("P-256"), Rfc(5656, "3.1"))"#);
        refuse(&ec(b"nistp256"), "ec-point-not-on-curve", r#"Ec(NotOnCurve { curve: "P-256", jwk: false })"#);
        let rsa = |n: &[u8]| line("ssh-rsa", &[b"ssh-rsa", &[3], n]);
        refuse(&rsa(&[0x80; 256]), "openssh-number", r#"OpenSsh(Negative("the modulus"), Rfc(4253, "6.6"))"#);
        refuse(&rsa(&[0, 0x7f]), "openssh-number", r#"OpenSsh(ZeroByte("the modulus"), Rfc(4253, "6.6"))"#);
        refuse(&rsa(&[7]), "rsa-modulus", r#"Rsa(ModulusSmall { bits: 3, least: 512 })"#);
        let (first, second) = RSA.split_at(100);
        super::super::testing::refuse(
            &format!("{first}\n{second}"),
            "openssh-cut",
            r#"Key(OverLines(Key(OpenSsh(Cut { what: "the modulus", says: 257, left: 47 }, Rfc(4253, "6.6")))))"#,
        );
    }
}
