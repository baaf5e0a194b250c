//! Status lists: whatever is in one, it unpacks to no more than is allowed, or says what is wrong.

use jwt_debugger::claims::status_list::{List, reference};
use jwt_debugger::format::base64url::encode;
use jwt_debugger::format::json;
use jwt_debugger::words;

/// Reads bytes as claims with a list, and as the compressed bytes of a list of each size, and checks what must hold for any.
pub fn check(bytes: &[u8]) {
    if let Ok(text) = core::str::from_utf8(bytes) {
        claims(text);
    }
    for bits in [1, 2, 4, 8] {
        claims(&format!(r#"{{"status_list":{{"bits":{bits},"lst":"{}"}}}}"#, encode(bytes)));
    }
}

fn claims(text: &str) {
    let Some(node) = json::read(text).node else { return };
    let _ = reference(&node);
    match List::of(&node) {
        Some(Ok(list)) => {
            let bits = usize::from(list.bits());
            assert!([1, 2, 4, 8].contains(&bits) && list.len().is_multiple_of(8 / bits));
            assert_eq!(list.is_empty(), list.get(0).is_none());
            for index in (0..list.len().min(100)).chain(list.len().checked_sub(1)) {
                let status = list.get(index).expect("an index within it");
                assert!(usize::from(status.0) < 1 << bits && !status.name().is_empty());
            }
            assert_eq!((list.get(list.len()), list.get(usize::MAX)), (None, None));
        }
        Some(Err(fault)) => assert!(!words::title(&fault).is_empty()),
        None => {}
    }
}
