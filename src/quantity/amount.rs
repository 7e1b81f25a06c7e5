//! Decimal amounts, exact to the eighteenth decimal.

use std::fmt;

/// Decimals that an [`Amount`] carries.
const DECIMALS: u32 = 18;
const ONE: i128 = 10_i128.pow(DECIMALS);
/// Largest magnitude that is accepted, so that the sum of a hundred million amounts still fits.
const LARGEST: i128 = 1_000_000_000_000 * ONE;

const POWERS: [i128; 39] = {
    let mut powers = [1_i128; 39];
    let mut i = 1;
    while i < 39 {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// An exact decimal amount: a whole number of 10⁻¹⁸.
///
/// Limits, breakpoints and everything that a cell can hold between 10⁻¹⁸ and 10¹² are exact. A text with more than
/// eighteen decimals is cut there and its last digit made odd, so that every comparison with a limit and every
/// rounding to fewer decimals comes out as it would for the whole text.
///
/// ```
/// use envgrade::quantity::Amount;
/// let a: Amount = "2.2".parse()?;
/// assert_eq!(a, Amount::decimal(22, 1));
/// assert_eq!(a.to_string(), "2.2");
/// assert_eq!(format!("{a:.3}"), "2.200");
/// # Ok::<(), envgrade::quantity::AmountError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i128);

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// There is no number in it, or something besides a number.
    NotANumber,
    /// The magnitude is above 10¹².
    TooLarge,
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AmountError::NotANumber => "not a decimal number",
            AmountError::TooLarge => "above the largest amount, 1 000 000 000 000",
        })
    }
}

impl std::error::Error for AmountError {}

impl Amount {
    /// Zero.
    pub const ZERO: Amount = Amount(0);

    /// A whole number.
    #[must_use]
    pub const fn whole(value: i64) -> Amount {
        Amount(value as i128 * ONE)
    }

    /// `digits` with the last `decimals` of them behind the point: `decimal(25, 3)` is 0.025.
    ///
    /// At most eighteen decimals.
    #[must_use]
    pub const fn decimal(digits: i64, decimals: u32) -> Amount {
        Amount(digits as i128 * POWERS[(DECIMALS - decimals) as usize])
    }

    /// Reads a plain decimal number in ASCII: sign, digits, point, exponent; nothing else.
    ///
    /// ```
    /// use envgrade::quantity::Amount;
    /// assert_eq!(Amount::parse_ascii(b"1.49E+07"), Ok(Amount::whole(14_900_000)));
    /// assert_eq!(Amount::parse_ascii(b".5"), Ok(Amount::decimal(5, 1)));
    /// assert!(Amount::parse_ascii(b"0.5o").is_err());
    /// ```
    ///
    /// # Errors
    /// [`AmountError::NotANumber`] for anything else, [`AmountError::TooLarge`] above 10¹².
    #[inline]
    pub fn parse_ascii(text: &[u8]) -> Result<Amount, AmountError> {
        // Up to eighteen digits without exponent: nearly every cell of every file.
        if text.len() <= 19 {
            let (negative, digits) = match text {
                [b'-', rest @ ..] => (true, rest),
                _ => (false, text),
            };
            let mut value: u64 = 0;
            let mut decimals = 0;
            let mut seen = 0_u32;
            let mut point = false;
            for &byte in digits {
                let digit = byte.wrapping_sub(b'0');
                if digit < 10 {
                    if seen == 18 {
                        return Amount::parse_long(text);
                    }
                    value = value * 10 + u64::from(digit);
                    seen += 1;
                    decimals += u32::from(point);
                } else if byte == b'.' && !point {
                    point = true;
                } else {
                    return Amount::parse_long(text);
                }
            }
            if seen == 0 {
                return Err(AmountError::NotANumber);
            }
            let units = i128::from(value) * POWERS[(DECIMALS - decimals) as usize];
            if units > LARGEST {
                return Err(AmountError::TooLarge);
            }
            return Ok(Amount(if negative { -units } else { units }));
        }
        Amount::parse_long(text)
    }

    #[cold]
    fn parse_long(text: &[u8]) -> Result<Amount, AmountError> {
        let (negative, rest) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, text),
        };
        let (mantissa, exponent) = match rest.iter().position(|b| matches!(b, b'e' | b'E')) {
            Some(at) => (&rest[..at], exponent(&rest[at + 1..])?),
            None => (rest, 0),
        };
        let (whole, fraction) = match mantissa.iter().position(|&b| b == b'.') {
            Some(at) => (&mantissa[..at], &mantissa[at + 1..]),
            None => (mantissa, &[][..]),
        };
        if whole.len() + fraction.len() == 0 || !whole.iter().chain(fraction).all(u8::is_ascii_digit) {
            return Err(AmountError::NotANumber);
        }
        let mut units: i128 = 0;
        let mut cut = false;
        // Place of the next digit: the power of ten of 10⁻¹⁸ that it counts.
        let first = i64::try_from(whole.len()).map_err(|_| AmountError::TooLarge)? - 1 + exponent + i64::from(DECIMALS);
        for (place, &byte) in (0_i64..).map(|n| first - n).zip(whole.iter().chain(fraction)) {
            let digit = i128::from(byte - b'0');
            if digit == 0 {
                continue;
            }
            match usize::try_from(place) {
                Ok(place) if place < 31 => units += digit * POWERS[place],
                Ok(_) => return Err(AmountError::TooLarge),
                Err(_) => cut = true,
            }
        }
        if units > LARGEST {
            return Err(AmountError::TooLarge);
        }
        let units = sticky(units, cut);
        Ok(Amount(if negative { -units } else { units }))
    }

    /// Rounds half to even at `decimals` places, once, as GB/T 8170-2008 clause 3.2 asks.
    ///
    /// ```
    /// use envgrade::quantity::Amount;
    /// let round = |text: &str| text.parse::<Amount>().map(|a| a.round(2).to_string());
    /// assert_eq!(round("1.005").as_deref(), Ok("1"));
    /// assert_eq!(round("1.015").as_deref(), Ok("1.02"));
    /// ```
    #[must_use]
    pub fn round(self, decimals: u32) -> Amount {
        if decimals >= DECIMALS {
            return self;
        }
        let step = POWERS[(DECIMALS - decimals) as usize];
        Amount(divide_half_even(self.0, step) * step)
    }

    /// Rounds half away from zero at `decimals` places: the practice of some publishers, not of GB/T 8170.
    #[must_use]
    pub fn round_half_up(self, decimals: u32) -> Amount {
        if decimals >= DECIMALS {
            return self;
        }
        let step = POWERS[(DECIMALS - decimals) as usize];
        let units = (self.0.abs() + step / 2) / step * step;
        Amount(if self.0 < 0 { -units } else { units })
    }

    /// Rounds half to even at `decimals` places, but keeps one significant digit of what would become zero
    /// (环办监测函〔2020〕82号, as seen in the national release).
    ///
    /// ```
    /// use envgrade::quantity::Amount;
    /// assert_eq!(Amount::decimal(24, 6).round_keeping_a_digit(3), Amount::decimal(2, 5));
    /// ```
    #[must_use]
    pub fn round_keeping_a_digit(self, decimals: u32) -> Amount {
        let rounded = self.round(decimals);
        if rounded != Amount::ZERO || self == Amount::ZERO {
            return rounded;
        }
        (decimals + 1..DECIMALS).map(|more| self.round(more)).find(|&a| a != Amount::ZERO).unwrap_or(self)
    }

    /// Smallest whole number that is not below this amount.
    #[must_use]
    pub fn ceiling(self) -> i64 {
        let whole = self.0.div_euclid(ONE) + i128::from(self.0.rem_euclid(ONE) != 0);
        i64::try_from(whole).unwrap_or(i64::MAX)
    }

    /// Whether nothing stands behind the point.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// Half of this amount.
    #[must_use]
    pub fn half(self) -> Amount {
        Amount(sticky(self.0 / 2, self.0 % 2 != 0))
    }

    /// This amount times ten to the power `exponent`, for units that differ by a power of ten.
    ///
    /// `None` where the result is above 10¹².
    #[must_use]
    pub fn shift(self, exponent: i32) -> Option<Amount> {
        let power = *POWERS.get(exponent.unsigned_abs() as usize)?;
        if exponent >= 0 {
            self.0.checked_mul(power).filter(|units| units.abs() <= LARGEST).map(Amount)
        } else {
            Some(Amount(sticky(self.0 / power, self.0 % power != 0)))
        }
    }

    /// `(self − base) / base`, rounded half to even at `decimals` places: how many times a limit is exceeded.
    ///
    /// `None` when `base` is zero.
    #[must_use]
    pub fn excess_over(self, base: Amount, decimals: u32) -> Option<Amount> {
        if base.0 == 0 {
            return None;
        }
        let scale = POWERS[decimals.min(DECIMALS) as usize];
        // Twelve digits before the point and eighteen behind leave room for seven more; nine decimals are never asked.
        let times = divide_half_even((self.0 - base.0).checked_mul(scale)?, base.0);
        Some(Amount(times * POWERS[(DECIMALS - decimals.min(DECIMALS)) as usize]))
    }

    /// The line through (`low`, `low_index`) and (`high`, `high_index`) at this amount, rounded up to a whole number.
    ///
    /// The product is formed first, so the quotient is exact and the only rounding is the last one.
    ///
    /// ```
    /// use envgrade::quantity::Amount;
    /// // HJ 633-2012: CO 2.2 mg/m³ lies between (2, 50) and (4, 100) and gives 55; binary floats give 56.
    /// let co = Amount::decimal(22, 1);
    /// assert_eq!(co.interpolate_up((Amount::whole(2), 50), (Amount::whole(4), 100)), 55);
    /// ```
    #[must_use]
    pub fn interpolate_up(self, (low, low_index): (Amount, i64), (high, high_index): (Amount, i64)) -> i64 {
        let span = high.0 - low.0;
        let product = (self.0 - low.0) * i128::from(high_index - low_index);
        let steps = product.div_euclid(span) + i128::from(product.rem_euclid(span) != 0);
        low_index + i64::try_from(steps).unwrap_or(i64::MAX / 2)
    }

    /// The nearest binary float, for logarithms, statistics and drawing only.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        (self.0 / ONE) as f64 + (self.0 % ONE) as f64 / ONE as f64
    }

    /// The amount nearest to a binary float that a logarithm produced; `None` when it is not finite or too large.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    pub fn from_logarithm(value: f64) -> Option<Amount> {
        (value.is_finite() && value.abs() < 1e12).then(|| {
            let whole = libm::trunc(value);
            Amount(whole as i128 * ONE + libm::round((value - whole) * 1e15) as i128 * 1000)
        })
    }
}

/// `units`, made odd in the last digit when something was cut behind it.
const fn sticky(units: i128, cut: bool) -> i128 {
    if cut && units % 2 == 0 { if units < 0 { units - 1 } else { units + 1 } } else { units }
}

fn exponent(text: &[u8]) -> Result<i64, AmountError> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        _ => (1, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(AmountError::NotANumber);
    }
    Ok(sign * digits.iter().fold(0_i64, |n, &d| (n * 10 + i64::from(d - b'0')).min(100_000)))
}

/// Quotient rounded half to even. `divisor` is not zero.
fn divide_half_even(value: i128, divisor: i128) -> i128 {
    let (value, divisor) = if divisor < 0 { (-value, -divisor) } else { (value, divisor) };
    let (quotient, rest) = (value.div_euclid(divisor), value.rem_euclid(divisor));
    match (rest * 2).cmp(&divisor) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + 1,
        std::cmp::Ordering::Equal => quotient + quotient.rem_euclid(2),
    }
}

impl std::str::FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Amount, AmountError> {
        Amount::parse_ascii(text.as_bytes())
    }
}

impl fmt::Display for Amount {
    /// Plain decimals without trailing zeros, or with as many decimals as the format asks (rounded half to even).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = f.precision().map(|p| u32::try_from(p).unwrap_or(DECIMALS).min(DECIMALS));
        let value = asked.map_or(*self, |decimals| self.round(decimals));
        if value.0 < 0 {
            f.write_str("-")?;
        }
        let (whole, fraction) =
            (value.0.unsigned_abs() / ONE.unsigned_abs(), value.0.unsigned_abs() % ONE.unsigned_abs());
        write!(f, "{whole}")?;
        let digits = format!("{fraction:018}");
        let digits = match asked {
            Some(decimals) => &digits[..decimals as usize],
            None => digits.trim_end_matches('0'),
        };
        if digits.is_empty() { Ok(()) } else { write!(f, ".{digits}") }
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The exact sum and number of some amounts; merging in any order gives the same bits.
///
/// ```
/// use envgrade::quantity::{Amount, ExactSum};
/// let mut sum = ExactSum::default();
/// for text in ["0.05", "0.07", "0.06"] {
///     sum.add(text.parse()?);
/// }
/// assert_eq!(sum.mean(2), Some(Amount::decimal(6, 2)));
/// # Ok::<(), envgrade::quantity::AmountError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExactSum {
    total: i128,
    count: u32,
}

impl ExactSum {
    /// Adds one amount.
    #[inline]
    pub fn add(&mut self, amount: Amount) {
        self.total += amount.0;
        self.count += 1;
    }

    /// Adds all amounts of another sum.
    pub fn merge(&mut self, other: ExactSum) {
        self.total += other.total;
        self.count += other.count;
    }

    /// How many amounts there are.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.count
    }

    /// The sum.
    #[must_use]
    pub const fn total(self) -> Amount {
        Amount(self.total)
    }

    /// The arithmetic mean, rounded once, half to even, from the exact quotient; `None` without amounts.
    #[must_use]
    pub fn mean(self, decimals: u32) -> Option<Amount> {
        let step = POWERS[(DECIMALS - decimals.min(DECIMALS)) as usize];
        (self.count > 0).then(|| Amount(divide_half_even(self.total, step * i128::from(self.count)) * step))
    }

    /// The arithmetic mean to eighteen decimals, made odd in the last when it does not end there, so that it compares
    /// and rounds like the exact quotient; `None` without amounts.
    #[must_use]
    pub fn exact_mean(self) -> Option<Amount> {
        let count = i128::from(self.count);
        (count > 0).then(|| Amount(sticky(self.total / count, self.total % count != 0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn digits_behind_the_eighteenth_still_decide() {
        assert!(amount("0.0500000000000000000001") > amount("0.05"));
        assert_eq!(amount("0.25000000000000000000001").round(1), amount("0.3"));
        assert_eq!(amount("0.3333333333333333333333333333").round(3), amount("0.333"));
        assert_eq!(amount("0e999999999999"), Amount::ZERO);
        assert_eq!(Amount::parse_ascii(b"1e999999999999"), Err(AmountError::TooLarge));
        assert_eq!(amount("1e-999999999999").round(3), Amount::ZERO);
    }

    #[test]
    fn means_are_rounded_once() {
        let mut sum = ExactSum::default();
        for text in ["31.46", "31.46", "31.46"] {
            sum.add(amount(text));
        }
        assert_eq!(sum.mean(0), Some(amount("31")));
        assert_eq!(ExactSum::default().mean(0), None);
    }

    #[test]
    fn prints_what_it_holds() {
        for text in ["0", "-0.5", "12", "0.000000001", "1000000000", "-3.25"] {
            assert_eq!(amount(text).to_string(), text);
        }
        assert_eq!(format!("{:.0}", amount("0.5")), "0");
        assert_eq!(format!("{:.1}", amount("12")), "12.0");
    }
}
