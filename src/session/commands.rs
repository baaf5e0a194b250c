//! The commands of the page: what each is called, what finds it, its shortcut, and how it is done. The palette lists them, and the
//! dialog of shortcuts shows those that have keys, so neither says what the other does not.
//!
//! Menus, selects and tabs need no row: the palette offers what can be chosen in them by itself.

/// A command.
#[derive(Debug)]
pub struct Command {
    /// What scripts know it by.
    pub id: &'static str,
    /// What it does.
    pub title: &'static str,
    /// Words that find it beside those of the title.
    pub words: &'static str,
    /// The keys pressed together, with `+` between them, `Mod` for Ctrl or Cmd; empty where there are none.
    pub keys: &'static str,
    /// How it is done.
    pub by: By,
}

/// How a command is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By a press on the control that this selects: what can be pressed now can be done now.
    Press(&'static str),
    /// By putting the focus into the element with this id.
    Focus(&'static str),
    /// By going to this address.
    Go(&'static str),
    /// By the page itself.
    Page(Act),
    /// By its keys alone, at the place that it names: it is listed among the shortcuts only.
    Keys,
}

/// What has no control of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Takes the last act back.
    Undo,
    /// Takes the last undo back.
    Redo,
    /// Light, dark, or as the system is.
    Theme(Option<&'static str>),
    /// Begins or ends presenting.
    Present(bool),
    /// Folds or unfolds all panes.
    FoldAll(bool),
    /// Goes back to the layout of the first visit.
    ResetLayout,
    /// Opens the palette.
    Palette,
}

const fn row(id: &'static str, title: &'static str, words: &'static str, by: By) -> Command {
    Command { id, title, words, keys: "", by }
}

impl Command {
    const fn with_keys(self, keys: &'static str) -> Self {
        Self { keys, ..self }
    }
}

/// All of them, in the order of the list.
pub static COMMANDS: &[Command] = &[
    row("palette", "List all commands", "", By::Page(Act::Palette)).with_keys("Mod+K"),
    row("paste", "Paste anywhere: the text replaces the token", "", By::Keys).with_keys("Mod+V"),
    row("new-token", "New token", "create begin sign draft", By::Press("[data-testid=new-token]")),
    row("edit", "Edit header and payload", "change tamper claims", By::Press("[aria-label='Edit payload']")),
    row("edit-done", "Finish editing: keep the token", "done save", By::Press("[data-testid=edit-done]")),
    row("edit-discard", "Discard the edits", "cancel stop", By::Press("[data-testid=edit-discard]")),
    row("go-token", "Go to the encoded token", "focus field paste", By::Focus("token")).with_keys("e"),
    row("copy-token", "Copy the token", "clipboard", By::Press("[aria-label='Copy token']")),
    row("clear-token", "Clear the token", "remove empty delete", By::Press(".encoded [data-testid=clear-token]")),
    row("go-key", "Go to the key", "focus field secret jwk pem", By::Focus("key")).with_keys("k"),
    row("open-key", "Open a key file", "load pem jwk certificate", By::Press("[aria-label='Open a key file']")),
    row("clear-key", "Clear the key", "remove empty delete secret", By::Press("[aria-label='Clear key']")),
    row("take-key", "Take over the key of the link", "trust own", By::Press("[data-testid=own-key]")),
    row("remedy", "Apply the suggested fix", "repair remedy solve", By::Press("[data-testid=remedy]")),
    row(
        "expect",
        "Set expectations",
        "policy issuer audience iss aud check",
        By::Press(".expect details:not([open]) summary"),
    ),
    row(
        "expect-same",
        "Fill expectations from this token",
        "policy issuer audience",
        By::Press("[data-testid=expect-same]"),
    ),
    row("expect-nothing", "Clear expectations", "policy reset", By::Press("[aria-label='Clear expectations']")),
    row("open-all", "Open each token of the text in a tab", "tabs several", By::Press("[data-testid=found] button")),
    row("rename-tab", "Rename the tab that has the focus", "", By::Keys).with_keys("F2"),
    row("close-tab", "Close the tab that has the focus", "", By::Keys).with_keys("Delete"),
    row("tab-left", "Move the tab that has the focus to the left", "", By::Keys).with_keys("Ctrl+Shift+←"),
    row("tab-right", "Move the tab that has the focus to the right", "", By::Keys).with_keys("Ctrl+Shift+→"),
    row("undo", "Undo", "bring back what was replaced or cleared", By::Page(Act::Undo)).with_keys("Mod+Z"),
    row("redo", "Redo", "again", By::Page(Act::Redo)).with_keys("Mod+Shift+Z"),
    row("debugger", "Debugger", "view page", By::Go("#/")),
    row("compare", "Compare two tokens", "view difference diff", By::Go("#/compare")),
    row("timeline", "Timeline of the tokens", "view times expiry", By::Go("#/timeline")),
    row("code", "Code that verifies this token", "view library snippet sign", By::Go("#/code")),
    row("checklist", "Checklist", "view practices security", By::Go("#/checklist")),
    row("learn", "Learn", "view course lessons", By::Go("#/learn")),
    row("quiz", "Quiz", "view learn questions", By::Go("#/learn/quiz")),
    row("glossary", "Glossary", "view terms words", By::Go("#/glossary")),
    row("faq", "Questions and answers", "view faq help", By::Go("#/faq")),
    row("errors", "Error messages of libraries", "view meaning exception", By::Go("#/errors")),
    row("reference", "Reference", "view claims headers algorithms checks", By::Go("#/reference")),
    row("libraries", "Libraries", "view directory", By::Go("#/libraries")),
    row("tools", "Other tools", "view", By::Go("#/tools")),
    row("present", "Present: large type, keys hidden", "presentation demo mask", By::Page(Act::Present(true))),
    row("present-end", "End presenting", "presentation stop", By::Page(Act::Present(false))),
    row("fold-all", "Fold all panes", "collapse layout", By::Page(Act::FoldAll(true))),
    row("unfold-all", "Unfold all panes", "expand layout", By::Page(Act::FoldAll(false))),
    row("reset-layout", "Reset the layout", "columns panes width default", By::Page(Act::ResetLayout)),
    row("theme-system", "Theme: as the system", "colours colors", By::Page(Act::Theme(None))),
    row("theme-light", "Theme: light", "colours colors bright", By::Page(Act::Theme(Some("light")))),
    row("theme-dark", "Theme: dark", "colours colors night", By::Page(Act::Theme(Some("dark")))),
    row("seal", "What “sealed” means", "privacy network requests", By::Press("[data-testid=seal]")),
    row("shortcuts", "Keyboard shortcuts", "keys help", By::Press("[aria-label='Keyboard shortcuts']")).with_keys("?"),
];

/// The command of a single key pressed outside of the text fields.
pub fn of_key(key: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.keys == key && !key.is_empty())
}

/// Keys as they are printed on the keyboard.
pub fn key_names(keys: &'static str, is_mac: bool) -> Vec<&'static str> {
    let name = |key| match (key, is_mac) {
        ("Mod", true) => "⌘",
        ("Mod", false) => "Ctrl",
        ("Shift", true) => "⇧",
        _ => key,
    };
    keys.split('+').filter(|key| !key.is_empty()).map(name).collect()
}

/// Which of `listed` (title, further words) fit what is typed, the best first, and otherwise in their order.
///
/// Every typed word has to fit. Best is the beginning of a word of the title, then of a further word, then a part of the title,
/// then its letters in that order with others between them.
pub fn search<'a>(typed: &str, listed: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<usize> {
    let typed = typed.to_lowercase();
    let typed: Vec<&str> = typed.split_whitespace().collect();
    let fits = |(index, (title, words)): (usize, (&str, &str))| {
        let (title, words) = (title.to_lowercase(), words.to_lowercase());
        let ranks = typed.iter().map(|word| rank(word, &title, &words));
        Some((ranks.sum::<Option<usize>>()?, index))
    };
    let mut found: Vec<(usize, usize)> = listed.enumerate().filter_map(fits).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

/// How well a typed word fits; `None` if it does not.
fn rank(typed: &str, title: &str, words: &str) -> Option<usize> {
    let begins = |text: &str| text.split(|char: char| !char.is_alphanumeric()).any(|word| word.starts_with(typed));
    let is_scattered = || {
        let mut letters = title.chars();
        typed.chars().all(|wanted| letters.any(|letter| letter == wanted))
    };
    match () {
        () if begins(title) => Some(0),
        () if begins(words) => Some(1),
        () if title.contains(typed) => Some(2),
        // Two letters in some order are in nearly every title.
        () if typed.chars().count() > 2 && is_scattered() => Some(4),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn found(typed: &str) -> Vec<&'static str> {
        let listed = COMMANDS.iter().map(|command| (command.title, command.words));
        search(typed, listed).into_iter().map(|index| COMMANDS[index].id).collect()
    }

    #[test]
    fn nothing_typed_lists_all_in_their_order() {
        assert_eq!(found(" "), COMMANDS.iter().map(|command| command.id).collect::<Vec<_>>());
    }

    #[test]
    fn the_beginning_of_a_word_comes_before_what_only_contains_it() {
        assert_eq!(found("key")[..3], ["go-key", "open-key", "clear-key"]);
        let check = |typed, titles: &[&str], expected: &[usize]| {
            assert_eq!(search(typed, titles.iter().map(|title| (*title, ""))), expected, "{typed}");
        };
        check("light", &["Highlight", "Delight", "Theme: light"], &[2, 0, 1]);
        check("cpt", &["Copy the token", "Clear"], &[0]);
        check("p-256", &["Generate a key: EC, P-256", "Sample: ES256"], &[0]);
    }

    #[test]
    fn every_typed_word_has_to_fit() {
        assert_eq!(found("clear exp"), ["expect-nothing"]);
        assert_eq!(found("EXP clear"), ["expect-nothing"]);
        assert!(found("clear nonsense").is_empty());
    }

    #[test]
    fn what_is_typed_in_other_words_finds_it() {
        assert_eq!(found("dark")[0], "theme-dark");
        assert_eq!(found("privacy"), ["seal"]);
        assert_eq!(found("collapse"), ["fold-all"]);
    }

    #[test]
    fn ids_and_keys_are_unique_and_no_letter_replaces_anything() {
        let ids: BTreeSet<_> = COMMANDS.iter().map(|command| command.id).collect();
        assert_eq!(ids.len(), COMMANDS.len());
        let keys: Vec<_> = COMMANDS.iter().map(|command| command.keys).filter(|keys| !keys.is_empty()).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        for command in COMMANDS.iter().filter(|command| command.keys.chars().count() == 1) {
            let harmless = matches!(command.by, By::Focus(_)) || command.id == "shortcuts";
            assert!(harmless, "{} is one key press away", command.id);
        }
    }

    #[test]
    fn a_key_outside_of_fields_is_that_of_one_command() {
        assert_eq!(of_key("e").map(|command| command.id), Some("go-token"));
        assert_eq!(of_key("?").map(|command| command.id), Some("shortcuts"));
        for key in ["", "x", "E", "Mod", "Mod+K+"] {
            assert!(of_key(key).is_none(), "{key}");
        }
    }

    #[test]
    fn keys_are_named_as_the_keyboard_names_them() {
        assert_eq!(key_names("Mod+Shift+Z", false), ["Ctrl", "Shift", "Z"]);
        assert_eq!(key_names("Mod+Shift+Z", true), ["⌘", "⇧", "Z"]);
        assert!(key_names("", true).is_empty());
    }
}
