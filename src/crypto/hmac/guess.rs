//! Many secrets tried against one HMAC (RFC 2104).
//!
//! The secret goes into the first block, so the state after it is another for each and nothing of the message can be hashed
//! beforehand. What stays the same is kept ready: the blocks of the message with their padding, and the padding of the outer
//! hash. A secret then costs two blocks of its own, those of the message, and one more, without buffers in between.

use super::Hash;
use sha2::block_api::{compress256, compress512};

const START_256: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
const START_384: [u64; 8] = [
    0xcbbb_9d5d_c105_9ed8,
    0x629a_292a_367c_d507,
    0x9159_015a_3070_dd17,
    0x152f_ecd8_f70e_5939,
    0x6733_2667_ffc0_0b31,
    0x8eb4_4a87_6858_1511,
    0xdb0c_2e0d_64f9_8fa7,
    0x47b5_481d_befa_4fa4,
];
const START_512: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

/// An HMAC whose secret is looked for.
pub struct Guesser(Width);

enum Width {
    Narrow(Prepared<u32, 64>),
    Wide(Prepared<u64, 128>),
}

impl Guesser {
    /// For the secret that makes `tag` of `message`; `None` if no secret does, because the length is another.
    pub fn new(hash: Hash, message: &[u8], tag: &[u8]) -> Option<Guesser> {
        if tag.len() != hash.bytes() {
            return None;
        }
        Some(Guesser(match hash {
            Hash::Sha256 => Width::Narrow(Prepared::new(hash, START_256, message, tag)),
            Hash::Sha384 => Width::Wide(Prepared::new(hash, START_384, message, tag)),
            Hash::Sha512 => Width::Wide(Prepared::new(hash, START_512, message, tag)),
        }))
    }

    /// Whether it is this one.
    pub fn is(&self, secret: &[u8]) -> bool {
        match &self.0 {
            Width::Narrow(prepared) => prepared.is(secret),
            Width::Wide(prepared) => prepared.is(secret),
        }
    }
}

/// A word of a hash that takes blocks of so many bytes.
trait Word<const BLOCK: usize>: Copy + PartialEq {
    fn compress(state: &mut [Self; 8], blocks: &[[u8; BLOCK]]);
    fn read(bytes: &[u8]) -> Vec<Self>;
    fn write(state: &[Self; 8], out: &mut [u8]);
}

macro_rules! word {
    ($word:ty, $bytes:literal, $block:literal, $compress:ident) => {
        impl Word<$block> for $word {
            fn compress(state: &mut [Self; 8], blocks: &[[u8; $block]]) {
                $compress(state, blocks);
            }

            fn read(bytes: &[u8]) -> Vec<Self> {
                bytes.as_chunks::<$bytes>().0.iter().map(|word| <$word>::from_be_bytes(*word)).collect()
            }

            fn write(state: &[Self; 8], out: &mut [u8]) {
                for (place, word) in out.as_chunks_mut::<$bytes>().0.iter_mut().zip(state) {
                    *place = word.to_be_bytes();
                }
            }
        }
    };
}
word!(u32, 4, 64, compress256);
word!(u64, 8, 128, compress512);

struct Prepared<W, const BLOCK: usize> {
    hash: Hash,
    start: [W; 8],
    /// The message and its padding, as they follow the block of the secret.
    message: Vec<[u8; BLOCK]>,
    /// Zeros for the inner hash and its padding, as they follow the other block of the secret.
    outer: Vec<[u8; BLOCK]>,
    /// The words of the tag: fewer than eight where the hash is cut.
    tag: Vec<W>,
}

impl<W: Word<BLOCK>, const BLOCK: usize> Prepared<W, BLOCK> {
    fn new(hash: Hash, start: [W; 8], message: &[u8], tag: &[u8]) -> Self {
        let outer = padded(&vec![0; hash.bytes()]);
        Prepared { hash, start, message: padded(message), outer, tag: W::read(tag) }
    }

    fn is(&self, secret: &[u8]) -> bool {
        const INNER: u8 = 0x36;
        const OUTER: u8 = 0x5c;
        let long;
        let secret = if secret.len() > BLOCK {
            long = self.hash.digest(secret);
            &long
        } else {
            secret
        };
        let mut block = [INNER; BLOCK];
        for (byte, secret) in block.iter_mut().zip(secret) {
            *byte ^= secret;
        }
        let mut inner = self.start;
        W::compress(&mut inner, core::slice::from_ref(&block));
        W::compress(&mut inner, &self.message);
        for byte in &mut block {
            *byte ^= INNER ^ OUTER;
        }
        let mut outer = self.start;
        W::compress(&mut outer, core::slice::from_ref(&block));
        for template in &self.outer {
            let mut last = *template;
            W::write(&inner, last.get_mut(..self.hash.bytes()).unwrap_or_default());
            W::compress(&mut outer, core::slice::from_ref(&last));
        }
        self.tag.iter().zip(&outer).all(|(tag, word)| tag == word)
    }
}

/// What follows one block: the bytes, a bit, zeros, and the length of it all in bits (FIPS 180-4 §5.1).
fn padded<const BLOCK: usize>(bytes: &[u8]) -> Vec<[u8; BLOCK]> {
    let length = BLOCK / 8;
    let mut out = bytes.to_vec();
    out.push(0x80);
    while !(out.len() + length).is_multiple_of(BLOCK) {
        out.push(0);
    }
    let bits = 8 * (BLOCK as u128 + bytes.len() as u128);
    out.extend(bits.to_be_bytes().iter().skip(16 - length));
    out.as_chunks().0.to_vec()
}

#[cfg(test)]
mod tests {
    use super::super::tag;
    use super::*;

    #[test]
    fn what_it_takes_for_the_secret_makes_the_tag_by_the_crate_of_hmac() {
        let bytes: Vec<u8> = (0..400u32).map(|index| (index * 151 % 251) as u8).collect();
        for hash in Hash::ALL {
            let block = hash.block_bytes();
            // Where padding begins another block, and where the secret is hashed first.
            let borders = [0, 1, block / 2, block - 17, block - 16, block - 9, block - 8, block - 1, block, block + 1];
            let lengths: Vec<usize> = borders.iter().flat_map(|length| [*length, length + block]).collect();
            for message in lengths.iter().filter_map(|length| bytes.get(..*length)) {
                for secret in lengths.iter().filter_map(|length| bytes.get(3..3 + length)) {
                    let made = tag(hash, secret, message);
                    let guesser = Guesser::new(hash, message, &made).expect("the length is right");
                    assert!(guesser.is(secret), "{hash:?}, {} and {} bytes", message.len(), secret.len());
                    let mut other = secret.to_vec();
                    other.push(7);
                    assert!(!guesser.is(&other));
                    // The last bit of the tag counts.
                    let mut changed = made.clone();
                    *changed.last_mut().expect("a tag") ^= 1;
                    assert!(!Guesser::new(hash, message, &changed).expect("the length is right").is(secret));
                }
            }
        }
    }

    #[test]
    fn no_secret_makes_a_tag_of_another_length() {
        for hash in Hash::ALL {
            for length in [0, hash.bytes() - 1, hash.bytes() + 1] {
                assert!(Guesser::new(hash, b"message", &vec![0; length]).is_none());
            }
        }
    }
}
