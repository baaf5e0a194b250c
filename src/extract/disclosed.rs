//! What stands behind a token when it is an SD-JWT: its disclosures, each behind a `~`, and a key binding JWT (RFC 9901 §4).
//!
//! The parts are followed across line breaks, as in a text that is wrapped: behind a whole part a line must be long to belong to
//! the token, in the middle of one it must not read like a word.

use super::follow::{Followed, Piece, core_run};
use super::gap::{Gap, Next};
use super::undone::{Undone, What};

/// A line of nothing but base64url is hardly ever anything else from this length on.
const LONG_LINE: usize = 32;
/// `~` as some write it in an address.
const ENCODED: [&str; 2] = ["%7E", "%7e"];

/// `token` with the parts behind it, if there is a `~`.
pub(super) fn extend(pasted: &str, mut token: Followed) -> Followed {
    let starts = |rest: &str| rest.starts_with('~') || ENCODED.iter().any(|tilde| rest.starts_with(tilde));
    if token.dots != 2 || !starts(pasted.get(token.span.end..).unwrap_or_default()) {
        return token;
    }
    let mut at = token.span.end;
    loop {
        let rest = pasted.get(at..).unwrap_or_default();
        let plain = match rest.as_bytes() {
            [b'~', ..] => 1,
            // Padding does not belong here, and is told by whoever reads it.
            [b'=', ..] => ends_part(rest),
            _ => core_run(rest),
        };
        if plain > 0 {
            append(&mut token, rest.get(..plain).unwrap_or_default(), at..at + plain);
            at += plain;
        } else if ENCODED.iter().any(|tilde| rest.starts_with(tilde)) {
            note(&mut token, What::Percent);
            append(&mut token, "~", at..at + 3);
            at += 3;
        } else {
            let gap = Gap::read(rest);
            if gap.length == 0 || !goes_on(&token, &gap, rest.get(gap.length..).unwrap_or_default()) {
                break;
            }
            note(&mut token, if gap.breaks > 0 { What::LineBreaks } else { What::Invisible });
            at += gap.length;
        }
    }
    // The dot that ends a sentence.
    while token.text.ends_with("~.") {
        token.text.pop();
        token.dots -= 1;
        if let Some(last) = token.pieces.last_mut() {
            last.length -= 1;
            last.source.end -= 1;
        }
        token.pieces.retain(|piece| piece.length > 0);
    }
    token.span.end = token.pieces.last().map_or(token.span.end, |piece| piece.source.end);
    token
}

/// The length of the padding at the beginning of `rest`, if a part ends behind it.
fn ends_part(rest: &str) -> usize {
    let padding = rest.len() - rest.trim_start_matches('=').len();
    let next = rest.get(padding..).unwrap_or_default().chars().next();
    if padding < 3 && next.is_none_or(|next| next == '~' || next.is_whitespace()) { padding } else { 0 }
}

/// Whether what stands behind a gap is more of the token.
fn goes_on(token: &Followed, gap: &Gap, behind: &str) -> bool {
    let next = Next::read(behind);
    if gap.breaks + gap.spaces == 0 {
        return !next.text.is_empty() || behind.starts_with('~');
    }
    if gap.breaks != 1 || behind.is_empty() {
        return false;
    }
    match token.text.ends_with('~') {
        true => next.text.len() >= LONG_LINE && !next.header_like(),
        false => behind.starts_with('~') || next.plausible(gap),
    }
}

fn append(token: &mut Followed, text: &str, source: core::ops::Range<usize>) {
    token.dots += text.bytes().filter(|byte| *byte == b'.').count();
    token.text.push_str(text);
    let verbatim = text.len() == source.len();
    match token.pieces.last_mut() {
        Some(last) if verbatim && last.verbatim() && last.source.end == source.start => {
            last.length += text.len();
            last.source.end = source.end;
        }
        _ => token.pieces.push(Piece { length: text.len(), source }),
    }
}

fn note(token: &mut Followed, what: What) {
    let at = token.text.len();
    match token.undone.iter_mut().find(|undone| undone.what == what) {
        Some(undone) => undone.count += 1,
        None => token.undone.push(Undone { what, at, count: 1 }),
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::find;

    const ISSUER: &str = "eyJhbGciOiJFUzI1NiJ9.eyJfc2QiOltdfQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const ONE: &str = "WyIwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxIiwiYSIsMV0";

    #[track_caller]
    fn check(pasted: &str, expected: &str, codes: &[&str]) {
        let found = find(pasted);
        let said: Vec<_> = found[0].problems.iter().map(|problem| problem.code().name()).collect();
        assert_eq!((found[0].text.as_str(), said.as_slice(), found.len()), (expected, codes, 1), "{pasted:?}");
        let joined: String = found[0].source.iter().map(|range| &pasted[range.clone()]).collect();
        assert_eq!(joined == expected, found[0].verbatim);
    }

    #[test]
    fn the_whole_of_an_sd_jwt_is_the_token() {
        let issued = format!("{ISSUER}~{ONE}~");
        let bound = format!("{issued}eyJhbGciOiJFUzI1NiIsInR5cCI6ImtiK2p3dCJ9.e30.AAAA");
        for whole in
            [&issued, &bound, &format!("{ISSUER}~"), &format!("{ISSUER}~{ONE}=~{ONE}~"), &format!("{ISSUER}~{ONE}")]
        {
            check(whole, whole, &[]);
            check(&format!("Authorization: Bearer {whole}\n"), whole, &["pasted-bearer"]);
            check(&format!("{{\"credential\":\"{whole}\",\"a\":1}}"), whole, &["pasted-json"]);
            check(&format!("https://a.example/cb?vp_token={whole}&state=x"), whole, &["pasted-url"]);
            check(
                &format!("2026-11-27T10:00:00Z INFO presented {whole} to 10.0.0.1\n"),
                whole,
                &["pasted-text-around"],
            );
            check(&format!("Cookie: theme=dark; credential={whole}; a=1\n"), whole, &["pasted-cookie"]);
            check(&format!("curl -d 'vp_token={whole}' https://a.example/"), whole, &["pasted-curl"]);
        }
        check(&format!("This is {issued}."), &issued, &["pasted-text-around"]);
        check(&format!("?t={ISSUER}%7E{ONE}%7e&x=1"), &issued, &["pasted-url", "pasted-percent"]);
    }

    #[test]
    fn a_wrapped_sd_jwt_is_joined_and_a_text_behind_it_is_not() {
        let whole = format!("{ISSUER}~{ONE}~{ONE}~");
        let wrapped: Vec<_> = whole.as_bytes().chunks(60).map(|line| String::from_utf8_lossy(line)).collect();
        check(&format!("   {}\n", wrapped.join("\n   ")), &whole, &["pasted-line-breaks"]);
        let found = find(format!("{ISSUER}~{ONE}~\nhello there"));
        assert_eq!(found[0].text, format!("{ISSUER}~{ONE}~"));
        let two = find(format!("{ISSUER}~{ONE}~\n{ISSUER}~"));
        assert_eq!(
            two.iter().map(|found| found.text.len()).collect::<Vec<_>>(),
            [ISSUER.len() + ONE.len() + 2, ISSUER.len() + 1]
        );
    }
}
