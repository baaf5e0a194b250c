//! The JSON serialization of an SD-JWT (RFC 9901 §8): a JWS in JSON whose first unprotected header holds `disclosures` and, for a
//! token that is bound, `kb_jwt`. It is turned into the compact form, which is also what `sd_hash` covers (§8.1).

use super::SdJwt;
use crate::format::json::{Node, Value};

/// The compact form of an SD-JWT in JSON. `None` if `node` is not a JWS in JSON with `disclosures`.
pub fn compact_of(node: &Node) -> Option<String> {
    let signature = match node.get("signatures").map(|node| &node.value) {
        Some(Value::Array(signatures)) => signatures.first()?,
        _ => node,
    };
    let header = signature.get("header")?;
    let Value::Array(disclosures) = &header.get("disclosures")?.value else { return None };
    let text = |node: &Node, name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
    let mut compact = [text(signature, "protected")?, text(node, "payload")?, text(signature, "signature")?].join(".");
    compact.push('~');
    for disclosure in disclosures {
        compact.push_str(disclosure.as_str()?);
        compact.push('~');
    }
    compact.push_str(&text(header, "kb_jwt").unwrap_or_default());
    Some(compact)
}

/// The flattened JSON serialization (RFC 9901 §8.2). `None` unless the issuer's JWT has three segments.
pub fn flattened(sd_jwt: &SdJwt) -> Option<String> {
    let token = sd_jwt.issuer.token.as_ref()?;
    let mut segments = token.segments.iter().filter_map(|segment| token.text.get(segment.encoded.clone()));
    let [protected, payload, signature] = [segments.next()?, segments.next()?, segments.next()?];
    let mut disclosures = vec![];
    for disclosure in &sd_jwt.disclosures {
        disclosures.push(serde_json::Value::from(sd_jwt.text.get(disclosure.at.clone())?));
    }
    let mut header = serde_json::json!({ "disclosures": disclosures });
    if let Some(binding) = &sd_jwt.key_binding {
        header["kb_jwt"] = sd_jwt.text.get(binding.at.clone())?.into();
    }
    let whole = serde_json::json!({
        "payload": payload, "protected": protected, "header": header, "signature": signature,
    });
    segments.next().is_none().then(|| whole.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ISSUER, disclosure};
    use super::super::{flattened, read};
    use super::compact_of;
    use crate::format::json;

    #[test]
    fn the_flattened_form_is_the_compact_one_again() {
        let one = disclosure(r#"["0123456789012345678901","a",1]"#);
        for compact in [format!("{ISSUER}~"), format!("{ISSUER}~{one}~"), format!("{ISSUER}~{one}~{ISSUER}")] {
            let text = flattened(&read(compact.as_str()).expect("an SD-JWT")).expect("three segments");
            assert_eq!(json::read(text).node.and_then(|node| compact_of(&node)), Some(compact));
        }
        let general = format!(
            r#"{{"payload":"e30","signatures":[{{"protected":"eyJhbGciOiJFUzI1NiJ9","signature":"c2ln","header":{{"disclosures":["{one}"]}}}},{{}}]}}"#
        );
        assert_eq!(json::read(general).node.and_then(|node| compact_of(&node)), Some(format!("{ISSUER}~{one}~")));
        for other in ["{}", "[]", r#"{"payload":"e30","protected":"e30","signature":"","header":{"kid":"a"}}"#] {
            assert_eq!(json::read(other).node.and_then(|node| compact_of(&node)), None, "{other}");
        }
    }
}
