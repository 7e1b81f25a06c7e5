//! The AQI of the US EPA and the NowCast of particles (EPA-454/B-24-002, May 2024).
//!
//! Concentrations are cut off behind the decimals of the table, never rounded; the index is rounded to the nearest whole
//! number, half up.

use super::natural::Natural;
use crate::air::reference_state::{State, mixing_ratio};
use crate::quantity::{Amount, Dimension, Ratio};
use crate::standard::us_epa_aqi::{CLAUSE, Column, Row, TABLE, UsCategory};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// The concentrations of a day or an hour in the units of the table. A blank is left out, as the document asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UsValues {
    /// O3, 8 hours, ppm.
    pub o3_eight_hours: Option<Amount>,
    /// O3, 1 hour, ppm.
    pub o3_hour: Option<Amount>,
    /// PM2.5, 24 hours or NowCast, µg/m³.
    pub pm25: Option<Amount>,
    /// PM10, 24 hours or NowCast, µg/m³.
    pub pm10: Option<Amount>,
    /// CO, 8 hours, ppm.
    pub co: Option<Amount>,
    /// SO2, 1 hour, ppb.
    pub so2_hour: Option<Amount>,
    /// SO2, 24 hours, ppb; needed only with an hour of 305 and more.
    pub so2_day: Option<Amount>,
    /// NO2, 1 hour, ppb.
    pub no2: Option<Amount>,
}

/// A pollutant of the US AQI, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UsPollutant {
    /// O3.
    O3,
    /// PM2.5.
    Pm25,
    /// PM10.
    Pm10,
    /// CO.
    Co,
    /// SO2.
    So2,
    /// NO2.
    No2,
}

impl UsPollutant {
    /// All six in the order of the table.
    pub const ALL: [UsPollutant; 6] =
        [UsPollutant::O3, UsPollutant::Pm25, UsPollutant::Pm10, UsPollutant::Co, UsPollutant::So2, UsPollutant::No2];

    /// Printed form.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            UsPollutant::O3 => "O3",
            UsPollutant::Pm25 => "PM2.5",
            UsPollutant::Pm10 => "PM10",
            UsPollutant::Co => "CO",
            UsPollutant::So2 => "SO2",
            UsPollutant::No2 => "NO2",
        }
    }
}

/// Why a pollutant has no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoIndex {
    /// There is no value.
    NoValue,
    /// The value is below zero.
    BelowZero,
    /// Eight hours of O3 above 0.200 ppm are judged by the hour, and there is none of 0.125 ppm and more.
    NeedsHour,
    /// An hour of O3 below 0.125 ppm has no index, and there is no 8-h value.
    NeedsEightHours,
    /// An hour of SO2 of 305 ppb and more is judged by the 24-h mean, and there is none.
    NeedsDay,
}

impl NoIndex {
    /// What is the matter.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            NoIndex::NoValue => Words::new("没有数值", "no value"),
            NoIndex::BelowZero => Words::new("数值为负", "below zero"),
            NoIndex::NeedsHour => Words::new(
                "8 小时平均高于 0.200 ppm，须按 1 小时值计算，而没有可用的 1 小时值",
                "8 hours above 0.200 ppm are judged by the hour, and there is none",
            ),
            NoIndex::NeedsEightHours => Words::new(
                "1 小时值低于 0.125 ppm 时没有指数，须用 8 小时平均",
                "an hour below 0.125 ppm has no index; it needs the 8-hour value",
            ),
            NoIndex::NeedsDay => Words::new(
                "1 小时值达到 305 ppb，须按 24 小时平均计算，而没有 24 小时平均",
                "an hour of 305 ppb and more is judged by the 24-hour mean, and there is none",
            ),
        }
    }
}

/// The US AQI of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsIndex {
    /// The index of each pollutant in the order of [`UsPollutant::ALL`].
    pub indices: [Result<u32, NoIndex>; 6],
    /// The largest; `None` when there is none.
    pub aqi: Option<u32>,
}

impl UsIndex {
    /// The category of the AQI.
    #[must_use]
    pub fn category(&self) -> Option<UsCategory> {
        self.aqi.map(UsCategory::of)
    }

    /// The pollutants with the largest index.
    pub fn responsible(&self) -> impl Iterator<Item = UsPollutant> {
        let (indices, aqi) = (self.indices, self.aqi);
        UsPollutant::ALL.into_iter().filter(move |&p| aqi.is_some() && indices[p as usize].ok() == aqi)
    }
}

/// The US AQI: the largest index of the pollutants that have a value.
///
/// * O3: the larger of the 8-h and the 1-h index. Eight hours above 0.200 ppm have none, hours below 0.125 ppm neither.
/// * SO2: up to 304 ppb by the hour. From 305 ppb on by the 24-h mean; when that is below 305 ppb, the index is 200.
/// * Above the table the line of its last row goes on, beyond 500.
///
/// ```
/// use envgrade::air::profiles::us_epa::{UsValues, grade};
/// use envgrade::quantity::Amount;
/// use envgrade::standard::us_epa_aqi::UsCategory;
/// use envgrade::trace::Off;
/// let values = UsValues { pm25: Some(Amount::decimal(3549, 2)), pm10: Some(Amount::whole(80)), ..UsValues::default() };
/// let index = grade(&values, &mut Off);
/// assert_eq!(index.aqi, Some(100)); // 35.49 is cut off to 35.4
/// assert_eq!(index.category(), Some(UsCategory::Moderate));
/// ```
pub fn grade(values: &UsValues, trace: &mut impl Trace) -> UsIndex {
    let mut by = |column, value| index(column, value, trace);
    let indices = [
        ozone(values, &mut by),
        by(Column::Pm25, values.pm25),
        by(Column::Pm10, values.pm10),
        by(Column::Co, values.co),
        sulfur_dioxide(values, &mut by),
        by(Column::No2, values.no2),
    ];
    let aqi = indices.iter().filter_map(|index| index.ok()).max();
    let result = UsIndex { indices, aqi };
    trace.step(|| {
        let told: Vec<String> = UsPollutant::ALL
            .into_iter()
            .zip(indices)
            .filter_map(|(pollutant, index)| Some(format!("{} {}", pollutant.symbol(), index.ok()?)))
            .collect();
        let (zh, en) = match (aqi, result.category()) {
            (Some(_), Some(category)) => (category.words().zh.to_owned(), category.words().en.to_owned()),
            _ => ("没有可用的分指数".to_owned(), "no pollutant has an index".to_owned()),
        };
        Step {
            label: Words::new("美国 AQI", "US AQI"),
            formula: match aqi {
                Some(aqi) => format!("max({}) = {aqi}", told.join(", ")),
                None => String::new(),
            },
            zh,
            en,
            clause: CLAUSE,
        }
    });
    result
}

type By<'a> = dyn FnMut(Column, Option<Amount>) -> Result<u32, NoIndex> + 'a;

fn ozone(values: &UsValues, by: &mut By<'_>) -> Result<u32, NoIndex> {
    let eight_hours = by(Column::O3EightHours, values.o3_eight_hours);
    let hour = by(Column::O3Hour, values.o3_hour);
    match (eight_hours, hour) {
        (Ok(eight_hours), Ok(hour)) => Ok(eight_hours.max(hour)),
        (Ok(index), Err(_)) | (Err(_), Ok(index)) => Ok(index),
        (Err(NoIndex::NoValue), Err(reason)) => Err(reason),
        (Err(reason), Err(_)) => Err(reason),
    }
}

fn sulfur_dioxide(values: &UsValues, by: &mut By<'_>) -> Result<u32, NoIndex> {
    match by(Column::So2Hour, values.so2_hour) {
        Err(NoIndex::NeedsDay) => match by(Column::So2Day, values.so2_day) {
            Err(NoIndex::NoValue) => Err(NoIndex::NeedsDay),
            index => index,
        },
        index => index,
    }
}

/// The index of one column.
///
/// # Errors
/// [`NoIndex`] where the column alone gives none; [`grade`] puts the two columns of O3 and of SO2 together.
pub fn index(column: Column, value: Option<Amount>, trace: &mut impl Trace) -> Result<u32, NoIndex> {
    let value = value.ok_or(NoIndex::NoValue)?;
    let cut = Ratio::of(value).truncate(column.decimals()).unwrap_or(value);
    if cut.is_negative() {
        return Err(NoIndex::BelowZero);
    }
    let mut rows = TABLE.iter().filter(|row| row.range(column).is_some()).peekable();
    if rows.peek().and_then(|row| row.range(column)).is_some_and(|(low, _)| cut < low) {
        if column == Column::So2Day {
            trace.step(|| Step {
                label: Words::new("SO2 按 24 小时平均", "SO2 by the 24-hour mean"),
                formula: format!("{cut} < 305 → 200"),
                zh: "1 小时值达到 305 ppb，而 24 小时平均低于 305 ppb，指数取 200".into(),
                en: "an hour of 305 ppb and more with a 24-hour mean below 305 ppb has the index 200".into(),
                clause: CLAUSE,
            });
            return Ok(200);
        }
        return Err(NoIndex::NeedsEightHours);
    }
    // The first row that reaches up to the value; beyond the table the last one goes on.
    let mut last = None;
    let row = rows.find(|row| {
        last = Some(*row);
        row.range(column).is_some_and(|(_, high)| cut <= high)
    });
    match (row, column) {
        (None, Column::O3EightHours) => return Err(NoIndex::NeedsHour),
        (None, Column::So2Hour) => return Err(NoIndex::NeedsDay),
        _ => {}
    }
    let row = row.or(last).ok_or(NoIndex::NoValue)?;
    line(row, column, value, cut, trace).ok_or(NoIndex::NoValue)
}

/// The line through the ends of a row, rounded half up.
fn line(row: &Row, column: Column, value: Amount, cut: Amount, trace: &mut impl Trace) -> Option<u32> {
    let (low, high) = row.range(column)?;
    let (low_index, high_index) = (i64::from(row.index.0), i64::from(row.index.1));
    let span = Ratio::of(high).minus(Ratio::of(low))?;
    let rise = Ratio::new((high_index - low_index).into(), 1)?.over(span)?;
    let above = Ratio::of(cut).minus(Ratio::of(low))?;
    let exact = rise.times(above)?.plus(Ratio::new(low_index.into(), 1)?)?;
    let index = u32::try_from(exact.round_half_up(0)?.ceiling()).unwrap_or(u32::MAX);
    trace.step(|| {
        let beyond = cut > high;
        Step {
            label: Words::new("分指数（美国）", "Individual index (US)"),
            formula: format!(
                "{}: {value} → {cut:.*}; ({high_index} − {low_index}) ÷ ({high} − {low}) × ({cut} − {low}) + {low_index} = {} → {index}",
                column.name(),
                column.decimals() as usize,
                exact.nearly(3)
            ),
            zh: if beyond { "浓度截尾；超出表格，沿最后一段外推；四舍五入" } else { "浓度截尾，不修约；四舍五入" }.into(),
            en: if beyond {
                "cut off; beyond the table, on the line of its last row; rounded half up"
            } else {
                "cut off, not rounded; the index rounded half up"
            }
            .into(),
            clause: CLAUSE,
        }
    });
    Some(index)
}

/// A concentration in the unit of the register (CO mg/m³, others µg/m³) as the table takes it: in the unit of the column
/// and cut off behind its decimals, from the exact quotient. Particles are only cut off. `None` when the numbers are too
/// long to stay exact.
///
/// The averaging time stays what it is: a 24-h mean of CO, SO2 or NO2 is none that the table asks for.
///
/// ```
/// use envgrade::air::profiles::us_epa::in_unit_of;
/// use envgrade::air::reference_state::State;
/// use envgrade::quantity::Amount;
/// use envgrade::standard::us_epa_aqi::Column;
/// let ozone = in_unit_of(Column::O3EightHours, Amount::whole(160), State::REFERENCE);
/// assert_eq!(ozone, Some(Amount::decimal(81, 3))); // 0.08155 ppm
/// ```
#[must_use]
pub fn in_unit_of(column: Column, concentration: Amount, state: State) -> Option<Amount> {
    let (item, unit) = column.item();
    let exact = match unit.dimension() {
        Dimension::MixingRatio => mixing_ratio(item, concentration, state, unit)?,
        _ => Ratio::of(concentration),
    };
    exact.truncate(column.decimals())
}

/// A NowCast of particles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NowCast {
    /// The weight of each hour against the one after it, from one half to one, exact.
    pub weight: Ratio,
    /// The NowCast, cut off behind the decimals of the column.
    pub value: Amount,
}

/// Hours that a NowCast looks back.
pub const HOURS_OF_A_NOWCAST: usize = 12;

/// The NowCast of PM2.5 or PM10 from the last twelve hours, the newest first; `None` with fewer than two of the newest
/// three.
///
/// The weight is `1 − (largest − smallest) ÷ largest`, at least one half; the hour i hours ago has the weight to the
/// power i. When all hours are zero the weight is one, which the document leaves open. An hour below zero counts as
/// missing. Everything is exact up to the last step, which cuts off.
///
/// ```
/// use envgrade::air::profiles::us_epa::nowcast;
/// use envgrade::quantity::Amount;
/// use envgrade::standard::us_epa_aqi::Column;
/// use envgrade::trace::Off;
/// let smoke = [120, 95, 70, 42, 30, 25, 22, 20, 18, 20, 22, 21].map(|hour| Some(Amount::whole(hour)));
/// assert_eq!(nowcast(Column::Pm25, &smoke, &mut Off).unwrap().value, Amount::decimal(967, 1));
/// ```
pub fn nowcast(
    column: Column,
    hours: &[Option<Amount>; HOURS_OF_A_NOWCAST],
    trace: &mut impl Trace,
) -> Option<NowCast> {
    let hours = hours.map(|hour| hour.filter(|hour| !hour.is_negative()));
    if hours[..3].iter().flatten().count() < 2 {
        trace.step(|| Step {
            label: Words::same("NowCast"),
            formula: String::new(),
            zh: "最近 3 小时中有效值不足 2 个，不计算".into(),
            en: "fewer than two of the newest three hours: none".into(),
            clause: CLAUSE,
        });
        return None;
    }
    let (largest, smallest) = (hours.iter().flatten().max()?, hours.iter().flatten().min()?);
    // 1 − (largest − smallest) ÷ largest is smallest ÷ largest.
    let weight = Ratio::of(*smallest).over(Ratio::of(*largest)).or(Ratio::new(1, 1))?.max(Ratio::new(1, 2)?);
    // All hours as whole numbers of the smallest decimal among them.
    let scale = hours.iter().flatten().map(|hour| hour.parts().1).max()?;
    let unit = 10_u64.checked_pow(scale)?;
    let mut whole = [None; HOURS_OF_A_NOWCAST];
    for (whole, hour) in whole.iter_mut().zip(hours) {
        let Some(hour) = hour else { continue };
        let (digits, decimals) = hour.parts();
        *whole = Some(u64::try_from(digits).ok()?.checked_mul(10_u64.checked_pow(scale - decimals)?)?);
    }
    let most = whole.iter().flatten().max()?;
    let (above, below) = weight.parts();
    let (above, below) = (u64::try_from(above).ok()?, u64::try_from(below).ok()?);
    // Σ wⁱ cᵢ and Σ wⁱ with w = above ÷ below, both times below¹¹, by Horner from the oldest hour to the newest.
    let (mut sum, mut weights) = (Natural::default(), Natural::default());
    let mut power = Natural::of(1);
    for hour in whole.iter().rev() {
        sum = sum.times(above);
        weights = weights.times(above);
        if let Some(hour) = hour {
            sum = sum.plus(&power.times(*hour));
            weights = weights.plus(&power);
        }
        power = power.times(below);
    }
    let cut = |decimals: u32| -> Option<Amount> {
        let power = 10_u64.checked_pow(decimals)?;
        let digits = sum.times(power).divided_by(&weights.times(unit), most.checked_mul(power)? / unit + 1);
        i64::try_from(digits)
            .ok()
            .filter(|digits| *digits < 10_i64.pow(18))
            .map(|digits| Amount::decimal(digits, decimals))
    };
    let value = cut(column.decimals())?;
    trace.step(|| {
        let shown = cut(column.decimals() + 5).map_or_else(String::new, |shown| shown.nearly(3));
        Step {
            label: Words::same("NowCast"),
            formula: format!(
                "w = max(1 − ({largest} − {smallest}) ÷ {largest}, 0.5) = {}; Σ wⁱ·cᵢ ÷ Σ wⁱ = {shown} → {value:.*}",
                weight.nearly(4),
                column.decimals() as usize
            ),
            zh: format!("{} 个有效小时值，i 为距今小时数；截尾", whole.iter().flatten().count()),
            en: format!("{} hours with a value, i hours ago; cut off", whole.iter().flatten().count()),
            clause: CLAUSE,
        }
    });
    Some(NowCast { weight, value })
}
