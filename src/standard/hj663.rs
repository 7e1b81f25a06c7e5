//! HJ 663 环境空气质量评价技术规范: what is evaluated over a year, from how many days, with which decimals.
//!
//! The percentiles and the validity minimums are the same in the editions of 2013 and 2026 as far as they are known;
//! neither text could be read in full (see the documentation of the choices).

use crate::calendar::Month;
use crate::parameter::Parameter::{self, Co, No2, O3, Pm10, Pm25, So2};

/// What of an item is evaluated over a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearItem {
    /// Item.
    pub item: Parameter,
    /// Whether the annual mean is held against an annual limit.
    pub mean: bool,
    /// Which percentile of the daily values is held against the limit of a day (of O3 of the daily largest 8-h mean).
    pub percentile: u8,
}

const fn item(item: Parameter, mean: bool, percentile: u8) -> YearItem {
    YearItem { item, mean, percentile }
}

/// Items of the annual evaluation in the order of the index.
#[rustfmt::skip]
pub const YEAR_ITEMS: [YearItem; 6] = [
    //   item  annual mean  percentile
    item(So2,  true,        98),
    item(No2,  true,        98),
    item(Co,   false,       95),
    item(O3,   false,       90),
    item(Pm10, true,        95),
    item(Pm25, true,        95),
];

/// Daily values that a year needs (GB 3095 table 4).
pub const DAYS_OF_A_YEAR: u32 = 324;

/// Daily values that a month needs (GB 3095 table 4): 27, February 25.
#[must_use]
pub const fn days_of_a_month(month: Month) -> u8 {
    if month.month == 2 { 25 } else { 27 }
}

/// Decimals of the statistics of an item (table 3 of the edition of 2026): CO and PM2.5 one, all others none. They are
/// the fewest that the table allows.
#[must_use]
pub const fn statistics_decimals(item: Parameter) -> u32 {
    match item {
        Co | Pm25 => 1,
        _ => 0,
    }
}

/// Decimals of the value that is held against a limit: CO one, all others none.
#[must_use]
pub const fn judgement_decimals(item: Parameter) -> u32 {
    match item {
        Co => 1,
        _ => 0,
    }
}

/// The share of valid points that the value of a city needs, in per cent: 75, with fewer than four points 50.
#[must_use]
pub const fn quota(points: usize) -> usize {
    if points < 4 { 50 } else { 75 }
}
