//! Sand and dust (沙尘): what a year looks like without the days that are due to it.
//!
//! Which days those are is decided by the national centre and comes from outside. On such a day PM10 and PM2.5 are
//! taken out of all statistics; the gases stay. The notice 环办监测〔2016〕120号 could not be read in full; what is done
//! here reproduces a published provincial table.

use super::Pollutant;
use super::Pollutants;
use super::daily::{DayChoices, DayIndex, DayValue, DayValues, grade};
use crate::edition::AirEdition;
use crate::trace::{Step, Trace};
use crate::words::Words;

/// A dust day without its particles.
#[must_use]
pub const fn without_particles(values: &DayValues) -> DayValues {
    let mut values = *values;
    values.values[Pollutant::Pm10 as usize] = DayValue::NotMonitored;
    values.values[Pollutant::Pm25 as usize] = DayValue::NotMonitored;
    values
}

/// Grades a dust day after deduction.
///
/// A day up to 100 stays as it is, since only days that exceed because of dust are looked at again. A day above 100 is
/// graded by its gases; the particles that were taken out do not keep the AQI from being given. The share of good days
/// is the same whether or not days up to 100 are graded again, because an AQI of fewer pollutants is never higher.
///
/// ```
/// use envgrade::air::daily::{DayChoices, DayValues, grade};
/// use envgrade::air::dust::grade_deducted;
/// use envgrade::calendar::Date;
/// use envgrade::edition::EditionChoice;
/// use envgrade::trace::Off;
/// let values = DayValues::of(["9", "21", "0.6", "172", "1350", "310"].map(|text| text.parse().ok()));
/// let edition = EditionChoice::ByDate.air(Date::new(2025, 4, 12).unwrap());
/// assert_eq!(grade(&values, edition, &DayChoices::default(), &mut Off).aqi, Ok(500));
/// let deducted = grade_deducted(&values, edition, &mut Off);
/// assert_eq!((deducted.aqi, deducted.primary.to_string().as_str()), (Ok(111), "O3"));
/// ```
pub fn grade_deducted(values: &DayValues, edition: AirEdition, trace: &mut impl Trace) -> DayIndex {
    let plain = grade(values, edition, &DayChoices::default(), trace);
    if plain.highest.is_none_or(|aqi| aqi <= 100) {
        return plain;
    }
    trace.step(|| Step {
        label: Words::new("扣除沙尘影响", "Dust deducted"),
        formula: String::new(),
        zh: "沙尘日的 PM10 和 PM2.5 不参加评价，由其余污染物重新计算 AQI".to_owned(),
        en: "PM10 and PM2.5 of the dust day are left out; the AQI is that of the other pollutants".to_owned(),
        clause: "环办监测〔2016〕120号",
    });
    let particles: Pollutants = [Pollutant::Pm10, Pollutant::Pm25].into_iter().collect();
    let choices = DayChoices { clean_record: particles, ..DayChoices::default() };
    grade(&without_particles(values), edition, &choices, trace)
}
