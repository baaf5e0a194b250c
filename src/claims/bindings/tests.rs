use super::*;
use crate::base::diagnostic::Facts;
use crate::format::json;
use crate::key::{Encoding, detect};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

fn node(text: &str) -> Node {
    json::read(text).node.expect("JSON")
}

/// Whether it holds, or what it is near to.
fn outcome(compared: &Compared) -> Result<(), Option<Near>> {
    match compared.fault.as_ref().map(|fault| &fault.facts) {
        None => Ok(()),
        Some(Facts::Bound(Bound::Differs { near, .. })) => Err(*near),
        Some(other) => panic!("{other:?}"),
    }
}

const TOKEN: &str = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";

#[test]
fn a_hash_is_that_of_its_algorithm_and_its_left_half() {
    let check = |alg: &str, stated: &str, expected: Result<(), Option<Near>>| {
        let claims = node(&format!(r#"{{"at_hash":"{stated}"}}"#));
        assert_eq!(outcome(&token_hash(&claims, "at_hash", Some(alg), TOKEN)), expected, "{alg} {stated}");
    };
    let half = "77QmUPtjPfzWtF2AnpK9RQ";
    for alg in ["RS256", "ES256", "PS256", "HS256", "ES256K"] {
        check(alg, half, Ok(()));
    }
    check("ES384", half, Err(Some(Near::Hash("SHA-256"))));
    check("EdDSA", half, Err(Some(Near::Hash("SHA-256"))));
    check("RS256", &encode(&Hash::Sha256.digest(TOKEN.as_bytes())), Err(Some(Near::Whole)));
    check("RS256", "efb42650fb633dfcd6b45d809e92bd45", Err(Some(Near::Hex)));
    check("RS256", "77QmUPtjPfzWtF2AnpK9RR", Err(None));
    for (alg, hash) in [("ES384", Hash::Sha384), ("RS512", Hash::Sha512), ("Ed25519", Hash::Sha512)] {
        check(alg, &encode(&hash.digest(TOKEN.as_bytes())[..hash.bytes() / 2]), Ok(()));
    }
}

#[test]
fn the_hashes_of_the_examples_of_openid_connect_are_those_of_their_texts() {
    let check = |name: &'static str, stated: &str, of: &str| {
        let claims = node(&format!(r#"{{"{name}":"{stated}"}}"#));
        assert_eq!(outcome(&token_hash(&claims, name, Some("RS256"), of)), Ok(()), "{name}");
        assert_eq!(outcome(&token_hash(&claims, name, Some("RS256"), &of[1..])), Err(None), "{name}");
    };
    // Core 1.0 §A.4, and §A.5 and §A.6 with a code.
    check("at_hash", "77QmUPtjPfzWtF2AnpK9RQ", TOKEN);
    check("c_hash", "LDktKdoQak3Pk0cnXxCltA", "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk");
}

#[test]
fn what_cannot_be_compared_says_why() {
    let code = |compared: Compared| compared.fault.map(|fault| fault.code().name());
    let empty = node("{}");
    assert_eq!(code(token_hash(&empty, "c_hash", Some("RS256"), TOKEN)), Some("binding-missing"));
    let number = node(r#"{"s_hash":1}"#);
    assert_eq!(code(token_hash(&number, "s_hash", Some("RS256"), TOKEN)), Some("binding-type"));
    for alg in [Some("Ed448"), Some("none"), None] {
        assert_eq!(code(token_hash(&empty, "at_hash", alg, TOKEN)), Some("binding-algorithm"));
    }
}

/// The proof of RFC 9449 §7.1, and the access token that comes with it.
const HEADER: &str = r#"{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","crv":"P-256"}}"#;
const PROOF: &str = r#"{"jti":"e1j3V_bKic8-LAEB","htm":"GET","htu":"https://resource.example.org/protectedresource","iat":1562262618,"ath":"fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"}"#;
const ACCESS: &str = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
const THUMBPRINT: &str = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

fn request() -> Request<'static> {
    Request {
        method: "GET",
        address: "https://resource.example.org/protectedresource",
        access_token: ACCESS,
        nonce: "",
        thumbprint: THUMBPRINT,
    }
}

#[test]
fn the_proof_of_rfc_9449_is_for_its_request() {
    let all = proof(&node(HEADER), &node(PROOF), &request());
    assert_eq!(
        all.iter().map(|one| (one.name, outcome(one))).collect::<Vec<_>>(),
        [("htm", Ok(())), ("htu", Ok(())), ("ath", Ok(())), ("jkt", Ok(())),]
    );
    assert!(proof(&node(HEADER), &node(PROOF), &Request::default()).is_empty());
}

#[test]
fn a_proof_for_another_request_says_where_they_differ() {
    let check = |request: Request, name: &str, near: Option<Near>| {
        let all = proof(&node(HEADER), &node(PROOF), &request);
        let wrong: Vec<_> = all.iter().filter(|one| one.fault.is_some()).map(|one| (one.name, outcome(one))).collect();
        assert_eq!(wrong, [(name, Err(near))]);
    };
    check(Request { method: "POST", ..request() }, "htm", None);
    check(Request { method: "get", ..request() }, "htm", Some(Near::Case));
    check(Request { address: "https://resource.example.org/other", ..request() }, "htu", None);
    check(
        Request { address: "https://resource.example.org/protectedresource/", ..request() },
        "htu",
        Some(Near::Slash),
    );
    check(Request { address: "https://resource.example.org/ProtectedResource", ..request() }, "htu", Some(Near::Case));
    check(Request { access_token: "another", ..request() }, "ath", None);
    check(Request { thumbprint: "another", ..request() }, "jkt", None);
    let with_nonce = proof(&node(HEADER), &node(PROOF), &Request { nonce: "n", ..request() });
    assert_eq!(with_nonce[3].fault.as_ref().map(|fault| fault.code().name()), Some("binding-missing"));
}

#[test]
fn an_address_is_compared_after_normalization() {
    let check = |stated: &str, asked: &str, expected: Result<(), Option<Near>>| {
        let claims = node(&format!(r#"{{"htu":"{stated}"}}"#));
        let request = Request { address: asked, ..Request::default() };
        assert_eq!(outcome(&proof(&node("{}"), &claims, &request)[0]), expected, "{stated} {asked}");
    };
    check("https://a.example/x", "https://a.example/x?q=1#f", Ok(()));
    check("HTTPS://A.Example:443/x", "https://a.example/x", Ok(()));
    check("https://a.example", "https://a.example/", Ok(()));
    check("https://a.example/%7ex", "https://a.example/%7Ex", Ok(()));
    check("http://a.example:80/", "http://a.example", Ok(()));
    check("https://a.example/x?q=1", "https://a.example/x?q=1", Err(Some(Near::Query)));
    check("http://a.example/x", "https://a.example/x", Err(None));
    check("https://a.example:8443/x", "https://a.example/x", Err(None));
}

#[test]
fn a_confirmation_is_held_against_a_key_and_its_certificate() {
    let key = |text: &str| detect(text, Encoding::Utf8).expect("a text").expect("a key");
    let held = key(include_str!("../../../tests/keys/p256-certificate.pem"));
    let certificate = held.chain.first().expect("one");
    let jwk = held.public_jwk().expect("a public key");
    let cnf = |thumbprint: &str, certificate: &str| {
        node(&format!(r#"{{"cnf":{{"jwk":{jwk},"jkt":"{thumbprint}","x5t#S256":"{certificate}"}}}}"#))
    };
    let right = cnf(&held.thumbprint().expect("one"), &certificate.x5t_s256());
    let names = |all: Vec<Compared>| -> Vec<_> { all.iter().map(|one| (one.name, outcome(one).is_ok())).collect() };
    assert_eq!(names(confirmation(&right, &held)), [("jwk", true), ("jkt", true), ("x5t#S256", true)]);
    let other = key(include_str!("../../../tests/keys/p384-certificate.pem"));
    assert_eq!(names(confirmation(&right, &other)), [("jwk", false), ("jkt", false), ("x5t#S256", false)]);
    // openssl x509 -fingerprint -sha256
    let digest = Hash::Sha256.digest(&certificate.der);
    let printed: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
    let all = confirmation(&cnf("", &printed.join(":")), &held);
    assert_eq!(outcome(&all[2]), Err(Some(Near::Hex)));
    assert_eq!(outcome(&confirmation(&cnf("", &certificate.x5t()), &held)[2]), Err(Some(Near::Hash("SHA-1"))));
    let bare = key(&jwk);
    assert_eq!(
        confirmation(&right, &bare)[2].fault.as_ref().map(|fault| fault.code().name()),
        Some("binding-certificate")
    );
    assert!(confirmation(&node("{}"), &held).is_empty());
}

#[test]
fn the_thumbprints_of_a_header_are_those_of_its_first_certificate() {
    let key = detect(include_str!("../../../tests/keys/p256-certificate.pem"), Encoding::Utf8);
    let key = key.expect("a text").expect("a key");
    let certificate = key.chain.first().expect("one");
    let x5c = STANDARD.encode(&certificate.der);
    let header = |x5t: &str, sha256: &str| node(&format!(r#"{{"x5c":["{x5c}"],"x5t":"{x5t}","x5t#S256":"{sha256}"}}"#));
    let outcomes = |header: Node| -> Vec<_> { certificates(&header, None).iter().map(outcome).collect() };
    assert_eq!(outcomes(header(&certificate.x5t(), &certificate.x5t_s256())), [Ok(()), Ok(())]);
    let swapped = outcomes(header(&certificate.x5t_s256(), &certificate.x5t()));
    assert_eq!(swapped, [Err(Some(Near::Hash("SHA-256"))), Err(Some(Near::Hash("SHA-1")))]);
    let broken = certificates(&node(r#"{"x5c":["AAAA"],"x5t":"a"}"#), None);
    assert_eq!(broken[0].fault.as_ref().map(|fault| fault.code().name()), Some("binding-certificate"));
    assert!(certificates(&node("{}"), None).is_empty());
    // Without `x5c`, there must be one at hand.
    let alone = node(&format!(r#"{{"x5t":"{}"}}"#, certificate.x5t()));
    assert_eq!(outcome(&certificates(&alone, Some(certificate))[0]), Ok(()));
    let missing = certificates(&alone, None);
    assert_eq!(missing[0].fault.as_ref().map(|fault| fault.code().name()), Some("binding-certificate"));
}
