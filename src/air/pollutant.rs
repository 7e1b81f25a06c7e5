//! The six pollutants of the index, and sets of them.

use std::fmt;

use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::standard::gb3095::Period;
use crate::standard::hj633::Column;

/// A pollutant of the index, in the order of HJ 633.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pollutant {
    /// SO2, µg/m³.
    So2,
    /// NO2, µg/m³.
    No2,
    /// CO, mg/m³.
    Co,
    /// O3, µg/m³.
    O3,
    /// PM10, µg/m³.
    Pm10,
    /// PM2.5, µg/m³.
    Pm25,
}

impl Pollutant {
    /// All six in the order of HJ 633.
    pub const ALL: [Pollutant; 6] =
        [Pollutant::So2, Pollutant::No2, Pollutant::Co, Pollutant::O3, Pollutant::Pm10, Pollutant::Pm25];

    /// Its entry in the register of items.
    #[must_use]
    pub const fn parameter(self) -> Parameter {
        match self {
            Pollutant::So2 => Parameter::So2,
            Pollutant::No2 => Parameter::No2,
            Pollutant::Co => Parameter::Co,
            Pollutant::O3 => Parameter::O3,
            Pollutant::Pm10 => Parameter::Pm10,
            Pollutant::Pm25 => Parameter::Pm25,
        }
    }

    /// The pollutant that an item of the register is.
    #[must_use]
    #[inline]
    pub const fn of(item: Parameter) -> Option<Pollutant> {
        match item {
            Parameter::So2 => Some(Pollutant::So2),
            Parameter::No2 => Some(Pollutant::No2),
            Parameter::Co => Some(Pollutant::Co),
            Parameter::O3 => Some(Pollutant::O3),
            Parameter::Pm10 => Some(Pollutant::Pm10),
            Parameter::Pm25 => Some(Pollutant::Pm25),
            _ => None,
        }
    }

    /// Printed form, `PM2.5`.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        self.parameter().symbol()
    }

    /// A concentration as the index and the limits take it: rounded half to even (GB/T 8170) to whole µg/m³, CO to one
    /// decimal of mg/m³. HJ 633-2026 asks for it; HJ 633-2012 says nothing, and practice is the same.
    #[must_use]
    pub fn rounded(self, concentration: Amount) -> Amount {
        concentration.round(self.decimals())
    }

    /// Decimals of a concentration in the judgement of attainment (HJ 663): CO one, all others none.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        self.parameter().item().decimals
    }

    /// The period of the limit that a daily value is held against.
    #[must_use]
    pub const fn day_period(self) -> Period {
        match self {
            Pollutant::O3 => Period::DayMax8h,
            _ => Period::Day,
        }
    }

    /// The column of breakpoints of a daily value. The particles have no other.
    #[must_use]
    pub const fn day_column(self) -> Column {
        match self {
            Pollutant::So2 => Column::So2Day,
            Pollutant::No2 => Column::No2Day,
            Pollutant::Co => Column::CoDay,
            Pollutant::O3 => Column::O3EightHours,
            Pollutant::Pm10 => Column::Pm10Day,
            Pollutant::Pm25 => Column::Pm25Day,
        }
    }

    /// The column of breakpoints that an hourly mean is put on; for the particles that of the day (HJ 633-2026).
    #[must_use]
    pub const fn hour_column(self) -> Column {
        match self {
            Pollutant::So2 => Column::So2Hour,
            Pollutant::No2 => Column::No2Hour,
            Pollutant::Co => Column::CoHour,
            Pollutant::O3 => Column::O3Hour,
            Pollutant::Pm10 => Column::Pm10Day,
            Pollutant::Pm25 => Column::Pm25Day,
        }
    }
}

/// A set of pollutants.
///
/// ```
/// use envgrade::air::{Pollutant, Pollutants};
/// let both: Pollutants = [Pollutant::Pm25, Pollutant::Pm10].into_iter().collect();
/// assert_eq!(both.to_string(), "PM10, PM2.5");
/// assert!(both.contains(Pollutant::Pm10) && !both.contains(Pollutant::O3));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pollutants(u8);

impl Pollutants {
    /// None.
    pub const NONE: Pollutants = Pollutants(0);
    /// All six.
    pub const ALL: Pollutants = Pollutants(0b11_1111);

    /// Adds one.
    pub const fn insert(&mut self, pollutant: Pollutant) {
        self.0 |= 1 << pollutant as u8;
    }

    /// Whether it is in.
    #[must_use]
    pub const fn contains(self, pollutant: Pollutant) -> bool {
        self.0 & (1 << pollutant as u8) != 0
    }

    /// Whether none is in.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many are in.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Those that are in either set.
    #[must_use]
    pub const fn union(self, other: Pollutants) -> Pollutants {
        Pollutants(self.0 | other.0)
    }

    /// Those that are in this set and not in the other.
    #[must_use]
    pub const fn without(self, other: Pollutants) -> Pollutants {
        Pollutants(self.0 & !other.0)
    }

    /// The set as six bits, SO2 lowest, to store it.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The set of six bits that [`Pollutants::bits`] gave; bits above them are dropped.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Pollutants {
        Pollutants(bits & Pollutants::ALL.0)
    }

    /// Its members in the order of HJ 633.
    pub fn iter(self) -> impl Iterator<Item = Pollutant> {
        Pollutant::ALL.into_iter().filter(move |&pollutant| self.contains(pollutant))
    }

    /// Printed forms joined by a separator.
    #[must_use]
    pub fn join(self, separator: &str) -> String {
        self.iter().map(Pollutant::symbol).collect::<Vec<_>>().join(separator)
    }
}

impl FromIterator<Pollutant> for Pollutants {
    fn from_iter<I: IntoIterator<Item = Pollutant>>(pollutants: I) -> Pollutants {
        let mut set = Pollutants::NONE;
        pollutants.into_iter().for_each(|pollutant| set.insert(pollutant));
        set
    }
}

impl fmt::Display for Pollutants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.join(", "))
    }
}
