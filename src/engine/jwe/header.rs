//! The algorithms that a header names (RFC 7516 §4.1).

use super::{Algorithm, Encryption, Failure, Parameters, alg, enc, failure_at, meant_alg, meant_enc, shown};
use crate::base::diagnostic::jwe::{JweHeader, JweJson, Meant};
use crate::crypto::content_encryption::Cipher;
use crate::format::json::Value;

impl Parameters<'_> {
    /// The algorithms that the header names, and whether the content is compressed.
    ///
    /// # Errors
    /// One of them is missing or unknown, a parameter stands where it must not, or a critical one is not understood.
    pub fn algorithms(&self) -> Result<(&'static Algorithm, &'static Encryption, bool), Failure> {
        if let Some(name) = self.repeated() {
            return Err(failure_at(JweJson::Repeated(shown(name)), vec![]));
        }
        let missing = |name| failure_at(JweHeader::Missing(name, "a JWE"), vec![]);
        let name = self.text("alg")?.ok_or_else(|| missing("alg"))?;
        let algorithm = alg::find(name).ok_or_else(|| {
            let meant = meant_alg(name).map(|(row, naming)| Meant { name: row.name, naming, opens: None });
            let signs = crate::engine::jwa::find(name).is_some();
            self.fault("alg", JweHeader::Alg { name: shown(name), signs, meant })
        })?;
        let name = self.text("enc")?.ok_or_else(|| missing("enc"))?;
        let encryption = enc::find(name).ok_or_else(|| {
            let meant = meant_enc(name).map(|(row, naming)| Meant { name: row.name, naming, opens: None });
            self.fault("enc", JweHeader::Enc { name: shown(name), meant })
        })?;
        self.critical()?;
        let zip = self.text("zip")?;
        match zip {
            None => Ok((algorithm, encryption, false)),
            Some(_) if !self.is_protected("zip") => Err(self.fault("zip", JweHeader::Unprotected("zip"))),
            Some("DEF") => Ok((algorithm, encryption, true)),
            Some(other) => Err(self.fault("zip", JweHeader::Zip(shown(other)))),
        }
    }

    /// No extension is understood, so whatever `crit` names stops the reader (RFC 7516 §4.1.13).
    fn critical(&self) -> Result<(), Failure> {
        let Some(node) = self.get("crit") else { return Ok(()) };
        if !self.is_protected("crit") {
            return Err(self.fault("crit", JweHeader::Unprotected("crit")));
        }
        let wanted = "an array of names";
        let Value::Array(names) = &node.value else { return Err(self.wrong_type("crit", node, wanted)) };
        let Some(first) = names.first() else { return Err(self.wrong_type("crit", node, wanted)) };
        match first.as_str() {
            Some(name) => Err(self.fault("crit", JweHeader::Critical(shown(name)))),
            None => Err(self.wrong_type("crit", first, "a list of strings")),
        }
    }
}

impl Encryption {
    /// The lengths of key, initialization vector and tag, in bytes.
    pub fn lengths(&self) -> [usize; 3] {
        let cipher: Cipher = self.cipher;
        [cipher.key_bytes(), cipher.iv_bytes(), cipher.tag_bytes()]
    }
}
