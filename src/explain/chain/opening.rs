//! Why an encrypted token does not open, by the same search: first what the content key may be and how it may have travelled
//! (`unwrap`, `agreement`), then what may have become of header and content (`header`, `cipher`, `damage`), alone and together.
//!
//! Nothing is said that was not carried out: a chain ends where the authentication tag matches. Where the unwrapping proves the
//! key by itself, that much is said even if the tag matches under nothing that is known here. Failures of RSAES-PKCS1-v1_5 are
//! not told apart (RFC 7516 §11.5), so nothing but another padding is looked for there.

mod agreement;
mod cipher;
mod damage;
mod header;
mod named;
mod padding;
mod sealed;
mod unwrap;

use super::{Code, Dimension, Fact, Step};
use crate::base::diagnostic::jwe::{Jwe as Fault, Opening};
use crate::base::diagnostic::{Diagnostic, Facts, Remedy, Role};
use crate::engine::jwe::{Failure, Jwe, Limits, Management, Question};
use crate::key::{Key, Secret};
pub use named::otherwise_named;
use rand_core::CryptoRng;
use sealed::Sealed;

/// About so many microseconds go into it: the page waits for the answer, and shows it within 50 milliseconds.
const AT_ONCE: u32 = 40_000;
/// An RSA key of 256 bytes takes 15 milliseconds to open a block, and one of twice the length eight times as long.
const RSA: u32 = 256_u32.pow(3) / 15_000;
/// Of a token with more recipients, so many are looked at.
const RECIPIENTS: usize = 4;

/// What is left of the time, by estimates.
struct Work(u32);

impl Work {
    /// Whether there is time for what costs so many microseconds; it is taken.
    fn pay(&mut self, cost: u32) -> bool {
        let enough = self.0 >= cost;
        self.0 = self.0.saturating_sub(cost);
        enough
    }
}

/// How much is tried with a content key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// The content as it was sent.
    AsSent,
    /// What is likely, too.
    Likely,
    /// Every row, and the likely ones together.
    Rows,
    /// Nothing but another character in some place.
    Places,
    /// Everything.
    All,
}

/// A content key, and what has to be so for the token to hold it.
struct Candidate {
    key: Secret,
    /// Whether it proved itself when it was unwrapped.
    proven: bool,
    depth: Depth,
    steps: Vec<Step>,
    /// The secret that it came of, where that is another than the one in the key field.
    secret: Option<Secret>,
    /// The protected header that it came of, where that is another than the one that was sent.
    header: Option<Vec<u8>>,
}

impl Candidate {
    /// A key that nothing proves, of which nothing has to be so.
    fn of(key: Secret) -> Candidate {
        Candidate { key, proven: false, depth: Depth::AsSent, steps: vec![], secret: None, header: None }
    }
}

/// What is wrong with `jwe`, which `key` did not open for the reason `why`: a cause that was carried out, or else that reason.
///
/// ```
/// use jwt_debugger::engine::jwe::{self, Limits};
/// use jwt_debugger::{explain, key, words};
/// # use core::convert::Infallible;
/// # struct NoRandomness;
/// # impl rand_core::TryRng for NoRandomness {
/// #     type Error = Infallible;
/// #     fn try_next_u32(&mut self) -> Result<u32, Infallible> { unreachable!() }
/// #     fn try_next_u64(&mut self) -> Result<u64, Infallible> { unreachable!() }
/// #     fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Infallible> { unreachable!() }
/// # }
/// # impl rand_core::TryCryptoRng for NoRandomness {}
/// // The example of RFC 7516 §A.3; its secret is pasted as text, and one character of the ciphertext is another.
/// let token = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.\
///     6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.\
///     KDlTtXchhZTGufMYmOYGS5HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";
/// let jwe = jwe::read(token).jwe.unwrap();
/// let key = key::detect("GawgguFyGrWKav7AX4VKUg", key::Encoding::Utf8).unwrap().unwrap();
///
/// let why = jwe::decrypt(&jwe, &key, &Limits::default(), &mut NoRandomness).unwrap_err();
/// assert_eq!(words::title(&why), "the key has 22 bytes; A128KW needs 16");
/// let why = explain::opening(&jwe, &key, why, &Limits::default(), &mut NoRandomness);
/// assert_eq!(
///     words::title(&why),
///     "the token opens if the secret is base64url-decoded and character 22 of the ciphertext is `4`, not `5`"
/// );
/// ```
pub fn opening(jwe: &Jwe, key: &Key, why: Failure, limits: &Limits, rng: &mut dyn CryptoRng) -> Failure {
    if says_enough(&why) {
        return why;
    }
    if let Facts::Jwe(Fault::Opening(Opening::ContentPadding { .. })) = &why.facts {
        return unpadded(jwe, key, limits, rng).unwrap_or(why);
    }
    let mut work = Work(AT_ONCE);
    let recipients = 0..jwe.recipients.len().min(RECIPIENTS);
    let found = recipients.into_iter().find_map(|recipient| {
        let asked = Question::of(jwe, recipient, limits).ok()?;
        Search { jwe, asked, recipient, key, limits }.search(&mut work, rng)
    });
    match (found, &why.facts) {
        (Some(found), Facts::Jwe(Fault::Opening(Opening::Encoding { role: Role::Header, fault, .. })))
            if is_header_encoded(&found) =>
        {
            let facts = Opening::Encoding { role: Role::Header, fault: *fault, opens: true }.into();
            Box::new(Diagnostic { facts, ..*why })
        }
        (found, _) => found.unwrap_or(why),
    }
}

/// Why the content is not padded, by the recipient of whose key that is true.
fn unpadded(jwe: &Jwe, key: &Key, limits: &Limits, rng: &mut dyn CryptoRng) -> Option<Failure> {
    (0..jwe.recipients.len().min(RECIPIENTS)).find_map(|recipient| {
        let asked = Question::of(jwe, recipient, limits).ok()?;
        Search { jwe, asked, recipient, key, limits }.unpadded(rng)
    })
}

/// Whether it says that the header was written in another base64url, and nothing else.
fn is_header_encoded(found: &Failure) -> bool {
    matches!(
        &found.facts,
        Facts::Jwe(Fault::Opening(Opening::Chain { steps, opens: true, .. }))
            if matches!(steps.as_slice(), [Step { name: "header-encoded", .. }])
    )
}

/// Whether the header has to be mended first, or the content was reached, or would be but for what is said already.
fn says_enough(why: &Failure) -> bool {
    matches!(
        &why.facts,
        Facts::Jwe(
            Fault::Header(_)
                | Fault::Opening(Opening::Deflate | Opening::TooLong(_) | Opening::Encoding { opens: true, .. })
        )
    )
}

struct Search<'a> {
    jwe: &'a Jwe,
    asked: Question<'a>,
    recipient: usize,
    key: &'a Key,
    limits: &'a Limits<'a>,
}

impl Search<'_> {
    fn search(&self, work: &mut Work, rng: &mut dyn CryptoRng) -> Option<Failure> {
        let management = self.asked.algorithm.management;
        let mut block = None;
        if matches!(management, Management::Pkcs1 | Management::Oaep(_)) {
            // That is done whatever it costs, and leaves as much again for the content.
            let bytes = u32::try_from(self.asked.recipient.encrypted_key.bytes.len()).unwrap_or(u32::MAX);
            work.pay((bytes.saturating_pow(3) / RSA).min(AT_ONCE / 2));
            block = self.asked.opened_block(self.key, rng).ok();
            let found = block.as_ref().and_then(|block| self.padding(block));
            if found.is_some() || management == Management::Pkcs1 {
                return found;
            }
        }
        if let Some(found) = self.encoding(rng) {
            return Some(found);
        }
        let mut partly = None;
        let found = self.candidates(block.as_ref(), work, rng, &mut |candidate, work| {
            let found = self.content(&candidate, work);
            if found.is_none() && candidate.proven && !candidate.steps.is_empty() && partly.is_none() {
                partly = Some(self.told(&candidate, vec![], false));
            }
            // A key that proved itself is the one: what is left to find is not found with another.
            if found.is_none() && candidate.proven { Found::Over } else { Found::of(found) }
        });
        match found {
            Found::This(found) => Some(found),
            _ => partly,
        }
    }

    /// Whether the content is that of this key, and nothing else is wrong.
    fn holds_as_sent(&self, candidate: &Candidate) -> bool {
        Sealed::of(self.jwe, self.asked.encryption.cipher, candidate).holds()
    }

    /// What has to be so for this content key to be that of the content; `None` if nothing that is known here.
    fn content(&self, candidate: &Candidate, work: &mut Work) -> Option<Failure> {
        let sealed = Sealed::of(self.jwe, self.asked.encryption.cipher, candidate);
        let tell = |steps| Some(self.told(candidate, steps, true));
        let places = |work: &mut Work| damage::places(self.jwe, &sealed, work).and_then(|step| tell(vec![step]));
        if candidate.depth == Depth::Places {
            return places(work);
        }
        if work.pay(sealed.cost()) && sealed.holds() {
            // With nothing to say, it is a part in its strict reading that is wrong, which is said already.
            return if candidate.steps.is_empty() { None } else { tell(vec![]) };
        }
        if candidate.depth == Depth::AsSent {
            return None;
        }
        let thorough = candidate.depth != Depth::Likely;
        if !work.pay(2 * sealed.cost()) {
            return None;
        }
        if let Some(step) = damage::tag(self.jwe, &sealed).or_else(|| damage::computed(self.jwe, &sealed, work)) {
            return tell(vec![step]);
        }
        let singles = header::ROWS.iter().chain(cipher::ROWS);
        let mut made = vec![];
        for row in singles.filter(|row| thorough || row.likely) {
            for index in 0..row.count {
                let Some(other) = row.apply(&sealed, index) else { continue };
                if !work.pay(other.cost()) {
                    return None;
                }
                let step = row.step(&sealed, index);
                if other.holds() {
                    return tell(vec![step]);
                }
                if row.likely && thorough {
                    made.push((row, other, step));
                }
            }
        }
        if !thorough {
            return None;
        }
        for (row, other, step) in &made {
            if let Some(second) = damage::tag(self.jwe, other).filter(|_| work.pay(other.cost())) {
                return tell(vec![step.clone(), second]);
            }
            for second in
                cipher::ROWS.iter().chain(header::ROWS).filter(|second| second.likely && second.name != row.name)
            {
                for index in 0..second.count {
                    let Some(both) = second.apply(other, index) else { continue };
                    if !work.pay(both.cost()) {
                        return None;
                    }
                    if both.holds() {
                        return tell(vec![step.clone(), second.step(other, index)]);
                    }
                }
            }
        }
        if candidate.depth == Depth::All { places(work) } else { None }
    }

    /// The chain of a content key and of what became of the content under it.
    fn told(&self, candidate: &Candidate, content: Vec<Step>, opens: bool) -> Failure {
        let mut steps = candidate.steps.clone();
        if opens {
            steps.extend(self.slip(&content));
        }
        steps.extend(content);
        // The secret is all that is wrong, so one press mends it.
        let secret =
            candidate.secret.as_ref().filter(|_| opens && steps.iter().all(|step| step.dimension == Dimension::Secret));
        let remedy = secret.map(|secret| super::secret::remedy(self.key, &secret.0));
        let proven = candidate.proven && candidate.steps.is_empty();
        Box::new(Diagnostic { remedy, ..Diagnostic::error(Opening::Chain { steps, opens, proven }) })
    }

    /// A part that a strict reader refuses for how it is written, unless the character at fault is what `content` changes.
    fn slip(&self, content: &[Step]) -> Option<Step> {
        let jwe = self.jwe;
        let key = jwe.recipients.get(self.recipient).map(|recipient| (Role::EncryptedKey, &recipient.encrypted_key));
        let parts = [
            (Role::InitializationVector, &jwe.iv),
            (Role::Ciphertext, &jwe.ciphertext),
            (Role::AuthenticationTag, &jwe.tag),
        ];
        let mut faulty = key.into_iter().chain(parts).filter(|(_, part)| part.fault.is_some());
        let (role, _) = faulty.find(|(role, part)| {
            let (name, text): (_, &str) = (named(*role), &part.text);
            // The bits that a cut left at the end of the tag belong to the cut.
            let is_cut = |step: &Step| *role == Role::AuthenticationTag && step.code == Code::JweTagLength;
            *role == Role::EncryptedKey || !content.iter().any(|step| is_cut(step) || damage::mends(step, name, text))
        })?;
        Some(step(Dimension::Token, "base64url-slip", Code::JweEncoding).with(Fact::Name(named(role))))
    }
}

/// What came of one content key.
enum Found {
    /// Why the token does not open.
    This(Failure),
    /// It is not this key.
    Not,
    /// No other key has to be tried.
    Over,
}

impl Found {
    fn of(found: Option<Failure>) -> Found {
        found.map_or(Found::Not, Found::This)
    }
}

const fn step(dimension: Dimension, name: &'static str, code: Code) -> Step {
    Step::new(dimension, name, code)
}

/// What a part is called.
fn named(role: Role) -> &'static str {
    match role {
        Role::EncryptedKey => "encrypted key",
        Role::InitializationVector => "initialization vector",
        Role::Ciphertext => "ciphertext",
        Role::AuthenticationTag => "authentication tag",
        _ => "header",
    }
}

/// A secret in another encoding is what one press can change.
fn encoded(encoding: crate::key::Encoding) -> Failure {
    let remedy = Some(Remedy::Encoding(encoding));
    Box::new(Diagnostic { remedy, ..Diagnostic::error(Opening::SecretEncoding(encoding.name())) })
}

/// The step of each row.
#[cfg(test)]
pub(super) fn steps() -> Vec<Step> {
    let rows = header::ROWS.iter().chain(cipher::ROWS).map(sealed::SealedRow::plain);
    let slip = step(Dimension::Token, "base64url-slip", Code::JweEncoding);
    rows.chain(unwrap::steps()).chain(damage::steps()).chain([slip]).collect()
}
