//! From sites to the places that are evaluated: points, cities, regions.

use super::DayTable;
use crate::air::Pollutant;
use crate::air::city::{Carry, city_mean, city_value};
use crate::air::daily::{DayValue, DayValues};
use crate::air::hours::DayHours;
use crate::air::period::PlaceDay;
use crate::air::series::Day;
use crate::calendar::Date;
use crate::observation::Site;
use crate::parameter::Parameter;
use crate::quantity::{Amount, ExactSum};
use crate::trace::{Recorder, Trace};

/// What is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// Every site by itself.
    Point,
    /// Counties (区县).
    County,
    /// Cities.
    #[default]
    City,
    /// Provinces, or all cities together where the data name no province.
    Region,
}

impl Level {
    /// All levels.
    pub const ALL: [Level; 4] = [Level::Point, Level::County, Level::City, Level::Region];

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Level::Point => "point",
            Level::County => "county",
            Level::City => "city",
            Level::Region => "region",
        }
    }

    /// The level with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.key() == key)
    }
}

/// A point, county or city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its province, where the data say it.
    pub province: String,
    /// Its sites by number: of a city its points.
    pub sites: Vec<usize>,
    /// Whether its one site already stands for the whole place, so that no mean of points is taken.
    pub direct: bool,
    /// Its sites with other items than the six pollutants, by the same rules.
    pub others: Members,
}

/// Sites that make up a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Members {
    /// By number.
    pub sites: Vec<usize>,
    /// Whether the one site already stands for the whole place.
    pub direct: bool,
}

/// The name of the place of a level that a site belongs to, and whether the site stands for all of it; an empty name where
/// it belongs to none.
fn place_of(site: &Site, level: Level) -> (String, bool) {
    let group = match level {
        Level::Point => return (site.label(), true),
        Level::County => site.county.as_str(),
        Level::City | Level::Region => site.city.as_str(),
    };
    if site.role.is_some_and(|role| !role.enters_city()) {
        (String::new(), false)
    } else if !group.is_empty() {
        // A row that is named like its city is the city's own.
        (group.to_owned(), site.name == group && site.code.is_empty())
    } else if site.code.is_empty() && level != Level::County {
        (site.name.clone(), true)
    } else {
        (String::new(), false)
    }
}

/// Adds a site to those of a place.
fn join(sites: &mut Vec<usize>, direct: &mut bool, number: usize, stands_for_all: bool) {
    match (*direct, stands_for_all) {
        // What a publisher says of a whole city stands before the mean of the points at hand.
        (true, _) => {}
        (false, true) => (*sites, *direct) = (vec![number], true),
        (false, false) => sites.push(number),
    }
}

/// The places of a level, and the sites that belong to none: points of which no city is known, and points that do not
/// enter the values of a city.
#[must_use]
pub(super) fn places(table: &DayTable, level: Level) -> (Vec<Place>, Vec<usize>) {
    let mut places: Vec<Place> = Vec::new();
    let mut left_out = Vec::new();
    for number in 0..table.len() {
        let site = table.site(number);
        let (name, direct) = place_of(site, level);
        if name.is_empty() {
            left_out.push(number);
            continue;
        }
        let known = match level {
            // Points of one name may stand in different cities.
            Level::Point => None,
            _ => places.iter().position(|place| place.name == name && place.province == site.province),
        };
        let known = known.unwrap_or_else(|| {
            let province = site.province.clone();
            places.push(Place { name, province, sites: Vec::new(), direct: false, others: Members::default() });
            places.len() - 1
        });
        let Place { sites, direct: whole, others, .. } = &mut places[known];
        // Where only other items are sampled is no point of the six pollutants, and the other way round.
        let has_others = table.others(number).next().is_some();
        if table.count(number) > 0 || !has_others {
            join(sites, whole, number, direct);
        }
        if has_others {
            join(&mut others.sites, &mut others.direct, number, direct);
        }
    }
    (places, left_out)
}

/// The daily values of a place, ascending.
#[must_use]
pub(super) fn days(table: &DayTable, place: &Place, carry: Carry) -> Vec<PlaceDay> {
    if place.direct {
        return place.sites.first().map(|&site| table.days(site).collect()).unwrap_or_default();
    }
    let points: Vec<Vec<PlaceDay>> = place.sites.iter().map(|&site| table.days(site).collect()).collect();
    let dates = points.iter().filter_map(|days| Some(days.first()?.date..=days.last()?.date));
    let (Some(first), Some(last)) =
        (dates.clone().map(|range| *range.start()).min(), dates.map(|range| *range.end()).max())
    else {
        return Vec::new();
    };
    let mut next = vec![0; points.len()];
    let mut days = Vec::new();
    for number in first.days()..=last.days() {
        let Some(date) = Date::from_days(number) else { break };
        let mut of_day = Vec::with_capacity(points.len());
        let mut any = false;
        for (days, next) in points.iter().zip(&mut next) {
            while days.get(*next).is_some_and(|day| day.date < date) {
                *next += 1;
            }
            // A point counts as one of the city from its first day to its last.
            if days.first().is_some_and(|day| day.date <= date) && *next < days.len() {
                let day = days.get(*next).filter(|day| day.date == date);
                any |= day.is_some();
                of_day.push(day);
            }
        }
        if any {
            days.push(city_day(date, &of_day, carry, &mut Recorder::off()));
        }
    }
    days
}

/// The hours of a place, ascending by day.
#[must_use]
pub(super) fn hours(table: &DayTable, place: &Place, carry: Carry) -> Vec<(Date, [DayHours; 6])> {
    if let ([site], _) | ([site, ..], true) = (place.sites.as_slice(), place.direct) {
        return table.hours(*site).collect();
    }
    let points: Vec<Vec<(Date, [DayHours; 6])>> = place.sites.iter().map(|&site| table.hours(site).collect()).collect();
    let points: Vec<_> = points.into_iter().filter(|days| !days.is_empty()).collect();
    let mut dates: Vec<Date> = points.iter().flatten().map(|day| day.0).collect();
    crate::sorting::sort_by_key(&mut dates, |date| *date);
    dates.dedup();
    let of = |date: Date| -> [DayHours; 6] {
        let of_day: Vec<Option<&[DayHours; 6]>> = points
            .iter()
            .map(|days| days.binary_search_by_key(&date, |day| day.0).ok().map(|at| &days[at].1))
            .collect();
        Pollutant::ALL.map(|pollutant| {
            std::array::from_fn(|hour| {
                let values: Vec<Option<Amount>> =
                    of_day.iter().map(|hours| hours.and_then(|hours| hours[pollutant as usize][hour])).collect();
                city_value(pollutant, &values, carry, &mut Recorder::off()).valid()
            })
        })
    };
    dates.into_iter().map(|date| (date, of(date))).collect()
}

/// The day of a city from those of its points.
pub(super) fn city_day(date: Date, points: &[Option<&PlaceDay>], carry: Carry, trace: &mut impl Trace) -> PlaceDay {
    let values = Pollutant::ALL.map(|pollutant| {
        let monitored = |day: &PlaceDay| day.values.values[pollutant as usize] != DayValue::NotMonitored;
        if !points.iter().flatten().any(|day| monitored(day)) {
            return DayValue::NotMonitored;
        }
        let values: Vec<Option<Amount>> =
            points.iter().map(|day| day.and_then(|day| day.concentration(pollutant))).collect();
        DayValue::from(city_value(pollutant, &values, carry, trace).valid())
    });
    PlaceDay { date, values: DayValues { values, ozone_hour: None } }
}

/// The daily values of another item than the six at a place, ascending.
#[must_use]
pub(super) fn other_days(
    table: &DayTable,
    members: &Members,
    item: Parameter,
    decimals: u32,
    carry: Carry,
) -> Vec<Day> {
    let of = |&site: &usize| table.others(site).find(|(other, _)| *other == item).map(|(_, days)| days);
    let mut points: Vec<Vec<Day>> = members.sites.iter().filter_map(of).collect();
    if let ([_], _) | ([_, ..], true) = (points.as_slice(), members.direct) {
        return points.swap_remove(0);
    }
    let mut dates: Vec<Date> = points.iter().flatten().map(|day| day.0).collect();
    crate::sorting::sort_by_key(&mut dates, |date| *date);
    dates.dedup();
    let of_day = |date: Date| -> Option<Day> {
        // A point counts as one of the city from its first day to its last.
        let counts = |days: &&Vec<Day>| {
            days.first().is_some_and(|day| day.0 <= date) && days.last().is_some_and(|day| day.0 >= date)
        };
        let values: Vec<Option<Amount>> = points
            .iter()
            .filter(counts)
            .map(|days| days.binary_search_by_key(&date, |day| day.0).ok().map(|at| days[at].1))
            .collect();
        Some((date, city_mean(item.symbol(), decimals, &values, carry, &mut Recorder::off()).valid()?))
    };
    dates.into_iter().filter_map(of_day).collect()
}

/// The daily values of a region as means over its cities.
#[must_use]
pub(super) fn pooled(cities: &[Vec<PlaceDay>], carry: Carry) -> Vec<PlaceDay> {
    let mut dates: Vec<Date> = cities.iter().flatten().map(|day| day.date).collect();
    crate::sorting::sort_by_key(&mut dates, |date| *date);
    dates.dedup();
    let mut next = vec![0; cities.len()];
    let day = |date: Date| {
        let mut sums = [ExactSum::default(); 6];
        for (days, next) in cities.iter().zip(&mut next) {
            while days.get(*next).is_some_and(|day| day.date < date) {
                *next += 1;
            }
            let Some(day) = days.get(*next).filter(|day| day.date == date) else { continue };
            for pollutant in Pollutant::ALL {
                if let Some(value) = day.concentration(pollutant) {
                    sums[pollutant as usize].add(value);
                }
            }
        }
        let values =
            Pollutant::ALL.map(|pollutant| DayValue::from(carry.mean(sums[pollutant as usize], pollutant.decimals())));
        PlaceDay { date, values: DayValues { values, ozone_hour: None } }
    };
    dates.into_iter().map(day).collect()
}
