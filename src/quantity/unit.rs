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
    /// Volume of water in m³. A tonne of water counts as a cubic metre.
    Volume,
    /// Volume of water in a time in m³/s.
    Flow,
    /// Electric potential (redox) in mV.
    Potential,
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
    UG_PER_M3 = "µg/m³", MassPerVolume, -6, ["ug/m3", "ug/m^3", "ugm-3", "ug/m-3", "ug.m-3", "ug/立方米", "微克/立方米", "微克/米3", "ug/nm3", "ug/m3lc", "微克每立方米"];
    /// mg/m³.
    MG_PER_M3 = "mg/m³", MassPerVolume, -3, ["mg/m3", "mg/m^3", "mgm-3", "mg.m-3", "mg/立方米", "毫克/立方米", "mg/nm3", "毫克每立方米"];
    /// ng/m³.
    NG_PER_M3 = "ng/m³", MassPerVolume, -9, ["ng/m3", "ng/m^3", "纳克/立方米"];
    /// mg/L.
    MG_PER_L = "mg/L", MassPerVolume, 0, ["mg/l", "mgl-1", "mg.l-1", "mg/升", "毫克/升", "毫克每升", "g/m3", "ppm(w)", "mg/dm3", "mgn/l", "mgp/l", "mg-n/l", "mg-p/l"];
    /// µg/L.
    UG_PER_L = "µg/L", MassPerVolume, -3, ["ug/l", "ugl-1", "ug.l-1", "ug/升", "微克/升", "微克每升"];
    /// ng/L.
    NG_PER_L = "ng/L", MassPerVolume, -6, ["ng/l", "ngl-1", "ng.l-1", "纳克/升"];
    /// g/L.
    G_PER_L = "g/L", MassPerVolume, 3, ["g/l", "克/升"];
    /// Number per litre.
    PER_L = "个/L", NumberPerVolume, 0, ["个/l", "个/升", "mpn/l", "cfu/l", "cells/l", "cell/l", "ind./l", "ind/l", "/l"];
    /// Number per 100 mL.
    PER_100_ML = "MPN/100mL", NumberPerVolume, 1, ["mpn/100ml", "cfu/100ml", "个/100ml", "个/100毫升"];
    /// Number per millilitre.
    PER_ML = "个/mL", NumberPerVolume, 3, ["个/ml", "cfu/ml", "mpn/ml", "cells/ml"];
    /// Ten thousand per litre.
    TEN_THOUSAND_PER_L = "万个/L", NumberPerVolume, 4, ["万个/l", "万个/升", "10^4个/l", "104个/l", "x104个/l", "×104个/l", "万cells/l", "104cells/l"];
    /// µS/cm.
    US_PER_CM = "µS/cm", Conductivity, 0, ["us/cm", "us.cm-1", "uscm-1", "us/cm25℃", "us/cm@25c", "us/cm@25℃", "umho/cm", "umhos/cm", "umho", "微西门子/厘米"];
    /// mS/m.
    MS_PER_M = "mS/m", Conductivity, 1, ["ms/m"];
    /// mS/cm.
    MS_PER_CM = "mS/cm", Conductivity, 3, ["ms/cm"];
    /// Metre.
    M = "m", Length, 0, ["m", "米"];
    /// Centimetre.
    CM = "cm", Length, -2, ["cm", "厘米"];
    /// Millimetre.
    MM = "mm", Length, -3, ["mm", "毫米"];
    /// Kilometre.
    KM = "km", Length, 3, ["km", "千米", "公里"];
    /// Degree Celsius.
    CELSIUS = "℃", Temperature, 0, ["℃", "°c", "c", "摄氏度", "degc", "度c"];
    /// Turbidity unit.
    NTU = "NTU", Turbidity, 0, ["ntu", "fnu", "ftu", "散射浊度单位", "度"];
    /// Unit of the platinum-cobalt scale. Its everyday name 度 is also that of turbidity: [`Unit::read_of`] tells them apart.
    PLATINUM_COBALT = "铂钴色度单位", Colour, 0, ["铂钴色度单位", "铂-钴色度单位", "铂钴单位", "pt-co", "ptco", "pcu", "hazen", "度"];
    /// Becquerel per litre.
    BQ_PER_L = "Bq/L", Radioactivity, 0, ["bq/l", "bq.l-1", "贝可/升"];
    /// Millivolt.
    MV = "mV", Potential, 0, ["mv", "毫伏"];
    /// Cubic metre.
    M3 = "m³", Volume, 0, ["m3", "m^3", "立方米", "吨"];
    /// Ten thousand cubic metres.
    TEN_THOUSAND_M3 = "万m³", Volume, 4, ["万m3", "104m3", "10^4m3", "万立方米", "万方", "万吨", "万t", "104t", "10^4t"];
    /// A hundred million cubic metres.
    HUNDRED_MILLION_M3 = "亿m³", Volume, 8, ["亿m3", "108m3", "10^8m3", "亿立方米"];
    /// Cubic metre per second.
    M3_PER_S = "m³/s", Flow, 0, ["m3/s", "m^3/s", "立方米/秒"];
    /// Litre per second.
    L_PER_S = "L/s", Flow, -3, ["l/s", "升/秒"];
    /// Per cent.
    PERCENT = "%", Percent, 0, ["%", "％", "百分比"];
    /// Parts per billion.
    PPB = "ppb", MixingRatio, 0, ["ppb", "ppbv", "nmol/mol"];
    /// Parts per million.
    PPM = "ppm", MixingRatio, 3, ["ppm", "ppmv", "umol/mol"];
    /// Dimensionless.
    ONE = "", None, 0, ["无量纲", "dimensionless", "-", "/", "无", "1", "ph", "none", "su"];
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
    #[inline(never)]
    pub fn read(text: &str) -> Option<Unit> {
        Unit::read_where(text, None)
    }

    /// Reads a unit of something that has this dimension: 度 is a unit of turbidity or of colour.
    ///
    /// ```
    /// use envgrade::quantity::{Dimension, Unit};
    /// assert_eq!(Unit::read_of("度", Dimension::Colour), Some(Unit::PLATINUM_COBALT));
    /// assert_eq!(Unit::read_of("mg/L", Dimension::Colour), None);
    /// ```
    #[must_use]
    pub fn read_of(text: &str, dimension: Dimension) -> Option<Unit> {
        Unit::read_where(text, Some(dimension))
    }

    fn read_where(text: &str, dimension: Option<Dimension>) -> Option<Unit> {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            let half = if ('\u{ff01}'..='\u{ff5e}').contains(&c) { char::from_u32(c as u32 - 0xfee0) } else { None };
            match half.unwrap_or(c) {
                'μ' | 'µ' | 'ų' => plain.push('u'),
                '³' => plain.push('3'),
                '⁻' | '−' => plain.push('-'),
                '¹' => plain.push('1'),
                '⁴' => plain.push('4'),
                '⁸' => plain.push('8'),
                '·' | '•' => plain.push('.'),
                '(' | ')' | '[' | ']' | '【' | '】' => {}
                c if c.is_whitespace() || c == '\u{feff}' => {}
                '\u{ff01}'..='\u{ff5e}' => {
                    plain.push(super::lower(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)));
                }
                c => plain.push(super::lower(c)),
            }
        }
        Unit::SPELLINGS
            .iter()
            .filter(|(unit, _)| dimension.is_none_or(|dimension| unit.dimension == dimension))
            .find(|(_, spellings)| spellings.contains(&plain.as_str()))
            .map(|(unit, _)| *unit)
    }

    /// Whether it counts something in a volume of water: mg/L, 个/L, MPN/100mL, Bq/L. A table whose columns have such units
    /// is one of water.
    #[must_use]
    pub fn is_per_volume_of_water(self) -> bool {
        match self.dimension {
            Dimension::MassPerVolume => self.name.ends_with("/L"),
            Dimension::NumberPerVolume | Dimension::Radioactivity => true,
            _ => false,
        }
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
