//! What a key is called by those who make its name of the key itself: thumbprints, hashes of its SubjectPublicKeyInfo, libtrust's names.
//! A `kid` may be any text (RFC 7515 §4.1.4), so one that is none of these says nothing against the key.

use super::{Certificate, Key};
pub use crate::base::diagnostic::reason::Naming;
use crate::crypto::hash::{Hash, sha1};
use crate::format::base64::Alphabet;
use crate::format::hex;

impl Key {
    /// How `name` was made of this key, if it was. A secret has no public name.
    pub fn naming(&self, name: &str) -> Option<Naming> {
        let spki = self.spki_der()?;
        let bare = name.strip_prefix("urn:ietf:params:oauth:jwk-thumbprint:sha-256:").unwrap_or(name);
        if self.thumbprint().as_deref() == Some(bare) {
            return Some(Naming::Thumbprint);
        }
        let sha256 = Hash::Sha256.digest(&spki);
        if libtrust(&sha256) == name {
            return Some(Naming::Libtrust);
        }
        let certificate = self.chain.first().map(|Certificate { der, .. }| der);
        let made = [
            (Naming::SpkiSha256, Some(sha256)),
            (Naming::SpkiSha1, Some(sha1(&spki))),
            (Naming::CertificateSha256, certificate.map(|der| Hash::Sha256.digest(der))),
            (Naming::CertificateSha1, certificate.map(|der| sha1(der))),
        ];
        made.into_iter().find_map(|(naming, digest)| digest.filter(|digest| spelled(digest, name)).map(|_| naming))
    }
}

/// Whether `name` spells the bytes in hexadecimal digits, with colons or without, or in base64 of either alphabet.
fn spelled(digest: &[u8], name: &str) -> bool {
    let digits = hex::encode(digest);
    let plain = |text: &str| text.replace(':', "").eq_ignore_ascii_case(&digits);
    let coded = |alphabet: Alphabet| alphabet.encode(digest).trim_end_matches('=') == name.trim_end_matches('=');
    plain(name) || coded(Alphabet::UrlSafe) || coded(Alphabet::Standard)
}

/// Groups of four characters of base32 (RFC 4648 §6), from the first 240 bits.
fn libtrust(digest: &[u8]) -> String {
    const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut name = String::new();
    for group in digest.get(..30).unwrap_or_default().chunks(5) {
        let bits = group.iter().fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
        for place in (0..8).rev() {
            let symbol = BASE32.get((bits >> (5 * place)) as usize & 31).copied().unwrap_or_default();
            if name.len() % 5 == 4 {
                name.push(':');
            }
            name.push(char::from(symbol));
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{fixture, read};

    fn key(text: &str) -> Key {
        read(text).expect("a key")
    }

    #[test]
    fn each_way_to_name_a_key_is_recognised() {
        let rsa = key(fixture!("rsa2048-certificate.pem"));
        let spki = rsa.spki_der().expect("a public key");
        let [sha256, certificate] = [&spki, &rsa.chain[0].der].map(|der| Hash::Sha256.digest(der));
        let hex = |bytes: &[u8]| -> Vec<String> { bytes.iter().map(|byte| format!("{byte:02X}")).collect() };
        for (name, naming) in [
            (rsa.thumbprint().expect("a key"), Naming::Thumbprint),
            (
                format!("urn:ietf:params:oauth:jwk-thumbprint:sha-256:{}", rsa.thumbprint().expect("a key")),
                Naming::Thumbprint,
            ),
            (Alphabet::UrlSafe.encode(&sha256), Naming::SpkiSha256),
            (Alphabet::Standard.encode(&sha256), Naming::SpkiSha256),
            (hex(&sha256).concat().to_lowercase(), Naming::SpkiSha256),
            (hex(&sha1(&spki)).join(":"), Naming::SpkiSha1),
            (rsa.chain[0].x5t(), Naming::CertificateSha1),
            (rsa.chain[0].x5t_s256(), Naming::CertificateSha256),
            (hex(&certificate).join(":"), Naming::CertificateSha256),
            (libtrust(&sha256), Naming::Libtrust),
        ] {
            assert_eq!(rsa.naming(&name), Some(naming), "{name}");
            assert_eq!(key(fixture!("p256-spki.pem")).naming(&name), None, "{name}");
        }
    }

    #[test]
    fn libtrust_names_have_twelve_groups_of_four() {
        // printf '' | sha256sum | head -c 60 | xxd -r -p | base32
        let name = libtrust(&Hash::Sha256.digest(b""));
        assert_eq!(name, "4OYM:IQUY:7QOB:JGX3:6TEJ:S35Z:EQT2:4QPE:MSNZ:GTFE:SWMR:W6CS");
    }

    #[test]
    fn any_other_name_says_nothing() {
        let secret = key("a secret");
        for name in ["", "1", "2026-11", "kid", "AAAA:BBBB"] {
            assert_eq!((key(fixture!("p256-spki.pem")).naming(name), secret.naming(name)), (None, None), "{name}");
        }
    }
}
