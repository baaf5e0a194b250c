//! What of a text was changed after AES-GCM had authenticated it, if it was one block: told from the tag alone, by whoever has the key.
//!
//! The tag is `GHASH(text) ^ AES(J0)`, where `J0` is the initialization vector and a counter, and GHASH adds up the blocks, each
//! times a power of the hash key `H` (NIST SP 800-38D §6.4, §7.1). So the tag that was sent and the one that belongs to what was
//! sent differ by the change of a block times its power of `H`, and the block before any change of the vector can be read backwards.

use super::on_aes;
use aes::cipher::consts::U16;
use aes::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, BlockSizeUser, KeyInit};

/// A change of more bytes that are neighbours proves too little.
const WIDEST: u32 = 4;
/// The counter behind the initialization vector.
const FIRST: [u8; 4] = [0, 0, 0, 1];

/// The initialization vector that `tag` was made with; `right` is the tag that belongs to the same text under `iv`. `None` if it was
/// not made of this text under this key.
pub fn vector(key: &[u8], iv: &[u8], right: &[u8], tag: &[u8]) -> Option<Vec<u8>> {
    let counter = word(&[iv, &FIRST].concat())?;
    let mask = on_aes!(key, encrypted(key, counter))? ^ word(right)? ^ word(tag)?;
    let counter = on_aes!(key, decrypted(key, mask))?.to_be_bytes();
    let (iv, end) = counter.split_at_checked(counter.len() - FIRST.len())?;
    (end == FIRST).then(|| iv.to_vec())
}

/// Of `blocks` blocks the one that was changed, by its index, and what it differs in: some neighbouring bytes. `None` if it was
/// something else.
pub fn block(key: &[u8], right: &[u8], tag: &[u8], blocks: usize) -> Option<(usize, [u8; 16])> {
    let inverse = inverse(on_aes!(key, encrypted(key, 0))?);
    // The lengths are the last block, which is multiplied by `H` itself.
    let mut difference = times(word(right)? ^ word(tag)?, inverse);
    (0..blocks).rev().find_map(|index| {
        difference = times(difference, inverse);
        let is_narrow = difference != 0
            && u128::BITS - difference.leading_zeros() / 8 * 8 - difference.trailing_zeros() / 8 * 8 <= 8 * WIDEST;
        is_narrow.then(|| (index, difference.to_be_bytes()))
    })
}

fn word(bytes: &[u8]) -> Option<u128> {
    bytes.try_into().ok().map(u128::from_be_bytes)
}

fn encrypted<C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> + KeyInit>(key: &[u8], word: u128) -> Option<u128> {
    let mut block: Block<C> = word.to_be_bytes().into();
    C::new_from_slice(key).ok()?.encrypt_block(&mut block);
    Some(u128::from_be_bytes(block.into()))
}

fn decrypted<C: BlockCipherDecrypt + BlockSizeUser<BlockSize = U16> + KeyInit>(key: &[u8], word: u128) -> Option<u128> {
    let mut block: Block<C> = word.to_be_bytes().into();
    C::new_from_slice(key).ok()?.decrypt_block(&mut block);
    Some(u128::from_be_bytes(block.into()))
}

/// The product in the field of GCM, whose first bit is the constant term (SP 800-38D §6.3).
fn times(a: u128, b: u128) -> u128 {
    let (mut product, mut multiple) = (0, b);
    for bit in (0..u128::BITS).rev() {
        product ^= if a >> bit & 1 == 1 { multiple } else { 0 };
        multiple = multiple >> 1 ^ if multiple & 1 == 1 { 0xe1 << 120 } else { 0 };
    }
    product
}

/// `h` to the power of 2^128 - 2.
fn inverse(h: u128) -> u128 {
    let (mut product, mut square) = (1 << 127, h);
    for _ in 1..u128::BITS {
        square = times(square, square);
        product = times(product, square);
    }
    product
}

#[cfg(test)]
mod tests {
    use super::super::gcm_encrypt;
    use super::*;

    #[test]
    fn what_has_an_inverse_times_that_is_one() {
        for h in [1 << 127, 1, 0x66e9_4bd4_ef8a_2c3b_884c_fa59_ca34_2b2e] {
            assert_eq!(times(h, inverse(h)), 1 << 127);
        }
        // SP 800-38D has no example; this is test case 2 of McGrew and Viega's *The Galois/Counter Mode of Operation*.
        let (h, c) = (0x66e9_4bd4_ef8a_2c3b_884c_fa59_ca34_2b2e, 0x0388_dace_60b6_a392_f328_c2b9_71b2_fe78);
        assert_eq!(times(c, h), 0x5e2e_c746_9170_6288_2c85_b068_5353_deb7);
    }

    /// With keys of each size, a change anywhere is found where it is, and what is wider is not.
    #[test]
    fn a_changed_block_and_a_changed_vector_are_found() {
        for size in [16, 24, 32] {
            let (key, iv, aad) = (vec![7; size], [9; 12], [b'a'; 40]);
            let (text, tag) = gcm_encrypt(&key, &iv, &aad, &[b'x'; 100]).expect("lengths that fit");
            // In counter mode, encrypting is decrypting.
            let right = |iv: &[u8], aad: &[u8], text: &[u8]| {
                let (plain, _) = gcm_encrypt(&key, iv, b"", text).expect("lengths that fit");
                gcm_encrypt(&key, iv, aad, &plain).expect("lengths that fit").1
            };
            assert_eq!(right(&iv, &aad, &text), tag);
            for at in [0, 15, 16, 39] {
                let mut other = aad;
                other[at] ^= 5;
                let mut difference = [0; 16];
                difference[at % 16] = 5;
                assert_eq!(block(&key, &right(&iv, &other, &text), &tag, 3 + 7), Some((at / 16, difference)));
            }
            for at in [0, 40, 99] {
                let mut other = text.clone();
                other[at] ^= 0x81;
                let mut difference = [0; 16];
                difference[at % 16] = 0x81;
                assert_eq!(block(&key, &right(&iv, &aad, &other), &tag, 3 + 7), Some((3 + at / 16, difference)));
            }
            let mut other = text.clone();
            other.iter_mut().take(5).for_each(|byte| *byte ^= 1);
            assert_eq!(block(&key, &right(&iv, &aad, &other), &tag, 3 + 7), None, "it is too wide");
            let sent = [8; 12];
            assert_eq!(vector(&key, &sent, &right(&sent, &aad, &text), &tag), Some(iv.to_vec()));
            assert_eq!(vector(&key, &iv, &right(&iv, &aad, &other), &tag), None);
        }
    }
}
