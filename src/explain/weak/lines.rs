//! A list of secrets, one a line, in parts.
//!
//! ```text
//! list = [%xEF.BB.BF] *(line (LF / CR LF)) [line]
//! ```
//!
//! A line is octets: it need not be UTF-8.

/// A longer line is no secret that anybody types, and is passed over.
pub const LONGEST: usize = 1024;
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Cuts a list that comes in slices into parts of whole lines. What it keeps is less than two longest lines.
#[derive(Default)]
pub struct Cutter {
    /// The beginning of the line that the last slice ended in.
    begun: Vec<u8>,
    /// Whether anything came.
    has_begun: bool,
}

impl Cutter {
    /// The lines that end in this slice.
    pub fn cut(&mut self, slice: &[u8]) -> Vec<u8> {
        let mut slice = slice;
        if !self.has_begun && !slice.is_empty() {
            self.has_begun = true;
            slice = slice.strip_prefix(BYTE_ORDER_MARK).unwrap_or(slice);
        }
        let end = slice.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let (whole, rest) = slice.split_at_checked(end).unwrap_or((slice, &[]));
        let mut lines = Vec::new();
        if !whole.is_empty() {
            lines.reserve_exact(self.begun.len() + whole.len());
            lines.append(&mut self.begun);
            lines.extend_from_slice(whole);
        }
        // Of a line that is too long only that it is so has to be kept; a CR may follow.
        let most = (LONGEST + 2).saturating_sub(self.begun.len());
        self.begun.extend_from_slice(rest.get(..most).unwrap_or(rest));
        lines
    }

    /// The last line, which nothing ends. What comes next is another list.
    pub fn end(&mut self) -> Vec<u8> {
        self.has_begun = false;
        core::mem::take(&mut self.begun)
    }
}

/// The first line of these, and how many bytes it takes with its end.
pub(super) fn first(lines: &[u8]) -> Option<(&[u8], usize)> {
    if lines.is_empty() {
        return None;
    }
    let end = lines.iter().position(|byte| *byte == b'\n');
    let line = lines.get(..end.unwrap_or(lines.len())).unwrap_or_default();
    Some((line.strip_suffix(b"\r").unwrap_or(line), end.map_or(lines.len(), |end| end + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(mut part: &[u8]) -> Vec<Vec<u8>> {
        let mut all = vec![];
        while let Some((line, taken)) = first(part) {
            all.push(line.to_vec());
            part = &part[taken..];
        }
        all
    }

    #[test]
    fn wherever_a_list_is_cut_its_lines_are_the_same() {
        let list = "\u{feff}one\r\ntwo\n\nth\u{fc}r\nlast".as_bytes();
        let expected = lines(&list[3..]);
        assert_eq!(expected.len(), 5);
        for size in 3..=list.len() {
            let (mut cutter, mut all) = (Cutter::default(), vec![]);
            for slice in list.chunks(size) {
                let part = cutter.cut(slice);
                assert!(part.is_empty() || part.ends_with(b"\n"));
                all.extend(lines(&part));
            }
            all.extend(lines(&cutter.end()));
            assert_eq!(all, expected, "{size}");
        }
    }

    #[test]
    fn a_line_without_an_end_is_not_kept_whole_and_still_is_one_line() {
        let mut cutter = Cutter::default();
        for _ in 0..1000 {
            assert!(cutter.cut(&[b'x'; 1000]).is_empty());
            assert!(cutter.begun.len() <= LONGEST + 2);
        }
        let part = cutter.cut(b"x\nnext\n");
        let lines = lines(&part);
        assert!(lines[0].len() > LONGEST);
        assert_eq!((lines.len(), &lines[1][..]), (2, &b"next"[..]));
    }

    #[test]
    fn a_line_of_the_greatest_length_is_kept_over_a_cut() {
        let line = [b'x'; LONGEST];
        let mut cutter = Cutter::default();
        assert!(cutter.cut(&line).is_empty() && cutter.cut(b"\r").is_empty());
        assert_eq!(lines(&cutter.cut(b"\n")), [line.to_vec()]);
    }
}
