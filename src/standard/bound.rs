//! A limit by itself: at most, at least, within.

use std::fmt;

use crate::quantity::Amount;

/// What a value must keep to. Equal to a limit keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// ≤
    AtMost(Amount),
    /// ≥
    AtLeast(Amount),
    /// Not below the first, not above the second.
    Within(Amount, Amount),
}

impl Bound {
    /// Whether a value keeps to it.
    #[must_use]
    pub fn met_by(self, value: Amount) -> bool {
        match self {
            Bound::AtMost(limit) => value <= limit,
            Bound::AtLeast(limit) => value >= limit,
            Bound::Within(low, high) => low <= value && value <= high,
        }
    }

    /// `(C − S) ÷ S` with one decimal, half to even, of a value above a limit of the kind "at most"; `None` otherwise,
    /// and where the limit is zero.
    #[must_use]
    pub fn multiple(self, value: Amount) -> Option<Amount> {
        match self {
            Bound::AtMost(limit) if value > limit => value.excess_over(limit, 1),
            _ => None,
        }
    }
}

impl fmt::Display for Bound {
    /// `≤ 0.3`, `≥ 5`, `6~9`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::AtMost(limit) => write!(f, "≤ {limit}"),
            Bound::AtLeast(limit) => write!(f, "≥ {limit}"),
            Bound::Within(low, high) => write!(f, "{low}~{high}"),
        }
    }
}
