//! Exact fractions, for formulas that divide before they are rounded.

use std::cmp::Ordering;
use std::fmt;

use super::Amount;
use super::amount::{divide_half_even, power_of_ten};

/// Largest numerator and denominator, so that doubling and the sign never overflow.
const LARGEST: u128 = 10_u128.pow(37);

/// An exact fraction in lowest terms, the denominator above zero.
///
/// Numerator and denominator hold up to 37 digits. What would need more is `None`, never a rounded fraction.
///
/// ```
/// use envgrade::quantity::{Amount, Ratio};
/// let third = Ratio::new(1, 3).unwrap();
/// let sum = third.plus(third).and_then(|sum| sum.plus(third)).unwrap();
/// assert_eq!(sum, Ratio::of(Amount::whole(1)));
/// assert_eq!(third.round(3), Some(Amount::decimal(333, 3)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio { numerator: 0, denominator: 1 };

    /// `numerator ÷ denominator`; `None` when the denominator is zero or one of them is too long.
    #[must_use]
    pub const fn new(numerator: i128, denominator: i128) -> Option<Ratio> {
        let (above, below) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        if below == 0 {
            return None;
        }
        let common = greatest_common_divisor(above, below);
        let (above, below) = (above / common, below / common);
        if above > LARGEST || below > LARGEST {
            return None;
        }
        // Both fit, being at most 10³⁷.
        #[allow(clippy::cast_possible_wrap)]
        let (above, below) = (above as i128, below as i128);
        Some(Ratio { numerator: if (numerator < 0) != (denominator < 0) { -above } else { above }, denominator: below })
    }

    /// An amount as a fraction, exact.
    #[must_use]
    pub const fn of(amount: Amount) -> Ratio {
        let (digits, decimals) = amount.parts();
        match Ratio::new(digits as i128, power_of_ten(decimals)) {
            Some(ratio) => ratio,
            // Eighteen digits over at most thirty-six decimals always fit.
            None => Ratio::ZERO,
        }
    }

    /// The sum.
    #[must_use]
    pub const fn plus(self, other: Ratio) -> Option<Ratio> {
        let (Some(one), Some(two), Some(below)) = (
            self.numerator.checked_mul(other.denominator),
            other.numerator.checked_mul(self.denominator),
            self.denominator.checked_mul(other.denominator),
        ) else {
            return None;
        };
        match one.checked_add(two) {
            Some(above) => Ratio::new(above, below),
            None => None,
        }
    }

    /// The difference.
    #[must_use]
    pub const fn minus(self, other: Ratio) -> Option<Ratio> {
        self.plus(Ratio { numerator: -other.numerator, ..other })
    }

    /// The product.
    #[must_use]
    pub const fn times(self, other: Ratio) -> Option<Ratio> {
        // Reduced crosswise first, so that factors of a formula that cancel never overflow.
        let (Some(one), Some(two)) =
            (Ratio::new(self.numerator, other.denominator), Ratio::new(other.numerator, self.denominator))
        else {
            return None;
        };
        match (one.numerator.checked_mul(two.numerator), one.denominator.checked_mul(two.denominator)) {
            (Some(above), Some(below)) => Ratio::new(above, below),
            _ => None,
        }
    }

    /// The quotient; `None` also when the divisor is zero.
    #[must_use]
    pub const fn over(self, divisor: Ratio) -> Option<Ratio> {
        match Ratio::new(divisor.denominator, divisor.numerator) {
            Some(inverse) => self.times(inverse),
            None => None,
        }
    }

    /// Without its sign.
    #[must_use]
    pub const fn magnitude(self) -> Ratio {
        Ratio { numerator: self.numerator.abs(), ..self }
    }

    /// Numerator and denominator in lowest terms.
    #[must_use]
    pub const fn parts(self) -> (i128, i128) {
        (self.numerator, self.denominator)
    }

    /// Rounded once, half to even, at `decimals` places (GB/T 8170); `None` when that has more than eighteen digits.
    #[must_use]
    pub fn round(self, decimals: u32) -> Option<Amount> {
        self.divide(decimals, divide_half_even)
    }

    /// Rounded once, half up (towards plus infinity on a tie), at `decimals` places.
    #[must_use]
    pub fn round_half_up(self, decimals: u32) -> Option<Amount> {
        self.divide(decimals, |value, divisor| {
            let rest = value.rem_euclid(divisor);
            value.div_euclid(divisor) + i128::from(rest >= divisor - rest)
        })
    }

    /// Cut off behind `decimals` places, towards zero.
    #[must_use]
    pub fn truncate(self, decimals: u32) -> Option<Amount> {
        self.divide(decimals, |value, divisor| value / divisor)
    }

    fn divide(self, decimals: u32, divide: impl Fn(i128, i128) -> i128) -> Option<Amount> {
        let decimals = decimals.min(18);
        let digits = divide(self.numerator.checked_mul(power_of_ten(decimals))?, self.denominator);
        i64::try_from(digits)
            .ok()
            .filter(|digits| digits.unsigned_abs() < 10_u64.pow(18))
            .map(|digits| Amount::decimal(digits, decimals))
    }

    /// The nearest binary float, for statistics and drawing only.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// At most so many decimals, to be read; marked `≈` when there are more.
    #[must_use]
    pub fn nearly(self, decimals: u32) -> String {
        match self.round(decimals) {
            Some(short) if Ratio::of(short) == self => short.to_string(),
            Some(short) => format!("≈ {short}"),
            None => self.to_string(),
        }
    }
}

const fn greatest_common_divisor(mut one: u128, mut other: u128) -> u128 {
    while other != 0 {
        // 64-bit division is many times faster.
        (one, other) = if one <= u64::MAX as u128 && other <= u64::MAX as u128 {
            (other, (one as u64 % other as u64) as u128)
        } else {
            (other, one % other)
        };
    }
    one
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let (mut one, mut two) = (*self, *other);
        // Whole parts first, then what is left turned over, as in a continued fraction: nothing can overflow.
        let mut reversed = false;
        loop {
            let wholes = (one.numerator.div_euclid(one.denominator), two.numerator.div_euclid(two.denominator));
            let rests = (one.numerator.rem_euclid(one.denominator), two.numerator.rem_euclid(two.denominator));
            let order = match wholes.0.cmp(&wholes.1) {
                Ordering::Equal if rests.0 == 0 || rests.1 == 0 => rests.0.signum().cmp(&rests.1.signum()),
                order => order,
            };
            if order != Ordering::Equal || rests.0 == 0 {
                return if reversed { order.reverse() } else { order };
            }
            one = Ratio { numerator: one.denominator, denominator: rests.0 };
            two = Ratio { numerator: two.denominator, denominator: rests.1 };
            reversed = !reversed;
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    /// `7/3`, a whole number without denominator.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(above: i64, below: i64) -> Ratio {
        Ratio::new(above.into(), below.into()).unwrap()
    }

    #[test]
    fn ties_go_where_they_are_asked_to_go() {
        let half = |above| ratio(above, 2);
        assert_eq!([1, 3, -1, -3].map(|n| half(n).round(0)), [0, 2, 0, -2].map(|n| Some(Amount::whole(n))));
        assert_eq!([1, 3, -1, -3].map(|n| half(n).round_half_up(0)), [1, 2, 0, -1].map(|n| Some(Amount::whole(n))));
        assert_eq!([1, 3, -1, -3].map(|n| half(n).truncate(0)), [0, 1, 0, -1].map(|n| Some(Amount::whole(n))));
    }

    #[test]
    fn what_is_too_long_is_refused() {
        let large = Ratio::of(Amount::decimal(999_999_999_999_999_989, 0));
        let long = large.times(large).unwrap();
        assert_eq!(long.times(large), None);
        assert_eq!(long.round(0), None);
        assert_eq!(Ratio::new(1, 0), None);
        assert_eq!(large.over(Ratio::ZERO), None);
    }

    proptest! {
        #[test]
        fn arithmetic_and_order_are_those_of_fractions(
            a in -2_000_i64..2_000, b in 1_i64..2_000, c in -2_000_i64..2_000, d in 1_i64..2_000,
        ) {
            let (one, two) = (ratio(a, b), ratio(c, d));
            prop_assert_eq!(one.cmp(&two), (a * d).cmp(&(c * b)));
            prop_assert_eq!(one.plus(two), Some(ratio(a * d + c * b, b * d)));
            prop_assert_eq!(one.minus(two), Some(ratio(a * d - c * b, b * d)));
            prop_assert_eq!(one.times(two), Some(ratio(a * c, b * d)));
            prop_assert_eq!(one.over(two), (c != 0).then(|| Ratio::new((a * d).into(), (b * c).into()).unwrap()));
        }

        #[test]
        fn amounts_come_back(digits in -999_999_999_999_i64..1_000_000_000_000, decimals in 0_u32..=12) {
            let amount = Amount::decimal(digits, decimals);
            prop_assert_eq!(Ratio::of(amount).round(decimals), Some(amount));
        }

        #[test]
        fn rounding_is_within_half_a_step(a in -200_000_i64..200_000, b in 1_i64..2_000, decimals in 0_u32..4) {
            let exact = ratio(a, b);
            let step = ratio(1, 2 * 10_i64.pow(decimals));
            for rounded in [exact.round(decimals), exact.round_half_up(decimals)] {
                let away = exact.minus(Ratio::of(rounded.unwrap())).unwrap().magnitude();
                prop_assert!(away <= step);
            }
        }
    }
}
