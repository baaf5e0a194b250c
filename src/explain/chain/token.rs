//! The dimension *token text*: what was done to the token as a whole, before anything of it can be read.

use super::{Chain, Code, Dimension, Step};
use crate::jose::Token;

/// So many letters are not of one case by chance.
const PROOF: usize = 60;

/// The letters of a token whose header cannot be read are all of one case: base64url has both.
pub fn one_case(token: &Token) -> Option<Chain> {
    let letters = || token.text.chars().filter(char::is_ascii_alphabetic);
    if token.header.well_formed || letters().count() < PROOF {
        return None;
    }
    let name = if letters().all(|c| c.is_ascii_lowercase()) {
        "token-lower-case"
    } else if letters().all(|c| c.is_ascii_uppercase()) {
        "token-upper-case"
    } else {
        return None;
    };
    Some(Chain { steps: vec![Step::new(Dimension::Token, name, Code::TokenCase)], remedy: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::parse;

    #[test]
    fn a_token_of_one_case_is_told_from_one_that_merely_cannot_be_read() {
        let whole = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImlhdCI6MTc5NTczOTY5OX0.c2lnbmF0dXJlc2lnbmF0dXJlc2ln";
        let check = |text: &str, name: Option<&str>| {
            let token = parse(text).token.expect("a text");
            assert_eq!(one_case(&token).map(|chain| chain.steps[0].name), name, "{text}");
        };
        check(&whole.to_lowercase(), Some("token-lower-case"));
        check(&whole.to_uppercase(), Some("token-upper-case"));
        check(whole, None);
        check(&whole.replacen("eyJ", "xyz", 1), None);
        check("eyjhbgci.e30.aaaa", None);
    }
}
