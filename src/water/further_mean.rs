//! Means of the further items of water, like those of the basic ones ([`super::mean`]): half a detection limit enters, and
//! means of means are rounded once.

use super::groundwater::Finding;
use super::mean::amount_of;
use crate::quantity::{Amount, ExactSum, Ratio, Reading};
use crate::trace::{Step, Trace};
use crate::water_item::FurtherItem;
use crate::words::Words;

/// The mean of an item over samples, or over the means of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FurtherMean {
    /// The item.
    pub item: FurtherItem,
    /// The mean as a finding that can be graded: below detection when every reading was, 有 when any sample said so.
    pub finding: Finding,
    exact: Option<Ratio>,
}

impl FurtherMean {
    /// The finding of one sample as its own mean; `None` of a missing reading.
    #[must_use]
    pub fn of(item: FurtherItem, finding: Finding) -> Option<FurtherMean> {
        let exact = match finding {
            Finding::Reading(Reading::Missing(_)) => return None,
            Finding::Reading(reading) => reading.number().map(Ratio::of),
            Finding::Absent | Finding::Present => None,
        };
        Some(FurtherMean { item, finding, exact })
    }

    /// The mean of means of one item, not rounded; `None` without any. A finding that is "not detected" without a detection
    /// limit is in it only when there is nothing else.
    ///
    /// ```
    /// use envgrade::quantity::{Amount, Reading};
    /// use envgrade::trace::Off;
    /// use envgrade::water::further_mean::FurtherMean;
    /// use envgrade::water::groundwater::Finding;
    /// use envgrade::water_item::FurtherItem::Iron;
    /// let of = |reading| FurtherMean::of(Iron, Finding::Reading(reading)).unwrap();
    /// let samples = [of(Reading::Value(Amount::decimal(4, 1))), of(Reading::Below(Amount::decimal(2, 1)))];
    /// let mean = FurtherMean::over(&samples, &mut Off).unwrap();
    /// assert_eq!(mean.finding, Finding::Reading(Reading::Value(Amount::decimal(25, 2)))); // (0.4 + 0.1) ÷ 2
    /// ```
    pub fn over(means: &[FurtherMean], trace: &mut impl Trace) -> Option<FurtherMean> {
        let first = *means.first()?;
        if means.len() == 1 {
            return Some(first);
        }
        if let Some(present) = means.iter().find(|mean| mean.finding == Finding::Present) {
            return Some(*present);
        }
        let (mut numbers, mut limits) = (Vec::new(), ExactSum::default());
        for mean in means {
            let Finding::Reading(reading) = mean.finding else { continue };
            if let Reading::Below(limit) = reading {
                limits.add(limit);
            }
            numbers.extend(reading.number());
        }
        if numbers.is_empty() {
            return Some(first);
        }
        let exact = exact_mean(means, numbers.len());
        let reading = if limits.count() as usize == numbers.len() {
            Reading::Below(limits.exact_mean()?)
        } else {
            let mut sum = ExactSum::default();
            numbers.iter().for_each(|&number| sum.add(number));
            Reading::Value(exact.and_then(amount_of).or_else(|| sum.exact_mean())?)
        };
        let mean = FurtherMean { item: first.item, finding: Finding::Reading(reading), exact };
        trace.step(|| describe(&mean, &numbers, limits.count(), means.len()));
        Some(mean)
    }
}

/// The exact mean; `None` where its fraction has too many digits.
fn exact_mean(means: &[FurtherMean], count: usize) -> Option<Ratio> {
    let mut sum = Ratio::ZERO;
    for mean in means.iter().filter(|mean| matches!(mean.finding, Finding::Reading(r) if r.number().is_some())) {
        sum = sum.plus(mean.exact?)?;
    }
    sum.over(Ratio::new(i128::try_from(count).ok()?, 1)?)
}

fn describe(mean: &FurtherMean, numbers: &[Amount], below: u32, all: usize) -> Step {
    let values: Vec<String> = numbers.iter().map(|value| value.nearly(9)).collect();
    let count = values.len();
    let result = match mean.finding {
        Finding::Reading(Reading::Below(limit)) => format!("< {}", limit.nearly(9)),
        Finding::Reading(reading) => reading.number().map(|value| value.nearly(9)).unwrap_or_default(),
        Finding::Absent | Finding::Present => String::new(),
    };
    let mut zh = format!("{count} 个值的算术平均（{}）", mean.item.unit().name());
    let mut en = format!("arithmetic mean of {count} values ({})", mean.item.unit().name());
    if below > 0 {
        zh.push_str(&format!("；{below} 个低于检出限，按检出限的一半计"));
        en.push_str(&format!("; {below} below detection, entered as half the limit"));
    }
    if all > count {
        zh.push_str(&format!("；另有 {} 个未检出且没有检出限，未计入", all - count));
        en.push_str(&format!("; {} with nothing detected and no limit are not in it", all - count));
    }
    Step {
        label: Words::new("平均值", "Mean"),
        formula: format!("{}: ({}) ÷ {count} → {result}", mean.item.symbol(), values.join(" + ")),
        zh,
        en,
        clause: "环办〔2011〕22号",
    }
}
