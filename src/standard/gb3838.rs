//! GB 3838-2002 地表水环境质量标准, table 1: the 24 basic items.

use super::{Bound, printed_amount};
use crate::grade::Class;
use crate::parameter::Parameter;
use crate::quantity::Amount;

/// Where table 1 is printed.
pub const CLAUSE: &str = "GB 3838-2002 表1";

/// How a value is held against the limits of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// ≤
    AtMost,
    /// ≥
    AtLeast,
    /// 6~9 in every class.
    Within,
}

/// A row of table 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Number of the row.
    pub no: u8,
    /// Item.
    pub item: Parameter,
    /// Direction.
    pub rule: Rule,
    /// The limits of Ⅰ to Ⅴ as printed, in the unit of the item.
    pub printed: [&'static str; 5],
    limits: [Amount; 5],
}

const PH_LOWEST: Amount = Amount::whole(6);
const PH_HIGHEST: Amount = Amount::whole(9);

const fn row(no: u8, item: Parameter, rule: Rule, printed: [&'static str; 5]) -> Row {
    let mut limits = [PH_HIGHEST; 5];
    let mut class = 0;
    while class < 5 && !matches!(rule, Rule::Within) {
        limits[class] = printed_amount(printed[class]);
        class += 1;
    }
    Row { no, item, rule, printed, limits }
}

use Rule::{AtLeast, AtMost, Within};

/// Table 1 without row 1 (water temperature: the man-made change of the weekly mean, at most 1 ℃ up and 2 ℃ down,
/// which no single reading can be held against). Faecal coliform in 个/L, pH without unit, all others in mg/L.
///
/// Dissolved oxygen Ⅰ is printed "饱和率 90%（或 7.5）"; the 90 % is a choice of the rules, not a row here.
#[rustfmt::skip]
pub const TABLE_1: [Row; 24] = [
    //  no  item                                      Ⅰ          Ⅱ          Ⅲ         Ⅳ        Ⅴ
    row( 2, Parameter::Ph,             Within,  ["6~9",     "6~9",     "6~9",    "6~9",   "6~9"]),
    row( 3, Parameter::Do,             AtLeast, ["7.5",     "6",       "5",      "3",     "2"]),
    row( 4, Parameter::CodMn,          AtMost,  ["2",       "4",       "6",      "10",    "15"]),
    row( 5, Parameter::Cod,            AtMost,  ["15",      "15",      "20",     "30",    "40"]),
    row( 6, Parameter::Bod5,           AtMost,  ["3",       "3",       "4",      "6",     "10"]),
    row( 7, Parameter::AmmoniaN,       AtMost,  ["0.15",    "0.5",     "1.0",    "1.5",   "2.0"]),
    row( 8, Parameter::Tp,             AtMost,  ["0.02",    "0.1",     "0.2",    "0.3",   "0.4"]),  // river
    row( 8, Parameter::Tp,             AtMost,  ["0.01",    "0.025",   "0.05",   "0.1",   "0.2"]),  // lake, reservoir
    row( 9, Parameter::Tn,             AtMost,  ["0.2",     "0.5",     "1.0",    "1.5",   "2.0"]),  // lake, reservoir
    row(10, Parameter::Cu,             AtMost,  ["0.01",    "1.0",     "1.0",    "1.0",   "1.0"]),
    row(11, Parameter::Zn,             AtMost,  ["0.05",    "1.0",     "1.0",    "2.0",   "2.0"]),
    row(12, Parameter::Fluoride,       AtMost,  ["1.0",     "1.0",     "1.0",    "1.5",   "1.5"]),
    row(13, Parameter::Se,             AtMost,  ["0.01",    "0.01",    "0.01",   "0.02",  "0.02"]),
    row(14, Parameter::As,             AtMost,  ["0.05",    "0.05",    "0.05",   "0.1",   "0.1"]),
    row(15, Parameter::Hg,             AtMost,  ["0.00005", "0.00005", "0.0001", "0.001", "0.001"]),
    row(16, Parameter::Cd,             AtMost,  ["0.001",   "0.005",   "0.005",  "0.005", "0.01"]),
    row(17, Parameter::Cr6,            AtMost,  ["0.01",    "0.05",    "0.05",   "0.05",  "0.1"]),
    row(18, Parameter::Pb,             AtMost,  ["0.01",    "0.01",    "0.05",   "0.05",  "0.1"]),
    row(19, Parameter::Cyanide,        AtMost,  ["0.005",   "0.05",    "0.2",    "0.2",   "0.2"]),
    row(20, Parameter::Phenols,        AtMost,  ["0.002",   "0.002",   "0.005",  "0.01",  "0.1"]),
    row(21, Parameter::Petroleum,      AtMost,  ["0.05",    "0.05",    "0.05",   "0.5",   "1.0"]),
    row(22, Parameter::Las,            AtMost,  ["0.2",     "0.2",     "0.2",    "0.3",   "0.3"]),
    row(23, Parameter::Sulfide,        AtMost,  ["0.05",    "0.1",     "0.2",    "0.5",   "1.0"]),
    row(24, Parameter::FaecalColiform, AtMost,  ["200",     "2000",    "10000",  "20000", "40000"]),
];

static ROWS: [Row; 24] = TABLE_1;

const NO_ROW: u8 = u8::MAX;
const ITEMS: usize = Parameter::ALL.len();

/// The row of each item: in rivers the first of the two of total phosphorus, in lakes the second.
const fn rows_of(lake: bool) -> [u8; ITEMS] {
    let mut rows = [NO_ROW; ITEMS];
    let mut row = 0;
    while row < TABLE_1.len() {
        let item = TABLE_1[row].item as usize;
        if lake || rows[item] == NO_ROW && !matches!(TABLE_1[row].item, Parameter::Tn) {
            rows[item] = row as u8;
        }
        row += 1;
    }
    rows
}

static OF_RIVERS: [u8; ITEMS] = rows_of(false);
static OF_LAKES: [u8; ITEMS] = rows_of(true);

/// The row that grades an item in a river; `None` where there is none (total nitrogen has limits for lakes and
/// reservoirs only).
#[must_use]
pub fn river(item: Parameter) -> Option<&'static Row> {
    ROWS.get(usize::from(OF_RIVERS[item as usize]))
}

/// The row that grades an item in a lake or reservoir; `None` where there is none.
///
/// ```
/// use envgrade::parameter::Parameter;
/// use envgrade::standard::gb3838::{lake, river};
/// let third = |row: Option<&envgrade::standard::gb3838::Row>| row.map(|row| row.printed[2]);
/// assert_eq!(third(river(Parameter::Tp)), Some("0.2"));
/// assert_eq!(third(lake(Parameter::Tp)), Some("0.05"));
/// assert_eq!(third(river(Parameter::Tn)), None);
/// ```
#[must_use]
pub fn lake(item: Parameter) -> Option<&'static Row> {
    ROWS.get(usize::from(OF_LAKES[item as usize]))
}

impl Row {
    /// The class of a value: the best whose limit it meets. Equal to a limit meets it, and where classes share a limit
    /// the better one is taken.
    #[must_use]
    pub fn class_of(&self, value: Amount) -> Class {
        let met = match self.rule {
            Rule::AtMost => self.limits.iter().position(|&limit| value <= limit),
            Rule::AtLeast => self.limits.iter().position(|&limit| value >= limit),
            Rule::Within => (PH_LOWEST <= value && value <= PH_HIGHEST).then_some(0),
        };
        met.map_or(Class::WorseThanV, |class| Class::ALL[class])
    }

    /// The limit of a class; `None` for pH, whose limits are a range, and for 劣Ⅴ, which has none.
    #[must_use]
    pub fn limit(&self, class: Class) -> Option<Amount> {
        if self.rule == Rule::Within {
            return None;
        }
        self.limits.get(usize::from(class.number()) - 1).copied()
    }

    /// What a value of a class must keep to; `None` for 劣Ⅴ, which has no limits.
    #[must_use]
    pub fn bound(&self, class: Class) -> Option<Bound> {
        let limit = self.limits.get(usize::from(class.number()) - 1).copied()?;
        Some(match self.rule {
            Rule::Within => Bound::Within(PH_LOWEST, PH_HIGHEST),
            Rule::AtMost => Bound::AtMost(limit),
            Rule::AtLeast => Bound::AtLeast(limit),
        })
    }
}
