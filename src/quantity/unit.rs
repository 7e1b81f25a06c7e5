//! Units as they are written in the field, and exact conversion between those that differ by a power of ten.

use super::Amount;

/// What a unit measures. Only units of one dimension convert into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Mass in a volume of air or water; the base is g/m³, which is mg/L.
    MassPerVolume,
    /// Number of things in a volume of water; the base is one per litre.
    NumberPerVolume,
    /// Conductivity; the base is µS/cm.
    Conductivity,
    /// Length; the base is m.
    Length,
    /// Temperature in °C.
    Temperature,
    /// Turbidity in NTU.
    Turbidity,
    /// Per cent.
    Percent,
    /// Activity in a volume of water in Bq/L.
    Radioactivity,
    /// Colour on the platinum-cobalt scale.
    Colour,
    /// Mixing ratio (ppb, ppm): known, but not convertible to a concentration without a reference state.
    MixingRatio,
    /// No dimension.
    None,
}

/// A unit: its printed form, dimension and power of ten against the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    name: &'static str,
    dimension: Dimension,
    exponent: i8,
}

macro_rules! units {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $dimension:ident, $exponent:literal, [$($alias:literal),*];)*) => {
        impl Unit {
            $($(#[$doc])* pub const $constant: Unit =
                Unit { name: $name, dimension: Dimension::$dimension, exponent: $exponent };)*

            /// Every unit with the spellings that are accepted, lower case, without spaces, `μ` and `µ` as `u`,
            /// superscripts as digits.
            const SPELLINGS: &'static [(Unit, &'static [&'static str])] = &[$((Unit::$constant, &[$($alias),*])),*];
        }
    };
}

units! {
    /// µg/m³.
    UG_PER_M3 = "µg/m³", MassPerVolume, -6, ["ug/m3", "ug/m^3", "ugm-3", "ug/m-3", "ug.m-3", "ug/立方米", "微克/立方米", "微克/米3", "ug/nm3"];
    /// mg/m³.
    MG_PER_M3 = "mg/m³", MassPerVolume, -3, ["mg/m3", "mg/m^3", "mgm-3", "mg.m-3", "mg/立方米", "毫克/立方米", "mg/nm3"];
    /// ng/m³.
    NG_PER_M3 = "ng/m³", MassPerVolume, -9, ["ng/m3", "ng/m^3", "纳克/立方米"];
    /// mg/L.
    MG_PER_L = "mg/L", MassPerVolume, 0, ["mg/l", "mgl-1", "mg.l-1", "mg/升", "毫克/升", "g/m3", "ppm(w)"];
    /// µg/L.
    UG_PER_L = "µg/L", MassPerVolume, -3, ["ug/l", "ugl-1", "ug.l-1", "微克/升"];
    /// ng/L.
    NG_PER_L = "ng/L", MassPerVolume, -6, ["ng/l", "纳克/升"];
    /// g/L.
    G_PER_L = "g/L", MassPerVolume, 3, ["g/l", "克/升"];
    /// Number per litre.
    PER_L = "个/L", NumberPerVolume, 0, ["个/l", "个/升", "mpn/l", "cfu/l", "cells/l", "cell/l", "ind./l", "ind/l", "/l"];
    /// Number per 100 mL.
    PER_100_ML = "MPN/100mL", NumberPerVolume, 1, ["mpn/100ml", "cfu/100ml", "个/100ml"];
    /// Number per millilitre.
    PER_ML = "个/mL", NumberPerVolume, 3, ["个/ml", "cfu/ml", "mpn/ml", "cells/ml"];
    /// Ten thousand per litre.
    TEN_THOUSAND_PER_L = "万个/L", NumberPerVolume, 4, ["万个/l", "万个/升", "10^4个/l", "104个/l", "万cells/l"];
    /// µS/cm.
    US_PER_CM = "µS/cm", Conductivity, 0, ["us/cm", "微西门子/厘米"];
    /// mS/m.
    MS_PER_M = "mS/m", Conductivity, 1, ["ms/m"];
    /// mS/cm.
    MS_PER_CM = "mS/cm", Conductivity, 3, ["ms/cm"];
    /// Metre.
    M = "m", Length, 0, ["m", "米"];
    /// Centimetre.
    CM = "cm", Length, -2, ["cm", "厘米"];
    /// Degree Celsius.
    CELSIUS = "℃", Temperature, 0, ["℃", "°c", "c", "摄氏度", "degc", "度c"];
    /// Turbidity unit.
    NTU = "NTU", Turbidity, 0, ["ntu", "fnu", "度"];
    /// Per cent.
    PERCENT = "%", Percent, 0, ["%", "％", "百分比"];
    /// Parts per billion.
    PPB = "ppb", MixingRatio, 0, ["ppb", "ppbv", "nmol/mol"];
    /// Parts per million.
    PPM = "ppm", MixingRatio, 3, ["ppm", "ppmv", "umol/mol"];
    /// Dimensionless.
    ONE = "", None, 0, ["无量纲", "dimensionless", "-", "/", "无", "1", "ph", "none", "su"];
}

/// Units of groundwater only. [`Unit::read`] does not know them as long as no file of wells is read.
impl Unit {
    /// Becquerel per litre.
    pub const BQ_PER_L: Unit = Unit { name: "Bq/L", dimension: Dimension::Radioactivity, exponent: 0 };
    /// Unit of the platinum-cobalt scale. Its everyday name 度 is also that of turbidity.
    pub const PLATINUM_COBALT: Unit = Unit { name: "铂钴色度单位", dimension: Dimension::Colour, exponent: 0 };
}

impl Unit {
    /// Reads a unit as written in a header, a unit row or a unit column; `None` when it is not known.
    ///
    /// ```
    /// use envgrade::quantity::Unit;
    /// assert_eq!(Unit::read("μg/m³"), Some(Unit::UG_PER_M3));
    /// assert_eq!(Unit::read(" MG / L "), Some(Unit::MG_PER_L));
    /// assert_eq!(Unit::read("mol/L"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Unit> {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                'μ' | 'µ' | 'ų' => plain.push('u'),
                '³' => plain.push('3'),
                '⁻' | '−' => plain.push('-'),
                '¹' => plain.push('1'),
                '⁴' => plain.push('4'),
                '／' => plain.push('/'),
                '·' | '•' => plain.push('.'),
                '（' | '）' | '(' | ')' | '[' | ']' | '【' | '】' => {}
                c if c.is_whitespace() || c == '\u{feff}' => {}
                c => plain.extend(c.to_lowercase()),
            }
        }
        Unit::SPELLINGS.iter().find(|(_, spellings)| spellings.contains(&plain.as_str())).map(|(unit, _)| *unit)
    }

    /// Printed form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Whether it is this unit, told while compiling.
    pub(crate) const fn is(self, other: Unit) -> bool {
        self.dimension as u8 == other.dimension as u8 && self.exponent == other.exponent
    }

    /// What it measures.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        self.dimension
    }

    /// The power of ten by which an amount in this unit is multiplied to be in `target`; `None` when they measure
    /// different things.
    #[must_use]
    pub fn exponent_to(self, target: Unit) -> Option<i32> {
        (self.dimension == target.dimension).then(|| i32::from(self.exponent) - i32::from(target.exponent))
    }

    /// Converts an amount exactly; `None` when the units measure different things or the result is too large.
    ///
    /// ```
    /// use envgrade::quantity::{Amount, Unit};
    /// assert_eq!(Unit::UG_PER_M3.convert(Amount::whole(300), Unit::MG_PER_M3), Some(Amount::decimal(3, 1)));
    /// ```
    #[must_use]
    pub fn convert(self, amount: Amount, target: Unit) -> Option<Amount> {
        amount.shift(self.exponent_to(target)?)
    }
}
