//! Memos of what is too large to be compared, and signals of what is worth comparing.

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

/// Puts a value in the place of another one, if it is another one: each signal that is set marks all that follows from it, once
/// for each way that leads there.
pub fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    signal.maybe_update(|now| {
        let is_other = *now != value;
        if is_other {
            *now = value;
        }
        is_other
    });
}
