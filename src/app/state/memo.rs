//! Memos of what is too large to be compared.

use leptos::prelude::*;
use std::sync::Arc;

/// A memo of something large, which is not compared: its inputs only change when it does.
pub fn uncompared<T: Send + Sync + 'static>(derive: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo::new_with_compare(move |_| derive(), |_, _| true)
}

/// The same, shared by all who read it.
pub fn shared<T: Send + Sync + 'static>(derive: impl Fn() -> T + Send + Sync + 'static) -> Memo<Arc<T>> {
    uncompared(move || Arc::new(derive()))
}
