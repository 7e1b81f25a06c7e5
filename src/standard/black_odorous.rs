//! 城市黑臭水体整治工作指南 (2015): the grades of urban black and odorous water.

use super::printed_amount;
use crate::quantity::Amount;
use crate::words::Words;

/// Where the table is printed.
pub const CLAUSE: &str = "城市黑臭水体整治工作指南 表1";

/// One of the four indicators. The oxidation reduction potential is not in the register of items, so they have names of
/// their own here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Indicator {
    /// Transparency in cm.
    Transparency,
    /// Dissolved oxygen in mg/L.
    Oxygen,
    /// Oxidation reduction potential in mV.
    Potential,
    /// Ammonia nitrogen in mg/L.
    Ammonia,
}

impl Indicator {
    /// All four, in the order of the table.
    pub const ALL: [Indicator; 4] =
        [Indicator::Transparency, Indicator::Oxygen, Indicator::Potential, Indicator::Ammonia];

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Indicator::Transparency => Words::new("透明度", "transparency"),
            Indicator::Oxygen => Words::new("溶解氧", "dissolved oxygen"),
            Indicator::Potential => Words::new("氧化还原电位", "oxidation reduction potential"),
            Indicator::Ammonia => Words::new("氨氮", "ammonia nitrogen"),
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The indicator.
    pub indicator: Indicator,
    /// Whether a high value is bad.
    pub high_is_bad: bool,
    /// The end of 轻度 towards clean water.
    pub light: Amount,
    /// The end of 轻度 towards 重度.
    pub heavy: Amount,
    /// Unit.
    pub unit: &'static str,
}

const fn row(
    indicator: Indicator,
    high_is_bad: bool,
    light: &'static str,
    heavy: &'static str,
    unit: &'static str,
) -> Row {
    let heavy = match heavy.as_bytes() {
        [b'-', ..] => {
            let (digits, decimals) = printed_amount(heavy.split_at(1).1).parts();
            Amount::decimal(-digits, decimals)
        }
        _ => printed_amount(heavy),
    };
    Row { indicator, high_is_bad, light: printed_amount(light), heavy, unit }
}

/// Table 1. 轻度黑臭 lies between both ends, 重度黑臭 beyond the second.
#[rustfmt::skip]
pub const TABLE_1: [Row; 4] = [
    //                           high is bad  clean|轻度  轻度|重度
    row(Indicator::Transparency, false,       "25",      "10",    "cm"),
    row(Indicator::Oxygen,       false,       "2.0",     "0.2",   "mg/L"),
    row(Indicator::Potential,    false,       "50",      "-200",  "mV"),
    row(Indicator::Ammonia,      true,        "8.0",     "15",    "mg/L"),
];

/// Depth in cm below which transparency is held against a part of the depth.
pub const SHALLOW: Amount = Amount::whole(25);
/// That part, per cent.
pub const PART_OF_DEPTH: i64 = 40;
