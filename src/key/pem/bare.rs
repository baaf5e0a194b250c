//! Keys without any boundary: DER in base64, base64url or hexadecimal digits. The same text could be a secret, so only what is
//! a whole key, from the first byte to the last, is taken for one.

use super::labels::{BlockContext, Holds, LABELS, fits};
use crate::base::diagnostic::key::Note;
use crate::base::diagnostic::key::Pem as Fault;
use crate::format::base64::Alphabet;
use crate::format::der;
use crate::key::{Key, KeyFault, fault};

/// Reads a whole key; `None` if the text may be something else. Several full lines of base64 that start like a key are called a
/// damaged one.
pub fn read(text: &str, given: &BlockContext) -> Option<Result<Key, KeyFault>> {
    let (der, announced, digits) = beginning(text)?;
    if announced == der.len() {
        let (row, mut found) = LABELS.iter().find_map(|row| match row.holds {
            Holds::Key(read) => Some((row, read(&der, given))).filter(|(_, read)| fits(read)),
            _ => None,
        })?;
        if let Ok(key) = &mut found {
            key.notes.push(Note::Bare { label: row.name, digits });
        }
        return Some(found);
    }
    let mut lines = text.trim().lines().map(|line| line.trim().len());
    let block = lines.next().is_some_and(|first| first == 64 || first == 76) && lines.next().is_some();
    (block && !digits).then(|| Err(fault(Fault::BareCut { says: announced, have: der.len() })))
}

/// The bytes of a text that may be a key in base64 or hexadecimal digits, and is as long as it says.
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    beginning(text).filter(|(der, announced, _)| *announced == der.len()).map(|(der, ..)| der)
}

/// Whether `text` is probably the start of a key in base64 or hexadecimal digits. That can be chance, so it is worth a note
/// and no more.
pub fn looks_cut(text: &str) -> bool {
    // A long SEQUENCE whose first element is the algorithm of a key, the signed part of a certificate, a version, or a
    // modulus: 1 in 2^28 of random texts are.
    let is_start = |der: &[u8]| match der {
        [der::SEQUENCE, 0x82, _, _, der::SEQUENCE, length, ..] => matches!(length, 0x0d | 0x10 | 0x13 | 0x82),
        [der::SEQUENCE, 0x82, _, _, der::INTEGER, length, ..] => matches!(length, 0x01 | 0x81 | 0x82),
        _ => false,
    };
    beginning(text).is_some_and(|(der, announced, _)| announced > der.len() && is_start(&der))
}

/// What `text` decodes to, how long that says it is, and whether it was written in hexadecimal digits, if it starts like a key.
fn beginning(text: &str) -> Option<(Vec<u8>, usize, bool)> {
    let body = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';'));
    // 40 characters are too few for any key.
    if body.len() < 40 || body.len() > 1 << 20 {
        return None;
    }
    // Every DER SEQUENCE starts with an M in base64, and with 30 in hexadecimal.
    let (der, digits) = if body.starts_with('M') {
        let standard = Alphabet::Standard.decode(body);
        (standard.or_else(|_| Alphabet::UrlSafe.decode(body)).ok()?.bytes, false)
    } else if body.starts_with(['3', '0']) {
        (hexadecimal(body)?, true)
    } else {
        return None;
    };
    let announced = der::announced_length(&der).filter(|_| der.first() == Some(&der::SEQUENCE))?;
    Some((der, announced, digits))
}

/// The bytes of hexadecimal digits, between which white space, colons, commas and `0x` mean nothing.
pub fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits = text.replace("0x", "").replace("0X", "");
    let mut bytes = Vec::new();
    let mut high = None;
    for c in digits.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | ',')) {
        // A digit is below 16, so the narrowing loses nothing.
        let digit = c.to_digit(16)? as u8;
        match high.take() {
            None => high = Some(digit << 4),
            Some(high) => bytes.push(high | digit),
        }
    }
    high.is_none().then_some(bytes)
}

#[cfg(test)]
pub(in crate::key::pem) mod tests {
    use crate::format::base64::Alphabet;
    use crate::key::testing::{check, fixture, read, refuse};
    use crate::key::{Encoding, Source};

    pub const SPKI: &str = fixture!("p256-spki.pem");
    const RSA: &str = fixture!("rsa2048-spki.pem");

    /// One fixture of each structure.
    pub const EACH: [&str; 12] = [
        SPKI,
        RSA,
        fixture!("ed25519-spki.pem"),
        fixture!("ed448-spki.pem"),
        fixture!("secp256k1-spki-compressed.pem"),
        fixture!("rsa2048-pkcs1.pem"),
        fixture!("rsa2048-pkcs1-public.pem"),
        fixture!("p521-pkcs8.pem"),
        fixture!("ed25519-pkcs8.pem"),
        fixture!("ed448-pkcs8.pem"),
        fixture!("secp256k1-sec1.pem"),
        fixture!("ed448-certificate.pem"),
    ];

    /// What stands between the boundaries.
    pub fn body(pem: &str) -> String {
        pem.lines().filter(|line| !line.starts_with("-----")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_body_without_boundaries_is_a_key_only_if_it_is_whole() {
        let summary = "EC public key on P-256";
        check(
            &body(SPKI),
            summary,
            "the BEGIN and END lines are missing; the text was read as what belongs between -----BEGIN PUBLIC KEY-----",
        );
        check(&body(SPKI).replace('\n', ""), summary, "the BEGIN and END lines are missing");
        let (first, rest) =
            body(RSA).split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("several lines");
        let cut: Vec<&str> = rest.lines().skip(1).collect();
        refuse(
            &format!("{first}\n{}", cut.join("\n")),
            "pem-begin-missing",
            "Key(Pem(BareCut { says: 294, have: 246 }))",
        );
        let start = body(RSA).replace('\n', "")[..300].to_owned();
        assert!(
            read(&start)
                .is_ok_and(|key| crate::key::testing::notes(&key.notes).contains("starts like a key whose end"))
        );
        let secret = "MySecretThatIsLongEnoughToLookLikeAKeyButIsNone=";
        assert_eq!(read(secret).map(|key| (key.source, key.notes)), Ok((Source::Text(Encoding::Utf8), vec![])));
    }

    #[test]
    fn every_structure_is_read_from_base64_and_from_hexadecimal_digits() {
        for pem in EACH {
            let body = body(pem);
            let der = Alphabet::Standard.decode(&body).expect("a fixture").bytes;
            let expected = read(pem).expect("a fixture");
            let check = |text: &str, note: &str| {
                let key = read(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
                assert_eq!((&key.material, &key.source), (&expected.material, &expected.source), "{text}");
                assert!(
                    key.notes.iter().any(|said| crate::words::note(said).starts_with(note)),
                    "{text}: {:?}",
                    key.notes
                );
            };
            check(&body, "the BEGIN and END lines are missing");
            check(&format!("\"{}\",\n", body.replace('\n', "")), "the BEGIN and END lines are missing");
            check(&Alphabet::UrlSafe.encode(&der), "the BEGIN and END lines are missing");
            let written = |before: &str, after: &str| -> String {
                der.iter().map(|byte| format!("{before}{byte:02x}{after}")).collect()
            };
            for digits in [
                written("", ""),
                written("", "").to_uppercase(),
                written("", ":"),
                written("0x", ", "),
                written("", "\n"),
            ] {
                check(&digits, "the hexadecimal digits were read as DER");
            }
            check(&format!(" 0x{}\n", written("", "")), "the hexadecimal digits were read as DER");
            // With a byte less or more, it is as good a secret as any.
            for wrong in [
                written("", "").split_at(2 * der.len() - 2).0.to_owned(),
                written("", "") + "00",
                written("", "") + "0",
            ] {
                assert!(read(&wrong).is_ok_and(|key| key.source == Source::Text(Encoding::Utf8)), "{wrong}");
            }
        }
    }
}
