//! Tokens with selective disclosure, compact and in JSON: each part lies in the text, digests and disclosures answer each other, and
//! a presentation of all that belongs to the token shows the same claims.

use jwt_debugger::jose::Serialization;
use jwt_debugger::jose::sd_jwt::{self, State};
use jwt_debugger::words;

/// Reads a text as such a token, and checks what must hold for any text.
pub fn check(text: &str) {
    let Some(read) = sd_jwt::read(text) else { return };
    if read.sent.is_none() {
        assert_eq!(&*read.text, text);
    }
    let text = &*read.text;
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
    let _ = read.view(0);
    // A presentation is compact, and what has no such form has none.
    if read.sent.is_some() && read.convert(Serialization::Compact).is_err() {
        return;
    }
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
    // A disclosure that no `~` ends gets one.
    let is_ended = text.ends_with('~') || read.key_binding.is_some();
    if is_ended && let Ok(written) = read.convert(Serialization::Flattened) {
        let again = sd_jwt::read(written).expect("an SD-JWT in JSON");
        assert_eq!(&*again.text, text);
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
    let in_json = tokens
        .iter()
        .filter_map(|token| sd_jwt::read(token.as_str())?.convert(Serialization::Flattened).ok())
        .collect::<Vec<_>>();
    tokens.into_iter().chain(in_json).collect()
}
