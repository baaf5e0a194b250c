//! Other texts that may have been signed in place of the JWS signing input.

/// What was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Header and payload in base64url with padding.
    Base64urlPadded,
    /// Header and payload in base64 with padding.
    Base64Padded,
    /// Header and payload in base64 without padding.
    Base64,
    /// The encoded payload alone.
    PayloadEncoded,
    /// The decoded payload alone.
    PayloadDecoded,
    /// The encoded header and the decoded payload.
    HeaderEncodedPayloadDecoded,
    /// Header and payload, decoded.
    Decoded,
    /// Header and payload without the dot between them.
    WithoutDot,
    /// Header and payload with a dot at the end.
    DotAtEnd,
    /// Header and payload with a line feed at the end.
    LineFeedAtEnd,
    /// Their hash in hexadecimal.
    HashHex,
    /// Their hash.
    HashedTwice,
    /// JSON in another form.
    Rewritten(Whose, JsonForm),
    /// The members of the header in another order.
    HeaderOrder,
}

/// Whose JSON it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// That of the payload.
    Payload,
    /// That of both.
    Both,
    /// That of the header.
    Header,
}

/// A form in which a library writes JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonForm {
    /// Without white space.
    Tight,
    /// With a space after each comma and colon.
    Spaced,
    /// Indented by so many spaces.
    Indented(usize),
    /// Indented by tabs.
    Tabs,
    /// Sorted by the names of the members.
    Sorted,
    /// Each `/` escaped.
    SlashEscaped,
    /// No `/` escaped.
    SlashUnescaped,
    /// Everything beyond ASCII escaped.
    NonAsciiEscaped,
    /// No character escaped by its number.
    NonAsciiUnescaped,
}
