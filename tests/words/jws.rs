//! Samples of what can be wrong with signed tokens in JSON.

use super::Family;
use jwt_debugger::base::diagnostic::{Facts, Jws};

pub fn samples() -> Vec<Family> {
    let faults = [
        Jws::Type { name: "signatures", kind: "an object", wanted: "an array" },
        Jws::SignatureMissing,
        Jws::NoSignatures,
        Jws::ManySignatures { count: 101, read: 100 },
        Jws::Mixed("protected"),
        Jws::NoHeader,
        Jws::Repeated("kid".into()),
        Jws::Unprotected("crit"),
        Jws::Unprotected("b64"),
        Jws::AlgUnprotected,
        Jws::B64Differs,
    ];
    vec![("Signed tokens in JSON", None, faults.map(Facts::from).to_vec())]
}
