//! Forms, addresses and pages: percent-encoding and the entities of HTML and XML.

/// The bytes that `%` and two digits stand for; with `plus`, `+` is a space.
pub(in super::super) fn percent_decoded(text: &[u8], plus: bool) -> Option<Vec<u8>> {
    let (mut out, mut rest) = (vec![], text);
    while let Some((first, more)) = rest.split_first() {
        let code = more.get(..2).and_then(|digits| u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                out.push(byte);
                rest = more.get(2..).unwrap_or_default();
                continue;
            }
            (b'+', _) if plus => out.push(b' '),
            _ => out.push(*first),
        }
        rest = more;
    }
    (out != text).then_some(out)
}

/// What is kept as it is beside letters and digits, and what becomes of a space: `encodeURIComponent`, forms in Java,
/// `encodeURI`, `rawurlencode` of PHP, `quote` of Python, forms in PHP, forms in Python.
const KEPT: [(&str, bool); 7] = [
    ("-_.!~*'()", false),
    ("-_.*", true),
    ("-_.!~*'();,/?:@&=+$#", false),
    ("-_.~", false),
    ("-_.~/", false),
    ("-_.", true),
    ("-_.~", true),
];

/// In each of these ways, with large digits and then with small ones.
pub(in super::super) fn percent_encoded(text: &[u8], variant: usize) -> Option<Vec<u8>> {
    let (kept, form) = KEPT.get(variant / 2)?;
    let mut out = String::new();
    for byte in text {
        match byte {
            b' ' if *form => out.push('+'),
            byte if byte.is_ascii_alphanumeric() || kept.as_bytes().contains(byte) => out.push(char::from(*byte)),
            byte if variant % 2 == 1 => out.push_str(&format!("%{byte:02x}")),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(out.into())
}

const HTML: [(&str, &str); 5] = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
/// How else writers have a quote and an apostrophe: PHP, Python, Go, XML.
const QUOTES: [(&str, &str); 4] =
    [("&quot;", "&#039;"), ("&quot;", "&#x27;"), ("&#34;", "&#39;"), ("&quot;", "&apos;")];
/// Entities of Latin-1 that stand in pages most.
const NAMED: &str = "nbsp\u{a0}agrave\u{e0}aacute\u{e1}auml\u{e4}aring\u{e5}ccedil\u{e7}egrave\u{e8}eacute\u{e9}iacute\u{ed}\
    ntilde\u{f1}oacute\u{f3}ouml\u{f6}oslash\u{f8}uacute\u{fa}uuml\u{fc}Auml\u{c4}Ouml\u{d6}Uuml\u{dc}szlig\u{df}pound\u{a3}sect\u{a7}euro\u{20ac}";

/// The five characters, the first four, the first three; then as PHP, Python, Go and XML write them, and last of all with what
/// is not ASCII by its number.
pub(in super::super) fn html_escaped(text: &str, variant: usize) -> Option<String> {
    let mut pairs = HTML;
    let all = match variant {
        1 => 4,
        2 => 3,
        _ => 5,
    };
    if let Some((quote, apostrophe)) = variant.checked_sub(3).and_then(|index| QUOTES.get(index)) {
        pairs = [HTML[0], HTML[1], HTML[2], ("\"", *quote), ("'", *apostrophe)];
    }
    if variant == 3 + QUOTES.len() {
        let number = |c: char| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) };
        return Some(text.chars().map(number).collect());
    }
    Some(pairs.iter().take(all).fold(text.to_string(), |text, (plain, entity)| text.replace(plain, entity)))
}

/// With each entity read once, from the first to the last.
pub(in super::super) fn html_unescaped(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((front, behind)) = rest.split_once('&') {
        out.push_str(front);
        let read = behind.split_once(';').and_then(|(name, more)| Some((entity(name)?, more)));
        rest = match read {
            Some((c, more)) => {
                out.push(c);
                more
            }
            None => {
                out.push('&');
                behind
            }
        };
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    let plain = HTML.iter().find(|(_, entity)| entity.get(1..entity.len() - 1) == Some(name));
    match plain {
        Some((plain, _)) => plain.chars().next(),
        None if name == "apos" => Some('\''),
        None if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphabetic()) => None,
        None => {
            // A name is followed by its character, and what stands before it is the character of the name before.
            let at = NAMED.match_indices(name).find(|(at, _)| {
                let before = NAMED.get(..*at).and_then(|text| text.chars().next_back());
                before.is_none_or(|c| !c.is_ascii())
            });
            at.and_then(|(at, _)| NAMED.get(at + name.len()..)?.chars().next()).filter(|c| !c.is_ascii())
        }
    }
}

/// What an element holds, or its attribute `value`: `<secret>…</secret>`.
pub(in super::super) fn element(text: &str) -> Option<Vec<u8>> {
    let (_, inside) = text.trim().strip_prefix('<')?.split_once('>')?;
    let (inside, _) = inside.rsplit_once("</")?;
    Some(inside.trim().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_once_and_written_as_each_writer_has_them() {
        let check = |text: &str, expected: &str| assert_eq!(html_unescaped(text), expected, "{text}");
        check("a&amp;lt;b", "a&lt;b");
        check("&lt;&#60;&#x3c;&quot;&apos;&#039;", "<<<\"''");
        check("caf&eacute;&nbsp;&euro;&szlig;", "caf\u{e9}\u{a0}\u{20ac}\u{df}");
        check("a&b; c&", "a&b; c&");
        check("&uml;&x;&;&#xfffffff;", "&uml;&x;&;&#xfffffff;");
        let check =
            |variant, expected: &str| assert_eq!(html_escaped("<\"'\u{e9}", variant).as_deref(), Some(expected));
        check(0, "&lt;&quot;&#39;\u{e9}");
        check(3, "&lt;&quot;&#039;\u{e9}");
        check(4, "&lt;&quot;&#x27;\u{e9}");
        check(5, "&lt;&#34;&#39;\u{e9}");
        check(6, "&lt;&quot;&apos;\u{e9}");
        check(7, "<\"'&#233;");
    }

    #[test]
    fn each_function_keeps_its_own_characters() {
        let check = |variant, expected: &str| {
            let got = percent_encoded(b"a ~/+'*", variant).and_then(|bytes| String::from_utf8(bytes).ok());
            assert_eq!(got.as_deref(), Some(expected), "{variant}");
        };
        check(0, "a%20~%2F%2B'*");
        check(3, "a+%7e%2f%2b%27*");
        check(4, "a%20~/+'*");
        check(8, "a%20~/%2B%27%2A");
        check(10, "a+%7E%2F%2B%27%2A");
        assert_eq!(percent_encoded(b"a", 14), None);
        assert_eq!(percent_decoded(b"a%2Bb+%zz", false).as_deref(), Some(&b"a+b+%zz"[..]));
    }

    #[test]
    fn an_element_gives_what_it_holds() {
        assert_eq!(element("<secret a='b'> x </secret>").as_deref(), Some(&b"x"[..]));
        assert_eq!(element("<x>"), None);
        assert_eq!(element("a > b </"), None);
    }
}
