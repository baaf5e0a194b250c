//! DEFLATE (RFC 1951), bare or with what ZLIB (RFC 1950) and gzip (RFC 1952) put around it.
//!
//! What is inflated may be secret, so it is overwritten when it is dropped, also where reading stops in the middle.

use crate::base::diagnostic::Compression;
use crate::base::secret::Secret;
use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use miniz_oxide::inflate::{
    DecompressError, TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};

/// As good as it gets in reasonable time.
const LEVEL: u8 = 6;

/// The most bytes that the content of a token may inflate to: the largest tokens in use hold a few kilobytes.
pub const MOST: usize = 250_000;

/// Why bytes do not inflate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They are not DEFLATE, or end too early.
    Broken,
    /// They inflate to more bytes than they may.
    TooLong,
}

/// `content` compressed, with nothing around it.
pub fn deflate(content: &[u8]) -> Vec<u8> {
    compress_to_vec(content, LEVEL)
}

/// `content` compressed, as ZLIB.
pub fn zlib(content: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(content, LEVEL)
}

/// What `compressed` inflates to, up to `most` bytes, and how it was compressed; no more memory than that is used.
///
/// # Errors
/// Why it does not inflate.
///
/// ```
/// use jwt_debugger::format::deflate::{Fault, deflate, inflate};
///
/// let compressed = deflate(&[b'a'; 1000]);
/// assert!(compressed.len() < 20);
/// assert_eq!(inflate(&compressed, 1000).unwrap().0.0, [b'a'; 1000]);
/// assert_eq!(inflate(&compressed, 999).unwrap_err(), Fault::TooLong);
/// ```
pub fn inflate(compressed: &[u8], most: usize) -> Result<(Secret, Compression), Fault> {
    let ended = |result, how| ended(result, most).map(|content| (content, how));
    match ended(decompress_to_vec_with_limit(compressed, most), Compression::Deflate) {
        Err(Fault::Broken) if is_zlib(compressed) => {
            ended(decompress_to_vec_zlib_with_limit(compressed, most), Compression::Zlib)
        }
        Err(Fault::Broken) => match gzip_body(compressed) {
            Some(body) => ended(decompress_to_vec_with_limit(body, most), Compression::Gzip),
            None => Err(Fault::Broken),
        },
        bare => bare,
    }
}

fn ended(result: Result<Vec<u8>, DecompressError>, most: usize) -> Result<Secret, Fault> {
    match result {
        Ok(content) => Ok(Secret(content)),
        Err(error) => {
            let started = Secret(error.output);
            match error.status {
                TINFLStatus::HasMoreOutput if started.0.len() >= most => Err(Fault::TooLong),
                _ => Err(Fault::Broken),
            }
        }
    }
}

/// Whether it begins like ZLIB (RFC 1950 §2.2): the method is 8, and the first two bytes are a multiple of 31.
fn is_zlib(bytes: &[u8]) -> bool {
    let [method, flags, ..] = *bytes else { return false };
    method & 0x0f == 8 && u16::from_be_bytes([method, flags]).is_multiple_of(31)
}

/// What stands behind the header of a gzip member (RFC 1952 §2.3): the DEFLATE, and a checksum behind it.
fn gzip_body(bytes: &[u8]) -> Option<&[u8]> {
    const CHECKSUM: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let flags = *bytes.get(3).filter(|_| bytes.starts_with(&[0x1f, 0x8b, 8]))?;
    let mut rest = bytes.get(10..)?;
    if flags & EXTRA != 0 {
        let length = u16::from_le_bytes([*rest.first()?, *rest.get(1)?]);
        rest = rest.get(2 + usize::from(length)..)?;
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    rest.get(if flags & CHECKSUM != 0 { 2 } else { 0 }..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deflated_inflates_up_to_the_limit() {
        for content in [&b""[..], b"a", &[b'a'; 1000]] {
            assert_eq!(inflate(&deflate(content), 1000), Ok((Secret(content.to_vec()), Compression::Deflate)));
        }
        assert_eq!(inflate(&deflate(&[b'a'; 1001]), 1000), Err(Fault::TooLong));
        let bomb = deflate(&vec![0; 10_000_000]);
        assert!(bomb.len() < 20_000);
        assert_eq!(inflate(&bomb, 250_000), Err(Fault::TooLong));
    }

    #[test]
    fn what_is_not_deflate_is_refused() {
        let zlib = compress_to_vec_zlib(b"cut off", LEVEL);
        let gzip = [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3, b'n', b'a', b'm', b'e'];
        for wrong in [
            &b""[..],
            b"plain text, not compressed",
            b"x",
            &deflate(b"cut off")[..3],
            &zlib[..5],
            &[0x78, 0x9c],
            &gzip,
            &gzip[..3],
        ] {
            assert_eq!(inflate(wrong, 1000), Err(Fault::Broken), "{wrong:?}");
        }
    }

    #[test]
    fn what_stands_around_the_deflate_is_named() {
        for level in [0, 1, 6, 9] {
            let zlib = compress_to_vec_zlib(b"{\"sub\":\"alice\"}", level);
            let (content, how) = inflate(&zlib, 1000).expect("it inflates");
            assert_eq!((content.0.as_slice(), how), (&b"{\"sub\":\"alice\"}"[..], Compression::Zlib));
        }
        let gzip = |flags: u8, more: &[u8]| {
            [&[0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3], more, &deflate(b"content"), &[1, 2, 3, 4, 7, 0, 0, 0]].concat()
        };
        let all =
            [gzip(0, b""), gzip(8, b"name\0"), gzip(4, &[2, 0, 7, 7]), gzip(30, b"\x01\0\x07name\0text\0\x07\x07")];
        for gzip in all {
            let (content, how) = inflate(&gzip, 1000).expect("it inflates");
            assert_eq!((content.0.as_slice(), how), (&b"content"[..], Compression::Gzip), "{gzip:?}");
        }
        let bomb = compress_to_vec_zlib(&vec![0; 10_000_000], LEVEL);
        assert_eq!(inflate(&bomb, 250_000), Err(Fault::TooLong));
    }
}
