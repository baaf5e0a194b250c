//! Why there is no signature to take apart, in words.

/// Why there is no signature to take apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsigned {
    /// There is no token.
    NoToken,
    /// It is encrypted.
    Encrypted,
    /// `alg` is `none`.
    None,
    /// No algorithm that this page knows.
    Unknown,
    /// It does not have three parts.
    Parts,
}

/// The same in words.
pub fn unsigned(why: Unsigned) -> &'static str {
    match why {
        Unsigned::NoToken => "Paste a token to see how its signature works.",
        Unsigned::Encrypted => {
            "An encrypted token (JWE) has no signature. Its last part is an authentication tag, which only the holder of the key can check."
        }
        Unsigned::None => {
            "This token is not signed: `alg` is `none`, so there is nothing to check and anyone could have written it."
        }
        Unsigned::Unknown => {
            "The header names no signature algorithm that this page knows, so its signature cannot be taken apart."
        }
        Unsigned::Parts => {
            "A signed token has three parts: header, payload and signature. This one does not, so there is no signature to take apart."
        }
    }
}
