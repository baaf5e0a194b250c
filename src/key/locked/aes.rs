//! AES in CBC mode, decryption alone, and the padding that says where the content ends.
//!
//! Source: FIPS 197 §5.2 (key expansion) and §5.3.5 (the equivalent inverse cipher), SP 800-38A §6.2 (CBC), RFC 8018
//! §6.1.1 and §B.2.5 (padding and AES). The rounds are those of the `aes` crate; what is here is the order in which they are
//! called, once for all three lengths of keys, where the crate's own ciphers are three times the code.

use ::aes::Block;
use ::aes::hazmat::{cipher_round, equiv_inv_cipher_round, inv_mix_columns, mix_columns};

/// The length of a block, and of the initialization vector, in bytes.
pub const BLOCK_BYTES: usize = 16;

/// What `data` holds, without its padding; `None` if its length, its last bytes or the length of `key` say that this is
/// not how it was encrypted. `key` has 16, 24 or 32 bytes.
pub fn decrypt_cbc(key: &[u8], iv: &[u8; BLOCK_BYTES], data: &[u8]) -> Option<Vec<u8>> {
    if !matches!(key.len(), 16 | 24 | 32) || data.is_empty() || !data.len().is_multiple_of(BLOCK_BYTES) {
        return None;
    }
    let keys = inverse_keys(key);
    let mut plain = Vec::with_capacity(data.len());
    let mut previous: &[u8] = iv;
    for block in data.chunks_exact(BLOCK_BYTES) {
        let mut state = Block::default();
        add(&mut state, block);
        decrypt(&keys, &mut state);
        add(&mut state, previous);
        plain.extend_from_slice(&state);
        previous = block;
    }
    let padding = *plain.last()?;
    let length = plain.len().checked_sub(usize::from(padding))?;
    let right = (1..=BLOCK_BYTES).contains(&padding.into()) && plain.iter().skip(length).all(|byte| *byte == padding);
    plain.truncate(length);
    right.then_some(plain)
}

fn add(state: &mut Block, bytes: &[u8]) {
    for (to, byte) in state.iter_mut().zip(bytes) {
        *to ^= byte;
    }
}

/// One block; `keys` in the order in which they are used.
fn decrypt(keys: &[Block], state: &mut Block) {
    let [first, middle @ .., last] = keys else { return };
    add(state, first);
    for key in middle {
        equiv_inv_cipher_round(state, key);
    }
    // The last round mixes no columns: what the function mixes is unmixed again.
    equiv_inv_cipher_round(state, &Block::default());
    mix_columns(state);
    add(state, last);
}

/// The round keys in the order of decryption: reversed, and all but the first and the last with their columns unmixed.
fn inverse_keys(key: &[u8]) -> Vec<Block> {
    let mut keys: Vec<Block> = expand(key)
        .chunks_exact(BLOCK_BYTES)
        .rev()
        .map(|bytes| {
            let mut key = Block::default();
            add(&mut key, bytes);
            key
        })
        .collect();
    if let [_, middle @ .., _] = keys.as_mut_slice() {
        middle.iter_mut().for_each(inv_mix_columns);
    }
    keys
}

/// The key expansion.
fn expand(key: &[u8]) -> Vec<u8> {
    let words = key.len() / 4;
    let mut keys = key.to_vec();
    let mut constant = 1u8;
    for index in words..4 * (words + 7) {
        let mut word = keys.last_chunk().copied().unwrap_or([0; 4]);
        if index % words == 0 {
            word.rotate_left(1);
            word = substitute(word);
            word[0] ^= constant;
            // Twice as much in the field: the highest bit comes back as the polynomial.
            constant = (constant << 1) ^ ((constant >> 7) * 0x1b);
        } else if words > 6 && index % words == 4 {
            word = substitute(word);
        }
        let back = keys.len() - key.len();
        for (at, byte) in word.into_iter().enumerate() {
            keys.push(keys[back + at] ^ byte);
        }
    }
    keys
}

/// The S-box on each byte. A round does that first; shifting the rows of four equal columns changes nothing, and mixing is undone.
fn substitute(word: [u8; 4]) -> [u8; 4] {
    let mut state = Block::default();
    for column in state.chunks_exact_mut(4) {
        column.copy_from_slice(&word);
    }
    cipher_round(&mut state, &Block::default());
    inv_mix_columns(&mut state);
    state.first_chunk().copied().unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: String = hex.split_whitespace().collect();
        (0..digits.len() / 2).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).expect("digits")).collect()
    }

    #[test]
    fn a_block_decrypts_as_in_fips_197() {
        // Appendix C: keys 00 01 02 …, plaintext 00 11 22 …
        let check = |length: u8, ciphertext: &str| {
            let key: Vec<u8> = (0..length).collect();
            let mut state = Block::default();
            add(&mut state, &bytes(ciphertext));
            decrypt(&inverse_keys(&key), &mut state);
            assert_eq!(state.to_vec(), bytes("00112233445566778899aabbccddeeff"), "{length} bytes");
        };
        check(16, "69c4e0d86a7b0430d8cdb78070b4c55a");
        check(24, "dda97ca4864cdfe06eaf70a0ec0d7191");
        check(32, "8ea2b7ca516745bfeafc49904b496089");
    }

    #[test]
    fn keys_expand_as_in_fips_197() {
        // Appendix A: the last word of each expansion.
        let check = |key: &str, last: &str| {
            assert_eq!(expand(&bytes(key)).split_off(expand(&bytes(key)).len() - 4), bytes(last))
        };
        check("2b7e151628aed2a6abf7158809cf4f3c", "b6630ca6");
        check("8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b", "01002202");
        check("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", "706c631e");
    }

    #[test]
    fn blocks_are_chained_and_the_padding_is_checked() {
        // SP 800-38A §F.2.2, whose four blocks end in 10: read as padding, that is 16 bytes of it, which they are not.
        let key = bytes("2b7e151628aed2a6abf7158809cf4f3c");
        let iv: [u8; 16] = core::array::from_fn(|at| at as u8);
        let cipher = bytes(
            "7649abac8119b246cee98e9b12e9197d 5086cb9b507219ee95db113a917678b2
             73bed6b8e3c1743b7116e69e22229516 3ff1caa1681fac09120eca307586e1a7",
        );
        assert_eq!(decrypt_cbc(&key, &iv, &cipher), None);
        // The same with the last bytes of the block before it changed, so that the content ends in 01.
        let mut padded = cipher.clone();
        padded[47] ^= 0x10 ^ 0x01;
        let plain = decrypt_cbc(&key, &iv, &padded).expect("one byte of padding");
        assert_eq!(plain[..16], bytes("6bc1bee22e409f96e93d7e117393172a"));
        assert_eq!(plain[16..32], bytes("ae2d8a571e03ac9c9eb76fac45af8e51"));
        assert_eq!(plain[48..], bytes("f69f2445df4f9b17ad2b417be66c37"));
        for wrong in [0, 2, 17, 255] {
            padded[47] = cipher[47] ^ 0x10 ^ wrong;
            assert_eq!(decrypt_cbc(&key, &iv, &padded), None, "{wrong}");
        }
        assert_eq!(decrypt_cbc(&key, &iv, &padded[..63]), None);
        assert_eq!(decrypt_cbc(&key, &iv, &[]), None);
        assert_eq!(decrypt_cbc(&key[..15], &iv, &padded), None);
    }
}
