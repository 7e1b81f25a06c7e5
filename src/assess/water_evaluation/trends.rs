//! Trends of sections and of groups over periods.

use super::{Enough, Group, SectionPeriod, WaterEvaluation};
use crate::calendar::{Month, Span};
use crate::grade::Class;
use crate::observation::SiteId;
use crate::parameter::{Medium, Parameter};
use crate::quantity::{Amount, Reading};
use crate::statistics::trend::{
    CriticalValues, Level, MannKendall, SeasonalKendall, Spearman, SpearmanRule, TheilSen, Trend, mann_kendall,
    seasonal_kendall, seasonal_slope, spearman, theil_sen,
};
use crate::trace::{Recorder, Trace};
use crate::words::Words;

/// What a trend leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TrendPlan {
    /// Level of significance of the rank correlation.
    pub level: Level,
    /// Table of critical values for 12 and 14 periods.
    pub critical_values: CriticalValues,
}

impl TrendPlan {
    /// The rule of the rank correlation.
    #[must_use]
    pub const fn rule(self) -> SpearmanRule {
        SpearmanRule { level: self.level, critical_values: self.critical_values, ..SpearmanRule::WATER }
    }
}

/// What has a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaterTrendItem {
    /// Share of sections of class Ⅰ to Ⅲ, of groups.
    ShareGood,
    /// Share of sections worse than Ⅴ, of groups.
    ShareWorst,
    /// The mean of an item.
    Mean(Parameter),
}

/// Whether a rise is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More is better: dissolved oxygen, transparency, the share of Ⅰ–Ⅲ.
    MoreIsBetter,
    /// Less is better: concentrations, the share of 劣Ⅴ.
    LessIsBetter,
    /// Neither: pH, temperature, conductivity.
    Neither,
}

impl WaterTrendItem {
    /// All of them in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = WaterTrendItem> {
        let items = Parameter::ALL.iter().copied().filter(|item| item.item().medium == Medium::Water);
        [WaterTrendItem::ShareGood, WaterTrendItem::ShareWorst].into_iter().chain(items.map(WaterTrendItem::Mean))
    }

    /// Stable key: `share-good`, `share-worst`, or that of the item.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            WaterTrendItem::ShareGood => "share-good",
            WaterTrendItem::ShareWorst => "share-worst",
            WaterTrendItem::Mean(item) => item.item().key,
        }
    }

    /// The one with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<WaterTrendItem> {
        WaterTrendItem::all().find(|item| item.key() == key)
    }

    /// Decimals of its values: of shares one, of means two more than an evaluation has. What is printed is what is ranked.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        match self {
            WaterTrendItem::ShareGood | WaterTrendItem::ShareWorst => 1,
            WaterTrendItem::Mean(item) => item.item().decimals + 2,
        }
    }

    /// Whether a rise is good.
    #[must_use]
    pub const fn direction(self) -> Direction {
        use Parameter::{Conductivity, Do, DoSaturation, Ph, Transparency, WaterTemperature};
        match self {
            WaterTrendItem::ShareGood | WaterTrendItem::Mean(Do | DoSaturation | Transparency) => {
                Direction::MoreIsBetter
            }
            WaterTrendItem::Mean(Ph | WaterTemperature | Conductivity) => Direction::Neither,
            WaterTrendItem::ShareWorst | WaterTrendItem::Mean(_) => Direction::LessIsBetter,
        }
    }

    /// What a trend of it means.
    #[must_use]
    pub const fn meaning(self, trend: Trend) -> Option<Words> {
        const BETTER: Words = Words::new("好转", "better");
        const WORSE: Words = Words::new("变差", "worse");
        match (self.direction(), trend) {
            (Direction::MoreIsBetter, Trend::Rising) | (Direction::LessIsBetter, Trend::Falling) => Some(BETTER),
            (Direction::MoreIsBetter, Trend::Falling) | (Direction::LessIsBetter, Trend::Rising) => Some(WORSE),
            _ => None,
        }
    }
}

/// The value of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodValue {
    /// The period.
    pub span: Span,
    /// The value as printed.
    pub value: Amount,
    /// Whether nothing was detected, so that half the detection limit stands for it.
    pub below: bool,
    /// Sections that it stands on.
    pub sections: u32,
}

/// Why a period takes no part in a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// Too few months with data.
    TooFewMonths(Enough),
    /// No value.
    NoValue,
    /// It is of another kind than the first period.
    OtherKind,
}

/// A number over periods with its tests.
#[derive(Debug, Clone, PartialEq)]
pub struct WaterTrend {
    /// What.
    pub item: WaterTrendItem,
    /// The periods that enter, in the order of time.
    pub values: Vec<PeriodValue>,
    /// Those that do not.
    pub left_out: Vec<(Span, LeftOut)>,
    /// The rank correlation with time, which decides.
    pub spearman: Spearman,
    /// The test of Mann and Kendall, beside it.
    pub mann_kendall: Option<MannKendall>,
    /// The line of Theil and Sen: change from a period to the next, one decimal more than the values.
    pub theil_sen: Option<TheilSen>,
    /// The seasonal test of Kendall, where the periods are parts of years.
    pub seasonal: Option<SeasonalKendall>,
    /// Its slope, per year, and the number of pairs.
    pub seasonal_slope: Option<(Amount, u32)>,
}

#[derive(Debug)]
struct OfPeriod {
    span: Span,
    enough: Enough,
    sections: u32,
    /// Readings with the number of sections that have them.
    means: Vec<(Parameter, Reading, u32)>,
    shares: Option<(Amount, Amount)>,
}

/// The values of a section or a group over its periods, the same for all trends.
#[derive(Debug)]
pub struct WaterSeries {
    periods: Vec<OfPeriod>,
    other_kind: Vec<Span>,
}

impl WaterSeries {
    fn of(spans: Vec<Span>, period: impl Fn(Span) -> Option<OfPeriod>) -> WaterSeries {
        let kind = spans.first().map(|span| span.kind());
        let (same, other_kind): (Vec<Span>, Vec<Span>) = spans.into_iter().partition(|span| Some(span.kind()) == kind);
        WaterSeries { periods: same.into_iter().filter_map(period).collect(), other_kind }
    }
}

impl WaterEvaluation {
    /// The values of a section over the periods of the plan.
    #[must_use]
    pub fn series(&self, site: SiteId) -> WaterSeries {
        WaterSeries::of(self.spans_of(site), |span| {
            let SectionPeriod { enough, means, .. } = self.section(site, span)?;
            let means = means.iter().map(|mean| (mean.item, mean.reading, 1)).collect();
            Some(OfPeriod { span, enough, sections: 1, means, shares: None })
        })
    }

    /// The values of a group over the periods of the plan: the shares of classes, and the means over its sections of rivers.
    #[must_use]
    pub fn group_series(&self, group: &Group) -> WaterSeries {
        let mut spans: Vec<Span> = group.members.iter().flat_map(|&site| self.spans_of(site)).collect();
        crate::sorting::sort_by_key(&mut spans, |span| *span);
        spans.dedup();
        WaterSeries::of(spans, |span| {
            let period = self.group(group, span)?;
            let sections = period.plain.region.sections;
            // A period is long enough when a section has it long enough.
            let long_enough = period.sections.iter().find(|section| section.enough == Enough::Yes);
            let enough = long_enough.or(period.sections.first())?.enough;
            let measured = |item: Parameter| {
                let places = period.averaged.places();
                let has = period.sections.iter().filter(|section| {
                    places.contains(&section.site) && section.means.iter().any(|mean| mean.item == item)
                });
                u32::try_from(has.count()).unwrap_or(u32::MAX)
            };
            let means = period.averaged.means(&mut Recorder::off());
            Some(OfPeriod {
                span,
                enough,
                sections: sections.count(),
                means: means.into_iter().map(|(item, reading)| (item, reading, measured(item))).collect(),
                shares: sections.share_good().zip(sections.share(Class::WorseThanV)),
            })
        })
    }
}

/// The trend of a number, told to a trace. Periods with too few months are left out; the tests then see the remaining ones
/// in their order, and the lines their true distances.
pub fn water_trend(
    series: &WaterSeries,
    item: WaterTrendItem,
    choices: TrendPlan,
    trace: &mut impl Trace,
) -> WaterTrend {
    let mut left_out: Vec<(Span, LeftOut)> = series.other_kind.iter().map(|&span| (span, LeftOut::OtherKind)).collect();
    let mut values = Vec::new();
    for period in &series.periods {
        let (exact, below, sections) = match item {
            WaterTrendItem::ShareGood => (period.shares.map(|shares| shares.0), false, period.sections),
            WaterTrendItem::ShareWorst => (period.shares.map(|shares| shares.1), false, period.sections),
            WaterTrendItem::Mean(item) => {
                let found = period.means.iter().find(|(own, ..)| *own == item);
                let below = |reading: &Reading| matches!(reading, Reading::Below(_));
                found.map_or((None, false, 0), |(_, reading, count)| (reading.number(), below(reading), *count))
            }
        };
        match exact {
            Some(_) if period.enough != Enough::Yes => {
                left_out.push((period.span, LeftOut::TooFewMonths(period.enough)));
            }
            Some(exact) => {
                let value = exact.round_keeping_a_digit(item.decimals());
                values.push(PeriodValue { span: period.span, value, below, sections });
            }
            None => left_out.push((period.span, LeftOut::NoValue)),
        }
    }
    let plain: Vec<Amount> = values.iter().map(|value| value.value).collect();
    let timed: Vec<(i32, Amount)> =
        (0..).zip(&values).map(|(at, value)| (time(value.span).unwrap_or(at), value.value)).collect();
    let seasons: Option<Vec<(i32, u8, Amount)>> =
        values.iter().map(|value| season(value.span).map(|(year, season)| (year, season, value.value))).collect();
    let seasons = seasons.unwrap_or_default();
    let decimals = item.decimals() + 1;
    WaterTrend {
        item,
        spearman: spearman(&plain, choices.rule(), trace),
        mann_kendall: mann_kendall(&plain, trace),
        theil_sen: theil_sen(&timed, decimals, trace),
        seasonal: seasonal_kendall(&seasons, trace),
        seasonal_slope: seasonal_slope(&seasons, decimals, trace),
        values,
        left_out,
    }
}

/// The number of a period among all of its kind; `None` for any days.
fn time(span: Span) -> Option<i32> {
    Some(match span {
        Span::Year(year) => year,
        Span::HalfYear(year, half) => 2 * year + i32::from(half),
        Span::Quarter(year, quarter) | Span::Season(year, quarter) => 4 * year + i32::from(quarter),
        Span::Month(Month { year, month }) => 12 * year + i32::from(month),
        Span::Days(..) => return None,
    })
}

/// Year and season of a part of a year.
const fn season(span: Span) -> Option<(i32, u8)> {
    match span {
        Span::HalfYear(year, part) | Span::Quarter(year, part) => Some((year, part)),
        // A winter is number 4 and comes before the spring of its year.
        Span::Season(year, season) => Some((year, season % 4)),
        Span::Month(Month { year, month }) => Some((year, month)),
        Span::Year(_) | Span::Days(..) => None,
    }
}
