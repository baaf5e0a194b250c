//! A verdict that is to be explained: with which key, how far to look, and which remedies are offered. None is that does not
//! help.

use super::{Case, EACH_KEY, End, Search, chain, explain, key_field, refused};
use crate::base::diagnostic::reason::{KeyFit, Reason, SetChoice, Signature, Unchecked};
use crate::base::diagnostic::{Code, Diagnostic, Facts, Format, Remedy};
use crate::engine::jwa::Algorithm;
use crate::engine::verify::certified;
use crate::engine::verify::choose::{call, cost};
use crate::engine::verify::{self, Choice, Judgement, Trials, Verdict, VerificationKey, embedded};
use crate::jose::{Token, parse};
use crate::key::{Encoding, Key, ParsedKey, Set, detect};
use core::mem;
use std::borrow::Cow;

/// So many keys of a set are tried under a name in `alg` that JOSE does not have.
const SOME: usize = 20;

/// What was judged, and the judgement.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The token.
    pub token: &'a Token,
    /// What the key field holds.
    pub given: VerificationKey<'a>,
    /// The algorithm the person chose.
    pub expected: Option<&'static Algorithm>,
    /// What [`verify::check`] says of these.
    pub judgement: &'a Judgement,
}

/// The verdict on `token` with the reasons that are found at once. The arguments are those of [`verify::check`].
pub fn explained(
    token: &Token,
    given: VerificationKey,
    expected: Option<&'static Algorithm>,
    trials: Option<&Trials>,
) -> Verdict {
    let judgement = verify::check(token, given, expected, trials);
    Asked { token, given, expected, judgement: &judgement }.at_once().0
}

impl Asked<'_> {
    /// The verdict with the reasons that are found while nobody could notice, and how far that came.
    pub fn at_once(&self) -> (Verdict, Search) {
        let mut search = Search::at_once();
        (self.explain(&mut search), search)
    }

    /// Goes on looking for the reason with so many more trials, and at most for as long as [`Search`] allows in all. `None` as
    /// long as there is more to try: call it again with the same `search`, which starts as that of [`Self::at_once`], if that
    /// [goes on](Search::goes_on). In the end the verdict with all that was found out.
    pub fn further(&self, search: &mut Search, trials: u32) -> Option<Verdict> {
        let keys = match self.given {
            VerificationKey::Parsed(ParsedKey::Set(set)) => set.members.len(),
            _ => 1,
        };
        *search = mem::take(search).part(trials, keys);
        let verdict = self.explain(search);
        (!search.goes_on()).then_some(verdict)
    }

    /// The verdict that a search came to, if it was asked the same: of its trials only the last one is made again, so nothing is
    /// said that was not found out here.
    pub fn conclude(&self, end: End) -> Verdict {
        self.explain(&mut Search::before(end))
    }

    /// The verdict with what `search` finds.
    fn explain(&self, search: &mut Search) -> Verdict {
        match self.judgement.verdict.clone() {
            Verdict::Invalid(reasons) => Verdict::Invalid(self.invalid(reasons, search)),
            Verdict::KeyMismatch(why) => {
                let found = match why.reason() {
                    Some(Reason::Key(KeyFit::Kind { .. } | KeyFit::Curve { .. })) => self.under(|key, _| {
                        let found = refused(&Case::of(self.token, key)?, search)?;
                        Some(self.offering(found, key))
                    }),
                    Some(Reason::Key(KeyFit::Unusable(_))) => {
                        self.under(|key, _| chain::unusable(&Case::of(self.token, key)?, search).map(Diagnostic::from))
                    }
                    Some(Reason::Set(SetChoice::NoneFits { .. })) => self.elsewhere(search),
                    _ => None,
                };
                Verdict::KeyMismatch(found.unwrap_or(why))
            }
            Verdict::Unsupported(why) => {
                let found = match why.reason() {
                    Some(Reason::Unchecked(
                        Unchecked::AlgUnknown(_) | Unchecked::AlgNotText(_) | Unchecked::AlgMissing,
                    )) => self.otherwise_named(search),
                    Some(Reason::Unchecked(Unchecked::HeaderMalformed)) => {
                        let case = chain::token::one_case(self.token).map(Diagnostic::from);
                        case.or_else(|| self.damaged_header(search))
                    }
                    // What is known to be something else is named already.
                    _ if matches!(why.facts, Facts::Format(Format::Other(_))) => None,
                    _ => chain::token::one_case(self.token).map(Diagnostic::from),
                };
                Verdict::Unsupported(found.unwrap_or(why))
            }
            verdict => verdict,
        }
    }

    /// What the signature is under the algorithm that a name in `alg` probably means, with a key that is there.
    fn otherwise_named(&self, search: &mut Search) -> Option<Diagnostic> {
        self.keys().into_iter().find_map(|key| chain::otherwise_named(self.token, key, search)).map(Diagnostic::from)
    }

    /// What became of a header that cannot be read, if the signature tells with a key that is there.
    fn damaged_header(&self, search: &mut Search) -> Option<Diagnostic> {
        let (found, key) = chain::damaged_header(self.token, &self.keys(), search)?;
        Some(self.offering(found.into(), key))
    }

    /// The keys that are there, and not too many of a set.
    fn keys(&self) -> Vec<&Key> {
        match self.given {
            VerificationKey::Parsed(ParsedKey::One(key)) => vec![key],
            VerificationKey::Parsed(ParsedKey::Set(set)) => {
                set.members.iter().filter_map(|member| member.key.as_ref().ok()).take(SOME).collect()
            }
            _ => vec![],
        }
    }

    fn invalid(&self, mut reasons: Vec<Diagnostic>, search: &mut Search) -> Vec<Diagnostic> {
        let is_bare = |reason: &Diagnostic| {
            matches!(reason.reason(), Some(Reason::Signature(Signature::Mismatch | Signature::Length { .. })))
        };
        if let Some(at) = reasons.iter().position(is_bare)
            && let Some(bare) = reasons.get(at).and_then(Diagnostic::reason)
            && let Some(found) = self.under(|key, is_own| {
                let mut found = explain(&Case::of(self.token, key)?, bare, search);
                for reason in &mut found {
                    // No token is valid under a key that it brings itself.
                    if is_own || !self.cures(reason, key) {
                        reason.remedy = None;
                    }
                }
                Some(found)
            })
        {
            // What was proved comes before what is merely odd about the text.
            let proved = matches!(found.first().and_then(Diagnostic::reason), Some(Reason::Chain(_)));
            reasons.remove(at);
            let at = if proved { 0 } else { at };
            let is_other_certificate = found.first().is_some_and(|first| first.code() == Code::KeyCertificate);
            reasons.splice(at..at, found);
            if is_other_certificate {
                // A key inside the token does verify it: another one of the chain.
                reasons.retain(|reason| reason.code() != Code::OwnKeyFails);
            }
        }
        if reasons.first().and_then(Diagnostic::reason).is_some_and(Reason::is_open)
            && let VerificationKey::Parsed(ParsedKey::Set(_)) = self.given
        {
            let found = self.elsewhere(search);
            if let (None, true, Some(Diagnostic { facts: Facts::Reason(first), .. })) =
                (&found, search.cut_short(), reasons.first_mut())
            {
                first.leave_out();
            }
            reasons.splice(0..0, found);
        }
        reasons
    }

    /// What `look` says of the key that the verdict is under, and whether the token brought it itself.
    fn under<T>(&self, look: impl FnOnce(&Key, bool) -> Option<T>) -> Option<T> {
        let (key, is_own) = match self.given {
            VerificationKey::Missing => (Cow::Owned(embedded::key_or_identifier(self.token)?.1.ok()?), true),
            VerificationKey::Unreadable => return None,
            // The key that it certified is the one that was tried.
            VerificationKey::Parsed(ParsedKey::One(key)) => {
                (certified(self.token, key).map_or(Cow::Borrowed(key), Cow::Owned), false)
            }
            VerificationKey::Parsed(ParsedKey::Set(set)) => (Cow::Borrowed(self.chosen(set)?), false),
        };
        look(&key, is_own)
    }

    fn chosen<'b>(&self, set: &'b Set) -> Option<&'b Key> {
        let Choice { outcome, .. } = self.judgement.choice.as_ref()?;
        set.members.get(outcome.used()?)?.key.as_ref().ok()
    }

    /// A key of the set that has to do with the signature, although it is not valid with any of them.
    fn elsewhere(&self, search: &mut Search) -> Option<Diagnostic> {
        let VerificationKey::Parsed(ParsedKey::Set(set)) = self.given else { return None };
        for (index, member) in set.members.iter().enumerate() {
            let Ok(key) = &member.key else { continue };
            let case = Case::of(self.token, key)?;
            if search.may(EACH_KEY.max(cost(key, case.message.len()).saturating_mul(2)))
                && let Some(Diagnostic { facts: Facts::Reason(inner), .. }) = refused(&case, &mut Search::one_of_many())
            {
                return Some(Diagnostic::error(Reason::InSet(call(set, index), inner)));
            }
        }
        None
    }

    /// The reason with its remedy only if that helps.
    fn offering(&self, mut reason: Diagnostic, key: &Key) -> Diagnostic {
        if !self.cures(&reason, key) {
            reason.remedy = None;
        }
        reason
    }

    /// Whether the signature is valid after its remedy, if it has one.
    fn cures(&self, reason: &Diagnostic, key: &Key) -> bool {
        let field = |text: &str, encoding| detect(text, encoding).and_then(Result::ok);
        let is_valid = |token: &Token, key: &Key| verify::verify(token, Some(key), self.expected).is_valid();
        let other = match &reason.remedy {
            None => return true,
            Some(Remedy::Token(text)) => return parse(text).token.is_some_and(|token| is_valid(&token, key)),
            Some(Remedy::Encoding(encoding)) => {
                core::str::from_utf8(&key.text.0).ok().and_then(|text| field(text, *encoding))
            }
            Some(Remedy::Key(text)) => core::str::from_utf8(&text.0).ok().and_then(|text| field(text, Encoding::Utf8)),
            Some(Remedy::Secret(secret)) => {
                let (text, encoding) = key_field(secret);
                field(&text, encoding)
            }
        };
        other.is_some_and(|key| is_valid(self.token, &key))
    }
}
