//! Lists whose items keep their elements, and with them focus and selection, as long as they stay the same.
//!
//! `<For>` is compiled anew for each type of item, kilobytes each time. Here items are behind a trait, so that all lists share one.

use leptos::prelude::*;
use std::any::Any;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A list of what `each` gives. An item that stays keeps its element, and one that changed in any way gets a new one; of equal
/// ones each has its own.
#[component]
pub fn List<T, V, E, D>(each: E, draw: D) -> impl IntoView
where
    T: Clone + Eq + Hash + Send + Sync + 'static,
    V: IntoView + 'static,
    E: Fn() -> Vec<T> + Send + Sync + 'static,
    D: Fn(T) -> V + Send + Sync + 'static,
{
    let draw: Draw<T> = Arc::new(move |item| draw(item).into_any());
    let items = move || each().into_iter().map(|item| Item(Arc::new(Row { item, draw: draw.clone() }))).collect();
    keyed(Box::new(items))
}

type Draw<T> = Arc<dyn Fn(T) -> AnyView + Send + Sync>;

/// An item of any type, and how it is drawn.
struct Row<T> {
    item: T,
    draw: Draw<T>,
}

trait Drawn: Send + Sync {
    fn item(&self) -> &dyn Any;
    fn equals(&self, other: &dyn Any) -> bool;
    fn hash(&self, hasher: &mut dyn Hasher);
    fn draw(&self) -> AnyView;
}

impl<T: Clone + Eq + Hash + Send + Sync + 'static> Drawn for Row<T> {
    fn item(&self) -> &dyn Any {
        &self.item
    }

    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(&self.item)
    }

    fn hash(&self, mut hasher: &mut dyn Hasher) {
        self.item.hash(&mut hasher);
    }

    fn draw(&self) -> AnyView {
        (self.draw)(self.item.clone())
    }
}

#[derive(Clone)]
struct Item(Arc<dyn Drawn>);

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(other.0.item())
    }
}

impl Eq for Item {}

impl Hash for Item {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.0.hash(hasher);
    }
}

/// Once in the program, whatever is listed. The key of an item is the item and the number of equal ones before it.
fn keyed(items: Box<dyn Fn() -> Vec<Item> + Send + Sync>) -> AnyView {
    let each = move || {
        let mut seen: HashMap<Item, usize> = HashMap::new();
        let number = |item: Item| {
            let count = seen.entry(item.clone()).or_default();
            *count += 1;
            (item, *count)
        };
        items().into_iter().map(number).collect::<Vec<_>>()
    };
    view! { <For each key=Clone::clone let((item, _))>{item.0.draw()}</For> }.into_any()
}
