//! The state of the air that a concentration is given for (参考状态), and conversion between states and from mixing
//! ratios, exact and rounded once.
//!
//! | observation | gases | particles |
//! |---|---|---|
//! | up to 2018-08-31 | 273 K, 1013.25 hPa | 273 K, 1013.25 hPa |
//! | from 2018-09-01 (amendment of GB 3095-2012; GB 3095-2026 4.3) | 298.15 K, 1013.25 hPa | as it is at the time |
//!
//! No limit changed with the state. Official histories have been recalculated to one state; private files often have not.

use crate::calendar::Date;
use crate::parameter::Parameter;
use crate::quantity::{Amount, ExactSum, Ratio, Unit};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// First day of the amendment of GB 3095-2012.
const FIRST_DAY_OF_REFERENCE: Date = Date::of(2018, 9, 1);

/// Clauses of the reference state.
const CLAUSE: &str = "GB 3095-2012 修改单（2018）；GB 3095-2026 3.14、4.3";

/// Temperature and pressure that a concentration is given for.
///
/// ```
/// use envgrade::air::reference_state::{State, convert};
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let ozone = convert(Amount::whole(160), State::STANDARD, State::REFERENCE, 3, &mut Off);
/// assert_eq!(ozone, Some(Amount::decimal(146_503, 3)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    kelvin: Amount,
    hectopascals: Amount,
}

const ATMOSPHERE: Amount = Amount::decimal(101_325, 2);

impl State {
    /// 标准状态 of GB 3095-2012 before its amendment: 273 K, as the text says.
    pub const STANDARD: State = State { kelvin: Amount::whole(273), hectopascals: ATMOSPHERE };
    /// The same with 0 ℃ taken exactly: 273.15 K.
    pub const STANDARD_AT_0_CELSIUS: State = State { kelvin: Amount::decimal(27_315, 2), hectopascals: ATMOSPHERE };
    /// 参考状态 of gases since 2018-09-01: 298.15 K (25 ℃), 1013.25 hPa. The state of the US EPA too.
    pub const REFERENCE: State = State { kelvin: Amount::decimal(29_815, 2), hectopascals: ATMOSPHERE };
    /// 20 ℃ and 1013.25 hPa, the state of gases in the European directives (293 K, 101.3 kPa).
    pub const EUROPEAN: State = State { kelvin: Amount::decimal(29_315, 2), hectopascals: ATMOSPHERE };

    /// A state as measured; `None` unless both are above zero.
    #[must_use]
    pub fn actual(kelvin: Amount, hectopascals: Amount) -> Option<State> {
        (kelvin > Amount::ZERO && hectopascals > Amount::ZERO).then_some(State { kelvin, hectopascals })
    }

    /// A state as measured, the temperature in ℃; `None` unless temperature and pressure are above zero.
    #[must_use]
    pub fn actual_celsius(celsius: Amount, hectopascals: Amount) -> Option<State> {
        let mut kelvin = ExactSum::default();
        kelvin.add(celsius);
        kelvin.add(Amount::decimal(27_315, 2));
        State::actual(kelvin.total(), hectopascals)
    }

    /// Litres of one mole of an ideal gas, `R × T ÷ p`, exact.
    #[must_use]
    pub fn molar_volume(self) -> Option<Ratio> {
        let joules = gas_constant()?.times(Ratio::of(self.kelvin))?;
        // m³ = J ÷ Pa, and 100 Pa are one hPa, 1000 L one m³.
        joules.times(Ratio::new(10, 1)?)?.over(Ratio::of(self.hectopascals))
    }

    fn text(self) -> String {
        format!("{} K, {} hPa", self.kelvin, self.hectopascals)
    }
}

/// The molar gas constant in J/(mol·K), the product of the Boltzmann and the Avogadro constant, both exact by definition
/// of the SI since 2019: 1.380649 × 10⁻²³ × 6.02214076 × 10²³ = 8.31446261815324.
fn gas_constant() -> Option<Ratio> {
    Ratio::of(Amount::decimal(1_380_649, 6)).times(Ratio::of(Amount::decimal(602_214_076, 8)))
}

/// How a pollutant is in the air.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// SO2, NO2, CO, O3, NOx.
    Gas,
    /// PM10, PM2.5, TSP and what is measured in them: Pb, BaP.
    Particle,
}

impl Phase {
    /// How an item of the standard is in the air; `None` for items that it does not say it of.
    #[must_use]
    pub const fn of(item: Parameter) -> Option<Phase> {
        match item {
            Parameter::So2 | Parameter::No2 | Parameter::Co | Parameter::O3 | Parameter::Nox => Some(Phase::Gas),
            Parameter::Pm10 | Parameter::Pm25 | Parameter::Tsp | Parameter::PbInAir | Parameter::BaP => {
                Some(Phase::Particle)
            }
            _ => None,
        }
    }
}

/// Which temperature the standard state before 2018-09-01 is taken to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StandardTemperature {
    /// 273 K, as the text says.
    #[default]
    Kelvin273,
    /// 273.15 K, as many instruments and programs compute.
    Kelvin273Point15,
}

/// What the standard asks a concentration to be given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// For this state.
    At(State),
    /// For temperature and pressure as they are during monitoring.
    AsMonitored,
}

/// The state that the standard asks for on a day.
///
/// ```
/// use envgrade::air::reference_state::{Phase, Required, StandardTemperature, State, required};
/// use envgrade::calendar::Date;
/// let on = |year| Date::new(year, 9, 1).unwrap();
/// let choice = StandardTemperature::default();
/// assert_eq!(required(Phase::Gas, on(2017), choice), Required::At(State::STANDARD));
/// assert_eq!(required(Phase::Gas, on(2018), choice), Required::At(State::REFERENCE));
/// assert_eq!(required(Phase::Particle, on(2018), choice), Required::AsMonitored);
/// ```
#[must_use]
pub fn required(phase: Phase, day: Date, standard: StandardTemperature) -> Required {
    match (day < FIRST_DAY_OF_REFERENCE, standard, phase) {
        (true, StandardTemperature::Kelvin273, _) => Required::At(State::STANDARD),
        (true, StandardTemperature::Kelvin273Point15, _) => Required::At(State::STANDARD_AT_0_CELSIUS),
        (false, _, Phase::Gas) => Required::At(State::REFERENCE),
        (false, _, Phase::Particle) => Required::AsMonitored,
    }
}

/// What a concentration is multiplied by when a volume of air goes from one state to another: `T ÷ T′ × p′ ÷ p`; `None`
/// when the numbers are too long to stay exact.
#[must_use]
pub fn factor(from: State, to: State) -> Option<Ratio> {
    let temperatures = Ratio::of(from.kelvin).over(Ratio::of(to.kelvin))?;
    temperatures.times(Ratio::of(to.hectopascals).over(Ratio::of(from.hectopascals))?)
}

/// A concentration of a gas or of particles given for another state, rounded once, half to even, at `decimals` places.
/// The unit stays. `None` when the numbers are too long to stay exact.
///
/// ```
/// use envgrade::air::reference_state::{State, convert};
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// // A gas measured at 15 ℃ on a high plateau.
/// let there = State::actual(Amount::decimal(28_815, 2), Amount::whole(850)).unwrap();
/// let gas = convert(Amount::whole(80), there, State::REFERENCE, 3, &mut Off);
/// assert_eq!(gas, Some(Amount::decimal(92_166, 3)));
/// ```
pub fn convert(concentration: Amount, from: State, to: State, decimals: u32, trace: &mut impl Trace) -> Option<Amount> {
    let exact = Ratio::of(concentration).times(factor(from, to)?)?;
    let result = exact.round(decimals)?;
    trace.step(|| Step {
        label: Words::new("状态换算", "Conversion of state"),
        formula: format!(
            "{concentration} × ({} ÷ {}) × ({} ÷ {}) = {} → {result:.*}",
            from.kelvin,
            to.kelvin,
            to.hectopascals,
            from.hectopascals,
            exact.nearly(decimals + 3),
            decimals as usize
        ),
        zh: format!("由 {} 换算到 {}", from.text(), to.text()),
        en: format!("from {} to {}", from.text(), to.text()),
        clause: CLAUSE,
    });
    Some(result)
}

/// Conversions that the concentrations of a whole run need, each from one state to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conversion {
    /// Of gases.
    pub gases: Option<(State, State)>,
    /// Of particles.
    pub particles: Option<(State, State)>,
}

/// Decimals that a converted concentration keeps until it is rounded for its use.
const KEPT: u32 = 9;

impl Conversion {
    /// Whether nothing is converted.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.gases.is_none() && self.particles.is_none()
    }

    /// A concentration as the standard asks for it; one that cannot be converted exactly stays as it is.
    pub fn apply(&self, item: Parameter, concentration: Amount, trace: &mut impl Trace) -> Amount {
        let states = match Phase::of(item) {
            Some(Phase::Gas) => self.gases,
            Some(Phase::Particle) => self.particles,
            None => None,
        };
        states.and_then(|(from, to)| convert(concentration, from, to, KEPT, trace)).unwrap_or(concentration)
    }
}

/// Molar masses in g/mol as they are commonly tabulated; NOx is counted as NO2.
#[rustfmt::skip]
#[must_use]
pub const fn molar_mass(item: Parameter) -> Option<Amount> {
    match item {
        Parameter::So2                  => Some(Amount::decimal(64_066, 3)),
        Parameter::No2 | Parameter::Nox => Some(Amount::decimal(460_055, 4)),
        Parameter::Co                   => Some(Amount::decimal(28_010, 3)),
        Parameter::O3                   => Some(Amount::decimal(47_998, 3)),
        _ => None,
    }
}

/// The mass concentration of a mixing ratio: µg/m³ of a ppb and mg/m³ of a ppm, exact; `None` for particles.
///
/// ```
/// use envgrade::air::reference_state::{State, mass_per_part};
/// use envgrade::parameter::Parameter;
/// use envgrade::quantity::Amount;
/// let ozone = mass_per_part(Parameter::O3, State::REFERENCE).unwrap();
/// assert_eq!(ozone.round(4), Some(Amount::decimal(19_619, 4)));
/// ```
#[must_use]
pub fn mass_per_part(item: Parameter, state: State) -> Option<Ratio> {
    Ratio::of(molar_mass(item)?).over(state.molar_volume()?)
}

/// A mixing ratio in ppb or ppm as a concentration in the unit of the item (CO mg/m³, others µg/m³), rounded once, half
/// to even; `None` for particles, for a unit that is no mixing ratio, and when the numbers are too long to stay exact.
///
/// ```
/// use envgrade::air::reference_state::{State, from_mixing_ratio};
/// use envgrade::parameter::Parameter;
/// use envgrade::quantity::{Amount, Unit};
/// use envgrade::trace::Off;
/// let co = from_mixing_ratio(Parameter::Co, Amount::whole(2), Unit::PPM, State::REFERENCE, 1, &mut Off);
/// assert_eq!(co, Some(Amount::decimal(23, 1)));
/// ```
pub fn from_mixing_ratio(
    item: Parameter,
    ratio: Amount,
    unit: Unit,
    state: State,
    decimals: u32,
    trace: &mut impl Trace,
) -> Option<Amount> {
    let exponent = unit.exponent_to(Unit::PPB)? + Unit::UG_PER_M3.exponent_to(item.item().unit)?;
    let exact = Ratio::of(ratio).times(mass_per_part(item, state)?)?.times(power_of_ten(exponent)?)?;
    let result = exact.round(decimals)?;
    trace.step(|| {
        let (mass, volume) = mass_and_volume(item, state);
        mixing_step(
            state,
            format!(
                "{ratio} {} × {mass} ÷ {volume}{} → {result:.*} {}",
                unit.name(),
                power_text(exponent),
                decimals as usize,
                item.item().unit.name()
            ),
        )
    });
    Some(result)
}

/// A concentration in the unit of the item as a mixing ratio in ppb or ppm, exact; `None` as in [`from_mixing_ratio`].
#[must_use]
pub fn mixing_ratio(item: Parameter, concentration: Amount, state: State, unit: Unit) -> Option<Ratio> {
    let power = power_of_ten(to_mixing_exponent(item, unit)?)?;
    Ratio::of(concentration).over(mass_per_part(item, state)?)?.times(power)
}

fn to_mixing_exponent(item: Parameter, unit: Unit) -> Option<i32> {
    Some(Unit::PPB.exponent_to(unit)? + item.item().unit.exponent_to(Unit::UG_PER_M3)?)
}

/// A concentration in the unit of the item as a mixing ratio in ppb or ppm, rounded once, half to even; `None` as in
/// [`from_mixing_ratio`].
pub fn to_mixing_ratio(
    item: Parameter,
    concentration: Amount,
    state: State,
    unit: Unit,
    decimals: u32,
    trace: &mut impl Trace,
) -> Option<Amount> {
    let exponent = to_mixing_exponent(item, unit)?;
    let exact = mixing_ratio(item, concentration, state, unit)?;
    let result = exact.round(decimals)?;
    trace.step(|| {
        let (mass, volume) = mass_and_volume(item, state);
        mixing_step(
            state,
            format!(
                "{concentration} {} ÷ {mass} × {volume}{} → {result:.*} {}",
                item.item().unit.name(),
                power_text(exponent),
                decimals as usize,
                unit.name()
            ),
        )
    });
    Some(result)
}

fn power_of_ten(exponent: i32) -> Option<Ratio> {
    let power = 10_i128.checked_pow(exponent.unsigned_abs())?;
    if exponent < 0 { Ratio::new(1, power) } else { Ratio::new(power, 1) }
}

fn power_text(exponent: i32) -> String {
    match exponent {
        0 => String::new(),
        _ if exponent < 0 => format!(" ÷ {}", 10_i64.pow(exponent.unsigned_abs())),
        _ => format!(" × {}", 10_i64.pow(exponent.unsigned_abs())),
    }
}

/// `47.998 g/mol` and `24.4654 L/mol`.
fn mass_and_volume(item: Parameter, state: State) -> (String, String) {
    let mass = molar_mass(item).map_or_else(String::new, |mass| format!("{mass} g/mol"));
    let volume = state.molar_volume().and_then(|volume| volume.round(4));
    (mass, volume.map_or_else(String::new, |volume| format!("{volume:.4} L/mol")))
}

fn mixing_step(state: State, formula: String) -> Step {
    Step {
        label: Words::new("混合比换算", "Conversion of a mixing ratio"),
        formula,
        zh: format!("摩尔体积 R·T÷p，{}", state.text()),
        en: format!("molar volume R·T÷p at {}", state.text()),
        clause: CLAUSE,
    }
}
