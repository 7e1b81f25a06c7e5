//! Daily series: the valid daily values of one pollutant at one place, ascending by day.

use super::Pollutant;
use super::period::PlaceDay;
use crate::calendar::{Date, Span};
use crate::quantity::Amount;

/// A valid daily value.
pub type Day = (Date, Amount);

/// The valid daily values of a pollutant, of ozone the largest 8-h means.
#[must_use]
pub fn series(days: &[PlaceDay], pollutant: Pollutant) -> Vec<Day> {
    days.iter().filter_map(|day| Some((day.date, day.concentration(pollutant)?))).collect()
}

/// The days of a series that lie in a span.
#[must_use]
pub fn within(days: &[Day], span: Span) -> &[Day] {
    let start = days.partition_point(|day| day.0 < span.first());
    let end = days.partition_point(|day| day.0 <= span.last());
    days.get(start..end).unwrap_or_default()
}
