//! The hours of a place under evaluation, where they were kept: real-time indices and hours that look like dust.

use super::evaluation::Evaluation;
use crate::air::Pollutant;
use crate::air::dust_hours::{self, DustRule, DustSuggestion};
use crate::air::hours::{DayHours, HOURS_OF_A_DAY};
use crate::air::profiles::european_aqi::{self, EuropeanIndex};
use crate::air::profiles::us_epa::{self, UsIndex, UsValues, nowcast};
use crate::air::realtime::{self, HourIndex, HourRule, hour_values};
use crate::calendar::Date;
use crate::edition::{AirIndex, EditionChoice};
use crate::quantity::Amount;
use crate::standard::us_epa_aqi::Column;
use crate::trace::Trace;

/// An hour of a place by several rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceHour {
    /// Label of its end, 1 to 24.
    pub label: u8,
    /// 1-h means in the order of [`Pollutant::ALL`].
    pub values: [Option<Amount>; 6],
    /// Edition of the index.
    pub edition: AirIndex,
    /// The index by the rule that was asked for.
    pub index: HourIndex,
    /// The European index.
    pub european: EuropeanIndex,
    /// The US AQI of the particles by NowCast.
    pub us: UsIndex,
}

/// The hours of a place, to ask about its days.
#[derive(Debug)]
pub struct PlaceHours(Vec<(Date, [DayHours; 6])>);

impl Evaluation {
    /// The hours of a place, of a city the means of its points; without any where they were not kept.
    #[must_use]
    pub fn place_hours(&self, place: usize) -> PlaceHours {
        PlaceHours(self.hours(place))
    }
}

impl PlaceHours {
    /// First and last day with hours.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        Some((self.0.first()?.0, self.0.last()?.0))
    }

    fn of_day(&self, date: Date) -> Option<&[DayHours; 6]> {
        self.0.binary_search_by_key(&date, |day| day.0).ok().map(|at| &self.0[at].1)
    }

    /// An hour of a day by a rule; `label` is 1 to 24. `None` where no pollutant has a value.
    pub fn hour(
        &self,
        date: Date,
        label: u8,
        rule: HourRule,
        choice: EditionChoice,
        trace: &mut impl Trace,
    ) -> Option<PlaceHour> {
        let today = self.of_day(date)?;
        let none = [[None; 24]; 6];
        let before = self.of_day(date.plus_days(-1)).unwrap_or(&none);
        let edition = choice.air(date).index;
        let values = hour_values(today, before, label, HOURS_OF_A_DAY, trace);
        values.hour.iter().any(Option::is_some).then(|| {
            // Newest first, twelve hours back.
            let mut last_twelve = |pollutant: Pollutant, column: Column| {
                let (today, before) = (&today[pollutant as usize], &before[pollutant as usize]);
                let end = usize::from(label.clamp(1, 24)) + 24;
                let back: [Option<Amount>; 12] = std::array::from_fn(|ago| {
                    let at = end - 1 - ago;
                    if at < 24 { before[at] } else { today[at - 24] }
                });
                nowcast(column, &back, trace).map(|now| now.value)
            };
            let (pm25, pm10) = (last_twelve(Pollutant::Pm25, Column::Pm25), last_twelve(Pollutant::Pm10, Column::Pm10));
            PlaceHour {
                label,
                values: values.hour,
                edition,
                index: realtime::grade(&values, edition, rule, trace),
                european: european_aqi::grade(&values.hour, trace),
                us: us_epa::grade(&UsValues { pm25, pm10, ..UsValues::default() }, trace),
            }
        })
    }

    /// Hours that look like dust by PM10: a suggestion, which decides nothing.
    pub fn dust_suggestions(&self, rule: DustRule, trace: &mut impl Trace) -> Vec<DustSuggestion> {
        let days = self.0.iter().map(|(date, hours)| (*date, hours[Pollutant::Pm10 as usize]));
        dust_hours::suggest_in(days, rule, trace)
    }
}
