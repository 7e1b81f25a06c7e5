//! European air quality index: the bands in use since its revision of 2024/2025 (ETC HE Report 2024/17, table 5.2).
//!
//! The index before the revision had other bands and 24-h running means of particles; they must not be mixed.

use crate::parameter::Parameter::{self, No2, O3, Pm10, Pm25, So2};
use crate::quantity::Amount;
use crate::words::Words;

/// Where the bands are printed.
pub const CLAUSE: &str = "European AQI, ETC HE Report 2024/17";

/// A band of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Good.
    Good,
    /// Fair.
    Fair,
    /// Moderate.
    Moderate,
    /// Poor.
    Poor,
    /// Very poor.
    VeryPoor,
    /// Extremely poor.
    ExtremelyPoor,
}

impl Band {
    /// All bands, best first.
    pub const ALL: [Band; 6] =
        [Band::Good, Band::Fair, Band::Moderate, Band::Poor, Band::VeryPoor, Band::ExtremelyPoor];

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Band::Good => Words::new("好", "good"),
            Band::Fair => Words::new("尚可", "fair"),
            Band::Moderate => Words::new("中等", "moderate"),
            Band::Poor => Words::new("差", "poor"),
            Band::VeryPoor => Words::new("很差", "very poor"),
            Band::ExtremelyPoor => Words::new("极差", "extremely poor"),
        }
    }

    /// Its colour.
    #[must_use]
    pub const fn rgb(self) -> [u8; 3] {
        match self {
            Band::Good => [0x50, 0xf0, 0xe6],
            Band::Fair => [0x50, 0xcc, 0xaa],
            Band::Moderate => [0xf0, 0xe6, 0x41],
            Band::Poor => [0xff, 0x50, 0x50],
            Band::VeryPoor => [0x96, 0x00, 0x32],
            Band::ExtremelyPoor => [0x7d, 0x21, 0x81],
        }
    }
}

/// The highest concentrations of the first five bands, hourly means in µg/m³; above the last is extremely poor.
///
/// The bands are printed as whole numbers (0–5, 6–15); what lies between belongs to the higher one, as implementations
/// take it: a band reaches up to its upper end.
#[rustfmt::skip]
pub static TABLE: [(Parameter, [u16; 5]); 5] = [
    //      good  fair  moderate  poor  very poor
    (Pm25, [   5,   15,       50,   90,       140]),
    (Pm10, [  15,   45,      120,  195,       270]),
    (No2,  [  10,   25,       60,  100,       150]),
    (O3,   [  60,  100,      120,  160,       180]),
    (So2,  [  20,   40,      125,  190,       275]),
];

/// The band of an hourly mean in µg/m³; `None` for an item that the index does not have and below zero.
///
/// ```
/// use envgrade::parameter::Parameter;
/// use envgrade::quantity::Amount;
/// use envgrade::standard::european_aqi::{Band, band};
/// assert_eq!(band(Parameter::Pm25, Amount::whole(5)), Some(Band::Good));
/// assert_eq!(band(Parameter::Pm25, Amount::decimal(51, 1)), Some(Band::Fair));
/// assert_eq!(band(Parameter::Co, Amount::whole(1)), None);
/// ```
#[must_use]
pub fn band(item: Parameter, concentration: Amount) -> Option<Band> {
    let (_, ends) = TABLE.iter().find(|row| row.0 == item).filter(|_| !concentration.is_negative())?;
    let at = ends.iter().position(|&end| concentration <= Amount::whole(end.into())).unwrap_or(ends.len());
    Some(Band::ALL[at])
}
