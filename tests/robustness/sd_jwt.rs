//! Tokens with selective disclosure, compact and in JSON: each part lies in the text, digests and disclosures answer each other, and
//! a presentation of all that belongs to the token shows the same claims.

use jwt_debugger::format::json;
use jwt_debugger::jose::sd_jwt::{self, State, compact_of, flattened};
use jwt_debugger::words;

/// Reads a text as such a token, and checks what must hold for any text.
pub fn check(text: &str) {
    let from_json = json::read(text).node.and_then(|node| compact_of(&node));
    for text in from_json.iter().map(String::as_str).chain([text]) {
        compact(text);
    }
}

fn compact(text: &str) {
    let Some(read) = sd_jwt::read(text) else { return };
    assert_eq!(&*read.text, text);
    assert!(text.starts_with(read.bound()));
    for problem in &read.problems {
        assert!(!words::title(problem).is_empty());
    }
    for (index, disclosure) in read.disclosures.iter().enumerate() {
        assert!(text.get(disclosure.at.clone()).is_some());
        assert!(disclosure.state != State::Disclosed || disclosure.answers.is_some());
        if let Some(digest) = disclosure.answers {
            assert_eq!(&*read.digests[digest].value, disclosure.digest);
            assert!(read.parent(index) != Some(index), "a disclosure does not stand in itself");
        }
        let (Some(place), Some(processed)) = (&disclosure.place, &read.processed) else { continue };
        assert!(processed.text.get(place.clone()).is_some(), "{place:?}");
    }
    assert!(read.unanswered() <= read.digests.len());
    let _ = read.view();
    let all = read.presentable();
    let again = sd_jwt::read(read.present(&all)).expect("an SD-JWT");
    let claims = |sd_jwt: &sd_jwt::SdJwt| sd_jwt.processed.as_ref().map(|document| document.text.to_string());
    if read.disclosures.iter().all(|one| one.state == State::Disclosed) {
        assert_eq!(claims(&again), claims(&read), "{text}");
    }
    for index in all.iter().copied().take(4) {
        let without = read.without(&all, index);
        assert!(!without.contains(&index));
        let _ = sd_jwt::read(read.present(&without)).expect("an SD-JWT");
    }
    if let Some(written) = flattened(&read) {
        let node = json::read(written).node.expect("JSON");
        assert_eq!(compact_of(&node).as_deref(), Some(text));
    }
}

/// Published tokens, and one in JSON.
pub fn seeds() -> Vec<String> {
    let file: serde_json::Value = serde_json::from_str(include_str!("../vectors/rfc9901.json")).expect("JSON");
    let tokens: Vec<String> = file["tokens"]
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|row| row["token"].as_str())
        .map(str::to_owned)
        .collect();
    let in_json = tokens.iter().filter_map(|token| flattened(&sd_jwt::read(token.as_str())?)).collect::<Vec<_>>();
    tokens.into_iter().chain(in_json).collect()
}
