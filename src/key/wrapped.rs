//! Keys inside of JSON that is no JWK: what the services say that keep keys, and maps of names to keys.
//!
//! Azure Key Vault puts a JWK into `key`; AWS and Google Cloud KMS answer with DER or PEM in a member; HashiCorp Vault numbers the versions
//! of a key; Google and Firebase map each `kid` to a certificate; a service account's file holds its private key; Keycloak has the
//! bare base64 of a key; a DID document lists verification methods; .NET, Go and Java have JSON of their own for the numbers of a key. No vendor is asked for by name: every member is looked at, and
//! what is a whole key counts.

use super::describe::shown;
use super::{
    EdCurve, Key, KeyFault, Material, Member, Options, ParsedKey, Set, Source, jwks, multibase, okp, parameters, pem,
};
use crate::base::diagnostic::key::Note;
use crate::format::base64::Alphabet;
use crate::format::json::{Node, Value};

/// No document nests its keys deeper.
const DEEPEST: usize = 8;
/// So many keys that are no JWK are read: certificates and PEM take time.
const MOST: usize = 500;

/// Names of members that say what a key is and not what it is called.
const ROLES: [&str; 30] = [
    "Parameters",
    "active",
    "cert",
    "certificate",
    "certs",
    "data",
    "jwk",
    "jwks",
    "key",
    "keyData",
    "keys",
    "pem",
    "private_key",
    "privateKey",
    "public",
    "public-key",
    "public_key",
    "publicKey",
    "PublicKey",
    "publicKeyBase64",
    "publicKeyJwk",
    "publicKeyMultibase",
    "publicKeyPem",
    "realm-public-key",
    "result",
    "signing_key",
    "value",
    "verificationMethod",
    "x509",
    "x5c",
];

/// What was found so far.
struct Gathered {
    members: Vec<Member>,
    /// Where the first of them stands.
    path: String,
    /// How much work went into JWKs.
    work: usize,
    /// How many keys are no JWK.
    others: usize,
}

/// Reads the keys inside of `node`; `None` if there is none.
pub fn read(node: &Node) -> Option<Result<ParsedKey, KeyFault>> {
    let mut found = Gathered { members: vec![], path: String::new(), work: 0, others: 0 };
    found.walk(node, &[], None);
    let mut notes = vec![];
    if found.others > MOST {
        notes.push(Note::FirstKeys(MOST));
    }
    let mut set = Set::gathered(found.members, notes)?;
    match (set.members.len(), set.members.pop()) {
        (1, Some(Member { kid, key, .. })) => Some(key.map(|mut key| {
            if !found.path.is_empty() {
                key.notes.push(Note::TakenFrom(found.path));
            }
            key.restrictions.kid = key.restrictions.kid.or(kid);
            ParsedKey::One(key)
        })),
        (_, Some(last)) => {
            set.members.push(last);
            Some(Ok(ParsedKey::Set(set)))
        }
        (_, None) => None,
    }
}

/// The member of a set that is no JWK, but has a key inside.
pub fn member(node: &Node) -> Option<Member> {
    match read(node)? {
        Ok(ParsedKey::One(key)) => Some(Member::of(Ok(key), None)),
        Ok(ParsedKey::Set(mut set)) => (!set.members.is_empty()).then(|| set.members.swap_remove(0)),
        Err(fault) => Some(Member::of(Err(fault), None)),
    }
}

impl Gathered {
    fn add(&mut self, member: Member, path: &[&str]) {
        if self.members.is_empty() {
            self.path = shown(&path.join("."));
        }
        self.members.push(member);
    }

    /// `kid` is what a key is called by what stands around it.
    fn walk(&mut self, node: &Node, path: &[&str], kid: Option<&str>) {
        if path.len() > DEEPEST || self.members.len() >= jwks::MAX_KEYS {
            return;
        }
        match &node.value {
            Value::Object(_) if node.get("kty").is_some() => {
                let mut member = jwks::member(node, &mut self.work);
                member.kid = member.kid.or(kid.map(str::to_owned));
                self.add(member, path);
            }
            Value::Object(_) if let Some(key) = self.parameters(node) => {
                self.add(Member::of(key, kid.map(str::to_owned)), path);
            }
            Value::Object(members) => {
                let own = ["kid", "private_key_id"].iter().find_map(|name| node.get(name)).and_then(Node::as_str);
                // Beside the parameters of .NET, in the file in which IdentityServer4 keeps its key.
                let own = own.or_else(|| node.get("KeyId").filter(|_| node.get("Parameters").is_some())?.as_str());
                // The identifier of a verification method (DID Core §5.2).
                let id = node.get("id").and_then(Node::as_str).filter(|id| id.contains('#'));
                for member in members {
                    let role = ROLES.contains(&member.name.as_str());
                    let kid = own.or(id).or(if role { kid } else { Some(&member.name) });
                    self.walk(&member.node, &[path, &[&member.name]].concat(), kid);
                }
                if let Some(key) = vault(node) {
                    self.add(Member::of(key, kid.map(str::to_owned)), path);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.walk(item, path, kid)),
            Value::String(text) => self.text(text, path, kid),
            _ => {}
        }
    }

    /// The key whose numbers these are.
    fn parameters(&mut self, node: &Node) -> Option<Result<Key, KeyFault>> {
        let found = if self.others < MOST { parameters::read(node) } else { None };
        self.others += usize::from(found.is_some());
        found
    }

    /// A text that is a whole key.
    fn text(&mut self, text: &str, path: &[&str], kid: Option<&str>) {
        let named = path.last().is_some_and(|name| ROLES.contains(name));
        let marked = text.contains("-----BEGIN ");
        // Whatever its name is, what is DER from its first byte to its last is meant as a key.
        let der = text.starts_with("MI") && text.len() > 80;
        if !(marked || der || text.starts_with("did:key:") || named && text.len() > 40) {
            return;
        }
        self.others += 1;
        if self.others > MOST {
            return;
        }
        let found =
            pem::read(text, &Options::default()).or_else(|| multibase::read(text).map(|key| key.map(ParsedKey::One)));
        // Without a mark, a text that is cut off is no key.
        let members = match found.filter(|found| marked || found.is_ok()) {
            Some(Ok(ParsedKey::Set(set))) => set.members,
            Some(Ok(ParsedKey::One(key))) => vec![Member::of(Ok(key), None)],
            Some(Err(fault)) => vec![Member::of(Err(fault), None)],
            None => return,
        };
        for member in members {
            let kid = member.kid.or(kid.map(str::to_owned));
            self.add(Member { kid, ..member }, path);
        }
    }
}

/// A version of an Ed25519 key as HashiCorp Vault's transit engine shows it: the base64 of its 32 bytes.
fn vault(node: &Node) -> Option<Result<Key, KeyFault>> {
    let text = |name: &str| node.get(name).and_then(Node::as_str);
    let bytes = text("public_key").filter(|_| text("name") == Some("ed25519"))?;
    let bytes = Alphabet::Standard.decode(bytes).ok().filter(|decoded| decoded.bytes.len() == 32)?.bytes;
    Some(okp::public(EdCurve::Ed25519, &bytes).map(|key| Key::new(Material::Okp(key), Source::Raw, vec![])))
}

#[cfg(test)]
mod tests {
    use crate::key::testing::{fixture, read};
    use crate::key::{Options, ParsedKey, jwk};

    const SPKI: &str = fixture!("p256-spki.pem");
    const RSA: &str = fixture!("rsa2048-spki.pem");
    const CERTIFICATE: &str = fixture!("rsa2048-certificate.pem");
    const OTHER: &str = fixture!("p384-certificate.pem");

    fn quoted(pem: &str) -> String {
        format!("\"{}\"", pem.replace('\n', "\\n"))
    }

    fn body(pem: &str) -> String {
        pem.lines().filter(|line| !line.starts_with('-')).collect()
    }

    /// One key, of that kind and name.
    #[track_caller]
    fn one(text: &str, kind: &str, kid: Option<&str>) {
        let key = read(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!((key.kind().as_str(), key.restrictions.kid.as_deref()), (kind, kid), "{text}");
    }

    /// Several keys, by their names and kinds.
    #[track_caller]
    fn set(text: &str, expected: &[(&str, &str)]) {
        let Some(Ok(ParsedKey::Set(set))) = crate::key::read(text, &Options::default()) else { panic!("{text}") };
        let told: Vec<(String, String)> = set
            .members
            .iter()
            .map(|member| {
                let kind = member.key.as_ref().map_or_else(|fault| fault.code().name().to_owned(), |key| key.kind());
                (member.kid.clone().unwrap_or_default(), kind)
            })
            .collect();
        let told: Vec<(&str, &str)> = told.iter().map(|(kid, kind)| (kid.as_str(), kind.as_str())).collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_map_of_names_to_certificates_is_a_set() {
        set(
            &format!("{{\"a1\": {}, \"b2\": {}}}", quoted(CERTIFICATE), quoted(OTHER)),
            &[("a1", "an RSA key"), ("b2", "an EC key on P-384")],
        );
        set(
            &format!("{{\"a1\": {}, \"b2\": {}}}", quoted(RSA), quoted(&OTHER.replace("MIIB", "MIIC"))),
            &[("a1", "an RSA key"), ("b2", "pem-body-cut")],
        );
        one(&format!("{{\"a1\": {}}}", quoted(CERTIFICATE)), "an RSA key", Some("a1"));
        set(
            &format!("{{\"a1\": \"{}\", \"b2\": \"{}\"}}", body(RSA), body(CERTIFICATE)),
            &[("a1", "an RSA key"), ("b2", "an RSA key")],
        );
        let jwks = format!(
            "{{\"a1\": {}, \"b2\": {}}}",
            fixture!("p256-public.jwk.json"),
            fixture!("ed25519-public.jwk.json")
        );
        set(&jwks.replace("\"kid\"", "\"name\""), &[("a1", "an EC key on P-256"), ("b2", "an Ed25519 key")]);
    }

    #[test]
    fn the_answers_of_services_that_keep_keys_are_read() {
        let azure = fixture!("rsa2048-public.jwk.json").replace("\"RSA\"", "\"RSA-HSM\"");
        let kid = jwk_kid(&azure);
        one(&format!("{{\"key\": {azure}, \"attributes\": {{\"enabled\": true}}}}"), "an RSA key", Some(&kid));
        let azure =
            fixture!("secp256k1-public.jwk.json").replace("\"EC\"", "\"EC-HSM\"").replace("secp256k1", "P-256K");
        one(&format!("{{\"key\": {azure}}}"), "an EC key on secp256k1", Some(&jwk_kid(&azure)));
        let aws = format!(
            "{{\"KeyId\": \"arn:aws:kms:eu-west-1:0:key/1\", \"PublicKey\": \"{}\", \"KeySpec\": \"ECC_NIST_P256\", \"SigningAlgorithms\": [\"ECDSA_SHA_256\"]}}",
            body(SPKI)
        );
        one(&aws, "an EC key on P-256", None);
        one(
            &format!("{{\"pem\": {}, \"algorithm\": \"RSA_SIGN_PKCS1_2048_SHA256\"}}", quoted(RSA)),
            "an RSA key",
            None,
        );
        let vault = |first: &str, second: &str| {
            format!("{{\"data\": {{\"type\": \"x\", \"keys\": {{\"1\": {first}, \"2\": {second}}}}}}}")
        };
        let version = |pem: &str| {
            format!("{{\"creation_time\": \"2026\", \"name\": \"rsa-2048\", \"public_key\": {}}}", quoted(pem))
        };
        set(&vault(&version(RSA), &version(SPKI)), &[("1", "an RSA key"), ("2", "an EC key on P-256")]);
        let ed = "{\"name\": \"ed25519\", \"public_key\": \"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"}";
        set(&vault(ed, &version(SPKI)), &[("1", "an Ed25519 key"), ("2", "an EC key on P-256")]);
        one(
            &format!(
                "{{\"realm\": \"x\", \"public_key\": \"{}\", \"token-service\": \"https://a.example\"}}",
                body(RSA)
            ),
            "an RSA key",
            None,
        );
        set(
            &format!(
                "{{\"keys\": [{{\"kid\": \"a\", \"publicKey\": \"{}\"}}, {{\"kid\": \"b\", \"publicKey\": \"{}\"}}]}}",
                body(RSA),
                body(SPKI)
            ),
            &[("a", "an RSA key"), ("b", "an EC key on P-256")],
        );
    }

    #[test]
    fn a_service_account_brings_its_private_key_and_its_name() {
        let account = format!(
            "{{\"type\": \"service_account\", \"private_key_id\": \"abc\", \"private_key\": {}, \"client_email\": \"a@b.example\"}}",
            quoted(fixture!("rsa2048-pkcs8.pem"))
        );
        one(&account, "an RSA key", Some("abc"));
        assert!(read(&account).is_ok_and(|key| key.is_private()));
    }

    #[test]
    fn a_did_document_is_a_set_of_its_methods() {
        let document = "{\"id\": \"did:web:a.example\", \"verificationMethod\": [\
            {\"id\": \"did:web:a.example#1\", \"type\": \"Multikey\", \"publicKeyMultibase\": \"z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp\"}, \
            {\"id\": \"did:web:a.example#2\", \"publicKeyJwk\": {\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}}]}";
        set(document, &[("did:web:a.example#1", "an Ed25519 key"), ("did:web:a.example#2", "an Ed25519 key")]);
    }

    #[test]
    fn json_without_a_key_stays_what_it_was() {
        for text in
            ["{\"secret\":\"a\"}", "{\"key\":\"short\"}", "{\"key\":{\"a\":1}}", "[1]", "{\"public_key\":\"MIIB\"}"]
        {
            assert!(read(text).is_ok_and(|key| key.kind() == "a secret"), "{text}");
        }
    }

    fn jwk_kid(text: &str) -> String {
        let node = crate::format::json::read(text).node.expect("JSON");
        jwk::single(&node).expect("a key").restrictions.kid.expect("a name")
    }
}
