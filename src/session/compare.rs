//! Two tokens side by side: byte by byte, by what they mean, their times and signatures, and what becomes of each under the key and
//! the expectations of the other.
//!
//! What is compared by meaning is what the page shows of each token: the innermost layer that can be read, or the chosen one.

mod excerpt;
mod judged;
mod side;
mod texts;
mod tree;

pub use judged::{Judged, Noted, changed};
pub use side::Side;
pub use texts::{Place, SegmentPair, Texts};
pub use tree::{Change, Difference, Differences};

use crate::base::text::Bytes;
use crate::claims;
use crate::claims::time::NumericDate;
use crate::format::json::Node;
use crate::jose::header::{Alg, alg};
use crate::jose::{Document, Form, Parsed, Part, Token};
use crate::words::compare::{self as words, Answer, Likeness, Signatures};
use excerpt::excerpts;

/// How two tokens differ, whatever key is at hand but for what it opens, and whatever the time is.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The answer in a line.
    pub answer: String,
    /// The texts as they were sent.
    pub texts: Texts,
    /// The headers.
    pub header: PartComparison,
    /// The payloads, or the content that was decrypted.
    pub payload: PartComparison,
    /// Whether something is shown of either that stands inside another token.
    pub inner: bool,
    /// `iat`, `nbf` and `exp`.
    pub times: [Times; 3],
    /// So many seconds lie between `iat` and `exp` of each.
    pub lifetimes: [Option<i64>; 2],
    /// The algorithm that each names.
    pub algorithms: [Option<String>; 2],
    /// The signatures.
    pub signatures: Signatures,
}

/// How two headers or two payloads differ.
#[derive(Clone, Debug, PartialEq)]
pub struct PartComparison {
    /// How alike they are.
    pub likeness: Likeness,
    /// In what they differ.
    pub differences: Differences,
    /// Whether one of them is no well-formed JSON, and was compared as far as it can be read.
    pub lenient: bool,
}

/// One time of both tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// The claim.
    pub name: &'static str,
    /// What each token says; the last, if it says so twice.
    pub times: [Option<NumericDate>; 2],
}

impl Comparison {
    /// Compares two tokens; `None` where one of the texts is empty.
    pub fn of(a: &Side, b: &Side) -> Option<Comparison> {
        let texts = Texts::of(a, b)?;
        let same_text = texts.first.is_none();
        // Of one text that the key of one of them opens further, the same layer is compared.
        let views: [&Parsed; 2] = [a, b].map(|side| if same_text { side.outer_view() } else { &*side.view });
        let [Some(one), Some(two)] = views.map(|view| view.token.as_ref()) else { return None };
        let (header, payload) = (part(one, two, Part::Header), part(one, two, Part::Payload));
        let signatures = signatures(one, two);
        let is_object = |token: &Token| {
            let json = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
            json.is_some_and(Node::is_object)
        };
        let answer = words::answer(&Answer {
            same_text,
            claims: is_object(one) && is_object(two),
            header: header.likeness,
            payload: payload.likeness,
            signatures,
            names: [header.differences.names.clone(), payload.differences.names.clone()],
            members: [header.differences.members, payload.differences.members],
        });
        // The times of the claims do not depend on the instant.
        let [of_a, of_b] = views.map(|view| claims::evaluate_token(view, 0, 0));
        let pair = |name, pick: fn(&claims::Evaluation) -> Option<NumericDate>| Times {
            name,
            times: [pick(&of_a), pick(&of_b)],
        };
        let lifetime = |of: &claims::Evaluation| Some(of.expires?.seconds.saturating_sub(of.issued?.seconds));
        Some(Comparison {
            answer,
            texts,
            header,
            payload,
            inner: !same_text && (a.is_inner() || b.is_inner()),
            times: [pair("iat", |of| of.issued), pair("nbf", |of| of.not_before), pair("exp", |of| of.expires)],
            lifetimes: [lifetime(&of_a), lifetime(&of_b)],
            algorithms: [one, two].map(|token| match alg(token) {
                Alg::Named(name) => Some(crate::base::shown(&name, 60)),
                _ => None,
            }),
            signatures,
        })
    }
}

/// The headers of two tokens, or what they hold.
fn part(a: &Token, b: &Token, part: Part) -> PartComparison {
    if part == Part::Payload && (a.is_sealed() || b.is_sealed()) {
        return PartComparison::of(Likeness::Sealed);
    }
    match [a, b].map(|token| token.document(part)) {
        [None, None] => PartComparison::of(Likeness::Absent),
        [Some(one), Some(two)] if one.utf8 && two.utf8 => documents(one, two),
        // Their texts do not say all that their bytes do.
        [Some(_), Some(_)] => match [a, b].map(|token| bytes(token, part)) {
            [Some(one), Some(two)] if *one == *two => PartComparison::of(Likeness::Identical),
            _ => PartComparison::of(Likeness::Binary),
        },
        _ => PartComparison::of(Likeness::Different),
    }
}

/// The bytes of a part, unless they were decrypted: then the segment holds something else.
fn bytes(token: &Token, part: Part) -> Option<&Bytes> {
    let segment = token.segments.get(usize::from(part == Part::Payload))?;
    (part == Part::Header || token.form == Form::Jws).then_some(&segment.bytes)
}

fn documents(a: &Document, b: &Document) -> PartComparison {
    if a.text == b.text {
        return PartComparison::of(Likeness::Identical);
    }
    let (Some(one), Some(two)) = (&a.json, &b.json) else {
        let [x, y] = excerpts(&a.text, &b.text);
        let list = vec![Difference { path: String::new(), change: Change::Changed(x, y) }];
        let differences = Differences { list, count: 1, meant: 1, ..Differences::default() };
        return PartComparison { differences, ..PartComparison::of(Likeness::Different) };
    };
    let differences = tree::compare([&a.text, &b.text], one, two);
    let lenient = !(a.well_formed && b.well_formed);
    let likeness = match &differences {
        Differences { meant: 1.., .. } => Likeness::Different,
        Differences { count: 1.., .. } => Likeness::Written,
        // What is no JSON may differ in more than order and white space.
        _ if lenient => Likeness::Written,
        Differences { reordered: true, .. } => Likeness::Order,
        _ => Likeness::Spacing,
    };
    PartComparison { likeness, differences, lenient }
}

impl PartComparison {
    fn of(likeness: Likeness) -> PartComparison {
        PartComparison { likeness, differences: Differences::default(), lenient: false }
    }
}

fn signatures(a: &Token, b: &Token) -> Signatures {
    let signature = |token: &Token| {
        let bytes = token.signature().filter(|_| token.form == Form::Jws).map(|segment| segment.bytes.clone());
        bytes.filter(|bytes| !bytes.is_empty())
    };
    match (signature(a), signature(b)) {
        (None, None) => Signatures::Neither,
        (Some(one), Some(two)) if *one != *two => Signatures::Different,
        (Some(_), Some(_)) if a.signing_input() == b.signing_input() => Signatures::Same,
        (Some(_), Some(_)) => Signatures::SameOfOther,
        _ => Signatures::One,
    }
}

#[cfg(test)]
mod tests;
