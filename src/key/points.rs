//! Points of elliptic curves: P-384, P-521 and secp256k1, and Ed448. P-256 and Ed25519, which most tokens use, have crates of
//! their own, which are faster; these four share a page of arithmetic. P-256 is here, too, for reading signatures backwards,
//! which no crate does.
//!
//! A point is three elements of the field, X, Y and Z, and stands for (X/Z, Y/Z). The sum of two is by formulas that hold for
//! *all* pairs of points of the curve, equal, opposite and neutral ones too. So a multiple takes the same steps whatever the
//! number is, and there is no case that a test could miss.
//!
//! It promises that much and no more: nobody has assessed whether the compiled program takes the same time, and nobody
//! independent has audited it. The tests hold it against other implementations and published vectors.

pub mod ed448;
pub mod weierstrass;

use super::integer::{Element, Field, chosen, digits};

/// X, Y and Z, one after the other.
pub type Point = Vec<u32>;

/// The coordinates of a point.
fn coordinates(point: &Point) -> [&[u32]; 3] {
    let (x, rest) = point.split_at_checked(point.len() / 3).unwrap_or_default();
    let (y, z) = rest.split_at_checked(x.len()).unwrap_or_default();
    [x, y, z]
}

/// What adds two points.
type Add<'a> = &'a dyn Fn(&Point, &Point) -> Point;

/// The sum of the multiples of points; numbers are big-endian, all of the same length. `twice` is only a shorter way to add a
/// point to itself.
fn multiples(neutral: &Point, add: Add, twice: &dyn Fn(&Point) -> Point, terms: &[(&[u8], &Point)]) -> Point {
    let table = |(number, point): &(&[u8], &Point)| {
        let mut table = vec![neutral.clone()];
        for _ in 1..16 {
            table.extend(table.last().map(|last| add(last, point)));
        }
        (digits(number).collect::<Vec<u8>>(), table)
    };
    let tables: Vec<_> = terms.iter().map(table).collect();
    let mut sum = neutral.clone();
    for place in 0..tables.first().map_or(0, |(digits, _)| digits.len()) {
        for _ in 0..4 {
            sum = twice(&sum);
        }
        for (digits, table) in &tables {
            sum = add(&sum, &chosen(table, digits.get(place).copied().unwrap_or_default()));
        }
    }
    sum
}

/// What makes multiples of a point from numbers of so many bytes in an eighth of the doublings, by [`combed`]: the sums of all
/// choices of eight of its multiples (Lim and Lee, More flexible exponentiation with precomputation, 1994).
fn comb(neutral: &Point, add: Add, point: &Point, bytes: usize) -> Vec<Point> {
    let (mut table, mut tooth) = (vec![neutral.clone()], point.clone());
    for row in 0..8 {
        for _ in 0..if row == 0 { 0 } else { bytes } {
            tooth = add(&tooth, &tooth);
        }
        let with: Vec<Point> = table.iter().map(|sum| add(sum, &tooth)).collect();
        table.extend(with);
    }
    table
}

/// The multiple of the point that `comb` is of. Unlike all else here, it takes its time by the number, which has to be public.
fn combed(neutral: &Point, add: Add, comb: &[Point], number: &[u8]) -> Point {
    let columns = number.len();
    let bit = |place: usize| number.iter().rev().nth(place / 8).map_or(0, |byte| usize::from(byte >> (place % 8) & 1));
    let mut sum = neutral.clone();
    for column in (0..columns).rev() {
        sum = add(&sum, &sum);
        let choice = (0..8).rev().fold(0, |choice, row| choice << 1 | bit(row * columns + column));
        if let Some(entry) = comb.get(choice).filter(|_| choice > 0) {
            sum = add(&sum, entry);
        }
    }
    sum
}

/// X/Z and Y/Z as numbers, without leading zeros; zeros if Z is zero.
fn affine(field: &Field, point: &Point) -> [Vec<u8>; 2] {
    let [x, y, z] = coordinates(point);
    let inverse = field.inverse(&z.to_vec());
    [x, y].map(|one| field.leave(&field.multiply(one, &inverse)))
}

fn point(coordinates: [Element; 3]) -> Point {
    coordinates.concat()
}

/// A number in hexadecimal.
const fn hex<const N: usize>(text: &str) -> [u8; N] {
    const fn digit(letter: u8) -> u8 {
        if letter <= b'9' { letter - b'0' } else { letter - b'a' + 10 }
    }
    let text = text.as_bytes();
    let mut bytes = [0; N];
    let mut index = 0;
    while index < N {
        bytes[index] = digit(text[2 * index]) << 4 | digit(text[2 * index + 1]);
        index += 1;
    }
    assert!(text.len() == 2 * N);
    bytes
}

#[cfg(test)]
mod tests {
    use crate::key::integer::strip;

    /// Numbers of 66 bytes, with zeros and ones in a row among them.
    pub fn numbers(count: u64) -> impl Iterator<Item = [u8; 66]> {
        let mut state = count;
        (0..count).map(move |index| {
            let mut bytes = [0; 66];
            for byte in &mut bytes {
                state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
                *byte = match index % 4 {
                    0 => (state >> 56) as u8,
                    1 => {
                        if state >> 63 == 1 {
                            0xff
                        } else {
                            0
                        }
                    }
                    2 => (state >> 62 == 3) as u8,
                    _ => !((state >> 60 == 7) as u8),
                };
            }
            bytes[65] |= 1;
            bytes
        })
    }

    /// x and y without leading zeros.
    pub fn strip_both(point: &[u8]) -> [Vec<u8>; 2] {
        let (x, y) = point.split_at(point.len() / 2);
        [x, y].map(|number| strip(number).to_vec())
    }
}
