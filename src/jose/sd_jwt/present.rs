//! Choosing what to show: a new presentation from the disclosures of an SD-JWT (RFC 9901 §7.2).

use super::{SdJwt, Source, State};
use std::collections::BTreeSet;

impl SdJwt {
    /// The disclosure that a disclosure stands in; `None` if its digest is in the signed payload itself.
    pub fn parent(&self, index: usize) -> Option<usize> {
        match self.digests.get(self.disclosures.get(index)?.answers?)?.source {
            Source::Payload => None,
            Source::Disclosure(parent) => Some(parent),
        }
    }

    /// The disclosures that belong to the token.
    pub fn presentable(&self) -> BTreeSet<usize> {
        let belongs = |index: &usize| self.disclosures.get(*index).is_some_and(|one| one.state == State::Disclosed);
        (0..self.disclosures.len()).filter(belongs).collect()
    }

    /// `chosen` with one more, and those that it stands in, without which it would belong to nothing (RFC 9901 §4.2.6).
    pub fn with(&self, chosen: &BTreeSet<usize>, index: usize) -> BTreeSet<usize> {
        let mut with = chosen.clone();
        let mut next = Some(index);
        while let Some(index) = next.filter(|index| with.insert(*index)) {
            next = self.parent(index);
        }
        with
    }

    /// `chosen` without one, and without those that stand in it.
    pub fn without(&self, chosen: &BTreeSet<usize>, index: usize) -> BTreeSet<usize> {
        // A parent may stand behind its children, so each round looks at all.
        let mut gone = BTreeSet::from([index]);
        loop {
            let more: Vec<usize> = chosen
                .iter()
                .copied()
                .filter(|one| !gone.contains(one) && self.parent(*one).is_some_and(|parent| gone.contains(&parent)))
                .collect();
            if more.is_empty() {
                return chosen.difference(&gone).copied().collect();
            }
            gone.extend(more);
        }
    }

    /// The token with these disclosures and those that they stand in, in their order, and without a key binding JWT: that of
    /// another presentation does not hold for it.
    pub fn present(&self, chosen: &BTreeSet<usize>) -> String {
        let whole = chosen.iter().fold(BTreeSet::new(), |whole, index| self.with(&whole, *index));
        let mut text = self.issuer.token.as_ref().map_or("", |token| token.text.as_str()).to_owned();
        text.push('~');
        for disclosure in whole.iter().filter_map(|index| self.disclosures.get(*index)) {
            text.push_str(self.text.get(disclosure.at.clone()).unwrap_or_default());
            text.push('~');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ISSUER, check, digest, disclosure};
    use super::super::{SdJwt, read};
    use super::*;

    /// `b` holds `a`, and `c` stands alone; sent as a, b, c.
    fn nested() -> SdJwt {
        let a = disclosure(r#"["0123456789012345678901","a",1]"#);
        let b = disclosure(&format!(r#"["1123456789012345678901","b",{{"_sd":["{}"]}}]"#, digest(&a)));
        let c = disclosure(r#"["2123456789012345678901","c",3]"#);
        let payload = format!(r#"{{"_sd":["{}","{}"]}}"#, digest(&b), digest(&c));
        check(&payload, &[&a, &b, &c], &[], r#"{"b":{"a":1},"c":3}"#)
    }

    #[test]
    fn what_is_chosen_brings_what_it_stands_in_and_takes_what_stands_in_it() {
        let sd_jwt = nested();
        let set = |indices: &[usize]| indices.iter().copied().collect::<BTreeSet<_>>();
        assert_eq!((sd_jwt.parent(0), sd_jwt.parent(1), sd_jwt.parent(9)), (Some(1), None, None));
        assert_eq!(sd_jwt.presentable(), set(&[0, 1, 2]));
        assert_eq!(sd_jwt.with(&set(&[]), 0), set(&[0, 1]));
        assert_eq!(sd_jwt.without(&set(&[0, 1, 2]), 1), set(&[2]));
        assert_eq!(sd_jwt.without(&set(&[0, 1, 2]), 0), set(&[1, 2]));
    }

    #[test]
    fn a_presentation_holds_what_was_chosen_and_no_fault() {
        let sd_jwt = nested();
        for (chosen, processed) in [
            (&[][..], "{}"),
            (&[0], r#"{"b":{"a":1}}"#),
            (&[1], r#"{"b":{}}"#),
            (&[2], r#"{"c":3}"#),
            (&[0, 1, 2], r#"{"b":{"a":1},"c":3}"#),
        ] {
            let made = read(sd_jwt.present(&chosen.iter().copied().collect())).expect("an SD-JWT");
            assert_eq!(made.processed.expect("a payload").text, processed);
            assert_eq!(made.problems, []);
        }
        let bound = read(format!("{}{ISSUER}", sd_jwt.text)).expect("an SD-JWT");
        assert_eq!(bound.present(&bound.presentable()), sd_jwt.text.as_str());
    }
}
