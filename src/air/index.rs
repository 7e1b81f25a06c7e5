//! The individual index of one pollutant, and what follows from the six: AQI, category, primary pollutants.

use std::fmt;

use super::{Pollutant, Pollutants};
use crate::edition::AirIndex;
use crate::grade::Category;
use crate::quantity::Amount;
use crate::standard::hj633::{self, Column, Place};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// How an index becomes a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum IndexRounding {
    /// Up, as both editions ask.
    #[default]
    Up,
    /// Half up, as the national platform shows the hourly values of cities.
    HalfUp,
}

/// Which concentration enters the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Precision {
    /// Rounded first, as [`Pollutant::rounded`] says: the text of 2026.
    #[default]
    Rounded,
    /// As measured. The national platform of 2014 to 2025 took CO so: 2.932 mg/m³ gave 30, 2.9 would give 29. Beyond
    /// six decimals the value is rounded.
    AsMeasured,
}

/// Why there is no AQI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoAqi {
    /// No pollutant has an IAQI.
    NoValues,
    /// HJ 633-2026 5.3.1: pollutants are missing and the AQI of the others is not above 100.
    MissingPollutant,
    /// HJ 633-2012, notes 2 and 3 of table 1: SO2 (1 h) or O3 (8 h) is above 800 µg/m³ and the mean that has to take
    /// its place is not there. The AQI of the others would hide the worst pollutant.
    OtherMeanMissing,
}

impl NoAqi {
    /// All reasons.
    pub const ALL: [NoAqi; 3] = [NoAqi::NoValues, NoAqi::MissingPollutant, NoAqi::OtherMeanMissing];

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            NoAqi::NoValues => "no-values",
            NoAqi::MissingPollutant => "missing-pollutant",
            NoAqi::OtherMeanMissing => "other-mean-missing",
        }
    }

    /// What is the matter.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            NoAqi::NoValues => Words::new("没有有效的污染物浓度", "no pollutant has a valid concentration"),
            NoAqi::MissingPollutant => Words::new(
                "缺少污染物且其余污染物的 AQI 不大于 100，不发布 AQI（HJ 633-2026 5.3.1）",
                "a pollutant is missing and the AQI of the others is not above 100, so no AQI is published \
                 (HJ 633-2026 5.3.1)",
            ),
            NoAqi::OtherMeanMissing => Words::new(
                "浓度高于 800 μg/m³，应改用另一平均时间的浓度计算，但没有该浓度（HJ 633-2012 表1 注）",
                "a concentration is above 800 µg/m³ and the mean that has to take its place is not there \
                 (HJ 633-2012 table 1, notes)",
            ),
        }
    }
}

/// The individual index of a concentration, rounded first as [`Pollutant::rounded`] says.
///
/// Above the last breakpoint it is 500: the scale of 2026 ends there, and practice under the 2012 edition is the same.
/// Above 800 µg/m³ of SO2 (1 h) it is 200, of O3 (8 h) 300 (2026); by the 2012 edition there is none, the index of
/// the 24-h mean or of the 1-h value takes its place. There is none for a concentration below zero.
///
/// ```
/// use envgrade::air::{IndexRounding, Pollutant, iaqi};
/// use envgrade::edition::AirIndex;
/// use envgrade::quantity::Amount;
/// use envgrade::standard::hj633::Column;
/// use envgrade::trace::{Off, Steps};
/// let index = AirIndex::Hj633V2012;
/// let co = Amount::decimal(22, 1);
/// assert_eq!(iaqi(Pollutant::Co, Column::CoDay, co, index, IndexRounding::Up, &mut Off), Some(55));
/// let mut steps = Steps::default();
/// iaqi(Pollutant::Pm10, Column::Pm10Day, Amount::whole(253), index, IndexRounding::Up, &mut steps);
/// assert_eq!(steps.0[0].formula, "IAQI(PM10) = (200 − 150) ÷ (350 − 250) × (253 − 250) + 150 = 151.5 → 152");
/// ```
pub fn iaqi(
    pollutant: Pollutant,
    column: Column,
    concentration: Amount,
    index: AirIndex,
    rounding: IndexRounding,
    trace: &mut impl Trace,
) -> Option<u16> {
    iaqi_by(pollutant, column, concentration, index, Precision::Rounded, rounding, trace)
}

/// [`iaqi`] of a concentration that is, or is not, rounded first.
pub fn iaqi_by(
    pollutant: Pollutant,
    column: Column,
    concentration: Amount,
    index: AirIndex,
    precision: Precision,
    rounding: IndexRounding,
    trace: &mut impl Trace,
) -> Option<u16> {
    let rounded = match precision {
        Precision::Rounded => rounded(pollutant, concentration, trace),
        Precision::AsMeasured => concentration.round(6),
    };
    if rounded < Amount::ZERO {
        trace.step(|| Step {
            label: IAQI,
            formula: format!("{} {rounded} < 0", pollutant.symbol()),
            zh: "浓度为负，不计算分指数".into(),
            en: "a concentration below zero has no index".into(),
            clause: hj633::clause(index),
        });
        return None;
    }
    let symbol = pollutant.symbol();
    let noted =
        |formula: String, zh: String, en: String| Step { label: IAQI, formula, zh, en, clause: hj633::clause(index) };
    match hj633::place(index, column, rounded) {
        Place::Between { low, high, low_index, high_index } => {
            let exact = Exact::interpolated(rounded, (low, low_index), (high, high_index));
            let whole = match rounding {
                IndexRounding::Up => exact.up(),
                IndexRounding::HalfUp => exact.half_up(),
            };
            trace.step(|| {
                let (zh, en) = match rounding {
                    IndexRounding::Up => ("向上进位取整", "rounded up to a whole number"),
                    IndexRounding::HalfUp => ("四舍五入取整", "rounded half up to a whole number"),
                };
                noted(
                    format!(
                        "IAQI({symbol}) = ({high_index} − {low_index}) ÷ ({high} − {low}) × ({rounded} − {low}) + \
                         {low_index} {exact} → {whole}"
                    ),
                    format!("{}：{rounded} 介于 {low} 与 {high} 之间；{zh}", hour_or_day(column).zh),
                    format!("{}: {rounded} lies between {low} and {high}; {en}", hour_or_day(column).en),
                )
            });
            Some(whole)
        }
        Place::AboveTable => {
            trace.step(|| {
                let last = hj633::breakpoints(index, column).last().copied().unwrap_or_default();
                noted(
                    format!("{rounded} > {last} ⇒ IAQI({symbol}) = 500"),
                    "浓度高于最后一个限值，分指数记为 500".into(),
                    "above the last breakpoint; the index is 500".into(),
                )
            });
            Some(500)
        }
        Place::Fixed(fixed) => {
            trace.step(|| {
                noted(
                    format!("{rounded} > 800 ⇒ IAQI({symbol}) = {fixed}"),
                    format!("{}浓度高于 800 μg/m³，按表注记为 {fixed}", hour_or_day(column).zh),
                    format!("{} above 800 µg/m³: {fixed} by the note of the table", hour_or_day(column).en),
                )
            });
            Some(fixed)
        }
        Place::OtherMean => {
            trace.step(|| {
                noted(
                    format!("{symbol} {rounded} > 800"),
                    format!("{}浓度高于 800 μg/m³ 不计算分指数，改用另一平均时间的浓度", hour_or_day(column).zh),
                    format!("{} above 800 µg/m³ has no index; the other mean takes its place", hour_or_day(column).en),
                )
            });
            None
        }
    }
}

/// The rounded concentration; a step only when rounding changes it.
pub(super) fn rounded(pollutant: Pollutant, concentration: Amount, trace: &mut impl Trace) -> Amount {
    let rounded = pollutant.rounded(concentration);
    if rounded != concentration {
        trace.step(|| Step {
            label: Words::new("浓度修约", "Concentration, rounded"),
            formula: format!("{}: {} → {rounded}", pollutant.symbol(), concentration.nearly(6)),
            zh: format!("四舍六入五成双，保留 {} 位小数", pollutant.decimals()),
            en: format!("half to even at {} decimals", pollutant.decimals()),
            clause: "GB/T 8170-2008 3.2",
        });
    }
    rounded
}

const IAQI: Words = Words::new("空气质量分指数", "Individual index");

/// The averaging time of a column; the particles have one column for both.
const fn hour_or_day(column: Column) -> Words {
    match column {
        Column::So2Hour | Column::No2Hour | Column::CoHour | Column::O3Hour => Words::new("1 小时平均", "1-hour mean"),
        Column::O3EightHours => Words::new("8 小时平均", "8-hour mean"),
        Column::Pm10Day | Column::Pm25Day => Words::new("24 小时平均的限值", "breakpoints of the 24-hour mean"),
        Column::So2Day | Column::No2Day | Column::CoDay => Words::new("24 小时平均", "24-hour mean"),
    }
}

/// An index before it is made whole, as an exact fraction.
#[derive(Debug, Clone, Copy)]
struct Exact {
    numerator: i64,
    denominator: i64,
}

impl Exact {
    /// Formula (1) of HJ 633 for a concentration of up to six decimals; all of it is whole numbers.
    fn interpolated(concentration: Amount, (low, low_index): (u16, u16), (high, high_index): (u16, u16)) -> Exact {
        const MILLION: i64 = 1_000_000;
        let [low, low_index, high, high_index] = [low, low_index, high, high_index].map(i64::from);
        let millionths = concentration.shift(6).map_or(high * MILLION, Amount::ceiling);
        let denominator = MILLION * (high - low);
        let numerator = (high_index - low_index) * (millionths - MILLION * low) + low_index * denominator;
        Exact { numerator, denominator }
    }

    fn up(self) -> u16 {
        whole(self.numerator.div_euclid(self.denominator) + i64::from(self.numerator % self.denominator != 0))
    }

    fn half_up(self) -> u16 {
        whole((2 * self.numerator + self.denominator).div_euclid(2 * self.denominator))
    }
}

fn whole(index: i64) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

impl fmt::Display for Exact {
    /// `= 151.5`, or `≈ 100.909` when it does not end within three decimals; with more decimals where three would make
    /// an index look whole that is not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = (i128::from(self.numerator), i128::from(self.denominator));
        let whole = numerator % denominator == 0;
        for decimals in [3, 6, 9] {
            let scale = 10_i128.pow(decimals);
            let nearest = (2 * numerator * scale + denominator).div_euclid(2 * denominator);
            if whole || nearest % scale != 0 || decimals == 9 {
                let ends = numerator * scale % denominator == 0;
                let shown = Amount::decimal(i64::try_from(nearest).unwrap_or(i64::MAX), decimals);
                return write!(f, "{} {shown}", if ends { '=' } else { '≈' });
            }
        }
        Ok(())
    }
}

/// What follows from the indices of the pollutants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Conclusion {
    /// The largest index, whether it may be published or not.
    pub highest: Option<u16>,
    /// The AQI that may be published.
    pub aqi: Result<u16, NoAqi>,
    /// The pollutants with the largest index when the AQI is above 50.
    pub primary: Pollutants,
}

/// AQI, category and primary pollutants. `blocking` are the missing pollutants that keep an AQI up to 100 from being
/// published; `hidden` says that the worst pollutant has no index.
pub(super) fn conclude(
    iaqi: &[Option<u16>; 6],
    blocking: Pollutants,
    hidden: bool,
    index: AirIndex,
    trace: &mut impl Trace,
) -> Conclusion {
    let largest = iaqi.iter().flatten().copied().max();
    // The scale of 2026 starts at 1, that of 2012 at 0.
    let highest = largest.map(|largest| if index == AirIndex::Hj633V2026 { largest.max(1) } else { largest });
    let aqi = match highest {
        _ if hidden => Err(NoAqi::OtherMeanMissing),
        None => Err(NoAqi::NoValues),
        Some(highest) if highest <= 100 && !blocking.is_empty() => Err(NoAqi::MissingPollutant),
        Some(highest) => Ok(highest),
    };
    if let Some(highest) = highest {
        trace.step(|| {
            let all: Vec<String> = Pollutant::ALL
                .into_iter()
                .zip(iaqi)
                .filter_map(|(pollutant, iaqi)| iaqi.map(|iaqi| format!("{} {iaqi}", pollutant.symbol())))
                .collect();
            let start = if largest == Some(highest) { "" } else { " → 1" };
            Step {
                label: Words::new("空气质量指数", "AQI"),
                formula: format!("max({}) = {}{start}", all.join(", "), largest.unwrap_or_default()),
                zh: if start.is_empty() {
                    "取各分指数的最大值"
                } else {
                    "取各分指数的最大值；指数从 1 起"
                }
                .into(),
                en: if start.is_empty() {
                    "the largest individual index"
                } else {
                    "the largest individual index; the scale starts at 1"
                }
                .into(),
                clause: match index {
                    AirIndex::Hj633V2012 => "HJ 633-2012 式(2)",
                    AirIndex::Hj633V2026 => "HJ 633-2026 4.1.1",
                },
            }
        });
    }
    let primary = match aqi {
        Ok(aqi) if aqi > 50 => with_index(iaqi, |iaqi| iaqi == aqi),
        _ => Pollutants::NONE,
    };
    trace.step(|| match aqi {
        Err(reason) => {
            let missing = blocking.join("、");
            Step {
                label: Words::new("不给出 AQI", "No AQI"),
                formula: match (reason, highest) {
                    (NoAqi::MissingPollutant, Some(highest)) => format!("{highest} ≤ 100; NA: {blocking}"),
                    _ => String::new(),
                },
                zh: if missing.is_empty() {
                    reason.words().zh.into()
                } else {
                    format!("{}；缺 {missing}", reason.words().zh)
                },
                en: if missing.is_empty() {
                    reason.words().en.into()
                } else {
                    format!("{}; missing: {blocking}", reason.words().en)
                },
                clause: match reason {
                    NoAqi::MissingPollutant => "HJ 633-2026 5.3.1",
                    NoAqi::NoValues | NoAqi::OtherMeanMissing => hj633::clause(index),
                },
            }
        }
        Ok(aqi) => {
            let category = Category::of(aqi).words();
            let (zh, en) = if primary.is_empty() {
                ("AQI 不大于 50，无首要污染物".to_owned(), "AQI up to 50 has no primary pollutant".to_owned())
            } else {
                (
                    format!("首要污染物：{}（分指数最大，并列时同时列出）", primary.join("、")),
                    format!("primary pollutant: {primary} (the largest index; ties are listed together)"),
                )
            };
            Step {
                label: Words::new("类别和首要污染物", "Category and primary pollutant"),
                formula: format!("AQI = {aqi}"),
                zh: format!("{}；{zh}", category.zh),
                en: format!("{}; {en}", category.en),
                clause: match index {
                    AirIndex::Hj633V2012 => "HJ 633-2012 表2",
                    AirIndex::Hj633V2026 => "HJ 633-2026 表1",
                },
            }
        }
    });
    Conclusion { highest, aqi, primary }
}

/// The pollutants whose index fits.
pub(super) fn with_index(iaqi: &[Option<u16>; 6], fits: impl Fn(u16) -> bool) -> Pollutants {
    Pollutant::ALL.into_iter().zip(iaqi).filter(|(_, iaqi)| iaqi.is_some_and(&fits)).map(|(p, _)| p).collect()
}
