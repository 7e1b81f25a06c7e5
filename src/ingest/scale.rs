//! From the unit of a column to the unit of its item, and whether the values can be in the unit at all.

use crate::parameter::Parameter;
use crate::quantity::{Amount, Unit};

/// What brings a reading into the unit of its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// Power of ten.
    exponent: i32,
    /// Concentration of a mixing ratio.
    factor: Option<Amount>,
}

/// µg/m³ of 1 ppb at the reference state of GB 3095 since 2018-09-01, 298.15 K and 1013.25 hPa, where a mole of gas
/// takes 24.4654 L. Before that day the state was 273 K, and values converted here are lower than those of that time by
/// the factor 273/298.15.
#[rustfmt::skip]
const UG_PER_M3_OF_PPB: [(Parameter, Amount); 5] = [
    (Parameter::So2, Amount::decimal(26_186, 4)),
    (Parameter::No2, Amount::decimal(18_804, 4)),
    (Parameter::Nox, Amount::decimal(18_804, 4)), // counted as NO2
    (Parameter::O3,  Amount::decimal(19_619, 4)),
    (Parameter::Co,  Amount::decimal(11_449, 4)),
];

impl Scale {
    /// The unit of the item itself.
    pub(super) const NONE: Scale = Scale { exponent: 0, factor: None };

    /// From a unit to that of an item; `None` when it measures something else.
    pub(super) fn of(unit: Unit, parameter: Parameter) -> Option<Scale> {
        let home = parameter.item().unit;
        if let Some(exponent) = unit.exponent_to(home) {
            return Some(Scale { exponent, factor: None });
        }
        let (_, factor) = UG_PER_M3_OF_PPB.iter().find(|(known, _)| *known == parameter)?;
        let exponent = unit.exponent_to(Unit::PPB)? + Unit::UG_PER_M3.exponent_to(home)?;
        Some(Scale { exponent, factor: Some(*factor) })
    }

    #[inline]
    pub(super) fn is_none(self) -> bool {
        self == Scale::NONE
    }

    /// The amount in the unit of the item, exactly; `None` where it is too large.
    pub(super) fn apply(self, amount: Amount) -> Option<Amount> {
        let Some(factor) = self.factor else { return amount.shift(self.exponent) };
        let ((digits, decimals), (factor, more)) = (amount.parts(), factor.parts());
        Amount::decimal(digits.checked_mul(factor)?, decimals + more).shift(self.exponent)
    }

    /// The factor of a mixing ratio, as it is said.
    pub(super) fn ratio(self) -> Option<String> {
        self.factor.and_then(|_| self.apply(Amount::whole(1))).map(|one| format!("× {one}"))
    }
}

/// What the magnitude of the values says about their unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// Nothing against it.
    Fits,
    /// They can only be in this one.
    Only(Unit),
    /// There are too few values to be certain that it is another.
    Doubtful,
    /// They cannot be in it, and more than one other is possible.
    Unclear,
}

/// Values from which on the lack of large ones says something.
const ENOUGH: usize = 10;

/// Judges the unit of a pollutant of air by the median of so many positive values. `particles_in_mg` is whether the
/// particles of the same table are in mg/m³.
pub(super) fn judge(
    parameter: Parameter,
    unit: Unit,
    (count, median): (usize, Amount),
    particles_in_mg: bool,
) -> Judged {
    let in_micrograms = unit == Unit::UG_PER_M3;
    match parameter {
        // No street and no fire keeps half of all values above 30 mg/m³.
        Parameter::Co if unit == Unit::MG_PER_M3 && median > Amount::whole(30) => Judged::Only(Unit::UG_PER_M3),
        // Nowhere is there half of the time less than 1 µg/m³ of particles.
        Parameter::Pm25 | Parameter::Pm10 | Parameter::Tsp if in_micrograms && median < Amount::whole(1) => {
            if count < ENOUGH { Judged::Doubtful } else { Judged::Only(Unit::MG_PER_M3) }
        }
        // Below what analysers of gases resolve: mg/m³ or ppm, which differ by a factor of two only.
        Parameter::So2 | Parameter::No2 | Parameter::O3 | Parameter::Nox
            if in_micrograms && median < Amount::decimal(2, 1) =>
        {
            match count {
                _ if particles_in_mg => Judged::Only(Unit::MG_PER_M3),
                0..ENOUGH => Judged::Doubtful,
                _ => Judged::Unclear,
            }
        }
        // Laboratories write ng/m³: not even beside a smelter or a coke oven is there so much half of the time.
        _ if in_micrograms && most_micrograms(parameter).is_some_and(|most| median > most) => {
            if count < ENOUGH {
                Judged::Doubtful
            } else {
                Judged::Only(Unit::NG_PER_M3)
            }
        }
        _ => Judged::Fits,
    }
}

/// Judges the unit of an item of water by the median of its positive values. Where the unit is `stated` it stands, and is
/// only doubted.
pub(super) fn judge_water(parameter: Parameter, unit: Unit, stated: bool, median: Amount) -> Judged {
    // What no water holds in half of its samples, in the unit of the item, and in which unit it is often written.
    let (most, other) = match parameter {
        Parameter::ChlorophyllA => (Amount::decimal(5, 1), Unit::UG_PER_L),
        Parameter::Hg => (Amount::decimal(1, 2), Unit::UG_PER_L),
        Parameter::Cd => (Amount::decimal(1, 1), Unit::UG_PER_L),
        Parameter::Pb | Parameter::As => (Amount::whole(1), Unit::UG_PER_L),
        Parameter::Transparency => (Amount::whole(30), Unit::CM),
        _ => return Judged::Fits,
    };
    let value = Scale::of(unit, parameter).and_then(|scale| scale.apply(median));
    // And less chlorophyll than any analysis finds: written in mg/L under a header of µg/L.
    let too_small = parameter == Parameter::ChlorophyllA && value.is_some_and(|value| value < Amount::decimal(1, 4));
    match value {
        Some(value) if value > most && !stated => Judged::Only(other),
        Some(value) if value > most || too_small => Judged::Doubtful,
        _ => Judged::Fits,
    }
}

/// What half of the values of a metal or of BaP stay below everywhere, in µg/m³.
#[rustfmt::skip]
const fn most_micrograms(parameter: Parameter) -> Option<Amount> {
    Some(match parameter {
        Parameter::BaP      => Amount::decimal(2, 1),
        Parameter::Cr6InAir => Amount::decimal(5, 2),
        Parameter::CdInAir | Parameter::HgInAir => Amount::decimal(5, 1),
        Parameter::AsInAir | Parameter::NiInAir => Amount::whole(1),
        Parameter::PbInAir  => Amount::whole(10),
        _ => return None,
    })
}
