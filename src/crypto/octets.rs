//! Big-endian numbers as octets: how long they are and which is the smaller. Nothing is calculated here.

/// `octets` without leading zeros.
pub fn strip(octets: &[u8]) -> &[u8] {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    octets.get(zeros..).unwrap_or_default()
}

/// `number` with zeros before it, to fill `length` octets; a longer number stays as it is.
pub fn pad(number: &[u8], length: usize) -> Vec<u8> {
    [vec![0; length.saturating_sub(number.len())].as_slice(), number].concat()
}

/// How many bits a number has.
pub fn bits(octets: &[u8]) -> usize {
    let octets = strip(octets);
    match octets.first() {
        Some(first) => octets.len() * 8 - first.leading_zeros() as usize,
        None => 0,
    }
}

/// Whether `a < b`.
pub fn less(a: &[u8], b: &[u8]) -> bool {
    let (a, b) = (strip(a), strip(b));
    (a.len(), a) < (b.len(), b)
}

/// Whether 2 divides the number; no octets at all are zero.
pub fn is_even(octets: &[u8]) -> bool {
    octets.last().is_none_or(|last| last % 2 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_count_for_nothing() {
        assert_eq!((bits(&[]), bits(&[0, 0]), bits(&[0, 0x80, 0]), bits(&[1])), (0, 0, 16, 1));
        assert_eq!((strip(&[0, 0, 7, 0]), strip(&[0])), (&[7, 0][..], &[][..]));
        assert!(less(&[0, 1], &[2]) && !less(&[2], &[0, 1]) && less(&[255], &[1, 0]));
        assert!(!less(&[], &[0]) && less(&[0], &[0, 1]) && !less(&[1], &[1]));
        assert!(is_even(&[]) && is_even(&[1, 2]) && !is_even(&[2, 1]));
    }

    #[test]
    fn padding_fills_and_never_cuts() {
        assert_eq!((pad(&[1], 3), pad(&[1, 2], 1), pad(&[], 2)), (vec![0, 0, 1], vec![1, 2], vec![0, 0]));
    }
}
