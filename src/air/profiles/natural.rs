//! Whole numbers of any length, for sums of powers that no fixed width holds.

use std::cmp::Ordering;

/// A whole number, its 32-bit digits from the lowest to the highest, the highest not zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Natural(Vec<u32>);

impl Natural {
    pub(super) fn of(value: u64) -> Natural {
        Natural::default().times_plus(0, value)
    }

    /// `self × factor`.
    pub(super) fn times(&self, factor: u64) -> Natural {
        self.times_plus(factor, 0)
    }

    #[allow(clippy::cast_possible_truncation)]
    fn times_plus(&self, factor: u64, start: u64) -> Natural {
        let mut carry = u128::from(start);
        let mut digits = Vec::with_capacity(self.0.len() + 2);
        for &digit in &self.0 {
            carry += u128::from(digit) * u128::from(factor);
            digits.push(carry as u32);
            carry >>= 32;
        }
        while carry > 0 {
            digits.push(carry as u32);
            carry >>= 32;
        }
        Natural(digits).trimmed()
    }

    /// `self + other`.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn plus(&self, other: &Natural) -> Natural {
        let mut carry = 0_u64;
        let mut digits = Vec::with_capacity(self.0.len().max(other.0.len()) + 1);
        for place in 0..self.0.len().max(other.0.len()) {
            let digit = |of: &Natural| u64::from(of.0.get(place).copied().unwrap_or(0));
            carry += digit(self) + digit(other);
            digits.push(carry as u32);
            carry >>= 32;
        }
        digits.push(carry as u32);
        Natural(digits).trimmed()
    }

    /// The largest whole number that `divisor × it` does not exceed this one, up to `most`.
    pub(super) fn divided_by(&self, divisor: &Natural, most: u64) -> u64 {
        let (mut low, mut high) = (0, most);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if divisor.times(middle).cmp(self) == Ordering::Greater {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        low
    }

    fn trimmed(mut self) -> Natural {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Natural) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Natural) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Natural;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_arithmetic_of_whole_numbers(
            a in 0_u64..1 << 40, b in 0_u64..1 << 40, c in 1_u64..1 << 40, rest in 0_u64..1 << 40,
        ) {
            let product = Natural::of(a).times(b);
            let sum = u128::from(a) * u128::from(b) + u128::from(c);
            prop_assert_eq!(&product, &Natural::of(b).times(a));
            let both = product.plus(&Natural::of(c));
            prop_assert_eq!(&both, &Natural::of((sum >> 64) as u64).times(1 << 32).times(1 << 32).plus(&Natural::of(sum as u64)));
            prop_assert_eq!(both.cmp(&product), std::cmp::Ordering::Greater);
            prop_assert_eq!(Natural::of(a).cmp(&Natural::of(b)), a.cmp(&b));
            let dividend = Natural::of(a).times(c).plus(&Natural::of(rest % c));
            prop_assert_eq!(dividend.divided_by(&Natural::of(c), u64::MAX), a);
        }
    }
}
