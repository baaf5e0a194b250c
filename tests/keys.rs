//! Keys as other tools write them, each kind in each format, and every text that is none: read alike, and never with a panic.
//!
//! The fixtures are made by `tests/keys/generate.sh` with OpenSSL, OpenSSH and node; what no tool at hand makes is put together
//! in `keys/der.rs`. The `kid` of each JWK is the RFC 7638 thumbprint
//! that node computed, so it vouches for ours.

#[path = "keys/der.rs"]
mod der;

use jwt_debugger::base::diagnostic::key::{Note, SecretText};
use jwt_debugger::key::{Encoding, Key, KeyFault, Material, Options, ParsedKey, Secret, Source, detect, encrypted};
use jwt_debugger::words;
use proptest::prelude::*;

macro_rules! fixture {
    ($name:literal) => {
        ($name, include_str!(concat!("keys/", $name)))
    };
}

type Fixture = (&'static str, &'static str);

/// The JWK of a key pair first, then its private forms, then its public ones.
const FAMILIES: [(&str, &[Fixture], &[Fixture]); 7] = [
    (
        "RSA",
        &[fixture!("rsa2048-private.jwk.json"), fixture!("rsa2048-pkcs8.pem"), fixture!("rsa2048-pkcs1.pem")],
        &[
            fixture!("rsa2048-public.jwk.json"),
            fixture!("rsa2048-spki.pem"),
            fixture!("rsa2048-pkcs1-public.pem"),
            fixture!("rsa2048-openssh.txt"),
            fixture!("rsa2048-certificate.pem"),
            fixture!("rsa2048-certificate-text.pem"),
        ],
    ),
    (
        "P-256",
        &[
            fixture!("p256-private.jwk.json"),
            fixture!("p256-pkcs8.pem"),
            fixture!("p256-sec1.pem"),
            fixture!("p256-sec1-without-public.pem"),
            fixture!("p256-sec1-with-parameters.pem"),
        ],
        &[
            fixture!("p256-public.jwk.json"),
            fixture!("p256-spki.pem"),
            fixture!("p256-spki-compressed.pem"),
            fixture!("p256-openssh.txt"),
            fixture!("p256-certificate.pem"),
        ],
    ),
    (
        "P-384",
        &[
            fixture!("p384-private.jwk.json"),
            fixture!("p384-pkcs8.pem"),
            fixture!("p384-sec1.pem"),
            fixture!("p384-sec1-without-public.pem"),
        ],
        &[
            fixture!("p384-public.jwk.json"),
            fixture!("p384-spki.pem"),
            fixture!("p384-spki-compressed.pem"),
            fixture!("p384-openssh.txt"),
            fixture!("p384-certificate.pem"),
        ],
    ),
    (
        "P-521",
        &[
            fixture!("p521-private.jwk.json"),
            fixture!("p521-pkcs8.pem"),
            fixture!("p521-sec1.pem"),
            fixture!("p521-sec1-without-public.pem"),
        ],
        &[
            fixture!("p521-public.jwk.json"),
            fixture!("p521-spki.pem"),
            fixture!("p521-spki-compressed.pem"),
            fixture!("p521-openssh.txt"),
            fixture!("p521-certificate.pem"),
        ],
    ),
    (
        "secp256k1",
        &[
            fixture!("secp256k1-private.jwk.json"),
            fixture!("secp256k1-pkcs8.pem"),
            fixture!("secp256k1-sec1.pem"),
            fixture!("secp256k1-sec1-without-public.pem"),
        ],
        &[
            fixture!("secp256k1-public.jwk.json"),
            fixture!("secp256k1-spki.pem"),
            fixture!("secp256k1-spki-compressed.pem"),
            fixture!("secp256k1-certificate.pem"),
        ],
    ),
    (
        "Ed25519",
        &[fixture!("ed25519-private.jwk.json"), fixture!("ed25519-pkcs8.pem")],
        &[
            fixture!("ed25519-public.jwk.json"),
            fixture!("ed25519-spki.pem"),
            fixture!("ed25519-openssh.txt"),
            fixture!("ed25519-certificate.pem"),
        ],
    ),
    (
        "Ed448",
        &[fixture!("ed448-private.jwk.json"), fixture!("ed448-pkcs8.pem")],
        &[fixture!("ed448-public.jwk.json"), fixture!("ed448-spki.pem"), fixture!("ed448-certificate.pem")],
    ),
];

fn read(text: &str) -> Result<Key, KeyFault> {
    detect(text, Encoding::Utf8).expect("there is text")
}

fn key(name: &str, text: &str) -> Key {
    read(text).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// The key without where it came from: what has to be the same in each format.
fn numbers(key: &Key) -> (Material, usize, Option<String>) {
    (key.material.clone(), key.size_bits(), key.thumbprint())
}

#[test]
fn one_key_is_the_same_key_in_each_format() {
    for (family, private, public) in FAMILIES {
        for (forms, signs) in [(private, true), (public, false)] {
            let (first, text) = forms[0];
            let expected = key(first, text);
            assert_eq!(expected.restrictions.kid, expected.thumbprint(), "{first}: the thumbprint that node computed");
            assert!(expected.summary().contains(family), "{first}: {}", expected.summary());
            for (name, text) in forms {
                let found = key(name, text);
                assert_eq!(numbers(&found), numbers(&expected), "{name}");
                assert_eq!((found.can_sign(), found.is_private()), (signs, signs), "{name}");
            }
        }
        let thumbprint = |forms: &[Fixture]| key(forms[0].0, forms[0].1).thumbprint();
        assert_eq!(thumbprint(private), thumbprint(public), "{family}: private and public key share their thumbprint");
    }
}

#[test]
fn a_public_jwk_reads_back_as_the_public_key() {
    for (_, private, public) in FAMILIES {
        let exported = key(private[0].0, private[0].1).public_jwk().expect("it has a public half");
        assert_eq!(numbers(&key("exported", &exported)), numbers(&key(public[0].0, public[0].1)));
    }
}

#[test]
fn a_certificate_says_whose_it_is() {
    let found = key("rsa2048-certificate.pem", include_str!("keys/rsa2048-certificate.pem"));
    let [certificate] = found.chain.as_slice() else { panic!("{:?}", found.chain) };
    assert_eq!(found.source, Source::Certificate);
    assert_eq!((certificate.subject.as_str(), certificate.issuer.as_str()), ("rsa2048.example", "rsa2048.example"));
    assert_eq!(certificate.not_after - certificate.not_before, 3_650 * 86_400);
    let note = words::note(&found.notes[0]);
    assert!(note.starts_with("certificate for rsa2048.example, issued by rsa2048.example, valid from 20"), "{note}");
}

#[test]
fn a_certificate_says_what_its_key_is_for() {
    let text = include_str!("keys/p256-certificate-extensions.pem");
    let found = key("p256-certificate-extensions.pem", text);
    let [certificate] = found.chain.as_slice() else { panic!("{:?}", found.chain) };
    let says = &certificate.extensions;
    let names =
        ["p256.example", "*.p256.example", "keys@p256.example", "https://p256.example/", "192.0.2.1", "2001:db8::1"];
    assert_eq!((says.names.as_slice(), says.more_names), (&names.map(str::to_owned)[..], 0));
    assert_eq!(says.key_usage, ["digitalSignature", "keyAgreement"]);
    assert_eq!(says.extended_key_usage, ["serverAuth", "clientAuth", "1.2.3.4"]);
    assert!(!says.is_ca);
}

/// Each certificate of the fixtures, read by the crate `x509-cert` as well.
#[test]
fn certificates_are_read_as_by_x509_cert() {
    use x509_cert::der::{Decode, oid::AssociatedOid};
    use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAltName};

    fn extension<T: for<'a> Decode<'a> + AssociatedOid>(whole: &x509_cert::Certificate) -> Option<T> {
        let all = whole.tbs_certificate().extensions()?;
        T::from_der(all.iter().find(|one| one.extn_id == T::OID)?.extn_value.as_bytes()).ok()
    }
    let texts = [
        include_str!("keys/certificate-chain-signed.pem"),
        include_str!("keys/rsa2048-certificate.pem"),
        include_str!("keys/p256-certificate.pem"),
        include_str!("keys/p384-certificate.pem"),
        include_str!("keys/p256-certificate-extensions.pem"),
    ];
    let all: Vec<_> = texts.into_iter().flat_map(|text| key("a certificate", text).chain).collect();
    assert_eq!(all.len(), 7);
    for certificate in &all {
        let whole = x509_cert::Certificate::from_der(&certificate.der).expect("a certificate");
        let validity = whole.tbs_certificate().validity();
        let seconds = [validity.not_before, validity.not_after].map(|time| time.to_unix_duration().as_secs() as i64);
        assert_eq!([certificate.not_before, certificate.not_after], seconds);
        assert!(whole.tbs_certificate().subject().to_string().contains(&certificate.subject));
        assert!(whole.tbs_certificate().issuer().to_string().contains(&certificate.issuer));
        let says = &certificate.extensions;
        let SubjectAltName(names) = extension(&whole).unwrap_or(SubjectAltName(vec![]));
        assert_eq!(says.names.len() + says.more_names, names.len());
        let usage = extension(&whole).map_or(0, |KeyUsage(usage)| usage.into_iter().count());
        assert_eq!(says.key_usage.len(), usage);
        let purposes = extension(&whole).map_or(0, |ExtendedKeyUsage(purposes)| purposes.len());
        assert_eq!(says.extended_key_usage.len(), purposes);
        assert_eq!(says.is_ca, extension(&whole).is_some_and(|BasicConstraints { ca, .. }| ca));
    }
}

#[test]
fn a_trailing_newline_makes_another_secret() {
    let (with, without) = (key("with", "secret\n"), key("without", "secret"));
    assert_ne!(with.material, without.material);
    assert_eq!(with.notes, [Note::Secret(SecretText::LineBreakLast)]);
    assert_eq!((with.size_bits(), without.size_bits()), (56, 48));
}

#[test]
fn debug_prints_no_private_part() {
    for (_, private, _) in FAMILIES {
        for (name, text) in private {
            let found = key(name, text);
            let secrets: Vec<&[u8]> = match &found.material {
                Material::Rsa(key) => {
                    key.private.iter().flat_map(|p| p.primes.iter().chain([&p.d])).map(|s| &s.0[..]).collect()
                }
                Material::Ec(key) => key.d.iter().map(|d| &d.0[..]).collect(),
                Material::Okp(key) => key.d.iter().map(|d| &d.0[..]).collect(),
                Material::X(key) => key.d.iter().map(|d| &d.0[..]).collect(),
                Material::Akp(key) => key.seed.iter().map(|seed| &seed.0[..]).collect(),
                Material::Secret(secret) => vec![&secret.0],
            };
            assert!(!secrets.is_empty());
            let printed = format!("{found:?}");
            for secret in secrets {
                let bytes = format!("{secret:?}");
                assert!(!printed.contains(bytes.trim_matches(['[', ']'])), "{name}");
            }
        }
    }
}

#[test]
fn hostile_sizes_are_answered_quickly() {
    let started = std::time::Instant::now();
    for text in [
        "-----BEGIN ".repeat(100_000),
        "-----BEGIN X-----\n-----END X-----\n".repeat(50_000),
        "-----BEGIN PUBLIC KEY-----\nkey: value\n".repeat(50_000),
        format!("-----BEGIN PUBLIC KEY-----\n{}", "Zg\n".repeat(500_000)),
        format!("{{\"kty\":{}", "[".repeat(500_000)),
        format!("{{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"{}\"}}", "_".repeat(900_000)),
        format!("{{\"keys\":[{}1]}}", "{\"kty\":\"oct\"},".repeat(50_000)),
        format!("{{\"kty\":\"oct\",{}\"k\":\"AAEC\"}}", "\"a\":1,".repeat(100_000)),
        "M".repeat(2_000_000),
        "30".repeat(1_000_000),
        "0x30,".repeat(300_000),
        "A".repeat(2_000_000),
        "ssh-rsa AAAA\n".repeat(100_000),
        "\"ssh-rsa ".repeat(100_000),
        format!("ssh-ed25519 {}", "A".repeat(2_000_000)),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIH=\n-----END ENCRYPTED PRIVATE KEY-----\n".repeat(20_000),
        "\u{200b}".repeat(1_000_000),
        format!("{{\"N\":{},\"E\":65537}}", "9".repeat(1_000_000)),
        format!("[{}1]", "{\"N\":123456789,\"E\":65537},".repeat(50_000)),
        "-----BEGIN PUBLIC KEY-----\nMI A\n-----END PUBLIC KEY-----\n".repeat(20_000),
        "-----BEGIN KEY----- \\\n".repeat(50_000),
    ] {
        assert!(detect(&text, Encoding::Utf8).is_some());
        drop(encrypted(&text));
    }
    // Each takes milliseconds; what is quadratic takes minutes.
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

/// Every text of the fixtures.
fn any_fixture() -> impl Strategy<Value = &'static str> {
    let all: Vec<&'static str> =
        FAMILIES.iter().flat_map(|(_, private, public)| private.iter().chain(*public)).map(|(_, text)| *text).collect();
    prop::sample::select(all)
}

fn any_encoding() -> impl Strategy<Value = Encoding> {
    prop::sample::select(vec![Encoding::Utf8, Encoding::Base64url, Encoding::Base64, Encoding::Hex])
}

/// Whatever came of it can be put into words.
fn put_into_words(found: Option<Result<Key, KeyFault>>) {
    match found {
        Some(Ok(key)) => drop((key.summary(), key.kind(), key.thumbprint(), key.public_jwk(), key.size_bits())),
        Some(Err(fault)) => {
            let title = words::title(&fault);
            assert!(!title.is_empty() && !title.ends_with('.') && !title.starts_with(char::is_uppercase), "{title}");
        }
        None => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn any_text_is_something(text in "\\PC*", encoding in any_encoding()) {
        let found = detect(&text, encoding);
        prop_assert_eq!(found.is_none(), text.is_empty());
        put_into_words(found);
    }

    #[test]
    fn a_text_of_the_pieces_of_keys_never_panics(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "-----BEGIN ", "-----END ", "PUBLIC KEY", "EC PARAMETERS", "-----", "\n", "\\n", "MIIB", "=", "{", "}", "\"kty\"", ":",
                "\"RSA\"", "\"EC\"", ",", "\"n\"", "\"keys\"", "[", "]", "\u{feff}", "BggqhkjOPQMBBw==", "Proc-Type: 4,ENCRYPTED", "%20", " ",
                "ENCRYPTED PRIVATE KEY", "ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIA", "\t", "#", "3059301306072a8648ce3d", "0x",
            ]),
            0..24,
        )
    ) {
        let text = pieces.concat();
        put_into_words(detect(&text, Encoding::Utf8));
        drop(encrypted(&text));
    }

    #[test]
    fn a_key_with_one_byte_changed_never_panics(text in any_fixture(), at in any::<prop::sample::Index>(), byte in 0u8..128) {
        let mut bytes = text.as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let changed = String::from_utf8(bytes).expect("ASCII stays ASCII");
        put_into_words(detect(&changed, Encoding::Utf8));
    }

    #[test]
    fn a_key_cut_off_anywhere_is_not_taken_for_a_whole_one(text in any_fixture(), at in any::<prop::sample::Index>()) {
        // Up to the last character that counts: a cut after it changes nothing.
        let at = at.index(text.trim_end().len());
        if let Some(Ok(key)) = detect(&text[..at], Encoding::Utf8) {
            let whole = read(text).expect("a fixture");
            // What is left can be a secret, the text before a block, or the first block of several.
            prop_assert!(matches!(key.source, Source::Text(_)) || key.thumbprint() == whole.thumbprint());
        }
    }

    #[test]
    fn der_with_one_byte_changed_never_panics(
        text in any_fixture().prop_filter("PEM", |text| text.starts_with("-----")),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        use base64::Engine;
        use base64::engine::general_purpose::STANDARD;
        let (begin, rest) = text.split_once('\n').expect("a BEGIN line");
        let (body, end) = rest.split_once("-----END").expect("an END line");
        let mut der = STANDARD.decode(body.replace('\n', "")).unwrap_or_default();
        prop_assume!(!der.is_empty());
        let at = at.index(der.len());
        der[at] = byte;
        let changed = format!("{begin}\n{}\n-----END{end}", STANDARD.encode(&der));
        put_into_words(detect(&changed, Encoding::Utf8));
    }

    #[test]
    fn a_secret_in_any_encoding_is_its_bytes(bytes in prop::collection::vec(any::<u8>(), 1..80)) {
        use base64::Engine;
        use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
        // What starts like a DER key in base64 may be one.
        prop_assume!(bytes[0] != 0x30);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        for (text, encoding) in [
            (STANDARD.encode(&bytes), Encoding::Base64),
            (STANDARD_NO_PAD.encode(&bytes), Encoding::Base64),
            (URL_SAFE.encode(&bytes), Encoding::Base64url),
            (URL_SAFE_NO_PAD.encode(&bytes), Encoding::Base64url),
            (hex, Encoding::Hex),
        ] {
            let found = detect(&text, encoding).expect("there is text");
            let key = found.map_err(|fault| TestCaseError::fail(fault.to_string()))?;
            prop_assert_eq!(key.material, Material::Secret(Secret(bytes.clone())));
            prop_assert!(key.notes.is_empty(), "{:?}", key.notes);
        }
    }

    #[test]
    fn a_secret_that_is_a_der_sequence_is_no_key(content in prop::collection::vec(any::<u8>(), 38..120)) {
        use base64::Engine;
        use base64::engine::general_purpose::STANDARD;
        let bytes = [&[0x30, content.len() as u8][..], &content].concat();
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        for (text, encoding) in [(STANDARD.encode(&bytes), Encoding::Base64), (hex, Encoding::Hex)] {
            let found = detect(&text, encoding).expect("there is text").map(|key| key.material);
            prop_assert_eq!(found, Ok(Material::Secret(Secret(bytes.clone()))));
            prop_assert!(encrypted(&text).is_none());
        }
    }

    #[test]
    fn an_encrypted_key_with_one_byte_changed_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        use base64::Engine;
        use base64::engine::general_purpose::STANDARD;
        let text = include_str!("keys/ed25519-pkcs8-aes128-sha1.pem");
        let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        let mut der = STANDARD.decode(body).expect("a fixture");
        let at = at.index(der.len());
        der[at] = byte;
        let changed = STANDARD.encode(&der);
        put_into_words(detect(&changed, Encoding::Utf8));
        if let Some(Ok(encrypted)) = encrypted(&changed) {
            let unlocked = encrypted.unlock("test");
            let options = Options { unlocked: Some(&unlocked), ..Default::default() };
            // CBC does not vouch for what it encrypts: a changed seed is another key, and nothing in the file tells.
            let opened = jwt_debugger::key::read(&changed, &options).expect("there is text");
            put_into_words(Some(opened.map(|held| match held {
                ParsedKey::One(key) => key,
                ParsedKey::Set(set) => panic!("{set:?}"),
            })));
        }
    }

    #[test]
    fn no_fault_shows_the_secret(secret in "[A-Z][A-Z0-9]{15}", mark in "[!~^|]", encoding in any_encoding()) {
        for text in [
            format!("{secret}{mark}{secret}"),
            format!("{{\"kty\":\"oct\",\"k\":\"{secret}{mark}\"}}"),
            format!("{{\"kty\":\"oct\",\"k\":{secret}}}"),
            format!("{{\"kty\":\"oct\",\"k\":\"\\q{secret}\"}}"),
            format!("{{\"kty\":\"oct\",\"k\":-{secret}}}"),
            format!("-----BEGIN PRIVATE KEY-----\n{secret}{mark}\n-----END PRIVATE KEY-----"),
            format!("-----BEGIN PRIVATE KEY-----\n{secret}\n-----END PRIVATE KEY-----"),
            format!("-----BEGIN PRIVATE KEY\n{secret}"),
        ] {
            let said = format!("{:?}", detect(&text, encoding));
            prop_assert!(!said.contains(&secret[..4]), "{said}");
        }
    }
}
