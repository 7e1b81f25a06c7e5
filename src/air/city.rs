//! The value of a city from those of its points (HJ 663; table A.2 in the edition of 2026).

use super::Pollutant;
use crate::quantity::{Amount, ExactSum};
use crate::standard::hj663::quota;
use crate::trace::{Step, Trace};
use crate::words::Words;

/// What goes from one mean into the next. Neither edition of HJ 663 could be read in full, so it is a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Carry {
    /// The value as it is reported, rounded to the decimals of the item: what anybody can check on published values.
    #[default]
    Reported,
    /// The exact value; only what is printed is rounded.
    Exact,
}

impl Carry {
    /// A mean as it goes on.
    #[must_use]
    pub fn mean(self, sum: ExactSum, decimals: u32) -> Option<Amount> {
        match self {
            Carry::Reported => sum.mean(decimals),
            Carry::Exact => sum.exact_mean(),
        }
    }
}

/// The value of a city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CityValue {
    /// The mean over the valid points, also where they are too few.
    pub value: Option<Amount>,
    /// Points with a valid value.
    pub valid: usize,
    /// Points of the city.
    pub points: usize,
}

impl CityValue {
    /// The value, when enough points are valid: three quarters of them, with fewer than four points half.
    #[must_use]
    pub fn valid(&self) -> Option<Amount> {
        self.value.filter(|_| self.valid * 100 >= self.points * quota(self.points))
    }
}

/// The value of a city, daily or hourly: the mean of its points' own values. Of ozone these are the points' largest
/// 8-h means, never the largest of a mean series. `points` are the city points, those without a valid value too;
/// background, regional, roadside and source points are not among them.
///
/// ```
/// use envgrade::air::Pollutant;
/// use envgrade::air::city::{Carry, city_value};
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let points = [118, 131, 127].map(|value| Some(Amount::whole(value)));
/// let city = city_value(Pollutant::O3, &points, Carry::Reported, &mut Off);
/// assert_eq!(city.valid(), Some(Amount::whole(125)));
/// // Two of four points are too few.
/// let points = [Some(Amount::whole(40)), None, Some(Amount::whole(50)), None];
/// assert_eq!(city_value(Pollutant::Pm25, &points, Carry::Reported, &mut Off).valid(), None);
/// ```
pub fn city_value(pollutant: Pollutant, points: &[Option<Amount>], carry: Carry, trace: &mut impl Trace) -> CityValue {
    city_mean(pollutant.symbol(), pollutant.decimals(), points, carry, trace)
}

/// The value of a city as [`city_value`] gives it, of any item by its symbol and with its decimals.
pub fn city_mean(
    symbol: &str,
    decimals: u32,
    points: &[Option<Amount>],
    carry: Carry,
    trace: &mut impl Trace,
) -> CityValue {
    let mut sum = ExactSum::default();
    points.iter().flatten().for_each(|&value| sum.add(value));
    let city = CityValue { value: carry.mean(sum, decimals), valid: sum.count() as usize, points: points.len() };
    trace.step(|| {
        let terms: Vec<String> = points.iter().flatten().map(|value| value.nearly(3)).collect();
        let quota = quota(points.len());
        let (zh, en) = if city.valid().is_some() { ("有效", "valid") } else { ("无效", "not valid") };
        Step {
            label: Words::new("城市值", "City value"),
            formula: match city.value {
                Some(value) => {
                    format!("{symbol}: ({}) ÷ {} → {}", terms.join(" + "), terms.len(), value.nearly(3))
                }
                None => String::new(),
            },
            zh: format!("{} 个点位中 {} 个有效（至少 {quota} %）：{zh}", city.points, city.valid),
            en: format!("{} of {} points are valid (at least {quota} %): {en}", city.valid, city.points),
            clause: "HJ 663",
        }
    });
    city
}
