//! Leptos' signals and memos over one type of value. Leptos compiles its whole machinery once for each type that a signal
//! holds, some 3 KB each; here it is compiled once, and what differs by type is a cast. The methods are those of Leptos,
//! which documents them: `get`, `with` and `track` subscribe whoever runs, `set` and `update` wake those who did.

use leptos::prelude::{self, Get, GetUntracked, Set, Track};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

type Value = Arc<dyn Any + Send + Sync>;

/// A value that is set from outside: an input.
pub struct RwSignal<T> {
    cell: prelude::RwSignal<Value>,
    of: PhantomData<fn() -> T>,
}

/// A value that follows from others, worked out when somebody asks for it and something has changed.
pub struct Memo<T> {
    cell: prelude::Memo<Value>,
    of: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal that holds `value`.
    pub fn new(value: T) -> Self {
        Self { cell: prelude::RwSignal::new(Arc::new(value)), of: PhantomData }
    }

    /// Puts `value` in its place.
    pub fn set(self, value: T) {
        self.cell.set(Arc::new(value));
    }

    /// Changes it.
    pub fn update(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }

    /// Subscribes without reading.
    pub fn track(self) {
        self.cell.track();
    }

    /// Reads a copy.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Reads it as it is kept, without a copy.
    pub fn shared(self) -> Arc<T> {
        Arc::downcast(self.cell.get()).expect("a cell holds what its type says")
    }

    /// Reads in place.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.track();
        self.with_untracked(read)
    }

    /// Reads a copy without subscribing.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Reads in place without subscribing.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(cast(&self.cell.get_untracked()))
    }
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// A memo that tells its subscribers when it comes to something else.
    pub fn new(derive: impl Fn() -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        let differs = |old: Option<&Value>, new: Option<&Value>| old.map(cast::<T>) != new.map(cast::<T>);
        Self::erased(Box::new(move || Arc::new(derive())), differs)
    }

    /// A memo of something large, which is never compared: its inputs only change when it does.
    pub fn uncompared(derive: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::erased(Box::new(move || Arc::new(derive())), |_, _| true)
    }

    // Once in the program instead of once for each memo.
    #[inline(never)]
    fn erased(
        derive: Box<dyn Fn() -> Value + Send + Sync>,
        differs: fn(Option<&Value>, Option<&Value>) -> bool,
    ) -> Self {
        Self { cell: prelude::Memo::new_with_compare(move |_| derive(), differs), of: PhantomData }
    }

    /// Reads a copy.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Reads in place.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.cell.track();
        self.with_untracked(read)
    }

    /// Reads a copy without subscribing.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Reads in place without subscribing.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(cast(&self.cell.get_untracked()))
    }
}

/// What was put in as a `T`.
fn cast<T: 'static>(value: &Value) -> &T {
    value.downcast_ref().expect("a cell holds what its type says")
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}
