//! What the extensions of a certificate say of its key: whose names it is for, and what the key may do.
//!
//! Source: RFC 5280 §4.2.1. What cannot be read is left out, since here a certificate is a container, and the key in it is used
//! all the same. The crate `x509-cert` reads the same (`tests/keys.rs`); in the page it would weigh 16 KB for these four.

use crate::format::der::{self, Reader};
use crate::key::describe::shown;
use crate::key::oid::dotted;
use core::net::{Ipv4Addr, Ipv6Addr};

/// So many names are kept: a certificate of a large host has hundreds, and nobody reads them here.
const NAMES: usize = 20;

/// The bits of KeyUsage (§4.2.1.3), the first one first.
const KEY_USAGE: [&str; 9] = [
    "digitalSignature",
    "contentCommitment",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

/// Purposes of ExtendedKeyUsage (§4.2.1.12).
const PURPOSES: [(&str, &str); 7] = [
    ("2.5.29.37.0", "anyExtendedKeyUsage"),
    ("1.3.6.1.5.5.7.3.1", "serverAuth"),
    ("1.3.6.1.5.5.7.3.2", "clientAuth"),
    ("1.3.6.1.5.5.7.3.3", "codeSigning"),
    ("1.3.6.1.5.5.7.3.4", "emailProtection"),
    ("1.3.6.1.5.5.7.3.8", "timeStamping"),
    ("1.3.6.1.5.5.7.3.9", "OCSPSigning"),
];

/// The extensions that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    /// The subject's alternative names (§4.2.1.6), up to twenty; control characters are replaced.
    pub names: Vec<String>,
    /// How many more of them there are.
    pub more_names: usize,
    /// What the key may do (§4.2.1.3), by the names of RFC 5280: `digitalSignature`.
    pub key_usage: Vec<&'static str>,
    /// What for (§4.2.1.12), by the names of RFC 5280, such as `serverAuth`, or as an object identifier.
    pub extended_key_usage: Vec<String>,
    /// Whether it may issue certificates (§4.2.1.9).
    pub is_ca: bool,
}

impl Extensions {
    /// Reads what is left of the signed part after the public key: the extensions are its element `[3]`.
    pub(super) fn read(mut rest: Reader) -> Extensions {
        let mut found = Extensions::default();
        while let Ok(element) = rest.any("an element") {
            let list = (element.tag == der::context(3)).then(|| element.inside().sequence("the extensions"));
            for extension in list.and_then(Result::ok).into_iter().flat_map(elements) {
                found.add(extension.inside());
            }
        }
        found
    }

    /// `Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }`
    fn add(&mut self, mut extension: Reader) -> Option<()> {
        let id = extension.expect(der::OID, "the type").ok()?.content;
        extension.optional(der::BOOLEAN, "critical").ok()?;
        let mut value = extension.expect(der::OCTET_STRING, "the value").ok()?.inside();
        match id {
            // 2.5.29.15
            [0x55, 0x1d, 15] => {
                let bits = value.expect(der::BIT_STRING, "the key usage").ok()?.content.get(1..)?;
                let is_set = |bit: usize| bits.get(bit / 8).is_some_and(|octet| octet << (bit % 8) & 0x80 != 0);
                let named = KEY_USAGE.iter().enumerate();
                self.key_usage = named.filter(|(bit, _)| is_set(*bit)).map(|(_, name)| *name).collect();
            }
            // 2.5.29.17
            [0x55, 0x1d, 17] => {
                let all: Vec<_> = elements(value.sequence("the names").ok()?).collect();
                self.more_names = all.len().saturating_sub(NAMES);
                self.names = all.iter().take(NAMES).map(|element| name(element.tag, element.content)).collect();
            }
            // 2.5.29.19
            [0x55, 0x1d, 19] => {
                let ca = value.sequence("the constraints").ok()?.optional(der::BOOLEAN, "whether it is a CA").ok()?;
                self.is_ca = ca.is_some_and(|ca| ca.content == [0xff]);
            }
            // 2.5.29.37
            [0x55, 0x1d, 37] => {
                let all = elements(value.sequence("the purposes").ok()?);
                self.extended_key_usage = all.filter_map(|element| purpose(element.content)).collect();
            }
            _ => {}
        }
        Some(())
    }
}

/// The elements that a reader has left, up to the first that cannot be read.
fn elements(mut reader: Reader<'_>) -> impl Iterator<Item = der::Element<'_>> {
    core::iter::from_fn(move || reader.any("an element").ok())
}

/// A GeneralName: its implicit tag, and its content.
fn name(tag: u8, content: &[u8]) -> String {
    match (tag, content) {
        // rfc822Name, dNSName, uniformResourceIdentifier: IA5String.
        (0x81 | 0x82 | 0x86, text) => shown(&String::from_utf8_lossy(text)),
        (0x87, [a, b, c, d]) => Ipv4Addr::new(*a, *b, *c, *d).to_string(),
        (0x87, octets) => match <[u8; 16]>::try_from(octets) {
            Ok(octets) => Ipv6Addr::from(octets).to_string(),
            Err(_) => "an IP address of a wrong length".to_owned(),
        },
        (0x88, id) => dotted(id).unwrap_or_else(|| "an object identifier".to_owned()),
        (0xa4, _) => "a directory name".to_owned(),
        _ => "a name of another kind".to_owned(),
    }
}

fn purpose(id: &[u8]) -> Option<String> {
    let dotted = dotted(id)?;
    let known = PURPOSES.iter().find(|(id, _)| *id == dotted);
    Some(known.map_or(dotted, |(_, name)| (*name).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::der::encode;

    /// The extensions of which each is `id` under 2.5.29, and the element inside of its value.
    fn read(extensions: &[(u8, Vec<u8>)]) -> Extensions {
        let list = extensions.iter().map(|(id, value)| {
            let parts = [encode(der::OID, &[&[0x55, 0x1d, *id]]), encode(der::OCTET_STRING, &[value])];
            encode(der::SEQUENCE, &[&parts.concat()])
        });
        let list = encode(der::SEQUENCE, &[&list.collect::<Vec<_>>().concat()]);
        Extensions::read(Reader::new(&encode(der::context(3), &[&list])))
    }

    #[test]
    fn uses_are_the_bits_that_are_set() {
        let usage = |bits: &[u8]| read(&[(15, encode(der::BIT_STRING, &[bits]))]).key_usage;
        assert_eq!(usage(&[7, 0x80]), ["digitalSignature"]);
        assert_eq!(usage(&[1, 0x06]), ["keyCertSign", "cRLSign"]);
        assert_eq!(usage(&[7, 0x08, 0x80]), ["keyAgreement", "decipherOnly"]);
        assert_eq!((usage(&[0]), usage(&[])), (vec![], vec![]));
    }

    #[test]
    fn names_are_shown_as_what_they_are() {
        let names = [
            encode(0x82, &[b"a.example"]),
            encode(0x81, &["m\u{202e}@a.example".as_bytes()]),
            encode(0x86, &[b"https://a.example/"]),
            encode(0x87, &[&[192, 0, 2, 1]]),
            encode(0x87, &[&[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]]),
            encode(0x87, &[&[1, 2]]),
            encode(0x88, &[&[0x2a, 3]]),
            encode(0xa4, &[]),
            encode(0xa0, &[]),
        ];
        let found = read(&[(17, encode(der::SEQUENCE, &[&names.concat()]))]);
        let expected = [
            "a.example",
            "m\u{fffd}@a.example",
            "https://a.example/",
            "192.0.2.1",
            "2001:db8::1",
            "an IP address of a wrong length",
            "1.2.3",
            "a directory name",
            "a name of another kind",
        ];
        assert_eq!((found.names, found.more_names), (expected.map(str::to_owned).to_vec(), 0));
        let many = vec![encode(0x82, &[b"b"]); 23].concat();
        let found = read(&[(17, encode(der::SEQUENCE, &[&many]))]);
        assert_eq!((found.names.len(), found.more_names), (NAMES, 3));
    }

    #[test]
    fn purposes_have_names_or_are_identifiers_and_a_ca_says_so() {
        let ids = [encode(der::OID, &[&[0x2b, 6, 1, 5, 5, 7, 3, 2]]), encode(der::OID, &[&[0x2a, 3]])];
        let constraints = |ca: u8| (19, encode(der::SEQUENCE, &[&encode(der::BOOLEAN, &[&[ca]])]));
        let found = read(&[(37, encode(der::SEQUENCE, &[&ids.concat()])), constraints(0xff)]);
        assert_eq!((found.extended_key_usage, found.is_ca), (vec!["clientAuth".to_owned(), "1.2.3".to_owned()], true));
        assert!(!read(&[constraints(0)]).is_ca && !read(&[(19, encode(der::SEQUENCE, &[]))]).is_ca);
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let found =
            read(&[(15, vec![3]), (17, vec![]), (37, vec![0x30, 9]), (15, encode(der::BIT_STRING, &[&[7, 0x80]]))]);
        assert_eq!(found, Extensions { key_usage: vec!["digitalSignature"], ..Extensions::default() });
    }
}
