//! Keys for lists in which items may be equal, such as the lines of a JSON.

use core::hash::Hash;
use std::collections::HashMap;

/// Each item with the number of equal ones before it, which makes a key of it that no other item has. An item that stays keeps
/// its key, whatever comes and goes around it, unless that equals it.
pub fn numbered<T: Clone + Eq + Hash>(items: impl IntoIterator<Item = T>) -> Vec<(T, usize)> {
    let mut seen: HashMap<T, usize> = HashMap::new();
    let number = |item: T| {
        let next = seen.entry(item.clone()).or_default();
        let number = *next;
        *next += 1;
        (item, number)
    };
    items.into_iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn equal_items_get_keys_of_their_own_and_the_others_keep_theirs() {
        let before = numbered(["{", "a", "}", "{", "}"]);
        assert_eq!(before, [("{", 0), ("a", 0), ("}", 0), ("{", 1), ("}", 1)]);
        let after = numbered(["b", "{", "a", "}", "{", "}"]);
        let keys: HashSet<_> = after.iter().collect();
        assert_eq!(keys.len(), after.len());
        assert!(before.iter().all(|key| keys.contains(key)));
    }
}
