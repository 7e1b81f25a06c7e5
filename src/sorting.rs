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

/// The places of `len` items in ascending order; equal ones in the order they have. Runs are merged from the bottom
/// up: one short function, where the sort of the standard library has several long ones.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(len).collect();
    let mut merged = order.clone();
    let mut width = 1;
    while width < len {
        for (runs, out) in order.chunks(2 * width).zip(merged.chunks_mut(2 * width)) {
            let (mut left, mut right) = runs.split_at(width.min(runs.len()));
            for place in out {
                let from_right = match (left.first(), right.first()) {
                    (Some(&one), Some(&other)) => compare(other as usize, one as usize) == Ordering::Less,
                    (one, _) => one.is_none(),
                };
                let run = if from_right { &mut right } else { &mut left };
                if let Some((first, rest)) = run.split_first() {
                    *place = *first;
                    *run = rest;
                }
            }
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
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
