//! The files beside `settings.json`: the names that may stand for one, and those that a text asks for.

use super::read::{MAX_ENTRIES, MAX_FILE, MAX_NAME, entries};
use crate::format::json;

/// The names of the files that the settings take keys and certificates from, each once.
pub fn file_names(text: &str) -> Vec<String> {
    if text.len() > MAX_FILE {
        return vec![];
    }
    let node = json::read(text).node;
    let environments = node.as_ref().and_then(|node| node.get("environments"));
    let mut names: Vec<String> = vec![];
    for environment in environments.map(entries).unwrap_or_default() {
        for name in ["keys", "roots"].into_iter().filter_map(|name| environment.get(name)?.as_str()) {
            if is_file_name(name) && !names.iter().any(|other| other == name) {
                names.push(name.to_owned());
            }
        }
    }
    names.truncate(MAX_ENTRIES);
    names
}

/// Whether it names a file in the same folder, of those that the page asks for.
pub(super) fn is_file_name(name: &str) -> bool {
    let stem = name.strip_suffix(".jwks.json").or_else(|| name.strip_suffix(".pem")).unwrap_or_default();
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
    !stem.is_empty() && name.len() <= MAX_NAME && stem.bytes().all(is_plain)
}
