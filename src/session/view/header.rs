//! The notes beside header parameters.

use super::Note;
use crate::engine::jwa;
use crate::format::json::Member;
use crate::jose::{Token, header};

/// What stands beside a header parameter: the algorithm in words, else what the parameter is; and whether anyone can change it.
pub fn header_note(member: &Member, token: Option<&Token>) -> Option<Note> {
    let known = known_note(member);
    if !token.is_some_and(|token| token.is_unprotected(&member.name)) {
        return known;
    }
    let text = known.map_or_else(String::new, |note| format!("{} · ", note.text)) + "not protected";
    Some(Note { text, more: Some("The signature does not cover it: anyone can change it.".into()), warns: true })
}

fn known_note(member: &Member) -> Option<Note> {
    match (member.name.as_str(), member.node.as_str()) {
        ("alg", Some(name)) => match jwa::find(name) {
            Some(row) => Note::plain(row.title),
            None => Note::plain(header::parameter("alg")?.title),
        },
        ("typ", Some(value)) => {
            let known = header::typ_note(value).and_then(|about| about.split([',', '(']).next());
            Note::plain(known.unwrap_or(header::parameter("typ")?.title).trim())
        }
        (name, _) => Note::plain(header::parameter(name)?.title),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose;

    #[test]
    fn a_parameter_that_is_not_protected_says_so() {
        let text =
            r#"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","header":{"kid":"1","x":2},"signature":"AA"}"#;
        let token = jose::parse(text).token.unwrap();
        let members = token.header.json.as_ref().unwrap().members();
        let notes: Vec<_> = members.iter().map(|member| header_note(member, Some(&token)).unwrap()).collect();
        assert_eq!(notes.iter().map(|note| note.warns).collect::<Vec<_>>(), [false, true, true]);
        assert_eq!((notes[1].text.as_str(), notes[2].text.as_str()), ("key ID · not protected", "not protected"));
    }
}
