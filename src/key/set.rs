//! Several keys, each with what it says of itself: a JWK Set, several blocks of PEM, a map of names to certificates.

use super::{Certificate, Key, KeyFault, Material};
use crate::base::diagnostic::key::Note;
use std::collections::HashMap;

/// Several keys: a JWK Set (RFC 7517 §5), or what else holds more than one.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// Its keys in their order; never empty.
    pub members: Vec<Member>,
    /// Odd, but no reason to refuse: such as a `kid` that stands twice.
    pub notes: Vec<Note>,
}

/// One key of a set: what it says of itself, as it stands there, and what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// `kid`.
    pub kid: Option<String>,
    /// `kty`.
    pub kty: Option<String>,
    /// `crv`.
    pub crv: Option<String>,
    /// `alg`.
    pub alg: Option<String>,
    /// `use`.
    pub r#use: Option<String>,
    /// `key_ops`.
    pub key_ops: Option<Vec<String>>,
    /// `x5t`.
    pub x5t: Option<String>,
    /// `x5t#S256`.
    pub x5t_s256: Option<String>,
    /// The key, or why it is none.
    pub key: Result<Key, KeyFault>,
}

impl Member {
    /// A key that came without a JWK: its `kty` and `crv` are those that a JWK of it would have.
    pub fn of(key: Result<Key, KeyFault>, kid: Option<String>) -> Member {
        let (kty, crv) = key.as_ref().map_or((None, None), |key| match &key.material {
            Material::Secret(_) => (Some("oct"), None),
            Material::Rsa(_) => (Some("RSA"), None),
            Material::Ec(key) => (Some("EC"), Some(key.curve.name())),
            Material::Okp(key) => (Some("OKP"), Some(key.curve.name())),
            Material::X(key) => (Some("OKP"), Some(key.curve.name())),
            Material::Akp(_) => (Some("AKP"), None),
        });
        let own = key.as_ref().ok();
        let certificate = own.and_then(|key| key.chain.first());
        let said = own.map(|key| key.restrictions.clone()).unwrap_or_default();
        Member {
            kid: kid.or(said.kid),
            kty: kty.map(str::to_owned),
            crv: crv.map(str::to_owned),
            alg: said.alg,
            r#use: said.r#use,
            key_ops: said.key_ops,
            x5t: certificate.map(Certificate::x5t),
            x5t_s256: certificate.map(Certificate::x5t_s256),
            key,
        }
    }
}

impl Set {
    /// One key or several, each as a member; a key that stands there twice counts once.
    pub(super) fn gathered(members: Vec<Member>, notes: Vec<Note>) -> Option<Set> {
        let mut unique: Vec<Member> = vec![];
        let mut places: HashMap<(String, Option<String>), usize> = HashMap::new();
        for member in members {
            let print = member.key.as_ref().ok().and_then(Key::thumbprint);
            let Some(name) = print.map(|print| (print, member.kid.clone())) else {
                unique.push(member);
                continue;
            };
            match places.get(&name).and_then(|place| unique.get_mut(*place)) {
                // Of a key pair the private half says everything.
                Some(kept) => {
                    let private = |member: &Member| member.key.as_ref().is_ok_and(Key::is_private);
                    if private(&member) && !private(kept) {
                        *kept = member;
                    }
                }
                None => {
                    places.insert(name, unique.len());
                    unique.push(member);
                }
            }
        }
        (!unique.is_empty()).then_some(Set { members: unique, notes })
    }
}
