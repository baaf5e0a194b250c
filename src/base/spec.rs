//! Where a rule is written down: every problem, row and refusal cites one of these.

use core::fmt;

/// A citation: a document and the section in it. Sections are written without the sign, as in `"3.1"`; empty cites the
/// whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// OpenID Federation 1.0.
    OpenIdFederation(&'static str),
    /// OpenID Connect Client-Initiated Backchannel Authentication (CIBA) Core 1.0.
    OpenIdCiba(&'static str),
    /// JWT Secured Authorization Response Mode for OAuth 2.0 (JARM).
    OpenIdJarm(&'static str),
    /// An Internet-Draft by its name, without a version.
    Draft(&'static str),
    /// The IANA registry page of that name, such as `"jwt"` or `"jose"`.
    Iana(&'static str),
    /// What a product says about its own tokens.
    Product(&'static Product),
}

/// A page of a product's documentation.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Product {
    /// The product, as it is cited.
    pub name: &'static str,
    /// The address of the page.
    pub url: &'static str,
}

impl Spec {
    /// The address of the cited text. The page never fetches it; it is only ever a link that a person follows.
    pub fn url(&self) -> String {
        match self {
            Spec::Rfc(number, section) => {
                // The fragments of the RFC editor's pages; an appendix has a letter for a number.
                let kind = match section.as_bytes() {
                    [] => "",
                    [b'A'..=b'Z', ..] => "#appendix-",
                    _ => "#section-",
                };
                format!("https://www.rfc-editor.org/rfc/rfc{number}{kind}{section}")
            }
            Spec::Iana(page) => format!("https://www.iana.org/assignments/{page}/{page}.xhtml"),
            Spec::Draft(name) => format!("https://datatracker.ietf.org/doc/{name}/"),
            Spec::Product(product) => product.url.to_owned(),
            Spec::OpenIdCore(_) => openid("core"),
            Spec::OpenIdFrontChannel(_) => openid("frontchannel"),
            Spec::OpenIdBackChannel(_) => openid("backchannel"),
            Spec::OpenIdIdentityAssurance(_) => openid("4-identity-assurance"),
            Spec::OpenIdCiba(_) => {
                "https://openid.net/specs/openid-client-initiated-backchannel-authentication-core-1_0.html".to_owned()
            }
            Spec::OpenIdJarm(_) => "https://openid.net/specs/oauth-v2-jarm.html".to_owned(),
            Spec::OpenIdFederation(_) => "https://openid.net/specs/openid-federation-1_0.html".to_owned(),
        }
    }
}

fn openid(page: &str) -> String {
    format!("https://openid.net/specs/openid-connect-{page}-1_0.html")
}

impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (document, section) = match self {
            Spec::Rfc(number, section) => {
                write!(f, "RFC {number}")?;
                ("", section)
            }
            Spec::Draft(name) => return f.write_str(name),
            Spec::Iana(page) => return write!(f, "IANA {page} registry"),
            Spec::Product(product) => return write!(f, "{} documentation", product.name),
            Spec::OpenIdCore(section) => ("OpenID Connect Core 1.0", section),
            Spec::OpenIdFrontChannel(section) => ("OpenID Connect Front-Channel Logout 1.0", section),
            Spec::OpenIdBackChannel(section) => ("OpenID Connect Back-Channel Logout 1.0", section),
            Spec::OpenIdIdentityAssurance(section) => ("OpenID Connect for Identity Assurance 1.0", section),
            Spec::OpenIdCiba(section) => ("OpenID Connect CIBA Core 1.0", section),
            Spec::OpenIdJarm(section) => ("JARM", section),
            Spec::OpenIdFederation(section) => ("OpenID Federation 1.0", section),
        };
        let sign = if section.is_empty() { "" } else { " §" };
        write!(f, "{document}{sign}{section}")
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
        check(Spec::Rfc(9321, ""), "RFC 9321", "https://www.rfc-editor.org/rfc/rfc9321");
        check(
            Spec::OpenIdCore("5.1"),
            "OpenID Connect Core 1.0 §5.1",
            "https://openid.net/specs/openid-connect-core-1_0.html",
        );
        check(
            Spec::OpenIdFrontChannel("3"),
            "OpenID Connect Front-Channel Logout 1.0 §3",
            "https://openid.net/specs/openid-connect-frontchannel-1_0.html",
        );
        check(
            Spec::OpenIdBackChannel("2.4"),
            "OpenID Connect Back-Channel Logout 1.0 §2.4",
            "https://openid.net/specs/openid-connect-backchannel-1_0.html",
        );
        check(
            Spec::OpenIdIdentityAssurance(""),
            "OpenID Connect for Identity Assurance 1.0",
            "https://openid.net/specs/openid-connect-4-identity-assurance-1_0.html",
        );
        check(
            Spec::OpenIdFederation("3"),
            "OpenID Federation 1.0 §3",
            "https://openid.net/specs/openid-federation-1_0.html",
        );
        check(
            Spec::OpenIdCiba("7.1.1"),
            "OpenID Connect CIBA Core 1.0 §7.1.1",
            "https://openid.net/specs/openid-client-initiated-backchannel-authentication-core-1_0.html",
        );
        check(Spec::OpenIdJarm("2.1"), "JARM §2.1", "https://openid.net/specs/oauth-v2-jarm.html");
        check(
            Spec::Draft("draft-ietf-oauth-sd-jwt-vc"),
            "draft-ietf-oauth-sd-jwt-vc",
            "https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/",
        );
        check(Spec::Iana("jwt"), "IANA jwt registry", "https://www.iana.org/assignments/jwt/jwt.xhtml");
    }
}
