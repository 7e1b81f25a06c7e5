//! Statistics of daily values over a period, and the annual evaluation (HJ 663).

use super::daily::{DayValue, DayValues, day_limit, multiple};
use super::{Pollutant, Pollutants};
use crate::calendar::{Date, Month, Span};
use crate::edition::{AirEdition, AirLimits};
use crate::grade::Verdict;
use crate::quantity::{Amount, ExactSum};
use crate::standard::gb3095::{self, Grade, Period};
use crate::standard::hj663::{
    DAYS_OF_A_YEAR, YEAR_ITEMS, YearItem, days_of_a_month, judgement_decimals, statistics_decimals,
};
use crate::statistics::{percent, percentile};
use crate::trace::{Step, Trace};
use crate::words::{Text, Words};

/// Decimals that hold any percentile of values with up to three decimals exactly.
const EXACT: u32 = 9;

/// A day of one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceDay {
    /// The natural day.
    pub date: Date,
    /// Its values.
    pub values: DayValues,
}

impl PlaceDay {
    /// The valid concentration of a pollutant: one that does not round to less than zero.
    #[must_use]
    pub fn concentration(&self, pollutant: Pollutant) -> Option<Amount> {
        match self.values.values[pollutant as usize] {
            DayValue::Concentration(value) if pollutant.rounded(value) >= Amount::ZERO => Some(value),
            _ => None,
        }
    }
}

/// Whether a statistic stands on enough days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Enough days.
    Enough,
    /// Fewer days in the year than 324.
    TooFewDays,
    /// A month with fewer days than 27 (February 25).
    ThinMonth(Month),
    /// The standard gives no minimum for a period that is no whole number of months.
    NoMinimum,
    /// The value of a region of which some places have too few days.
    ThinPlaces,
    /// No day at all.
    NoDays,
}

impl Coverage {
    /// Whether the statistic may be used for a judgement.
    #[must_use]
    pub const fn is_enough(self) -> bool {
        matches!(self, Coverage::Enough)
    }

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Coverage::Enough => "enough",
            Coverage::TooFewDays => "too-few-days",
            Coverage::ThinMonth(_) => "thin-month",
            Coverage::NoMinimum => "no-minimum",
            Coverage::ThinPlaces => "thin-places",
            Coverage::NoDays => "no-days",
        }
    }

    /// What is the matter.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Coverage::Enough => Text::new("有效天数足够", "enough days"),
            Coverage::TooFewDays => Text::new(
                format!("全年有效天数不足 {DAYS_OF_A_YEAR} 天"),
                format!("fewer than {DAYS_OF_A_YEAR} valid days in the year"),
            ),
            Coverage::ThinMonth(month) => Text::new(
                format!("{month} 的有效天数不足 {} 天", days_of_a_month(month)),
                format!("fewer than {} valid days in {month}", days_of_a_month(month)),
            ),
            Coverage::NoMinimum => {
                Text::new("标准没有规定这一时段的最少天数", "the standard sets no minimum of days for this period")
            }
            Coverage::ThinPlaces => Text::new("部分城市的有效天数不足", "some places have too few valid days"),
            Coverage::NoDays => Text::new("没有有效天数", "no valid day"),
        }
    }
}

/// Mean and percentile of one pollutant over a period, exact; rounding comes with their use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statistic {
    /// Valid days.
    pub days: u32,
    /// Arithmetic mean of the daily values, to eighteen digits.
    pub mean: Option<Amount>,
    /// The percentile that the annual evaluation asks for, exact.
    pub percentile: Option<Amount>,
    /// Whether the days are enough.
    pub coverage: Coverage,
}

/// Which decimals a statistic is given with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Decimals {
    /// As held against a limit: whole µg/m³, CO one decimal.
    #[default]
    Judgement,
    /// As statistics are printed since 2026: PM2.5 and CO one decimal.
    Statistics,
}

impl Decimals {
    /// The decimals of a pollutant.
    #[must_use]
    pub const fn of(self, pollutant: Pollutant) -> u32 {
        match self {
            Decimals::Judgement => judgement_decimals(pollutant.parameter()),
            Decimals::Statistics => statistics_decimals(pollutant.parameter()),
        }
    }
}

impl Statistic {
    /// No day.
    pub const NONE: Statistic = Statistic { days: 0, mean: None, percentile: None, coverage: Coverage::NoDays };

    /// What stands for the pollutant in rankings and composite indices: the mean, of CO and O3 the percentile.
    #[must_use]
    pub const fn representative(&self, pollutant: Pollutant) -> Option<Amount> {
        if YEAR_ITEMS[pollutant as usize].mean { self.mean } else { self.percentile }
    }
}

/// The days of a period; `days` ascend.
#[must_use]
pub fn days_in(days: &[PlaceDay], span: Span) -> &[PlaceDay] {
    let start = days.partition_point(|day| day.date < span.first());
    let end = days.partition_point(|day| day.date <= span.last());
    days.get(start..end).unwrap_or_default()
}

/// The statistics of the six pollutants over a period.
///
/// Means are means of daily values, never of hours or months. A year needs 324 days and each of its months 27
/// (February 25); a shorter period of whole months needs those of its months. Both minimums hold for the percentiles
/// too, of CO and O3 as well.
///
/// ```
/// use envgrade::air::Pollutant;
/// use envgrade::air::daily::DayValues;
/// use envgrade::air::period::{PlaceDay, statistics};
/// use envgrade::calendar::Span;
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let year = Span::parse("2023").unwrap();
/// let day = |n: i32| PlaceDay {
///     date: year.first().plus_days(n),
///     values: DayValues::of([None, None, None, None, None, Some(Amount::whole(i64::from(n) + 1))]),
/// };
/// let days: Vec<PlaceDay> = (0..365).map(day).collect();
/// let pm25 = statistics(&days, year, &mut Off)[Pollutant::Pm25 as usize];
/// assert_eq!((pm25.mean, pm25.percentile), (Some(Amount::whole(183)), Some(Amount::decimal(3468, 1))));
/// assert!(pm25.coverage.is_enough());
/// ```
pub fn statistics(days: &[PlaceDay], span: Span, trace: &mut impl Trace) -> [Statistic; 6] {
    let days = days_in(days, span);
    Pollutant::ALL.map(|pollutant| statistic(pollutant, days, span, trace))
}

fn statistic(pollutant: Pollutant, days: &[PlaceDay], span: Span, trace: &mut impl Trace) -> Statistic {
    let mut sum = ExactSum::default();
    let mut sorted = Vec::with_capacity(days.len());
    for value in days.iter().filter_map(|day| day.concentration(pollutant)) {
        sum.add(value);
        sorted.push(value);
    }
    if sorted.is_empty() {
        return Statistic::NONE;
    }
    sort(&mut sorted);
    let item = YEAR_ITEMS[pollutant as usize];
    let statistic = Statistic {
        days: sum.count(),
        mean: sum.exact_mean(),
        percentile: percentile(&sorted, item.percentile, EXACT),
        coverage: coverage(pollutant, days, sum.count(), span),
    };
    if item.mean {
        trace.step(|| mean_step(pollutant, sum, &statistic));
    }
    trace.step(|| percentile_step(pollutant, item, &sorted, &statistic));
    statistic
}

/// Sorts amounts; what instruments write as plain numbers.
fn sort(values: &mut [Amount]) {
    let plain: Option<Vec<i64>> = values.iter().map(|value| value.thousandths()).collect();
    match plain {
        Some(mut plain) => {
            plain.sort_unstable();
            for (value, thousandths) in values.iter_mut().zip(plain) {
                *value = Amount::decimal(thousandths, 3);
            }
        }
        None => crate::sorting::sort_by(values, Amount::cmp),
    }
}

fn coverage(pollutant: Pollutant, days: &[PlaceDay], count: u32, span: Span) -> Coverage {
    let mut months = span.whole_months().peekable();
    let whole = |month: Option<&Month>| month.is_some_and(|month| Span::Month(*month).first() == span.first());
    if span.kind().is_none() && !whole(months.peek()) {
        return Coverage::NoMinimum;
    }
    let mut covered = span.first().plus_days(-1);
    for month in months {
        let within = days_in(days, Span::Month(month));
        let valid = within.iter().filter(|day| day.concentration(pollutant).is_some()).count();
        if valid < usize::from(days_of_a_month(month)) {
            return Coverage::ThinMonth(month);
        }
        covered = Span::Month(month).last();
    }
    if covered != span.last() {
        return Coverage::NoMinimum;
    }
    if matches!(span, Span::Year(_)) && count < DAYS_OF_A_YEAR { Coverage::TooFewDays } else { Coverage::Enough }
}

fn mean_step(pollutant: Pollutant, sum: ExactSum, statistic: &Statistic) -> Step {
    let coverage = statistic.coverage.words();
    Step {
        label: Words::new("平均浓度", "Mean"),
        formula: format!(
            "{}: {} ÷ {} = {} → {}",
            pollutant.symbol(),
            sum.total(),
            sum.count(),
            statistic.mean.map_or_else(String::new, |mean| mean.nearly(4)),
            shown(pollutant, statistic.mean)
        ),
        zh: format!("日均值的算术平均；{}", coverage.zh),
        en: format!("arithmetic mean of the daily values; {}", coverage.en),
        clause: "HJ 663",
    }
}

fn percentile_step(pollutant: Pollutant, item: YearItem, sorted: &[Amount], statistic: &Statistic) -> Step {
    let hundredths = (sorted.len() - 1) * usize::from(item.percentile);
    let (place, part) = (hundredths / 100, hundredths % 100);
    let low = sorted[place];
    let high = sorted.get(place + 1).copied().unwrap_or(low);
    let coverage = statistic.coverage.words();
    let k = Amount::decimal(i64::try_from(hundredths).unwrap_or(0) + 100, 2);
    Step {
        label: Words::new("百分位数", "Percentile"),
        formula: format!(
            "{} P{}: k = 1 + ({} − 1) × {} % = {k}; {low} + 0.{part:02} × ({high} − {low}) = {} → {}",
            pollutant.symbol(),
            item.percentile,
            sorted.len(),
            item.percentile,
            statistic.percentile.map_or_else(String::new, |value| value.nearly(4)),
            shown(pollutant, statistic.percentile)
        ),
        zh: format!("{} 个日值从小到大排列，取第 {} 与第 {} 个；{}", sorted.len(), place + 1, place + 2, coverage.zh),
        en: format!(
            "between the {}. and the {}. of {} daily values in ascending order; {}",
            place + 1,
            place + 2,
            sorted.len(),
            coverage.en
        ),
        clause: "HJ 663 附录A",
    }
}

/// A statistic as printed, and as judged where that differs.
fn shown(pollutant: Pollutant, exact: Option<Amount>) -> String {
    let Some(exact) = exact else { return String::new() };
    let printed = |decimals: u32| format!("{:.*}", decimals as usize, exact.round(decimals));
    let (statistics, judgement) = (Decimals::Statistics.of(pollutant), Decimals::Judgement.of(pollutant));
    if statistics == judgement {
        printed(judgement)
    } else {
        format!("{} ({})", printed(statistics), printed(judgement))
    }
}

/// A value held against a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The value, with the decimals of a judgement.
    pub value: Amount,
    /// The limit.
    pub limit: Amount,
    /// How many times it is exceeded, two decimals; `None` when it is not.
    pub multiple: Option<Amount>,
}

impl Held {
    fn new(pollutant: Pollutant, exact: Option<Amount>, limit: Option<Amount>) -> Option<Held> {
        let (value, limit) = (exact?.round(judgement_decimals(pollutant.parameter())), limit?);
        Some(Held { value, limit, multiple: multiple(value, limit) })
    }
}

/// One pollutant in an annual evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearItemResult {
    /// The annual mean against the annual limit; CO and O3 have none.
    pub mean: Option<Held>,
    /// The percentile against the limit of a day.
    pub percentile: Option<Held>,
    /// Attained when both are; not assessable with too few days.
    pub verdict: Verdict,
}

/// The annual evaluation of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearResult {
    /// What it was judged by.
    pub limits: AirLimits,
    /// Grade of the limits.
    pub grade: Grade,
    /// In the order of [`Pollutant::ALL`].
    pub items: [YearItemResult; 6],
    /// Attained when all six pollutants are.
    pub verdict: Verdict,
    /// Pollutants that exceed.
    pub over: Pollutants,
    /// Pollutants that cannot be assessed.
    pub not_assessable: Pollutants,
}

/// Judges the statistics of a year.
///
/// A pollutant attains when its annual mean **and** its percentile do (CO and O3: the percentile alone); a place
/// attains when all six do. One pollutant above a limit is enough to exceed, also where another cannot be assessed.
///
/// ```
/// use envgrade::air::period::{Coverage, Statistic, judge_year};
/// use envgrade::edition::AirLimits;
/// use envgrade::quantity::Amount;
/// use envgrade::standard::gb3095::Grade;
/// use envgrade::trace::Off;
/// let of = |mean: i64, percentile: &str| Statistic {
///     days: 365,
///     mean: Some(Amount::whole(mean)),
///     percentile: percentile.parse().ok(),
///     coverage: Coverage::Enough,
/// };
/// let city = [of(8, "18"), of(28, "61"), of(1, "1.1"), of(90, "161"), of(58, "118"), of(30, "61")];
/// let judged = judge_year(&city, AirLimits::Gb3095V2026Transition, Grade::Two, &mut Off);
/// assert_eq!(judged.over.to_string(), "O3, PM2.5");
/// assert_eq!(judged.items[5].percentile.unwrap().multiple, Some(Amount::decimal(2, 2)));
/// ```
pub fn judge_year(statistics: &[Statistic; 6], limits: AirLimits, grade: Grade, trace: &mut impl Trace) -> YearResult {
    let items = Pollutant::ALL.map(|pollutant| {
        let statistic = &statistics[pollutant as usize];
        let annual = gb3095::limit(limits, pollutant.parameter(), Period::Year, grade);
        let mean = Held::new(pollutant, statistic.mean.filter(|_| YEAR_ITEMS[pollutant as usize].mean), annual);
        let percentile = Held::new(pollutant, statistic.percentile, day_limit(limits, pollutant, grade));
        let over = [mean, percentile].into_iter().flatten().any(|held| held.multiple.is_some());
        let verdict = match (statistic.coverage.is_enough(), over) {
            (false, _) => Verdict::NotAssessable,
            (true, true) => Verdict::Exceeded,
            (true, false) => Verdict::Attained,
        };
        YearItemResult { mean, percentile, verdict }
    });
    let with = |verdict: Verdict| -> Pollutants {
        Pollutant::ALL.into_iter().filter(|pollutant| items[*pollutant as usize].verdict == verdict).collect()
    };
    let (over, not_assessable) = (with(Verdict::Exceeded), with(Verdict::NotAssessable));
    let verdict = match (over.is_empty(), not_assessable.is_empty()) {
        (false, _) => Verdict::Exceeded,
        (true, false) => Verdict::NotAssessable,
        (true, true) => Verdict::Attained,
    };
    let result = YearResult { limits, grade, items, verdict, over, not_assessable };
    trace.step(|| year_step(&result));
    result
}

fn year_step(result: &YearResult) -> Step {
    let mut formula = Vec::new();
    for (pollutant, item) in Pollutant::ALL.into_iter().zip(&result.items) {
        let percentile = format!("P{}", YEAR_ITEMS[pollutant as usize].percentile);
        for (held, name) in [(item.mean, ""), (item.percentile, percentile.as_str())] {
            let Some(Held { value, limit, multiple }) = held else { continue };
            let what = format!("{} {name}", pollutant.symbol());
            let what = what.trim_end();
            formula.push(match multiple {
                Some(times) => format!("{what} {value} > {limit}: ({value} − {limit}) ÷ {limit} → {times:.2}"),
                None => format!("{what} {value} ≤ {limit}"),
            });
        }
    }
    let words = result.verdict.words();
    let (mut zh, mut en) = (words.zh.to_owned(), words.en.to_owned());
    if !result.over.is_empty() {
        zh.push_str(&format!("（{}）", result.over.join("、")));
        en.push_str(&format!(" by {}", result.over.join(", ")));
    }
    if !result.not_assessable.is_empty() {
        zh.push_str(&format!("；无法评价：{}", result.not_assessable.join("、")));
        en.push_str(&format!("; not assessable: {}", result.not_assessable.join(", ")));
    }
    Step {
        label: match result.grade {
            Grade::One => Words::new("年评价（一级）", "Annual evaluation, grade 1"),
            Grade::Two => Words::new("年评价（二级）", "Annual evaluation, grade 2"),
        },
        formula: formula.join("; "),
        zh,
        en,
        clause: gb3095::clause(result.limits),
    }
}

/// Days within the limit of a day, of the valid ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayRate {
    /// Days within the limit.
    pub attaining: u32,
    /// Valid days.
    pub valid: u32,
}

impl DayRate {
    /// The attainment rate (达标率) in per cent, one decimal; `None` without valid days.
    #[must_use]
    pub fn rate(self) -> Option<Amount> {
        percent(self.attaining, self.valid, 1)
    }
}

/// The attainment of the daily limits by each pollutant; `edition` says what judges a day.
#[must_use]
pub fn day_rates(days: &[PlaceDay], edition: impl Fn(Date) -> AirEdition, grade: Grade) -> [DayRate; 6] {
    let mut rates = [DayRate::default(); 6];
    for day in days {
        let limits = edition(day.date).limits;
        for pollutant in Pollutant::ALL {
            let Some(value) = day.concentration(pollutant) else { continue };
            let rate = &mut rates[pollutant as usize];
            rate.valid += 1;
            let within = day_limit(limits, pollutant, grade).is_none_or(|limit| pollutant.rounded(value) <= limit);
            rate.attaining += u32::from(within);
        }
    }
    rates
}
