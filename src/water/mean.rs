//! The mean of an item over a period, over layers or over sections (环办〔2011〕22号; 环办监测函〔2020〕82号).

use std::sync::atomic::{AtomicI64, Ordering};

use crate::parameter::Parameter;
use crate::quantity::{Amount, ExactSum, Ratio, Reading};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// The readings of one item, summed; adding and merging in any order gives the same bits.
///
/// * Half the detection limit enters the sum. When nothing was detected at all, the mean is "below the mean of the
///   detection limits".
/// * "Not detected" without a limit cannot enter; such readings are counted.
/// * Of a reading above the range of the method the number enters; such readings are counted.
/// * pH is averaged by hydrogen ions, `−lg` of the mean of `10^−pH`. Each power is made a decimal amount before it is
///   summed, so the order does not matter; the logarithm is taken to nine decimals.
///
/// ```
/// use envgrade::parameter::Parameter;
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::mean::PeriodMean;
/// let mut oil = PeriodMean::of(Parameter::Petroleum);
/// for text in ["0.04", "0.06"] {
///     oil.add(Reading::Value(text.parse()?));
/// }
/// oil.add(Reading::Below(Amount::decimal(1, 2)));
/// assert_eq!(oil.reading(&mut Off), Some(Reading::Value(Amount::decimal(35, 3))));
///
/// let mut ph = PeriodMean::of(Parameter::Ph);
/// ph.add(Reading::Value(Amount::whole(6)));
/// ph.add(Reading::Value(Amount::whole(8)));
/// assert_eq!(ph.value().map(|ph| format!("{ph:.4}")).as_deref(), Some("6.2967"));
/// # Ok::<(), envgrade::quantity::AmountError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodMean {
    item: Parameter,
    sum: ExactSum,
    /// Detection limits; for pH, which has none, hydrogen ions in nmol/L.
    beside: ExactSum,
    below: u32,
    above: u32,
    undetected: u32,
}

impl PeriodMean {
    /// No reading yet.
    #[must_use]
    pub fn of(item: Parameter) -> PeriodMean {
        PeriodMean { item, sum: ExactSum::default(), beside: ExactSum::default(), below: 0, above: 0, undetected: 0 }
    }

    /// `count` readings that together are so many thousandths; not of pH, which has no sum.
    pub(crate) const fn of_thousandths(item: Parameter, thousandths: i64, count: u32) -> PeriodMean {
        let none = ExactSum::of_thousandths(0, 0);
        PeriodMean {
            item,
            sum: ExactSum::of_thousandths(thousandths, count),
            beside: none,
            below: 0,
            above: 0,
            undetected: 0,
        }
    }

    /// The mean in bytes.
    pub(crate) fn to_bytes(self) -> [u8; PeriodMean::BYTES] {
        let mut bytes = [self.item as u8; PeriodMean::BYTES];
        bytes[1..29].copy_from_slice(&self.sum.to_bytes());
        bytes[29..57].copy_from_slice(&self.beside.to_bytes());
        bytes[57..61].copy_from_slice(&self.below.to_le_bytes());
        bytes[61..65].copy_from_slice(&self.above.to_le_bytes());
        bytes[65..].copy_from_slice(&self.undetected.to_le_bytes());
        bytes
    }

    /// How many bytes that are.
    pub(crate) const BYTES: usize = 69;

    /// The mean of [`PeriodMean::to_bytes`]; `None` where the bytes are none, or of more than 2^20 readings.
    pub(crate) fn from_bytes(bytes: [u8; PeriodMean::BYTES]) -> Option<PeriodMean> {
        let item = *Parameter::ALL.get(usize::from(bytes[0]))?;
        let sum = ExactSum::from_bytes(*bytes[1..].first_chunk()?)?;
        let beside = ExactSum::from_bytes(*bytes[29..].first_chunk()?)?;
        let number = |at: usize| bytes[at..].first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
        let (below, above, undetected) = (number(57)?, number(61)?, number(65)?);
        let few = [sum.count(), beside.count(), below, above, undetected].iter().all(|count| *count <= 1 << 20);
        few.then_some(PeriodMean { item, sum, beside, below, above, undetected })
    }

    /// Adds a reading; a missing one changes nothing.
    pub fn add(&mut self, reading: Reading) {
        match reading {
            Reading::Value(value) => self.add_value(value),
            Reading::Above(bound) => {
                self.above += 1;
                self.add_value(bound);
            }
            // A pH has no detection limit, so there is nothing to enter.
            Reading::Below(_) if self.item == Parameter::Ph => self.undetected += 1,
            Reading::Below(limit) => {
                self.below += 1;
                self.sum.add(limit.half());
                self.beside.add(limit);
            }
            Reading::NotDetected => self.undetected += 1,
            Reading::Missing(_) => {}
        }
    }

    fn add_value(&mut self, value: Amount) {
        if self.item == Parameter::Ph {
            let Some(ions) = ions_of(value) else { return };
            self.beside.add(ions);
        }
        self.sum.add(value);
    }

    /// Adds all readings of another mean of the same item.
    pub fn merge(&mut self, other: &PeriodMean) {
        debug_assert_eq!(self.item, other.item);
        self.sum.merge(other.sum);
        self.beside.merge(other.beside);
        self.below += other.below;
        self.above += other.above;
        self.undetected += other.undetected;
    }

    /// The item.
    #[must_use]
    pub const fn item(&self) -> Parameter {
        self.item
    }

    /// How many readings are in the mean.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.sum.count()
    }

    /// How many of them were below detection.
    #[must_use]
    pub const fn below(&self) -> u32 {
        self.below
    }

    /// How many of them were above the range of the method.
    #[must_use]
    pub const fn above(&self) -> u32 {
        self.above
    }

    /// How many readings are not in the mean because no detection limit is given.
    #[must_use]
    pub const fn undetected(&self) -> u32 {
        self.undetected
    }

    /// The mean, not rounded: it compares and rounds like the exact quotient. `None` without readings.
    #[must_use]
    pub fn value(&self) -> Option<Amount> {
        // One reading is its own mean, without a logarithm there and back.
        if self.item != Parameter::Ph || self.sum.count() == 1 {
            return self.sum.exact_mean();
        }
        let ions = self.beside.exact_mean().filter(|&ions| ions > Amount::ZERO)?;
        Amount::from_logarithm(9.0 - libm::log10(ions.to_f64())).map(|ph| ph.round(9))
    }

    /// The mean as an exact fraction, for means of means; `None` without readings and for pH, which has none.
    fn exact(&self) -> Option<Ratio> {
        if self.item == Parameter::Ph {
            return None;
        }
        Ratio::of(self.sum.total()).over(Ratio::new(self.sum.count().into(), 1)?)
    }

    /// The mean, to be averaged again; `None` without any reading.
    pub fn mean(&self, trace: &mut impl Trace) -> Option<Mean> {
        Some(Mean { item: self.item, reading: self.reading(trace)?, exact: self.exact() })
    }

    /// The mean as a reading that can be graded: below detection when all readings were, not detected when none has a
    /// detection limit, `None` without any reading.
    pub fn reading(&self, trace: &mut impl Trace) -> Option<Reading> {
        let count = self.count();
        let mean = if count > 0 && self.below == count {
            self.beside.exact_mean().map(Reading::Below)
        } else if count == 0 && self.undetected > 0 {
            Some(Reading::NotDetected)
        } else {
            self.value().map(Reading::Value)
        };
        if let Some(value) = self.value().filter(|_| count > 1) {
            trace.step(|| self.describe(value));
        }
        mean
    }

    fn describe(&self, value: Amount) -> Step {
        let (symbol, count) = (self.item.symbol(), self.count());
        let formula = if self.item == Parameter::Ph {
            format!("{symbol}: −lg({} × 10⁻⁹ ÷ {count}) ≈ {value}", self.beside.total().round(9))
        } else {
            let mean = value.nearly(9);
            let equals = if mean.starts_with('≈') { "" } else { "= " };
            format!("{symbol}: {} ÷ {count} {equals}{mean}", self.sum.total())
        };
        let (mut zh, mut en) = if self.item == Parameter::Ph {
            (
                format!("{count} 个值的氢离子浓度（mol/L）平均后取负对数"),
                format!("negative logarithm of the mean hydrogen ion concentration (mol/L) of {count} values"),
            )
        } else {
            (format!("{count} 个值的算术平均"), format!("arithmetic mean of {count} values"))
        };
        let mut note = |number: u32, words: Words| {
            if number > 0 {
                zh.push_str(&format!("；{number} {}", words.zh));
                en.push_str(&format!("; {number} {}", words.en));
            }
        };
        note(self.below, Words::new("个低于检出限，按检出限的一半计", "below detection, entered as half the limit"));
        note(self.above, Words::new("个高于测定上限，按上限计", "above the range, entered as its end"));
        note(self.undetected, Words::new("个未检出且没有检出限，未计入", "not detected without a limit, not entered"));
        Step { label: Words::new("平均值", "Mean"), formula, zh, en, clause: "环办〔2011〕22号" }
    }
}

/// The mean of an item among means in the order of the register, begun where it is not there yet.
pub fn of_item(means: &mut Vec<PeriodMean>, item: Parameter) -> &mut PeriodMean {
    let at = means.binary_search_by_key(&item, PeriodMean::item).unwrap_or_else(|at| {
        means.insert(at, PeriodMean::of(item));
        at
    });
    &mut means[at]
}

/// The mean of an item over a period or at a place. It knows its exact fraction, so that means of means are rounded once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mean {
    /// The item.
    pub item: Parameter,
    /// The mean as a reading that can be graded.
    pub reading: Reading,
    exact: Option<Ratio>,
}

impl Mean {
    /// A single reading as its own mean; `None` of a missing one.
    #[must_use]
    pub fn of(item: Parameter, reading: Reading) -> Option<Mean> {
        let exact = reading.number().filter(|_| item != Parameter::Ph).map(Ratio::of);
        (!matches!(reading, Reading::Missing(_))).then_some(Mean { item, reading, exact })
    }
}

/// What a mean of means goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// The monthly means of a longer period.
    Months,
    /// The points of a lake, or the sections of a river or city.
    Places,
}

/// The mean of the means of one item, not rounded before; `None` without any. pH is averaged by hydrogen ions again. When
/// nothing was detected anywhere, the mean is below the mean of the detection limits; a mean that is "not detected"
/// without a limit is not in it.
///
/// ```
/// use envgrade::parameter::Parameter::AmmoniaN;
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::mean::{Mean, Over, mean_of_means};
/// let months = [82, 91, 112, 124].map(|hundredths| Reading::Value(Amount::decimal(hundredths, 2)));
/// let months: Vec<Mean> = months.into_iter().filter_map(|month| Mean::of(AmmoniaN, month)).collect();
/// let mean = mean_of_means(AmmoniaN, &months, Over::Months, &mut Off).unwrap();
/// assert_eq!(mean.reading, Reading::Value(Amount::decimal(10_225, 4)));
/// ```
pub fn mean_of_means(item: Parameter, means: &[Mean], over: Over, trace: &mut impl Trace) -> Option<Mean> {
    if let [only] = means {
        return Some(*only);
    }
    let numbers: Vec<Amount> = means.iter().filter_map(|mean| mean.reading.number()).collect();
    if numbers.is_empty() {
        return means.first().copied();
    }
    let limits: Vec<Amount> = means
        .iter()
        .filter_map(|mean| match mean.reading {
            Reading::Below(limit) => Some(limit),
            _ => None,
        })
        .collect();
    let exact = exact_mean(means, numbers.len());
    let reading = if limits.len() == numbers.len() {
        Reading::Below(mean_of(&limits)?)
    } else if item == Parameter::Ph {
        let mut ions = PeriodMean::of(item);
        means.iter().for_each(|mean| ions.add(mean.reading));
        Reading::Value(ions.value()?)
    } else {
        Reading::Value(exact.and_then(amount_of).or_else(|| mean_of(&numbers))?)
    };
    let mean = Mean { item, reading, exact };
    trace.step(|| describe_mean(&mean, &numbers, means.len(), over));
    Some(mean)
}

fn mean_of(amounts: &[Amount]) -> Option<Amount> {
    let mut sum = ExactSum::default();
    amounts.iter().for_each(|&amount| sum.add(amount));
    sum.exact_mean()
}

/// The exact mean of exact means; `None` where its fraction has too many digits, and for pH.
fn exact_mean(means: &[Mean], count: usize) -> Option<Ratio> {
    let mut sum = Ratio::ZERO;
    for mean in means.iter().filter(|mean| mean.reading.number().is_some()) {
        sum = sum.plus(mean.exact?)?;
    }
    sum.over(Ratio::new(i128::try_from(count).ok()?, 1)?)
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

fn describe_mean(mean: &Mean, numbers: &[Amount], means: usize, over: Over) -> Step {
    let symbol = mean.item.symbol();
    let values: Vec<String> = numbers.iter().map(|value| value.nearly(6)).collect();
    let count = values.len();
    let without = means - count;
    let result = match mean.reading {
        Reading::Below(limit) => format!("< {}", limit.nearly(6)),
        mean => mean.number().map_or_else(String::new, |value| value.nearly(6)),
    };
    let (formula, by) = if mean.item == Parameter::Ph {
        let words = Words::new("按氢离子浓度平均", "averaged by hydrogen ions");
        (format!("{symbol}: {} → {result}", values.join(", ")), words)
    } else {
        let words = Words::new("算术平均", "arithmetic mean");
        (format!("{symbol}: ({}) ÷ {count} → {result}", values.join(" + ")), words)
    };
    let (label, mut zh, mut en) = match over {
        Over::Places => (
            Words::new("空间平均值", "Mean over places"),
            format!("{count} 个点位（断面）各自的时间平均值再{}", by.zh),
            format!("the means over time of {count} places, {}", by.en),
        ),
        Over::Months => (
            Words::new("时段平均值", "Mean over months"),
            format!("{count} 个月的月均值{}", by.zh),
            format!("the means of {count} months, {}", by.en),
        ),
    };
    if without > 0 {
        zh.push_str(&format!("；另有 {without} 个未检出且没有检出限，未计入"));
        en.push_str(&format!("; {without} with nothing detected and no limit are not in it"));
    }
    Step { label, formula, zh, en, clause: "环办〔2011〕22号" }
}

/// [`hydrogen_ions`], reckoned once for each pH of 0 to 14 with two decimals, which nearly all are.
fn ions_of(ph: Amount) -> Option<Amount> {
    /// Digits above, decimals in the lowest five bits; 0 is not reckoned yet.
    static HUNDREDTHS: [AtomicI64; 1401] = [const { AtomicI64::new(0) }; 1401];
    let hundredths = ph.thousandths().filter(|ph| ph % 10 == 0).and_then(|ph| usize::try_from(ph / 10).ok());
    let Some(place) = hundredths.and_then(|ph| HUNDREDTHS.get(ph)) else { return hydrogen_ions(ph) };
    let known = place.load(Ordering::Relaxed);
    if known != 0 {
        return Some(Amount::decimal(known >> 5, (known & 31) as u32));
    }
    let ions = hydrogen_ions(ph)?;
    let (digits, decimals) = ions.parts();
    place.store(digits << 5 | i64::from(decimals), Ordering::Relaxed);
    Some(ions)
}

/// Hydrogen ions of a pH in nmol/L, to seventeen significant digits but at most eighteen decimals; `None` below pH −3.
#[allow(clippy::cast_possible_truncation)]
fn hydrogen_ions(ph: Amount) -> Option<Amount> {
    let ions = libm::exp10(9.0 - ph.to_f64());
    if ions >= 1e12 {
        return None;
    }
    let mut decimals: u32 = 18;
    let mut digits = ions * 1e18;
    while digits >= 1e17 {
        digits = ions * libm::exp10(f64::from(decimals - 1));
        decimals -= 1;
    }
    Some(Amount::decimal(libm::round(digits) as i64, decimals))
}
