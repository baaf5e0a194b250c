//! Two JSON values compared by what they mean: the order of members, white space and spelling apart.
//!
//! A number is compared by its value, a string by its characters. Names that stand twice in an object are paired in the order of the
//! text, so that each keeps its place; elements of an array are paired by position. `aud` and the scopes at the top are sets: `aud` may
//! be one string or a list (RFC 7519 §4.1.3), and the order of scopes says nothing (RFC 6749 §3.3). Containers that are nested deeper
//! than the reader takes apart are compared as texts.

use super::excerpt::{beginning, excerpts};
use crate::base::number::same_number;
use crate::base::shown;
use crate::base::text::Text;
use crate::format::json::{Member, Node, Value, compact};
use std::fmt::Write;

/// So many differences are listed; the others are counted.
const LISTED: usize = 200;
/// So many names of members at the top are kept for a summary.
const NAMED: usize = 5;
/// A longer name is cut.
const NAME: usize = 60;
/// The members at the top that are sets.
const SETS: [&str; 4] = ["aud", "scope", "scp", "scopes"];

/// In what two values differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// The first of them, in the order of the first text, and behind each object what the second one adds to it.
    pub list: Vec<Difference>,
    /// How many there are, those that are not listed included.
    pub count: usize,
    /// How many of them change the meaning.
    pub meant: usize,
    /// The first names of members at the top in which the meaning differs, each once.
    pub names: Vec<String>,
    /// How many such names there are.
    pub members: usize,
    /// Whether members that both have stand in another order.
    pub reordered: bool,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where, such as `address.street[2]`; empty for the whole.
    pub path: String,
    /// What.
    pub change: Change,
}

/// What differs at a place. The texts are excerpts of the two documents, exactly as they stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The second one alone has it.
    Added(Text),
    /// The first one alone has it.
    Removed(Text),
    /// Both have it, with other values.
    Changed(Text, Text),
    /// Both have it, with the same value, written in another way.
    Rewritten(Text, Text),
}

/// One step from the whole to a part of it.
#[derive(Clone, Copy)]
enum Step<'a> {
    /// A member. Where several have its name, the second number counts them from 1.
    Name(&'a str, usize),
    /// An element.
    Index(usize),
    /// An entry of a set.
    Entry,
}

/// In what `a` and `b`, read from these texts, differ.
pub fn compare(texts: [&str; 2], a: &Node, b: &Node) -> Differences {
    let mut walk = Walk { texts, path: vec![], top: None, out: Differences::default() };
    walk.values(a, b);
    walk.out
}

struct Walk<'a> {
    texts: [&'a str; 2],
    path: Vec<Step<'a>>,
    /// The name that was counted last.
    top: Option<&'a str>,
    out: Differences,
}

impl<'a> Walk<'a> {
    fn raw(&self, side: usize, node: &Node) -> &'a str {
        self.texts.get(side).and_then(|text| text.get(node.span.clone())).unwrap_or_default()
    }

    fn values(&mut self, a: &'a Node, b: &'a Node) {
        let (raw_a, raw_b) = (self.raw(0, a), self.raw(1, b));
        if raw_a == raw_b {
            return;
        }
        match (&a.value, &b.value) {
            (Value::Object(x), Value::Object(y)) if x.is_empty() && y.is_empty() => self.untaken(raw_a, raw_b),
            (Value::Array(x), Value::Array(y)) if x.is_empty() && y.is_empty() => self.untaken(raw_a, raw_b),
            (Value::Object(x), Value::Object(y)) => self.members(x, y),
            _ if self.is_set(a, b) => {}
            (Value::Array(x), Value::Array(y)) => self.elements(x, y),
            _ if same_scalar(a, b) => self.push(Change::Rewritten, raw_a, raw_b),
            _ => self.push(Change::Changed, raw_a, raw_b),
        }
    }

    /// Containers of which the reader kept the text alone, because they are empty or too deep.
    fn untaken(&mut self, a: &str, b: &str) {
        if compact(a.as_bytes()) != compact(b.as_bytes()) {
            self.push(Change::Changed, a, b);
        }
    }

    fn members(&mut self, a: &'a [Member], b: &'a [Member]) {
        let pairs = Pairs::of(self.texts, a, b);
        let mut last = 0;
        for (member, (partner, nth)) in a.iter().zip(&pairs.of_first) {
            self.path.push(Step::Name(&member.name, *nth));
            match partner.and_then(|at| b.get(at).map(|partner| (at, partner))) {
                Some((at, partner)) => {
                    self.out.reordered |= at < last;
                    last = last.max(at);
                    self.names(member, partner);
                    self.values(&member.node, &partner.node);
                }
                None => self.lone(0, &member.node),
            }
            self.path.pop();
        }
        for (member, (_, nth)) in b.iter().zip(&pairs.of_second).filter(|(_, (partner, _))| partner.is_none()) {
            self.path.push(Step::Name(&member.name, *nth));
            self.lone(1, &member.node);
            self.path.pop();
        }
    }

    /// One name may be written with escapes.
    fn names(&mut self, a: &Member, b: &Member) {
        let raw = |side: usize, member: &Member| {
            self.texts.get(side).and_then(|text| text.get(member.name_span.clone())).unwrap_or_default()
        };
        let (a, b) = (raw(0, a), raw(1, b));
        if a != b {
            self.push(Change::Rewritten, a, b);
        }
    }

    fn elements(&mut self, a: &'a [Node], b: &'a [Node]) {
        for at in 0..a.len().max(b.len()) {
            self.path.push(Step::Index(at));
            match (a.get(at), b.get(at)) {
                (Some(a), Some(b)) => self.values(a, b),
                (Some(a), None) => self.lone(0, a),
                (None, Some(b)) => self.lone(1, b),
                (None, None) => {}
            }
            self.path.pop();
        }
    }

    /// Compares two sets, if that is what these are, and they are not the same lists.
    fn is_set(&mut self, a: &'a Node, b: &'a Node) -> bool {
        let [Step::Name(name, _)] = self.path.as_slice() else { return false };
        let words = *name != "aud";
        if !SETS.contains(name) {
            return false;
        }
        let (Some(x), Some(y)) = (entries(a, words), entries(b, words)) else { return false };
        if x == y && core::mem::discriminant(&a.value) == core::mem::discriminant(&b.value) {
            return false;
        }
        let [mut sorted_x, mut sorted_y] = [x.clone(), y.clone()];
        for list in [&mut sorted_x, &mut sorted_y] {
            list.sort_unstable();
            list.dedup();
        }
        if sorted_x == sorted_y {
            self.push(Change::Rewritten, self.raw(0, a), self.raw(1, b));
            return true;
        }
        self.path.push(Step::Entry);
        for (side, list, other) in [(0, sorted_x.as_slice(), &sorted_y), (1, sorted_y.as_slice(), &sorted_x)] {
            for entry in list.iter().filter(|entry| other.binary_search(entry).is_err()) {
                self.alone(side, entry);
            }
        }
        self.path.pop();
        true
    }

    fn lone(&mut self, side: usize, node: &Node) {
        self.alone(side, self.raw(side, node));
    }

    /// One text alone has this.
    fn alone(&mut self, side: usize, text: &str) {
        self.add(true, || if side == 0 { Change::Removed(beginning(text)) } else { Change::Added(beginning(text)) });
    }

    fn push(&mut self, change: fn(Text, Text) -> Change, a: &str, b: &str) {
        let make = || {
            let [a, b] = excerpts(a, b);
            change(a, b)
        };
        let is_meant = matches!(change(Text::default(), Text::default()), Change::Changed(..));
        self.add(is_meant, make);
    }

    fn add(&mut self, is_meant: bool, change: impl FnOnce() -> Change) {
        self.out.count += 1;
        if is_meant {
            self.out.meant += 1;
            self.count_name();
        }
        if self.out.list.len() < LISTED {
            self.out.list.push(Difference { path: written(&self.path), change: change() });
        }
    }

    fn count_name(&mut self) {
        let Some(Step::Name(name, _)) = self.path.first().copied() else { return };
        // What one member holds is counted in one go; only names that stand twice may come again.
        if self.top == Some(name) {
            return;
        }
        self.top = Some(name);
        let shown = shown(name, NAME);
        if self.out.names.contains(&shown) {
            return;
        }
        self.out.members += 1;
        if self.out.names.len() < NAMED {
            self.out.names.push(shown);
        }
    }
}

/// Which members of two objects belong together.
struct Pairs {
    /// For each member of the first: the partner's place in the second, and which of several it is.
    of_first: Vec<(Option<usize>, usize)>,
    of_second: Vec<(Option<usize>, usize)>,
}

impl Pairs {
    fn of(texts: [&str; 2], a: &[Member], b: &[Member]) -> Pairs {
        // Sorted, not hashed: no choice of names makes it slow. Equal names stay in the order of their texts.
        let mut all: Vec<(&str, usize, usize)> = vec![];
        for (side, members) in [a, b].into_iter().enumerate() {
            let text = texts.get(side).copied().unwrap_or_default();
            all.extend(members.iter().enumerate().map(|(at, member)| (key(text, member), side, at)));
        }
        all.sort_unstable();
        let mut pairs = Pairs { of_first: vec![(None, 0); a.len()], of_second: vec![(None, 0); b.len()] };
        for same in all.chunk_by(|a, b| a.0 == b.0) {
            let (first, second) = same.split_at(same.partition_point(|(_, side, _)| *side == 0));
            let place = |list: &[(&str, usize, usize)], at: usize| list.get(at).map(|(_, _, place)| *place);
            let is_one = first.len() <= 1 && second.len() <= 1;
            for nth in 0..first.len().max(second.len()) {
                let number = if is_one { 0 } else { nth + 1 };
                let (x, y) = (place(first, nth), place(second, nth));
                if let Some(slot) = x.and_then(|x| pairs.of_first.get_mut(x)) {
                    *slot = (y, number);
                }
                if let Some(slot) = y.and_then(|y| pairs.of_second.get_mut(y)) {
                    *slot = (x, number);
                }
            }
        }
        pairs
    }
}

/// What makes a name the same name. U+FFFD may stand for any lone surrogate: then only the same spelling is surely the same.
fn key<'a>(text: &'a str, member: &'a Member) -> &'a str {
    if member.name.contains('\u{fffd}') {
        return text.get(member.name_span.clone()).unwrap_or_default();
    }
    &member.name
}

/// The entries of a set: of strings, or, where `words` separate them, of the words of one string. `None` if it is anything else.
fn entries(node: &Node, words: bool) -> Option<Vec<&str>> {
    let list: Vec<&str> = match &node.value {
        Value::String(text) if words => text.split(' ').filter(|word| !word.is_empty()).collect(),
        Value::String(text) => vec![text],
        Value::Array(elements) => elements.iter().map(Node::as_str).collect::<Option<_>>()?,
        _ => return None,
    };
    list.iter().all(|entry| !entry.contains('\u{fffd}')).then_some(list)
}

/// Whether two values that are written differently are the same.
fn same_scalar(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        // As of a name: U+FFFD may stand for another character.
        (Value::String(a), Value::String(b)) => a == b && !a.contains('\u{fffd}'),
        _ => false,
    }
}

/// The longest path that is written out, in bytes.
const LONGEST_PATH: usize = 400;

fn written(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        if out.len() > LONGEST_PATH {
            out.push('…');
            break;
        }
        let _ = match step {
            Step::Index(at) => write!(out, "[{at}]"),
            Step::Entry => write!(out, "[]"),
            Step::Name(name, nth) => {
                let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '#' | '$' | '@');
                let name = shown(name, NAME);
                let dot = if out.is_empty() { "" } else { "." };
                let written = match !name.is_empty() && name.chars().all(is_word) {
                    true => write!(out, "{dot}{name}"),
                    false => write!(out, "{dot}\"{name}\""),
                };
                written.and(if *nth > 0 { write!(out, " #{nth}") } else { Ok(()) })
            }
        };
    }
    out
}

#[cfg(test)]
mod tests;
