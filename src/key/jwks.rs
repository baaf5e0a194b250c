//! A JWK Set (RFC 7517 §5): every key of it, usable or not, because the one that a token was signed with has to be found.
//!
//! A bare array of keys and a server's configuration that brings its `jwks` along are read as one, too.

use super::{KeyFault, Member, Set, fault, jwk, wrapped};
use crate::base::diagnostic::key::{Note, Set as Fault};
use crate::format::json::{Node, Value};

/// A set of more keys is refused: no issuer has so many, and each has to be read.
pub const MAX_KEYS: usize = 20_000;
/// So much work goes into the keys of a set, in halves of a millisecond or so.
const MAX_WORK: usize = 1_000;

/// Reads `keys`, the array of a JWK Set.
///
/// # Errors
/// `jwks-keys`, `jwks-empty`, `jwks-too-large`. A key that is wrong is a member of the set that cannot be used.
pub fn read(keys: &Node) -> Result<Set, KeyFault> {
    let Value::Array(items) = &keys.value else {
        return Err(fault(Fault::NotAnArray));
    };
    if items.is_empty() {
        return Err(fault(Fault::Empty));
    }
    if items.len() > MAX_KEYS {
        return Err(fault(Fault::TooLarge { keys: items.len(), most: MAX_KEYS }));
    }
    let mut work = 0;
    let members: Vec<Member> = items.iter().map(|item| member(item, &mut work)).collect();
    let mut notes = duplicate_names(&members);
    let private = items.iter().filter(|item| is_private(item)).count();
    if private > 0 {
        notes.push(Note::PrivateInSet(private));
    }
    Ok(Set { members, notes })
}

fn is_private(node: &Node) -> bool {
    node.get("d").or(node.get("priv")).is_some()
}

pub fn member(node: &Node, work: &mut usize) -> Member {
    // PEM and certificates inside of the member take time, too.
    if node.get("kty").is_none()
        && *work < MAX_WORK
        && let Some(found) = wrapped::member(node)
    {
        *work += 5;
        return found;
    }
    let text = |name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
    // The public half of a private key is computed, and a point of Ed448 is looked for; the others are read in no time.
    let takes = match text("crv") {
        _ if is_private(node) => 10,
        Some(crv) if crv == "Ed448" => 1,
        _ => 0,
    };
    *work += takes;
    let key = if takes > 0 && *work > MAX_WORK { Err(fault(Fault::Work)) } else { jwk::single(node) };
    Member {
        kid: text("kid"),
        kty: text("kty"),
        // AKP keys have no curve; their `alg` says what `crv` says of others.
        crv: text("crv"),
        alg: text("alg"),
        r#use: text("use"),
        key_ops: node.get("key_ops").and_then(|all| match &all.value {
            Value::Array(all) => Some(all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()),
            _ => None,
        }),
        x5t: text("x5t"),
        x5t_s256: text("x5t#S256"),
        key,
    }
}

/// A note for each `kid` that stands more than once (RFC 7517 §4.5 asks for different ones).
fn duplicate_names(members: &[Member]) -> Vec<Note> {
    let mut names: Vec<&str> = members.iter().filter_map(|member| member.kid.as_deref()).collect();
    names.sort_unstable();
    let runs = names.chunk_by(|a, b| a == b).filter(|run| run.len() > 1).take(5);
    runs.filter_map(|run| Some(Note::SameKid(run.len(), super::describe::shown(run.first()?)))).collect()
}

#[cfg(test)]
mod tests {
    use crate::key::{Options, ParsedKey, read};

    const KEY: &str = r#"{"kty":"oct","k":"AAEC","kid":"a1","alg":"HS256","key_ops":["verify"]}"#;

    /// What each member is, or the code of the fault.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let said = match read(text, &Options::default()).expect("there is text") {
            Ok(ParsedKey::One(key)) => key.summary(),
            Ok(ParsedKey::Set(set)) => {
                let key = |result: &Result<crate::key::Key, crate::key::KeyFault>| match result {
                    Ok(key) => key.kind(),
                    Err(fault) => fault.code().name().to_owned(),
                };
                let members = set.members.iter().map(|member| key(&member.key)).collect::<Vec<_>>().join(", ");
                if set.notes.is_empty() {
                    members
                } else {
                    format!("{members}; {}", crate::key::testing::notes(&set.notes))
                }
            }
            Err(fault) => fault.code().name().to_owned(),
        };
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn every_key_of_a_set_is_read_and_a_bad_one_does_not_spoil_it() {
        let other = r#"{"kty":"EC","crv":"P-256","use":"enc"}"#;
        check(&format!(r#"{{"keys":[{KEY}]}}"#), "a secret");
        check(&format!(r#"{{"keys":[{KEY},{other},7]}}"#), "a secret, jwk-member-missing, jwk-kty-missing");
        check(&format!("[{KEY},{other}]"), "a secret, jwk-member-missing");
        check(&format!(r#"{{"issuer":"https://a.example","jwks":{{"keys":[{KEY}]}}}}"#), "a secret");
    }

    #[test]
    fn keys_that_take_time_are_read_up_to_a_limit() {
        let names = |name: &str, count: usize| [name].repeat(count).join(", ");
        let set = |key: &str, count: usize| format!("[{}]", [key].repeat(count).join(","));
        let private = crate::key::testing::fixture!("p256-private.jwk.json").replace("\"kid\"", "\"name\"");
        let note = "102 of these keys are private; a published set should have only public keys";
        let (read, left) = (names("an EC key on P-256", 100), names("jwks-work", 2));
        check(&set(&private, 102), &format!("{read}, {left}; {note}"));
        let public = crate::key::testing::fixture!("ed448-public.jwk.json").replace("\"kid\"", "\"name\"");
        check(&set(&public, 1_001), &format!("{}, jwks-work", names("an Ed448 key", 1_000)));
    }

    #[test]
    fn equal_names_are_noted() {
        check(&format!("[{KEY},{KEY}]"), "a secret, a secret; 2 keys have the `kid` a1");
    }

    #[test]
    fn a_set_without_keys_is_refused() {
        check(r#"{"keys":[]}"#, "jwks-empty");
        check(r#"{"keys":{}}"#, "jwks-keys");
    }
}
