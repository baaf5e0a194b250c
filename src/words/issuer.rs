//! Where the keys of an issuer are: what is at an address, what speaks against following it, and how a configuration stands to the
//! token.

/// What a member leads to: `iss` of a product, if it has the form of one's issuer.
pub fn leads(member: &str, holds: &str, product: Option<&str>) -> String {
    let of = product.map_or_else(String::new, |product| format!(" of {product}"));
    format!("`{member}` leads to {holds}{of}: ")
}

/// A JWK Set.
pub const KEYS: &str = "the keys (a JWK Set)";
/// A certificate.
pub const CERTIFICATE: &str = "a certificate";
/// The configuration by OpenID Connect.
pub const OPENID: &str = "the configuration (OpenID Connect), whose `jwks_uri` leads to the keys";
/// The configuration by RFC 8414.
pub const OAUTH: &str = "the configuration (OAuth, RFC 8414), whose `jwks_uri` leads to the keys";

/// It is not over TLS.
pub const NOT_HTTPS: &str = "No link: the address does not begin with `https://`.";
/// It has a character that has no place there.
pub const CHARACTER: &str = "No link: the address contains a character that does not belong in an address.";
/// It has a user name in it.
pub const USER_NAME: &str = "No link: the address contains a user name, which can hide the real host.";
/// An issuer with a query.
pub const QUERY: &str = "No link: an issuer must not have a query or a fragment.";
/// It names no host.
pub const NO_HOST: &str = "No link: the address names no host.";
/// It leads to this machine or to a private network.
pub const LOCAL: &str = "Careful: this host is your own machine or in a private network.";
/// Its host is a number.
pub const NUMBER: &str = "Careful: this host is an IP address, and not a name.";

/// The issuer of a configuration is that of the token.
pub const SAME: &str = "Its `issuer` is the token's `iss`.";
/// It stands for many, and the token's is one of them.
pub const TEMPLATE: &str = "Its `issuer` is a template for many tenants, and the token's `iss` fits it.";
/// It has none.
pub const MISSING: &str = "It has no `issuer`, so it may belong to someone else.";

/// The issuer of a configuration is not that of the token.
pub fn differs(why: &str) -> String {
    format!("This configuration does not belong to the token's issuer: {why}")
}
