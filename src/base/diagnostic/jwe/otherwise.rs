//! What a sender does otherwise than the standard, as far as that shows.

/// The algorithm that a name probably stands for which JWE does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meant {
    /// Its name in JWE.
    pub name: &'static str,
    /// What the other name is.
    pub naming: Naming,
    /// Whether the token opens with the key that is there if it is read so; with the `enc` that it takes as well, if the name of
    /// that is another, too.
    pub opens: Option<Opens>,
}

/// That a token opens once its algorithms are read as they are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// With this one.
    Alone,
    /// With this one, and `enc` read as that one.
    With(&'static str),
}

/// Where a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// XML Encryption.
    Xml,
    /// Java.
    Java,
    /// It is spelled in another way.
    Spelling,
}

/// What is put around DEFLATE elsewhere, and not in JWE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// ZLIB (RFC 1950).
    Zlib,
    /// gzip (RFC 1952).
    Gzip,
}

/// What stands where the padding of content has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// What is decrypted is no text, so that it does not show.
    Unknown,
    /// Nothing: text goes on to the end.
    Nothing,
    /// Zeros behind text.
    Zeros,
}
