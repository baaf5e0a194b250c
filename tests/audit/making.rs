//! What makes tokens for the tests of the audit.

#[path = "../common/counter.rs"]
mod counter;

pub use counter::Counter;

/// 22 Nov 2026, 00:23:00 UTC.
pub const NOW: i64 = 1_795_306_980;

pub fn base64url(bytes: impl AsRef<[u8]>) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}
