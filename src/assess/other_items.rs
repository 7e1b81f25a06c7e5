//! Years of the items beside the six pollutants: the other items of GB 3095 table 2, and what annex A of GB 3095-2026 has
//! reference values for, which judge nothing.

use super::evaluation::parts;
use super::places::other_days;
use super::{Evaluation, Level};
use crate::air::other_items::{OtherItem, OtherItemYear, evaluate};
use crate::air::period::DayRate;
use crate::air::series::{Day, within};
use crate::calendar::{Date, Span};
use crate::edition::{AirLimits, EditionChoice};
use crate::parameter::Parameter;
use crate::quantity::{Amount, ExactSum};
use crate::standard::gb3095::{self, ANNEX_A, CLAUSE_OF_ANNEX_A, Period, ReferenceValue};
use crate::trace::{Recorder, Step, Trace};

/// An item over a year at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherYear {
    /// Item.
    pub item: Parameter,
    /// Year.
    pub year: i32,
    /// Daily values.
    pub days: u32,
    /// Their arithmetic mean with [`other_decimals`] of the item.
    pub mean: Option<Amount>,
    /// What it is held against.
    pub outcome: OtherOutcome,
}

/// What a year of an item is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherOutcome {
    /// The limits of table 2.
    Judged(Box<OtherItemYear>),
    /// The limits of a day only, each day by those in force: the year is under two editions, and none was chosen for all
    /// of it.
    TwoEditions(DayRate),
    /// Reference values of annex A, for information; none where it has no value for concentrations of days or years.
    Information(Vec<Reference>),
}

/// A value beside a reference value, which judges nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The reference value as printed.
    pub printed: ReferenceValue,
    /// The annual mean, or the highest daily value.
    pub value: Amount,
    /// Daily values above a reference value of a day.
    pub days_above: Option<u32>,
}

/// Decimals of means of an item: those of a judgement (HJ 663-2026 table 3); of items that only annex A or nothing has a
/// value for, for which no decimals are printed, one more than the reference value has.
#[must_use]
pub fn other_decimals(item: Parameter) -> u32 {
    item.item().decimals + u32::from(OtherItem::of(item).is_none())
}

impl Evaluation {
    /// The daily values of another item than the six at a place, ascending: of a city the means of the points that sample
    /// it, with the quota of points that days need. None for regions.
    #[must_use]
    pub fn other_days(&self, place: usize, item: Parameter) -> Vec<Day> {
        let place = self.places().get(place).filter(|_| self.plan().level != Level::Region);
        place
            .map(|place| other_days(self.table(), &place.others, item, other_decimals(item), self.plan().carry))
            .unwrap_or_default()
    }

    /// The points of a place that sample an item.
    #[must_use]
    pub fn other_points(&self, place: usize, item: Parameter) -> usize {
        let Some(place) = self.places().get(place) else { return 0 };
        let samples = |site: &&usize| self.table().others(**site).any(|(other, _)| other == item);
        place.others.sites.iter().filter(samples).count()
    }

    /// The years of the other items at a place under a choice of edition, by item in the order of the register and by
    /// year.
    #[must_use]
    pub fn other_items(&self, place: usize, choice: EditionChoice) -> Vec<OtherYear> {
        let mut results = Vec::new();
        for &item in Parameter::ALL {
            let days = self.other_days(place, item);
            let mut years: Vec<i32> = days.iter().map(|day| day.0.year()).collect();
            years.dedup();
            let of = |year| self.other_year(item, &days, year, choice, &mut Recorder::off());
            results.extend(years.into_iter().map(of));
        }
        results
    }

    /// An item over a year at a place, told to a trace; `None` where it has no daily value.
    pub fn other_item_traced(
        &self,
        place: usize,
        item: Parameter,
        year: i32,
        choice: EditionChoice,
        trace: &mut impl Trace,
    ) -> Option<OtherYear> {
        let days = self.other_days(place, item);
        let any = !within(&days, Span::Year(year.clamp(1, 9999))).is_empty();
        any.then(|| self.other_year(item, &days, year, choice, trace))
    }

    fn other_year(
        &self,
        item: Parameter,
        days: &[Day],
        year: i32,
        choice: EditionChoice,
        trace: &mut impl Trace,
    ) -> OtherYear {
        let span = Span::Year(year.clamp(1, 9999));
        let of_year = within(days, span);
        let mut sum = ExactSum::default();
        of_year.iter().for_each(|day| sum.add(day.1));
        let mean = sum.mean(other_decimals(item));
        let (plan, limits) = (self.plan(), |day: Date| choice.air(day).limits);
        let outcome = match OtherItem::of(item) {
            Some(other) if parts(span, choice).len() == 1 => {
                let (first, percentiles) = (limits(span.first()), plan.other_percentiles);
                OtherOutcome::Judged(Box::new(evaluate(other, days, year, first, plan.grade, percentiles, trace)))
            }
            Some(_) => {
                trace.step(|| mean_step(item, span, sum, mean, "HJ 663"));
                OtherOutcome::TwoEditions(self.days_within(item, of_year, limits))
            }
            None => {
                trace.step(|| mean_step(item, span, sum, mean, CLAUSE_OF_ANNEX_A));
                OtherOutcome::Information(references(item, of_year, mean, trace))
            }
        };
        OtherYear { item, year, days: u32::try_from(of_year.len()).unwrap_or(u32::MAX), mean, outcome }
    }

    /// Daily values within the limit of a day that is in force on it.
    fn days_within(&self, item: Parameter, days: &[Day], limits: impl Fn(Date) -> AirLimits) -> DayRate {
        let mut rate = DayRate::default();
        for (date, value) in days {
            let Some(limit) = gb3095::limit(limits(*date), item, Period::Day, self.plan().grade) else { continue };
            rate.valid += 1;
            rate.attaining += u32::from(value.round(other_decimals(item)) <= limit);
        }
        rate
    }
}

/// What annex A says of an item, beside the values of a year. Hours are not kept, and fluxes are no concentrations.
fn references(item: Parameter, days: &[Day], mean: Option<Amount>, trace: &mut impl Trace) -> Vec<Reference> {
    let mut references = Vec::new();
    for printed in ANNEX_A.into_iter().filter(|printed| printed.item == item) {
        let (value, days_above) = match printed.period {
            Period::Year => (mean, None),
            Period::Day => {
                let above = days.iter().filter(|day| day.1 > printed.value).count();
                (days.iter().map(|day| day.1).max(), Some(u32::try_from(above).unwrap_or(u32::MAX)))
            }
            _ => continue,
        };
        let Some(value) = value else { continue };
        trace.step(|| {
            let mark = if value > printed.value { ">" } else { "≤" };
            let above = |zh: bool| match days_above {
                Some(count) if zh => format!("；{count} 个日值高于参考值"),
                Some(count) => format!("; {count} daily values are above it"),
                None => String::new(),
            };
            Step {
                label: printed.period.words(),
                formula: format!("{}: {value} {mark} {} {}", item.symbol(), printed.value, printed.unit),
                zh: format!("附录A 参考浓度限值，供地方制定标准参考，不作达标评价{}", above(true)),
                en: format!("reference value of annex A for provincial standards; it judges nothing{}", above(false)),
                clause: CLAUSE_OF_ANNEX_A,
            }
        });
        references.push(Reference { printed, value, days_above });
    }
    references
}

fn mean_step(item: Parameter, span: Span, sum: ExactSum, mean: Option<Amount>, clause: &'static str) -> Step {
    let decimals = other_decimals(item);
    Step {
        label: Period::Year.words(),
        formula: match (mean, sum.exact_mean()) {
            (Some(mean), Some(exact)) => format!(
                "{} {span}: {} ÷ {} = {} → {:.*}",
                item.symbol(),
                sum.total(),
                sum.count(),
                exact.nearly(decimals + 4),
                decimals as usize,
                mean
            ),
            _ => format!("{} {span}", item.symbol()),
        },
        zh: "日均值的算术平均".to_owned(),
        en: "arithmetic mean of the daily values".to_owned(),
        clause,
    }
}
