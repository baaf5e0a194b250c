//! In which order things are tried with one key: a table of stages, each for some keys, with the one thing or two that are done.

use super::super::Rank;
use super::super::edit::Text;
use super::super::oracle::Depth;
use Depth::{All, Call, Form, Likely};
use Keys::{Any, Quick, Secrets as Hmac, Slow};
use Moves::{
    Algorithms, Changes, Documents, Frames, LikelyValues, No, Others, Places, Secrets, SecretsAlone, Texts, TextsAlone,
    Values,
};
use Rank::{Likely as Usual, Rare};

/// A part of the way: for each of the first moves, each of the second ones.
pub(in super::super) struct Stage {
    /// For which keys it is.
    pub(super) keys: Keys,
    pub(super) depth: Depth,
    pub(super) moves: [Moves; 2],
    /// Whether those that are likely were tried before.
    pub(super) rest: bool,
}

/// Which keys a stage is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    Any,
    Secrets,
    /// Those with which a question takes no longer than a hash.
    Quick,
    /// The others.
    Slow,
}

/// What may be done.
#[derive(Clone, Copy)]
pub(super) enum Moves {
    /// Nothing.
    No,
    /// The rows of the secret, up to that rank.
    Secrets(Rank),
    /// Those that go with no other.
    SecretsAlone,
    /// A secret that has nothing to do with the one that is there.
    Others,
    /// The rows of the signing input, up to that rank.
    Texts(Rank),
    /// Those of them about what stands in a document, and those about how the text is put together.
    Documents(Rank),
    Frames(Rank),
    /// Those that go with no other.
    TextsAlone,
    /// Another value in the payload, and the likeliest of these.
    Values,
    LikelyValues,
    /// Another algorithm in the header.
    Algorithms,
    /// A place in a text, and what was done there.
    Places(Text),
    Changes(Text),
}

const fn stage(keys: Keys, depth: Depth, first: Moves, second: Moves) -> Stage {
    Stage { keys, depth, moves: [first, second], rest: false }
}

const fn rest(keys: Keys, depth: Depth, first: Moves, second: Moves) -> Stage {
    Stage { rest: true, ..stage(keys, depth, first, second) }
}

/// The signature alone.
pub(in super::super) static AS_SENT: &[Stage] = &[stage(Any, Form, No, No)];

/// One thing that was done.
pub(in super::super) static ONE: &[Stage] = &[
    stage(Hmac, Likely, Secrets(Rare), No),
    stage(Any, All, No, No),
    stage(Slow, Call, No, No),
    stage(Any, Likely, Algorithms, No),
    stage(Any, Likely, Texts(Usual), No),
    stage(Hmac, Likely, SecretsAlone, No),
    stage(Hmac, Likely, Others, No),
    rest(Any, Likely, Texts(Rare), No),
    stage(Quick, Likely, TextsAlone, No),
    stage(Quick, Likely, Values, No),
    stage(Quick, All, Texts(Rare), No),
    stage(Hmac, All, Secrets(Rare), No),
];

/// Two things, and a character of the content: the likely pairs first, as each place in a text and each row that is rarely right
/// takes some hundred thousand units of work. Where a question is dear, there is time for some pairs alone.
pub(in super::super) static MORE: &[Stage] = &[
    stage(Slow, All, Texts(Usual), No),
    stage(Slow, Likely, Values, No),
    stage(Slow, Likely, TextsAlone, No),
    stage(Slow, Likely, Documents(Usual), Frames(Usual)),
    stage(Slow, Call, Texts(Usual), No),
    rest(Slow, All, Texts(Rare), No),
    stage(Hmac, Likely, Secrets(Usual), Secrets(Usual)),
    stage(Quick, Likely, Texts(Usual), Texts(Usual)),
    stage(Hmac, Likely, Secrets(Usual), Texts(Usual)),
    stage(Hmac, Likely, Secrets(Usual), LikelyValues),
    stage(Quick, Likely, LikelyValues, Texts(Usual)),
    stage(Quick, All, LikelyValues, No),
    stage(Hmac, Likely, Places(Text::Secret), Changes(Text::Secret)),
    rest(Hmac, Likely, Secrets(Rare), Texts(Usual)),
    stage(Quick, Likely, Places(Text::Document), Changes(Text::Document)),
    stage(Quick, Likely, Places(Text::Encoded), Changes(Text::Encoded)),
    rest(Hmac, Likely, Secrets(Usual), Texts(Rare)),
    rest(Hmac, Likely, Secrets(Rare), Secrets(Rare)),
    stage(Hmac, Likely, Others, Texts(Usual)),
    stage(Slow, All, LikelyValues, No),
    stage(Slow, Call, LikelyValues, No),
    stage(Slow, Likely, LikelyValues, Frames(Usual)),
    stage(Slow, Likely, Texts(Usual), Texts(Usual)),
    rest(Any, Likely, Texts(Rare), Texts(Rare)),
];

/// What a key of another kind is tried with.
pub(in super::super) static UNDER_ITS_OWN: &[Stage] = &[stage(Any, Likely, No, No), stage(Any, Likely, Algorithms, No)];
