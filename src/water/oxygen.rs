//! Saturation of dissolved oxygen from temperature and pressure or altitude, for class Ⅰ "饱和率 90%（或 7.5）".
//!
//! GB 3838-2002 gives no formula, so the formula, and what stands for the pressure, are choices. What comes out is a
//! reading of [`Parameter::DoSaturation`], which [`super::section::Saturation::Measured`] holds against 90 %.

use crate::parameter::Parameter;
use crate::quantity::{Amount, Ratio, Reading};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// How much oxygen water holds at 101.325 kPa.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Formula {
    /// `468 ÷ (31.6 + T)` mg/L, rivers (HJ 2.3-2018).
    #[default]
    Rivers,
    /// `(491 − 2.65 S) ÷ (33.5 + T)` mg/L with the practical salinity S, salt lakes and estuaries (HJ 2.3-2018).
    Salt(Amount),
    /// The equation of Benson and Krause for fresh water (APHA 4500-O, USGS). Its logarithm is a statistic; the
    /// saturation is made a decimal amount of fifteen decimals before anything is decided.
    BensonKrause,
}

/// Air pressure at the station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pressure {
    /// 101.325 kPa, nothing is corrected.
    #[default]
    SeaLevel,
    /// Measured at the station, in kPa, not reduced to sea level.
    Measured(Amount),
    /// That of the standard atmosphere at an altitude in m, `101.325 × (1 − 2.25577·10⁻⁵ h)^5.25588` kPa.
    Altitude(Amount),
}

/// What the saturation is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Conditions {
    /// Solubility.
    pub formula: Formula,
    /// Pressure.
    pub pressure: Pressure,
}

const STANDARD_KPA: Amount = Amount::decimal(101_325, 3);

impl Conditions {
    /// Concentration of saturated oxygen in mg/L at a water temperature in °C.
    ///
    /// At another pressure than 101.325 kPa it is multiplied by `(p − pw) ÷ (101.325 − pw)` with the vapour pressure pw
    /// of water at T (Benson and Krause). `None` outside 0 to 40 °C, a salinity of 0 to 42, a pressure of 30 to 110 kPa
    /// or an altitude of −500 to 9,000 m.
    ///
    /// ```
    /// use envgrade::quantity::Amount;
    /// use envgrade::water::oxygen::{Conditions, Formula, Pressure};
    /// let lake = Conditions { formula: Formula::BensonKrause, pressure: Pressure::Altitude(Amount::whole(3_196)) };
    /// let saturated = lake.saturated(Amount::whole(15)).and_then(|ratio| ratio.round(1));
    /// assert_eq!(saturated, Some(Amount::decimal(67, 1)));
    /// ```
    #[must_use]
    pub fn saturated(self, temperature: Amount) -> Option<Ratio> {
        within(temperature, 0, 40)?;
        let exact = |numerator: Ratio, added: Amount| numerator.over(Ratio::of(added).plus(Ratio::of(temperature))?);
        let at_sea = match self.formula {
            Formula::Rivers => exact(Ratio::of(Amount::whole(468)), Amount::decimal(316, 1))?,
            Formula::Salt(salinity) => {
                within(salinity, 0, 42)?;
                let less = Ratio::of(Amount::decimal(265, 2)).times(Ratio::of(salinity))?;
                exact(Ratio::of(Amount::whole(491)).minus(less)?, Amount::decimal(335, 1))?
            }
            Formula::BensonKrause => Ratio::of(Amount::from_logarithm(benson_krause(temperature.to_f64()))?),
        };
        match self.pressure_factor(temperature)? {
            Some(factor) => at_sea.times(factor),
            None => Some(at_sea),
        }
    }

    /// The pressure in kPa: as measured, or reckoned and rounded to three decimals.
    #[must_use]
    pub fn kpa(self) -> Option<Amount> {
        match self.pressure {
            Pressure::SeaLevel => Some(STANDARD_KPA),
            Pressure::Measured(pressure) => within(pressure, 30, 110),
            Pressure::Altitude(altitude) => {
                let altitude = within(altitude, -500, 9_000)?.to_f64();
                let pressure = 101.325 * libm::pow(1.0 - 2.255_77e-5 * altitude, 5.255_88);
                Some(Amount::from_logarithm(pressure)?.round(3))
            }
        }
    }

    /// `(p − pw) ÷ (101.325 − pw)`, the vapour pressure rounded to four decimals; the inner `None` at sea level.
    fn pressure_factor(self, temperature: Amount) -> Option<Option<Ratio>> {
        if self.pressure == Pressure::SeaLevel {
            return Some(None);
        }
        let vapour = Ratio::of(vapour_pressure(temperature)?);
        let above = |pressure: Amount| Ratio::of(pressure).minus(vapour);
        Some(Some(above(self.kpa()?)?.over(above(STANDARD_KPA)?)?))
    }

    /// The saturation of oxygen in per cent, **cut** at two decimals, so that 90 stands there only when 90 % is really
    /// reached. `None` where [`Conditions::saturated`] is, for a negative concentration and for digits that do not fit.
    pub fn percent(self, oxygen: Amount, temperature: Amount, trace: &mut impl Trace) -> Option<Amount> {
        if oxygen.is_negative() {
            return None;
        }
        let saturated = self.saturated(temperature)?;
        let hundredfold = Ratio::of(oxygen).times(Ratio::new(100, 1)?)?;
        let percent = hundredfold.over(saturated)?.truncate(2)?;
        trace.step(|| self.describe(oxygen, temperature, saturated, percent));
        Some(percent)
    }

    fn describe(self, oxygen: Amount, temperature: Amount, saturated: Ratio, percent: Amount) -> Step {
        let (formula, zh, en) = match self.formula {
            Formula::Rivers => (
                format!("468 ÷ (31.6 + {temperature})"),
                "饱和浓度 468 ÷ (31.6 + T)（HJ 2.3-2018，河流）",
                "saturation 468 ÷ (31.6 + T) (HJ 2.3-2018, rivers)",
            ),
            Formula::Salt(salinity) => (
                format!("(491 − 2.65 × {salinity}) ÷ (33.5 + {temperature})"),
                "饱和浓度 (491 − 2.65 S) ÷ (33.5 + T)（HJ 2.3-2018，盐度较高的湖泊、河口）",
                "saturation (491 − 2.65 S) ÷ (33.5 + T) (HJ 2.3-2018, salt lakes and estuaries)",
            ),
            Formula::BensonKrause => (
                format!("C(T = {temperature} ℃)"),
                "饱和浓度按 Benson–Krause 公式",
                "saturation by the equation of Benson and Krause",
            ),
        };
        let (mut zh, mut en) = (zh.to_owned(), en.to_owned());
        let mut factor = String::new();
        match (self.pressure, self.kpa(), vapour_pressure(temperature)) {
            (Pressure::SeaLevel, ..) | (_, None, _) | (_, _, None) => {
                zh.push_str("，未作气压订正");
                en.push_str(", not corrected for pressure");
            }
            (pressure, Some(kpa), Some(vapour)) => {
                factor = format!(" × ({kpa} − {vapour}) ÷ (101.325 − {vapour})");
                zh.push_str(&format!("；气压订正，水汽压 {vapour} kPa"));
                en.push_str(&format!("; corrected for pressure, vapour pressure {vapour} kPa"));
                if let Pressure::Altitude(altitude) = pressure {
                    zh.push_str(&format!("，海拔 {altitude} m 处标准大气压 {kpa} kPa"));
                    en.push_str(&format!(", {kpa} kPa of the standard atmosphere at {altitude} m"));
                }
            }
        }
        let value = saturated.nearly(6);
        let (equals, value) = value.strip_prefix("≈ ").map_or(("=", value.as_str()), |value| ("≈", value));
        zh.push_str("；饱和率截取两位小数");
        en.push_str("; the percentage is cut at two decimals");
        Step {
            label: Words::new("溶解氧饱和率", "Oxygen saturation"),
            formula: format!("{formula}{factor} {equals} {value} mg/L; {oxygen} ÷ {value} × 100 % → {percent:.2} %"),
            zh,
            en,
            clause: "GB 3838-2002 表1",
        }
    }
}

/// The readings of a sample with the saturation of its oxygen among them, to be graded with
/// [`super::section::Saturation::Measured`]. A saturation that was measured stays; nothing is added when oxygen or
/// temperature is not a plain value.
///
/// ```
/// use envgrade::grade::Class;
/// use envgrade::parameter::Parameter::{Do, WaterTemperature};
/// use envgrade::plan::{Body, Rounding};
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::oxygen::{Conditions, Pressure, with_saturation};
/// use envgrade::water::section::{Choices, Saturation, grade};
/// let value = |tenths| Reading::Value(Amount::decimal(tenths, 1));
/// let sample = [(Do, value(71)), (WaterTemperature, value(140))];
/// let choices = Choices { saturation: Saturation::Measured, ..Choices::new(Body::Lake, Rounding::Raw) };
/// let class = |pressure| {
///     let conditions = Conditions { pressure, ..Conditions::default() };
///     grade(&with_saturation(&sample, conditions, &mut Off), choices, &mut Off).class
/// };
/// assert_eq!(class(Pressure::SeaLevel), Some(Class::II));
/// assert_eq!(class(Pressure::Altitude(Amount::whole(3_196))), Some(Class::I));
/// ```
#[must_use]
pub fn with_saturation(
    items: &[(Parameter, Reading)],
    conditions: Conditions,
    trace: &mut impl Trace,
) -> Vec<(Parameter, Reading)> {
    let mut items = items.to_vec();
    let value_of = |wanted: Parameter| {
        items.iter().find(|(item, _)| *item == wanted).and_then(|&(_, reading)| match reading {
            Reading::Value(value) => Some(value),
            _ => None,
        })
    };
    let measured = value_of(Parameter::DoSaturation);
    if let (None, Some(oxygen), Some(temperature)) =
        (measured, value_of(Parameter::Do), value_of(Parameter::WaterTemperature))
        && let Some(percent) = conditions.percent(oxygen, temperature, trace)
    {
        items.push((Parameter::DoSaturation, Reading::Value(percent)));
    }
    items
}

fn within(value: Amount, low: i64, high: i64) -> Option<Amount> {
    (Amount::whole(low) <= value && value <= Amount::whole(high)).then_some(value)
}

/// Saturated oxygen in fresh water at 101.325 kPa, mg/L.
fn benson_krause(celsius: f64) -> f64 {
    let t = celsius + 273.15;
    let t2 = t * t;
    libm::exp(-139.344_11 + 1.575_701e5 / t - 6.642_308e7 / t2 + 1.243_800e10 / (t2 * t) - 8.621_949e11 / (t2 * t2))
}

/// Vapour pressure of water in kPa, `101.325 × exp(11.8571 − 3840.70 ÷ T − 216961 ÷ T²)` with T in K (Benson and
/// Krause), rounded to four decimals.
fn vapour_pressure(celsius: Amount) -> Option<Amount> {
    let t = celsius.to_f64() + 273.15;
    let atmospheres = libm::exp(11.857_1 - 3_840.70 / t - 216_961.0 / (t * t));
    Some(Amount::from_logarithm(101.325 * atmospheres)?.round(4))
}
