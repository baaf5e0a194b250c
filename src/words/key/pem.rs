//! Faults of PEM.

use super::{COPY_AGAIN, NEEDED, base64};
use crate::base::diagnostic::key::{Base64, Guess, NotAKey, OddLine, Pem};
use crate::base::spec::Spec;
use crate::words::{Wording, character, counted, say, state};

const REQUEST: &str = "extract the public key: openssl req -in request.pem -noout -pubkey";
const BUNDLE: &str = "extract them: openssl pkcs7 -in bundle.pem -print_certs";

pub fn wording(fault: &Pem) -> Wording {
    let told = match fault {
        Pem::OddBegin(line) => say(
            format!("the BEGIN line (line {line}) is not written correctly"),
            "write -----BEGIN PUBLIC KEY-----: five plain hyphens on each side, capital letters, no spaces around",
        ),
        Pem::OddEnd(line) => say(
            format!("the END line (line {line}) is not written correctly"),
            "write -----END PUBLIC KEY-----, with the label of the BEGIN line: five plain hyphens on each side, capital letters, no spaces around",
        ),
        Pem::Dashes { line, begins, dash } => {
            let word = if *begins { "BEGIN" } else { "END" };
            say(
                format!(
                    "the {word} line (line {line}) has {} where hyphens belong, as word processors and chats write them",
                    character(*dash)
                ),
                format!(
                    "write -----{word} PUBLIC KEY-----, or the label that is there, with five plain hyphens on each side"
                ),
            )
        }
        Pem::OpenBegin(line) => say(
            format!("the BEGIN line (line {line}) does not end with five hyphens"),
            "write -----BEGIN PUBLIC KEY-----, with five hyphens on each side",
        ),
        Pem::OpenEnd(line, label) => say(
            format!("the END line of the block that starts on line {line} does not end with five hyphens"),
            format!("write -----END {label}-----"),
        ),
        Pem::BeginMissing(label) => say(
            "the BEGIN line is missing: there is only an END line",
            format!("copy the whole text, from the line -----BEGIN {label}----- on"),
        ),
        Pem::BareCut { says, have } => say(
            format!(
                "the BEGIN and END lines and part of the key are missing: the key says it has {says} bytes, and there are {have}"
            ),
            "copy the whole text, from the BEGIN line to the END line",
        ),
        Pem::EndMissing(line, label) => say(
            format!("the END line is missing: `BEGIN {label}` (line {line}) is never closed"),
            format!("copy the whole text, including the line -----END {label}-----"),
        ),
        Pem::Base64Cut(length) => {
            let fix = match length {
                76 | 64 => {
                    format!("base64 breaks its lines after {length} characters, and this is as long as the first one: write it on one line, with base64 -w0 (GNU) or openssl base64 -A")
                }
                _ => "copy all of it; if a setting holds it, write it there on one line, with base64 -w0 (GNU) or openssl base64 -A".into(),
            };
            say(
                format!(
                    "this is the base64 of a PEM text that is cut off after {length} characters of base64: its END line is missing"
                ),
                fix,
            )
        }
        Pem::LabelMismatch(line, begin, end) => say(
            format!("`BEGIN {begin}` (line {line}) is closed by `END {end}`"),
            "use the same label on both lines; are these parts of two keys?",
        ),
        Pem::Label(label, Some(content)) => {
            return say(
                format!("`{label}` is not the label of a key; the content is that of {content}"),
                format!("write -----BEGIN {content}----- and -----END {content}----- around it"),
            )
            .by(Spec::Rfc(7468, "4"));
        }
        Pem::Label(label, None) => {
            return say(
                format!("`{label}` is not the label of a key"),
                "known labels are PUBLIC KEY, PRIVATE KEY, RSA PUBLIC KEY, RSA PRIVATE KEY, EC PRIVATE KEY and CERTIFICATE",
            )
            .by(Spec::Rfc(7468, "4"));
        }
        Pem::LabelContent { label, content, spec } => {
            return say(
                format!("the label says {label}, but the content is that of {content}"),
                format!("write -----BEGIN {content}----- and -----END {content}----- around it"),
            )
            .by(*spec);
        }
        Pem::Empty(label) => state(format!("there is nothing between `BEGIN {label}` and `END {label}`")),
        Pem::TooLarge(label, bytes) => {
            state(format!("the {label} has {}; up to 1 MB is read", counted(*bytes, "byte")))
        }
        Pem::Body(fault, odd) => body(*fault, *odd),
        Pem::Start(label) => say(
            format!("the content of the {label} does not start like a key, with a SEQUENCE"),
            "the first line is probably missing or damaged; copy the key again",
        ),
        Pem::Cut { says, have, guess } => {
            let guess = match guess {
                Guess::Line(odd) => odd_line(*odd),
                Guess::Lines(1) => "exactly 1 line is missing".into(),
                Guess::Lines(lines) => format!("exactly {lines} lines are missing"),
                Guess::Unknown => "a line, or the end of one, is probably missing".into(),
            };
            say(
                format!("the key says it has {says} bytes, and there are {have}: {guess}"),
                "part of the text is missing; copy the key again",
            )
        }
        Pem::Trailing(bytes) => say(
            format!(
                "there {} after the key",
                if *bytes == 1 { "is 1 byte".into() } else { format!("are {bytes} bytes") }
            ),
            "a line is there twice, or belongs to another block",
        ),
        Pem::NotAKey(what, spec) => return not_a_key(*what).by(*spec),
        Pem::Parameters => {
            return say(
                "these are EC parameters, which name a curve and are not a key",
                "paste the EC PRIVATE KEY or PUBLIC KEY block",
            )
            .by(Spec::Rfc(5915, "4"));
        }
    };
    told.by(Spec::Rfc(7468, "3"))
}

fn body(fault: Base64, odd: Option<OddLine>) -> Wording {
    let fix = match fault {
        Base64::Character(_, '-' | '_') => "PEM uses base64, not base64url: write `+` for `-` and `/` for `_`",
        Base64::Character(_, '…' | '.') => "the text was shortened; copy it from its source",
        Base64::Character(..) => COPY_AGAIN,
        Base64::AfterPadding(_) => "padding ends a key; are these two keys in one block?",
        Base64::Padding { .. } | Base64::Length(_) => "characters are missing or extra; copy the key again",
    };
    let odd = odd.map_or(String::new(), |odd| format!(": {}", odd_line(odd)));
    say(format!("{}{odd}", base64("the key", false, fault)), fix)
}

fn odd_line(odd: OddLine) -> String {
    format!("line {} has {}, and the first has {}", odd.line, counted(odd.got, "character"), odd.first)
}

fn not_a_key(what: NotAKey) -> Wording {
    match what {
        NotAKey::OpenSshPrivate => say(
            "this is a private key in OpenSSH's own format",
            "rewrite a copy of the file as PEM: ssh-keygen -p -N \"\" -m PEM -f copy-of-key",
        ),
        NotAKey::TrustedCertificate => say(
            "this is a certificate in OpenSSL's own format",
            "convert it: openssl x509 -in trusted.pem -out certificate.pem",
        ),
        NotAKey::Request => say("this is a certificate request", REQUEST),
        NotAKey::RevocationList => say("this is a list of revoked certificates, not a key", "paste the certificate"),
        NotAKey::Bundle => say("this is a bundle of certificates", BUNDLE),
        NotAKey::Dsa => say("this is a DSA key, which no algorithm here uses", NEEDED),
        NotAKey::DsaParameters => say("these are DSA parameters, not a key", NEEDED),
        NotAKey::DhParameters => say("these are Diffie-Hellman parameters, not a key", NEEDED),
        NotAKey::OpenPgp => say("this is an OpenPGP key, which JOSE does not use", NEEDED),
    }
}
