//! Sentences about a chain: what would make the signature valid, step by step, and what to do about it. Each step is a clause that
//! follows "the signature is valid if"; `{}` stands for its fact.

mod advice;
mod input;
mod key;
mod opening;
mod secret;
mod signature;

use super::time::duration;
use super::{Wording, character, list, say};
use crate::base::diagnostic::Code;
use crate::base::diagnostic::chain::{Dimension, Fact, Step, Was};
use crate::base::spec::Spec;
use crate::base::unseen::is_invisible;

pub(super) use opening::opening;

/// A clause by the name of its step.
type Clause = (&'static str, &'static str);

/// How the most frequent things are called in short where they are all that was done.
const ALONE: &[Clause] = &[
    ("base64url-decoded", "the secret is base64url"),
    ("base64-decoded", "the secret is base64"),
    ("hex-decoded", "the secret is hexadecimal"),
    ("der", "converted from DER"),
];

/// What there is to say of a chain; the steps are in order, and there is at least one.
pub fn wording(steps: &[Step]) -> Wording {
    let (fix, spec) = advice::advice(steps.first().map_or(Code::SignatureMismatch, |step| step.code));
    let (fix, spec) = match steps {
        [Step { name: "as-text-of-k", .. }] => (
            "have `k` hold the base64url of the secret; here it holds the secret itself, as text",
            Spec::Rfc(7518, "6.4.1"),
        ),
        _ => (fix, spec),
    };
    if let Some([title, short]) = whole(steps) {
        return say(title, fix).by(spec).short(short);
    }
    let condition = condition(steps, clause);
    let said = say(format!("the signature is valid if {condition}"), fix).by(spec);
    let alone = ALONE.iter().find(|(name, _)| steps.iter().all(|step| step.name == *name));
    said.short(format!("invalid signature; valid if {}", alone.map_or(condition.as_str(), |(_, short)| short)))
}

fn condition(steps: &[Step], clause: fn(Dimension, &[Step]) -> String) -> String {
    let mut clauses: Vec<String> = vec![];
    let mut rest = steps;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|step| step.dimension == first.dimension).count();
        let (now, later) = rest.split_at_checked(same).unwrap_or((rest, &[]));
        clauses.push(clause(first.dimension, now));
        rest = later;
    }
    list(&clauses)
}

/// What is said in other words than those of its steps, and the same in short.
fn whole(steps: &[Step]) -> Option<[String; 2]> {
    let (first, more) = steps.split_first()?;
    let case = |what: &str, is: &str| {
        let title = format!(
            "the token was turned into {what} case: all of its letters are {is}, and base64url tells small from capital \
            letters, so its content is lost"
        );
        [title, format!("the token was turned into {what} case, so its content is lost")]
    };
    Some(match (first.name, &first.fact, more) {
        ("token-lower-case", ..) => case("lower", "small"),
        ("token-upper-case", ..) => case("upper", "capital"),
        ("utf-8-lossy", Fact::Count(lost), _) => [
            format!(
                "the signature's bytes were read as UTF-8 text, and what is no UTF-8 was replaced by U+FFFD in {lost} places: \
                those bytes are lost, so no key can verify it"
            ),
            "the signature was damaged: its bytes were read as UTF-8 text, and some are lost".into(),
        ],
        ("cut-bytes", Fact::Part { got, whole }, []) => [
            format!("the signature is cut off: it is the first {got} of the {whole} bytes"),
            format!("invalid signature; it is cut off after {got} of {whole} bytes"),
        ],
        ("own-key", Fact::Name(member), []) => [
            format!("the signature is valid with the key inside the token, in `{member}`, which is not this one"),
            "verifies only with the key inside the token, which anyone can put there".into(),
        ],
        ("alg-missing", Fact::Name(name), []) => [
            format!("the header has no `alg`, so a verifier refuses the token; the signature holds as {name}"),
            format!("the signature holds as {name}, but nothing in the header says so"),
        ],
        ("alg-misnamed", Fact::Under { right, member: found }, []) => {
            let found = member(found);
            [
                format!("the header has {found} in place of `alg`, so a verifier refuses the token; the signature holds as {right}"),
                format!("the header has {found} in place of `alg`; the signature holds as {right}"),
            ]
        }
        ("seed-given", ..) if more.is_empty() => [
            "the signature is valid with the public key that belongs to these bytes as a private key (the seed): they are no public key, and have to be kept secret".into(),
            "invalid signature; what is given is the private key (the seed), not the public key".into(),
        ],
        ("nonce-hashed", _, []) => [
            "the signature is valid once the `nonce` in the header is replaced by its SHA-256: the token is unchanged, \
             but only Microsoft's own services verify this form"
                .into(),
            "invalid as sent; this token is for Microsoft's own services".into(),
        ],
        ("alg-changed", Fact::Instead { right, header }, more)
            if more.iter().all(|step| matches!(step.fact, Fact::Instead { right: as_row, .. } if as_row == *right)) =>
        {
            [
                format!(
                    "the signature is valid for a header that says {right}: `alg` was changed to {header} after signing"
                ),
                format!("invalid signature; `alg` was changed from {right} to {header} after signing"),
            ]
        }
        _ => return None,
    })
}

/// A name from the token, as far as it can be shown.
pub(super) fn member(name: &str) -> String {
    let seen = name.chars().filter(|c| !is_invisible(*c) && *c != '`').take(40);
    format!("`{}`", seen.collect::<String>())
}

fn fact(step: &Step) -> String {
    match &step.fact {
        Fact::None => String::new(),
        Fact::Count(number) => number.to_string(),
        Fact::Name(name) => (*name).into(),
        Fact::Instead { right, header } => format!("{right} instead of {header}"),
        Fact::Part { got, .. } => got.to_string(),
        Fact::Place { part, at } => format!("characters {at} and {} of the {part}", at + 1),
        Fact::Under { right, .. } => (*right).into(),
        Fact::Member(name) => member(name),
        Fact::Value { member, was } => value(member, was),
        Fact::Change { part, at, is, was } => {
            let shown = |c: &Option<char>| c.map_or("nothing".into(), character);
            match (is, was) {
                (None, _) => format!("{} stands before character {at} of the {part}", shown(was)),
                (_, None) => format!("character {at} of the {part}, {}, is taken out", shown(is)),
                _ => format!("character {at} of the {part} is {}, not {}", shown(was), shown(is)),
            }
        }
    }
}

/// How a value of the payload was when it was signed.
fn value(name: &str, was: &Was) -> String {
    if let ("", Was::Milliseconds) = (name, was) {
        return "all times in the payload are in milliseconds".into();
    }
    if let ("", Was::Earlier(span) | Was::Later(span)) = (name, was) {
        let way = if matches!(was, Was::Earlier(_)) { "earlier" } else { "later" };
        return format!("all times in the payload are {} {way}", duration(*span));
    }
    let said = match was {
        Was::Earlier(span) => format!("is {} earlier", duration(*span)),
        Was::Later(span) => format!("is {} later", duration(*span)),
        Was::Milliseconds => "is in milliseconds".into(),
        Was::Seconds => "is in seconds".into(),
        Was::Fraction => "is written with `.0`".into(),
        Was::Zeros(1) => "is written with one more zero at its end".into(),
        Was::Zeros(count) => format!("is written with {count} more zeros at its end"),
        Was::Rounded => "is a number that JavaScript rounds to this one".into(),
        Was::Number(number) => format!("is {number}"),
        Was::Text => "is a string".into(),
        Was::Bare => "is a number".into(),
        Was::Bool(is) => format!("is `{is}`"),
        Was::Word(word) if word.contains("://") => format!("begins with `{word}`"),
        Was::Word(word) => format!("is `{word}`"),
        Was::LowerCase => "is in small letters".into(),
        Was::UpperCase => "is in capital letters".into(),
        Was::Capital => "begins with a capital letter".into(),
        Was::Capitals => "has a capital letter at the start of each word".into(),
        Was::SpaceAfter => "ends with a space".into(),
        Was::Slash => "ends with a slash".into(),
        Was::NoSlash => "does not end with a slash".into(),
        Was::WithoutLastWord => "is without its last word".into(),
        Was::WithoutLastItem => "is without its last item".into(),
        Was::There => "is in the payload again".into(),
    };
    format!("{} {said}", member(name))
}

fn clauses(dimension: Dimension) -> &'static [Clause] {
    match dimension {
        Dimension::Secret => secret::CLAUSES,
        Dimension::Input => input::CLAUSES,
        Dimension::Primitive => signature::PRIMITIVES,
        Dimension::Signature => signature::SIGNATURES,
        Dimension::Key => key::KEYS,
        Dimension::Header | Dimension::Token => key::HEADERS,
    }
}

/// Whether there is a clause for a step: without one, its name would be shown.
#[cfg(test)]
pub(crate) fn has_clause(step: &Step) -> bool {
    clauses(step.dimension).iter().any(|(name, _)| *name == step.name)
}

/// Whether there is one for a step of a token that does not open.
#[cfg(test)]
pub(crate) fn has_clause_of_opening(step: &Step) -> bool {
    opening::clauses(step.dimension).iter().any(|(name, _)| *name == step.name)
}

fn clause(dimension: Dimension, steps: &[Step]) -> String {
    clause_of(dimension, clauses(dimension), steps)
}

fn clause_of(dimension: Dimension, clauses: &[Clause], steps: &[Step]) -> String {
    let said = |step: &Step| {
        let clause = clauses.iter().find(|(name, _)| *name == step.name).map_or(step.name, |(_, clause)| clause);
        clause.replace("{}", &fact(step))
    };
    let parts: Vec<String> = steps.iter().map(said).collect();
    match (dimension, parts.as_slice()) {
        (Dimension::Secret, [one, two]) if one == two => format!("the secret is {one} twice"),
        (Dimension::Secret, [one, two]) => format!("the secret is {one}, and then {two}"),
        (Dimension::Secret, _) => format!("the secret is {}", list(&parts)),
        _ => list(&parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(dimension: Dimension, name: &'static str, code: Code, fact: Fact) -> Step {
        Step::new(dimension, name, code).with(fact)
    }

    #[test]
    fn each_clause_leaves_room_for_the_times_behind_it() {
        use Dimension::{Header, Input, Key, Primitive, Secret, Signature};
        for dimension in [Secret, Input, Primitive, Signature, Key, Header] {
            for (name, _) in clauses(dimension) {
                let fact = if dimension == Input { "JSON of header and payload" } else { "SHA-256" };
                let step = step(dimension, name, Code::OtherInput, Fact::Name(fact));
                let headline = wording(&[step]).headline.expect("a headline");
                assert!(headline.len() <= 120, "{}: {headline}", headline.len());
            }
        }
    }

    #[test]
    fn a_chain_is_one_sentence() {
        let check = |steps: &[Step], title: &str| assert_eq!(wording(steps).title, title);
        let base64 = || step(Dimension::Secret, "base64-decoded", Code::SecretEncoding, Fact::None);
        let quotes = step(Dimension::Secret, "unquoted", Code::SecretQuotes, Fact::None);
        check(&[base64(), base64()], "the signature is valid if the secret is base64-decoded twice");
        check(
            &[quotes, base64()],
            "the signature is valid if the secret is taken without the quotes around it, and then base64-decoded",
        );
        let line = step(Dimension::Input, "line-feed-after", Code::OtherInput, Fact::None);
        let der = step(Dimension::Signature, "der", Code::SignatureDer, Fact::None);
        check(
            &[line, der],
            "the signature is valid if a line feed follows the signed text and it is converted from ASN.1 DER to r and s, one after the other",
        );
        let change = Fact::Change { part: "payload", at: 7, is: Some('a'), was: Some('b') };
        let changed = step(Dimension::Input, "character-changed", Code::ContentChanged, change);
        check(&[changed], "the signature is valid if character 7 of the payload is `b`, not `a`");
    }
}
