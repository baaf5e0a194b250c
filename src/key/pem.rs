//! Keys in PEM (RFC 7468): which label holds which structure, and what is wrong when it does not. The armour itself is read by
//! [`format::pem`](crate::format::pem).
//!
//! Also read, with a note: PEM whose line breaks became `\n`, PEM inside base64 or percent escapes, and a key without its
//! boundaries, in base64 or hexadecimal digits.

mod bare;
mod content;
mod escapes;
mod labels;
mod lines;
mod mend;
mod recover;
mod several;
mod spaces;

use super::encrypted::EncryptedKey;
use crate::base::diagnostic::Code;
use crate::base::diagnostic::key::{Encrypted, Mended, Note, Pem as Fault};
use crate::base::shown;
use crate::format::der;
use crate::format::pem::{Block, blocks, count};
use crate::key::{Key, KeyFault, Options, ParsedKey, Source, fault, pkix};
pub(super) use bare::{hexadecimal, looks_cut};
use labels::{BlockContext, ENCRYPTED, Holds};
pub(super) use mend::{block, mended};

/// After so many blocks without a usable key the rest is not looked at.
const MAX_BLOCKS: usize = 20;

/// As much of a cipher's name is quoted.
const LONGEST_CIPHER: usize = 80;

/// The faults of a block that is whole and of no use: another one may be looked for.
const USELESS: [Code; 6] =
    [Code::PemNotAKey, Code::PemEncrypted, Code::PemEncryption, Code::PemLabel, Code::KeyAlgorithm, Code::EcCurve];

/// Reads a key, or several, from PEM; `None` if `text` has no sign of it.
pub(super) fn read(text: &str, options: &Options) -> Option<Result<ParsedKey, KeyFault>> {
    let given = BlockContext { curve: None, unlocked: options.unlocked };
    match recover::plain(text) {
        Some((plain, undone)) => {
            let wrapped = undone.contains(&Mended::Base64);
            let found = marked(&plain, undone, given).map_err(|found| mend::odd(&plain, found));
            Some(found.map_err(|found| if wrapped { recover::cut_base64(text, &plain, found) } else { found }))
        }
        None => recover::damaged(text).map(Err).or_else(|| Some(without_boundaries(text, &given)?.map(ParsedKey::One))),
    }
}

/// A key without its boundaries, also where each `+` of it became a space.
fn without_boundaries(text: &str, given: &BlockContext) -> Option<Result<Key, KeyFault>> {
    let found = bare::read(text, given);
    if matches!(found, Some(Ok(_))) {
        return found;
    }
    let restored = || {
        let mut key = bare::read(&spaces::body(text.trim())?, given)?.ok()?;
        key.notes.push(Note::Mended(Mended::PlusSigns));
        Some(Ok(key))
    };
    restored().or(found)
}

/// The first private key of `text` that is under a passphrase.
pub(super) fn encrypted(text: &str) -> Option<Result<EncryptedKey, KeyFault>> {
    let Some((text, _)) = recover::plain(text) else {
        return match EncryptedKey::read(&bare::bytes(text)?) {
            Err(fault) if der::is_fault(&fault) => None,
            found => Some(found),
        };
    };
    let block = blocks(&text).take(MAX_BLOCKS).flatten().find(|block| block.label == ENCRYPTED)?;
    Some(block.decode().and_then(|body| {
        block.expect_complete(&body.der)?;
        EncryptedKey::read(&body.der)
    }))
}

/// A text with at least one boundary.
fn marked(text: &str, undone: Vec<Mended>, mut given: BlockContext) -> Result<ParsedKey, KeyFault> {
    let total = count(text);
    if total == 0 {
        return Err(recover::without_begin(text));
    }
    // A passphrase was entered for a block of that label, so no other one is meant.
    let encrypted_only = given.unlocked.is_some() && text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    let mut passed_over: Option<KeyFault> = None;
    let mut keys: Vec<Key> = vec![];
    let mut incomplete = false;
    let mut notes: Vec<Note> = undone.into_iter().map(Note::Mended).collect();
    for (number, block) in (1..).zip(blocks(text).take(MAX_BLOCKS)) {
        if encrypted_only && block.as_ref().is_ok_and(|block| block.label != ENCRYPTED) {
            continue;
        }
        match block.and_then(|block| read_block(&block, &mut given)) {
            Ok(found) => keys.extend(found),
            // The key that was meant may be in here, so another one must not take its place.
            Err(damaged) if keys.is_empty() && !USELESS.contains(&damaged.code()) => return Err(damaged),
            Err(fault) if !keys.is_empty() => {
                incomplete = true;
                let certificates = keys.iter().all(|key| key.source == Source::Certificate);
                let left_out = if certificates { Note::CertificateLeftOut } else { Note::BlockLeftOut };
                notes.push(left_out(number, fault));
            }
            // The first of them is told, but for one that a passphrase mends.
            Err(useless) if passed_over.is_none() || useless.code() == Code::PemEncrypted => {
                passed_over = Some(useless)
            }
            Err(_) => {}
        }
    }
    let read = keys.len();
    let Some(found) = several::together(keys, incomplete) else {
        return Err(passed_over.unwrap_or_else(|| fault(Fault::Parameters)));
    };
    if total > MAX_BLOCKS {
        notes.push(Note::ManyBlocks(total, MAX_BLOCKS));
    } else if let ParsedKey::One(key) = &found {
        notes.extend(several::note(key, read));
    }
    notes.extend(passed_over.map(Note::PassedOver));
    Ok(notes.into_iter().fold(found, |found, note| found.noted(note)))
}

/// Reads the key in a block; `None` if it names the curve for the next one.
fn read_block(block: &Block, given: &mut BlockContext) -> Result<Option<Key>, KeyFault> {
    let Some(row) = labels::label(block.label) else {
        let content = || mend::fitting(&block.decode().ok()?.der, None);
        return Err(fault(Fault::Label(block.shown_label(), content().map(|row| row.name))));
    };
    if let Some(cipher) = block.encrypted {
        let current = ["AES-", "DES-EDE3", "CAMELLIA-", "ARIA-"].iter().any(|name| cipher.starts_with(name));
        return Err(fault(Encrypted::Legacy { cipher: shown(cipher, LONGEST_CIPHER), current }));
    }
    let read = match row.holds {
        Holds::Other(what) => return Err(fault(Fault::NotAKey(what, row.spec))),
        Holds::Curve => {
            given.curve =
                Some(pkix::sec1::parameters(&block.decode()?.der).map_err(|fault| content::of_block(fault, row.spec))?);
            return Ok(None);
        }
        Holds::Key(read) => read,
    };
    let body = block.decode()?;
    block.expect_complete(&body.der)?;
    let mut key = read(&body.der, given).map_err(|fault| content::mislabelled(row, &body.der, given, fault))?;
    key.notes.extend(body.notes);
    Ok(Some(key))
}

#[cfg(test)]
mod tests {
    use super::content::tests::without_line;
    use crate::key::testing::{check, fixture, refuse};

    const SPKI: &str = fixture!("p256-spki.pem");
    const RSA: &str = fixture!("rsa2048-spki.pem");

    #[test]
    fn a_block_of_no_use_is_passed_over_and_a_damaged_one_is_not() {
        let many = fixture!("p384-certificate.pem").repeat(21);
        assert_eq!(check(&many, "EC public key on P-384", "21 blocks: only the first 20 were read").chain.len(), 20);
        let encrypted = fixture!("p256-pkcs8-aes128-sha256.pem");
        refuse(
            &format!("{}{encrypted}", fixture!("p256-request.pem")),
            "pem-encrypted",
            r#"Key(Encrypted(Waiting("AES-128-CBC, 2048 rounds of PBKDF2 with HMAC-SHA-256")))"#,
        );
        let request = format!("{}{SPKI}", fixture!("p256-request.pem"));
        check(&request, "EC public key on P-256", "ignored: this is a certificate request");
        check(fixture!("p256-sec1-with-parameters.pem"), "EC private key on P-256", "");
        refuse(
            &format!("{}{RSA}", without_line(SPKI, 3)),
            "pem-body-cut",
            "Key(Pem(Cut { says: 91, have: 48, guess: Unknown }))",
        );
    }

    #[test]
    fn what_is_no_key_here_is_named_with_a_way_out() {
        refuse(
            fixture!("openssh-private.pem"),
            "pem-not-a-key",
            r#"Key(Pem(NotAKey(OpenSshPrivate, Rfc(7468, "10"))))"#,
        );
        refuse(fixture!("p256-request.pem"), "pem-not-a-key", r#"Key(Pem(NotAKey(Request, Rfc(7468, "7"))))"#);
        refuse(
            fixture!("dsa-parameters.pem"),
            "pem-not-a-key",
            r#"Key(Pem(NotAKey(DsaParameters, Rfc(7518, "3.1"))))"#,
        );
        refuse(fixture!("p256-parameters.pem"), "pem-parameters", "Key(Pem(Parameters))");
        refuse(fixture!("dsa-spki.pem"), "key-algorithm", r#"Key(Algorithm("a DSA key"))"#);
        refuse(fixture!("brainpool256-pkcs8.pem"), "ec-curve", r#"Key(Ec(Curve("brainpoolP256r1")))"#);
        refuse(fixture!("p256-sec1-explicit.pem"), "ec-explicit-parameters", "Key(Ec(ExplicitParameters))");
        refuse(fixture!("p256-spki-explicit.pem"), "ec-explicit-parameters", "Key(Ec(ExplicitParameters))");
    }

    #[test]
    fn rsa_keys_out_of_the_ordinary_are_noted() {
        check(fixture!("rsa2048-pss-spki.pem"), "RSA public key, 2048 bit", "RSASSA-PSS (PS256, PS384, PS512) only");
        check(fixture!("rsa2048-pss-pkcs8.pem"), "RSA private key, 2048 bit", "RSASSA-PSS (PS256, PS384, PS512) only");
        check(
            fixture!("rsa1024-spki.pem"),
            "RSA public key, 1024 bit",
            "1024 bit; RFC 7518 §3.3 asks for 2048 or more",
        );
        check(fixture!("rsa2048-three-primes-pkcs8.pem"), "RSA private key, 2048 bit", "");
    }
}
