//! What cannot be made a draft of, and what to know of a signature that was made.

use super::{Wording, counted, say, state};
use crate::base::diagnostic::reason::{NotEditable, Weak};
use crate::base::spec::Spec;

pub(super) fn not_editable(why: NotEditable) -> Wording {
    match why {
        NotEditable::Encrypted => state("the content of an encrypted token cannot be edited"),
        NotEditable::InJson => say(
            "a token in JSON cannot be edited",
            "copy it as a compact token, paste that into the token field, and edit it there",
        ),
        NotEditable::NoPayload => state("the token ends before its payload"),
        NotEditable::NotText => {
            state("header or payload is not UTF-8, and editing it as text would change bytes that you do not see")
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
