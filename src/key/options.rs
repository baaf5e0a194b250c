//! What decides how the text of a key is read, beside the text.

use super::{Curve, DecryptedKey, EdCurve, Encoding};

/// What decides how a text is read, beside the text.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// How a secret is written.
    pub encoding: Encoding,
    /// What kind of key the token needs. Some texts may be a secret or the bytes of a public key, and no mark tells which; and
    /// some that a token with a secret could have been made with are no key for any other.
    pub needed: Needed,
    /// What a passphrase made of a private key that is encrypted.
    pub unlocked: Option<&'a DecryptedKey>,
}

/// What kind of key the token needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Needed {
    /// There is no token, or it does not say.
    #[default]
    Anything,
    /// A shared secret.
    Secret,
    /// A key on an Edwards curve, one of these.
    Okp(&'static [EdCurve]),
    /// A key on this curve.
    Ec(Curve),
    /// Another public key.
    Public,
}

impl Needed {
    /// Whether a secret is of no use.
    pub fn is_public(self) -> bool {
        matches!(self, Needed::Okp(_) | Needed::Ec(_) | Needed::Public)
    }
}
