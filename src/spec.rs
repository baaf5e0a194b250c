//! Where a rule is written down: every problem, row and refusal cites one of these.

use core::fmt;

/// A citation: a document and the section in it. Sections are written without the sign, as in `"3.1"`; empty cites the
/// whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spec {
    /// An RFC by number and section.
    Rfc(u16, &'static str),
    /// OpenID Connect Core 1.0.
    OpenIdCore(&'static str),
    /// OpenID Connect Front-Channel Logout 1.0.
    OpenIdFrontChannel(&'static str),
    /// OpenID Connect Back-Channel Logout 1.0.
    OpenIdBackChannel(&'static str),
    /// OpenID Connect for Identity Assurance 1.0.
    OpenIdIdentityAssurance(&'static str),
    /// The IANA registry page of that name, such as `"jwt"` or `"jose"`.
    Iana(&'static str),
}

impl Spec {
    /// The address of the cited text. The page never fetches it; it is only ever a link that a person follows.
    pub fn url(&self) -> String {
        match self {
            Spec::Rfc(number, "") => format!("https://www.rfc-editor.org/rfc/rfc{number}"),
            Spec::Rfc(number, section) => format!("https://www.rfc-editor.org/rfc/rfc{number}#{}", anchor(section)),
            Spec::OpenIdCore(_) => "https://openid.net/specs/openid-connect-core-1_0.html".into(),
            Spec::OpenIdFrontChannel(_) => "https://openid.net/specs/openid-connect-frontchannel-1_0.html".into(),
            Spec::OpenIdBackChannel(_) => "https://openid.net/specs/openid-connect-backchannel-1_0.html".into(),
            Spec::OpenIdIdentityAssurance(_) => {
                "https://openid.net/specs/openid-connect-4-identity-assurance-1_0.html".into()
            }
            Spec::Iana(page) => format!("https://www.iana.org/assignments/{page}/{page}.xhtml"),
        }
    }
}

/// The fragment the RFC editor's pages use: `section-3.1`, or `appendix-A.1` where the section starts with a letter.
fn anchor(section: &str) -> String {
    let kind = if section.starts_with(|c: char| c.is_ascii_uppercase()) { "appendix" } else { "section" };
    format!("{kind}-{section}")
}

impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (document, section) = match self {
            Spec::Rfc(number, section) => (format!("RFC {number}"), *section),
            Spec::OpenIdCore(section) => ("OpenID Connect Core 1.0".into(), *section),
            Spec::OpenIdFrontChannel(section) => ("OpenID Connect Front-Channel Logout 1.0".into(), *section),
            Spec::OpenIdBackChannel(section) => ("OpenID Connect Back-Channel Logout 1.0".into(), *section),
            Spec::OpenIdIdentityAssurance(section) => ("OpenID Connect for Identity Assurance 1.0".into(), *section),
            Spec::Iana(page) => (format!("IANA {page} registry"), ""),
        };
        match section {
            "" => f.write_str(&document),
            section => write!(f, "{document} §{section}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_reads_like_one_and_links_to_its_section() {
        let check = |spec: Spec, text: &str, url: &str| {
            assert_eq!((spec.to_string().as_str(), spec.url().as_str()), (text, url))
        };
        check(Spec::Rfc(7515, "3.1"), "RFC 7515 §3.1", "https://www.rfc-editor.org/rfc/rfc7515#section-3.1");
        check(Spec::Rfc(7515, "A.5"), "RFC 7515 §A.5", "https://www.rfc-editor.org/rfc/rfc7515#appendix-A.5");
        check(Spec::Iana("jwt"), "IANA jwt registry", "https://www.iana.org/assignments/jwt/jwt.xhtml");
    }
}
