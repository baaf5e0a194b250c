//! Several blocks in one text: a chain of certificates is one key, the halves of a key pair are one key, and everything else is a set.

use crate::base::diagnostic::key::Note;
use crate::key::{Certificate, Key, Member, ParsedKey, Set, Source};

/// What the keys of a text are together; `None` if there is none. Of an `incomplete` text some blocks could not be read.
pub fn together(mut keys: Vec<Key>, incomplete: bool) -> Option<ParsedKey> {
    let chain = keys.iter().all(|key| key.source == Source::Certificate) && (incomplete || is_chain(&keys));
    if chain && keys.len() > 1 {
        let chain = keys.iter_mut().flat_map(|key| core::mem::take(&mut key.chain)).collect();
        let first = keys.into_iter().next()?;
        return Some(ParsedKey::One(Key { chain, ..first }));
    }
    let mut units: Vec<Key> = vec![];
    for key in keys {
        // A secret has no place in PEM, so each of them has a public half to be compared by.
        match units.iter_mut().find(|unit| unit.thumbprint() == key.thumbprint()) {
            Some(unit) if key.is_private() && !unit.is_private() => {
                let chain = core::mem::take(&mut unit.chain);
                *unit = Key { chain, ..key };
            }
            Some(unit) if unit.chain.is_empty() => unit.chain = key.chain,
            Some(_) => {}
            None => units.push(key),
        }
    }
    // The certificates behind that of a key are those of its issuers.
    if let [first, others @ ..] = units.as_mut_slice()
        && !first.chain.is_empty()
        && others.iter().all(|other| other.source == Source::Certificate)
    {
        let all: Vec<&Certificate> = first.chain.iter().chain(others.iter().flat_map(|other| &other.chain)).collect();
        if linked(&all) {
            let more: Vec<Certificate> =
                others.iter_mut().flat_map(|other| core::mem::take(&mut other.chain)).collect();
            first.chain.extend(more);
            units.truncate(1);
        }
    }
    if units.len() < 2 {
        return units.pop().map(ParsedKey::One);
    }
    let members = units.into_iter().map(|key| Member::of(Ok(key), None)).collect();
    Set::gathered(members, vec![]).map(ParsedKey::Set)
}

/// What several blocks mean for the one key that they are.
pub fn note(key: &Key, blocks: usize) -> Option<Note> {
    match key.source {
        _ if blocks < 2 => None,
        Source::Certificate if key.chain.len() == blocks => Some(Note::Certificates(blocks)),
        _ => Some(Note::OneKey(blocks)),
    }
}

fn is_chain(keys: &[Key]) -> bool {
    linked(&keys.iter().flat_map(|key| &key.chain).collect::<Vec<_>>())
}

/// Whether each certificate was issued by the subject of another one, or issued another one, in whatever order they stand.
fn linked(certificates: &[&Certificate]) -> bool {
    certificates.iter().enumerate().all(|(index, one)| {
        certificates
            .iter()
            .enumerate()
            .any(|(other, two)| other != index && (one.issuer == two.subject || two.issuer == one.subject))
    })
}

#[cfg(test)]
mod tests {
    use crate::base::diagnostic::key::Note;
    use crate::key::testing::{check, fixture, notes, refuse};
    use crate::key::{Options, ParsedKey, read};

    const SPKI: &str = fixture!("p256-spki.pem");
    const RSA: &str = fixture!("rsa2048-spki.pem");
    const CHAIN: &str = fixture!("certificate-chain-signed.pem");
    const UNRELATED: &str = fixture!("certificate-chain.pem");

    /// What each key of the set is.
    fn kinds(text: &str) -> (Vec<String>, Vec<Note>) {
        let Some(Ok(ParsedKey::Set(set))) = read(text, &Options::default()) else { panic!("{text}") };
        let kind = |key: &Result<crate::key::Key, crate::key::KeyFault>| {
            key.as_ref().map(|key| key.kind()).unwrap_or_default()
        };
        (set.members.iter().map(|member| kind(&member.key)).collect(), set.notes)
    }

    #[test]
    fn certificates_that_issued_one_another_are_a_chain() {
        let chain = check(CHAIN, "", "3 certificates: the key is that of the first one");
        assert_eq!(chain.chain.len(), 3);
        let damaged = CHAIN.replacen("MIICPTCC", "MIICPjCC", 1);
        let damaged = check(&damaged, "", "certificate 2 was ignored: the key says it has");
        assert!(damaged.chain.len() < 3);
    }

    #[test]
    fn keys_that_have_nothing_to_do_with_each_other_are_a_set() {
        let all = ["an RSA key", "an EC key on P-256", "an EC key on P-384"].map(str::to_owned).to_vec();
        assert_eq!(kinds(UNRELATED), (all, vec![]));
        let two = ["an RSA key", "an EC key on P-256"].map(str::to_owned).to_vec();
        assert_eq!(kinds(&format!("{RSA}{SPKI}")).0, two);
        assert_eq!(kinds(&format!("{}\n{SPKI}", fixture!("rsa2048-pkcs8.pem"))).0, two);
        let (kinds, _) = kinds(&format!("{}{SPKI}", fixture!("p384-certificate.pem")));
        assert_eq!(kinds, ["an EC key on P-384", "an EC key on P-256"]);
        refuse(&format!("{RSA}{SPKI}"), "jwks-several-keys", "Key(Set(SeveralKeys(2)))");
    }

    #[test]
    fn a_damaged_block_of_several_is_named() {
        let damaged = SPKI.replacen("MFkw", "MFow", 1);
        let (kinds, told) = kinds(&format!("{RSA}{}{damaged}", fixture!("p384-spki.pem")));
        assert_eq!(kinds, ["an RSA key", "an EC key on P-384"]);
        assert!(notes(&told).contains("block 3 was ignored: the key says it has"), "{told:?}");
    }

    #[test]
    fn the_halves_of_a_key_pair_are_one_key() {
        let private = fixture!("rsa2048-pkcs8.pem");
        let certificate = fixture!("rsa2048-certificate.pem");
        for text in [format!("{private}{RSA}"), format!("{RSA}{private}"), format!("{certificate}{private}")] {
            check(&text, "RSA private key", "2 blocks, which belong to one key");
        }
        assert_eq!(check(&format!("{certificate}{private}"), "RSA private key", "2 blocks").chain.len(), 1);
        assert_eq!(check(&format!("{private}{certificate}"), "RSA private key", "2 blocks").chain.len(), 1);
    }
}
