//! How else the content may have been encrypted than `enc` says (RFC 7518 §5): mistakes of those who put AES and HMAC together
//! themselves, and parts in other places than theirs.

use super::sealed::{Layout, Sealed, SealedRow};
use super::{Code, Dimension, Fact};
use crate::crypto::content_encryption::Cipher;
use crate::key::Secret;

const fn row(name: &'static str, count: usize, likely: bool, apply: fn(&Sealed, usize) -> Option<Sealed>) -> SealedRow {
    SealedRow {
        name,
        dimension: Dimension::Primitive,
        code: Code::JweMethod,
        count,
        likely,
        apply,
        fact: |_, _| Fact::None,
    }
}

fn laid_out(sealed: &Sealed, layout: Layout) -> Option<Sealed> {
    let is_hmac = matches!(sealed.cipher, Cipher::CbcHmac(_));
    (is_hmac && sealed.layout == Layout::Standard).then(|| Sealed { layout, ..sealed.clone() })
}

/// The likeliest first.
pub(super) static ROWS: &[SealedRow] = &[
    row("halves-swapped", 1, true, |sealed, _| {
        let (first, second) = sealed.key.0.split_at_checked(sealed.key.0.len() / 2)?;
        let key = Secret([second, first].concat());
        (matches!(sealed.cipher, Cipher::CbcHmac(_)) && key != sealed.key).then(|| Sealed { key, ..sealed.clone() })
    }),
    row("vector-in-ciphertext", 1, true, |sealed, _| {
        let (iv, ciphertext) = sealed.ciphertext.split_at_checked(sealed.cipher.iv_bytes())?;
        let is_bare = sealed.iv.is_empty() || sealed.iv == iv;
        is_bare.then(|| Sealed { ciphertext: ciphertext.to_vec(), iv: iv.to_vec(), ..sealed.clone() })
    }),
    row("length-in-bytes", 1, true, |sealed, _| laid_out(sealed, Layout::LengthInBytes)),
    row("length-left-out", 1, true, |sealed, _| laid_out(sealed, Layout::NoLength)),
    row("vector-left-out", 1, true, |sealed, _| laid_out(sealed, Layout::NoVector)),
    row("tag-last-half", 1, true, |sealed, _| laid_out(sealed, Layout::LastHalf)),
    row("tag-whole", 1, true, |sealed, _| laid_out(sealed, Layout::Whole)),
    SealedRow {
        fact: |sealed, _| Fact::Count(sealed.iv.len()),
        ..row("vector-length", 1, true, |sealed, _| {
            let differs = matches!(sealed.cipher, Cipher::Gcm(_)) && sealed.iv.len() != sealed.cipher.iv_bytes();
            (differs && sealed.layout == Layout::Standard)
                .then(|| Sealed { layout: Layout::OtherVector, ..sealed.clone() })
        })
    },
    row("tag-in-ciphertext", 1, true, |sealed, _| {
        let (ciphertext, tag) = cut(&sealed.ciphertext, sealed.cipher.tag_bytes())?;
        let is_bare = sealed.tag.is_empty() || sealed.tag == tag;
        is_bare.then(|| Sealed { ciphertext: ciphertext.to_vec(), tag: tag.to_vec(), ..sealed.clone() })
    }),
    SealedRow {
        fact: |_, index| Fact::Name(ORDERS.get(index).copied().unwrap_or_default()),
        ..row("parts-in-order", ORDERS.len(), true, |sealed, index| {
            let Sealed { iv: a, ciphertext: b, tag: c, .. } = sealed.clone();
            let [iv, ciphertext, tag] = match index {
                0 => [c, b, a],
                1 => [a, c, b],
                2 => [b, a, c],
                3 => [b, c, a],
                _ => [c, a, b],
            };
            Some(Sealed { iv, ciphertext, tag, ..sealed.clone() })
        })
    },
];

/// The order in which the last three segments stand in the token.
const ORDERS: [&str; 5] = [
    "tag, ciphertext and initialization vector",
    "initialization vector, tag and ciphertext",
    "ciphertext, initialization vector and tag",
    "tag, initialization vector and ciphertext",
    "ciphertext, tag and initialization vector",
];

fn cut(bytes: &[u8], from_end: usize) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(bytes.len().checked_sub(from_end)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each order that is named is the one in which the parts are found.
    #[test]
    fn the_parts_are_taken_from_where_the_order_says() {
        let row = ROWS.iter().find(|row| row.name == "parts-in-order").expect("a row");
        for (index, order) in ORDERS.iter().enumerate() {
            let of = |name: &str| order.find(name).expect("it is named");
            let mut stand = [(of("initialization"), b'i'), (of("ciphertext"), b'c'), (of("tag"), b't')];
            stand.sort_unstable();
            let [iv, ciphertext, tag] = stand.map(|(_, letter)| vec![letter]);
            let sealed = Sealed {
                cipher: Cipher::Gcm(16),
                layout: Layout::Standard,
                key: Secret(vec![]),
                header: vec![],
                protected: vec![],
                aad: None,
                authenticated: None,
                iv,
                ciphertext,
                tag,
            };
            let found = row.apply(&sealed, index).expect("an order");
            assert_eq!((found.iv, found.ciphertext, found.tag), (vec![b'i'], vec![b'c'], vec![b't']), "{order}");
        }
    }
}
