//! Kinds of token, as data: what tells each of them, and what its specification asks for.
//!
//! A kind is told by the header's `typ` where that names one (RFC 8725 §3.11), else by its claims. Claims tell a kind only where
//! no ordinary token of another kind has them: an access token that does not call itself `at+jwt` is a plain JWT here, as most
//! identity providers issue it. What a kind then *must* be and is not is a [`Kind`](crate::base::diagnostic::Kind) of diagnostic; [`faults`] is the one place that says so,
//! the audit shows them, and the policy counts them.
//!
//! To add a kind, add its row to `profile/rows.rs` or `profile/protocols.rs`; an audit check of the same id takes over its faults.

mod apple;
mod faults;
mod health;
mod protocols;
mod push;
mod rows;

pub use apple::CLIENT_SECRETS as APPLE_CLIENT_SECRETS;
pub use faults::faults;
pub use health::{CARDS as HEALTH_CARDS, is_card as is_health_card};
pub use rows::{PROFILES, holds_private_key};

use crate::format::json::{Node, Value};
use crate::jose::header::short_type;
use crate::spec::Spec;
use faults::Faults;

/// A kind of token.
#[derive(Debug)]
pub struct Profile {
    /// Stable name, in kebab case, such as `access-token`.
    pub id: &'static str,
    /// The kind in words that follow "this is", such as `an OAuth access token`.
    pub title: &'static str,
    /// What defines it.
    pub spec: Spec,
    /// The values of `typ` it may have besides `JWT`, without `application/`, with spaces between them; the first names this kind
    /// alone.
    pub types: &'static str,
    /// Whether `typ` must be one of them.
    pub typed: bool,
    /// The claims that it must have, with spaces between them.
    pub requires: &'static str,
    /// The claims that it must not have, with spaces between them.
    pub forbids: &'static str,
    /// How many seconds may lie between `iat` and `exp`, and who advises that.
    pub lifetime: Option<(i64, Spec)>,
    /// Whether the claims alone show that a token is of this kind.
    looks: fn(&Facts) -> bool,
    /// What its header must be, whatever the payload.
    header_rules: fn(&Facts, &mut Faults),
    /// What cannot be said by the fields above.
    rules: fn(&Facts, &mut Faults),
}

/// What a token is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The person said so.
    Choice,
    /// Its `typ`.
    Type,
    /// Its claims.
    Claims,
    /// Nothing tells another kind.
    Default,
}

/// The kind of the token with this header and payload.
pub fn detect(header: Option<&Node>, payload: Option<&Node>) -> &'static Profile {
    recognise(header, payload).0
}

/// The kind of the token with this header and payload, and what tells it.
pub fn recognise(header: Option<&Node>, payload: Option<&Node>) -> (&'static Profile, By) {
    let facts = Facts { header, payload };
    let by_claims = PROFILES.iter().find(|profile| (profile.looks)(&facts));
    let by_type = facts.typ().and_then(kind_named);
    match (facts.typ(), by_claims, by_type) {
        (None, Some(profile), _) => (profile, By::Claims),
        // A logout token may call itself a security event, and is one; a credential may have the `typ` of old drafts.
        (Some(typ), Some(profile), named)
            if named.is_none_or(|named| profile.id != named.id) && profile.allows(typ) =>
        {
            (profile, By::Claims)
        }
        (_, _, Some(named)) => (named, By::Type),
        _ => (rows::PLAIN, By::Default),
    }
}

/// The kind with that id.
pub fn named(id: &str) -> Option<&'static Profile> {
    PROFILES.iter().copied().find(|profile| profile.id == id)
}

/// The kind that this `typ` names.
fn kind_named(typ: &str) -> Option<&'static Profile> {
    PROFILES.iter().copied().find(|profile| profile.is_named_by(typ))
}

impl Profile {
    /// Whether this `typ`, without `application/`, is that of this kind alone.
    pub fn is_named_by(&self, typ: &str) -> bool {
        self.types.split_whitespace().next().is_some_and(|name| name.eq_ignore_ascii_case(typ))
    }

    fn allows(&self, typ: &str) -> bool {
        self.types.split_whitespace().any(|name| name.eq_ignore_ascii_case(typ))
    }
}

impl By {
    /// In words that follow "this is an ID token": `by its content`.
    pub fn words(self) -> &'static str {
        match self {
            By::Choice => "as you chose",
            By::Type => "by its `typ`",
            By::Claims => "by its content",
            By::Default => "as nothing in it says otherwise",
        }
    }
}

/// What a kind is told by.
struct Facts<'a> {
    header: Option<&'a Node>,
    payload: Option<&'a Node>,
}

impl<'a> Facts<'a> {
    /// A claim that has a value; the last of that name, which is what most readers see.
    fn claim(&self, name: &str) -> Option<&'a Node> {
        self.payload?.get(name).filter(|node| node.value != Value::Null)
    }

    fn has_all(&self, names: &str) -> bool {
        names.split_whitespace().all(|name| self.claim(name).is_some())
    }

    fn has_any(&self, names: &str) -> bool {
        names.split_whitespace().any(|name| self.claim(name).is_some())
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.claim(name)?.as_str()
    }

    /// A header parameter.
    fn node(&self, name: &str) -> Option<&'a Node> {
        self.header?.get(name)
    }

    /// What `typ` says, without `application/`; `None`, too, where it says no more than `JWT`.
    fn typ(&self) -> Option<&'a str> {
        self.node("typ")?.as_str().map(short_type).filter(|typ| !typ.eq_ignore_ascii_case("JWT"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::json;

    fn node(text: &str) -> Option<Node> {
        json::read(text).node
    }

    /// What `typ` and claims are told to be.
    #[track_caller]
    fn check(header: &str, payload: &str, id: &str, by: By) {
        let (header, payload) = (node(header), node(payload));
        let (profile, told) = recognise(header.as_ref(), payload.as_ref());
        assert_eq!((profile.id, told), (id, by));
        assert!(by != By::Claims || profile.typed || faults(profile, header.as_ref(), payload.as_ref()).is_empty());
    }

    const PLAIN: &str = r#"{"alg":"RS256","typ":"JWT","kid":"k"}"#;
    const UNTYPED: &str = r#"{"alg":"RS256","kid":"k"}"#;
    const PROOF: &str = r#"{"alg":"ES256","typ":"dpop+jwt","jwk":{"kty":"EC"}}"#;

    #[test]
    fn id_tokens_of_well_known_providers_are_told_by_their_claims() {
        let google = r#"{"iss":"https://accounts.google.com","azp":"1.apps","aud":"1.apps","sub":"107","at_hash":"HK6E_P6Dh8Y93mRNtsDB1Q","email":"a@b.example","iat":1,"exp":2}"#;
        check(PLAIN, google, "id-token", By::Claims);
        let entra = r#"{"aud":"6cb0","iss":"https://login.microsoftonline.com/t/v2.0","iat":1,"nbf":1,"exp":2,"aio":"A","name":"N","nonce":"n","oid":"o","preferred_username":"u","rh":"0.","sub":"s","tid":"t","uti":"u","ver":"2.0","roles":["admin"]}"#;
        check(PLAIN, entra, "id-token", By::Claims);
        let auth0 = r#"{"nickname":"n","iss":"https://t.auth0.com/","aud":"c","iat":1,"exp":2,"sub":"auth0|1","auth_time":1,"sid":"s","nonce":"n"}"#;
        check(PLAIN, auth0, "id-token", By::Claims);
        let okta = r#"{"sub":"00u","name":"N","ver":1,"iss":"https://o.okta.com/oauth2/default","aud":"0oa","iat":1,"exp":2,"jti":"ID.1","amr":["pwd"],"idp":"00o","preferred_username":"u"}"#;
        check(UNTYPED, okta, "id-token", By::Claims);
        let cognito = r#"{"sub":"s","aud":"c","cognito:groups":["g"],"event_id":"e","token_use":"id","auth_time":1,"iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","cognito:username":"u","exp":2,"iat":1}"#;
        check(UNTYPED, cognito, "id-token", By::Claims);
        let keycloak = r#"{"exp":2,"iat":1,"auth_time":1,"jti":"j","iss":"https://k.example/realms/r","aud":"web","sub":"s","typ":"ID","azp":"web","sid":"i","at_hash":"HK6E_P6Dh8Y93mRNtsDB1Q","acr":"1"}"#;
        check(PLAIN, keycloak, "id-token", By::Claims);
    }

    #[test]
    fn what_ordinary_providers_issue_for_access_is_a_plain_jwt() {
        let check = |payload: &str| check(PLAIN, payload, "jwt", By::Default);
        // Entra: for a person, for an application alone, and in the older format.
        check(
            r#"{"aud":"api://1","iss":"https://sts.windows.net/t/","iat":1,"nbf":1,"exp":2,"acr":"1","amr":["pwd"],"appid":"a","appidacr":"0","scp":"access","sub":"s","tid":"t","ver":"1.0"}"#,
        );
        check(
            r#"{"aud":"1","iss":"https://login.microsoftonline.com/t/v2.0","iat":1,"nbf":1,"exp":2,"azp":"a","azpacr":"1","oid":"o","roles":["r"],"sub":"o","tid":"t","ver":"2.0"}"#,
        );
        // Auth0: for a person and for a machine.
        check(
            r#"{"iss":"https://t.auth0.com/","sub":"auth0|1","aud":["https://api","https://t.auth0.com/userinfo"],"iat":1,"exp":2,"azp":"c","scope":"openid"}"#,
        );
        check(
            r#"{"iss":"https://t.auth0.com/","sub":"c@clients","aud":"https://api","iat":1,"exp":2,"gty":"client-credentials","azp":"c"}"#,
        );
        // Okta, Cognito, Keycloak (access and refresh), GitHub Actions, Supabase, Kubernetes.
        check(
            r#"{"ver":1,"jti":"AT.1","iss":"https://o.okta.com/oauth2/default","aud":"api://default","iat":1,"exp":2,"cid":"0oa","uid":"00u","scp":["openid"],"auth_time":1,"sub":"u"}"#,
        );
        check(
            r#"{"sub":"s","iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","client_id":"c","origin_jti":"o","token_use":"access","scope":"openid","auth_time":1,"exp":2,"iat":1,"jti":"j","username":"u"}"#,
        );
        check(
            r#"{"exp":2,"iat":1,"auth_time":1,"jti":"j","iss":"https://k.example/realms/r","aud":"account","sub":"s","typ":"Bearer","azp":"web","sid":"i","acr":"1","realm_access":{"roles":[]}}"#,
        );
        check(
            r#"{"exp":2,"iat":1,"jti":"j","iss":"https://k.example/realms/r","aud":"https://k.example/realms/r","sub":"s","typ":"Refresh","azp":"web","nonce":"n"}"#,
        );
        check(
            r#"{"jti":"j","sub":"repo:o/r:ref:refs/heads/main","aud":"https://github.com/o","ref":"refs/heads/main","sha":"a","repository":"o/r","actor":"a","iss":"https://token.actions.githubusercontent.com","nbf":1,"exp":2,"iat":1}"#,
        );
        check(
            r#"{"aud":"authenticated","exp":2,"iat":1,"iss":"https://p.supabase.co/auth/v1","sub":"s","role":"authenticated","amr":[{"method":"password","timestamp":1}],"session_id":"s"}"#,
        );
        check(
            r#"{"aud":["https://kubernetes.default.svc"],"exp":2,"iat":1,"iss":"https://kubernetes.default.svc","jti":"j","kubernetes.io":{},"nbf":1,"sub":"system:serviceaccount:a:b"}"#,
        );
        check(r#"{"iss":"https://a","sub":"s","aud":"x","exp":2,"iat":1,"nonce":null,"events":[]}"#);
        check(r#"{"iss":"https://a","iat":1,"jti":"j","events":{"login":{}}}"#);
        check("[]");
    }

    #[test]
    fn other_kinds_are_told_by_typ_and_by_claims_that_no_other_has() {
        let event = r#"{"iss":"a","sub":"s","aud":"c","iat":1,"exp":2,"jti":"j","events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#;
        check(PLAIN, event, "logout-token", By::Claims);
        check(r#"{"typ":"logout+jwt"}"#, event, "logout-token", By::Type);
        check(r#"{"typ":"secevent+jwt"}"#, event, "logout-token", By::Claims);
        let risc = r#"{"iss":"a","iat":1,"jti":"j","events":{"https://schemas.openid.net/secevent/risc/event-type/account-disabled":{}}}"#;
        check(PLAIN, risc, "security-event", By::Claims);
        check(r#"{"typ":"application/SECEVENT+JWT"}"#, "{}", "security-event", By::Type);
        check(r#"{"typ":"at+jwt"}"#, "{}", "access-token", By::Type);
        check(PROOF, "{}", "dpop-proof", By::Type);
        check(r#"{"alg":"ES256","jwk":{}}"#, r#"{"htm":"GET","htu":"https://a"}"#, "dpop-proof", By::Claims);
        check(PLAIN, r#"{"htm":"GET","htu":"https://a"}"#, "jwt", By::Default);
        let assertion = r#"{"iss":"c","sub":"c","aud":"https://a/token","jti":"j","exp":2,"iat":1}"#;
        check(PLAIN, assertion, "client-assertion", By::Claims);
        check(PLAIN, r#"{"iss":"c","sub":"c","aud":"https://a","exp":2,"iat":1}"#, "jwt", By::Default);
        // A type that is none of these keeps the claims from telling.
        check(r#"{"typ":"resolve-response+jwt"}"#, assertion, "jwt", By::Default);
        check(r#"{"typ":"entity-statement+jwt"}"#, assertion, "entity-statement", By::Type);
        let statement = r#"{"iss":"https://a","sub":"https://a","iat":1,"exp":2,"jwks":{"keys":[]},"metadata":{}}"#;
        check(PLAIN, statement, "entity-statement", By::Claims);
        check(PLAIN, r#"{"iss":"https://a","sub":"https://a","iat":1,"exp":2,"jwks":{"keys":[]}}"#, "jwt", By::Default);
        let request =
            r#"{"client_id":"c","response_type":"code","redirect_uri":"https://c.example/","scope":"openid"}"#;
        check(PLAIN, request, "request-object", By::Claims);
        check(r#"{"typ":"oauth-authz-req+jwt"}"#, "{}", "request-object", By::Type);
        check(r#"{"typ":"application/okta-internal-at+jwt"}"#, "{}", "jwt", By::Default);
        let credential = r#"{"iss":"https://a","vct":"https://a/membership"}"#;
        check(r#"{"typ":"dc+sd-jwt"}"#, "{}", "sd-jwt-vc", By::Type);
        check(PLAIN, credential, "sd-jwt-vc", By::Claims);
        check(r#"{"typ":"vc+sd-jwt"}"#, credential, "sd-jwt-vc", By::Claims);
        // A credential of the W3C has that `typ`, too.
        check(r#"{"typ":"vc+sd-jwt"}"#, r#"{"@context":[]}"#, "jwt", By::Default);
        check(r#"{"typ":"example+sd-jwt"}"#, credential, "jwt", By::Default);
        check(r#"{"typ":"kb+jwt"}"#, "{}", "key-binding", By::Type);
        check(PLAIN, r#"{"iat":1,"aud":"a","nonce":"n","sd_hash":"h"}"#, "key-binding", By::Claims);
    }
}

#[cfg(test)]
mod testing {
    use super::{By, faults, recognise};
    use crate::base::diagnostic::{Facts, Kind};
    use crate::format::json;

    /// The claims tell that header and payload are of that kind, and this is what they must be and are not.
    #[track_caller]
    pub fn check_kind(id: &str, documents: [&str; 2], expected: &[Kind]) {
        let [header, payload] = documents.map(|text| json::read(text).node);
        let (profile, by) = recognise(header.as_ref(), payload.as_ref());
        assert_eq!((profile.id, by), (id, By::Claims));
        let found = faults(profile, header.as_ref(), payload.as_ref()).into_iter().map(|fault| fault.facts);
        assert_eq!(found.collect::<Vec<_>>(), expected.iter().cloned().map(Facts::from).collect::<Vec<_>>());
    }
}
