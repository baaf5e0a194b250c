//! How the token on screen differs from a plain signed one: what code for such a token has to know, and why a library that
//! expects one refuses it.

use super::layers::{Layers, Selected};
use crate::jose::envelope::Envelope;
use crate::jose::{Form, Parsed};
use crate::words::carried::Carried;

/// What to know of the layer that is shown, with `view` of it; nothing if it is a compact JWS that stands by itself.
pub fn carried(layers: &Layers, selected: Selected, view: &Parsed) -> Vec<Carried> {
    let Some(token) = &view.token else { return vec![] };
    let mut all = vec![];
    if layers.shown_index(selected) > 0 {
        all.push(Carried::Inside);
    }
    all.extend(match &layers.shown(selected).envelope {
        Envelope::Signatures(..) => Some(Carried::Json { unprotected: token.beside.unprotected.is_some() }),
        Envelope::SdJwt(..) => Some(Carried::SdJwt),
        Envelope::Jws(_) | Envelope::Jwe(..) => None,
    });
    if token.form == Form::Jwe {
        all.push(Carried::Encrypted);
    } else if token.is_detached() {
        all.push(Carried::Detached);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::tests::Counter;
    use crate::extract;
    use crate::session::KeyInput;
    use crate::session::layers::Opener;

    fn check(text: &str, expected: &[Carried]) {
        let found = extract::find(text);
        let mut opener = Opener { key: &KeyInput::default(), derived: &[], rng: &mut Counter(1) };
        let layers = Layers::read(found.first(), Selected::default(), &mut opener);
        let shown = layers.shown(Selected::default());
        assert_eq!(carried(&layers, Selected::default(), &shown.view), expected, "{text}");
    }

    #[test]
    fn each_form_is_told_from_a_plain_token() {
        const HEAD: &str = "eyJhbGciOiJIUzI1NiJ9";
        check("", &[]);
        check(&format!("{HEAD}.e30.AAAA"), &[]);
        check(&format!("{HEAD}..AAAA"), &[Carried::Detached]);
        check(&format!("{HEAD}.e30.AAAA~WyJzIiwiYSIsMV0~"), &[Carried::SdJwt]);
        let json = format!(r#"{{"payload":"e30","protected":"{HEAD}","signature":"AAAA"}}"#);
        check(&json, &[Carried::Json { unprotected: false }]);
        let json = format!(r#"{{"payload":"e30","protected":"{HEAD}","header":{{"kid":"1"}},"signature":"AAAA"}}"#);
        check(&json, &[Carried::Json { unprotected: true }]);
        let sealed = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA";
        check(sealed, &[Carried::Encrypted]);
        // A signed token whose payload is another one.
        let inner = crate::format::base64url::encode(format!("{HEAD}.e30.AAAA").as_bytes());
        check(&format!("eyJhbGciOiJIUzI1NiIsImN0eSI6IkpXVCJ9.{inner}.AAAA"), &[Carried::Inside]);
    }
}
