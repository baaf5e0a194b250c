//! Why a signature is not valid: each reason is one that was really tried, and says no more than it proved.
//!
//! A broken token is a right one to which something was done. What that may be stands in tables ([`chain`]); it is undone, alone
//! and with others, until the signature verifies, and that is *the* reason. When none does, the answer is what the signature
//! proves by itself (`proof`), or says what was ruled out and claims nothing else.
//!
//! It is asked with the verdict in hand ([`Asked`]), whose bare mismatch it replaces by what it finds. The trials stand in one
//! order, the likeliest and cheapest first. The first few milliseconds of them come at once, the rest is searched in parts
//! ([`Search`]) while the page stays at hand.

mod asked;
pub mod chain;
pub mod defaults;
mod filled;
mod identifier;
mod key;
pub mod private;
mod proof;
mod search;
pub mod weak;

use crate::base::Size;
use crate::base::diagnostic::key::Note;
use crate::base::diagnostic::reason::{Reason, Signature};
use crate::base::diagnostic::{Code, Diagnostic, Remedy};
use crate::engine::jwa::{self, Algorithm};
use crate::engine::verify::choose::cost;
use crate::engine::verify::fit::kind_fits;
use crate::format::base64url;
use crate::jose::Token;
use crate::jose::header::{Alg, alg as named};
use crate::key::{Encoding, Key, Material, Secret, detect};
pub use asked::{Asked, explained};
pub use chain::opening::{opening, otherwise_named as otherwise_named_opening};
use core::fmt;
use search::Run;
pub use search::{EACH_KEY, End, Search};

/// What to put into the key field for the bytes of a secret: the text itself where it is one that reads as this secret.
pub fn key_field(secret: &Secret) -> (String, Encoding) {
    let text = core::str::from_utf8(&secret.0).unwrap_or_default();
    match reads_as(text, Encoding::Utf8, &secret.0) {
        true => (text.into(), Encoding::Utf8),
        false => (base64url::encode(&secret.0), Encoding::Base64url),
    }
}

/// Whether the key field, with this text and encoding, holds this secret.
fn reads_as(text: &str, encoding: Encoding, secret: &[u8]) -> bool {
    let read = detect(text, encoding);
    matches!(read, Some(Ok(Key { material: Material::Secret(Secret(ref bytes)), .. })) if bytes == secret)
}

/// A signature that was checked and did not hold, with all that went into the check.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The row of the token's `alg`.
    pub algorithm: &'static Algorithm,
    /// The key it was checked with; of the kind the row needs, but for [`refused`].
    pub key: &'a Key,
    /// The JWS signing input.
    pub message: &'a [u8],
    /// The decoded signature.
    pub signature: &'a [u8],
    /// The token both came from.
    pub token: &'a Token,
}

impl fmt::Debug for Case<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case")
            .field("algorithm", &self.algorithm.name)
            .field("key", self.key)
            .field("message", &Size(self.message.len()))
            .field("signature", &Size(self.signature.len()))
            .finish_non_exhaustive()
    }
}

/// A message longer than this is not looked at in other forms, which take time to make.
const LONG: usize = 64 * 1024;

impl<'a> Case<'a> {
    /// What is checked of `token` under `key`; `None` if the token has no signature of an algorithm of the table.
    pub fn of(token: &'a Token, key: &'a Key) -> Option<Self> {
        let Alg::Named(name) = named(token) else { return None };
        let (algorithm, signature) = (jwa::find(&name)?, &token.signature()?.bytes);
        Some(Case { algorithm, key, message: token.signing_input()?, signature, token })
    }

    /// Whether there is nothing between the two dots.
    fn payload_is_empty(&self) -> bool {
        self.token.segments.get(1).is_some_and(|payload| payload.encoded.is_empty() && payload.bytes.is_empty())
    }

    /// About how many microseconds one check takes.
    fn cost(&self) -> u32 {
        cost(self.key, self.message.len())
    }

    /// About how many microseconds it takes to hash the text.
    fn hash_cost(&self) -> u32 {
        u32::try_from(self.message.len() / 120 + 5).unwrap_or(u32::MAX)
    }

    /// The token with these bytes as its signature, over the same text.
    fn with_signature(&self, signature: &[u8]) -> Remedy {
        Remedy::Token(format!("{}.{}.{}", self.encoded(0), self.encoded(1), base64url::encode(signature)))
    }

    /// The encoded text of a segment. That of header and payload is what was signed, wherever it stood.
    fn encoded(&self, segment: usize) -> &str {
        if let (Some(input), 0 | 1) = (&self.token.beside.signing_input, segment) {
            let (head, body) =
                core::str::from_utf8(input).ok().and_then(|input| input.split_once('.')).unwrap_or_default();
            return if segment == 0 { head } else { body };
        }
        self.token.segments.get(segment).and_then(|part| self.token.text.get(part.encoded.clone())).unwrap_or_default()
    }
}

/// Why the signature of `case` is not valid, as far as `search` has time; `mismatch` is what the verdict says of it. Never empty.
///
/// ```
/// use jwt_debugger::base::diagnostic::{Code, Remedy};
/// use jwt_debugger::explain::{self, Asked};
/// use jwt_debugger::key::{self, Encoding, Options};
/// use jwt_debugger::jose::parse;
/// use jwt_debugger::engine::verify::{self, VerificationKey};
///
/// // The token and the secret of RFC 7515 §A.1; the issuer read the secret as base64url, and here it is read as text.
/// let token = parse("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
///     eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
///     dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").token.expect("a token");
/// let secret = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
/// let key = key::read(secret, &Options::default()).expect("a text").expect("a secret");
///
/// let given = VerificationKey::Parsed(&key);
/// let judgement = verify::check(&token, given, None, None);
/// assert_eq!(judgement.verdict.reasons()[0].code(), Code::SignatureMismatch);
///
/// let (verdict, _) = Asked { token: &token, given, expected: None, judgement: &judgement }.at_once();
/// assert_eq!(verdict.reasons()[0].code(), Code::SecretEncoding);
/// assert_eq!(verdict.reasons()[0].remedy, Some(Remedy::Encoding(Encoding::Base64url)));
/// ```
pub fn explain(case: &Case, mismatch: &Reason, search: &mut Search) -> Vec<Diagnostic> {
    if let Some(zero) = proof::zero(case) {
        return vec![zero];
    }
    let mut run = Run::of(search);
    // A length that only an HMAC has comes first; where other signatures have it too, everything else is likelier.
    let is_other = matches!(mismatch, Reason::Signature(Signature::Length { .. }));
    let as_secret = |now: bool, run: &mut Run| if now { key::as_secret(case, run) } else { None };
    let found = as_secret(is_other, &mut run).or_else(|| chain::search(case, &mut run).map(Diagnostic::from));
    let found = found.or_else(|| as_secret(!is_other, &mut run)).or_else(|| proof::follows(case));
    let first = found.unwrap_or_else(|| match mismatch {
        Reason::Signature(Signature::Length { .. }) => Diagnostic::error(mismatch.clone()),
        _ => open(case, run),
    });
    let is_open = [Code::KeyOrContent, Code::OtherKey, Code::ContentChanged].contains(&first.code());
    let only_if_open = |note: Option<Diagnostic>| note.filter(|_| is_open);
    let taken_for_secret = only_if_open(identifier::note(case).or_else(|| looks_like(case)));
    let private = only_if_open(private::note(case.token));
    [taken_for_secret, Some(first), private].into_iter().flatten().collect()
}

/// What this key has to do with the signature all the same, although it is none for the token's `alg`, or not the one that a
/// set has for it; `None` if nothing is proved.
pub fn refused(case: &Case, search: &mut Search) -> Option<Diagnostic> {
    let mut run = Run::of(search);
    let found = key::as_secret(case, &mut run).or_else(|| filled::other_curve(case));
    let chain = |run: &mut Run| match kind_fits(case.algorithm, case.key) {
        true => chain::search(case, run),
        false => chain::under_own_algorithm(case, run),
    };
    // What only rules a key out, or is so of any key, is no news about this one.
    let says = |found: &Diagnostic| ![Code::OtherKey, Code::OwnKeyHolds, Code::SignatureRange].contains(&found.code());
    let found = found.or_else(|| chain(&mut run).map(Diagnostic::from).filter(says));
    found.or_else(|| proof::follows(case).filter(says))
}

/// That what was given for the secret looks like something else.
fn looks_like(case: &Case) -> Option<Diagnostic> {
    let Material::Secret(_) = case.key.material else { return None };
    case.key.notes.iter().find_map(|note| match note {
        Note::LooksLike(what) => Some(Diagnostic::error(Signature::LooksLike(what.clone()))),
        _ => None,
    })
}

/// Nothing was proved.
fn open(case: &Case, run: Run) -> Diagnostic {
    Diagnostic::error(Signature::Open {
        left_out: run.search.cut_short() || case.message.len() > LONG,
        tried: run.tried,
        payload_empty: case.payload_is_empty(),
    })
}
