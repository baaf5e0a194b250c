//! A key that cannot be read as it stands, written as it was meant: what one press puts into the key field. It is offered beside the
//! fault, only where what is offered is a key, and changes no verdict by itself.
//!
//! XML is that of .NET (`RSA.ToXmlString`, and RFC 3275 §4.4.2.2), SSH2 that of RFC 4716.

use super::rsa;
use super::{
    Encoding, Format, Key, KeyFault, Material, Options, ParsedKey, Secret, Source, formatted, jwk, openssh, pem,
};
use crate::base::diagnostic::{Code, Remedy};
use crate::format::base64::Alphabet;

/// Longer texts hold no single key.
const LONGEST: usize = 1 << 17;

/// `fault` with what one press can do about it, if there is something.
pub fn offering(text: &str, fault: KeyFault) -> KeyFault {
    if fault.remedy.is_some() || text.len() > LONGEST {
        return fault;
    }
    let Some(mended) = mended(text) else { return fault };
    Box::new(fault.with_remedy(Remedy::Key(Secret(mended.into_bytes()))))
}

/// The text of the key that was meant.
fn mended(text: &str) -> Option<String> {
    let first = super::content(text);
    let options = Options { encoding: Encoding::Utf8, ..Options::default() };
    let is_key = |text: &String| match formatted(text, &options) {
        Some(Ok(_)) => true,
        // It asks for its passphrase.
        Some(Err(fault)) => fault.code() == Code::PemEncrypted,
        None => false,
    };
    match first.chars().next()? {
        '{' => jwk::candidates(text).into_iter().find(is_key),
        '<' => xml(first),
        _ => pem::mended(text).filter(is_key).or_else(|| ssh2(first)),
    }
}

/// The numbers of an RSA key in XML, each in base64.
fn xml(text: &str) -> Option<String> {
    let small = text.to_ascii_lowercase();
    let number = |name: &str| {
        let start = small.find(&format!("{name}>"))? + name.len() + 1;
        let length = small.get(start..)?.find('<')?;
        let digits: String = text.get(start..start + length)?.split_whitespace().collect();
        Some(Alphabet::Standard.decode(&digits).ok()?.bytes).filter(|number| !number.is_empty())
    };
    let public = rsa::public(&number("modulus")?, &number("exponent")?, &mut vec![]).ok()?;
    let private = || {
        let [d, p, q] = [number("<d")?, number("<p")?, number("<q")?];
        rsa::with_private(public.clone(), &d, &[&p, &q]).ok()
    };
    let (key, form) = private().map_or((public.clone(), Format::SpkiPem), |pair| (pair, Format::Pkcs8Pem));
    Key::new(Material::Rsa(key), Source::Pkcs1, vec![]).write(form).ok()
}

/// The key between the boundaries of SSH2, whose headers are left out.
fn ssh2(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim);
    lines.next().filter(|line| line.contains("BEGIN SSH2 PUBLIC KEY"))?;
    let (mut joined, mut continued) = (String::new(), false);
    for line in lines.take_while(|line| !line.starts_with("---- END")) {
        let header = continued || line.contains(':');
        continued = header && line.ends_with('\\');
        if !header {
            joined.push_str(line);
        }
    }
    match openssh::read(&joined)?.ok()? {
        ParsedKey::One(key) => key.write(Format::SpkiPem).ok(),
        ParsedKey::Set(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{fixture, offered, read};

    #[track_caller]
    fn check(text: &str, right: &str) {
        let offered = read(&offered(text, "key-format")).expect("a key");
        assert_eq!(offered.material, read(right).expect("a key").material, "{text}");
    }

    fn standard(number: &[u8]) -> String {
        Alphabet::Standard.encode(number)
    }

    #[test]
    fn an_rsa_key_in_xml_is_written_as_pem() {
        let Ok(Key { material: Material::Rsa(key), .. }) = read(fixture!("rsa2048-spki.pem")) else { panic!("RSA") };
        let (n, e) = (standard(&key.n), standard(&key.e));
        let parts = format!("<Modulus>{n}</Modulus><Exponent>{e}</Exponent>");
        let lines = format!("\n  <Modulus>\n{}\n{}</Modulus>\n <Exponent>{e}</Exponent>\n", &n[..76], &n[76..]);
        for text in [
            format!("<RSAKeyValue>{parts}</RSAKeyValue>"),
            format!("<RSAKeyValue>{lines}</RSAKeyValue>\n"),
            format!("<?xml version=\"1.0\"?>\n<RSAKeyValue>{parts}</RSAKeyValue>"),
            format!("<ds:RSAKeyValue>{}</ds:RSAKeyValue>", parts.replace('<', "<ds:").replace("<ds:/", "</ds:")),
        ] {
            check(&text, fixture!("rsa2048-spki.pem"));
        }
        let cut = format!("<RSAKeyValue><Modulus>{}</Modulus></RSAKeyValue>", &n);
        assert_eq!(read(&cut).expect_err("no exponent").remedy, None);
    }

    #[test]
    fn a_key_of_ssh2_is_written_as_pem() {
        let line = fixture!("rsa2048-openssh.txt");
        let body = line.split_whitespace().nth(1).expect("base64");
        let (first, rest) = body.split_at(70);
        for headers in ["", "Comment: \"a key\"\n", "Subject: me\nComment: goes \\\non here\nx-other: 1\n"] {
            let text =
                format!("---- BEGIN SSH2 PUBLIC KEY ----\n{headers}{first}\n{rest}\n---- END SSH2 PUBLIC KEY ----\n");
            check(&text, line);
        }
        let damaged = format!("---- BEGIN SSH2 PUBLIC KEY ----\n{first}\n---- END SSH2 PUBLIC KEY ----");
        assert_eq!(read(&damaged).expect_err("cut").remedy, None);
    }
}
