//! Token status lists (draft-ietf-oauth-status-list): a token that says of many others which of them are revoked.
//!
//! The list is `status_list` of its payload: `bits` is how many bits one status takes, `lst` the base64url of the list, compressed
//! with DEFLATE in the ZLIB format (RFC 1950). Statuses fill each byte from its lowest bit on. A token that is in a list says where
//! in `status.status_list.idx`.
//!
//! ```
//! use jwt_debugger::claims::status_list::{List, Status};
//! use jwt_debugger::format::json;
//!
//! // The example of the draft, with one bit for each status.
//! let claims = json::read(r#"{"status_list":{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}"#).node.expect("JSON");
//! let list = List::of(&claims).expect("it has a list").expect("it can be unpacked");
//! assert_eq!(list.len(), 16);
//! assert_eq!((list.get(0), list.get(1)), (Some(Status(1)), Some(Status(0))));
//! assert_eq!(Status(1).name(), "INVALID");
//! ```

use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::bound::StatusList as Fault;
use crate::format::base64url;
use crate::format::json::{Node, Value};
use crate::jose::header::kind;

/// A longer list is not unpacked: 16 million statuses of one bit, far more than issuers put into one.
pub const MOST: usize = 2 << 20;

/// An unpacked list.
#[derive(Clone, PartialEq, Eq)]
pub struct List {
    bits: u8,
    bytes: Vec<u8>,
}

impl core::fmt::Debug for List {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("List").field("bits", &self.bits).field("statuses", &self.len()).finish()
    }
}

/// The status of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status(pub u8);

impl Status {
    /// Its registered name.
    pub fn name(self) -> &'static str {
        match self.0 {
            0 => "VALID",
            1 => "INVALID",
            2 => "SUSPENDED",
            3 | 12..=15 => "APPLICATION_SPECIFIC",
            _ => "not registered",
        }
    }
}

impl List {
    /// The list in the claims of a status list token; `None` if there is none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of(claims: &Node) -> Option<Result<List, Box<Diagnostic>>> {
        let list = claims.get("status_list")?;
        Some(read(list).map_err(|fault| Box::new(Diagnostic::error(fault))))
    }

    /// How many bits a status takes.
    pub fn bits(&self) -> u8 {
        self.bits
    }

    /// How many statuses there are; those that fill the last byte are among them.
    pub fn len(&self) -> usize {
        self.bytes.len() * 8 / usize::from(self.bits)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The status at `index`; `None` behind the end.
    pub fn get(&self, index: usize) -> Option<Status> {
        let bits = usize::from(self.bits);
        let at = index.checked_mul(bits)?;
        let byte = self.bytes.get(at / 8)?;
        let mask = u8::try_from((1_u16 << bits) - 1).ok()?;
        Some(Status(byte >> (at % 8) & mask))
    }
}

/// Where the status of a token with these claims is: the index, and the address of the list. `None` if they name none.
pub fn reference(claims: &Node) -> Option<(u64, &str)> {
    let reference = claims.get("status")?.get("status_list")?;
    let Value::Number(index) = &reference.get("idx")?.value else { return None };
    Some((index.parse().ok()?, reference.get("uri")?.as_str()?))
}

/// Unpacks the value of `status_list`.
pub(crate) fn read(list: &Node) -> Result<List, Fault> {
    if !list.is_object() {
        return Err(Fault::NotAnObject(kind(list)));
    }
    let bits = match list.get("bits").map(|bits| &bits.value) {
        Some(Value::Number(text)) => text.parse::<u8>().ok().filter(|bits| [1, 2, 4, 8].contains(bits)),
        _ => None,
    };
    let bits = bits.ok_or(Fault::Bits)?;
    let text = list.get("lst").and_then(Node::as_str).ok_or(Fault::NoList)?;
    let decoded = base64url::decode(text);
    if let Some(fault) = decoded.faults.into_iter().next() {
        return Err(Fault::Encoding(fault.facts));
    }
    let bytes = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&decoded.bytes, MOST);
    match bytes {
        Ok(bytes) => Ok(List { bits, bytes }),
        Err(error) if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput => Err(Fault::TooLong(MOST)),
        Err(_) if decoded.bytes.starts_with(&[0x1f, 0x8b]) => Err(Fault::Gzip),
        Err(_) => Err(Fault::Compression),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::json;

    fn node(text: &str) -> Node {
        json::read(text).node.expect("JSON")
    }

    fn packed(bits: u8, bytes: &[u8]) -> Node {
        let lst = base64url::encode(&miniz_oxide::deflate::compress_to_vec_zlib(bytes, 9));
        node(&format!(r#"{{"status_list":{{"bits":{bits},"lst":"{lst}"}}}}"#))
    }

    /// The statuses of such a list.
    #[test]
    fn the_format_of_gzip_is_told() {
        // `gzip -nc < /dev/null`
        let lst = base64url::encode(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let list = node(&format!(r#"{{"bits":1,"lst":"{lst}"}}"#));
        assert_eq!(read(&list), Err(Fault::Gzip));
        assert_eq!(read(&node(r#"{"bits":1,"lst":"AAAA"}"#)), Err(Fault::Compression));
    }

    #[track_caller]
    fn check(claims: &Node, expected: &[u8]) {
        let list = List::of(claims).expect("a list").expect("a good one");
        let found: Vec<u8> = (0..list.len()).filter_map(|index| list.get(index)).map(|status| status.0).collect();
        assert_eq!((found.as_slice(), list.get(list.len())), (expected, None));
    }

    #[test]
    fn the_examples_of_the_draft_give_their_statuses() {
        // draft-ietf-oauth-status-list, "Compressed Byte Array": one bit, then two.
        let one = node(r#"{"status_list":{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}"#);
        check(&one, &[1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
        let two = node(r#"{"status_list":{"bits":2,"lst":"eNo76fITAAPfAgc"}}"#);
        check(&two, &[1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
    }

    #[test]
    fn every_size_is_read_from_the_lowest_bit_on() {
        check(&packed(1, &[0b1000_0001]), &[1, 0, 0, 0, 0, 0, 0, 1]);
        check(&packed(2, &[0b1101_0010]), &[2, 0, 1, 3]);
        check(&packed(4, &[0xa5, 0x0f]), &[5, 10, 15, 0]);
        check(&packed(8, &[7, 255]), &[7, 255]);
        check(&packed(8, &[]), &[]);
    }

    #[test]
    fn what_cannot_be_unpacked_says_why() {
        let check = |list: &str, code: &str| {
            let claims = node(&format!(r#"{{"status_list":{list}}}"#));
            let fault = List::of(&claims).expect("a list").expect_err("a bad one");
            assert_eq!(fault.code().name(), code, "{list}");
        };
        check("[]", "status-list-object");
        check(r#"{"bits":3,"lst":""}"#, "status-list-bits");
        check(r#"{"bits":"1","lst":""}"#, "status-list-bits");
        check(r#"{"lst":""}"#, "status-list-bits");
        check(r#"{"bits":1}"#, "status-list-missing");
        check(r#"{"bits":1,"lst":"eNrbuRgAAhcBXQ=="}"#, "status-list-encoding");
        check(r#"{"bits":1,"lst":"AAAA"}"#, "status-list-compression");
        check(r#"{"bits":1,"lst":"eNrbuRgA"}"#, "status-list-compression");
        let bomb = base64url::encode(&miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; MOST + 1], 9));
        assert!(bomb.len() < 10_000);
        check(&format!(r#"{{"bits":1,"lst":"{bomb}"}}"#), "status-list-too-long");
        assert!(List::of(&node("{}")).is_none());
    }

    #[test]
    fn a_token_says_where_its_status_is() {
        let claims = node(r#"{"status":{"status_list":{"idx":412,"uri":"https://example.com/statuslists/1"}}}"#);
        assert_eq!(reference(&claims), Some((412, "https://example.com/statuslists/1")));
        for other in
            ["{}", r#"{"status":{"status_list":{"idx":-1,"uri":""}}}"#, r#"{"status":{"status_list":{"idx":1}}}"#]
        {
            assert_eq!(reference(&node(other)), None);
        }
    }
}
