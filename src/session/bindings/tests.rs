use super::*;
use crate::claims::profile::detect as kind_of;
use crate::format::base64url::encode;

const NOW: i64 = 1_562_262_700;

fn compact(header: &str, payload: &str) -> String {
    format!("{}.{}.c2ln", encode(header.as_bytes()), encode(payload.as_bytes()))
}

/// The rows of a token, held against what was given.
fn rows_of(header: &str, payload: &str, given: &Counterparts) -> Vec<Binding> {
    let parsed = parse(compact(header, payload).as_str());
    let token = parsed.token.as_ref().expect("a token");
    let profile = kind_of(token.header.json.as_ref(), token.payload.as_ref().and_then(|payload| payload.json.as_ref()));
    rows(&parsed, &Beside { given, profile, certificate: None, now: &|| NOW })
}

/// The names and states of the rows, and the codes of what speaks against the token.
#[track_caller]
fn check(header: &str, payload: &str, given: &Counterparts, states: &[(&str, &str)], codes: &[&str]) -> Vec<Binding> {
    let rows = rows_of(header, payload, given);
    assert_eq!(rows.iter().map(|row| (row.name, row.state.name())).collect::<Vec<_>>(), states, "{payload}");
    let failures = failures(&rows);
    assert_eq!(failures.iter().map(|fault| fault.code().name()).collect::<Vec<_>>(), codes, "{payload}");
    rows
}

fn given(texts: &[(Input, &str)]) -> Counterparts {
    texts.iter().fold(Counterparts::default(), |given, (input, text)| given.with(*input, *text))
}

const RS256: &str = r#"{"alg":"RS256"}"#;
/// The ID token of OpenID Connect Core §A.4, and its access token; the code is that of §A.5.
const ID_TOKEN: &str = r#"{"iss":"https://server.example.com","sub":"248289761001","aud":"s6BhdRkqt3","nonce":"n-0S6_WzA2Mj","exp":1311281970,"iat":1311280970,"at_hash":"77QmUPtjPfzWtF2AnpK9RQ","c_hash":"LDktKdoQak3Pk0cnXxCltA"}"#;
const ACCESS_TOKEN: &str = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
const CODE: &str = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";

#[test]
fn a_token_that_nothing_binds_has_no_row() {
    check(RS256, r#"{"iss":"a","sub":"b","exp":1}"#, &given(&[(Input::AccessToken, "x")]), &[], &[]);
    check(RS256, "[]", &Counterparts::default(), &[], &[]);
}

#[test]
fn an_id_token_is_bound_to_its_access_token_code_and_request() {
    let open = [("at_hash", "open"), ("c_hash", "open"), ("nonce", "open")];
    let rows = check(RS256, ID_TOKEN, &Counterparts::default(), &open, &[]);
    assert_eq!(rows[0].compared, "SHA-256 of the access token, its left half");
    assert_eq!((rows[0].stated.as_deref(), rows[0].computed.as_deref()), (Some("77QmUPtjPfzWtF2AnpK9RQ"), None));
    let right = [(Input::AccessToken, ACCESS_TOKEN), (Input::Code, CODE), (Input::Nonce, "n-0S6_WzA2Mj")];
    let all = [("at_hash", "match"), ("c_hash", "match"), ("nonce", "match")];
    check(RS256, ID_TOKEN, &given(&right), &all, &[]);
    let wrong = [(Input::AccessToken, CODE), (Input::Code, ACCESS_TOKEN), (Input::Nonce, "n-0S6_WzA2MJ")];
    let none = [("at_hash", "differs"), ("c_hash", "differs"), ("nonce", "differs")];
    let rows = check(RS256, ID_TOKEN, &given(&wrong), &none, &["binding-differs"; 3]);
    assert_eq!(rows[0].computed.as_deref(), Some("LDktKdoQak3Pk0cnXxCltA"));
    let at = rows[0].fault.as_ref().and_then(Diagnostic::place).expect("a place");
    assert_eq!(&ID_TOKEN[at.range.clone()], r#""77QmUPtjPfzWtF2AnpK9RQ""#);
}

#[test]
fn what_cannot_be_computed_is_no_failure() {
    let rows = check(
        r#"{"alg":"Ed448"}"#,
        r#"{"at_hash":"77QmUPtjPfzWtF2AnpK9RQ"}"#,
        &given(&[(Input::AccessToken, ACCESS_TOKEN)]),
        &[("at_hash", "unknown")],
        &[],
    );
    assert_eq!(rows[0].fault.as_ref().map(|fault| fault.code().name()), Some("binding-algorithm"));
}

#[test]
fn tokens_of_ciba_are_bound_to_their_request_and_refresh_token() {
    // The example of CIBA §10.3.1.
    let payload = r#"{"iss":"https://server.example.com","sub":"248289761001","aud":"s6BhdRkqt3","exp":1537819803,"iat":1537819503,"at_hash":"Wt0kVFXMacqvnHeyU0001w","urn:openid:params:jwt:claim:rt_hash":"sHahCuSpXCRg5mkDDvvr4w","urn:openid:params:jwt:claim:auth_req_id":"1c266114-a1be-4252-8ad1-04986c5b9ac1"}"#;
    let texts = [
        (Input::AccessToken, "G5kXH2wHvUra0sHlDy1iTkDJgsgUO1bN"),
        (Input::RefreshToken, "4bwc0ESC_IAhflf-ACC_vjD_ltc11ne-8gFPfA2Kx16"),
        (Input::RequestId, "1c266114-a1be-4252-8ad1-04986c5b9ac1"),
    ];
    let states = [("at_hash", "match"), (RT_HASH, "match"), (AUTH_REQ_ID, "match")];
    check(RS256, payload, &given(&texts), &states, &[]);
    let states = [("at_hash", "match"), (RT_HASH, "differs"), (AUTH_REQ_ID, "match")];
    let wrong = given(&texts).with(Input::RefreshToken, "another");
    check(RS256, payload, &wrong, &states, &["binding-differs"]);
}

/// The proofs of RFC 9449 §4.2 and §7.1, the access token of §7.1, and the key of both.
const PROOF_HEADER: &str = r#"{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","crv":"P-256"}}"#;
const PROOF_FOR_TOKEN: &str =
    r#"{"jti":"-BwC3ESc6acc2lTc","htm":"POST","htu":"https://server.example.com/token","iat":1562262616}"#;
const PROOF: &str = r#"{"jti":"e1j3V_bKic8-LAEB","htm":"GET","htu":"https://resource.example.org/protectedresource","iat":1562262618,"ath":"fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"}"#;
const BOUND_TOKEN: &str = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
const THUMBPRINT: &str = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

#[test]
fn the_proofs_of_rfc_9449_are_for_their_requests() {
    let request = given(&[(Input::Method, "POST"), (Input::Address, "https://server.example.com/token?a=b")]);
    let states = [("htm", "match"), ("htu", "match"), ("ath", "open"), ("jwk", "open"), ("nonce", "open")];
    check(PROOF_HEADER, PROOF_FOR_TOKEN, &request, &states, &[]);
    // With the nonce that the server asked for in §8.
    let with_nonce = PROOF_FOR_TOKEN.replace(r#""htm""#, r#""nonce":"eyJ7S_zG.eyJH0-Z.HX4w-7v","htm""#);
    let states = [("htm", "match"), ("htu", "match"), ("ath", "open"), ("jwk", "open"), ("nonce", "match")];
    let asked = request.clone().with(Input::Nonce, "eyJ7S_zG.eyJH0-Z.HX4w-7v");
    check(PROOF_HEADER, &with_nonce, &asked, &states, &[]);
    let texts = [
        (Input::Method, "GET"),
        (Input::Address, "https://resource.example.org/protectedresource"),
        (Input::AccessToken, BOUND_TOKEN),
    ];
    // The access token of the example is opaque: the key that it is bound to is not in it.
    let states = [("htm", "match"), ("htu", "match"), ("ath", "match"), ("jwk", "unknown"), ("nonce", "open")];
    check(PROOF_HEADER, PROOF, &given(&texts), &states, &[]);
    let states = [("htm", "differs"), ("htu", "match"), ("ath", "match"), ("jwk", "unknown"), ("nonce", "missing")];
    let other = given(&texts).with(Input::Method, "PUT").with(Input::Nonce, "eyJ7S_zG.eyJH0-Z.HX4w-7v");
    check(PROOF_HEADER, PROOF, &other, &states, &["binding-differs", "binding-missing"]);
    let states = [("htm", "match"), ("htu", "match"), ("ath", "missing"), ("jwk", "unknown"), ("nonce", "open")];
    let bearer = request.with(Input::AccessToken, BOUND_TOKEN);
    check(PROOF_HEADER, PROOF_FOR_TOKEN, &bearer, &states, &["binding-missing"]);
}

#[test]
fn a_proof_is_made_with_the_key_that_its_access_token_is_bound_to() {
    let check = |claims: &str, state: &str, codes: &[&str]| {
        let token = compact(r#"{"alg":"ES256","typ":"at+jwt"}"#, claims);
        let ath = encode(&crate::crypto::Hash::Sha256.digest(token.as_bytes()));
        let payload = format!(r#"{{"jti":"j","htm":"GET","htu":"https://a.example/","iat":{NOW},"ath":"{ath}"}}"#);
        let states = [("htm", "open"), ("htu", "open"), ("ath", "match"), ("jwk", state), ("nonce", "open")];
        check(PROOF_HEADER, &payload, &given(&[(Input::AccessToken, &format!("DPoP {token}"))]), &states, codes);
    };
    // The access token of RFC 9449 §6.1.
    check(&format!(r#"{{"sub":"someone@example.com","cnf":{{"jkt":"{THUMBPRINT}"}}}}"#), "match", &[]);
    check(r#"{"cnf":{"jkt":"AZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}}"#, "differs", &["binding-differs"]);
    check(r#"{"sub":"someone@example.com"}"#, "missing", &["binding-input"]);
}

#[test]
fn a_confirmation_is_held_against_a_key_a_certificate_or_a_proof() {
    let certificate = include_str!("../../../tests/keys/p256-certificate.pem");
    let held = detect(certificate, Encoding::Utf8).expect("a text").expect("a key");
    let x5t = held.chain[0].x5t_s256();
    // RFC 8705 §3.1 and RFC 9449 §6.1.
    let payload = format!(r#"{{"cnf":{{"x5t#S256":"{x5t}","jkt":"{THUMBPRINT}"}}}}"#);
    let of = |text: &str, states: [&str; 2], codes: &[&str]| {
        let states = [("cnf.jkt", states[0]), ("cnf.x5t#S256", states[1])];
        check(r#"{"alg":"ES256"}"#, &payload, &given(&[(Input::Key, text)]), &states, codes);
    };
    of("", ["open", "open"], &[]);
    of(&compact(PROOF_HEADER, PROOF), ["match", "unknown"], &[]);
    of(certificate, ["differs", "match"], &["binding-differs"]);
    of(include_str!("../../../tests/keys/p384-certificate.pem"), ["differs", "differs"], &["binding-differs"; 2]);
    of("no key at all", ["unknown", "unknown"], &[]);
}

#[test]
fn the_token_of_rfc_8705_is_bound_to_its_certificate() {
    // Appendix A.
    let certificate = "-----BEGIN CERTIFICATE-----
MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAx
ODEyMzcwOVoXDTIyMDUwMjEyMzcwOVowDzENMAsGA1UEAwwEbXRsczBZMBMGByqG
SM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8QnhxxzFQ03C7HKW9OylMbnQZjjJ
/Au08/coZwxS7LfA4vOLS9WuneIXhbGGWvsDSb0tH6IxLm8wCgYIKoZIzj0EAwID
SQAwRgIhAP0RC1E+vwJD/D1AGHGzuri+hlV/PpQEKTWUVeORWz83AiEA5x2eXZOV
bUlJSGQgjwD5vaUaKlLR50Q2DmFfQj1L+SY=
-----END CERTIFICATE-----";
    let payload = r#"{"iss":"https://server.example.com","aud":"https://resource.example.org","sub":"ty.webb@example.com","exp":1493726400,"nbf":1493722800,"cnf":{"x5t#S256":"A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0"}}"#;
    let of = |payload: &str, state: &str, codes: &[&str]| {
        check(r#"{"alg":"ES256"}"#, payload, &given(&[(Input::Key, certificate)]), &[("cnf.x5t#S256", state)], codes);
    };
    of(payload, "match", &[]);
    // The thumbprint of §3.1 is that of another certificate.
    let other =
        payload.replace("A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0", "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2");
    of(&other, "differs", &["binding-differs"]);
}

#[test]
fn the_thumbprints_of_a_header_need_a_certificate() {
    let pem = include_str!("../../../tests/keys/p256-certificate.pem");
    let held = detect(pem, Encoding::Utf8).expect("a text").expect("a key");
    let header = format!(r#"{{"alg":"ES256","x5t#S256":"{}"}}"#, held.chain[0].x5t_s256());
    let of = |text: &str, state: &str, codes: &[&str]| {
        check(&header, "{}", &given(&[(Input::Certificate, text)]), &[("x5t#S256", state)], codes);
    };
    of("", "open", &[]);
    of(pem, "match", &[]);
    of(include_str!("../../../tests/keys/p384-certificate.pem"), "differs", &["binding-differs"]);
    of(include_str!("../../../tests/keys/p256-spki.pem"), "unknown", &[]);
    // The certificate of the key that it was verified with is at hand already.
    let parsed = parse(compact(&header, "{}").as_str());
    let with = |certificate| {
        let beside =
            Beside { given: &Counterparts::default(), profile: kind_of(None, None), certificate, now: &|| NOW };
        rows(&parsed, &beside)[0].clone()
    };
    let row = with(held.chain.first());
    assert_eq!((row.state, row.input), (State::Match, None));
    let other = detect(include_str!("../../../tests/keys/p384-certificate.pem"), Encoding::Utf8);
    let other = with(other.expect("a text").expect("a key").chain.first());
    assert_eq!((other.state, other.fails()), (State::Differs, false));
}

#[test]
fn an_acme_request_is_for_its_address_and_nonce() {
    // RFC 8555 §7.3.
    let header =
        r#"{"alg":"ES256","kid":"k","nonce":"6S8IqOGY7eL2lsGoTZYifg","url":"https://example.com/acme/new-account"}"#;
    let texts = [(Input::Address, "https://example.com/acme/new-account"), (Input::Nonce, "6S8IqOGY7eL2lsGoTZYifg")];
    check(header, "{}", &given(&texts), &[("url", "match"), ("nonce", "match")], &[]);
    // The address is compared as it stands (RFC 8555 §6.4).
    let other = given(&texts).with(Input::Address, "https://example.com/acme/new-account/");
    check(header, "{}", &other, &[("url", "differs"), ("nonce", "match")], &["binding-differs"]);
}

/// The list of the draft with two bits: 1, 2, 0, 3, 0, 1, ...
const TWO_BITS: &str = r#""status_list":{"bits":2,"lst":"eNo76fITAAPfAgc"}"#;
const LIST_TYPE: &str = r#"{"alg":"ES256","typ":"statuslist+jwt"}"#;

#[test]
fn the_status_of_a_token_is_looked_up_in_its_list() {
    let list = format!(r#"{{"sub":"https://a.example/1","iat":1,"exp":{},{TWO_BITS}}}"#, NOW + 1);
    let of = |index: &str, list: &str, typ: &str, state: &str, codes: &[&str]| {
        let payload = format!(r#"{{"status":{{"status_list":{{"idx":{index},"uri":"https://a.example/1"}}}}}}"#);
        let texts = given(&[(Input::StatusList, &compact(typ, list))]);
        let rows = check(RS256, &payload, &texts, &[("status.status_list", state)], codes);
        rows[0].fault.as_ref().map(|fault| fault.code().name())
    };
    assert_eq!(of("2", &list, LIST_TYPE, "valid", &[]), None);
    of("0", &list, LIST_TYPE, "invalid", &["status-invalid"]);
    of("1", &list, LIST_TYPE, "suspended", &["status-invalid"]);
    assert_eq!(of("3", &list, LIST_TYPE, "other-status", &[]), None);
    of("12", &list, LIST_TYPE, "out-of-range", &["status-list-index"]);
    of("18446744073709551615", &list, LIST_TYPE, "out-of-range", &["status-list-index"]);
    assert_eq!(of("-1", &list, LIST_TYPE, "unknown", &[]), Some("status-list-reference"));
    of("2", &list.replace("example/1", "example/2"), LIST_TYPE, "differs", &["status-list-subject"]);
    let expired = list.replace(&(NOW + 1).to_string(), &NOW.to_string());
    assert_eq!(of("2", &expired, LIST_TYPE, "unknown", &[]), Some("status-list-expired"));
    assert_eq!(of("2", &list, RS256, "unknown", &[]), Some("status-list-type"));
    assert_eq!(of("2", "{}", LIST_TYPE, "unknown", &[]), Some("status-list-token"));
    let broken = list.replace("eNo76fITAAPfAgc", "eNo76fIT");
    assert_eq!(of("2", &broken, LIST_TYPE, "unknown", &[]), Some("status-list-compression"));
}

#[test]
fn an_index_into_a_list_is_looked_up_and_says_nothing_against_the_list() {
    let payload = format!(r#"{{"sub":"https://a.example/1","iat":1,{TWO_BITS}}}"#);
    let of = |index: &str, state: &str, computed: Option<&str>| {
        let rows = check(LIST_TYPE, &payload, &given(&[(Input::Index, index)]), &[("status_list", state)], &[]);
        assert_eq!(rows[0].computed.as_deref(), computed);
        rows[0].clone()
    };
    assert_eq!(of("", "open", None).compared, "a list of 12 statuses with 2 bits each");
    of("1", "suspended", Some("SUSPENDED (2)"));
    of(" 2 ", "valid", Some("VALID (0)"));
    let fault = of("12", "out-of-range", None).fault.expect("a fault");
    assert_eq!(crate::words::title(&fault), "the index is 12, but the list has 12 statuses, counted from 0");
    assert_eq!(of("one", "unknown", None).fault.map(|fault| fault.code().name()), Some("binding-input"));
}
