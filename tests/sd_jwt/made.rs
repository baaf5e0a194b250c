//! Tokens of any shape: a payload in which members and elements are hidden as a list of numbers says, and the same in plain.

use jwt_debugger::crypto::Hash;
use jwt_debugger::format::base64url::encode;
use serde_json::{Value, json};

/// A token of this payload and these disclosures.
pub fn token(payload: &Value, disclosures: &[String]) -> String {
    let mut text = format!("eyJhbGciOiJFUzI1NiJ9.{}.AAAA~", encode(payload.to_string().as_bytes()));
    for disclosure in disclosures {
        text.push_str(disclosure);
        text.push('~');
    }
    text
}

/// The claims: each number is one level more around those before it.
pub fn plain(shape: &[u8]) -> Value {
    let inner = shape.iter().enumerate().fold(json!(0), |inner, (level, kind)| match kind {
        0..=2 => json!({ "m": inner, "n": level }),
        _ => json!([inner, level]),
    });
    json!({ "claims": inner })
}

/// The same with what is inside each level hidden, in the clear, or in the clear beside a decoy.
pub fn hidden(shape: &[u8]) -> (Value, Vec<String>) {
    let mut disclosures = vec![];
    let mut hide = |array: Value| {
        let disclosure = encode(array.to_string().as_bytes());
        let digest = encode(&Hash::Sha256.digest(disclosure.as_bytes()));
        disclosures.push(disclosure);
        digest
    };
    let decoy = |level: usize| encode(&Hash::Sha256.digest(format!("decoy {level}").as_bytes()));
    let inner = shape.iter().enumerate().fold(json!(0), |inner, (level, kind)| {
        let salt = format!("{level:022}");
        match kind {
            0 => json!({ "_sd": [decoy(level), hide(json!([salt, "m", inner]))], "n": level }),
            1 => json!({ "m": inner, "_sd": [decoy(level)], "n": level }),
            2 => json!({ "m": inner, "n": level }),
            3 => json!([{ "...": hide(json!([salt, inner])) }, level]),
            4 => json!([{ "...": decoy(level) }, inner, level, { "...": decoy(level + 1000) }]),
            _ => json!([inner, level]),
        }
    });
    (json!({ "claims": inner, "_sd_alg": "sha-256" }), disclosures)
}
