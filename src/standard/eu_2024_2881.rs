//! Ambient air quality in the European Union: Directive (EU) 2024/2881, annex I, to be attained by 2030-01-01, and
//! Directive 2008/50/EC, which stays until then.

use super::printed_amount;
use crate::parameter::Parameter::{
    self, AsInAir, BaP, Benzene, CdInAir, Co, NiInAir, No2, O3, PbInAir, Pm10, Pm25, So2,
};
use crate::quantity::{Amount, Unit};
use crate::words::Words;

/// Which directive is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Directive {
    /// Directive 2008/50/EC.
    V2008,
    /// Directive (EU) 2024/2881.
    #[default]
    V2024,
}

impl Directive {
    /// Printed name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Directive::V2008 => "2008/50/EC",
            Directive::V2024 => "(EU) 2024/2881",
        }
    }

    /// Its limit values.
    #[must_use]
    pub fn limits(self) -> &'static [Row] {
        match self {
            Directive::V2008 => &LIMITS_2008,
            Directive::V2024 => &LIMITS_2024,
        }
    }

    /// Days above the target value of ozone that are allowed in a year, as a mean of three years.
    #[must_use]
    pub const fn ozone_days(self) -> u16 {
        match self {
            Directive::V2008 => 25,
            Directive::V2024 => 18,
        }
    }
}

/// What a limit value is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Averaging {
    /// Every hourly mean.
    Hour,
    /// Every daily mean.
    Day,
    /// The largest 8-h mean of every day.
    DayMax8h,
    /// The mean of the calendar year.
    Year,
}

impl Averaging {
    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Averaging::Hour => Words::new("1小时平均", "hourly mean"),
            Averaging::Day => Words::new("日平均", "daily mean"),
            Averaging::DayMax8h => Words::new("日最大8小时平均", "maximum daily 8-hour mean"),
            Averaging::Year => Words::new("年平均", "annual mean"),
        }
    }
}

/// A limit value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Pollutant.
    pub item: Parameter,
    /// What is held against it.
    pub averaging: Averaging,
    /// The value as printed.
    pub printed: Amount,
    /// The unit as printed.
    pub unit: Unit,
    /// How often it may be exceeded in a calendar year; nothing for annual means.
    pub allowed: u16,
}

impl Row {
    /// The limit value in the unit of the item.
    #[must_use]
    pub fn limit(&self) -> Amount {
        self.unit.convert(self.printed, self.item.item().unit).unwrap_or(self.printed)
    }
}

const UG: Unit = Unit::UG_PER_M3;
const MG: Unit = Unit::MG_PER_M3;
const NG: Unit = Unit::NG_PER_M3;

const fn row(item: Parameter, averaging: Averaging, value: &str, unit: Unit, allowed: u16) -> Row {
    Row { item, averaging, printed: printed_amount(value), unit, allowed }
}

/// Annex I section 1 table 1. One draft prints 40 for the daily mean of SO2; the directive and the definitions of the
/// European Environment Agency say 50.
#[rustfmt::skip]
pub static LIMITS_2024: [Row; 18] = [
    //  item     averaging             value   unit  allowed in a year
    row(Pm25,    Averaging::Day,       "25",   UG,   18),
    row(Pm25,    Averaging::Year,      "10",   UG,    0),
    row(Pm10,    Averaging::Day,       "45",   UG,   18),
    row(Pm10,    Averaging::Year,      "20",   UG,    0),
    row(No2,     Averaging::Hour,     "200",   UG,    3),
    row(No2,     Averaging::Day,       "50",   UG,   18),
    row(No2,     Averaging::Year,      "20",   UG,    0),
    row(So2,     Averaging::Hour,     "350",   UG,    3),
    row(So2,     Averaging::Day,       "50",   UG,   18),
    row(So2,     Averaging::Year,      "20",   UG,    0),
    row(Co,      Averaging::DayMax8h,  "10",   MG,    0),
    row(Co,      Averaging::Day,        "4",   MG,   18),
    row(Benzene, Averaging::Year,       "3.4", UG,    0),
    row(PbInAir, Averaging::Year,       "0.5", UG,    0),
    row(AsInAir, Averaging::Year,       "6.0", NG,    0),
    row(CdInAir, Averaging::Year,       "5.0", NG,    0),
    row(NiInAir, Averaging::Year,      "20",   NG,    0),
    row(BaP,     Averaging::Year,       "1.0", NG,    0),
];

/// Annexes XI and XIV of 2008/50/EC.
#[rustfmt::skip]
pub static LIMITS_2008: [Row; 10] = [
    //  item     averaging             value   unit  allowed in a year
    row(Pm25,    Averaging::Year,      "25",   UG,    0),
    row(Pm10,    Averaging::Day,       "50",   UG,   35),
    row(Pm10,    Averaging::Year,      "40",   UG,    0),
    row(No2,     Averaging::Hour,     "200",   UG,   18),
    row(No2,     Averaging::Year,      "40",   UG,    0),
    row(So2,     Averaging::Hour,     "350",   UG,   24),
    row(So2,     Averaging::Day,      "125",   UG,    3),
    row(Co,      Averaging::DayMax8h,  "10",   MG,    0),
    row(Benzene, Averaging::Year,       "5",   UG,    0),
    row(PbInAir, Averaging::Year,       "0.5", UG,    0),
];

/// Target value of ozone for health: maximum daily 8-h mean, µg/m³, in both directives.
pub const OZONE_TARGET: Amount = Amount::whole(120);
/// Years over which the days above the target value of ozone are averaged.
pub const YEARS_OF_THE_OZONE_TARGET: usize = 3;
/// Long-term objective of ozone for health, maximum daily 8-h mean, µg/m³: 100 as the 99th percentile of 2024/2881.
pub const OZONE_OBJECTIVE: Amount = Amount::whole(100);
/// Days above the long-term objective of ozone that the 99th percentile leaves.
pub const OZONE_OBJECTIVE_DAYS: u16 = 3;

/// AOT40 of May to July for vegetation, µg/m³·h: the target value, a mean of five years.
pub const AOT40_TARGET: Amount = Amount::whole(18_000);
/// AOT40 of May to July for vegetation, µg/m³·h: the long-term objective.
pub const AOT40_OBJECTIVE: Amount = Amount::whole(6_000);
/// 40 ppb as the directives round it, µg/m³.
pub const AOT40_THRESHOLD: Amount = Amount::whole(80);

/// A threshold at which the public is informed or alerted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    /// Pollutant.
    pub item: Parameter,
    /// What is held against it.
    pub averaging: Averaging,
    /// Information threshold, µg/m³.
    pub information: Amount,
    /// Alert threshold, µg/m³: of SO2 and NO2 over three consecutive hours.
    pub alert: Amount,
}

/// Where the thresholds are printed.
pub const CLAUSE_OF_THRESHOLDS: &str = "(EU) 2024/2881 annex I section 4";

/// Annex I section 4 of 2024/2881, µg/m³.
#[rustfmt::skip]
pub static THRESHOLDS: [Threshold; 5] = [
    Threshold { item: So2,  averaging: Averaging::Hour, information: printed_amount("275"), alert: printed_amount("350") },
    Threshold { item: No2,  averaging: Averaging::Hour, information: printed_amount("150"), alert: printed_amount("200") },
    Threshold { item: Pm25, averaging: Averaging::Day,  information: printed_amount("50"),  alert: printed_amount("50") },
    Threshold { item: Pm10, averaging: Averaging::Day,  information: printed_amount("90"),  alert: printed_amount("90") },
    Threshold { item: O3,   averaging: Averaging::Hour, information: printed_amount("180"), alert: printed_amount("240") },
];
