//! A year against the limit values of the European Union: Directive (EU) 2024/2881, to be kept by 2030-01-01, or
//! 2008/50/EC, which stays until then.
//!
//! A short-term limit value may be exceeded so many times in a calendar year; a value equal to the limit does not exceed
//! it. Gases are given for 293 K and 101.3 kPa, particles as monitored.

use super::{DaySeries, covers};
use crate::air::Pollutant;
use crate::air::hours::{DayHours, HOURS_OF_A_WINDOW};
use crate::air::series::{Day, within};
use crate::calendar::Span;
use crate::grade::Verdict;
use crate::parameter::Parameter;
use crate::quantity::{Amount, ExactSum, Ratio};
use crate::standard::eu_2024_2881::{
    AOT40_THRESHOLD, Averaging, Directive, OZONE_OBJECTIVE, OZONE_OBJECTIVE_DAYS, OZONE_TARGET, Row,
    YEARS_OF_THE_OZONE_TARGET,
};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// With which decimals a value is held against a limit value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Comparison {
    /// As it is: 10.4 exceeds 10.
    #[default]
    Exact,
    /// Rounded half up to the decimals of the printed limit value, as the guidance on reporting reads: 10.4 attains 10.
    Rounded,
}

/// What the directives leave open, or what could not be read in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EuChoices {
    /// The directive.
    pub directive: Directive,
    /// Decimals of the comparison.
    pub comparison: Comparison,
    /// Hours or days with a value that a year needs, in per cent: 85 unless chosen otherwise (90 under 2008/50/EC).
    pub least_data: u8,
}

impl Default for EuChoices {
    fn default() -> EuChoices {
        EuChoices { directive: Directive::default(), comparison: Comparison::default(), least_data: 85 }
    }
}

/// The values of a calendar year at one place, in the units of the register (CO mg/m³, others µg/m³).
#[derive(Debug, Clone, Copy, Default)]
pub struct EuYear<'a> {
    /// Daily means; of O3 the maximum daily 8-h means ([`max_daily_eight_hours`]).
    pub days: DaySeries<'a>,
    /// Maximum daily 8-h means of CO.
    pub co_eight_hours: &'a [Day],
    /// Hourly means of NO2 in the year.
    pub no2_hours: &'a [Amount],
    /// Hourly means of SO2 in the year.
    pub so2_hours: &'a [Amount],
}

/// A limit value and how it was kept in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EuResult {
    /// The limit value.
    pub row: &'static Row,
    /// The annual mean, to eighteen digits; only for limit values of a year.
    pub mean: Option<Amount>,
    /// How often the limit value was exceeded; only for limit values of hours and days.
    pub exceedances: Option<u32>,
    /// Hours or days with a value.
    pub values: u32,
    /// Attained; exceeded; or not assessable with too few values. More exceedances than allowed are exceeded however few
    /// values there are.
    pub verdict: Verdict,
}

/// Holds a calendar year against the limit values of the six pollutants, in the order of the directive.
///
/// ```
/// use envgrade::air::profiles::DaySeries;
/// use envgrade::air::profiles::eu::{EuChoices, EuYear, assess};
/// use envgrade::calendar::Date;
/// use envgrade::grade::Verdict;
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let first = Date::new(2030, 1, 1).unwrap();
/// // Nineteen days above 25 µg/m³, one more than allowed; the annual mean stays below 10.
/// let pm25: Vec<_> = (0..365).map(|n| (first.plus_days(n), Amount::whole(if n < 19 { 26 } else { 8 }))).collect();
/// let year = EuYear { days: DaySeries { values: [&[], &[], &[], &[], &[], &pm25] }, ..EuYear::default() };
/// let results = assess(&year, 2030, EuChoices::default(), &mut Off);
/// assert_eq!((results[0].exceedances, results[0].verdict), (Some(19), Verdict::Exceeded));
/// assert_eq!(results[1].verdict, Verdict::Attained);
/// ```
pub fn assess(values: &EuYear<'_>, year: i32, choices: EuChoices, trace: &mut impl Trace) -> Vec<EuResult> {
    let span = Span::Year(year.clamp(1, 9999));
    let mut results = Vec::new();
    for row in choices.directive.limits() {
        let of_days = |days| amounts(within(days, span));
        let daily = |pollutant| of_days(values.days.of(pollutant));
        let result = match (row.averaging, row.item, Pollutant::of(row.item)) {
            (Averaging::Hour, Parameter::No2, _) => hold(row, values.no2_hours, year, choices, trace),
            (Averaging::Hour, Parameter::So2, _) => hold(row, values.so2_hours, year, choices, trace),
            (Averaging::DayMax8h, Parameter::Co, _) => hold(row, &of_days(values.co_eight_hours), year, choices, trace),
            (Averaging::Day | Averaging::Year, _, Some(pollutant)) => {
                hold(row, &daily(pollutant), year, choices, trace)
            }
            _ => continue,
        };
        results.push(result);
    }
    results
}

fn amounts(days: &[Day]) -> Vec<Amount> {
    days.iter().map(|day| day.1).collect()
}

/// Holds the hourly or daily values of a calendar year, in the unit of the item, against one limit value: for a limit
/// value of a year their mean, for others each of them. Values of metals, BaP and benzene are daily too.
pub fn hold(row: &'static Row, values: &[Amount], year: i32, choices: EuChoices, trace: &mut impl Trace) -> EuResult {
    let limit = row.limit();
    // The decimals of the limit value in the unit of the item.
    let decimals = limit.parts().1;
    let above = |value: Amount| match choices.comparison {
        Comparison::Exact => value > limit,
        Comparison::Rounded => value.round_half_up(decimals) > limit,
    };
    let days = Span::Year(year.clamp(1, 9999)).days();
    let possible = if row.averaging == Averaging::Hour { days * 24 } else { days };
    let enough = covers(values.len(), possible, choices.least_data);
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
    let mut result = EuResult { row, mean: None, exceedances: None, values: count, verdict: Verdict::NotAssessable };
    let over = if row.averaging == Averaging::Year {
        let mut sum = ExactSum::default();
        values.iter().for_each(|&value| sum.add(value));
        result.mean = sum.exact_mean();
        // A mean of few values may come out anywhere, so it says nothing.
        enough && result.mean.is_some_and(above)
    } else {
        let exceedances = u32::try_from(values.iter().filter(|value| above(**value)).count()).unwrap_or(u32::MAX);
        result.exceedances = Some(exceedances);
        exceedances > u32::from(row.allowed)
    };
    if over {
        result.verdict = Verdict::Exceeded;
    } else if enough && count > 0 {
        result.verdict = Verdict::Attained;
    }
    trace.step(|| step(&result, possible, choices));
    result
}

fn step(result: &EuResult, possible: u32, choices: EuChoices) -> Step {
    let (row, words) = (result.row, result.verdict.words());
    let name = row.item.symbol();
    let (limit, allowed) = (row.limit(), row.allowed);
    let sign = |over: bool| if over { ">" } else { "≤" };
    let over = result.verdict == Verdict::Exceeded;
    let formula = match (result.exceedances, result.mean) {
        (Some(times), _) => {
            format!("{name} > {limit}: {times} {} {allowed}", sign(times > u32::from(allowed)))
        }
        (None, Some(mean)) if result.verdict != Verdict::NotAssessable => {
            format!("{name} {} {} {limit}", mean.nearly(3), sign(over))
        }
        (None, Some(mean)) => format!("{name} {}; {limit}", mean.nearly(3)),
        (None, None) => String::new(),
    };
    Step {
        label: row.averaging.words(),
        formula,
        zh: format!("有效数据 {} / {possible}（至少 {} %）；{}", result.values, choices.least_data, words.zh),
        en: format!("{} of {possible} values (at least {} %); {}", result.values, choices.least_data, words.en),
        clause: choices.directive.name(),
    }
}

/// The target value of ozone for health.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OzoneTarget {
    /// Days above 120 µg/m³, as a mean of the years.
    pub days: Ratio,
    /// Years that it stands on, up to three.
    pub years: u32,
    /// Attained when the mean is at most 18 (25 under 2008/50/EC).
    pub verdict: Verdict,
}

/// Days of a year above the target value of ozone, and how many days have a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OzoneYear {
    /// The year.
    pub year: i32,
    /// Days above 120 µg/m³.
    pub days_above: u32,
    /// Days with a value.
    pub days: u32,
}

/// The days of a year above the target value of ozone. `days` are maximum daily 8-h means.
#[must_use]
pub fn ozone_year(days: &[Day], year: i32, comparison: Comparison) -> OzoneYear {
    let days = within(days, Span::Year(year.clamp(1, 9999)));
    let above = days.iter().filter(|day| exceeds(day.1, OZONE_TARGET, comparison)).count();
    OzoneYear {
        year,
        days_above: u32::try_from(above).unwrap_or(u32::MAX),
        days: u32::try_from(days.len()).unwrap_or(u32::MAX),
    }
}

fn exceeds(value: Amount, limit: Amount, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Exact => value > limit,
        Comparison::Rounded => value.round_half_up(limit.parts().1) > limit,
    }
}

/// The target value of ozone: the days above it, as a mean of the last three of `years`, which ascend. Years with too few
/// days are left out, and with fewer than three consecutive years it stands on those there are, one at least, as the
/// directives allow. `None` without any.
///
/// ```
/// use envgrade::air::profiles::eu::{EuChoices, OzoneYear, ozone_target};
/// use envgrade::grade::Verdict;
/// use envgrade::trace::Off;
/// let years = [(2028, 20), (2029, 17), (2030, 16)].map(|(year, days_above)| OzoneYear { year, days_above, days: 365 });
/// let target = ozone_target(&years, EuChoices::default(), &mut Off).unwrap();
/// assert_eq!(target.days.round(2).unwrap().to_string(), "17.67");
/// assert_eq!(target.verdict, Verdict::Attained);
/// ```
pub fn ozone_target(years: &[OzoneYear], choices: EuChoices, trace: &mut impl Trace) -> Option<OzoneTarget> {
    let enough = |year: &&OzoneYear| {
        let possible = Span::Year(year.year.clamp(1, 9999)).days();
        covers(year.days as usize, possible, choices.least_data)
    };
    let mut back = years.iter().rev().filter(enough).peekable();
    let last = back.peek()?.year;
    let in_a_row = back.zip(0..).take_while(|(year, before)| year.year.checked_add(*before) == Some(last));
    let years: Vec<OzoneYear> = in_a_row.map(|(year, _)| *year).take(YEARS_OF_THE_OZONE_TARGET).collect();
    let total: u64 = years.iter().map(|year| u64::from(year.days_above)).sum();
    let count = u32::try_from(years.len()).ok()?;
    let days = Ratio::new(total.into(), count.into())?;
    let allowed = choices.directive.ozone_days();
    let attained = days <= Ratio::new(allowed.into(), 1)?;
    let verdict = if attained { Verdict::Attained } else { Verdict::Exceeded };
    trace.step(|| {
        let terms: Vec<String> = years.iter().rev().map(|year| year.days_above.to_string()).collect();
        let words = verdict.words();
        Step {
            label: Words::new("臭氧目标值", "Target value of ozone"),
            formula: format!(
                "O3 > {OZONE_TARGET}: ({}) ÷ {count} = {} {} {allowed}",
                terms.join(" + "),
                days.nearly(2),
                if attained { "≤" } else { ">" }
            ),
            zh: format!("{count} 年平均超标天数；{}", words.zh),
            en: format!("days above, mean of {count} years; {}", words.en),
            clause: choices.directive.name(),
        }
    });
    Some(OzoneTarget { days, years: count, verdict })
}

/// Days of a year above the long-term objective of ozone, 100 µg/m³ of 2024/2881, and whether they are at most the three
/// that its 99th percentile leaves. `days` are maximum daily 8-h means; too few of them are not assessable.
pub fn ozone_objective(days: &[Day], year: i32, choices: EuChoices, trace: &mut impl Trace) -> (u32, Verdict) {
    let span = Span::Year(year.clamp(1, 9999));
    let days = within(days, span);
    let above = days.iter().filter(|day| exceeds(day.1, OZONE_OBJECTIVE, choices.comparison)).count();
    let above = u32::try_from(above).unwrap_or(u32::MAX);
    let verdict = match (above > u32::from(OZONE_OBJECTIVE_DAYS), covers(days.len(), span.days(), choices.least_data)) {
        (true, _) => Verdict::Exceeded,
        (false, true) => Verdict::Attained,
        (false, false) => Verdict::NotAssessable,
    };
    trace.step(|| {
        let sign = if above > u32::from(OZONE_OBJECTIVE_DAYS) { ">" } else { "≤" };
        Step {
            label: Words::new("臭氧长期目标", "Long-term objective of ozone"),
            formula: format!("O3 > {OZONE_OBJECTIVE}: {above} {sign} {OZONE_OBJECTIVE_DAYS}"),
            zh: format!("有效 {} 天；{}", days.len(), verdict.words().zh),
            en: format!("{} days; {}", days.len(), verdict.words().en),
            clause: Directive::V2024.name(),
        }
    });
    (above, verdict)
}

/// Valid 8-h means that a day of the directives needs, of the twenty-four that end in it.
pub const WINDOWS_OF_A_DAY: u8 = 18;

/// The maximum daily 8-h mean of the directives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EightHours {
    /// The largest valid 8-h mean, to eighteen digits, also where the day is not valid.
    pub value: Option<Amount>,
    /// Label of the hour at which it ends, the first of equal ones; 0 without one.
    pub ends_at: u8,
    /// Valid 8-h means.
    pub windows: u8,
}

impl EightHours {
    /// The value, when the day has enough 8-h means.
    #[must_use]
    pub fn valid(&self) -> Option<Amount> {
        self.value.filter(|_| self.windows >= WINDOWS_OF_A_DAY)
    }
}

/// The maximum daily 8-h mean of O3 or CO. Each 8-h mean belongs to the day on which it ends, so the first reaches from
/// 17:00 of the day before to 01:00: there are twenty-four, where the Chinese rule has seventeen. A mean needs six hours
/// of eight, a day eighteen means.
pub fn max_daily_eight_hours(day_before: &DayHours, day: &DayHours, trace: &mut impl Trace) -> EightHours {
    let mut hours = [None; 31];
    hours[..7].copy_from_slice(&day_before[17..]);
    hours[7..].copy_from_slice(day);
    let mut result = EightHours { value: None, ends_at: 0, windows: 0 };
    for (end, window) in (1..).zip(hours.windows(8)) {
        let mut sum = ExactSum::default();
        window.iter().flatten().for_each(|&hour| sum.add(hour));
        if sum.count() < u32::from(HOURS_OF_A_WINDOW) {
            continue;
        }
        result.windows += 1;
        let mean = sum.exact_mean();
        if mean > result.value {
            (result.value, result.ends_at) = (mean, end);
        }
    }
    trace.step(|| Step {
        label: Averaging::DayMax8h.words(),
        formula: result.value.map_or_else(String::new, |value| value.nearly(4)),
        zh: format!(
            "有效 8 小时平均 {} 个（至少 {WINDOWS_OF_A_DAY} 个），最大者截至 {} 时",
            result.windows, result.ends_at
        ),
        en: format!(
            "{} valid 8-hour means (at least {WINDOWS_OF_A_DAY}), the largest ends at hour {}",
            result.windows, result.ends_at
        ),
        clause: "2008/50/EC; (EU) 2024/2881",
    });
    result
}

/// AOT40 in µg/m³·h: the sum of what the hourly means of ozone are above 80 µg/m³, from 8:00 to 20:00 Central European
/// Time in May to July. `hours` are those with a value, of `possible`; with less than all of them the sum is multiplied
/// by `possible ÷ hours`. `None` with less than 90 % of them, as the directives ask. Rounded once to a whole number.
///
/// ```
/// use envgrade::air::profiles::eu::aot40;
/// use envgrade::quantity::Amount;
/// let hours: Vec<_> = [70, 80, 90, 120, 85, 60, 75, 95, 100].map(Amount::whole).into();
/// assert_eq!(aot40(&hours, 10), Some(Amount::whole(100))); // (10 + 40 + 5 + 15 + 20) × 10 ÷ 9
/// assert_eq!(aot40(&hours, 11), None);
/// ```
#[must_use]
pub fn aot40(hours: &[Amount], possible: u32) -> Option<Amount> {
    if hours.is_empty() || !covers(hours.len(), possible, 90) {
        return None;
    }
    let mut above = Ratio::ZERO;
    for &hour in hours.iter().filter(|hour| **hour > AOT40_THRESHOLD) {
        above = above.plus(Ratio::of(hour).minus(Ratio::of(AOT40_THRESHOLD))?)?;
    }
    above.times(Ratio::new(possible.into(), i128::try_from(hours.len()).ok()?)?)?.round(0)
}
