//! Means over several places: each place over time first, then over the places (环办〔2011〕22号).

use super::mean::PeriodMean;
use crate::observation::SiteId;
use crate::parameter::Parameter;
use crate::quantity::{Amount, ExactSum, Ratio, Reading};
use crate::trace::{Off, Step, Trace};
use crate::words::Words;

/// The readings of the points of a lake, or of the sections of a river or city; adding and merging in any order gives
/// the same bits.
///
/// ```
/// use envgrade::observation::SiteId;
/// use envgrade::parameter::Parameter::Tp;
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::places::PlaceMeans;
/// let mut lake = PlaceMeans::default();
/// for (point, hundredths) in [(0, 5), (0, 7), (0, 6), (1, 3)] {
///     lake.add(SiteId(point), Tp, Reading::Value(Amount::decimal(hundredths, 2)));
/// }
/// // (0.06 + 0.03) ÷ 2, not the mean of all four readings.
/// assert_eq!(lake.means(&mut Off), [(Tp, Reading::Value(Amount::decimal(45, 3)))]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceMeans {
    /// Ascending by place, and within a place by item. In two levels, so that a new place in the middle of thousands moves
    /// little.
    places: Vec<(SiteId, Vec<PeriodMean>)>,
}

impl PlaceMeans {
    /// Adds a reading of a place.
    pub fn add(&mut self, place: SiteId, item: Parameter, reading: Reading) {
        self.entry(place, item).add(reading);
    }

    /// Adds all readings of others.
    pub fn merge(&mut self, other: &PlaceMeans) {
        for (place, means) in &other.places {
            means.iter().for_each(|mean| self.entry(*place, mean.item()).merge(mean));
        }
    }

    fn entry(&mut self, place: SiteId, item: Parameter) -> &mut PeriodMean {
        let at = self.places.binary_search_by_key(&place, |(place, _)| *place).unwrap_or_else(|at| {
            self.places.insert(at, (place, Vec::new()));
            at
        });
        let means = &mut self.places[at].1;
        let at = means.binary_search_by_key(&item, PeriodMean::item).unwrap_or_else(|at| {
            means.insert(at, PeriodMean::of(item));
            at
        });
        &mut means[at]
    }

    /// The places in ascending order.
    #[must_use]
    pub fn places(&self) -> Vec<SiteId> {
        self.places.iter().map(|(place, _)| *place).collect()
    }

    /// The means of one place over time.
    pub fn of(&self, place: SiteId, trace: &mut impl Trace) -> Vec<(Parameter, Reading)> {
        let Ok(at) = self.places.binary_search_by_key(&place, |(place, _)| *place) else { return Vec::new() };
        self.places[at].1.iter().filter_map(|mean| Some((mean.item(), mean.reading(trace)?))).collect()
    }

    /// The means over all places, of every item that has a reading, in the order of the register. A place without the
    /// item is not in its mean.
    ///
    /// The means of the places are not rounded before they are averaged. pH is averaged by hydrogen ions again. When
    /// nothing was detected at any place, the mean is below the mean of the detection limits.
    pub fn means(&self, trace: &mut impl Trace) -> Vec<(Parameter, Reading)> {
        let all = Parameter::ALL.iter().copied();
        all.filter_map(|item| {
            let of_places: Vec<&PeriodMean> =
                self.places.iter().filter_map(|(_, means)| means.iter().find(|mean| mean.item() == item)).collect();
            Some((item, over_places(item, &of_places, trace)?))
        })
        .collect()
    }
}

fn over_places(item: Parameter, places: &[&PeriodMean], trace: &mut impl Trace) -> Option<Reading> {
    let readings: Vec<Reading> = places.iter().filter_map(|mean| mean.reading(&mut Off)).collect();
    if let [only] = readings[..] {
        return Some(only);
    }
    let limits: Vec<Amount> = readings
        .iter()
        .filter_map(|reading| match reading {
            Reading::Below(limit) => Some(*limit),
            _ => None,
        })
        .collect();
    let count = places.iter().filter(|mean| mean.count() > 0).count();
    if count == 0 {
        return readings.first().copied();
    }
    let mean = if limits.len() == count {
        let mut sum = ExactSum::default();
        limits.into_iter().for_each(|limit| sum.add(limit));
        Reading::Below(sum.exact_mean()?)
    } else if item == Parameter::Ph {
        let mut ions = PeriodMean::of(item);
        readings.iter().for_each(|reading| ions.add(*reading));
        Reading::Value(ions.value()?)
    } else {
        Reading::Value(mean_of_means(places)?)
    };
    trace.step(|| describe(item, places, mean));
    Some(mean)
}

/// The exact mean of exact means; where its fraction has too many digits, that of the means to eighteen digits.
fn mean_of_means(places: &[&PeriodMean]) -> Option<Amount> {
    let (mut exact, mut sum) = (Some(Ratio::ZERO), ExactSum::default());
    for mean in places {
        let (Some(value), Some(ratio)) = (mean.value(), mean.exact()) else { continue };
        sum.add(value);
        exact = exact.and_then(|exact| exact.plus(ratio));
    }
    let exact = exact.and_then(|exact| exact.over(Ratio::new(sum.count().into(), 1)?));
    exact.and_then(amount_of).or_else(|| sum.exact_mean())
}

/// A fraction to as many digits as an amount holds, made odd in the last when it does not end there, so that it compares
/// and rounds like the fraction; `None` where fewer than nine decimals fit.
pub(super) fn amount_of(ratio: Ratio) -> Option<Amount> {
    let short = (9..=18).rev().find_map(|decimals| ratio.truncate(decimals))?;
    let (digits, decimals) = short.parts();
    if Ratio::of(short) == ratio || digits % 2 != 0 {
        return Some(short);
    }
    Some(Amount::decimal(if ratio < Ratio::ZERO { digits - 1 } else { digits + 1 }, decimals))
}

fn describe(item: Parameter, places: &[&PeriodMean], mean: Reading) -> Step {
    let symbol = item.symbol();
    let values: Vec<String> = places.iter().filter_map(|mean| Some(mean.value()?.nearly(6))).collect();
    let count = values.len();
    let without = places.len() - count;
    let result = match mean {
        Reading::Below(limit) => format!("< {}", limit.nearly(6)),
        mean => mean.number().map_or_else(String::new, |value| value.nearly(6)),
    };
    let (formula, by) = if item == Parameter::Ph {
        let words = Words::new("按氢离子浓度平均", "averaged by hydrogen ions");
        (format!("{symbol}: {} → {result}", values.join(", ")), words)
    } else {
        let words = Words::new("算术平均", "arithmetic mean");
        (format!("{symbol}: ({}) ÷ {count} → {result}", values.join(" + ")), words)
    };
    let (mut zh, mut en) = (
        format!("{count} 个点位（断面）各自的时间平均值再{}", by.zh),
        format!("the means over time of {count} places, {}", by.en),
    );
    if without > 0 {
        zh.push_str(&format!("；{without} 个点位未检出且没有检出限，未计入"));
        en.push_str(&format!("; {without} places with nothing detected and no limit are not in it"));
    }
    Step { label: Words::new("空间平均值", "Mean over places"), formula, zh, en, clause: "环办〔2011〕22号" }
}
