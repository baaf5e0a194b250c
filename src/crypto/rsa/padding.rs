//! What RSA signs: the two encodings of a hash, each as long as the modulus (RFC 8017 §9).

use crate::crypto::Hash;

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2) in so many bytes; `None` if they are too few.
pub fn pkcs1(hash: Hash, digest: &[u8], bytes: usize) -> Option<Vec<u8>> {
    let content = [hash.digest_info(), digest].concat();
    let padding = bytes.checked_sub(content.len() + 3).filter(|padding| *padding >= 8)?;
    Some([&[0, 1], vec![0xff; padding].as_slice(), &[0], &content].concat())
}

/// EMSA-PSS (RFC 8017 §9.1.1) for a modulus of so many bits, with the same hash in MGF1; `None` if they are too few.
pub fn pss(hash: Hash, digest: &[u8], salt: &[u8], modulus_bits: usize) -> Option<Vec<u8>> {
    let (bytes, top) = size(modulus_bits)?;
    let hashed = hash.digest(&[&[0; 8], digest, salt].concat());
    let zeros = bytes.checked_sub(salt.len() + hash.bytes() + 2)?;
    let data = [vec![0; zeros].as_slice(), &[1], salt].concat();
    let mut block = masked(&data, hash, &hashed, top);
    block.extend(hashed);
    block.push(0xbc);
    Some(block)
}

/// The salt in such a block, of which nothing else has been checked (RFC 8017 §9.1.2, steps 5 to 11).
pub fn salt(hash: Hash, block: &[u8], modulus_bits: usize) -> Option<Vec<u8>> {
    let (bytes, top) = size(modulus_bits)?;
    let encoded = block.get(block.len().checked_sub(bytes)?..)?;
    let (data, hashed) =
        encoded.get(..bytes.checked_sub(1)?)?.split_at_checked(bytes.checked_sub(hash.bytes() + 1)?)?;
    let data = masked(data, hash, hashed, top);
    let zeros = data.iter().take_while(|byte| **byte == 0).count();
    Some(data.get(zeros + 1..)?.to_vec())
}

/// The encoded message has one bit less than the modulus: how many bytes that is, and which bits of the first are used.
fn size(modulus_bits: usize) -> Option<(usize, u8)> {
    let bits = modulus_bits.checked_sub(1)?;
    let bytes = bits.div_ceil(8);
    Some((bytes, 0xff >> (8 * bytes - bits)))
}

fn masked(data: &[u8], hash: Hash, seed: &[u8], top: u8) -> Vec<u8> {
    let mut masked: Vec<u8> = data.iter().zip(mgf1(hash, seed, data.len())).map(|(byte, mask)| byte ^ mask).collect();
    if let Some(first) = masked.first_mut() {
        *first &= top;
    }
    masked
}

/// The mask generation function of RFC 8017 §B.2.1.
pub fn mgf1(hash: Hash, seed: &[u8], length: usize) -> Vec<u8> {
    let blocks = (0u32..).map(|counter| hash.digest(&[seed, &counter.to_be_bytes()].concat()));
    blocks.flatten().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_has_the_length_of_the_modulus_and_its_salt_comes_back() {
        for hash in Hash::ALL {
            for bits in [1041, 1042, 1047, 1048, 2048] {
                let (digest, random) = (hash.digest(b"a"), vec![7; hash.bytes()]);
                let block = pss(hash, &digest, &random, bits).expect("there is room");
                assert_eq!(block.len(), (bits - 1).div_ceil(8));
                assert_eq!(salt(hash, &block, bits), Some(random), "{bits}");
                assert!(crate::key::integer::bits(&block) < bits);
            }
            let block = pkcs1(hash, &hash.digest(b"a"), 128).expect("there is room");
            assert!(block.len() == 128 && block.starts_with(&[0, 1, 0xff]));
        }
    }

    #[test]
    fn a_modulus_without_room_has_no_block() {
        let (hash, digest) = (Hash::Sha512, Hash::Sha512.digest(b"a"));
        let fits = |bytes| pkcs1(hash, &digest, bytes).is_some();
        assert_eq!((fits(93), fits(94)), (false, true));
        let fits = |bits| pss(hash, &digest, &[0; 64], bits).is_some();
        assert_eq!((fits(1033), fits(1034)), (false, true));
        assert_eq!((salt(hash, &[0; 3], 1041), salt(hash, &[], 0)), (None, None));
    }
}
