//! From the hours of a natural day to its daily values (GB 3095 table 4; HJ 663, in the edition of 2026 clause 6.1.2,
//! for ozone).

use std::cmp::Ordering;

use super::Pollutant;
use crate::quantity::{Amount, ExactSum};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// The hourly means of a natural day: index 0 is the hour with label 1, index 23 that with label 24, which ends at
/// 00:00 of the next date.
pub type DayHours = [Option<Amount>; 24];

/// Hourly means that a daily mean needs.
pub const HOURS_OF_A_DAY: u8 = 20;
/// Hourly means that an eight-hour mean needs.
pub const HOURS_OF_A_WINDOW: u8 = 6;
/// Valid eight-hour means that a day of ozone needs, of the seventeen that end at 8 to 24.
pub const WINDOWS_OF_A_DAY: u8 = 14;

/// Whether a daily value counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Validity {
    /// Enough hours.
    Valid,
    /// Too few eight-hour means, but the largest is above the limit, which is enough.
    ValidAboveLimit,
    /// Fewer hourly means than a daily mean needs.
    TooFewHours,
    /// Fewer valid eight-hour means than a day of ozone needs, and the largest is not above the limit.
    TooFewWindows,
    /// No hour has a value.
    NoHours,
}

impl Validity {
    /// Whether the value counts.
    #[must_use]
    pub const fn is_valid(self) -> bool {
        matches!(self, Validity::Valid | Validity::ValidAboveLimit)
    }

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Validity::Valid => "valid",
            Validity::ValidAboveLimit => "valid-above-limit",
            Validity::TooFewHours => "too-few-hours",
            Validity::TooFewWindows => "too-few-windows",
            Validity::NoHours => "no-hours",
        }
    }

    /// What it means.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Validity::Valid => Words::new("有效", "valid"),
            Validity::ValidAboveLimit => Words::new(
                "8 小时平均不足 14 个，但最大值超过浓度限值，仍然有效",
                "fewer than 14 eight-hour means, but the largest is above the limit, so the day is valid",
            ),
            Validity::TooFewHours => Words::new("小时值不足 20 个，无效", "fewer than 20 hours, not valid"),
            Validity::TooFewWindows => {
                Words::new("有效 8 小时平均不足 14 个，无效", "fewer than 14 valid eight-hour means, not valid")
            }
            Validity::NoHours => Words::new("没有小时值", "no hours"),
        }
    }
}

/// The mean of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayMean {
    /// The mean of the hours that are there, rounded once; also where it is not valid.
    pub value: Option<Amount>,
    /// How many hours are there.
    pub hours: u8,
    /// Whether it counts.
    pub validity: Validity,
}

impl DayMean {
    /// The value, when it counts.
    #[must_use]
    pub fn valid(&self) -> Option<Amount> {
        self.value.filter(|_| self.validity.is_valid())
    }
}

/// The daily mean of a pollutant from its hourly means; valid from 20 of them on.
///
/// ```
/// use envgrade::air::Pollutant;
/// use envgrade::air::hours::{Validity, day_mean};
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let mut hours = [Some(Amount::whole(30)); 24];
/// hours[..4].fill(None);
/// assert_eq!(day_mean(Pollutant::Pm25, &hours, &mut Off).valid(), Some(Amount::whole(30)));
/// hours[4] = None;
/// assert_eq!(day_mean(Pollutant::Pm25, &hours, &mut Off).validity, Validity::TooFewHours);
/// ```
pub fn day_mean(pollutant: Pollutant, hours: &DayHours, trace: &mut impl Trace) -> DayMean {
    day_mean_of(pollutant, sum(hours).0, trace)
}

/// The daily mean of a pollutant from the sum of its hourly means; valid from 20 of them on.
pub fn day_mean_of(pollutant: Pollutant, sum: ExactSum, trace: &mut impl Trace) -> DayMean {
    let count = u8::try_from(sum.count()).unwrap_or(u8::MAX);
    let value = sum.mean(pollutant.decimals());
    let validity = match count {
        0 => Validity::NoHours,
        1..HOURS_OF_A_DAY => Validity::TooFewHours,
        _ => Validity::Valid,
    };
    trace.step(|| Step {
        label: Words::new("24 小时平均", "Daily mean"),
        formula: quotient(pollutant, sum, value),
        zh: format!("{count} 个小时值（至少 {HOURS_OF_A_DAY} 个）：{}", validity.words().zh),
        en: format!("{count} hours (at least {HOURS_OF_A_DAY}): {}", validity.words().en),
        clause: "GB 3095 表4",
    });
    DayMean { value, hours: count, validity }
}

/// The ozone of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OzoneDay {
    /// The largest eight-hour mean, rounded once; also where it is not valid.
    pub value: Option<Amount>,
    /// Label of the hour at which the largest eight-hour mean ends, the first when several are equal; 0 without one.
    pub ends_at: u8,
    /// How many hours are there.
    pub hours: u8,
    /// How many of the seventeen eight-hour means are valid.
    pub windows: u8,
    /// The largest hour, rounded.
    pub hour: Option<Amount>,
    /// Whether it counts.
    pub validity: Validity,
}

impl OzoneDay {
    /// The value, when it counts.
    #[must_use]
    pub fn valid(&self) -> Option<Amount> {
        self.value.filter(|_| self.validity.is_valid())
    }
}

/// The largest moving eight-hour mean of ozone in a natural day.
///
/// Seventeen means end at the hours 8 to 24, so none reaches into the day before. A mean needs 6 of its 8 hours and is
/// taken over those that are there; the largest is found on exact means and rounded once. The day is valid with 14
/// valid means, and with fewer when the largest, rounded, is above `limit` (the limit of the daily largest 8-h mean of
/// the grade in use, 160 µg/m³ in grade 2).
pub fn ozone_day(hours: &DayHours, limit: Amount, trace: &mut impl Trace) -> OzoneDay {
    let (largest, windows) = largest_window(hours);
    let value = largest.and_then(|(sum, _)| sum.mean(Pollutant::O3.decimals()));
    let hour = hours.iter().flatten().max().map(|&hour| Pollutant::O3.rounded(hour));
    let validity = match value {
        _ if hour.is_none() => Validity::NoHours,
        Some(_) if windows >= WINDOWS_OF_A_DAY => Validity::Valid,
        Some(value) if value > limit => Validity::ValidAboveLimit,
        _ => Validity::TooFewWindows,
    };
    let ends_at = largest.map_or(0, |(_, end)| end);
    trace.step(|| {
        let formula = match largest {
            Some((sum, end)) => {
                let end = usize::from(end);
                let terms: Vec<String> = hours[end - 8..end].iter().flatten().map(Amount::to_string).collect();
                format!("({}) ÷ {}{}", terms.join(" + "), sum.count(), result(Pollutant::O3, sum, value))
            }
            None => String::new(),
        };
        Step {
            label: Words::new("日最大 8 小时平均", "Largest 8-hour mean of the day"),
            formula,
            zh: format!(
                "有效 8 小时平均 {windows} 个（每个至少 {HOURS_OF_A_WINDOW} 小时，全日至少 {WINDOWS_OF_A_DAY} 个，\
                 或最大值高于 {limit}），最大者截至 {ends_at} 时：{}",
                validity.words().zh
            ),
            en: format!(
                "{windows} valid eight-hour means (each of at least {HOURS_OF_A_WINDOW} hours; {WINDOWS_OF_A_DAY} for \
                 the day, or the largest above {limit}), the largest ends at hour {ends_at}: {}",
                validity.words().en
            ),
            clause: "HJ 663",
        }
    });
    let present = hours.iter().flatten().count();
    OzoneDay { value, ends_at, hours: u8::try_from(present).unwrap_or(24), windows, hour, validity }
}

/// The largest valid eight-hour mean with the label of its last hour, the first of equal ones, and how many are valid.
fn largest_window(hours: &DayHours) -> (Option<(ExactSum, u8)>, u8) {
    // What instruments write is a whole number of thousandths, and sums of those slide along without dividing.
    let mut values = [0_i64; 24];
    let mut there = 0_u32;
    for (place, hour) in hours.iter().enumerate() {
        let Some(hour) = hour else { continue };
        let Some(thousandths) = hour.thousandths() else { return largest_wide_window(hours) };
        values[place] = thousandths;
        there |= 1 << place;
    }
    let mut largest: Option<(i64, i64, u8)> = None;
    let mut windows = 0;
    let mut sum: i64 = values[..7].iter().sum();
    for end in 8_u8..=24 {
        let last = usize::from(end) - 1;
        sum += values[last];
        let count = i64::from((there >> (end - 8) & 0xff).count_ones());
        if count >= i64::from(HOURS_OF_A_WINDOW) {
            windows += 1;
            // sum ÷ count > other ÷ others, multiplied out.
            if largest.is_none_or(|(other, others, _)| sum * others > other * count) {
                largest = Some((sum, count, end));
            }
        }
        sum -= values[last - 7];
    }
    let exact =
        |(sum, count, end): (i64, i64, u8)| (ExactSum::of_thousandths(sum, u32::try_from(count).unwrap_or(0)), end);
    (largest.map(exact), windows)
}

fn largest_wide_window(hours: &DayHours) -> (Option<(ExactSum, u8)>, u8) {
    let mut largest: Option<(ExactSum, u8)> = None;
    let mut windows = 0;
    for (end, window) in (8_u8..).zip(hours.windows(8)) {
        let (sum, count) = sum(window);
        if count < HOURS_OF_A_WINDOW {
            continue;
        }
        windows += 1;
        if largest.is_none_or(|(other, _)| compare_means(sum, other) == Ordering::Greater) {
            largest = Some((sum, end));
        }
    }
    (largest, windows)
}

fn sum(hours: &[Option<Amount>]) -> (ExactSum, u8) {
    let mut sum = ExactSum::default();
    let mut count = 0;
    for &hour in hours.iter().flatten() {
        sum.add(hour);
        count += 1;
    }
    (sum, count)
}

/// Compares two means; of sums of equally many values without dividing.
fn compare_means(one: ExactSum, other: ExactSum) -> Ordering {
    if one.count() == other.count() {
        one.total().cmp(&other.total())
    } else {
        one.exact_mean().cmp(&other.exact_mean())
    }
}

fn quotient(pollutant: Pollutant, sum: ExactSum, value: Option<Amount>) -> String {
    if sum.count() == 0 {
        return String::new();
    }
    format!("{} ÷ {}{}", sum.total(), sum.count(), result(pollutant, sum, value))
}

/// ` = 152.5 → 152`, ` ≈ 153.666667 → 154`, ` = 30`.
fn result(pollutant: Pollutant, sum: ExactSum, value: Option<Amount>) -> String {
    let (Some(exact), Some(value)) = (sum.exact_mean(), value) else { return String::new() };
    let decimals = pollutant.decimals() as usize;
    if exact == value {
        return format!(" = {value:.decimals$}");
    }
    let shown = exact.nearly(6);
    let equals = if shown.starts_with('≈') { " " } else { " = " };
    format!("{equals}{shown} → {value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_to_the_largest_window_agree(
            hours in prop::array::uniform24(prop::option::weighted(0.8, 0_i64..400_000)),
            decimals in 0_u32..4,
        ) {
            let hours = hours.map(|hour| hour.map(|digits| Amount::decimal(digits, decimals)));
            prop_assert_eq!(largest_window(&hours), largest_wide_window(&hours));
        }
    }
}
