//! A year against the WHO global air quality guidelines 2021 and their interim targets.
//!
//! The guidelines set no rule for gaps; how many days a statistic needs is a choice. Statistics are compared exactly,
//! not rounded.

use super::{DaySeries, covers};
use crate::air::Pollutant;
use crate::air::series::{Day, within};
use crate::calendar::{Month, Span, days_in_month};
use crate::quantity::{Amount, ExactSum};
use crate::standard::who_2021::{Averaging, CLAUSE, Level, Row, TABLE};
use crate::statistics::percentile;
use crate::trace::{Step, Trace};
use crate::words::Text;

/// Percentile of the daily values that short-term levels are held against.
const PERCENT: u8 = 99;
/// Decimals that hold any percentile of values with up to seven decimals exactly.
const EXACT: u32 = 9;
/// Months of a peak season.
const MONTHS_OF_A_SEASON: usize = 6;

/// In which months the peak season of a year may lie. The guidelines say six consecutive months, and nothing of the turn
/// of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Season {
    /// Within the calendar year: January to June up to July to December.
    #[default]
    WithinTheYear,
    /// Any six months that end in the calendar year.
    EndingInTheYear,
}

/// What the guidelines leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhoChoices {
    /// Days with a value that a year, and each month of a peak season, needs, in per cent of its days: 75 unless chosen
    /// otherwise, as common in the comparison of cities.
    pub least_days: u8,
    /// Where the peak season may lie.
    pub season: Season,
}

impl Default for WhoChoices {
    fn default() -> WhoChoices {
        WhoChoices { least_days: 75, season: Season::default() }
    }
}

/// How a statistic stands to the levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It meets this level and none that is more demanding.
    Meets(Level),
    /// It is above all levels.
    AboveAll,
    /// There are too few days.
    NotAssessable,
}

impl Standing {
    /// Its name.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Standing::Meets(level) => {
                Text::new(format!("达到{}", level.words().zh), format!("meets the {}", level.words().en))
            }
            Standing::AboveAll => Text::new("未达到任何一级目标值", "above all levels"),
            Standing::NotAssessable => Text::new("有效天数不足，无法评价", "not assessable, too few days"),
        }
    }
}

/// One row of the guidelines for a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhoResult {
    /// The row: item, averaging, levels.
    pub row: &'static Row,
    /// The statistic, to eighteen digits; `None` without days.
    pub value: Option<Amount>,
    /// Days with a value that it stands on.
    pub days: u32,
    /// First month of the peak season.
    pub season: Option<Month>,
    /// Days above the guideline level; only of the short-term levels.
    pub days_above: Option<u32>,
    /// How it stands to the levels.
    pub standing: Standing,
}

/// Holds the days of a calendar year against all rows of the guidelines, in their order. `series` may reach into the
/// year before, which only a peak season across the turn of the year uses.
///
/// ```
/// use envgrade::air::profiles::DaySeries;
/// use envgrade::air::profiles::who::{Standing, WhoChoices, assess};
/// use envgrade::calendar::Date;
/// use envgrade::quantity::Amount;
/// use envgrade::standard::who_2021::Level;
/// use envgrade::trace::Off;
/// let first = Date::new(2025, 1, 1).unwrap();
/// let pm25: Vec<_> = (0..365).map(|n| (first.plus_days(n), Amount::whole(28))).collect();
/// let series = DaySeries { values: [&[], &[], &[], &[], &[], &pm25] };
/// let results = assess(&series, 2025, WhoChoices::default(), &mut Off);
/// assert_eq!(results[0].standing, Standing::Meets(Level::Interim1)); // annual mean, 25 < 28 ≤ 35
/// assert_eq!(results[1].standing, Standing::Meets(Level::Interim3)); // 99th percentile, 25 < 28 ≤ 37.5
/// assert_eq!(results[9].standing, Standing::NotAssessable); // no CO
/// ```
pub fn assess(series: &DaySeries<'_>, year: i32, choices: WhoChoices, trace: &mut impl Trace) -> [WhoResult; 10] {
    std::array::from_fn(|at| {
        let row = &TABLE[at];
        let days = Pollutant::of(row.item).map_or(&[][..], |pollutant| series.of(pollutant));
        hold(row, days, year, choices, trace)
    })
}

/// Holds the days of a calendar year against one row.
pub fn hold(row: &'static Row, days: &[Day], year: i32, choices: WhoChoices, trace: &mut impl Trace) -> WhoResult {
    let span = Span::Year(year.clamp(1, 9999));
    let of_year = within(days, span);
    let enough = covers(of_year.len(), span.days(), choices.least_days);
    let guideline = row.level(Level::Guideline);
    let mut result = WhoResult {
        row,
        value: None,
        days: count(of_year),
        season: None,
        days_above: None,
        standing: Standing::NotAssessable,
    };
    let assessable = match row.averaging {
        Averaging::Year => {
            result.value = mean(of_year);
            enough
        }
        Averaging::Day | Averaging::DayMax8h => {
            let mut sorted: Vec<Amount> = of_year.iter().map(|day| day.1).collect();
            crate::sorting::sort_by(&mut sorted, Amount::cmp);
            result.value = percentile(&sorted, PERCENT, EXACT);
            let above = sorted.iter().filter(|value| guideline.is_some_and(|guideline| **value > guideline)).count();
            result.days_above = Some(u32::try_from(above).unwrap_or(u32::MAX));
            enough
        }
        Averaging::PeakSeason => {
            let season = peak_season(days, span, choices);
            if let Some((first, mean, days)) = season {
                (result.value, result.days, result.season) = (Some(mean), days, Some(first));
            }
            season.is_some()
        }
    };
    if let Some(value) = result.value.filter(|_| assessable) {
        result.standing = row.met_by(value).map_or(Standing::AboveAll, Standing::Meets);
    }
    trace.step(|| step(&result, span));
    result
}

fn count(days: &[Day]) -> u32 {
    u32::try_from(days.len()).unwrap_or(u32::MAX)
}

fn mean(days: &[Day]) -> Option<Amount> {
    let mut sum = ExactSum::default();
    days.iter().for_each(|day| sum.add(day.1));
    sum.exact_mean()
}

/// First month, mean and days of the six consecutive months with the highest mean, the first of equal ones. Only months
/// with enough days make up a season.
fn peak_season(days: &[Day], year: Span, choices: WhoChoices) -> Option<(Month, Amount, u32)> {
    let january = year.first().year_month();
    let mut first = match choices.season {
        Season::WithinTheYear => january,
        // August to January is the first season that ends in the year.
        Season::EndingInTheYear => Month { year: january.year - 1, month: 8 },
    };
    let mut peak: Option<(Month, Amount, u32)> = None;
    while first <= (Month { year: january.year, month: 7 }) {
        let months = std::iter::successors(Some(first), |month| Some(month.next())).take(MONTHS_OF_A_SEASON);
        let last = months.clone().last().unwrap_or(first);
        let enough = months.clone().all(|month| {
            let there = within(days, Span::Month(month)).len();
            covers(there, days_in_month(month.year, month.month).into(), choices.least_days)
        });
        let season = within(days, Span::Days(Span::Month(first).first(), Span::Month(last).last()));
        if let Some(mean) = mean(season).filter(|_| enough)
            && peak.is_none_or(|(_, highest, _)| mean > highest)
        {
            peak = Some((first, mean, count(season)));
        }
        first = first.next();
    }
    peak
}

fn step(result: &WhoResult, span: Span) -> Step {
    let row = result.row;
    let standing = result.standing.words();
    let levels: Vec<String> = Level::ALL
        .into_iter()
        .zip(["IT-1", "IT-2", "IT-3", "IT-4", "AQG"])
        .filter_map(|(level, name)| Some(format!("{name} {}", row.level(level)?)))
        .collect();
    let (mut zh, mut en) =
        (format!("{} 天；{}", result.days, standing.zh), format!("{} days; {}", result.days, standing.en));
    if let Some(season) = result.season {
        zh.push_str(&format!("；高峰季自 {season} 起 6 个月"));
        en.push_str(&format!("; peak season of six months from {season}"));
    }
    if let Some(above) = result.days_above {
        zh.push_str(&format!("；高于准则值 {above} 天"));
        en.push_str(&format!("; {above} days above the guideline level"));
    }
    Step {
        label: row.averaging.words(),
        formula: format!(
            "{} {span}: {}; {}",
            row.item.symbol(),
            result.value.map_or_else(|| "-".to_owned(), |value| value.nearly(3)),
            levels.join(", ")
        ),
        zh,
        en,
        clause: CLAUSE,
    }
}
