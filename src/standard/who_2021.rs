//! WHO global air quality guidelines 2021: guideline levels and interim targets.

use super::printed_amount;
use crate::parameter::Parameter::{self, Co, No2, O3, Pm10, Pm25, So2};
use crate::quantity::Amount;
use crate::words::Words;

/// Where the levels are printed.
pub const CLAUSE: &str = "WHO AQG 2021";

/// A level, from the least to the most demanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// IT-1.
    Interim1,
    /// IT-2.
    Interim2,
    /// IT-3.
    Interim3,
    /// IT-4.
    Interim4,
    /// The guideline level (AQG).
    Guideline,
}

impl Level {
    /// All levels, the least demanding first.
    pub const ALL: [Level; 5] = [Level::Interim1, Level::Interim2, Level::Interim3, Level::Interim4, Level::Guideline];

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Level::Interim1 => Words::new("过渡目标1（IT-1）", "interim target 1"),
            Level::Interim2 => Words::new("过渡目标2（IT-2）", "interim target 2"),
            Level::Interim3 => Words::new("过渡目标3（IT-3）", "interim target 3"),
            Level::Interim4 => Words::new("过渡目标4（IT-4）", "interim target 4"),
            Level::Guideline => Words::new("准则值（AQG）", "guideline level"),
        }
    }
}

/// What a level is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Averaging {
    /// The annual mean.
    Year,
    /// The 99th percentile of the daily means of a year, which leaves three to four days above.
    Day,
    /// The 99th percentile of the daily largest 8-h means of a year.
    DayMax8h,
    /// The mean of the daily largest 8-h means over the six consecutive months in which it is highest.
    PeakSeason,
}

impl Averaging {
    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Averaging::Year => Words::new("年平均", "annual mean"),
            Averaging::Day => Words::new("24小时平均第99百分位数", "99th percentile of 24-hour means"),
            Averaging::DayMax8h => {
                Words::new("日最大8小时平均第99百分位数", "99th percentile of daily maximum 8-hour means")
            }
            Averaging::PeakSeason => Words::new("高峰季平均", "peak-season mean"),
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Pollutant.
    pub item: Parameter,
    /// What is held against the levels.
    pub averaging: Averaging,
    levels: [Option<Amount>; 5],
}

impl Row {
    /// A level in the unit of the item; `None` where none is set.
    #[must_use]
    pub const fn level(&self, level: Level) -> Option<Amount> {
        self.levels[level as usize]
    }

    /// The most demanding level that a statistic meets; equal to a level meets it. `None` when it is above all of them.
    #[must_use]
    pub fn met_by(&self, statistic: Amount) -> Option<Level> {
        let meets = |level: &Level| self.level(*level).is_some_and(|value| statistic <= value);
        Level::ALL.into_iter().rev().find(meets)
    }
}

const fn row(item: Parameter, averaging: Averaging, printed: [&str; 5]) -> Row {
    let mut levels = [None; 5];
    let mut level = 0;
    while level < 5 {
        if !printed[level].is_empty() {
            levels[level] = Some(printed_amount(printed[level]));
        }
        level += 1;
    }
    Row { item, averaging, levels }
}

/// The recommended levels. CO in mg/m³, all others in µg/m³.
///
/// One secondary table prints 50 as the guideline level of SO2; two others say 40, which is the level of 2021.
#[rustfmt::skip]
pub static TABLE: [Row; 10] = [
    //  item  averaging                  IT-1    IT-2    IT-3    IT-4    AQG
    row(Pm25, Averaging::Year,         [ "35",   "25",   "15",   "10",    "5"]),
    row(Pm25, Averaging::Day,          [ "75",   "50",   "37.5", "25",   "15"]),
    row(Pm10, Averaging::Year,         [ "70",   "50",   "30",   "20",   "15"]),
    row(Pm10, Averaging::Day,          ["150",  "100",   "75",   "50",   "45"]),
    row(O3,   Averaging::PeakSeason,   ["100",   "70",   "",     "",     "60"]),
    row(O3,   Averaging::DayMax8h,     ["160",  "120",   "",     "",    "100"]),
    row(No2,  Averaging::Year,         [ "40",   "30",   "20",   "",     "10"]),
    row(No2,  Averaging::Day,          ["120",   "50",   "",     "",     "25"]),
    row(So2,  Averaging::Day,          ["125",   "50",   "",     "",     "40"]),
    row(Co,   Averaging::Day,          [  "7",   "",     "",     "",      "4"]),
];

/// A guideline of earlier editions that stays valid, for an averaging time below a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlierGuideline {
    /// Pollutant.
    pub item: Parameter,
    /// Averaging time in minutes.
    pub minutes: u16,
    /// Guideline in the unit of the item.
    pub value: Amount,
}

/// Guidelines of earlier editions that stay valid. CO in mg/m³, all others in µg/m³.
#[rustfmt::skip]
pub static EARLIER: [EarlierGuideline; 5] = [
    EarlierGuideline { item: No2, minutes:  60, value: printed_amount("200") },
    EarlierGuideline { item: So2, minutes:  10, value: printed_amount("500") },
    EarlierGuideline { item: Co,  minutes: 480, value: printed_amount("10") },
    EarlierGuideline { item: Co,  minutes:  60, value: printed_amount("35") },
    EarlierGuideline { item: Co,  minutes:  15, value: printed_amount("100") },
];
