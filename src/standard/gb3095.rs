//! GB 3095 环境空气质量标准: the edition of 2012 (its amendment of 2018 changed no limit) and the edition of 2026 with its
//! transition and final columns. Table 1, basic items; table 2, other items; table 4, how many data a mean needs; annex
//! A of 2026, reference values that judge nothing.

use super::printed_amount;
use crate::edition::AirLimits;
use crate::parameter::Parameter::{
    self, AsInAir, BaP, CdInAir, Co, Cr6InAir, FluorideInAir, HgInAir, No2, Nox, O3, PbInAir, Pm10, Pm25, So2, Tsp,
};
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
    /// 季平均 of a calendar quarter.
    Quarter,
    /// 24 小时平均 (2012), 日平均 (2026).
    Day,
    /// 日最大 8 小时平均.
    DayMax8h,
    /// 1 小时平均.
    Hour,
    /// 月平均, only in annex A.
    Month,
    /// 植物生长季平均, only in annex A.
    GrowingSeason,
}

impl Period {
    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Period::Year => Words::new("年平均", "annual mean"),
            Period::Quarter => Words::new("季平均", "quarterly mean"),
            Period::Day => Words::new("日平均", "daily mean"),
            Period::DayMax8h => Words::new("日最大8小时平均", "daily maximum 8-hour mean"),
            Period::Hour => Words::new("1小时平均", "1-hour mean"),
            Period::Month => Words::new("月平均", "monthly mean"),
            Period::GrowingSeason => Words::new("植物生长季平均", "mean of the growing season"),
        }
    }
}

/// A row of table 1 or 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Pollutant.
    pub item: Parameter,
    /// Averaging period.
    pub period: Period,
    /// 2012, 2026 transition, 2026 final; each grade 1 and grade 2. In the unit of the item.
    limits: [[Amount; 2]; 3],
}

type Printed = [&'static str; 2];

const fn row(item: Parameter, period: Period, v2012: Printed, transition: Printed, last: Printed) -> Row {
    const fn read(printed: Printed) -> [Amount; 2] {
        [printed_amount(printed[0]), printed_amount(printed[1])]
    }
    Row { item, period, limits: [read(v2012), read(transition), read(last)] }
}

/// Table 1, basic items. CO in mg/m³, all others in µg/m³.
#[rustfmt::skip]
pub const TABLE_1: [Row; 14] = [
    //                             2012               2026 transition    2026 final
    //  item  averaging            1      2           1      2           1      2
    row(So2,  Period::Year,      [ "20",  "60"],    [ "20",  "60"],    [ "20",  "20"]),
    row(So2,  Period::Day,       [ "50", "150"],    [ "50", "150"],    [ "50",  "50"]),
    row(So2,  Period::Hour,      ["150", "500"],    ["150", "500"],    ["150", "150"]),
    row(No2,  Period::Year,      [ "40",  "40"],    [ "40",  "40"],    [ "30",  "30"]),
    row(No2,  Period::Day,       [ "80",  "80"],    [ "80",  "80"],    [ "50",  "50"]),
    row(No2,  Period::Hour,      ["200", "200"],    ["200", "200"],    ["200", "200"]),
    row(Co,   Period::Day,       [  "4",   "4"],    [  "4",   "4"],    [  "4",   "4"]),
    row(Co,   Period::Hour,      [ "10",  "10"],    [ "10",  "10"],    [ "10",  "10"]),
    row(O3,   Period::DayMax8h,  ["100", "160"],    ["100", "160"],    ["100", "160"]),
    row(O3,   Period::Hour,      ["160", "200"],    ["160", "200"],    ["160", "200"]),
    row(Pm10, Period::Year,      [ "40",  "70"],    [ "40",  "60"],    [ "20",  "50"]),
    row(Pm10, Period::Day,       [ "50", "150"],    [ "50", "120"],    [ "50", "100"]),
    row(Pm25, Period::Year,      [ "15",  "35"],    [ "15",  "30"],    [ "10",  "25"]),
    row(Pm25, Period::Day,       [ "35",  "75"],    [ "35",  "60"],    [ "25",  "50"]),
];

/// Table 2, other items, in µg/m³. NOx counted as NO2; Pb measured in TSP, BaP in PM10.
///
/// How they are put into force is left to the ministry or the provinces (GB 3095-2026 4.5). The transition values of
/// NOx stand in the footnotes of the table of 2026: 50 and 100 until 2030-12-31.
#[rustfmt::skip]
pub const TABLE_2: [Row; 9] = [
    //                                2012                    2026 transition         2026 final
    //  item     averaging            1         2             1         2             1         2
    row(Tsp,     Period::Year,      [ "80",    "200"],      [ "80",    "200"],      [ "80",    "200"]),
    row(Tsp,     Period::Day,       ["120",    "300"],      ["120",    "300"],      ["120",    "300"]),
    row(Nox,     Period::Year,      [ "50",     "50"],      [ "50",     "50"],      [ "40",     "40"]),
    row(Nox,     Period::Day,       ["100",    "100"],      ["100",    "100"],      [ "70",     "70"]),
    row(Nox,     Period::Hour,      ["250",    "250"],      ["250",    "250"],      ["250",    "250"]),
    row(PbInAir, Period::Year,      [  "0.5",    "0.5"],    [  "0.5",    "0.5"],    [  "0.5",    "0.5"]),
    row(PbInAir, Period::Quarter,   [  "1.0",    "1.0"],    [  "1.0",    "1.0"],    [  "1.0",    "1.0"]),
    row(BaP,     Period::Year,      ["0.001",  "0.001"],    ["0.001",  "0.001"],    ["0.001",  "0.001"]),
    row(BaP,     Period::Day,       ["0.0025", "0.0025"],   ["0.0025", "0.0025"],   ["0.0025", "0.0025"]),
];

impl Row {
    /// The limit of an edition and grade, in the unit of the item.
    #[must_use]
    pub const fn limit(&self, edition: AirLimits, grade: Grade) -> Amount {
        self.limits[edition as usize][grade as usize - 1]
    }
}

static BASIC: [Row; 14] = TABLE_1;
static OTHER: [Row; 9] = TABLE_2;

/// The limit of an item of table 1 or 2, in its unit; `None` where the standard sets none (there is no hourly limit of
/// particles and no annual limit of CO and O3).
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
/// let year_of_nox = |edition| limit(edition, Parameter::Nox, Period::Year, Grade::Two);
/// assert_eq!(year_of_nox(AirLimits::Gb3095V2026Transition), Some(Amount::whole(50)));
/// assert_eq!(year_of_nox(AirLimits::Gb3095V2026Final), Some(Amount::whole(40)));
/// ```
#[must_use]
pub fn limit(edition: AirLimits, item: Parameter, period: Period, grade: Grade) -> Option<Amount> {
    let row = BASIC.iter().chain(&OTHER).find(|row| row.item == item && row.period == period)?;
    Some(row.limit(edition, grade))
}

/// Where the limits of the basic items of an edition are printed.
#[must_use]
pub const fn clause(edition: AirLimits) -> &'static str {
    match edition {
        AirLimits::Gb3095V2012 => "GB 3095-2012 表1",
        AirLimits::Gb3095V2026Transition | AirLimits::Gb3095V2026Final => "GB 3095-2026 表1",
    }
}

/// Where the limits of the other items of an edition are printed.
#[must_use]
pub const fn clause_of_other_items(edition: AirLimits) -> &'static str {
    match edition {
        AirLimits::Gb3095V2012 => "GB 3095-2012 表2",
        AirLimits::Gb3095V2026Transition | AirLimits::Gb3095V2026Final => "GB 3095-2026 表2",
    }
}

/// A reference value of annex A: information for standards of provinces, never a limit that is complied with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferenceValue {
    /// Pollutant.
    pub item: Parameter,
    /// Averaging period.
    pub period: Period,
    /// Where it is meant for, when not everywhere.
    pub area: Option<Words>,
    /// The value.
    pub value: Amount,
    /// Its unit, which for the flux of fluoride is not that of the item.
    pub unit: &'static str,
}

/// Where annex A is printed.
pub const CLAUSE_OF_ANNEX_A: &str = "GB 3095-2026 附录A（资料性）";

const CITIES: Option<Words> = Some(Words::new("城市地区", "cities"));
const PASTURE: Option<Words> = Some(Words::new("牧业区、蚕桑区", "pastoral and sericultural areas"));
const FARMLAND: Option<Words> = Some(Words::new("农林业区", "farming and forestry areas"));
const CONCENTRATION: &str = "µg/m³";
const FLUX: &str = "µg/(dm²·d)";

const fn reference(
    item: Parameter,
    period: Period,
    area: Option<Words>,
    value: &str,
    unit: &'static str,
) -> ReferenceValue {
    ReferenceValue { item, period, area, value: printed_amount(value), unit }
}

/// Annex A of GB 3095-2026, reference values. They judge nothing.
#[rustfmt::skip]
pub const ANNEX_A: [ReferenceValue; 10] = [
    //         item           averaging              where     value       unit
    reference(CdInAir,       Period::Year,          None,     "0.005",    CONCENTRATION),
    reference(HgInAir,       Period::Year,          None,     "0.05",     CONCENTRATION),
    reference(AsInAir,       Period::Year,          None,     "0.006",    CONCENTRATION),
    reference(Cr6InAir,      Period::Year,          None,     "0.000025", CONCENTRATION),
    reference(FluorideInAir, Period::Hour,          CITIES,   "20",       CONCENTRATION),
    reference(FluorideInAir, Period::Day,           CITIES,   "7",        CONCENTRATION),
    reference(FluorideInAir, Period::Month,         PASTURE,  "1.8",      FLUX),
    reference(FluorideInAir, Period::Month,         FARMLAND, "3.0",      FLUX),
    reference(FluorideInAir, Period::GrowingSeason, PASTURE,  "1.2",      FLUX),
    reference(FluorideInAir, Period::GrowingSeason, FARMLAND, "2.0",      FLUX),
];

/// How many data a mean needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Minimum {
    /// Daily means in the year or quarter, and in each of its months; of February where it differs.
    Days {
        /// In the whole period.
        whole: u16,
        /// In every month.
        month: u8,
        /// In February.
        february: u8,
        /// Whether they have to be spread evenly, which a count of days cannot show.
        evenly: bool,
    },
    /// Hourly means in a day, or hours of sampling.
    Hours(u8),
    /// Hourly means in eight hours.
    HoursOfEight(u8),
    /// Minutes of sampling in an hour.
    Minutes(u8),
}

/// A row of table 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinimumRow {
    /// The mean.
    pub period: Period,
    /// Of which pollutants.
    pub items: &'static [Parameter],
    /// What it needs.
    pub minimum: Minimum,
}

const fn needs(period: Period, items: &'static [Parameter], minimum: Minimum) -> MinimumRow {
    MinimumRow { period, items, minimum }
}

const fn days(whole: u16, month: u8, february: u8) -> Minimum {
    Minimum::Days { whole, month, february, evenly: false }
}

const fn spread_days(whole: u16, month: u8) -> Minimum {
    Minimum::Days { whole, month, february: month, evenly: true }
}

/// Table 4, the least data of a valid mean; the same in the editions of 2012 and 2026. Means that fail are not valid,
/// and all valid ones take part in statistics.
#[rustfmt::skip]
pub const TABLE_4: [MinimumRow; 7] = [
    //     averaging         items                              at least
    needs(Period::Year,     &[So2, No2, Pm10, Pm25, Nox],      days(324, 27, 25)),
    needs(Period::Day,      &[So2, No2, Co, Pm10, Pm25, Nox],  Minimum::Hours(20)),
    needs(Period::DayMax8h, &[O3],                             Minimum::HoursOfEight(6)),
    needs(Period::Hour,     &[So2, No2, Co, O3, Nox],          Minimum::Minutes(45)),
    needs(Period::Year,     &[Tsp, BaP, PbInAir],              spread_days(60, 5)),
    needs(Period::Quarter,  &[PbInAir],                        spread_days(15, 5)),
    needs(Period::Day,      &[Tsp, BaP, PbInAir],              Minimum::Hours(24)),
];

/// What a mean of an item needs; `None` where table 4 has no row.
///
/// ```
/// use envgrade::parameter::Parameter;
/// use envgrade::standard::gb3095::{Minimum, Period, minimum};
/// assert_eq!(minimum(Parameter::Pm25, Period::Day), Some(Minimum::Hours(20)));
/// assert_eq!(minimum(Parameter::O3, Period::Year), None);
/// ```
#[must_use]
pub fn minimum(item: Parameter, period: Period) -> Option<Minimum> {
    TABLE_4.iter().find(|row| row.period == period && row.items.contains(&item)).map(|row| row.minimum)
}
