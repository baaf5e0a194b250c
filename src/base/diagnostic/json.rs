//! What a reader of JSON can find wrong (RFC 8259).

use super::Code;

/// Where a text departs from JSON, or is JSON and yet not safe to exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// There is nothing but white space.
    Empty,
    /// Nothing of it looks like JSON.
    NotJson,
    /// It is what this made of a value.
    Printed(Printer),
    /// The text begins with U+FEFF.
    Bom,
    /// A comma without a member before it.
    MissingMember,
    /// A colon without a name before it.
    MissingName,
    /// A value is not there.
    MissingValue,
    /// A name without quotes, or the beginning of it.
    UnquotedName(String),
    /// No colon after a name.
    MissingColon,
    /// A semicolon in place of a comma.
    Semicolon,
    /// No comma between two elements of an array, or two members of an object.
    MissingComma {
        /// Of an array.
        in_array: bool,
        /// A quote stands directly before, which may belong to the text.
        after_quote: bool,
    },
    /// A comma before the closing bracket of an array, or of an object.
    TrailingComma {
        /// Of an array.
        in_array: bool,
    },
    /// Containers nested deeper than this.
    TooDeep(usize),
    /// A closing bracket that closes nothing.
    UnexpectedCloser {
        /// The one that is there.
        found: char,
        /// The one that would close something.
        expected: char,
    },
    /// A closing bracket before that of an inner container.
    MissingCloser {
        /// The one that is there.
        found: char,
        /// The one that should come first.
        expected: char,
    },
    /// A character that nothing in JSON can be here.
    UnexpectedCharacter(char),
    /// More text after the value.
    TrailingText {
        /// What it begins with.
        kind: Trailing,
        /// How long it is.
        bytes: usize,
    },
    /// The text ends with containers open.
    Truncated {
        /// The closing brackets that are missing, innermost first; the first few of them.
        closers: String,
        /// How many more there are.
        more: usize,
    },
    /// A string in single quotes.
    SingleQuotes,
    /// A string in typographic quotes that begins with this one.
    TypographicQuotes(char),
    /// The text ends inside a string.
    UnterminatedString,
    /// A control character in a string.
    ControlCharacter(char),
    /// A backslash with this behind it, if anything.
    BadEscape(Option<char>),
    /// An escape of half of a character: this unit of UTF-16.
    LoneSurrogate(u16),
    /// A comment.
    Comment,
    /// A character that is white space elsewhere.
    WhiteSpace(char),
    /// A number in another notation, or the beginning of it.
    Number(String, NotNumber),
    /// The text ends inside of this word.
    CutOffWord(&'static str),
    /// A word that is no value, or the beginning of it, and the value that it stands for elsewhere.
    NotAValue(String, Value),
}

/// What stands behind a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trailing {
    /// A closing bracket.
    Closer,
    /// A second value.
    Value,
    /// A colon.
    Colon,
    /// Something else.
    Other,
}

/// What keeps a text from being a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotNumber {
    /// `+1`.
    Plus,
    /// `.5`.
    NoWhole,
    /// `-`.
    NoDigits,
    /// `007`.
    LeadingZeros,
    /// `1.`.
    NoFraction,
    /// `1e`.
    NoExponent,
    /// `0x1F`.
    NotDecimal,
    /// `1_000`.
    Grouped,
    /// `1abc`.
    Other,
}

/// What makes a text of a value that looks like JSON, or could be meant for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printer {
    /// `str` and `repr`.
    Python,
    /// `inspect` and `to_s` of a Hash.
    Ruby,
    /// `toString` of a Map.
    Java,
    /// `fmt` with `%v`.
    Go,
    /// `Debug` of serde_json's values.
    Rust,
    /// `String(…)`, or an object that is added to a text.
    JavaScriptString,
    /// `util.inspect` and `console.log`.
    JavaScriptInspect,
    /// `serialize`.
    PhpSerialize,
    /// `print_r`.
    PhpPrint,
    /// `ToString` of a collection.
    DotNet,
}

/// What a word of another notation stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// `True`.
    True,
    /// `False`.
    False,
    /// `undefined`.
    Null,
    /// `NaN`: a number that JSON does not have.
    NoNumber,
    /// A string, perhaps.
    Text,
}

impl Json {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Json::Empty => Code::JsonEmpty,
            Json::NotJson => Code::JsonNotJson,
            Json::Printed(_) => Code::JsonPrinted,
            Json::Bom => Code::JsonBom,
            Json::MissingMember => Code::JsonMissingMember,
            Json::MissingName => Code::JsonMissingName,
            Json::MissingValue => Code::JsonMissingValue,
            Json::UnquotedName(_) => Code::JsonUnquotedName,
            Json::MissingColon => Code::JsonMissingColon,
            Json::Semicolon | Json::MissingComma { .. } => Code::JsonMissingComma,
            Json::TrailingComma { .. } => Code::JsonTrailingComma,
            Json::TooDeep(_) => Code::JsonTooDeep,
            Json::UnexpectedCloser { .. } => Code::JsonUnexpectedCloser,
            Json::MissingCloser { .. } => Code::JsonMissingCloser,
            Json::UnexpectedCharacter(_) => Code::JsonUnexpectedCharacter,
            Json::TrailingText { .. } => Code::JsonTrailingText,
            Json::Truncated { .. } => Code::JsonTruncated,
            Json::SingleQuotes => Code::JsonSingleQuotes,
            Json::TypographicQuotes(_) => Code::JsonTypographicQuotes,
            Json::UnterminatedString => Code::JsonUnterminatedString,
            Json::ControlCharacter(_) => Code::JsonControlCharacter,
            Json::BadEscape(_) => Code::JsonBadEscape,
            Json::LoneSurrogate(_) => Code::JsonLoneSurrogate,
            Json::Comment => Code::JsonComment,
            Json::WhiteSpace(_) => Code::JsonWhiteSpace,
            Json::Number(..) => Code::JsonNumber,
            Json::CutOffWord(_) => Code::JsonCutOffWord,
            Json::NotAValue(..) => Code::JsonNotAValue,
        }
    }

    /// Whether the text is not JSON because of it. The others are in the grammar but not safe to exchange: a lone surrogate
    /// (RFC 8259 §8.2) and very deep nesting (§9).
    pub fn is_syntax(&self) -> bool {
        !matches!(self, Json::LoneSurrogate(_) | Json::TooDeep(_))
    }
}
