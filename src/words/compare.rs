//! How two tokens differ, in a line; and what is told of their times and signatures.

use super::time::seconds_between;
use super::{capital, counted, duration, list};
use crate::base::diagnostic::Role;
use crate::base::time::NumericDate;

/// How alike two parts of two tokens are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Neither token has such a part.
    Absent,
    /// They are the same, byte for byte.
    Identical,
    /// They are the same but for white space.
    Spacing,
    /// They have the same members in another order.
    Order,
    /// They mean the same and are written differently: `1` and `1.0`, an escape and its character, `aud` as a text and as a list.
    Written,
    /// At least one of them is encrypted, and cannot be read.
    Sealed,
    /// They are bytes that are no text, and not the same.
    Binary,
    /// They differ in what they mean.
    Different,
}

/// How two signatures stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signatures {
    /// There is none: the tokens are not signed, or what is compared is encrypted.
    Neither,
    /// The same bytes, of the same content.
    Same,
    /// The same bytes, of different content.
    SameOfOther,
    /// Other bytes.
    Different,
    /// One of the two alone is signed.
    One,
}

/// What is said of two tokens in a line.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Whether they are one text.
    pub same_text: bool,
    /// Whether both payloads are JSON objects, which hold claims.
    pub claims: bool,
    /// The headers.
    pub header: Likeness,
    /// The payloads.
    pub payload: Likeness,
    /// The signatures.
    pub signatures: Signatures,
    /// The names in which headers and payloads differ, the first few of them.
    pub names: [Vec<String>; 2],
    /// How many such names there are.
    pub members: [usize; 2],
}

/// So many names stand in the answer; more are counted.
const NAMED: usize = 4;

/// How two tokens differ: the most important thing first.
pub fn answer(answer: &Answer) -> String {
    if answer.same_text {
        return "The same token, byte for byte.".into();
    }
    let differs = [answer.header, answer.payload].iter().any(|likeness| *likeness >= Likeness::Binary);
    let main = match differs {
        true => different(answer),
        false => alike(answer),
    };
    if answer.payload == Likeness::Sealed {
        return format!("{main} The content is encrypted: it can be compared once the key opens both.");
    }
    main
}

fn alike(answer: &Answer) -> String {
    let content = if answer.claims { "claims" } else { "payload" };
    let how = |likeness: Likeness| match likeness {
        Likeness::Spacing => ", with other white space",
        Likeness::Order => ", in another order",
        Likeness::Written => ", written differently",
        _ => "",
    };
    let [header, payload] = [answer.header, answer.payload];
    let what = if payload == Likeness::Absent || payload == Likeness::Sealed {
        format!("The same header{}", how(header))
    } else if how(payload).is_empty() {
        match how(header).is_empty() {
            true => format!("The same header and {content}"),
            false => format!("The same {content} and the same header{}", how(header)),
        }
    } else {
        format!("The same {content}{}", how(payload))
    };
    let is_written_anew = !how(header).is_empty() || !how(payload).is_empty();
    let signature = match answer.signatures {
        Signatures::Different => "; the signature differs",
        Signatures::One => "; only one is signed",
        Signatures::SameOfOther => "; the signature is the same",
        Signatures::Neither | Signatures::Same if is_written_anew || payload == Likeness::Sealed => "",
        Signatures::Neither | Signatures::Same => "; only the encoding differs",
    };
    format!("{what}{signature}.")
}

fn different(answer: &Answer) -> String {
    let content = if answer.claims { "claim" } else { "payload member" };
    let [header, payload] = &answer.names;
    let [in_header, in_payload] = answer.members;
    let mut items: Vec<String> = vec![];
    if in_header + in_payload <= NAMED {
        items.extend(payload.iter().map(|name| format!("`{name}`")));
        items.extend(header.iter().map(|name| format!("`{name}` in the header")));
    } else {
        let counts = [(in_payload, content), (in_header, "header parameter")];
        items.extend(counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(count, noun)));
    }
    // What has no members differs as a whole.
    for (likeness, members, name) in
        [(answer.payload, in_payload, "the payload"), (answer.header, in_header, "the header")]
    {
        if likeness >= Likeness::Binary && members == 0 {
            items.push(name.into());
        }
    }
    if answer.signatures == Signatures::Different {
        items.push("the signature".into());
    }
    let are_named = in_header + in_payload <= NAMED;
    let verb = if items.len() == 1 && are_named { "differs" } else { "differ" };
    let all = list(&items);
    let subject = if are_named { format!("Only {all}") } else { capital(&all) };
    let tail = match answer.signatures {
        Signatures::SameOfOther => " The signature is the same.",
        Signatures::One => " Only one of them is signed.",
        _ => "",
    };
    format!("{subject} {verb}.{tail}")
}

/// How alike two parts are, in a word or two.
pub fn likeness(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Absent => "Neither token has one.",
        Likeness::Identical => "Identical.",
        Likeness::Spacing => "Identical but for white space.",
        Likeness::Order => "The same members in another order.",
        Likeness::Written => "The same values, written differently.",
        Likeness::Sealed => "Encrypted. Enter the key in the debugger to compare the content.",
        Likeness::Binary => "Different bytes, which are not UTF-8 text.",
        Likeness::Different => "Different.",
    }
}

/// That a text was compared though it is no JSON.
pub const LENIENT: &str = "At least one of the two is not well-formed JSON. What could be read of it is compared.";

/// How two signatures stand to each other.
pub fn signatures(signatures: Signatures) -> &'static str {
    match signatures {
        Signatures::Neither => "Neither has a signature to compare.",
        Signatures::Same => "The same signature over the same bytes.",
        Signatures::SameOfOther => {
            "The same signature over different bytes. An ordinary signer makes no such pair: expect at most one of the two to \
             verify."
        }
        Signatures::Different => "Different signatures.",
        Signatures::One => "Only one of the two has a signature.",
    }
}

/// The name of a segment.
pub fn segment(role: Role) -> &'static str {
    match role {
        Role::Header => "Header",
        Role::Payload => "Payload",
        Role::Signature => "Signature",
        Role::EncryptedKey => "Encrypted key",
        Role::InitializationVector => "Initialization vector",
        Role::Ciphertext => "Ciphertext",
        Role::AuthenticationTag => "Authentication tag",
        Role::Extra => "Extra segment",
    }
}

/// How the second time stands to the first.
pub fn later(times: [Option<NumericDate>; 2]) -> String {
    of_both(times, |a, b| {
        if a == b {
            return "the same".into();
        }
        let (earlier, later, word) = if a < b { (a, b, "later") } else { (b, a, "earlier") };
        match seconds_between(earlier, later) {
            0 => format!("less than a second {word}"),
            seconds => format!("{} {word}", duration(seconds)),
        }
    })
}

/// How the second length of time stands to the first.
pub fn longer(lengths: [Option<i64>; 2]) -> String {
    of_both(lengths, |a, b| match a == b {
        true => "the same".into(),
        false => format!("{} {}", duration(b.saturating_sub(a)), if a < b { "longer" } else { "shorter" }),
    })
}

/// What is said of two values, or that one token alone has one.
fn of_both<T>(pair: [Option<T>; 2], say: impl FnOnce(T, T) -> String) -> String {
    match pair {
        [Some(a), Some(b)] => say(a, b),
        [Some(_), None] => "only in A".into(),
        [None, Some(_)] => "only in B".into(),
        [None, None] => "in neither".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: Likeness, payload: Likeness, signatures: Signatures) -> Answer {
        let names = [vec![], vec![]];
        Answer { same_text: false, claims: true, header, payload, signatures, names, members: [0, 0] }
    }

    #[test]
    fn tokens_that_mean_the_same_are_said_to() {
        use Likeness::*;
        let check =
            |header, payload, signatures, text: &str| assert_eq!(answer(&of(header, payload, signatures)), text);
        check(Identical, Identical, Signatures::Different, "The same header and claims; the signature differs.");
        check(Identical, Identical, Signatures::Same, "The same header and claims; only the encoding differs.");
        check(Identical, Order, Signatures::Different, "The same claims, in another order; the signature differs.");
        check(Order, Identical, Signatures::Neither, "The same claims and the same header, in another order.");
        check(Spacing, Written, Signatures::Neither, "The same claims, written differently.");
        check(Identical, Spacing, Signatures::One, "The same claims, with other white space; only one is signed.");
        check(
            Identical,
            Sealed,
            Signatures::Neither,
            "The same header. The content is encrypted: it can be compared once the key opens both.",
        );
        let same = Answer { same_text: true, ..of(Identical, Identical, Signatures::Same) };
        assert_eq!(answer(&same), "The same token, byte for byte.");
    }

    #[test]
    fn few_differences_are_named_and_many_are_counted() {
        let check = |header: &[&str], payload: &[&str], signatures, text: &str| {
            let likeness = |names: &[&str]| if names.is_empty() { Likeness::Identical } else { Likeness::Different };
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
            let answer_of = Answer {
                names: [owned(header), owned(payload)],
                members: [header.len(), payload.len()],
                ..of(likeness(header), likeness(payload), signatures)
            };
            assert_eq!(answer(&answer_of), text);
        };
        check(&[], &["exp"], Signatures::Different, "Only `exp` and the signature differ.");
        check(&[], &["exp"], Signatures::Neither, "Only `exp` differs.");
        check(&[], &["exp"], Signatures::SameOfOther, "Only `exp` differs. The signature is the same.");
        check(
            &["kid"],
            &["exp", "jti"],
            Signatures::Different,
            "Only `exp`, `jti`, `kid` in the header and the signature differ.",
        );
        let many = ["a", "b", "c", "d", "e"];
        check(&["kid"], &many, Signatures::Different, "5 claims, 1 header parameter and the signature differ.");
        check(&[], &many, Signatures::One, "5 claims differ. Only one of them is signed.");
        let whole = Answer { claims: false, ..of(Likeness::Identical, Likeness::Binary, Signatures::Neither) };
        assert_eq!(answer(&whole), "Only the payload differs.");
    }

    #[test]
    fn times_are_told_apart_to_the_second() {
        let check = |a: &str, b: &str, text: &str| {
            assert_eq!(later([a, b].map(NumericDate::read)), text, "{a} {b}");
        };
        check("10", "10.0", "the same");
        check("10", "3610", "1 hour later");
        check("3610", "10", "1 hour earlier");
        check("10", "10.5", "less than a second later");
        check("10.5", "12", "1 second later");
        check("10", "", "only in A");
        check("", "10", "only in B");
        check("", "", "in neither");
        check("-8640000000000", "8640000000000", "200000000 days later");
        assert_eq!(longer([Some(60), Some(3600)]), "59 minutes longer");
        assert_eq!(
            longer([Some(i64::MIN), Some(i64::MAX)]),
            "106751991167300 days 15 hours 30 minutes 7 seconds longer"
        );
        assert_eq!(longer([Some(60), Some(60)]), "the same");
        assert_eq!(longer([None, Some(60)]), "only in B");
    }
}
