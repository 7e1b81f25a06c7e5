//! Which hours look like sand and dust (沙尘): a suggestion, never a decision.
//!
//! Dust periods are decided by the national monitoring centre, from satellites and meteorological observations besides
//! concentrations. What is here is the rule of thumb of the annex to 环办监测〔2016〕120号 as it is handed down; the annex
//! itself could not be read, so nothing is official about its result. It helps to find the periods that one then asks
//! for or looks up.

use super::hours::DayHours;
use crate::calendar::{Date, Hour};
use crate::quantity::{Amount, ExactSum};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// The numbers of the rule, all as handed down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DustRule {
    /// How many times the mean of the hours before PM10 must reach.
    pub times: u32,
    /// Concentration of PM10 that must be exceeded, µg/m³.
    pub above: Amount,
    /// Relative deviation from the mean before within which PM10 is back, per cent.
    pub back_within: u32,
    /// Hours of the six before that must have a value. The rule does not say how many.
    pub least_before: u32,
}

impl Default for DustRule {
    fn default() -> DustRule {
        DustRule { times: 2, above: Amount::whole(150), back_within: 10, least_before: 4 }
    }
}

/// Hours before the begin that are averaged.
pub const HOURS_BEFORE: usize = 6;

/// A period that looks like dust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DustSuggestion {
    /// First hour.
    pub first: Hour,
    /// Last hour with a value before PM10 is back, or the last there is.
    pub last: Hour,
    /// The hour in which PM10 is back; `None` where the data end before.
    pub back: Option<Hour>,
    /// Mean of PM10 in the six hours before, rounded to one decimal.
    pub before: Amount,
    /// Largest PM10 of the period.
    pub highest: Amount,
}

impl DustSuggestion {
    /// First and last natural day that is touched.
    #[must_use]
    pub const fn days(&self) -> (Date, Date) {
        (self.first.date, self.last.date)
    }
}

/// The periods of consecutive hours of PM10 that look like dust. `hours` begin with the hour `first`; hours without a
/// value neither begin nor end a period.
///
/// A period begins in an hour whose PM10 is at least twice the mean of the six hours before and above 150 µg/m³, and
/// ends before the first hour that is not more than 10 % above that mean. A fall below it is an end too.
///
/// ```
/// use envgrade::air::dust_hours::{DustRule, suggest};
/// use envgrade::calendar::{Date, Hour};
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let first = Hour { date: Date::new(2024, 3, 27).unwrap(), label: 10 };
/// let hours = [80, 80, 80, 80, 80, 80, 160, 900, 88, 70].map(|value| Some(Amount::whole(value)));
/// let found = suggest(first, &hours, DustRule::default(), &mut Off);
/// assert_eq!((found.len(), found[0].first.label, found[0].last.label), (1, 16, 17));
/// assert_eq!(found[0].highest, Amount::whole(900));
/// ```
pub fn suggest(first: Hour, hours: &[Option<Amount>], rule: DustRule, trace: &mut impl Trace) -> Vec<DustSuggestion> {
    let at = |place: usize| first.plus_hours(i32::try_from(place).unwrap_or(i32::MAX));
    let mut found: Vec<DustSuggestion> = Vec::new();
    // The period at hand and the sum over the hours before it.
    let mut open: Option<(DustSuggestion, ExactSum)> = None;
    for (place, value) in hours.iter().enumerate() {
        let Some(value) = *value else { continue };
        if let Some((period, before)) = &mut open {
            // value ≤ mean × (1 + 10 %), multiplied out.
            let (own, bound) = (times(value, before.count() * 100), total(*before, 100 + rule.back_within));
            if own > bound {
                period.last = at(place);
                period.highest = period.highest.max(value);
                continue;
            }
            period.back = Some(at(place));
            trace.step(|| Step {
                label: Words::new("疑似沙尘结束", "Dust seems to end"),
                formula: format!("{value} ≤ {} × (1 + {} %)", period.before, rule.back_within),
                zh: format!("{}：PM10 回到沙尘前水平", named(at(place))),
                en: format!("{}: PM10 is back at what it was before", named(at(place))),
                clause: CLAUSE,
            });
            found.push(*period);
            open = None;
        }
        let mut before = ExactSum::default();
        let start = place.saturating_sub(HOURS_BEFORE);
        hours[start..place].iter().flatten().for_each(|&hour| before.add(hour));
        let enough = before.count() >= rule.least_before.max(1);
        // value ≥ 2 × mean, multiplied out.
        if enough && value > rule.above && times(value, before.count()) >= total(before, rule.times) {
            let mean = before.mean(1).unwrap_or(Amount::ZERO);
            trace.step(|| Step {
                label: Words::new("疑似沙尘开始", "Dust seems to begin"),
                formula: format!("{value} ≥ {} × {} ÷ {}，{value} > {}", rule.times, before.total(), before.count(), rule.above),
                zh: format!(
                    "{}：PM10 不低于前 {HOURS_BEFORE} 小时均值的 {} 倍且高于 {} μg/m³。仅为提示，沙尘时段由国家总站认定",
                    named(at(place)), rule.times, rule.above
                ),
                en: format!(
                    "{}: PM10 is at least {} times the mean of the {HOURS_BEFORE} hours before and above {} µg/m³. Only \
                     a suggestion; dust periods are decided by the national centre",
                    named(at(place)), rule.times, rule.above
                ),
                clause: CLAUSE,
            });
            let hour = at(place);
            let period = DustSuggestion { first: hour, last: hour, back: None, before: mean, highest: value };
            open = Some((period, before));
        }
    }
    found.extend(open.map(|(period, _)| period));
    found
}

/// The periods of the days of a place that look like dust; the days ascend and have their PM10 by hour. A day without any
/// data ends what can be said.
pub fn suggest_in(
    days: impl Iterator<Item = (Date, DayHours)>,
    rule: DustRule,
    trace: &mut impl Trace,
) -> Vec<DustSuggestion> {
    let (mut found, mut hours): (_, Vec<Option<Amount>>) = (Vec::new(), Vec::new());
    let mut days = days.peekable();
    let mut begin = None;
    while let Some((date, of_day)) = days.next() {
        let first = *begin.get_or_insert(date);
        hours.extend(of_day);
        if days.peek().is_none_or(|next| next.0 != date.plus_days(1)) {
            found.extend(suggest(Hour { date: first, label: 1 }, &hours, rule, trace));
            hours.clear();
            begin = None;
        }
    }
    found
}

const CLAUSE: &str = "环办监测〔2016〕120号（附件未能核对）";

fn named(hour: Hour) -> String {
    format!("{} {:02}:00", hour.date, hour.label)
}

/// An amount so many times, exactly.
fn times(value: Amount, times: u32) -> Amount {
    let mut one = ExactSum::default();
    one.add(value);
    total(one, times)
}

/// A sum so many times, exactly.
fn total(sum: ExactSum, times: u32) -> Amount {
    let mut all = ExactSum::default();
    (0..times).for_each(|_| all.merge(sum));
    all.total()
}
