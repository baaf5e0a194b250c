//! What is wrong with the header parameters of an encrypted token.

use super::{ONE_BYTE, member};
use crate::base::diagnostic::jwe::{JweHeader, Meant, Naming, Opens};
use crate::base::spec::Spec;
use crate::words::{Wording, counted, key, say};

const HEADER: Spec = Spec::Rfc(7516, "4.1");

/// What there is to say of it.
pub(super) fn wording(fault: &JweHeader) -> Wording {
    match fault {
        JweHeader::Missing(name, user) => {
            say(format!("the header has no `{name}`, which {user} needs"), format!("add `{name}` to the header"))
                .by(HEADER)
        }
        JweHeader::Type { name, kind, wanted } => {
            say(format!("`{name}` is {kind}; it must be {wanted}"), "correct what writes the header").by(HEADER)
        }
        JweHeader::Encoding(name, fault) => member(name, fault).by(HEADER),
        JweHeader::Length { name, got, expected } => {
            say(format!("`{name}` in the header has {}; it must have {expected}", counted(*got, "byte")), ONE_BYTE)
                .by(Spec::Rfc(7518, "4.7.1"))
        }
        JweHeader::Alg { name, meant: Some(meant), .. } => {
            otherwise_named("alg", name, meant).by(Spec::Rfc(7518, "4.1"))
        }
        JweHeader::Enc { name, meant: Some(meant) } => otherwise_named("enc", name, meant).by(Spec::Rfc(7518, "5.1")),
        JweHeader::Alg { name, signs: true, .. } => say(
            format!("`{name}` signs; it does not encrypt"),
            "name how the key is encrypted, such as \"alg\":\"RSA-OAEP-256\"",
        )
        .by(Spec::Rfc(7518, "4.1")),
        JweHeader::Alg { name, .. } => say(
            format!("`alg` is `{name}`, which is not a key management algorithm known here"),
            "compare with the names of the registry: they are case-sensitive",
        )
        .by(Spec::Rfc(7518, "4.1")),
        JweHeader::Enc { name, .. } => say(
            format!("`enc` is `{name}`, which is not a content encryption algorithm known here"),
            "compare with the names of the registry: they are case-sensitive",
        )
        .by(Spec::Rfc(7518, "5.1")),
        JweHeader::Zip(name) => {
            say(format!("`zip` is `{name}`; only `DEF` is defined"), "compress with DEFLATE, or leave `zip` out")
                .by(Spec::Rfc(7516, "4.1.3"))
        }
        JweHeader::Critical(name) => say(
            format!("`crit` names `{name}`, which is not understood here"),
            "whoever does not understand a critical parameter must refuse the token",
        )
        .by(Spec::Rfc(7516, "4.1.13")),
        JweHeader::Unprotected(name) => {
            say(format!("`{name}` is not in the protected header"), format!("move `{name}` to the protected header"))
                .by(HEADER)
        }
        JweHeader::Iterations(count, most) => say(
            format!("`p2c` is {count}; 1 to {most} rounds are computed here"),
            "a large count keeps whoever decrypts busy; 600000 rounds are usual for passwords",
        )
        .by(Spec::Rfc(7518, "4.8.1.2")),
        JweHeader::Epk(fault) => {
            let inner = key::wording(fault);
            say(format!("`epk` is not a usable key: {}", inner.title), ONE_BYTE).by(Spec::Rfc(7518, "4.6.1.1"))
        }
        JweHeader::EpkNotOnCurve(curve) => say(
            format!("`epk` is not a point of {curve}"),
            "the token was changed, or made to find out the private key: decrypt nothing with it",
        )
        .by(Spec::Rfc(7518, "4.6.1.1")),
        JweHeader::EpkCurve { epk, key } => say(
            format!("`epk` is on {epk}, the key on {key}"),
            format!("use the private key on {epk} that the token was encrypted to"),
        )
        .by(Spec::Rfc(7518, "4.6.1.1")),
        JweHeader::EpkSmallOrder(curve) => say(
            format!("`epk` is a point of small order on {curve}: the agreed secret would be zero for every key"),
            "the token was made by a faulty or hostile sender",
        )
        .by(Spec::Rfc(7748, "6")),
        JweHeader::EpkPrivate => say(
            "`epk` has the private key as well, so anyone can compute the secret that it agrees on",
            "have the sender put only the public key into `epk`",
        )
        .by(Spec::Rfc(7518, "4.6.1.1")),
    }
}

/// A name that JWE does not have, and what it stands for.
fn otherwise_named(member: &str, name: &str, meant: &Meant) -> Wording {
    let Meant { name: row, naming, opens } = meant;
    let what = match naming {
        Naming::Xml => format!("`{member}` is `{name}`, a name of XML Encryption; in JWE it is `{row}`"),
        Naming::Java => format!("`{member}` is `{name}`, a name of Java; in JWE it is `{row}`"),
        Naming::Spelling => format!("`{member}` is `{name}`, which is no name of JWE; `{row}` is probably meant"),
    };
    let title = match opens {
        None => what,
        Some(Opens::Alone) => format!("{what}, and read so the token opens with this key"),
        Some(Opens::With(enc)) => format!("{what}, and read so, with `{enc}` as `enc`, the token opens with this key"),
    };
    say(
        title,
        format!(
            "have the sender write `{row}`: other libraries refuse the token, and its header is authenticated, so it cannot be corrected here"
        ),
    )
}
