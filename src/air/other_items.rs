//! The annual evaluation of the other items of GB 3095 table 2: TSP, NOx, Pb and BaP.
//!
//! Means are means of daily values. A year needs 60 daily values of TSP, Pb and BaP and 5 in every month, of NOx 324 and
//! 27 (February 25); a quarter of Pb needs 15 and 5 in every month (table 4). The standard also asks that samples are
//! spread evenly, which a count of days cannot show.

use super::daily::multiple;
use super::period::{DayRate, Held};
use super::series::{Day, within};
use crate::calendar::{Month, Span};
use crate::edition::AirLimits;
use crate::grade::Verdict;
use crate::parameter::Parameter;
use crate::quantity::{Amount, ExactSum};
use crate::standard::gb3095::{self, Grade, Minimum, Period};
use crate::statistics::percentile;
use crate::trace::{Step, Trace};
use crate::words::{Text, Words};

/// An item of table 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OtherItem {
    /// TSP, µg/m³.
    Tsp,
    /// NOx counted as NO2, µg/m³.
    Nox,
    /// Pb, µg/m³.
    Pb,
    /// BaP, µg/m³.
    BaP,
}

impl OtherItem {
    /// All four in the order of table 2.
    pub const ALL: [OtherItem; 4] = [OtherItem::Tsp, OtherItem::Nox, OtherItem::Pb, OtherItem::BaP];

    /// Its entry in the register of items.
    #[must_use]
    pub const fn parameter(self) -> Parameter {
        match self {
            OtherItem::Tsp => Parameter::Tsp,
            OtherItem::Nox => Parameter::Nox,
            OtherItem::Pb => Parameter::PbInAir,
            OtherItem::BaP => Parameter::BaP,
        }
    }

    /// The item that an entry of the register is.
    #[must_use]
    pub fn of(parameter: Parameter) -> Option<OtherItem> {
        OtherItem::ALL.into_iter().find(|item| item.parameter() == parameter)
    }

    /// Decimals of a value that is held against a limit (HJ 663-2026 table 3): TSP and NOx none, Pb two, BaP four.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        self.parameter().item().decimals
    }

    /// The percentile of daily values that the annual evaluation holds against the limit of a day, as HJ 663-2013 is
    /// understood: TSP and BaP 95, NOx 98; Pb has none, as it has no limit of a day.
    #[must_use]
    pub const fn percentile(self) -> Option<u8> {
        match self {
            OtherItem::Tsp | OtherItem::BaP => Some(95),
            OtherItem::Nox => Some(98),
            OtherItem::Pb => None,
        }
    }
}

/// Whether percentiles of the other items are judged. The text of HJ 663 could not be read on this point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Percentiles {
    /// They are, beside the annual mean, as of the basic items.
    #[default]
    Judged,
    /// Only means are judged.
    LeftOut,
}

/// Whether a mean stands on enough daily values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enough {
    /// It does.
    Yes,
    /// Fewer in the whole period than these.
    TooFew {
        /// How many there are.
        days: u32,
        /// How many it needs.
        needed: u16,
    },
    /// Fewer in a month than these.
    ThinMonth {
        /// Which month.
        month: Month,
        /// How many there are.
        days: u32,
        /// How many it needs.
        needed: u8,
    },
}

impl Enough {
    /// What is the matter.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Enough::Yes => Text::new("有效天数足够", "enough days"),
            Enough::TooFew { days, needed } => Text::new(
                format!("有效天数 {days} 天，少于 {needed} 天"),
                format!("{days} valid days, fewer than {needed}"),
            ),
            Enough::ThinMonth { month, days, needed } => Text::new(
                format!("{month} 的有效天数 {days} 天，少于 {needed} 天"),
                format!("{days} valid days in {month}, fewer than {needed}"),
            ),
        }
    }
}

/// A mean or percentile of a period against its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// The value with the decimals of a judgement, its limit and by how much it is exceeded; `None` without daily values.
    pub held: Option<Held>,
    /// Whether the daily values are enough.
    pub enough: Enough,
    /// Attained, exceeded, or not assessable with too few daily values.
    pub verdict: Verdict,
}

/// The evaluation of an item over a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherItemYear {
    /// Item.
    pub item: OtherItem,
    /// What it was judged by.
    pub limits: AirLimits,
    /// Grade of the limits.
    pub grade: Grade,
    /// Daily values in the year.
    pub days: u32,
    /// The annual mean.
    pub mean: Judged,
    /// The percentile against the limit of a day; `None` for Pb and where percentiles are left out.
    pub percentile: Option<Judged>,
    /// The means of the four quarters; only Pb has limits for them.
    pub quarters: Option<[Judged; 4]>,
    /// Days within the limit of a day; of Pb none is judged.
    pub day_rate: DayRate,
    /// Attained when all of them are. One that exceeds is enough to exceed, also where another is not assessable.
    pub verdict: Verdict,
}

/// Evaluates an item over a year. `days` ascend and hold the valid daily values; those of other years are left out.
///
/// ```
/// use envgrade::air::other_items::{OtherItem, Percentiles, evaluate};
/// use envgrade::calendar::Date;
/// use envgrade::edition::AirLimits;
/// use envgrade::grade::Verdict;
/// use envgrade::quantity::Amount;
/// use envgrade::standard::gb3095::Grade;
/// use envgrade::trace::Off;
/// let first = Date::new(2025, 1, 1).unwrap();
/// let days: Vec<_> = (0..73).map(|n| (first.plus_days(5 * n), Amount::whole(180 + i64::from(n)))).collect();
/// let limits = AirLimits::Gb3095V2012;
/// let tsp = evaluate(OtherItem::Tsp, &days, 2025, limits, Grade::Two, Percentiles::Judged, &mut Off);
/// assert_eq!(tsp.mean.held.unwrap().value, Amount::whole(216));
/// assert_eq!(tsp.percentile.unwrap().verdict, Verdict::Attained);
/// assert_eq!(tsp.verdict, Verdict::Exceeded); // 216 > 200
/// ```
pub fn evaluate(
    item: OtherItem,
    days: &[Day],
    year: i32,
    limits: AirLimits,
    grade: Grade,
    percentiles: Percentiles,
    trace: &mut impl Trace,
) -> OtherItemYear {
    let evaluation = Evaluation { item, limits, grade };
    let span = Span::Year(year.clamp(1, 9999));
    let days = within(days, span);
    let (mean, enough) = evaluation.mean(days, span, Period::Year, trace);
    let day_limit = evaluation.limit(Period::Day);
    let percentile = item.percentile().filter(|_| percentiles == Percentiles::Judged).map(|percent| {
        let mut sorted: Vec<Amount> = days.iter().map(|day| day.1).collect();
        crate::sorting::sort_by(&mut sorted, Amount::cmp);
        let value = percentile(&sorted, percent, item.decimals());
        let judged = evaluation.judge(value, Period::Day, enough);
        trace.step(|| evaluation.percentile_step(percent, sorted.len(), &judged));
        judged
    });
    let quarters = (item == OtherItem::Pb).then(|| {
        [1, 2, 3, 4].map(|quarter| {
            let span = Span::Quarter(year, quarter);
            evaluation.mean(within(days, span), span, Period::Quarter, trace).0
        })
    });
    let mut day_rate = DayRate::default();
    for (_, value) in days {
        let Some(limit) = day_limit else { break };
        day_rate.valid += 1;
        day_rate.attaining += u32::from(value.round(item.decimals()) <= limit);
    }
    let all = [Some(mean), percentile].into_iter().flatten().chain(quarters.into_iter().flatten());
    let verdict = all.map(|judged| judged.verdict).fold(Verdict::Attained, worse);
    let count = u32::try_from(days.len()).unwrap_or(u32::MAX);
    let result = OtherItemYear { item, limits, grade, days: count, mean, percentile, quarters, day_rate, verdict };
    trace.step(|| {
        let (item, grade, words) = (item.parameter().symbol(), grade.words(), verdict.words());
        Step {
            label: Words::new("年评价", "Annual evaluation"),
            formula: String::new(),
            zh: format!("{item}（{}）：{}", grade.zh, words.zh),
            en: format!("{item}, {}: {}", grade.en, words.en),
            clause: gb3095::clause_of_other_items(limits),
        }
    });
    result
}

/// Exceeded before not assessable before attained.
const fn worse(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::Exceeded, _) | (_, Verdict::Exceeded) => Verdict::Exceeded,
        (Verdict::NotAssessable, _) | (_, Verdict::NotAssessable) => Verdict::NotAssessable,
        (Verdict::Attained, Verdict::Attained) => Verdict::Attained,
    }
}

#[derive(Clone, Copy)]
struct Evaluation {
    item: OtherItem,
    limits: AirLimits,
    grade: Grade,
}

impl Evaluation {
    fn limit(self, period: Period) -> Option<Amount> {
        gb3095::limit(self.limits, self.item.parameter(), period, self.grade)
    }

    fn mean(self, days: &[Day], span: Span, period: Period, trace: &mut impl Trace) -> (Judged, Enough) {
        let mut sum = ExactSum::default();
        days.iter().for_each(|day| sum.add(day.1));
        let enough = enough(self.item.parameter(), days, span, period);
        let judged = self.judge(sum.mean(self.item.decimals()), period, enough);
        trace.step(|| self.mean_step(sum, span, period, &judged));
        (judged, enough)
    }

    fn judge(self, value: Option<Amount>, period: Period, enough: Enough) -> Judged {
        let held =
            value.zip(self.limit(period)).map(|(value, limit)| Held { value, limit, multiple: multiple(value, limit) });
        let verdict = match (held, enough) {
            (Some(held), Enough::Yes) if held.value > held.limit => Verdict::Exceeded,
            (Some(_), Enough::Yes) => Verdict::Attained,
            _ => Verdict::NotAssessable,
        };
        Judged { held, enough, verdict }
    }

    fn mean_step(self, sum: ExactSum, span: Span, period: Period, judged: &Judged) -> Step {
        let decimals = self.item.decimals() as usize;
        let (words, enough) = (judged.verdict.words(), judged.enough.words());
        let formula = match (judged.held, sum.exact_mean()) {
            (Some(held), Some(exact)) => format!(
                "{} {span}: {} ÷ {} = {} → {:.decimals$}{}",
                self.item.parameter().symbol(),
                sum.total(),
                sum.count(),
                exact.nearly(self.item.decimals() + 4),
                held.value,
                compared(held)
            ),
            _ => format!("{} {span}", self.item.parameter().symbol()),
        };
        Step {
            label: period.words(),
            formula,
            zh: format!("日均值的算术平均；{}；{}", enough.zh, words.zh),
            en: format!("arithmetic mean of the daily values; {}; {}", enough.en, words.en),
            clause: gb3095::clause_of_other_items(self.limits),
        }
    }

    fn percentile_step(self, percent: u8, count: usize, judged: &Judged) -> Step {
        let decimals = self.item.decimals() as usize;
        let (words, enough) = (judged.verdict.words(), judged.enough.words());
        let name = self.item.parameter().symbol();
        Step {
            label: Words::new("百分位数", "Percentile"),
            formula: judged.held.map_or_else(String::new, |held| {
                format!("{name} P{percent} = {:.decimals$}{}", held.value, compared(held))
            }),
            zh: format!("{count} 个日值的第 {percent} 百分位数；{}；{}", enough.zh, words.zh),
            en: format!("percentile {percent} of {count} daily values; {}; {}", enough.en, words.en),
            clause: "HJ 663 附录A",
        }
    }
}

/// ` ≤ 200`, ` > 200: (216 − 200) ÷ 200 → 0.08`.
fn compared(held: Held) -> String {
    let Held { value, limit, multiple } = held;
    match multiple {
        Some(times) => format!(" > {limit}: ({value} − {limit}) ÷ {limit} → {times:.2}"),
        None => format!(" ≤ {limit}"),
    }
}

/// Whether the daily values of a period are as many as table 4 asks.
fn enough(item: Parameter, days: &[Day], span: Span, period: Period) -> Enough {
    let Some(Minimum::Days { whole, month: of_month, february, .. }) = gb3095::minimum(item, period) else {
        return Enough::Yes;
    };
    let count = |days: &[Day]| u32::try_from(days.len()).unwrap_or(u32::MAX);
    if count(days) < u32::from(whole) {
        return Enough::TooFew { days: count(days), needed: whole };
    }
    for month in span.whole_months() {
        let needed = if month.month == 2 { february } else { of_month };
        let days = count(within(days, Span::Month(month)));
        if days < u32::from(needed) {
            return Enough::ThinMonth { month, days, needed };
        }
    }
    Enough::Yes
}
