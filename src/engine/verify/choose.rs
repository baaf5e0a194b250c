//! Choosing from a JWK Set, in the open: every key of it beside what the header asks for, and whether the signature holds.
//!
//! A verifier takes the key that the header names (`kid`, `x5t#S256`, `x5t`; RFC 7515 §4.1.4, §4.1.7, §4.1.8), or tries
//! those that fit where it names none (RFC 7515 appendix D). Here every key of the right kind is tried, so that the page can
//! also say which one would have been right; a verdict never rests on such a key.

mod outcome;

use super::{Ready, fit};
use crate::engine::jwa::{Algorithm, KeyRule, ecdsa, rsa};
use crate::format::json::Node;
use crate::key::{Curve, Ec, EdCurve, Key, Material, Member, MlDsa, Set, Source, is_for_signatures};
pub use outcome::Outcome;
pub(crate) use outcome::call;
pub(super) use outcome::verdict;

/// What keys are compared by, in the order of the columns.
pub const CRITERIA: [&str; 7] = ["kid", "kty", "crv", "alg", "use", "key_ops", "x5t"];

/// So much work goes into a set before the person is asked, as estimated by [`cost`].
const AT_ONCE: u32 = 25_000;

/// How a key was looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// One for each key of the set.
    pub rows: Vec<Candidate>,
    /// What came of it.
    pub outcome: Outcome,
}

/// One key of the set beside what the header asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// By [`CRITERIA`].
    pub cells: [Cell; 7],
    /// Whether the signature holds under it.
    pub verifies: Trial,
}

/// What a key says of one criterion, and whether that is what the token needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The value, as it stands in the key; empty if the key does not say.
    pub text: String,
    /// Whether it is what the token needs.
    pub fit: Fit,
}

/// Whether a value is what the token needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// The key says nothing, or the token asks for nothing.
    Open,
}

/// Whether a key was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// The signature holds.
    Holds,
    /// It does not.
    Fails,
    /// The key is of another kind, so there is nothing to try.
    OtherKind,
    /// It is no usable key.
    Unusable,
    /// Not yet: the set is large.
    Pending,
}

/// What was found out of each key of a set, by its place; `None` where it was not tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trials(pub(crate) Vec<Option<bool>>);

impl Choice {
    /// The keys that were tried so far.
    pub fn trials(&self) -> Trials {
        let known = |row: &Candidate| match row.verifies {
            Trial::Holds => Some(true),
            Trial::Fails => Some(false),
            _ => None,
        };
        Trials(self.rows.iter().map(known).collect())
    }

    /// How many keys are left to try.
    pub fn left(&self) -> usize {
        self.rows.iter().filter(|row| row.verifies == Trial::Pending).count()
    }
}

/// What the header asks a key to be.
struct Wanted<'a> {
    algorithm: &'static Algorithm,
    kid: Option<&'a str>,
    x5t: Option<&'a str>,
    x5t_s256: Option<&'a str>,
    /// The header names a key, and the keys have no names.
    nameless: bool,
}

impl<'a> Wanted<'a> {
    fn of(ready: &Ready<'a>, set: &Set) -> Self {
        let header = ready.token.header.json.as_ref();
        let text = |name: &str| header.and_then(|header| header.get(name)).and_then(Node::as_str);
        // Keys in PEM have no names, so a name is not looked for among them.
        let named = set.members.iter().any(|member| match &member.key {
            Ok(key) => {
                member.kid.is_some()
                    || key.source == Source::Jwk
                    || text("kid").is_some_and(|kid| key.naming(kid).is_some())
            }
            Err(_) => true,
        });
        Self {
            algorithm: ready.algorithm,
            kid: text("kid").filter(|_| named),
            x5t: text("x5t"),
            x5t_s256: text("x5t#S256"),
            nameless: !named && text("kid").is_some(),
        }
    }

    fn cells(&self, member: &Member) -> [Cell; 7] {
        let (kty, crv) = needs(self.algorithm.key);
        let text = |said: &Option<String>| said.clone().unwrap_or_default();
        let cell = |said: &Option<String>, fits: Option<bool>| Cell {
            text: text(said),
            fit: match fits.filter(|_| said.is_some()) {
                Some(true) => Fit::Yes,
                Some(false) => Fit::No,
                None => Fit::Open,
            },
        };
        let equals = |said: &Option<String>, wanted: Option<&str>| wanted.map(|wanted| said.as_deref() == Some(wanted));
        let listed = member.key_ops.as_ref().map(|all| all.join(" "));
        let verifies = member.key_ops.as_ref().map(|all| all.iter().any(|one| one == "verify" || one == "sign"));
        let (x5t, wanted_x5t) = match self.x5t_s256 {
            Some(_) => (&member.x5t_s256, self.x5t_s256),
            None => (if member.x5t.is_some() { &member.x5t } else { &member.x5t_s256 }, self.x5t),
        };
        [
            cell(&member.kid, equals(&member.kid, self.kid)),
            cell(&member.kty, Some(member.kty.as_deref() == Some(kty))),
            cell(&member.crv, Some(member.crv.as_deref().is_some_and(|said| crv.contains(&said)))),
            cell(&member.alg, equals(&member.alg, Some(self.algorithm.name))),
            cell(&member.r#use, member.r#use.as_deref().map(is_for_signatures)),
            cell(&listed, verifies),
            cell(x5t, equals(x5t, wanted_x5t)),
        ]
    }

    /// The parameter by which the header names a key, and the name.
    fn name(&self) -> Option<(&'static str, &'a str)> {
        let named = [("kid", self.kid), ("x5t#S256", self.x5t_s256), ("x5t", self.x5t)];
        named.into_iter().find_map(|(member, name)| Some((member, name?)))
    }

    /// Whether the header names a key at all, and if so, whether it is this one.
    fn names(&self, member: &Member) -> Option<bool> {
        let same = |said: &Option<String>, wanted: &str| said.as_deref() == Some(wanted);
        // A key without a name of its own is called by what can be made of it.
        let made = |kid: &str| {
            let unnamed = member.key.as_ref().ok().filter(|key| member.kid.is_none() && key.source != Source::Jwk);
            unnamed.is_some_and(|key| key.naming(kid).is_some())
        };
        match (self.kid, self.x5t_s256, self.x5t) {
            (Some(kid), ..) => Some(same(&member.kid, kid) || made(kid)),
            (_, Some(print), _) => Some(same(&member.x5t_s256, print)),
            (.., Some(print)) => Some(same(&member.x5t, print)),
            _ => None,
        }
    }
}

/// `kty` and the values of `crv` that an algorithm's key has.
fn needs(rule: KeyRule) -> (&'static str, Vec<&'static str>) {
    match rule {
        KeyRule::Secret { .. } => ("oct", vec![]),
        KeyRule::Rsa => ("RSA", vec![]),
        KeyRule::Ec(curve) => ("EC", vec![curve.name()]),
        KeyRule::Okp(curves) => ("OKP", curves.iter().map(|curve| curve.name()).collect()),
        KeyRule::Akp(_) => ("AKP", vec![]),
    }
}

/// Looks for the key: tries what has not been tried, unless there are `trials` already.
pub(super) fn choose(ready: &Ready, set: &Set, trials: Option<&Trials>) -> Choice {
    let wanted = Wanted::of(ready, set);
    let mut known = trials.cloned().unwrap_or_default();
    if trials.is_none() {
        run(ready, &wanted, set, &mut known, Until { work: AT_ONCE, keys: usize::MAX });
    }
    let tried = |(index, member): (usize, &Member)| match &member.key {
        Err(_) => Trial::Unusable,
        Ok(key) if !fit::kind_fits(ready.algorithm, key) => Trial::OtherKind,
        Ok(_) => match known.0.get(index).copied().flatten() {
            Some(true) => Trial::Holds,
            Some(false) => Trial::Fails,
            None => Trial::Pending,
        },
    };
    let verifies: Vec<Trial> = set.members.iter().enumerate().map(tried).collect();
    let outcome = outcome::of(ready, &wanted, set, &verifies);
    let rows =
        set.members.iter().zip(verifies).map(|(member, verifies)| Candidate { cells: wanted.cells(member), verifies });
    Choice { rows: rows.collect(), outcome }
}

pub(super) fn advance(ready: &Ready, set: &Set, trials: &mut Trials, keys: usize) -> bool {
    run(ready, &Wanted::of(ready, set), set, trials, Until { work: u32::MAX, keys })
}

/// How far to go: so much work, as estimated, or so many keys.
struct Until {
    work: u32,
    keys: usize,
}

/// Tries keys until all are tried or it is enough; those that the header names come first, and are tried whatever they cost.
/// Whether none is left.
fn run(ready: &Ready, wanted: &Wanted, set: &Set, trials: &mut Trials, mut until: Until) -> bool {
    trials.0.resize(set.members.len(), None);
    let bytes = ready.message().len();
    let signers = signers(ready, set);
    for named in [true, false] {
        for (member, known) in set.members.iter().zip(&mut trials.0) {
            let Ok(key) = &member.key else { continue };
            let turn = (wanted.names(member) == Some(true)) == named;
            if !turn || known.is_some() || !fit::kind_fits(ready.algorithm, key) {
                continue;
            }
            if !named && (until.work == 0 || until.keys == 0) {
                return false;
            }
            let possible = signers.as_ref().is_none_or(|signers| is_one_of(signers, key));
            until.work = until.work.saturating_sub(if possible { cost(key, bytes) } else { 2 });
            until.keys = until.keys.saturating_sub(1);
            *known = Some(possible && ready.check(key).is_ok());
        }
    }
    true
}

/// From an ECDSA signature follows who may have made it: to work out these keys takes as long as to try three.
fn signers(ready: &Ready, set: &Set) -> Option<Vec<[Vec<u8>; 2]>> {
    let KeyRule::Ec(curve) = ready.algorithm.key else { return None };
    let fits = |member: &&Member| member.key.as_ref().is_ok_and(|key| fit::kind_fits(ready.algorithm, key));
    if set.members.iter().filter(fits).count() <= 3 {
        return None;
    }
    let digest = ready.algorithm.hash?.digest(ready.message());
    Some(ecdsa::recover(curve, &digest, &ready.signature.bytes))
}

fn is_one_of(signers: &[[Vec<u8>; 2]], key: &Key) -> bool {
    let Material::Ec(key) = &key.material else { return false };
    signers.iter().any(|[x, y]| *x == key.x && *y == key.y)
}

/// How much work one check is: about its microseconds in a browser, measured, and rounded up.
pub(crate) fn cost(key: &Key, message_bytes: usize) -> u32 {
    let hashing = u32::try_from(message_bytes / 110).unwrap_or(u32::MAX);
    let check = match &key.material {
        Material::Secret(_) => 5,
        Material::Rsa(key) => {
            let bits = rsa::modulus_bits(key) as u64;
            // 0.4 ms for 2048 bits and 65537, which has 17.
            u32::try_from(bits * bits * (key.e.len() as u64 * 8) / 240_000).unwrap_or(u32::MAX)
        }
        Material::Ec(Ec { curve, .. }) => match curve {
            Curve::P256 => 1_000,
            Curve::Secp256k1 => 500,
            Curve::P384 => 3_600,
            Curve::P521 => 3_000,
        },
        Material::Okp(key) => match key.curve {
            EdCurve::Ed25519 => 400,
            EdCurve::Ed448 => 5_500,
        },
        // It verifies nothing.
        Material::X(_) => 0,
        Material::Akp(key) => match key.set {
            MlDsa::MlDsa44 => 1_100,
            MlDsa::MlDsa65 => 1_800,
            MlDsa::MlDsa87 => 2_200,
        },
    };
    check.saturating_add(hashing)
}
