//! The numbers of a key in JSON that a library wrote of its own type, and no JWK: .NET's RSAParameters and ECParameters, and what Go's
//! encoding/json makes of rsa.PublicKey, ecdsa.PublicKey and their private kin.
//!
//! ```text
//! .NET  {"Modulus": base64, "Exponent": base64, "D", "P", "Q"…}   also with a small letter first
//!       {"Curve": …, "Q": {"X": base64, "Y": base64}, "D": base64}
//! Go    {"N": digits, "E": 65537, "D": digits, "Primes": [digits…]}
//!       {"Curve": …, "X": digits, "Y": digits, "D": digits}
//! Java  {"modulus": digits, "publicExponent": digits, "privateExponent", "primeP", "primeQ"}
//! ```
//! The digits of a number are taken as they stand, all of them. Which curve a point is on, it says itself: it lies on one alone.

use super::jwk::decimal;
use super::{Curve, Key, KeyFault, Material, Source, ec, rsa};
use crate::base::diagnostic::key::{Library, Note};
use crate::crypto::octets::{pad, strip};
use crate::format::base64::Alphabet;
use crate::format::json::{Node, Value};

/// How a number is read.
type Number = fn(&Node) -> Option<Vec<u8>>;

/// What is written in one way, with the names that its members have there.
struct Form {
    library: Library,
    /// Modulus, public exponent, private exponent.
    rsa: [&'static [&'static str]; 3],
    number: Number,
}

static FORMS: [Form; 3] = [
    Form {
        library: Library::DotNet,
        rsa: [&["Modulus", "modulus"], &["Exponent", "exponent"], &["D", "d"]],
        number: base64,
    },
    Form { library: Library::Go, rsa: [&["N"], &["E"], &["D"]], number: digits },
    Form { library: Library::Java, rsa: [&["modulus"], &["publicExponent"], &["privateExponent"]], number: digits },
];

/// The key whose numbers are members of `node`; `None` if they are not there, or are no numbers.
pub fn read(node: &Node) -> Option<Result<Key, KeyFault>> {
    FORMS.iter().find_map(|form| rsa_key(node, form)).or_else(|| point(node).map(Ok))
}

fn made(library: Library, material: Material, mut notes: Vec<Note>) -> Key {
    notes.insert(0, Note::Library(library));
    Key::new(material, Source::Library(library), notes)
}

fn member<'a>(node: &'a Node, names: &[&str]) -> Option<&'a Node> {
    names.iter().find_map(|name| node.get(name))
}

fn rsa_key(node: &Node, form: &Form) -> Option<Result<Key, KeyFault>> {
    let number = |names: &[&str]| (form.number)(member(node, names)?);
    let [n, e, d] = form.rsa;
    let (n, e) = (number(n)?, number(e)?);
    let mut notes = vec![];
    let public = match rsa::public(&n, &e, &mut notes) {
        Ok(public) => public,
        Err(fault) => return Some(Err(fault)),
    };
    let listed = || match &node.get("Primes")?.value {
        Value::Array(items) => items.iter().map(form.number).collect::<Option<Vec<_>>>(),
        _ => None,
    };
    let pair = || Some(vec![number(&["P", "p", "primeP"])?, number(&["Q", "q", "primeQ"])?]);
    let key = match number(d) {
        Some(d) => {
            let primes = listed().or_else(pair).unwrap_or_default();
            rsa::with_private(public, &d, &primes.iter().map(Vec::as_slice).collect::<Vec<_>>())
        }
        None => Ok(public),
    };
    Some(key.map(|key| made(form.library, Material::Rsa(key), notes)))
}

/// A point, with its private number where that leads to it.
fn point(node: &Node) -> Option<Key> {
    let inner = member(node, &["Q", "q"]).filter(|inner| inner.is_object());
    let (library, at, number): (Library, &Node, Number) = match inner {
        Some(inner) => (Library::DotNet, inner, base64),
        None => (Library::Go, node, digits),
    };
    let names: [&[&str]; 2] = if inner.is_some() { [&["X", "x"], &["Y", "y"]] } else { [&["X"], &["Y"]] };
    let [x, y] = names.map(|names| member(at, names).and_then(number));
    let (x, y) = (x?, y?);
    let d = member(node, &["D", "d"]).and_then(number);
    Curve::ALL.into_iter().find_map(|curve| {
        let full = |number: &[u8]| ec::full_length(curve, number);
        let public = ec::from_coordinates(curve, &full(&x)?, &full(&y)?).ok()?;
        let pair =
            d.as_ref().and_then(|d| ec::from_scalar(curve, &full(d)?, Some(public.clone()), ec::Origin::Jwk).ok());
        Some(made(library, Material::Ec(pair.unwrap_or(public)), vec![]))
    })
}

/// The bytes of base64, or base64url.
fn base64(node: &Node) -> Option<Vec<u8>> {
    let text = node.as_str().filter(|text| !text.is_empty())?;
    let decoded = Alphabet::Standard.decode(text).or_else(|_| Alphabet::UrlSafe.decode(text)).ok()?;
    Some(decoded.bytes)
}

/// The bytes of a number of decimal digits, or of the text of one.
fn digits(node: &Node) -> Option<Vec<u8>> {
    let bytes = match &node.value {
        Value::Number(number) => decimal(number)?,
        Value::String(text) => decimal(text)?,
        _ => return None,
    };
    Some(pad(strip(&bytes), 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{check, fixture, read as read_key, refuse};
    use crate::key::{Options, ParsedKey};

    const RSA: &str = fixture!("rsa2048-private.jwk.json");
    const EC: &str = fixture!("p384-private.jwk.json");

    fn bytes(jwk: &str, name: &str) -> Vec<u8> {
        let node = crate::format::json::read(jwk).node.expect("JSON");
        Alphabet::UrlSafe.decode(node.get(name).and_then(Node::as_str).expect(name)).expect("base64url").bytes
    }

    fn standard(jwk: &str, name: &str) -> String {
        format!("\"{}\"", Alphabet::Standard.encode(&bytes(jwk, name)))
    }

    /// The decimal digits of a number, by long division.
    fn decimals(jwk: &str, name: &str) -> String {
        let mut number = bytes(jwk, name);
        let mut text = vec![];
        while number.iter().any(|byte| *byte != 0) {
            let mut rest = 0u32;
            for byte in &mut number {
                let part = rest * 256 + u32::from(*byte);
                *byte = (part / 10) as u8;
                rest = part % 10;
            }
            text.push(char::from(b'0' + rest as u8));
        }
        text.iter().rev().collect()
    }

    /// `text` is the key of `jwk`, and its summary starts so.
    #[track_caller]
    fn same(text: &str, jwk: &str, summary: &str, note: &str) {
        let key = check(text, summary, note);
        assert_eq!(Ok(key.thumbprint()), read_key(jwk).map(|key| key.thumbprint()), "{text}");
    }

    #[test]
    fn the_parameters_of_dotnet_are_a_key() {
        let member = |name: &str, from: &str| format!("\"{name}\":{}", standard(RSA, from));
        let public = format!("{{{},{}}}", member("Modulus", "n"), member("Exponent", "e"));
        let said = "from .NET's RSAParameters in JSON";
        same(&public, RSA, &format!("RSA public key, 2048 bit, {said}"), "its numbers in base64url");
        same(&public.replace("Mod", "mod").replace("Exp", "exp"), RSA, "RSA public key, 2048 bit", ".NET");
        let names = [("D", "d"), ("DP", "dp"), ("DQ", "dq"), ("InverseQ", "qi"), ("P", "p"), ("Q", "q")];
        let private = names.map(|(name, from)| member(name, from)).join(",");
        let private = format!("{{{private},{}", public.get(1..).expect("an object"));
        same(&private, RSA, "RSA private key, 2048 bit", ".NET");
        // As IdentityServer4 keeps its key, and where the private numbers are null.
        let kept = format!("{{\"KeyId\":\"abc\",\"Parameters\":{private}}}");
        same(&kept, RSA, "RSA private key, 2048 bit", "`Parameters`");
        same(&public.replace('}', ",\"D\":null,\"P\":null}"), RSA, "RSA public key, 2048 bit", ".NET");
        let point = format!("{{\"X\":{},\"Y\":{}}}", standard(EC, "x"), standard(EC, "y"));
        let curve = "{\"Oid\":{\"FriendlyName\":\"nistP384\"}}";
        same(&format!("{{\"Curve\":{curve},\"D\":null,\"Q\":{point}}}"), EC, "EC public key on P-384", ".NET");
        same(
            &format!(
                "{{\"curve\":{curve},\"d\":{},\"q\":{}}}",
                standard(EC, "d"),
                point.replace("\"X\"", "\"x\"").replace("\"Y\"", "\"y\"")
            ),
            EC,
            "EC private key on P-384",
            ".NET",
        );
    }

    #[test]
    fn what_go_writes_of_its_types_is_a_key_to_the_last_digit() {
        let [n, d, p, q] = ["n", "d", "p", "q"].map(|name| decimals(RSA, name));
        let said = "from Go's JSON of its own type";
        let public = format!("{{\"N\":{n},\"E\":65537}}");
        same(&public, RSA, &format!("RSA public key, 2048 bit, {said}"), "its numbers in base64url");
        same(&format!("[{public}]"), RSA, "RSA public key, 2048 bit", "Go");
        same(
            &format!("{{\"N\":{n},\"E\":65537,\"D\":{d},\"Primes\":[{p},{q}],\"Precomputed\":{{\"Dp\":1}}}}"),
            RSA,
            "RSA private key, 2048 bit",
            "Go",
        );
        let [x, y, d] = ["x", "y", "d"].map(|name| decimals(EC, name));
        same(&format!("{{\"Curve\":{{}},\"X\":{x},\"Y\":{y}}}"), EC, "EC public key on P-384", "Go");
        same(&format!("{{\"Curve\":{{}},\"X\":{x},\"Y\":{y},\"D\":{d}}}"), EC, "EC private key on P-384", "Go");
        let java = format!("{{\"modulus\":{n},\"publicExponent\":65537}}");
        same(&java, RSA, "RSA public key, 2048 bit", "Java");
        let set = format!("{{\"a\":{public},\"b\":{{\"X\":{x},\"Y\":{y}}}}}");
        let Some(Ok(ParsedKey::Set(set))) = crate::key::read(&set, &Options::default()) else { panic!("two keys") };
        assert_eq!(set.members.iter().filter_map(|member| member.kid.as_deref()).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn what_is_no_key_by_its_numbers_is_none() {
        let n = decimals(RSA, "n");
        refuse(&format!("{{\"N\":{n},\"E\":65536}}"), "rsa-exponent", "Key(Rsa(ExponentEven))");
        for text in [
            "{\"N\":1.5e300,\"E\":65537}",
            "{\"Modulus\":\"!\",\"Exponent\":\"AQAB\"}",
            "{\"X\":1,\"Y\":2}",
            "{\"Q\":{\"X\":\"AQ==\",\"Y\":\"Ag==\"}}",
            "{\"E\":65537}",
        ] {
            assert!(read_key(text).is_ok_and(|key| key.kind() == "a secret"), "{text}");
        }
    }
}
