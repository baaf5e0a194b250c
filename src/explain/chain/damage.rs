//! Damage to the text of a signature whose right text is known: one character changed, lost or added, another case, a part cut off.
//! So much has to agree that it cannot be by chance.

use super::{Case, Chain, Code, Dimension, Fact, Run, Step};
use crate::engine::jwa::{Family, Hash};
use crate::format::base64url;
use crate::key::Material;
use core::convert::Infallible;
use rand_core::{TryCryptoRng, TryRng};

/// So many characters are proof: 120 bits.
const PROOF: usize = 20;
const PART: &str = "signature";

fn step(name: &'static str, code: Code, fact: Fact) -> Option<Step> {
    Some(Step::new(Dimension::Signature, name, code).with(fact))
}

/// So many bytes are.
const BYTES: usize = 8;

/// The beginning of `right`, and not all of it.
pub(super) fn cut(right: &[u8], given: &[u8]) -> Option<Step> {
    let (got, whole) = (given.len(), right.len());
    if got < BYTES || got >= whole || !right.starts_with(given) {
        return None;
    }
    step("cut-bytes", Code::SignatureTruncated, Fact::Part { got, whole })
}

/// What happened to `right` on its way to `given`; `None` if they have too little in common, or are the same.
pub(super) fn between(right: &[u8], given: &str) -> Option<Step> {
    let right = base64url::encode(right);
    if given == right || !given.is_ascii() {
        return None;
    }
    if given.eq_ignore_ascii_case(&right) {
        let differ = given.bytes().zip(right.bytes()).filter(|(a, b)| a != b).count();
        return step("case", Code::SignatureCase, Fact::Count(differ));
    }
    let same = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(a, b)| a == b).count();
    let front = same(&mut given.bytes().zip(right.bytes()));
    let back = same(&mut given.bytes().rev().zip(right.bytes().rev()));
    let (is, was) = (given.len(), right.len());
    if is == was && front + back + 1 == is && is > PROOF {
        let char_at = |text: &str| text.as_bytes().get(front).copied().map(char::from);
        let fact = Fact::Change { part: PART, at: front + 1, is: char_at(given), was: char_at(&right) };
        return step("changed", Code::SignatureDamaged, fact);
    }
    if is == was && front + back + 2 == is && is > PROOF {
        let pair = |text: &str| text.as_bytes().get(front..front + 2).map(<[u8]>::to_vec).unwrap_or_default();
        let turned: Vec<u8> = pair(given).into_iter().rev().collect();
        let name = if turned == pair(&right) { "turned" } else { "two-changed" };
        return step(name, Code::SignatureDamaged, Fact::Count(front + 1));
    }
    if is < was && is >= PROOF && front + back >= is {
        return match (front, back) {
            (front, _) if front == is => step("cut", Code::SignatureTruncated, Fact::Count(was - is)),
            (_, back) if back == is => step("cut-in-front", Code::SignatureTruncated, Fact::Count(was - is)),
            _ => step("lost", Code::SignatureDamaged, Fact::Count(was - is)),
        };
    }
    if is > was && is <= was + 8 && front + back >= was {
        return step("added", Code::SignatureDamaged, Fact::Count(is - was));
    }
    several(&right, given)
}

/// Several characters in different places, of so many that agree that it cannot be by chance: changed, or lost.
fn several(right: &str, given: &str) -> Option<Step> {
    let (is, was) = (given.len(), right.len());
    if is == was {
        let differ = given.bytes().zip(right.bytes()).filter(|(a, b)| a != b).count();
        return if differ * 4 <= was && was > 2 * PROOF {
            step("several-changed", Code::SignatureDamaged, Fact::Count(differ))
        } else {
            None
        };
    }
    let lost = was.checked_sub(is).filter(|lost| lost * 6 <= was && was > 2 * PROOF)?;
    let mut rest = right.bytes();
    let in_order = given.bytes().all(|byte| rest.any(|other| other == byte));
    if in_order { step("several-lost", Code::SignatureDamaged, Fact::Count(lost)) } else { None }
}

/// What became of a signature that there is only one of, where the private key is there to make it again.
pub(super) fn known(case: &Case, run: &mut Run) -> Option<Chain> {
    // Those of PSS are random. What an ECDSA signer makes is, too, unless it does as RFC 6979 says.
    let is_one = !matches!(case.algorithm.family, Family::Hmac | Family::RsaPss) && case.key.is_private();
    // A private operation of RSA takes as long as some dozens of public ones.
    let times = if matches!(case.key.material, Material::Rsa(_)) { 40 } else { 2 };
    if !is_one || !run.may(case.cost().saturating_mul(times)) {
        return None;
    }
    let right = (case.algorithm.sign)(case.key, case.message, &mut Blinding::of(case)).ok()?;
    let step = cut(&right, case.signature).or_else(|| between(&right, case.encoded(2)))?;
    Some(Chain { steps: vec![step], remedy: Some(case.with_signature(&right)) })
}

/// Numbers for blinding, made from what is signed: nothing random is at hand here, and nothing of them comes out.
struct Blinding(Vec<u8>);

impl Blinding {
    fn of(case: &Case) -> Self {
        Self(Hash::Sha512.digest(&[case.message, case.signature].concat()))
    }
}

impl TryRng for Blinding {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(32) {
            self.0 = Hash::Sha512.digest(&self.0);
            part.iter_mut().zip(self.0.iter().skip(32)).for_each(|(byte, new)| *byte = *new);
        }
        Ok(())
    }
}

impl TryCryptoRng for Blinding {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_of_eight_bytes_is_a_proof() {
        let right: Vec<u8> = (1..33).collect();
        let fact = |given: &[u8]| cut(&right, given).map(|step| step.fact);
        assert_eq!(fact(&right[..8]), Some(Fact::Part { got: 8, whole: 32 }));
        assert_eq!(fact(&right[..7]), None);
        assert_eq!(fact(&right), None);
        assert_eq!(fact(&right[1..]), None);
    }

    #[test]
    fn damage_is_named_and_what_has_nothing_in_common_is_none() {
        let right = [0x5a; 32];
        let text = base64url::encode(&right);
        let check = |given: String, name: Option<&str>| {
            assert_eq!(between(&right, &given).map(|step| step.name), name, "{given}");
        };
        check(text.clone(), None);
        check(text.to_lowercase(), Some("case"));
        check(format!("{}9{}", &text[..7], &text[8..]), Some("changed"));
        check(format!("{}99{}", &text[..7], &text[9..]), Some("two-changed"));
        check(text[..30].into(), Some("cut"));
        check(text[..15].into(), None);
        check(text[4..].into(), Some("cut-in-front"));
        check(format!("{}x{}", &text[..7], &text[7..]), Some("added"));
        check(base64url::encode(&[0x33; 32]), None);
        check(format!("{}9{}9{}", &text[..7], &text[8..20], &text[21..]), Some("several-changed"));
        check(String::new(), None);
        let uneven = base64url::encode(&(1..33).collect::<Vec<u8>>());
        let lost = format!("{}{}", &uneven[..7], &uneven[9..]);
        let step = between(&(1..33).collect::<Vec<u8>>(), &lost).expect("lost");
        assert_eq!((step.name, step.fact), ("lost", Fact::Count(2)));
        let turned = format!("{}{}{}{}", &uneven[..4], &uneven[5..6], &uneven[4..5], &uneven[6..]);
        assert_eq!(between(&(1..33).collect::<Vec<u8>>(), &turned).map(|step| step.name), Some("turned"));
    }
}
