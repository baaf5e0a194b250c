//! Compression of content, `"zip":"DEF"` (RFC 7516 §4.1.3): raw DEFLATE (RFC 1951). What senders put around it, ZLIB (RFC 1950) and
//! gzip (RFC 1952), is read as well, and named: the content has been authenticated.

use crate::base::diagnostic::jwe::{Framing, Opening};
use crate::key::Secret;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{
    DecompressError, TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};

/// As good as it gets in reasonable time.
const LEVEL: u8 = 6;

/// `content` deflated.
pub fn deflate(content: &[u8]) -> Vec<u8> {
    compress_to_vec(content, LEVEL)
}

/// What `compressed` inflates to, up to `most` bytes, and what was put around the DEFLATE; no more memory than that is used.
pub fn inflate(compressed: &[u8], most: usize) -> Result<(Secret, Option<Framing>), Opening> {
    let raw = ended(decompress_to_vec_with_limit(compressed, most), most);
    let framed = |framing, content| ended(content, most).map(|content| (content, Some(framing)));
    match raw {
        Err(Opening::Deflate) if is_zlib(compressed) => {
            framed(Framing::Zlib, decompress_to_vec_zlib_with_limit(compressed, most))
        }
        Err(Opening::Deflate) => match gzip_body(compressed) {
            Some(body) => framed(Framing::Gzip, decompress_to_vec_with_limit(body, most)),
            None => Err(Opening::Deflate),
        },
        raw => raw.map(|content| (content, None)),
    }
}

fn ended(result: Result<Vec<u8>, DecompressError>, most: usize) -> Result<Secret, Opening> {
    match result {
        Ok(content) => Ok(Secret(content)),
        Err(error) => {
            let started = Secret(error.output);
            match error.status {
                TINFLStatus::HasMoreOutput if started.0.len() >= most => Err(Opening::TooLong(most)),
                _ => Err(Opening::Deflate),
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
    use miniz_oxide::deflate::compress_to_vec_zlib;

    #[test]
    fn what_is_deflated_inflates_up_to_the_limit() {
        for content in [&b""[..], b"a", &[b'a'; 1000]] {
            assert_eq!(inflate(&deflate(content), 1000), Ok((Secret(content.to_vec()), None)));
        }
        assert_eq!(inflate(&deflate(&[b'a'; 1001]), 1000), Err(Opening::TooLong(1000)));
        let bomb = deflate(&vec![0; 10_000_000]);
        assert!(bomb.len() < 20_000);
        assert_eq!(inflate(&bomb, 250_000), Err(Opening::TooLong(250_000)));
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
            assert_eq!(inflate(wrong, 1000), Err(Opening::Deflate), "{wrong:?}");
        }
    }

    #[test]
    fn what_stands_around_the_deflate_is_named() {
        for level in [0, 1, 6, 9] {
            let zlib = compress_to_vec_zlib(b"{\"sub\":\"alice\"}", level);
            let (content, framing) = inflate(&zlib, 1000).expect("it inflates");
            assert_eq!((content.0.as_slice(), framing), (&b"{\"sub\":\"alice\"}"[..], Some(Framing::Zlib)));
        }
        let gzip = |flags: u8, more: &[u8]| {
            [&[0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3], more, &deflate(b"content"), &[1, 2, 3, 4, 7, 0, 0, 0]].concat()
        };
        let all =
            [gzip(0, b""), gzip(8, b"name\0"), gzip(4, &[2, 0, 7, 7]), gzip(30, b"\x01\0\x07name\0text\0\x07\x07")];
        for gzip in all {
            let (content, framing) = inflate(&gzip, 1000).expect("it inflates");
            assert_eq!((content.0.as_slice(), framing), (&b"content"[..], Some(Framing::Gzip)), "{gzip:?}");
        }
        let bomb = compress_to_vec_zlib(&vec![0; 10_000_000], LEVEL);
        assert_eq!(inflate(&bomb, 250_000), Err(Opening::TooLong(250_000)));
    }
}
