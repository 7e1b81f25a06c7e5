//! GB 3095 环境空气质量标准, basic items: the edition of 2012 (its amendment of 2018 changed no limit) and table 1 of
//! the edition of 2026 with its transition and final columns.

use crate::edition::AirLimits;
use crate::parameter::Parameter::{self, Co, No2, O3, Pm10, Pm25, So2};
use crate::quantity::Amount;
use crate::words::Words;

/// Grade of limits. Class 2 zones (residential, commercial, industrial, rural) keep grade 2, class 1 zones grade 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// 一级.
    One = 1,
    /// 二级.
    Two,
}

impl Grade {
    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Grade::One => Words::new("一级", "grade 1"),
            Grade::Two => Words::new("二级", "grade 2"),
        }
    }
}

/// Averaging period of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// 年平均.
    Year,
    /// 24 小时平均 (2012), 日平均 (2026).
    Day,
    /// 日最大 8 小时平均.
    DayMax8h,
    /// 1 小时平均.
    Hour,
}

/// A row of table 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Pollutant.
    pub item: Parameter,
    /// Averaging period.
    pub period: Period,
    /// 2012, 2026 transition, 2026 final; each grade 1 and grade 2. In the unit of the item.
    limits: [[u16; 2]; 3],
}

const fn row(item: Parameter, period: Period, v2012: [u16; 2], transition: [u16; 2], last: [u16; 2]) -> Row {
    Row { item, period, limits: [v2012, transition, last] }
}

/// Table 1, basic items. CO in mg/m³, all others in µg/m³.
#[rustfmt::skip]
pub const TABLE_1: [Row; 14] = [
    //                             2012         2026 transition  2026 final
    //  item  averaging            1    2       1    2           1    2
    row(So2,  Period::Year,      [ 20,  60],   [ 20,  60],     [ 20,  20]),
    row(So2,  Period::Day,       [ 50, 150],   [ 50, 150],     [ 50,  50]),
    row(So2,  Period::Hour,      [150, 500],   [150, 500],     [150, 150]),
    row(No2,  Period::Year,      [ 40,  40],   [ 40,  40],     [ 30,  30]),
    row(No2,  Period::Day,       [ 80,  80],   [ 80,  80],     [ 50,  50]),
    row(No2,  Period::Hour,      [200, 200],   [200, 200],     [200, 200]),
    row(Co,   Period::Day,       [  4,   4],   [  4,   4],     [  4,   4]),
    row(Co,   Period::Hour,      [ 10,  10],   [ 10,  10],     [ 10,  10]),
    row(O3,   Period::DayMax8h,  [100, 160],   [100, 160],     [100, 160]),
    row(O3,   Period::Hour,      [160, 200],   [160, 200],     [160, 200]),
    row(Pm10, Period::Year,      [ 40,  70],   [ 40,  60],     [ 20,  50]),
    row(Pm10, Period::Day,       [ 50, 150],   [ 50, 120],     [ 50, 100]),
    row(Pm25, Period::Year,      [ 15,  35],   [ 15,  30],     [ 10,  25]),
    row(Pm25, Period::Day,       [ 35,  75],   [ 35,  60],     [ 25,  50]),
];

impl Row {
    /// The limit of an edition and grade, in the unit of the item.
    #[must_use]
    pub const fn limit(&self, edition: AirLimits, grade: Grade) -> Amount {
        Amount::whole(self.limits[edition as usize][grade as usize - 1] as i64)
    }
}

/// The limit of a basic item, in its unit; `None` where the standard sets none (there is no hourly limit of particles
/// and no annual limit of CO and O3).
///
/// ```
/// use envgrade::edition::AirLimits;
/// use envgrade::parameter::Parameter;
/// use envgrade::quantity::Amount;
/// use envgrade::standard::gb3095::{Grade, Period, limit};
/// let day = |edition| limit(edition, Parameter::Pm25, Period::Day, Grade::Two);
/// assert_eq!(day(AirLimits::Gb3095V2012), Some(Amount::whole(75)));
/// assert_eq!(day(AirLimits::Gb3095V2026Transition), Some(Amount::whole(60)));
/// assert_eq!(limit(AirLimits::Gb3095V2012, Parameter::Pm25, Period::Hour, Grade::Two), None);
/// ```
#[must_use]
pub fn limit(edition: AirLimits, item: Parameter, period: Period, grade: Grade) -> Option<Amount> {
    let row = TABLE_1.iter().find(|row| row.item == item && row.period == period)?;
    Some(row.limit(edition, grade))
}

/// Where the limits of an edition are printed.
#[must_use]
pub const fn clause(edition: AirLimits) -> &'static str {
    match edition {
        AirLimits::Gb3095V2012 => "GB 3095-2012 表1",
        AirLimits::Gb3095V2026Transition | AirLimits::Gb3095V2026Final => "GB 3095-2026 表1",
    }
}
