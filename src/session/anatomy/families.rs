//! The steps of each algorithm, with its sample.

use crate::engine::anatomy::{self, Anatomy, Ink, Label, Topic};
use crate::engine::jwa::tests::Counter;
use crate::engine::jwa::{ALGORITHMS, find};
use crate::format::hex;
use crate::jose::parse;
use crate::key::{self, Encoding};
use crate::session::samples;

/// The inks of a value, each with its bytes.
fn inks(anatomy: &Anatomy, label: Label) -> Vec<(Ink, String)> {
    let value = anatomy.steps.iter().flat_map(|step| &step.values).find(|value| value.label == label).expect("a value");
    value.runs.iter().map(|run| (run.ink, hex::encode(&run.bytes))).collect()
}

/// Whatever verifies ends in an equation that holds or a comparison without a difference; with one letter changed, it does not.
#[test]
fn the_steps_of_each_algorithm_end_where_its_verdict_does() {
    for row in ALGORITHMS {
        let sample = samples::sample(row, 1_795_304_580, &mut Counter(7)).expect("a sample");
        let key = key::detect(&sample.key, Encoding::Utf8).expect("a text").expect("a key");
        let holds = |token: &str| {
            let token = parse(token).token.expect("a token");
            let anatomy = anatomy::of(&token, row, Some(&key)).expect("three parts");
            assert!(anatomy.steps.len() >= 5, "{}: {:?}", row.name, anatomy.steps);
            match anatomy.steps.last().map(|step| step.topic.clone()) {
                Some(Topic::Compare { differing, .. }) => differing == 0,
                Some(Topic::Equation(_, holds)) => holds,
                other => panic!("{}: {other:?}", row.name),
            }
        };
        assert!(holds(&sample.token), "{}", row.name);
        let changed = sample.token.replacen(".eyJpc3Mi", ".eyJqc3Mi", 1);
        assert!(changed != sample.token && !holds(&changed), "{}", row.name);
    }
}

#[test]
fn a_salt_comes_out_from_under_its_mask() {
    let row = find("PS256").expect("a row");
    let sample = samples::sample(row, 1_795_304_580, &mut Counter(7)).expect("a sample");
    let key = key::detect(&sample.key, Encoding::Utf8).expect("a text").expect("a key");
    let anatomy = anatomy::of(&parse(sample.token).token.expect("a token"), row, Some(&key)).expect("three parts");
    let block = inks(&anatomy, Label::Block);
    assert_eq!(
        block.iter().map(|(ink, hex)| (*ink, hex.len() / 2)).collect::<Vec<_>>(),
        [(Ink::Masked, 223), (Ink::Hash, 32), (Ink::Padding, 1)]
    );
    let data = inks(&anatomy, Label::DataBlock);
    assert_eq!(
        data.iter().map(|(ink, hex)| (*ink, hex.len() / 2)).collect::<Vec<_>>(),
        [(Ink::Padding, 191), (Ink::Salt, 32)]
    );
    assert!(data[0].1 == format!("{}01", "00".repeat(190)));
    // The salt that is hashed is that one.
    assert_eq!(inks(&anatomy, Label::SaltedInput)[2], (Ink::Salt, data[1].1.clone()));
}

#[test]
fn no_hostile_token_stops_the_steps() {
    for row in ALGORITHMS {
        let sample = samples::sample(row, 1_795_304_580, &mut Counter(7)).expect("a sample");
        let key = key::detect(&sample.key, Encoding::Utf8).expect("a text").expect("a key");
        for text in ["..", "a.b.c", "a..", ".b.", "é.é.é", "eyJ.e30.AAAA", "a.b.AAAAAAAAAAAAAAAAAAAAAAAA"] {
            let Some(token) = parse(text).token else { continue };
            for key in [None, Some(&key)] {
                assert!(
                    anatomy::of(&token, row, key).is_none_or(|anatomy| anatomy.steps.len() >= 3),
                    "{} {text}",
                    row.name
                );
            }
        }
    }
}
