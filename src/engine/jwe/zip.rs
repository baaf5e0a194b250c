//! Compression of content, `"zip":"DEF"` (RFC 7516 §4.1.3): raw DEFLATE (RFC 1951). What senders put around it, ZLIB (RFC 1950) and
//! gzip (RFC 1952), is read as well, and named: the content has been authenticated.

use crate::base::diagnostic::Compression;
use crate::base::diagnostic::jwe::{Framing, Opening};
pub use crate::format::deflate::deflate;
use crate::format::deflate::{self, Fault};
use crate::key::Secret;

/// What `compressed` inflates to, up to `most` bytes, and what was put around the DEFLATE; no more memory than that is used.
pub fn inflate(compressed: &[u8], most: usize) -> Result<(Secret, Option<Framing>), Opening> {
    let (content, how) = deflate::inflate(compressed, most).map_err(|fault| match fault {
        Fault::TooLong => Opening::TooLong(most),
        Fault::Broken => Opening::Deflate,
    })?;
    let framing = match how {
        Compression::Deflate => None,
        Compression::Zlib => Some(Framing::Zlib),
        Compression::Gzip => Some(Framing::Gzip),
    };
    Ok((content, framing))
}
