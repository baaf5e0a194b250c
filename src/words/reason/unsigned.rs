//! Why a draft has no signature, or is no token.

use super::unchecked::unknown_alg;
use super::{Wording, kind, of_facts, state, unusable};
use crate::base::diagnostic::reason::Unsigned;
use crate::base::span::Part;
use crate::base::spec::Spec;
use crate::words;

pub(super) fn wording(why: &Unsigned) -> Wording {
    match why {
        Unsigned::Json { part, line, column, fault } => {
            let part = if *part == Part::Header { "header" } else { "payload" };
            let inner = words::of_json(fault);
            let title = format!("the {part} is not valid JSON at line {line}, column {column}: {}", inner.title);
            Wording { headline: None, title, fix: inner.fix, spec: Some(Spec::Rfc(8259, "")) }
        }
        Unsigned::AlgAmbiguous => state("the header has more than one `alg`"),
        Unsigned::AlgMissing => state("the header has no `alg`, so there is no algorithm to sign with"),
        Unsigned::AlgNone => state("the header says `none`; an unsecured token has no signature"),
        Unsigned::AlgUnknown(unknown) => Wording { fix: None, spec: None, ..unknown_alg(unknown) },
        Unsigned::Crit => {
            state("the header requires an extension that is not supported here, or `crit` and `b64` do not go together")
        }
        Unsigned::NoKey { algorithm, needs } => {
            state(format!("there is no key to sign with; {algorithm} needs {}", kind(*needs)))
        }
        Unsigned::KeyUnreadable(fault) => state(format!("the key cannot be read: {}", of_facts(fault, None).title)),
        Unsigned::KeySet => state("a set of keys can only verify; paste the one private key that signs"),
        Unsigned::OtherKey { algorithm, needs, is } => {
            state(format!("{} needs {}, and this is {}", algorithm.name, kind(*needs), kind(*is))).by(algorithm.spec)
        }
        Unsigned::PublicKey => state("this is the public key, which verifies; signing needs the private key"),
        Unsigned::KeyLarge(bits) => state(format!("signing with {bits} bits takes too long to do it as you type")),
        Unsigned::KeyUnusable(why) => state(format!("this key cannot sign: {}", unusable(*why))),
    }
}
