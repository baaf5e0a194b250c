//! Another key than the one that was read, or another algorithm than the one that is named: the same search under these.

use super::edit::{self, Change, Text};
use super::input::{self, Signed};
use super::oracle::{Depth, Oracle};
use super::walk::{UNDER_ITS_OWN, Walk};
use super::{Case, Chain, Code, Dimension, Fact, Rank, Run, Search, Step, header, json, key, signature};
use crate::base::diagnostic::Remedy;
use crate::base::sort_by_place;
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family, find};
use crate::engine::verify::fit::kind_fits;
use crate::format::json::{Node, Value};
use crate::jose::Token;
use crate::key::{Format, Key, Secret};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The key that was meant, with the texts that are likely.
pub(super) fn key_meant(case: &Case, run: &mut Run) -> Option<Chain> {
    for (step, key) in key::others(case) {
        let case = Case { key: &key, ..*case };
        if !run.may(case.cost().saturating_mul(2)) || !kind_fits(case.algorithm, &key) {
            continue;
        }
        let found = Oracle::of(&case, signature::readings(&case), None).and_then(|oracle| {
            let signed = Signed::of(&case, case.algorithm.name)?;
            let rows = input::ROWS.iter().filter(|row| row.rank == Rank::Likely);
            let others = rows.flat_map(|row| (0..row.count).map(move |variant| (row, variant)));
            let others =
                others.map(|(row, variant)| Some(((row.apply)(&signed, variant)?, Some(row.step(&signed, variant)))));
            let texts = core::iter::once(Some((signed.clone(), None))).chain(others);
            let all = if oracle.is_quick() { usize::MAX } else { 3 };
            texts.take(all).flatten().find_map(|(text, input)| {
                let (after, _) = oracle.ask(&[], &text.text(), Depth::Likely)?;
                Some([vec![step.clone()], input.into_iter().collect(), after].concat())
            })
        });
        if let Some(mut steps) = found {
            sort_by_place(&mut steps, |step| (step.dimension as usize, 0));
            return Some(Chain { steps, remedy: None });
        }
    }
    None
}

/// The opposite point, with the text as it was sent: one check, and it is told apart from nothing else.
pub(super) fn opposite(case: &Case, run: &mut Run) -> Option<Chain> {
    let (step, key) = key::opposite(case.key)?;
    if !run.may(case.cost()) || (case.algorithm.verify)(&key, case.message, case.signature).is_err() {
        return None;
    }
    let remedy = key.write(Format::JwkPublic).ok().map(|text| Remedy::Key(Secret(text.into_bytes())));
    Some(Chain { steps: vec![step], remedy })
}

/// What a key that cannot be used was meant to be, if the signature is valid with that.
pub(in crate::explain) fn unusable(case: &Case, search: &mut Search) -> Option<Chain> {
    key_meant(case, &mut Run::of(search))
}

/// What the signature is under the algorithms that the key is for, where the header names one that it is not for.
pub(in crate::explain) fn under_own_algorithm(case: &Case, run: &mut Run) -> Option<Chain> {
    let own = ALGORITHMS.iter().filter(|row| kind_fits(row, case.key));
    // The length of an HMAC tells its hash.
    let of_length = |row: &Algorithm| {
        row.family != Family::Hmac || row.hash.is_some_and(|hash| hash.bytes() == case.signature.len())
    };
    let algorithm = own.copied().find(|row| of_length(row))?;
    let own = Case { algorithm, ..*case };
    Walk::of(&own, Some(case.algorithm.name), run)?.go(UNDER_ITS_OWN, run)
}

/// What was done to one character of a header that is no JSON, if the signature is valid under one of `keys` with that undone; and
/// the key.
pub(in crate::explain) fn damaged_header<'k>(
    token: &Token,
    keys: &[&'k Key],
    search: &mut Search,
) -> Option<(Chain, &'k Key)> {
    let mut run = Run::of(search);
    let [header, _, signature] = token.segments.as_slice() else { return None };
    let encoded = token.text.get(header.encoded.clone()).filter(|_| !keys.is_empty())?;
    let headers = mended_headers(encoded);
    keys.iter().find_map(|key| {
        headers.iter().filter(|(_, _, algorithm)| kind_fits(algorithm, key)).find_map(|(at, change, algorithm)| {
            let case = Case { algorithm, key, message: &[], signature: &signature.bytes, token };
            let signed = Signed::of(&case, algorithm.name)?;
            let (was, step) = edit::undone(&signed, Text::Encoded, (0, *at), *change)?;
            let holds = run.may(case.cost()) && (algorithm.verify)(key, &was.text(), case.signature).is_ok();
            let text = holds.then(|| was.segments()).flatten()?;
            let remedy = Remedy::Token(format!("{text}.{}", case.encoded(2)));
            Some((Chain { steps: vec![step], remedy: Some(remedy) }, *key))
        })
    })
}

/// The headers that this text is one character away from, by the place and the change, and the algorithm that they name.
fn mended_headers(encoded: &str) -> Vec<(usize, Change, &'static Algorithm)> {
    /// A longer one has too many places.
    const LONGEST: usize = 200;
    if encoded.len() > LONGEST {
        return vec![];
    }
    let all = (0..=encoded.len()).flat_map(|at| edit::changes(Text::Encoded).map(move |change| (at, change)));
    all.filter_map(|(at, change)| {
        let was = edit::before(encoded.as_bytes(), at, change)?;
        let document = URL_SAFE_NO_PAD.decode(was).ok().filter(|document| document.ends_with(b"}"))?;
        let algorithm = json::read_object(&document)?.get("alg")?.as_str().and_then(find)?;
        Some((at, change, algorithm))
    })
    .collect()
}

/// What a signature is under a name in `alg` that JOSE does not have, or without any, if it is valid under the right one.
pub(in crate::explain) fn otherwise_named(token: &Token, key: &Key, search: &mut Search) -> Option<Chain> {
    let signature = &token.signature()?.bytes;
    let mut run = Run::of(search);
    let fit: Vec<(&'static Algorithm, Step)> =
        named(token).into_iter().filter(|(row, _)| kind_fits(row, key)).collect();
    let case = |algorithm| Some(Case { algorithm, key, message: token.signing_input()?, signature, token });
    for (algorithm, step) in fit.iter().cloned().chain(unnamed(token, key, signature.len())) {
        let case = case(algorithm)?;
        if run.may(case.cost()) && (algorithm.verify)(key, case.message, signature).is_ok() {
            return Some(Chain { steps: vec![step], remedy: None });
        }
    }
    // The search goes through the other hashes by itself.
    let (algorithm, step) = fit.first()?;
    let more = super::search(&case(*algorithm)?, &mut run)?.steps;
    Some(Chain { steps: core::iter::once(step.clone()).chain(more).collect(), remedy: None })
}

/// Every algorithm that the key and the length of the signature leave, where the header has no `alg` to say which.
fn unnamed(token: &Token, key: &Key, length: usize) -> Vec<(&'static Algorithm, Step)> {
    if !header_without_alg(token) {
        return vec![];
    }
    let is_possible = |row: &&&Algorithm| kind_fits(row, key) && signature::length(row, key) == Some(length);
    let step =
        |row: &Algorithm| Step::new(Dimension::Header, "alg-missing", Code::AlgNotNamed).with(Fact::Name(row.name));
    ALGORITHMS.iter().filter(is_possible).map(|row| (*row, step(row))).collect()
}

fn header_without_alg(token: &Token) -> bool {
    let header = token.header.json.as_ref();
    header.is_some_and(|header| header.is_object() && header.get("alg").is_none())
}

/// What another member of a header without `alg` names as the algorithm.
fn misnamed(token: &Token) -> Vec<(&'static Algorithm, Step)> {
    const NAMES: [&str; 9] = [
        "alg",
        "algo",
        "algorithm",
        "algorithms",
        "signingalg",
        "signingalgorithm",
        "signaturealgorithm",
        "signaturealg",
        "sigalg",
    ];
    let Some(header) = token.header.json.as_ref().filter(|_| header_without_alg(token)) else { return vec![] };
    let bare = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let mut all = vec![];
    for member in header.members().iter().filter(|member| NAMES.contains(&bare(member.name.as_str()).as_str())) {
        let Some(value) = member.node.as_str() else { continue };
        let rows = find(value).into_iter().chain(header::meant(value).into_iter().map(|(row, _)| row));
        all.extend(rows.map(|row| {
            let fact = Fact::Under { right: row.name, member: member.name.to_string() };
            (row, Step::new(Dimension::Header, "alg-misnamed", Code::AlgNotNamed).with(fact))
        }));
    }
    all.truncate(ALGORITHMS.len());
    all
}

/// What `alg` may mean: its text, its number, its one item, or what stands in `typ` where the two changed places.
fn named(token: &Token) -> Vec<(&'static Algorithm, Step)> {
    let Some(node) = token.header.json.as_ref().and_then(|header| header.get("alg")) else {
        return misnamed(token);
    };
    let as_list = |name: &str| {
        let step = Step::new(Dimension::Header, "alg-list", Code::AlgOtherName);
        find(name).map(|row| (row, step.with(Fact::Name(row.name))))
    };
    match &node.value {
        Value::Number(number) => header::meant(number),
        Value::Array(items) => items.first().and_then(Node::as_str).and_then(as_list).into_iter().collect(),
        Value::String(name) => match header::meant(name) {
            all if all.is_empty() => {
                let typ = token.header.json.as_ref().and_then(|header| header.get("typ")?.as_str());
                let step = Step::new(Dimension::Header, "alg-in-typ", Code::AlgOtherName);
                let row = typ.and_then(find).filter(|_| find(name).is_none());
                row.map(|row| (row, step.with(Fact::Name(row.name)))).into_iter().collect()
            }
            all => all,
        },
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Diagnostic;
    use crate::jose::parse;
    use crate::key::{Encoding, detect};
    use crate::words;

    /// The token and the secret of RFC 7515 §A.1.
    const HEADER: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9";
    const REST: &str = ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
        .dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const SECRET: &str = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

    #[test]
    fn one_character_of_a_header_that_cannot_be_read_is_mended() {
        let key = detect(SECRET, Encoding::Base64url).expect("a text").expect("a secret");
        let other = detect("another", Encoding::Utf8).expect("a text").expect("a secret");
        let check = |header: &str, says: Option<&str>| {
            let token = parse(format!("{header}{REST}")).token.expect("a token");
            let found = damaged_header(&token, &[&other, &key], &mut Search::at_once());
            if let Some((chain, used)) = &found {
                assert_eq!(used.text, key.text);
                assert_eq!(chain.remedy, Some(Remedy::Token(format!("{HEADER}{REST}"))));
            }
            let said = found.map(|(chain, _)| words::title(&Diagnostic::from(chain)));
            let expected = says.map(|says| format!("the signature is valid if {says}"));
            assert_eq!(said, expected, "{header}");
        };
        check(&HEADER.replacen("iOiJI", "iOJI", 1), Some("`i` stands before character 30 of the encoded header"));
        check(&HEADER.replacen("hbGci", "hbGGci", 1), Some("character 26 of the encoded header, `G`, is taken out"));
        check(&HEADER.replacen("iLA0K", "iLA_K", 1), Some("character 19 of the encoded header is `0`, not `_`"));
        check(&HEADER.replacen("hbGci", "hbcGi", 1), Some("characters 26 and 27 of the encoded header are swapped"));
        check(&HEADER.replacen("hbGci", "hbXXi", 1), None);
        check(&HEADER.repeat(6), None);
    }
}
