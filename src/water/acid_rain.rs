//! Acid rain (酸雨): the mean pH of precipitation by hydrogen ions and how often it is acid.

use crate::quantity::{Amount, ExactSum};
use crate::statistics::percent;
use crate::trace::{Step, Trace};
use crate::words::Words;

/// Precipitation below this pH is acid. Known from practice, as are the bands of [`Degree`].
pub const ACID_BELOW: Amount = Amount::decimal(56, 1);

const CLAUSE: &str = "酸雨评价：pH < 5.6";

/// How acid precipitation is in the mean of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    /// Mean pH of 5.6 or more.
    NotAcid,
    /// 酸雨, below 5.6.
    Acid,
    /// 较重酸雨, below 5.0.
    RatherSevere,
    /// 重酸雨, below 4.5.
    Severe,
}

impl Degree {
    /// The degree of a mean pH. A pH that equals a bound is of the milder degree.
    #[must_use]
    pub fn of(ph: Amount) -> Degree {
        if ph >= ACID_BELOW {
            Degree::NotAcid
        } else if ph >= Amount::whole(5) {
            Degree::Acid
        } else if ph >= Amount::decimal(45, 1) {
            Degree::RatherSevere
        } else {
            Degree::Severe
        }
    }

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Degree::NotAcid => Words::new("非酸雨", "not acid"),
            Degree::Acid => Words::new("酸雨", "acid rain"),
            Degree::RatherSevere => Words::new("较重酸雨", "rather severe acid rain"),
            Degree::Severe => Words::new("重酸雨", "severe acid rain"),
        }
    }
}

/// How the samples are weighted in the mean of their hydrogen ions. The reports at hand say only that it is by ions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weighting {
    /// By the amount of precipitation. Samples without it are then not in the mean.
    #[default]
    ByAmount,
    /// Every sample counts the same.
    Equal,
}

/// Samples of precipitation at a place; adding and merging in any order gives the same bits.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// use envgrade::water::acid_rain::{Degree, Precipitation, Weighting};
/// let mut rain = Precipitation::new(Weighting::ByAmount);
/// rain.add(Amount::whole(5), Some(Amount::whole(30))); // pH 5 in 30 mm
/// rain.add(Amount::whole(6), Some(Amount::whole(10)));
/// // −lg((10⁻⁵ × 30 + 10⁻⁶ × 10) ÷ 40)
/// assert_eq!(rain.mean(&mut Off), Some(Amount::decimal(511, 2)));
/// assert_eq!(rain.frequency(), Some(Amount::whole(50)));
/// assert_eq!(rain.degree(), Some(Degree::Acid));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precipitation {
    weighting: Weighting,
    /// Hydrogen ions times amounts of precipitation, nmol/L · mm.
    ions: ExactSum,
    /// Amounts of precipitation in mm.
    amounts: ExactSum,
    samples: u32,
    acid: u32,
    lowest: Option<Amount>,
    highest: Option<Amount>,
}

impl Precipitation {
    /// No sample yet.
    #[must_use]
    pub fn new(weighting: Weighting) -> Precipitation {
        Precipitation {
            weighting,
            ions: ExactSum::default(),
            amounts: ExactSum::default(),
            samples: 0,
            acid: 0,
            lowest: None,
            highest: None,
        }
    }

    /// Adds a sample: its pH, 0 to 14, and the amount of precipitation in mm. Any other pH is not a sample.
    pub fn add(&mut self, ph: Amount, amount: Option<Amount>) {
        if ph.is_negative() || ph > Amount::whole(14) {
            return;
        }
        self.samples += 1;
        self.acid += u32::from(ph < ACID_BELOW);
        self.lowest = Some(self.lowest.map_or(ph, |lowest| lowest.min(ph)));
        self.highest = Some(self.highest.map_or(ph, |highest| highest.max(ph)));
        let weight = match self.weighting {
            Weighting::Equal => Amount::whole(1),
            Weighting::ByAmount => match amount.filter(|&amount| amount > Amount::ZERO) {
                Some(amount) => amount,
                None => return,
            },
        };
        // Made a decimal at once, so that the order of the samples does not matter.
        let ions = libm::exp10(9.0 - ph.to_f64()) * weight.to_f64();
        if let Some(ions) = Amount::from_logarithm(ions) {
            self.ions.add(ions);
            self.amounts.add(weight);
        }
    }

    /// Adds all samples of another place or period.
    pub fn merge(&mut self, other: &Precipitation) {
        self.ions.merge(other.ions);
        self.amounts.merge(other.amounts);
        self.samples += other.samples;
        self.acid += other.acid;
        let both = |one: Option<Amount>, other: Option<Amount>, pick: fn(Amount, Amount) -> Amount| match (one, other) {
            (Some(one), Some(other)) => Some(pick(one, other)),
            (one, other) => one.or(other),
        };
        self.lowest = both(self.lowest, other.lowest, Amount::min);
        self.highest = both(self.highest, other.highest, Amount::max);
    }

    /// How many samples.
    #[must_use]
    pub const fn samples(&self) -> u32 {
        self.samples
    }

    /// How many of them are acid.
    #[must_use]
    pub const fn acid(&self) -> u32 {
        self.acid
    }

    /// The lowest and the highest pH.
    #[must_use]
    pub fn range(&self) -> Option<(Amount, Amount)> {
        self.lowest.zip(self.highest)
    }

    /// The frequency of acid precipitation, acid samples of all, in per cent with one decimal.
    #[must_use]
    pub fn frequency(&self) -> Option<Amount> {
        percent(self.acid, self.samples, 1)
    }

    /// The mean pH with two decimals; `None` when no sample is in it.
    pub fn mean(&self, trace: &mut impl Trace) -> Option<Amount> {
        let mean = self.unrounded()?.round(2);
        trace.step(|| {
            let words = match self.weighting {
                Weighting::ByAmount => Words::new("按降水量加权", "weighted by the amount of precipitation"),
                Weighting::Equal => Words::new("各样品等权", "every sample the same"),
            };
            let left = self.samples - self.amounts.count();
            let left = if left == 0 {
                (String::new(), String::new())
            } else {
                (
                    format!("；{left} 个样品没有降水量，未计入"),
                    format!("; {left} samples without an amount are not in it"),
                )
            };
            let frequency = self.frequency().map(|rate| format!("{rate:.1}")).unwrap_or_default();
            Step {
                label: Words::new("降水 pH 均值", "Mean pH of precipitation"),
                formula: format!(
                    "−lg({} × 10⁻⁹ ÷ {}) → {mean:.2}; {} ÷ {} → {frequency} %",
                    self.ions.total().nearly(6),
                    self.amounts.total().nearly(6),
                    self.acid,
                    self.samples
                ),
                zh: format!("氢离子浓度平均（{}）后取负对数；酸雨频率为 pH < 5.6 的样品比例{}", words.zh, left.0),
                en: format!(
                    "negative logarithm of the mean of hydrogen ions, {}; the frequency is the share of samples below \
                     pH 5.6{}",
                    words.en, left.1
                ),
                clause: CLAUSE,
            }
        });
        Some(mean)
    }

    fn unrounded(&self) -> Option<Amount> {
        let (ions, weight) = (self.ions.total(), self.amounts.total());
        if self.amounts.count() == 0 || ions <= Amount::ZERO {
            return None;
        }
        Amount::from_logarithm(9.0 - libm::log10(ions.to_f64() / weight.to_f64())).map(|ph| ph.round(9))
    }

    /// The degree of the mean before it is rounded to two decimals.
    #[must_use]
    pub fn degree(&self) -> Option<Degree> {
        self.unrounded().map(Degree::of)
    }
}
