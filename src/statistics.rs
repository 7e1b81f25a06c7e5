//! Statistics over many values.

use crate::quantity::Amount;

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
