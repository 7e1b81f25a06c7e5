//! Decimal amounts, exact.

use std::cmp::Ordering;
use std::fmt;

/// Significant digits that an [`Amount`] holds.
const DIGITS: usize = 18;
/// Decimals that an [`Amount`] holds at most.
const MOST_DECIMALS: u32 = 36;
/// Decimals of the fixed-point numbers in which sums and quotients are formed.
const FIXED: u32 = 18;
/// Largest magnitude that is accepted, so that the sum of a hundred million amounts still fits.
const LARGEST: i64 = 1_000_000_000_000;

const POWERS: [i128; 39] = {
    let mut powers = [1_i128; 39];
    let mut i = 1;
    while i < 39 {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

const SMALL_POWERS: [i64; 19] = {
    let mut powers = [1_i64; 19];
    let mut i = 1;
    while i < 19 {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// An exact decimal amount: up to eighteen significant digits, magnitude up to 10¹².
///
/// Limits, breakpoints and what instruments write are exact. A text with more significant digits is cut at the
/// eighteenth and that digit made odd, so that every comparison with a limit and every rounding to fewer digits comes
/// out as it would for the whole text.
///
/// ```
/// use envgrade::quantity::Amount;
/// let a: Amount = "2.2".parse()?;
/// assert_eq!(a, Amount::decimal(22, 1));
/// assert_eq!(a.to_string(), "2.2");
/// assert_eq!(format!("{a:.3}"), "2.200");
/// # Ok::<(), envgrade::quantity::AmountError>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct Amount {
    /// Below 10¹⁸ in magnitude.
    digits: i64,
    /// How many of the digits stand behind the point, at most [`MOST_DECIMALS`].
    decimals: u32,
}

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
    pub const ZERO: Amount = Amount { digits: 0, decimals: 0 };

    /// A whole number, below 10¹⁸ in magnitude.
    #[must_use]
    pub const fn whole(value: i64) -> Amount {
        Amount { digits: value, decimals: 0 }
    }

    /// `digits` with the last `decimals` of them behind the point: `decimal(25, 3)` is 0.025.
    #[must_use]
    pub const fn decimal(digits: i64, decimals: u32) -> Amount {
        Amount { digits, decimals }
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
        // Up to twelve characters without exponent, nearly every cell of every file, cannot overflow anything.
        let (negative, unsigned) = match text {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, text),
        };
        if unsigned.len() > 12 {
            return Amount::parse_long(text);
        }
        let mut digits: i64 = 0;
        let mut decimals = 0;
        let mut seen = false;
        let mut point = 0;
        for &byte in unsigned {
            let digit = byte.wrapping_sub(b'0');
            if digit < 10 {
                digits = digits * 10 + i64::from(digit);
                seen = true;
                decimals += point;
            } else if byte == b'.' && point == 0 {
                point = 1;
            } else {
                return Amount::parse_long(text);
            }
        }
        if !seen {
            return Err(AmountError::NotANumber);
        }
        Ok(Amount { digits: if negative { -digits } else { digits }, decimals })
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
        let mut digits: i64 = 0;
        let mut held = 0;
        let mut cut = false;
        // Power of ten of the last digit held.
        let mut place = i64::try_from(whole.len()).map_err(|_| AmountError::TooLarge)?.saturating_add(exponent);
        for &byte in whole.iter().chain(fraction) {
            if held == DIGITS {
                cut |= byte != b'0';
                continue;
            }
            digits = digits * 10 + i64::from(byte - b'0');
            held += usize::from(digits != 0);
            place -= 1;
        }
        if digits == 0 {
            return Ok(Amount::ZERO);
        }
        digits = sticky(digits.into(), cut) as i64;
        while place < -i64::from(MOST_DECIMALS) {
            digits = if digits < 10 { 1 } else { sticky((digits / 10).into(), digits % 10 != 0) as i64 };
            place += if digits == 1 { -i64::from(MOST_DECIMALS) - place } else { 1 };
        }
        while place > 0 {
            digits = digits.checked_mul(10).filter(|d| *d <= LARGEST).ok_or(AmountError::TooLarge)?;
            place -= 1;
        }
        let amount = Amount { digits, decimals: u32::try_from(-place).unwrap_or(0) };
        if amount > Amount::whole(LARGEST) {
            return Err(AmountError::TooLarge);
        }
        Ok(if negative { Amount { digits: -amount.digits, ..amount } } else { amount })
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
        self.round_by(decimals, |digits, step| divide_half_even(digits.into(), step.into()) as i64)
    }

    /// Rounds half away from zero at `decimals` places: the practice of some publishers, not of GB/T 8170.
    #[must_use]
    pub fn round_half_up(self, decimals: u32) -> Amount {
        self.round_by(decimals, |digits, step| digits.signum() * ((digits.abs() + step / 2) / step))
    }

    #[inline]
    fn round_by(self, decimals: u32, divide: impl Fn(i64, i64) -> i64) -> Amount {
        match self.decimals.checked_sub(decimals) {
            None | Some(0) => self,
            // Eighteen digits lie wholly behind a place that is nineteen further left.
            Some(19..) => Amount::ZERO,
            Some(dropped) => Amount { digits: divide(self.digits, SMALL_POWERS[dropped as usize]), decimals },
        }
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
        (decimals + 1..=MOST_DECIMALS).map(|more| self.round(more)).find(|&a| a != Amount::ZERO).unwrap_or(self)
    }

    /// Smallest whole number that is not below this amount.
    #[must_use]
    pub fn ceiling(self) -> i64 {
        match SMALL_POWERS.get(self.decimals as usize) {
            Some(step) => self.digits.div_euclid(*step) + i64::from(self.digits.rem_euclid(*step) != 0),
            None => i64::from(self.digits > 0),
        }
    }

    /// This amount in thousandths when it is a whole number of them and fits.
    #[inline]
    #[must_use]
    pub fn thousandths(self) -> Option<i64> {
        if self.decimals <= 3 && self.digits.unsigned_abs() <= LARGEST.unsigned_abs() {
            return Some(self.digits * SMALL_POWERS[3 - self.decimals as usize]);
        }
        self.thousandths_of_many()
    }

    #[cold]
    fn thousandths_of_many(self) -> Option<i64> {
        match self.decimals {
            4..=18 => {
                let step = SMALL_POWERS[self.decimals as usize - 3];
                (self.digits % step == 0).then(|| self.digits / step)
            }
            _ => (self.digits == 0).then_some(0),
        }
    }

    /// Half of this amount.
    #[must_use]
    pub fn half(self) -> Amount {
        if self.digits % 2 == 0 {
            Amount { digits: self.digits / 2, ..self }
        } else if self.digits.abs() < SMALL_POWERS[17] && self.decimals < MOST_DECIMALS {
            Amount { digits: self.digits * 5, decimals: self.decimals + 1 }
        } else {
            Amount { digits: sticky((self.digits / 2).into(), true) as i64, ..self }
        }
    }

    /// This amount times ten to the power `exponent`, for units that differ by a power of ten; exact.
    ///
    /// `None` where the result is above 10¹².
    #[must_use]
    pub fn shift(self, exponent: i32) -> Option<Amount> {
        let decimals = i64::from(self.decimals) - i64::from(exponent);
        let amount = if decimals < 0 {
            let power = SMALL_POWERS.get(usize::try_from(-decimals).ok()?)?;
            Amount { digits: self.digits.checked_mul(*power)?, decimals: 0 }
        } else {
            Amount { digits: self.digits, decimals: u32::try_from(decimals).ok().filter(|d| *d <= MOST_DECIMALS)? }
        };
        (amount.magnitude() <= Amount::whole(LARGEST)).then_some(amount)
    }

    /// This amount without its sign.
    #[must_use]
    pub const fn magnitude(self) -> Amount {
        Amount { digits: self.digits.abs(), ..self }
    }

    /// Digits and decimals, so that [`Amount::decimal`] gives the same amount back.
    #[must_use]
    pub const fn parts(self) -> (i64, u32) {
        (self.digits, self.decimals)
    }

    /// Whether it is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// `(self − base) / base`, rounded half to even at `decimals` places: how many times a limit is exceeded.
    ///
    /// `None` when `base` is zero.
    #[must_use]
    pub fn excess_over(self, base: Amount, decimals: u32) -> Option<Amount> {
        let base = base.fixed();
        if base == 0 {
            return None;
        }
        let times = divide_half_even((self.fixed() - base).checked_mul(*POWERS.get(decimals as usize)?)?, base);
        i64::try_from(times).ok().filter(|t| t.abs() < SMALL_POWERS[18]).map(|digits| Amount { digits, decimals })
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
        let rise = high_index - low_index;
        if let (Some(value), Some(low), Some(high)) = (self.thousandths(), low.thousandths(), high.thousandths()) {
            let (product, span) = ((value - low).saturating_mul(rise), high - low);
            return low_index + product.div_euclid(span) + i64::from(product.rem_euclid(span) != 0);
        }
        let span = high.fixed() - low.fixed();
        let product = (self.fixed() - low.fixed()) * i128::from(rise);
        let steps = product.div_euclid(span) + i128::from(product.rem_euclid(span) != 0);
        low_index + i64::try_from(steps).unwrap_or(i64::MAX / 2)
    }

    /// The digits as they were written, trailing zeros included: `0.100` stays `0.100`.
    #[must_use]
    pub fn written(self) -> String {
        format!("{self:.decimals$}", decimals = self.decimals as usize)
    }

    /// At most so many decimals, to be read; marked `≈` when there are more.
    #[must_use]
    pub fn nearly(self, decimals: u32) -> String {
        let short = self.round(decimals);
        if short == self { short.to_string() } else { format!("≈ {short}") }
    }

    /// The nearest binary float, for logarithms, statistics and drawing only.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        self.digits as f64 / POWERS[self.decimals as usize] as f64
    }

    /// The amount nearest to a binary float that a logarithm produced; `None` when it is not finite or too large.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn from_logarithm(value: f64) -> Option<Amount> {
        (value.is_finite() && value.abs() <= 1e12).then(|| {
            let (scale, decimals) = if value.abs() < 500.0 { (1e15, 15) } else { (1e5, 5) };
            Amount { digits: libm::round(value * scale) as i64, decimals }
        })
    }

    /// Decimals in bits 3 to 7 and digits above, when they fit.
    pub(super) fn packed(self) -> Option<u64> {
        let fits = self.decimals < 32 && (-(1 << 55)..1 << 55).contains(&self.digits);
        fits.then(|| self.digits.cast_unsigned() << 8 | u64::from(self.decimals) << 3)
    }

    /// The amount of [`Amount::packed`]; the lowest three bits do not matter.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) const fn unpacked(bits: u64) -> Amount {
        Amount { digits: bits.cast_signed() >> 8, decimals: (bits >> 3 & 31) as u32 }
    }

    /// This amount as a whole number of 10⁻¹⁸, the last digit odd when something was cut.
    fn fixed(self) -> i128 {
        if self.decimals <= FIXED {
            i128::from(self.digits) * POWERS[(FIXED - self.decimals) as usize]
        } else {
            let step = POWERS[(self.decimals - FIXED) as usize];
            sticky(i128::from(self.digits) / step, i128::from(self.digits) % step != 0)
        }
    }

    /// The amount of a whole number of 10⁻¹⁸.
    fn from_fixed(mut units: i128) -> Amount {
        let mut decimals = FIXED;
        while units.abs() >= POWERS[DIGITS] && decimals > 0 {
            units = sticky(units / 10, units % 10 != 0);
            decimals -= 1;
        }
        Amount { digits: i64::try_from(units).unwrap_or(LARGEST), decimals }
    }
}

/// `digits`, made odd in the last place when something was cut behind it.
const fn sticky(digits: i128, cut: bool) -> i128 {
    if cut && digits % 2 == 0 { if digits < 0 { digits - 1 } else { digits + 1 } } else { digits }
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
    Ok(sign * digits.iter().fold(0_i64, |n, &d| (n * 10 + i64::from(d - b'0')).min(1 << 40)))
}

/// 10 to the power of an exponent up to 38.
pub(super) const fn power_of_ten(exponent: u32) -> i128 {
    POWERS[exponent as usize]
}

/// Quotient rounded half to even. `divisor` is not zero.
pub(super) fn divide_half_even(value: i128, divisor: i128) -> i128 {
    let (value, divisor) = if divisor < 0 { (-value, -divisor) } else { (value, divisor) };
    let (quotient, rest) = match (i64::try_from(value), i64::try_from(divisor)) {
        // 64-bit division is many times faster, in WebAssembly above all.
        (Ok(value), Ok(divisor)) => (value.div_euclid(divisor).into(), value.rem_euclid(divisor).into()),
        _ => (value.div_euclid(divisor), value.rem_euclid(divisor)),
    };
    match (rest * 2).cmp(&divisor) {
        Ordering::Less => quotient,
        Ordering::Greater => quotient + 1,
        Ordering::Equal => quotient + quotient.rem_euclid(2),
    }
}

impl Ord for Amount {
    #[inline]
    fn cmp(&self, other: &Amount) -> Ordering {
        if self.decimals == other.decimals {
            return self.digits.cmp(&other.digits);
        }
        if self.decimals > other.decimals {
            return other.cmp(self).reverse();
        }
        // The side with fewer decimals is widened; where that overflows, it is the larger in magnitude.
        match i128::from(self.digits).checked_mul(POWERS[(other.decimals - self.decimals) as usize]) {
            Some(digits) => digits.cmp(&other.digits.into()),
            None => self.digits.cmp(&0),
        }
    }
}

impl PartialOrd for Amount {
    #[inline]
    fn partial_cmp(&self, other: &Amount) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Amount {
    #[inline]
    fn eq(&self, other: &Amount) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Amount {}

impl std::hash::Hash for Amount {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let mut digits = self.digits;
        let mut decimals = if digits == 0 { 0 } else { self.decimals };
        while decimals > 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        (digits, decimals).hash(state);
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
        let asked = f.precision().map(|p| u32::try_from(p).unwrap_or(FIXED));
        let value = asked.map_or(*self, |decimals| self.round(decimals));
        if value.digits < 0 {
            f.write_str("-")?;
        }
        let step = POWERS[value.decimals as usize].unsigned_abs();
        let digits = u128::from(value.digits.unsigned_abs());
        write!(f, "{}", digits / step)?;
        let behind = format!("{:0width$}", digits % step, width = value.decimals as usize);
        let behind = if value.decimals == 0 { "" } else { behind.as_str() };
        match asked {
            None => {
                let behind = behind.trim_end_matches('0');
                if behind.is_empty() { Ok(()) } else { write!(f, ".{behind}") }
            }
            Some(0) => Ok(()),
            Some(decimals) => write!(f, ".{behind:0<width$}", width = decimals as usize),
        }
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
#[derive(Debug, Clone, Copy, Default)]
pub struct ExactSum {
    /// The sum of all amounts that are whole thousandths, which are nearly all: 64-bit numbers are many times faster.
    thousandths: i64,
    /// The sum of the others, in 10⁻¹⁸.
    rest: i128,
    count: u32,
}

impl ExactSum {
    /// The sum of `count` amounts that together are `thousandths` of one.
    #[must_use]
    pub const fn of_thousandths(thousandths: i64, count: u32) -> ExactSum {
        ExactSum { thousandths, rest: 0, count }
    }

    /// The sum in bytes.
    pub(crate) fn to_bytes(self) -> [u8; 28] {
        let mut bytes = [0; 28];
        bytes[..8].copy_from_slice(&self.thousandths.to_le_bytes());
        bytes[8..24].copy_from_slice(&self.rest.to_le_bytes());
        bytes[24..].copy_from_slice(&self.count.to_le_bytes());
        bytes
    }

    /// The sum of [`ExactSum::to_bytes`]; `None` where it is larger than that of a million of the largest amounts.
    pub(crate) fn from_bytes(bytes: [u8; 28]) -> Option<ExactSum> {
        let thousandths = i64::from_le_bytes(*bytes.first_chunk()?);
        let rest = i128::from_le_bytes(*bytes.get(8..)?.first_chunk()?);
        let count = u32::from_le_bytes(*bytes.last_chunk()?);
        (rest.unsigned_abs() <= POWERS[36].unsigned_abs()).then_some(ExactSum { thousandths, rest, count })
    }

    /// Adds one amount.
    #[inline]
    pub fn add(&mut self, amount: Amount) {
        self.count += 1;
        match amount.thousandths().and_then(|thousandths| self.thousandths.checked_add(thousandths)) {
            Some(thousandths) => self.thousandths = thousandths,
            None => self.rest += amount.fixed(),
        }
    }

    /// Adds all amounts of another sum.
    pub fn merge(&mut self, other: ExactSum) {
        self.count += other.count;
        match self.thousandths.checked_add(other.thousandths) {
            Some(thousandths) => self.thousandths = thousandths,
            None => self.rest += i128::from(other.thousandths) * POWERS[FIXED as usize - 3],
        }
        self.rest += other.rest;
    }

    /// How many amounts there are.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.count
    }

    /// The sum in 10⁻¹⁸.
    fn fixed(self) -> i128 {
        i128::from(self.thousandths) * POWERS[FIXED as usize - 3] + self.rest
    }

    /// The sum.
    #[must_use]
    pub fn total(self) -> Amount {
        if self.rest == 0 && self.thousandths.abs() < SMALL_POWERS[18] {
            return Amount { digits: self.thousandths, decimals: 3 };
        }
        Amount::from_fixed(self.fixed())
    }

    /// The arithmetic mean, rounded once, half to even, from the exact quotient; `None` without amounts.
    #[must_use]
    pub fn mean(self, decimals: u32) -> Option<Amount> {
        if self.count == 0 {
            return None;
        }
        if self.rest == 0 && decimals <= 3 {
            let divisor = SMALL_POWERS[3 - decimals as usize] * i64::from(self.count);
            let digits = divide_half_even(self.thousandths.into(), divisor.into());
            return i64::try_from(digits).ok().map(|digits| Amount { digits, decimals });
        }
        let decimals = decimals.min(FIXED);
        let step = POWERS[(FIXED - decimals) as usize];
        Some(Amount::from_fixed(divide_half_even(self.fixed(), step * i128::from(self.count)) * step))
    }

    /// The arithmetic mean to eighteen digits, made odd in the last when it does not end there, so that it compares
    /// and rounds like the exact quotient; `None` without amounts.
    #[must_use]
    #[inline(never)]
    pub fn exact_mean(self) -> Option<Amount> {
        let (total, count) = (self.fixed(), i128::from(self.count));
        (count > 0).then(|| Amount::from_fixed(sticky(total / count, total % count != 0)))
    }
}

impl PartialEq for ExactSum {
    fn eq(&self, other: &ExactSum) -> bool {
        self.count == other.count && self.fixed() == other.fixed()
    }
}

impl Eq for ExactSum {}

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
        assert!(amount("1e-999999999999") > Amount::ZERO);
        assert_eq!(amount("123456789012.00000000000000000000000001").round(0), amount("123456789012"));
        assert!(amount("1000000000000") > amount("1e-36") && amount("-1000000000000") < amount("1e-36"));
        assert_eq!(amount("1.50"), amount("1.5"));
        assert_eq!(amount("1000000000000.0"), Amount::whole(1_000_000_000_000));
        assert_eq!(Amount::parse_ascii(b"1000000000000.1"), Err(AmountError::TooLarge));
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
