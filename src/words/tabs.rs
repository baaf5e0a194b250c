//! What the tabs of several tokens say.

use crate::jose::envelope::Kind;

/// What kind of token it is, as short as there is room for.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Jws => "JWS",
        Kind::Jwe => "JWE",
        Kind::SdJwt => "SD-JWT",
        Kind::KeyBinding => "KB-JWT",
    }
}

/// A tab for those who do not see its colours: name, kind and the worst that there is to say of its token.
pub fn described(label: &str, of_kind: Option<Kind>, state: &str) -> String {
    match of_kind {
        Some(of_kind) => format!("{label}, {}, {state}", kind(of_kind)),
        None => format!("{label}, {state}"),
    }
}

/// That a tab was closed.
pub fn closed(label: &str) -> String {
    format!("Closed “{label}”.")
}

/// What opens each token of a text; there are at least two.
pub fn open_all(count: usize) -> String {
    format!("Open all {count} as tabs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_is_described_by_name_kind_and_state() {
        assert_eq!(described("alice", Some(Kind::SdJwt), "Expired"), "alice, SD-JWT, Expired");
        assert_eq!(described("Token 2", None, "No token"), "Token 2, No token");
    }
}
