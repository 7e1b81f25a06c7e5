//! GB/T 14848-2017 地下水质量标准: tables 1 and 2.

use super::printed_amount;
use crate::grade::Class;
use crate::parameter::Parameter as P;
use crate::quantity::{Amount, Unit};
use crate::water_item::FurtherItem::{self, *};
use crate::water_item::WaterItem;

/// Where table 1 is printed: the 39 routine items.
pub const CLAUSE_1: &str = "GB/T 14848-2017 表1";
/// Where table 2 is printed: the 54 other items.
pub const CLAUSE_2: &str = "GB/T 14848-2017 表2";

/// How a value is held against the limits of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// ≤ the limits of Ⅰ to Ⅳ; Ⅴ is above the last.
    AtMost,
    /// pH: one range for Ⅰ to Ⅲ, two around it for Ⅳ.
    Within,
    /// 无 for Ⅰ to Ⅳ, 有 for Ⅴ: odour and taste, visible matter.
    Absent,
    /// Ⅰ only when not detected, ≤ the limits of Ⅱ to Ⅳ.
    Undetected,
    /// ≤ the limits of Ⅰ to Ⅲ; Ⅳ and Ⅴ are both printed "above the limit of Ⅲ", so a value cannot tell them apart.
    Open,
}

/// A row of table 1 or 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Number of the row, 1 to 93.
    pub no: u8,
    /// Item.
    pub item: WaterItem,
    /// Unit in which the limits are printed: metals and ions in mg/L, organic substances in **µg/L**.
    pub unit: Unit,
    /// Direction.
    pub rule: Rule,
    /// The limits of Ⅰ to Ⅳ as printed, in [`Row::unit`].
    pub printed: [&'static str; 4],
    /// The limits in mg/L where they are a mass, in the printed unit otherwise.
    limits: [Amount; 4],
}

/// Where the ranges of pH meet: Ⅴ below the first, Ⅳ to below the second, Ⅰ to Ⅲ to the third, Ⅳ to the fourth.
pub const PH: [Amount; 4] =
    [Amount::decimal(55, 1), Amount::decimal(65, 1), Amount::decimal(85, 1), Amount::decimal(9, 0)];

const fn row(no: u8, item: WaterItem, unit: Unit, rule: Rule, printed: [&'static str; 4]) -> Row {
    let mut limits = [Amount::ZERO; 4];
    // The first and the last class that have a limit.
    let (mut class, end) = match rule {
        Rule::AtMost => (0, 4),
        Rule::Open => (0, 3),
        Rule::Undetected => (1, 4),
        Rule::Within | Rule::Absent => (0, 0),
    };
    let smaller = if unit.is(UG_L) { 3 } else { 0 };
    while class < end {
        let (digits, decimals) = printed_amount(printed[class]).parts();
        limits[class] = Amount::decimal(digits, decimals + smaller);
        class += 1;
    }
    Row { no, item, unit, rule, printed, limits }
}

const fn basic(no: u8, item: P, unit: Unit, rule: Rule, printed: [&'static str; 4]) -> Row {
    row(no, WaterItem::Basic(item), unit, rule, printed)
}

const fn further(no: u8, item: FurtherItem, unit: Unit, rule: Rule, printed: [&'static str; 4]) -> Row {
    row(no, WaterItem::Further(item), unit, rule, printed)
}

use Rule::{Absent, AtMost, Open, Undetected, Within};

const MG_L: Unit = Unit::MG_PER_L;
const UG_L: Unit = Unit::UG_PER_L;
const BQ_L: Unit = Unit::BQ_PER_L;
const PTCO: Unit = Unit::PLATINUM_COBALT;
const NTU: Unit = Unit::NTU;
const NONE: Unit = Unit::ONE;
const PER_100_ML: Unit = Unit::PER_100_ML;
const PER_ML: Unit = Unit::PER_ML;

/// Table 1: 39 routine items. Ⅴ is worse than Ⅳ. Coliforms in MPN or CFU per 100 mL, bacteria in CFU/mL.
#[rustfmt::skip]
pub static TABLE_1: [Row; 39] = [
    //       no  item                    unit        rule         Ⅰ          Ⅱ         Ⅲ         Ⅳ
    further ( 1, Colour,                PTCO,       AtMost,     ["5",      "5",      "15",     "25"]),
    further ( 2, OdourAndTaste,         NONE,       Absent,     ["无",     "无",     "无",     "无"]),
    basic   ( 3, P::Turbidity,          NTU,        AtMost,     ["3",      "3",      "3",      "10"]),
    further ( 4, VisibleMatter,         NONE,       Absent,     ["无",     "无",     "无",     "无"]),
    basic   ( 5, P::Ph,                 NONE,       Within,     ["6.5≤pH≤8.5", "6.5≤pH≤8.5", "6.5≤pH≤8.5", "5.5≤pH<6.5，8.5<pH≤9.0"]),
    further ( 6, Hardness,              MG_L,       AtMost,     ["150",    "300",    "450",    "650"]),
    further ( 7, DissolvedSolids,       MG_L,       AtMost,     ["300",    "500",    "1000",   "2000"]),
    further ( 8, Sulfate,               MG_L,       AtMost,     ["50",     "150",    "250",    "350"]),
    further ( 9, Chloride,              MG_L,       AtMost,     ["50",     "150",    "250",    "350"]),
    further (10, Iron,                  MG_L,       AtMost,     ["0.1",    "0.2",    "0.3",    "2.0"]),
    further (11, Manganese,             MG_L,       AtMost,     ["0.05",   "0.05",   "0.10",   "1.50"]),
    basic   (12, P::Cu,                 MG_L,       AtMost,     ["0.01",   "0.05",   "1.00",   "1.50"]),
    basic   (13, P::Zn,                 MG_L,       AtMost,     ["0.05",   "0.5",    "1.00",   "5.00"]),
    further (14, Aluminium,             MG_L,       AtMost,     ["0.01",   "0.05",   "0.20",   "0.50"]),
    basic   (15, P::Phenols,            MG_L,       AtMost,     ["0.001",  "0.001",  "0.002",  "0.01"]),
    basic   (16, P::Las,                MG_L,       Undetected, ["不得检出", "0.1",    "0.3",    "0.3"]),
    basic   (17, P::CodMn,              MG_L,       AtMost,     ["1.0",    "2.0",    "3.0",    "10.0"]),
    basic   (18, P::AmmoniaN,           MG_L,       AtMost,     ["0.02",   "0.10",   "0.50",   "1.50"]),
    basic   (19, P::Sulfide,            MG_L,       AtMost,     ["0.005",  "0.01",   "0.02",   "0.10"]),
    further (20, Sodium,                MG_L,       AtMost,     ["100",    "150",    "200",    "400"]),
    further (21, TotalColiforms,        PER_100_ML, AtMost,     ["3.0",    "3.0",    "3.0",    "100"]),
    further (22, BacteriaCount,         PER_ML,     AtMost,     ["100",    "100",    "100",    "1000"]),
    further (23, NitriteN,              MG_L,       AtMost,     ["0.01",   "0.10",   "1.00",   "4.80"]),
    further (24, NitrateN,              MG_L,       AtMost,     ["2.0",    "5.0",    "20.0",   "30.0"]),
    basic   (25, P::Cyanide,            MG_L,       AtMost,     ["0.001",  "0.01",   "0.05",   "0.1"]),
    basic   (26, P::Fluoride,           MG_L,       AtMost,     ["1.0",    "1.0",    "1.0",    "2.0"]),
    further (27, Iodide,                MG_L,       AtMost,     ["0.04",   "0.04",   "0.08",   "0.50"]),
    basic   (28, P::Hg,                 MG_L,       AtMost,     ["0.0001", "0.0001", "0.001",  "0.002"]),
    basic   (29, P::As,                 MG_L,       AtMost,     ["0.001",  "0.001",  "0.01",   "0.05"]),
    basic   (30, P::Se,                 MG_L,       AtMost,     ["0.01",   "0.01",   "0.01",   "0.1"]),
    basic   (31, P::Cd,                 MG_L,       AtMost,     ["0.0001", "0.001",  "0.005",  "0.01"]),
    basic   (32, P::Cr6,                MG_L,       AtMost,     ["0.005",  "0.01",   "0.05",   "0.10"]),
    basic   (33, P::Pb,                 MG_L,       AtMost,     ["0.005",  "0.005",  "0.01",   "0.10"]),
    further (34, Trichloromethane,      UG_L,       AtMost,     ["0.5",    "6",      "60",     "300"]),
    further (35, CarbonTetrachloride,   UG_L,       AtMost,     ["0.5",    "0.5",    "2.0",    "50.0"]),
    further (36, Benzene,               UG_L,       AtMost,     ["0.5",    "1.0",    "10.0",   "120"]),
    further (37, Toluene,               UG_L,       AtMost,     ["0.5",    "140",    "700",    "1400"]),
    further (38, TotalAlpha,            BQ_L,       Open,       ["0.1",    "0.1",    "0.5",    ">0.5"]),
    further (39, TotalBeta,             BQ_L,       Open,       ["0.1",    "1.0",    "1.0",    ">1.0"]),
];

/// Table 2: 54 other items. Ⅴ is worse than Ⅳ. One machine-readable copy and spot checks stand behind it.
#[rustfmt::skip]
pub static TABLE_2: [Row; 54] = [
    //       no  item                    unit        rule         Ⅰ          Ⅱ         Ⅲ         Ⅳ
    further (40, Beryllium,             MG_L,       AtMost,     ["0.0001", "0.0001", "0.002",  "0.06"]),
    further (41, Boron,                 MG_L,       AtMost,     ["0.02",   "0.10",   "0.50",   "2.00"]),
    further (42, Antimony,              MG_L,       AtMost,     ["0.0001", "0.0005", "0.005",  "0.01"]),
    further (43, Barium,                MG_L,       AtMost,     ["0.01",   "0.10",   "0.70",   "4.00"]),
    further (44, Nickel,                MG_L,       AtMost,     ["0.002",  "0.002",  "0.02",   "0.10"]),
    further (45, Cobalt,                MG_L,       AtMost,     ["0.005",  "0.005",  "0.05",   "0.10"]),
    further (46, Molybdenum,            MG_L,       AtMost,     ["0.001",  "0.01",   "0.07",   "0.15"]),
    further (47, Silver,                MG_L,       AtMost,     ["0.001",  "0.01",   "0.05",   "0.10"]),
    further (48, Thallium,              MG_L,       AtMost,     ["0.0001", "0.0001", "0.0001", "0.001"]),
    further (49, Dichloromethane,       UG_L,       AtMost,     ["1",      "2",      "20",     "500"]),
    further (50, Dichloroethane12,      UG_L,       AtMost,     ["0.5",    "3.0",    "30.0",   "40.0"]),
    further (51, Trichloroethane111,    UG_L,       AtMost,     ["0.5",    "400",    "2000",   "4000"]),
    further (52, Trichloroethane112,    UG_L,       AtMost,     ["0.5",    "0.5",    "5.0",    "60.0"]),
    further (53, Dichloropropane12,     UG_L,       AtMost,     ["0.5",    "0.5",    "5.0",    "60.0"]),
    further (54, Tribromomethane,       UG_L,       AtMost,     ["0.5",    "10.0",   "100",    "800"]),
    further (55, VinylChloride,         UG_L,       AtMost,     ["0.5",    "0.5",    "5.0",    "90.0"]),
    further (56, Dichloroethene11,      UG_L,       AtMost,     ["0.5",    "3.0",    "30.0",   "60.0"]),
    further (57, Dichloroethene12,      UG_L,       AtMost,     ["0.5",    "5.0",    "50.0",   "60.0"]),
    further (58, Trichloroethene,       UG_L,       AtMost,     ["0.5",    "7.0",    "70.0",   "210"]),
    further (59, Tetrachloroethene,     UG_L,       AtMost,     ["0.5",    "4.0",    "40.0",   "300"]),
    further (60, Chlorobenzene,         UG_L,       AtMost,     ["0.5",    "60.0",   "300",    "600"]),
    further (61, Dichlorobenzene12,     UG_L,       AtMost,     ["0.5",    "200",    "1000",   "2000"]),
    further (62, Dichlorobenzene14,     UG_L,       AtMost,     ["0.5",    "30.0",   "300",    "600"]),
    further (63, Trichlorobenzenes,     UG_L,       AtMost,     ["0.5",    "4.0",    "20.0",   "180"]),
    further (64, Ethylbenzene,          UG_L,       AtMost,     ["0.5",    "30.0",   "300",    "600"]),
    further (65, Xylenes,               UG_L,       AtMost,     ["0.5",    "100",    "500",    "1000"]),
    further (66, Styrene,               UG_L,       AtMost,     ["0.5",    "2.0",    "20.0",   "40.0"]),
    further (67, Dinitrotoluene24,      UG_L,       AtMost,     ["0.1",    "0.5",    "5.0",    "60.0"]),
    further (68, Dinitrotoluene26,      UG_L,       AtMost,     ["0.1",    "0.5",    "5.0",    "30.0"]),
    further (69, Naphthalene,           UG_L,       AtMost,     ["1",      "10",     "100",    "600"]),
    further (70, Anthracene,            UG_L,       AtMost,     ["1",      "360",    "1800",   "3600"]),
    further (71, Fluoranthene,          UG_L,       AtMost,     ["1",      "50",     "240",    "480"]),
    further (72, BenzoBFluoranthene,    UG_L,       AtMost,     ["0.1",    "0.4",    "4.0",    "8.0"]),
    further (73, BenzoAPyrene,          UG_L,       AtMost,     ["0.002",  "0.002",  "0.01",   "0.50"]),
    further (74, Pcbs,                  UG_L,       AtMost,     ["0.05",   "0.05",   "0.50",   "10.0"]),
    further (75, Dehp,                  UG_L,       AtMost,     ["3",      "3",      "8.0",    "300"]),
    further (76, Trichlorophenol246,    UG_L,       AtMost,     ["0.05",   "20.0",   "200",    "300"]),
    further (77, Pentachlorophenol,     UG_L,       AtMost,     ["0.05",   "0.90",   "9.0",    "18.0"]),
    further (78, Hchs,                  UG_L,       AtMost,     ["0.01",   "0.50",   "5.00",   "300"]),
    further (79, Lindane,               UG_L,       AtMost,     ["0.01",   "0.20",   "2.00",   "150"]),
    further (80, Ddt,                   UG_L,       AtMost,     ["0.01",   "0.10",   "1.00",   "2.00"]),
    further (81, Hexachlorobenzene,     UG_L,       AtMost,     ["0.01",   "0.10",   "1.00",   "2.00"]),
    further (82, Heptachlor,            UG_L,       AtMost,     ["0.01",   "0.04",   "0.40",   "0.80"]),
    further (83, D24,                   UG_L,       AtMost,     ["0.1",    "6.0",    "30.0",   "150"]),
    further (84, Carbofuran,            UG_L,       AtMost,     ["0.05",   "1.40",   "7.00",   "14.0"]),
    further (85, Aldicarb,              UG_L,       AtMost,     ["0.05",   "0.60",   "3.00",   "30.0"]),
    further (86, Dichlorvos,            UG_L,       AtMost,     ["0.05",   "0.10",   "1.00",   "2.00"]),
    further (87, ParathionMethyl,       UG_L,       AtMost,     ["0.05",   "4.00",   "20.0",   "40.0"]),
    further (88, Malathion,             UG_L,       AtMost,     ["0.05",   "25.0",   "250",    "500"]),
    further (89, Dimethoate,            UG_L,       AtMost,     ["0.05",   "16.0",   "80.0",   "160"]),
    further (90, Chlorpyrifos,          UG_L,       AtMost,     ["0.05",   "6.00",   "30.0",   "60.0"]),
    further (91, Chlorothalonil,        UG_L,       AtMost,     ["0.05",   "1.00",   "10.0",   "150"]),
    further (92, Atrazine,              UG_L,       AtMost,     ["0.05",   "0.40",   "2.00",   "600"]),
    further (93, Glyphosate,            UG_L,       AtMost,     ["0.1",    "140",    "700",    "1400"]),
];

/// The row of an item with the clause of its table; `None` when it is in neither.
///
/// ```
/// use envgrade::standard::gb14848::row_of;
/// use envgrade::water_item::FurtherItem;
/// let benzene = row_of(FurtherItem::Benzene.into()).map(|(row, _)| (row.printed, row.unit.name()));
/// assert_eq!(benzene, Some((["0.5", "1.0", "10.0", "120"], "µg/L")));
/// ```
#[must_use]
pub fn row_of(item: WaterItem) -> Option<(&'static Row, &'static str)> {
    let find = |table: &'static [Row]| table.iter().find(|row| row.item == item);
    find(&TABLE_1).map(|row| (row, CLAUSE_1)).or_else(|| find(&TABLE_2).map(|row| (row, CLAUSE_2)))
}

impl Row {
    /// The class of a measured value in the unit of the item: the best whose limits it meets. Equal to a limit meets
    /// it, and where classes share a limit the better one is taken. Of an [`Rule::Open`] item Ⅳ stands for Ⅳ or Ⅴ; a
    /// measured value of an [`Rule::Undetected`] item is Ⅱ at best. `None` for an [`Rule::Absent`] item.
    #[must_use]
    pub fn class_of(&self, value: Amount) -> Option<Class> {
        let met = |from: usize, to: usize| (from..to).find(|&class| value <= self.limits[class]).unwrap_or(to);
        let class = match self.rule {
            Rule::AtMost => met(0, 4),
            Rule::Undetected => met(1, 4),
            Rule::Open => met(0, 3),
            Rule::Within if PH[1] <= value && value <= PH[2] => 0,
            Rule::Within if PH[0] <= value && value <= PH[3] => 3,
            Rule::Within => 4,
            Rule::Absent => return None,
        };
        Some(Class::ALL[class])
    }

    /// The limit of a class in the unit of the item; `None` where it has no such limit.
    #[must_use]
    pub fn limit(&self, class: Class) -> Option<Amount> {
        let class = usize::from(class.number()) - 1;
        let has = match self.rule {
            Rule::AtMost => class < 4,
            Rule::Undetected => (1..4).contains(&class),
            Rule::Open => class < 3,
            Rule::Within | Rule::Absent => false,
        };
        has.then(|| self.limits[class])
    }

    /// A value in the unit of the item, in the unit in which the limits are printed.
    #[must_use]
    pub fn in_printed_unit(&self, value: Amount) -> Amount {
        self.item.unit().convert(value, self.unit).unwrap_or(value)
    }
}
