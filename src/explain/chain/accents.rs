//! Letters with an accent, as one character or as two (Unicode NFC and NFD, UAX #15), for U+00C0 to U+017E alone: the
//! languages of Western and Central Europe. All of Unicode would take tables larger than the rest of this module.

/// The letter and the mark of each character from [`FIRST`] on; two spaces where it does not come apart.
const TABLE: &str = "A`A'A^A~A:Ao  C,E`E'E^E:I`I'I^I:  N~O`O'O^O~O:    U`U'U^U:Y'    a`a'a^a~a:ao  c,e`e'e^e:i`i'i^i:  n~o`o'o^o~o:    \
    u`u'u^u:y'  y:A-a-AuauA;a;C'c'C^c^C.c.C<c<D<d<    E-e-EueuE.e.E;e;E<e<G^g^GuguG.g.G,g,H^h^    I~i~I-i-IuiuI;i;I.      J^j^K,k,  \
    L'l'L,l,L<l<        N'n'N,n,N<n<      O-o-OuouOHoH    R'r'R,r,R<r<S's'S^s^S,s,S<s<T,t,T<t<    U~u~U-u-UuuuUouoUHuHU;u;W^w^Y^y^Y:Z'z'Z.z.Z<z<";
const FIRST: u32 = 0xc0;
/// The combining characters that the marks of the table stand for.
const MARKS: [(u8, char); 13] = [
    (b'`', '\u{300}'),
    (b'\'', '\u{301}'),
    (b'^', '\u{302}'),
    (b'~', '\u{303}'),
    (b'-', '\u{304}'),
    (b'u', '\u{306}'),
    (b'.', '\u{307}'),
    (b':', '\u{308}'),
    (b'o', '\u{30a}'),
    (b'H', '\u{30b}'),
    (b'<', '\u{30c}'),
    (b',', '\u{327}'),
    (b';', '\u{328}'),
];

/// `text` with each letter of the table as a letter and a combining mark.
pub(in crate::explain::chain) fn decomposed(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match apart(c) {
            Some(pair) => out.extend(pair),
            None => out.push(c),
        }
    }
    out
}

/// `text` with each letter and combining mark as the one character of the table.
pub(in crate::explain::chain) fn composed(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let is_mark = MARKS.iter().any(|(_, mark)| *mark == c);
        let one = out.chars().next_back().filter(|_| is_mark).and_then(|last| {
            (FIRST..FIRST + TABLE.len() as u32 / 2)
                .filter_map(char::from_u32)
                .find(|one| apart(*one) == Some([last, c]))
        });
        if one.is_some() {
            out.pop();
        }
        out.push(one.unwrap_or(c));
    }
    out
}

fn apart(c: char) -> Option<[char; 2]> {
    let place = 2 * usize::try_from(u32::from(c).checked_sub(FIRST)?).ok()?;
    let [letter, mark] = TABLE.as_bytes().get(place..place + 2)? else { return None };
    Some([char::from(*letter), MARKS.iter().find(|(known, _)| known == mark)?.1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_apart_and_together_again() {
        let check = |one: &str, two: &str| {
            assert_eq!(decomposed(one), two, "{one}");
            assert_eq!(composed(two), one, "{two}");
        };
        // The first and the last of the table, and one for each mark; from the Unicode Character Database.
        check("Àéî", "A\u{300}e\u{301}i\u{302}");
        check("ñāă", "n\u{303}a\u{304}a\u{306}");
        check("İüÅ", "I\u{307}u\u{308}A\u{30a}");
        check("őčç", "o\u{30b}c\u{30c}c\u{327}");
        check("Ąğž", "A\u{328}g\u{306}z\u{30c}");
        check("ÿŸŷ", "y\u{308}Y\u{308}y\u{302}");
        check("straße × øłđ æ ſ ab", "straße × øłđ æ ſ ab");
    }

    #[test]
    fn a_mark_that_no_letter_of_the_table_takes_stays() {
        assert_eq!(composed("\u{301}q\u{301}"), "\u{301}q\u{301}");
        assert_eq!(decomposed("ǖ\u{10ffff}"), "ǖ\u{10ffff}");
    }
}
