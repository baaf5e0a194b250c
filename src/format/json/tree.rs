//! The tree under construction: opens, fills and completes containers, and finds names that stand twice.

use super::{Duplicate, MAX_DEPTH, Member, Node, Value};
use crate::base::text::Text;
use core::ops::Range;

/// The values read so far. Containers deeper than [`MAX_DEPTH`] are counted, but what is in them is not kept.
pub(super) struct Tree<'a> {
    source: &'a Text,
    /// The opening brackets of every container that is open now, outermost first.
    pub(super) open: Vec<u8>,
    /// How many of them are `[`.
    open_arrays: usize,
    /// What the outermost [`MAX_DEPTH`] of them hold so far.
    frames: Vec<Frame>,
    /// Where the container one deeper than that begins; neither it nor what is in it has a frame.
    deep_start: usize,
    pub(super) root: Option<Node>,
    pub(super) duplicates: Vec<Duplicate>,
}

/// An open container.
struct Frame {
    start: usize,
    /// Where its last lexeme but commas ends so far: where it ends, if it is never closed.
    end: usize,
    body: Body,
}

enum Body {
    Array(Vec<Node>),
    Object {
        members: Vec<Member>,
        /// A name that waits for its value.
        name: Option<(Text, Range<usize>)>,
        /// Whether a name holds a lone surrogate, so that names that read the same may not be.
        lone_surrogates: bool,
    },
}

impl<'a> Tree<'a> {
    pub(super) fn new(source: &'a Text) -> Self {
        let (open, frames, duplicates) = (vec![], vec![], vec![]);
        Tree { source, open, open_arrays: 0, frames, deep_start: 0, root: None, duplicates }
    }

    pub(super) fn in_array(&self) -> bool {
        self.open.last() == Some(&b'[')
    }

    /// Whether any container is open that `opener` opens.
    pub(super) fn has_open(&self, opener: u8) -> bool {
        if opener == b'[' { self.open_arrays > 0 } else { self.open.len() > self.open_arrays }
    }

    /// Opens a container; true if this is the first step deeper than what is kept.
    pub(super) fn open(&mut self, bracket: u8, start: usize) -> bool {
        self.open.push(bracket);
        self.open_arrays += usize::from(bracket == b'[');
        if self.open.len() <= MAX_DEPTH {
            let body = match bracket {
                b'[' => Body::Array(vec![]),
                _ => Body::Object { members: vec![], name: None, lone_surrogates: false },
            };
            self.frames.push(Frame { start, end: start + 1, body });
        }
        let steps_over = self.open.len() == MAX_DEPTH + 1;
        if steps_over {
            self.deep_start = start;
        }
        steps_over
    }

    /// Keeps a name until its value comes.
    pub(super) fn name(&mut self, text: Text, span: Range<usize>, lone_surrogate: bool) {
        let Some(frame) = self.frame() else { return };
        frame.end = span.end;
        if let Body::Object { name, lone_surrogates, .. } = &mut frame.body {
            *name = Some((text, span));
            *lone_surrogates |= lone_surrogate;
        }
    }

    /// Puts a completed value where it belongs: into the innermost container, or at the root.
    pub(super) fn attach(&mut self, node: Node) {
        if self.open.is_empty() {
            self.root = Some(node);
        } else if self.open.len() <= MAX_DEPTH
            && let Some(frame) = self.frames.last_mut()
        {
            frame.end = node.span.end;
            match &mut frame.body {
                Body::Array(elements) => elements.push(node),
                Body::Object { members, name, .. } => {
                    let nameless = || (self.source.slice(0..0), node.span.start..node.span.start);
                    let (name, name_span) = name.take().unwrap_or_else(nameless);
                    members.push(Member { name, name_span, node });
                }
            }
        }
    }

    /// Completes the innermost container, whose closing bracket ends at `end`.
    pub(super) fn close(&mut self, end: usize) {
        self.complete(Some(end), end.saturating_sub(1));
    }

    /// Completes the innermost container, which is never closed: it ends where its content does, before `at`.
    pub(super) fn abandon(&mut self, at: usize) {
        self.complete(None, at);
    }

    fn complete(&mut self, end: Option<usize>, at: usize) {
        let depth = self.open.len();
        let Some(bracket) = self.open.pop() else { return };
        self.open_arrays -= usize::from(bracket == b'[');
        if depth > MAX_DEPTH + 1 {
            return;
        }
        if depth > MAX_DEPTH {
            let value = if bracket == b'[' { Value::Array(vec![]) } else { Value::Object(vec![]) };
            return self.attach(Node { span: self.deep_start..end.unwrap_or(at), value });
        }
        let Some(frame) = self.frames.pop() else { return };
        let mut span = frame.start..end.unwrap_or(frame.end);
        let value = match frame.body {
            Body::Array(mut elements) => {
                elements.shrink_to_fit();
                Value::Array(elements)
            }
            Body::Object { mut members, name, lone_surrogates } => {
                if let Some((name, name_span)) = name {
                    // The text ends between a name and its value.
                    members.push(Member { name, name_span, node: Node { span: at..at, value: Value::Null } });
                    span.end = end.unwrap_or(at);
                }
                members.shrink_to_fit();
                self.find_duplicates(&members, lone_surrogates);
                Value::Object(members)
            }
        };
        self.attach(Node { span, value });
    }

    /// The innermost container, unless that is too deep to have a frame.
    fn frame(&mut self) -> Option<&mut Frame> {
        if self.open.len() > MAX_DEPTH { None } else { self.frames.last_mut() }
    }

    fn find_duplicates(&mut self, members: &[Member], lone_surrogates: bool) {
        let mut order: Vec<&Member> = members.iter().collect();
        // Sorting, not hashing: no choice of names makes it slow. Equal names stay in the order of the text.
        order.sort_unstable_by(|a, b| a.name.as_str().cmp(&b.name).then(a.name_span.start.cmp(&b.name_span.start)));
        for same in order.chunk_by(|a, b| a.name == b.name) {
            if same.len() == 1 {
                continue;
            }
            let mut firsts: Vec<&Member> = vec![];
            for member in same {
                // U+FFFD may stand for any lone surrogate: then only the same spelling is surely the same name.
                let ambiguous = lone_surrogates && member.name.contains('\u{fffd}');
                let spelling = |member: &Member| self.source.get(member.name_span.clone());
                match firsts.iter().find(|first| !ambiguous || spelling(first) == spelling(member)) {
                    Some(first) => self.duplicates.push(Duplicate {
                        name: member.name.clone(),
                        again: member.name_span.clone(),
                        first: first.name_span.clone(),
                    }),
                    // A hostile object of nothing but lone surrogates must not cost the square of its size.
                    None if firsts.len() < 64 => firsts.push(member),
                    None => {}
                }
            }
        }
    }
}

/// The bracket that closes `bracket`.
pub(super) fn closer_of(bracket: u8) -> char {
    if bracket == b'[' { ']' } else { '}' }
}

/// The closers of `open`, innermost first: the first few of them, and how many more there are.
pub(super) fn missing_closers(open: &[u8]) -> (String, usize) {
    const SHOWN: usize = 6;
    let closers = open.iter().rev().take(SHOWN).map(|bracket| closer_of(*bracket)).collect();
    (closers, open.len().saturating_sub(SHOWN))
}
