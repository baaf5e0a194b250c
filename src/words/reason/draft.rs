//! What cannot be made a draft of, and what to know of a signature that was made.

use super::{Wording, counted, say, state};
use crate::base::diagnostic::reason::{NotEditable, Weak};
use crate::base::spec::Spec;

pub(super) fn not_editable(why: NotEditable) -> Wording {
    match why {
        NotEditable::BrokenJson => {
            say("the JSON around header and payload is broken", "correct it in the token field first")
        }
        NotEditable::Encrypted => say("the content is encrypted", "enter the key that decrypts it first"),
        NotEditable::KeyBinding => {
            say("a key binding JWT belongs to its presentation", "bind the presentation anew, beside its disclosures")
        }
        NotEditable::NoPayload => state("the token ends before its payload"),
        NotEditable::NotText => {
            state("header or payload is not text (UTF-8), and editing would change bytes that you do not see")
        }
        NotEditable::Recipients => {
            state("the token has several recipients, and would have to be encrypted to each of them anew")
        }
        NotEditable::SdJwt => say(
            "an SD-JWT is signed with its digests, so its claims cannot be edited",
            "choose what to show among its disclosures",
        ),
    }
}

pub(super) fn weak(why: Weak) -> Wording {
    match why {
        Weak::Secret { bytes, needs, algorithm } => {
            state(format!("the secret has {}, and {algorithm} needs {needs} or more", counted(bytes, "byte")))
                .by(Spec::Rfc(7518, "3.2"))
        }
        Weak::Rsa(bits) => {
            state(format!("the key has {bits} bits, and RSA needs 2048 or more")).by(Spec::Rfc(7518, "3.3"))
        }
    }
}
