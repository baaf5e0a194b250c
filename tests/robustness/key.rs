//! Reading a key: nothing private is printed or told, and each form that it is written in reads back as the same key.

use jwt_debugger::base::diagnostic::{self, Facts};
use jwt_debugger::format::json::{self, Node, Value};
use jwt_debugger::key::{
    Curve, EdCurve, Encoding, Key, KeyFault, Material, Needed, Options, ParsedKey, RsaPrivate, Secret, Source, detect,
    encrypted, read,
};
use jwt_debugger::words;

/// Shorter texts stand in a message by chance.
const TELLING: usize = 16;

/// Reads a text as a key in every way there is, and checks what must hold for any text.
pub fn check(text: &str) {
    for (encoding, needed) in [
        (Encoding::Utf8, Needed::Okp(&EdCurve::ALL)),
        (Encoding::Utf8, Needed::Ec(Curve::P256)),
        (Encoding::Utf8, Needed::Public),
        (Encoding::Utf8, Needed::Anything),
        (Encoding::Base64url, Needed::Anything),
        (Encoding::Base64, Needed::Secret),
        (Encoding::Hex, Needed::Anything),
    ] {
        let options = Options { encoding, needed, unlocked: None };
        let held = read(text, &options);
        assert_eq!(held.is_none(), text.is_empty());
        let marked = match held {
            None => false,
            Some(Err(fault)) => {
                fault_tells_nothing(text, &fault);
                !matches!(fault.facts, Facts::Key(diagnostic::Key::Secret(_)))
            }
            Some(Ok(ParsedKey::One(key))) => {
                sound(text, &key);
                !matches!(key.source, Source::Text(_))
            }
            Some(Ok(ParsedKey::Set(set))) => {
                assert!(!set.members.is_empty());
                for member in &set.members {
                    match &member.key {
                        Ok(key) => sound(text, key),
                        Err(fault) => fault_tells_nothing(text, fault),
                    }
                }
                true
            }
        };
        if marked {
            // The encoding is for secrets alone: reading the same key three times more shows nothing new.
            break;
        }
    }
    if let Some(Ok(encrypted)) = encrypted(text) {
        assert!(!encrypted.scheme().contains(", 0 rounds"), "{}", encrypted.scheme());
    }
}

fn sound(text: &str, key: &Key) {
    assert!(!key.summary().is_empty() && !key.kind().is_empty());
    assert_eq!(
        format!("{:?}", key.material),
        format!("{:?}", blank(&key.material)),
        "Debug does not depend on what is private"
    );
    if matches!(key.source, Source::Text(_)) && text.len() >= TELLING && !text.contains([' ', '{', '"']) {
        assert!(!format!("{key:?} {}", key.summary()).contains(text), "a secret is printed");
    }
    for format in key.formats() {
        let Ok(written) = key.write(format) else {
            // An exponent without its primes need not lead to them, and one that was made up does not.
            assert!(matches!(key.material, Material::Rsa(_)) && format.is_private(), "{key:?} as {format:?}");
            continue;
        };
        let again = detect(&written, Encoding::Utf8).expect("there is text");
        let again = again.unwrap_or_else(|fault| panic!("{key:?} as {format:?}: {fault}"));
        if format.is_private() {
            same(&again.material, &key.material);
        } else {
            assert!(!again.can_sign(), "{format:?} holds what is private");
            assert_eq!(again.public_jwk(), key.public_jwk(), "{format:?}");
        }
    }
}

/// Primes may be computed on the way, and their order is not part of a key.
fn same(again: &Material, key: &Material) {
    match (again, key) {
        (Material::Rsa(again), Material::Rsa(key)) => {
            assert_eq!((&again.n, &again.e), (&key.n, &key.e));
            assert!(again.private.is_some());
        }
        _ => assert!(again == key, "the key is another one when it is read back"),
    }
}

/// `material` with zeros for everything private.
fn blank(material: &Material) -> Material {
    let zeros = |secret: &Secret| Secret(vec![0; secret.0.len()]);
    let mut blank = material.clone();
    match &mut blank {
        Material::Secret(secret) => *secret = zeros(secret),
        Material::Rsa(key) => {
            if let Some(RsaPrivate { d, primes }) = &mut key.private {
                *d = zeros(d);
                primes.iter_mut().for_each(|prime| *prime = zeros(prime));
            }
        }
        Material::Ec(key) => key.d = key.d.as_ref().map(zeros),
        Material::Okp(key) => key.d = key.d.as_ref().map(zeros),
        Material::X(key) => key.d = key.d.as_ref().map(zeros),
        Material::Akp(key) => key.seed = key.seed.as_ref().map(zeros),
    }
    blank
}

/// A fault is told to the person, and may be sent on: the private members of a JWK are not in it.
fn fault_tells_nothing(text: &str, fault: &KeyFault) {
    let words = words::of(fault);
    let told = format!("{} {} {:?}", words.title, words.fix.unwrap_or_default(), fault.facts);
    assert!(told.len() < 5_000, "a fault of {} bytes", told.len());
    let (mut private, mut public) = (vec![], String::new());
    // Faults of PEM quote its own lines, which broken JSON can hold as a value, too.
    if let Some(node) = json::read(text).node.filter(|_| !fault.code().name().starts_with("pem-")) {
        gather(&node, false, &mut private, &mut public);
    }
    // What would be key material, so not the words of the message itself.
    let plain = |value: &String| value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte));
    for value in private.into_iter().filter(plain) {
        assert!(value.len() < TELLING || public.contains(&value) || !told.contains(&value), "{told}");
    }
}

fn gather(node: &Node, is_private: bool, private: &mut Vec<String>, public: &mut String) {
    match &node.value {
        Value::String(text) | Value::Number(text) if is_private => private.push(text.to_string()),
        Value::String(text) | Value::Number(text) => public.push_str(text),
        Value::Array(elements) => elements.iter().for_each(|node| gather(node, is_private, private, public)),
        Value::Object(members) => {
            for member in members {
                public.push_str(&member.name);
                let name = ["d", "p", "q", "dp", "dq", "qi", "k", "priv"].contains(&member.name.as_str());
                gather(&member.node, name, private, public);
            }
        }
        _ => {}
    }
}
