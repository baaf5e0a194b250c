//! The token explains itself: its letters, bits and bytes, its signature step by step, and what one changed letter does.

#[cfg(test)]
mod families;
mod strip;
mod swap;

use crate::engine::anatomy::{self, Anatomy};
use crate::engine::jwa;
use crate::engine::verify::{Choice, embedded};
use crate::jose::header::{Alg, alg};
use crate::jose::{Form, Parsed};
use crate::key::{KeyFault, ParsedKey};
use crate::words::anatomy::Unsigned;
pub use strip::{Bit, Cell, Group, Link, Move, PAGE, Spot, Strip};
pub use swap::{Swap, example, swap};

/// The steps of the signature, with the key that the verdict is under: the one in the field, the one of the set that was chosen, or
/// without any the one that the token brings.
///
/// # Errors
/// Why there is no signature to take apart.
pub fn take_apart(
    parsed: &Parsed,
    held: Option<&Result<ParsedKey, KeyFault>>,
    choice: Option<&Choice>,
) -> Result<Anatomy, Unsigned> {
    let token = parsed.token.as_ref().ok_or(Unsigned::NoToken)?;
    if token.form == Form::Jwe {
        return Err(Unsigned::Encrypted);
    }
    let row = match alg(token) {
        Alg::Named(name) if name == "none" => return Err(Unsigned::None),
        Alg::Named(name) => jwa::find(&name).ok_or(Unsigned::Unknown)?,
        _ => return Err(Unsigned::Unknown),
    };
    let own = match held {
        None => embedded::key_or_identifier(token).and_then(|(_, key)| key.ok()),
        Some(_) => None,
    };
    let key = match held {
        Some(Ok(ParsedKey::One(key))) => Some(key),
        Some(Ok(ParsedKey::Set(set))) => choice
            .and_then(|choice| set.members.get(choice.outcome.used()?))
            .and_then(|member| member.key.as_ref().ok()),
        _ => own.as_ref(),
    };
    anatomy::of(token, row, key).ok_or(Unsigned::Parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::anatomy::Topic;
    use crate::jose::parse;
    use crate::key::{Encoding, detect};

    fn topic(token: &str, key: &str) -> Result<Topic, Unsigned> {
        let held = detect(key, Encoding::Utf8).map(|key| key.map(ParsedKey::One));
        let anatomy = take_apart(&parse(token), held.as_ref(), None)?;
        Ok(anatomy.steps.last().expect("there are steps").topic.clone())
    }

    #[test]
    fn what_has_no_signature_says_so() {
        assert_eq!(topic("", ""), Err(Unsigned::NoToken));
        assert_eq!(topic("eyJhbGciOiJub25lIn0.e30.", ""), Err(Unsigned::None));
        assert_eq!(topic("eyJhbGciOiJYIn0.e30.AA", ""), Err(Unsigned::Unknown));
        assert_eq!(topic("eyJhbGciOiJIUzI1NiJ9.e30", ""), Err(Unsigned::Parts));
        let jwe = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA";
        assert_eq!(topic(jwe, ""), Err(Unsigned::Encrypted));
    }

    #[test]
    fn the_key_of_the_field_is_taken_and_none_is_asked_for() {
        let token = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
        assert!(matches!(topic(token, "secret"), Ok(Topic::Compare { differing: 1.., bits: 256, .. })));
        assert!(matches!(topic(token, ""), Ok(Topic::NeedsKey(_))));
    }
}
