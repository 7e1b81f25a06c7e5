//! Other countries' rules beside the Chinese ones, to compare: the AQI of the US EPA, the guidelines of WHO, the limit
//! values of the European Union and the European air quality index. Each takes values in the units of its own rule and
//! never stands for an evaluation by GB 3095.

pub mod eu;
pub mod eu_alert;
pub mod european_aqi;
mod natural;
pub mod us_epa;
pub mod who;

use super::Pollutant;
use super::series::Day;

/// The daily series of the six pollutants at one place.
#[derive(Debug, Clone, Copy, Default)]
pub struct DaySeries<'a> {
    /// In the order of [`Pollutant::ALL`]: daily means, of O3 the largest 8-h means; in the units of the register (CO
    /// mg/m³, others µg/m³), ascending by day.
    pub values: [&'a [Day]; 6],
}

impl<'a> DaySeries<'a> {
    /// The series of a pollutant.
    #[must_use]
    pub const fn of(&self, pollutant: Pollutant) -> &'a [Day] {
        self.values[pollutant as usize]
    }
}

/// Whether `there` of `possible` values are at least so many per cent.
const fn covers(there: usize, possible: u32, percent: u8) -> bool {
    there as u64 * 100 >= possible as u64 * percent as u64
}
