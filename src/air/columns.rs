//! Many days at once, in columns of whole numbers, for data that are in memory already: day values from hours, and the
//! daily index from day values. The results are those of [`super::hours`] and [`super::daily`].
//!
//! Concentrations are reported in whole µg/m³, CO in tenths of mg/m³, so a column of breakpoints has few different
//! indices. Each is computed once, by the rule that grades a single day, and looked up from then on.

use super::daily::{DayChoices, OzoneOf2012};
use super::hours::{HOURS_OF_A_DAY, HOURS_OF_A_WINDOW, WINDOWS_OF_A_DAY};
use super::{IndexRounding, Pollutant, Pollutants, iaqi};
use crate::edition::AirIndex;
use crate::quantity::Amount;
use crate::standard::hj633::{self, Column};
use crate::trace::Off;

/// In a column of indices: there is none.
pub const NO_INDEX: u16 = u16::MAX;

/// The daily values of many days, one column a pollutant.
///
/// Numbers are in the unit that is reported: whole µg/m³, of CO tenths of mg/m³, rounded by GB/T 8170 already. A
/// number below zero is a missing value.
#[derive(Debug, Clone, Copy, Default)]
pub struct DayColumns<'a> {
    /// In the order of [`Pollutant::ALL`]; `None` is a pollutant outside the monitoring plan.
    pub values: [Option<&'a [i32]>; 6],
    /// The largest hour of O3, which only HJ 633-2012 asks for.
    pub ozone_hour: Option<&'a [i32]>,
}

/// The indices of many days, one column each; [`NO_INDEX`] where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndexColumns {
    /// The AQI that may be published.
    pub aqi: Vec<u16>,
    /// Individual indices in the order of [`Pollutant::ALL`].
    pub iaqi: [Vec<u16>; 6],
}

/// The columns do not have the same number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnequalColumns;

impl std::fmt::Display for UnequalColumns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the columns do not have the same number of days")
    }
}

impl std::error::Error for UnequalColumns {}

/// In a column of day values: there is none that counts.
pub const NO_VALUE: i32 = -1;

/// The daily means of a pollutant from its hours, 24 a day and hour 1 first, as [`super::hours::day_mean`] takes them:
/// rounded half to even, valid from 20 hours on. A number below zero is a missing hour; hours behind the last whole day
/// are not used. `days` is filled anew, with [`NO_VALUE`] where a day is not valid.
///
/// Means are whole numbers of the unit of the hours, so hours in another unit than the one that is reported (of CO tenths
/// of mg/m³) give means that are rounded in that unit.
///
/// ```
/// use envgrade::air::columns::{NO_VALUE, day_means};
/// let mut hours = [30; 48];
/// hours[40..].fill(-1);
/// let mut days = Vec::new();
/// day_means(&hours, &mut days);
/// assert_eq!(days, [30, NO_VALUE]);
/// ```
pub fn day_means(hours: &[i16], days: &mut Vec<i32>) {
    days.clear();
    days.extend(hours.chunks_exact(24).map(|hours| {
        let (mut sum, mut count) = (0, 0);
        for &hour in hours {
            sum += i32::from(hour.max(0));
            count += i32::from(hour >= 0);
        }
        if count >= i32::from(HOURS_OF_A_DAY) { half_even(sum, count) } else { NO_VALUE }
    }));
}

/// The largest eight-hour means of ozone by day, from its hours as [`day_means`] takes them and by the rule of
/// [`super::hours::ozone_day`]; `limit` makes a day valid that has fewer than 14 of them.
///
/// ```
/// use envgrade::air::columns::ozone_days;
/// let hours = [40, 38, 35, 33, 30, 28, 30, 36, 50, 72, 98, 121, 140, 155, 166, 172, 168, 158, 140, 118, 96, 80, 68, 60];
/// let mut days = Vec::new();
/// ozone_days(&hours, 160, &mut days);
/// assert_eq!(days, [152]);
/// ```
pub fn ozone_days(hours: &[i16], limit: i32, days: &mut Vec<i32>) {
    days.clear();
    days.extend(hours.as_chunks::<24>().0.iter().map(|hours| {
        // The sum in the lower bits, the number of hours above it: both slide along in one addition.
        let held = hours.map(|hour| if hour < 0 { 0 } else { i32::from(hour) | ONE_HOUR });
        let mut twos = [0; 23];
        let mut fours = [0; 21];
        for (at, two) in twos.iter_mut().enumerate() {
            *two = held[at] + held[at + 1];
        }
        for (at, four) in fours.iter_mut().enumerate() {
            *four = twos[at] + twos[at + 2];
        }
        // Over 168, the common multiple of 6, 7 and 8 hours.
        let (mut windows, mut largest) = (0, -1);
        for at in 0..17 {
            let eight = fours[at] + fours[at + 4];
            let (sum, count) = (eight & (ONE_HOUR - 1), eight >> ONE_HOUR.ilog2());
            let times = match count {
                8 => 21,
                7 => 24,
                6 => 28,
                _ => -1,
            };
            windows += u8::from(times > 0);
            largest = largest.max(sum * times);
        }
        let value = if windows > 0 { half_even(largest, 168) } else { NO_VALUE };
        if windows >= WINDOWS_OF_A_DAY || value > limit { value } else { NO_VALUE }
    }));
}

/// Above the sum of eight hours of up to 32,767.
const ONE_HOUR: i32 = 1 << 20;

const _: () = assert!(HOURS_OF_A_WINDOW == 6);

/// Quotient of numbers that are not negative, rounded half to even.
const fn half_even(number: i32, divisor: i32) -> i32 {
    let (number, divisor) = (number.cast_unsigned(), divisor.cast_unsigned());
    let (quotient, rest) = (number / divisor, number % divisor);
    (quotient + (rest * 2 + (quotient & 1) > divisor) as u32).cast_signed()
}

/// Days that are graded together, so that what is known of them so far stays near the processor.
const BLOCK: usize = 2048;

/// Grades many days, each as [`super::daily::grade`] grades one; `indices` is filled anew and can be used again.
///
/// ```
/// use envgrade::air::columns::{DayColumns, IndexColumns, NO_INDEX, grade};
/// use envgrade::air::daily::DayChoices;
/// use envgrade::edition::AirIndex;
/// let (so2, no2, co) = ([8, 12], [30, 38], [7, 9]);
/// let (o3, pm10, pm25) = ([88, 142], [120, 96], [60, -1]);
/// let values = [&so2, &no2, &co, &o3, &pm10, &pm25].map(|column| Some(&column[..]));
/// let days = DayColumns { values, ozone_hour: None };
/// let mut indices = IndexColumns::default();
/// grade(&days, AirIndex::Hj633V2012, &DayChoices::default(), &mut indices)?;
/// assert_eq!(indices.aqi, [85, 85]);
/// // 2026: PM2.5 is missing on the second day, and the AQI of the others is not above 100.
/// grade(&days, AirIndex::Hj633V2026, &DayChoices::default(), &mut indices)?;
/// assert_eq!(indices.aqi, [100, NO_INDEX]);
/// # Ok::<(), envgrade::air::columns::UnequalColumns>(())
/// ```
///
/// # Errors
/// [`UnequalColumns`].
pub fn grade(
    days: &DayColumns<'_>,
    index: AirIndex,
    choices: &DayChoices,
    indices: &mut IndexColumns,
) -> Result<(), UnequalColumns> {
    let mut columns = days.values.iter().chain([&days.ozone_hour]).flatten();
    let count = columns.next().map_or(0, |column| column.len());
    if columns.any(|column| column.len() != count) {
        return Err(UnequalColumns);
    }
    indices.aqi.resize(count, NO_INDEX);
    indices.iaqi.iter_mut().for_each(|column| column.resize(count, NO_INDEX));

    let (least, kept_back_by_a_gap) = match index {
        AirIndex::Hj633V2012 => (0, 0),
        // The scale starts at 1, and 5.3.1 keeps back what is not above 100.
        AirIndex::Hj633V2026 => (1, held(100)),
    };
    let outside: Pollutants =
        Pollutant::ALL.into_iter().filter(|&pollutant| days.values[pollutant as usize].is_none()).collect();
    let kept_back_by_the_plan = if outside.without(choices.clean_record).is_empty() { 0 } else { kept_back_by_a_gap };
    let tables = Pollutant::ALL.map(|pollutant| Table::of(pollutant, pollutant.day_column(), index));
    let hour = HourOfOzone::of(index, choices.ozone);

    for start in (0..count).step_by(BLOCK) {
        let block = start..(start + BLOCK).min(count);
        let mut largest = [0; BLOCK];
        // What the largest has to be above.
        let mut kept_back = [kept_back_by_the_plan; BLOCK];
        for (at, own) in indices.iaqi.iter_mut().enumerate() {
            let own = &mut own[block.clone()];
            let Some(values) = days.values[at].map(|values| &values[block.clone()]) else {
                own.fill(NO_INDEX);
                continue;
            };
            tables[at].look_up(values, own);
            if let (Some(hour), true) = (&hour, at == Pollutant::O3 as usize) {
                hour.take_over(values, days.ozone_hour.map(|hours| &hours[block.clone()]), own, &mut kept_back);
            }
            for ((own, value), (largest, kept_back)) in
                own.iter_mut().zip(values).zip(largest.iter_mut().zip(&mut kept_back))
            {
                *largest = (*largest).max(*own);
                *own = own.wrapping_sub(1);
                *kept_back = (*kept_back).max(if *value < 0 { kept_back_by_a_gap } else { 0 });
            }
        }
        for ((aqi, largest), kept_back) in indices.aqi[block].iter_mut().zip(largest).zip(kept_back) {
            *aqi = if largest > kept_back { (largest - 1).max(least) } else { NO_INDEX };
        }
    }
    Ok(())
}

/// An index as tables hold it: one higher, so that zero is "none" and the larger of two needs no question.
const fn held(index: u16) -> u16 {
    index + 1
}

/// The index of every step of a column; the last for everything above.
struct Table(Box<[u16; Table::STEPS]>);

impl Table {
    /// More than the largest daily breakpoint, 2620, has steps. A power of two, so that no place is out of bounds.
    const STEPS: usize = 4096;

    fn of(pollutant: Pollutant, column: Column, index: AirIndex) -> Table {
        let of = |step: i64| {
            let concentration = Amount::decimal(step, pollutant.decimals());
            iaqi(pollutant, column, concentration, index, IndexRounding::Up, &mut Off).map_or(0, held)
        };
        let last = hj633::breakpoints(index, column).last().copied().unwrap_or_default();
        let above = (i64::from(last) * 10_i64.pow(pollutant.decimals()) + 1).min(Table::STEPS as i64 - 2);
        let mut table = Box::new([of(above); Table::STEPS]);
        table[0] = 0;
        for (step, place) in (0..above).zip(table[1..].iter_mut()) {
            *place = of(step);
        }
        Table(table)
    }

    fn get(&self, step: i32) -> u16 {
        // A missing value has place 0.
        let place = step.clamp(-1, Table::STEPS as i32 - 2) + 1;
        self.0[place as usize % Table::STEPS]
    }

    fn look_up(&self, steps: &[i32], held: &mut [u16]) {
        for (held, step) in held.iter_mut().zip(steps) {
            *held = self.get(*step);
        }
    }
}

/// The largest hour of ozone under HJ 633-2012.
struct HourOfOzone {
    table: Table,
    /// From this 8-h mean on the hour counts.
    from: i32,
}

impl HourOfOzone {
    fn of(index: AirIndex, choice: OzoneOf2012) -> Option<HourOfOzone> {
        let last = hj633::breakpoints(index, Column::O3EightHours).last().copied().unwrap_or_default();
        let from = match (index, choice) {
            (AirIndex::Hj633V2026, _) => return None,
            // Note 3: above the last breakpoint of 8 h.
            (AirIndex::Hj633V2012, OzoneOf2012::EightHours) => i32::from(last) + 1,
            (AirIndex::Hj633V2012, OzoneOf2012::EightHoursAndHour) => 0,
        };
        Some(HourOfOzone { table: Table::of(Pollutant::O3, Column::O3Hour, index), from })
    }

    /// Puts the index of the hour where it counts; where ozone is there and has no index at all, no AQI is published.
    fn take_over(&self, eight: &[i32], hours: Option<&[i32]>, own: &mut [u16], kept_back: &mut [u16]) {
        // Above 800 is rare: nearly every run of days is done with one glance.
        const RUN: usize = 32;
        for (run, eight) in (0..).step_by(RUN).zip(eight.chunks(RUN)) {
            if eight.iter().fold(-1, |largest, &step| step.max(largest)) < self.from {
                continue;
            }
            for (at, _) in (run..).zip(eight).filter(|(_, eight)| **eight >= self.from) {
                let hour = hours.map_or(0, |hours| self.table.get(hours[at]));
                own[at] = own[at].max(hour);
                if own[at] == 0 {
                    kept_back[at] = u16::MAX;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::air::daily::{self, DayValue, DayValues};
    use crate::air::hours::{day_mean, ozone_day};
    use crate::edition::{AirEdition, AirLimits};
    use proptest::prelude::*;

    fn any_step() -> impl Strategy<Value = i32> {
        prop_oneof![4 => 0..200, 3 => 0..900, 1 => 700..4_200, 2 => Just(-1), 1 => any::<i32>()]
    }

    proptest! {
        #[test]
        fn columns_are_graded_as_single_days(
            days in prop::collection::vec((prop::array::uniform6(any_step()), any_step()), 0..60),
            times in 1_usize..80,
            planned in 0_u8..=64, clean in 0_u8..64, with_hours: bool, literal: bool, of_2026: bool,
        ) {
            // 64 stands for all planned, which is the rule.
            let planned = Pollutants::from_bits(if planned == 64 { 63 } else { planned });
            let days: Vec<_> = days.iter().copied().cycle().take(days.len() * times).collect();
            let columns: Vec<Vec<i32>> =
                (0..6).map(|at| days.iter().map(|(steps, _)| steps[at]).collect()).collect();
            let hours: Vec<i32> = days.iter().map(|(_, hour)| *hour).collect();
            let index = if of_2026 { AirIndex::Hj633V2026 } else { AirIndex::Hj633V2012 };
            let ozone = if literal { OzoneOf2012::EightHoursAndHour } else { OzoneOf2012::EightHours };
            let choices = DayChoices { clean_record: Pollutants::from_bits(clean), ozone };
            let values = Pollutant::ALL.map(|p| planned.contains(p).then(|| &columns[p as usize][..]));
            let columns = DayColumns { values, ozone_hour: with_hours.then_some(&hours[..]) };
            // What was there before must not matter.
            let mut indices = IndexColumns { aqi: vec![7; 9], ..IndexColumns::default() };
            prop_assert_eq!(grade(&columns, index, &choices, &mut indices), Ok(()));

            let any_column = with_hours || !planned.is_empty();
            prop_assert_eq!(indices.aqi.len(), if any_column { days.len() } else { 0 });
            let edition = AirEdition { limits: AirLimits::Gb3095V2012, index };
            for (day, (steps, hour)) in days.iter().enumerate().filter(|_| any_column) {
                let amount = |p: Pollutant, step: i32| Amount::decimal(i64::from(step), p.decimals());
                let values = Pollutant::ALL.map(|p| match steps[p as usize] {
                    _ if !planned.contains(p) => DayValue::NotMonitored,
                    step if step < 0 => DayValue::Missing,
                    step => DayValue::Concentration(amount(p, step)),
                });
                let ozone_hour = (with_hours && *hour >= 0).then(|| amount(Pollutant::O3, *hour));
                let single = daily::grade(&DayValues { values, ozone_hour }, edition, &choices, &mut Off);
                prop_assert_eq!(indices.aqi[day], single.aqi.unwrap_or(NO_INDEX), "{:?}", single);
                let iaqi = single.iaqi.map(|iaqi| iaqi.unwrap_or(NO_INDEX));
                prop_assert_eq!([0, 1, 2, 3, 4, 5].map(|at| indices.iaqi[at][day]), iaqi);
            }
        }
    }

    proptest! {
        #[test]
        fn columns_of_hours_become_days_as_single_days_do(
            hours in prop::collection::vec(
                prop_oneof![1 => Just(-1_i16), 12 => 0_i16..400, 1 => 0_i16..=i16::MAX, 1 => i16::MIN..0], 0..2000),
            gaps in prop::collection::vec((0_usize..2000, 0_usize..20), 0..20), limit in 0_i32..400,
        ) {
            let mut hours = hours;
            for (start, count) in gaps {
                hours.iter_mut().skip(start).take(count).for_each(|hour| *hour = -1);
            }
            let (mut means, mut ozone) = (vec![5], vec![5]);
            day_means(&hours, &mut means);
            ozone_days(&hours, limit, &mut ozone);
            prop_assert_eq!((means.len(), ozone.len()), (hours.len() / 24, hours.len() / 24));
            for (day, hours) in hours.chunks_exact(24).enumerate() {
                let of = |decimals| -> super::super::hours::DayHours {
                    std::array::from_fn(|at| (hours[at] >= 0).then(|| Amount::decimal(hours[at].into(), decimals)))
                };
                let step = |decimals| move |value: i32| (value >= 0).then(|| Amount::decimal(value.into(), decimals));
                for pollutant in [Pollutant::No2, Pollutant::Co] {
                    let single = day_mean(pollutant, &of(pollutant.decimals()), &mut Off).valid();
                    prop_assert_eq!(step(pollutant.decimals())(means[day]), single);
                }
                let single = ozone_day(&of(0), Amount::whole(limit.into()), &mut Off).valid();
                prop_assert_eq!(step(0)(ozone[day]), single);
            }
        }
    }

    #[test]
    fn columns_of_unequal_length_are_refused() {
        let mut days = DayColumns { ozone_hour: Some(&[1, 2]), ..DayColumns::default() };
        days.values[5] = Some(&[1, 2, 3]);
        let graded = grade(&days, AirIndex::Hj633V2012, &DayChoices::default(), &mut IndexColumns::default());
        assert_eq!(graded, Err(UnequalColumns));
    }
}
