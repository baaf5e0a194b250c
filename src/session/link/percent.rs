//! Percent escapes (RFC 3986 §2.1), read leniently and written strictly.

/// `text` without percent escapes; what is no escape stays as it is, and so does `+`, which base64 needs.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        let escape = digit(0).zip(digit(1)).filter(|_| *first == b'%');
        let escape = escape.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(escape.unwrap_or(*first));
        rest = if escape.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// `text` with everything escaped that is not unreserved (RFC 3986 §2.3).
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_reads_back() {
        for text in ["", "a.b-c_d~e", "100 % +/=&#é\n", "%41"] {
            assert_eq!(decoded(&encoded(text)), text);
        }
        assert_eq!(encoded("a é"), "a%20%C3%A9");
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in ["%", "%4", "%zz", "a+b", "%ff"] {
            assert_eq!(decoded(text), text);
        }
        assert_eq!(decoded("%2e%2E"), "..");
    }
}
