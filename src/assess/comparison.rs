//! A year at a place by the rules of others beside the Chinese ones.

use super::evaluation::Evaluation;
use crate::air::Pollutant;
use crate::air::hours::DayHours;
use crate::air::period::{PlaceDay, days_in};
use crate::air::profiles::DaySeries;
use crate::air::profiles::eu::{
    self, EuChoices, EuResult, EuYear, OzoneTarget, max_daily_eight_hours, ozone_objective, ozone_target, ozone_year,
};
use crate::air::profiles::european_aqi;
use crate::air::profiles::us_epa::{self, UsPollutant, UsValues, in_unit_of};
use crate::air::profiles::who::{self, WhoChoices, WhoResult};
use crate::air::reference_state::{Conversion, State};
use crate::air::series::{Day, series};
use crate::calendar::{Date, Span};
use crate::grade::Verdict;
use crate::quantity::Amount;
use crate::standard::european_aqi::Band;
use crate::standard::us_epa_aqi::{Column, UsCategory};
use crate::trace::{Recorder, Trace};

/// Days of a year by the AQI of the US EPA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UsYear {
    /// Days by category, good first.
    pub categories: [u32; 6],
    /// Days above 100 by the pollutant with the largest index; ties count for each.
    pub responsible: [u32; 6],
    /// Days with an index.
    pub days: u32,
    /// Whether CO, SO2, NO2 and the hour of ozone were there, which only hours give. Without them the index may come out
    /// too low.
    pub by_hours: bool,
}

/// Hours of a year by the European index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EuropeanYear {
    /// Hours by band, good first.
    pub bands: [u32; 6],
    /// Hours with an index.
    pub hours: u32,
}

/// A year at a place by the rules of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The year.
    pub year: i32,
    /// Rows of the WHO guidelines.
    pub who: [WhoResult; 10],
    /// Limit values of the European Union, of a year, of days and, with hours, of hours.
    pub eu: Vec<EuResult>,
    /// Its target value of ozone, over up to three years up to this one.
    pub ozone_target: Option<OzoneTarget>,
    /// Days above its long-term objective of ozone, and whether they are few enough.
    pub ozone_objective: (u32, Verdict),
    /// The AQI of the US EPA.
    pub us: UsYear,
    /// The European index, where there are hours.
    pub european: Option<EuropeanYear>,
}

/// What a comparison leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ComparisonChoices {
    /// Of the WHO guidelines.
    pub who: WhoChoices,
    /// Of the European Union.
    pub eu: EuChoices,
}

/// The values of a place, by day and, where they are kept, by hour.
struct Values {
    days: [Vec<Day>; 6],
    hours: Vec<(Date, [DayHours; 6])>,
}

impl Evaluation {
    /// A year at a place by the rules of others, told to a trace; `None` where the year has no valid day.
    ///
    /// Daily values of gases are given for 298.15 K; the European limit values are for 293 K, so gases are converted for
    /// them. Limit values of hours, the European index and the pollutants of the US AQI other than ozone and particles
    /// need hours, which are there when they were kept.
    pub fn comparison(
        &self,
        place: usize,
        year: i32,
        choices: ComparisonChoices,
        trace: &mut impl Trace,
    ) -> Option<Comparison> {
        let days = self.days(place);
        let span = Span::Year(year.clamp(1, 9999));
        let valid = |day: &PlaceDay| Pollutant::ALL.into_iter().any(|p| day.concentration(p).is_some());
        if !days_in(&days, span).iter().any(valid) {
            return None;
        }
        let values = Values {
            days: Pollutant::ALL.map(|pollutant| series(&days, pollutant)),
            hours: self.hours(place).into_iter().filter(|(date, _)| near(*date, span)).collect(),
        };
        let whole = DaySeries { values: std::array::from_fn(|at| values.days[at].as_slice()) };
        let who = who::assess(&whole, year, choices.who, trace);
        let (eu, target, objective) = european_union(&values, span, year, choices.eu, trace);
        Some(Comparison {
            year,
            who,
            eu,
            ozone_target: target,
            ozone_objective: objective,
            us: us_year(&values, span),
            european: european_year(&values, span),
        })
    }
}

/// In the span or on the day before it, which eight hours may reach into.
fn near(date: Date, span: Span) -> bool {
    (span.first().plus_days(-1)..=span.last()).contains(&date)
}

fn european_union(
    values: &Values,
    span: Span,
    year: i32,
    choices: EuChoices,
    trace: &mut impl Trace,
) -> (Vec<EuResult>, Option<OzoneTarget>, (u32, Verdict)) {
    let conversion = Conversion { gases: Some((State::REFERENCE, State::EUROPEAN)), particles: None };
    let convert = |pollutant: Pollutant, value| conversion.apply(pollutant.parameter(), value, &mut Recorder::off());
    let converted: [Vec<Day>; 6] = Pollutant::ALL.map(|pollutant| {
        values.days[pollutant as usize].iter().map(|(date, value)| (*date, convert(pollutant, *value))).collect()
    });
    let hours_of = |pollutant: Pollutant| -> Vec<Amount> {
        let of_year = values.hours.iter().filter(|(date, _)| span.contains(*date));
        let hours = of_year.flat_map(|(_, hours)| hours[pollutant as usize].iter().flatten());
        hours.map(|hour| convert(pollutant, *hour)).collect()
    };
    let (no2, so2) = (hours_of(Pollutant::No2), hours_of(Pollutant::So2));
    let co: Vec<Day> = values
        .hours
        .iter()
        .enumerate()
        .filter_map(|(at, (date, hours))| {
            let before = at.checked_sub(1).map(|at| &values.hours[at]).filter(|day| day.0.plus_days(1) == *date);
            let none = [None; 24];
            let before = before.map_or(&none, |(_, hours)| &hours[Pollutant::Co as usize]);
            let largest =
                max_daily_eight_hours(before, &hours[Pollutant::Co as usize], &mut Recorder::off()).valid()?;
            Some((*date, convert(Pollutant::Co, largest)))
        })
        .collect();
    let days = DaySeries { values: std::array::from_fn(|at| converted[at].as_slice()) };
    let of_year = EuYear { days, co_eight_hours: &co, no2_hours: &no2, so2_hours: &so2 };
    let results = eu::assess(&of_year, year, choices, trace);
    let ozone = days.of(Pollutant::O3);
    let years: Vec<_> = (year - 2..=year).map(|year| ozone_year(ozone, year, choices.comparison)).collect();
    let target = ozone_target(&years, choices, trace);
    (results, target, ozone_objective(ozone, year, choices, trace))
}

/// The US AQI of each day: particles and the largest 8-h ozone of the Chinese day; the others where hours are there.
fn us_year(values: &Values, span: Span) -> UsYear {
    let mut year = UsYear { by_hours: !values.hours.is_empty(), ..UsYear::default() };
    let of = |days: &[Day], date: Date| days.binary_search_by_key(&date, |day| day.0).ok().map(|at| days[at].1);
    let gas = |column: Column, value: Option<Amount>| in_unit_of(column, value?, State::REFERENCE);
    for number in span.first().days()..=span.last().days() {
        let Some(date) = Date::from_days(number) else { continue };
        let daily = |pollutant: Pollutant| of(&values.days[pollutant as usize], date);
        let mut us = UsValues {
            o3_eight_hours: gas(Column::O3EightHours, daily(Pollutant::O3)),
            pm25: daily(Pollutant::Pm25),
            pm10: daily(Pollutant::Pm10),
            so2_day: gas(Column::So2Day, daily(Pollutant::So2)),
            ..UsValues::default()
        };
        if let Ok(at) = values.hours.binary_search_by_key(&date, |day| day.0) {
            let hours = &values.hours[at].1;
            let largest = |pollutant: Pollutant| hours[pollutant as usize].iter().flatten().max().copied();
            let before = at.checked_sub(1).map(|at| &values.hours[at]).filter(|day| day.0.plus_days(1) == date);
            let none = [None; 24];
            let before = before.map_or(&none, |(_, hours)| &hours[Pollutant::Co as usize]);
            us.co = gas(
                Column::Co,
                max_daily_eight_hours(before, &hours[Pollutant::Co as usize], &mut Recorder::off()).valid(),
            );
            us.o3_hour = gas(Column::O3Hour, largest(Pollutant::O3));
            us.so2_hour = gas(Column::So2Hour, largest(Pollutant::So2));
            us.no2 = gas(Column::No2, largest(Pollutant::No2));
        }
        let index = us_epa::grade(&us, &mut Recorder::off());
        let Some(category) = index.category() else { continue };
        year.days += 1;
        year.categories[UsCategory::ALL.iter().position(|own| *own == category).unwrap_or(0)] += 1;
        if index.aqi.is_some_and(|aqi| aqi > 100) {
            index.responsible().for_each(|pollutant: UsPollutant| year.responsible[pollutant as usize] += 1);
        }
    }
    year
}

fn european_year(values: &Values, span: Span) -> Option<EuropeanYear> {
    let mut year = EuropeanYear::default();
    for (_, hours) in values.hours.iter().filter(|(date, _)| span.contains(*date)) {
        let by_hour = (0..24).map(|hour| -> [Option<Amount>; 6] { std::array::from_fn(|at| hours[at][hour]) });
        for of_hour in by_hour {
            let Some(band) = european_aqi::grade(&of_hour, &mut Recorder::off()).index else { continue };
            year.hours += 1;
            year.bands[Band::ALL.iter().position(|own| *own == band).unwrap_or(0)] += 1;
        }
    }
    (year.hours > 0).then_some(year)
}
