//! Compression of content, `"zip":"DEF"` (RFC 7516 §4.1.3): raw DEFLATE (RFC 1951).

use crate::base::diagnostic::jwe::Opening;
use crate::key::Secret;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// As good as it gets in reasonable time.
const LEVEL: u8 = 6;

/// `content` deflated.
pub fn deflate(content: &[u8]) -> Vec<u8> {
    compress_to_vec(content, LEVEL)
}

/// What `compressed` inflates to, up to `most` bytes; no more memory than that is used.
pub fn inflate(compressed: &[u8], most: usize) -> Result<Secret, Opening> {
    match decompress_to_vec_with_limit(compressed, most) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deflated_inflates_up_to_the_limit() {
        for content in [&b""[..], b"a", &[b'a'; 1000]] {
            assert_eq!(inflate(&deflate(content), 1000).map(|content| content.0.clone()), Ok(content.to_vec()));
        }
        assert_eq!(inflate(&deflate(&[b'a'; 1001]), 1000), Err(Opening::TooLong(1000)));
        let bomb = deflate(&vec![0; 10_000_000]);
        assert!(bomb.len() < 20_000);
        assert_eq!(inflate(&bomb, 250_000), Err(Opening::TooLong(250_000)));
    }

    #[test]
    fn what_is_not_deflate_is_refused() {
        for wrong in
            [&b""[..], b"plain text, not compressed", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1], &deflate(b"cut off")[..3]]
        {
            assert_eq!(inflate(wrong, 1000), Err(Opening::Deflate), "{wrong:?}");
        }
    }
}
