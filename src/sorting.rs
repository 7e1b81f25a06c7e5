//! Stable sorting that is compiled once. The sort of the standard library is instantiated for every type and order,
//! which made up a tenth of the WebAssembly module.

use std::cmp::Ordering;

/// Sorts by a comparison; equal items keep their order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    // Item `order[place]` belongs to `place`; what was swapped away before is followed to where it is now.
    for place in 0..items.len() {
        let mut from = order[place] as usize;
        while from < place {
            from = order[from] as usize;
        }
        items.swap(place, from);
    }
}

/// Sorts by a key; equal items keep their order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// The places of `len` items in ascending order; equal ones in the order they have.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(len).collect();
    order.sort_unstable_by(|&one, &other| compare(one as usize, other as usize).then(one.cmp(&other)));
    order
}

#[cfg(test)]
mod tests {
    use super::sort_by_key;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_stable_sort(keys in prop::collection::vec(0_u8..20, 0..300)) {
            let mut items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_key(&mut items, |item| item.0);
            prop_assert_eq!(items, expected);
        }
    }
}
