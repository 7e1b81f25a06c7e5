//! Statistics over many values: shares, percentiles, and trends.

pub mod trend;

use crate::quantity::{Amount, ExactSum};

/// `part ÷ whole` in per cent, from the exact fraction, rounded once, half to even, at `decimals` places (at most 4);
/// `None` when `whole` is zero.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::percent;
/// assert_eq!(percent(305, 358, 1), Some(Amount::decimal(852, 1)));
/// assert_eq!(percent(0, 0, 1), None);
/// ```
#[must_use]
pub fn percent(part: u32, whole: u32, decimals: u32) -> Option<Amount> {
    let sum = Amount::whole(i64::from(part) + i64::from(whole));
    sum.excess_over(Amount::whole(i64::from(whole)), decimals.min(4) + 2)?.shift(2)
}

/// The percentile of a sorted series by HJ 663 annex A, rounded once, half to even, at `decimals` places; `None` for an
/// empty series or above 100.
///
/// With n values and p per cent, `k = 1 + (n − 1) × p ÷ 100` is the place of the percentile, counted from 1; between two
/// places it lies on the straight line. All of it is exact.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::percentile;
/// let sorted = [12, 15, 18, 22, 25, 31, 37, 44, 58, 91].map(Amount::whole);
/// assert_eq!(percentile(&sorted, 98, 2), Some(Amount::decimal(8506, 2)));
/// ```
#[must_use]
pub fn percentile(sorted: &[Amount], percent: u8, decimals: u32) -> Option<Amount> {
    if percent > 100 {
        return None;
    }
    let hundredths = sorted.len().checked_sub(1)? * usize::from(percent);
    let (below, part) = (hundredths / 100, hundredths % 100);
    let low = *sorted.get(below)?;
    let high = sorted.get(below + 1).copied().unwrap_or(low);
    // A hundred values, `part` of them the upper one, have the percentile as their mean.
    let mut hundred = ExactSum::default();
    (0..100).for_each(|n| hundred.add(if n < part { high } else { low }));
    hundred.mean(decimals)
}

/// Ranks in ascending order: equal values share a rank and the next is skipped (1, 2, 2, 4). What has no value has no rank
/// and takes none away.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::ranks;
/// let values = [Some(437), None, Some(318), Some(437), Some(475)].map(|value| value.map(Amount::whole));
/// assert_eq!(ranks(&values), [Some(2), None, Some(1), Some(2), Some(4)]);
/// ```
#[must_use]
pub fn ranks(values: &[Option<Amount>]) -> Vec<Option<u32>> {
    let mut ascending: Vec<Amount> = values.iter().flatten().copied().collect();
    crate::sorting::sort_by(&mut ascending, Amount::cmp);
    let rank = |value: Amount| u32::try_from(ascending.partition_point(|other| *other < value)).unwrap_or(u32::MAX);
    values.iter().map(|value| value.map(|value| rank(value).saturating_add(1))).collect()
}
