//! What a person chose and typed for a new presentation of an SD-JWT (RFC 9901 §7.2). The holder's private key is not part of it.

use crate::base::text::Text;
use crate::jose::sd_jwt::SdJwt;
use core::fmt;
use std::collections::BTreeSet;

/// What is to be disclosed, and to whom.
#[derive(Clone, Default, PartialEq)]
pub struct Disclosing {
    /// The disclosures, by their place, and the token that they were chosen of: a choice never goes over to another one.
    chosen: Option<(Text, BTreeSet<usize>)>,
    /// `aud` of the key binding JWT that is expected or made.
    pub audience: String,
    /// Its `nonce`.
    pub nonce: String,
}

impl Disclosing {
    /// The chosen disclosures of a token: as long as nobody chose, all that can be presented.
    pub fn chosen(&self, sd_jwt: &SdJwt) -> BTreeSet<usize> {
        match &self.chosen {
            Some((text, chosen)) if *text == sd_jwt.text => chosen.clone(),
            _ => sd_jwt.presentable(),
        }
    }

    /// Chooses a disclosure, with those that it stands in, or drops it with those that stand in it.
    pub fn turn(&mut self, sd_jwt: &SdJwt, index: usize) {
        let before = self.chosen(sd_jwt);
        let after = match before.contains(&index) {
            true => sd_jwt.without(&before, index),
            false => sd_jwt.with(&before, index),
        };
        self.chosen = Some((sd_jwt.text.clone(), after));
    }
}

impl fmt::Debug for Disclosing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chosen = self.chosen.as_ref().map(|(_, chosen)| chosen.len());
        f.debug_struct("Disclosing").field("chosen", &chosen).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::sd_jwt;

    #[test]
    fn a_choice_counts_for_its_own_token_and_names_nobody() {
        let read = |salt: &str| {
            let disclosure = crate::format::base64url::encode(format!(r#"["{salt}","name","Alice"]"#).as_bytes());
            let digest =
                crate::format::base64url::encode(&crate::crypto::hash::Hash::Sha256.digest(disclosure.as_bytes()));
            let [header, payload] = [r#"{"alg":"ES256"}"#.to_owned(), format!(r#"{{"_sd":["{digest}"]}}"#)];
            let [header, payload] = [header, payload].map(|text| crate::format::base64url::encode(text.as_bytes()));
            sd_jwt::read(format!("{header}.{payload}.AA~{disclosure}~")).expect("an SD-JWT")
        };
        let (one, other) = (read("salt one"), read("salt two"));
        let mut disclosing = Disclosing { nonce: "kangaroo".into(), ..Disclosing::default() };
        assert_eq!(disclosing.chosen(&one), BTreeSet::from([0]));
        disclosing.turn(&one, 0);
        assert_eq!(disclosing.chosen(&one), BTreeSet::new());
        assert_eq!(disclosing.chosen(&other), BTreeSet::from([0]));
        disclosing.turn(&one, 0);
        assert_eq!(disclosing.chosen(&one), BTreeSet::from([0]));
        let printed = format!("{disclosing:?}");
        assert!(printed.contains("1") && !printed.contains("kangaroo"), "{printed}");
    }
}
